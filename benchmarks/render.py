"""Rendering the five shipped routines to WAV, beside the least that it could cost.

Cold (no phrase in the cache) against a shell loop that calls the espeak-ng program once a phrase, and against the bare
in-process synthesis of the same unique phrases plus writing the same bytes. Warm against writing the same bytes.
"""

from __future__ import annotations

import contextlib
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ratios import ROUTINES, in_turn, ms, ratio, row, runs

from voicecoach.export.formats import sound_format
from voicecoach.export.orders.atomic import replacing
from voicecoach.export.recording import Publication, Recording
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.espeak import EspeakBackend
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix
from voicecoach.timeline.timeline import EventKind

RUNS = runs(5)


def render(cache: Path, out: Path) -> None:
    """All five, as the command does it."""
    for name in ROUTINES:
        with contextlib.closing(open_voice("espeak", cache=PhraseCache(cache))) as voice:
            timeline = prepare(name, Choices(), voice).timeline
            with replacing(out / f"{name}.wav") as file:
                sound_format("x.wav").writer()(
                    Recording(Publication(timeline), mix(timeline.parts, voice)), file
                )


def phrases(names: Iterable[str] = ROUTINES) -> list[str]:
    """Every unique phrase of these routines, in the order in which it is first needed."""
    with contextlib.closing(open_voice("silent")) as voice:
        said = [
            event.text
            for name in names
            for _, event in prepare(name, Choices(), voice).timeline.events()
            if event.kind is EventKind.SAY
        ]
    return list(dict.fromkeys(said))


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="vc-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> None:
    out, plain, warm = folder / "out", folder / "plain", folder / "warm"
    out.mkdir(), plain.mkdir()
    texts = phrases()
    render(warm, out)
    data = {name: (out / f"{name}.wav").read_bytes() for name in ROUTINES}
    size = sum(map(len, data.values()))
    print(
        f"five routines, {size / 44100 / 60:.0f} minutes, {size / 1e6:.0f} MB, {len(texts)} unique phrases\n"
    )

    def fresh(where: Path) -> None:
        for file in where.glob("*.wav"):  # both sides write new files: pages that exist already are cheaper
            file.unlink()

    def cold() -> None:
        fresh(out)
        cache = folder / "cold"
        render(cache, out)

    def cold_again() -> None:
        shutil.rmtree(folder / "cold", ignore_errors=True)
        cold()

    def write() -> None:
        fresh(plain)
        for name, content in data.items():
            (plain / f"{name}.wav").write_bytes(content)

    def bare() -> None:
        voice = EspeakBackend().open("en-gb", 150)
        for text in texts:
            voice.say(text)
        voice.close()
        write()

    def warm_render() -> None:
        fresh(out)
        render(warm, out)

    ours, theirs, writing, again = in_turn(RUNS, cold_again, bare, write, warm_render)
    row("cold render / bare synthesis and writing", ratio(ours, theirs), 2.0, f"{ms(ours)} / {ms(theirs)}")
    row("warm render / writing the same bytes", ratio(again, writing), 4.0, f"{ms(again)} / {ms(writing)}")
    if program := shutil.which("espeak-ng"):
        script = folder / "loop.sh"
        lines = [f"{program} -v en-gb -s 150 -w {folder}/phrase.wav {shlex.quote(text)}" for text in texts]
        script.write_text("\n".join(lines))
        ours, theirs = in_turn(runs(2), cold_again, lambda: subprocess.run(["sh", script], check=True))
        row(
            "cold render / a loop over the espeak-ng program",
            ratio(ours, theirs),
            0.5,
            f"{ms(ours)} / {ms(theirs)}",
        )
    else:
        print("the espeak-ng program is not here: the loop over it is left out")


if __name__ == "__main__":
    main()
