"""What `voicecoach check` found, as lines for a person or as one JSON object for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from voicecoach.cli.printable import say, say_data

if TYPE_CHECKING:
    from voicecoach.routine.finding import Finding


class Shown:
    """Shows each finding once: an exercise that several routines use is checked with each of them."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._found: dict[str, Finding] = {}
        self._notes: list[str] = []

    def report(self, finding: Finding) -> None:
        """Shows one more."""
        line = str(finding)
        if line not in self._found:
            self._found[line] = finding
            if not self._as_json:
                say(line)

    def note(self, line: str) -> None:
        """Says what is neither a mistake nor a warning."""
        self._notes.append(line)
        if not self._as_json:
            say(line, err=True)

    def count(self, severity: str) -> int:
        """How many findings are of that severity."""
        return sum(one.severity == severity for one in self._found.values())

    def end(self, files: int) -> None:
        """Sums it up. `files` is how many were looked at."""
        errors, warnings = self.count("error"), self.count("warning")
        if not self._as_json:
            say(
                f"{_number(files, 'file')}: {_number(errors, 'error')}, {_number(warnings, 'warning')}",
                err=True,
            )
            return
        findings = [
            {
                "severity": str(one.severity),
                "message": one.message,
                "path": None if one.path is None else str(one.path),
                "line": one.line,
                "column": one.column,
                "field": one.field,
            }
            for one in self._found.values()
        ]
        whole = {
            "files": files,
            "errors": errors,
            "warnings": warnings,
            "findings": findings,
            "notes": self._notes,
        }
        say_data(json.dumps(whole, indent=1) + "\n")


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
