"""A server on this machine that has the files of a voice, and behaves as badly as a test wants it to."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Behaviour = Callable[["Handler", bytes], None]

ETAG = '"as-it-is"'


class Handler(BaseHTTPRequestHandler):
    """Answers each request in the way that is next."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        owner: VoiceServer = self.server.owner  # type: ignore[attr-defined]
        self.close_connection = True
        owner.asked.append((self.path, self.headers.get("Range"), self.headers.get("If-Range")))
        behave = owner.behaviours.pop(0) if len(owner.behaviours) > 1 else owner.behaviours[0]
        with contextlib.suppress(ConnectionError):
            behave(self, owner.files.get(self.path.lstrip("/"), b""))

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; `Content_Length` is that of the body unless it is given."""
        self.send_response_only(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def asked_from(self, data: bytes) -> int:
        """The byte from which the file is asked for."""
        wanted = self.headers.get("Range", "bytes=0-")
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr."""


class VoiceServer:
    """The server, what it has, and what it was asked for."""

    def __init__(self, certificate: Path | None = None) -> None:
        """`certificate` has a key too; with it the server speaks https."""
        self.files: dict[str, bytes] = {}
        self.behaviours: list[Behaviour] = [whole]
        """For the requests as they come; the last one is for all that follow."""
        self.asked: list[tuple[str, str | None, str | None]] = []
        """Path, Range and If-Range of each request."""
        self.released = threading.Event()
        """What hangs goes on once this is set."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.owner = self  # type: ignore[attr-defined]
        self.host = f"http{'s' if certificate else ''}://127.0.0.1:{self._server.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @contextlib.contextmanager
    def running(self) -> Iterator[VoiceServer]:
        """The server, until the end of the context."""
        thread = threading.Thread(target=lambda: self._server.serve_forever(0.01), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.released.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def whole(to: Handler, data: bytes) -> None:
    """As a server should."""
    start = to.asked_from(data)
    if start == 0 or to.headers.get("If-Range", ETAG) != ETAG:
        to.answer(200, data, ETag=ETAG)
    elif start >= len(data):
        to.answer(416, Content_Range=f"bytes */{len(data)}")
    else:
        to.answer(206, data[start:], ETag=ETAG, Content_Range=f"bytes {start}-{len(data) - 1}/{len(data)}")


def without_ranges(to: Handler, data: bytes) -> None:
    """Whatever is asked for, all of it comes."""
    to.answer(200, data)


def cut_after(count: int, behave: Behaviour = whole) -> Behaviour:
    """So many bytes of the body, and the line is gone."""

    def cut(to: Handler, data: bytes) -> None:
        really, left = to.wfile.write, count

        def write(body: bytes) -> int:
            nonlocal left
            if to.headers_are_out:  # type: ignore[attr-defined]
                body, left = body[:left], left - len(body[:left])
            return really(body)

        out = to.end_headers

        def end_headers() -> None:
            out()
            to.headers_are_out = True  # type: ignore[attr-defined]

        to.headers_are_out = False  # type: ignore[attr-defined]
        to.end_headers = end_headers  # type: ignore[method-assign]
        to.wfile.write = write  # type: ignore[method-assign]
        behave(to, data)

    return cut


def says_length(change: int) -> Behaviour:
    """The head says another length than there is."""
    return lambda to, data: to.answer(200, data + b"!", Content_Length=str(len(data) + change))


def other_bytes(to: Handler, data: bytes) -> None:
    """As many bytes of something else."""
    whole(to, data[::-1])


def packed(to: Handler, data: bytes) -> None:
    """Although nobody asked for that."""
    to.answer(200, gzip.compress(data), Content_Encoding="gzip")


def in_chunks(change: int = 0) -> Behaviour:
    """Without a length; that much more or less than there is."""

    def send(to: Handler, data: bytes) -> None:
        body = data[: len(data) + change] if change < 0 else data + b"!" * change
        to.answer(200, Content_Length="", Transfer_Encoding="chunked")
        for start in range(0, len(body), 100):
            piece = body[start : start + 100]
            to.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        to.wfile.write(b"0\r\n\r\n")

    return send


def until_it_closes(change: int = 0) -> Behaviour:
    """Without a length at all."""
    return lambda to, data: to.answer(
        200, data[: len(data) + change] if change < 0 else data + b"!" * change, Content_Length=""
    )


def without_end(to: Handler, data: bytes) -> None:
    """It never stops."""
    to.answer(200, Content_Length="")
    while not to.server.owner.released.is_set():  # type: ignore[attr-defined]
        to.wfile.write(b"!" * 4096)


def status(code: int) -> Behaviour:
    """A refusal, with a page for people."""
    return lambda to, data: to.answer(code, b"<h1>Sorry</h1>")


def leads_to(place: str) -> Behaviour:
    """A redirect, whose own page is large."""
    return lambda to, data: to.answer(302, b"!" * 10_000, Location=place)


def leads_on(to: Handler, data: bytes) -> None:
    """From each address to another one."""
    to.answer(302, Location=f"{to.path}0")


def hangs(to: Handler, data: bytes) -> None:
    """Before its answer."""
    to.server.owner.released.wait()  # type: ignore[attr-defined]


def hangs_after(count: int) -> Behaviour:
    """In the middle of the body."""

    def send(to: Handler, data: bytes) -> None:
        to.answer(200, data[:count], Content_Length=str(len(data)))
        hangs(to, data)

    return send


def says_range(text: str, more: bytes = b"") -> Behaviour:
    """It says that it sends that part, and has more behind it; to a request for all it behaves well."""

    def send(to: Handler, data: bytes) -> None:
        start = to.asked_from(data)
        if start == 0:
            whole(to, data)
        else:
            to.answer(206, data[start:] + more, Content_Range=text)

    return send


def garbage(to: Handler, data: bytes) -> None:
    """Not HTTP."""
    to.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n" * 3)


def head_without_end(to: Handler, data: bytes) -> None:
    """One line of the head after the other."""
    to.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not to.server.owner.released.is_set():  # type: ignore[attr-defined]
        to.wfile.write(b"X-More: and more\r\n" * 100)
