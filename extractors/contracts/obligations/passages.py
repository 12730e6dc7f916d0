"""Which words of a sentence belong to which of its duties: those before the subject, and those behind the
verb.

A condition that stands before the first of several joined duties stands before all of them; what stands
behind a verb belongs to that verb alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.contracts.obligations.clause_edges import full_stops
from extractors.contracts.obligations.modals import Operative
from extractors.contracts.obligations.subjects import Clause, Standing
from extractors.contracts.obligations.words import Place, Words


@dataclass(frozen=True, slots=True)
class Passage:
    """``head``: words before the subject of a duty. ``tail``: words behind its operative words, to the end
    of the clause."""

    head: Place
    tail: Place


def passages_of(
    words: Words, found: Sequence[Operative], clauses: Sequence[Clause]
) -> tuple[Passage | None, ...]:
    """The passage of each of the operative words that stand in a main clause; None for the others."""
    main = [i for i, c in enumerate(clauses) if c.standing is Standing.MAIN]
    stops = full_stops(words)
    passages: list[Passage | None] = [None] * len(found)
    begin = 0
    previous: Passage | None = None
    group: Place | None = None
    for order, at in enumerate(main):
        operative, clause = found[at], clauses[at]
        stop_before = max((s + 1 for s in stops if s < operative.first), default=0)
        begin = max(begin, stop_before)
        following = main[order + 1] if order + 1 < len(main) else None
        end = next((s for s in stops if s >= operative.last), len(words))
        if following is not None:
            end = min(end, _next_head(words, operative.last, clauses[following], found[following]))
        tail = operative.last, max(operative.last, end)
        head = begin, max(begin, min(_head_end(clause), operative.first))
        if previous is None or stop_before > previous.tail[0]:
            group = None
        bare = all(words.lower[i] in _JOINS or not words.lower[i][:1].isalnum() for i in range(*head))
        if clause.joined and bare and group:
            head = group
        elif not bare:
            group = head
        passages[at] = Passage(head, tail)
        previous, begin = passages[at], tail[1]
    return tuple(passages)


def _head_end(clause: Clause) -> int:
    subject = clause.subject
    return subject[0] if subject and subject[0] >= clause.start else clause.start


_JOINS = frozenset({"and", "or", "but", ",", ";", "provided", "however", "further", "that", "except", "also"})


_OF_CLAUSES = frozenset({"if", "when", "in"})


def _next_head(words: Words, first: int, clause: Clause, operative: Operative) -> int:
    """Where the words of the next duty begin: at its clause, or at a condition that leads it in."""
    start = min(_head_end(clause), operative.first)
    openers = {
        p.first
        for p in words.of("opens_condition", "preposition", "trigger", "trigger_event", "opens_proviso")
    }
    conditions = {p.first for p in words.of("opens_condition") if words.lower[p.first] in _OF_CLAUSES}
    for at in range(start - 1, first, -1):
        if words.lower[at] == "," and at + 1 in conditions and "," not in words.lower[at + 2 : start]:
            # ", if an order is late it shall be void": the condition stands at the next subject.
            start = at
            break
        join = words.lower[at] in ("and", "but", "or", ";") or words.lower[at] == "that"
        if (
            join
            and words.depth[at] == 0
            and (at + 1 in openers or (words.lower[at + 1 : at + 2] == (",",) and at + 2 in openers))
        ):
            if "," in words.lower[at + 2 : start]:
                start = at
            break
    while start - 1 > first and words.lower[start - 1] in _JOINS:
        start -= 1
    return start
