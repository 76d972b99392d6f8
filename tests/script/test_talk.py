"""How much is said, at each level of talk: no voice is needed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script.helpers import exercise, loaded, one, segments, slots, texts, work
from voicecoach.script.choices import Talk
from voicecoach.script.cue import Pause, Role, Say, SegmentKind

FULL = {
    "go": "Lift your knee high.",
    "short": "Lift.",
    "finish": "And lower.",
    "remind": ["Breathe.", "Slowly."],
}


def test_full_talk_says_all_the_words_once_and_short_ones_later():
    routine = one({"reps": 3, "hold": "5 s"}, about="It helps.", setup=["Stand tall."], **FULL)
    assert texts(work(routine), Role.GO, lambda cue: cue.rep is not None and "ift" in cue.text) == [
        "Lift your knee high.",
        "Lift.",
        "Lift.",
    ]
    said = texts(segments(routine))
    assert "It helps." in said
    assert "Stand tall." in said
    assert "Breathe." in said


def test_short_talk_leaves_out_the_why_and_the_long_words():
    routine = one({"reps": 2, "hold": "5 s"}, about="It helps.", setup=["Stand tall."], **FULL)
    said = texts(segments(routine, talk=Talk.SHORT))
    assert "It helps." not in said
    assert "Lift your knee high." not in said
    assert "Stand tall." in said


def test_counts_alone_still_keep_a_person_safe_and_oriented():
    routine = one(
        {"reps": 2, "hold": "5 s"}, setup=["Stand tall."], caution=["Stop if dizzy."], sides="each", **FULL
    )
    said = texts(segments(routine, talk=Talk.COUNTS))
    assert "Stand tall." not in said
    assert "Breathe." not in said
    for needed in ("Stop if dizzy.", "Left side.", "Right side.", "Lift.", "And lower."):
        assert needed in said
    assert any(text.startswith("Stop if it hurts, and rest.") for text in said)


def test_every_talk_level_has_the_same_efforts():
    routine = one({"reps": 3, "hold": "7 s", "sets": 2, "rest": "10 s"}, sides="each", **FULL)
    sizes = {
        talk: [(slot.seconds, slot.rep, slot.side) for slot in slots(segments(routine, talk=talk), Role.HOLD)]
        for talk in Talk
    }
    assert sizes[Talk.FULL] == sizes[Talk.SHORT] == sizes[Talk.COUNTS]


def test_titles_names_and_prompts_are_never_read_with_braces():
    routine = loaded(
        {
            "title": "The {side} day",
            "exercises": {"lift": exercise(name="The {other} lift")},
            "steps": [{"wait": "Turn to the {side}."}, "lift", {"rest": "10 s"}, "lift"],
        }
    )
    assert not [text for text in texts(segments(routine)) if "{" in text]


def test_a_repeat_names_again_and_explains_once():
    routine = loaded(
        {
            "title": "Twice",
            "exercises": {
                "lift": exercise(about="It helps.", setup=["Stand tall."], caution=["Stop if dizzy."])
            },
            "steps": [{"repeat": 3, "steps": ["lift", {"rest": "10 s"}]}],
        }
    )
    said = texts(segments(routine))
    for text in ("It helps.", "Stand tall.", "Stop if dizzy."):
        assert said.count(text) == 1
    assert [part.visit for part in work(routine)] == [1, 2, 3]
    assert len(slots(segments(routine), Role.REST)) == 3


def test_an_open_set_says_its_rule_and_its_most():
    said = texts(segments(one({"reps": "5-15", "hold": "3 s", "open": True}), level=1.0), Role.SETUP)
    assert said[0] == "As many as good form allows, up to fifteen, holding each for three seconds."
    assert said[1] == "When you cannot keep good form, stop, and rest until I name the next exercise."


def test_an_open_set_of_breaths_says_how_many():
    (dose, *_) = texts(segments(one({"reps": 4, "breaths": 3, "open": True})), Role.SETUP)
    assert dose == "As many as good form allows, up to four, holding each for three slow breaths."


@pytest.mark.parametrize(
    ("count", "heard"), [(3, []), (4, ["Two exercises to go."]), (5, ["Three exercises to go."])]
)
def test_in_the_middle_the_coach_says_how_many_are_left(count: int, heard: list[str]):
    routine = loaded({"title": "Many", "exercises": {"lift": exercise()}, "steps": ["lift"] * count})
    assert [text for text in texts(segments(routine)) if text.endswith("to go.")] == heard


@pytest.mark.parametrize(
    ("start", "end"), [("", "."), ("", "!"), ("", "?"), ("", " !"), ("¿", "?"), ("¡", "!")]
)
def test_a_title_or_a_name_with_an_end_of_its_own_has_no_two(start: str, end: str):
    routine = loaded(
        {
            "title": f"{start}At the desk{end}",
            "exercises": {"lift": exercise(name=f"{start}Up{end}")},
            "steps": ["lift", "lift"],
        }
    )
    said = texts(segments(routine))
    assert said[0] == "Welcome to At the desk."
    assert "First exercise: Up." in said


def test_what_stands_before_the_first_exercise_has_a_title():
    routine = loaded(
        {"title": "Bells", "exercises": {"lift": exercise()}, "steps": [{"sound": "bell"}, "lift"]}
    )
    assert all(part.title for part in segments(routine))


def test_the_dose_is_said_with_a_capital_at_each_sentence():
    (dose,) = texts(segments(one({"sets": 3, "reps": 4}, sides="each")), Role.SETUP)
    assert dose == "Four repetitions, on each side. Three sets."


def test_silence_between_words_is_short_if_nobody_moves():
    for part in segments(one({"hold": "5 s", "reps": 3}, setup=["Stand tall."], sides="each", **FULL)):
        for cue in part.cues:
            if isinstance(cue, Pause):
                assert cue.seconds <= 3


def test_a_dose_that_is_known_is_not_said_again():
    routine = loaded(
        {
            "title": "Circuit",
            "exercises": {
                "lift": exercise(sides="each", dose={"reps": 3}),
                "push": exercise(name="Push", dose={"reps": 4, "open": True}),
            },
            "steps": ["lift", "push", "lift", {"do": "lift", "reps": 5}, "push", "push", "push"],
        }
    )
    opening = [
        texts([part]) for part in segments(routine) if part.kind is SegmentKind.SETUP and part.visit > 2
    ]
    assert opening == [
        ["Next: Lift.", "As before."],
        ["Four exercises to go.", "Once more: Lift.", "Five repetitions, on each side."],
        ["Next: Push.", "As before."],
        ["Once more: Push."],
        ["Last exercise: Push.", "As before."],
    ]


@pytest.mark.parametrize(
    ("props", "heard"),
    [
        (["a band"], "a band"),
        (["a band", "a chair"], "a band, and a chair"),
        (["a band", "a chair", "a wall"], "a band, a chair, and a wall"),
        (["a chair", "a chair against a wall", "a chairman"], "a chair against a wall, and a chairman"),
    ],
)
def test_props_are_listed_as_people_list_them(props: list[str], heard: str):
    routine = one({"hold": "5 s"}, props=props)
    assert (
        texts(segments(routine)).count(
            f"Get up slowly, from your side if you are lying, and have this ready near your mat: {heard}."
        )
        == 1
    )


def test_furniture_stays_where_it_is():
    """Nobody with a sore back is sent to drag a couch to the mat."""
    routine = one({"hold": "5 s"}, props=["a bench", "a band"])
    said = [text for text in texts(segments(routine)) if "your mat" in text]
    assert said[0].startswith("You will need a bench. Leave it where it is.")
    # They are on their feet already.
    assert said[1] == "Have this ready near your mat too: a band."
    assert len(said) == 2


@pytest.mark.parametrize(
    ("choices", "said", "length"),
    [
        ({}, "We go on in 35 seconds.", 35),
        ({"session": 10}, "We go on in 35 seconds.", 35),
        ({"pace": "slow"}, "We go on in 55 seconds.", 55),
        ({"pace": "quick"}, "We go on in twenty-five seconds.", 25),
    ],
)
def test_who_fetches_things_knows_how_long_it_will_be_quiet(
    choices: dict[str, Any], said: str, length: float
):
    routine = one({"hold": "5 s"}, position="standing", props=["a band", "a wall"])
    (fetch,) = [part for part in segments(routine, **choices) if said in texts([part])]
    assert [slot.seconds for slot in slots([fetch], Role.MOVE)] == [length]


def test_stopping_speaks_of_a_next_exercise_only_if_there_is_one():
    alone = one({"hold": "5 s"})
    two = loaded(
        {
            "title": "T",
            "exercises": {"lift": exercise(), "push": exercise(name="Push")},
            "steps": ["lift", "push"],
        }
    )
    for routine, said in (
        (alone, "Stop if it hurts, and rest. You may"),
        (two, "Stop if it hurts. Then rest until"),
    ):
        assert any(text.startswith(said) for text in texts(segments(routine)))


def test_a_session_without_exercises_speaks_of_no_last_one():
    assert (
        texts(segments(loaded("{title: T, steps: [{say: Sit still.}, {pause: 1 min}]}")))[-1]
        == "That is all. Well done."
    )


def test_nobody_who_fetches_things_is_left_to_hurry():
    for props, calm in (([], 0), (["a band"], 1)):
        routine = one({"hold": "5 s"}, position="standing", props=props)
        spoken = [
            item.cue
            for slot in slots(segments(routine), Role.MOVE)
            if slot.seconds >= 25
            for item in slot.anchored
        ]
        assert [cue.text for cue in spoken if isinstance(cue, Say)] == ["Take your time."] * calm
