"""YAML text as a tree; or what is wrong with it, in words for somebody who has never heard of YAML.

Nothing is constructed: every scalar stays the text that the author wrote, so that `no`, `1:30` and `2-1-2` are never
turned into something else. The events of the parser are read one by one, which bounds depth, size and what aliases
expand to before any of them can cost anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from voicecoach.errors import RoutineError
from voicecoach.routine.tree import UNSEEN, Tree, combine_errors, shorten, unseen_message
from voicecoach.routine.yaml_nodes import Builder, TooDeep
from voicecoach.typography import plain_layout

# The C parser is ten times as fast; a PyYAML that was built without it reads the same files.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_JOINED = re.compile(r"([ ]*(?:- +)?[A-Za-z_]+:)(?=[^\s/:])[^:]*$")
"""A key, a colon and a value without a space between them."""
_KEY_AND_VALUE = re.compile(r"([ ]*(?:- +)?)[A-Za-z_]+:[ ]+\S")
_TWO_KEYS = re.compile(
    r"^[ ]*(?:- +)?(?:do|rest|pause|sets|reps|hold|time|tempo|breaths?|between|load|effort|side):[ ]+[^:]{1,80}[,;][ ]*"
    r"(do|rest|sets|reps|hold|time|tempo|breaths?|between|load|effort|side|rounds|steps)(?=:[ ])"
)
"""Two keys of a step on one line."""
_FENCE = re.compile(r"[ ]*```")
_SIDE_FIRST = re.compile(r"(?<=[:-] )(\{(?:side|other)\}[^\"]*)$")
_DOCUMENTS = (
    (re.compile(r"\s*\{\\rtf"), "a document of a word processor (RTF)"),
    (re.compile(r"\s*<[!?a-zA-Z]"), "a web page"),
    (re.compile(r"\s*%PDF"), "a PDF"),
)
"""How text begins that another program made, and what it is."""
_NUMBER_SIGN = re.compile(
    r"^[ ]*(?:- +)?(?:title|about|say|wait|name|welcome|close|note|for|from|go|short|finish|load):[ ]+"
    r"([^\s\"'|>\[{#&*!][^#\n]*?)[ ]+(#\d[^\n]*)$",
    re.MULTILINE,
)
"""A text without quotes, and a sign with a number after it."""
NO_SPACE = "write a space after the colon"
OUT_OF_LINE = "this line is too far left or right: the keys of a step line up two columns right of its dash, and dashes line up"

_SIDE_WORDS = ("{side}", "{other}")


def read_yaml_tree(
    text: str, *, path: Path | str | None = None, holds: str = "a routine has a title and steps"
) -> Tree:
    """The tree of one YAML document; `holds` is what is said to its author of an empty one.

    Raises RoutineError if it cannot be read any further: not YAML, empty, several documents, too deep, too large. The
    mistakes that leave the rest readable wait in `Tree.mistakes`.
    """
    text = text.removeprefix("\ufeff")
    _refuse_unseen(text, path)
    text = plain_layout(text)
    _refuse_documents(text, path)
    builder = Builder(path)
    try:
        root = builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        _refuse_depth_before(error, text, path)
        broken = _no_yaml(error, text, path)
        # What stands on a line that cannot be read was not meant as it was read so far.
        raise combine_errors([*(one for one in builder.faults if one.line != broken.line), broken]) from error
    except RoutineError as error:
        raise combine_errors([*builder.faults, error]) from None
    if root is None or root.plain is None:
        raise RoutineError(f"this file is empty; {holds}", path=path, line=1, column=1)
    return Tree(root, path, builder.faults, tuple(_cut_off(text, path)))


def _cut_off(text: str, path: Path | str | None) -> Iterator[RoutineError]:
    """Every text whose end is a note for YAML, and reads as if it belonged to the text: “Knee #2”."""
    for found in _NUMBER_SIGN.finditer(text):
        line = text.count("\n", 0, found.start(2)) + 1
        column = found.start(2) - text.rfind("\n", 0, found.start(2))
        yield RoutineError(
            f"“{shorten(found[2], 30)}” is a note and no part of the text before it; if it belongs there, put the text in quotes",
            path=path,
            line=line,
            column=column,
        )


