"""Faults on purpose: a signal at the n-th line of some code, or a failing n-th write, for n = 1, 2, ...

    for fault in signals_at_each_line(save, place.__file__, prepare=reset):
        assert path.read_text() in (old, new), fault

    for fault in failing_writes(save, under=tmp_path, how=How.FULL, prepare=reset):
        assert isinstance(fault.error, VoicecoachError) and path.read_text() == old, fault

Each round calls `prepare`, then runs the code with one fault in it, then hands the fault to the loop, which looks at what
is left. The rounds end with the first one that needs no fault any more; an error in that one is raised. Nothing here
depends on time: the same code has the same faults in the same order.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from tests.faulty_disk import FaultyDisk, How

MOST = 20_000
"""Rounds after which the code is taken to have no end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One round."""

    n: int
    """The number of the line or of the write that failed, from 1."""
    where: str
    """`file.py:12` of the line, or what was asked of the system: `write x.json`."""
    error: BaseException | None
    """What the code raised; None: it came to its end in spite of the fault."""


def _nothing() -> None:
    pass


def signals_at_each_line(
    run: Callable[[], object],
    *sources: str | Path,
    raises: type[BaseException] | signal.Signals = KeyboardInterrupt,
    prepare: Callable[[], object] = _nothing,
    finely: bool = False,
    every: int = 1,
) -> Iterator[Fault]:
    """Runs the code over and over, with `raises` before the n-th executed line of the files `sources`.

    An exception type is raised as the handler of a signal would raise it; a signal is sent to this process, and its
    handler runs there and then. `finely`: before each instruction of the interpreter instead of each line. `every`: only
    each so-many-th line, for long code. Only the thread that calls is interrupted, as Python does it.
    """
    for n in range(1, MOST, every):
        prepare()
        where, error = _interrupted(run, {str(source) for source in sources}, n, raises, finely)
        if where is None:
            if error is not None:
                raise error
            return
        yield Fault(n, where, error)
    raise AssertionError(f"the code has no end: {MOST} lines")


def _interrupted(
    run: Callable[[], object],
    sources: set[str],
    n: int,
    raises: type[BaseException] | signal.Signals,
    finely: bool,
) -> tuple[str | None, BaseException | None]:
    """Where the fault was injected (None: nowhere), and what the code raised."""
    left = n
    where: str | None = None

    def tracer(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal left, where
        if frame.f_code.co_filename not in sources:
            return None
        frame.f_trace_opcodes = (
            finely  # lines stay traced: without them Python 3.13 shows no instructions at first
        )
        if event == ("opcode" if finely else "line"):
            left -= 1
            if left == 0:
                where = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
                sys.settrace(None)
                if isinstance(raises, signal.Signals):
                    signal.raise_signal(raises)
                else:
                    raise raises
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run()
    except BaseException as error:
        return where, error
    finally:
        sys.settrace(before)
    return where, None


def failing_writes(
    run: Callable[[], object],
    *,
    under: Path,
    how: How,
    prepare: Callable[[], object] = _nothing,
    every: int = 1,
) -> Iterator[Fault]:
    """Runs the code over and over; the n-th thing that it asks of the system to change below `under` fails.

    That is: to make a file or a folder, to write (by os.write, or by what a file object hands to the system when it is
    flushed or closed), to fsync, to truncate, to rename, to close a file that was written. With How.SHORT only writes
    count. Reading and deleting always work. Only what goes through Python is seen: not what a C library opens by path.
    """
    for n in range(1, MOST, every):
        prepare()
        disk = FaultyDisk(under.absolute(), n, how)
        error: BaseException | None = None
        try:
            with disk.in_place():
                run()
        except BaseException as exc:
            error = exc
        if disk.where is None:
            if error is not None:
                raise error
            return
        yield Fault(n, disk.where, error)
    raise AssertionError(f"the code has no end: {MOST} writes")
