"""Counts, landmarks, repetitions and breaths, in relative time: no voice is needed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.script.helpers import cues, exercise, loaded, one, segments, slots, texts, work
from voicecoach.script.choices import Counting, Talk
from voicecoach.script.cue import Role, Say, Slot, Sound

FULL = {
    "go": "Lift your knee high.",
    "short": "Lift.",
    "finish": "And lower.",
    "remind": ["Breathe.", "Slowly."],
}


def counts(slot: Slot) -> list[tuple[float, str]]:
    return [
        (item.at, item.cue.text if isinstance(item.cue, Say) else item.cue.name)
        for item in slot.anchored
        if item.cue.role is Role.COUNT
    ]


def test_a_hold_to_ten_seconds_counts_each_second():
    (slot,) = slots(work(one({"hold": "5 s"})), Role.HOLD)
    assert counts(slot) == [(1, "two"), (2, "three"), (3, "four"), (4, "five")]
    assert slot.anchored[0].at == 0
    assert slot.anchored[0].cue == Say("hold", Role.GO)


@pytest.mark.parametrize("hold", ["1 s", "1.5 s"])
def test_the_shortest_holds_have_no_count(hold: str):
    (slot,) = slots(work(one({"hold": hold})), Role.HOLD)
    assert counts(slot) == []


def test_a_longer_hold_counts_the_last_five_and_says_halfway():
    (slot,) = slots(work(one({"hold": "20 s"})), Role.HOLD)
    assert counts(slot) == [(15, "five"), (16, "four"), (17, "three"), (18, "two"), (19, "one")]
    assert (10, "halfway") in [(item.at, getattr(item.cue, "text", "")) for item in slot.anchored]


@pytest.mark.parametrize("hold", ["10.5 s", "11 s"])
def test_a_hold_just_over_ten_seconds_counts_down_to_its_end(hold: str):
    (slot,) = slots(work(one({"hold": hold})), Role.HOLD)
    assert counts(slot) == [
        (slot.seconds - left, word) for left, word in zip((5, 4, 3, 2, 1), _DOWN, strict=True)
    ]


_DOWN = ("five", "four", "three", "two", "one")


def test_landmarks_count_little():
    (slot,) = slots(work(one({"hold": "8 s"}), count=Counting.LANDMARKS), Role.HOLD)
    assert counts(slot) == [(5, "three"), (6, "two"), (7, "one")]
    (slot,) = slots(work(one({"hold": "40 s"}), count=Counting.LANDMARKS), Role.HOLD)
    assert [word for _, word in counts(slot)] == ["three", "two", "one"]


def test_chimes_take_the_place_of_numbers():
    routine = one({"hold": "6 s", "reps": 2})
    (first, _) = slots(work(routine, count=Counting.CHIMES), Role.HOLD)
    assert counts(first) == [(second, "tick") for second in range(1, 6)]
    assert all(
        isinstance(cue, Sound) for cue in cues(work(routine, count=Counting.CHIMES)) if cue.role is Role.COUNT
    )


@pytest.mark.parametrize("what", ["hold", "time"])
def test_minutes_are_called_out(what: str):
    (slot,) = slots(work(one({what: "3:10"})), Role(what))
    heard = [(item.at, item.cue.text) for item in slot.anchored if " done, " in getattr(item.cue, "text", "")]
    assert heard == [
        (60, "one minute done, two minutes and ten seconds to go"),
        (120, "two minutes done, one minute and ten seconds to go"),
    ]


@pytest.mark.parametrize(
    ("time", "heard"),
    [
        ("59 s", [(29.5, "halfway"), (49, "ten seconds to go")]),
        ("61 s", [(30.5, "halfway"), (51, "ten seconds to go")]),
        (
            "80 s",
            [
                (30, "thirty seconds done"),
                (40, "halfway"),
                (50, "thirty seconds to go"),
                (70, "ten seconds to go"),
            ],
        ),
        (
            "119 s",
            [
                (30, "thirty seconds done"),
                (59.5, "halfway"),
                (89, "thirty seconds to go"),
                (109, "ten seconds to go"),
            ],
        ),
        (
            "121 s",
            [
                # "One minute and one second to go" would be no help to anybody.
                (60, "one minute done"),
                (91, "thirty seconds to go"),
                (111, "ten seconds to go"),
            ],
        ),
        (
            "2:20",
            [
                (60, "one minute done, one minute and twenty seconds to go"),
                (110, "thirty seconds to go"),
                (130, "ten seconds to go"),
            ],
        ),
        (
            "2:30",
            [
                (60, "one minute done, one and a half minutes to go"),
                (120, "two minutes done, thirty seconds to go"),
                (140, "ten seconds to go"),
            ],
        ),
    ],
)
def test_times_near_a_minute(time: str, heard: list[tuple[float, str]]):
    (slot,) = slots(work(one({"time": time})), Role.TIME)
    assert [(item.at, item.cue.text) for item in slot.anchored if item.cue.role is Role.PROGRESS] == heard


@pytest.mark.parametrize("what", ["hold", "time"])
@pytest.mark.parametrize("talk", list(Talk))
@pytest.mark.parametrize("count", list(Counting))
def test_no_time_is_long_and_quiet(what: str, talk: Talk, count: Counting):
    longest = 60 if talk is Talk.COUNTS else 40
    for seconds in range(10, 120):
        (slot,) = slots(work(one({what: f"{seconds} s"}), talk=talk, count=count), Role(what))
        marks = [item.at for item in slot.anchored] + [slot.seconds]
        assert max(after - at for at, after in pairwise(marks)) <= longest, seconds
    (slot,) = slots(work(one({what: "9:59"}), talk=talk, count=count), Role(what))
    marks = [item.at for item in slot.anchored] + [slot.seconds]
    assert max(after - at for at, after in pairwise(marks)) <= 60


def test_repetitions_are_counted_and_the_last_is_announced():
    said = texts(work(one({"reps": 3, "tempo": "2-1-2"}, **FULL)))
    counted = [text for text in said if text in ("Lift your knee high.", "one", "two", "three", "Last one.")]
    assert counted == ["three", "two", "Lift your knee high.", "one", "two", "Last one.", "three"]


def test_last_is_said_before_the_last_repetition():
    for slot in slots(work(one({"reps": 3, "tempo": "2-1-2"}, **FULL)), Role.REP):
        last = [item.at for item in slot.anchored if getattr(item.cue, "text", "") == "Last one."]
        assert bool(last) is (slot.rep == 2)
        assert all(at > 3 for at in last), "on the way back, before the next"


def test_the_word_of_a_movement_is_on_its_beat_in_every_repetition():
    for slot in slots(work(one({"reps": 4, "tempo": "2-1-2"}, **FULL)), Role.REP):
        found = {item.at: getattr(item.cue, "text", "") for item in slot.anchored if item.by is None}
        assert found == {0: "Lift your knee high." if slot.rep == 1 else "Lift.", 3: "And lower."}
        (stay,) = [item for item in slot.anchored if getattr(item.cue, "text", "") == "and wait"]
        assert stay.at == 2
        assert stay.instead is not None
        assert stay.instead.text == "wait"  # where a long word for the way out leaves no more room


def test_the_coachs_own_begin_comes_once():
    said = texts(work(one({"reps": 4, "tempo": "2-1-2"})))
    assert said.count("Begin.") == 1
    assert [text for text in said if text in ("one", "four")] == ["one", "four"]


def test_a_lead_in_counts_to_the_first_word():
    (part,) = work(one({"reps": 2, "tempo": "2-1-2"}, **FULL))
    lead = part.cues[0]
    assert isinstance(lead, Slot)
    assert [(item.at, item.cue.text) for item in lead.anchored if isinstance(item.cue, Say)] == [
        (0, "three"),
        (1, "two"),
    ]
    assert lead.seconds == 2
    assert part.cues[1].role is Role.REP  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("routine", "step", "chosen", "counts"),
    [
        (None, None, None, ["three", "two"]),
        (5, None, None, ["five", "four", "three", "two"]),
        (5, 2, None, ["two"]),
        (5, 2, 0, []),
        (0, None, None, []),
        (None, 1, None, []),
        (0, None, 4, ["four", "three", "two"]),
    ],
)
def test_the_person_then_the_step_then_the_routine_says_from_where_it_is_counted(
    routine: int | None, step: int | None, chosen: int | None, counts: list[str]
):
    asked: dict[str, Any] = {
        "title": "One",
        "exercises": {"lift": exercise(**FULL)},
        "steps": [{"do": "lift", "reps": 2}],
    }
    if routine is not None:
        asked["count_in"] = routine
    if step is not None:
        asked["steps"][0]["count_in"] = step
    (part,) = work(loaded(asked), count_in=chosen)
    said = [
        item.cue.text
        for cue in part.cues
        if isinstance(cue, Slot) and cue.role is Role.MOVE
        for item in cue.anchored
        if isinstance(item.cue, Say)
    ]
    assert said == counts


def test_a_hold_says_its_length_once_and_hold_each_time():
    said = texts(work(one({"reps": 3, "hold": "10 s"}, **FULL)))
    assert said.count("Then hold for ten seconds.") == 1
    assert said.count("hold") == 3


def test_last_means_one_thing_if_breaths_are_repeated():
    said = texts(work(one({"reps": 3, "breaths": 3}, **FULL)))
    assert [text for text in said if "ast" in text] == ["Last one."]
    assert said.count("one more breath") == 3
    said = texts(work(one({"breaths": 5}, **FULL)))
    assert not [text for text in said if "ast" in text]
    assert said.count("one more breath") == 1


@pytest.mark.parametrize(
    ("seconds", "tempo", "at"), [(15, "2-1-2", [9.0]), (5, "2-1-2", []), (15, "1-1", []), (20, "3-3", [17.0])]
)
def test_the_last_repetition_of_a_timed_set_is_announced_on_the_way_back(
    seconds: int, tempo: str, at: list[float]
):
    (part,) = work(one({"time": f"{seconds} s", "tempo": tempo}, **FULL))
    heard = [item for cue in part.cues if isinstance(cue, Slot) for item in cue.anchored]
    assert [item.at for item in heard if getattr(item.cue, "text", "") == "Last one."] == at


def test_a_reminder_comes_while_it_can_be_used():
    """Before the word that starts a repetition, never after its release."""
    for step in ({"reps": 6, "hold": "5 s"}, {"reps": 6, "hold": "5 s", "between": "8 s"}):
        (part,) = work(one(step, **FULL))
        said = cues([part])
        for index, cue in enumerate(said):
            if cue.role is Role.REMIND:
                assert said[index + 1].role is Role.GO
                assert said[index - 1].role is Role.PROGRESS
        assert sum(cue.role is Role.REMIND for cue in said) == 3


def test_a_single_repetition_is_no_last_one():
    for step in ({"reps": 1, "sets": 3}, {"reps": 1, "hold": "5 s"}):
        assert "Last one." not in texts(work(one(step)))


def test_every_repetition_begins_with_something_heard():
    for talk in Talk:
        for count in Counting:
            for slot in slots(work(one({"reps": 6, "tempo": "2-1-2"}), talk=talk, count=count), Role.REP):
                assert min(item.at for item in slot.anchored) == 0, (talk, count)


def test_breaths_are_even_and_long_words_give_way_to_short_ones():
    routine = one(
        {"breaths": 2}, inhale="Breathe in and arch your back as far as you like.", exhale="And out."
    )
    for slot in slots(work(routine), Role.BREATH):
        inhale, exhale = (item for item in slot.anchored if item.cue.role is Role.BREATH)
        assert (inhale.at, exhale.at, slot.seconds) == (0, 3, 7)
        assert inhale.instead is not None
        assert inhale.instead.text == "breathe in"


def test_an_own_tempo_gives_way_to_its_words_and_a_prescribed_one_does_not():
    assert all(slot.stretch for slot in slots(work(one({"reps": 2})), Role.REP))
    assert not any(slot.stretch for slot in slots(work(one({"reps": 2, "tempo": "0-0-1"})), Role.REP))


@pytest.mark.parametrize(
    ("between", "words"), [("2 s", []), ("30 s", ["Rest for thirty seconds.", "Get ready."])]
)
def test_paced_repetitions_rest_between_and_not_after_the_last(between: str, words: list[str]):
    script = segments(one({"reps": 3, "tempo": "2-2", "between": between}, go="Go.", finish="Back."))
    rests = slots(script, Role.REST)
    assert [slot.rep for slot in rests] == [1, 2]
    assert [item.cue.text for item in rests[0].anchored if isinstance(item.cue, Say)] == words
    assert [slot.seconds for slot in slots(script, Role.REP)] == [4.0, 4.0, 4.0]


def test_a_reminder_that_is_alone_in_a_minute_parts_its_silence():
    routine = one({"time": "10 min"}, remind=["Breathe.", "Land softly."])
    for session in (1, 10):
        (slot,) = slots(work(routine, session=session), Role.TIME)
        starts = [*sorted(float(mark.at) for mark in slot.anchored), float(slot.seconds)]
        assert max(later - before for before, later in pairwise(starts)) < 45
