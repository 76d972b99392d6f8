"""A remark by a rule of the lint, at the keys that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from voicecoach.errors import RoutineError
from voicecoach.routine.finding import Finding, Severity
from voicecoach.routine.tree import Keys


class Remark(NamedTuple):
    """One sentence for the author."""

    message: str
    keys: Keys = ()
    """Where it belongs, from the top of what the rule looks at."""
    at_key: bool = False
    """Whether the key itself is meant, and not its value."""
    severity: Severity = Severity.WARNING

    def below(self, keys: Keys) -> Remark:
        """The same, seen from above: what the rule looks at is at `keys` there."""
        return self._replace(keys=(*keys, *self.keys))


def findings_at(remarks: list[Remark], error: Callable[..., RoutineError]) -> tuple[Finding, ...]:
    """The remarks at their lines, in order; `error` makes the error of a message at its keys."""
    found = {
        Finding.of(error(message, keys, key=at_key), severity): None
        for message, keys, at_key, severity in remarks
    }
    return tuple(sorted(found, key=lambda one: (str(one.path), one.line or 0, one.column or 0)))
