"""A scheduler of dask and its workers, as processes of their own on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import distributed

STARTS_S = 60.0


@dataclass
class Cluster:
    """A scheduler, and the workers that were started."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(
        self, name: str, environment: Mapping[str, str] = {}, *options: str
    ) -> subprocess.Popen[bytes]:
        """A worker of one thread and without a nanny, once it is known to the scheduler."""
        log = self.folder / f"{name}.log"
        process = _start(
            log,
            environment,
            *("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name),
            *("--local-directory", str(self.folder / name), "--death-timeout", "10", *options),
        )
        self.workers.append(process)
        deadline = time.monotonic() + STARTS_S
        while "Registered to:" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        return process

    def known(self) -> dict[str, Any]:
        """The workers that the scheduler knows, by address."""
        with self.client() as client:
            return dict(client.scheduler_info(n_workers=-1)["workers"])

    @contextmanager
    def client(self) -> Iterator[Any]:
        """A connection beside the one that is tested."""
        client: Any = distributed.Client(self.address, set_as_default=False, timeout=STARTS_S)
        try:
            yield client
        finally:
            client.close()

    def logs(self) -> str:
        """All that the scheduler and the workers wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """With so many workers; at the end none of its processes is left."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "scheduler.log"
    scheduler = _start(log, {}, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    started = Cluster(folder, scheduler, "")
    try:
        started.address = _address(log, scheduler)
        for number in range(workers):
            started.start_worker(f"w{number}")
        yield started
    finally:
        for process in (*started.workers, scheduler):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (*started.workers, scheduler):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(log: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        )


def _address(log: Path, scheduler: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + STARTS_S
    while not (found := re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text())):
        assert scheduler.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    return found[1]
