"""Pain practice procedure note: two-line practice name, fluoroscopic epidural, nurse's times, consent and follow-up; earlier injections listed."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One procedure on two pages, the second the recovery record."""
    s.use("Helvetica", 9.5)
    s.middle(44, "The Spine & Pain Institute", 15, bold=True)
    s.middle(60, "of Greater Wexford", 11, bold=True)
    s.middle(73, "Suite 310, 45 Mercantile Row, Wexford PA 15999", 8)
    s.table(50, 100, [110, 150, 110, 140], [
        ["Patient", "Augustin Verhoeven", "Account", "61-0098"],
        ["Birth date", "10-30-1968", "Date of procedure", "06-14-2022"],
        ["Physician", "Ngozi Pelletier MD", "Assistant", "None"],
        ["Referring", "Tobias Rask DC", "Claim", "Keystone Casualty / DOI 11-02-2021"],
    ], head=False, ruled=True)
    y = s.para(50, 196, 510, "PROCEDURE:  Interlaminar epidural steroid injection C7-T1 under fluoroscopy", bold=True)
    y = s.para(50, y + 6, 510, "PRE-PROCEDURE DIAGNOSIS: Cervical radiculopathy\nPOST-PROCEDURE DIAGNOSIS: Same\nANESTHESIA: Local\n\nPRIOR INJECTIONS: #1 on 03-08-2022, 60 percent better for five weeks. #2 on 04-26-2022, 50 percent for three weeks.")
    y = s.para(50, y + 8, 510, "DESCRIPTION: After consent the patient was placed prone. Timeout at 09:42. The C7-T1 space was found in AP view; skin numbed with lidocaine 1 percent. A 20 gauge Tuohy needle was brought to the epidural space by loss of resistance to saline. Contrast (1 mL iohexol) spread in the epidural space without vascular uptake. Dexamethasone 10 mg with 2 mL saline was given. The needle was removed whole.")
    y = s.para(50, y + 8, 510, "COMPLICATIONS: None.     BLOOD LOSS: none\n\nPLAN: Follow up at the Butler St. office 07-12-2022. If pain comes back, surgical opinion with Dr. Emmerich.")
    s.para(50, y + 20, 510, "Ngozi Pelletier MD\nDiplomate, American Board of Anesthesiology / Pain Medicine\nauthenticated 06-15-2022 07:20")
    s.page()
    s.at(50, 44, "The Spine & Pain Institute of Greater Wexford", 10, bold=True)
    s.at(50, 58, "PRE / POST PROCEDURE NURSING RECORD", 10)
    s.right(560, 44, "Verhoeven, Augustin   10-30-1968   61-0098", 8.5)
    s.label(50, 80, "Date:", "06-14-2022")
    s.label(160, 80, "Nurse:", "C. Dombrowski RN")
    s.label(330, 80, "Driver:", "wife, waiting")
    s.table(50, 104, [70, 70, 70, 70, 90, 130], [
        ["Time", "BP", "Pulse", "SpO2", "Pain 0-10", "Note"],
        ["09:10", "138/84", "72", "98", "7", "arrived, NPO since midnight"],
        ["09:50", "144/88", "78", "98", "6", "to recovery"],
        ["10:05", "136/82", "70", "99", "4", "juice taken"],
        ["10:20", "134/80", "70", "99", "3", "walks steadily, discharged"],
    ], ruled=True)
    s.para(50, 220, 510, "Allergies: none known.  Anticoagulant: none.  Pregnancy: n/a.  Discharge sheet given and read back.\n\nC. Dombrowski RN  06-14-2022  10:25")
