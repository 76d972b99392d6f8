"""Names with escape sequences, line breaks and overrides of direction: none of them reaches a terminal or a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import environment, run, user_scripts
from voicecoach import cli
from voicecoach.cli.printable import lines, one_line

BAD = "a\x1b[2J\x1b]0;t\x07\x9b31m\nb\r\x7f\u2028\u202e\u2066c"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def test_what_is_written_out() -> None:
    assert one_line(BAD) == (r"a\x1b[2J\x1b]0;t\x07\u009b31m\nb\r\u007f\u2028\u202e\u2066c")
    assert lines("a\n\tb\r\x1b") == "a\n\tb\\r\\x1b"
    assert one_line("„Grüße“ 你好 👩‍⚕️ שלום") == "„Grüße“ 你好 👩‍⚕️ שלום"


COMMANDS = [
    [BAD],
    [f"--{BAD}"],
    ["--log-file", f"{BAD}/x", "schema"],
    pytest.param(["--log-file", "a.log", "--debug", "preview", f"{BAD}.yaml"], marks=pytest.mark.slow),
    ["list", BAD],
    ["list", "--voice", BAD],
    pytest.param(["list", "--estimate"], marks=pytest.mark.slow),
    ["exercises", BAD, "--body", BAD],
    ["exercises", "--show", BAD],
    ["exercises", "--kind", BAD],
    ["new", "--exercises", BAD],
    ["new", "--exercises", "plank", "--title", BAD],
    ["new", "--exercises", "plank", "-o", f"{BAD}/x.yaml"],
    ["new", "--exercises", "plank", "-o", f"{BAD}.txt"],
    ["breath", BAD],
    ["preview", BAD],
    ["preview", f"{BAD}.yaml"],
    ["preview", "real.yaml", "--estimate", "--level", BAD],
    ["preview", "real.yaml", "--estimate", "--include", BAD],
    ["preview", "real.yaml", "--estimate", "--plot", f"{BAD}/x.png"],
    ["preview", "real.yaml", "--estimate", "--plot", f"{BAD}.doc"],
    pytest.param(["preview", "real.yaml", "--estimate"], marks=pytest.mark.slow),
    ["preview", "real.yaml", "--estimate", "--format", "json"],
    ["play", BAD],
    pytest.param(["play", "real.yaml", "--output", BAD], marks=pytest.mark.slow),
    pytest.param(["play", "real.yaml", "--output", "null", "--music", BAD], marks=pytest.mark.slow),
    ["play", "real.yaml", "--output", "null", "--voice", BAD],
    ["resume", BAD],
    ["render", BAD],
    ["render", "real.yaml", "--voice", "silent", "-o", f"{BAD}.txt"],
    pytest.param(["render", "real.yaml", "--voice", "silent", "-o", f"{BAD}.wav"], marks=pytest.mark.slow),
    pytest.param(["render", "real.yaml", BAD, "--voice", "silent", "-o", BAD], marks=pytest.mark.slow),
    ["render", "real.yaml", "--voice", "silent", "--with", BAD],
    ["publish", BAD],
    pytest.param(["publish", "practice", "--dry-run", "--voice", "silent"], marks=pytest.mark.slow),
    ["publish", "practice", "-o", f"{BAD}/x/y"],
    ["publish", "practice", "--forget", BAD, "-o", BAD],
    ["check", BAD],
    ["check", "bad.yaml", "worse.yaml", f"{BAD}.yaml"],
    pytest.param(["check"], marks=pytest.mark.slow),
    ["record", BAD, "--name", "anna"],
    ["record", "real.yaml", "--name", BAD],
    ["record", "real.yaml", "--name", "anna", "--from", BAD],
    ["record", "--name", "anna", "--phrase", BAD, "--list"],
    ["record", "--name", "anna", "--remove", BAD],
    ["record", "--name", "anna", "--fallback", BAD],
    ["say", BAD, "--voice", BAD],
    ["schema", BAD],
    ["voices", "--language", BAD],
    ["voices", "--backend", BAD],
    ["voices", "get", BAD],
    ["voices", "remove", BAD],
    ["import", BAD],
    ["export", BAD, "--to", "csv"],
    ["export", "real.yaml", "--to", BAD],
    ["export", "real.yaml", "--to", "csv", "-o", f"{BAD}/x.csv"],
    ["import", f"{BAD}.csv"],
    ["diary", "list", "--routine", BAD],
    ["diary", "add", BAD, "--did", BAD, "--hurt", BAD, "--note", BAD],
    ["diary", "import", f"{BAD}.csv"],
    ["diary", "export", "-o", f"{BAD}/x.csv"],
    ["today", "--on", BAD],
    ["progress", "--plot", BAD],
    ["progress", "--report", f"{BAD}/x.pdf"],
    ["plan", BAD],
    ["plan", "programme.yaml", "--ics", f"{BAD}/x.ics"],
    ["plan", "programme.yaml"],
    ["check", "programme.yaml"],
    ["cache", BAD],
    ["settings", BAD],
    ["settings", "set", BAD, BAD],
    pytest.param(["doctor"], marks=pytest.mark.slow),
    ["doctor", BAD],
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose own name is bad, with routines whose names or words are; such words are refused."""
    home = tmp_path / BAD
    home.mkdir()
    real = "title: Real\nsteps:\n  - pelvic-tilt\n"
    for place in (home / "real.yaml", home / f"{BAD}.yaml", user_scripts(home) / f"{BAD}.yaml"):
        place.write_text(real)
    (home / f"{BAD}.csv").write_text(f"name;seconds\n{BAD};30\n")
    (home / "bad.yaml").write_text('title: T\nsteps:\n  - do: "\\u202e"\n    "\\u2066": 1\n')
    (home / "programme.yaml").write_text('title: "\\x1b[2J"\nroutines: [{do: "\\u202e", often: "\\u2066"}]\n')
    (home / "practice" / "patients").mkdir(parents=True)
    (home / "practice" / "practice.yaml").write_text("name: Practice\n")
    (home / "practice" / "patients" / f"{BAD}.yaml").write_text("routines: [gentle-daily]\n")
    (home / "practice" / "patients" / "p1.yaml").write_text("routines:\n  - do: gentle-daily\n")
    (home / "worse.yaml").write_text('title: "\\x1b[2J"\nsteps:\n  - "\\x1b[2J"\n')
    return home


