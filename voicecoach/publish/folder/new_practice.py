"""The files of a new practice, to start from."""

from __future__ import annotations

import json

from voicecoach.publish.folder.practice_file import NAME, PracticeFile

_PRACTICE = """\
name: {name}
# contact: [12 High Street, 01632 960123]
# url: https://exercise.example.org    # where the site will be found: feeds and QR codes need it
# logo: logo.png                       # in this folder, or in pictures
# colour: "#1f5f6b"
# safety: If a pain is new, stop, and call us.
# voice: espeak:en-gb
"""

_PATIENT = """\
# The name of this file is the code of the patient; take it, or write a file for each patient like it.
# name: Anna Ek
from: {first}
routines:
  - do: gentle-daily                   # one in routines, or one that is shipped: voicecoach list
    often: 2 a day
    dose:
      pelvic-tilt: {{reps: 5, hold: 3 s}}
    weeks:
      1-2: {{level: gentle}}
      3 on: {{level: steady}}
"""


def new_practice_files(name: str, first_day: str) -> dict[str, str]:
    """The texts of its files, by their paths relative to the folder. Raises RoutineError for a name that no practice can have."""
    file = PracticeFile.model_validate({"name": name})
    return {
        NAME: _PRACTICE.format(name=json.dumps(file.name, ensure_ascii=False)),
        "patients/A1.yaml": _PATIENT.format(first=first_day),
    }
