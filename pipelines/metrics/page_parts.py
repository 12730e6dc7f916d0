"""What the pages of figures and of status share: tables, marks, the bar of a range, and the style sheet.

Answers: HTML as text, without script, without style attributes, without a reference to anything outside the
page. What stands in a table's cells is HTML already: whoever fills them escapes what comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pipelines.deliverables.catalog import KINDS
from pipelines.metrics.figures import Figure
from pipelines.metrics.formulas import Unit

STYLE = """\
.report{font:14px/1.45 Arial,"Liberation Sans",Helvetica,sans-serif;color:#1c2430;max-width:76rem;\
margin:0 auto;padding:1.6rem 2rem 3rem}
.report h1{font-size:1.55em;line-height:1.2;margin:0 0 .2rem;color:#1f3864}
.report h2{font-size:1.08em;margin:2.1rem 0 .5rem;color:#1f3864;border-bottom:2px solid #1f3864;\
padding-bottom:.25rem;break-after:avoid}
.report h3{font-size:.95em;margin:1.3rem 0 .35rem;break-after:avoid}
.report .meta{color:#525b68;margin:0 0 1rem}
.report .lead{font-size:1.15em;line-height:1.4;margin:.8rem 0 0;max-width:56rem}
.report table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.report caption{text-align:left;color:#525b68;padding:0 0 .3rem}
.report th{text-align:left;font-weight:bold;color:#3b4452;font-size:.86em;vertical-align:bottom;\
padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8d97a6}
.report td,.report tbody th{vertical-align:top;padding:.38rem .8rem .38rem 0;border-bottom:1px solid #dfe3e9}
.report tbody th{font-weight:normal;color:inherit;font-size:1em;white-space:nowrap}
.report .n{text-align:right;white-space:nowrap}
.report .value{font-weight:bold}
.report .small{color:#525b68;font-size:.86em}
.report .look{color:#8a3b00}
.report .late{color:#a01414;font-weight:bold}
.report .none{color:#525b68}
.report .keep{white-space:nowrap}
.report svg{display:block;width:9rem;height:1rem}
.report .needs{list-style:none;margin:0;padding:0}
.report .needs li{display:flex;gap:.9rem;padding:.5rem 0 .5rem .8rem;border-left:4px solid #8d97a6;\
margin:0 0 .45rem;background:#f5f7fa;break-inside:avoid}
.report .needs li.now{border-color:#a01414;background:#fdf3f3}
.report .needs li.soon{border-color:#b86e00;background:#fdf8ef}
.report .needs b{flex:none;width:9.5rem}
.report .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.7rem;margin:0}
.report .tiles div{border:1px solid #ccd3dc;border-radius:3px;padding:.6rem .8rem;break-inside:avoid}
.report .tiles dt{color:#3b4452;font-size:.86em}
.report .tiles dd{margin:0}
.report .tiles .value{font-size:1.35em}
.report footer{margin-top:2.2rem;color:#525b68;font-size:.86em}
@media print{.report{font-size:8.5pt;max-width:none;padding:0}.report h2{margin-top:1.2em}
.report .lead{max-width:none}.report .needs li{padding:.3em 0 .3em .7em;margin-bottom:.3em}
.report .needs b{width:8em}.report .tiles{grid-template-columns:repeat(3,1fr)}
.report td,.report tbody th{padding-top:.25em;padding-bottom:.25em}
.report tr{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{size:letter;margin:.7in}}
"""
"""The classes of both pages, all below ``.report``. Contrast of every text colour is at least 4.5."""


def page(title: str, body: str) -> bytes:
    """A whole page that stands by itself."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\nbody{{margin:0;background:#fff}}\n{STYLE}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    ).encode()


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of HTML cells; the first of a row is its heading. ``numbers`` are columns set to the right."""

    right = [' class="n"' if i in numbers else "" for i in range(len(head))]
    heads = "".join(f'<th scope="col"{r}>{escape(h)}</th>' for r, h in zip(right, head, strict=True))
    lines = [
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f"<td{r}>{html}</td>" for r, html in zip(right[1:], row[1:], strict=True))
        + "</tr>"
        for row in rows
    ]
    body = "\n".join(lines)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def shown(figure: Figure) -> str:
    """The value as people write it; a dash where there is none."""
    value = figure.value
    if value is None:
        return "–"
    if figure.formula.unit is Unit.SHARE:
        return f"{100 * value:.1f} %"
    if figure.formula.unit is Unit.PER_ITEM:
        return f"{value:.2f}"
    return f"{value:.1f}" if figure.formula.unit is Unit.DAYS else f"{value:.0f}"


def counted(figure: Figure) -> str:
    """What stands above and below the line; of a median, of how many."""
    if figure.formula.unit in (Unit.DAYS, Unit.SECONDS):
        return f"of {figure.denominator:,}" if figure.denominator else ""
    return f"{figure.numerator:,} of {figure.denominator:,}" if figure.denominator or figure.numerator else ""


def interval(figure: Figure) -> str:
    """Wilson's range in words."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{100 * figure.low:.1f}–{100 * figure.high:.1f} %"


def bar(figure: Figure) -> str:
    """A share on its scale from 0 to 100 %, with its range; hidden from screen readers: words stand by it."""
    if figure.low is None or figure.high is None or figure.value is None:
        return ""
    low, high, at = (f"{2 + 140 * x:.1f}" for x in (figure.low, figure.high, figure.value))
    width = f"{140 * (figure.high - figure.low):.1f}"
    return (
        '<svg viewBox="0 0 144 16" aria-hidden="true" focusable="false">'
        '<line x1="2" y1="8" x2="142" y2="8" stroke="#c3cad4" stroke-width="1"/>'
        '<path d="M2 5V11M142 5V11" stroke="#c3cad4"/>'
        f'<rect x="{low}" y="5" width="{width}" height="6" fill="#9db3d6"/>'
        f'<line x1="{low}" y1="4" x2="{low}" y2="12" stroke="#5b7bb0"/>'
        f'<line x1="{high}" y1="4" x2="{high}" y2="12" stroke="#5b7bb0"/>'
        f'<circle cx="{at}" cy="8" r="3.2" fill="#1f3864"/></svg>'
    )


def title_of(deliverable: str) -> str:
    """The deliverable's title; its name where this version knows none."""
    return next((k.title for k in KINDS if k.name == deliverable), deliverable)


def words(code: str) -> str:
    """A code of the ledger in words: ``wrong_date`` is "wrong date"."""
    return escape(code.replace("_", " ").replace("-", " "))


def classed(name: str, html: str, tag: str = "span") -> str:
    """The HTML in an element of that class; nothing for nothing."""
    return f'<{tag} class="{name}">{html}</{tag}>' if html else ""
