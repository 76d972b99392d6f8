"""The voices of hibari that are not in its package: a voice of the user's folder, made of the network that the package has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.speech.test_espeak import counts, heard_late
from tests.speech.voice_folders import a_row, put_voice
from voicecoach.errors import SpeechError, VoiceNotFound
from voicecoach.folders import user_voices_dir
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.counts import COUNT_S
from voicecoach.speech.hibari import RATE, HibariBackend
from voicecoach.speech.registry import find_backend, open_voice

SENTENCE = "Walk past the bath, and rest."
"""Another one in British English than in American English."""


@pytest.fixture(scope="module")
def network() -> bytes:
    import hibari

    return (Path(hibari.__file__).parent / "assets" / "hibari.onnx").read_bytes()


@pytest.fixture(autouse=True)
def own_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def put(network: bytes, voice: str = "hibari:anna", language: str = "en-gb") -> Path:
    files = {"anna.onnx": network}
    return put_voice(user_voices_dir(), a_row(files, voice, language=language), files)


def test_a_voice_that_was_got_is_listed_and_opened(network: bytes) -> None:
    assert [one.voice for one in HibariBackend().voices()] == ["heart"]
    put(network)

    listed = {one.voice: one for one in find_backend("hibari").voices()}
    assert listed["anna"].language == "en-gb"
    assert listed["anna"].name == "Anna, British English"
    with open_voice("hibari:Anna", cache=None) as voice:
        assert voice.id == "hibari:anna"


@pytest.mark.slow
def test_a_british_voice_reads_as_the_british_do(network: bytes) -> None:
    put(network)
    put(network, "hibari:ann", "en-us")

    heart, ann, anna = (HibariBackend().open(name, 150).say(SENTENCE) for name in ("heart", "ann", "anna"))
    assert heart.samples.tobytes() == ann.samples.tobytes()
    assert anna.samples.tobytes() != ann.samples.tobytes()


@pytest.mark.slow
def test_every_count_is_over_before_the_next_and_heard_when_it_is_due(network: bytes) -> None:
    put(network)
    voice = open_voice("hibari:anna", cache=None)
    said = {text: voice.say(text) for text in counts()}

    assert {text: clip.length for text, clip in said.items() if clip.length > COUNT_S * RATE} == {}
    assert {text: late for text, clip in said.items() if (late := heard_late(clip)) > 10} == {}


@pytest.mark.slow
def test_every_count_of_the_slowest_speed_is_over_before_the_next(network: bytes) -> None:
    put(network)
    voice = open_voice("hibari:anna", speed=80, cache=None)

    assert {text for text in counts() if voice.length(text) > COUNT_S * RATE} == set()


def test_its_gain_is_measured_and_not_that_of_the_default(network: bytes) -> None:
    put(network)
    assert HibariBackend().open("anna", 150).gain_db is None
    assert HibariBackend().open("heart", 150).gain_db is not None


def test_another_model_is_another_version_of_the_voice(network: bytes, store: PhraseCache) -> None:
    folder = put(network)
    versions = [open_voice("hibari:anna", cache=store).identity]  # type: ignore[attr-defined]
    files = {"anna.onnx": network + b"\0"}
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    put_voice(user_voices_dir(), a_row(files), files)
    versions.append(open_voice("hibari:anna", cache=store).identity)  # type: ignore[attr-defined]

    assert versions[0] != versions[1]
    assert find_backend("hibari").version in versions[0]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "emma",
            "hibari:emma is not on this machine; voicecoach voices get hibari:emma downloads it .7.9 MB.",
        ),
        ("ema", "no voice “ema”; did you mean “emma”"),
        ("zzzz", "there are heart, emma, fable"),
        ("../../anna", "no voice"),
        ("", None),
    ],
)
def test_a_voice_that_is_not_here(name: str, message: str | None) -> None:
    if message is None:
        assert open_voice(f"hibari:{name}", cache=None).id == "hibari:heart"
        return
    with pytest.raises(VoiceNotFound, match=message):
        open_voice(f"hibari:{name}", cache=None)


def test_a_voice_without_its_backend_is_a_hint() -> None:
    with pytest.raises(
        SpeechError, match=r"no such backend; did you mean “hibari:emma”[?]; there are espeak"
    ):
        open_voice("Emma")


def other_network(network: bytes) -> bytes:
    import hibari

    return (Path(hibari.__file__).parent / "assets" / "oov_gb.onnx").read_bytes()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda network: b"PK\x03\x04 something else", "its model cannot be used: "),
        (lambda network: network[: len(network) // 2], "its model cannot be used: "),
        (other_network, "its model cannot be used: it is not one of hibari-tts 0.2"),
    ],
)
def test_a_model_of_something_else_is_one_line_with_the_fix(
    network: bytes, make: object, message: str
) -> None:
    put(make(network))  # type: ignore[operator]

    voice = open_voice("hibari:anna", cache=None)
    with pytest.raises(SpeechError, match=message) as caught:
        voice.say("Ready.")
    assert str(caught.value).endswith("get it again: voicecoach voices get hibari:anna")
    assert str(caught.value).isprintable()


def test_a_model_that_was_damaged_is_never_handed_to_the_runtime(network: bytes) -> None:
    folder = put(network)
    changed = bytearray(network)
    changed[len(changed) // 2] ^= 1
    (folder / "anna.onnx").write_bytes(changed)

    voice = open_voice("hibari:anna", cache=None)
    with pytest.raises(VoiceNotFound, match=r"anna.onnx is damaged; get it again"):
        voice.say("Ready.")
