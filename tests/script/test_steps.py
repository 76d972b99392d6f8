"""Levels, variants, options, rests and waits, as a routine asks for them: no voice is needed."""

from __future__ import annotations

import pytest

from tests.script.helpers import exercise, loaded, one, segments, slots, texts, work
from voicecoach.phrases import phrases_of
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Anchored, Pause, Role, Say, Segment, SegmentKind, Side, Slot, Wait
from voicecoach.script.floor_visits import floor_visits
from voicecoach.script.ways import settled_once
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds


def kinds(parts: tuple[Segment, ...]) -> list[str]:
    return [part.kind.value for part in parts]


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
    assert texts([rest]) == [
        "Rest for thirty seconds.",
        "Stand comfortably, or walk about a little.",
        "The last set comes next.",
        "Get ready.",
        "three",
        "two",
    ]


@pytest.mark.parametrize(
    ("length", "heard"),
    [
        ("44 s", []),
        ("45 s", [(35, "ten seconds to go")]),
        ("59 s", [(49, "ten seconds to go")]),
        ("1 min", [(30, "thirty seconds to go"), (50, "ten seconds to go")]),
        ("89 s", [(59, "thirty seconds to go"), (79, "ten seconds to go")]),
        ("2:29", [(89, "one minute to go"), (119, "thirty seconds to go"), (139, "ten seconds to go")]),
        (
            "2:30",
            [
                (30, "two minutes to go"),
                (90, "one minute to go"),
                (120, "thirty seconds to go"),
                (140, "ten seconds to go"),
            ],
        ),
    ],
)
def test_a_long_rest_says_what_is_left_of_it(length: str, heard: list[tuple[float, str]]):
    routine = loaded({"title": "R", "exercises": {"lift": exercise()}, "steps": ["lift", {"rest": length}]})
    (rest,) = slots(segments(routine), Role.REST)
    left = [(mark.at, mark.cue.text) for mark in rest.anchored if mark.cue.role is Role.PROGRESS]
    assert sorted(left) == heard


def test_what_comes_after_a_rest_is_said_once():
    routine = loaded(
        {
            "title": "Rest",
            "exercises": {"lift": exercise(), "push": exercise(name="Push")},
            "steps": ["lift", {"rest": "30 s"}, "push", "lift"],
        }
    )
    (rest,) = [part for part in segments(routine) if part.kind is SegmentKind.REST]
    assert texts([rest]) == [
        "Rest for thirty seconds.",
        "Stand comfortably, or walk about a little.",
        "Next comes Push, standing.",
        "We go on in a moment.",
    ]
    assert [text for text in texts(segments(routine)) if "Push" in text] == [
        "Next comes Push, standing.",
        "Push.",
    ]


def moved(*steps: dict[str, str]) -> list[str]:
    """What is said of getting there, where these steps stand between an exercise standing up and one face down."""
    routine = loaded(
        {
            "title": "Down",
            "exercises": {"lift": exercise(), "plank": exercise(name="Plank", position="face down")},
            "steps": ["lift", *steps, "plank"],
        }
    )
    said = texts(segments(routine), Role.MOVE)[2:]
    return said[: next(at for at, text in enumerate(said) if text.startswith("Now we stand up"))]


def test_the_coach_does_not_say_again_where_an_authors_words_lead():
    sent = "Come down to your mat slowly, with a hand on something firm. Kneel first, then lie down on your stomach."
    down = "Lie down when you are ready."
    assert moved({"wait": down}) == [f"{down} We go on in ten seconds.", sent, "Take your time."]
    assert moved({"wait": down, "position": "face down"}) == [f"{down} We go on in fifteen seconds."]
    assert moved({"wait": down, "position": "face down", "time": "20"}) == [
        f"{down} We go on in twenty seconds."
    ]
    assert moved({"say": down, "position": "face down"}) == [down]
    half_way = "Put your hands on the floor, and lower yourself onto your stomach."
    assert moved({"say": "Kneel down.", "position": "kneeling"}) == [
        "Kneel down.",
        half_way,
        "Take your time.",
    ]


def test_words_that_lead_somewhere_have_time_to_get_there():
    routine = loaded(
        {
            "title": "Down",
            "exercises": {"lift": exercise()},
            "steps": [
                {"say": "Stand up.", "position": "standing"},
                "lift",
                {"say": "Well done.", "position": "standing"},
                {"say": "Lie down.", "position": "on the back"},
            ],
        }
    )
    script = segments(routine)
    moves = [slot.seconds for part in script if not part.set for slot in slots([part], Role.MOVE)]
    assert moves == [14, 15, 18]
    assert "Roll onto your side, and push yourself up" in texts(script, Role.MOVE)[-3]


def test_who_was_led_elsewhere_is_led_back_from_there():
    away = [{"wait": "Sit up.", "position": "sitting"}]
    back = "Roll over slowly, and lie on your left side."
    down = "Come down to the floor slowly. Kneel first, then lie down on your left side."
    for between, heard in (([], back), (away, down)):
        routine = loaded(
            {
                "title": "Twice",
                "exercises": {"lift": exercise(sides="each", position="on the side", dose={"hold": "5 s"})},
                "steps": ["lift", *between, "lift"],
            }
        )
        assert texts(segments(routine)).count(heard) == 1


