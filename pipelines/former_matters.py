"""What an office keeps of matters it has disposed of: the record in ``disposed/<slug>/``.

    certificate.json, .html   what was destroyed, by whom, why
    certificate.<id>.dsse.json  a signature under it, of whoever gave one
    ledger.jsonl, .sqlite     the matter's ledger: ids and digests, no key to them any more
    parties.toml              names for the conflicts check (Model Rules 1.9, 1.10); may be left out

Answers: where the record of a matter lies, which names it keeps. Refuses a record that cannot be read: a
name that silently went missing would be a conflict that nobody sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.confidentiality.conflicts import PartyName
from pipelines.office import Office
from pipelines.toml_file import Table, read_toml, toml_lines

PARTIES = "parties.toml"
_HEADER = "# Parties of a matter that was disposed of. Kept for the conflicts check, and for nothing else.\n"


def disposal_folder(office: Office, slug: str) -> Path:
    """Where the record of a matter that was disposed of lies; there from the beginning of the disposal."""
    return office.folder / "disposed" / slug


def former_parties(office: Office) -> tuple[tuple[str, tuple[PartyName, ...]], ...]:
    """The names kept of each matter that was disposed of, by slug.

    Raises:
        UsageError: a record cannot be read.
    """
    kept = sorted((office.folder / "disposed").glob(f"*/{PARTIES}"))
    return tuple((path.parent.name, _parties(path)) for path in kept)


def parties_text(names: Sequence[PartyName]) -> str:
    """The names as ``parties.toml``."""
    lines = [_HEADER, "schema = 1", ""]
    for p in names:
        lines += ["[[party]]", *toml_lines((("name", p.name), ("role", p.role))), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _parties(path: Path) -> tuple[PartyName, ...]:
    table = Table(read_toml(path), f"{path.parent.name}/{path.name}")
    table.number("schema")
    found = []
    for entry in table.tables("party"):
        found.append(PartyName(entry.text("name"), entry.text("role")))
        entry.done()
    table.done()
    return tuple(found)
