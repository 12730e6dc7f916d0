"""Blanks and placeholders that were left in a contract: "____", "[●]", "[insert date]", "this day of , 2015".

Answers: where a word or figure was still to be filled in, and was not. Refuses the blanks that are meant to
be filled by hand (signature lines, the forms attached as exhibits), rules drawn with underscores, and the
marks of text that was struck for confidential treatment ("[***]"), which were filled in once.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from extractors.contracts.sections import Outline, Section

_BLANK = re.compile(
    r"(?P<rule>(?<![\w@:/.])\$?_{2,}(?:\s?[/,-]?\s?_{2,})*(?![\w@]))"
    r"|\[\s?(?:[●•○◦■_–—]\s?)+\]|(?<=[a-z$] )\[\s{1,12}\](?=[ ,.;)])(?!\s(?:Yes|YES|No|NO|N/A)\b)"
    r"|\[\s?(?i:(?:insert|enter|fill\s+in|specify|state|to\s+be\s+(?:inserted|completed|determined|confirmed"
    r"|agreed|provided))\b[^\]\n]{0,60}|tbd|tbc|blank|month|year|company\s+name|xx+"
    r"|(?:date|name|amount|address|number)(?:\s+of\s[^\]\n]{0,40})?)\s?\]|<<\s?(?i:enter|insert)[^>\n]{0,60}>>"
    r"|(?<!\w)(?:TBD|T\.B\.D\.|TBC)(?!\w)|(?<!\w)\$\s?X{2,}(?![a-z])"
    r"|(?<=\b[Tt]his )day\s+of\b(?=\s*,|\s+(?:19|20)\d\d|\s+[A-Z][a-z]+\s*,?\s*(?:19|20)\d\d)"
    r"|(?i:(?<=dated )|(?<=made )|(?<=effective )|(?<=into ))(?i:as\s+of)(?=\s*,\s*(?:19|20)\d\d)"
)
_SIGNING = re.compile(
    r"(?i)(?:^|\n|\s{2}|[_:.]\s?)\W{0,4}(?:by|name|title|its|dated?|sign(?:ature|ed)|print(?:ed)?(?:\s+name)?"
    r"|witness(?:ed)?|attest|authori[sz]ed\s+\w+|notary|initials?|x|signed\s+by|position|per|s\.?s\.?n|fax|e-?mail|telephone"
    r"|phone|tel|address|attn|attention)\W{0,3}\s*[:(_\n]|/s/|notary\s+public|my\s+commission|signature|\bBy\s*:"
    r"|\(\s?(?:signature|seal|name|title|date|print|typed?)"
)
_FORM = re.compile(
    r"(?i)\bform\s+of\b|\(form\)|\b(?:sample|template|specimen|questionnaire|certificate|acknowledg\w+"
    r"|request|notice|order\s+form)\b"
)
_FOOTNOTE = re.compile(r"[^\S\n]*(?:\*|\(?\d{1,2}\)?\s|[†‡])")
_RULE = 40
_NEAR = 110
_HEAD = 240


def placeholders(text: str, outline: Outline) -> tuple[tuple[int, int], ...]:
    """The spans of blanks and placeholders, in order."""
    attached = tuple(s for s in outline.sections if s.attached)
    starts = [section.start for section in attached]
    found: list[tuple[int, int]] = []
    for match in _BLANK.finditer(text):
        start, end = match.span()
        if match["rule"] and (_is_drawn(text, start, end) or _is_signed_on(text, start, end)):
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and _is_form(text, attached[at]):
            continue
        found.append((start, end))
    return tuple(found)


def _is_form(text: str, part: Section) -> bool:
    return part.start > _HEAD and _FORM.search(text[part.start : part.start + _HEAD]) is not None


def _is_drawn(text: str, start: int, end: int) -> bool:
    """Whether underscores are a rule: alone on their line, or at the head of a line above a footnote."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    at_head = not text[line_start:start].strip(" \t-0123456789")
    footnote = at_head and (_FOOTNOTE.match(text, end) is not None or end - start >= _RULE)
    return footnote or not line.replace("_", "").strip(" \t-=.0123456789")


def _is_signed_on(text: str, start: int, end: int) -> bool:
    if re.search(r"\b[Ii]nitials?\W*$", text[max(0, start - 20) : start]):
        return True
    return _SIGNING.search(text[max(0, start - _NEAR) : min(len(text), end + _NEAR)]) is not None
