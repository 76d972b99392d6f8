"""`voicecoach new`: the file passes check, nothing is replaced unasked, and what is odd is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.run import run
from tests.content.files import exercises as shipped
from voicecoach.cli import new_file as new
from voicecoach.cli.check import check
from voicecoach.routine.library import load_file
from voicecoach.routine.new_routine import WARM_UP, with_warm_up


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "of-the-user" / kind))
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, answers: str, *arguments: str) -> Result:
    """The command on a terminal on which these answers are typed."""
    monkeypatch.setattr(new, "has_keyboard", lambda: True)
    return CliRunner().invoke(new.new_file, list(arguments), input=answers)


def steps(path: Path) -> list[str]:
    return [step.do for step in load_file(path).routine.done()]


@pytest.mark.parametrize("arguments", [
    ["--exercises", ",".join(sorted(shipped()))],
    *(["--exercises", names] for names in ("plank", "squat,cat-and-cow", "Pelvic tilt, Child's pose", "pull-up,row")),
    ["--exercises", "plank", "--exercises", "bridge", "--often", "twice a week", "--for", "Ash: # “1”"],
    ["--exercises", "plank", "--title", "- no: [yes"],
])  # fmt: skip
def test_check_has_nothing_to_say_of_it(arguments: list[str], home: Path) -> None:
    made = CliRunner().invoke(new.new_file, [*arguments, "-o", "made.yaml"])
    assert made.exit_code == 0, made.output
    found = CliRunner().invoke(check, ["--strict", "made.yaml"])
    assert (found.exit_code, found.stdout) == (0, "")


def test_what_is_given_is_in_it(home: Path) -> None:
    done = run(home, "new", "--exercises", "cat-and-cow,Side plank", "--title", "Für Ash: 1", "--for", "Ash")
    assert done.returncode == 0
    assert done.stdout.startswith("fur-ash-1.yaml  2 exercises, about ")
    routine = load_file(home / "fur-ash-1.yaml").routine
    assert (routine.title, routine.for_whom, routine.frequency) == ("Für Ash: 1", "Ash", None)
    assert steps(home / "fur-ash-1.yaml") == ["cat-and-cow", "side-plank"]
    text = (home / "fur-ash-1.yaml").read_text(encoding="utf-8")
    assert "  - side-plank                     # on the side; hold: 10-30 s; on each side\n" in text
    assert run(home, "new", "--exercises", "plank", "-o", "-").stdout.endswith("hold: 10-30 s\n")


def test_a_warm_up_comes_first_only_if_nothing_else_warms_up() -> None:
    known = shipped()
    assert with_warm_up(["child-s-pose", "plank"], known) == [WARM_UP, "child-s-pose", "plank"]
    assert with_warm_up(["cat-and-cow", "plank"], known) == ["cat-and-cow", "plank"]
    assert with_warm_up(["child-s-pose"], known) == ["child-s-pose"]
    assert with_warm_up(["plank"], {"plank": known["plank"]}) == ["plank"]


def test_questions_are_asked_again_until_the_answer_can_be_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = (
        "[pause 3 s]",
        "My back",
        "",
        "often",
        "2 a day",
        "",
        "?hip stretch",
        "plnak",
        "plank, Bird dog",
    )
    done = typed(monkeypatch, "\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "my-back.yaml  3 exercises" in done.stdout  # older clicks put what is typed there too
    for told in (
        "there is only silence in this text",
        "does not say how often",
        "did you mean “plank”?",
        "hip-flexor-stretch ",
    ):
        assert told in done.stderr
    assert steps(home / "my-back.yaml") == [WARM_UP, "plank", "bird-dog"]
    assert load_file(home / "my-back.yaml").routine.frequency == "2 a day"


def test_no_answers_are_needed_but_the_exercises(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(monkeypatch, "\n\n\nbridge\n").exit_code == 0
    assert (home / "my-routine.yaml").is_file()
    assert typed(monkeypatch, "Half").exit_code == 1, "the end of the input ends it"


@pytest.mark.parametrize(("answer", "replaced"), [("y\n", True), ("\n", False), ("n\n", False), ("", False)])
def test_a_file_that_is_there_is_replaced_only_if_that_is_wanted(
    answer: str, replaced: bool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = home / "a.yaml"
    there.write_text("mine", encoding="utf-8")
    done = typed(monkeypatch, answer, "--exercises", "bridge", "-o", "a.yaml")
    assert (there.read_text(encoding="utf-8") != "mine") is replaced
    assert (done.exit_code == 0) is replaced


def test_without_a_terminal_it_neither_asks_nor_replaces(home: Path) -> None:
    (home / "a.yaml").write_text("mine", encoding="utf-8")
    done = run(home, "new", "--exercises", "bridge", "-o", "a.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "a.yaml: that file is there already" in done.stderr
    assert run(home, "new", "--exercises", "bridge", "-o", "a.yaml", "--force").returncode == 0
    done = run(home, "new")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no terminal to ask on; give --exercises" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--exercises", "plnak"], 1, "did you mean “plank”?"),
        (["--exercises", "../plank"], 0, ""),
        (["--exercises", "毎朝"], 1, "there is no exercise “毎朝”"),
        (["--exercises", " , "], 2, "no terminal"),
        (["--exercises", "plank", "--often", "now"], 1, "does not say how often"),
        (["--exercises", "plank", "-o", "a.txt"], 1, "ends in .yaml"),
        (["--exercises", "plank", "-o", "no/a.yaml"], 1, "no/a.yaml: the folder no does not exist"),
        (["--exercises", "plank", "-o", ""], 2, "names nothing"),
        (["--exercises", "plank", "-o", "-", "--edit"], 2, "no file to edit"),
        (["--exercises", ",".join(["plank"] * 501)], 1, "500"),
    ],
)
def test_what_is_odd_is_one_line(arguments: list[str], code: int, told: str, home: Path) -> None:
    done = run(home, "new", *arguments, EDITOR="true")
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(home.glob("*.yaml")) == ([home / "my-routine.yaml"] if code == 0 else [])


def test_the_editor_is_opened_on_the_file_and_what_it_left_is_checked(home: Path) -> None:
    editor = home / "my editor"
    editor.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" > args; echo "steps: [plnak]" > "$2"\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    done = run(home, "new", "--exercises", "bridge", "--edit", EDITOR=f"'{editor}' --wait", VISUAL="")
    assert (home / "args").read_text(encoding="utf-8") == f"--wait\n{home / 'my-routine.yaml'}\n"
    assert done.returncode == 1
    assert "my-routine.yaml:1:9: error: there is no exercise “plnak”" in done.stdout
    for wrong, told in (
        ("", "set it"),
        ("'", "set it"),
        ("no-such-editor", "cannot be started"),
        ("false", "ended with 1"),
    ):
        done = run(home, "new", "--exercises", "bridge", "--edit", "--force", EDITOR=wrong, VISUAL="")
        assert done.returncode in (1, 2)
        assert told in done.stderr
