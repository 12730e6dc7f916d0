"""Random moves and work by random people, with things changing under them: what must always hold, holds."""

from __future__ import annotations

import atexit
import functools
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.access import grant, withdraw
from pipelines.ledger_chain import Entry
from pipelines.review import gate
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row, undo
from pipelines.review.escalations import answer, escalate, escalations_of
from pipelines.review.history import EVENTS, History, Item
from pipelines.review.roster import ATTORNEYS, Role
from pipelines.review.standing import status
from pipelines.review.states import MOVES, WORK_IN, Action, State, Work, next_state
from pipelines.review.verify import verify
from pipelines.sealed import check_sealed
from pipelines.task import Tier
from tests.pipelines.review.world import KIND, PASSPHRASE, World, edit, rewrite

PEOPLE = st.sampled_from(
    ["paula", "quinn", "anna", "otto", "sven", "rita", "adam", "alma", "stranger", "outsider"]
)
"""``stranger`` is not on the roster; ``outsider`` is, as an attorney, and not named in the matter."""
CONTENT = st.sampled_from(["first", "second", "third"])
PICK = st.integers(0, 7)
"""Which of the revisions there are, the latest first; the last of the numbers is one that there is not."""
STAGE = st.sampled_from([Action.SUBMIT, Action.PASS_QC, Work.DECIDE, Action.APPROVE, Action.RELEASE])
ROW = st.sampled_from(["r1", "r2", "r3", "r9"])
KEY_OF = st.sampled_from(["own", "anna", "otto", "sven", "rita"])
CODE = "other"

EDGES = {(before, after) for (before, _), after in MOVES.items()}
REVIEWED = {"row.decided", "row.undone", "review.reconfirmed", "pages.looked_through"}
PREPARED = {"draft.written", "draft.repeated", "review.submitted", "review.qc_passed"}


WHO = st.one_of(st.just("fit"), st.just("fit"), PEOPLE)
"""Mostly somebody whose work it is, see `FIT`."""
FIT: dict[Action | Work, str] = {
    Action.SUBMIT: "paula",
    Action.PASS_QC: "quinn",
    Action.RETURN: "quinn",
    Action.APPROVE: "anna",
    Action.RELEASE: "rita",
    Action.REVOKE: "sven",
    Action.LIFT: "sven",
    Work.SET_TIER: "sven",
}


