"""Do the sources that an item was made from still count: asked before it is approved, and before it goes out.

Answers: whether somebody called one of them back, or other bytes took its place, since the last run asked.
Refuses, in the ledger first: an item while a list of privileged or clawed-back papers came or changed that
no run has held against the matter yet; an item made from what is withdrawn, of which nobody was asked.
Nothing is void by that: the next run asks, and an attorney's answer decides. Reads no list itself: that is a
run's work.
"""

from __future__ import annotations

from extractors.errors import UsageError
from pipelines.discovery.attention import unasked
from pipelines.discovery.block_lists import FOLDER, lists_changed
from pipelines.review.case import Case
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.submission import Submission
from pipelines.store import Store

_RUN = "Have a preparer run `pincite watch --once`: it holds the lists against the matter, and asks."


def refuse_called_back(case: Case, submission: Submission) -> None:
    """Refuse the case's move while a source of the submission may have been called back.

    Raises:
        GateRefusal: see the module (logged).
        StoreError: the matter's database cannot be read, so nothing is known of its sources.
    """
    with Store.open(case.matter) as store:
        _refuse_lists(case, store)
        found = unasked(store, case.tx.entries, case.history, (s for _, s in submission.inputs))
    if found:
        case.refuse(
            Refusal(
                Rule.CALLED_BACK,
                f"{case.item} was made from files that were withdrawn or replaced since ({len(found)}), and "
                "nobody was asked whether it may go on.",
                _RUN,
            )
        )


def _refuse_lists(case: Case, store: Store) -> None:
    try:
        changed = lists_changed(case.matter, store)
    except UsageError as error:
        case.refuse(Refusal(Rule.LISTS_CHANGED, error.problem, error.remedy))
    if changed:
        case.refuse(
            Refusal(
                Rule.LISTS_CHANGED,
                f"A list in {FOLDER} came, changed or went since the last run: it may name a paper of "
                f"{case.item}.",
                _RUN,
            )
        )
