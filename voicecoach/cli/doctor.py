"""`voicecoach doctor`: what works on this machine, and the one command that fixes each thing that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from voicecoach.cli.printable import say, say_text

if TYPE_CHECKING:
    from voicecoach.cli.examining.check_result import CheckResult


@click.command(epilog="Example: voicecoach doctor --play")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option(
    "--play", is_flag=True, help="Play a test phrase on each output. Without this, no device is opened."
)
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, play: bool) -> None:
    """Report what works on this machine, and how to fix the rest.

    Looks at voices, outputs, media keys, pedals, file formats, extras and folders, and at what keeps this machine awake.
    Under each thing that does not work is the one command that fixes it. Ends with 0, and with 1 if no voice can speak.
    """
    from voicecoach.cli.examining.machine import examine_machine

    found = list(examine_machine(play=play))
    if as_json:
        findings = {"format": 1, "findings": [asdict(one) for one in found]}
        say_text(json.dumps(findings, ensure_ascii=False, indent=1) + "\n")
    else:
        for line in _lines(found):
            say_text(f"{line}\n")
    if not can_speak(found):
        say("voicecoach: no voice can speak here; fix one of those above", err=True)
        ctx.exit(1)


def can_speak(found: list[CheckResult]) -> bool:
    """Whether any voice but the silent one works."""
    return any(one.area == "voices" and one.state.value == "ok" and one.name != "silent" for one in found)


def _lines(found: list[CheckResult]) -> Iterator[str]:
    width = max(len(one.name) for one in found)
    area = ""
    for one in found:
        if one.area != area:
            area = one.area
            yield f"{area.upper()}" if area == found[0].area else f"\n{area.upper()}"
        detail = one.detail.replace("\n", f"\n{'':{width + 13}}")
        yield f"  {one.state.value:7}  {one.name:{width}}  {detail}".rstrip()
        if one.fix:
            what = "to have it" if one.state.value == "extra" else "to fix it"
            yield f"  {'':7}  {'':{width}}  {what}: {one.fix}"
