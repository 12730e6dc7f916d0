"""Where a contract names its parties: behind "by and between" or "made by", or in a paragraph of names.

Answers the parties of the one place that names most of them. Refuses places that name no company, because
"between" stands in every part of a contract; an opening of people alone is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.contracts.values.party_names import Party, is_company, parties_in
from extractors.contracts.values.party_words import FORM, GAP, MAYBE

_LONGEST = 3500
"""Characters in which an opening names its parties."""
_FAR = 20_000
"""Characters into a contract behind which no opening stands: covers and tables of contents come before it."""
_MOST = 200
"""Places that are tried: no contract's opening comes behind so many."""
_BETWEEN = re.compile(
    rf"(?<![a-z])(?:by{GAP}and{GAP})?(?:between(?:{GAP}and{GAP}among)?|among(?:st)?)(?![a-z]){MAYBE}[:,]?",
    re.IGNORECASE,
)
# "is made on May 3, 2021 by Birch Mills, Inc. ("Birch"), and ..."
_MADE_BY = re.compile(
    rf"(?<![a-z])this{GAP}[^.;]{{0,120}}?(?<![a-z])(?:made|entered{GAP}into|executed|signed)(?![a-z])[^.;\"“]{{0,90}}?(?<![a-z])by{MAYBE}[:,]?"
    rf"(?={GAP}(?-i:[A-Z]))(?!{GAP}and{GAP})",
    re.IGNORECASE,
)
# Some openings say no "between": "Birch Mills, Inc. ("Birch") and Ole Hansen ("Consultant") agree ..."
_PARAGRAPH = re.compile(rf"(?:^|\n)\s{{0,60}}(?=[A-Z][^\n]{{0,100}}?{FORM}(?!\w)[^\n]*[\"“])")
_LABEL = re.compile(r"(?<!\w)(?P<label>Party\s[A-D1-4])\s{0,9}[:：]\s{0,9}(?P<name>[^\n]{3,140})")
_ENDS = re.compile(
    r"\n\s{0,40}(?:RECITALS?|WITNESSETH|W\sI\sT\sN|BACKGROUND|PREAMBLE|WHEREAS|1\.|ARTICLE|Section\s1|SECTION\s1)"
    r"|(?<![a-z])(?:WHEREAS|Whereas|RECITALS|WITNESSETH|NOW,? THEREFORE)"
    r"|collectively,?\s[^.]{0,60}[“\"]Parties|Table of Contents|TABLE OF CONTENTS"
)


def opening_parties(text: str, near: Sequence[tuple[int, int]] = ()) -> tuple[Party, ...]:
    """The parties that a contract's opening names, in order; none where no opening can be read.

    Args:
        text: the flow of a contract; spans are offsets into it.
        near: spans where parties are known to be named; a place that holds one goes before others.
    """
    best: tuple[Party, ...] = ()
    rank = (False, 0, 0)
    starts = [m.end() for p in (_BETWEEN, _MADE_BY, _PARAGRAPH) for m in p.finditer(text, 0, _FAR)]
    for start in starts[:_MOST]:
        found = _opening(text, start)
        named = sum(bool(p.aliases) for p in found)
        if not any(is_company(text, p.start, p.end) for p in found) or (len(found) == 1 and not named):
            continue
        known = any(found[0].start <= s < found[-1].end for s, _ in near)
        mine = (known and named > 1, min(named, 2), min(len(found), 2))
        if mine > rank:
            best, rank = found, mine
    listed = () if len(best) > 1 else _labelled(text)
    return listed if len(listed) > 1 else best


def _labelled(text: str) -> tuple[Party, ...]:
    """The parties of an opening that lists them: "Party A: Knot Co., Ltd.", each label with one name."""
    found: dict[str, Party] = {}
    for match in _LABEL.finditer(text, 0, _FAR):
        [*named] = parties_in(match["name"])
        if named and is_company(match["name"], named[0].start, named[0].end):
            start = match.start("name")
            party = Party(named[0].start + start, named[0].end + start, (match.span("label"),))
            found.setdefault(match["label"], party)
    return tuple(found.values())


def _opening(text: str, start: int) -> tuple[Party, ...]:
    """The parties named from ``start`` on, each once."""
    stop = _ENDS.search(text, start, start + _LONGEST)
    end = stop.start() if stop else min(len(text), start + _LONGEST)
    found: dict[str, Party] = {}
    for party in parties_in(text[start:end]):
        aliases = tuple((s + start, e + start) for s, e in party.aliases)
        moved = Party(party.start + start, party.end + start, aliases)
        name = "".join(c for c in text[moved.start : moved.end].casefold() if c.isalnum())
        if name not in found or not found[name].aliases:
            found[name] = moved
    return tuple(found.values())
