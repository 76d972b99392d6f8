"""Encoders: the whole render of a session with a cached voice against bare PyAV, and against the programs of others.

Each line is a ratio of two measurements of one run, taken in turn, without the start of Python:
`python benchmarks/export_encoders.py`.
"""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from ratios import runs

from voicecoach.audio.limiter import amplified_blocks
from voicecoach.audio.pcm import Block
from voicecoach.export.formats import sound_format
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.recording import Recording
from voicecoach.export.sound.leveling import gain_to
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix

ROUTINE = sys.argv[1] if len(sys.argv) > 1 else "gentle-daily"
ROUNDS = runs(5)


def best(*works: Callable[[], object]) -> list[float]:
    """Seconds of the quickest round of each, in rounds of one after the other, so that all meet the same other work."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def main() -> None:
    with tempfile.TemporaryDirectory() as name, contextlib.closing(open_voice("auto")) as voice:
        folder = Path(name)
        session = prepare(ROUTINE, Choices(), voice)
        timeline = session.timeline
        blocks = list(mix(timeline.parts, voice))
        loud = np.concatenate(
            [b.samples for b in amplified_blocks(blocks, gain_to(-16.0, lambda: blocks).factor)]
        )
        whole = [Block(loud[at : at + 16384], timeline.rate) for at in range(0, len(loud), 16384)]
        (levelling,) = best(lambda: sum(1 for _ in amplified_blocks(mix(timeline.parts, voice), gain_to(
            -16.0, lambda: mix(timeline.parts, voice)).factor)))  # fmt: skip
        print(f"{ROUTINE}: {timeline.duration:.0f} s of session")
        print(
            f"mixing and loudness: {levelling:.3f} s, 1/{timeline.duration / levelling:.0f} of its length (goal: 1/2000)"
        )
        wav = folder / "whole.wav"
        with wav.open("wb") as out:
            sound_format(wav).writer()(Recording(publication_of(session, wav), whole), out)
        print(f"{'':8}{'render':>9}{'PyAV alone':>12}{'ratio':>8}{'times real':>12}{'kB':>8}")
        renderer = Renderer(Choices(), "auto", 150)
        for suffix in ("flac", "mp3", "m4a", "opus"):
            target = folder / f"a.{suffix}"
            order = RenderOrder(target, force=True)

            def render_whole(order: RenderOrder = order) -> None:
                renderer.render_routine(ROUTINE, order)

            def bare(target: Path = folder / f"bare.{suffix}", suffix: str = suffix) -> None:
                """PyAV as its manual has it: one stream, frames in, packets out."""
                module = importlib.import_module(f"voicecoach.export.sound.{suffix}")
                how = getattr(module, f"{suffix}_encoding")(Recording(publication_of(session, target), ()))
                with av.open(
                    str(target), "w", format=how.container, options=dict(how.container_options)
                ) as container:
                    stream = container.add_stream(
                        how.codec, rate=how.rate or timeline.rate, options=dict(how.options)
                    )
                    stream.layout = "mono"
                    if how.bit_rate:
                        stream.bit_rate = how.bit_rate
                    for at in range(0, len(loud), 16384):
                        frame = av.AudioFrame.from_ndarray(loud[None, at : at + 16384], "flt", "mono")
                        frame.sample_rate, frame.pts = timeline.rate, at
                        frame.time_base = Fraction(1, timeline.rate)
                        container.mux(stream.encode(frame))
                    container.mux(stream.encode(None))

            render, alone = best(render_whole, bare)
            size = target.stat().st_size / 1000
            print(
                f"{suffix:8}{render:8.2f}s{alone:11.2f}s{render / alone:8.2f}{timeline.duration / render:12.0f}{size:8.0f}"
            )
        for suffix in ("mp3", "opus"):
            other = folder / f"other.{suffix}"

            def programs(other: Path = other) -> None:
                """sox levels the session to -16 (its own gain and limiter), ffmpeg encodes as it does by itself."""
                sox = ["sox", str(wav), "-t", "wav", "-", "gain", "-l", "0.1"]
                first = subprocess.Popen(sox, stdout=subprocess.PIPE)
                command = ["ffmpeg", "-v", "error", "-y", "-i", "-", str(other)]
                subprocess.run(command, stdin=first.stdout, check=True)
                first.wait()

            with contextlib.suppress(FileNotFoundError):
                order = RenderOrder(folder / f"a.{suffix}", force=True)
                ours, theirs = best(lambda order=order: renderer.render_routine(ROUTINE, order), programs)  # type: ignore[misc]
                print(
                    f"{suffix}: {ours:.2f} s, sox and ffmpeg {theirs:.2f} s, ratio {ours / theirs:.2f} (goal: below 1)"
                )


if __name__ == "__main__":
    main()
