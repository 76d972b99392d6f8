"""What a translator may get wrong without a word missing: a form that nothing has, a plural that the language lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from tests.phrases.made_languages import GERMAN, POLISH, add_language
from voicecoach.phrases import catalogues

COUNT = "count"
"""The form in which the coach counts; a language need not have one."""

PLURALS = {"zero", "one", "two", "few", "many"}


class _Forms(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.had: set[str] = set()
        self.usual: set[str] = set()
        self.plurals: set[str] = set()

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:  # noqa: N802
        named = {one.name.name: one.value.value for one in node.arguments.named}
        self.asked |= {named["form"]} if "form" in named else set()
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        keys = {one.key.name for one in node.variants if isinstance(one.key, ftl.Identifier)}
        if isinstance(node.selector, ftl.VariableReference) and node.selector.id.name == "form":
            self.had |= {one.key.name for one in node.variants if not one.default}
            self.usual |= {one.key.name for one in node.variants if one.default}
        self.plurals |= keys & PLURALS
        self.generic_visit(node)


def mistakes(folder: Path) -> Iterator[str]:
    """What is wrong with the forms and the plurals of a language."""
    forms = _Forms()
    for path in folder.glob("*.ftl"):
        forms.visit(FluentParser().parse(path.read_text(encoding="utf-8")))
    yield from (
        f"no message has the form “{form}”"
        for form in sorted(forms.asked - forms.had - forms.usual - {COUNT})
    )
    yield from (f"nothing asks for the form “{form}”" for form in sorted(forms.had - forms.asked - {COUNT}))
    known = set(Locale.parse(folder.name, sep="-").plural_form.tags)
    yield from (f"the language has no plural “{plural}”" for plural in sorted(forms.plurals - known))


@pytest.mark.parametrize("folder", catalogues(), ids=lambda folder: folder.name)
def test_forms_and_plurals_fit_the_language(folder: Path):
    assert list(mistakes(folder)) == []


@pytest.mark.parametrize(
    ("tag", "own", "found"),
    [
        ("de", GERMAN, []),
        ("pl", POLISH, []),
        ("de", GERMAN.replace('form: "dative"', 'form: "dativ"'),
         ["no message has the form “dativ”", "nothing asks for the form “dative”"]),
        ("de", POLISH, ["the language has no plural “few”", "the language has no plural “many”"]),
    ],
    ids=["german", "polish", "a slip", "plurals of another language"],
)  # fmt: skip
def test_a_slip_in_a_translation_is_found(tmp_path: Path, tag: str, own: str, found: list[str]):
    add_language(tmp_path, tag, own)
    assert list(mistakes(tmp_path / tag)) == found
