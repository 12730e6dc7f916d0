"""How identifiers are printed: numbers with the words that stand before them.

Answers: patterns only. A shape that other numbers have too (nine digits, an account number) counts only
behind its word. Masked numbers (``XXX-XX-1234``), years and initials are what the rules ask for; none match.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
_HYPHEN = r"[-‐‑‒–]"
_JOINT = rf"(?:\s?{_HYPHEN}\s?|[ .]?)"
_IS = r"[\s:#.)=]*(?:(?:no|nos|num|number|id|is)\b[\s:#.)=]*)?"
"""What stands between a word and its number."""

SSN = re.compile(
    rf"(?<![\w.\-–])(?!000|666|9\d\d)\d{{3}}{_HYPHEN}(?!00)\d{{2}}{_HYPHEN}(?!0000)\d{{4}}(?![\w–]|-\d|\.\d)"
)
SSN_CUE = re.compile(r"\b(?:s\.?s\.?n\.?|ss\s?#|ss\s+no\b\.?|soc(?:ial)?\.?\s+sec(?:urity)?\.?)", _I)
SSN_LOOSE = re.compile(
    rf"{_IS}((?!000|666|9\d\d)\d{{3}}{_JOINT}(?!00)\d{{2}}{_JOINT}(?!0000)\d{{4}})(?![\w–]|-\d)",
    _I,
)
ITIN = re.compile(
    rf"(?<![\w.\-–])9\d\d{_HYPHEN}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9]){_HYPHEN}\d{{4}}(?![\w–]|-\d|\.\d)"
)
TAX_CUE = re.compile(
    r"\b(?:f?ein|i?tin|tax(?:payer)?\s*(?:i\.?d\.?|identification)|fed(?:eral|\.)?\s*(?:tax\s*)?i\.?d\.?"
    r"|employer\s+identification|irs\s+(?:no|number|employer))(?!\w)",
    _I,
)
TAX_VALUE = re.compile(
    r"[\s:#.)=]*(?:(?:no|num|number|identification)\b[\s:#.)=]*){0,2}"
    rf"((?:\d{{2}}\s?{_HYPHEN}\s?\d{{7}}|\d{{9}}|\d{{3}}{_HYPHEN}\d{{2}}{_HYPHEN}\d{{4}}))(?![\w–]|-\d)",
    _I,
)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
FULL_DATE = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}}\s?[/.–-]\s?\d{{1,2}}\s?[/.–-]\s?{_YEAR}|(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{{1,2}}[\s-]?{_MONTH}[\s-]?,?\s?(?:19|20)\d\d"
    rf"|[01]\d [0-3]\d (?:19|20)?\d\d|[01]\d[0-3]\d(?:19|20)\d\d)(?![\d/-])",
    _I,
)
BIRTH_CUE = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|(?-i:DO8|D0B)\b|date\s+of\s+birth|birth\s?-?date|birthdate|birthday|born\b(?:\s+on)?)",
    _I,
)
UNTIL_BIRTH = re.compile(
    r"(?!(?s:.*\b(?:date|d\.?o\.?s|d\.?o\.?i|service|visit|admi\w*|adm|seen|exam\w*|collected|reported|ordered"
    r"|printed|incident|injury|loss|onset|accident|disch\w*|signed|effective|from|page|in|at)\b))"
    r"(?s:[^.;]|\.(?!\s+[A-Z])){0,60}",
    _I,
)
"""What may stand between the word and the birth date: a name, a sex, an age, but no word for another date."""

CARD = re.compile(
    r"(?<![\w.$-])(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6(?:011|5\d\d|4[4-9]\d))([ -]?)\d{4}\1\d{4}\1\d{4}"
    r"|3[47]\d\d([ -]?)\d{6}\2\d{5})(?![\w-]|\.\d)"
)
ACCOUNT_CUE = re.compile(
    r"\b(?:(?:bank|checking|chequing|savings|brokerage|loan|mortgage|escrow|credit\s+card|debit\s+card|card)\s+"
    r"(?:account\s+|acct\.?\s+)?(?:no\b|num\b|number\b|nbr\b|#)"
    r"|(?:account|acct|a/c)\.?\s*(?:no|num|number|nbr|#)(?!\w)|(?:account|acct)\.?\s?[:#]"
    r"|(?:aba|routing)(?:\s+(?:transit\s+)?(?:no|num|number|#))?|iban|swift\s+account)",
    _I,
)
ACCOUNT_VALUE = re.compile(r"[\s:#.)=]*((?:[A-Z]{1,4}[ -]?)?\d[\d -]{3,24}\d(?:-?[A-Z0-9]{1,4})?)(?![\w])")
OF_CARE = re.compile(
    r"\b(?:patient|pt|guarantor|visit|encounter|hospital|medical\s+record|mrn?|lab|claim|provider|facility"
    r"|physician|dob|admi\w*|date\s+of\s+(?:birth|service|injury)|dos|diagnosis|insured)\b",
    _I,
)
OF_MONEY = re.compile(
    r"\b(?:bank|checking|chequing|savings|deposit|routing|aba|iban|swift|wire|credit|debit|card|loan|mortgage"
    r"|escrow|brokerage|direct\s+pay)\b",
    _I,
)
"""Words around an account number: of care or of money. Rule 5.2 names financial accounts, and every page of
a hospital's chart bears an account number that is none."""

LICENCE = re.compile(
    r"(?:\bdriver['’]?s?['’]?\s+licen[cs]e|\bdriving\s+licen[cs]e|\bd\.?l\.?\s?(?:#|no\b|num)|\boln\b)"
    r"[\s:#.)]*(?:(?:no|num|number|state)\b[\s:#.)]*)*(?:[A-Z]{2}\s+)?"
    r"((?=(?:[A-Z0-9-]*\d){4})[A-Z]{0,3}[\d-][A-Z0-9-]{4,15})\b",
    _I,
)
PASSPORT = re.compile(
    r"\bpassport(?:\s+book)?[\s:#.)]*(?:(?:no|num|number|id)\b[\s:#.)]*)*([A-Z]{0,2}\d{6,9})\b", _I
)

_NAME = r"(?P<name>(?-i:[A-Z][a-z'’-]+(?:\s+[A-Z]\.)?(?:\s+[A-Z][a-z'’-]+){1,2}))"
MINORS = (
    re.compile(rf"\b(?-i:{_NAME}),?\s+an?\s+(?:unemancipated\s+)?(?:minor|infant)(?:\s+child)?\b"),
    re.compile(
        rf"\bminor\s+(?:child(?:ren)?|son|daughter|plaintiff|patient|claimant)s?[,:]?\s+(?:named\s+)?{_NAME}"
    ),
    re.compile(
        rf"\b{_NAME},?\s+(?:age[d]?|who\s+is)\s+(?:[1-9]|1[0-7])\b(?!\s*(?:/|%|\.\d|months?\s+ago|days?|weeks?))"
    ),
    re.compile(
        r"\b(?:[1-9]|1[0-7])[- ]year[- ]old"
        rf"(?:\s+(?:son|daughter|child|boy|girl|brother|sister|minor|patient))?,?\s+{_NAME}"
    ),
)
