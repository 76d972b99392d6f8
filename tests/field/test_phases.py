"""A tempo with a word for each of its phases, and different words for each repetition."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.field import said, timeline_of, written
from tests.timeline.voices import MeanVoice, usual
from voicecoach.routine.library import load_model
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.model import Routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import to_frames, to_seconds

DROP: dict[str, Any] = {
    "name": "Drop", "kind": "mobilise", "position": "standing", "setup": ["Stand up."], "phases": ["Lower", "hold", "lift"],
    "dose": {"reps": 4, "tempo": "3-2-3"},
}  # fmt: skip


def of(**keys: Any) -> Any:
    exercise = {name: value for name, value in {**DROP, **keys}.items() if value is not None}
    return load_model(
        Routine.model_validate({"title": "T", "steps": ["drop"], "exercises": {"drop": exercise}})
    )


def timeline(loaded: Any, **choices: Any) -> Timeline:
    return prepare(loaded, Choices(**choices), SilentVoice(150)).timeline


def beats(found: Timeline, rep: int) -> list[tuple[float, str]]:
    """What is said in one repetition, in seconds from its start."""
    part = next(part for part in found.parts if part.segment.kind == "work")
    (span,) = (
        one for one in part.events if one.kind is EventKind.SPAN and one.role is Role.REP and one.rep == rep
    )
    inside = (one for one in part.events if one.kind is EventKind.SAY and span.start <= one.start < span.end)
    return [(round(to_seconds(one.start - span.start, found.rate), 2), one.text) for one in inside]


def warnings(loaded: Any) -> list[str]:
    return [re.sub(r"^exercises\.drop(\.\w+)?: ", "", one.message) for one in lint_routine(loaded)]


def test_each_phase_has_its_word_on_its_beat_and_its_seconds_are_counted() -> None:
    found = timeline_of("heel-drops")
    for rep in (1, 2, 4, 6):
        assert beats(found, rep) == [
            (0.0, "Lower"), (1.0, "two"), (2.0, "three"), (3.0, "four"), (4.0, "hold"), (5.0, "two"), (6.0, "lift"),
            (7.0, "two"), (8.0, "rest"), (9.0, "two"), (10.0, "three"),
        ]  # fmt: skip
    assert [text for _, text in beats(found, 3)][-3:] == ["rest", "halfway", "three"]
    assert [text for _, text in beats(found, 5)][-3:] == ["rest", "Last one.", "three"]


def test_at_landmarks_the_words_are_alone_and_by_chimes_they_tick() -> None:
    bare = [(0.0, "Lower"), (4.0, "hold"), (6.0, "lift"), (8.0, "rest")]
    found = timeline_of("heel-drops", count="landmarks")
    assert set(bare) <= set(beats(found, 1))
    assert not {"two", "three"} & {text for rep in range(1, 7) for _, text in beats(found, rep)}
    ten = of(dose={"reps": 10, "tempo": "3-2-3"})
    assert "five" in [text for _, text in beats(timeline(ten, count="landmarks"), 5)]
    assert beats(timeline_of("heel-drops", count="chimes"), 1) == bare
    assert "Lower" not in {one.text for one in said(timeline_of("heel-drops", talk="counts"))}


def test_in_a_timed_set_they_go_on_to_its_end() -> None:
    found = timeline(of(dose={"time": "30 s", "tempo": "3-2-3"}))
    part = next(part for part in found.parts if part.segment.kind == "work")
    (span,) = (one for one in part.events if one.role is Role.TIME)
    words = [
        (round(to_seconds(one.start - span.start, found.rate), 2), one.text)
        for one in part.events
        if one.text in DROP["phases"]
    ]
    assert words == [
        (8.0 * rep + at, text) for rep in range(4) for at, text in ((0, "Lower"), (3, "hold"), (5, "lift"))
    ]


def test_words_that_do_not_fit_the_tempo_are_reported_and_the_usual_ones_said() -> None:
    loaded = of(dose={"reps": 4, "tempo": "3-3"})
    assert any(
        "there are 3, and the tempo has 2 parts, so that none is said" in one for one in warnings(loaded)
    )
    assert "lift" not in {one.text for one in said(timeline(loaded))}
    assert any("not said without a tempo of 3 parts" in one for one in warnings(of(dose={"reps": 4})))
    assert any("goes by the breath" in one for one in warnings(of(kind="breathe", inhale="In.")))
    assert any("“hold” is never said" in one for one in warnings(of(dose={"reps": 4, "tempo": "3-0-3"})))
    assert any(one.startswith("finish: it is not said beside phases") for one in warnings(of(finish="Up.")))
    assert warnings(of()) == []


def test_each_repetition_has_words_of_its_own() -> None:
    found = timeline_of("muscle-relaxation")
    texts = [one.text for one in said(found)]
    at = [texts.index(text) for text in ("Make a fist", "Bend your elbow", "Press your arm into the floor")]
    assert at == sorted(at)
    works = [part.segment for part in found.parts if part.segment.kind == "work"]
    assert [segment.reps for segment in works] == [3], "as many as there are words"
    holds = [event for _, event in found.events() if event.role is Role.HOLD and event.kind is EventKind.SPAN]
    assert [to_seconds(one.end - one.start, found.rate) for one in holds] == [5, 5, 5]
    assert [finding.message for finding in lint_routine(written("muscle-relaxation"))] == []


GO = ["Left", "Right", "Up"]


@pytest.mark.parametrize("dose", [{"reps": 6, "tempo": "3-2-3"}, {"reps": 6, "hold": "3 s"}, {"reps": 6},
                                  {"time": "48 s", "tempo": "3-2-3"}], ids=str)  # fmt: skip
@pytest.mark.parametrize("sides", ["none", "each", "alternate"])
def test_after_the_last_the_first_comes_again(dose: dict[str, Any], sides: str) -> None:
    found = timeline(of(phases=None, go=GO, dose=dose, sides=sides))
    heard = [word for one in said(found) for word in GO if one.role is Role.GO and word in one.text]
    times = {"none": 1, "each": 2, "alternate": 1 if "time" in dose else 2}[sides]
    if sides == "alternate" and "time" not in dose:
        assert heard == [word for word in GO * 2 for _ in range(2)]
    else:
        assert heard == GO * 2 * times


def test_words_and_repetitions_that_do_not_come_out_even_are_reported() -> None:
    def of_go(**keys: Any) -> list[str]:
        return warnings(of(phases=None, go=GO, **keys))

    assert of_go() == ["go: 3 for 4 repetitions: some are said once more than others; write a multiple of 3"]
    assert of_go(dose={"reps": 2}) == ["go: the last one is never said: 3 for 2 repetitions"]
    assert of_go(dose={"reps": "1-6"}) == of_go(dose={"hold": "3 s"}) == []
    assert of_go(dose={"time": "1 min"})[0].startswith("go: only the first is said in a timed set")
    assert of_go(dose={"reps": 3}, short="Again.")[0].startswith("short: it is not said, as each repetition")


def test_breaths_have_them_too_and_python_gives_back_what_was_written() -> None:
    found = timeline(of(phases=None, kind="breathe", go=GO, finish="Back", dose={"reps": 3, "tempo": "4-6"}))
    assert [one.text for one in said(found) if one.text in GO] == GO
    loaded = of(go="Down")
    assert loaded.routine.exercises["drop"].model_dump(exclude_defaults=True)["go"] == "Down"
    assert of(go=GO).routine.exercises["drop"].model_dump(exclude_defaults=True)["go"] == GO


def test_a_long_first_word_gives_way_to_the_others_and_the_side_is_said() -> None:
    loaded = of(
        sides="alternate", phases=["Lower slowly", "hold", "lift"], dose={"reps": 2, "tempo": "1-1-2"}
    )
    found = timeline(loaded)
    part = next(part for part in found.parts if part.segment.kind == "work")
    said_there = [one.text for one in part.events if one.role is Role.GO and one.kind is EventKind.SAY][-12:]
    assert said_there == ["Left side.", "hold", "lift", "Right side.", "hold", "lift"] * 2
    assert {misfit.text for misfit in part.misfits} >= {"left side. Lower slowly", "right side. Lower slowly"}


@given(
    st.lists(st.integers(0, 16).map(lambda half: half / 2), min_size=2, max_size=4).filter(
        lambda parts: sum(parts) >= 1
    ),
    st.sampled_from(["every", "landmarks", "chimes"]),
    st.sampled_from([8000, 44100]),
)
def test_every_phase_begins_on_its_frame(tempo: list[float], count: str, rate: int) -> None:
    texts = ["A", "B", "C", "D"][: len(tempo)]
    loaded = of(phases=texts, dose={"reps": 3, "tempo": "-".join(f"{one:g}" for one in tempo)})
    found = prepare(loaded, Choices(count=count), MeanVoice("usual", rate, usual)).timeline
    part = next(part for part in found.parts if part.segment.kind == "work")
    spans = [one for one in part.events if one.kind is EventKind.SPAN and one.role is Role.REP]
    assert len(spans) == 3
    starts = [to_frames(sum(tempo[:at]), rate) for at in range(len(tempo))]
    for span in spans:
        assert span.end - span.start == to_frames(sum(tempo), rate)
        inside = (one for one in part.events if span.start <= one.start < span.end)
        heard = {one.text: one.start - span.start for one in inside if one.text in texts}
        for text, length, start in zip(texts, tempo, starts, strict=True):
            if length >= 1:
                assert heard[text] == start
            else:
                assert heard.get(text, start) == start
                assert length or text not in heard
