"""What an id looks like: of an exercise, a routine or a sound."""

from __future__ import annotations

import re

from voicecoach.typography import kebab

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Kebab case, never a path."""

LONGEST_ID = 80

_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether `text` can be the id of an exercise, a routine or a sound."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def sound_id(written: str) -> str:
    """The id of the sound that an author means, who may write the name of its file: My Bell.wav is my-bell. What is no name of a
    file stays as it is."""
    if is_id(written) or "/" in written or "\\" in written or written.startswith("."):
        return written
    stem = written[:-4] if written.lower().endswith(".wav") else written
    return id_of(stem, written)


def id_of(title: str, otherwise: str) -> str:
    """A title as an id: “Übung: der Rücken” becomes ubung-der-rucken. `otherwise` if no letter of it is allowed in one."""
    return kebab(title)[:LONGEST_ID].strip("-") or otherwise
