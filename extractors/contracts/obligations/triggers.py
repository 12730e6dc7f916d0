"""The condition or event that sets a duty or right going: "if the Buyer objects", "upon termination".

Refuses what only limits it ("unless", "subject to", "during the Term"), set phrases ("if any") and terms of
notice ("upon written notice"), which are part of what is to be done."""

from __future__ import annotations

from extractors.contracts.obligations.modals import is_adverb
from extractors.contracts.obligations.noun_phrases import POSSESSIVE
from extractors.contracts.obligations.obligors import is_participle
from extractors.contracts.obligations.words import Phrase, Place, Words

_REQUEST = frozenset({"request", "requests", "demand", "receipt"})
_GOES_ON = frozenset({"of", "from", "by", "for", "to", "therefor", "thereof", "and", "or"})
_NO_EVENT = frozenset({"the", "as", "such", "and", "on"})
_OPENS_BEFORE = frozenset({",", ";", ":", "and", "or", "but", "that", ".", "promptly", "immediately", "only"})
_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "quarter", "year", "years", "period"})
_OF_A_PROVISO = frozenset({"that", "it", "the", "such", "all", "each", "no"})
_TURNS = frozenset(
    {"provided", "then", "in", "which", "subject", "including", "notwithstanding", "unless", "except"}
)
_NOTICE_REACH, _REQUEST_REACH = 8, 9
_THING_REACH = 6


def triggers_in(words: Words, passage: Place, leads: bool, clauses_only: bool) -> tuple[Place, ...]:
    """The triggers of a passage, in order.

    Args:
        words: the sentence.
        passage: the words before the subject of a duty, or those behind its operative words.
        leads: the passage stands before the subject.
        clauses_only: only conditions that are clauses ("if"), not events ("upon").
    """
    found: list[Place] = []
    asides = {p.first for p in words.of("aside")}
    passage = (
        passage
        if leads
        else (passage[0], min((a for a in asides if passage[0] <= a < passage[1]), default=passage[1]))
    )
    limited = [
        p.first for p in words.of("limits") if p.first >= passage[0] and words.lower[p.first] == "unless"
    ]
    refused = {i for p in words.of("trigger_not") for i in range(p.first, p.last)}
    kinds = ("trigger",) if clauses_only else ("trigger", "trigger_event")
    for phrase in sorted([*words.of(*kinds), *_at_request(words, clauses_only)], key=lambda p: p.first):
        inside = passage[0] <= phrase.first and phrase.last <= passage[1]
        if not inside or words.depth[phrase.first] > 0 or (found and phrase.first < found[-1][1]):
            continue
        if leads and (
            words.printed[phrase.first] == "provided" or not _opens_head(words, phrase.first, passage[0])
        ):
            # A proviso with a duty in it opens that duty's own part of the sentence.
            continue
        if not leads and any(
            at < phrase.first and "," not in words.lower[at : phrase.first] for at in limited
        ):
            continue
        from_another = words.lower[phrase.last : phrase.last + 2] == ("notice", "from")
        set_phrase = (phrase.first in refused and not from_another) or phrase.last - 1 in refused
        if set_phrase or not _is_trigger(words, phrase, passage):
            continue
        end = _end_leading(words, phrase, passage[1]) if leads else _end_trailing(words, phrase, passage[1])
        if end > phrase.last + (words.lower[phrase.first] == "provided"):
            found.append((phrase.first, end))
        elif phrase.kind == "trigger_event" and phrase.last - phrase.first > 1:
            found.append((phrase.first, phrase.last))
    return tuple(found)


def _at_request(words: Words, clauses_only: bool) -> tuple[Phrase, ...]:
    """ "At the Buyer's request", "at our written request"."""
    if clauses_only:
        return ()
    found: list[Phrase] = []
    for at, word in enumerate(words.lower):
        if word == "at":
            near = words.lower[at + 1 : at + _REQUEST_REACH]
            place = next((i for i, w in enumerate(near) if w == "request"), None)
            if place is not None and not {",", "and", "to", "of"} & set(near[:place]):
                found.append(Phrase("trigger_event", at, at + 2 + place))
    return tuple(found)


def _opens_head(words: Words, at: int, head: int) -> bool:
    """Whether a condition before the subject stands where one can: first, behind a comma, a joining word, a
    capital of its own, or a phrase that links sentences."""
    if at == head or words.printed[at][:1].isupper() or at - 1 in words.enumerators:
        return True
    return words.lower[at - 1] in _OPENS_BEFORE or any(
        p.last == at for p in words.of("link", "opens_content", "opens_proviso")
    )


