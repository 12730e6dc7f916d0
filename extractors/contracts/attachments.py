"""Exhibits, schedules, annexes and the like that a contract refers to, and those that its pages lack.

Answers: which attachments does the contract refer to as its own, and for which of them no part of this text
begins with that name. Refuses to say that one is missing from the file of the matter (another document
may hold it), and passes over the exhibits of other papers and the numbers that a public filing prints on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.cross_references import is_amendment

_KINDS = r"(?P<kind>(?i:exhibit|schedule|annex|appendix|attachment))"
_ID = (
    r"(?:[A-Z]{1,2}(?:[-.]?\d{1,2})*|\d{1,2}(?:\.\d{1,3})*|[IVX]{1,5})(?:-[A-Z0-9]{1,2})?"
    r"(?:\([a-z0-9]{1,3}\))*(?!\w|[’']s)"
)
_QUOTED = rf"[“\"‘’']?{_ID}[”\"’']?"
_NAMED = re.compile(
    rf"(?<![\w-]){_KINDS}(?P<many>(?i:e?s)|(?i:xes)|(?i:ices))?\s{{1,4}}(?P<first>{_QUOTED})"
    rf"(?P<more>(?:(?:,|,?\s(?:and|or|&))\s{{1,4}}(?:(?i:and|or)\s)?{_QUOTED})*)"
)
_EACH = re.compile(_ID)
_OWN = re.compile(
    r"[,\s]*(?:to|of|in)\s+(?:this|these|the\s+(?:present|Agreement\b))|[,\s]*(?:hereto|hereof|herein|attached)"
)
_OTHERS = re.compile(
    r"(?:(?:,|,?\s(?:and|or))\s(?:[A-Z][a-z]+\s)?[A-Z0-9][\w.()-]{0,9})*[,\s]*(?:\([^)]{0,60}\))?[,\s]*(?:thereto|thereof"
    r"|(?:to|of)\s+(?:its|their|such|that|each|any|said|[A-Z“\"]|the\s+(?:[A-Z“\"]|\w+\s+[A-Z])))"
)
_FILED = re.compile(
    r"(?i)(?:filed|incorporated)\s+(?:\w+\s+){0,4}(?:as|to|by\s+reference\s+to)\s*$|\b(?:this|said)\s*$|[’']s\s*$"
    r"|\b(?:directive|regulation)\b[^.]{0,100}$|\bItem\s[\d.()a-z]*\s*$"
)
# Words before the name say that a sentence runs on to it; at the head of a line it is the title of a part.
_RUNS_ON = re.compile(r"(?:[a-z,(“\"’'&;/-]|\b(?:[A-Z]{2,}|[A-Z][a-z]+))\s*$")
_GOES_ON = re.compile(
    r"[”\"]?[^\S\n]{0,3}(?:[a-z,;)]|\((?!the\b)[a-z]|hereto|attached|of\s|to\s)|[”\"]?\.(?:\s+[A-Z]|$)"
)
_LIST_TITLE = re.compile(
    r"(?i)(?:list\s+of\s+)?(?:exhibits|schedules|annexes|appendices|attachments)(?:\s+and\s+\w+)?\s*:?\s*$"
)
_FILING_NUMBERS = re.compile(r"(?:1|2|3|4|10|99)\.\d+(?:\.\d+)?$")
_FILED_TOP = re.compile(r"(?i)exhibit\s+\d{1,2}[.-]")
_LIST_ENTRY = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment under its ``name`` as first printed ("Exhibit B"), with the spans of its references."""

    name: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    kind: str
    id: str
    printed: str


def absent(text: str, listed_until: int = 0) -> tuple[Attachment, ...]:
    """The attachments that are referred to while no part of the text is headed by their name.

    Args:
        text: the flow of the contract.
        listed_until: where the table of contents ends; what it lists is not there for being listed.
    """
    names = tuple(_names(text))
    heads = _heads(text, names, listed_until)
    present = {(name.kind, name.id) for name in heads}
    amends = is_amendment(text)
    at_head = {name.start for name in heads}
    lost: dict[tuple[str, str], list[_Name]] = {}
    for name in names:
        if name.start in at_head or name.start < listed_until or _elsewhere(text, name):
            continue
        if not _is_present(name, present) and not (amends and not _annexed(text, name)):
            lost.setdefault((name.kind, name.id), []).append(name)
    return tuple(
        Attachment(found[0].printed, tuple((name.start, name.end) for name in found))
        for found in lost.values()
        if any(_in_sentence(text, name) for name in found)
    )


