"""SubRip subtitles.

The format has no escapes; players take `<b>` and `{\\b}` for markup, so those marks are replaced.
"""

from __future__ import annotations

from voicecoach.export.captions import captions, stamp
from voicecoach.export.recording import Publication

_SAFE = str.maketrans("<>{}", "\u2039\u203a()")


def srt_text(publication: Publication) -> str:
    """The session as SubRip subtitles."""
    cues = [
        f"{number}\n{stamp(caption.start_ms, ',')} --> {stamp(caption.end_ms, ',')}\n"
        + "\n".join(line.translate(_SAFE) for line in caption.lines)
        + "\n"
        for number, caption in enumerate(captions(publication.timeline), 1)
    ]
    return "\n".join(cues)
