"""The lines of a transcript with the transcript's own page and line, and its questions with their answers.

Answers: where each numbered line stands and how it is cited (``42:7-19``), on single pages and on condensed
sheets that print several transcript pages on one. A page number counts only when it is printed and goes on
from sheet to sheet; a sheet whose columns cannot be told apart gives no page and line at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.pages import Line, Page
from extractors.sentences import words_of


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line: ``index`` of its page in the document, its span, where its words begin, and its numbers in
    the transcript (0 where none is printed)."""

    index: int
    start: int
    words: int
    end: int
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a block says on one page: the span and its page and lines, "" where none are printed."""

    index: int
    start: int
    end: int
    pinpoint: str


@dataclass(frozen=True, slots=True)
class Block:
    """A question with its answer and what was said between: ``question`` is the words before the answer,
    ``answer`` those of the witness alone, ``joined`` all words."""

    parts: tuple[Part, ...]
    question: str
    answer: str
    joined: str


_NUMBERED = re.compile(r"\s*(?:\d{1,2}:\d\d(?::\d\d)?\s+)?(\d{1,2})(?:\s+|$)")
"""A line's number in the margin, behind the hour that video transcripts print."""
_LEAST_LINES = 4
_LAST_LINE = 32


def lines_of(pages: Sequence[Page], indexes: Sequence[int]) -> tuple[TranscriptLine, ...]:
    """The lines of a transcript in order; without numbers where no margin is read."""
    found: list[TranscriptLine] = []
    runs = {index: _runs(pages[index].lines()) for index in indexes}
    numbers = _page_numbers(pages, runs)
    for index in indexes:
        lines = pages[index].lines()
        if not runs[index]:
            found += [
                TranscriptLine(index, line.start, line.start, line.end, 0, 0)
                for line in lines
                if line.text.strip()
            ]
        for nth, run in enumerate(runs[index]):
            page = numbers.get((index, nth), 0)
            for number, line in run:
                match = _NUMBERED.match(line.text) if number else None
                words = line.start + (match.end() if match else 0)
                found.append(TranscriptLine(index, line.start, words, line.end, page, number))
    return tuple(found)


def _runs(lines: Sequence[Line]) -> tuple[tuple[tuple[int, Line], ...], ...]:
    """Runs of lines numbered 1, 2, 3 … in their margin, each one page of the transcript."""
    runs: list[list[tuple[int, Line]]] = []
    for line in lines:
        match = _NUMBERED.match(line.text)
        number = int(match[1]) if match else 0
        if number == 1:
            runs.append([(1, line)])
        elif runs and number == runs[-1][-1][0] + 1 <= _LAST_LINE:
            runs[-1].append((number, line))
    kept = [run for run in runs if len(run) >= _LEAST_LINES]
    # Two transcript pages read as one line: "3 A. Yes. 3 Q. And then?"
    torn = sum(bool(re.search(rf"\s{n}\s+\S", _said_on(line))) for run in kept for n, line in run)
    if torn * 3 > sum(len(run) for run in kept):
        return ()
    return tuple(tuple(run) for run in kept)


def _said_on(line: Line) -> str:
    """A line's words without its number."""
    match = _NUMBERED.match(line.text)
    return line.text[match.end() :] if match else line.text


_PURE = re.compile(r"^\W*(?:page\s*)?(\d{1,4})\W*$", re.IGNORECASE)
_SAID = re.compile(r"\bpages?\s+(\d{1,4})\b", re.IGNORECASE)
_AT_END = re.compile(r"\s(\d{1,4})\s*$")


def _page_numbers(
    pages: Sequence[Page], runs: dict[int, tuple[tuple[tuple[int, Line], ...], ...]]
) -> dict[tuple[int, int], int]:
    """(Index, nth run on it) → the transcript's page number, where one is printed and goes on."""
    printed = {
        index: [_near(pages[index].lines(), run, several=len(own) > 1) for run in own]
        for index, own in runs.items()
    }
    singles = {index: found[0] for index, found in printed.items() if len(found) == 1}
    votes = Counter(number - index for index, found in singles.items() for number in found)
    offset, count = min(votes.items(), key=lambda v: (-v[1], abs(v[0]), v[0])) if votes else (0, 0)
    numbers: dict[tuple[int, int], int] = {}
    last = 0
    for index, own in printed.items():
        if not own:
            continue
        if len(own) == 1:
            # A run of numbers that goes on, or in an excerpt the only number the page prints, if it rises.
            goes_on = count > 1 and index + offset in own[0]
            first = index + offset if goes_on else min(own[0], default=0) if len(own[0]) == 1 else 0
        else:
            on_all = (n for n in sorted(own[0]) if all(n + k in found for k, found in enumerate(own)))
            first = next(on_all, 0)
        if first > last:
            numbers |= {(index, k): first + k for k in range(len(own))}
            last = first + len(own) - 1
    return numbers


def _near(lines: Sequence[Line], run: Sequence[tuple[int, Line]], *, several: bool) -> set[int]:
    """Page numbers printed beside a run: above its first line or below its last."""
    first, last = run[0][1].start, run[-1][1].end
    above = [line for line in lines if line.end <= first][-3:]
    below = [line for line in lines if line.start >= last][:3]
    found: set[int] = set()
    for line in (*above, *below):
        for pattern in (_PURE, _SAID) if several else (_PURE, _SAID, _AT_END):
            match = pattern.search(line.text)
            if match:
                found.add(int(match[1]))
    return found


