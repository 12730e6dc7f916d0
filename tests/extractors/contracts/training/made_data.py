"""Made-up marked contracts: a few sentences of each kind in changing words and order."""

from __future__ import annotations

import json
from pathlib import Path

_NAMES = ("Brill", "Oake", "Tarn", "Wold", "Fenn", "Garth", "Holm", "Keld")
_STATES = ("Delaware", "Texas", "Ohio", "Maine")
_PLAIN = (
    "The headings of this Agreement are for reference only.",
    "Each party shall bear its own costs of preparing this Agreement.",
    "Notices shall be sent by registered mail to the addresses above.",
    "Invoices are payable in U.S. dollars.",
)


def made_line(number: int) -> str:
    """One contract as a line of JSON."""
    name = f"{_NAMES[number % 8]} {_NAMES[(number // 8 + 3) % 8]}"
    marked = [
        ("Document Name", f"{('SUPPLY', 'SERVICE', 'LICENSE')[number % 3]} AGREEMENT"),
        (
            "Governing Law",
            f"This Agreement shall be governed by the laws of the State of {_STATES[number % 4]}.",
        ),
        ("Anti-Assignment", f"Neither party may assign this Agreement without the consent of {name} Inc."),
        (
            "Audit Rights",
            f"{name} Inc. may inspect and audit the books once in every {number % 5 + 1} years.",
        ),
    ]
    kept = [pair for place, pair in enumerate(marked) if place < 2 or (number + place) % 3]
    plain = [("", sentence) for place, sentence in enumerate(_PLAIN) if (number + place) % 2]
    text, spans = "", {}
    for kind, sentence in [*kept[:1], *plain[:1], *kept[1:], *plain[1:]]:
        if kind:
            spans[kind] = [[len(text), len(text) + len(sentence)]]
        text += sentence + "\n\n"
    return json.dumps({"title": f"made {number}", "text": text, "spans": spans, "answers": {}})


def write_data(path: Path, contracts: int) -> Path:
    """That many contracts in a file."""
    path.write_text("\n".join(made_line(number) for number in range(contracts)) + "\n", encoding="utf-8")
    return path
