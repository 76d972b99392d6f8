"""Sound that lies ahead in a server: what is heard after a control, after a queue that ran dry, and where it is."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.play.clock import FastClock
from voicecoach.play.sinks import pulse
from voicecoach.play.sinks.api import Piece, Pull
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.pulse import AHEAD_S, JOINT_S, LATENCY_S, LONGEST_AHEAD_S, MARGIN_S, PulseSink
from voicecoach.play.sinks.pulse_stream import Timing
from voicecoach.play.sinks.registry import find_output

RATE = 1000
"""A frame a millisecond, so that a sample can be the number of its frame for half a minute."""


class Server:
    """A stream that keeps what is written; it is heard as its clock says, and its device takes LATENCY_S before."""

    def __init__(self, clock: FastClock) -> None:
        self.clock = clock
        self.sound = np.zeros(60 * RATE, np.int16)
        self.late = 0
        self.ready = True

    def heard(self) -> int:
        return round(self.clock.now() * RATE)

    def write(self, samples: bytes, frame: int) -> None:
        made = np.frombuffer(samples, np.int16)
        taken = self.heard() + round(LATENCY_S * RATE)
        self.late += max(0, min(len(made), taken - frame))
        self.sound[max(frame, taken) : frame + len(made)] = made[max(0, taken - frame) :]

    def ask_timing(self) -> None:
        pass

    def timing(self) -> Timing:
        return Timing((int(self.clock.now() * 1e6), 0), LATENCY_S)

    def close(self) -> None:
        self.ready = False


class Counter:
    """Each sample is the number of its frame."""

    def __init__(self) -> None:
        self.pulled = 0
        self.epoch = 0
        self.ready = True

    def pull(self, frames: int) -> Piece:
        if not self.ready:
            return Piece(np.zeros(0, np.float32), epoch=self.epoch)
        numbers = np.arange(self.pulled + 1, self.pulled + frames + 1, dtype=np.float32)
        self.pulled += frames
        return Piece(numbers / 32768, epoch=self.epoch)


@pytest.fixture
def clock() -> FastClock:
    return FastClock(0.1)


@pytest.fixture
def server(clock: FastClock, monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server(clock)
    monkeypatch.setattr(pulse, "PulseConnection", lambda _: made)
    monkeypatch.setattr(pulse, "PulseStream", lambda *_, **__: made)
    return made


@pytest.fixture
def sink(server: Server, clock: FastClock) -> PulseSink:
    return PulseSink(RATE, None, clock)


def fill(sink: PulseSink, pull: Pull) -> float:
    """One round of its thread."""

    def source(wanted: int) -> tuple[bytes, int]:
        piece = pull(wanted)
        return to_int16(piece.samples).tobytes(), piece.epoch

    sink._source = source
    return sink._fill()


def frames(seconds: float) -> int:
    return round(seconds * RATE)


def test_a_second_lies_ahead_and_the_place_is_what_is_heard(
    sink: PulseSink, server: Server, clock: FastClock
) -> None:
    counter = Counter()
    for _ in range(100):
        assert fill(sink, counter.pull) == pulse.FULL_S
        assert counter.pulled - sink.heard(counter.pulled) >= frames(AHEAD_S)
        clock.sleep(0.1)
        assert sink.heard(counter.pulled) == pytest.approx(server.sound[server.heard()], abs=1)
    assert server.late == sink.breaks == 0
    begun = np.flatnonzero(server.sound)[0]
    assert begun - frames(0.1) <= frames(LATENCY_S + MARGIN_S) + 2  # what fades in begins with nothing
    steps = np.diff(server.sound[begun + frames(JOINT_S) : server.heard()].astype(int))
    assert set(steps) == {1}


def test_what_is_given_back_is_written_again_from_what_is_heard_in_a_moment(
    sink: PulseSink, server: Server, clock: FastClock
) -> None:
    counter = Counter()
    fill(sink, counter.pull)
    clock.sleep(0.5)
    heard = server.sound[server.heard()]
    assert sink.drop(1)
    counter.epoch, counter.pulled = 1, sink.heard(counter.pulled)
    assert counter.pulled - heard == pytest.approx(frames(LATENCY_S + MARGIN_S), abs=2)
    server_before = server.sound.copy()
    counter.pulled += 5000  # something else is heard from here on
    fill(sink, counter.pull)
    at = server.heard() + frames(LATENCY_S + MARGIN_S)
    assert np.array_equal(server.sound[:at], server_before[:at])
    assert np.diff(server.sound[at - 1 : at + 20].astype(int)).max() < 1100  # it fades into it
    new = server.sound[at + frames(JOINT_S)]
    assert new == server_before[at + frames(JOINT_S)] + 5000
    assert sink.breaks == server.late == 0


def test_a_change_that_comes_late_fades_into_what_is_heard_by_then(
    sink: PulseSink, server: Server, clock: FastClock
) -> None:
    counter = Counter()
    fill(sink, counter.pull)
    clock.sleep(0.4)
    sink.drop(1)
    counter.epoch, counter.pulled = 1, sink.heard(counter.pulled)
    given_back = counter.pulled
    clock.sleep(0.1)
    fill(sink, counter.pull)
    assert sink.heard(counter.pulled) == given_back  # it comes after what was still heard
    assert sink.breaks == 0
    clock.sleep(0.4)
    assert sink.heard(counter.pulled) == pytest.approx(server.sound[server.heard()], abs=1)
    steps = np.abs(np.diff(server.sound[frames(0.3) : server.heard()].astype(int)))
    assert steps.max() < 40  # nothing jumps by the 0.1 s that are heard again


def test_nothing_old_is_heard_if_what_comes_instead_is_not_ready(
    sink: PulseSink, server: Server, clock: FastClock
) -> None:
    counter = Counter()
    fill(sink, counter.pull)
    clock.sleep(0.4)
    sink.drop(1)
    counter.epoch, counter.ready = 1, False
    assert fill(sink, counter.pull) == pulse.EMPTY_S
    assert not server.sound[server.heard() + frames(LATENCY_S + MARGIN_S + JOINT_S) + 1 :].any()


def test_a_queue_that_runs_dry_is_counted_and_grows_and_the_place_is_kept(
    sink: PulseSink, server: Server, clock: FastClock
) -> None:
    counter = Counter()
    for wanted in (2 * AHEAD_S, 4 * AHEAD_S, LONGEST_AHEAD_S):
        fill(sink, counter.pull)
        before = counter.pulled
        clock.sleep(9)
        assert sink.heard(counter.pulled) == before  # all of it was heard, and then silence
        fill(sink, counter.pull)
        assert sink._ahead_s == wanted
        assert counter.pulled - before >= frames(wanted)
        assert sink.heard(counter.pulled) == before
        clock.sleep(0.2)
        assert sink.heard(counter.pulled) == pytest.approx(server.sound[server.heard()], abs=1)
    assert sink.breaks == 3


def test_sound_that_is_not_ready_is_no_underrun(sink: PulseSink, clock: FastClock) -> None:
    counter = Counter()
    fill(sink, counter.pull)
    counter.ready = False
    clock.sleep(3)
    assert fill(sink, counter.pull) == pulse.EMPTY_S
    counter.ready = True
    fill(sink, counter.pull)
    assert sink.breaks == 0


def test_a_piece_from_before_a_control_is_left_out(sink: PulseSink, server: Server) -> None:
    counter, old = Counter(), [True]
    sink.drop(1)

    def pull(wanted: int) -> Piece:
        if old.pop() if old else False:
            return Piece(np.full(wanted, 0.9, np.float32), epoch=0)
        counter.epoch = 1
        return counter.pull(wanted)

    fill(sink, pull)
    assert server.sound.max() < 2 * RATE


def test_a_server_that_says_nothing_any_more_is_gone(
    sink: PulseSink, server: Server, clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(20):
        clock.sleep(0.4)
        assert sink.alive()
    monkeypatch.setattr(server, "timing", lambda: Timing((1, 0), LATENCY_S))
    assert sink.alive()
    for _ in range(10):
        clock.sleep(0.4)
        living = sink.alive()
    assert not living


@pytest.mark.parametrize("name", ["pulse", "auto"])
@pytest.mark.parametrize("duck", [True, False])
def test_other_programs_are_lowered_unless_they_are_to_be_left_alone(
    name: str, duck: bool, server: Server, clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[object] = []
    monkeypatch.setattr(pulse, "Announcement", lambda *words: announced.append(words))
    output = find_output(name)
    if not duck:
        output.leave_others()
    output.open(RATE, None, clock).checked._announced()
    assert bool(announced) is duck


def test_an_output_that_lowers_nobody_can_be_asked_to_leave_them_alone() -> None:
    find_output("null").leave_others()
