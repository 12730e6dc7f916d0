"""Rules as data: loads the TOML lexicons beside this package and matches normalised label words.

A lexicon is read once per process. Every rule carries examples; the tests run them all, both ways.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_DOTS = re.compile(r"[.'’`]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed lexicon ``lexicons/<name>.toml``."""
    return tomllib.loads(files("extractors").joinpath("lexicons", f"{name}.toml").read_text("utf-8"))


def normal(text: str) -> str:
    """Lower case, accents, dots and apostrophes dropped, other punctuation as one space.

    "D.O.B./Sex" → "dob sex"; "Núñez" → "nunez", because one clinic prints the accents and the next does not.
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return _NOT_WORD.sub(" ", _DOTS.sub("", text.lower())).strip()


def normal_words(text: str) -> list[str]:
    """`normal` as a list of words."""
    return normal(text).split()


@cache
def name_words(section: str, key: str) -> tuple[str, ...]:
    """Normalised words of a list in ``names.toml``, the longest first."""
    return tuple(sorted({normal(w) for w in load("names")[section][key]}, key=lambda w: (-len(w), w)))


@cache
def word_pattern(section: str, key: str) -> re.Pattern[str]:
    """A pattern that finds any of `name_words` as whole words of a normalised text."""
    return re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, name_words(section, key))) + r")(?![a-z])")
