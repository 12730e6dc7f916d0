"""The page ledger: exactly one disposition for each page of each source; their sum is the page count."""

from __future__ import annotations

from collections.abc import Callable, Collection

from extractors.errors import AccountingError
from extractors.facts import CHART, CLINICAL, PageFacts, PageKind
from extractors.identity import Owner
from extractors.pages import Document, Layer, Page
from pipelines.citing import Citer
from pipelines.duplicates import PageRef
from pipelines.gather import Facts
from pipelines.rows import PageEntry

CITED, DUPLICATE, BLANK, NO_TEXT, EXCLUDED, REVIEW = (
    "cited",
    "duplicate of",
    "blank",
    "no readable text",
    "excluded",
    "needs review",
)

_EXCLUDED = {
    PageKind.LEDGER: "bill: read for amounts, no encounter of its own",
    PageKind.CMS1500: "bill: read for amounts, no encounter of its own",
    PageKind.UB04: "bill: read for amounts, no encounter of its own",
    PageKind.EOB: "explanation of benefits",
    PageKind.PHARMACY: "pharmacy profile: dispensing, no encounter",
    PageKind.FAX_COVER: "fax cover sheet",
    PageKind.REQUEST: "records request",
    PageKind.CERTIFICATION: "custodian certification",
    PageKind.INSURER_LETTER: "insurer or business letter",
    PageKind.WAGE: "wage verification",
    PageKind.POLICE: "crash report: belongs to the liability chronology",
    PageKind.INCIDENT_REPORT: "incident report: belongs to the liability chronology",
    PageKind.STATEMENT: "statement: belongs to the liability chronology",
    PageKind.DEPOSITION: "testimony: belongs to the liability chronology",
    PageKind.CONSENT: "consent or authorization form",
    PageKind.DIAGRAM: "diagram without findings in words",
    PageKind.PHONE: "telephone notes: no encounter",
    PageKind.APPOINTMENTS: "appointment list: scheduling, no encounter",
    PageKind.INTAKE: "intake form: no encounter on its date",
    PageKind.WORK_STATUS: "work status slip without a date",
}


def unused_in_treatment(fact: PageFacts) -> tuple[str, str]:
    """Disposition and reason of a page that no row of a treatment chronology cites."""
    if fact.kind in CLINICAL:
        return REVIEW, "no date of service found on this page"
    if fact.kind in CHART:
        return REVIEW, "chart page: no stay or visit in the file on its date"
    if fact.kind in _EXCLUDED:
        return EXCLUDED, _EXCLUDED[fact.kind]
    return REVIEW, "kind of page not recognised"


def page_ledger(
    facts: Facts,
    cited: Collection[tuple[str, int]],
    citer: Citer,
    unused: Callable[[PageFacts], tuple[str, str]] = unused_in_treatment,
) -> tuple[PageEntry, ...]:
    """Entries in order of file name and page.

    Args:
        facts: the matter's facts.
        cited: (digest, page) of every page that a row or a finding of a row cites.
        citer: file names of the matter.
        unused: disposition and reason of a readable page of the matter's that is not cited.

    Raises:
        AccountingError: the entries do not equal the pages, one each.
    """
    copies = {p.copy: p.original for p in facts.duplicates}
    entries: list[PageEntry] = []
    for document, found in zip(facts.documents, facts.facts, strict=True):
        for page, fact, owner in zip(document.pages, found.pages, found.owners, strict=True):
            disposition, reason = _disposition(page, fact, owner, cited, copies, citer) or unused(fact)
            entries.append(
                PageEntry(
                    document.source.name,
                    page.source,
                    page.number,
                    disposition,
                    reason,
                    page.layer.value,
                    page.confidence,
                    fact.kind.value,
                )
            )
    _prove(facts.documents, entries)
    return tuple(entries)


def _disposition(
    page: Page,
    fact: PageFacts,
    owner: str,
    cited: Collection[tuple[str, int]],
    copies: dict[PageRef, PageRef],
    citer: Citer,
) -> tuple[str, str] | None:
    """The disposition that does not depend on the deliverable, ``None`` for a readable page not cited."""
    original = copies.get(PageRef(page.source, page.number))
    if owner == Owner.OTHER.value:
        return EXCLUDED, "another person's page: escalated"
    if original is not None:
        return DUPLICATE, f"{citer.names[original.sha256]}, p. {original.page}"
    if (page.source, page.number) in cited:
        return CITED, ""
    if fact.kind is PageKind.BLANK:
        return BLANK, ""
    if page.layer is Layer.NONE or fact.kind is PageKind.UNREADABLE:
        return NO_TEXT, "; ".join(page.marks)
    return None


def _prove(documents: tuple[Document, ...], entries: list[PageEntry]) -> None:
    pages = sum(len(d.pages) for d in documents)
    if len(entries) != pages or len({(e.sha256, e.page) for e in entries}) != pages:
        raise AccountingError(
            f"The page ledger holds {len(entries)} entries for {pages} pages.",
            "Nothing was drafted; report this with the two numbers.",
        )
