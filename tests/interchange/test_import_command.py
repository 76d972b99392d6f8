"""`voicecoach import`: files of others in, routine files out, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import run


def test_a_table_becomes_a_routine_file(tmp_path: Path) -> None:
    (tmp_path / "a table.csv").write_text("push ups,30\nGlute bridge,45\n", encoding="utf-8")
    done = run(tmp_path, "import", "a table.csv")
    assert done.returncode == 0
    assert (
        done.stdout
        == "a-table.yaml  a table of exercises (CSV); 1 known exercise (bridge), 1 new one: look at it with voicecoach check\n"
    )
    assert "a table.csv: “Glute bridge” is taken as “Bridge” (bridge)\n" in done.stderr
    text = (tmp_path / "a-table.yaml").read_text(encoding="utf-8")
    assert text.startswith("# From a table.csv, a table of exercises (CSV).\n# What was assumed")
    checked = run(tmp_path, "check", "a-table.yaml")
    assert checked.returncode == 0
    assert "no errors" in checked.stderr


def test_what_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Plank 30 s\n", encoding="utf-8")
    mine = tmp_path / "list.yaml"
    mine.write_text("title: Mine\nsteps: [plank]\n", encoding="utf-8")
    done = run(tmp_path, "import", "list.txt")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "voicecoach: list.yaml: that file is there already; choose another name with -o, or replace it with --force"
    )
    assert mine.read_text(encoding="utf-8").startswith("title: Mine")
    assert run(tmp_path, "import", "list.txt", "--force").returncode == 0
    assert run(tmp_path, "import", "list.txt").returncode == 0, "the same again is no loss"


def test_options(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Plank 30 s\n", encoding="utf-8")
    shown = run(tmp_path, "import", "list.txt", "-o", "-", "--title", "My plank")
    assert "title: My plank\n" in shown.stdout
    assert not (tmp_path / "list.yaml").exists()
    (tmp_path / "sub").mkdir()
    assert run(tmp_path, "import", "list.txt", "-o", "sub/").returncode == 0
    assert (tmp_path / "sub" / "list.yaml").exists()
    for arguments, code in (
        (["list.txt", "-o", "x.txt"], 1),
        (["list.txt", "-o", ""], 2),
        (["list.txt", "--from", "rtf"], 2),
        (["list.txt", "-o", "no/such/x.yaml"], 1),
        (["missing.csv"], 1),
    ):
        done = run(tmp_path, "import", *arguments)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), arguments
        assert len(done.stderr.splitlines()) == 1


def test_many_mistakes_are_some_lines(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,sets\n" + "Plank,some\n" * 200, encoding="utf-8")
    done = run(tmp_path, "import", "t.csv")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == "t.csv:2: sets: “some” is not a number; write 5, or a range such as 5-10"
    assert len(lines) == 11
    assert lines[-1].startswith("t.csv: and ")
    assert not (tmp_path / "t.yaml").exists()


def test_the_formats_of_the_option_are_those_of_the_table() -> None:
    from voicecoach.cli.import_file import FORMATS
    from voicecoach.interchange.formats import SOURCE_FORMATS

    assert tuple(SOURCE_FORMATS) == FORMATS


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.md"])
def test_the_kind_is_found_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        "Name;Reps\nSquat;10\n" if name != "a.md" else "- Squat 10\n", encoding="utf-8"
    )
    done = run(tmp_path, "import", name, "-o", "-")
    assert "reps: 10" in done.stdout


def test_a_table_in_the_place_of_a_routine_is_answered_with_the_command(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("push ups,30\n", encoding="utf-8")
    done = run(tmp_path, "preview", "mine.csv", "--estimate")
    assert done.returncode == 1
    assert "this is not a routine; make one of it with: voicecoach import mine.csv" in done.stderr
