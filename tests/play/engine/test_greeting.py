"""A chime and the first phrase are heard before the session is there, which takes over in the middle of the phrase."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.play.engine.greeting import FADE_FRAMES, GreetedSink, Greeting
from voicecoach.play.sinks.api import Piece, Pull

CHIME = np.full(100, 3, np.int16)
SESSION = np.arange(1000, 4000, dtype=np.int16)
"""A ramp, in which no two frames are alike."""
OPENING = SESSION[:2000]


class Player:
    """A session that is ready from a moment on, and gives at most so many frames at a time."""

    def __init__(self, *, ready: bool = True, most: int = 10_000) -> None:
        self.ready = ready
        self.most = most
        self.at = 0

    def pull(self, frames: int) -> Piece:
        count = min(frames, self.most) if self.ready else 0
        made = SESSION[self.at : self.at + count]
        self.at += len(made)
        return Piece(made.astype(np.float32) / np.float32(32768))


def pcm(piece: Piece) -> np.ndarray:
    return np.rint(piece.samples * 32768).astype(np.int16)


def before(greeting: Greeting, frames: int, block: int = 60) -> list[int]:
    """What is heard of so many frames before the session is there; 0 where nothing is."""
    heard: list[int] = []
    while len(heard) < frames:
        count = min(block, frames - len(heard))
        made = np.frombuffer(greeting.give(count), np.int16)
        heard += [*made, *([0] * (count - len(made)))]
    return heard


def pulled(pull: Pull, frames: int, block: int = 60) -> list[int]:
    heard: list[int] = []
    while len(heard) < frames:
        count = min(block, frames - len(heard))
        made = pcm(pull(count))
        heard += [*made, *([0] * (count - len(made)))]
    return heard


def test_a_chime_alone_comes_before_the_first_frame() -> None:
    greeting = Greeting(CHIME.tobytes())
    assert before(greeting, 180) == [3] * 100 + [0] * 80
    assert pulled(greeting.follow(Player().pull), 3000) == [*SESSION]


def test_a_session_that_is_ready_at_once_waits_for_the_chime() -> None:
    assert pulled(Greeting(CHIME.tobytes()).follow(Player().pull), 3100) == [3] * 100 + [*SESSION]


@pytest.mark.parametrize("heard", [1, 99, 100, 101, 160, 1000, 2099, 2100])
@pytest.mark.parametrize("most", [7, 10_000])
def test_the_session_takes_over_in_the_middle_of_its_first_phrase(heard: int, most: int) -> None:
    greeting = Greeting(CHIME.tobytes())
    greeting.open_with(OPENING.tobytes())
    first = before(greeting, heard)
    rest = pulled(greeting.follow(Player(most=most).pull), 3100 - heard, block=5)
    assert first + rest == [3] * 100 + [*SESSION]
    assert greeting.over


def test_a_session_that_is_late_is_waited_for_after_the_phrase() -> None:
    greeting, player = Greeting(CHIME.tobytes()), Player(ready=False)
    greeting.open_with(OPENING.tobytes())
    first = before(greeting, 1100)
    pull = greeting.follow(player.pull)
    first += pulled(pull, 1300)
    assert first == [3] * 100 + [*OPENING] + [0] * 300
    player.ready = True
    assert pulled(pull, 1000) == [*SESSION[2000:]]


def test_a_phrase_that_is_found_after_the_session_began_is_not_heard() -> None:
    greeting = Greeting(CHIME.tobytes())
    pull = greeting.follow(Player().pull)
    greeting.open_with(OPENING.tobytes())
    assert pulled(pull, 200) == [3] * 100 + [*SESSION[:100]]


def test_a_control_ends_it_softly_and_the_session_begins_at_its_beginning() -> None:
    greeting, player = Greeting(CHIME.tobytes()), Player(ready=False)
    greeting.open_with(OPENING.tobytes())
    before(greeting, 600)
    pull = greeting.follow(player.pull)
    pulled(pull, 60)
    greeting.cancel()
    player.ready = True
    fading = pulled(pull, FADE_FRAMES, FADE_FRAMES)
    assert fading[0] == SESSION[560]
    assert fading[-1] == 0
    assert np.abs(np.diff(fading)).max() < 20, "no click"
    assert pulled(pull, 100) == [*SESSION[:100]]


def test_another_phrase_than_the_session_s_own_ends_and_the_session_begins() -> None:
    greeting, player = Greeting(CHIME.tobytes()), Player(ready=False, most=50)
    greeting.open_with((OPENING[::-1]).tobytes())
    before(greeting, 400)
    pull = greeting.follow(player.pull)
    pulled(pull, 300)
    player.ready = True
    fading = pulled(pull, FADE_FRAMES, FADE_FRAMES)
    assert (fading[0], fading[-1]) == (OPENING[-601], 0)
    heard = [one for _ in range(40) for one in pcm(pull(60))]
    assert heard[:1000] == [*SESSION[:1000]], "from its first frame on"


def test_one_that_differs_late_ends_too_and_nothing_of_the_session_is_left_out() -> None:
    greeting, player = Greeting(), Player(ready=False, most=50)
    other = OPENING.copy()
    other[300:] += 100
    greeting.open_with(other.tobytes())
    before(greeting, 600)
    player.ready = True
    pull = greeting.follow(player.pull)
    pulled(pull, FADE_FRAMES, FADE_FRAMES)
    heard = [one for _ in range(40) for one in pcm(pull(60))]
    assert heard[:1000] == [*SESSION[:1000]]


def test_a_louder_phrase_is_the_same() -> None:
    greeting, player = Greeting(), Player()
    rounded = np.rint(SESSION * 0.7).astype(np.int16)
    greeting.open_with(rounded[:2000].tobytes())
    before(greeting, 600)
    pull = greeting.follow(lambda frames: Piece(player.pull(frames).samples * np.float32(0.7)))
    assert np.abs(np.subtract(pulled(pull, 1000), rounded[600:1600].astype(int))).max() <= 1


class Sink:
    """Plays what it has pulled but for the last 120 frames, and may take those back."""

    backend, gapless = "fake", True

    def __init__(self, *, takes_back: bool) -> None:
        self.takes_back = takes_back
        self.pulled = 0
        self.pull: Pull | None = None

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def play(self, frames: int) -> None:
        assert self.pull is not None
        self.pulled += len(self.pull(frames).samples)

    def heard(self, pulled: int) -> int:
        return max(0, pulled - 120)

    def drop(self, epoch: int) -> bool:
        return self.takes_back

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        pass


def test_only_frames_of_the_session_count_as_heard() -> None:
    sink, player = Sink(takes_back=False), Player()
    greeted = GreetedSink(sink, Greeting(CHIME.tobytes()))
    greeted.start(player.pull)
    assert greeted.heard(0) == 0
    sink.play(60)
    assert (player.at, greeted.heard(0)) == (0, 0)
    sink.play(60)
    sink.play(400)
    assert greeted.heard(player.at) == player.at - 120


def test_what_was_heard_of_the_phrase_counts_once_the_session_has_taken_over() -> None:
    sink, player = Sink(takes_back=False), Player()
    greeting = Greeting(CHIME.tobytes())
    greeting.open_with(OPENING.tobytes())
    sink.pulled = len(before(greeting, 700))
    greeted = GreetedSink(sink, greeting)
    greeted.start(player.pull)
    sink.play(60)
    assert player.at == 660
    assert greeted.heard(player.at) == 540


@pytest.mark.parametrize("takes_back", [False, True])
def test_nothing_counts_as_heard_of_a_phrase_that_a_control_ended(takes_back: bool) -> None:
    sink, player = Sink(takes_back=takes_back), Player(ready=False)
    greeting = Greeting(CHIME.tobytes())
    greeting.open_with(OPENING.tobytes())
    sink.pulled = len(before(greeting, 700))
    greeted = GreetedSink(sink, greeting)
    greeted.start(player.pull)
    assert greeted.drop(1) is takes_back
    player.ready = True
    while player.at < 500:
        sink.play(60)
    assert greeted.heard(0) == 0
    assert 0 <= greeted.heard(player.at) <= player.at
