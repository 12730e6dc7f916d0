"""One notice of what a run did: counts and revision numbers, in words, as a mail's text and as a payload.

Answers: "2024-017: 3 files arrived, treatment draft 4 awaits review", and where to look. Refuses everything
else by its shape: it has no field that could hold a file's name, a person's or a word from a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.discovery.arrivals import Change
from pipelines.json_shape import each, exact_keys, text, whole_number

SCHEMA = 1
_KEYS = (
    *("schema", "id", "made", "matter", "text", "changes", "still_arriving", "set_aside", "questions"),
    *("released", "drafts", "review"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """``id`` is the same whenever the same thing is told; ``made`` is when (UTC, as the ledger writes times).

    ``changes`` counts the files of the drop folder by what became of them, ``released`` the revisions that
    went out and that something which came concerns; ``drafts`` are (deliverable, revision) pairs, ``review``
    is the address where they are reviewed, or "".
    """

    id: str
    made: str
    matter: str
    changes: tuple[tuple[Change, int], ...]
    still_arriving: int
    set_aside: int
    questions: int
    released: int
    drafts: tuple[tuple[str, int], ...]
    review: str

    @property
    def line(self) -> str:
        """The notice as one line."""
        return f"{self.matter}: {', '.join(self._parts())}"

    @property
    def name(self) -> str:
        """A name for its file: by time, then matter, never twice the same for two notices."""
        return f"{self.made.replace('-', '').replace(':', '')}-{self.matter}-{self.id[:12]}"

    def _parts(self) -> Iterable[str]:
        count = dict(self.changes)
        arrived = sum(count.get(c, 0) for c in (Change.NEW, Change.SAME, Change.REPLACED))
        if arrived:
            yield f"{_files(arrived)} arrived{_of_which(count)}"
        if count.get(Change.MOVED):
            yield f"{_files(count[Change.MOVED])} moved"
        if count.get(Change.REMOVED):
            yield f"{_files(count[Change.REMOVED])} gone from the drop folder"
        if self.still_arriving:
            yield f"{self.still_arriving} still arriving"
        if self.set_aside:
            yield f"{self.set_aside} set aside"
        if self.questions:
            yield f"{self.questions} question{'s' * (self.questions != 1)} to answer"
        if self.released:
            yield f"what came concerns {self.released} released revision{'s' * (self.released != 1)}"
        if self.drafts:
            named = " and ".join(f"{deliverable} draft {revision}" for deliverable, revision in self.drafts)
            yield f"{named} await{'s' * (len(self.drafts) == 1)} review"


def notice_json(notice: Notice) -> dict[str, Any]:
    """The notice as its payload."""
    return {
        "schema": SCHEMA,
        "id": notice.id,
        "made": notice.made,
        "matter": notice.matter,
        "text": notice.line,
        "changes": {change.value: count for change, count in notice.changes},
        "still_arriving": notice.still_arriving,
        "set_aside": notice.set_aside,
        "questions": notice.questions,
        "released": notice.released,
        "drafts": [{"deliverable": name, "revision": revision} for name, revision in notice.drafts],
        "review": notice.review,
    }


def notice_from_json(value: object) -> Notice:
    """The notice of a payload.

    Raises:
        ValueError: it is none.
    """
    data = exact_keys(value, "", _KEYS)
    changes = data["changes"]
    if not isinstance(changes, Mapping):
        raise ValueError("changes: an object is expected")
    return Notice(
        text(data["id"], "id"),
        text(data["made"], "made"),
        text(data["matter"], "matter"),
        tuple((Change(kind), whole_number(count, "changes")) for kind, count in changes.items()),
        whole_number(data["still_arriving"], "still_arriving"),
        whole_number(data["set_aside"], "set_aside"),
        whole_number(data["questions"], "questions"),
        whole_number(data["released"], "released"),
        each(data["drafts"], "drafts", _draft),
        text(data["review"], "review"),
    )


def _draft(value: object, at: str) -> tuple[str, int]:
    data = exact_keys(value, at, ("deliverable", "revision"))
    return text(data["deliverable"], at), whole_number(data["revision"], at)


def _files(count: int) -> str:
    return f"{count} file{'s' * (count != 1)}"


def _of_which(count: Mapping[Change, int]) -> str:
    replaced, copies = count.get(Change.REPLACED, 0), count.get(Change.SAME, 0)
    parts = [f"{replaced} in the place of others"] if replaced else []
    parts += [f"{copies} held already"] if copies else []
    return f" ({', '.join(parts)})" if parts else ""
