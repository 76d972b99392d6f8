"""Every language has a tag that players know."""

from __future__ import annotations

import pytest

from voicecoach.export.sound.tags import three_letters


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("pl", "pol"), ("pt-BR", "por"), ("DE", "deu"), ("ast", "ast"), ("", "und"), ("x-y", "und"), ("äöü", "und")],
)  # fmt: skip
def test_a_language_has_three_letters(tag: str, code: str) -> None:
    assert three_letters(tag) == code
