"""The exhibit set as a deliverable: made once, kept by its bytes, and released as those bytes.

Answers: a draft whose every page says DRAFT, and the clean files. Those were made first: they are what was
read again and checked, so they are what is sealed, and what an attorney signs for. Refuses to release a file
that is not, byte for byte, the one that the checks saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.drafted import caption
from pipelines.deliverables.kind import BasisChangedError, Drafted, Mark, Order
from pipelines.durable import replace_file
from pipelines.exhibits.bates_given import refuse_reuse, released_ranges
from pipelines.exhibits.bound_chronology import bound_chronology
from pipelines.exhibits.contact_sheet import contact_sheet
from pipelines.exhibits.courts import load_profile
from pipelines.exhibits.exhibit_set import ExhibitSet, OutputFile
from pipelines.exhibits.index_files import index_files
from pipelines.exhibits.load_exports import load_exports
from pipelines.exhibits.making import make_set, read_block_lists
from pipelines.exhibits.native_files import NATIVES_FOLDER
from pipelines.exhibits.numbering_lock import refuse_renumbering
from pipelines.exhibits.plan import Plan
from pipelines.exhibits.plan_place import plain_filing, proposal_path, standing_plan
from pipelines.exhibits.plan_reading import read_plan
from pipelines.exhibits.plan_writing import plan_toml
from pipelines.exhibits.planning import plan_designations
from pipelines.exhibits.production_log import bates_given, bates_register_csv, production_log
from pipelines.exhibits.released_sets import released_sets, standing_numbers
from pipelines.exhibits.set_json import set_from_bytes, set_to_json
from pipelines.exhibits.set_rows import filing_caption
from pipelines.exhibits.sheets import slip_sheet
from pipelines.exhibits.stamping import mark_draft
from pipelines.exhibits.thumbnails import thumbnail
from pipelines.matter import Matter
from pipelines.progress import progress
from pipelines.rendition import Content, Rendition
from pipelines.sealed import check_sealed, seal_content, sealed_path

CONTACT_SHEET = "contact-sheet.html"
LOG, REGISTER = "production-log.csv", "bates-register.csv"

PlaceOf = Callable[[OutputFile], Content]
"""Where the bytes of a finished file are to be found."""


def check_plan(matter: Matter) -> None:
    """Refuse, before anything is read, what can be told of a plan without the papers: what is malformed, an
    unknown court or chronology, a list that is missing, numbers that cannot be given.

    Raises:
        UsageError: naming file and line.
    """
    plan = standing_plan(matter)
    if plan is not None:
        load_profile(plan.filing.profile, plan.overrides)
        read_block_lists(matter, plan)
        bound_chronology(matter, plan.filing.chronology)
        plan_designations(plan, standing_numbers(released_sets(matter)))


def draft_exhibits(order: Order) -> Drafted:
    """Make the set by the matter's plan; without one, by a proposal put there for a person to edit.

    Raises:
        UsageError: the plan is malformed or asks for what cannot be.
        BundleError: a finished file does not say what was planned.
    """
    made = make_set(order, _plan(order), caption(order.matter))
    for product in made.products:
        seal_content(order.matter.sealed, product.path)
    exhibit_set = made.exhibit_set
    progress().stage("Marking every page as a draft")
    marked = _marked(exhibit_set, order)
    files = _files(exhibit_set, order.template, Mark.DRAFT, order.matter, lambda o: marked[o.name])
    return Drafted(canonical_bytes(set_to_json(exhibit_set)), files)


def render_exhibits(matter: Matter, rows: bytes, template: ApprovedTemplate, mark: Mark) -> Rendition:
    """The files as they would be released, each as it was checked.

    Raises:
        ValueError: the rows are of another form than this version reads.
        IntegrityError: a finished file is no longer the bytes that were checked.
        TemplateError: the template is no longer the one that the rows were made for.
        UsageError: see `follow_releases`; or the draft is asked for again, which only its plan makes.
    """
    if mark is not Mark.CLEAN:
        raise UsageError("An exhibit set is drafted from its plan.", "Edit exhibits.toml and draft again.")
    follow_releases(matter, rows)
    exhibit_set = set_from_bytes(rows)
    for output in exhibit_set.outputs:
        check_sealed(matter.sealed, output.sha256)
    return _files(exhibit_set, template, Mark.CLEAN, matter, lambda o: sealed_path(matter.sealed, o.sha256))


def follow_releases(matter: Matter, rows: bytes) -> None:
    """Hold a finished set against what was released since it was drafted, and against its filing and court.

    Raises:
        ValueError: the rows are of another form than this version reads.
        BasisChangedError: the plan states another filing or court now, or the court's profile is another.
        UsageError: it would renumber what was released, or give a number twice; the plan is malformed.
    """
    exhibit_set, released = set_from_bytes(rows), released_sets(matter)
    plan = standing_plan(matter)
    if plan is None or exhibit_set.filing != filing_caption(
        plan.filing, load_profile(plan.filing.profile, plan.overrides)
    ):
        raise BasisChangedError(
            "The plan states another filing or court than the set was made for.", "Draft again."
        )
    refuse_renumbering(standing_numbers(released), exhibit_set.rows)
    refuse_reuse(released, exhibit_set.rows)


def _plan(order: Order) -> Plan:
    plan = standing_plan(order.matter)
    if plan is not None:
        return plan
    # Imported here: what reads facts loads spaCy, which only a proposal needs.
    from pipelines.exhibits.proposal import propose
    from pipelines.facts_cache import KeptFacts
    from pipelines.gather import gather

    progress().stage("Proposing a plan for you to edit")
    matter = order.matter
    facts = gather(order.documents, matter.client, matter.date_of_incident, KeptFacts(matter))
    proposed = propose(facts, plain_filing(matter))
    if not proposed.lines:
        # Not written: an empty plan would stand there when papers come.
        raise UsageError(
            "There are no papers in the matter that could be exhibits.", "Add them with `pincite add`."
        )
    path = proposal_path(matter)
    replace_file(path, plan_toml(proposed).encode("utf-8"))
    return read_plan(path)


def _marked(exhibit_set: ExhibitSet, order: Order) -> Mapping[str, Path]:
    """Every finished file once more, with DRAFT on each page. A signed original cannot bear it: a sheet
    stands in for it until release."""
    folder = order.work / "marked"
    folder.mkdir(mode=0o700)
    found = {}
    for n, output in enumerate(exhibit_set.outputs):
        clean = sealed_path(order.matter.sealed, output.sha256)
        if not output.pages:
            found[output.name] = clean  # a list of names
            continue
        if output.name.startswith(f"{NATIVES_FOLDER}/"):
            clean = folder / f"{n}-native.pdf"
            lines = ("Goes out as it is, byte for byte, when it is released.", f"SHA-256 {output.sha256}")
            clean.write_bytes(slip_sheet(output.name.rpartition("/")[2], lines))
        target = folder / f"{n}.pdf"
        mark_draft(clean, target)
        found[output.name] = target
    return found


def _files(
    exhibit_set: ExhibitSet, template: ApprovedTemplate, mark: Mark, matter: Matter, place: PlaceOf
) -> Rendition:
    """Every file of the deliverable, by name."""
    sealed = matter.sealed
    digests = {output.name: output.sha256 for output in exhibit_set.outputs}
    thumbs = {
        row.id: thumbnail(sealed_path(sealed, digests[row.file]), row.labelled_place or 1)
        for row in exhibit_set.rows
        if row.file
    }
    files: dict[str, Content] = dict(index_files(exhibit_set, template, mark))
    files |= {output.name: place(output) for output in exhibit_set.outputs}
    files |= load_exports(exhibit_set)
    files[LOG] = production_log(exhibit_set)
    files[REGISTER] = _register(exhibit_set, matter)
    files[CONTACT_SHEET] = contact_sheet(exhibit_set, thumbs, mark)
    return files


def _register(exhibit_set: ExhibitSet, matter: Matter) -> bytes:
    """Every number ever given in this matter, and those that this set would give."""
    return bates_register_csv(
        (*released_ranges(released_sets(matter)), *bates_given(exhibit_set.rows, "this set"))
    )
