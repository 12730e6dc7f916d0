"""What the review page tells of changes: the delta of a revision, and the line that leads to it.

Answers: counts and every line of a delta, in the words that the printed one uses; in one line, what a
revision changes, and whether a later one was drafted. Reads only. A delta that cannot be made (its rows are
of another version) leaves its line out and refuses its own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from extractors.errors import IntegrityError, UsageError
from pipelines.delta.compare import compared_with, delta
from pipelines.delta.folder import DOCUMENT, delta_folder
from pipelines.delta.lines import against, counts, groups
from pipelines.delta.newer import newer_draft
from pipelines.delta.values import Delta, FileState
from pipelines.matter import Matter
from pipelines.review.desk import open_desk
from pipelines.review.history import History, Item
from pipelines.review.roster import Person, Role
from pipelines.review.states import OPEN, State
from pipelines.web.frames import address, frame


def changes(
    matter: Matter, item: Item, person: Person, roles: tuple[Role, ...], now: datetime
) -> Mapping[str, object]:
    """The delta of a revision, in full, and how many decisions it keeps."""
    found = delta(matter, item.deliverable, item.revision)
    desk = open_desk(matter, item)
    carried = sum(decision.carried for decision in desk.decisions.values())
    folder = delta_folder(matter, item.deliverable, item.revision)
    printed = (folder / DOCUMENT).is_file()
    return {
        **frame(matter, item),
        "against": against(found),
        "before": address(matter, Item(item.deliverable, found.against)) if found.against else "",
        "counts": counts(found),
        "groups": groups(found, short=False),
        "carried": carried if desk.state is State.IN_REVIEW else 0,
        "rows": len(desk.rows),
        "folder": folder.relative_to(matter.folder.parent).as_posix() if printed else "",
    }


def news(matter: Matter, histories: Sequence[History], history: History) -> Mapping[str, Any]:
    """For the top of a review: what the revision changes, in a line, and the later draft if there is one."""
    told = pointers(matter, histories, history)
    line = ""
    if told["delta"] and history.state in OPEN:
        try:
            line = _in_a_line(delta(matter, history.item.deliverable, history.item.revision))
        except (IntegrityError, UsageError):
            told = {**told, "delta": ""}
    return {**told, "changed": line}


def pointers(matter: Matter, histories: Sequence[History], history: History) -> Mapping[str, Any]:
    """Addresses and words that need no rows: where the delta is, which draft is newer."""
    items = {h.item: h for h in histories}
    base = address(matter, history.item)
    newer = newer_draft(matter, histories, history)
    later = address(matter, Item(history.item.deliverable, newer.revision)) if newer else ""
    before = compared_with(items, history)
    return {
        "delta": f"{base}/delta" if before else "",
        "since": before.item.revision if before else 0,
        "newer": newer.words if newer else "",
        "newer_url": later,
    }


def _in_a_line(delta: Delta) -> str:
    """``4 rows added, 1 withdrawn; 2 files received``."""
    rows = [(len(delta.added), "added"), (len(delta.changed), "changed"), (len(delta.withdrawn), "withdrawn")]
    files = [(len(delta.of_files(state)), state.value) for state in FileState]
    files.append((len(delta.unread), "set aside"))
    told = [_counted(rows, "row"), _counted(files, "file")]
    return "; ".join(part for part in told if part) or "nothing but its counts"


def _counted(counts: Sequence[tuple[int, str]], thing: str) -> str:
    told = [(count, what) for count, what in counts if count]
    first = [f"{count:,} {thing}{'s' * (count != 1)} {what}" for count, what in told[:1]]
    return ", ".join((*first, *(f"{count:,} {what}" for count, what in told[1:])))
