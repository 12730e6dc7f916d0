"""The printed forms of time limits, as patterns: what the words before a number and behind it make of it.

Data for ``limits``, which reads them; nothing here decides whose limit it is."""

from __future__ import annotations

import re

from extractors.contracts.values.written_numbers import FIGURES, WORDS

_BLANK = r"\[[^\]\n]{0,20}\]|\*{1,9}|_{2,30}|●{1,5}|•{1,5}"
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_ONE = rf"(?:{WORDS}|{FIGURES}|{_BLANK})"
_NUMBER = rf"(?P<number>(?:{_ONE}\s*(?:[(\[]\s?{_ONE}\s?[)\]])?))"
_UNIT = (
    r"(?:(?:additional|further|full|consecutive|successive|complete|whole|calendar|contract|prior|clear)\s+){0,2}"
    r"(?P<working>(?:business|working|banking|trading)\s+)?(?:calendar\s+)?"
    r"(?P<unit>minute|hour|day|week|month|quarter|year)s?[’']?s?(?![a-z])(?:\s\(\d{1,3}\))?"
)
_PLAIN_UNIT = r"(?:(?:business|working|calendar)\s+)?(?:day|week|month|year)s?"
_OTHER_NUMBER = rf"{_ONE}\s?(?:[(\[]\s?{_ONE}\s?[)\]])?"
_PERIOD = rf"{_NUMBER}\s*[-–]?\s*{_UNIT}(?:\s+period)?"
_NOTICE = (
    r"[’']?,?\s+(?:(?:advance|advanced|prior|previous|written|or|and|e-mail|electronic|oral|days?[’']?"
    r"|calendar|calendar days?)\s+){0,4}notice"
)
_LATEST = (
    r"(?:in\s+(?:any|no)\s+(?:event|case),?\s+)?(?:(?:no|not|never|any)\s+)(?:later|more|longer|greater)\s+than"
    r"|within|in\s+no\s+event\s+later\s+than|at\s+(?:the\s+)?(?:latest|most)"
)
_LEAST = r"(?:at\s+(?:the\s+very\s+)?least|(?:not|no)\s+(?:less|fewer)\s+than|a\s+minimum\s+of)"
_AFTER = r"(?:after|following|from|of|upon)"
_BEFORE = r"(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding)"
_ORDINAL = (
    r"(?P<ordinal>\d{1,2}\s?(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth"
    r"|fifteenth|twentieth|twenty[-\s]fifth|thirtieth|last)(?:\s?\(\d{1,2}(?:st|nd|rd|th)?\))?"
)
ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "twelfth": "12", "fifteenth": "15", "twentieth": "20",
    "thirtieth": "30",
}  # fmt: skip


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


