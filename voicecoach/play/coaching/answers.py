"""What the coach answers in a live session: words of the catalogue, as sound, at the moment that suits them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.commands import Command
from voicecoach.play.engine import navigation
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.key_map import NO_KEYS, KeyMap
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.script.cue import SegmentKind
from voicecoach.script.wording import ended, sentence
from voicecoach.units import to_frames, to_seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback

GAP_S = 0.35
"""The silence between an answer and what goes on after it, in seconds."""
NEARLY_S = 20.0
"""With less than this left, in seconds, it is nearly done."""
MOST_IMPORTANT = (Command.TOGGLE, Command.DONE, Command.HURT, Command.HOW_LONG, Command.QUIT)
"""What help says aloud, in this order: more would not be remembered."""
WAKE_LEVEL = 3e-4
"""The noise that wakes a headset, as a fraction of full scale: -70 dB, which nobody hears."""


class Answers:
    """The coach's voice beside the timeline, for one session."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        notify: Callable[[Notice], None],
        wake_s: float,
        keys: KeyMap = NO_KEYS,
    ) -> None:
        """`wake_s` seconds of almost-silence wake a headset before it hears words; `keys` are those that help names."""
        self._playback = playback
        self._studio = studio
        self._notify = notify
        self._rate = studio.rate
        self._wake_s = wake_s
        self._keys = keys

    def text(self, key: str, **args: str) -> str:
        """A message of the catalogue."""
        return self._studio.phrases.say(key, **args).strip()

    def sound(self, text: str) -> FloatSamples:
        """The sound of a text; may take a moment, so call it without a lock."""
        return self._studio.say(text)

    def spoken(self, key: str, **args: str) -> FloatSamples:
        """A message as sound, for the caller to place; reported as an answer."""
        return self._reported(self.text(key, **args))

    def answer(self, key: str, **args: str) -> None:
        """Say a message as soon as it suits."""
        self._say_text(self.text(key, **args))

    def show(self, key: str, **args: str) -> None:
        """Report a message as an answer, without saying it."""
        self._notify(Notice(NoticeKind.ANSWER, self.text(key, **args)))

    def _say_text(self, text: str) -> None:
        self.say(self._reported(text))

    def _reported(self, text: str) -> FloatSamples:
        self._notify(Notice(NoticeKind.ANSWER, text))
        return self.sound(text)

    def say(self, words: FloatSamples) -> None:
        """Say it over a window whose time should run on, if there is room; else by itself."""
        with self._playback.control() as player:
            spot = player.spot
            if spot is None or player.state in (PlayerState.PAUSED, PlayerState.ENDED):
                player.interject([words])
                return
            room = navigation.room_for(spot.part, spot.offset, len(words))
            if room is None:
                player.interject([words, self.gap()])
            else:
                player.lay_over(np.pad(words, (0, room - len(words))))

    def repeat_words(self) -> None:
        """Say again what was said last, counts left out."""
        with self._playback.lock:
            player = self._playback.player
            spot = player.spot
            text = navigation.last_phrase(player.parts, player.index, spot.offset if spot else 0)
        self._say_text(text or self.text("nothing-said"))

    def say_time_left(self) -> None:
        """Say how much of the session is left."""
        with self._playback.lock:
            player = self._playback.player
            spot, complete = player.spot, player.complete
            left = to_seconds(
                navigation.frames_left(player.parts, player.index, spot.offset if spot else 0), self._rate
            )
        if not complete:
            text = self.text("time-unknown")
        elif left < NEARLY_S:
            text = self.text("time-nearly")
        else:
            text = self.text("time-still", length=self._studio.phrases.total(left))
        self._say_text(text)

    def say_help(self) -> None:
        """Say what the most important keys do; a screen shows all of them."""
        named = [
            self.text("help-key", press=self._key_name(key), does=self.text(f"control-{command}"))
            for command in MOST_IMPORTANT
            if (key := self._keys.first_key(command))
        ]
        text = " ".join(sentence(ended(one)) for one in named)
        if text:
            self._notify(Notice(NoticeKind.HELP, text))
            self.say(self.sound(text))

    def report_unknown_key(self, key: str) -> None:
        """Show, not say, that a key asks for nothing: it may have been touched by chance."""
        helps = self._key_name(self._keys.first_key(Command.HELP))
        text = self.text("screen-no-key", press=self._key_name(key), help=helps)
        self._notify(Notice(NoticeKind.STATE, text))

    def _key_name(self, key: str) -> str:
        return self.text(f"key-{key}") if len(key) > 1 else key.upper()

    def gap(self) -> FloatSamples:
        """The silence after an answer."""
        return np.zeros(to_frames(GAP_S, self._rate), np.float32)

    def wake(self) -> FloatSamples:
        """What a headset needs to hear before it hears words."""
        noise = np.random.default_rng(0).uniform(-1, 1, to_frames(self._wake_s, self._rate))
        return (noise * WAKE_LEVEL).astype(np.float32)

    def where(self, *, whole: bool = False) -> str:
        """The words for the current place; empty if its own words say it, unless they must be
        `whole`."""
        with self._playback.lock:
            spot = self._playback.player.spot
        if spot is None:
            return ""
        segment = spot.part.segment
        if not segment.exercise:
            return self.text("where", exercise=segment.title.rstrip(".")) if whole else ""
        if segment.kind is SegmentKind.REST:
            return self.text("where-rest", exercise=segment.title.rstrip("."))
        if segment.kind is SegmentKind.SETUP and not spot.offset and not whole:
            return ""
        key, words = "where", {"exercise": segment.title.rstrip(".")}
        side = segment.side.value if segment.side is not None else None
        if side in ("left", "right"):
            key, words["side"] = key + "-side", self._studio.phrases.phrase(side)
        if segment.set is not None and segment.set > 1:
            key, words["set"] = key + "-set", self._studio.phrases.number(segment.set)
        return self.text(key, **words)
