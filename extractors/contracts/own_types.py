"""The firm's own clause list: types of its own, found by its own cues beside the 41 types.

Answers: the types of a list; the sentences of a contract in which one stands, and by which cue; the examples
that a list does not bear out. Refuses, with file and line: what is not TOML, unknown settings, a type without
sentences to try it on, a name that is taken. A cue stands there or not: nothing here is calibrated.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_rules import Rule, RuleBook, Stretch, compile_rule, fired, rule_book
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.cue_language import CueError, Lists, compile_cues
from extractors.errors import UsageError
from extractors.lexicon import load

OWN_TYPES_FILE = "clause-types.toml"
"""Where an office or a matter keeps the list."""
_SETTINGS = ("name", "cues", "near", "also", "unless", "yes", "no")
_ASKED = ("cues", "yes", "no")
_TYPE = re.compile(r"\s*\[\[\s*type\s*\]\]")
_LONGEST_NAME = 60
_MOST_BYTES = 1_000_000
_SIGN = re.compile(r"[~{}#$@]")
_WIDEST = 6
"""Signs "~" in one cue: each more multiplies the places that are tried."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a list gives for ``type``, on ``line``; ``wanted`` says whether it must be found."""

    type: str
    text: str
    wanted: bool
    line: int


@dataclass(frozen=True, slots=True)
class OwnTypes:
    """The types of a list in its order, the rules that find them, and the sentences to try them on."""

    names: tuple[str, ...]
    book: RuleBook
    examples: tuple[Example, ...]


def read_own_types(content: bytes, file: str) -> OwnTypes:
    """The types of a list, whether or not its examples bear it out.

    Args:
        content: the list, TOML in UTF-8.
        file: how to call it in an error.

    Raises:
        UsageError: naming file and line.
    """
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{file} is no list of types: it has more than 1 MB.", "Check the file.")
    try:
        text = content.decode("utf-8-sig")  # Windows editors put a mark before UTF-8
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also brackets and numbers that nobody types
        place = f": {error}" if isinstance(error, tomllib.TOMLDecodeError) else ""
        raise UsageError(f"{file} is not TOML in UTF-8{place}.", "Correct it.") from None
    source = _source(text, file)
    source.known(data, ("words", "type"), 0)
    lists = _lists(data.get("words", {}), source)
    entries = data.get("type", [])
    if not isinstance(entries, list) or not entries:
        raise source.error("there is no [[type]].", 0, "words")
    names: list[str] = []
    rules: list[Rule] = []
    examples: list[Example] = []
    for number, entry in enumerate(entries, 1):
        name = _name(entry, names, source, number)
        names.append(name)
        rules += _rules(name, entry, lists, source, number)
        for key, wanted in (("yes", True), ("no", False)):
            examples += [Example(name, e, wanted, source.line(number, key, e)) for e in entry[key]]
    return OwnTypes(tuple(names), rule_book(rules), tuple(examples))


def own_types(content: bytes, file: str) -> OwnTypes:
    """The types of a list whose examples all do what they say.

    Raises:
        UsageError: as `read_own_types`, or an example is found that should not be or the other way round.
    """
    own = read_own_types(content, file)
    if failed := failing(own):
        first = failed[0]
        told = "is not found" if first.wanted else "is found"
        raise UsageError(
            f"{file}, line {first.line}: an example of {first.type!r} {told} ({len(failed)} such in all).",
            f"Try it with `pincite clauses check {file}`.",
        )
    return own


def failing(own: OwnTypes) -> tuple[Example, ...]:
    """The examples that a list does not bear out: wanted and not found, or found and not wanted."""
    return tuple(
        e for e in own.examples if e.wanted != any(hit.type == e.type for hit in own.book.met(e.text))
    )


