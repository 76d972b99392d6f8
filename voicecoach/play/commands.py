"""What a person can ask a live session for. What each command does, and its keys, are rows of `controls/table.py`."""

from __future__ import annotations

from enum import StrEnum


class Command(StrEnum):
    """One request."""

    TOGGLE = "toggle"
    PAUSE = "pause"
    RESUME = "resume"
    DONE = "done"
    NEXT = "next"
    PREVIOUS = "previous"
    REPEAT_SET = "repeat-set"
    REPEAT_WORDS = "repeat-words"
    UNDO = "undo"
    LONGER = "longer"
    HURT = "hurt"
    EASIER = "easier"
    HARDER = "harder"
    EXPLAIN = "explain"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    SOFTER = "softer"
    HOW_LONG = "how-long"
    HELP = "help"
    PRESS = "press"
    """The one button was pressed: what it means depends on how often."""
    PRESS_PAUSE = "press-pause"
    """The same, by a headset that knows that a session plays."""
    PRESS_PLAY = "press-play"
    """The same, by a headset that knows that the session is paused."""
    QUIT = "quit"
