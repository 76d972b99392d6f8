"""What holds of every session, whatever its routine: generated routines and choices, spoken by the silent voice."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from itertools import pairwise

from hypothesis import given

from tests.timeline.generated import Case, cases, few
from tests.timeline.look import (
    EFFORT,
    heard,
    inside,
    names_side,
    number,
    said,
    spans,
    visits,
    work,
)
from tests.timeline.voices import chimes
from voicecoach.script.choices import Counting
from voicecoach.script.counting import BREATH
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.script.phrases import phrases_of
from voicecoach.session import Live, prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline
from voicecoach.units import to_frames

VOICE = SilentVoice(150)
RATE = VOICE.rate


def compiled(case: Case) -> Timeline:
    return prepare(case.loaded, case.choices, VOICE, chimes=chimes).timeline


def frames(seconds: float) -> int:
    return to_frames(seconds, RATE)


def dose_of(case: Case, part: Part) -> dict[str, float]:
    """What was asked of the set: where sides alternate, of the first side."""
    asked = case.asked[part.segment.visit - 1]
    side = part.segment.side
    key = "both" if side is None else case.choices.first.value if side.value == "alternate" else side.value
    return asked.doses[key]


@few
@given(cases())
def test_parts_are_contiguous_and_events_stand_inside_theirs(case: Case):
    timeline = compiled(case)
    assert timeline.parts[0].start == 0
    for one, two in pairwise(timeline.parts):
        assert one.end == two.start
    assert sum(part.end - part.start for part in timeline.parts) == timeline.end
    for index, part in enumerate(timeline.parts):
        assert part.index == index
        assert part.segment.cues == ()
        assert [event.start for event in part.events] == sorted(event.start for event in part.events)
        for event in part.events:
            assert part.start <= event.start <= event.end <= part.end
            assert event.start < event.end, "nothing takes no time"


@few
@given(cases())
def test_nothing_heard_overlaps_anything_heard_or_is_cut(case: Case):
    timeline = compiled(case)
    events = [event for _, event in timeline.events() if event.kind in (EventKind.SAY, EventKind.SOUND)]
    for one, two in pairwise(events):
        assert one.end <= two.start, (one, two)
    for event in events:
        whole = VOICE.length(event.text) if event.kind is EventKind.SAY else chimes(event.text, RATE).length
        assert event.end - event.start == whole


@few
@given(cases())
def test_what_is_heard_in_a_window_ends_in_it(case: Case):
    for part in compiled(case).parts:
        windows = [event for event in part.events if event.kind is EventKind.SPAN]
        for one, two in pairwise(windows):
            assert one.end <= two.start
        for span in windows:
            for event in inside(part, span):
                assert event.end <= span.end, (span, event)
                if event.kind is EventKind.SAY and span.role in EFFORT:
                    assert (event.rep, event.side) == (span.rep, span.side) or span.role is Role.TIME


@few
@given(cases())
def test_every_count_of_a_hold_is_on_its_frame(case: Case):
    every = case.choices.count is Counting.EVERY
    for part in compiled(case).parts:
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


@few
@given(cases())
def test_a_time_is_counted_down_to_its_end(case: Case):
    for part in compiled(case).parts:
        for span in spans(part, Role.TIME):
            counts = [event for event in inside(part, span) if event.role is Role.COUNT]
            for event, left in zip(reversed(counts), range(1, 100), strict=False):
                assert abs(event.start - (span.end - frames(left))) <= 1
                assert case.choices.count is Counting.CHIMES or number(event.text) == left
            if dose_of(case, part)["time"] >= 15:
                assert len(counts) >= 3


@few
@given(cases())
def test_long_windows_say_how_far_they_are(case: Case):
    """Nobody holds or goes on for a minute without hearing where in it they are."""
    for part in compiled(case).parts:
        for span in spans(part, Role.TIME, Role.HOLD):
            told = [
                event.start
                for event in inside(part, span)
                if event.role in (Role.COUNT, Role.PROGRESS, Role.GO) or event.kind is EventKind.SOUND
            ]
            for one, two in pairwise([span.start, *told, span.end]):
                assert two - one <= frames(61)


@few
@given(cases())
def test_the_release_is_heard_at_the_exact_end(case: Case):
    for part in compiled(case).parts:
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


@few
@given(cases())
def test_holds_times_and_tempos_last_exactly(case: Case):
    for part in compiled(case).parts:
        for span in spans(part):
            asked = case.asked[part.segment.visit - 1]
            dose = (
                asked.doses[span.side.value]
                if span.side and span.side.value in asked.doses
                else dose_of(case, part)
            )
            length = span.end - span.start
            if span.role is Role.HOLD:
                assert length == frames(dose["hold"])
            elif span.role is Role.TIME:
                assert length == frames(dose["time"])
            elif span.role is Role.REP and "tempo" in dose:
                assert length == frames(sum(dose["tempo"]))


@few
@given(cases())
def test_each_side_gets_its_full_dose(case: Case):
    timeline = compiled(case)
    found = dict(visits(timeline))
    assert sorted(found) == list(range(1, len(case.asked) + 1))
    for index, parts in found.items():
        asked = case.asked[index - 1]
        done: dict[str, dict[int, list[Event]]] = defaultdict(lambda: defaultdict(list))
        for part in work(parts):
            assert part.segment.set is not None
            for span in spans(part):
                side = span.side.value if span.side else "both"
                done[side][part.segment.set].append(span)
        timed = any("time" in dose for dose in asked.doses.values())
        if timed and asked.sides == "alternate":
            assert sum(len(spans(part, Role.TIME)) for part in work(parts)) == asked.doses["left"]["sets"]
            continue
        assert set(done) == set(asked.doses)
        for side, dose in asked.doses.items():
            sets = done[side]
            assert sorted(sets) == list(range(1, dose["sets"] + 1))
            for efforts in sets.values():
                if "time" in dose:
                    assert [span.role for span in efforts] == [Role.TIME]
                    continue
                reps = int(dose["reps"])
                expected = [rep for rep in range(1, reps + 1) for _ in range(int(dose.get("breaths", 1)))]
                assert [span.rep for span in efforts] == expected
    for parts in found.values():
        sides = [part.segment.side for part in work(parts)]
        named = [side for side in dict.fromkeys(sides) if side and side.value != "alternate"]
        assert named in ([], [case.choices.first, case.choices.first.other])


@few
@given(cases())
def test_rests_are_exact_and_one_fewer_than_sets(case: Case):
    for index, parts in visits(compiled(case)):
        asked = case.asked[index - 1]
        rests = [
            part for part in parts if part.segment.kind is SegmentKind.REST and part.segment.set is not None
        ]
        sides = {part.segment.side for part in work(parts)}
        for side in sides:
            here = [part for part in work(parts) if part.segment.side is side]
            dose = dose_of(case, here[0])
            between = [part for part in rests if part.segment.side is side]
            assert len(between) == (dose["sets"] - 1 if dose.get("rest") else 0)
            for part in between:
                (span,) = (event for event in part.events if event.kind is EventKind.SPAN)
                assert (span.start, span.end) == (part.start, part.end)
                assert part.end - part.start == frames(dose["rest"])
        assert len(rests) <= max(0, sum(dose["sets"] for dose in asked.doses.values()))


@few
@given(cases())
def test_rests_between_repetitions_are_exact_where_the_release_fits(case: Case):
    for part in compiled(case).parts:
        if part.segment.kind is not SegmentKind.WORK:
            continue
        rests = [event for event in part.events if event.kind is EventKind.SPAN and event.role is Role.REST]
        dose = dose_of(case, part)
        efforts = {(span.rep, span.side) for span in spans(part, Role.HOLD, Role.BREATH)}
        paced = spans(part, Role.REP)
        if dose.get("between") and paced:
            assert [span.end - span.start for span in rests] == [frames(dose["between"])] * (len(paced) - 1)
            continue
        if "between" not in dose or not efforts:
            assert not rests
            continue
        assert len(rests) == len(efforts) - 1
        for span in rests:
            release = next(event for event in heard(part.events) if event.start >= span.start)
            exact = frames(dose["between"])
            if release.end - release.start <= exact:
                assert span.end - span.start <= exact + frames(0.12)
            assert span.end - span.start >= exact


@few
@given(cases())
def test_breaths_are_even_and_end_on_a_breath_out(case: Case):
    for part in compiled(case).parts:
        breaths = spans(part, Role.BREATH)
        assert len({span.end - span.start for span in breaths}) <= 1
        for span in breaths:
            said_ = [event for event in inside(part, span) if event.role is Role.BREATH]
            assert [event.start for event in said_] == [span.start, span.start + frames(BREATH / 2)]
        for one, two in pairwise(breaths):
            if (one.rep, one.side) == (two.rep, two.side):
                assert one.end == two.start


@few
@given(cases())
def test_chapters_are_ordered_contiguous_and_whole(case: Case):
    timeline = compiled(case)
    chapters = timeline.chapters()
    assert chapters[0].start == 0
    assert chapters[-1].end == timeline.end
    for one, two in pairwise(chapters):
        assert one.end == two.start
    for chapter in chapters:
        assert chapter.start < chapter.end
        assert chapter.title.strip()
    assert [chapter.title for chapter in chapters] == [
        "Generated",
        *(asked.name for asked in case.asked),
        "Close",
    ]


@few
@given(cases())
def test_words_come_before_they_are_needed(case: Case):
    timeline = compiled(case)
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
        name = next(event for event in said(events, Role.NAME))
        assert asked.name in name.text
        assert name.start == parts[0].start or said(events)[0].role is Role.PROGRESS
        effort = next(event for event in events if event.kind is EventKind.SPAN and event.role in EFFORT)
        moves = [part for part in parts if part.segment.kind is SegmentKind.MOVE]
        if asked.position != before:
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
        before = asked.position


@few
@given(cases())
def test_a_side_is_named_before_its_first_effort(case: Case):
    for index, parts in visits(compiled(case)):
        asked = case.asked[index - 1]
        if asked.sides == "none":
            for part in parts:
                for event in said(part.events):
                    assert not names_side(event.text, "left"), event
                    assert not names_side(event.text, "right"), event
            continue
        first = case.choices.first.value
        events = [event for part in parts for event in part.events]
        begin = min(span.start for part in work(parts) for span in spans(part))
        named = [event for event in said(events, Role.SIDE) if event.start < begin]
        assert named, "before the first effort a side is named"
        assert names_side(named[-1].text, first)
        for part in work(parts):
            side = part.segment.side
            if side is None or side.value == "alternate":
                continue
            efforts = spans(part)
            told = [event for event in said(part.events) if event.start < efforts[0].start]
            assert any(names_side(event.text, side.value) for event in told)
            for event in said(part.events, Role.SIDE):
                assert names_side(event.text, side.value)


@few
@given(cases())
def test_every_turn_of_alternating_sides_names_its_side(case: Case):
    for part in compiled(case).parts:
        if part.segment.side is None or part.segment.side.value != "alternate":
            continue
        efforts = spans(part, Role.HOLD, Role.BREATH)
        last = part.start
        side = None
        for span in efforts:
            assert span.side is not None
            if span.side is not side:
                told = [event for event in said(part.events) if last <= event.start < span.start]
                assert any(names_side(event.text, span.side.value) for event in told), (span, told)
            side = span.side
            last = span.end


@few
@given(cases())
def test_no_text_reads_badly(case: Case):
    for _, event in compiled(case).events():
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


@few
@given(cases())
def test_the_announced_total_is_the_true_one(case: Case):
    timeline = compiled(case)
    total = phrases_of("en").total(timeline.duration)
    (overview,) = (
        event
        for part, event in timeline.events()
        if part.segment.kind is SegmentKind.WELCOME and event.role is Role.PROGRESS
    )
    assert f" {total}" in overview.text


@few
@given(cases())
def test_live_and_prepared_are_the_same(case: Case):
    live = tuple(Live(case.loaded, case.choices, VOICE, chimes).parts())
    assert live == compiled(case).parts


@few
@given(cases())
def test_a_misfit_really_had_too_little_room(case: Case):
    for part in compiled(case).parts:
        for misfit in part.misfits:
            assert misfit.needed_s > misfit.room_s >= 0, misfit
