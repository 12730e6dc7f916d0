"""Telling people what a run did, through what the office's policy names: once for each thing that happens.

    arrivals, drafted, questions ─▶ what no notice has told of ─▶ notice (kept) ─▶ each sink, until it is sent

Answers: is there something to tell; tell it. What is to be told is found in the matter's database and ledger,
not in what a run remembers, so that the next run tells of one that was killed. A sink that fails stops
nothing: the notice is tried again next time. Each is marked after it was sent, so that a machine that dies in
between sends it twice, under the same id and name. Refuses, by the shape of a notice, to tell a name or a
word of a record.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import PinciteError
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.catalog import KINDS
from pipelines.discovery.arrivals import Change, RunReport
from pipelines.discovery.concerns import concerns
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry, utc_text
from pipelines.matter import Matter
from pipelines.matter_database import Run
from pipelines.notice import Notice, notice_from_json, notice_json
from pipelines.notice_sinks import Sink, sinks
from pipelines.office import office_of
from pipelines.review.escalations import escalations
from pipelines.store import Store

_DOMAIN = b"pincite notice 1\n"
_NEW_ARRIVALS = "SELECT id, change FROM arrivals WHERE id > (SELECT coalesce(max(arrivals), 0) FROM notices)"
_NEW_DRAFTS = (
    "SELECT deliverable, revision FROM drafted WHERE NOT EXISTS"
    " (SELECT 1 FROM announced WHERE thing = deliverable || '/' || revision) ORDER BY deliverable"
)


Failures = tuple[tuple[str, str], ...]
"""(sink, what) for everything that went wrong with a notice."""


def unsent(store: Store) -> bool:
    """Whether something happened that no notice tells of, or a sink has not taken a notice yet."""
    with store.database.reading() as run:
        left = ("SELECT 1 FROM dispatches WHERE sent = ''", _NEW_ARRIVALS, _NEW_DRAFTS)
        return any(run(f"{question} LIMIT 1").fetchone() for question in left)


def backlog(store: Store) -> tuple[tuple[str, int], ...]:
    """(sink, how many notices it has not taken yet), by sink."""
    with store.database.reading() as run:
        left = "SELECT sink, count(*) FROM dispatches WHERE sent = '' GROUP BY sink ORDER BY sink"
        return tuple((str(sink), int(count)) for sink, count in run(left).fetchall())


def notify(matter: Matter, store: Store, report: RunReport, now: datetime) -> Failures:
    """Tell what was not told yet, and what went wrong with that.

    Args:
        report: what this run did: what it set aside and what still arrives is told with the rest.

    Raises:
        LedgerError: the matter's ledger does not verify.
        StoreError: the matter's database is busy or full.
        UsageError: the policy is malformed.
    """
    office = office_of(matter)
    policy = office.policy()
    there = sinks(policy.notices, office.folder)
    asked = _asked(Ledger(matter.ledger).entries())
    with store.database.writing() as run:
        news = _news(run, asked)
        if news.things or news.changes:
            notice = _notice(matter, news, report, policy.review_address, utc_text(now))
            _keep(run, notice, news, tuple(s.name for s in there))
    return tuple(failure for sink in there for failure in _send(store, sink, now))


@dataclass(frozen=True, slots=True)
class _News:
    """What no notice has told of: changes of the drop folder up to the arrival ``last``; drafts, questions
    that runs asked, revisions that went out and are concerned, each as it is named in the ledger."""

    changes: tuple[tuple[Change, int], ...]
    last: int
    drafts: tuple[tuple[str, int], ...]
    questions: tuple[str, ...]
    released: tuple[str, ...]

    @property
    def things(self) -> tuple[str, ...]:
        """What is announced once."""
        return (*(f"{name}/{revision}" for name, revision in self.drafts), *self.questions, *self.released)


def _asked(entries: Sequence[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The open questions that runs asked, and what they recorded about revisions that went out."""
    found = [(kind.name, e) for kind in KINDS for e in escalations(entries, kind.name)]
    questions = [f"question/{name}/{e.id}" for name, e in found if e.about and e.open]
    released = {f"released/{c.item.deliverable}/{c.item.revision}/{c.attention}" for c in concerns(entries)}
    return tuple(questions), tuple(sorted(released))


def _news(run: Run, asked: tuple[tuple[str, ...], tuple[str, ...]]) -> _News:
    arrivals = run(_NEW_ARRIVALS).fetchall()
    (before,) = run("SELECT coalesce(max(arrivals), 0) FROM notices").fetchone()
    known = {thing for (thing,) in run("SELECT thing FROM announced").fetchall()}
    questions, released = (tuple(thing for thing in of if thing not in known) for of in asked)
    return _News(
        tuple(sorted(Counter(Change(change) for _, change in arrivals).items())),
        max((id for id, _ in arrivals), default=before),
        tuple((name, revision) for name, revision in run(_NEW_DRAFTS).fetchall()),
        questions,
        released,
    )


def _notice(matter: Matter, news: _News, report: RunReport, address: str, made: str) -> Notice:
    told = {"matter": matter.slug, "made": made, "arrivals": news.last, "things": news.things}
    return Notice(
        sha256_of(_DOMAIN + canonical_bytes(told)),
        made,
        matter.slug,
        news.changes,
        report.still_arriving,
        len(report.set_aside),
        len(news.questions),
        len({thing.rpartition("/")[0] for thing in news.released}),
        news.drafts,
        _where(address, matter.slug, news.drafts),
    )


def _keep(run: Run, notice: Notice, news: _News, to: tuple[str, ...]) -> None:
    """Keep the notice, with whom to tell. Where nobody is told it counts as told, so that whoever is named
    later is not sent what is long known."""
    row = (notice.id, notice.made, news.last, json.dumps(notice_json(notice)))
    run("INSERT INTO notices VALUES (?, ?, ?, ?)", row)
    for thing in news.things:
        run("INSERT INTO announced VALUES (?, ?)", (thing, notice.id))
    for sink in to:
        run("INSERT INTO dispatches VALUES (?, ?, '')", (notice.id, sink))


def _send(store: Store, sink: Sink, now: datetime) -> Failures:
    """Hand this sink what it has not taken yet; after a failure no further notice is tried."""
    with store.database.reading() as run:
        bodies = run(
            "SELECT body FROM dispatches JOIN notices ON notices.id = notice"
            " WHERE sink = ? AND sent = '' ORDER BY made, notice",
            (sink.name,),
        ).fetchall()
    remarks: list[tuple[str, str]] = []
    for (body,) in bodies:
        notice = notice_from_json(json.loads(body))
        try:
            remark = sink.take(notice)
        except (OSError, PinciteError) as error:  # a mail library's errors are an OSError each
            why = error.strerror if isinstance(error, OSError) else error.problem
            return (*remarks, (sink.name, why or type(error).__name__))
        remarks += [(sink.name, remark)] if remark else []
        with store.database.writing() as run:
            run(
                "UPDATE dispatches SET sent = ? WHERE notice = ? AND sink = ?",
                (utc_text(now), notice.id, sink.name),
            )
    return tuple(remarks)


def _where(address: str, slug: str, drafts: Sequence[tuple[str, int]]) -> str:
    """The review page of the one draft; the page of all that waits where there are several, or none."""
    if not address or len(drafts) != 1:
        return address and f"{address}/"
    name, revision = drafts[0]
    return f"{address}/m/{slug}/{name}/{revision}"
