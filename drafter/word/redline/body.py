"""Marks the changes between two bodies in the new one: what went stands where it stood."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.comparing.alignment import Fate, Passage, Step, align
from drafter.comparing.words import SPECIAL, compare_words, is_recognizable
from drafter.word.names import w
from drafter.word.redline.atoms import Atom, AtomKind, tokens
from drafter.word.redline.ends import settle_ends
from drafter.word.redline.marking import Change, Marker, paragraph_properties
from drafter.word.redline.story import CLAUSE_BOOKMARK, Block, Story, Unit, with_names

_P, _PPR, _TBL, _TR, _TC, _STYLE = (w(name) for name in ("p", "pPr", "tbl", "tr", "tc", "pStyle"))
_BOOKMARK, _BOOKMARK_END, _NAME, _ID, _VAL = (
    w(name) for name in ("bookmarkStart", "bookmarkEnd", "name", "id", "val")
)
_LONGEST_BOOKMARK = 40  # ISO 29500-1, 17.13.6.2
# What stands before the content of a body, a cell or a table.
_PROPERTIES = tuple(map(w, ("tcPr", "tblPr", "tblGrid", "sdtPr")))


class Comparer:
    """Marks changes.

    Args:
        old: Reads the old document.
        new: Reads the new document.
        marker: Makes the tracked changes.
        taken: The names of bookmarks that the new document has.
    """

    def __init__(self, old: Story, new: Story, marker: Marker, taken: set[str]) -> None:
        self._old = old
        self._new = new
        self._marker = marker
        self._taken = taken
        self._units_read: list[Unit] = []

    def compare(self, old: etree._Element, new: etree._Element) -> None:
        """Mark in a new body or cell what changed from an old one, in place."""
        old_units, new_units = self._old.units(old), self._new.units(new)
        steps = align([unit.passage() for unit in old_units], [unit.passage() for unit in new_units])
        self._units_read = old_units
        self._give_way([old_units[step.old or 0] for step in steps if step.fate is Fate.MOVED_FROM], old)
        place = _Place(new)
        waiting: list[tuple[etree._Element | None, int]] = []
        moves: dict[int, str] = {}
        for step in _with_split_fields_kept(steps, old_units, new_units):
            before = old_units[step.old] if step.old is not None else Unit()
            after = new_units[step.new] if step.new is not None else Unit()
            if step.fate is Fate.KEPT:
                self._keep(before, after, place)
            elif step.fate is Fate.OUT:
                for block in before.blocks:
                    self._take_out(block)
                    place.put(block.element)
            elif step.fate is Fate.IN:
                for block in after.blocks:
                    self._put_in(block)
                    place.pass_by(block.element)
            elif step.fate is Fate.MOVED_TO:
                moves[step.old or 0] = self._move(before, after)
                for block in after.blocks:
                    place.pass_by(block.element)
            else:
                waiting.append((place.here, step.old or 0))
        # What moved is marked at both ends at once, so its old end is put where it stood only now.
        for here, number in reversed(waiting):
            elements = [block.element for block in old_units[number].blocks]
            for element in reversed(elements):
                place.put_after(here, element)
            self._set_range("moveFrom", moves[number], elements)
        settle_ends(new, self._marker)

    def _give_way(self, moving: Sequence[Unit], old: etree._Element) -> None:
        """Give the old end of each move a bookmark of its own.

        A name can stand only once. The new end has it; so that the numbers in the old text still follow
        their clause once all changes are rejected, they follow that other bookmark.
        """
        names = {}
        for unit in moving:
            for mark in unit.first.element.iter(_BOOKMARK):
                name = mark.get(_NAME, "")
                if name.casefold() in self._taken:
                    names[name] = _free_name(name, self._taken | {n.casefold() for n in names.values()})
        if not names:
            return
        self._old.rename(old.getroottree().getroot(), names)
        for unit in self._units_read:
            for block in unit.blocks:
                if SPECIAL + "field" in block.text:
                    block.text = with_names(block.text, names)

    # What stands in both

    def _keep(self, old: Unit, new: Unit, place: _Place) -> None:
        for before, after in _lines(old, new):
            if before is None and after is not None:
                self._put_in(after)
                place.pass_by(after.element)
            elif after is None and before is not None:
                self._take_out(before)
                place.put(before.element)
            elif before is not None and after is not None:
                if before.is_table:
                    self._compare_tables(before.element, after.element)
                elif not self._compare_paragraphs(before, after, Change.OUT, Change.IN):
                    self._take_out(before)
                    place.put(before.element)
                    self._put_in(after)
                    _stretch_bookmark(before.element, after)
                place.pass_by(after.element)
        self._restore_bookmark(old.first, new.first)

    def _restore_bookmark(self, before: Block, after: Block) -> None:
        """Give a clause that lost its bookmark in the new document the one that it had in the old."""
        name = CLAUSE_BOOKMARK + before.clause
        if before.clause and not after.clause and name.casefold() not in self._taken:
            self._taken.add(name.casefold())
            number = self._marker.free_id()
            start, end = etree.Element(_BOOKMARK), etree.Element(_BOOKMARK_END)
            start.set(_ID, number)
            start.set(_NAME, name)
            end.set(_ID, number)
            paragraph_properties(after.element).addnext(start)
            after.element.append(end)

    def _compare_paragraphs(self, before: Block, after: Block, out: Change, came: Change) -> bool:
        """Mark word by word what changed in a paragraph, the old one keeping only what moved.

        Returns:
            False, with nothing marked, if the new wording cannot be read as the old one changed.
        """
        old, new = before.element, after.element
        if before.text != after.text:
            old_tokens, _ = tokens(self._old.reader.atoms(old))
            new_tokens, at_end = tokens(self._new.reader.atoms(new))
            old_keys, new_keys = [t.key for t in old_tokens], [t.key for t in new_tokens]
            stretches = compare_words(old_keys, new_keys)
            must_stay = before.is_split or after.is_split or _is_in_cell(new)
            if not must_stay and not is_recognizable(stretches, old_keys, new_keys):
                return False
            pieces: list[tuple[Change, Atom]] = []
            for stretch in stretches:
                if not stretch.is_same:
                    gone = old_tokens[slice(*stretch.old)]
                    pieces += [(out, atom) for token in gone for atom in token.atoms]
                change = Change.NONE if stretch.is_same else came
                for token in new_tokens[slice(*stretch.new)]:
                    pieces += [(Change.NONE, mark) for mark in token.marks]
                    pieces += [(change, atom) for atom in token.atoms]
            pieces += [(Change.NONE, mark) for mark in at_end]
            self._rewrite(new, pieces)
        if before.kind != after.kind:
            self._marker.mark_properties(new, old.find(_PPR))
        return True

    # What came and what went

    def _put_in(self, block: Block, change: Change = Change.IN) -> None:
        if block.is_table:
            for row in block.element.iterchildren(_TR):
                self._put_in_row(row)
            return
        atoms = self._new.reader.atoms(block.element)
        self._rewrite(block.element, [(change, atom) for atom in atoms])
        self._marker.mark_paragraph(block.element, change)

    def _take_out(self, block: Block, change: Change = Change.OUT) -> None:
        if block.is_table:
            for row in block.element.iterchildren(_TR):
                self._take_out_row(row)
            return
        paragraph = block.element
        atoms = self._without_strange_marks(paragraph)
        self._rewrite(paragraph, [(change, atom) for atom in atoms])
        self._leave_section(paragraph)
        self._marker.mark_paragraph(paragraph, change)

    def _without_strange_marks(self, paragraph: etree._Element) -> list[Atom]:
        """What an old paragraph contains, without comments and without bookmarks that the new text has."""
        marks = self._own_bookmarks(paragraph)
        return [
            atom
            for atom in self._old.reader.atoms(paragraph)
            if atom.kind is not AtomKind.MARK or atom.nodes[0] in marks
        ]

    def _own_bookmarks(self, paragraph: etree._Element) -> list[etree._Element]:
        """The bookmarks of what went that can stand beside those of the new document, with new ids."""
        kept = []
        ends = {mark.get(_ID): mark for mark in paragraph.iter(_BOOKMARK_END)}
        for mark in list(paragraph.iter(_BOOKMARK)):
            name, end = mark.get(_NAME, ""), ends.get(mark.get(_ID))
            if end is not None and name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                number = self._marker.free_id()
                mark.set(_ID, number)
                end.set(_ID, number)
                kept += [mark, end]
        return kept

    @staticmethod
    def _leave_section(paragraph: etree._Element) -> None:
        """The end of a section stays with the new document, whose headers it would need."""
        properties = paragraph_properties(paragraph)
        for section in properties.findall(w("sectPr")):
            properties.remove(section)

    def _rewrite(self, paragraph: etree._Element, pieces: Sequence[tuple[Change, Atom]]) -> None:
        content = self._marker.write(pieces)
        for child in list(paragraph):
            if child.tag != _PPR:
                paragraph.remove(child)
        paragraph.extend(content)

    # What moved

    def _move(self, old: Unit, new: Unit) -> str:
        """Mark both ends of a move: words that stayed the same as moved, the others as gone or come.

        So each end says what happened to its words, and both read right when all is accepted or rejected;
        deletions inside what moved are not understood alike by all programs.

        Returns:
            The name of the move.
        """
        name = self._marker.move_name()
        for before, after in _lines(old, new):
            if before is None and after is not None:
                self._put_in(after)
            elif after is None and before is not None:
                self._take_out(before)
            elif before is not None and after is not None:
                self._move_line(before, after)
        self._set_range("moveTo", name, [block.element for block in new.blocks])
        return name

    def _move_line(self, before: Block, after: Block) -> None:
        old_atoms = self._without_strange_marks(before.element)
        new_atoms = self._new.reader.atoms(after.element)
        old_tokens, old_at_end = tokens(old_atoms)
        new_tokens, at_end = tokens(new_atoms)
        old_keys, new_keys = [t.key for t in old_tokens], [t.key for t in new_tokens]
        stretches = compare_words(old_keys, new_keys)
        gone: list[tuple[Change, Atom]] = []
        came: list[tuple[Change, Atom]] = []
        for stretch in stretches:
            out, into = (Change.FROM, Change.TO) if stretch.is_same else (Change.OUT, Change.IN)
            for token in old_tokens[slice(*stretch.old)]:
                gone += [(Change.NONE, mark) for mark in token.marks]
                gone += [(out, atom) for atom in token.atoms]
            for token in new_tokens[slice(*stretch.new)]:
                came += [(Change.NONE, mark) for mark in token.marks]
                came += [(into, atom) for atom in token.atoms]
        gone += [(Change.NONE, mark) for mark in old_at_end]
        came += [(Change.NONE, mark) for mark in at_end]
        self._rewrite(before.element, gone)
        self._leave_section(before.element)
        self._marker.mark_paragraph(before.element, Change.FROM)
        self._rewrite(after.element, came)
        self._marker.mark_paragraph(after.element, Change.TO)

    def _set_range(self, kind: str, name: str, paragraphs: Sequence[etree._Element]) -> None:
        start = self._marker.element(f"{kind}RangeStart")
        start.set(_NAME, name)
        end = etree.Element(w(f"{kind}RangeEnd"))
        end.set(_ID, start.get(_ID, ""))
        first = paragraphs[0]
        first.insert(1 if first.find(_PPR) is not None else 0, start)
        paragraphs[-1].addnext(end)  # after the paragraph, whose own mark moves too

    # Tables

    def _compare_tables(self, old: etree._Element, new: etree._Element) -> None:
        old_rows, new_rows = self._old.rows(old), self._new.rows(new)
        steps = align([passage for _, passage in old_rows], [passage for _, passage in new_rows])
        place = _Place(new)
        for step in steps:
            if step.fate is Fate.OUT and step.old is not None:
                row = old_rows[step.old][0]
                self._take_out_row(row)
                place.put(row)
            elif step.new is not None:
                row = new_rows[step.new][0]
                if step.old is None:
                    self._put_in_row(row)
                else:
                    self._compare_rows(old_rows[step.old][0], row)
                place.pass_by(row)

    def _compare_rows(self, old: etree._Element, new: etree._Element) -> None:
        for before, after in zip(old.findall(_TC), new.findall(_TC), strict=True):
            self.compare(before, after)

    def _put_in_row(self, row: etree._Element) -> None:
        self._marker.mark_row(row, Change.IN)
        for cell in row.iterchildren(_TC):
            for block in self._new.blocks(cell):
                self._put_in(block)

    def _take_out_row(self, row: etree._Element) -> None:
        self._marker.mark_row(row, Change.OUT)
        for cell in row.iterchildren(_TC):
            for block in self._old.blocks(cell):
                self._take_out(block)


class _Place:
    """Where in the new document the next thing that went is put."""

    def __init__(self, parent: etree._Element) -> None:
        self._parent = parent
        self.here: etree._Element | None = None

    def pass_by(self, element: etree._Element) -> None:
        """Go on behind an element of the new document."""
        self.here = element

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


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while True:
        free = f"was{number if number > 1 else ''}_{name}"[:_LONGEST_BOOKMARK]
        if free.casefold() not in taken:
            return free
        number += 1


def _stretch_bookmark(gone: etree._Element, came: Block) -> None:
    """Begin a clause's bookmark in its old wording and end it in the new: one of them will stay."""
    for mark in came.element.iterchildren(_BOOKMARK):
        if mark.get(_NAME, "").startswith(CLAUSE_BOOKMARK) and mark.get(_NAME) == CLAUSE_BOOKMARK + came.clause:
            gone.insert(1, mark)
            return


