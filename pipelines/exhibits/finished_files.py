"""The finished files of a set as preflight and the release see them.

Answers: each file by name, digest, size and pages; which exhibit each of its pages is; what people and
readers know of the pages. Guesses nothing: a page is what the plan and the binding made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipelines.deliverables.kind import Order
from pipelines.durable import file_digest
from pipelines.exhibits.binding import Bound
from pipelines.exhibits.bound_chronology import cited_exhibits
from pipelines.exhibits.bundle_parts import BundlePage, Leaf, Volume
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_set import ExhibitSet, OutputFile
from pipelines.exhibits.plan import Plan
from pipelines.exhibits.planning import Planned
from pipelines.exhibits.preflight.finished import FileKind, FinishedFile, FinishedPage, Known, Reviewed
from pipelines.exhibits.stamped_exhibits import Finished, footed

INDEX_NAME = "exhibit-index.pdf"


@dataclass(frozen=True, slots=True)
class Product:
    """One finished file: its name in the deliverable, where it lies now, its pages. ``native`` is a signed
    original, which goes as it is and is not checked as a file of ours."""

    name: str
    path: Path
    pages: int
    native: bool = False


def output_of(product: Product) -> OutputFile:
    """The file by its bytes."""
    return OutputFile(
        product.name, file_digest(product.path), product.path.stat().st_size, product.pages
    )


def page_count(path: Path) -> int:
    """Pages of a file of our own."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def finished_files(
    products: Sequence[Product], finished: Sequence[Finished], bound: Bound, numbered: bool
) -> tuple[FinishedFile, ...]:
    """What preflight looks at: volumes (their pages ``numbered`` or not), the loose index, the exhibits' own
    files."""
    by_path = {product.path: product for product in products if not product.native}
    files = [_volume(by_path[v.path].name, v, numbered) for v in bound.bundle.volumes]
    index = next(product for product in products if product.name == INDEX_NAME)
    pages = (FinishedPage(index=True),) * index.pages
    files.append(FinishedFile(INDEX_NAME, index.path, FileKind.INDEX, pages))
    files += [
        FinishedFile(
            by_path[made.path].name,
            made.path,
            FileKind.EXHIBIT,
            tuple(FinishedPage(made.planned.id, n) for n in range(1, len(made.stamped.pages) + 1)),
        )
        for made in finished
        if made.path in by_path
    ]
    return tuple(files)


def known_of(
    order: Order,
    plan: Plan,
    profile: CourtProfile,
    planned: Sequence[Planned],
    made: ExhibitSet,
    chronology: bytes,
) -> Known:
    """What people ticked, readers measured, and the chronology that is bound in cites."""
    confidences = {
        (d.source.sha256, page.number): page.confidence
        for d in order.documents
        for page in d.pages
        if page.confidence is not None
    }
    return Known(
        matter=made.matter,
        confidences=confidences,
        reviewed={p.id: Reviewed(p.line.pii_reviewed, p.line.images_reviewed) for p in planned},
        cited=cited_exhibits(chronology, made.rows) if chronology else None,
        own_numbers=frozenset(p.id for p in planned if p.line.bates),
        footers=footed(plan.filing, profile),
    )


def _volume(name: str, volume: Volume, numbered: bool) -> FinishedFile:
    return FinishedFile(
        name,
        volume.path,
        FileKind.VOLUME,
        tuple(_page(page) for page in volume.pages),
        first_printed=volume.pages[0].number,
        volume=volume.number,
        paginated=numbered,
    )


def _page(page: BundlePage) -> FinishedPage:
    if page.leaf is Leaf.EXHIBIT:
        return FinishedPage(page.exhibit, page.page)
    return FinishedPage(index=page.leaf is Leaf.INDEX)

