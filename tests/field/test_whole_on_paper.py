"""A prescription that uses every key reads whole on paper and page, and in its order."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.export.tools import run
from tests.field.field import written
from tests.needs import slow_but
from tests.script.helpers import exercise, loaded
from voicecoach.export.formats import word_format
from voicecoach.export.handout import Between, make_handout
from voicecoach.export.handout_parts import walk
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.page.html import _head
from voicecoach.export.recording import Publication
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice

IN_ORDER = (
    "Knee after surgery", "Strength and trust for the knee", "For: Mrs Eleanor Whitfield", "From: Sam Okafor, physiotherapist",
    "Date: 26 November 2026", "How often: twice a day", "You need: a chair, a towel, a red band",
    "This routine was written for you.", "Do not kneel on the operated knee.", "Put your phone away and open a window.",
    "1. March on the spot", "2 minutes.",
    "2. Chair squat", "3 sets: 8 repetitions.", "Each one: 3 seconds to get there, wait for 1 second, and 2 seconds back.",
    "Rest for 45 seconds between sets.", "Rest for 2 seconds between repetitions.", "It makes stairs easier.",
    "Sit back slowly until you touch the chair.", "Keep your knees over your toes.", "Stop if the knee locks",
    "Too hard today? Do this instead: Half chair squat.", "2 sets: 6 repetitions.", "Stand behind the chair and hold its back.",
    "Bend your knees a little.", "Rest for 1 minute.",
    "3. Heel slide", "2 sets: 10 repetitions, on the left side.", "Put your left heel on a towel.", "up to 3 of 10",
    "4. Thigh squeeze", "2 sets: 5 times, holding each for 10 seconds, on each side.", "Change sides after each set.",
    "Then do the same on the other side.", "Fetch the red band when you are ready. Then go on.",
    "Do this in 3 rounds", "Rest for 1½ minutes between rounds.", "5. Band row", "Load: red band.", "Effort: 6 of 10.",
    "Rest for 15 seconds.", "6. March on the spot", "4 sets: 20 seconds.", "Rest for 10 seconds between sets.",
    "Do it as number 1.", "7. Chair squat", "3 sets: 6, then 4, then 2 repetitions.", "Load: 2 kg, then 4 kg, then 6 kg.",
    "Do it as number 2.", "Stay quiet for 20 seconds.",
    "8. Quiet breath", "6 breaths: in for 4, hold for 7, out for 8.", "Breathe in.",
    "Do this 10 times, with 1 minute from one start to the next", "9. Band row", "8 repetitions.",
    "Do as many rounds of this as you can in 12 minutes", "10. Chair squat", "5 repetitions.",
    "Do this 2 times", "11. March on the spot", "30 seconds.", "At the end: Well done. Put some ice on the knee",
    "Tick it off: twice a day", "Sun", "Week 4",
)  # fmt: skip
"""What a patient must find, one after the other."""


@pytest.fixture(scope="module")
def publication() -> Publication:
    session = prepare(written("knee-after-surgery"), Choices(), SilentVoice(150))
    return publication_of(session, Path("a.mp3"))


def read(form: str, publication: Publication, folder: Path) -> str:
    """What is written in it, as one line in small letters."""
    if form == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", "".join(_head(publication)).split('class="facts"')[1]))
        text = publication.timeline.title + " Strength and trust for the knee " + text
    elif form.endswith("pdf"):
        (folder / "a.pdf").write_bytes(word_format(form).content(publication))
        text = run("pdftotext", "-layout", folder / "a.pdf", "-")
        text = re.sub(r"Page \d+ of \d+ +Knee after surgery", "", text)
    else:
        text = word_format(form).text(publication)
    text = re.sub(r"[*#>\\]|(?m:^ *([-·•]|\d+\.?) (?=[A-Z][^\n]*\.$))", "", text)
    return " ".join(text.lower().split())


@pytest.mark.parametrize("form", slow_but(["txt", "md", "html", "pdf", "large.pdf"], "txt", "md", "html"))
def test_everything_that_is_prescribed_is_there_in_its_order(
    form: str, publication: Publication, tmp_path: Path
) -> None:
    text = read(form, publication, tmp_path)
    at = 0
    for words in IN_ORDER:
        place = text.find(words.lower(), at)
        assert place >= 0, (words, text[at : at + 300])
        at = place
    assert "zebra" not in text


def test_what_is_left_out_or_moved_this_time_is_so_on_paper() -> None:
    routine = written("knee-after-surgery")
    choices = Choices(skip=frozenset({"squat", "march"}))
    handout = make_handout(routine.routine, choices, prepare(routine, choices, SilentVoice(150)).timeline)
    entries = [
        (depth, entry.text if isinstance(entry, Between) else entry.title)
        for entry, depth in walk(handout.entries)
    ]
    assert entries == [
        (0, "Put your phone away and open a window."), (0, "Heel slide"), (0, "Thigh squeeze"),
        (0, "Fetch the red band when you are ready. Then go on."), (0, "Do this in 3 rounds"), (1, "Band row"),
        (1, "Rest for 15 seconds."), (0, "Quiet breath"), (0, "Do this 10 times, with 1 minute from one start to the next"),
        (1, "Band row"),
    ]  # fmt: skip
    assert [item.number for item in handout.items] == [1, 2, 3, 4, 5]
    moved = loaded({"title": "T", "order": "free", "steps": ["a", "b", "c"], "exercises": {
        name: exercise(name=name, position=position, dose={"reps": 3})
        for name, position in (("a", "on the back"), ("b", "standing"), ("c", "on the back"))
    }})  # fmt: skip
    session = prepare(moved, Choices(), SilentVoice(150))
    done = list(
        dict.fromkeys(part.segment.exercise for part in session.timeline.parts if part.segment.exercise)
    )
    assert [item.title for item in make_handout(moved.routine, Choices(), session.timeline).items] == done
    assert done != ["a", "b", "c"]


def test_what_one_side_alone_has_is_said_of_it() -> None:
    lift = exercise(
        sides="each", dose={"sets": 2, "reps": 5, "tempo": "2-2", "rest": "20 s", "effort": "5 of 10"}
    )
    own = {"sets": 3, "reps": 3, "tempo": "4-1-4", "load": "1 kg"}
    routine = loaded({"title": "T", "steps": [{"do": "x", "left": own}], "exercises": {"x": lift}})
    timeline = prepare(routine, Choices(), SilentVoice(150)).timeline
    (item,) = make_handout(routine.routine, Choices(), timeline).items
    assert item.dose == "Left side: 3 sets: 3 repetitions; right side: 2 sets: 5 repetitions."
    assert item.more == (
        "Effort: 5 of 10.", "Rest for 20 seconds between sets.",
        "Left side: Each one: 4 seconds to get there, wait for 1 second, and 4 seconds back.", "Left side: Load: 1 kg.",
        "Right side: Each one: 2 seconds to get there, and 2 seconds back.",
    )  # fmt: skip


def test_the_words_of_phases_and_of_each_repetition_are_there() -> None:
    routine = written("heel-drops")
    (item,) = make_handout(
        routine.routine, Choices(), prepare(routine, Choices(), SilentVoice(150)).timeline
    ).items
    assert item.more == (
        "Each one: Lower (4 seconds), hold (2 seconds), lift (2 seconds), rest (3 seconds).",
    )
    assert item.steps == ("Stand on a step with the balls of your feet.",)
    routine = written("muscle-relaxation")
    (item,) = make_handout(
        routine.routine, Choices(), prepare(routine, Choices(), SilentVoice(150)).timeline
    ).items
    assert item.steps == (
        "Lie on your back.", "Repetition 1: Make a fist.", "Repetition 2: Bend your elbow.",
        "Repetition 3: Press your arm into the floor.", "And let go.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tempo", "told"),
    [
        ("2-0-2", "Each one: 2 seconds to get there, and 2 seconds back."),
        ("3-1-1-0", "Each one: 3 seconds to get there, wait for 1 second, and 1 second back."),
        ("3-0-1-2", "Each one: 3 seconds to get there, 1 second back, and pause for 2 seconds."),
    ],
)
def test_a_phase_of_no_time_is_not_named(tempo: str, told: str) -> None:
    routine = loaded(
        {"title": "T", "steps": ["x"], "exercises": {"x": exercise(dose={"reps": 5, "tempo": tempo})}}
    )
    timeline = prepare(routine, Choices(), SilentVoice(150)).timeline
    assert make_handout(routine.routine, Choices(), timeline).items[0].more[0] == told
