"""Provider names as printed: signatures, labelled fields, names with credentials; and how strong each is.

Refuses names printed for another reason: ordering, referring, copied, addressed, to follow up with.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractors.cells import GAP_IN_HEIGHTS
from extractors.citations import cite
from extractors.facts import Printed
from extractors.lexicon import load, name_words, normal, word_pattern
from extractors.pages import Page

SIGNED, LABELLED, ALONE, NAMED = 4, 3, 2, 1
"""How strong the evidence is that a named person is the provider."""


@cache
def _person() -> re.Pattern[str]:
    known = sorted((re.escape(c) for c in load("names")["person"]["credentials"]), key=lambda c: (-len(c), c))
    credential = rf"(?:{'|'.join(known)})(?![A-Za-z])\.?"
    gap = r"[ \t]"
    word = r"[A-Z][A-Za-z'’-]+"
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
    r"(?:Dr\.?\s+)?(?P<name>[A-Z][A-Za-z'’-]+,\s+[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?"
    r"|[A-Z][A-Za-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][A-Za-z'’-]+)"
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
        labelled = _labelled_person(page, start, end, not_names)
        if labelled:
            return LABELLED, labelled
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


def _labelled_person(page: Page, start: int, end: int, not_names: tuple[str, ...]) -> Printed | None:
    for match in _label_pattern().finditer(page.text, start, end):
        lead = normal(page.text[max(start, match.start() - 14) : match.start()]).split()
        if lead and lead[-1] in ("referring", "ordering", "ref", "requesting", "care"):
            continue
        name = _PLAIN_NAME.match(page.text, match.end(), end)
        if name and not any(n and n in normal(name["name"]) for n in not_names):
            return Printed(name["name"], cite(page, name.start("name"), name.end("name")))
    return None
