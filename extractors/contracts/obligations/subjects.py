"""The clause that operative words stand in: its subject, and whether it lays down anything at all.

Answers: in "If X shall fail, Y shall pay" the first "shall" belongs to a condition and the second to Y.
Built on the order of words alone (commas, conjunctions, the words that open a clause): where these do not
tell, the nearest noun phrase is the subject, never a guess from elsewhere in the contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from extractors.contracts.obligations.clause_edges import (
    JOINS,
    before_insertions,
    behind_full_stop,
    clause_start,
    full_stops,
    has_own_verb,
    past_joins,
)
from extractors.contracts.obligations.modals import Operative, past_adverbs
from extractors.contracts.obligations.noun_phrases import (
    ARTICLES,
    PRONOUNS,
    is_noun_phrase,
    last_name,
    leading_noun_phrase,
    trailing_noun_phrase,
)
from extractors.contracts.obligations.words import Place, Words


class Standing(Enum):
    """How a clause stands in its sentence. Only in a main clause is anything laid down."""

    MAIN = "main"
    CONDITION = "condition"
    RELATIVE = "relative"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Clause:
    """``subject`` is None where none is printed beside the verb; ``pledger`` is who agrees that the clause
    shall hold ("X agrees that it will"). ``start`` is the clause's first word; ``denied`` says that the
    subject denies ("Neither party", "In no event shall"), ``joined`` that a condition before an earlier
    verb of the sentence holds for this one too."""

    standing: Standing
    subject: Place | None
    pledger: Place | None
    start: int
    denied: bool
    joined: bool = True


_NO_ONE = frozenset({"neither", "no", "none", "nor"})
_LIST_PIECE = 8
"""Words of one party in a list of parties at most."""


def clauses_of(words: Words, found: Sequence[Operative]) -> tuple[Clause, ...]:
    """The clause of each of the operative words of a sentence, in their order."""
    clauses: list[Clause] = []
    for at, operative in enumerate(found):
        clause = _clause(words, operative, found[at - 1] if at else None, clauses[-1] if at else None)
        joined_to_main = (
            at > 0 and clause.subject == clauses[-1].subject and clauses[-1].standing is Standing.MAIN
        )
        if clause.standing is Standing.MAIN and not joined_to_main and _is_reported(words, operative, clause):
            clause = replace(clause, standing=Standing.CONTENT)
        clauses.append(clause)
    return tuple(clauses)


def _is_reported(words: Words, operative: Operative, clause: Clause) -> bool:
    """Whether the clause is what a paper is to say or what somebody warrants ("the policy shall provide
    that")."""
    openers = [
        p for p in words.of("opens_report", "opens_content", "opens_proviso") if p.last <= operative.first
    ]
    if not openers or openers[-1].kind != "opens_report":
        return False
    report = openers[-1]
    if words.lower[clause.start - 1] == "," and any(
        p.last <= report.first for p in words.of("opens_condition")
    ):
        # "If the Agent determines that it is needed, the Agent shall": the report ends with the condition.
        return False
    return not any(report.last <= s < operative.first for s in full_stops(words))


def _clause(words: Words, operative: Operative, previous: Operative | None, last: Clause | None) -> Clause:
    floor = past_adverbs(words, previous.last) if previous else 0
    floor = floor if previous is None or floor < operative.first else previous.last
    end = before_insertions(words, operative.first, floor)
    if end > floor and words.lower[end - 1] == "nor":
        subject = leading_noun_phrase(words, operative.last)
        return Clause(last.standing if last else Standing.MAIN, subject, None, end - 1, True)
    if end > floor and words.lower[end - 1] in JOINS:
        # "shall inspect and shall report": the subject is the one before.
        if previous and last and not any(previous.last <= s < operative.first for s in full_stops(words)):
            return Clause(last.standing, last.subject, last.pledger, end - 1, last.denied)
        first = past_joins(words, behind_full_stop(words, end, floor), end)
        return Clause(Standing.MAIN, leading_noun_phrase(words, first), None, first, False)
    if previous and last and not last.joined and last.subject and words.lower[operative.first - 1] == ",":
        # "The third arbitrator, who shall chair, shall be nominated"
        subject = _before_its_insertion(words, last.subject) or last.subject
        return Clause(Standing.MAIN, subject, None, operative.first, last.denied)
    start, opener = clause_start(words, end, floor)
    while opener == "relative" and has_own_verb(words, start, end):
        # "The party that terminates this Agreement shall": the pronoun's verb is another one.
        start, opener = clause_start(words, start - 1, floor)
    if opener == "relative":
        return _relative(words, start, end, floor)
    if opener == "condition":
        if not has_own_verb(words, start, end):
            return Clause(Standing.CONDITION, (start, end) if start < end else None, None, start, False)
        phrase = trailing_noun_phrase(words, start, end, led_in=True)
        return Clause(Standing.MAIN, phrase, None, start, _denies(words, phrase))
    first = past_joins(words, start, end)
    if words.lower[operative.first] == "should" and first >= end and first in (0, start):
        return Clause(Standing.CONDITION, None, None, start, False)
    if first >= end and previous and last:
        return Clause(last.standing, last.subject, last.pledger, first, last.denied)
    if opener == "content":
        return _content(words, start, end, previous)
    if previous and last and start == floor:
        return _joined(words, start, end, last)
    if _inverted(words, first, end, operative.last):
        subject = leading_noun_phrase(words, operative.last)
        return Clause(Standing.MAIN, subject, None, first, True)
    if (
        last
        and last.standing is Standing.CONDITION
        and opener == "comma"
        and words.lower[start] in ("and", "or")
    ):
        # "If X shall fail, or Y shall refuse": the condition goes on.
        return Clause(Standing.CONDITION, (first, end), None, start, False)
    first = _whole_list(words, first, end, floor)
    phrase = trailing_noun_phrase(words, first, end) if first < end else None
    return Clause(Standing.MAIN, phrase, None, first, _denies(words, phrase), opener != "proviso")


def _before_its_insertion(words: Words, name: Place) -> Place | None:
    """In "The Buyer, together with the Agent who shall help, shall" the subject before the insertion that
    ``name`` stands in; None where it stands in none."""
    low = words.lower
    begin, opener = clause_start(words, name[1], 0)
    opens = {p.first for p in words.of("preposition", "opens_insertion")}
    if opener != "comma" or begin >= name[0] or begin not in opens:
        return None
    start = clause_start(words, begin - 1, 0)[0]
    return trailing_noun_phrase(words, past_joins(words, start, begin - 1), begin - 1) if low else None


def _denies(words: Words, subject: Place | None) -> bool:
    return subject is not None and words.lower[subject[0]] in _NO_ONE


def _relative(words: Words, start: int, end: int, floor: int) -> Clause:
    """A relative clause. It carries on the sentence behind a comma (", which shall be paid", ", which the
    Buyer shall pay", ", which consent shall not be withheld") and behind a name ("the Agent who shall")."""
    pronoun = start - 1
    comma = pronoun > floor and words.lower[pronoun - 1] == ","
    stop = pronoun - 1 if comma else pronoun
    begin = clause_start(words, stop, floor)[0] if stop > floor else floor
    if words.lower[pronoun] == "that":
        goes_on = pronoun > floor and words.lower[pronoun - 1] == "and"
        if goes_on and (agreed := _agreed_before(words, pronoun)):
            subject = trailing_noun_phrase(words, start, end) if start < end else None
            return Clause(Standing.MAIN, subject, agreed, start, _denies(words, subject))
        if comma or pronoun in (0, floor):
            # "…, that arbitrator shall": it points, and opens nothing.
            return Clause(Standing.MAIN, (pronoun, end), None, pronoun, False)
        return Clause(Standing.RELATIVE, None, None, start, False)
    if start < end:
        carries_on = comma and words.lower[pronoun] == "which"
        return Clause(
            Standing.MAIN if carries_on else Standing.RELATIVE, (start, end), None, pronoun, False, False
        )
    if words.lower[pronoun] == "which" and words.lower[pronoun - 1] == "of":
        # "a release, the timing of which will be agreed": it carries on.
        begin, how = clause_start(words, pronoun - 1, floor)
        on = how == "comma" and begin < pronoun - 1 and words.lower[begin] in ARTICLES
        standing = Standing.MAIN if on else Standing.RELATIVE
        return Clause(standing, (begin, pronoun + 1) if on else None, None, begin, False, False)
    verb = past_adverbs(words, end + 1)
    active = words.lower[verb : verb + 1] != ("be",)
    named = stop > begin and words.printed[stop - 1][:1].isupper()
    if not (comma or named) or (active and not named and words.lower[pronoun] == "which"):
        return Clause(Standing.RELATIVE, None, None, start, False)
    antecedent = last_name(words, begin, stop) if named else None
    if words.lower[pronoun] == "who" and antecedent is None:
        antecedent = trailing_noun_phrase(words, begin, stop)
    return Clause(Standing.MAIN, antecedent, None, pronoun, False, False)


def _agreed_before(words: Words, that: int) -> Place | None:
    """Who agrees, where "and that" at ``that`` goes on with what is agreed ("X agrees that … and that")."""
    openers = [
        p
        for p in words.of("opens_report", "opens_content", "opens_proviso", "opens_condition")
        if p.last <= that
    ]
    if not openers or openers[-1].kind != "opens_content":
        return None
    return _first_subject(words)


def _content(words: Words, start: int, end: int, previous: Operative | None) -> Clause:
    """What is agreed: "X agrees that it will". Whoever agrees has to see to it."""
    opener = next(p for p in words.of("opens_content") if p.last == start)
    floor = previous.last if previous else 0
    stop = before_insertions(words, opener.first, floor)
    begin, how = clause_start(words, stop, floor)
    pledger = trailing_noun_phrase(words, past_joins(words, begin, stop), stop)
    if how == "condition":
        # "If the Parties agree that the plan should be changed"
        return Clause(Standing.CONDITION, None, None, start, False)
    if how in ("relative", "content") or pledger is None or words.lower[stop - 1] in JOINS:
        # "X acknowledges that … and covenants that he": who covenants is who acknowledges.
        pledger = _first_subject(words)
    subject = (past_joins(words, start, end), end) if start < end else None
    if subject:
        subject = trailing_noun_phrase(words, *subject)
    return Clause(Standing.MAIN, subject, pledger, start, _denies(words, subject))


def _first_subject(words: Words) -> Place | None:
    """What stands before the first verb of the sentence that can be told."""
    verbs = [p.first for p in words.of("opens_content", "opens_report", "pledge", "finite", "shall", "may")]
    first = past_joins(words, 0, len(words))
    end = before_insertions(words, verbs[0], first) if verbs and verbs[0] > first else first
    return trailing_noun_phrase(words, clause_start(words, end, first)[0], end) if end > first else None


def _joined(words: Words, start: int, end: int, last: Clause) -> Clause:
    """A second verb without comma: "X shall do A and Y shall do B"."""
    for at in range(end - 1, start - 1, -1):
        if words.lower[at] in JOINS and words.depth[at] == words.depth[end - 1]:
            if is_noun_phrase(words, at + 1, end):
                subject = trailing_noun_phrase(words, at + 1, end)
                return Clause(last.standing, subject, None, at + 1, _denies(words, subject))
            break
    if last.standing is Standing.RELATIVE and last.start > 1:
        # "Fees which may fall due shall be paid": the second verb is that of the fees.
        pronoun = last.start - 1
        begin, opener = clause_start(words, pronoun, 0)
        first = past_joins(words, begin, pronoun)
        if opener in ("", "comma", "proviso", "content") and is_noun_phrase(words, first, pronoun):
            return Clause(Standing.MAIN, (first, end), None, first, _denies(words, (first, end)))
    # "shall pay the fees Licensee may incur": a relative clause without its pronoun.
    return Clause(Standing.RELATIVE, None, None, start, False)


def _inverted(words: Words, first: int, end: int, after: int) -> bool:
    """Whether the subject stands behind the modal: "In no event shall X", "nor shall X"."""
    if first >= end:
        return any(w in _NO_ONE for w in words.lower[max(0, end - 1) : end])
    never = words.of("never")
    if any(p.last == end for p in never):
        return True
    return any(p.first == first for p in never) and leading_noun_phrase(words, after) is not None


def _whole_list(words: Words, first: int, end: int, floor: int) -> int:
    """The first word of "A, B and C" where ``first`` stands before "B" or "C"."""
    low = words.lower
    while (
        first - 1 > floor
        and low[first - 1] == ","
        and (set(low[first:end]) & JOINS or low[first - 2] in JOINS)
    ):
        begin, opener = clause_start(words, first - 1, floor)
        piece = begin, first - 1
        if (
            opener in ("", "comma")
            and piece[1] - piece[0] <= _LIST_PIECE
            and is_noun_phrase(words, *piece)
            and _names(words, piece)
        ):
            first = begin
        else:
            break
    return first


def _names(words: Words, piece: Place) -> bool:
    first = piece[0]
    return words.lower[first] in ARTICLES | PRONOUNS or words.printed[first][:1].isupper()
