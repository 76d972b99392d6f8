"""A publish that is killed, interrupted or out of disk at any point: the site is the old or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from tests.publish.site.rig import MONDAY, WEEK, Rig, session, tree
from voicecoach.errors import ExportError, StateError
from voicecoach.publish.site import build, made_sessions, publishing, swap, trees
from voicecoach.publish.site.made_sessions import MadeSessions
from voicecoach.script.choices import Choices

posix = pytest.mark.skipif(os.name != "posix", reason="processes are forked")


class Scene:
    """A site with patients, and a practice in which every kind of change happened since."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.rig = rig = Rig(base / "first", {"ann": (session(), session("evening")), "bob": (session(),)})
        rig.publish()
        (rig.of("ann") / "theirs.txt").write_text("theirs")
        self.bob = rig.of("bob").name
        rig.patients = {"ann": (session(choices=Choices(level=1)), session("evening")), "cy": (session(),)}
        rig.today = MONDAY + WEEK
        self.old = self.shown(rig)
        self.start = base / "start"
        rig.base.replace(self.start)
        self.reset()
        rig.publish()
        self.new = self.shown(rig)
        assert self.old != self.new

    def reset(self) -> None:
        shutil.rmtree(self.rig.base, ignore_errors=True)
        shutil.copytree(self.start, self.rig.base, copy_function=shutil.copy2)
        self.rig.made.clear()

    def shown(self, rig: Rig) -> dict[str, bytes]:
        """What a reader of the site sees."""
        return tree(rig.site / "p")

    def check(self, where: str, *, gap: bool = False) -> None:
        """Whatever happened, the site is whole, and the next publish ends well."""
        there = (self.rig.site / "p").exists()
        assert there or gap, where
        if there:
            assert self.shown(self.rig) in (self.old, self.new), where
        made = MadeSessions(self.rig.site / ".voicecoach-work" / "made")
        kept = [code for digest, code in made.codes() if len(digest) == 40]
        self.rig.made.clear()
        self.rig.publish()
        assert self.shown(self.rig) == self.new, where
        assert not [one for one in self.rig.made if one.partition("/")[0] in kept], f"{where}: made twice"
        assert not [path for path in (self.rig.site / ".voicecoach-work").rglob("*") if path.is_file()], where
        assert b"bob" not in b"".join(tree(self.rig.base).values()), where


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", lambda one, other: False)


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "this disk has no links")

    monkeypatch.setattr(os, "link", refused)


PLAIN = [
    pytest.param((), id="exchange"),
    pytest.param((without_exchange, without_links), id="two-steps-and-copies"),
]


