"""What an id looks like: of an exercise, a routine or a sound."""

from __future__ import annotations

import re
import unicodedata

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Kebab case, never a path."""

LONGEST_ID = 80

_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether `text` can be the id of an exercise, a routine or a sound."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def id_of(title: str, otherwise: str) -> str:
    """A title as an id: “Übung: der Rücken” becomes ubung-der-rucken. `otherwise` if no letter of it is allowed in one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")
    return found or otherwise
