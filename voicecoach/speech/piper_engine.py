"""Runs models of Piper: text in, samples out. The package piper-tts and onnxruntime are imported by the first phrase.

Facts of piper-tts 1.8 that this file relies on: with both kinds of noise at 0 and one thread a phrase gives the same samples each
time; its espeak-ng ends the whole process if its data are not there; it reads `[[...]]` as phonemes; it takes g2pW, a
package and a download of its own, for Chinese (`piper_config` refuses that kind of phonemes).
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from voicecoach.errors import BackendUnavailable, SynthesisFailed
from voicecoach.speech.onnx_runtime import import_onnxruntime
from voicecoach.speech.piper_config import PiperConfig
from voicecoach.speech.piper_models import NAME, PiperModel
from voicecoach.speech.result_checks import LONGEST_S, on_one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_LOADED = 2
"""Models in memory: the one that speaks, and one that is being changed to. One takes some 100 MB."""

INSTALL = "pip install piper-tts"

_INPUTS = frozenset({"input", "input_lengths", "scales"})
_SPEAKER = "sid"
_RAW_PHONEMES = re.compile(r"\[(?=\[)")
_LONGEST_REASON = 120


class Phrase(NamedTuple):
    """What is to be said."""

    words: str
    sounds: bool = False
    """Whether `[[...]]` in it are phonemes; else they are brackets."""


def _guarded(phrase: Phrase) -> str:
    return phrase.words if phrase.sounds else _RAW_PHONEMES.sub("[ ", phrase.words)


class _Loaded(NamedTuple):
    """A model in memory."""

    voice: Any
    """A `piper.PiperVoice`."""
    config: PiperConfig


class PiperEngine:
    """The models that are in memory, which are one set for the process. Several threads may speak at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: OrderedDict[tuple[Path, str], _Loaded] = OrderedDict()

    def say(
        self, model: PiperModel, version: str, speaker: int, words: Phrase, length_scale: float
    ) -> NDArray[np.float32]:
        """What the model makes of the words; empty if there is nothing to say.

        `version` is the model's as it was when the voice was opened. Raises SynthesisFailed, BackendUnavailable,
        VoiceNotFound.
        """
        with self._lock:
            loaded = self._load(model, version)
        return _spoken(loaded, f"{NAME}:{model.name}", speaker, words, length_scale)

    def phonemes(self, model: PiperModel, version: str, words: Phrase) -> str:
        """How the words are read. Raises as `say` does."""
        with self._lock:
            loaded = self._load(model, version)
        return " ".join("".join(sentence) for sentence in loaded.voice.phonemize(_guarded(words)))

    def _load(self, model: PiperModel, version: str) -> _Loaded:
        key = (model.path, version)
        loaded = self._loaded.get(key)
        if loaded is None:
            loaded = _load(model)
            while len(self._loaded) >= MOST_LOADED:
                self._loaded.popitem(last=False)
            self._loaded[key] = loaded
        self._loaded.move_to_end(key)
        return loaded


def check_package() -> Path:
    """The folder of the package, if it and its data are there; nothing is imported. Raises BackendUnavailable."""
    try:
        spec = find_spec("piper")
    except (ImportError, ValueError):
        spec = None
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / "phonemize_espeak.py").exists():
        raise BackendUnavailable(f"the package piper-tts is not installed; {INSTALL}", backend=NAME)
    if not (folder / "espeak-ng-data" / "phontab").exists():
        raise BackendUnavailable(
            f"the data of piper-tts are missing in {folder}; pip install --force-reinstall piper-tts",
            backend=NAME,
        )
    return folder


def _load(model: PiperModel) -> _Loaded:
    config = model.config()
    data = model.read()
    check_package()
    try:
        onnxruntime = import_onnxruntime()
        import piper
        from piper.config import PiperConfig as Theirs
    except Exception as error:
        raise BackendUnavailable(f"piper-tts does not start: {_reason(error)}", backend=NAME) from error
    # Some languages of espeak-ng read numbers by the phonemes of the voice before them, and crash if there is none.
    first = replace(config, phonemes="espeak", espeak_voice="en-us")
    piper.PiperVoice(config=Theirs.from_dict(first.for_piper()), session=None).phonemize("Ready.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(data, sess_options=options, providers=["CPUExecutionProvider"])
    except Exception as error:  # of a dozen classes
        raise model.unusable(
            f"its model is damaged, or not one that this onnxruntime knows ({_reason(error)})"
        ) from error
    _check_model(session, config, model)
    return _Loaded(piper.PiperVoice(config=Theirs.from_dict(config.for_piper()), session=session), config)


def _check_model(session: Any, config: PiperConfig, model: PiperModel) -> None:
    """Raises VoiceNotFound for a network that is not one of Piper, or not the one that the .json describes."""
    asked = {one.name for one in session.get_inputs()}
    if missing := _INPUTS - asked:
        raise model.unusable(f"its model is not one of Piper: it has no “{min(missing)}”")
    if more := asked - _INPUTS - {_SPEAKER}:
        raise model.unusable(f"its model asks for “{on_one_line(min(more))}”, which piper-tts does not give")
    if (_SPEAKER in asked) != (config.speakers > 1):
        raise model.unusable(
            f"its .json is that of another model: it has {config.speakers} speaker{'s' * (config.speakers > 1)}"
        )
    said = session.get_modelmeta().custom_metadata_map.get("sample_rate", "")
    if said.isdecimal() and said != str(config.rate):
        raise model.unusable(
            f"its .json is that of another model: {config.rate} Hz, and the model has {said[:9]}"
        )


def _spoken(
    loaded: _Loaded, who: str, speaker: int, words: Phrase, length_scale: float
) -> NDArray[np.float32]:
    import numpy as np
    from piper import SynthesisConfig

    def failed(why: str) -> SynthesisFailed:
        return SynthesisFailed(why, backend=who, phrase=words.words)

    voice, config = loaded
    how = SynthesisConfig(
        speaker_id=speaker,
        length_scale=length_scale,
        noise_scale=0.0,
        noise_w_scale=0.0,
        normalize_audio=False,
    )
    pieces = []
    try:
        for phonemes in voice.phonemize(_guarded(words)):
            known = [one for one in phonemes if one in config.ids]
            if 2 * len(known) < len(phonemes):
                raise failed(
                    "its .json lacks most sounds of this phrase; it is that of another model or language"
                )
            if any(one.isalnum() for one in known):
                pieces.append(voice.phoneme_ids_to_audio(voice.phonemes_to_ids(known), how))
    except SynthesisFailed:
        raise
    except Exception as error:
        raise failed(f"the model failed: {_reason(error)}") from error
    if any(getattr(piece, "ndim", 0) != 1 or piece.dtype != np.float32 for piece in pieces):
        raise failed("the model returned what is not sound")
    sound: NDArray[np.float32] = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not np.isfinite(sound).all():
        raise failed("the model returned what is not sound")
    if len(sound) >= LONGEST_S * config.rate:
        raise failed(f"the model returned {len(sound) / config.rate / 60:.0f} minutes of sound")
    return sound


def _reason(error: Exception) -> str:
    """The gist of a foreign error, on one line: those of onnxruntime have paths and codes."""
    text = on_one_line(str(error).splitlines()[0] if str(error) else type(error).__name__)
    text = re.sub(r"^\[ONNXRuntimeError\] : \d+ : ", "", text)
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 3] + "..."


ENGINE = PiperEngine()
