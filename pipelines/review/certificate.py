"""What goes with a release, made at approval and signed with it: the certificate and ``manifest.json``.

Answers: who approved which files, when, under which licence, after what review, as ``certificate.html`` and,
in the same words, ``certificate.pdf``. Refuses nothing: it is given values that were proven. The page holds
no script and no address, and every value is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from pipelines.canonical_json import readable_bytes
from pipelines.drafts import CERTIFICATE, CERTIFICATE_PDF, FileRecord
from pipelines.matter import Matter
from pipelines.review.approval import Approval
from pipelines.review.certificate_pdf import certificate_pdf
from pipelines.review.certificate_words import CHECK, LIMIT, TITLE, Certificate, Section, certificate_of
from pipelines.review.roster import Roster
from pipelines.review.submission import Submission, files_json

SCHEMA = "pincite-release/2"
_LOOKS = """\
body{font:15px/1.5 Georgia,"Liberation Serif","Times New Roman",serif;color:#111;background:#fff;
max-width:46rem;margin:2.5rem auto;padding:0 1.5rem}
header{border-top:3px double #111;border-bottom:1px solid #111;padding:1rem 0;text-align:center}
h1{font-size:1.55rem;letter-spacing:.02em;margin:0 0 .4rem}
header p{margin:.1rem 0}
h2{font-size:1.05rem;margin:1.8rem 0 .4rem}
blockquote{margin:1rem 0;padding:.2rem 0 .2rem 1.1rem;border-left:3px solid #111}
.notice{border:2px solid #111;padding:.6rem 1rem;font-weight:bold}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:.28rem .9rem .28rem 0;border-bottom:1px solid #ccc}
th{font-weight:normal;color:#444;width:32%}
thead th{width:auto;border-bottom:1px solid #111}
td.count{text-align:right;white-space:nowrap}
code{font:12px/1.4 "Liberation Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{margin-top:1.8rem;border-top:1px solid #111;font-size:.88rem}
@media print{body{margin:0;max-width:none;font-size:11pt}tr,blockquote{break-inside:avoid}}
"""


def release_manifest(submission: Submission, submission_sha256: str) -> bytes:
    """``manifest.json`` of the release: the files and everything they were made from."""
    return readable_bytes(
        {
            "schema": SCHEMA,
            "matter": submission.matter,
            "deliverable": submission.item.deliverable,
            "revision": submission.item.revision,
            "submission_sha256": submission_sha256,
            "draft_manifest_sha256": submission.draft_manifest_sha256,
            "rows_sha256": submission.rows_sha256,
            "template": {"version": submission.template.version, "sha256": submission.template.sha256},
            "program": submission.program,
            "policy_sha256": submission.policy_sha256,
            "inputs": dict(submission.inputs),
            "files": files_json(submission.files),
        }
    )


def certificates(
    approval: Approval, files: tuple[FileRecord, ...], roster: Roster, matter: Matter
) -> Mapping[str, bytes]:
    """The certificate in both its forms, by file name: each becomes a subject of the approval.

    Args:
        approval: its subjects need not be complete yet: the certificates themselves become two of them.
        files: the clean files that it approves.
        roster: for the names of who prepared, submitted and quality-controlled.
        matter: for its caption.
    """
    words = certificate_of(approval, files, roster, matter)
    return {CERTIFICATE: certificate_html(words), CERTIFICATE_PDF: certificate_pdf(words)}


def certificate_html(words: Certificate) -> bytes:
    """``certificate.html``: one page that loads nothing."""
    listed = "".join(
        f'<tr><td>{escape(f.name)}<td class="count">{f.size:,}<td><code>{escape(f.sha256)}</code>\n'
        for f in words.files
    )
    notice = f'<p class="notice">{escape(words.notice)}</p>\n' if words.notice else ""
    page = (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{TITLE}</title>\n'
        f"<style>\n{_LOOKS}</style>\n"
        f"<header><h1>{TITLE}</h1><p>{escape(words.caption)}</p><p>{escape(words.subject)}</p></header>\n"
        f"<p><strong>{escape(words.signed)}</strong></p>\n"
        f"<blockquote>{escape(words.statement)}</blockquote>\n{notice}"
        f"{''.join(_section(s) for s in words.sections)}"
        "<h2>Approved files</h2>\n"
        '<table><thead><tr><th scope="col">File<th scope="col">Bytes<th scope="col">SHA-256</thead>\n'
        f"<tbody>{listed}</tbody></table>\n"
        f"{_section(words.record, code=True)}"
        f"<footer><p>{CHECK}</p><p>{LIMIT}</p></footer>\n</html>\n"
    )
    return page.encode("utf-8")


def _section(section: Section, *, code: bool = False) -> str:
    left, right = ("<code>", "</code>") if code else ("", "")
    lines = "".join(
        f'<tr><th scope="row">{escape(label)}<td>{left}{escape(value)}{right}\n'
        for label, value in section.lines
    )
    return f"<h2>{escape(section.heading)}</h2>\n<table>\n{lines}</table>\n"
