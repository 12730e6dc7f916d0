"""Medications as records write them: name, strength, directions and what is done with it, each as printed.

Answers: which drugs a span of a page names as taken, given, ordered or stopped. A name counts by the lexicon
(or by a strength and directions behind it); without either a heading, a status word, a strength or directions
beside it, a name is talk and is left out. Refuses allergies and denials: what is refused is not a medication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.citations import Citation, cite
from extractors.lexicon import load
from extractors.pages import Page


@dataclass(frozen=True, slots=True)
class Medication:
    """One mention. ``drug``, ``strength``, ``directions`` and ``status`` stand in the citation's quote as
    printed ("" when not printed); ``known`` says whether the lexicon has the name."""

    drug: str
    strength: str
    directions: str
    status: str
    known: bool
    citation: Citation


_UNIT = r"(?:mg|mcg|µg|ug|gm|g|grams?|milligrams?|micrograms?|ml|cc|meq|units?|iu|%)"
_NUMBER = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_AMOUNT = rf"(?:{_NUMBER})(?:\s?[-–]\s?(?:{_NUMBER}))?\s?{_UNIT}(?![A-Za-z])(?:/\d*\s?(?:ml|hr|h)\b)?(?!/)"
_COMBINED = r"\d+(?:\.\d+)?[-/]\d{2,4}(?:\.\d+)?(?![\d/-])(?:\s?mg\b)?"
"""The two strengths of a combination: ``5-325``, ``7.5/325 mg``."""
_STRENGTH = re.compile(
    rf"\s*[,:(]?\s*(?:(?:dosage|dose|to|at|of|oral|from|tablets?|tabs?)\s*:?\s*)?"
    rf"(?P<strength>{_AMOUNT}|{_COMBINED})",
    re.IGNORECASE,
)
_DOSE_BEFORE = re.compile(rf"(?P<strength>{_AMOUNT})\s+(?:of\s+(?:a\s+)?)?$", re.IGNORECASE)
_WORD = re.compile(r"(?<![A-Za-z0-9/-])[A-Za-z][A-Za-z]*(?:[-/][A-Za-z]+)*(?![A-Za-z])")
_GAP = re.compile(r"[^\S\n]*[,(]?[^\S\n]*\n?[^\S\n]*")
_MASS = re.compile(r"(?:mg|mcg|µg|ug|gm|g|grams?|milligrams?|micrograms?|meq|units?)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[.;](?=\s)|\b(?:meds?|medications?|rx|prescriptions?|plan)\s*:|\b(?:but|takes"
    r"|(?:is|was|currently|now|reports|states)\s+taking)\b",
    re.IGNORECASE,
)
_NOT_TAKING = re.compile(
    r"(?:\bnot|n['’]t)\s+(?:been\s+)?(?:currently\s+)?(?:taking|takes|take|taken)\s+(?:any\s+|the\s+)?$",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:mother|father|brother|sister|husband|wife|spouse|partner|son|daughter|parents?)\s+"
    r"(?:takes|took|was\s+taking|is\s+(?:taking|on)|was\s+on)\s+$",
    re.IGNORECASE,
)
_REACH, _FAR, _LONGEST_LIST = 48, 90, 1500
_SHORTEST_STEMMED = 7


def _either(words: list[str]) -> str:
    """Alternatives, the longest first; short ones with or without their dots (``bid``, ``b.i.d.``)."""
    return "|".join(_spelled(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


def _spelled(word: str) -> str:
    if len(word) <= 4 and word.isalpha():
        return r"\.?".join(word) + r"\.?"
    return re.escape(word).replace(r"\ ", r"\s+").replace("/", "/")


@cache
def _token() -> re.Pattern[str]:
    """One piece of directions: form, route, time, count, quantity, refills."""
    data = load("medications")
    form = _either(data["forms"])
    words = _either([*data["forms"], *data["routes"], *data["times"]])
    count = r"(?:\d+(?:\.\d+)?(?:\s?[-–/]\s?\d+)?|one(?:-half)?|two|three|half|1/2|½)"
    use = r"(?:pain|nausea|spasms?|sleep|cough|anxiety|headaches?|itching|constipation|inflammation)"
    return re.compile(
        rf"(?:sig|disp(?:ense)?|qty|quantity|refills?|dosage)\s*[:#x]\s*(?:\d+(?!\d*/))?"
        rf"|#\s?\d+"
        rf"|{count}\s+(?:refills?|times\s+(?:a|per)\s+(?:day|week)|times\s+daily)\b"
        rf"|{count}\s+(?:a|per)\s+day\b"
        rf"|take\s+{count}\b"
        rf"|p\.?\s?r\.?\s?n\.?(?:\s+(?:for\s+)?{use}\b)?"
        rf"|as\s+needed\s+for\s+(?:muscle\s+)?{use}\b"
        rf"|q\.?\s?\d+(?:\s?[-–]\s?\d+)?\s?(?:h(?:ours?|rs?)?|d)\b\.?"
        rf"|every\s+(?:\d+(?:\s?(?:-|–|to)\s?\d+)?|four|six|eight|twelve)\s?(?:hours?|hrs?|h|days?|weeks?|months?)\b"
        rf"|(?:for|x)\s?(?:\d+|one|two|three|five|seven|ten)\s?(?:more\s+)?(?:days?|weeks?|months?|nights?|doses?)\b"
        rf"|to\s+{_AMOUNT}"
        rf"|{count}(?=\s+(?:{form}|p\.?o)(?![A-Za-z]))"
        rf"|(?:{words})(?![A-Za-z0-9]|-[A-Za-z])",
        re.IGNORECASE,
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("medications")
    far = [w for w in data["refused"] if " " not in w and w not in ("no", "never", "without", "avoid")]
    several = [w for w in data["names"] if " " in w]
    return {
        "several": re.compile(rf"(?<![A-Za-z])(?:{_plain(several)})(?![A-Za-z])", re.IGNORECASE),
        "salts": re.compile(rf"\s+(?:{_plain(data['salts'])})(?![A-Za-z0-9])", re.IGNORECASE),
        "status": re.compile(
            rf"(?<![\w/])(?:(?:{_plain(data['turned'])})\s+)?(?:{_plain(data['status'])})(?![\w/])",
            re.IGNORECASE,
        ),
        "allergy": re.compile(rf"(?<![A-Za-z])(?:{_plain(data['allergies'])})(?![A-Za-z])", re.IGNORECASE),
        "after": re.compile(
            rf"[^\S\n]*[,(–-]?[^\S\n]*(?<![A-Za-z0-9])(?P<status>{_plain(data['after'])})(?![A-Za-z])",
            re.IGNORECASE,
        ),
        "far": re.compile(
            rf"(?<![A-Za-z])(?:{_plain([*far, *(w for w in data['refused'] if ' ' in w)])})(?![A-Za-z])",
            re.IGNORECASE,
        ),
        "near": re.compile(
            r"(?<![A-Za-z])(?:no|never|without|avoid)\s+(?:(?!longer)[A-Za-z]+\s+)?$", re.IGNORECASE
        ),
        "stem": re.compile(rf"[a-z]{{3,}}(?:{'|'.join(data['stems'])})"),
    }


def _plain(words: list[str]) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w))
    )


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    data = load("medications")
    return frozenset(data["names"]), frozenset(data["never"])


def medications_of(page: Page, start: int, end: int, *, listed: bool = False) -> tuple[Medication, ...]:
    """The medications named in ``page.text[start:end]``, in order.

    Args:
        page: the page.
        start: first character of the sentence or table.
        end: its end.
        listed: whether it stands under a heading of medications, where a name alone counts.
    """
    found: list[Medication] = []
    taken = start
    for first, last, known in _named(page.text, start, end):
        if first < taken:
            continue
        read = _read(page, (start, taken, end), first, last, known, listed)
        if read is not None and not _refused(page.text, start, first, last):
            found.append(read)
            taken = read.citation.end
    return tuple(found)


def _named(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Places of words that may be drugs, with their salts, and whether the lexicon knows them."""
    names, never = _names()
    patterns = _patterns()
    spans = {m.start(): (m.end(), True) for m in patterns["several"].finditer(text, start, end)}
    for match in _WORD.finditer(text, start, end):
        word = match[0].lower()
        parts = re.split(r"[-/]", word)
        if word in names or any(p in names for p in parts if len(p) > 4):
            known = True
        elif word in never or len(word) < 5:
            continue
        else:
            known = False
        spans.setdefault(match.start(), (match.end(), known))
    for first, (last, known) in sorted(spans.items()):
        while salt := patterns["salts"].match(text, last, end):
            last = salt.end()
        yield first, last, known


