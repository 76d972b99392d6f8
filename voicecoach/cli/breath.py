"""`voicecoach breath`: measure how somebody breathes, for exercises that are paced by breath."""

from __future__ import annotations

import queue
from itertools import pairwise

import click

from voicecoach.cli.printable import say
from voicecoach.cli.terminal import has_keyboard, terminal_keys
from voicecoach.errors import VoicecoachError

ENOUGH = 8
"""After how many breaths the measurement ends by itself."""
LEAST = 4
"""How many breaths are needed to say what is usual."""
SHORTEST_S, LONGEST_S = 2.5, 30.0
"""Seconds of a breath: anything shorter or longer was a key that was pressed twice, or missed."""
PATIENCE_S = 60.0
"""After how many seconds without a key nobody is there any more."""
_SHARE_IN = 0.4
"""The share of a measured breath that is breathed in: out is longer, as in the coach's own 4-6."""
_ENDS = ("enter", "q", "escape", "ctrl-c")


@click.command(epilog="Example: voicecoach breath")
def breath() -> None:
    """Measure your own breath, and keep it.

    Breathe as you do at rest, and press the space bar at each breath in: nine times, or Enter when you have had enough.
    It is kept as the setting `breath`, for all that is paced by breath; `voicecoach settings unset breath` takes it back.
    """
    from voicecoach.folders import settings_file
    from voicecoach.play.clock import RealClock
    from voicecoach.routine.breath_pace import pace_text
    from voicecoach.settings import set_value

    if not has_keyboard():
        raise VoicecoachError(
            "a breath is measured at a terminal; or say it yourself: voicecoach settings set breath 4-6"
        )
    clock = RealClock()
    keys: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
    say("Breathe as you do at rest. Press the space bar at each breath in; Enter ends it.")
    presses: list[float] = []
    with terminal_keys(lambda key: keys.put((key, clock.now()))):
        while len(presses) <= ENOUGH:
            try:
                key, at = keys.get(timeout=PATIENCE_S)
            except queue.Empty:
                break
            if key in _ENDS:
                break
            presses.append(at)
            say(f"breath {len(presses)}")
    found = measured_breath(presses)
    if found is None:
        raise VoicecoachError(
            f"too few breaths to say what is usual: at least {LEAST} are needed. Nothing was changed"
        )
    set_value(settings_file(), "breath", pace_text(found))
    into, out = found
    say(f"Your breath: {into:g} s in, {out:g} s out. It is kept as the setting breath = {pace_text(found)}.")


def measured_breath(presses: list[float]) -> tuple[float, float] | None:
    """Seconds in and out of the usual breath of somebody who pressed a key at each breath in, at these seconds; None if there
    are too few.

    The median, so that a sigh and a key that was missed do no harm; to half seconds.
    """
    lengths = [later - sooner for sooner, later in pairwise(presses)]
    breaths = sorted(length for length in lengths if SHORTEST_S <= length <= LONGEST_S)
    if len(breaths) < LEAST:
        return None
    middle = len(breaths) // 2
    usual = (breaths[middle] + breaths[~middle]) / 2
    into = max(1.0, round(usual * _SHARE_IN * 2) / 2)
    return into, max(1.0, round((usual - into) * 2) / 2)
