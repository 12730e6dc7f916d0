"""Provider names as printed: signatures, labelled fields, names with credentials; and how strong each is.

The provider is the one who saw the patient: who signs a note as its author before who co-signs it, and
before who is named in its fields. Refuses names printed for another reason: ordering, referring, supervising,
copied, addressed, to follow up with.
"""

from __future__ import annotations

import re

from extractors.cell_places import placed
from extractors.citations import cite
from extractors.facts import Printed
from extractors.form_words import is_title_or_label
from extractors.lexicon import name_words, normal, word_pattern
from extractors.pages import Page
from extractors.person_names import (
    DOCTOR_NAME,
    PLAIN_NAME,
    credentialled,
    family_lettered,
    family_name,
    is_person,
    people,
)
from extractors.provider_columns import SIGNS, provider_cells
from extractors.provider_lines import ALONE, LABELLED, NAMED, SIGNED, is_doctor, naming_lines

_SIGN_LINE = re.compile(r"_{5,}|^\s*/s/", re.IGNORECASE)
# A letter's addressee ("Dear Dr. Solheim:") is named on the page and is not its author.
_GREETING = re.compile(
    r"^[ \t]*Dear (?:Dr\.?|Doctor)[ \t]+(?:[A-Z][a-z'’-]+[ \t]+)?(?P<name>[A-Z][A-Za-z'’-]+)", re.MULTILINE
)
_ON_LINE = 400
"""Characters on either side of a name that can be its line; no printed line is longer."""
_LEADING = re.compile(r"\b(?:primary|caregiver|attending|author|lead)\b")
# The referring physician who certifies a therapist's plan of care did not give the treatment.
_CERTIFIES = re.compile(
    r"\b(?:re)?certif(?:y|ied|ication)\b[^\n]*\b(?:need|plan of|services|medically)\b", re.IGNORECASE
)
_CERTIFYING = 240
# "Lake Norman PT & Rehab" is a practice, whatever its letters.
_COMPANY = re.compile(r"[ \t]*(?:(?:&|and|\+)[ \t]+[A-Z]|,?[ \t]+(?:Clinic|Associates|PLLC|LLC|Inc|Group)\b)")
_ROSTER = 3
"""People on one line that names nobody's part."""
_NURSES_FIELD = re.compile(r"\bnurse$")
_COPIES = re.compile(r"^(?:cc|c c|copy|copies|copied)\b")


def provider_of(
    page: Page, start: int, end: int, not_names: tuple[str, ...] = ()
) -> tuple[int, Printed] | None:
    """The treating provider named in ``page.text[start:end]``, with the strength of the evidence.

    The first of the strongest wins: a note's author signs before a co-signer. ``not_names`` are the client's.
    """
    best: tuple[int, Printed] | None = None
    greeted = frozenset(normal(m["name"]) for m in _GREETING.finditer(page.text, start, end))
    for match in people(page, start, end):
        family = family_name(match)
        if family in greeted or word_pattern("facility", "words").fullmatch(family):
            continue
        if any(n and n in normal(match[0]) for n in not_names) or _COMPANY.match(page.text, match.end(), end):
            continue
        score = _strength(page, match, start, end)
        if score and (best is None or score > best[0]):
            best = (score, _printed(page, match))
    if best is None or best[0] < SIGNED:
        plain = _unlettered(page, start, end, not_names, greeted)
        if plain and (best is None or plain[0] > best[0]):
            return plain
    return best


def _printed(page: Page, match: re.Match[str]) -> Printed:
    shown = match[0].rstrip(" ,")
    if shown.endswith(".") and "." not in shown[-4:-1]:
        shown = shown[:-1]  # the sentence's full stop, not the "M.D." one
    return Printed(shown, cite(page, match.start(), match.start() + len(shown)))


