"""The address of a place that several machines share phrases in, as a person writes it."""

from __future__ import annotations

import re
from pathlib import Path

VARIABLE = "VOICECOACH_SHARED_CACHE"
"""The variable of the environment that holds the address; empty or missing: there is none."""

LONGEST = 1000
"""Characters of the longest address."""


def why_no_place(address: str) -> str:
    """Why that cannot be the address of a place, in a few words; empty if it can."""
    if not address.isprintable() or address != address.strip() or not 0 < len(address) <= LONGEST:
        return "it is not one line of text"
    if "::" in address:
        return "it has two addresses in one; give the inner one"
    if scheme_of(address):
        return "" if address.partition("://")[2].strip("/") else "it names nothing behind ://"
    if Path(address).is_absolute():
        return ""
    return "it is neither an address such as s3://bucket/phrases nor a whole path"


def shown_address(address: str) -> str:
    """The address as it may be shown and logged: without a password, and without what is behind a ?."""
    scheme, slashes, rest = address.partition("://")
    if not slashes:
        return address
    host, slash, path = rest.partition("?")[0].partition("/")
    user, at, host = host.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{host}{slash}{path}"


def scheme_of(address: str) -> str:
    """What is before ://, in small letters; empty for a path, as C:/phrases is too."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", address)
    return found[1].lower() if found else ""
