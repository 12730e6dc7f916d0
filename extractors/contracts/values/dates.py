"""Calendar dates as contracts print them, blanks included: "1st day of March, 2016", "____ day of May, 20__".

Answers each date with the parts that are printed; a part left blank is None, never guessed. Numbers apart by
slashes are read month first and numbers apart by dots day first, as their writers do, and both say so
(`ContractDate.order`) when the other reading is a date too. Refuses years of two figures in dates of words,
days that no calendar has, and phrases that name a day without printing it ("the date hereof").
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from itertools import chain

from extractors.contracts.values.written_numbers import ORDINALS, WORDS, ordinal_value, words_value

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MON = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_S = r"\s{0,30}"
_GAP = r"\s{1,30}"
# A superscript that came loose from its number: "20t h".
_TH = r"(?:\s?(?:st|nd|rd|th|s\st|n\sd|r\sd|t\sh))?(?![a-z])"
_BLANK = r"(?:_{1,60}(?:\s_{1,60}){0,4}|\[[\s_.●•·*∙…—-]{0,20}\]|●|•|…{1,9}|\.{4,60}|\*{3,9}|x{2,9}(?![a-z]))"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_CUT_YEAR = r"(?P<cut>(?:19|20)(?:\d(?!\d))?_{0,20}|(?:19|20)\d?\[[^\]]{0,6}\])"
_DAY = rf"(?P<d>\d{{1,2}}){_TH}"
_DAY_WORDS = rf"(?P<dw>{ORDINALS})(?:\s{{0,3}}\(\d{{1,2}}{_TH}\))?"
_BEGINS = r"(?<![^\W_])(?<!/)"
_COMMA = rf"{_S}(?:[,.]{_S}){{0,2}}"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_FORMS = (
    # "1st day of March, 2016", "20 March day of 1998", "the fourth day of April, Two Thousand and Three"
    _pattern(
        rf"{_BEGINS}(?:{_DAY}|{_DAY_WORDS}|(?P<db>{_BLANK}))?{_S}day{_GAP}of{_S}(?:{_MON}|(?P<mb>{_BLANK}))?"
        rf"{_COMMA}(?:(?:of|in{_GAP}the{_GAP}year(?:{_GAP}of)?){_GAP})?(?:{_YEAR}|{_CUT_YEAR}|(?P<yw>(?=two{_GAP}thousand|nineteen){WORDS}))?"
    ),
    _pattern(rf"{_BEGINS}{_DAY}{_GAP}{_MON}{_GAP}day{_GAP}of{_GAP}{_YEAR}"),
    _pattern(rf"{_BEGINS}{_MON}{_S}{_DAY}(?:{_COMMA}|{_S}of{_GAP}){_YEAR}"),
    _pattern(rf"{_BEGINS}{_DAY}{_S}(?:of{_GAP})?[-/]?{_MON}[-/]?{_COMMA}{_YEAR}"),
    # A month and a year, the day blank or not given: "March ____, 2018", "July 2013"
    _pattern(rf"{_BEGINS}{_MON}{_S}(?P<db>{_BLANK}){_COMMA}(?:{_YEAR}|{_CUT_YEAR})?"),
    _pattern(rf"{_BEGINS}(?<!\d\s)(?<!\d)(?P<month_only>{_MON})(?:{_COMMA}|{_GAP}of{_GAP}){_YEAR}"),
    _pattern(rf"{_BEGINS}(?:(?P<mb>{_BLANK}){_COMMA}|(?<=\s),\s)(?:(?P<db>{_BLANK}){_COMMA})?{_YEAR}"),
)
# A word that is no English month between a day and a year, in the languages that American filers sign in.
_FOREIGN = re.compile(
    r"(?<![\w/])(?P<d>\d{1,2})(?:er|[.º°ª])?\s(?:de\s|di\s)?(?P<word>[^\W\d_]{3,10}\.?)\s(?:de\s|del\s)?(?P<y>(?:19|20)\d\d)(?!\w)"
)
_LANGUAGES = ["es", "fr", "de", "it", "pt", "nl"]
_ENGLISH_MONTH = _pattern(_MON)
_ISO = re.compile(r"(?<![\w/.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\w/-])")
_FIGURES = re.compile(
    r"(?<![\w/.$€£-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\w/%-]|\.\d)"
)


@dataclass(frozen=True, slots=True)
class ContractDate:
    """``text[start:end]`` as a date; year, month and day are None where the paper leaves them blank.

    ``order`` says how figures that could be read two ways were read ("month first", "day first"), else "".
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    order: str = ""

    @property
    def whole(self) -> date | None:
        """The day, where year, month and day are all printed."""
        if self.year and self.month and self.day:
            return date(self.year, self.month, self.day)
        return None

    @property
    def iso(self) -> str:
        """ISO 8601, reduced to what is printed: "2016-03-01", "2018-03", "--12-01"; "" for blanks only."""
        if self.year:
            month = f"-{self.month:02}" if self.month else ""
            return f"{self.year}{month}" + (f"-{self.day:02}" if month and self.day else "")
        if self.month:
            return f"--{self.month:02}" + (f"-{self.day:02}" if self.day else "")
        return ""


