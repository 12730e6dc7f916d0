"""Which printed day is the one that this paper was made on, and not another paper's or a later one's.

Answers whether the words before a date say that this paper was made, dated or signed on it, and where they
say so before a blank. Refuses days that another paper bears ("amends the Lease made on ...") and days of
which the words say only that they are effective.
"""

from __future__ import annotations

import re

_ROOM = 240
"""Characters before a date in which its paper is named: an opening's title, a bracket and the verb."""
_OPENING = 20_000
"""Characters into a contract in which it says when it was made."""
_PAPER = (
    r"(?:agreement|amendment|addendum|contract|lease|licen[cs]e|memorandum|letter|deed|supplement|instrument)"
)
_MADE = r"(?:made|dated|entered|executed|signed|concluded)"
_OWN = (
    # "This Amendment No. 1 (this "Amendment")", "IN WITNESS WHEREOF, ... have executed this Agreement"
    rf"(?:(?P<made_before>{_MADE}\s{{1,9}})?(?<![a-z])this\s{{1,9}}(?:[\w&’'./-]{{1,30}}[\s,]{{1,9}}){{0,9}}?{_PAPER}"
    r"(?:\s{1,9}no\.?\s{0,3}\d{1,3})?(?:\s{0,9}\([^()]{0,120}\))?"
    # A line or sentence of its own: "Dated as of ..."
    r"|(?:^|[.;]\s|\n\n)\s{0,60})"
    rf"(?P<verb>(?:[\s,]|(?:is|was|are|has|have|been|being|hereby|{_MADE}|in|into|delivered|effective|and|as|on|of|at"
    r"|this|the|day)(?![a-z])){1,60})"
)
_BEFORE_DATE = re.compile(rf"{_OWN}$", re.IGNORECASE)
_BEFORE_BLANK = re.compile(
    rf"{_OWN}(?P<blank>\[[^\[\]\n]{{0,40}}\]|_{{3,60}}|[●•](?!\s{{0,9}}\w{{3}}))", re.IGNORECASE
)
_MAKING = re.compile(rf"(?<![a-z]){_MADE}(?![a-z])", re.IGNORECASE)


def is_own_day(text: str, start: int) -> bool:
    """Whether the words before a date that begins at ``start`` say that this paper was made on it."""
    paragraph = text[max(0, start - _ROOM) : start].rpartition("\n\n")[2]
    return _says_made(_BEFORE_DATE.search(paragraph))


def blank_day(text: str) -> tuple[int, int] | None:
    """Where the opening of a contract leaves the day on which it was made blank; None where it does not."""
    for match in _BEFORE_BLANK.finditer(text, 0, _OPENING):
        if _says_made(match):
            return match.span("blank")
    return None


def _says_made(match: re.Match[str] | None) -> bool:
    return bool(match and (match["made_before"] or _MAKING.search(match["verb"])))
