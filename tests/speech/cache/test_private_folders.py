"""Temporary folders: gone at the end of the process, and after a kill with the next one; never those of the living."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment
from voicecoach.speech.cache import private_folders

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks and signals of POSIX")

SPEAKS = "from voicecoach.speech.registry import open_voice; open_voice({0!r}, cache=None).say('one');"


def run(home: Path, code: str) -> int:
    """The exit code of a program whose temporary files lie below `home`."""
    (home / "tmp").mkdir(exist_ok=True)
    there = environment(home, TMPDIR=str(home / "tmp"))
    return subprocess.run([sys.executable, "-c", code], env=there, check=False, timeout=60).returncode


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "tmp").iterdir())


@pytest.mark.parametrize("voice", ["espeak", "pyttsx3", "espeak:de"])
def test_what_a_killed_process_left_goes_with_the_next_one(tmp_path: Path, voice: str) -> None:
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert run(tmp_path, SPEAKS.format(voice) + kill) == -signal.SIGKILL
    assert left(tmp_path)
    # This one speaks no phrase: it only might have.
    assert run(tmp_path, "from voicecoach.speech.registry import open_voice; open_voice('espeak')") == 0
    assert left(tmp_path) == []


@pytest.mark.parametrize("voice", ["espeak", "pyttsx3"])
def test_nothing_is_left_at_the_end_or_by_an_interrupt(tmp_path: Path, voice: str) -> None:
    assert run(tmp_path, SPEAKS.format(voice)) == 0
    assert left(tmp_path) == []
    assert run(tmp_path, SPEAKS.format(voice) + "raise SystemExit(143)") == 143
    assert left(tmp_path) == []


def test_the_folder_of_a_living_process_stays(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    code = SPEAKS.format("espeak") + "print(flush=True); input()"
    there = environment(tmp_path, TMPDIR=str(tmp_path / "tmp"))
    with subprocess.Popen(
        [sys.executable, "-c", code], env=there, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as living:
        assert living.stdin is not None
        assert living.stdout is not None
        living.stdout.readline()
        (before,) = left(tmp_path)
        assert run(tmp_path, SPEAKS.format("espeak")) == 0
        assert left(tmp_path) == [before]
        living.stdin.write(b"\n")
    assert left(tmp_path) == []


def test_only_what_is_provably_ours_and_dead_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("voicecoach-dead", "voicecoach-without", "other-dead"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "inside").write_text("x")
    for name in ("voicecoach-dead", "other-dead"):
        (tmp_path / name / private_folders.LOCK).touch()
    (tmp_path / "voicecoach-pipe").mkdir()
    os.mkfifo(tmp_path / "voicecoach-pipe" / private_folders.LOCK)
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / private_folders.LOCK).touch()
    (tmp_path / "voicecoach-link").symlink_to(tmp_path / "precious")
    (tmp_path / "voicecoach-file").write_text("x")
    mine = private_folders.make_private_folder()
    private_folders.remove_dead_folders()

    there = {path.name for path in tmp_path.iterdir()}
    assert there == {
        "voicecoach-without",
        "voicecoach-pipe",
        "voicecoach-link",
        "voicecoach-file",
        "other-dead",
        "precious",
        mine.name,
    }
    assert (tmp_path / "precious" / private_folders.LOCK).exists()
    assert mine.stat().st_mode & 0o777 == 0o700
    private_folders.remove_private_folder(mine)
    assert not mine.exists()


def test_a_folder_that_cannot_be_filled_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(folder: str) -> None:
        (Path(folder) / "half").write_text("x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        private_folders.make_private_folder(fail)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_ends_makes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folders = private_folders._Folders()
    folders._expected = True
    folder = folders.make(lambda folder: None, str(tmp_path))
    folders._end()
    assert not Path(folder).exists()
    with pytest.raises(OSError, match="ending"):
        folders.make(lambda folder: None, str(tmp_path))


def test_a_run_that_speaks_from_the_cache_loads_nothing_for_it(tmp_path: Path) -> None:
    """The leftovers are looked for before what is printed here, as handlers of the end run last come, first served."""
    code = (
        "import atexit, sys; from pathlib import Path; from voicecoach.speech.cache.phrase_cache import PhraseCache;"
        "from voicecoach import folders; folders.lexicon_file = lambda: Path('nowhere');"  # platformdirs loads tempfile
        "from voicecoach.speech.cache import private_folders; from voicecoach.speech.registry import open_voice;"
        "private_folders._bases = lambda: {'.'}; atexit.register(lambda:"
        "print([m for m in ('tempfile', 'shutil', 'logging') if m in sys.modules]));"
        "open_voice('espeak', cache=PhraseCache(Path('nowhere')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_a_removal_that_is_killed_leaves_what_a_later_one_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = -1

    def die(event: str, _: object) -> None:
        nonlocal left
        if event in ("os.remove", "os.rmdir"):
            left -= 1
            if left == 0:
                raise KeyboardInterrupt

    sys.addaudithook(die)
    for number in range(1, 7):  # the last leaves an empty folder
        folder = tmp_path / "voicecoach-dead"
        (folder / "z-data").mkdir(parents=True)
        for name in ("a", private_folders.LOCK, "z", "z-data/one", "z-data/two"):
            (folder / name).write_text("")
        left = number
        with contextlib.suppress(KeyboardInterrupt):
            private_folders.remove_dead_folders()
        left = -1
        private_folders.remove_dead_folders()
        assert not folder.exists(), f"cut off at removal number {number}"
