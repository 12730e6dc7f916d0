"""Claim PDF/A-2b for a finished PDF, only if the written bytes validate.

Answers: a file with an output intent, metadata that say the same as /Info and name no time, and the claim; or
no file and the first thing that stands in the way. The standard fonts are put in where they are only named.
Refuses to make a file look like PDF/A by changing what its pages show: any other font that is not embedded
stays so, and there is no claim.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import pdfa

from extractors.readers.library_logs import silence
from pipelines.exhibits.font_embedding import embed_standard_fonts
from pipelines.exhibits.saving import PRODUCER, save

FLAVOUR = "2b"
_TIMES = ("xmp:MetadataDate", "xmp:ModifyDate", "xmp:CreateDate")


def claim_pdfa(path_in: Path, path_out: Path) -> tuple[bool, str]:
    """Write ``path_in`` as PDF/A-2b to ``path_out``.

    Returns:
        ``True`` and "" if the written file validates; ``False`` and why not, with nothing written.
    """
    silence("fontTools", "pikepdf")  # the validator reads fonts with fontTools
    try:
        with pikepdf.open(path_in) as pdf:
            _leave_out_transitions(pdf)
            embed_standard_fonts(pdf)
            pdfa.prepare(pdf, FLAVOUR)
            _say_no_time(pdf)
            save(pdf, path_out)
        report = pdfa.validate_written(path_out, FLAVOUR)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        path_out.unlink(missing_ok=True)
        return False, f"it could not be prepared ({type(error).__name__})"
    if report.passed:
        return True, ""
    path_out.unlink()
    return False, _first(report)


def _say_no_time(pdf: pikepdf.Pdf) -> None:
    """Metadata that depend on the document alone: the producer as in /Info, and no dates."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in _TIMES:
            if key in metadata:
                del metadata[key]
        metadata["pdf:Producer"] = PRODUCER


def _leave_out_transitions(pdf: pikepdf.Pdf) -> None:
    """How pages follow each other in a slide show: nothing that is filed, and nothing the validator knows."""
    for page in pdf.pages:
        for key in (pikepdf.Name.Trans, pikepdf.Name.Dur):
            if key in page.obj:
                del page.obj[key]


def _first(report: pdfa.Report) -> str:
    """The first finding, violations before what the validator could not judge."""
    finding = min(report.findings, key=lambda found: found.kind != "violation")
    many = f" and {len(report.findings) - 1} more" if len(report.findings) > 1 else ""
    return f"{finding.message} ({finding.rule}, {finding.where}){many}"
