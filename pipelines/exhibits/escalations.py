"""What a person must decide or do about a set, in sentences, each with what to do.

Answers: held exhibits, a plan that the program proposed, descriptions that argue, citations that lead to no
exhibit, files that no exhibit draws on. Decides none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exhibits.bound_chronology import BoundChronology
from pipelines.exhibits.bundle_parts import LostLink, linked_exhibit
from pipelines.exhibits.exhibit_set import ExhibitSet, Outcome
from pipelines.exhibits.neutral import LONGEST, argumentative, too_long
from pipelines.exhibits.plan import Plan

PROPOSED = (
    "The plan is the program's proposal: which papers are exhibits is for a person to say. Edit "
    "exhibits.toml, take out proposed = true, and draft again."
)


def not_pdfa(reasons: Sequence[str]) -> tuple[str, ...]:
    """What to do where the court asks for PDF/A and files cannot claim it."""
    if not reasons:
        return ()
    kinds = "; ".join(dict.fromkeys(reasons))
    return (
        f"Some files make no PDF/A claim, for a validator refuses them ({kinds}). Print those papers to "
        "PDF/A and add them again, or file where PDF/A is not required.",
    )


def escalations(
    made: ExhibitSet,
    plan: Plan,
    remarks: Sequence[str],
    chronology: BoundChronology,
    lost: Sequence[LostLink],
) -> tuple[str, ...]:
    """The sentences, in the order in which they matter."""
    told: list[str] = [PROPOSED] if plan.proposed else []
    told += [f"{row.designation} is held: {row.held}" for row in made.rows if row.held]
    told += [
        f"{row.designation}: the description argues ({', '.join(words)}). An index is neutral; reword it."
        for row in made.rows
        if (words := argumentative(row.description))
    ]
    told += [
        f"{row.designation}: the description has more than {LONGEST} characters. Shorten it."
        for row in made.rows
        if too_long(row.description)
    ]
    told += [chronology.missing] if chronology.missing else []
    cites = [link for link in lost if linked_exhibit(link.target) is None]
    if cites:
        pages = len({link.page for link in cites})
        told.append(
            f"{len(cites)} citations on {pages} pages of the chronology lead to pages that no exhibit in "
            "their volume holds; their words stay, without a link. Add those pages to the plan if wanted."
        )
    told += remarks
    failed = sum(check.outcome is Outcome.FAIL for check in made.checks)
    if failed:
        checks = "1 preflight check" if failed == 1 else f"{failed} preflight checks"
        told.append(f"{checks} failed: see below, each with its page and what to do.")
    if made.unused:
        told.append(
            f"{len(made.unused)} files of the matter are in no exhibit. They are listed; whether one belongs "
            "here is for a person to say."
        )
    return tuple(dict.fromkeys(told))
