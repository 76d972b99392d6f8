"""`--verbose`, `--debug` and `--log-file`: the only place that shows what the modules log."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from voicecoach.cli.printable import lines, one_line, say
from voicecoach.errors import ExportError
from voicecoach.logs import ROOT

_ON_A_TERMINAL = "voicecoach: %(levelname)s: %(name)s: %(message)s"
_IN_A_FILE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def show_logs(*, verbose: bool = False, debug: bool = False, file: str | None = None) -> None:
    """Print what is logged to stderr (`verbose`: from INFO on; `debug`: everything), and append all of it to `file`.

    Raises ExportError if the file cannot be opened.
    """
    logger = logging.getLogger(ROOT)
    if verbose or debug:
        _add(logger, _ToStderr(), _ON_A_TERMINAL, logging.DEBUG if debug else logging.INFO)
    if file is not None:
        try:
            handler = _ToFile(Path(file), encoding="utf-8", errors="backslashreplace")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ExportError(
                f"the log cannot be written there: {reason.lower()}", path=Path(file)
            ) from error
        _add(logger, handler, _IN_A_FILE, logging.DEBUG)
    python = ".".join(map(str, sys.version_info[:3]))
    logger.debug("voicecoach %s, Python %s, %s", version("voicecoach"), python, sys.platform)


def say_warnings_of(module: str) -> Callable[[], None]:
    """Print each warning of a module once, whichever process it comes from, until the returned function is called."""
    logger, handler = logging.getLogger(module), _Once(logging.WARNING)
    logger.addHandler(handler)
    return lambda: logger.removeHandler(handler)


class _Once(logging.Handler):
    """Prints what a person should know in any case; --verbose shows it already."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message in self._said or any(
            isinstance(one, _ToStderr) for one in logging.getLogger(ROOT).handlers
        ):
            return
        self._said.add(message)
        say(f"voicecoach: {message}", err=True)


def _add(logger: logging.Logger, handler: logging.Handler, form: str, level: int) -> None:
    handler.setFormatter(_Escaped(form))
    handler.setLevel(level)
    logger.addHandler(handler)
    logger.setLevel(min(level, logger.level or level))


class _Escaped(logging.Formatter):
    """A record is one line, whatever names are in it; a traceback has more."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as logging calls it
        return one_line(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802
        return lines(super().formatException(ei))  # type: ignore[arg-type]


class _ToStderr(logging.Handler):
    """Prints to whatever stderr is at that moment: a live display replaces it, and prints above itself."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if sys.stderr is not None:  # closed by the parent
                sys.stderr.write(f"{self.format(record)}\n")
                sys.stderr.flush()
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """There is nowhere left to say it, and a log must not end what it watches."""


class _ToFile(logging.FileHandler):
    handleError = _ToStderr.handleError  # noqa: N815
