"""What all commands share: help, exit codes, one line for each mistake, and clean output into pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.run import GENTLE, environment, run
from tests.needs import slow_but
from voicecoach import cli

COMMANDS = list(cli._COMMANDS)
ODD_NUMBERS = ("\uff11", "0_1", "nan", "inf", "1e-1", " 1")
"""That Python takes, and nobody means."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Example: voicecoach {name}" in done.stdout
    assert done.stdout.startswith(f"Usage: voicecoach {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_the_same_in_the_list_and_by_itself(name: str) -> None:
    command = cli.voicecoach.get_command(click.Context(cli.voicecoach), name)
    assert command is not None
    assert command.name == name
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_the_group_lists_every_command(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


def test_version(tmp_path: Path) -> None:
    from importlib.metadata import version

    assert version("voicecoach") in run(tmp_path, "--version").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["plya"], 2, "did you mean “plan” or “play”?"),
        (["zzz"], 2, "There is no command “zzz”"),
        (["preview"], 2, "Missing argument"),
        (["preview", "--no-such", "x"], 2, "No such option"),
        (["preview", "gentle-daily", "--level", "2"], 2, "“2” is not a level"),
        *(
            (["preview", "gentle-daily", "--level", level], 2, f"“{level}” is not a level")
            for level in ODD_NUMBERS
        ),
        *((["play", "gentle-daily", "--speed", speed], 2, f"“{speed}” is not a") for speed in ODD_NUMBERS),
        (["play", "gentle-daily", "--wake", "nan"], 2, "“nan” is not a number"),
        (["render", "gentle-daily", "--lufs", "-1_8"], 2, "“-1_8” is not a number"),
        (
            ["preview", "gentle-daily", "--estimate", "--plot", "no/such/a.png"],
            1,
            "no/such/a.png: the folder no/such does",
        ),
        (["preview", "gentle-daily", "--format", "braille"], 2, "braille"),
        (["preview", "gentel-daily", "--estimate"], 1, "gentle-daily"),
        (["preview", "no/such.yaml"], 1, "no/such.yaml"),
        (["preview", "gentle-daily", "--voice", "nobody"], 1, "nobody"),
        (["preview", "gentle-daily", "--voice", "espeak:klingonese"], 1, "klingonese"),
        (["render", "gentle-daily", "-o", "monday.txt"], 1, "monday.txt"),
        (["play", "gentle-daily", "--output", "gramophone"], 1, "gramophone"),
        (["play", "gentle-daily", "--output", "null", "--include", "nothing"], 1, "“nothing”"),
        (["preview", "gentle-daily", "--estimate", "--include", "nothing"], 1, "“nothing”"),
        (["preview", "gentle-daily", "--estimate", "--easier", "nothing"], 1, "“nothing”"),
        (["render", "gentle-daily", "--voice", "silent", "--easier", "nothing"], 1, "“nothing”"),
    ],
)
def test_a_mistake_is_one_line_and_no_traceback(
    arguments: list[str], code: int, told: str, tmp_path: Path
) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert 1 <= len(done.stderr.splitlines()) <= 2


