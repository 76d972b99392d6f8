"""Lengths and numbers read as people say them, and what is missing is a fault."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from voicecoach.phrases import Phrases, catalogues, phrases_of
from voicecoach.phrases.fluent_messages import FluentMessages
from voicecoach.units import Seconds

PHRASES = phrases_of("en")


def test_a_missing_message_or_argument_is_a_fault():
    with pytest.raises(KeyError):
        PHRASES.say("rest-for")
    with pytest.raises(KeyError):
        PHRASES.say("no-such-message")
    with pytest.raises(KeyError, match="number"):
        PHRASES.say("sets")


@pytest.mark.parametrize(
    "text", ["a =\n", "a =\n    .b = B\n", "a = A } B\n", "a = A { B\n", "-a = A\n", "# a = A\n"]
)
def test_what_is_not_a_message_is_a_fault(tmp_path: Path, text: str):
    (tmp_path / "coach.ftl").write_text(text, encoding="utf-8")
    with pytest.raises(KeyError):
        Phrases("en", tmp_path).say("a")


def test_only_so_many_messages_are_remembered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("voicecoach.phrases.MOST_REMEMBERED", 10)
    phrases = Phrases("en", catalogues()[0])
    for number in range(60):
        assert phrases.say("set-of", number=number, sets="three") == f"Set {phrases.number(number)} of three."
        assert len(phrases._said) <= 10


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "one second"),
        (1.5, "1.5 seconds"),
        (5, "five seconds"),
        (10.5, "10.5 seconds"),
        (59, "59 seconds"),
        (60, "one minute"),
        (61, "one minute and one second"),
        (75, "one minute and fifteen seconds"),
        (90, "one and a half minutes"),
        (119, "one minute and 59 seconds"),
        (120, "two minutes"),
        (150, "two and a half minutes"),
        (600, "ten minutes"),
        (3600, "one hour"),
        (3660, "one hour and one minute"),
        (7200, "two hours"),
        (24 * 3600, "twenty-four hours"),
    ],
)
def test_lengths_are_told_as_people_say_them(seconds: float, words: str):
    assert PHRASES.length(seconds) == words
    assert PHRASES.length(float(seconds)) == words


def test_no_two_exact_lengths_sound_the_same():
    lengths = [*range(1, 400), 3599, 3601, 3630, 3661, 7230, 86399]
    assert len({PHRASES.length(seconds) for seconds in lengths}) == len(lengths)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "five seconds"),
        (42, "forty seconds"),
        (43, "forty-five seconds"),
        (88, "one and a half minutes"),
        (119, "two minutes"),
        (134, "two minutes"),
        (136, "two and a half minutes"),
        (599, "ten minutes"),
        (629, "ten minutes"),
        (631, "eleven minutes"),
        (3590, "one hour"),
        (3700, "one hour and two minutes"),
        (36000, "ten hours"),
    ],
)
def test_totals_are_told_to_the_unit_that_a_person_plans_with(seconds: float, words: str):
    assert PHRASES.total(Seconds(seconds)) == words


def test_a_total_is_never_far_off():
    exact = {PHRASES.length(seconds): seconds for seconds in range(1, 4031)}
    for seconds in range(5, 4000):
        assert abs(exact[PHRASES.total(Seconds(seconds))] - seconds) <= 30


def test_numbers_are_words_as_far_as_they_are_counted():
    for number in range(31):
        assert PHRASES.number(number).replace("-", "").isalpha()
    assert PHRASES.number(131) == "131"
    assert PHRASES.number(2.0) == "two"


def test_most_messages_are_said_without_fluent():
    code = (
        "import sys; from voicecoach.phrases import phrases_of; p = phrases_of('en')\n"
        "p.say('set-of', number=p.number(2), sets=p.number(3)); print('fluent' in sys.modules)\n"
        "p.length(2); print('fluent' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    "line",
    [
        "a = Rest for { $one }.", "a = { $one }", "a={$one}{ $two }", "a = { NUMBER($three) } of { NUMBER( $three ) }",
        "a =    Trailing space   ", "a = A\n    second line", "a =\n    On the next line", "a = { $one ->\n   *[x] y\n}",
        'a = { "quoted" }', "a = { b }\nb = B", "a = { -b }\n-b = B", "a = A\n    .b = B", "a = A = B", "a = # is not a comment",
        'a = { SAY($three, form: "x") }', "a = “{ $one }”", "a = A\n\n    third line",
    ],
)  # fmt: skip
def test_a_plain_message_reads_as_fluent_reads_it(tmp_path: Path, line: str):
    text = f"# A comment = {line}\n{line}\nz = Z\n"
    (tmp_path / "coach.ftl").write_text(text, encoding="utf-8")
    args = {"one": "1", "two": "two", "three": 3}
    fluent = FluentMessages("en", [text], lambda value, form: str(value), str)
    phrases = Phrases("en", tmp_path)
    assert phrases.say("a", **args) == fluent.text("a", "", args)
    assert phrases.say("z") == "Z"


@pytest.mark.parametrize("args", [{}, {"three": "3"}, {"three": None}])
def test_digits_of_what_is_not_a_number_are_a_fault(tmp_path: Path, args: dict[str, Any]):
    (tmp_path / "coach.ftl").write_text("a = { NUMBER($three) }\n", encoding="utf-8")
    with pytest.raises(KeyError):
        Phrases("en", tmp_path).say("a", **args)


def test_a_phrase_is_a_text():
    phrase = PHRASES.length(2)
    assert (phrase, type(phrase + "."), type(str(phrase))) == ("two seconds", str, str)
    assert pickle.loads(pickle.dumps(phrase)) == phrase


@pytest.mark.parametrize("language", ["xx", "", "../en", "en/..", "EN"])
def test_a_language_that_is_not_there_is_english(language: str):
    assert phrases_of(language).say("paused") == "Paused."
