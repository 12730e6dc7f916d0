"""How an exhibit's file is named for a court, and what a court would refuse about a name.

Answers: a name by the profile's rule: ``plain``, ``texas`` (letters and digits only), ``pacfile`` (none of
``\\ / : * ? " < >``), ``jers`` (``12-a_description.pdf``, one underscore) or ``ecas``
(``Name_DocType_Part1``). Every name is one that `pipelines.drafts.is_plain` takes, so letters with accents
lose them and what is not in Latin letters is left out. Refuses nothing: a name in use gets a number added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from itertools import count

from pipelines.drafts import is_plain
from pipelines.exhibits.court_profile import CourtProfile

RULES = ("plain", "texas", "pacfile", "jers", "ecas")
LONGEST = 120
"""Characters with extension: what the draft's folder takes, whatever a court would."""

_SUFFIX = ".pdf"
_OUTSIDE = re.compile(r"[^A-Za-z0-9 .-]+")
_SPACES = re.compile(r"[ ]{2,}|_+")
_WORD = re.compile(r"[A-Za-z0-9]+")
_PART = re.compile(r"^(?:[A-Za-z]+[ .-]*)?(?P<number>\d+)(?:[-/. ]*\(?(?P<part>[A-Za-z]{1,3}|\d{1,3})\)?)?$")
_JERS = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?_[^_]+\.[A-Za-z0-9]+")
_ECAS = re.compile(r"[A-Za-z0-9]+_[A-Za-z0-9]+(?:_Part[1-9]\d*)?\.[A-Za-z0-9]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a name is composed of, in plain Latin letters; 0 where there is no volume and no namesake.
    ``longest`` counts without the extension."""

    designation: str
    description: str
    party: str
    volume: int
    volumes: int
    again: int
    longest: int


def file_name(
    profile: CourtProfile,
    designation: str,
    description: str,
    party: str,
    volume: tuple[int, int] | None = None,
    taken: Set[str] = frozenset(),
) -> str:
    """A name for one finished PDF, with its extension.

    Args:
        designation: e.g. ``PX-12``; "" for a bound set, which goes by its description alone.
        party: who offers it, or the name that stands first by the rule of ECAS.
        volume: (n, N) for volume n of N.
        taken: names in use; compared without regard to case, as some systems do.
    """
    compose = _COMPOSE[profile.file_name]
    used = {name.casefold() for name in taken}
    number, total = volume or (0, 0)
    parts = _Parts(
        _latin(designation),
        _latin(description),
        _latin(party),
        number,
        total,
        again=0,
        longest=min(profile.file_name_longest, LONGEST) - len(_SUFFIX),
    )
    if _DEVICES.fullmatch(compose(parts) + _SUFFIX):
        # Some systems take such a name for a device.
        parts = replace(parts, description=f"Exhibit {parts.description}")
    name = compose(parts) + _SUFFIX
    for again in count(2):
        if name.casefold() not in used:
            break
        name = compose(replace(parts, again=again)) + _SUFFIX
    return name


def jers_number(designation: str) -> str:
    """A designation as JERS numbers exhibits: ``PX-12`` → ``12``, ``12-A`` → ``12-a``, ``AA`` → ``AA``.

    Nothing may stand before the number there, so a party's prefix is left out; a mere letter stays.
    """
    plain = _latin(designation).removeprefix("Exhibit ").removeprefix("Ex. ")
    if found := _PART.fullmatch(plain):
        part = f"-{found['part'].lower()}" if found["part"] else ""
        return f"{int(found['number'])}{part}"
    return "".join(_WORD.findall(plain)) or "0"


def name_problems(profile: CourtProfile, name: str) -> tuple[str, ...]:
    """What is wrong with a name by the profile's rule, each as a sentence; none for a good one."""
    longest = min(profile.file_name_longest, LONGEST)
    stem = name.rpartition(".")[0]
    problems = []
    if len(name) > longest:
        problems.append(f"It has {len(name)} characters; at most {longest} are taken.")
    if not is_plain(name) or _DEVICES.fullmatch(name):
        problems.append("It is not a plain file name that every system takes.")
    match profile.file_name:
        case "texas" if not stem.isalnum() or not stem.isascii():
            problems.append("Only letters and digits are taken before the extension.")
        case "pacfile" if set(name) & set('\\/:*?"<>'):
            problems.append('None of \\ / : * ? " < > is taken.')
        case "jers" if not _JERS.fullmatch(name):
            problems.append("It is not number[-part]_description.ext with one underscore.")
        case "ecas" if not _ECAS.fullmatch(name):
            problems.append("It is not Name_DocType.ext or Name_DocType_Part1.ext.")
    return tuple(problems)


def _plain(parts: _Parts) -> str:
    head = f"Exhibit {parts.designation}" if parts.designation else ""
    tail = (f" Volume {parts.volume} of {parts.volumes}" if parts.volume else "") + (
        f" {parts.again}" if parts.again else ""
    )
    return _fitted(head, parts.description or ("" if head else "Exhibits"), tail, parts.longest)


def _texas(parts: _Parts) -> str:
    head = "Ex" + _joined(parts.designation) if parts.designation else ""
    body = _joined(parts.description)
    if head[-1:].isdigit() and body[:1].isdigit():
        body = f"Doc{body}"  # else exhibit 1, "2024 bill", would read as exhibit 12024
    tail = (f"Vol{parts.volume}of{parts.volumes}" if parts.volume else "") + (
        f"No{parts.again}" if parts.again else ""
    )
    return (head + body or "Exhibits")[: parts.longest - len(tail)] + tail


def _jers(parts: _Parts) -> str:
    head = f"{jers_number(parts.designation)}_" if parts.designation else "0_"
    body = replace(parts, designation="", longest=parts.longest - len(head))
    return head + _plain(body)


def _ecas(parts: _Parts) -> str:
    head = f"{(_joined(parts.party) or 'Filing')[: parts.longest // 2]}_"
    tag = f"Exhibit{_joined(parts.designation)}" if parts.designation else ""
    body = tag + _joined(parts.description) or "Exhibits"
    tail = (f"No{parts.again}" if parts.again else "") + (f"_Part{parts.volume}" if parts.volume else "")
    return head + body[: parts.longest - len(head) - len(tail)] + tail


_COMPOSE: dict[str, Callable[[_Parts], str]] = {
    "plain": _plain,
    "texas": _texas,
    "pacfile": _plain,
    "jers": _jers,
    "ecas": _ecas,
}


def _latin(text: str) -> str:
    """Letters without accents, digits, space, dot and hyphen; all else as one space."""
    bare = text.replace("'", "").replace("’", "")  # "Employers", not "Employer s"
    letters = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _SPACES.sub(" ", _OUTSIDE.sub(" ", letters)).strip(" .-")


def _joined(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))


def _fitted(head: str, body: str, tail: str, longest: int) -> str:
    """Head and tail whole, between them as many whole words of the body as there is room for."""
    room = longest - len(head) - len(tail) - bool(head)
    if len(body) > room:
        cut = body[: max(room, 0)]
        body = cut.rpartition(" ")[0] if " " in cut and body[len(cut)] != " " else cut
    stem = " ".join(part for part in (head, body.strip(" .-")) if part)
    return stem[: longest - len(tail)].rstrip(" .-") + tail
