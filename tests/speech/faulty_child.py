"""Stands in for the child of pyttsx3 and fails as engines do: python faulty_child.py NOTES FAULT [FAULT ...]

The first run of the process commits the first fault, the second the second, and so on; `fine` is none. How many runs
there were is counted by the lines of the file NOTES, which hold their process ids.
"""

import json
import os
import sys
import time
import wave
from pathlib import Path


def answer(line: str) -> None:
    """Whatever it is; an object gets the number of its request."""
    sys.stdout.write(line.replace("}", f', "number": {request["number"]}}}') + "\n")
    sys.stdout.flush()


notes, faults = Path(sys.argv[1]), sys.argv[2:]
with notes.open("a") as file:
    file.write(f"{os.getpid()}\n")
runs = len(notes.read_text().split())
fault = faults[min(runs, len(faults)) - 1]

if fault == "dies at once":
    sys.exit(3)
for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "voices":
        voices = [
            {"id": "A.Long.Id", "name": "Anna", "languages": ["en_GB"]},
            {"id": "zwei", "name": "Zoe", "languages": ["409"]},
        ]
        known = {"error": "no engine"} if fault == "no engine" else {"voices": voices, "default": "zwei"}
        sys.stdout.write(json.dumps({**known, "number": request["number"]}) + "\n")
        sys.stdout.flush()
        continue
    target = Path(request["file"])
    if fault == "hangs":
        time.sleep(600)
    if fault == "dies":
        os._exit(1)
    if fault in ("says nothing", "answers nonsense"):
        answer("{nonsense" if fault == "answers nonsense" else '{"done": true}')
        continue
    if fault == "reports an error":
        answer('{"error": "ValueError: no"}')
        continue
    if fault == "garbage":
        target.write_bytes(os.urandom(4096))
    else:
        with wave.open(str(target), "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(44100)
            out.writeframes((b"\0\0\0\0" if fault == "silence" else b"\0\x40\0\x40") * 22050)
        if fault == "cut short":
            target.write_bytes(target.read_bytes()[:44])
    answer('{"done": true}')
