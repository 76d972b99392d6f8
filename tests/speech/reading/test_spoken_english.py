"""What is written is what is heard: the table of how each notation is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.speech.reading.more_spoken_english import MORE_ROWS
from voicecoach.speech.reading.speakable_text import speakable_text
from voicecoach.speech.reading.spoken_english import as_read_aloud

UNITS = {
    "s": ("second", "seconds"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "wk": ("week", "weeks"),
    "mm": ("millimetre", "millimetres"),
    "cm": ("centimetre", "centimetres"),
    "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"),
    "kg": ("kilogram", "kilograms"),
    "g": ("gram", "grams"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
    "mmHg": ("millimetre of mercury", "millimetres of mercury"),
    "km/h": ("kilometre an hour", "kilometres an hour"),
    "mph": ("mile an hour", "miles an hour"),
    "bpm": ("beat a minute", "beats a minute"),
    "rpm": ("turn a minute", "turns a minute"),
    "kcal": ("kilocalorie", "kilocalories"),
    "ml": ("millilitre", "millilitres"),
    "l": ("litre", "litres"),
    "°": ("degree", "degrees"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "rep": ("repetition", "repetitions"),
    "reps": ("repetition", "repetitions"),
    "%": ("percent", "percent"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_units(unit: str) -> None:
    one, many = UNITS[unit]
    rows = {
        f"1 {unit}": f"1 {one}",
        f"12 {unit}": f"12 {many}",
        f"12{unit}": f"12 {many}",
        f"12\u00a0{unit}": f"12 {many}",
        f"0.5 {unit}": f"0.5 {many}",
        f"2-3 {unit}": f"2 to 3 {many}",
        f"2–3 {unit}": f"2 to 3 {many}",
        f"2 {unit} - 3 {unit}": f"2 to 3 {many}",
        f"About 12 {unit}, slowly.": f"About 12 {many}, slowly.",
        f"Move 12 {unit}.": f"Move 12 {many}.",
    }

    assert {text: as_read_aloud(text) for text in rows} == rows


ROWS = {
    # Sets and repetitions.
    "3x10": "3 sets of 10",
    "3 x 10": "3 sets of 10",
    "3 × 10": "3 sets of 10",
    "1x10": "1 set of 10",
    "5x5": "5 sets of 5",
    "2-3 x 10": "2 to 3 sets of 10",
    "3 x 8-12": "3 sets of 8 to 12",
    "3 x 30 s": "3 times 30 seconds",
    "3x30s": "3 times 30 seconds",
    "3 × 2 min": "3 times 2 minutes",
    "3 sets x 12 reps": "3 sets of 12 repetitions",
    "x3": "3 times",
    "Repeat x 3.": "Repeat 3 times.",
    "10x": "10 times",
    "8 - 12 reps": "8 to 12 repetitions",
    "10 reps/side": "10 repetitions a side",
    "10/side": "10 a side",
    "90 s/side": "90 seconds a side",
    "30s each side": "30 seconds each side",
    "10+": "10 or more",
    "5 + 5": "5 plus 5",
    # How often.
    "2x/day": "twice a day",
    "1/day": "once a day",
    "3x/week": "3 times a week",
    "4 x/week": "4 times a week",
    "2x per day": "twice a day",
    # Ranges, and what is none.
    "8–12": "8 to 12",
    "8 — 12": "8 to 12",
    "Rest 1-2 min between sets": "Rest 1 to 2 minutes between sets",
    "Stay 10-15 % lower": "Stay 10 to 15 percent lower",
    "45-90°": "45 to 90 degrees",
    "week 2-3": "week 2 to 3",
    "4-7-8": "4, 7, 8",
    "3-1-3-0": "3, 1, 3, 0",
    "2026-11-21": "21 November 2026",
    "12/11/2026": "12, 11, 2026",
    "7:30 am": "7:30 am",
    "at 8:00": "at 8:00",
    "1,000 steps": "1,000 steps",
    # Times.
    "1:30 min": "1 minute 30 seconds",
    "2:00 min": "2 minutes",
    "1 min 30 s": "1 minute 30 seconds",
    "1min30": "1 minute 30 seconds",
    "1 h 30 min": "1 hour 30 minutes",
    "in your 60s": "in your 60s",
    "the 1990s": "the 1990s",
    # Fractions.
    "½ min": "half a minute",
    "1½ min": "1 and a half minutes",
    "1 1/2 min": "1 and a half minutes",
    "half min": "half a minute",
    "¾ of the way": "three quarters of the way",
    "3/4 of the way": "three quarters of the way",
    "¼ turn": "a quarter turn",
    "2¼ km": "2 and a quarter kilometres",
    # Scales.
    "3/10": "3 out of 10",
    "10/10": "10 out of 10",
    "12 x 30/10": "12 sets of 30 10",
    "Tabata 20/10": "Tabata 20 10",
    "Tempo 30X0": "Tempo 3, 0, X, 0",
    "RPE 6-7/10": "RPE 6 to 7 out of 10",
    "120/80 mmHg": "120 over 80 millimetres of mercury",
    "50 %": "50 percent",
    "50%": "50 percent",
    # The spine.
    "L4/L5": "L 4, L 5",
    "L4/5": "L 4, L 5",
    "L4-L5": "L 4 to L 5",
    "C5–C6": "C 5 to C 6",
    "T12": "T 12",
    "the SI joint": "the S I joint",
    "SIJ pain": "S I pain",
    # Feet and inches.
    "5'10\"": "5 feet 10 inches",
    '6"': "6 inches",
    "6 in.": "6 inches.",
    "6' away": "6 feet away",
    "6 in the morning": "6 in the morning",
    # Signs.
    "~10 s": "about 10 seconds",
    "≈ 10 cm": "about 10 centimetres",
    "approx. 10 cm": "about 10 centimetres",
    "ca. 10 cm": "about 10 centimetres",
    "max. 10": "at most 10",
    "min. 3": "at least 3",
    "≥ 3": "at least 3",
    "≤3": "at most 3",
    "> 5": "more than 5",
    "< 5": "less than 5",
    "± 2": "plus or minus 2",
    "arms & legs": "arms and legs",
    # Abbreviations.
    "No. 2": "number 2",
    "#3": "number 3",
    "Phase II": "Phase 2",
    "phase IV": "phase 4",
    "Grade I": "Grade 1",
    "and/or": "or",
    "left/right": "left or right",
    "w/ a band": "with a band",
    "w/o shoes": "without shoes",
    "n/a": "not applicable",
    "e.g. a towel": "for example, a towel",
    "i.e. slowly": "that is, slowly",
    "a towel, a band, etc.": "a towel, a band, and so on.",
    "sit vs. stand": "sit versus stand",
    "full ROM": "full range of motion",
    "the ITB": "the I T B",
    "Thera-Band": "theraband",
    # Brackets, markup, typography.
    "Hold (5 s) then rest.": "Hold, 5 seconds, then rest.",
    "Rest (30 s).": "Rest, 30 seconds.",
    "Move (slowly)": "Move, slowly",
    "<b>bold</b> text": "bold text",
    "*slowly* now": "slowly now",
    "_gently_": "gently",
    "`slowly`": "slowly",
    "• Lift": "Lift",
    "“Lift”": "Lift",
    "don’t": "don't",
    # What is left as it is.
    "Lift your hips.": "Lift your hips.",
    "hip-width": "hip-width",
    "T-shirt": "T-shirt",
    "5 M": "5 M",
    "2 G": "2 G",
    "Day 1": "Day 1",
    "2nd set": "2nd set",
    "twenty-seven": "twenty-seven",
    "Turn it in": "Turn it in",
    "I am here.": "I am here.",
    "Am I too fast?": "Am I too fast?",
    "A - B": "A - B",
    "": "",
    **MORE_ROWS,
}


def test_table() -> None:
    assert {written: as_read_aloud(written) for written in ROWS} == ROWS


def test_the_table_has_its_rows() -> None:
    assert len(ROWS) + 10 * len(UNITS) >= 300


def test_what_was_read_aloud_once_stays() -> None:
    once = [as_read_aloud(written) for written in (*ROWS, *(f"2-3 {unit}" for unit in UNITS))]

    assert [as_read_aloud(read) for read in once] == once


@given(st.text(alphabet=st.sampled_from("0123456789 x/-.,:%°smincgLC()<>~+*½é\u202f'\""), max_size=60))
def test_any_text_is_read_in_little_time_and_on_one_line(text: str) -> None:
    read = as_read_aloud(text)

    assert "\n" not in read
    assert len(read) < 40 * (len(text) + 1)


def test_the_quick_look_misses_no_notation() -> None:
    assert {written: speakable_text(written, english=True) for written in ROWS} == ROWS
    assert speakable_text("30 s", english=False) == "30 s"
