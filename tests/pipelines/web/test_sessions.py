from __future__ import annotations

from pipelines.web.sessions import IDLE_SECONDS, LONGEST_SECONDS, MOST_SESSIONS, Ending, Session, Sessions
from tests.pipelines.web.visitor import Clock


class Watched:
    """Sessions whose clock and endings a test sees."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.ended: list[tuple[str, Ending]] = []
        self.all = Sessions(self.clock, lambda person, why: self.ended.append((person, why)))

    def find(self, id: str, browser: str = "b", *, still: bool = True) -> Session | None:
        return self.all.find(id, browser, lambda _: still)


def test_a_session_lasts_while_it_is_used_but_no_longer_than_a_day_of_work() -> None:
    w = Watched()
    id, session = w.all.begin("anna", "b", "mark")
    assert w.find(id) == session
    while w.clock.seconds < session.begun + LONGEST_SECONDS:
        assert w.find(id) is not None
        w.clock.seconds += IDLE_SECONDS
    w.clock.seconds = session.begun + LONGEST_SECONDS + 1
    assert w.find(id) is None
    assert w.ended == [("anna", Ending.OLD)]


def test_an_idle_session_ends() -> None:
    w = Watched()
    id, _ = w.all.begin("anna", "b", "mark")
    w.clock.seconds += IDLE_SECONDS + 1
    assert w.find(id) is None
    assert w.ended == [("anna", Ending.IDLE)]
    assert w.find(id) is None
    assert len(w.ended) == 1


def test_a_planted_id_names_nothing() -> None:
    w = Watched()
    assert w.find("chosen-by-somebody-else") is None
    id, _ = w.all.begin("anna", "b", "mark")
    assert id != "chosen-by-somebody-else"
    assert w.find("") is None


def test_ids_and_tokens_are_never_the_same_and_hard_to_guess() -> None:
    w = Watched()
    made = [w.all.begin("anna", "b", "mark") for _ in range(50)]
    secrets = {id for id, _ in made} | {session.token for _, session in made}
    assert len(secrets) == 100
    assert min(map(len, secrets)) >= 43  # 256 bits


def test_a_session_that_comes_back_from_another_browser_ends_for_both() -> None:
    w = Watched()
    id, _ = w.all.begin("anna", "b", "mark")
    assert w.find(id, "another browser") is None
    assert w.find(id) is None
    assert w.ended == [("anna", Ending.OTHER_BROWSER)]


def test_a_changed_account_ends_it() -> None:
    w = Watched()
    id, _ = w.all.begin("anna", "b", "mark")
    assert w.find(id, still=False) is None
    assert w.find(id) is None
    assert w.ended == [("anna", Ending.ACCOUNT_CHANGED)]


def test_there_are_never_more_than_so_many() -> None:
    w = Watched()
    first, _ = w.all.begin("anna", "b", "mark")
    for _ in range(MOST_SESSIONS):
        w.clock.seconds += 0.1
        w.all.begin("otto", "b", "mark")
    assert w.find(first) is None
    assert w.ended == [("anna", Ending.CROWDED_OUT)]


def test_no_id_is_kept_as_it_is() -> None:
    w = Watched()
    id, _ = w.all.begin("anna", "b", "mark")
    assert id not in repr(vars(w.all))
