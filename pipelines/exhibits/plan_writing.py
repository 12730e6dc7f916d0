"""A plan as ``exhibits.toml``, for a person to edit; `pipelines.exhibits.plan_reading` reads it back.

Answers: the file's text: remarks of a proposal as comments, then filing, numbering, exhibits. Settings that
say nothing are left out, but for those that a person is expected to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from pipelines.exhibits.designations import spans_text
from pipelines.exhibits.plan import BatesStyle, Filing, Numbering, Plan, PlanLine, Region
from pipelines.toml_file import toml_lines

_HEADER = """\
# The exhibits of one filing. Every setting: docs/exhibits-plan.md. Dates of the filing are written without
# quotes, e.g. 2024-05-31. A designation left empty is given: the next one that was never used.
"""
_PROPOSED = """\
# PROPOSED by the program from the matter's papers: nobody has decided anything yet. Take out what is not to
# be filed, put the rest in order, check each description, and set proposed = false.
"""
_ASKED = frozenset({"profile", "court", "case_number", "caption", "short_caption", "party", "layout"})
"""Settings of the filing that are written even when empty: nothing is filed without them."""


def plan_toml(plan: Plan) -> str:
    """The plan as a file.

    Raises:
        UsageError: a text cannot be written in UTF-8.
    """
    lines = [_HEADER + (_PROPOSED if plan.proposed else "")]
    lines += [f"# {_comment(remark)}" for remark in plan.remarks]
    lines += ["", "schema = 1"]
    lines += toml_lines((("proposed", plan.proposed or None), ("block_lists", plan.block_lists or None)))
    lines += ["", "[filing]", *_filing(plan.filing)]
    for party, numbering in plan.numbering.items():
        lines += ["", f"[numbering.{party.value}]", *_numbering(numbering)]
    if plan.bates is not None:
        lines += ["", "[bates]", *_bates(plan.bates)]
    if plan.overrides:
        lines += ["", "[overrides]"]
        for key, value in plan.overrides:
            lines += [f"{key} = {value!r}"] if isinstance(value, float) else toml_lines(((key, value),))
    for line in plan.lines:
        lines += ["", "[[exhibit]]", *_line(line)]
    return "\n".join(lines) + "\n"


def _comment(remark: str) -> str:
    """On one line; a file's name may hold what a comment may not."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(remark.split()))


def _filing(filing: Filing) -> list[str]:
    return toml_lines(
        (f.name, value)
        for f in fields(Filing)
        if (value := getattr(filing, f.name)) is not None and (f.name in _ASKED or value != f.default)
    )


def _numbering(numbering: Numbering) -> list[str]:
    return toml_lines(
        (
            ("scheme", numbering.scheme.value),
            ("prefix", numbering.prefix or None),
            ("separator", None if numbering.separator == "-" else numbering.separator),
            ("first", None if numbering.first == 1 else numbering.first),
            ("last", numbering.last),
        )
    )


def _bates(style: BatesStyle) -> list[str]:
    return toml_lines(
        (
            ("prefix", style.prefix),
            ("separator", None if style.separator == "-" else style.separator),
            ("first", None if style.first == 1 else style.first),
            ("digits", style.digits),
        )
    )


def _line(line: PlanLine) -> Iterator[str]:
    for field in fields(PlanLine):
        value = getattr(line, field.name)
        if field.name == "pages":
            yield from toml_lines((("pages", spans_text(value) or None),))
        elif field.name in ("designation", "description") or (
            field.name not in ("place", "redactions") and value != field.default
        ):
            yield from toml_lines(((field.name, value),))
    for region in line.redactions:
        yield from ("", "[[exhibit.redaction]]", *_region(region))


def _region(region: Region) -> list[str]:
    lines = toml_lines((("page", region.page),))
    if region.box is not None:
        lines.append(f"box = [{', '.join(map(repr, region.box))}]")
    return lines + toml_lines(
        (("text", region.text or None), ("reason", region.reason), ("elsewhere", region.elsewhere or None))
    )
