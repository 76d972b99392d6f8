"""A session as lines: for a screen reader, a pipe, or a terminal on which nothing can be drawn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from voicecoach.cli.printable import say
from voicecoach.cli.screen.keys_shown import first_keys_line, keys_line
from voicecoach.play.notices import NoticeKind

if TYPE_CHECKING:
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.live import LiveSession


class Plain:
    """One line a cue, after a line with the most important keys if there is a keyboard: a screen reader reads it out."""

    def __init__(self, keys: KeyMap, *, keyboard: bool) -> None:
        self._keys = keys
        self._keys_due = keyboard

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, session: LiveSession) -> None:
        if self._keys_due:
            self._keys_due = False
            say(first_keys_line(session.studio.phrases, self._keys))
        while session.notices:
            notice = session.notices.popleft()
            if notice.kind is NoticeKind.HELP:
                say(keys_line(session.studio.phrases, self._keys))
            else:
                say(notice.text, err=notice.kind is NoticeKind.PROBLEM)
        if sys.stdout is not None:  # closed by the program that started us
            sys.stdout.flush()

    def suspend(self) -> None:
        pass

    def resume(self) -> None:
        pass
