"""The contact sheet of an exhibit set: what a reviewer sees at one scroll before signing for two hundred.

Answers: one HTML file that shows itself without a network, a script or another file. On top what needs a
person, then every check by outcome, then a card for each exhibit: its first page, its label, its line of the
index, pages, size and colour. Green means that no check of it failed or stayed open; "not checked" is amber,
never green. The colour is also said in words.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence

from pipelines.deliverables.kind import Mark
from pipelines.exhibits.contact_sheet_looks import STYLE
from pipelines.exhibits.exhibit_set import Check, ExhibitRow, ExhibitSet, Outcome
from pipelines.exhibits.index_cells import without_pages
from pipelines.exhibits.markup import Element, element, joined
from pipelines.exhibits.set_json import rows_digest
from pipelines.render.html_looks import content_policy
from pipelines.render.printing import in_words, us_date

ORDER = (Outcome.FAIL, Outcome.NOT_CHECKED, Outcome.PASS)
"""The worst first."""
COLOURS = {Outcome.FAIL: "red", Outcome.NOT_CHECKED: "amber", Outcome.PASS: "green"}
GROUPS = {Outcome.FAIL: "Failed", Outcome.NOT_CHECKED: "Not checked", Outcome.PASS: "Passed"}
MOST_OPEN = 6
"""Findings of one check that are shown unfolded."""
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000


def contact_sheet(exhibit_set: ExhibitSet, thumbnails: Mapping[str, bytes], mark: Mark) -> bytes:
    """The page (UTF-8).

    Args:
        exhibit_set: what is reviewed.
        thumbnails: the first page of each exhibit as PNG, by row id; one that is missing is said to be.
        mark: which rendition.
    """
    s = exhibit_set
    title = f"Contact sheet: {s.filing.short_caption or s.matter.title or s.matter.slug}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=content_policy(STYLE)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        Element(f"<style>{STYLE}</style>"),
    )
    marked = element("p", mark.value, class_="mark") if mark is Mark.DRAFT else Element("")
    bar = element("header", element("p", element("strong", title)), marked, class_="bar")
    main = element(
        "main",
        element("h1", s.filing.title),
        _facts(s),
        _escalations(s),
        *(_outcome(s, outcome) for outcome in ORDER),
        _files(s),
        element("h2", f"Exhibits ({len(s.rows):,})"),
        element("div", *_cards(s, thumbnails), class_="cards"),
        element("p", f"Rows digest {rows_digest(s)}", class_="digest"),
    )
    page = element("html", head, element("body", bar, main), lang="en-US")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _facts(s: ExhibitSet) -> Element:
    """Whether the set is ready, and for which court."""
    counts = {outcome: sum(c.outcome is outcome for c in s.checks) for outcome in ORDER}
    said = (
        "Ready to file: every check passed."
        if s.ready
        else f"Not ready to file: {counts[Outcome.FAIL]:,} failed, "
        f"{counts[Outcome.NOT_CHECKED]:,} not checked."
    )
    filing = s.filing
    confirmed = (
        f"rules confirmed by {filing.confirmed_by} on {us_date(filing.confirmed_on)}"
        if filing.confirmed_by and filing.confirmed_on
        else "rules not confirmed by anyone"
    )
    pages = sum(row.page_count for row in s.rows)
    return joined(
        element("p", said, class_="ready " + ("green" if s.ready else "red")),
        element("p", f"{filing.profile_name or filing.profile}: {confirmed}. {pages:,} pages of exhibits."),
    )


def _escalations(s: ExhibitSet) -> Element:
    """What needs a person before anything else."""
    if not s.escalations:
        return Element("")
    lines = element("ul", *(element("li", sentence) for sentence in s.escalations))
    return element("section", element("h2", "Needs a person"), lines, class_="stop")


def _outcome(s: ExhibitSet, outcome: Outcome) -> Element:
    """The checks that ended so, each once with the places where it did."""
    by_check: dict[tuple[str, str], list[Check]] = {}
    for check in s.checks:
        if check.outcome is outcome:
            by_check.setdefault((check.id, check.title), []).append(check)
    if not by_check:
        return Element("")
    count = sum(map(len, by_check.values()))
    heading = element("h2", f"{GROUPS[outcome]} ({count:,})")
    blocks = [_found(title, found) for (_, title), found in by_check.items()]
    if outcome is Outcome.PASS:  # nothing to do there: folded
        names = element("ul", *(element("li", title) for _, title in by_check))
        blocks = [element("details", element("summary", "Show"), names)]
    return element("section", heading, *blocks, class_=COLOURS[outcome])


def _found(title: str, found: Sequence[Check]) -> Element:
    rows = [
        element("tr", element("td", _place(c)), element("td", c.detail), element("td", c.remedy))
        for c in found
    ]
    heads = element("tr", *(element("th", head, scope="col") for head in ("Where", "Found", "What to do")))
    table = element("table", element("thead", heads), element("tbody", *rows))
    summary = element("summary", element("strong", title), f" ({len(found):,})")
    return element("details", summary, table, open="open" if len(found) <= MOST_OPEN else "")


def _place(check: Check) -> str:
    page = f"p. {check.page}" if check.page else ""
    return ", ".join(part for part in (check.designation, check.file, page) if part) or "The whole set"


def _files(s: ExhibitSet) -> Element:
    """Finished files, files set aside, files that no exhibit draws on."""
    lists = (
        ("Finished files", [f"{f.name}: {f.pages:,} pages, {_size(f.size)}" for f in s.outputs]),
        ("Files set aside", [f"{f.file}: {f.detail} {f.remedy}" for f in s.set_aside]),
        ("Files that no exhibit draws on", [name for name, _ in s.unused]),
    )
    return joined(
        element(
            "details",
            element("summary", element("strong", heading), f" ({len(lines):,})"),
            element("ul", *(element("li", line) for line in lines)),
            class_="files",
        )
        for heading, lines in lists
        if lines
    )


def _cards(s: ExhibitSet, thumbnails: Mapping[str, bytes]) -> Iterator[Element]:
    sizes = {_base(f.name): f.size for f in s.outputs}
    for row in s.rows:
        own = [c for c in s.checks if _concerns(c, row)]
        yield _card(row, own, thumbnails.get(row.id), sizes.get(_base(row.file)), checked=bool(s.checks))


def _concerns(check: Check, row: ExhibitRow) -> bool:
    if check.designation:
        return check.designation == row.designation
    return bool(row.file) and _base(check.file) == _base(row.file)


def _card(
    row: ExhibitRow, own: Sequence[Check], thumbnail: bytes | None, size: int | None, *, checked: bool
) -> Element:
    if without_pages(row):
        body = element("div", in_words(row.status), class_="none")
        return element("article", body, _index_line(row), class_="card grey")
    # A check that passed everywhere names no exhibit: none against this one is a pass, if there were any.
    worst = next((o for o in ORDER if any(c.outcome is o for c in own)), Outcome.PASS)
    if worst is Outcome.PASS and (row.held or not checked):
        worst = Outcome.NOT_CHECKED
    verdict = [
        element("p", GROUPS[worst], class_="verdict"),
        *(element("p", f"{GROUPS[c.outcome]}: {c.title}", class_="why") for c in _open(own)),
        *((element("p", f"Pages not included: {row.held}", class_="why"),) if row.held else ()),
    ]
    return element(
        "article",
        _picture(row, thumbnail),
        element("p", *_broken(row.label_text), class_="label") if row.label_text else Element(""),
        _index_line(row),
        element("p", ", ".join(_measures(row, size)), class_="measures"),
        *(element("p", remark, class_="remark") for remark in row.remarks),
        *verdict,
        class_=f"card {COLOURS[worst]}",
    )


def _open(own: Sequence[Check]) -> list[Check]:
    """One check of each title that did not pass, the worst first."""
    seen: dict[str, Check] = {}
    for outcome in (Outcome.FAIL, Outcome.NOT_CHECKED):
        for check in own:
            if check.outcome is outcome:
                seen.setdefault(check.title, check)
    return list(seen.values())


def _picture(row: ExhibitRow, thumbnail: bytes | None) -> Element:
    if not thumbnail:
        return element("div", "No picture of the first page", class_="none")
    source = f"data:image/png;base64,{base64.b64encode(thumbnail).decode('ascii')}"
    return element("img", src=source, alt=f"First page of {row.designation}")


def _index_line(row: ExhibitRow) -> Element:
    words = [element("strong", row.designation)]
    if not without_pages(row):
        words += [element("span", " – "), element("span", row.description)]
    return element("p", *words, class_="line")


def _measures(row: ExhibitRow, size: int | None) -> Iterator[str]:
    if row.date:
        yield us_date(row.date)
    if row.bates_first:
        yield row.bates_first + (f" – {row.bates_last}" if row.bates_last != row.bates_first else "")
    yield f"{row.page_count:,} {'page' if row.page_count == 1 else 'pages'}"
    if row.first_page:
        yield f"bundle p. {row.first_page}" + (f"–{row.last_page}" if row.last_page > row.first_page else "")
    if row.volume > 1:
        yield f"volume {row.volume}"
    if size is not None:
        yield _size(size)


def _broken(lines: Sequence[str]) -> Iterator[Element]:
    """Each line in a block of its own."""
    return (element("span", line) for line in lines)


def _size(size: int) -> str:
    """In decimal units, as courts count."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{max(1, round(size / _KILOBYTE)):,} KB"


def _base(name: str) -> str:
    return name.rpartition("/")[2]
