"""From what was read of a matter to a draft: facts → rows → checks → files → a recorded revision.

Answers: the draft of a deliverable, and the clean rendition of one that goes to review. Refuses: rows whose
quotes are not found again, pages unaccounted for, a template other than the approved one. Both renditions are
made from the same rows, which lie in the sealed store under their digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.errors import UsageError
from extractors.pages import Document
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.kind import Mark
from pipelines.drafts import Draft, write_draft
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.rows_json import canonical_bytes, chronology_from_bytes, chronology_to_json
from pipelines.sealed import unseal
from pipelines.source_links import check_beside, lay_out_sources
from pipelines.version import PROGRAM


def approved_template(matter: Matter, deliverable: str) -> ApprovedTemplate:
    """The approved template of the office that the matter lies in.

    Raises:
        TemplateError: there is none, or its bytes changed after approval.
    """
    return load_approved(office_of(matter).templates, deliverable)


def draft_deliverable(
    matter: Matter,
    deliverable: str,
    documents: Sequence[Document],
    set_aside: Sequence[SetAside],
    readers: str,
    preparer: str,
    now: datetime,
) -> Draft:
    """Draft a deliverable and record it as a revision; the same content as before makes no new one.

    Args:
        matter: whose it is.
        deliverable: its name, e.g. ``treatment``.
        documents: everything read, sorted by digest.
        set_aside: the files that could not be read.
        readers: who read them, stated in the draft: with other readers the same files may give other rows.
        preparer: roster id of the person who prepares it.
        now: when, for the ledger; it reaches no file of the draft.

    Raises:
        CitationError: a quote is not found again on its page.
        AccountingError: pages found are not pages accounted for.
    """
    # Imported here: what reads facts loads spaCy, which `status` and `verify` must not wait for.
    from pipelines.gather import gather

    template = approved_template(matter, deliverable)
    check_beside(matter.drafts / deliverable)
    progress().stage("Finding dates, encounters, codes and charges")
    facts = gather(documents, matter.client, matter.date_of_incident)
    progress().stage("Laying out the rows and proving every quote")
    drafted = kind(deliverable).draft(matter, facts, set_aside, template, PROGRAM)
    rows = replace(drafted, stats=tuple(sorted((*drafted.stats, ("readers", readers)))))
    progress().stage("Writing Word, PDF, web page, Excel and JSON")
    files = kind(deliverable).render(rows, template, Mark.DRAFT)
    inputs = {name: d.source.sha256 for d in documents for name in d.source.names}
    canonical = canonical_bytes(chronology_to_json(rows))
    ledger = Ledger(matter.ledger)
    made = write_draft(matter, deliverable, canonical, files, template.stamp, inputs, preparer, ledger, now)
    lay_out_sources(matter, [d.source for d in documents], made.folder.parent)
    return made


def clean_rendition(matter: Matter, draft: Draft) -> Mapping[str, bytes]:
    """The files as they would be released, from the rows that the draft was made from.

    Raises:
        IntegrityError: the sealed rows are not the draft's.
        UsageError: another version of the program made them, in a form that this one does not read.
        TemplateError: the approved template is no longer the one the draft was made with.
    """
    sealed = unseal(matter.sealed, draft.rows_sha256)
    try:
        rows = chronology_from_bytes(sealed)
    except ValueError:
        raise UsageError(
            f"This version ({PROGRAM}) cannot read the rows of a draft made with {draft.program}.",
            "Draft again.",
        ) from None
    return kind(draft.deliverable).render(rows, approved_template(matter, draft.deliverable), Mark.CLEAN)
