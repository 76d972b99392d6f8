"""Bad input: one clear line that says where and what, exit code 1, no traceback, in little time and memory.

Each case runs in a process of its own, under a limit on its memory.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.forked import ROOT, voicecoach
from tests.routine.helpers import MORNING, PLANK, folders
from tests.yardstick import yardstick_s
from voicecoach.errors import RoutineError
from voicecoach.routine.text_file import read_routine_text

LONGEST = 600
"""As much processor time at most, as a multiple of the yardstick; each takes below 250. What grows faster than the
file takes thousands."""

MOST_BYTES = 300 * 2**20


def check(path: Path, line: str, mistakes: int = 1) -> None:
    """Checks the file; expects that many errors, the first of which starts with its place and contains `line`."""
    done = voicecoach(["check", str(path)], cwd=ROOT, environment=os.environ, most_bytes=MOST_BYTES)
    reported = done.stdout.splitlines()
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr + done.stdout
    assert len(reported) == mistakes, reported
    assert reported[0].startswith(f"{path}:")
    assert line in reported[0]
    assert len(reported[0]) < 400
    assert done.processor_s < LONGEST * yardstick_s()


def steps(*lines: str) -> str:
    inside = "  cat: {name: Cat, kind: stretch, position: standing, setup: [Stand.], dose: {reps: 2}}\n"
    return f"title: A\nexercises:\n{inside}steps:\n  - cat\n" + "".join(f"  - {line}\n" for line in lines)


_BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{below}: &{below} [{', '.join([f'*{above}'] * 10)}]\n"
    for above, below in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES: list[tuple[str, bytes | str, str]] = [
    ("empty", "", ":1:1: error: this file is empty"),
    ("only a comment", "# nothing\n", ":1:1: error: this file is empty"),
    ("only a mark", b"\xef\xbb\xbf", ":1:1: error: this file is empty"),
    ("binary", b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(256)) * 20, ":1:8: error: this is a binary file"),
    ("UTF-16", "title: A".encode("utf-16"), ":1:1: error: this file is in UTF-16"),
    (
        "Latin-1",
        "title: A\nabout: für\nsteps: [x]".encode("latin-1"),
        ":2:9: error: this file is not in UTF-8",
    ),
    ("no YAML", "title: [A\nsteps: {\n", ": error: "),
    (
        "several documents",
        "title: A\nsteps: [x]\n---\ntitle: B\n",
        ":3:1: error: a second document starts here",
    ),
    ("wrong type", "title: A\nsteps: 5\n", ":2:8: error: steps: this is a text; write a list"),
    ("unknown key", steps("{do: cat, rep: 3}"), ":6:15: error: unknown key “rep”; did you mean “reps”?"),
    (
        "duplicate key",
        "title: A\ntitle: B\nsteps: [bird-dog]\n",
        ":2:1: error: the key “title” is written twice",
    ),
    ("alias bomb", _BOMB, "error: aliases make this file grow"),
    (
        "alias bomb of lists in lists",
        _BOMB.replace("[", "[[").replace("]", "]]"),
        "error: aliases make this file grow",
    ),
    (
        "alias to itself",
        "title: A\nsteps: &a [*a]\n",
        ":2:12: error: the alias *a stands for something that it is part of",
    ),
    ("alias to nothing", "title: A\nsteps: [*b]\n", ": error: "),
    ("deep lists", "title: A\nsteps: " + "[" * 10_000 + "]" * 10_000, "nested too deep"),
    ("deep maps", "{a: " * 10_000, "nested too deep"),
    ("deep lines", "".join(" " * depth + "a:\n" for depth in range(1000)), "nested too deep"),
    (
        "a million commas",
        "title: A\nsteps: [" + "x," * 400_000 + "]\n",
        "this file has grown beyond 50,000 values",
    ),
    ("a long key", "k" * 900_000 + ": 1\n", ": error: "),
    (
        "quoted blanks",
        steps('{do: cat, hold: "5' + " " * 900_000 + 'x"}'),
        ":6:21: error: hold: “5” is not a time",
    ),
    ("negative dose", steps("{do: cat, hold: -5 s}"), ":6:21: error: hold: “-5 s” is not a time"),
    ("negative number", steps("{do: cat, reps: -5}"), ":6:21: error: reps: “-5” is not a number"),
    (
        "a million repetitions",
        steps("{do: cat, reps: 1000000}"),
        ":6:21: error: reps: repetitions go from 1 to 1,000",
    ),
    (
        "a million repeats",
        steps("{repeat: 1000, steps: [{repeat: 1000, steps: [cat]}]}"),
        ":6:5: error: this makes a session",
    ),
    ("over 24 hours", steps("{do: cat, time: 25 h}"), ":6:21: error: time: timed sets"),
    ("over 24 hours in parts", steps("{do: cat, time: 20 h}", "{do: cat, time: 20 h}"), "more than 24 hours"),
    ("NaN", steps("{do: cat, hold: .nan}"), ":6:21: error: hold: “.nan” is not a time"),
    ("infinite", steps("{do: cat, reps: .inf}"), ":6:21: error: reps: “.inf” is not a number"),
    ("control character", steps("say: Breathe\x07 out."), ":6:17: error: a control character (U+0007)"),
    (
        "escaped control character",
        steps('say: "Breathe\\x1b out."'),
        ":6:10: error: a control character (U+001B)",
    ),
    (
        "turned text",
        steps("say: Breathe \u202etuo."),
        ":6:18: error: a hidden character that turns the direction",
    ),
    ("markup", steps("say: <speak>Breathe</speak>"), ":6:10: error: say: markup is not spoken"),
    ("emoji alone", steps("say: 😀"), ":6:10: error: say: there is nothing to say"),
    ("an exercise that is a path", steps("../../etc/passwd"), ":6:5: error: “../../etc/passwd” is a path"),
    (
        "a sound that is a path",
        steps("sound: ../../etc/passwd"),
        ":6:12: error: sound: “../../etc/passwd” is a path",
    ),
    (
        "an unknown tag",
        "title: !!python/object/apply:os.system ls\nsteps: [bird-dog]\n",
        ":1:8: error: tags such as !!python",
    ),
]


@pytest.mark.parametrize(("content", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_clear_line(tmp_path: Path, content: bytes | str, line: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    check(path, line)


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("{do: cat, " + ", ".join(f"key{number}: 1" for number in range(20_000)) + "}", "unknown key “key0”"),
        (f"{{repeat: 2, steps: [{'{do: cat, hold: x}, ' * 400}]}}, " * 20, "hold: “x” is not a time"),
        (", ".join(f"cat{number}" for number in range(40_000)), "steps: there are 40,000; at most 500"),
    ],
    ids=["keys", "doses", "exercises"],
)
def test_thousands_of_mistakes_are_reported_as_fifty(tmp_path: Path, step: str, line: str) -> None:
    path = tmp_path / "r.yaml"
    inside = "{name: Cat, kind: stretch, position: standing, setup: [Stand.], dose: {reps: 2}}"
    path.write_text(f"title: A\nexercises: {{cat: {inside}}}\nsteps: [{step}]\n", encoding="utf-8")
    check(path, line, mistakes=51)


def test_to_guess_what_was_meant_takes_no_time(tmp_path: Path) -> None:
    # Long ids of two letters are the worst to compare.
    dice = random.Random(1)
    ids = ["".join(dice.choices("ab", k=80)) for _ in range(1000)]
    inside = "{name: Cat, kind: stretch, position: standing, setup: [Stand.], dose: {reps: 2}}"
    own = "".join(f"  {name}: {inside}\n" for name in ids[:499])
    path = tmp_path / "r.yaml"
    wanted = "".join(f"  - {name}\n" for name in ids[500:999])
    path.write_text(
        f"title: A\nexercises:\n  plank: {inside}\n{own}steps:\n  - plnak\n{wanted}", encoding="utf-8"
    )
    check(path, "there is no exercise “plnak”; did you mean “plank”?", mistakes=51)


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    check(path, "this file has 100.0 million bytes")


def test_a_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    check(path, "this is a pipe")


def test_a_device_is_not_read() -> None:
    check(Path("/dev/zero"), "this is a device")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    check(tmp_path / "none.yaml", "there is no such file")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing can be hidden from root, as whom CI runs: the answer of the system is replaced.
    path = tmp_path / "r.yaml"
    path.write_text(MORNING, encoding="utf-8")

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("voicecoach.files.os.open", refused)
    with pytest.raises(RoutineError) as caught:
        read_routine_text(path)
    monkeypatch.undo()
    assert str(caught.value) == f"{path}: this file may not be read; check its permissions"


def test_a_link_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.symlink_to(path)
    check(path, "cannot be read")


def test_an_exercise_file_that_is_a_link_out_of_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("title: A\nsteps: [plank-x]\n", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text(PLANK, encoding="utf-8")
    link = tmp_path / "exercises" / "plank-x.yaml"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "secret.yaml")
    done = voicecoach(["check", str(path)], cwd=ROOT, environment=os.environ)
    assert done.returncode == 1
    assert done.stdout == f"{link}: error: this link leads out of its folder; put the file itself here\n"


@pytest.mark.parametrize("text", ["Breathe 😀 out.", "שלום, נשום.", "تنفس ببطء.", "👩\u200d🦽 Sit tall."])
def test_emoji_beside_words_and_words_from_right_to_left_are_legal(tmp_path: Path, text: str) -> None:
    from voicecoach.routine.library import load_text

    routine = f"title: A\nsteps: [tilt, {{say: '{text}'}}]\n"
    loaded = load_text(routine, tmp_path / "r.yaml", folders=folders(tmp_path / "f"))
    assert loaded.routine.steps[1].say == text  # type: ignore[union-attr]
