# ruff: noqa: E501  (a mistake and its report are on one line each)
"""What an author writes reaches the models as it was meant, and every mistake is reported at its place."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from tests.routine.helpers import MORNING, PLANK, lines
from voicecoach.errors import RoutineError
from voicecoach.routine.model import (
    Do,
    Exercise,
    Kind,
    PlaySound,
    Position,
    Repeat,
    Rest,
    Routine,
    SayText,
    Sides,
    WaitFor,
)
from voicecoach.routine.parse import is_exercise, parse_exercise, parse_routine
from voicecoach.routine.yaml_reader import read_yaml_tree
from voicecoach.units import Range


def mistakes(text: str) -> list[str]:
    with pytest.raises(RoutineError) as caught:
        parse_routine(text, path="r.yaml")
    assert {one.path for one in (caught.value, *caught.value.others)} == {"r.yaml"}
    return lines(caught.value)


def test_everything_that_a_routine_can_say_is_read() -> None:
    routine = parse_routine(MORNING).routine
    cat = routine.exercises["cat"]
    assert (routine.title, routine.about, routine.safety) == (
        "Morning back",
        "Ten gentle minutes.",
        ("Stop if it hurts.",),
    )
    assert (cat.kind, cat.position, cat.sides) == (Kind.WARM_UP, Position.HANDS_AND_KNEES, Sides.NONE)
    assert cat.dose.tempo == (Range(2, 2), Range(1, 1), Range(2, 2))
    first, second, plank, rest, say, sound, wait, repeat = routine.steps
    assert (first, second) == (Do(do="cat"), Do(do="tilt"))
    assert isinstance(plank, Do)
    assert plank.hold == Range(90, 120)
    assert plank.left is not None
    assert plank.left.sets == Range(2, 2)
    assert plank.optional is False
    assert plank.dose.given() == {"hold": Range(90, 120)}
    assert rest == Rest(rest="20 s")  # type: ignore[arg-type]
    assert say == SayText(say="Hello 😀 שלום")
    assert sound == PlaySound(sound="bell")
    assert isinstance(wait, WaitFor)
    assert wait.time == Range(15, 15)
    assert isinstance(repeat, Repeat)
    assert repeat.repeat == 2
    assert [step.do for step in routine.done()] == ["cat", "tilt", "plank", "tilt"]


def test_scalars_stay_the_text_that_was_written() -> None:
    routine = parse_routine(
        "title: no\nabout: 1:30\nsource: 0x10\nsteps: [{say: on}, {say: 2001-01-01}, on]\n"
    )
    assert (routine.routine.title, routine.routine.about, routine.routine.source) == ("no", "1:30", "0x10")
    assert [getattr(step, "say", None) or step.do for step in routine.routine.steps] == [
        "on",
        "2001-01-01",
        "on",
    ]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("title: A\nsteps:\n  - do: x\n    rep: 3\n", "4:5: unknown key “rep”; did you mean “reps”?"),
        ("titel: A\ntitle: A\nsteps: [x]\n", "1:1: unknown key “titel”; did you mean “title”?"),
        ("title: A\n", "1:1: “steps” is missing; a routine has a title and steps"),
        ("steps: [x]\n", "1:1: “title” is missing; a routine has a title and steps"),
        ("title: A\nsteps: []\n", "2:8: steps: the list is empty; write at least one"),
        ("title: A\nsteps: x\n", "2:8: steps: this is a text; write a list: one item a line, each after a dash"),
        ("title: [A]\nsteps: [x]\n", "1:8: title: this is a list; write one text"),
        ("title: A\nsteps: [{do: x, say: y}]\n", "2:9: this step has do and say; write them as steps of their own"),
        ("title: A\nsteps: [{rset: 5}]\n", "2:9: unknown step “rset”; did you mean “rest”?"),
        ("title: A\nsteps: [{zzz: x}]\n", "2:9: a step has one of the keys do, rest, pause, say, sound, wait, repeat, rounds, every, for"),
        ("title: A\nsteps:\n  - do: x\n    left: {resp: 3}\n", "4:12: unknown key “resp”; did you mean “reps” or “rest”?"),
        ("title: A\nsteps:\n  - do: x\n    reps: many\n", "4:11: reps: “many” is not a number; write 5, or a range such as 5-10"),
        ("title: A\nsteps:\n  - do: x\n    reps: 10-5\n", "4:11: reps: “10-5” runs backwards; write the smaller number first"),
        ("title: A\nsteps:\n  - do: x\n    reps: 2.5\n", "4:11: reps: repetitions are whole numbers, not 2.5"),
        ("title: A\nsteps:\n  - do: x\n    reps: 1000000\n", "4:11: reps: repetitions go from 1 to 1,000, not 1000000"),
        ("title: A\nsteps:\n  - do: x\n    time: 1 h\n    reps: 3\n", "3:5: a dose has either time or reps, not both"),
        ("title: A\nsteps:\n  - do: x\n    open: maybe\n", "4:11: open: “maybe” is neither true nor false; write one of these"),
        ("title: A\nsteps: [Bird dog]\n", "2:9: “Bird dog” is not an id (small letters, digits and hyphens, at most 80); did you mean “bird-dog”?"),
        ("title: A\nsteps:\n  - do: x\n    tempo: 2-x\n", "4:12: tempo: “2-x”: write the parts with dashes, “2-1”, 1 for the x: out, held, back, pause"),
        ("title: A\nsteps:\n  - do: x\n    tempo: [2, -1]\n", "4:16: tempo: “-1” is not a time; write 5 s, 1:30, 2 min, or a range such as 5-10 s"),
        ("title: A\nsteps:\n  - do: x\n    tempo: 2\n", "4:12: tempo: “2” is one part: write each, such as “2-2”: out, held, back, pause"),
        ("title: A\nsteps: [{do: [x]}]\n", "2:14: do: this is a list; write an id"),
        ("title: A\nsteps: [[x]]\n", "2:9: this is a list; a step is an exercise's id, or a map with one of the keys do, rest, pause, say, sound, wait, repeat, rounds, every, for"),
        ("title: A\nsteps: [{say: ''}]\n", "2:15: say: there is nothing to say in this text; write words, or leave it out"),
        ("title: A\nsafety: [" + "a, " * 20 + "a]\nsteps: [x]\n", "2:9: safety: there are 21; at most 20"),
        ("title: " + "a" * 501 + "\nsteps: [x]\n", "1:8: title: this text has 501 characters; it may have 500"),
        ("title: A\nexercises: [x]\nsteps: [x]\n", "2:12: exercises: this is a list; write a map: an id and its exercise on each line"),
        ("title: A\nexercises: {x: y}\nsteps: [x]\n", "2:16: x: this is a text; an exercise is a map: keys with values; an exercise has a name, a kind and a position"),
        ("title: A\nsteps: [{repeat: 1-2, steps: [x]}]\n", "2:18: repeat: “1-2” is not a whole number; write how many times, such as 3"),
        ("title: A\nsteps: [{repeat: 0, steps: [x]}]\n", "2:18: repeat: steps are repeated 1 to 1,000 times, not 0"),
        ("title: A\nsteps: [{say: a <b> c}]\n", "2:15: say: markup is not spoken; write plain words without < and >"),
        ("title: A\nsteps: [{say: '...'}]\n", "2:15: say: there is nothing to say in this text; write words, or leave it out"),
        ("title: A\nsteps: [{say: '{name}'}]\n", "2:15: say: the only words in braces are {side} and {other}"),
        ("title: A\nlanguage: de\nsteps: [x]\n", "2:11: language: “de” is not known here; write en"),
        ("title: A\nexercises: {x: {name: X, kind: strech, position: standing}}\nsteps: [x]\n", "2:32: kind: “strech” is not known here; did you mean “stretch”?"),
        ("title: A\nexercises: {x: {name: X, kind: stretch, position: standing, dose: 5}}\nsteps: [x]\n", "2:67: dose: this is a text; a dose is a map: keys with values"),
        ("title: A\nexercises:\n  Bad Id: {name: X, kind: stretch, position: standing}\nsteps: [x]\n", "3:3: “Bad Id” is not an id (small letters, digits and hyphens, at most 80); did you mean “bad-id”?"),
        ("title: A\ntitle: B\nsteps: [x]\n", "2:1: the key “title” is written twice, first on line 1; keep one of them"),
        ("title: A\nabout:\nsteps: [x]\n", "2:1: “about” has no value; write one, or take the key out"),
        ("title:\nsteps: [x]\n", "1:1: “title” has no value; write one, or take the key out"),
        ("title: A\nsteps:\n  -\n  - x\n", "3:4: this item of the list is empty; write it, or take the dash out"),
        ("title: !!python/name:os.system A\nsteps: [x]\n", "1:8: tags such as !!python/name:os.system are not read; write the value alone"),
        ("- x\n", "1:1: this is a list; a routine is a map: keys with values; a routine has a title and steps"),
        ("Hello there\n", "1:1: this is a text; a routine is a map: keys with values; a routine has a title and steps"),
        ("title: A: B\nsteps: [x]\n", "1:9: a colon with a space after it starts a value; put text that contains one in quotes"),
        ("title: A\nsteps:\n\t- x\n", "3:1: there is a tab here; indent with spaces"),
        ("title: @A\nsteps: [x]\n", "1:8: text cannot start with @; put it in quotes"),
        ("title: 'A\nsteps: [x]\n", "3:1: text in quotes, or a list in brackets, is not closed"),
        ("<<: {a: b}\ntitle: A\nsteps: [x]\n", "1:1: maps are not merged here; write the values out"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place_with_what_was_meant(text: str, reported: str) -> None:
    assert mistakes(text) == [reported]


def test_every_mistake_of_a_file_comes_in_one_go_in_the_order_of_lines() -> None:
    found = mistakes(
        "titel: A\nsteps:\n  - {do: x, rep: 3, hold: nan}\n  - repeat: 2\n    steps: [{rset: 1}]\n"
    )
    assert [one.split(" ")[0] for one in found] == ["1:1:", "1:1:", "3:13:", "3:27:", "5:13:"]


def test_more_mistakes_than_anybody_reads_are_counted() -> None:
    found = mistakes("title: A\nsteps: [" + "{do: x, rep: 1}, " * 400 + "]\n")
    assert len(found) == 51
    assert "350 more mistakes" in found[-1]


def test_what_many_aliases_lead_to_is_one_mistake() -> None:
    found = mistakes("title: A\nsteps:\n  - &one {do: x, rep: 1}\n" + "  - *one\n" * 400)
    assert found == ["3:18: unknown key “rep”; did you mean “reps”?"]


def test_places_are_those_of_the_file() -> None:
    tree = parse_routine(MORNING).tree
    assert tree.place(("steps", 2, "hold")) == (15, 11)
    assert tree.place(("steps", 2, "hold"), key=True) == (15, 5)
    assert tree.place(("steps", 7, "steps", 1, "rest")) == (24, 26)
    # Nothing is written there: the nearest above it.
    assert tree.place(("steps", 2, "reps")) == tree.place(("steps", 2)) == (14, 5)


def test_carriage_returns_and_a_byte_order_mark_change_nothing() -> None:
    plain = parse_routine(MORNING)
    other = parse_routine("\ufeff" + MORNING.replace("\n", "\r\n"))
    assert other.routine == plain.routine
    assert other.tree.place(("steps", 2, "hold")) == plain.tree.place(("steps", 2, "hold"))


def test_small_aliases_are_read() -> None:
    routine = parse_routine("title: A\nsteps:\n  - &one {do: x, reps: 3}\n  - *one\n").routine
    assert routine.steps[0] == routine.steps[1]


def test_an_exercise_file_is_known_from_a_routine_by_its_keys() -> None:
    assert is_exercise(PLANK)
    assert not is_exercise(MORNING)
    assert is_exercise("sides: none\n", path="exercises/x.yaml")
    assert not is_exercise("safety: [a]\n", path="x.yaml")


def test_an_exercise_reports_its_mistakes_too() -> None:
    with pytest.raises(RoutineError) as caught:
        parse_exercise("name: X\nkind: stretch\npositon: standing\n")
    assert lines(caught.value) == [
        "1:1: “position” is missing; an exercise has a name, a kind and a position",
        "3:1: unknown key “positon”; did you mean “position”?",
    ]


def test_models_check_what_is_given_to_them_in_python_too() -> None:
    assert Do(do="x", hold="5-10 s").hold == Range(5, 10)  # type: ignore[arg-type]
    assert (
        Exercise.model_validate({"name": "X", "kind": "stretch", "position": "standing"}).sides is Sides.NONE
    )
    with pytest.raises(RoutineError, match="did you mean “reps”"):
        Do(do="x", rep=3)  # type: ignore[call-arg]
    with pytest.raises(RoutineError, match="title"):
        Routine.model_validate({"steps": ["x"]})
    with pytest.raises(ValidationError, match="frozen"):
        Do(do="x").do = "y"  # type: ignore[misc]


def test_a_model_comes_back_from_json() -> None:
    for model, text in ((Routine, MORNING), (Exercise, PLANK)):
        found = model.model_validate(read_yaml_tree(text).root.plain)
        assert model.model_validate(json.loads(found.model_dump_json(exclude_none=True))) == found


def test_equal_doses_and_steps_are_one_in_a_set() -> None:
    steps = parse_routine(
        "title: A\nsteps: [x, {do: x}, {do: x, reps: 5}, {do: x, reps: '5'}]\n"
    ).routine.steps
    assert len(set(steps)) == 2
    with pytest.raises(RoutineError) as caught:
        Routine.model_validate({"title": "A", "steps": [{"do": "x", "hold": "y"}, {"say": "<"}]})
    assert [one.field for one in (caught.value, *caught.value.others)] == ["steps[0].hold", "steps[1].say"]


@pytest.mark.parametrize(
    ("steps", "reported"),
    [
        ("  - do: plank\n  hold: 5 s\n", "4:3: this line is too far left or right: the keys of a step line up"),
        (" - do: plank\n   hold: 5 s\n  - squat\n", "5:3: this line is too far left or right: the keys of a step"),
        ("  - }\n", "3:5: a value belongs here, and not “}”; write one"),
        ("  - {do: a, left: [1, , 2]}\n", "3:23: a value belongs here, and not “,”; write one"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_reported_in_plain_words(steps: str, reported: str) -> None:
    with pytest.raises(RoutineError) as caught:
        read_yaml_tree(f"title: T\nsteps:\n{steps}")
    assert lines(caught.value)[0].startswith(reported)


@pytest.mark.parametrize(
    "step", ["{<<: {do: tilt}}", "{<<: {do: tilt}, reps: 3}", "{reps: 3, <<: {do: tilt}}"]
)
def test_a_step_that_is_merged_from_another_is_reported_so(step: str) -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine(f"title: T\nsteps: [{step}]\n")
    assert lines(caught.value) == ["2:9: maps are not merged here; write the values out"]


def test_a_position_that_may_be_left_out_names_its_words_too() -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine("title: A\nsteps:\n  - wait: Roll over.\n    position: on the bck\n")
    assert lines(caught.value) == [
        "4:15: position: “on the bck” is not known here; did you mean “on the back”?"
    ]
