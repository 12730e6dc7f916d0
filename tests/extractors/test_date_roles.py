"""The battery of the date-role engine: lines as records print them, each with the role its date must get.

The phrasings are not the lexicon's own examples: labels before, above and behind the date, columns, running
text, signature lines, capitals, the spacing of scans. ⟨ and ⟩ mark the date in question. What no rule should
call a date stands in `NO_DATES`. Every name is invented.
"""

from __future__ import annotations

import pytest

from extractors.date_roles import dates_of
from extractors.date_values import MatterDates
from extractors.facts import DateMention, DateRole, PageKind
from extractors.pages import Layer
from tests.made_pages import BORN, INCIDENT, page

R, K = DateRole, PageKind

NO_DATES = (
    "BP 118/76, P 72, R 16",
    "Blood pressure: 132/84 sitting, 128/80 standing",
    "VITALS  BP 140/90/2  HR 88",
    "Pain 5/10 at rest, 8/10 with activity",
    "Pain today: 6-7/10, worst 9/10",
    "Strength 4+/5 deltoid, 5/5 biceps, 4-/5 triceps",
    "MMT: 5/5/5 bilaterally",
    "DTRs 2/4 patellar, 1/4 Achilles",
    "Reflexes 2+/2+/2+ biceps, triceps, brachioradialis",
    "Disc bulges at L3-4, L4-5 and L5-S1",
    "C5-6 and C6-7 disc osteophyte complex, T12-L1 normal",
    "Disc herniation C4/5/6 with cord contact",
    "A 3/4 inch laceration of the left brow",
    "5 1/2 x 11 in. bruise over the thigh",
    "Visit 10/12 of the authorised plan",
    "Attended 8 of 12 visits; 4/12 remain",
    "Visit # 3-12",
    "Call 555-010-0199 or 1-800-555-0142",
    "Tel (555) 010-0176  Fax (555) 010-0177",
    "Phone: 305.555.0112",
    "CPT 97110-59, 97140-GP, 97012",
    "98940 x 1, 97014 x 2, 99213-25",
    "ICD-10: M54.2, S13.4XXA, M99.01",
    "ICD-9 847.0, 724.2, 739.1",
    "Hydrocodone/APAP 5/325 mg, 1-2 tabs q4-6h prn",
    "Percocet 10-325, dispense 30",
    "Tylenol #3 1/2 tab",
    "NDC 00406-0123-01",
    "NDC: 0406-0512-05 Lot 5-12-19",
    "Rx# 6012-4471",
    "Visual acuity OD 20/20, OS 20/40",
    "SLR positive at 40/60 degrees",
    "ROM 45/60/80, flexion 30/50",
    "NDI 24/50, Oswestry 18/50",
    "GCS 15 (4/5/6) at scene",
    "SSN 900-12-3456",
    "SSN: xxx-xx-1234",
    "Tax ID 59-1234567",
    "EIN: 12-3456789",
    "MRN 04-12-88",
    "Acct # 12-31-4471",
    "Claim No. 03-04-2021-A",
    "Policy # 10-20-30",
    "Case No. 21-CV-01122",
    "Fla. Stat. 627.736, section 33-4-6",
    "ZIP 33480-2021",
    "1200 Harbor Road, Suite 3-4",
    "Apt 4/5/12",
    "Seen at 10:30, left 11:45",
    "Ratio 1:2:3",
    "Sets/reps 3/10/15",
    "3 x 10 x 15 reps",
    "Exercise bands 3/10/12 reps",
    "2/3/4 metacarpals",
    "Digits 2-3-4 numb",
    "Page 3/12",
    "Grade 2/3 sprain, 1/6 murmur",
    "50/50 mixture, 1/2 normal saline",
    "D5 1/2 NS at 75 mL/hr",
    "Sodium 140, K 4.1, Cl 102, CO2 24",
    "Hemoglobin 13.2 (12.0-15.5)",
    "Follow up in 2-3 weeks; may increase to 4/5",
    "The patient may 5 times repeat the exercise",
    "He can march 2 miles",
    "Settings 100/50/20 Hz",
    "HCPCS J1030, 80-40",
    "Tabs 1-1-1 tid",
    "Version 3.4.21",
    "Snellen 20/200/20",
    "Room 4-12-21",
)

