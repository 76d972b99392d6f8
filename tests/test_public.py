"""The public surface: what `voicecoach` offers to other programs, and what its import costs."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import voicecoach
from voicecoach import errors

HEAVY = ("numpy", "pydantic", "yaml", "rich", "av", "miniaudio", "pyttsx3", "fluent", "platformdirs", "click")
"""What `import voicecoach` may not load; a command loads what it uses."""

NEVER_IN_HELP = ("numpy", "pydantic", "yaml", "rich", "av", "miniaudio", "pyttsx3", "fluent")

DOCUMENTED_ELSEWHERE = {"Frames", "Seconds"}
"""NewTypes have no docstring at run time; theirs are under them in the source."""


def loaded_by(code: str) -> set[str]:
    """The modules, by their first name, that a new Python has after `code`."""
    script = f"{code}\nimport sys, json\nprint('\\n' + json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found: set[str] = set(json.loads(done.stdout.splitlines()[-1]))
    return found


def test_the_surface_is_sorted_and_each_name_is_there_once() -> None:
    assert list(voicecoach.__all__) == sorted(set(voicecoach.__all__))


def test_no_name_is_hidden_by_a_module() -> None:
    """A module that is imported takes the place of what its package calls the same."""
    for name in voicecoach.__all__:
        for home in ("voicecoach", getattr(voicecoach, name).__module__):
            if hasattr(sys.modules[home], "__path__"):
                assert importlib.util.find_spec(f"{home}.{name}") is None


def test_each_name_is_importable_and_documented() -> None:
    for name in voicecoach.__all__:
        found = getattr(voicecoach, name)
        assert name in dir(voicecoach)
        if name not in DOCUMENTED_ELSEWHERE:
            documentation = inspect.getdoc(found) or ""
            # A dataclass without a docstring is given its signature.
            assert documentation, f"{name} has no docstring"
            assert not documentation.startswith(f"{name}("), f"{name} has no docstring"


def test_every_error_is_public() -> None:
    own = {
        name
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, Exception) and not name.startswith("_")
    }
    assert own <= set(voicecoach.__all__)


def test_type_checkers_see_what_runs() -> None:
    tree = ast.parse(Path(voicecoach.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        alias.name: (node.module or "").removeprefix("voicecoach.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    places = {name: module for module, names in voicecoach._PLACES.items() for name in names.split()}
    assert seen == places
    assert sorted(places) == list(voicecoach.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute “nothing”"):
        voicecoach.nothing  # noqa: B018 - the look is the test


def test_the_import_loads_nothing_heavy() -> None:
    assert not loaded_by("import voicecoach") & set(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["preview", "--help"], ["list", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from voicecoach.cli import main\ntry: main({arguments!r})\nexcept SystemExit as e: assert not e.code, e.code"
    assert not loaded_by(code) & set(NEVER_IN_HELP)


def test_the_whole_way_in_a_few_lines(tmp_path: Path) -> None:
    from voicecoach import Choices, open_voice, prepare, preview, render

    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nsteps: [{say: Sit tall.}]\n", encoding="utf-8")
    voice = open_voice("silent")
    session = prepare(routine, Choices(level=0.5), voice)
    assert "“Sit tall.”" in preview(session)
    assert json.loads(preview(session, "json"))["duration"] == session.timeline.duration
    made = render(session, voice, tmp_path / "short.wav", words=("txt", "srt"))
    assert [path.name for path in made] == ["short.wav", "short.txt", "short.srt"]
    assert all(path.stat().st_size for path in made)
    assert render(session.timeline, voice, str(tmp_path / "bare.flac")) == (tmp_path / "bare.flac",)
    with pytest.raises(ValueError, match="not a form of words"):
        render(session, voice, tmp_path / "short.wav", words=("braille",))
    assert (tmp_path / "short.wav").stat().st_size > session.timeline.end * 2
    with pytest.raises(ValueError, match="not a form of words"):
        preview(session.timeline, "braille")


def test_the_steps_of_the_way_by_themselves() -> None:
    from voicecoach import Choices, arrange, coach, load_routine, mix, open_voice

    loaded = load_routine("gentle-daily")
    script = coach(loaded.routine, Choices(), id=loaded.id)
    voice = open_voice("silent")
    timeline = arrange(script, voice)
    assert sum(len(block.samples) for block in mix(timeline.parts, voice)) == timeline.end


def test_the_version_is_that_of_the_package() -> None:
    assert voicecoach.__version__ == importlib.metadata.version("voicecoach")
    assert "__version__" in dir(voicecoach)


def test_a_long_session_is_short_to_look_at() -> None:
    from voicecoach import Choices, StreamedSession, load_routine, open_voice, prepare

    with open_voice("silent") as voice:
        loaded = load_routine("gentle-daily")
        session = prepare(loaded, Choices(), voice)
        looked_at = [
            loaded,
            loaded.routine,
            session,
            session.script,
            session.timeline,
            *session.timeline.parts,
            voice.say("Lift."),
        ]
        for thing in looked_at:
            assert len(repr(thing)) < 200
            assert len(str(thing)) < 200
            assert type(thing).__name__ in repr(thing)
        assert len(repr(StreamedSession(loaded, Choices(), voice))) < 500


def test_parts_that_look_alike_are_reported_apart_by_digests() -> None:
    """A digest is not made of what a person is shown."""
    from dataclasses import replace

    from voicecoach import Choices, load_routine, open_voice, prepare
    from voicecoach.export.orders.order import RenderOrder
    from voicecoach.export.orders.produce import _digest, publication_of
    from voicecoach.play.saved.place import routine_fingerprint

    with open_voice("silent") as voice:
        session = prepare("gentle-daily", Choices(), voice)
    part = session.timeline.parts[0]
    (event,) = part.events
    other = replace(part, events=(replace(event, text="Hello."),))
    assert repr(other) == repr(part)
    digests = set()
    for first in (part, other):
        timeline = replace(session.timeline, parts=(first, *session.timeline.parts[1:]))
        reported = publication_of(replace(session, timeline=timeline), Path("a.wav"))
        digests.add(_digest(reported, "silent", RenderOrder("a.wav")))
    assert len(digests) == 2
    loaded = load_routine("gentle-daily")
    changed = replace(loaded, routine=loaded.routine.model_copy(update={"close": "That is all."}))
    assert repr(changed) == repr(loaded)
    assert routine_fingerprint(changed) != routine_fingerprint(loaded)
