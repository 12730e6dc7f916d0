"""``matter.toml``: the matter as a person typed it, and the folder it governs.

Answers: make a matter, load one, save it; the digest of what deliverables print about it. Refuses: slugs
that could lead out of the folder or that some system cannot store, unknown settings, a second matter
under the same slug, a matter that is locked.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Protocol

from extractors.errors import UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import replace_file, sha256_of, sync_folder
from pipelines.matter import Client, Matter
from pipelines.toml_file import Table, read_toml, toml_lines

MATTER_FILE = "matter.toml"
LOCKED_FILE = "locked.toml"
"""What stands in the place of ``matter.toml`` while a matter is locked (`confidentiality.matter_lock`)."""

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_HEADER = """\
# One matter, as typed by a person. Deliverables print these values; changing one voids what is in review.
# Dates are written without quotes, e.g. 2016-09-16, and left out when unknown.
"""


class HoldsMatters(Protocol):
    """Where matters lie; `pipelines.office.Office` is one."""

    @property
    def matters_folder(self) -> Path: ...


def create_matter(
    office: HoldsMatters,
    slug: str,
    client: Client,
    date_of_incident: date | None,
    title: str = "",
    adverse: tuple[str, ...] = (),
) -> Matter:
    """Make the folder and ``matter.toml`` of a new matter.

    Args:
        slug: the matter's short name in paths, e.g. the firm's file number; no client names.
        client: as typed.
        date_of_incident: ``None`` when unknown.
        title: how the matter is called in print, e.g. ``Moen v. Ardent Freight``.
        adverse: the other side's parties.

    Raises:
        UsageError: the slug is not usable, or already used; a value cannot be stored.
    """
    check_slug(slug)
    matter = Matter(office.matters_folder / slug, slug, client, date_of_incident, title, adverse)
    text = matter_text(matter)
    if any(os.path.lexists(matter.folder / name) for name in (MATTER_FILE, LOCKED_FILE)):
        raise UsageError(f"There is already a matter {slug!r}.", "Choose another slug, or use that matter.")
    # A folder without matter.toml is what a crash in this function leaves; it is taken over.
    matter.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    matter.uploads.mkdir(mode=0o700, exist_ok=True)
    replace_file(matter.folder / MATTER_FILE, text.encode("utf-8"))
    sync_folder(office.matters_folder)
    return matter


def load_matter(folder: Path) -> Matter:
    """Read the matter in ``folder``.

    Raises:
        UsageError: no matter there, locked, malformed, or its slug is not the folder's name.
    """
    folder = folder.resolve()
    path = folder / MATTER_FILE
    # The stub counts, whatever lies beside it: an unlocking that was cut short leaves files behind.
    if os.path.lexists(folder / LOCKED_FILE):
        raise UsageError(f"The matter {folder.name} is locked.", "Open it with `pincite matter unlock`.")
    if not path.is_file():
        raise UsageError(f"There is no matter in {folder}.", "Make it with `pincite matter new`.")
    at = f"{folder.name}/{MATTER_FILE}"
    table = Table(read_toml(path), at)
    if table.number("schema") != 1:
        raise UsageError(f"{at}: this version reads schema 1.", "Use the version that wrote it.")
    slug = table.text("slug")
    check_slug(slug)
    if slug != folder.name:
        raise UsageError(f"{at}: the slug {slug!r} is not the folder's name.", "Rename the folder back.")
    person = table.table("client")
    client = Client(
        name=person.text("name"),
        date_of_birth=person.day("date_of_birth"),
        aliases=person.texts("aliases"),
        mrns=person.texts("mrns"),
    )
    person.done()
    incident, title, adverse = (
        table.day("date_of_incident"),
        table.text("title", ""),
        table.texts("adverse"),
    )
    table.done()
    return Matter(folder, slug, client, incident, title, adverse)


def matter_text(matter: Matter) -> str:
    """The matter as ``matter.toml``."""
    lines = [_HEADER, "schema = 1"]
    lines += toml_lines(
        (
            ("slug", matter.slug),
            ("title", matter.title),
            ("date_of_incident", matter.date_of_incident),
            ("adverse", matter.adverse or None),
        )
    )
    client = matter.client
    lines += ["", "[client]"]
    lines += toml_lines(
        (
            ("name", client.name),
            ("date_of_birth", client.date_of_birth),
            ("aliases", client.aliases),
            ("mrns", client.mrns),
        )
    )
    return "\n".join(lines) + "\n"


def check_slug(slug: str) -> None:
    """Refuse a slug that is not 1 to 63 lower-case letters, digits and inner hyphens.

    Raises:
        UsageError: naming the rule; device names of Windows are refused too, folders travel.
    """
    if not _SLUG.fullmatch(slug) or _DEVICES.fullmatch(slug):
        raise UsageError(
            f"{slug!r} cannot be a matter's slug.",
            "Use lower-case letters, digits and hyphens, e.g. the file number: 2016-0417.",
        )


def caption_digest(matter: Matter) -> str:
    """Digest of the values that deliverables print or are matched against; the folder's place is no part."""
    client = matter.client
    values = {
        "slug": matter.slug,
        "title": matter.title,
        "date_of_incident": matter.date_of_incident.isoformat() if matter.date_of_incident else None,
        "name": client.name,
        "date_of_birth": client.date_of_birth.isoformat() if client.date_of_birth else None,
        "aliases": list(client.aliases),
        "mrns": list(client.mrns),
    }
    return sha256_of(b"pincite caption 1\n" + canonical_bytes(values))
