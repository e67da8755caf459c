"""Cells of a region: recommendations with label, text and citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.documents.interpreting import citations
from drafter.documents.interpreting.citations import Mark, Position
from drafter.documents.table import Piece, Report, opening
from drafter.model import Citation, Placement, Recommendation, Region

_LABEL = re.compile(
    r"(?:\((?P<letter>[a-z]{1,2})\)|(?P<half>[a-z])\)|(?P<number>\d{1,2})[.)]|[•·▪◦–—-])(?=\s)", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’')\]]*\Z")
_CONTINUES = re.compile(r"[^\W\d_A-ZÀ-Þ]|\([ivx]+\)")
_STRAY = re.compile(r"[\s.;,:]*")
_EN_DASH = re.compile(r"[^\W\d_]+–[^\W\d_]+")


class Found(Struct, frozen=True):
    """A recommendation in a cell.

    Attributes:
        item: The recommendation with a single placement.
        piece: The piece with which its text begins.
    """

    item: Recommendation
    piece: Piece


class CellReader(Struct):
    """Reads the cells of a region from top to bottom.

    A paragraph without a citation waits for the next paragraph. At a page break that may be in the next cell.
    When the theme ends, a paragraph that still waits is reported.

    Attributes:
        region: The region.
        position: The position of the citations in its texts.
        report: The report.
        others: The other regions, whose reports a citation must not name.
    """

    region: Region
    position: Position
    report: Report
    others: Sequence[Region] = ()
    _open: list[Piece] = field(default_factory=list)
    _label: str = ""
    _mark: tuple[Mark, Piece] | None = None  # the citation before the open text
    _theme: str = ""
    _count: int = 0

    @property
    def is_open(self) -> bool:
        """Whether a paragraph waits for its end."""
        return bool(self._open)

    def read(self, paragraphs: Sequence[Piece], theme: str) -> Iterator[Found]:
        """Read the next cell.

        Args:
            paragraphs: The paragraphs of the cell.
            theme: The id of its theme.

        Yields:
            The recommendations in the cell.
        """
        self._theme = theme
        for paragraph in paragraphs:
            if self.position is Position.END:
                yield from self._read_ends(paragraph)
            elif self.position is Position.BEGIN:
                yield from self._read_begins(paragraph)
            else:
                # A sentence or a list of points may continue in the next paragraph.
                body = paragraph.trimmed()
                if not (_CONTINUES.match(body.text) or (self._open and self._open[-1].text[-1] in ":,;")):
                    yield from self.close()
                self._add(body)

    def close(self) -> list[Found]:
        """End the theme, and return the recommendation that waited, if any."""
        found: list[Found] = []
        if self._open and self.position is Position.NONE:
            self._count += 1
            found.append(self._found(Citation(self.region.key, order=self._count)))
        elif self._open and self._mark:
            found.append(self._cited(*self._mark))
        elif self._open:
            self.report.add_each("no-citation", self._open)
        elif self._mark:
            self.report.add("citation-without-text", self._mark[1], text=self._mark[1].text.strip())
        self._open, self._label, self._mark = [], "", None
        return found

    def _read_ends(self, paragraph: Piece) -> Iterator[Found]:
        if self._open and re.search(r"\[[^\]]*$", self._open[-1].text):  # a page ends within a citation
            last = self._open.pop()
            paragraph = replace(last, text=f"{last.text} {paragraph.text}")
        start = 0
        for mark in citations.find(paragraph.text):
            self._add(paragraph.part(start, mark.start).trimmed(), mark.cited.letter)
            at = paragraph.part(mark.start, mark.end)
            if self._open:
                yield self._cited(mark, at)
            else:
                self.report.add("citation-without-text", at, text=at.text.strip())
            self._open, self._label = [], ""
            start = mark.end + len(_STRAY.match(paragraph.text, mark.end)[0])  # type: ignore[index]
        rest = paragraph.part(start).trimmed()
        if rest.text:
            self._add(rest)

    def _read_begins(self, paragraph: Piece) -> Iterator[Found]:
        label = _LABEL.match(paragraph.text)
        behind = paragraph.part(label.end()) if label else paragraph
        mark = citations.begin(behind.text)
        if mark is None:
            self._add(paragraph.trimmed())
            return
        yield from self.close()
        self._label = _letter(label)
        marks = [mark, *(found for found in citations.find(behind.text) if found.start >= mark.end)]
        for current, after in zip(marks, [*marks[1:], None], strict=True):
            if current is not mark:
                yield from self.close()
            self._mark = (current, behind.part(current.start, current.end))
            self._add(
                behind.part(current.end, after.start if after else None).trimmed(), current.cited.letter
            )

    def _add(self, body: Piece, letter: str | None = None) -> None:
        """Add a text to the open recommendation.

        Args:
            body: The text.
            letter: The letter of the citation after it, perhaps empty; None without a citation.
        """
        if not body.text:
            return
        for unread in citations.unread(body.text, is_cited=letter is not None):
            self.report.add("unread-citation", body.part(unread.start()), text=unread[0])
        label = _LABEL.match(body.text)
        ended = self.is_open and bool(_SENTENCE_ENDS.search(self._open[-1].text))
        if self.position is Position.END and ended and body.text[0].isupper():
            self.close()  # two sentences and a citation: it may be of the second alone
        # After a page break "(ii) …" is the middle of a sentence and no label. A label begins a
        # recommendation if none is open, or if the citation has the same letter.
        if label and (
            not self.is_open or (letter and letter == _letter(label)) or (letter is None and ended)
        ):
            if self.position is Position.END:
                self.close()
            if not self.is_open:
                self._label = _letter(label) or self._label
                body = body.part(label.end()).trimmed()
        if body.text:
            self._open.append(body)

    def _cited(self, mark: Mark, at: Piece) -> Found:
        """Return the open recommendation with its citation."""
        words = at.text.strip()
        for other in self.others:
            if _named(other, mark.prefix) > _named(self.region, mark.prefix):
                self.report.add("cites-other", at, text=words, other=other.name, region=self.region.name)
        letter, label = mark.cited.letter, self._label if len(self._label) == 1 else ""
        label = label if label.isalpha() else ""
        cited = replace(mark.cited, region=self.region.key, letter=letter or label)
        facts = {"text": words, "read": cited.id, "label": label}
        remark = ""
        if letter and label and label != letter:
            self.report.add("label-disagrees", at, **facts)
            remark = f"{words}, which disagrees with the label ({label}); read by the citation"
        elif label and not letter:
            self.report.add("letter-from-label", at, **facts)
            remark = f"{words}, without a letter; read from the label ({label})"
        if mark.has_comma:
            self.report.add("odd-citation", at, **facts)
        return self._found(cited, remark)

    def _found(self, citation: Citation, remark: str = "") -> Found:
        for piece in self._open:
            for dash in _EN_DASH.finditer(piece.text):
                self.report.add("en-dash", piece.part(dash.start()), text=dash[0])
        text = self._open[0].text
        for piece in self._open[1:]:
            self.report.add("continued", piece, text=opening(piece.text))
            is_broken = re.search(r"\w-$", text) and piece.text[:1].islower()
            text += piece.text if is_broken else f" {piece.text}"
        first = self._open[0]
        item = Recommendation(
            citation, self._label, (Placement(self._theme, text),), remark, place=first.place
        )
        return Found(item, first)


def _named(region: Region, prefix: str) -> int:
    """Return the length of the region's longest name in a citation, or 0."""
    names = filter(None, (region.heading, region.place, region.symbol))
    return max((len(name) for name in names if name.casefold() in prefix.casefold()), default=0)


def _letter(label: re.Match[str] | None) -> str:
    return "" if label is None else (label["letter"] or label["half"] or label["number"] or "").lower()
