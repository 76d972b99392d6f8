"""A live session in the foreground, for `play` and `resume`: its settings, its screen and keys, and what follows it."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.cli.file_instead import with_file_instead
from voicecoach.cli.media_keys import media_keys_of
from voicecoach.cli.options import user_settings
from voicecoach.cli.printable import say
from voicecoach.cli.terminal import Suspension, screen_for, terminal_keys
from voicecoach.errors import DeviceError, VoicecoachError
from voicecoach.logs import logger_for
from voicecoach.play.awake.keeping import kept_awake

if TYPE_CHECKING:
    from voicecoach.play.coaching.early_voice import EarlyVoice
    from voicecoach.play.engine.early_output import EarlyOutput
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.live import LiveSession
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.upcoming import Ask, Upcoming
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices

logger = logger_for(__name__)


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
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.controls.pedal import pedal_of
    from voicecoach.play.controls.table import button_map
    from voicecoach.play.controls.table import key_map as keys_of
    from voicecoach.play.live import LiveSession
    from voicecoach.session import check_choices
    from voicecoach.settings import more_keys

    check_choices(loaded, choices)
    counted = choices.familiarity is None
    clock, more = RealClock(), more_keys(user_settings())
    keys, buttons = keys_of(key_map, more), button_map(more)
    settings, choices = _as_the_user_has_it(loaded, choices, replace(settings, keys=keys))
    failed: list[str] = []
    report = [failed.append]
    language = loaded.routine.language
    studio = Studio(
        loaded, choices, lambda words: voice.open(words, language), speed, lambda text: report[-1](text)
    )
    with contextlib.closing(studio):
        settings, adapted = fit_session(studio, settings)
        for line in adapted:
            say(line)
        session = LiveSession(studio, lambda: early.open(studio.rate), clock, settings)
        report.append(session.unspoken)
        for text in failed:
            session.unspoken(text)
        with (
            screen_for(plain, keys) as screen,
            terminal_keys(_on_key(session, keys)) as terminal,
            media_keys_of(session, wanted=media_keys),
            pedal_of(session, buttons, str(user_settings().get("pedal", "auto"))),
            _opening_kept(session, digest, counted=counted),
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


def _as_the_user_has_it(
    loaded: LoadedRoutine, choices: Choices, settings: LiveSettings
) -> tuple[LiveSettings, Choices]:
    """What the user's settings, programme and record add to a session."""
    from voicecoach.play.coaching.memory import recall
    from voicecoach.routine.progression import ProgressRule
    from voicecoach.settings import press_meanings, progress_rule

    chosen = user_settings()
    rule, presses = ProgressRule(*progress_rule(chosen)), press_meanings(chosen)
    settings = replace(settings, rule=rule, presses=presses, upcoming=_asked_of_the_plan(loaded.id))
    return recall(settings, loaded, choices)


def _on_key(session: LiveSession, keys: KeyMap) -> Callable[[str], None]:
    def pressed(key: str) -> None:
        if session.questions.takes_key(key):
            return
        if key in keys.commands:
            session.ask(keys.commands[key])
        else:
            session.ask_unknown(key)

    return pressed


def _opening_kept(session: LiveSession, digest: str, *, counted: bool) -> AbstractContextManager[object]:
    """Keeps the first words of the next session, under `digest`; nothing if that is empty."""
    from voicecoach.play.clock import RealClock
    from voicecoach.play.coaching.opening_keeper import OpeningKeeper

    if not digest:
        return contextlib.nullcontext()
    studio = session.studio
    return OpeningKeeper(
        digest,
        studio.loaded,
        studio.choices,
        studio.voice.within,
        lambda: session.playback.player.complete,
        RealClock(),
        counted=counted,
    )


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
