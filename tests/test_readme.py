"""README.md and the guide are true: the sample is what the program prints, and no key, word or option is left out."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from voicecoach import cli, folders
from voicecoach.audio.sounds import known_sounds
from voicecoach.export.formats import SOUND_FORMATS
from voicecoach.routine.dose import Dose
from voicecoach.routine.model import Exercise, Kind, Position, Routine, Sides
from voicecoach.routine.parse import parse_routine
from voicecoach.routine.step_keys import STEP_KEYS
from voicecoach.routine.validation_messages import keys_of
from voicecoach.script.choices import LEVELS, Choices, Counting, Talk
from voicecoach.session import prepare
from voicecoach.settings import BY_NAME, SETTINGS
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.registry import BUILT_IN, open_voice

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
TOOL = runpy.run_path(str(ROOT / "tools" / "readme_sample.py"))


def section(title: str, page: str) -> str:
    """The text below a heading of a page, to the next one of the same level or above."""
    found = re.search(
        rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", PAGES[page], re.DOTALL | re.MULTILINE
    )
    assert found, title
    return found[2]


def first_cells(text: str) -> set[str]:
    """Every `name` in the first column of the tables in `text`."""
    return {
        name
        for line in text.splitlines()
        if line.startswith("|")
        for name in re.findall(r"`([^`]+)`", line.split("|")[1])
    }


def test_the_sample_is_what_the_program_prints(tmp_path: Path) -> None:
    reported = "run: python tools/readme_sample.py --write"
    assert TOOL["shown"]() == TOOL["sample"](), reported
    TOOL["put_examples"](tmp_path)
    done = run(tmp_path, "preview", "morning-back.yaml", "--estimate")
    assert done.stdout.startswith(TOOL["shown"]().split("\n\n          ...")[0])


def test_a_colleague_has_nothing_to_say_of_the_examples(tmp_path: Path) -> None:
    TOOL["put_examples"](tmp_path)
    done = run(tmp_path, "check", "--strict", "morning-back.yaml", "exercises/")
    assert (done.returncode, done.stdout) == (0, "")


def test_no_key_is_left_out() -> None:
    assert first_cells(section("The keys of a routine", "routine-reference")) == set(keys_of(Routine))
    assert first_cells(section("The keys of an exercise", "routine-reference")) == set(keys_of(Exercise))
    assert first_cells(section("The dose", "routine-reference")) == set(keys_of(Dose))
    steps = {
        name.removeprefix("- ").split(":")[0]
        for name in first_cells(section("The steps", "routine-reference"))
    }
    assert steps == {"pelvic-tilt", *STEP_KEYS}


def test_no_setting_is_left_out() -> None:
    rows = [line.split("|") for line in section("Settings", "options").splitlines() if line.startswith("| `")]
    assert [row[1].strip(" `") for row in rows] == list(BY_NAME)
    for row in rows:
        setting = BY_NAME[row[1].strip(" `")]
        if "takes it" not in setting.takes and setting in SETTINGS:
            words = {word.strip("`, ") for word in row[3].replace(" to ", " ").split()}
            assert set(setting.takes.replace(",", "").replace(" to ", " ").split()) <= words | {"0", "1"}, (
                setting
            )


def test_no_word_that_can_be_chosen_is_left_out() -> None:
    exercise = section("The keys of an exercise", "routine-reference")
    for word in (*Kind, *Position, *Sides):
        assert f"`{word.value}`" in exercise
    options = section("What chooses a session", "options")
    for option in (
        *LEVELS,
        *(talk.value for talk in Talk),
        *(count.value for count in Counting),
        "left",
        "right",
    ):
        assert f" {option}`" in options or f"`{option}`" in options
    for sound in known_sounds():
        assert f"`{sound}`" in section("The steps", "routine-reference")
    for form in SOUND_FORMATS:
        assert f"`{form.suffix}`" in section("Take it with you", "first-session")
    for backend in BUILT_IN:
        assert f"- `{backend}` " in section("Voices", "voices")


def test_every_command_is_in_the_table() -> None:
    assert first_cells(section("Begin", "README")) == set(cli._COMMANDS)


def test_every_option_that_is_named_exists() -> None:
    import click

    context = click.Context(cli.voicecoach)
    of_others = {
        "--delete",
        "--exclude",
        "--rm",
        "--read-only",
        "--network",
        "--entrypoint",
        "--tmpfs",
        "--host",
        "--nthreads",
        "--local-directory",
    }  # aws, podman, dask
    known = {"--help", "--write", *of_others} | {
        option for parameter in cli.voicecoach.params for option in parameter.opts
    }
    for name in cli._COMMANDS:
        command = cli.voicecoach.get_command(context, name)
        assert command is not None
        below = command.commands.values() if isinstance(command, click.Group) else ()
        for one in (command, *below):
            known |= {option for given in one.params for option in (*given.opts, *given.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", "".join(PAGES.values()))) <= known


def test_as_many_routines_come_with_it_as_it_says() -> None:
    numbers = {3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}
    count = numbers[len(list(shipped_scripts_dir().glob("*.yaml")))]
    for page in ("README", "index"):
        assert f"{count} routines for the lower back come with it." in PAGES[page]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_the_folders_are_where_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ash")
    named = re.findall(r"^\| `~(/\S+)` \|", PAGES["install"], re.MULTILINE)
    found = (folders.data_dir(), folders.config_dir(), folders.state_dir(), folders.cache_dir())
    assert [f"/home/ash{name}" for name in named] == [str(folder) for folder in found]


def test_rounding_is_as_it_says() -> None:
    from voicecoach.units import parse_seconds

    assert "`10-15 s` at steady is\n13 seconds" in PAGES["routine-reference"]
    assert parse_seconds("10-15 s").at(LEVELS["steady"]) == 13


@pytest.mark.parametrize("text", ["5 s", "2 min", "1 min 30 s", "1:30", "10-30 s", "30 s - 1 min"])
def test_times_are_read_as_it_says(text: str) -> None:
    assert f"`{text}`" in section("The dose", "routine-reference")
    parse_routine(f"title: A\nsteps: [{{rest: {text!r}}}]\n")


def test_doses_lie_over_one_another_as_it_says(tmp_path: Path) -> None:
    exercise: dict[str, Any] = {"left": "{reps: 2}", "dose": "{reps: 1, tempo: 2-2}"}

    def reps(step: str) -> list[int | None]:
        text = "title: A\nsteps:\n  - do: x\n" + step + "exercises:\n  x:\n    name: X\n    kind: stretch\n"
        text += "    position: standing\n    sides: each\n" + "".join(
            f"    {k}: {v}\n" for k, v in exercise.items()
        )
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        parts = prepare(tmp_path / "a.yaml", Choices(), open_voice("silent")).timeline.parts
        return [part.segment.reps for part in parts if part.segment.kind.value == "work"]

    assert reps("") == [2, 1], "the exercise's side over its dose"
    assert reps("    reps: 3\n") == [3, 3], "the step over the exercise and its side"
    assert reps("    reps: 3\n    left: {reps: 4}\n") == [4, 3], "the step's side over all"
    assert reps("    time: 20 s\n") == [None, None], "a time drops the repetitions"


def test_the_two_commands_stand_in_it_once_each() -> None:
    commands = [
        line
        for block in TOOL["blocks"]("sh", README)
        for line in block.splitlines()
        if "python3 -m venv" in line
    ]
    assert len(commands) == 2
    assert "voicecoach render gentle-daily" in commands[0]
    assert commands[1].endswith("/pytest"), ".ci/run takes this one as it is"