def _refused(text: str, start: int, first: int, last: int) -> bool:
    """Whether a name stands in an allergy list or under a word of denial."""
    before = text[max(start, first - _FAR) : first]
    breaks = [m.end() for m in _CLAUSE.finditer(before)]
    patterns = _patterns()
    clause = before[breaks[-1] :] if breaks else before
    whole = text[max(start, first - _LONGEST_LIST) : first]
    allergic = patterns["allergy"].search(whole[max((m.end() for m in _CLAUSE.finditer(whole)), default=0) :])
    return bool(
        patterns["far"].search(clause)
        or patterns["near"].search(before)
        or allergic
        or _NOT_TAKING.search(before)
        or _SOMEBODY_ELSE.search(before)
        or re.match(r"\s+(?:allerg|intoleran)", text[last : last + 12], re.IGNORECASE)
    )


def _read(
    page: Page, limits: tuple[int, int, int], first: int, last: int, known: bool, listed: bool
) -> Medication | None:
    text = page.text
    start, taken, end = limits
    begin, at = first, last
    strength = ""
    behind = _STRENGTH.match(text, last, end)
    ahead = _DOSE_BEFORE.search(text, max(taken, first - 40), first)
    if behind:
        strength, at = behind["strength"], behind.end()
    elif ahead:
        strength, begin = ahead["strength"], ahead.start("strength")
    # "q. 8 hours" ends a sentence for those who read full stops; directions run on as long as they read so.
    told = _directions(text, at, min(len(text), end + _REACH))
    directions = text[told[0] : told[1]] if told else ""
    sure = known or _ends_like_a_drug(text[first:last])
    if not sure and not (behind and _MASS.search(strength) and told and (text[first].isupper() or listed)):
        return None
    at = told[1] if told else at
    status = ""
    after = _patterns()["after"].match(text, at, end) if strength else None
    before = _status(text, max(start, taken), begin)
    if after:
        status, at = after["status"], after.end()
    elif before:
        status, begin = text[before[0] : before[1]], before[0]
    if not (strength or directions or status or listed):
        return None
    return Medication(
        _line(text[first:last]),
        _line(strength),
        _line(directions).strip(" ,("),
        _line(status),
        known,
        cite(page, begin, at),
    )


