"""The rules about the words of a repetition: one for each phase of its tempo, or different ones for each repetition."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.breathing import is_paced_by_breath
from voicecoach.routine.dose import Dose
from voicecoach.routine.exercise import Exercise
from voicecoach.routine.lint.remark import Remark


def unsaid_in_repetitions(exercise: Exercise, dose: Dose, name: str = "") -> Iterator[Remark]:
    """Remarks on words that a dose has no place for; at the words, or at a step that does `name`."""
    of = f"of “{name}” " if name else ""
    found = (
        *_unsaid_phases(exercise, dose),
        *_unsaid_go(exercise, dose),
        *_beside_breath(exercise, dose),
    )
    for key, message in found:
        yield Remark(f"{key}: {of}{message}", () if name else (key,))


def _unsaid_phases(exercise: Exercise, dose: Dose) -> Iterator[tuple[str, str]]:
    texts = exercise.phases
    if not texts:
        return
    if is_paced_by_breath(exercise, dose):
        yield "phases", "they are not said, as this goes by the breath; write inhale, hold, exhale and empty"
    elif dose.tempo is None:
        parts = "-".join("3121"[: len(texts)])
        yield (
            "phases",
            f"they are not said without a tempo of {len(texts)} parts; write such as “tempo: {parts}”",
        )
    elif len(dose.tempo) != len(texts):
        yield (
            "phases",
            f"there are {len(texts)}, and the tempo has {len(dose.tempo)} parts, so that none is said; write as many",
        )
    else:
        for text, length in zip(texts, dose.tempo, strict=True):
            if not length.high:
                yield "phases", f"“{text}” is never said: its part of the tempo lasts 0 seconds"
        for key in ("short", "finish"):
            if getattr(exercise, key) is not None:
                yield key, "it is not said beside phases; put it there, or take it out"


def _unsaid_go(exercise: Exercise, dose: Dose) -> Iterator[tuple[str, str]]:
    words = len(exercise.go)
    if words < 2:
        return
    if exercise.short is not None and not exercise.phases:
        yield "short", "it is not said, as each repetition has words of its own in go; take it out"
    if dose.time is not None and dose.tempo is None and dose.breath is None:
        yield "go", "only the first is said in a timed set, which counts no repetitions; give it a tempo"
    elif dose.reps is not None and dose.time is None:
        most = int(dose.reps.high)
        if most < words:
            left = "one is" if words - most == 1 else f"{words - most} are"
            yield "go", f"the last {left} never said: {words} for {most} repetitions"
        elif dose.reps.low == most and most % words:
            yield (
                "go",
                f"{words} for {most} repetitions: some are said once more than others; write a multiple of {words}",
            )


def _beside_breath(exercise: Exercise, dose: Dose) -> Iterator[tuple[str, str]]:
    """In a tempo that is a breath, words for the breath take the place of those for a movement."""
    if dose.tempo is None or not is_paced_by_breath(exercise, dose):
        return
    for name, keys in (("inhale", ("go", "short")), ("exhale", ("finish",))):
        for key in keys:
            if getattr(exercise, name) is not None and getattr(exercise, key):
                yield key, f"it is not said beside {name}, as this goes by the breath; take one of them out"
