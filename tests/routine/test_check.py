"""`voicecoach check` reports everything at once, and says by its exit code whether there was an error."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.routine.helpers import BRIDGE, MORNING, TILT, folders
from voicecoach.cli.check import check


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = folders(tmp_path)
    monkeypatch.setattr("voicecoach.routine.library.default_folders", lambda: found)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(one) for one in arguments])


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_mistakes_of_several_files_come_in_one_go(tmp_path: Path) -> None:
    first = write(tmp_path / "a.yaml", "titel: A\nsteps: [tilt]\n")
    second = write(tmp_path / "exercises" / "b.yaml", "name: B\nkind: strech\nposition: standing\n")
    result = run(first, second)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{first}:1:1: error: unknown key “titel”; did you mean “title”?",
        f"{first}:1:1: error: “title” is missing; a routine has a title and steps",
        f"{second}:2:7: error: kind: “strech” is not known here; did you mean “stretch”?",
    ]
    assert result.stderr == "2 files: 3 errors, no warnings\n"


def test_one_mistake_hides_no_other(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.yaml",
        """\
title: A
exercises:
  own: {name: Own, kind: strech, position: standing, easier: tlit}
steps:
  - do: tilt
    rep: 3
  - tlit
  - do: bridg
    hold: many
    say: Both.
  - repeat: 0
    steps:
      - own
      - {do: plan, left: {sets: 0}}
      - tlit
  - {sound: bel, loud: yes}
  - bent
""",
    )
    bent = write(
        tmp_path / "exercises" / "bent.yaml", "name: Bent\nkind: strech\nposition: standing\nharder: more\n"
    )
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{path}:3:26: error: kind: “strech” is not known here; did you mean “stretch”?",
        f"{path}:3:62: error: there is no exercise “tlit”; did you mean “tilt”?",
        f"{path}:6:5: error: unknown key “rep”; did you mean “reps”?",
        f"{path}:7:5: error: there is no exercise “tlit”; did you mean “tilt”?",
        f"{path}:8:5: error: this step has do and say; write them as steps of their own",
        f"{path}:8:9: error: there is no exercise “bridg”; did you mean “bridge”?",
        f"{path}:9:11: error: hold: “many” is not a time; write 5 s, 1:30, 2 min, or a range such as 5-10 s",
        f"{path}:11:13: error: repeat: steps are repeated 1 to 1,000 times, not 0",
        f"{path}:14:14: error: there is no exercise “plan”; did you mean “plank”?",
        f"{path}:14:33: error: sets: sets go from 1 to 100, not 0; for one side alone write “side: left”, or “left: none”",
        f"{path}:15:9: error: there is no exercise “tlit”; did you mean “tilt”?",
        f"{path}:16:13: error: sound: there is no sound “bel”; did you mean “bell”?",
        f"{path}:16:18: error: unknown key “loud”; did you mean “sound”?",
        f"{bent}:2:7: error: kind: “strech” is not known here; did you mean “stretch”?",
        f"{bent}:4:9: error: there is no exercise “more”; write exercises/more.yaml, or put it under exercises",
    ]


def test_several_steps_in_one_hide_no_other_mistake(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.yaml",
        """\
title: A
steps:
  - do: tilt
    hold: many
    rest: 99 h
    left: {sets: 0}
    say: Both <b>.
    tiem: 5
  - repeat: 0
    steps:
      - wait: Go.
        time: 5 parsecs
        sound: a/Bell.wav
    rest: 5 s