def _strength(page: Page, match: re.Match[str], start: int, end: int) -> int:
    line_start = max(page.text.rfind("\n", start, match.start()) + 1, start, match.start() - _ON_LINE)
    line_end = page.text.find("\n", match.end(), min(end, match.end() + _ON_LINE))
    line_end = line_end if line_end >= 0 else min(end, match.end() + _ON_LINE)
    before = normal(page.text[line_start : match.start()])
    after = page.text[match.end() : line_end]
    above_end = max(line_start - 1, start)
    above = page.text[max(page.text.rfind("\n", start, above_end) + 1, start) : above_end]
    near = f" {' '.join(before.split()[-4:])} "
    refused = name_words("person", "never")
    if _certifies(page, start, match.start()) or before == "for":
        return 0  # "Jo Roe, PA-C / for Ada Lane, MD"
    if _COPIES.match(before) or any(f" {w} " in near for w in refused) or normal(above) in refused:
        return 0
    if any(f" {w} " in f" {before} " for w in name_words("person", "signature")):
        return SIGNED
    beside = sum(1 for _ in people(page, line_start, line_end))
    if beside >= _ROSTER and ":" not in page.text[line_start:line_end]:
        return 0  # the house lists its people
    if before == "by" or _labelled(page.text[line_start : match.start()]):
        return ALONE if _NURSES_FIELD.search(before) else LABELLED
    if _LEADING.search(normal(after)[:60]):
        return LABELLED
    if before:
        return NAMED
    under = page.text[line_end + 1 : end].partition("\n")[0]
    if _ROLE_UNDER.match(under):
        return 0
    if _SIGN_LINE.search(above) or normal(above) in name_words("person", "signature"):
        return SIGNED
    if _SIGNATURE_UNDER.match(under):
        return SIGNED
    return ALONE if len(after.strip()) < 24 or normal(after).startswith("on ") else NAMED


def _labelled(before: str) -> bool:
    """Whether the text before a name on its line is its label; in a sentence "therapist" labels nobody."""
    if is_person(before):
        before = re.split(r"[ \t]{2,}|[,;|]", before)[-1]
    words = normal(before).split()
    labels = name_words("person", "labels")
    if " ".join(words) in labels:
        return True
    ends = before.rstrip().endswith((":", "#", "-", "–", "|")) or not _SENTENCE.search(before)
    return ends and any(" ".join(words[-n:]) in labels for n in (1, 2, 3) if words)


# Lower-case words in a row are a sentence.
_SENTENCE = re.compile(r"(?<!\w)[a-z]{2,}[ ,]+(?:\w+[ ,]+)?[a-z]{2,}\b")


def _certifies(page: Page, start: int, at: int) -> bool:
    """Whether a name stands under the words by which a referring physician certifies a plan of care."""
    return bool(_CERTIFIES.search(page.text, max(start, at - _CERTIFYING), at))


# What is printed under the line that somebody signs.
_ROLE_UNDER = re.compile(
    r"\s*(?:patient|supervis\w+|co-?sign\w*|parent|guardian|witness|interpreter|scribe|client|collaborating)"
    r"\b[^:]{0,24}\b(?:signature|physician|provider|title|date|print)",
    re.IGNORECASE,
)
_SIGNATURE_UNDER = re.compile(r"[^:.]{0,30}\bsignature\b[^:.]{0,30}$", re.IGNORECASE)


def _unlettered(
    page: Page, start: int, end: int, not_names: tuple[str, ...], greeted: frozenset[str]
) -> tuple[int, Printed] | None:
    """A name that a signature, a field's label, its column or "Dr." makes the provider's, lettered or not."""
    spots = [(score, at, end) for score, at in naming_lines(page, start, end)]
    places = placed(page)
    for says, place in provider_cells(places, start, end):
        score = SIGNED if says == SIGNS else LABELLED
        if _INITIALS.fullmatch(place.cell.text):
            meant = _of_initials(page, place.cell.text)
            if meant:
                return score, meant
        spots.append((score, place.cell.start, place.cell.end))
    doctors = (p.cell for row in places.rows for p in row if is_doctor(p.cell.text))
    spots += [(ALONE, c.start, c.end) for c in doctors if start <= c.start < end]
    for score, at, until in sorted(spots, key=lambda s: (-s[0], s[1])):
        named = None if _certifies(page, start, at) else _name_at(page, at, until, not_names, greeted)
        if named:
            return score, named
    return None


