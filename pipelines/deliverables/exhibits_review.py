"""How an exhibit set is reviewed: each line of its index, and each check that did not pass.

Answers: an exhibit with its label, numbers and pages, cited by its first and last page; what held it. Refuses
every correction: an exhibit is what its plan says, so the plan is what changes, and the set is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from extractors.citations import Citation
from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.exhibits.exhibit_set import Check, ExhibitRow, ExhibitSet, Outcome
from pipelines.exhibits.set_json import set_from_bytes, set_to_json
from pipelines.nameless import nameless
from pipelines.review_rows import Correction, PageOf, ReviewRow
from pipelines.rows import MatterFinding, PageEntry, SetAside, SourceCitation

CHECKS = "preflight"


class ExhibitsReview:
    """The review form of an exhibit set."""

    def rows(self, sealed: bytes) -> tuple[ReviewRow, ...]:
        """One for each line of the index, then one for each check that failed or could not be made."""
        exhibit_set = _read(sealed)
        written = {row["id"]: row for row in set_to_json(exhibit_set)["rows"]}
        names = {sha256: name for row in exhibit_set.rows for name, sha256 in row.sources}
        exhibits = (_exhibit(row, exhibit_set, written[row.id], names) for row in exhibit_set.rows)
        by_check: dict[str, list[Check]] = {}
        for check in exhibit_set.checks:
            if check.outcome is not Outcome.PASS:
                by_check.setdefault(check.id, []).append(check)
        return (*exhibits, *(_checked(checks) for checks in by_check.values()))

    def readers(self, sealed: bytes) -> str:
        """As the set states them."""
        return _read(sealed).readers

    def pages(self, sealed: bytes) -> tuple[PageEntry, ...]:
        """None: a set takes the pages that its plan names, and lists the files that it does not draw on."""
        return ()

    def found(self, sealed: bytes) -> Mapping[str, tuple[str, ...]]:
        """Exhibits held, checks by outcome, files set aside, a plan that nobody has looked at."""
        s = _read(sealed)
        found = {
            "held": [f"{row.designation}: {row.held}" for row in s.rows if row.held],
            "set_aside": [f"{entry.file}: {entry.reason}" for entry in s.set_aside],
            "failed_check": [_said(c) for c in s.checks if c.outcome is Outcome.FAIL],
            "unchecked": [_said(c) for c in s.checks if c.outcome is Outcome.NOT_CHECKED],
            "proposed": ["The plan is the program's proposal."] if s.proposed else [],
        }
        return {kind: tuple(sorted(told)) for kind, told in sorted(found.items()) if told}

    def findings(self, sealed: bytes) -> tuple[MatterFinding, ...]:
        """None: what a check found is a row."""
        return ()

    def set_aside(self, sealed: bytes) -> tuple[SetAside, ...]:
        """Files that could not be read."""
        return _read(sealed).set_aside

    def correctable(self, sealed: bytes, row_id: str) -> tuple[str, ...]:
        """Nothing: see the module."""
        return ()

    def check(self, sealed: bytes, correction: Correction, page_of: PageOf) -> None:
        """Refused: see the module.

        Raises:
            UsageError: always.
        """
        raise _in_plan()

    def correct(
        self, sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
    ) -> bytes:
        """Refused: see the module.

        Raises:
            UsageError: always.
        """
        raise _in_plan()

    def touched(self, sealed: bytes, corrections: Sequence[Correction]) -> frozenset[str]:
        """None, for nothing is corrected."""
        return frozenset()


@lru_cache(maxsize=2)
def _read(sealed: bytes) -> ExhibitSet:
    """The rows of a revision are asked for again and again, and are large."""
    return set_from_bytes(sealed)


def _in_plan() -> UsageError:
    return UsageError(
        "An exhibit set is not corrected row by row.",
        "Request changes, edit exhibits.toml, then draft again.",
    )


def _exhibit(row: ExhibitRow, s: ExhibitSet, written: Any, names: Mapping[str, str]) -> ReviewRow:
    failed = [c for c in s.checks if c.designation == row.designation and c.outcome is not Outcome.PASS]
    pages = f"{row.first_page}-{row.last_page}" if row.first_page else ""
    numbers = f"{row.bates_first} – {row.bates_last}" if row.bates_last else row.bates_first
    return ReviewRow(
        id=row.id,
        section="index",
        heading=" · ".join(part for part in (row.designation, row.description) if part),
        fields=(
            ("Exhibit", row.designation),
            ("Description", row.description),
            ("Date", row.date),
            ("Status", row.status),
            ("Witness", row.witness),
            ("Bates", numbers),
            ("Pages of the source", row.source_pages),
            ("Pages", str(row.page_count)),
            ("In the bundle", pages),
            ("Label", "; ".join(row.label_text)),
            ("File", row.file),
        ),
        citations=_ends(row, names),
        critical=True,  # what is filed cannot be taken back
        flags=tuple(
            dict.fromkeys(
                (*((f"held: {row.held}",) if row.held else ()), *row.remarks, *(_said(c) for c in failed))
            )
        ),
        because=tuple(part for part in (row.criterion, f"label on: {row.label.value}") if part),
        related=tuple(
            other.id for other in s.rows if other.id != row.id and set(other.sources) & set(row.sources)
        ),
        digest=_digest(written),
        content=_digest(nameless(written)),
    )


def _ends(row: ExhibitRow, names: Mapping[str, str]) -> tuple[SourceCitation, ...]:
    """The first and the last source page of an exhibit. No words of it are quoted."""
    real = [page for page in row.pages if page.source_page and page.sha256 in names]
    ends = dict.fromkeys((real[0], real[-1])) if real else ()
    return tuple(
        SourceCitation(Citation(p.sha256, p.source_page, 0, 0, ""), names[p.sha256], p.bates or None)
        for p in ends
    )


def _checked(checks: Sequence[Check]) -> ReviewRow:
    first = checks[0]
    digest = _digest([[c.title, c.outcome.value, c.detail, c.file, c.page, c.designation] for c in checks])
    return ReviewRow(
        id=f"check-{first.id}",
        section=CHECKS,
        heading=f"{first.title}: {first.outcome.value}",
        fields=(
            ("Check", first.title),
            ("Outcome", first.outcome.value),
            *((_place(check), check.detail) for check in checks),
            ("What to do", "; ".join(dict.fromkeys(check.remedy for check in checks if check.remedy))),
        ),
        citations=(),
        critical=any(check.outcome is Outcome.FAIL for check in checks),
        flags=(f"check {first.outcome.value}",),
        because=(first.id,),
        related=(),
        digest=digest,
        content=digest,
    )


def _said(check: Check) -> str:
    return f"{check.title}: {check.outcome.value}" + (f" ({check.detail})" if check.detail else "")


def _place(check: Check) -> str:
    page = f"p. {check.page}" if check.page else ""
    return ", ".join(part for part in (check.designation, check.file, page) if part) or "The whole set"


def _digest(value: Any) -> str:
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
