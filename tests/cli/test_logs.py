"""What is logged: nothing is seen by default, and everything on request."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment, run
from voicecoach.cli.logs import show_logs
from voicecoach.errors import ExportError
from voicecoach.logs import ROOT

WARNS = """
import sys
from voicecoach.logs import logger_for
import voicecoach.cli.schema as schema
callback = schema.schema.callback

def logging_callback(*arguments, **options):
    logger = logger_for("voicecoach.some.module")
    logger.debug("of debugging")
    logger.info("of information")
    logger.warning("of \\x1b[2Jwarning\\nin %s", "two lines")
    return callback(*arguments, **options)

schema.schema.callback = logging_callback
from voicecoach.cli import main
main()
"""


def warned(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WARNS, *options, "schema"], cwd=home,
        env=environment(home), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip


def test_nothing_is_seen_by_default(tmp_path: Path) -> None:
    assert warned(tmp_path).stderr == ""


def test_verbose_shows_what_happens_and_debug_everything(tmp_path: Path) -> None:
    warning = r"voicecoach: WARNING: voicecoach.some.module: of \x1b[2Jwarning\nin two lines"
    information = "voicecoach: INFO: voicecoach.some.module: of information"
    assert warned(tmp_path, "--verbose").stderr.splitlines() == [information, warning]
    shown = warned(tmp_path, "--debug").stderr.splitlines()
    assert "voicecoach: DEBUG: voicecoach.some.module: of debugging" in shown
    assert shown[-2:] == [information, warning]


def test_a_log_file_gets_everything_and_grows(tmp_path: Path) -> None:
    for times in (1, 2):
        assert warned(tmp_path, "--log-file", "a.log").stderr == ""
        logged = (tmp_path / "a.log").read_text()
        assert logged.count("DEBUG voicecoach.some.module: of debugging\n") == times
        assert logged.count(r"WARNING voicecoach.some.module: of \x1b[2Jwarning\nin two lines") == times


def test_a_log_that_cannot_be_written_is_said_before_anything_is_done(tmp_path: Path) -> None:
    done = run(tmp_path, "--log-file", "no/such/a.log", "schema")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == "voicecoach: no/such/a.log: the log cannot be written there: no such file or directory\n"
    )


def test_debug_shows_where_an_error_was_raised(tmp_path: Path) -> None:
    done = run(tmp_path, "--debug", "preview", "no/such.yaml")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "Traceback" not in run(tmp_path, "--verbose", "preview", "no/such.yaml").stderr


def test_the_options_say_that_they_go_before_the_command(tmp_path: Path) -> None:
    done = run(tmp_path, "schema", "--debug")
    assert done.returncode == 2
    assert "It goes before the command: voicecoach --debug ..." in done.stderr


def test_a_program_that_uses_the_library_hears_nothing_unless_it_asks() -> None:
    code = "from voicecoach.logs import logger_for; logger_for('voicecoach.x').warning('w')"
    for before, heard in (("", ""), ("import logging; logging.basicConfig();", "WARNING:voicecoach.x:w\n")):
        done = subprocess.run(
            [sys.executable, "-c", before + code], capture_output=True, text=True, timeout=60, check=True
        )
        assert done.stderr == heard


@pytest.mark.parametrize(
    "code",
    [
        "import voicecoach",
        "import voicecoach.compiled, voicecoach.settings",
        "from voicecoach.logs import logger_for; logger_for('voicecoach.x').warning('w')",
    ],
)
def test_who_does_not_listen_does_not_wait_for_logging(code: str) -> None:
    code += "; import sys; print('logging' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "False\n"


def test_a_log_goes_through_what_stderr_is_at_that_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A live display takes the place of stderr, and prints above itself."""
    logger = logging.getLogger(ROOT)
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logging.NOTSET)
    show_logs(verbose=True)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", None)
        logger.warning("nobody")
    logger.warning("somebody")
    assert capsys.readouterr().err == "voicecoach: WARNING: voicecoach: somebody\n"


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        show_logs(file=str(tmp_path))
