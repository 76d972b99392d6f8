"""What `play` and `resume` share: a live session with its screen, its keys and its signals."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voicecoach.cli.numbers import Number, Whole
from voicecoach.cli.options import ChosenOption
from voicecoach.cli.printable import say
from voicecoach.errors import VoicecoachError
from voicecoach.logs import logger_for
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB

if TYPE_CHECKING:
    from voicecoach.cli.screen import Screen
    from voicecoach.play.controls.keys import Terminal
    from voicecoach.play.live import LiveSession
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.sinks.api import Output
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices

logger = logger_for(__name__)

ENOUGH_S = 0.3
"""How long the end waits for a thread that may hang, in seconds."""

PLAIN_TERMS = ("dumb", "unknown", "")
"""Values of TERM at which nothing can be drawn over."""

Command = TypeVar("Command", bound=Callable[..., Any])


def stage_options(command: Command) -> Command:
    """--output, --device, --wake, --volume, --plain, --keys, --media-keys."""
    for option in reversed(
        [
            click.option("--output", cls=ChosenOption, setting="output", default="auto", metavar="OUTPUT",
                         help="What plays: auto, miniaudio, simpleaudio, null ..."),
            click.option("--device", cls=ChosenOption, setting="device", metavar="NAME",
                         help="The device, by its name or a part of it; '' for the usual one."),
            click.option("--wake", cls=ChosenOption, setting="wake", type=Number(0, 10), default=0.0,
                         metavar="SECONDS",
                         help="Wake a Bluetooth headset for so long before the first word and after a pause."),
            click.option("--volume", cls=ChosenOption, setting="volume", type=Whole(SOFTEST_DB, LOUDEST_DB),
                         default=0, metavar="DECIBELS",
                         help="Softer or louder than a file. What + and - make of it holds next time too."),
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


def perform(
    loaded: LoadedRoutine,
    choices: Choices,
    settings: LiveSettings,
    *,
    voice: str,
    speed: int,
    output: str,
    device: str | None,
    plain: bool,
    key_map: str,
    media_keys: bool,
) -> None:
    """Run a session to its end, in the foreground. Raises VoicecoachError."""
    from voicecoach.play.clock import RealClock
    from voicecoach.play.coaching.memory import recall
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.controls.table import key_map as keys_of
    from voicecoach.play.live import LiveSession
    from voicecoach.session import check_choices
    from voicecoach.speech.registry import open_voice

    check_choices(loaded, choices)
    settings, choices = recall(settings, loaded, choices)
    clock, keys = RealClock(), keys_of(key_map)
    # An output that asks for sound must not wait for a thread that has all the time in the world.
    sys.setswitchinterval(0.001)
    sink = _Opening(output)
    failed: list[Callable[[str], None]] = []
    studio = Studio(
        loaded, choices, lambda words: open_voice(voice, speed=words), speed, lambda text: failed[0](text)
    )
    with contextlib.closing(studio), _ended_by_signals():
        session = LiveSession(
            studio, lambda: sink.output().open(studio.rate, device or None, clock), clock, settings
        )
        failed.append(session.unspoken)

        def pressed(key: str) -> None:
            if key in keys:
                session.ask(keys[key])

        with (
            _screen(plain, key_map) as screen,
            _terminal(pressed) as terminal,
            _media_keys(media_keys, session),
        ):
            stopping = _Stopping(screen, terminal, session)
            try:
                with stopping:
                    session.run(stopping.show)
            finally:
                _keep_volume(session, settings)
    _tell_the_end(session)


def _keep_volume(session: LiveSession, settings: LiveSettings) -> None:
    """Who made a session softer or louder has it so the next time: that was heard and found right, on this device."""
    volume_db = session.conductor.volume_db
    if volume_db == settings.options.volume:
        return
    from voicecoach.folders import settings_file
    from voicecoach.settings import set_value

    try:
        set_value(settings_file(), "volume", volume_db)
    except VoicecoachError as exc:
        logger.warning("the volume is not kept: %s", exc)


class _Opening:
    """Finds the output in a thread, while the routine and the voice are being made ready; within a limit of its own."""

    def __init__(self, name: str) -> None:
        self._found: Output | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._find, args=(name,), daemon=True)
        self._thread.start()

    def _find(self, name: str) -> None:
        from voicecoach.play.sinks.registry import find_output

        try:
            self._found = find_output(name)
        except BaseException as exc:
            self._error = exc

    def output(self) -> Output:
        """Raises DeviceError."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._found is not None
        return self._found


