"""Words that are heard in the place of what the session says meanwhile, whose time runs on."""

from __future__ import annotations

from voicecoach.audio.pcm import FloatSamples


class LaidOver:
    """Replaces samples for as long as its words last."""

    def __init__(self) -> None:
        self.words: FloatSamples | None = None
        """What is left of them; None for nothing."""

    def __len__(self) -> int:
        return 0 if self.words is None else len(self.words)

    def __call__(self, chunk: FloatSamples) -> FloatSamples:
        """The next samples, replaced as far as the words go."""
        if self.words is None:
            return chunk
        words, covered = self.words[: len(chunk)], chunk.copy()
        covered[: len(words)] = words
        self.skip(len(chunk))
        return covered

    def skip(self, frames: int) -> None:
        """So many frames of the session go by."""
        self.words = self.words[frames:] if self.words is not None and len(self.words) > frames else None
