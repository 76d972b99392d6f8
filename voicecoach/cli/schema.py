"""`voicecoach schema`: a JSON Schema of the files that people write, so that editors complete and check them."""

from __future__ import annotations

import json

import click

from voicecoach.cli.printable import say_text


@click.command(epilog="Example: voicecoach schema > routine.schema.json")
@click.option("--exercise", is_flag=True, help="The schema of exercise files instead.")
@click.option("--practice", is_flag=True, help="The schema of practice.yaml instead.")
@click.option("--patient", is_flag=True, help="The schema of the files of patients instead.")
def schema(exercise: bool, practice: bool, patient: bool) -> None:
    """Print the JSON Schema of routine files, for editors.

    An editor that knows YAML schemas takes it by a first line in the routine:
    # yaml-language-server: $schema=routine.schema.json
    """
    if exercise + practice + patient > 1:
        raise click.UsageError(
            "--exercise, --practice and --patient are schemas of different files; ask for one."
        )
    if practice or patient:
        from voicecoach.publish.folder.patient_file import PatientFile
        from voicecoach.publish.folder.practice_file import PracticeFile
        from voicecoach.publish.folder.schema import file_schema

        found = file_schema(PracticeFile if practice else PatientFile)
    else:
        from voicecoach.routine.model import Exercise, Routine
        from voicecoach.routine.schema import json_schema

        found = json_schema(Exercise if exercise else Routine)
    say_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
