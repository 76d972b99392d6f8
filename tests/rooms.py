"""The rooms of the house: what each may import, and the order inside some of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import voicecoach
from tests.source_trees import nodes_of

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
