"""`voicecoach render --split`: each piece tells of which session it is, and which of its pieces, in its format's own way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mutagen
import pytest
from click.testing import CliRunner, Result

from tests.export.test_sound import SUFFIXES, probe, tags_of
from tests.export.tools import run
from tests.needs import slow_but
from voicecoach.cli.render import render

ROUTINE = """
title: Short — é
exercises:
  one: {name: Pelvic tilt, kind: strengthen, position: on the back, setup: [Lie down.], go: Tilt., finish: Relax.,
        caution: [Stop if it hurts.], dose: {reps: 2, hold: 3 s}}
steps: [one]
"""
TITLES = ["Short — é", "Pelvic tilt", "Close"]

TOLD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    ".wav": ({}, {"track": "2/3"}),
    ".flac": ({"album": ["Short — é"], "tracknumber": ["2"], "tracktotal": ["3"]}, {"track": "2"}),
    ".mp3": ({"TALB": ["Short — é"], "TRCK": ["2/3"]}, {"track": "2/3"}),
    ".m4a": ({"\xa9alb": ["Short — é"], "trkn": [(2, 3)]}, {"track": "2/3"}),
    ".m4b": ({"\xa9alb": ["Short — é"], "trkn": [(2, 3)]}, {"track": "2/3"}),
    ".opus": ({"album": ["Short — é"], "tracknumber": ["2"], "tracktotal": ["3"]}, {"track": "2"}),
    ".mka": ({}, {"track": "2", "total_parts": "3"}),
}
"""What mutagen and ffprobe find in the second of three pieces."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    return tmp_path


def rendered(*arguments: str) -> Result:
    done = CliRunner().invoke(render, ["short.yaml", *arguments, "--voice", "silent"], catch_exceptions=False)
    assert done.exit_code == 0
    return done


@pytest.mark.parametrize("suffix", slow_but([".wav", *SUFFIXES], ".wav", ".mp3"))
def test_a_piece_says_its_session_and_its_number(folder: Path, suffix: str) -> None:
    rendered("--split", "--format", suffix[1:], "-o", "pieces")
    for number, title in enumerate(TITLES, 1):
        tags = tags_of(probe(folder / "pieces" / f"{number:02} {title}{suffix}"))
        assert (tags["title"], tags["album"]) == (title, "Short — é")
        assert tags["track"].split("/")[0] == str(number)
    second = folder / "pieces" / f"02 {TITLES[1]}{suffix}"
    by_mutagen, by_ffprobe = TOLD[suffix]
    tags = tags_of(probe(second))
    assert {name: tags[name] for name in by_ffprobe} == by_ffprobe
    if by_mutagen:
        found = mutagen.File(second)
        texts = {name: getattr(found[name], "text", found[name]) for name in by_mutagen}
        assert texts == by_mutagen


@pytest.mark.parametrize("suffix", [".wav", *SUFFIXES])
def test_a_whole_session_is_an_album_of_one_track(folder: Path, suffix: str) -> None:
    rendered("-o", f"a{suffix}")
    tags = tags_of(probe(folder / f"a{suffix}"))
    assert (tags["album"], tags["track"].split("/")[0]) == ("Short — é", "1")


def test_a_piece_of_a_session_with_another_title_is_not_up_to_date(folder: Path) -> None:
    def pieces() -> dict[str, bool]:
        lines = rendered("--split", "-o", "pieces", "--format", "flac").stdout.splitlines()
        return {title: "(up to date)" in line for line in lines for title in TITLES if title in line}

    assert not any(pieces().values())
    assert all(pieces().values())
    (folder / "short.yaml").write_text(ROUTINE.replace("title: Short — é", "title: Longer"), encoding="utf-8")
    assert pieces() == {"Pelvic tilt": False, "Close": False}


def test_all_pieces_are_in_one_cue_sheet(folder: Path) -> None:
    rendered("--split", "-o", "pieces", "--with", "cue,txt", "--format", "flac")
    assert [path.name for path in (folder / "pieces").glob("*.cue")] == ["short.cue"]
    assert len(list((folder / "pieces").glob("*.txt"))) == 3
    sheet = folder / "pieces" / "short.cue"
    lines = sheet.read_text().splitlines()
    assert [line for line in lines if line.startswith("FILE")] == [
        f'FILE "{number:02} {title}.flac" WAVE' for number, title in enumerate(TITLES, 1)
    ]
    assert sum('PERFORMER "voicecoach"' in line for line in lines) == 4
    assert run("cueprint", "-d", "%T|%P|%N", sheet).strip() == "Short — é|voicecoach|3"
    tracks = run("cueprint", "-t", "%n|%t|%p|%f\n", sheet).splitlines()
    assert tracks == [
        f"{number}|{title}|voicecoach|{number:02} {title}.flac" for number, title in enumerate(TITLES, 1)
    ]


def test_more_pieces_than_a_cue_sheet_numbers_are_in_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicecoach.export.text.cue_sheet.MOST_TRACKS", 2)
    done = rendered("--split", "-o", "pieces", "--with", "cue")
    assert done.stderr == "pieces/short.cue: left out: a cue sheet holds 2 files of the 3\n"
    assert not list((folder / "pieces").glob("*.cue"))
