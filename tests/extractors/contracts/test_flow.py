"""The flow holds what was printed and nothing else, and every span of it leads back to its page, verbatim."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractors.contracts.flow import Flow, flow_of, flow_of_text
from extractors.pages import Layer, Page
from tests.made_pages import document, scan

FIRST = (
    "SUPPLY AGREEMENT\n\n"
    "1. Supply. Fernhill Mills shall supply to Bramblegate Stores all the flour\n"
    "that Bramblegate Stores orders under this Agreement, and shall deliver it\n"
    "- 1 -"
)
SECOND = (
    "within ten (10) days of the order to the place that is named in the order.\n\n"
    "2. Price. The price of the flour is the price in the list of Fernhill Mills.\n"
    "- 2 -"
)


def pieces_are_slices(flow: Flow) -> bool:
    return all(
        flow.text[p.start : p.start + p.length]
        == flow.pages[p.page].text[p.page_start : p.page_start + p.length]
        for p in flow.pieces
    )


def cited(flow: Flow, quote: str) -> tuple[tuple[int, str], ...]:
    """Page and words of each citation of a passage that the flow holds with blanks for line ends."""
    start = flow.text.replace("\n", " ").index(quote)
    citations = flow.citations(start, start + len(quote))
    for citation in citations:
        citation.verify(flow.pages[citation.page - 1])
    return tuple((c.page, c.quote) for c in citations)


def test_a_sentence_that_runs_over_a_page_is_whole_and_cited_on_both_pages() -> None:
    flow = flow_of(document("a.pdf", FIRST, SECOND))
    assert pieces_are_slices(flow)
    assert "- 1 -" not in flow.text
    assert cited(flow, "and shall deliver it within ten (10) days") == (
        (1, "and shall deliver it"),
        (2, "within ten (10) days"),
    )
    assert [part.split()[0] for part in flow.text.split("\n\n")] == ["SUPPLY", "1.", "2."]


def test_a_span_over_paragraphs_of_one_page_is_one_quote_as_printed() -> None:
    flow = flow_of(document("a.pdf", FIRST, SECOND))
    ((page, quote),) = cited(flow, "named in the order.  2. Price.")
    assert page == 2
    assert quote == "named in the order.\n\n2. Price."


def test_furniture_inside_a_span_parts_its_quotes() -> None:
    text = "The fee is due\n\n\n- 4 -\n\n\nin May of each year."
    flow = flow_of_text(text)
    assert flow.text == "The fee is due\nin May of each year."
    assert [c.quote for c in flow.citations(0, len(flow.text))] == ["The fee is due", "in May of each year."]
    assert flow.verbatim(0, len(flow.text)) == "The fee is due in May of each year."


def test_a_sentence_over_a_page_has_a_part_on_each() -> None:
    flow = flow_of(document("a.pdf", FIRST, SECOND))
    start, end = flow.text.index("and shall deliver"), flow.text.index(" of the order to")
    assert [flow.text[a:b] for a, b in flow.parts(start, end)] == [
        "and shall deliver it",
        "within ten (10) days",
    ]
    assert flow.parts(start, start + 9) == ((start, start + 9),)


def test_a_part_of_a_word_can_be_cited() -> None:
    flow = flow_of(document("a.pdf", FIRST, SECOND))
    start = flow.text.index("gate")
    assert [c.quote for c in flow.citations(start, start + 4)] == ["gate"]


def test_separators_alone_carry_no_citation() -> None:
    flow = flow_of(document("a.pdf", FIRST, SECOND))
    gap = flow.text.index("\n\n")
    assert flow.citations(gap, gap + 2) == ()
    assert flow.citations(gap, gap) == ()


def test_pages_without_text_add_nothing() -> None:
    assert flow_of(document("a.pdf", None)).text == ""
    assert flow_of_text("").pieces == ()
    with_blank = flow_of(document("a.pdf", FIRST, None, SECOND.replace("- 2 -", "- 3 -")))
    assert with_blank.text == flow_of(document("a.pdf", FIRST, SECOND)).text
    assert {p.page for p in with_blank.pieces} == {0, 2}


def test_a_scan_flows_as_print_does() -> None:
    assert flow_of(scan("a.pdf", FIRST, SECOND)).text == flow_of(document("a.pdf", FIRST, SECOND)).text


def test_a_text_wrapped_onto_sheets_is_joined_again() -> None:
    """What the reader of plain text wraps at a fixed width was one line in the file, at a sheet's end too."""
    whole = document("a.txt", "").pages[0]
    line = "The Vendor keeps the goods insured at its own cost until the Buyer has taken them over and paid"
    sheets = tuple(
        replace(whole, number=n, text=text, words=(), width=0.0, height=0.0)
        for n, text in enumerate(
            (f"1. Insurance.\n{line}", "in full. It sends proof of that each May.\n2. Law."), 1
        )
    )
    flow = flow_of(replace(document("a.txt", ""), pages=sheets))
    assert flow.text.split("\n\n")[1:] == [f"{line}\nin full. It sends proof of that each May.", "2. Law."]


def test_the_end_of_a_counted_sheet_ends_no_paragraph() -> None:
    rows = (
        "The Vendor keeps the goods insured at its own cost until the Buyer has taken them over",
        "and paid for them in full, and shows the Buyer the policy on demand within three days.",
        "The Vendor has the goods looked after by a keeper whom the Buyer knows and has agreed",
        "to, who may not leave them for longer than it takes to fetch help in a case of danger.",
    )
    whole = replace(document("a.txt", "").pages[0], words=(), width=0.0, height=0.0)
    pages = tuple(
        replace(whole, number=n, text="\n".join(part)) for n, part in enumerate((rows[:2], rows[2:]), 1)
    )
    flow = flow_of(replace(document("a.txt", ""), pages=pages))
    assert flow.text == "\n".join(rows)
    assert [c.page for c in flow.citations(0, len(flow.text))] == [1, 2]


@given(st.lists(st.text(alphabet="ab Z.;,()1-\n\t", max_size=60), max_size=4), st.data())
def test_whatever_is_read_is_cited_verbatim(texts: list[str], data: st.DataObject) -> None:
    pages = tuple(Page("f" * 64, n, 0.0, 0.0, t, (), Layer.NATIVE) for n, t in enumerate(texts, 1))
    flow = flow_of(replace(document("a.pdf"), pages=pages))
    assert pieces_are_slices(flow)
    start = data.draw(st.integers(0, len(flow.text)))
    end = data.draw(st.integers(start, len(flow.text)))
    for citation in flow.citations(start, end):
        citation.verify(flow.pages[citation.page - 1])
    assert flow.verbatim(start, end).split() == flow.text[start:end].split()
    assert len(flow.text) - sum(p.length for p in flow.pieces) == len("".join(_separators(flow)))
    assert all(not s.strip() for s in _separators(flow))


def _separators(flow: Flow) -> list[str]:
    ends = [0, *(p.start + p.length for p in flow.pieces)]
    starts = [*(p.start for p in flow.pieces), len(flow.text)]
    return [flow.text[a:b] for a, b in zip(ends, starts, strict=True)]
