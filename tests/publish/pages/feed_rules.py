"""What validators of feeds ask for: RSS 2.0 as the W3C's reads it, Apple's tags, and those of the podcast namespace."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"

DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{2}:\d{2}:\d{2} [+-]\d{4}"
)
ONCE = (
    "title",
    "link",
    "description",
    "language",
    f"{ITUNES}image",
    f"{ITUNES}explicit",
    f"{PODCAST}guid",
    f"{PODCAST}locked",
)
OF_AN_ITEM = ("title", "guid", "pubDate", "enclosure", "description", f"{ITUNES}duration")


def broken_rules(data: bytes) -> list[str]:
    """What a validator would say; nothing, if the feed is right. Raises ParseError if it is not XML."""
    root = ET.fromstring(data)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["not RSS 2.0"]
    return [*_of_channel(channel), *(said for item in channel.findall("item") for said in _of_item(item))]


def _of_channel(channel: ET.Element) -> Iterator[str]:
    for tag in ONCE:
        if len(channel.findall(tag)) != 1:
            yield f"{tag}: not once"
    own = channel.find(f"{ATOM}link")
    if own is None or own.get("rel") != "self" or own.get("type") != "application/rss+xml":
        yield "no atom:link to itself"
    yield from _addresses(
        channel, ("link",), ("image/url", "image/link"), (f"{ITUNES}image", "href"), (f"{ATOM}link", "href")
    )
    image = channel.find("image")
    if image is not None and image.findtext("title") != channel.findtext("title"):
        yield "the image has another title than the channel"
    if image is not None and image.findtext("link") != channel.findtext("link"):
        yield "the image has another link than the channel"
    if channel.findtext(f"{ITUNES}block") != "Yes":
        yield "itunes:block is not Yes"
    if channel.findtext(f"{PODCAST}locked") not in ("yes", "no"):
        yield "podcast:locked is neither yes nor no"
    if channel.findtext(f"{ITUNES}explicit") not in ("true", "false"):
        yield "itunes:explicit is neither true nor false"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", channel.findtext("language") or ""):
        yield "no language"
    guids = [item.findtext("guid") for item in channel.findall("item")]
    if len(set(guids)) != len(guids):
        yield "two items have one guid"
    dates = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in channel.findall("item")]
    if dates != sorted(dates, reverse=True):
        yield "the newest is not first"


def _of_item(item: ET.Element) -> Iterator[str]:
    for tag in OF_AN_ITEM:
        if len(item.findall(tag)) != 1:
            yield f"{tag}: not once in an item"
    guid, enclosure = item.find("guid"), item.find("enclosure")
    if guid is None or guid.get("isPermaLink") != "false" or not guid.text:
        yield "the guid is taken for a link"
    if not DATE.fullmatch(item.findtext("pubDate") or ""):
        yield "pubDate is not a date of RFC 822"
    if enclosure is None or set(enclosure.attrib) != {"url", "length", "type"}:
        yield "the enclosure has not exactly url, length and type"
    elif not enclosure.attrib["length"].isdecimal() or not enclosure.attrib["type"].startswith("audio/"):
        yield "the enclosure has no length, or is no sound"
    if not (item.findtext(f"{ITUNES}duration") or "").isdecimal():
        yield "itunes:duration is not in seconds"
    chapters = item.find(f"{PODCAST}chapters")
    if chapters is not None and chapters.get("type") != "application/json+chapters":
        yield "podcast:chapters has another type"
    for one in item.findall(f"{PODCAST}transcript"):
        if one.get("type") not in (
            "text/plain",
            "text/html",
            "text/vtt",
            "application/json",
            "application/x-subrip",
        ):
            yield "podcast:transcript has another type"
    yield from _addresses(
        item,
        ("link",),
        ("enclosure", "url"),
        (f"{PODCAST}chapters", "url"),
        (f"{PODCAST}transcript", "url"),
        (f"{ITUNES}image", "href"),
    )


def _addresses(parent: ET.Element, *places: tuple[str, ...]) -> Iterator[str]:
    for tag, *attribute in places:
        for element in parent.findall(tag):
            found = element.get(attribute[0]) if attribute and "/" not in attribute[0] else element.text
            parts = urlsplit(found or "")
            if parts.scheme not in ("https", "http") or not parts.netloc or re.search(r"[\s<>]", found or ""):
                yield f"{tag}: not an absolute address: {found}"
