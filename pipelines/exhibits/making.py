"""A whole exhibit set, from the plan to files that were read again and checked.

    plan ─▶ numbered exhibits ─▶ copies ─▶ labelled, numbered files ─▶ bundle ─▶ read again ─▶ preflight ─▶
    set

Answers: the set's rows, checks, escalations and finished files, all from the plan, the sources and the
court's profile: the same give the same bytes. Refuses what its stations refuse. A paper that cannot be
copied soundly is held: it keeps its designation and a slip sheet, and the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.readers.library_logs import silence
from pipelines.deliverables.kind import Mark, Order
from pipelines.exhibits.bates_given import give_numbers, numbers_of_pages
from pipelines.exhibits.binding import Bound, bind_exhibits, claim, part_of
from pipelines.exhibits.block_list import BlockList, read_block_list
from pipelines.exhibits.bound_chronology import BoundChronology, bound_chronology
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.courts import load_profile
from pipelines.exhibits.escalations import escalations, not_pdfa
from pipelines.exhibits.exhibit_copies import Copied, Outcome, copy_exhibits
from pipelines.exhibits.exhibit_set import Check, ExhibitRow, ExhibitSet
from pipelines.exhibits.file_names import file_name
from pipelines.exhibits.finished_files import (
    INDEX_NAME,
    Product,
    finished_files,
    known_of,
    output_of,
    page_count,
)
from pipelines.exhibits.index_files import index_pdf
from pipelines.exhibits.jers import LIST_NAME, jers_folder
from pipelines.exhibits.loose_index import write_loose_index
from pipelines.exhibits.native_files import NATIVES_FOLDER, native_checks
from pipelines.exhibits.numbering_lock import refuse_renumbering
from pipelines.exhibits.plan import Layout, Plan
from pipelines.exhibits.planning import Planned, plan_exhibits, unused_sources
from pipelines.exhibits.preflight.run import preflight
from pipelines.exhibits.readiness import profile_checks
from pipelines.exhibits.redaction_beside import redaction_checks
from pipelines.exhibits.released_sets import released_sets, standing_numbers
from pipelines.exhibits.reread import reread_exhibit
from pipelines.exhibits.set_rows import exhibit_rows, filing_caption
from pipelines.exhibits.stamped_exhibits import Finished, finish_exhibits, paginated
from pipelines.matter import Matter
from pipelines.progress import progress
from pipelines.rows import MatterCaption

EXHIBITS_FOLDER, VOLUMES_FOLDER = "exhibits", "volumes"
JERS = "jers"
"""The rule of names by which a profile shows that it is for the Jury Evidence Recording System."""


@dataclass(frozen=True, slots=True)
class MadeSet:
    """The set and its finished files."""

    exhibit_set: ExhibitSet
    products: tuple[Product, ...]


def make_set(order: Order, plan: Plan, caption: MatterCaption) -> MadeSet:
    """Make the set in the order's work folder.

    Raises:
        UsageError: the plan asks for what cannot be, or would renumber what was released.
        BundleError: a finished file does not say what was planned.
    """
    silence("pypdf")  # which reads the finished files again
    profile = load_profile(plan.filing.profile, plan.overrides)
    released = released_sets(order.matter)
    last = standing_numbers(released)
    lists = read_block_lists(order.matter, plan)
    planned = plan_exhibits(
        plan, order.documents, order.set_aside, lists, last, numbers_of_pages(released)
    )
    progress().stage("Copying the exhibits apart from the originals")
    copies = copy_exhibits(
        order.matter, planned, _folder(order, "copies"), profile.flatten != "never"
    )
    with_copies = [(p, c) for p in planned if isinstance(c := copies.get(p.id), Copied)]
    numbers = give_numbers(plan.bates, with_copies, released)
    progress().stage("Placing labels and numbers")
    finished = finish_exhibits(
        planned, copies, numbers, plan.filing, profile, _folder(order, "finished")
    )
    listed = order.work / LIST_NAME
    rows = _named(exhibit_rows(planned, finished, numbers), finished, plan, profile, listed)
    refuse_renumbering(last, rows)
    chronology = bound_chronology(order.matter, plan.filing.chronology)
    progress().stage("Binding, and reading the bundle again")
    bare = _bare_set(order, plan, caption, profile, rows)
    bound = bind_exhibits(
        finished,
        rows,
        lambda placed: index_pdf(
            replace(bare, rows=tuple(placed)), order.template, Mark.CLEAN, stamp_zones=profile.stamp_zones
        ),
        chronology.pdf,
        plan.filing,
        profile,
        _folder(order, "volumes"),
    )
    progress().stage("Preflight of the finished files")
    return _checked(order, plan, profile, bare, planned, copies, finished, bound, chronology)


def read_block_lists(matter: Matter, plan: Plan) -> tuple[BlockList, ...]:
    """The privilege and clawback lists that a plan names, in the matter's folder.

    Raises:
        UsageError: one is not there, or something in it cannot be read.
    """
    return tuple(read_block_list(matter.folder / name) for name in plan.block_lists)


def _folder(order: Order, name: str) -> Path:
    folder = order.work / name
    folder.mkdir(mode=0o700)
    return folder


def _named(
    rows: Sequence[ExhibitRow],
    finished: Sequence[Finished],
    plan: Plan,
    profile: CourtProfile,
    listed: Path,
) -> tuple[ExhibitRow, ...]:
    """The rows with the names of their own files; held exhibits have none. For a jury's evidence system the
    list that goes with the files is written to ``listed``."""
    names: dict[str, str] = {}
    if plan.filing.layout is Layout.JERS or profile.file_name == JERS:
        text, names = jers_folder(rows, profile)
        listed.write_bytes(text)
    else:
        for made in finished:
            if not made.held:
                exhibit, taken = made.planned, frozenset(names.values())
                what = (exhibit.designation, exhibit.line.description, exhibit.party.value)
                names[exhibit.id] = file_name(profile, *what, None, taken)
    return tuple(
        replace(row, file=f"{EXHIBITS_FOLDER}/{names[row.id]}") if row.id in names else row for row in rows
    )


def _bare_set(
    order: Order, plan: Plan, caption: MatterCaption, profile: CourtProfile, rows: Sequence[ExhibitRow]
) -> ExhibitSet:
    return ExhibitSet(
        matter=caption,
        filing=filing_caption(plan.filing, profile),
        template=order.template.stamp,
        program=order.program,
        proposed=plan.proposed,
        rows=tuple(rows),
        checks=(),
        escalations=(),
        outputs=(),
        set_aside=tuple(order.set_aside),
        unused=(),
        readers=order.readers,
    )


def _checked(
    order: Order,
    plan: Plan,
    profile: CourtProfile,
    bare: ExhibitSet,
    planned: Sequence[Planned],
    copies: Mapping[str, Outcome],
    finished: Sequence[Finished],
    bound: Bound,
    chronology: BoundChronology,
) -> MadeSet:
    """The set with everything that was found of its finished files."""
    files = {row.id: row.file for row in bound.rows}
    index = order.work / "index.pdf"
    exhibit_set = replace(bare, rows=bound.rows, unused=unused_sources(order.documents, planned))
    write_loose_index(exhibit_set, order.template, profile.stamp_zones, index)
    own = [made.path for made in finished if files[made.planned.id]]
    unclaimed = (*bound.unclaimed, *claim([*own, index], profile))
    for made in finished:
        reread_exhibit(part_of(made))
    products = _products(order, finished, files, index, bound)
    outputs = tuple(output_of(product) for product in products)
    checks: tuple[Check, ...] = (
        *profile_checks(profile, plan.filing),
        *preflight(
            finished_files(products, finished, bound, paginated(plan.filing)),
            bound.rows,
            profile,
            exhibit_set.filing,
            known_of(order, plan, profile, planned, exhibit_set, chronology.pdf),
        ),
        *redaction_checks(copies, bound.rows, chronology.pdf),
        *native_checks(finished, {output.name: output for output in outputs}, profile),
    )
    exhibit_set = replace(exhibit_set, checks=checks, outputs=outputs)
    remarks = (*bound.remarks, *not_pdfa(unclaimed))
    told = escalations(exhibit_set, plan, remarks, chronology, bound.bundle.lost)
    return MadeSet(replace(exhibit_set, escalations=told), products)


def _products(
    order: Order, finished: Sequence[Finished], files: Mapping[str, str], index: Path, bound: Bound
) -> tuple[Product, ...]:
    """Every finished file under its name: volumes, exhibits, signed originals as they are."""
    made = [
        Product(f"{VOLUMES_FOLDER}/{v.path.name}", v.path, len(v.pages)) for v in bound.bundle.volumes
    ]
    made.append(Product(INDEX_NAME, index, page_count(index)))
    for exhibit in finished:
        if files[exhibit.planned.id]:
            made.append(Product(files[exhibit.planned.id], exhibit.path, len(exhibit.stamped.pages)))
        if exhibit.native:
            source = exhibit.planned.parts[0].document
            path = order.matter.sources / source.source.sha256
            made.append(Product(f"{NATIVES_FOLDER}/{exhibit.native}", path, len(source.pages), native=True))
    listed = order.work / LIST_NAME
    if listed.exists():
        made.append(Product(f"{EXHIBITS_FOLDER}/{LIST_NAME}", listed, 0))
    return tuple(dict.fromkeys(made))  # two exhibits may be one signed original

