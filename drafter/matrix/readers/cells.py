"""Reads the cells of one column: label, text, citation; paragraphs that run over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafter.citations.written import LOOKS_LIKE_CITATION, FoundCitation, find_citations
from drafter.matrix.readers.table import Cell, Piece, Span, SpanKind
from drafter.model import Citation
from drafter.problems import Problem, Severity

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
    remark: str = ""


@dataclass(slots=True)
class CellReader:
    """Reads one column from top to bottom.

    It keeps the beginning of a paragraph that has no citation yet until the next cell of the
    column gives the rest, or until the theme ends and the beginning is left over.
    """

    region: str
    file: str
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _open: list[Piece] = field(default_factory=list)
    _open_label: str = ""

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
        for paragraph in cell.paragraphs:
            start = 0
            for citation in find_citations(paragraph.text):
                start = self._skip_stray(paragraph, start)
                before = paragraph.part(start, citation.start)
                mark = paragraph.part(citation.start, citation.end)
                found = self._finish(before, citation, mark, theme)
                if found:
                    yield found
                start = citation.end
            start = self._skip_stray(paragraph, start)
            self._begin(paragraph.part(start))

    def close(self) -> None:
        """End the theme: what is still open has no citation and is left over."""
        for piece in self._open:
            self._report(
                "no-citation",
                piece,
                "this text ends without a citation, so it belongs to no recommendation",
                hint="Add its citation, such as [Report, para. 19h], or take the text out.",
            )
            self._take(SpanKind.LEFT_OVER, piece)
        self._open, self._open_label = [], ""

    def _skip_stray(self, paragraph: Piece, start: int) -> int:
        stray = _STRAY.match(paragraph.text, start) if start else None
        if stray is None:
            return start
        piece = paragraph.part(stray.start("stray"), stray.end("stray"))
        self._take(SpanKind.LAYOUT, paragraph.part(start, stray.start("stray")))
        self._take(SpanKind.LEFT_OVER, piece)
        self._report(
            "stray-punctuation",
            piece,
            f"“{piece.text}” after the citation, not used",
            Severity.NOTE,
        )
        return stray.end()

    def _begin(self, piece: Piece) -> None:
        """Keep a text that has no citation yet."""
        body = self._trimmed(piece)
        if body is None:
            return
        self._report_unknown_citations(body)
        label, body = self._split_label(body)
        if label:
            self.close()
            self._open_label = label
        self._open.append(body)

    def _report_unknown_citations(self, body: Piece) -> None:
        for unknown in LOOKS_LIKE_CITATION.finditer(body.text):
            self._report(
                "unreadable-citation",
                body.part(unknown.start()),
                f"the citation {unknown[0]} is in a form that is not known",
                hint="Write it as [Report, para. 19h].",
            )

    def _finish(
        self, before: Piece, found: FoundCitation, mark: Piece, theme: str
    ) -> FoundRecommendation | None:
        """Make a recommendation of what stands before a citation, and of what was kept open."""
        body = self._trimmed(before)
        label = ""
        if body is not None:
            match = _LABEL.match(body.text)
            # After a page break "(ii) …" is the middle of a sentence, not a label; only a label that
            # the citation bears out begins a new recommendation.
            if match and not (self.is_open and match["letter"] != found.letter):
                self.close()
                label, body = self._split_label(body)
            self._report_unknown_citations(body)
        self._take(SpanKind.CITATION, mark)
        pieces = [*self._open, *([body] if body is not None else [])]
        label = label or self._open_label
        self._open, self._open_label = [], ""
        if not pieces:
            self._report(
                "citation-without-text",
                mark,
                f"the citation {mark.text} has no text before it",
                hint="Add the recommendation's text, or take the citation out.",
            )
            return None
        for piece in pieces:
            self._take(SpanKind.TEXT, piece)
            self._note_en_dashes(piece)
        citation, remark = self._resolve(found, label, mark)
        return FoundRecommendation(citation, label, self._join(pieces), theme, pieces[0], remark)

    def _resolve(self, found: FoundCitation, label: str, mark: Piece) -> tuple[Citation, str]:
        """The citation, and a remark where it could not be taken as it stands."""
        remark = ""
        citation = Citation(self.region, found.paragraph, found.letter or label)
        if found.comma_for_stop:
            self._report(
                "comma-for-full-stop",
                mark,
                f"{mark.text} has a comma for a full stop; read as {citation.id}",
                Severity.NOTE,
            )
        if found.bracketed:
            self._report(
                "bracketed-letter",
                mark,
                f"{mark.text} has its letter in brackets; read as {citation.id}",
                Severity.NOTE,
            )
        if len(label) > 1 and not found.letter:
            self._report(
                "unreadable-citation",
                mark,
                f"{mark.text} has no letter, and its label ({label}) is none",
                hint="Add the letter to the citation: [Report, para. 19h].",
            )
        elif label and not found.letter:
            remark = f"{mark.text}, without a letter; read from the label ({label})"
            self._report(
                "citation-without-letter",
                mark,
                f"{mark.text} has no letter; read as {citation.id} from the label ({label})",
                Severity.WARNING,
                hint="Check the letter in the report.",
            )
        elif label and label != found.letter:
            remark = f"{mark.text}, which disagrees with the label ({label}); read by the citation"
            self._report(
                "label-disagrees",
                mark,
                f"the label ({label}) disagrees with {mark.text}; read as {citation.id}, by the citation",
                Severity.WARNING,
                hint="Check the letter in the report.",
            )
        return citation, remark

    def _note_en_dashes(self, piece: Piece) -> None:
        for match in _EN_DASH_FOR_HYPHEN.finditer(piece.text):
            self._report(
                "en-dash-for-hyphen",
                piece.part(match.start()),
                f"“{match[0]}” has an en dash for a hyphen; kept as it stands",
                Severity.NOTE,
            )

    def _join(self, pieces: list[Piece]) -> str:
        text = pieces[0].text
        for piece in pieces[1:]:
            broken_word = re.search(r"\w-$", text) and piece.text[:1].islower()
            text += ("" if broken_word else " ") + piece.text
            words = text[text.rfind(" ", 0, len(text) - len(piece.text) - 1) + 1 :].split()
            self._report(
                "continued",
                piece,
                "the text continues here from an earlier page"
                + (f"; the broken word was read as “{words[0]}”" if broken_word else ""),
                Severity.NOTE,
            )
        return text

    def _split_label(self, piece: Piece) -> tuple[str, Piece]:
        match = _LABEL.match(piece.text)
        if match is None:
            return "", piece
        self._take(SpanKind.LABEL, piece.part(0, match.end()))
        rest = self._trimmed(piece.part(match.end()))
        return match["letter"], rest or piece.part(len(piece.text))

    def _trimmed(self, piece: Piece) -> Piece | None:
        """The piece without blanks at its ends; None when nothing is left."""
        text = piece.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if start >= end:
            self._take(SpanKind.LAYOUT, piece)
            return None
        self._take(SpanKind.LAYOUT, piece.part(0, start))
        self._take(SpanKind.LAYOUT, piece.part(end))
        return piece.part(start, end)

    def _take(self, kind: SpanKind, piece: Piece) -> None:
        if piece.text:
            self.spans.append(Span(kind, piece))

    def _report(
        self,
        code: str,
        piece: Piece,
        message: str,
        severity: Severity = Severity.ERROR,
        hint: str = "",
    ) -> None:
        self.problems.append(Problem(code, message, severity, hint, self.file, piece.line, piece.column))