def _refuse_depth_before(error: yaml.YAMLError, text: str, path: Path | str | None) -> None:
    """Raises RoutineError if what is written before the place of `error` is nested too deep.

    The scanner reads up to 1,024 characters ahead of the events, and libyaml stops at a depth of its own there: the
    events of our own limit have then not come yet. They come if the text ends before that place.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return
    builder = Builder(path)
    with suppress(yaml.YAMLError):
        try:
            builder.build(yaml.parse(text[: mark.index], Loader=_LOADER))
        except TooDeep as deep:
            raise combine_errors([*builder.faults, deep]) from None
        except RoutineError:
            return


def _refuse_documents(text: str, path: Path | str | None) -> None:
    """Raises RoutineError for what another program makes, and is text all the same."""
    for begins, kind in _DOCUMENTS:
        if begins.match(text):
            raise RoutineError(f"this is {kind}; save it as plain text", path=path, line=1, column=1)


def _refuse_unseen(text: str, path: Path | str | None) -> None:
    if found := UNSEEN.search(text):
        before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise RoutineError(unseen_message(found.group()), path=path, line=line, column=column)


def _no_yaml(error: yaml.YAMLError, text: str, path: Path | str | None) -> RoutineError:
    """What the parser says, in words for somebody who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    if mark is None:
        return RoutineError(f"this is not YAML: {shorten(str(problem), 120)}", path=path, line=1, column=1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "mapping values are not allowed" in problem:
        above = next((at for at in range(min(mark.line, len(lines)) - 1, -1, -1) if lines[at].strip()), None)
        if above is not None and (joined := _JOINED.match(lines[above])):
            column = joined.end(1) + 1
            return RoutineError(NO_SPACE, path=path, line=above + 1, column=column)
        if above is not None and _is_below(lines[above], line):
            return RoutineError(
                OUT_OF_LINE, path=path, line=mark.line + 1, column=len(line) - len(line.lstrip()) + 1
            )
    return RoutineError(
        _advice(problem, line, mark.column), path=path, line=mark.line + 1, column=mark.column + 1
    )


def _in_quotes(found: re.Match[str]) -> str:
    return f'"{found[1].strip()}"'


def _is_below(above: str, line: str) -> bool:
    """Whether a key is further right than the one above it, which has a value of its own."""
    key = _KEY_AND_VALUE.match(above)
    return (
        key is not None
        and _KEY_AND_VALUE.match(line) is not None
        and len(line) - len(line.lstrip()) > len(key[1])
    )


def _advice(problem: str, line: str, column: int) -> str:
    character = line[column : column + 1]
    if _FENCE.match(line):
        return "this is a line of a chat or a web page; take out the lines with ``` and all that is not the routine"
    if "mapping values are not allowed" in problem and (found := _TWO_KEYS.search(line)):
        first = found[0].split(":")[0].strip(" -")
        return f"there are two keys on this line; write “{found[1]}: …” on a line of its own, below “{first}”"
    if "alphabetic or numeric character" in problem and "*" in line[: column + 1]:
        return "items of a list begin with a dash; text that begins with a star belongs in quotes"
    if "mapping values are not allowed" in problem:
        return "a colon with a space after it starts a value; put text that contains one in quotes"
    if "\t" in line[: column + 1] and ("token" in problem or "tab character" in problem):
        return "there is a tab here; indent with spaces"
    if "cannot start any token" in problem:
        return f"text cannot start with {character or 'this'}; put it in quotes"
    if "unexpected end of stream" in problem:
        return "text in quotes, or a list in brackets, is not closed"
    if "expected ',' or" in problem and line[column:].startswith(_SIDE_WORDS):
        return 'a text with {side} in it needs quotes inside brackets: ["Lift your {side} leg."]'
    if "expected ',' or" in problem:
        return "a list or map in brackets is not closed, or a comma is missing"
    if "could not find expected ':'" in problem:
        return "there is no colon after this; write a key, a colon and a value"
    if "expected '-' indicator" in problem:
        return OUT_OF_LINE
    if "node content" in problem:
        what = f"a value belongs here, and not “{character}”" if character else "a value is missing here"
        return f"{what}; write one, or put text that starts like this in quotes"
    if ("block" in problem or "expected key" in problem) and _SIDE_FIRST.search(line):
        return (
            f"a text that begins with {{side}} needs quotes: {_SIDE_FIRST.sub(_in_quotes, line).strip(' -')}"
        )
    if "expected key" in problem or "block" in problem:
        return "this line does not fit the lines above it; check its indentation, and quotes"
    return f"this is not YAML: {shorten(problem, 120)}"
