"""What the papers say that marks a phase of a recovery or a claim on it: an operation, its end, a lien.

Answers yes or no for one sentence or title, by the lexicon ``damages.toml``. Refuses what is planned, denied,
asked or only discussed; an injection is no operation, whatever its form is headed. Decides nothing about
whose statement is right.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.cues import cues, met, phrase_pattern
from extractors.lexicon import load, normal


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(load("damages")["words"][name]))


def states_improvement(joined: str) -> bool:
    """Whether a sentence states that maximum medical improvement was reached.

    Args:
        joined: the sentence's words, as of `sentences.words_of`.
    """
    return any(met(cues("damages", "improvement", "name"), joined))


def names_lien(joined: str) -> bool:
    """Whether a sentence speaks of a lien, subrogation or reimbursement."""
    return any(met(cues("damages", "lien", "name"), joined))


def is_operation(title: str, procedure: str) -> bool:
    """Whether a procedure report tells of an operation, not of an injection.

    Args:
        title: the report's title and the words at its top.
        procedure: what it says was done, "" where it has no such section.
    """
    if not any(met(cues("damages", "operation", "name"), normal(title))):
        return False
    done = normal(f"{title} {procedure}")
    return bool(_words("done_by_knife").search(done)) or not _words("done_by_needle").search(done)
