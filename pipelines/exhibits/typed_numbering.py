"""Which numbering a party's typed designations have, where the plan states none.

Answers: the one scheme and prefix under which all of them are designations. Refuses to mix two, and to take a
prefix that was not typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.exhibits.designations import default_numbering, parse, without_words
from pipelines.exhibits.plan import Numbering, Party, Scheme

_PREFIXED = re.compile(r"([A-Za-z]{1,6})[-. ]?\d", re.ASCII)
_LETTERS_OF_A_PREFIX = 2


def numbering_of(typed: Sequence[str], party: Party) -> Numbering | None:
    """The numbering of all these designations; ``None`` if there is none that has them all.

    A prefix of several letters before numbers is taken before letters with parts: ``DX-1`` is number 1 of DX,
    not a part of exhibit DX. Where nothing is typed, it is the party's usual one.
    """
    if not typed:
        return default_numbering(party)
    prefixes = {m[1].upper() if (m := _PREFIXED.match(without_words(t))) else "" for t in typed}
    shared = prefixes.pop() if len(prefixes) == 1 else ""
    tried = [Numbering(default_numbering(party).scheme), Numbering(), Numbering(Scheme.LETTERS)]
    if shared:
        tried.insert(0 if len(shared) >= _LETTERS_OF_A_PREFIX else 2, Numbering(prefix=shared))
    return next((n for n in tried if all(parse(t, n) for t in typed)), None)
