"""The phrase cache of this machine over a place that several machines share.

What this machine lacks is looked for there, checked as whatever is read from a disk, and kept here too; what is made here is put
there. An entry is used only if it is whole and its head and its recipe are those of the phrase that was asked for: so what
others wrote there decides how a phrase sounds, and nothing else.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for
from voicecoach.speech.cache.phrase_cache import DEFAULT_LIMIT, KeptPhrase, PhraseCache, Usage
from voicecoach.speech.cache.phrase_entry import (
    HEAD_SIZE,
    PhraseKey,
    PhraseRecipe,
    checked_entry,
    clip_of,
    packed_entry,
    parse_head,
    unpack_recipe,
)
from voicecoach.speech.cache.shared_place import SharedPlace

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.cache.phrase_entry import PhraseHeader

logger = logger_for(__name__)

ABSENT_S = 60.0
"""So long a phrase that was not there is not looked for again, in seconds: it is being made meanwhile."""

_MOST_ABSENT = 65536


class SharedPhraseCache(PhraseCache):
    """Read through, and written through. Safe for several threads, processes and machines."""

    shared = True

    def __init__(self, place: SharedPlace, folder: Path | None = None, *, limit: int = DEFAULT_LIMIT) -> None:
        """`folder` and `limit`: of what is kept on this machine."""
        super().__init__(folder, limit=limit)
        self.place = place
        self._absent: dict[bytes, float] = {}
        """Until when each phrase is not looked for."""
        self._noting = threading.Lock()

    @property
    def local(self) -> PhraseCache:
        return PhraseCache(self.folder, limit=self.limit)

    def header(self, key: PhraseKey) -> PhraseHeader | None:
        found = super().header(key)
        if found is None and (fetched := self._fetched(key)) is not None:
            return fetched[1]
        return found

    def load(self, key: PhraseKey) -> Clip | None:
        found = super().load(key)
        if found is None and (fetched := self._fetched(key)) is not None:
            return clip_of(*fetched)
        return found

    def store(self, key: PhraseKey, clip: Clip) -> None:
        super().store(key, clip)
        self.place.write(key.digest, packed_entry(key, clip))
        with self._noting:
            self._absent.pop(key.digest, None)

    def expect(self, keys: Iterable[PhraseKey]) -> None:
        """Fetches those that this machine lacks, several at the same time if the place allows it."""
        missing = {key.digest: key for key in keys if super(SharedPhraseCache, self).header(key) is None}
        wanted = [key for key in missing.values() if not self._is_absent(key.digest)]
        if not wanted:
            return
        # One alone first: it opens the place, or finds that it does not answer.
        self._fetched(wanted[0])
        with ThreadPoolExecutor(self.place.at_once, "voicecoach shared cache") as threads:
            list(threads.map(self._fetched, wanted[1:]))

    def remove(self, key: PhraseKey) -> bool:
        """From both. Raises PlaceUnusable if it may still be in the shared place; then it stays here too, to be found again."""
        gone = self.place.remove(key.digest)
        return super().remove(key) or gone

    def _fetched(self, key: PhraseKey) -> tuple[bytes, PhraseHeader] | None:
        """The entry from the shared place, checked, and from now on kept here."""
        if self._is_absent(key.digest):
            return None
        data = self.place.read(key.digest)
        header = None if data is None else checked_entry(data, key)
        if data is None or header is None:
            if data is not None:
                logger.info("%s: an entry that is not this phrase is made again", self.place.shown)
            self._note_absent(key.digest)
            return None
        self._keep(key, data)
        return data, header

    def _is_absent(self, digest: bytes) -> bool:
        return self.place.now() < self._absent.get(digest, float("-inf"))

    def _note_absent(self, digest: bytes) -> None:
        with self._noting:
            if len(self._absent) >= _MOST_ABSENT:
                self._absent.clear()
            self._absent[digest] = self.place.now() + ABSENT_S


class SharedEntries:
    """What lies in a shared place, to look at it and to empty it; nothing of it is kept here."""

    def __init__(self, place: SharedPlace) -> None:
        self._place = place

    def usage(self) -> Usage:
        """How many phrases there are and how many bytes they take. Raises PlaceUnusable."""
        sizes = self._place.sizes()
        return Usage(len(sizes), sum(sizes.values()))

    def sample(self, size: int, seed: int | None = None) -> tuple[list[KeptPhrase], int]:
        """At most `size` phrases, each as likely as any other, those of one voice together; and how many of the objects that
        were looked at are no phrases, or cannot be read. Raises PlaceUnusable."""
        digests = list(self._place.sizes())
        chosen = random.Random(seed).sample(digests, min(size, len(digests)))
        found = [one for digest in chosen if (one := self._kept(digest)) is not None]
        return sorted(found, key=lambda one: one.recipe[:3]), len(chosen) - len(found)

    def load(self, key: PhraseKey) -> Clip | None:
        """The phrase, if it is there and whole."""
        data = self._place.read(key.digest)
        header = None if data is None else checked_entry(data, key)
        return None if data is None or header is None else clip_of(data, header)

    def remove(self, key: PhraseKey) -> bool:
        """From there, and from this machine, which may have got it from there. Raises PlaceUnusable."""
        PhraseCache().remove(key)
        return self._place.remove(key.digest)

    def clear(self) -> Usage:
        """Remove every phrase, and return how much that was; other objects stay. Raises PlaceUnusable."""
        self._place.remove_halves()

        def remove(found: tuple[bytes, int]) -> int | None:
            return found[1] if self._place.remove(found[0]) else None

        with ThreadPoolExecutor(self._place.at_once, "voicecoach shared cache") as threads:
            gone = [size for size in threads.map(remove, self._place.sizes().items()) if size is not None]
        return Usage(len(gone), sum(gone))

    def _kept(self, digest: bytes) -> KeptPhrase | None:
        data = self._place.read(digest)
        header = None if data is None else parse_head(data[:HEAD_SIZE], digest, len(data))
        if data is None or header is None:
            return None
        packed = data[HEAD_SIZE + header.size :]
        recipe: PhraseRecipe | None = unpack_recipe(packed, digest)
        return None if recipe is None else KeptPhrase(PhraseKey(digest, packed), recipe)


@lru_cache(maxsize=16)
def place_at(address: str) -> SharedPlace:
    """The place at an address, one for the whole process: what it does wrong is noticed, and reported, once.

    Raises ValueError for what is no address.
    """
    return SharedPlace(address)


def cache_over(address: str) -> PhraseCache:
    """The cache of this machine over the place; over none if that is no address, which is logged."""
    try:
        return SharedPhraseCache(place_at(address))
    except ValueError as error:
        logger.warning("%s", error)
        return PhraseCache()
