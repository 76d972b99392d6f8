"""A live session from Python: rehearsed in no time, controlled from a program, with whatever voice and output there is."""

from __future__ import annotations

import itertools
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voicecoach import Choices, LoadedRoutine, Performance, Routine, load_routine, open_voice, prepare
from voicecoach.errors import AudioError, DeviceError, RoutineError
from voicecoach.play.commands import Command
from voicecoach.play.engine.output_link import OutputLink
from voicecoach.play.engine.playback_status import PlaybackStatus
from voicecoach.play.engine.rehearsal import Rehearsal
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.play.saved.place import places_dir
from voicecoach.play.saved.record import record_file
from voicecoach.session import Session
from voicecoach.speech.checked_voice import CheckedVoice
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind

LIFT = {
    "name": "Lift",
    "kind": "strengthen",
    "position": "standing",
    "dose": {"reps": 3, "sets": 2, "rest": 5},
}
ROUTINE = Routine(
    title="Two things",
    exercises={"lift": LIFT, "sway": {**LIFT, "name": "Sway", "dose": {"time": 20}}},
    steps=["lift", {"wait": "Roll over.", "time": 15}, "sway"],
)


@pytest.fixture
def session() -> Session:
    return prepare(ROUTINE, Choices(), SilentVoice(150))


def cues(notices: list[Notice]) -> list[str]:
    return [notice.text for notice in notices if notice.kind is NoticeKind.CUE]


def test_a_session_is_rehearsed_to_its_end(session: Session) -> None:
    performance = Performance(session, SilentVoice(150), rehearse=True)
    assert performance.view() is None
    notices: list[Notice] = []
    record = performance.run(notices.append)
    heard = [event for _, event in session.timeline.events() if event.kind is not EventKind.SPAN]
    assert [notice.event for notice in notices if notice.kind is NoticeKind.CUE] == heard
    assert cues(notices)[0] == "Welcome to Two things."
    assert record.finished
    assert [done.exercise for done in record.done] == ["lift", "lift", "sway"]
    assert record.seconds == pytest.approx(session.timeline.duration, abs=1.0)
    assert "two-things" in repr(performance)


@pytest.mark.parametrize("what", [ROUTINE, load_routine(ROUTINE)])
def test_a_routine_begins_without_being_prepared(what: Routine | LoadedRoutine) -> None:
    choices = Choices(talk="counts")
    with Performance(what, SilentVoice(150), choices=choices, rehearse=True) as performance:
        heard = list(performance)
    prepared = prepare(what, choices, SilentVoice(150))
    assert cues(heard) == cues(list(Performance(prepared, SilentVoice(150), rehearse=True)))


def test_a_program_asks_and_looks(session: Session) -> None:
    with Performance(session, SilentVoice(150), rehearse=True) as performance:
        said: list[str] = []
        for notice in performance:
            said.append(notice.text)
            view = performance.view()
            assert view is not None
            if notice.event is not None and notice.event.kind is EventKind.WAIT:
                performance.ask("done")
            if notice.text == "Welcome to Two things.":
                performance.ask(Command.PAUSE)
                performance.ask("resume")
            if view.title == "Sway" and notice.event is not None and notice.event.rep is None and view.role:
                performance.ask("quit")
    assert "Roll over." in " ".join(said)
    assert [done.exercise for done in performance.record.done][:2] == ["lift", "lift"]
    assert not performance.record.finished


