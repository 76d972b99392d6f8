"""The directive `public-names ROOM`: what the docstrings of the public names of a room say."""

from __future__ import annotations

import inspect

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import voicecoach


class PublicNames(SphinxDirective):
    """One entry a name, functions first; fields and methods below their class."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        names = [
            name
            for place, several in voicecoach._PLACES.items()
            if place.split(".")[0] == self.arguments[0]
            for name in several.split()
        ]
        if not names:
            raise self.error(f"no public name is in the room {self.arguments[0]}")
        names.sort(key=lambda name: (not inspect.isfunction(getattr(voicecoach, name)), name))
        lines = [line for name in names for line in (*_entry(name), "")]
        parent = nodes.container()
        self.state.nested_parse(StringList(["```{eval-rst}", *lines, "```"], "names"), 0, parent)
        return parent.children


def _entry(name: str) -> list[str]:
    found = getattr(voicecoach, name)
    if inspect.isclass(found):
        kind = "autoexception" if issubclass(found, Exception) else "autoclass"
        return [f".. {kind}:: voicecoach.{name}", "   :members:"]
    if inspect.isfunction(found):
        return [f".. autofunction:: voicecoach.{name}"]
    return [f".. autodata:: voicecoach.{name}", "   :no-value:"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Registers the directive."""
    app.add_directive("public-names", PublicNames)
    return {"parallel_read_safe": True}
