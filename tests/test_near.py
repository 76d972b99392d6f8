"""What a message guesses at."""

from __future__ import annotations

import pytest

from voicecoach.near import did_you_mean, nearest_names


@pytest.mark.parametrize(
    ("wanted", "known", "found"),
    [
        ("strech", ["stretch", "strengthen", "cardio"], ["stretch"]),
        ("side_planks", ["plank", "Side plank", "side-bend"], ["Side plank"]),
        ("bell-x", ["bell-a", "bell-b", "bell-c", "bell-d"], ["bell-a", "bell-b", "bell-c"]),
        ("rep", ["reps", "rest", "repeat"], ["reps"]),
        ("xyz", ["reps", "rest"], []),
        ("", ["reps"], []),
        ("reps", [], []),
        ("a" * 10_000, ["a" * 79, "b"], ["a" * 79]),
    ],
)
def test_the_nearest_names_are_found(wanted: str, known: list[str], found: list[str]) -> None:
    assert nearest_names(wanted, known) == found


def test_a_guess_is_worded_as_a_question() -> None:
    assert did_you_mean("bel", ["bell", "gong"]) == "; did you mean “bell”?"
    assert did_you_mean("bell-x", ["bell-a", "bell-b"]) == "; did you mean “bell-a” or “bell-b”?"
    assert did_you_mean("xyz", ["bell"]) == ""
