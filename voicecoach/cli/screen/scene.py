"""What the large screen has to show at a moment, as finished words and numbers: what `layout` places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from voicecoach.cli.printable import one_line
from voicecoach.cli.screen.keys_shown import key_for
from voicecoach.export.captions import clock
from voicecoach.export.text.transcript import side_words
from voicecoach.play.commands import Command
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.script.body import Side
from voicecoach.script.cue import Role, SegmentKind

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.view import View

LONGEST_PLAIN_S = 99
"""The longest time that is shown in seconds; above, in minutes and seconds."""


class Mode(StrEnum):
    """What the body does now: each has a shape and a colour of its own."""

    TALK = "talk"
    MOVE = "move"
    HOLD = "hold"
    REST = "rest"
    WAIT = "wait"
    PAUSED = "paused"


_MODES = {
    Role.HOLD: Mode.HOLD,
    Role.REP: Mode.MOVE,
    Role.BREATH: Mode.MOVE,
    Role.TIME: Mode.MOVE,
    Role.MOVE: Mode.MOVE,
    Role.REST: Mode.REST,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment; every text is one line without control characters, and may be empty."""

    title: str
    side: Side | None
    side_words: str
    mode: Mode
    mode_words: str
    """What is being done, such as hold or rest; or how to end a pause."""
    done: float
    """How much of the window is over, from 0 to 1."""
    count: str
    """The repetition, in digits."""
    count_words: str
    """The number of repetitions, and which set it is."""
    left: str
    """The time left in the window, in digits and colons."""
    left_words: str
    words: str
    """What was said last."""
    following: str
    to_go: str
    """The time left in the session."""
    hint: str
    """The key that shows all keys."""
    round_words: str = ""
    """Which round it is, of how many."""


def scene_of(phrases: Phrases, view: View, keys: KeyMap) -> Scene:
    """That moment of a session, in the language of its routine."""
    mode, words = _mode(phrases, view, keys)
    side = Side(view.side) if view.side else None
    left_s = max(0, math.ceil(view.window_s - view.done_s - 1e-6)) if view.window_s >= 1 else None
    help_key = key_for(phrases, keys, Command.HELP)
    return Scene(
        title=one_line(view.title),
        side=side,
        side_words=side_words(phrases, side) if side else "",
        mode=mode,
        mode_words=words,
        done=min(1.0, view.done_s / view.window_s) if view.window_s else 0.0,
        count=str(view.rep) if view.rep and mode is not Mode.REST and view.reps != 1 else "",
        count_words=_count_words(phrases, view),
        left="" if left_s is None else str(left_s) if left_s <= LONGEST_PLAIN_S else clock(left_s),
        left_words=phrases.say("screen-seconds", seconds=left_s)
        if left_s is not None and left_s <= LONGEST_PLAIN_S
        else "",
        words=one_line(view.words),
        following=one_line(phrases.say("screen-next", exercise=view.following)) if view.following else "",
        to_go=phrases.say("screen-left", length=clock(view.left_s)) if view.complete else "",
        hint=phrases.say("screen-help", press=help_key) if help_key else "",
        round_words=phrases.say("screen-round-of", round=view.round, rounds=view.rounds)
        if view.round and view.rounds
        else "",
    )


def _mode(phrases: Phrases, view: View, keys: KeyMap) -> tuple[Mode, str]:
    if view.state is PlayerState.PAUSED:
        return Mode.PAUSED, phrases.say("screen-paused", press=key_for(phrases, keys, Command.TOGGLE))
    if view.state is PlayerState.WAITING:
        return Mode.WAIT, phrases.say("screen-waiting", press=key_for(phrases, keys, Command.DONE))
    role = view.role if view.window_s >= 1 else None
    if role is None:
        # Between the windows of a rest or a change of position there are words alone.
        role = {SegmentKind.REST: Role.REST, SegmentKind.MOVE: Role.MOVE}.get(view.kind)
    mode = Mode.TALK if role is None else _MODES.get(role, Mode.TALK)
    leads_in = role is Role.MOVE and view.kind is SegmentKind.WORK
    name = "" if role is None else phrases.say("screen-window", role="ready" if leads_in else role.value)
    if mode is Mode.TALK:
        name = ""
    return mode, one_line(view.phase) or name


def _count_words(phrases: Phrases, view: View) -> str:
    parts = []
    if view.rep and view.reps != 1:
        parts.append(phrases.say("screen-of", reps=view.reps) if view.reps else phrases.say("screen-rep"))
    if view.set and view.sets is not None and view.sets > 1:
        parts.append(phrases.say("screen-set-of", set=view.set, sets=view.sets))
    elif view.set and view.sets is None:
        parts.append(phrases.say("in-set", set=view.set))
    return ", ".join(parts)
