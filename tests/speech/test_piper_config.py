"""The .json beside a model of Piper: what is read of it, and what is refused in one line."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.needs import needs_module
from tests.speech.piper_files import JOE, config
from voicecoach.speech.piper_config import BadConfig, read_config


def read(**changes: Any) -> Any:
    return read_config(json.dumps(config(**changes)).encode())


def test_what_is_right_is_read() -> None:
    found = read()

    assert (found.rate, found.language, found.title) == (22050, "de-de", "Anna maria, German (Germany)")
    assert (found.phonemes, found.espeak_voice, found.length_scale) == ("espeak", "de", 1.1)
    assert found.ids["a"] == (4,)
    assert (found.speakers, found.default_speaker) == (1, 0)


def test_old_files_lack_what_later_ones_have() -> None:
    found = read(language=None, phoneme_type=None, inference=None, speaker_id_map=None, dataset=None)

    assert (found.language, found.title, found.phonemes, found.length_scale) == ("de", "", "espeak", 1.0)
    assert read(phoneme_type="PhonemeType.ESPEAK").phonemes == "espeak"
    assert read(language={"code": "../x"}, espeak={"voice": "M4"}).language == ""


def test_a_title_is_one_line() -> None:
    assert read(dataset="a\nb\x1b[2J" * 50).title.isprintable()
    assert len(read(dataset="a" * 1000).title) < 100


def test_speakers_are_known_by_name() -> None:
    names = {"anna": 0, "eve": 1, "far": 99, "": 1, " x": 1, "no": "1", "y" * 41: 1}

    assert read(num_speakers=2, speaker_id_map=names).speaker_names == {"anna": 0, "eve": 1}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"phoneme_id_map": None}, "not that of a voice of Piper"),
        ({"phoneme_type": "pinyin"}, "'pinyin'"),
        ({"phoneme_type": ["espeak"]}, "kind"),
        ({"num_symbols": 0}, "num_symbols is 0"),
        ({"num_symbols": 10**30}, "num_symbols"),
        ({"num_symbols": True}, "num_symbols"),
        ({"num_symbols": "256"}, "num_symbols"),
        ({"num_symbols": 4}, "phoneme 'a'"),
        ({"num_speakers": None}, "num_speakers is missing"),
        ({"num_speakers": 10**6}, "num_speakers"),
        ({"default_speaker_id": 1}, "default_speaker_id"),
        ({"audio": None}, "audio is missing"),
        ({"audio": [22050]}, "audio is"),
        ({"audio": {"sample_rate": 22050.0}}, "sample_rate"),
        ({"audio": {"sample_rate": -1}}, "sample_rate"),
        ({"audio": {"sample_rate": 10**9}}, "sample_rate"),
        ({"audio": {}}, "sample_rate is missing"),
        ({"espeak": None}, "espeak is missing"),
        ({"espeak": {"voice": "../../../etc/passwd"}}, "espeak voice"),
        ({"espeak": {"voice": None}}, "espeak voice"),
        ({"espeak": {"voice": "a" * 41}}, "espeak voice"),
        ({"inference": {"length_scale": 1000}}, "length_scale"),
        ({"inference": {"length_scale": float("nan")}}, "length_scale"),
        ({"inference": {"length_scale": float("inf")}}, "length_scale"),
        ({"inference": {"length_scale": True}}, "length_scale"),
        ({"inference": 7}, "inference"),
        ({"phoneme_id_map": []}, "phoneme_id_map"),
        ({"phoneme_id_map": {"a": [1]}}, "has no “\\^”"),
        ({"phoneme_id_map": {"a": 1}}, "phoneme 'a'"),
        ({"phoneme_id_map": {"a": [256]}}, "phoneme 'a'"),
        ({"phoneme_id_map": {"a": [-1]}}, "phoneme 'a'"),
        ({"phoneme_id_map": {"a": [1.0]}}, "phoneme 'a'"),
        ({"phoneme_id_map": {"a": [1] * 17}}, "phoneme 'a'"),
        ({"phoneme_id_map": {"a" * 17: [1]}}, "phoneme"),
        ({"phoneme_id_map": {str(number): [1] for number in range(5000)}}, "phoneme_id_map"),
        ({"speaker_id_map": [1]}, "speaker_id_map"),
        ({"vowel_clusters": {"a": "b"}}, "vowel_clusters"),
        ({"vowel_clusters": [["a"]]}, "vowel_clusters"),
        ({"vowel_clusters": [["a", 1]]}, "vowel_clusters"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadConfig, match=message) as caught:
        read(**changes)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[" * 100_000, b'{"a":', b"1" * 5000, b"[]", b"null", b'"phoneme_id_map"']
)
def test_what_is_not_json_of_piper_is_refused(data: bytes) -> None:
    with pytest.raises(BadConfig):
        read_config(data)


@needs_module("piper")
def test_piper_gets_what_was_read() -> None:
    from voicecoach.speech.onnx_runtime import import_onnxruntime

    import_onnxruntime()
    import piper.config

    theirs = piper.config.PiperConfig.from_dict(read(vowel_clusters=[["a", "e"]]).for_piper())

    assert (theirs.sample_rate, theirs.espeak_voice, theirs.num_speakers) == (22050, "de", 1)
    assert theirs.phoneme_id_map["a"] == [4]
    assert theirs.vowel_clusters == {("a", "e")}


@needs_module(JOE)
def test_the_json_of_a_published_voice_is_read() -> None:
    spec = find_spec(JOE)
    assert spec is not None
    assert spec.origin is not None
    (path,) = (Path(spec.origin).parent / "data").glob("*.json")
    found = read_config(path.read_bytes())

    assert (found.rate, found.language, found.title) == (22050, "en-us", "Joe, English (United States)")
    assert len(found.ids) > 100
