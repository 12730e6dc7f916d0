"""The Word file: agrees with the rows, marked on every page or not at all, refuses what it cannot fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from extractors.citations import Citation
from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.docx import render_docx
from pipelines.render.package import pack
from pipelines.render.printing import date_span, one_line
from pipelines.rows import MatterFinding, TreatmentChronology, VerbatimFinding
from pipelines.rows_json import rows_digest
from tests.pipelines.made_chronology import FILES, chronology, cited
from tests.pipelines.render.word_file import grid, misplaced, opened, parts, styled, table, titles, words_of

Files = Mapping[Mark, Mapping[str, bytes]]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def draft(files: Files) -> bytes:
    return files[Mark.DRAFT]["chronology.docx"]


def test_every_row_is_there_with_its_date_place_quotes_codes_and_pages(
    draft: bytes, made: TreatmentChronology
) -> None:
    rows = [
        r
        for r in table(opened(draft), "chronology").rows[1:]
        if len(set(map(id, (c._tc for c in r.cells)))) == 5
    ]
    encounters = []
    for row in rows:
        if styled(row.cells[0], "PinciteDate"):
            encounters.append([row])
        else:
            encounters[-1].append(row)
    assert len(encounters) == len(made.rows)
    for shown, row in zip(encounters, made.rows, strict=True):
        columns = ["\n".join(p.text for r in shown for p in r.cells[i].paragraphs) for i in range(5)]
        assert styled(shown[0].cells[0], "PinciteDate") == [date_span(row.date_start, row.date_end)]
        assert row.id in columns[0]
        assert (row.facility or "Facility not printed") in columns[1]
        assert (row.provider or "Provider not printed") in columns[1]
        assert columns[2].strip() == row.type
        for finding in row.findings:
            assert f"“{squeezed(finding.quote)}”" in squeezed(columns[3])
            assert finding.heading in columns[3]
        for code in (*row.icd10, *row.cpt):
            assert code in columns[3]
        if row.billed is not None:
            assert f"${row.billed:,.2f}" in columns[3]
        for c in row.citations:
            assert c.source in columns[4]
        if row.findings and any(f.low_confidence for f in row.findings):
            assert "Low-confidence text: check against page" in columns[3]


def test_a_long_quote_stands_whole_in_one_cell(template: ApprovedTemplate) -> None:
    quote = " ".join(f"word{n}" for n in range(4_000))
    made = chronology(1, template.stamp)
    row = replace(made.rows[0], findings=(VerbatimFinding("Procedure", cited(FILES[1], 1, quote)),))
    word = opened(render_docx(replace(made, rows=(row,)), template, Mark.DRAFT))
    assert any(quote in cell for line in grid(table(word, "chronology")) for cell in line)


def test_set_aside_files_stand_first(draft: bytes, made: TreatmentChronology) -> None:
    document = opened(draft)
    order = titles(document)
    assert order[:5] == ["caption", "set_aside", "triggers", "counts", "chronology"]
    assert order[-2:] == ["sources", "pages"]
    assert grid(table(document, "set_aside"))[1:] == [
        [s.file, s.reason.capitalize(), s.detail, s.remedy] for s in made.set_aside
    ]


def test_the_caption_names_matter_template_and_digests(draft: bytes, made: TreatmentChronology) -> None:
    caption = "\n".join("\t".join(line) for line in grid(table(opened(draft), "caption")))
    for text in ("Marguerite Quillfeather", "Quillfeather v. Dunmore Freight", "04/02/1971", "09/16/2016"):
        assert text in caption
    assert rows_digest(made) in caption
    assert made.template.sha256 in caption
    assert f"Treatment chronology {made.template.version}" in caption


def test_stop_work_triggers_that_are_met_are_listed_with_the_way_to_escalate(draft: bytes) -> None:
    lines = grid(table(opened(draft), "triggers"))[1:]
    assert [line[1] for line in lines] == ["1", "2", "1", "1"]
    assert {line[2] for line in lines} == {"preparer → reviewing attorney → supervising attorney"}


def test_counts_add_up(draft: bytes, made: TreatmentChronology) -> None:
    lines = grid(table(opened(draft), "counts"))
    right = {line[3]: int(line[4].replace(",", "")) for line in lines if line[3]}
    total = right.pop("Pages accounted for")
    assert total == sum(right.values()) == len(made.pages)
    left = {line[0].strip(): line[1] for line in lines if line[0]}
    assert left["Encounters (rows)"] == str(len(made.rows))
    assert left["Passages quoted"] == str(sum(len(r.findings) for r in made.rows))


def test_the_page_ledger_accounts_for_every_page(draft: bytes, made: TreatmentChronology) -> None:
    lines = grid(table(opened(draft), "pages"))[1:]
    ranges = [line for line in lines if len(set(line)) > 1]
    *ranges, total = ranges
    assert total[0] == "All pages of all files"
    assert int(total[2].replace(",", "")) == len(made.pages)
    assert sum(int(line[2]) for line in ranges) == len(made.pages)
    for line in ranges:
        spans = [span.split("-") for span in line[1].split(", ")]
        assert sum(int(s[-1]) - int(s[0]) + 1 for s in spans) == int(line[2])


def test_findings_stand_by_kind_and_gaps_with_both_dates(draft: bytes, made: TreatmentChronology) -> None:
    document = opened(draft)
    headings = styled(document, "Heading2")
    assert headings[0] == "Another person's pages: stop and escalate (1)"
    gaps = [f for f in made.findings if f.kind == "treatment_gap"]
    assert f"Treatment gaps ({len(gaps)})" in headings
    found = [grid(t) for t in document.tables if grid(t)[0] == ["No.", "Finding", "Source"]]
    assert sum(len(g) - 1 for g in found) == len(made.findings)
    shown = next(g for g in found if "No treatment recorded" in g[1][1])
    for line, gap in zip(shown[1:], gaps, strict=True):
        for c in gap.citations:
            assert f"“{c.citation.quote}”" in line[1]
            assert c.source in line[2]


def test_another_person_s_page_is_never_quoted(template: ApprovedTemplate) -> None:
    secret = "NAME OF SOMEONE ELSE"
    finding = MatterFinding("other_patient", "Page 12.", (cited(FILES[3], 12, secret),))
    made = replace(chronology(2, template.stamp), findings=(finding,))
    assert secret not in words_of(render_docx(made, template, Mark.DRAFT))["word/document.xml"]


def test_the_incident_divides_the_rows(draft: bytes, made: TreatmentChronology) -> None:
    lines = grid(table(opened(draft), "chronology"))[1:]
    at = next(i for i, line in enumerate(lines) if set(line) == {"Date of incident 09/16/2016"})
    before = [row for row in made.rows if row.date_start < "2016-09-16"]
    assert before[-1].id in "".join(line[0] for line in lines[:at])
    assert made.rows[len(before)].id in lines[at + 1][0]


def test_without_treatment_on_both_sides_there_is_no_divider(template: ApprovedTemplate) -> None:
    made = replace(chronology(6, template.stamp), findings=())
    later = replace(made, rows=tuple(r for r in made.rows if r.date_start >= "2016-09-16"))
    undated = replace(made, matter=replace(made.matter, date_of_incident=""))
    for one in (later, undated):
        assert (
            "Date of incident 09" not in words_of(render_docx(one, template, Mark.CLEAN))["word/document.xml"]
        )


def test_draft_says_so_in_every_header_and_footer_and_behind_the_text(draft: bytes) -> None:
    document = opened(draft)
    for section in document.sections:
        assert "DRAFT, NOT REVIEWED" in "".join(p.text for p in section.header.paragraphs)
        assert "DRAFT, NOT REVIEWED" in "".join(p.text for p in section.footer.paragraphs)
    words = words_of(draft)
    assert words["word/header1.xml"].count("DRAFT, NOT REVIEWED") == 2
    assert words["word/document.xml"].count("DRAFT, NOT REVIEWED") == 1


def test_clean_says_nothing_of_a_draft_and_shows_the_same_digest(
    files: Files, made: TreatmentChronology
) -> None:
    words = words_of(files[Mark.CLEAN]["chronology.docx"])
    assert "DRAFT" not in "".join(words.values())
    assert (
        "textpath"
        not in ZipFile(BytesIO(files[Mark.CLEAN]["chronology.docx"])).read("word/header1.xml").decode()
    )
    assert rows_digest(made) in words["word/document.xml"]
    assert rows_digest(made)[:16] in words["word/footer1.xml"]


def test_the_page_is_landscape_letter_with_a_repeated_header_row_and_page_numbers(draft: bytes) -> None:
    document = opened(draft)
    (section,) = document.sections
    assert (section.page_width.inches, section.page_height.inches) == (11, 8.5)
    xml = ZipFile(BytesIO(draft))
    assert b"<w:tblHeader/>" in xml.read("word/document.xml")
    footer = xml.read("word/footer1.xml").decode()
    assert re.findall(r"<w:instrText[^>]*> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]
    assert footer.count('w:fldCharType="separate"') == 2


def test_short_rows_stay_whole_and_long_ones_may_part(draft: bytes) -> None:
    rows = table(opened(draft), "chronology").rows[1:]
    whole = ["cantSplit" in r._tr.xml for r in rows]
    assert any(whole)
    assert not all(whole)


def test_word_accepts_the_order_of_elements(files: Files) -> None:
    assert not [place for mark in Mark for place in misplaced(files[mark]["chronology.docx"])]


def test_an_empty_chronology_says_what_there_is_not(template: ApprovedTemplate) -> None:
    made = replace(chronology(0, template.stamp), findings=(), pages=(), set_aside=())
    document = opened(render_docx(made, template, Mark.CLEAN))
    assert titles(document) == ["caption", "counts"]
    assert styled(document, "PinciteNone") == [
        "None: every file received was read.",
        "None among the findings of this chronology.",
        "No encounter was found in the files received.",
        "None beyond the rows.",
        "No file was read.",
        "No page was read.",
    ]
    assert "preparer" not in words_of(render_docx(made, template, Mark.CLEAN))["word/document.xml"]


HOSTILE = (
    "\x00\x1b[31m \ud800 \ufffe bell\x07",
    "\u202egnp.exe \u2066hidden\u2069",
    ']]> </w:t></w:r><w:fldSimple w:instr="HYPERLINK"/> &amp; <b>',
    '{client} {mark} {rows_digest} {{7*777}} {% x %} %s {0.__class__} HYPERLINK "http://example.org"',
    "=cmd|' /C calc'!A0",
    "line one\r\nline\x0btwo\x0cthree\u2028four",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_record_text_stays_text(template: ApprovedTemplate, text: str) -> None:
    made = chronology(2, template.stamp)
    row = made.rows[0]
    citation = replace(
        row.findings[0].source, citation=Citation("c" * 64, 1, 0, len(text), text), source=text, bates=text
    )
    hostile = replace(
        made,
        matter=replace(made.matter, client=text, title=text),
        rows=(
            replace(
                row,
                facility=text,
                provider=text,
                type=text,
                icd10=(text,),
                flags=(text,),
                findings=(VerbatimFinding(text, citation),),
            ),
        ),
        findings=(
            MatterFinding("amended", text, (citation,), (("note", text),)),
            MatterFinding("new_kind", text, (), (("note", text),)),
        ),
        set_aside=(replace(made.set_aside[0], file=text, detail=text, remedy=text),),
        pages=(replace(made.pages[0], source=text, reason=text, kind=text),),
    )
    data = render_docx(hostile, template, Mark.DRAFT)
    assert {"instrText", "fldSimple", "hyperlink"} & tags(data) == {"instrText"}
    # Links lead to the folder of sources, whatever a file calls itself.
    link = r'HYPERLINK "\.\./sources/[A-Za-z0-9-]+\.[a-z]+(#page=\d+)?"'
    assert all(re.fullmatch(rf"PAGE|NUMPAGES|{link}", field) for field in fields(data))
    assert count(data, "fldChar") == 3 * len(fields(data))
    assert "5439" not in "".join(words_of(data).values())
    words = words_of(data)
    assert one_line(text) in " ".join(words["word/document.xml"].split())
    assert one_line(text) in words["word/header1.xml"]
    for name in ZipFile(BytesIO(data)).namelist():
        assert not re.search(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]",
            ZipFile(BytesIO(data)).read(name).decode(),
        )


def tags(data: bytes) -> set[str]:
    return {e.tag.split("}")[1] for root in parts(data).values() for e in root.iter()}


def fields(data: bytes) -> list[str]:
    found = [e for root in parts(data).values() for e in root.iter() if e.tag.endswith("}instrText")]
    return [(e.text or "").strip() for e in found]


def count(data: bytes, tag: str) -> int:
    return sum(1 for root in parts(data).values() for e in root.iter() if e.tag.endswith("}" + tag))


def changed(template: ApprovedTemplate, member: str, change: Callable[[str], str]) -> ApprovedTemplate:
    with ZipFile(BytesIO(template.docx)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    before = members[member].decode()
    assert change(before) != before
    return replace(template, docx=pack(members | {member: change(before).encode()}))


@pytest.mark.parametrize(
    ("member", "old", "new", "message"),
    [
        ("word/header1.xml", "{mark}", "", "has no {mark} in every header"),
        ("word/document.xml", 'w:val="pages"', 'w:val="ledger"', "has no table titled 'pages'"),
        ("word/document.xml", "{findings}", "", "has no cell for findings"),
        ("word/document.xml", "{client}", "{clinet}", "asks for {clinet}, which is unknown"),
        ("word/document.xml", "{date}", "{day}", "asks for {day}, which is unknown"),
        ("word/document.xml", "Facility / Provider", "Provider", "other columns than its task definition"),
        ("word/document.xml", "{finding_title}", "Findings", "has no paragraph with {finding_title}"),
        ("word/styles.xml", '"PinciteQuote"', '"Quote"', "has no style PinciteQuote"),
    ],
)
def test_a_template_that_lacks_something_is_refused(
    template: ApprovedTemplate, made: TreatmentChronology, member: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        render_docx(made, changed(template, member, lambda text: text.replace(old, new)), Mark.DRAFT)
    assert message in caught.value.problem
    assert "approved again" in caught.value.remedy
