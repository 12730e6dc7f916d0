"""The page for the browser: says what the Word file says; nothing in it can run, fetch or lead elsewhere."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.docx import render_docx
from pipelines.render.html import render_html
from pipelines.rows import TreatmentChronology
from tests.pipelines.render.made_word import (
    HOSTILE,
    LINK,
    add_figure,
    add_mark,
    add_to_first,
    changed,
    docx_texts,
    link_field,
    png,
    quoting,
)

Files = Mapping[Mark, Mapping[str, bytes]]
TITLE = "Treatment chronology"
ROOT = Path(__file__).resolve().parents[3]
VOID = {"meta", "br", "col", "rect", "line", "img"}


class Reader(HTMLParser):
    """Reads a page as a browser would: elements with their attributes, texts of paragraphs and headings."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.style = ""
        self._open: list[str] = []
        self._main = 0
        self.feed(page.decode("utf-8"))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "br" and self._inside():
            self.texts[-1] += "\n"
        if tag in VOID:
            return
        self._open.append(tag)
        if self._inside(begins=tag):
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        elif self._inside():
            self.texts[-1] += data

    def _inside(self, begins: str = "") -> bool:
        """Within a paragraph or heading of the body; with ``begins``, at the start of one."""
        if "main" not in self._open:
            return False
        text = {"p", "h1", "h2", "h3"}
        return begins in text if begins else bool(text & set(self._open))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def word(files: Files) -> bytes:
    return files[Mark.DRAFT]["chronology.docx"]


@pytest.fixture(scope="module")
def page(word: bytes) -> bytes:
    return render_html(word, TITLE)


def test_every_paragraph_of_the_word_file_in_order(word: bytes, page: bytes) -> None:
    assert Reader(page).texts == docx_texts(word)


def test_the_page_needs_and_fetches_nothing(page: bytes) -> None:
    read = Reader(page)
    assert not {"script", "link", "img", "iframe", "object", "base", "form", "input"} & {
        t for t, _ in read.elements
    }
    for _, attributes in read.elements:
        assert not {"src", "srcset", "style", "action", "ping"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(rb"https?:|//[a-z]|url\(|@import", page)


def test_the_policy_allows_only_this_style_sheet(page: bytes) -> None:
    read = Reader(page)
    policy = next(m["content"] for m in read.of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(read.of("style")) == 1


def test_hostile_words_are_words(made: TreatmentChronology, template: ApprovedTemplate, page: bytes) -> None:
    word = render_docx(quoting(made, *HOSTILE), template, Mark.DRAFT)
    read = Reader(render_html(word, "</title><script>alert(4)</script>"))
    assert read.texts == docx_texts(word)
    assert {t for t, _ in read.elements} == {t for t, _ in Reader(page).elements}
    everything = "\n".join(read.texts)
    assert all(words in everything for words in HOSTILE)


def test_links_lead_to_sources_only(word: bytes) -> None:
    runs = (
        link_field(LINK, "p. 3"),
        link_field("javascript:alert(1)", "bad"),
        link_field("https://x.invalid", "out"),
    )
    read = Reader(render_html(changed(word, add_to_first("PinciteText", *runs)), TITLE))
    outside = [a["href"] for a in read.of("a") if not a["href"].startswith("#")]
    assert LINK in outside
    assert all(re.fullmatch(r"\.\./sources/[A-Za-z0-9._-]+(#page=\d+)?", target) for target in outside)


def test_the_contents_lead_to_every_section(page: bytes) -> None:
    read = Reader(page)
    anchors = [a["id"] for tag, a in read.elements if tag in ("h2", "h3")]
    assert len(anchors) == len(set(anchors)) > 10
    assert [a["href"] for a in read.of("a") if a["href"].startswith("#")] == [f"#{name}" for name in anchors]
    assert len(read.of("h1")) == len(read.of("main")) == len(read.of("nav")) == 1


def test_tables_say_what_they_are_and_what_their_columns_are(page: bytes) -> None:
    read = Reader(page)
    anchors = {a["id"] for _, a in read.elements if "id" in a}
    assert len(read.of("table")) > 8
    for table in read.of("table"):
        assert table.get("aria-label") or table["aria-labelledby"] in anchors
    assert all(th["scope"] in ("col", "row") for th in read.of("th"))
    assert sum(th["scope"] == "row" for th in read.of("th")) == 8  # the caption's labels


def test_a_draft_is_marked_and_a_clean_one_not(files: Files, page: bytes) -> None:
    draft = page.decode()
    assert f"<span>{Mark.DRAFT.value}</span>" in draft  # behind the text, on each printed page too
    assert re.search(rf'<header class="bar">.*{Mark.DRAFT.value}.*</header>', draft)
    assert draft.count(f'content:"{Mark.DRAFT.value}"') == 2  # in the margins of each printed page
    assert Mark.DRAFT.value not in render_html(files[Mark.CLEAN]["chronology.docx"], TITLE).decode()


def test_headings_stick_and_print_repeats_them(page: bytes) -> None:
    style = Reader(page).style
    assert "thead th{position:sticky" in style
    assert "thead{display:table-header-group}" in style
    assert "@page{size:792pt 612pt;" in style


def test_a_figure_is_drawn_in_the_page_and_told_in_words(word: bytes) -> None:
    page = render_html(changed(word, add_figure), TITLE).decode()
    assert page.count("<svg ") == 1
    assert 'role="img" aria-label="Encounters of 14 months, the &quot;most&quot; in March 2016"' in page
    assert "June &lt;2016&gt; &amp; “more”</text>" in page


def test_a_picture_of_the_template_stands_in_the_page(word: bytes) -> None:
    data = png()
    (shown,) = Reader(render_html(changed(word, add_mark(data)), TITLE)).of("img")
    assert base64.b64decode(shown["src"].removeprefix("data:image/png;base64,")) == data


def test_same_word_file_same_bytes_in_any_process(word: bytes, page: bytes, tmp_path: Path) -> None:
    assert render_html(word, TITLE) == page
    path = tmp_path / "chronology.docx"
    path.write_bytes(word)
    program = (
        "import hashlib, sys, pathlib; from pipelines.render.html import render_html; "
        f"print(hashlib.sha256(render_html(pathlib.Path(sys.argv[1]).read_bytes(), {TITLE!r})).hexdigest())"
    )
    made = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env=os.environ | {"PYTHONHASHSEED": "77", "LC_ALL": "C"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == hashlib.sha256(page).hexdigest()
