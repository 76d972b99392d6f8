"""What holds with any voice, however long its words are and whatever its rate; and what reaches the ear."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.needs import slow_but
from tests.script import helpers
from tests.timeline.generated import Case, cases, few
from tests.timeline.look import inside, spans
from tests.timeline.voices import LOUD, MEAN, MeanVoice, chimes, usual
from voicecoach.phrases import phrases_of
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.session import prepare
from voicecoach.timeline.mix import mix, mix_part
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import to_frames

HEARD = (EventKind.SAY, EventKind.SOUND)
voices = st.sampled_from(MEAN)


def compiled(case: Case, voice: MeanVoice) -> Timeline:
    return prepare(case.loaded, case.choices, voice, chimes=chimes).timeline


@few
@given(cases(), voices)
def test_windows_keep_their_length_and_words_stay_whole(case: Case, voice: MeanVoice):
    timeline = compiled(case, voice)
    rate = voice.rate
    for one, two in pairwise(timeline.parts):
        assert one.end == two.start
    events = [event for _, event in timeline.events() if event.kind in HEARD]
    for one, two in pairwise(events):
        assert one.end <= two.start, (one, two)
    for event in events:
        length = voice.length(event.text) if event.kind is EventKind.SAY else chimes("", rate).length
        assert event.end - event.start == length
    for part in timeline.parts:
        for span in spans(part, Role.HOLD, Role.TIME, Role.BREATH):
            dose = case.asked[part.segment.visit - 1].doses
            seconds = {
                value
                for own in dose.values()
                for key, value in own.items()
                if key == span.role.value and isinstance(value, int | float)
            }
            exact = (
                {to_frames(value, rate) for value in seconds}
                if span.role is not Role.BREATH
                else {7 * rate, 10 * rate}
            )
            assert span.end - span.start in exact
            assert all(event.end <= span.end for event in inside(part, span))


@few
@given(cases(), voices)
def test_counts_are_on_their_frame_or_not_heard(case: Case, voice: MeanVoice):
    for part in compiled(case, voice).parts:
        for span in spans(part, Role.HOLD, Role.TIME):
            for event in inside(part, span):
                if event.role is Role.COUNT:
                    up = (event.start - span.start) / voice.rate
                    down = (span.end - event.start) / voice.rate
                    assert min(abs(up - round(up)), abs(down - round(down))) <= 1.5 / voice.rate


@few
@given(cases(), voices)
def test_a_release_is_never_left_out(case: Case, voice: MeanVoice):
    for part in compiled(case, voice).parts:
        for span in spans(part, Role.HOLD, Role.TIME):
            following = next(
                event for event in part.events if event.kind in HEARD and event.start >= span.end
            )
            assert following.role is Role.FINISH
            assert following.start == span.end


def test_a_long_word_for_breathing_in_never_costs_the_breath_out():
    routine = helpers.one(
        {"breaths": 2}, inhale="Breathe in, and go on breathing in for as long as you like."
    )
    timeline = prepare(routine, Choices(), MeanVoice("usual", 16000, usual), chimes=chimes).timeline
    reported = [event.text for _, event in timeline.events() if event.role is Role.BREATH and event.text]
    assert reported == ["breathe in", "breathe out"] * 2
    assert {misfit.text[:14] for part in timeline.parts for misfit in part.misfits} == {"Breathe in, an"}


@few
@given(cases(), voices)
def test_what_is_left_out_needed_more_than_there_was(case: Case, voice: MeanVoice):
    for part in compiled(case, voice).parts:
        for misfit in part.misfits:
            assert misfit.needed_s > misfit.room_s >= 0, misfit
            length = {voice.length(misfit.text), chimes("", voice.rate).length}
            assert to_frames(misfit.needed_s, voice.rate) in length


@few
@given(cases(), voices)
def test_the_announced_total_is_the_true_one(case: Case, voice: MeanVoice):
    timeline = compiled(case, voice)
    total = phrases_of("en").total(timeline.duration)
    reported = [event.text for part in timeline.parts[:3] for event in part.events]
    assert any(total in text for text in reported), (total, reported)


@pytest.mark.parametrize("block", slow_but([1000, 4096, 16384, 1_000_003], 4096))
def test_a_mix_is_as_long_as_its_timeline_whatever_the_block(block: int):
    for case in _few_cases():
        voice = MeanVoice("small", 1000, lambda text, rate: 1 + len(text) * rate // 16)
        timeline = compiled(case, voice)
        blocks = list(mix(timeline.parts, voice, chimes, block=block))
        assert all(0 < len(one.samples) <= block for one in blocks)
        samples = np.concatenate([one.samples for one in blocks])
        assert len(samples) == timeline.end
        _all_is_heard(samples, timeline)


def _all_is_heard(samples: np.ndarray, timeline: Timeline) -> None:
    """Exactly the frames of words and chimes are loud, each once."""
    expected = np.zeros(timeline.end, np.int64)
    for _, event in timeline.events():
        if event.kind in HEARD:
            expected[event.start : event.end] += 1
    assert expected.max() == 1
    assert np.array_equal(np.rint(samples * 32768 / LOUD).astype(np.int64), expected)


@pytest.mark.parametrize("block", [777, 16384])
def test_a_mix_of_a_part_from_its_middle_is_the_tail_of_the_whole(block: int):
    voice = MeanVoice("small", 1000, lambda text, rate: 1 + len(text) * rate // 16)
    for case in _few_cases():
        for part in compiled(case, voice).parts:
            whole = np.concatenate(
                [
                    np.zeros(0, np.float32),
                    *(one.samples for one in mix_part(part, voice, chimes, block=block)),
                ]
            )
            assert len(whole) == part.end - part.start
            starts = [event.start - part.start for event in part.events[:4]]
            for skip in {0, 1, len(whole) // 3, len(whole), *starts, *(start + 5 for start in starts)}:
                if skip <= len(whole):
                    tail = [one.samples for one in mix_part(part, voice, chimes, skip=skip, block=block)]
                    assert np.array_equal(np.concatenate([np.zeros(0, np.float32), *tail]), whole[skip:])


def test_blocks_that_call_themselves_silent_are():
    voice = MEAN[3]
    for case in _few_cases()[:3]:
        for block in mix(compiled(case, voice).parts, voice, chimes):
            assert not (block.silent and block.samples.any())


def _few_cases() -> list[Case]:
    found: list[Case] = []

    @few
    @given(cases(most=2))
    def gather(case: Case) -> None:
        found.append(case)

    gather()
    return found[::4]
