"""Theirs, of the three sides of a merge: the clauses of a returned draft as a selection could have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from drafter.brackets import Wish, is_bracketed, sponsors_behind
from drafter.check.mixed_up import displaced_footnotes
from drafter.check.structure import heading_meanings
from drafter.check.words import some_of
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.clause import Line
from drafter.draft.model import Draft
from drafter.draft.typesetting import sign_at
from drafter.merge.sides.footnote_needed import can_stand_alone, is_proposed, needs_none, variant_of
from drafter.merge.sides.printed_brackets import (
    has_own_brackets,
    named_as_printed,
    run_together,
    with_own_brackets,
    without_printed_brackets,
)
from drafter.merge.sides.their_clauses import (
    Headings,
    TheirClause,
    name_every_part,
    name_of,
    their_line,
    without_end,
)
from drafter.merge.sides.typed_behind import TypedBehind
from drafter.merge.sides.typed_inside import with_names_behind
from drafter.merge.sides.typed_number import may_be_words, number_before
from drafter.merge.signature import bare, bare_words, signature_of
from drafter.merge.telling import notice
from drafter.merge.words.wishes_behind_brackets import with_wishes_in_one
from drafter.phrases import Phrases
from drafter.problems import Problem
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.returned.printed_lines import clauses_by_bookmark, new_line
from drafter.returned.returned_line import ReturnedLine
from drafter.sources import Source
from drafter.text.italics import italics_within
from drafter.text.words import ORDINALS, excerpt, without_unseen

_MOST_NAMED = 5
_NUMBERED = (ParagraphRole.CLAUSE, ParagraphRole.VERSION)


class Theirs:
    """What stands in a returned draft.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.
        phrases: Those of the selection's form.
        delegations: Those that can be sponsors; anybody where none are listed.
        names: Those that the selection knows, which stand whole where names stand in a row.
        short: How they may be called in short, in small letters → the name.
        by: The delegation as which it is read; empty for nobody by name.

    Attributes:
        clauses: In order.
        merged: Id of a clause → the id of the one that it was put together with.
        problems: What cannot be told, or not be imported.
        typed: What tells words from what is typed behind them.
        mixed_up: The texts of paragraphs whose footnotes a program mixed up.
    """

    def __init__(
        self,
        returned: Returned,
        base: Draft,
        phrases: Phrases,
        delegations: Collection[str] = (),
        names: Collection[str] = (),
        short: Mapping[str, str] = MappingProxyType({}),
        by: str = "",
    ) -> None:
        self.returned, self._by = returned, by
        self._names = (*names, *(name for one in base.printed for line in one.lines for name in line.by))
        self.typed = TypedBehind(phrases, delegations, self._names, short)
        self.base = base
        self.displaced = displaced_footnotes(returned)
        self.read_line = {id(line.line): line for line in returned.lines}
        self.meanings = heading_meanings(returned, base)
        # For each clause its group of paragraphs: the one with its first wording, if any has it.
        lines = [(group, line) for group in returned.clauses for line in group.lines]
        self.main: dict[str, ReturnedClause] = {}
        for group, line in sorted(lines, key=lambda pair: pair[1].version > 0):
            if line.clause and not (line.is_copy or line.is_rest):
                self.main.setdefault(line.clause.id, group)
        self.by_id = {
            given: TheirClause(given, group.label, self._headings(group), printed=base.by_id[given])
            for given, group in self.main.items()
        }
        self.clauses: list[TheirClause] = []
        self.merged: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.unfooted: list[tuple[ReturnedLine, tuple[str, ...]]] = []
        self.mixed_up: set[str] = set()
        for group in returned.clauses:
            self._read_group(group)
        name_every_part(self.clauses)
        self.no_words = {*self._wishes_alone()}
        if self.displaced.findings:
            off = [line.line for line in returned.lines if self.displaced.is_off(line)]
            self.mixed_up = {one.paragraph.text for one in off}
            names = some_of([name_of(one) for one in off], _MOST_NAMED)
            self._note("footnotes-mixed-up", shown=names)

    def _read_group(self, group: ReturnedClause) -> None:
        """Give each line to the clause that it belongs to, or to a new one."""
        own: TheirClause | None = None
        for line in group.lines:
            if line.is_copy:
                self._note("stands-twice", line)
                continue
            if line.clause is None and self.typed.is_wish_alone(line.text):
                self._note("wish-typed", line, words=line.text.strip())
                continue
            alone = "" if line.clause else self.typed.status_alone(line.text)
            if alone:
                do = self.typed.statuses.as_options(alone, "ID")
                self._note("status-typed/alone", line, status=alone, do=do)
                continue
            is_version = line.paragraph.role is ParagraphRole.VERSION
            belongs = line.clause.id if line.clause else (own.id if own and is_version else "")
            if (is_version and belongs in self.main) or (
                self.main.get(belongs) is group and not line.is_rest
            ):
                own = self.by_id[belongs]
            elif own is None or not is_version or own.id or number_before(line):
                split_from = line.clause.id if line.clause else ""
                # What was split off has a number of its own, beside that of the paragraphs it stands with.
                label = (line.paragraph.label if line.is_rest else "") or line.label
                own = TheirClause("", label, self._headings(group), split_from=split_from)
            self._add(own, line)

    def _wishes_alone(self) -> Iterator[int]:
        """The places of paragraphs outside the clauses that are wishes, and no words; it is told."""
        for one in self.returned.document.paragraphs:
            is_outside = one.place not in self.returned.places_of_clauses
            if is_outside and one.role is ParagraphRole.TEXT and self.typed.is_wish_alone(one.text):
                self._note("wish-typed", words=one.text.strip())
                yield one.place

    def add_new(self, paragraph: Paragraph) -> TheirClause:
        """A paragraph that stands among running words as one more clause, which drafter did not make."""
        clause = TheirClause("", paragraph.label, ("", "", ""))
        self._add(clause, new_line(self.returned.document, paragraph))
        self.clauses.sort(key=lambda other: other.place)
        return clause

    def _words_alone(
        self, line: ReturnedLine, text: str
    ) -> tuple[str, tuple[str, ...], tuple[tuple[Wish, ...], ...]]:
        """Words without what was typed behind them; who proposes them; who wants what of them, and of all."""
        text, *wishes = self.typed.without_wishes(line, text)
        text, status = self.typed.without_status(line, text)
        unlisted = self.typed.unlisted(line, text)
        typed = sponsors_behind(line.behind or text, self._names)[1]
        text, names = self.typed.sponsors(line, text, self._cited(line))
        if unlisted and not {*unlisted} & {*names}:
            key = f"name-not-listed{'/beside' if names else ''}"
            self._note(key, line, names=", ".join(typed), unlisted=" and ".join(unlisted))
        named = named_as_printed(line, text, self._together(line))
        text, behind = self.typed.without_names(line, text) if named == text else (named, ())
        text, more = self.typed.without_status(line, text)
        if status or more:
            given, said = line.clause.id if line.clause else "", status or more
            do = self.typed.statuses.as_options(said, given or "ID")
            self._note(f"status-typed{'' if given else '/new'}", line, status=said, do=do, clause=given)
        if behind:
            given = line.clause.id if line.clause else "ID"
            way = "" if self.typed.may_be_names(behind) else "/remark"
            # Who has changed no word has none that could come home under its name.
            is_same = line.printed and bare(text) == bare(line.printed.text)
            proposed = {name for one in self._together(line) for name in one.by}
            way = "/joined" if proposed & {*behind} else way or ("/same" if is_same else "")
            key = f"names-behind-sources{way}"
            self._note(key, line, names=" and ".join(behind), first=behind[0], clause=given)
        return text, names, tuple(wishes)

    def _cited(self, line: ReturnedLine) -> list[Source]:
        """What the footnotes of a line cite."""
        ids = (source for note in line.notes for source in self.returned.notes[note.id].sources)
        return [found for one in ids if (found := self.returned.matrix.sources.get(one))]

    def _headings(self, group: ReturnedClause) -> Headings:
        """The headings that a group of paragraphs stands under, as they were drafted."""
        return self.meanings.get(group.heading, group.heading.path)

    def _add(self, clause: TheirClause, line: ReturnedLine) -> None:
        """Add a line to a clause, with its words and its sources."""
        read = self.read_line.get(id(line))
        line = with_names_behind(self.typed.with_round_wishes(line), self.typed)
        line = self.typed.with_wishes_apart(line)
        line = with_wishes_in_one(line, self.typed.whole)
        number = number_before(line)
        if number and may_be_words(line, number):
            self._note("number-typed", line, number=number["number"])
        start = number.end() if number else 0
        text, unseen = without_unseen(line.text[start:])
        italics = () if unseen else italics_within(line.italics, start)
        if unseen:
            self._note("unseen-characters", line)
        text, italics = self.typed.names_put_last(line, text, italics)
        text, typed, wishes = self._words_alone(line, text)
        self.merged |= {other: clause.id for other, _ in line.merged if clause.id not in ("", other)}
        sources = self._sources(line, read)
        if line.printed and line.is_rest and not sources and (clause.id or not self.returned.is_clean):
            sources = line.printed.sources
        together = self._together(line)
        text, italics = run_together(text, italics, together)
        is_open = is_bracketed(text) and not has_own_brackets(line)
        if not is_open:
            text, italics, is_open = without_printed_brackets(line, text, italics)
        if not clause.lines:
            clause.place = line.paragraph.place
            self.clauses.append(clause)
        clause.places.append(line.paragraph.place)
        printed = None if line.merged else line.printed
        if printed and not _has_own_words(line) and bare(text) == bare(printed.text):
            italics = ()
        if line.printed and line.clause and line.clause.id == clause.id:
            is_addition: bool | None = line.clause.is_addition(line.version)
        else:
            is_addition = self._is_addition(line.paragraph.repetition, is_open=is_open)
        made = their_line(line.paragraph, text, italics, sources, line.printed)
        has_lines = (line.printed and line.printed.levels) or _has_typed_lines(line)
        if clause.printed and not (can_stand_alone(line) or has_lines):
            made = replace(made, text=bare_words(text, italics))
        made = with_own_brackets(line, made, text)
        takes_mark = clause.printed is None or clause.printed.number
        if line.paragraph.role in _NUMBERED and takes_mark and not (printed and _keeps_end(printed)):
            made = without_end(made)
        was = line.printed.text if line.printed else ""
        text, whole = (self.typed.in_full_within(words, was) for words in (made.text, made.whole))
        made = replace(made, text=text, whole=whole)
        names = typed or self.typed.sponsors_printed(line)
        is_same = printed is not None and made.text == signature_of(printed)[0]
        clause.lines.append(
            replace(
                made,
                printed=printed,
                is_bracketed=is_open,
                is_addition=is_addition,
                by=printed.by if printed and is_same else names,
                names=names,
                was=variant_of(line) if printed else None,
                wishes=wishes[0],
                of_all=wishes[1],
                together=together,
            )
        )

    def _together(self, line: ReturnedLine) -> tuple[Line, ...]:
        """The printed lines that were run together in one; nothing where it is one."""
        every = (self.base.by_id[given].lines[version] for given, version in line.merged)
        return (*([line.printed] if line.printed else []), *every) if line.merged else ()

    def _is_addition(self, label: str, *, is_open: bool) -> bool | None:
        """Whether what somebody put below a clause adds to it: by its label, or else by its brackets.

        Where all labels are ordinals the brackets tell: in the room “12 bis” is a further paragraph, in the
        Editorial Manual a version, which has brackets.
        """
        if not label:
            return None
        if not _is_ordinal(label.partition(" ")[0]):
            return False
        # A preamble paragraph has no number: its labels are others in every form.
        numbered = (clause for clause in self.base.printed if clause.number)
        labels = (line.label for clause in numbered for line in clause.lines if line.label)
        if not all(map(_is_ordinal, labels)):
            return True
        return not is_open

    def _sources(self, line: ReturnedLine, read: ReadLine | None) -> tuple[str, ...]:
        """The sources of a wording: what its footnotes cite, and what cannot be told to be gone."""
        if self.returned.is_clean and line.printed:
            lines = (read.printed if read else ()) or (line.printed,)
            return tuple(dict.fromkeys(source for one in lines for source in one.sources))
        notes = [self.returned.notes[note.id] for note in line.notes]
        cited = [
            source
            for note in notes
            for source in note.sources
            if (note.note.number, source) not in self.displaced.numbers | self.displaced.strange
        ]
        typed = [one.source for one in read.typed if one.source] if read else []
        unclear = next((note for note in notes if any(not one.source for one in note.cited)), None)
        if unclear:
            self._note_footnote(f"unclear-citation{'/kept' if line.clause else ''}", line, unclear)
        if line.is_rest or read is None or not read.printed:
            found = [*cited, *(typed if not line.clause else ())]
            # A part that has no footnote any more may have kept the bookmark of its clause.
            printed = clauses_by_bookmark(self.base)
            by_bookmark = [printed.get(name.casefold()) for name in line.paragraph.bookmarks]
            return tuple(dict.fromkeys(found)) or next(
                (one.lines[0].sources for one in by_bookmark if one), ()
            )
        expected = [source for printed in read.printed for source in printed.sources]
        # What was printed without a footnote, as a proposal is, cannot have lost one.
        noted = {source for printed in read.printed for source in printed.cited}
        gone = [source for source in expected if source not in cited and source in noted]
        place, none = line.paragraph.place, Counter[str]()
        displaced = self.displaced.missing.get(place, none) + self.displaced.unclear.get(place, none)
        kept = [source for source in gone if source in typed or displaced[source]]
        is_parted = any(self.returned.notes[n.id].sources for rest in read.rests for n in rest.notes)
        if unclear or any(not note.cited for note in notes):
            kept = gone
        elif not cited and gone and not kept and (is_parted or not needs_none(line, self._by)):
            kept = gone
            if not is_parted:
                is_one = line.clause is not None and len(line.clause.lines) > 1
                way = "/of" if is_proposed(line) else "/wording" if is_one else ""
                self._note(f"no-footnote{way}", line)
                self.unfooted += [(line, tuple(gone))] if self._by and line.clause else []
        for note in notes:
            if not note.cited:
                self._note_footnote("footnote-without-citation", line, note)
        lost = [source for source in gone if source not in kept]
        return tuple(dict.fromkeys([*(source for source in expected if source not in lost), *cited]))

    def _note_footnote(self, key: str, line: ReturnedLine, read: ReadNote) -> None:
        self._note(key, line, number=read.note.number, words=excerpt(read.note.text))

    def _note(self, key: str, line: ReturnedLine | None = None, **facts: object) -> None:
        name = name_of(line) if line else ""
        self.problems.append(notice(self.returned.document.name, key, name=name, **facts))


def _is_ordinal(label: str) -> bool:
    """Whether a label is “bis”, “ter” …; behind the last of them drafter counts, “(11)”."""
    return label in ORDINALS or re.fullmatch(r"\(\d+\)", label) is not None


def _keeps_end(printed: Line) -> bool:
    """Whether what drafter had printed ends as its source does, verbatim."""
    return signature_of(printed)[0].endswith(",")


def _has_typed_lines(line: ReturnedLine) -> bool:
    """Whether somebody typed subparagraphs below what drafter had printed without any."""
    printed, paragraph = line.printed, line.paragraph
    had_some = printed is not None and bool(printed.subparagraphs)
    return not had_some and any(sign_at(paragraph.text[start:]) for start in paragraph.lines)


def _has_own_words(line: ReturnedLine) -> bool:
    """Whether drafter had printed a person's own words there."""
    clause = line.clause
    return clause is not None and any(
        one.is_own and clause.line_of(place) == line.version for place, one in enumerate(clause.variants)
    )
