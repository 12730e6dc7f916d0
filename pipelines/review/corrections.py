"""Corrections carried out: the next revision, in which exactly the corrected rows differ.

Answers: revision n+1 from the sealed rows of n and the decisions on them, already in review. Refuses when
there is nothing to correct, and when any other row would differ.
"""

from __future__ import annotations

from datetime import datetime

from pipelines.drafts import Draft
from pipelines.matter import Matter
from pipelines.review.history import Item


def apply_corrections(matter: Matter, item: Item, actor: str, now: datetime) -> Draft:
    """Make the next revision from the item's corrections and rejections, and put it into review."""
    raise NotImplementedError
