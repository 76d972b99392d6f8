"""Pictures that travel with a routine: where they are looked for, what is refused, and what of a file goes onto paper."""

from __future__ import annotations

import base64
import os
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.needs import needs_module
from tests.pictures import exif, jpeg, png, segment
from tests.sounds_beside import put
from voicecoach.cli.check import check
from voicecoach.errors import ExportError, RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.export.page.page_exercises import _item as item_html
from voicecoach.phrases import phrases_of
from voicecoach.routine.library import load_file, load_model
from voicecoach.routine.pictures import beside as pictures_beside
from voicecoach.routine.pictures.picture_bytes import MOST_PIXELS, picture_bytes, shipped_drawing
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.registry import open_voice

MOVEMENT = "name: Slide\nkind: mobilise\nposition: on the back\nsetup: [Lie down.]\ndose: {reps: 3}\n"


def routine(path: Path, picture: str = "slide.png") -> Path:
    """A routine with one exercise of its own that has a picture."""
    lines = "".join(f"    {line}\n" for line in f"{MOVEMENT}picture: {picture}".splitlines())
    return put(path, f"title: A\nsteps: [slide]\nexercises:\n  slide:\n{lines}")


def taken(path: Path) -> str:
    picture = load_file(path).routine.exercises["slide"].picture
    assert picture is not None
    assert picture.beside is not None
    return picture.beside.path


def problems(path: Path) -> str:
    return CliRunner().invoke(check, [str(path)]).stdout


@pytest.mark.parametrize("at", ["pictures/slide.png", "slide.png"])
def test_beside_the_routine(at: str, tmp_path: Path) -> None:
    picture = put(tmp_path / at, png())
    path = routine(tmp_path / "r.yaml")
    assert taken(path) == str(picture)
    assert problems(path) == ""
    assert load_file(path).files == (path, picture), (
        "a file is not written over it, and a watcher sees it change"
    )


@pytest.mark.parametrize("at", ["exercises/pictures/slide.png", "pictures/slide.png", "exercises/slide.png"])
def test_beside_the_file_of_an_exercise(at: str, tmp_path: Path) -> None:
    picture = put(tmp_path / at, png())
    own = put(tmp_path / "exercises" / "slide.yaml", f"{MOVEMENT}picture: slide.png\n")
    path = put(tmp_path / "r.yaml", "title: A\nsteps: [slide]\n")
    assert taken(path) == str(picture)
    assert problems(path) == problems(own) == ""
    picture.unlink()
    for one in (path, own):
        assert f"{own}:6:10: error: there is no picture “slide.png”; put it into" in problems(one)