# (role, kind of page, text)
SERVICE = (
    # Under its label; what bills make of it is theirs to say.
    (K.CMS1500, "24. A. DATE(S) OF SERVICE\n⟨04 06 21⟩ 04 06 21 11 99213 A 185 00 1"),
    (K.NOTE, "DATE OF SERVICE\n⟨April 6, 2021⟩\nOFFICE VISIT"),
    (K.NOTE, "Patient: Roe, Ann   DOS : ⟨04 / 06 / 2021⟩   Provider: Poe"),
    (K.NOTE, "DATE SEEN:  ⟨4-6-21⟩"),
    (K.NOTE, "Date of exam. ⟨Apr 6th, 2021⟩"),
    (K.NOTE, "FOLLOW-UP VISIT NOTE - ⟨04/06/2021⟩\nCC: neck pain"),
    (K.NOTE, "Encounter  ⟨6-Apr-2021⟩  Office Visit  Internal Medicine"),
    (K.NOTE, "Patient Name      Visit Date      Provider\nAnn Roe           ⟨04/06/2021⟩      J. Poe, DO"),
    (K.THERAPY, "Date: ⟨4/6/21⟩   Visit #: 4   Time in: 9:05   Time out: 9:50"),
    (K.THERAPY, "⟨4/6/21⟩ S: pt. states neck is sore.  O: hypertonic traps.  A: improving  P: cont."),
    (K.IMAGING, "EXAM DATE/TIME: ⟨04/06/2021⟩ 0914"),
    (K.IMAGING, "Date of Service: ⟨04/06/21⟩  Read: 04/07/21"),
    (K.IMAGING, "MRI CERVICAL SPINE W/O CONTRAST\nPERFORMED: ⟨04/06/2021⟩ 14:12"),
    (K.IMAGING, "Study performed on ⟨04/06/2021⟩ and interpreted on 04/08/2021"),
    (K.OPERATIVE, "DATE OF OPERATION : ⟨APRIL 6, 2021⟩"),
    (K.OPERATIVE, "Surgery Date ⟨04/06/2021⟩  Surgeon: J. Poe, MD"),
    (K.EMS, "Date of call: ⟨04/06/2021⟩  Dispatched 11:40"),
    (K.EMERGENCY, "Arrival Date/Time: ⟨04/06/2021⟩ 1922"),
    (K.EMERGENCY, "Date/Time Seen: ⟨04/06/2021⟩ 19:40"),
    (K.NOTE, "Ann Roe was seen in the office today, ⟨April 6, 2021⟩, for follow-up of neck pain."),
    (K.WORK_STATUS, "The above patient was examined in this office on ⟨04/06/2021⟩."),
)
ADMISSION = (
    (K.HOSPITAL, "Admit Dt/Tm: ⟨04/06/2021⟩ 2210"),
    (K.HOSPITAL, "Date of Admit ⟨4/6/21⟩   Room 412"),
    (K.DISCHARGE, "ADMITTED:    ⟨04-06-2021⟩     DISCHARGED:  04-09-2021"),
    (K.DISCHARGE, "Date Admitted\n⟨April 6, 2021⟩"),
    (K.DISCHARGE, "Dates of hospitalization: ⟨04/06/2021⟩ to 04/09/2021"),
)
DISCHARGE = (
    (K.DISCHARGE, "Adm: 4/6/21   D/C: ⟨4/9/21⟩"),
    (K.DISCHARGE, "DISCHARGE DATE/TIME ⟨04/09/2021⟩ 1130"),
    (K.DISCHARGE, "ADMITTED:    04-06-2021     DISCHARGED:  ⟨04-09-2021⟩"),
    (K.HOSPITAL, "Admission Date     Discharge Date\n04/06/2021         ⟨04/09/2021⟩"),
    (K.DISCHARGE, "Dates of hospitalization: 04/06/2021 to ⟨04/09/2021⟩"),
)
COLLECTED = (
    (K.LAB, "Specimen collected: ⟨04/06/2021⟩ 0810"),
    (K.LAB, "COLLECTION DATE/TIME  ⟨04/06/2021⟩ 08:10"),
    (K.LAB, "Date drawn: ⟨4/6/21⟩  Time drawn: 8:10 AM"),
    (K.LAB, "Collected        Received         Reported\n⟨04/06/2021⟩       04/07/2021       04/08/2021"),
)
RECEIVED = (
    (K.LAB, "Rec'd in lab: ⟨04/07/2021⟩"),
    (K.LAB, "Collected        Received         Reported\n04/06/2021       ⟨04/07/2021⟩       04/08/2021"),
    (K.NOTE, "RECEIVED\n⟨APR 07 2021⟩\nMEDICAL RECORDS"),
    (K.INSURER_LETTER, "Date stamp - received ⟨04/07/2021⟩ claims dept"),
)
REPORTED = (
    (K.LAB, "Reported on:  ⟨04/08/2021⟩ 16:20"),
    (K.LAB, "Collected        Received         Reported\n04/06/2021       04/07/2021       ⟨04/08/2021⟩"),
    (K.LAB, "Date Reported ⟨4/8/21⟩"),
    (K.LAB, "Final results issued: ⟨04/08/2021⟩"),
)
READ = (
    (K.IMAGING, "Date Read: ⟨04/07/2021⟩"),
    (K.IMAGING, "Date of Service: 04/06/21  Read: ⟨04/07/21⟩"),
    (K.IMAGING, "Study performed on 04/06/2021 and interpreted on ⟨04/08/2021⟩"),
    (K.IMAGING, "READ BY: J. POE, M.D.  ⟨04/07/2021⟩ 10:12 AM"),
    (K.IMAGING, "Interpreted by Jane Poe, MD on ⟨April 7, 2021⟩"),
    (K.IMAGING, "Performed           Read\n04/06/2021          ⟨04/07/2021⟩"),
)
DICTATED = (
    (K.NOTE, "DICTATED BUT NOT READ ⟨04/06/2021⟩"),
    (K.OPERATIVE, "JP/abc  DD: ⟨04/06/21⟩  DT: 04/07/21"),
    (K.NOTE, "Dictated by: J. Poe, MD on ⟨04/06/2021⟩ at 1705"),
    (K.IMAGING, "Date/Time Dictated: ⟨04/06/2021⟩ 17:05"),
)
TRANSCRIBED = (
    (K.OPERATIVE, "JP/abc  DD: 04/06/21  DT: ⟨04/07/21⟩"),
    (K.NOTE, "Transcribed by: abc on ⟨04/07/2021⟩"),
    (K.NOTE, "Date Typed ... ⟨4/7/21⟩"),
    (K.NOTE, "D: 04/06/2021 17:05   T: ⟨04/07/2021⟩ 08:12   Job 4471"),
)
SIGNED = (
    (K.NOTE, "Electronically Signed By: JANE POE MD  ⟨04/08/2021⟩ 09:14"),
    (K.NOTE, "/es/ JANE POE, MD  Signed: ⟨04/08/2021⟩ 09:14"),
    (K.NOTE, "____________________  Date: ⟨04/08/2021⟩\nSignature of provider"),
    (K.NOTE, "Provider Signature: ______________ Date ⟨4/8/21⟩"),
    (K.NOTE, "Jane Poe, MD (electronically verified ⟨04/08/2021⟩)"),
    (K.NOTE, "This document was authenticated by Jane Poe, DO ⟨04/08/2021⟩ 7:01 PM EST"),
    (K.NOTE, "Signed electronically by Jane Poe, PA-C at ⟨Apr 8 2021⟩ 3:14PM"),
    (K.NOTE, "Cosigned: ⟨04/08/21⟩ J. Poe MD"),
    (
        K.CONSENT,
        "Patient or guardian signature       Date\nAnn Roe                            ⟨4/6/21⟩",
    ),
    (K.THERAPY, "Therapist: Ann Vale, PT, DPT   Signed on ⟨04/08/2021⟩"),
    (K.NOTE, "E-SIGNED BY POE, JANE (MD) ON ⟨08-APR-2021⟩"),
    (K.NOTE, "Note finalized by Jane Poe, MD on ⟨04/08/2021⟩"),
)
PRINTED = (
    (K.NOTE, "Printed: ⟨5/2/2021⟩ 3:07 PM   Page 2 of 9"),
    (K.NOTE, "PRINTED BY: RECORDS1 ON ⟨05/02/2021⟩ AT 15:07"),
    (K.NOTE, "Report generated on ⟨05/02/21⟩ by EHR user"),
    (K.NOTE, "Date/Time Printed ⟨05/02/2021⟩ 15:07"),
    (K.LEDGER, "Run Date: ⟨05/02/2021⟩   Page: 1"),
    (K.NOTE, "Print Date/Time: ⟨05/02/2021⟩ 15:07"),
    (K.NOTE, "Chart printed on ⟨May 2, 2021⟩ for Release of Information"),
)
FAXED = (
    (K.NOTE, "⟨05/02/2021⟩ SUN 14:11  FAX 5550100177  LARKSPUR CLINIC  →  ROE LAW   003/040"),
    (
        K.NOTE,
        "⟨May 02 2021⟩ 14:11 From: Larkspur 5550100177 To: 5550100188 Page: 3/40\nLarkspur Clinic\nNote",
    ),
    (K.FAX_COVER, "DATE: ⟨05/02/2021⟩\nTO: Roe Law\nPAGES: 40"),
    (K.NOTE, "Sent by fax ⟨05/02/2021⟩ to Dr. Poe"),
    (K.NOTE, "Faxed to attorney ⟨5/2/21⟩ jb"),
)
STATEMENT = (
    (K.LEDGER, "STATEMENT DATE\n⟨05/02/2021⟩"),
    (K.LEDGER, "Date of Statement ⟨05/02/2021⟩   Account 4471"),
    (K.LEDGER, "Invoice Date: ⟨5/2/21⟩  Invoice # 118"),
    (K.LEDGER, "Billed on ⟨05/02/2021⟩"),
    (K.LEDGER, "Statement closing date: ⟨05/02/2021⟩"),
)
POSTED = (
    (K.LEDGER, "Svc Date   Post Date   Code   Amount\n04/06/21   ⟨04/09/21⟩   99213   185.00"),
    (K.LEDGER, "Posting Dt: ⟨04/09/2021⟩"),
    (K.LEDGER, "Posted to account on ⟨04/09/2021⟩"),
)
PAYMENT = (
    (K.LEDGER, "Date of payment: ⟨05/20/2021⟩"),
    (K.LEDGER, "Payment received ⟨05/20/2021⟩ Thank you  -50.00"),
    (K.EOB, "CHECK DATE ⟨05/20/2021⟩  CHECK NO. 100200"),
    (K.LEDGER, "Paid by Harborline Casualty on ⟨5/20/21⟩"),
    (K.EOB, "EFT issued ⟨05/20/2021⟩"),
    (K.LEDGER, "Patient co-pay collected ⟨5/20/21⟩ 25.00"),
)
BILLED = (
    (K.LEDGER, "Svc Date   Post Date   Code   Amount\n⟨04/06/21⟩   04/09/21   99213   185.00"),
    (K.LEDGER, "⟨04/06/2021⟩  99213  Office visit  185.00"),
    (K.UB04, "43 DESCRIPTION  45 SERV DATE\n0450 EMERG ROOM 99284 ⟨040621⟩ 1 1,850.00"),
    (K.CMS1500, "24. A. DATE(S) OF SERVICE From To\n⟨040621⟩ 040621 11 99213 A 185 00 1"),
    (K.EOB, "⟨04/06/2021⟩  99213  185.00  110.00  88.00"),
)
FORM = (
    (K.INTAKE, "Date: ⟨4/6/21⟩   Name: Ann Roe"),
    (K.INTAKE, "TODAY'S DATE ___⟨4/6/21⟩___"),
    (K.INTAKE, "Form completed on ⟨04/06/2021⟩"),
    (K.INTAKE, "Date this form was completed: ⟨04/06/2021⟩"),
)
BIRTH = (
    (K.NOTE, "Roe, Ann   F   53 y.o.   DOB ⟨2/11/1968⟩"),
    (K.NOTE, "Birthdate: ⟨02-11-68⟩"),
    (K.NOTE, "PATIENT          BIRTH DATE     SEX\nROE, ANN         ⟨02/11/1968⟩     F"),
    (K.CMS1500, "3. PATIENT'S BIRTH DATE   SEX\n⟨02 11 1968⟩  F"),
    (K.NOTE, "D . O . B . : ⟨02/11/1968⟩"),
    (K.NOTE, "Date of Birth/Age: ⟨02/11/1968⟩ / 53"),
    (K.INTAKE, "Spouse's date of birth ⟨3/5/66⟩"),
    (K.NOTE, "Ann Roe, born ⟨February 11, 1968⟩, was examined."),
)
INCIDENT_LINES = (
    (K.NOTE, "D.O.I.: ⟨3/1/21⟩"),
    (K.NOTE, "DATE OF ACCIDENT/INJURY  ⟨03/01/2021⟩"),
    (K.NOTE, "Date of Loss: ⟨02/27/2021⟩  Claim 4471"),
    (K.NOTE, "INJ. DATE ⟨2-27-21⟩"),
    (K.POLICE, "Date of Crash ⟨02/27/2021⟩  Time 1722"),
    (K.NOTE, "She was involved in a motor vehicle collision on ⟨March 1, 2021⟩."),
    (K.INTAKE, "When did your accident happen? ⟨2/27/21⟩"),
    (K.CMS1500, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)\n⟨02 27 21⟩  QUAL 431"),
    (K.INSURER_LETTER, "RE: Our insured: Ann Roe  D/L: ⟨02/27/2021⟩"),
    (K.NOTE, "on or about ⟨March 1, 2021⟩ the claimant was struck from behind"),
)
HISTORY = (
    (K.NOTE, "PMH: MRI of the neck in ⟨2014⟩, normal."),
    (K.NOTE, "Prior lumbar fusion ⟨2011⟩, Dr. Poe."),
    (K.NOTE, "He had a similar episode back in ⟨June 2016⟩ that resolved."),
    (K.NOTE, "Appendectomy ⟨1998⟩, C-section 2003"),
    (K.NOTE, "She has had headaches since ⟨2009⟩."),
    (K.NOTE, "He recalls a work injury of ⟨05/12/2012⟩ with full recovery."),
    (K.NOTE, "PAST SURGICAL HISTORY: left knee arthroscopy (⟨2008⟩)"),
)
REFERENCE = (
    (K.NOTE, "I reviewed the MRI report of ⟨03/20/2021⟩ from Bay Imaging."),
    (K.IMAGING, "COMPARISON:  Radiographs ⟨03/02/2021⟩."),
    (K.NOTE, "Date last seen: ⟨03/20/2021⟩"),
    (K.NOTE, "Last visit was ⟨3/20/21⟩."),
    (K.NOTE, "Per the operative report dated ⟨March 20, 2021⟩, hardware was placed."),
    (K.NOTE, "Initial evaluation: ⟨03/20/2021⟩\nDate of Service: 04/06/2021"),
)
APPOINTMENT = (
    (K.NOTE, "Next appt: ⟨4/20/21⟩ @ 10:15"),
    (K.NOTE, "RTC ⟨04/20/2021⟩"),
    (K.NOTE, "Follow up with Dr. Poe on ⟨04/20/2021⟩ at 2 pm"),
    (K.NOTE, "Return to office: ⟨April 20, 2021⟩"),
    (K.NOTE, "Surgery is scheduled for ⟨5/14/21⟩."),
    (K.NOTE, "Your next visit is on Tuesday, ⟨April 20, 2021⟩"),
    (K.NOTE, "She has an appointment with neurology on ⟨04/20/2021⟩."),
    (K.NOTE, "MRI to be done ⟨04/20/2021⟩"),
)
MISSED = (
    (K.NOTE, "NO SHOW - ⟨04/13/2021⟩"),
    (K.THERAPY, "⟨4/13/21⟩ No show, no call. Left voicemail."),
    (K.THERAPY, "⟨4/13/21⟩  CX - pt ill"),
    (K.NOTE, "Patient missed her appointment on ⟨04/13/2021⟩."),
    (K.NOTE, "Pt. did not keep appointment of ⟨4/13/21⟩"),
    (K.APPOINTMENTS, "⟨04/13/2021⟩ 9:00 AM  PT  Vale  No Show"),
    (K.APPOINTMENTS, "⟨04/13/2021⟩ 9:00 AM  PT  Vale  Cancelled by patient"),
    (K.NOTE, "Cancelled appointment ⟨04/13/2021⟩"),
    (K.NOTE, "The patient failed to appear for her visit of ⟨April 13, 2021⟩."),
)
WORK_STATUS = (
    (K.WORK_STATUS, "Off work: ⟨04/06/2021⟩ thru 04/20/2021"),
    (K.WORK_STATUS, "Off work: 04/06/2021 thru ⟨04/20/2021⟩"),
    (K.WORK_STATUS, "May RTW on ⟨4/20/21⟩ light duty"),
    (K.WORK_STATUS, "Patient is to remain out of work until ⟨04/20/2021⟩"),
    (K.NOTE, "She is released to full duty effective ⟨April 20, 2021⟩."),
    (K.INTAKE, "Date last worked ⟨02/27/2021⟩"),
    (K.WAGE, "was absent from work from ⟨03/02/2021⟩ through 04/20/2021"),
    (K.WORK_STATUS, "No lifting over 10 lbs from ⟨04/06/2021⟩ to 04/20/2021"),
)
PRESCRIBED = (
    (K.PHARMACY, "Date Written: ⟨04/06/2021⟩  Filled: 04/07/2021"),
    (K.PHARMACY, "Rx Date    Fill Date   Drug     Qty\n⟨04/06/21⟩   04/07/21    Naproxen   30"),
    (K.NOTE, "Rx: Naproxen 500 mg #30, prescribed ⟨04/06/2021⟩"),
    (K.PHARMACY, "Written on ⟨04/06/2021⟩ by J. Poe"),
)
FILLED = (
    (K.PHARMACY, "Date Written: 04/06/2021  Filled: ⟨04/07/2021⟩"),
    (K.PHARMACY, "Date Filled ⟨04/07/2021⟩  RX 6012447"),
    (K.PHARMACY, "⟨04/07/2021⟩  6012447  Naproxen 500 mg  30  12.40"),
    (K.PHARMACY, "Dispensed on: ⟨4/7/21⟩"),
    (K.PHARMACY, "Last fill date ⟨04/07/2021⟩"),
)
TESTIMONY = (
    (K.DEPOSITION, "DEPOSITION OF ANN ROE\nTaken on ⟨May 6, 2022⟩"),
    (K.DEPOSITION, "The deposition was taken before me on the ⟨6th day of May, 2022⟩"),
    (K.DEPOSITION, "DATE TAKEN: ⟨05/06/2022⟩"),
    (K.DEPOSITION, "DATE: Friday, ⟨May 6, 2022⟩\nTIME: 10:00 a.m."),
    (K.INSURER_LETTER, "Her deposition was taken on ⟨05/06/2022⟩."),
)
CERTIFICATION = (
    (K.CERTIFICATION, "SWORN TO AND SUBSCRIBED before me this ⟨6th day of May 2022⟩"),
    (K.CERTIFICATION, "Notary Public, My Comm. Exp. ⟨05/06/2024⟩"),
    (K.CERTIFICATION, "Executed this ⟨6 May 2022⟩ at Port Ellery"),
    (K.CERTIFICATION, "Date of certification: ⟨05/06/2022⟩"),
    (K.CERTIFICATION, "I declare under penalty of perjury that the above is true. ⟨05/06/2022⟩"),
)
POLICY = (
    (K.INSURER_LETTER, "Policy Period: ⟨01/01/2021⟩ to 07/01/2021"),
    (K.INSURER_LETTER, "Policy Period: 01/01/2021 to ⟨07/01/2021⟩"),
    (K.INSURER_LETTER, "Policy effective dates ⟨01/01/2021⟩ - 07/01/2021"),
    (K.NOTE, "Insurance: Harborline  Eff. date: ⟨01/01/2021⟩  Term date: 12/31/2021"),
    (K.NOTE, "Insurance: Harborline  Eff. date: 01/01/2021  Term date: ⟨12/31/2021⟩"),
    (K.POLICE, "Ins. Co. Harborline  Policy exp. date ⟨07/01/2021⟩"),
)
OTHERS = (
    (R.LETTER, K.INSURER_LETTER, "⟨May 2, 2021⟩\nRoe Law\nDear Counsel:"),
    (R.LETTER, K.INSURER_LETTER, "Thank you for your letter dated ⟨April 28, 2021⟩."),
    (R.AMENDED, K.NOTE, "ADDENDUM BY J. POE, MD ⟨04/10/2021⟩: side corrected"),
    (R.AMENDED, K.NOTE, "Late entry ⟨4/10/21⟩"),
    (R.REQUEST, K.REQUEST, "for dates of service ⟨03/01/2021⟩ to the present"),
    (R.REQUEST, K.REQUEST, "Please forward all records from ⟨03/01/2021⟩ through 05/02/2021"),
    (R.PHONE_CALL, K.PHONE, "⟨04/12/2021⟩ 2:24 pm - LVM re results"),
    (R.PHONE_CALL, K.NOTE, "Phone call with patient on ⟨04/12/2021⟩"),
)

