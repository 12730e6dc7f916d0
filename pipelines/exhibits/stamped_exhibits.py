"""Each exhibit as its own finished PDF: labelled, numbered, footed, with its slip sheet.

Answers: what is printed on an exhibit's pages, by plan and court; the finished file; a slip sheet alone for
an exhibit that is held, or whose signed original goes beside it as it is. Decides nothing that the plan or
the court's profile leaves open: a label is white where no colour is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.exhibits.bates_given import Numbers
from pipelines.exhibits.copies import Held, HeldFor
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_copies import Copied, CopiedPage, Outcome
from pipelines.exhibits.exhibit_set import NOT_INCLUDED
from pipelines.exhibits.label_layout import LabelText
from pipelines.exhibits.plan import Filing, Party
from pipelines.exhibits.planning import Planned
from pipelines.exhibits.sheets import Sheet
from pipelines.exhibits.stamping import StampJob, StampResult, stamp_exhibit
from pipelines.source_links import readable_name

_HEADINGS = {
    Party.PLAINTIFF: "PLAINTIFF'S EXHIBIT",
    Party.DEFENDANT: "DEFENDANT'S EXHIBIT",
    Party.JOINT: "JOINT EXHIBIT",
    Party.GOVERNMENT: "GOVERNMENT'S EXHIBIT",
    Party.PETITIONER: "PETITIONER'S EXHIBIT",
    Party.RESPONDENT: "RESPONDENT'S EXHIBIT",
}
_CLERK_BOXES = ("ID", "EVID.")
_FRONT_MATTER = 200
"""Pages of index, covers and slip sheets that page numbers are measured for."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One exhibit's finished file. ``copied`` is ``None`` where it is a slip sheet alone; ``held`` says why
    an exhibit is held; ``native`` is the name of the signed original that goes beside it as it is."""

    planned: Planned
    path: Path
    copied: Copied | None
    stamped: StampResult
    label: LabelText
    held: str = ""
    native: str = ""

    def page(self, number: int) -> CopiedPage | None:
        """What page ``number`` (from 1) of the file shows; ``None`` for a slip sheet."""
        at = self.stamped.pages[number - 1].copy_page
        return self.copied.pages[at - 1] if self.copied and at else None


def finish_exhibits(
    planned: Sequence[Planned],
    copies: Mapping[str, Outcome],
    numbers: Mapping[str, Numbers],
    filing: Filing,
    profile: CourtProfile,
    work: Path,
) -> tuple[Finished, ...]:
    """Stamp every exhibit that has pages or a slip sheet, in the order given."""
    pages = sum(len(c.pages) for c in copies.values() if isinstance(c, Copied))
    widest = "8" * len(str(pages + len(planned) + _FRONT_MATTER))
    made = []
    for exhibit in planned:
        if exhibit.with_pages or exhibit.held:
            outcome, given = copies.get(exhibit.id), numbers.get(exhibit.id)
            made.append(_finished(exhibit, outcome, given, filing, profile, widest, work))
    return tuple(made)


def label_of(exhibit: Planned, filing: Filing) -> LabelText:
    """What the exhibit's sticker says."""
    lines = tuple(line for line in (filing.case_number, filing.short_caption) if line)
    boxes = _CLERK_BOXES if filing.clerk_boxes else ()
    return LabelText(exhibit.designation, _HEADINGS[exhibit.party], lines, boxes)


def _finished(
    exhibit: Planned,
    outcome: Outcome | None,
    given: Numbers | None,
    filing: Filing,
    profile: CourtProfile,
    widest: str,
    work: Path,
) -> Finished:
    copied = outcome if isinstance(outcome, Copied) else None
    native, held = "", exhibit.held
    if isinstance(outcome, Held):
        if outcome.reason is HeldFor.NATIVE:
            source = exhibit.parts[0].source
            # Only a PDF bears a signature, whatever its name ends in.
            native = readable_name(source.name, source.sha256).rpartition(".")[0] + ".pdf"
        else:
            held = f"{outcome.problem} {outcome.remedy}"
    label = label_of(exhibit, filing)
    job = StampJob(
        profile=profile,
        sheet=Sheet(f"EXHIBIT {exhibit.designation}", _head(filing), _sheet_lines(exhibit, held, native)),
        label=label,
        colour=dict(profile.label_colours).get(exhibit.party.value, "white"),
        slip=filing.tabs or copied is None,
        bates=given.pages if copied and given and given.stamped else (),
        tier=exhibit.line.tier if copied else "",
        footers=_footers(exhibit, len(copied.pages), filing, profile) if copied else (),
        number=widest if paginated(filing) else "",
    )
    out = work / f"{exhibit.id}-finished.pdf"
    stamped = stamp_exhibit(copied.path if copied else None, out, job)
    return Finished(exhibit, out, copied, stamped, label, held, native)


def paginated(filing: Filing) -> bool:
    """Whether the bundle prints its page numbers: unless the plan says no, for the index cites them."""
    return filing.pagination is not False


def footed(filing: Filing, profile: CourtProfile) -> bool:
    """Whether each page says which page of which exhibit it is."""
    return profile.footers if filing.footers is None else filing.footers


def _footers(exhibit: Planned, count: int, filing: Filing, profile: CourtProfile) -> tuple[str, ...]:
    called = f"Exhibit {exhibit.designation}"
    if footed(filing, profile):
        return tuple(f"{called}, Page {n} of {count}" for n in range(1, count + 1))
    return (called,) * count if profile.designation_with_page else ()


def _head(filing: Filing) -> tuple[str, ...]:
    case = f"Case No. {filing.case_number}" if filing.case_number else ""
    return tuple(line for line in (filing.court, filing.caption, case) if line)


def _sheet_lines(exhibit: Planned, held: str, native: str) -> tuple[str, ...]:
    if held:
        # Why, and what to do about it, is for the office: contact sheet and set say it.
        return (exhibit.line.description, NOT_INCLUDED)
    if native:
        digest = exhibit.parts[0].source.sha256
        return (exhibit.line.description, f"Filed as it is: {native}", f"SHA-256 {digest}")
    return (exhibit.line.description,)
