"""Recommendations in the cells of one column: label, text, citation; those that run over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.documents.citation_forms import Forms, Mark, Stand
from drafter.documents.found import Found, several_cited, take_text, trimmed
from drafter.documents.headings import looks_like_title
from drafter.documents.table import Account, Cell, Piece, SpanKind, opening
from drafter.documents.words import any_of, words
from drafter.model import Citation, Placement, Recommendation, Region

_LABEL = re.compile(r"\(?(?P<letter>[a-z](?:(?<=\(.)[a-z])?)\)(?=\s)")
_JOINS = re.compile(rf"(?:{any_of(words().between)}|&)", re.IGNORECASE)
_STRAY = re.compile(r"\s*(?P<stray>[.;,:]+)")
# The beginning of a paragraph that goes on with the one before it, whatever that ends in.
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’')]*\Z")
_GOES_ON = re.compile(rf"\([ivx]{{1,4}}\)\s|[-–—•·▪]\s?|(?:{any_of(words().between)})\s")


class CellReader:
    """Reads one column from top to bottom.

    It keeps the beginning of a paragraph that has no citation yet until the next cell of the
    column gives the rest, or until the theme ends and the beginning is left over.

    Args:
        region: The column's region.
        account: Where to say what was read, and what is wrong.
        forms: Finds citations.
        stand: Where the document's citations stand.
    """

    def __init__(self, region: Region, account: Account, forms: Forms, stand: Stand) -> None:
        self.region = region
        self.account = account
        self.brackets_are_odd = False
        self._forms = forms
        self._stand = stand
        self._open: list[Piece] = []
        self._points: list[tuple[int, str]] = []  # where in what is open a label stands, and its letter
        self._theme = ""
        self._begun: tuple[Mark, Piece] | None = None  # the citation that stands before what is open
        self._lettered = (0, "")  # the last paragraph whose letter a label gave, and that letter

    @property
    def is_open(self) -> bool:
        """Whether a paragraph waits for its end."""
        return bool(self._open)

    def read(self, cell: Cell, theme: str) -> Iterator[Found]:
        """Read the next cell of the column.

        Args:
            cell: The cell.
            theme: The id of the theme that it stands under.

        Yields:
            Recommendations as they stand there.
        """
        self.account.take(SpanKind.LAYOUT, cell.layout)
        self._theme = theme
        for paragraph in cell.paragraphs:
            if self._stand is Stand.END:
                yield from self._read_cited(paragraph)
            else:
                yield from self._read_begun(paragraph)

    def close(self) -> list[Found]:
        """End the theme: what is still open is done where that can be told, else it is left over."""
        if self._stand is not Stand.END and self._open and (self._begun or self._stand is Stand.NONE):
            return [self._done()]
        if self._begun:
            piece = self._begun[1]
            self.account.report("citation-without-text", piece, citation=piece.text.strip())
        self._leave()
        self._begun = None
        return []

    def _leave(self, why: str = "", text: str = "") -> None:
        pieces = self._open
        for place, _ in self._points:
            pieces[place] = self._without_label(pieces[place])
        for piece in pieces:
            key = why if why and piece is pieces[-1] else "before-points" if piece.text.endswith(":") else ""
            if not key and (unread := self._forms.unread_at_end(piece.text)):
                at = piece.part(unread.start())
                self.account.report("unreadable-citation", at, citation=unread[0], **self._forms.facts)
                continue
            self.account.report(f"no-citation/{key}" if key else "no-citation", piece, text=text)
        self.account.take(SpanKind.LEFT_OVER, pieces)
        self._open, self._points = [], []

    @property
    def _label(self) -> str:
        """The letter of the last label in what is open."""
        return self._points[-1][1] if self._points else ""

    def _is_next_point(self, letter: str) -> bool:
        """Whether a letter goes on with those before it, which have no citation: “(b)” behind “(a)”."""
        if not self._points:
            return letter == "a" and self.is_open and self._open[-1].text.endswith(":")
        is_roman = letter == "i" and self._open[-1].text.endswith(":")
        return letter == _following(self._label) and not is_roman

    # Citations behind the texts

    def _read_cited(self, paragraph: Piece) -> Iterator[Found]:
        start = 0
        for mark in self._forms.find(paragraph.text):
            letter = mark.cited[0].letter
            if start:
                self._doubt_split(paragraph, start, mark.start)
            body = trimmed(self.account, paragraph.part(self._skip_stray(paragraph, start), mark.start))
            if start and _JOINS.fullmatch(body.text):
                at = paragraph.part(mark.start, mark.end)
                self.account.take(SpanKind.LEFT_OVER, [body, at])
                self.account.report("citation-without-text/joined", body, citation=at.text, text=body.text)
                start = mark.end
                continue
            self._leave_sentence_before(body, is_first=not start)
            self._add(self._leave_unlabelled(body, letter), letter)
            yield from self._finish(mark, paragraph.part(mark.start, mark.end))
            start = mark.end
        rest = trimmed(self.account, paragraph.part(self._skip_stray(paragraph, start)))
        self._leave_sentence_before(rest, is_first=not start)
        self._add(rest)

    def _leave_sentence_before(self, body: Piece, *, is_first: bool) -> None:
        """Leave over a sentence that ended without a citation where a paragraph begins with another.

        Whether the two are one recommendation, nobody can tell.
        """
        if (
            is_first
            and self.is_open
            and body.text[:1].isupper()
            and _SENTENCE_ENDS.search(self._open[-1].text)
        ):
            self._leave("two-sentences", opening(body.text))

    def _leave_unlabelled(self, body: Piece, letter: str) -> Piece:
        """A text from the label on that its citation bears out; what stands before that is another's."""
        label = _LABEL.match(body.text)
        if not letter or letter == (label["letter"] if label else self._label):
            return body
        own = [*re.finditer(rf"(?<=\s)\({letter}\)(?=\s+[^\W\d_a-zß-öø-ÿ])", body.text)]
        if not own:
            return body
        self._add(body.part(0, own[-1].start()))
        self._leave()
        return body.part(own[-1].start())

    def _doubt_split(self, paragraph: Piece, start: int, end: int) -> None:
        """Say where a citation ends a text in the middle of what may be one sentence."""
        text = paragraph.text[start:end].strip()
        if re.match(r"(?:,\s*)?[^\W\d_A-ZÀ-ÖØ-Þ]", text) and not _JOINS.fullmatch(text):
            self.account.report("split-within", paragraph.part(start), text=opening(text.lstrip(" ,")))

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
        body = trimmed(self.account, piece)
        if not body.text:
            return
        for unknown in self._forms.unknown(body.text):
            at = body.part(unknown.start())
            self.account.report("unreadable-citation", at, citation=unknown[0], **self._forms.facts)
        for within in self._forms.within(body.text):
            at = body.part(within.start())
            self.account.report("cites-within", at, citation=within[0], text=opening(body.text))
        label = _LABEL.match(body.text)
        # After a page break "(ii) …" is the middle of a sentence, not a label; only a label that
        # the citation bears out begins a new recommendation.
        # One citation without a letter may be of all the points before it: “(a) …; (b) …. (para. 22)”.
        is_point = bool(label) and not letter and self._is_next_point(label["letter"] if label else "")
        if label and (is_point or letter is None or not self.is_open or label["letter"] == letter):
            if not is_point:
                self._leave()
            self._points.append((len(self._open), label["letter"]))
        self._open.append(body)

    def _finish(self, mark: Mark, at: Piece) -> Iterator[Found]:
        """Make a recommendation of what is open, at its citation."""
        self.account.take(SpanKind.CITATION, [at])
        if not self.is_open:
            self.account.report("citation-without-text", at, citation=at.text)
            return
        if mark.cited[0].letter and self._points and (start := self._points[-1][0]):
            own, letter = self._open[start:], self._label
            self._open, self._points = self._open[:start], self._points[:-1]
            self._leave()
            self._open, self._points = own, [(0, letter)]
        yield self._made(mark, at)

    # Citations before the texts, or none

    def _read_begun(self, paragraph: Piece) -> Iterator[Found]:
        mark = self._forms.begin(paragraph.text) if self._stand is Stand.BEGIN else None
        if mark is None:
            body = trimmed(self.account, paragraph)
            goes_on = self.is_open and self._goes_on(body.text)
            if self._stand is Stand.NONE and self.is_open and not goes_on:
                yield self._done()
        else:
            yield from self.close()
            cited = trimmed(self.account, paragraph.part(mark.start, mark.end))
            self.account.take(SpanKind.CITATION, [cited])
            self.account.take(SpanKind.LAYOUT, [paragraph.part(0, mark.start)])
            self._begun = mark, cited
            body = trimmed(self.account, paragraph.part(mark.end))
        if not body.text:
            return
        label = _LABEL.match(body.text)
        if label and (not self.is_open or self._is_next_point(label["letter"])):
            self._points.append((len(self._open), label["letter"]))
        self._open.append(body)

    def _goes_on(self, text: str) -> bool:
        """Whether a paragraph goes on with what is open; texts of their own may begin in small letters."""
        is_whole = self._open[-1].text.endswith((".", ";"))
        is_list = any(piece.text.endswith(":") for piece in self._open)
        return bool(_GOES_ON.match(text)) or (text[:1].islower() and (is_list or not is_whole))

    def _done(self) -> Found:
        """What is open, which ends here."""
        (mark, at), self._begun = self._begun or (None, self._open[0]), None
        return self._made(mark, at)

    # Made

    def _made(self, mark: Mark | None, at: Piece) -> Found:
        """A recommendation of what is open.

        Args:
            mark: Its citation; None where it has none.
            at: Where the citation stands.
        """
        pieces, points = self._open, self._points
        self._open, self._points = [], []
        cited = mark.cited[0] if mark else Citation("")
        letter = cited.letter
        label = points[0][1] if points and not points[0][0] else ""
        if mark and not letter and (len(points) > bool(label) or _goes_on_within(pieces, label)):
            label = ""  # it is of all of them, whose letters are part of the text
            self.account.report("points-together", at, citation=at.text.strip(), read=cited.printed)
        elif label:
            pieces[0] = self._without_label(pieces[0])
        take_text(self.account, pieces)
        is_lettered = not cited.paragraph or bool(letter or cited.decimal or cited.point)
        citation = replace(cited, region=self.region.key, letter=letter if is_lettered else label)
        facts = {"citation": at.text, "read": citation.id, "label": label}
        remark = ""
        if mark and mark.report_form:
            if mark.report_form["mark"] == ",":
                self.account.report("comma-for-full-stop", at, **facts)
            if mark.report_form["bracketed"] and self.brackets_are_odd:
                self.account.report("bracketed-letter", at, **facts)
        if letter and label not in ("", letter):
            self.account.report("label-disagrees", at, **facts)
            remark = f"{at.text}, which disagrees with the label ({label}); read by the citation"
        elif len(label) == 1 and not is_lettered:
            self._say_without_letter(at, cited.paragraph, facts)
            remark = f"{at.text}, without a letter; read from the label ({label})"
        elif label and not is_lettered:
            self.account.report("unreadable-citation/label", at, **facts)
        if mark and len(mark.cited) > 1:
            remark = several_cited(self.account, mark.cited, at, citation.id)
        placement = Placement(self._theme, self._join(pieces, label))
        stands = (pieces[0].stands,) if pieces[0].stands else ()
        item = Recommendation(citation, label, (placement,), remark, stands=stands)
        return Found(item, pieces[0], at if mark else None)

    def _say_without_letter(self, at: Piece, paragraph: int, facts: Mapping[str, str]) -> None:
        """Say that a label gave the letter; where labels run on over paragraphs, they may only count."""
        (before, last), self._lettered = self._lettered, (paragraph, facts["label"])
        key = "citation-without-letter"
        if facts["label"] == _following(last) and paragraph != before:
            key += "/counted"
            facts = {**facts, "before": str(before), "last": last, "paragraph": str(paragraph)}
        self.account.report(key, at, "", **facts)

    def _join(self, pieces: list[Piece], label: str) -> str:
        text = pieces[0].text
        for before, piece in pairwise(pieces):
            if re.search(r"\w-$", text) and piece.text[:1].islower():
                word = text.split()[-1] + piece.text.split()[0]
                self.account.report(
                    "continued/word-in-cell" if piece.stands else "continued/word", piece, word=word
                )
                text += piece.text
            else:
                is_first = before is pieces[0] and not label
                if _in_one_cell(before, piece):
                    pass
                elif is_first and self._stand is Stand.END and looks_like_title(before.text):
                    facts = {"text": opening(before.text), "name": self.region.name}
                    self.account.report("continued/title", before, **facts)
                else:
                    self.account.report("continued/cell" if piece.stands else "continued", piece)
                text += f" {piece.text}"
        return text

    def _without_label(self, body: Piece) -> Piece:
        """A text without the label before it, which is kept."""
        label = _LABEL.match(body.text)
        end = label.end() if label else 0
        self.account.take(SpanKind.LABEL, [body.part(0, end)])
        return trimmed(self.account, body.part(end))


def _following(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""


def _goes_on_within(pieces: Sequence[Piece], letter: str) -> bool:
    """Whether the point behind one stands in its own text: “(a) …; (b) …”; “(i)” may be of “(h)”."""
    text = " ".join(piece.text for piece in pieces)
    return letter not in ("", "h") and bool(
        re.search(rf"[;,.]\s+(?:\w+\s+)?\({_following(letter)}\)\s", text)
    )


def _in_one_cell(one: Piece, other: Piece) -> bool:
    """Whether two paragraphs stand in one cell, so that nothing is odd about their being two."""
    return bool(one.stands) and one.stands == other.stands
