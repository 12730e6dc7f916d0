"""Gold clauses on PDF: found in the flow, quoted verbatim, on the right page; and cut as sentences as on TXT.

    python benchmarks/cuad_pdf.py FOLDER TRAIN.jsonl.gz [--failures N]

FOLDER holds contracts as PDF and ``titles.json`` (file → title in TRAIN; TRAIN: a JSON line per contract with
``title``, ``text`` and ``spans`` by clause type). The words of the annotated text are laid along the words of
the flow, in order: a gold span is found when the quotes there hold the same letters and digits, or match it
by CUAD's own measure (Jaccard of word sets >= 0.5). Its true pages are those on which pypdf, with which the
product reads no page, sees its words. Beside that, how many gold spans match one sentence of the flow: of the
PDF, and of the annotated text. The program fails when a quote is not on its page as cited.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdf  # noqa: E402
from rapidfuzz.distance import LCSseq  # noqa: E402

from extractors.contracts.flow import Flow, flow_of, flow_of_text  # noqa: E402
from extractors.contracts.sentences import sentences  # noqa: E402
from extractors.contracts.training.marked_contracts import MarkedContract, load_marked  # noqa: E402
from extractors.contracts.training.metric import LEAST_COMMON, common, words  # noqa: E402
from extractors.pages import Document, Source  # noqa: E402
from extractors.reading import read  # noqa: E402
from extractors.reading_options import ReadingOptions  # noqa: E402
from extractors.sniffing import sniff  # noqa: E402

NO_SENTENCES = frozenset({"Document Name", "Parties", "Agreement Date", "Effective Date"})
"""Types whose clauses are names and dates: a part of a sentence."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in lower case and where each begins and ends."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Words:
        matches = list(_WORD.finditer(text))
        return Words(
            tuple(m[0].lower() for m in matches),
            tuple(m.start() for m in matches),
            tuple(m.end() for m in matches),
        )


class Alignment:
    """Which words of one text are which of another: their longest common subsequence."""

    def __init__(self, text: str, other: str) -> None:
        self.own = Words.of(text)
        self.other = Words.of(other)
        self.to: list[int | None] = [None] * len(self.own.words)
        numbers: dict[str, int] = {}
        a = [numbers.setdefault(w, len(numbers)) for w in self.own.words]
        b = [numbers.setdefault(w, len(numbers)) for w in self.other.words]
        for block in LCSseq.opcodes(a, b).as_matching_blocks():
            self.to[block.a : block.a + block.size] = range(block.b, block.b + block.size)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the other text that holds ``text[start:end]``; None where hardly a word of it is."""
        first, last = bisect_left(self.own.ends, start + 1), bisect_left(self.own.starts, end)
        found = [t for t in self.to[first:last] if t is not None]
        if len(found) * 2 < last - first or not found:
            return None
        # Lone words that met by chance far off do not stretch the span: it stays as long as the text is.
        middle = found[len(found) // 2]
        near = [t for t in found if abs(t - middle) <= 2 * (last - first) + 50]
        return self.other.starts[near[0]], self.other.ends[near[-1]]


def word_set(text: str) -> frozenset[str]:
    """CUAD's words of a text, but parted by any white space: a PDF's lines end elsewhere than a text's."""
    return words(" ".join(text.split()))


def jaccard(a: str, b: str) -> float:
    """CUAD's measure of how alike two texts are, 0-1."""
    return common(word_set(a), word_set(b))


def letters(text: str) -> str:
    """What is left without spaces, punctuation and the shape of quotes."""
    return "".join(_WORD.findall(text)).lower()


@dataclass(frozen=True, slots=True)
class Case:
    """One gold span: what was found for it in the flow, and on which pages it should be."""

    file: str
    kind: str
    gold: str
    quote: str
    pages: tuple[int, ...]
    true_pages: tuple[int, ...] | None
    """None: the other reader does not see the words either (a scanned page)."""

    @property
    def exact(self) -> bool:
        return letters(self.gold) == letters(self.quote)

    @property
    def found(self) -> bool:
        return self.exact or jaccard(self.gold, self.quote) >= LEAST_COMMON

    @property
    def on_page(self) -> bool:
        return self.found and self.true_pages in (None, self.pages)


def document_of(path: Path) -> Document:
    """The file as the product reads it."""
    source = Source(
        hashlib.sha256(path.read_bytes()).hexdigest(), (path.name,), sniff(path), path.stat().st_size
    )
    return read(path, source, ReadingOptions())


