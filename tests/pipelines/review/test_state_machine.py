"""Random moves by random people, with things changing under them: what must always hold, holds."""

from __future__ import annotations

import atexit
import functools
import itertools
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from extractors.errors import GateRefusal, UsageError
from pipelines.ledger_chain import Entry
from pipelines.review import gate
from pipelines.review.history import Item
from pipelines.review.roster import ATTORNEYS, Role
from pipelines.review.standing import status
from pipelines.review.states import MOVES, Action, State
from pipelines.review.verify import verify
from tests.pipelines.review.world import KIND, PASSPHRASE, World, edit, rewrite

PEOPLE = st.sampled_from(["paula", "quinn", "anna", "otto", "rita", "adam", "alma", "stranger"])
CONTENT = st.sampled_from(["first", "second", "third"])
REVISION = st.integers(1, 4)
KEY_OF = st.sampled_from(["own", "anna", "otto", "rita"])

EDGES = {(before, after) for (before, _), after in MOVES.items()}


@functools.cache
def _fresh() -> World:
    """Made once for all runs, and copied for each."""
    root = Path(tempfile.mkdtemp(prefix="pincite-fresh-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return World(root / "world")


class Gate(RuleBasedStateMachine):
    """The office as its people may use, and misuse, it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="pincite-gate-"))
        self.world = _fresh().copy(self.root / "world")
        self.content: dict[Item, str] = {}
        self.seen: dict[Item, State] = {}
        self.files: dict[Path, bytes] = {}
        self.refused = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def tried(self, action: Action, item: Item, who: str) -> None:
        """A refusal is in the ledger: the last entry, with this action, item and person."""
        self.refused += 1
        last = self.world.ledger.entries()[-1]
        assert last.event == "review.refused"
        assert last.actor == who
        assert last.details["action"] == action.value
        assert (last.details["deliverable"], last.details["revision"]) == (item.deliverable, item.revision)

    # --- what people do ---

    @rule(content=CONTENT, who=PEOPLE)
    def draft(self, content: str, who: str) -> None:
        draft = self.world.draft(content, who)
        self.content[draft.item] = content

    @rule(revision=REVISION, who=PEOPLE, honest=st.booleans())
    def submit(self, revision: int, who: str, honest: bool) -> None:
        item = Item(KIND, revision)
        try:
            draft = self.world.load(item)
        except UsageError:
            return
        content = self.content[item] if honest else "other"
        try:
            self.world.submit(draft, who, content)
        except GateRefusal:
            self.tried(Action.SUBMIT, item, who)
        else:
            assert honest

    @rule(revision=REVISION, who=PEOPLE, key=KEY_OF, word=st.sampled_from([PASSPHRASE, "wrong words here"]))
    def approve(self, revision: int, who: str, key: str, word: str) -> None:
        item = Item(KIND, revision)
        owner = who if key == "own" else key
        try:
            self.world.approve(item, who, word, self.world.key(owner))
        except GateRefusal:
            self.tried(Action.APPROVE, item, who)
        else:
            assert (owner, word) == (who, PASSPHRASE)
            own = {e.actor for e in self._history(item) if e.event in _PREPARED}
            assert who not in own or self.world.office.policy().solo_attorney == who

    @rule(revision=REVISION, who=PEOPLE)
    def request_changes(self, revision: int, who: str) -> None:
        item = Item(KIND, revision)
        try:
            gate.request_changes(self.world.matter, item, who, "a reason", self.world.tick())
        except GateRefusal:
            self.tried(Action.REQUEST_CHANGES, item, who)

    @rule(revision=REVISION, who=PEOPLE)
    def void(self, revision: int, who: str) -> None:
        item = Item(KIND, revision)
        try:
            gate.void(self.world.matter, item, who, "a reason", self.world.tick())
        except GateRefusal:
            self.tried(Action.VOID, item, who)

    @rule(revision=REVISION, who=PEOPLE)
    def release(self, revision: int, who: str) -> None:
        item = Item(KIND, revision)
        try:
            self.world.release(item, who)
        except GateRefusal:
            self.tried(Action.RELEASE, item, who)

    @rule(content=CONTENT, attorney=st.sampled_from(["anna", "otto"]))
    def all_the_way(self, content: str, attorney: str) -> None:
        """The ordinary path, so that released items are common."""
        draft = self.world.draft(content, "paula")
        self.content[draft.item] = content
        try:
            self.world.submit(draft, "quinn", content)
            self.world.approve(draft.item, attorney)
            self.world.release(draft.item, "rita")
        except GateRefusal:
            assert self.world.ledger.entries()[-1].event == "review.refused"

    # --- what changes under them ---

    @rule(source=st.sampled_from(["one.txt", "two.txt"]), bad=st.booleans())
    def source_changes(self, source: str, bad: bool) -> None:
        data = b"scribbled over" if bad else source.encode()
        rewrite(self.world.matter.sources / self.world.sources[source], data)

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

    @rule(days=st.sampled_from([1, 25]))
    def time_passes(self, days: int) -> None:
        self.world.tick(days=days)

    @rule()
    def clock_is_set_back_for_a_moment(self) -> None:
        item = next(iter(self.seen), None)
        if item is None:
            return
        right, self.world.now = self.world.now, self.world.now - timedelta(days=4000)
        try:
            self.world.release(item)
        except GateRefusal:
            self.tried(Action.RELEASE, item, "rita")
        else:
            raise AssertionError("released at an impossible time")
        self.world.now = right

    # --- what must hold ---

    @invariant()
    def the_ledger_verifies(self) -> None:
        assert self.world.ledger.verify().faults == ()

    @invariant()
    def states_change_along_the_table_only(self) -> None:
        now = {h.item: h.state for h in status(self.world.matter)}
        assert set(self.seen) <= set(now)
        for item, state in now.items():
            path = [State.DRAFT, *(_STATES[e.event] for e in self._history(item) if e.event in _STATES)]
            for before, after in itertools.pairwise(path):
                assert (before, after) in EDGES
            assert path[-1] is state
        self.seen = now

    @invariant()
    def released_is_exactly_what_was_signed_for(self) -> None:
        world = self.world
        released = [h for h in status(world.matter) if h.state is State.RELEASED]
        folders = sorted((world.matter.released / KIND).glob("*")) if world.matter.released.exists() else []
        assert sorted(str(h.item.revision) for h in released) == [f.name for f in folders]
        roster = world.office.roster()
        for history in released:
            folder = world.matter.released / KIND / str(history.item.revision)
            verdict = verify(folder, world.office.roster_file)
            assert verdict.verified, verdict.name
            assert verdict.approval is not None
            signer = roster.person(verdict.approval.reviewer.id)
            assert signer is not None
            assert signer.has(*ATTORNEYS)
            own = {e.actor for e in self._history(history.item) if e.event in _PREPARED}
            assert signer.id not in own or verdict.approval.solo
            released_by = roster.person(history.last.actor)
            assert released_by is not None
            assert released_by.has(Role.RELEASER)
            for name, data in world.render(self.content[history.item], "CLEAN").items():
                assert (folder / name).read_bytes() == data

    @invariant()
    def what_is_released_stays_as_it_is(self) -> None:
        now = {p: p.read_bytes() for p in self.world.released_files()}
        for path, data in self.files.items():
            assert now[path] == data
        self.files = now

    @invariant()
    def every_refusal_is_logged(self) -> None:
        assert len(self.world.rules()) >= self.refused

    def _history(self, item: Item) -> list[Entry]:
        return [
            e
            for e in self.world.ledger.entries()
            if (e.details.get("deliverable"), e.details.get("revision")) == (item.deliverable, item.revision)
        ]


_PREPARED = {"draft.written", "draft.repeated", "review.submitted"}
_STATES = {
    "review.submitted": State.IN_REVIEW,
    "review.approved": State.APPROVED,
    "review.changes_requested": State.CHANGES_REQUESTED,
    "review.voided": State.VOID,
    "review.released": State.RELEASED,
}

TestGate = Gate.TestCase
TestGate.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
