"""Scores the contract abstract's normalised values against the answers of a CUAD-format file.

    python benchmarks/cuad_values.py TRAIN.jsonl.gz [--part K/N] [--rules | --predictions OUT.json]

A line of the file holds ``title``, ``text``, ``spans`` {type: [[start, end], ...]} and ``answers``
{type: answer}. Without ``--predictions`` the labelled spans are the clauses (what the values alone are
worth); with a file as `benchmarks/cuad.py predict` writes it they are the model's, with ``--rules`` those of
the rules: end to end. ``--errors FIELD`` lists what a field got wrong.
``--part 3/4`` takes the contracts whose title hashes to 3 of 0-3: tune on some, check on others.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extractors.contracts.abstract import PARTY, abstract
from extractors.contracts.clause_hits import Hit
from extractors.contracts.rule_finder import hits_by_rules
from extractors.contracts.sentences import sentences
from extractors.contracts.training.marked_contracts import MarkedContract, load_marked

ABOUT = 1
"""Days by which a computed expiration may differ: annotators count the last day in or out."""
SHORT = 40
"""Characters below which a quote may stand in several places."""
_DAYS = {"day": 1, "week": 7, "month": 30.4, "quarter": 91.3, "year": 365.0}


@dataclass
class Tally:
    """What one field got right, over contracts."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    unasked: int = 0
    false: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        of_all = 100 * self.right / max(self.asked, 1)
        of_answered = 100 * self.right / max(self.answered, 1)
        return f"{name:38}{self.asked:6}{of_all:10.1f}{of_answered:12.1f}{self.false:8} of {self.unasked}"


def iso_of(answer: str) -> str:
    """CUAD's "5/8/14" or "[]/[]/2020" as ISO 8601, reduced to what it says; "" for no date."""
    match = re.fullmatch(
        r"\s*(\d{1,2}|\[\])/(\d{1,2}|\[\])/(\d{4}|\d{2}|\[\]|20\[\]|19\[\]|\d{3}\[\])\s*", answer
    )
    if not match:
        return ""
    month, day, year = match.groups()
    if month.isdigit() and int(month) > 12:
        month, day = day, month  # some answers are written day first
    if not year.isdigit():
        return f"--{int(month):02}-{int(day):02}" if month.isdigit() and day.isdigit() else ""
    number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    if not month.isdigit():
        return str(number)
    return f"{number}-{int(month):02}" + (f"-{int(day):02}" if day.isdigit() else "")


def same_date(answer: str, value: str) -> bool:
    if answer.lower() == "perpetual":
        return value in ("perpetual", "until terminated")
    wanted = iso_of(answer)
    if len(wanted) == len(value) == 10 and wanted[0] != "-":
        return abs((date.fromisoformat(wanted) - date.fromisoformat(value)).days) <= ABOUT
    return wanted == value


def same_length(answer: str, value: str) -> bool:
    """Whether both are the same length of time; how often it repeats is not compared."""
    return _days(answer) == _days(value)


def _days(text: str) -> int | None:
    match = re.search(
        r"([\d.]+)\s*(?:calendar |business |successive )?(day|week|month|quarter|year)", text.lower()
    )
    return round(float(match[1]) * _DAYS[match[2]] / 5) if match else None


_PLACE_FILLERS = {
    "of",
    "the",
    "and",
    "province",
    "federal",
    "republic",
    "people",
    "s",
    "uk",
    "united",
    "kingdom",
    "state",
}


def same_places(answer: str, value: str) -> bool:
    wanted, got = ({*re.findall(r"\w+", t.lower())} - _PLACE_FILLERS for t in (answer, value))
    return bool(wanted) and (wanted <= got or got <= wanted)


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def same_words(answer: str, value: str) -> bool:
    return squeezed(answer) == squeezed(value)


FIELDS: tuple[tuple[str, Callable[[str, str], bool], Callable[[str], bool]], ...] = (
    ("Document Name", same_words, bool),
    ("Agreement Date", same_date, lambda a: bool(iso_of(a))),
    ("Effective Date", same_date, lambda a: bool(iso_of(a))),
    ("Expiration Date", same_date, lambda a: a.lower() == "perpetual" or bool(iso_of(a))),
    ("Renewal Term", same_length, lambda a: _days(a) is not None),
    ("Notice Period To Terminate Renewal", same_length, lambda a: _days(a) is not None),
    ("Governing Law", same_places, lambda a: bool(squeezed(a))),
)


