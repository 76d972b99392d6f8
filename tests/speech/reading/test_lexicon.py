"""The lexicons: what is read of a file, and what is said by it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.folders import data_dir
from voicecoach.pronunciation import as_printed
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.reading.lexicon_file import MOST_ENTRIES, load_lexicon, parse_lexicon
from voicecoach.speech.reading.lexicons import shipped_lexicon
from voicecoach.speech.registry import open_voice

LEXICON = """\
# My own.
en:
  piriformis: /ˌpɪrɪˈfɔːrmɪs/   # a muscle
  "SI joint": 'S I joint'
  L4/L5: "L four, five"
en-gb:
  tomato: /təˈmɑːtəʊ/
espeak:en:
  bow your: bough your
espeak:
  lead: led
de:
  Ischias: /ˈɪʃias/
"""


def test_sections_are_for_languages_and_for_voices() -> None:
    lexicon = parse_lexicon(LEXICON)

    assert not lexicon.problems

    def said(text: str, voice: str, language: str) -> str:
        return as_printed(lexicon.readings(voice, language).mark(text))

    text = "SI joint, tomato, bow your head, lead, Ischias, L4/L5"
    assert said(text, "espeak:en-gb", "en-gb") == (
        "S I joint, /təˈmɑːtəʊ/, bough your head, led, Ischias, L four, five"
    )
    assert said(text, "hibari:heart", "en-us") == (
        "S I joint, tomato, bow your head, lead, Ischias, L four, five"
    )
    assert said(text, "espeak:de", "de") == "SI joint, tomato, bow your head, led, /ˈɪʃias/, L4/L5"


@pytest.mark.parametrize(
    ("text", "line", "mistake"),
    [
        ("piriformis: /x/", 1, "below its language"),
        ("en:\n  a: b\n  a: c", 3, "“a” is written twice, first on line 2"),
        ("  a: b", 1, "a language comes first"),
        ("en:\n\ta: b", 2, "a tab"),
        ("en:\n  a", 2, "no colon"),
        ("en:\n  a:", 2, "a reading is missing"),
        ("en:\n  a: <b>x</b>", 2, "without markup"),
        ("en:\n  a: [x, y]", 2, "cannot start with"),
        ("en:\n  a: &x b", 2, "cannot start with"),
        ("en:\n  a: *x", 2, "cannot start with"),
        ("en:\n  a: !!python/object x", 2, "cannot start with"),
        ("en:\n  a: /щ/", 2, "not a sign of the International"),
        ("en:\n  a: 'x", 2, "not closed"),
        ("{en: {a: b}}", 1, "below its language"),
        ("- a", 1, "neither a language nor a word"),
        ("\x00\x01", 1, "neither a language"),
    ],
)
def test_a_mistake_is_at_its_line_and_leaves_the_rest(text: str, line: int, mistake: str) -> None:
    lexicon = parse_lexicon(text + "\nen-us:\n  good: fine")

    assert [problem.line for problem in lexicon.problems] == [line]
    assert mistake in lexicon.problems[0].message
    assert "\n" not in lexicon.problems[0].message
    assert lexicon.entries[-1].word == "good"


def test_a_lexicon_without_end_is_read_to_its_limit() -> None:
    lexicon = parse_lexicon("en:\n" + "".join(f"  w{number}: x\n" for number in range(100_000)))

    assert len(lexicon.entries) == MOST_ENTRIES
    assert [problem.message for problem in lexicon.problems] == [
        "a lexicon has 10,000 words at most; the rest is left out"
    ]
    assert len(parse_lexicon("en:\n" + "  a\n" * 100_000).problems) == 20


@pytest.mark.parametrize("data", [b"\xff\xfe", b"en:\n  a: \xff", b"x" * 1_000_001])
def test_a_file_that_is_no_lexicon_is_one_problem(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_bytes(data)

    assert len(load_lexicon(path).problems) == 1
    assert not load_lexicon(tmp_path).entries
    assert load_lexicon(tmp_path / "none.yaml") == ((), ())


WORD = (
    st.text(alphabet="abcXYZ é/'", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda word: word[:1].isalpha() and " " not in word)
)


@given(st.dictionaries(WORD, WORD.filter(lambda word: "/" not in word), max_size=5))
def test_what_is_read_is_what_yaml_means_by_it(words: dict[str, str]) -> None:
    text = "en:\n" + "".join(f"  {word}: {said}\n" for word, said in words.items())
    lexicon = parse_lexicon(text)

    plain = yaml.load(text, Loader=yaml.BaseLoader)["en"] or {}
    assert {entry.word: str(entry.reading) for entry in lexicon.entries} == plain


def test_the_shipped_lexicon_has_no_mistake() -> None:
    assert not shipped_lexicon().problems
    assert shipped_lexicon().entries


def test_a_phrase_is_kept_under_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another lexicon makes it another phrase, and the same one the same."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    cache = PhraseCache(tmp_path / "phrases")
    path = data_dir() / "lexicon.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    clips = {}
    identities = []
    for said in ("en:\n  wibble: one\n", "en:\n  wibble: seventeen cats\n", "en:\n  wibble: one\n"):
        path.write_text(said, encoding="utf-8")
        with open_voice("espeak:en-gb", cache=cache) as voice:
            clips[said] = voice.say("Now wibble.").samples.tobytes()
            identities.append(getattr(voice, "identity", ""))
            assert clips[said] == voice.say(f"Now {said.split(': ')[1].strip()}.").samples.tobytes()
    assert len(set(clips.values())) == 2
    assert identities[0] == identities[2] != identities[1]
