"""Whole commands, beside a click program with one command that does nothing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from ratios import VOICECOACH, command, in_turn, ms, ratio, row, runs

RUNS = runs(15, short=5)

SMALLEST = '''
import click

@click.command()
def main():
    """Nothing."""

main()
'''


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        smallest = Path(folder) / "smallest.py"
        smallest.write_text(SMALLEST)
        least, help_, preview, as_json = in_turn(
            RUNS,
            command([sys.executable, str(smallest), "--help"]),
            command([VOICECOACH, "--help"]),
            command([VOICECOACH, "preview", "gentle-daily"]),
            command([VOICECOACH, "preview", "gentle-daily", "--format", "json"]),
        )
    row(
        "voicecoach --help / the smallest click program",
        ratio(help_, least),
        2.0,
        f"{ms(help_)} / {ms(least)}",
    )
    row(
        "preview, cached / the smallest click program",
        ratio(preview, least),
        3.0,
        f"{ms(preview)} / {ms(least)}",
    )
    row("preview as JSON, cached / the same", ratio(as_json, least), 3.0, f"{ms(as_json)} / {ms(least)}")


if __name__ == "__main__":
    main()