@pytest.mark.parametrize("less", PLAIN)
def test_a_publish_goes_well_on_any_disk(
    scene: Scene, less: tuple[Callable[..., None], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lack in less:
        lack(monkeypatch)
    scene.reset()
    scene.check("at once")
    assert scene.rig.made == ["ann/morning", "cy/morning"]
    assert (scene.rig.of("ann") / "theirs.txt").read_text() == "theirs"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges folders")
def test_folders_are_exchanged_in_one_step_here(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "file").touch()
    assert swap.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "file").exists()
    assert not swap.exchange(tmp_path / "a", tmp_path / "missing")


@pytest.mark.slow
@pytest.mark.parametrize("less", PLAIN)
@pytest.mark.parametrize("how", [How.FULL, How.BROKEN])
def test_a_disk_that_is_full_at_any_write(
    scene: Scene, how: How, less: tuple[Callable[..., None], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lack in less:
        lack(monkeypatch)
    count = 0
    for fault in failing_writes(scene.rig.publish, under=scene.rig.base, how=how, prepare=scene.reset):
        assert isinstance(fault.error, ExportError | StateError | None), (fault, fault.error)
        assert "\n" not in str(fault.error)
        # A disk on which not even the old name can be given back leaves nothing, until the next publish.
        scene.check(
            f"{fault.n} {fault.where}", gap=bool(less) and how is How.FULL and fault.where == "replace p"
        )
        count += 1
    assert count > 25


@pytest.mark.slow
@pytest.mark.parametrize("less", PLAIN)
def test_an_interrupt_at_any_line(
    scene: Scene, less: tuple[Callable[..., None], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lack in less:
        lack(monkeypatch)
    sources = [module.__file__ or "" for module in (publishing, build, swap, trees, made_sessions)]
    for fault in signals_at_each_line(scene.rig.publish, *sources, prepare=scene.reset, every=17):
        scene.check(f"{fault.n} {fault.where}")


@posix
@pytest.mark.slow
@pytest.mark.parametrize("less", PLAIN)
def test_killed_at_any_line(
    scene: Scene, less: tuple[Callable[..., None], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, which nothing can undo anything in."""
    for lack in less:
        lack(monkeypatch)
    sources = {module.__file__ for module in (publishing, build, swap, trees, made_sessions)}
    for line in range(1, 20_000, 19):
        scene.reset()
        pid = os.fork()
        if pid == 0:
            left = line

            def trace(frame: object, event: str, arg: object) -> object:
                nonlocal left
                if frame.f_code.co_filename not in sources:  # type: ignore[attr-defined]
                    return None
                if event == "line":
                    left -= 1
                    if not left:
                        os.kill(os.getpid(), signal.SIGKILL)
                return trace

            sys.settrace(trace)  # type: ignore[arg-type]
            scene.rig.publish()
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            return
        scene.check(f"line {line}", gap=bool(less))
    raise AssertionError("it has no end")


def test_all_is_on_the_disk_before_it_takes_its_place(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.reset()
    happened: list[str] = []
    settle, exchanged = build.settle, build.put_in_place

    def settled(folder: Path) -> None:
        happened.append("settled")
        assert (folder / ".build").read_text()
        assert scene.shown(scene.rig) == scene.old
        settle(folder)

    def in_place(new: Path, live: Path, old: Path) -> None:
        happened.append("in place")
        exchanged(new, live, old)

    monkeypatch.setattr(build, "settle", settled)
    monkeypatch.setattr(build, "put_in_place", in_place)
    scene.rig.publish()
    assert happened == ["settled", "in place"]
    assert scene.shown(scene.rig) == scene.new


def test_a_disk_that_cannot_settle_keeps_what_was_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.reset()

    def broken(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(build, "settle", broken)
        with pytest.raises(ExportError, match="what was there is as it was"):
            scene.rig.publish()
    scene.check("not settled")


def test_a_session_that_a_cut_in_power_emptied_is_made_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder has its name, and a file its size, but nothing is in it."""
    scene.reset()

    def cut(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(build, "settle", cut)
        with pytest.raises(ExportError):
            scene.rig.publish()
    sounds = sorted((scene.rig.site / ".voicecoach-work" / "made").rglob("*.mp3"))
    assert len(sounds) == 2
    sounds[0].write_bytes(bytes(sounds[0].stat().st_size))
    scene.rig.made.clear()
    scene.rig.publish()
    assert len(scene.rig.made) == 1
    assert scene.shown(scene.rig) == scene.new


def test_who_was_quick_enough_to_write_into_what_is_replaced_loses_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what is there and the exchange."""
    scene.reset()
    real = build.put_in_place

    def late(new: Path, live: Path, old: Path) -> None:
        (live / "late.txt").write_text("late")
        (live / scene.bob / "late.txt").write_text("to Bob")
        (live / scene.rig.of("ann").name / "theirs.txt").write_text("changed")
        real(new, live, old)

    monkeypatch.setattr(build, "put_in_place", late)
    scene.rig.publish()
    assert (scene.rig.site / "p" / "late.txt").read_text() == "late"
    assert tree(scene.rig.site / "p" / scene.bob) == {"late.txt": b"to Bob"}


def test_a_crash_between_two_renames_is_made_up_for(scene: Scene) -> None:
    """Without the exchange: what was live is aside, and nothing is live."""
    scene.reset()
    site = scene.rig.site
    (site / ".voicecoach-work").mkdir(exist_ok=True)
    (site / "p").replace(site / ".voicecoach-work" / "old")
    scene.check("put back", gap=True)
