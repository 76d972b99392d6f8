"""How well an independent recogniser understands each voice: the coach's own phrases, each count alone, and the routines.

Three steps, as the recogniser has an environment of its own and is not a dependency of the project:

    python tools/recognition.py speak FOLDER espeak hibari       # here: the phrases as WAV files
    python -m venv ears && ears/bin/pip install faster-whisper
    ears/bin/python tools/recognition.py listen FOLDER --model base
    python tools/recognition.py table FOLDER                     # again, whenever you like: it listens to nothing

`--model` is a name that faster-whisper knows, which it downloads, or a folder with a converted model. A phrase takes the
recogniser about half a second of one core; it goes on where it was stopped, and keeps what it heard beside each voice's
sounds, in heard.json. Listening to one voice first: `listen FOLDER --voice hibari-heart`.

The table has a row for each voice: the share of words that are heard wrong (insertions, deletions and substitutions, over
the words said) in the coach's phrases and in those of the routines, and how many of the counts one to sixty are heard.

Below it are the words that are taken for others: "the > -" was lost, "- > the" was heard where nobody said it. Then come the
phrases in which that happens with every voice: those are for the author of the words; what one voice alone says badly is
for that voice.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEVELS = (0.0, 0.5)
"""Gentle and steady: between them they say nearly everything that a routine has."""

KINDS = ("counts", "coach", "routines")

_SAMPLES: dict[str, Any] = {
    "title": "Gentle daily", "name": "Pelvic tilt", "what": "five exercises", "total": "twenty-four minutes",
    "props": "a chair, and a cushion", "one": "a chair", "other": "a towel", "pain": 3, "rounds": 2, "exercises": 5,
    "minutes": "two minutes", "seconds": "thirty seconds", "hours": "two hours", "length": "ten seconds", "reps": 8,
    "dose": "ten repetitions", "sets": "two sets", "out": "three seconds", "back": "two seconds", "held": "one second",
    "pause": "one second", "left": "three repetitions", "right": "five repetitions", "side": "left",
    "onto": "your left side", "go": "Lift your hips.", "done": "one minute", "where": "standing", "number": 4,
    "prompt": "Roll onto your stomach when you are ready.",
}  # fmt: skip
"""What fills a message if it does not choose by it."""

_FRAGMENTS = (
    "decimal-mark",
    "number-",
    "close-title",
    "overview-",
    "onto-",
    "in-position",
    "props-more",
    "props-and",
)
"""Messages that are a part of others, by how their names begin."""

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def speak(folder: Path, voices: list[str], kinds: list[str]) -> None:
    """Writes every phrase as FOLDER/VOICE/NUMBER.wav, with FOLDER/VOICE/phrases.json: pairs of kind and text."""
    from voicecoach import open_voice

    makers = {"counts": _counts, "coach": _coach_lines, "routines": _routine_lines}
    phrases: dict[str, str] = {}
    for kind in kinds:
        for text in makers[kind]():
            phrases.setdefault(text, kind)
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
            rows = [[kind, text] for text, kind in phrases.items()]
            (own / "phrases.json").write_text(json.dumps(rows, indent=0), encoding="utf-8")
            (own / "heard.json").unlink(missing_ok=True)


def _counts() -> Iterator[str]:
    return (_number(number) for number in range(1, 61))


def _routine_lines() -> Iterator[str]:
    from voicecoach import Choices, open_voice, prepare
    from voicecoach.routine.library import list_routines
    from voicecoach.timeline.timeline import EventKind

    silent = open_voice("silent")
    for routine in list_routines():
        for level in LEVELS:
            for _, event in prepare(routine.id, Choices(level=level), silent).timeline.events():
                if event.kind is EventKind.SAY:
                    yield event.text


def _coach_lines() -> Iterator[str]:
    """Every message of what is said in each session, in each of the forms that it chooses among."""
    from fluent.syntax import FluentParser, ast

    import voicecoach.phrases
    from voicecoach.phrases import phrases_of

    said = phrases_of("en")
    file = Path(voicecoach.phrases.__file__).with_name("en") / "coach.ftl"
    for message in FluentParser().parse(file.read_text(encoding="utf-8")).body:
        if not isinstance(message, ast.Message) or message.id.name.startswith(_FRAGMENTS):
            continue
        choices: dict[str, list[Any]] = {}
        for node in _nodes(message):
            if isinstance(node, ast.SelectExpression) and isinstance(node.selector, ast.VariableReference):
                keys = [getattr(one.key, "name", None) or one.key.value for one in node.variants]
                choices.setdefault(node.selector.id.name, [_argument(key) for key in keys])
        asked = {node.id.name: "this" for node in _nodes(message) if isinstance(node, ast.VariableReference)}
        for filled in _each(choices):
            text = said.say(message.id.name, **{**asked, **_SAMPLES, **filled}).strip()
            yield text[:1].upper() + text[1:] if text.endswith(".") else text


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for value in vars(node).values():
        for one in value if isinstance(value, list) else [value]:
            if hasattr(one, "__dict__"):
                yield from _nodes(one)


def _argument(key: str) -> Any:
    """What makes a message choose this key."""
    return {"one": 1, "other": 4}.get(key, int(key) if key.isdigit() else key)


def _each(choices: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """One set of arguments for each way through the choices."""
    if not choices:
        yield {}
        return
    (name, values), *others = choices.items()
    for value in values:
        for rest in _each(dict(others)):
            yield {name: value, **rest}


def listen(folder: Path, model: str, only: int | None, voice: str | None) -> None:
    """Keeps what the recogniser understood of each voice in the folder, beside its sounds."""
    from faster_whisper import WhisperModel

    ears = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)
    for own in _voices(folder, voice):
        phrases = json.loads((own / "phrases.json").read_text(encoding="utf-8"))[:only]
        kept = own / "heard.json"
        heard = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
        for index in range(len(heard), len(phrases)):
            heard.append(_heard(ears, own / f"{index}.wav"))
            if index % 20 == 0 or index + 1 == len(phrases):
                kept.write_text(json.dumps(heard, indent=0), encoding="utf-8")
                print(f"{own.name}: {index + 1} of {len(phrases)}", flush=True)


def table(folder: Path, voice: str | None = None) -> None:
    """Prints what was understood of each voice in the folder."""
    wrong: dict[str, dict[str, str]] = {}
    confused: dict[str, collections.Counter[tuple[str, str]]] = {}
    print(f"{'voice':<24}{'coach, words wrong':>20}{'routines':>20}{'counts heard':>14}")
    for own in _voices(folder, voice):
        if not (own / "heard.json").exists():
            continue
        phrases = json.loads((own / "phrases.json").read_text(encoding="utf-8"))
        heard = json.loads((own / "heard.json").read_text(encoding="utf-8"))
        said, errors = collections.Counter[str](), collections.Counter[str]()
        right = counts = 0
        wrong[own.name], confused[own.name] = {}, collections.Counter()
        for (kind, text), understood in zip(phrases, heard, strict=False):
            words = _words(text)
            missed, pairs = _errors(words, _words(understood))
            said[kind] += len(words)
            errors[kind] += missed
            if kind == "counts":
                counts, right = counts + 1, right + (not missed)
            if missed:
                wrong[own.name][text] = understood
                confused[own.name].update(pairs)
        shares = [
            f"{100 * errors[kind] / said[kind]:.1f} % of {said[kind]}" if said[kind] else "-"
            for kind in KINDS[1:]
        ]
        print(f"{own.name:<24}{shares[0]:>20}{shares[1]:>20}{f'{right} of {counts}':>14}")
    for name, pairs in confused.items():
        print(f"\n{name}, said > heard:", end=" ")
        print(", ".join(f"{said or '-'} > {as_ or '-'} {n}" for (said, as_), n in pairs.most_common(30)))
    if wrong:
        print("\nheard wrong with every voice:")
        everywhere = [
            text for text in next(iter(wrong.values())) if all(text in one for one in wrong.values())
        ]
        for text in everywhere:
            print(f"  {text}")
            for name, understood in wrong.items():
                print(f"    {name}: {understood[text]}")


def _voices(folder: Path, voice: str | None) -> list[Path]:
    return sorted(path.parent for path in folder.glob(f"{voice or '*'}/phrases.json"))


def _heard(ears: Any, path: Path) -> str:
    import numpy as np

    with wave.open(str(path)) as file:
        rate = file.getframerate()
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
    quiet = np.zeros(rate // 2, np.float32)
    sound = np.concatenate([quiet, sound, quiet])
    length = int(len(sound) * 16000 / rate)
    at_16k = np.interp(np.arange(length) * rate / 16000, np.arange(len(sound)), sound).astype(np.float32)
    found, _ = ears.transcribe(at_16k, language="en", beam_size=5, condition_on_previous_text=False)
    return " ".join(one.text.strip() for one in found)


def _words(text: str) -> list[str]:
    """Words in lower case, numbers in letters, hyphens as spaces: what is heard, not how it is spelt."""
    text = re.sub(r"(?<=\d)-(?=\d)", "", text.lower().replace("\u2019", "'")).replace("-", " ")
    for spelt, usual in _ALIKE.items():
        text = re.sub(rf"\b{spelt}\b", usual, text)
    text = re.sub(r"\d{1,2}(?!\d)", lambda found: f" {_number(int(found[0]))} ", text)
    return re.findall(r"[a-z']+", text.replace("-", " "))


_ALIKE = {"neal|neil": "kneel", "onto": "on to", "alright": "all right", "lets": "let's", "okay": "ok"}
"""What sounds the same and is spelt in two ways."""


def _number(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")


_Way = tuple[int, list[tuple[str, str]]]


def _errors(said: list[str], heard: list[str]) -> tuple[int, list[tuple[str, str]]]:
    """The least number of changes from one to the other, and those: a word said, and what was heard for it ("": none)."""
    rows: list[list[_Way]] = [
        [(column, [("", word) for word in heard[:column]]) for column in range(len(heard) + 1)]
    ]
    for index, word in enumerate(said, 1):
        row: list[_Way] = [(index, [(one, "") for one in said[:index]])]
        for column, other in enumerate(heard, 1):
            left, above, across = row[column - 1], rows[-1][column], rows[-1][column - 1]
            if word == other:
                row.append(across)
                continue
            ways = ((across, (word, other)), (left, ("", other)), (above, (word, "")))
            (errors, pairs), pair = min(ways, key=lambda way: way[0][0])
            row.append((errors + 1, [*pairs, pair]))
        rows.append(row)
    return rows[-1][-1]


def main() -> None:
    """Do the step that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("speak", "listen", "table"):
        step = steps.add_parser(name)
        step.add_argument("folder", type=Path)
        if name == "speak":
            step.add_argument("voices", nargs="+")
            step.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS), help="these phrases")
        else:
            step.add_argument("--voice", help="of this one alone, as its folder is named")
        if name == "listen":
            step.add_argument("--model", default="base")
            step.add_argument("--first", type=int, help="so many phrases; the counts are the first sixty")
    chosen = parser.parse_args()
    if chosen.step == "speak":
        speak(chosen.folder, chosen.voices, chosen.only)
    elif chosen.step == "listen":
        listen(chosen.folder, chosen.model, chosen.first, chosen.voice)
        table(chosen.folder, chosen.voice)
    else:
        table(chosen.folder, chosen.voice)


if __name__ == "__main__":
    main()
