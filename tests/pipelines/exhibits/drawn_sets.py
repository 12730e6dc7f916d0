"""Whole exhibit sets drawn by chance: papers of all shapes, and a plan for them with what must come of it.

Answers: the papers, ``exhibits.toml`` and, worked out here and by nothing of the program's, each exhibit's
designation, pages and place in the order. One `random.Random` decides everything, also one of Hypothesis's.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.pipelines.exhibits.drawn_papers import Paper, draw_paper, letters

PROFILES = (
    "cmecf-default",
    "strict",
    "state-default",
    "tx-efile",
    "il-trial",
    "fl-portal",
    "ca-2dca",
    "us-azd",
    "us-casd",
    "uscis-online",
)
LAYOUTS = ("motion", "ao187", "pretrial", "immigration", "binder", "confidential", "jers")
TIERS = ("", "", "CONFIDENTIAL", "HIGHLY CONFIDENTIAL – ATTORNEYS' EYES ONLY")
OPEN = ("proposed", "offered", "admitted")
CLOSED = ("withdrawn", "intentionally omitted")
LABELS = {
    "plaintiff": "PLAINTIFF'S EXHIBIT",
    "defendant": "DEFENDANT'S EXHIBIT",
    "joint": "JOINT EXHIBIT",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One exhibit as it must come out. ``order`` sorts those of one party; ``typed`` stands in the plan.

    ``pages`` are (name of the paper, page in it). ``missing`` exhibits name a paper that is not there.
    """

    party: str
    designation: str
    order: tuple[int, str]
    typed: bool
    paper: str
    spec: str
    pages: tuple[tuple[str, int], ...]
    description: str
    status: str
    tier: str = ""
    date: str = ""
    bates: tuple[str, ...] = ()
    witness: str = ""
    translated: tuple[str, str] | None = None
    missing: bool = False

    @property
    def closed(self) -> bool:
        return self.status in CLOSED

    @property
    def key(self) -> str:
        return f"{self.party} {self.designation}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a filing asks for, and the numberings by party: (prefix, letters?, first)."""

    profile: str
    layout: str
    tabs: bool
    footers: bool | None
    pagination: bool | None
    clerk_boxes: bool
    bates: str
    overrides: Mapping[str, str] = field(default_factory=dict)
    numberings: Mapping[str, tuple[str, bool, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawnSet:
    """Papers, setting, and the exhibits in the order of the plan's lines. ``given`` are the Bates numbers of
    an earlier release, by `Wanted.key`."""

    papers: tuple[Paper, ...]
    setting: Setting
    exhibits: tuple[Wanted, ...]
    given: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def toml(self) -> str:
        return _head(self.setting) + "".join(_line(one) for one in self.exhibits)

    @property
    def in_order(self) -> tuple[Wanted, ...]:
        """As the index must bring them: parties as they come up, then by designation."""
        parties = list(dict.fromkeys(one.party for one in self.exhibits))
        return tuple(sorted(self.exhibits, key=lambda one: (parties.index(one.party), one.order)))

    @property
    def bates(self) -> dict[str, tuple[int, ...]]:
        """The numbers that pages must get or keep: new ones run on behind all that were ever given."""
        found = dict(self.given)
        if not self.setting.bates:
            return found
        following = max((numbers[-1] for numbers in found.values()), default=0) + 1
        for one in self.in_order:
            if not (one.closed or one.missing or one.bates or one.key in found):
                found[one.key] = tuple(range(following, following + len(one.pages)))
                following += len(one.pages)
        return found


def draw_set(rng: random.Random, count: int) -> DrawnSet:
    """A set of ``count`` exhibits."""
    papers = tuple(draw_paper(rng, n) for n in range(1, max(count * 2 // 3, 1) + 1))
    setting = _setting(rng, count)
    makers = _designations(rng, setting, count)
    exhibits = tuple(_exhibit(rng, papers, setting, makers, n) for n in range(count))
    if all(one.closed for one in exhibits):
        exhibits = (_filled(rng, papers, exhibits[0]), *exhibits[1:])
    return DrawnSet(papers, setting, _numbered(exhibits, setting))


def grown(rng: random.Random, drawn: DrawnSet, more: int) -> DrawnSet:
    """The same set later: some exhibits withdrawn, ``more`` added behind; what was given is kept."""
    kept = tuple(
        replace(one, typed=True, status="withdrawn") if not one.closed and rng.random() < 0.2 else one
        for one in (replace(one, typed=one.typed or one.closed) for one in drawn.exhibits)
    )
    parties = list(drawn.setting.numberings)
    new = tuple(
        Wanted(rng.choice(parties), "", (0, ""), False, "", "", (), f"Late paper {n}", "offered")
        for n in range(more)
    )
    new = tuple(_filled(rng, drawn.papers, one) for one in new)
    numbered = _numbered((*drawn.exhibits, *new), drawn.setting)
    return replace(drawn, exhibits=(*kept, *numbered[len(kept) :]), given=drawn.bates)


def _setting(rng: random.Random, count: int) -> Setting:
    overrides: dict[str, str] = {}
    times = 1 + count // 25  # large sets under such limits would be all covers
    if rng.random() < 0.35:
        overrides["max_pages"] = str(rng.choice((9, 14, 25)) * times)
    if rng.random() < 0.3:
        overrides["max_file_mb"] = f"{rng.choice((0.2, 0.3)) * times:.1f}"
    if rng.random() < 0.15:
        overrides["paper"] = '"letter"'
    numberings = {"plaintiff": rng.choice((("PX", False, 1), ("P.", False, 1), ("", False, 101)))}
    if rng.random() < 0.6:
        numberings["defendant"] = rng.choice((("", True, 1), ("DX", False, 500), ("D", True, 25)))
    if rng.random() < 0.3:
        numberings["joint"] = ("JX", False, 1)
    return Setting(
        profile=rng.choice(PROFILES),
        layout=rng.choice(LAYOUTS),
        tabs=rng.random() < 0.25,
        footers=rng.choice((None, None, True, False)),
        pagination=rng.choice((None, None, True, False)),
        clerk_boxes=rng.random() < 0.4,
        bates=rng.choice(("", "MOSS", "Moss Hale")),
        overrides=overrides,
        numberings=numberings,
    )


def _head(setting: Setting) -> str:
    lines = ["schema = 1", "[filing]", f'profile = "{setting.profile}"', f'layout = "{setting.layout}"']
    lines += ['court = "District Court of Larkspur"', 'case_number = "26-cv-00417"']
    lines += ['caption = "Dara Moss v. Hale Freight"', 'short_caption = "Moss v. Hale"']
    for name in ("tabs", "footers", "pagination", "clerk_boxes"):
        value = getattr(setting, name)
        lines += [f"{name} = {str(value).lower()}"] if value is not None else []
    for party, (prefix, lettered, first) in setting.numberings.items():
        lines += [f"[numbering.{party}]", f'prefix = "{prefix}"', f"first = {first}"]
        lines += ['scheme = "letters"'] if lettered else []
    lines += ["[bates]", f'prefix = "{setting.bates}"'] if setting.bates else []
    lines += ["[overrides]", *(f"{key} = {value}" for key, value in setting.overrides.items())]
    return "\n".join(lines) + "\n"


def _line(one: Wanted) -> str:
    values = {
        "party": one.party,
        "designation": one.designation if one.typed else "",
        "source": one.paper,
        "pages": one.spec,
        "description": one.description,
        "date": one.date,
        "status": one.status,
        "tier": one.tier,
        "witness": one.witness,
        "bates": f"{one.bates[0]}-{one.bates[-1].rpartition('-')[2]}" if one.bates else "",
    }
    if one.translated:
        values |= dict(zip(("translation", "certificate"), one.translated, strict=True), language="Spanish")
    return "\n[[exhibit]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items() if value)


def _printed(setting: Setting, party: str, number: int) -> str:
    prefix, lettered, _ = setting.numberings[party]
    joint = "" if not prefix or prefix.endswith(".") else "-"
    return f"{prefix}{joint}{letters(number) if lettered else number}"


def _designations(rng: random.Random, setting: Setting, count: int) -> Mapping[str, list[int]]:
    """For each party, numbers to be typed, with gaps, in any order."""
    numbers = {p: [first + n for n in range(2 * count)] for p, (_, _, first) in setting.numberings.items()}
    return {party: rng.sample(found, len(found)) for party, found in numbers.items()}


def _exhibit(
    rng: random.Random,
    papers: Sequence[Paper],
    setting: Setting,
    numbers: Mapping[str, list[int]],
    n: int,
) -> Wanted:
    party = rng.choice(list(numbers))
    status = rng.choice(CLOSED) if rng.random() < 0.12 else rng.choice(OPEN)
    typed, designation, order = rng.random() < 0.5 or status in CLOSED, "", (0, "")
    if typed:
        number = numbers[party].pop()
        part = rng.choice("ABC") if not setting.numberings[party][1] and rng.random() < 0.25 else ""
        designation = _printed(setting, party, number) + (f"-{part}" if part else "")
        order = (number, part)
    words = " ".join(rng.choice(("Chart", "Letter", "Bill", "Photograph", "Form")) for _ in range(2))
    made = Wanted(party, designation, order, typed, "", "", (), f"{words} no. {n}", status)
    if rng.random() < 0.1:
        made = replace(made, description=" ".join(["Correspondence with the carrier"] * 5) + f" {n}")
    return made if made.closed else _filled(rng, papers, made)


def _filled(rng: random.Random, papers: Sequence[Paper], one: Wanted) -> Wanted:
    """An exhibit with a paper's pages, or that names a paper that is not there."""
    one = replace(
        one,
        status=rng.choice(OPEN),
        tier=rng.choice(TIERS),
        date=rng.choice(("", "2024", "2024-03", "2024-03-09")),
        witness=rng.choice(("", "Custodian of records")),
    )
    if rng.random() < 0.06:
        return replace(one, paper="not-there.pdf", missing=True)
    paper = rng.choice(papers)
    wanted, spec = list(range(1, paper.pages + 1)), ""
    if rng.random() < 0.5:
        wanted = rng.sample(wanted, rng.randint(1, len(wanted)))
        spec = ", ".join(map(str, wanted))
        if rng.random() < 0.5 and paper.pages > 2:
            wanted, spec = [paper.pages, *range(1, paper.pages)], f"{paper.pages}, 1-{paper.pages - 1}"
    pages = tuple((paper.name, page) for page in wanted)
    one = replace(one, paper=paper.name, spec=spec, pages=pages)
    if rng.random() < 0.1:
        others = rng.choice(papers), rng.choice(papers)
        behind = [(other.name, page) for other in others for page in range(1, other.pages + 1)]
        return replace(one, pages=(*pages, *behind), translated=(others[0].name, others[1].name))
    whole = len(wanted) == paper.pages and wanted == sorted(wanted)
    return replace(one, bates=paper.bears) if whole else one


def _numbered(exhibits: Sequence[Wanted], setting: Setting) -> tuple[Wanted, ...]:
    """Those without a designation get the next behind all that their party has."""
    highest = {party: first - 1 for party, (_, _, first) in setting.numberings.items()}
    for one in exhibits:
        highest[one.party] = max(highest[one.party], one.order[0])
    found = []
    for one in exhibits:
        if not one.designation:
            highest[one.party] += 1
            number = highest[one.party]
            one = replace(one, designation=_printed(setting, one.party, number), order=(number, ""))
        found.append(one)
    return tuple(found)
