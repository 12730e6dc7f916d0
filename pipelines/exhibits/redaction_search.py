"""Everything in a PDF that holds words without showing them: strings, names and streams of every object.

Answers: where values stand, in the program's words, once filters, hexadecimal, octal, UTF-16 and XML entities
are undone. What pages print is not searched here but read by two engines
(`pipelines.exhibits.redaction_proof`). Names what no search can clear: files within the file, and bytes that
belong to no object, as earlier revisions leave them. Names, fonts and colour profiles are full of words of
their own (``Contents``, ``Regular``): there, only values of several words or with a figure are searched for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pipelines.exhibits.redaction_text import LONG, SHORT, Searched

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_LITERAL = re.compile(rb"\((?:[^()\\]|\\.){2,}\)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{6,})>")
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_OBJECT = re.compile(rb"(?<![0-9])[0-9]{1,10}[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+obj(?![A-Za-z0-9])")
_END = b"%%EOF"
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n\f\x00"
_MOSTLY = 0.85
_SAMPLE = 20_000
_FILES = ("/EmbeddedFiles", "/EF", "/AF", "/FileAttachment", "/RichMedia", "/Collection")
_IN_OBJECT_STREAM = 2
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a value stands: in the program's words."""

    value: str
    where: str


def hidden_places(path: Path, values: Sequence[str]) -> tuple[Found, ...]:
    """Where the values stand in strings, names and streams; what pages print left out.

    Raises:
        pikepdf.PdfError: the file cannot be opened.
    """
    found: list[Found] = []
    with pikepdf.open(path) as pdf:
        drawing = _drawing(pdf)
        own = [v for v in values if len(v.split()) > 1 or any(c.isdigit() for c in v)]
        for item in pdf.objects:
            found += _in_object(item, item.objgen in drawing, values, own)
        trailer = Dictionary({k: pdf.trailer[k] for k in sorted(pdf.trailer.keys()) if k != "/Root"})
        found += _in_texts(_strings(trailer), "the trailer", values)
    return tuple(dict.fromkeys(found))


def unclearable(path: Path) -> tuple[str, ...]:
    """What the file carries that a search of it cannot clear, in the program's words.

    Raises:
        pikepdf.PdfError: the file cannot be opened.
    """
    untrusted_bytes = path.read_bytes()
    found: list[str] = []
    with pikepdf.open(path) as pdf:
        table = pdf.get_xref_table()
        known = {e.offset for e in table.values() if e.type != _IN_OBJECT_STREAM}
        names = {k for item in pdf.objects if isinstance(item, Dictionary | Stream) for k in item.keys()}  # noqa: SIM118
        if names & set(_FILES):
            found.append("a file within the file")
    if any(m.start() not in known for m in _OBJECT.finditer(untrusted_bytes)):
        found.append("an object that is no longer in use, as earlier revisions leave them")
    if untrusted_bytes.count(_END) != 1 or untrusted_bytes.rpartition(_END)[2].strip():
        found.append("an earlier revision, or bytes behind the end of the file")
    if not untrusted_bytes.startswith(b"%PDF-"):
        found.append("bytes before the beginning of the file")
    return tuple(found)


