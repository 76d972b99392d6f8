"""As many rounds as the person can do: "done" counts one, and from then on the pace is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.play.saved.record import CompletedRounds
from voicecoach.routine.model import AsManyRounds
from voicecoach.script.cue import SegmentKind
from voicecoach.script.own_pace import SHORTEST, own_round, rounds_done, sets_of_round
from voicecoach.units import to_seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.coaching.pausing import Pausing
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record
    from voicecoach.script.cue import Segment
    from voicecoach.script.visit import Place, Visit
    from voicecoach.timeline.timeline import Part

TWICE_S = 3.0
"""Seconds: "done" pressed again within this is the same round, and a nervous finger."""


class _Group(NamedTuple):
    """Steps that are done in as many rounds as there is time for."""

    place: Place
    whole_s: float
    visits: tuple[Visit, ...]
    """What a round consists of."""
    before: int
    """How often the session had the same group before."""

    @property
    def step(self) -> str:
        """Its place, as a record has it."""
        place = ".".join(str(key) for key in self.place if isinstance(key, int))
        return f"{place}/{self.before + 1}" if self.before else place


class OpenRounds:
    """Counts such rounds, and makes each that follows. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        interludes: Interludes,
        pausing: Pausing,
    ) -> None:
        self._playback = playback
        self._studio = studio
        self._record = record
        self._interludes = interludes
        self._pausing = pausing
        self._begun: list[tuple[Part, float]] = []
        """Rounds at the person's pace, each with the seconds of the group before it."""
        self._said: Part | None = None
        """Says how many rounds it was, at the end of the group."""
        self._counted_at: float | None = None
        self._due = False

    def done(self) -> bool:
        """Counts a round as done. Returns whether such a round is running."""
        with self._playback.control() as player:
            spot, index, parts = player.spot, player.index, list(player.parts)
            group = self._group_of(spot.part.segment) if spot is not None else None
            if spot is None or group is None:
                return False
            now = self._playback.clock.now()
            if self._counted_at is not None and now - self._counted_at < TWICE_S:
                return True
            last = self._last(parts, index, group)
            self._due = last is None and not player.complete
            if last is None:
                return True
            self._counted_at = now
        with self._pausing.held() as player:
            if player.spot is None or player.spot.part is not spot.part:
                self._pausing.go_on()
                return True
            spot = player.spot
        self._count(group, parts, index, self._spent(parts, index, spot.offset, group))
        self._begin(group, parts, index + 1, last, spot.part.segment)
        with self._playback.lock:
            self._playback.player.jump(index + 1)
        self._pausing.go_on()
        return True

    def catch_up(self) -> None:
        """Count a round whose group was not yet laid out when it was done; called at every tick."""
        if self._due:
            self.done()

    def is_left_open(self, part: Part) -> bool:
        """Whether the part is of a group that was left at the person's pace, with time left in it."""
        group = self._group_of(part.segment)
        entry = self._find(group) if group is not None else None
        return group is not None and entry is not None and group.whole_s - entry.seconds >= SHORTEST

    def restore(self, parts: Sequence[Part], at: int) -> int:
        """Go on with what is left of a group that was left so at part `at`; the index of the part that has it.

        The whole session is laid out, and the lock is held.
        """
        group = self._group_of(parts[at].segment)
        assert group is not None
        known, first = list(parts), at
        while first and self._is_in(known[first - 1], group):
            first -= 1
        last = self._last(known, at, group)
        assert last is not None
        self._begin(group, known, first, last, known[first].segment)
        return first

    def _begin(self, group: _Group, parts: Sequence[Part], first: int, last: int, now: Segment) -> None:
        """Replaces parts `first` to `last`, the last of the group, with another round; with none if its time is over."""
        entry = self._entry(group)
        over, words = parts[last + 1], self._studio.wording
        left = group.whole_s - entry.seconds
        made: list[Part] = []
        if left >= SHORTEST:
            is_first = not any(self._group_of(part.segment) == group for part, _ in self._begun)
            own = own_round(
                words, group.visits, entry.rounds + 1, left, group.whole_s, now.before, first=is_first
            )
            made.append(self._made(own, max(0, parts[last].index)))
            self._begun.append((made[0], entry.seconds))
        said, self._said = self._said, self._made(rounds_done(words, over.segment, entry.rounds), -1)
        with self._playback.lock:
            player = self._playback.player
            for at, part in enumerate(player.parts):
                if part is said:
                    player.replace(at, at + 1, [])
                    break
            end = next(at for at, part in enumerate(player.parts) if part is over)
            player.replace(end + 1, end + 1, [self._said])
            player.replace(first, last + 1, made)
            self._interludes.add(self._said)

    def _made(self, segment: Segment, index: int) -> Part:
        (part,) = self._studio.arrange(segment)
        return self._studio.keep_voice(replace(part, index=index), part)

    def _count(self, group: _Group, parts: Sequence[Part], index: int, seconds: float) -> None:
        """Notes another round, done that many seconds after the start of the first."""
        entry = self._entry(group)
        own = any(part is parts[index] for part, _ in self._begun)
        number = parts[index].segment.round or 1
        # What the coach led through is recorded as it ends.
        led = {
            one.segment.exercise
            for one in parts[: index + 1]
            if self._is_in(one, group) and one.segment.round == number
        }
        for segment in sets_of_round(self._studio.wording, group.visits):
            if own or segment.exercise not in led:
                self._record.add_set(segment)
        entry.rounds = entry.rounds + 1 if own else max(entry.rounds + 1, number)
        entry.seconds = round(seconds, 3)

    def _entry(self, group: _Group) -> CompletedRounds:
        """What the record has of the group."""
        found = self._find(group)
        if found is None:
            found = CompletedRounds(
                group.step, list(dict.fromkeys(visit.id for visit in group.visits)), 0, 0.0
            )
            self._record.rounds.append(found)
        return found

    def _find(self, group: _Group) -> CompletedRounds | None:
        return next((one for one in self._record.rounds if one.step == group.step), None)

    def _spent(self, parts: Sequence[Part], index: int, offset: int, group: _Group) -> float:
        """Seconds of the group until there."""
        before = next((seconds for part, seconds in self._begun if part is parts[index]), None)
        if before is None:
            at, before = index, 0.0
            while at and self._is_in(parts[at - 1], group):
                at -= 1
                if parts[at].segment.exact:
                    before += to_seconds(parts[at].end - parts[at].start, self._studio.rate)
        return before + to_seconds(offset, self._studio.rate)

    def _last(self, parts: Sequence[Part], index: int, group: _Group) -> int | None:
        """The index of the last part of the group; None while that is not known."""
        last = index
        while last + 1 < len(parts) and self._is_in(parts[last + 1], group):
            last += 1
        return last if last + 1 < len(parts) else None

    def _is_in(self, part: Part, group: _Group) -> bool:
        segment = part.segment
        inside = segment.place[: len(group.place)] == group.place
        return inside and (segment.exact or part.index < 0)

    def _group_of(self, segment: Segment) -> _Group | None:
        """The group that a window belongs to."""
        if not segment.exact or segment.kind not in (SegmentKind.WORK, SegmentKind.REST):
            return None
        found: object = self._studio.loaded.routine
        for at, key in enumerate(segment.place):
            if isinstance(found, AsManyRounds):
                return self._group_at(segment.place[:at], segment.visit)
            found = found[key] if isinstance(key, int) else getattr(found, key)  # type: ignore[index]
        return None

    def _group_at(self, place: Place, visit: int) -> _Group:
        """The group at that place to which a visit belongs, by its number."""
        planned = self._studio.visits[visit - 1].round
        first = [
            one
            for one in self._studio.visits
            if one.place[: len(place)] == place and one.round and one.round.number == 1
        ]
        clocks = list(dict.fromkeys(id(one.round.clock) for one in first if one.round))
        own = id(planned.clock) if planned is not None else 0
        visits = tuple(one for one in first if one.round and id(one.round.clock) == own)
        clock = planned.clock if planned is not None else None
        assert clock is not None
        return _Group(place, clock.seconds, visits, clocks.index(own))