PERIOD = _pattern(_PERIOD)
_B, _E = r"(?<![a-z])", r"(?![a-z])"
MEASURED = (
    # "beginning twelve months prior to the expiration"
    (
        "from {n} before",
        _pattern(rf"{_B}(?:beginning|commencing|starting)\s+(?:at\s+least\s+)?{_PERIOD}\s+{_BEFORE}{_E}"),
    ),
    # "have thirty (30) days upon receipt to inspect"
    (
        "within {n}",
        _pattern(rf"(?<=have )(?:(?:a|an|the)\s+)?{_PERIOD}(?:\s\((?:[^)]{{0,40}})\))?(?:\s+{_AFTER}{_E})?"),
    ),
    # "due and payable thirty days from the date of the invoice"
    ("within {n}", _pattern(rf"{_B}{_PERIOD}\s+(?:from|of)(?=\s+(?:the\s+)?(?:date|receipt|invoice))")),
    # "not less than thirty (30) nor more than sixty (60) days prior to": the nearer bound is the limit
    (
        "{n} before",
        _pattern(
            rf"{_B}(?:{_LEAST}|between)\s+{_NUMBER}(?:\s+days)?,?\s+(?:and|nor|or|but)\s+"
            rf"(?:(?:no|not)\s+)?(?:more\s+than\s+|greater\s+than\s+)?{_OTHER_NUMBER}\s*{_UNIT}\s+"
            rf"{_BEFORE}{_E}"
        ),
    ),
    # "not later than 180 days, nor sooner than 270 days, before the end"
    (
        "{n} before",
        _pattern(
            rf"{_B}(?:{_LATEST}|{_LEAST})\s+{_PERIOD},?\s+(?:and|nor|or|but)\s+(?:(?:no|not)\s+)?"
            rf"(?:sooner|earlier|more|greater)\s+than\s+{_OTHER_NUMBER}\s*{_PLAIN_UNIT},?\s+{_BEFORE}{_E}"
        ),
    ),
    # "following the passage of ten (10) days after the notice", "upon the expiration of 30 days"
    (
        "after {n}",
        _pattern(
            rf"{_B}(?:after|following|upon|on)\s+(?:the\s+)?(?:passage|expiration|expiry|lapse)\s+of\s+"
            rf"(?:(?:a|an|the|such|said)\s+)?(?:(?:additional\s+)?period\s+of\s+)?{_PERIOD}"
            rf"(?:\s+{_AFTER}{_E})?"
        ),
    ),
    # "at any time after 30 days from the date of", "no earlier than ten days after"
    (
        "after {n}",
        _pattern(rf"{_B}(?:after|(?:no|not)\s+(?:earlier|sooner)\s+than)\s+{_PERIOD}\s+{_AFTER}{_E}"),
    ),
    (
        "from {n} before",
        _pattern(rf"{_B}(?:(?:no|not)\s+(?:earlier|sooner)\s+than)\s+{_PERIOD}\s+{_BEFORE}{_E}"),
    ),
    # "as soon as possible, not exceeding ninety days"
    ("within {n}", _pattern(rf"(?<=\bpossible)\s+(?:not\s+exceeding|not\s+to\s+exceed)\s+{_PERIOD}")),
    ("within {n}", _pattern(rf"(?<=\bpracticable)\s+(?:not\s+exceeding|not\s+to\s+exceed)\s+{_PERIOD}")),
    # "upon thirty (30) days' prior written notice"
    (
        "{n} notice",
        _pattern(
            rf"{_B}(?:(?:up)?on|with|by|without)?\s*(?:giving\s+|providing\s+)?(?:(?:{_LEAST}|a|the)\s+)?"
            rf"{_PERIOD}{_NOTICE}{_E}"
        ),
    ),
    # "no later than five days prior to", "at least 45 days before", "30 days in advance of"
    (
        "{n} before",
        _pattern(
            rf"{_B}(?:(?:{_LEAST}|{_LATEST}|on|a)\s+)?(?:the\s+)?{_PERIOD}\s+(?:immediately\s+)?"
            rf"(?:{_BEFORE}|in\s+advance){_E}"
        ),
    ),
    # "at least ten days after"
    (
        "after {n}",
        _pattern(rf"{_B}(?:{_LEAST}|(?<!no\s)(?<!not\s)more\s+than)\s+{_PERIOD}\s+{_AFTER}{_E}"),
    ),
    # "within thirty days after receipt", "not more than two weeks from"
    (
        "within {n}",
        _pattern(
            rf"{_B}(?:{_LATEST})[-\s]+"
            r"(?:(?:a\s+(?:period|maximum)\s+of|the\s+first|the|a|an\s+additional|a\s+further)\s+)?"
            rf"{_PERIOD}(?:\s?\([^()]{{0,40}}\))?(?:,?\s+(?:period\s+)?{_AFTER}{_E}|\s+there(?:after|of|from){_E})?"
        ),
    ),
    # "after thirty days"
    ("after {n}", _pattern(rf"{_B}after\s+{_PERIOD}(?=\s*(?:[,.;]|$))")),
    # "thirty days after the end of the quarter"
    (
        "after {n}",
        _pattern(
            rf"{_B}(?:on\s+the\s+date\s+(?:that\s+is\s+)?|on\s+|at\s+)?{_PERIOD}\s+(?:after|following){_E}"
        ),
    ),
)
ALSO_WITHIN = _pattern(
    rf"{_B}(?:within|(?:no|not)\s+later\s+than)\s+(?:{_BLANK})(?:\s?\((?:{_BLANK})\))?(?=[\s,.;]|$)"
)
"""A limit whose number is blanked out with its unit."""
EITHER = _pattern(
    rf"{_B}(?:(?:within|by|(?:no|not)\s+later\s+than|on\s+or\s+before|upon|at|on)\s+)the\s+"
    r"(?:earlier|later|sooner|earliest|latest)(?:\s+to\s+occur)?\s+of:?(?=\s)"
)
"""Of two limits the one that comes first, or last: all of it is one limit."""
YEARLY = _pattern(
    rf"{_B}(?:(?:on|at)\s+or\s+(?:before|prior\s+to)|(?:by\s+)?(?:no|not)\s+later\s+than|by|before|prior\s+to)"
    rf"\s+(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!\s*,?\s*\d{{4}})"
    rf"(?:\s*,?\s+(?:of|in)\s+(?:each|every|any|that|such|the)\s+(?:\w+\s+){{0,2}}year"
    r"(?:\s+(?:of|during)\s+the\s+term)?)?"
)
"""A day of the year without the year: "by December 31st of each year"."""
SAID_OF_IT = _pattern(r"\s*\((?:as\s|the\s+[\"“]|[\"“]|which\s)(?:[^()]|\([^()]*\))*\)$")
"""A bracket behind a limit that only explains a word of it."""
WINDOW = _pattern(rf"{_B}(?:within|during)\s+the\s+(?:{_BLANK}|following)\s[^,;]{{0,40}}?periods?{_E}")
DAY_OF = _pattern(
    rf"{_B}(?:(?:on|by|before)\s+|(?:{_LATEST}|on\s+or\s+(?:before|prior\s+to)|on\s+or\s+about)\s+)"
    rf"(?:the\s+)?{_ORDINAL}\s+(?:(?:calendar\s+|business\s+|working\s+)?day\s+)?of\s+"
    rf"(?:each|every|the|any|a)\s+(?:and\s+every\s+)?(?:\w+\s+){{0,3}}?(?P<span>month|quarter|year){_E}"
)
BEFORE_DATE = _pattern(
    rf"{_B}(?P<by>on\s+or\s+(?:before|prior\s+to)|(?:no|not)\s+later\s+than|by|before|prior\s+to|until"
    r"|(?P<on>on|as\s+of|effective)|(?P<after>after))\s+(?:the\s+)?$"
)
_BY_THE = (
    r"by\s+(?=such\s+(?:date|time)|close\s+of|(?:the\s+)?opening\s+of|\d{1,2}:\d\d|noon|the\s+(?:\w+\s+)?(?:end|date|close|closing|completion|deadline|expiration|time|due|later|earlier"
    r"|start|beginning|conclusion|expiry))"
)
_AT_THE = (
    r"(?=the\s+(?:\w+\s+)?(?:closing|end|effective|expiration|beginning|commencement|conclusion|completion"
    r"|execution|time|start|date|last\s+day\s+of)|(?:closing|execution|completion|delivery)(?:\s|$|[,.;]))"
)
EVENT = (
    (
        "by event",
        _pattern(
            rf"{_B}(?:(?:and\s+)?(?:in\s+(?:any|no)\s+event,?\s+|in\s+any\s+case,?\s+|but\s+)?(?:no|not)\s+"
            rf"later\s+than|on\s+or\s+(?:before|prior\s+to)|at\s+or\s+(?:before|prior\s+to)|{_BY_THE})"
            r"\s*(?=[a-z])"
        ),
    ),
    (
        "before event",
        _pattern(rf"{_B}(?:prior\s+to|in\s+advance\s+of|(?<!or\s)before)\s+(?!and\b|or\b)(?=[a-z])"),
    ),
    ("at event", _pattern(rf"{_B}(?:at|on|concurrently\s+with|simultaneously\s+with)\s+{_AT_THE}")),
)
# Before a judge, before all others: no time.
NO_TIME = _pattern(
    rf"(?:a|the|any|an)?\s*(?:\w+\s)?(?:courts?|arbitrators?|tribunal|judges?|governmental|agency|all|me|us"
    rf"|at\s+no\s+additional){_E}"
)
STOPS = _pattern(
    r"[,;:]|\.(?=\s|$)|\s(?=(?:if|unless|(?<!are\s)(?<!is\s)(?<!been\s)provided|except|subject\s+to|in\s+accordance\s+with|pursuant\s+to"
    r"|and\s+(?:shall|will|must|may)|but|upon|for\s+cause|for\s+convenience|as\s+follows|whichever|in\s+which|for\s+the\s+purpose"
    r"|by\s+(?:wire|check|giving|sending)|in\s+order|without"
    rf"|to\s+(?:the\s+extent|discuss|resolve|enable|allow|permit)){_E})"
)
JOIN = _pattern(r"\s*,?\s*(?:and|but|or|nor)?,?\s*(?:in\s+(?:any|no)\s+(?:event|case),?\s*)?")
OF_A_THING = _pattern(
    # "Its designated agent prior to" describes a noun; "orders placed prior to" is another act.
    r"(?<!’s\s)(?<!'s\s)(?<!\bthe\s)(?<!\bits\s)(?<!\ban\s)(?<!\ba\s)(?<!\bsuch\s)(?<!\ball\s)(?<!\bany\s)(?<![a-z])"
    r"(?:\w{2,}ed|made|given|sold|spent|held|taken|known|paid|effective|accruing|existing|arising|outstanding|occurring|in\s+effect|in\s+force)"
    r"(?:\s+\w+){0,4}\s*$"
)
ITS_VERB = re.compile(r"\bbe\s+(?:\w+\s+)?\w+(?:\s+\w+){0,4}\s*$")
FROM = _pattern(rf"(?:{_AFTER}|{_BEFORE})$")
LASTING = _pattern(
    r"(?<![a-z])(?:older|more|less|longer|greater|other)\s+than\s*$|(?<![a-z])(?:last|past|previous|preceding|first|initial)\s*$|(?<![a-z])for(?:\s+(?:a|the)\s+(?:\w+\s+)?(?:period|term)\s+of)?(?:\s+at\s+least)?\s*$"
)
LAST_JOIN = re.compile(r"(?:,|\s+(?:and|or|nor|but|in any case|in any event))\s*$", re.IGNORECASE)
A_TIME = (
    "minute", "hour", "day", "week", "month", "quarter", "year", "within", "later", "latest", "sooner",
    "earl", "prior", "before", "advance", "noon", "end", "clos", "effective", "expir", "beginning",
    "commence", "conclu", "complet", "execut", "time", "start", "date", "deliver", "opening", "due",
    "deadline",
)  # fmt: skip
"""What every limit has somewhere: a passage without it has none."""
FIGURES_OF_A_DATE = re.compile(r"\d")
