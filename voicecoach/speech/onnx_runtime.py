"""How onnxruntime is imported, for every voice that is a neural network: it is to report nothing, and to print nothing."""

from __future__ import annotations

import os
from typing import Any

_ERRORS = 3


def import_onnxruntime() -> Any:
    """The module onnxruntime, which reports nothing to its makers: nothing that this program does leaves the machine.

    From 1.29 on it sends metadata of the process and its models to Microsoft, and keeps an identifier of the device,
    unless a variable is set before it is imported (its pull requests 27379 and 29843: two names, by version). Raises
    what the import raises.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # all that there is on Windows
    onnxruntime.set_default_logger_severity(_ERRORS)  # it warns on the terminal of graphics cards
    return onnxruntime
