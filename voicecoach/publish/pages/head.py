"""How a practice shows itself at the top of pages and of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.export.captions import plain
from voicecoach.export.handout_parts import ItemPicture
from voicecoach.export.letterhead import Letterhead
from voicecoach.publish.pages.logo import small_logo
from voicecoach.publish.pages.qr_code import code_of

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.publish.practice import Brand


def letterhead(brand: Brand, phrases: Phrases, page_url: str = "") -> Letterhead:
    """The head; with a code that leads to `page_url`, unless that is empty. Raises ExportError if the library is missing."""
    return Letterhead(
        name=plain(brand.name),
        contact=tuple(filter(None, map(plain, brand.contact))),
        logo=_logo(brand),
        colour=brand.colour,
        safety=plain(brand.safety),
        code=code_of(page_url) if page_url else (),
        code_says=phrases.say("page-code-says") if page_url else "",
    )


def _logo(brand: Brand) -> ItemPicture | None:
    if brand.logo is None or (found := small_logo(brand.logo).beside) is None:
        return None
    shows = plain(brand.logo.shows or brand.name)
    return ItemPicture(found.media_type, found.data, found.width, found.height, found.turned, shows)
