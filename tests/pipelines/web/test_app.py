"""The review page by its own requests: the whole way of a draft, and every refusal that the gate makes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.citations import cite
from extractors.pages import Document, Layer, Page, Source
from pipelines.confidentiality.access import withdraw
from pipelines.matter_reading import readers
from pipelines.review.history import Item
from pipelines.review.states import State
from pipelines.review.submission import load_submission
from pipelines.review.verify import verify
from pipelines.store import Store
from pipelines.web.page_pictures import Pictures
from tests.extractors.readers.made_pdf import drawn, lines
from tests.kept_sources import add_source, put_document
from tests.made_pages import page
from tests.pipelines.review.world import PASSPHRASE, PEOPLE, TEXTS, World, rewrite
from tests.pipelines.web.visitor import Clock, Review, Visitor

ITEM = "/m/2024-017/treatment/1"


@pytest.fixture
def world(under_review: World, decided: World, request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """An item in review; with every row decided for tests that ask for that by ``usefixtures("decided")``."""
    made = decided if request.node.get_closest_marker("usefixtures") else under_review
    return made.copy(tmp_path / "world")


def progress(visitor: Visitor, item: str = ITEM) -> dict[str, Any]:
    answer = visitor.get(f"{item}/progress.json")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def done(visitor: Visitor, act: str, item: str = ITEM, **body: Any) -> dict[str, Any]:
    """The answer to an act that must be done."""
    answer = visitor.post(f"{item}/{act}", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def refused(visitor: Visitor, act: str, item: str = ITEM, **body: Any) -> tuple[int, str]:
    """Status and rule of an act that must be refused."""
    answer = visitor.post(f"{item}/{act}", body)
    assert answer.status_code >= 400, answer.text
    told = answer.json()
    assert told["problem"]
    assert told["remedy"]
    return answer.status_code, told["rule"]


def decide_all(visitor: Visitor, item: str = ITEM) -> None:
    for row in visitor.get(f"{item}/rows.json").json()["order"]:
        done(visitor, "shown", item, row=row)
        done(visitor, "decide", item, row=row, verdict="accept", seconds=3, expects=0)
    done(visitor, "look-through", item)


def checks(visitor: Visitor) -> dict[str, bool]:
    return {c["id"]: True for c in progress(visitor)["checkpoints"]}


def signing(world: World, visitor: Visitor, who: str = "anna") -> dict[str, str]:
    seen = progress(visitor)["submission"]
    return {"key": str(world.key(who)), "passphrase": PASSPHRASE, "purpose": "internal", "seen": seen}


def test_a_draft_goes_its_whole_way_from_the_page(
    with_passwords: World, pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = with_passwords.copy(tmp_path / "world")
    monkeypatch.setattr("pipelines.review.gate.clean_rendition", lambda *_: world.render("first", "CLEAN"))
    world.draft()
    review = Review(world.office, pictures, Clock(), world.tick())
    done(review.signed_in("paula"), "submit")
    quinn = review.signed_in("quinn")
    assert refused(quinn, "pass-qc", checks={}) == (403, "checklist")
    done(quinn, "pass-qc", checks=checks(quinn))
    anna = review.signed_in("anna")
    assert "decide" in progress(anna)["can"]
    assert progress(anna)["blocking"]
    decide_all(anna)
    assert progress(anna)["blocking"] == []
    approved = done(anna, "approve", **signing(world, anna))
    assert "chronology.json" in [name for name, _ in approved["signed"]]
    rita = review.signed_in("rita")
    assert progress(rita)["can"] == ["escalate", "release"]
    folder = done(rita, "release")["folder"]
    assert verify(world.matter.released / "treatment" / "1", world.office.roster_file).verified
    assert folder == str(world.matter.released / "treatment" / "1")


def test_rows_come_with_their_citations_in_print_and_in_queue_order(review: Review, world: World) -> None:
    told = review.signed_in("anna").get(f"{ITEM}/rows.json").json()
    assert sorted(told["order"]) == sorted(row["id"] for row in told["rows"])
    first = told["rows"][0]
    assert {"id", "section", "heading", "fields", "citations", "critical", "flags"} <= set(first)
    cited = first["citations"][0]
    text = next(t for t in TEXTS.values() if cited["quote"] in t)
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert told["people"]["anna"] == "Anna Thorvald"
    assert {"code": "wrong_date", "label": "wrong date"} in told["codes"]


def test_a_high_tier_row_is_not_decided_unseen(review: Review, world: World) -> None:
    anna = review.signed_in("anna")
    row = anna.get(f"{ITEM}/rows.json").json()["order"][0]
    assert refused(anna, "decide", row=row, verdict="accept", expects=0) == (403, "source_not_shown")
    assert "source_not_shown" in world.rules()


def test_a_stale_tab_overwrites_nothing(review: Review, world: World) -> None:
    anna, sven = review.signed_in("anna"), review.signed_in("sven")
    row = anna.get(f"{ITEM}/rows.json").json()["order"][0]
    for reviewer in (anna, sven):
        done(reviewer, "shown", row=row)
    done(sven, "decide", row=row, verdict="reject", code="duplicate", note="Stands twice.", expects=0)
    assert refused(anna, "decide", row=row, verdict="accept", expects=0) == (409, "stale")
    told = progress(anna)
    assert told["decisions"][row]["by"] == "sven"
    assert told["decisions"][row]["note"] == "Stands twice."
    done(anna, "decide", row=row, verdict="accept", expects=told["versions"][row])


def test_of_two_reviewers_at_once_one_decides(review: Review, world: World) -> None:
    reviewers = [review.signed_in("anna"), review.signed_in("sven")]
    order = reviewers[0].get(f"{ITEM}/rows.json").json()["order"]
    for row in order:
        for reviewer in reviewers:
            done(reviewer, "shown", row=row)
        with ThreadPoolExecutor(2) as threads:
            body = {"row": row, "verdict": "accept", "expects": 0}
            answers = list(threads.map(lambda v, sent=body: v.post(f"{ITEM}/decide", sent), reviewers))
        assert sorted(a.status_code for a in answers) == [200, 409]
    assert len([e for e in world.ledger.entries() if e.event == "row.decided"]) == len(order)


def test_no_decision_is_lost_between_two_reviewers(review: Review, world: World) -> None:
    """W9: each answer of 200 is one entry, whoever was quicker."""
    reviewers = [review.signed_in("anna"), review.signed_in("sven")]
    row = reviewers[0].get(f"{ITEM}/rows.json").json()["order"][0]
    for reviewer in reviewers:
        done(reviewer, "shown", row=row)
    made = 0
    for turn in range(30):
        expects = progress(reviewers[turn % 2])["versions"].get(row, 0)
        body = {"row": row, "verdict": "accept", "expects": expects}
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(lambda v, sent=body: v.post(f"{ITEM}/decide", sent), reviewers))
        assert sorted(a.status_code for a in answers) == [200, 409]
        made += 1
    assert len([e for e in world.ledger.entries() if e.event == "row.decided"]) == made
    assert progress(reviewers[0])["versions"][row] == made


def test_undo_takes_back_the_last_decision(review: Review, world: World) -> None:
    anna = review.signed_in("anna")
    row = anna.get(f"{ITEM}/rows.json").json()["order"][0]
    done(anna, "shown", row=row)
    done(anna, "decide", row=row, verdict="accept", expects=0)
    assert done(anna, "undo")["row"] == row
    assert progress(anna)["decisions"] == {}
    assert refused(anna, "undo")[0] == 403


def test_a_corrected_row_makes_the_next_revision(review: Review, world: World) -> None:
    read_into_the_store(world)
    anna = review.signed_in("anna")
    row = anna.get(f"{ITEM}/rows.json").json()["rows"][0]
    done(anna, "shown", row=row["id"])
    fields = dict(done(anna, "correctable", row=row["id"])["fields"])
    name = next(n for n in fields if "acility" in n)
    body = {"row": row["id"], "verdict": "correct", "code": "wrong_facility", "values": {name: ""}}
    done(anna, "decide", **body, note="Not where she was seen.", expects=0)
    assert progress(anna)["pending"] == 1
    made = done(anna, "apply-corrections")
    assert made == {"revision": 2, "url": "/m/2024-017/treatment/2"}
    assert progress(anna)["state"] == "changes requested"
    assert progress(anna, made["url"])["state"] == "in review"


def test_questions_hold_the_approval_until_they_are_answered(review: Review, world: World) -> None:
    anna, sven = review.signed_in("anna"), review.signed_in("sven")
    asked = done(anna, "escalate", question="Whose page is this?", trigger="asked", owner="sven")[
        "escalation"
    ]
    decide_all(anna)
    assert [q["question"] for q in progress(anna)["questions"]] == ["Whose page is this?"]
    assert refused(anna, "approve", **signing(world, anna))[0] == 403
    done(sven, "answer", escalation=asked, text="Our client's.")
    assert progress(sven)["questions"][0]["answer"] == "Our client's."
    done(anna, "approve", **signing(world, anna))


@pytest.mark.parametrize(
    ("who", "act", "body"),
    [
        ("paula", "decide", {"row": "x", "verdict": "accept", "expects": 0}),
        ("paula", "approve", {"key": "k", "passphrase": "p", "seen": ""}),
        ("rita", "approve", {"key": "k", "passphrase": "p", "seen": ""}),
        ("alma", "request-changes", {"code": "other", "reason": "no"}),
        ("anna", "pass-qc", {"checks": {}}),
        ("anna", "release", {}),
        ("anna", "revoke", {"code": "other", "reason": "no"}),
        ("rita", "release", {}),
        ("adam", "approve", {"key": "k", "passphrase": "p", "seen": ""}),
    ],
)
def test_wrong_roles_and_moves_are_refused_and_recorded(
    review: Review, world: World, who: str, act: str, body: dict[str, Any]
) -> None:
    status, rule = refused(review.signed_in(who), act, **body)
    assert status == 403
    assert rule in {"wrong_role", "illegal_move", "no_access"}
    recorded = [*world.rules(), *(d["rule"] for d in review.events("page.refused"))]
    assert rule in recorded or (who == "adam" and "wrong_role" in recorded)
    assert not world.released_files()


@pytest.mark.usefixtures("decided")
def test_an_approval_takes_the_right_key_unlocked_now(review: Review, world: World) -> None:
    anna = review.signed_in("anna")
    good = signing(world, anna)
    assert refused(anna, "approve", **{**good, "passphrase": "wrong"}) == (403, "key_unusable")
    assert refused(anna, "approve", **{**good, "key": str(world.key("otto"))}) == (403, "wrong_key")
    for no_key in ("/nowhere", "~nobody-here/key.pem", "/dev/zero"):
        assert refused(anna, "approve", **{**good, "key": no_key}) == (403, "key_unusable")
    assert refused(anna, "approve", **{**good, "seen": "00" * 32}) == (409, "stale")
    assert refused(anna, "approve", **{k: v for k, v in good.items() if k != "seen"})[0] == 400
    assert progress(anna)["state"] == State.IN_REVIEW.value
    done(anna, "approve", **good)
    assert PASSPHRASE not in repr(vars(review.app))


def places(world: World) -> dict[str, Path]:
    """What a review rests on, file by file."""
    draft = world.load(Item("treatment", 1))
    sealed = {f.name: f.sha256 for f in load_submission(world.matter, world.history(draft.item)).files}
    return {
        "source": world.matter.sources / next(iter(world.sources.values())),
        "rows": world.matter.sealed / draft.rows_sha256,
        "clean file": world.matter.sealed / sealed["chronology.json"],
        "template": world.office.templates / "treatment" / "task.toml",
    }


def swap(path: Path) -> None:
    rewrite(path, path.read_bytes() + b"\n# one more line\n")


SWAPPED = ("source", "rows", "clean file", "template")


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("swapped", SWAPPED)
def test_bytes_changed_under_the_reviewer_are_not_signed(review: Review, world: World, swapped: str) -> None:
    """W7: what was shown is what is signed, or nothing is."""
    anna = review.signed_in("anna")
    body = signing(world, anna)
    swap(places(world)[swapped])
    assert refused(anna, "approve", **body)[0] in (403, 500)
    assert world.state(Item("treatment", 1)) in (State.VOID, State.IN_REVIEW)
    assert not world.released_files()


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("swapped", SWAPPED)
def test_bytes_changed_after_the_approval_are_not_released(
    review: Review, world: World, swapped: str
) -> None:
    anna = review.signed_in("anna")
    done(anna, "approve", **signing(world, anna))
    swap(places(world)[swapped])
    assert refused(review.signed_in("rita"), "release")[0] in (403, 500)
    assert world.state(Item("treatment", 1)) is not State.RELEASED
    assert not world.released_files()


def test_without_a_grant_a_matter_is_as_if_it_were_not(review: Review, world: World) -> None:
    withdraw(world.matter, "anna", "adam", world.tick())
    review.now = world.tick()
    anna = review.signed_in("anna")
    for path in ("", "/rows.json", "/progress.json", "/pages", "/contact", "/task"):
        here = anna.get(ITEM + path)
        elsewhere = anna.get(ITEM.replace("2024-017", "2099-999") + path)
        assert here.status_code == 403, path
        assert here.json() == elsewhere.json()
    page = f"/m/2024-017/page/{next(iter(world.sources.values()))}/1"
    for path in (page, f"{page}.json", page.replace("/page/", "/thumb/")):
        assert anna.get(path).status_code == 403
    assert refused(anna, "decide", row="x", verdict="accept", expects=0) == (403, "no_access")
    assert {d["rule"] for d in review.events("page.refused")} == {"no_access"}


def test_who_only_runs_the_office_reads_no_records(review: Review, world: World) -> None:
    assert review.signed_in("adam").get(f"{ITEM}/rows.json").status_code == 403
    assert review.signed_in("alma").get(f"{ITEM}/rows.json").status_code == 200


def test_text_pages_come_as_text_with_their_offsets(review: Review, world: World) -> None:
    documents = read_into_the_store(world)
    anna = review.signed_in("anna")
    for document in documents:
        cited = cite(document.pages[0], 11, 21)
        path = f"/m/2024-017/page/{cited.sha256}/1"
        told = anna.get(f"{path}.json?start={cited.start}&end={cited.end}").json()
        assert told["text"][cited.start : cited.end] == cited.quote
        assert (told["picture"], told["boxes"], told["pages"]) == ("", [], 1)
        assert anna.get(path).json()["rule"] == "no_picture"
        assert anna.get(f"/m/2024-017/page/{cited.sha256}/2.json").status_code == 404
    assert anna.get(f"/m/2024-017/page/{'ab' * 32}/1.json").status_code == 404


def test_pdf_pages_come_as_pictures_with_a_box_for_each_line(review: Review, world: World) -> None:
    data = drawn(lines("Neck pain since the", "collision, first told."), lambda canvas: None)
    sha256 = world.add_source(data)
    source = Source(sha256, ("chart.pdf",), "application/pdf", len(data))
    read = replace(page("Neck pain since the\ncollision, first told."), source=sha256)
    gap = Page(sha256, 2, 0.0, 0.0, "", layer=Layer.NONE, marks=("could not be read",))
    with Store.open(world.matter) as store:
        add_source(store, source)
        put_document(store, Document(source, (read, gap)), readers())
    anna = review.signed_in("anna")
    cited = cite(read, 10, 29)
    address = f"/m/2024-017/page/{sha256}/1"
    told = anna.get(f"{address}.json?start={cited.start}&end={cited.end}").json()
    assert (told["picture"], told["width"], told["height"], told["source"]) == (
        address,
        612,
        792,
        "chart.pdf",
    )
    assert len(told["boxes"]) == 2
    words = [w.box.as_list() for w in read.words if w.text in ("since", "the")]
    assert told["boxes"][0] == [words[0][0], words[0][1], words[1][2], words[1][3]]
    picture = anna.get(address)
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert len(anna.get(f"/m/2024-017/thumb/{sha256}/1").content) < len(picture.content)
    # What nobody could read has no picture: another program may make a blank of it.
    assert anna.get(f"/m/2024-017/page/{sha256}/2.json").json()["picture"] == ""
    assert anna.get(f"/m/2024-017/page/{sha256}/2").json()["rule"] == "no_picture"


def test_an_unforeseen_error_tells_its_class_and_no_words(
    review: Review, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:

    def fails(*_: object) -> None:
        raise KeyError("Dara Moss, born 1980-04-02")

    monkeypatch.setattr("pipelines.web.matter_pages.open_desk", fails)
    answer = review.signed_in("anna").get(f"{ITEM}/rows.json")
    assert (answer.status_code, answer.json()["rule"]) == (500, "unforeseen")
    assert "KeyError" in answer.text
    assert "Moss" not in answer.text
    assert review.events("page.failed") == [{"error": "KeyError"}]


def test_every_page_is_written_for_every_role(review: Review, world: World) -> None:
    office = ("/", "/metrics", "/report")
    for person in (p for p in PEOPLE if p.id in ("adam", "quinn", "anna", "rita", "alma")):
        visitor = review.signed_in(person.id)
        for path in (*office, ITEM, f"{ITEM}/pages", f"{ITEM}/contact", f"{ITEM}/task", f"{ITEM}/delta"):
            answer = visitor.get(path, html=True)
            allowed = person.id != "adam" or path in office
            assert answer.status_code == (200 if allowed else 403), (person.id, path)
            assert "<script>" not in answer.text
            assert " style=" not in answer.text
            assert person.name in answer.text


@pytest.mark.usefixtures("decided")
def test_nothing_of_a_record_stands_in_the_office_ledger(review: Review, world: World) -> None:
    anna = review.signed_in("anna")
    anna.get("/m/2024-017/treatment/1?q=Neck+pain")
    written = (world.office.folder / "ledger.jsonl").read_text(encoding="utf-8")
    written += world.matter.ledger.read_text(encoding="utf-8")
    for secret in ("Neck", "Moss", "1980-04-02", "Elm", PASSPHRASE):
        assert secret not in written


def read_into_the_store(world: World) -> list[Document]:
    """What the readers would have read of the world's sources."""
    documents = []
    with Store.open(world.matter) as store:
        for name, sha256 in world.sources.items():
            source = Source(sha256, (name,), "text/plain", len(TEXTS[name]))
            add_source(store, source)
            documents.append(Document(source, (replace(page(TEXTS[name]), source=sha256, words=()),)))
            put_document(store, documents[-1], readers())
    return documents
