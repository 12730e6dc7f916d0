"""Layers of a PDF: taken away where all of them show anyway, and named where one may be hidden.

Answers: on which pages something stands that a viewer may hide, on the screen or in print. Refuses to decide
whether a hidden layer is part of the exhibit: those pages are for a person. On all others the layers go, and
what stood on them stays on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

_MAX_GROUPS = 10_000
_MAX_DEPTH = 12
_SHOWN_BY_POLICY = frozenset({"/AnyOn", "/AllOn", ""})


class Layers:
    """The layers of one document.

    Args:
        pdf: open; not altered.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = pdf.Root.get("/OCProperties")
        self.present = isinstance(properties, pikepdf.Dictionary)
        self._hidden: set[tuple[int, int]] = set()
        self._all_hidden = False
        if isinstance(properties, pikepdf.Dictionary):
            self._read(properties)

    def hide_on(self, page: pikepdf.Page) -> bool:
        """Whether something on the page belongs to a layer that may be hidden."""
        return self.present and any(self._may_hide(m) for _, _, m in _memberships(page.obj, 0, set()))

    def lift(self, page: pikepdf.Page) -> None:
        """Take the layers off a page: all that stood on them shows, always."""
        for holder, key, _ in list(_memberships(page.obj, 0, set())):
            if key == "/OC":
                del holder[key]
            else:
                holder[key] = pikepdf.Dictionary()

    def _read(self, properties: pikepdf.Dictionary) -> None:
        default = properties.get("/D")
        if not isinstance(default, pikepdf.Dictionary):
            default = pikepdf.Dictionary()
        shown = {g.objgen for g in _items(default.get("/ON"))}
        base_off = str(default.get("/BaseState", "/ON")) == "/OFF"
        for group in _items(properties.get("/OCGs")):
            if (base_off and group.objgen not in shown) or _hides_somewhere(group):
                self._hidden.add(group.objgen)
        self._hidden |= {g.objgen for g in _items(default.get("/OFF"))}
        self._all_hidden = base_off

    def _may_hide(self, membership: pikepdf.Object) -> bool:
        if not isinstance(membership, pikepdf.Dictionary):
            return False
        if str(membership.get("/Type", "")) != "/OCMD":
            return membership.objgen in self._hidden or (self._all_hidden and not membership.is_indirect)
        if "/VE" in membership or str(membership.get("/P", "")) not in _SHOWN_BY_POLICY:
            return True
        groups = membership.get("/OCGs")
        members = [groups] if isinstance(groups, pikepdf.Dictionary) else list(_items(groups))
        return any(g.objgen in self._hidden for g in members)


def _hides_somewhere(group: pikepdf.Dictionary) -> bool:
    """Whether the layer asks to be hidden on the screen, in print or on export."""
    usage = group.get("/Usage")
    if not isinstance(usage, pikepdf.Dictionary):
        return False
    for use, state in (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState")):
        said = usage.get(use)
        if isinstance(said, pikepdf.Dictionary) and str(said.get(state, "/ON")) == "/OFF":
            return True
    return False


def _items(array: object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(array, pikepdf.Array):
        for index in range(min(len(array), _MAX_GROUPS)):
            item = array[index]
            if isinstance(item, pikepdf.Dictionary):
                yield item


def _memberships(
    holder: pikepdf.Object, depth: int, seen: set[tuple[int, int]]
) -> Iterator[tuple[pikepdf.Object, str, pikepdf.Object]]:
    """(holder, key, layer) for each place on a page, or in a drawing on it, that names a layer."""
    if depth > _MAX_DEPTH:
        return
    if holder.is_indirect:
        if holder.objgen in seen:
            return
        seen.add(holder.objgen)
    if (layer := holder.get("/OC")) is not None:
        yield holder, "/OC", layer
    resources = holder.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        named = resources.get("/Properties")
        if isinstance(named, pikepdf.Dictionary):
            for key in sorted(named.keys()):
                entry = named.get(key)
                if isinstance(entry, pikepdf.Dictionary) and str(entry.get("/Type", "")) in ("/OCG", "/OCMD"):
                    yield named, key, entry
        for kind in ("/XObject", "/Pattern"):
            drawings = resources.get(kind)
            if isinstance(drawings, pikepdf.Dictionary):
                for key in sorted(drawings.keys()):
                    drawing = drawings.get(key)
                    if isinstance(drawing, pikepdf.Stream):
                        yield from _memberships(drawing, depth + 1, seen)
    annotations = holder.get("/Annots")
    for annotation in _items(annotations):
        yield from _memberships(annotation, depth + 1, seen)
        looks = annotation.get("/AP")
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if isinstance(normal, pikepdf.Stream):
            yield from _memberships(normal, depth + 1, seen)
