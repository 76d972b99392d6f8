"""Outputs of third parties that do everything wrong: each ends in an error of one or two lines, in time."""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from tests.needs import slow_but
from tests.play.rig import RATE, ROUTINE, ReadableVoice
from voicecoach.cli.examining import sound as examine_sound
from voicecoach.cli.examining.check_result import CheckState
from voicecoach.errors import DeviceError
from voicecoach.play.clock import Clock, FastClock
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.engine import output_link, playback
from voicecoach.play.live import LiveSession
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.sinks import checked, checked_sink
from voicecoach.play.sinks.api import OUTPUT_GROUP, Piece, Pull
from voicecoach.play.sinks.registry import find_output
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices

TICK = round(playback.TICK_S * RATE)


class Good:
    """An output that is in order, and its own sink: it plays a tick's worth whenever it is looked at."""

    backend: Any = "good"
    gapless: Any = True

    def __init__(self) -> None:
        self.pull: Pull | None = None

    def open(self, rate: int, device: str | None, clock: Clock) -> Any:
        return self

    def devices(self) -> Any:
        return ("Headset",)

    def start(self, pull: Pull) -> Any:
        self.pull = pull

    def heard(self, pulled: int) -> Any:
        return pulled

    def drop(self, epoch: int) -> Any:
        return False

    def alive(self) -> Any:
        assert self.pull is not None
        self.pull(TICK)
        return True

    def close(self) -> Any:
        pass


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("not even this")


OVER = threading.Event()
"""Set after each test: what hangs ends with it."""


def hangs(*_: Any) -> Any:
    OVER.wait(60)


def raises(error: BaseException) -> Callable[..., Any]:
    def fail(*_: Any) -> Any:
        raise error

    return fail


def gives(value: Any) -> Callable[..., Any]:
    return lambda *_: value


def asks_for(frames: Any) -> Callable[..., Any]:
    def alive(self: Good) -> bool:
        assert self.pull is not None
        self.pull(frames)
        return True

    return alive


class Backwards:
    def __get__(self, sink: Any, owner: Any) -> Any:
        raise ValueError("no property today")


def endless() -> Iterator[str]:
    while True:
        yield "Headset"


BAD: dict[str, dict[str, Any]] = {
    "open raises": {"open": raises(ValueError("no"))},
    "open ends the process": {"open": raises(SystemExit(3))},
    "open is interrupted": {"open": raises(KeyboardInterrupt())},
    "open raises what cannot be shown": {"open": raises(Unspeakable())},
    "open says twenty lines": {"open": raises(DeviceError("line\n" * 20, output="somebody else"))},
    "open says control characters": {"open": raises(DeviceError("\x1b[2Jgone\x07", output="bad"))},
    "open hangs": {"open": hangs},
    "open gives None": {"open": gives(None)},
    "open gives an output without methods": {"open": gives(object())},
    "the backend is None": {"backend": None},
    "the backend is empty": {"backend": ""},
    "the backend is control characters": {"backend": "\x1b\x07"},
    "the backend raises": {"backend": Backwards()},
    "gapless is a word": {"gapless": "yes"},
    "start raises": {"start": raises(OSError("no"))},
    "start ends the process": {"start": raises(SystemExit(0))},
    "start hangs": {"start": hangs},
    "heard raises": {"heard": raises(ZeroDivisionError("no"))},
    "heard hangs": {"heard": hangs},
    "heard gives None": {"heard": gives(None)},
    "heard gives a float": {"heard": lambda self, pulled: pulled + 0.5},
    "heard gives not a number": {"heard": gives(float("nan"))},
    "heard gives a word": {"heard": gives("all")},
    "heard is negative": {"heard": gives(-5 * RATE)},
    "heard is more than was pulled": {"heard": lambda self, pulled: pulled + 10 * RATE},
    "heard goes back": {"heard": lambda self, pulled: pulled if pulled < 4 * RATE else 0},
    "heard never moves": {"heard": gives(0)},
    "heard runs ahead of time": {"alive": asks_for(50 * TICK)},
    "alive raises": {"alive": raises(RuntimeError("no"))},
    "alive hangs": {"alive": hangs},
    "alive gives None": {"alive": gives(None)},
    "it is never alive": {"alive": gives(False)},
    "it never pulls": {"alive": gives(True)},
    "it asks for a negative number": {"alive": asks_for(-1)},
    "it asks for nothing": {"alive": asks_for(0)},
    "it asks for half a frame": {"alive": asks_for(0.5)},
    "it asks for an hour": {"alive": asks_for(3600 * RATE)},
    "it asks for None": {"alive": asks_for(None)},
}  # fmt: skip
"""What is wrong with it, and the attributes that make it so."""

