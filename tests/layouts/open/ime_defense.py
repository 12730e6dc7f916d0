"""Independent medical examination to a defence lawyer: vendor letterhead, record review with many dates, examination, signature on the last page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Three pages, one examination; everything reviewed is somebody else's record."""
    s.use("Times-Roman", 11)
    s.middle(50, "CONCORDANT MEDICAL EVALUATIONS", 15, bold=True)
    s.middle(64, "Independent Examinations  -  Peer Review  -  Nationwide", 9)
    s.middle(76, "Processing Center: PO Box 8200, Dayton, OH 45499", 9)
    y = s.para(72, 108, 470, "September 8, 2023\n\nPhyllida Garrow, Esq.\nMosswell Trent LLP\n1 Court Street, Chillworth, OH 45999\n\nRe:  Examinee:  Desdemona Pickering-Ault\n       Date of birth:  06/16/1974\n       Date of loss:  03/30/2022\n       Your file:  MT-22-1180\n       Date of examination:  August 24, 2023\n       Place of examination:  Chillworth Medical Arts Building, Suite 12\n\nDear Ms. Garrow:")
    y = s.para(72, y + 8, 470, "At your request I performed an independent medical examination of the above on August 24, 2023. Ms. Pickering-Ault understood that no doctor and patient relation was made and that the report would go to you. Her sister was present. The examination took 35 minutes.")
    y = s.para(72, y + 8, 470, "HISTORY", bold=True)
    s.para(72, y, 470, "The examinee states that on March 30, 2022 she slipped on a wet tile at the entry of a Fairgrove Market and landed on the right hip and hand. She had back pain treated by a chiropractor in 2016. She works as a court clerk and lost eleven days.")
    s.middle(760, "1", 9)
    s.page()
    s.at(72, 46, "Desdemona Pickering-Ault", 9)
    s.right(540, 46, "September 8, 2023", 9)
    y = s.para(72, 74, 470, "RECORDS REVIEWED", bold=True)
    y = s.table(72, y + 4, [80, 390], [
        ["03/30/2022", "Chillworth Memorial, emergency record. X-ray right hip and wrist without fracture."],
        ["04/06/2022", "Ashgrove Family Physicians, Dr. Tennant. Contusion, naproxen."],
        ["05/02/2022", "MRI right hip: small anterior labral tear."],
        ["05/10/2022 to 07/29/2022", "Motionworks, 19 visits of physical therapy."],
        ["09/13/2022", "Dr. Imelda Strozzi: injection of the right hip."],
        ["02/21/2023", "Deposition of the examinee, 88 pages."],
    ], 10, head=False)
    y = s.para(72, y + 12, 470, "PHYSICAL EXAMINATION", bold=True)
    s.para(72, y, 470, "Height 64 inches, weight 158 pounds. She walks without a limp. Right hip: flexion 115, internal rotation 25 against 30 on the left. The impingement test is negative. The wrist moves fully. Grip by dynamometer 52, 54, 50 on the right and 50, 51, 50 on the left. There is giving way without a pattern on strength testing of the hip.")
    s.middle(760, "2", 9)
    s.page()
    s.at(72, 46, "Desdemona Pickering-Ault", 9)
    s.right(540, 46, "September 8, 2023", 9)
    y = s.para(72, 74, 470, "OPINION", bold=True)
    y = s.para(72, y, 470, "Within a reasonable degree of medical probability the fall of March 30, 2022 caused a contusion of the right hip and a sprain of the wrist, both resolved by August 1, 2022. The labral finding is degenerative. No further treatment is needed. She may work without limits.")
    y = s.para(72, y + 8, 470, "I reserve the right to amend these opinions if more records come.")
    s.para(72, y + 20, 470, "Respectfully,\n\n\n\nThornton W. Ellsberg, M.D., F.A.A.O.S.\nBoard Certified, Orthopaedic Surgery\n\nSigned under penalty of perjury on September 9, 2023")
    s.middle(760, "3", 9)
