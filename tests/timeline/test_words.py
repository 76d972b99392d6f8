"""What is said comes in time, names its side, and reads well.

Held against generated sessions, see `sessions`.
"""

from __future__ import annotations

import re

from tests.timeline.generated import Case
from tests.timeline.look import EFFORT, led_by, names_side, said, spans, visits, work
from tests.timeline.sessions import frames, of_every_session
from voicecoach.phrases import phrases_of
from voicecoach.routine.position import Position
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import EventKind, Timeline


@of_every_session
def test_words_come_before_they_are_needed(case: Case, timeline: Timeline):
    spoken = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    efforts = [
        event for _, event in timeline.events() if event.kind is EventKind.SPAN and event.role in EFFORT
    ]
    stop = next(event for event in spoken if event.text.startswith("Stop if it hurts"))
    assert stop.role is Role.SAFETY
    assert stop.end <= efforts[0].start
    before = None
    seen: set[str] = set()
    for index, parts in visits(timeline):
        asked = case.asked[index - 1]
        events = [event for part in parts for event in part.events]
        if parts[0].segment.led:  # the rest before says what comes, and leads into it
            name = next(event for event in said(led_by(timeline, parts[0])) if asked.name in event.text)
            assert name.end <= parts[0].start
        else:
            name = next(event for event in said(events, Role.NAME))
            assert asked.name in name.text
            assert name.start == parts[0].start or said(events)[0].role is Role.PROGRESS
        effort = next(event for event in events if event.kind is EventKind.SPAN and event.role in EFFORT)
        moves = [part for part in parts if part.segment.kind is SegmentKind.MOVE and part.end <= effort.start]
        let_go = before is Position.HANGING and asked.position is Position.STANDING  # who lets go is there
        if asked.position != before and not let_go:
            assert len(moves) == 1
            assert said(moves[0].events)[0].role is Role.MOVE
            (span,) = (event for event in moves[0].events if event.kind is EventKind.SPAN)
            assert span.end - span.start >= frames(5)
            assert name.end <= moves[0].start
            assert moves[0].end <= effort.start
            before_the_move = [part for part in parts if part.start < moves[0].start]
            assert {part.segment.kind for part in before_the_move} == {SegmentKind.SETUP}
        cautions = said(events, Role.SAFETY)
        assert len(cautions) == (0 if asked.id in seen else len(asked.cautions))
        for event in (*said(events, Role.SETUP), *cautions):
            own = next((span for span in efforts if span.start >= name.start), effort)
            switched = any(
                part.segment.kind is SegmentKind.SWITCH and part.start <= event.start < part.end
                for part in parts
            )
            assert event.end <= own.start or switched
        seen.add(asked.id)
        left = parts[-1].segment.after.position
        assert left is not None
        # Only the bar is let go of: an author's way out of any other position ends at rest in it.
        assert left.value == asked.position or (asked.position, left.value) == ("hanging", "standing")
        before = left.value


@of_every_session
def test_a_side_is_named_before_its_first_effort(case: Case, timeline: Timeline):
    for index, parts in visits(timeline):
        asked = case.asked[index - 1]
        if asked.sides == "none":
            for part in parts:
                for event in said(part.events):
                    assert not names_side(event.text, "left"), event
                    assert not names_side(event.text, "right"), event
            continue
        first = case.choices.first.value
        events = [event for part in parts for event in led_by(timeline, part)]
        begin = min(span.start for part in work(parts) for span in spans(part))
        named = [event for event in said(events, Role.SIDE) if event.start < begin]
        assert named, "before the first effort a side is named"
        assert names_side(named[-1].text, first)
        for part in work(parts):
            side = part.segment.side
            if side is None or side.value == "alternate":
                continue
            efforts = spans(part)
            reported = [event for event in said(led_by(timeline, part)) if event.start < efforts[0].start]
            assert any(names_side(event.text, side.value) for event in reported)
            for event in said(part.events, Role.SIDE):
                assert names_side(event.text, side.value)


@of_every_session
def test_every_turn_of_alternating_sides_names_its_side(case: Case, timeline: Timeline):
    for part in timeline.parts:
        if part.segment.side is None or part.segment.side.value != "alternate":
            continue
        efforts = spans(part, Role.HOLD, Role.BREATH)
        last = timeline.parts[part.index - 1].start if part.segment.led else part.start
        side = None
        for span in efforts:
            assert span.side is not None
            if span.side is not side:
                reported = [
                    event for event in said(led_by(timeline, part)) if last <= event.start < span.start
                ]
                assert any(names_side(event.text, span.side.value) for event in reported), (span, reported)
            side = span.side
            last = span.end


@of_every_session
def test_no_text_reads_badly(case: Case, timeline: Timeline):
    for _, event in timeline.events():
        if event.kind is EventKind.SPAN:
            continue
        text = event.text
        assert text == " ".join(text.split())
        assert any(character.isalnum() for character in text)
        assert "{" not in text
        assert "}" not in text
        assert not re.search(r"\s[.,;:!?]", text), text
        assert not re.search(r"[.,;:!?]{2}", text), text
        assert not re.search(r"\b(\w+) \1\b", text.lower()), text


@of_every_session
def test_the_announced_total_is_the_true_one(case: Case, timeline: Timeline):
    total = phrases_of("en").total(timeline.duration)
    (overview,) = (
        event
        for part, event in timeline.events()
        if part.segment.kind is SegmentKind.WELCOME and event.role is Role.PROGRESS
    )
    assert f" {total}" in overview.text
