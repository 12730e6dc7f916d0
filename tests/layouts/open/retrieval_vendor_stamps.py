"""Records copied by a retrieval company that stamps its own name and telephone on every page; the clinic's letterhead above."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits on two pages, both stamped."""
    s.use("Helvetica", 9.5)
    _page(s, "05/03/2022", "Low back pain 6/10 since the forklift struck her on 04/28/2022.", "Lumbar strain S39.012A. Ibuprofen.", 1)
    s.page()
    _page(s, "05/17/2022", "Back pain 3/10, back at work.", "Lumbar strain, improving. Recheck as needed.", 2)


def _page(s: Sheet, day: str, hpi: str, plan: str, page: int) -> None:
    s.at(40, 18, "MedFetch Retrieval Services LLC   1-800-555-0142   Order 88120-A", 7)
    s.middle(52, "Sycamore Lane Internists", 15, bold=True)
    s.middle(66, "300 Sycamore Lane, Dalton, GA 30999   Tel 555-014-3300", 8)
    s.at(40, 96, "Patient: Geneva Marlow     DOB: 10/20/1967")
    s.at(400, 96, f"Visit date: {day}")
    y = s.para(40, 122, 530, f"HPI: {hpi}")
    y = s.para(40, y + 6, 530, "Exam: Lumbar flexion 60 degrees. SLR negative.")
    y = s.para(40, y + 6, 530, f"Assessment/Plan: {plan}")
    s.at(40, y + 30, "Delroy Pinnock, M.D.")
    s.at(40, 776, "Copy provided by MedFetch Retrieval Services LLC for Hale & Burke, Attorneys at Law", 7)
    s.right(572, 776, f"MF {page:06d}", 7)