""",
    )
    assert run(path).stdout.splitlines() == [
        f"{path}:3:5: error: this step has do and say; write them as steps of their own",
        f"{path}:4:11: error: hold: “many” is not a time; write 5 s, 1:30, 2 min, or a range such as 5-10 s",
        f"{path}:5:11: error: rest: rests (in seconds) go from 0 to 600, not 356400",
        f"{path}:6:18: error: sets: sets go from 1 to 100, not 0; for one side alone write “side: left”, or “left: none”",
        f"{path}:7:10: error: say: markup is not spoken; write plain words without < and >",
        f"{path}:8:5: error: unknown key “tiem”; did you mean “time”?",
        f"{path}:9:5: error: this step has rest and repeat; write them as steps of their own",
        f"{path}:9:13: error: repeat: steps are repeated 1 to 1,000 times, not 0",
        f"{path}:11:9: error: this step has sound and wait; write them as steps of their own",
        f"{path}:12:15: error: time: “5 parsecs” is not a time; write 5 s, 1:30, 2 min, or a range such as 5-10 s",
        f"{path}:13:16: error: sound: “a/Bell.wav” is a path; "
        "put the file into sounds beside the routine, and write its name, such as bell",
    ]


def test_the_unknown_variant_of_an_exercise_is_reported_beside_its_mistakes(tmp_path: Path) -> None:
    path = write(
        tmp_path / "exercises" / "b.yaml", "name: B\nkind: strech\nposition: standing\neasier: tlit\n"
    )
    assert run(path).stdout.splitlines() == [
        f"{path}:2:7: error: kind: “strech” is not known here; did you mean “stretch”?",
        f"{path}:4:9: error: easier: there is no exercise “tlit”; did you mean “tilt”?",
    ]


def test_warnings_are_failures_only_if_strict(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", "title: A\nsteps: [bridge]\n")
    result = run(path)
    assert (result.exit_code, result.stdout.count(": warning: ")) == (0, 1)
    assert run("--strict", path).exit_code == 1


def test_names_and_folders_are_files_too(tmp_path: Path) -> None:
    assert run("tilt").stderr == "1 file: no errors, no warnings\n"
    # It says a word in Hebrew, which no English voice can.
    assert run("morning").stderr == "1 file: no errors, 1 warning\n"
    assert run(tmp_path / "shipped").stderr == "4 files: no errors, 1 warning\n"


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    result = run("mornin")
    assert (result.exit_code, result.stdout) == (
        1,
        "error: there is no routine “mornin”; did you mean “morning”?\n",
    )


def test_with_nothing_named_it_looks_at_all_of_the_users_own(tmp_path: Path) -> None:
    assert "no routines of your own" in run().stderr
    write(tmp_path / "user" / "exercises" / "mine.yaml", TILT.replace("harder: bridge", "harder: brige"))
    result = run()
    assert result.exit_code == 1
    assert "did you mean “bridge”?" in result.stdout


def test_an_unknown_sound_is_an_error_with_the_nearest(tmp_path: Path) -> None:
    result = run(write(tmp_path / "a.yaml", MORNING.replace("sound: bell", "sound: bel")))
    assert result.exit_code == 1
    assert "a.yaml:20:12: error: sound: there is no sound “bel”" in result.stdout


def test_one_warning_of_an_exercise_is_reported_once_for_all_its_routines(tmp_path: Path) -> None:
    write(
        tmp_path / "shipped" / "exercises" / "bridge.yaml", BRIDGE.replace("setup: [Lie on your back.]\n", "")
    )
    one = write(tmp_path / "one.yaml", "title: A\nsteps: [tilt, bridge]\n")
    two = write(tmp_path / "two.yaml", "title: A\nsteps: [tilt, bridge]\n")
    assert run(one, two).stdout.count("there is no setup") == 1


def test_a_broken_sound_is_one_mistake_at_its_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "sounds"
    monkeypatch.setattr("voicecoach.audio.sounds.user_sounds_dir", lambda: own)
    write(own / "mine.wav", "no sound")
    (own / "folder.wav").mkdir()
    os.mkfifo(own / "fifo.wav")
    one = write(tmp_path / "one.yaml", "title: A\nsteps:\n  - tilt\n  - sound: mine\n")
    two = write(
        tmp_path / "two.yaml", "title: A\nsteps:\n  - tilt\n  - sound: fifo\n  - sound: folder\n  - rest: x\n"
    )
    result = run(one, two)
    assert result.exit_code == 1
    first, second, third, fourth = result.stdout.splitlines()
    assert first.startswith(f"{one}:4:12: error: sound: {own / 'mine.wav'}: this is not a WAV file")
    assert second.startswith(f"{two}:4:12: error: sound: {own / 'fifo.wav'}: is not a file")
    assert third.startswith(f"{two}:5:12: error: sound: {own / 'folder.wav'}: is not a file")
    assert fourth.startswith(f"{two}:6:11: error: rest: ")


def test_a_phrase_without_room_is_reported_once_with_lengths_that_differ(tmp_path: Path) -> None:
    exercise = (
        "{name: Up, kind: mobilise, position: standing, setup: [Stand.], go: Up onto your toes., short: Up."
    )
    text = f"title: A\nexercises:\n  up: {exercise}, finish: Down., dose: {{reps: 8-12, tempo: 1-2}}}}\nsteps: [up]\n"
    result = run(write(tmp_path / "a.yaml", text))
    found = re.findall(r"“(.+)” takes ([\d.]+) s, and there is room for ([\d.]+) s", result.stdout)
    phrases = [phrase for phrase, _, _ in found]
    assert "Up onto your toes." in phrases
    assert len(set(phrases)) == len(phrases)
    assert all(float(needed) > float(room) for _, needed, room in found)


def test_a_folder_without_files_is_a_failure(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run(empty)
    assert result.exit_code == 1
    assert result.stdout == f"{empty}: error: there is no YAML file in this folder\n"


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing can be hidden from root, as whom CI runs: the answer of the system is replaced.
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    for result in (run(tmp_path), run()):
        assert result.exit_code == 1
        assert result.stdout.endswith(": error: this folder cannot be read: Permission denied\n")
        assert len(result.stdout.splitlines()) == 1
