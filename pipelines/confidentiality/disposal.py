"""Disposing of a matter: two people, a day that has come, no hold; then keys, then files, then a record.

    asked by one ──▶ confirmed by another ──▶ matter.disposing in the office's ledger
      ──▶ no matter any more ──▶ keys destroyed ──▶ files unlinked ──▶ certificate ──▶ matter.disposed

Answers: do it, end what a crash cut short. Refuses: what `disposal_request` refuses, and a matter that
changed after it was asked for. Once ``matter.disposing`` is written there is no way back, and
giving the same command again ends it.

Keys are destroyed and files unlinked; a disk may still hold their bytes. The certificate says so.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from extractors.errors import UsageError
from pipelines.confidentiality.conflicts import PartyName, party_names
from pipelines.confidentiality.disposal_certificate import (
    CERTIFICATE,
    Disposal,
    Spoken,
    certificate_html,
    certificate_json,
)
from pipelines.confidentiality.locked_stub import KEY, read_stub
from pipelines.confidentiality.retention import keeping_of
from pipelines.confidentiality.vault import contents_digest
from pipelines.disposal_request import Hearing, at_rest, matter_folder, present
from pipelines.durable import (
    file_digest,
    make_folder,
    plain_failure,
    read_regular,
    replace_file,
    sha256_of,
    sync_folder,
    write_all,
)
from pipelines.former_matters import PARTIES, disposal_folder, parties_text
from pipelines.ledger import Head, Ledger, Transaction
from pipelines.ledger_chain import Details, Entry
from pipelines.matter_file import LOCKED_FILE, MATTER_FILE, check_slug, load_matter
from pipelines.office import Office
from pipelines.sealed import unseal

DISPOSING = "matter.disposing"
DISPOSED = "matter.disposed"

_KEYS = ("matter.key", KEY)
_LEDGER, _COPY = "ledger.jsonl", "ledger.sqlite"


def dispose(
    office: Office,
    slug: str,
    actor: str,
    now: datetime,
    names: Sequence[PartyName] | None = None,
) -> Path:
    """Confirm the request as the second person, and do it; or end what a crash cut short.

    Args:
        names: the parties' names to keep for the conflicts check; ``None`` for those of ``matter.toml``
            (none, where the matter is locked), empty to keep none.

    Returns:
        the folder of the record.

    Raises:
        GateRefusal: nothing was asked, or by the same person, or it lapsed, or the matter changed, is held or
            not due; no attorney among the two (logged).
        IntegrityError: the disk failed; the same command ends it.
        UsageError: no such matter.
    """
    check_slug(slug)
    if _entry(office.ledger.entries(), DISPOSING, slug) is None:
        folder = matter_folder(office, slug)
        with plain_failure(f"Disposing of {slug}"), at_rest(folder), office.ledger.transaction() as tx:
            hearing = Hearing(office, tx, slug, actor, now)
            asked, kept = hearing.confirmed(), present(folder)
            if contents_digest(kept) != asked.details["contents"]:
                hearing.refuse(
                    "matter_changed",
                    "The matter changed after it was asked for.",
                    "Ask again: the second person confirms what the first one saw.",
                )
            _keep_record(office, folder, slug, names)
            head = _matter_head(folder)
            details: Details = {
                "matter": slug,
                "contents": str(asked.details["contents"]),
                "asked": asked.seq,
                "files": sum(bool(k.sha256) for k in kept),
                "bytes": sum(k.size for k in kept),
                "keys": "+".join(_key_ids(folder)) or "none",
                "locked": int((folder / LOCKED_FILE).exists()),
                "matter_seq": head.seq,
                "matter_head": head.sha256,
            }
            tx.append(actor, DISPOSING, details, now)
            _stop_use(folder)
    return _finish(office, slug, now)


def _finish(office: Office, slug: str, now: datetime) -> Path:
    record, folder = disposal_folder(office, slug), office.matters_folder / slug
    with plain_failure(f"Disposing of {slug}"):
        if folder.exists():
            if _entry(office.ledger.entries(), DISPOSED, slug):
                raise UsageError(
                    f"The matter {slug} was disposed of; what lies in its place was put there later.",
                    "Move it elsewhere: a new matter needs a slug of its own.",
                )
            _stop_use(folder)
            for key in _KEYS:
                _erase(folder / key)
            shutil.rmtree(folder)
            sync_folder(office.matters_folder)
        with office.ledger.transaction() as tx:
            disposing = _entry(tx.entries, DISPOSING, slug)
            assert disposing is not None  # it was recorded before this was called
            if _entry(tx.entries, DISPOSED, slug) is None:
                disposal = _disposal(office, tx, disposing, slug)
                data = certificate_json(disposal)
                replace_file(record / f"{CERTIFICATE}.json", data)
                replace_file(record / f"{CERTIFICATE}.html", certificate_html(disposal, sha256_of(data)))
                details: Details = {"matter": slug, "certificate": sha256_of(data)}
                tx.append(disposing.actor, DISPOSED, details, now)
    return record


def _disposal(office: Office, tx: Transaction, disposing: Entry, slug: str) -> Disposal:
    """What the certificate says: all of it from the ledger, so that a repeated ending says the same."""
    asked = tx.entries[int(disposing.details["asked"]) - 1]
    words = json.loads(unseal(office.sealed, str(asked.details["decision"])))
    keeping = keeping_of(tx.entries[: disposing.seq], slug)
    record = disposal_folder(office, slug)
    roster = office.roster()
    spoken = [
        Spoken(entry.actor, p.name if (p := roster.person(entry.actor)) else entry.actor, entry.time)
        for entry in (asked, disposing)
    ]
    keys = str(disposing.details["keys"])
    return Disposal(
        matter=slug,
        contents=str(disposing.details["contents"]),
        files=int(disposing.details["files"]),
        bytes=int(disposing.details["bytes"]),
        locked=bool(disposing.details["locked"]),
        reason=words["reason"],
        authority=words["authority"],
        closed=keeping.closed or date.min,
        due=keeping.due(office.policy()) or date.min,
        holds=keeping.holds,
        keys=() if keys == "none" else tuple(keys.split("+")),
        copies=words["copies"],
        media=words["media"],
        gone=not (office.matters_folder / slug).exists(),
        ledger=file_digest(record / _LEDGER) if (record / _LEDGER).exists() else "",
        names_kept=(record / PARTIES).exists(),
        matter_seq=int(disposing.details["matter_seq"]),
        matter_head=str(disposing.details["matter_head"]),
        asked=spoken[0],
        confirmed=spoken[1],
        head_seq=disposing.seq,
        head_sha256=disposing.sha256,
    )


def _matter_head(folder: Path) -> Head:
    """The last entry of the matter's own ledger; of a locked matter, as its stub has it."""
    return read_stub(folder).head if (folder / LOCKED_FILE).exists() else Ledger(folder / _LEDGER).head()


