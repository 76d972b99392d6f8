"""Damaged and forged files, failing writes and signals: a kept timeline is whole, or a miss."""

import json
import os

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from voicecoach import compiled as compiled_module
from voicecoach import files, half_file
from voicecoach.compiled import LARGEST, compiled_timeline
from voicecoach.compiled import _keep as keep
from voicecoach.compiled import _read as kept
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.serialise import from_bytes, to_bytes


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace(b"say", b"sax"),
        lambda data: b"\x80\x04." + data,
        lambda data: data[:-1] + b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_a_miss(routine, voice, folder, damage):
    good = compiled_timeline(routine, Choices(), voice, folder=folder)
    (file,) = folder.glob("*.json")
    file.write_bytes(damage(file.read_bytes()))
    assert compiled_timeline(routine, Choices(), voice, folder=folder) == good
    assert from_bytes(file.read_bytes().partition(b"\n")[2]) == good, "the good one was not kept again"


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as POSIX has them")
@pytest.mark.parametrize("what", ["folder", "full folder", "pipe", "loop", "nowhere", "large", "newer"])
def test_anything_else_in_its_place_is_a_miss(routine, voice, folder, what):
    good = compiled_timeline(routine, Choices(), voice, folder=folder)
    (file,) = folder.glob("*.json")
    whole = file.read_bytes()
    file.unlink()
    if what == "pipe":
        os.mkfifo(file)
    elif what in ("loop", "nowhere"):
        file.symlink_to(file.name if what == "loop" else "nothing")
    elif what in ("large", "newer"):
        file.write_bytes(
            bytes(LARGEST + 1000) if what == "large" else whole.replace(b"timeline 3", b"timeline 4")
        )
    else:
        file.mkdir()
        if what == "full folder":
            (file / "in it").write_text("x")
    assert compiled_timeline(routine, Choices(), voice, folder=folder) == good
    assert [path.name for path in folder.iterdir()] == [file.name]


def test_every_byte_that_is_lost_or_changed_is_a_miss(routine, voice, folder):
    good = compiled_timeline(routine, Choices(), voice, folder=folder)
    (file,) = folder.glob("*.json")
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        for other in (
            whole[:at],
            whole[:at] + whole[at + 1 :],
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        ):
            file.write_bytes(other)
            assert kept(file) is None
    file.write_bytes(whole)
    assert kept(file) == good


@pytest.mark.parametrize("how", How)
def test_whichever_write_fails_the_timeline_is_whole_or_not_there(routine, voice, folder, how):
    good = prepare(routine, Choices(), voice).timeline
    file = folder / f"{1:040x}.json"
    rounds = 0
    for fault in failing_writes(lambda: keep(file, good), under=folder, how=how,
                                prepare=lambda: file.unlink(missing_ok=True)):  # fmt: skip
        rounds += 1
        assert fault.error is None, fault
        assert kept(file) in (None, good), fault
        assert set(folder.glob("*")) | set(folder.glob(".*")) <= {file}, fault
    assert rounds


def test_wherever_a_signal_comes_the_timeline_is_whole_or_not_there(routine, voice, folder):
    good = prepare(routine, Choices(), voice).timeline
    file = folder / f"{1:040x}.json"
    found = []
    for fault in signals_at_each_line(lambda: keep(file, good), compiled_module.__file__, files.__file__, half_file.__file__,
                                      prepare=lambda: file.unlink(missing_ok=True)):  # fmt: skip
        found.append(kept(file))
        assert found[-1] in (None, good), fault
    assert None in found
    assert good in found


def test_another_key_s_file_is_a_miss(routine, voice, folder):
    gentle = compiled_timeline(routine, Choices(), voice, folder=folder)
    (first,) = folder.glob("*.json")
    chosen = Choices(easier=frozenset({"lift"}), level=1.0)
    compiled_timeline(routine, chosen, open_voice("silent", speed=80), folder=folder)
    second = next(file for file in folder.glob("*.json") if file != first)
    first.write_bytes(second.read_bytes())
    assert compiled_timeline(routine, Choices(), voice, folder=folder) == gentle


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"[[1,2,3,4],[[1]]]", b"[" * 200_000, b"\xff\xfe", b"null"]
)
def test_what_is_not_a_timeline_is_refused(data):
    with pytest.raises(ValueError, match="no timeline"):
        from_bytes(data)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((0, 3), 0),
        ((0, 3), -1),
        ((0, 3), True),
        ((0, 3), 22050.0),
        ((0, 3), 10**30),
        ((0, 1), None),
        ((1, 0, 0), 5),
        ((1, 1, 1), "9"),
        ((1, 1, 1), -1),
        ((1, 1, 1), 10**30),
        ((1, 1, 2, 1), [None]),
        ((1, 1, 2, 2), "1"),
        ((1, 1, 2, 3), 7),
        ((1, 1, 2, 7), "x"),
        ((1, 1, 2, 8), "x"),
        ((1, 1, 3, 0, 0), "1"),
        ((1, 1, 3, 0, 1), -1),
        ((1, 1, 3, 0, 4), 5),
        ((1, 1, 3, 0, 5), 1.5),
        ((1, 1, 3, 0, 8), "bell.wav"),
        ((1, 1, 3, 0, 8), ["bell.wav"]),
        ((1, 1, 3, 0, 8), ["bell.wav", 1]),
        ((1, 1, 4), [["x", "count", 1, "long", 1.0]]),
        ((1, 1, 4), [["x", "count", 1, float("nan"), 1.0]]),
        ((1, 1, 4), [["x", "count", 1, 1.0, float("inf")]]),
        ((1, 1, 2, 8), float("nan")),
        ((1, 1, 2, 5), -1),
        ((1, 1, 3, 0, 4), "half a letter: \ud800"),
        ((0, 1), "\udfff"),
    ],
)
def test_a_forged_value_is_refused(routine, voice, keys, value):
    whole = json.loads(to_bytes(prepare(routine, Choices(), voice).timeline))
    inner = whole
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    with pytest.raises(ValueError, match="no timeline"):
        from_bytes(json.dumps(whole).encode())
