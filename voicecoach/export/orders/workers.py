"""Processes that do several tasks at once, and end with the process that started them.

Not multiprocessing's Pool: it needs semaphores, which a machine without /dev/shm does not have; its processes go on when
their parent is killed; and it waits for ever if one of them is. Here each process has a pipe of its own to its parent:
tasks go in, results and log records come out. When the pipe ends, the process ends as at SIGTERM, and undoes what it
began.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from voicecoach.export.orders.interrupts import OF_TERMINALS, away_from_the_terminal
from voicecoach.logs import ROOT, logger_for

Task = TypeVar("Task")
Result = TypeVar("Result")

GRACE_S = 5.0
"""How long a process has to undo what it began, in seconds; then it is killed."""

logger = logger_for(__name__)


class CannotStart(Exception):
    """The system starts no further process. Nothing is done yet."""


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    """What it is at."""


class Workers(Generic[Task, Result]):
    """A context: `count` processes that call `function`, which must be importable. Raises CannotStart.

    At its end all of them have ended.
    """

    def __init__(self, function: Callable[[Task], Result], count: int) -> None:
        self._function = function
        self._count = count
        self._workers: list[_Worker[Task]] = []

    def __enter__(self) -> Workers[Task, Result]:
        try:
            for _ in range(self._count):
                self._start()
        except OSError as error:
            if not self._workers:
                raise CannotStart(error.strerror or str(error)) from error
            logger.warning(
                "only %d of %d processes could be started: %s", len(self._workers), self._count, error
            )
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(GRACE_S)
            if worker.process.is_alive():
                logger.warning("a process did not end in %g s, and is killed", GRACE_S)
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def results(
        self, tasks: Iterable[Task], died: Callable[[Task, str], Result]
    ) -> Generator[Result, None, None]:
        """A result a task, in the order in which they are done; `died` makes one if its process was killed, and gets
        how. Raises what the function raises."""
        waiting = iter(tasks)
        for worker in self._workers:
            self._give(worker, waiting)
        while busy := {worker.pipe: worker for worker in self._workers if worker.task is not None}:
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                task = worker.task
                assert task is not None
                try:
                    kind, value = worker.pipe.recv()
                except (EOFError, OSError):
                    yield died(task, self._replace(worker))
                    continue
                if kind == "log":
                    logger_for(value.name).handle(value)
                    continue
                if kind == "raised":
                    raise value
                self._give(worker, waiting)
                yield value
            for worker in self._workers:
                if worker.task is None:
                    self._give(worker, waiting)

    def _give(self, worker: _Worker[Task], waiting: Any) -> None:
        worker.task = next(waiting, None)
        if worker.task is not None:
            try:
                worker.pipe.send(worker.task)
            except OSError:  # it is dead; its pipe shows that
                logger.debug("a process was dead before its task", exc_info=True)

    def _replace(self, worker: _Worker[Task]) -> str:
        """Starts another process for one that died; returns how it died."""
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        code = worker.process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        logger.warning("process %d died: %s", worker.process.pid, how)
        try:
            self._start()
        except OSError as error:
            if not self._workers:
                raise
            logger.warning("no other process could be started: %s", error)
        return how

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        # A fork would copy the locks of whatever thread the parent has; a fresh start costs a second in all.
        ours, theirs = context.Pipe()
        level = logging.getLogger(ROOT).getEffectiveLevel()
        process = context.Process(target=_work, args=(self._function, theirs, level), daemon=True)
        try:
            with away_from_the_terminal():
                process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours))


def _work(function: Callable[[Any], Any], pipe: Connection, level: int) -> None:
    for number in OF_TERMINALS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    out = _Out(pipe)
    ours = logging.getLogger(ROOT)
    ours.addHandler(_ToParent(out))
    ours.setLevel(level)
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, tasks), daemon=True).start()
    while True:
        task = tasks.get()
        try:
            answer = ("done", function(task))
        except Exception as error:
            error.add_note("".join(traceback.format_exception(error)))
            answer = ("raised", error)
        out.send(answer)


def _listen(pipe: Connection, tasks: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        pass  # the parent is gone
    if sys.platform == "win32":  # there SIGTERM kills
        os._exit(1)
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE_S)
    os._exit(128 + signal.SIGTERM)


class _Out:
    """The way to the parent, for several threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._turn = threading.Lock()

    def send(self, message: tuple[str, Any]) -> None:
        try:
            with self._turn:
                self._pipe.send(message)
        except (
            OSError
        ) as error:  # the parent is gone, which `_listen` hears too; it is no longer there to log this
            if message[0] != "log":
                logger.debug("a result has nowhere to go: %s", error)


class _ToParent(logging.Handler):
    """What is logged here is handled there."""

    def __init__(self, out: _Out) -> None:
        super().__init__()
        self._out = out

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        # Made a text here: what it is made of may not go through a pipe.
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self._out.send(("log", record))
