"""What is counted, and when it ends: on its frame.

Held against generated sessions, see `sessions`.
"""

from __future__ import annotations

import math
from itertools import pairwise

from tests.timeline.generated import Case
from tests.timeline.look import heard, inside, number, spans
from tests.timeline.sessions import dose_of, frames, of_every_session
from voicecoach.routine.breathing import BREATH_AT_REST, BREATH_AT_WORK
from voicecoach.script.choices import Counting
from voicecoach.script.cue import Role
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline


@of_every_session
def test_every_count_of_a_hold_is_on_its_frame(case: Case, timeline: Timeline):
    every = case.choices.count is Counting.EVERY
    for part in timeline.parts:
        for span in spans(part, Role.HOLD):
            hold = dose_of(case, part)["hold"]
            counts = [event for event in inside(part, span) if event.role is Role.COUNT]
            if hold <= 10 and case.choices.count is not Counting.LANDMARKS:
                due = [span.start + frames(second) for second in range(1, math.floor(hold))]
                assert [event.start for event in counts] == due
                if every:
                    assert [number(event.text) for event in counts] == list(range(2, math.floor(hold) + 1))
            else:
                for event, left in zip(reversed(counts), range(1, 100), strict=False):
                    assert abs(event.start - (span.end - frames(left))) <= 1
                    assert case.choices.count is Counting.CHIMES or number(event.text) == left
                if hold > 10:
                    assert len(counts) == (3 if case.choices.count is Counting.LANDMARKS else 5)


@of_every_session
def test_a_time_is_counted_down_to_its_end(case: Case, timeline: Timeline):
    for part in timeline.parts:
        for span in spans(part, Role.TIME):
            counts = [event for event in inside(part, span) if event.role is Role.COUNT]
            for event, left in zip(reversed(counts), range(1, 100), strict=False):
                assert abs(event.start - (span.end - frames(left))) <= 1
                assert case.choices.count is Counting.CHIMES or number(event.text) == left
            if dose_of(case, part)["time"] >= 15:
                assert len(counts) >= 3


@of_every_session
def test_long_windows_say_how_far_they_are(case: Case, timeline: Timeline):
    """Nobody holds or goes on for a minute without hearing where in it they are."""
    for part in timeline.parts:
        for span in spans(part, Role.TIME, Role.HOLD):
            reported = [
                event.start
                for event in inside(part, span)
                if event.role in (Role.COUNT, Role.PROGRESS, Role.GO) or event.kind is EventKind.SOUND
            ]
            for one, two in pairwise([span.start, *reported, span.end]):
                assert two - one <= frames(61)


@of_every_session
def test_the_release_is_heard_at_the_exact_end(case: Case, timeline: Timeline):
    for part in timeline.parts:
        for span in spans(part, Role.HOLD, Role.TIME):
            _released(part, span)
        breaths = spans(part, Role.BREATH)
        for index, span in enumerate(breaths):
            after = breaths[index + 1] if index + 1 < len(breaths) else None
            if after is None or (after.rep, after.side) != (span.rep, span.side):
                _released(part, span)


def _released(part: Part, span: Event) -> None:
    following = next(event for event in heard(part.events) if event.start >= span.end)
    assert following.role is Role.FINISH, following
    assert following.start == span.end


@of_every_session
def test_breaths_are_even_and_end_on_a_breath_out(case: Case, timeline: Timeline):
    for part in timeline.parts:
        breaths = spans(part, Role.BREATH)
        assert len({span.end - span.start for span in breaths}) <= 1
        for span in breaths:
            said_ = [event for event in inside(part, span) if event.role is Role.BREATH]
            kind = case.data["exercises"][part.segment.exercise]["kind"]
            into, _, out, _ = BREATH_AT_WORK if kind in ("strengthen", "cardio") else BREATH_AT_REST
            assert into < out
            assert [event.start for event in said_] == [span.start, span.start + frames(into)]
            assert span.end - span.start == frames(into + out)
        for one, two in pairwise(breaths):
            if (one.rep, one.side) == (two.rep, two.side):
                assert one.end == two.start
