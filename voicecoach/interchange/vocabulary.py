"""The words that people write in tables and lists: names of columns, positions, sides, kinds; in four languages.

Data, and how to look it up: a word is compared without case, accents and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from voicecoach.interchange.taken import Whose
from voicecoach.routine.model import Kind, Position


def folded(text: str) -> str:
    """Small letters and digits, with single spaces between words: `Übung (links)` becomes `ubung links`."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("\u00df", "ss")).encode("ascii", "ignore").decode().lower()
    )
    return " ".join(re.findall(r"[a-z0-9/&]+", plain.replace("'", "")))


COLUMNS: Mapping[str, str] = {
    "name": (
        "name, exercise, exercises, exercise name, movement, activity, drill, title, move, stretch, task, ubung, ubungen, "
        "bezeichnung, exercice, nom, ejercicio, nombre"
    ),
    "position": (
        "position, start, starting position, start position, pos, posture, startposition, ausgangsstellung, "
        "ausgangsposition, lage, posicion"
    ),
    "kind": "kind, type, category, section, art, kategorie, categorie, categoria, tipo",
    "sets": ("sets, set, series, serie, serien, satze, satz, rounds, no of sets, number of sets, durchgange"),
    "reps": (
        "reps, rep, repetitions, repetition, reps/time, reps/duration, reps/hold, reps or time, "
        "repeats, count, times, no of reps, number of reps, quantity, wiederholungen, "
        "wdh, wh, anzahl, repetitions par serie, repeticiones"
    ),
    "hold": (
        "hold, hold s, hold sec, hold secs, hold seconds, hold time, holds, hold for, halten, haltezeit, halten s, tenir, "
        "maintien, mantener"
    ),
    "time": (
        "time, seconds, secs, sec, s, duration, duration s, duration sec, duration seconds, time s, time sec, time "
        "seconds, work, work s, work seconds, length, interval, dauer, dauer s, sekunden, sek, zeit, duree, secondes, "
        "duracion, segundos, tiempo"
    ),
    "minutes": ("minutes, mins, min, duration min, duration minutes, time min, minuten, dauer min, minutos"),
    "breaths": "breaths, breath, atemzuge, respirations, respiraciones",
    "side": "side, sides, left/right, l/r, leg, arm, limb, seite, seiten, cote, lado",
    "rest": (
        "rest, rest s, rest sec, rest seconds, rest time, rest between sets, break, pause, recovery, pause s, pausen, "
        "repos, descanso, off"
    ),
    "rest minutes": "rest min, rest mins, rest minutes, pause min, pause minutes, pause minuten",
    "dose": (
        "dose, dosage, prescription, amount, sets x reps, sets x reps/time, sets/reps, sets / reps, sets & reps, sets and reps, "
        "sets reps, reps x sets, reps and sets"
    ),
    "tempo": "tempo, cadence",
    "load": "load, weight, resistance, kg, band, gewicht, last, poids, charge, peso, carga",
    "note": (
        "note, notes, comment, comments, remark, remarks, instruction, instructions, description, cue, cues, details, "
        "hint, tips, notiz, notizen, bemerkung, bemerkungen, hinweis, hinweise, beschreibung, remarque, remarques, nota, "
        "notas, observaciones"
    ),
    "number": "no, nr, number, order, step, id, #",
}
"""What is at the head of a column, and what people call it there, parted by commas."""

_POSITIONS: Mapping[Position, str] = {
    Position.STANDING: "standing, stand, upright, stehend, stehen, im stehen, stand, debout, de pie",
    Position.SITTING: (
        "sitting, seated, sit, chair, on a chair, in a chair, long sitting, sitzend, sitzen, im sitzen, sitz, assis, "
        "sentado"
    ),
    Position.KNEELING: (
        "kneeling, kneel, tall kneeling, on the knees, kniend, kniestand, a genoux, de rodillas"
    ),
    Position.HALF_KNEELING: "half kneeling, half kneel, one knee, on one knee, einbeinkniestand",
    Position.HANDS_AND_KNEES: (
        "hands and knees, on hands and knees, all fours, on all fours, quadruped, four point kneeling, 4 point kneeling, "
        "4 point, 4pk, tabletop, vierfusslerstand, vierfussler, quadrupede, a quatre pattes, cuadrupedia"
    ),
    Position.ON_THE_BACK: (
        "on the back, on back, on your back, supine, back, back lying, lying on back, lying on the back, lying on your "
        "back, crook lying, hooklying, hook lying, lying, face up, ruckenlage, sur le dos, decubitus dorsal, boca arriba"
    ),
    Position.ON_THE_SIDE: (
        "on the side, on side, on your side, side lying, sidelying, lying on side, seitlage, seitenlage, sur le cote, de "
        "lado, decubito lateral"
    ),
    Position.FACE_DOWN: (
        "face down, prone, stomach, on the stomach, on stomach, on your stomach, tummy, front lying, lying on stomach, "
        "lying prone, bauchlage, sur le ventre, boca abajo, decubito prono"
    ),
    Position.OVER_A_BENCH: "over a bench, over bench, bench",
    Position.HANGING: "hanging, hang, bar, on the bar, hangend",
}

