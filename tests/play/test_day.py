"""A day of play on a fast clock: nothing drifts, nothing grows."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from tests.play import rig as rigs
from tests.play.rig import Rig
from tests.play.test_soak import LONG
from voicecoach.play.clock import FastClock
from voicecoach.play.engine.fades import FADE_S
from voicecoach.play.sinks import pulse
from voicecoach.play.sinks.pulse_stream import Timing
from voicecoach.units import to_frames

pytestmark = pytest.mark.slow

DAY_S = 24 * 3600
GROWS = 3000
"""By so many blocks memory may differ between two moments; a session that kept something of each second would have 80,000."""


def memory() -> int:
    gc.collect()
    return sys.getallocatedblocks()


def test_a_session_of_a_day_keeps_its_time_and_takes_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rigs, "STEP_S", 2.0)
    rig = Rig(tmp_path, text=LONG)
    player, clock = rig.session.playback.player, rig.clock
    begun, laps, sizes = clock.now(), [], []
    while clock.now() - begun < DAY_S:
        lap = player.pulled
        while player.index < len(player.parts) - 10:
            rig.step()
            rig.samples.clear()
        assert player.spot is not None
        laps.append(player.pulled - lap - player.spot.part.start - player.spot.offset)
        assert player.pulled == round((clock.now() - begun) * rigs.RATE)
        player.jump(0)
        rig.session.record.done.clear()  # it grows by what is done, and has no more than a session has
        rig.session.notices.clear()
        sizes.append(memory())
    # Each lap takes what its parts take, to the frame, and what fades away as it begins again.
    assert len(laps) > 18
    assert laps == [0, *[to_frames(FADE_S, rigs.RATE)] * (len(laps) - 1)]
    assert max(sizes[5:]) - sizes[4] < GROWS, sizes


class Server:
    """A stream that nobody hears, as its clock says."""

    ready = True

    def __init__(self, clock: FastClock, rate: int) -> None:
        self.clock = clock
        self.rate = rate

    def heard(self) -> int:
        return round(self.clock.now() * self.rate)

    def write(self, samples: bytes, frame: int) -> None:
        assert frame >= self.heard()

    def ask_timing(self) -> None:
        pass

    def timing(self) -> Timing:
        return Timing((self.heard(), 0), pulse.LATENCY_S)


def test_a_stream_of_a_day_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    rate, clock, pulled = 1000, FastClock(0.1), 0
    server = Server(clock, rate)
    monkeypatch.setattr(pulse, "AHEAD_S", 3.9)
    monkeypatch.setattr(pulse, "PIECE_S", 2.0)
    monkeypatch.setattr(pulse, "PulseConnection", lambda _: server)
    monkeypatch.setattr(pulse, "PulseStream", lambda *_, **__: server)
    sink = pulse.PulseSink(rate, None, clock)

    def source(frames: int) -> tuple[bytes, int]:
        nonlocal pulled
        pulled += frames
        return bytes(2 * frames), sink._epoch

    sink._source = source
    sink._fill()
    sizes, behind = [], server.heard() - sink._joints[0][0]
    for number in range(DAY_S // 2):
        clock.sleep(2)
        sink._fill()
        if number % 7 == 0:  # a key
            sink.drop(number)
            pulled = sink.heard(pulled)
            sink._fill()
        if number % 10_000 == 9_999:
            sizes.append(memory())
    assert sink.breaks == 0
    clock.sleep(0.1)
    assert sink.heard(pulled) == server.heard() - sink._joints[0][0] + sink._joints[0][1]
    assert sink.heard(pulled) - behind == round((DAY_S + 0.1) * rate)
    assert len(sink._joints) == 1
    assert sizes[-1] - sizes[0] < GROWS
