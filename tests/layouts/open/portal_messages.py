"""Patient portal message thread: From/To/Sent blocks, newest first; messages are no encounters."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page with three messages."""
    s.use("Helvetica", 9)
    s.at(40, 48, "Secure Messages", 15, bold=True)
    s.right(572, 48, "Arden Valley Health Partners", 10)
    s.at(40, 64, "Patient: Matthias Orlov     DOB: 4/4/1987     MRN 77-1183")
    y = 92.0
    for who, to, sent, text in (
        ("Cora Bly, RN", "Matthias Orlov", "3/3/2022 8:14 AM", "Dr. Sato says to stop the naproxen and come in if the swelling goes up. Your next visit is 3/10/2022."),
        ("Matthias Orlov", "Sato Care Team", "3/2/2022 9:51 PM", "My knee is swollen again after therapy yesterday. Can I take the naproxen with the new pill?"),
        ("Matthias Orlov", "Sato Care Team", "2/24/2022 7:05 AM", "Could I have a note for work for the visit on 2/22? My boss is asking."),
    ):
        s.rule(y - 12, 40, 572)
        s.at(40, y, f"From: {who}")
        s.at(220, y, f"To: {to}")
        s.right(572, y, f"Sent: {sent}")
        s.at(40, y + 13, "Subject: RE: Knee", bold=True)
        y = s.para(40, y + 28, 520, text) + 26
    s.at(40, 768, "Printed from portal 6/30/2022", 7)