def independent_pages(path: Path) -> tuple[str, ...]:
    """Each page's text by pypdf."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(path).pages)


def cases(file: str, contract: MarkedContract, flow: Flow, page_texts: Sequence[str]) -> Iterator[Case]:
    """Every gold span of a contract with what the flow has for it.

    Raises:
        CitationError: a quote is not verbatim on its page.
    """
    text = contract.text
    whole = "\f".join(page_texts)
    ends = list(accumulate(len(page_text) + 1 for page_text in page_texts))
    in_flow = Alignment(text, flow.text)
    in_reader = Alignment(text, whole)
    for kind, spans in contract.spans.items():
        for start, end in spans:
            gold = text[start:end]
            place = in_flow.span(start, end)
            citations = flow.citations(*place) if place else ()
            for citation in citations:
                citation.verify(flow.pages[citation.page - 1])
            truth = in_reader.span(start, end)
            seen = truth is not None and jaccard(gold, whole[slice(*truth)]) >= LEAST_COMMON
            yield Case(
                file,
                kind,
                gold,
                " ".join(c.quote for c in citations),
                tuple(dict.fromkeys(c.page for c in citations)),
                _pages_of(truth, ends) if truth and seen else None,
            )


def _pages_of(span: tuple[int, int], ends: Sequence[int]) -> tuple[int, ...]:
    return tuple(range(bisect_right(ends, span[0]) + 1, bisect_right(ends, span[1] - 1) + 2))


def single_sentence(flow: Flow, golds: Sequence[str], in_parts: bool = False) -> int:
    """How many gold texts one sentence of the flow matches, or one of its parts where a page ends in it."""
    cut = [
        word_set(flow.text[a:b])
        for s in sentences(flow.text)
        for a, b in ((s.start, s.end), *(flow.parts(s.start, s.end) if in_parts else ()))
    ]
    return sum(any(common(g, c) >= LEAST_COMMON for c in cut) for g in map(word_set, golds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("train", type=Path)
    parser.add_argument(
        "--failures", type=int, default=0, help="print so many spans that are not found right"
    )
    arguments = parser.parse_args()
    titles = json.loads((arguments.folder / "titles.json").read_text(encoding="utf-8"))
    contracts = {contract.title: contract for contract in load_marked(arguments.train)}
    counts: Counter[str] = Counter()
    failed: list[Case] = []
    for file, title in sorted(titles.items()):
        contract = contracts[title]
        flow, text_flow = flow_of(document_of(arguments.folder / file)), flow_of_text(contract.text)
        found = list(cases(file, contract, flow, independent_pages(arguments.folder / file)))
        sentence_like = [c.gold for c in found if c.kind not in NO_SENTENCES]
        counts.update(
            {
                "gold spans": len(found),
                "same letters": sum(c.exact for c in found),
                "found": sum(c.found for c in found),
                "found on the right pages": sum(c.on_page for c in found),
                "pages known to the other reader": sum(c.true_pages is not None for c in found),
                "sentence-like": len(sentence_like),
                "one sentence of the PDF": single_sentence(flow, sentence_like),
                "one sentence of the text": single_sentence(text_flow, sentence_like),
                "or its part on a page, PDF": single_sentence(flow, sentence_like, in_parts=True),
                "or its part on a page, text": single_sentence(text_flow, sentence_like, in_parts=True),
                "sentences of the PDF": len(sentences(flow.text)),
                "sentences of the text": len(sentences(text_flow.text)),
            }
        )
        failed += [c for c in found if not c.on_page]
    _print(counts)
    for case in failed[: arguments.failures]:
        print(f"{case.file} {case.kind}: cited {case.pages}, true {case.true_pages}")
        print(f"    gold  {case.gold[:200]!r}\n    quote {case.quote[:200]!r}")


def _print(counts: Counter[str]) -> None:
    of = dict.fromkeys(
        ("same letters", "found", "found on the right pages", "pages known to the other reader"), "gold spans"
    ) | dict.fromkeys(
        (name for name in counts if name.startswith(("one sentence", "or its part"))), "sentence-like"
    )
    for name, count in counts.items():
        share = f"  {100 * count / counts[of[name]]:6.2f} %" if name in of and counts[of[name]] else ""
        print(f"{name:34}{count:7,}{share}")


if __name__ == "__main__":
    main()
