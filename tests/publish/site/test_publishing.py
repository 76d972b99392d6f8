"""What is made again and what stays, what is refused, and what of others is kept."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
import urllib.request
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.publish.site.rig import MONDAY, WEEK, Rig, session, tree
from voicecoach.errors import ExportError, StateError
from voicecoach.publish.job import MadeFile
from voicecoach.publish.site.events import Failed, Noted, ToDo
from voicecoach.publish.site.publishing import publish
from voicecoach.publish.site.secret import Secret, open_secret
from voicecoach.publish.site.site_folder import alone
from voicecoach.script.choices import Choices


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, {"ann": (session(),), "bob": (session(),), "cy": (session(),)})


def to_do(rig: Rig) -> list[tuple[str, str, str, str]]:
    return [(e.do, e.code, e.stem, *e.why) for e in rig.look() if isinstance(e, ToDo)]  # type: ignore[misc]


def test_each_patient_has_a_folder_that_says_nothing(rig: Rig) -> None:
    end = rig.publish()
    assert (end.patients, end.sessions, end.made, end.changed) == (3, 3, 3, True)
    assert set(tree(rig.of("ann"))) == {"morning.mp3", "morning.html", "index.html", "feed.xml"}
    names = "\n".join(tree(rig.site)).lower()
    assert not any(said in names for said in ("ann", "bob", "name of", "back"))
    assert len(rig.of("ann").name) == 32
    shown = {path.name for path in rig.site.iterdir()} - {".voicecoach-site", ".voicecoach-work"}
    assert shown == {"index.html", "robots.txt", "p"}
    assert not [path for path in (rig.site / ".voicecoach-work").rglob("*") if path.is_file()]


def test_nothing_is_made_twice_and_a_second_publish_writes_nothing(rig: Rig) -> None:
    rig.publish()
    before, inodes = tree(rig.base), {path: path.stat().st_ino for path in rig.site.rglob("*")}
    assert to_do(rig) == []
    assert not rig.publish().changed
    assert tree(rig.base) == before
    assert {path: path.stat().st_ino for path in rig.site.rglob("*")} == inodes
    assert len(rig.made) == len(rig.paged) == 3


def test_a_change_touches_just_its_session(rig: Rig) -> None:
    rig.patients["ann"] = (session(), session("evening"))
    rig.publish()
    sound = rig.of("bob") / "morning.mp3"
    inode, changed = sound.stat().st_ino, sound.stat().st_mtime_ns
    rig.patients["ann"] = (session(), session("evening", voice="espeak"))
    assert to_do(rig) == [
        ("make", "ann", "evening", "voice changed"),
        ("write", "ann", "", "its sessions changed"),
    ]
    assert rig.publish().made == 1
    assert rig.made[4:] == ["ann/evening"]
    assert rig.paged[3:] == ["ann"]
    assert (sound.stat().st_ino, sound.stat().st_mtime_ns) == (inode, changed)


def test_a_look_says_why_and_writes_nothing(rig: Rig) -> None:
    assert to_do(rig)[0] == ("make", "ann", "morning", "new")
    assert not rig.site.exists()
    assert not (rig.folder / ".voicecoach").exists()
    rig.publish()
    before = tree(rig.base)
    changed = session().loaded.routine.model_copy(update={"steps": session().loaded.routine.steps[:1]})
    rig.patients = {
        "ann": (session(loaded=replace(session().loaded, routine=changed)),),
        "bob": (session("morning-weeks-2-3", MONDAY + WEEK, 2),),
        "dan": (session(),),
    }
    assert to_do(rig) == [
        ("make", "ann", "morning", "dose changed"),
        ("write", "ann", "", "its sessions changed"),
        ("make", "bob", "morning-weeks-2-3", "week changed"),
        ("remove", "bob", "morning", "week changed"),
        ("write", "bob", "", "its sessions changed"),
        ("make", "dan", "morning", "new"),
        ("write", "dan", "", "new"),
        ("remove", "cy", "", "no longer in the folder"),
    ]
    rig.version = "2"
    rig.patients = {"cy": (session(),)}
    assert ("make", "cy", "morning", "version changed") in to_do(rig)
    assert tree(rig.base) == before


def test_a_new_day_makes_the_pages_again_and_no_session_and_what_reads_the_same_stays(rig: Rig) -> None:
    rig.publish()
    feed, page = rig.of("ann") / "feed.xml", rig.of("ann") / "index.html"
    was = feed.stat().st_mtime_ns, feed.stat().st_ino
    rig.today += WEEK
    end = rig.publish()
    assert (end.made, end.changed, len(rig.paged)) == (0, True, 6)
    assert page.read_text().startswith("2026-11-30")
    assert (feed.stat().st_mtime_ns, feed.stat().st_ino) == was
    assert "morning" in feed.read_text()
    assert "2026-11-23" in feed.read_text(), "the day of the first publication stays"


def test_weeks_that_are_over_go_and_those_ahead_are_there(rig: Rig) -> None:
    rig.patients = {
        "ann": (session("one", MONDAY, 1), session("two", MONDAY + WEEK, 1), session("on", MONDAY + 2 * WEEK))
    }
    rig.publish()
    assert {"one.mp3", "two.mp3", "on.mp3"} <= set(tree(rig.of("ann")))
    rig.today += WEEK
    rig.publish()
    assert {"one.mp3", "one.html"}.isdisjoint(tree(rig.of("ann")))
    assert {"two.mp3", "on.mp3"} <= set(tree(rig.of("ann")))
    assert len(rig.made) == 3


def test_who_has_mistakes_keeps_what_there_is_and_the_others_go_on(rig: Rig) -> None:
    rig.publish()
    before = {code: tree(rig.of(code)) for code in ("ann", "bob", "cy")}
    rig.failing, rig.pageless, rig.problems = (
        {"ann"},
        {"bob"},
        {"cy": ("patients/cy.yaml:3: no such routine",)},
    )
    for code in ("ann", "bob", "cy"):
        rig.patients[code] = (session(choices=Choices(level=1)), session("evening"))
    rig.patients["dan"] = (session(),)
    events = rig.events()
    failed = [(event.code, *event.lines) for event in events if isinstance(event, Failed)]
    assert failed == [
        ("cy", "patients/cy.yaml:3: no such routine"),
        ("ann", "the voice has no breath"),
        ("ann", "the voice has no breath"),
        ("bob", "page: no page can be made"),
    ]
    assert {code: tree(rig.of(code)) for code in before} == before
    assert rig.of("dan").is_dir()
    # What was made for the one whose page failed is not made again.
    count = len(rig.made)
    rig.failing, rig.pageless, rig.problems = set(), set(), {}
    rig.publish()
    assert sorted(rig.made[count:]) == ["ann/evening", "ann/morning", "cy/evening", "cy/morning"]
    assert "evening.mp3" in tree(rig.of("bob"))
    assert not list((rig.site / ".voicecoach-work" / "made").iterdir())


def test_who_is_no_longer_in_the_folder_is_gone_everywhere(rig: Rig) -> None:
    rig.publish()
    gone = rig.of("bob")
    del rig.patients["bob"]
    end = rig.publish()
    assert (end.removed, end.patients) == (1, 2)
    assert not gone.exists()
    everything = b"\n".join(tree(rig.base).values())
    assert b"ann" in everything
    assert b"bob" not in everything
    assert gone.name.encode() not in everything


def test_nobody_is_removed_while_a_file_cannot_be_read_in_which_they_may_be(rig: Rig) -> None:
    rig.publish()
    del rig.patients["bob"]
    rig.problems = {"patients.csv": ("patients.csv: this is not a table",)}
    events = rig.events()
    assert rig.of("bob").is_dir()
    assert any("patients.csv cannot be read" in event.line for event in events if isinstance(event, Noted))


def test_most_patients_disappear_only_if_that_is_meant(rig: Rig) -> None:
    rig.patients = {f"p{n}": (session(),) for n in range(12)}
    rig.publish()
    before = tree(rig.site)
    rig.patients = {"p1": (session(),)}
    with pytest.raises(
        ExportError, match="11 of 12 patients are no longer in the folder; if that is right, --yes"
    ):
        rig.publish()
    assert tree(rig.site) == before
    rig.yes = True
    assert rig.publish().removed == 11


def test_what_is_missing_or_damaged_is_made_again(rig: Rig) -> None:
    rig.publish()
    before = tree(rig.site)
    (rig.of("ann") / "morning.mp3").unlink()
    (rig.of("bob") / "index.html").write_text("forged")
    cut = rig.of("cy") / "morning.html"
    cut.write_bytes(b"epag")  # as long as it was
    assert ("make", "ann", "morning", "its files are missing or damaged") in to_do(rig)
    rig.publish()
    assert tree(rig.site) == before
    assert rig.made[3:] == ["ann/morning", "cy/morning"]


def test_a_site_that_was_copied_back_is_looked_into_and_taken(rig: Rig) -> None:
    rig.publish()
    shutil.copytree(rig.site, rig.base / "copy")
    shutil.rmtree(rig.site)
    (rig.base / "copy").replace(rig.site)
    for path in (rig.site / "p").rglob("*.*"):
        os.utime(path, (1, 1))
    (rig.site / "p" / ".build").unlink()
    rig.publish()
    assert len(rig.made) == 3


def test_a_site_that_no_longer_says_what_it_is_is_read_file_by_file(rig: Rig) -> None:
    """As after a restore: size and time prove nothing then."""
    rig.publish()
    before = tree(rig.site)
    sound = rig.of("ann") / "morning.mp3"
    stat = sound.stat()
    sound.write_bytes(b"?" * stat.st_size)
    os.utime(sound, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (rig.site / "p" / ".build").unlink()
    rig.publish()
    assert tree(rig.site) == before


def test_what_is_for_all_follows_the_practice_but_not_over_what_others_wrote(rig: Rig) -> None:
    rig.publish()
    assert (rig.site / "index.html").read_text() == "Back in balance"
    (rig.site / "robots.txt").write_text("Allow: /")
    rig.brand = replace(rig.brand, name="Other")
    rig.publish()
    assert (rig.site / "index.html").read_text() == "Other"
    assert (rig.site / "robots.txt").read_text() == "Allow: /"


def test_files_of_others_are_kept_and_named(rig: Rig) -> None:
    rig.publish()
    theirs = {
        rig.site / "index.html": "of the practice",
        rig.site / "p" / "favicon.ico": "icon",
        rig.of("ann") / "letter.txt": "dear Ann",
        rig.of("bob") / "more" / "deep.txt": "deep",
    }
    for path, text in theirs.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (rig.of("ann") / "link").symlink_to("/etc/passwd")
    bob = rig.of("bob")
    del rig.patients["bob"]
    rig.today += WEEK
    noted = [event.line for event in rig.events() if isinstance(event, Noted)]
    assert {path: path.read_text() for path in theirs} == theirs
    assert (rig.of("ann") / "link").readlink() == Path("/etc/passwd")
    assert tree(bob) == {"more/deep.txt": b"deep"}
    assert sum("not written by voicecoach" in line for line in noted) == 4


def refused(rig: Rig, site: Path) -> str:
    with pytest.raises((ExportError, StateError)) as caught:
        list(publish(rig.practice, site, rig.order, rig.tools))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_server_that_lists_folders_lists_no_patient(rig: Rig) -> None:
    rig.publish()
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(http.server.SimpleHTTPRequestHandler, directory=str(rig.site))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        for path in ("", "p/"):
            with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{path}") as answer:
                page = answer.read().decode()
            assert not [code for code in rig.patients if rig.of(code).name in page], path
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    # One of somebody else's stays, and lists what they like.
    page = rig.site / "p" / "index.html"
    page.write_text("theirs")
    rig.today += WEEK
    assert any(isinstance(event, Noted) and str(page) in event.line for event in rig.events())
    assert page.read_text() == "theirs"


def test_a_folder_that_is_not_ours_is_refused_and_left_alone(rig: Rig) -> None:
    rig.site.mkdir()
    (rig.site / "photo.jpg").write_bytes(b"photo")
    assert "it is not empty (photo.jpg is there), and not a site of voicecoach's" in refused(rig, rig.site)
    assert tree(rig.site) == {"photo.jpg": b"photo"}
    assert "make that first" in refused(rig, rig.base / "no" / "where")
    file = rig.base / "file"
    file.write_text("file")
    assert "that is a file" in refused(rig, file)
    assert "open to everyone" in refused(rig, rig.base)
    (rig.base / "loop").symlink_to("loop")
    assert "leads back to itself" in refused(rig, rig.base / "loop")
    (rig.base / "dangling").symlink_to("nothing")
    assert "leads nowhere" in refused(rig, rig.base / "dangling")


def test_the_site_of_another_practice_is_refused(rig: Rig, tmp_path: Path) -> None:
    rig.publish()
    other = Rig(tmp_path / "other", {"eve": (session(),)})
    before = tree(rig.site)
    assert "it is the site of another practice" in refused(other, rig.site)
    other.site.parent.mkdir(exist_ok=True)
    other.publish()
    assert "is not the one that it was made with" in refused(other, rig.site)
    lost = (rig.folder / ".voicecoach").rename(rig.base / "backup")
    assert "was lost; put that back" in refused(rig, rig.site)
    assert not (rig.folder / ".voicecoach").exists(), "nothing is in the way of the backup"
    lost.rename(rig.folder / ".voicecoach")
    assert not rig.publish().changed
    assert tree(rig.site) == before
    (rig.site / ".voicecoach-site").write_text("{")
    assert "is broken, so it is left alone" in refused(rig, rig.site)


def test_a_secret_that_is_broken_is_not_replaced(rig: Rig) -> None:
    rig.publish()
    secret = rig.folder / ".voicecoach" / "secret"
    secret.write_text("short")
    assert "put it back from a backup" in refused(rig, rig.site)
    assert secret.read_text() == "short"


def test_the_site_may_be_a_link_and_stays_one(rig: Rig) -> None:
    (rig.base / "disk").mkdir()
    rig.site.symlink_to("disk")
    rig.publish()
    rig.today += WEEK
    rig.publish()
    assert rig.site.is_symlink()
    assert (rig.base / "disk" / "p").is_dir()
    inside = rig.base / "elsewhere"
    (rig.site / "p").replace(inside)
    (rig.site / "p").symlink_to(inside)
    assert "p in it is a link" in refused(rig, rig.site)


def test_a_folder_of_the_site_stays_open_while_it_changes(rig: Rig) -> None:
    """As a web server has it open that was started in the site."""
    rig.publish()
    handle = os.open(rig.site, os.O_RDONLY)
    try:
        rig.today += WEEK
        rig.publish()
        page = os.open(f"p/{rig.of('ann').name}/index.html", os.O_RDONLY, dir_fd=handle)
        with os.fdopen(page) as file:
            assert file.read().startswith("2026-11-30")
    finally:
        os.close(handle)


def test_two_at_once_are_refused_in_one_line(rig: Rig) -> None:
    rig.publish()
    for place in (rig.folder / ".voicecoach", rig.site / ".voicecoach-work"):
        with alone(place, rig.site):
            assert "this is being published already" in refused(rig, rig.site)
    assert not rig.publish().changed


def test_addresses_stay_and_differ_by_practice(tmp_path: Path) -> None:
    one = open_secret(tmp_path)
    assert open_secret(tmp_path).token("ann") == one.token("ann") != one.token("bob")
    assert Secret(b"0" * 32).token("ann") != Secret(b"1" * 32).token("ann")
    assert (tmp_path / ".voicecoach" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "names", [("../x.html",), (".hidden",), ("a.html", "A.html"), ("index.html", "index.html"), ("a b",)]
)
def test_names_of_files_are_not_trusted(
    rig: Rig, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = replace(rig.tools, pages=lambda *_: tuple(MadeFile(name, b"x") for name in names))
    monkeypatch.setattr(Rig, "tools", tools)
    events = rig.events()
    assert {event.code for event in events if isinstance(event, Failed)} == {"ann", "bob", "cy"}
    assert {path.name for path in (rig.site / "p").iterdir()} == {".build", "index.html"}
