"""People in the boxes of a form: role and name as printed, without birth dates, numbers and addresses.

Answers: "UNIT 1 DRIVER HASTINGS, DOYLE R" where label and name stand together, else the name alone. Refuses a
value that is no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.citations import Citation
from extractors.facts import Printed
from extractors.form_fields import FormField

_NAME = re.compile(
    r"(?:(?:Ofc|Off|Officer|Dep|Deputy|Sgt|Cpl|Tpr|Trooper|Mr|Mrs|Ms|Dr)\.?\s+)?"
    r"[A-Z][A-Za-z'’-]*\.?(?:(?:,\s*|\s+)[A-Z][A-Za-z'’-]*\.?){1,4}"
)
_NOT_A_NAME = re.compile(
    r"\b(?:none|unknown|n/?a|see|same|yes|no|dob|street|st|ave|avenue|road|rd|blvd|insurance|mutual|department|police)\b",
    re.IGNORECASE,
)
_NOT_OF_A_NAME = re.compile(
    r"[\s,]+(?:badge|shield|id|no|unit|dob|dl|star|serial|title|position|phone)\b.*$", re.IGNORECASE
)
_PEOPLE = ("party", "witness", "officer")


def people_of(fields: Sequence[FormField]) -> tuple[Printed, ...]:
    """The people of a form in its order, each name once."""
    found: dict[str, Printed] = {}
    for key in _PEOPLE:
        for field in fields:
            if field.key != key:
                continue
            match = _NAME.match(field.value.citation.quote)
            if match is None or _NOT_A_NAME.search(match[0]):
                continue
            name = _NOT_OF_A_NAME.sub("", match[0])
            if len(name.split()) > 1:
                found.setdefault(" ".join(name.lower().split()), _person(field, len(name)))
    return tuple(found.values())


def drivers_of(fields: Sequence[FormField]) -> tuple[tuple[str, str], ...]:
    """The unit's number and the name as printed of each driver whose box names the unit."""
    found: list[tuple[str, str]] = []
    for field in fields:
        drives = re.search(r"driver|operator|^name", field.label, re.IGNORECASE)
        match = _NAME.match(field.value.citation.quote)
        if field.key == "party" and drives and field.unit and match and not _NOT_A_NAME.search(match[0]):
            found.append((field.unit, " ".join(_NOT_OF_A_NAME.sub("", match[0]).split())))
    return tuple(dict.fromkeys(found))


def _person(field: FormField, length: int) -> Printed:
    """Role and name as one quote: the box cut behind the name."""
    value, whole = field.value.citation, field.whole.citation
    quote = whole.quote[: value.start - whole.start + length]
    cut = Citation(whole.sha256, whole.page, whole.start, whole.start + len(quote), quote)
    return Printed(" ".join(quote.split()), cut)
