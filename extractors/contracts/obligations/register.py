"""The obligation register of a contract: each sentence's duties, prohibitions and rights, or why it has
none.

Answers who, what, on what condition, by when and how often, each as a span of the flow. An item of a list
behind a colon ("The Buyer shall: (a) pay the price;") takes obligor and modality from the sentence that
leads it in. Every sentence is in the register or among the excluded. No obligor is guessed, no deadline
computed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.contracts.obligations.duties import Duty, Reading, read
from extractors.contracts.obligations.obligation import Excluded, Modality, Obligation, Reason
from extractors.contracts.sentences import Sentence

_ITEM = re.compile(
    r"\(?(?P<mark>[a-z]|[ivx]{1,5}|[A-Z]|\d{1,2})[.)]\s+(?=[a-z])|(?P<bullet>[-•●▪■])\s+(?=[a-z])"
)
_ITEM_END = re.compile(r"[\s,;.]*(?:[;,]\s*(?:and|or|and/or))?[\s,;.:]*$")
_LATER_MARK = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|[A-Z]|\d{1,2})[.)]\s|[-•●▪■]\s")


def obligations(
    flow_text: str, sentences: Sequence[Sentence], parties: Collection[str]
) -> tuple[tuple[Obligation, ...], tuple[Excluded, ...]]:
    """The register of a contract and the sentences that are not in it, both in the order of the text.

    Args:
        flow_text: the contract's flow.
        sentences: its sentences.
        parties: names and aliases of its parties, as printed; they are known as obligors by name. May be
        empty.
    """
    register: list[Obligation] = []
    excluded: list[Excluded] = []
    lead_in: Duty | None = None
    for sentence in sentences:
        reading = read(flow_text, sentence.start, sentence.end, parties)
        text = flow_text[sentence.start : sentence.end]
        if lead_in and not reading.duties and (item := _item(lead_in, sentence, text)):
            register.append(_entry(flow_text, sentence, item))
            continue
        if reading.lead_in:
            lead_in = reading.lead_in
        elif not _LATER_MARK.match(text):
            lead_in = None
        register += [_entry(flow_text, sentence, duty) for duty in reading.duties]
        if not reading.duties:
            excluded.append(_excluded(sentence, reading))
    return tuple(register), tuple(excluded)


def _item(lead_in: Duty, sentence: Sentence, text: str) -> Duty | None:
    """A list item as what the lead-in lays on its obligor; None for what is no item that begins with a
    verb."""
    mark = _ITEM.match(text)
    end = _ITEM_END.search(text)
    if mark is None or end is None or end.start() <= mark.end():
        return None
    denied = text.startswith("not ", mark.end())
    modality = Modality.MUST_NOT if denied and lead_in.modality is Modality.MUST else lead_in.modality
    start = mark.end() + (len("not ") if denied else 0)
    return replace(lead_in, modality=modality, action=(sentence.start + start, sentence.start + end.start()))


def _entry(flow_text: str, sentence: Sentence, duty: Duty) -> Obligation:
    return Obligation(
        sentence.start,
        sentence.end,
        duty.modality,
        " ".join(flow_text[slice(*duty.operative)].split()),
        duty.obligor,
        duty.action,
        duty.trigger,
        duty.deadline.span if duty.deadline else None,
        duty.deadline.value if duty.deadline else "",
        duty.recurrence.span if duty.recurrence else None,
        duty.recurrence.value if duty.recurrence else "",
        sentence.number,
        sentence.heading,
    )


def _excluded(sentence: Sentence, reading: Reading) -> Excluded:
    return Excluded(sentence.start, sentence.end, reading.reason or Reason.STATEMENT, reading.because)
