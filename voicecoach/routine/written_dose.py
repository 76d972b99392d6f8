"""A dose as an author writes it, on one line."""

from __future__ import annotations

from voicecoach.routine.dose import Dose

_LENGTHS = ("hold", "time", "rest", "between")


def written_dose(dose: Dose) -> str:
    """By the keys of files: `sets: 2, hold: 10-30 s`; empty if it says nothing."""
    plain = dose.model_dump(mode="json", exclude_none=True)
    return ", ".join(f"{name}: {_value(name, value)}" for name, value in plain.items())


def _value(name: str, value: object) -> str:
    if name in ("tempo", "breath") and isinstance(value, list):
        phases = [str(phase) for phase in value]
        return f"[{', '.join(phases)}]" if any("-" in phase for phase in phases) else "-".join(phases)
    if isinstance(value, list):
        return f"[{', '.join(_value(name, one) for one in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return _length(str(value)) if name in _LENGTHS else f"{value}"


def _length(seconds: str) -> str:
    ends = [float(end) for end in seconds.split("-")]
    if any(end % 60 or not end for end in ends):
        return f"{seconds} s"
    return f"{'-'.join(f'{end / 60:g}' for end in ends)} min"
