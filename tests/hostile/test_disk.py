"""Places that cannot hold a file: one clear line, exit code 1, what was there before stays, and nothing half-written is left.

What the disk refuses is refused by the system: a limit on the size of a file, a disk of some kilobytes, one that can
only be read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.export.test_render import ROUTINE
from tests.forked import Done, voicecoach
from tests.needs import slow_but
from voicecoach.export.formats import SOUND_FORMATS, WORD_FORMAT_NAMES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and disks as POSIX has them")

PROGRAM = [sys.executable, "-m", "voicecoach"]
SUFFIXES = [form.suffix for form in SOUND_FORMATS]

LIMITED = """
import resource, sys
from voicecoach.cli import main
from voicecoach.export.orders import produce, session_files

limit, before, *arguments = sys.argv[1:]

def guarded(write):
    def limited(path, *rest):  # the files before this one find room
        if str(path).endswith(before):
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
        return write(path, *rest)
    return limited

produce.replacing, session_files.write_text = guarded(produce.replacing), guarded(session_files.write_text)
main(["render", "short.yaml", "--voice", "silent", *arguments])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "short.yaml").write_text(ROUTINE)
    return tmp_path


def limited(folder: Path, limit: int, before: str, *arguments: str) -> str:
    """The one line of a render whose files from the first one called `before` on may have `limit` bytes."""
    return failed([sys.executable, "-c", LIMITED, str(limit), before, *arguments], folder)


def failed(command: list[str], folder: Path) -> str:
    done: Done | subprocess.CompletedProcess[str]
    if command[:3] == PROGRAM:
        done = voicecoach(command[3:], cwd=folder, environment=os.environ)
    else:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("voicecoach: ")
    return done.stderr.removeprefix("voicecoach: ").rstrip()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("name", slow_but(WORD_FORMAT_NAMES, "html", "srt"))
@pytest.mark.parametrize("limit", slow_but([0, 100], 100))
def test_no_room_for_the_words(folder: Path, name: str, limit: int) -> None:
    target = folder / f"a.{name}"
    target.write_text("my own notes")
    line = limited(folder, limit, f".{name}", "-o", "a.mp3", "--with", name)
    assert line == f"a.{name}: not written: the file would be larger than this system allows here"
    assert target.read_text() == "my own notes"
    assert names(folder) == {"short.yaml", "a.mp3", target.name}


def test_no_room_for_a_piece_leaves_the_whole_ones_and_says_which_it_was(folder: Path) -> None:
    line = limited(folder, 5_000, "02 Pelvic tilt.wav", "--split", "-o", "pieces")
    assert line.startswith("pieces/02 Pelvic tilt.wav: not written: ")
    assert names(folder / "pieces") == {"01 Short one.wav"}


def test_no_room_for_the_first_piece_leaves_no_empty_folder(folder: Path) -> None:
    line = limited(folder, 5_000, ".wav", "--split", "-o", "pieces")
    assert line.startswith("pieces/01 Short one.wav: not written: ")
    assert names(folder) == {"short.yaml"}


def test_no_room_for_the_list_of_the_pieces(folder: Path) -> None:
    line = limited(folder, 50, ".m3u8", "--split", "-o", "pieces", "--format", "mp3")
    assert line.startswith("pieces/short.m3u8: not written: ")
    assert len(names(folder / "pieces")) == 4


@pytest.fixture
def disk(folder: Path) -> Iterator[Path]:
    """A disk of 64 kB, of which 8 are free; skips if none can be mounted."""
    place = folder / "disk"
    place.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only root may mount a disk, and not everywhere")
    try:
        (place / "full").write_bytes(bytes(52 << 10))
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def render(*arguments: str) -> list[str]:
    return [*PROGRAM, "render", "short.yaml", "--voice", "silent", *arguments]


@pytest.mark.parametrize("suffix", slow_but(SUFFIXES, ".wav", ".m4a"))
def test_a_full_disk(disk: Path, folder: Path, suffix: str) -> None:
    (disk / f"a{suffix}").write_bytes(b"old")
    line = failed(render("-o", f"disk/a{suffix}", "--quality", "best"), folder)
    assert line == f"disk/a{suffix}: not written: there is no room left on the disk"
    assert (disk / f"a{suffix}").read_bytes() == b"old"
    assert names(disk) == {"full", f"a{suffix}"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-o", "disk/new.wav"], "you may not write there"),
        (["-o", "disk/full.wav"], "write-protected"),
        (["--split", "-o", "disk/new"], "read-only"),
        (["--split", "-o", "disk"], "you may not write there"),
        (["-o", "disk"], "folder"),
    ],
)
def test_a_disk_that_can_only_be_read(disk: Path, folder: Path, arguments: list[str], reason: str) -> None:
    (disk / "full").rename(disk / "full.wav")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert reason in failed(render(*arguments), folder)
    assert names(disk) == {"full.wav"}


@pytest.mark.skipif(sys.platform != "linux", reason="/sys is a part of Linux")
def test_a_folder_in_which_not_even_root_may_write(folder: Path) -> None:
    line = failed(render("-o", "/sys/a.wav"), folder)
    assert line.startswith("/sys/a.wav: not written: ")


NO_PLACE = ["/dev/full", "/dev/null", "/dev/stdout", "pipe", "pipe/a.wav", "none/deep/a.wav"]


@pytest.mark.parametrize(
    ("output", "split"),
    [(output, split) for output in NO_PLACE for split in ([], ["--split"])]
    + [(output, []) for output in (".", "..", "a.wav/")],
)
def test_what_can_be_no_file_and_no_folder(folder: Path, output: str, split: list[str]) -> None:
    os.mkfifo(folder / "pipe")
    line = failed(render("-o", output, *split), folder)
    assert line.startswith(f"{Path(output)}: ")
    assert names(folder) == {"short.yaml", "pipe"}


def test_words_in_whose_place_there_is_a_folder_or_the_sound(folder: Path) -> None:
    (folder / "a.txt").mkdir()
    line = failed(render("-o", "a.wav", "--with", "txt"), folder)
    assert line.startswith("a.txt: that is a folder")
    (folder / "b.mp3").symlink_to("b.txt")
    line = failed(render("-o", "b.mp3", "--with", "txt"), folder)
    assert line.startswith("b.txt: two outputs would have this name")
    assert names(folder) == {"short.yaml", "a.txt", "b.mp3"}
