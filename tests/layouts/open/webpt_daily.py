"""WebPT daily note: header of label/value pairs in two columns, CPT minutes table, two notes on two pages."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two daily notes, each a page of its own; initial evaluation and referral dates are printed on each."""
    s.use("Helvetica", 9)
    _note(s, "Mar 4, 2024", "4", "Reports less pull in the hamstring, pain 4/10 after sitting through a shift.", "97110 Therapeutic exercise|23|2", "Lumbar flexion improved to 60 percent.", "3/4/2024 at 5:12 pm")
    s.page()
    _note(s, "Mar 7, 2024", "5", "Sore two days after last session. Sleeping better. Pain 3/10.", "97140 Manual therapy|15|1", "Tolerated progression of bridging without report of leg symptoms.", "3/8/2024 at 7:40 am")


def _note(s: Sheet, day: str, number: str, subjective: str, code: str, assessment: str, signed: str) -> None:
    s.right(572, 44, "Physical Therapy Daily Note", 14, bold=True)
    s.at(40, 40, "Northfield Motion", 12, bold=True)
    s.at(40, 52, "PO Box 118, Sable, WI 54999  Ph: 555-012-7755", 7)
    pairs = [
        ("Patient Name:", "Priscilla Anne Dove", "Date of Daily Note:", day),
        ("Date of Birth:", "10-Oct-1988", "Injury/Onset/Change of Status Date:", "12/18/2023"),
        ("Referring Physician:", "Walsh, Teodor", "Date of Original Eval:", "Feb 20, 2024"),
        ("Diagnosis:", "M54.41 Lumbago with sciatica, right", "Visit No.:", number),
        ("Treatment Diagnosis:", "R29.3 Abnormal posture", "Insurance:", "Lien - Attorney"),
    ]
    y = 80.0
    for a, b, c, d in pairs:
        s.at(40, y, a, bold=True)
        s.at(140, y, b)
        s.at(310, y, c, bold=True)
        s.at(480, y, d)
        y += 13
    s.rule(y, 40, 572)
    y = s.para(40, y + 18, 520, "Subjective", bold=True)
    y = s.para(40, y, 520, subjective)
    y = s.para(40, y + 8, 520, "Objective", bold=True)
    y = s.table(40, y + 6, [260, 80, 60], [["CPT Code", "Direct Timed Minutes", "Units"], code.split("|")], 8, ruled=True)
    y = s.para(40, y + 12, 520, "Assessment", bold=True)
    y = s.para(40, y, 520, assessment)
    y = s.para(40, y + 8, 520, "Plan", bold=True)
    y = s.para(40, y, 520, "Continue per plan of care dated 02/20/2024, two times a week through 04/20/2024.")
    s.para(40, y + 30, 520, f"Renata Oyelaran, PT, DPT\nLicense #PT-20881\nElectronically Signed by Renata Oyelaran, PT, DPT on {signed}")
    s.at(40, 772, f"Document ID: 1A9F.{number}  Dove, Priscilla Anne  DOB: 10-Oct-1988", 7)
    s.right(572, 772, "Page 1 of 1", 7)
