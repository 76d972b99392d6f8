"""Prints what the time after the warm-up goes to, in percent: each shipped routine in sessions 1, 3 and 5, full words and few.

python tools/shares.py [LEVEL]

`effort` are the windows of holds, repetitions, breaths and timed sets; `sets` is that with the ways into a hold and out of it;
`words` is what is said outside of these windows; `moves` and `rests` are time for the body, with what is said meanwhile.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from voicecoach.script.choices import LEVELS, Choices
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind, Timeline

EFFORT = frozenset({Role.HOLD, Role.REP, Role.TIME, Role.BREATH})


class Shares(NamedTuple):
    """Parts of the time after the warm-up, from 0 to 1."""

    effort: float
    sets: float
    words: float
    moves: float
    rests: float


def shares(timeline: Timeline) -> Shares:
    """What the time goes to once the first set is done."""
    begin = next(part.end for part in timeline.parts if part.segment.kind is SegmentKind.WORK)
    spent = dict.fromkeys(Shares._fields, 0)
    for part in timeline.parts:
        if part.start < begin:
            continue
        windows = [event for event in part.events if event.kind in (EventKind.SPAN, EventKind.WAIT)]
        for event in windows:
            length = event.end - event.start
            if event.role in EFFORT:
                spent["effort"] += length
            elif event.role is Role.REST:
                spent["rests"] += length
            else:
                spent["moves"] += length
        for event in part.events:
            beside = not any(one.start <= event.start < one.end for one in windows)
            if event.kind is EventKind.SAY and beside:
                spent["words"] += event.end - event.start
        if part.segment.kind is SegmentKind.WORK:
            rest = sum(one.end - one.start for one in windows if one.role is Role.REST)
            spent["sets"] += part.end - part.start - rest
    return Shares(**{name: time / (timeline.end - begin) for name, time in spent.items()})


def of_session(routine: str, session: int, level: float | str) -> Shares:
    """Those of a session of a shipped routine, measured with the silent voice."""
    return shares(prepare(routine, Choices(level, session=session), SilentVoice(150)).timeline)


def table(level: float | str) -> str:
    """One line a session."""
    lines = [f"{level:24} session  " + "  ".join(f"{name:>6}" for name in Shares._fields)]
    names = sorted(path.stem for path in shipped_scripts_dir().glob("*.yaml"))
    for session in (1, 3, 5):
        found = [of_session(name, session, level) for name in names]
        mean = Shares(*(sum(column) / len(found) for column in zip(*found, strict=True)))
        for name, row in zip((*names, "mean"), (*found, mean), strict=True):
            lines.append(f"{name:24} {session:7}  " + "  ".join(f"{100 * part:4.0f} %" for part in row))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for given in sys.argv[1:] or LEVELS:
        sys.stdout.write(table(given) + "\n")
