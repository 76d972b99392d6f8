"""An author says how words are said: in the routine, in an exercise, and what is shown stays as it is written."""

from __future__ import annotations

import json

import pytest

from tests.script.helpers import cues, exercise, loaded, segments
from voicecoach.errors import RoutineError
from voicecoach.export.recording import Publication
from voicecoach.export.text.json import as_object
from voicecoach.export.text.ssml import ssml_text
from voicecoach.pronunciation import as_printed
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Say
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.serialise import from_bytes, to_bytes

ROUTINE = {
    "title": "SI joint day",
    "say_as": {"SI joint": "S I joint", "foo": "of the routine", "zap": "of the routine"},
    "exercises": {
        "first": exercise(name="Foo lift", setup=["Find your foo and bar."], say_as={"foo": "foe"}),
        "second": exercise(
            name="Bar lift", setup=["Find your foo."], say_as={"bar": "/bɑːr/", "zap": "late"}
        ),
    },
    "steps": ["first", "second", {"say": "Zap foo."}],
}


def said() -> dict[str, str]:
    return {
        cue.text: as_printed(cue.spoken or cue.text)
        for cue in cues(segments(loaded(ROUTINE)))
        if isinstance(cue, Say)
    }


def test_the_nearest_reading_holds() -> None:
    found = said()

    assert found["Welcome to SI joint day."] == "Welcome to S I joint day."
    assert found["Find your foo and bar."] == "Find your foe and /bɑːr/."
    assert found["Find your foo."] == "Find your of the routine."
    assert found["Zap foo."] == "of the routine of the routine."


def test_what_is_shown_stays_as_it_is_written() -> None:
    with open_voice("espeak", cache=None) as voice:
        timeline = prepare(loaded(ROUTINE), Choices(), voice).timeline

    events = [event for event in as_object(timeline)["events"] if event["kind"] == "say"]
    first = next(event for event in events if event["role"] == "welcome")
    assert (first["text"], first["say_as"]) == ("Welcome to SI joint day.", "Welcome to S I joint day.")
    assert all("say_as" not in event for event in events if event["role"] == "count")
    assert from_bytes(to_bytes(timeline)) == timeline
    json.dumps(events)
    ssml = ssml_text(Publication(timeline))
    assert '<s>Welcome to <sub alias="S I joint">SI joint</sub> day.</s>' in ssml
    assert ' and <phoneme alphabet="ipa" ph="bɑːr">bar</phoneme>.</s>' in ssml


class _OfAUser:
    """A voice that is no backend's, and knows no marks."""

    id, rate = "mine", 22050

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._within = open_voice("silent")

    def length(self, text: str) -> int:
        self.heard.append(text)
        return self._within.length(text)

    def say(self, text: str) -> object:
        return self._within.say(text)

    def close(self) -> None:
        """Nothing."""


def test_a_voice_that_knows_no_marks_gets_none() -> None:
    voice = _OfAUser()
    prepare(loaded(ROUTINE), Choices(), voice)  # type: ignore[arg-type]

    assert "Find your foe and bar." in voice.heard
    assert all(
        text.isprintable() and not any("\ue000" <= sign <= "\uf8ff" for sign in text) for text in voice.heard
    )


@pytest.mark.parametrize(
    ("say_as", "mistake"),
    [
        ({"a": "/щ/"}, "not a sign of the International Phonetic Alphabet"),
        ({"a": ""}, "a reading is missing"),
        ({"a": ["x"]}, "this is a list"),
        ({"<a>": "x"}, "without markup"),
        ({"a": "/a"}, "between two slashes"),
        ("x", "a word and how it is said"),
        ({f"w{number}": "x" for number in range(201)}, "200"),
    ],
)
def test_what_is_no_reading_is_refused_at_its_place(say_as: object, mistake: str) -> None:
    with pytest.raises(RoutineError, match=mistake) as caught:
        loaded({**ROUTINE, "say_as": say_as})
    assert caught.value.line
