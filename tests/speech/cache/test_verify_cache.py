"""`voicecoach cache verify`: what is kept is made again, and what differs is found and removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from voicecoach.audio.pcm import Clip
from voicecoach.cli import main
from voicecoach.cli.cache import cache
from voicecoach.speech import espeak
from voicecoach.speech.cache.phrase_cache import KeptPhrase, PhraseCache
from voicecoach.speech.cache.phrase_entry import phrase_key
from voicecoach.speech.cache.verify_cache import Verdict, is_outdated, sample_phrases, verify_phrases
from voicecoach.speech.levelled_voice import levelled_version
from voicecoach.speech.registry import find_backend, open_voice
from voicecoach.units import Frames

TEXTS = ("one", "two", "And relax.", "Stop if it hurts, and rest.")


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PhraseCache:
    """What a session leaves: phrases of two voices, one of which has a gain that was found."""
    monkeypatch.setattr("voicecoach.speech.cache.phrase_cache.phrases_folder", lambda: tmp_path / "phrases")
    monkeypatch.setattr("voicecoach.compiled.timelines_folder", lambda: tmp_path / "timelines")
    for voice in ("espeak:en-gb", "espeak:de"):
        for text in TEXTS:
            open_voice(voice).say(text)
    return PhraseCache(tmp_path / "phrases")


def one(store: PhraseCache, text: str, voice: str = "espeak:en-gb") -> KeptPhrase:
    (found,) = [kept for kept in store.kept() if (kept.recipe.text, kept.recipe.voice) == (text, voice)]
    return found


def shorten(store: PhraseCache, key: Any) -> None:
    """As a signal once did: a piece is missing from the middle, and every checksum is right."""
    clip = store.load(key)
    assert clip is not None
    store.store(key, Clip(np.delete(clip.samples, slice(2000, 4000)), clip.rate, clip.onset))


def test_all_that_was_kept_comes_out_equal(filled: PhraseCache) -> None:
    found = list(verify_phrases(filled, sample_phrases(filled, 100)))

    assert len(found) == 2 * len(TEXTS) + 1  # and the gain of the one that does not know its own
    assert {finding.verdict for finding in found} == {Verdict.EQUAL}


def test_what_differs_is_named_and_removed(filled: PhraseCache) -> None:
    wrong = one(filled, "And relax.", "espeak:de")
    shorten(filled, wrong.key)
    done = CliRunner().invoke(cache, ["verify"])

    assert done.exit_code == 1
    assert done.stdout == "8 of 9 phrases came out the same.\n"
    assert done.stderr.splitlines()[0].startswith("espeak:de at 150, “And relax.”: ")
    assert done.stderr.splitlines()[1].startswith("Error: 1 phrase differed and was removed; render again")
    assert filled.load(wrong.key) is None
    assert CliRunner().invoke(cache, ["verify"]).exit_code == 0


def test_one_other_sample_is_found(filled: PhraseCache) -> None:
    kept = one(filled, "two")
    clip = filled.load(kept.key)
    assert clip is not None
    changed = clip.samples.copy()
    changed[3000] ^= 1
    filled.store(kept.key, Clip(changed, clip.rate, clip.onset))

    (found,) = [
        finding for finding in verify_phrases(filled, filled.kept()) if finding.verdict is Verdict.DIFFERENT
    ]
    assert (found.recipe.text, found.reason) == ("two", "other samples")


def test_a_wrong_gain_is_found(filled: PhraseCache) -> None:
    (gain,) = [kept for kept in filled.kept() if kept.recipe.version.endswith(" gain")]
    filled.store(gain.key, Clip(np.array([1200], np.int16), 100, Frames(0)))

    different = [
        finding.recipe
        for finding in verify_phrases(filled, filled.kept())
        if finding.verdict is Verdict.DIFFERENT
    ]
    assert different == [gain.recipe]


def test_a_sample_is_as_large_as_it_is_asked_for(filled: PhraseCache) -> None:
    assert len(sample_phrases(filled, 3)) == 3
    assert len({tuple(sample_phrases(filled, 1, seed=seed)) for seed in range(40)}) > 3
    done = CliRunner().invoke(cache, ["verify", "--sample", "3"])
    assert done.stdout == "3 of 3 phrases came out the same.\n"
    assert CliRunner().invoke(cache, ["verify", "--sample", "0"]).exit_code == 2


def test_what_cannot_be_made_here_stays(filled: PhraseCache) -> None:
    clip = filled.load(one(filled, "two").key)
    assert clip is not None
    version = levelled_version(find_backend("espeak").version)
    for voice, its_version in (
        ("gone:voice", "L99-1"),
        ("espeak:xx-zz", version),
        ("espeak:en-gb", f"{version}-next"),
        ("silent", version),
    ):
        filled.store(phrase_key(voice, its_version, 150, "two"), clip)
    done = CliRunner().invoke(cache, ["verify"])

    assert done.exit_code == 0
    assert done.stdout == "9 of 9 phrases came out the same.\n"
    assert len(done.stderr.splitlines()) == 4
    assert "1 phrase cannot be made again here: voice gone: no such backend" in done.stderr
    assert "espeak:en-gb is of another version here" in done.stderr
    assert filled.usage().phrases == 13


def test_an_empty_store_has_nothing_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.speech.cache.phrase_cache.phrases_folder", lambda: tmp_path / "phrases")

    assert CliRunner().invoke(cache, ["verify"]).output == "0 of 0 phrases came out the same.\n"
    assert not (tmp_path / "phrases").exists()


def test_older_revisions_go_and_newer_ones_stay(filled: PhraseCache) -> None:
    clip = filled.load(one(filled, "two").key)
    assert clip is not None
    version = find_backend("espeak").version
    older = version.replace(f"{espeak.REVISION}-", f"{espeak.REVISION - 1}-", 1)
    newer = version.replace(f"{espeak.REVISION}-", f"{espeak.REVISION + 1}-", 1)
    for voice, its_version in (
        ("espeak:en-gb", levelled_version(older)),
        ("espeak:en-gb", f"{levelled_version(older)} gain"),
        ("espeak:en-gb", levelled_version(newer)),
        ("gone:voice", "L1-1"),
        ("gone:voice", levelled_version("1-old")),
    ):
        filled.store(phrase_key(voice, its_version, 150, "two"), clip)
    (filled.folder / f"{'0' * 40}.clip").write_bytes(b"of an older form")
    done = CliRunner().invoke(cache)

    assert "phrases    11\n" in done.output
    assert "Removed 4 phrases of an older version" in done.output
    assert not any(is_outdated(kept.recipe) for kept in filled.kept())


def test_control_characters_of_a_phrase_stay_where_they_are(
    filled: PhraseCache, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = filled.load(one(filled, "two").key)
    assert clip is not None
    version = levelled_version(find_backend("espeak").version)
    filled.store(phrase_key("espeak:en-gb", version, 150, "\x1b[2J two"), clip)
    with pytest.raises(SystemExit):
        main(["cache", "verify"])

    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "“\\x1b[2J two”" in shown.err