def dates_in(text: str) -> tuple[ContractDate, ...]:
    """The dates of a text in order, not overlapping; where two forms fit, the longer and then the earlier."""
    spelt = (_spelt(m) for form in _FORMS for m in form.finditer(text) if m[0])
    figures = (_figures(m) for m in _FIGURES.finditer(text))
    iso = (_made(m, int(m["y"]), int(m["m"]), int(m["d"])) for m in _ISO.finditer(text))
    foreign = (_foreign(m) for m in _FOREIGN.finditer(text))
    kept: list[ContractDate] = []
    taken = bytearray(len(text))
    found = (d for d in chain(spelt, figures, iso, foreign) if d)
    for item in sorted(found, key=lambda d: (-_printed(d), d.start - d.end, d.start)):
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            kept.append(item)
    return tuple(sorted(kept, key=lambda d: d.start))


def _printed(item: ContractDate) -> int:
    return sum(part is not None for part in (item.year, item.month, item.day))


def _spelt(match: re.Match[str]) -> ContractDate | None:
    parts = match.groupdict()
    if parts.get("month_only") == "may":  # the verb
        return None
    month = _MONTHS[parts["mon"][:3].lower()] if parts.get("mon") else None
    year = int(parts["y"]) if parts.get("y") else None
    if parts.get("yw"):
        year = words_value(parts["yw"])
    day = int(parts["d"]) if parts.get("d") else None
    if parts.get("dw"):
        day = ordinal_value(parts["dw"])
    blank = parts.get("db") or parts.get("mb") or parts.get("cut")
    # "30th day of April" dates a contract; "the last day of each month" does not.
    blanked = blank and (day or month or parts.get("cut"))
    if not (year or blanked or (day and month)):
        return None
    return _made(match, year, month, day)


def _foreign(match: re.Match[str]) -> ContractDate | None:
    """A date such as "3 de mayo de 2019": all parts are asked for, so none is completed from today's date."""
    if _ENGLISH_MONTH.fullmatch(match["word"]):
        return None
    import dateparser

    settings: dict[str, object] = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": "DMY",
    }
    parsed = dateparser.parse(match[0].replace("º", ""), languages=_LANGUAGES, settings=settings)
    return _made(match, parsed.year, parsed.month, parsed.day) if parsed else None


def _figures(match: re.Match[str]) -> ContractDate | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        # Two figures: contracts are dated near their own time; electronic filing began in 1993.
        year += 2000 if year < 70 else 1900
    day_first = match["sep"] == "."
    if day_first and len(match["y"]) == 2:  # a section's number
        return None
    if first > 12:
        day_first = True
    elif second > 12:
        day_first = False
    month, day = (second, first) if day_first else (first, second)
    open_order = first <= 12 and second <= 12 and first != second
    order = ("day first" if day_first else "month first") if open_order else ""
    return _made(match, year, month, day, order)


def _made(
    match: re.Match[str], year: int | None, month: int | None, day: int | None, order: str = ""
) -> ContractDate | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month or 1)[1]:
        return None
    end = match.start() + len(match[0].rstrip(" \t\r\n,"))
    start = match.end() - len(match[0].lstrip(" \t\r\n,"))
    return ContractDate(start, end, year, month, day, order)
