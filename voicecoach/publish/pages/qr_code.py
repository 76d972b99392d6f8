"""QR codes (ISO/IEC 18004), which a telephone reads off paper."""

from __future__ import annotations

from functools import lru_cache

from voicecoach.errors import ExportError
from voicecoach.export.page.paper_head import black_runs

EDGE = 4
"""The empty edge that a reader needs on each side, in modules."""

Code = tuple[tuple[bool, ...], ...]
"""The rows, True for black, without the edge."""


@lru_cache(maxsize=64)
def code_of(address: str) -> Code:
    """The code of an address, readable even if one seventh of it is dirty. Raises ExportError if the library is not installed."""
    try:
        import segno
    except ImportError as error:
        raise ExportError(
            "the QR code of a page needs one more library: pip install 'voicecoach[practice]'",
            path="QR",
        ) from error
    return tuple(tuple(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix)


def code_svg(code: Code, says: str) -> str:
    """The code for a page, as wide as its place; `says` is what it leads to, escaped for HTML."""
    side = len(code) + 2 * EDGE
    path = "".join(
        f"M{begin + EDGE} {row + EDGE}h{end - begin}v1h{begin - end}z"
        for row, cells in enumerate(code)
        for begin, end in black_runs(cells)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{says}"'
        f' shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h{side}v{side}h-{side}z"/><path d="{path}"/></svg>'
    )
