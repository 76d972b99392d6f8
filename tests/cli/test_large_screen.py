"""The large screen, for windows of every size: what is on it, how big, and on which side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from tests.play.rig import Rig
from voicecoach.cli.screen.block_digits import HEIGHT, block_digits, digits_width, largest_scale
from voicecoach.cli.screen.help import help_lines
from voicecoach.cli.screen.large import Large
from voicecoach.cli.screen.layout import lay_out
from voicecoach.cli.screen.scene import Mode, Scene
from voicecoach.phrases import phrases_of
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import KEY_MAPS, key_map
from voicecoach.script.body import Side

SNAPSHOTS = Path(__file__).parent / "screens.txt"
"""The screens below, as text. After a change that is wanted: `python -m tests.cli.test_large_screen` writes them again."""

HOLD = Scene(
    title="Side-lying leg raise, knees bent",
    side=Side.LEFT,
    side_words="left side",
    mode=Mode.HOLD,
    mode_words="hold",
    done=0.4,
    count="3",
    count_words="of 8, set 2",
    left="12",
    left_words="seconds",
    words="Hold. Breathe easily, and keep your hips still.",
    following="Next: Bridge",
    to_go="12:05 left",
    hint="? shows the keys",
)
REST = replace(HOLD, side=Side.RIGHT, side_words="right side", mode=Mode.REST, mode_words="rest", count="", left="1:30",
               left_words="", count_words="set 2")  # fmt: skip
PAUSED = replace(HOLD, side=None, side_words="", mode=Mode.PAUSED, mode_words="PAUSED - space goes on")
TALK = replace(HOLD, side=Side.ALTERNATE, side_words="sides in turn", mode=Mode.TALK, mode_words="", count="", left="",
               left_words="", count_words="")  # fmt: skip
SCENES = {"hold": HOLD, "rest": REST, "paused": PAUSED, "talk": TALK}
SIZES = ((20, 8), (40, 12), (80, 24), (120, 40), (200, 60))

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)
scenes = st.builds(
    Scene, title=texts, side=st.none() | st.sampled_from(Side), side_words=texts, mode=st.sampled_from(Mode),
    mode_words=texts, done=st.floats(0, 1), count=st.integers(0, 9999).map(str) | st.just(""), count_words=texts,
    left=st.sampled_from(["", "0", "7", "99", "1:40", "59:59", "2:00:00"]), left_words=texts, words=texts, following=texts,
    to_go=texts, hint=texts,
)  # fmt: skip


def screens() -> str:
    """Every scene at every size, one below the other."""
    shown = []
    for width, height in SIZES:
        for name, scene in SCENES.items():
            lines = lay_out(scene, ["That was easy.", "There is no easier way here."], width, height)
            shown += [f"== {name}, {width} x {height}", *(f"|{line.plain}|" for line in lines)]
    return "\n".join(shown) + "\n"


def read_digits(rows: list[str]) -> str:
    """The number that rows of blocks show, found by its shape."""
    blocks = [row for row in rows if "█" in row]
    for scale in range(len(blocks) // HEIGHT, 0, -1):
        first = min(row.index("█") for row in blocks)
        shape = [row[first:].rstrip() for row in blocks[: HEIGHT * scale]]
        for number in range(200):
            drawn = block_digits(str(number), scale, "█")
            start = min(row.index("█") for row in drawn)
            if [row[start:].rstrip() for row in drawn] == shape:
                return str(number)
    return ""


def test_screens_are_as_they_were() -> None:
    assert screens() == SNAPSHOTS.read_text(encoding="utf-8")


@given(
    scenes, st.lists(texts, max_size=3), st.integers(1, 220), st.integers(1, 70), st.booleans(), st.booleans()
)
def test_a_screen_fills_its_window_exactly(
    scene: Scene, notes: list[str], width: int, height: int, ascii_only: bool, fresh: bool
) -> None:
    lines = lay_out(scene, notes, width, height, ascii_only=ascii_only, fresh=fresh)
    assert [line.cell_len for line in lines] == [width] * height


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
@pytest.mark.parametrize("number", ["0", "7", "12", "48", "99"])
def test_the_time_left_is_the_largest_thing_in_the_window(number: str, width: int, height: int) -> None:
    scene = replace(HOLD, count="", left=number)
    lines = [line.plain for line in lay_out(scene, [], width, height)]
    assert read_digits(lines) == number
    assert sum("█" in line for line in lines) >= height / 3


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_left_is_at_the_left_edge_and_right_at_the_right(width: int, height: int) -> None:
    left = [line.plain for line in lay_out(HOLD, [], width, height)]
    right = [line.plain for line in lay_out(REST, [], width, height)]
    assert any(line.startswith(" ◀◀ LEFT SIDE") for line in left)
    assert any(line.endswith("RIGHT SIDE ▶▶ ") for line in right)


def test_each_mode_has_its_shape_its_word_and_its_colour() -> None:
    bars = [lay_out(replace(HOLD, mode=mode, mode_words=mode), [], 80, 12)[1] for mode in Mode]
    assert len({bar.plain[1] for bar in bars}) == len(Mode)
    assert len({str(bar.style) for bar in bars}) >= len(Mode) - 1
    assert all(mode.upper() in bar.plain for mode, bar in zip(Mode, bars, strict=True))


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_light_terminal_shows_as_much_as_a_dark_one(scene: Scene) -> None:
    """Ink is never coloured without its ground, so that no ink vanishes on the ground that a terminal has."""
    for line in lay_out(scene, ["No."], 80, 24):
        for style in (str(line.style), *(str(span.style) for span in line.spans)):
            coloured = set(style.split()) - {"bold", "italic", "reverse", "not", ""}
            assert not coloured or "on" in coloured, style


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_an_answer_is_seen_whole_in_every_window(scene: Scene, width: int, height: int) -> None:
    """For people who do not hear it."""
    answer = "A little less of it: fewer or shorter, and a smaller movement."
    lines = [line.plain for line in lay_out(scene, ["Paused.", answer], width, height, fresh=True)]
    assert answer in " ".join(" ".join(lines).split())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_how_a_pause_ends_is_seen_whole_in_every_window(width: int, height: int) -> None:
    lines = [line.plain for line in lay_out(PAUSED, [], width, height)]
    assert "PAUSED - SPACE GOES ON" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize(("width", "shown"), [(40, " 12:05 left            ? shows the keys "), (80, None)])
def test_the_round_is_shown_if_there_is_room_for_it(width: int, shown: str | None) -> None:
    last = lay_out(replace(HOLD, round_words="round 2 of 3"), [], width, 24)[-1].plain
    assert last == shown if shown else last.startswith(" 12:05 left, round 2 of 3 ")


def test_answers_go_and_problems_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = Rig(tmp_path)
    screen = Large(key_map("standard"))
    screen._begun = True
    seen: list[tuple[tuple[str, ...], bool]] = []
    monkeypatch.setattr(screen, "_live", SimpleNamespace(console=Console(), update=lambda *_, **more: None))
    monkeypatch.setattr(
        "voicecoach.cli.screen.layout.lay_out",
        lambda scene, notes, *_, fresh, **more: seen.append((notes, fresh)) or [],
    )
    rig.until("three")
    rig.session.notices.clear()
    rig.session.report("state-device-lost", problem=True)
    rig.do(Command.LOUDER)
    screen.show(rig.session)
    lost = rig.session.studio.phrases.say("state-device-lost")
    assert seen[-1] == ((lost, "Louder."), True)
    rig.hear(6)
    screen.show(rig.session)
    assert seen[-1] == ((lost, "Louder."), False)
    rig.hear(20)
    screen.show(rig.session)
    assert seen[-1] == ((lost,), False)


def test_without_unicode_only_ascii_is_drawn() -> None:
    for scene in SCENES.values():
        lines = lay_out(replace(scene, words=""), [], 80, 24, ascii_only=True)
        assert all(line.plain.isascii() for line in lines)


@given(
    st.lists(st.sampled_from(["3", "12", "1:30"]), min_size=1, max_size=2),
    st.integers(0, 200),
    st.integers(0, 60),
)
def test_digits_are_as_large_as_they_can_be(numbers: list[str], width: int, height: int) -> None:
    def fits(scale: int) -> bool:
        wide = sum(digits_width(number, scale) for number in numbers) + (len(numbers) - 1) * 4 * 2 * scale
        return HEIGHT * scale <= height and wide <= width

    scale = largest_scale(numbers, width, height, 4)
    assert scale == 0 or fits(scale)
    assert not fits(scale + 1)


@pytest.mark.parametrize("name", KEY_MAPS)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 24), (100, 12)])
def test_help_has_every_key(name: str, width: int, height: int) -> None:
    phrases, keys = phrases_of("en"), key_map(name)
    lines: list[Text] = help_lines(phrases, keys, width, height)
    assert [line.cell_len for line in lines] == [width] * height
    shown = "\n".join(line.plain for line in lines)
    assert "? hides the keys" in shown
    for command in set(keys.commands.values()):
        assert phrases.say(f"control-{command}") in shown


if __name__ == "__main__":
    SNAPSHOTS.write_text(screens(), encoding="utf-8")
