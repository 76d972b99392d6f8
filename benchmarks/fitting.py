"""Fitting a session to a length beside compiling it once: how much longer `--minutes` takes, with every phrase kept."""

from __future__ import annotations

from functools import partial

from ratios import ROUTINES, in_turn, ms, ratio, row, runs

from voicecoach.fitting.fit import fitted
from voicecoach.fitting.length import true_length
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

RUNS = runs(5)


def main() -> None:
    with open_voice("espeak") as voice:
        for name in ROUTINES:
            loaded = load_routine(name)
            gentle, strong = (
                true_length(loaded.routine, Choices(level), voice) / voice.rate / 60 for level in (0, 1)
            )
            for share in (0.3, 0.8):
                minutes = gentle + (strong - gentle) * share
                choices = Choices(minutes=minutes)
                fit = partial(fitted, loaded, choices, voice)
                fit()  # from now on every phrase is kept
                once, whole = in_turn(RUNS, partial(prepare, loaded, Choices(), voice), fit)
                row(
                    f"{name} in {minutes:.0f} min / compiled once",
                    ratio(whole, once),
                    40.0,
                    f"{ms(whole)} / {ms(once)}",
                )


if __name__ == "__main__":
    main()