LINES: tuple[tuple[DateRole, PageKind, str], ...] = (
    *(
        (role, kind, text)
        for role, group in (
            (R.SERVICE, SERVICE),
            (R.ADMISSION, ADMISSION),
            (R.DISCHARGE, DISCHARGE),
            (R.COLLECTED, COLLECTED),
            (R.RECEIVED, RECEIVED),
            (R.REPORTED, REPORTED),
            (R.READ, READ),
            (R.DICTATED, DICTATED),
            (R.TRANSCRIBED, TRANSCRIBED),
            (R.SIGNED, SIGNED),
            (R.PRINTED, PRINTED),
            (R.FAXED, FAXED),
            (R.STATEMENT, STATEMENT),
            (R.POSTED, POSTED),
            (R.PAYMENT, PAYMENT),
            (R.BILLED_SERVICE, BILLED),
            (R.FORM, FORM),
            (R.BIRTH, BIRTH),
            (R.INCIDENT, INCIDENT_LINES),
            (R.HISTORY, HISTORY),
            (R.REFERENCE, REFERENCE),
            (R.APPOINTMENT, APPOINTMENT),
            (R.MISSED, MISSED),
            (R.WORK_STATUS, WORK_STATUS),
            (R.PRESCRIBED, PRESCRIBED),
            (R.FILLED, FILLED),
            (R.TESTIMONY, TESTIMONY),
            (R.CERTIFICATION, CERTIFICATION),
            (R.POLICY, POLICY),
        )
        for kind, text in group
    ),
    *OTHERS,
)


