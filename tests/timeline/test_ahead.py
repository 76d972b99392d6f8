"""What a voice is told to expect: what is asked of it next, no more, and not too far ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from voicecoach.routine.library import list_routines, load_routine
from voicecoach.script.choices import Choices
from voicecoach.script.coach import segments
from voicecoach.script.cue import Segment
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.ahead import SEGMENTS, expected_segments
from voicecoach.timeline.arrange import arrange_parts
from voicecoach.units import Frames, Seconds


class Attentive:
    """A voice that notes what it is told and what it is asked."""

    id = "silent:attentive"

    def __init__(self) -> None:
        self._voice = open_voice("silent")
        self.rate = self._voice.rate
        self.expected: dict[str, None] = {}
        self.asked: dict[str, None] = {}
        self.unexpected: list[str] = []

    def expect(self, texts: Iterable[str]) -> None:
        self.expected.update(dict.fromkeys(texts))

    def length(self, text: str) -> Frames:
        if text not in self.expected:
            self.unexpected.append(text)
        self.asked[text] = None
        return self._voice.length(text)


@pytest.mark.parametrize("routine", [one.id for one in list_routines()])
def test_what_is_expected_is_asked_for_and_nearly_nothing_else(routine: str) -> None:
    voice = Attentive()
    script = segments(load_routine(routine).routine, Choices(), total=Seconds(0))
    for _ in arrange_parts(expected_segments(script, voice), voice):  # type: ignore[arg-type]
        pass

    assert set(voice.expected) <= set(voice.asked)
    # What replaces a phrase without room is known when there is none.
    assert len(voice.unexpected) <= len(voice.asked) / 20


def test_the_script_is_the_same_and_is_never_held_whole() -> None:
    taken = 0

    def script() -> Iterator[Segment]:
        nonlocal taken
        for segment in segments(load_routine("core-and-back").routine, Choices(), total=Seconds(0)):
            taken += 1
            yield segment

    whole = list(segments(load_routine("core-and-back").routine, Choices(), total=Seconds(0)))
    voice = Attentive()
    for index, segment in enumerate(expected_segments(script(), voice)):  # type: ignore[arg-type]
        assert segment == whole[index]
        assert taken <= index + 1 + SEGMENTS
    assert taken == len(whole)


def test_a_voice_from_elsewhere_need_not_know_of_it() -> None:
    whole = list(segments(load_routine("gentle-daily").routine, Choices(), total=Seconds(0)))

    assert list(expected_segments(iter(whole), open_voice("silent"))) == whole
