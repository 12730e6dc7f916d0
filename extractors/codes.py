"""ICD-10-CM, CPT and HCPCS codes as recorded; refuses look-alikes (spinal levels, ZIP codes, amounts).

Forms: ICD-10-CM Official Guidelines (letter, digit, alphanumeric, then up to four after the point);
CPT five digits; HCPCS level II a letter and four digits.
"""

from __future__ import annotations

import re

from extractors.citations import cite
from extractors.facts import PageKind, Printed
from extractors.pages import Page

_ICD_DOTTED = re.compile(r"(?<![\w.])[A-Z]\d[0-9AB]\.[0-9A-Z]{1,4}(?![\w])")
_ICD_PLAIN = re.compile(r"(?<![\w.])[A-Z]\d[0-9AB](?:[0-9A-Z]{1,4})?(?![\w.])")
_ICD_CONTEXT = re.compile(r"(?:icd|dx|diagnos)[^\n]{0,60}$|^\s*(?:dx|diagnos)", re.IGNORECASE)
BILLED_CODE = re.compile(r"(?<![\w.$])(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})?(?![\w.])")
"""A CPT or HCPCS code with its modifier, as the lines of bills print them."""
_CPT = re.compile(r"(?<![\w.$-])(?:\d{5}|[A-HJ-V]\d{4})(?:-(?:\d{2}|[A-Z]{2}))?(?![\w-]|\.\d)")
_CPT_CONTEXT = re.compile(
    r"cpt|hcpcs|procedure|charges|billing code|code[s]?\b|unit\(s\)|units", re.IGNORECASE
)
_ZIP = re.compile(r"\b[A-Z]{2}[ ,]+$|(?i:\b(?:zip|box)(?:\s+code)?\s*[:#]?\s*)$")
_STREET_AFTER = re.compile(
    r"\s+[A-Z]\w+\s+(?:st|street|ave|avenue|road|rd|blvd|drive|dr|lane|way|court)\b", re.IGNORECASE
)


def icd10_of(page: Page, start: int, end: int, kind: PageKind) -> tuple[Printed, ...]:
    """ICD-10 codes printed in a span, each once, in order."""
    found: dict[str, Printed] = {}
    for match in _ICD_DOTTED.finditer(page.text, start, end):
        found.setdefault(match[0], Printed(match[0], cite(page, *match.span())))
    claim = kind in (PageKind.CMS1500, PageKind.UB04)
    for match in _ICD_PLAIN.finditer(page.text, start, end):
        code = match[0]
        line_start = page.text.rfind("\n", 0, match.start()) + 1
        line = page.text[line_start : match.start()]
        # Undotted: claim forms print S335XXA; in prose only after a diagnosis word, and never "T12" or "L5".
        if not claim and not (
            _ICD_CONTEXT.search(line) and (len(code) >= 3 and (code[0] not in "CTLS" or len(code) > 3))
        ):
            continue
        if claim and not re.search(r"(?:^|\s)[A-L]\s*[.:]?\s*$", line) and len(code) < 5:
            continue
        found.setdefault(code, Printed(code, cite(page, *match.span())))
    return tuple(sorted(found.values(), key=lambda p: p.citation.start))


def cpt_of(page: Page, start: int, end: int) -> tuple[Printed, ...]:
    """CPT and HCPCS codes printed in a span on lines that speak of procedures or charges, each once."""
    found: dict[str, Printed] = {}
    at = start
    previous = ""
    for line in page.text[start:end].split("\n"):
        if _CPT_CONTEXT.search(line) or _CPT_CONTEXT.search(previous):
            for match in _CPT.finditer(line):
                if _STREET_AFTER.match(line, match.end()):
                    continue
                if _ZIP.search(line[: match.start()]) or re.search(
                    r"#\s*$|\b(?:job|mrn|acct|no\.?)\s*#?:?\s*$", line[: match.start()], re.IGNORECASE
                ):
                    continue
                if match[0].isdigit() and not "00100" <= match[0] <= "99607":
                    continue
                found.setdefault(
                    match[0], Printed(match[0], cite(page, at + match.start(), at + match.end()))
                )
        previous = line
        at += len(line) + 1
    return tuple(sorted(found.values(), key=lambda p: p.citation.start))
