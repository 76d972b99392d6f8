"""No module imports itself by way of others: not lazily inside a function, nor for type checkers alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import voicecoach
from tests.source_trees import tree_of

PACKAGE = Path(voicecoach.__file__).parent

Graph = dict[str, set[str]]


def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imported_by(tree: ast.Module) -> Iterator[str]:
    """Every name that a module imports, wherever in it: `a.b` of `import a.b`, `a.b` and `a` of `from a import b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str, known: dict[str, Path]) -> str | None:
    """The module that has to be loaded for an import of `name`."""
    return name if name in known else module if (module := name.rpartition(".")[0]) in known else None


def graph() -> Graph:
    known = modules()
    found: Graph = {}
    for module, path in known.items():
        tree = tree_of(path)
        targets = {module_of(name, known) for name in imported_by(tree)}
        found[module] = {target for target in targets if target is not None and target != module}
    return found


def circles(imports: Graph) -> set[frozenset[str]]:
    """The largest sets of modules of which each reaches each other."""
    reached = {module: reachable(module, imports) for module in imports}
    together = (
        frozenset(other for other in reached[module] if module in reached[other]) for module in imports
    )
    return {circle for circle in together if circle}


def reachable(module: str, imports: Graph) -> set[str]:
    seen: set[str] = set()
    pending = list(imports[module])
    while pending:
        one = pending.pop()
        if one not in seen:
            seen.add(one)
            pending += imports[one]
    return seen


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == {frozenset({"b", "c"})}


def test_a_lazy_import_is_found() -> None:
    code = "if TYPE_CHECKING:\n    from a import b\ndef f():\n    import c.d\n"
    assert sorted(imported_by(ast.parse(code))) == ["a.b", "c.d"]


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert not [sorted(circle) for circle in circles(graph())]
