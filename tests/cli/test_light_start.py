"""What each command loads besides Python's own library, and what of ours: nothing that it does not use.

A warm preview reads a timeline that was compiled before: it needs no YAML, no models, no coach and no sound.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.needs import slow_but

LOADED = """
import atexit, json, sys

def report():
    with open("modules.json", "w") as out:
        json.dump(sorted(sys.modules), out)

atexit.register(report)
from voicecoach.__main__ import main

main()
"""

CLICK = {"click"}
KEPT = CLICK | {"platformdirs"}
"""What was compiled is in a folder of the user."""
READ = KEPT | {
    "annotated_types",
    "pydantic",
    "pydantic_core",
    "typing_extensions",
    "typing_inspection",
    "yaml",
}
"""Routine files are read."""
COACHED = READ | {"attr", "babel", "fluent", "pytz"}
"""The coach speaks."""
SPOKEN = COACHED | {"numpy"}

MAY_LOAD = {
    "--version": (CLICK, CLICK),
    "--help": (CLICK, CLICK),
    "list --estimate": (COACHED, READ),
    "preview gentle-daily --estimate": (COACHED, KEPT),
    "preview gentle-daily --voice espeak:en-gb": (SPOKEN, KEPT),
}
"""The packages that a command may load: the first time, and once its session is kept."""

NO_NEED_OF = {
    "--version": {"routine", "script", "audio", "speech", "timeline", "play", "export", "session", "compiled"},
    "--help": {"routine", "script", "audio", "speech", "timeline", "play", "export", "session", "compiled"},
    "list --estimate": {"audio", "play", "cli.play", "cli.render", "export.sound", "export.page"},
    "preview gentle-daily --estimate": {
        "audio", "play", "cli.play", "cli.render", "cli.run_session", "cli.stage", "settings", "export.sound", "export.page",
        "export.orders",
    },
    "preview gentle-daily --voice espeak:en-gb": {
        "play", "cli.play", "cli.render", "cli.run_session", "cli.stage", "settings", "export.sound", "export.page",
        "export.orders",
    },
}  # fmt: skip
"""Rooms of ours that stay closed."""

ONLY_COLD = {
    "routine.model",
    "routine.yaml_reader",
    "script.coach",
    "session",
    "timeline.arrange",
    "audio.pcm",
}
"""What a warm preview does without."""


def loaded(home: Path, command: str, stderr: int | None = None) -> set[str]:
    subprocess.run(
        [sys.executable, "-c", LOADED, *command.split()],
        cwd=home, env=environment(home, PYTHONPATH=str(Path(__file__).parents[2])),
        stdout=subprocess.DEVNULL, stderr=stderr, timeout=100, check=True,
    )  # fmt: skip
    return set(json.loads((home / "modules.json").read_text()))


def packages(modules: set[str]) -> set[str]:
    """The packages of others; compiled parts of a package, and what a test run brings, do not count."""
    first = {module.partition(".")[0] for module in modules}
    return {
        name
        for name in first
        - set(sys.stdlib_module_names)
        - {"voicecoach", "cython_runtime", "colorama", "tzdata"}
        if not name.startswith(("_", "sitecustomize"))
    }


def rooms(modules: set[str]) -> set[str]:
    return {module.removeprefix("voicecoach.") for module in modules if module.startswith("voicecoach.")}


@pytest.mark.parametrize(
    "command", slow_but(MAY_LOAD, "--version", "--help", "preview gentle-daily --estimate")
)
def test_nothing_is_loaded_that_is_not_used(command: str, tmp_path: Path) -> None:
    for time, allowed in zip(("cold", "warm"), MAY_LOAD[command], strict=True):
        modules = loaded(tmp_path, command)
        assert packages(modules) <= allowed, time
        assert not rooms(modules) & NO_NEED_OF[command], time
        if time == "warm" and command.startswith("preview"):
            assert not rooms(modules) & ONLY_COLD


def test_nobody_is_asked_who_else_watches_the_models(tmp_path: Path) -> None:
    programme = tmp_path / "programme.yaml"
    programme.write_text("title: T\nroutines: [gentle-daily]\n")
    code = (
        "import importlib.metadata\nimportlib.metadata.distributions = None\n"
        "from voicecoach.__main__ import main\nmain()\n"
    )
    command = [sys.executable, "-c", code, "plan", str(programme)]
    own = environment(tmp_path, PYTHONPATH=str(Path(__file__).parents[2]))
    subprocess.run(command, cwd=tmp_path, env=own, stdout=subprocess.DEVNULL, timeout=100, check=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_list_that_is_kept_needs_no_bar_on_a_terminal(tmp_path: Path) -> None:
    import pty
    import threading

    ours, theirs = pty.openpty()

    def read() -> None:
        with contextlib.suppress(OSError):  # no terminal is at the other end any more
            while os.read(ours, 4096):
                pass

    threading.Thread(target=read, daemon=True).start()
    first, again = (loaded(tmp_path, "list --voice espeak:en-gb", theirs) for _ in range(2))
    os.close(theirs)
    assert "rich" in first
    assert "rich" not in again


BEGUN = """
import json, sys
from voicecoach.cli import stage
begin_words = stage.begin_words

def report(*given, **more):
    begin_words(*given, **more)
    with open("modules.json", "w") as out:
        json.dump(sorted(sys.modules), out)
    raise SystemExit(0)

stage.begin_words = report
stage._is_recorded = lambda voice: True  # its engine starts in a thread of its own, and loads what it needs
from voicecoach.__main__ import main

main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("voice", ["espeak:en-gb", "silent"])
def test_the_chime_and_the_first_words_of_play_wait_for_nothing_heavy(voice: str, tmp_path: Path) -> None:
    own = environment(tmp_path, PYTHONPATH=str(Path(__file__).parents[2]), PULSE_SERVER="unix:/nowhere")
    subprocess.run(
        [sys.executable, "-c", BEGUN, "play", "gentle-daily", "--voice", voice],
        cwd=tmp_path, env=own, timeout=100, check=True,
    )  # fmt: skip
    modules = set(json.loads((tmp_path / "modules.json").read_text()))
    assert {"voicecoach.audio.quick_sound", "voicecoach.play.sinks.registry", "voicecoach.opening"} <= modules
    heavy = {
        "numpy",
        "pydantic",
        "yaml",
        "fluent",
        "rich",
        "av",
        "onnxruntime",
        "urllib.request",
        "miniaudio",
        "logging",
    }
    assert modules & heavy == set()
