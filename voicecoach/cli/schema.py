"""`voicecoach schema`: a JSON Schema of routine and exercise files, so that editors complete and check them."""

from __future__ import annotations

import json

import click

from voicecoach.cli.printable import say_text


@click.command(epilog="Example: voicecoach schema > routine.schema.json")
@click.option("--exercise", is_flag=True, help="The schema of exercise files instead.")
def schema(exercise: bool) -> None:
    """Print the JSON Schema of routine files, for editors.

    An editor that knows YAML schemas takes it by a first line in the routine:
    # yaml-language-server: $schema=routine.schema.json
    """
    from voicecoach.routine.model import Exercise, Routine
    from voicecoach.routine.schema import json_schema

    say_text(json.dumps(json_schema(Exercise if exercise else Routine), indent=2, ensure_ascii=False) + "\n")
