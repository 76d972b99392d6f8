"""The phrases that several sessions of a practice need: each is made once, before the sessions that say it are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError, VoicecoachError
from voicecoach.logs import logger_for
from voicecoach.publish.jobs.kept_voices import Speaker, lent_voice, speaker_of
from voicecoach.script.coach import segments
from voicecoach.timeline.ahead import expected_phrases
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.speech.api import Voice

logger = logger_for(__name__)

BATCH = 32
"""How many phrases are made in one go: a second of work with a natural voice."""


@dataclass(frozen=True, slots=True)
class PhraseBatch:
    """Phrases of one voice."""

    speaker: Speaker
    texts: tuple[str, ...]
    """As the voice is given them."""
    identity: str
    """Of the voice where they were planned."""


def shared_phrases(jobs: Iterable[Job]) -> Iterator[PhraseBatch]:
    """What more than one of the jobs says, by voice; of a voice that keeps no phrases, nothing. Raises nothing: what is wrong
    with a job is said when it is done."""
    by_speaker: dict[Speaker, list[Job]] = {}
    for job in jobs:
        by_speaker.setdefault(speaker_of(job), []).append(job)
    for speaker, its in by_speaker.items():
        if len(its) < 2:
            continue
        try:
            with lent_voice(speaker) as voice:
                identity = getattr(voice, "identity", None)
                texts = _shared(its, voice) if identity else ()
        except (VoicecoachError, ValueError) as error:
            logger.info("no phrases are made ahead for %s: %s", speaker.voice, error)
            continue
        for start in range(0, len(texts), BATCH):
            yield PhraseBatch(speaker, texts[start : start + BATCH], str(identity))


def make_phrases(batch: PhraseBatch) -> None:
    """Has the voice make those of them that its cache lacks. Raises SpeechError if the voice cannot be opened."""
    with lent_voice(batch.speaker) as voice:
        for text in batch.texts:
            try:
                voice.length(text)
            except SpeechError as error:
                # The session that says it reports it. Not its words here: a name may be in them.
                logger.info("a phrase could not be made ahead: %s", type(error).__name__)


def _shared(jobs: list[Job], voice: Voice) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for job in jobs:
        counted.update(iter(_phrases(job, voice)))
    return tuple(text for text, count in counted.items() if count > 1)


def _phrases(job: Job, voice: Voice) -> dict[str, None]:
    """The phrases of the session, each once, in order; of a session that is fitted to a length, those of it unfitted."""
    routine = job.loaded.routine
    try:
        script = segments(routine, job.choices.settled(routine), total=Seconds(0.0))
        return dict.fromkeys(text for segment in script for text in expected_phrases(segment, voice))
    except Exception as error:
        logger.info("a session is not planned ahead: %s", type(error).__name__)
        return {}
