"""Make a routine in Python, with an exercise of its own beside shipped ones, and read what the coach will say."""

from voicecoach import Choices, Do, Exercise, Rest, Routine, open_voice, prepare, preview

heel_slide = Exercise(
    name="Heel slide",
    kind="mobilise",
    position="on the back",
    sides="each",
    setup=["Bend your knees."],
    go="Slide your {side} heel away.",
    finish="And draw it back.",
    dose={"reps": "2-6", "tempo": "3-1-3"},
)
routine = Routine(
    title="Evening back",
    exercises={"heel-slide": heel_slide},
    steps=["cat-and-cow", Do(do="heel-slide", sets=2, rest="20 s"), Rest(rest=15), "child-s-pose"],
)
with open_voice() as voice:
    print(preview(prepare(routine, Choices(level=0.5), voice)))
