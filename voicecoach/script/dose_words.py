"""What there is to do, in words: the same for a listener and for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from voicecoach.phrases import Phrase
from voicecoach.routine.breathing import Breath, breath_of
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Kind, Sides
from voicecoach.script.cue import Side
from voicecoach.script.outline import Visit
from voicecoach.script.wording import Wording, sentence

_TEMPOS = {
    ("out", "back"): "dose-tempo-2",
    ("out", "held", "back"): "dose-tempo-3",
    ("out", "back", "pause"): "dose-tempo-pause",
    ("out", "held", "back", "pause"): "dose-tempo-4",
}
"""The message of a tempo, by its phases that take time."""
_PHASES = {2: ("out", "back"), 3: ("out", "held", "back"), 4: ("out", "held", "back", "pause")}
_BREATHS = {
    (False, False): "dose-breath",
    (True, False): "dose-breath-held",
    (False, True): "dose-breath-empty",
    (True, True): "dose-breath-held-empty",
}
"""The message of a breath's pace, by whether it is held after breathing in, and after breathing out."""
_BREATHS_AGAIN = {(True, False): "dose-breath-again", (True, True): "dose-breath-again-empty"}
"""The same where the author's words say that the second part is another breath in."""
_BREATH_PARTS = ("into", "held", "out", "empty")


def dose_sentence(words: Wording, visit: Visit) -> str:
    """What there is to do, in one or two sentences."""
    phrases = words.phrases
    doses: list[str] = [_one_side(words, dose) for _, dose in visit.doses]
    sets = visit.doses[0][1].sets
    equal = all(dose.sets == sets for _, dose in visit.doses)
    if not equal:
        doses = [
            phrases.phrase("dose-side-sets", dose=text, sets=phrases.say("sets", number=dose.sets))
            if dose.sets > 1
            else text
            for text, (_, dose) in zip(doses, visit.doses, strict=True)
        ]
    text = doses[0]
    if visit.alternates and visit.doses[0][1].time_s is not None:
        text = phrases.phrase("dose-time-turn", length=phrases.length(visit.doses[0][1].time_s))
    elif len(doses) == 1 and (alone := visit.doses[0][0]):
        text = phrases.phrase("dose-one-side", dose=text, side=words.side(alone))
    elif visit.exercise.sides is not Sides.NONE and doses[0] == doses[1]:
        text = phrases.phrase("dose-turn" if visit.alternates else "dose-each", dose=text)
    elif visit.exercise.sides is not Sides.NONE:
        side = visit.doses[0][0] or Side.LEFT
        text = phrases.phrase(
            "dose-sides",
            side=words.side(side),
            dose=doses[0],
            other=words.side(side.other),
            otherDose=doses[1],
        )
    if breath := visit.doses[0][1].breath_s:
        text = _with_breath(words, text, breath_of(breath), visit.exercise.hold)
    if equal and sets > 1:
        text = _in_sets(words, text, sets)
    return sentence(phrases.say("dose-whole", dose=text))


def tempo_sentence(words: Wording, visit: Visit) -> str | None:
    """How long the parts of a repetition take, if its dose says so and they differ."""
    given = visit.doses[0][1].tempo_s
    alike = all(dose.tempo_s == given for _, dose in visit.doses)
    breathes = visit.exercise.kind is Kind.BREATHE or visit.doses[0][1].breath_s is not None
    if given is None or breathes or not alike:
        return None
    timed = {name: seconds for name, seconds in zip(_PHASES[len(given)], given, strict=True) if seconds}
    key = _TEMPOS.get(tuple(timed))
    lengths = {name: words.phrases.length(seconds) for name, seconds in timed.items()}
    return None if key is None else sentence(words.phrases.say(key, **lengths))


def load_sentences(words: Wording, visit: Visit) -> Iterator[str]:
    """With what it is done, how hard it should be, and when sides change, if its step says so."""
    phrases = words.phrases
    loads = {side: _load(words, dose) for side, dose in visit.doses}
    found = list(loads.values())
    if all(found) and len(set(found)) == 1:
        yield sentence(phrases.say("dose-load", load=found[0] or ""))
    else:
        for side, load in loads.items():
            if side is not None and load:
                yield sentence(phrases.say("dose-load-side", load=load, side=words.side(side)))
    if visit.set_by_set:
        yield phrases.say("dose-switch")
    efforts = {dose.effort for _, dose in visit.doses}
    if len(efforts) == 1 and (effort := efforts.pop()) is not None:
        yield sentence(phrases.say("dose-effort", effort=phrases.number(effort)))


