"""What `play` and `resume` share: their options, and the output, the voice and the first words, begun while the rest is made."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voicecoach.cli.numbers import Number, Whole
from voicecoach.cli.options import ChosenOption
from voicecoach.logs import logger_for
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB

if TYPE_CHECKING:
    from voicecoach.play.coaching.early_voice import EarlyVoice
    from voicecoach.play.engine.early_output import EarlyOutput
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import OpenVoice

logger = logger_for(__name__)

WARM_S = 0.15
"""How long a voice that has to speak at once may take to open, in seconds."""

CHIME = "ready"
"""The sound that answers the command."""

ClickCommand = TypeVar("ClickCommand", bound=Callable[..., Any])


def stage_options(command: ClickCommand) -> ClickCommand:
    """--output, --device, --duck, --wake, --volume, --chime, --ask, --plain, --keys, --media-keys, --wake-lock."""
    for option in reversed(
        [
            click.option("--output", cls=ChosenOption, setting="output", default="auto", metavar="OUTPUT",
                         help="What plays: auto, pulse, miniaudio, simpleaudio, null ..."),
            click.option("--device", cls=ChosenOption, setting="device", metavar="NAME",
                         help="The device, by its name or a part of it; '' for the usual one."),
            click.option("--duck/--no-duck", cls=ChosenOption, setting="duck", default=True,
                         help="Have other programs lowered while the coach speaks, where the sound server does that."),
            click.option("--wake", cls=ChosenOption, setting="wake", type=Number(0, 10), default=0.0,
                         metavar="SECONDS",
                         help="Wake a Bluetooth headset for so long before the first word and after a pause."),
            click.option("--volume", cls=ChosenOption, setting="volume", type=Whole(SOFTEST_DB, LOUDEST_DB),
                         default=0, metavar="DECIBELS",
                         help="Softer or louder than a file. What you change with + and - is kept for next time."),
            click.option("--chime/--no-chime", cls=ChosenOption, setting="chime", default=True,
                         help="Answer the command with a chime at once, while the session is made ready."),
            click.option("--ask/--no-ask", cls=ChosenOption, setting="ask", default=False,
                         help="Ask aloud how strong the pain is, before and after, and how hard it was."),
            click.option("--plain/--no-plain", cls=ChosenOption, setting="plain", default=False,
                         help="Print one line a cue: for a screen reader or a pipe."),
            click.option("--keys", "key_map", cls=ChosenOption, setting="keys", default="standard",
                         metavar="standard|pedal",
                         help="The keys: for a keyboard, or for a page turner with few."),
            click.option("--media-keys/--no-media-keys", cls=ChosenOption, setting="media-keys", default=True,
                         help="Listen to the media keys of the desktop and to headset buttons: on Linux; voicecoach "
                              "doctor says whether they reach it."),
            click.option("--wake-lock/--no-wake-lock", cls=ChosenOption, setting="wake-lock", default=True,
                         help="Keep the machine and its screen awake; not in a pause of more than ten minutes."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def begin_output(
    output: str, device: str | None, *, voice: str, chime: bool, volume: int, duck: bool
) -> contextlib.closing[EarlyOutput]:
    """Opens the output, and plays the chime, while the session is made. `volume` in decibels; `duck` lowers others."""
    # An output that asks for sound must not wait for a thread that is in no hurry.
    sys.setswitchinterval(0.001)
    from voicecoach.audio.quick_sound import quick_sound
    from voicecoach.errors import AudioError
    from voicecoach.play.clock import RealClock
    from voicecoach.play.engine.early_output import EarlyOutput
    from voicecoach.speech.usual_rate import usual_rate

    def chime_at(rate: int) -> bytes:
        try:
            return quick_sound(CHIME, rate, volume) if chime else b""
        except AudioError as error:  # the user's own
            logger.warning("no chime: %s", error)
            return b""

    early = EarlyOutput(output, device or None, RealClock(), usual_rate(voice), chime_at, duck=duck)
    early.wait_until_heard()
    return contextlib.closing(early)


def begin_voice(voice: str, speed: int) -> contextlib.closing[EarlyVoice]:
    """Opens the voice, at `speed` words a minute, while the session is made."""
    from voicecoach.play.coaching.early_voice import EarlyVoice

    def opened(words: int, language: str) -> OpenVoice:
        from voicecoach.speech.cache.phrase_cache import PhraseCache
        from voicecoach.speech.registry import open_voice

        # From this machine only: nobody on the floor waits for a network.
        return open_voice(voice, speed=words, language=language, cache=PhraseCache())

    return contextlib.closing(
        EarlyVoice(opened, speed, any_language=":" in voice, warms=not _is_recorded(voice))
    )


def _is_recorded(voice: str) -> bool:
    """Whether it needs no engine to be started."""
    return voice.strip().lower().startswith("recorded")


def begin_words(
    routine: str, choices: Choices, early: EarlyOutput, voice: EarlyVoice, *, volume: int, at_once: bool
) -> str:
    """Plays the first words of the session if they are kept from the last one; returns the digest that they are kept under.

    Not `at_once`: something else is heard first.
    """
    from voicecoach.opening import kept_opening, opening_key
    from voicecoach.play.saved.session_count import next_session, record_file
    from voicecoach.session_digest import session_digest

    digest = session_digest(routine, choices)
    identity = voice.identity(WARM_S) if at_once else ""
    number = choices.session
    if choices.familiarity is None:
        number = next_session(record_file(), Path(routine).stem) or 0
    if identity and number:
        opening = kept_opening(opening_key(digest, identity, number))
        if opening is not None:
            from voicecoach.audio.quick_sound import louder

            early.open_with(louder(opening.samples, volume), opening.rate)
    return digest