def _names(text: str) -> list[_Name]:
    found: list[_Name] = []
    for match in _NAMED.finditer(text):
        if match["kind"][0].islower():
            continue
        if match["many"] and not match["more"]:
            continue
        more_end = match.end() if match["many"] else match.end("first")
        kind = match["kind"].lower()
        for index, each in enumerate(_EACH.finditer(text, match.start("first"), more_end)):
            start = match.start() if not index else each.start()
            found.append(_Name(start, each.end(), kind, each[0], f"{match['kind']} {each[0]}"))
    return found


def _is_present(name: _Name, present: set[tuple[str, str]]) -> bool:
    stem = re.split(r"[(]", name.id)[0]
    ids = {id_ for kind, id_ in present if kind == name.kind}
    if name.id in ids or stem in ids:
        return True
    # "Exhibit A" is there where "Exhibit A-1" is, and "Schedule 2.1(a)" where "Schedule 2.1" is.
    return any(_part_of(id_, stem) or _part_of(stem, id_) for id_ in ids)


def _part_of(part: str, whole: str) -> bool:
    return part.startswith(whole) and part[len(whole) :][0] in ("-.(0123456789" if whole.isalpha() else "-(")


def _heads(text: str, names: tuple[_Name, ...], listed_until: int) -> list[_Name]:
    """The names that begin a part: at the head of a line, or behind a sentence's end in front of a title."""
    heads = [name for name in names if name.start >= listed_until and _begins(text, name)]
    listed: set[int] = set()
    titles: set[tuple[str, str]] = set()
    for index, name in enumerate(heads):
        before = text[max(0, name.start - 60) : name.start]
        near = index > 0 and name.start - heads[index - 1].end <= _LIST_ENTRY
        in_row = near and heads[index - 1].start in listed
        # A list prints each name once; the second time it is the part itself.
        if (_LIST_TITLE.search(before) or in_row) and (name.kind, name.id) not in titles:
            listed.add(name.start)
            titles.add((name.kind, name.id))
    return [name for name in heads if name.start not in listed]


def _begins(text: str, name: _Name) -> bool:
    before = text[max(0, name.start - 40) : name.start]
    line = before.rsplit("\n", 1)[-1]
    after = text[name.end : name.end + 30]
    if re.search(r"\b[Tt]his\s*$", before):
        return True
    if line.strip():
        # Running text printed without lines: a title in capitals, or a dash or colon behind the name.
        titled = re.match(r"[”\"]?\s*(?:[–—:-]|\s[A-Z\[])", after) is not None
        if name.printed.isupper():
            return not _GOES_ON.match(after)
        return titled and _RUNS_ON.search(line) is None
    if "\n" not in before and name.start > 40:
        return False
    wrapped = not before.endswith("\n\n") and re.search(r"[a-z,(“\"’'&;]\s*$", before) is not None
    goes_on = _GOES_ON.match(after) and not after.startswith(".") and not name.printed.isupper()
    return not goes_on and not wrapped


def _in_sentence(text: str, name: _Name) -> bool:
    """Whether words run on to the name ("as set forth in Exhibit B"), not a list of titles."""
    before = text[max(0, name.start - 40) : name.start]
    return re.search(r"[a-z,(]\s*[“\"]?$", before.rsplit("\n\n", 1)[-1]) is not None


def _annexed(text: str, name: _Name) -> bool:
    """Whether words say that it hangs on this very paper; else an amendment speaks of the other's."""
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 30]
    attached = re.search(r"(?i)\b(?:attached|annexed)\s+(?:hereto\s+)?as\s*$", before)
    return bool(attached or re.match(r"[”\",\s]*(?:attached\s+)?hereto\b", after))


def _elsewhere(text: str, name: _Name) -> bool:
    if name.kind == "exhibit" and _FILING_NUMBERS.match(name.id) and _FILED_TOP.search(text[:400]):
        return True
    before = text[max(0, name.start - 60) : name.start]
    after = text[name.end : name.end + 80].lstrip('”"')
    return _FILED.search(before) is not None or (
        _OWN.match(after) is None and _OTHERS.match(after) is not None
    )
