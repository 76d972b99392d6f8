"""A real voice of Piper, joe: what it says, in which time, and what happens if its files are not what they should be."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.run import environment, run
from tests.needs import needs_module
from tests.speech.piper_files import JOE, put
from tests.speech.test_espeak import counts, heard_late
from voicecoach.audio.loudness import integrated_loudness
from voicecoach.audio.pcm import Block, Clip
from voicecoach.errors import SynthesisFailed, VoiceNotFound
from voicecoach.pronunciation import Reading, marked
from voicecoach.speech import piper_engine
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.counts import COUNT_S
from voicecoach.speech.downloads.catalogue import catalogue
from voicecoach.speech.piper import FASTEST_SCALE, SLOWEST_SCALE, PiperBackend, PiperVoice
from voicecoach.speech.piper_models import find_models, own_folder
from voicecoach.speech.registry import open_voice

pytestmark = [pytest.mark.slow, needs_module("piper"), needs_module(JOE)]

MODEL = "en_US-joe-medium"
HASHES = {
    f"{MODEL}.onnx": "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
    f"{MODEL}.onnx.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
}


def joe() -> Path:
    """The folder with its files."""
    spec = find_spec(JOE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data"


def voice(speed: int = 150) -> PiperVoice:
    return PiperBackend().open(MODEL, speed)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own models, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return own_folder()


def test_it_is_the_voice_that_was_published() -> None:
    assert {name: hashlib.sha256((joe() / name).read_bytes()).hexdigest() for name in HASHES} == HASHES
    assert MODEL in [model.name for model in find_models()[0]]
    row = next(row for row in catalogue() if row.voice == f"piper:{MODEL}")
    assert {file.name: (file.sha256, file.bytes) for file in row.files} == {
        name: (digest, (joe() / name).stat().st_size) for name, digest in HASHES.items()
    }


@pytest.fixture(scope="module")
def counted() -> dict[str, Clip]:
    """Every count to sixty at its level, at the usual speed."""
    levelled = open_voice(f"piper:{MODEL}", cache=None)
    return {text: levelled.say(text) for text in counts()}


def test_every_count_to_sixty_is_over_before_the_next(counted: dict[str, Clip]) -> None:
    assert {text: s for text, clip in counted.items() if (s := clip.length / clip.rate) > COUNT_S} == {}
    for speed in (80, 150):
        one = voice(speed)
        others = ["seventy-seven", "Twenty-seven.", "12"]
        assert {text: s for text in others if (s := one.length(text) / one.rate) > COUNT_S} == {}
        assert one.length("twenty-seven seconds") > 0.8 * one.rate  # not a count


def test_every_count_is_heard_when_it_is_due(counted: dict[str, Clip]) -> None:
    late = {text: heard_late(clip) for text, clip in counted.items()}

    assert {text: ms for text, ms in late.items() if ms > 10} == {}


def test_the_speed_is_its_length_scale_within_limits() -> None:
    scales = {speed: voice(speed)._scale for speed in (80, 150, 300, 450)}

    assert (scales[150], scales[300]) == (pytest.approx(1.3), pytest.approx(0.65))
    assert SLOWEST_SCALE >= scales[80] > scales[450] >= FASTEST_SCALE
    words = "Lie on your back with your knees bent and your feet flat on the floor."
    other = open_voice("hibari", cache=None)
    assert voice().length(words) / voice().rate == pytest.approx(other.length(words) / other.rate, rel=0.2)


def test_it_is_as_loud_as_every_voice() -> None:
    levelled = open_voice(f"piper:{MODEL}", cache=None)
    said = ("Lie on your back, with your knees bent.", "Put your feet flat on the floor.", "Breathe evenly.")
    blocks = [Block.of_pcm(levelled.say(text).heard, levelled.rate) for text in said]

    assert integrated_loudness(blocks) == pytest.approx(-16, abs=0.7)


def test_another_process_says_the_same(tmp_path: Path) -> None:
    texts = ["one", "Lift your hips.", "Stop if it hurts. Rest."]
    code = (
        "import sys, hashlib; from voicecoach.speech.registry import open_voice;"
        f"voice = open_voice('piper:{MODEL}', cache=None);"
        f"print([hashlib.sha256(voice.say(t).samples.tobytes()).hexdigest() for t in {texts}]);"
        "import os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    there = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path, TMPDIR=str(tmp_path)),
        check=True,
        capture_output=True,
        text=True,
    )
    here = open_voice(f"piper:{MODEL}", cache=None)
    here.say("Something else first, quite long.")
    open_voice("espeak", cache=None).say("one")  # another espeak-ng, in the same process
    mine = [hashlib.sha256(here.say(text).samples.tobytes()).hexdigest() for text in texts]

    assert there.stdout.splitlines() == [str(mine), "1"]
    assert there.stderr == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_any_number_of_threads_gives_the_same_samples(tmp_path: Path) -> None:
    texts = ["one", "five", "And relax.", "Lift your hips.", "Breathe in. And out.", "Stop if it hurts."]
    alone = open_voice(f"piper:{MODEL}", cache=None, threads=1)
    expected = [alone.say(text).samples for text in texts]
    with open_voice(f"piper:{MODEL}", cache=PhraseCache(tmp_path), threads=4) as voice:
        voice.expect(texts)  # type: ignore[attr-defined]
        found = [voice.say(text).samples for text in texts]

    assert all(np.array_equal(one, other) for one, other in zip(expected, found, strict=True))


def test_a_model_reads_another_language_by_its_json(home: Path) -> None:
    german = {"language": {"code": "de_DE"}, "espeak": {"voice": "de"}}
    put(home, "de_DE-jo-medium", bytes_of_joe(), **own_json(**german))
    voice = open_voice("auto", language="de-AT", cache=None)

    assert voice.id == "piper:de_DE-jo-medium"
    assert voice.phonemes("12.") == "tsvˈœlf."  # type: ignore[attr-defined]
    assert voice.length("12") <= 0.6 * voice.rate
    assert 0.5 * voice.rate < voice.length("Heben Sie langsam die Hüfte.") < 4 * voice.rate


def test_what_is_kept_is_spoken_without_the_model(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from voicecoach.speech.cache.phrase_cache import PhraseCache;"
        "from voicecoach.speech.registry import open_voice;"
        f"open_voice('piper:{MODEL}', cache=PhraseCache(Path('phrases'))).say('And relax.');"
        "print([m for m in ('onnxruntime', 'piper') if m in sys.modules])"
    )

    def said() -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=environment(tmp_path),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    assert said() == "['onnxruntime', 'piper']"
    assert said() == "[]"


def test_phonemes_in_brackets_are_not_obeyed() -> None:
    assert voice().length("[[h]]") > 0.3 * voice().rate
    assert np.array_equal(voice().say("one [[[two").samples, voice().say("one [ [ [two").samples)


@pytest.mark.parametrize("text", ["", ".", "..."])
def test_what_has_no_word_is_refused(text: str) -> None:
    with pytest.raises(SynthesisFailed, match="no sound"):
        voice().say(text)


def bytes_of_joe() -> bytes:
    return (joe() / f"{MODEL}.onnx").read_bytes()


def foreign() -> bytes:
    """A network that is not one of Piper."""
    spec = find_spec("hibari")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("*.onnx")).read_bytes()


def own_json(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((joe() / f"{MODEL}.onnx.json").read_text())
    return {**found, **changes}


BEYOND = {**{sign: [4000] for sign in "wonʌˈ."}, "^": [1], "_": [0], "$": [2]}
"""Phonemes whose numbers the model does not have."""


@pytest.mark.parametrize(
    ("model", "changes", "message"),
    [
        (lambda: b"", {}, "its model is damaged"),
        (lambda: b"not a network", {}, "its model is damaged"),
        (lambda: bytes_of_joe()[:1_000_000], {}, "its model is damaged"),
        (lambda: bytes_of_joe()[: -len(bytes_of_joe()) // 8], {}, "its model is damaged"),
        (foreign, {}, "its model is not one of Piper"),
        (bytes_of_joe, {"num_speakers": 2}, "its .json is that of another model"),
        (bytes_of_joe, {"num_symbols": 4096, "phoneme_id_map": BEYOND}, "the model failed"),
        (bytes_of_joe, {"phoneme_id_map": {"x": [4], "^": [1], "_": [0], "$": [2]}}, "lacks most sounds"),
        (bytes_of_joe, {"espeak": {"voice": "zz-none"}}, "the model failed"),
    ],
)
def test_a_model_that_cannot_speak_is_one_line(
    model: Callable[[], bytes], changes: dict[str, Any], message: str, home: Path
) -> None:
    put(home, "bad", model(), **own_json(**changes))
    opened = open_voice("piper:bad", cache=None)

    for _ in range(2):
        with pytest.raises((VoiceNotFound, SynthesisFailed), match=message) as caught:
            opened.say("one")
        assert "\n" not in str(caught.value)
        assert str(caught.value).startswith("voice piper:bad: ")
    assert voice().length("one") > 0  # and no harm was done to others


def test_a_model_of_another_program_or_rate_is_refused() -> None:
    class Session:
        """Of a network that is nearly one of Piper."""

        def __init__(self, *inputs: str, rate: str = "") -> None:
            self.inputs, self.rate = inputs, rate

        def get_inputs(self) -> list[Any]:
            return [type("Input", (), {"name": name}) for name in self.inputs]

        def get_modelmeta(self) -> Any:
            return type("Meta", (), {"custom_metadata_map": {"sample_rate": self.rate}})

    model = next(model for model in find_models()[0] if model.name == MODEL)
    usual = ("input", "input_lengths", "scales")
    piper_engine._check_model(Session(*usual, rate="22050"), model.config(), model)
    for session, message in (
        (Session(*usual, "prosody_features"), "asks for “prosody_features”"),
        (Session(*usual, "sid"), "it has 1 speaker"),
        (Session(*usual[:2]), "has no “scales”"),
        (Session(*usual, rate="16000"), "22050 Hz, and the model has 16000"),
    ):
        with pytest.raises(VoiceNotFound, match=message):
            piper_engine._check_model(session, model.config(), model)


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (np.full(9000, np.nan, np.float32), "not sound"),
        (np.full(9000, np.inf, np.float32), "not sound"),
        (np.zeros((9000, 2), np.float32), "not sound"),
        (np.float32(0), "not sound"),
        (np.zeros(9000, np.int64), "not sound"),
        (np.zeros(9000, np.float32), "no sound"),
        (np.broadcast_to(np.float32(0.5), 22050 * 60 * 26), "26 minutes of sound"),
        (RuntimeError("bad\ntensor " * 500), "the model failed: bad"),
    ],
)
def test_a_model_that_returns_nonsense_is_one_line(
    sound: Any, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import piper

    one = voice()
    one.say("one")

    def answer(*_: object) -> Any:
        if isinstance(sound, Exception):
            raise sound
        return sound

    monkeypatch.setattr(piper.PiperVoice, "phoneme_ids_to_audio", answer)
    with pytest.raises(SynthesisFailed, match=message) as caught:
        one.say("Lift your hips.")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_model_that_is_replaced_is_another_voice(home: Path) -> None:
    put(home, "mine", bytes_of_joe(), **own_json())
    first = open_voice("piper:mine", cache=None)
    said = first.say("Lift your hips.")
    put(home, "mine", bytes_of_joe(), **own_json(audio={"sample_rate": 16000}))
    second = open_voice("piper:mine", cache=None)

    assert (said.rate, second.say("Lift your hips.").rate) == (22050, 16000)


def test_old_models_make_room_for_new_ones(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper_engine, "MOST_LOADED", 1)
    voice().say("one")
    put(home, "mine", bytes_of_joe(), **own_json())
    open_voice("piper:mine", cache=None).say("one")

    assert [path.name for path, _ in piper_engine.ENGINE._loaded] == ["mine.onnx"]


def test_a_model_may_be_in_a_folder_with_a_long_name(home: Path) -> None:
    deep = home / ("ä" * 90)
    deep.mkdir(parents=True)
    for name in HASHES:
        shutil.copy(joe() / name, deep / name.replace("joe", "jim"))

    assert open_voice("piper:jim", cache=None).say("one").length > 0


def test_the_commands_know_it(tmp_path: Path) -> None:
    listed = run(tmp_path, "voices", "--backend", "piper").stdout.split()
    assert listed[:2] == [f"piper:{MODEL}", "en-us"]
    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nsteps:\n  - say: Lift your hips.\n  - rest: 5 s\n", encoding="utf-8")
    done = run(tmp_path, "render", str(routine), "--voice", "piper", "--talk", "counts", "-o", "out.wav")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.wav").stat().st_size > 5 * 22050 * 2


def test_a_voice_that_was_got_speaks_until_it_is_damaged(tmp_path: Path) -> None:
    done = run(tmp_path, "voices", "get", f"piper:{MODEL}", "--from", str(joe()))
    assert done.returncode == 0, done.stderr
    assert "ask its maker before you use it where you are paid" in done.stderr
    (model,) = (tmp_path / "data").rglob("*.onnx")

    def said() -> tuple[int, str]:
        done = run(tmp_path, "say", "Lift your hips.", "--voice", "piper", "--quiet")
        return done.returncode, done.stderr + done.stdout

    code, text = said()
    assert (code, f"piper:{MODEL}, 150 words" in text) == (0, True), text
    (tmp_path / "cache").rename(tmp_path / "older")
    with model.open("r+b") as file:
        file.seek(100_000)
        file.write(b"\0\1\2\3")
    code, text = said()
    assert (code, text) == (
        1,
        f"voicecoach: voice piper:{MODEL}: its file {MODEL}.onnx is damaged;"
        f" get it again: voicecoach voices get piper:{MODEL}\n",
    )


def test_it_says_a_word_by_its_sounds() -> None:
    opened = voice()
    phrase = f"Stretch the {marked('x', Reading('', 'ˌpɪrɪˈfɔːrmɪs'))}, slowly."

    assert "ðə pˌɪɹɪfˈɔːɹmɪs, slˈoʊli" in opened.phonemes(phrase)
    assert opened.can_pronounce("ˈfɔːr")
    assert not opened.can_pronounce("ˈøː")
    plain = opened.say("Stretch the piriformis, slowly.").length
    assert 0.9 * plain < opened.say(phrase).length < 1.15 * plain
