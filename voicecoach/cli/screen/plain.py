"""A session as lines: for a screen reader, a pipe, or a terminal on which nothing can be drawn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from voicecoach.cli.printable import say
from voicecoach.cli.screen.keys_shown import first_keys_line, keys_line
from voicecoach.play.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.live import LiveSession


class Plain:
    """One line a cue, after a line with the most important keys if there is a keyboard: a screen reader reads it out."""

    def __init__(self, keys: KeyMap, *, keyboard: bool) -> None:
        self._keys = keys
        self._keys_due = keyboard
        self._counted: object = None

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
                text = self._with_rep(session, notice) if notice.kind is NoticeKind.CUE else notice.text
                say(text, err=notice.kind is NoticeKind.PROBLEM)
        if sys.stdout is not None:  # closed by the program that started us
            sys.stdout.flush()

    def _with_rep(self, session: LiveSession, notice: Notice) -> str:
        """The words of a cue; which repetition it is, and of how many, after the first ones of each."""
        view = session.view()
        if (
            view is None
            or view.rep is None
            or view.reps in (None, 1)
            or notice.event is None
            or notice.event.rep is None
        ):
            return notice.text
        here = view.visit, view.set, view.side, view.rep
        if here == self._counted:
            return notice.text
        self._counted = here
        return session.studio.phrases.say("plain-rep", words=notice.text, rep=view.rep, reps=view.reps)

    def suspend(self) -> None:
        pass

    def resume(self) -> None:
        pass
