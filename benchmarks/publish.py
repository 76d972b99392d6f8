"""Publishing a practice of many patients, beside the least that it could cost.

`python benchmarks/publish.py` takes 8 patients with short sessions, to show that it works. `full` takes 1,000 with usual ones,
which takes two cores an hour; `full patients=200` takes so many. The voice is espeak-ng, with which synthesis costs least and all
else weighs most. The goals are those of 1,000 patients: a small practice has less in common, and Python starts for it as well.

Shares of work are in seconds of processor time, with all processes, so that other work of the machine counts little; what a
second publish and a second worker bring is in seconds by the clock.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from practice_of_patients import made_up_patients, write_practice
from ratios import VOICECOACH, row

from voicecoach.audio.pcm import Block
from voicecoach.export.formats import sound_format
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.recording import Recording
from voicecoach.publish.folder.read import read_practice
from voicecoach.publish.practice import PatientSession, Practice
from voicecoach.session import Session, prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix
from voicecoach.timeline.timeline import EventKind

FULL = len(sys.argv) > 1
PATIENTS = next(
    (int(word.partition("=")[2]) for word in sys.argv if word.startswith("patients=")), 1000 if FULL else 8
)
CHANGED = ("exercises/heel-raise.yaml", "Grow tall.", "Grow taller.")
"""A file, and what is changed in it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One publish."""

    wall_s: float
    cpu_s: float
    """Of all its processes."""
    peak_mb: float
    """Of the coordinating one."""


def publish(folder: Path, site: Path, cache: Path, workers: int = 1) -> Run:
    """The command, as a process of its own, with a cache of its own."""
    words = [VOICECOACH, "publish", str(folder), "-o", str(site), "--workers", str(workers), "--json"]
    start, peak = time.perf_counter(), 0.0
    with (site.parent / "publish.log").open("wb") as log:
        process = subprocess.Popen(
            words, stdout=log, stderr=log, env=os.environ | {"XDG_CACHE_HOME": str(cache)}
        )
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            peak = max(peak, _peak_mb(process.pid))
            time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(ended[1])
    if process.returncode:
        sys.exit(f"publish failed:\n{(site.parent / 'publish.log').read_text('utf-8')[-2000:]}")
    return Run(time.perf_counter() - start, ended[2].ru_utime + ended[2].ru_stime, peak)


def _peak_mb(pid: int) -> float:
    """The most memory that a process has had; 0 if the system does not say."""
    with contextlib.suppress(OSError):
        if found := re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii")):
            return int(found[1]) / 1024
    return 0.0


def sessions_of(practice: Practice) -> Iterator[PatientSession]:
    """Those that are published: what is over is not."""
    today = datetime.date.today()
    for patient in practice.patients:
        yield from (one for one in patient.sessions if one.last_day is None or one.last_day >= today)


@dataclass(slots=True)
class Alone:
    """What the sessions of a practice need, each by itself."""

    sessions: int = 0
    sounds: int = 0
    """Of them that sound different."""
    phrases: int = 0
    """Different ones a session, summed: what single renders make."""
    unique: int = 0
    """Different ones in all."""
    encode_s: float = 0.0
    """Of processor time, for encoding every session."""
    encode_once_s: float = 0.0
    """The same, each different sound once."""
    sound_s: float = 0.0
    """Of sound."""


def alone(practice: Practice) -> Alone:
    """Measures it: each different session is compiled and encoded once, and counts as often as it is there."""
    found, spoken = Alone(), set[tuple[str, int, str]]()
    times: Counter[str] = Counter()
    different: dict[str, PatientSession] = {}
    for session in sessions_of(practice):
        key = f"{session.loaded.routine.spelled_out()} {session.choices} {session.voice} {session.speed}"
        times[key] += 1
        different.setdefault(key, session)
    for key, one in different.items():
        with contextlib.closing(open_voice(one.voice, speed=one.speed)) as voice:
            compiled = prepare(one.loaded, one.choices, voice)
            said = {
                (one.voice, one.speed, event.spoken or event.text)
                for _, event in compiled.timeline.events()
                if event.kind is EventKind.SAY
            }
            blocks = list(mix(compiled.timeline.parts, voice))
        spent = _encoding(compiled, blocks)
        found.sessions += times[key]
        found.phrases += times[key] * len(said)
        found.encode_s += times[key] * spent
        found.encode_once_s += spent
        found.sound_s += times[key] * compiled.timeline.duration
        spoken |= said
    found.sounds, found.unique = len(different), len(spoken)
    return found


def _encoding(session: Session, blocks: list[Block]) -> float:
    recording = Recording(publication_of(session, Path("a.mp3")), blocks)
    start = time.process_time()
    sound_format("a.mp3").writer()(recording, io.BytesIO())
    return time.process_time() - start


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="vc-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> None:
    practice, site, cache = folder / "practice", folder / "site", folder / "cache"
    write_practice(
        practice,
        made_up_patients(PATIENTS, short=not FULL),
        voice="espeak",
        url="https://exercise.example.org",
    )
    one = publish(practice, site, cache)
    again = publish(practice, site, cache)
    two = publish(_copy(practice, folder / "other"), folder / "other-site", folder / "other-cache", workers=2)
    os.environ["XDG_CACHE_HOME"] = str(cache)
    read = read_practice(practice, datetime.date.today())
    least = alone(read)
    print(
        f"{PATIENTS} patients, {least.sessions} sessions, {least.sound_s / 3600:.0f} h, {least.sounds} sound different;"
        f" {least.phrases} phrases in single renders, {least.unique} different ones\n"
    )

    def line(what: str, value: float, goal: float | None, detail: str) -> None:
        row(what, value, goal if FULL else None, detail)

    line("phrases to synthesise / what single renders make, %", 100 * least.unique / least.phrases, 5, "")
    line(
        "publish / encoding every session alone",
        one.cpu_s / least.encode_s,
        1.15,
        f"{one.cpu_s:.0f} / {least.encode_s:.0f} s",
    )
    line(
        "publish / encoding what sounds different",
        one.cpu_s / least.encode_once_s,
        None,
        f"{least.encode_once_s:.0f} s",
    )
    row(
        "one worker / two, by the clock",
        one.wall_s / two.wall_s,
        None,
        f"{one.wall_s:.0f} / {two.wall_s:.0f} s, goal: 1.7",
    )
    line("memory of the coordinating process, MB", max(one.peak_mb, two.peak_mb), 300, "")
    line("a second publish without change, s", again.wall_s, 10, "")
    line("the same / the first, %", 100 * again.wall_s / one.wall_s, 1, "")
    touched = _change(practice, read)
    changed = publish(practice, site, cache)
    share = touched / least.sessions
    row(
        "after a change of one exercise: share of time / of sessions",
        (changed.cpu_s - again.cpu_s) / one.cpu_s / share,
        None,
        f"{touched} of {least.sessions} sessions, {changed.wall_s:.0f} s",
    )


def _copy(practice: Path, target: Path) -> Path:
    """Without what is kept beside it."""
    shutil.copytree(practice, target, ignore=shutil.ignore_patterns(".voicecoach"))
    return target


def _change(practice: Path, read: Practice) -> int:
    """Changes an exercise; how many sessions do it."""
    name, before, after = CHANGED
    file = practice / name
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    return sum(any(step.do == file.stem for step in one.loaded.routine.done()) for one in sessions_of(read))


if __name__ == "__main__":
    main()
