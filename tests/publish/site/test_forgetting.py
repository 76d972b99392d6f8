"""A patient is removed at once, from all that is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults import How, failing_writes
from tests.publish.site.rig import Rig, session, tree
from voicecoach import half_file
from voicecoach.errors import ExportError
from voicecoach.publish.site.forgetting import forget


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    rig = Rig(tmp_path, {"ann": (session(),), "bob": (session(),)})
    rig.publish()
    return rig


def test_nothing_is_left_of_who_is_forgotten_and_the_others_stay(rig: Rig) -> None:
    # A session of Ann's waits beside the site, as her page could not be made; one of Bob's too.
    rig.pageless = {"ann", "bob"}
    rig.patients = {code: (session(), session("evening")) for code in ("ann", "bob")}
    rig.publish()
    (rig.folder / ".voicecoach" / "index.html").write_text("ann, bob")
    bob, gone = tree(rig.of("bob")), rig.of("ann")
    assert forget(rig.folder, rig.site, "ann").was_there
    assert not gone.exists()
    assert tree(rig.of("bob")) == bob
    everything = tree(rig.base)
    assert b"ann" not in b"".join(everything.values())
    assert gone.name not in "".join(everything)
    count = len(rig.made)
    rig.pageless.clear()
    del rig.patients["ann"]
    rig.publish()
    assert len(rig.made) == count, "what waited of Bob's was put on the site"
    assert not forget(rig.folder, rig.site, "ann").was_there
    assert not rig.publish().changed


def test_what_a_killed_publish_left_half_written_is_gone_too(rig: Rig) -> None:
    rig.publish()
    (manifests,) = (rig.folder / ".voicecoach" / "sites").iterdir()
    halves = [
        folder / f"{half_file._prefix()}0123{half_file.SUFFIX}"
        for folder in (manifests, manifests.parents[1], rig.site)
    ]
    for again in (rig.publish, lambda: forget(rig.folder, rig.site, "bob")):
        for half in halves:
            half.write_text("bob, and where his page is")
        again()
        assert not [half for half in halves if half.exists()]


def test_what_others_put_there_is_left_and_named(rig: Rig) -> None:
    letter = rig.of("ann") / "letter.txt"
    letter.write_text("letter")
    assert forget(rig.folder, rig.site, "ann").left == (letter.resolve(),)
    assert tree(rig.of("ann")) == {"letter.txt": b"letter"}


def test_a_code_without_a_page_or_a_practice_without_a_site(rig: Rig, tmp_path: Path) -> None:
    assert not forget(rig.folder, rig.site, "../bob").was_there
    assert not forget(tmp_path / "none", rig.site, "bob").was_there
    with pytest.raises(ExportError, match="there is no site here"):
        forget(rig.folder, tmp_path / "other", "bob")
    assert rig.of("bob").is_dir()


def test_a_disk_that_fails_leaves_what_can_be_forgotten_again(rig: Rig, tmp_path: Path) -> None:
    shutil.copytree(rig.base / "site", tmp_path / "kept" / "site")
    shutil.copytree(rig.base / "practice", tmp_path / "kept" / "practice")

    def reset() -> None:
        for part in ("site", "practice"):
            shutil.rmtree(tmp_path / part)
            shutil.copytree(tmp_path / "kept" / part, tmp_path / part)

    for fault in failing_writes(
        lambda: forget(rig.folder, rig.site, "ann"), under=tmp_path / "site", how=How.FULL, prepare=reset
    ):
        assert isinstance(fault.error, ExportError | None), fault
        forget(rig.folder, rig.site, "ann")
        assert b"ann" not in b"".join(tree(rig.site).values()) + b"".join(tree(rig.folder).values()), fault
        assert rig.of("bob").is_dir()
