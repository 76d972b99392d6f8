"""`--shared-cache`: of commands that make files, and of `cache`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cli.run import run
from tests.needs import needs_module
from voicecoach.cli import voicecoach
from voicecoach.cli.stage import begin_voice
from voicecoach.settings import set_value
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.place_address import VARIABLE
from voicecoach.speech.cache.shared_cache import SharedEntries, place_at

ROUTINE = """\
title: Two things
voice: espeak:en-gb
steps:
  - pelvic-tilt
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-things.yaml").write_text(ROUTINE)
    (tmp_path / "shared").mkdir()
    place_at.cache_clear()
    return tmp_path


def call(*arguments: str) -> Any:
    return CliRunner().invoke(voicecoach, arguments)


def there(home: Path) -> int:
    return SharedEntries(place_at(str(home / "shared"))).usage().phrases


def test_what_a_render_made_another_machine_has(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("render", "two-things.yaml", "-o", "one.wav", "--shared-cache", "shared").exit_code == 0
    count = there(home)
    assert count > 10
    assert VARIABLE not in os.environ

    def nobody(*_: object) -> None:
        raise AssertionError("a phrase was made again")

    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "another"))
    monkeypatch.setattr("voicecoach.speech.levelled_voice.LevelledVoice.say", nobody)
    done = call("render", "two-things.yaml", "-o", "two.wav", "--shared-cache", "shared")
    assert done.exit_code == 0, done.output
    assert (home / "two.wav").read_bytes() == (home / "one.wav").read_bytes()
    assert PhraseCache().usage().phrases == count


def test_the_setting_and_the_environment_name_it_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_value(home / "config" / "voicecoach" / "settings.toml", "shared-cache", str(home / "shared"))
    assert call("render", "two-things.yaml", "-o", "one.wav").exit_code == 0
    first = there(home)
    assert first
    assert f"shared     {home / 'shared'}\n           {first} phrases, " in call("cache").output

    (home / "other").mkdir()
    monkeypatch.setenv(VARIABLE, str(home / "other"))
    assert f"shared     {home / 'other'}\n           0 phrases, 0.0 MB\n" in call("cache").output
    assert "shared " not in call("cache", "--shared-cache", "none").output
    assert os.environ[VARIABLE] == str(home / "other")


@pytest.mark.slow
def test_several_processes_say_once_that_it_is_gone(home: Path) -> None:
    texts = [ROUTINE.replace("Two", str(number)) for number in range(3)]
    for number, text in enumerate(texts):
        (home / f"r{number}.yaml").write_text(text)
    files = [f"r{number}.yaml" for number in range(3)]
    done = run(home, "render", *files, "-o", "out/", "--shared-cache", str(home / "not mounted"))

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("cannot be read, so phrases are made here") == 1
    assert done.stderr.count("cannot be written, so new phrases are kept on this machine alone") == 1
    assert len(done.stderr.splitlines()) == 2
    assert len(list((home / "out").iterdir())) == 3


@needs_module("fsspec")
@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        ("s3://", 2, "it names nothing behind ://"),
        ("simplecache::s3://a/b", 2, "it has two addresses in one"),
        ("nonsense://a/b", 1, "nothing here knows what nonsense:// is"),
        ("dropbox://a/b", 1, "is missing"),
    ],
)
def test_what_can_never_work_is_said_before_anything_is_done(
    home: Path, place: str, code: int, told: str
) -> None:
    done = call("render", "two-things.yaml", "--shared-cache", place)
    assert done.exit_code == code
    assert told in done.output
    assert not (home / "two-things.wav").exists()
    assert VARIABLE not in os.environ


def test_emptying_the_shared_place_is_asked_for(home: Path) -> None:
    shared = ("--shared-cache", "shared")
    call("render", "two-things.yaml", *shared)
    (home / "shared" / "letter.txt").write_text("of somebody else")
    count = there(home)
    assert call("cache", *shared, "clear").exit_code == 0
    assert PhraseCache().usage().phrases == 0
    assert there(home) == count

    done = call("cache", *shared, "clear", "--shared")
    assert f"Removed {count} phrases" in done.output
    assert f"from {home / 'shared'}." in done.output
    assert there(home) == 0
    assert (home / "shared" / "letter.txt").exists()


