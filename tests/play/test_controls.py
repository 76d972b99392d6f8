"""Each line of the table of controls, heard: the whole session with a voice whose words are read off the
samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.controls.table import CONTROLS, Command, key_map
from voicecoach.play.diary import Plan
from voicecoach.play.notice import NoticeKind


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def test_a_session_without_a_key_is_its_timeline(rig: Rig) -> None:
    rig.finish()
    player = rig.session.deck.player
    said = [e.text for part in player.parts for e in part.events if e.kind == "say"]
    assert [one.text for one in rig.words()] == said
    starts = [e.start / 1000 for part in player.parts for e in part.events if e.kind == "say"]
    assert [one.start for one in rig.words()] == starts
    assert len(rig.session.record.done) == 5
    assert rig.session.record.finished


def test_pause_is_silent_and_going_on_tells_where_and_repeats_what_was_cut(rig: Rig) -> None:
    rig.until("Set one of two.")
    rig.do(Command.TOGGLE)
    rig.hear(0.02)  # the fade
    assert rig.hear(5) == []
    rig.do(Command.TOGGLE)
    assert rig.texts(2) == ["We go on. Bridge.", "Set one of two."]


def test_each_side_and_set_is_told(rig: Rig) -> None:
    rig.until("halfway")
    rig.do(Command.PAUSE)
    rig.hear(0.5)
    rig.do(Command.RESUME)
    assert rig.texts(1)[0] == "We go on. Twist, left side."


def test_pause_twice_is_one_pause(rig: Rig) -> None:
    rig.until("Ready.")
    rig.do(Command.PAUSE)
    rig.do(Command.PAUSE)
    rig.hear(1)
    rig.do(Command.RESUME)
    rig.do(Command.RESUME)
    assert [text for text in rig.texts(2) if text.startswith("We go on")] == ["We go on. Bridge."]


def test_next_leaves_the_exercise_and_says_the_next(rig: Rig) -> None:
    rig.until("three")
    rig.do(Command.NEXT)
    assert rig.texts(1)[0] == "Next: Twist."
    assert rig.session.record.skipped == ["bridge"]
    rig.finish()
    assert [one["exercise"] for one in rig.session.record.done] == ["twist", "twist", "march"]


def test_next_at_the_last_exercise_comes_to_the_close(rig: Rig) -> None:
    rig.until("Last exercise: March.")
    rig.do(Command.NEXT)
    assert rig.texts(1) == ["Well done."]
    rig.do(Command.NEXT)
    rig.finish()
    assert rig.session.record.finished


def test_next_before_the_next_is_made_is_done_as_soon_as_it_is(rig: Rig) -> None:
    player = rig.session.deck.player
    later, player.parts[2:], player.complete = player.parts[2:], [], False
    rig.hear(0.1)
    rig.do(Command.NEXT)
    assert rig.session.deck.hurry()
    rig.hear(0.05)
    player.parts += later
    assert rig.texts(0.5)[-1] == "First exercise: Bridge."


def test_previous_goes_to_the_start_of_this_one_then_to_the_one_before(rig: Rig) -> None:
    rig.until("halfway")
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "Next: Twist."
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "First exercise: Bridge."
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "Hello."


def test_repeat_this_set(rig: Rig) -> None:
    rig.until("Rest for fifteen seconds.")
    rig.do(Command.REPEAT_SET)
    assert rig.texts(2)[:2] == ["The same set again.", "Set one of two."]
    rig.finish()
    assert [one["set"] for one in rig.session.record.done if one["exercise"] == "bridge"] == [1, 1, 2]


def test_repeat_the_last_words_and_not_a_count(rig: Rig) -> None:
    rig.until("three")
    rig.do(Command.REPEAT_WORDS)
    heard = [one.text for one in rig.hear(3) if one.seconds > 0.05]
    assert heard[0] == "hold"


def test_longer_counts_on_and_shifts_the_release_by_exactly_ten_seconds(rig: Rig) -> None:
    before = rig.until("four")
    rig.do(Command.LONGER)
    heard = before + [
        type(one)(one.text, one.start + before[-1].start + 0.01, one.seconds) for one in rig.until("Lower.")
    ]
    hold = next(one.start for one in before if one.text == "hold")
    starts = {one.text: one.start - hold for one in heard if one.start >= hold}
    assert starts["Lower."] == pytest.approx(15, abs=0.02)
    for number, word in enumerate(("six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 6):
        assert starts.get(word, number - 1) == pytest.approx(number - 1, abs=0.02), word
    assert "fifteen" in starts


def test_longer_twice_is_twenty_seconds(rig: Rig) -> None:
    rig.until("halfway")
    total = sum(part.end - part.start for part in rig.session.deck.player.parts)
    rig.do(Command.LONGER)
    rig.hear(0.3)
    rig.do(Command.LONGER)
    assert sum(part.end - part.start for part in rig.session.deck.player.parts) - total == 20_000
    rig.hear(1.5)
    heard = rig.until("and relax")
    # Halfway of twenty seconds: ten were left, now thirty; the countdown stands before the new end.
    assert heard[-1].start + 1.8 == pytest.approx(30, abs=0.1)
    assert [one.text for one in heard][-6:-1] == ["five", "four", "three", "two", "one"]


def test_longer_in_a_rest(rig: Rig) -> None:
    rig.until("The last set comes next.")
    rig.do(Command.LONGER)
    heard = rig.until("Get ready.")
    assert heard[-1].start == pytest.approx(21, abs=0.1)


def test_longer_in_a_set_up_is_time_that_is_told(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.LONGER)
    told, again = (one for one in rig.hear(13) if one.seconds > 0.3)
    assert told.text == "Take your time. We go on in ten seconds."
    assert again.text == "Bend your knees."
    assert again.start - (told.start + told.seconds) == pytest.approx(10, abs=0.02)


def test_longer_in_a_pause_keeps_it(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.PAUSE)
    rig.do(Command.LONGER)
    assert [one.text for one in rig.hear(15) if one.seconds > 0.3] == ["Take your time."]
    rig.do(Command.RESUME)
    assert rig.texts(2) == ["We go on. Twist.", "Bend your knees."]


def test_done_goes_on_from_a_wait(rig: Rig) -> None:
    rig.until("Roll over. We go on in thirty seconds.")
    rig.hear(2)
    rig.do(Command.DONE)
    assert rig.texts(1) == ["Next: Twist."]


def test_a_wait_is_over_by_itself(rig: Rig) -> None:
    rig.until("Roll over. We go on in thirty seconds.")
    assert rig.until("Next: Twist.")[-1].start == pytest.approx(30.8, abs=0.1)


def test_done_ends_a_set_that_counts_as_done(rig: Rig) -> None:
    rig.until("March.")
    rig.do(Command.DONE)
    assert rig.texts(1.5) == ["Good.", "Well done."]
    rig.finish()
    assert rig.session.record.done[-1]["exercise"] == "march"
    assert "march" not in rig.session.record.skipped


@pytest.mark.parametrize(
    ("command", "word", "setup", "variant"),
    [
        (Command.EASIER, "Easier.", "Lie down flat.", "half-bridge"),
        (Command.HARDER, "Harder.", "Lie down tall.", "high-bridge"),
    ],
)
def test_a_variant_takes_the_place_at_once_with_its_own_setup(
    rig: Rig, command: Command, word: str, setup: str, variant: str
) -> None:
    rig.until("four")
    rig.do(command)
    heard = [one.text for one in rig.until(setup)]
    assert heard[heard.index(word) + 1].startswith("First exercise:")
    rig.finish()
    assert rig.session.record.swapped == [["bridge", variant]]
    assert rig.session.record.done[0]["exercise"] == variant
    assert not [one for one in rig.session.record.done if one["exercise"] == "bridge"]


def test_no_variant_is_told_and_the_set_goes_on(rig: Rig) -> None:
    rig.until("Turn.")
    rig.do(Command.EASIER)
    assert rig.texts(3.5)[:2] == ["There is no easier way to do this one.", "Turn."]


def test_slower_and_faster_change_the_voice_and_the_repetitions_and_no_hold(rig: Rig) -> None:
    rig.until("Next: Twist.")
    rig.do(Command.SLOWER)
    heard = rig.until("Switch sides. Now the right side.")
    texts = [one.text for one in heard]
    assert texts[:2] == ["Slower.", "Next: Twist."]
    assert next(one for one in heard if one.text == "Next: Twist.").seconds == pytest.approx(
        0.48 * 1.15, rel=0.02
    )
    starts = {one.text: one.start for one in heard}
    assert starts["and relax"] - starts["hold"] == pytest.approx(20, abs=0.02)
    heard = rig.until("three")
    heard = rig.until("Well done.")
    counts = {one.text: one.start for one in heard}
    assert counts["seven"] - counts["six"] == pytest.approx(5 * 1.15, abs=0.02)


def test_as_slow_as_it_goes_is_told(rig: Rig) -> None:
    rig.until("Bend your knees.")
    for _ in range(6):
        rig.do(Command.SLOWER)
        rig.hear(2)
    assert "This is as slow as I can speak." in [one.text for one in rig.words()]


def test_louder_and_softer(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.SOFTER)
    rig.hear(0.1)
    value = rig.value("Bend your knees.")
    assert abs(rig.samples[-1][-1]) * 32768 == pytest.approx(value * 10 ** (-3 / 20), rel=0.01)
    rig.do(Command.LOUDER)
    rig.do(Command.LOUDER)
    rig.hear(0.1)
    assert abs(rig.samples[-1][-1]) * 32768 == pytest.approx(value * 10 ** (3 / 20), rel=0.01)


def test_how_long_still_is_said_in_the_place_of_counts_and_takes_no_time(rig: Rig) -> None:
    first = rig.until("two")
    rig.do(Command.HOW_LONG)
    heard = rig.until("Lower.")
    assert any(one.text.startswith("About ") for one in heard)
    hold = next(one for one in first if one.text == "hold")
    assert first[-1].start + 0.01 + heard[-1].start - hold.start == pytest.approx(5, abs=0.03)


def test_how_long_still_between_instructions_repeats_what_it_cut(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.HOW_LONG)
    assert rig.texts(3) == ["About two minutes to go.", "Bend your knees."]


def test_that_hurts_stops_offers_the_easier_one_and_goes_on_without(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.HURT)
    heard = [one.text for one in rig.until("Roll over. We go on in thirty seconds.")]
    assert "Stop, and relax. Let go of the position." in heard
    assert (
        "There is an easier way: Half bridge. Press E to try it. Otherwise we go on without it in twenty seconds."
        in heard
    )
    assert "five" not in heard
    assert rig.session.record.hurt == ["bridge"]
    assert rig.session.record.skipped == ["bridge"]


def test_that_hurts_and_the_easier_one(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.HURT)
    rig.hear(3)
    rig.do(Command.EASIER)
    rig.until("Lie down flat.")
    rig.finish()
    assert rig.session.record.done[0]["exercise"] == "half-bridge"


def test_that_hurts_twice_suggests_to_end_and_to_see_a_doctor(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.HURT)
    rig.hear(3)
    rig.do(Command.DONE)
    rig.until("Turn.")
    rig.do(Command.HURT)
    heard = " ".join(one.text for one in rig.hear(3))
    assert "I suggest that we end here" in heard
    assert "doctor" in heard
    assert rig.session.record.hurt == ["bridge", "twist"]
    rig.do(Command.QUIT)
    rig.finish()
    assert not rig.session.record.finished


def test_quit_has_a_closing_word(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.QUIT)
    rig.finish()
    assert rig.words()[-1].text == "We stop here."
    assert not rig.session.record.finished


def test_quit_again_ends_without_the_rest_of_the_word(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.QUIT)
    rig.hear(0.5)
    rig.do(Command.QUIT)
    assert len(rig.hear(0.2)) <= 1
    assert rig.session.deck.player.ended


def test_waits_before_each_exercise_when_asked_to_and_tells_how_once(tmp_path: Path) -> None:
    rig = Rig(tmp_path, Plan(wait_setup=True))
    rig.until("Get ready in your own time. Press Enter when you are. Otherwise I start in one minute.")
    rig.hear(30)
    rig.do(Command.DONE)
    assert rig.texts(1)[0] == "Set one of two."
    rig.until("Press Enter when you are ready.")
    heard = rig.until("Left side.")
    assert heard[-1].start == pytest.approx(60.8, abs=0.1)
    assert len([one for one in rig.words() if one.text.startswith("Get ready in")]) == 1


def test_wakes_a_headset_before_the_first_word_and_after_a_pause(tmp_path: Path) -> None:
    rig = Rig(tmp_path, Plan(wake_s=1.5))
    assert rig.until("Hello.")[-1].start == pytest.approx(1.5, abs=0.02)
    assert 0 < abs(rig.samples[3]).max() < 0.001
    rig.do(Command.TOGGLE)
    rig.hear(1)
    rig.do(Command.TOGGLE)
    assert rig.hear(3)[0].start == pytest.approx(1.5, abs=0.03)


def test_a_phrase_that_cannot_be_spoken_is_a_chime_and_the_session_goes_on(tmp_path: Path) -> None:
    rig = Rig(tmp_path, broken="Bend your knees.")
    rig.finish()
    assert rig.session.record.unspoken == ["Bend your knees."]
    assert "Left side." in [one.text for one in rig.words()]
    problems = [one.text for one in rig.session.notices if one.kind is NoticeKind.PROBLEM]
    assert problems == ["Could not be spoken: Bend your knees."]


def test_a_device_that_goes_away_pauses_and_goes_on_where_it_was(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.device_there = False
    rig.sinks[-1].living = False
    rig.hear(10)
    rig.device_there = True
    rig.hear(1.5)
    assert [one.text for one in rig.hear(2) if one.seconds > 0.3][-1] == "Bend your knees."
    assert "The sound is back. Twist." in [one.text for one in rig.words()]


def test_a_device_that_stays_away_ends_the_session_after_a_minute(rig: Rig) -> None:
    from voicecoach.errors import DeviceError

    rig.until("Bend your knees.")
    rig.device_there = False
    rig.sinks[-1].living = False
    with pytest.raises(DeviceError, match="went away for more than a minute"):
        rig.hear(70)


def test_a_pause_that_the_person_asked_for_outlasts_the_device(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.PAUSE)
    rig.hear(1)
    rig.sinks[-1].living = False
    assert rig.hear(5) == []
    rig.do(Command.RESUME)
    assert "Bend your knees." in rig.texts(3)


def test_every_key_of_a_map_asks_for_one_thing() -> None:
    for name, used in (("standard", "keys"), ("pedal", "pedal")):
        keys = [key for control in CONTROLS for key in getattr(control, used)]
        assert len(keys) == len(set(keys)) == len(key_map(name))


def test_every_command_stands_in_the_table_once() -> None:
    assert [control.command for control in CONTROLS] == list(Command)


def test_every_answer_of_the_table_is_in_the_catalogue(rig: Rig) -> None:
    for control in CONTROLS:
        if control.says:
            args = {"where": "", "length": "one minute"}
            assert rig.studio.phrases.say(control.says, **args)
