"""A file is written whole or not at all, whatever happens."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.leftovers import leave_half_file
from voicecoach.errors import ExportError
from voicecoach.export.orders.atomic import check_place, replacing, write_text

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, links and devices as POSIX has them")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_new_file_and_a_replaced_one(tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    for text in (b"one", b"two"):
        with replacing(target) as out:
            out.write(text)
            assert target.exists() == (text == b"two")
        assert contents(tmp_path) == {"a.wav": text}


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_whatever_is_raised_the_old_file_stays_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"old")
    with pytest.raises(failure), replacing(target) as out:  # noqa: PT012
        out.write(b"half")
        raise failure
    assert contents(tmp_path) == {"a.wav": b"old"}


def test_a_full_disk_is_reported_in_one_line(tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"old")
    with pytest.raises(ExportError) as caught, replacing(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(caught.value) == f"{target}: not written: there is no room left on the disk"
    assert contents(tmp_path) == {"a.wav": b"old"}


@posix
@pytest.mark.parametrize("size", [1 << 20, 1000])
def test_a_real_limit_of_the_system_in_the_middle_and_at_the_last_flush(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.wav").write_bytes(b"old")
    program = (
        "import resource, sys\n"
        "from voicecoach.errors import ExportError\n"
        "from voicecoach.export.orders.atomic import replacing\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "try:\n"
        "    with replacing('a.wav') as out: out.write(bytes(int(sys.argv[1])))\n"
        "except ExportError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(size)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "a.wav: not written: the file would be larger than this system allows here\n"
    assert done.stderr == ""
    assert contents(tmp_path) == {"a.wav": b"old"}


@pytest.mark.parametrize("check", [True, False])
class TestPlaces:
    """What can be no file is refused, before the session is made and when it is written."""

    def refused(self, path: Path | str, check: bool) -> str:
        with pytest.raises(ExportError) as caught:
            check_place(path) if check else write_text(path, "text")
        message = str(caught.value)
        assert "\n" not in message
        assert message.startswith(f"{Path(path)}: ")
        return message

    def test_a_folder(self, tmp_path: Path, check: bool) -> None:
        assert "folder" in self.refused(tmp_path, check)
        assert "folder" in self.refused(f"{tmp_path}/new/", check)

    def test_a_missing_folder(self, tmp_path: Path, check: bool) -> None:
        assert "does not exist" in self.refused(tmp_path / "none" / "a.wav", check)

    def test_a_file_as_folder(self, tmp_path: Path, check: bool) -> None:
        (tmp_path / "file").touch()
        assert "folder" in self.refused(tmp_path / "file" / "a.wav", check)

    def test_no_name(self, tmp_path: Path, check: bool) -> None:
        assert "name" in self.refused("a\0b", check)

    @posix
    def test_devices_and_pipes(self, tmp_path: Path, check: bool) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert "device" in self.refused(tmp_path / "pipe", check)
        assert "device" in self.refused(Path("/dev/null"), check)
        assert "device" in self.refused(Path("/dev/full"), check)

    @posix
    def test_a_name_of_a_thousand_characters(self, tmp_path: Path, check: bool) -> None:
        assert "too long" in self.refused(tmp_path / ("a" * 1000), check)

    @posix
    def test_a_link_to_itself(self, tmp_path: Path, check: bool) -> None:
        (tmp_path / "loop").symlink_to("loop")
        assert "link" in self.refused(tmp_path / "loop", check)

    @posix
    @pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
    def test_what_may_not_be_written(self, tmp_path: Path, check: bool) -> None:
        (tmp_path / "a.wav").touch(0o444)
        assert "write-protected" in self.refused(tmp_path / "a.wav", check)
        tmp_path.chmod(0o555)
        assert "may not" in self.refused(tmp_path / "b.wav", check)
        tmp_path.chmod(0o755)


@posix
def test_what_may_not_be_written_is_refused_without_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as above, for machines on which tests run as root: the system's answer is put in its mouth."""
    (tmp_path / "a.wav").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ExportError, match="write-protected"):
        check_place(tmp_path / "a.wav")
    with pytest.raises(ExportError, match="may not write there"):
        check_place(tmp_path / "b.wav")


WRITER = """
import sys
from voicecoach.export.orders.atomic import replacing
with replacing("a.wav") as out:
    out.write(b"half")
    print("begun", flush=True)
    sys.stdin.read()
"""


@posix
def test_what_a_killed_process_left_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"old")
    foreign = f".voicecoach-00000000-{'0' * 16}.part"  # of another machine, on a disk that both have
    (tmp_path / foreign).write_bytes(b"theirs")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
    write_text(tmp_path / "b.txt", "one")
    assert len(list(tmp_path.glob(".voicecoach-*.part"))) == 3
    writers[0].kill()
    writers[0].wait()
    assert len(list(tmp_path.glob(".voicecoach-*.part"))) == 3
    write_text(tmp_path / "b.txt", "two")
    assert len(list(tmp_path.glob(".voicecoach-*.part"))) == 2
    writers[1].communicate(b"", timeout=20)
    assert writers[1].returncode == 0
    for writer in writers:
        for pipe in (writer.stdin, writer.stdout):
            assert pipe is not None
            pipe.close()
    assert contents(tmp_path) == {"a.wav": b"half", "b.txt": b"two", foreign: b"theirs"}


@pytest.mark.slow
@posix
def test_many_processes_write_into_one_folder_and_none_takes_another_s_file_for_a_leftover(
    tmp_path: Path,
) -> None:
    program = (
        "import sys\n"
        "from voicecoach.export.orders.atomic import write_text\n"
        "for number in range(500): write_text(sys.argv[1], sys.argv[1] * 1000)\n"
    )
    names = ["a", "a", "b", "c"]
    writers = [
        subprocess.Popen([sys.executable, "-c", program, name], cwd=tmp_path, stderr=subprocess.PIPE)
        for name in names
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    assert contents(tmp_path) == {name: name.encode() * 1000 for name in names}


@posix
def test_what_only_looks_like_a_leftover_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    pipe, folder, link = (leave_half_file(tmp_path, name) for name in ("pipe", "folder", "link"))
    for path in (pipe, folder, link):
        path.unlink()
    (tmp_path / "mine").write_bytes(b"mine")
    link.symlink_to("mine")
    folder.mkdir()
    os.mkfifo(pipe)
    write_text(tmp_path / "b", "text")
    assert contents(tmp_path)["mine"] == b"mine"
    assert folder.is_dir()


@posix
def test_permissions_are_the_usual_ones_and_kept(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "new", "text")
        (tmp_path / "old").touch(0o600)
        write_text(tmp_path / "old", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o600


@posix
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a.txt")
    for text in ("new", "newer"):
        write_text(tmp_path / "link", text)
        assert (tmp_path / "link").is_symlink()
        assert contents(tmp_path / "real") == {"a.txt": text.encode()}


def test_text_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "é\n…\n")
    assert (tmp_path / "a.txt").read_bytes() == "é\n…\n".encode()
