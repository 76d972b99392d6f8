"""A voice that remembers what it said: in memory for this session, in the phrase cache for the next ones."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from voicecoach.speech.api import Voice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.phrase_entry import PhraseKey, phrase_key
from voicecoach.speech.open_voice_mixin import OpenVoiceMixin
from voicecoach.speech.phrase_makers import PhraseMakers
from voicecoach.speech.wrapped_voice import WrappedVoice
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

MEMORY = 8 * 2**20
"""Bytes of samples that are held in memory: about three minutes of speech, the words that a session repeats."""

_LENGTHS = 65536
"""Lengths that are held in memory, before all are forgotten."""


class CachedVoice(WrappedVoice, OpenVoiceMixin):
    """Wraps a voice of any backend. May be used by several threads: what is in memory can be read while another phrase is
    being made, and no phrase is made twice."""

    def __init__(
        self,
        voice: Voice,
        cache: PhraseCache,
        *,
        version: str,
        speed: int,
        memory: int = MEMORY,
        threads: int = 1,
    ) -> None:
        """`threads`: how many phrases are made at the same time, which the voice must allow if it is more than one."""
        super().__init__(voice)
        self._cache = cache
        self._version = version
        self._speed = speed
        self._memory = memory
        self._threads = threads
        self._clips: OrderedDict[str, Clip] = OrderedDict()
        self._held = 0
        self._lengths: dict[str, Frames] = {}
        self._remembering = threading.Lock()
        self._makers = PhraseMakers(self._make, threads)

    @property
    def identity(self) -> str:
        """Differs from that of every voice that may sound different or take another time."""
        return f"{self._voice.id} {self._version} {self._speed}"

    def length(self, text: str) -> Frames:
        """How long the phrase is heard, in frames. Raises SpeechError if it has to be made and cannot."""
        length = self._known_length(text)
        return self.say(text).length if length is None else length

    def say(self, text: str) -> Clip:
        """The spoken phrase, from memory, from the cache, or made. Raises SpeechError."""
        clip = self._recall(text)
        if clip is not None:
            return clip
        with self._makers.turn(text):
            return self._make(text)

    def expect(self, texts: Iterable[str]) -> None:
        """These phrases are asked for soon, in that order: those that are not kept are made meanwhile, if the voice makes
        several at the same time."""
        if self._cache.shared:
            texts = tuple(texts)
            self._cache.expect(self._key(text) for text in texts if text not in self._lengths)
        if self._threads > 1:
            self._makers.expect(text for text in texts if self._known_length(text) is None)

    def close(self) -> None:
        """Closes the voice within and forgets what is in memory; the cache stays."""
        self._makers.close()
        self._voice.close()
        with self._remembering:
            self._clips.clear()
            self._held = 0

    def _key(self, text: str) -> PhraseKey:
        return phrase_key(self._voice.id, self._version, self._speed, text)

    def _known_length(self, text: str) -> Frames | None:
        """The length of a phrase that is kept; None for one that has to be made."""
        length = self._lengths.get(text)
        if length is None:
            header = self._cache.header(self._key(text))
            if header is not None and header.rate == self.rate:
                length = self._remember_length(text, header.length)
        return length

    def _make(self, text: str) -> Clip:
        clip = self._recall(text)  # made by another thread, while this one waited
        if clip is None:
            clip = self._fetch(text)
            self._remember(text, clip)
        return clip

    def _fetch(self, text: str) -> Clip:
        key = self._key(text)
        clip = self._cache.load(key)
        if clip is None or clip.rate != self.rate:
            clip = self._voice.say(text)
            self._cache.store(key, clip)
        return clip

    def _recall(self, text: str) -> Clip | None:
        with self._remembering:
            clip = self._clips.get(text)
            if clip is not None:
                self._clips.move_to_end(text)
            return clip

    def _remember(self, text: str, clip: Clip) -> None:
        self._remember_length(text, clip.length)
        size = clip.samples.nbytes
        if size > self._memory:
            return
        with self._remembering:
            self._clips[text] = clip
            self._held += size
            while self._held > self._memory:
                self._held -= self._clips.popitem(last=False)[1].samples.nbytes

    def _remember_length(self, text: str, length: Frames) -> Frames:
        if len(self._lengths) >= _LENGTHS:
            self._lengths.clear()
        self._lengths[text] = length
        return length
