"""The redline: a new draft in full, with tracked changes against an old one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import datetime

from lxml import etree

from drafter.alignment import ChangeKind
from drafter.docx.blocks import Block, Document, Group, pair_blocks, pair_groups, tokens
from drafter.docx.markup import CLAUSE_BOOKMARK, LONGEST_BOOKMARK, as_date, value_of, w
from drafter.docx.notes import NOTES_TYPE, number_notes, number_separators
from drafter.docx.provenance import seal_redline
from drafter.docx.revisions import (
    DELETED,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    NO_CHANGE,
    TAKEN,
    Piece,
    mark_paragraph,
    mark_properties,
    mark_row,
    number_changes,
    paragraph_properties,
    rewrite,
    set_range,
    settle_ends,
)
from drafter.docx.structure import refuse_unsound
from drafter.docx.styles import styles_by_id
from drafter.text import SPECIAL, compare_words, is_recognizable

_STYLE_USES = w("pStyle rStyle tblStyle")
_STYLE_NEEDS = w("basedOn next link")
_CHANGES = {
    ChangeKind.IN: INSERTED,
    ChangeKind.OUT: DELETED,
    ChangeKind.MOVED_FROM: MOVED_FROM,
    ChangeKind.MOVED_TO: MOVED_TO,
}
# What stands before the content of a body, a cell or a table.
_PROPERTIES = w("tcPr tblPr tblGrid")


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    when: datetime | None = None,
    names: tuple[str, str] = ("the old draft", "the new draft"),
) -> bytes:
    """The new draft in full, with tracked changes against the old one.

    Accepting all of them gives the new draft, rejecting all gives the old one, text and footnotes both.
    Tracked changes that either draft already has are read as accepted.

    Args:
        old: The bytes of a Word file.
        new: Likewise.
        author: Who is said to have made the changes.
        when: When; None to leave it open, as Word allows.
        names: How messages call the two.

    Raises:
        DrafterError: if one is no Word file, is damaged, or both have more footnotes than Word can number.
    """
    before, after = Document(old, names[0], "old:"), Document(new, names[1], "new:")
    _forget_extensions(before)
    etree.strip_elements(before.notes, w.bookmarkStart, w.bookmarkEnd)  # the new notes may have them
    every = {note.get(w.id, ""): note for one in (before, after) for note in one.notes.iter(w.footnote)}
    if not after.package.related("footnotes") and before.package.related("footnotes"):
        after.package.require("footnotes", "word/footnotes.xml", NOTES_TYPE, "")
        after.notes = deepcopy(before.notes)
    _Comparer(before, after).compare(before.body, after.body)
    number_separators(after.package, after.notes)
    number_notes(after.body, after.notes, every)
    number_changes((after.body, after.notes), author, as_date(when))
    _take_styles(before, after)
    for tree, kind in ((after.notes, "footnotes"), (after.styles, "styles")):
        if part := after.package.related(kind):
            after.package.put(part, tree)
    after.package.put(after.package.document, after.root)
    seal_redline(after.package)
    hint = "This is a fault of drafter. Please report it with both files."
    refuse_unsound(after.package, "redline", hint, (old, new))
    return after.package.pack()


def _take_styles(before: Document, after: Document) -> None:
    """Take over the styles that old text in the redline uses and the new document lacks.

    A style that has the same name there under another id is used instead.
    """
    mine, theirs = styles_by_id(after.styles), styles_by_id(before.styles)
    by_name = {_name_of(style): style_id for style_id, style in mine.items()}
    for use in (use for root in (after.root, after.notes) for use in root.iter(*_STYLE_USES)):
        style_id = use.get(w.val, "")
        if style_id in mine or style_id not in theirs:
            continue
        if same := by_name.get(_name_of(theirs[style_id])):
            use.set(w.val, same)
            continue
        taken = []
        while style_id in theirs and style_id not in mine:  # with what it is based on
            mine[style_id] = deepcopy(theirs[style_id])
            taken.append(mine[style_id])
            style_id = value_of(mine[style_id], "basedOn")
        for style in taken:
            for element in list(style.iter(w.numPr, *_STYLE_NEEDS)):  # its list may be another one here
                if element.tag == w.numPr or element.get(w.val, "") not in mine:
                    element.getparent().remove(element)  # type: ignore[union-attr]
            style.attrib.pop(w.default, "")
        after.styles.extend(taken)


def _name_of(style: etree._Element) -> tuple[str, str | None]:
    """The name of a style, and whether it is one of paragraphs, of characters or of tables."""
    return value_of(style, "name") or style.get(w.styleId, ""), style.get(w.type)


def _forget_extensions(before: Document) -> None:
    """Take out of the old document what Word's own extensions of the format say of its paragraphs and runs.

    Their ids of paragraphs may stand in the new document too, and it may not declare the extension.
    """
    for root in (before.root, before.notes):
        names = [f"{{{namespace}}}*" for namespace in root.nsmap.values() if "/wordml" in namespace]
        etree.strip_attributes(root, *names)
        etree.strip_elements(root, *names, with_tail=False)


# Marking what changed


class _Comparer:
    """Marks the changes between two bodies in the new one: what went stands where it stood.

    Args:
        old: The old document.
        new: The new document, which becomes the redline.
    """

    def __init__(self, old: Document, new: Document) -> None:
        self._old = old
        self._new = new
        self._moves = itertools.count(1)
        # The names of bookmarks that the redline has, in small letters.
        self._taken = {mark.get(w.name, "").casefold() for mark in new.body.iter(w.bookmarkStart)}

    def compare(self, old: etree._Element, new: etree._Element) -> None:
        """Mark in a new body, table or cell what changed from an old one, in place."""
        old_groups, new_groups = self._old.groups(old), self._new.groups(new)
        steps = pair_groups(old_groups, new_groups)
        moved = {one.old or 0: one.new or 0 for one in steps if one.kind is ChangeKind.MOVED_TO}
        self._give_way([old_groups[place] for place in moved], old_groups)
        names = {place_old: f"move{next(self._moves)}" for place_old in moved}
        for place_old, place_new in moved.items():
            self._move(old_groups[place_old], new_groups[place_new])
        beginning = here = etree.Element(w.p)
        new.insert(sum(child.tag in _PROPERTIES for child in new), beginning)
        for step in steps:
            place_old, place_new = step.old or 0, step.new or 0
            if step.kind is ChangeKind.KEPT:
                here = self._keep(old_groups[place_old], new_groups[place_new], here)
                continue
            change = _CHANGES[step.kind]
            blocks = old_groups[place_old] if change in TAKEN else new_groups[place_new]
            here = self._come_or_go(change, blocks, here)
            if change in (MOVED_FROM, MOVED_TO):
                here = set_range(change, names[place_old], [block.element for block in blocks])
        new.remove(beginning)
        settle_ends(new)

    def _come_or_go(self, change: str, blocks: Iterable[Block], here: etree._Element) -> etree._Element:
        """Put what went behind an element of the new document; what comes stands there.

        Returns:
            The last of what came or went, for what is to be put behind it.
        """
        for block in blocks:
            if change in (INSERTED, DELETED):
                self._mark(block, change)
            if change in TAKEN:
                here.addnext(block.element)
            here = block.element
        return here

    def _keep(self, old: Group, new: Group, here: etree._Element) -> etree._Element:
        for before, after in pair_blocks(old, new):
            if before and after and self._compare_blocks(before[0], after[0]):
                here = after[0].element
                continue
            here = self._come_or_go(DELETED, before, here)
            here = self._come_or_go(INSERTED, after, here)
            if before and after:
                _stretch_bookmark(before[0].element, after[0])
        self._restore_bookmark(old[0], new[0])
        return here

    def _compare_blocks(self, before: Block, after: Block) -> bool:
        """Mark in the new block what changed from the old one.

        Returns:
            False, with nothing marked, if the new wording cannot be read as the old one changed.
        """
        old, new = before.element, after.element
        if new.tag == w.p:
            return self._compare_paragraphs(before, after)
        if new.tag == w.tbl:
            self.compare(old, new)
        elif before.text != after.text:
            for old_cell, new_cell in zip(old.findall(w.tc), new.findall(w.tc), strict=True):
                self.compare(old_cell, new_cell)
        return True

    def _compare_paragraphs(self, before: Block, after: Block) -> bool:
        old, new = before.element, after.element
        if before.text != after.text:
            compared, can_be_read = _compare_pieces(self._old.pieces(old), self._new.pieces(new))
            is_in_cell = next(new.iterancestors(w.tc), None) is not None
            if not (can_be_read or before.is_split or after.is_split or is_in_cell):
                return False
            pieces = []
            for is_same, gone, came in compared:
                pieces += [(DELETED, piece) for piece in gone if piece.key and not is_same]
                pieces += [(NO_CHANGE if is_same else INSERTED, piece) for piece in came]
            rewrite(new, pieces)
        if before.kind != after.kind:
            mark_properties(new, old.find(w.pPr))
        return True

    # What moved

    def _move(self, old: Group, new: Group) -> None:
        for before, after in pair_blocks(old, new):
            if before and after:
                self._move_paragraph(before[0].element, after[0].element)
                continue
            for block in before or after:
                self._mark(block, DELETED if before else INSERTED)

    def _move_paragraph(self, old: etree._Element, new: etree._Element) -> None:
        """Mark both ends of a paragraph that moved: words that stayed the same as moved, others as changed.

        So each end says what happened to its words, and both read right once all is accepted or rejected:
        changes inside what moved are not understood alike by all programs.
        """
        compared, _ = _compare_pieces(self._pieces_that_go(old), self._new.pieces(new))
        gone = [(MOVED_FROM if is_same else DELETED, one) for is_same, out, _ in compared for one in out]
        came = [(MOVED_TO if is_same else INSERTED, one) for is_same, _, into in compared for one in into]
        for element, pieces, change in ((old, gone, MOVED_FROM), (new, came, MOVED_TO)):
            rewrite(element, pieces)
            # The mark of a paragraph shares the change of what stands before it: LibreOffice leaves an empty
            # paragraph behind where the two differ.
            mark_paragraph(element, next((one for one, piece in reversed(pieces) if piece.key), change))

    def _give_way(self, moving: Sequence[Group], groups: Sequence[Group]) -> None:
        """Give the old end of each move a bookmark of its own.

        A name can stand only once. The new end has it; so that the numbers in the old text still follow
        their clause once all changes are rejected, they follow that other bookmark.
        """
        names: dict[str, str] = {}
        for mark in (mark for group in moving for mark in group[0].element.iter(w.bookmarkStart)):
            name = mark.get(w.name, "")
            if name.casefold() in self._taken:
                taken = self._taken | {new.casefold() for new in names.values()}
                numbers = itertools.chain(("",), itertools.count(2))
                others = (f"was{number}_{name}"[:LONGEST_BOOKMARK] for number in numbers)
                names[name] = next(other for other in others if other.casefold() not in taken)
        if not names:
            return
        self._old.rename(names)
        for block in (block for group in groups for block in group):
            if block.element.tag == w.p and SPECIAL + "field" in block.text:
                block.text = self._old.text(block.element)

    # What came and what went

    def _mark(self, block: Block, change: str) -> None:
        """Mark a block as come, if it is of the new document, or as gone, if of the old."""
        element, document = block.element, self._old if change == DELETED else self._new
        if element.tag == w.p:
            pieces = self._pieces_that_go(element) if change == DELETED else document.pieces(element)
            rewrite(element, [(change, piece) for piece in pieces])
            mark_paragraph(element, change)
            return
        if element.tag == w.tr:
            mark_row(element, change)
        for parent in element.iterchildren(w.tc) if element.tag == w.tr else (element,):
            for inner in document.blocks(parent):
                self._mark(inner, change)

    # Bookmarks

    def _pieces_that_go(self, paragraph: etree._Element) -> list[Piece]:
        """What an old paragraph contains, without comments and without bookmarks that the new text has."""
        # The end of a section stays with the new document, whose headers it would need.
        etree.strip_elements(paragraph_properties(paragraph), w.sectPr)
        kept = []
        ends = {mark.get(w.id): mark for mark in paragraph.iter(w.bookmarkEnd)}
        for mark in paragraph.iter(w.bookmarkStart):
            name, end = mark.get(w.name, "").casefold(), ends.get(mark.get(w.id))
            if end is not None and name not in self._taken:
                self._taken.add(name)
                kept += [mark, end]
        return [piece for piece in self._old.pieces(paragraph) if piece.key or piece.element in kept]

    def _restore_bookmark(self, before: Block, after: Block) -> None:
        """Give a clause that lost its bookmark in the new document the one that it had in the old."""
        name = CLAUSE_BOOKMARK + before.clause
        if not before.clause or after.clause or name.casefold() in self._taken:
            return
        self._taken.add(name.casefold())
        paragraph_properties(after.element).addnext(
            etree.Element(w.bookmarkStart, {w.id: name, w.name: name})
        )
        etree.SubElement(after.element, w.bookmarkEnd, {w.id: name})


def _stretch_bookmark(gone: etree._Element, came: Block) -> None:
    """Begin a clause's bookmark in its old wording and end it in the new: one of them will stay."""
    for mark in came.element.iterchildren(w.bookmarkStart):
        if came.clause and mark.get(w.name) == CLAUSE_BOOKMARK + came.clause:
            paragraph_properties(gone).addnext(mark)
            return


def _compare_pieces(
    old: Iterable[Piece], new: Iterable[Piece]
) -> tuple[list[tuple[bool, list[Piece], list[Piece]]], bool]:
    """Two paragraphs, stretch by stretch, and whether the new one can be read as the old one changed.

    Of each stretch: whether both say the same, and the pieces of either.
    """
    olds, news = tokens(old), tokens(new)
    keys = [one.key for one in olds], [one.key for one in news]
    stretches = compare_words(*keys)
    compared = [
        (
            one.is_same,
            [piece for token in olds[slice(*one.old)] for piece in token.pieces],
            [piece for token in news[slice(*one.new)] for piece in token.pieces],
        )
        for one in stretches
    ]
    return compared, is_recognizable(stretches, *keys)
