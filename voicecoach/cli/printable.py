"""The only way by which text reaches a person: no control character of a name or a message gets to a terminal.

Escape sequences in a file's name could rewrite the screen, a newline could forge a second message, and a bidirectional
override could turn words around.
"""

from __future__ import annotations

import sys

import click

_CONTROLS = (
    *range(0x20),  # C0: ESC, newline, bell ...
    *range(0x7F, 0xA0),  # DEL and C1, of which 9B begins a sequence as ESC [ does
    0x2028, 0x2029,  # separators of lines and paragraphs
    *range(0x202A, 0x202F),  # bidirectional embeddings and overrides
    *range(0x2066, 0x206A),  # bidirectional isolates
)  # fmt: skip
# Above ASCII as JSON writes it, so that JSON stays JSON: below, JSON has no raw ones.
_ESCAPES = {code: f"\\x{code:02x}" if code < 0x7F else f"\\u{code:04x}" for code in _CONTROLS}
_ESCAPES |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_IN_TEXT = {code: escape for code, escape in _ESCAPES.items() if code not in (ord("\n"), ord("\t"))}


def one_line(text: str) -> str:
    """The text with every control character written out, newlines too."""
    return text.translate(_ESCAPES)


def lines(text: str) -> str:
    """The same for a text of several lines: its newlines and tabs stay."""
    return text.translate(_IN_TEXT)


def say(line: object = "", *, err: bool = False) -> None:
    """Prints one line for a person, to stdout or stderr."""
    click.echo(one_line(str(line)), err=err)


def say_text(text: str, *, err: bool = False) -> None:
    """Prints a text of several lines for a person; its own line breaks are all that there are."""
    click.echo(lines(text), nl=False, err=err)


def say_data(text: str) -> None:
    """Prints what a program may read: as it is into a file or a pipe, and as `say_text` on a terminal."""
    click.echo(lines(text) if sys.stdout.isatty() else text, nl=False)
