"""Bind finished exhibits behind their index: one PDF, or volumes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.exhibits.bundle_parts import BoundPart, Bundle, BundleSpec, MakeIndex


def bind(parts: Sequence[BoundPart], index: MakeIndex, spec: BundleSpec, out: Path) -> Bundle:
    """Write the volumes into the folder ``out``."""
    raise NotImplementedError
