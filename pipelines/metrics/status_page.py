"""The status of an office on one page, and on one screen of a terminal: read in a minute, printed if wanted.

Answers: `Status` as HTML and as lines. Refuses to print anything but matters by their short names, people by
their names on the roster, counts, codes and times: nothing of it is from the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from pipelines.business_time import WorkingHours
from pipelines.ledger_chain import utc_text
from pipelines.metrics.page_parts import classed, counted, interval, page, shown, table, title_of, words
from pipelines.metrics.status import PERIOD_DAYS, LedgerLine, Press, Status
from pipelines.review.escalations import UNPROMPTED
from pipelines.review.history import Item
from pipelines.review.queue import Waiting
from pipelines.review.states import State

_SHOWN_NEEDS = 12
"""Lines that fit a minute; the others are counted."""


def headline(status: Status, now: datetime) -> str:
    """The whole status in a sentence or two."""
    if not status.matters:
        return "There is no matter yet."
    press = [n for n in status.needs if n.press is Press.NOW]
    waits, late, asked = len(status.waiting), status.late(now), len(status.questions)
    asks = f"{_many(asked, 'question')} {'is' if asked == 1 else 'are'} open"
    bad = len(status.unread) + sum(bool(x.faults) for x in status.ledgers)
    not_sound = f"{_many(bad, 'ledger')} {'does' if bad == 1 else 'do'} not verify"
    ledgers = not_sound if bad else "every ledger verifies"
    hand = f"{_many(waits, 'item')} {'waits' if waits == 1 else 'wait'} for somebody, {late or 'none'} late"
    begins = (
        f"{_many(len(press), 'thing')} {'needs' if len(press) == 1 else 'need'} you now. " if press else ""
    )
    return f"{begins}{hand[0].upper()}{hand[1:]}; {asks}; {ledgers}."


def status_lines(status: Status, now: datetime, hours: WorkingHours) -> Iterator[str]:
    """The status for a terminal."""
    yield f"Status on {_local(status.made, hours)}{_locked(status)}. {headline(status, now)}"
    for need in status.needs[:_SHOWN_NEEDS]:
        where = f"{need.matter} {need.item or ''}".strip()
        yield f"  {need.word:<16} {where + ': ' if where else ''}{need.text}"
    if len(status.needs) > _SHOWN_NEEDS:
        yield f"  and {len(status.needs) - _SHOWN_NEEDS} more"
    for w in status.waiting:
        due = f", due {_local(utc_text(w.due), hours)}" if w.due else ""
        asks = f", {_many(w.questions, 'open question')}" if w.questions else ""
        yield f"  {w.matter.slug}  {w.history.item}  {w.history.state}{due}{asks}"
    yield f"Last {PERIOD_DAYS} days: {_many(len(status.released), 'release')}."
    for x in status.figures:
        span = f", 95 % range {interval(x)}" if interval(x) else ""
        yield f"  {x.formula.name:<28} {shown(x):>8}  {counted(x)}{span}"


def status_page(status: Status, now: datetime, names: Mapping[str, str], hours: WorkingHours) -> bytes:
    """The status as a file that stands by itself.

    Args:
        names: roster id → name; an id that is not there prints as it is.
        hours: for the zone in which times print.
    """
    n = len(status.matters)
    zone = escape(hours.zone.rpartition("/")[2].replace("_", " "))
    about = f"{_local(status.made, hours)} ({zone}), {_many(n, 'matter')}{escape(_locked(status))}"
    parts = [
        '<main class="report">\n<h1>Status of reviews</h1>\n',
        f'<p class="meta">{about}</p>\n',
        f'<p class="lead">{escape(headline(status, now))}</p>\n',
        *_needs(status),
        "<h2>In hand</h2>\n",
        _waiting(status, now, names, hours),
        *_questions(status, now, names, hours),
        f"<h2>Last {PERIOD_DAYS} days</h2>\n",
        _tiles(status),
        *_released(status, names, hours),
        *_ledgers(status, hours),
        "<footer>Made from the audit ledgers alone. Nothing here is from the records.</footer>\n</main>\n",
    ]
    return page("Status of reviews", "".join(parts))


def _needs(status: Status) -> Iterator[str]:
    if not status.needs:
        return
    yield '<h2>Needs you</h2>\n<ul class="needs">\n'
    for need in status.needs[:_SHOWN_NEEDS]:
        where = ", ".join(x for x in (need.matter, _called(need.item) if need.item else "") if x)
        about = f"<strong>{escape(where)}</strong>: " if where else ""
        told = f"<b>{escape(need.word)}</b><span>{about}{escape(need.text)}</span>"
        yield f'<li class="{need.press}">{told}</li>\n'
    yield "</ul>\n"
    if len(status.needs) > _SHOWN_NEEDS:
        yield f'<p class="small">And {len(status.needs) - _SHOWN_NEEDS} more.</p>\n'


def _waiting(status: Status, now: datetime, names: Mapping[str, str], hours: WorkingHours) -> str:
    if not status.waiting:
        return '<p class="none">Nothing is in hand.</p>\n'
    head = ("Matter", "Deliverable", "State", "Tier", "Prepared by", "Since", "Decision due", "Questions")
    return table(head, (_item(w, now, names, hours) for w in status.waiting), numbers=(7,))


def _item(w: Waiting, now: datetime, names: Mapping[str, str], hours: WorkingHours) -> tuple[str, ...]:
    due = _local(utc_text(w.due), hours)[:10] if w.due else ""  # at the close of business
    return (
        escape(w.matter.slug),
        escape(_called(w.history.item)),
        escape(w.history.state.value),
        escape(w.tier.value) if w.tier else "–",
        escape(", ".join(names.get(p, p) for p in w.history.preparers)),
        _local(w.history.last.time, hours),
        (classed("late", f"{due}, late") if w.late(now) else due) or "–",
        str(w.questions or "–"),
    )


def _questions(status: Status, now: datetime, names: Mapping[str, str], hours: WorkingHours) -> Iterator[str]:
    if not status.questions:
        return
    yield "<h2>Open questions</h2>\n"
    yield table(
        ("Matter", "Deliverable", "Question", "Trigger", "Asked by", "To be answered by", "Asked", "Due"),
        (
            (
                escape(matter),
                escape(_called(q.item)),
                escape(q.id),
                "a person's" if q.trigger == UNPROMPTED else words(q.trigger),
                escape(names.get(q.asked_by, q.asked_by)),
                words(names.get(q.owner, q.owner)),
                _local(q.asked, hours),
                classed("late", f"{_local(q.due, hours)}, late")
                if q.due < utc_text(now)
                else _local(q.due, hours),
            )
            for matter, q in status.questions
        ),
    )


def _tiles(status: Status) -> str:
    tiles = "".join(
        f'<div><dt>{escape(x.formula.name)}</dt><dd><span class="value">{shown(x)}</span><br>'
        f'<span class="small">{counted(x) or "nothing yet"}'
        f"{f'; {interval(x)}' if interval(x) else ''}</span></dd></div>\n"
        for x in status.figures
    )
    chance = '<p class="small">The range is that of chance, with 95 % confidence.</p>\n'
    return f'<dl class="tiles">\n{tiles}</dl>\n{chance}'


def _released(status: Status, names: Mapping[str, str], hours: WorkingHours) -> Iterator[str]:
    if not status.released:
        return
    yield "<h3>Released</h3>\n"
    yield table(
        ("Matter", "Deliverable", "Approved by", "Released", "Stands"),
        (
            (
                escape(x.matter),
                escape(_called(x.item)),
                escape(names.get(x.approver, x.approver)),
                _local(x.at, hours),
                "yes" if x.state is State.RELEASED else classed("look", escape(x.state.value)),
            )
            for x in status.released
        ),
    )


def _ledgers(status: Status, hours: WorkingHours) -> Iterator[str]:
    if not status.matters:
        return
    broken = ((escape(slug), "–", classed("late", escape(why)), "–", "–") for slug, why in status.unread)
    yield "<h2>Ledgers</h2>\n"
    yield table(
        ("Matter", "Entries", "Verifies", "Last signed head", "Not covered by one"),
        (*broken, *(_ledger(x, hours) for x in status.ledgers)),
        numbers=(1,),
    )


def _ledger(x: LedgerLine, hours: WorkingHours) -> tuple[str, ...]:
    return (
        escape(x.matter),
        f"{x.entries:,}",
        classed("late", escape(", ".join(x.faults))) or "yes",
        f"entry {x.anchored:,}" if x.anchored else "none",
        f"{_many(x.uncovered, 'entry', 'entries')} since {_local(x.since, hours)}" if x.uncovered else "–",
    )


def _locked(status: Status) -> str:
    return f"; locked and not read: {', '.join(status.locked)}" if status.locked else ""


def _called(item: Item) -> str:
    return f"{title_of(item.deliverable)}, rev. {item.revision}"


def _many(n: int, one: str, several: str = "") -> str:
    return f"{n:,} {one if n == 1 else several or one + 's'}" if n else f"no {several or one + 's'}"


def _local(utc: str, hours: WorkingHours) -> str:
    """A UTC text as people of the office write it; what is no time, as it is."""
    try:
        at = datetime.fromisoformat(utc).astimezone(ZoneInfo(hours.zone))
    except ValueError:
        return escape(utc)
    return at.strftime("%Y-%m-%d %H:%M")
