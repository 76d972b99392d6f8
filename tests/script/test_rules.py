"""The rules of the coach, one by one, in words and relative time: no voice is needed."""

from __future__ import annotations

import pytest

from tests.script.helpers import cues, exercise, loaded, one, segments, slots, texts, work
from voicecoach.script.choices import Choices, Counting, Talk
from voicecoach.script.cue import Pause, Role, Say, Segment, SegmentKind, Side, Slot, Sound, Wait

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


def kinds(parts: tuple[Segment, ...]) -> list[str]:
    return [part.kind.value for part in parts]


# How much is said


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
    assert any(text.startswith("Stop if it hurts.") for text in said)


def test_every_talk_level_has_the_same_efforts():
    routine = one({"reps": 3, "hold": "7 s", "sets": 2, "rest": "10 s"}, sides="each", **FULL)
    sizes = {
        talk: [(slot.seconds, slot.rep, slot.side) for slot in slots(segments(routine, talk=talk), Role.HOLD)]
        for talk in Talk
    }
    assert sizes[Talk.FULL] == sizes[Talk.SHORT] == sizes[Talk.COUNTS]


# Counting


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
    told = [(item.at, item.cue.text) for item in slot.anchored if " done, " in getattr(item.cue, "text", "")]
    assert told == [
        (60, "one minute done, two minutes and ten seconds to go"),
        (120, "two minutes done, one minute and ten seconds to go"),
    ]


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("59 s", [(29.5, "halfway"), (49, "ten seconds to go")]),
        ("61 s", [(30.5, "halfway"), (51, "ten seconds to go")]),
        ("119 s", [(59.5, "halfway"), (109, "ten seconds to go")]),
        ("121 s", [(60, "one minute done, one minute and one second to go"), (111, "ten seconds to go")]),
    ],
)
def test_times_near_a_minute(time: str, told: list[tuple[float, str]]):
    (slot,) = slots(work(one({"time": time})), Role.TIME)
    assert [(item.at, item.cue.text) for item in slot.anchored if item.cue.role is Role.PROGRESS] == told


def test_repetitions_are_counted_and_the_last_is_announced():
    said = texts(work(one({"reps": 3, "tempo": "2-1-2"}, **FULL)))
    assert [text for text in said if text in ("one", "two", "three", "Last one.")] == [
        "one",
        "two",
        "three",
        "Last one.",
    ]


def test_a_single_repetition_is_no_last_one():
    for step in ({"reps": 1, "sets": 3}, {"reps": 1, "hold": "5 s"}):
        assert "Last one." not in texts(work(one(step)))


def test_every_repetition_begins_with_something_heard():
    for talk in Talk:
        for count in Counting:
            for slot in slots(work(one({"reps": 6, "tempo": "2-1-2"}), talk=talk, count=count), Role.REP):
                assert min(item.at for item in slot.anchored) == 0, (talk, count)


# Sides


def test_the_first_side_is_a_choice():
    routine = one({"hold": "5 s"}, sides="each")
    assert [part.side for part in work(routine)] == [Side.LEFT, Side.RIGHT]
    assert [part.side for part in work(routine, first=Side.RIGHT)] == [Side.RIGHT, Side.LEFT]


def test_switching_sides_has_words_and_time_and_the_instructions_of_that_side():
    routine = one(
        {"hold": "5 s"}, sides="each", position="on the side", setup=["Lie on your {side} side.", "Breathe."]
    )
    (switch,) = [part for part in segments(routine) if part.kind is SegmentKind.SWITCH]
    assert texts([switch]) == ["Switch sides. Now the right side.", "Lie on your right side."]
    (time,) = slots([switch], Role.MOVE)
    assert time.seconds >= 5


def test_alternating_sides_name_their_side_at_each_turn():
    routine = one(
        {"reps": 2, "hold": "5 s"}, sides="alternate", go="Reach with your {side} arm.", short="Reach."
    )
    said = texts(work(routine))
    assert said[0] == "Left side first."
    gone = [text for text in said if "each" in text]
    assert gone == [
        "Reach with your left arm.",
        "Reach with your right arm.",
        "Left side. Reach.",
        "Right side. Reach.",
    ]


@pytest.mark.parametrize("talk", list(Talk))
def test_alternating_sides_at_a_tempo_name_them_too(talk: Talk):
    routine = one({"reps": 2, "tempo": "2-1-2"}, sides="alternate", go="Reach.")
    for slot in slots(work(routine, talk=talk), Role.REP):
        said = " ".join(item.cue.text.lower() for item in slot.anchored if isinstance(item.cue, Say))
        assert slot.side is not None
        assert f"{slot.side.value} side" in said


def test_alternating_sides_share_a_time_and_say_so():
    routine = one({"time": "1 min"}, sides="alternate", go="Step to the {side}.")
    (part,) = work(routine)
    assert part.side is Side.ALTERNATE
    (slot,) = slots([part], Role.TIME)
    assert slot.anchored[0].cue.text == "Step to the left."
    assert "For one minute, changing sides all the time." in texts(segments(routine), Role.SETUP)


