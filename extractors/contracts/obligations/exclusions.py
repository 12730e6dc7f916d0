"""Why operative words lay nothing on anybody, and why a sentence is no entry of the register.

Answers with one of the reasons and the words that tell it: a definition, boiler-plate, an effect that comes
by the words alone ("this Agreement shall terminate"), a statement of what may happen. By words and form,
not by weight: nothing here says whether a duty matters."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.contracts.obligations.modals import Operative, past_adverbs
from extractors.contracts.obligations.obligation import Modality, Reason
from extractors.contracts.obligations.obligors import is_participle
from extractors.contracts.obligations.words import Words
from extractors.contracts.values.written_numbers import WORDS
from extractors.cues import cues, met
from extractors.lexicon import load
from extractors.sentences import words_of as joined_words

_NUMBER_WORD = re.compile(WORDS, re.IGNORECASE)
_NEAR = 6
"""Words behind the verb among which "the sole responsibility of" stands."""
_LONGEST_HEADING = 12
_ENDS = re.compile(r"[.;:!?][\"”’)]*\s*$")


def effect_of(
    words: Words, operative: Operative, verb: int, somebody: bool, passive: bool, nothing: bool
) -> tuple[Reason, int, int] | None:
    """Why operative words in a main clause are no duty, with the words that tell it, or None.

    Args:
        words: the sentence.
        operative: the operative words.
        verb: the place of the verb behind them.
        somebody: whether the subject can have duties.
        passive: whether the verb is passive.
        nothing: whether the subject is "nothing".
    """
    if operative.modality is None:
        return Reason.NO_DUTY, operative.first, operative.last
    if verb >= len(words):
        return Reason.FRAGMENT, operative.first, operative.last
    if _told_before(words, operative.first):
        return Reason.REPRESENTATION, max(0, operative.first - 2), operative.last
    after = _phrases_at(words, verb)
    # A piece that begins with its modal has lost its subject on the page before.
    cut_off = operative.first == 0
    if "definition" in after:
        return Reason.DEFINITIONAL, operative.first, after["definition"]
    if nothing:
        return Reason.NO_DUTY, operative.first, operative.last
    if operative.composite:
        return None
    if _no_obligation(words, verb):
        return Reason.NO_DUTY, operative.first, min(len(words), verb + 3)
    if words.lower[operative.first] == "must" and not set(after) & {"effect"}:
        # "The list must include": who says "must" directs, whatever the thing.
        somebody = True
    effects = [
        after[kind] for kind in ("effect", *(() if somebody else ("effect_of_things",))) if kind in after
    ]
    if "responsibility" in words.lower[verb : verb + _NEAR]:
        return None
    if effects and operative.modality is not Modality.MAY and not (passive and _agent_follows(words, verb)):
        return Reason.EFFECT, operative.first, max(effects)
    if words.lower[verb] == "have":
        # "The Operator shall have furnished a certificate" is a state of things on which another hangs.
        furnished = past_adverbs(words, verb + 1)
        if furnished < len(words) and is_participle(words.lower[furnished]):
            return Reason.STATEMENT, operative.first, furnished + 1
    if words.lower[operative.first] in ("can", "may", "should"):
        if "happening" in after:
            return Reason.STATEMENT, operative.first, after["happening"]
        if not somebody and not passive and operative.modality is Modality.MAY and not cut_off:
            return Reason.STATEMENT, operative.first, verb + 1
        if words.lower[operative.first] == "can" and not somebody:
            return Reason.STATEMENT, operative.first, verb + 1
    if words.lower[verb] == "be" and not passive and operative.modality is not Modality.MAY:
        following = past_adverbs(words, verb + 1)
        if following < len(words) and _is_figure(words, following):
            return Reason.EFFECT, operative.first, following + 1
    return None


def _told_before(words: Words, first: int) -> bool:
    """Whether the modal is the second half of a statement: "have been or will be"."""
    before = words.lower[max(0, first - 2) : first]
    return before[1:] in (("and",), ("or",)) and before[0] in ("been", "is", "are")


def _phrases_at(words: Words, at: int) -> dict[str, int]:
    return {
        p.kind: p.last
        for kind in ("definition", "effect", "effect_of_things", "happening")
        for p in words.of(kind)
        if p.first == at
    }


def _no_obligation(words: Words, verb: int) -> bool:
    return words.lower[verb : verb + 2] == ("have", "no") and bool(
        {"obligation", "obligations", "duty", "responsibility", "requirement"}
        & set(words.lower[verb + 2 : verb + 6])
    )


def _agent_follows(words: Words, verb: int) -> bool:
    near = words.lower[verb + 2 : verb + 6]
    return any(w == "by" and n not in ("reference", "law", "operation", "virtue") for w, n in pairwise(near))


def _is_figure(words: Words, at: int) -> bool:
    printed = words.printed[at]
    return printed[:1].isdigit() or printed[:1] in "$€£[*" or _NUMBER_WORD.fullmatch(printed) is not None


def sentence_reason(text: str) -> tuple[Reason, str] | None:
    """Why a sentence as a whole is no entry by its topic, with the phrase that tells it (normalised), or
    None."""
    words = joined_words(text)
    for name, match in met(cues("obligations", "exclusion", "reason"), words.joined):
        return Reason(name), match[0]
    return None


def leftover_reason(words: Words, text: str) -> Reason:
    """Why a sentence without any duty is none, by its form: a heading, a broken piece, or a statement."""
    body = [i for i in range(len(words)) if i not in words.enumerators and words.printed[i][:1].isalnum()]
    finite = bool(words.of("finite")) or bool(words.of("shall", "may", "cannot"))
    if not body:
        return Reason.FRAGMENT
    capitals = sum(1 for i in body if words.printed[i][:1].isupper() or words.printed[i][:1].isdigit())
    if not finite and len(body) <= _LONGEST_HEADING and 2 * capitals > len(body):
        return Reason.HEADING
    lower_start = words.printed[body[0]][:1].islower() and 0 not in words.enumerators
    if lower_start or not finite or not _ENDS.search(text):
        return Reason.FRAGMENT
    return Reason.STATEMENT


def topical(reason: Reason) -> bool:
    """Whether a sentence of this topic is no entry even where it has operative words."""
    return reason.value in load("obligations")["topics_over_duties"]
