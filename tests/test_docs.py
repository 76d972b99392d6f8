"""The site: it builds without a warning, its links lead somewhere, and every example on it works as it is written.

The same holds for README.md and CONTRIBUTING.md. Commands that would take minutes or make a sound are only read.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import voicecoach
from tests.forked import voicecoach as voicecoach_program
from tests.needs import needs_module, slow_but
from tests.practice.rig import session_record
from voicecoach import cli
from voicecoach.play.saved.record import append_record
from voicecoach.script.choices import LEVELS, Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

ROOT = Path(__file__).parent.parent
SITE = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *SITE]
TOOL = runpy.run_path(str(ROOT / "tools" / "readme_sample.py"))

ONLY_READ = ("play", "resume", "doctor")
"""Commands that make a sound or look at the whole machine."""

OTHER_PROGRAMS = (
    "python3 -m venv ",
    ".venv/bin/pip install ",
    ". .venv/bin/activate",
    'eval "$(_VOICECOACH_',
    "_VOICECOACH_",
    ".venv/bin/dask ",
    "export VOICECOACH_SHARED_CACHE=",
)
"""What else a line of a shell may begin with. `.ci/run` runs the README's own; tests/cli/test_completion.py the last."""


NOT_HERE = (
    "recorded:anna",
    "--name anna",
    "s3://",
    "voices get",
    "voices remove",
    "today --play",
    "--serve",
    "--forget",
    "--cluster",
)
"""In commands that make a sound, go on for ever, or need a microphone, its recordings, a site or the network: they are
only read. `tests/record`, `tests/speech` and `tests/cli` try such commands."""


def blocks(language: str) -> list[tuple[str, str]]:
    """Every code block in that language, with the name of its page."""
    return [
        (path.name, block)
        for path in PAGES
        for block in TOOL["blocks"](language, path.read_text(encoding="utf-8"))
    ]


def routines() -> dict[str, str]:
    """The routines that the pages show, by the file names that their titles give."""
    return {name: text for name, text in titled().items() if "\nroutines:" not in text}


def titled() -> dict[str, str]:
    """As `routines`, with programmes."""
    shown = [block for _, block in blocks("yaml") if block.startswith("title: ")]
    return {re.sub(r"\W+", "-", text.split("\n")[0].removeprefix("title: ").lower()): text for text in shown}