def test_one_side_may_have_a_dose_of_its_own():
    routine = one({"reps": 5, "hold": "5 s", "left": {"reps": 2}}, sides="each")
    left, right = work(routine)
    assert (left.reps, right.reps) == (2, 5)
    assert len(slots([left], Role.HOLD)) == 2
    assert (
        "On the left side: two times, holding for five seconds. "
        "On the right side: five times, holding for five seconds." in texts(segments(routine), Role.SETUP)
    )


def test_one_side_may_have_other_sets():
    routine = one({"reps": 5, "right": {"sets": 2}}, sides="each")
    assert [(part.side, part.set) for part in work(routine)] == [
        (Side.LEFT, 1),
        (Side.RIGHT, 1),
        (Side.RIGHT, 2),
    ]
    assert "On the right side: five repetitions. Two sets." in texts(segments(routine), Role.SETUP)[0]


def test_alternating_sides_each_have_their_own_dose():
    routine = one({"reps": 2, "hold": "5 s", "left": {"hold": "3 s", "sets": 2}}, sides="alternate")
    found = [(slot.side, slot.seconds) for slot in slots(work(routine), Role.HOLD)]
    assert found == [
        (Side.LEFT, 3), (Side.RIGHT, 5), (Side.LEFT, 3), (Side.RIGHT, 5), (Side.LEFT, 3), (Side.LEFT, 3),
    ]  # fmt: skip


def test_sides_with_different_times_are_done_one_after_the_other():
    routine = one({"time": "20 s", "left": {"time": "30 s"}}, sides="alternate")
    assert [(part.side, slots([part], Role.TIME)[0].seconds) for part in work(routine)] == [
        (Side.LEFT, 30),
        (Side.RIGHT, 20),
    ]


def test_a_side_word_without_sides_leaves_no_trace():
    routine = one(
        {"hold": "5 s"}, go="Lift your {side} knee, then the {other}.", setup=["{side}", "Lie on the {side}."]
    )
    said = texts(segments(routine))
    assert "Lift your knee, then the." in said
    assert "Lie on the." in said
    assert not [text for text in said if "{" in text or not any(map(str.isalnum, text))]


def test_titles_names_and_prompts_are_never_read_with_braces():
    routine = loaded(
        {
            "title": "The {side} day",
            "exercises": {"lift": exercise(name="The {other} lift")},
            "steps": [{"wait": "Turn to the {side}."}, "lift", {"rest": "10 s"}, "lift"],
        }
    )
    assert not [text for text in texts(segments(routine)) if "{" in text]


def test_who_ended_on_the_right_side_is_told_to_turn_back():
    routine = loaded(
        {
            "title": "Twice",
            "exercises": {"lift": exercise(sides="each", position="on the side", dose={"hold": "5 s"})},
            "steps": [{"repeat": 2, "steps": ["lift"]}],
        }
    )
    moves = [part for part in segments(routine) if part.kind is SegmentKind.MOVE]
    assert texts([moves[1]], Role.SIDE) == ["Now we are back on the left side."]
    assert slots([moves[1]], Role.MOVE)[0].seconds == 9


# Levels, variants, options


@pytest.mark.parametrize(("level", "reps", "hold"), [(0.0, 3, 10), (0.5, 6, 20), (1.0, 8, 30)])
def test_a_level_picks_the_point_on_every_range(level: float, reps: int, hold: float):
    (part,) = work(one({"reps": "3-8", "hold": "10-30 s"}), level=level)
    assert (part.reps, part.hold) == (reps, hold)


def test_levels_beyond_their_ends_are_refused():
    for level in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="level"):
            Choices(level=level)
    with pytest.raises(ValueError, match="left or right"):
        Choices(first=Side.ALTERNATE)


def test_an_easier_variant_takes_the_place_with_the_dose_of_the_step():
    routine = loaded(
        {
            "title": "Easier",
            "exercises": {
                "push": exercise(name="Push", easier="wall"),
                "wall": exercise(name="Wall push", dose={"reps": 20}),
            },
            "steps": [{"do": "push", "reps": 4}],
        }
    )
    assert [part.exercise for part in work(routine)] == ["push"]
    (part,) = work(routine, easier=frozenset({"push"}))
    assert (part.exercise, part.title, part.reps) == ("wall", "Wall push", 4)


def test_optional_exercises_are_done_when_asked_for():
    routine = loaded(
        {
            "title": "Optional",
            "exercises": {"push": exercise(name="Push"), "pull": exercise(name="Pull")},
            "steps": ["push", {"do": "pull", "optional": True}],
        }
    )
    assert [part.exercise for part in work(routine)] == ["push"]
    for include in ({"pull"}, {"all"}):
        assert [part.exercise for part in work(routine, include=frozenset(include))] == ["push", "pull"]


# Steps


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
    assert said[1] == "When you cannot keep good form, stop and rest."