def _ends_like_a_drug(name: str) -> bool:
    word = name.split()[0].lower()
    return len(word) >= _SHORTEST_STEMMED and bool(_patterns()["stem"].fullmatch(word))


def _directions(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Where the directions behind a name and its strength begin and end."""
    first: int | None = None
    while True:
        gap = _GAP.match(text, at, end)
        token = _token().match(text, gap.end() if gap else at, end)
        if token is None or token.end() == token.start():
            break
        if gap and "\n" in gap[0] and re.match(r"[A-Z][a-z]", token[0]):
            break  # a line that begins with "Injection" begins something else
        first = token.start() if first is None else first
        at = token.end()
    if first is None:
        return None
    last = text[first:at]
    # The full stop behind "Stop." or "daily." ends the sentence; the one of "b.i.d." belongs to the word.
    if last.endswith(".") and "." not in last.split()[-1][:-1]:
        at -= 1
    return first, at


def _status(text: str, start: int, begin: int) -> tuple[int, int] | None:
    """The nearest word before a name that says what is done with it, within its own clause."""
    window = max(start, begin - _REACH)
    for match in reversed(list(_patterns()["status"].finditer(text, window, begin))):
        between = text[match.end() : begin]
        if re.search(r"[.;:,•](?:\s|$)", between) or len(between.split()) > 5:
            return None
        return match.span()
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
