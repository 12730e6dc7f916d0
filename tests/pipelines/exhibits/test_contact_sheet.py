"""The contact sheet shows every exhibit and hides no check that stayed open."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipelines.deliverables.kind import Mark
from pipelines.exhibits.contact_sheet import contact_sheet
from pipelines.exhibits.contact_sheet_looks import STYLE
from pipelines.exhibits.exhibit_set import Check, ExhibitSet, Outcome, OutputFile
from tests.pipelines.exhibits.made_set import exhibit_set

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


class _Elements(HTMLParser):
    """Names and attributes of all elements, and whether each was closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def close(self) -> None:
        super().close()
        assert not self._open


def sheet(exhibits: ExhibitSet, mark: Mark = Mark.DRAFT) -> str:
    return contact_sheet(exhibits, {row.id: PNG for row in exhibits.rows if not row.held}, mark).decode()


def cards(page: str) -> list[tuple[str, str]]:
    """Colour and inside of each card."""
    return re.findall(r'<article class="card (\w+)">(.*?)</article>', page, re.S)


def against(designation: str = "", file: str = "", outcome: Outcome = Outcome.FAIL) -> Check:
    return Check("x", "Opens", outcome, "found", "do", file=file, designation=designation)


def test_two_hundred_exhibits_stand_on_one_page_with_picture_label_line_pages_and_size() -> None:
    exhibits = exhibit_set(200)
    sizes = tuple(OutputFile(f"exhibits/{r.file}", "0" * 64, 12_345, 1) for r in exhibits.rows if r.file)
    found = cards(sheet(replace(exhibits, outputs=sizes)))
    assert len(found) == 200
    for row, (_, inside) in zip(exhibits.rows, found, strict=True):
        assert f"<strong>{row.designation}</strong>" in inside
        if row.pages:
            assert all(f"<span>{line}</span>" in inside for line in row.label_text)
            assert f"{row.page_count:,} page" in inside
            assert "12 KB" in inside
            assert ("<img" in inside) != bool(row.held)


@pytest.mark.parametrize(
    ("check", "colour"),
    [
        (against("PX-2"), "red"),
        (against("PX-2", outcome=Outcome.NOT_CHECKED), "amber"),
        (against("PX-2", outcome=Outcome.PASS), "green"),
        (against(file="exhibits/PX-2 002.pdf"), "red"),
        (against(file="PX-2 002.pdf", outcome=Outcome.NOT_CHECKED), "amber"),
        (against(file="bundle.pdf"), "green"),
        (against("PX-20"), "green"),
        (against(), "green"),
    ],
)
def test_a_card_has_the_colour_of_the_worst_that_was_found(check: Check, colour: str) -> None:
    exhibits = replace(exhibit_set(3), checks=(replace(check, outcome=Outcome.PASS, title="All"), check))
    found = cards(sheet(exhibits))
    assert found[1][0] == colour
    said = {"red": "Failed", "amber": "Not checked", "green": "Passed"}[colour]
    assert f'<p class="verdict">{said}</p>' in found[1][1]


def test_nothing_is_green_without_a_check_and_what_is_held_is_never_green() -> None:
    assert {colour for colour, _ in cards(sheet(replace(exhibit_set(3), checks=())))} == {"amber"}
    passed = replace(exhibit_set(12), checks=(against(outcome=Outcome.PASS),))
    colours = [colour for colour, _ in cards(sheet(passed))]
    assert colours[6] == "amber"
    assert (colours[3], colours[8]) == ("grey", "grey")
    assert set(colours) == {"green", "amber", "grey"}


def test_what_needs_a_person_stands_first_then_what_failed_then_what_is_open() -> None:
    page = sheet(exhibit_set(9))
    heads = re.findall(r"<h2>(.*?)</h2>", page)
    assert heads == ["Needs a person", "Failed (1)", "Not checked (1)", "Passed (1)", "Exhibits (9)"]
    assert page.index("get an unlocked copy") < page.index("Failed (1)")
    assert "Not ready to file: 1 failed, 1 not checked." in page
    assert "Needs a person" not in sheet(exhibit_set(3))


def test_a_check_with_many_findings_is_folded_and_loses_none() -> None:
    many = tuple(replace(against(f"PX-{n}"), detail=f"finding {n}.") for n in range(1, 31))
    page = sheet(replace(exhibit_set(30), checks=many))
    assert "<details><summary><strong>Opens</strong> (30)</summary>" in page
    assert all(f"<td>finding {n}.</td>" in page for n in range(1, 31))


def test_the_page_fetches_and_runs_nothing() -> None:
    evil = '"><script src="http://example.invalid/x.js"></script><img src=x onerror=y>'
    exhibits = exhibit_set(9)
    rows = tuple(replace(r, description=evil, label_text=(evil,), designation=evil) for r in exhibits.rows)
    filing = replace(exhibits.filing, title=evil, short_caption=evil)
    page = sheet(replace(exhibits, rows=rows, filing=filing, escalations=(evil,), checks=(against(evil),)))
    reader = _Elements()
    reader.feed(page)
    reader.close()
    assert not {"script", "link", "iframe", "a", "form"} & {name for name, _ in reader.found}
    for name, attributes in reader.found:
        assert not [key for key in attributes if key.startswith("on")], name
        assert (attributes.get("src") or "data:image/png;base64,").startswith("data:image/png;base64,")
    policy = next(a["content"] for _, a in reader.found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_only_a_draft_bears_the_mark_and_the_bytes_are_the_same_again() -> None:
    assert '<p class="mark">DRAFT, NOT REVIEWED</p>' in sheet(exhibit_set(3))
    assert "DRAFT" not in sheet(exhibit_set(3), Mark.CLEAN)
    assert sheet(exhibit_set(9)) == sheet(exhibit_set(9))
