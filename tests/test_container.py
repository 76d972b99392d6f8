"""The container file: what it names exists, and voicecoach works as it is run there.

No registry with base images is reached from a test, so none of them builds it; `tools/container/try` does.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.needs import needs_program
from voicecoach import cli

PROJECT = Path(__file__).parent.parent
FILE = PROJECT / "tools" / "container" / "Containerfile"


def steps() -> list[tuple[str, str]]:
    """Every instruction and what it is given, with continued lines joined."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def of(instruction: str) -> list[str]:
    return [given for name, given in steps() if name == instruction]


def environment() -> dict[str, str]:
    return dict(one.split("=", 1) for given in of("ENV") for one in shlex.split(given))


def health() -> list[str]:
    (given,) = of("HEALTHCHECK")
    command: list[str] = json.loads(given.partition("CMD ")[2])
    return command


def test_all_that_is_copied_is_here_and_enough_to_build_a_wheel() -> None:
    copied = [word for given in of("COPY") if "--from" not in given for word in given.split()[:-1]]
    assert all((PROJECT / word).exists() for word in copied)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        project["project"]["readme"],
        *project["project"]["license-files"],
        *wheel["packages"],
        *wheel["force-include"],
    }
    assert needed <= set(copied)


def test_the_extras_that_it_installs_are_ours() -> None:
    (named,) = re.findall(r"'\.\[([\w,-]+)\]'", " ".join(of("RUN")))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(named.split(",")) <= set(project["project"]["optional-dependencies"])


def test_it_is_no_root_and_writes_where_it_says() -> None:
    (user,) = of("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    (volumes,) = of("VOLUME")
    for folder in json.loads(volumes):
        assert re.search(rf"mkdir [^&]*{folder}\b.* chown {user} [^&]*{folder}\b", " ".join(of("RUN")))
    assert environment()["XDG_CACHE_HOME"] in json.loads(volumes)


def test_what_it_does_is_a_command_that_takes_it() -> None:
    program, name, *given = [*json.loads(of("ENTRYPOINT")[0]), *json.loads(of("CMD")[0])]
    assert program == "voicecoach"
    context = cli.voicecoach.make_context("voicecoach", [name, *given])
    found, command, rest = cli.voicecoach.resolve_command(context, [*context._protected_args, *context.args])
    assert command is not None
    assert command.make_context(found, list(rest), parent=context).params["site"] == Path("/site")


@pytest.mark.slow
@pytest.mark.parametrize("kept", [False, True])
@needs_program("bwrap")
def test_it_is_healthy_where_nothing_but_its_volumes_can_be_written(tmp_path: Path, kept: bool) -> None:
    """As the container is run: a plain user without a home, a root that can only be read, and no network. `kept`: as commands
    are that keep what they make, unlike the check of its health."""
    for name in ("cache", "tmp"):
        (tmp_path / name).mkdir()
    env, unkept, program, *arguments = health()
    assert (env, unkept, program) == ("env", "XDG_CACHE_HOME=/nonexistent", "voicecoach")
    own = {**environment(), "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "tmp")}
    del own["PATH"]
    written = [word.replace("/tmp/", f"{tmp_path}/tmp/") for word in arguments]
    done = subprocess.run(
        [
            "bwrap", "--unshare-all", "--uid", "10001", "--gid", "10001", "--clearenv",
            "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--bind", str(tmp_path), str(tmp_path),
            "--chdir", "/", *(word for pair in own.items() for word in ("--setenv", *pair)),
            *([] if kept else [env, unkept]), sys.executable, "-m", "voicecoach", *written,
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1  # where the file is
    assert (tmp_path / "tmp" / "ready.wav").stat().st_size > 10_000
    assert (tmp_path / "cache" / "voicecoach" / "phrases").exists() == kept
