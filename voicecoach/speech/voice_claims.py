"""What a voice says of itself when it is opened, as far as it may be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from voicecoach.speech import result_checks

if TYPE_CHECKING:
    from voicecoach.speech.api import Voice


class VoiceClaims(NamedTuple):
    """What a voice says of itself when it is opened."""

    id: str
    rate: int
    gain_db: float | None
    identity: str | None
    version: str
    concurrent: bool
    language: str
    reads_marks: bool


def voice_claims(voice: Voice, backend: str) -> VoiceClaims:
    """What a voice of that backend says. Raises BadResult, and whatever it raises."""
    for needed in ("length", "say", "close"):
        if not callable(getattr(voice, needed)):
            raise result_checks.BadResult(f"its {needed} cannot be called")
    identity, version = getattr(voice, "identity", None), getattr(voice, "version", None)
    return VoiceClaims(
        result_checks.checked_voice_id(voice.id, backend),
        result_checks.checked_rate(voice.rate),
        result_checks.checked_gain_db(getattr(voice, "gain_db", None)),
        None if identity is None else result_checks.checked_name(identity, "its identity"),
        "" if version is None else result_checks.checked_name(version, "its version"),
        getattr(voice, "concurrent", False) is True,
        result_checks.language_tag(getattr(voice, "language", "")),
        getattr(voice, "reads_marks", False) is True,
    )