def test_an_open_set_of_breaths_says_how_many():
    (dose, *_) = texts(segments(one({"reps": 4, "breaths": 3, "open": True})), Role.SETUP)
    assert dose == "As many as good form allows, up to four, holding each for three slow breaths."


def test_a_wait_says_how_long_a_file_waits():
    routine = loaded(
        {
            "title": "Wait",
            "exercises": {"lift": exercise()},
            "steps": [{"wait": "Fetch a chair", "time": "30 s"}, "lift", {"wait": "Sit down."}],
        }
    )
    waits = [cue for part in segments(routine) for cue in part.cues if isinstance(cue, Wait)]
    assert waits == [Wait("Fetch a chair", 30), Wait("Sit down.", 10)]
    said = texts(segments(routine), Role.MOVE)
    assert "Fetch a chair. We go on in thirty seconds." in said
    assert "Sit down. We go on in ten seconds." in said


def test_what_stands_before_the_first_exercise_has_a_title():
    routine = loaded(
        {"title": "Bells", "exercises": {"lift": exercise()}, "steps": [{"sound": "bell"}, "lift"]}
    )
    assert all(part.title for part in segments(routine))


def test_no_rest_is_no_rest():
    routine = loaded(
        {"title": "Rest", "exercises": {"lift": exercise()}, "steps": ["lift", {"rest": "0-10 s"}, "lift"]}
    )
    assert "rest" not in kinds(segments(routine))
    assert kinds(segments(routine, level=1.0)).count("rest") == 1
    assert "rest" not in kinds(segments(one({"sets": 3, "rest": "0 s"})))


def test_a_rest_says_how_long_what_is_next_and_when_it_ends():
    routine = one({"sets": 2, "reps": 3, "rest": "30 s"})
    (rest,) = [part for part in segments(routine) if part.kind is SegmentKind.REST]
    assert texts([rest]) == ["Rest for thirty seconds.", "The last set comes next.", "Get ready."]


def test_the_dose_is_told_with_a_capital_at_each_sentence():
    (dose,) = texts(segments(one({"sets": 3, "reps": 4}, sides="each")), Role.SETUP)
    assert dose == "Four repetitions, on each side. Three sets."


def test_breaths_are_even_and_long_words_give_way_to_short_ones():
    routine = one(
        {"breaths": 2}, inhale="Breathe in and arch your back as far as you like.", exhale="And out."
    )
    for slot in slots(work(routine), Role.BREATH):
        inhale, exhale = (item for item in slot.anchored if item.cue.role is Role.BREATH)
        assert (inhale.at, exhale.at, slot.seconds) == (0, 3, 6)
        assert inhale.instead is not None
        assert inhale.instead.text == "breathe in"


def test_an_own_tempo_gives_way_to_its_words_and_a_prescribed_one_does_not():
    assert all(slot.stretch for slot in slots(work(one({"reps": 2})), Role.REP))
    assert not any(slot.stretch for slot in slots(work(one({"reps": 2, "tempo": "0-0-1"})), Role.REP))


def test_silence_between_words_is_short_where_nobody_moves():
    for part in segments(one({"hold": "5 s", "reps": 3}, setup=["Stand tall."], sides="each", **FULL)):
        for cue in part.cues:
            if isinstance(cue, Pause):
                assert cue.seconds <= 2.5


# What a person on the mat once heard wrong


@pytest.mark.parametrize("first", [Side.LEFT, Side.RIGHT])
def test_a_timed_set_names_the_leg_of_its_own_side(first: Side):
    routine = one({"time": "15 s"}, sides="each", go="Lift your {side} leg.")
    script = segments(routine, first=first)
    said = [
        (part.side, slot.anchored[0].cue.text)
        for part in script
        for slot in slots((part,), Role.TIME)
        if isinstance(slot.anchored[0].cue, Say)
    ]
    assert said == [(side, f"Lift your {side} leg.") for side in (first, first.other)]


@pytest.mark.parametrize(
    ("between", "words"), [("2 s", []), ("30 s", ["Rest for thirty seconds.", "Get ready."])]
)
def test_paced_repetitions_rest_between_and_not_after_the_last(between: str, words: list[str]):
    script = segments(one({"reps": 3, "tempo": "2-2", "between": between}, go="Go.", finish="Back."))
    rests = slots(script, Role.REST)
    assert [slot.rep for slot in rests] == [1, 2]
    assert [item.cue.text for item in rests[0].anchored if isinstance(item.cue, Say)] == words
    assert [slot.seconds for slot in slots(script, Role.REP)] == [4.0, 4.0, 4.0]


def test_a_side_that_has_no_more_sets_does_not_count():
    routine = one({"sets": 2, "reps": 2, "right": {"sets": 1, "reps": 3}}, sides="alternate")
    assert [part.reps for part in segments(routine) if part.kind is SegmentKind.WORK] == [3, 2]


def test_a_side_in_a_name_is_in_no_title():
    routine = one({"reps": 2}, sides="each", name="{side} lift")
    assert {part.title.lower() for part in segments(routine) if part.visit == 1} == {"lift"}
