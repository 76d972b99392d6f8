"""Real browsers that play aloud, driven in the same few words: Chromium, Firefox and WebKitGTK.

Each speaks a protocol of its own, and none needs a package beside the browser: WebKitGTK's driver takes WebDriver over
HTTP, Firefox takes Marionette over a socket. Chromium is driven by playwright, as in the other tests of the page.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.needs import in_ci, program

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""WebDriver's name for an element."""

LIMIT_S = 60
"""How long one command may take."""


class Browser:
    """One page in one browser."""

    def __init__(self, command: Callable[[str, str, str, dict[str, Any]], Any]) -> None:
        """`command` sends (HTTP method, WebDriver's path, Marionette's name, parameters) and returns the answer's value."""
        self._command = command

    def open(self, url: str) -> None:
        """Returns when it is loaded."""
        self._command("POST", "url", "WebDriver:Navigate", {"url": url})

    def run(self, script: str) -> Any:
        """What the expression gives."""
        script = f"return ({script})"
        return self._command(
            "POST", "execute/sync", "WebDriver:ExecuteScript", {"script": script, "args": []}
        )

    def click(self, selector: str) -> None:
        """As a finger does."""
        self.run(
            f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
        )
        where = {"using": "css selector", "value": selector}
        found = self._command("POST", "element", "WebDriver:FindElement", where)
        identity = found.get("value", found)[ELEMENT]
        self._command("POST", f"element/{identity}/click", "WebDriver:ElementClick", {"id": identity})

    def back(self) -> None:
        """The browser's own button."""
        self._command("POST", "back", "WebDriver:Back", {})

    def reload(self) -> None:
        self._command("POST", "refresh", "WebDriver:Refresh", {})

    def until(self, condition: str, limit_s: float = 20) -> None:
        """Waits for an expression to be true."""
        end = time.monotonic() + limit_s
        while not self.run(condition):
            assert time.monotonic() < end, f"not within {limit_s} s: {condition}"
            time.sleep(0.05)


class _Chromium(Browser):
    def __init__(self, page: Any) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str) -> Any:
        return self._page.evaluate(script)

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def back(self) -> None:
        self._page.go_back(wait_until="commit")  # a page that was kept is not loaded again

    def reload(self) -> None:
        self._page.reload()


@contextlib.contextmanager
def chromium(environment: Mapping[str, str], folder: Path) -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if in_ci():
            raise
        pytest.skip("playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch_persistent_context(
            str(folder / "chromium"),
            executable_path=program("chromium"),
            args=["--no-sandbox"],
            # What playwright adds for tests: it would make the browser mute, and forget pages that one comes back to.
            ignore_default_args=["--mute-audio", "--disable-back-forward-cache"],
            env={**os.environ, **environment},
            viewport={"width": 390, "height": 780},
        )
        try:
            yield _Chromium(started.pages[0])
        finally:
            started.close()


@contextlib.contextmanager
def webkit(environment: Mapping[str, str], folder: Path) -> Iterator[Browser]:
    driver = program("WebKitWebDriver")
    screen = program("xvfb-run")
    port = _free_port()
    home = folder / "webkit"
    home.mkdir()
    settings = {
        **os.environ,
        **environment,
        "HOME": str(home),
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    with _process([screen, "-a", driver, f"--port={port}"], settings, folder / "webkit.log"):
        command = _over_http(f"http://127.0.0.1:{port}")
        # The browser that comes with the library; the driver finds none by itself.
        options = {"webkitgtk:browserOptions": {"binary": _mini_browser(), "args": ["--automation"]}}
        session = command("POST", "", "", {"capabilities": {"alwaysMatch": options}})["sessionId"]
        try:
            yield Browser(_over_http(f"http://127.0.0.1:{port}", session))
        finally:
            with contextlib.suppress(OSError):
                command("DELETE", f"/{session}", "", {})


@contextlib.contextmanager
def firefox(environment: Mapping[str, str], folder: Path) -> Iterator[Browser]:
    port = _free_port()
    profile = folder / "firefox"
    profile.mkdir()
    wishes = {"marionette.port": port, "media.cubeb.backend": "pulse", "security.sandbox.content.level": 0}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wishes.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    arguments = [
        program("firefox-esr"),
        "--headless",
        "--marionette",
        "--no-remote",
        "--profile",
        str(profile),
    ]
    with _process(arguments, {**os.environ, **environment}, folder / "firefox.log"):
        end = time.monotonic() + LIMIT_S
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", port), LIMIT_S)
                break
            except OSError:
                assert time.monotonic() < end, (folder / "firefox.log").read_text(errors="replace")
                time.sleep(0.1)
        with connection, connection.makefile("rb") as answers:
            command = _by_marionette(connection, answers)
            command("", "", "WebDriver:NewSession", {})
            yield Browser(command)


def _over_http(server: str, session: str = "") -> Callable[[str, str, str, dict[str, Any]], Any]:
    def command(method: str, path: str, _: str, parameters: dict[str, Any]) -> Any:
        url = f"{server}/session/{session}/{path}" if session else f"{server}/session{path}"
        data = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        end = time.monotonic() + LIMIT_S
        while True:
            try:
                with urllib.request.urlopen(request, timeout=LIMIT_S) as answer:
                    return json.load(answer)["value"]
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read().decode(errors="replace")) from error
            except urllib.error.URLError:  # the driver has not begun to listen
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    return command


def _by_marionette(connection: socket.socket, answers: Any) -> Callable[[str, str, str, dict[str, Any]], Any]:
    def answer() -> Any:
        length = b""
        while (digit := answers.read(1)) != b":":
            length += digit
        return json.loads(answers.read(int(length)))

    answer()  # its greeting

    def command(_: str, __: str, name: str, parameters: dict[str, Any]) -> Any:
        message = json.dumps([0, 1, name, parameters]).encode()
        connection.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = answer()
        assert error is None, error
        return result.get("value") if isinstance(result, dict) and "value" in result else result

    return command


_WITH_US = '"$@" & trap "" TERM; read _; kill 0; sleep 1; kill -KILL 0'
"""For a shell: runs a program until its own standard input ends, and then ends all that the program started."""


@contextlib.contextmanager
def _process(arguments: list[str], environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """With all its children: they end with this context, and if the tests are killed."""
    with log.open("wb") as told:
        process = subprocess.Popen(
            ["sh", "-c", _WITH_US, "sh", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
    try:
        yield
    finally:
        process.communicate()


def _mini_browser() -> str:
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))
    assert found, "there is no MiniBrowser beside WebKitGTK"
    return str(found[-1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
