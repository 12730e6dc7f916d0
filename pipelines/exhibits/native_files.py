"""Signed originals that go out byte for byte: what can be said of them without opening them as ours.

Answers: for each, whether a person looked at it and whether it fits the court's size. Refuses to count as
checked what no check of the finished files sees: such a file is not stamped, bound or searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.exhibits.court_profile import HEADROOM, MEGABYTE, CourtProfile
from pipelines.exhibits.exhibit_set import Check, Outcome, OutputFile
from pipelines.exhibits.stamped_exhibits import Finished

NATIVES_FOLDER = "natives"
_ID, _TITLE = "native_files", "Signed files that go as they are"


def native_checks(
    finished: Sequence[Finished], outputs: Mapping[str, OutputFile], profile: CourtProfile
) -> tuple[Check, ...]:
    """One check for each exhibit whose signed original goes beside it; none without such.

    Args:
        finished: all exhibits.
        outputs: the finished files by name, the originals among them.
        profile: what the court asks.
    """
    return tuple(
        _check(made, outputs[f"{NATIVES_FOLDER}/{made.native}"], profile) for made in finished if made.native
    )


def _check(made: Finished, original: OutputFile, profile: CourtProfile) -> Check:
    limit, person = profile.max_file_mb, made.planned.line.pii_reviewed
    if limit is not None and original.size > limit * MEGABYTE * HEADROOM:
        outcome, detail = Outcome.FAIL, f"{original.size / MEGABYTE:.1f} MB, over {limit:g} MB with headroom"
        remedy = 'File a stamped copy instead (signed_as = "copy"), or ask the clerk.'
    elif not person:
        outcome, detail = Outcome.NOT_CHECKED, "it goes out byte for byte, and nothing in it was looked at"
        remedy = "Look at the whole file, its properties and attachments too; name who did in pii_reviewed."
    else:
        outcome, detail, remedy = Outcome.PASS, f"looked at by {person}", ""
    return Check(_ID, _TITLE, outcome, detail, remedy, original.name, 0, made.planned.designation)