_INITIALS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}")


def _of_initials(page: Page, initials: str) -> Printed | None:
    """Whose initials a card's column holds: the one person named on the page with these, or nobody."""
    letters = initials.replace(".", "").lower()
    meant: dict[str, Printed] = {}
    for match in people(page, 0, len(page.text)):
        words = normal(match["full"] or "").split()
        if words and letters in ("".join(w[0] for w in words), words[0][0] + words[-1][0]):
            meant.setdefault(" ".join(words), _printed(page, match))
    return next(iter(meant.values())) if len(meant) == 1 else None


_LAST_CELL = re.compile(r"\s(?P<initials>[A-Z]{2,3})\s*(?:\n|$)")


def initialled(page: Page, start: int, end: int) -> Printed | None:
    """The person whose initials end a card's row, if the page names one person with them."""
    found = _LAST_CELL.search(page.text, start, end)
    first_line = found and "\n" not in page.text[start : found.start("initials")]
    return _of_initials(page, found["initials"]) if found and first_line else None


def initials_in_column(page: Page, after: int, column: int, columns: int) -> Printed | None:
    """Who signed one column of a flow sheet: the row of initials with one for each column, read by its place.

    Args:
        page: the sheet.
        after: offset behind the row of dates.
        column: which of the columns, from 0.
        columns: how many dates head columns.
    """
    for line in page.lines():
        cells = list(re.finditer(r"\S+", line.text))[-columns:]
        if line.start < after or len(cells) < columns or not all(_INITIALS.fullmatch(c[0]) for c in cells):
            continue
        own = cells[column]
        span = line.start + own.start(), line.start + own.end()
        return _of_initials(page, own[0]) or Printed(own[0], cite(page, *span))
    return None


def several_named(page: Page, end: int) -> bool:
    """Whether more than one person with credentials stands before an offset: none of them is everybody's."""
    return len({family_name(m) + m[0][:2].lower() for m in people(page, 0, end)}) > 1


def initials_of(page: Page, start: int, end: int) -> Printed | None:
    """The initials in a provider's column, as printed, where the page tells of nobody whose they are."""
    for _, place in provider_cells(placed(page), start, end):
        if _INITIALS.fullmatch(place.cell.text):
            return Printed(place.cell.text, cite(page, place.cell.start, place.cell.end))
    return None


def _name_at(
    page: Page, at: int, until: int, not_names: tuple[str, ...], greeted: frozenset[str]
) -> Printed | None:
    """The person's name that begins at an offset."""
    credited = credentialled().match(page.text, at, until)
    name = (
        PLAIN_NAME.match(page.text, at, until)
        or DOCTOR_NAME.match(page.text, at, until)
        or family_lettered().match(page.text, at, until)
    )
    if credited and not any(n and n in normal(credited[0]) for n in not_names):
        return _printed(page, credited) if family_name(credited) not in greeted else None
    if name is None or _is_client(name["name"], not_names):
        return None
    words = normal(name["name"]).split()
    line_end = page.text.find("\n", name.end(), until)
    around = normal(page.text[at : min(line_end if line_end >= 0 else until, name.end() + 24)])
    refused = name_words("patient", "never")
    if words[-1] in greeted or any(w in refused for w in words) or is_title_or_label(name["name"]):
        return None
    if word_pattern("facility", "words").search(around):
        return None
    credited = credentialled().match(page.text, name.start("name"), until)
    if credited:
        return _printed(page, credited)
    return Printed(name["name"], cite(page, name.start("name"), name.end("name")))


def _is_client(name: str, not_names: tuple[str, ...]) -> bool:
    """Whether a name is the client's, in full or by initial and family name."""
    plain = normal(name)
    if any(n and n in plain for n in not_names):
        return True
    words = plain.split()
    return len(words[0]) == 1 and any(words[-1] == n.split()[-1] and n[0] == words[0] for n in not_names if n)
