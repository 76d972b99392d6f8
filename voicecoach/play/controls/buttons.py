"""Names of the keys and buttons that Linux reports of a pedal, a page turner, a headset or a switch."""

from __future__ import annotations

_ROWS = {2: "1234567890", 16: "qwertyuiop", 30: "asdfghjkl", 44: "zxcvbnm"}
"""Keys beside each other have codes one after the other, named as on an American keyboard."""

LETTERS = frozenset(range(16, 26)) | frozenset(range(30, 39)) | frozenset(range(44, 51))
"""Codes of the keys that make a keyboard of a device that has all of them."""

MOST_CODES = 0x300
"""Codes are below this."""

NAMES = {
    1: "escape",
    12: "-",
    13: "=",
    14: "backspace",
    15: "tab",
    28: "enter",
    51: ",",
    52: ".",
    57: "space",
    78: "+",
    96: "enter",
    102: "home",
    103: "up",
    104: "pageup",
    105: "left",
    106: "right",
    107: "end",
    108: "down",
    109: "pagedown",
    113: "mute",
    114: "volumedown",
    115: "volumeup",
    163: "nextsong",
    164: "playpause",
    165: "previoussong",
    166: "stop",
    169: "phone",
    200: "play",
    201: "pause",
    207: "play",
    226: "media",
    272: "mouse-left",
    273: "mouse-right",
    274: "mouse-middle",
    **{first + at: key for first, row in _ROWS.items() for at, key in enumerate(row)},
    **{59 + at: f"f{at + 1}" for at in range(10)},
    **{87 + at: f"f{at + 11}" for at in range(2)},
    **{183 + at: f"f{at + 13}" for at in range(12)},
}
"""By the code of the kernel (linux/input-event-codes.h), which never changes; a terminal's names for what it has too."""

_NAMED = frozenset(NAMES.values())
_PREFIX = "button-"


def button_name(code: int) -> str:
    """The name of a key or button, as the settings take it."""
    return NAMES.get(code) or f"{_PREFIX}{code}"


def is_button(name: str) -> bool:
    """Whether a device can have a key or button of that name."""
    number = name.removeprefix(_PREFIX)
    numbered = number != name and number.isascii() and number.isdigit() and len(number) <= 3
    return name in _NAMED or (numbered and button_name(int(number)) == name and int(number) < MOST_CODES)
