"""How a word with a reading of its own stands in a phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.pronunciation import (
    MARKS,
    Reading,
    Readings,
    as_printed,
    as_respelled,
    as_written,
    marked,
    parse_reading,
    pieces,
)

WORDS = Readings(
    {
        "piriformis": parse_reading("/ˌpɪrɪˈfɔːrmɪs/"),
        "SI joint": parse_reading("S I joint"),
        "SI": parse_reading("sigh"),
        "McKenzie": parse_reading("muh Kenzie /məˈkɛnzi/"),
        "°": parse_reading("degrees"),
    }
)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Stretch the Piriformis.", "Stretch the /ˌpɪrɪˈfɔːrmɪs/."),
        ("the SI joint and SI", "the S I joint and sigh"),
        ("SI joints", "sigh joints"),
        ("si joint", "si joint"),
        ("McKenzie’s press-up", "muh Kenzie's /məˈkɛnziz/ press-up"),
        ("mckenzie", "mckenzie"),
        ("piriformises", "piriformises"),
        ("5°", "5degrees"),
        ("", ""),
    ],
)
def test_words_are_found_whole_and_the_longest_first(written: str, printed: str) -> None:
    phrase = WORDS.mark(written)

    assert as_printed(phrase) == printed
    assert as_written(phrase) == written


def test_what_is_marked_stays() -> None:
    phrase = marked("SI joint", Reading("mine", "")) + " and SI"

    assert as_respelled(WORDS.mark(phrase)) == "mine and sigh"


def test_a_reading_is_not_looked_up_again() -> None:
    circle = Readings({"a": Reading("b", ""), "b": Reading("a", "")})

    assert as_respelled(circle.mark("a b a")) == "b a b"


@given(st.lists(st.sampled_from([*sorted(MARKS), "a", "SI", " ", "joint", "’s"]), max_size=20).map("".join))
def test_marks_out_of_place_are_left_out(text: str) -> None:
    assert not any(MARKS.intersection(piece.text) for piece in pieces(WORDS.mark(text)))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "a reading is missing"),
        ("/", "between two slashes"),
        ("/abc", "between two slashes"),
        ("/ab/ cd", "between two slashes"),
        ("//", "no sounds between"),
        ("/ˈ/", "no sounds between"),
        ("/ш/", "not a sign of the International"),
        ("/9a/", "not a sign of the International"),
        ("...", "nothing to say"),
        ("<b>x</b>", "without markup"),
        ("[[x]]", "without markup"),
        ("x" * 201, "200 characters"),
        ("a\x01b", "control character"),
        ("a\ue000b", "control character"),
    ],
)
def test_what_is_no_reading_is_refused(text: str, mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        parse_reading(text)


def test_ten_thousand_words_are_looked_up_by_their_starts() -> None:
    many = Readings({f"word{number}": Reading(str(number), "") for number in range(10_000)})

    assert as_respelled(many.mark("word77 word9999 word10000")) == "77 9999 word10000"
