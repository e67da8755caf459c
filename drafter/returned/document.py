"""A returned draft: its clauses line by line, what its footnotes cite, and what drafter had printed."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from drafter.citations.paragraphs import Cited, ends_with
from drafter.citations.resolver import Resolver
from drafter.docx.reader import WordDocument, read_word
from drafter.docx.reading.beside import Note
from drafter.draft.clause import Line
from drafter.draft.variant import Footnote
from drafter.files.reading import read_bytes
from drafter.matrix.candidates import candidates
from drafter.matrix.concordance import Concordance
from drafter.matrix.loading import OpenMatrix
from drafter.model import Citation, Matrix
from drafter.problems import DrafterError
from drafter.returned.blanks import without_blanks, without_citations, without_labels
from drafter.returned.clauses import ReturnedClause, clauses_of, has_clause_bookmarks
from drafter.returned.likeness import Likeness
from drafter.returned.returned_line import LineKey, ReturnedLine
from drafter.sources import Declared
from drafter.text.similarity import words_of

_NAME_THE_MATRIX = "To check its footnotes all the same, name the matrix: --matrix kyoto-2021."


@dataclass(frozen=True)
class ReadNote:
    """A footnote and what it cites.

    Attributes:
        note: The footnote.
        cited: Its citations, each with the recommendations that it may mean.
    """

    note: Note
    cited: tuple[Cited, ...]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The ids of the recommendations that it cites without doubt."""
        return tuple(one.source for one in self.cited if one.source)


