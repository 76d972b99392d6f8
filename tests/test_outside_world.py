"""Only the command line and the clock touch the world, and importing costs little: held over the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms import PACKAGE, modules, name_of, room_of
from tests.source_trees import nodes_of, tree_of

OWN_PROCESS = "_child.py"
"""How files end that are programs of their own: they have a command line, and nobody injects a clock into them."""

CLOCK = {
    "play/clock.py": {"sleep", "monotonic"},
    "speech/cache/phrase_cache.py": {"time"},  # the age of a file, by the clock of the file system
    "speech/cache/shared_place.py": {
        "monotonic"
    },  # how long a place takes, and for how long it is left alone
    "publish/jobs/cluster.py": {"monotonic"},  # how long a cluster is without a worker
}
CLOCK_NAMES = {"sleep", "time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns"}

HEAVY = (
    "numpy", "pydantic", "yaml", "fluent", "rich", "miniaudio", "_miniaudio", "av", "platformdirs", "pyttsx3",
)  # fmt: skip


def uses(path: Path) -> Iterator[tuple[int, str]]:
    """Names that reach the world: `module.attribute` of what is used or imported, and calls of `print`."""
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.lineno, f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Name) and node.id in {"print", "input"}:
            yield node.lineno, node.id


def test_only_the_clock_knows_the_time():
    wrong = []
    for path in modules():
        allowed = CLOCK.get(name_of(path), set())
        if name_of(path).endswith(OWN_PROCESS):
            continue
        for line, name in uses(path):
            module, _, attribute = name.partition(".")
            if module == "time" and attribute in CLOCK_NAMES - allowed:
                wrong.append(f"{name_of(path)}:{line}: {name}")
    assert not wrong


def test_nothing_below_the_command_line_prints_or_reads_it():
    reported = {
        "print",
        "input",
        "sys.stdout",
        "sys.argv",
        "click.echo",
        "click.secho",
        "rich.print",
    }
    wrong = []
    for path in modules():
        if room_of(path) in {"cli", "__main__"} or name_of(path).endswith(OWN_PROCESS):
            continue
        wrong += [f"{name_of(path)}:{line}: {name}" for line, name in uses(path) if name in reported]
    assert not wrong


PRINTS = {
    "cli/printable.py",
    "cli/screen/plain.py",
    "cli/screen/large.py",
    "cli/progress.py",
    "cli/record_screen.py",
}
"""Where text goes to a person: control characters are written out there. The last do it by `one_line`, for rich."""


def test_loggers_are_silent_until_somebody_asks():
    """`logger_for` comes with the handler that keeps warnings from stderr."""
    wrong = []
    for path in modules():
        if name_of(path) not in {
            "logs.py",
            "cli/logs.py",
            "export/orders/workers.py",
            "publish/jobs/dask_client.py",  # has dask's not print
        }:
            wrong += [f"{name_of(path)}:{line}" for line, name in uses(path) if name == "logging.getLogger"]
    assert not wrong


def test_only_one_place_prints():
    ways = {"print", "click.echo", "click.secho", "rich.print", "rich.console.Console", "sys.stdout.write"}
    wrong = []
    for path in modules():
        if name_of(path) in PRINTS or name_of(path).endswith(OWN_PROCESS):
            continue
        wrong += [f"{name_of(path)}:{line}: {name}" for line, name in uses(path) if name in ways]
    assert not wrong


def test_the_exceptions_from_the_rules_are_still_needed():
    for name, allowed in CLOCK.items():
        path = PACKAGE / name
        if not path.exists():
            continue
        assert {used for _, used in uses(path)} & {f"time.{attribute}" for attribute in allowed}, name


def test_public_names_are_sorted():
    for path in modules():
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
            ):
                names = ast.literal_eval(node.value)
                assert list(names) == sorted(set(names)), name_of(path)


@pytest.mark.parametrize(
    "module", ["voicecoach", "voicecoach.cli", "voicecoach.units", "voicecoach.script.cue"]
)
def test_importing_loads_nothing_heavy(module: str):
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
