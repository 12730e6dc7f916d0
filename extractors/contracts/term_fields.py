"""How long a contract runs, how it renews and what notice ends that, as fields of its abstract.

Answers the first term, the day it expires (as printed, or computed from the day it is counted from, with both
quoted), the renewals and their notice. Refuses a day that hangs on an event, and to choose between lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from extractors.contracts.abstract_field import NOT_FOUND, AbstractField, ranked, without
from extractors.contracts.agreement_dates import KnownDate
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.clause_words import ClauseWords, clause_words, whole_sentences
from extractors.contracts.sentences import Sentence
from extractors.contracts.values.durations import after, before, durations_in
from extractors.contracts.values.renewals import notices_in, read_renewal
from extractors.contracts.values.terms import Anchor, Term, read_term

INITIAL_TERM = "Initial Term"
LAST_NOTICE_DAY = "Last Day For Notice Before Expiration"
_BEFORE_ITS_END = re.compile(
    r"(?:prior to|before|in advance of|preceding)(?: the)?[^.;]{0,40}?"
    r"(?:expir|end|terminat|renew|anniversary|conclu)",
    re.IGNORECASE,
)


def term_fields(
    flow_text: str,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    agreement: KnownDate,
    effective: KnownDate,
) -> tuple[AbstractField, AbstractField]:
    """The initial term and the expiration date.

    Args:
        flow_text: the flow that the hits are offsets into.
        sentences: those of the flow.
        hits: clauses of all types.
        agreement: the agreement date, for terms that are counted from it.
        effective: the effective date, likewise.
    """
    expiration = ClauseType.EXPIRATION_DATE.value
    found = ranked(hits, ClauseType.EXPIRATION_DATE)
    unread: tuple[str, tuple[int, int]] | None = None
    for hit in found:
        words = clause_words(flow_text, *whole_sentences(sentences, hit.start, hit.end))
        term = read_term(words.text)
        whole = words.span(0, len(words.text))
        if term.length or term.ends or term.endless:
            return _initial(term, whole), _expires(term, words, agreement, effective)
        unread = unread or (term.unread, whole)
    reason, spans = (unread[0], (unread[1],)) if unread else (NOT_FOUND, ())
    return without(INITIAL_TERM, reason, *spans), without(expiration, reason, *spans)


def _initial(term: Term, span: tuple[int, int]) -> AbstractField:
    if term.length and term.length.normal:
        return AbstractField(INITIAL_TERM, term.length.normal, (span,))
    if term.endless:
        return AbstractField(INITIAL_TERM, term.endless, (span,))
    reason = term.unread or "the clause gives its end, not its length"
    return without(INITIAL_TERM, reason, span)


def _expires(term: Term, words: ClauseWords, agreement: KnownDate, effective: KnownDate) -> AbstractField:
    name = ClauseType.EXPIRATION_DATE.value
    whole = words.span(0, len(words.text))
    if term.unread:
        return without(name, term.unread, whole)
    if term.ends:
        how = (f"the figures were read {term.ends.order}",) if term.ends.order else ()
        return AbstractField(name, term.ends.iso, (whole,), how)
    if term.endless or term.length is None:
        return AbstractField(name, term.endless, (whole,))
    if term.begins:
        day, named = term.begins.whole, "the printed day"
        spans: tuple[tuple[int, int], ...] = (whole,)
    elif term.anchor is Anchor.OTHER:
        return without(name, "it is counted from an event whose date is not in the clause", whole)
    else:
        known = agreement if term.anchor is Anchor.AGREEMENT_DATE else effective
        day, named, spans = known.day, known.field.name, (whole, *known.field.spans)
    if day is None:
        return without(name, f"it is counted from the {named}, which could not be read", whole)
    ends = after(day, term.length)
    if ends is None:
        return without(name, "its length cannot be counted on a calendar", whole)
    if term.eve:
        ends -= timedelta(days=1)
    eve = " − 1 day" if term.eve else ""
    started = " (the clause names no start)" if term.anchor is Anchor.NONE else ""
    return AbstractField(
        name, ends.isoformat(), spans, (f"{named} {day} + {term.length.normal}{eve}{started}",)
    )


def renewal_field(flow_text: str, sentences: Sequence[Sentence], hits: Sequence[Hit]) -> AbstractField:
    """The length of the renewals and how many are named."""
    name = ClauseType.RENEWAL_TERM.value
    found = ranked(hits, ClauseType.RENEWAL_TERM)
    for hit in found:
        words = clause_words(flow_text, *whole_sentences(sentences, hit.start, hit.end))
        renewal = read_renewal(words.text)
        if renewal and renewal.normal:
            return AbstractField(name, renewal.normal, (words.span(0, len(words.text)),))
    if not found:
        return without(name, NOT_FOUND)
    return without(name, "no length of a renewal is printed in the clause", (found[0].start, found[0].end))


def notice_field(
    name: str, kind: ClauseType, flow_text: str, sentences: Sequence[Sentence], hits: Sequence[Hit]
) -> AbstractField:
    """The length of notice that the clauses of one type ask for.

    Args:
        name: of the field.
        kind: the type of clause that asks for the notice.
        flow_text: the flow that the hits are offsets into.
        sentences: those of the flow.
        hits: clauses of all types.
    """
    found = ranked(hits, kind)
    lengths: dict[str, tuple[int, int]] = {}
    for hit in found:
        start, end = whole_sentences(sentences, hit.start, hit.end)
        for notice in notices_in(clause_words(flow_text, start, end).text):
            lengths.setdefault(notice.normal, (start, end))
        if lengths:
            break
    if len(lengths) == 1:
        [(value, span)] = lengths.items()
        if value:
            return AbstractField(name, value, (span,))
        return without(name, "its length differs in words and figures", span)
    if lengths:
        return without(
            name, f"the clause gives several: {', '.join(filter(None, lengths))}", *set(lengths.values())
        )
    if not found:
        return without(name, NOT_FOUND)
    return without(name, "no length of notice is printed in the clause", (found[0].start, found[0].end))


def last_notice_day(flow_text: str, expiration: AbstractField, notice: AbstractField) -> AbstractField:
    """The last day on which notice against a renewal is in time for the first expiration: always computed.

    Args:
        flow_text: the flow that the fields' spans are offsets into.
        expiration: the field of the expiration date.
        notice: the field of the notice to terminate renewal.
    """
    if not notice.value:
        return without(LAST_NOTICE_DAY, f"no notice was read: {notice.abstained}", *notice.spans)
    said = " ".join(clause_words(flow_text, *span).text for span in notice.spans)
    if not _BEFORE_ITS_END.search(said):
        return without(LAST_NOTICE_DAY, "the clause does not count the notice from the end", *notice.spans)
    try:
        ends = date.fromisoformat(expiration.value)
    except ValueError:
        reason = "the expiration date is not known to the day"
        return without(LAST_NOTICE_DAY, reason, *notice.spans, *expiration.spans)
    [length] = durations_in(notice.value)
    last = before(ends, length)
    spans = (*notice.spans, *expiration.spans)
    if last is None:
        return without(LAST_NOTICE_DAY, "business days are not counted on a calendar", *spans)
    how = (*expiration.computed_from, f"{expiration.name} {ends} − {notice.value}")
    return AbstractField(LAST_NOTICE_DAY, last.isoformat(), spans, how)
