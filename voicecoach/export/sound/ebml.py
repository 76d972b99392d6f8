"""EBML, as Matroska is written in: just enough of it to put chapters below chapters, and tags to what they are about.

FFmpeg writes all chapters in one row, and all tags without saying whether they are of the album or the track. Both are put
right here without changing the size, so that positions in the file stay valid.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

CHAPTERS, TAGS = 0x1043A770, 0x1254C367
_SEGMENT, _EDITION, _ATOM, _VOID, _CRC = 0x18538067, 0x45B9, 0xB6, 0xEC, 0xBF
_TAG, _TARGETS, _TARGET, _SIMPLE, _NAME, _STRING = 0x7373, 0x63C0, 0x68CA, 0x67C8, 0x45A3, 0x4487
ALBUM, TRACK = 50, 30
"""What a tag is about, by Matroska's numbers."""


def find_element(file: BinaryIO, wanted: int) -> tuple[int, int]:
    """The byte at which what is in the element CHAPTERS or TAGS begins, and its size.

    Raises ValueError if there is none.
    """
    file.seek(0)
    while (head := _head(file)) is not None:
        name, size = head
        if name == wanted:
            return file.tell(), size
        if name != _SEGMENT:  # what the segment holds comes next; all else is stepped over
            file.seek(size, 1)
    raise ValueError("there are no chapters" if wanted == CHAPTERS else "there are no tags")


def nest_chapters(body: bytes, below: Sequence[int]) -> bytes:
    """What is in an element Chapters, put in order: `below` has the number of chapters below each upper one.

    In `body` every upper chapter comes first, then those below it, then, if there are any, the upper one again: this
    leaves the room that longer sizes take, and what is over is void. Raises ValueError if there are more or fewer.
    """
    edition = dict(elements_in(body)).get(_EDITION, b"")  # beside it is a checksum
    atoms: list[bytes] = []
    made = b""
    for name, content in elements_in(edition):
        if name == _ATOM:
            atoms.append(content)
        else:
            made += make_element(name, content)
    rest = iter(atoms)
    for count in below:
        inside = next(rest, b"") + b"".join(make_element(_ATOM, next(rest, b"")) for _ in range(count))
        made += make_element(_ATOM, inside)
        if count:
            next(rest, b"")
    if sum(1 + count + bool(count) for count in below) != len(atoms):
        raise ValueError(f"there are {len(atoms)} chapters for {len(below)} upper ones")
    return _checked(make_element(_EDITION, made), len(body))


def replace_tags(body: bytes, tags: Mapping[int, Mapping[str, str]]) -> bytes:
    """What is in an element Tags, with `tags`, each by its name, for what they are about: ALBUM, TRACK.

    They take the place of those that were for the whole file; those of single tracks stay. Raises ValueError if there is
    not room enough: this has more names than `body` had, so something long must be among those that go.
    """
    made = b""
    for about, texts in tags.items():
        inside = make_element(_TARGETS, make_element(_TARGET, bytes((about,))))
        for name, text in texts.items():
            inside += make_element(
                _SIMPLE,
                make_element(_NAME, name.encode()) + make_element(_STRING, text.encode("utf-8", "replace")),
            )
        made += make_element(_TAG, inside)
    for kind, content in elements_in(body):
        if kind == _TAG and dict(elements_in(content)).get(_TARGETS):
            made += make_element(kind, content)
    return _checked(made, len(body))


def _checked(content: bytes, size: int) -> bytes:
    """A checksum and the content, filled up to `size`. Raises ValueError if it is longer."""
    room = size - len(make_element(_CRC, bytes(4))) - len(content)
    if room < 0:
        raise ValueError(f"there are {-room} bytes too many")
    content += void_element(room)
    return make_element(_CRC, zlib.crc32(content).to_bytes(4, "little")) + content


def elements_in(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements in `body`, each as its id and what is in it."""
    import io

    file = io.BytesIO(body)
    while (head := _head(file)) is not None:
        yield head[0], file.read(head[1])


def make_element(name: int, content: bytes, length: int = 1) -> bytes:
    """An element with its id and its size, which takes as few bytes as it can, but at least `length` of them."""
    while len(content) >= (1 << 7 * length) - 1:  # all ones would mean: unknown
        length += 1
    size = (1 << 7 * length) | len(content)
    return name.to_bytes((name.bit_length() + 7) // 8) + size.to_bytes(length) + content


def void_element(size: int) -> bytes:
    """An element of `size` bytes that says nothing; no bytes at all for 0.

    Raises ValueError for 1 byte, which has no room for an id and a size.
    """
    if size == 0:
        return b""
    # A shorter size field may leave a byte over that the content cannot take without lengthening the field (129 is 1 + 1 + 127,
    # and 127 needs two bytes): a longer field takes it.
    for length in range(1, 9):
        content = size - 1 - length
        if content >= 0 and len(made := make_element(_VOID, bytes(content), length)) == size:
            return made
    raise ValueError(f"an element cannot be {size} bytes long")


def _head(file: BinaryIO) -> tuple[int, int] | None:
    """The id and the size of the element that begins here; None at the end."""
    name, size = _number(file, keep=True), _number(file, keep=False)
    return None if name is None or size is None else (name, size)


def _number(file: BinaryIO, *, keep: bool) -> int | None:
    """A number of one to eight bytes: the zeros before its first one say how many more follow. Ids keep that one."""
    first = file.read(1)
    if not first:
        return None
    length = 9 - first[0].bit_length()
    if length > 8:
        raise ValueError("that is not EBML")
    value = int.from_bytes(first + file.read(length - 1))
    return value if keep else value & ~(1 << 7 * length)