def _is_trigger(words: Words, phrase: Phrase, passage: Place) -> bool:
    first, word = phrase.first, words.lower[phrase.first]
    before = words.lower[first - 1] if first else ""
    opens = first == passage[0] or before in _OPENS_BEFORE
    if before in ("except", "unless", "even"):
        return False
    if word == "where" or word == "should":
        return opens or first - 1 in words.enumerators
    if word == "provided":
        # With a modal inside, a proviso is a duty of its own and does not reach here.
        following = words.lower[phrase.last : phrase.last + 1]
        return before in (",", "and") and bool(set(following) & _OF_A_PROVISO)
    if before == "-":
        return False
    if word == "following":
        return (
            before not in _NO_EVENT | _UNITS | {"]"}
            and phrase.last < len(words)
            and words.lower[phrase.last] not in (":", ",", "to")
        )
    if word == "upon" and before.endswith("ly") and before not in _OPENS_BEFORE:
        return False  # "reflect unfavourably upon"
    if word == "upon":
        near = words.lower[phrase.last : phrase.last + _NOTICE_REACH]
        notice = next((i for i, w in enumerate(near) if w in ("notice", ",", "of", "to")), None)
        if notice is None or near[notice] != "notice":
            return True
        # "Upon the Buyer's notice", "upon notice from the Buyer": somebody else's, and so an event
        return near[notice + 1 : notice + 2] == ("from",) or bool(POSSESSIVE & set(near[:notice]))
    if word == "after":
        of_time = words.lower[max(0, first - 2) : first] == ("of", "time")
        if first > passage[0] + 2 and _of_a_thing(words, first, passage[0]):
            return False
        return before not in _UNITS | {"or", "and", "date"} and not of_time
    return True


def _of_a_thing(words: Words, at: int, floor: int) -> bool:
    """Whether the event at ``at`` belongs to a thing ("all lists received by the Buyer after the fair"), not
    to what is to be done."""
    for i in range(at - 1, max(floor + 1, at - _THING_REACH), -1):
        if words.lower[i] in (",", ";", "and", "or", "to", "be", "been"):
            return False
        if is_participle(words.lower[i]) and words.lower[i - 1] not in ("be", "been", "not"):
            return not is_adverb(words.lower[i - 1])
    return False


def _end_leading(words: Words, phrase: Phrase, end: int) -> int:
    """Where a condition ends that stands before the subject: at its last comma, unless another phrase of time
    or limit comes before the subject."""
    while end > phrase.last and (
        words.lower[end - 1] in (",", "then", "and") or end - 1 in words.enumerators
    ):
        end -= 1
    openers = {p.first for p in words.of("preposition", "trigger", "trigger_event", "exception", "link")}
    limited = {p.first for p in words.of("exception")}
    for at in range(phrase.last + 1, end):
        if words.lower[at : at + 2] == (",", "then") and words.depth[at] == 0:
            return at
        if words.depth[at] == 0 and words.lower[at] == "and" and at + 1 in limited:
            return at
        if (
            words.lower[at] == ","
            and words.depth[at] == 0
            and at + 1 in openers
            and _closes(words, at + 1, end)
        ):
            return at
    return end


def _closes(words: Words, first: int, end: int) -> bool:
    """Whether from ``first`` to ``end`` there is but one more phrase, no comma and no second half of a
    clause."""
    return not any(words.lower[i] == "," and words.depth[i] == 0 for i in range(first, end))


def turns(words: Words, kind: str) -> tuple[Phrase, ...]:
    """The phrases of a list that turn against what was said; "provided" only where it does so, not in "the
    services provided to the Buyer"."""
    return tuple(
        p
        for p in words.of(kind)
        if words.lower[p.first : p.last] != ("provided",)
        or words.lower[p.first - 1] == ","
        or words.lower[p.last : p.last + 1] in (("that",), (",",), ("however",), ("further",))
    )


def _end_trailing(words: Words, phrase: Phrase, end: int) -> int:
    """Where a condition ends that stands behind the verb: at a comma, a stop or a turn."""
    at = phrase.last
    if phrase.kind == "trigger_event":
        for i in range(phrase.first, min(end, phrase.last + 4)):
            if words.lower[i] in _REQUEST and (i + 1 >= end or words.lower[i + 1] not in _GOES_ON):
                return i + 1
    exceptions = {p.first for p in turns(words, "trigger_ends" if phrase.kind == "trigger" else "exception")}
    while at < end:
        if words.depth[at] == 0 and at > phrase.last:
            if words.lower[at] in (";", ":") or at in exceptions:
                break
            proviso = words.lower[phrase.first] == "provided"
            if words.lower[at] == "," and not proviso and not _inside_clause(words, phrase, at, end):
                break
        at += 1
    while at > phrase.last and words.lower[at - 1] in (",", "and", ".", "or"):
        at -= 1
    return at


def _inside_clause(words: Words, phrase: Phrase, comma: int, end: int) -> bool:
    """Whether a condition goes on behind the comma: an alternative, or an insertion that closes again."""
    if comma + 1 >= end:
        return False
    following = words.lower[comma + 1]
    if following in ("or", "and"):
        return phrase.kind == "trigger" or following == "or"
    if comma <= phrase.last + 1:
        return True
    return following not in _TURNS and any(
        words.lower[i] == ","
        and words.depth[i] == 0
        and words.lower[i + 1 : i + 2]
        and words.lower[i + 1] in ("or", "and")
        for i in range(comma + 1, min(end, comma + 14))
    )
