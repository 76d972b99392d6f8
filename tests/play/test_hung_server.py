"""A sound server that stops answering, at every moment of a session: keys and signals act, and the place is kept.

No test here measures time: what hangs would hang for longer than the wait of the test.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.play.needs import need, need_simpleaudio
from tests.play.programs import Home
from tests.play.sound_server import SoundServer
from voicecoach.play.saved.place import load_place

if sys.platform == "win32":
    pytest.skip("signals of POSIX", allow_module_level=True)
pexpect = importlib.import_module("pexpect")

pytestmark = pytest.mark.slow  # a real program and a real server, for seconds each

END_S = 5
"""How long an end may take, in seconds: half of what a server that hangs is given."""


class Session:
    """The program in a terminal, with a server of its own that can be made to hang."""

    def __init__(self, folder: Path, server: SoundServer, output: str) -> None:
        self.server = server
        self.home = Home(folder)
        self.home.environment |= server.environment
        self.command = self.home.command(
            "play", str(self.home.routine), "--plain", "--output", output, "--voice", "silent"
        )
        self.program = None
        self.hangs = False

    def spawn(self) -> None:
        self.program = pexpect.spawn(
            self.command[0], self.command[1:], env=self.home.environment, timeout=30, encoding="utf-8"
        )
        self.program.delaybeforesend = None

    def begin(self) -> None:
        if self.program is None:
            self.spawn()
        if self.hangs:
            # Nothing is shown, and no place kept, of what nobody can hear; but keys are read.
            assert self.program.waitnoecho(30), "the session does not begin"
        else:
            self.program.expect("Hello")

    def press(self, key: str) -> None:
        self.program.send(key)

    def see(self, text: str, within: float = 20) -> None:
        self.program.expect(text, timeout=within)

    def hang(self) -> None:
        self.hangs = True
        self.server.hang()

    def end(self, how: str) -> int:
        """Ask it to end, by a key or a signal; its exit code, once it has ended in time."""
        if how == "q":
            self.press("q")
            # The last word would wait for a server that is not known to hang yet; asked again, it does not.
            self.press("q")
        elif how == "ctrl-c":
            self.press("\x03")
        else:
            self.program.kill(getattr(signal, how))
        self.program.expect(pexpect.EOF, timeout=END_S)
        self.program.close()
        assert "Traceback" not in self.program.before
        return self.program.exitstatus

    @property
    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.program.pid).children(recursive=True)


@contextlib.contextmanager
def session_in(folder: Path, output: str) -> Iterator[Session]:
    (folder / "pulse").mkdir(parents=True)
    with SoundServer(folder / "pulse") as server:
        made = Session(folder, server, output)
        try:
            yield made
        finally:
            if made.program is not None:
                made.program.close(force=True)


@pytest.fixture(params=["auto", "miniaudio", "simpleaudio"])
def output(request: pytest.FixtureRequest) -> str:
    need("pulseaudio")
    if request.param == "simpleaudio":
        need_simpleaudio()
    return str(request.param)


@pytest.fixture
def session(output: str, tmp_path: Path) -> Iterator[Session]:
    with session_in(tmp_path / "one", output) as made:
        yield made


def hangs_before_it_opens(session: Session) -> None:
    """The server hangs already."""
    session.begin()


def hangs_while_it_plays(session: Session) -> None:
    session.begin()
    session.see("Before we begin")
    session.hang()


def hangs_while_it_pauses(session: Session) -> None:
    session.begin()
    session.see("Before we begin")
    session.press(" ")
    session.see("Paused")
    session.hang()


def hangs_as_it_goes_on(session: Session) -> None:
    hangs_while_it_pauses(session)
    session.press(" ")
    session.see("Going on")


def hangs_and_is_looked_for(session: Session) -> None:
    """The device counts as gone, and is being opened again."""
    hangs_as_it_goes_on(session)
    session.see("The sound device went away")


MOMENTS = [
    hangs_before_it_opens,
    hangs_while_it_plays,
    hangs_while_it_pauses,
    hangs_as_it_goes_on,
    hangs_and_is_looked_for,
]

CODES = {"q": 0, "ctrl-c": 130, "SIGTERM": 143, "SIGHUP": 129}


@pytest.mark.parametrize("moment", MOMENTS)
def test_keys_and_signals_end_it_and_the_place_is_kept(
    moment: Callable[[Session], None], output: str, tmp_path: Path
) -> None:
    def end(how: str) -> int:
        moment(sessions[how])
        return sessions[how].end(how)

    with contextlib.ExitStack() as stack:
        sessions = {how: stack.enter_context(session_in(tmp_path / how, output)) for how in CODES}
        for session in sessions.values():
            if moment is hangs_before_it_opens:
                session.hang()
            session.spawn()
        # All at once, for each takes as long as it takes.
        with ThreadPoolExecutor(len(sessions)) as pool:
            assert dict(zip(sessions, pool.map(end, sessions), strict=True)) == CODES
        for session in sessions.values():
            kept = [load_place(place).mark.visit for place in session.home.places.glob("*.json")]
            assert kept == ([] if moment is hangs_before_it_opens else [0])


def test_a_server_that_never_answers_is_reported_in_two_lines(session: Session) -> None:
    session.hang()
    session.begin()
    session.program.expect(pexpect.EOF, timeout=60)
    session.program.close()
    said = session.program.before.partition("output ")[2]
    assert "the sound system does not answer" in said
    assert len(said.strip().splitlines()) == 2
    assert session.program.exitstatus == 1
    assert not list(session.home.places.glob("*.json"))


def test_doctor_says_so_and_ends(tmp_path: Path) -> None:
    need("pulseaudio")
    with session_in(tmp_path / "one", "miniaudio") as session:
        session.hang()
        done = session.home.run("doctor", "--play", timeout=120)
    assert "the sound system does not answer" in done.stdout
    assert "FOLDERS" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_pause_outlasts_a_server_that_hangs_and_comes_back(session: Session) -> None:
    hangs_as_it_goes_on(session)
    session.see("The sound device went away")
    session.press(" ")
    session.see("Paused")
    session.server.go_on()
    session.see("The sound is back", within=30)
    assert session.program.expect(["Going on", pexpect.TIMEOUT], timeout=1.5) == 1, "it goes on by itself"
    session.press(" ")
    session.see("Going on")
    assert session.end("q") == 0


def test_ctrl_z_and_fg_while_the_server_hangs(session: Session) -> None:
    hangs_while_it_plays(session)
    session.press("\x1a")
    program = psutil.Process(session.program.pid)
    for _ in range(200):
        if program.status() == psutil.STATUS_STOPPED:
            break
        threading.Event().wait(0.05)
    assert program.status() == psutil.STATUS_STOPPED
    session.program.kill(signal.SIGCONT)
    session.see("Going on")
    assert session.end("ctrl-c") == 130
    assert list(session.home.places.glob("*.json"))


@pytest.mark.parametrize("hung", [False, True])
def test_what_plays_ends_with_a_parent_that_is_killed(session: Session, hung: bool) -> None:
    (hangs_as_it_goes_on if hung else hangs_while_it_plays)(session)
    if not hung:
        session.server.go_on()
    children = session.children
    os.kill(session.program.pid, signal.SIGKILL)
    _, left = psutil.wait_procs(children, timeout=20)
    assert left == []