def _keep_record(office: Office, folder: Path, slug: str, names: Sequence[PartyName] | None) -> None:
    """What stays of the matter: its ledger, and its parties' names for the conflicts check."""
    record = disposal_folder(office, slug)
    make_folder(record)
    if not (folder / LOCKED_FILE).exists():
        names = party_names(load_matter(folder)) if names is None else names
        for name in (_LEDGER, _COPY):
            if (folder / name).exists():
                replace_file(record / name, read_regular(folder / name))
    if names:
        replace_file(record / PARTIES, parties_text(names).encode("utf-8"))


def _entry(entries: Sequence[Entry], event: str, slug: str) -> Entry | None:
    return next((e for e in entries if e.event == event and e.details["matter"] == slug), None)


def _key_ids(folder: Path) -> list[str]:
    """Names by which destroyed keys can be told apart: the first digits of their digests."""
    return [file_digest(folder / key)[:16] for key in _KEYS if (folder / key).exists()]


def _stop_use(folder: Path) -> None:
    """From here nobody finds a matter there."""
    for name in (MATTER_FILE, LOCKED_FILE):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def _erase(path: Path) -> None:
    """Overwrite a key before it is unlinked. A disk that moves blocks may keep the old one."""
    if not path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        write_all(descriptor, bytes(os.fstat(descriptor).st_size))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.unlink(path)
