"""Every output as the rest of voicecoach sees it: whatever it does, it does it in time or ends in a DeviceError.

The registry puts this around each output, ours and third parties' alike. Each call runs on a thread of its own within a
limit, so that a sound system that hangs never takes the keys, Ctrl-C or another output with it. What a sink answers is
checked for type and range. A sink that does not answer counts as a device that went away; one that breaks its contract
(an exception, an answer that cannot be) ends the session with an error that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.api import LowersOthers
from voicecoach.play.sinks.checked_sink import OPEN_S, CheckedSink
from voicecoach.play.sinks.output_calls import (
    DoesNotAnswer,
    broken_output,
    call_output,
    describe_value,
    plain_line,
    require_methods,
)
from voicecoach.play.sinks.sink_arrival import SinkArrival
from voicecoach.time_limited import LimitedThread

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Output

logger = logger_for(__name__)

LOAD_S = 10.0
"""How long an output's code may take to load, in seconds."""
LIST_S = 5.0
"""How long it may take to list its devices, in seconds."""


def load_checked(name: str, load: Callable[[], Any]) -> CheckedOutput:
    """The output that `load` makes, which may run a third party's module for the first time.

    Raises DeviceError, and ImportError if a part of it is not installed.
    """

    def loaded() -> Any:
        made = load()
        require_methods(name, made, "open", "devices")
        return made

    try:
        return CheckedOutput(name, call_output(name, "loading it", loaded, LOAD_S, passing=(ImportError,)))
    except DoesNotAnswer as error:
        raise DeviceError(f"its code was not loaded within {LOAD_S:g} s", output=name) from error


class CheckedOutput:
    """An output behind the checks. Satisfies Output."""

    def __init__(self, name: str, output: Output) -> None:
        self._name = name
        self._output = output

    @property
    def checked(self) -> Any:
        """The output itself."""
        return self._output

    @property
    def greets(self) -> bool:
        """Whether its sinks can be heard before a session is there."""
        return getattr(self._output, "greets", False) is True

    def leave_others(self) -> None:
        """Have no other program lowered; to be called before `open`."""
        if isinstance(self._output, LowersOthers):
            self._output.lowers_others = False

    def open(self, rate: int, device: str | None, clock: Clock) -> CheckedSink:
        """As the contract says. A device that opens after the limit is closed again at once."""
        thread = LimitedThread(f"output {self._name}")
        arrival = SinkArrival(self._name)
        try:
            sink = call_output(
                self._name,
                "open()",
                lambda: arrival.take(self._output.open(rate, device, clock)),
                OPEN_S,
                thread=thread,
            )
            return CheckedSink(self._name, sink, rate, clock, thread)
        except BaseException:
            arrival.refuse(thread)
            raise

    def devices(self) -> tuple[str, ...]:
        """As the contract says, without control characters."""
        found = call_output(self._name, "devices()", lambda: _listed(self._output.devices()), LIST_S)
        for one in found:
            if not isinstance(one, str):
                raise broken_output(self._name, f"devices() lists {describe_value(one)}, which is not a name")
        return tuple(plain_line(one) for one in found)


def _listed(found: Any) -> list[Any]:
    """Read to its end on the thread that asked: a generator may hang, too."""
    if isinstance(found, str | bytes):
        raise TypeError(f"it gives {describe_value(found)}, not a list of names")
    names = []
    for one in found:
        names.append(one)
        if len(names) > 10_000:
            raise ValueError("the list has no end")
    return names
