"""The tool that measures how well voices are understood: what it says, and how it compares."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

import voicecoach.phrases
from voicecoach.phrases.plain_messages import entries

TOOL: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "recognition.py"))


def test_every_message_of_a_session_is_spoken_in_each_of_its_forms() -> None:
    lines = list(TOOL["_coach_lines"]())

    file = Path(voicecoach.phrases.__file__).with_name("en") / "coach.ftl"
    whole = [name for name, _ in entries(file.read_text(encoding="utf-8"))]
    spoken = [name for name in whole if not name.startswith(TOOL["_FRAGMENTS"])]
    assert len(lines) > len(spoken)
    assert all(lines)
    assert not any("{" in line or "$" in line for line in lines)
    assert {"Roll onto your stomach.", "Stand up slowly. Push with your hands if that helps."} <= set(lines)


@pytest.mark.parametrize(
    ("said", "heard", "errors", "pairs"),
    [
        ("fifty seven", "57.", 0, []),
        ("forty eight", "4-8", 0, []),
        ("Kneel, and hold on to it.", "Neal and hold onto it", 0, []),
        ("on your back", "on your mark", 1, [("back", "mark")]),
        ("and out", "and it's out", 1, [("", "it's")]),
        ("and let go", "and go", 1, [("let", "")]),
        ("one", "", 1, [("one", "")]),
    ],
)
def test_words_are_compared_by_their_sound(
    said: str, heard: str, errors: int, pairs: list[tuple[str, str]]
) -> None:
    assert TOOL["_errors"](TOOL["_words"](said), TOOL["_words"](heard)) == (errors, pairs)