def test_where_to_rest_is_said_once_in_an_exercise_done_standing():
    made = one({"reps": 2, "sets": 3, "rest": "30 s"})
    said = texts(segments(made))
    assert said.count("Stand comfortably, or walk about a little.") == 1
    assert "Come back into position." not in said


def test_who_rests_out_of_a_loaded_position_is_called_back_in_time():
    made = one(
        {"hold": "10 s", "sets": 3, "rest": "30 s"},
        position="face down",
        setup=["Put your forearms on the floor, with your elbows under your shoulders."],
    )
    rests = slots(segments(made), Role.REST)
    assert len(rests) == 2
    for rest in rests:
        at = {mark.cue.text: mark.at for mark in rest.anchored if isinstance(mark.cue, Say)}
        assert "Rest as you are, or lie flat with your head on your hands." in at
        assert at["Come back into position."] == 22
    short = one({"hold": "10 s", "sets": 2, "rest": "10 s"}, position="face down", setup=["Lift your head."])
    assert "Come back into position." not in texts(segments(short))


def test_a_sound_after_a_rest_does_not_hide_what_comes():
    routine = loaded(
        {
            "title": "Rest",
            "exercises": {"lift": exercise(), "push": exercise(name="Push")},
            "steps": ["lift", {"rest": "30 s"}, {"sound": "bell"}, "push"],
        }
    )
    assert "Next comes Push, standing." in texts(segments(routine))


@pytest.mark.parametrize(
    ("positions", "visits"),
    [
        (["standing"], 0),
        (["on the back", "on the side", "hands and knees"], 1),
        (["standing", "on the back", "standing", "kneeling"], 2),
        (["face down", "over a bench", "face down"], 2),
    ],
)
def test_ways_down_to_the_floor_are_counted(positions: list[str], visits: int):
    exercises = {f"x{at}": exercise(position=position) for at, position in enumerate(positions)}
    routine = loaded({"title": "Floor", "exercises": exercises, "steps": list(exercises)})
    assert floor_visits(segments(routine)) == visits


@pytest.mark.parametrize(
    ("kind", "end"),
    [("stretch", "and let go"), ("breathe", "and breathe as you like"), ("cardio", "and stop")],
)
@pytest.mark.parametrize("timing", [{}, {"timing": "strict"}])
def test_nobody_who_lies_still_is_told_to_stop(kind: str, end: str, timing: dict[str, str]) -> None:
    step = {"time": "20 s", "sets": 2, "rest": "20 s", **timing}
    routine = loaded(
        {"title": "T", "exercises": {"lift": exercise(kind=kind)}, "steps": [{"do": "lift", **step}]}
    )
    assert {"and let go", "and breathe as you like", "and stop"} & set(texts(segments(routine))) == {end}


FLOW = """
title: Flow
exercises:
  dog:
    name: Dog
    kind: stretch
    position: hands and knees
    setup: [Put your hands under your shoulders., Lift your hips up and back.]
    dose: {breaths: 2}
  stand: {name: Stand, kind: stretch, position: standing, dose: {breaths: 2}}
steps:
  - rounds: 2
    steps: [dog, stand]
"""


def test_what_loads_the_body_is_said_in_each_round_and_the_rest_has_its_time():
    routine = loaded(FLOW)
    again = [part for part in segments(routine) if part.exercise == "dog" and part.round == 2]
    said = texts(again)
    assert "Put your hands under your shoulders." not in said
    assert said.index("Set yourself up.") < said.index("Lift your hips up and back.") < said.index("Begin.")
    counted = [
        part for part in segments(routine, talk="counts") if part.exercise == "dog" and part.round == 2
    ]
    assert "Lift your hips up and back." not in texts(counted)


def test_a_rest_leads_into_no_round_that_has_a_position_to_take_first():
    text = "{title: R, exercises: {dog: %s}, steps: [{rounds: 2, steps: [dog, {rest: 20 s}]}]}"
    dog = "{name: Dog, kind: stretch, position: hands and knees, setup: [%s], dose: {breaths: 2}}"
    for line, comes in (
        ("Lift your hips up and back.", "We go on in a moment."),
        ("Look down.", "Get ready."),
    ):
        rest = next(part for part in segments(loaded(text % (dog % line))) if part.kind is SegmentKind.REST)
        assert comes in texts([rest])


def test_it_is_said_once_that_it_is_time_to_settle_unless_it_would_be_quiet_for_long():
    words = Wording(phrases_of("en"), Choices())
    settle = Slot(Role.MOVE, Seconds(2.4), (Anchored(Seconds(0.0), words.say("settle", Role.SETUP), 1),))
    line = Say("Take hold.", Role.SETUP)

    for pause_s, times in ((0.4, 1), (2.8, 2)):
        cues = settled_once(words, (settle, line, Pause(Seconds(pause_s)), settle))
        assert len([cue for cue in cues if isinstance(cue, Slot) and cue.anchored]) == times
        assert [cue.seconds for cue in cues if isinstance(cue, Slot)] == [2.4, 2.4]
