"""Calls of code that is not ours: each ends within a limit, and whatever it raises becomes a DeviceError."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.time_limited import LimitedThread, TookTooLong, call_limited

logger = logger_for(__name__)

Answer = TypeVar("Answer")

LINE_LENGTH = 300
"""The most characters that a line of a third party's may have."""

_SILENT = (
    "the sound system does not answer; start it again (pulseaudio -k, or systemctl --user restart pipewire-pulse)\n"
    "or take another output; voicecoach doctor lists them"
)


class DoesNotAnswer(DeviceError):
    """A call of an output took too long."""


def call_output(
    output: str,
    what: str,
    call: Callable[[], Answer],
    limit_s: float,
    *,
    thread: LimitedThread | None = None,
    passing: tuple[type[BaseException], ...] = (),
) -> Answer:
    """What the call answers within `limit_s` seconds, made on `thread` or on one of its own.

    `what` names the call for a person. Raises DoesNotAnswer, DeviceError whatever the call raises, and `passing` as it is.
    """

    def made() -> Answer:
        # Mapped here, where no Ctrl-C of the user's can be taken for an exception of the output's.
        return call_mapped(output, what, call, passing=passing, mapped=BaseException)

    try:
        if thread is None:
            return call_limited(f"output {output}", made, limit_s)
        return thread.call(made, limit_s)
    except TookTooLong as error:
        logger.warning("output %s: %s did not return within %g s", output, what, limit_s)
        raise does_not_answer(output) from error


def call_mapped(
    output: str,
    what: str,
    call: Callable[[], Answer],
    *,
    passing: tuple[type[BaseException], ...] = (),
    mapped: type[BaseException] = Exception,
) -> Answer:
    """What the call answers, made on this thread, however long it takes. Raises DeviceError for what is `mapped`."""
    try:
        return call()
    except passing:
        raise
    except DeviceError as error:
        raise _its_own(output, error) from error
    except mapped as error:
        logger.warning("output %s: %s", output, what, exc_info=True)
        raise broken_output(output, f"{what}: {describe_error(error)}") from error


def does_not_answer(output: str) -> DoesNotAnswer:
    """The error of an output whose sound system hangs."""
    return DoesNotAnswer(_SILENT, output=output)


def require_methods(output: str, thing: object, *methods: str) -> None:
    """Raises DeviceError unless `thing` has all these methods."""
    missing = [method for method in methods if not callable(getattr(thing, method, None))]
    if missing:
        raise broken_output(
            output, f"{describe_value(thing)} has no {', '.join(f'{one}()' for one in missing)}"
        )


def broken_output(output: str, message: str) -> DeviceError:
    """The error of an output that does not keep the contract of outputs."""
    return DeviceError(f"it is broken: {plain_line(message)}", output=output)


def plain_line(text: str) -> str:
    """One line without control characters, of at most LINE_LENGTH characters."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return line if len(line) <= LINE_LENGTH else line[: LINE_LENGTH - 1] + "…"


def describe_error(error: BaseException) -> str:
    """The type of an exception, and what it says if it can say it."""
    try:
        said = str(error)
    except BaseException:
        logger.debug("%s cannot be shown", type(error).__name__, exc_info=True)
        said = ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def describe_value(thing: object) -> str:
    """The thing for a person: a number, a string or None as it is written, of anything else the type."""
    if thing is None or isinstance(thing, str | bytes | int | float):
        return plain_line(repr(thing))[:60]
    return f"a {type(thing).__name__}"


def _its_own(output: str, error: DeviceError) -> DeviceError:
    """An output's own error under its own name: at most two lines of it."""
    lines = [plain_line(line) for line in str(error.message).splitlines() if line.strip()]
    return DeviceError("\n".join(lines[:2]) or "it cannot be used, and does not say why", output=output)