def test_no_command_prints_the_help_and_is_bad_usage(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: voicecoach")


posix = pytest.mark.skipif(os.name != "posix", reason="pipes, signals and devices as POSIX has them")


@posix
@pytest.mark.parametrize(
    "command", ["preview gentle-daily --estimate --format json", "list --estimate", "schema"]
)
def test_a_reader_that_had_enough_is_no_mistake_to_tell(command: str, tmp_path: Path) -> None:
    line = f"{sys.executable} -m voicecoach {command} | head -c 1"
    done = subprocess.run(
        ["sh", "-c", line], env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert len(done.stdout) == 1
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a device of Linux")
def test_output_that_cannot_be_written_is_reported_in_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "voicecoach", "preview", *GENTLE],
            env=environment(tmp_path), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "voicecoach: standard output: No space left on device\n"


@posix
def test_ctrl_c_ends_with_130_and_no_word(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "play", "gentle-daily", "--voice", "silent", "--output", "null"],
        env=environment(tmp_path, PYTHONUNBUFFERED="1"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "Traceback" not in told


@pytest.mark.slow
def test_no_colour_or_cursor_codes_into_a_pipe(tmp_path: Path) -> None:
    for more, last in (
        ({}, "doctor"),
        ({"NO_COLOR": "1"}, "--version"),
        ({"TERM": "xterm-256color"}, "--version"),
    ):
        for arguments in (["preview", *GENTLE], ["list", "--estimate"], ["--help"], [last]):
            done = run(tmp_path, *arguments, **more)
            assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "more",
    [{"LC_ALL": "C", "LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
)
def test_files_and_pipes_get_utf8_whatever_the_locale(more: dict[str, str], tmp_path: Path) -> None:
    done = run(tmp_path, "preview", *GENTLE, **more)
    assert (done.returncode, done.stderr) == (0, "")
    assert "“" in done.stdout


def test_an_encoding_that_lacks_letters_ends_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "preview", *GENTLE, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "?Stop if it hurts." in done.stdout


@posix
def test_stdout_may_be_closed(tmp_path: Path) -> None:
    line = f"{sys.executable} -m voicecoach preview gentle-daily --estimate >&-"
    done = subprocess.run(
        ["sh", "-c", line], env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    slow_but(
        [
            ["preview"],
            ["play", "--output", "null"],
            ["render", "--voice", "silent"],
            ["render", "gentle-daily", "--voice", "silent"],
        ],
        ["preview"],
        ["render", "--voice", "silent"],
    ),
)
def test_many_mistakes_of_a_routine_are_two_lines(arguments: list[str], tmp_path: Path) -> None:
    steps = "".join(f"  - {{do: pelvic-tilt, rpes: {number}}}\n" for number in range(1, 31))
    (tmp_path / "bad.yaml").write_text(f"title: Bad\nsteps:\n{steps}")
    done = run(tmp_path, *arguments, "bad.yaml")
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("bad.yaml:3:")
    assert second == "and 29 more mistakes; voicecoach check bad.yaml lists all"
    (tmp_path / "bad.yaml").write_text("title: Bad\nsteps:\n  - {do: pelvic-tilt, rpes: 1}\n")
    assert len(run(tmp_path, *arguments, "bad.yaml").stderr.splitlines()) == 1


@pytest.mark.slow
@posix
def test_stderr_may_be_closed(tmp_path: Path) -> None:
    for more, code in (("render gentle-daily --voice silent", 0), ("preview gentel-daily", 1)):
        done = subprocess.run(
            ["sh", "-c", f"cd {tmp_path} && {sys.executable} -m voicecoach {more} 2>&-"],
            env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (code, "")
    assert (tmp_path / "gentle-daily.wav").is_file()


@pytest.mark.parametrize("epoch", ["9" * 20, "9" * 400, "9" * 5000])
def test_a_time_beyond_all_dates_is_one_line(epoch: str, tmp_path: Path) -> None:
    done = run(tmp_path, "render", "gentle-daily", "--voice", "silent", SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 1
    assert done.stderr.startswith("voicecoach: SOURCE_DATE_EPOCH is not a valid time")
    assert len(done.stderr.splitlines()) == 1


def complete(home: Path, words: str, index: int) -> list[str]:
    done = run(home, _VOICECOACH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(index))
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_shell_completes_commands_routines_and_files(tmp_path: Path) -> None:
    assert complete(tmp_path, "voicecoach pre", 1) == ["plain,preview"]
    assert "plain,gentle-daily" in complete(tmp_path, "voicecoach play ", 2)
    assert complete(tmp_path, "voicecoach render gentle", 2) == ["plain,gentle-daily"]
    assert complete(tmp_path, "voicecoach preview ./mine", 2) == ["file,./mine"]
    assert "plain,--level" in complete(tmp_path, "voicecoach preview --lev", 2)


@pytest.mark.parametrize("command", ["preview", "play", "render"])
def test_the_shell_completes_the_exercises_that_can_be_chosen(command: str, tmp_path: Path) -> None:
    line = f"voicecoach {command} core-and-back --include "
    assert complete(tmp_path, line, 4) == ["plain,pull-up", "plain,all"]
    easier = complete(tmp_path, line + "pull-up --easier ", 6)
    assert easier == [f"plain,{name}" for name in ("lunge", "plank", "pull-up", "squat")]
    assert complete(tmp_path, line + "pull-up --easier pl", 6) == ["plain,plank"]


def test_the_shell_completes_exercises_of_all_routines_where_none_is_named(tmp_path: Path) -> None:
    assert complete(tmp_path, "voicecoach play --easier si", 3) == ["plain,side-plank"]
    assert complete(tmp_path, "voicecoach play gentle-daily --include ", 4) == [""]
    assert complete(tmp_path, "voicecoach play no-such-routine --include ", 4) == [""]


def test_the_shell_completes_exercises_by_their_ids(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "side-step.yaml").write_text("", encoding="utf-8")
    found = ["side-bending", "side-lying-stretch", "side-plank", "side-plank-with-bent-knees", "side-step"]
    assert complete(tmp_path, "voicecoach exercises --show side", 3) == [f"plain,{name}" for name in found]
    line = "voicecoach new --exercises plank,pul"
    assert complete(tmp_path, line, 3) == ["plain,plank,pull-up"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_each_shell_is_printed(shell: str, tmp_path: Path) -> None:
    done = run(tmp_path, _VOICECOACH_COMPLETE=f"{shell}_source")
    assert done.returncode == 0, done.stderr
    assert "_VOICECOACH_COMPLETE" in done.stdout
