"""What belongs to a prescription: for whom, from whom, when and how often; and what is not for the patient."""

from __future__ import annotations

import re
from typing import Any

import pytest
from click.testing import CliRunner

from tests.field.field import said_in
from tests.script.helpers import exercise, loaded
from voicecoach.cli.render import render
from voicecoach.errors import RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.routine.frequency import often
from voicecoach.routine.model import Routine
from voicecoach.routine.parse import parse_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice

SECRET = "Zebra"
VISIT = f"""\
title: After your visit
about: Ten minutes for the lower back.
for: Mr Ash
from: Lee, physiotherapist
date: 26 November 2026
frequency: 2 a day
note: {SECRET} one, left L5.
steps:
  - do: own
    note: {SECRET} two
exercises:
  own: {{name: Lift, kind: stretch, position: standing, note: {SECRET} three, dose: {{reps: 1, hold: 2 s}}}}
"""


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("2 a day", "Do this twice a day."),
        ("1 a week", "Do this once a week."),
        ("3 times a week", "Do this three times a week."),
        ("3x/week", "Do this three times a week."),
        ("2–3 a day", "Do this two to three times a day."),  # noqa: RUF001
        ("twice per day", "Do this twice a day."),
        ("daily", "Do this once a day."),
        ("every day", "Do this once a day."),
    ],
)
@pytest.mark.parametrize("session", [1, 10])
def test_how_often_is_said_at_the_close(frequency: str, said: str, session: int) -> None:
    routine = loaded({"title": "T", "frequency": frequency, "steps": ["x"], "exercises": {"x": exercise()}})
    timeline = prepare(routine, Choices(session=session), SilentVoice(150)).timeline
    assert said_in(timeline.parts[-1])[-1] == said
    fact = make_handout(routine.routine, Choices(), timeline).facts[0]
    often_said = said.removeprefix("Do this ").removesuffix(".")
    in_digits = often_said.replace("two to three", "2 to 3").replace("three", "3")
    assert (fact.label, fact.text) == ("How often:", in_digits)


@pytest.mark.parametrize(
    "frequency", ["often", "5", "0 a day", "60 a day", "1.5 a day", "3-2 a day", "2 a month", ""]
)
def test_what_does_not_say_how_often_is_answered(frequency: str) -> None:
    with pytest.raises(RoutineError, match="does not say how often; write it as 2 a day, or 3 a week"):
        Routine.model_validate({"title": "T", "frequency": frequency, "steps": ["x"]})


def test_a_range_has_two_ends() -> None:
    assert often("2-3 a day") == (2, 3, "day")


WORDS = ("txt", "md", "html", "json", "srt", "ssml", "cue")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is made of it, by the endings of the files."""
    folder = tmp_path_factory.mktemp("visit")
    path = folder / "visit.yaml"
    path.write_text(VISIT, encoding="utf-8")
    out = folder / "out"
    out.mkdir()
    order = [str(path), "--voice", "silent", "--output", str(out / "visit.mp3"), "--with", ",".join(WORDS)]
    done = CliRunner().invoke(render, order)
    assert done.exit_code == 0, done.output or done.exception
    return {file.suffix.removeprefix("."): file.read_bytes() for file in out.iterdir()}


def test_paper_and_page_say_for_whom_from_whom_when_and_how_often(files: dict[str, bytes]) -> None:
    for suffix in ("txt", "md", "html"):
        text = re.sub(r"<[^>]*>|\*\*", "", files[suffix].decode())
        for fact in (
            "For: Mr Ash",
            "From: Lee, physiotherapist",
            "Date: 26 November 2026",
            "How often: twice a day",
        ):
            assert fact in text


def test_a_note_never_leaves_the_file(files: dict[str, bytes]) -> None:
    assert set(files) == {"mp3", *WORDS}
    for suffix, data in files.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert SECRET.encode(encoding) not in data, suffix


def test_the_keys_are_those_of_the_file_everywhere() -> None:
    routine = parse_routine(VISIT).routine
    assert (routine.for_whom, routine.from_whom) == ("Mr Ash", "Lee, physiotherapist")
    plain: dict[str, Any] = routine.model_dump(mode="json", exclude_none=True)
    assert plain["for"] == "Mr Ash"
    assert Routine.model_validate(plain) == routine
    with pytest.raises(RoutineError, match="did you mean “from”"):
        Routine.model_validate({"title": "T", "fromm": "x", "steps": ["x"]})