_SIDES: Mapping[Whose, str] = {
    Whose.LEFT: ("left, l, left side, left leg, left arm, lt, links, li, gauche, izquierda, izquierdo, izq"),
    Whose.RIGHT: (
        "right, r, right side, right leg, right arm, rt, rechts, re, droite, droit, derecha, derecho, der"
    ),
    Whose.EACH: (
        "each, each side, both, both sides, per side, per leg, each leg, each arm, per arm, both legs, both arms, "
        "bilateral, l/r, l & r, l and r, r/l, r & l, l r, r l, "
        "left right, left and right, left & right, left/right, e/s, bl, yes, 2, beide, "
        "beidseits, je seite, bds, links und rechts, les deux, chaque cote, ambos, cada lado"
    ),
    Whose.ALTERNATE: (
        "alternate, alternating, alt, alternate sides, alternierend, abwechselnd, im wechsel, alterne, alterno"
    ),
}

_KINDS: Mapping[Kind, str] = {
    Kind.WARM_UP: "warm up, warmup, warming up, aufwarmen, echauffement, calentamiento",
    Kind.MOBILISE: (
        "mobilise, mobilize, mobility, mobilisation, mobilization, rom, range of motion, mobilitat, mobilite"
    ),
    Kind.STRETCH: (
        "stretch, stretching, stretches, flexibility, cool down, cooldown, dehnen, dehnung, etirement, estiramiento"
    ),
    Kind.STRENGTHEN: (
        "strengthen, strength, strengthening, core, accessories, strength & condition, hypertrophy focus, swole & flexy, "
        "power, main, main set, workout, exercises, kraft, kraftigung, renforcement, fuerza"
    ),
    Kind.CARDIO: "cardio, aerobic, conditioning, endurance, ausdauer",
    Kind.BREATHE: "breathe, breathing, breath, relaxation, atmung, respiration, respiracion",
}

_RESTS = (
    "rest, rests, resting, pause, break, breather, recover, recovery, rest period, rest time, short rest, long "
    "rest, short break, water break, rest/water, pausa, ruhe, erholung, repos, descanso, off"
)
"""Names that are no exercise: the time belongs to a rest."""

NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "nil", "x", ".", "/"})
"""What people write into a cell that they leave empty; a dash of any length is a plain one here."""

_COLUMN_OF = {word: column for column, words in COLUMNS.items() for word in words.split(", ")}
_POSITION_OF = {word: position for position, words in _POSITIONS.items() for word in words.split(", ")}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split(", ")}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split(", ")}


def column_of(head: str) -> str | None:
    """What a column is called here, by the word at its head; None if nobody knows that word."""
    plain = folded(head) or ("#" if head.strip() == "#" else "")
    return _COLUMN_OF.get(plain)


def position_of(text: str) -> Position | None:
    """The position that a cell names; None if it names none that is known."""
    return _POSITION_OF.get(
        folded(text).removeprefix("in ").removeprefix("lying in ").removesuffix(" position")
    )


def side_of(text: str) -> Whose | None:
    """The side that a cell names; None if it names none."""
    return _SIDE_OF.get(folded(text))


def kind_of(text: str) -> Kind | None:
    """The kind that a heading or a cell names; None if it names none."""
    return _KIND_OF.get(folded(text))


def is_rest(name: str) -> bool:
    """Whether a name says that nothing is done."""
    return folded(name) in _RESTS.split(", ")
