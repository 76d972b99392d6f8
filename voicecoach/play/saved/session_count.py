"""How many sessions of a routine are recorded, without reading what was done in them.

What a person knows is counted from the records by `practice`, strictly and in full. This looks at the lines as this program
writes them, in a hundredth of that time, to find the words with which the next session probably begins; they are compared with
those of the session once that is made.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from voicecoach.files import read_bounded
from voicecoach.folders import data_dir
from voicecoach.script.session_number import MOST_SESSIONS

FORMAT = 3
"""The version of the lines in the record; the first had no load, effort and pain, the second no minutes, fit and rounds, and
nothing of how it felt."""

LARGEST = 64 * 2**20
"""Bytes of the largest file that is looked at: tens of years."""

_SESSION = re.compile(rb'"session": "([^"]{1,80})"')


def record_file() -> Path:
    """Where the record of all sessions is kept; need not exist."""
    return data_dir() / "sessions.jsonl"


def next_session(file: Path, routine: str) -> int | None:
    """The number of the next session of the routine with that id, from 1; None if the records cannot be read."""
    try:
        data = read_bounded(file, LARGEST)
    except FileNotFoundError:
        return 1
    except OSError:
        return None
    wanted = f'"routine": {json.dumps(routine, ensure_ascii=False)},'.encode("utf-8", "surrogatepass")
    counts: dict[bytes, bool] = {}
    for line in data.split(b"\n"):
        if wanted in line and (found := _SESSION.search(line)):
            # Left and resumed, it has several lines, of which the last holds.
            counts[found[1]] = b'"done": []' not in line
    return min(sum(counts.values()) + 1, MOST_SESSIONS)
