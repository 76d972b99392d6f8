"""Where things are, to the frame: nothing overlaps, nothing is cut, nothing is left over.

Held against generated sessions, see `sessions`.
"""

from __future__ import annotations

from itertools import pairwise

from tests.timeline.generated import Case
from tests.timeline.look import EFFORT, inside
from tests.timeline.sessions import RATE, VOICE, of_every_session
from tests.timeline.voices import chimes
from voicecoach.script.cue import Role
from voicecoach.session import StreamedSession
from voicecoach.timeline.timeline import EventKind, Timeline


@of_every_session
def test_parts_are_contiguous_and_events_stand_inside_theirs(case: Case, timeline: Timeline):
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


@of_every_session
def test_nothing_heard_overlaps_anything_heard_or_is_cut(case: Case, timeline: Timeline):
    events = [event for _, event in timeline.events() if event.kind in (EventKind.SAY, EventKind.SOUND)]
    for one, two in pairwise(events):
        assert one.end <= two.start, (one, two)
    for event in events:
        whole = VOICE.length(event.text) if event.kind is EventKind.SAY else chimes(event.text, RATE).length
        assert event.end - event.start == whole


@of_every_session
def test_what_is_heard_in_a_window_ends_in_it(case: Case, timeline: Timeline):
    for part in timeline.parts:
        windows = [event for event in part.events if event.kind is EventKind.SPAN]
        for one, two in pairwise(windows):
            assert one.end <= two.start
        for span in windows:
            for event in inside(part, span):
                assert event.end <= span.end, (span, event)
                if event.kind is EventKind.SAY and span.role in EFFORT:
                    assert (event.rep, event.side) == (span.rep, span.side) or span.role is Role.TIME


@of_every_session
def test_chapters_are_ordered_contiguous_and_whole(case: Case, timeline: Timeline):
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


@of_every_session
def test_live_and_prepared_are_the_same(case: Case, timeline: Timeline):
    live = tuple(StreamedSession(case.loaded, case.choices, VOICE, chimes).parts())
    assert live == timeline.parts


@of_every_session
def test_a_misfit_really_had_too_little_room(case: Case, timeline: Timeline):
    for part in timeline.parts:
        for misfit in part.misfits:
            assert misfit.needed_s > misfit.room_s >= 0, misfit
