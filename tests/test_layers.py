"""Imports run one way, and only the command line and the clock touch the world: held over the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import voicecoach
from tests.source_trees import nodes_of, tree_of

PACKAGE = Path(voicecoach.__file__).parent

BASE = {
    "errors",
    "cores",
    "units",
    "shipped",
    "near",
    "time_limited",
    "logs",
    "folders",
    "files",
    "sound_beside",
    "speaking_speed",
    "half_file",
    "file_locks",
    "typography",
    "pronunciation",
}
WORDS = BASE | {"phrases", "routine", "script"}
SOUND = BASE | {"audio", "phrases", "speech"}
MEETING = WORDS | SOUND | {"timeline"}

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "cores": set(),
    "signals": {"errors"},
    "units": {"typography"},
    "typography": set(),
    "pronunciation": set(),
    "shipped": set(),
    "near": set(),
    "time_limited": set(),
    "logs": set(),
    "folders": set(),
    "file_locks": {"logs"},
    "half_file": {"file_locks", "logs"},
    "files": {"file_locks", "folders", "half_file", "logs"},
    "sound_beside": {"files"},
    "speaking_speed": set(),
    "phrases": BASE,
    "routine": BASE | {"phrases"},
    "script": BASE | {"phrases", "routine"},
    "interchange": BASE | {"phrases", "routine"},
    "audio": BASE,
    "speech": BASE | {"audio", "phrases"},
    "timeline": WORDS | SOUND,
    "fitting": MEETING,
    "session": MEETING | {"fitting"},
    "session_digest": MEETING,
    "opening": MEETING,
    "compiled": MEETING | {"session", "session_digest", "opening"},
    "play": MEETING | {"fitting", "session", "compiled", "opening"},
    "export": MEETING | {"session", "compiled"},
    "record": MEETING | {"session", "play"},  # the clock, and outputs to listen by
    "practice": MEETING | {"session", "compiled", "play"},  # what was played
    "publish": MEETING
    | {"session", "compiled", "export", "practice", "interchange"},  # rhythms and a calendar; tables
    "settings": MEETING | {"play", "settings_file"},
    "settings_file": BASE,
    "cli": MEETING
    | {
        "session",
        "session_digest",
        "opening",
        "compiled",
        "play",
        "export",
        "interchange",
        "practice",
        "publish",
        "record",
        "settings",
        "signals",
    },
    "__init__": MEETING | {"session", "compiled", "play", "export"},
    "__main__": {"cli", "errors", "signals"},
}
"""What each room of the house may import beside itself; a new room needs a line here, and a reason."""

ORDER: dict[str, tuple[set[str], ...]] = {
    "play": (
        {"clock", "commands", "notices", "upcoming", "volume_range"},
        {"key_map"},
        {"sinks"},
        {"engine"},
        {"saved", "view"},
        {"live_settings"},
        {"awake", "coaching", "cue_reports"},
        {"controls"},
        {"session_log"},
        {"live"},
        {"performance"},
    ),
    "export": (
        {"captions", "quality"},
        {"chapters", "handout_parts"},
        {"letterhead"},
        {"handout_items"},
        {"handout"},
        {"recording"},
        {"sound", "text"},
        {"page"},
        {"formats"},
        {"orders"},
        {"__init__"},
    ),
    "publish": (
        {"practice"},
        {"job"},
        {"folder", "pages"},
        {"jobs"},
        {"site"},
        {"__init__"},
    ),
}
"""The order inside a room, from the bottom up: what is in one line may import the lines above it, and nothing else."""

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


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def module_of(path: Path) -> str:
    return ".".join(("voicecoach", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of voicecoach in a file, inside functions and under TYPE_CHECKING too: line and dotted name."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports name the package in full"
            assert node.module is not None
            yield node.lineno, node.module
            if node.module == "voicecoach":
                yield from ((node.lineno, f"voicecoach.{alias.name}") for alias in node.names)


def wrong_imports(path: Path) -> list[str]:
    room = room_of(path)
    wrong = []
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] != "voicecoach" or len(parts) == 1 or parts[1] == room:
            continue
        if parts[1] not in MAY_IMPORT[room]:
            wrong.append(f"{name_of(path)}:{line}: {room} may not import {name}")
    return wrong


def test_every_room_has_its_line():
    assert {room_of(path) for path in modules()} <= set(MAY_IMPORT)


def test_imports_run_one_way():
    assert not [wrong for path in modules() for wrong in wrong_imports(path)]


def place_in(room: str, module: str) -> int | None:
    """The line of ORDER in which a module of the room is; None for the room itself."""
    parts = module.removeprefix(f"voicecoach.{room}").strip(".").split(".")
    name = parts[0] or "__init__"
    lines = [line for line, names in enumerate(ORDER[room]) if name in names]
    return lines[0] if lines else None


def wrong_way(path: Path) -> list[str]:
    room = room_of(path)
    here = place_in(room, module_of(path))
    if here is None:  # play/__init__.py and the like, without imports
        return [f"{name_of(path)}: has no line in ORDER"] if any(imported(path)) else []
    wrong = []
    for line, name in imported(path):
        if not name.startswith(f"voicecoach.{room}."):
            continue
        there, own = place_in(room, name), module_of(path).split(".")[2:3] == name.split(".")[2:3]
        if not own and (there is None or there >= here):
            wrong.append(f"{name_of(path)}:{line}: may not import {name}")
    return wrong


@pytest.mark.parametrize("room", ORDER)
def test_imports_inside_a_room_run_one_way(room: str):
    assert not [wrong for path in modules() if room_of(path) == room for wrong in wrong_way(path)]


@pytest.mark.parametrize("room", ORDER)
def test_the_order_inside_a_room_names_what_is_there(room: str):
    there = {path.stem for path in (PACKAGE / room).glob("*") if path.suffix == ".py" or path.is_dir()}
    assert set().union(*ORDER[room]) - {"__init__"} == there - {"__init__", "__pycache__"}


def imports_of_modules() -> dict[str, set[str]]:
    """Every module and the modules that it imports, at whatever time."""
    known = {module_of(path): path for path in modules()}
    imports: dict[str, set[str]] = {}
    for module, path in known.items():
        names = {name for _, name in imported(path)}
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
        imports[module] = (names & set(known)) - {module}
    return imports


def test_no_two_modules_import_each_other():
    """Directly or by way of others; the imports of a package's own `__init__` count for that alone."""
    imports = imports_of_modules()
    waiting = dict(imports)
    while leaves := {module for module, names in waiting.items() if not names & set(waiting)}:
        waiting = {module: names for module, names in waiting.items() if module not in leaves}
    assert not waiting, f"a circle, and what leads to it: {sorted(waiting)}"


def test_the_order_has_no_circle():
    def below(room: str, path: tuple[str, ...] = ()) -> None:
        assert room not in path, " > ".join((*path, room))
        for other in MAY_IMPORT[room]:
            below(other, (*path, room))

    for room in MAY_IMPORT:
        below(room)
    assert "export" not in MAY_IMPORT["play"]
    assert "play" not in MAY_IMPORT["export"]


def test_nothing_below_session_imports_the_package_itself():
    """`from voicecoach import prepare` goes through the front door, which imports everything."""
    for path in modules():
        if room_of(path) in {"cli", "__init__", "__main__"}:
            continue
        assert not [line for line, name in imported(path) if name == "voicecoach"], name_of(path)


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
