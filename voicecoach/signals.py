"""SIGINT (Ctrl-C), SIGTERM and SIGHUP end the program: the one place that handles them.

Imported before anything else, so it imports next to nothing.
"""

import os
import signal
import sys

TYPE_CHECKING = False  # without typing, whose import Ctrl-C would have to wait for
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


class Signals:
    """Ends the program at a signal: at once while it starts and while it ends, and in between as an exception does.

    An exception lets what was begun be undone. A second Ctrl-C meanwhile is ignored, as people press it twice; a third one
    ends the program at once, with no more than what `restoring` names. Any other signal meanwhile is ignored: a terminal
    that closes sends SIGHUP twice. A signal that is ignored from the start (nohup, a job in the background) stays ignored.
    """

    def __init__(self) -> None:
        self._working = False
        self._heard = 0
        self._impatient = 0
        self._restores: list[Callable[[], None]] = []
        self._ending: object = None
        """Keeps watch over the exception that ends the program, without keeping it alive."""

    def take(self) -> None:
        """From now on signals end the program."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._end)

    def work(self) -> None:
        """From now on there is something to undo."""
        sys.unraisablehook = self._without_words
        self._working = True

    def rest(self) -> None:
        """From now on there is nothing to undo any more."""
        self._working = False

    def restoring(self, restore: "Callable[[], None]") -> "_Restoring":
        """A context in which `restore` is called even if the program ends at once: quick, and without an error."""
        return _Restoring(self._restores, restore)

    def _end(self, number: int, frame: "FrameType | None") -> None:
        if self._heard:
            self._impatient += number == signal.SIGINT
            if self._impatient < 2:
                return
        if self._heard or not self._working:
            for restore in reversed(self._restores):
                restore()
            os._exit(128 + number)
        if self._is_dropping(frame):
            self._later(number)
            return
        self._heard = number
        raise self._watched(number)

    def _watched(self, number: int) -> BaseException:
        """What ends the program, and is raised again if something that it passes drops it.

        Python drops an exception that is raised in a C library's callback or in a finaliser, and pydantic one of a function
        that it calls while it writes. One that still ends the program is alive; a frame must not keep it so.
        """
        import weakref

        from voicecoach.errors import Interrupted

        error = Interrupted(number)
        self._ending = weakref.ref(error, lambda _: self._later(number))
        return error

    def _without_words(self, dropped: "sys.UnraisableHookArgs") -> None:
        """Python reports an exception that it drops; a signal's is not dropped for long."""
        if not self._heard or getattr(dropped.exc_value, "number", None) != self._heard:
            sys.__unraisablehook__(dropped)

    def _later(self, number: int) -> None:
        """Once that library has returned: within it, the exception would only be dropped again."""
        if not self._working:
            return
        import threading

        waiting = threading.main_thread().ident

        def again() -> None:
            if not self._working:
                return
            self._heard = 0
            if sys.platform == "win32" or waiting is None:
                signal.raise_signal(number)
            else:  # which it wakes if it waits
                signal.pthread_kill(waiting, number)

        timer = threading.Timer(0.02, again)
        timer.daemon = True
        timer.start()

    def _is_dropping(self, frame: "FrameType | None") -> bool:
        while frame is not None:
            if frame.f_code in (Signals._without_words.__code__, Signals._later.__code__):
                return True
            frame = frame.f_back
        return False


class _Restoring:
    """As a context, has a function called if the program ends at once."""

    def __init__(self, restores: "list[Callable[[], None]]", restore: "Callable[[], None]") -> None:
        self._restores = restores
        self._restore = restore

    def __enter__(self) -> None:
        self._restores.append(self._restore)

    def __exit__(self, *_: object) -> None:
        self._restores.remove(self._restore)


SIGNALS = Signals()
"""The program's own; nothing is handled before `take`."""
