"""What is kept of a session: its place while it runs, so that nothing is lost, and its record when it ends."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError
from voicecoach.files import why_not_written
from voicecoach.logs import logger_for
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.play.saved.marks import segment_marks
from voicecoach.play.saved.place import Place, PlaceKeeper, routine_fingerprint, routine_of
from voicecoach.play.saved.record import Record, append_record

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.script.cue import Segment
    from voicecoach.timeline.timeline import Part

logger = logger_for(__name__)

_numbers = itertools.count(1)


class SessionLog:
    """The log of one session, which owns it."""

    def __init__(self, studio: Studio, settings: LiveSettings, notify: Callable[[Notice], None]) -> None:
        """Nothing is written yet."""
        self._studio = studio
        self._settings = settings
        self._notify = notify
        self._failed = False
        self._planned: list[Segment] | None = None
        self.kept = False
        """Whether the session can be resumed from where it is."""
        self.record = _record(studio, settings)
        """What is noted of the session, up to now."""
        self.fingerprint = routine_fingerprint(studio.loaded)
        """Of the routine as it is now."""
        self.played_s = self.record.seconds
        """How long the session has run, without its pauses, in seconds."""
        # A routine that was made in Python is in no file, from which the session could be resumed.
        places = settings.places if studio.loaded.path is not None else None
        self.keeper = PlaceKeeper(self.record.session, places) if places is not None else None

    def open(self) -> None:
        """Claim the session. Raises VoicecoachError if another process is running it.

        A session whose place cannot be kept at all (a read-only folder, no home) still runs.
        """
        try:
            if self.keeper is not None and not self.keeper.take():
                raise VoicecoachError("this session is running already, in another process")
        except OSError as exc:
            self._cannot("The place of this session cannot be kept", exc)
            self.keeper = None

    def save(self, part: Part, parts: Sequence[Part], swaps: Mapping[int, str], volume_db: int) -> None:
        """Keep the place: `part` of all the `parts` that are known, with the exercises that were swapped, and the
        volume in decibels."""
        path = self._studio.loaded.path
        if self.keeper is None or path is None:
            return
        marks = segment_marks(parts)
        mark = next((mark for mark, one in zip(marks, parts, strict=True) if one is part), None)
        if mark is None:
            return
        self.record.seconds = round(self.played_s, 1)
        routine, shipped = routine_of(path)
        place = Place(
            routine=routine,
            shipped=shipped,
            title=self.record.title,
            fingerprint=self.fingerprint,
            options=replace(self._settings.options, volume=volume_db),
            mark=mark,
            record=self.record,
            swaps={str(visit): variant for visit, variant in swaps.items()},
        )
        try:
            self.keeper.save(place)
            self.kept = True
        except (OSError, ValueError) as exc:
            # A full disk costs the place, not the session.
            self.kept = False
            self._cannot("The place cannot be kept", exc)

    def note_planned(self) -> None:
        """Know what is planned, once all of it is laid out: not at the end, which a Ctrl-C does not wait for."""
        if self._planned is None:
            self._planned = self._studio.planned_sets()

    def end(
        self, part: Part, parts: Sequence[Part], swaps: Mapping[int, str], volume_db: int, *, finished: bool
    ) -> None:
        """The session that was heard as far as `part` is over: add it to the record of all sessions, and forget its place if
        it is `finished`.

        In this order: wherever a signal or the disk ends it, what was done is in the record or in a place that says that it
        is not there yet (see `cut_off`).
        """
        self.record.finished = finished
        self.record.note_undone(self._planned or ())
        self.record.seconds = round(self.played_s, 1)
        self.record.ended = _now()
        if not self._is_recorded():
            self.record.ended = ""
        if not finished or not self.record.ended:
            self.save(part, parts, swaps, volume_db)
        elif self.keeper is not None:
            try:
                self.keeper.forget()
            except OSError as exc:
                self._cannot("The place of this session cannot be removed", exc)

    def _is_recorded(self) -> bool:
        """Add it to the record of all sessions, if there is one; whether nothing of it is missing there."""
        if self._settings.record is None:
            return True
        try:
            append_record(self.record, self._settings.record)
        except VoicecoachError as exc:
            self._notice(str(exc))
            return False
        return True

    def close(self) -> None:
        """Release the session."""
        if self.keeper is not None:
            self.keeper.leave()

    def _cannot(self, what: str, exc: OSError | ValueError) -> None:
        self._notice(f"{what}: {why_not_written(exc)}")

    def _notice(self, text: str) -> None:
        """One notice is enough: what prevents the place mostly prevents the record too."""
        if self._failed:
            logger.debug("%s", text)
        else:
            logger.warning("%s", text)
            self._notify(Notice(NoticeKind.PROBLEM, text))
        self._failed = True


def _record(studio: Studio, settings: LiveSettings) -> Record:
    """A new record, or that of the session that is resumed."""
    if settings.resume is not None:
        return replace(settings.resume.record, ended="", finished=False)
    loaded = studio.loaded
    began = _now()
    name = f"{began[:19].replace('-', '').replace(':', '')}-{os.getpid()}-{next(_numbers)}"
    routine, title = _unicode(loaded.id), _unicode(loaded.routine.title)
    choices = studio.choices
    level = choices.level if choices.fit is None else choices.fit.amounts.level
    return Record(name, routine, title, float(level), began, minutes=choices.minutes, fit=choices.fit)


def _unicode(text: str) -> str:
    """The text with ? for what is not Unicode: bytes of a file's name that are not UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
