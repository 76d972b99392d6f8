"""Words for what an author got wrong, with what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pydantic_core import PydanticCustomError

from voicecoach.near import did_you_mean
from voicecoach.routine.ids import is_id, sound_id
from voicecoach.routine.shorthand import meant_by_step
from voicecoach.routine.step_keys import STEP_KEYS
from voicecoach.routine.tree import shorten
from voicecoach.typography import oddity

CONTRADICTION = "contradiction"
"""The type of the error about keys that exclude one another; its sentence names them."""


def contradiction(sentence: str) -> PydanticCustomError:
    """The error about keys that exclude one another."""
    return PydanticCustomError(CONTRADICTION, "{sentence}", {"sentence": sentence})


_SAME = {
    "supine": "on the back", "lying on back": "on the back", "lying on the back": "on the back", "back lying": "on the back",
    "lying": "on the back", "prone": "face down", "lying on stomach": "face down", "on the stomach": "face down",
    "side lying": "on the side", "sidelying": "on the side", "lying on side": "on the side", "all fours": "hands and knees",
    "on all fours": "hands and knees", "quadruped": "hands and knees", "four point kneeling": "hands and knees",
    "seated": "sitting", "on a chair": "sitting", "stand": "standing", "upright": "standing", "tall kneeling": "kneeling",
    "mobility": "mobilise", "breathing": "breathe", "relaxation": "stretch", "flexibility": "stretch", "balance": "strengthen",
    "isometric": "strengthen", "endurance": "cardio", "aerobic": "cardio", "hiit": "cardio", "yoga": "stretch",
    "both": "each", "unilateral": "each", "each side": "each", "left and right": "each", "bilateral": "none",
    "alternating": "alternate", "no": "none", "l": "left", "r": "right", "lt": "left", "rt": "right",
    "set": "each set", "every set": "each set", "yes": "each set", "after each set": "each set", "after every set": "each set",
    "exact": "strict", "true": "strict", "on": "strict", "normal": "usual", "medium": "usual", "fast": "quick",
    "quiet": "counts", "minimal": "counts", "less": "short", "more": "full", "all": "every", "fixed": "as written",
}  # fmt: skip
"""Other words for a choice."""
_SAME_KEYS = {
    "repetitions": "reps", "repeats": "reps", "repetition": "reps", "duration": "time", "seconds": "time", "minutes": "time",
    "length": "time", "weight": "load", "resistance": "load", "band": "load", "rpe": "effort", "intensity": "effort",
    "rest_between": "between", "rest between reps": "between", "rest between sets": "rest", "rest_between_sets": "rest",
    "comment": "note", "comments": "note", "remark": "note", "notes": "note", "description": "about", "subtitle": "about",
    "summary": "about", "purpose": "about", "author": "from", "therapist": "from", "coach": "from", "by": "from",
    "patient": "for", "client": "for", "name": "title", "intro": "welcome", "greeting": "welcome", "outro": "close",
    "end": "close", "ending": "close", "goodbye": "close", "often": "frequency", "equipment": "props", "needs": "props",
    "instructions": "setup", "instruction": "setup", "how": "setup", "steps": "setup", "reminders": "remind", "cue": "remind",
    "warnings": "caution", "contraindications": "caution", "precautions": "caution", "image": "picture", "type": "kind",
    "category": "kind", "muscles": "body", "release": "finish", "start": "go", "regression": "easier", "progression": "harder",
}  # fmt: skip
"""Other words for a key."""
OF_AN_EXERCISE = frozenset(
    {"phases", "setup", "go", "short", "finish", "kind", "props", "inhale", "exhale", "empty", "remind", "caution", "leave",
     "easier", "harder", "body", "picture", "sides", "name"}
)  # fmt: skip
"""Keys that an exercise has, and a step has not."""
OF_A_STEP = frozenset(
    {"sets", "reps", "rest", "hold", "breaths", "time", "tempo", "between", "load", "effort", "side"}
)
"""Keys of a dose, which a routine has not."""
_OTHER_STEPS = {
    "exercise": "do", "name": "do", "ex": "do", "move": "do", "pose": "do", "asana": "do", "break": "rest", "recover": "rest",
    "recovery": "rest", "silence": "pause", "silent": "pause", "delay": "pause", "speak": "say", "text": "say",
    "speech": "say", "cue": "say", "announce": "say", "bell": "sound", "gong": "sound", "chime": "sound", "beep": "sound",
    "loop": "repeat", "circuit": "rounds", "superset": "rounds", "giant set": "rounds", "round": "rounds", "emom": "every",
    "interval": "every", "amrap": "for",
}  # fmt: skip
"""Other words for a kind of step."""

NOTHING_TO_SAY = "there is nothing to say in this text; write words, or leave it out"
ONLY_SILENCE = "there is only silence in this text; write it as a step of its own, such as “pause: 3 s”"

MERGE = "<<"
NO_MERGE = "maps are not merged here; write the values out"


def name_shape(value: Any) -> str:
    """What an author would call a value of this shape."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return "a text" if isinstance(value, str) else "a number" if isinstance(value, int | float) else "nothing"


