"""Places that phrases are shared in, each behind a real server where there is one, and one that does what it should not."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from voicecoach.speech.cache.place_backends import PlaceBackend
from voicecoach.speech.cache.shared_place import Patience, SharedPlace

STARTS_S = 60
"""How long a server may take to answer at all."""

FTP = """
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
users = DummyAuthorizer()
users.add_user("coach", "secret", sys.argv[1], perm="elradfmwMT")
FTPHandler.authorizer = users
FTPServer(("127.0.0.1", int(sys.argv[2])), FTPHandler).serve_forever()
"""


class StrangePlace:
    """A backend in memory, whose `before` may wait, raise or change what lies there."""

    concurrent = True

    def __init__(self) -> None:
        self.there: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.before: Callable[[str], None] = lambda what: None

    def _begin(self, what: str, name: str) -> None:
        self.asked.append((what, name))
        self.before(what)

    def read(self, name: str, most: int) -> bytes:
        self._begin("read", name)
        if name not in self.there:
            raise FileNotFoundError(name)
        return self.there[name][: most + 1]

    def write(self, name: str, data: bytes) -> None:
        self._begin("write", name)
        self.there[name] = data

    def remove(self, name: str) -> None:
        self._begin("remove", name)
        del self.there[name]

    def sizes(self) -> dict[str, int]:
        self._begin("sizes", "")
        return {name: len(data) for name, data in self.there.items()}

    def remove_halves(self) -> None:
        self._begin("remove_halves", "")

    def count(self, what: str) -> int:
        """How often it was asked."""
        return sum(asked == what for asked, _ in self.asked)


class Hours:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def strange(
    backend: PlaceBackend, patience: Patience | None = None, now: Callable[[], float] | None = None
) -> SharedPlace:
    """A place over such a backend."""
    return SharedPlace(
        "s3://bucket/phrases",
        patience=patience or Patience(),
        now=now or Hours(),
        backend=lambda address: backend,
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def running(*command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server, from when it answers."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pause = threading.Event()
    try:
        for _ in range(STARTS_S * 10):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert server.poll() is None, "the server did not start"
            pause.wait(0.1)
        yield server
    finally:
        server.kill()
        server.wait()


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """Moto's S3 on this machine, with a bucket; its address."""
    port = free_port()
    with running(sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port), port=port):
        address = f"http://127.0.0.1:{port}"
        request = urllib.request.Request(f"{address}/phrases", method="PUT")
        with urllib.request.urlopen(request, timeout=STARTS_S):
            pass
        yield address


@contextlib.contextmanager
def ftp_server(folder: Path) -> Iterator[str]:
    """An FTP server over the folder; its address, with a password."""
    port = free_port()
    with running(sys.executable, "-c", FTP, os.fspath(folder), str(port), port=port):
        yield f"ftp://coach:secret@127.0.0.1:{port}"


def s3_environment(address: str) -> dict[str, str]:
    """How s3fs is shown the way to it."""
    return {
        "FSSPEC_S3_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
