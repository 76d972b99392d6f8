"""Shows a site to the person who makes it, on this machine only, with the index of all patients as its first page."""

from __future__ import annotations

import contextlib
import email.utils
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from voicecoach.errors import ExportError
from voicecoach.files import open_to_read
from voicecoach.logs import logger_for
from voicecoach.publish.pages.file_names import HOME, media_type
from voicecoach.publish.site.made_sessions import FILE_NAME

logger = logger_for(__name__)

ADDRESS = "127.0.0.1"
_PATIENCE_S = 20.0
"""How long a browser may take to say what it wants, or to take more of a file."""
_PIECE = 1 << 16
_TOKEN = re.compile("[a-z2-7]{32}")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Loopback:
    """A server for browsers on this machine, open until it is left as a context manager. Raises ExportError if the port is taken.

    The first page is at a secret address, as other users of this machine can ask the server too.
    """

    def __init__(self, live: Path, port: int = 0) -> None:
        """`live`: the folder of the folders of patients. `port`: 0 takes any that is free."""
        self.index = b""
        """The first page."""
        self._key = secrets.token_urlsafe(16)
        handler = type(
            "Handler", (_Handler,), {"live": live, "index": staticmethod(self._first_page), "key": self._key}
        )
        try:
            self._server = _Server((ADDRESS, port), handler)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ExportError(f"{reason}; give --port another number", path=f"{ADDRESS}:{port}") from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="loopback", daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(_PATIENCE_S)

    def _first_page(self) -> bytes:
        return self.index

    @property
    def base(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://{ADDRESS}:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        """Of the first page."""
        return f"{self.base}/{self._key}/"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two programs have one port

    def handle_error(self, request: object, client_address: object) -> None:
        logger.debug("a request was not answered completely", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    live: Path
    index: Callable[[], bytes]
    key: str
    timeout = _PATIENCE_S
    protocol_version = "HTTP/1.1"
    server_version = "voicecoach"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """The address of a patient's page is in no log."""

    def _answer(self, *, body: bool) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # an unread body would be taken for the next request
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in (ADDRESS, "localhost"):  # a page elsewhere that made its own name lead to this machine
            self._say(HTTPStatus.MISDIRECTED_REQUEST, body=body)
            return
        path = urlsplit(self.path).path
        if path.startswith("/p/") and _TOKEN.fullmatch(path[3:]):
            self._say(HTTPStatus.MOVED_PERMANENTLY, body=body, more={"Location": f"{path}/"})
            return
        if path == f"/{self.key}/":
            page = self.index()
            self._head(HTTPStatus.OK, {"Content-Type": _type(HOME), "Content-Length": str(len(page))})
            if body:
                self.wfile.write(page)
            return
        found = self._file(unquote(path))
        if found is None:
            self._say(HTTPStatus.NOT_FOUND, body=body)
            return
        try:
            handle = open_to_read(found)
        except OSError:
            self._say(HTTPStatus.NOT_FOUND, body=body)
            return
        with os.fdopen(handle, "rb") as file:
            self._send(file, found.name, body=body)

    def _file(self, path: str) -> Path | None:
        """The content of an address; None for what is not shown."""
        parts = path.split("/")
        if len(parts) != 4 or parts[:2] != ["", "p"] or not _TOKEN.fullmatch(parts[2]):
            return None
        name = parts[3] or HOME
        if not FILE_NAME.fullmatch(name):
            return None
        found = self.live / parts[2] / name
        return None if found.is_symlink() or found.parent.is_symlink() else found

    def _send(self, file: BinaryIO, name: str, *, body: bool) -> None:
        stat = os.fstat(file.fileno())
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        day = email.utils.formatdate(stat.st_mtime, usegmt=True)
        more = {"ETag": tag, "Last-Modified": day, "Accept-Ranges": "bytes"}
        if self._has_it(tag, stat.st_mtime):
            self._head(HTTPStatus.NOT_MODIFIED, more)
            return
        more["Content-Type"] = _type(name)
        first, last = 0, stat.st_size - 1
        status = HTTPStatus.OK
        if (wanted := self._range(tag, day)) is not None:
            part = _part(*wanted, stat.st_size)
            if part is None:
                more = {"Content-Range": f"bytes */{stat.st_size}"}
                self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, body=body, more=more)
                return
            first, last = part
            status = HTTPStatus.PARTIAL_CONTENT
            more["Content-Range"] = f"bytes {first}-{last}/{stat.st_size}"
        more["Content-Length"] = str(last - first + 1)
        self._head(status, more)
        if body:
            file.seek(first)
            for piece in _pieces(file, last - first + 1):
                self.wfile.write(piece)

    def _has_it(self, tag: str, changed: float) -> bool:
        """Whether the browser has this file already."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            return tags.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in tags.split(",")]
        if (since := self.headers.get("If-Modified-Since")) is not None:
            with contextlib.suppress(TypeError, ValueError, OverflowError):
                return int(changed) <= email.utils.parsedate_to_datetime(since).timestamp()
        return False

    def _range(self, tag: str, day: str) -> tuple[str, str] | None:
        """The one range that is asked for; None for the whole file, which several ranges or one of an older file get too."""
        found = _RANGE.fullmatch(self.headers.get("Range", "").strip())
        if found is None or found.groups() == ("", "") or self.headers.get("If-Range", tag) not in (tag, day):
            return None
        if found[1] and found[2] and int(found[2]) < int(found[1]):
            return None
        return found[1], found[2]

    def _say(self, status: HTTPStatus, *, body: bool, more: dict[str, str] | None = None) -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        about = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(text))}
        self._head(status, {**about, **(more or {})})
        if body:
            self.wfile.write(text)

    def _head(self, status: HTTPStatus, more: dict[str, str]) -> None:
        self.send_response(status)
        always = {
            "Cache-Control": "no-cache",
            "X-Robots-Tag": "noindex",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in {**always, **more}.items():
            self.send_header(name, value)
        self.end_headers()


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of a part; None if the file has nothing of it."""
    if not first:  # the last bytes
        count = min(int(last), size)
        return (size - count, size - 1) if count else None
    if int(first) >= size:
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size and (piece := file.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece


def _type(name: str) -> str:
    try:
        found = media_type(name)
    except KeyError:
        return "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") or "xml" in found else found
