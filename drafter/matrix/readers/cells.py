"""Reads the cells of one column: label, text, citation; paragraphs that run over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.citations.paragraphs import LOOKS_LIKE_CITATION, FoundCitation, find_citations
from drafter.matrix.readers.table import Account, Cell, Piece, SpanKind
from drafter.model import Citation, Region

_LABEL = re.compile(r"\((?P<letter>[a-z]{1,2})\)(?=\s)")
_EN_DASH_FOR_HYPHEN = re.compile(r"[^\W\d_]+–[^\W\d_]+")
_STRAY = re.compile(r"\s*(?P<stray>[.;,:]+)")


@dataclass(frozen=True, slots=True)
class FoundRecommendation:
    """A recommendation as it stands in one cell.

    Attributes:
        citation: Resolved; see ``CellReader`` for how.
        label: The letter printed before it; empty where none.
        text: Its text, verbatim; a paragraph broken over pages is joined.
        theme: The id of the theme that it stands under.
        piece: Where its text begins.
        remark: What was odd about its citation and how it was read; empty where nothing was.
    """

    citation: Citation
    label: str
    text: str
    theme: str
    piece: Piece
    remark: str


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

    def read(self, cell: Cell, theme: str) -> Iterator[FoundRecommendation]:
        """Read the next cell of the column.

        Args:
            cell: The cell.
            theme: The id of the theme that it stands under.
        """
        self.account.take(SpanKind.LAYOUT, cell.layout)
        for paragraph in cell.paragraphs:
            start = 0
            for citation in find_citations(paragraph.text):
                start = self._skip_stray(paragraph, start)
                self._add(paragraph.part(start, citation.start), citation)
                start = citation.end
                mark = paragraph.part(citation.start, citation.end)
                yield from self._finish(citation, mark, theme)
            self._add(paragraph.part(self._skip_stray(paragraph, start)))

    def close(self) -> None:
        """End the theme: what is still open has no citation and is left over."""
        for piece in self._open:
            said = "this text ends without a citation, so it belongs to no recommendation"
            self.account.report("no-citation", piece, said)
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
        self.account.report("stray-punctuation", piece, f"“{piece.text}” after the citation, not used")
        return stray.end()

    def _add(self, piece: Piece, citation: FoundCitation | None = None) -> None:
        """Add a text to what is open.

        Args:
            piece: The text.
            citation: The citation that it ends in; None where it has none yet.
        """
        body = self._trimmed(piece)
        if not body.text:
            return
        for unknown in LOOKS_LIKE_CITATION.finditer(body.text):
            said = f"the citation {unknown[0]} is in a form that is not known"
            self.account.report("unreadable-citation", body.part(unknown.start()), said)
        label = _LABEL.match(body.text)
        # After a page break "(ii) …" is the middle of a sentence, not a label; only a label that
        # the citation bears out begins a new recommendation.
        if label and not (citation and self.is_open and label["letter"] != citation.letter):
            self.close()
            self.account.take(SpanKind.LABEL, [body.part(0, label.end())])
            self._label = label["letter"]
            body = self._trimmed(body.part(label.end()))
        self._open.append(body)

    def _finish(self, found: FoundCitation, mark: Piece, theme: str) -> Iterator[FoundRecommendation]:
        """Make a recommendation of what is open, at its citation."""
        self.account.take(SpanKind.CITATION, [mark])
        pieces, label = self._open, self._label
        self._open, self._label = [], ""
        if not pieces:
            said = f"the citation {mark.text} has no text before it"
            self.account.report("citation-without-text", mark, said)
            return
        self.account.take(SpanKind.TEXT, pieces)
        for piece in pieces:
            for dash in _EN_DASH_FOR_HYPHEN.finditer(piece.text):
                said = f"“{dash[0]}” has an en dash for a hyphen; kept as it stands"
                self.account.report("en-dash-for-hyphen", piece.part(dash.start()), said)
        citation = Citation(self.region.key, found.paragraph, found.letter or label)
        remark = self._remark_on(found, citation, label, mark)
        yield FoundRecommendation(citation, label, self._join(pieces), theme, pieces[0], remark)

    def _remark_on(self, found: FoundCitation, citation: Citation, label: str, mark: Piece) -> str:
        """What is odd about a citation and how it was read; empty where it could be taken as it stands."""
        read_as = f"read as {citation.id}"
        if found.comma_for_stop:
            said = f"{mark.text} has a comma for a full stop; {read_as}"
            self.account.report("comma-for-full-stop", mark, said)
        if found.bracketed:
            said = f"{mark.text} has its letter in brackets; {read_as}"
            self.account.report("bracketed-letter", mark, said)
        if not label or label == found.letter:
            return ""
        if found.letter:
            code, remark = (
                "label-disagrees",
                f"which disagrees with the label ({label}); read by the citation",
            )
            said = f"the label ({label}) disagrees with {mark.text}; {read_as}, by the citation"
        elif len(label) == 1:
            code, remark = "citation-without-letter", f"without a letter; read from the label ({label})"
            said = f"{mark.text} has no letter; {read_as} from the label ({label})"
        else:
            said = f"{mark.text} has no letter, and its label ({label}) is none"
            hint = "Add the letter to the citation: [Report, para. 19h]."
            self.account.report("unreadable-citation", mark, said, hint)
            return ""
        self.account.report(code, mark, said)
        return f"{mark.text}, {remark}"

    def _join(self, pieces: list[Piece]) -> str:
        text = pieces[0].text
        for piece in pieces[1:]:
            is_broken_word = re.search(r"\w-$", text) and piece.text[:1].islower()
            text += ("" if is_broken_word else " ") + piece.text
            said = "the text continues here from an earlier page"
            if is_broken_word:
                begins = text.rfind(" ", 0, len(text) - len(piece.text) - 1) + 1
                said += f"; the broken word was read as “{text[begins:].split()[0]}”"
            self.account.report("continued", piece, said)
        return text

    def _trimmed(self, piece: Piece) -> Piece:
        """The piece without the blanks at its ends, which are taken as layout."""
        start, end = len(piece.text) - len(piece.text.lstrip()), len(piece.text.rstrip())
        self.account.take(SpanKind.LAYOUT, [piece.part(0, start), piece.part(max(start, end))])
        return piece.part(start, max(start, end))
