"""The program: `voicecoach`, and `python -m voicecoach`.

Its first act is to take the signals, before anything heavy is imported: whatever is being done, SIGINT (Ctrl-C), SIGTERM
and SIGHUP end it with 130, 143 and 129, without a traceback.
"""

import os
import signal
import sys

TYPE_CHECKING = False  # without typing, whose import Ctrl-C would have to wait for
if TYPE_CHECKING:
    from types import FrameType


class Signals:
    """Ends the program at a signal: at once while it starts and while it ends, and in between as an exception does.

    So what was begun is taken back, and the terminal is restored. A second Ctrl-C meanwhile ends the program at once;
    anything else meanwhile is nothing, as a terminal that closes sends SIGHUP twice. What is ignored from the start
    (nohup, a job in the background) stays ignored.
    """

    def __init__(self) -> None:
        self._working = False
        self._heard = 0

    def take(self) -> None:
        """From now on they end the program."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._end)

    def work(self) -> None:
        """From now on there is something to take back."""
        sys.unraisablehook = self._raise_again
        self._working = True

    def rest(self) -> None:
        """From now on there is nothing to take back any more."""
        self._working = False

    def _end(self, number: int, frame: "FrameType | None") -> None:
        if self._heard and number != signal.SIGINT:
            return
        if self._heard or not self._working:
            os._exit(128 + number)
        if self._is_raising_again(frame):
            self._later(number)
            return
        self._heard = number
        from voicecoach.errors import Interrupted

        raise Interrupted(number)

    def _raise_again(self, lost: "sys.UnraisableHookArgs") -> None:
        """An exception that rises in a C library's callback, or while an object goes away, is dropped by Python; a
        signal must not get lost that way."""
        number = getattr(lost.exc_value, "number", None)
        if number is None or number != self._heard:
            sys.__unraisablehook__(lost)
        else:
            self._later(number)

    def _later(self, number: int) -> None:
        """Once that library has returned: in its midst the exception would be dropped again, and come again."""
        import threading

        waiting = threading.get_ident()

        def again() -> None:
            self._heard = 0
            if sys.platform == "win32":
                signal.raise_signal(number)
            else:  # to the main thread, which it wakes if it waits
                signal.pthread_kill(waiting, number)

        timer = threading.Timer(0.02, again)
        timer.daemon = True
        timer.start()

    def _is_raising_again(self, frame: "FrameType | None") -> bool:
        while frame is not None:
            if frame.f_code is Signals._raise_again.__code__:
                return True
            frame = frame.f_back
        return False


def main() -> None:
    """Run the command line, and exit."""
    signals = Signals()
    signals.take()
    _open_standard_streams()
    from voicecoach.cli import main as run
    from voicecoach.errors import Interrupted

    code: int | str | None = 0
    try:
        signals.work()
        run()
    except SystemExit as end:
        code = end.code
    except Interrupted as end:  # on the way in or out, where nobody else takes it
        code = end.code
    finally:
        signals.rest()
    _leave(code)


def _leave(code: "int | str | None") -> None:
    """Ends the program; without Python's own end if a thread still runs, a sound server's that hangs, say.

    Python would end such a thread in the midst of its C++ or Rust code, which may abort the process.
    """
    threading = sys.modules.get("threading")
    others = [thread for thread in threading.enumerate() if thread.daemon] if threading else []
    if not others or not isinstance(code, int):
        sys.exit(code)
    import atexit

    for thread in threading.enumerate():  # type: ignore[union-attr]
        if not thread.daemon and thread is not threading.main_thread():  # type: ignore[union-attr]
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _open_standard_streams() -> None:
    """A stream that is closed (`>&-`) leads nowhere: otherwise the next file that is opened takes its number, and gets
    what is meant for the stream."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


if __name__ == "__main__":
    main()
