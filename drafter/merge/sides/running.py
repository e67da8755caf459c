"""Title, preamble, headings and what stands between parts, as they stand in a returned draft, brought home.

Base is what drafter printed under a name (``drafter.draft.running``), theirs what stands in Word in its
place, ours what the selection would print today. What was typed between is of the words above it, or else of
those below it; a heading or a paragraph right above a clause is that clause's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from drafter.brackets import bracketed_in
from drafter.check.everything.texts import Kind, kind_of
from drafter.check.running_words import ChangedTexts
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading import paragraphs
from drafter.draft.blocks import Paragraph, Role
from drafter.draft.clause import Clause
from drafter.draft.running import CLOSING, HEAD, Names, above
from drafter.merge.sides.places import recognise
from drafter.merge.sides.standing import Standing, partners_of, standing_in
from drafter.merge.sides.their_clauses import Headings, TheirClause, without_end
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import bare
from drafter.merge.words.wishes_behind_brackets import words_with_wishes_in_one
from drafter.model import Kind as ClauseKind
from drafter.returned.clauses import Heading, outline_of
from drafter.text.italics import marked


@dataclass(slots=True)
class RunningText:
    """The running words that stand in a returned draft.

    Attributes:
        found: Those of each name that stand, in order.
        said: The same as they are proposed, where that is not all that stands; None where it is.
        home: The place of each paragraph among them → the name.
        blocks: The places of paragraphs that stand among them or among clauses, and are to be clauses.
        rest: What was changed in words that have no name: made anew with each draft, or not to be placed.
        over_new: Headings over what another puts in, to which they belong.
    """

    found: dict[str, list[Paragraph]] = field(default_factory=lambda: defaultdict(list))
    said: Mapping[str, Sequence[Paragraph]] | None = None
    home: dict[int, str] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)
    rest: dict[Kind, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    over_new: set[str] = field(default_factory=set)

    @property
    def proposed(self) -> Mapping[str, Sequence[Paragraph]]:
        """Those of each name that are proposed."""
        return self.found if self.said is None else self.said

    def changed(self, told: set[int]) -> Iterator[ChangedTexts]:
        """What was changed and cannot come home, kind by kind.

        Args:
            told: Places of paragraphs that are told otherwise.
        """
        for kind, changes in self.rest.items():
            own = [(text, place) for text, place in changes if place not in told]
            if own:
                places = [place for _, place in own if place >= 0]
                yield ChangedTexts(kind, tuple(text for text, _ in own), min(places, default=-1))


class _Reader:
    """Gives each paragraph of running text the name of the words that it belongs to."""

    def __init__(self, merge: ThreeWay, own: Collection[int], over: Mapping[int, str]) -> None:
        self._merge, self._own, self._over = merge, own, over
        self._printed = [
            one
            for one in merge.base.blocks
            if isinstance(one, Clause)
            or (isinstance(one, Paragraph) and one.role is not Role.CONTENTS_HEADING)
        ]
        self._standing = list(standing_in(merge))
        names = Names(merge.form.parts, merge.base.matrix)
        self._headings = {*names.of_sections.values(), *names.of_themes.values()}
        parts = merge.form.parts
        self._guidance = {part.id for part in parts if ClauseKind.GUIDANCE in part.kinds}
        self._preambles = {part.id for part in parts if not part.kinds}
        self._bodies = {part.id for part in parts} - self._guidance - self._preambles
        self._result = RunningText()
        self._waiting: list[Standing] = []
        self._unit = ""  # what the last paragraph belongs to, since the last clause
        self._part = ""  # the part for no clauses in which it stands
        self._is_enacted = False  # whether that one leads over to the text: “Declare the following:”
        self._opens = ""  # the part for clauses whose first words were the last
        self._is_in_text = False  # whether it is among what is declared, no note on it, and no annex
        self._typed: list[TheirClause] = []  # the blocks that were typed there
        self._clause: TheirClause | None = None  # the last one

    def read(self) -> RunningText:
        """Read them."""
        partners = partners_of(self._printed, self._standing, self._own)
        for place, one in enumerate(self._standing):
            old = partners.get(place)
            if one.clause:
                self._pass(one.clause, one.paragraph)
            elif old is not None:
                name = old.name
                self._settle(self._before(name))
                self._put(name, one, old)
                self._unit = name
                self._see_form(name, one.text)
            elif self._is_of_delegation(one) and self._is_in_text:
                self._block_of_now(one, is_alone=False)
            elif one.is_numbered or self._is_block(place, partners):
                self._unit, self._clause = "", self._block_of_now(one, is_alone=True)
            elif self._unit and not self._waiting and self._can_join(one):
                self._put(self._unit, one)
            else:
                self._wait(one)
        self._settle(self._before(""))
        there = {id(old) for old in partners.values()}
        for block in self._printed:
            if not isinstance(block, Paragraph) or id(block) in there or not block.words.strip():
                continue
            if not block.name or block.name in HEAD:
                self._result.rest[kind_of(block)].append((block.words, -1))
        return self._result

    def _see_form(self, name: str, text: str) -> None:
        """Go on behind a paragraph of the form; behind “Declare the following:” a preamble is at its end."""
        is_preamble = name in self._preambles
        self._is_enacted = is_preamble and text.endswith(":")
        self._part = name if is_preamble and not self._is_enacted else ""
        self._opens = name if name in self._bodies else self._opens if name in self._headings else ""
        self._is_in_text = bool(name) and name not in (*HEAD, *self._guidance)
        for clause in self._typed if self._part else ():
            self._merge.note("behind-the-form", clause)
        self._typed.clear()

    def _pass(self, clause: TheirClause, paragraph: paragraphs.Paragraph) -> None:
        """Go on behind a clause."""
        self._settle(above(clause.id) if clause.id in self._merge.entries else "")
        self._unit, self._clause, self._is_enacted, self._opens = "", clause, False, ""
        self._is_in_text = not self._is_guidance(clause)
        if clause.printed:
            self._part = clause.printed.part if clause.printed.part in self._preambles else ""
        elif paragraph.role is ParagraphRole.TEXT:
            clause.part = self._part
        else:
            self._part = ""

    def _is_block(self, place: int, partners: Mapping[int, Paragraph]) -> bool:
        """Whether a paragraph that was typed is a block of a person's own.

        In a preamble each is, and right behind the words that lead over from it to the text; elsewhere one
        behind a clause and before another, or a heading, unless it leads over to that.
        """
        one = self._standing[place]
        if one.paragraph.role is not ParagraphRole.TEXT or self._waiting:
            return False
        if self._part or self._is_enacted:
            return True
        if self._unit or self._clause is None or not _is_plain(one):
            return False
        for n, other in enumerate(self._standing[place + 1 :], start=place + 1):
            if n in partners:
                return partners[n].name in self._headings
            if other.clause or other.is_numbered or not _is_plain(other):
                return bool(other.clause or other.is_numbered)
        return False

    def _is_of_delegation(self, one: Standing) -> bool:
        """Whether a paragraph is a delegation's own: words under its name, and no running words of nobody."""
        return one.paragraph.place in self._own and one.paragraph.role is ParagraphRole.TEXT

    @cached_property
    def _outline(self) -> tuple[Heading, ...]:
        return outline_of(self._merge.theirs.returned.document)

    def _headings_of(self, one: Standing) -> Headings:
        """The headings that a paragraph stands under, as they were drafted."""
        theirs, place = self._merge.theirs, one.paragraph.place
        above = next((heading for heading in reversed(self._outline) if heading.place < place), Heading())
        return theirs.meanings.get(above, above.path)

    def _block(self, one: Standing, part: str = "") -> TheirClause:
        """A paragraph as a clause that drafter did not make."""
        clause, merge = one.loose, self._merge
        part = part or self._part
        if clause is None:
            clause = merge.theirs.add_new(one.paragraph)
        clause.part = part or self._opens
        if part:
            self._typed.append(clause)
        else:
            clause.lines[:1] = map(without_end, clause.lines[:1])
        if not part and one.paragraph.place in self._own:
            clause.headings = self._headings_of(one)
        self._result.blocks.add(one.paragraph.place)
        return clause

    def _block_of_now(self, one: Standing, *, is_alone: bool) -> TheirClause:
        """The same; where the selection has it by now, what waits stands above it.

        Args:
            one: The paragraph.
            is_alone: Whether what waits belongs to nothing behind it either.
        """
        clause = self._block(one)
        recognise(self._merge, [clause])
        if is_alone or clause.id in self._merge.entries:
            self._settle(above(clause.id) if clause.id in self._merge.entries else "")
        return clause

    def _can_join(self, one: Standing) -> bool:
        """Whether what was typed belongs to the words above it; a heading below one is the next clause's."""
        is_heading = one.paragraph.role is ParagraphRole.HEADING
        return self._unit not in HEAD and not (is_heading and self._unit in self._headings)

    def _before(self, name: str) -> str:
        """What a paragraph belongs to that was typed before the first words of a name."""
        is_behind = self._is_in_text and self._clause is not None and (not name or name in self._guidance)
        if is_behind and self._clause and not self._is_guidance(self._clause):
            return CLOSING
        return "" if name in HEAD else name

    @staticmethod
    def _is_guidance(clause: TheirClause) -> bool:
        return clause.printed is not None and clause.printed.kind is ClauseKind.GUIDANCE

    def _wait(self, one: Standing) -> None:
        """Let a paragraph wait for what it belongs to; a heading over another's new one belongs to that.

        Where the selection has the heading already, above what came behind it then, it stays there. In a file
        without that new paragraph it is none over what follows, once the selection has it above the other.
        """
        self._waiting.append(one)
        place, merge = one.paragraph.place, self._merge
        if place not in self._own:
            return
        new = [clause for given, clause in merge.drafted.items() if given not in merge.base.by_id]
        stands = [
            name
            for name, said in merge.draft.words.items()
            if any(each.words == one.text for text in said for each in bracketed_in(text.words))
        ]
        if below := self._over.get(place):
            self._result.over_new |= {each.text for each in self._waiting}
            words = bare(below)
            stands += [above(each.id) for each in new if words in {bare(line.text) for line in each.lines}]
            self._settle(next(iter(stands), ""))
        elif behind := {above(each.id) for each in new}.intersection(stands):
            self._settle(next(iter(behind)))

    def _settle(self, name: str) -> None:
        """Put what waits to the words of a name."""
        for one in self._waiting:
            if name in self._preambles and self._is_of_delegation(one):
                self._block(one, name)  # above the first words of the form
            else:
                self._put(name, one)
        self._waiting.clear()

    def _put(self, name: str, one: Standing, old: Paragraph | None = None) -> None:
        now = one.as_printed(old)
        if now is not old:
            words, typed = marked(now.text, now.italics), self._merge.theirs.typed
            was = old.words if old else ""
            in_full = typed.in_full_within(words_with_wishes_in_one(words, was, typed.whole), was)
            now = now if in_full == words else Paragraph.of(now.role, in_full, now.lead_in)
        if name:
            self._result.found[name].append(now)
            self._result.home[one.paragraph.place] = name
        elif now is not old:
            role = one.paragraph.role
            plain = Kind.OTHER if self._clause or self._part else Kind.BELOW_TITLE
            kind = kind_of(old) if old else Kind.HEADINGS if role is ParagraphRole.HEADING else plain
            # What was printed as a heading and has no name is none that a selection could have.
            kind = Kind.FORMS_HEADINGS if old and kind is Kind.HEADINGS else kind
            if one.loose is None:
                self._result.rest[kind].append((one.text, one.paragraph.place))


def read_running(
    merge: ThreeWay, own: Collection[int] = (), over: Mapping[int, str] = MappingProxyType({})
) -> RunningText:
    """The running words that stand in a returned draft; nothing in one that does not say their names.

    Args:
        merge: The three sides.
        own: The places of paragraphs that a delegation put in; they are blocks under its name.
        over: The places of its headings over what another put in → the words of that.
    """
    return _Reader(merge, own, over).read()


def _is_plain(one: Standing) -> bool:
    """Whether it is running text that does not lead over to what follows."""
    return one.paragraph.role is ParagraphRole.TEXT and not one.text.endswith(":")
