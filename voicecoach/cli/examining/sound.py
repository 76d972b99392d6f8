"""What `doctor` says of outputs, of the sound of the last session, and of microphones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from shutil import which
from typing import TYPE_CHECKING

from voicecoach.cli.examining.check_result import CheckResult, CheckState, package_command
from voicecoach.errors import VoicecoachError
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

logger = logger_for(__name__)

TEST_PHRASE = "This is voicecoach. You can hear me."


def examine_sound(*, play: bool) -> Iterator[CheckResult]:
    """Raises nothing because of what is broken. `play`: a phrase through each output."""
    yield from _outputs(play=play)
    yield from _last_session()
    yield _microphones()


def _outputs(*, play: bool) -> Iterator[CheckResult]:
    from voicecoach.cli.play_clip import play_clip
    from voicecoach.play.sinks.output_calls import DoesNotAnswer
    from voicecoach.play.sinks.registry import find_output, output_names

    clip = _test_clip() if play else None
    for name in output_names():
        try:
            output = find_output(name)
            devices = output.devices()
            heard = ""
            if clip is not None and name not in ("null", "capture"):
                heard = f"; played a phrase through {play_clip(output, clip)}: did you hear it?"
        except VoicecoachError as error:
            message = str(getattr(error, "message", error))
            state = CheckState.EXTRA if name == "simpleaudio" else CheckState.MISSING
            if "it is broken" in message or isinstance(error, DoesNotAnswer):
                state = CheckState.BROKEN
            yield CheckResult(
                "outputs", name, state, message.partition("; fix it with")[0], _fix_for_output(name, message)
            )
        else:
            yield CheckResult(
                "outputs", name, CheckState.OK, (", ".join(devices) or _what_it_is(name)) + heard
            )


def _last_session() -> Iterator[CheckResult]:
    """Whether the sound of the last session had holes."""
    from voicecoach.play.saved.record import read_records, record_file

    try:
        records = list(read_records(record_file()))
    except OSError as error:
        logger.info("no last session: %s", error)
        return
    if records:
        breaks = records[-1].breaks
        if breaks is None:
            yield CheckResult(
                "outputs", "last session", CheckState.OK, "its output does not count holes in the sound"
            )
            return
        times = "once" if breaks == 1 else f"{breaks} times"
        broken = f"the sound broke off {times}: this machine was busy, or the output queues too little"
        state = CheckState.BROKEN if breaks else CheckState.OK
        yield CheckResult("outputs", "last session", state, broken if breaks else "its sound had no holes")


def _microphones() -> CheckResult:
    """The microphones for `record`. Somebody who only listens needs none."""
    from voicecoach.record.microphone import MiniaudioInput

    try:
        devices = MiniaudioInput().devices()
    except VoicecoachError as error:
        why = str(getattr(error, "message", error)).partition(". Plug")[0]
    else:
        why = "" if devices else "no microphone found"
    if why:
        # Files need none.
        return CheckResult("microphones", "record", CheckState.EXTRA, why, "voicecoach record ROUTINE --list")
    return CheckResult("microphones", "record", CheckState.OK, ", ".join(devices))


def _what_it_is(output: str) -> str:
    """What a person should know of an output without devices."""
    if output == "simpleaudio":
        from voicecoach.play.sinks.simpleaudio_package import installed_package

        return f"{installed_package().name} is installed; --play tries it"
    return {"null": "plays to nobody", "capture": "writes a WAV file"}.get(output, "ready")


def _fix_for_output(name: str, message: str) -> str:
    if "fix it with: " in message:
        return message.partition("fix it with: ")[2]
    if "does not answer" in message and sys.platform.startswith("linux"):
        return "pulseaudio -k" if which("pulseaudio") else "systemctl --user restart pipewire pipewire-pulse"
    if ("no sound system" in message or name == "pulse") and sys.platform.startswith("linux"):
        return "sudo apt install pulseaudio"
    if name == "simpleaudio" and "cannot play here" in message and sys.platform.startswith("linux"):
        return "sudo apt install pulseaudio libasound2-plugins"  # it plays by ALSA alone
    return package_command(name)


def _test_clip() -> Clip | None:
    from voicecoach.speech.registry import open_voice

    try:
        return open_voice(cache=None).say(TEST_PHRASE)
    except VoicecoachError as error:
        logger.info("nothing to play: %s", error)  # the voices say why
        return None