def own_hits(own: OwnTypes, text: str, sentences: Sequence[Stretch]) -> tuple[Hit, ...]:
    """The sentences of a contract in which a type of the list stands, by type in the list's order.

    ``confidence`` is 1: the cue stands there. ``because`` are the cues.
    """
    found: dict[tuple[int, int, int], list[str]] = {}
    for at, hits in zip(sentences, fired(text, sentences, own.book), strict=True):
        for hit in hits:
            found.setdefault((own.names.index(hit.type), at.start, at.end), []).append(hit.rule_name)
    return tuple(
        Hit(own.names[place], start, end, 1.0, tuple(cues))
        for (place, start, end), cues in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """The file as printed, for the lines of errors: TOML's values do not know where they stood."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]
    file: str

    def line(self, number: int, key: str, value: str = "") -> int:
        """The line (from 1) of ``value`` under ``key`` in the ``number``-th type, or of what is nearest."""
        lines, starts = self.lines, self.starts
        first = starts[number - 1] if 0 < number <= len(starts) else 0
        last = starts[number] if 0 < number < len(starts) else len(lines)
        setting = re.compile(rf"\s*\[{{0,2}}\s*[\"']?{re.escape(key)}[\"']?\s*[=\]]")
        at = next((i for i in range(first, last) if setting.match(lines[i])), None)
        if at is None:
            return first + 1
        spelled = (value, json.dumps(value, ensure_ascii=False)[1:-1])
        return next((i for i in range(at, last) if value and any(s in lines[i] for s in spelled)), at) + 1

    def error(self, problem: str, number: int, key: str, value: str = "") -> UsageError:
        return UsageError(f"{self.file}, line {self.line(number, key, value)}: {problem}", "Correct it.")

    def known(self, table: Mapping[str, Any], settings: Sequence[str], number: int) -> None:
        for key in table:
            if key not in settings:
                raise self.error(f"{key!r} is not a setting; those are {', '.join(settings)}.", number, key)

    def texts(self, table: Mapping[str, Any], key: str, number: int) -> None:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.error(f"{key!r} must be a list of texts.", number, key)


def _source(text: str, file: str) -> _Source:
    lines = tuple(text.split("\n"))
    return _Source(lines, tuple(i for i, line in enumerate(lines) if _TYPE.match(line)), file)


def _lists(words: Any, source: _Source) -> Lists:
    """The house's lists of words and the firm's own; a list of the firm's takes the place of one so named."""
    if not isinstance(words, dict):
        raise source.error("'words' must be a table of lists.", 0, "words")
    for key, phrases in words.items():
        source.texts(words, key, 0)
        if not re.fullmatch(r"\w+", key) or not phrases:
            raise source.error(f"{key!r} is no list of words.", 0, key)
        for phrase in phrases:
            try:
                compile_cues([phrase], {})
            except CueError as error:
                raise source.error(str(error), 0, key, phrase) from None
            if _SIGN.search(phrase):
                raise source.error(f"{phrase!r} in a list must be plain words.", 0, key, phrase)
    return {**load("clause_cues")["words"], **words}


def _name(entry: Any, taken: Sequence[str], source: _Source, number: int) -> str:
    if not isinstance(entry, dict):
        raise source.error("a [[type]] table is expected.", number, "type")
    source.known(entry, _SETTINGS, number)
    name = entry.get("name")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME or not name.isprintable():
        raise source.error(f"'name' must be a text of 1 to {_LONGEST_NAME} characters.", number, "name")
    name = " ".join(name.split())
    if name.casefold() in {kind.value.casefold() for kind in ClauseType}:
        raise source.error(f"{name!r} is one of the 41 types; take another name.", number, "name")
    if name.casefold() in {other.casefold() for other in taken}:
        raise source.error(f"{name!r} stands there twice.", number, "name")
    return name


def _rules(name: str, entry: Mapping[str, Any], lists: Lists, source: _Source, number: int) -> list[Rule]:
    """A rule for each cue, so that a hit can say by which cue it was found."""
    for key in _SETTINGS[1:]:
        source.texts(entry, key, number)
    for key in _ASKED:
        if not entry.get(key):
            raise source.error(f"{name!r} has no {key!r}.", number, key)
    for key in ("cues", "near", "also", "unless"):
        for cue in entry.get(key, ()):
            if cue.count("~") > _WIDEST:
                raise source.error(f"{cue!r} holds more than {_WIDEST} signs '~'.", number, key, cue)
    beside = {key: entry.get(key, []) for key in ("near", "also", "unless")}
    for key, phrases in beside.items():
        for phrase in phrases:
            try:
                compile_cues([phrase], lists)
            except CueError as error:
                raise source.error(str(error), number, key, phrase) from None
    rules = []
    for cue in dict.fromkeys(entry["cues"]):
        try:
            rules.append(compile_rule(name, cue, {"cues": [cue], **beside}, lists))
        except CueError as error:
            raise source.error(str(error), number, "cues", cue) from None
    return rules
