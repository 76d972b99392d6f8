"""What no sound format writes: to a full disk, a mix of another length, a voice that fails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.export import samples
from tests.export.test_sound import ABOUT, SUFFIXES, recording
from voicecoach.audio.pcm import Block
from voicecoach.export.formats import sound_format
from voicecoach.export.recording import Publication, Recording


class _Full(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("room", [10, 3000, 20_000])
@pytest.mark.parametrize("suffix", [".wav", *SUFFIXES])
def test_no_room_left_in_the_middle_is_the_error_of_the_file(suffix: str, room: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        sound_format(f"a{suffix}").writer()(recording(), _Full(room))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seconds", [1.0, 30.0])
def test_a_mix_of_another_length_is_refused(suffix: str, seconds: float) -> None:
    blocks = samples.sound(samples.empty(seconds))
    what = Recording(Publication(samples.session(), **ABOUT), blocks)
    with pytest.raises(ValueError, match="frames"):
        sound_format(f"a{suffix}").writer()(what, io.BytesIO())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_voice_that_fails_is_not_taken_for_a_bad_file(suffix: str) -> None:
    def failing() -> Iterator[Block]:
        yield Block(np.zeros(100, np.float32), samples.RATE)
        raise KeyError("voice")

    with pytest.raises(KeyError, match="voice"):
        sound_format(f"a{suffix}").writer()(
            Recording(Publication(samples.session()), failing()), io.BytesIO()
        )