def names_of(answer: str) -> set[str]:
    """The party names of CUAD's "Name ("Alias"); Name ("Alias")", squeezed."""
    found = set()
    for part in re.split(r";|\)\s*,", re.sub(r"[“”]", '"', answer)):
        if re.search(r'and [^(]*\([^()]*"?Part(?:y|ies)', part):
            continue
        name = squeezed(re.split(r'[("]', part)[0])
        if name and not re.match(r"each|part(?:y|ies)|collectively|individually", name):
            found.add(name)
    return found


def is_among(name: str, names: Iterable[str]) -> bool:
    return any(
        name == n or (min(len(name), len(n)) > 5 and (name.startswith(n) or n.startswith(name)))
        for n in names
    )


def hits_of(contract: MarkedContract, predictions: dict[str, Any] | None) -> list[Hit]:
    if predictions is None:
        return [Hit(t, s, e, 1.0, ()) for t, spans in contract.spans.items() for s, e in spans]
    said: dict[str, Any] = next(
        (
            p
            for name, p in predictions.items()
            if Path(name).stem == contract.title or name == contract.title
        ),
        {},
    )
    found = []
    for kind, quotes in said.items():
        for quote, confidence in quotes:
            # A short quote, such as a date, is a clause wherever it stands: the file does not say where.
            places = list(re.finditer(re.escape(quote), contract.text)) if quote else []
            found += [
                Hit(kind, m.start(), m.end(), confidence, ())
                for m in places[: 3 if len(quote) < SHORT else 1]
            ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("contracts", type=Path)
    parser.add_argument("--part", default="0/1", metavar="K/N")
    found_by = parser.add_mutually_exclusive_group()
    found_by.add_argument("--rules", action="store_true")
    found_by.add_argument("--predictions", type=Path)
    parser.add_argument("--errors", metavar="FIELD")
    args = parser.parse_args()
    part, of = map(int, args.part.split("/"))
    predictions = json.loads(args.predictions.read_text("utf-8")) if args.predictions else None
    tallies = {name: Tally() for name, _, _ in FIELDS}
    parties: Counter[str] = Counter()
    for contract in load_marked(args.contracts):
        if zlib.crc32(contract.title.encode()) % of == part:
            text = contract.text
            hits = hits_by_rules(text, sentences(text)) if args.rules else hits_of(contract, predictions)
            score(contract, hits, tallies, parties)
    print(f"{'field':38}{'asked':>6}{'right %':>10}{'of answered':>12}   false answers")
    for name, tally in tallies.items():
        print(tally.line(name))
    named, wanted = parties["named"], parties["wanted"]
    print(f"{'Party names':38}{wanted:6}   recall {100 * parties['found'] / max(wanted, 1):.1f}", end="")
    print(f"   precision {100 * parties['true'] / max(named, 1):.1f}")
    if args.errors:
        print(*tallies[args.errors].errors, sep="\n")


def score(
    contract: MarkedContract, hits: Sequence[Hit], tallies: dict[str, Tally], parties: Counter[str]
) -> None:
    text = contract.text
    fields = abstract(text, sentences(text), hits)
    for name, same, is_answer in FIELDS:
        answer = contract.answers.get(name) or ""
        got = next(f for f in fields if f.name == name)
        tally = tallies[name]
        if is_answer(answer):
            tally.asked += 1
            tally.answered += bool(got.value)
            right = bool(got.value) and same(answer, got.value)
            tally.right += right
        else:
            tally.unasked += 1
            tally.false += bool(got.value)
            right = not got.value
        if not right:
            quote = " | ".join(" ".join(text[s:e].split())[:300] for s, e in got.spans)
            tally.errors.append(f"{answer!r} {got.value!r} {got.computed_from} {got.abstained} << {quote}")
    wanted = names_of(contract.answers.get(PARTY_TYPE) or "")
    got_names = {squeezed(text[f.spans[0][0] : f.spans[0][1]]) for f in fields if f.name == PARTY and f.value}
    parties["wanted"] += len(wanted)
    parties["named"] += len(got_names)
    parties["found"] += sum(is_among(n, got_names) for n in wanted)
    parties["true"] += sum(is_among(n, wanted) for n in got_names)


PARTY_TYPE = "Parties"

if __name__ == "__main__":
    main()
