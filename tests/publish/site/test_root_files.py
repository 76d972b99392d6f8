"""What lies at the root of a site for everyone, and what somebody else put there under such a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.publish.job import MadeFile
from voicecoach.publish.site.root_files import put_root

ROBOTS = MadeFile("robots.txt", b"User-agent: *\nDisallow: /\n")


def test_a_file_of_ours_follows_what_we_write(tmp_path: Path) -> None:
    put_root(tmp_path, tmp_path / "record", [ROBOTS])
    put_root(tmp_path, tmp_path / "record", [MadeFile(ROBOTS.name, b"new\n")])
    assert (tmp_path / ROBOTS.name).read_bytes() == b"new\n"


def test_a_file_of_somebody_else_stays(tmp_path: Path) -> None:
    (tmp_path / ROBOTS.name).write_bytes(b"theirs\n")
    put_root(tmp_path, tmp_path / "record", [ROBOTS])
    assert (tmp_path / ROBOTS.name).read_bytes() == b"theirs\n"


@pytest.mark.parametrize("there", [True, False], ids=["to-a-file-like-ours", "to-nothing"])
def test_a_link_of_somebody_else_stays(tmp_path: Path, there: bool) -> None:
    put_root(tmp_path, tmp_path / "record", [ROBOTS])
    (tmp_path / ROBOTS.name).unlink()
    if there:
        (tmp_path / "theirs").write_bytes(ROBOTS.content)
    (tmp_path / ROBOTS.name).symlink_to("theirs")
    put_root(tmp_path, tmp_path / "record", [MadeFile(ROBOTS.name, b"new\n")])
    assert (tmp_path / ROBOTS.name).is_symlink()
