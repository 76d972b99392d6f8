"""What stays of a session: its place while it runs, so that nothing is lost, and its record when it ends."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicecoach.errors import VoicecoachError
from voicecoach.play.notice import Notice, NoticeKind
from voicecoach.play.place import Keeper, Place, fingerprint, marks_of
from voicecoach.play.record import Record, append_record, record_from

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.play.studio import Studio
    from voicecoach.timeline.timeline import Part

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session is to be, beside its routine and its voice."""

    options: dict[str, Any] = field(default_factory=dict)
    """What the command was given, for `resume`: anything that JSON holds."""
    wait_setup: bool = False
    """Whether to wait for the person before each exercise."""
    wake_s: float = 0.0
    """How long a headset is woken, in seconds."""
    places: Path | None = None
    """The folder in which the place is kept; None: it is not kept."""
    record: Path | None = None
    """The file to which the record is added; None: to none."""
    resume: Place | None = None
    """The session that this one goes on with."""
    music: Music | None = None
    """What plays under the words."""


class Diary:
    """Of one session, which owns it."""

    def __init__(self, studio: Studio, plan: Plan, notify: Callable[[Notice], None]) -> None:
        """Nothing is written yet."""
        self._studio = studio
        self._plan = plan
        self._notify = notify
        self._begun = self._unkept = False
        self.record = _record(studio, plan)
        """What is noted of the session, up to now."""
        self.fingerprint = fingerprint(studio.loaded)
        """Of the routine as it is now."""
        self.played_s = self.record.seconds
        """How long the session has run, without its pauses, in seconds."""
        self.keeper = Keeper(self.record.session, plan.places) if plan.places is not None else None

    def open(self) -> None:
        """Claim the session. Raises VoicecoachError where another process runs it."""
        if self.keeper is not None and not self.keeper.take():
            raise VoicecoachError("this session is running already, in another process")

    def save(self, part: Part, parts: Sequence[Part], swaps: Mapping[int, str]) -> None:
        """Keep the place: `part` of all the `parts` that are known, with the exercises that were swapped."""
        if self.keeper is None:
            return
        marks = marks_of(parts)
        mark = next((mark for mark, one in zip(marks, parts, strict=True) if one is part), None)
        if mark is None:
            return
        self.record.seconds = round(self.played_s, 1)
        place = Place(
            session=self.record.session,
            routine=str(self._studio.loaded.path.absolute()),
            title=self._studio.loaded.routine.title,
            fingerprint=self.fingerprint,
            options=self._plan.options,
            mark=mark,
            record=self.record.as_json(),
            swaps={str(visit): variant for visit, variant in swaps.items()},
        )
        try:
            self.keeper.save(place)
        except OSError as exc:
            # A full disk takes the place, not the session.
            if not self._unkept:
                self._notify(Notice(NoticeKind.PROBLEM, f"The place cannot be kept: {exc.strerror or exc}"))
            self._unkept = True

    def end(self, part: Part, parts: Sequence[Part], swaps: Mapping[int, str], *, finished: bool) -> None:
        """The session that was heard as far as `part` is over: forget its place where it is `finished`."""
        self._begun = True
        self.record.finished = finished
        self.record.ended = _now()
        self.record.seconds = round(self.played_s, 1)
        if not finished:
            self.save(part, parts, swaps)
        elif self.keeper is not None:
            self.keeper.forget()

    def close(self) -> None:
        """Let go of the session; add what was heard of it, if anything, to the record of all sessions."""
        if self.keeper is not None:
            self.keeper.leave()
        if self._begun and self._plan.record is not None:
            append_record(self.record, self._plan.record)


def _record(studio: Studio, plan: Plan) -> Record:
    """A new record, or that of the session that is resumed."""
    if plan.resume is not None:
        return replace(record_from(plan.resume.record), ended="", finished=False)
    loaded = studio.loaded
    began = _now()
    name = f"{began[:19].replace('-', '').replace(':', '')}-{os.getpid()}-{next(_numbers)}"
    return Record(name, loaded.id, loaded.routine.title, studio.choices.level, began)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
