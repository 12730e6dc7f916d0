"""Whether a text is a word of the form itself: a paper's title, a section's heading, a field's label."""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import load, name_words, normal
from extractors.sections import is_heading

_LABELS = (
    ("facility", "labels"),
    ("person", "labels"),
    ("person", "never"),
    ("person", "signature"),
    ("patient", "labels"),
    ("patient", "never"),
)


@cache
def _titles() -> frozenset[str]:
    return frozenset(normal(t) for rule in load("page_kinds")["kind"] for t in rule.get("title", []))


@cache
def title_words() -> frozenset[str]:
    """The single words that papers' titles are made of."""
    return frozenset(w for title in _titles() for w in title.split())


_NUMBER = re.compile(r"\d{1,2}[a-z]? ")


def label_words(text: str) -> str:
    """A label's words, normalised, without the number of its box ("8. Facility name")."""
    plain = normal(text)
    return _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain


def is_title_or_label(text: str) -> bool:
    """Whether a text is a paper's title, a section heading or a form's label, and so no name."""
    plain = label_words(text)
    return plain in _titles() or is_heading(text) or any(plain in name_words(*key) for key in _LABELS)
