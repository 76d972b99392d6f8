"""The directive `command-reference`: every command with its arguments and options, as click has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from voicecoach import cli
from voicecoach.cli.options import ChosenOption


class CommandReference(SphinxDirective):
    """A section a command. What a user chose in the settings of this machine does not reach the page."""

    def run(self) -> list[nodes.Node]:
        context = click.Context(cli.voicecoach, info_name="voicecoach")
        return [
            self._section(" ".join(one.command_path.split()[1:]) or "voicecoach", one)
            for one in _all(context)
        ]

    def _section(self, title: str, context: click.Context) -> nodes.Node:
        command = context.command
        lines = [command.help or "", ""]
        lines += ["```text", command.get_usage(context).replace("Usage: ", ""), "```", ""]
        options = [one for one in command.params if isinstance(one, click.Option)]
        if options:
            lines += ["| Option | What it does | Default |", "|---|---|---|"]
            lines += [_row(option, context) for option in options]
        if command.epilog:
            lines += ["", f"`{command.epilog.removeprefix('Example: ')}`"]
        section = nodes.section(ids=[nodes.make_id(f"command {title}")])
        section += nodes.title(text=title)
        self.state.nested_parse(StringList(_paragraphs(lines), "click"), 0, section)
        return section


def _all(context: click.Context) -> Iterator[click.Context]:
    """A command and, in order, those that it has."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            yield from _all(click.Context(command, context, info_name=name))


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    metavar = "" if option.is_flag else f" `{option.make_metavar(context)}`"
    cells = (names + metavar, option.help or "", _default(option, context))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(option: click.Option, context: click.Context) -> str:
    # A ChosenOption would read the settings of whoever builds the site.
    asked = click.Option if isinstance(option, ChosenOption) else type(option)
    value: Any = asked.get_default(option, context)
    if value is None or value is False or value == () or "UNSET" in repr(value).upper():
        return ""
    return f"`{value}`" if isinstance(value, str | int | float) else ""


def _paragraphs(lines: list[str]) -> list[str]:
    return [line for text in lines for line in text.replace("\b", "").split("\n")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Registers the directive."""
    app.add_directive("command-reference", CommandReference)
    return {"parallel_read_safe": True}
