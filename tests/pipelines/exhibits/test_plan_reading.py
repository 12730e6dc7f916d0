"""The plan as typed: everything that can be said, everything that is refused, and there and back."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.designations import assign, default_numbering
from pipelines.exhibits.plan import (
    BatesStyle,
    Filing,
    Layout,
    Numbering,
    PageSpan,
    Party,
    Plan,
    PlanLine,
    Region,
    Scheme,
    SignedAs,
    Status,
)
from pipelines.exhibits.plan_lines import KEYS
from pipelines.exhibits.plan_reading import read_plan
from pipelines.exhibits.plan_sheet import HEADINGS, LEFT_OUT
from pipelines.exhibits.plan_writing import plan_toml
from tests.conftest import ROOT

DOC = (ROOT / "docs" / "exhibits-plan.md").read_text(encoding="utf-8")
ONE = '[[exhibit]]\nsource = "a.pdf"\n'


def plan_of(folder: Path, text: str, *, schema: str = "schema = 1\n") -> Plan:
    path = folder / "exhibits.toml"
    path.write_text(schema + text, encoding="utf-8")
    return read_plan(path)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    (block,) = re.findall(r"^```toml\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    return plan_of(tmp_path_factory.mktemp("plan"), block, schema="")


def test_the_example_of_the_documentation_is_read(example: Plan) -> None:
    assert example.filing == Filing(
        profile="us-casd",
        confirmed_by="Pat Ellison",
        confirmed_on=date(2026, 1, 5),
        filing_date=date(2026, 1, 9),
        court="United States District Court, Southern District of California",
        case_number="3:25-cv-01234",
        caption="Inga Moen v. Ardent Freight, Inc.",
        short_caption="Moen v. Ardent",
        judge="Hon. R. Castellane",
        party=Party.PLAINTIFF,
        layout=Layout.PRETRIAL,
        title="Plaintiff's Exhibit List",
        filer="Ellison & Marsh LLP",
        clerk_boxes=True,
        tabs=False,
        pagination=True,
        footers=False,
        chronology="treatment",
    )
    assert example.numbering == {
        Party.PLAINTIFF: Numbering(Scheme.NUMBERS, "PX", 1, 199),
        Party.DEFENDANT: Numbering(Scheme.LETTERS),
    }
    assert example.bates == BatesStyle("MOEN", "-", 1, 6)
    assert example.overrides == (("label_corners", ("lower right", "upper right")), ("max_file_mb", 30))
    assert example.block_lists == ("privilege log.csv",)
    assert not example.proposed
    first, second, third, fourth = example.lines
    assert re.fullmatch(r"exhibits\.toml \[\[exhibit\]\] no\. 1 \(line \d+\)", first.place)
    assert first.pages == (PageSpan(3, 5), PageSpan(7, 7))
    assert [r.box for r in first.redactions] == [(72.0, 100.5, 200.0, 112.0), None]
    assert (second.translation, second.certificate) == (
        "Carta medica, English.pdf",
        "Translator certificate.pdf",
    )
    assert (third.status, third.source) == (Status.OMITTED, "")
    assert (fourth.party, fourth.signed_as) == (Party.DEFENDANT, SignedAs.COPY)
    assert assign(example.lines, example.numbering, {}) == ("PX-1", "PX-2", "PX-3", "A")


def test_the_example_shows_every_setting(example: Plan) -> None:
    assert {f.name for f in fields(PlanLine)} - {"place", "redactions"} == set(KEYS) - {"redaction"}
    shown = set(re.findall(r"^(\w+) = ", DOC, re.MULTILINE))
    wanted = {f.name for cls in (Filing, Numbering, BatesStyle, Region) for f in fields(cls)}
    assert (wanted | set(KEYS) - {"redaction"}) <= shown


def test_the_documentation_lists_every_heading() -> None:
    rows = dict(re.findall(r"^\| (?:`(.+?)`|\*left out\*) \| (.+) \|$", DOC, re.MULTILINE))
    assert rows.pop("") == ", ".join(LEFT_OUT)
    assert {k: tuple(v.split(", ")) for k, v in rows.items()} == HEADINGS


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-31", "2024-05-31"),
        ("5/31/2024", "2024-05-31"),
        ("05/01/2024", "2024-05-01"),
        ("May 31, 2024", "2024-05-31"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("march 2024", "2024-03"),
        ("", ""),
    ],
)
def test_dates_are_read_by_the_precision_typed(tmp_path: Path, typed: str, read: str) -> None:
    assert plan_of(tmp_path, f'{ONE}date = "{typed}"\n').lines[0].date == read


def test_a_date_and_numbers_may_stand_without_quotes(tmp_path: Path) -> None:
    (line,) = plan_of(tmp_path, f"{ONE}date = 2024-05-31\npages = 3\ndesignation = 12\n").lines
    assert (line.date, line.pages, line.designation) == ("2024-05-31", (PageSpan(3, 3),), "12")


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        ("all", ()),
        ("3", (PageSpan(3, 3),)),
        ("pp. 3-5, 7", (PageSpan(3, 5), PageSpan(7, 7))),
        ("3–5; 7 to 9", (PageSpan(3, 5), PageSpan(7, 9))),
        ("9, 1-2", (PageSpan(9, 9), PageSpan(1, 2))),
    ],
)
def test_pages_are_kept_in_the_order_typed(tmp_path: Path, typed: str, spans: tuple[PageSpan, ...]) -> None:
    assert plan_of(tmp_path, f'{ONE}pages = "{typed}"\n').lines[0].pages == spans


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'{ONE}pages = "3-1"\n',
            r"exhibits\.toml \[\[exhibit\]\] no\. 1 \(line 2\): pages 3-1 run backwards",
        ),
        (f'{ONE}pages = "0-2"\n', "from 0"),
        (f'{ONE}pages = "1-3, 2"\n', "listed twice"),
        (f'{ONE}pages = "three"\n', "no list of pages"),
        (f'{ONE}pages = "2026-03-05"\n', "turned into the date"),
        (f'{ONE}pages = "5-Mar"\n', "no list of pages"),
        (f'{ONE}date = "31/5/2024"\n', "no date"),
        (f'{ONE}date = "2024-13"\n', "no date"),
        (f'{ONE}date = "2024-5-3"\n', "no date"),
        (f'{ONE}date = "2023-02-29"\n', "no date"),
        (f'{ONE}date = "Monday 2024"\n', "no date"),
        (f'{ONE}date = "2024-01-03 to 2024-02-01"\n', "no date"),
        (f"{ONE}date = 2024-05-31T10:00:00\n", "'date' must be a text"),
        (f'{ONE}status = "filed"\n', r'\'filed\' is no status. Use one of "proposed", "offered"'),
        (f'{ONE}party = "claimant"\n', "no party"),
        (f'{ONE}signed_as = "original"\n', "no signed_as"),
        (f'{ONE}bates = "see index"\n', "line 2.*not a Bates number"),
        (f'{ONE}desription = "Bill"\n', r"no\. 1.*'desription' is not a setting"),
        (f"{ONE}description = 3.5\n", "'description' must be a text"),
        (f'{ONE}description = "{"x" * 2001}"\n', "more than 2,000 characters"),
        (f'{ONE}description = "a\\u0007b"\n', "cannot be printed"),
        ('[[exhibit]]\ndescription = "Bill"\n', "no source is named"),
        (f'{ONE}certificate = "c.pdf"\n', "certificate without a translation"),
        (
            f'{ONE}pages = "1-2"\n[[exhibit.redaction]]\npage = 3\ntext = "x"\nreason = "y"\n',
            "page 3 is to be",
        ),
        (f'{ONE}[[exhibit.redaction]]\npage = 0\ntext = "x"\nreason = "y"\n', "redaction no. 1: 'page' must"),
        (f'{ONE}[[exhibit.redaction]]\npage = 1\nreason = "y"\n', "must say where, once"),
        (f'{ONE}[[exhibit.redaction]]\npage = 1\ntext = "x"\n', "reason is missing"),
        (f'{ONE}[[exhibit.redaction]]\npage = 1\nbox = [9, 9, 1, 20]\nreason = "y"\n', "'box' must be"),
        (f'{ONE}[[exhibit.redaction]]\npage = 1\nbox = [nan, 0, 1, 1]\nreason = "y"\n', "'box' must be"),
        (f'{ONE}[[exhibit.redaction]]\npage = 1\nwhere = "x"\nreason = "y"\n', "'where' is not a setting"),
        (f'{ONE}redaction = "all"\n', "must be .*redaction.* tables"),
        ('list = "exhibits.csv"\n' + ONE, "stand here and in a list"),
        ('list = "exhibits.ods"\n', "'list' must name"),
        ('list = "../exhibits.csv"\n', "outside the plan's folder"),
        ('list = "/exhibits.csv"\n', "outside the plan's folder"),
        ('block_lists = ["../log.csv"]\n', "outside the plan's folder"),
        ("exhibit = 3\n", "must be .*tables"),
        ('proposed = "no"\n', "'proposed' must be true or false"),
        ("[filling]\n", "'filling' is not a setting"),
        ('[filing]\nlayuot = "motion"\n', r"\[filing\]: 'layuot' is not a setting"),
        ('[filing]\nlayout = "list"\n', "no layout"),
        ('[filing]\ntabs = "yes"\n', "'tabs' must be true or false"),
        ('[filing]\nfiling_date = "2026-01-09"\n', "'filing_date' must be a date"),
        ('[filing]\nconfirmed_by = "Pat"\n', "belong together"),
        ("[filing]\nconfirmed_on = 2026-01-05\n", "belong together"),
        ("filing = 3\n", "a table is expected"),
        ("numbering = 3\n", "must be .*tables"),
        ("[numbering.claimant]\n", "no party"),
        ('[numbering.plaintiff]\nscheme = "roman"\n', "no scheme"),
        ("[numbering.plaintiff]\nfirst = 10\nlast = 9\n", "runs backwards"),
        ("[numbering.plaintiff]\nfirst = 0\n", "from 0"),
        ('[numbering.plaintiff]\nprefix = "P/X*"\n', "cannot be printed"),
        ('[numbering.plaintiff]\nseparator = "--"\n', "cannot be printed"),
        ("[bates]\n", "'prefix' must be"),
        ('[bates]\nprefix = "12"\n', "no Bates prefix"),
        ('[bates]\nprefix = "MOEN"\ndigits = 2\n', "2 digits"),
        ('[bates]\nprefix = "MOEN"\nfirst = 1000000\ndigits = 6\n', "6 digits"),
        ('[bates]\nprefix = "MOEN"\nseparator = "/"\n', "separator or first"),
        ("overrides = 3\n", "a table is expected"),
        ("[overrides]\nmax_file_mb = [1, 2]\n", "'max_file_mb' must be"),
        (
            f'{ONE}designation = "PX-1"\n{ONE}designation = "7"\n',
            r"no\. 2 \(line 5\): '7' and 'PX-1' are of different numberings",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        plan_of(tmp_path, text)
    assert str(refused.value).startswith("exhibits.toml")
    assert refused.value.remedy


def test_another_schema_and_another_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="reads schema 1"):
        plan_of(tmp_path, "", schema="schema = 2\n")
    with pytest.raises(UsageError, match="must be a whole number"):
        plan_of(tmp_path, "", schema="")
    with pytest.raises(UsageError, match="is not TOML"):
        plan_of(tmp_path, "[[exhibit]\n")
    with pytest.raises(UsageError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")


def test_a_list_takes_the_place_of_tables(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Ex.,Description,File,Pages,Status\nDX-1,Bill,b.pdf,3-1,\n")
    with pytest.raises(UsageError, match=r"^list\.csv line 2: pages 3-1 run backwards"):
        plan_of(tmp_path, 'list = "list.csv"\n')
    (tmp_path / "list.csv").write_text(
        "Ex.,Description,File,Pages,Status\nDX-1,Bill,b.pdf,p. 3,\nDX-2,Reserved,,,Omitted\n"
        ",New,c.pdf,,Offered\n"
    )
    plan = plan_of(tmp_path, 'list = "list.csv"\n[filing]\nparty = "defendant"\n')
    assert [x.status for x in plan.lines] == [Status.PROPOSED, Status.OMITTED, Status.OFFERED]
    assert plan.numbering == {Party.DEFENDANT: Numbering(prefix="DX")}
    assert assign(plan.lines, plan.numbering, {}, plan.filing.party) == ("DX-1", "DX-2", "DX-3")


def test_an_empty_plan_is_a_plan(tmp_path: Path) -> None:
    assert plan_of(tmp_path, "") == Plan(Filing(), (), {})


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffd")
TEXTS = st.text(LETTERS, max_size=30).map(lambda t: " ".join(t.split()))
SIDES = st.floats(0, 400, allow_nan=False)
BOXES = st.tuples(SIDES, SIDES, SIDES, SIDES).map(lambda b: (b[0], b[1], b[0] + b[2] + 1, b[1] + b[3] + 1))
REGIONS = st.one_of(
    st.builds(Region, st.integers(1, 9), BOXES, st.just(""), st.just("SSN"), TEXTS),
    st.builds(Region, st.integers(1, 9), st.none(), st.just("900-12-3456"), st.just("SSN"), TEXTS),
)
LINES = st.builds(
    PlanLine,
    place=st.just(""),
    designation=st.sampled_from(["", "1", "2-A", "12-a", "007"]),
    party=st.sampled_from([None, Party.PLAINTIFF]),
    source=TEXTS.filter(bool),
    pages=st.sampled_from([(), (PageSpan(1, 9),), (PageSpan(4, 9), PageSpan(1, 3))]),
    description=TEXTS,
    date=st.sampled_from(["", "2024", "2024-05", "2024-05-31"]),
    bates=st.sampled_from(["", "ABC-000123-130"]),
    witness=TEXTS,
    status=st.sampled_from(Status),
    tier=TEXTS,
    translation=st.just("t.pdf"),
    certificate=TEXTS,
    signed_as=st.sampled_from(SignedAs),
    pii_reviewed=TEXTS,
    redactions=st.lists(REGIONS, max_size=2).map(tuple),
)
PLANS = st.builds(
    Plan,
    filing=st.builds(
        Filing,
        case_number=TEXTS,
        layout=st.sampled_from(Layout),
        filing_date=st.none() | st.dates(),
        tabs=st.booleans(),
        pagination=st.none() | st.booleans(),
    ),
    lines=st.lists(LINES, max_size=4).map(tuple),
    numbering=st.just({Party.PLAINTIFF: Numbering(last=900), Party.JOINT: default_numbering(Party.JOINT)}),
    bates=st.none() | st.builds(BatesStyle, st.just("MOEN"), st.sampled_from(["-", ""]), st.integers(1, 99)),
    overrides=st.just((("label_on", "cover"), ("max_file_mb", 12.5), ("paper", ""), ("tags", ("a", "b")))),
    block_lists=st.sampled_from([(), ("log.csv",)]),
    proposed=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(plan=PLANS)
def test_a_plan_that_is_written_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    path = tmp_path_factory.getbasetemp() / "exhibits.toml"
    path.write_text(plan_toml(replace(plan, remarks=("A remark\nof two lines",))), encoding="utf-8")
    back = read_plan(path)
    assert replace(back, lines=tuple(replace(x, place="") for x in back.lines)) == plan


def test_a_plan_with_the_mark_that_windows_editors_write_is_read(tmp_path: Path) -> None:
    path = tmp_path / "exhibits.toml"
    path.write_bytes(b"\xef\xbb\xbfschema = 1\n")
    assert read_plan(path).lines == ()
