"""Marks the changes between two bodies in the new one: what went stands where it stood."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.alignment import ChangeKind, align
from drafter.docx.markup import w
from drafter.docx.redline.body import Block, Body, ClauseGroup, pair_groups, pair_lines, with_names
from drafter.docx.redline.marking import Change, Marker, settle_ends
from drafter.docx.redline.paragraphs import Paragraphs, stretch_bookmark
from drafter.text import SPECIAL

# What stands before the content of a body, a cell or a table.
_PROPERTIES = w("tcPr tblPr tblGrid sdtPr")


class Comparer:
    """Marks changes.

    Args:
        old: Reads the old document.
        new: Reads the new document.
        marker: Makes the tracked changes.
        taken: The names of bookmarks that the new document has, in small letters.
    """

    def __init__(self, old: Body, new: Body, marker: Marker, taken: set[str]) -> None:
        self._old = old
        self._new = new
        self._marker = marker
        self._paragraphs = Paragraphs(old, new, marker, taken)

    def compare(self, old: etree._Element, new: etree._Element) -> None:
        """Mark in a new body or cell what changed from an old one, in place."""
        old_groups, new_groups = self._old.groups(old), self._new.groups(new)
        steps = pair_groups(old_groups, new_groups)
        moving = [old_groups[step.old or 0] for step in steps if step.kind is ChangeKind.MOVED_FROM]
        self._give_way(moving, old_groups)
        place = _Place(new)
        waiting: list[tuple[etree._Element | None, ClauseGroup, str]] = []
        names: dict[int | None, str] = {}
        for step in steps:
            before = old_groups[step.old] if step.old is not None else ClauseGroup()
            after = new_groups[step.new] if step.new is not None else ClauseGroup()
            if step.kind is ChangeKind.MOVED_FROM:
                names.setdefault(step.old, self._marker.move_name())
                waiting.append((place.here, before, names[step.old]))
            elif step.kind is ChangeKind.MOVED_TO:
                names.setdefault(step.old, self._marker.move_name())
                self._move(before, after, names[step.old])
                place.here = after.blocks[-1].element
            elif step.kind is ChangeKind.KEPT:
                self._keep(before, after, place)
            else:
                self._come_or_go(before.blocks, after.blocks, place)
        self._put_what_moved(waiting, place)
        settle_ends(new, self._marker)

    def _come_or_go(self, gone: Sequence[Block], came: Sequence[Block], place: _Place) -> None:
        for block in gone:
            self._paragraphs.mark(block, Change.OUT)
            place.put(block.element)
        for block in came:
            self._paragraphs.mark(block, Change.IN)
            place.here = block.element

    def _keep(self, old: ClauseGroup, new: ClauseGroup, place: _Place) -> None:
        for before, after in pair_lines(old, new):
            if before is None or after is None:
                self._come_or_go([before] if before else [], [after] if after else [], place)
            elif before.is_table and after.is_table:
                self._compare_tables(before.element, after.element)
                place.here = after.element
            elif self._paragraphs.compare(before, after):
                place.here = after.element
            else:
                self._come_or_go([before], [after], place)
                stretch_bookmark(before.element, after)
        self._paragraphs.restore_bookmark(old.first, new.first)

    # What moved

    def _give_way(self, moving: Sequence[ClauseGroup], groups: Sequence[ClauseGroup]) -> None:
        """Give the old end of each move a bookmark of its own.

        A name can stand only once. The new end has it; so that the numbers in the old text still follow
        their clause once all changes are rejected, they follow that other bookmark.
        """
        names: dict[str, str] = {}
        for group in moving:
            names |= self._paragraphs.free_names(group.first.element)
        if not names:
            return
        self._old.rename(names)
        for group in groups:
            for block in group.blocks:
                if SPECIAL + "field" in block.text:
                    block.text = with_names(block.text, names)

    def _move(self, old: ClauseGroup, new: ClauseGroup, name: str) -> None:
        for before, after in pair_lines(old, new):
            if before is None and after is not None:
                self._paragraphs.mark(after, Change.IN)
            elif after is None and before is not None:
                self._paragraphs.mark(before, Change.OUT)
            elif before is not None and after is not None:
                self._paragraphs.move(before, after)
        self._set_range("moveTo", name, [block.element for block in new.blocks])

    def _put_what_moved(
        self, waiting: Sequence[tuple[etree._Element | None, ClauseGroup, str]], place: _Place
    ) -> None:
        """Put the old ends where they stood: both ends are marked at once, so only now."""
        for here, group, name in reversed(waiting):
            elements = [block.element for block in group.blocks]
            for element in reversed(elements):
                place.put_after(here, element)
            self._set_range("moveFrom", name, elements)

    def _set_range(self, kind: str, name: str, paragraphs: Sequence[etree._Element]) -> None:
        start = self._marker.range_start(f"{kind}RangeStart")
        start.set(w.name, name)
        end = etree.Element(w[f"{kind}RangeEnd"])
        end.set(w.id, start.get(w.id, ""))
        first = paragraphs[0]
        first.insert(1 if first.find(w.pPr) is not None else 0, start)
        paragraphs[-1].addnext(end)  # after the paragraph, whose own mark moves too

    # Tables

    def _compare_tables(self, old: etree._Element, new: etree._Element) -> None:
        old_rows, new_rows = self._old.rows(old), self._new.rows(new)
        steps = align([row.passage for row in old_rows], [row.passage for row in new_rows])
        place = _Place(new)
        for step in steps:
            before = old_rows[step.old] if step.old is not None else None
            after = new_rows[step.new] if step.new is not None else None
            if after is None and before is not None:
                self._paragraphs.mark_row(before.element, Change.OUT)
                place.put(before.element)
            elif after is not None:
                if before is None:
                    self._paragraphs.mark_row(after.element, Change.IN)
                elif before.whole != after.whole:
                    cells = (row.element.findall(w.tc) for row in (before, after))
                    for old_cell, new_cell in zip(*cells, strict=True):
                        self.compare(old_cell, new_cell)
                place.here = after.element


class _Place:
    """Where in the new document the next thing that went is put: behind ``here``, or at the beginning."""

    def __init__(self, parent: etree._Element) -> None:
        self._parent = parent
        self.here: etree._Element | None = None

    def put(self, element: etree._Element) -> None:
        """Put something here and go on behind it."""
        self.put_after(self.here, element)
        self.here = element

    def put_after(self, here: etree._Element | None, element: etree._Element) -> None:
        """Put something behind an element, or at the beginning."""
        if here is not None:
            here.addnext(element)
            return
        place = sum(child.tag in _PROPERTIES for child in self._parent)
        self._parent.insert(place, element)
