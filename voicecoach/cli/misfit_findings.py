"""What `check` says of phrases that have no room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from voicecoach.routine.finding import Finding, Severity
from voicecoach.script.cue import Role

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.misfits import OmittedPhrase

_NAMED = 3
"""How many counts of one step are named; fifteen that do not fit are one thing to change."""


def misfit_findings(loaded: LoadedRoutine, voice: Voice | None = None) -> Iterator[Finding]:
    """Phrases that do not fit their slot, with both lengths, measured with `voice`, or with one of known lengths.

    The counts of a step are reported together.
    """
    from voicecoach.script.choices import LEVELS, Choices
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.misfits import omitted_phrases

    voice = voice or open_voice("silent")
    found: dict[tuple[tuple[str | int, ...], str], OmittedPhrase] = {}
    for level in (LEVELS["gentle"], LEVELS["strong"]):
        choices = Choices(level=level, include=frozenset({"all"}))
        for phrase in omitted_phrases(prepare(loaded, choices, voice).timeline):
            found.setdefault((phrase.place, phrase.text), phrase)
    groups: dict[tuple[object, ...], list[OmittedPhrase]] = {}
    for phrase in found.values():
        alone = () if phrase.role is Role.COUNT else (phrase.text,)
        groups.setdefault((phrase.place, *alone), []).append(phrase)
    for group in groups.values():
        yield Finding.of(loaded.error(_message(group), group[0].place), Severity.WARNING)


def _message(group: list[OmittedPhrase]) -> str:
    # Rounded away from each other: if they looked equal, nobody would see which is too long.
    needed = math.ceil(max(phrase.needed_s for phrase in group) * 100) / 100
    room = math.floor(_room(group) * 100) / 100
    names = [f"“{phrase.text}”" for phrase in group]
    if len(names) == 1:
        return f"{names[0]} takes {needed:.2f} s, and there is room for {room:.2f} s; it is left out"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    shown = f"{', '.join(names[:_NAMED])}{more}" if more else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{shown} take up to {needed:.2f} s, and there is room for {room:.2f} s; they are left out"


def _room(group: Iterable[OmittedPhrase]) -> float:
    return min(phrase.room_s for phrase in group)
