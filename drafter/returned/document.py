"""A returned draft: its clauses line by line, what its footnotes cite, and what drafter had printed."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from drafter.citations import Cited, Resolver
from drafter.docx.reader import Note, WordDocument, read_word
from drafter.draft.model import Line
from drafter.files import read_bytes
from drafter.matrix.concordance import candidates
from drafter.matrix.loading import OpenMatrix
from drafter.model import Concordance, Matrix
from drafter.problems import DrafterError
from drafter.returned.clauses import ReturnedClause, clauses_of, has_clause_bookmarks
from drafter.returned.printed_lines import LineKey, ReturnedLine
from drafter.text import content_words, stem, words_of

# Brackets in a clause are alternatives; these are to be filled in.
TO_FILL_IN = re.compile(
    r"\[\s*(?:[._…?\-–—\s]*|x+|tbc|tbd|to be \w[^\[\]]*|insert\b[^\[\]]*|(?:name|date|place|number|title)"
    r"(?: of [^\[\]]*)?)\s*\]",
    re.IGNORECASE,
)
_NAME_THE_MATRIX = "To check its footnotes all the same, name the matrix: --matrix kyoto-2021."
_LEFT_BY_CITATION = re.compile(r"[(\[]\s*[,;.]?\s*[)\]]")


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A footnote and what it cites.

    Attributes:
        note: The footnote.
        cited: Its citations, each with the recommendations that it may mean.
    """

    note: Note
    cited: tuple[Cited, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the recommendations that it cites without doubt."""
        return tuple(one.source for one in self.cited if one.source)


@dataclass(frozen=True, slots=True)
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

    @property
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

    @property
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
    """

    document: WordDocument
    clauses: tuple[ReturnedClause, ...]
    matrix: Matrix
    concordance: Concordance

    @property
    def has_matrix(self) -> bool:
        """Whether anybody knows what its footnotes can cite."""
        return bool(self.matrix.regions)

    @cached_property
    def resolver(self) -> Resolver:
        """Finds citations."""
        return Resolver(self.matrix)

    @property
    def is_clean(self) -> bool:
        """Whether the draft was made without footnotes."""
        return self.document.draft is not None and self.document.draft.is_clean

    @cached_property
    def places_of_clauses(self) -> frozenset[int]:
        """The places of the paragraphs of clauses."""
        return frozenset(line.paragraph.place for clause in self.clauses for line in clause.lines)

    @property
    def printed_notes(self) -> Mapping[str, tuple[str, ...]]:
        """For each source the texts of its footnotes as drafter printed them.

        None where a matrix is named: then the file's own word for what a footnote means is not taken.
        """
        draft = self.document.draft
        return draft.notes if draft and self.matrix is draft.matrix else {}

    @cached_property
    def notes(self) -> Mapping[str, ReadNote]:
        """Every footnote by its id."""
        known: dict[str, list[str]] = defaultdict(list)
        for source, texts in self.printed_notes.items():
            for text in texts:
                known[text].append(source)
        return {note.id: ReadNote(note, self._cited(note, known)) for note in self.document.notes}

    @cached_property
    def sources_without_mark(self) -> frozenset[str]:
        """What the footnotes cite that no mark leads to."""
        lost = [read for read in self.notes.values() if not read.note.marks]
        return frozenset(source for read in lost for source in read.sources)

    def _cited(self, note: Note, known: Mapping[str, Sequence[str]]) -> tuple[Cited, ...]:
        """What a footnote cites; one that is as drafter printed it cites what it was printed for."""
        sources = known.get(note.text, ())
        found = self._find(note.text)
        if len(sources) != 1 or sources[0] not in self.matrix.by_id:
            return found
        source, end = sources[0], len(note.text)
        region, paragraph, letter = astuple(self.matrix.by_id[source].citation)
        # A form may name reports as no matrix does; the paragraph it names is the source's, or a lie.
        named = [(one.paragraph, one.letter, one.further) for one in found]
        if found and (paragraph, letter, "") not in named:
            return found
        return (
            Cited(note.text, paragraph, letter, "", 0, end, (0, end), regions=(region,), sources=(source,)),
        )

    def _find(self, text: str) -> tuple[Cited, ...]:
        return tuple(self.resolver.find(text)) if self.has_matrix else ()

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
        whole = " ".join(one.text for one in (line, *own))
        drafted = " ".join(one.text for one in (*printed, *merged))
        typed = self._typed(whole, drafted)
        return ReadLine(
            clause=clause,
            line=line,
            rests=own,
            notes=tuple(self.notes[note.id] for one in (line, *own) for note in one.notes),
            typed=typed,
            text=_without_placeholders(_without(whole, typed), drafted),
            printed=tuple(_as_they_stand([*printed, *merged], whole) if merged else printed),
        )

    def _typed(self, text: str, printed: str) -> tuple[Cited, ...]:
        """Citations in a clause's words that drafter did not print there."""
        if text == printed:
            return ()
        return tuple(one for one in self._find(text) if text[one.start : one.end] not in printed)

    # How alike

    def shared_words(self, source: str, text: str) -> float:
        """How much of the weighted words of a recommendation and of a clause is the same, from 0 to 1."""
        one, other = self._frequencies[1][source], _stems_of(text)
        smaller = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / smaller if smaller else 0.0

    def _weight(self, stems: Iterable[str]) -> float:
        count = len(self._frequencies[1]) + 1
        return math.fsum(sorted(math.log(count / (self._frequencies[0][one] + 0.5)) for one in stems))

    @cached_property
    def _frequencies(self) -> tuple[Counter[str], dict[str, frozenset[str]]]:
        """In how many recommendations a stem stands, and the stems of each."""
        stems = {item.id: _stems_of(" ".join(item.wordings)) for item in self.matrix.recommendations}
        return Counter(one for own in stems.values() for one in own), stems

    # What a clause should stand on, where the file does not say

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The recommendations of each clause that the named matrix and concordance give."""
        return {one.id: one.members for one in candidates(self.matrix, self.concordance)}

    def name(self, source: str) -> str:
        """A recommendation by its report: "Africa, para. 60 (b)"; its id where the matrix lacks it."""
        return self.resolver.in_words(source) if source in self.matrix.by_id else source


@lru_cache(maxsize=1024)  # a clause may cite hundreds of paragraphs
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(map(stem, set(content_words(text))))


def _as_they_stand(printed: Iterable[Line], text: str) -> list[Line]:
    """Printed lines in the order in which the longest stretch of each stands in a text."""
    words = words_of(text)

    def place(line: Line) -> int:
        matcher = difflib.SequenceMatcher(None, words_of(line.text), words, autojunk=False)
        return matcher.find_longest_match().b

    return sorted(printed, key=place)


def _without(text: str, cited: Sequence[Cited]) -> str:
    for one in sorted(cited, key=lambda one: -one.start):
        text = text[: one.start] + text[one.end :]
    return " ".join(_LEFT_BY_CITATION.sub("", text).split()) if cited else text


def _without_placeholders(text: str, drafted: str) -> str:
    """A text without what is to be filled in, but for what drafter itself put there to be."""
    if "[" not in text:
        return text
    return " ".join(TO_FILL_IN.sub(lambda found: found[0] if found[0] in drafted else "", text).split())


# Reading


def returned_from(
    document: WordDocument, matrix: Matrix | None = None, concordance: Concordance | None = None
) -> Returned:
    """A Word file as a returned draft.

    Args:
        document: As ``read_word`` gives it.
        matrix: The matrix that its citations are resolved against; None for the one inside the draft.
        concordance: Which recommendations say the same, for a draft that does not say any more what made
            it; None for no concordance.
    """
    inside = document.draft.matrix if document.draft else Matrix("", "", None, (), (), (), ())
    return Returned(document, clauses_of(document), matrix or inside, concordance or Concordance())


def read_returned(
    path: Path,
    opened: OpenMatrix | None = None,
    *,
    content: bytes | None = None,
    original: bool = False,
    hint: str = _NAME_THE_MATRIX,
) -> Returned:
    """Read a Word draft that people may have edited.

    Args:
        path: The Word file.
        opened: The matrix and the concordance that are named for it; None for the matrix inside the draft.
        content: Its bytes, where they are at hand.
        original: Whether tracked changes are read as rejected, not as accepted.
        hint: What to do with a file that is no draft of drafter's.

    Raises:
        DrafterError: if it cannot be read, or is no draft that drafter made and no matrix is named.
    """
    document = read_word(content or read_bytes(path), str(path), original=original)
    if opened is None and document.draft is None and not has_clause_bookmarks(document):
        raise DrafterError(f"{path} is not a draft that drafter made, or does not say so any more", hint)
    return returned_from(document, opened.matrix if opened else None, opened.concordance if opened else None)
