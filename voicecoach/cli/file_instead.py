"""What `play` and `say` advise on a machine without a sound system."""

from __future__ import annotations

from voicecoach.errors import DeviceError


def with_file_instead(error: DeviceError, command: str) -> DeviceError:
    """The error; if there is no sound system, with the command that writes a file."""
    from voicecoach.play.sinks.miniaudio_sink import NO_DEVICE

    if error.message != NO_DEVICE:
        return error
    return DeviceError(f"{NO_DEVICE},\nor write a file instead: {command}", output=error.output)
