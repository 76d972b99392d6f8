"""Sounds that are on the site already, or are made at the same time for somebody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.publish.site.rig import Rig, session, tree
from voicecoach.publish.job import Job, MadeFile, MadeSession
from voicecoach.publish.practice import Brand
from voicecoach.publish.site.made_sessions import MadeSessions, unmade
from voicecoach.script.choices import Choices


def sounds(job: Job) -> str:
    return f"{job.voice} {job.choices.level}"


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    found = Rig(
        tmp_path, {"ann": (session(), session("evening", voice="other")), "bob": (session(),)}, sounds=sounds
    )
    found.publish()
    return found


def test_a_new_name_of_the_practice_encodes_nothing(rig: Rig) -> None:
    before = {name: content for name, content in tree(rig.site / "p").items() if name.endswith(".mp3")}
    rig.encoded.clear()
    rig.made.clear()
    rig.brand = Brand("Another name", url="https://example.org")
    assert rig.publish().made == 3
    assert sorted(rig.made) == ["ann/evening", "ann/morning", "bob/morning"]
    assert rig.encoded == []
    assert {name: one for name, one in tree(rig.site / "p").items() if name.endswith(".mp3")} == before
    assert not rig.publish().changed


def test_a_new_patient_and_a_new_code_take_the_sound_of_another(rig: Rig) -> None:
    rig.encoded.clear()
    rig.patients["cy"] = (session("other-stem", voice="other"),)
    rig.patients["robert"] = rig.patients.pop("bob")
    assert rig.publish().made == 2
    assert rig.encoded == []
    assert (rig.of("cy") / "other-stem.mp3").read_bytes() == (rig.of("ann") / "evening.mp3").read_bytes()
    # They stay, whoever goes.
    del rig.patients["ann"]
    rig.publish()
    assert b"other" in (rig.of("cy") / "other-stem.mp3").read_bytes()


def test_another_dose_and_a_damaged_sound_are_encoded(rig: Rig) -> None:
    rig.encoded.clear()
    (rig.of("ann") / "evening.mp3").write_bytes(b"damaged")
    rig.patients["bob"] = (session(choices=Choices(level=1)),)
    rig.publish()
    assert sorted(rig.encoded) == ["ann/evening", "bob/morning"]


@pytest.mark.parametrize("links", [True, False])
def test_equal_sounds_are_one_file_where_the_disk_has_links(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(1, "this disk has no links")

        monkeypatch.setattr(os, "link", refused)
    made = MadeSessions(tmp_path)
    sound = bytes(100_000)
    for code, digest in (("ann", "1" * 40), ("bob", "2" * 40)):
        one = unmade(code, MadeSession(code, "morning", "Title", "", 60.0, ()), digest, "routine", ())
        made.keep(one, (MadeFile("morning.mp3", sound), MadeFile("morning.html", b"page")))
    first, second = ((tmp_path / (digit * 40)) for digit in "12")
    assert (second / "morning.mp3").read_bytes() == sound
    assert (first / "morning.mp3").samefile(second / "morning.mp3") == links
    assert not (first / "morning.html").samefile(second / "morning.html")
    # One that is no longer there is written.
    made.remove(frozenset(("1" * 40, "2" * 40)))
    one = unmade("cy", MadeSession("cy", "morning", "Title", "", 60.0, ()), "3" * 40, "routine", ())
    made.keep(one, (MadeFile("morning.mp3", sound),))
    assert (tmp_path / ("3" * 40) / "morning.mp3").read_bytes() == sound
