"""A document as the store keeps it: its head and its pages apart, each as compressed JSON.

Answers: the pieces of a document, and the document or page that pieces make. Whoever reads a file packs what
it read, so that the one process that writes the matter's database only has to put the pieces there. Refuses
pieces that do not hold together (``ValueError``).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.pages import Document, Page, document_from_json, document_to_json, page_from_json


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """``head`` is everything but the pages; ``pages`` are (page number, page) pairs. All compressed JSON."""

    sha256: str
    head: bytes
    pages: tuple[tuple[int, bytes], ...]


def pack(document: Document) -> PackedDocument:
    data = document_to_json(document)
    pages = tuple((int(page["number"]), _squeezed(page)) for page in data.pop("pages"))
    return PackedDocument(document.source.sha256, _squeezed(data), pages)


def unpack(head: bytes, pages: Sequence[bytes]) -> Document:
    """The document of a head and its pages in order.

    Raises:
        ValueError: they do not hold together.
    """
    try:
        data = _unsqueezed(head)
        data["pages"] = [_unsqueezed(body) for body in pages]
        return document_from_json(data)
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("not a packed document") from error


def unpack_page(sha256: str, body: bytes) -> Page:
    """One page of the source with that digest.

    Raises:
        ValueError: it does not hold together.
    """
    try:
        return page_from_json(sha256, _unsqueezed(body))
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("not a packed page") from error


def _squeezed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii"), 6)


def _unsqueezed(body: bytes) -> Any:
    return json.loads(zlib.decompress(body))
