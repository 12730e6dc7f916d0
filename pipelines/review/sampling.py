"""Which rows of a submission an attorney must decide on: by what they are, and by a random sample.

Answers: the review plan of a set of rows under a tier. High: every row. Medium: the critical and the flagged
rows, and of the others a sample that is accepted on zero errors. Low: a sample of all. The sample is large
enough that, were five rows in a hundred wrong, one of them would be drawn in 95 cases of 100. It is drawn by
the digests of seed and row id, so that the same seed always draws the same rows, and another draw needs
another seed, which the ledger would show. Refuses: to sample at the high tier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.canonical_json import canonical_bytes
from pipelines.json_shape import each, exact_keys, text
from pipelines.review_rows import ReviewRow
from pipelines.task import Tier

LOW_SAMPLE = 20
_SCHEMA = "pincite-review-plan/1"
_TOLERATED_PERCENT = 5
_RISK_PERCENT = 5


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """What must be decided. ``required`` are row ids that their tier or nature asks for, ``sampled`` those
    that were drawn beside them, both in the order in which they print; no row is in both."""

    tier: Tier
    seed: str
    required: tuple[str, ...]
    sampled: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """The plan as canonical JSON: what is sealed before review, and whose digest the ledger records."""
        return canonical_bytes(
            {
                "schema": _SCHEMA,
                "tier": self.tier.value,
                "seed": self.seed,
                "required": list(self.required),
                "sampled": list(self.sampled),
            }
        )


def plan_from_bytes(data: bytes) -> ReviewPlan:
    """Inverse of `ReviewPlan.as_bytes`; raises ``ValueError`` for anything else."""
    plan = exact_keys(json.loads(data), "plan", ("schema", "tier", "seed", "required", "sampled"))
    if plan["schema"] != _SCHEMA:
        raise ValueError(f"plan.schema: this version reads {_SCHEMA}")
    return ReviewPlan(
        Tier(text(plan["tier"], "plan.tier")),
        text(plan["seed"], "plan.seed"),
        each(plan["required"], "plan.required", text),
        each(plan["sampled"], "plan.sampled", text),
    )


def review_plan(rows: Sequence[ReviewRow], tier: Tier, seed: str, *, every: bool = False) -> ReviewPlan:
    """The plan of these rows.

    Args:
        rows: all rows of the submission, in the order in which they print.
        tier: how much is at stake.
        seed: fixes the sample; it is logged before review starts.
        every: an error was found in a sample of the deliverable, so every row is required from now on.
    """
    ids = tuple(row.id for row in rows)
    if tier is Tier.HIGH or every:
        return ReviewPlan(tier, seed, ids, ())
    if tier is Tier.LOW:
        return ReviewPlan(tier, seed, (), _drawn(ids, min(LOW_SAMPLE, len(ids)), seed))
    required = tuple(row.id for row in rows if row.critical or row.flags)
    rest = tuple(row.id for row in rows if not (row.critical or row.flags))
    return ReviewPlan(tier, seed, required, _drawn(rest, sample_size(len(rest)), seed))


def sample_size(population: int) -> int:
    """How many of ``population`` rows to draw so that, none of the drawn being wrong, fewer than 5 in 100
    are, with 95 % confidence (hypergeometric, none wrong): 45 of 100, 51 of 200, 56 of 500, at most 59."""
    wrong = -(-population * _TOLERATED_PERCENT // 100)
    # The chance to draw none of the wrong ones: a product of (right - k) / (population - k), kept whole.
    missed, all_draws = 1, 1
    for drawn in range(population):
        if missed * 100 <= all_draws * _RISK_PERCENT:
            return drawn
        missed *= population - wrong - drawn
        all_draws *= population - drawn
    return population


def _drawn(ids: Sequence[str], size: int, seed: str) -> tuple[str, ...]:
    def rank(row_id: str) -> str:
        return hashlib.sha256(f"pincite-sample\n{seed}\n{row_id}".encode()).hexdigest()

    chosen = frozenset(sorted(ids, key=rank)[:size])
    return tuple(row_id for row_id in ids if row_id in chosen)
