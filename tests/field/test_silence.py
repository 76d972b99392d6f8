# ruff: noqa: E501  (a text and its answer are on one line)
"""Silence of the author's own: a step of it, and inside a text; of exactly its length, and never read aloud."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.field import lasts, said, said_in, timeline_of
from tests.routine.helpers import lines
from tests.script.helpers import exercise, loaded
from tests.timeline.voices import MEAN, MeanVoice
from voicecoach.errors import RoutineError
from voicecoach.export.captions import plain
from voicecoach.routine.parse import parse_routine
from voicecoach.routine.silences import pieces_of, silence_in, with_silences, without_silences
from voicecoach.script.choices import Choices
from voicecoach.script.cue import SegmentKind
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind
from voicecoach.units import to_frames


def test_a_body_scan_has_the_silences_that_it_asks_for() -> None:
    timeline = timeline_of("body-scan")
    rate = timeline.rate
    texts = said(timeline)
    assert not any("pause" in event.text or "slnc" in event.text for event in texts)
    shoulders, jaw, rest = (
        next(event for event in texts if event.text.startswith(words))
        for words in ("Relax your shoulders", "And your jaw", "rest.")
    )
    assert jaw.start - shoulders.end == rest.start - jaw.end == 3 * rate


@pytest.mark.parametrize("voice", MEAN, ids=lambda voice: f"{voice.id}-{voice.rate}")
def test_silence_is_exact_to_the_frame_in_any_voice(voice: MeanVoice) -> None:
    routine = loaded(
        {
            "title": "T",
            "steps": [{"say": "One. [pause 1.5 s] Two. [pause 10 s]"}, {"say": "[pause 2 s] Three."}],
        }
    )
    one, two, three = (
        event
        for event in said(prepare(routine, Choices(), voice).timeline)
        if event.text in ("One.", "Two.", "Three.")
    )
    assert two.start - one.end == to_frames(1.5, voice.rate)
    assert three.start - two.end >= to_frames(12.0, voice.rate)


@pytest.mark.parametrize("name", ["espeak", "silent", pytest.param("hibari", marks=pytest.mark.slow)])
def test_silence_is_exact_in_a_real_voice(name: str) -> None:
    voice = open_voice(name, cache=None)
    routine = loaded({"title": "T", "steps": [{"say": "One. [PAUSE:3] Two."}]})
    one, two = (
        event for event in said(prepare(routine, Choices(), voice).timeline) if event.text in ("One.", "Two.")
    )
    assert two.start - one.end == 3 * voice.rate
    voice.close()


@pytest.mark.parametrize(
    ("length", "seconds"), [("5 s", 5), ("20 min", 1200), ("1½ min", 90), ("0.5 s", 0.5)]
)
def test_a_step_of_silence_says_nothing(length: str, seconds: float) -> None:
    timeline = prepare(
        loaded({"title": "T", "steps": [{"say": "Begin."}, {"pause": length}, "child-s-pose"]}),
        Choices(),
        SilentVoice(150),
    ).timeline
    (part,) = (part for part in timeline.parts if part.segment.kind is SegmentKind.REST)
    assert said_in(part) == []
    assert lasts(part, timeline.rate) == seconds


def test_a_bell_every_five_minutes_of_stillness() -> None:
    steps = [{"repeat": 4, "steps": [{"pause": "5 min"}, {"sound": "bell"}]}]
    timeline = prepare(loaded({"title": "T", "steps": steps}), Choices(), SilentVoice(150)).timeline
    bells = [event for _, event in timeline.events() if event.kind is EventKind.SOUND]
    assert len(bells) == 4
    first = next(part for part in timeline.parts if part.segment.kind is SegmentKind.REST)
    spoken = [event for event in said(timeline) if first.start <= event.start < bells[-1].end]
    assert spoken == []
    assert {(later.start - bell.end) / timeline.rate for bell, later in pairwise(bells)} == {300.3}


def test_a_pause_of_no_length_is_left_out() -> None:
    timeline = prepare(
        loaded({"title": "T", "steps": [{"say": "A."}, {"pause": "0-10 s"}]}), Choices(), SilentVoice(150)
    ).timeline
    assert SegmentKind.REST not in [part.segment.kind for part in timeline.parts]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A. [pause 3 s] B.", "A. [pause 3 s] B."),
        ("A. [Pause: 3] B.", "A. [pause 3 s] B."),
        ("A. [PAUSE:3s] B.", "A. [pause 3 s] B."),
        ("A. [pause 500 ms] B.", "A. [pause 0.5 s] B."),
        ("A. [pause 1 min 30 s] B.", "A. [pause 90 s] B."),
        ("A. [3 second pause] B.", "A. [pause 3 s] B."),
        ("A. [[slnc 3000]] B.", "A. [pause 3 s] B."),
        ('A. <break time="3s"/> B.', "A. [pause 3 s] B."),
        ("A. <break time='1500ms' /> B.", "A. [pause 1.5 s] B."),
        ('A. <silence msec="250"/> B.', "A. [pause 0.25 s] B."),
        ("A. (pause 3 seconds) B.", "A. [pause 3 s] B."),
        ("A (you may pause for 3 s) B.", "A (you may pause for 3 s) B."),
        ("Lift [or float] it.", "Lift [or float] it."),
    ],
)  # fmt: skip
def test_what_other_programs_write_is_understood(text: str, kept: str) -> None:
    assert with_silences(text) == kept


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("A. [pause] B.", "“[pause]” does not say how long; write it as [pause 3 s]"),
        ("A. (long pause) B.", "“(long pause)” does not say how long; write it as [pause 3 s]"),
        ('A. <break strength="strong"/> B.', "“<break strength=\"strong\"/>” does not say how long; write it as [pause 3 s]"),
        ("A. [[rate 120]] B.", "“[[rate 120]]” is a command of another program; for silence write [pause 3 s], else leave it out"),
        ("A. [pause 3-5 s] B.", "“[pause 3-5 s]” is a range; silence in a text has one length: [pause 5 s]"),
        ("A. [pause 3 parsecs] B.", "“[pause 3 parsecs]” is not a length of silence; write it as [pause 3 s]"),
        ("A. [pause 15 min] B.", "silence in a text lasts up to 10 minutes, not 900 s; write a step “pause”"),
        ("[pause 3 s]", "there is only silence in this text; write it as a step of its own, such as “pause: 3 s”"),
        ("A. <b>B</b>", "markup is not spoken; write plain words without < and >"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_answered_with_the_right_form(text: str, answer: str) -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine("title: T\nsteps:\n  - say: >-\n      " + text + "\n")
    assert lines(caught.value) == [f"3:10: say: {answer}"]


def test_a_name_has_no_silence() -> None:
    with pytest.raises(RoutineError, match="silence belongs in a sentence"):
        parse_routine("title: Morning [pause 3 s]\nsteps: [x]\n")


def test_texts_of_an_exercise_may_have_silence_and_readers_never_see_it() -> None:
    routine = loaded(
        {
            "title": "T",
            "steps": ["x"],
            "exercises": {
                "x": exercise(
                    setup=["Stand tall. [pause 2 s] Feel your feet."],
                    go="Reach up. [pause 1 s] And breathe.",
                    dose={"reps": 1, "hold": "5 s"},
                )
            },
        }
    )
    timeline = prepare(routine, Choices(), SilentVoice(150)).timeline
    texts = said(timeline)
    for before, after, seconds in (("Stand tall.", "Feel your feet.", 2), ("Reach up.", "And breathe.", 1)):
        at = [event.text for event in texts].index(before)
        assert texts[at + 1].text == after
        assert texts[at + 1].start - texts[at].end == seconds * timeline.rate
    assert plain("Stand tall. [pause 2 s] Feel your feet.") == "Stand tall. Feel your feet."


def test_silence_counts_against_the_longest_session() -> None:
    step = "{say: 'A. " + "[pause 9 s]" * 40 + "'}"
    with pytest.raises(RoutineError, match="more than 24 hours"):
        loaded("title: T\nsteps: [{repeat: 250, steps: [" + step + "]}]\n")
    with pytest.raises(RoutineError, match="more than 24 hours"):
        loaded("title: T\nsteps: [{pause: 13 h}, {pause: 13 h}]\n")


_WORDS = st.text("ab.,; ", max_size=8)


@given(st.lists(st.tuples(_WORDS, st.integers(1, 60_000)), min_size=1, max_size=5), _WORDS)
def test_nothing_is_lost_of_a_text(parts: list[tuple[str, int]], end: str) -> None:
    text = with_silences("".join(f"{words} [pause {ms} ms]" for words, ms in parts) + end)
    pieces = pieces_of(text)
    assert sum(piece.silence_s for piece in pieces) == pytest.approx(silence_in(text))
    assert silence_in(text) == pytest.approx(sum(ms for _, ms in parts) / 1000)
    letters = "".join(filter(str.isalnum, without_silences(text)))
    assert "".join(filter(str.isalnum, "".join(piece.text for piece in pieces))) == letters
    assert all(any(map(str.isalnum, piece.text)) or not piece.text for piece in pieces)
