"""What was asked is what is done: holds, sets, sides and rests.

Held against generated sessions, see `sessions`.
"""

from __future__ import annotations

from collections import defaultdict

from tests.timeline.generated import Case
from tests.timeline.look import heard, spans, visits, work
from tests.timeline.sessions import dose_of, frames, of_every_session
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import Event, EventKind, Timeline


@of_every_session
def test_holds_times_and_tempos_last_exactly(case: Case, timeline: Timeline):
    for part in timeline.parts:
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


@of_every_session
def test_each_side_gets_its_full_dose(case: Case, timeline: Timeline):
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


@of_every_session
def test_rests_are_exact_and_one_fewer_than_sets(case: Case, timeline: Timeline):
    for index, parts in visits(timeline):
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


@of_every_session
def test_rests_between_repetitions_are_exact_if_the_release_fits(case: Case, timeline: Timeline):
    for part in timeline.parts:
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
