"""What people write in a review (reasons, questions, answers): sealed in the matter, named by digest only.

Answers: keep these words for this act; give back the words of a digest. They may hold what the records say,
so the ledger never has them. A random member keeps a short text from being found by trying digests. Refuses:
a digest that names something else than such words.
"""

from __future__ import annotations

import json
import secrets

from extractors.errors import IntegrityError
from pipelines.canonical_json import canonical_bytes
from pipelines.json_shape import Json, exact_keys, text
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.review.case import Case
from pipelines.sealed import seal, unseal

SCHEMA = "pincite-words/1"
_KEYS = ("schema", "matter", "deliverable", "revision", "action", "actor", "time", "text", "blind")


def seal_words(case: Case, written: str, **more: str) -> str:
    """Keep what the case's person wrote; the SHA-256 by which the ledger names it.

    Args:
        more: ids that belong to the words, such as the row that a question is about.
    """
    words = {
        "schema": SCHEMA,
        "matter": case.matter.slug,
        "deliverable": case.item.deliverable,
        "revision": case.item.revision,
        "action": case.action.value,
        "actor": case.person.id,
        "time": utc_text(case.now),
        "text": written.strip(),
        "blind": secrets.token_hex(16),
        **more,
    }
    return seal(case.matter.sealed, canonical_bytes(words))


def read_words(matter: Matter, sha256: str) -> Json:
    """The sealed object of that digest, ``text`` being what was written.

    Raises:
        IntegrityError: missing, altered, or no words of a review.
    """
    try:
        value = json.loads(unseal(matter.sealed, sha256))
        words = exact_keys(value, "words", _KEYS, optional=tuple(set(value) - set(_KEYS)))
        text(words["text"], "words.text")
    except (ValueError, TypeError, RecursionError):
        raise IntegrityError(
            f"The sealed file {sha256[:12]} holds no words of a review.", "Restore it from a backup."
        ) from None
    return words
