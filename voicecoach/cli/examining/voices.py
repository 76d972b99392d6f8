"""What `doctor` says of voices: whether each backend speaks, and which is used if none is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.cli.examining.check_result import CheckResult, CheckState, install_command, package_command
from voicecoach.errors import VoicecoachError

_EXTRA_VOICES = {"piper": "piper-tts"}
"""The packages of backends that not every install has."""

_ON_REQUEST = {
    "piper": ("there is no voice for it yet", "voicecoach voices --available"),
    "recorded": ("nothing is recorded yet", "voicecoach record ROUTINE --name NAME"),
}
"""Backends that have no voice until somebody wants one: what to say of them then, and the command."""


def examine_voices() -> Iterator[CheckResult]:
    found = list(_backends())
    yield _auto({one.name: one for one in found})
    yield from found
    yield from _damaged_voices()


def _auto(found: dict[str, CheckResult]) -> CheckResult:
    """Which voice is used if none is asked for, and why not a better one."""
    from voicecoach.speech.registry import AUTO, auto_order

    better: list[CheckResult] = []
    for name in auto_order():
        one = found[name]
        if one.state is CheckState.OK:
            why = "; ".join(f"{other.name} is {other.state.value}: {other.detail}" for other in better)
            fix = better[0].fix if better else ""
            return CheckResult("voices", AUTO, CheckState.OK, f"{name}, as {why}" if why else name, fix)
        better.append(one)
    detail = f"none of {', '.join(auto_order())} works"
    return CheckResult("voices", AUTO, CheckState.MISSING, detail, better[0].fix)


def _damaged_voices() -> Iterator[CheckResult]:
    from voicecoach.speech.downloads.installed_voices import installed_voices

    for error in installed_voices().bad:
        detail, _, command = error.message.rpartition(": voicecoach ")
        fix = f"voicecoach {command}"
        detail = detail.removesuffix("; get it again").removesuffix("; remove it")
        yield CheckResult("voices", error.backend, CheckState.BROKEN, detail, fix)


def _backends() -> Iterator[CheckResult]:
    from voicecoach.speech.registry import BackendStatus as Found
    from voicecoach.speech.registry import report_backends

    for report in report_backends():
        fix = package_command(report.name)
        if report.state is Found.MISSING and report.name in _EXTRA_VOICES:
            command = install_command(_EXTRA_VOICES[report.name], again=False)
            yield CheckResult("voices", report.name, CheckState.EXTRA, report.reason, command)
            continue
        if report.state is not Found.AVAILABLE:
            yield CheckResult("voices", report.name, CheckState(report.state.value), report.reason, fix)
            continue
        if not report.voices and report.name in _ON_REQUEST:
            detail, command = _ON_REQUEST[report.name]
            yield CheckResult("voices", report.name, CheckState.EXTRA, detail, command)
            continue
        count = f"{len(report.voices)} voice{'' if len(report.voices) == 1 else 's'}"
        try:
            said = _say(report.name)
        except VoicecoachError as error:
            yield CheckResult("voices", report.name, CheckState.BROKEN, str(error), fix)
        except Exception as error:  # a third party's code may raise what it likes
            yield CheckResult(
                "voices", report.name, CheckState.BROKEN, f"{type(error).__name__}: {error}", fix
            )
        else:
            yield CheckResult("voices", report.name, CheckState.OK, f"{count}; {said}")


def _say(backend: str) -> str:
    """Speaks with the default voice of a backend; what a person should know of it."""
    import contextlib

    from voicecoach.speech.registry import open_voice

    with contextlib.closing(open_voice(backend, cache=None)) as voice:
        clip = voice.say("One.")
        return f"{voice.id} speaks, {clip.rate} Hz"
