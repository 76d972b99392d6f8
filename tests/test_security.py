"""SECURITY.md is true: nothing of voicecoach opens a network connection. The rest of its promises are held where the
parts are: tests/hostile, tests/test_state_files.py, tests/cli/test_hostile_names.py."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.source_trees import nodes_of

PACKAGE = Path(__file__).parent.parent / "voicecoach"
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver",
           "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc"}  # fmt: skip


def test_no_module_can_open_a_connection() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in nodes_of(path):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            # `urllib.parse` only reads addresses.
            assert not [one for one in names if one.split(".")[0] in NETWORK and one != "urllib.parse"], path
