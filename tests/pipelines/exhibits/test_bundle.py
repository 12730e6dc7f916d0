"""A bound set says what was planned, whatever its pages are like; engines that did not make it read it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.exhibits.bundle import bind
from pipelines.exhibits.bundle_parts import BoundPart, BundleError, Leaf, PlaceInBundle
from pipelines.exhibits.reread import reread, reread_exhibit
from tests.pipelines.exhibits.made_bundle import (
    SPEC,
    PageShape,
    chronology,
    exhibit,
    make_index,
    shapes,
)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one example of a property."""
    with TemporaryDirectory() as name:
        yield Path(name)


def exhibits(out: Path, seed: int, count: int, longest: int = 4) -> tuple[BoundPart, ...]:
    rng = random.Random(seed)
    return tuple(
        exhibit(out, n, shapes(rng, rng.randint(1, longest)), slip=rng.random() < 0.2)
        for n in range(1, count + 1)
    )


def test_the_letters_that_a_bundle_has_once_fill_no_volume(tmp_path: Path) -> None:
    parts = tuple(exhibit(tmp_path, n, (PageShape(),)) for n in range(1, 41))
    (whole,) = bind(parts, make_index(parts), SPEC, tmp_path).volumes
    assert sum(part.path.stat().st_size for part in parts) > 2 * whole.size
    spec = replace(SPEC, max_bytes=whole.size + 200_000)
    bundle = bind(parts, make_index(parts), spec, tmp_path)
    reread(bundle, parts, spec)
    assert len(bundle.volumes) == 1


@settings(max_examples=8, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.booleans(),
    st.one_of(st.none(), st.integers(120_000, 400_000)),
    st.one_of(st.none(), st.integers(12, 60)),
)
def test_what_is_read_again_equals_the_plan(
    seed: int, count: int, paginated: bool, max_bytes: int | None, max_pages: int | None
) -> None:
    with folder() as out:
        parts = exhibits(out, seed, count)
        cited = [(f"note {n}.pdf", *page) for n, part in enumerate(parts) for page in part.pages]
        spec = replace(
            SPEC,
            paginated=paginated,
            max_bytes=max_bytes,
            max_pages=max_pages,
            chronology=chronology(random.Random(seed).sample(cited, min(len(cited), 20))),
        )
        bundle = bind(parts, make_index(parts), spec, out)
        reread(bundle, parts, spec)
        for volume in bundle.volumes:
            assert max_bytes is None or volume.size <= max_bytes
            assert max_pages is None or len(volume.pages) <= max_pages
            with pikepdf.open(volume.path) as pdf:
                assert pdf.check_pdf_syntax() == []
        assert bundle.remarks == ()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[BoundPart, ...]:
    """Six exhibits, none changed by any test."""
    return exhibits(tmp_path_factory.mktemp("made"), 7, 6)


