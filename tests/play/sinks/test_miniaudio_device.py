"""The C extension of miniaudio is used without its module, and beside it: a microphone may be opened by that."""

from __future__ import annotations

import subprocess
import sys

import pytest

CALL = """
import sys
{first}
{second}
from _miniaudio import ffi, lib

class Device:
    def _data_callback(self, device, output, input, frames):
        ffi.memmove(output, b"ab" * frames, 2 * frames)
    def _stop_callback(self, device):
        print("stopped")

own = Device()
handle = ffi.new_handle(own)
device, output = ffi.new("ma_device *"), ffi.new("char[]", 8)
device.pUserData = handle
lib._internal_data_callback(device, output, ffi.NULL, 3)
lib._internal_stop_callback(device)
device.pUserData = ffi.NULL
lib._internal_data_callback(device, ffi.NULL, ffi.NULL, 3)
print(ffi.string(output).decode(), "miniaudio" in sys.modules, "numpy" in sys.modules)
"""

OURS, THEIRS = "import voicecoach.play.sinks.miniaudio_device", "import miniaudio"


def called(first: str, second: str = "") -> str:
    code = CALL.format(first=first, second=second)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_its_python_module_is_not_needed() -> None:
    assert called(OURS) == "stopped\nababab False False\n"


@pytest.mark.parametrize(("first", "second"), [(OURS, THEIRS), (THEIRS, OURS)])
def test_devices_of_both_are_called_whichever_is_loaded_last(first: str, second: str) -> None:
    assert called(first, second) == "stopped\nababab True True\n"
