"""Hospital system consult in a banner layout: grey band with system left and patient right, site in the sub-band, author block at the end."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One consult."""
    s.use("Helvetica", 9)
    s.box(36, 30, 540, 34, grey=0.85)
    s.at(42, 46, "Trinity Vale", 16, bold=True)
    s.at(42, 58, "Vale Point Medical Pavilion", 8)
    s.right(570, 44, "ODUM, CLARICE", 10, bold=True)
    s.right(570, 56, "F 48y  DOB 08/30/1974  MRN 20055", 8)
    s.at(42, 84, "Physiatry Consult", 12, bold=True)
    s.label(42, 100, "Visit Date:", "02/15/2023")
    s.label(200, 100, "Requested by:", "Niall Porter, MD")
    s.label(400, 100, "Status:", "Final")
    y = s.para(42, 124, 525, "Reason: Persistent neck and shoulder girdle pain four months after a collision on 10/12/2022.")
    y = s.para(42, y + 6, 525, "Exam: Trigger points in both trapezii. Spurling negative.")
    y = s.para(42, y + 6, 525, "Impression: Myofascial pain M79.18.\nPlan: Trigger point injections, home stretching.")
    s.rule(y + 14)
    s.at(42, y + 28, "Author", 7)
    s.at(42, y + 40, "Ebele Nwachukwu, DO", bold=True)
    s.at(240, y + 28, "Signed", 7)
    s.at(240, y + 40, "02/15/2023 17:41")
    s.at(400, y + 28, "Copied to", 7)
    s.at(400, y + 40, "Niall Porter, MD")
