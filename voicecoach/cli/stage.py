"""What `play` and `resume` share: their options, and a live session with its output, screen and keys."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voicecoach.cli.media_keys import media_keys_of
from voicecoach.cli.numbers import Number, Whole
from voicecoach.cli.options import ChosenOption, user_settings
from voicecoach.cli.printable import say
from voicecoach.cli.terminal import Suspension, screen_for, terminal_keys
from voicecoach.errors import VoicecoachError
from voicecoach.logs import logger_for
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB

if TYPE_CHECKING:
    from voicecoach.play.engine.early_output import EarlyOutput
    from voicecoach.play.live import LiveSession
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices

logger = logger_for(__name__)

CHIME = "ready"
"""The sound that answers the command."""

ClickCommand = TypeVar("ClickCommand", bound=Callable[..., Any])


def stage_options(command: ClickCommand) -> ClickCommand:
    """--output, --device, --wake, --volume, --chime, --plain, --keys, --media-keys."""
    for option in reversed(
        [
            click.option("--output", cls=ChosenOption, setting="output", default="auto", metavar="OUTPUT",
                         help="What plays: auto, pulse, miniaudio, simpleaudio, null ..."),
            click.option("--device", cls=ChosenOption, setting="device", metavar="NAME",
                         help="The device, by its name or a part of it; '' for the usual one."),
            click.option("--wake", cls=ChosenOption, setting="wake", type=Number(0, 10), default=0.0,
                         metavar="SECONDS",
                         help="Wake a Bluetooth headset for so long before the first word and after a pause."),
            click.option("--volume", cls=ChosenOption, setting="volume", type=Whole(SOFTEST_DB, LOUDEST_DB),
                         default=0, metavar="DECIBELS",
                         help="Softer or louder than a file. What you change with + and - is kept for the next time."),
            click.option("--chime/--no-chime", cls=ChosenOption, setting="chime", default=True,
                         help="Answer the command with a chime at once, while the session is made ready."),
            click.option("--plain/--no-plain", cls=ChosenOption, setting="plain", default=False,
                         help="Print one line a cue: for a screen reader or a pipe."),
            click.option("--keys", "key_map", cls=ChosenOption, setting="keys", default="standard",
                         metavar="standard|pedal",
                         help="The keys: for a keyboard, or for a page turner with few."),
            click.option("--media-keys/--no-media-keys", cls=ChosenOption, setting="media-keys", default=True,
                         help="Listen to the media keys of the desktop and to headset buttons: on Linux, if dbus-fast "
                              "is installed (the extra media-keys); voicecoach doctor says whether they reach it."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def begin_output(
    output: str, device: str | None, *, voice: str, chime: bool, volume: int
) -> contextlib.closing[EarlyOutput]:
    """Have the output opened, and the chime heard, while the session is made. `volume` in decibels."""
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

    early = EarlyOutput(output, device or None, RealClock(), usual_rate(voice), chime_at)
    early.wait_until_loaded()
    return contextlib.closing(early)


def run_session(
    loaded: LoadedRoutine,
    choices: Choices,
    settings: LiveSettings,
    early: EarlyOutput,
    *,
    voice: str,
    speed: int,
    plain: bool,
    key_map: str,
    media_keys: bool,
) -> None:
    """Run a session to its end, in the foreground, on an output from `begin_output`. Raises VoicecoachError."""
    from voicecoach.play.clock import RealClock
    from voicecoach.play.coaching.memory import recall
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.controls.table import key_map as keys_of
    from voicecoach.play.live import LiveSession
    from voicecoach.session import check_choices
    from voicecoach.settings import more_keys, press_meanings
    from voicecoach.speech.registry import open_voice

    check_choices(loaded, choices)
    settings, choices = recall(settings, loaded, choices)
    clock, keys = RealClock(), keys_of(key_map, more_keys(user_settings()))
    settings = replace(settings, keys=keys, presses=press_meanings(user_settings()))
    failed: list[Callable[[str], None]] = []
    language = loaded.routine.language
    studio = Studio(
        loaded,
        choices,
        lambda words: open_voice(voice, speed=words, language=language),
        speed,
        lambda text: failed[0](text),
    )
    with contextlib.closing(studio):
        session = LiveSession(studio, lambda: early.open(studio.rate), clock, settings)
        failed.append(session.unspoken)

        def pressed(key: str) -> None:
            if key in keys.commands:
                session.ask(keys.commands[key])
            else:
                session.ask_unknown(key)

        with (
            screen_for(plain, keys) as screen,
            terminal_keys(pressed) as terminal,
            media_keys_of(session, wanted=media_keys),
        ):
            suspension = Suspension(screen, terminal)
            try:
                with suspension:
                    session.run(suspension.show)
            finally:
                _keep_volume(session, settings)
    _report_the_end(session)


def _keep_volume(session: LiveSession, settings: LiveSettings) -> None:
    """Keep a volume that was changed for the next time: it was heard and found right, on this device."""
    volume_db = session.conductor.volume_db
    if volume_db == settings.options.volume:
        return
    from voicecoach.folders import settings_file
    from voicecoach.settings import set_value

    try:
        set_value(settings_file(), "volume", volume_db)
    except VoicecoachError as exc:
        logger.warning("the volume cannot be kept: %s", exc)


def _report_the_end(session: LiveSession) -> None:
    from voicecoach.play.notices import NoticeKind

    record = session.record
    phrases = session.studio.phrases
    minutes = round(record.seconds / 60)
    say(phrases.say("session-done", title=record.title, minutes=minutes, sets=len(record.done)))
    while session.notices:
        # After the screen was closed: a record that could not be written.
        notice = session.notices.popleft()
        if notice.kind is NoticeKind.PROBLEM:
            say(notice.text, err=True)
    if record.hurt:
        say(phrases.say("session-hurt", exercises=session.studio.names_of(record.hurt)))
    elif not record.finished and session.log.kept:
        say(phrases.say("session-kept", command="voicecoach resume"))
    if record.unspoken:
        say(f"{len(record.unspoken)} phrases could not be spoken, and were replaced by a chime:", err=True)
        for text in record.unspoken:
            say(f"  {text}", err=True)
