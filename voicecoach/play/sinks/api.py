"""What an output is: it pulls sound when it needs some, and plays it.

An output is registered as an entry point in the group `voicecoach.outputs`; the entry's name is what
`--output` says, and its object is a class that satisfies `Output` and is made without arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.clock import Clock

OUTPUT_GROUP = "voicecoach.outputs"
"""The group of entry points that outputs belong to."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The next sound of a session, as an output pulls it."""

    samples: FloatSamples
    """Mono, shape (frames,). Fewer than were asked for if no more are ready yet: the output fills up with
    silence, or asks again a little later; nothing is lost.
    """
    seam: bool = False
    """Whether nothing sounds here and no exact window runs: an output that must break its stream does it
    here."""
    epoch: int = 0
    """Counts the times that sound was dropped before this was pulled."""


Pull: TypeAlias = "Callable[[int], Piece]"
"""Gives at most so many frames. Called from the output's own thread; returns quickly; raises nothing."""


Give: TypeAlias = "Callable[[int], bytes]"
"""Gives at most so many frames, mono, as signed 16 bits in the machine's own order; as a Pull in all else."""


class Sink(Protocol):
    """An open output. Its methods are called by one thread; it pulls from a thread of its own."""

    @property
    def backend(self) -> str:
        """What really plays, for a person: PulseAudio, ALSA, none."""

    @property
    def gapless(self) -> bool:
        """Whether everything pulled is heard as one stream; False if it breaks at seams, which music would reveal."""

    def start(self, pull: Pull) -> None:
        """Begin to pull. Raises DeviceError."""

    def heard(self, pulled: int) -> int:
        """About how many of the first `pulled` frames are heard by now."""

    def drop(self, epoch: int) -> bool:
        """Forget what was pulled and is not heard yet, and fall silent; also what comes from before `epoch`.

        An output whose queue is shorter than an eighth of a second keeps it: False. Must not wait for the
        thread that pulls.
        """

    def alive(self) -> bool:
        """Whether it plays; False once the device went away. Raises DeviceError if nothing can bring it back."""

    def close(self) -> None:
        """Stop at once and let go of the device; may be called twice, also after the device went away."""


class GreetingSink(Sink, Protocol):
    """One that can be heard before the libraries are loaded by which a session is made: of an Output with `greets = True`."""

    def greet(self, give: Give) -> None:
        """Play what this gives, from now on until `start`. Loads no numpy. Raises DeviceError."""


class QuickSink(Sink, Protocol):
    """One whose `heard`, `drop` and `alive` wait for nobody: they are called without a thread and a time limit of their own."""

    @property
    def never_waits(self) -> Literal[True]:
        """That it is one."""


@runtime_checkable
class CountsBreaks(Protocol):
    """What a sink may have too."""

    @property
    def breaks(self) -> int | None:
        """How often sound came too late, so that a hole was heard; None if it does not know."""


class FallsSilent(Protocol):
    """What a sink may have too; one without it has fallen silent after `drop` if it is not gapless."""

    @property
    def falls_silent(self) -> bool:
        """Whether `drop` cuts the sound off; else it goes on for a moment, in which it can fade."""


@runtime_checkable
class LowersOthers(Protocol):
    """An Output that has the system lower other programs while something is heard, where the system does so."""

    lowers_others: bool
    """Whether it does; to be set before `open`."""


class Output(Protocol):
    """One way to be heard."""

    def open(self, rate: int, device: str | None, clock: Clock) -> Sink:
        """A sink for mono sound of `rate` frames a second on the device of that name (None: the default).

        Raises DeviceError with what to do about it.
        """

    def devices(self) -> tuple[str, ...]:
        """Names that `open` takes; empty if there is no choice. Raises DeviceError."""
