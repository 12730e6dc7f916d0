"""The operative words of a sentence: where a duty, a prohibition or a right is laid down, and which it is.

Answers: "shall not be entitled to" is a prohibition, "shall have the right to" a right, "is required to" a
duty. It does not say whether the sentence is an obligation of anybody: a definition has a "shall" too."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.contracts.obligations.noun_phrases import ARTICLES
from extractors.contracts.obligations.obligation import Modality
from extractors.contracts.obligations.words import Words

_BE, _HAVE = frozenset({"be", "remain"}), frozenset({"have"})
_IS = frozenset({"is", "are", "was", "were", "be", "being", "remains", "remain", "becomes"})
_HAS = frozenset({"has", "have", "having"})
_NOT = frozenset({"not", "n't"})
_DUTY, _RIGHT, _BAR = ("duty", "pledge"), ("right",), ("bar", "pledge_not")
_HAD_REACH = 14
"""Words between "have" and the duty or right that is had: "have the sole and exclusive right to"."""


@dataclass(frozen=True, slots=True)
class Operative:
    """Words ``first`` to ``last`` (excluded) of a sentence. ``modality`` is None where they free of a duty
    ("shall not be required to"). ``modal`` is the place of a modal verb among them, or ``first``."""

    first: int
    last: int
    modality: Modality | None
    composite: bool


def operatives(words: Words) -> tuple[Operative, ...]:
    """All operative words of a sentence, in order; they do not overlap."""
    found: list[Operative] = []
    phrases = words.of(
        "shall",
        "may",
        "cannot",
        *_DUTY,
        *_RIGHT,
        *_BAR,
        "pledge_verb",
        "no_duty",
        "duty_had",
        "right_had",
        "reserve",
    )
    set_phrases = {i for p in words.of("no_operative") for i in range(p.first, p.last)}
    for phrase in phrases:
        if (found and phrase.first < found[-1].last) or phrase.first in set_phrases:
            continue
        operative = (
            _of_modal(words, phrase.kind, phrase.first, phrase.last)
            if phrase.kind in ("shall", "may", "cannot")
            else _without_modal(words, phrase.kind, phrase.first, phrase.last)
        )
        if operative:
            found.append(operative)
    return tuple(found)


def _of_modal(words: Words, kind: str, first: int, last: int) -> Operative | None:
    if kind == "may" and words.printed[first] == "May" and _is_month(words, first):
        return None
    if kind == "shall" and _is_noun(words, first):
        return None
    denied = kind == "cannot"
    if words.lower[last : last + 3] == ("or", "may", "not"):
        return Operative(first, last + 3, Modality.MAY, False)
    if last < len(words) and words.lower[last] in _NOT:
        denied, last = True, last + 1
    at = past_adverbs(words, last)
    denied = denied or any(last <= p.first < at for p in words.of("never"))
    had = _had(words, at)
    if had:
        had_kind, had_last, had_denied = had
        return Operative(first, had_last, _resolved(kind, had_kind, denied or had_denied), True)
    plain = Modality.MAY if kind == "may" else Modality.MUST
    return Operative(first, last, Modality.MUST_NOT if denied else plain, False)


def _resolved(modal: str, kind: str, denied: bool) -> Modality | None:
    if kind == "duty":
        return None if denied or modal == "may" else Modality.MUST
    if kind == "bar":
        return None if denied else Modality.MUST_NOT
    return Modality.MUST_NOT if denied else Modality.MAY


def _had(words: Words, at: int) -> tuple[str, int, bool] | None:
    """What "be" or "have" at ``at`` is followed by: "duty", "right" or "bar", its end, whether denied."""
    if at >= len(words):
        return None
    verb = words.lower[at]
    if verb in _BE:
        following = past_adverbs(words, at + 1)
        denied = any(words.lower[i] in _NOT for i in range(at + 1, following))
        for phrase in words.of("duty", "right", "bar", "no_duty"):
            if phrase.first == following:
                freed = phrase.kind == "no_duty"
                return "duty" if freed else phrase.kind, phrase.last, denied or freed
    if verb in _HAVE:
        for phrase in words.of("duty_had", "right_had", "right_noun"):
            if at < phrase.first <= at + _HAD_REACH and _only_describes(words, at + 1, phrase.first):
                denied = any(words.lower[i] == "no" for i in range(at + 1, phrase.first))
                last = _to_behind(words, phrase.last) if phrase.kind == "right_noun" else phrase.last
                return phrase.kind.removesuffix("_had").removesuffix("_noun"), last, denied
        return _time_had(words, at)
    return None


def _to_behind(words: Words, noun: int) -> int:
    """The place behind "to" where "right" is parted from it: "the right (but not the obligation), at any
    time, to"."""
    at = noun
    at = past_adverbs(words, at)
    if words.lower[at : at + 3] == ("but", "not", "the"):
        at = next((i for i in range(at, min(len(words), at + 6)) if words.lower[i] == "to"), at)
    at = past_adverbs(words, at)
    if words.lower[at : at + 1] == (",",):
        # "the right, following sixty days' notice to the other Party to": the "to" of the verb
        near = range(at + 1, min(len(words) - 1, at + _INSERTION))
        stop = next((i for i in near if words.lower[i] in (";", ":", ".")), len(words))
        at = next((i for i in near if i < stop and _is_verb_to(words, i)), at)
    return at + 1 if words.lower[at : at + 1] == ("to",) else noun


