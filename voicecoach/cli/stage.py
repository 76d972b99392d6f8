"""What `play` and `resume` share: their options, and a live session with its output, screen and keys."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voicecoach.cli.file_instead import with_file_instead
from voicecoach.cli.media_keys import media_keys_of
from voicecoach.cli.numbers import Number, Whole
from voicecoach.cli.options import ChosenOption, user_settings
from voicecoach.cli.printable import say
from voicecoach.cli.terminal import Suspension, screen_for, terminal_keys
from voicecoach.errors import DeviceError, VoicecoachError
from voicecoach.logs import logger_for
from voicecoach.play.awake.keeping import kept_awake
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB

if TYPE_CHECKING:
    from voicecoach.play.coaching.early_voice import EarlyVoice
    from voicecoach.play.engine.early_output import EarlyOutput
    from voicecoach.play.live import LiveSession
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.upcoming import Ask, Upcoming
    from voicecoach.routine.loaded_routine import LoadedRoutine
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


def run_session(
    loaded: LoadedRoutine,
    choices: Choices,
    settings: LiveSettings,
    early: EarlyOutput,
    voice: EarlyVoice,
    *,
    speed: int,
    plain: bool,
    key_map: str,
    media_keys: bool,
    wake_lock: bool,
    digest: str = "",
) -> None:
    """Run a session to its end, in the foreground, on an output from `begin_output` and with a voice from `begin_voice`.

    `digest` is that of `begin_words`; empty if the next session does not begin as this one. Raises VoicecoachError.
    """
    from voicecoach.play.clock import RealClock
    from voicecoach.play.coaching.fit_session import fit_session
    from voicecoach.play.coaching.memory import recall
    from voicecoach.play.coaching.opening_keeper import OpeningKeeper
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.controls.pedal import pedal_of
    from voicecoach.play.controls.table import button_map
    from voicecoach.play.controls.table import key_map as keys_of
    from voicecoach.play.live import LiveSession
    from voicecoach.routine.progression import ProgressRule
    from voicecoach.session import check_choices
    from voicecoach.settings import more_keys, press_meanings, progress_rule

    check_choices(loaded, choices)
    counted = choices.familiarity is None
    chosen = user_settings()
    settings = replace(settings, rule=ProgressRule(*progress_rule(chosen)))
    settings, choices = recall(settings, loaded, choices)
    clock, more = RealClock(), more_keys(chosen)
    keys, buttons = keys_of(key_map, more), button_map(more)
    settings = replace(
        settings, keys=keys, presses=press_meanings(chosen), upcoming=_asked_of_the_plan(loaded.id)
    )
    failed: list[str] = []
    report = [failed.append]
    language = loaded.routine.language
    studio = Studio(
        loaded, choices, lambda words: voice.open(words, language), speed, lambda text: report[-1](text)
    )
    with contextlib.closing(studio):
        settings, adapted = fit_session(studio, settings)
        choices = studio.choices
        for line in adapted:
            say(line)
        session = LiveSession(studio, lambda: early.open(studio.rate), clock, settings)
        report.append(session.unspoken)
        for text in failed:
            session.unspoken(text)

        def pressed(key: str) -> None:
            if session.questions.takes_key(key):
                return
            if key in keys.commands:
                session.ask(keys.commands[key])
            else:
                session.ask_unknown(key)

        with (
            screen_for(plain, keys) as screen,
            terminal_keys(pressed) as terminal,
            media_keys_of(session, wanted=media_keys),
            pedal_of(session, buttons, str(chosen.get("pedal", "auto"))),
            OpeningKeeper(
                digest,
                loaded,
                choices,
                studio.voice.within,
                lambda: session.playback.player.complete,
                clock,
                counted=counted,
            )
            if digest
            else contextlib.nullcontext(),
            kept_awake(session, wanted=wake_lock),
        ):
            suspension = Suspension(screen, terminal)
            try:
                with suspension:
                    session.run(suspension.show)
            except DeviceError as error:
                name = shlex.quote(loaded.id)
                raise with_file_instead(error, f"voicecoach render {name} -o {name}.wav") from error
            finally:
                _keep_volume(session, settings)
    _report_the_end(session)


def _asked_of_the_plan(routine: str) -> Ask | None:
    """A function that says which session comes after this one; None if no programme is followed."""
    from voicecoach.folders import programme_file

    if not programme_file().exists():
        return None

    def ask() -> Upcoming | None:
        from voicecoach.cli.followed import upcoming_after

        return upcoming_after(routine)

    return ask


def _keep_volume(session: LiveSession, settings: LiveSettings) -> None:
    """Keep a changed volume for next time: the person heard it and found it right, on this device."""
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
        # Said after the screen is closed: a record that could not be written.
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
