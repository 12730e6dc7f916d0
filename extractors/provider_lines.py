"""Lines that make a name the provider's whether or not a licence stands behind it.

Answers where such names may begin, and how strong the line's evidence is: what is signed, what is labelled,
what only stands alone. Whether a person's name begins there, and whose, is for `provider_names` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.facility_shapes import is_paper_word
from extractors.lexicon import load, name_words
from extractors.pages import Page
from extractors.person_names import PLAIN_NAME

SIGNED, LABELLED, ALONE, NAMED = 4, 3, 2, 1
"""How strong the evidence is that a named person is the provider."""


def naming_lines(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Strength and offset of every place in ``page.text[start:end]`` where the provider's name may begin."""
    for pattern in (_signed_pattern(), _SLASHED, _UNDER_THE_LINE):
        yield from ((SIGNED, at) for at in _behind(page, pattern, start, end))
    yield from ((LABELLED, at) for at in _behind(page, _label_pattern(), start, end))
    yield from ((ALONE, at) for at in _behind(page, _NURSE, start, end))
    for match in _STAMPED.finditer(page.text, start, end):
        if not is_paper_word(match["name"]):
            yield SIGNED, match.start("name")
    yield from ((SIGNED, at) for at in _dictated(page, start, end))
    yield from ((ALONE, at) for at in _with_profession(page, start, end))
    yield from ((ALONE, m.end()) for m in _DOCTOR_LEADS.finditer(page.text, start, end))


def is_doctor(text: str) -> bool:
    """Whether a cell holds a doctor's name and no more ("Dr. Ruth Lane")."""
    return bool(_DOCTOR.fullmatch(text))


def _behind(page: Page, pattern: re.Pattern[str], start: int, end: int) -> Iterator[int]:
    for match in pattern.finditer(page.text, start, end):
        if not _refused_lead(page.text[max(start, match.start() - 24) : match.start()]):
            yield match.end()


_SAID_OF_OTHERS = frozenset({"with", "dr", "lead", "staff", "nurse"})
"""Labels that, before a colon, say other things too."""


@cache
def _label_pattern() -> re.Pattern[str]:
    words = [w for w in name_words("person", "labels") if w not in _SAID_OF_OTHERS]
    labels = [re.escape(w).replace(r"\ ", r"[\s]+") for w in words]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(labels)})(?:\s+name)?\s*[:#]\s*", re.IGNORECASE)


@cache
def _signed_pattern() -> re.Pattern[str]:
    cues = [
        re.escape(w).replace(r"\ ", r"[\s-]+")
        for w in name_words("person", "signature")
        if "by" in w or "sign" in w
    ]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(cues)})(?:\s+by)?\s*[:,-]?[\s_]*", re.IGNORECASE)


# A nurse's field names who assisted where another field names who treated.
_NURSE = re.compile(r"(?<![A-Za-z])nurse\s*:\s*", re.IGNORECASE)
# "/es/ RUTH LANE", "//Ruth Lane//", "by Ruth Lane", "Office visit with Ruth Lane".
_SLASHED = re.compile(
    r"^[ \t]*(?:/e?s/|//|by[ \t]|(?:office |video |clinic )?(?:visit|session) with[ \t])[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
# What a clinician signs on, and the name in print beneath it.
_UNDER_THE_LINE = re.compile(r"_{12,}[ \t]*\n[ \t]*")
# "Ruth Lane | 02/14/2022 05:01 PM | Electronically signed"
_STAMPED = re.compile(
    r"^[ \t]*(?P<name>(?:[A-Z][\w.'’-]*,?[ \t]+){2,4})"
    r"[^\na-z]{0,40}\b(?i:electronically|digitally|e-) ?(?i:signed)\b(?![ \t]+by)",
    re.MULTILINE,
)
# The typist's line under a dictated note: the dictator's initials before the slash.
_TYPIST = re.compile(r"\n[ \t]*(?P<who>[A-Z]{2,3})[/:][A-Za-z]{2,3}\b")


def _dictated(page: Page, start: int, end: int) -> Iterator[int]:
    """Where the name stands, in a line of its own, whose initials begin the typist's line under it."""
    for match in _TYPIST.finditer(page.text, start, end):
        above = page.text[start : match.start()].split("\n")[-4:]
        at = match.start() - sum(len(line) + 1 for line in above) + 1
        for line in above:
            named = PLAIN_NAME.match(line.strip())
            letters = "".join(w[0] for w in re.findall(r"[A-Z][\w'’.]*", named["name"])) if named else ""
            if letters and match["who"] in (letters, letters[0] + letters[-1]):
                yield at + len(line) - len(line.lstrip())
            at += len(line) + 1


def _with_profession(page: Page, start: int, end: int) -> list[int]:
    """Where lines begin with a name whose licence is spelled out behind or under it."""
    found: list[int] = []
    for match in re.finditer(r"^[ \t]*(?=[A-Z])", page.text[start:end], re.MULTILINE):
        name = PLAIN_NAME.match(page.text, start + match.end(), end)
        licensed = name and _LICENSED.match(name["name"])
        if name and not licensed and _profession_pattern().match(page.text, name.end(), end):
            found.append(name.start())
    return found


_LICENSED = re.compile(r"Licensed|Registered|Certified|Board|Clinical|Diplomate|Doctor of|Staff|Attending")


@cache
def _profession_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("names")["person"]["professions"])
    return re.compile(
        r"[ \t]*,?\s+(?:(?:Licensed|Registered|Certified|Board[- ]Certified|Staff|Attending|Treating|Clinical"
        rf"|Doctor of)[ \t]+)*(?:{words})\b",
        re.IGNORECASE,
    )


_REFUSED_LEAD = re.compile(
    r"(?:\b(?:referring|ordering|ref|requesting|care|referred|pcp|family|patient|parent|witness|guardian|client|receiving"
    r"|supervis\w+|insured|cosign\w*)|\bco)\W*$",
    re.IGNORECASE,
)


def _refused_lead(before: str) -> bool:
    return bool(_REFUSED_LEAD.search(before))


# "Dr. Ruth Lane" at a line's start or behind a dash; in sentences doctors are talked about.
_DOCTOR_LEADS = re.compile(
    r"(?:^|[ \t][-–—|•·])[ \t]*(?=D[Rr]\.?[ \t]+[A-Z][A-Za-z'’.-]*[ \t]+[A-Z])", re.MULTILINE
)
_DOCTOR = re.compile(r"D[Rr](?:\.?:|\.)?[ \t]+(?:[A-Z][A-Za-z'’.-]*[ \t]+){0,2}[A-Z][A-Za-z'’-]+")
