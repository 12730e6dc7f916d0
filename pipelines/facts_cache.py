"""The facts of documents that were read for facts before: looked up, not found anew.

Answers: the facts of all documents, with the search done only for those that are new or changed. What is
kept is bound to everything it follows from: the pages as read (words, places, doubts), the client and the
incident, and the code and lexicons of the extractors with what they build on. So nothing has to be thrown
away by hand, and nothing old can pass for new. Facts that do not come back equal are not kept; an entry that
cannot be read counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from marshal import dumps
from pathlib import Path
from typing import Any

import extractors
from extractors.document_facts import ClientFacts, read_facts
from extractors.facts import DocumentFacts
from extractors.pages import Document, Page
from pipelines.canonical_json import canonical_bytes
from pipelines.fact_json import facts_from_json, facts_to_json
from pipelines.matter import Matter
from pipelines.matter_database import MatterDatabase

_BUILT_ON = ("rapidfuzz", "spacy")
"""Packages whose answers facts follow from."""
_PLAIN = 2
"""Version of `marshal` without references: equal values have equal bytes, however they came about."""


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """The facts of one matter's documents; what is missing is found and kept."""

    matter: Matter

    def __call__(self, documents: Sequence[Document], client: ClientFacts) -> tuple[DocumentFacts, ...]:
        """Facts parallel to ``documents``, equal to `read_facts` of each.

        Raises:
            StoreError: the matter's database cannot be used.
        """
        keys = [(d.source.sha256, made_by(d, client)) for d in documents]
        with closing(MatterDatabase(self.matter.database)) as database:
            kept = _kept(database, keys)
            found = {
                key: read_facts(document, client)
                for key, document in zip(keys, documents, strict=True)
                if key not in kept
            }
            _keep(database, found)
        facts = kept | found
        return tuple(facts[key] for key in keys)


def made_by(document: Document, client: ClientFacts) -> str:
    """Digest (hex) over everything that a document's facts follow from."""
    known = {
        "finder": _finder(),
        "pages": _pages_digest(document),
        "client": client.name,
        "aliases": list(client.aliases),
        "born": client.born.isoformat() if client.born else None,
        "incident": client.incident.isoformat() if client.incident else None,
    }
    return hashlib.sha256(canonical_bytes(known)).hexdigest()


@cache
def _finder() -> str:
    """Digest over the code and the lexicons of the extractors, and the versions of what they build on."""
    digest = hashlib.sha256()
    room = Path(extractors.__file__).parent
    for path in sorted(p for p in room.rglob("*") if p.suffix in (".py", ".toml")):
        digest.update(f"{path.relative_to(room).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    for name in _BUILT_ON:
        digest.update(f"{name} {_version(name)}\0".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _pages_digest(document: Document) -> str:
    digest = hashlib.sha256()
    for page in document.pages:
        digest.update(dumps(_plain(page), _PLAIN))
    return digest.hexdigest()


def _plain(page: Page) -> tuple[Any, ...]:
    """Everything of a page, without types of ours."""
    words = [(w.start, w.text, w.box.x0, w.box.top, w.box.x1, w.box.bottom, w.confidence) for w in page.words]
    head = (page.source, page.number, page.width, page.height, page.text, page.layer.value)
    return (*head, page.confidence, page.marks, words)


def _kept(database: MatterDatabase, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], DocumentFacts]:
    found: dict[tuple[str, str], DocumentFacts] = {}
    with database.reading() as run:
        for key in keys:
            row = run("SELECT body FROM facts WHERE sha256 = ? AND made_by = ?", key).fetchone()
            facts = None if row is None else _unpacked(row[0], key[0])
            if facts is not None:
                found[key] = facts
    return found


def _keep(database: MatterDatabase, found: Mapping[tuple[str, str], DocumentFacts]) -> None:
    """Keep what comes back equal, in the place of what other code, clients or readers made of it."""
    bodies = {key: _packed(facts) for key, facts in found.items()}
    sound = {key: body for key, body in bodies.items() if _unpacked(body, key[0]) == found[key]}
    if not sound:
        return
    with database.writing() as run:
        for (sha256, by), body in sound.items():
            run("DELETE FROM facts WHERE sha256 = ?", (sha256,))
            run("INSERT INTO facts VALUES (?, ?, ?)", (sha256, by, body))


def _packed(facts: DocumentFacts) -> bytes:
    return zlib.compress(json.dumps(facts_to_json(facts), separators=(",", ":")).encode("ascii"), 6)


def _unpacked(body: bytes, sha256: str) -> DocumentFacts | None:
    try:
        return facts_from_json(json.loads(zlib.decompress(body)), sha256)
    except (zlib.error, ValueError, KeyError, TypeError):
        return None
