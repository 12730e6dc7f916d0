"""One run over a matter, station by station, as functions of the matter and the time.

    arrive ─▶ read_new ─▶ draft_again ─▶ attend ─▶ told ─▶ RunReport

Answers: whether there is anything to do; what a run has to read; the drafts it makes, each with what it
changes; what is asked and told of it. Each station may be cut short anywhere and asked again: what stands
already stays as it is. Refuses to let one deliverable that cannot be drafted keep the others from being
drafted; what it said comes out at the end of the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import PinciteError
from extractors.pages import Document
from pipelines.confidentiality.access import refuse_no_preparer
from pipelines.confidentiality.retention import refuse_closed
from pipelines.deliverables.catalog import kind
from pipelines.delta.compare import delta
from pipelines.delta.folder import write_delta
from pipelines.discovery.arrivals import Arrival, NewDraft, RunReport
from pipelines.discovery.attention import attend, unattended
from pipelines.discovery.basis import basis, last_drafted, note_drafted, stale, wanted_deliverables
from pipelines.discovery.batches import ReadAll
from pipelines.discovery.block_lists import lists_changed, withhold
from pipelines.discovery.looking import look
from pipelines.discovery.one_run import one_run
from pipelines.discovery.operator_page import DIGEST_SHOWN, OperatorPage
from pipelines.discovery.received_bates import note_printed
from pipelines.discovery.received_log import ARRIVED
from pipelines.discovery.taking import take_settled, unlogged
from pipelines.discovery.transmittals import note_transmittals
from pipelines.discovery.volumes import arrange
from pipelines.discovery.watching import Glance
from pipelines.drafting import check_may_draft, draft_deliverable
from pipelines.matter import Matter
from pipelines.matter_reading import read_or_set_aside, readers, unread
from pipelines.notices import Failures, notify, unsent
from pipelines.office import office_of
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.store import Store

LONGEST_WAIT_SECONDS = 60.0
"""A run waits at most so long for files to settle; what takes longer is left for the next."""

Clock = Callable[[], datetime]
Read = tuple[tuple[Document, ...], tuple[SetAside, ...]]
"""All documents of a matter, sorted by digest, and all files set aside."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a run took in; ``set_aside`` are the files that were set aside before it."""

    arrivals: tuple[Arrival, ...]
    still_arriving: int
    set_aside: frozenset[SetAside]

    @property
    def came(self) -> int:
        """How many files came: with what was moved, or is gone, nothing did."""
        return sum(arrival.change in ARRIVED for arrival in self.arrivals)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of the deliverables of a run. ``refused`` are (deliverable, why) pairs."""

    drafts: tuple[NewDraft, ...]
    refused: tuple[tuple[str, PinciteError], ...]


def glance(
    matter: Matter, deliverables: Sequence[str], readers: str, now: datetime, wait_seconds: float = 0.0
) -> Glance:
    """Whether a run would have something to do; no record is opened for it.

    Args:
        deliverables: those to keep up to date; empty for those drafted before.
        wait_seconds: how long to wait for a run to end.

    Raises:
        AlreadyRunning: a run is at work on it.
        UsageError: the drop folder cannot be listed, or the office's policy is malformed.
        StoreError: the matter's database is busy or full.
    """
    with one_run(matter, wait_seconds), Store.open(matter) as store:
        seen = look(matter, store, office_of(matter).policy().settle_seconds, now)
        work = bool(seen.settled or seen.removed) or unlogged(store) or lists_changed(matter, store)
        work = work or unattended(store) or stale(matter, store, deliverables, readers, now)
        if not work and unsent(store):
            # A sink took nothing the last time: that is tried again here, without a run.
            notify(matter, store, RunReport(matter.slug, (), len(seen.moving), 0, (), (), 0), now)
        return Glance(work, seen.ready_in)


def process(
    matter: Matter,
    store: Store,
    deliverables: Sequence[str],
    preparer: str,
    clock: Clock,
    page: OperatorPage,
    read_all: ReadAll,
) -> tuple[RunReport, Failures]:
    """The whole run, station by station: what it did, and what went wrong with its notices.

    Args:
        matter: the matter, which this run holds.
        store: its database.
        deliverables: those to keep up to date; empty for those drafted before, or else the first.
        preparer: roster id of the person in whose name drafts are prepared.
        clock: the time.
        page: what an operator sees of it.
        read_all: reads what waits.

    Raises:
        GateRefusal: the preparer may not prepare in this matter (logged).
        UsageError: the matter is closed.
        PinciteError: a deliverable could not be drafted, or somebody not be asked; everything else is done by
            then.
    """
    refuse_closed(matter)
    refuse_no_preparer(matter, preparer, clock())
    arrived = arrive(matter, store, preparer, clock)
    wanted = wanted_deliverables(matter, store, deliverables)
    by, pages = read_new(matter, store, arrived.came, preparer, clock, page, read_all)
    drafted = draft_again(matter, store, wanted, by, preparer, clock)
    failed = [error for _, error in drafted.refused]
    questions = 0
    try:
        questions = attend(matter, store, by, preparer, clock())
    except PinciteError as error:  # a clock set back, say: the gate lets nothing of it pass meanwhile
        failed.append(error)
    report, notices = told(matter, store, arrived, pages, drafted, questions, clock)
    page.done(report, store.set_asides(), office_of(matter).policy().review_address)
    if failed:
        raise failed[0]
    return report, notices


def draft_now(
    matter: Matter,
    store: Store,
    deliverable: str,
    preparer: str,
    clock: Clock,
    page: OperatorPage,
    read_all: ReadAll,
) -> NewDraft:
    """Take in and read what is new, and draft one deliverable, whether its basis changed or not. What crashed
    or took too long is tried once more: a person asked, and waits for it.

    Arguments as for `process`. Raises what `pipelines.drafting.draft_deliverable` raises.
    """
    arrived = arrive(matter, store, preparer, clock)
    by, _ = read_new(matter, store, arrived.came, preparer, clock, page, read_all, again=True)
    made_from = basis(matter, store, deliverable, by)
    read = read_or_set_aside(store, by)
    made = draft_one(matter, store, deliverable, made_from, read, by, preparer, clock)
    attend(matter, store, by, preparer, clock())
    return made


def arrive(matter: Matter, store: Store, preparer: str, clock: Clock) -> Arrived:
    """Take in what lies settled in the drop folder, waiting once for what may settle soon.

    Raises:
        UsageError: the drop folder cannot be listed.
    """
    before = frozenset(store.set_asides())
    settle = office_of(matter).policy().settle_seconds
    seen = look(matter, store, settle, clock())
    if 0.0 < seen.ready_in <= LONGEST_WAIT_SECONDS:
        time.sleep(seen.ready_in)
        seen = look(matter, store, settle, clock())
    arrivals = take_settled(matter, store, seen, preparer, clock())
    note_transmittals(matter, store, preparer, clock())
    arrange(matter, store)
    withhold(matter, store, preparer, clock())
    return Arrived(arrivals, len(seen.moving), before)


def read_new(
    matter: Matter,
    store: Store,
    arrived: int,
    preparer: str,
    clock: Clock,
    page: OperatorPage,
    read_all: ReadAll,
    *,
    again: bool = False,
) -> tuple[str, int]:
    """Read what was not read yet; returns who read it, and the pages.

    The lists of what must not be used are held against it once more: a number may only be printed on a page.

    Args:
        again: also what these readers crashed on, or took too long over: not in a run that nobody watches,
            where one bad file would cost every run its whole time limit.
    """
    by = readers()
    waiting = unread(store, by, again=again)
    page.reading(arrived, len(waiting))
    pages = read_all(matter, store, by, waiting, page.read)
    note_printed(store, by)
    withhold(matter, store, preparer, clock())
    return by, pages


def draft_again(
    matter: Matter, store: Store, deliverables: Sequence[str], readers: str, preparer: str, clock: Clock
) -> Drafted:
    """Draft each of the deliverables whose basis changed since its last draft, and say what that changes.

    Raises:
        AccountingError: a source is neither read nor set aside.
    """
    before = last_drafted(store)
    drafts: list[NewDraft] = []
    refused: list[tuple[str, PinciteError]] = []
    wanted: list[tuple[str, str]] = []
    for deliverable in deliverables:
        try:
            check_may_draft(matter, deliverable, preparer, clock())
            made_from = basis(matter, store, deliverable, readers)
            if deliverable in before and before[deliverable][0] == made_from:
                continue
            kind(deliverable).check(matter)
            wanted.append((deliverable, made_from))
        except PinciteError as error:
            refused.append((deliverable, error))
    read = read_or_set_aside(store, readers) if wanted else ((), ())
    for deliverable, made_from in wanted:
        try:
            progress().stage(f"Drafting {deliverable}")
            drafts.append(draft_one(matter, store, deliverable, made_from, read, readers, preparer, clock))
        except PinciteError as error:
            refused.append((deliverable, error))
    return Drafted(tuple(drafts), tuple(refused))


def draft_one(
    matter: Matter,
    store: Store,
    deliverable: str,
    made_from: str,
    read: Read,
    readers: str,
    preparer: str,
    clock: Clock,
) -> NewDraft:
    """Draft a deliverable from what was read, say what that changes, and remember from what it was made.

    Args:
        made_from: its basis from before anything was loaded: whoever withdraws a source meanwhile does not
            wait for the run, and the next one drafts without it.

    Raises what `pipelines.drafting.draft_deliverable` raises.
    """
    draft = draft_deliverable(matter, deliverable, *read, readers, preparer, clock())
    _, known = last_drafted(store).get(deliverable, ("", 0))
    changes = delta(matter, deliverable, draft.revision)
    write_delta(matter, changes)
    note_drafted(store, deliverable, made_from, draft.revision)
    return NewDraft(
        deliverable,
        draft.revision,
        draft.revision != known,
        draft.rows_sha256,
        changes.against,
        len(changes.added),
        len(changes.changed),
        len(changes.withdrawn),
    )


def told(
    matter: Matter,
    store: Store,
    arrived: Arrived,
    pages: int,
    drafted: Drafted,
    questions: int,
    clock: Clock,
) -> tuple[RunReport, Failures]:
    """What the run did, and what went wrong with telling those whom the office's policy names."""
    new = (entry for entry in store.set_asides() if entry not in arrived.set_aside)
    set_aside = tuple(sorted(((e.sha256 or "")[:DIGEST_SHOWN], e.reason) for e in new))
    report = RunReport(
        matter.slug, arrived.arrivals, arrived.still_arriving, pages, set_aside, drafted.drafts, questions
    )
    return report, notify(matter, store, report, clock())
