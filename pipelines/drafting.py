"""From what was read of a matter to a draft: facts → rows → checks → files → a recorded revision.

Answers: the draft of a deliverable, and the clean rendition of one that goes to review. Refuses: rows whose
quotes are not found again, pages unaccounted for, a template other than the approved one, a closed matter, a
preparer who may not prepare there. Both renditions are made from the same rows, which lie in the sealed store
under their digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from extractors.errors import UsageError
from extractors.pages import Document
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.confidentiality.access import refuse_no_preparer
from pipelines.confidentiality.retention import refuse_closed
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.kind import Mark, Order
from pipelines.drafts import Draft, write_draft
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.rendition import Rendition
from pipelines.rows import SetAside
from pipelines.sealed import unseal
from pipelines.source_links import check_beside, lay_out_sources
from pipelines.version import PROGRAM
from pipelines.work_folder import work_folder


def approved_template(matter: Matter, deliverable: str) -> ApprovedTemplate:
    """The approved template of the office that the matter lies in.

    Raises:
        TemplateError: there is none, or its bytes changed after approval.
    """
    return load_approved(office_of(matter).templates, deliverable)


def check_may_draft(matter: Matter, deliverable: str, preparer: str, now: datetime) -> ApprovedTemplate:
    """The template to draft with, if this person may draft now: asked before anything is read, and again
    before anything is written.

    Raises:
        GateRefusal: the preparer may not prepare in this matter (logged).
        TemplateError: there is no approved template, or its review is overdue.
        UsageError: the matter is closed.
    """
    refuse_closed(matter)
    refuse_no_preparer(matter, preparer, now)
    return approved_template(matter, deliverable).in_force(now)


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

    Raises also what `check_may_draft` raises.
    """
    template = check_may_draft(matter, deliverable, preparer, now)
    check_beside(matter.drafts / deliverable)
    made = kind(deliverable)
    with work_folder(matter) as work:
        order = Order(matter, documents, set_aside, readers, template, PROGRAM, work)
        drafted = made.draft(order)
        inputs = {name: d.source.sha256 for d in documents for name in d.source.names}
        draft = write_draft(
            matter,
            deliverable,
            drafted.rows,
            drafted.files,
            template.stamp,
            inputs,
            preparer,
            Ledger(matter.ledger),
            now,
        )
    lay_out_sources(matter, [d.source for d in documents], draft.folder.parent)
    return draft


def clean_rendition(matter: Matter, draft: Draft) -> Rendition:
    """The files as they would be released, from the rows that the draft was made from.

    Raises:
        IntegrityError: the sealed rows are not the draft's.
        UsageError: another version of the program made them, in a form that this one does not read.
        TemplateError: the approved template is no longer the one the draft was made with.
    """
    sealed = unseal(matter.sealed, draft.rows_sha256)
    template = approved_template(matter, draft.deliverable)
    try:
        return kind(draft.deliverable).render(matter, sealed, template, Mark.CLEAN)
    except ValueError:
        raise UsageError(
            f"This version ({PROGRAM}) cannot read the rows of a draft made with {draft.program}.",
            "Draft again.",
        ) from None