def test_a_copy_of_a_shipped_exercise_keeps_its_drawing_unless_another_is_beside_it(tmp_path: Path) -> None:
    shipped = shipped_scripts_dir() / "exercises"
    own = put(tmp_path / "exercises" / "plank.yaml", (shipped / "plank.yaml").read_text("utf-8"))
    path = put(tmp_path / "r.yaml", "title: A\nsteps: [plank]\n")

    def drawn() -> str | None:
        picture = load_file(path).routine.exercises["plank"].picture
        return picture.beside.path if picture and picture.beside else None

    assert drawn() == str(shipped / "pictures" / "plank.svg")
    mine = put(own.parent / "pictures" / "plank.svg", (shipped / "pictures" / "bridge.svg").read_bytes())
    assert drawn() == str(mine)


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("Side Plank.PNG", "side-plank.png"),
        ("side_plank.jpeg", "Side plank.jpg"),
        ("側板.png", "側板.png"),
        ("side-plank.jpg", "side-plank"),
        ("side.plank.png", "side.plank"),
        ("Strecken für Anna.png", "“strecken für anna.png”"),
    ],
)
def test_a_name_is_that_of_the_file_whatever_its_capitals_and_spaces(
    file: str, written: str, tmp_path: Path
) -> None:
    data = png() if file.lower().endswith("png") else jpeg()
    assert taken(routine(tmp_path / "r.yaml", written) if put(tmp_path / file, data) else tmp_path) == str(
        tmp_path / file
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("../slide.png", "is a path; put the file into pictures beside the routine, and write its name, such as slide.png"),
        ("/etc/slide.png", "is a path"),
        ("pictures\\slide.png", "is a path"),
        (".png", "is not the name of a picture"),
        ("'!'", "is not the name of a picture"),
        ("sldie.png", "there is no picture “sldie.png”; did you mean “slide.png”?"),
        ("{file: slide.png, shwos: A}", "unknown key “shwos”; did you mean “shows”?"),
        ("{shows: A}", "file"),
        ("[slide.png]", "list"),
    ],
)  # fmt: skip
def test_what_is_not_a_name_is_one_line_with_its_place(written: str, told: str, tmp_path: Path) -> None:
    put(tmp_path / "pictures" / "slide.png", png())
    (line,) = problems(routine(tmp_path / "r.yaml", written)).splitlines()
    assert told in line
    assert line.startswith(f"{tmp_path / 'r.yaml'}:10:")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("slide.svg", SVG, "is an SVG that holds a program; save it as a plain SVG"),
        ("slide.png", SVG, "is an SVG that holds a program; save it as a plain SVG"),
        ("slide.gif", b"GIF89a", "is a GIF; save it as a PNG, a JPEG or a plain SVG"),
        ("slide.heic", b"\0\0\0\x20ftypheic", "is a HEIC or AVIF"),
        ("slide.png", b"title: A", "is not a picture"),
        ("slide.png", b"", "is not a picture"),
        ("slide.png", png()[:-20], "is a PNG that breaks off"),
        ("slide.png", png()[:20], "is a PNG that breaks off"),
        ("slide.png", png(MOST_PIXELS, 1, pixels=False), "million are the most"),
        ("slide.png", png(6000, 6000, pixels=False), "million are the most"),
        ("slide.png", png(0, 3), "without a size"),
        ("slide.png", png(4, 3, (b"acTL", bytes(8))), "is a moving PNG"),
        ("slide.jpg", jpeg()[:-2], "is a JPEG that breaks off"),
        ("slide.jpg", jpeg()[:30], "is a JPEG that breaks off"),
        ("slide.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x00" * 1000, "is a JPEG that breaks off"),
        ("slide.jpg", jpeg(65000, 65000), "million are the most"),
        ("slide.jpg", jpeg(parts=4), "printing press"),
        ("slide.jpg", jpeg(frame=0xC3), "of a rare kind"),
        (
            "slide.png",
            b"\x89PNG\r\n\x1a\n" + bytes(pictures_beside.LARGEST),
            "cannot be read: it is larger than",
        ),
    ],
    ids=lambda part: "" if isinstance(part, bytes) else part,
)
def test_what_cannot_be_shown_is_said_with_its_file(
    file: str, data: bytes, told: str, tmp_path: Path
) -> None:
    picture = put(tmp_path / "pictures" / file, data)
    path = routine(tmp_path / "r.yaml", file)
    (line,) = problems(path).splitlines()
    assert f"r.yaml:10:14: error: {picture}: " in line
    assert told in line
    with pytest.raises(RoutineError):
        prepare(path, Choices(), open_voice("silent"))


def test_links_out_and_pipes_are_refused(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret.png", png())
    folder = tmp_path / "there" / "pictures"
    folder.mkdir(parents=True)
    (folder / "slide.png").symlink_to(secret)
    os.mkfifo(folder / "pipe.png")
    assert "leads out of its folder" in problems(routine(tmp_path / "there" / "r.yaml"))
    assert "pipe.png: cannot be read" in problems(routine(tmp_path / "there" / "r.yaml", "pipe.png"))


def test_pictures_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures_beside, "MOST_PICTURES_BYTES", len(png()) - 1)
    put(tmp_path / "slide.png", png())
    assert "save them smaller" in problems(routine(tmp_path / "r.yaml"))


@pytest.mark.parametrize("order", [">", "<"])
def test_what_a_camera_writes_stays_behind_but_for_how_it_was_held(order: str) -> None:
    found = picture_bytes(
        jpeg(4, 3, segment(0xE1, exif(6, order)), segment(0xFE, b"by Spy"), segment(0xED, b"Spy"))
    )
    assert (found.media_type, found.width, found.height, found.turned) == ("image/jpeg", 4, 3, 6)
    assert b"Spy" not in found.data
    again = picture_bytes(found.data + b"\xff\xd8 another picture, as telephones append \xff\xd9")
    assert again == found
    texts = png(4, 3, (b"tEXt", b"Author\0Spy"), (b"eXIf", exif(3)[6:]), (b"gAMA", bytes(4)))
    assert b"Spy" not in (kept := picture_bytes(texts).data)
    assert b"gAMA" in kept
    assert picture_bytes(kept).data == kept


