"""Noun phrases by their outside: an article, capitals, the words of a party.

Answers where the phrase begins that ends before a verb. There is no grammar behind it: a phrase is what
stands between its article or first capital and the verb, with its "of", "and" and brackets."""

from __future__ import annotations

from extractors.contracts.obligations.words import Place, Words

ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "each",
        "either",
        "neither",
        "no",
        "any",
        "all",
        "both",
        "such",
        "this",
        "these",
        "every",
        "our",
        "its",
        "your",
        "their",
        "his",
        "her",
        "my",
        "none",
    ]
)
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
PRONOUNS = frozenset(["you", "we", "it", "they", "he", "she", "i"])
LINKS = frozenset(
    [
        "of",
        "to",
        "in",
        "on",
        "by",
        "for",
        "with",
        "from",
        "at",
        "under",
        "upon",
        "between",
        "among",
        "per",
        "into",
        "within",
        "during",
        "after",
    ]
)
_LONGEST_JOINED = 14
"""Words of a noun phrase behind "and" at most."""


def is_noun_phrase(words: Words, first: int, last: int) -> bool:
    """Whether ``first`` to ``last`` may be a subject: begins like one, and no clause opens inside."""
    if first >= last or last - first > _LONGEST_JOINED:
        return False
    begins = (
        words.lower[first] in ARTICLES | PRONOUNS
        or words.printed[first][:1].isupper()
        or any(p.first == first for p in words.of("role"))
    )
    return begins and not any(first <= p.first < last for p in words.of("opens_condition", "opens_proviso"))


def trailing_noun_phrase(words: Words, first: int, last: int, led_in: bool = False) -> Place | None:
    """The subject at the end of ``first`` to ``last``: all of it, unless a phrase of time or place leads in
    ("Upon termination of this Agreement the Licensee"); ``led_in`` says that one does, whatever its first
    word."""
    while first < last and not words.printed[first][:1].isalnum() and words.printed[first] not in ("[", "("):
        first += 1
    if first >= last:
        return None
    first = _behind_heading(words, first, last)
    for at in range(last - 2, first, -1):
        # "Second Year: $ 216,490 Sponsor shall": the row of a table has run into the sentence.
        figure = words.printed[at][:1].isdigit() and "," in words.printed[at]
        if figure and words.printed[at + 1][:1].isupper():
            first = at + 1
            break
    prepositions = {p.first for p in words.of("preposition")}
    if first not in prepositions and not led_in:
        return first, last
    roles = [p for p in words.of("role") if p.last == last and p.first > first]
    if roles:
        start = _whole_role(words, first, roles[0].first)
        if start - 1 > first and words.lower[start - 1] not in LINKS:
            return start, last
    for at in range(last - 1, first, -1):
        if words.lower[at] in ARTICLES | PRONOUNS and words.lower[at - 1] not in LINKS:
            return _from_capital(words, at, last), last
    for at in range(last - 1, first, -1):
        if not words.printed[at][:1].isupper():
            return (at + 1, last) if at + 1 < last else None
    return None


_DESCRIBING = 4
"""Words between the article and the word for a party at most: "the other two Owners"."""


def _whole_role(words: Words, first: int, role: int) -> int:
    """The first word of the phrase that a word for a party ends: its article and what describes it."""
    at = role
    if words.lower[at - 1] in ("and", "or") and at - 2 > first:
        at -= 2
    for near in range(at - 1, max(first, at - 1 - _DESCRIBING), -1):
        if words.lower[near] in ARTICLES:
            return near
        if words.lower[near] in LINKS | {",", "and", "or"}:
            break
    return role


_HEADED = frozenset({"The", "You", "Each", "Either", "Neither", "We", "Such", "This"})


def _behind_heading(words: Words, first: int, last: int) -> int:
    """Where the sentence begins behind a heading that runs into it: "Monthly Fees The Company will"."""
    return next((at for at in range(last - 1, first, -1) if words.printed[at] in _HEADED), first)


def last_name(words: Words, first: int, last: int) -> Place | None:
    """The name in capitals at the end of ``first`` to ``last``, with its article."""
    at = last
    while at > first and words.printed[at - 1][:1].isupper():
        at -= 1
    if at > first and words.lower[at - 1] in ARTICLES:
        at -= 1
    return (at, last) if at < last else None


def _from_capital(words: Words, first: int, last: int) -> int:
    """In "such event Boxlot" the subject begins with the capital behind the common noun."""
    for at in range(first + 2, last):
        if (
            words.printed[at][:1].isupper()
            and words.printed[at - 1].islower()
            and words.lower[at - 1] not in LINKS | ARTICLES | {"and", "or"}
        ):
            return at
    return first


def _role_near(words: Words, first: int) -> int | None:
    """The end of a party's word behind a few describing words: "the receiving party"."""
    for phrase in words.of("role"):
        if first <= phrase.first <= first + _DESCRIBING:
            between = words.lower[first : phrase.first]
            return None if set(between) & (LINKS | ARTICLES | {",", "and", "or"}) else phrase.last
    return None


def _ends_shouted(words: Words, at: int) -> bool:
    """Whether a word printed in capitals among words in capitals is no part of a name."""
    return words.lower[at] in LINKS - {"of"} | {"be", "have", "not", "and", "or", "which", "that"}


def leading_noun_phrase(words: Words, first: int) -> Place | None:
    """The subject that begins at ``first``, behind an inverted modal: "In no event shall the Agent be"."""
    roles = {p.first: p.last for p in words.of("role")}
    at = first
    shouted = words.printed[first - 1 : first] and words.printed[first - 1].isupper()
    while at < len(words):
        if at in roles:
            at = roles[at]
        elif words.lower[at] in PRONOUNS and at == first:
            return first, first + 1
        elif at == first and words.lower[at] in ARTICLES and (role := _role_near(words, at + 1)):
            at = role
        elif (
            words.lower[at] in ARTICLES | PRONOUNS | {"of", "party"}
            or (words.printed[at][:1].isupper() and not (shouted and _ends_shouted(words, at)))
            or (
                words.lower[at] in ("and", "or", "nor")
                and at + 1 < len(words)
                and (words.printed[at + 1][:1].isupper() or words.lower[at + 1] in ARTICLES)
            )
        ):
            at += 1
        else:
            break
    if words.lower[at : at + 1] and words.lower[at] in POSSESSIVE:
        # "In no event shall the Seller's liability exceed": the liability is the subject.
        return None
    # "By any of the methods": a phrase that breaks off at a common noun names nobody.
    broken = at > first and words.printed[at - 1] in ARTICLES | {"of"}
    return (first, at) if at > first and not broken else None
