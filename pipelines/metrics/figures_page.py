"""The page of figures, for people, and the same as CSV, for a spreadsheet.

Answers: every figure with its range, what was counted, its formula and what to look into; the kinds of work
side by side; reviewers within a kind, by name and never by figure; why drafts came back; what was refused.
Refuses to print anything but counts, codes and roster names: no word of the records is known here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from pipelines.metrics.counted import Kind
from pipelines.metrics.figures import Figure, Figures
from pipelines.metrics.formulas import FORMULAS, OPENED, OVERRIDES, PACE, ROW_ACCURACY
from pipelines.metrics.page_parts import bar, classed, counted, interval, page, shown, table, title_of, words

_COLUMNS = (
    *("formula", "version", "effective", "figure", "tier", "deliverable", "reviewer"),
    *("numerator", "denominator", "value", "low_95", "high_95", "unit", "remark"),
)
_OF_REVIEWERS = (ROW_ACCURACY, OVERRIDES, OPENED, PACE)


def figures_page(figures: Figures, names: Mapping[str, str], unread: Sequence[tuple[str, str]] = ()) -> bytes:
    """The page as a file that stands by itself.

    Args:
        names: roster id → name; an id that is not there prints as it is.
        unread: matters that are not counted, each with the reason.
    """
    n = len(figures.matters)
    span = f"since {figures.since}" if figures.since else "for all time"
    parts = [
        '<main class="report">\n<h1>Review figures</h1>\n',
        f'<p class="meta">{n} {"matter" if n == 1 else "matters"}, {span}. Counted on '
        f"{escape(figures.made[:10])} from the audit ledgers and nothing else.</p>\n",
        *(f'<p class="late">Not counted: {escape(matter)}. {escape(why)}</p>\n' for matter, why in unread),
        table(
            ("Figure", "Value", "95 % range", "", "Counted", "Look into"),
            (_line(x) for x in figures.whole),
            numbers=(1, 2),
        ),
    ]
    if figures.by_kind:
        parts += [
            "<h2>By kind of work</h2>\n",
            '<p class="small">Tiers and deliverables ask for different reviews: compare a column with its '
            "own past, not with its neighbour.</p>\n",
            table(("Figure", *(_kind(kind) for kind, _ in figures.by_kind)), _side_by_side(figures)),
        ]
    if figures.reviewers:
        parts.append("<h2>By reviewer, within a kind of work</h2>\n")
        parts += _reviewers(figures, names)
    parts += [
        "<h2>Why drafts came back</h2>\n",
        table(
            ("Return", "Reason", "Times"),
            ((words(c), words(r) or "–", str(k)) for c, r, k in figures.causes),
            (2,),
        )
        if figures.causes
        else '<p class="none">None came back.</p>\n',
        "<h2>What the gate refused</h2>\n",
        table(("Rule", "Times"), ((words(rule), str(k)) for rule, k in figures.refusals), (1,))
        + '<p class="small">Refusals are the gate at work. A rising count may be a bad template.</p>\n'
        if figures.refusals
        else '<p class="none">Nothing was refused.</p>\n',
        "<h2>Formulas</h2>\n",
        table(
            ("Figure", "Formula", "To know", "Version"),
            (
                (escape(x.name), escape(x.shows), escape(x.but), _keep(f"{x.version}, from {x.effective}"))
                for x in FORMULAS
            ),
        ),
        "</main>\n",
    ]
    return page("Review figures", "".join(parts))


def _line(x: Figure) -> tuple[str, ...]:
    return (
        escape(x.formula.name),
        classed("value", _value(x)),
        classed("small", interval(x)),
        bar(x),
        classed("small keep", counted(x)),
        classed("look", escape(x.remark)),
    )


def _value(x: Figure) -> str:
    unit = {"business days": " days", "seconds": " s"}.get(x.formula.unit, "")
    return shown(x) + (unit if x.value is not None else "")


def _kind(kind: Kind) -> str:
    return f"{title_of(kind.deliverable)}, {kind.tier} tier"


def _keep(text: str) -> str:
    return classed("keep", escape(text))


def _side_by_side(figures: Figures) -> Iterator[tuple[str, ...]]:
    for i, formula in enumerate(FORMULAS):
        own = [found[i] for _, found in figures.by_kind]
        yield (
            escape(formula.name),
            *(f"{classed('value', _value(x))} {classed('small', counted(x))}" for x in own),
        )


def _reviewers(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    for kind, _ in figures.by_kind:
        own = [line for line in figures.reviewers if line.kind == kind]
        if not own:
            continue
        yield f"<h3>{escape(_kind(kind))}</h3>\n"
        yield table(
            ("Reviewer", *(x.name for x in _OF_REVIEWERS)),
            (
                (
                    escape(names.get(line.reviewer, line.reviewer)),
                    *(
                        f"{classed('value', _value(x))} {classed('small', counted(x))} "
                        f"{classed('look', escape(x.remark))}"
                        for x in line.figures
                    ),
                )
                for line in own
            ),
        )


def figures_csv(figures: Figures) -> bytes:
    """One line for each figure and scope; reviewers by roster id. UTF-8 with a mark, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for x in figures.whole:
        writer.writerow(_cells(x, "", "", ""))
    for kind, own in figures.by_kind:
        writer.writerows(_cells(x, kind.tier, kind.deliverable, "") for x in own)
    for line in figures.reviewers:
        writer.writerows(
            _cells(x, line.kind.tier, line.kind.deliverable, line.reviewer) for x in line.figures
        )
    for cause, code, n in figures.causes:
        writer.writerow(_counted_cells("returns", f"{cause}: {code}" if code else cause, n))
    for rule, n in figures.refusals:
        writer.writerow(_counted_cells("refusals", rule, n))
    return text.getvalue().encode("utf-8-sig")


def _cells(x: Figure, tier: str, deliverable: str, reviewer: str) -> tuple[str | int, ...]:
    f = x.formula
    numbers = ("" if v is None else f"{v:.6f}".rstrip("0").rstrip(".") for v in (x.value, x.low, x.high))
    return (
        *(f.key, f.version, f.effective, f.name, tier, deliverable, reviewer),
        *(x.numerator, x.denominator, *numbers, f.unit.value, x.remark),
    )


def _counted_cells(key: str, what: str, n: int) -> tuple[str | int, ...]:
    return (key, 1, "", what, "", "", "", n, "", n, "", "", "count", "")
