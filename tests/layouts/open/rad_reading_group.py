"""MRI report: site of the scan in the banner, reading group in the footer, ordering doctor in a To block; two studies of one day and one later film."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Three reports on two pages; comparison studies carry their own dates."""
    s.use("Helvetica", 9.5)
    _head(s, "Jan 22, 2020", "Jan 24, 2020", "MRI LUMBAR SPINE WITHOUT CONTRAST")
    y = s.para(48, 206, 510, "HISTORY: Low back pain, right leg. Struck by a forklift 12/05/2019.\n\nCOMPARISON: Lumbar radiographs 12/06/2019 (outside). MRI 2014, not available.\n\nTECHNIQUE: Sagittal T1, T2, STIR and axial T2 on a 1.5T magnet.\n\nFINDINGS: Five lumbar type vertebrae. L4-L5: right paracentral protrusion of 5 mm that meets the right L5 root. L5-S1: broad bulge with a fissure of the annulus. The conus ends at L1. No fracture or edema of marrow.\n\nIMPRESSION:\n1.  Right paracentral disc protrusion L4-L5 with contact to the L5 root.\n2.  Annular fissure L5-S1.")
    s.para(48, y + 14, 510, "Interpreted by:  Anselm Rutkowski, M.D., Board Certified Radiologist, Fellow of the A.C.R.\nElectronically signed 01/24/2020 06:12 AM")
    _foot(s, 1)
    s.page()
    _head(s, "Feb 19, 2020", "Feb 19, 2020", "X-RAY LUMBAR SPINE, FLEXION AND EXTENSION")
    y = s.para(48, 206, 510, "HISTORY: Follow up of disc protrusion.\n\nCOMPARISON: MRI lumbar spine 01/22/2020.\n\nFINDINGS: No slip in neutral. In flexion L4 moves 2 mm on L5, in extension it returns. Disc heights kept. No fracture.\n\nIMPRESSION:  Slight movement at L4-L5, below the threshold of instability.")
    s.para(48, y + 14, 510, "Interpreted by:  Yevgenia Braslow, D.O.\nElectronically signed 02/19/2020 04:48 PM")
    _foot(s, 2)


def _head(s: Sheet, exam: str, told: str, study: str) -> None:
    s.middle(46, "OPEN HORIZON IMAGING OF PALMETTO BEACH, LLC", 13, bold=True)
    s.middle(60, "330 Tidewater Causeway  -  Palmetto Beach, SC 29999  -  (843) 555-0108  -  ACR accredited", 8)
    s.rule(68, 48, 564)
    s.at(48, 86, "TO:")
    s.para(80, 86, 220, "Roland Fitzhugh-Mbeki, DO\nLowcountry Occupational Medicine\n12 Ferry Rd, Palmetto Beach SC 29999\nFax 843-555-0190")
    s.label(330, 86, "PATIENT:", "NAKAMURA-PRICE, DELIA")
    s.label(330, 99, "DOB:", "03/27/1985     SEX: F")
    s.label(330, 112, "MRN:", "OHI-55120")
    s.label(330, 125, "EXAM DATE:", exam)
    s.label(330, 138, "REPORT DATE:", told)
    s.rule(160, 48, 564)
    s.at(48, 182, "EXAM:  " + study, 11, bold=True)


def _foot(s: Sheet, page: int) -> None:
    s.rule(728, 48, 564)
    s.middle(740, "Professional interpretation by CAROLINA COASTAL RADIOLOGISTS, P.A.  -  PO Box 1190, Charleston, SC 29402", 7.5)
    s.middle(752, "Thank you for the courtesy of this referral.  CC: Tamsin Orford, Esq., Orford & Laney      Page " + str(page) + " of 2", 7.5)
