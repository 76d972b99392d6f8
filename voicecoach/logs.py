"""Loggers that are silent until somebody asks: a program that configures logging hears them, all others hear nothing.

Not in the package's `__init__`: there `import voicecoach`, and the moment from which Ctrl-C is ours, would wait for the
import of logging.

    logger = logger_for(__name__)
"""

from __future__ import annotations

import logging

ROOT = "voicecoach"
"""The logger above all of ours: a handler there hears everything."""

# Without a handler of ours, logging prints warnings to stderr by itself.
logging.getLogger(ROOT).addHandler(logging.NullHandler())


def logger_for(module: str) -> logging.Logger:
    """The logger of a module; `module` is its `__name__`."""
    return logging.getLogger(module)
