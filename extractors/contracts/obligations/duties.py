"""What one sentence lays on whom: its duties, prohibitions and rights, or the reason why it has none.

Answers for a single sentence; what a list item takes from its lead-in is the register's business. Refuses to
report a modal that stands in a condition, in a relative clause, or whose effect comes by the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from extractors.contracts.obligations.exclusions import effect_of, leftover_reason, sentence_reason, topical
from extractors.contracts.obligations.intervals import Interval, intervals_in
from extractors.contracts.obligations.limits import Limit, limits_in
from extractors.contracts.obligations.modals import Operative, operatives, past_adverbs
from extractors.contracts.obligations.obligation import Modality, Reason, Span
from extractors.contracts.obligations.obligors import is_passive, is_somebody, obligor_of, verb_of
from extractors.contracts.obligations.passages import Passage, passages_of
from extractors.contracts.obligations.subjects import Clause, clauses_of
from extractors.contracts.obligations.triggers import triggers_in, turns
from extractors.contracts.obligations.words import Place, Words, words_of


@dataclass(frozen=True, slots=True)
class Timed:
    """A span with its words in one spelling."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty, prohibition or right, all its spans in the flow."""

    modality: Modality
    operative: Span
    obligor: Span | None
    action: Span
    trigger: Span | None
    deadline: Timed | None
    recurrence: Timed | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The duties of a sentence; without any, the reason and the words that tell it.

    ``lead_in`` is what a sentence lays on somebody without saying what, as the list behind its colon does
    ("The Buyer shall:"); its action is empty."""

    duties: tuple[Duty, ...]
    reason: Reason | None
    because: str
    lead_in: Duty | None = None


def read(flow_text: str, start: int, end: int, parties: Collection[str]) -> Reading:
    """What ``flow_text[start:end]``, one sentence, lays down.

    Args:
        flow_text: the contract's flow.
        start: the sentence's first character.
        end: its end.
        parties: names and aliases of the contract's parties, as printed.
    """
    text = flow_text[start:end]
    words = words_of(flow_text, start, end)
    topic = sentence_reason(text)
    apart = _topical_parts(text) if topic and topical(topic[0]) else ()
    if topic and apart and all(a for _, a in apart):
        return Reading((), *topic)
    found = operatives(words)
    clauses = clauses_of(words, found)
    passages = passages_of(words, found, clauses)
    duties: list[Duty] = []
    refused: tuple[Reason, str] | None = None
    lead_in: Duty | None = None
    for operative, clause, passage in zip(found, clauses, passages, strict=True):
        if passage is None or _stands_in(words.starts[operative.first] - start, apart):
            continue
        if text.endswith(":") and operative.modality and _is_bare(words, passage):
            lead_in = _duty(flow_text, words, operative, clause, passage, parties)
            continue
        if _said_again(words, operative, passage):
            continue
        somebody = clause.subject is not None and is_somebody(words, clause.subject, parties)
        verb = verb_of(words, operative, clause)
        nothing = clause.subject is not None and words.lower[clause.subject[0]] == "nothing"
        effect = effect_of(words, operative, verb, somebody, is_passive(words, verb), nothing)
        if effect:
            first, last = words.span(effect[1], effect[2])
            refused = refused or (effect[0], " ".join(flow_text[first:last].split()))
            continue
        duties.append(_duty(flow_text, words, operative, clause, passage, parties))
    if duties or lead_in:
        return Reading(tuple(duties), None if duties else Reason.LEAD_IN, "", lead_in)
    return Reading((), *(topic or refused or (leftover_reason(words, text), "")))


_FULL_STOP = re.compile(r"(?<=[a-z)][.])\s+(?=[A-Z])")


def _topical_parts(text: str) -> tuple[tuple[int, bool], ...]:
    """Where each part of a text with full stops inside begins, and whether its topic puts it aside."""
    starts = [0, *(m.end() for m in _FULL_STOP.finditer(text))]
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(parts) == 1:
        return ((0, True),)
    reasons = [sentence_reason(p) for p in parts]
    if not any(r and topical(r[0]) for r in reasons):
        return tuple((s, True) for s in starts)
    return tuple((s, r is not None and topical(r[0])) for s, r in zip(starts, reasons, strict=True))


def _stands_in(offset: int, parts: tuple[tuple[int, bool], ...]) -> bool:
    """Whether ``offset`` lies in a part that is put aside."""
    return next((aside for at, aside in reversed(parts) if at <= offset), False)


_WORDS_OF_A_CUE = 2
"""A trigger of which no more stands before the time limit ("after giving thirty days' notice") is its cue."""
_SHORT_INSERTION = 16
_REQUEST_REACH = 9
_ASKS = ("request", "reasonably request", "may be requested")
"""What is asked for "as X requests" may be asked for at its own time."""


def _is_bare(words: Words, passage: Passage) -> bool:
    """Whether nothing that is to be done stands behind the operative words: at most an insertion ("shall,
    at its cost:")."""
    first, last = passage.tail
    if (
        words.lower[first : first + 1] == (",",)
        and last - first <= _SHORT_INSERTION
        and words.lower[last - 1] == ":"
    ):
        return True
    return not any(
        w[0].isalnum() for w in words.lower[past_adverbs(words, passage.tail[0]) : passage.tail[1]]
    )


def _said_again(words: Words, operative: Operative, passage: Passage) -> bool:
    """Whether the operative words are but one half: "shall, and shall cause X to", "or shall procure
    that"."""
    if _is_bare(words, passage) or words.lower[slice(*passage.tail)] == ("be",):
        return True
    alternative = words.lower[operative.first - 1 : operative.first] == ("or",)
    return alternative and words.lower[operative.last] in ("procure", "cause", "ensure")


def _duty(
    flow_text: str,
    words: Words,
    operative: Operative,
    clause: Clause,
    passage: Passage,
    parties: Collection[str],
) -> Duty:
    modality = operative.modality or Modality.MUST
    if clause.denied:
        modality = Modality.MUST_NOT
    obligor = obligor_of(words, operative, clause, passage.tail[1], parties)
    conditions = _triggers(words, operative, passage, clauses_only=True)
    triggers = _triggers(words, operative, passage, clauses_only=False)
    limit = _timed(flow_text, words, operative, passage, conditions, limits=True)
    trigger = _first_trigger(words, triggers, limit)
    recurrence = _timed(flow_text, words, operative, passage, conditions, limits=False)
    taken = [words.span(*t) for t in triggers]
    taken += [t.span for t in (limit, recurrence) if t]
    return Duty(
        modality,
        words.span(operative.first, operative.last),
        words.span(*obligor) if obligor else None,
        _action(flow_text, words, operative, clause, passage, obligor, tuple(taken)),
        trigger,
        limit,
        recurrence,
    )


def _triggers(words: Words, operative: Operative, passage: Passage, clauses_only: bool) -> tuple[Place, ...]:
    return (
        *triggers_in(words, passage.head, leads=True, clauses_only=clauses_only),
        *triggers_in(words, (operative.first, operative.last), leads=False, clauses_only=clauses_only),
        *triggers_in(words, passage.tail, leads=False, clauses_only=clauses_only),
    )


def _first_trigger(words: Words, triggers: tuple[Place, ...], limit: Timed | None) -> Span | None:
    """The first trigger that is no part of the time limit: "within 10 days after receipt" is all limit."""
    for place in triggers:
        start, end = words.span(*place)
        if limit is None or end <= limit.span[0] or limit.span[1] <= start:
            return start, end
        before = [i for i in range(*place) if words.ends[i] <= limit.span[0] and words.lower[i] != ","]
        if len(before) > _WORDS_OF_A_CUE:
            return start, words.ends[before[-1]]
    return None


def _timed(
    flow_text: str,
    words: Words,
    operative: Operative,
    passage: Passage,
    conditions: tuple[Place, ...],
    limits: bool,
) -> Timed | None:
    """The first time limit, or interval, of a passage outside its conditions."""
    barred = [words.span(*c) for c in (*conditions, *_limited(words, passage))]
    # "Shall have ten days after receipt to inspect": the limit stands among the operative words, before "to".
    inside = operative.first, operative.last - (words.lower[operative.last - 1] == "to")
    for first, last in (passage.head, inside, passage.tail):
        if first >= last:
            continue
        start, end = words.span(first, last)
        text = flow_text[start:end]
        for item in limits_in(text) if limits else intervals_in(text):
            span = start + item.start, start + item.end
            if all(span[1] <= a or b <= span[0] for a, b in barred):
                value = item.value
                if limits and value.startswith("after ") and _falls_due(words, operative, text, item):
                    value = "within " + value.removeprefix("after ")
                return Timed(span, value)
    return None


def _falls_due(words: Words, operative: Operative, text: str, limit: Limit | Interval) -> bool:
    """Whether what is payable "ten days after the invoice" is due then at the latest."""
    due = words.lower[operative.last - 1] == "payable" or "payable" in text[: limit.start].lower()
    return due and not text[limit.start : limit.end].lower().startswith(("after", "at least", "more"))


def _limited(words: Words, passage: Passage) -> tuple[Place, ...]:
    """What stands behind "unless", "except" or "subject to": its times are not those of the duty."""
    found: list[Place] = []
    for phrase in words.of("limits", "aside"):
        for first, last in (passage.head, passage.tail):
            if first <= phrase.first < last:
                comma = (
                    i for i in range(phrase.last + 1, last) if words.lower[i] == "," and words.depth[i] == 0
                )
                found.append((phrase.first, last if phrase.kind == "aside" else next(comma, last)))
    first, last = passage.tail
    for at in range(first, last):
        # "expenses as the Buyer requests at the time", "a plan which would allow it to resume within 2 days"
        near = words.lower[at + 1 : min(at + _REQUEST_REACH, last)]
        as_asked = words.lower[at] == "as" and any(w.startswith(_ASKS) for w in near)
        would = words.lower[at] in ("which", "that") and set(near[:2]) & {"would", "could"}
        if as_asked or would:
            comma = (i for i in range(at + 1, last) if words.lower[i] in (",", ";") and words.depth[i] == 0)
            found.append((at, next(comma, last)))
    return tuple(found)


def _action(
    flow_text: str,
    words: Words,
    operative: Operative,
    clause: Clause,
    passage: Passage,
    obligor: Place | None,
    taken: tuple[Span, ...],
) -> Span:
    """From the first word behind the operative words, or from a subject that is not the obligor, to the last
    word of the clause; a trigger, a time or an exception at its end is cut off."""
    first, last = operative.last, passage.tail[1]
    inverted = clause.subject is not None and clause.subject[0] >= operative.last
    if first < last and (inverted or words.lower[first] == ","):
        first = min(verb_of(words, operative, clause), last - 1)
    exceptions = sorted(words.starts[p.first] for p in turns(words, "exception") if first < p.first < last)
    start, end = words.span(first, last) if first < last else words.span(operative.first, operative.last)
    changed = True
    while changed:
        end = start + len(flow_text[start:end].rstrip(" \t\n,.;:"))
        changed = False
        for span in taken:
            if start < span[0] < end and not flow_text[span[1] : end].strip(" ,.;:"):
                end, changed = span[0], True
        for at in exceptions:
            if start < at < end and words.depth[words.starts.index(at)] == 0:
                end, changed = at, True
                break
    subject = clause.subject
    beside = subject is not None and subject[1] == operative.first and subject[0] >= clause.start
    if subject and beside and (obligor is None or obligor[0] != subject[0]):
        start = words.starts[subject[0]]
    return start, max(end, start + 1)
