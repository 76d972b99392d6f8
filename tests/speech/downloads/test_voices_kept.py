"""What is kept of a voice: by two at once, on a disk that fails, after a signal or a kill, and once it is removed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.faults import failing_writes, signals_at_each_line
from tests.faulty_disk import How
from tests.speech.downloads.test_getting_voices import (
    FILES,
    NAME,
    NETWORK,
    got,
    is_here,
    left_in,
    row_of,
    server,
    watch,
)
from tests.speech.voice_folders import a_row, put_voice
from tests.speech.voice_server import VoiceServer, cut_after, hangs_after, status, whole
from voicecoach.errors import SpeechError, StateError, VoiceNotFound
from voicecoach.speech.downloads import getting_voices, voice_download, voice_part
from voicecoach.speech.downloads.getting_voices import get_voice, remove_voice
from voicecoach.speech.downloads.installed_voices import installed_voice, installed_voices

__all__ = ["server"]


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """A folder with the files, as a browser left them."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


ROW = a_row(FILES)


def test_a_folder_does_for_a_network(tmp_path: Path, downloads: Path) -> None:
    assert get_voice(ROW, watch, source=downloads, root=tmp_path)
    assert is_here(tmp_path)
    assert not get_voice(ROW, watch, source=downloads, root=tmp_path)


def test_a_browsers_name_for_a_file_does_too(tmp_path: Path, downloads: Path) -> None:
    row = a_row({"model.onnx": NETWORK})
    other = type(row)(**{**{f: getattr(row, f) for f in row.__slots__}, "files": tuple(
        type(file)(file.name, file.bytes, file.sha256, "https://example.org/en/anna.onnx?download=true") for file in row.files
    )})  # fmt: skip
    assert get_voice(other, watch, source=downloads, root=tmp_path)
    assert installed_voice(NAME, root=tmp_path) is not None


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda file: file.unlink(), "has no anna.onnx; it is at http://127.0.0.1:9/anna.onnx"),
        (
            lambda file: file.write_bytes(NETWORK[:-1]),
            "is not the file that is meant, or is damaged; it is at",
        ),
        (lambda file: file.write_bytes(NETWORK + b"!"), "is not the file that is meant"),
        (lambda file: file.write_bytes(NETWORK[::-1]), "is not the file that is meant"),
        (lambda file: (file.unlink(), file.mkdir()), "cannot be read: that is not an ordinary file"),
        (lambda file: (file.unlink(), os.mkfifo(file)), "cannot be read: that is not an ordinary file"),
    ],
)
def test_what_a_folder_has_is_checked_as_what_a_server_sends(
    tmp_path: Path, downloads: Path, harm: object, message: str
) -> None:
    harm(downloads / "anna.onnx")  # type: ignore[operator]
    with pytest.raises(SpeechError, match=message):
        get_voice(ROW, watch, source=downloads, root=tmp_path / "voices")
    assert left_in(tmp_path / "voices") == []


def test_one_of_two_at_once_is_sent_away(server: VoiceServer, tmp_path: Path) -> None:
    server.behaviours = [hangs_after(3000), whole]
    first = threading.Thread(target=lambda: got(server, tmp_path), daemon=True)
    begun = threading.Event()
    server.behaviours = [lambda to, data: (begun.set(), hangs_after(3000)(to, data)), whole]  # type: ignore[list-item]
    first.start()
    assert begun.wait(60)

    with pytest.raises(SpeechError, match="another voicecoach is getting or removing it at this moment"):
        got(server, tmp_path)
    with pytest.raises(SpeechError, match="another voicecoach is getting or removing it at this moment"):
        remove_voice(NAME, (), root=tmp_path)
    server.released.set()
    first.join(60)
    assert is_here(tmp_path)


@pytest.mark.parametrize("how", [How.FULL, How.BROKEN])
def test_a_disk_that_fails_leaves_a_whole_voice_or_none(tmp_path: Path, downloads: Path, how: How) -> None:
    root = tmp_path / "voices"

    def get() -> None:
        get_voice(ROW, watch, source=downloads, root=root)

    for fault in failing_writes(get, under=root, how=how, prepare=lambda: remove_all(root)):
        assert isinstance(fault.error, StateError | None), fault
        if fault.error is not None:
            assert str(root) in str(fault.error), fault
            assert ("no room" if how is How.FULL else "the disk failed") in str(fault.error), fault
        assert installed_voices(root=root).bad == (), fault
        assert not list(root.rglob("*.part")), fault
        assert is_here(root) or installed_voice(NAME, root=root) is None, fault


def test_a_disk_that_takes_only_a_part_is_asked_again(tmp_path: Path, downloads: Path) -> None:
    root = tmp_path / "voices"

    def get() -> None:
        get_voice(ROW, watch, source=downloads, root=root)

    for fault in failing_writes(get, under=root, how=How.SHORT, prepare=lambda: remove_all(root)):
        assert fault.error is None, fault
        assert is_here(root), fault


def test_a_disk_that_fills_in_a_download_is_left_as_it_was(server: VoiceServer, tmp_path: Path) -> None:
    root = tmp_path / "voices"

    for fault in failing_writes(
        lambda: got(server, root), under=root, how=How.FULL, prepare=lambda: remove_all(root)
    ):
        assert isinstance(fault.error, StateError), fault
        assert left_in(root) == [] or is_here(root), fault