def words(case: Any) -> list[str]:
    return case if isinstance(case, list) else case.values[0]


@pytest.mark.skipif(os.name != "posix", reason="names of files as POSIX has them")
@pytest.mark.parametrize(
    "arguments", COMMANDS, ids=[" ".join(words(case)).replace(BAD, "BAD") for case in COMMANDS]
)
def test_no_control_character_is_printed(arguments: list[str], home: Path) -> None:
    done = run(home, *arguments)
    for shown in (done.stdout, done.stderr):
        assert not CONTROL.search(shown), shown
    if done.returncode and "--debug" not in arguments and arguments[0] not in ("check", "list"):
        assert len(done.stderr.split("\n")) <= 3, done.stderr
    assert "--debug" in arguments or "Traceback" not in done.stderr


def test_every_command_is_tried() -> None:
    tried = {words(case)[0] for case in COMMANDS}
    assert set(cli._COMMANDS) <= tried


@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
@pytest.mark.parametrize("command", ["list --estimate", "settings path"])
def test_what_is_for_programs_is_harmless_on_a_terminal(command: str, home: Path) -> None:
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", *command.split()],
        cwd=home, env=environment(home), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while got := os.read(ours, 1 << 16):
            shown += got
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(ours)
    assert child.wait(timeout=60) == 0
    assert shown
    assert not CONTROL.search(shown.decode().replace("\r\n", "\n"))
