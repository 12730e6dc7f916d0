"""The lines of a contract on which somebody was to sign, and those that hold no signature.

Answers: which "By:" lines carry neither a conformed signature ("/s/ …") nor a name, where the text shows it.
Refuses to say that a paper is unsigned: a signature in ink or as a picture is no text. Forms attached as
exhibits are passed over, for they are signed elsewhere.
"""

from __future__ import annotations

import re

from extractors.contracts.sections import Outline

_LINE = re.compile(
    r"(?<![\w-])(?<!(?i:to|nd|ed) )(?:B[Yy]|Per)\s?:\s*(?:(?:_+[\s_./-]*|[-.\s]*)"
    r"(?=(?:(?:Print(?:ed)?\s+|Typed\s+|Full\s+)?(?:Name|NAME)|Title|TITLE|Its|ITS|Dated?|DATED?|B[Yy]|Authori[sz]ed"
    r"|Signature|Position|Witness|Attest)\b|\Z|\n\n)|_{3,})"
)
_MARK = re.compile(
    r"/\s?[sS]\s?/|\b[sS]/\s?[A-Z]|\((?:signed|sgd\.?)\)|\[\s?(?i:sig(?:nature)?|seal|signed)[^\]]{0,20}\]"
    r"|(?i:illegible)"
)
_ANY_SIGNER = re.compile(r"(?<![\w-])(?:B[Yy]|Per)\s?:")
_TOGETHER = 260
_OWN_ROOM = 90
_TOP = 600


def unsigned(text: str, outline: Outline) -> tuple[tuple[int, int], ...]:
    """The spans of the signature lines that hold no signature text, outside attached forms."""
    attached = (s.start for s in outline.sections if s.attached)
    first_attached = next((start for start in attached if start > _TOP), len(text))
    found: list[tuple[int, int]] = []
    lines = [m for m in _LINE.finditer(text, 0, first_attached)]
    for group in _grouped(lines):
        stop = group[-1].end() + _TOGETHER
        reach = text[max(0, group[0].start() - _OWN_ROOM) : min(stop, first_attached)]
        others = len(_ANY_SIGNER.findall(reach)) - len(group)
        if len(_MARK.findall(reach)) - others >= len(group):
            continue
        for line in group:
            own = text[line.start() : line.end() + _OWN_ROOM]
            following = _ANY_SIGNER.search(own, 4)
            if not _MARK.search(own[: following.start() if following else len(own)]):
                found.append((line.start(), line.start() + len(text[line.start() : line.end()].rstrip())))
    return tuple(found)


def _grouped(lines: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Lines that stand near each other: signatures may be printed below all of them, column by column."""
    groups: list[list[re.Match[str]]] = []
    for line in lines:
        if groups and line.start() - groups[-1][-1].end() <= _TOGETHER:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
