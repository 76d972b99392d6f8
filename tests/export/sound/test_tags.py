"""The tags that every sound file has."""

from __future__ import annotations

from dataclasses import replace

from tests.export import samples
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound.tags import common_tags


def titles(publication: Publication) -> tuple[str, str]:
    tags = common_tags(Recording(publication, ()))
    return tags["title"], tags["album"]


def test_a_later_session_says_its_number_beside_the_title() -> None:
    first = samples.session()
    tenth = replace(first, session=10)
    assert titles(Publication(first)) == ("Morning back", "Morning back")
    assert titles(Publication(tenth)) == ("Morning back, session 10", "Morning back")


def test_a_piece_has_the_title_of_its_exercise() -> None:
    piece = replace(samples.session("Pelvic tilt"), session=10)
    assert titles(Publication(piece, album="Morning back", track=2, tracks=3)) == (
        "Pelvic tilt",
        "Morning back",
    )
