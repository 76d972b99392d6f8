"""How well an independent recogniser understands each voice: every phrase of the shipped routines, and each count alone.

Two steps, as the recogniser has an environment of its own and is not a dependency of the project:

    python tools/recognition.py speak FOLDER espeak hibari       # here: the phrases as WAV files
    python -m venv ears && ears/bin/pip install faster-whisper
    ears/bin/python tools/recognition.py listen FOLDER --model base

`--model` is a name that faster-whisper knows, or a folder with a converted model. Prints, for each voice, the share of
words that are heard wrong (insertions, deletions and substitutions, over the words said), how many of the counts one to
sixty are heard alone, and the words that suffer most.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import wave
from pathlib import Path
from typing import Any

LEVELS = (0.0, 0.5)
"""Gentle and steady: between them they say nearly everything that a routine has."""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def speak(folder: Path, voices: list[str]) -> None:
    """Writes every phrase of the shipped routines as FOLDER/VOICE/NUMBER.wav, with FOLDER/VOICE/phrases.json."""
    from voicecoach import Choices, open_voice, prepare
    from voicecoach.routine.library import list_routines
    from voicecoach.timeline.timeline import EventKind

    silent = open_voice("silent")
    phrases: dict[str, None] = {_number(number): None for number in range(1, 61)}
    for routine in list_routines():
        for level in LEVELS:
            timeline = prepare(routine.id, Choices(level=level), silent).timeline
            for _, event in timeline.events():
                if event.kind is EventKind.SAY:
                    phrases.setdefault(event.text)
    for name in voices:
        with open_voice(name) as voice:
            own = folder / voice.id.replace(":", "-")
            own.mkdir(parents=True, exist_ok=True)
            for index, text in enumerate(phrases):
                clip = voice.say(text)
                with wave.open(str(own / f"{index}.wav"), "wb") as file:
                    file.setnchannels(1)
                    file.setsampwidth(2)
                    file.setframerate(clip.rate)
                    file.writeframes(clip.heard.astype("<i2").tobytes())
            (own / "phrases.json").write_text(json.dumps(list(phrases)), encoding="utf-8")


def listen(folder: Path, model: str, only: int | None) -> None:
    """Prints what the recogniser understood of each voice in the folder."""
    from faster_whisper import WhisperModel

    ears = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)
    for own in sorted(path.parent for path in folder.glob("*/phrases.json")):
        phrases = json.loads((own / "phrases.json").read_text(encoding="utf-8"))[:only]
        said = wrong = counted = 0
        missed: collections.Counter[str] = collections.Counter()
        for index, text in enumerate(phrases):
            heard = _heard(ears, own / f"{index}.wav")
            words = _words(text)
            errors, lost = _errors(words, heard)
            if index < 60:
                counted += not errors
            else:
                said, wrong = said + len(words), wrong + errors
            missed.update(lost)
        share = f"{100 * wrong / said:.1f} % of {said} words wrong" if said else "no phrases"
        print(f"{own.name}: {share}; {counted} of 60 counts heard; most: {missed.most_common(12)}")


def _heard(ears: Any, path: Path) -> list[str]:
    import numpy as np

    with wave.open(str(path)) as file:
        rate = file.getframerate()
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
    quiet = np.zeros(rate // 2, np.float32)
    sound = np.concatenate([quiet, sound, quiet])
    length = int(len(sound) * 16000 / rate)
    at_16k = np.interp(np.arange(length) * rate / 16000, np.arange(len(sound)), sound).astype(np.float32)
    found, _ = ears.transcribe(at_16k, language="en", beam_size=5, condition_on_previous_text=False)
    return _words(" ".join(one.text for one in found))


def _words(text: str) -> list[str]:
    """Words in lower case, numbers in letters, hyphens as spaces: what is heard, not how it is spelt."""
    text = text.lower().replace("\u2019", "'").replace("-", " ")
    text = re.sub(r"\d{1,2}(?!\d)", lambda found: f" {_number(int(found[0]))} ", text)
    return re.findall(r"[a-z']+", text.replace("-", " "))


def _number(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")


def _errors(said: list[str], heard: list[str]) -> tuple[int, list[str]]:
    """The least number of changes from one to the other, and which of the words said are lost by them."""
    rows = [[(column, []) for column in range(len(heard) + 1)]]
    for index, word in enumerate(said, 1):
        row: list[tuple[int, list[str]]] = [(index, said[:index])]
        for column, other in enumerate(heard, 1):
            left, above, across = row[column - 1], rows[-1][column], rows[-1][column - 1]
            if word == other:
                row.append(across)
            else:
                row.append(
                    min(
                        (left[0] + 1, left[1]),
                        (above[0] + 1, [*above[1], word]),
                        (across[0] + 1, [*across[1], word]),
                        key=lambda way: way[0],
                    )
                )
        rows.append(row)
    return rows[-1][-1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    steps = parser.add_subparsers(dest="step", required=True)
    step = steps.add_parser("speak")
    step.add_argument("folder", type=Path)
    step.add_argument("voices", nargs="+")
    step = steps.add_parser("listen")
    step.add_argument("folder", type=Path)
    step.add_argument("--model", default="base")
    step.add_argument("--only", type=int, help="the first so many phrases; the counts are the first sixty")
    chosen = parser.parse_args()
    if chosen.step == "speak":
        speak(chosen.folder, chosen.voices)
    else:
        listen(chosen.folder, chosen.model, chosen.only)
