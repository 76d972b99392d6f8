"""Downloads one file of a voice: the only place that opens a network connection, and only when a user asks for a voice.

The other end is never trusted: a redirect goes to https alone, nothing larger than the catalogue says is read,
each step has a time limit, and what arrives counts for nothing before its hash was compared.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from voicecoach.logs import logger_for
from voicecoach.speech.downloads.voice_part import PartFile, append
from voicecoach.speech.result_checks import on_one_line
from voicecoach.time_limited import LimitedThread, TookTooLong

logger = logger_for(__name__)

Watch = Callable[[str, int, int], object]
"""Is told a file's name, how many of its bytes are here, and how many it has."""


class Limits(NamedTuple):
    """How patient a download is."""

    answer_s: float = 60.0
    """Seconds for a server to answer a request: to be found, to shake hands, and to send the head of its answer."""
    block_s: float = 60.0
    """Seconds for a block to come."""
    block: int = 2**15
    """Bytes. One in `block_s` is 500 bytes a second: less than that is a line that hangs."""
    redirects: int = 10
    """The longest way from the address in the catalogue to the file."""
    cuts: int = 20
    """How often a line may be cut, as long as more is there each time."""


LIMITS = Limits()

_HANG_UP_S = 0.2

_OTHERWISE = "; files that you had in another way are taken with --from FOLDER"

_TO_BE_FOLLOWED = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_BUSY = (429, 500, 502, 503, 504)


class CannotDownload(Exception):
    """Why a file was not downloaded, in one line. What came of it is kept for another try, unless it was wrong."""


class _LineCut(Exception):
    """The connection ended too early."""


class _WrongFile(CannotDownload):
    """What the server has is not what the catalogue means; nothing of it is kept."""


def download(part: PartFile, watch: Watch) -> None:
    """Make the part whole, from where it is. Raises CannotDownload; OSError if it cannot be written.

    A line that is cut is taken up again as long as that brings more. If pieces that were put together are not the file, it is
    downloaded once more in one piece.
    """
    if part.size and part.is_whole():
        return
    try:
        pieces = _fetch(part, watch, in_pieces=True)
        if part.is_whole():
            return
        part.drop()
        wrong = _WrongFile(f"what {_host(part.file.url)} sends is not the file that it should be")
    except _WrongFile as error:
        pieces, wrong = True, error
    if pieces:
        logger.info("%s: %s; it is downloaded in one piece", part.file.url, wrong)
        _fetch(part, watch, in_pieces=False)
        if part.is_whole():
            return
        part.drop()
    raise wrong


def _fetch(part: PartFile, watch: Watch, *, in_pieces: bool) -> bool:
    """Whether what is there now, as much as the file should have, came in several pieces. Raises CannotDownload."""
    pieces = part.size > 0
    best = part.size
    for _ in range(LIMITS.cuts):
        if not in_pieces:
            part.drop()
        try:
            pieces = _append_answer(part, watch)
        except _LineCut as error:
            logger.info("%s: %s after %d bytes", part.file.url, error, part.size)
            if part.size <= best:
                raise CannotDownload(f"{error}{_so_far(part)}") from error
            best = part.size
        except _WrongFile:
            part.drop()
            raise
        else:
            return pieces
    raise CannotDownload(f"the line was cut {LIMITS.cuts} times{_so_far(part)}")


def _so_far(part: PartFile) -> str:
    if part.size == 0:
        return ""
    done, whole = part.size / 1e6, part.file.bytes / 1e6
    return f"; {done:.1f} of {whole:.1f} MB are here, and the same command goes on from there"


def _append_answer(part: PartFile, watch: Watch) -> bool:
    """Append one answer of the server, to the end of the file, and say whether there was something before it.

    Raises _LineCut, CannotDownload, OSError.
    """
    size = part.file.bytes
    with contextlib.closing(_Line(_host(part.file.url))) as line:
        answer = _follow(line, part)
        start, end = _span_of(answer, part)
        _check_length(answer, part, end - start)
        if start == 0:
            part.begin(answer.headers.get("ETag"))
        here = start
        watch(part.file.name, here, size)
        with part.appending() as out:
            while here < end:
                data = line.read(answer, min(LIMITS.block, end - here))
                if not data and answer.chunked:
                    raise _WrongFile(_another(part, here))
                if not data:
                    raise _LineCut("the line was cut")
                append(out, data)
                here += len(data)
                watch(part.file.name, here, size)
    if end < size:
        raise _LineCut("the server sent less than what was asked for")
    return start > 0


