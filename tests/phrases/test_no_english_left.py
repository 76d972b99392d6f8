"""In a session of another language no English word is left: not in what is said, nor on a screen, a page or paper."""

from __future__ import annotations

import html
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.needs import slow_but
from tests.phrases import pseudo
from tests.phrases.made_languages import languages_in
from tests.phrases.pseudo import english_in, text_of_routine
from tests.play.rig import Rig
from tests.publish.pages import samples as patients
from tests.script.helpers import loaded
from voicecoach.cli.screen.help import help_lines
from voicecoach.cli.screen.keys_shown import keys_line
from voicecoach.cli.screen.layout import lay_out
from voicecoach.cli.screen.scene import scene_of
from voicecoach.compiled import compiled_timeline
from voicecoach.export.chapters import chapter_tree
from voicecoach.export.formats import WORD_FORMATS, word_format
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.page import html as page
from voicecoach.export.page.page_sound import Layout
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound.tags import common_tags
from voicecoach.export.text.transcript import transcript_text
from voicecoach.phrases import phrases_of
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import KEY_MAPS
from voicecoach.play.controls.table import key_map as keys_of
from voicecoach.play.live_settings import LiveSettings
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.script.choices import Choices, Counting, Talk
from voicecoach.script.coach import coach
from voicecoach.script.cue import Pause, Slot
from voicecoach.session import Session, prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.registry import open_voice

SYNTAX = {
    "txt": (),
    "md": (),
    "srt": (),
    "vtt": ("WEBVTT", "NOTE", "language", pseudo.TAG),
    "lrc": ("ti", "ar", "la", "length", "tool", "voicecoach", pseudo.TAG),
    "cue": (
        "REM", "COMMENT", "PERFORMER", "TITLE", "FILE", "WAVE", "TRACK", "AUDIO", "INDEX",
        "voicecoach", "everything", "MP", "mp",
    ),
}  # fmt: skip
"""What a format itself has in latin letters."""


@pytest.fixture(autouse=True, scope="module")
def _pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("languages")
    pseudo.add_pseudo_language(home)
    with languages_in(home):
        yield


def session_with(**choices: object) -> Session:
    routine = loaded(text_of_routine(), name="everything")
    return prepare(routine, Choices(**choices), open_voice("silent"))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def session(_pseudo_language: None) -> Session:
    return session_with()


@pytest.fixture(scope="module")
def publication(session: Session) -> Publication:
    return publication_of(session, Path("everything.mp3"))


def test_the_pseudo_language_has_no_latin_letters():
    phrases = phrases_of(pseudo.TAG)
    assert phrases.say("breathe-in") == pseudo.other("breathe in")
    assert phrases.length(90) == pseudo.other("one and a half minutes")
    assert english_in("12:05 абв") == []
    assert english_in("абв and абв") == ["and"]


ALL_CHOICES = [
    {"talk": talk, "count": count, "session": number}
    for talk, count, number in product([Talk.FULL, Talk.SHORT, Talk.COUNTS], [Counting.EVERY, Counting.CHIMES], [1, 2, 12])
]  # fmt: skip


@pytest.mark.parametrize("choices", slow_but(ALL_CHOICES, ALL_CHOICES[0], ALL_CHOICES[-1]), ids=str)
def test_nothing_english_is_said(choices: dict[str, object]):
    timeline = session_with(**choices).timeline
    said = [event.text for _, event in timeline.events() if event.kind.value in ("say", "wait")]
    assert len(said) > 100
    assert [text for text in said if english_in(text)] == []
    assert [text for part in timeline.parts if english_in(text := part.segment.title)] == []


@pytest.mark.parametrize("name", ["plank", "hip-extension-over-a-bench", "knee-to-chest", "lunge"])
def test_instructions_take_the_same_time_in_any_language(name: str):
    english = yaml.safe_load(
        (shipped_scripts_dir() / "exercises" / f"{name}.yaml").read_text(encoding="utf-8")
    )
    english = {key: value for key, value in english.items() if key not in ("easier", "harder", "source")}
    slots = {}
    for tag, made in (("en", english), (pseudo.TAG, pseudo.exercise(**english))):
        routine = loaded({"title": "1", "language": tag, "exercises": {"lift": made}, "steps": ["lift"]})
        cues = [cue for part in coach(routine.routine, Choices(), id="one").segments for cue in part.cues]
        slots[tag] = [cue.seconds for cue in cues if isinstance(cue, Slot | Pause)]
    assert slots["en"] == slots[pseudo.TAG]


