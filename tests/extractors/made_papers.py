"""Papers of liability in several offices' layouts, as text: reports, transcripts, statements, letters, mail.

Every name, place and word is invented here. The client is `tests.made_pages.WHO`, the incident 1 March 2021.
"""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

CODED_REPORT = "\n".join(
    [
        "STATE OF ORLEANA UNIFORM MOTOR VEHICLE CRASH REPORT          DR-4 (Rev. 6/17)",
        "LOCAL CASE NO.      AGENCY NCIC      CRASH DATE      CRASH TIME      NO. UNITS",
        "21-0030418          FL0550200        03/01/2021      1722            02",
        "COUNTY CODE      ON STREET, ROAD, HIGHWAY          AT/FROM INTERSECTION",
        "55               Harbor Road                       Cannery Street",
        "WEATHER      LIGHT           ROAD SURFACE      TRAFFIC CONTROL",
        "2 Cloudy     1 Daylight         1 Dry         3 Traffic Signal",
        "UNIT 1      DRIVER NAME (LAST, FIRST, MIDDLE)      DATE OF BIRTH      DL STATE",
        "            Stannard, Corwin P                     05/14/1988         FL",
        "UNIT 2      DRIVER NAME (LAST, FIRST, MIDDLE)      DATE OF BIRTH      DL STATE",
        "            Quimby, Rosalind                       09/21/1967         FL",
        "CONTRIBUTING CIRCUMSTANCES",
        "Unit 1: 07 Disregarded traffic signal",
        "CITATION NO. 8812-AC          VIOLATION          316.075(1)(c) Red signal",
        "NARRATIVE",
        "Unit 1 was traveling west on Harbor Road at approximately 40 mph. Unit 2 was traveling north on",
        "Cannery Street on a green signal. Unit 1 ran the red light and struck the left side of Unit 2. The",
        "driver of Unit 1 stated that his light was yellow. Scene photographs were taken. See attached witness",
        "statement of M. Odell.",
        "INVESTIGATING OFFICER      Ofc. T. Brandvold #2217          DATE OF REPORT 03/02/2021",
        "Page 1 of 2",
    ]
)
CODED_REPORT_2 = "\n".join(
    [
        "STATE OF ORLEANA UNIFORM MOTOR VEHICLE CRASH REPORT",
        "LOCAL CASE NO. 21-0030418",
        "DIAGRAM (NOT TO SCALE)",
        "N",
        "U1     U2",
        "Gouge mark in the northbound lane 14 feet south of the curb line.",
        "Page 2 of 2",
    ]
)
COLON_REPORT = "\n".join(
    [
        "PORT ELLERY POLICE DEPARTMENT",
        "COLLISION REPORT",
        "Report Number: PE21-1193     Date of Collision: March 1, 2021     Time of Collision: 5:22 PM",
        "Collision Occurred On: Harbor Road     At Intersection With: Cannery Street",
        "Party 1 Driver: Corwin Stannard     Sex: M     Age: 32",
        "Party 2 Driver: Rosalind Quimby     Sex: F     Age: 53",
        "Witness: Mabel Odell     Phone: (555) 555-0144",
        "Primary Collision Factor: Signal violation by Party 1",
        "STATEMENT OF DRIVER 1",
        "Stannard said the light was yellow when he entered and that he was going about 30 miles per hour.",
        "STATEMENT OF DRIVER 2",
        "Quimby said her light was green and she never saw the other car.",
        "OFFICER'S NARRATIVE: I arrived at 1731 hours and found both vehicles in the intersection with",
        "heavy damage. Both drivers remained at the scene and were alert when I spoke with them there.",
        "Reporting Officer: Sgt. Lena Ruark     Badge: 114     Approved: 03/04/2021",
    ]
)
NARRATIVE_FIRST_REPORT = "\n".join(
    [
        "COUNTY OF MERIDEW SHERIFF - TRAFFIC ACCIDENT REPORT",
        "Case # 2021-00418",
        "Date/Time of Accident: 03-01-2021 17:22 hrs",
        "Location of Accident: 1400 block of Harbor Road",
        "Investigator: Dep. Ansel Voight",
        "SYNOPSIS",
        "On March 1, 2021 at about 1722 hours I was dispatched to a two vehicle accident with injuries. The",
        "driver of Vehicle 1, Corwin Stannard, was looking at his phone and struck the rear of Vehicle 2.",
        "Vehicle 2 was stopped for the light. Mr. Stannard was issued a citation for careless driving.",
        "Body worn camera footage was recorded.",
        "Dep. A. Voight #88     03-01-2021",
    ]
)
INCIDENT_REPORT = "\n".join(
    [
        "HALCYON MARKETS - CUSTOMER INCIDENT REPORT",
        "Store number: 41     Date of incident: 03/01/2021     Time of incident: 2:15 pm",
        "Customer name: Rosalind Quimby     Phone: (555) 555-0123",
        "Exact location of incident: Aisle 9, in front of the dairy case",
        "Type of flooring: tile     Condition of floor: dry     Footwear worn: sandals",
        "Warning signs posted: No",
        "Describe what happened:",
        "Customer says she slipped on water near the dairy case and landed on her left hip. I looked at the",
        "floor right after and the floor was clean and dry. There was no wet floor sign in the aisle.",
        "Customer statement:",
        "I was walking past the milk and my foot slid. The floor was wet and I did not see any signs.",
        "Witness name: Piers Lockett     Manager on duty: Dana Whitlow",
        "Report completed by: Dana Whitlow     Date: 03/02/2021",
    ]
)


