"""Every control of a live session, once: what it does, its keys, its media key.

A new controller (speech) maps whatever it receives to a Command and hands that to the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError
from voicecoach.near import did_you_mean
from voicecoach.play.commands import Command
from voicecoach.play.controls.keys import is_key
from voicecoach.play.key_map import KeyMap

if TYPE_CHECKING:
    from voicecoach.play.coaching.conductor import Conductor


@dataclass(frozen=True, slots=True)
class Control:
    """One row of the table."""

    command: Command
    action: Callable[[Conductor], None]
    """Does it, in the session of that conductor."""
    keys: tuple[str, ...] = ()
    """Keys of the standard map: characters, or names as `keys` gives them (space, enter, left ...)."""
    pedal: tuple[str, ...] = ()
    """Keys of the map for a page turner or a foot switch with few buttons."""
    buttons: tuple[str, ...] = ()
    """Keys that a pedal or a headset may have beside those of `pedal`: names as `buttons` gives them."""
    mpris: str | None = None
    """The method of org.mpris.MediaPlayer2.Player that asks for it."""
    answers_pain: bool = True
    """Whether it is obeyed while the coach waits for a choice after pain. One that leads back into an effort is not: the
    coach says the choices again."""


# fmt: off
CONTROLS = (
    Control(Command.TOGGLE, lambda coach: coach.transport.toggle(), ("space", "p"), ("pageup", "space")),
    Control(Command.PAUSE, lambda coach: coach.pausing.pause()),
    Control(Command.RESUME, lambda coach: coach.pausing.resume()),
    Control(Command.DONE, lambda coach: coach.transport.done(), ("enter", "d"), ("pagedown", "enter")),
    Control(Command.NEXT, lambda coach: coach.transport.next(), ("n", "right"), ("right", "n"), ("nextsong",),
            "Next"),
    Control(Command.PREVIOUS, lambda coach: coach.transport.previous(), ("b", "left"), ("left",),
            ("previoussong",), "Previous", answers_pain=False),
    Control(Command.REPEAT_SET, lambda coach: coach.transport.repeat_set(), ("r",), answers_pain=False),
    Control(Command.REPEAT_WORDS, lambda coach: coach.answers.repeat_words(), ("w", "up"), ("up",)),
    Control(Command.UNDO, lambda coach: coach.transport.undo(), ("u", "backspace")),
    Control(Command.LONGER, lambda coach: coach.adjustments.longer(), ("l", "down"), ("down",)),
    Control(Command.HURT, lambda coach: coach.hurting.hurt(), ("x", "o"), ("x",)),
    Control(Command.EASIER, lambda coach: coach.adjustments.change_variant("easier"), ("e",), ("e",)),
    Control(Command.HARDER, lambda coach: coach.adjustments.change_variant("harder"), ("m",), answers_pain=False),
    Control(Command.EXPLAIN, lambda coach: coach.adjustments.explain(), ("i",), answers_pain=False),
    Control(Command.SLOWER, lambda coach: coach.adjustments.change_pace(-1), ("s", ",")),
    Control(Command.FASTER, lambda coach: coach.adjustments.change_pace(1), ("f", ".")),
    Control(Command.LOUDER, lambda coach: coach.change_volume(1), ("+", "="), buttons=("volumeup",)),
    Control(Command.SOFTER, lambda coach: coach.change_volume(-1), ("-",), buttons=("volumedown",)),
    Control(Command.HOW_LONG, lambda coach: coach.answers.say_time_left(), ("t",)),
    Control(Command.HELP, lambda coach: coach.answers.say_help(), ("?", "h"), ("?", "h")),
    Control(Command.PRESS, lambda coach: coach.presses.press(),
            buttons=("playpause", "media", "phone", "mouse-left"), mpris="PlayPause"),
    Control(Command.PRESS_PAUSE, lambda coach: coach.presses.pause(), buttons=("pause",), mpris="Pause"),
    Control(Command.PRESS_PLAY, lambda coach: coach.presses.resume(), buttons=("play",), mpris="Play"),
    Control(Command.QUIT, lambda coach: coach.transport.quit(), ("q", "ctrl-c"), ("q", "ctrl-c"), ("stop",), "Stop"),
)
# fmt: on
"""The table itself."""

KEY_MAPS = ("standard", "pedal")
"""What `--keys` takes."""

NAMED_ALOUD = frozenset({"space", "enter", "e", "n", "q", "ctrl-c"})
"""Keys that the coach's own sentences name: they do the same in every map, whatever the settings say."""


@lru_cache
def control_of(command: Command) -> Control:
    """The table's line of a command."""
    return next(control for control in CONTROLS if control.command is command)


def key_map(name: str, more: Mapping[Command, Sequence[str]] | None = None) -> KeyMap:
    """The map of that name, and `more` keys for some commands, which come first and do nothing else any longer.

    Raises VoicecoachError if there is no such map, if one key would ask for two things, for another meaning of a key in
    NAMED_ALOUD, and if no key would say that it hurts.
    """
    if name not in KEY_MAPS:
        hint = did_you_mean(name, KEY_MAPS) or f"; there are {' and '.join(KEY_MAPS)}"
        raise VoicecoachError(f"there is no key map “{name}”{hint}")
    pedal = name == "pedal"
    usual = {key: one.command for one in CONTROLS for key in (one.pedal if pedal else one.keys)}
    made = _with_more(usual, more or {})
    # Nobody is asked to press a key that no keyboard has.
    pressed = {key: command for key, command in made.commands.items() if is_key(key)}
    if Command.HURT not in pressed.values():
        taken = " and ".join(key for key, command in usual.items() if command is Command.HURT)
        raise VoicecoachError(
            f"settings: with {taken} for something else, no key of the {name} map says that it hurts; choose one with key-hurt"
        )
    return KeyMap(pressed, made.chosen)


def button_map(more: Mapping[Command, Sequence[str]] | None = None) -> KeyMap:
    """What the keys of a pedal or a headset do, wherever it is read, and `more` as for `key_map`. Raises VoicecoachError."""
    return _with_more(
        {key: one.command for one in CONTROLS for key in (*one.pedal, *one.buttons)}, more or {}
    )


def _with_more(usual: Mapping[str, Command], more: Mapping[Command, Sequence[str]]) -> KeyMap:
    chosen: dict[str, Command] = {}
    for command, keys in more.items():
        for key in keys:
            other = usual.get(key) if key in NAMED_ALOUD else chosen.get(key)
            if other not in (None, command):
                why = "the coach names it aloud" if key in NAMED_ALOUD else "it cannot be for both"
                raise VoicecoachError(
                    f"settings: the key {key} is for “{other}”, not for key-{command}: {why}"
                )
            chosen[key] = command
    rest = {key: command for key, command in usual.items() if key not in chosen}
    return KeyMap(chosen | rest, frozenset(chosen))


def carry_out(command: Command, conductor: Conductor) -> None:
    """Do what the command's row says."""
    control = control_of(command)
    if conductor.hurting.is_one_with(command, conductor.presses.asked_at):
        return
    if control.answers_pain or not conductor.transport.say_choices():
        control.action(conductor)
