"""Everything that a person can ask for in a session, once: what it does, its keys, its media key, the coach's answer.

A new controller (a foot switch, speech) maps whatever it hears to a Command and hands that to the session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError

if TYPE_CHECKING:
    from voicecoach.play.coaching.conductor import Conductor


class Command(StrEnum):
    """What a person asks for."""

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
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    SOFTER = "softer"
    HOW_LONG = "how-long"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Control:
    """One line of the table."""

    command: Command
    about: str
    """What it does, in two or three words, for a screen."""
    does: Callable[[Conductor], None]
    """Does it, in the session that the conductor controls."""
    keys: tuple[str, ...] = ()
    """Keys of the standard map: characters, or names as `keys` gives them (space, enter, left ...)."""
    pedal: tuple[str, ...] = ()
    """Keys of the map for a page turner or a foot switch with few buttons."""
    mpris: str | None = None
    """The method of org.mpris.MediaPlayer2.Player that asks for it."""
    says: str | None = None
    """The message that the coach answers with; None where what is heard next says it."""


# fmt: off
CONTROLS = (
    Control(Command.TOGGLE, "pause, go on", lambda to: to.transport.toggle(), ("space", "p"), ("pageup", "space"), "PlayPause"),
    Control(Command.PAUSE, "pause", lambda to: to.transport.pause(), mpris="Pause"),
    Control(Command.RESUME, "go on", lambda to: to.transport.resume(), mpris="Play", says="going-on"),
    Control(Command.DONE, "done", lambda to: to.transport.done(), ("enter", "d"), ("pagedown", "enter"), says="done"),
    Control(Command.NEXT, "next exercise", lambda to: to.transport.next(), ("n", "right"), ("right",), "Next"),
    Control(Command.PREVIOUS, "previous", lambda to: to.transport.previous(), ("b", "left"), ("left",), "Previous"),
    Control(Command.REPEAT_SET, "this set again", lambda to: to.transport.repeat_set(), ("r",), says="set-again"),
    Control(Command.REPEAT_WORDS, "what was that?", lambda to: to.answers.repeat_words(), ("w", "up"), ("up",)),
    Control(Command.UNDO, "take that back", lambda to: to.transport.undo(), ("u", "backspace"), says="nothing-to-undo"),
    Control(Command.LONGER, "ten seconds more", lambda to: to.adjustments.longer(), ("l", "down"), ("down",), says="longer"),
    Control(Command.HURT, "that hurts", lambda to: to.adjustments.hurt(), ("x", "o"), ("x",), says="hurt"),
    Control(Command.EASIER, "easier", lambda to: to.adjustments.variant("easier"), ("e",), says="easier"),
    Control(Command.HARDER, "harder", lambda to: to.adjustments.variant("harder"), ("h",), says="harder"),
    Control(Command.SLOWER, "slower", lambda to: to.adjustments.pace(-1), ("s", ","), says="slower"),
    Control(Command.FASTER, "faster", lambda to: to.adjustments.pace(1), ("f", "."), says="faster"),
    Control(Command.LOUDER, "louder", lambda to: to.change_volume(1), ("+", "="), says="louder"),
    Control(Command.SOFTER, "softer", lambda to: to.change_volume(-1), ("-",), says="softer"),
    Control(Command.HOW_LONG, "how long still?", lambda to: to.answers.tell_how_long(), ("t", "?"), says="time-still"),
    Control(Command.QUIT, "stop here", lambda to: to.transport.quit(), ("q", "ctrl-c"), ("q", "ctrl-c"), "Stop", says="quit"),
)
# fmt: on
"""The table itself."""

SOFTEST_DB, LOUDEST_DB = -15, 9
"""Between these lies the volume of a session, in decibels; 0 is as loud as a file."""

KEY_MAPS = ("standard", "pedal")
"""What `--keys` takes."""


@lru_cache
def control_of(command: Command) -> Control:
    """The table's line of a command."""
    return next(control for control in CONTROLS if control.command is command)


def key_map(name: str) -> dict[str, Command]:
    """Keys to commands. Raises VoicecoachError where there is no such map."""
    if name not in KEY_MAPS:
        import difflib

        near = difflib.get_close_matches(name, KEY_MAPS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {' and '.join(KEY_MAPS)}"
        raise VoicecoachError(f"no key map “{name}”; {hint}")
    pedal = name == "pedal"
    return {key: one.command for one in CONTROLS for key in (one.pedal if pedal else one.keys)}
