"""The logo is in every page and on every paper: it is made as small as it is shown."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.publish.pages import samples
from voicecoach.errors import ExportError
from voicecoach.publish.pages.logo import LARGEST, small_logo
from voicecoach.routine.pictures.picture import Picture, PictureBeside
from voicecoach.routine.pictures.picture_bytes import picture_bytes


def logo(image: Image.Image, form: str) -> Picture:
    out = io.BytesIO()
    image.save(out, form)
    found = picture_bytes(out.getvalue())
    picture = Picture(file=f"logo.{form.lower()}")
    picture.found(
        PictureBeside("/logo", found.media_type, found.width, found.height, found.turned, found.data)
    )
    return picture


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("RGB", "JPEG"), ("L", "JPEG")],
)
def test_a_large_logo_is_made_small_and_stays_what_it_is(mode: str, form: str):
    large = logo(Image.effect_noise((2400, 800), 90).convert(mode), form)
    small = small_logo(large).beside
    assert small is not None
    assert large.beside is not None
    assert (small.width, small.height) == (540, 180)
    assert small.media_type == large.beside.media_type
    assert len(small.data) < len(large.beside.data)
    checked = picture_bytes(small.data)
    assert (checked.width, checked.height) == (540, 180)


def test_what_is_behind_a_logo_still_shows():
    small = small_logo(logo(Image.new("RGBA", (1000, 1000), (255, 0, 0, 0)), "PNG")).beside
    assert small is not None
    assert max(small.width / LARGEST[0], small.height / LARGEST[1]) == 1
    assert Image.open(io.BytesIO(small.data)).convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_a_small_logo_stays_as_it_is():
    assert small_logo(samples.logo()).beside == samples.logo().beside


def test_a_damaged_logo_is_said():
    large = logo(Image.new("RGB", (900, 900)), "PNG")
    assert large.beside is not None
    large.found(replace(large.beside, data=large.beside.data[:-30]))
    with pytest.raises(ExportError, match="the logo is damaged; save it again"):
        small_logo(large)