def test_a_slower_voice_is_opened_and_closed_and_the_given_one_stays(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    monkeypatch.setattr(CheckedVoice, "close", lambda self: closed.append(self.speed))
    with open_voice("silent") as voice:
        performance = Performance(session, voice, rehearse=True)
        performance.run(
            lambda notice: performance.ask("slower") if notice.text.startswith("Welcome") else None
        )
        assert closed == [130]  # 150 words a minute, a step slower
    assert closed == [130, 150]


def test_to_leave_early_ends_it(session: Session) -> None:
    with Performance(session, SilentVoice(150), rehearse=True) as performance:
        for _ in performance:
            break
        assert not performance.record.finished
        with pytest.raises(RuntimeError, match="played only once"):
            iter(performance)
    with pytest.raises(RuntimeError, match="played only once"):
        performance.run()
    with pytest.raises(ZeroDivisionError):
        Performance(session, SilentVoice(150), rehearse=True).run(lambda notice: 1 // 0)


def test_a_place_and_a_record_are_kept_if_that_is_asked_for(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def left(what: Session | str, *, keep: bool) -> None:
        with Performance(what, SilentVoice(150), rehearse=True, keep=keep) as performance:
            next(iter(performance))

    left("gentle-daily", keep=False)
    assert not list(tmp_path.iterdir())
    left(session, keep=True)  # was made in Python: there is no file to go on with
    assert not places_dir().exists()
    left("gentle-daily", keep=True)
    (place,) = places_dir().glob("*.json")
    assert '"gentle-daily"' in place.read_text(encoding="utf-8")
    assert len(record_file().read_text(encoding="utf-8").splitlines()) == 2


def test_music_plays_under_it(session: Session, tmp_path: Path) -> None:
    hum = tmp_path / "hum.wav"
    with wave.open(str(hum), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes((8000 * np.sin(np.arange(44100) / 10)).astype(np.int16).tobytes())
    notices: list[Notice] = []
    assert Performance(session, SilentVoice(150), rehearse=True, music=hum).run(notices.append).finished
    assert not [notice for notice in notices if notice.kind is NoticeKind.PROBLEM]
    with pytest.raises(AudioError, match="no such file"):
        Performance(session, SilentVoice(150), music=tmp_path / "none.mp3")


class Broken:
    """An output of a user's own."""

    def open(self, rate: int, device: str | None, clock: object) -> object:
        raise DeviceError(f"no {device} at {rate} Hz", output="mine")

    def devices(self) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize(
    ("output", "told"),
    [("nulll", "did you mean “null”"), (Broken(), "no horn at 22050 Hz"), (object(), "object")],
)
def test_an_output_that_cannot_be_had_is_a_device_error(session: Session, output: Any, told: str) -> None:
    with (
        Performance(session, SilentVoice(150), output=output, device="horn") as performance,
        pytest.raises(DeviceError, match=told),
    ):
        list(performance)


def test_a_session_that_no_output_could_play_leaves_no_place_and_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    looks = itertools.count()

    def look(link: OutputLink) -> PlaybackStatus:
        """It is being opened while the first words are known already, and then it fails."""
        if next(looks) < 3:
            return PlaybackStatus.OPENING
        raise DeviceError("no sound system found", output="horn")

    monkeypatch.setattr(OutputLink, "look", look)
    monkeypatch.setattr(Rehearsal, "open", Broken.open)
    with pytest.raises(DeviceError, match="no sound system"):
        Performance("gentle-daily", SilentVoice(150), rehearse=True, keep=True).run()
    assert not record_file().exists()
    assert not list(places_dir().glob("*.json"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"volume": 99}, "volume is -"),
        ({"volume": 1.5}, "volume is a whole number of decibels, not 1.5"),
        ({"wake": -1}, "wake is 0 to 10, not -1"),
        ({"music_lufs": "loud"}, "music_lufs is -60 to -16, not 'loud'"),
        ({"choices": Choices()}, "a session that was prepared has its choices already"),
    ],
)
def test_an_argument_out_of_range_is_a_value_error(
    session: Session, wrong: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        Performance(session, SilentVoice(150), **wrong)


def test_what_is_wrong_with_the_routine_or_a_command_is_said(session: Session) -> None:
    with pytest.raises(RoutineError, match="no optional exercise “plank”"):
        Performance(ROUTINE, SilentVoice(150), choices=Choices(include="plank"))
    with pytest.raises(ValueError, match="there is no command 'stop'; there are toggle, pause,"):
        Performance(session, SilentVoice(150)).ask("stop")


@pytest.mark.slow  # in real time
def test_a_session_is_heard_from_an_output_by_name(tmp_path: Path) -> None:
    file = tmp_path / "heard.wav"
    with open_voice("espeak:en-gb", speed=400) as voice:
        session = prepare(Routine(title="A", steps=[{"say": "Sit tall."}]), Choices(), voice)
        assert Performance(session, voice, output="capture", device=str(file), wake=0.5).run().finished
    with wave.open(str(file)) as heard:
        assert heard.getnframes() / heard.getframerate() > session.timeline.duration
        assert np.abs(np.frombuffer(heard.readframes(heard.getnframes()), np.int16)).max() > 3000


def test_a_program_answers_how_it_feels(session: Session) -> None:
    performance = Performance(session, SilentVoice(150), rehearse=True, ask_how_it_feels=True)
    assert not performance.answer("4")  # nothing is asked yet
    answered = 0
    for _ in performance:
        answered += performance.answer("4")
    assert answered == 3
    record = performance.record
    assert (record.pain_before, record.pain_after, record.effort) == (4, 4, 4)
