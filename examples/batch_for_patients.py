"""One routine for several patients: each with a level and a side of their own, as an MP3 with a handout to print."""

from voicecoach import Choices, load_routine, open_voice, prepare, render

PATIENTS = {
    "ms-ash": Choices(level="gentle", talk="full", first="right"),
    "mr-birch": Choices(level="strong", talk="short", include="all"),
}

routine = load_routine("gentle-daily")
with open_voice() as voice:
    for name, choices in PATIENTS.items():
        session = prepare(routine, choices, voice)
        render(session, voice, f"{name}.mp3", words="md", quality="small")
        print(f"{name}: {session.total / 60:.0f} minutes")
