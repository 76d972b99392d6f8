"""The digest of a job: another if anything changes that decides the files, and the same otherwise."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pictures import png
from tests.publish.jobs.practice import job_of, write_bell, write_routine, write_with_files
from tests.yardstick import yardstick_s
from voicecoach.export.quality import Quality
from voicecoach.publish.job import Job
from voicecoach.publish.jobs import digest, program_digest
from voicecoach.publish.jobs.digest import job_digest, job_digest_for, sounds_identity
from voicecoach.publish.practice import Brand
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(write_with_files(tmp_path_factory.mktemp("practice")), voice="silent")


def _with_routine(job: Job, **changes: Any) -> Job:
    routine = job.loaded.routine.model_copy(update=changes)
    return replace(job, loaded=replace(job.loaded, routine=routine))


CHANGES: dict[str, Callable[[Job], Any]] = {
    "code": lambda job: "p-018",
    "stem": lambda job: "evening",
    "loaded": lambda job: _with_routine(job, title="Longer back").loaded,
    "choices": lambda job: Choices(level=0.5),
    "voice": lambda job: "silent:other",
    "speed": lambda job: 151,
    "quality": lambda job: Quality.BEST,
    "sounds": lambda job: ("m4a",),
    "brand": lambda job: Brand("Practice Hill", colour="#112233"),
    "patient": lambda job: "Grace",
    "page_url": lambda job: "https://example.org/p/x/",
    "files": lambda job: (("calm.wav", b"other"),),
}


def test_every_field_counts(job: Job) -> None:
    assert set(CHANGES) | {"sounds_there"} == {field.name for field in fields(Job)}
    assert job_digest_for(replace(job, sounds_there=True), "voice") == job_digest_for(job, "voice")
    found = {job_digest_for(job, "voice")}
    for name, change in CHANGES.items():
        found.add(job_digest_for(replace(job, **{name: change(job)}), "voice"))
    assert len(found) == len(CHANGES) + 1


@pytest.mark.parametrize("field", [one.name for one in fields(Brand)])
def test_every_field_of_the_practice_counts(field: str, job: Job) -> None:
    pictured = job.loaded.routine.exercises["tilt"].picture
    others: dict[str, Any] = {"contact": ("1 Hill Street",), "logo": pictured}
    other = replace(job.brand, **{field: others.get(field, "other")})
    assert job_digest_for(replace(job, brand=other), "voice") != job_digest_for(job, "voice")


def test_the_voice_and_the_version_count(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    before = job_digest_for(job, "voice 1")
    assert job_digest_for(job, "voice 2") != before
    monkeypatch.setattr(digest, "program_digest", lambda: "999")
    assert job_digest_for(job, "voice 1") != before


def test_what_is_on_the_pages_decides_no_sound(job: Job) -> None:
    assert (whole := sounds_identity(job))
    of_pages = {"code", "stem", "brand", "patient", "page_url"}
    for name, change in CHANGES.items():
        other = replace(job, **{name: change(job)})
        assert (sounds_identity(other) == whole) == (name in of_pages), name
    assert sounds_identity(replace(job, voice="espeak:no-such-voice")) == ""


def test_code_and_words_that_are_changed_without_a_new_version_count(tmp_path: Path) -> None:
    package = tmp_path / "voicecoach"
    for name in ("publish/page.py", "publish/page.css", "phrases/en/page.ftl", "cli/shown.py", "new.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("one")
    found = [program_digest._digest_of(package)]
    for name in ("publish/page.py", "publish/page.css", "phrases/en/page.ftl"):
        (package / name).write_text("two")
        found.append(program_digest._digest_of(package))
    (package / "new.py").rename(package / "newer.py")
    found.append(program_digest._digest_of(package))
    assert len(set(found)) == len(found)
    (package / "cli" / "shown.py").write_text("two")
    (package / "publish" / "__pycache__").mkdir()
    (package / "publish" / "__pycache__" / "page.pyc").write_text("compiled")
    assert program_digest._digest_of(package) == found[-1]
    assert program_digest.program_version() in program_digest.program_digest()


def test_what_a_sound_and_a_picture_hold_counts(tmp_path: Path) -> None:
    path = write_with_files(tmp_path)
    before = job_digest(job_of(path, voice="silent"))
    write_bell(tmp_path / "sounds" / "ding.wav", 880)
    rung = job_digest(job_of(path, voice="silent"))
    (tmp_path / "pictures" / "tilt.png").write_bytes(png(9, 8))
    drawn = job_digest(job_of(path, voice="silent"))
    write_bell(tmp_path / "calm.wav", 110)
    assert len({before, rung, drawn, job_digest(job_of(path, voice="silent"))}) == 4


def test_where_it_was_written_and_notes_for_the_practice_do_not_count(tmp_path: Path) -> None:
    one = job_of(write_routine(tmp_path / "a", keys="note: For us."), voice="silent")
    other = job_of(write_routine(tmp_path / "b", keys="\n\n# twice"), voice="silent")
    assert job_digest(one) == job_digest(other)


_IDS = ["cat", "tilt", "plank", "bridge"]


@given(st.permutations(_IDS), st.permutations(_IDS), st.dictionaries(st.sampled_from(_IDS), st.floats(-1, 1)))
def test_the_order_of_what_has_none_does_not_count(
    one: list[str], other: list[str], progress: dict[str, float]
) -> None:
    job = _JOB()
    turned = dict(reversed(progress.items()))
    first = replace(job, choices=Choices(skip=one, progress=progress))
    second = replace(job, choices=Choices(skip=other, progress=turned))
    assert job_digest_for(first, "voice") == job_digest_for(second, "voice")
    assert job_digest_for(pickle.loads(pickle.dumps(first)), "voice") == job_digest_for(first, "voice")


def _JOB() -> Job:  # noqa: N802
    if not _MADE:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _MADE.append(job_of(write_routine(Path(folder)), voice="silent"))
    return _MADE[0]


_MADE: list[Job] = []


@pytest.mark.slow
def test_other_processes_find_the_same(job: Job, tmp_path: Path) -> None:
    job = replace(job, choices=Choices(skip=_IDS, include=_IDS, progress={"tilt": 0.5, "cat": 0.25}))
    (tmp_path / "job").write_bytes(pickle.dumps(job))
    program = (
        "import pickle, sys; from voicecoach.publish.jobs.digest import job_digest;"
        "print(job_digest(pickle.load(open(sys.argv[1], 'rb'))))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program, tmp_path / "job"],
            env={**os.environ, "PYTHONHASHSEED": seed, "HOME": str(tmp_path / seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {job_digest(job)}


def test_a_thousand_take_little_time() -> None:
    """Those of a routine as long as the longest that is shipped: much less than to encode the sound of one."""
    loaded = load_routine("core-and-back")
    jobs = [replace(_JOB(), code=f"p-{number}", loaded=loaded) for number in range(50)]
    began = time.process_time()
    assert len({job_digest(job) for job in jobs}) == len(jobs)
    assert time.process_time() - began < 50 * yardstick_s()