class _Line:
    """The way to a server: what it does runs in a thread of its own, each step within its time limit."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._thread = LimitedThread(f"download from {host}")
        self._open: list[Any] = []
        opener = urllib.request.OpenerDirector()
        # Not `build_opener`: it reads files and FTP too, and follows redirects wherever they lead.
        for handler in (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
            opener.add_handler(handler())
        self._opener = opener

    def request(self, url: str, headers: dict[str, str]) -> Any:
        """The answer, whatever its status, its body unread. Raises _LineCut, CannotDownload."""
        asked = urllib.request.Request(url, headers=headers)
        with self._said_plainly():
            answer = self._thread.call(
                lambda: self._opener.open(asked, timeout=LIMITS.answer_s), LIMITS.answer_s
            )
        self._open.append(answer)
        return answer

    def read(self, answer: Any, most: int) -> bytes:
        """The next bytes, at most so many; empty at the end. Raises _LineCut, CannotDownload."""
        with self._said_plainly():
            data: bytes = self._thread.call(lambda: answer.read(most), LIMITS.block_s)
        return data

    def close(self) -> None:
        """Hang up. While an abandoned call reads, that would wait for it: then it is left to the end of the process."""
        with contextlib.suppress(Exception):
            self._thread.call(self._hang_up, _HANG_UP_S)
        self._thread.close()

    def _hang_up(self) -> None:
        for answer in self._open:
            answer.close()

    @contextlib.contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except (TookTooLong, TimeoutError) as error:
            raise _LineCut(f"{self._host} does not answer") from error
        except http.client.IncompleteRead as error:
            raise _LineCut("the line was cut") from error
        except urllib.error.URLError as error:
            raise CannotDownload(f"{self._host} cannot be reached: {_reason(error)}{_OTHERWISE}") from error
        except ConnectionError as error:
            raise _LineCut("the line was cut") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CannotDownload(f"{self._host} cannot be understood: {_reason(error)}") from error


def _follow(line: _Line, part: PartFile) -> Any:
    """The answer at the end of all redirects. Raises _LineCut, CannotDownload."""
    headers = {"User-Agent": "voicecoach", "Accept": "*/*", "Accept-Encoding": "identity"}
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
        if part.validator:
            headers["If-Range"] = part.validator
    url = part.file.url
    for _ in range(LIMITS.redirects):
        answer = line.request(url, headers)
        if answer.status not in _TO_BE_FOLLOWED:
            return answer
        target = answer.headers.get("Location", "")
        try:
            onward = urljoin(url, target)
            scheme = urlsplit(onward).scheme
        except ValueError:
            scheme = ""
        if scheme != "https" and not (scheme == "http" and urlsplit(url).scheme == "http"):
            raise CannotDownload(f"{_host(url)} leads to where no https is: {on_one_line(target)[:100]}")
        url = onward
    raise CannotDownload(f"{_host(part.file.url)} leads from one address to the next without end")


def _span_of(answer: Any, part: PartFile) -> tuple[int, int]:
    """From which byte of the file to which one the answer has it. Raises CannotDownload."""
    host, status = _host(part.file.url), answer.status
    packed = answer.headers.get("Content-Encoding", "").strip().lower() or "identity"
    if status == 416:
        raise _WrongFile(f"{host} has less than what is here")
    if status in _GONE:
        raise CannotDownload(
            f"{host} does not have it any more (it answers {status}); a newer voicecoach may know where it is"
        )
    if status in _BUSY:
        raise CannotDownload(f"{host} is busy or broken (it answers {status}); try again later")
    if status not in (200, 206):
        raise CannotDownload(f"{host} does not give it (it answers {status})")
    if packed != "identity":
        raise CannotDownload(f"{host} sends it packed ({on_one_line(packed)[:20]}), which was not asked for")
    if status == 200:  # a server without ranges begins again
        return 0, part.file.bytes
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    if not found:
        raise _WrongFile(f"{host} does not say which part of it comes")
    start, end = int(found[1]), int(found[2]) + 1
    if found[3] != "*" and int(found[3]) != part.file.bytes:
        raise _WrongFile(_another(part, int(found[3])))
    if start != part.size or not start < end <= part.file.bytes:
        raise _WrongFile(f"{host} sends another part of it than what was asked for")
    return start, end


_RANGE = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)", re.IGNORECASE)


def _check_length(answer: Any, part: PartFile, wanted: int) -> None:
    """Before anything is read: what has another length is another file. Raises _WrongFile."""
    said = answer.headers.get("Content-Length", "").strip()
    if not answer.chunked and re.fullmatch("[0-9]{1,15}", said) and int(said) != wanted:
        raise _WrongFile(_another(part, int(said) + part.file.bytes - wanted))


def _another(part: PartFile, its: int) -> str:
    return (
        f"{_host(part.file.url)} has another file there, of {its:,} bytes and not {part.file.bytes:,}; "
        "it may be a page on which your network wants a login"
    )


def _host(url: str) -> str:
    try:
        return on_one_line(urlsplit(url).hostname or url)[:100]
    except ValueError:
        return "the server"


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", None)
    found = inner if isinstance(inner, BaseException) else error
    if distrust := getattr(found, "verify_message", None):
        return on_one_line(f"its certificate cannot be trusted ({distrust})")
    words = getattr(found, "strerror", None) or str(found) or type(found).__name__
    return on_one_line(str(words))
