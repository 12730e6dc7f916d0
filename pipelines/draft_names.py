"""The names of files in a draft and in a release.

Answers: which names the gate gives itself, and whether a deliverable may give a name. Refuses names that
could leave their folder, hide in it, clash on some system, or stand for the gate's own files.
"""

from __future__ import annotations

import re

from extractors.errors import UsageError
from pipelines.rendition import Rendition

MANIFEST = "manifest.json"
CERTIFICATE = "certificate.html"
CERTIFICATE_PDF = "certificate.pdf"
APPROVAL = "approval.dsse.json"
EXTRACT = "audit-extract.jsonl"
RESERVED = frozenset({MANIFEST, CERTIFICATE, CERTIFICATE_PDF, APPROVAL, EXTRACT})
"""Names that the gate itself gives in a release."""

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}")
_INNER = re.compile(r"[a-z]{1,20}")
"""A folder inside a deliverable, such as ``exhibits``."""


def is_plain(name: str) -> bool:
    """Whether a file name is one that every system takes, and that stays in its folder."""
    return _FILE.fullmatch(name) is not None and not name.endswith((" ", "."))


def is_placed(name: str) -> bool:
    """Whether it is a plain name, or one in one inner folder."""
    folder, slash, file = name.rpartition("/")
    return is_plain(file) and (not slash or _INNER.fullmatch(folder) is not None)


def check_file_names(files: Rendition) -> None:
    """Refuse names that could leave the folder, hide in it, or stand for the gate's own files.

    Raises:
        UsageError: naming the first such name, or that there are no files.
    """
    bad = [n for n in files if not is_placed(n) or n in RESERVED]
    folded = {n.casefold() for n in files}
    if not files or bad or len(folded) != len(files):
        raise UsageError(
            f"A rendition cannot hold the file {min(bad)!r}." if bad else "A rendition's file names clash.",
            "Give each file a plain name of its own.",
        )
