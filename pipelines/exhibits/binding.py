"""The finished exhibits bound behind their index, read again, and each file named for the court.

Answers: the volumes and the rows with their places. Refuses (`BundleError`) a bundle in which anything is not
where its index, links, bookmarks or numbers say. A PDF/A claim is made only on files that a validator passed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.exhibits.bundle import bind
from pipelines.exhibits.bundle_parts import BoundPart, Bundle, BundleSpec, PlaceInBundle
from pipelines.exhibits.court_profile import HEADROOM, MEGABYTE, CourtProfile, Need
from pipelines.exhibits.exhibit_set import ExhibitRow
from pipelines.exhibits.file_names import file_name
from pipelines.exhibits.pdfa import claim_pdfa
from pipelines.exhibits.plan import Filing
from pipelines.exhibits.reread import reread
from pipelines.exhibits.set_rows import placed_rows
from pipelines.exhibits.stamped_exhibits import Finished, paginated

_PLACE = re.compile(r", obj .*$| and \d+ more$")
"""Where in a file a validator's finding stands."""

MakeIndexOf = Callable[[Sequence[ExhibitRow]], bytes]
"""The index as a PDF, for rows with their places."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The volumes, the rows as placed in them, and what a person should know of the binding. ``unclaimed``
    says why files make no PDF/A claim, each reason once."""

    bundle: Bundle
    rows: tuple[ExhibitRow, ...]
    remarks: tuple[str, ...]
    unclaimed: tuple[str, ...]


def bind_exhibits(
    finished: Sequence[Finished],
    rows: Sequence[ExhibitRow],
    index: MakeIndexOf,
    chronology: bytes,
    filing: Filing,
    profile: CourtProfile,
    out: Path,
) -> Bound:
    """Bind, claim PDF/A where the court wants it, and prove the result.

    Args:
        finished: the exhibits' own files, in the order of the index.
        rows: of all exhibits.
        index: makes the index.
        chronology: a PDF to bind in behind the index, empty for none.
        filing: what covers say.
        profile: limits and what the court wants of a PDF.
        out: an existing folder for the volumes.

    Raises:
        BundleError: the finished files do not say what was planned.
    """
    spec = _spec(filing, profile, chronology)
    parts = [part_of(made) for made in finished]

    def made_index(places: Mapping[str, PlaceInBundle]) -> bytes:
        return index(placed_rows(rows, places))

    bundle = bind(parts, made_index, spec, out)
    unclaimed = claim([volume.path for volume in bundle.volumes], profile)
    volumes = tuple(replace(volume, size=volume.path.stat().st_size) for volume in bundle.volumes)
    bundle = replace(bundle, volumes=volumes)
    reread(bundle, parts, spec)
    return Bound(bundle, placed_rows(rows, bundle.places), bundle.remarks, unclaimed)


def claim(paths: Sequence[Path], profile: CourtProfile) -> tuple[str, ...]:
    """Make files PDF/A in their places, where the court asks for it and a validator passes them.

    Returns:
        Why some make no claim, each reason once.
    """
    if profile.pdfa not in (Need.REQUIRED, Need.PREFERRED):
        return ()
    reasons = []
    for path in paths:
        beside = path.with_name(f"{path.name}.pdfa")
        claimed, why = claim_pdfa(path, beside)
        if claimed:
            os.replace(beside, path)
        else:
            beside.unlink(missing_ok=True)
            reasons.append(_PLACE.sub("", why))
    return tuple(dict.fromkeys(reasons))


def _spec(filing: Filing, profile: CourtProfile, chronology: bytes) -> BundleSpec:
    limit = profile.max_file_mb
    head = (filing.court, filing.caption, f"Case No. {filing.case_number}" if filing.case_number else "")
    title = ": ".join(part for part in (filing.title, filing.short_caption) if part)
    bundle = f"Exhibits {filing.short_caption}".strip()
    return BundleSpec(
        title=title,
        file_name=lambda volume: file_name(profile, "", bundle, filing.party.value, volume),
        cover=tuple(line for line in head if line),
        max_bytes=int(limit * MEGABYTE * HEADROOM) if limit else None,
        max_pages=profile.max_pages,
        paginated=paginated(filing),
        open_at_bookmarks=profile.open_at_bookmarks or profile.bookmarks is Need.REQUIRED,
        index=filing.title,
        chronology=chronology,
    )


def part_of(made: Finished) -> BoundPart:
    """A finished exhibit as it is bound and read again."""
    pages = []
    for number in range(1, len(made.stamped.pages) + 1):
        copied = made.page(number)
        pages.append((copied.sha256, copied.source_page) if copied else ("", 0))
    return BoundPart(
        id=made.planned.id,
        designation=made.planned.designation,
        description=made.planned.line.description,
        path=made.path,
        pages=tuple(pages),
        copy=made.copied.path if made.copied else None,
        printed=made.stamped.printed,
    )
