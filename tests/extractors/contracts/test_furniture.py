"""What pages are printed with is left out of the flow; what only looks like it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.contracts.furniture import furniture
from tests.made_pages import document, scan

WORDS = ("apples", "barley", "cider", "damsons", "elder", "figs")


def body(word: str) -> str:
    """Eight lines of print that no other page prints."""
    return "\n".join(
        f"{lead} the {word} {rest}"
        for lead, rest in (
            ("The Licensor sells", "in the Territory and grants the Licensee the right to"),
            ("do so too, for which", "must be grown in the Territory and be of that year,"),
            ("and of the kind that", "list of the Licensor names. The Licensee reports on"),
            ("each sale and weighs", "by the pound. The fee is due when it has done that."),
            ("Nothing here touches", "that the Licensor has sold before, nor those that it"),
            ("keeps for itself, and", "thereof. The Licensee insures its stores, in which"),
            ("it must keep dry all", "bought by it, and lets the Licensor see the policy."),
            ("It may not hand over", "or the right to sell them to anybody else but heirs."),
        )
    )


def left_out(*texts: str, read: bool = False) -> list[list[str]]:
    pages = (scan if read else document)("a.pdf", *texts).pages
    return [[p.text[a:b] for a, b in spans] for p, spans in zip(pages, furniture(pages), strict=True)]


def pages_with(head: str, foot: str, count: int = 4) -> list[str]:
    """Pages between a header and a footer in which ``{n}`` is the page number."""
    return [
        f"{head.format(n=n)}\n\n{body(WORDS[n])}\n\n{foot.format(n=n)}".strip() for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    "foot",
    [
        "{n}", "- {n} -", "Page {n}", "Page {n} of 4", "[{n}]", "B-{n}", "{n} ____ ____",
        "Source: HOLLOWAY BREWING CO, 10-K, 3/{n}/2019",
        "Holloway licence agreement, draft of May", "HWY{n:06}", "4410-7781.2",
    ],
)  # fmt: skip
def test_footers_are_left_out_of_every_page(foot: str) -> None:
    assert left_out(*pages_with("", foot)) == [[foot.format(n=n)] for n in range(1, 5)]


def test_a_header_is_kept_where_it_stands_first() -> None:
    """A title may be printed again above every page."""
    head = "Licence Agreement"
    assert left_out(*pages_with(head, "{n}")) == [["1"], [head, "2"], [head, "3"], [head, "4"]]


def test_a_header_that_holds_the_title_below_it_goes_from_the_first_page_too() -> None:
    head = "Holloway Brewing Co · Licence Agreement"
    first, *others = pages_with(head, "{n}")
    found = left_out(first.replace(head, f"{head}\n\nLICENCE AGREEMENT"), *others)
    assert found == [[head, str(n)] for n in range(1, 5)]


def test_a_header_that_begins_behind_the_first_page_is_one_from_the_start() -> None:
    first, *others = pages_with("Licence Agreement", "{n}", 5)
    assert left_out(first.removeprefix("Licence Agreement"), *others)[1] == ["Licence Agreement", "2"]


def test_a_title_that_stands_lower_than_the_headers_after_it_is_kept() -> None:
    first, second, *others = pages_with("Licence Agreement", "{n}", 5)
    cover = first.removeprefix("Licence Agreement")
    assert left_out(cover, "\n\n\n" + second, *others)[1:3] == [["2"], ["Licence Agreement", "3"]]


def test_number_and_filing_line_below_each_other_go_both() -> None:
    lines = left_out(*pages_with("", "{n}\nSource: HOLLOWAY BREWING CO, 10-K, 3/1/2019"))
    assert lines[2] == ["3", "Source: HOLLOWAY BREWING CO, 10-K, 3/1/2019"]


def test_numbers_may_count_apart_from_the_file() -> None:
    assert left_out(*(f"{body(w)}\n\n{n}" for n, w in ((17, "barley"), (18, "figs")))) == [
        ["17"],
        ["18"],
    ]


def test_roman_numbers_count_too() -> None:
    texts = [f"{body(w)}\n\n{n}" for n, w in zip(("i", "ii", "iii", "iv"), WORDS, strict=False)]
    assert left_out(*texts) == [["i"], ["ii"], ["iii"], ["iv"]]


def test_a_number_that_counts_no_pages_stays() -> None:
    assert left_out(f"{body('figs')}\n\n120", f"{body('cider')}\n\n48") == [[], []]


@pytest.mark.parametrize(
    "line", ["EXHIBIT {n}", "Schedule {n}", "ARTICLE {n}", "By: ______", "Name:", "Title:"]
)
def test_headings_of_attachments_and_lines_to_sign_stay(line: str) -> None:
    assert left_out(*pages_with(line, "")) == [[]] * 4
    assert left_out(*pages_with("", line)) == [[]] * 4


def test_words_that_three_signature_pages_repeat_stay() -> None:
    words = "IN WITNESS WHEREOF, the parties have caused this agreement to be signed on the day named above."
    assert left_out(body("apples"), *pages_with("", words, 3)) == [[]] * 4


def test_a_notice_of_redaction_is_a_footer_though_it_is_prose() -> None:
    notice = "[*] Certain parts of this page have been left out and filed apart, to keep them secret."
    assert left_out(*pages_with("", notice + "\n{n}", 5))[4] == [notice, "5"]


def test_blanks_left_in_brackets_are_no_footer() -> None:
    assert left_out(*pages_with("[***]", "[***]")) == [[]] * 4


def test_a_misread_header_of_a_scan_is_known_again() -> None:
    heads = [
        "Holloway Brewing Licence",
        "Holloway Brewing Llcence",
        "Hol1oway Brewing Licence",
        "Holloway Brewing Licence",
    ]
    texts = [f"{h}\n\n{body(w)}" for h, w in zip(heads, WORDS, strict=False)]
    assert left_out(*texts, read=True)[1:] == [[h] for h in heads[1:]]


def test_line_numbers_are_left_out_and_their_lines_stay() -> None:
    lines = [f"{n}  The Licensor keeps the books of the year {1990 + n}." for n in range(1, 16)]
    assert left_out("\n".join(lines)) == [[str(n) for n in range(1, 16)]]


def test_headers_that_a_word_processor_repeats_go_from_pages_without_geometry() -> None:
    texts = [f"Execution copy\n{body(w)}\nFernhill Mills, confidential" for w in ("barley", "figs")]
    bare = [replace(p, words=(), width=0.0, height=0.0) for p in document("a.docx", *texts).pages]
    left = [[p.text[a:b] for a, b in spans] for p, spans in zip(bare, furniture(bare), strict=True)]
    assert left == [["Fernhill Mills, confidential"], ["Execution copy", "Fernhill Mills, confidential"]]
