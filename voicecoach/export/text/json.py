"""The session as one JSON object, the contract with other programs.

Times are seconds, each an exact frame over `rate`.
"""

from __future__ import annotations

import json
from typing import Any

from voicecoach.export.recording import Publication
from voicecoach.pronunciation import as_printed
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline

FORMAT = 1
"""Goes up when a reader of the one before would misread."""


def timeline_json(publication: Publication) -> str:
    """The whole file, indented for people and differences."""
    return json.dumps(as_object(publication.timeline), ensure_ascii=False, indent=1) + "\n"


def as_object(timeline: Timeline) -> dict[str, Any]:
    """What the file holds, as plain Python data."""
    rate = timeline.rate
    return {
        "format": FORMAT,
        "routine": timeline.routine,
        "title": timeline.title,
        "session": timeline.session,
        "adapted": list(timeline.adapted),
        "voice": timeline.voice,
        "rate": rate,
        "duration": timeline.duration,
        "chapters": [
            {"title": chapter.title, "start": chapter.start / rate, "end": chapter.end / rate}
            for chapter in timeline.chapters()
        ],
        "segments": [_segment(part, rate) for part in timeline.parts],
        "events": [_event(part, event, rate) for part, event in timeline.events()],
    }


def _segment(part: Part, rate: int) -> dict[str, Any]:
    segment = part.segment
    return {
        "kind": segment.kind.value,
        "exercise": segment.exercise,
        "set": segment.set,
        "side": segment.side.value if segment.side else None,
        "reps": segment.reps,
        "hold": segment.hold,
        "breaths": segment.breaths,
        "load": segment.load,
        "effort": segment.effort,
        "pain": segment.pain,
        "round": segment.round,
        "rounds": segment.rounds,
        "start": part.start / rate,
        "end": part.end / rate,
    }


def _event(part: Part, event: Event, rate: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "start": event.start / rate,
        "end": event.end / rate,
        "kind": event.kind.value,
        "role": event.role.value,
    }
    if event.kind is not EventKind.SPAN:
        found["text"] = event.text
    if event.spoken:
        found["say_as"] = as_printed(event.spoken)
    found["segment"] = part.index
    if event.rep is not None:
        found["rep"] = event.rep
    if event.side is not None:
        found["side"] = event.side.value
    return found
