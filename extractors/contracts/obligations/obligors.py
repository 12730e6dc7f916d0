"""Who has to, must not or may: the subject of an active verb, the agent of a passive one.

Refuses to guess: a thing as subject ("Payment shall be made") has no obligor unless an agent is printed
("by the Buyer"), and no obligor is fetched from another sentence."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.contracts.obligations.clause_edges import COMPANY
from extractors.contracts.obligations.modals import Operative, is_adverb, past_adverbs
from extractors.contracts.obligations.noun_phrases import ARTICLES, POSSESSIVE, PRONOUNS, leading_noun_phrase
from extractors.contracts.obligations.obligation import Modality
from extractors.contracts.obligations.subjects import Clause
from extractors.contracts.obligations.words import Place, Words
from extractors.lexicon import load

_PEOPLE_PRONOUNS = PRONOUNS - {"it"}
_SELECTORS = frozenset(
    ["each", "either", "neither", "any", "all", "both", "none", "one", "some", "every", "which", "no"]
)
_ENDS_HEAD = frozenset(
    [
        "of",
        "as",
        "who",
        "that",
        "which",
        "whom",
        "whose",
        "in",
        "under",
        "for",
        "to",
        "at",
        "from",
        "with",
        "on",
        "by",
        ",",
        "(",
        "receiving",
        "having",
    ]
)
_THING_ENDING = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ing|age|ure|ship|ism|acy|ency)s?$")
_DESCRIBES = re.compile(r"^(?:[a-z]+(?:ing|ed)|not|hereto|thereto|hereunder)$")
_DOER = re.compile(r"(?:er|or|ee|ist|ant)s?$")
_MANY = frozenset({"all", "any", "such", "these", "every", "both", "no"})
_COMMON_PLURAL = re.compile(r"[a-z](?<![suin])s$")
"""A first word such as "Deductibles" has its capital from the sentence, not from a name."""
_RESPONSIBILITY_REACH = 8
_BY_REACH = 60
_OWN = frozenset({"its", "their", "his", "her"})
_POSSESSED_REACH, _DESCRIBED = 5, 2
_NUMBERS = re.compile(r"\d[\d.]*|[A-Z]|[IVX]+")
_THINGS = re.compile(r"[a-z](?:tion|ment|ance|ence)s$")


def verb_of(words: Words, operative: Operative, clause: Clause) -> int:
    """The place of the verb: behind the operative words, or behind a subject that follows them ("nor shall
    X do")."""
    inverted = clause.subject is not None and clause.subject[0] >= operative.last
    if clause.subject is None and clause.denied:
        near = (p.first for p in words.of("effect", "effect_of_things") if p.first > operative.last)
        return next(near, operative.last)
    return past_adverbs(words, clause.subject[1] if inverted and clause.subject else operative.last)


def is_passive(words: Words, verb: int) -> bool:
    """Whether the verb at ``verb`` is "be" with a participle."""
    if verb >= len(words) or words.lower[verb] not in ("be", "been", "get"):
        return False
    following = past_adverbs(words, verb + 1)
    return following < len(words) and is_participle(words.lower[following])


def is_participle(word: str) -> bool:
    """Whether a lower-case word is a past participle: in -ed, or irregular and known."""
    data = load("obligations")
    return word in data["participles"] or (word.endswith("ed") and word not in data["no_participles"])


def obligor_of(
    words: Words, operative: Operative, clause: Clause, tail: int, parties: Collection[str]
) -> Place | None:
    """The words that name the obligor, or None.

    Args:
        words: the sentence.
        operative: the operative words.
        clause: the clause of ``operative``.
        tail: where the clause ends (the word behind its last).
        parties: the contract's parties, names and aliases, as printed.
    """
    subject = clause.subject
    if clause.pledger and is_somebody(words, clause.pledger, parties):
        if subject is None or words.lower[subject[0]] in PRONOUNS:
            return _bare(words, clause.pledger)
        if not is_somebody(words, subject, parties):
            return _bare(words, clause.pledger)
    if is_passive(words, verb_of(words, operative, clause)) and not (
        operative.composite and subject and is_somebody(words, subject, parties)
    ):
        return _agent(words, operative, subject, tail, parties)
    if words.lower[operative.last - 1] == "payable":
        return _agent(words, operative, None, tail, parties)
    if words.lower[operative.last : operative.last + 1] == ("receive",) and not operative.composite:
        return _giver(words, operative, subject, tail, parties)
    if subject and is_somebody(words, subject, parties):
        return _bare(words, subject)
    return _responsible(words, operative, tail, parties)


def _giver(
    words: Words, operative: Operative, subject: Place | None, tail: int, parties: Collection[str]
) -> Place | None:
    """Who has to give what somebody "shall receive from" them. Who "shall receive and store the goods", or
    may receive them, does so."""
    after = operative.last + 1
    if operative.modality is not Modality.MUST or words.lower[after : after + 1] in (("and",), (",",)):
        return _bare(words, subject) if subject and is_somebody(words, subject, parties) else None
    for at in range(after, tail):
        if words.lower[at] == "from" and words.depth[at] == 0:
            phrase = leading_noun_phrase(words, at + 1)
            if phrase and is_somebody(words, phrase, parties):
                return _bare(words, phrase)
    return None


def _responsible(words: Words, operative: Operative, tail: int, parties: Collection[str]) -> Place | None:
    """Whose it is where a thing "shall be the responsibility of the Buyer"."""
    for at in range(operative.last, min(tail, operative.last + _RESPONSIBILITY_REACH) - 1):
        if words.lower[at : at + 2] == ("responsibility", "of"):
            phrase = leading_noun_phrase(words, at + 2)
            return _bare(words, phrase) if phrase and is_somebody(words, phrase, parties) else None
    return None


def _agent(
    words: Words, operative: Operative, subject: Place | None, tail: int, parties: Collection[str]
) -> Place | None:
    stop = min(
        (p.first for p in words.of("trigger", "trigger_event") if p.first > operative.last), default=tail
    )
    opens = (p.first for p in words.of("opens_condition") if p.first > operative.last)
    times = (i for i in range(operative.last, tail) if words.lower[i] in ("before", "within", "prior"))
    stop = min(stop, next(opens, tail), next(times, tail), tail, operative.last + _BY_REACH)
    places = [i for i in range(operative.last, stop) if words.lower[i] == "by"]
    if subject and operative.modality is not Modality.MAY:
        places += [i for i in range(*subject) if words.lower[i] == "by"]
    for at in places:
        if at > operative.last and _of_another_participle(words, at, operative.last):
            continue
        phrase = leading_noun_phrase(words, _behind_agreement(words, at + 1))
        phrase = _owner_left(words, at + 1) if phrase is None else phrase
        if phrase and words.depth[at] == words.depth[operative.first] and is_somebody(words, phrase, parties):
            return _bare(words, phrase)
    return None


def _of_another_participle(words: Words, by: int, floor: int) -> bool:
    """Whether "by" belongs to a participle that describes a noun ("reduced by the sums held by the Agent"),
    not to the verb."""
    described = words.lower[by - 1]
    before = by - 2
    if before <= floor or not is_participle(described):
        return False
    return words.lower[before] not in (",", "and", "or", "be", "been") and not is_adverb(words.lower[before])


def _owner_left(words: Words, first: int) -> Place | None:
    """ "By each party's legal counsel" names the counsel; "by the parties' share" nobody."""
    near = range(first, min(first + _POSSESSED_REACH, len(words)))
    owner = next((i for i in near if words.lower[i] in POSSESSIVE), None)
    if owner is None:
        return None
    role = next((p for p in words.of("role") if owner < p.first <= owner + _DESCRIBED), None)
    return (first, role.last) if role else None


def _behind_agreement(words: Words, at: int) -> int:
    """Past "mutual written agreement of" behind "by": who agrees is who acts."""
    for i in range(at, min(at + 4, len(words) - 1)):
        if words.lower[i] in ("agreement", "consent", "decision") and words.lower[i + 1] in ("of", "between"):
            return i + 2
    return at


def is_somebody(words: Words, place: Place, parties: Collection[str]) -> bool:
    """Whether a noun phrase names a person, a party or a body, by its head noun."""
    first, last = place
    if words.lower[first] in _PEOPLE_PRONOUNS:
        return True
    if words.lower[first] == "it":
        return last - first == 1
    while first < last and words.lower[first] in ARTICLES:
        if (
            words.lower[first] in _SELECTORS
            and words.lower[first + 1 : first + 2] == ("of",)
            and first + 2 < last
        ):
            return is_somebody(words, (first + 2, last), parties)
        first += 1
    if first < last and words.lower[first] in _PEOPLE_PRONOUNS:
        return True
    if first >= last:
        return words.lower[place[0]] in ("each", "either", "neither", "none", "both", "all")
    end = next((i for i in range(first + 1, last) if words.lower[i] in _ENDS_HEAD), last)
    joins = [i for i in range(first + 1, end) if words.lower[i] in ("and", "or", "nor", "and/or")]
    head_end = joins[0] if joins else end
    while head_end - 1 > first and _NUMBERS.fullmatch(words.printed[head_end - 1]):
        head_end -= 1  # "Section 26", "Segment S"
    if any(" ".join(words.printed[first:i]) in parties for i in (head_end, end)):
        return True
    if words.lower[head_end - 1] in POSSESSIVE:
        # A name that ends so, as a restaurant's does, stands right before its verb.
        return head_end == last and words.printed[first][:1].isupper()
    if any(mark in words.printed[i] for i in range(first, last) for mark in ('"', "“")):
        # "The “Field of Use” shall include" explains a word.
        return False
    roles = [p for p in words.of("role") if first <= p.first and p.last <= head_end]
    if any(p.last == head_end or _DESCRIBES.search(words.printed[p.last]) for p in roles):
        return True
    head = head_end - 1
    things = {p.last for p in words.of("thing")}
    if head_end in things or end in things or words.printed[head].islower():
        return False
    if first == place[0] == head and last - first == 1 and _THINGS.search(words.printed[head]):
        return False
    if first == place[0] == head == 0 and not joins and _COMMON_PLURAL.search(words.printed[head]):
        return False
    if words.lower[place[0]] in _MANY and not _DOER.search(words.lower[head]):
        return False
    # "The Termination" is a thing; "Dynamic Hearing", without article, a name.
    return first == place[0] or not _THING_ENDING.search(words.lower[head])


def _bare(words: Words, place: Place) -> Place:
    """The noun phrase without what follows between commas or in brackets."""
    first, last = place
    for at in range(first + 1, last):
        if words.lower[at] == "(" or (words.lower[at] == "," and not _lists(words, at, last)):
            return first, at
        if words.lower[at] == "at" and set(words.lower[at + 1 : at + 2]) & _OWN:
            return first, at  # "The Buyer at its expense shall"
    while last - 1 > first and words.lower[last - 1] in (",", ")"):
        last -= 1
    return first, last


def _lists(words: Words, comma: int, last: int) -> bool:
    """Whether the comma stands in a list of parties ("A, B and C") or in a company's name ("Acme, Inc.")."""
    if words.lower[comma + 1].rstrip(".") in COMPANY:
        return True
    return any(words.lower[i] in ("and", "or", "nor") for i in range(comma + 1, last))
