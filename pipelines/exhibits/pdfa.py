"""Claim PDF/A-2b for a finished PDF, only if the written bytes validate."""

from __future__ import annotations

from pathlib import Path


def claim_pdfa(path_in: Path, path_out: Path) -> tuple[bool, str]:
    """Whether ``path_out`` was written with a claim that holds; the words say why not."""
    raise NotImplementedError
