"""What plays a session opens no database: its first sound waits for nothing that it does not need."""

from __future__ import annotations

from tests.rooms import imported, modules, name_of

SESSION = (
    "cli/play",
    "cli/resume",
    "cli/preview",
    "cli/run_session",
    "cli/stage",
    "cli/terminal",
    "cli/screen",
    "cli/options",
    "play/",
)
"""What a session is made of, above the rooms that cannot import the diary anyway."""


def test_what_plays_a_session_does_not_know_the_diary() -> None:
    wrong, database = [], set()
    for path in modules():
        for line, name in imported(path):
            if name.startswith("voicecoach.practice") and name_of(path).startswith(SESSION):
                wrong.append(f"{name_of(path)}:{line}: {name}")
            if name == "sqlite3":
                database.add(name_of(path).split("/")[0])
    assert not wrong
    assert database == {"practice"}
