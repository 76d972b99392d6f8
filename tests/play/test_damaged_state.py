"""Whatever stands in the files that voicecoach keeps, a command ends well: set aside, reported, and on with the next."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.leftovers import leave_half_file
from tests.play.kept_files import (
    BROKEN,
    SESSION,
    WRONG,
    changed,
    good,
    line_of,
    loaded,
    paths,
)
from tests.play.rig import Rig
from voicecoach import shipped
from voicecoach.cli.resume import resume
from voicecoach.errors import NewerState, VoicecoachError
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved import place as place_module
from voicecoach.play.saved import strict_json
from voicecoach.play.saved.place import Place, PlaceKeeper, kept_places, load_place, routine_of
from voicecoach.play.saved.record import append_record, read_records


class AskedVoice:
    """One that is opened later."""

    def __init__(self, problem: str | None = None) -> None:
        self._problem = problem

    def problem(self) -> str | None:
        return self._problem


@pytest.mark.slow
def test_every_field_with_every_wrong_value(tmp_path: Path) -> None:
    data = good(tmp_path)
    tried = accepted = 0
    for at in paths(data):
        for value in WRONG.values():
            tried += 1
            found = loaded(tmp_path, changed(data, at, value))
            if isinstance(found, Place):
                accepted += 1
                assert found.path.is_absolute()
            else:
                assert found.startswith(f"{tmp_path / SESSION}.json: this place ")
                assert "\n" not in found
    assert tried > 900
    assert 0 < accepted < tried / 4, "it is refused, mostly"


@pytest.mark.slow  # a session for each field: most of a second each
def test_from_whatever_is_accepted_a_session_goes_on(tmp_path: Path) -> None:
    data = good(tmp_path)
    for at in paths(data):
        for value in WRONG.values():
            found = loaded(tmp_path, changed(data, at, value))
            if isinstance(found, Place) and found.path.is_file():
                assert Rig(tmp_path, LiveSettings(resume=found)).texts(1), (at, value)
                break


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A folder with one good place among files that are damaged in every way."""
    folder = tmp_path / "places"
    folder.mkdir()
    data = good(tmp_path)
    whole = json.dumps(data)
    for name, content in BROKEN.items():
        (folder / f"{name}.json").write_bytes(content)
    for share in range(1, 8):
        (folder / f"cut-{share}.json").write_text(whole[: len(whole) * share // 8])
    (folder / "copied.json").write_text(whole)  # under a name that is not its session's
    (folder / "large.json").write_bytes(b" " * (strict_json.LARGEST + 1))
    (folder / "folder.json").mkdir()
    (folder / "full.json").mkdir()
    (folder / "full.json" / "in it").write_text("x")
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "nowhere.json").symlink_to("nothing")
    os.mkfifo(folder / "pipe.json")
    (folder / "newer.json").write_text('{"format": 9}')
    (folder / f"{SESSION}.json").write_text(whole)
    (folder / "dead.lock").write_text("")
    leave_half_file(folder)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as POSIX has them")
def test_what_is_broken_is_set_aside_in_one_line_and_the_good_one_is_found(damaged: Path) -> None:
    before = {path.name for path in damaged.glob("*.json")}
    lines: list[str] = []
    assert [place.session for place in kept_places(damaged, lines.append)] == [SESSION]
    aside = {path.stem for path in damaged.glob("*.broken")}
    kept_names = {"newer", "nowhere", SESSION}
    assert aside == {name.removesuffix(".json") for name in before} - kept_names
    assert len(lines) == len(aside) + 1
    assert all("\n" not in line for line in lines)
    (newer,) = [line for line in lines if "newer" in line]
    assert (
        newer
        == f"{damaged / 'newer.json'}: this place was written by a newer version of voicecoach; it is left as it is"
    )
    assert (damaged / "newer.json").read_text() == '{"format": 9}'
    lines.clear()
    assert [place.session for place in kept_places(damaged, lines.append)] == [SESSION]
    assert lines == [newer]


@pytest.fixture
def own_places(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(place_module, "places_dir", lambda: damaged)
    return damaged


def test_all_places_are_listed(own_places: Path) -> None:
    done = CliRunner().invoke(resume, ["--list"], catch_exceptions=False)
    assert done.exit_code == 0
    (row,) = done.stdout.splitlines()
    assert row.startswith("two-things  Two things  20")
    assert "1 min, at bridge, set 1" in row
    keeper = PlaceKeeper(SESSION, own_places)
    assert keeper.take()
    assert CliRunner().invoke(resume, ["--list"]).stdout.endswith("runs now\n")
    keeper.leave()
    left = {path.name for path in own_places.iterdir() if path.suffix in (".lock", ".part")}
    assert left == set(), "what dead processes left went away"


def test_resume_takes_one_by_its_routine_or_its_session(
    own_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[LiveSettings] = []
    monkeypatch.setattr(
        "voicecoach.cli.run_session.run_session",
        lambda loaded, choices, settings, early, voice, **options: begun.append(settings),
    )
    monkeypatch.setattr("voicecoach.cli.stage.begin_output", lambda *output, **more: nullcontext())
    monkeypatch.setattr("voicecoach.cli.stage.begin_voice", lambda *voice: nullcontext(AskedVoice()))
    for name in ("two-things", SESSION, None):
        done = CliRunner().invoke(resume, [name] if name else [], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    assert len(begun) == 3
    assert begun[0].options.device == "Headset"
    assert begun[0].options.volume == 3
    CliRunner().invoke(resume, ["--device", "Other", "--volume", "-6"], catch_exceptions=False)
    assert (begun[3].options.device, begun[3].options.volume) == ("Other", -6)
    with pytest.raises(VoicecoachError, match="no session of another was left"):
        CliRunner().invoke(resume, ["another"], catch_exceptions=False)


@pytest.mark.parametrize(
    ("begun_with", "typed", "chimes"),
    [
        (True, [], True),
        (False, [], False),
        (None, [], True),
        (False, ["--chime"], True),
        (True, ["--no-chime"], False),
    ],
)
def test_resume_chimes_if_the_session_was_begun_so(
    begun_with: bool | None, typed: list[str], chimes: bool, own_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_places / f"{SESSION}.json"
    data = json.loads(file.read_text())
    data["options"].pop("chime", None)  # as a session that was begun before there was a chime
    data["options"] |= {} if begun_with is None else {"chime": begun_with}
    file.write_text(json.dumps(data))
    asked: list[tuple[object, object, object]] = []

    def begin_output(
        output: str, device: str, *, voice: str, chime: bool, volume: int, duck: bool
    ) -> nullcontext[None]:
        asked.append((device, chime, volume))
        return nullcontext()

    monkeypatch.setattr("voicecoach.cli.stage.begin_output", begin_output)
    monkeypatch.setattr("voicecoach.cli.stage.begin_voice", lambda *voice: nullcontext(AskedVoice()))
    monkeypatch.setattr("voicecoach.cli.run_session.run_session", lambda *session, **options: None)
    CliRunner().invoke(resume, typed, catch_exceptions=False)
    assert asked == [("Headset", chimes, 3)]


def test_a_voice_music_and_exercises_that_are_gone_stop_nothing(
    own_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_places / f"{SESSION}.json"
    data = json.loads(file.read_text())
    data["options"] |= {"voice": "espeak:klingonese", "include": ["gone"], "easier": ["bridge", "lost"]}
    file.write_text(json.dumps(data))
    begun: list[LiveSettings] = []
    monkeypatch.setattr(
        "voicecoach.cli.run_session.run_session",
        lambda loaded, choices, settings, early, voice, **options: begun.append(settings),
    )
    monkeypatch.setattr("voicecoach.cli.stage.begin_output", lambda *output, **more: nullcontext())
    monkeypatch.setattr(
        "voicecoach.cli.stage.begin_voice", lambda *voice: nullcontext(AskedVoice("no such voice"))
    )
    list(kept_places(own_places, lambda line: None))
    done = CliRunner().invoke(resume, [], catch_exceptions=False)
    options = begun[0].options
    assert (options.voice, options.include, options.easier) == ("auto", (), ("bridge",))
    assert begun[0].music is None
    assert len([line for line in done.stderr.splitlines() if "goes on" in line]) == 4


def test_a_routine_that_is_gone_leads_to_the_next_session(own_places: Path, tmp_path: Path) -> None:
    (tmp_path / "two-things.yaml").unlink()
    runner = CliRunner()
    with pytest.raises(VoicecoachError, match="no session was left"):
        runner.invoke(resume, [], catch_exceptions=False)
    with pytest.raises(VoicecoachError, match=r"two-things\.yaml"):
        runner.invoke(resume, ["two-things"], catch_exceptions=False)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_stays(damaged: Path) -> None:
    (damaged / f"{SESSION}.json").chmod(0)
    lines: list[str] = []
    assert list(kept_places(damaged, lines.append)) == []
    assert (damaged / f"{SESSION}.json").exists()


@pytest.mark.parametrize(
    "name", ["../../../../evil", "", ".", "..", "a/b", "a\\b", "a\x00", "ä", "x" * 81, "a\n"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a session"):
        PlaceKeeper(name, tmp_path)


# Shipped routines.


def test_a_shipped_routine_is_kept_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert routine_of(shipped.shipped_scripts_dir() / "gentle-daily.yaml") == ("gentle-daily", True)
    assert routine_of(tmp_path / "gentle-daily.yaml") == (str(tmp_path / "gentle-daily.yaml"), False)
    data = good(tmp_path) | {"routine": "gentle-daily", "shipped": True}
    (tmp_path / f"{SESSION}.json").write_text(json.dumps(data))
    monkeypatch.setattr(place_module, "shipped_scripts_dir", lambda: Path("/another/environment/scripts"))
    assert load_place(tmp_path / f"{SESSION}.json").path == Path(
        "/another/environment/scripts/gentle-daily.yaml"
    )


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (
            "/old/.venv/lib/python3.11/site-packages/voicecoach/_shipped/scripts/gentle-daily.yaml",
            "gentle-daily",
        ),
        (str(shipped.shipped_scripts_dir() / "gentle-daily.yaml"), "gentle-daily"),
        ("/home/me/scripts/own.yaml", None),
        ("/home/me/100%25/own.yaml", None),
    ],
)
def test_a_place_of_the_first_format_is_understood(tmp_path: Path, path: str, found: str | None) -> None:
    data = good(tmp_path)
    del data["shipped"]
    data |= {
        "format": 1,
        "routine": path,
        "session": SESSION,
        "options": {"level": 0.5, "voice": "auto", "wait": None},
    }
    data["record"]["format"] = 1
    file = tmp_path / f"{SESSION}.json"
    file.write_text(json.dumps(data))
    place = load_place(file)
    assert place.shipped is (found is not None)
    assert place.path == (shipped.shipped_scripts_dir() / f"{found}.yaml" if found else Path(path))


@pytest.mark.parametrize(
    "path", ["/a/b.yaml", "/a/50%/b", "/a/%41", "/a/%25", "/a/%", "/a/ü", os.fsdecode(b"/a/\xff\xfeb%")]
)
def test_any_path_survives_the_file(path: str) -> None:
    text = strict_json.path_text(path)
    assert text.encode().decode() == text
    assert strict_json.path_from(text) == path


def test_a_newer_place_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"format": 9, "what": "ever"}')
    with pytest.raises(NewerState, match=r"a\.json: this place was written by a newer version of voicecoach"):
        load_place(tmp_path / "a.json")


# The record.


def test_damaged_lines_take_no_other_along(tmp_path: Path) -> None:
    path = tmp_path / "sessions.jsonl"
    append_record(line_of("first"), path)
    whole = json.loads(path.read_bytes())
    tried = 0
    for at in paths(whole):
        for value in WRONG.values():
            with path.open("a") as file:
                file.write(changed(whole, at, value).replace('"first"', '"other"') + "\n")
            tried += 1
    with path.open("ab") as file:
        for content in BROKEN.values():
            file.write(content + b"\n")
        file.write(b'{"format": 9, "session": "newer"}\n')
        file.write(b'{"format": 1, "session": "torn')
    append_record(line_of("last"), path)
    found = [one.session for one in read_records(path)]
    assert found[0] == "first"
    assert found[-1] == "last"
    assert "newer" not in found
    assert tried > 300


def test_no_record_and_what_is_no_record(tmp_path: Path) -> None:
    assert list(read_records(tmp_path / "none")) == []
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "loop", "."):
        with pytest.raises(OSError, match=r"."):
            list(read_records(tmp_path / name))
        with pytest.raises(VoicecoachError, match="cannot be written"):
            append_record(line_of("one"), tmp_path / name)
