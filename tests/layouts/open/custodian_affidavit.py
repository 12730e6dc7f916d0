"""Affidavit of the custodian of records with notary block, then a fax cover sheet: neither is an encounter."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Page 1 the fax cover with the sending machine's line on top, page 2 the affidavit."""
    s.use("Courier", 10)
    s.at(20, 18, "06/11/2019  14:07   FROM: 5550173399   TO: 5550188020   PAGE: 001 OF 002", 8)
    s.at(72, 80, "FACSIMILE TRANSMITTAL", 18, bold=True)
    for i, line in enumerate(("TO:       Hale & Okonkwo, Attorneys     ATTN: Records", "FROM:     Medical Records, Juniper Ridge Clinic", "DATE:     June 11, 2019", "RE:       Lennart Oyster   DOB 9/9/1955", "PAGES:    2 including cover", "", "Requested chart 1/1/2018 to present follows.")):
        s.at(72, 130 + 18 * i, line)
    s.para(72, 320, 460, "CONFIDENTIAL: If you are not the person named above, destroy this and call the sender at once.")
    s.page()
    s.at(20, 18, "06/11/2019  14:07   FROM: 5550173399   TO: 5550188020   PAGE: 002 OF 002", 8)
    s.use("Times-Roman", 11)
    s.at(72, 70, "STATE OF NEVADA        )")
    s.at(72, 84, "                                         ) ss.")
    s.at(72, 98, "COUNTY OF ELMIRA     )")
    s.middle(130, "AFFIDAVIT OF CUSTODIAN OF MEDICAL RECORDS", 12, bold=True)
    y = s.para(
        72, 160, 470,
        "I, Dorothea Blanc, being first duly sworn, state that I am the custodian of records of Juniper Ridge Clinic; that "
        "the 34 pages attached are a true and complete copy of the records of Lennart Oyster, born September 9, 1955, for "
        "dates of service January 1, 2018 through June 3, 2019; and that they were made in the ordinary course at or near "
        "the time of the acts, events or conditions recorded.",
    )
    s.para(72, y + 24, 470, "Executed this 10th day of June, 2019.\n\n______________________\nDorothea Blanc\n\nSubscribed and sworn before me on June 10, 2019.\nNotary Public. My commission expires 04/30/2021.")
