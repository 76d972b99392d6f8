"""The program: `voicecoach`, and `python -m voicecoach`.

It takes the signals first, before anything heavy is imported: at any moment SIGINT (Ctrl-C), SIGTERM
and SIGHUP end it with 130, 143 and 129, without a traceback.
"""

import os
import sys

from voicecoach.signals import SIGNALS


def main() -> None:
    """Run the command line, and exit."""
    SIGNALS.take()
    _open_standard_streams()
    _keep_warnings_of_libraries_to_those_who_ask()
    from voicecoach.cli import main as run
    from voicecoach.errors import Interrupted

    code: int | str | None = 0
    try:
        SIGNALS.work()
        run()
    except SystemExit as end:
        SIGNALS.rest()  # before the exception of a signal, which may be behind it, is let go
        code = end.code
    except Interrupted as end:  # on the way in or out, where nobody else takes it
        SIGNALS.rest()
        code = end.code
    finally:
        SIGNALS.rest()
    _leave(code)


def _leave(code: "int | str | None") -> None:
    """Ends the program; without Python's own end if a thread still runs, a sound server's that hangs, say.

    Python would end such a thread in the middle of its C++ or Rust code, which may abort the process.
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


def _keep_warnings_of_libraries_to_those_who_ask() -> None:
    """Python's warnings are for developers, who ask for them by PYTHONWARNINGS, -W or -X dev. Processes that are started
    from this one do the same, as they get its options."""
    if not sys.warnoptions:
        import warnings

        sys.warnoptions.append("ignore")
        warnings.simplefilter("ignore")


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
