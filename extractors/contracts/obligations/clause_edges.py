"""Where a clause of a sentence begins and ends, told by commas, stops and the words that open clauses.

Answers how far a subject reaches to the left of its verb, and what opens the clause that it stands in. Knows
no verb but those of the lexicon and what looks like one behind a name.
"""

from __future__ import annotations

from extractors.contracts.obligations.modals import is_adverb, past_adverbs
from extractors.contracts.obligations.noun_phrases import ARTICLES, LINKS, PRONOUNS
from extractors.contracts.obligations.words import Words

JOINS = frozenset({"and", "or", "but", "nor", "and/or", "&", "then"})
_HARD = frozenset({";", ":", ".", "—", "–", "--"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
_WORDS_OF_A_CLAUSE = 2
"""A relative clause has its verb and something behind it at least."""
COMPANY = frozenset(
    {"ltd", "inc", "llc", "l.l.c", "corp", "l.p", "lp", "n.a", "s.a", "plc", "gmbh", "b.v", "co"}
)
"""What stands behind a comma in a company's name."""
_ASKED = frozenset({"necessary", "required", "agreed", "appropriate", "requested", "amended"})
_ADJECTIVES = frozenset({"certain", "some", "other", "new", "further", "additional", "more", "such"})
_MODALS = (("shall",), ("will",), ("may",), ("must",))
_BEGINS = frozenset(
    {
        "If",
        "The",
        "This",
        "In",
        "Upon",
        "Each",
        "When",
        "Unless",
        "Any",
        "No",
        "All",
        "Where",
        "For",
        "Subject",
    }
)
"""Words that begin a sentence even behind an initial ("Party B. If")."""


def clause_start(words: Words, end: int, floor: int) -> tuple[int, str]:
    """Where the clause that reaches to ``end`` begins, and what opens it: "" at an edge, "comma",
    "condition", "relative", "content", "proviso"."""
    low = words.lower
    opens = {p.last: p for p in words.of("opens_condition", "opens_content", "opens_proviso")}
    depth = words.depth[end - 1] if end > floor else 0
    at = end
    while at > floor:
        before = at - 1
        if words.depth[before] > depth:
            at = before
            continue
        if (
            before in words.enumerators
            or low[before] in _HARD
            or words.depth[before] < depth
            or low[before] == "("
        ):
            return at, ""
        if low[before] == "," and low[at : at + 1] and low[at].rstrip(".") not in COMPANY:
            return at, "comma"
        if at in opens and not (low[before] == "as" and _stands_for(words, at, end)):
            kind = opens[at].kind
            return at, kind.removeprefix("opens_")
        if low[before] in _RELATIVE and not _points(words, before, end):
            return at, "relative"
        at = before
    return floor, ""


def _points(words: Words, at: int, end: int) -> bool:
    """Whether "that" at ``at`` points ("for that year", "that party") and opens no clause."""
    before = words.lower[at - 1] if at else ""
    following = words.lower[at + 1] if at + 1 < end else ""
    return words.lower[at] == "that" and (before in LINKS or following in ("party", "parties"))


def _stands_for(words: Words, at: int, end: int) -> bool:
    """Whether "as" before ``at`` names a part somebody plays ("its appointment as Distributor shall be"),
    not a clause ("as the Buyer may request")."""
    verb = past_adverbs(words, end + 1)
    be, state = words.lower[verb : verb + 1], words.lower[verb + 1 : verb + 2]
    return at < end < len(words) and be == ("be",) and not set(state) & _ASKED


def behind_full_stop(words: Words, end: int, floor: int) -> int:
    """The word behind the last full stop before ``end``."""
    return max((s + 1 for s in full_stops(words) if floor <= s < end), default=floor)


def full_stops(words: Words) -> tuple[int, ...]:
    """Places where a sentence makes a full stop inside: a semicolon, or a point before a capital or a
    number."""
    return tuple(
        i
        for i, w in enumerate(words.lower[:-1])
        if i not in words.enumerators
        and words.depth[i] == 0
        and (
            w == ";"
            or (
                len(w) == 2
                and w[1] == "."
                and (words.printed[i + 1] in _BEGINS or words.lower[i + 2 : i + 3] in _MODALS)
            )
            or (
                w in (".", "?", "!")
                and not words.printed[i + 1][:1].islower()
                and words.lower[i + 1][:1].isalnum()
            )
        )
    )


def before_insertions(words: Words, end: int, floor: int) -> int:
    """The end of the subject: adverbs, brackets and insertions in commas before ``end`` are left out."""
    low = words.lower
    while end > floor:
        word = low[end - 1]
        if is_adverb(word) or word in (
            "hereby",
            "also",
            "further",
            "then",
            "thereafter",
            "both",
            "therefore",
        ):
            end -= 1
        elif word == ")" and words.depth[end - 1] > words.depth[min(end, len(words) - 1)]:
            opening = next(
                (
                    i
                    for i in range(end - 2, floor - 1, -1)
                    if low[i] == "(" and words.depth[i] == words.depth[end - 1]
                ),
                floor,
            )
            end = opening
        elif word == ",":
            comma = next(
                (
                    i
                    for i in range(end - 2, floor - 1, -1)
                    if low[i] == "," and words.depth[i] == words.depth[end - 1]
                ),
                None,
            )
            if comma is None or any(low[i] in _HARD for i in range(comma, end)):
                if low[end - 2] == ")" and words.depth[end - 2] > words.depth[end - 1]:
                    # "The Buyer (as defined below), may": the bracket goes with the comma.
                    end -= 1
                    continue
                return end - 1
            if _opens_insertion(words, comma + 1, end - 1):
                end = comma
            else:
                return end - 1
        else:
            return end
    return end


def _opens_insertion(words: Words, first: int, last: int) -> bool:
    """Whether ``first`` to ``last``, between two commas, is an insertion ("at its own expense")."""
    if first >= last:
        return True
    if any(p.first == first for p in words.of("preposition", "opens_condition", "opens_insertion")):
        return True
    return words.lower[first] in _RELATIVE or is_adverb(words.lower[first])


def past_joins(words: Words, start: int, end: int) -> int:
    """The first word of a clause behind "and", "however", "then" and the like."""
    low = words.lower
    skips = {p.first: p.last for p in words.of("link")}
    while start < end:
        if start in skips:
            start = skips[start]
        elif (
            low[start] in JOINS or low[start] == "," or start in words.enumerators or (is_adverb(low[start]))
        ):
            start += 1
        else:
            break
    return min(start, end)


def _is_verb(words: Words, at: int, end: int) -> bool:
    """Whether a relative pronoun's verb follows ("which result directly from"), not another subject."""
    if end - at < _WORDS_OF_A_CLAUSE or not words.printed[at].islower() or is_adverb(words.lower[at]):
        return False
    subject = words.lower[at] in ARTICLES | PRONOUNS | LINKS | _ADJECTIVES
    return not subject and not any(p.first <= at < p.last for p in words.of("role", "link", "preposition"))


def has_own_verb(words: Words, start: int, end: int) -> bool:
    """Whether a clause has a finite verb of its own between ``start`` and ``end``, so that a modal at ``end``
    belongs to another: one that is known, or a word in -s behind a pronoun, a name or a party."""
    if any(start <= p.first < end for p in words.of("finite")):
        return True
    roles = {p.last for p in words.of("role")}
    if words.lower[start - 1 : start] and words.lower[start - 1] in _RELATIVE and _is_verb(words, start, end):
        return True
    for at in range(max(1, start), end):
        word, before = words.printed[at], words.printed[at - 1]
        verb = word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
        if verb and (words.lower[at - 1] in _RELATIVE or at in roles or before[:1].isupper()):
            return True
    # "in excess of that reported on the tickets": the pronoun stands for a thing.
    return (
        words.lower[start - 1 : start] == ("that",)
        and words.lower[start : start + 1] != ()
        and (words.lower[start].endswith("ed") or words.lower[start] == "of")
    )
