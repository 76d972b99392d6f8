"""Which phrases a routine needs: all that is said, each once, counts at the end in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.speech.recorded_voices import tone
from voicecoach.record.needed import missing_phrases, needed_phrases, phrase_of
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.recording_file import plain_words
from voicecoach.speech.recordings import Recordings
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.timeline import EventKind


@pytest.mark.parametrize("choices", [Choices(), Choices(level="strong", session=10, count="landmarks")])
def test_everything_that_is_said_is_needed(choices: Choices) -> None:
    loaded = load_routine("core-and-back")
    needed = needed_phrases(loaded, choices, {})
    texts = [phrase.text for phrase in needed]
    assert len(texts) == len(set(texts))

    timeline = prepare(loaded, choices, open_voice("silent")).timeline
    said = {plain_words(event.text) for _, event in timeline.events() if event.kind is EventKind.SAY}
    assert said <= set(texts)
    assert len(texts) < 1.2 * len(said)


def test_counts_are_at_the_end_in_their_order() -> None:
    needed = needed_phrases(load_routine("core-and-back"), Choices(level="strong"), {})
    counts = [phrase.text for phrase in needed if phrase.count]
    assert counts[:5] == ["one", "two", "three", "four", "five"]
    assert [phrase.text for phrase in needed[-len(counts) :]] == counts
    assert [phrase.text for phrase in needed if len(phrase.text) < 4] == [
        phrase.text for phrase in needed if phrase.count and len(phrase.text) < 4
    ]


def test_when_all_is_recorded_nothing_is_missing_whatever_the_length(tmp_path: Path) -> None:
    """Recordings that are slower make the session longer, and another length is announced: that one is asked for then."""
    loaded, made = load_routine("gentle-daily"), Recordings("anna")
    rounds = []
    for _ in range(4):
        recorded = made.phrases()
        missing = missing_phrases(needed_phrases(loaded, Choices(), recorded), recorded)
        rounds.append(len(missing))
        for phrase in missing:
            made.keep(phrase.text, tone(0.4 if phrase.count else 4.0))
        if not missing:
            break
    assert rounds[0] > 100
    assert rounds[-1] == 0
    assert len(rounds) > 2, "no length was announced anew"

    with open_voice("recorded:anna") as voice:
        timeline = prepare(loaded, Choices(), voice).timeline
    texts = {plain_words(event.text) for _, event in timeline.events() if event.kind is EventKind.SAY}
    assert texts <= set(made.phrases())


def test_numbers_serve_every_routine() -> None:
    made = Recordings("anna")
    for phrase in needed_phrases(load_routine("gentle-daily"), Choices(), {}):
        made.keep(phrase.text, tone(0.3))
    recorded = made.phrases()
    missing = missing_phrases(needed_phrases(load_routine("core-and-back"), Choices(), recorded), recorded)
    assert not {"one", "two", "three", "four", "five"} & {phrase.text for phrase in missing}


def test_a_number_by_itself_is_a_count() -> None:
    assert phrase_of(" twelve ").count
    assert not phrase_of("Hold.").count
