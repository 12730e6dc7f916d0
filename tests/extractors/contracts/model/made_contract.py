"""A made-up contract, small enough to know by heart."""

from __future__ import annotations

AGREEMENT = """DISTRIBUTION AGREEMENT

This Distribution Agreement (the "Agreement") is made as of May 8, 2014 (the "Effective Date") by
and between Brill Tools, Inc. ("Supplier") and Oake Trading Ltd. ("Distributor").

1. Appointment. Supplier hereby appoints Distributor as its exclusive distributor of the Products in
the Territory. During the Term, Distributor shall not sell any product that competes with the
Products.

2. Term. This Agreement shall remain in effect for three (3) years from the Effective Date, and
shall renew for successive one (1) year terms unless either party gives sixty (60) days' written
notice.

3. Audit. Supplier may, upon ten (10) days' notice, inspect and audit the books and records of
Distributor.

4. Liability. IN NO EVENT SHALL EITHER PARTY BE LIABLE FOR INDIRECT OR CONSEQUENTIAL DAMAGES. The
total liability of Supplier shall not exceed the fees paid in the twelve months before the claim.

5. Assignment. Neither party may assign this Agreement without the prior written consent of the
other party.

6. Governing Law. This Agreement shall be governed by and construed in accordance with the laws of
the State of Delaware.
"""
