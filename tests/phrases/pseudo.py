"""A language that nobody speaks: English in Cyrillic letters, so that an English word that is left shows at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import yaml
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Transformer

from tests.phrases.made_languages import ENGLISH

TAG = "uk"
"""A language with plurals that babel knows, and letters that fonts have."""

_LETTERS = "абвгдежзийклмнопрстуфхцчшщ"
_OTHER = str.maketrans(ascii_lowercase + ascii_uppercase, _LETTERS + _LETTERS.upper())
_LATIN = re.compile(r"[A-Za-z]+")


def other(text: str) -> str:
    """`text` in letters that English does not have."""
    return text.translate(_OTHER)


def english_in(text: str, *allowed: str) -> list[str]:
    """Every word in latin letters but those that are allowed."""
    return [word for word in _LATIN.findall(text) if word not in allowed]


def _but_escapes(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else other(found[0])


class _Pseudo(Transformer):  # type: ignore[misc]
    def visit_TextElement(self, node: ftl.TextElement) -> ftl.TextElement:  # noqa: N802
        # In a pattern, \b and the like are no words.
        return ftl.TextElement(re.sub(r"\\.|[^\\]+", _but_escapes, node.value))

    def visit_CallArguments(self, node: ftl.CallArguments) -> ftl.CallArguments:  # noqa: N802
        return node  # the form that SAY asks for is a name


def add_pseudo_language(home: Path) -> None:
    """A folder in `home`, made of the English one: every text in other letters, variables and choices as they are."""
    shutil.copytree(ENGLISH, home / TAG)
    for path in (home / TAG).glob("*.ftl"):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        path.write_text(FluentSerializer().serialize(_Pseudo().visit(resource)), encoding="utf-8")


def exercise(name: str, **keys: Any) -> dict[str, Any]:
    """An exercise whose words are in other letters; what is a name of ours stays."""
    made: dict[str, Any] = {
        "name": name, "kind": "strengthen", "position": "on the back", "setup": [f"Get ready for {name}."],
        "go": "Lift.", "finish": "Lower.", "remind": ["Breathe."], "caution": ["Stop if this hurts."], "about": "It is good.",
        **keys,
    }  # fmt: skip
    words = (
        "name",
        "setup",
        "go",
        "short",
        "phases",
        "finish",
        "leave",
        "inhale",
        "exhale",
        "remind",
        "caution",
        "about",
        "props",
    )
    return {key: _in_other_letters(value) if key in words else value for key, value in made.items()}


def _in_other_letters(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_other_letters(one) for one in value]
    # Slots are filled by the coach.
    return re.sub(r"\{\w+\}|[^{]+", lambda found: found[0] if found[0][0] == "{" else other(found[0]), value)


POSITIONS = ("standing", "sitting", "kneeling", "half kneeling", "hands and knees", "on the back", "on the side",
             "face down", "over a bench", "hanging")  # fmt: skip
KINDS = ("warm up", "mobilise", "stretch", "strengthen", "cardio", "breathe")

EXERCISES = {
    "walk": exercise("Walk", kind="warm up", position="standing", dose={"time": "2 min"}),
    "bridge": exercise(
        "Bridge", dose={"sets": 2, "reps": 2, "hold": "12 s", "rest": "40 s"}, props=["a mat", "a towel", "a ball"],
        easier="half-bridge", harder="high-bridge", pain="up to 3 of 10",
    ),
    "half-bridge": exercise("Half bridge", dose={"reps": 2, "hold": "3 s"}),
    "high-bridge": exercise("High bridge", dose={"reps": 2, "hold": "3 s"}),
    "twist": exercise(
        "Twist", kind="stretch", sides="each", setup=["Turn to the {side} side."], dose={"sets": 2, "hold": "30 s"}
    ),
    "march": exercise("March", position="standing", sides="alternate", dose={"reps": 4, "tempo": "2-1-2"}),
    "roll": exercise("Roll", sides="alternate", dose={"time": "30 s"}),
    "breathe": exercise("Breathe", kind="breathe", inhale="In.", exhale="Out.", dose={"breaths": 2}),
    "lower": exercise(
        "Lower", sides="each", phases=["Lower", "hold", "lift"], go=["Lower your {side} heel.", "Lower it again."],
        dose={"reps": 3, "tempo": "3-1-2"},
    ),
    "open": exercise("Open", dose={"reps": 5, "open": True}),
    **{
        f"at-{number}": exercise(f"Position {number}", position=position, kind=KINDS[number % 6], dose={"reps": 1})
        for number, position in enumerate(POSITIONS)
    },
}  # fmt: skip

ROUTINE = {
    "title": other("Everything"),
    "language": TAG,
    "about": other("All that there is."),
    "source": other("A book."),
    "safety": [other("Be careful.")],
    "close": other("Rest now."),
    "for": other("Ash"),
    "from": other("Lee"),
    "date": other("Today"),
    "frequency": "2 a day",
    "exercises": EXERCISES,
    "steps": [
        "walk", "bridge", {"wait": other("Roll over."), "time": "30 s"}, "twist", {"rest": "45 s"}, "march", "roll",
        {"say": other("Drink some water.")}, "breathe", "open",
        {"do": "twist", "left": {"hold": "20 s"}},
        {"repeat": 2, "steps": ["open", {"do": "march", "sets": 2}]},
        {"rounds": 2, "rest": "20 s", "steps": [{"do": "bridge", "load": other("red band"), "effort": "6 of 10"}]},
        {"every": "1 min", "times": 2, "steps": [{"do": "lower", "side": "left"}]},
        {"for": "2 min", "steps": [{"do": "lower", "left": {"reps": 2}}]},
        {"pause": "10 s"},
        *(f"at-{number}" for number in range(len(POSITIONS))),
    ],
}  # fmt: skip
"""One of everything that the coach has words for."""


def text_of_routine() -> str:
    """The same, as its author writes it."""
    return yaml.safe_dump(ROUTINE, sort_keys=False, allow_unicode=True)
