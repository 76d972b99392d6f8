"""What writers of other formats share: one level of every range, whole seconds, and what is said of both."""

from __future__ import annotations

import math

from voicecoach.routine.dose import Dose


class LevelWriter:
    """Writes a routine at one level, and keeps what the format cannot carry."""

    def __init__(self, level: float) -> None:
        self.level = level
        self.remarks: dict[str, None] = {}

    def say(self, remark: str) -> None:
        """Keeps a remark; the same one once."""
        self.remarks.setdefault(remark)

    def sets_of(self, dose: Dose) -> int:
        """How many sets, 1 or more."""
        return max(1, int(dose.most_sets if dose.sets is None else dose.sets.at(self.level)))

    def whole(self, name: str, seconds: float, why: str = "") -> int:
        """The nearest whole number of seconds, 1 or more; halves go up. A remark, ended by `why`, says if it is another."""
        found = max(1, math.floor(seconds + 0.5))
        if found != seconds:
            self.say(f"“{name}” lasts {found} s in place of {seconds:g} s{why}")
        return found
