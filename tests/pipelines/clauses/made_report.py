"""A small made-up clause report with everything a renderer has to cope with. No real party or contract."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractors.citations import cite
from extractors.pages import Page
from pipelines.clauses.report import (
    AbstractRow,
    Cited,
    ClauseReport,
    ClauseRow,
    ContractPaper,
    DatedRow,
    FinderStamp,
    FlagRow,
    LeftOutRow,
    NotFoundRow,
    ObligationRow,
    PaperKind,
)
from pipelines.rows import MatterCaption, PageEntry, SetAside, SourceCitation, TemplateStamp

SUPPLY = (
    "SUPPLY AGREEMENT\nThis Supply Agreement is made on May 8, 2014 between Tarn Foundry Ltd.\n"
    "(“Supplier”) and Quillfeather Mills, Inc. (“Buyer”).\n"
    "1. Term. This Agreement begins on June 1, 2014 and runs for three (3) years.\n"
    "2. Prices. Buyer shall pay each invoice within thirty (30) days after it is received.\n"
    "=SUM(A1:A9) & <b>markup</b> in a {mark} cell.",
    "3. Law. This Agreement shall be governed by the\nlaws of the State of Vermont.\n"
    "4. Assignment. Neither party may assign this Agreement without the other's consent, and any attempt",
    "to do so is void.\n5. Notices. “Notice” shall mean a written notice.\n"
    "6. Audit. Buyer may, upon ten (10) days' notice, examine the books of Supplier once each year.\n"
    "See Section 14.9.",
)
AMENDMENT = (
    "FIRST AMENDMENT TO SUPPLY AGREEMENT\nSection 2 is amended: this Agreement ends on July 31, 2019.\n"
    "By: ____________",
)
STAMP = TemplateStamp("clauses", "1.0.0", "0" * 64)


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A made-up paper: its file name and the text of each page."""

    name: str
    texts: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(Page(self.sha256, n, 612, 792, text) for n, text in enumerate(self.texts, 1))

    def cited(self, *words: str) -> Cited:
        """Each of these words on the first page that has them."""
        found = []
        for each in words:
            page = next(p for p in self.pages if each in p.text)
            start = page.text.index(each)
            found.append(SourceCitation(cite(page, start, start + len(each)), self.name, "TF 0001"))
        return tuple(found)

    def part(self, sentence: str, words: str) -> Cited:
        """These words inside that sentence."""
        (whole,) = self.cited(sentence)
        start = whole.citation.start + sentence.index(words)
        page = self.pages[whole.citation.page - 1]
        return (SourceCitation(cite(page, start, start + len(words)), self.name, "TF 0001"),)


BASE, CHANGE = MadePaper("supply agreement.pdf", SUPPLY), MadePaper("amendment 1.docx", AMENDMENT)
COPY = MadePaper("amendment 1 (copy).docx", AMENDMENT)
PAPERS = (BASE, CHANGE, COPY)


