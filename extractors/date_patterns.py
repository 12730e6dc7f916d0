"""The forms in which American records print dates, as patterns with named parts.

``y`` year, ``m`` month number, ``mon`` month name, ``d`` day; a second day ``d2`` (with ``m2`` or ``mon2``)
makes a range. Every run of blanks is bounded, so that finding dates takes time linear in the text.
"""

from __future__ import annotations

import re

# Scans read "Jul" as "Jui" or "Ju1", "Oct" as "0ct", "Nov" as "N0v": no other word looks like these.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|ju[l1i]y?|aug(?:ust)?|sept?(?:ember)?"
    r"|[o0]ct(?:[o0]ber)?|n[o0]v(?:ember)?|dec(?:ember)?)\.?"
)
# Digits as OCR prints them: a capital O, a lower-case l and an S stand in for 0, 1 and 5 inside dates only.
_D = r"[0-9OoIlSBg]"
_YEAR = rf"[12][09O]{_D}{{2}}"
_FULL_YEAR = r"(?:19|20)\d\d"
_S = r"\s{0,3}"
_GAP = r"\s{1,3}"
_TH = r"(?:st|nd|rd|th)?"
# What may not follow a numeric date: more of a number. A dash may (a range's second date, a trailing dash).
_ENDS = r"(?![A-SU-Za-z0-9]|T(?!\d)|/\d|\.\d|-\d{1,4}(?![\d/-]|\d*[/-]))"
# Words end at an underscore: forms print dates on ruled lines ("Date ___4/6/21___").
_BEGINS = r"(?<![^\W_])"
_TO = rf"{_S}(?:-|–|to|through|thru){_S}"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


RANGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "month d-d, y",
        _pattern(
            rf"{_BEGINS}(?P<mon>{MONTH}){_S}(?P<d>\d{{1,2}}){_TO}(?:(?P<mon2>{MONTH}){_S})?(?P<d2>\d{{1,2}})"
            rf"(?:{_S},{_S}|{_GAP})(?P<y>{_FULL_YEAR})(?!\w)"
        ),
    ),
    (
        "m/d-m/d/y",
        _pattern(
            rf"{_BEGINS}(?<![/.$-])(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_TO}(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})/"
            rf"(?P<y>{_FULL_YEAR}|\d\d){_ENDS}"
        ),
    ),
    (
        "spanish",
        _pattern(
            rf"(?<!\w)\d{{1,2}}º?{_GAP}de{_GAP}[a-z]{{3,10}}\.?{_GAP}(?:de|del){_GAP}{_FULL_YEAR}(?!\w)"
        ),
    ),
)
SINGLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ymd",
        re.compile(
            rf"{_BEGINS}(?<![/.-])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>{_D}{{1,2}})(?P=sep)(?P<d>{_D}{{1,2}}){_ENDS}"
        ),
    ),
    (
        "mdy",
        re.compile(
            rf"{_BEGINS}(?<![/.$])(?P<m>{_D}{{1,2}})\s?(?P<sep>[-/.])\s?(?P<d>{_D}{{1,2}})\s?(?P=sep)\s?"
            rf"(?P<y>{_YEAR}|{_D}{{2}}){_ENDS}"
        ),
    ),
    # Scans read a slash as a colon; only with a full year, where no clock time looks like it.
    (
        "m:d:y",
        re.compile(r"(?<![\w/:.-])(?P<m>\d{1,2}):(?P<d>\d{1,2}):(?P<y>(?:19|20)\d\d)(?![\w:])"),
    ),
    (
        "month d, y",
        _pattern(
            rf"{_BEGINS}(?P<mon>{MONTH})[\s-]{{0,3}}(?P<d>[0-9OIl]{{1,2}}){_TH}(?:{_S},{_S}|{_GAP}|-)"
            rf"(?P<y>'?{_YEAR}|'\d\d)(?![^\W_])"
        ),
    ),
    # "January 10 and 17, 2022": two days, the year printed behind the second.
    (
        "month d and d, y",
        _pattern(
            rf"{_BEGINS}(?P<mon>{MONTH}){_GAP}(?P<d>\d{{1,2}})(?={_S}(?:and|&){_S}\d{{1,2}}{_S},{_S}(?P<y>{_FULL_YEAR})\b)"
        ),
    ),
    (
        "d month y",
        _pattern(
            rf"{_BEGINS}(?<!/)(?P<d>[0-9OIl]{{1,2}}){_TH}{_S}(?:day{_GAP}of{_GAP})?[-\s]?(?P<mon>{MONTH})[-,\s]{{0,3}}"
            rf"(?P<y>{_YEAR}|(?<=[-A-Za-z ])\d\d(?!\s(?-i:[a-z])))(?![^\W_]|:)"
        ),
    ),
    # "May 2021" is a month; "may 2021" in a sentence is a verb, and "31 April 2021" no day at all.
    (
        "month y",
        _pattern(
            rf"(?<!\w)(?<!\d )(?P<mon>{MONTH})(?:{_S},{_S}|{_GAP})(?:of{_GAP})?(?P<y>{_FULL_YEAR})"
            rf"(?![\w/]|-\d)"
        ),
    ),
    ("m/y", re.compile(r"(?<![\w/.$-])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)[0-9]{2})(?![\w/]|-\d)")),
)
# Boxes leave blanks or print their rules between the parts ("04 | 06 | 21").
_BOX = r"(?: {1,4}| ?\| ?)"
BOXED = re.compile(
    rf"(?<![\w/.$-])(?P<m>{_D}{{2}}){_BOX}(?P<d>{_D}{{2}}){_BOX}(?P<y>{_YEAR}|{_D}{{2}})(?![\w/.-])"
)
COMPACT = re.compile(r"(?<!\w)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\w)")
RUN_ON = re.compile(r"(?<!\w)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?P<y>(?:19|20)\d\d|\d\d)(?!\w|\.\d)")
# A practice's claim may run dates on as well, but then prints two: from and to.
RUN_ON_FROM = re.compile(RUN_ON.pattern + r"(?= (?:0[1-9]|1[0-2])[0-3]\d{3}(?:\d\d)?(?!\w))")
RUN_ON_TO = re.compile(r"(?:(?<=(?<!\w)\d{6} )|(?<=(?<!\w)\d{8} ))" + RUN_ON.pattern)
PARTIAL = _pattern(
    rf"(?<![\w/.$-])(?:(?P<m>1[0-2]|0?[1-9])[/-](?P<d>[0-3]?\d)|(?P<mon>{MONTH}){_GAP}(?P<d2>[0-3]?\d))"
    rf"(?![\w/-]|{_S},?{_S}\d{{4}})"
)
# Numbers that follow these words are not dates, whatever their form (serial "5-10-15", statute "33-4-6").
NOT_A_DATE_AFTER = _pattern(
    r"(?<![a-z])(?:lot|serial|s/n|ref|statute|section|§|o\.c\.g\.a\.|ssn|tax\s?id|ein|npi|phone|tel|policy\s?no|claim\s?no"
    r"|plate|ndc|part\s?no|model|code|sets|claim|policy)\.?\s?(?:#|no\.?|number|:)?\s?:?\s?$"
)
# Three short numbers that these words name or count are none either ("MRN 04-12-88", "3/10/12 reps").
NOT_A_SHORT_DATE_AFTER = _pattern(
    r"(?<![a-z])(?:mrn|apt|room|rm|suite|ste|bed|reps|bands?|ratio|weights?|levels?|job)\.?\s?(?:#|no\.?|:)?\s?$"
)
NOT_A_SHORT_DATE_BEFORE = _pattern(r"\s?(?:reps?|repetitions|sets?|lbs?|pounds|inch(?:es)?|degrees|deg|hz)\b")
