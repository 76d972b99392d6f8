"""Which phrase cache is used if nobody names one: that of this machine, with the shared place that the environment names.

The environment, so that the processes that a command starts, and a worker on another machine, find it without being given it.
"""

from __future__ import annotations

import os

from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.place_address import VARIABLE


def default_cache() -> PhraseCache:
    """The cache of this machine, before it the shared place if there is one."""
    address = os.environ.get(VARIABLE, "")
    if not address:
        return PhraseCache()
    from voicecoach.speech.cache.shared_cache import cache_over

    return cache_over(address)
