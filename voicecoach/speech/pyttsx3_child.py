"""The process in which pyttsx3 runs: reads requests on stdin, answers on stdout. Run as a file, never imported.

It stands alone, importing nothing of voicecoach, and is started with `-P`: the module beside it is called pyttsx3 too.

pyttsx3 2.99 is used as little as it can be: one phrase at a time into one file, its queue, playback and events never.
"""

import contextlib
import json
import os
import queue
import sys
import threading
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Answers until stdin ends. The one argument is JSON: what to load before pyttsx3, and the default voice."""
    setup = json.loads(sys.argv[1])
    # pyttsx3 prints to stdout, and so may an engine below Python: they get another one than the parent reads.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    engine = None
    while True:
        request = json.loads(requests.get())
        try:
            if engine is None:
                engine = _start(setup)
            answer = _voices(engine, setup) if request["do"] == "voices" else _say(engine, request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps({**answer, "number": request["number"]}) + "\n")
        answers.flush()


def _listen(requests: queue.SimpleQueue[str]) -> None:
    """The parent's death ends this process even while an engine hangs."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _start(setup: dict[str, Any]) -> Any:
    if setup.get("library"):
        import ctypes

        # pyttsx3 loads libespeak-ng.so.1 by name and finds the one that is loaded already.
        ctypes.CDLL(setup["library"], mode=ctypes.RTLD_GLOBAL)
    import pyttsx3

    engine = pyttsx3.init()
    engine.runAndWait()  # with nothing to do: it starts “busy”, and the next one would return too soon
    return engine


def _voices(engine: Any, setup: dict[str, Any]) -> dict[str, Any]:
    voices = [
        {
            "id": str(voice.id),
            "name": str(voice.name or voice.id),
            "languages": [_tag(tag) for tag in voice.languages],
        }
        for voice in engine.getProperty("voices")
    ]
    return {"voices": voices, "default": setup.get("default") or str(engine.getProperty("voice"))}


def _tag(tag: bytes | str) -> str:
    return tag.decode("ascii", "replace") if isinstance(tag, bytes) else str(tag)


def _say(engine: Any, request: dict[str, Any]) -> dict[str, Any]:
    # An unknown voice raises nothing in pyttsx3; the parent has checked that it is among the voices.
    engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["speed"])
    engine.setProperty("volume", 1.0)
    espeak = sys.modules.get("pyttsx3.drivers._espeak")
    if espeak is not None:
        # espeak-ng applies these in a thread of its own, and runAndWait cancels what that thread is at.
        espeak.Synchronize()
    engine.save_to_file(request["text"], request["file"])
    engine.runAndWait()
    if espeak is not None:
        espeak.Synchronize()
    end = time.monotonic() + request["patience"]
    while not _whole(request["file"]) and time.monotonic() < end:
        time.sleep(0.01)
    return {"done": True}


def _whole(path: str) -> bool:
    """Whether the file is there and has stopped growing."""
    with contextlib.suppress(OSError):
        size = Path(path).stat().st_size
        time.sleep(0.002)
        return size > 0 and Path(path).stat().st_size == size
    return False


if __name__ == "__main__":
    main()
