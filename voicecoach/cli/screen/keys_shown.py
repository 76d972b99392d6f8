"""The keys of a session, and what each does, as a screen shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.play.coaching.answers import MOST_IMPORTANT
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import CONTROLS

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.play.key_map import KeyMap


def key_for(phrases: Phrases, keys: KeyMap, command: Command) -> str:
    """What is printed on the first key that does it: its character, or the word for it; empty if there is none."""
    key = keys.first_key(command)
    return phrases.say(f"key-{key}") if len(key) > 1 else key


def keys_shown(phrases: Phrases, keys: KeyMap) -> list[tuple[str, str]]:
    """Each command's first key and what it does, in the order of the table."""
    return [
        (key, phrases.say(f"control-{control.command}"))
        for control in CONTROLS
        if (key := key_for(phrases, keys, control.command))
    ]


def keys_line(phrases: Phrases, keys: KeyMap) -> str:
    """All keys in one line."""
    shown = ", ".join(f"{key} {does}" for key, does in keys_shown(phrases, keys))
    return phrases.say("screen-keys", keys=shown)


def first_keys_line(phrases: Phrases, keys: KeyMap) -> str:
    """The keys to know before a session begins, and the one that shows the rest."""
    named = (
        (key_for(phrases, keys, one), phrases.say(f"control-{one}"))
        for one in (*MOST_IMPORTANT, Command.HELP)
    )
    return phrases.say("screen-keys", keys=", ".join(f"{key} {does}" for key, does in named if key))
