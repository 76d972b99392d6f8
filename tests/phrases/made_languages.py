"""Languages for tests, each one folder, beside the English that is shipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl

import voicecoach.phrases
from voicecoach.phrases import phrases_of

ENGLISH = Path(voicecoach.phrases.__file__).parent / "en"

GERMAN = """
decimal-mark = ,
number-1 = { $form ->
    [count] eins
    [masculine-accusative] einen
    [feminine] eine
    [feminine-dative] einer
   *[other] ein
}
number-2 = { $form ->
    [count] zwo
   *[other] zwei
}
number-3 = drei
seconds = { $form ->
    [dative] { $number ->
        [one] { SAY($number, form: "feminine-dative") } Sekunde
       *[other] { $number } Sekunden
    }
   *[other] { $number ->
        [one] { SAY($number, form: "feminine") } Sekunde
       *[other] { $number } Sekunden
    }
}
minutes = { $form ->
    [dative] { $number ->
        [one] { SAY($number, form: "feminine-dative") } Minute
       *[other] { $number } Minuten
    }
   *[other] { $number ->
        [one] { SAY($number, form: "feminine") } Minute
       *[other] { $number } Minuten
    }
}
minutes-and-seconds = { $minutes } und { $seconds }
rest-for = Pause: { $length }.
wait-for = { $prompt } Weiter geht es in { SAY($length, form: "dative") }.
sets = { $number ->
    [one] { SAY($number, form: "masculine-accusative") } Satz
   *[other] { $number } Sätze
}
left = { $form ->
    [dative] linken
    [adverb] links
   *[other] linke
}
right = { $form ->
    [dative] rechten
    [adverb] rechts
   *[other] rechte
}
switch = Jetzt die { $side } Seite.
rep-last-side = Die letzte auf der { SAY($side, form: "dative") } Seite.
rep-side = { SAY($side, form: "adverb") }, { SAY($number, form: "count") }.
side-go = { $side ->
    [left] Links
   *[right] Rechts
}: { $go }
set-of = Satz { NUMBER($number) } von { NUMBER($sets) }.
"""
"""One is "eins", "ein", "eine", "einen" or "einer", and a length in the dative is another."""

POLISH = """
number-1 = { $form ->
    [count] raz
    [feminine] jedna
    [accusative] jedną
   *[other] jeden
}
number-2 = { $form ->
    [count] dwa
    [feminine] dwie
    [accusative] dwie
   *[other] dwa
}
number-3 = trzy
number-5 = pięć
seconds = { $number ->
    [one] { $form ->
        [accusative] { $number } sekundę
       *[other] { SAY($number, form: "feminine") } sekunda
    }
    [few] { SAY($number, form: "feminine") } sekundy
   *[many] { $number } sekund
}
rest-for = Odpocznij przez { SAY($length, form: "accusative") }.
sets = { $number ->
    [one] { SAY($number, form: "feminine") } seria
    [few] { SAY($number, form: "feminine") } serie
   *[many] { $number } serii
}
"""
"""Two, three and four are few, five is many; "jedną" is the one that is done to."""


def replaced(text: str, own: str) -> str:
    """The Fluent file `text` with the messages of `own` in place of those of the same name, and no number word of its own."""
    new = {entry.id.name: entry for entry in FluentParser().parse(own).body if isinstance(entry, ftl.Message)}
    resource = FluentParser().parse(text)
    resource.body = [
        new.pop(entry.id.name, entry) if isinstance(entry, ftl.Message) else entry
        for entry in resource.body
        if not isinstance(entry, ftl.Message) or not entry.id.name.startswith("number-")
    ]
    resource.body += new.values()
    return str(FluentSerializer().serialize(resource))


def add_language(home: Path, tag: str, own: str) -> None:
    """A folder in `home` that says what English says, but for the messages of `own`."""
    shutil.copytree(ENGLISH, home / tag)
    coach = home / tag / "coach.ftl"
    coach.write_text(replaced(coach.read_text(encoding="utf-8"), own), encoding="utf-8")


@contextmanager
def languages_in(home: Path) -> Iterator[None]:
    """The program knows the languages in `home`, and English, and no others."""
    if not (home / "en").exists():
        shutil.copytree(ENGLISH, home / "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voicecoach.phrases.FOLDER", home)
        phrases_of.cache_clear()
        yield
    phrases_of.cache_clear()
