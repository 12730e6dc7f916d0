"""Read a finished bundle again with other engines than made it, and compare everything with the plan."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exhibits.bundle_parts import BoundPart, Bundle, BundleSpec


def reread(bundle: Bundle, parts: Sequence[BoundPart], spec: BundleSpec) -> None:
    """Prove the volumes. Raises `BundleError` naming the first difference."""
    raise NotImplementedError
