"""Is what a page says in the page: searchable text, reading that can be trusted, label and footer.

Answers: by page. The stamps of the filing are text on every page, so they are taken away before a page is
said to have any of its own. A page that has nothing on it needs no text. Refuses to take a picture for read
because somebody stamped it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.pages import CONFIDENCE_FLOOR, Layer
from pipelines.exhibits.court_profile import Need
from pipelines.exhibits.preflight.faults import Fault, PageRule
from pipelines.exhibits.preflight.finished import Reviewed
from pipelines.exhibits.preflight.opened import SeenPage, Whole

_LEAST = 3
"""Letters and digits from which on a page has text of its own."""
_PICTURE = 0.02
"""Share of the page from which on an image is something to read."""
_DRAWN = 60
"""Drawn lines from which on a page is not blank: frames of stamps have fewer."""
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")
_UNREADABLE = 0.2
"""Share of letters without a meaning from which on a text cannot be searched."""


def squeezed(text: str) -> str:
    """Text with every run of white as one space."""
    return " ".join(text.split())


def stamps_of(seen: SeenPage) -> tuple[str, ...]:
    """Everything the filing prints on a page, longest first."""
    row, facts = seen.row, seen.facts
    found: list[str] = [str(seen.printed)] if seen.printed else []
    if row is not None:
        found.extend((*row.label_text, row.tier, row.designation))
    if facts is not None and row is not None:
        found.extend((facts.bates, footer_of(seen)))
    return tuple(sorted({squeezed(s) for s in found if s.strip()}, key=lambda s: (-len(s), s)))


def footer_of(seen: SeenPage) -> str:
    """The footer of an exhibit's page, "" for pages without."""
    if seen.row is None or seen.facts is None or not seen.facts.exhibit_page:
        return ""
    return f"Exhibit {seen.row.designation}, Page {seen.facts.exhibit_page} of {_own_pages(seen)}"


def _own_pages(seen: SeenPage) -> int:
    assert seen.row is not None
    return max((p.exhibit_page for p in seen.row.pages), default=0)


def reviewed(seen: SeenPage) -> Reviewed:
    """What the plan says of the page's exhibit."""
    return seen.whole.known.reviewed.get(seen.row.id if seen.row else "", Reviewed())


def _text(seen: SeenPage) -> Iterator[Fault]:
    own = squeezed(seen.text)
    for stamp in stamps_of(seen):
        own = own.replace(stamp, "", 1)
    letters = sum(map(str.isalnum, own))
    strange = len(_STRANGE.findall(own))
    if letters >= _LEAST and strange <= _UNREADABLE * (letters + strange):
        return
    if letters < _LEAST and not strange and not _has_something(seen):
        return
    if reviewed(seen).images:
        return
    need = seen.whole.profile.searchable
    yield Fault(
        "no text that can be searched" if letters < _LEAST else "text whose letters have no meaning",
        seen.number,
        seen.designation,
        unchecked=need not in (Need.REQUIRED, Need.PREFERRED),
    )


def _has_something(seen: SeenPage) -> bool:
    objects = seen.objects
    return any(i.share >= _PICTURE for i in objects.images) or objects.drawings >= _DRAWN


def _confidence(seen: SeenPage) -> Iterator[Fault]:
    facts = seen.facts
    if facts is None or facts.text_layer != Layer.OCR or reviewed(seen).images:
        return
    confidence = seen.whole.known.confidences.get((facts.sha256, facts.source_page))
    if confidence is None:
        yield Fault("how well it was read is not known", seen.number, seen.designation, unchecked=True)
    elif confidence < CONFIDENCE_FLOOR:
        yield Fault(f"read with confidence {confidence:.2f}", seen.number, seen.designation)


def _label(seen: SeenPage) -> Iterator[Fault]:
    row = seen.row
    if row is None or seen.facts is None or seen.said.place != row.labelled_place:
        return
    # Long words of a label are divided over two lines, so white counts for nothing.
    text = "".join(seen.text.split())
    if missing := [line for line in row.label_text if "".join(line.split()) not in text]:
        yield Fault(
            f"{len(missing)} of {len(row.label_text)} lines of the label are missing",
            seen.number,
            seen.designation,
        )


def _footers(seen: SeenPage) -> Iterator[Fault]:
    if (footer := footer_of(seen)) and footer not in squeezed(seen.text):
        yield Fault(f"no footer “{footer}”", seen.number, seen.designation)


def _no_footers(whole: Whole) -> str:
    return "" if whole.known.footers else "No footers are asked for."


_LOOK = "Look at the page and put who looked into images_reviewed in the plan, or scan it again, sharper."
PAGE_RULES = (
    PageRule("text", "Has text on every page that says something, or somebody looked at it", _LOOK, _text),
    PageRule("ocr_confidence", "Was read well where it was read from images", _LOOK, _confidence),
    PageRule(
        "label",
        "Bears the label on the first page of each exhibit",
        "Make the deliverable again; if it fails again, choose a slip sheet for this exhibit.",
        _label,
    ),
    PageRule(
        "footers",
        "Bears a footer on every exhibit page",
        "Make the deliverable again.",
        _footers,
        _no_footers,
    ),
)
