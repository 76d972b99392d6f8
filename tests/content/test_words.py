"""The shipped files have words that somebody with closed eyes can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.content.files import each_exercise, exercises, routines
from voicecoach.routine.model import Do, SayText, Sides, WaitFor

SECONDS_A_WORD = 0.4
"""An unhurried voice says 150 words a minute."""
NUMBER_SECONDS = 0.6
"""The repetition's number, said after the cue in the same phase of its tempo."""
BREATH_SECONDS = 3.0
"""Half of a slow breath."""


@each_exercise
def test_an_id_is_the_name(name: str) -> None:
    assert re.sub(r"[^a-z0-9]+", "-", exercises()[name].name.lower()).strip("-") == name


@each_exercise
def test_nothing_that_a_listener_needs_is_missing(name: str) -> None:
    exercise = exercises()[name]
    assert exercise.about
    assert len(exercise.setup) >= 2
    assert exercise.caution
    assert exercise.go
    assert exercise.finish
    assert exercise.source
    assert (exercise.inhale is None) == (exercise.exhale is None)
    if exercise.dose.time and exercise.dose.time.high >= 120:
        assert len(exercise.remind) >= 8, "minutes with the same few words are long"
    elif exercise.dose.time or (exercise.dose.hold and exercise.dose.hold.high >= 15):
        assert len(exercise.remind) >= 4
    if exercise.dose.reps:
        assert exercise.short


def _spoken() -> Iterator[tuple[str, str, str]]:
    """Every text that is said aloud: whose, what for, and the text."""
    for name, exercise in exercises().items():
        for field in ("name", "about", "go", "short", "finish", "inhale", "exhale"):
            text = exercise.first_go if field == "go" else getattr(exercise, field)
            if text:
                yield name, field, text
        for field in ("props", "setup", "remind", "caution", "leave"):
            for text in getattr(exercise, field):
                yield name, field, text
    for name, routine in routines().items():
        for text in routine.safety:
            yield name, "safety", text
        for sentence in re.split(r"(?<=[.!?]) ", routine.close or ""):
            yield name, "close", sentence
        for step in routine.steps:
            if isinstance(step, WaitFor):
                yield name, "wait", step.wait
            elif isinstance(step, SayText):
                yield name, "say", step.say


def _words(text: str) -> int:
    return len(text.split())


LONGEST = {
    "name": 6,
    "about": 20,
    "props": 9,
    "setup": 20,
    "go": 8,
    "short": 4,
    "finish": 5,
    "leave": 14,
    "remind": 7,
    "caution": 18,
    "safety": 20,
    "close": 18,
    "wait": 14,
    "say": 14,
}
"""Words: what a listener takes in at once, or what its moment has room for."""


def test_no_text_is_too_long_for_its_use() -> None:
    long = [
        (whose, use, _words(text), text)
        for whose, use, text in _spoken()
        if _words(text) > LONGEST.get(use, int(BREATH_SECONDS / SECONDS_A_WORD))
    ]
    assert not long


def test_the_words_of_a_repetition_fit_their_phase() -> None:
    late = []
    for name, exercise in exercises().items():
        if phases := exercise.dose.tempo:
            out = phases[0].low - NUMBER_SECONDS
            back = phases[1 if len(phases) == 2 else 2].low
            # The number gives way to the first words, which come once.
            said = ((exercise.first_go, phases[0].low), (exercise.short, out), (exercise.finish, back))
            late += [(name, text, room) for text, room in said if _words(text or "") * SECONDS_A_WORD > room]
    assert not late


def test_every_text_reads_well_aloud() -> None:
    for whose, use, text in _spoken():
        plain = text.replace("{side}", "left").replace("{other}", "right")
        assert re.fullmatch(r"[A-Za-z ,.'-]+", plain), (whose, use, text)
        if use in ("name", "props"):
            assert not text.endswith("."), (whose, use, text)
        else:
            assert text[0].isupper() or text.startswith("{"), (whose, use, text)
            assert text.endswith("."), (whose, use, text)
            assert text.count(".") == 1 or use == "wait", f"one sentence a line: {(whose, use, text)}"


@each_exercise
def test_sides_are_named_if_they_are_needed(name: str) -> None:
    exercise = exercises()[name]
    sided = [
        text
        for text in (
            exercise.first_go,
            exercise.short,
            exercise.finish,
            *exercise.setup,
            *exercise.remind,
            *exercise.leave,
        )
        if text and ("{side}" in text or "{other}" in text)
    ]
    if exercise.sides is Sides.NONE:
        assert not sided
    elif exercise.sides is Sides.EACH:
        assert any("{side}" in line for line in exercise.setup), "nothing to say when the sides are switched"
    else:
        assert "{side}" in (exercise.first_go or "")
        assert "{side}" in (exercise.short or "")
        assert not [line for line in exercise.setup if "{" in line], "both sides are set up at once"
    unsided = (exercise.name, exercise.about or "", *exercise.caution, *exercise.props)
    assert not [text for text in unsided if "{" in text]
    assert not [text for _, _, text in _spoken() if re.search(r"\b(left|right)\b", text)]


def test_a_step_that_needs_hands_free_waits() -> None:
    """A band is taken up, and a bench is walked to, before its exercise begins."""
    for name, exercise in (
        ("five-for-strength", "hamstring-stretch"),
        ("spine-neutral-strength", "hip-extension-over-a-bench"),
    ):
        steps = routines()[name].steps
        place = next(i for i, step in enumerate(steps) if isinstance(step, Do) and step.do == exercise)
        assert isinstance(steps[place - 1], WaitFor)