def unknown_key(key: str, known: Collection[str], step_words: Collection[str] = ()) -> str:
    """The message about a key that is not one of the `known`; `step_words` are the keys of steps."""
    if key == MERGE:
        return NO_MERGE
    shown, plain = f"unknown key “{shorten(key)}”{oddity(key)}", key.lower().strip()
    if plain not in known and _SAME_KEYS.get(plain) in known:
        return f"{shown}; did you mean “{_SAME_KEYS[plain]}”?"
    if plain in OF_AN_EXERCISE and "do" in known:
        return f"“{key}” belongs to an exercise, under “exercises”, and not to a step"
    if "steps" in known and "title" in known:
        if plain in OF_A_STEP:
            return f"“{key}” belongs to a step; write it below a “do”"
        if plain in step_words:
            return f"“{key}” is a step; write it in the list under “steps”, after a dash"
    if plain in OF_A_STEP and "position" in known and "dose" in known:
        return f"“{key}” belongs to a dose; write “dose: {{{key}: …}}”"
    return f"{shown}{did_you_mean(key, known) or '; the keys are ' + ', '.join(known)}"


def no_step(value: Any, several: tuple[str, ...], names: Iterable[str]) -> str:
    """The message about a step that has none of the `names`, or `several` of them."""
    if several:
        if {*several} in ({"every", "rounds"}, {"every", "for"}) and "times" not in value:
            return "an interval has “times”: write how many, as in “every: 1 min” and “times: 10”"
        return f"this step has {' and '.join(several)}; write them as steps of their own"
    if isinstance(value, dict) and MERGE in value:
        return NO_MERGE
    if isinstance(value, dict):
        return _no_step_key([str(key) for key in list(value)[:10]], value, tuple(names))
    return f"this is {name_shape(value)}; a step is an exercise's id, or a map with one of the keys {', '.join(names)}"


def _no_step_key(keys: list[str], value: dict[Any, Any], names: tuple[str, ...]) -> str:
    """For a map that has none of the keys of a step."""
    for key in keys:
        if meant := _OTHER_STEPS.get(key.lower()):
            return f"unknown step “{shorten(key)}”; did you mean “{meant}”?"
    for key in keys:
        near = did_you_mean(key, names)
        if near and key.lower() not in OF_A_STEP - {"rest"}:
            return f"unknown step “{shorten(key)}”{oddity(key)}{near}"
    first = keys[0] if keys else ""
    if first.lower() in OF_A_STEP:
        return f"“{first}” belongs to an exercise: write “do:” and its id, and “{first}” below it"
    if (
        len(keys) == 1
        and isinstance(given := value[first], str)
        and (meant := meant_by_step(f"{first} {given}"))
    ):
        return meant
    if len(keys) == 1 and isinstance(value[first], dict):
        name = "-".join(first.lower().split())
        return (
            f"“{shorten(first)}” is not a kind of step: write “do: {name}”, and what is under it beside that"
        )
    return f"a step has one of the keys {', '.join(names)}"


def no_choice(value: Any, choices: list[str]) -> str:
    """The message about something that is not one of `choices`."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write one of {', '.join(choices)}"
    one_of = "one of " if len(choices) > 1 else ""
    same = _SAME.get(" ".join(value.lower().replace("-", " ").replace("_", " ").split()))
    known = f"; did you mean “{same}”?" if same in choices else did_you_mean(value, choices)
    hint = known or f"; write {one_of}{', '.join(choices)}"
    return f"“{shorten(value)}” is not known here{oddity(value)}{hint}"


def no_sound_path(value: str) -> str:
    """The message about a path in place of a sound's name."""
    name = sound_id(value.replace("\\", "/").rpartition("/")[2])
    known = name if is_id(name) else "bell"
    return f"“{shorten(value)}” is a path; put the file into sounds beside the routine, and write its name, such as {known}"


def no_id(value: Any) -> str:
    """The message about something that cannot be an id."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write an id"
    if "/" in value or "\\" in value or ".." in value:
        return f"“{shorten(value)}” is a path; write an id such as side-plank, which is the name of its file"
    if meant := meant_by_step(value, STEP_KEYS):
        return meant
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in value[:80].lower())
    plain = "-".join(letters.split())
    hint = f"did you mean “{plain}”?" if plain and plain != value else "write an id such as side-plank"
    return f"“{shorten(value)}” is not an id (small letters, digits and hyphens, at most 80){oddity(value)}; {hint}"