def made_report(stamp: TemplateStamp = STAMP, *, confirmed: bool = True) -> ClauseReport:
    """The report; without ``confirmed`` no attorney stands for any date."""
    base, change, copy = (paper.sha256 for paper in PAPERS)
    law = BASE.cited("This Agreement shall be governed by the\nlaws of the State of Vermont.")
    assign = BASE.cited(
        "Neither party may assign this Agreement without the other's consent, and any attempt",
        "to do so is void.",
    )
    pays = "Buyer shall pay each invoice within thirty (30) days after it is received."
    pay = BASE.cited(pays)
    term = BASE.cited("This Agreement begins on June 1, 2014 and runs for three (3) years.")
    ends = CHANGE.cited("this Agreement ends on July 31, 2019.")
    by = ("lee", "Lee Marchetti", "2024-05-31") if confirmed else ("", "", "")
    return ClauseReport(
        matter=MatterCaption("2024-031", "Quillfeather Mills, Inc.", "", "", "Quillfeather / Tarn supply"),
        template=stamp,
        program="Pincite 0.4.0",
        readers="made up",
        finder=FinderStamp("CUAD model 1", "f" * 64, 0.1, ("Exclusivity",), "Learnt from CUAD.", "e" * 64),
        papers=(
            ContractPaper(
                base,
                BASE.name,
                PaperKind.AGREEMENT,
                "SUPPLY AGREEMENT",
                "2014-05-08",
                3,
                11,
                "",
                BASE.cited("SUPPLY AGREEMENT"),
            ),
            ContractPaper(
                change,
                CHANGE.name,
                PaperKind.AMENDMENT,
                "FIRST AMENDMENT TO SUPPLY AGREEMENT",
                "",
                1,
                3,
                "",
                CHANGE.cited("FIRST AMENDMENT TO SUPPLY AGREEMENT"),
            ),
            ContractPaper(copy, COPY.name, PaperKind.AMENDMENT, "", "", 1, 3, change, ()),
        ),
        clauses=(
            ClauseRow(
                "C-1", base, "Governing Law", False, "7. Law", 0.974, False, ("“governed by the laws”",), law
            ),
            ClauseRow("C-2", base, "Anti-Assignment", False, "8. Assignment", 0.91, False, (), assign),
            ClauseRow(
                "C-3", base, "Audit Rights", False, "", 0.21, True, (), BASE.cited("examine the books")
            ),
            ClauseRow("C-4", base, "Steel price index", True, "", None, False, ("cue: invoice",), pay),
        ),
        not_found=(
            NotFoundRow(change, "Governing Law", False, (), 0.0, 0.02),
            NotFoundRow(
                base, "Insurance", False, BASE.cited("“Notice” shall mean a written notice."), 0.03, 0.07
            ),
            NotFoundRow(change, "Insurance", False, (), 0.0, 0.07),
            NotFoundRow(base, "Exclusivity", False, (), 0.0, None),
            NotFoundRow(change, "Exclusivity", False, (), 0.0, None),
        ),
        abstract=(
            AbstractRow(base, "Governing law", "Vermont", (), "", (law,)),
            AbstractRow(
                base, "Expiration date", "2017-05-31", ("Effective 2014-06-01 + 3 years",), "", (term,)
            ),
            AbstractRow(base, "Renewal term", "", (), "no sentence speaks of renewal", ()),
            AbstractRow(change, "Expiration date", "2019-07-31", (), "", (ends,)),
        ),
        obligations=(
            ObligationRow(
                "O-1",
                base,
                "3. Prices",
                "must",
                BASE.part(pays, "Buyer"),
                BASE.part(pays, "pay each invoice"),
                (),
                BASE.part(pays, "within thirty (30) days after it is received"),
                "30 days after receipt",
                (),
                "",
                pay,
            ),
        ),
        left_out=(LeftOutRow(base, "definitional", BASE.cited("“Notice” shall mean a written notice.")),),
        flags=(
            FlagRow("", "confirmed_date_absent", "D-9 is confirmed and no longer found.", ()),
            FlagRow(base, "cross_reference", "There is no Section 14.9.", (BASE.cited("See Section 14.9."),)),
            FlagRow(change, "unsigned", "A signature line is blank.", (CHANGE.cited("By: ____________"),)),
        ),
        dates=(
            DatedRow(
                "D-1",
                base,
                "Expiration date",
                "2017-05-31",
                "Effective 2014-06-01 + 3 years",
                "2017-06-01" if confirmed else "",
                *by,
                (term, BASE.cited("made on May 8, 2014")),
            ),
            DatedRow("D-2", change, "Expiration date", "2019-07-31", "", "", "", "", "", (ends,)),
        ),
        pages=tuple(
            PageEntry(paper.name, paper.sha256, page.number, *account, "native", None, "contract")
            for paper, account in zip(
                PAPERS,
                (("cited", ""), ("cited", ""), ("duplicate of", "amendment 1.docx, p. 1")),
                strict=True,
            )
            for page in paper.pages
        ),
        set_aside=(SetAside("locked.pdf", None, "pdf.open", "encrypted", "It asks for a password.", "Ask."),),
    )
