"""What `doctor` says of pedals."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.play.controls.pedals import BUILT_IN, KEYBOARD, PAGES, Machine
from voicecoach.cli.examining import controls as examine_controls
from voicecoach.cli.examining.check_result import CheckResult, CheckState
from voicecoach.folders import settings_file
from voicecoach.settings import set_value

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="devices of Linux")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Machine(tmp_path)
    made.plug(0, "AT keyboard", KEYBOARD, BUILT_IN)
    return made


def pedals(machine: Machine) -> list[CheckResult]:
    return list(examine_controls._pedals(machine.files))


def states(found: Iterable[CheckResult]) -> list[tuple[str, CheckState]]:
    return [(one.name, one.state) for one in found]


def test_the_pedal_that_a_session_reads_and_what_else_there_is(machine: Machine) -> None:
    machine.plug(3, "Foot pedal", PAGES)
    found = pedals(machine)
    assert states(found) == [("pedal", CheckState.OK), ("others", CheckState.EXTRA)]
    assert found[0].detail.startswith("Foot pedal (")
    assert found[1].detail == "not read as pedals: AT keyboard"


def test_where_nothing_has_keys_nothing_is_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (found,) = pedals(Machine(tmp_path))
    assert (found.name, found.state, found.fix) == ("pedal", CheckState.OK, "")


def test_a_choice_of_the_settings_that_cannot_be_is_reported(machine: Machine) -> None:
    set_value(settings_file(), "pedal", "AirTurn")
    assert states(pedals(machine)) == [("pedal", CheckState.MISSING), ("others", CheckState.EXTRA)]
    set_value(settings_file(), "pedal", "AT key")
    assert states(pedals(machine)) == [("pedal", CheckState.BROKEN)]
    set_value(settings_file(), "pedal", "off")
    assert states(pedals(machine)) == [("pedal", CheckState.OK)]


@pytest.mark.parametrize(
    "name", ["AirTurn DUO 200 (BT-5)", "pedal'; touch evil; '", 'pedal", RUN+="/bin/evil', "pedal $(evil)"]
)
def test_the_command_that_allows_it_runs_nothing_that_a_device_says(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    machine.plug(3, name, PAGES)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (found, _) = pedals(machine)
    assert found.state is CheckState.MISSING
    assert name in found.detail
    if name.startswith("AirTurn"):
        rule = f'SUBSYSTEM=="input", KERNEL=="event*", ATTRS{{name}}=="{name}", TAG+="uaccess"'
        assert shlex.split(found.fix)[:4] == ["echo", rule, "|", "sudo"]
    else:
        assert "evil" not in found.fix
        assert found.fix.startswith('sudo usermod -aG input "$USER"')
