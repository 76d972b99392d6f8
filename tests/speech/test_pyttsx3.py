"""The child process of pyttsx3, and what is done about engines that fail."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import signals_at_each_line
from tests.needs import needs_module
from voicecoach.audio.aiff_reader import parse_aiff
from voicecoach.errors import AudioError, BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.speech import helper_process as child_module
from voicecoach.speech import pyttsx3 as module
from voicecoach.speech import pyttsx3_engine as engine_module
from voicecoach.speech.helper_process import HelperFailed, HelperProcess
from voicecoach.speech.pyttsx3 import Pyttsx3Backend, Pyttsx3Voice

pytestmark = needs_module("pyttsx3")

FAULTY = str(Path(__file__).with_name("faulty_child.py"))


def backend(notes: Path, *faults: str, phrase_s: float = 5.0) -> Pyttsx3Backend:
    return Pyttsx3Backend([sys.executable, FAULTY, str(notes), *faults], start_s=5.0, phrase_s=phrase_s)


def voice(notes: Path, *faults: str, phrase_s: float = 5.0) -> Pyttsx3Voice:
    return backend(notes, *faults, phrase_s=phrase_s).open(None, 150)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


FAULTS = ("dies", "says nothing", "answers nonsense", "reports an error", "garbage", "silence", "cut short")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_tried_once_more(tmp_path: Path, fault: str) -> None:
    speaker = voice(tmp_path / "notes", fault, "fine")
    clip = speaker.say("and relax")
    speaker.close()

    assert clip.length == 11025
    assert clip.rate == 22050
    assert len((tmp_path / "notes").read_text().split()) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_stays_names_the_phrase(tmp_path: Path, fault: str) -> None:
    speaker = voice(tmp_path / "notes", fault)
    with pytest.raises(SynthesisFailed, match="twice, at the phrase “and relax”") as caught:
        speaker.say("and relax")
    speaker.close()

    assert caught.value.phrase == "and relax"
    assert len((tmp_path / "notes").read_text().split()) == 2


def test_what_hangs_is_killed_at_its_limit(tmp_path: Path) -> None:
    speaker = voice(tmp_path / "notes", "hangs", phrase_s=0.2)
    with pytest.raises(SynthesisFailed, match="did not answer within"):
        speaker.say("one")
    speaker.close()

    assert not any(alive(int(pid)) for pid in (tmp_path / "notes").read_text().split())


def test_a_phrase_after_a_failure_is_spoken(tmp_path: Path) -> None:
    speaker = voice(tmp_path / "notes", "dies", "dies", "fine")
    with pytest.raises(SynthesisFailed):
        speaker.say("one")

    assert speaker.say("two").length == 11025
    speaker.close()


@pytest.mark.parametrize("fault", ["dies at once", "no engine"])
def test_an_engine_that_does_not_start_is_unavailable(tmp_path: Path, fault: str) -> None:
    with pytest.raises(BackendUnavailable, match="does not start"):
        backend(tmp_path / "notes", fault).open(None, 150)


def test_a_command_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match="does not start"):
        Pyttsx3Backend([str(tmp_path / "nothing")]).open(None, 150)


@pytest.mark.parametrize(
    ("asked", "got"),
    [(None, "zwei"), ("A.Long.Id", "A.Long.Id"), ("anna", "A.Long.Id"), ("en-gb", "A.Long.Id")],
)
def test_voices_go_by_id_name_and_language(tmp_path: Path, asked: str | None, got: str) -> None:
    speaker = backend(tmp_path / "notes", "fine").open(asked, 150)
    speaker.close()

    assert speaker.id == f"pyttsx3:{got}"


def test_a_voice_is_checked_before_it_speaks(tmp_path: Path) -> None:
    with pytest.raises(VoiceNotFound, match="did you mean “Anna”"):
        backend(tmp_path / "notes", "fine").open("Hanna", 150)

    (pid,) = (tmp_path / "notes").read_text().split()
    assert not alive(int(pid))


def test_languages_are_tags(tmp_path: Path) -> None:
    listed = backend(tmp_path / "notes", "fine").voices()

    assert [one.language for one in listed] == ["en-gb", "und"]


def test_nothing_to_say_starts_nothing(tmp_path: Path) -> None:
    speaker = (
        Pyttsx3Backend().open(None, 150)
        if sys.platform.startswith("linux")
        else voice(tmp_path / "n", "fine")
    )
    with pytest.raises(SynthesisFailed, match="nothing to say"):
        speaker.say("<>[[]]")
    speaker.close()


def test_close_ends_the_child_and_removes_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    speaker = voice(tmp_path / "notes", "fine")
    speaker.say("one")
    speaker.close()

    assert [path.name for path in tmp_path.iterdir()] == ["notes"]
    assert not alive(int((tmp_path / "notes").read_text()))


def test_a_child_does_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal\nfrom voicecoach.speech.pyttsx3 import Pyttsx3Backend\n"
        "voice = Pyttsx3Backend().open(None, 150)\nvoice.say('one')\n"
        "print(voice._engine._child._process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # What it leaves of its folders is to lie among those of this test.
    there = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=there)
    end = time.monotonic() + 5
    while alive(int(done.stdout)) and time.monotonic() < end:
        time.sleep(0.02)

    assert not alive(int(done.stdout)) or Path(f"/proc/{int(done.stdout)}/stat").read_text().split()[2] == "Z"


def test_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    speaker = Pyttsx3Backend().open(None, 150)
    speaker.say("one")
    speaker.close()

    assert capfd.readouterr() == ("", "")


def test_a_missing_package_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(BackendUnavailable, match="pip install pyttsx3"):
        Pyttsx3Backend().open(None, 150)


def test_a_child_answers_in_order() -> None:
    child = HelperProcess([sys.executable, "-c", ECHO])

    assert [child.ask({"text": number}, 5.0) for number in range(3)] == [
        {"text": number} for number in range(3)
    ]
    child.close()
    assert not child.running
    with pytest.raises(HelperFailed):
        child.ask({}, 1.0)


ECHO = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"


class Interrupted:
    """Answers that somebody does not wait for."""

    def get(self, timeout: float) -> bytes:
        raise KeyboardInterrupt

    def put(self, line: bytes) -> None:
        pass


def test_after_an_interrupted_request_the_child_is_gone() -> None:
    child = HelperProcess([sys.executable, "-c", ECHO])
    child._answers = Interrupted()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        child.ask({"text": "cut short"}, 5.0)

    assert not child.running


def test_an_answer_to_another_request_is_dropped() -> None:
    """Even if the child could not be ended."""
    child = HelperProcess([sys.executable, "-c", ECHO])
    child._answers.put(b'{"text": "cut short", "number": 0}')
    child._answers.put(b'{"text": "without a number"}')

    assert child.ask({"text": "next"}, 5.0) == {"text": "next"}
    child.close()


@pytest.mark.slow
def test_a_phrase_after_an_interrupt_at_any_line_is_the_right_one(tmp_path: Path) -> None:
    """Interrupted anywhere in what we do, the engine says the next phrase as if nothing had been."""
    speaker = Pyttsx3Backend().open(None, 150)
    right = {text: speaker.say(text).samples.tobytes() for text in ("one", "two and a half")}
    sources = [Path(child_module.__file__), Path(engine_module.__file__), Path(module.__file__)]
    tried = 0
    for fault in signals_at_each_line(lambda: speaker.say("one"), *sources, every=3):
        tried += 1
        assert isinstance(fault.error, KeyboardInterrupt | None), fault
        assert speaker.say("two and a half").samples.tobytes() == right["two and a half"], fault
    speaker.close()
    assert tried > 10


def aiff(kind: bytes | None, width: int, data: bytes, channels: int = 1) -> bytes:
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))
    common = struct.pack(">hIh", channels, len(data) // width // max(channels, 1), width * 8) + rate
    if kind is not None:
        common += kind + b"\0\0"
    chunks = [(b"FVER", b"\0\0\0\0"), (b"COMM", common), (b"SSND", bytes(8) + data)]
    body = b"".join(name + struct.pack(">I", len(part)) + part for name, part in chunks)
    return b"FORM" + struct.pack(">I", len(body) + 4) + (b"AIFF" if kind is None else b"AIFC") + body


@pytest.mark.parametrize(
    "data",
    [
        aiff(None, 2, struct.pack(">3h", 0, 16384, -32768)),
        aiff(b"sowt", 2, struct.pack("<3h", 0, 16384, -32768)),
        aiff(b"fl32", 4, struct.pack(">3f", 0, 0.5, -1)),
        aiff(None, 3, b"\0\0\0\x40\0\0\x80\0\0"),
    ],
    ids=["AIFF", "little-endian", "floats", "24 bits"],
)
def test_reads_the_files_of_macos(data: bytes) -> None:
    wave = parse_aiff(data, "it", longest_s=1)

    assert wave.rate == 22050
    assert wave.mono().tolist() == [0.0, 0.5, -1.0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"FORM\0\0\0\4AIFF",
        aiff(None, 2, b""),
        aiff(b"ulaw", 2, b"\0\0"),
        aiff(None, 2, b"\0\0", channels=0),
        aiff(None, 2, bytes(60000)),
    ],
    ids=["empty", "no chunks", "no sound", "packed", "no channels", "too long"],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(AudioError):
        parse_aiff(data, "it", longest_s=1)
