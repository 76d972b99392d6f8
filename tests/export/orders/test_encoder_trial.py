"""What `doctor` tries is what `render` does: a library that lacks a part of it is found out."""

from __future__ import annotations

import av.container
import pytest

from voicecoach.errors import ExportError
from voicecoach.export.formats import SOUND_FORMATS, sound_format
from voicecoach.export.orders import encoder_trial
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Recording
from voicecoach.export.sound import wav


@pytest.mark.parametrize("form", SOUND_FORMATS, ids=lambda form: form.suffix)
def test_every_format_passes(form: object) -> None:
    encoder_trial.try_encoder(form)  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".m4a", ".m4b"])
def test_an_encoder_that_takes_no_cover_is_found_out(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    """As av 16 is."""

    class Without:
        def __init__(self, container: object) -> None:
            self._container = container

        def __getattr__(self, name: str) -> object:
            if name == "add_mux_stream":
                raise AttributeError("no add_mux_stream")
            return getattr(self._container, name)

    opened = av.open
    monkeypatch.setattr(
        av,
        "open",
        lambda *given, **options: Without(opened(*given, **options)) if "w" in given else opened(*given),
    )
    with pytest.raises(AttributeError, match="add_mux_stream"):
        encoder_trial.try_encoder(sound_format(f"a{suffix}"))


def test_every_quality_is_tried_with_cover_chapters_and_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Recording] = []

    def spying(recording: Recording, out: object) -> None:
        seen.append(recording)
        wav.write_wav(recording, out)  # type: ignore[arg-type]

    monkeypatch.setattr("voicecoach.export.sound.mka.write_mka", spying)
    encoder_trial.try_encoder(sound_format("a.mka"))
    assert [recording.quality for recording in seen] == list(Quality)
    assert all(recording.cover and recording.digest for recording in seen)
    assert [chapter.title for chapter in seen[0].timeline.chapters()] == ["Welcome", "Exercise"]


def test_what_does_not_read_back_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.export.sound.flac.write_flac", lambda recording, out: out.write(b"fLaC"))
    with pytest.raises(ExportError, match="read back"):
        encoder_trial.try_encoder(sound_format("a.flac"))
