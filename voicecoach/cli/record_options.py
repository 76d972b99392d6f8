"""Which options of `voicecoach record` do not go together."""

from __future__ import annotations

import click

_APART = {
    "remove_voice": (
        "routine",
        "again",
        "phrases",
        "list_them",
        "folder",
        "device",
        "plain",
        "fallback",
        "remove",
    ),
    "list_them": ("folder", "device", "plain"),
    "folder": ("device", "plain", "again"),
    "phrases": ("again",),
}
"""What each option makes meaningless."""

_OF_A_ROUTINE = (
    "level",
    "talk",
    "session",
    "count",
    "first",
    "pace",
    "count_in",
    "breath",
    "include",
    "easier",
    "again",
)


def check_together(context: click.Context) -> None:
    """Raises UsageError for options that would make another one ignored."""
    typed = {
        one.name: one
        for one in context.command.params
        if one.name and context.get_parameter_source(one.name) is click.core.ParameterSource.COMMANDLINE
    }
    for name, others in _APART.items():
        for other in others:
            if name in typed and other in typed:
                raise click.UsageError(
                    f"{_shown(typed[name])} and {_shown(typed[other])} do not go together."
                )
    for name in _OF_A_ROUTINE:
        if name in typed and "routine" not in typed:
            raise click.UsageError(f"{_shown(typed[name])} needs a ROUTINE.")


def _shown(parameter: click.Parameter) -> str:
    return (
        parameter.opts[0] if parameter.param_type_name == "option" else parameter.human_readable_name.upper()
    )