def test_verifying_the_shared_place_removes_what_differs(home: Path) -> None:
    shared = ("--shared-cache", "shared")
    call("render", "two-things.yaml", *shared)
    count = there(home)
    assert (
        f"{count} of {count} phrases came out the same."
        in call("cache", *shared, "verify", "--shared").output
    )

    entries = SharedEntries(place_at(str(home / "shared")))
    (one, *_), strange = entries.sample(1)
    assert not strange
    clip = entries.load(one.key)
    assert clip is not None
    from voicecoach.speech.cache.phrase_entry import packed_entry

    other = type(clip)(clip.samples[: len(clip.samples) // 2 + clip.onset], clip.rate, clip.onset)
    place_at(str(home / "shared")).write(one.key.digest, packed_entry(one.key, other))
    place_at(str(home / "shared")).write(bytes(20), b"nonsense")
    done = call("cache", *shared, "verify", "--shared")
    assert done.exit_code == 1
    assert "1 phrase differed and was removed" in done.output
    assert f"1 phrase of {home / 'shared'} cannot be read, and no session uses them." in done.output
    assert PhraseCache().load(one.key) is None
    assert there(home) == count


def test_without_a_place_there_is_nothing_to_empty() -> None:
    for command in ("clear", "verify"):
        done = call("cache", command, "--shared")
        assert done.exit_code == 2
        assert "no shared place is named" in done.output


def test_a_place_that_cannot_be_listed_is_an_error(home: Path) -> None:
    done = run(home, "cache", "--shared-cache", "not mounted")
    assert done.returncode == 1
    assert "not mounted: no such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_practice_is_published_from_what_another_machine_spoke(home: Path) -> None:
    practice = home / "practice"
    for part in ("patients", "routines"):
        (practice / part).mkdir(parents=True)
    (practice / "practice.yaml").write_text("name: Practice\n")
    (practice / "routines" / "short.yaml").write_text("title: Short\nsteps:\n  - say: One.\n  - say: Two.\n")
    for code in ("P-1", "P-2"):
        (practice / "patients" / f"{code}.yaml").write_text("routines:\n  - do: short\n")
    sounds = []
    for machine, place in (("one", "shared"), ("two", "shared"), ("three", "not mounted")):
        (home / machine).mkdir()
        done = run(
            home, "publish", "practice", "-o", f"{machine}/site", "--voice", "espeak:en-gb",
            "--shared-cache", place, XDG_CACHE_HOME=str(home / machine / "cache"),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said = [line for line in done.stderr.splitlines() if "shared" in line or "not mounted" in line]
        assert len(said) == (2 if place == "not mounted" else 0), done.stderr
        found = sorted((home / machine / "site" / "p").glob("*/*.mp3"))
        sounds.append([path.read_bytes() for path in found])
        if machine == "one":
            written = {path: path.stat().st_mtime_ns for path in (home / "shared").rglob("*.phrase")}
    assert len(written) > 5
    assert written == {path: path.stat().st_mtime_ns for path in (home / "shared").rglob("*.phrase")}
    assert len(sounds[0]) == 2
    assert sounds[0] == sounds[1] == sounds[2]


def test_what_says_a_name_is_forgotten_in_both(home: Path) -> None:
    (home / "named.yaml").write_text(
        'title: Named\nsteps:\n  - say: "Well done, Ann  Brown."\n  - say: Breathe.\n'
    )
    shared = ("--shared-cache", "shared")
    call("render", "named.yaml", "--voice", "espeak:en-gb", *shared)
    before = there(home)

    done = call("cache", *shared, "forget", "ann brown")
    assert done.output == f"Removed 1 phrase from this machine and from {home / 'shared'}.\n"
    assert there(home) == before - 1
    texts = [one.recipe.text for one in PhraseCache().kept()]
    assert "Breathe." in texts
    assert not [text for text in texts if "Ann" in text]
    assert call("cache", "forget", "ann brown").output == "Removed 0 phrases from this machine.\n"
    assert call("cache", "forget", " a ").exit_code == 2


def test_what_cannot_be_forgotten_there_is_still_found_here(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = ("--shared-cache", "shared")
    call("render", "two-things.yaml", *shared)
    (home / "shared").rename(home / "away")
    (home / "shared").write_text("not mounted")
    before = PhraseCache().usage()

    done = run(home, "cache", *shared, "forget", "pelvic")
    assert done.returncode == 1
    assert done.stderr.startswith(f"voicecoach: {home / 'shared'}: not a directory")
    assert PhraseCache().usage() == before


def test_a_live_session_asks_no_shared_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(home / "shared"))
    with begin_voice("espeak:en-gb", 150) as early:
        early.open(150, "en").say("And relax.")
        early.open(170, "en").say("And relax.")  # slower or faster in the middle
    assert PhraseCache().usage().phrases >= 2
    assert there(home) == 0
