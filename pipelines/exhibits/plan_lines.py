"""One line of the plan from the words typed for it, in ``exhibits.toml`` or in a list.

Answers: the line as values. Refuses everything that could be meant in two ways, naming the line: pages that
run backwards or stand twice, a date whose day is uncertain, a word that is no status, a key that is none.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr, month_name
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from extractors.errors import UsageError
from pipelines.exhibits.bates_numbers import parse_range
from pipelines.exhibits.plan import (
    WITHOUT_PAGES,
    PageSpan,
    Party,
    PlanLine,
    RedactionMarks,
    Region,
    SignedAs,
    Status,
)
from pipelines.exhibits.plan_sheet import RawLine
from pipelines.render.pdf_fonts import face_of
from pipelines.render.word_blocks import Letters

KEYS = (
    "designation", "party", "source", "pages", "description", "date", "bates", "witness", "status", "tier",
    "criterion", "purpose", "objection", "stipulated", "language", "translation", "certificate", "signed_as",
    "redaction_marks", "pii_reviewed", "images_reviewed", "redaction",
)  # fmt: skip
"""What a line may say. ``redaction`` is for ``exhibits.toml`` only."""

_REGION_KEYS = frozenset({"page", "box", "text", "reason", "elsewhere"})
_SPAN = re.compile(r"(\d{1,6})(?:\s*(?:-|–|—|to)\s*(\d{1,6}))?", re.ASCII)
_PAGES_WORD = re.compile(r"^(?:pages?|pp?\b)\.?\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SPELT = re.compile(r"([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})", re.ASCII)
_MONTHS = {
    name.lower(): number
    for names in (month_name, month_abbr, ("", *["-"] * 8, "sept"))
    for number, name in enumerate(names)
    if name.isalpha()
}
_LONGEST = 2_000
"""Characters of any one value; more is a paper pasted into a cell."""

_Choice = TypeVar("_Choice", bound=StrEnum)


def plan_line(raw: RawLine) -> PlanLine:
    """The line as values.

    Raises:
        UsageError: anything malformed, naming the line.
    """
    at = raw.place
    unknown = sorted(set(raw.values) - set(KEYS))
    if unknown:
        raise UsageError(f"{at}: {unknown[0]!r} is not a setting.", "Correct its spelling, or remove it.")
    typed = {k: _text(raw.values.get(k, ""), k, at) for k in KEYS if k != "redaction"}
    line = PlanLine(
        place=at,
        designation=typed["designation"],
        party=choice(Party, typed["party"], "party", at) if typed["party"] else None,
        source=typed["source"],
        pages=page_spans(typed["pages"], at),
        description=typed["description"],
        date=iso_date(typed["date"], at),
        bates=_bates(typed["bates"], at),
        witness=typed["witness"],
        status=_status(typed["status"], at),
        tier=typed["tier"],
        criterion=typed["criterion"],
        purpose=typed["purpose"],
        objection=typed["objection"],
        stipulated=typed["stipulated"],
        language=typed["language"],
        translation=typed["translation"],
        certificate=typed["certificate"],
        signed_as=choice(SignedAs, typed["signed_as"], "signed_as", at),
        pii_reviewed=typed["pii_reviewed"],
        images_reviewed=typed["images_reviewed"],
        redactions=_regions(raw.values.get("redaction", []), at),
        redaction_marks=choice(RedactionMarks, typed["redaction_marks"], "redaction_marks", at),
    )
    _hold_together(line)
    return line


def choice(kind: type[_Choice], typed: str, key: str, at: str) -> _Choice:
    """One of a closed list of words, capitals aside.

    Raises:
        UsageError: it is none of them; the words are listed.
    """
    wanted = " ".join(typed.lower().replace("_", " ").split())
    for member in kind:
        if wanted == member.value:
            return member
    words = ", ".join(f'"{m.value}"' for m in kind if m.value)
    raise UsageError(f"{at}: {typed!r} is no {key}.", f"Use one of {words}.")


def page_spans(typed: str, at: str) -> tuple[PageSpan, ...]:
    """``3-5, 7`` as spans in the order typed; "" and ``all`` are all pages, an empty tuple.

    Raises:
        UsageError: not pages, backwards, page 0, or one page twice.
    """
    bare = _PAGES_WORD.sub("", typed.strip())
    if bare.lower() in ("", "all"):
        return ()
    if _ISO.fullmatch(bare) and "-" in bare[:5] and len(bare) > 7:
        raise UsageError(
            f"{at}: the pages were turned into the date {bare}.",
            "Set the column's format to text, and type the pages again.",
        )
    spans: list[PageSpan] = []
    for piece in re.split(r"\s*[,;]\s*", bare):
        match = _SPAN.fullmatch(piece)
        if match is None:
            raise UsageError(f"{at}: {typed!r} is no list of pages.", "Write them as 3-5, 7, or not at all.")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise UsageError(f"{at}: pages {piece} run backwards or from 0.", "Count upwards from 1.")
        if any(s.first <= last and first <= s.last for s in spans):
            raise UsageError(f"{at}: pages {piece} are listed twice.", "Name each page once.")
        spans.append(PageSpan(first, last))
    return tuple(spans)


def iso_date(typed: str, at: str) -> str:
    """A date in ISO form, by the precision typed: ``2024``, ``2024-05``, ``2024-05-31``; "" stays.

    ``5/31/2024``, ``May 31, 2024`` and ``May 2024`` are read too, month first as everywhere in the United
    States.

    Raises:
        UsageError: no date, or no day of the calendar.
    """
    bare = " ".join(typed.split())
    if not bare:
        return ""
    year, month, day = _date_parts(bare)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise UsageError(
            f"{at}: {typed!r} is no date.",
            "Write it as 2024-05-31, 2024-05 or 2024; leave out what is unknown.",
        ) from None
    return "-".join(p.zfill(2) for p in (year, month, day) if p)


def _date_parts(bare: str) -> tuple[str, str, str]:
    """Year, month, day; the year is "0" if it is no date."""
    if match := _ISO.fullmatch(bare):
        return match[1], match[2] or "", match[3] or ""
    if match := _SLASHED.fullmatch(bare):
        return match[3], match[1], match[2]
    if (match := _SPELT.fullmatch(bare)) and match[1].lower() in _MONTHS:
        return match[3], str(_MONTHS[match[1].lower()]), match[2] or ""
    return "0", "", ""


def _text(value: object, key: str, at: str) -> str:
    """A value as text: whole numbers and days may stand without quotes."""
    if isinstance(value, bool | datetime) or not isinstance(value, str | int | date):
        raise UsageError(f"{at}: {key!r} must be a text in quotes.", "Correct it.")
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    if len(text) > _LONGEST:
        raise UsageError(f"{at}: {key!r} has more than {_LONGEST:,} characters.", "Shorten it.")
    if not printable(text):
        raise UsageError(f"{at}: {key!r} holds characters that cannot be printed.", "Type it anew.")
    return " ".join(text.split()) if key != "source" else text


def printable(text: str) -> bool:
    """Whether it holds nothing but characters that are printed, blanks, tabs and line ends."""
    return not any(
        (unicodedata.category(c) == "Cc" and c not in "\n\t\x85")
        or c == "\ufffd"
        or ord(c) & 0xFFFE == 0xFFFE  # these and the next are no characters, for good
        or 0xFDD0 <= ord(c) <= 0xFDEF
        for c in text
    )


def _status(typed: str, at: str) -> Status:
    short = {"": Status.PROPOSED, "omitted": Status.OMITTED, "reserved": Status.OMITTED}
    return short.get(typed.lower()) or choice(Status, typed, "status", at)


def _bates(typed: str, at: str) -> str:
    """The range as typed, once it can be read as one."""
    if typed:
        try:
            parse_range(typed)
        except UsageError as error:
            raise UsageError(f"{at}: {error.problem}", error.remedy) from None
    return typed


def _regions(value: object, at: str) -> tuple[Region, ...]:
    if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
        raise UsageError(f"{at}: 'redaction' must be [[exhibit.redaction]] tables.", "Correct it.")
    return tuple(_region(v, f"{at}, redaction no. {i}") for i, v in enumerate(value, 1))


def _region(values: Mapping[str, object], at: str) -> Region:
    unknown = sorted(set(values) - _REGION_KEYS)
    if unknown:
        raise UsageError(f"{at}: {unknown[0]!r} is not a setting.", "Correct its spelling, or remove it.")
    page = values.get("page")
    if isinstance(page, bool) or not isinstance(page, int) or page < 1:
        raise UsageError(f"{at}: 'page' must be a page of the source, counted from 1.", "Correct it.")
    text, reason, elsewhere = (_text(values.get(k, ""), k, at) for k in ("text", "reason", "elsewhere"))
    if not reason:
        raise UsageError(f"{at}: the reason is missing.", 'Give what is printed on the black, e.g. "SSN".')
    if face_of(Letters()).shown(reason) != reason:
        raise UsageError(
            f"{at}: the reason has characters that cannot be printed on the black.",
            "Write it in Latin letters.",
        )
    box = _box(values["box"], at) if "box" in values else None
    if (box is None) == (not text):
        raise UsageError(f"{at}: it must say where, once.", "Give either box or text.")
    return Region(page, box, text, reason, elsewhere)


def _box(value: object, at: str) -> tuple[float, float, float, float]:
    sides = value if isinstance(value, list) else []
    numbers = [float(v) for v in sides if isinstance(v, int | float) and not isinstance(v, bool)]
    if (
        len(sides) != 4
        or len(numbers) != 4
        or not (0 <= numbers[0] < numbers[2] < _FAR and 0 <= numbers[1] < numbers[3] < _FAR)
    ):
        raise UsageError(
            f"{at}: 'box' must be [left, top, right, bottom] in points from the page's top left corner.",
            "Measure it on the page as displayed; 72 points are an inch.",
        )
    return numbers[0], numbers[1], numbers[2], numbers[3]


_FAR = 100_000.0


def _hold_together(line: PlanLine) -> None:
    """Refuse what each value allows but all of them together do not."""
    at = line.place
    if line.status in WITHOUT_PAGES:
        return
    if not line.source:
        raise UsageError(
            f"{at}: no source is named.",
            "Give the file's name or the beginning of its SHA-256, or set a status without pages.",
        )
    if line.certificate and not line.translation:
        raise UsageError(f"{at}: a certificate without a translation.", "Name the translation too.")
    covered = [(s.first, s.last) for s in line.pages]
    for region in line.redactions:
        if covered and not any(a <= region.page <= b for a, b in covered):
            raise UsageError(
                f"{at}: page {region.page} is to be redacted, but is not among the pages.",
                "Count pages in the source, not in the exhibit.",
            )
