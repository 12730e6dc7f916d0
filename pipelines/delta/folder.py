"""A delta on the disk, beside the drafts: the page to print, the page for the browser, the data.

    deltas/<deliverable>/<revision>/   delta.docx · delta.html · delta.json

Answers: the folder, written or found as it is. The same delta writes the same bytes; a delta of the same
revision against another one (an attorney got that before them meanwhile) replaces it. Nothing is bound to
these files and no review reads them: what is decided on is the draft. Refuses a draft whose Word file was
altered.
"""

from __future__ import annotations

from pathlib import Path

from extractors.errors import IntegrityError
from pipelines.deliverables.catalog import kind
from pipelines.delta.delta_json import delta_bytes
from pipelines.delta.document import one_page, title, whole
from pipelines.delta.values import Delta
from pipelines.drafts import load_draft
from pipelines.durable import make_folder, plain_failure, read_regular, replace_file, sha256_of
from pipelines.matter import Matter
from pipelines.render.html import render_html

DATA = "delta.json"
DOCUMENT = "delta.docx"
PAGE = "delta.html"


def write_delta(matter: Matter, delta: Delta) -> Path:
    """Write the delta of a recorded revision into its folder.

    Returns:
        the folder.

    Raises:
        IntegrityError: the draft's Word file is missing or altered, or the disk failed.
    """
    folder = delta_folder(matter, delta.deliverable, delta.revision)
    data = delta_bytes(delta)
    if _holds(folder / DATA, data) and (folder / DOCUMENT).is_file() and (folder / PAGE).is_file():
        return folder
    draft = _word_file(matter, delta)
    files = {
        DOCUMENT: one_page(delta, draft),
        PAGE: render_html(whole(delta, draft), title(delta)),
        DATA: data,  # last: what is written again begins with what it is compared with
    }
    with plain_failure(f"Writing the delta of {delta.deliverable}"):
        make_folder(folder)
        for name, content in files.items():
            replace_file(folder / name, content)
    return folder


def delta_folder(matter: Matter, deliverable: str, revision: int) -> Path:
    """Where the delta of that revision lies, if it was written."""
    return matter.deltas / deliverable / str(revision)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_regular(path) == data
    except IntegrityError:
        return False


def _word_file(matter: Matter, delta: Delta) -> bytes:
    """The draft's own, proven by its manifest."""
    draft = load_draft(matter, delta.deliverable, delta.revision)
    name = f"{kind(delta.deliverable).stem}.docx"
    recorded = next((file for file in draft.files if file.name == name), None)
    data = read_regular(draft.folder / name) if recorded else b""
    if recorded is None or sha256_of(data) != recorded.sha256:
        raise IntegrityError(
            f"{name} of the draft {draft.item} was altered after it was written.",
            "Draft again: that makes a new revision.",
        )
    return data
