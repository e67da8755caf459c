"""A returned draft as somebody would have it, and where two of these differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.docx.reading.paragraphs import Paragraph
from drafter.merge.proposals import Proposal
from drafter.merge.sides.running import RunningText
from drafter.merge.sides.their_clauses import Headings, TheirClause
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.words.wishes_behind_brackets import words_with_wishes_in_one
from drafter.problems import Problem
from drafter.text.words import with_plain_blanks


@dataclass(frozen=True)
class View:
    """A returned draft as somebody would have it.

    Attributes:
        merge: The three sides.
        running: The running words in it.
        proposals: What it has to propose.
        problems: What cannot be imported of it.
        needed: The places of paragraphs that cannot be read without what others changed there → those others.
        made_on: Those of them → what they say with the changes of these others alone.
        wished_on: The places of what others put in and nothing but wishes were typed behind → those others.
    """

    merge: ThreeWay
    running: RunningText
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    needed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    made_on: Mapping[int, str] = field(default_factory=dict)
    wished_on: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def clauses(self) -> dict[str, TheirClause]:
        """The clauses that are compared, by id."""
        return {clause.id: clause for clause in self.merge.clauses}

    @cached_property
    def places(self) -> dict[int, str]:
        """The place of each paragraph of a clause → the clause's id."""
        of_lines = {
            line.paragraph.place: group.id
            for group in self.merge.theirs.returned.clauses
            for line in group.lines
            if group.id
        }
        new = (one for one in self.merge.clauses if one.id)
        return of_lines | {place: one.id for one in new for place in (one.place, *one.places)}

    @cached_property
    def places_of(self) -> dict[str, list[int]]:
        """Clause → the places of its paragraphs."""
        found: dict[str, list[int]] = {}
        for place, clause in self.places.items():
            found.setdefault(clause, []).append(place)
        return found

    @cached_property
    def split_names(self) -> dict[str, set[str]]:
        """New clause that was split off another one → the names printed behind that, which went with it."""
        printed = self.merge.base.by_id
        return {
            clause.id: {*line.names}
            for clause in self.merge.clauses
            for line in clause.lines
            for old in (printed[clause.split_from].lines if clause.split_from in printed else ())
            if line.names and {*line.names} == {*old.by}
        }

    @property
    def document(self) -> WordDocument:
        """The Word file."""
        return self.merge.theirs.returned.document

    @cached_property
    def paragraphs(self) -> dict[int, Paragraph]:
        """Its paragraphs by their places, with the names in them as they are read."""
        return {one.place: replace(one, text=self.in_full(one.text)) for one in self.document.paragraphs}

    def in_full(self, text: str) -> str:
        """Words with the names behind brackets as the selection has them."""
        return self.merge.theirs.typed.in_full_within(text, "")

    def text_at(self, place: int) -> str:
        """The words of a paragraph; empty where none is."""
        return self.paragraphs[place].text if place in self.paragraphs else ""

    def stood_in(self, name: str) -> list[str]:
        """What paragraphs of a clause, or of running words, said that were made on what others put in."""
        homes = (self.places, self.running.home)
        return [
            text
            for place, text in self.made_on.items()
            if name in (one.get(place) for one in homes) and "[" in self.text_at(place)
        ]

    def names_added(self, names: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
        """Names behind words without those that others put in behind theirs: these have not seen what is new.

        Args:
            names: The names.
            places: Where the words stand.
        """
        made_on = [self.made_on.get(place, "") for place in places if place in self.needed]
        there = {name for text in made_on for name in self.merge.theirs.typed.named_in(text)}
        return tuple(name for name in names if name not in there)


def come_and_gone(plain: View, own: View) -> tuple[set[str], set[str]]:
    """The texts of paragraphs that came with a delegation's changes, and those that went."""
    before, after = (
        Counter(plain_words(one.text) for one in view.paragraphs.values()) for view in (plain, own)
    )
    return {*(after - before)}, {*(before - after)}


def put_in(plain: View, document: WordDocument, *, is_whole: bool) -> frozenset[int]:
    """The places of the paragraphs that a delegation put in, whole; rewording one that stands is none.

    Args:
        plain: The draft without the delegation's changes.
        document: The Word file with them.
        is_whole: Whether the first is the paper as it was printed, in which places are others.
    """
    there = {plain_words(one.text) for one in plain.document.paragraphs}
    places = set() if is_whole else {place for place, one in plain.paragraphs.items() if one.text}
    return frozenset(
        one.place
        for one in document.paragraphs
        if one.text and one.place not in places and plain_words(one.text) not in there
    )


def put_anew(plain: WordDocument, document: WordDocument) -> frozenset[int]:
    """The places of paragraphs that tracked changes put in whole, also of what was moved to there.

    Args:
        plain: The Word file with every tracked change rejected.
        document: With some accepted.
    """
    stood = {one.place for one in plain.paragraphs if one.text}
    return frozenset(one.place for one in document.paragraphs if one.text and one.place not in stood)


def over_others(plain: WordDocument, own: WordDocument, whole: WordDocument) -> dict[int, str]:
    """The places of a delegation's new headings right over a new paragraph of another → the words of that.

    Args:
        plain: The Word file with every tracked change rejected.
        own: With those of the delegation accepted.
        whole: With every one accepted.
    """
    stood = {one.place for one in plain.paragraphs if one.text}
    theirs = {one.place: one for one in own.paragraphs if one.text}
    stand = [one for one in whole.paragraphs if one.text]
    return {
        one.place: below.text
        for one, below in pairwise(stand)
        if one.place in theirs
        and one.place not in stood
        and _is_heading(theirs[one.place])
        and below.place not in stood
        and below.place not in theirs
        and not _is_heading(below)
    }


def struck_headings(plain: View, own: ThreeWay) -> frozenset[Headings]:
    """The headings, as they were drafted, that stand without a delegation's changes and not with them.

    Args:
        plain: The draft without the delegation's changes.
        own: The draft with them.
    """
    stood, stands = ({one.headings for one in side.theirs.clauses} for side in (plain.merge, own))
    there = {one.text for one in own.theirs.returned.document.paragraphs if _is_heading(one)}
    texts = {one.text for one in plain.document.paragraphs if _is_heading(one)} - there
    return frozenset(path for path in stood - stands if any(one in texts for one in path))


def _is_heading(one: Paragraph) -> bool:
    return one.role is ParagraphRole.HEADING


def plain_words(words: str) -> str:
    """Words with single plain blanks, and one group of wishes behind each bracket, as texts are compared."""
    plain = " ".join(with_plain_blanks(words).split())
    return words_with_wishes_in_one(plain, "", str)


def changed_places(plain: View, own: View) -> list[int]:
    """The places of paragraphs in which what is read was changed, there or in their footnotes."""
    before, after = plain.paragraphs, own.paragraphs
    texts, now = ({one.id: one.text for one in view.document.notes} for view in (plain, own))
    noted = {note for note in texts.keys() & now.keys() if texts[note] != now[note]}
    return sorted(
        place
        for place in before.keys() | after.keys()
        if read_in(before.get(place)) != read_in(after.get(place))
        or any(mark.note in noted for mark in after[place].marks)
    )


def read_in(one: Paragraph | None) -> object:
    """What is read in a paragraph; None where there is none."""
    return one and (one.text, one.role, one.level, one.italics, tuple(mark.note for mark in one.marks))
