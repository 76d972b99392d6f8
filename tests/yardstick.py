"""How much a piece of work costs, in processor time and as a multiple of a fixed piece of work: what a slow or a busy
machine does to one, it does to the other, within a factor of three."""

from __future__ import annotations

import time
from functools import cache


@cache
def yardstick_s() -> float:
    """Seconds of processor time of a fixed loop: a few milliseconds in 2026. The least of some runs."""
    return min(_loop() for _ in range(5))


def _loop() -> float:
    began = time.process_time()
    total = 0
    for number in range(150_000):
        total += number % 7
    assert total == 449_994
    return time.process_time() - began