def commands() -> list[tuple[str, str]]:
    """Every line of every block for a shell, with the name of its page."""
    lines = [
        (page, line.split("  #")[0].strip()) for page, block in blocks("sh") for line in block.splitlines()
    ]
    return list(dict.fromkeys((page, line) for page, line in lines if line))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every file that the pages show, where the voice is silent unless one is named."""
    TOOL["put_examples"](tmp_path)
    for name, text in titled().items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    for text in (text for _, text in blocks("text") if text.startswith("Name,")):
        (tmp_path / "exercises.csv").write_text(text, encoding="utf-8")
    (tmp_path / "practice" / "patients").mkdir(parents=True)
    (tmp_path / "practice" / "practice.yaml").write_text("name: Practice\n")
    (tmp_path / "practice" / "patients" / "p1.yaml").write_text("routines:\n  - do: morning-back\n")
    (tmp_path / "practice" / "routines").mkdir()
    (tmp_path / "practice" / "routines" / "morning-back.yaml").write_text(
        titled()["morning-back"], encoding="utf-8"
    )
    shutil.copytree(tmp_path / "exercises", tmp_path / "practice" / "exercises")
    for kind in ("data", "cache", "config", "state"):
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", str(tmp_path / kind))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", routines())
def test_every_routine_compiles_at_every_level(name: str, folder: Path) -> None:
    for level in LEVELS.values():
        session = prepare(
            folder / f"{name}.yaml", Choices(level=level, include=frozenset({"all"})), open_voice("silent")
        )
        assert session.timeline.duration > 0


def understood(line: str) -> tuple[list[str], click.Command] | None:
    """The arguments of a line for voicecoach and the command that takes them; None for a line of another program."""
    line = line.replace(".venv/bin/voicecoach", "voicecoach")
    line = line.replace("s3://", "memory://")  # what is behind s3:// comes with an extra of its own
    if line.startswith(OTHER_PROGRAMS):
        return None
    program, *arguments = shlex.split(line.split(" > ")[0])
    assert program == "voicecoach", line
    context = cli.voicecoach.make_context("voicecoach", list(arguments))
    name, command, rest = cli.voicecoach.resolve_command(context, [*context._protected_args, *context.args])
    assert command is not None
    command.make_context(name, list(rest), parent=context)
    return arguments, command


def test_every_command_is_understood() -> None:
    for page, line in commands():
        try:
            understood(line)
        except click.ClickException as error:
            pytest.fail(f"{page}: {line}: {error.format_message()}")


@pytest.mark.parametrize(
    ("page", "line"), slow_but(commands(), ("README.md", "voicecoach check my-back.yaml"))
)
def test_every_command_works(page: str, line: str, folder: Path) -> None:
    found = understood(line)
    if not found or found[1].name in ONLY_READ or any(part in line for part in NOT_HERE):
        return
    arguments, command = found
    takes_a_voice = any("--voice" in option.opts for option in command.params)
    more = ["--voice", "silent"] if takes_a_voice and "--voice" not in arguments else []
    if command.name == "say" and "-o" not in arguments:
        more += ["--output", "null"]
    if "monday.yaml" in arguments and found[1].name != "import":
        voicecoach_program(
            ["import", "exercises.csv", "-o", "monday.yaml"], cwd=folder, environment=os.environ
        )
    if command.name == "diary":  # of somebody who has kept one for a while
        for number in range(13):
            append_record(session_record(f"s{number}"), folder / "data" / "voicecoach" / "sessions.jsonl")
        voicecoach_program(["diary", "export", "-o", "diary.jsonl"], cwd=folder, environment=os.environ)
    if command.name in ("plan", "today"):
        voicecoach_program(["plan", "back-programme.yaml", "--keep"], cwd=folder, environment=os.environ)
    if "my-practice" in arguments and command.name != "new":
        voicecoach_program(["new", "--practice", "my-practice"], cwd=folder, environment=os.environ)
    if "export" in arguments and command.name == "diary":
        (folder / "diary.jsonl").unlink()
    done = voicecoach_program([*arguments, *more], cwd=folder, environment=os.environ)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("page", "target"), [
    (path, target)
    for path in PAGES
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    if not target.startswith(("http://", "https://"))
], ids=lambda value: value.name if isinstance(value, Path) else value)  # fmt: skip
def test_every_link_leads_somewhere(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    path = page.parent / name if name else page
    assert path.exists()
    if anchor:
        titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_page_is_in_the_menu() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    listed = {line for block in TOOL["blocks"](r"\{toctree\}", index) for line in block.splitlines() if line}
    named = {line for line in listed if not line.startswith(":")}
    assert named == {path.stem for path in SITE} - {"index"}


def test_every_room_with_public_names_is_in_the_reference() -> None:
    api = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    rooms = re.findall(r"\{public-names\} (\w+)", api)
    assert sorted(rooms) == sorted({place.split(".")[0] for place in voicecoach._PLACES})


@pytest.mark.slow
@needs_module("sphinx")
@needs_module("myst_parser")
@needs_module("furo")
def test_the_site_builds_without_a_warning_and_needs_no_network(tmp_path: Path) -> None:
    # A settings file that would show on the page of options, and a proxy that lets nothing through.
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path),
        "https_proxy": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    (tmp_path / "voicecoach").mkdir()
    (tmp_path / "voicecoach" / "settings.toml").write_text("speed = 333\n", encoding="utf-8")
    build = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-d",
        str(tmp_path / "kept"),
        "docs",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(
        build, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "site").glob("*.html")}
    assert {path.stem for path in SITE} <= set(pages)
    for name in voicecoach.__all__:
        assert f'id="voicecoach.{name}"' in pages["api"], name
    for name in cli._COMMANDS:
        assert f'id="command-{name}"' in pages["options"], name
    assert "333" not in pages["options"]
    for page in pages.values():
        assert not re.findall(r"""<(?:script|img|link)[^>]*(?:src|href)="(?:https?:)?//""", page)
