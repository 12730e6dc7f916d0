"""The numbering that typed designations have in common."""

from __future__ import annotations

import pytest

from pipelines.exhibits.plan import Numbering, Party, Scheme
from pipelines.exhibits.typed_numbering import numbering_of


@pytest.mark.parametrize(
    ("typed", "party", "numbering"),
    [
        ((), Party.PLAINTIFF, Numbering()),
        ((), Party.DEFENDANT, Numbering(Scheme.LETTERS)),
        ((), Party.JOINT, Numbering(prefix="JX")),
        (("PX-1", "PX-2"), Party.PLAINTIFF, Numbering(prefix="PX")),
        (("DX-1", "dx 2"), Party.DEFENDANT, Numbering(prefix="DX")),
        (("A", "B-1"), Party.PLAINTIFF, Numbering(Scheme.LETTERS)),
        (("1", "2-A"), Party.DEFENDANT, Numbering()),
        (("G-1", "G-2"), Party.PETITIONER, Numbering(prefix="G")),
        (("A-1", "G-2"), Party.PETITIONER, Numbering(Scheme.LETTERS)),
        (("PX-1", "7"), Party.PLAINTIFF, None),
        (("7",), Party.JOINT, Numbering()),
        (("JX-7",), Party.JOINT, Numbering(prefix="JX")),
    ],
)
def test_a_numbering_is_taken_from_what_is_typed(
    typed: tuple[str, ...], party: Party, numbering: Numbering | None
) -> None:
    assert numbering_of(typed, party) == numbering
