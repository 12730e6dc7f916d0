"""The certificate of disposal: what was destroyed, by whom, why, and what that does not mean.

Answers: the words, as JSON for machines and as a page that prints. Refuses nothing: it is given values that
were proven. It names no client: the matter's number, digests and counts stand for what is gone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from html import escape

from pipelines.canonical_json import readable_bytes

CERTIFICATE = "certificate"
TITLE = "Certificate of Disposal"
LIMIT = "Keys destroyed and files unlinked; this is not a media sanitisation certificate."
_LOOKS = """\
body{font:15px/1.5 Georgia,"Liberation Serif","Times New Roman",serif;color:#111;background:#fff;
max-width:46rem;margin:2.5rem auto;padding:0 1.5rem}
header{border-top:3px double #111;border-bottom:1px solid #111;padding:1rem 0;text-align:center}
h1{font-size:1.55rem;letter-spacing:.02em;margin:0 0 .4rem}
header p{margin:.1rem 0}
h2{font-size:1.05rem;margin:1.8rem 0 .4rem}
.notice{border:2px solid #111;padding:.6rem 1rem;font-weight:bold;margin-top:1.8rem}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:.28rem .9rem .28rem 0;border-bottom:1px solid #ccc}
th{font-weight:normal;color:#444;width:32%}
code{font:12px/1.4 "Liberation Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.signed{display:flex;gap:3rem;margin-top:3.4rem}
.signed p{flex:1;border-top:1px solid #111;margin:0;padding-top:.3rem;font-size:.88rem}
@media print{body{margin:0;max-width:none;font-size:10pt;line-height:1.35}
h2{break-after:avoid;margin-top:1.1rem}th,td{padding-top:.16rem;padding-bottom:.16rem}
.notice{margin-top:1.1rem}.signed{margin-top:2.6rem}code{font-size:8pt}
tr,.notice,.signed{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who said so, and when (UTC)."""

    id: str
    name: str
    time: str


@dataclass(frozen=True, slots=True)
class Disposal:
    """One disposal.

    ``contents`` is the digest of names, rights and bytes of everything that was there; ``keys`` are short
    names of the keys destroyed; ``ledger`` is the digest of the matter's ledger if it is kept, or empty;
    ``matter_seq`` and ``matter_head`` name its last entry, ``head_seq`` and ``head_sha256`` the office's
    entry by which the disposal began.
    """

    matter: str
    contents: str
    files: int
    bytes: int
    locked: bool
    reason: str
    authority: str
    closed: date
    due: date
    holds: int
    keys: tuple[str, ...]
    copies: str
    media: str
    gone: bool
    ledger: str
    names_kept: bool
    matter_seq: int
    matter_head: str
    asked: Spoken
    confirmed: Spoken
    head_seq: int
    head_sha256: str


def certificate_json(disposal: Disposal) -> bytes:
    """``certificate.json``."""
    values = asdict(disposal) | {"closed": disposal.closed.isoformat(), "due": disposal.due.isoformat()}
    return readable_bytes({"schema": "pincite-disposal/1", **values, "limit": LIMIT})


def certificate_html(disposal: Disposal, json_sha256: str) -> bytes:
    """``certificate.html``: one page that loads nothing.

    Args:
        json_sha256: digest of ``certificate.json``, which the office's ledger records.
    """
    d = disposal
    page = (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{TITLE}</title>\n'
        f"<style>\n{_LOOKS}</style>\n"
        f"<header><h1>{TITLE}</h1><p>Matter {escape(d.matter)}</p>"
        f"<p>{escape(_day(d.confirmed.time))}</p></header>\n"
        + _table("What was disposed of", _what(d))
        + _table("Why, and by what right", _why(d))
        + _table("How", _how(d))
        + _table("By whom", _whom(d))
        + _table("Where it is recorded", _where(d, json_sha256), code=True)
        + f'<p class="notice">{LIMIT}</p>\n'
        f'<div class="signed"><p>{escape(d.asked.name)}, asked</p>'
        f"<p>{escape(d.confirmed.name)}, confirmed</p></div>\n"
        "</html>\n"
    )
    return page.encode("utf-8")


def _what(d: Disposal) -> tuple[tuple[str, str], ...]:
    form = "locked; disposed of without being opened" if d.locked else "open: files that could be read"
    return (
        ("Contents", f"{d.files:,} files, {d.bytes:,} bytes"),
        ("As it was", form),
        ("Kept", _kept(d)),
    )


def _kept(d: Disposal) -> str:
    kept = []
    if d.ledger:
        kept.append("the matter's ledger (ids and digests, without the key to them)")
    if d.names_kept:
        kept.append("the parties' names, for the conflicts check")
    return " and ".join(kept).capitalize() if kept else "Nothing but this record"


def _why(d: Disposal) -> tuple[tuple[str, str], ...]:
    return (
        ("Reason", d.reason),
        ("Authority", d.authority),
        ("Closed", _long(d.closed)),
        ("To be kept until", _long(d.due)),
        ("Legal holds", "none stood, by the office's ledger" if not d.holds else f"{d.holds} stood"),
    )


def _how(d: Disposal) -> tuple[tuple[str, str], ...]:
    return (
        ("Method", "keys overwritten and unlinked, then every file unlinked"),
        ("Keys destroyed", ", ".join(d.keys) or "the matter had none"),
        ("Copies and backups known", d.copies),
        ("Media purged or destroyed", d.media or "none stated"),
        ("Checked afterwards", "the matter's folder is gone" if d.gone else "THE FOLDER IS STILL THERE"),
    )


def _whom(d: Disposal) -> tuple[tuple[str, str], ...]:
    return tuple(
        (did, f"{who.name} ({who.id}), {_minute(who.time)}")
        for did, who in (("Asked", d.asked), ("Confirmed", d.confirmed))
    )


def _where(d: Disposal, json_sha256: str) -> tuple[tuple[str, str], ...]:
    kept = (("ledger.jsonl, kept (SHA-256)", d.ledger),) if d.ledger else ()
    return (
        ("Contents (SHA-256)", d.contents),
        ("Matter's ledger ended at", f"entry {d.matter_seq}, {d.matter_head}"),
        *kept,
        ("certificate.json (SHA-256)", json_sha256),
        ("Office's ledger began it at", f"entry {d.head_seq}, {d.head_sha256}"),
    )


def _table(heading: str, lines: tuple[tuple[str, str], ...], *, code: bool = False) -> str:
    left, right = ("<code>", "</code>") if code else ("", "")
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}<td>{left}{escape(value)}{right}\n' for label, value in lines
    )
    return f"<h2>{escape(heading)}</h2>\n<table>\n{rows}</table>\n"


def _day(time: str) -> str:
    return _long(date.fromisoformat(time[:10]))


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _minute(time: str) -> str:
    return f"{_day(time)}, {time[11:16]} UTC"