def _screen(plain: bool, key_map: str) -> Screen:
    from voicecoach.cli.screen import Large, Plain

    return Large(key_map) if not plain and _can_draw() else Plain()


def _can_draw() -> bool:
    """Whether stdout is a terminal on which a display can be drawn over and over."""
    if os.name == "posix" and os.environ.get("TERM", "").lower() in PLAIN_TERMS:
        return False
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed
        return False


@contextlib.contextmanager
def _terminal(on_key: Callable[[str], None]) -> Iterator[Terminal | None]:
    """The keys of the terminal; None where stdin is none, and the session plays on without."""
    try:
        there = sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # closed
        there = False
    if not there:
        yield None
        return
    from voicecoach.play.controls.keys import Terminal

    with Terminal(on_key) as terminal:
        yield terminal


@contextlib.contextmanager
def _media_keys(wanted: bool, session: LiveSession) -> Iterator[None]:
    """The desktop's media keys, where there are any; a session plays on without."""
    if not wanted or not sys.platform.startswith("linux"):
        yield
        return
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        logger.warning("no media keys: DBUS_SESSION_BUS_ADDRESS is not set; voicecoach doctor says more")
        yield
        return
    over = threading.Event()

    def serve() -> None:
        # Not at once: what D-Bus needs takes a while to load, and the first word goes first.
        if over.wait(0.5):
            return
        try:
            from voicecoach.play.controls.mpris import MediaKeys
        except ImportError as error:
            logger.warning("no media keys: %s; voicecoach doctor says more", error)
            return
        with MediaKeys(session):
            over.wait()

    serving = threading.Thread(target=serve, name="voicecoach-media-keys-later", daemon=True)
    serving.start()
    try:
        yield
    finally:
        over.set()
        serving.join(timeout=ENOUGH_S)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP end the process as an exception does: the terminal is restored and the place kept.

    A second one meanwhile does not interrupt that; a third one does, in case the first was lost.
    """
    came = 0

    def leave(number: int, frame: object) -> None:
        nonlocal came
        came += 1
        logger.info("signal %d", number)
        if came == 2:
            return
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(128 + number)

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), leave) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


class _Stopping:
    """Ctrl-Z and fg: the session pauses, the terminal is given back, and both are taken up again afterwards."""

    def __init__(self, screen: Screen, terminal: Terminal | None, session: LiveSession) -> None:
        self._screen = screen
        self._terminal = terminal
        self._session = session
        self._wanted = False
        self._before: Any = None

    def __enter__(self) -> _Stopping:
        if self._terminal is not None and hasattr(signal, "SIGTSTP"):
            self._before = signal.signal(signal.SIGTSTP, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGTSTP, self._before)

    def _ask(self, number: int, frame: object) -> None:
        self._wanted = True

    def show(self, session: LiveSession) -> None:
        """Called at every tick."""
        self._screen.show(session)
        if self._wanted and self._terminal is not None:
            self._wanted = False
            paused = session.conductor.pausing.paused
            session.conductor.pausing.pause()
            self._screen.suspend()
            self._terminal.release()
            os.kill(os.getpid(), signal.SIGSTOP)
            # Here the person has typed fg.
            self._terminal.seize()
            self._screen.resume()
            if not paused:
                session.conductor.pausing.resume()


def _tell_the_end(session: LiveSession) -> None:
    from voicecoach.play.notices import NoticeKind

    record = session.record
    phrases = session.studio.phrases
    minutes = round(record.seconds / 60)
    say(phrases.say("session-done", title=record.title, minutes=minutes, sets=len(record.done)))
    while session.notices:
        # What came up when nothing was shown any more: a record that could not be written.
        notice = session.notices.popleft()
        if notice.kind is NoticeKind.PROBLEM:
            say(notice.text, err=True)
    if record.hurt:
        say(phrases.say("session-hurt", exercises=session.studio.names_of(record.hurt)))
    elif not record.finished and session.log.kept:
        say(phrases.say("session-kept", command="voicecoach resume"))
    if record.unspoken:
        say(f"{len(record.unspoken)} phrases could not be spoken; a chime stood for each:", err=True)
        for text in record.unspoken:
            say(f"  {text}", err=True)
