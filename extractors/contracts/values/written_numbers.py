"""Numbers as contracts write them: "thirty (30)", "twenty-five", "90", "one (I)".

Answers their value, and whether the words and the figures behind them say the same: where they do not, no
value is chosen. Refuses numbers above the millions and fractions.
"""

from __future__ import annotations

import re

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * (value + 2) for value, word in enumerate(_TENS)},
    "fourty": 40,  # misspelt often enough in signed contracts
}
_WORD = "(?:" + "|".join(sorted([*_VALUES, *_SCALES], key=lambda w: (-len(w), w))) + ")"
WORDS = rf"(?<![a-z]){_WORD}(?:(?:\s{{0,3}}-\s{{0,3}}|\s{{1,12}}(?:and\s{{1,12}})?){_WORD}){{0,9}}(?![a-z])"
# Grouped by thousands or plain. Scans and typists print a bracketed 1 as I or l.
FIGURES = r"\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,9}"
_BRACKETED = rf"[(\[]\s{{0,3}}(?P<figures>{FIGURES}|[Il])\s{{0,3}}[)\]]"
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_ROUND = {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
ORDINALS = (
    rf"(?:(?:twenty|thirty|forty|fifty)[-\s]{{1,3}})?(?:{'|'.join(sorted(_ORDINALS, reverse=True))})(?![a-z])"
    rf"|(?:{'|'.join(_ROUND)})(?![a-z])"
)
NUMBER = re.compile(
    rf"(?:(?P<words>{WORDS})(?:\s{{0,12}}{_BRACKETED})?|(?<![\w.,$€£])(?P<plain>{FIGURES})(?![\d.]\d)"
    rf"(?:\s{{0,12}}[(\[]\s{{0,3}}(?P<after>{WORDS})\s{{0,3}}[)\]])?)",
    re.IGNORECASE,
)


def number_of(text: str) -> int | None:
    """The value of a text that is one number and nothing else, or None."""
    match = NUMBER.fullmatch(text.strip())
    return _value(match) if match else None


def _value(match: re.Match[str]) -> int | None:
    written = match["words"] or match["after"]
    figures = match["figures"] or match["plain"]
    in_words = words_value(written) if written else None
    in_figures = _figures_value(figures) if figures else None
    if in_words is not None and in_figures is not None and in_words != in_figures:
        return None
    return in_words if in_figures is None else in_figures


def _figures_value(text: str) -> int:
    return 1 if text in ("I", "l", "i", "L") else int(text.replace(",", ""))


def words_value(text: str) -> int:
    """Read "two thousand and three" as 2003, "nineteen ninety eight" as 1998; 0 is for no number words.

    Args:
        text: words that `WORDS` matches.
    """
    total = part = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                part = (part or 1) * scale
            else:
                total, part = total + (part or 1) * scale, 0
        elif word in _VALUES:
            value = _VALUES[word]
            # Years are read in two halves: nineteen | ninety eight.
            if 10 <= part < 100 and value >= 10:
                part *= 100
            part += value
    return total + part


def ordinal_value(text: str) -> int:
    """Read "twenty-first" as 21, "5th" as 5.

    Args:
        text: what `ORDINALS` matches, or figures with their ending.
    """
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures[0])
    words = text.lower().replace("-", " ").split()
    tens = _VALUES[words[0]] if len(words) > 1 else 0
    return _ROUND.get(words[-1]) or tens + _ORDINALS.index(words[-1]) + 1