def numbered(page: int, *lines: str, foot: bool = False) -> str:
    """A transcript page of 25 numbered lines, its page number at the head or the foot."""
    body = [f"{n} {line}".rstrip() for n, line in enumerate([*lines, *[""] * (25 - len(lines))], 1)]
    return "\n".join([*body, f"Page {page}"] if foot else [str(page), *body])


DEPOSITION = (
    numbered(
        1,
        "IN THE CIRCUIT COURT FOR MERIDEW COUNTY",
        "ROSALIND QUIMBY, Plaintiff,",
        "v.     Case No. 22-CA-771",
        "CORWIN STANNARD, Defendant.",
        "",
        "DEPOSITION OF CORWIN STANNARD",
        "Taken on October 4, 2022, at 10:05 a.m.",
        "Before Iris Holm, Court Reporter",
    ),
    numbered(
        2,
        "CORWIN STANNARD, having been first duly sworn, testified:",
        "DIRECT EXAMINATION",
        "BY MS. HALLORAN:",
        "Q. Please state your name for the record.",
        "A. Corwin Stannard.",
        "Q. Where do you work?",
        "A. At the cannery.",
        "Q. What color was your light when you entered the",
        "intersection?",
        "A. It was yellow.",
        "Q. How fast were you going?",
        "A. Thirty, maybe. I was going 30 miles per hour.",
        "MR. PELL: Object to form.",
        "Q. Do you have hobbies?",
        "A. Fishing.",
        "Q. Did you speak with the police officer at the",
        "scene?",
        "A. I did. He gave me a ticket.",
        "Q. When did you get the brakes repaired?",
        "A. I had the brakes repaired on February 11, 2021.",
        "Q. Did anyone else see the crash?",
        "A. There was a woman on the corner. I do not know",
    ),
    numbered(3, "her name.", "Q. Have you been deposed before?", "A. No."),
)
FOOT_DEPOSITION = (
    numbered(
        41,
        "Q     And you were in the right lane?",
        "A     I was in the left lane the whole time.",
        "Q     Which car hit which?",
        "A     The pickup hit the side of Ms. Quimby's car.",
        "BY MR. PELL:",
        "Q     What did you have for lunch that day?",
        "A     I do not recall.",
        foot=True,
    ),
)
CONDENSED_DEPOSITION = "\n".join(
    [
        "CORWIN STANNARD - 10/04/2022",
        "Page 10",
        *(
            f"{n} {line}".rstrip()
            for n, line in enumerate(
                ["Q. Was your phone in the truck?", "A. It was in my pocket.", *[""] * 23], 1
            )
        ),
        "Page 11",
        *(
            f"{n} {line}".rstrip()
            for n, line in enumerate(
                ["Q. Did you hit the brakes?", "A. Yes.", "Q. Any hobbies?", "A. No.", *[""] * 21], 1
            )
        ),
    ]
)
RECORDED_STATEMENT = "\n".join(
    [
        "TRANSCRIPT OF RECORDED STATEMENT",
        "Recorded statement of Mabel Odell, taken by Gus Farrow on March 9, 2021 at 3:40 p.m. by telephone",
        "Claim number: 77-20118     Date of loss: March 1, 2021",
        "Q: This is Gus Farrow. Am I recording with your permission?",
        "A: Yes.",
        "Q: Where were you standing when the crash happened?",
        "A: On the corner by the bank.",
        "Q: What color was the light for the truck?",
        "A: Mr. Stannard had a red light. It had been red for a few seconds.",
        "Q: What do you do for a living?",
        "A: I teach music.",
    ]
)
WRITTEN_STATEMENT = "\n".join(
    [
        "VOLUNTARY STATEMENT",
        "Name: Piers Lockett     Phone: (555) 555-0177",
        "Date of statement: 03/03/2021     Taken by: Dana Whitlow",
        "On March 1, 2021 at approximately 2:10 p.m. an employee mopped the floor by the dairy case and",
        "walked away. A few minutes later I saw Ms. Quimby slip. There was no wet floor sign anywhere. The",
        "floor was wet and shiny and she landed hard on her left side.",
        "I have read this statement and it is true.",
        "Signature: Piers Lockett",
    ]
)
DENIAL_LETTER = "\n".join(
    [
        "Tidewater Mutual Insurance Company",
        "P.O. Box 88, Port Ellery, FL 33480",
        "April 19, 2021",
        "Via U.S. Mail",
        "Halloran & Stroud, P.A.",
        "9 Court Square",
        "Port Ellery, FL 33480",
        "RE:     Our Insured:     Corwin Stannard",
        "        Your Client:     Rosalind Quimby",
        "        Date of Loss:    March 1, 2021",
        "        Claim Number:    77-20118",
        "Dear Ms. Halloran:",
        "We have completed our investigation of this loss. Based on our investigation, our insured denies liability",
        "for the accident. A witness was interviewed on March 9, 2021 and reported that the light was yellow. Our",
        "appraiser inspected the vehicle. Enclosed are photographs of the damage.",
        "Please direct all further correspondence to my attention.",
        "Sincerely,",
        "Gus Farrow",
        "Senior Claims Representative",
    ]
)
PRESERVATION_LETTER = "\n".join(
    [
        "HALLORAN & STROUD, P.A.",
        "March 12, 2021",
        "Halcyon Markets, Inc.",
        "Attn: Risk Management",
        "Re: Notice of claim and preservation of evidence",
        "Our Client: Rosalind Quimby",
        "Date of Incident: March 1, 2021",
        "Dear Sir or Madam:",
        "This firm represents Rosalind Quimby, who slipped on a wet floor at your store. You are hereby notified to",
        "preserve all video footage, sweep logs and cleaning schedules of that day.",
        "Please send us a copy of your insurance policy.",
        "Very truly yours,",
        "Una Halloran",
    ]
)
EMAIL = "\n".join(
    [
        "From: Gus Farrow <g.farrow@tidewater.example>",
        "To: Una Halloran <una@halloran.example>",
        "Sent: Thursday, June 3, 2021 4:12 PM",
        "Subject: Quimby / Stannard - claim 77-20118",
        "",
        "Una,",
        "We accept liability for this loss. The intersection video was downloaded on May 28, 2021.",
        "Thanks for your patience.",
        "Gus",
    ]
)
RECORDS_REQUEST = "\n".join(
    [
        "HALLORAN & STROUD, P.A.",
        "March 20, 2021",
        "Larkspur Family Medicine",
        "Attn: Custodian of Records",
        "Re: Our Client: Rosalind Quimby",
        "This firm represents the above-named individual. Please provide a complete certified copy of all",
        "medical records and itemized billing. A HIPAA compliant authorization is enclosed.",
        "Very truly yours,",
        "Una Halloran",
    ]
)
CALL_NOTES = "\n".join(
    [
        "Halloran & Stroud - intake call notes",
        "Matter: Quimby, Rosalind     DOB 09/21/1967",
        "Call date: 03/05/2021     taken by: B. Lund, paralegal",
        "Other driver ran the red light, cited. Client was on the phone with her sister.",
    ]
)
PHOTOGRAPHS = "\n".join(
    [
        "SCENE PHOTOGRAPHS",
        "Taken 03/01/2021 at 6:05 PM by Sgt. Ruark",
        "1. Harbor Road facing west",
        "2. Unit 2, left side",
    ]
)
RUN_SHEET = "\n".join(
    [
        "MERIDEW COUNTY EMS",
        "PREHOSPITAL CARE REPORT",
        "Patient: Rosalind Quimby     DOB: 09/21/1967     Run # 21-00871",
        "Date of Service: 03/01/2021",
        "Dispatched: 17:24     En route: 17:25     On scene: 17:33     At destination: 17:58",
        "Incident location: Harbor Road at Cannery Street",
        "Mechanism of injury: MVC, driver, lateral impact",
        "NARRATIVE: Medic 4 dispatched to a two vehicle collision. Found patient walking about the scene. She states",
        "a truck ran the red light and T-boned her car. Restrained driver, airbags deployed.",
        "ASSESSMENT: Neck pain 6/10, no loss of consciousness.",
        "TREATMENT: Cervical collar, transported to Larkspur Regional Hospital.",
    ]
)
MILITARY_TIME_REPORT = "\n".join(
    [
        "State of Orleana Department of Motor Vehicles     POLICE ACCIDENT REPORT     PA-104 (7/11)",
        "Accident Date     Day of Week     Military Time     No. of Vehicles     No. Injured",
        "3/1/2021          Monday          17:22             2                   1",
        "VEHICLE 1 - Driver License ID Number     State of Lic.",
        "     588 201 334     NY",
        "Driver Name - exactly as printed on license     Address",
        "STANNARD, CORWIN P                              88 Mill St",
        "VEHICLE 2 - Driver License ID Number     State of Lic.",
        "     771 118 002     NY",
        "Driver Name - exactly as printed on license     Address",
        "QUIMBY, ROSALIND                                12 Elm St",
        "Road on which accident occurred     Harbor Road",
        "Accident Description/Officer's Notes",
        "OPERATOR OF V1 STATES HE DID NOT SEE V2. OPERATOR OF V2 STATES SHE HAD A GREEN LIGHT AND WAS STRUCK ON",
        "THE DRIVER SIDE. WITNESS M. ODELL STATES V1 RAN THE RED LIGHT.",
        "Officer's Rank and Signature  PO L. RUARK     Badge/ID No. 2291     Date/Time Reviewed 03/03/2021",
    ]
)
AFFIDAVIT = "\n".join(
    [
        "STATE OF FLORIDA",
        "COUNTY OF MERIDEW",
        "AFFIDAVIT OF MABEL ODELL",
        "I, Mabel Odell, being duly sworn, state as follows:",
        "1. I am over eighteen years of age and have personal knowledge of these facts.",
        "2. On or about March 1, 2021, at approximately 5:20 p.m., I was standing at the corner of Harbor Road.",
        "3. I saw a gray pickup run the red light and strike a blue sedan.",
        "Sworn to and subscribed before me this 12th day of April, 2021.",
        "Notary Public     My commission expires: 6/30/2024",
    ]
)
STAMPED_DEPOSITION = "\n".join(
    [
        "37",
        "10:05:22 1 Q. What color was the light?",
        "10:05:25 2 A. It was red when he went through.",
        "10:05:31 3 Q. Do you live near there?",
        "10:05:34 4 A. Two blocks away.",
        "10:05:40 5 Q. And you saw the crash?",
        "10:05:44 6 A. I did.",
        "DEPOSITION OF MABEL ODELL, taken 05/02/2022",
    ]
)
THREAD = "\n".join(
    [
        "From: Una Halloran <una@halloran.example>",
        "Date: Mon, 7 Jun 2021 09:14:02 -0400",
        "To: Gus Farrow <g.farrow@tidewater.example>",
        "Subject: RE: Quimby claim 77-20118",
        "",
        "Gus, please preserve the truck and its event data recorder.",
        "",
        "From: Gus Farrow",
        "Sent: Thursday, June 3, 2021 4:12 PM",
        "To: Una Halloran",
        "Subject: Quimby claim 77-20118",
        "We are still investigating liability.",
    ]
)
RESIDENT_REPORT = "\n".join(
    [
        "WILLOW GROVE CARE CENTER",
        "INCIDENT / ACCIDENT REPORT",
        "Resident: Rosalind Quimby     Room: 12B",
        "Date of Incident: 03/01/2021     Time: 0515     Location: bathroom",
        "Description of incident: CNA found resident on the bathroom floor next to the toilet. Floor was wet from",
        "the shower. Resident stated she slipped. Call light was not within reach.",
        "Immediate action taken: Resident assessed, physician notified at 0540.",
        "Person completing report: Ida Marsh, RN     Date: 03/01/2021",
    ]
)
COMPLAINT = (
    "\n".join(
        [
            "IN THE CIRCUIT COURT OF MERIDEW COUNTY",
            "ROSALIND QUIMBY, Plaintiff,",
            "v.",
            "CORWIN STANNARD, Defendant.",
            "COMPLAINT FOR DAMAGES",
            "1. Plaintiff is a resident of Meridew County.",
            "2. On or about March 1, 2021, Defendant drove a pickup truck on Harbor Road.",
        ]
    ),
    "\n".join(
        [
            "3. Defendant ran a red light at Cannery Street and struck the left side of her car.",
            "4. Plaintiff demands judgment.",
            "Dated: August 9, 2022",
            "Respectfully submitted, Una Halloran",
        ]
    ),
)
ANSWERS = "\n".join(
    [
        "IN THE CIRCUIT COURT OF MERIDEW COUNTY",
        "ROSALIND QUIMBY, Plaintiff, v. CORWIN STANNARD, Defendant.",
        "DEFENDANT'S ANSWERS TO PLAINTIFF'S FIRST SET OF INTERROGATORIES",
        "INTERROGATORY NO. 4: Describe how the accident occurred.",
        "ANSWER: Defendant was traveling west on Harbor Road when his light was green. He could not stop.",
        "INTERROGATORY NO. 5: List your employers of the past ten years.",
        "ANSWER: Port Ellery Cannery.",
        "Dated: October 1, 2022",
    ]
)
