"""Where the body is: known before and after each segment, led to each effort, and never left on the floor.

Held against generated sessions, see `sessions`.
"""

from __future__ import annotations

from itertools import pairwise

from tests.timeline.generated import Case
from tests.timeline.look import led_by, names_side, said, spans, visits, work
from tests.timeline.sessions import of_every_session
from voicecoach.routine.position import Position
from voicecoach.script.cue import Role, SegmentKind, Side
from voicecoach.script.move_table import SIDED, UP, same_place
from voicecoach.timeline.serialise import from_bytes, to_bytes
from voicecoach.timeline.timeline import EventKind, Timeline


@of_every_session
def test_each_segment_begins_where_the_last_one_ended(case: Case, timeline: Timeline):
    for one, two in pairwise(part.segment for part in timeline.parts if part.segment.visit):
        assert one.after == two.before, (one, two)


@of_every_session
def test_the_body_changes_its_place_only_where_a_move_is_said(case: Case, timeline: Timeline):
    for part in timeline.parts:
        segment = part.segment
        if segment.visit and not same_place(segment.before, segment.after):
            assert segment.kind in (SegmentKind.MOVE, SegmentKind.SWITCH)
            assert said(part.events, Role.MOVE)
            assert spans(part, Role.MOVE)


@of_every_session
def test_every_effort_is_entered_from_its_start_position(case: Case, timeline: Timeline):
    for index, parts in visits(timeline):
        asked = case.asked[index - 1]
        for part in work(parts):
            body, side = part.segment.before, part.segment.side
            assert body.position is not None
            assert body.position.value == asked.position
            assert body.loaded
            if side in (Side.LEFT, Side.RIGHT) and body.position in SIDED:
                assert body.down is side


@of_every_session
def test_a_sided_move_names_its_side(case: Case, timeline: Timeline):
    for part in timeline.parts:
        down = part.segment.after.down
        if down is not None and not same_place(part.segment.before, part.segment.after):
            assert any(names_side(event.text, down.value) for event in said(part.events, Role.MOVE))


@of_every_session
def test_nobody_is_left_on_the_floor(case: Case, timeline: Timeline):
    close = timeline.parts[-1]
    assert close.segment.kind is SegmentKind.CLOSE
    assert close.segment.before.position in UP
    efforts = [part for part in timeline.parts if part.segment.kind is SegmentKind.WORK]
    last = efforts[-1].segment.before.position
    if last not in UP:
        after = timeline.parts[efforts[-1].index + 1 :]
        up = next(part for part in after if part.segment.after.position is Position.STANDING)
        assert up.segment.kind is SegmentKind.MOVE
        # Off the bar, the author's lines are the way: each has a window of its own, and what is left of the way has the last.
        window = spans(up, Role.MOVE)[-1]
        assert window.end - window.start >= 6 * timeline.rate


@of_every_session
def test_the_second_side_is_set_up_and_the_first_is_left(case: Case, timeline: Timeline):
    """Every instruction that names a side, and every way out of it, is said for each side."""
    for index, parts in visits(timeline):
        asked = case.asked[index - 1]
        keys = case.data["exercises"][asked.id]
        sides = [part.segment.side for part in work(parts)]
        if Side.ALTERNATE in sides or None in sides:
            continue
        texts = [event.text.lower() for part in parts for event in said(part.events)]
        for line in (*keys.get("setup", ()), *keys.get("leave", ())):
            if "{side}" in line or ("{other}" in line):
                for side in ("left", "right"):
                    other = "right" if side == "left" else "left"
                    assert line.replace("{side}", side).replace("{other}", other).lower() in texts
        for line in keys.get("leave", ()):
            if "{" not in line:
                assert texts.count(line.lower()) >= 2


@of_every_session
def test_last_is_said_once_a_side_and_set(case: Case, timeline: Timeline):
    for part in timeline.parts:
        if part.segment.kind is not SegmentKind.WORK:
            continue
        reported = [
            event for event in said(part.events, Role.PROGRESS) if event.text.lower().startswith("last o")
        ]
        assert len(reported) == len({(event.text, event.side) for event in reported}), reported
        sides = 2 if part.segment.side is Side.ALTERNATE else 1
        assert len(reported) <= sides


@of_every_session
def test_no_reminder_comes_after_the_last_release(case: Case, timeline: Timeline):
    for part in timeline.parts:
        efforts = spans(part)
        if part.segment.kind is SegmentKind.WORK and efforts:
            for event in said(part.events, Role.REMIND):
                assert event.start < efforts[-1].end


@of_every_session
def test_a_kept_timeline_knows_the_body(case: Case, timeline: Timeline):
    assert from_bytes(to_bytes(timeline)) == timeline


@of_every_session
def test_a_lead_in_comes_before_every_set(case: Case, timeline: Timeline):
    for part in timeline.parts:
        if part.segment.kind is SegmentKind.WORK:
            heard = led_by(timeline, part)
            two = next(
                event
                for event in heard
                if event.text == "two" and (event.start < part.start or not part.segment.led)
            )
            if any(misfit.role is Role.GO for misfit in part.misfits):
                continue  # words longer than a movement are left out
            after = next(
                event for event in heard if event.start > two.start and event.kind is not EventKind.SPAN
            )
            assert after.start - two.start == timeline.rate
            assert after.role in (Role.GO, Role.COUNT, Role.PROGRESS, Role.BREATH), after
