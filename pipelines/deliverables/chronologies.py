"""The chronologies as deliverables: facts of all papers → rows → files, and the files again from the rows.

Answers: a draft of one of the three views, and its files again from the sealed rows. Refuses rows whose
quotes are not found again, pages unaccounted for, and (``ValueError``) sealed rows of another form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.damages import draft_damages
from pipelines.deliverables.kind import Drafted, Mark, Order
from pipelines.deliverables.liability import draft_liability
from pipelines.deliverables.treatment import draft_chronology as draft_treatment
from pipelines.facts_cache import KeptFacts
from pipelines.gather import gather
from pipelines.progress import progress
from pipelines.render.chronology import render
from pipelines.rendition import Rendition
from pipelines.rows import AnyChronology
from pipelines.rows_json import canonical_bytes, chronology_from_bytes, chronology_to_json
from pipelines.uncollected import uncollected

VIEWS: Mapping[str, Callable[..., AnyChronology]] = {
    "treatment": draft_treatment,
    "liability": draft_liability,
    "damages": draft_damages,
}


def draft_chronology(order: Order, view: str, stem: str) -> Drafted:
    """Draft one view of the facts of a matter.

    Raises:
        CitationError: a quote is not found again on its page.
        AccountingError: pages found are not pages accounted for.
    """
    progress().stage("Finding dates, encounters, codes and charges")
    matter = order.matter
    with uncollected():
        facts = gather(order.documents, matter.client, matter.date_of_incident, KeptFacts(matter))
    progress().stage("Laying out the rows and proving every quote")
    with uncollected():
        drafted = VIEWS[view](matter, facts, order.set_aside, order.template, order.program)
    rows = replace(drafted, stats=tuple(sorted((*drafted.stats, ("readers", order.readers)))))
    progress().stage("Writing Word, PDF, web page, Excel and JSON")
    files = render(rows, order.template, Mark.DRAFT, stem)
    return Drafted(canonical_bytes(chronology_to_json(rows)), files)


def render_chronology(rows: bytes, template: ApprovedTemplate, mark: Mark, stem: str) -> Rendition:
    """The files from the sealed rows: as they would be released, or as a draft once more.

    Raises:
        ValueError: the rows are of another form than this version reads.
        TemplateError: the template is no longer the one that the rows were made for.
    """
    return render(chronology_from_bytes(rows), template, mark, stem)
