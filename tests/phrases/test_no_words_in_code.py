"""The rooms that speak and write to a listener have no words of their own: all are in the catalogues.

What a session of another language shows is looked at in `test_no_english_left`; this finds the words of what is rare.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import voicecoach
from tests.source_trees import tree_of

PACKAGE = Path(voicecoach.__file__).parent

SPEAKING = (
    "script", "play/coaching", "play/live.py", "play/view.py", "export/text", "export/page", "export/handout.py",
    "export/chapters.py", "export/captions.py", "cli/screen/large.py",
    "publish/pages", "cli/screen/scene.py", "cli/screen/help.py", "cli/screen/keys_shown.py", "cli/screen/plain.py",
)  # fmt: skip

DEVELOPERS = (
    "Error",
    "Unavailable",
    "Failed",
    "NotFound",
    "assert_never",
    "debug",
    "info",
    "warning",
    "filterwarnings",
    "compile",
)
"""Ends of the names of what is called with words for developers and for the person who runs the program."""

WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}|^[A-Z][a-z]{2,}[.:!?]?$")
"""Two words, or one with a capital."""

NAMES = {
    "Session", "Segment", "Role",  # types, in quotes
    "Software", "Date", "Agg",  # metadata of a picture
    "picture in-ink",  # classes of a style
    "Yes", "Health & Fitness", "Fitness",  # a feed's
    "the letters ", ", which its font lacks",  # a note of `render`
}  # fmt: skip
FORMAL = re.compile(
    r"^(default-src|img-src|User-agent: )"
    r"|^(application/|REM |FILE |  TRACK|    TITLE|    PERFORMER|    INDEX|PERFORMER|TITLE|NOTE |WEBVTT|xml )"
    r"|xmlns|media-src|http-equiv|dc:title|<[a-z!/?]"
)
"""What a format wants, and HTML, whose texts are looked at in a page."""


def words_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in the code that reads like words for a person."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        name = (
            called.attr
            if isinstance(called, ast.Attribute)
            else called.id
            if isinstance(called, ast.Name)
            else ""
        )
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if name.endswith(DEVELOPERS) or is_docstring or isinstance(node, ast.Raise | ast.Assert):
            skipped |= {id(below) for below in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            skipped |= {id(below) for below in ast.walk(node.annotation)}
        if isinstance(node, ast.keyword) and node.arg == "style":
            skipped.add(id(node.value))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value.strip("\n")
            if WORDS.search(text) and text not in NAMES and not FORMAL.search(text):
                yield node.lineno, text


@pytest.mark.parametrize("room", SPEAKING)
def test_no_words_for_a_listener_are_in_code(room: str):
    place = PACKAGE / room
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    assert paths
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text!r}"
        for path in paths
        for line, text in words_in(tree_of(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'tell("Paused.")',
        'x = f"{a} hurt today"',
        'LANES = ("Left side",)',
        'say("Safety first. " + more)',
        'x = "Untitled"',
    ],
)
def test_words_in_code_are_found(code: str):
    assert list(words_in(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ['raise ValueError("that is not a number")', '"""A docstring here."""', 'say("rest-for")']
)
def test_what_is_not_for_a_listener_may_have_words(code: str):
    assert not list(words_in(ast.parse(code)))
