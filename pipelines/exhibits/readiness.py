"""Whether a court's rules, as this filing goes by them, may be relied on: who confirmed them, when, and what.

Answers: checks that pass only if a person confirmed the court's rules within the last 180 days before filing,
every value that rests on an old, reported, vendor's or contradicted source was typed by that person, and the
size limit is known. Refuses nothing by itself: what is open is "not checked", which is never a pass.
"""

from __future__ import annotations

from datetime import date

from pipelines.exhibits.court_profile import STALE_AFTER_DAYS, CourtProfile, Evidence, Origin
from pipelines.exhibits.court_values import NO_LIMIT, typed_value
from pipelines.exhibits.exhibit_set import Check, Outcome
from pipelines.exhibits.plan import Filing

ON_PAPER = "agency-paper"
"""The kind of profile for which no file is handed in, so no file has a size limit."""
_PLAN = "exhibits.toml"
_WEAK = {
    Evidence.OLD_RULE: "an old or undated rule",
    Evidence.REPORTED: "someone else's report of the rule",
    Evidence.VENDOR: "a vendor's page only",
    Evidence.CONFLICT: "sources that contradict each other",
}


def profile_checks(profile: CourtProfile, filing: Filing) -> tuple[Check, ...]:
    """The checks of the court's rules themselves, in a fixed order. None is about a file."""
    return (
        _confirmed(profile, filing),
        _filing_date(filing),
        _recent(profile, filing),
        *_weak_values(profile),
        _size(profile),
    )


def _confirmed(profile: CourtProfile, filing: Filing) -> Check:
    id, title = "court-confirmed", "A person confirmed the court's rules"
    if filing.confirmed_by and filing.confirmed_on:
        detail = f"{filing.confirmed_by} confirmed {profile.name} on {filing.confirmed_on.isoformat()}."
        return Check(id, title, Outcome.PASS, detail)
    missing = [
        name
        for name, value in (("confirmed_by", filing.confirmed_by), ("confirmed_on", filing.confirmed_on))
        if not value
    ]
    return Check(
        id,
        title,
        Outcome.NOT_CHECKED,
        f"{' and '.join(missing)} not given. What the program goes by for {profile.name} ({profile.id}) was "
        f"looked up on {profile.checked.isoformat()}, in stored copies.",
        f"Read the court's present rules{_from(_sources(profile))}. Write what differs under [overrides] of "
        f"{_PLAN}, then your name as confirmed_by and the day as confirmed_on.",
    )


def _filing_date(filing: Filing) -> Check:
    id, title = "court-filing-date", "The day of filing is known"
    if filing.filing_date:
        return Check(id, title, Outcome.PASS, f"To be filed on {filing.filing_date.isoformat()}.")
    return Check(
        id,
        title,
        Outcome.NOT_CHECKED,
        "filing_date is not given, so the age of the confirmation cannot be told.",
        f"Give filing_date in {_PLAN}.",
    )


def _recent(profile: CourtProfile, filing: Filing) -> Check:
    id, title = "court-recent", f"The court's rules were confirmed within {STALE_AFTER_DAYS} days of filing"
    again = f"Read the court's rules again{_from(_sources(profile))} and give the new day as confirmed_on."
    if not filing.confirmed_on or not filing.filing_date:
        detail = "It takes confirmed_on and filing_date to tell."
        return Check(id, title, Outcome.NOT_CHECKED, detail, f"Give both in {_PLAN}.")
    age = (filing.filing_date - filing.confirmed_on).days
    if age < 0:
        detail = f"Confirmed on {_day(filing.confirmed_on)}, after the filing on {_day(filing.filing_date)}."
        return Check(id, title, Outcome.FAIL, detail, f"Correct confirmed_on or filing_date in {_PLAN}.")
    outcome = Outcome.FAIL if age > STALE_AFTER_DAYS else Outcome.PASS
    detail = f"Confirmed {age} {'day' if age == 1 else 'days'} before filing."
    return Check(id, title, outcome, detail, again if outcome is Outcome.FAIL else "")


def to_confirm(profile: CourtProfile) -> tuple[tuple[str, tuple[Origin, ...]], ...]:
    """The values in use that wait for a person's own word, each with the sources that do not bear it."""
    found = []
    for key in dict.fromkeys(origin.key for origin in profile.origins):
        weak = tuple(o for o in profile.origins if o.key == key and o.evidence in _WEAK)
        if weak and key != "notes" and key not in profile.overridden and getattr(profile, key) is not None:
            found.append((key, weak))
    return tuple(found)


def _weak_values(profile: CourtProfile) -> tuple[Check, ...]:
    """One check for each value in use whose source does not bear it; one that passes if there is none."""
    id, title = "court-value", "Each value rests on a rule seen, or on a person's own word"
    checks = []
    for key, weak in to_confirm(profile):
        typed = f"{key} = {typed_value(profile, key)}"
        said = [c.partition(": ")[2] for c in profile.conflicts if c.startswith(f"{key}: ")]
        checks.append(
            Check(
                id,
                title,
                Outcome.NOT_CHECKED,
                " ".join((f"{typed} rests on {_WEAK[weak[0].evidence]}.", *said)),
                f"Ask the clerk, or read the court's own rule{_from(tuple(o.source for o in weak))}; "
                f"then write {typed}, or what holds instead, under [overrides] of {_PLAN}.",
            )
        )
    if not checks:
        own = f" By the person's own word: {', '.join(profile.overridden)}." if profile.overridden else ""
        checks.append(Check(id, title, Outcome.PASS, f"No value in use rests on less.{own}"))
    return tuple(checks)


def _size(profile: CourtProfile) -> Check:
    id, title = "court-size", "The largest file that the court takes is known"
    if profile.max_file_mb is not None:
        return Check(id, title, Outcome.PASS, f"{profile.max_file_mb:g} MB.")
    if "max_file_mb" in profile.overridden:
        return Check(id, title, Outcome.PASS, "There is none, by the person's own word.")
    if profile.kind == ON_PAPER:
        return Check(id, title, Outcome.PASS, "It is filed on paper.")
    return Check(
        id,
        title,
        Outcome.NOT_CHECKED,
        f"No size is known for {profile.name}. {profile.notes}".strip(),
        f"Ask the clerk{_from(_sources(profile, 'max_file_mb'))}, then give max_file_mb under [overrides] of "
        f'{_PLAN}, or max_file_mb = "{NO_LIMIT}" if it sets no limit.',
    )


def _sources(profile: CourtProfile, key: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.source for o in profile.origins if key in ("", o.key)))


def _from(sources: tuple[str, ...]) -> str:
    """Where the program has it from, which is seldom the court's own page; "" where it is its own choice."""
    addresses = [source for source in sources if source.startswith("http")]
    return f" (what is known of it comes from {' and '.join(addresses)})" if addresses else ""


def _day(day: date) -> str:
    return day.isoformat()