@pytest.mark.parametrize("name", sorted(SYNTAX))
def test_nothing_english_is_in_a_file_of_words(name: str, publication: Publication):
    written = word_format(name).text(publication)
    assert len(written) > 100
    assert english_in(written, *SYNTAX[name]) == []
    assert english_in(word_format(name).text(Publication(publication.timeline)), *SYNTAX[name], "wav") == []


def test_every_format_of_words_is_looked_at():
    assert {form.name for form in WORD_FORMATS} == {*SYNTAX, "ssml", "json", "html", "pdf", "large.pdf"}


def test_nothing_english_is_in_ssml(publication: Publication):
    tree = ElementTree.fromstring(word_format("ssml").text(publication))
    texts = [
        *tree.itertext(),
        *(element.get("{http://purl.org/dc/elements/1.1/}title", "") for element in tree.iter()),
    ]
    assert english_in(" ".join(texts)) == []


def test_nothing_english_is_in_what_json_tells(publication: Publication):
    found = json.loads(word_format("json").text(publication))
    texts = [found["title"], *(one["title"] for one in found["chapters"])]
    texts += [event["text"] for event in found["events"] if event["kind"] == "say"]
    assert english_in(" ".join(texts)) == []


def test_a_kept_session_keeps_its_language(tmp_path: Path):
    routine = tmp_path / "everything.yaml"
    routine.write_text(text_of_routine(), encoding="utf-8")
    for _ in range(2):
        kept = compiled_timeline(routine, Choices(), open_voice("silent"), folder=tmp_path / "kept")
        assert kept.language == pseudo.TAG
        assert english_in(transcript_text(kept), "silent") == []
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_nothing_english_is_in_the_preview(session: Session):
    assert english_in(transcript_text(session.timeline), "silent") == []


