"""The index of every layout, bound in front of its exhibits: each number and link in it read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.approved import load_approved
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.bundle import bind
from pipelines.exhibits.bundle_parts import Leaf, PlaceInBundle
from pipelines.exhibits.index_files import index_pdf
from pipelines.exhibits.plan import Layout
from pipelines.exhibits.reread import reread
from pipelines.exhibits.set_rows import placed_rows
from tests.pipelines.exhibits.made_bundle import SPEC, PageShape, exhibit
from tests.pipelines.exhibits.made_set import exhibit_set

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = load_approved(ROOT / "templates", "exhibits")


@pytest.mark.parametrize(
    ("layout", "max_bytes"), [*((layout, None) for layout in Layout), (Layout.MOTION, 300_000)]
)
def test_the_index_of_every_layout_is_bound(layout: Layout, max_bytes: int | None, tmp_path: Path) -> None:
    made = exhibit_set(22, layout.value, TEMPLATE.stamp)
    parts = tuple(
        replace(exhibit(tmp_path, n, [PageShape()] * len(row.pages), row.description), id=row.id)
        for n, row in enumerate(made.rows, 1)
        if row.pages
    )

    def index(places: Mapping[str, PlaceInBundle]) -> bytes:
        placed = replace(made, rows=placed_rows(made.rows, places))
        return index_pdf(placed, TEMPLATE, Mark.CLEAN)

    spec = replace(SPEC, max_bytes=max_bytes)
    bundle = bind(parts, index, spec, tmp_path)
    reread(bundle, parts, spec)
    assert (len(bundle.volumes) > 1) is (max_bytes is not None)
    assert bundle.volumes[0].pages[-1].leaf is Leaf.EXHIBIT
