"""Patients who do the same share a sound, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.publish.jobs.practice import broken, job_of, write_routine
from voicecoach.export.quality import Quality
from voicecoach.publish.job import Job
from voicecoach.publish.jobs import alike, run
from voicecoach.publish.practice import Brand


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return job_of(write_routine(tmp_path))


def test_those_who_do_the_same_are_done_together(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_ALIKE", 2)
    other = replace(
        job, code="p-2", stem="evening", patient="Bo", brand=Brand("Elsewhere"), page_url="https://a.b/c"
    )
    differ = [
        replace(job, speed=170),
        replace(job, quality=Quality.BEST),
        replace(job, sounds=("m4a",)),
        broken(job),
    ]
    found = list(alike.alike_jobs((job, *differ, other, job)))
    assert [group.numbers for group in found] == [(0, 5), (6,), (1,), (2,), (3,), (4,)]
    assert found[0].jobs == (job, other)


@pytest.mark.slow
def test_each_gets_what_it_would_get_alone(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(job, code="p-2", stem="evening", patient="Bo", page_url="https://a.b/c")
    alone = (run.run_job(job), run.run_job(other))
    assert not alone[0].errors
    encoded: list[str] = []
    sound = run._sound
    monkeypatch.setattr(run, "_sound", lambda *given: encoded.append(given[-2]) or sound(*given))
    assert run.run_alike((job, other)) == alone
    assert encoded == ["mp3"]
    # With the sound where it is to be, the same pages are made alone.
    (pages,) = run.run_alike((replace(job, sounds_there=True),))
    assert encoded == ["mp3"]
    assert pages.files == alone[0].files[1:]
    assert pages.session == alone[0].session


def test_pages_that_fail_stop_one_patient_only(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = run.session_files

    def some(publication: object, one: Job, names: object) -> object:
        if one.code == "p-2":
            raise ValueError("no pages")
        return pages(publication, one, names)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "session_files", some)
    good, bad = run.run_alike((job, replace(job, code="p-2")))
    assert (good.errors, bad.errors) == ((), ("p-2: morning: ValueError: no pages",))
    assert [done.errors[0].split(":")[0] for done in run.run_alike((broken(job), replace(broken(job), code="p-3")))] == [
        job.code, "p-3",
    ]  # fmt: skip