def test_the_same_parts_give_the_same_bytes(made: tuple[BoundPart, ...], tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        out.mkdir()
        bind(made, make_index(made), SPEC, out)
    assert (first / "bundle.pdf").read_bytes() == (second / "bundle.pdf").read_bytes()


def test_an_exhibits_own_file_is_proved_too(made: tuple[BoundPart, ...], tmp_path: Path) -> None:
    for part in made:
        reread_exhibit(part)
    wrong = replace(made[0], copy=made[1].copy, pages=made[1].pages, path=made[0].path)
    with pytest.raises(BundleError):
        reread_exhibit(wrong)


def test_volumes_say_which_of_how_many_and_run_on(made: tuple[BoundPart, ...], tmp_path: Path) -> None:
    spec = replace(SPEC, max_bytes=75_000)
    bundle = bind(made, make_index(made), spec, tmp_path)
    reread(bundle, made, spec)
    assert len(bundle.volumes) > 1
    number = 0
    for volume in bundle.volumes:
        assert volume.path.name == f"bundle-{volume.number}-of-{len(bundle.volumes)}.pdf"
        text = pypdf.PdfReader(volume.path).pages[0].extract_text()
        assert f"VOLUME {volume.number} OF {len(bundle.volumes)}" in text
        assert f"Pages {number + 1}-{number + len(volume.pages)}" in text
        assert "Moen v. Ardent" in text
        number += len(volume.pages)
    assert [p.leaf for p in bundle.volumes[1].pages].count(Leaf.INDEX) == 0


def test_a_link_into_another_volume_is_reported_and_its_words_stay(
    made: tuple[BoundPart, ...], tmp_path: Path
) -> None:
    bundle = bind(made, make_index(made), replace(SPEC, max_bytes=75_000), tmp_path)
    elsewhere = {id for id, place in bundle.places.items() if place.volume > 1}
    assert {link.target for link in bundle.lost} == {
        target for id in elsewhere for target in (f"exhibit:{id}", f"exhibit:{id}#page")
    }
    text = pypdf.PdfReader(bundle.volumes[0].path).pages[1].extract_text()
    assert all(part.designation in text for part in made)


def test_a_citation_of_a_page_that_is_not_filed_loses_its_link(
    made: tuple[BoundPart, ...], tmp_path: Path
) -> None:
    sha256 = made[0].pages[0][0]
    cited = [("note.pdf", sha256, 1), ("note.pdf", sha256, 99), ("letter.txt", sha256, 1)]
    spec = replace(SPEC, chronology=chronology(cited))
    bundle = bind(made, make_index(made), spec, tmp_path)
    reread(bundle, made, spec)
    assert [link.target for link in bundle.lost] == [f"../sources/note-{sha256[:10]}.pdf#page=99"]
    with pikepdf.open(bundle.volumes[0].path) as pdf:
        leads = [note.Dest[0].objgen for note in pdf.pages[1].obj.Annots]
        first = pdf.pages[bundle.places[made[0].id].first_page - 1].obj.objgen
    assert leads == [first, first], "the page that is cited, and the source of a kind without pages"


def test_an_exhibit_over_the_limit_is_cut_between_pages(tmp_path: Path) -> None:
    parts = (
        exhibit(tmp_path, 1, [PageShape()]),
        exhibit(tmp_path, 2, [PageShape()] * 60),
        exhibit(tmp_path, 3, [PageShape()]),
    )
    spec = replace(SPEC, max_bytes=90_000)
    bundle = bind(parts, make_index(parts), spec, tmp_path)
    reread(bundle, parts, spec)
    place = bundle.places["E-0002"]
    assert place.last_volume > place.volume
    titles = [
        str(mark.get_title()) for v in bundle.volumes for mark in pypdfium2.PdfDocument(v.path).get_toc()
    ]
    count = place.last_volume - place.volume + 1
    assert f"PX-2 – Office note no. 2 (part {count} of {count})" in titles
    assert all(volume.size <= 90_000 for volume in bundle.volumes)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_one_page_over_the_limit_is_said(tmp_path: Path) -> None:
    parts = (exhibit(tmp_path, 1, [PageShape()]), exhibit(tmp_path, 2, [PageShape()]))
    spec = replace(SPEC, max_bytes=5_000)
    bundle = bind(parts, make_index(parts), spec, tmp_path)
    reread(bundle, parts, spec)
    assert bundle.remarks == (
        "Volume 1 is over the limit with nothing in it but the index.",
        "Volume 2 is over the limit with nothing in it but page 1 of PX-1.",
        "Volume 3 is over the limit with nothing in it but page 1 of PX-2.",
    )


def test_an_index_that_gets_longer_for_its_own_numbers_comes_to_rest(
    made: tuple[BoundPart, ...], tmp_path: Path
) -> None:
    """One page longer where the first exhibit begins behind page 2, one shorter where it does not."""
    plain = make_index(made)

    def restless(places: Mapping[str, PlaceInBundle]) -> bytes:
        document = plain(places)
        if places[made[0].id].first_page % 2:
            return document
        with pikepdf.open(BytesIO(document)) as pdf:
            pdf.add_blank_page(page_size=(612, 792))
            out = BytesIO()
            pdf.save(out, deterministic_id=True)
        return out.getvalue()

    bundle = bind(made, restless, SPEC, tmp_path)
    reread(bundle, made, SPEC)
    assert [p.leaf for p in bundle.volumes[0].pages].count(Leaf.INDEX) == 2


def test_links_inside_an_exhibit_go_on_leading_where_they_led(tmp_path: Path) -> None:
    parts = (exhibit(tmp_path, 1, [PageShape()] * 2), exhibit(tmp_path, 2, [PageShape()] * 3))
    with pikepdf.open(parts[1].path, allow_overwriting_input=True) as pdf:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 10, 10],
            Dest=pikepdf.Array([pdf.pages[2].obj, pikepdf.Name.Fit]),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.save(parts[1].path)
    bundle = bind(parts, make_index(parts), SPEC, tmp_path)
    with pikepdf.open(bundle.volumes[0].path) as pdf:
        first = bundle.places["E-0002"].first_page
        leads = pdf.pages[first - 1].obj.Annots[0].Dest[0]
        assert leads.objgen == pdf.pages[first + 1].obj.objgen
    cut = replace(SPEC, max_pages=3)
    bundle = bind(parts, make_index(parts), cut, tmp_path)
    with pikepdf.open(bundle.volumes[bundle.places["E-0002"].volume - 1].path) as pdf:
        assert "/Annots" not in pdf.pages[1].obj, "a link to a page in another volume"
        pages = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Page"]
        assert len(pages) == len(pdf.pages), "pages hidden in the file"


def test_fields_that_a_court_wants_kept_are_kept_with_their_values(tmp_path: Path) -> None:
    parts = (exhibit(tmp_path, 1, [PageShape()] * 2), exhibit(tmp_path, 2, [PageShape()] * 2))
    for part in parts:
        with pikepdf.open(part.path, allow_overwriting_input=True) as pdf:
            field = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Tx,
                    T="name",
                    V=f"filled in {part.id}",
                    Rect=pikepdf.Array([100, 300, 300, 320]),
                    AP=pikepdf.Dictionary(
                        N=pdf.make_stream(b"", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
                    ),
                )
            )
            pdf.pages[1].obj.Annots = pikepdf.Array([field])
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
            pdf.save(part.path)
    bundle = bind(parts, make_index(parts), SPEC, tmp_path)
    reread(bundle, parts, SPEC)
    fields = pypdf.PdfReader(bundle.volumes[0].path).get_fields() or {}
    assert len(fields) == 2, "two fields of one name stay two"
    assert {field["/V"] for field in fields.values()} == {"filled in E-0001", "filled in E-0002"}
