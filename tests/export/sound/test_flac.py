"""FLAC: its table for seeking, and its picture."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import mutagen
import mutagen.flac
import numpy as np
import pytest
from PIL import Image

from tests.export import samples
from tests.export.test_sound import cover, write
from voicecoach.audio.pcm import Block
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import flac, wav


def test_a_flac_has_a_point_to_seek_to_every_ten_seconds(tmp_path: Path) -> None:
    timeline = samples.empty(95.5)
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, timeline.end).astype(np.float32)
    what = Recording(Publication(timeline), [Block(noise, samples.RATE)], cover=cover())
    path = write(tmp_path / "a.flac", what)
    found = mutagen.flac.FLAC(path)
    points = found.seektable.seekpoints
    assert [point.first_sample for point in points] == pytest.approx(
        [at * 10 * samples.RATE for at in range(10)], abs=found.info.max_blocksize
    )
    data = path.read_bytes()
    sound = data.index(b"\xff\xf8", len(cover()))
    for point in points:
        assert data[sound + point.byte_offset :][:2] == b"\xff\xf8"
    assert found.info.total_samples == timeline.end
    wanted = b"".join(wav.pcm16_chunks([Block(noise, samples.RATE)], timeline.end))
    assert found.info.md5_signature.to_bytes(16) == hashlib.md5(wanted).digest()
    (front,) = found.pictures
    assert (front.depth, front.colors) == (24, 0)
    assert found.tags.vendor == "voicecoach"


def test_the_picture_of_a_palette_has_the_depth_of_its_colours() -> None:
    out = io.BytesIO()
    picture = Image.new("P", (4, 4))
    picture.putpalette([number for number in range(16) for _ in range(3)])
    picture.save(out, "PNG", bits=4)
    block = mutagen.flac.Picture(flac.picture_block(out.getvalue()))
    assert (block.depth, block.colors, block.data) == (24, 16, out.getvalue())
