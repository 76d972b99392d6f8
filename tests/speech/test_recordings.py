"""Recorded voices: how their phrases are kept, found and spoken, and what is done about what is missing or damaged."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import av
import numpy as np
import pytest

from tests.faults import failing_writes
from tests.faulty_disk import How
from tests.speech.recorded_voices import recorded, tone
from voicecoach.compiled import compiled_timeline
from voicecoach.errors import StateError, SynthesisFailed, VoiceNotFound
from voicecoach.script.choices import Choices
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.recording_file import RATE, file_stem, read_head
from voicecoach.speech.recordings import AboutRecordings, Recordings, checked_voice_name, recordings_dir
from voicecoach.speech.registry import find_backend, open_voice, report_backend


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def identity(name: str) -> str:
    return str(open_voice(f"recorded:{name}").identity)  # type: ignore[attr-defined]


def test_what_is_recorded_is_said_and_the_fallback_says_the_rest() -> None:
    recorded("anna", "two", "Lift your hips.")

    with open_voice("recorded:anna") as voice, open_voice("silent") as silent:
        assert (voice.id, voice.rate) == ("recorded:anna", RATE)
        assert np.array_equal(voice.say("two").heard, tone(pitch_hz=250).heard)
        assert voice.length("Lift  your\nhips.") == len(tone().heard)
        said = voice.say("Switch sides.")
        assert not said.heard.any()
        assert abs(said.length / RATE - silent.length("Switch sides.") / silent.rate) < 2 / silent.rate
        assert voice.length("Switch sides.") == said.length


def test_the_fallback_is_as_loud_and_begins_as_it_does_by_itself() -> None:
    recorded("anna", "two", fallback="espeak:en-gb")

    with open_voice("recorded:anna") as voice, open_voice("espeak:en-gb") as alone:
        ours, theirs = voice.say("five").heard, alone.say("five").heard
        assert abs(len(ours) / RATE - len(theirs) / alone.rate) < 1e-4
        assert np.sqrt(np.mean(ours.astype(float) ** 2)) == pytest.approx(
            np.sqrt(np.mean(theirs.astype(float) ** 2)), rel=0.01
        )


def test_a_speed_holds_for_the_fallback_alone() -> None:
    recorded("anna", "two")

    with open_voice("recorded:anna") as usual, usual.at_speed(100) as slow:
        assert slow.length("two") == usual.length("two")
        assert slow.length("Switch sides.") > 1.3 * usual.length("Switch sides.")


def test_nothing_stale_is_kept(tmp_path: Path) -> None:
    """A phrase that is recorded, recorded again or removed, and another fallback, each make the voice another one."""
    made = recorded("anna", "two", "three")
    seen = [identity("anna")]
    made.keep("two", tone(pitch_hz=999))
    seen.append(identity("anna"))
    made.keep("four", tone())
    seen.append(identity("anna"))
    made.remove("three")
    seen.append(identity("anna"))
    made.keep_about(AboutRecordings(fallback="espeak:en-gb"))
    seen.append(identity("anna"))

    assert len(set(seen)) == len(seen)
    assert identity("anna") == seen[-1]


def test_a_timeline_follows_what_is_recorded_again(tmp_path: Path) -> None:
    routine = tmp_path / "one.yaml"
    routine.write_text("title: One\nsteps:\n  - say: Take a sip of water.\n")
    made = recorded("anna", "Take a sip of water.")
    lengths = []
    for length_s in (0.4, 0.8):
        made.keep("Take a sip of water.", tone(length_s))
        with open_voice("recorded:anna") as voice:
            timeline = compiled_timeline(routine, Choices(), voice, folder=tmp_path / "timelines")
        (event,) = [one for _, one in timeline.events() if one.text.startswith("Take a sip")]
        lengths.append((event.end - event.start) / timeline.rate)

    assert lengths == [0.4, 0.8]


def test_nothing_recorded_is_copied_into_the_cache(tmp_path: Path) -> None:
    recorded("anna", "two", fallback="espeak:en-gb")
    store = PhraseCache(tmp_path / "phrases")

    with open_voice("recorded:anna", cache=store) as voice:
        voice.say("two")

    assert store.usage().phrases == 0


def test_what_is_recorded_again_while_a_voice_is_open_is_an_error_and_no_other_length() -> None:
    made = recorded("anna", "two")
    with open_voice("recorded:anna") as voice:
        voice.length("two")
        made.keep("two", tone(0.9))
        with pytest.raises(SynthesisFailed, match="it was recorded again in the meantime"):
            voice.say("two")


def test_the_files_can_be_opened_by_others_and_read_by_nobody_else() -> None:
    made = recorded("anna", "Lift your hips.")
    (file,) = made.folder.glob("*.wav")

    assert file.name.startswith("lift-your-hips-")
    with av.open(str(file)) as container:
        frames = sum(frame.samples for frame in container.decode(audio=0))
        assert (frames, container.streams.audio[0].rate) == (len(tone().heard), RATE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (made.folder, recordings_dir()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_names_of_files_are_stable_safe_and_different() -> None:
    assert file_stem("Lift your hips.") == "lift-your-hips-2e2827d828"
    texts = [
        "Lift your hips.",
        "Lift your hips!",
        "two",
        "Two",
        "../../etc/passwd",
        "a/b\\c:d*?",
        "\u202eabc",
        "שלום",
        "é" * 500,
    ]
    stems = [file_stem(text) for text in texts]
    assert len({stem.lower() for stem in stems}) == len(texts)
    assert all(stem.replace("-", "").isalnum() and stem.isascii() and len(stem) <= 52 for stem in stems)
    assert file_stem("e\u0301tire  toi") == file_stem("étire toi")


@pytest.mark.parametrize(
    "damage", ["cut", "longer", "sound", "head", "foreign", "empty", "renamed", "folder", "words", "pipe"]
)
def test_a_damaged_recording_counts_as_missing_or_is_an_error_by_name(damage: str) -> None:
    made = recorded("anna", "two", "three")
    file = made.folder / f"{file_stem('two')}.wav"
    data = file.read_bytes()
    with open_voice("recorded:anna") as voice:
        file.unlink()
        if damage == "folder":
            file.mkdir()
        elif damage == "pipe":
            os.mkfifo(file)
        elif damage == "renamed":
            file.write_bytes((made.folder / f"{file_stem('three')}.wav").read_bytes())
        else:
            file.write_bytes({
                "cut": data[:-1000],
                "longer": data + b"\0\0",
                "sound": data[:-100] + bytes(100),
                "head": data[:20] + b"\xff" * 4 + data[24:],
                "foreign": b"\x7fELF" + bytes(5000),
                "empty": b"",
                "words": data.replace(b'"two"', b'"tow"'),
            }[damage])  # fmt: skip
        with pytest.raises(SynthesisFailed, match="its recording cannot be used"):
            voice.say("two")
    if damage != "sound":  # which only the whole file shows
        assert set(made.phrases()) == {"three"}
        assert made.damaged() == [file.name]
        (listed,) = find_backend("recorded").voices()
        assert listed.name.startswith("1 phrase recorded, 1 damaged; ")
        with open_voice("recorded:anna") as voice:
            assert voice.length("two") != len(tone().heard)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "..",
        "../anna",
        "a/b",
        "a\\b",
        "/etc",
        "-anna",
        "con",
        "COM1",
        "a" * 41,
        "a b",
        "a\0b",
        "a.b",
        "~",
        "a:b",
    ],
)
def test_a_name_is_never_a_way_elsewhere(name: str) -> None:
    with pytest.raises(ValueError, match="is called by letters"):
        checked_voice_name(name)
    if name.strip():
        with pytest.raises(VoiceNotFound):
            open_voice(f"recorded:{name}")


def test_a_name_may_be_of_any_script_in_any_case() -> None:
    recorded("José-2", "two")
    assert checked_voice_name(" ANNA ") == "anna"
    assert open_voice("recorded:JOSE\u0301-2").id == "recorded:josé-2"


def test_voices_are_listed_with_how_much_is_recorded() -> None:
    assert report_backend("recorded").voices == ()
    with pytest.raises(
        VoiceNotFound, match="no voice is recorded yet; voicecoach record ROUTINE --name NAME makes one"
    ):
        open_voice("recorded")
    recorded("anna", "two", "three")
    assert open_voice("recorded").id == "recorded:anna"
    recorded("ben", "two", fallback="espeak:en-us")
    listed = {one.voice: one.name for one in find_backend("recorded").voices()}
    assert listed == {
        "anna": "2 phrases recorded; what is missing by the voice silent",
        "ben": "1 phrase recorded; what is missing by the voice espeak:en-us",
    }
    with pytest.raises(VoiceNotFound, match="say which one: recorded:anna, recorded:ben"):
        open_voice("recorded")
    with pytest.raises(VoiceNotFound, match="did you mean “anna”"):
        open_voice("recorded:ana")


def test_a_voice_cannot_be_its_own_fallback() -> None:
    recorded("anna", "two", fallback="recorded:anna")
    with open_voice("recorded:anna") as voice:
        assert voice.say("two").length
        with pytest.raises(VoiceNotFound, match="give it another"):
            voice.say("three")


def test_a_fallback_that_is_not_here_is_needed_only_for_what_is_missing() -> None:
    recorded("anna", "two", fallback="espeak:zz-top")
    with open_voice("recorded:anna") as voice:
        assert voice.say("two").length
        with pytest.raises(VoiceNotFound, match="zz-top"):
            voice.say("three")


def test_another_language_falls_back_on_a_voice_that_speaks_it() -> None:
    made = recorded("anna", "zwei")
    made.keep_about(AboutRecordings("de", "espeak"))
    with (
        open_voice("recorded:anna") as voice,
        open_voice("espeak:de") as german,
        open_voice("espeak") as english,
    ):
        said = voice.length("Atme aus.") / RATE
        assert said == pytest.approx(german.length("Atme aus.") / german.rate, abs=1e-3)
        assert said != pytest.approx(english.length("Atme aus.") / english.rate, abs=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"language": 3, "fallback": "auto"}',
        '{"language": "en"}',
        "[" * 5000,
        '{"language": "e\\nn", "fallback": "a"}',
    ],
)
def test_a_damaged_description_is_as_if_there_was_none(text: str) -> None:
    made = recorded("anna", "two")
    (made.folder / "voice.json").write_text(text)
    assert made.about() == AboutRecordings()


def test_removing_leaves_nothing_of_the_voice_and_all_that_is_not_ours() -> None:
    made = recorded("anna", "two", "three")
    assert made.remove("two")
    assert not made.remove("two")
    (made.folder / "notes.txt").write_text("mine")
    assert made.remove_all() == 1
    assert [path.name for path in made.folder.iterdir()] == ["notes.txt"]
    (made.folder / "notes.txt").unlink()
    assert made.remove_all() == 0
    assert not made.folder.exists()


def test_two_cannot_record_one_voice_at_once() -> None:
    made = Recordings("anna")
    with made.claimed():
        with (
            pytest.raises(StateError, match="“anna” is being recorded already"),
            Recordings("anna").claimed(),
        ):
            pass
        with Recordings("ben").claimed():
            pass
    assert not made.folder.exists()


@pytest.mark.parametrize("how", How)
def test_a_disk_that_fails_at_any_write_leaves_the_earlier_recording_or_the_new_one(how: How) -> None:
    made = Recordings("anna")
    rounds = 0
    for fault in failing_writes(
        lambda: made.keep("two", tone(0.9)),
        under=recordings_dir(),
        how=how,
        prepare=lambda: made.keep("two", tone()),
    ):
        rounds += 1
        kept = made.phrases()["two"]
        assert len(made.clip(kept).samples) == kept.length
        assert len(list(made.folder.iterdir())) == 1, fault
        if fault.error is not None:
            assert isinstance(fault.error, StateError)
            assert "the recordings cannot be kept: " in str(fault.error)
            assert kept.length in (len(tone().heard), len(tone(0.9).heard))
    assert rounds


def test_heads_are_checked_without_the_sound(home: Path) -> None:
    made = recorded("anna", "two")
    head = read_head(made.folder / f"{file_stem('two')}.wav")
    assert (head.text, head.length) == ("two", len(tone().heard))
