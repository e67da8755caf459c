"""A clause, and a wording of it, as they stand in Word: what a merge compares with what was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from drafter.brackets import Wish, is_bracketed
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.clause import Clause, Line
from drafter.draft.typesetting import lines_in, subparagraphs_in
from drafter.draft.variant import Variant
from drafter.merge.signature import Signature, bare, bare_words, ended, in_lines, signature_of
from drafter.returned.returned_line import ReturnedLine
from drafter.text.italics import Ranges
from drafter.text.words import excerpt

Headings = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A wording of a clause as it stands in Word.

    Attributes:
        text: Its words, without brackets around them and without closing mark; italics are marked, “*inter
            alia*”, unless they are all that was changed in the words of a source. Those of a block of a
            person's own are in its lines.
        sources: Ids of the recommendations that its footnotes cite, in the order of their marks.
        printed: What drafter had printed there; None where it had not, or where several were run together.
        is_bracketed: Whether brackets stand around it.
        is_addition: Whether it is an addition, and no wording to choose from; None where nothing says so.
        by: Its sponsors; where its words stand as they were printed, those that were.
        names: Its sponsors as they are named behind it.
        was: The wording that drafter had printed there, alone; None where it had not.
        whole: Its words as they end in Word, without brackets around them.
        wishes: Who would have it otherwise, as somebody typed it behind.
        of_all: Who would have all of the clause otherwise, where that is said apart from it.
        together: What drafter had printed and was run together in it; nothing where it is one wording.
    """

    text: str
    sources: tuple[str, ...]
    printed: Line | None
    is_bracketed: bool
    is_addition: bool | None = None
    by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    was: Variant | None = None
    whole: str = ""
    wishes: tuple[Wish, ...] = ()
    of_all: tuple[Wish, ...] = ()
    together: tuple[Line, ...] = ()

    @property
    def signature(self) -> tuple[str, frozenset[str], tuple[str, ...]]:
        """It, as it is compared."""
        return self.text, frozenset(self.sources), self.by

    @property
    def is_as_printed(self) -> bool:
        """Whether words and sources are those that drafter printed."""
        return self.printed is not None and signature_of(self.printed) == self.signature

    @property
    def instead_of(self) -> Line | None:
        """What drafter had printed and it stands in the place of; of several put into one, the text's."""
        of_text = [one for one in self.together if not one.by]
        return self.printed or next(iter([*of_text, *self.together]), None)


@dataclass(slots=True)
class TheirClause:
    """A clause as it stands in Word.

    Attributes:
        id: The id that it was drafted with, or is to have; empty where that is not known yet.
        label: Its number.
        headings: The headings that it stands under, as they were drafted.
        lines: Its wordings.
        printed: What drafter had printed; None where it had not.
        split_from: The id of the clause that it was a part of; empty where of none.
        place: The place of its first paragraph.
        places: Those of its wordings.
        part: The part that it stands in, where that is known by its place alone; else empty.
    """

    id: str
    label: str
    headings: Headings
    lines: list[TheirLine] = field(default_factory=list)
    printed: Clause | None = None
    split_from: str = ""
    place: int = -1
    places: list[int] = field(default_factory=list)
    part: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """All its sources."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))

    @property
    def signature(self) -> Signature:
        """It, as it is compared."""
        return tuple(line.signature for line in self.lines)

    @property
    def printed_label(self) -> str:
        """Its number in the paper as it was printed; where it is new, the one that it has."""
        return self.printed.label if self.printed else self.label

    @property
    def name(self) -> str:
        """How messages call it: by the number of the paper that everybody has."""
        text = self.lines[0].text if self.lines else ""
        return _name_of(self.printed_label, text, "a clause", is_new=self.printed is None)


def their_line(
    paragraph: Paragraph,
    text: str,
    italics: Ranges,
    sources: tuple[str, ...],
    was: Line | None = None,
) -> TheirLine:
    """A paragraph as a wording, in the lines in which people typed it.

    Args:
        paragraph: The paragraph.
        text: Its words, without what is typed behind them.
        italics: Where in these italics begin and end.
        sources: What its footnotes cite.
        was: What drafter had printed there; None where it had not.
    """
    begins = [paragraph.text[start:] for start in paragraph.lines]
    if was and was.subparagraphs and not was.levels and _would_be_set(in_lines(bare(text), begins)):
        begins = []
    words, whole = in_lines(bare_words(text, italics), begins), in_lines(ended(text, italics), begins)
    return TheirLine(words, sources, None, is_bracketed(text), whole=whole)


def _would_be_set(text: str) -> bool:
    """Whether drafter itself would set words in the lines in which they stand."""
    return lines_in(text) == subparagraphs_in(" ".join(text.split()))


def without_end(line: TheirLine) -> TheirLine:
    """A wording without the comma at its end, where its place asks for a closing mark."""
    return replace(line, text=line.text.rstrip(" ,"))


def name_every_part(clauses: Iterable[TheirClause]) -> None:
    """Give each part of what somebody proposed the names behind the last one, where it has none of its own.

    Args:
        clauses: The clauses as they stand, in which parts of one printed wording may be of several.
    """
    parts = defaultdict[int, list[tuple[TheirClause, int]]](list)
    for clause in clauses:
        for place, line in enumerate(clause.lines):
            if line.printed and line.printed.by:
                parts[id(line.printed)].append((clause, place))
    for every in parts.values():
        *others, (last, at) = every
        for clause, place in others:
            line, named = clause.lines[place], last.lines[at]
            clause.lines[place] = replace(line, by=line.by or named.by, names=line.names or named.names)


def name_of(line: ReturnedLine) -> str:
    """How messages call a paragraph: by the number of the paper that everybody has, and its opening words.

    One that was not printed has the number that the file gives it, and is called “its clause 23”.

    Args:
        line: The paragraph.
    """
    is_new = line.clause is None or line.is_copy or line.is_rest
    label = line.clause.label_of(line.version) if line.clause and not is_new else line.label
    return _name_of(label, line.text, "a paragraph", is_new=is_new)


def _name_of(label: str, text: str, what: str, *, is_new: bool) -> str:
    """A number and opening words; without a number, what it is."""
    number = f"{'its ' if is_new else ''}clause {label}" if label else f"{what} without a number"
    return f"{number} (“{excerpt(text)}”)"
