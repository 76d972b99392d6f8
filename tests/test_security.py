"""SECURITY.md is true: one module opens network connections, and one command uses it. The rest of its promises are held where the
parts are: tests/hostile, tests/test_state_files.py, tests/cli/test_hostile_names.py."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.source_trees import nodes_of
from voicecoach.speech.downloads.catalogue import catalogue

PACKAGE = Path(__file__).parent.parent / "voicecoach"
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver",
           "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc"}  # fmt: skip

LISTENS = PACKAGE / "publish" / "site" / "loopback.py"
DOWNLOADS = PACKAGE / "speech" / "downloads" / "voice_download.py"


def test_only_one_module_can_open_a_connection() -> None:
    for path in sorted({*PACKAGE.rglob("*.py")} - {DOWNLOADS, LISTENS}):
        for node in nodes_of(path):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            # `urllib.parse` only reads addresses.
            assert not [one for one in names if one.split(".")[0] in NETWORK and one != "urllib.parse"], path


def test_only_one_module_listens_and_on_this_machine_alone() -> None:
    """`tests/publish/site/test_loopback.py` shows that it does."""
    modules = {node.module for node in nodes_of(LISTENS) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name and name.split(".")[0] in NETWORK} == {
        "http",
        "http.server",
        "urllib.parse",
    }
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module == "voicecoach.publish.site.loopback"
    ]
    assert importers == ["cli/publish.py"]


def test_only_one_command_loads_it() -> None:
    """`voices get`, and `voices remove`, which shares a file with it."""
    importers = {
        path.relative_to(PACKAGE).as_posix()
        for name in ("voice_download", "getting_voices")
        for path in PACKAGE.rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module == f"voicecoach.speech.downloads.{name}"
    }
    assert importers == {"speech/downloads/getting_voices.py", "cli/voices.py"}


def test_every_address_that_is_known_is_by_https() -> None:
    assert {file.url.partition(":")[0] for row in catalogue() for file in row.files} == {"https"}
