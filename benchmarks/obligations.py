"""Scores the obligation extractor on the sentences that were labelled by hand.

    python benchmarks/obligations.py [development|held_out|fresh] [--errors]

The rules were built on ``development`` and, later, on ``held_out`` too; ``fresh`` was labelled afterwards
and scored once they stood.

Duties of a sentence are paired with the labelled ones by the overlap of their actions, in the order of the
text. A span counts as found where its words overlap the labelled span's (or one labelled as right as it) at
a Jaccard of 0.5 or more; "exact" asks for the same words but for articles. An unpaired duty costs every
field it has."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.contracts.obligations.duties import Duty, Timed, read
from extractors.contracts.obligations.obligation import Span

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "obligations"
PARTS = ("development", "held_out", "fresh")
SPANS = ("obligor", "trigger", "deadline", "recurrence", "action")
_MATCH = 0.5
_UNTOLD = 0.01


@dataclass
class Score:
    """Counts of one field."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0
    value: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        precision = self.found / max(1, self.found + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        exact = f"{self.exact / max(1, self.found):7.2f}"
        value = f"{self.value / max(1, self.found):7.2f}" if name in ("deadline", "recurrence") else "      –"
        labels = self.found + self.missed
        return f"{name:<12}{labels:>7}{precision:>9.3f}{recall:>9.3f}{f1:>9.3f}{exact:>9}{value:>9}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w*]+", text.lower())) - {"the", "a", "an"}


def jaccard(one: str, other: str) -> float:
    """Overlap of the words of two texts, articles aside."""
    a, b = _words(one), _words(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def span_of(duty: Duty, name: str) -> Span | None:
    value = getattr(duty, name)
    return value.span if isinstance(value, Timed) else value


def label_start(label: dict[str, Any]) -> int:
    """Where the first labelled span of a duty begins; 0 without any."""
    return min((label[name]["start"] for name in SPANS if label[name]), default=0)


def pairs(text: str, duties: tuple[Duty, ...], labelled: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Which duty is which labelled one: the best overlap of actions first, the same modality before
    others."""
    ranked = []
    for i, duty in enumerate(duties):
        for j, label in enumerate(labelled):
            action = label["action"] or {"text": "", "start": label_start(label)}
            # A duty that is labelled without an action is paired by its modality and its place.
            overlap = jaccard(text[slice(*duty.action)], action["text"]) if action["text"] else _UNTOLD
            near = abs(duty.action[0] - action["start"])
            if overlap > 0:
                ranked.append(
                    (-(overlap + (0.2 if duty.modality.value == label["modality"] else 0)), near, i, j)
                )
    taken: list[tuple[int, int]] = []
    for *_, i, j in sorted(ranked):
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return taken


def rivals(label: dict[str, Any], name: str) -> list[str]:
    """The labelled span and those that are as right."""
    return [label[name]["text"], *(a["text"] for a in label.get("also", []) if a["role"] == name)]


def score_field(
    score: Score, row: dict[str, Any], name: str, duty: Duty | None, label: dict[str, Any] | None
) -> None:
    span = span_of(duty, name) if duty else None
    said = row["text"][slice(*span)] if span else None
    right = rivals(label, name) if label and label[name] else None
    also = [a["text"] for a in label.get("also", []) if a["role"] == name] if label else []
    if said is None and right is None:
        return
    if said is not None and right is None and any(jaccard(said, a) >= _MATCH for a in also):
        return
    if said is not None and right and any(jaccard(said, r) >= _MATCH for r in right):
        score.found += 1
        score.exact += any(_words(said) == _words(r) for r in right)
        value = getattr(duty, name)
        if isinstance(value, Timed) and label:
            same = value.value == label[name]["normalised"]
            score.value += same
            if not same:
                score.errors.append(
                    f"{row['id']} value {value.value!r}, labelled {label[name]['normalised']!r}"
                )
        return
    score.wrong += said is not None
    score.missed += right is not None
    score.errors.append(f"{row['id']} said {said!r}, labelled {right}")


def score_file(path: Path) -> tuple[dict[str, Score], Counter[str]]:
    """The scores of all fields, and how often a sentence's reason was right."""
    scores = {name: Score() for name in ("modality", *SPANS)}
    reasons: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        reading = read(row["text"], 0, len(row["text"]), ())
        paired = pairs(row["text"], reading.duties, row["duties"])
        both = [(reading.duties[i], row["duties"][j]) for i, j in paired]
        extra = [d for i, d in enumerate(reading.duties) if i not in {a for a, _ in paired}]
        lost = [d for j, d in enumerate(row["duties"]) if j not in {b for _, b in paired}]
        _score_modality(scores["modality"], row, both, extra, lost)
        for name in SPANS:
            for duty, label in both:
                score_field(scores[name], row, name, duty, label)
            for duty in extra:
                score_field(scores[name], row, name, duty, None)
            for label in lost:
                score_field(scores[name], row, name, None, label)
        reasons["sentences"] += 1
        reasons["duty or none right"] += bool(reading.duties) == bool(row["duties"])
        if row["none"] and reading.reason:
            reasons["reasons compared"] += 1
            reasons["reason right"] += reading.reason.value == row["none"]
            if reading.reason.value != row["none"]:
                scores["modality"].errors.append(
                    f"{row['id']} reason {reading.reason.value!r} ({reading.because}),"
                    f" labelled {row['none']!r}"
                )
    return scores, reasons


def _score_modality(
    score: Score,
    row: dict[str, Any],
    both: list[tuple[Duty, dict[str, Any]]],
    extra: list[Duty],
    lost: list[dict[str, Any]],
) -> None:
    for duty, label in both:
        if duty.modality.value == label["modality"]:
            score.found += 1
            score.exact += 1
        else:
            score.wrong += 1
            score.missed += 1
            score.errors.append(f"{row['id']} {duty.modality.value!r}, labelled {label['modality']!r}")
    score.wrong += len(extra)
    score.missed += len(lost)
    for duty in extra:
        words, action = row["text"][slice(*duty.operative)], row["text"][slice(*duty.action)][:90]
        score.errors.append(f"{row['id']} extra ({row['none'] or 'beside others'}): {words!r} {action!r}")
    score.errors += [
        f"{row['id']} lost {d['modality']!r}: {(d['action'] or {'text': ''})['text'][:90]!r}" for d in lost
    ]


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="?", default="development", choices=PARTS)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    arguments = parser.parse_args()
    scores, reasons = score_file(FOLDER / f"{arguments.part}.jsonl")
    print(f"{'field':<12}{'labels':>7}{'precision':>9}{'recall':>9}{'F1':>9}{'exact':>9}{'value':>9}")
    for name, score in scores.items():
        print(score.line(name))
    print(", ".join(f"{name}: {count}" for name, count in reasons.items()))
    if arguments.errors:
        for name, score in scores.items():
            print(f"\n{name}")
            print("\n".join(score.errors))


if __name__ == "__main__":
    main()
