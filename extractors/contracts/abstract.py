"""The abstract of a contract: its name, parties, dates, term, renewal, law and sums, each beside its quote.

Answers one field for each question, in a fixed order: a value, or the reason why none is given. Refuses what
the clauses do not say: nothing is taken from elsewhere, and arithmetic is shown with both of its quotes.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.contracts.abstract_field import NOT_FOUND, AbstractField, ranked, without
from extractors.contracts.agreement_dates import agreement_date, effective_date
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.clause_words import clause_words, whole_sentences
from extractors.contracts.openings import opening_parties
from extractors.contracts.sentences import Sentence
from extractors.contracts.term_fields import last_notice_day, notice_field, renewal_field, term_fields
from extractors.contracts.values.durations import durations_in
from extractors.contracts.values.money import sums_in
from extractors.contracts.values.places import chosen_laws

PARTY = "Party"
CONVENIENCE_NOTICE = "Notice To Terminate For Convenience"
_SUMS = (
    ("Sums In Cap On Liability", ClauseType.CAP_ON_LIABILITY),
    ("Sums In Liquidated Damages", ClauseType.LIQUIDATED_DAMAGES),
    ("Sums In Minimum Commitment", ClauseType.MINIMUM_COMMITMENT),
    ("Sums In Insurance", ClauseType.INSURANCE),
)


def abstract(flow_text: str, sentences: Sequence[Sentence], hits: Sequence[Hit]) -> tuple[AbstractField, ...]:
    """The fields of a contract's abstract, always the same ones in the same order; a "Party" for each party.

    Args:
        flow_text: the flow of one contract; all spans are offsets into it.
        sentences: those of the flow.
        hits: its clauses, all types and confidences.
    """
    agreement = agreement_date(flow_text, hits)
    effective = effective_date(flow_text, sentences, hits, agreement)
    initial, expiration = term_fields(flow_text, sentences, hits, agreement, effective)
    renewal_notice = ClauseType.NOTICE_PERIOD_TO_TERMINATE_RENEWAL
    notice = notice_field(renewal_notice.value, renewal_notice, flow_text, sentences, hits)
    return (
        _document_name(flow_text, hits),
        *_parties(flow_text, hits),
        agreement.field,
        effective.field,
        initial,
        expiration,
        renewal_field(flow_text, sentences, hits),
        notice,
        last_notice_day(flow_text, expiration, notice),
        _governing_law(flow_text, sentences, hits),
        notice_field(CONVENIENCE_NOTICE, ClauseType.TERMINATION_FOR_CONVENIENCE, flow_text, sentences, hits),
        *(_sums(name, kind, flow_text, hits) for name, kind in _SUMS),
        _warranty(flow_text, hits),
    )


def _document_name(flow_text: str, hits: Sequence[Hit]) -> AbstractField:
    found = ranked(hits, ClauseType.DOCUMENT_NAME)
    if not found:
        return without(ClauseType.DOCUMENT_NAME.value, NOT_FOUND)
    span = (found[0].start, found[0].end)
    return AbstractField(ClauseType.DOCUMENT_NAME.value, clause_words(flow_text, *span).text.strip(), (span,))


def _parties(flow_text: str, hits: Sequence[Hit]) -> tuple[AbstractField, ...]:
    near = [(h.start, h.end) for h in ranked(hits, ClauseType.PARTIES)]
    fields = []
    for party in opening_parties(flow_text, near):
        name = clause_words(flow_text, party.start, party.end).text
        aliases = [clause_words(flow_text, *alias).text for alias in party.aliases]
        known_as = f" ({', '.join(f'“{alias}”' for alias in aliases)})" if aliases else ""
        fields.append(AbstractField(PARTY, name + known_as, ((party.start, party.end), *party.aliases)))
    return tuple(fields) or (without(PARTY, "no opening names the parties in a form that can be read"),)


def _governing_law(flow_text: str, sentences: Sequence[Sentence], hits: Sequence[Hit]) -> AbstractField:
    name = ClauseType.GOVERNING_LAW.value
    found = ranked(hits, ClauseType.GOVERNING_LAW)
    chosen: dict[str, tuple[int, int]] = {}
    for hit in found:
        span = whole_sentences(sentences, hit.start, hit.end)
        for place in chosen_laws(clause_words(flow_text, *span).text):
            chosen.setdefault(place.name, span)
    if chosen:
        return AbstractField(name, "; ".join(chosen), tuple(dict.fromkeys(chosen.values())))
    if not found:
        return without(name, NOT_FOUND)
    return without(name, "no place is named whose law is chosen", (found[0].start, found[0].end))


def _sums(name: str, kind: ClauseType, flow_text: str, hits: Sequence[Hit]) -> AbstractField:
    """The sums printed in the clauses of one type, each once, as they stand."""
    found = sorted(ranked(hits, kind), key=lambda h: h.start)
    printed: dict[str, tuple[int, int]] = {}
    for hit in found:
        for money in sums_in(clause_words(flow_text, hit.start, hit.end).text):
            printed.setdefault(money.normal, (hit.start, hit.end))
    printed.pop("", None)
    if printed:
        return AbstractField(name, "; ".join(printed), tuple(dict.fromkeys(printed.values())))
    if not found:
        return without(name, NOT_FOUND)
    return without(name, "no sum is printed in the clause", (found[0].start, found[0].end))


def _warranty(flow_text: str, hits: Sequence[Hit]) -> AbstractField:
    name = "Lengths In Warranty Duration"
    found = ranked(hits, ClauseType.WARRANTY_DURATION)
    for hit in found:
        lengths = durations_in(clause_words(flow_text, hit.start, hit.end).text)
        values = tuple(dict.fromkeys(d.normal for d in lengths if d.normal))
        if values:
            return AbstractField(name, "; ".join(values), ((hit.start, hit.end),))
    if not found:
        return without(name, NOT_FOUND)
    return without(name, "no length is printed in the clause", (found[0].start, found[0].end))