def close_locks() -> None:
    """As the end of a process does; here it was interrupted before it closed its lock, and lives on."""
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if "get.lock" in str(link.readlink()):
                os.close(int(link.name))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a list of what is open")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_at_any_moment_leaves_what_the_next_run_goes_on_from(
    server: VoiceServer, tmp_path: Path
) -> None:
    root = tmp_path / "voices"

    def look() -> None:
        assert installed_voices(root=root).bad == ()
        assert is_here(root) or installed_voice(NAME, root=root) is None
        got(server, root)
        assert is_here(root)
        assert left_in(root) == ["anna.json", "anna.onnx", "voice.json"]

    sources = [module.__file__ for module in (getting_voices, voice_download, voice_part)]
    for fault in signals_at_each_line(
        lambda: got(server, root), *map(str, sources), prepare=lambda: remove_all(root), every=5
    ):
        assert isinstance(fault.error, KeyboardInterrupt), fault
        close_locks()
        look()


PROGRAM = """
import sys
from pathlib import Path
from tests.speech.downloads.test_getting_voices import FILES, NAME
from tests.speech.voice_folders import a_row
from voicecoach.speech.downloads.getting_voices import get_voice

get_voice(a_row(FILES, NAME, host=sys.argv[1]), lambda *so_far: print(*so_far, flush=True), root=Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX has it")
def test_a_kill_in_the_middle_costs_only_what_was_under_way(server: VoiceServer, tmp_path: Path) -> None:
    server.behaviours = [hangs_after(voice_download.Limits().block // 4), whole]
    root = tmp_path / "voices"
    code = PROGRAM.replace("import sys\n", "import sys\nfrom voicecoach.speech.downloads import voice_download\n"
                           "voice_download.LIMITS = voice_download.Limits(block=1000)\n", 1)  # fmt: skip
    own = environment(tmp_path, NO_PROXY="127.0.0.1", PYTHONPATH=str(Path(__file__).parents[3]))
    with subprocess.Popen(
        [sys.executable, "-c", code, server.host, str(root)], env=own, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.split() == ["anna.onnx", "8000", "10240"]:
                break
        process.send_signal(signal.SIGKILL)
    assert installed_voice(NAME, root=root) is None
    server.asked.clear()

    assert got(server, root)
    assert is_here(root)
    assert server.asked[0][1] == "bytes=8000-"
    assert left_in(root) == ["anna.json", "anna.onnx", "voice.json"]


def remove_all(root: Path) -> None:
    import shutil

    shutil.rmtree(root, ignore_errors=True)


def test_a_voice_is_removed_and_so_is_what_there_is_of_one(server: VoiceServer, tmp_path: Path) -> None:
    assert not remove_voice(NAME, (), root=tmp_path)
    got(server, tmp_path)
    assert remove_voice(NAME, (), root=tmp_path)
    assert list(tmp_path.iterdir()) == []

    server.behaviours = [cut_after(3000), status(500)]
    with pytest.raises(SpeechError):
        got(server, tmp_path)
    assert left_in(tmp_path) != []
    assert remove_voice(NAME, (), root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_voice_is_removed_by_what_the_catalogue_knows(tmp_path: Path) -> None:
    folder = put_voice(tmp_path, ROW, FILES)
    (folder / "voice.json").write_bytes(b"")
    with pytest.raises(VoiceNotFound, match=rf"voice.json is damaged.* remove {folder} yourself"):
        remove_voice(NAME, (), root=tmp_path)
    assert left_in(tmp_path) == ["anna.json", "anna.onnx", "voice.json"]

    assert remove_voice(NAME, (ROW,), root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_somebody_elses_files_stay(tmp_path: Path) -> None:
    folder = put_voice(tmp_path, ROW, FILES)
    (folder / "notes.txt").write_text("mine")
    assert remove_voice(NAME, (), root=tmp_path)
    assert left_in(tmp_path) == ["notes.txt"]


def test_an_older_voice_is_never_half_replaced(tmp_path: Path, downloads: Path) -> None:
    older = {"anna.onnx": b"an older network"}
    root = tmp_path / "voices"

    def prepare() -> None:
        remove_all(root)
        put_voice(root, a_row(older), older)

    for fault in failing_writes(
        lambda: get_voice(ROW, watch, source=downloads, root=root),
        under=root, how=How.BROKEN, prepare=prepare,
    ):  # fmt: skip
        assert installed_voices(root=root).bad == (), fault
        assert len(left_in(root)) in (0, 2, 3), fault


def test_an_older_voice_stays_until_the_new_one_is_whole(server: VoiceServer, tmp_path: Path) -> None:
    older = {"anna.onnx": b"an older network"}
    put_voice(tmp_path, a_row(older), older)
    server.behaviours = [cut_after(3000), status(500)]
    with pytest.raises(SpeechError):
        got(server, tmp_path)
    found = installed_voice(NAME, root=tmp_path)
    assert found is not None
    assert found.read() == b"an older network"

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert installed_voice(NAME, root=tmp_path) != found
    assert row_of(server) == installed_voice(NAME, root=tmp_path).row  # type: ignore[union-attr]
