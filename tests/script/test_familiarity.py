"""The tenth time is not the first: less words for what is known, and all that keeps somebody safe each time."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from tests.content.files import each_routine, routines
from tests.script.helpers import cues, exercise, loaded, one, segments, slots, texts, work
from voicecoach.phrases import phrases_of
from voicecoach.script.body import Body
from voicecoach.script.choices import Choices, Talk
from voicecoach.script.coach import coach
from voicecoach.script.cue import Role, Say, Script, Segment, SegmentKind, Side, Slot, Wait
from voicecoach.script.familiarity import Amount, Familiarity, Practised, Stage
from voicecoach.script.instructions import Asks, read_line
from voicecoach.script.move_table import seconds_to_move
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.units import Seconds

PHRASES = phrases_of("en")
SESSIONS = (1, 2, 3, 5, 10, 32)
LIFT = {"about": "It helps.", "setup": ["You will lift."], "caution": ["Stop if dizzy."], "go": "Lift."}


def coached(name: str, session: int | None, talk: Talk = Talk.AUTO, level: float = 0.5) -> Script:
    return coach(routines()[name], Choices(level, talk, include="all", session=session), id=name)


shipped = cache(coached)
"""The same, coached once for all tests that look at it."""


def known(times: int = 9, days_ago: int = 1, *amounts: Amount) -> Familiarity:
    return Familiarity(times + 1, (Practised("lift", times, days_ago, amounts),), long_notice=False)


@each_routine
@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_a_first_session_has_all_the_words(name: str, level: float):
    first = shipped(name, 1, level=level)
    assert first.segments == shipped(name, None, level=level).segments
    assert first.segments == shipped(name, 1, Talk.FULL, level).segments


@each_routine
def test_a_session_has_fewer_words_the_better_it_is_known_and_the_same_effort(name: str):
    said = [sum(len(text) for text in texts(shipped(name, number).segments)) for number in (1, 3, 5)]
    assert said[0] > said[1] > said[2]
    for role in (Role.HOLD, Role.REP, Role.BREATH, Role.TIME):
        sizes = [
            [slot.seconds for slot in slots(shipped(name, number).segments, role)] for number in (1, 3, 9)
        ]
        assert sizes[0] == sizes[1] == sizes[2]


@each_routine
def test_the_same_number_gives_the_same_session_and_another_one_other_words(name: str):
    assert coached(name, 10) == shipped(name, 10)
    tenth, eleventh = texts(shipped(name, 10).segments), texts(shipped(name, 11).segments)
    assert tenth[0] != eleventh[0]
    reminded = [texts(shipped(name, number).segments, Role.REMIND) for number in (10, 11)]
    assert reminded[0] != reminded[1]


@each_routine
@pytest.mark.parametrize("session", SESSIONS)
def test_every_session_keeps_somebody_safe(name: str, session: int):
    for talk in Talk:
        keeps_somebody_safe(name, session, talk)


def keeps_somebody_safe(name: str, session: int, talk: Talk) -> None:
    routine, script = routines()[name], shipped(name, session, talk)
    opening = [text for text in texts(script.segments, Role.SAFETY) if text.startswith("Stop if it hurts")]
    assert len(opening) == 1
    before: list[Segment] = []
    visited: set[str] = set()
    for at, segment in enumerate(script.segments):
        if segment.kind is SegmentKind.SETUP and (not before or before[-1].visit != segment.visit):
            before = [one for one in script.segments if one.visit == segment.visit]
            assert segment.exercise is not None
            until = before[: next(at for at, one in enumerate(before) if one.kind is SegmentKind.WORK)]
            words = " ".join(texts(until))
            assert any(cue.role is Role.NAME for cue in cues(until))
            if segment.exercise not in visited:
                for caution in routine.exercises[segment.exercise].caution:
                    assert re.sub(r"\{(side|other)\}", "left", caution) in words
            visited.add(segment.exercise)
        if segment.kind is SegmentKind.WORK:
            said = texts([script.segments[at - 1], segment] if segment.led else [segment])
            if segment.side in (Side.LEFT, Side.RIGHT):
                assert f"{segment.side.value.capitalize()} side." in said
            assert said.index("three") < said.index("two")


@each_routine
@pytest.mark.parametrize("session", SESSIONS)
def test_every_session_names_each_position(name: str, session: int):
    """Where somebody has to move; for those who get no set-up, where nobody has to move too."""
    told, since = "", Body()
    for segment in shipped(name, session).segments:
        if segment.kind is not SegmentKind.WORK:
            told += " ".join(texts([segment])).lower()
        else:
            position = segment.before.position
            assert position is not None
            if position is not since.position or (session > 4 and segment.set == 1 and segment.side is None):
                assert re.search(WORDS.get(position.value, position.value), told), (position, told)
            told, since = "", segment.after


WORDS = {
    "on the back": "back",
    "on the side": "side",
    "face down": "stomach",
    "standing": "stand|feet",
    "half kneeling": "kneel",
    "kneeling": "kneel|heels",
    "over a bench": "bench",
    "hanging": "bar",
}
"""Of what a listener hears, one says where to be."""


@each_routine
@pytest.mark.parametrize("session", SESSIONS)
def test_a_body_gets_the_time_that_it_needs_in_every_session(name: str, session: int):
    for segment in shipped(name, session).segments:
        if segment.kind is SegmentKind.MOVE and segment.after.position is not segment.before.position:
            windows = [cue.seconds for cue in segment.cues if isinstance(cue, Slot) and cue.role is Role.MOVE]
            windows += [cue.fallback for cue in segment.cues if isinstance(cue, Wait)]
            assert max(windows) >= seconds_to_move(segment.before, segment.after), segment


@each_routine
@pytest.mark.parametrize("session", [3, 5, 10, 32])
def test_what_is_known_is_not_explained(name: str, session: int):
    said = set(texts(shipped(name, session).segments))
    for one_of_them in routines()[name].exercises.values():
        explains = [read_line(PHRASES, line) for line in one_of_them.setup]
        assert one_of_them.about not in said
        assert not said & {line.text for line in explains if line.asks is Asks.WORDS}


@each_routine
@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("talk", list(Talk))
def test_no_instruction_is_said_twice_for_one_side_of_an_exercise(name: str, session: int, talk: Talk):
    script = shipped(name, session, talk)
    settles = "Set yourself up."
    heard: Counter[tuple[str | None, Side | None, str]] = Counter()
    side: Side | None = None
    for segment in script.segments:
        side = segment.side if segment.kind is SegmentKind.SWITCH else None
        for cue in cues([segment]):
            if isinstance(cue, Say) and cue.role in (Role.SETUP, Role.SAFETY) and segment.exercise:
                heard[segment.exercise, side, cue.text] += 1
    assert [key for key, times in heard.items() if times > 1 and key[2] != settles] == []


@each_routine
@pytest.mark.parametrize("session", SESSIONS)
def test_the_announced_length_is_the_true_one(name: str, session: int):
    made = prepare(name, Choices(0.5, session=session), SilentVoice(150))
    assert made.timeline.session == session
    announced = [text for text in texts(made.script.segments, Role.PROGRESS) if " in all" in text]
    told = made.script.segments[2].cues[0]
    assert isinstance(told, Say)
    assert announced[0] == told.text
    assert phrases_of("en").total(made.timeline.duration) in told.text


@pytest.mark.parametrize(
    ("times", "days", "stage"),
    [
        (1, 1, Stage.NEW),
        (2, 1, Stage.KNOWN),
        (3, 0, Stage.KNOWN),
        (4, 1, Stage.HABIT),
        (40, 29, Stage.HABIT),
        (40, 30, Stage.NEW),
    ],
)
def test_an_exercise_is_known_by_its_own_record(times: int, days: int, stage: Stage):
    assert Practised("lift", times, days).stage is stage
    said = texts(segments(one({"reps": 2}, **LIFT), familiarity=known(times, days)))
    assert ("You will lift." in said) == (stage is Stage.NEW)
    assert "Stop if dizzy." in said


def test_what_is_new_in_a_routine_that_is_known_is_explained_and_said_to_be_new():
    routine = loaded(
        {
            "title": "Two",
            "exercises": {"lift": exercise(**LIFT), "row": exercise(**{**LIFT, "name": "Row"})},
            "steps": ["lift", "row"],
        }
    )
    said = texts(segments(routine, familiarity=known()))
    assert said.count("You will lift.") == 1
    assert "New for you: Row." in said


def test_a_month_without_it_brings_the_long_notice_back():
    notices = [Familiarity.nth(number).long_notice for number in (1, 2, 3, 31, 32, 33, 62)]
    assert notices == [True, True, False, False, True, False, True]


@pytest.mark.parametrize("talk", [Talk.FULL, Talk.SHORT, Talk.COUNTS])
def test_talk_that_is_chosen_holds_in_every_session(talk: Talk):
    routine = one({"reps": 2}, **LIFT)
    first, tenth = (set(texts(segments(routine, talk=talk, session=number))) for number in (1, 10))
    # Greetings change, and the signs that need a doctor are named once.
    assert {text.split()[0] for text in first - tenth} == {"Welcome", "See", "That"}


@pytest.mark.parametrize(
    ("now", "days", "then", "said"),
    [
        ({"reps": 8, "hold": "5 s"}, 7, Amount(None, 1, 6, Seconds(5)), "That is two more than last week."),
        ({"reps": 7, "hold": "5 s"}, 1, Amount(None, 1, 6, Seconds(5)), "That is one more than yesterday."),
        (
            {"reps": 6, "hold": "8 s"},
            3,
            Amount(None, 1, 6, Seconds(5)),
            "Three seconds longer than last time.",
        ),
        ({"reps": 6, "hold": "5 s"}, 3, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 5, "hold": "5 s"}, 3, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 8, "hold": "8 s"}, 3, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 8, "hold": "3 s"}, 3, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 8, "hold": "5 s", "sets": 2}, 3, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 8, "hold": "5 s"}, 15, Amount(None, 1, 6, Seconds(5)), None),
        ({"reps": 8, "hold": "5 s"}, 3, Amount(Side.LEFT, 1, 6, Seconds(5)), None),
    ],
)
def test_progress_is_said_where_it_is_true_and_recent(
    now: dict[str, object], days: int, then: Amount, said: str | None
):
    found = texts(segments(one(now, **LIFT), familiarity=known(9, days, then)))
    assert [text for text in found if "than" in text] == ([said] if said else [])


@pytest.mark.parametrize(
    ("reps", "progress", "said"),
    [
        (5, {"lift": -0.2}, ["That is a little less than before it hurt."]),
        (6, {"lift": -0.2}, []),
        (7, {"lift": 0.2}, []),
        (5, {}, []),
    ],
)
def test_after_pain_less_is_said_to_be_less_and_more_is_not_counted(
    reps: int, progress: dict[str, float], said: list[str]
):
    hurt = Practised("lift", 9, 3, (Amount(None, 1, 6),), hurt=True)
    history = Familiarity(10, (hurt,), long_notice=False)
    found = texts(segments(one({"reps": reps}, **LIFT), familiarity=history, level=0.5, progress=progress))
    assert [text for text in found if "than" in text] == said


def test_progress_is_the_same_on_both_sides_or_not_said():
    routine = one({"reps": 8}, sides="each", **LIFT)
    left, right = Amount(Side.LEFT, 1, 6), Amount(Side.RIGHT, 1, 6)
    assert "That is two more than last time." in texts(
        segments(routine, familiarity=known(9, 2, left, right))
    )
    less = Amount(Side.RIGHT, 1, 7)
    said = texts(segments(routine, familiarity=known(9, 2, left, less)))
    assert not [text for text in said if "than" in text]


def test_the_number_of_a_repetition_takes_no_time_of_its_own_from_somebody_who_knows_it():
    routine = one({"reps": 3, "hold": "5 s"}, **LIFT)
    (tenth,) = work(routine, session=10)
    back = [slot for slot in slots([tenth], Role.MOVE) if any(mark.by for mark in slot.anchored)]
    told = [mark.cue.text for slot in back for mark in slot.anchored if mark.by and isinstance(mark.cue, Say)]
    assert told == ["Two of three.", "Last one."]


@pytest.mark.parametrize(
    "wrong",
    [
        {"session": 0},
        {"session": True},
        {"exercises": []},
        {"exercises": ("lift",)},
        {"long_notice": 1},
    ],
)
def test_what_is_no_familiarity_is_refused(wrong: dict[str, object]):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Familiarity(**wrong)  # type: ignore[arg-type]


def test_what_holds_somebody_up_and_what_a_needed_line_speaks_of_are_said_each_time():
    setup = ["Stand beside a wall.", "Hold the strap.", "Loop it around your foot.", "Turn your toes out."]
    said = texts(segments(one({"reps": 2}, **{**LIFT, "setup": setup}), session=10), Role.SETUP)
    assert [text for text in said if text in setup] == setup[:3]


def test_a_way_that_is_known_has_fewer_words_and_the_same_time():
    lift = exercise(position="on the back", props=["a towel"])
    keys = {"title": "Floor", "exercises": {"lift": lift}, "steps": ["lift"]}
    first, tenth = (segments(loaded(keys), session=number) for number in (1, 10))
    moves = [[part for part in parts if part.kind is SegmentKind.MOVE] for parts in (first, tenth)]
    down, up = ([texts([part], Role.MOVE)[0] for part in parts] for parts in zip(*moves, strict=True))
    assert down[1] == "Lie down on your back, slowly."
    assert up[1] == "Roll onto your side, push up with your hands, and stand up slowly."
    assert [len(words[0]) > len(words[1]) for words in (down, up)] == [True, True]
    times = [[slot.seconds for slot in slots(parts, Role.MOVE)] for parts in moves]
    assert times[0] == times[1]


def test_a_side_is_named_by_the_order_if_the_way_back_is_too_short_for_it() -> None:
    """Its name would come with the number on the way back, which has no time here."""
    dose = {"reps": 2, "breaths": 2, "between": "0 s"}
    routine = one(dose, sides="alternate", go="Reach with the {other} hand.")
    (part,) = work(routine, session=9)
    orders = [cue.text for cue in part.cues if isinstance(cue, Say) and cue.role is Role.GO]
    assert orders == [
        "Reach with the right hand.",
        "Right side. Reach with the left hand.",
        "Left side. Reach with the right hand.",
        "Right side. Reach with the left hand.",
    ]


def test_a_side_is_named_on_the_way_back_if_its_number_has_no_room_there():
    routine = one({"reps": 5, "hold": "5 s"}, sides="alternate", go="Reach with the {other} hand.")
    (part,) = work(routine, session=9)
    numbers = [
        mark
        for slot in slots([part], Role.MOVE)
        for mark in slot.anchored
        if getattr(mark.cue, "text", "").startswith("On the left")
    ]
    assert [mark.instead.text for mark in numbers if mark.instead] == ["Left side."] * 3


def test_a_known_way_begins_where_the_body_is():
    onto = {
        "hip": exercise(position="half kneeling", sides="each"),
        "roll": exercise(position="on the side", sides="each"),
    }
    keys = {"title": "Ways", "exercises": onto, "steps": ["hip", "roll"]}
    moves = texts(segments(loaded(keys), session=10), Role.MOVE)
    assert "Hold on, bring both knees down, and kneel on your right knee." in moves
    assert "Push up with your hands, and stand up slowly." in moves, "nobody on the side rolls over first"


def test_the_first_name_does_not_repeat_that_all_stand():
    keys = {
        "exercises": {"a": exercise(props=["a towel"]), "b": exercise()},
        "title": "Two",
        "steps": ["a", "b"],
    }
    names = texts(segments(loaded(keys), session=10), Role.NAME)
    assert names == ["First exercise: Lift.", "Last exercise: Lift, standing."]
