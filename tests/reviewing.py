"""What an attorney does at a draft that passed quality control, for tests of what comes before and after."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.drafting import approved_template
from pipelines.matter import Matter
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row
from pipelines.review.desk import open_desk
from pipelines.review.escalations import answer
from pipelines.review.history import Item
from pipelines.review.quality_control import pass_qc


def checked(matter: Matter, item: Item, actor: str) -> None:
    """Confirm every checkpoint of the task definition."""
    points = approved_template(matter, item.deliverable).task.checkpoints
    pass_qc(matter, item, actor, {point.id: True for point in points}, _now())


def answered(matter: Matter, item: Item, actor: str) -> int:
    """Answer every open question of the item; how many there were."""
    waiting = [question for question in open_desk(matter, item).questions if question.open]
    for question in waiting:
        answer(matter, item, question.id, "Looked at; nothing can be done about it.", actor, _now())
    return len(waiting)


def decided(matter: Matter, item: Item, actor: str) -> int:
    """Look at every row that is left to decide and accept it, and at the other pages; how many rows."""
    desk = open_desk(matter, item)
    for row_id in desk.left:
        show_row(matter, item, row_id, actor, _now())
        decide(matter, item, row_id, Verdict.ACCEPT, actor, _now(), seconds=1)
    if not desk.reconfirmed:
        reconfirm(matter, item, actor, _now())
    if not desk.looked_through:
        look_through(matter, item, actor, _now())
    return len(desk.left)


def _now() -> datetime:
    return datetime.now(UTC)
