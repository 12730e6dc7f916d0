"""The heading that a contract prints behind a section's number, alone or run into the first sentence.

Answers: which words behind an enumerator are a heading, as a span of the text. Refuses to guess where one
without mark or capitals ends: of "3.1 Term The term of this Agreement" none can be told.
"""

from __future__ import annotations

import re

_SMALL_WORDS = (
    "a an and as at between by during for from in into its no not of on or other per than that the their to "
    "under upon versus via vs with within without & etc et al de la del"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_VERBS = re.compile(
    r"(?i)\b(?:shall|will|is|are|was|were|may|must|means|mean|has|have|agrees?|hereby|can|does|do|includes?|"
    r"refers?|constitutes?|acknowledges?|warrants?|represents?)\b"
)
_WORD = re.compile(r"[^\W_][\w’'./&-]*", re.UNICODE)
_LONGEST = 110
_MOST_WORDS = 14
_RUN_IN = re.compile(
    r"(?P<title>[^\n.:;]{2,110}?(?:\n[^\n.:;]{2,60}?)?)"
    r"\s?(?:\]\.?|[.:;]\s?[–—-]*|\s[–—-]+)(?=\s|$|[“\"(\[A-Z])"
)
_CAPITALS = re.compile(
    r"(?P<title>[A-Z][A-Z0-9&,/’'()\-]*(?:\s+[A-Z0-9&/’'(][A-Z0-9&,/’'()\-]*)*)(?=\s+[A-Z“\"(\d])"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}.*|\s{3,}\d{1,3}\s*$")


def is_title(words: str) -> bool:
    """Whether a text is printed as a title: capitals, or a capital on every word that is not a small one."""
    found = _WORD.findall(words)
    letters = [word for word in found if word[0].isalpha()]
    if not letters or len(found) > _MOST_WORDS or not (words[0].isalpha() or words[0] in "“\"([’'‘"):
        return False
    return letters[0][0].isupper() and all(w[0].isupper() or w.lower() in _SMALL for w in letters)


def heading_after(text: str, end: int, limit: int, *, may_follow: bool = False) -> tuple[int, int]:
    """The span of the heading behind an enumerator that ends at ``end``; an empty span where there is none.

    Args:
        text: the flow of the contract.
        end: first character behind the enumerator and its mark.
        limit: where the next enumerator stands; a heading never goes past it.
        may_follow: whether the heading may stand in the paragraph below ("ARTICLE IV", then "Payments").
    """
    start = _skip(text, end, limit)
    stop = _paragraph_end(text, start, limit)
    if start >= stop and may_follow:
        start = _skip(text, stop + 1, limit, lines=True)
        stop = _paragraph_end(text, start, limit)
        found = _whole(text, start, stop)
        return found if found and is_title(text[found[0] : found[1]]) else (end, end)
    if start >= stop:
        return end, end
    return _whole(text, start, stop) or _run_in(text, start, stop) or (end, end)


def _skip(text: str, at: int, limit: int, *, lines: bool = False) -> int:
    marks = " \t–—-:.[_" + ("\n" if lines else "")
    while at < limit and text[at] in marks:
        at += 1
    if not lines and at < limit and text[at] == "\n" and not _BLANK_LINE.match(text, at):
        return _skip(text, at + 1, limit)
    return at


def _paragraph_end(text: str, start: int, limit: int) -> int:
    blank = _BLANK_LINE.search(text, start, limit)
    return blank.start() if blank else limit


def _whole(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """A paragraph, or the stretch up to the next number, that is nothing but a title."""
    body = _LEADERS.sub("", text[start:stop].rstrip()).rstrip().rstrip("]_.:;–—-").rstrip()
    if not body or len(body) > _LONGEST or re.search(r"\.\s", body):
        return None
    sentence = text[start:stop].rstrip().endswith(".")
    return (start, start + len(body)) if is_title(body) or (_is_phrase(body) and not sentence) else None


def _is_phrase(words: str) -> bool:
    """A few words without a verb ("Governing law"), as some contracts print their headings."""
    few = len(words.split()) <= 4 and words[0].isupper()
    return few and not _VERBS.search(words) and not re.search(r"[;:,]", words)


def _run_in(text: str, start: int, stop: int) -> tuple[int, int] | None:
    match = _RUN_IN.match(text, start, stop)
    if match:
        title = match["title"].rstrip()
        goes_on = bool(text[match.end() : stop].strip())
        if (is_title(title) or (_is_phrase(title) and goes_on)) and title[0] not in '“"' and "_" not in title:
            return start, start + len(title)
    match = _CAPITALS.match(text, start, stop)
    if match:
        title = match["title"].rstrip(",(")
        # One short word in capitals is a party ("IBM Shall"), not a heading.
        follows = _VERBS.match(text, match.end() + 1)
        if len(title.replace(" ", "")) >= 6 and is_title(title) and not follows and not _VERBS.search(title):
            return start, start + len(title.rstrip())
    return None
