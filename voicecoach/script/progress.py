"""What is more or less than it was the last time: said if it is true, recent, and one short sentence."""

from __future__ import annotations

from voicecoach.routine.dose import Prescription
from voicecoach.script.body import Side
from voicecoach.script.cue import Role, Say
from voicecoach.script.familiarity import RECENT_DAYS, Amount
from voicecoach.script.outline import Visit
from voicecoach.script.wording import Wording, sentence

WEEK = range(6, 9)
"""So many days ago is "last week" for a person."""


def more_than_before(words: Wording, visit: Visit) -> Say | None:
    """How many repetitions more, or how many seconds longer than the last time; None: no more, or it cannot be compared.

    It is compared side by side with what was done then. All sides have the same more of one thing, and all else is as it was.
    After pain only less is said.
    """
    before = words.choices.history.practised(visit.id)
    if words.bare or visit.again or before is None or before.days_ago > RECENT_DAYS:
        return None
    then = {amount.side: amount for amount in before.amounts}
    side = Side.ALTERNATE if visit.alternates else None
    when = "yesterday" if before.days_ago == 1 else "week" if before.days_ago in WEEK else "time"
    pairs = [(dose, then.get(side or one)) for one, dose in visit.doses]
    if before.hurt:
        less = {_changed(dose, amount) for dose, amount in pairs} == {"less-of-it"}
        eased = less and visit.id in dict(words.choices.progress)
        return words.say("less-after-pain", Role.PROGRESS) if eased else None
    steps = {_more(dose, amount) for dose, amount in pairs}
    if len(steps) != 1 or (more := steps.pop()) is None:
        # By how much takes too many words; that it is so is said if the person's own course made it so.
        changes = {_changed(dose, amount) for dose, amount in pairs}
        key = changes.pop() if len(changes) == 1 and visit.id in dict(words.choices.progress) else None
        return None if key is None else Say(sentence(words.phrases.say(key, when=when)), Role.PROGRESS)
    reps, seconds = more
    if seconds:
        length = words.phrases.length(seconds)
        return words.say("longer-hold", Role.PROGRESS, length=length, when=when)
    return Say(sentence(words.phrases.say("more-reps", number=reps, when=when)), Role.PROGRESS)


def _more(now: Prescription, then: Amount | None) -> tuple[int, float] | None:
    """Repetitions more, and seconds longer: one of the two, and the other 0."""
    if then is None or now.time_s is not None or now.open or now.reps_by_set or now.hold_by_set:
        return None
    if (now.sets, now.breaths) != (then.sets, then.breaths):
        return None
    reps, held = (now.reps or 1) - (then.reps or 1), (now.hold_s or 0.0) - (then.hold or 0.0)
    if (now.hold_s is None) != (then.hold is None):
        return None
    return (reps, held) if (reps > 0 and held == 0) or (reps == 0 and held > 0) else None


def _changed(now: Prescription, then: Amount | None) -> str | None:
    """The message of what is more, or less, in some respects and in none the other way; None: neither."""
    if then is None or now.time_s is not None or now.open or now.reps_by_set or now.hold_by_set:
        return None
    after = (now.sets, now.reps or 1, now.hold_s or 0.0, now.breaths or 0)
    before = (then.sets, then.reps or 1, then.hold or 0.0, then.breaths or 0)
    if after == before:
        return None
    if all(new >= old for new, old in zip(after, before, strict=True)):
        return "more-of-it"
    return "less-of-it" if all(new <= old for new, old in zip(after, before, strict=True)) else None
