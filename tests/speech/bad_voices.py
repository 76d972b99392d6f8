"""Backends of third parties that break the contract, each in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.speech.broken_backends import (
    RATE,
    Changing,
    Duck,
    HangingFrames,
    OddError,
    Renamed,
    Unspeakable,
    Voice,
    endless,
    fails,
    hang,
    has,
    opens,
    recursive,
    says,
    says_samples,
    sound,
)
from voicecoach.errors import BackendUnavailable
from voicecoach.speech.api import VoiceInfo


@dataclass(frozen=True)
class Bad:
    """One of them."""

    what: str
    backend: Callable[[], Any]
    reported: str
    """A part of the message, as a pattern."""
    phrase: bool = True
    """Whether the message names the phrase."""


def at_open(what: str, backend: Callable[[], Any], reported: str) -> Bad:
    return Bad(what, backend, reported, phrase=False)


BAD_VOICES = [
    # rates
    at_open("no rate", opens(rate=0), "its rate is 0, not 8000 to 192000"),
    at_open("a negative rate", opens(rate=-22050), "its rate is -22050"),
    at_open("a huge rate", opens(rate=2**40), "its rate is 1099511627776"),
    at_open("a rate with a fraction", opens(rate=22050.0), "its rate is of type float"),
    at_open("a rate in words", opens(rate="22050"), "its rate is of type str"),
    at_open("a truth for a rate", opens(rate=True), "its rate is True"),
    at_open("a rate that raises", opens(rate=property(fails(OSError("gone")))), "OSError: gone"),
    at_open("a rate that hangs", opens(rate=property(hang)), "did not answer within"),
    Bad("a rate that changes", has(open=lambda *_: Changing()), "is now bad:hum at 22050 Hz"),
    Bad(
        "a clip of another rate", says_samples(lambda samples: samples, rate=22050), "its sound is 22050, and"
    ),
    Bad("a clip whose rate is a float", says_samples(lambda samples: samples, rate=16000.0), "of type float"),
    # samples
    Bad(
        "floats",
        says_samples(lambda samples: samples.astype(np.float32)),
        "its samples are float32, not int16",
    ),
    Bad("no numbers", says_samples(lambda samples: samples * np.nan), "its samples are float64"),
    Bad(
        "infinity", says_samples(lambda samples: (samples + 1) * np.float32("inf")), "its samples are float32"
    ),
    Bad("32 bits", says_samples(lambda samples: samples.astype(np.int32)), "its samples are int32"),
    Bad("8 bits", says_samples(lambda samples: samples.astype(np.int8)), "its samples are int8"),
    Bad("unsigned", says_samples(lambda samples: samples.astype(np.uint16)), "its samples are uint16"),
    Bad("big-endian", says_samples(lambda samples: samples.astype(">i2")), "its samples are >i2"),
    Bad("objects", says_samples(lambda samples: samples.astype(object)), "its samples are object"),
    Bad("stereo", says_samples(lambda samples: np.stack([samples] * 2, axis=1)), "2 dimensions, not one"),
    Bad("one number", says_samples(lambda samples: np.int16(3)), "its samples are of type int16"),
    Bad("a list", says_samples(list), "its samples are of type list, not an array"),
    Bad("bytes", says_samples(lambda samples: samples.tobytes()), "its samples are of type bytes"),
    # lengths and onsets
    Bad("no sound", says_samples(lambda samples: samples[:0]), "it returned no sound"),
    Bad(
        "an onset at the end", says_samples(lambda samples: samples[:100], onset=100), "it returned no sound"
    ),
    Bad(
        "an onset beyond the end",
        says_samples(lambda samples: samples[:100], onset=101),
        "is 101, not 0 to 100",
    ),
    Bad("a negative onset", says_samples(lambda samples: samples, onset=-1), "its onset is -1"),
    Bad(
        "an onset with a fraction",
        says_samples(lambda samples: samples, onset=0.5),
        "its onset is of type float",
    ),
    Bad("no onset", says_samples(lambda samples: samples, onset=None), "its onset is None"),
    Bad(
        "an onset that hangs", says_samples(lambda samples: samples, onset=HangingFrames()), "did not answer"
    ),
    Bad(
        "25 minutes",
        says_samples(lambda _: np.zeros(1500 * RATE, np.int16)),
        "it returned 25 minutes of sound",
    ),
    # what is said
    Bad("None", says(lambda _: None), "it returned None, not a Clip"),
    Bad("only samples", says(sound), "it returned of type ndarray, not a Clip"),
    Bad("a coroutine's promise", says(lambda _: iter(())), "not a Clip"),
    Bad("what looks like a clip", says(Duck), "of type Duck, not a Clip"),
    Bad("an error", opens(say=fails(ZeroDivisionError("by\nzero"))), "ZeroDivisionError: by zero"),
    Bad("SystemExit", opens(say=fails(SystemExit(0))), "SystemExit: 0"),
    Bad("KeyboardInterrupt", opens(say=fails(KeyboardInterrupt)), "it is broken: KeyboardInterrupt,"),
    Bad("GeneratorExit", opens(say=fails(GeneratorExit)), "GeneratorExit"),
    Bad("StopIteration", opens(say=fails(StopIteration)), "StopIteration"),
    Bad(
        "a group", opens(say=fails(BaseExceptionGroup("two", [SystemExit(), ValueError()]))), "two .2 sub-ex"
    ),
    Bad("recursion", says(recursive), "RecursionError"),
    Bad("no memory", opens(say=fails(MemoryError)), "MemoryError"),
    Bad("a broken pipe", opens(say=fails(BrokenPipeError())), "BrokenPipeError"),
    Bad("an error that cannot be reported", opens(say=fails(Unspeakable())), "it is broken: Unspeakable,"),
    Bad(
        "an error that clears the screen",
        opens(say=fails(ValueError("\x1b[2J\a"))),
        r"ValueError: \\x1b\[2J\\x07",
    ),
    Bad(
        "one of our errors that clears it",
        opens(say=fails(OddError("\x1b[2J", backend="\n", phrase="x"))),
        "x1b",
    ),
    Bad(
        "one of our errors with nothing in it",
        opens(say=fails(OddError(None, backend=1, phrase=[]))),
        "OddError",
    ),  # type: ignore[arg-type]
    Bad("a very long error", opens(say=fails(ValueError("no " * 10_000))), "ValueError: no no"),
    Bad("what hangs", opens(say=hang), "it did not answer within"),
    # opening
    at_open("nothing opened", has(open=lambda *_: None), "it opened None, not a voice"),
    at_open("something else opened", has(open=lambda *_: 3), "AttributeError"),
    at_open("an open that raises", has(open=fails(RuntimeError("no"))), "RuntimeError: no"),
    at_open("an open that exits", has(open=fails(SystemExit(0))), "SystemExit"),
    at_open("an open that hangs", has(open=hang), "did not answer within"),
    at_open("an open that cannot be called", has(open=None), "TypeError"),
    at_open("another open", has(open=lambda self: Voice()), "TypeError"),
    at_open("nothing to say with", opens(say=None), "its say cannot be called"),
    at_open("no engine", has(open=fails(BackendUnavailable("get\nit", backend="bad"))), "get it"),
    # names
    at_open("an id in colour", opens(id="bad:\x1b[31mred"), r"its id has control characters .* “bad:\\x1b"),
    at_open("an id of two lines", opens(id="bad:a\nb"), "its id has control characters"),
    at_open("an id that is a number", opens(id=3), "its id is of type int"),
    at_open("an empty id", opens(id=""), "its id is empty"),
    at_open("a long id", opens(id="bad:" + "x" * 5000), "its id is 5004 characters long"),
    at_open("the id of another", opens(id="espeak:en-gb"), "its id is “espeak:en-gb”, not “bad:...”"),
    Bad("an id that changes", has(open=lambda *_: Renamed()), "is now bad:other at 16000 Hz"),
    at_open("an identity of two lines", opens(identity="a\nb"), "its identity has control characters"),
    at_open("a gain that is not a number", opens(gain_db=float("nan")), "its gain_db"),
    at_open("a gain in words", opens(gain_db="3"), "its gain_db"),
    at_open("a deafening gain", opens(gain_db=900.0), "its gain_db is 900"),
    # versions
    at_open("a version that raises", has(version=property(fails(ValueError("no")))), "ValueError: no"),
    at_open("a version that is a number", has(version=1), "its version is of type int"),
    at_open("no version", has(version=None), "its version is None"),
    at_open("a version of two lines", has(version="1\n2"), "its version has control"),
    # what is there instead of a backend
    at_open("a backend that cannot be made", fails(KeyboardInterrupt), "it is broken: KeyboardInterrupt"),
    at_open("a backend that exits", fails(SystemExit(0)), "SystemExit"),
    at_open("a backend that hangs", hang, "did not answer within"),
    at_open("no backend", lambda: None, "AttributeError"),
]

BAD_LISTS = [
    ("raises", fails(ValueError("no")), "ValueError: no"),
    ("exits", fails(SystemExit(0)), "SystemExit"),
    ("hangs", hang, "did not answer within"),
    ("is nothing", lambda _: None, "TypeError"),
    ("never ends", endless, "more than 20000 voices"),
    ("has other things", lambda _: [3], "no. 1: it is of type int, not a VoiceInfo"),
    ("has numbers", lambda _: [VoiceInfo("bad", 3, "en", "x")], "its voice is of type int"),  # type: ignore[arg-type]
    ("has colours", lambda _: [VoiceInfo("bad", "x", "en", "\x1b[31m")], r"its name has control .*\\x1b"),
    ("has no language", lambda _: [VoiceInfo("bad", "x", None, "x")], "its language is None"),  # type: ignore[arg-type]
    ("is of another", lambda _: [VoiceInfo("espeak", "x", "en", "x")], "“espeak”, not “bad”"),
]
"""What is wrong with the list, the method, and a part of what is reported."""
