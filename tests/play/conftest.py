"""What every test here needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.play.rig import Rig


@pytest.fixture(autouse=True)
def _no_session_stays_open() -> Iterator[None]:
    yield
    while Rig.made:
        Rig.made.pop().crash()
