"""Every deliverable Pincite makes, as an explicit tuple: no registration by import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import DeliverableKind, Drafted, Mark, Order
from pipelines.matter import Matter
from pipelines.rendition import Rendition
from pipelines.review_rows import ReviewForm

# What reads facts, and the document libraries, cost more than a `status` or `verify` may take: they are
# imported inside the functions.


def _chronology(name: str, title: str, stem: str) -> DeliverableKind:
    def draft(order: Order) -> Drafted:
        from pipelines.deliverables.chronologies import draft_chronology

        return draft_chronology(order, name, stem)

    def render(_matter: Matter, rows: bytes, template: ApprovedTemplate, mark: Mark) -> Rendition:
        from pipelines.deliverables.chronologies import render_chronology

        return render_chronology(rows, template, mark, stem)

    def review() -> ReviewForm:
        from pipelines.deliverables.chronology_review import ChronologyReview

        return ChronologyReview()

    def follows(_matter: Matter, _rows: bytes) -> None:
        """Nothing in a chronology runs on from the one before it."""

    return DeliverableKind(
        name, title, stem, draft, render, review, follows, _told_of_chronology, lambda _: None
    )


def _exhibits() -> DeliverableKind:
    def draft(order: Order) -> Drafted:
        from pipelines.deliverables.exhibits import draft_exhibits

        return draft_exhibits(order)

    def render(matter: Matter, rows: bytes, template: ApprovedTemplate, mark: Mark) -> Rendition:
        from pipelines.deliverables.exhibits import render_exhibits

        return render_exhibits(matter, rows, template, mark)

    def review() -> ReviewForm:
        from pipelines.deliverables.exhibits_review import ExhibitsReview

        return ExhibitsReview()

    def follows(matter: Matter, rows: bytes) -> None:
        from pipelines.deliverables.exhibits import follow_releases

        follow_releases(matter, rows)

    def check(matter: Matter) -> None:
        from pipelines.deliverables.exhibits import check_plan

        check_plan(matter)

    return DeliverableKind(
        "exhibits", "Exhibit set", "exhibit-index", draft, render, review, follows, _told_of_exhibits, check
    )


def _clauses() -> DeliverableKind:
    def draft(order: Order) -> Drafted:
        from pipelines.deliverables.clauses import draft_clauses

        return draft_clauses(order)

    def render(matter: Matter, rows: bytes, template: ApprovedTemplate, mark: Mark) -> Rendition:
        from pipelines.deliverables.clauses import render_clauses

        return render_clauses(matter, rows, template, mark)

    def review() -> ReviewForm:
        from pipelines.deliverables.clauses_review import ClausesReview

        return ClausesReview()

    def follows(matter: Matter, rows: bytes) -> None:
        from pipelines.deliverables.clauses import follow_confirmations

        follow_confirmations(matter, rows)

    def check(matter: Matter) -> None:
        from pipelines.deliverables.clauses import check_clauses

        check_clauses(matter)

    return DeliverableKind(
        "clauses", "Clause report", "clauses", draft, render, review, follows, _told_of_clauses, check
    )


def _told_of_chronology(published: Mapping[str, Any]) -> str:
    rows, pages, findings = (len(published[part]) for part in ("rows", "pages", "findings"))
    files = len({page["sha256"] for page in published["pages"]})
    return f"{rows} rows and {findings} findings from {pages} pages of {files} files."


def _told_of_exhibits(published: Mapping[str, Any]) -> str:
    rows, outputs = published["rows"], published["outputs"]
    volumes = sum(o["name"].startswith("volumes/") for o in outputs)
    held = sum(bool(row["held"]) for row in rows)
    outcomes = [check["outcome"] for check in published["checks"]]
    passed, failed, left = (outcomes.count(o) for o in ("pass", "fail", "not checked"))
    bound = f"{len(rows)} exhibits, {held} of them held, in {volumes} volume{'s' * (volumes != 1)}. "
    ready = "Ready to file." if published["ready"] else "NOT ready to file: see contact-sheet.html."
    return f"{bound}Preflight: {passed} passed, {failed} failed, {left} not checked. {ready}"


def _told_of_clauses(published: Mapping[str, Any]) -> str:
    clauses, dates = published["clauses"], published["dates"]
    contracts = sum(not paper["copy_of"] for paper in published["papers"])
    types = len({(row["own"], row["type"]) for row in clauses})
    low = sum(row["low"] for row in clauses)
    confirmed = sum(bool(row["confirmed_by"]) for row in dates)
    return (
        f"{len(clauses)} clauses of {types} types, {low} of them of low confidence, "
        f"in {contracts} contract{'s' * (contracts != 1)}. "
        f"{len(published['obligations'])} obligations and rights, {len(published['flags'])} points of form, "
        f"{len(dates)} dates, of which an attorney confirmed {confirmed} (confirmed-dates.toml)."
    )


KINDS: tuple[DeliverableKind, ...] = (
    _chronology("treatment", "Treatment chronology", "chronology"),
    _chronology("liability", "Liability chronology", "liability-chronology"),
    _chronology("damages", "Damages chronology", "damages-chronology"),
    _exhibits(),
    _clauses(),
)


def kind(name: str) -> DeliverableKind:
    """The deliverable of that name.

    Raises:
        UsageError: there is none.
    """
    for candidate in KINDS:
        if candidate.name == name:
            return candidate
    known = ", ".join(k.name for k in KINDS)
    raise UsageError(f"There is no deliverable named {name!r}.", f"Use one of: {known}.")
