"""What is kept of a session is found again only while the sounds beside its routine are the same, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sounds_beside import put, routine, tone
from voicecoach.compiled import compiled_timeline
from voicecoach.script.choices import Choices
from voicecoach.session_digest import session_digest
from voicecoach.speech.registry import open_voice


def key(path: Path) -> str:
    return session_digest(path, Choices(), "silent")


def replaced(path: Path, data: bytes) -> None:
    """Other bytes, and neither size nor times betray it."""
    found = path.stat()
    assert len(data) == found.st_size
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize("seconds", [0.2, 20])
@pytest.mark.parametrize(
    ("at", "sound", "written"),
    [
        ("r.yaml", "sounds/ding.wav", "ding"),
        ("scripts/r.yaml", "sounds/Ding.WAV", "ding.wav"),
        ("r.yaml", "My Ding.wav", "my ding.wav"),
        ("r.yaml", "ding.wav", '"d\\x69ng"'),
        ("r.yaml", "a-b.wav", "\n      a\n      b"),
    ],
)
def test_other_bytes_are_another_session(
    tmp_path: Path, at: str, sound: str, written: str, seconds: float
) -> None:
    file = put(tmp_path / sound, tone(seconds))
    path = routine(tmp_path / at, written)
    before = key(path)
    assert key(path) == before
    replaced(file, tone(seconds, 660))
    assert key(path) != before


def test_by_a_relative_path_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path / "sounds" / "ding.wav", tone(0.2))
    path = routine(tmp_path / "scripts" / "r.yaml", "ding")
    monkeypatch.chdir(path.parent)
    before = key(Path("r.yaml"))
    replaced(file, tone(0.2, 660))
    assert key(Path("r.yaml")) != before


def test_a_file_in_a_place_that_goes_before_is_another_session(tmp_path: Path) -> None:
    path = routine(tmp_path / "scripts" / "r.yaml", "bell")
    keys = [key(path)]
    for place in ("scripts", "sounds", "scripts/sounds"):
        put(tmp_path / place / "bell.wav", tone(0.2))
        keys.append(key(path))
    (tmp_path / "scripts" / "sounds" / "bell.wav").unlink()
    assert key(path) == keys[2]
    assert len(set(keys)) == 4


def test_other_files_beside_it_change_nothing(tmp_path: Path) -> None:
    path = routine(tmp_path / "r.yaml", "bell")
    before = key(path)
    put(tmp_path / "r.wav", tone(1))
    put(tmp_path / "sounds" / "gong.wav", tone(1))
    put(tmp_path / "notes.txt", "bell")
    assert key(path) == before


def test_a_kept_timeline_has_its_sounds_and_is_never_stale(tmp_path: Path) -> None:
    file = put(tmp_path / "sounds" / "ding.wav", tone(0.2))
    path = routine(tmp_path / "r.yaml", "ding")
    voice, missed = open_voice("silent"), []

    def made() -> tuple[float, str]:
        timeline = compiled_timeline(
            path, Choices(), voice, folder=tmp_path / "kept", on_miss=lambda: missed.append(1)
        )
        (event,) = (one for _, one in timeline.events() if one.kind == "sound")
        assert event.beside is not None
        return event.end - event.start, event.beside.digest

    first = made()
    assert made() == first
    assert len(missed) == 1
    replaced(file, tone(0.2, 660))
    second = made()
    assert second[0] == first[0]
    assert second[1] != first[1]
    file.write_bytes(tone(0.5))
    assert made()[0] > first[0]
    file.unlink()
    with pytest.raises(Exception, match="no sound “ding”"):
        made()
