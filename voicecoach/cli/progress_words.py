"""What an exercise becomes next, in words for the terminal."""

from __future__ import annotations

from voicecoach.practice.progress.next_step import Gain, NextStep, Why

_FIRST = {
    Why.HURT: "it hurt last time; ",
    Why.NOT_WELL: "too hard last time, or worse after it; ",
}
_ALONE = {
    Why.NO_RANGE: "the routine has no range for it",
    Why.OFF: "nothing becomes more by itself (progress-after is 0)",
}


def next_words(step: NextStep) -> str:
    """A sentence without its full stop."""
    if step.why in _ALONE:
        return _ALONE[step.why]
    if step.why is Why.TOP:
        return "at the top of its range" + (f"; what is harder: {step.harder}" if step.harder else "")
    one = step.sessions == 1
    sessions = f"{step.sessions} more session{'' if one else 's'} that go{'es' if one else ''} well"
    last = "; nobody answered last time (play --ask)" if step.why is Why.NOT_ASKED else ""
    return f"{_FIRST.get(step.why, '')}{sessions}, then {gain_words(step.gains)}{last}"


def gain_words(gains: tuple[Gain, ...]) -> str:
    """`2 more repetitions and holds 5 s longer`."""
    return " and ".join(map(_gain, gains))


def _gain(gain: Gain) -> str:
    if gain.what == "hold":
        return f"holds {gain.by:g} s longer"
    if gain.what == "time":
        return f"{gain.by:g} s longer"
    noun = {"reps": "repetition", "sets": "set", "breaths": "breath"}[gain.what]
    return f"{gain.by:g} more {noun}{'' if gain.by == 1 else 's'}"
