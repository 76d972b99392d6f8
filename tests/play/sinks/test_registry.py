"""Outputs by their names: ours, third parties', and those that are not there."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from voicecoach.errors import DeviceError
from voicecoach.play.sinks.api import OUTPUT_GROUP
from voicecoach.play.sinks.null import NullOutput
from voicecoach.play.sinks.registry import BUILT_IN, find_output, output_names


def test_an_output_that_is_not_installed_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DeviceError, match="pip install simpleaudio"):
        find_output("simpleaudio")


@pytest.mark.parametrize(
    ("name", "hint"), [("nul", "did you mean “null”?"), ("wave machine", "there are auto, pulse")]
)
def test_an_unknown_output_is_reported_with_what_was_meant(name: str, hint: str) -> None:
    with pytest.raises(DeviceError) as reported:
        find_output(name)
    assert hint in str(reported.value)


def test_built_in_outputs_are_the_entry_points_of_the_project() -> None:
    declared = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    assert declared["project"]["entry-points"][OUTPUT_GROUP] == BUILT_IN


def test_an_output_of_a_third_party_is_found_and_a_broken_one_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = [
        metadata.EntryPoint("odd", "voicecoach.play.sinks.null:NullOutput", OUTPUT_GROUP),
        metadata.EntryPoint("broken", "tests.play.sinks.test_registry:NoSuchThing", OUTPUT_GROUP),
    ]
    monkeypatch.setattr("voicecoach.play.sinks.registry.registered_outputs", lambda: here)
    assert output_names() == ("pulse", "miniaudio", "simpleaudio", "null", "capture", "broken", "odd")
    assert isinstance(find_output("odd").checked, NullOutput)
    with pytest.raises(DeviceError, match="broken"):
        find_output("broken")
