"""Each side gets its full dose, and its name: no voice is needed."""

from __future__ import annotations

import pytest

from tests.script.helpers import exercise, loaded, one, segments, slots, texts, work
from voicecoach.script.choices import Talk
from voicecoach.script.cue import Role, Say, SegmentKind, Side


def test_the_first_side_is_a_choice():
    routine = one({"hold": "5 s"}, sides="each")
    assert [part.side for part in work(routine)] == [Side.LEFT, Side.RIGHT]
    assert [part.side for part in work(routine, first=Side.RIGHT)] == [Side.RIGHT, Side.LEFT]


def test_switching_sides_has_words_and_time_and_the_whole_set_up():
    routine = one(
        {"hold": "5 s"},
        sides="each",
        position="on the side",
        setup=["Bend your {side} knee.", "Keep breathing.", "Put one foot on top of the other."],
        leave=["Lower your {side} hip."],
    )
    (switch,) = [part for part in segments(routine) if part.kind is SegmentKind.SWITCH]
    assert texts([switch]) == [
        "Lower your left hip.",
        "Now the right side.",
        "Roll over slowly, and lie on your right side.",
        "Take your time.",
        "Bend your right knee.",
        "Put one foot on top of the other.",
    ]
    time = max(slots([switch], Role.MOVE), key=lambda slot: slot.seconds)
    assert time.seconds >= 8
    assert switch.before.down is Side.LEFT
    assert switch.after.down is Side.RIGHT


def test_what_holds_for_both_sides_is_not_said_again_if_nobody_turns_over():
    routine = one(
        {"hold": "5 s"},
        sides="each",
        position="on the back",
        setup=["Bend your knees.", "Lift your {side} foot."],
    )
    (switch,) = [part for part in segments(routine) if part.kind is SegmentKind.SWITCH]
    assert texts([switch]) == ["Now the right side.", "Lift your right foot."]


def test_the_side_that_lies_down_is_the_one_that_the_set_up_names():
    for named, down in (("{side}", "left"), ("{other}", "right")):
        routine = one(
            {"hold": "5 s"}, sides="each", position="on the side", setup=[f"Lie on your {named} side."]
        )
        (move,) = [part for part in segments(routine) if part.kind is SegmentKind.MOVE and part.visit == 1]
        assert f"lie down on your {down} side" in texts([move])[0]


def test_the_way_out_is_said_after_each_side():
    routine = one({"hold": "5 s"}, sides="each", leave=["Put your {side} foot down."])
    said = texts(segments(routine))
    assert said.count("Put your left foot down.") == said.count("Put your right foot down.") == 1
    assert said.index("Put your left foot down.") < said.index("Now the right side.")


def test_alternating_sides_name_their_side_at_each_turn():
    routine = one(
        {"reps": 2, "hold": "5 s"}, sides="alternate", go="Reach with your {side} arm.", short="Reach."
    )
    said = texts(work(routine))
    assert said[0] == "Left side first."
    gone = [text for text in said if "each" in text or "eft" in text or "ight" in text]
    assert gone == [
        "Left side first.",
        "Reach with your left arm.",
        "On the right, one.",
        "Reach with your right arm.",
        "Last on the left.",
        "Reach.",
        "Last on the right.",
        "Reach.",
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
    assert (
        "On the right side: two sets. In each, five repetitions." in texts(segments(routine), Role.SETUP)[0]
    )


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


def test_who_ended_on_the_right_side_has_to_turn_back():
    routine = loaded(
        {
            "title": "Twice",
            "exercises": {"lift": exercise(sides="each", position="on the side", dose={"hold": "5 s"})},
            "steps": [{"repeat": 2, "steps": ["lift"]}],
        }
    )
    moves = [part for part in segments(routine) if part.kind is SegmentKind.MOVE]
    assert texts([moves[1]])[0] == "Roll over slowly, and lie on your left side."
    assert slots([moves[1]], Role.MOVE)[0].seconds == 10


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


def test_a_side_that_has_no_more_sets_does_not_count():
    routine = one({"sets": 2, "reps": 2, "right": {"sets": 1, "reps": 3}}, sides="alternate")
    assert [part.reps for part in segments(routine) if part.kind is SegmentKind.WORK] == [3, 2]


def test_a_side_in_a_name_is_in_no_title():
    routine = one({"reps": 2}, sides="each", name="{side} lift")
    assert {part.title.lower() for part in segments(routine) if part.visit == 1} == {"lift"}


def test_a_rest_before_a_change_of_sides_calls_nobody_back_into_a_position_that_is_left():
    routine = one(
        {"sets": 3, "rest": "20 s", "switch": "each set", "reps": 2, "right": {"sets": 2}},
        position="on the side",
        sides="each",
        setup=["Lie on your {side} side.", "Put your {side} forearm on the floor."],
    )
    rests = [part for part in segments(routine) if part.kind is SegmentKind.REST]
    first, second = (texts([part]) for part in rests)
    for said in (first, second):  # right to left, both times
        assert "Come back into position." not in said
        assert "Get ready." not in said
        assert "We go on in a moment." in said
    same = one({"sets": 2, "rest": "20 s", "reps": 2}, setup=["Put your forearms on the floor."])
    (rest,) = [part for part in segments(same) if part.kind is SegmentKind.REST]
    assert "Come back into position." in texts([rest])


@pytest.mark.parametrize(
    ("position", "line", "said"),
    [
        ("on the back", "Lie on your back.", False),
        ("on the back", "Lie on your back with your knees bent.", True),
        ("on the side", "Lie on your {side} side.", False),
        ("face down", "Lie face down.", False),
        ("hands and knees", "Come onto your hands and knees.", False),
        ("sitting", "Sit on the edge of your chair.", True),
    ],
)
def test_a_line_that_says_no_more_than_the_way_there_is_not_heard_after_it(
    position: str, line: str, said: bool
):
    routine = one({"reps": 2}, position=position, sides="each", setup=[line, "Look up."])
    for side in ("left", "right"):
        assert (line.replace("{side}", side) in texts(segments(routine))) is said
    assert texts(segments(routine)).count("Look up.") >= 1