@functools.cache
def _fresh() -> World:
    """Made once for all runs, and copied for each."""
    root = Path(tempfile.mkdtemp(prefix="pincite-fresh-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    world = World(root / "world")
    edit(
        world.office.roster_file,
        '[[person]]\nid = "rita"',
        '[[person]]\nid = "outsider"\nname = "Olga Penn"\nlicence_number = "5"\nlicence_state = "GA"\n'
        'roles = ["attorney", "qc", "preparer", "releaser"]\n\n[[person]]\nid = "rita"',
    )
    return world


class Gate(RuleBasedStateMachine):
    """The office as its people may use, and misuse, it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="pincite-gate-"))
        self.world = _fresh().copy(self.root / "world")
        self.content: dict[Item, str] = {}
        self.seen: dict[Item, State] = {}
        self.files: dict[Path, bytes] = {}
        self.plans: dict[Item, str] = {}
        self.refused = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def asked(self, action: Action | Work, item: Item, who: str, call: Callable[[], object]) -> bool:
        """Whether the gate let it through. A refusal is the last entry, with action, item and person."""
        try:
            call()
        except GateRefusal:
            self.refused += 1
            last = self.world.ledger.entries()[-1]
            assert last.event == "review.refused"
            assert last.actor == who
            assert last.details["action"] == action.value
            named = (last.details["deliverable"], last.details["revision"])
            assert named == (item.deliverable, item.revision)
            return False
        assert who not in ("stranger", "outsider")
        return True

    def histories(self) -> tuple[History, ...]:
        return status(self.world.matter)

    def item(self, pick: int, action: Action | Work) -> Item:
        """One of the revisions for which it is legal, if there is one and ``pick`` is even; or any."""
        found = sorted(status(self.world.matter), key=lambda h: h.item, reverse=True)
        legal = [h for h in found if _is_legal(h, action)]
        among = legal if legal and pick % 2 == 0 else found
        return among[pick // 2 % len(among)].item if among and pick < 7 else Item(KIND, 99)

    @staticmethod
    def person(who: str, action: Action | Work) -> str:
        return FIT.get(action, "anna") if who == "fit" else who

    # --- what people do ---

    @rule(content=CONTENT, who=PEOPLE)
    def draft(self, content: str, who: str) -> None:
        draft = self.world.draft(content, who)
        self.content.setdefault(draft.item, content)

    @rule(pick=PICK, who=WHO, honest=st.booleans())
    def submit(self, pick: int, who: str, honest: bool) -> None:
        who = self.person(who, Action.SUBMIT)
        item = self.item(pick, Action.SUBMIT)
        try:
            draft = self.world.load(item)
        except UsageError:
            return
        before = self._history(item)
        honest = honest and item in self.content
        content = self.content[item] if honest else "other"
        if self.asked(Action.SUBMIT, item, who, lambda: self.world.submit(draft, who, content)):
            assert honest
            assert not before.returned

    @rule(pick=PICK, who=WHO, whole=st.booleans())
    def pass_qc(self, pick: int, who: str, whole: bool) -> None:
        who = self.person(who, Action.PASS_QC)
        item = self.item(pick, Action.PASS_QC)
        ids = [c.id for c in self.world.task.checkpoints][: None if whole else -1]
        checks = dict.fromkeys(ids, True)
        now = self.world.tick()
        if self.asked(
            Action.PASS_QC, item, who, lambda: gate.pass_qc(self.world.matter, item, who, checks, now)
        ):
            assert whole
            if self._tier(item) is Tier.HIGH:
                assert who not in {e.actor for e in self._entries(item) if e.event in PREPARED - {QC_PASSED}}

    @rule(pick=PICK, who=WHO, key=KEY_OF, word=st.sampled_from([PASSPHRASE, "wrong words here"]))
    def approve(self, pick: int, who: str, key: str, word: str) -> None:
        who = self.person(who, Action.APPROVE)
        item = self.item(pick, Action.APPROVE)
        owner = who if key == "own" else key
        path = self.world.key(owner)
        if self.asked(Action.APPROVE, item, who, lambda: self.world.approve(item, who, word, path)):
            assert (owner, word) == (who, PASSPHRASE)
            assert not [e for e in escalations_of(self.world.ledger.entries(), item) if e.open]

    @rule(
        pick=PICK,
        who=WHO,
        action=st.sampled_from(
            [Action.RETURN, Action.REQUEST_CHANGES, Action.REJECT, Action.VOID, Action.REVOKE]
        ),
    )
    def end(self, pick: int, who: str, action: Action) -> None:
        who = self.person(who, action)
        world, item = self.world, self.item(pick, action)
        ways: dict[Action, Callable[..., str]] = {
            Action.RETURN: gate.return_draft,
            Action.REQUEST_CHANGES: gate.request_changes,
            Action.REJECT: gate.reject,
            Action.REVOKE: gate.revoke,
        }
        reason = ("a reason", world.tick())
        if action is Action.VOID:
            self.asked(action, item, who, lambda: gate.void(world.matter, item, who, *reason))
        else:
            self.asked(action, item, who, lambda: ways[action](world.matter, item, who, CODE, *reason))

    @rule(pick=PICK, who=WHO, content=CONTENT)
    def correct(self, pick: int, who: str, content: str) -> None:
        who = self.person(who, Action.CORRECT)
        item = self.item(pick, Action.CORRECT)
        made: list[Item] = []
        if self.asked(Action.CORRECT, item, who, lambda: made.append(self.world.correct(item, content, who))):
            self.content[made[0]] = content

    @rule(pick=PICK, who=WHO)
    def release(self, pick: int, who: str) -> None:
        who = self.person(who, Action.RELEASE)
        item = self.item(pick, Action.RELEASE)
        self.asked(Action.RELEASE, item, who, lambda: self.world.release(item, who))

    # --- work on an item ---

    @rule(pick=PICK, who=WHO, row=ROW)
    def show(self, pick: int, who: str, row: str) -> None:
        who = self.person(who, Work.SHOW)
        world, item = self.world, self.item(pick, Work.SHOW)
        self.asked(Work.SHOW, item, who, lambda: show_row(world.matter, item, row, who, world.tick()))

    @rule(
        pick=PICK,
        who=WHO,
        row=ROW,
        verdict=st.sampled_from([Verdict.ACCEPT, Verdict.ACCEPT, Verdict.ESCALATE]),
    )
    def decide(self, pick: int, who: str, row: str, verdict: Verdict) -> None:
        who = self.person(who, Work.DECIDE)
        world, item = self.world, self.item(pick, Work.DECIDE)
        self.asked(
            Work.DECIDE,
            item,
            who,
            lambda: decide(world.matter, item, row, verdict, who, world.tick(), note="a question"),
        )

    @rule(
        pick=PICK,
        who=WHO,
        work=st.sampled_from([Work.UNDO, Work.RECONFIRM, Work.LOOK_THROUGH]),
    )
    def go_over(self, pick: int, who: str, work: Work) -> None:
        who = self.person(who, work)
        world, item = self.world, self.item(pick, work)
        ways: dict[Work, Callable[..., object]] = {
            Work.UNDO: undo,
            Work.RECONFIRM: reconfirm,
            Work.LOOK_THROUGH: look_through,
        }
        self.asked(work, item, who, lambda: ways[work](world.matter, item, who, world.tick()))

    @rule(pick=PICK, who=WHO, hold=st.booleans())
    def ask(self, pick: int, who: str, hold: bool) -> None:
        action = Action.ESCALATE if hold else Work.ASK
        world, item, who = self.world, self.item(pick, action), self.person(who, action)
        self.asked(
            action,
            item,
            who,
            lambda: escalate(world.matter, item, "Why?", "", who, world.tick(), hold=hold),
        )

    @rule(pick=PICK, who=WHO, number=st.integers(0, 3))
    def answer(self, pick: int, who: str, number: int) -> None:
        """One of the item's open questions; the last of the numbers is one that nobody asked."""
        world, item = self.world, self.item(pick, Action.LIFT)
        questions = [e for e in escalations_of(world.ledger.entries(), item) if e.open]
        asked = questions[number % len(questions)] if questions and number < 3 else None
        held = asked is not None and asked.hold
        action = Action.LIFT if held else Work.ANSWER
        who, id = self.person(who, action), asked.id if asked else "E99"
        at = asked.item if asked and held else item
        self.asked(action, at, who, lambda: answer(world.matter, item, id, "So.", who, world.tick()))

    @rule(pick=PICK, who=WHO, tier=st.sampled_from(Tier))
    def set_tier(self, pick: int, who: str, tier: Tier) -> None:
        who = self.person(who, Work.SET_TIER)
        world, item = self.world, self.item(pick, Work.SET_TIER)
        self.asked(
            Work.SET_TIER,
            item,
            who,
            lambda: gate.set_tier(world.matter, item, tier, who, "a reason", world.tick()),
        )

    @rule(pick=PICK, who=PEOPLE)
    def report_error(self, pick: int, who: str) -> None:
        who = self.person(who, Work.REPORT_ERROR)
        world, item = self.world, self.item(pick, Work.REPORT_ERROR)
        self.asked(
            Work.REPORT_ERROR,
            item,
            who,
            lambda: gate.report_error(world.matter, item, who, CODE, "wrong", world.tick()),
        )

    @initialize(content=CONTENT, stage=STAGE, attorney=st.sampled_from(["anna", "otto", "sven"]))
    def begin(self, content: str, stage: Action | Work, attorney: str) -> None:
        self.bring(content, stage, attorney)

    @rule(content=CONTENT, stage=STAGE, attorney=st.sampled_from(["anna", "otto", "sven"]))
    def go_on(self, content: str, stage: Action | Work, attorney: str) -> None:
        self.bring(content, stage, attorney)

    def bring(self, content: str, stage: Action | Work | None, attorney: str) -> None:
        """The ordinary path as far as ``stage`` (``None``: a draft), so that every state is common."""
        world = self.world
        draft = world.draft(content, "paula")
        item = draft.item
        self.content.setdefault(item, content)
        if stage is None:
            return
        steps: dict[Action | Work, Callable[[], object]] = {
            Action.SUBMIT: lambda: world.submit(draft, "paula", self.content[item]),
            Action.PASS_QC: lambda: world.qc(item),
            Work.DECIDE: lambda: world.decide_all(item, attorney),
            Action.APPROVE: lambda: world.approve(item, attorney),
            Action.RELEASE: lambda: world.release(item, "rita"),
        }
        try:
            for step, take in steps.items():
                take()
                if step is stage:
                    return
        except GateRefusal:
            assert self.world.ledger.entries()[-1].event == "review.refused"

    # --- what changes under them ---

    @rule(source=st.sampled_from(["one.txt", "two.txt"]), bad=st.booleans())
    def source_changes(self, source: str, bad: bool) -> None:
        path = self.world.matter.sources / self.world.sources[source]
        whole = _fresh().matter.sources / path.name
        rewrite(path, b"scribbled over" if bad else whole.read_bytes())

    @rule(days=st.sampled_from([20, 30, 60]))
    def policy_changes(self, days: int) -> None:
        now = self.world.office.policy().approval_valid_days
        edit(self.world.office.policy_file, f"valid_days = {now}", f"valid_days = {days}")

    @rule(solo=st.sampled_from(["", "anna", "otto", "paula"]))
    def solo_changes(self, solo: str) -> None:
        now = self.world.office.policy().solo_attorney
        edit(self.world.office.policy_file, f'solo_attorney = "{now}"', f'solo_attorney = "{solo}"')

    @rule(name=st.sampled_from(["Anna Thorvald", "Anna B. Thorvald"]))
    def roster_changes(self, name: str) -> None:
        anna = self.world.office.roster().person("anna")
        assert anna is not None
        edit(self.world.office.roster_file, f'name = "{anna.name}"', f'name = "{name}"')

    @rule(who=st.sampled_from(["paula", "quinn", "anna", "otto", "rita"]), given=st.booleans())
    def access_changes(self, who: str, given: bool) -> None:
        try:
            if given:
                grant(self.world.matter, [who], "sven", self.world.tick())
            else:
                withdraw(self.world.matter, who, "sven", self.world.tick())
        except UsageError:
            assert not given  # withdrawn already

    @rule(unread=st.booleans())
    def findings_change(self, unread: bool) -> None:
        """What drafts find from now on: a page that stops the work, or nothing."""
        self.world.findings = (("unreadable", "Page 1 of two.txt"),) if unread else ()
        self.content = {}  # what was drafted is no longer what `render` gives: those are not submitted

    @rule(days=st.sampled_from([1, 25]))
    def time_passes(self, days: int) -> None:
        self.world.tick(days=days)

    @rule()
    def clock_is_set_back_for_a_moment(self) -> None:
        item = next(iter(self.seen), None)
        if item is None:
            return
        right, self.world.now = self.world.now, self.world.now - timedelta(days=4000)
        assert not self.asked(Action.RELEASE, item, "rita", lambda: self.world.release(item))
        self.world.now = right

    # --- what must hold ---

    @invariant()
    def the_ledger_verifies(self) -> None:
        assert self.world.ledger.verify().faults == ()

    @invariant()
    def states_change_along_the_table_only(self) -> None:
        histories = {h.item: h for h in status(self.world.matter)}
        assert set(self.seen) <= set(histories)
        for history in histories.values():
            path = list(path_of(history))
            for before, after in itertools.pairwise(path):
                assert (before, after) in EDGES or State.ESCALATED in (before, after)
            assert path[-1] is history.state
        self.seen = {item: h.state for item, h in histories.items()}

    @invariant()
    def what_is_escalated_stays_until_a_supervising_attorney_answers(self) -> None:
        roster = self.world.office.roster()
        for history in status(self.world.matter):
            for entry in history.entries:
                if entry.event == EVENTS[Action.LIFT]:
                    person = roster.person(entry.actor)
                    assert person is not None
                    assert person.has(Role.SUPERVISING_ATTORNEY)
            held = [
                e
                for e in escalations_of(self.world.ledger.entries(), history.item)
                if e.hold and e.open and e.item == history.item
            ]
            assert (history.state is State.ESCALATED) == bool(held)

    @invariant()
    def nothing_is_approved_that_was_not_signed_for_and_decided(self) -> None:
        """Every approval: by an attorney, on others' work (or solo, below the high tier), with everything
        decided before it by people who did not prepare the item."""
        entries = self.world.ledger.entries()
        roster = self.world.office.roster()
        for history in status(self.world.matter):
            approved = history.entry(EVENTS[Action.APPROVE])
            if approved is None:
                continue
            signer = roster.person(approved.actor)
            assert signer is not None
            assert signer.has(*ATTORNEYS)
            tier = Tier(str(approved.details["tier"]))
            assert approved.details["submission"] == history.submission
            if tier is Tier.HIGH:
                assert approved.details["decided"] == approved.details["rows"] == 3
                assert not history.hands & {approved.actor}
                assert history.qc not in (*history.preparers, history.submitter)
                own = [e for e in self._entries(history.item) if e.event in REVIEWED]
                assert not history.hands & {e.actor for e in own}
            open_then = escalations_of(entries[: approved.seq - 1], history.item)
            assert not [e for e in open_then if e.open]

    @invariant()
    def the_plan_was_fixed_before_review_and_never_after(self) -> None:
        for history in status(self.world.matter):
            passed = history.entry(EVENTS[Action.PASS_QC])
            if passed is None:
                continue
            plan = str(passed.details["plan"])
            assert self.plans.setdefault(history.item, plan) == plan
            check_sealed(self.world.matter.sealed, plan)
            work = [e.seq for e in self._entries(history.item) if e.event in REVIEWED]
            assert all(passed.seq < seq for seq in work)

    @invariant()
    def the_tier_is_lowered_by_the_supervising_attorney_alone(self) -> None:
        for entry in self.world.ledger.entries():
            if entry.event == "tier.set":
                stakes = [t.value for t in (Tier.LOW, Tier.MEDIUM, Tier.HIGH)]
                lowered = stakes.index(str(entry.details["tier"])) < stakes.index(str(entry.details["from"]))
                assert entry.actor == "sven" or not lowered

    @invariant()
    def released_is_exactly_what_was_signed_for(self) -> None:
        world = self.world
        out = [h for h in status(world.matter) if h.entry(EVENTS[Action.RELEASE])]
        folders = sorted((world.matter.released / KIND).glob("*")) if world.matter.released.exists() else []
        assert sorted(str(h.item.revision) for h in out) == [f.name for f in folders]
        assert len([h for h in out if h.state is State.RELEASED]) <= 1  # the latest; others are superseded
        roster = world.office.roster()
        for history in out:
            folder = world.matter.released / KIND / str(history.item.revision)
            verdict = verify(folder, world.office.roster_file)
            revoked = history.state is State.REVOKED
            assert verdict.name == ("revoked" if revoked else "verified")
            assert verdict.approval is not None
            signer = roster.person(verdict.approval.reviewer.id)
            assert signer is not None
            assert signer.has(*ATTORNEYS)
            assert signer.id not in history.hands or verdict.approval.solo
            released = history.entry(EVENTS[Action.RELEASE])
            assert released is not None
            releaser = roster.person(released.actor)
            assert releaser is not None
            assert releaser.has(Role.RELEASER)
            assert {n for n, _ in verdict.approval.subjects} <= set(world.contents(folder))

    @invariant()
    def what_is_released_stays_as_it_is(self) -> None:
        now = {p: p.read_bytes() for p in self.world.released_files()}
        for path, data in self.files.items():
            assert now[path] == data
        self.files = now

    @invariant()
    def every_refusal_is_logged(self) -> None:
        assert len(self.world.rules()) >= self.refused

    def _history(self, item: Item) -> History:
        return self.world.history(item)

    def _tier(self, item: Item) -> Tier:
        submitted = self._history(item).submitted
        assert submitted is not None
        return Tier(str(submitted.details["tier"]))

    def _entries(self, item: Item) -> list[Entry]:
        return [
            e
            for e in self.world.ledger.entries()
            if (e.details.get("deliverable"), e.details.get("revision")) == (item.deliverable, item.revision)
        ]


def _is_legal(history: History, action: Action | Work) -> bool:
    if isinstance(action, Work):
        return history.state in WORK_IN[action]
    return next_state(history.state, action, history.held_from) is not None


QC_PASSED = EVENTS[Action.PASS_QC]
_AFTER = {EVENTS[action]: after for (_, action), after in MOVES.items()}


def path_of(history: History) -> Iterator[State]:
    """The states that the item's own entries tell, by another way than the product's replay."""
    state = came_from = State.IN_REVIEW if history.origin else State.DRAFT
    yield state
    for entry in history.entries[1:]:
        if entry.event == EVENTS[Action.LIFT]:
            state = came_from
        elif entry.event in _AFTER:
            came_from = state
            state = _AFTER[entry.event]
        else:
            continue
        yield state


TestGate = Gate.TestCase
TestGate.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
