"""What a facility's name looks like in print, whatever its words: its capitals, its length, where it ends.

Answers whether a text can be a name, and where the street, the telephone or the paper's title behind it
begins. Refuses people, papers' titles, labels, insurers and law firms; whose paper it is, others decide.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import load, name_words, normal, word_pattern
from extractors.person_names import is_person

ADDRESS = re.compile(
    r"\b[A-Z]{2}[ ,.]+\d{5}(?:-\d{4})?\b|\(\d{3}\)\s?\d{3}[-. ]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
    r"|\bP\.?O\.? Box\b|\b(?:Suite|Ste\.?)\s+\w+",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?\w+(?:\s\w+){0,3}\s+(?:st(?:reet)?|ave(?:nue)?|r(?:oa)?d|blvd|boulevard"
    r"|dr(?:ive)?|lane|ln|way|court|ct|pkwy|parkway|pike|hwy|highway|place|pl|plz|circle|plaza|terrace"
    r"|trail|square|sq|loop|alley|row|run|broadway)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:(?-i:[A-Z]{2,4})\s+)?\*+LIVE\b.*$|\s+HIM\b.*$"
    r"|\s+(?:acct|account|mrn|page|pg|tel|phone|fax|ph|tax id|tin|dob|npi)\b.*$"
    r"|\s*[-–|]\s*(?:page|acct|medical records?|patient|him|release).*$|\s*\(?continued\)?$"
    r"|\s*\(?#\s*\d+\)?$|\s*(?:\b1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}.*$|,?\s+P\.?O\.? Box\b.*$"
    r"|\s+\d{1,6}\s+(?-i:[A-Z])[\w.' ]+,\s*(?-i:[A-Z])[\w.' ]+,?\s+(?-i:[A-Z]{2})\s+\d{5}.*$"
    r"|(?:\s*[,|•·-]\s*|\s{2,})(?-i:[A-Z])[\w.']+(?: [\w.']+)?,?\s+(?-i:[A-Z]{2})\s+\d{5}.*$",
    re.IGNORECASE,
)
_EDGES = " ,;:-–|*_·•●~"


def title_case(text: str) -> bool:
    """Whether a cell looks like a name: most words of three letters or more begin with a capital."""
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’.-]*", text) if len(w) > 2 or w.isupper()]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def names_a_facility(text: str) -> bool:
    """Whether a name holds a word by which facilities are known beyond doubt (not "pain" or "health")."""
    return bool(word_pattern("facility", "strong").search(normal(text)))


def worded(text: str) -> bool:
    """Whether a name holds any word that facilities' names hold."""
    return bool(word_pattern("facility", "words").search(normal(text)))


@cache
def _paper_titles() -> re.Pattern[str]:
    titles = {t for rule in load("page_kinds")["kind"] for t in rule.get("title", []) if " " in t}
    words = "|".join(re.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    return re.compile(rf"\s+(?:{words})s?\b.*$", re.IGNORECASE)


def cut(text: str) -> str:
    """A name without the street, the telephone or the paper's own title printed behind it."""
    text = _TAIL.sub("", STREET.split(text)[0]).strip(_EDGES)
    title = _paper_titles().search(text)
    if title is None or worded(title[0]):
        return text  # "Bay Physical Therapy" is a name, although therapy notes are titled so
    untitled = _TAIL.sub("", text[: title.start()]).strip(_EDGES)
    named = any(w not in generic_words() for w in normal(untitled).split())
    return untitled if named else text


def is_paper_word(text: str) -> bool:
    """Whether a text holds a word of papers and forms ("record", "visit"), which facilities' names do not."""
    plain = _TREATS.sub("", normal(text))
    return bool(word_pattern("facility", "never").search(plain))


# "Evergreen Pain Treatment Center" names a facility, although "treatment" is a form's word.
_TREATS = re.compile(
    r"\b(?:treatment|evaluation|examination|assessment|consultation)s? "
    r"(?=(?:centers?|centres?|clinics?|institute|group|associates|services|specialists)\b)"
)


@cache
def generic_words() -> frozenset[str]:
    """Words that by themselves name no facility ("urgent care", "department")."""
    words = frozenset(w for phrase in name_words("facility", "words") for w in phrase.split())
    return words | {"and", "of", "the", "department", "services", "service", "care"}


def only_generic(text: str) -> bool:
    """Whether a text holds none but generic words."""
    return all(w in generic_words() for w in normal(text).split())


# "Family Practice PA" is a professional association; only behind a person's name is it an assistant.
_ASSOCIATION = re.compile(r"[^,]+ (?:PA|PC)")
_LEGAL_FORM = re.compile(r"\b(?:PLLC|LLC|Inc|Clinic|Associates)\b|\bP\.(?:A|C)\.|\b(?:PT|OT) (?:&|and|\+) ")
# A logo "Summit Peak PT" is a practice; people set a comma before their licence.
_THERAPY = re.compile(r"[^,]+ (?:PT|OT|PT/OT)")


# "MRI Right Shoulder" is what was done; "MRI Center of Mercer" is where.
_STUDY = re.compile(
    r"(?:MRI?|CT|CTA|MRA|X-?RAYS?|XR|US|ULTRASOUND|EMG|RADIOGRAPHS?)\b"
    r"(?!.*\b(?:center|centre|imaging|associates|clinic|institute|services|group|specialists|p\.?c|llc|inc)\b)",
    re.IGNORECASE,
)


_RUNNING = re.compile(r"(?<![\w'’-])(?!(?:and|for|the)\b)[a-z]{3,}")


def facility_like(text: str, not_names: tuple[str, ...], logo: bool = False) -> bool:
    """Whether a text can be a facility's name by its shape.

    Args:
        text: the text.
        not_names: the client's names, normalised.
        logo: whether it is set as a logo, which may be in lower-case letters.
    """
    words = text.split()
    company = _LEGAL_FORM.search(text) or (_ASSOCIATION.fullmatch(text) and names_a_facility(text))
    if is_person(text) and not company and not (logo and _THERAPY.fullmatch(text)):
        return False
    if not 1 <= len(words) <= 10 or len(text) < 4 or not (logo or title_case(text)):
        return False
    plain = normal(text)
    if text[0].isupper() and len(_RUNNING.findall(text)) > 2:
        return False  # "Please call me with questions at": a logo is small throughout, a sentence is not
    if text[0].islower() and not logo:
        return False
    if is_paper_word(text) or _STUDY.match(text) or any(n and n in plain for n in not_names):
        return False
    if text.endswith((".", ":")):
        return text.lower().endswith(("inc.", "p.a.", "p.c.", "ltd.", "corp.", "l.l.c.", "co."))
    return sum(c.isdigit() for c in text) <= 4
