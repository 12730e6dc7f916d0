"""The decisions that stand on a revision's rows: its own, and those carried over from the one before.

Answers: decisions by row id; what was looked through; how many rows were changed on the way here. An accepted
row that did not change, sources included, keeps its acceptance in the next revision made with the same
template; a source is its bytes, so that a row also keeps it when a file was moved or renamed. A correction
or rejection goes over into a new draft, which has the row uncorrected again. Refuses to carry over what
somebody decided who has since prepared the revision.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from extractors.errors import IntegrityError, UsageError
from pipelines.json_shape import each, text
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.matter_key import keyed
from pipelines.review.history import EVENTS, History, Item, is_of
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.sealed_words import read_words
from pipelines.review.states import Action
from pipelines.review.verdicts import LOOKED_THROUGH, Decision, Said, Verdict, said_of
from pipelines.task import Tier

VALUES = "values"
"""Under this key the sealed words of a correction hold its (column, new text) pairs, as JSON."""

Decisions = dict[str, Decision]


def own_decisions(matter: Matter, names: Mapping[str, str], said: Mapping[str, Said]) -> Decisions:
    """The decisions made in a revision itself, by row id.

    Args:
        names: keyed name of each row, by its id.
        said: what the ledger says of the revision's rows.

    Raises:
        IntegrityError: the words of a correction are missing or altered.
    """
    return {
        row_id: _decision(matter, row_id, said[key])
        for row_id, key in names.items()
        if key in said and said[key].standing
    }


def carried_decisions(
    matter: Matter, entries: Sequence[Entry], items: Mapping[Item, History], history: History
) -> Decisions:
    """What was decided on rows that are the same in this revision, by row id.

    A revision made by corrections takes over what was accepted in the one it was made from. A new draft takes
    over corrections and rejections too, for it brings the rows back as the papers have them, and they would
    be lost: they stand against its approval until they are carried out. Nothing is taken over from revisions
    that can no longer be read: then every row is decided anew.
    """
    return _Carrying(matter, entries, items).carried(history)


class _Carrying:
    """What stands on each revision of a matter; each is worked out once, for every later one asks it."""

    def __init__(self, matter: Matter, entries: Sequence[Entry], items: Mapping[Item, History]) -> None:
        self._matter = matter
        self._entries = entries
        self._items = items
        self._standing: dict[Item, Decisions] = {}

    def carried(self, history: History) -> Decisions:
        before = history.origin or reviewed_before(self._items, history.item)
        # Of a revision made by corrections, hands are those of the revision before: whoever decided could.
        own = history.hands if history.origin is None else frozenset()
        rows = {row.id: row.content for row in sealed_rows(self._matter, history).rows}
        found: Decisions = {}
        overtaken: set[str] = set()
        while before is not None and before.made("template") == history.made("template"):
            try:
                standing = self.standing(before)
                contents = {row.id: row.content for row in sealed_rows(self._matter, before).rows}
            except (IntegrityError, UsageError):
                break
            for id_, decision in standing.items():
                changes = decision.verdict in (Verdict.CORRECT, Verdict.REJECT)
                same = id_ in rows and contents[id_] == rows[id_]
                wanted = decision.verdict is Verdict.ACCEPT or (changes and history.origin is None)
                if (
                    same
                    and wanted
                    and id_ not in overtaken
                    and decision.by not in own
                    and (decision.opened or not _asks_every_source(history))
                ):
                    found.setdefault(id_, replace(decision, carried=True, version=0))
                if changes:  # what it was before it was changed once more is out of date
                    overtaken.add(id_)
            before = before.origin if history.origin is None else None
        return found

    def standing(self, history: History) -> Decisions:
        if history.item not in self._standing:
            names = sealed_rows(self._matter, history).names
            own = own_decisions(self._matter, names, said_of(self._entries, history.item))
            self._standing[history.item] = self.carried(history) | own
        return self._standing[history.item]


def _asks_every_source(history: History) -> bool:
    """Whether the revision is of the high tier, where nothing counts that was decided without its source; one
    that nobody submitted yet may become so."""
    return history.submitted is None or history.submitted.details.get("tier") == Tier.HIGH


def looked_through(matter: Matter, entries: Sequence[Entry], history: History) -> bool:
    """Whether the pages without a row were looked through: in this revision, or in the one that it was
    corrected from if that had all of them. Nothing to look through is looked through."""
    without = frozenset((p.sha256, p.page) for p in sealed_rows(matter, history).pages_without_rows)
    if not without or any(e.event == LOOKED_THROUGH and is_of(e, history.item) for e in entries):
        return True
    if history.origin is None:
        return False
    try:
        pages = sealed_rows(matter, history.origin).pages_without_rows
    except (IntegrityError, UsageError):
        return False
    before = frozenset((p.sha256, p.page) for p in pages)
    return without <= before and looked_through(matter, entries, history.origin)


def changed_on_the_way(
    matter: Matter, entries: Sequence[Entry], items: Mapping[Item, History], history: History
) -> Counter[Verdict | None]:
    """How many rows were corrected and rejected in the revisions that this one was made from."""
    carrying = _Carrying(matter, entries, items)
    counted: Counter[Verdict | None] = Counter()
    while history.origin:
        history = history.origin
        said = {key: s.verdict for key, s in said_of(entries, history.item).items() if s.standing}
        counted.update(said.values())
        with suppress(IntegrityError, UsageError):  # then the ledger's own word is all there is
            taken_over = carrying.carried(history).items()
            counted.update(d.verdict for id_, d in taken_over if keyed(matter, "row", id_) not in said)
    return counted


def reviewed_before(items: Mapping[Item, History], item: Item) -> History | None:
    """The latest earlier revision of the deliverable that came before an attorney."""
    earlier = [
        history
        for other, history in items.items()
        if other.deliverable == item.deliverable
        and other.revision < item.revision
        and (history.origin or history.entry(EVENTS[Action.PASS_QC]))
    ]
    return max(earlier, key=lambda history: history.item.revision, default=None)


def _decision(matter: Matter, row_id: str, said: Said) -> Decision:
    entry = said.standing[-1]
    words = str(entry.details.get("decision", ""))
    verdict = Verdict(str(entry.details["verdict"]))
    return Decision(
        row_id=row_id,
        verdict=verdict,
        code=str(entry.details.get("code", "")),
        note_sha256=words,
        by=entry.actor,
        time=entry.time,
        opened=entry.details.get("opened") == 1,
        seconds=int(entry.details.get("seconds", 0)),
        carried=False,
        values=_values(matter, words) if verdict is Verdict.CORRECT else (),
        version=said.version,
    )


def _values(matter: Matter, sha256: str) -> tuple[tuple[str, str], ...]:
    try:
        pairs = each(json.loads(read_words(matter, sha256)[VALUES]), VALUES, _pair)
    except (ValueError, KeyError, TypeError):
        raise IntegrityError(
            f"The sealed file {sha256[:12]} holds no correction.", "Restore it from a backup."
        ) from None
    return pairs


def _pair(value: object, at: str) -> tuple[str, str]:
    column, words = each(value, at, text)
    return column, words
