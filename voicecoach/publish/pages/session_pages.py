"""The files of a session beside its sound: the page that plays it, the paper, the transcript, the chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from voicecoach.errors import ExportError
from voicecoach.export.captions import plain
from voicecoach.export.handout import handout_without_routine
from voicecoach.export.handout_parts import Fact
from voicecoach.export.page.html import Beside, page_beside
from voicecoach.export.page.pdf import handout_pdf
from voicecoach.export.recording import Publication
from voicecoach.export.text.vtt import vtt_text
from voicecoach.phrases import Phrases
from voicecoach.publish.job import Job, MadeFile
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.chapters import chapters_json, chapters_of
from voicecoach.publish.pages.head import letterhead
from voicecoach.publish.pages.words_page import words_page

_PLAYED = (".mp3", ".m4a", ".m4b")
"""The formats that every browser plays, beginning with the one that it seeks in best."""


def session_files(publication: Publication, job: Job, sound_names: Sequence[str]) -> tuple[MadeFile, ...]:
    """All of them. `sound_names` are those of the sound files that lie beside them, of which the page plays one.

    Raises ExportError if no browser can play any of these, or a library is not installed.
    """
    stem, phrases = job.stem, publication.phrases
    publication = _from_the_practice(publication, job)
    beside = Beside(
        sound=_played(sound_names, stem),
        cover=file_names.COVER if job.page_url else "",
        home=(phrases.say("page-all-sessions"), file_names.HOME),
        files=tuple(_to_take(phrases, stem, sound_names)),
    )
    title, chapters = plain(publication.timeline.title), chapters_of(publication.timeline)
    texts = {
        file_names.page_name(stem): page_beside(publication, beside),
        file_names.captions_name(stem): vtt_text(publication),
        file_names.words_name(stem): words_page(publication),
        file_names.chapters_name(stem): chapters_json(title, plain(job.brand.name), chapters),
    }
    return (
        *(MadeFile(name, words.encode("utf-8")) for name, words in texts.items()),
        MadeFile(file_names.handout_name(stem), handout_pdf(publication)),
    )


def _from_the_practice(publication: Publication, job: Job) -> Publication:
    """With the practice's head and sentence, and the patient's name if the routine's file does not say for whom it is."""
    phrases = publication.phrases
    handout = publication.handout or handout_without_routine(publication.timeline)
    label = phrases.say("paper-for")
    if job.patient and label not in (fact.label for fact in handout.facts):
        handout = replace(handout, facts=(Fact(label, plain(job.patient)), *handout.facts))
    head = letterhead(job.brand, phrases, job.page_url)
    if head.safety not in ("", *handout.safety):
        handout = replace(handout, safety=(*handout.safety, head.safety))
    return replace(publication, handout=handout, letterhead=head, artist=head.name or publication.artist)


def _played(names: Sequence[str], stem: str) -> str:
    for suffix in _PLAYED:
        for name in names:
            if name.lower().endswith(suffix):
                return name
    raise ExportError("browsers play none of these formats; make an MP3 or an M4A too", path=stem)


def _to_take(phrases: Phrases, stem: str, sound_names: Sequence[str]) -> list[tuple[str, str]]:
    sounds = [
        (phrases.say("page-take-sound", form=PurePosixPath(name).suffix[1:].upper()), name)
        for name in sound_names
    ]
    return [
        (phrases.say("page-take-handout"), file_names.handout_name(stem)),
        *sounds,
        (phrases.say("page-take-words"), file_names.words_name(stem)),
    ]
