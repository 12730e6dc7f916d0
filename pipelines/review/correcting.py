"""Corrections applied to the sealed rows of a case: tried one at a time, carried out all together.

Answers: the corrected rows as bytes, proven to differ only where they may. Refuses what the deliverable's
form refuses, and a result in which any other row differs: a correction never is a way to change more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from extractors.errors import UsageError
from extractors.pages import Page
from pipelines.approved import load_approved
from pipelines.deliverables.catalog import kind
from pipelines.review.case import Case
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review_rows import Correction, PageOf, ReviewForm
from pipelines.sealed import unseal
from pipelines.store import Store


def check_correction(case: Case, correction: Correction) -> None:
    """Try one correction, as it is typed.

    Raises:
        UsageError: it cannot stand; with what to do instead.
    """
    sealed = unseal(case.matter.sealed, case.history.made("rows"))
    with _pages(case) as page_of:
        kind(case.item.deliverable).review().check(sealed, correction, page_of)


def corrected_rows(case: Case, corrections: Sequence[Correction]) -> bytes:
    """The case's rows with those corrected or withdrawn, as canonical bytes.

    Raises:
        UsageError: one of them cannot stand, or it would change other rows too.
        TemplateError: the approved template is not usable.
    """
    deliverable = case.item.deliverable
    form = kind(deliverable).review()
    template = load_approved(case.office.templates, deliverable)
    sealed = unseal(case.matter.sealed, case.history.made("rows"))
    with _pages(case) as page_of:
        made = form.correct(sealed, corrections, template, page_of)
    _prove_unchanged(form, sealed, made, corrections)
    return made


@contextlib.contextmanager
def _pages(case: Case) -> Iterator[PageOf]:
    """The matter's pages as those read them who read them for these rows."""
    readers = sealed_rows(case.matter, case.history).readers
    with Store.open(case.matter) as store:

        def page_of(sha256: str, number: int) -> Page:
            found = store.page(sha256, number, readers)
            if found is None:
                raise KeyError((sha256, number))
            return found[0]

        yield page_of


def _prove_unchanged(
    form: ReviewForm, before: bytes, after: bytes, corrections: Sequence[Correction]
) -> None:
    """Every row that was neither corrected nor withdrawn nor speaks of a withdrawn one is as it was."""
    may_differ = form.touched(before, corrections) | {c.row_id for c in corrections}
    gone = frozenset(c.row_id for c in corrections if c.withdrawn)
    old = {row.id: row.digest for row in form.rows(before) if row.id not in may_differ}
    new = {row.id: row.digest for row in form.rows(after)}
    others = {row_id: digest for row_id, digest in new.items() if row_id not in may_differ}
    if old != others or gone & set(new):
        raise UsageError(
            "The correction would change other rows too.", "Request changes and draft again; report this."
        )
