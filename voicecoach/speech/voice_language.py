"""Whether a voice reads the language of a routine, by their BCP 47 tags."""

from __future__ import annotations

ENGLISH = "en"


def main_language(tag: str) -> str:
    """The part of a tag that counts here: de of de-AT, in lower case."""
    return tag.lower().replace("_", "-").partition("-")[0]


def is_english(tag: str) -> bool:
    """Whether a tag is one of English; one that is not known counts as English, as the coach's own words do."""
    return main_language(tag) in (ENGLISH, "")


def language_gap(voice: object, language: str) -> str:
    """A line for the user if a voice reads another language than that of a text; empty if not, or if unknown."""
    reads = str(getattr(voice, "language", ""))
    if main_language(reads) in (main_language(language), "", "und"):
        return ""
    tag = main_language(language)
    return (
        f"the voice {getattr(voice, 'id', '')} reads {reads}, and this is in {language};"
        f" voicecoach voices --language {tag} lists those that read it, and voices --available what can be had"
    )
