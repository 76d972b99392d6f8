"""The pieces of a page's sound: whole frames, cut at quiet places, none lost."""

from __future__ import annotations

import io
import itertools

import av
import numpy as np
import pytest

from tests.export import samples
from tests.needs import slow_but
from voicecoach.audio.pcm import Block
from voicecoach.export.page.page_sound import LONGEST_S, piece_starts, sound_pieces
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import mp3
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

RATE = samples.RATE


def long_session() -> Timeline:
    """Ten minutes: a long chapter with a phrase every four seconds and one pause of ten, and two short chapters."""
    said = [samples.say(at, at + 3.5, f"Phrase {at}.") for at in range(0, 500, 4) if at not in (152, 156)]
    return Timeline("long", "Long", "silent:plain", RATE, (
        samples.part(0, 0, 500, SegmentKind.SETUP, *said, visit=1, title="Long", exercise="a"),
        samples.part(1, 500, 510, SegmentKind.SETUP, samples.say(500, 502, "Short."), visit=2, title="Short", exercise="b"),
        samples.part(2, 510, 600, SegmentKind.SETUP, samples.say(510, 512, "Last."), visit=3, title="Last", exercise="c"),
    ))  # fmt: skip


def mp3_of(
    timeline: Timeline, sound: np.ndarray, quality: Quality = Quality.GOOD, stereo: bool = False
) -> io.BytesIO:
    out = io.BytesIO()
    publication = Publication(timeline, "a.mp3")
    block = Block(sound.astype(np.float32), timeline.rate)
    mp3.write_mp3(Recording(publication, [block], quality, stereo), out)
    out.seek(0)
    return out


def decoded(data: bytes) -> tuple[np.ndarray, int]:
    with av.open(io.BytesIO(data), format="mp3") as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
        return np.concatenate(frames), container.streams.audio[0].rate


def test_pieces_begin_with_chapters_and_in_the_longest_pause_of_a_long_one() -> None:
    found = list(piece_starts(long_session()))
    assert found[0] == 0
    assert found[1] == pytest.approx(155.75)  # the middle of the pause
    assert 500 in found  # a chapter
    assert 510 not in found  # too near to be worth a joint
    assert max(after - before for before, after in itertools.pairwise(found)) <= LONGEST_S
    for time in found[1:]:
        assert not any(time * RATE > e.start and time * RATE < e.end for _, e in long_session().events())


@pytest.mark.parametrize("quality", slow_but(Quality, Quality.GOOD))
@pytest.mark.parametrize("stereo", [False, True])
def test_together_they_are_all_frames_and_each_is_heard_at_its_time(quality: Quality, stereo: bool) -> None:
    timeline = long_session()
    rng = np.random.default_rng(4)
    clicks = {start: start + rng.uniform(0.2, 0.4) for start in piece_starts(timeline)}
    sound = np.zeros(timeline.end)
    for time in clicks.values():
        at = int(time * RATE)
        sound[at : at + 200] = 0.5 * np.sin(np.arange(200) * 2 * np.pi * 1000 / RATE)
    file = mp3_of(timeline, sound, quality, stereo)
    layout, made = sound_pieces(timeline, file)
    made = list(made)
    assert len(made) == len(clicks)
    whole = file.getvalue()
    assert whole[whole.index(made[0][1][:200]) :] == b"".join(data for _, data in made)
    for (first, data), click in zip(made, clicks.values(), strict=True):
        heard, rate = decoded(data)
        start = np.argmax(np.abs(heard) > 0.1) / rate
        assert first * layout.frame_s - layout.delay_s + start == pytest.approx(click, abs=0.003)


def test_a_sound_from_any_frame_on_is_that_of_the_whole() -> None:
    """No frame needs more than the two before it: what the page relies on when it begins in the middle."""
    timeline = samples.empty(20)
    noise = 0.2 * np.random.default_rng(2).standard_normal(timeline.end)
    layout, made = sound_pieces(timeline, mp3_of(timeline, noise))
    ((_, data),) = made
    whole, rate = decoded(data)
    for time in (3.0, 11.3, 19.2):
        number, samples_a_frame = layout.frame_for(time), round(layout.frame_s * rate)
        from_here, _ = decoded(data[number * layout.size :])
        skipped = int((time + layout.delay_s) * rate) - number * samples_a_frame
        assert samples_a_frame <= skipped <= 2 * samples_a_frame
        wanted = whole[number * samples_a_frame :]
        apart = np.abs(from_here - wanted)
        assert apart[2 * samples_a_frame :].max() < 1e-6
        assert apart[skipped:].max() < 0.1 * np.abs(wanted).max()


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda _: b"RIFF" + bytes(400)])
def test_another_sound_than_the_session_is_refused(damage: object) -> None:
    timeline = samples.session()
    sound = io.BytesIO(damage(mp3_of(timeline, np.zeros(timeline.end)).getvalue()))  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"the sound is|not a frame"):
        list(sound_pieces(timeline, sound)[1])