def set_sentence(words: Wording, dose: Prescription, number: int) -> str | None:
    """What set `number` is, if the sets differ."""
    if not (dose.reps_by_set or dose.hold_by_set):
        return None
    return sentence(words.phrases.say("dose-whole", dose=_one_side(words, dose.of_set(number))))


def rest_sentences(words: Wording, visit: Visit) -> Iterator[str]:
    """How long the rests are, for a reader: a listener hears each as it comes."""
    phrases = words.phrases
    rests = {dose.rest_s for _, dose in visit.doses if dose.sets > 1}
    if len(rests) == 1 and (rest := rests.pop()):
        yield phrases.say("paper-rest-sets", length=phrases.length(rest))
    between = {dose.between_s for _, dose in visit.doses if (dose.reps or 1) > 1}
    if len(between) == 1 and (rest_between := between.pop()):
        yield phrases.say("paper-rest-reps", length=phrases.length(rest_between))


def _with_breath(words: Wording, dose: str, breath: Breath, held: str | None) -> str:
    """The dose, and the pace of a breath in it; `held` are the author's words for the part after breathing in."""
    numbers = {
        name: words.phrases.number(seconds) for name, seconds in zip(_BREATH_PARTS, breath, strict=True)
    }
    again = breath.hold and held and words.phrases.pattern("breathes-in-again").search(held)
    key = (_BREATHS_AGAIN if again else _BREATHS)[bool(breath.hold), bool(breath.empty)]
    return words.phrases.phrase(key, dose=dose, **numbers)


def _in_sets(words: Wording, dose: str, sets: int) -> str:
    counted = words.phrases.say("sets", number=sets)
    return words.phrases.phrase("dose-sets", dose=dose, sets=counted[:1].upper() + counted[1:])


def _one_after_the_other(words: Wording, each: tuple[str, ...]) -> str:
    return reduce(lambda one, other: words.phrases.say("dose-then", one=one, other=other), each)


def _load(words: Wording, dose: Prescription) -> str | None:
    return _one_after_the_other(words, dose.load_by_set) if dose.load_by_set else dose.load


def _one_side(words: Wording, dose: Prescription) -> Phrase:
    phrases = words.phrases
    if dose.time_s is not None:
        return phrases.phrase(
            "dose-open-time" if dose.open else "dose-time", length=phrases.length(dose.time_s)
        )
    count = dose.reps or 1
    reps: int | str = count
    if dose.reps_by_set:
        reps = _one_after_the_other(words, tuple(phrases.number(one) for one in dose.reps_by_set))
    held: str = "" if dose.hold_s is None else phrases.length(dose.hold_s)
    if dose.hold_by_set:
        held = _one_after_the_other(words, tuple(phrases.length(one) for one in dose.hold_by_set))
    if dose.open:
        once = count == 1 and not dose.reps_by_set
        if once and dose.breaths is not None:
            return phrases.phrase("dose-open-one-breaths", number=dose.breaths)
        if once and dose.hold_s is not None:
            return phrases.phrase("dose-open-one-hold", length=held)
        if dose.breaths is not None:
            return phrases.phrase("dose-open-breaths", number=dose.breaths, reps=reps)
        if dose.hold_s is None:
            return phrases.phrase("dose-open", number=reps)
        return phrases.phrase("dose-open-hold", number=reps, length=held)
    if dose.breath_s is not None and (count == 1 or dose.breaths == 1):
        return phrases.phrase("dose-breath-count", number=count * (dose.breaths or 1))
    if dose.hold_s is not None and dose.reps_by_set:
        return phrases.phrase("dose-hold-each", reps=reps, last=dose.reps_by_set[-1], length=held)
    if dose.hold_s is not None:
        return phrases.phrase("dose-hold", number=reps, length=held)
    if dose.breaths is not None and count > 1:
        return phrases.phrase("dose-reps-breaths", number=dose.breaths, reps=reps)
    if dose.breaths is not None:
        return phrases.phrase("dose-breaths", number=dose.breaths)
    if dose.reps_by_set:
        return phrases.phrase("dose-reps-each", reps=reps, last=dose.reps_by_set[-1])
    return phrases.phrase("dose-reps", number=reps)
