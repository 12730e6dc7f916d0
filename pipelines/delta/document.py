"""A delta as a Word file in the look of the draft that it tells of: one page, or all of it.

The draft's own Word file gives styles, paper, header, footer and the DRAFT mark, already filled; its body is
put aside and the delta stands in its place. So a firm that restyles its template restyles its deltas, and no
second template has to be approved. On one page stand the counts and as many lines as fit; the rest is said to
be in the page for the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from pipelines.delta.lines import Group, Line, against, counts, groups, listed
from pipelines.delta.values import Delta
from pipelines.delta.word_parts import FRAME, TABLE, Box, WordParts
from pipelines.render.package import repack
from pipelines.render.pdf import page_count

Element = Any

Body = Callable[[WordParts, int], Iterator[Element]]
"""Makes a document's body for a text of that width, in twips."""

_SLACK = 2
"""Empty lines that must fit too, since Word breaks a page a little earlier or later than we do."""
_MOST = 63
"""Rows that could stand on one page at the very most, so that not more are tried."""
_HEADS = ("What", "What changed", "Source")
_ROWS, _PAPERS = (27, 48, 25), (40, 60)
"""Headings and shares of the width."""
_COUNTED = (22, 7, 4)
"""Shares of the width for a label, its count, and the space before the next."""
_LISTED = (22, 77)


def one_page(delta: Delta, draft: bytes) -> bytes:
    """The delta on one page.

    Args:
        draft: the Word file of the draft that it tells of.
    """
    told = groups(delta, short=True)
    rows = sum(len(group.lines) for group in told if group.rows)
    fits, too_many = 0, min(rows, _MOST) + 1
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        if page_count(_document(delta, draft, _page(delta, told, half), slack=_SLACK)) == 1:
            fits = half
        else:
            too_many = half
    return _document(delta, draft, _page(delta, told, fits))


def whole(delta: Delta, draft: bytes) -> bytes:
    """All of the delta, a heading for each group.

    Args:
        draft: the Word file of the draft that it tells of.
    """

    def body(parts: WordParts, width: int) -> Iterator[Element]:
        yield _counts(parts, delta, width)
        for group in groups(delta, short=False):
            yield parts.paragraph(_counted(group, len(group.lines)), "Heading1")
            shares = _ROWS if group.rows else _PAPERS
            rows = [row[: len(shares)] for row in (_head(), *(_row(line) for line in group.lines))]
            yield parts.table(group.title, TABLE, _shared(width, shares), rows, heads=1)
        yield parts.paragraph("", "PinciteEnd")

    return _document(delta, draft, body)


def title(delta: Delta) -> str:
    """What the document is called."""
    return f"What changed: {delta.title}, revision {delta.revision}"


def _page(delta: Delta, told: Sequence[Group], lines: int) -> Body:
    """The body of the one page: counts, papers in a few words, then so many lines of rows."""

    def body(parts: WordParts, width: int) -> Iterator[Element]:
        yield _counts(parts, delta, width)
        yield parts.paragraph("", "PinciteEnd")
        lists = [
            (Box(((("", _counted(g, len(g.lines))),),)), Box(((("", listed(g)),),)))
            for g in told
            if not g.rows
        ]
        if lists:
            yield parts.table("papers", FRAME, _shared(width, _LISTED), lists)
            yield parts.paragraph("", "PinciteEnd")
        rows: list[Sequence[Box]] = [_head()]
        left = lines
        for group in told:
            shown = group.lines[:left] if group.rows else ()
            left -= len(shown)
            if shown:
                words = _counted(group, len(shown))
                rows.append((Box(((("", words),),), "PinciteFile", span=len(_HEADS), tinted=True),))
                rows += [_row(line, packed=True) for line in shown]
        if len(rows) > 1:
            yield parts.table("delta", TABLE, _shared(width, _ROWS), rows, heads=1)
        more = sum(len(group.lines) for group in told if group.rows) - lines
        if more:
            words = f"{more:,} more row{'s' * (more != 1)} than this page holds"
            where = "see delta.html beside it, or the review page."
            yield parts.paragraph(f"{words}: {where}", "PinciteAfter")

    return body


def _counted(group: Group, shown: int) -> str:
    """The title with how many there are, and how many of them follow."""
    of = len(group.lines)
    return f"{group.title} ({of:,})" if shown == of else f"{group.title} ({of:,}; the first {shown:,} here)"


def _head() -> tuple[Box, ...]:
    return tuple(Box(((("", heading),),), "PinciteColumn", tinted=True) for heading in _HEADS)


def _row(line: Line, *, packed: bool = False) -> tuple[Box, ...]:
    """``packed`` sets all that is told in one paragraph."""
    return (
        Box(((("", line.what),),)),
        Box([line.told] if packed else [[words] for words in line.told]),
        Box(((("", line.cites),),)),
    )


def _shared(width: int, shares: Sequence[int]) -> tuple[int, ...]:
    return tuple(width * share // 100 for share in shares)


def _counts(parts: WordParts, delta: Delta, width: int) -> Element:
    columns = counts(delta)
    rows = []
    for line in zip(*columns, strict=True):
        row = []
        for label, count in line:
            row += [Box(((("", label),),)), Box(((("", f"{count:,}"),),), "PinciteNumber"), Box(())]
        rows.append(row)
    return parts.table("counts", FRAME, _shared(width, _COUNTED * len(columns)), rows)


def _document(delta: Delta, draft: bytes, body_of: Body, *, slack: int = 0) -> bytes:
    """The draft's Word file with another body; ``slack`` empty lines after it."""
    document = docx.Document(BytesIO(draft))
    body = document.element.body
    end = body.findall(qn("w:sectPr"))[-1]
    del body[:]  # all at once: taken out one by one, a large draft's elements cost as the square of them
    body.append(end)
    styles = {style.get(qn("w:styleId")) for style in document.styles.element.findall(qn("w:style"))}
    parts = WordParts(styles)
    made = [
        parts.paragraph(title(delta), "Title"),
        parts.paragraph("Draft, not reviewed", "PinciteNotice"),
        parts.paragraph(against(delta), "PinciteText"),
        *body_of(parts, _text_width(end)),
        *(parts.paragraph("", "PinciteCell") for _ in range(slack)),
    ]
    for element in made:
        end.addprevious(element)
    document.core_properties.title = title(delta)
    etree.cleanup_namespaces(body, top_nsmap=body.nsmap, keep_ns_prefixes=["w", "r"])
    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _text_width(section: Element) -> int:
    """Twips between the margins."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(size.get(qn("w:w"))) - sides
