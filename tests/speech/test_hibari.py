"""The natural voice: what it needs, what it says in which time, and what happens if it is damaged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.run import environment
from tests.speech.test_espeak import counts, heard_late
from voicecoach.errors import BackendUnavailable, SynthesisFailed
from voicecoach.speech import hibari as module
from voicecoach.speech.counts import COUNT_S
from voicecoach.speech.hibari import (
    DEFAULT_GAIN_DB,
    FASTEST_PACE,
    RATE,
    SLOWEST_PACE,
    HibariBackend,
    HibariVoice,
)
from voicecoach.speech.levelled_voice import measured_gain_db
from voicecoach.speech.package_versions import package_version
from voicecoach.speech.registry import open_voice


def voice(speed: int = 150) -> HibariVoice:
    return HibariBackend().open(None, speed)


def test_the_default_voice_knows_its_gain_and_knows_it_right() -> None:
    assert voice().gain_db == DEFAULT_GAIN_DB == pytest.approx(measured_gain_db(voice()), abs=0.1)
    assert voice(151).gain_db is None


@pytest.mark.slow
@pytest.mark.parametrize("speed", [80, 150])
def test_every_count_to_sixty_is_over_before_the_next(speed: int) -> None:
    one = voice(speed)
    long = {text: one.length(text) / RATE for text in counts() if one.length(text) > COUNT_S * RATE}

    assert long == {}
    assert one.length("12") <= COUNT_S * RATE
    assert one.length("Twenty-seven.") <= COUNT_S * RATE
    assert one.length("twenty-seven seconds") > 0.8 * RATE  # not a count


@pytest.mark.slow
def test_every_count_is_heard_when_it_is_due() -> None:
    levelled = open_voice("hibari", cache=None)
    late = {text: heard_late(levelled.say(text)) for text in counts()}

    assert {text: ms for text, ms in late.items() if ms > 10} == {}


def test_the_speed_is_the_models_pace_within_its_limits() -> None:
    paces = {speed: voice(speed)._pace for speed in (80, 93, 150, 300, 370, 450)}

    assert paces[150] == pytest.approx(0.81)
    assert paces[300] == pytest.approx(1.62)
    assert (paces[80], paces[450]) == (SLOWEST_PACE, FASTEST_PACE)
    words = "Lie on your back with your knees bent and your feet flat on the floor."
    espeak = open_voice("espeak", cache=None)
    assert voice().length(words) / RATE == pytest.approx(espeak.length(words) / espeak.rate, rel=0.25)


@pytest.mark.parametrize("text", ["", ".", "...", "\U0001f9d8", "שלום"])
def test_what_has_no_word_is_refused(text: str) -> None:
    with pytest.raises(SynthesisFailed, match="no sound"):
        voice().say(text)


class Model:
    """Stands in for the network."""

    def __init__(self, sound: Any) -> None:
        self.sound = sound

    def phonemize(self, words: str) -> list[str]:
        return [words]

    def ids(self, phonemes: str) -> list[int]:
        return [0, 1, 0]

    def from_ids(self, ids: list[int], pace: float, noise: object) -> Any:
        if isinstance(self.sound, Exception):
            raise self.sound
        return self.sound


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (np.full(9000, np.nan, np.float32), "not sound"),
        (np.full(9000, np.inf, np.float32), "not sound"),
        (np.zeros(9000, np.float32), "no sound"),
        (RuntimeError("bad tensor"), "bad tensor"),
    ],
)
def test_a_model_that_fails_is_one_line(sound: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._MODEL, "_loaded", Model(sound))

    with pytest.raises(SynthesisFailed, match=message) as caught:
        voice().say("Lift your hips.")
    assert "\n" not in str(caught.value)


def test_samples_beyond_full_scale_do_not_wrap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._MODEL, "_loaded", Model(np.linspace(-3, 3, 9000, dtype=np.float32)))
    said = voice().say("Lift your hips.").samples

    assert (np.diff(said[1000:].astype(int)) >= 0).all()


def test_a_package_that_does_not_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._MODEL, "_loaded", None)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(BackendUnavailable, match="hibari-tts does not start"):
        voice().say("one")


@pytest.mark.parametrize("missing", ["hibari", "onnxruntime"])
def test_a_missing_package_is_named_with_the_command(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module,
        "package_version",
        lambda name, *rest, **more: None if name == missing else package_version(name, *rest, **more),
    )
    module._versions.cache_clear()
    try:
        for ask in (lambda: voice(), lambda: list(HibariBackend().voices()), lambda: HibariBackend().version):
            with pytest.raises(BackendUnavailable, match="pip install hibari-tts"):
                ask()
    finally:
        module._versions.cache_clear()


def test_the_version_is_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import version

    here = HibariBackend().version
    for package in ("hibari-tts", "onnxruntime", "numpy"):
        assert version(package) in here

    (tmp_path / "odd_package").mkdir()
    (tmp_path / "odd_package" / "__init__.py").write_text("from ._v import __version__\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert package_version("odd_package") is None
    (tmp_path / "odd_package" / "__init__.py").write_text("x = 1\n__version__ = '1.2'\n")
    assert package_version("odd_package") == "1.2"
    assert package_version("no_such_package") is None


def test_what_is_kept_is_spoken_without_the_model(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from voicecoach.speech.cache.phrase_cache import PhraseCache;"
        "from voicecoach.speech.registry import open_voice;"
        "open_voice('auto', cache=PhraseCache(Path('phrases'))).say('And relax.');"
        "print([m for m in ('onnxruntime', 'hibari') if m in sys.modules])"
    )

    def said() -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=environment(tmp_path),
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    assert said() == "['onnxruntime', 'hibari']"
    assert said() == "[]"


@pytest.mark.slow
def test_a_render_of_what_is_kept_loads_no_model(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nsafety: [Stop if it hurts.]\nsteps:\n  - say: Lift your hips.\n")

    def imported(name: str) -> set[str]:
        command = [sys.executable, "-X", "importtime", "-m", "voicecoach"]
        done = subprocess.run(
            [*command, "render", str(routine), "--voice", "hibari", "-o", name],
            cwd=tmp_path, env=environment(tmp_path), check=True, capture_output=True, text=True,
        )  # fmt: skip
        return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    assert {"onnxruntime", "hibari"} <= imported("cold.wav")
    assert not {"onnxruntime", "hibari"} & imported("warm.wav")
    assert (tmp_path / "cold.wav").read_bytes() == (tmp_path / "warm.wav").read_bytes()


@pytest.mark.slow
def test_another_process_says_the_same(tmp_path: Path) -> None:
    code = (
        "import hashlib; from voicecoach.speech.registry import open_voice;"
        "voice = open_voice('hibari', cache=None);"
        "print([hashlib.sha256(voice.say(t).samples.tobytes()).hexdigest() for t in ('one', 'Lift your hips.')])"
    )
    there = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), check=True, capture_output=True, text=True
    ).stdout.strip()

    import hashlib

    here = open_voice("hibari", cache=None)
    here.say("Something else first, quite long.")
    assert there == str(
        [hashlib.sha256(here.say(text).samples.tobytes()).hexdigest() for text in ("one", "Lift your hips.")]
    )


@pytest.mark.slow
def test_the_runtime_reports_nothing_to_its_makers(tmp_path: Path) -> None:
    """From 1.29 on it keeps an identifier in the user's folders, and sends events, unless it is reported not to."""
    code = (
        "import os; from voicecoach.speech.registry import open_voice; open_voice('hibari', cache=None).say('one');"
        "import onnxruntime; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    quiet = {"CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"}
    own = environment(tmp_path, TMPDIR=str(tmp_path))
    own = {name: value for name, value in own.items() if name not in quiet and not name.startswith("CI_")}
    done = subprocess.run([sys.executable, "-c", code], env=own, check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "1"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
