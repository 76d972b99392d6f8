"""The sample of a session in README.md: the preview of the whole routine of docs/writing-routines.md.

python tools/readme_sample.py            # print it
python tools/readme_sample.py --write    # put it into README.md
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
GUIDE = README.parent / "docs" / "writing-routines.md"
_BLOCK = re.compile(r"(<!-- sample: [^>]*-->\n```text\n)(.*?)(```\n)", re.DOTALL)


def blocks(language: str, text: str | None = None) -> list[str]:
    """The code blocks of the guide, or of `text`, in that language, in order."""
    text = GUIDE.read_text(encoding="utf-8") if text is None else text
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def put_examples(folder: Path) -> Path:
    """Writes the routine and the exercise of the guide as it says; the routine's path."""
    routine = next(block for block in blocks("yaml") if block.startswith("title: Morning back"))
    exercise = next(block for block in blocks("yaml") if block.startswith("name: "))
    (folder / "exercises").mkdir()
    (folder / "exercises" / "heel-slide.yaml").write_text(exercise, encoding="utf-8")
    (folder / "morning-back.yaml").write_text(routine, encoding="utf-8")
    return folder / "morning-back.yaml"


def sample() -> str:
    """The preview, from its beginning to the end of the first exercise with sides, and its last lines."""
    from voicecoach import Choices, open_voice, prepare, preview

    with tempfile.TemporaryDirectory() as folder:
        path = put_examples(Path(folder))
        whole = preview(prepare(path, Choices(), open_voice("silent")))
    chapters = whole.split("\n\n")
    return "\n\n".join([*chapters[:4], "          ...", *chapters[-2:]])


def shown() -> str:
    """The sample as README.md has it."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    assert found, "README.md has no sample"
    return found.group(2)


def main() -> None:
    """Prints the sample or writes it."""
    if "--write" in sys.argv:
        text = README.read_text(encoding="utf-8")
        README.write_text(_BLOCK.sub(lambda found: found[1] + sample() + found[3], text), encoding="utf-8")
    else:
        print(sample(), end="")


if __name__ == "__main__":
    main()