def _is_verb_to(words: Words, at: int) -> bool:
    """Whether "to" at ``at`` may lead in a verb: behind it stands no article and no capital."""
    behind = words.printed[at + 1]
    return words.lower[at] == "to" and behind.islower() and behind not in ARTICLES


_UNITS = frozenset(["days", "day", "months", "month", "weeks", "week", "years", "year", "hours"])
_TIME_REACH = 24


def _time_had(words: Words, at: int) -> tuple[str, int, bool] | None:
    """ "Shall have thirty (30) days after receipt to inspect": a right with its time limit."""
    near = range(at + 1, min(len(words), at + _TIME_REACH))
    unit = next((i for i in near if words.lower[i] in _UNITS), None)
    if unit is None or not any(
        words.lower[i][:1].isdigit() or words.lower[i] in ("[", "ten") for i in range(at, unit)
    ):
        return None
    to = next(
        (
            i
            for i in near
            if i > unit and words.lower[i] == "to" and words.lower[i - 1] not in ("prior", "subject")
        ),
        None,
    )
    return ("right", to + 1, False) if to else None


_DESCRIBES_NOT = frozenset(
    {",", ";", ":", ".", "and", "to", "that", "which", "in", "on", "for", "with", "by"}
)


def _only_describes(words: Words, first: int, last: int) -> bool:
    """Whether the words between "have" and "right to" are only what kind of right it is."""
    between = words.lower[first:last]
    return not (_DESCRIBES_NOT - {",", "and"}) & set(between) and (bool(between) or first == last)