def _is_in_cell(element: etree._Element) -> bool:
    return next(element.iterancestors(_TC), None) is not None


def _lines(old: Unit, new: Unit) -> list[tuple[Block | None, Block | None]]:
    """The blocks of a unit that stands in both: the first answers to the first, the others by their words."""
    pairs: list[tuple[Block | None, Block | None]] = [(old.first, new.first)]
    olds, news = old.blocks[1:], new.blocks[1:]
    if len(olds) == len(news) and len(news) <= 1:
        return [*pairs, *zip(olds, news, strict=True)]
    steps = align(
        [Passage("", "", block.text_without_numbers) for block in olds],
        [Passage("", "", block.text_without_numbers) for block in news],
    )
    for step in steps:
        pairs.append(
            (
                olds[step.old] if step.old is not None else None,
                news[step.new] if step.new is not None else None,
            )
        )
    return pairs


def _with_split_fields_kept(
    steps: Sequence[Step], old: Sequence[Unit], new: Sequence[Unit]
) -> list[Step]:
    """Pair what a field begins in, and what it ends in, with the same of the other document.

    A field over several paragraphs (a table of contents) whose beginning stood in one change and whose
    end in none would be a broken field.
    """
    splits_old = [n for n, unit in enumerate(old) if unit.first.is_split]
    splits_new = [n for n, unit in enumerate(new) if unit.first.is_split]
    if len(splits_old) != len(splits_new):
        return list(steps)
    partner = dict(zip(splits_old, splits_new, strict=True))
    fates = {step.old: step.new for step in steps if step.fate is Fate.KEPT}
    if all(fates.get(i) == j for i, j in partner.items()):
        return list(steps)
    return list(_forced(partner, old, new))


def _forced(partner: dict[int, int], old: Sequence[Unit], new: Sequence[Unit]) -> list[Step]:
    steps: list[Step] = []
    start_old = start_new = 0
    for i, j in [*sorted(partner.items()), (len(old), len(new))]:
        part = align(
            [unit.passage() for unit in old[start_old:i]], [unit.passage() for unit in new[start_new:j]]
        )
        steps += [
            Step(
                step.fate,
                None if step.old is None else step.old + start_old,
                None if step.new is None else step.new + start_new,
            )
            for step in part
        ]
        if i < len(old):
            steps.append(Step(Fate.KEPT, i, j))
        start_old, start_new = i + 1, j + 1
    return steps