def _drawing(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """The streams that draw: contents of pages, drawings, patterns, glyphs."""
    found: set[tuple[int, int]] = set()
    for item in pdf.objects:
        if isinstance(item, Stream):
            if item.get("/Subtype") == Name.Form or "/PatternType" in item:
                found.add(item.objgen)
        elif isinstance(item, Dictionary):
            parts: list[object] = [item.get("/Contents")] if item.get("/Type") == Name.Page else []
            glyphs = item.get("/CharProcs")
            if isinstance(glyphs, Dictionary):
                parts += [glyphs[key] for key in sorted(glyphs.keys())]
            for part in parts:
                streams = list(part) if isinstance(part, Array) else [part]
                found.update(s.objgen for s in streams if isinstance(s, Stream))
    return frozenset(found)


def _in_object(item: pikepdf.Object, draws: bool, values: Sequence[str], own: Sequence[str]) -> list[Found]:
    """Places in one object; ``own`` are the values that are no words of the format's."""
    number = item.objgen[0]
    found = _in_texts(_strings(item), f"a string of object {number}", values)
    found += _in_texts(_names(item), f"a name in object {number}", own)
    if isinstance(item, Stream):
        where = f"the stream of object {number}"
        data = _decoded(item)
        if draws:
            return found + _in_texts(_not_shown(item, data), where, values)
        wanted = own if _has_words_of_its_own(item, data) else values
        if item.get("/Subtype") == Name.Image or not _is_text(data):
            raw = item.read_raw_bytes()
            return found + [Found(v, where) for v in wanted if _in_bytes(v, data) or _in_bytes(v, raw)]
        found += _in_texts([*_readings(data), *_strings_in(data)], where, wanted)
    return found


def _in_texts(texts: Iterator[str] | Sequence[str], where: str, values: Sequence[str]) -> list[Found]:
    searched = [Searched(text) for text in dict.fromkeys(texts)]
    return [Found(v, where) for v in values if any(text.holds(v, loose=True) for text in searched)]


def _strings(item: pikepdf.Object) -> Iterator[str]:
    """The strings of one object, not of those that it refers to."""
    for part in _parts(item):
        if isinstance(part, pikepdf.String):
            yield from _readings(bytes(part))


def _names(item: pikepdf.Object) -> Iterator[str]:
    """The names and keys of one object."""
    for part in _parts(item):
        if isinstance(part, Name):
            yield str(part)
        elif isinstance(part, Dictionary | Stream):
            yield from sorted(part.keys())


def _parts(item: object, depth: int = 0) -> Iterator[pikepdf.Object]:
    """An object and everything that is written inside it."""
    if not isinstance(item, pikepdf.Object) or depth > _DEEPEST:
        return
    yield item
    if isinstance(item, Dictionary | Stream):
        inner = [item.get(key) for key in sorted(item.keys())]
    elif isinstance(item, Array):
        inner = list(item)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _parts(value, depth + 1)


def _has_words_of_its_own(item: Stream, data: bytes) -> bool:
    """Whether a stream is a font's, a map of its codes, or a colour profile."""
    font = "/Length1" in item or item.get("/Subtype") in (Name.Type1C, Name.CIDFontType0C, Name.OpenType)
    return font or b"begincmap" in data[:_SAMPLE] or data[36:40] == b"acsp"


def _not_shown(item: Stream, data: bytes) -> list[str]:
    """Strings in a drawing that are not drawn: alternate texts, and whatever cannot be told."""
    try:
        instructions = pikepdf.parse_content_stream(item)
    except pikepdf.PdfError:
        return [*_readings(data), *_strings_in(data)]
    texts: list[str] = []
    for instruction in instructions:
        if str(instruction.operator) not in _SHOWING:
            for operand in instruction.operands:
                texts.extend(_strings(operand))
    return texts


def _decoded(item: Stream) -> bytes:
    try:
        return item.read_bytes()
    except pikepdf.PdfError:
        return item.read_raw_bytes()


def _readings(data: bytes) -> tuple[str, ...]:
    """Bytes as every text they can be."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return (data.decode("utf-16", "replace"),)
    texts = [data.decode("latin-1")]
    if b"\x00" in data:
        texts += [data.decode(coding, "replace") for coding in ("utf-16-be", "utf-16-le")]
        texts.append(data.replace(b"\x00", b"").decode("latin-1"))
    elif not data.isascii():
        texts.append(data.decode("utf-8", "replace"))
    if b"&" in data:
        texts += [html.unescape(text) for text in texts]
    return tuple(texts)


def _strings_in(data: bytes) -> Iterator[str]:
    """Strings written in a text as PDF writes them, decoded."""
    for match in _LITERAL.finditer(data):
        inner = match[0][1:-1]
        plain = _OCTAL.sub(lambda m: bytes([int(m[1], 8) & 255]), inner).replace(b"\\\n", b"")
        yield from _readings(plain.replace(b"\\", b""))
    for match in _HEXADECIMAL.finditer(data):
        figures = b"".join(match[1].split())
        yield from _readings(bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode("ascii")))


def _is_text(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return not sample or len(sample.translate(None, _PRINTABLE)) <= (1 - _MOSTLY) * len(sample)


def _in_bytes(value: str, data: bytes) -> bool:
    """Whether a value of `SHORT` letters and more stands in bytes that are no text, in ASCII or UTF-16.

    Shorter ones stand in any picture by chance.
    """
    letters = [c.encode("ascii", "ignore") for c in value.casefold() if c.isalnum()]
    if len(letters) < SHORT:
        return False
    gap = rb"[^0-9A-Za-z]{0,4}" if len(letters) >= LONG else rb"\x00?"
    pattern = gap.join(re.escape(c) if c else rb"[\x80-\xff]{1,4}" for c in letters)
    return re.search(pattern, data, re.IGNORECASE) is not None
