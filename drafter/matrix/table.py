"""A matrix document as a plain table, what the cells of its columns say, and what became of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from drafter.model import Citation, Placement, Recommendation, Region
from drafter.phrases import Catalogue
from drafter.problems import Problem

_LONGEST_SHOWN = 60
CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class SpanKind(StrEnum):
    """What a stretch of the document was read as."""

    TITLE = "title"  # the document's title and its repeats at the top of pages
    COLUMN_HEAD = "column head"
    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"
    CITATION = "citation"
    LAYOUT = "layout"  # paragraph marks of the format, and the blanks between pieces
    LEFT_OVER = "left over"  # everything else: always reported


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text, where it stands.

    Attributes:
        text: The characters, as they stand.
        line: From 1.
        column: From 1, in characters.
    """

    text: str
    line: int
    column: int

    def part(self, start: int, end: int | None = None) -> Piece:
        """The stretch between two offsets; pieces never run over a line end."""
        return Piece(self.text[start:end], self.line, self.column + start)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece and what it was read as."""

    kind: SpanKind
    piece: Piece


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        paragraphs: Without the format's marks.
        layout: The format's marks and the blanks between paragraphs.
    """

    paragraphs: tuple[Piece, ...]
    layout: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' text, joined by blanks and trimmed."""
        return " ".join(paragraph.text.strip() for paragraph in self.paragraphs).strip()


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix document as rows of cells.

    Attributes:
        file: The name to report in problems.
        rows: Every row of every page, column heads and their repeats among them.
        outside: What stands outside the rows: titles, notes.
    """

    file: str
    rows: tuple[Row, ...]
    outside: tuple[Piece, ...]


@dataclass(slots=True)
class Account:
    """What each stretch of a document was read as, and what is wrong with it.

    Every character ends in exactly one span, so that a test can add them up; every span that is left over
    is also a problem (promise 1: nothing of the source is lost).
    """

    file: str
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, kind: SpanKind, pieces: Iterable[Piece]) -> None:
        """Read pieces as something."""
        self.spans += [Span(kind, piece) for piece in pieces if piece.text]

    def take_row(self, kind: SpanKind, row: Row) -> None:
        """Read the paragraphs of a row as something, and the format's marks as marks."""
        for cell in row:
            self.take(kind, cell.paragraphs)
            self.take(SpanKind.LAYOUT, cell.layout)

    def leave(self, why: str, pieces: Iterable[Piece]) -> None:
        """Leave pieces over, and say why.

        Args:
            why: The word by which the catalogue tells the reasons apart.
            pieces: The pieces.
        """
        for piece in pieces:
            self.take(SpanKind.LEFT_OVER, [piece])
            text = " ".join(piece.text.split())
            shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()} …"
            self.report(f"left-over/{why}", piece, text=shown)

    def report(self, key: str, at: Piece, recommendation: str = "", **facts: object) -> None:
        """Report something at the place of a piece, in the words of ``catalogue.yaml``."""
        code, severity, message, hint = CATALOGUE.say(key, **facts)
        place = (self.file, at.line, at.column, recommendation)
        self.problems.append(Problem(code, message, severity, hint, *place))


# Text: one row a line, cells separated by tabs, paragraphs in ``<p>`` or bare

_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>", re.IGNORECASE)


def read_tabbed_text(text: str, file: str) -> Table:
    """Read the text of a matrix document as a plain table.

    Args:
        text: The whole document, with line feeds as its only line ends.
        file: The name to report in problems.
    """
    lines = [Piece(line, number, 1) for number, line in enumerate(text.split("\n"), start=1) if line]
    rows = [_read_row(line) for line in lines if "\t" in line.text]
    return Table(file, tuple(rows), tuple(line for line in lines if "\t" not in line.text))


def _read_row(line: Piece) -> Row:
    cells = []
    start = 0
    for raw in line.text.split("\t"):
        cells.append(_read_cell(line.part(start, start + len(raw))))
        start += len(raw) + 1
    return tuple(cells)


def _read_cell(raw: Piece) -> Cell:
    paragraphs: list[Piece] = []
    layout: list[Piece] = []
    start = 0
    for begin, end in [*(mark.span() for mark in _MARK.finditer(raw.text)), (len(raw.text), len(raw.text))]:
        text = raw.part(start, begin)
        (paragraphs if text.text.strip() else layout).append(text)
        layout.append(raw.part(begin, end))
        start = end
    return Cell(tuple(paragraphs), tuple(piece for piece in layout if piece.text))


# Recommendations in the cells of one column: label, text, citation; paragraphs that run over a page break

# A citation as it stands in a matrix: the bracket, the word before "para", the number and the letter.
CITATION = re.compile(
    r"\[\s*Report(?:\s*,)?\s*para(?P<mark>[.,]?)\s*"
    r"(?P<paragraph>[1-9]\d{0,3})\s*(?:\((?P<bracketed>[a-z])\)|(?P<letter>[a-z]))?\s*\]",
    re.IGNORECASE,
)
# Whatever opens like one, so that a citation in a form not known here is reported, not read as text.
LOOKS_LIKE_CITATION = re.compile(r"\[\s*Report\b[^\]]*\]?", re.IGNORECASE)
_LABEL = re.compile(r"\((?P<letter>[a-z]{1,2})\)(?=\s)")
_EN_DASH_FOR_HYPHEN = re.compile(r"[^\W\d_]+–[^\W\d_]+")
_STRAY = re.compile(r"\s*(?P<stray>[.;,:]+)")


