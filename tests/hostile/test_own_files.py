"""What a session is made from is never replaced by what is made of it, by whatever path: one line, and nothing is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.run import run
from tests.export.test_render import ROUTINE
from tests.needs import slow_but
from voicecoach.cli.preview import preview
from voicecoach.cli.render import render
from voicecoach.errors import ExportError
from voicecoach.export import render as render_session
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

REASON = "the session is made from this very file; give what is written another name"

EXERCISE = """
name: Cat
kind: stretch
position: standing
setup: [Stand.]
caution: [Stop if it hurts.]
dose: {reps: 2}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.yaml").write_text(ROUTINE)
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "cat.yaml").write_text(EXERCISE)
    (tmp_path / "with-cat.yaml").write_text("title: With cat\nsteps: [cat]\n")
    voice = open_voice("silent", cache=None)
    render_session(prepare("short.yaml", Choices(), voice), voice, "own.mp3")
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    """All files and links with what is in them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(folder: Path, place: str, *arguments: str) -> None:
    """Expects the one line about `place`, and every file as it was."""
    before, folders = everything(folder), {path for path in folder.rglob("*") if path.is_dir()}
    with pytest.raises(ExportError) as caught:
        CliRunner().invoke(render, [*arguments, "--voice", "silent"], catch_exceptions=False)
    assert str(caught.value) == f"{place}: {REASON}"
    assert everything(folder) == before
    assert {path for path in folder.rglob("*") if path.is_dir()} == folders


def same(path: Path) -> Path:
    return path.parent / "." / ".." / path.parent.name / path.name


def soft(path: Path) -> Path:
    link = path.with_name(f"soft{path.suffix}")
    link.symlink_to(path.name)
    return link


def hard(path: Path) -> Path:
    link = path.with_name(f"hard{path.suffix}")
    os.link(path, link)
    return link


PATHS = pytest.mark.parametrize(
    "by", [lambda path: path, same, soft, hard], ids=["same", "dots", "soft", "hard"]
)


@PATHS
def test_the_music_is_kept(folder: Path, by: Callable[[Path], Path]) -> None:
    place = by(folder / "own.mp3")
    refused(folder, str(place), "short.yaml", "--music", "own.mp3", "-o", str(place))
    refused(folder, "own.mp3", "short.yaml", "--music", str(place), "-o", "own.mp3")


@PATHS
@pytest.mark.parametrize("suffix", slow_but(["txt", "md", "json", "html", "pdf", "wav", "opus"], "md", "wav"))
def test_the_routine_is_kept(folder: Path, by: Callable[[Path], Path], suffix: str) -> None:
    (folder / f"t.{suffix}").write_text(ROUTINE)
    place = by(folder / f"t.{suffix}")
    if suffix in ("wav", "opus"):
        refused(folder, str(place), f"t.{suffix}", "-o", str(place))
    else:
        target = place.with_suffix(".wav")
        refused(folder, str(place), f"t.{suffix}", "-o", str(target), "--with", suffix)


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["soft", "hard"])
def test_an_exercise_that_the_routine_uses_is_kept(folder: Path, link: Callable[[Path, Path], None]) -> None:
    link(folder / "exercises" / "cat.yaml", folder / "a.txt")
    refused(folder, "a.txt", "with-cat.yaml", "-o", "a.wav", "--with", "txt")
    # Another routine needs it not.
    done = CliRunner().invoke(render, ["short.yaml", "-o", "a.wav", "--with", "txt", "--voice", "silent"])
    assert done.exit_code == 0


@pytest.mark.parametrize("name", ["02 Pelvic tilt.txt", "02 Pelvic tilt.wav", "pieces.m3u8"])
def test_pieces_replace_nothing_that_they_are_made_from(folder: Path, name: str) -> None:
    (folder / "pieces").mkdir()
    own = folder / "pieces" / name
    own.write_text(ROUTINE)
    stem = folder / "pieces.yaml"  # the list is called after its routine
    stem.symlink_to(own)
    refused(folder, f"pieces/{name}", "pieces.yaml", "--split", "-o", "pieces", "--with", "txt")


def test_pieces_do_not_replace_the_music(folder: Path) -> None:
    (folder / "pieces").mkdir()
    music = folder / "pieces" / "03 Knee chest.mp3"
    (folder / "own.mp3").rename(music)
    refused(folder, "pieces/03 Knee chest.mp3", "short.yaml", "--split", "-o", "pieces", "--format", "mp3",
            "--music", str(music))  # fmt: skip


def test_no_routine_of_several_is_replaced_by_another_s_files(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "short.txt").write_text(ROUTINE.replace("Short one", "Notes"))
    arguments = ["render", "-o", "out", "--with", "txt", "--voice", "silent", "short.yaml"]
    (folder / "other.yaml").symlink_to(folder / "out" / "short.txt")
    before = everything(folder)
    done = run(folder, *arguments, "other.yaml")
    assert done.returncode == 1
    assert done.stderr == f"voicecoach: out/short.txt: {REASON}\n"
    assert {name: held for name, held in everything(folder).items() if name in before} == before
    assert names(folder / "out") == ["short.txt"]


def test_not_even_one_with_mistakes(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "short.txt").write_text("title: Half of it is wri")
    done = run(
        folder, "render", "-o", "out", "--with", "txt", "--voice", "silent", "short.yaml", "out/short.txt"
    )
    assert done.returncode == 1
    assert (folder / "out" / "short.txt").read_text() == "title: Half of it is wri"
    assert names(folder / "out") == ["short.txt"]


def test_pieces_of_one_do_not_replace_another_of_several(folder: Path) -> None:
    (folder / "out" / "short").mkdir(parents=True)
    own = folder / "out" / "short" / "01 Short one.txt"
    own.write_text(ROUTINE)
    arguments = ("render", "--split", "-o", "out", "--with", "txt", "--voice", "silent")
    done = run(folder, *arguments, "short.yaml", str(own))
    assert done.returncode == 1
    assert done.stderr == f"voicecoach: out/short/01 Short one.txt: {REASON}\n"
    assert own.read_text() == ROUTINE
    assert names(folder / "out" / "short") == [own.name]


def test_from_python_too(folder: Path) -> None:
    (folder / "t.txt").write_text(ROUTINE)
    voice = open_voice("silent", cache=None)
    session = prepare("t.txt", Choices(), voice)
    with pytest.raises(ExportError, match="made from this very file"):
        render_session(session, voice, "t.wav", words=("txt",))
    assert (folder / "t.txt").read_text() == ROUTINE
    assert not (folder / "t.wav").exists()


def test_a_picture_does_not_replace_the_routine(folder: Path) -> None:
    (folder / "t.svg").write_text(ROUTINE)
    with pytest.raises(ExportError, match="made from this very file"):
        CliRunner().invoke(preview, ["t.svg", "--plot", "t.svg", "--estimate"], catch_exceptions=False)
    assert (folder / "t.svg").read_text() == ROUTINE