@dataclass(frozen=True)
class ReadLine:
    """A line of a clause with what its footnotes cite, and all parts that were split off it.

    Attributes:
        clause: The clause that it stands in.
        line: The line.
        rests: Parts of it that stand in paragraphs of their own.
        notes: Its footnotes and theirs.
        typed: Citations that stand typed in its words.
        text: Its words and theirs, without citations and placeholders that stand typed in them.
        printed: The lines that drafter had printed here: one, or those that were merged, in the order in
            which their words stand here.
    """

    clause: ReturnedClause
    line: ReturnedLine
    rests: tuple[ReturnedLine, ...]
    notes: tuple[ReadNote, ...]
    typed: tuple[Cited, ...]
    text: str
    printed: tuple[Line, ...]

    @property
    def clause_id(self) -> str:
        """The id of the clause that it was printed as a line of, or else of the clause that it stands in."""
        return self.line.clause.id if self.line.clause else self.clause.id

    @cached_property
    def printed_text(self) -> str:
        """What drafter had printed here."""
        return " ".join(line.text for line in self.printed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its footnotes."""
        return tuple(read.note.number for read in self.notes)

    @property
    def cited(self) -> list[tuple[int, str]]:
        """What its footnotes cite without doubt, each with the number of the footnote."""
        return [(read.note.number, source) for read in self.notes for source in read.sources]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The recommendations that the printed lines stand on."""
        return tuple(dict.fromkeys(source for line in self.printed for source in line.sources))


@dataclass(frozen=True)
class Returned:
    """A draft as it came back, with what its footnotes cite.

    Attributes:
        draft: The draft as it came back.
        clauses: Its clauses.
        matrix: The one that is named, or the one inside the draft; an empty one where neither is.
        concordance: The one that is named; an empty one where none is.
        is_matrix_named: Whether the matrix is not the one inside the draft.
        beside: The documents and proposals that are declared beside it today.
        as_formatted: The same with tracked changes of formatting that are else rejected; None for none.
    """

    document: WordDocument
    clauses: tuple[ReturnedClause, ...]
    matrix: Matrix
    concordance: Concordance
    is_matrix_named: bool = False
    beside: Declared = field(default_factory=Declared)
    as_formatted: Returned | None = None

    @property
    def has_matrix(self) -> bool:
        """Whether anybody knows what its footnotes can cite."""
        return bool(self.matrix.regions)

    @cached_property
    def resolver(self) -> Resolver:
        """Finds citations."""
        return Resolver(self.matrix)

    @cached_property
    def likeness(self) -> Likeness:
        """How alike its words and those of the recommendations are."""
        return Likeness(self.matrix)

    @property
    def is_clean(self) -> bool:
        """Whether the draft was made without footnotes."""
        return self.document.draft is not None and self.document.draft.is_clean

    @cached_property
    def places_of_clauses(self) -> frozenset[int]:
        """The places of the paragraphs of clauses."""
        return frozenset(line.paragraph.place for clause in self.clauses for line in clause.lines)

    @property
    def printed_notes(self) -> Mapping[str, tuple[Footnote, ...]]:
        """For each source the footnotes that cite it, as drafter printed them.

        None where a matrix is named: then the file's own word for what a footnote means is not taken.
        """
        draft = self.document.draft
        return draft.notes if draft and not self.is_matrix_named else {}

    @cached_property
    def notes(self) -> Mapping[str, ReadNote]:
        """Every footnote by its id."""
        known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for printed in self.printed_notes.values():
            for one in printed:
                known[one.text].add(one.sources)
        return {note.id: ReadNote(note, self._cited(note, known)) for note in self.document.notes}

    @cached_property
    def sources_without_mark(self) -> frozenset[str]:
        """What the footnotes cite that no mark leads to."""
        lost = [read for read in self.notes.values() if not read.note.marks]
        return frozenset(source for read in lost for source in read.sources)

    def _cited(self, note: Note, known: Mapping[str, Collection[tuple[str, ...]]]) -> tuple[Cited, ...]:
        """What a footnote cites; one that is as drafter printed it cites what it was printed for."""
        printed = list(known.get(note.text, ()))
        plain = self.matrix.by_id.get(printed[0][0]) if [len(one) for one in printed] == [1] else None
        is_plain = plain is not None and self.matrix.declared.is_empty
        if plain and is_plain and ends_with(note.text, plain.citation):
            found: tuple[Cited, ...] = ()  # to find what each of ten thousand footnotes cites takes long
        else:
            found = self._find(note.text, is_note=True)
        if len(printed) != 1 or not all(source in self.matrix.sources for source in printed[0]):
            return found
        # A form may name reports as no matrix does; the paragraphs it names are the sources', or a lie.
        if found and not self._names_all(found, printed[0]):
            return found
        by_id, span = self.matrix.by_id, (0, len(note.text))
        return tuple(
            Cited(note.text, by_id[one].citation, "", *span, span, (by_id[one].region,), sources=(one,))
            if one in by_id
            else Cited(note.text, Citation(""), "", *span, span, document=one, sources=(one,))
            for one in printed[0]
        )

    def _names_all(self, found: Sequence[Cited], sources: Sequence[str]) -> bool:
        """Whether citations name the paragraphs of sources and the documents among these."""
        by_id, proposals = self.matrix.by_id, self.matrix.declared.proposal_by_id
        cited = Counter(by_id[one].citation.printed for one in sources if one in by_id)
        documents = {one for one in sources if one not in by_id and one not in proposals}
        named = Counter(one.citation.printed for one in found if not one.further)
        return cited <= named and documents <= {one.document for one in found}

    def _find(self, text: str, *, is_note: bool = False) -> tuple[Cited, ...]:
        return tuple(self.resolver.find(text, is_note=is_note)) if self.has_matrix else ()

    @cached_property
    def lines(self) -> tuple[ReadLine, ...]:
        """Every line, without parts that were split off: these are with theirs."""
        rests: dict[LineKey, list[ReturnedLine]] = defaultdict(list)
        every = [(clause, line) for clause in self.clauses for line in clause.lines]
        for _, line in every:
            if line.is_rest and line.key:
                rests[line.key].append(line)
        return tuple(self._read_line(clause, line, rests) for clause, line in every if not line.is_rest)

    def lines_of(self, clause: ReturnedClause) -> Sequence[ReadLine]:
        """The lines of a clause; at least one, unless all of it was split off others."""
        return self._by_clause.get(id(clause), ())

    @cached_property
    def _by_clause(self) -> Mapping[int, Sequence[ReadLine]]:
        found: dict[int, list[ReadLine]] = defaultdict(list)
        for line in self.lines:
            found[id(line.clause)].append(line)
        return found

    def _read_line(
        self, clause: ReturnedClause, line: ReturnedLine, rests: Mapping[LineKey, Sequence[ReturnedLine]]
    ) -> ReadLine:
        own = tuple(rests.get(line.key, ())) if line.key and not line.is_copy else ()
        draft = self.document.draft
        merged = [draft.by_id[one].lines[number] for one, number in line.merged] if draft else []
        printed = [line.printed] if line.printed else []
        parts = sorted((line, *own), key=lambda one: one.paragraph.place)
        whole = without_labels(" ".join(one.text for one in parts), merged)
        drafted = " ".join(one.text for one in (*printed, *merged))
        typed = self._typed(whole, drafted)
        return ReadLine(
            clause=clause,
            line=line,
            rests=own,
            notes=tuple(self.notes[note.id] for one in parts for note in one.notes),
            typed=typed,
            text=without_blanks(without_citations(whole, typed), drafted),
            printed=tuple(_as_they_stand([*printed, *merged], whole) if merged else printed),
        )

    def _typed(self, text: str, printed: str) -> tuple[Cited, ...]:
        """Citations in a clause's words that drafter did not print there.

        A name that no source is declared under, and that was printed there, is one of its words, whatever
        number somebody put behind it.
        """
        if text == printed:
            return ()
        return tuple(
            one
            for one in self._find(text)
            if text[one.start : one.end] not in printed
            and not (one.undeclared and one.undeclared.casefold() in printed.casefold())
        )

    # What a clause should stand on, where the file does not say

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The recommendations of each clause that the named matrix and concordance give."""
        return {one.id: one.members for one in candidates(self.matrix, self.concordance)}

    def is_at_hand(self, source: str) -> bool:
        """Whether the words of a source are at hand, so that something can be held against them."""
        return bool(self.matrix.sources[source].wordings)

    def texts_of(self, source: str) -> tuple[str, ...]:
        """How a source reads, in all its wordings; nothing where its text is not at hand."""
        return self.matrix.sources[source].wordings if source in self.matrix.sources else ()

    def name(self, source: str) -> str:
        """A source in words: "Africa, para. 60 (b)"; its id where it is none."""
        return self.resolver.in_words(source) if source in self.matrix.sources else source


def _as_they_stand(printed: Iterable[Line], text: str) -> list[Line]:
    """Printed lines in the order in which the longest stretch of each stands in a text."""
    words = words_of(text)

    def place(line: Line) -> int:
        matcher = difflib.SequenceMatcher(None, words_of(line.text), words, autojunk=False)
        return matcher.find_longest_match().b

    return sorted(printed, key=place)


# Reading


def returned_from(
    document: WordDocument,
    matrix: Matrix | None = None,
    concordance: Concordance | None = None,
    declared: Declared | None = None,
) -> Returned:
    """A Word file as a returned draft.

    Args:
        document: As ``read_word`` gives it.
        matrix: The matrix that its citations are resolved against; None for the one inside the draft.
        concordance: Which recommendations say the same, for a draft that does not say any more what made
            it; None for no concordance.
        declared: Documents and proposals that it may cite besides those that it keeps; None for no others.
    """
    formatted = document.as_formatted
    inside = document.draft.matrix if document.draft else Matrix("", "", None, (), (), (), ())
    known = inside.declared.with_others(declared) if declared else inside.declared
    cited = replace(matrix or inside, declared=known)
    return Returned(
        document,
        clauses_of(document),
        cited,
        concordance or Concordance(),
        matrix is not None,
        declared or Declared(),
        returned_from(formatted, matrix, concordance, declared) if formatted else None,
    )


def read_returned(
    path: Path,
    opened: OpenMatrix | None = None,
    *,
    content: bytes | None = None,
    original: bool = False,
    authors: Collection[str] | None = None,
    declared: Declared | None = None,
    hint: str = _NAME_THE_MATRIX,
) -> Returned:
    """Read a Word draft that people may have edited.

    Args:
        path: The Word file.
        opened: The matrix and the concordance that are named for it; None for the matrix inside the draft.
        content: Its bytes, where they are at hand.
        original: Whether tracked changes are read as rejected, not as accepted.
        authors: See ``read_word``.
        declared: See ``returned_from``.
        hint: What to do with a file that is no draft of drafter's.

    Raises:
        DrafterError: if it cannot be read, or is no draft that drafter made and no matrix is named.
    """
    content = content or read_bytes(path)
    document = read_word(content, str(path), original=original, authors=authors, with_looks=True)
    if opened is None and document.draft is None and not has_clause_bookmarks(document):
        raise DrafterError(f"{path} is not a draft that drafter made, or does not say so any more", hint)
    matrix, concordance = (opened.matrix, opened.concordance) if opened else (None, None)
    return returned_from(document, matrix, concordance, declared)
