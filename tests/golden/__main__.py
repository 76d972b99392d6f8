"""`python -m tests.golden` compares; with --update it writes the tables again."""

from __future__ import annotations

import sys

from tests.golden import golden_file, tables

changed = []
for name, text in tables():
    file = golden_file(name)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        changed.append(name)
        if "--update" in sys.argv[1:]:
            file.write_text(text, encoding="utf-8")
sys.stdout.write(f"changed: {', '.join(changed) or 'none'}\n")
sys.exit(1 if changed and "--update" not in sys.argv[1:] else 0)
