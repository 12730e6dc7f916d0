"""What goes with a release, made at approval and signed with it: ``certificate.html`` and ``manifest.json``.

Answers: who approved which files, when, under which licence, in words that print on a page. Refuses
nothing: it is given values that were proven. It holds no script, style sheet or address, and every value
is escaped.
"""

from __future__ import annotations

from html import escape

from pipelines.canonical_json import readable_bytes
from pipelines.drafts import FileRecord
from pipelines.review.approval import Approval
from pipelines.review.submission import Submission, files_json

SCHEMA = "pincite-release/1"


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


def certificate_html(approval: Approval, files: tuple[FileRecord, ...]) -> bytes:
    """``certificate.html``: the approval in words.

    Args:
        approval: its subjects need not be complete yet: the certificate itself becomes one of them.
        files: the clean files it approves.
    """
    a = approval
    licence = f"{a.reviewer.licence_state} {a.reviewer.licence_number}"
    facts = (
        ("Matter", a.matter),
        ("Deliverable", f"{a.item.deliverable}, revision {a.item.revision}"),
        ("Approved by", f"{a.reviewer.name} ({a.reviewer.id}), licence {licence}"),
        ("Time", a.time),
        ("Meaning of the signature", a.meaning),
        ("Prepared by", ", ".join(a.preparers)),
        ("Submitted by", a.submitter),
        ("Rows (SHA-256)", a.rows_sha256),
        ("Template", f"version {a.template_version}, SHA-256 {a.template_sha256}"),
        ("Made with", a.program),
        ("Source files", str(len(a.inputs))),
        ("Policy (SHA-256)", a.policy_sha256),
        ("Submission (SHA-256)", a.submission_sha256),
        ("Ledger when signed", f"entry {a.head.seq}, SHA-256 {a.head.sha256}"),
    )
    rows = "".join(f"<tr><th align=left valign=top>{escape(k)}<td>{escape(v)}\n" for k, v in facts)
    listed = "".join(
        f"<tr><td>{escape(f.name)}<td align=right>{f.size}<td><code>{escape(f.sha256)}</code>\n"
        for f in files
    )
    page = (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Certificate of approval</title>\n'
        "<h1>Certificate of approval</h1>\n"
        f"<table cellpadding=4>\n{rows}</table>\n"
        "<h2>Approved files</h2>\n"
        f"<table cellpadding=4>\n<tr><th>File<th>Bytes<th>SHA-256\n{listed}</table>\n"
        "<p>The signature is in approval.dsse.json and covers this page and every file above. Check the\n"
        "folder with <code>pincite verify</code> and the office's roster; nothing else is needed.</p>\n"
        "</html>\n"
    )
    return page.encode("utf-8")
