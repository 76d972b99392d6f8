"""`voicecoach check` names what has no room in one line for each thing that can be changed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import run

QUICK = """title: A
steps: [a]
exercises:
  a:
    name: Quick
    kind: mobilise
    position: standing
    setup: [Stand.]
    go: Lift your arm up high.
    short: Lift your arm up high.
    finish: And down.
    dose: {reps: 16, tempo: 2-2}
"""


def test_counts_of_a_step_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(QUICK, encoding="utf-8")
    (line,) = run(tmp_path, "check", "a.yaml").stdout.splitlines()
    assert line.startswith("a.yaml:2:9: warning: “eleven”, “twelve”, “thirteen” and 3 more take up to 0.")
    assert line.endswith(" s; they are left out")


def test_a_text_with_a_side_in_brackets_is_answered_with_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(QUICK.replace("[Stand.]", "[Lift your {side} leg.]"), encoding="utf-8")
    (line,) = run(tmp_path, "check", "a.yaml").stdout.splitlines()
    assert (
        line
        == 'a.yaml:8:23: error: a text with {side} in it needs quotes inside brackets: ["Lift your {side} leg."]'
    )
