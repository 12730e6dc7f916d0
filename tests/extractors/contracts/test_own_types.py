"""A firm's own clause list: what it finds, what it refuses and at which line."""

from __future__ import annotations

import re
import time

import pytest

from extractors.contracts.own_types import failing, own_hits, own_types, read_own_types
from extractors.errors import UsageError
from tests.conftest import ROOT
from tests.extractors.contracts.spans import Span

LIST = """# our list
[words]
breach = ["data breach", "security incident"]

[[type]]
name = "Data Breach Notice"
cues = ["notify ~~ {breach}", "report ~~ {breach}"]
near = ["hours", "days", "promptly"]
unless = ["press release"]
yes = [
  "Vendor shall notify Customer of any security incident within 48 hours.",
  "It shall promptly report the \\"data breach\\".",
]
no = ["Vendor shall notify Customer of a delay within two days."]

[[type]]
name = "Non-Waiver"
cues = ["no waiver"]
yes = ["No waiver shall be effective unless in writing."]
no = ["He waived."]
"""


def test_a_type_is_found_in_a_contract_with_the_cues_that_fired() -> None:
    text = "No waiver binds. Vendor shall notify and report any data breach in two days. No press."
    sentences = [Span(0, 16), Span(17, 76), Span(77, len(text))]
    hits = own_hits(own_types(LIST.encode(), "list.toml"), text, sentences)
    assert [(h.type, text[h.start : h.end], h.because) for h in hits] == [
        (
            "Data Breach Notice",
            "Vendor shall notify and report any data breach in two days.",
            ("notify ~~ {breach}", "report ~~ {breach}"),
        ),
        ("Non-Waiver", "No waiver binds.", ("no waiver",)),
    ]


def test_a_list_saved_by_another_editor_is_read_or_refused() -> None:
    assert own_types(b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode(), "list.toml").names
    with pytest.raises(UsageError, match="is not TOML in UTF-8"):
        read_own_types(LIST.encode("utf-16"), "list.toml")


def test_the_example_of_the_documentation_does_as_it_says() -> None:
    page = (ROOT / "docs" / "clause-lists.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(own_types(example.encode(), "clause-lists.md").examples) == 4


def test_words_that_must_not_stand_by_silence_a_type() -> None:
    own = own_types(LIST.encode(), "list.toml")
    text = "Vendor shall notify the public of a data breach in two days by press release."
    assert own_hits(own, text, [Span(0, len(text))]) == ()


def test_the_lists_of_the_house_can_be_used_and_be_replaced() -> None:
    of_house = LIST.replace('"no waiver"', '"{not} ~ be waived"').replace(
        "No waiver shall be", "It shall not be waived,"
    )
    assert failing(read_own_types(of_house.encode(), "list.toml")) == ()
    replaced = of_house.replace("[words]", '[words]\nnot = ["never may"]')
    assert [e.type for e in failing(read_own_types(replaced.encode(), "list.toml"))] == ["Non-Waiver"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("any security incident within", "any mishap within", 11),
        ('the \\"data breach\\"', 'the \\"mishap\\"', 12),
        ("of a delay", "of a data breach", 14),
        ("He waived.", "There is no waiver.", 20),
    ],
)
def test_an_example_that_is_not_borne_out_is_named_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(UsageError, match=rf"^list\.toml, line {line}: an example"):
        own_types(LIST.replace(old, new).encode(), "list.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('near = ["hours"', 'nearby = ["hours"', "line 8: 'nearby' is not a setting"),
        ('name = "Non-Waiver"', 'name = "Governing law"', "line 17: 'Governing law' is one of the 41"),
        ('name = "Non-Waiver"', 'name = "data breach notice"', "line 17: 'data breach notice' stands there"),
        ('name = "Non-Waiver"', "name = 5", "line 17: 'name' must be"),
        ('name = "Non-Waiver"', 'name = "a\\u001bb"', "line 17: 'name' must be"),
        ('name = "Non-Waiver"\n', "", "line 16: 'name' must be"),
        ('cues = ["no waiver"]', "cues = []", "line 18: 'Non-Waiver' has no 'cues'"),
        ('cues = ["no waiver"]', 'cues = "no waiver"', "line 18: 'cues' must be a list"),
        ('cues = ["no waiver"]', 'cues = ["{nobody} waiver"]', "line 18: {nobody}"),
        ('cues = ["no waiver"]', 'cues = ["~ waiver"]', "line 18: '~ waiver' must begin"),
        ('cues = ["no waiver"]', 'cues = ["# $"]', "line 18: '# \\$' has no word"),
        ('cues = ["no waiver"]', 'cues = ["wai*er"]', "line 18: 'wai\\*er'"),
        ('unless = ["press release"]', 'unless = ["press {x}"]', "line 9: {x}"),
        ('no = ["He waived."]', "", "line 16: 'Non-Waiver' has no 'no'"),
        ("[words]", "[wordz]", "line 2: 'wordz'"),
        ('breach = ["data breach"', 'breach = ["{data}"', "line 3: "),
        ('[[type]]\nname = "Data', '[[type]\nname = "Data', "is not TOML in UTF-8: .*line 5"),
    ],
)
def test_what_is_wrong_in_a_list_is_named_with_its_line(old: str, new: str, told: str) -> None:
    assert old in LIST
    with pytest.raises(UsageError, match=told.replace("{", r"\{").replace("}", r"\}")):
        read_own_types(LIST.replace(old, new).encode(), "list.toml")


@pytest.mark.parametrize("text", ["", "[words]\n", "type = []\n", "type = 3\n"])
def test_a_list_without_types_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="there is no"):
        read_own_types(text.encode(), "list.toml")


@pytest.mark.parametrize(
    "words",
    ["a = " + "[" * 5000, "a = " + "9" * 5000, "# " + "x" * 1_000_001, "a = 2024-02-30", "\ud800"],
    ids=["brackets", "digits", "large", "no day", "no text"],
)
def test_what_nobody_types_is_refused_in_a_line(words: str) -> None:
    with pytest.raises(UsageError, match=r"list\.toml is no"):
        read_own_types(words.encode("utf-8", "surrogatepass"), "list.toml")


@pytest.mark.parametrize("sign", ["a ~ b", "#", "$ 3", "@date"])
def test_a_list_of_words_holds_plain_words(sign: str) -> None:
    text = LIST.replace('"security incident"]', f'"security incident", "{sign}"]')
    with pytest.raises(UsageError, match=r"list\.toml, line 3: .*plain words"):
        read_own_types(text.encode(), "list.toml")


@pytest.mark.parametrize(("old", "line"), [("report ~~", 7), ("press", 9)])
def test_a_cue_of_many_gaps_is_refused(old: str, line: int) -> None:
    text = LIST.replace(old, "report ~~~ a ~~~ b ~")
    with pytest.raises(UsageError, match=rf"list\.toml, line {line}: .*more than 6 signs '~'"):
        read_own_types(text.encode(), "list.toml")


def test_a_list_of_a_thousand_types_is_read_at_once() -> None:
    entry = '[[type]]\nname = "{}"\ncues = ["pay"]\nyes = ["I pay."]\nno = ["I go."]\n'
    began = time.process_time()
    own = read_own_types("".join(map(entry.format, range(1000))).encode(), "list.toml")
    assert own.examples[-1].line == 5000
    assert time.process_time() - began < 3
