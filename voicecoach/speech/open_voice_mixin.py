"""What every voice from `open_voice` can do beside speaking: end with a `with` block, and give itself at another speed."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from voicecoach.speech.api import OpenVoice


class OpenVoiceMixin:
    """A part of each wrapper that the registry puts around a voice."""

    speed: int = 0
    """In words a minute."""
    reopen: Callable[[int], OpenVoice]
    """Opens the same voice at that many words a minute. Set by the registry, as is `speed`."""

    def at_speed(self, speed: int) -> OpenVoice:
        """The same voice at another speed, in words a minute; to be closed by itself. Raises as `open_voice` does."""
        return self.reopen(speed)

    if TYPE_CHECKING:

        def close(self) -> None:
            """The voice has it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