def _without_modal(words: Words, kind: str, first: int, last: int) -> Operative | None:
    """A duty or right in the present tense: "is required to", "has the right to", "agrees to"."""
    if kind.startswith("pledge") and _is_infinitive(words, first):
        return None
    if kind == "pledge" and words.lower[last : last + 1] == ("not",):
        return Operative(first, last + 1, Modality.MUST_NOT, True)
    if kind == "pledge" and words.lower[last : last + 1] and words.lower[last] in ARTICLES:
        return None
    if kind == "pledge_verb":
        # "Agrees, upon request, to show the books"
        to = past_adverbs(words, last)
        parted = to > last and words.lower[to : to + 1] == ("to",)
        return Operative(first, to + 1, Modality.MUST, True) if parted else None
    if kind in ("pledge", "pledge_not"):
        return Operative(first, last, Modality.MUST if kind == "pledge" else Modality.MUST_NOT, True)
    if kind == "reserve":
        return Operative(first, last, Modality.MAY, True)
    if kind == "no_duty":
        return Operative(first, last, None, True)
    if kind in ("duty", "right", "bar"):
        verb = _verb_before(words, first, _IS)
    else:
        verb = next(
            (
                at
                for at in range(first - 1, max(-1, first - 1 - _HAD_REACH), -1)
                if words.lower[at] in _HAS and _only_describes(words, at + 1, first)
            ),
            None,
        )
    if verb is None or words.lower[verb] in ("be", "being", "having", "was", "were"):
        return None
    between = words.lower[verb + 1 : first]
    denied = bool({*_NOT, "no"} & set(between)) or bool({"not", "never"} & set(words.lower[verb - 1 : verb]))
    modality = _resolved("", kind.removesuffix("_had"), denied)
    return Operative(verb, last, modality, True)


def _is_infinitive(words: Words, at: int) -> bool:
    """Whether another verb stands before "agree": "shall agree to", "cause its staff to agree to"."""
    while at > 0 and (is_adverb(words.lower[at - 1]) or words.lower[at - 1] == "not"):
        at -= 1
    return at > 0 and words.lower[at - 1] in ("to", "shall", "will", "must", "may", "should", "would")


def _verb_before(words: Words, first: int, verbs: frozenset[str]) -> int | None:
    """The place of "is" before ``first``, adverbs and "not" skipped."""
    at = first - 1
    while at >= 0 and (words.lower[at] in _NOT or is_adverb(words.lower[at])):
        at -= 1
    return at if at >= 0 and words.lower[at] in verbs else None


def _is_month(words: Words, at: int) -> bool:
    """Whether "May" is the month: a number stands beside it, or "of", "in" or a comma before."""
    after = words.lower[at + 1] if at + 1 < len(words) else ""
    before = words.lower[at - 1] if at else ""
    return after[:1].isdigit() or after == "," or before in ("of", "in", "since") or before[:1].isdigit()


def _is_noun(words: Words, at: int) -> bool:
    """Whether "will" is a noun: "at will", "good will", "its will"."""
    before = words.lower[at - 1] if at else ""
    return words.lower[at] == "will" and before in ("at", "good", "free", "'s", "against")


def is_adverb(word: str) -> bool:
    """Whether a lower-case word may stand between a modal and its verb without being the verb."""
    return word.endswith("ly") and word not in (
        "apply",
        "supply",
        "comply",
        "reply",
        "rely",
        "multiply",
        "imply",
    )


def past_adverbs(words: Words, at: int) -> int:
    """The first place from ``at`` on that is no adverb, no set phrase of manner and no insertion in
    commas."""
    skips = {p.first: p.last for p in words.of("adverb")}
    while at < len(words):
        if at in skips:
            at = skips[at]
        elif is_adverb(words.lower[at]):
            at += 1
        elif (
            words.lower[at] == "("
            and (closed := _closing(words, at)) is not None
            and at not in words.enumerators
        ) or (words.lower[at] == "," and (closed := _closing_comma(words, at)) is not None):
            at = closed + 1
        else:
            return at
    return at


_INSERTION = 40
"""Words of an insertion between two commas at most."""


def _closing(words: Words, at: int) -> int | None:
    outer = words.depth[at] - 1
    return next(
        (i for i in range(at, len(words)) if words.lower[i] == ")" and words.depth[i] == outer + 1), None
    )


def _closing_comma(words: Words, at: int) -> int | None:
    depth = words.depth[at]
    for i in range(at + 1, min(len(words), at + _INSERTION)):
        if words.lower[i] in (";", ":", "."):
            return None
        if words.lower[i] == "," and words.depth[i] == depth:
            return i
    return None
