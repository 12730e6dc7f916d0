"""Cerner PowerChart: patient block at left, result form with Type/Date/Status/Title/Performed By/Verified By lines."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two office notes one after the other, the second starting at the middle of page 1."""
    s.use("Helvetica", 9)
    _head(s, 1)
    y = _form(s, 120, "Office Clinic Note - Neurosurgery", "April 19, 2019 10:22 EDT", "Neurosurgery New Patient", "Whitlock MD, Adaeze", "April 19, 2019 11:05 EDT")
    y = s.para(
        60, y, 480,
        "Chief Complaint\nLow back pain with right leg radiation.\nHistory of Present Illness\n53-year-old right-handed "
        "warehouse lead referred for lumbar radiculopathy. Onset February 26, 2019 when a pallet jack rolled onto him. "
        "Conservative care since. MRI of 3/28/2019 reviewed with him: right paracentral protrusion L5-S1.\n"
        "Impression and Plan\nLumbar disc herniation (M51.27). Trial of epidural injection. Return in 6 weeks.",
    )
    y = _form(s, y + 24, "Office Clinic Note - Neurosurgery", "May 31, 2019 14:10 EDT", "Neurosurgery Follow Up", "Whitlock MD, Adaeze", "June 03, 2019 07:51 EDT")
    y = s.para(
        60, y, 480,
        "Interval History\nHad right S1 transforaminal injection with about 40 percent relief for two weeks. Leg pain has "
        "returned.\nPhysical Exam\nStraight leg raise positive right at 40 degrees. Right ankle jerk absent.",
    )
    s.page()
    _head(s, 2)
    s.at(60, 120, "Office Clinic Note - Neurosurgery", bold=True)
    s.at(330, 120, "MORENO, HECTOR L - 10928375")
    s.middle(136, "* Final Report *", bold=True)
    y = s.para(
        60, 156, 480,
        "Impression and Plan\nFailed conservative care. Offered right L5-S1 microdiscectomy; risks and options discussed. "
        "He wishes to proceed. Off work until surgery.",
    )
    y = s.para(60, y + 20, 480, "Signature Line\nElectronically Signed on 06/03/19 07:51 AM\n________________________________\nAdaeze Whitlock, MD")
    s.para(60, y + 20, 480, "Completed Action List:\n* Perform by Whitlock MD, Adaeze on May 31, 2019 14:10 EDT\n* Sign by Whitlock MD, Adaeze on June 03, 2019 07:51 EDT\n* VERIFY by Whitlock MD, Adaeze on June 03, 2019 07:51 EDT")


def _head(s: Sheet, page: int) -> None:
    s.middle(40, "Tri-Rivers Neurosurgical Associates", 12, bold=True)
    s.middle(53, "77 Mill Race Road, Suite 210   Anselm, NC 28002", 8)
    s.at(60, 76, "Patient:    MORENO, HECTOR L")
    s.at(60, 88, "MRN:        10928375")
    s.at(330, 76, "Age/Sex/DOB:   53 years  Male   Jul/14/1965")
    s.at(330, 88, "FIN:   400087761")
    s.rule(96, 60, 552)
    s.at(60, 760, "Printed by:  Kell, Rosa", 8)
    s.at(60, 770, "Printed on:  08/22/2019 09:14 EDT", 8)
    s.right(552, 760, f"Page {page} of 2", 8)
    s.right(552, 770, "(Continued)" if page == 1 else "(End of Report)", 8)


def _form(s: Sheet, y: float, kind: str, when: str, title: str, who: str, verified: str) -> float:
    rows = [
        ("Result type:", kind),
        ("Result date:", when),
        ("Result status:", "Auth (Verified)"),
        ("Result title:", title),
        ("Performed by:", f"{who} on {when}"),
        ("Verified by:", f"{who} on {verified}"),
        ("Encounter info:", "400087761, TRNA, Clinic, 02/26/2019 -"),
    ]
    for label, value in rows:
        s.at(60, y, label)
        s.at(150, y, value)
        y += 12
    return y + 14
