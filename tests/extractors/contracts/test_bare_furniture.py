"""In a bare text pages have ended too: their numbers and filing lines go, lists and tables stay."""

from __future__ import annotations

from extractors.contracts.flow import flow_of_text

PROSE = "The Agent shall keep the books of the Principal and show them on demand to whoever asks. " * 9


def lines(text: str) -> list[str]:
    """The rows of the flow of a text, without the filling prose."""
    return [r for row in flow_of_text(text).text.replace(PROSE.strip(), "").split("\n") if (r := row.strip())]


def test_numbers_that_count_on_a_page_apart_go() -> None:
    text = "\n\n".join(f"{PROSE}\n\n                  {n}" for n in range(1, 6))
    assert lines(text) == []


def test_a_list_of_numbers_stays() -> None:
    table = "\n\n".join(("Units", "1", "2", "3", "4"))
    assert lines(f"{PROSE}\n\n{table}\n\n{PROSE}") == ["Units", "1", "2", "3", "4"]


def test_two_numbers_are_chance() -> None:
    assert lines(f"{PROSE}\n\n1\n\n{PROSE}\n\n2\n\n{PROSE}") == ["1", "2"]


def test_a_filing_line_goes_with_the_number_before_it() -> None:
    filing = "Source: TANSY GROCERS INC, 8-K, 6/2/2011"
    text = "\n\n".join(
        f"{PROSE}to the {w} {n}\n\n{filing}\n\n\n\n\n\n{w} end."
        for n, w in enumerate(("lower", "upper", "bitter", "sweet"), 1)
    )
    assert lines(text) == [
        r for w in ("lower", "upper", "bitter", "sweet") for r in (f"to the {w}", f"{w} end.")
    ]


def test_a_number_at_the_end_of_a_sentence_stays() -> None:
    text = "\n\n".join(f"{PROSE}as Section {n}" for n in range(1, 5))
    assert lines(text) == [f"as Section {n}" for n in range(1, 5)]


def test_a_filing_line_behind_text_is_cut_off() -> None:
    assert lines("Signed in June.   2   Source: TANSY GROCERS INC, 8-K, 6/2/2011") == ["Signed in June.   2"]
    text = "\n".join(
        f"{PROSE}Signed in {month}.     {n}   Source: TANSY GROCERS INC, 8-K, 6/2/2011"
        for n, month in enumerate(("May", "June", "July"), 1)
    )
    assert lines(text) == ["Signed in May.", "Signed in June.", "Signed in July."]


def test_a_line_beside_every_page_end_goes_but_its_first_stays() -> None:
    notice = "[*] Parts of this page\nwere left out, and were\nfiled apart."
    text = "\n\n".join(
        f"TANSY AGENCY\n\n{n}. {PROSE}\n\nHe keeps {w}.\n\n{notice}\n\nPage {n} of 5\n\n"
        for n, w in enumerate(("hens", "bees", "pigs", "cows", "eels"), 1)
    )
    kept = [f"{n}.|He keeps {w}." for n, w in enumerate(("hens", "bees", "pigs", "cows", "eels"), 1)]
    assert "|".join(lines(text)) == "|".join(("TANSY AGENCY", kept[0], "TANSY AGENCY", *kept[1:]))
