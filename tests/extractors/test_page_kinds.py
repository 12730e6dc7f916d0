"""Page kinds in the words that papers of many offices carry, and the numbers that make a print run."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document_facts import ClientFacts, read_facts
from extractors.facts import PageKind
from extractors.page_kinds import classify, page_of
from extractors.pages import Document, Layer, Page, Source
from tests.made_pages import digest, page, read, visit

K = PageKind

PAGES: tuple[tuple[PageKind, str], ...] = (
    (
        K.NOTE,
        "Larkspur Spine\nPATIENT: Ann Roe\nDOS: 04/06/2021\nCC: LBP\n"
        "HPI: Worse since crash.\nPE: tender.\nA/P: strain.",
    ),
    (K.NOTE, "Follow Up Visit\nSubjective: pain 4/10\nObjective: ROM full\nAssessment: improved\nPlan: PRN"),
    (
        K.NOTE,
        "ORTHOPAEDIC SURGERY CONSULTATION\nHistory: knee pain\nExam: effusion\nImpression: meniscal tear",
    ),
    (
        K.NOTE,
        "NEUROLOGY FOLLOW UP\nINTERVAL HISTORY: headaches\nEXAMINATION: CN intact\n"
        "ASSESSMENT AND PLAN: migraine",
    ),
    (
        K.NOTE,
        "April 6, 2021\nDear Dr. Vale:\n"
        "Thank you for referring Ms. Roe. History of present illness: neck pain."
        "\nPhysical examination: spasm.\nImpression: strain.\nSincerely,\nJane Poe, MD",
    ),
    (
        K.NOTE,
        "PSYCHOLOGICAL EVALUATION\nPRESENTING PROBLEM: anxiety while driving\nMENTAL STATUS EXAM: alert",
    ),
    (
        K.EMERGENCY,
        "LARKSPUR REGIONAL - EMERGENCY DEPT\nTRIAGE 1922 ACUITY 3\nCHIEF COMPLAINT: MVC\nMODE OF ARRIVAL: EMS"
        "\nMEDICAL DECISION MAKING: CT neg\nDISPOSITION: discharged home",
    ),
    (K.EMERGENCY, "ED Physician Note\nArrival: ambulance\nHPI: rear-ended\nED Course: toradol given"),
    (
        K.EMS,
        "PORT ELLERY FIRE RESCUE\nPATIENT CARE REPORT\n"
        "Unit: M4  Dispatch 17:25 On Scene 17:31\nC-collar applied",
    ),
    (
        K.EMS,
        "Run Number 4471\nDISPATCHED AS: MVA\n"
        "EN ROUTE 17:26 AT SCENE 17:31 TRANSPORT TO Larkspur\nCREW: Poe, EMT-P",
    ),
    (
        K.IMAGING,
        "X-RAY CERVICAL SPINE, 5 VIEWS\nINDICATION: MVA\nFINDINGS: Straightening.\nIMPRESSION: Spasm.",
    ),
    (
        K.IMAGING,
        "BAY IMAGING\nExam: MR LUMBAR SPINE W/O\nTechnique: T1, T2\nComparison: none\nFindings: bulge L4-5"
        "\nImpression: 1. Bulge.",
    ),
    (K.IMAGING, "CT HEAD WITHOUT CONTRAST\nCLINICAL HISTORY: fall\nTECHNIQUE: axial\nIMPRESSION: no bleed"),
    (
        K.OPERATIVE,
        "REPORT OF OPERATION\nPREOPERATIVE DIAGNOSIS: HNP\nPOSTOPERATIVE DIAGNOSIS: same\nSURGEON: Poe"
        "\nANESTHESIA: general\nCOMPLICATIONS: none",
    ),
    (
        K.OPERATIVE,
        "PROCEDURE NOTE: LUMBAR EPIDURAL STEROID INJECTION\nUnder fluoroscopy, sterile prep. Tolerated the"
        " procedure well.",
    ),
    (
        K.OPERATIVE,
        "Electrodiagnostic Study\nNCV & EMG REPORT\nNerve conduction of both arms\nSummary: normal",
    ),
    (
        K.LAB,
        "BAYLAB DIAGNOSTICS\nSpecimen: blood  Collected 04/06/21 Received 04/06/21\n"
        "TEST RESULT REF RANGE FLAG\nWBC 7.1",
    ),
    (
        K.LAB,
        "COMPREHENSIVE METABOLIC PANEL\nGLUCOSE 98 mg/dL 70-99\nCREATININE 0.8 mg/dL\nReference Interval",
    ),
    (K.LAB, "URINE DRUG SCREEN\nOpiates Negative\nCutoff 300 ng/mL\nSpecimen ID 4471"),
    (K.FLOW_SHEET, "VITAL SIGNS FLOW SHEET\nTIME TEMP PULSE RESP BP SPO2\n0800 98.6 72 16 120/80 99"),
    (K.FLOW_SHEET, "NURSING ASSESSMENT FLOWSHEET\nShift: Day  RN: Poe\nBraden Scale 20  Morse Fall 35"),
    (K.FLOW_SHEET, "INTAKE & OUTPUT RECORD\nShift totals  Urine output 400  IV 1000\n24 hour totals"),
    (
        K.ORDERS,
        "PHYSICIAN'S ORDERS\nDate/Time Order Priority\n04/06 CT c-spine STAT ordered by Poe\nAcknowledged RN",
    ),
    (K.ORDERS, "DOCTOR'S ORDER SHEET\nMorphine 2 mg IV q4h prn\nNPO\nTelephone order read back"),
    (
        K.ORDERS,
        "REFERRAL FOR PHYSICAL THERAPY\nEvaluate and treat 3x/week x 4 weeks\nDx: M54.2\nPhysician signature",
    ),
    (
        K.MEDICATION_LIST,
        "MEDICATION ADMINISTRATION RECORD\nDRUG DOSE ROUTE FREQ 0800 1200\nKetorolac 30 mg IV given RN",
    ),
    (K.MEDICATION_LIST, "eMAR Summary\nScheduled Medications\nMedication Dose Route Admin Time Given By"),
    (
        K.THERAPY,
        "LARKSPUR PT\nDaily Treatment Note\nS: sore\nO: therex 3x10, manual therapy\n"
        "A: tolerated well\nP: cont HEP",
    ),
    (
        K.THERAPY,
        "Chiropractic Progress Note\nSubluxation C5, adjusted. E-stim 15 min. Hypertonicity bilaterally.",
    ),
    (K.THERAPY, "OCCUPATIONAL THERAPY EVALUATION\nGoals: grip strength\nPlan of care 2x/wk"),
    (K.HOSPITAL, "INPATIENT PROGRESS NOTE\nHospital Day: 2\nOvernight events: none\nAttending: Poe"),
    (
        K.HOSPITAL,
        "HISTORY AND PHYSICAL\nDate of admission 04/06/2021\n"
        "Admitted to trauma service, bed 412\nHospitalist: Poe",
    ),
    (K.DISCHARGE, "DISCHARGE SUMMARY\nAdmit date 4/6/21 Discharge date 4/9/21\nHospital course: stable"),
    (K.DISCHARGE, "DISCHARGE INSTRUCTIONS\nFollow up with your doctor. Discharge medications: naproxen"),
    (
        K.EXAMINER,
        "INDEPENDENT MEDICAL EVALUATION\nClaimant: Ann Roe\nRecords reviewed: 40 pages\nNo doctor-patient"
        " relationship was formed\nWithin a reasonable degree of medical certainty",
    ),
    (
        K.WORK_STATUS,
        "RETURN TO WORK / SCHOOL\nPlease excuse Ann Roe from work 4/6/21 - 4/9/21\nRestrictions: none",
    ),
    (K.WORK_STATUS, "OFF WORK NOTE\nAnn Roe is unable to work from 4/6 until next visit. J. Poe DC"),
    (
        K.INTAKE,
        "NEW PATIENT REGISTRATION FORM\nName ___ Marital status ___ Employer ___\n"
        "Emergency contact ___\nReferred by",
    ),
    (
        K.INTAKE,
        "Auto Accident Questionnaire\nWere you the driver? Y N\n"
        "Describe how the accident happened:\nRate your pain",
    ),
    (
        K.INTAKE,
        "HEALTH HISTORY QUESTIONNAIRE\nPlease check all that apply\n"
        "Allergies  Surgeries  Current medications",
    ),
    (K.PHONE, "TELEPHONE ENCOUNTER\nCaller: patient\nMessage: needs refill\nSpoke with pharmacy"),
    (
        K.APPOINTMENTS,
        "Patient Appointment History\nDate Time Provider Status\n04/06/21 9:00 Poe Arrived\n04/13/21 No Show",
    ),
    (K.PHARMACY, "Patient Prescription History\nRx# Drug Qty Days Supply Prescriber Fill Date Copay"),
    (
        K.LEDGER,
        "PATIENT ACCOUNT LEDGER\nDate Description Charges Payments Balance\n04/06/21 99213 185.00 185.00",
    ),
    (K.LEDGER, "Larkspur Spine\nINVOICE\n04/06/21 97110 Therapeutic exercise 65.00\nBalance due $65.00"),
    (
        K.CMS1500,
        "HEALTH INSURANCE CLAIM FORM\n1. MEDICARE MEDICAID\n24. A. DATES OF SERVICE B. PLACE OF SERVICE",
    ),
    (
        K.UB04,
        "UB-04 CMS-1450\nREV. CD. DESCRIPTION HCPCS SERV. DATE SERV. UNITS TOTAL CHARGES\nTYPE OF BILL 0131",
    ),
    (K.EOB, "EXPLANATION OF BENEFITS\nProvider billed Plan allowed Deductible You owe\nTHIS IS NOT A BILL"),
    (K.FAX_COVER, "FACSIMILE COVER SHEET\nTO: Roe Law\nFAX: 555-010-0188\nPAGES: 40\nConfidential"),
    (
        K.REQUEST,
        "REQUEST FOR MEDICAL RECORDS\nRe: our client Ann Roe\n"
        "Please provide a complete copy of all records\nEnclosed"
        " authorization",
    ),
    (
        K.CERTIFICATION,
        "AFFIDAVIT OF RECORDS CUSTODIAN\nBefore me, the undersigned notary, kept in the regular course of"
        " business\nNotary Public",
    ),
    (
        K.CERTIFICATION,
        "CERTIFICATION OF BUSINESS RECORDS\nI am the custodian of records and certify these are true and"
        " correct copies",
    ),
    (
        K.INSURER_LETTER,
        "HARBORLINE CASUALTY\n"
        "Re: Claim Number 4471 Our Insured: Poe Date of Loss 3/1/21\nWe acknowledge receipt"
        " of your letter.\nSincerely,\nClaims Adjuster",
    ),
    (
        K.INSURER_LETTER,
        "Dear Counsel: Our policyholder's policy limits are $50,000. We are unable to make a settlement offer"
        "\nClaims Representative",
    ),
    (
        K.WAGE,
        "WAGE AND SALARY VERIFICATION\nEmployee: Ann Roe  Rate of pay $27.50/hr\nDates missed from work",
    ),
    (
        K.POLICE,
        "STATE TRAFFIC CRASH REPORT\nUnit 1 Driver: Roe  Vehicle: 2016 sedan\n"
        "Investigating Officer Poe Badge 12\nNarrative",
    ),
    (
        K.POLICE,
        "DRIVER EXCHANGE\nREPORTING OFFICER: Poe\nVEHICLE 1 PLATE ABC123 VEHICLE 2 PLATE XYZ\nWEATHER clear",
    ),
    (
        K.DEPOSITION,
        "1 Q. State your name.\n2 A. Ann Roe.\n3 Q. Where do you live?\n"
        "4 A. Port Ellery.\n5 Q. Were you hurt?\n6 A. Yes.",
    ),
    (
        K.DEPOSITION,
        "VIDEOCONFERENCE DEPOSITION OF JANE POE, MD\nAPPEARANCES:\nFor the Plaintiff\nCourt Reporter",
    ),
    (K.CONSENT, "ASSIGNMENT OF BENEFITS\nI hereby assign all benefits to Larkspur\nPatient signature ____"),
    (K.CONSENT, "NOTICE OF PRIVACY PRACTICES ACKNOWLEDGEMENT\nI have received a copy. Signature ____"),
    (K.DIAGRAM, "PAIN DRAWING\nMark the areas on the body\nFRONT BACK"),
    (K.BLANK, "Page 3 of 9\nLRK000123"),
    (K.BLANK, "This page intentionally left blank"),
    (K.OTHER, "Directions to our office: take the coast road south and turn left at the old mill."),
)


@pytest.mark.parametrize(("kind", "text"), PAGES)
def test_a_page_is_of_the_kind_its_words_say(kind: PageKind, text: str) -> None:
    verdict = classify(page(text))
    assert verdict.kind is kind, (verdict.kind, verdict.rule)
    assert verdict.rule


@pytest.mark.parametrize("text", [t for k, t in PAGES if k not in (K.BLANK, K.OTHER)])
def test_capitals_change_no_kind(text: str) -> None:
    assert classify(page(text.upper())).kind is classify(page(text)).kind


def test_a_page_without_words_is_blank_when_read_and_unreadable_when_not() -> None:
    assert classify(Page(digest("a"), 1, 612, 792, " \n ", (), Layer.NATIVE)).kind is PageKind.BLANK
    assert classify(Page(digest("a"), 1, 612, 792, "", (), Layer.NONE)).kind is PageKind.UNREADABLE
    assert (
        classify(Page(digest("a"), 1, 612, 792, "", (), Layer.NONE, None, ("blank",))).kind is PageKind.BLANK
    )


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Page 2 of 9", (2, 9)),
        ("PAGE: 2 OF 9", (2, 9)),
        ("Pg. 2/9", (2, 9)),
        ("p. 2 of 9", (2, 9)),
        ("Page 2 / 9", (2, 9)),
        ("05/02/2021 14:11 FAX P. 3/40\nNote\nPage 2 of 9", (2, 9)),
        ("Page 9 of 2", None),
        ("Page 0 of 3", None),
        ("Page 2", None),
        ("2/9 strength", None),
    ],
)
def test_the_record_numbers_its_own_pages(text: str, run: tuple[int, int] | None) -> None:
    assert page_of(text) == run


def test_a_run_of_pages_is_one_note_and_a_new_run_another() -> None:
    first = visit("04/06/2021", footer="Page 1 of 2")
    more = (
        "Larkspur Family Medicine\nROS: negative.\nPLAN: therapy.\n"
        "Electronically signed by O. Brightwater, MD\nPage 2 of 2"
    )
    facts = read(first, more, visit("04/13/2021", footer="Page 1 of 1"))
    assert [(e.date.iso, e.pages) for e in facts.encounters] == [("2021-04-06", (1, 2)), ("2021-04-13", (3,))]


def test_many_notes_stand_on_one_page() -> None:
    entry = (
        "DATE: {} Visit #: {}\nSUBJECTIVE: sore.\nTREATMENT: manual therapy.\n"
        "Electronically signed by Ines Vale, PT\n"
    )
    text = "Stride Physical Therapy\nPatient: Rosalind Quimby\n" + "".join(
        entry.format(day, n) for n, day in enumerate(("04/06/2021", "04/08/2021", "04/13/2021"), 1)
    )
    assert [e.date.iso for e in read(text).encounters] == ["2021-04-06", "2021-04-08", "2021-04-13"]


def _pages(*texts: str) -> tuple[PageKind, ...]:
    pages = tuple(Page("f" * 64, i, 612, 792, text) for i, text in enumerate(texts, 1))
    document = Document(Source("f" * 64, ("a.pdf",), "application/pdf", 1), pages)
    facts = read_facts(document, ClientFacts("Mabel Quince", (), date(1968, 2, 2), date(2021, 5, 1)))
    return tuple(p.kind for p in facts.pages)


_HEAD = "Larch House\nMabel Quince   DOB: 02/02/1968\nDate of service: 05/06/2021\n"


@pytest.mark.parametrize(
    ("signer", "kind"),
    [("Ada Roe, PT", PageKind.THERAPY), ("Ada Roe, D.C.", PageKind.THERAPY), ("Ada Roe, PhD", PageKind.NOTE)],
)
def test_a_paper_without_a_title_is_of_the_kind_that_its_signer_writes(signer: str, kind: PageKind) -> None:
    head = _HEAD.replace("Date of service", "Session date")
    assert _pages(f"{head}Walked forty feet and felt well.\nElectronically signed by {signer}") == (kind,)


@pytest.mark.parametrize(
    "line",
    ["P: ice, X-ray wrist.", "02/21/2021 Deposition of the neighbor, 8 pages.", "Phone: 555   Fax: 555"],
)
def test_a_paper_spoken_of_is_not_the_paper(line: str) -> None:
    assert _pages(f"{_HEAD}{line}\nElectronically signed by Ada Roe, MD") == (PageKind.NOTE,)


def test_a_request_that_asks_for_claim_forms_is_a_request() -> None:
    text = (
        "ROE & LANE\nAttorneys at Law\nRe: Our client: Mabel Quince\nTo the custodian:\n"
        "Please send a complete copy of the chart, with billing in UB-04 or CMS-1500 form."
    )
    assert _pages(text) == (PageKind.REQUEST,)


def test_a_title_is_known_before_its_date_and_in_the_plural() -> None:
    assert _pages(f"PATIENT PORTAL MESSAGE 02/26/2021 09:15 PM\n{_HEAD}Reply: please call.") == (
        PageKind.PHONE,
    )
    assert _pages(f"PROGRESS NOTES\n{_HEAD}Walked forty feet and felt well.") == (PageKind.NOTE,)


def test_an_examiner_s_report_goes_on_until_it_is_signed() -> None:
    first = (
        "INDEPENDENT MEDICAL EXAMINATION\nRe: Mabel Quince\nDate of examination: 05/06/2021\n"
        "The examinee knows that there is no physician-patient relationship."
    )
    second = (
        "RECORDS REVIEWED\n04/06/2021 Larch Clinic, contusion.\n04/09/2021 Deposition of the examinee.\n"
        "PHYSICAL EXAMINATION\nNormal.\nRespectfully,\nAda Roe, MD"
    )
    after = "PROGRESS NOTE\nDate of service: 05/09/2021\nChief complaint: neck pain.\nAda Roe, MD"
    assert _pages(first, second, after) == (PageKind.EXAMINER, PageKind.EXAMINER, PageKind.NOTE)
