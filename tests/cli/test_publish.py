"""`voicecoach publish`, from a folder to a site."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.run import environment, run
from tests.publish.site.rig import tree

ROUTINE = "title: Short\nsafety: []\nwelcome: Hello.\nclose: Bye.\nsteps:\n  - say: One.\n"
VOICE = ("--voice", "espeak")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for part in ("patients", "routines"):
        (tmp_path / "practice" / part).mkdir(parents=True)
    (tmp_path / "practice" / "practice.yaml").write_text("name: Practice\nurl: https://example.org\n")
    (tmp_path / "practice" / "routines" / "short.yaml").write_text(ROUTINE)
    for code in ("P-1", "P-2"):
        add_patient(tmp_path, code)
    return tmp_path


def add_patient(home: Path, code: str, do: str = "short") -> None:
    text = f"name: Ann {code} Brown\nroutines:\n  - do: {do}\n"
    (home / "practice" / "patients" / f"{code}.yaml").write_text(text)


def test_mistakes_in_the_command_are_one_line(home: Path) -> None:
    for arguments, code, said in (
        (("--sounds", "wav"), 2, "“wav” is not a format of a site; there are mp3, m4a, opus"),
        (("--dry-run", "--serve"), 2, "--dry-run makes nothing"),
        (("-o", "nowhere/at/all", *VOICE), 1, "make that first"),
        (("--forget", "P-1"), 1, "there is no site here; give its folder with -o"),
    ):
        done = run(home, "publish", "practice", *arguments)
        assert done.returncode == code, done
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert run(home, "publish", "nothing").returncode == 1


def test_a_look_says_what_would_be_made(home: Path) -> None:
    done = run(home, "publish", "practice", "--dry-run", *VOICE)
    assert done.stdout.splitlines() == [
        "P-1: short: make (new)",
        "P-1: write the pages (new)",
        "P-2: short: make (new)",
        "P-2: write the pages (new)",
        "2 patients with 2 sessions: 2 sessions would be made.",
    ]
    assert {path.name for path in (home / "practice").iterdir()} == {"practice.yaml", "patients", "routines"}


def test_without_an_address_of_the_site_it_says_once_what_there_is_not(home: Path) -> None:
    (home / "practice" / "practice.yaml").write_text("name: Practice\n")
    done = run(home, "publish", "practice", "--dry-run", *VOICE)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "practice/practice.yaml: no url, so there are no feeds and no QR codes; write the address that the site will have"
    ]


@pytest.mark.slow
def test_a_practice_through_its_life(home: Path) -> None:
    done = run(home, "publish", "practice", "-o", "site", *VOICE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 patients with 2 sessions: 2 sessions made.\n"
    first = tree(home / "site")
    sounds = {name: content for name, content in first.items() if name.endswith("short.mp3")}
    assert len(sounds) == 2
    for name, content in sounds.items():
        version = hashlib.sha256(content).hexdigest()[:12]
        assert f"short.mp3?v={version}".encode() in first[name.replace("short.mp3", "feed.xml")]
    assert not [name for name in first if "P-" in name or "Ann" in name]
    done = run(home, "publish", "practice", "-o", "site", *VOICE)
    assert done.stdout == "2 patients with 2 sessions: nothing has changed.\n"
    assert tree(home / "site") == first
    # One with a mistake, one that is new, one that is gone.
    add_patient(home, "P-1", "no-such-routine")
    add_patient(home, "P-3")
    (home / "practice" / "patients" / "P-2.yaml").unlink()
    done = run(home, "publish", "practice", "-o", "site", *VOICE, "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (1, "")
    assert events[-1] == {
        "event": "published", "changed": True, "patients": 2, "sessions": 1, "made": 1, "removed": 1, "failed": 1,
    }  # fmt: skip
    assert [one["code"] for one in events if one["event"] == "failed"] == ["P-1"]
    assert "Ann" not in done.stdout
    done = run(home, "publish", "practice", "-o", "site", *VOICE)
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["P-1"]
    # Deterministic: another site of the same practice has the same files.
    add_patient(home, "P-1")
    run(home, "publish", "practice", "-o", "site", *VOICE)
    run(home, "publish", "practice", "-o", "other", *VOICE)
    assert tree(home / "site" / "p") == tree(home / "other" / "p")
    done = run(home, "publish", "practice", "-o", "site", "--forget", "P-3")
    assert done.stdout == "P-3: removed from the site and from all that is kept of it.\n"
    assert "still has P-3: remove that too" in done.stderr
    assert sum(name.endswith("short.mp3") for name in tree(home / "site")) == 1


SIGNALLED_AT_THE_SECOND = """
import os, signal
from voicecoach.__main__ import main
from voicecoach.cli.publish_shown import Lines

show = Lines.show
made = []

def signalled(self, event):
    show(self, event)
    if type(event).__name__ == "Made":
        made.append(event)
        if len(made) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

Lines.show = signalled
main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_a_signal_leaves_the_old_site_and_serve_ends_by_one(home: Path) -> None:
    run(home, "publish", "practice", "-o", "site", *VOICE)
    before = tree(home / "site" / "p")
    command = [sys.executable, "-m", "voicecoach", "publish", "practice", "-o", "site", *VOICE]
    for code in range(4, 30):
        add_patient(home, f"P-{code}")
    ended = subprocess.run(
        [sys.executable, "-c", SIGNALLED_AT_THE_SECOND, *command[3:], "--json"],
        cwd=home, env=environment(home), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGTERM, "")
    assert sum(json.loads(line)["event"] == "made" for line in ended.stdout.splitlines()) == 2
    assert tree(home / "site" / "p") == before
    done = run(home, "publish", "practice", "-o", "site", *VOICE, "--json")
    published = json.loads(done.stdout.splitlines()[-1])
    assert 26 - published["made"] >= 2, "what was made is not made again"
    with subprocess.Popen(
        [*command, "--serve"], cwd=home, env=environment(home), stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        url = next(word for word in program.stdout.readline().split() if word.startswith("http"))
        with urllib.request.urlopen(url, timeout=30) as page:
            assert "P-29" in page.read().decode()
        program.send_signal(signal.SIGTERM)
        assert program.wait(60) == 128 + signal.SIGTERM