def test_broken_orientations_are_none() -> None:
    for tiff in (b"", b"MM", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", exif(9)[6:]):
        assert picture_bytes(jpeg(4, 3, segment(0xE1, b"Exif\0\0" + tiff))).turned == 1


@given(
    st.sampled_from([png(), jpeg(4, 3, segment(0xE1, exif(6)), frame=0xC2)]),
    st.integers(0, 200),
    st.integers(0, 30),
    st.binary(max_size=30),
)
def test_a_damaged_file_is_a_picture_or_an_error(whole: bytes, at: int, gone: int, put_in: bytes) -> None:
    try:
        found = picture_bytes(whole[:at] + put_in + whole[at + gone :])
    except ValueError:
        return
    assert picture_bytes(found.data) == found


def test_page_and_handout_show_it_with_words_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    put(tmp_path / "slide.png", png())
    path = routine(tmp_path / "r.yaml", '{file: slide.png, shows: "Heel <flat>"}')
    session = prepare(path, Choices(), open_voice("silent"))
    (item,) = make_handout(session.loaded.routine, Choices(), session.timeline).items
    page = "".join(item_html(phrases_of("en"), item))
    assert '</h3>\n<img class="picture" src=' in page, "words go beside it on paper"
    assert f'src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="Heel &lt;flat&gt;"' in page
    session = prepare(routine(path), Choices(), open_voice("silent"))
    (item,) = make_handout(session.loaded.routine, Choices(), session.timeline).items
    assert 'alt="Slide"' in "".join(item_html(phrases_of("en"), item))
    path = routine(path)
    path.write_text(path.read_text().replace("    kind:", '    about: It is "gentle".\n    kind:'))
    session = prepare(path, Choices(), open_voice("silent"))
    (item,) = make_handout(session.loaded.routine, Choices(), session.timeline).items
    assert 'alt="Slide. It is &quot;gentle&quot;."' in "".join(item_html(phrases_of("en"), item))


@needs_module("fpdf")
def test_a_handout_draws_it_upright_and_damaged_pixels_are_an_error() -> None:
    import io

    from PIL import Image

    from voicecoach.export.handout import ItemPicture
    from voicecoach.export.page.pdf import _drawn

    out = io.BytesIO()
    held = Image.new("L", (4000, 1000))
    tags = held.getexif()
    tags[0x0112] = 6
    held.save(out, "jpeg", exif=tags)
    found = picture_bytes(out.getvalue())
    drawn = _drawn(ItemPicture(found.media_type, found.data, found.width, found.height, found.turned, "A"))
    assert (drawn.width, drawn.height) == (250, 1000)
    damaged = picture_bytes(jpeg())
    with pytest.raises(ExportError, match="is damaged"):
        _drawn(ItemPicture("image/jpeg", damaged.data, 4, 3, 1, "A"))


def test_a_routine_made_in_python_keeps_what_it_was_read_with(tmp_path: Path) -> None:
    put(tmp_path / "slide.png", png())
    read = load_file(routine(tmp_path / "r.yaml")).routine
    kept = load_model(read).routine.exercises["slide"].picture
    assert kept is not None
    assert kept.beside is not None
    with pytest.raises(RoutineError, match="in none; save it as one"):
        load_model(type(read).model_validate(read.model_dump(mode="json", exclude_none=True)))


def test_shipped_drawings_are_what_a_look_through_them_would_leave() -> None:
    """They are not looked through each time that a routine is loaded."""
    files = sorted((shipped_scripts_dir() / "exercises" / "pictures").glob("*.svg"))
    assert len(files) > 30
    for file in files:
        data = file.read_bytes()
        assert shipped_drawing(data) == picture_bytes(data), file.name
    assert shipped_drawing(b"<svg onload='x'>") is None


@needs_module("fpdf")
def test_pixels_and_colours_that_grow_without_end_are_never_unpacked() -> None:
    import tracemalloc

    from voicecoach.export.handout import ItemPicture
    from voicecoach.export.page.pdf import _drawn

    bomb = zlib.compress(bytes(50_000_000))
    found = picture_bytes(png(4, 3, (b"iCCP", b"spy\0\0" + bomb), (b"IDAT", bomb), pixels=False))
    tracemalloc.start()
    with suppress(ExportError):
        _drawn(ItemPicture(found.media_type, found.data, 4, 3, 1, "A"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000
