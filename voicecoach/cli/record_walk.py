"""The walk of `record` on a terminal: its keys, its screen, a microphone and an output."""

from __future__ import annotations

import contextlib
import queue
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from voicecoach.cli.printable import say
from voicecoach.cli.terminal import can_draw, terminal_keys
from voicecoach.errors import MicrophoneError

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.cli.record_screen import RecordScreen
    from voicecoach.record.needed import NeededPhrase
    from voicecoach.speech.recordings import Recordings

_TICK_S = 0.03


def walk_through(
    recordings: Recordings,
    wanted: Callable[[], tuple[NeededPhrase, ...]],
    *,
    device: str | None,
    plain: bool,
) -> None:
    """Walks through what `wanted` gives, and again while it gives phrases that were not offered before: an announced length
    changes with what is recorded. Raises VoicecoachError."""
    offered: set[str] = set()
    phrases = wanted()
    if not phrases:
        say("Nothing is missing; --again goes through all phrases.")
    while phrases:
        offered |= {phrase.text for phrase in phrases}
        if not _walk(recordings, phrases, device, plain):
            return
        phrases = tuple(phrase for phrase in wanted() if phrase.text not in offered)


def _walk(recordings: Recordings, phrases: tuple[NeededPhrase, ...], device: str | None, plain: bool) -> bool:
    """Returns whether it was completed, and not ended by a key. Raises VoicecoachError."""
    from voicecoach.play.clock import RealClock
    from voicecoach.record.microphone import MiniaudioInput
    from voicecoach.record.walk import Walk
    from voicecoach.speech.recording_file import RATE

    clock, keys = RealClock(), queue.SimpleQueue[str]()
    with _not_suspended(), terminal_keys(keys.put) as terminal:
        if terminal is None:
            raise MicrophoneError(
                "keys are needed to record, and there is no terminal; --from FOLDER takes recorded files instead"
            )
        walk = Walk(
            phrases,
            recordings=recordings,
            open_microphone=lambda: MiniaudioInput().open(RATE, device, clock),
            listen=_play,
        )
        with contextlib.closing(walk), _screen(plain) as screen:
            while not walk.done:
                while not keys.empty():
                    walk.press(keys.get())
                walk.tick()
                screen.show(walk.view())
                clock.sleep(_TICK_S)
    return not walk.quit


def _screen(plain: bool) -> RecordScreen:
    from voicecoach.cli.record_screen import DrawnRecordScreen, PlainRecordScreen

    return DrawnRecordScreen() if not plain and can_draw() else PlainRecordScreen()


def _play(clip: Clip) -> None:
    from voicecoach.cli.play_clip import play_clip
    from voicecoach.play.sinks.registry import find_output

    play_clip(find_output("auto"), clip)


@contextlib.contextmanager
def _not_suspended() -> Iterator[None]:
    """Ctrl-Z does nothing: a microphone is open."""
    if not hasattr(signal, "SIGTSTP"):
        yield
        return
    before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)
