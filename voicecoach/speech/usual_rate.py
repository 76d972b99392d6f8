"""At which rate a voice speaks, as far as that is known before it is opened: an output that is opened meanwhile needs it.

It may be wrong, which costs a moment and nothing else.
"""

from __future__ import annotations

from importlib.util import find_spec

NATURAL, FORMANT = 24_000, 22_050
"""Of hibari; of espeak-ng, of most systems' voices and of most of piper's."""


def usual_rate(spec: str) -> int:
    """For what `--voice` says, in frames a second."""
    backend = spec.strip().lower().partition(":")[0]
    if backend in ("", "auto"):
        return NATURAL if find_spec("hibari") is not None else FORMANT
    return NATURAL if backend == "hibari" else FORMANT
