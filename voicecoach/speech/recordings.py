"""Where the phrases that somebody recorded are kept: a folder a voice, a WAV file a phrase, for their user alone.

They are somebody's voice: nobody else can read the folders, nothing of them is copied into a cache, and removing one removes all
that there is of it. A file is written beside and moved into place, so a voice is never left half changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import StateError, SynthesisFailed
from voicecoach.file_locks import lock_file, unlock_file
from voicecoach.files import DEVICE_NAMES, read_bounded, remove_leftovers, why_not_written, write_atomically
from voicecoach.folders import data_dir, make_private
from voicecoach.logs import logger_for
from voicecoach.speech.recording_file import (
    RATE,
    SUFFIX,
    RecordedPhrase,
    digest_of,
    file_stem,
    packed_recording,
    plain_words,
    read_head,
    read_samples,
)
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

logger = logger_for(__name__)

MOST_PHRASES = 20_000
"""Files that are looked at in a folder."""

AUTO = "auto"
"""As a fallback: the usual voice for the language of the recordings."""

_LONGEST_NAME = 40
_ABOUT, _LOCK = "voice.json", "recording.lock"
_LARGEST_ABOUT = 10_000


def recordings_dir() -> Path:
    """`recordings` in the user's folder for data; not made by asking."""
    return data_dir() / "recordings"


def checked_voice_name(name: str) -> str:
    """The name as it is kept, in lower case. Raises ValueError for what is not a name: it becomes a folder's."""
    plain = unicodedata.normalize("NFC", name.strip()).lower()
    if (
        not plain
        or len(plain) > _LONGEST_NAME
        or not all(one.isalnum() or one in "-_" for one in plain)
        or plain[0] in "-_"
        or plain in DEVICE_NAMES
    ):
        raise ValueError(
            f"a recorded voice is called by letters, digits, - and _, {_LONGEST_NAME} at most; not “{name[:60]}”"
        )
    return plain


def recorded_names() -> list[str]:
    """The names of all recorded voices that have a phrase, or had one."""
    names = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(recordings_dir()):
            with contextlib.suppress(ValueError):
                if entry.is_dir(follow_symlinks=False) and checked_voice_name(entry.name) == entry.name:
                    names.append(entry.name)
    return sorted(names)


@dataclass(frozen=True, slots=True)
class AboutRecordings:
    """What is kept of a recorded voice beside its phrases."""

    language: str = "en"
    """A BCP 47 tag in lower case."""
    fallback: str = AUTO
    """The voice that says what is not recorded, as `--voice` takes it."""

    @property
    def who_else(self) -> str:
        """The fallback, for a sentence."""
        return "the usual voice" if self.fallback == AUTO else f"the voice {self.fallback}"


class Recordings:
    """The phrases of one recorded voice. Making one touches no file, and its folder need not exist."""

    def __init__(self, name: str) -> None:
        """Raises ValueError for what is not a name."""
        self.name = checked_voice_name(name)
        self.folder = recordings_dir() / self.name

    @property
    def voice(self) -> str:
        """As `--voice` takes it."""
        return f"recorded:{self.name}"

    def phrases(self) -> dict[str, RecordedPhrase]:
        """What is recorded, by its words; what is damaged is logged, and counts as missing."""
        return self._look()[0]

    def damaged(self) -> list[str]:
        """The names of files that cannot be used; `keep` puts another one in their place."""
        return self._look()[1]

    def clip(self, phrase: RecordedPhrase) -> Clip:
        """The same as a voice says it. Raises SynthesisFailed."""
        from voicecoach.audio.pcm import Clip

        try:
            samples = read_samples(self._path(phrase.text), phrase)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SynthesisFailed(
                f"its recording cannot be used: {reason}", backend=self.voice, phrase=phrase.text
            ) from error
        samples.flags.writeable = False
        return Clip(samples, RATE, Frames(0))

    def keep(self, text: str, clip: Clip) -> RecordedPhrase:
        """Keeps the phrase in the place of an earlier recording of it. Raises StateError."""
        try:
            data = packed_recording(text, clip)
        except ValueError as error:
            raise StateError(f"this cannot be kept: {error}", path=self.folder) from error
        with self._changing():
            write_atomically(self._path(text), data)
        return RecordedPhrase(plain_words(text), clip.length, digest_of(clip.heard))

    def remove(self, text: str) -> bool:
        """Removes a phrase, and says whether it was there. Raises StateError."""
        with self._changing():
            there = self._path(text).exists()
            self._path(text).unlink(missing_ok=True)
        return there

    def remove_all(self) -> int:
        """Removes the whole voice, and says how many phrases there were. Files of others in its folder stay.

        Raises StateError.
        """
        count = 0
        with self._changing():
            remove_leftovers(self.folder)
            for path in self._files():
                path.unlink(missing_ok=True)
                count += 1
            (self.folder / _ABOUT).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.folder.rmdir()
        return count

    def about(self) -> AboutRecordings:
        """What is kept of the voice itself; what cannot be read is logged, and as if it was not there."""
        try:
            said = json.loads(read_bounded(self.folder / _ABOUT, _LARGEST_ABOUT))
            if not isinstance(said, Mapping):
                raise ValueError("it is not a mapping")
            return AboutRecordings(**{key: _short_text(said[key]) for key in ("language", "fallback")})
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, RecursionError) as error:
            logger.warning("%s is not used: %s", self.folder / _ABOUT, error)
        return AboutRecordings()

    def keep_about(self, about: AboutRecordings) -> None:
        """Keeps it. Raises StateError."""
        with self._changing():
            write_atomically(self.folder / _ABOUT, json.dumps(asdict(about)).encode("ascii") + b"\n")

    def forget_about(self) -> None:
        """The opposite: for a voice of which nothing was recorded."""
        with contextlib.suppress(OSError):
            (self.folder / _ABOUT).unlink()

    @contextlib.contextmanager
    def claimed(self) -> Iterator[None]:
        """While it lasts, no other process records this voice. Raises StateError if another one does, or if nothing can be
        written here."""
        path = self.folder / _LOCK
        with self._changing():
            make_private(self.folder)
            handle = lock_file(path)
        if handle is None:
            raise StateError(
                f"the voice “{self.name}” is being recorded already, by another process", path=self.folder
            )
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                unlock_file(path, handle)
                self.folder.rmdir()  # if nothing was recorded

    def _look(self) -> tuple[dict[str, RecordedPhrase], list[str]]:
        found: dict[str, RecordedPhrase] = {}
        damaged = []
        for path in self._files():
            try:
                head = read_head(path)
                if path.name != f"{file_stem(head.text)}{SUFFIX}":
                    raise ValueError("that is not the name of the file of its words")
            except (OSError, ValueError) as error:
                logger.warning("%s is not used: %s", path, error)
                damaged.append(path.name)
            else:
                found[head.text] = head
        return found, damaged

    def _path(self, text: str) -> Path:
        return self.folder / f"{file_stem(text)}{SUFFIX}"

    def _files(self) -> list[Path]:
        found: list[Path] = []
        with contextlib.suppress(OSError):
            for entry in os.scandir(self.folder):
                if entry.name.endswith(SUFFIX) and len(found) < MOST_PHRASES:
                    found.append(self.folder / entry.name)
        return sorted(found)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StateError(
                f"the recordings cannot be kept: {why_not_written(error)}", path=self.folder
            ) from error


def _short_text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 100 or not value.isprintable():
        raise ValueError("a text in it is not one")
    return value
