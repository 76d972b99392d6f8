"""Foreign code cannot hang the caller, and what it raises reaches the caller only."""

from __future__ import annotations

import signal
import threading

import pytest

from voicecoach.time_limited import LimitedThread, TookTooLong, call_limited


def test_returns_what_the_call_returns():
    assert call_limited("adder", lambda: 1 + 1, 5) == 2


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3), KeyboardInterrupt()])
def test_raises_what_the_call_raises_in_the_caller(error: BaseException):
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        call_limited("failing", fail, 5)
    assert raised.value is error


def test_calls_share_one_thread_while_they_return():
    thread = LimitedThread("steady")
    used = {thread.call(threading.get_ident, 5) for _ in range(5)}
    thread.close()
    assert len(used) == 1
    assert threading.get_ident() not in used


def test_a_call_that_hangs_is_abandoned_and_the_next_one_works():
    thread, hung = LimitedThread("hanging"), threading.Event()
    with pytest.raises(TookTooLong, match=r"hanging did not answer within 0\.05 s"):
        thread.call(hung.wait, 0.05)
    assert thread.call(lambda: "again", 5) == "again"
    hung.set()
    thread.close()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals of POSIX")
def test_a_signal_ends_the_wait_at_once():
    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    hung = threading.Event()
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            call_limited("hanging", lambda: hung.wait(60), 60)
    finally:
        signal.signal(signal.SIGALRM, before)
        hung.set()
