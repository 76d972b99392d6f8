"""Loggers that are silent until somebody asks: a program that configures logging hears them, all others hear nothing.

Nor do others wait for it: `logging` takes longer to import than a kept preview takes to read, and a program that has not
imported it cannot be listening. So a logger of ours does nothing until somebody has.

    logger = logger_for(__name__)
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import logging

ROOT = "voicecoach"
"""The logger above all of ours: a handler there hears everything."""


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
            # Without a handler of ours, logging prints warnings to stderr by itself.
            root.addHandler(logging.NullHandler())
        return getattr(logging.getLogger(self._name), name)


def _nothing(*_: object, **__: object) -> None:
    pass
