"""What `doctor` says of all that is not sound: media keys, what keeps the machine awake, and pedals."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from shutil import which
from typing import TYPE_CHECKING

from voicecoach.cli.examining.check_result import CheckResult, CheckState, install_command
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.controls.input_devices import InputDevice, InputFiles

logger = logger_for(__name__)

BUSES_S = 10.0
"""How long both buses of a machine may take together, in seconds."""

_POWER = "change the power settings of this machine"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 .,+()_-]+")
"""A device name that is plain to a shell and to udev: the device itself chooses its name."""


def examine_controls() -> Iterator[CheckResult]:
    """Raises nothing because of what is broken."""
    yield from _media_keys()
    yield _wake_lock()
    if sys.platform.startswith("linux"):
        yield from _pedals()


def _media_keys() -> Iterator[CheckResult]:
    """Whether the media keys of the desktop would reach a session."""
    if not sys.platform.startswith("linux"):
        return
    from voicecoach.play.controls.bus import NoBus, look_at_the_bus

    try:
        yield CheckResult("media keys", "session bus", CheckState.OK, look_at_the_bus())
    except NoBus as error:
        yield CheckResult("media keys", "session bus", CheckState.MISSING, str(error), error.fix)
    except ImportError:
        detail = (
            "the package dbus-fast is not installed, so no media key and no headset button reaches a session"
        )
        yield CheckResult(
            "media keys", "session bus", CheckState.MISSING, detail, install_command("dbus-fast", again=False)
        )


def _wake_lock() -> CheckResult:
    """What would keep the machine awake during a session."""
    if sys.platform.startswith("linux"):
        return _linux_wake_lock()
    if sys.platform == "darwin" and which("caffeinate") is None:
        return CheckResult("wake lock", "this machine", CheckState.MISSING, "there is no caffeinate", _POWER)
    keeper = {"darwin": "caffeinate", "win32": "Windows"}.get(sys.platform)
    said = f"{keeper} keeps it awake while a session plays" if keeper else "nothing is known of this system"
    return CheckResult("wake lock", "this machine", CheckState.OK, said)


def _linux_wake_lock() -> CheckResult:
    from voicecoach.play.awake.wake_lock import CannotStayAwake, NothingSleeps
    from voicecoach.time_limited import TookTooLong, call_limited

    state, fix = CheckState.BROKEN, _without_bus()
    try:
        keepers = " and ".join(call_limited("the bus", _keepers, BUSES_S))
        state, fix, said = CheckState.OK, "", f"while a session plays it is kept awake by {keepers}"
    except NothingSleeps:
        # Nothing to fix: a server, a container, an unusual desktop.
        state, fix = CheckState.OK, ""
        said = f"no screen saver and no login manager answers; if it falls asleep during a session, {_POWER}"
    except (CannotStayAwake, TookTooLong) as error:
        said = f"it may fall asleep during a session: {error}"
    except ImportError:
        state, fix = CheckState.MISSING, install_command("dbus-fast", again=False)
        said = "the package dbus-fast is not installed, so it may fall asleep during a session"
    return CheckResult("wake lock", "this machine", state, said, fix)


def _keepers() -> tuple[str, ...]:
    from voicecoach.play.awake.bus_lock import BusLock

    lock = BusLock()
    lock.take()
    keepers = lock.keepers
    lock.let_go()
    return keepers


def _without_bus() -> str:
    return "systemd-inhibit --what=idle:sleep voicecoach play ROUTINE" if which("systemd-inhibit") else _POWER


def _pedals(files: InputFiles | None = None) -> Iterator[CheckResult]:
    """Which pedal a session would read, and which other devices there are."""
    from voicecoach.folders import settings_file
    from voicecoach.play.controls.input_devices import THIS_MACHINE, NotTaken, devices_to_read
    from voicecoach.settings import read_settings

    files = files or THIS_MACHINE
    wanted = str(read_settings(settings_file()).values.get("pedal", "auto"))
    if wanted == "off":
        yield CheckResult("pedals", "pedal", CheckState.OK, "none is read: off by your settings")
        return
    devices = files.devices()
    try:
        read = devices_to_read(devices, wanted)
    except NotTaken as error:
        said = f"{error} is a keyboard that you need, so it is not taken as a pedal"
        yield CheckResult("pedals", "pedal", CheckState.BROKEN, said, "voicecoach settings unset pedal")
        return
    for one in read:
        yield _pedal(one, files)
    if not read and wanted != "auto":
        said = f"“{wanted}” of your settings is not here now"
        yield CheckResult("pedals", "pedal", CheckState.MISSING, said, "voicecoach settings unset pedal")
    others = ", ".join(one.name for one in devices if one not in read)
    if others:
        fix = "voicecoach settings set pedal NAME"
        yield CheckResult("pedals", "others", CheckState.EXTRA, f"not read as pedals: {others}", fix)
    elif not read and wanted == "auto":
        yield CheckResult("pedals", "pedal", CheckState.OK, "none is here, nor anything else that has keys")


def _pedal(device: InputDevice, files: InputFiles) -> CheckResult:
    node = files.nodes / device.node
    if os.access(node, os.R_OK):
        said = f"{device.name} ({node}) is read by a session, wherever the focus is"
        return CheckResult("pedals", "pedal", CheckState.OK, said)
    said = f"{device.name} ({node}) may not be read by you"
    fix = 'sudo usermod -aG input "$USER"  # and log in again; it lets you read every keyboard too'
    if _PLAIN_NAME.fullmatch(device.name):
        rule = f'SUBSYSTEM=="input", KERNEL=="event*", ATTRS{{name}}=="{device.name}", TAG+="uaccess"'
        fix = (
            f"echo '{rule}' | sudo tee -a /etc/udev/rules.d/70-pedal.rules"
            " && sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=input"
        )
    return CheckResult("pedals", "pedal", CheckState.MISSING, said, fix)