@pytest.mark.parametrize("whole", [True, False], ids=["of a routine", "of a timeline"])
def test_nothing_english_is_on_the_page(publication: Publication, whole: bool):
    shown = publication if whole else Publication(publication.timeline)
    written = "".join(page._head(shown))
    body = re.sub(r"<style>.*?</style>", "", written, flags=re.S)
    read = html.unescape(re.sub(r"<[^>]*>", " ", body))
    assert english_in(read, "JavaScript") == []
    assert english_in(" ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', body))) == []
    data = json.loads(page._data(shown, Layout(0.026, 0.05, 144), "", ""))
    words = re.sub(r"\{\w+\}", "", " ".join([data["title"], *data["words"].values()]))
    assert english_in(words) == []
    assert all(english_in(one["title"]) == [] for one in data["chapters"])


@pytest.mark.parametrize("day", [-9, 0, 99])
def test_nothing_english_is_on_the_page_of_a_patient_or_in_the_feed(session: Session, day: int):
    often = Rhythm(2, 3, "week", apart=True)
    sessions = (patients.planned("morning", 0, 6, often), patients.planned("evening", 7, 20))
    one = patients.patient(*sessions, name="Ж", language=pseudo.TAG)
    files = patients.of_patient(one, day, title="Ж", about="Ж", name="Ж", safety="", contact=())
    written = files["index.html"].decode()
    body = re.sub(r"<(style|script)>.*?</\1>|https?:[^<]*", "", written, flags=re.S)
    shown = html.unescape(re.sub(r"<[^>]*>", " ", body))
    allowed = ("PDF", "MP", "M", "A")
    assert english_in(shown, *allowed) == []
    assert english_in(" ".join(re.findall(r'aria-label="([^"]*)"', body)), *allowed) == []
    feed = ElementTree.fromstring(files["feed.xml"])
    said = [element.text or "" for tag in ("title", "description") for element in feed.iter(tag)]
    assert english_in(" ".join(said), *allowed) == []


def test_the_page_s_script_has_no_words_of_its_own():
    """What it shows comes from the data of the page."""
    script = page.page_resource("page.js")
    script = re.sub(r"^\s*//.*$|/\*.*?\*/", "", script, flags=re.M)
    texts = [found[1] for found in re.findall(r"""(["'`])((?:(?!\1).)*)\1""", script)]
    names = {
        "use strict", "button, summary, a", ".chapters button", "(prefers-color-scheme: dark)", "ArrowUp", "ArrowDown",
        "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "AbortError", "NotAllowedError",
    }  # fmt: skip
    looks_english = re.compile(r"[A-Za-z]{2,}[,.:]? [A-Za-z]{2,}|^[A-Z][a-z]+")
    assert [text for text in texts if looks_english.search(text) and text not in names] == []


@pytest.mark.parametrize("whole", [True, False], ids=["of a routine", "of a timeline"])
def test_nothing_english_is_on_paper(publication: Publication, whole: bool, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("fpdf")
    from voicecoach.export.page import pdf

    lines: list[str] = []
    monkeypatch.setattr(pdf.Paper, "_write", lambda self, line: lines.extend((line.label, line.words)))
    monkeypatch.setattr(pdf.Paper, "ticks", lambda self, table: lines.append(repr(table)[5:]))
    shown = publication if whole else Publication(publication.timeline)
    pdf.handout_pdf(shown)
    assert len(lines) > 10
    assert english_in(" ".join(lines), "title", "weeks", "days", "boxes") == []


def test_nothing_english_is_in_tags_and_chapters(session: Session, publication: Publication):
    titles = [
        chapter.title
        for branch in chapter_tree(session.timeline)
        for chapter in (branch.chapter, *branch.below)
    ]
    assert len(titles) > 30
    assert english_in(" ".join(titles)) == []
    tags = common_tags(Recording(publication, ()))
    assert english_in(" ".join(tags.values()), "voicecoach") == []


def test_nothing_english_is_in_the_picture(session: Session):
    plot = pytest.importorskip("voicecoach.export.page.plot")
    pytest.importorskip("matplotlib")
    out = io.BytesIO()
    plot.write_plot(session.timeline, out, ".svg")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", out.getvalue().decode())
    assert len(texts) > 10
    assert english_in(html.unescape(" ".join(texts))) == []


@pytest.mark.parametrize("key_map", KEY_MAPS)
def test_nothing_english_names_a_key(key_map: str):
    phrases, keys = phrases_of(pseudo.TAG), keys_of(key_map)
    shown = [keys_line(phrases, keys), *(line.plain for line in help_lines(phrases, keys, 100, 30))]
    assert [word for line in shown for word in english_in(line) if len(word) > 1] == []


EVERY_COMMAND = [command for command in Command if command not in (Command.QUIT, Command.HURT)]


def performance(
    folder: Path, first: list[Command], settings: LiveSettings | None = None
) -> tuple[list[str], list[str]]:
    """A live session in which much is asked for: what was said, and what the screen showed."""
    rig = Rig(folder, settings, text=text_of_routine())
    phrases = rig.studio.phrases
    shown: list[str] = []

    def look() -> None:
        view = rig.session.view()
        if view is not None:
            shown.extend(
                line.plain for line in lay_out(scene_of(phrases, view, keys_of("standard")), [], 120, 40)
            )

    for command in first:
        for _ in range(4):
            rig.hear(2)
            look()
        rig.do(command)
        look()
    for _ in range(60):
        rig.hear(10)
        look()
    rig.device_there = False
    rig.sinks[-1].living = False
    rig.hear(3)
    rig.device_there = True
    rig.hear(10)
    rig.do(Command.QUIT)
    rig.hear(5)
    rig.session.close()
    shown += [notice.text for notice in rig.session.notices]
    return rig.voices[150].texts, shown


PAIN = [
    Command.NEXT,
    Command.NEXT,
    Command.HURT,
    Command.DONE,
    Command.HURT,
    Command.EASIER,
    Command.HURT,
    Command.NEXT,
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("commands", "settings"),
    [(EVERY_COMMAND, None), (PAIN, None), (PAIN, LiveSettings(wait_setup=True)), (EVERY_COMMAND[::-1], None)],
    ids=["everything", "pain", "pain and waits", "backwards"],
)
def test_nothing_english_is_heard_or_seen_live(
    tmp_path: Path, commands: list[Command], settings: LiveSettings | None
):
    said, shown = performance(tmp_path, commands, settings)
    assert len(said) > 40
    assert [text for text in said if [word for word in english_in(text) if len(word) > 1]] == []  # X is a key
    assert [text for text in shown if [word for word in english_in(text, "hand") if len(word) > 1]] == []


def test_nothing_english_is_said_of_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from voicecoach.cli.run_session import _report_the_end

    rig = Rig(tmp_path, LiveSettings(places=tmp_path / "places"), text=text_of_routine())
    rig.hear(60)
    rig.do(Command.HURT)
    rig.hear(5)
    rig.session.close()
    _report_the_end(rig.session)
    rig.session.record.hurt.clear()
    _report_the_end(rig.session)
    assert english_in(capsys.readouterr().out, "voicecoach", "resume") == []
