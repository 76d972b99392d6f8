"""The page that plays, without a browser: what its text says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from tests.export import samples
from tests.export.page.pages import EVIL, page_of
from tests.export.words import spiteful
from voicecoach.timeline.timeline import Timeline


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "timeline",
    [samples.session(), spiteful, samples.session(EVIL, EVIL, EVIL), Timeline("r", "R", "v", 22050, ())],
)
def test_the_page_asks_for_nothing_outside_and_has_one_of_each_id(timeline: Timeline) -> None:
    text = page_of(timeline)
    tags = _Tags()
    tags.feed(text)
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    # Without an icon a browser asks the server for one.
    assert [attrs for tag, attrs in tags.found if tag == "link"] == [{"rel": "icon", "href": "data:,"}]
    for tag, attrs in tags.found:
        if tag == "link":
            continue
        assert not {"src", "href", "action", "onclick", "onerror"} & set(attrs), (tag, attrs)
    assert sum(tag == "script" for tag, _ in tags.found) == 3  # the sound in one piece, the data and ours
    assert not {"img", "b", "iframe"} & {tag for tag, _ in tags.found}
    data = re.search(r'id="session">(.*?)</script>', text)
    assert data
    assert len(json.loads(data[1])["chapters"]) == len(timeline.chapters())
