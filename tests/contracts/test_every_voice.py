"""What every voice that works here must sound like: level, counts, onsets, and the same samples in another process.

A backend that is added is in this by itself.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.export.test_loudness import read
from tests.needs import in_ci
from tests.speech.test_espeak import counts, heard_late
from voicecoach.errors import BackendUnavailable, VoiceNotFound
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.produce import publication_of, render_file
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.api import OpenVoice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import backend_names, open_voice
from voicecoach.timeline.mix import mix

pytestmark = pytest.mark.slow

NO_ENGINE = {"silent", "recorded"}
"""One says nothing, one what somebody said."""

LONGEST_COUNT_S = {"espeak": 0.95, "pyttsx3": 0.95}
"""In seconds: these are not hurried, and are over before the next number. Every other voice has 0.6 s."""

LATEST_MS = 10

PHRASES = (
    "one",
    "twenty-seven",
    "And relax.",
    "Lie on your back, with your knees bent. Breathe in, and out.",
)


@pytest.fixture(scope="module", params=[name for name in backend_names() if name not in NO_ENGINE])
def voice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenVoice]:
    """Its phrases are kept for this file."""
    name = str(request.param)
    try:
        opened = open_voice(name, cache=PhraseCache(tmp_path_factory.mktemp("phrases")))
        opened.say("Ready.")
    except (BackendUnavailable, VoiceNotFound) as error:
        if in_ci():
            raise
        pytest.skip(str(error))
    with opened:
        yield opened


def test_a_session_is_at_the_level_of_all(voice: OpenVoice, tmp_path: Path) -> None:
    session = prepare("gentle-daily", Choices(level=0.2), voice)
    path = tmp_path / "session.wav"
    order = RenderOrder(path, cover=False)
    render_file(publication_of(session, path), voice.id, lambda timeline: mix(timeline.parts, voice), order)
    loudness, peak = read(path)

    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1


def test_every_count_to_sixty_is_short_and_heard_when_it_is_due(voice: OpenVoice) -> None:
    longest = LONGEST_COUNT_S.get(voice.id.partition(":")[0], 0.6)
    said = {text: voice.say(text) for text in counts()}

    assert len(said) == 60
    assert {
        text: clip.length / clip.rate for text, clip in said.items() if clip.length > longest * clip.rate
    } == {}
    assert {text: ms for text, clip in said.items() if (ms := heard_late(clip)) > LATEST_MS} == {}


def test_two_processes_say_the_same(voice: OpenVoice, tmp_path: Path) -> None:
    code = (
        "import hashlib, sys; from voicecoach.speech.registry import open_voice\n"
        "with open_voice(sys.argv[1], cache=None) as voice:\n"
        "    for text in sys.argv[:1:-1]: print(hashlib.sha256(voice.say(text).samples.tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", code, voice.id, *PHRASES]
    done = subprocess.run(command, env=environment(tmp_path), check=True, capture_output=True, text=True)

    here = [hashlib.sha256(voice.say(text).samples.tobytes()).hexdigest() for text in PHRASES]
    assert done.stdout.split() == here[::-1]
