"""What a session was begun with, in the form in which `resume` reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.audio.music import LEVEL
from voicecoach.play.saved.place import PlayOptions
from voicecoach.play.saved.strict_json import path_text
from voicecoach.routine.breath_pace import pace_text
from voicecoach.script.cue import Side

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.script.choices import Choices


def begun_with(choices: Choices, music: Music | None) -> PlayOptions:
    """The options that `choices`, settled for their routine, and the music of the session stand for; all else by default."""
    return PlayOptions(
        level=choices.level,
        talk=choices.talk,
        session=None if choices.familiarity is None else choices.session,
        count=choices.count,
        pace=choices.pace,
        count_in=choices.counted_in[0],
        breath=_asked_breath(choices),
        minutes=choices.minutes,
        day=choices.day,
        skip=tuple(sorted(choices.skip)),
        only=tuple(sorted(choices.only)),
        position=choices.position,
        sides=choices.sides,
        fit=choices.fit,
        first="right" if choices.first is Side.RIGHT else "left",
        include=tuple(sorted(choices.include)),
        easier=tuple(sorted(choices.easier)),
        music=path_text(str(music.path.absolute())) if music else None,
        music_level=music.level_lufs if music else LEVEL,
    )


def _asked_breath(choices: Choices) -> str | None:
    """The pace of a breath that was asked for this time, and not in general."""
    own = choices.own_breath
    return pace_text((own.into, own.out)) if own and own.wins else None
