"""Times and numbers mean what an author means by them, and nothing else is let through."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.yardstick import yardstick_s
from voicecoach.units import Range, parse_number, parse_seconds, to_frames, to_seconds


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5", 5, 5), ("5 s", 5, 5), ("5s", 5, 5), ("1:30", 90, 90), ("1:02:03", 3723, 3723), ("2 min", 120, 120),
        ("1 min 30 s", 90, 90), ("1 h", 3600, 3600), ("5-10 s", 5, 10), ("5 to 10 s", 5, 10), ("5 – 10 s", 5, 10),  # noqa: RUF001
        ("30 s - 1 min", 30, 60), ("1-2 min", 60, 120), ("30-1:30", 30, 90), ("1:00-2:00", 60, 120), ("2.5 S", 2.5, 2.5),
        (" 5  minutes ", 300, 300),
    ],
)  # fmt: skip
def test_times(text: str, low: float, high: float) -> None:
    assert parse_seconds(text) == Range(low, high)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-5 s", "5 x", "5 - ", "- 5", "1-2-3", "nan", "inf", "1e9", "1:60", "1:5", "90:00:00:00", "5 5", "5 s 5",
     "0x10", "٣ s", "10-5 s", "1-2 min 30 s", "5,5", "--", "to", "five", "1:90:00", "5 s" + " " * 60, "1" * 12],
)  # fmt: skip
def test_what_is_not_a_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        parse_seconds(text)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("5", 5, 5), ("5-10", 5, 10), ("5 to 10", 5, 10), ("2.5", 2.5, 2.5)]
)
def test_numbers(text: str, low: float, high: float) -> None:
    assert parse_number(text) == Range(low, high)


@pytest.mark.parametrize(
    "text", ["", "-5", "5 s", "5-", "1-2-3", "nan", "inf", "1e9", "10-5", "٣", "5.", ".5", "+5"]
)
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        parse_number(text)


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "5" * 1_000_000, "5" + " " * 1_000_000 + "x", "-" * 1_000_000]
)
def test_a_million_characters_are_refused_at_once_and_not_repeated(text: str) -> None:
    began = time.process_time()
    for parse in (parse_seconds, parse_number):
        with pytest.raises(ValueError, match=r"^“") as caught:
            parse(text)
        assert len(str(caught.value)) < 200
    assert time.process_time() - began < 150 * yardstick_s()


@given(st.text())
def test_any_text_is_a_time_or_a_sentence(text: str) -> None:
    for parse in (parse_seconds, parse_number):
        found: Range | str
        try:
            found = parse(text)
        except ValueError as error:
            found = str(error)
        if isinstance(found, Range):
            assert 0 <= found.low <= found.high < float("inf")
        else:
            assert found.startswith("“")


_ENDS = st.integers(0, 999_999_999)


@given(_ENDS, _ENDS)
def test_a_range_is_read_as_it_is_reported(one: int, other: int) -> None:
    found = Range(float(min(one, other)), float(max(one, other)))
    assert parse_number(str(found)) == parse_seconds(str(found)) == found


@given(_ENDS, _ENDS, st.floats(0, 1))
def test_a_level_stays_between_the_ends_and_is_whole(one: int, other: int, level: float) -> None:
    found = Range(float(min(one, other)), float(max(one, other)))
    point = found.at(level)
    assert found.low <= point <= found.high
    assert point == int(point)
    assert (found.at(0), found.at(1)) == (found.low, found.high)


@given(_ENDS, _ENDS, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_level_is_never_less(one: int, other: int, level: float, more: float) -> None:
    found = Range(float(min(one, other)), float(max(one, other)))
    assert found.at(min(level, more)) <= found.at(max(level, more))


@given(st.integers(0, 10**10), st.sampled_from([8000, 22050, 44100, 48000]))
def test_frames_and_seconds_come_back(frames: int, rate: int) -> None:
    assert to_frames(to_seconds(frames, rate), rate) == frames


@given(st.integers(0, 86400), st.sampled_from([8000, 22050, 44100, 48000]))
def test_whole_seconds_are_exact(seconds: int, rate: int) -> None:
    assert to_frames(seconds, rate) == seconds * rate


def test_half_a_frame_goes_up() -> None:
    assert to_frames(0.5, 1) == 1
    assert to_frames(1.5, 1) == 2
