"""README.md tells the truth: its examples compile, its sample is what the program prints, and no key is left out."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from voicecoach import cli
from voicecoach.audio.sounds import known_sounds
from voicecoach.export.formats import SOUND_FORMATS
from voicecoach.routine.dose import Dose
from voicecoach.routine.model import Exercise, Kind, Position, Routine, Sides
from voicecoach.routine.parse import parse_routine
from voicecoach.routine.step_keys import STEP_KEYS
from voicecoach.script.choices import LEVELS, Choices, Counting, Talk
from voicecoach.session import prepare
from voicecoach.settings import BY_NAME
from voicecoach.speech.registry import BUILT_IN, open_voice

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOOL = runpy.run_path(str(ROOT / "tools" / "readme_sample.py"))


def section(title: str) -> str:
    """The text below a heading, to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def first_cells(text: str) -> set[str]:
    """Every `name` in the first column of the tables in `text`."""
    return {
        name
        for line in text.splitlines()
        if line.startswith("|")
        for name in re.findall(r"`([^`]+)`", line.split("|")[1])
    }


def test_the_sample_is_what_the_program_prints(tmp_path: Path) -> None:
    told = "run: python tools/readme_sample.py --write"
    assert TOOL["shown"]() == TOOL["sample"](), told
    TOOL["put_examples"](tmp_path)
    done = run(tmp_path, "preview", "morning-back.yaml", "--estimate")
    assert done.stdout.startswith(TOOL["shown"]().split("\n\n          ...")[0])


def test_a_colleague_has_nothing_to_say_of_the_examples(tmp_path: Path) -> None:
    TOOL["put_examples"](tmp_path)
    done = run(tmp_path, "check", "--strict", "morning-back.yaml", "exercises/")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("text", [text for text in TOOL["blocks"]("yaml") if text.startswith("title")])
def test_every_routine_in_it_compiles_at_every_level(text: str, tmp_path: Path) -> None:
    TOOL["put_examples"](tmp_path)
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    for level in LEVELS.values():
        session = prepare(
            tmp_path / "one.yaml", Choices(level=level, include=frozenset({"all"})), open_voice("silent")
        )
        assert session.timeline.duration > 0


def test_no_key_is_left_out() -> None:
    assert first_cells(section("The keys of a routine")) == set(Routine.model_fields)
    assert first_cells(section("The keys of an exercise")) == set(Exercise.model_fields)
    assert first_cells(section("The dose")) == set(Dose.model_fields)
    steps = {name.removeprefix("- ").split(":")[0] for name in first_cells(section("The steps"))}
    assert steps == {"pelvic-tilt", *STEP_KEYS}


def test_no_setting_is_left_out() -> None:
    rows = [line.split("|") for line in section("Settings").splitlines() if line.startswith("| `")]
    assert [row[1].strip(" `") for row in rows] == list(BY_NAME)
    for row in rows:
        setting = BY_NAME[row[1].strip(" `")]
        if "takes it" not in setting.takes:
            words = {word.strip("`, ") for word in row[3].replace(" to ", " ").split()}
            assert set(setting.takes.replace(",", "").replace(" to ", " ").split()) <= words | {"0", "1"}, (
                setting
            )


def test_no_word_that_can_be_chosen_is_left_out() -> None:
    exercise = section("The keys of an exercise")
    for word in (*Kind, *Position, *Sides):
        assert f"`{word.value}`" in exercise
    commands = section("Commands")
    for option in (
        *LEVELS,
        *(talk.value for talk in Talk),
        *(count.value for count in Counting),
        "left",
        "right",
    ):
        assert f" {option}`" in commands or f"`{option}`" in commands
    for sound in known_sounds():
        assert f"`{sound}`" in section("The steps")
    for form in SOUND_FORMATS:
        assert f"`{form.suffix}`" in commands
    for backend in BUILT_IN:
        assert f"- `{backend}` " in section("Voices")


def test_every_command_is_in_the_table() -> None:
    table = section("Commands").split("`voicecoach COMMAND --help`")[0]
    assert first_cells(table) == set(cli._COMMANDS)


def test_every_option_that_is_named_exists() -> None:
    import click

    context = click.Context(cli.voicecoach)
    known = {"--help", "--write"} | {
        option for parameter in cli.voicecoach.params for option in parameter.opts
    }
    for name in cli._COMMANDS:
        command = cli.voicecoach.get_command(context, name)
        assert command is not None
        known |= {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", README)) <= known


def test_rounding_is_as_it_says() -> None:
    from voicecoach.units import parse_seconds

    assert "`10-15 s` at steady is\n13 seconds" in README
    assert parse_seconds("10-15 s").at(LEVELS["steady"]) == 13


@pytest.mark.parametrize("text", ["5 s", "2 min", "1 min 30 s", "1:30", "10-30 s", "30 s - 1 min"])
def test_times_are_read_as_it_says(text: str) -> None:
    assert f"`{text}`" in section("The dose")
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
        line for block in TOOL["blocks"]("sh") for line in block.splitlines() if "python3 -m venv" in line
    ]
    assert len(commands) == 2
    assert "voicecoach render gentle-daily" in commands[0]
    assert commands[1].endswith("/pytest"), ".ci/run takes this one as it stands"
