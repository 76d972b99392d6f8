"""How much of the work for a practice is shared between its patients, and what one session costs: the numbers of docs/scale.md.

`python benchmarks/shared_work.py` looks at 100 patients, `1000` at so many. The sessions are coached one after the other, as a
cache would meet them: how many of their phrases were said before, and how many sound as one before does. What a step costs is
processor time of this machine, with the voice that `auto` takes.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from practice_of_patients import made_up_patients, write_practice

from voicecoach.export.formats import sound_format
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Recording
from voicecoach.publish.folder.read import read_practice
from voicecoach.publish.job import Job
from voicecoach.publish.jobs.digest import sound_digest
from voicecoach.publish.jobs.make import make_job
from voicecoach.publish.pages.session_pages import session_files
from voicecoach.script.coach import segments
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.ahead import expected_phrases
from voicecoach.timeline.mix import mix
from voicecoach.units import Seconds

PATIENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
SHOWN = (10, 30, 100, 300, 1000, 3000, 10_000)
URL = "https://exercise.example.org"


def jobs_of(folder: Path) -> list[Job]:
    """Of every session of the practice."""
    write_practice(folder, made_up_patients(PATIENTS), url=URL)
    practice = read_practice(folder, datetime.date.today())
    return [
        make_job(practice, patient, session, Quality.GOOD, ("mp3",), page_url=f"{URL}/p/{'a' * 22}")
        for patient in practice.patients
        for session in patient.sessions
    ]


def shared(jobs: list[Job]) -> None:
    """What a cache that keeps everything has, as it meets the sessions."""
    voice = open_voice("silent")
    seen, sounds, needed = set[tuple[str, int, str]](), set[str](), 0
    print(
        f"{'sessions':>10}{'phrases, each alone':>21}{'different':>11}{'made, %':>9}{'sound different, %':>20}"
    )
    for number, job in enumerate(jobs, 1):
        routine = job.loaded.routine
        script = segments(routine, job.choices.settled(routine), total=Seconds(0.0))
        said = {
            (job.voice, job.speed, text) for segment in script for text in expected_phrases(segment, voice)
        }
        needed += len(said)
        seen |= said
        sounds.add(sound_digest(job))
        if number in SHOWN or number == len(jobs):
            shares = 100 * len(seen) / needed, 100 * len(sounds) / number
            print(f"{number:>10}{needed:>21}{len(seen):>11}{shares[0]:>9.1f}{shares[1]:>20.0f}")


def costs(job: Job) -> None:
    """What each step of one session takes; all is loaded before."""

    def took(what: str, work: Callable[[], object]) -> None:
        work()
        start = time.process_time()
        work()
        print(f"{what:<44}{time.process_time() - start:8.3f} s")

    with contextlib.closing(open_voice("auto")) as voice:
        session = prepare(job.loaded, job.choices, voice)
        timeline = session.timeline
        publication = publication_of(session, Path("a.mp3"))
        blocks = list(mix(timeline.parts, voice))
        print(f"\n{job.loaded.id}, {timeline.duration:.0f} s, {timeline.voice}")
        took("coach and arrange, every phrase kept", lambda: prepare(job.loaded, job.choices, voice))
        took("mix", lambda: [len(block.samples) for block in mix(timeline.parts, voice)])
        sizes: dict[str, int] = {}

        def encode(suffix: str) -> None:
            out = io.BytesIO()
            sound_format(f"a.{suffix}").writer()(Recording(publication, blocks), out)
            sizes[suffix] = len(out.getvalue())

        for suffix in ("mp3", "m4a", "opus"):
            took(f"encode {suffix}", partial(encode, suffix))
            print(f"{sizes[suffix] / 1e6:>52.1f} MB")
        took("page, paper, captions, words, chapters", lambda: session_files(publication, job, ("a.mp3",)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        every = jobs_of(Path(name))
        shared(every)
        costs(next(job for job in every if job.loaded.id == "gentle-daily"))
