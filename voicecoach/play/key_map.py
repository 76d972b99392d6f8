"""Which key asks for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voicecoach.play.commands import Command


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys of one session."""

    commands: Mapping[str, Command]
    """What each key does: a character in lower case, or a name as `controls/keys.py` gives it (space, enter, left ...); of a
    pedal a name as `controls/buttons.py` gives it."""
    chosen: frozenset[str] = frozenset()
    """Keys to which the settings give their meaning."""

    def first_key(self, command: Command) -> str:
        """The key that is shown for a command; empty if none does it."""
        return next((key for key, its in self.commands.items() if its is command), "")


NO_KEYS = KeyMap({})
"""Of a session that is not controlled by keys."""