# A second battery, written after the rules for the first.
MORE: tuple[tuple[DateRole, PageKind, str], ...] = (
    (R.SERVICE, K.NOTE, "Ann Roe (44yo, F) ID# 12 Appt. Date/Time ⟨04/06/2021⟩ 09:45AM"),
    (R.APPOINTMENT, K.NOTE, "Next Appt. Date/Time ⟨04/20/2021⟩ 09:45AM"),
    (R.SERVICE, K.OTHER, "Dear Ms. Vale:\nI saw Mr. Roe in consultation on ⟨April 6, 2021⟩ at your request."),
    (R.SERVICE, K.NOTE, "I saw Mr. Roe in follow-up on ⟨April 6, 2021⟩."),
    (R.REFERENCE, K.NOTE, "I last saw Mr. Roe in follow-up on ⟨January 6, 2021⟩ for the wrist."),
    (R.APPOINTMENT, K.NOTE, "He will be seen in follow-up on ⟨April 20, 2021⟩."),
    (R.SERVICE, K.NOTE, "Dates of Evaluation: ⟨April 6⟩ and 8, 2021"),
    (R.SIGNED, K.NOTE, "Encounter signed-off by Jane Poe, PA-C, ⟨04/08/2021⟩."),
    (R.SERVICE, K.NOTE, "Visit Information\nDate & Time        Provider\n⟨4/6/2021⟩ 9:30 AM   Jane Poe, MD"),
    (R.SERVICE, K.NOTE, "OFFICE VISIT  ⟨04/06/2021⟩   LARKSPUR CLINIC"),
    (R.SERVICE, K.NOTE, "Encounter Date & Time : ⟨06-APR-2021⟩ 09:30"),
    (R.SERVICE, K.NOTE, "DATE OF CONSULTATION:  ⟨04/06/21⟩"),
    (R.SERVICE, K.THERAPY, "Treatment Date ⟨04-06-2021⟩ Visit 6 of 12"),
    (R.SERVICE, K.THERAPY, "Daily Note   Date of Daily Note: ⟨04/06/2021⟩"),
    (R.SERVICE, K.THERAPY, "CHIROPRACTIC DAILY NOTE\nDate    ⟨April 6, 2021⟩"),
    (R.SERVICE, K.IMAGING, "MRI LUMBAR SPINE WITHOUT CONTRAST ⟨04/06/2021⟩\nTECHNIQUE: sagittal"),
    (R.SERVICE, K.IMAGING, "DOS: ⟨4/6/2021⟩  DOB: 2/11/1968  Ref: Poe"),
    (R.SERVICE, K.EMS, "Incident Date ⟨04/06/2021⟩  Unit Notified 11:40"),
    (R.SERVICE, K.OPERATIVE, "PROCEDURE DATE : ⟨Apr 06, 2021⟩  ANESTHESIA: MAC"),
    (R.SERVICE, K.NOTE, "I had the pleasure of seeing your patient in the office on ⟨April 6, 2021⟩."),
    (R.SERVICE, K.NOTE, "Telehealth visit conducted ⟨04/06/2021⟩ via video"),
    (R.SERVICE, K.EXAMINER, "Date of Examination: ⟨April 6, 2021⟩\nClaimant: Ann Roe"),
    (R.ADMISSION, K.HOSPITAL, "ADM DATE: ⟨04/06/21⟩ DIS DATE: 04/09/21"),
    (R.DISCHARGE, K.HOSPITAL, "ADM DATE: 04/06/21 DIS DATE: ⟨04/09/21⟩"),
    (R.ADMISSION, K.DISCHARGE, "Admitted on ⟨April 6, 2021⟩ and discharged on April 9, 2021"),
    (R.COLLECTED, K.LAB, "COLL: ⟨04/06/21⟩ 0810   RECD: 04/06/21 0912"),
    (R.RECEIVED, K.LAB, "COLL: 04/06/21 0810   RECD: ⟨04/06/21⟩ 0912"),
    (R.COLLECTED, K.LAB, "Date/Time Collected  ⟨04/06/2021⟩\n"),
    (R.REPORTED, K.LAB, "Date & Time Reported: ⟨04/08/2021⟩ 1620"),
    (R.READ, K.IMAGING, "Interpreting Physician: Jane Poe, MD   ⟨04/07/2021⟩"),
    (R.READ, K.IMAGING, "Exam Date: 04/06/2021    Date Interpreted: ⟨04/07/2021⟩"),
    (R.DICTATED, K.OPERATIVE, "Dictation Date/Time: ⟨04/06/2021⟩ 1805"),
    (R.TRANSCRIBED, K.OPERATIVE, "Transcription Date/Time: ⟨04/07/2021⟩ 0705"),
    (R.SIGNED, K.NOTE, "Electronically signed by: Jane Poe, MD  Date: ⟨04/08/2021⟩ Time: 09:14"),
    (R.SIGNED, K.NOTE, "Attending: Jane Poe MD. Authenticated and edited by Jane Poe MD on ⟨04/08/2021⟩"),
    (R.SIGNED, K.INTAKE, "Signature: Ann Roe     Date: ⟨4/6/21⟩"),
    (R.SIGNED, K.CONSENT, "X Ann Roe    Date ⟨4/6/21⟩"),
    (R.PRINTED, K.NOTE, "Generated by Larkspur EHR ⟨05/02/2021⟩ 3:07 PM"),
    (R.PRINTED, K.LEDGER, "Report Date/Time printed ⟨05/02/2021⟩"),
    (R.FAXED, K.NOTE, "⟨05/02/2021⟩  14:11   5550100177      LARKSPUR CLINIC     PAGE  03/40\nNote"),
    (R.FAXED, K.NOTE, "Received Fax : ⟨May 02 2021⟩  2:11PM   Fax Station : LARKSPUR  p 3\nNote"),
    (R.STATEMENT, K.LEDGER, "Statement Dt: ⟨05/02/2021⟩"),
    (R.STATEMENT, K.LEDGER, "Bill Date ⟨05/02/21⟩  Due upon receipt"),
    (R.POSTED, K.LEDGER, "Date Posted: ⟨04/09/2021⟩ Batch 12"),
    (R.PAYMENT, K.LEDGER, "Payment - Harborline, check dated ⟨05/20/2021⟩   -110.00"),
    (R.PAYMENT, K.EOB, "Paid Date: ⟨05/20/2021⟩"),
    (R.FORM, K.INTAKE, "Today’s Date: ⟨April 6, 2021⟩"),
    (R.BIRTH, K.NOTE, "DOB:  ⟨02/11/68⟩  Age: 53  Sex: F"),
    (R.BIRTH, K.LAB, "Patient DOB/Age/Gender: ⟨02/11/1968⟩  53 Y  F"),
    (R.INCIDENT, K.NOTE, "Accident Date: ⟨02/27/2021⟩ Type: MVA"),
    (R.INCIDENT, K.NOTE, "Date of Onset/Injury: ⟨02/27/21⟩"),
    (R.INCIDENT, K.NOTE, "The patient was the restrained driver in an MVA on ⟨03/01/2021⟩."),
    (R.HISTORY, K.NOTE, "Status: had a lumbar MRI in ⟨2014⟩ after a fall"),
    (R.HISTORY, K.NOTE, "He broke his wrist in ⟨March 1999⟩."),
    (R.HISTORY, K.NOTE, "PSH: cholecystectomy ⟨2012⟩; tubal ligation"),
    (R.REFERENCE, K.NOTE, "X-rays from ⟨03/02/2021⟩ show no fracture."),
    (R.REFERENCE, K.NOTE, "Since her last visit on ⟨03/20/2021⟩ she reports improvement."),
    (R.APPOINTMENT, K.NOTE, "Next Visit: ⟨04/20/2021⟩ 2:00 PM"),
    (R.APPOINTMENT, K.THERAPY, "Patient scheduled for re-evaluation on ⟨04/20/2021⟩"),
    (R.APPOINTMENT, K.NOTE, "Recheck ⟨4/20/21⟩ or sooner prn"),
    (R.MISSED, K.THERAPY, "⟨04/13/2021⟩ Patient no-showed for today's appointment."),
    (R.MISSED, K.NOTE, "Missed appt ⟨4/13/21⟩"),
    (R.MISSED, K.NOTE, "Appointment on ⟨4/13/21⟩ was cancelled by the patient"),
    (R.WORK_STATUS, K.WORK_STATUS, "Unable to work from ⟨04/06/21⟩ to 04/20/21"),
    (R.WORK_STATUS, K.WORK_STATUS, "Return to work date: ⟨04/20/2021⟩"),
    (R.WORK_STATUS, K.WORK_STATUS, "Restrictions in effect until ⟨04/20/2021⟩"),
    (R.PRESCRIBED, K.PHARMACY, "Rx Written Date: ⟨04/06/2021⟩"),
    (R.FILLED, K.PHARMACY, "Fill Dt: ⟨04/07/2021⟩"),
    (R.TESTIMONY, K.DEPOSITION, "Deposition of Ann Roe, ⟨May 6, 2022⟩"),
    (R.CERTIFICATION, K.CERTIFICATION, "Subscribed and sworn before me this ⟨6th day of May, 2022⟩"),
    (R.CERTIFICATION, K.CERTIFICATION, "Dated: ⟨May 6, 2022⟩"),
    (R.POLICY, K.INSURER_LETTER, "Policy Term: ⟨01/01/2021⟩ - 07/01/2021"),
    (R.POLICY, K.NOTE, "Effective Date: ⟨01/01/2021⟩  Group 4471"),
    (R.LETTER, K.NOTE, "⟨April 6, 2021⟩\nRE: Ann Roe\nDear Dr. Vale:"),
    (R.REQUEST, K.REQUEST, "Dates of treatment requested: ⟨03/01/2021⟩ to present"),
)


def marked(kind: PageKind, text: str, layer: Layer = Layer.NATIVE) -> DateMention | None:
    """What is read of the date between ⟨ and ⟩ on a page of this kind."""
    # Blanks between words collapse on a made page, so the mark's place is found in the page's own text.
    with_marks = page(text).text
    at = with_marks.index("⟨")
    made = page(text.replace("⟨", "").replace("⟩", ""), layer=layer)
    found = dates_of(made, kind, MatterDates(BORN, INCIDENT))
    return next((m for m in found if m.citation.start == at), None)


@pytest.mark.parametrize(("role", "kind", "text"), [*LINES, *MORE])
def test_a_printed_date_gets_its_role(role: DateRole, kind: PageKind, text: str) -> None:
    found = marked(kind, text)
    assert found is not None, "the date is not read at all"
    assert found.role is role, found.rule
    assert found.rule


@pytest.mark.parametrize("text", NO_DATES)
def test_a_number_that_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates_of(page(text), PageKind.NOTE, MatterDates(BORN, INCIDENT)) == ()
