"""The rows of an exhibit set, from what was planned, finished and bound.

Answers: each line of the index, withdrawn and omitted ones included, each of its pages, and the caption. Says
nothing that was not planned by a person, printed by a stamp, or counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipelines.exhibits.bates_given import Numbers
from pipelines.exhibits.bundle_parts import PlaceInBundle
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.designations import spans_text
from pipelines.exhibits.exhibit_copies import REDACTED
from pipelines.exhibits.exhibit_set import ExhibitPage, ExhibitRow, FilingCaption, Placed
from pipelines.exhibits.label_layout import LabelText
from pipelines.exhibits.pdf_refusals import SIGNATURE_DROPPED
from pipelines.exhibits.plan import Filing
from pipelines.exhibits.planning import Planned
from pipelines.exhibits.stamped_exhibits import Finished

SIGNED_COPY = "a copy of a digitally signed file; the signature is not carried"


def filing_caption(filing: Filing, profile: CourtProfile) -> FilingCaption:
    """What index, labels and sheets print of the filing."""
    return FilingCaption(
        profile=profile.id,
        profile_name=profile.name,
        confirmed_by=filing.confirmed_by,
        confirmed_on=_iso(filing.confirmed_on),
        filing_date=_iso(filing.filing_date),
        court=filing.court,
        case_number=filing.case_number,
        caption=filing.caption,
        short_caption=filing.short_caption,
        judge=filing.judge,
        party=filing.party.value,
        layout=filing.layout.value,
        title=filing.title,
        filer=filing.filer,
    )


def exhibit_rows(
    planned: Sequence[Planned],
    finished: Sequence[Finished],
    numbers: Mapping[str, Numbers],
) -> tuple[ExhibitRow, ...]:
    """One row for each exhibit, in order, not yet named and placed in a bundle.

    Args:
        planned: all exhibits, in the order of the index.
        finished: those with a file.
        numbers: Bates numbers by exhibit id.
    """
    done = {f.planned.id: f for f in finished}
    return tuple(_row(p, done.get(p.id), numbers.get(p.id)) for p in planned)


def placed_rows(
    rows: Sequence[ExhibitRow], places: Mapping[str, PlaceInBundle]
) -> tuple[ExhibitRow, ...]:
    """The rows with their places in a bundle."""
    return tuple(_placed(row, places[row.id]) if row.id in places else row for row in rows)


def label_lines(label: LabelText) -> tuple[str, ...]:
    """What a sticker says, line by line."""
    return tuple(line for line in (label.heading, label.designation, *label.lines, *label.boxes) if line)


def _placed(row: ExhibitRow, place: PlaceInBundle) -> ExhibitRow:
    pages = tuple(
        replace(page, bundle_page=number, volume=volume)
        for page, (number, volume) in zip(row.pages, place.pages, strict=True)
    )
    return replace(
        row, first_page=place.first_page, last_page=place.last_page, volume=place.volume, pages=pages
    )


def _row(exhibit: Planned, made: Finished | None, given: Numbers | None) -> ExhibitRow:
    line = exhibit.line
    pages = _pages(made, given) if made else ()
    bates = [page.bates for page in pages if page.bates]
    remarks = []
    redacted = sum(REDACTED in page.remarks for page in pages)
    if redacted:
        remarks.append(f"redacted on {redacted} page{'s' * (redacted != 1)}")
    if made and made.copied and SIGNATURE_DROPPED in made.copied.remarks:
        remarks.append(SIGNED_COPY)
    if made and made.native:
        remarks.append(f"filed as it is, signature and all: {made.native}")
    return ExhibitRow(
        id=exhibit.id,
        designation=exhibit.designation,
        party=exhibit.party.value,
        description=line.description,
        date=line.date,
        status=line.status.value,
        witness=line.witness,
        purpose=line.purpose,
        objection=line.objection,
        stipulated=line.stipulated,
        criterion=line.criterion,
        tier=line.tier,
        translation="yes" if line.translation else "no" if not line.language else "missing",
        bates_first=bates[0] if bates else "",
        bates_last=bates[-1] if bates else "",
        sources=tuple((part.source.name, part.source.sha256) for part in exhibit.parts),
        source_pages=spans_text(line.pages),
        page_count=len(pages),
        first_page=0,
        last_page=0,
        volume=0,
        file="",
        label=made.stamped.placed if made else Placed.NONE,
        label_text=label_lines(made.label) if made else (),
        held=made.held if made else "",
        remarks=tuple(remarks),
        pages=pages,
    )


def _pages(made: Finished, given: Numbers | None) -> tuple[ExhibitPage, ...]:
    found: list[ExhibitPage] = []
    of_all = made.copied.remarks if made.copied else ()
    for number, stamped in enumerate(made.stamped.pages, 1):
        copied = made.page(number)
        bates = given.pages[stamped.copy_page - 1] if given and copied else ""
        found.append(
            ExhibitPage(
                sha256=copied.sha256 if copied else "",
                source_page=copied.source_page if copied else 0,
                bates=bates,
                exhibit_page=stamped.copy_page,
                bundle_page=0,
                volume=0,
                text_layer=copied.text_layer if copied else "native",
                # What is true of the whole copy is said once, and not in the index, which is filed.
                remarks=(
                    *(copied.remarks if copied else ()),
                    *stamped.remarks,
                    *(of_all if stamped.copy_page == 1 else ()),
                ),
            )
        )
    return tuple(found)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
