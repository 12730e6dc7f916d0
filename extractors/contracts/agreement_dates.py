"""When a contract was made and since when it is in effect, with the words that say so.

Answers the agreement date as printed, and the effective date only where the words around it say "effective",
"commence" or the like, or point to the date of the agreement; then it is computed from that, both quoted.
Refuses for the day it was made the one since when it is in effect, where that day is left blank; and refuses
"the date of the last signature" and every other day that the contract names without printing it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from extractors.contracts.abstract_field import NOT_FOUND, AbstractField, ranked, without
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.clause_words import ClauseWords, clause_words, whole_sentences
from extractors.contracts.own_days import blank_day, is_own_day
from extractors.contracts.sentences import Sentence
from extractors.contracts.values.dates import ContractDate, dates_in
from extractors.contracts.values.terms import SIGNED

_BEGINS = (
    r"(?:effective|takes? effect|commenc\w+|beg(?:in|ins|inning|an)|start(?:s|ing)?"
    r"|in(?:to)? (?:full )?(?:force|effect))"
)
# "effective as of May 8, 2014", "shall commence on ...", "Effective Date: ..."
_BEFORE_DATE = re.compile(
    rf"(?<![a-z]){_BEGINS}(?: date[\"”“']?\)?(?: of this \w+)?)?[ ,:]{{0,3}}"
    r"(?:(?:shall |will )?(?:be|means?|is)[ :]{1,3})?(?:(?!expir|terminat|until|through|continu"
    r"|\bend)(?:[^.;,]|[ap]\.m\.)){0,45}?"
    r"(?:(?<![a-z])(?:on|as of|as from|from|upon|of|beginning)(?: or about| and (?:as of|from))?)?"
    r"[ :_]{0,3}(?:this |the )?$",
    re.IGNORECASE,
)
# "May 8, 2014 (the "Effective Date")"
_AFTER_DATE = re.compile(
    r"[ ,]{0,3}(?:\([^()]{0,60}?|and )?(?:\(?(?:the|each|hereinafter"
    r"|herein)[ ,]{1,3}[^().;]{0,40}?)?[\"“”'(]{0,2}(?:\w+ )?(?:effective|commencement) date[\"”“')]{0,3}",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"(?<![a-z]){_BEGINS}(?: date[\"”“']?)? (?:and \w+ )?(?:shall be |means |is )?(?:on|as of|as from"
    rf"|from|upon|with effect from)? ?(?P<what>(?:the )?[^.;]{{0,60}})",
    re.IGNORECASE,
)
# Where no clause of the type says so, the contract's own definition may.
_DEFINED = re.compile(r"[\"“]Effective\s{1,30}Date[\"”]")
_DEFINITIONS = 3
"""Definitions of the word that are read: later ones are other papers' effective dates."""
_ROOM = 110
"""Characters before a date in which it is said to be effective."""
_LAST_SIGNED = re.compile(
    r"last (?:date|signature|signed|party|of)|late(?:r|st) of|signatures? below|last written|all parties",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date for others to count from: its field and, where the whole day is printed, the day."""

    field: AbstractField
    day: date | None


def agreement_date(flow_text: str, hits: Sequence[Hit]) -> KnownDate:
    """The date that the contract bears.

    Args:
        flow_text: the flow that the hits are offsets into.
        hits: clauses of all types.
    """
    found = ranked(hits, ClauseType.AGREEMENT_DATE)
    dated: list[tuple[ContractDate, ClauseWords]] = []
    for hit in found:
        words = clause_words(flow_text, hit.start, hit.end)
        dated += [(d, words) for d in dates_in(words.text)]
    blank = blank_day(flow_text)
    if blank:
        dated = [(d, words) for d, words in dated if not _only_effective(flow_text, words, d)]
    best = next((item for item in dated if item[0].whole), None) or next((i for i in dated if i[0].iso), None)
    name = ClauseType.AGREEMENT_DATE.value
    if best:
        return _known(name, *best)
    if blank:
        return KnownDate(without(name, "the date is left blank", blank), None)
    if not found:
        return KnownDate(without(name, NOT_FOUND), None)
    reason = (
        "the date is left blank"
        if dated or _is_blank(flow_text, found[0])
        else "no date is printed in the clause"
    )
    return KnownDate(without(name, reason, (found[0].start, found[0].end)), None)


def _only_effective(flow_text: str, words: ClauseWords, day: ContractDate) -> bool:
    """Whether a day is called effective and not said to be the one on which the paper was made."""
    start, end = words.span(day.start, day.end)
    around = clause_words(flow_text, max(0, start - _ROOM), end)
    before = around.offsets.index(start)
    return bool(_BEFORE_DATE.search(around.text, 0, before)) and not is_own_day(flow_text, start)


_LETTERS = re.compile(r"[^\W_]{2}")


def _is_blank(flow_text: str, hit: Hit) -> bool:
    return not _LETTERS.search(flow_text, hit.start, hit.end)


def effective_date(
    flow_text: str, sentences: Sequence[Sentence], hits: Sequence[Hit], agreement: KnownDate
) -> KnownDate:
    """Since when the contract is in effect, where its words say so.

    Args:
        flow_text: the flow that the hits are offsets into.
        sentences: those of the flow.
        hits: clauses of all types.
        agreement: the agreement date, to which "the date hereof" points.
    """
    name = ClauseType.EFFECTIVE_DATE.value
    own = ranked(hits, ClauseType.EFFECTIVE_DATE)
    found = own + ranked(hits, ClauseType.AGREEMENT_DATE)
    pointing: KnownDate | None = None
    for hit in found:
        words = clause_words(flow_text, *whole_sentences(sentences, hit.start, hit.end))
        said = _said(words)
        if said:
            return _known(name, *said)
        pointing = pointing or _pointed(name, words, agreement)
    if pointing:
        return pointing
    for defined in islice(_DEFINED.finditer(flow_text), _DEFINITIONS):
        words = clause_words(flow_text, *whole_sentences(sentences, *defined.span()))
        said = _said(words)
        if said and words.span(said[2], said[3])[1] >= defined.start():
            return _known(name, *said)
    if not own:
        return KnownDate(without(name, NOT_FOUND), None)
    return KnownDate(
        without(name, "no words beside it say that it is effective", (own[0].start, own[0].end)), None
    )


def _said(words: ClauseWords) -> tuple[ContractDate, ClauseWords, int, int] | None:
    """The date that a sentence says to be effective, with the span of the words that say so."""
    for day in dates_in(words.text):
        after = _AFTER_DATE.match(words.text, day.end)
        if after and day.iso:
            return day, words, day.start, after.end()
        before = _BEFORE_DATE.search(words.text, max(0, day.start - _ROOM), day.start)
        if before and day.iso:
            return day, words, before.start(), day.end
    return None


def _pointed(name: str, words: ClauseWords, agreement: KnownDate) -> KnownDate | None:
    """The date that a sentence points to without printing it: the agreement's, or one that cannot be told."""
    for points in _POINTS.finditer(words.text):
        span = words.span(points.start(), points.end())
        if _LAST_SIGNED.search(points["what"]):
            return KnownDate(without(name, "it is the day of a signature", span), None)
        if SIGNED.match(points["what"]):
            if agreement.day is None:
                return KnownDate(
                    without(name, "it is the agreement date, which is not printed whole", span), None
                )
            how = (f"Agreement Date {agreement.field.value}",)
            spans = (span, *agreement.field.spans)
            return KnownDate(AbstractField(name, agreement.field.value, spans, how), agreement.day)
    return None


def _known(
    name: str, day: ContractDate, words: ClauseWords, start: int | None = None, end: int | None = None
) -> KnownDate:
    span = words.span(day.start if start is None else start, day.end if end is None else end)
    how = (f"the figures were read {day.order}",) if day.order else ()
    return KnownDate(AbstractField(name, day.iso, (span,), how), day.whole)
