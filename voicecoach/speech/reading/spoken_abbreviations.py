"""Abbreviations of English, and of those who write programmes of exercises, as they are said."""

from __future__ import annotations

import re

from voicecoach.speech.reading.spoken_rule import Rule, rule

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_NUMERAL = "VIII|VII|VI|IV|IX|III|II|I|V|X"
_NUMBERED = "phase|stage|part|level|grade|type|step|week|day|block|class|zone|chapter|volume|unit|module"

_ACRONYMS = {
    "ROM": "range of motion",
    "AROM": "active range of motion",
    "PROM": "passive range of motion",
    "AAROM": "active assisted range of motion",
    "LBP": "lower back pain",
    "HEP": "home exercise programme",
    "NWB": "non weight bearing",
    "PWB": "partial weight bearing",
    "FWB": "full weight bearing",
    "WBAT": "weight bearing as tolerated",
    "DOMS": "muscle soreness",
    "HRmax": "maximum heart rate",
    "BID|b\\.i\\.d\\.": "twice a day",
    "TID|t\\.i\\.d\\.": "three times a day",
    "QID|q\\.i\\.d\\.": "four times a day",
    "TrA|TVA": "transverse abdominal muscle",
    "PT": "P T",
    "ITB": "I T B",
    "IT band": "I T band",
    "SIJ": "S I",
}
_PART = r"(?:arm|leg|side|hand|foot|knee|hip|elbow|shoulder|ankle|wrist|thigh|heel|ear|cheek|glute|calf|hamstring|quad)s?\b"
_HAND = {"l": "left", "r": "right", "lt": "left", "rt": "right"}


def _roman(found: re.Match[str]) -> str:
    return f"{found[1]} {_ROMAN[found[2]]}{' ' + found[3] if found[3] else ''}"


def _roman_range(found: re.Match[str]) -> str:
    return f"{found[1]} {_ROMAN[found[2]]} to {_ROMAN[found[3]]}"


def _roman_or(found: re.Match[str]) -> str:
    return f"{found[1]} {_ROMAN[found[2]]} or {_ROMAN[found[3]]}"


def _hand(found: re.Match[str]) -> str:
    return _HAND[found[1].lower()]


def _title(words: str) -> str:
    """The words in lower case, or with a capital first."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words.split("|"))


_KIND = _title(_NUMBERED)

SHORT_FORMS: tuple[Rule, ...] = (
    rule(r"\bw/in\b", "within"),
    rule(r"\bf/u\b", "follow up"),
    rule(r"\bb/c\b", "because"),
    rule(r"\bw/o(?:ut)?\b", "without"),
    rule(r"\bw/\s?", "with "),
    rule(r"\bc/o\b", "complaining of"),
    rule(r"\bs/p\b", "after"),
    rule(r"\be/s\b", "each side"),
    rule(r"\band\s*/\s*or\b", "or"),
    rule(r"\bn/a\b", "not applicable"),
    rule(r"\bd/wk\b", "days a week"),
    rule(r"(?<=\d)\s*ea\b\.?(?=\s|$)", " each"),
    rule(r"\bL\s*/\s*R\b", "left or right", 0),
    rule(r"\bR\s*/\s*L\b", "right or left", 0),
    rule(r"\bL\s*(?:&|\+|and)\s*R\b", "left and right", 0),
    rule(r"\bR\s*(?:&|\+|and)\s*L\b", "right and left", 0),
    rule(r"\b([LR])(?=\)|\])", _hand, 0),
    rule(rf"\b(Lt|Rt|L|R|lt|rt)\.?(?=\s+{_PART})", _hand, 0),
)
"""Before slashes mean anything else."""

ABBREVIATIONS: tuple[Rule, ...] = (
    rule(r"\bnos\.\s*(?=\d)", "numbers "),
    rule(r"\b(?:no|nr)\.\s*(?=\d)", "number "),
    rule(r"\bNo (?=\d)", "number ", 0),
    rule(r"§\s*(?=\d)", "section "),
    rule(r"\bwks (?=\d)", "weeks "),
    rule(r"\bwk (?=\d)", "week "),
    rule(r"\bavg\.?(?!\w)", "average"),
    rule(r"\bincl\.", "including"),
    rule(r"\bexcl\.", "excluding"),
    rule(r"\balt\.(?=\s)", "alternate"),
    rule(r"#\s?(?=\d)", "number "),
    rule(r"\bfigs?\.\s*(?=\d)", "figure "),
    rule(r"\bpp\.\s*(?=\d)", "pages "),
    rule(r"\bpg?\.\s*(?=\d)", "page "),
    rule(r"\bex\.\s*(?=\d)", "exercise "),
    rule(r"\bvol\.\s*(?=\d)", "volume "),
    rule(rf"\b({_KIND})s?\s+({_NUMERAL})\s*(?:[-\u2010-\u2015]|to)\s*({_NUMERAL})\b", _roman_range, 0),
    rule(rf"\b({_KIND})\s+({_NUMERAL})\s*(?:/|or)\s*({_NUMERAL})\b", _roman_or, 0),
    rule(rf"\b({_KIND})\s+({_NUMERAL})([a-d])?\b", _roman, 0),
    rule(rf"\b((?:{_KIND}) \d+)\+(?!\w)", r"\1 plus", 0),
    rule(rf"\b({_KIND}) (\d+)([a-d])\b", r"\1 \2 \3", 0),
    rule(r"\be\.g\b\.?,?", "for example,"),
    rule(r"\be\.?g\.,?", "for example,"),
    rule(r"\bi\.?e\.,?", "that is,"),
    rule(r"\betc\.?(?=\s*$)", "and so on."),
    rule(r"\betc\b\.?", "and so on"),
    rule(r"\bvs\.?(?=\s)", "versus"),
    rule(r"\bint\.(?=\s+rot)", "internal"),
    rule(r"\bext\.(?=\s+rot)", "external"),
    rule(r"\bbilat\.?(?!\w)", "bilateral"),
    rule(r"\bq(\d+)h\b", r"every \1 hours"),
    rule(r"\bpercent (?=\d+-?RM\b)", "percent of "),
    rule(r"\b(\d+)[ -]?RM\b", r"\1 repetition maximum", 0),
    rule(r"\bSI(?= joints?\b)", "S I", 0),
    *(rule(rf"(?<!\w)(?:{short})(?!\w)", words, 0) for short, words in _ACRONYMS.items()),
    rule(r"\bitb\b", "I T band"),
    rule(r"\bthera-?band\b", "theraband"),
)