_QUESTION = re.compile(r"\s*(?:(?i:Q(?:UESTION)?)\s*[.:)]\s*\S|Q\s+\S)")
_ANSWER = re.compile(r"\s*(?:A(?:NSWER)?\s*[.:)]\s*\S|A\s{2,}\S|A\s+[A-Z]|THE WITNESS\s*:)")
_MARK = re.compile(r"\s*(?:A(?:NSWER)?\s*[.:)]|A\s|THE WITNESS\s*:)\s*")
_OTHERS = re.compile(
    r"\s*(?:(?:MR|MS|MRS)\.?\s+[A-Z][A-Z'’-]+"
    r"|THE (?:COURT|(?:COURT )?REPORTER|VIDEOGRAPHER|INTERPRETER))\s*:"
)
_TURN = re.compile(
    r"\s*(?:BY (?:MR|MS|MRS)\b|(?:[A-Z]+ )?EXAMINATION\b|\(.*\)\s*$|\((?:Whereupon|Thereupon)\b"
    r"|(?:(?:COURT )?REPORTER['’]?S )?CERTIFICATE\b|CERTIFICATION OF\b|ERRATA\b|JURAT\b|WORD INDEX\b)"
)


def blocks_of(pages: Sequence[Page], indexes: Sequence[int]) -> tuple[Block, ...]:
    """The questions of a transcript, each with what follows up to the next."""
    blocks: list[list[TranscriptLine]] = []
    is_open = False
    before: TranscriptLine | None = None
    for line in lines_of(pages, indexes):
        text = pages[line.index].text[line.words : line.end]
        if before and before.page and line.page and line.page - before.page not in (0, 1):
            is_open = False  # an excerpt leaves pages out: what follows answers another question
        before = line
        if _QUESTION.match(text):
            blocks.append([line])
            is_open = True
        elif _TURN.match(text):
            is_open = False
        elif is_open and text.strip():
            blocks[-1].append(line)
    return tuple(_block(pages, lines) for lines in blocks)


def first_question(pages: Sequence[Page], indexes: Sequence[int]) -> tuple[int, int] | None:
    """(Index, offset) of the line of the first question, ``None`` where nobody is asked."""
    return next(
        (
            (line.index, line.start)
            for line in lines_of(pages, indexes)
            if _QUESTION.match(pages[line.index].text[line.words : line.end])
        ),
        None,
    )


def _block(pages: Sequence[Page], lines: Sequence[TranscriptLine]) -> Block:
    texts = [pages[line.index].text[line.words : line.end] for line in lines]
    question, answer = asked_and_answered(texts)
    return Block(tuple(_parts(lines)), question, answer, words_of(" ".join(texts)).joined)


def asked_and_answered(texts: Sequence[str]) -> tuple[str, str]:
    """The words of a question and those of the witness, from lines without their margin.

    What counsel, the court or the reporter say between is neither; lines before the first mark of a speaker
    go on with somebody unknown and are left out too.
    """
    said: dict[str, list[str]] = {"question": [], "answer": [], "": []}
    speaker = ""
    for text in texts:
        if _QUESTION.match(text):
            speaker = "question"
        elif _ANSWER.match(text):
            speaker = "answer"
            text = _MARK.sub("", text, count=1)
        elif _OTHERS.match(text):
            speaker = ""
        said[speaker].append(text)
    return words_of(" ".join(said["question"])).joined, words_of(" ".join(said["answer"])).joined


_YES = re.compile(
    r"(?:yes|yeah|yep|correct|right|true|exactly|absolutely|uh huh|sure|thats (?:right|correct|true)"
    r"|that is (?:right|correct|true))\b"
)
_NO = re.compile(
    r"(?:no|nope|not|never|i (?:dont|do not|didnt|did not|cant|cannot|wasnt|was not|have no)|uh uh"
    r"|thats not|that is not|thats (?:incorrect|wrong|false)|incorrect|wrong|false)\b"
)
_BARE_NO = re.compile(
    r"^(?:no|nope)(?: (?:sir|maam))? (?=(?:i|it|its|my|he|she|they|the|we|you|that|there|his|her|when)\b)"
)
"""A "no" that answers, before a sentence of its own which it does not deny."""
_TAG = re.compile(
    r" (?:(?:wasnt|isnt|didnt|werent|arent|hadnt|dont|doesnt|wouldnt|couldnt|havent|hasnt)"
    r" (?:it|he|she|they|you|that|i)(?: (?:so|true|right|correct))?|is that (?:right|correct|true))$"
)
_TURNED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|without|cannot|(?:was|is|did|were|are|had|do|does|would|could|have|has)nt)\b"
)


def denies(answer: str) -> bool:
    """Whether the words of an answer begin by denying what was asked."""
    return bool(_NO.match(answer))


def what_is_said(question: str, answer: str) -> str:
    """The words that are the witness's own: the answer's, with the question's where it only affirms them.

    "The light was red, wasn't it?" is counsel's until the witness says yes; a yes to a question that holds a
    "not" may mean either and affirms nothing.
    """
    asked = _TAG.sub("", question)
    if _YES.match(answer) and not _TURNED.search(asked):
        return f"{asked} {answer}"
    return _BARE_NO.sub("", answer)


def _parts(lines: Sequence[TranscriptLine]) -> Iterator[Part]:
    at = 0
    while at < len(lines):
        first = last = lines[at]
        while at < len(lines) and (lines[at].index, lines[at].page) == (first.index, first.page):
            last = lines[at]
            at += 1
        pinpoint = ""
        if first.page and first.number:
            to = f"-{last.number}" if last.number != first.number else ""
            pinpoint = f"{first.page}:{first.number}{to}"
        yield Part(first.index, first.start, last.end, pinpoint)