class CellReader:
    """Reads one column from top to bottom.

    It keeps the beginning of a paragraph that has no citation yet until the next cell of the
    column gives the rest, or until the theme ends and the beginning is left over.

    Args:
        region: The column's region.
        account: Where to say what was read, and what is wrong.
    """

    def __init__(self, region: Region, account: Account) -> None:
        self.region = region
        self.account = account
        self._open: list[Piece] = []
        self._label = ""

    @property
    def is_open(self) -> bool:
        """Whether a paragraph waits for its end."""
        return bool(self._open)

    def read(self, cell: Cell, theme: str) -> Iterator[tuple[Recommendation, Piece]]:
        """Read the next cell of the column.

        Args:
            cell: The cell.
            theme: The id of the theme that it stands under.

        Yields:
            A recommendation as it stands there, and where its text begins.
        """
        self.account.take(SpanKind.LAYOUT, cell.layout)
        for paragraph in cell.paragraphs:
            start = 0
            for found in CITATION.finditer(paragraph.text):
                letter = (found["bracketed"] or found["letter"] or "").lower()
                self._add(paragraph.part(self._skip_stray(paragraph, start), found.start()), letter)
                yield from self._finish(found, letter, paragraph.part(*found.span()), theme)
                start = found.end()
            self._add(paragraph.part(self._skip_stray(paragraph, start)))

    def close(self) -> None:
        """End the theme: what is still open has no citation and is left over."""
        for piece in self._open:
            self.account.report("no-citation", piece)
        self.account.take(SpanKind.LEFT_OVER, self._open)
        self._open, self._label = [], ""

    def _skip_stray(self, paragraph: Piece, start: int) -> int:
        """Where the text goes on behind punctuation that strayed behind a citation."""
        stray = _STRAY.match(paragraph.text, start) if start else None
        if stray is None:
            return start
        piece = paragraph.part(*stray.span("stray"))
        self.account.take(SpanKind.LAYOUT, [paragraph.part(start, stray.start("stray"))])
        self.account.take(SpanKind.LEFT_OVER, [piece])
        self.account.report("stray-punctuation", piece, text=piece.text)
        return stray.end()

    def _add(self, piece: Piece, letter: str | None = None) -> None:
        """Add a text to what is open.

        Args:
            piece: The text.
            letter: Of the citation that it ends in, perhaps empty; None where it has no citation yet.
        """
        body = self._trimmed(piece)
        if not body.text:
            return
        for unknown in LOOKS_LIKE_CITATION.finditer(body.text):
            self.account.report("unreadable-citation", body.part(unknown.start()), citation=unknown[0])
        label = _LABEL.match(body.text)
        # After a page break "(ii) …" is the middle of a sentence, not a label; only a label that
        # the citation bears out begins a new recommendation.
        if label and (letter is None or not self.is_open or label["letter"] == letter):
            self.close()
            self.account.take(SpanKind.LABEL, [body.part(0, label.end())])
            self._label = label["letter"]
            body = self._trimmed(body.part(label.end()))
        self._open.append(body)

    def _finish(
        self, found: re.Match[str], letter: str, mark: Piece, theme: str
    ) -> Iterator[tuple[Recommendation, Piece]]:
        """Make a recommendation of what is open, at its citation."""
        self.account.take(SpanKind.CITATION, [mark])
        pieces, label = self._open, self._label
        self._open, self._label = [], ""
        if not pieces:
            self.account.report("citation-without-text", mark, citation=mark.text)
            return
        self.account.take(SpanKind.TEXT, pieces)
        for piece in pieces:
            for dash in _EN_DASH_FOR_HYPHEN.finditer(piece.text):
                self.account.report("en-dash-for-hyphen", piece.part(dash.start()), word=dash[0])
        citation = Citation(self.region.key, int(found["paragraph"]), letter or label)
        facts = {"citation": mark.text, "read": citation.id, "label": label}
        if found["mark"] == ",":
            self.account.report("comma-for-full-stop", mark, **facts)
        if found["bracketed"]:
            self.account.report("bracketed-letter", mark, **facts)
        remark = ""
        if letter and label not in ("", letter):
            self.account.report("label-disagrees", mark, **facts)
            remark = f"{mark.text}, which disagrees with the label ({label}); read by the citation"
        elif len(label) == 1 and not letter:
            self.account.report("citation-without-letter", mark, **facts)
            remark = f"{mark.text}, without a letter; read from the label ({label})"
        elif label and not letter:
            self.account.report("unreadable-citation/label", mark, **facts)
        placement = Placement(theme, self._join(pieces))
        yield Recommendation(citation, label, (placement,), remark), pieces[0]

    def _join(self, pieces: list[Piece]) -> str:
        text = pieces[0].text
        for piece in pieces[1:]:
            if re.search(r"\w-$", text) and piece.text[:1].islower():
                word = text.split()[-1] + piece.text.split()[0]
                self.account.report("continued/word", piece, word=word)
                text += piece.text
            else:
                self.account.report("continued", piece)
                text += f" {piece.text}"
        return text

    def _trimmed(self, piece: Piece) -> Piece:
        """The piece without the blanks at its ends, which are taken as layout."""
        start, end = len(piece.text) - len(piece.text.lstrip()), len(piece.text.rstrip())
        self.account.take(SpanKind.LAYOUT, [piece.part(0, start), piece.part(max(start, end))])
        return piece.part(start, max(start, end))
