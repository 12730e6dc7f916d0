"""Provider names as printed: signatures, labelled fields, names with credentials; and how strong each is.

Refuses names printed for another reason: ordering, referring, copied, addressed, to follow up with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.cells import GAP_IN_HEIGHTS, cells
from extractors.citations import cite
from extractors.facts import Printed
from extractors.lexicon import load, name_words, normal, word_pattern
from extractors.pages import Page
from extractors.sections import is_heading

SIGNED, LABELLED, ALONE, NAMED = 4, 3, 2, 1
"""How strong the evidence is that a named person is the provider."""
_CAPITAL, _LETTER = "[A-ZÀ-ÖØ-Þ]", "[A-Za-zÀ-ÖØ-öø-ÿ'’-]"


@cache
def _person() -> re.Pattern[str]:
    known = sorted((re.escape(c) for c in load("names")["person"]["credentials"]), key=lambda c: (-len(c), c))
    credential = rf"(?:{'|'.join(known)})(?![A-Za-z]|[ \t]+\d{{5}}\b)\.?"
    gap = r"[ \t]"
    word = rf"(?<![A-Za-z]){_CAPITAL}{_LETTER}{{1,30}}"
    particle = rf"(?:{gap}+(?:de|la|van|von|del|St\.){gap}?)?"
    full = (
        rf"(?:[A-Z]\. ?)?{word}(?:{gap}+[A-Z]\.?)?{particle}(?:{gap}+{word}){{1,2}}"
        rf"|[A-Z]\.{gap}?(?:[A-Z]\.{gap}?)?{word}"
    )
    last = rf"{word},{gap}*{word}(?:{gap}+[A-Z]\.?)?"
    # Cerner prints the credential between the names: "Abara DPT, Jolene".
    between = rf"{word}{gap}+{credential},{gap}*{word}"
    return re.compile(
        rf"(?P<between>{between})"
        rf"|(?:(?P<full>{full})|(?P<last>{last})){gap}*,?{gap}+{credential}(?:{gap}*,{gap}*{credential})*"
    )


_PLAIN_NAME = re.compile(
    rf"(?:Dr\.?\s+)?(?P<name>{_CAPITAL}{_LETTER}+,\s+{_CAPITAL}[a-zß-öø-ÿ'’-]+(?:\s+[A-Z]\.?)?"
    rf"|{_CAPITAL}{_LETTER}+(?:\s+[A-Z]\.?)?\s+{_CAPITAL}{_LETTER}+)"
)
_SIGN_LINE = re.compile(r"_{5,}|^\s*/s/", re.IGNORECASE)
# A letter's addressee ("Dear Dr. Solheim:") is named on the page and is not its author.
_GREETING = re.compile(
    r"^[ \t]*Dear (?:Dr\.?|Doctor)[ \t]+(?:[A-Z][a-z'’-]+[ \t]+)?(?P<name>[A-Z][A-Za-z'’-]+)", re.MULTILINE
)
_LEADING = re.compile(r"\b(?:primary|caregiver|attending|author|lead)\b")


def is_person(text: str) -> bool:
    """Whether a text holds a name with credentials."""
    return bool(_person().search(text))


def provider_of(
    page: Page, start: int, end: int, not_names: tuple[str, ...] = ()
) -> tuple[int, Printed] | None:
    """The treating provider named in ``page.text[start:end]``, with the strength of the evidence.

    The first of the strongest wins: a note's author signs before a co-signer. ``not_names`` are the client's.
    """
    best: tuple[int, Printed] | None = None
    greeted = {normal(m["name"]) for m in _GREETING.finditer(page.text, start, end)}
    for match in _person().finditer(page.text, start, end):
        family = _family_name(match)
        if family in greeted or word_pattern("facility", "words").fullmatch(family):
            continue
        if any(n and n in normal(match[0]) for n in not_names) or _spans_a_gap(page, match):
            continue
        score = _strength(page, match, start, end)
        if score and (best is None or score > best[0]):
            best = (score, _printed(page, match))
    if best is None or best[0] < LABELLED:
        plain = _plain_person(page, start, end, not_names, greeted)
        if plain and (best is None or plain[0] > best[0]):
            return plain
    return best


def _spans_a_gap(page: Page, match: re.Match[str]) -> bool:
    """Whether a name would reach from one field into the next."""
    words = page.words_in(match.start(), match.end())
    return any(
        after.box.x0 - before.box.x1 > GAP_IN_HEIGHTS * max(before.box.bottom - before.box.top, 4.0)
        for before, after in pairwise(words)
    )


def _family_name(match: re.Match[str]) -> str:
    if match["full"]:
        return normal(match["full"]).split()[-1]
    return normal(match["last"] or match["between"]).split()[0]


def _printed(page: Page, match: re.Match[str]) -> Printed:
    shown = match[0].rstrip(" ,")
    if shown.endswith(".") and "." not in shown[-4:-1]:
        shown = shown[:-1]  # the sentence's full stop, not the "M.D." one
    return Printed(shown, cite(page, match.start(), match.start() + len(shown)))


def _strength(page: Page, match: re.Match[str], start: int, end: int) -> int:
    line_start = max(page.text.rfind("\n", start, match.start()) + 1, start)
    line_end = page.text.find("\n", match.end(), end)
    before = normal(page.text[line_start : match.start()])
    after = page.text[match.end() : line_end if line_end >= 0 else end]
    above_end = max(line_start - 1, start)
    above = page.text[max(page.text.rfind("\n", start, above_end) + 1, start) : above_end]
    near = f" {' '.join(before.split()[-4:])} "
    refused = name_words("person", "never")
    if any(f" {w} " in near for w in refused) or normal(above) in refused:
        return 0
    if any(f" {w} " in f" {before} " for w in name_words("person", "signature")):
        return SIGNED
    last = before.split()
    if any(" ".join(last[-n:]) in name_words("person", "labels") for n in (1, 2, 3) if last):
        return LABELLED
    if _LEADING.search(normal(after)[:60]):
        return LABELLED
    if before:
        return NAMED
    if _SIGN_LINE.search(above) or normal(above) in name_words("person", "signature"):
        return SIGNED
    return ALONE if len(after.strip()) < 24 or normal(after).startswith("on ") else NAMED


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = [re.escape(w).replace(r"\ ", r"[\s]+") for w in name_words("person", "labels") if len(w) > 4]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(labels)})(?:\s+name)?\s*[:#]\s*", re.IGNORECASE)


@cache
def _signed_pattern() -> re.Pattern[str]:
    cues = [
        re.escape(w).replace(r"\ ", r"[\s-]+")
        for w in name_words("person", "signature")
        if "by" in w or "sign" in w
    ]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(cues)})(?:\s+by)?\s*[:,-]?\s*", re.IGNORECASE)


_REFUSED_LEAD = frozenset({"referring", "ordering", "ref", "requesting", "care", "referred", "pcp", "family"})


def _plain_person(
    page: Page, start: int, end: int, not_names: tuple[str, ...], greeted: set[str]
) -> tuple[int, Printed] | None:
    """A name without credentials that a signature, a field's label or "Dr." makes the provider's."""
    spots: list[tuple[int, int]] = []
    for match in _signed_pattern().finditer(page.text, start, end):
        spots.append((SIGNED, match.end()))
    for match in _label_pattern().finditer(page.text, start, end):
        lead = normal(page.text[max(start, match.start() - 14) : match.start()]).split()
        if not (lead and lead[-1] in _REFUSED_LEAD):
            spots.append((LABELLED, match.end()))
    spots += [(LABELLED, at) for at in _values_of_label_cells(page, start, end)]
    spots += [(ALONE, m.start()) for m in _DOCTOR.finditer(page.text, start, end)]
    for score, at in sorted(spots, key=lambda s: (-s[0], s[1])):
        name = _PLAIN_NAME.match(page.text, at, end)
        if name is None or any(n and n in normal(name["name"]) for n in not_names):
            continue
        words = normal(name["name"]).split()
        if (
            words[-1] in greeted
            or any(w in name_words("patient", "never") for w in words)
            or is_heading(name["name"])
        ):
            continue
        line_end = page.text.find("\n", name.end(), end)
        around = normal(page.text[at : min(line_end if line_end >= 0 else end, name.end() + 24)])
        if not word_pattern("facility", "words").search(around):
            credited = _person().match(page.text, name.start("name"), end)
            if credited:
                return score, _printed(page, credited)
            return score, Printed(name["name"], cite(page, name.start("name"), name.end("name")))
    return None


# "Dr. Ruth Lane" at a line's start; inside a sentence a doctor is talked about.
_DOCTOR = re.compile(r"^[ \t]*Dr\.?[ \t]+(?=[A-Z][a-z'’-]+[ \t]+[A-Z])", re.MULTILINE)


def _values_of_label_cells(page: Page, start: int, end: int) -> Iterator[int]:
    """Where the values stand of cells that hold a provider's label alone: the next cell, or the one below."""
    lines = [line for line in page.lines() if line.end > start and line.start < end]
    for index, line in enumerate(lines):
        row = cells(line)
        for position, cell in enumerate(row):
            if normal(cell.text) not in name_words("person", "labels"):
                continue
            if position + 1 < len(row):
                yield row[position + 1].start
            below = cells(lines[index + 1]) if index + 1 < len(lines) else ()
            if len(below) == len(row):
                yield below[position].start
            elif len(row) == 1 and below:
                yield below[0].start
