"""`voicecoach check` warns of what no voice here can say, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from voicecoach.cli import voicecoach
from voicecoach.folders import lexicon_file

ROUTINE = """\
title: Hips
say_as:
  SI joint: S I joint
{say_as}exercises:
  hip:
    name: Hip stretch
    kind: stretch
    position: on the back
    setup: [Find your SI joint., {setup}]
    dose: {{reps: 2, hold: 5 s}}
steps:
  - hip
  - say: {said}
"""


def warnings(tmp_path: Path, *, say_as: str = "", setup: str = "Breathe.", said: str = "Rest.") -> list[str]:
    path = tmp_path / "hips.yaml"
    path.write_text(ROUTINE.format(say_as=say_as, setup=setup, said=said), encoding="utf-8")
    done = CliRunner().invoke(voicecoach, ["check", str(path)])
    assert done.exit_code == 0, done.output
    return [line.removeprefix(f"{path}:") for line in done.output.splitlines() if "warning: " in line]


def test_what_can_be_said_is_no_warning(tmp_path: Path) -> None:
    assert warnings(tmp_path, setup="Naïve café 5 µm ½ °.", said="α²") == []


@pytest.mark.parametrize(
    ("found", "place", "message"),
    [
        ({"said": "Стоп now"}, "13:10", "“Стоп” is in letters that no English voice reads"),
        ({"setup": "伸ばす"}, "9:34", "“伸ばす” is in letters that no English voice reads"),
        ({"say_as": "  hop: x\n"}, "4:3", "“hop” is in nothing that is said here"),
        ({"say_as": "  hip: /ˈhøp/\n"}, "4:8", "no English voice makes the sound “ø” of “hip”"),
    ],
)
def test_what_cannot_be_said_is_a_warning_at_its_place(
    tmp_path: Path, found: dict[str, str], place: str, message: str
) -> None:
    (line,) = warnings(tmp_path, **found)

    assert line.startswith(f"{place}: warning: {message}")


def test_a_reading_is_the_way_out(tmp_path: Path) -> None:
    assert warnings(tmp_path, say_as="  Стоп: stop\n  hip: hup /ˈhøp/\n", said="Стоп now") == []


def test_the_lexicon_of_the_user_is_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    lexicon_file().parent.mkdir(parents=True, exist_ok=True)
    lexicon_file().write_text("en:\n  a: /ˈø/\n  b\nde:\n  Стоп: stop\n", encoding="utf-8")

    found = warnings(tmp_path)
    assert len(found) == 2
    assert f"{lexicon_file()}:3:3: warning: there is no colon" in found[0]
    assert f"{lexicon_file()}:2:3: warning: no English voice makes" in found[1]
