"""Loggers that are silent until a program configures logging.

Nothing waits for `logging`: it takes longer to import than a kept preview takes to read, and a program that has not
imported it cannot be listening. So our loggers do nothing until something has.

    logger = logger_for(__name__)
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import logging

ROOT = "voicecoach"
"""The logger above all of voicecoach's: a handler there gets everything."""


def logger_for(module: str) -> logging.Logger:
    """The logger of a module; `module` is its `__name__`."""
    return cast("logging.Logger", _Logger(module))


class _Logger:
    """Has what a logger of `logging` has, from the moment at which that is imported; before, calls that do nothing."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        logging = sys.modules.get("logging")
        if logging is None or not hasattr(logging, "NullHandler"):  # not there, or just being imported
            return _nothing
        root = logging.getLogger(ROOT)
        if not root.handlers:
            # Without any handler, logging prints warnings to stderr by itself.
            root.addHandler(logging.NullHandler())
        return getattr(logging.getLogger(self._name), name)


def _nothing(*_: object, **__: object) -> None:
    pass