HARMLESS: dict[str, dict[str, Any]] = {
    "close raises": {"close": raises(ValueError("no"))},
    "close ends the process": {"close": raises(SystemExit(1))},
    "close hangs": {"close": hangs},
    "heard is a little off": {"heard": lambda self, pulled: pulled + RATE // 2},
    "the name has a line break": {"backend": "Good\nones"},
}
"""What a session outlives."""


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    OVER.clear()
    for name in ("LOAD_S", "OPEN_S", "LIST_S", "CALL_S", "CLOSE_S"):
        for module in (checked, checked_sink):
            monkeypatch.setattr(module, name, 0.25, raising=False)
    monkeypatch.setattr(output_link, "PATIENCE_S", 3.0)
    yield
    OVER.set()


def made(attributes: dict[str, Any]) -> type[Good]:
    return type("Bad", (Good,), attributes)


def play_with(output: type[Good], folder: Path) -> LiveSession:
    """A session to its end on that output, as `play` runs it, in a clock that takes no time."""
    path = folder / "two-things.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    studio, clock = Studio(load_routine(path), Choices(), ReadableVoice, 150), FastClock()
    opened = checked.load_checked("bad", output)
    session = LiveSession(
        studio,
        lambda: opened.open(studio.rate, None, clock),
        clock,
        LiveSettings(places=folder / "places"),
        threads=False,
    )
    session.run()
    return session


@pytest.mark.parametrize("attributes", BAD.values(), ids=BAD)
def test_a_bad_output_ends_in_one_clear_error(attributes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as reported:
        play_with(made(attributes), tmp_path)
    message = str(reported.value)
    # One that went away goes by the name of what played.
    assert message.startswith(("output bad: ", "output good: the device went away"))
    assert len(message.splitlines()) <= 2
    assert all(one.isprintable() for one in message.replace("\n", ""))


@pytest.mark.parametrize(
    "attributes",
    slow_but([{}, *HARMLESS.values()], *list(HARMLESS.values())[:2]),
    ids=["a good one", *HARMLESS],
)
def test_a_session_outlives_what_does_no_harm(attributes: dict[str, Any], tmp_path: Path) -> None:
    session = play_with(made(attributes), tmp_path)
    assert session.record.finished
    assert not list((tmp_path / "places").glob("*.json"))


def test_the_place_is_kept_when_an_output_breaks(tmp_path: Path) -> None:
    output = made({"heard": lambda self, pulled: pulled if pulled < 20 * RATE else None})
    with pytest.raises(DeviceError, match="gives None"):
        play_with(output, tmp_path)
    (place,) = (tmp_path / "places").glob("*.json")
    assert "bridge" in place.read_text()


def test_sound_that_cannot_be_made_ends_the_session_instead_of_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicecoach.play.engine.volume.Volume.__call__", raises(ArithmeticError("too loud")))
    with pytest.raises(ArithmeticError, match="too loud"):
        play_with(Good, tmp_path)


def test_a_device_that_opens_too_late_is_closed_again() -> None:
    closed = threading.Event()

    class Late(Good):
        def open(self, *_: Any) -> Any:
            OVER.wait(60)
            return self

        def close(self) -> None:
            closed.set()

    with pytest.raises(DeviceError, match="does not answer"):
        checked.load_checked("late", Late).open(RATE, None, FastClock())
    OVER.set()
    assert closed.wait(10)


class Module(types.ModuleType):
    """A module that does something when it is looked into."""

    does: ClassVar[Callable[..., Any]] = gives(None)

    def __getattr__(self, name: str) -> Any:
        return type(self).does()


LISTED: dict[str, Any] = {
    "raises at import": type("Raising", (Module,), {"does": staticmethod(raises(ValueError("no")))}),
    "ends the process at import": type("Ending", (Module,), {"does": staticmethod(raises(SystemExit(1)))}),
    "hangs at import": type("Hanging", (Module,), {"does": staticmethod(hangs)}),
    "is no class": type("Number", (Module,), {"does": staticmethod(gives(5))}),
    "makes no output": type("Nothing", (Module,), {"does": staticmethod(gives(object))}),
    "hangs when it lists": made({"devices": hangs}),
    "lists without end": made({"devices": gives(endless())}),
    "lists numbers": made({"devices": gives([1, 2])}),
    "lists a word": made({"devices": gives("Headset")}),
    "lists None": made({"devices": gives(None)}),
    "raises when it lists": made({"devices": raises(SystemExit(2))}),
}  # fmt: skip


def test_a_bad_output_never_hides_the_others_in_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [metadata.EntryPoint("fine", "tests.contracts.test_bad_outputs:Good", OUTPUT_GROUP)]
    for number, bad in enumerate(LISTED.values()):
        name = f"voicecoach_bad_output_{number}"
        module = bad(name) if issubclass(bad, Module) else types.ModuleType(name)
        if not issubclass(bad, Module):
            module.Output = bad  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
        entries.append(metadata.EntryPoint(f"bad{number}", f"{name}:Output", OUTPUT_GROUP))
    monkeypatch.setattr("voicecoach.play.sinks.registry.registered_outputs", lambda: entries)
    found = {one.name: one for one in examine_sound._outputs(play=False)}
    assert found["fine"].state is CheckState.OK
    assert found["fine"].detail == "Headset"
    for number, what in enumerate(LISTED):
        one = found[f"bad{number}"]
        assert one.state is not CheckState.OK, what
        assert len(one.detail.splitlines()) <= 2, what
        assert "Traceback" not in one.detail, what


def test_a_device_s_name_reaches_nobody_with_control_characters() -> None:
    output = checked.load_checked("odd", made({"devices": gives(["\x1b[31mRed\x07 headset"])}))
    assert output.devices() == ("[31mRed headset",)


def test_an_output_of_ours_is_behind_the_checks_too() -> None:
    assert isinstance(find_output("null"), checked.CheckedOutput)


@pytest.mark.parametrize("frames", [0, -1, RATE * 3600, "many", None])
def test_a_sink_that_asks_for_too_much_or_is_closed_gets_nothing_and_no_exception(frames: Any) -> None:
    sinks: list[Good] = []

    class Noted(Good):
        def __init__(self) -> None:
            super().__init__()
            sinks.append(self)

    def pull(count: int) -> Piece:
        return Piece(np.ones(count, np.float32), epoch=0)

    sink = checked.load_checked("bad", Noted).open(RATE, None, FastClock())
    sink.start(pull)
    given = sinks[-1].pull
    assert given is not None
    assert len(given(TICK).samples) == TICK
    assert len(given(frames).samples) == 0
    assert len(given(TICK).samples) == 0, "it failed"
    with pytest.raises(DeviceError, match="it asks for"):
        sink.alive()
    sink.close()
    assert len(given(TICK).samples) == 0
