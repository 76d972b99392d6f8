"""What a practice writes to be shown: names in all scripts, addresses, a colour, where the site is."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.tree import UNSEEN, shorten, unseen_message
from voicecoach.typography import plain_value

LONGEST_LINE = 200
"""Characters."""
LONGEST_CODE = 40

_CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{LONGEST_CODE - 1}}}")
_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_HOST = re.compile(
    r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*|\[[0-9a-f:.]+\]", re.IGNORECASE
)
_PATH = re.compile(r"[A-Za-z0-9._~/%+@-]*")


def is_code(text: str) -> bool:
    """Whether it can be the code of a patient: letters, digits, - and _, and never a path."""
    return _CODE.fullmatch(text) is not None


def code_problem(text: str) -> str:
    """For a text that cannot be the code of a patient."""
    return (
        f"“{shorten(text, LONGEST_CODE)}” is not a code of a patient: it has letters from a to z, digits, - and _, "
        f"begins with a letter or a digit, and has at most {LONGEST_CODE} of them"
    )


def _code(value: Any) -> str:
    text = plain_value(value) if isinstance(value, str) else ""
    if not is_code(text):
        raise ValueError(code_problem(text) if text else f"this is {name_shape(value)}; write a code")
    return text


def _shown(text: str) -> str:
    for character in text:
        if UNSEEN.match(character):
            raise ValueError(unseen_message(character).replace("read aloud", "shown"))
        if unicodedata.category(character) in ("Cs", "Co", "Cn"):
            raise ValueError(f"a character (U+{ord(character):04X}) that no font has is in it; take it out")
    text = " ".join(text.split())
    if not any(unicodedata.category(character)[0] in "LNSP" for character in text):
        raise ValueError("nothing in this text can be seen; write words, or take the key out")
    return text


def _colour(value: Any) -> str:
    text = plain_value(value).lower() if isinstance(value, str) else ""
    found = _COLOUR.fullmatch(text)
    if found is None:
        shown = f"“{shorten(value)}”" if isinstance(value, str) else "this"
        raise ValueError(f"{shown} is not a colour; write it in quotes as “#1f5f6b”: red, green and blue")
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return f"#{digits}"


def _address(value: Any) -> str:
    text = plain_value(value) if isinstance(value, str) else ""
    example = "write it as https://exercise.example.org"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(f"“{shorten(text)}” is not the address of a site; {example}") from error
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError(f"what patients open is not sent in the clear; {example}")
    shown = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(shown) or len(text) > LONGEST_LINE:
        raise ValueError(f"“{shorten(text)}” is not the address of a site; {example}")
    if "@" in parts.netloc or parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError(f"the address of a site has no password, question or mark in it; {example}")
    if not _PATH.fullmatch(parts.path) or {".", ".."} & set(parts.path.split("/")):
        raise ValueError(f"the path of this address has characters that it cannot have; {example}")
    return text.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


Code = Annotated[
    str,
    Field(pattern=f"^{_CODE.pattern}$", max_length=LONGEST_CODE),
    BeforeValidator(_code),
]
"""What reports name a patient by."""

Shown = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE), AfterValidator(_shown)]
"""A few words for paper and pages, in any script: no control characters, spaces single."""

Colour = Annotated[str, BeforeValidator(_colour)]
"""As #rrggbb."""

Address = Annotated[str, BeforeValidator(_address)]
"""Of a site: https, without a slash at its end. On this machine alone it may be http."""
