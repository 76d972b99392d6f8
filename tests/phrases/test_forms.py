"""Other languages need no code: a message chooses the form of the numbers, lengths and sides that fill it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.phrases.made_languages import GERMAN, POLISH, add_language, languages_in
from tests.script.helpers import cues, exercise, loaded
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.script.choices import Choices
from voicecoach.script.coach import coach
from voicecoach.script.cue import Role, Say


@pytest.fixture(autouse=True, scope="module")
def _languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("languages")
    add_language(home, "de", GERMAN)
    add_language(home, "pl", POLISH)
    with languages_in(home):
        yield


@pytest.fixture
def german() -> Phrases:
    return phrases_of("de")


@pytest.fixture
def polish() -> Phrases:
    return phrases_of("pl")


def test_german_counts_eins_and_has_eine_minute(german: Phrases):
    assert [german.count(number) for number in (1, 2, 3)] == ["eins", "zwo", "drei"]
    assert german.number(1) == "ein"
    assert german.length(1) == "eine Sekunde"
    assert german.length(62) == "eine Minute und zwei Sekunden"
    assert [german.say("sets", number=number) for number in (1, 2, 3)] == [
        "einen Satz",
        "zwei Sätze",
        "drei Sätze",
    ]


def test_a_length_has_cases(german: Phrases):
    assert german.say("rest-for", length=german.length(60)) == "Pause: eine Minute."
    said = german.say("wait-for", prompt="Gut.", length=german.length(60))
    assert said == "Gut. Weiter geht es in einer Minute."


def test_parts_of_a_length_take_its_case(german: Phrases):
    said = german.say("wait-for", prompt="Gut.", length=german.length(61))
    assert said == "Gut. Weiter geht es in einer Minute und einer Sekunde."


def test_a_side_has_cases(german: Phrases):
    left = german.phrase("left")
    assert german.say("switch", side=left) == "Jetzt die linke Seite."
    assert german.say("rep-last-side", side=left) == "Die letzte auf der linken Seite."
    assert german.say("rep-side", side=left, number=german.number(1)) == "links, eins."
    assert german.say("side-go", side=left, go="Los.") == "Links: Los."
    assert german.say("side-go", side=german.phrase("right"), go="Los.") == "Rechts: Los."


def test_a_number_can_be_shown_in_digits(german: Phrases):
    assert german.say("set-of", number=1, sets=german.number(3)) == "Satz 1 von 3."


def test_digits_are_written_as_the_language_writes_them(german: Phrases):
    assert german.length(10.5) == "10,5 Sekunden"
    assert german.number(1234) == "1234"


def test_polish_has_few_and_many(polish: Phrases):
    assert [polish.say("sets", number=number) for number in (1, 2, 4, 5, 22)] == [
        "jedna seria",
        "dwie serie",
        "4 serie",
        "pięć serii",
        "22 serie",
    ]
    assert polish.length(1) == "jedna sekunda"
    assert polish.say("rest-for", length=polish.length(1)) == "Odpocznij przez jedną sekundę."
    assert polish.say("rest-for", length=polish.length(2)) == "Odpocznij przez dwie sekundy."
    assert polish.say("rest-for", length=polish.length(5)) == "Odpocznij przez pięć sekund."


def test_a_value_that_was_given_a_form_keeps_it(german: Phrases):
    assert german.say("rest-for", length=german.number(1, form="feminine")) == "Pause: eine."


def test_the_same_words_made_differently_are_not_mixed_up(german: Phrases):
    for form, word in (("", "ein"), ("feminine", "eine"), ("count", "eins")):
        assert german.say("rest-for", length=german.number(1, form=form)) == f"Pause: {word}."
    left = german.phrase("left")
    assert german.say("rep-last-side", side=left) != german.say("rep-last-side", side=str(left))
    assert german.say("wait-for", prompt="", length=german.length(60)) != german.say(
        "wait-for", prompt="", length=str(german.length(60))
    )


@pytest.mark.parametrize(
    ("language", "counts", "sets"),
    [("de", ["zwo", "drei"], "Zwei Sätze."), ("pl", ["dwa", "trzy"], "Dwie serie.")],
)
def test_the_coach_counts_and_tells_the_sets(language: str, counts: list[str], sets: str):
    dose = {"sets": 2, "hold": "3 s"}
    routine = loaded(
        {
            "title": "One",
            "language": language,
            "exercises": {"lift": exercise(dose=dose)},
            "steps": [{"do": "lift"}],
        }
    )
    said = [cue for cue in cues(coach(routine.routine, Choices(), id="one").segments) if isinstance(cue, Say)]
    assert [cue.text for cue in said if cue.role is Role.COUNT][:2] == counts
    assert [cue for cue in said if cue.text.endswith(sets)]
