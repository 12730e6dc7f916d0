"""Whether two printed names mean the same facility or provider, and how sure the letters alone make it.

Names differ by print-out: capitals, "St."/"Saint", a form's 28-character box, misread letters, initials. What
cannot be settled by letters is left apart: two rows are a smaller fault than a merged provider.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors.lexicon import normal

_NOISE = frozenset(
    {"inc", "llc", "pllc", "pa", "pc", "p", "a", "c", "the", "of", "and", "md", "llp", "ltd", "corp", "co"}
)
_SAME = 88.0
_CREDENTIALS = frozenset(
    {
        "md",
        "do",
        "dc",
        "pt",
        "dpt",
        "pa",
        "np",
        "fnp",
        "rn",
        "ot",
        "phd",
        "psyd",
        "lcsw",
        "dr",
        "otr",
        "pta",
        "c",
        "bc",
        "aprn",
        "arnp",
        "crna",
        "atc",
        "lmft",
        "lmhc",
        "lpc",
        "facs",
        "faaos",
        "emt",
        "p",
        "paramedic",
        "jr",
        "sr",
        "ii",
        "iii",
        "l",
        "cnp",
        "dpm",
        "nrp",
        "mpt",
        "msw",
        "dnp",
    }
)


def facility_key(name: str) -> str:
    """A name's letters without legal forms, for comparing."""
    words = ["saint" if w == "st" else w for w in normal(name).split() if w not in _NOISE]
    return " ".join(words)


def same_facility(one: str, other: str) -> bool:
    """Whether two printed facility names agree: equal, one cut short by a form's box, or close in letters."""
    a, b = facility_key(one), facility_key(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if a == b or (len(short) >= 12 and long.startswith(short)):
        return True
    if len(short) >= 12 and fuzz.ratio(short, long[: len(short)]) >= 92:
        return True
    initials = "".join(w[0] for w in long.split())
    if 3 <= len(short) <= 6 and short == initials:
        return True
    return fuzz.ratio(a, b) >= _SAME or fuzz.token_sort_ratio(a, b) >= 92


def last_name(name: str) -> str:
    """The family name of a printed provider name, lower case; "" when there is none."""
    if "," in name:
        head = normal(name.split(",")[0]).split()
        tail = [w for w in normal(name.split(",", 1)[1]).split() if w not in _CREDENTIALS]
        if tail and len(head) == 1:
            return head[0]
    words = [w for w in normal(name).split() if w not in _CREDENTIALS and len(w) > 1]
    return words[-1] if words else ""


_ASSISTING = re.compile(r"(?<![A-Za-z])(?:RN|R\.N\.|LPN|LVN|CNA|BSN|EMT-B|Medic)(?![A-Za-z])")


def assists(name: str) -> bool:
    """Whether the credentials are those of staff who assist a visit: their pages are part of that visit."""
    return bool(_ASSISTING.search(name))


_INITIALS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}")


def _initials_of(name: str) -> tuple[str, ...]:
    words = [w for w in normal(name.split(",")[0]).split() if w not in _CREDENTIALS]
    if not words:
        return ()
    return ("".join(w[0] for w in words), words[0][0] + words[-1][0])


def same_provider(one: str, other: str) -> bool:
    """Whether two printed provider names share a family name, allowing one misread letter in six.

    Initials on a card agree with the name that has them.
    """
    for short, name in ((one, other), (other, one)):
        if _INITIALS.fullmatch(short):
            letters = short.replace(".", "").lower()
            return letters in _initials_of(name) or letters == normal(name).replace(" ", "")
    a, b = last_name(one), last_name(other)
    return bool(a and b) and (a == b or fuzz.ratio(a, b) >= 84)
