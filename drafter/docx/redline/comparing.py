"""Marks the changes between two bodies in the new one: what went stands where it stood."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from lxml import etree

from drafter.alignment import ChangeKind, align
from drafter.docx.markup import CLAUSE_BOOKMARK, LONGEST_BOOKMARK, w
from drafter.docx.redline.body import Block, Body, ClauseGroup, pair_groups, pair_lines, with_names
from drafter.docx.redline.marking import Change, Marker, paragraph_properties, settle_ends
from drafter.docx.redline.pieces import PieceKind, RunPiece, Token, tokens
from drafter.text import SPECIAL, compare_words, is_recognizable

_Pieces = list[tuple[Change, RunPiece]]
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
        self._taken = taken

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
            self._mark(block, Change.OUT)
            place.put(block.element)
        for block in came:
            self._mark(block, Change.IN)
            place.here = block.element

    def _keep(self, old: ClauseGroup, new: ClauseGroup, place: _Place) -> None:
        for before, after in pair_lines(old, new):
            if before is None or after is None:
                self._come_or_go([before] if before else [], [after] if after else [], place)
            elif before.is_table and after.is_table:
                self._compare_tables(before.element, after.element)
                place.here = after.element
            elif self._compare_paragraphs(before, after):
                place.here = after.element
            else:
                self._come_or_go([before], [after], place)
                _stretch_bookmark(before.element, after)
        self._restore_bookmark(old.first, new.first)

    # What moved

    def _give_way(self, moving: Sequence[ClauseGroup], groups: Sequence[ClauseGroup]) -> None:
        """Give the old end of each move a bookmark of its own.

        A name can stand only once. The new end has it; so that the numbers in the old text still follow
        their clause once all changes are rejected, they follow that other bookmark.
        """
        names: dict[str, str] = {}
        for group in moving:
            names |= self._free_names(group.first.element)
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
                self._mark(after, Change.IN)
            elif after is None and before is not None:
                self._mark(before, Change.OUT)
            elif before is not None and after is not None:
                self._move_paragraph(before, after)
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
                self._mark_row(before.element, Change.OUT)
                place.put(before.element)
            elif after is not None:
                if before is None:
                    self._mark_row(after.element, Change.IN)
                elif before.whole != after.whole:
                    cells = (row.element.findall(w.tc) for row in (before, after))
                    for old_cell, new_cell in zip(*cells, strict=True):
                        self.compare(old_cell, new_cell)
                place.here = after.element

    # What came and what went

    def _mark(self, block: Block, change: Change) -> None:
        """Mark a paragraph or a table as come, if it is of the new document, or as gone, if of the old."""
        element = block.element
        if block.is_table:
            for row in element.iterchildren(w.tr):
                self._mark_row(row, change)
            return
        if change is Change.OUT:
            found = self._without_strange_marks(element)
            # The end of a section stays with the new document, whose headers it would need.
            etree.strip_elements(paragraph_properties(element), w.sectPr)
        else:
            found = self._new.pieces(element)
        self._rewrite(element, [(change, piece) for piece in found])
        self._marker.mark_paragraph(element, change)

    def _mark_row(self, row: etree._Element, change: Change) -> None:
        """Mark a row as come, if it is of the new document, or as gone, if of the old."""
        self._marker.mark_row(row, change)
        body = self._old if change is Change.OUT else self._new
        for cell in row.iterchildren(w.tc):
            for block in body.blocks(cell):
                self._mark(block, change)

    # What stands in both

    def _compare_paragraphs(self, before: Block, after: Block) -> bool:
        """Mark in the new paragraph, word by word, what changed from the old one.

        Returns:
            False, with nothing marked, if the new wording cannot be read as the old one changed.
        """
        old, new = before.element, after.element
        if before.text != after.text:
            old_tokens, _ = tokens(self._old.pieces(old))
            new_tokens, at_end = tokens(self._new.pieces(new))
            old_keys, new_keys = [t.key for t in old_tokens], [t.key for t in new_tokens]
            stretches = compare_words(old_keys, new_keys)
            is_in_cell = next(new.iterancestors(w.tc), None) is not None
            must_stay = before.is_split or after.is_split or is_in_cell
            if not must_stay and not is_recognizable(stretches, old_keys, new_keys):
                return False
            pieces: _Pieces = []
            for stretch in stretches:
                if not stretch.is_same:
                    gone = old_tokens[slice(*stretch.old)]
                    pieces += [(Change.OUT, piece) for token in gone for piece in token.pieces]
                change = Change.NONE if stretch.is_same else Change.IN
                pieces += _marked(new_tokens[slice(*stretch.new)], change, change)
            pieces += [(Change.NONE, mark) for mark in at_end]
            self._rewrite(new, pieces)
        if before.kind != after.kind:
            self._marker.mark_properties(new, old.find(w.pPr))
        return True

    def _move_paragraph(self, before: Block, after: Block) -> None:
        """Mark both ends of a paragraph that moved: words that stayed the same as moved, others as changed.

        So each end says what happened to its words, and both read right once all is accepted or rejected:
        changes inside what moved are not understood alike by all programs.
        """
        old_tokens, old_at_end = tokens(self._without_strange_marks(before.element))
        new_tokens, new_at_end = tokens(self._new.pieces(after.element))
        stretches = compare_words([t.key for t in old_tokens], [t.key for t in new_tokens])
        gone: _Pieces = []
        came: _Pieces = []
        for stretch in stretches:
            out, into = (Change.FROM, Change.TO) if stretch.is_same else (Change.OUT, Change.IN)
            gone += _marked(old_tokens[slice(*stretch.old)], out, Change.NONE)
            came += _marked(new_tokens[slice(*stretch.new)], into, Change.TO)
        gone += [(Change.NONE, mark) for mark in old_at_end]
        came += [(Change.TO, mark) for mark in new_at_end]
        etree.strip_elements(paragraph_properties(before.element), w.sectPr)
        for element, pieces, change in (
            (before.element, gone, Change.FROM),
            (after.element, came, Change.TO),
        ):
            self._rewrite(element, pieces)
            # The mark of a paragraph shares the change of what stands before it: LibreOffice leaves an empty
            # paragraph behind where the two differ.
            of_end = next((one for one, _ in reversed(pieces) if one is not Change.NONE), change)
            self._marker.mark_paragraph(element, of_end)

    def _rewrite(self, paragraph: etree._Element, pieces: Sequence[tuple[Change, RunPiece]]) -> None:
        content = self._marker.write(pieces)
        for child in list(paragraph):
            if child.tag != w.pPr:
                paragraph.remove(child)
        paragraph.extend(content)

    # Bookmarks

    def _without_strange_marks(self, paragraph: etree._Element) -> list[RunPiece]:
        """What an old paragraph contains, without comments and without bookmarks that the new text has."""
        marks = self._own_bookmarks(paragraph)
        return [
            piece
            for piece in self._old.pieces(paragraph)
            if piece.kind is not PieceKind.MARK or piece.nodes[0] in marks
        ]

    def _own_bookmarks(self, paragraph: etree._Element) -> list[etree._Element]:
        """The bookmarks of what went that can stand beside those of the new document, with new ids."""
        kept = []
        ends = {mark.get(w.id): mark for mark in paragraph.iter(w.bookmarkEnd)}
        for mark in list(paragraph.iter(w.bookmarkStart)):
            name, end = mark.get(w.name, ""), ends.get(mark.get(w.id))
            if end is not None and name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                number = self._marker.free_id()
                mark.set(w.id, number)
                end.set(w.id, number)
                kept += [mark, end]
        return kept

    def _free_names(self, paragraph: etree._Element) -> dict[str, str]:
        """Names for the bookmarks of an old paragraph whose own ones stand in the new document."""
        names: dict[str, str] = {}
        for mark in paragraph.iter(w.bookmarkStart):
            name = mark.get(w.name, "")
            if name.casefold() in self._taken:
                taken = self._taken | {new.casefold() for new in names.values()}
                numbers = itertools.chain(("",), itertools.count(2))
                others = (f"was{number}_{name}"[:LONGEST_BOOKMARK] for number in numbers)
                names[name] = next(other for other in others if other.casefold() not in taken)
        return names

    def _restore_bookmark(self, before: Block, after: Block) -> None:
        """Give a clause that lost its bookmark in the new document the one that it had in the old."""
        name = CLAUSE_BOOKMARK + before.clause
        if not before.clause or after.clause or name.casefold() in self._taken:
            return
        self._taken.add(name.casefold())
        start, end = etree.Element(w.bookmarkStart), etree.Element(w.bookmarkEnd)
        start.set(w.id, self._marker.free_id())
        start.set(w.name, name)
        end.set(w.id, start.get(w.id, ""))
        paragraph_properties(after.element).addnext(start)
        after.element.append(end)


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


def _stretch_bookmark(gone: etree._Element, came: Block) -> None:
    """Begin a clause's bookmark in its old wording and end it in the new: one of them will stay."""
    for mark in came.element.iterchildren(w.bookmarkStart):
        if came.clause and mark.get(w.name) == CLAUSE_BOOKMARK + came.clause:
            paragraph_properties(gone).addnext(mark)
            return


def _marked(found: Iterable[Token], change: Change, of_marks: Change) -> _Pieces:
    """The pieces of tokens with what happened to them, and to the marks that stand before them."""
    return [
        pair
        for token in found
        for pair in (*((of_marks, one) for one in token.marks), *((change, one) for one in token.pieces))
    ]
