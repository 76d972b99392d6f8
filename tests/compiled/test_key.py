"""What is kept is found again only by the same routine, voice and choices: every choice counts."""

from __future__ import annotations

from dataclasses import fields

import pytest

from voicecoach.script.choices import Choices
from voicecoach.script.familiarity import Familiarity
from voicecoach.script.fit import Dial, Fit
from voicecoach.session_digest import session_digest as _key

OTHER = {
    "level": Choices(level=0.01),
    "talk": Choices(talk="short"),
    "count": Choices(count="chimes"),
    "first": Choices(first="right"),
    "include": Choices(include="side-plank"),
    "easier": Choices(easier="side-plank"),
    "less": Choices(less="side-plank"),
    "pace": Choices(pace="slow"),
    "count_in": Choices(count_in=0),
    "breath": Choices(breath="4-6"),
    "minutes": Choices(minutes=12),
    "day": Choices(day="flare"),
    "skip": Choices(skip="side-plank"),
    "only": Choices(only="side-plank"),
    "position": Choices(position="floor"),
    "sides": Choices(sides={"side-plank": "left first"}),
    "fit": Choices(fit=Fit(Dial.of(0.5), Dial.of(0.0), 0.0)),
    "progress": Choices(progress={"side-plank": 0.25}),
    "familiarity": Choices(familiarity=Familiarity.nth(10)),
    "yielding": Choices(level=0.0),
}


def test_every_choice_is_tried() -> None:
    assert list(OTHER) == [field.name for field in fields(Choices)]


@pytest.mark.parametrize("name", OTHER)
def test_another_choice_is_another_timeline(name: str) -> None:
    assert _key("gentle-daily", OTHER[name], "silent") != _key("gentle-daily", Choices(), "silent")


def test_another_routine_or_voice_is_too_and_the_order_of_ids_is_not() -> None:
    one = _key("gentle-daily", Choices(include=["a", "b"]), "silent")
    assert one == _key("gentle-daily", Choices(include=["b", "a"]), "silent")
    assert one != _key("core-and-back", Choices(include=["a", "b"]), "silent")
    assert one != _key("gentle-daily", Choices(include=["a", "b"]), "silent:other")
