"""What every executor keeps to, whether it works in processes of this machine or on others."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.needs import needs_module
from tests.publish.jobs.practice import job_of, write_routine
from voicecoach.publish.job import Executor, Job
from voicecoach.publish.jobs import local, shared_phrases
from voicecoach.publish.jobs.alike import AlikeJobs
from voicecoach.publish.jobs.executors import open_executor
from voicecoach.publish.jobs.kept_voices import lent_voice
from voicecoach.publish.jobs.run import run_job
from voicecoach.publish.jobs.shared_phrases import make_phrases
from voicecoach.publish.jobs.travelling import Ended
from voicecoach.speech.cache.phrase_cache import PhraseCache

pytestmark = pytest.mark.usefixtures("own_caches")


@pytest.fixture(params=["local", pytest.param("dask", marks=needs_module("distributed"))])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Two workers."""
    address = request.getfixturevalue("two_workers").address if request.param == "dask" else None
    with open_executor(
        address, 2, warn=pytest.fail, spoken=lambda *how_far: SPOKEN.append(how_far)
    ) as opened:
        yield opened


SPOKEN: list[tuple[int, int]] = []
"""How far the phrases were, each time that it was said."""


@pytest.mark.slow
def test_every_job_ends_and_a_bad_one_stops_nobody(executor: Executor, jobs: tuple[Job, ...]) -> None:
    SPOKEN.clear()
    found = {done.job.code: done for done in executor.done(jobs)}
    assert SPOKEN
    assert [(number, len(SPOKEN)) for number in range(1, len(SPOKEN) + 1)] == SPOKEN
    assert sorted(found) == [f"p-{number}" for number in range(7)]
    assert [code for code, done in found.items() if done.errors] == ["p-3"]
    assert found["p-3"].errors == run_job(jobs[3]).errors
    here = run_job(jobs[0])
    assert (found["p-0"].files, found["p-0"].session) == (here.files, here.session)
    assert _workers() == []


@pytest.mark.slow
def test_what_is_left_early_ends_all_of_it(executor: Executor, jobs: tuple[Job, ...]) -> None:
    ended = iter(executor.done(jobs * 3))
    next(ended)
    ended.close()  # type: ignore[attr-defined]
    assert _workers() == []
    # And what was asked for afterwards is done as if nothing had been left.
    assert [done.errors for done in executor.done(jobs[:1])] == [()]


def _workers() -> list[psutil.Process]:
    """Processes that this one started for tasks; multiprocessing's own tracker stays."""
    below = psutil.Process().children(recursive=True)
    return [one for one in below if any("spawn_main" in part for part in one.cmdline())]


def test_no_jobs_end_at_once() -> None:
    with open_executor() as executor:
        assert list(executor.done(())) == []


@pytest.mark.slow
def test_what_cannot_be_started_is_done_here(jobs: tuple[Job, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise local.CannotStart("no more processes")

    monkeypatch.setattr(local, "Workers", refused)
    warned: list[str] = []
    with open_executor(warn=warned.append) as executor:
        assert [bool(done.errors) for done in executor.done(jobs[2:4])] == [False, True]
    assert len(warned) == 1
    assert "no more processes" in warned[0]


def test_a_worker_that_is_killed_costs_one_session() -> None:
    job = pickle.loads(pickle.dumps(_of_nobody))
    (end,) = local._killed(AlikeJobs((4,), (job,)), "signal 9")
    assert end == Ended(4, None, (), ("p-1: morning: the process that made it was killed (signal 9)",))


class _OfNobody:
    code, stem = "p-1", "morning"


_of_nobody = _OfNobody()


@pytest.mark.slow
def test_a_phrase_that_several_say_is_made_once_before(jobs: tuple[Job, ...]) -> None:
    (batch,) = shared_phrases.shared_phrases(jobs[:2])
    assert len(set(batch.texts)) == len(batch.texts)
    assert "Pelvic tilt." in batch.texts
    make_phrases(batch)
    kept = PhraseCache().usage().phrases
    run_job(jobs[0])
    # What is left is the length of the session, which is known when the rest of it is measured, and few phrases beside it.
    assert kept >= len(batch.texts)
    assert PhraseCache().usage().phrases - kept <= 4


def test_what_one_session_says_is_left_to_it(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    assert list(shared_phrases.shared_phrases(jobs[:1])) == []
    other = job_of(write_routine(tmp_path, reps=5, steps="- say: Only here."))
    texts = {text for batch in shared_phrases.shared_phrases([jobs[0], other]) for text in batch.texts}
    assert "Pelvic tilt." in texts or "Tilt your pelvis." in texts
    assert "Only here." not in texts


def test_other_voices_have_phrases_of_their_own(jobs: tuple[Job, ...]) -> None:
    faster = replace(jobs[0], speed=200)
    assert list(shared_phrases.shared_phrases([jobs[0], faster])) == []
    batches = list(shared_phrases.shared_phrases([jobs[0], faster, faster, jobs[1]]))
    assert sorted(batch.speaker.speed for batch in batches) == [150, 200]
    with lent_voice(batches[0].speaker) as voice:
        assert voice.speed == batches[0].speaker.speed


def test_what_cannot_be_planned_is_left_to_the_session(jobs: tuple[Job, ...]) -> None:
    unknown = [replace(job, voice="no-such-voice") for job in jobs[:2]]
    assert list(shared_phrases.shared_phrases(unknown)) == []
