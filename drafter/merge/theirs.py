"""Theirs, of the three sides of a merge: the clauses of a returned draft as a selection could have them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate

from drafter.check.note_marks import displaced_footnotes
from drafter.check.structure import heading_meanings
from drafter.docx.styles import ParagraphRole
from drafter.draft.model import Clause, Draft, Line
from drafter.draft.wording import Wording, close
from drafter.form.forms import load_glossary
from drafter.merge.proposals import CATALOGUE
from drafter.problems import Problem
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.returned.printed_lines import ReturnedLine, clauses_by_bookmark
from drafter.text import begin_alike, excerpt, without_unseen, words_of

Headings = tuple[str, str, str]
# The words and the sources of each wording of a clause: what is compared.
Signature = tuple[tuple[str, frozenset[str]], ...]
_AROUND = 2  # words that are shown on both sides of a change
_LONGEST = 24  # words of a change that are shown


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A wording of a clause as it stands in Word.

    Attributes:
        text: Its words, without brackets around them and without closing mark.
        sources: Ids of the recommendations that its footnotes cite, in the order of their marks.
        printed: What drafter had printed there; None where it had not, or where several were run together.
        is_bracketed: Whether brackets stand around it.
    """

    text: str
    sources: tuple[str, ...]
    printed: Line | None
    is_bracketed: bool

    @property
    def signature(self) -> tuple[str, frozenset[str]]:
        """It, as it is compared."""
        return self.text, frozenset(self.sources)

    @property
    def is_as_printed(self) -> bool:
        """Whether words and sources are those that drafter printed."""
        return self.printed is not None and signature_of(self.printed) == self.signature


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
    """

    id: str
    label: str
    headings: Headings
    lines: list[TheirLine] = field(default_factory=list)
    printed: Clause | None = None
    split_from: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """All its sources."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))

    @property
    def signature(self) -> Signature:
        """It, as it is compared."""
        return tuple(line.signature for line in self.lines)

    @property
    def name(self) -> str:
        """How messages call it."""
        return _name(self.label, self.lines[0].text if self.lines else "", "a clause")


class Theirs:
    """What stands in a returned draft.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.

    Attributes:
        clauses: In order.
        merged: Id of a clause → the id of the one that it was put together with.
        problems: What cannot be told, or not be imported.
    """

    def __init__(self, returned: Returned, base: Draft) -> None:
        self.returned = returned
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
        for group in returned.clauses:
            self._read_group(group)
        if self.displaced.findings:
            self._note("footnotes-mixed-up")

    def _read_group(self, group: ReturnedClause) -> None:
        """Give each line to the clause that it belongs to, or to a new one."""
        own: TheirClause | None = None
        for line in group.lines:
            if line.is_copy:
                self._note("stands-twice", line)
                continue
            is_version = line.paragraph.role is ParagraphRole.VERSION
            belongs = line.clause.id if line.clause else (own.id if own and is_version else "")
            if (is_version and belongs in self.main) or (
                self.main.get(belongs) is group and not line.is_rest
            ):
                own = self.by_id[belongs]
            elif own is None or not is_version or own.id:
                split_from = line.clause.id if line.clause else ""
                own = TheirClause("", line.label, self._headings(group), split_from=split_from)
            self._add(own, line)

    def _headings(self, group: ReturnedClause) -> Headings:
        """The headings that a group of paragraphs stands under, as they were drafted."""
        return self.meanings.get(group.heading, group.heading.path)

    def _add(self, clause: TheirClause, line: ReturnedLine) -> None:
        """Add a line to a clause, with its words and its sources."""
        text, unseen = without_unseen(line.text)
        if unseen:
            self._note("unseen-characters", line)
        self.merged |= {other: clause.id for other, _ in line.merged if clause.id not in ("", other)}
        sources = self._sources(line, self.read_line.get(id(line)))
        if not sources and (clause.id or not self.returned.is_clean):
            if line.printed and line.is_rest:
                sources = line.printed.sources
            elif clause.id:
                self._note("no-citation/wording", line)
                return
        is_open = is_bracketed(text)
        if not is_open and line.printed and is_bracketed(line.printed.text):
            whole, text = text, _without_half_brackets(text)
            is_open = text != whole
        if not clause.lines:
            self.clauses.append(clause)
        printed = None if line.merged else line.printed
        clause.lines.append(TheirLine(bare(text), sources, printed, is_open))

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
            if (note.note.number, source) not in self.displaced.numbers
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
        gone = [source for source in expected if source not in cited]
        displaced = self.displaced.missing.get(line.paragraph.place, Counter())
        kept = [source for source in gone if source in typed or displaced[source]]
        if unclear or any(not note.cited for note in notes):
            kept = gone
        elif not cited and gone and not kept:
            kept = gone
            if not any(self.returned.notes[n.id].sources for rest in read.rests for n in rest.notes):
                self._note("no-footnote", line)
        for note in notes:
            if not note.cited:
                self._note_footnote("footnote-without-citation", line, note)
        return tuple(dict.fromkeys([*(s for s in expected if s in cited or s in kept), *cited]))

    def _note_footnote(self, key: str, line: ReturnedLine, read: ReadNote) -> None:
        self._note(key, line, number=read.note.number, words=excerpt(read.note.text))

    def _note(self, key: str, line: ReturnedLine | None = None, **facts: object) -> None:
        name = _name(line.label, line.text, "a paragraph") if line else ""
        self.problems.append(notice(self.returned.document.name, key, name=name, **facts))


def notice(file: str, key: str, **facts: object) -> Problem:
    """What a person should know of a returned draft, as the catalogue says it.

    Args:
        file: The draft's name.
        key: See ``Catalogue.say``.
        facts: What its words name; “clause” is the id of the one that it is about.
    """
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return Problem(code, message, severity, hint, file, clause=str(facts.get("clause", "")))


def _name(label: str, text: str, what: str) -> str:
    number = f"clause {label}" if label else f"{what} without a number"
    return f"{number} (“{excerpt(text)}”)"


# The words of a clause without what drafter itself puts around them: brackets, and the closing mark


def bare(text: str) -> str:
    """A clause's words alone: its place asks for the closing mark, and drafter for the brackets."""
    words = " ".join(text.split())
    wording = Wording(words.rstrip(" .;")[1:-1].strip() if is_bracketed(words) else words)
    close(wording, ";")
    return wording.text[:-1].rstrip()


def is_bracketed(text: str) -> bool:
    """Whether all of a text stands in one pair of square brackets; what closes it may stand behind them."""
    words = text.strip().rstrip(" .;")
    if not (words.startswith("[") and words.endswith("]")):
        return False
    depths = list(accumulate((one == "[") - (one == "]") for one in words))
    return 0 in depths and depths.index(0) == len(words) - 1


def _without_half_brackets(text: str) -> str:
    """A part of a text that stood in brackets, without the one of them that is left at its edge."""
    words = text.strip()
    if words.startswith("[") and words.count("[") > words.count("]"):
        words = words[1:].lstrip()
    body = words.rstrip(" .;")
    if body.endswith("]") and body.count("]") > body.count("["):
        words = body[:-1].rstrip()
    return words


# What is compared, and what is shown of a change


def signature_of(line: Line) -> tuple[str, frozenset[str]]:
    """A printed wording, as it is compared."""
    return bare(line.text), frozenset(line.sources)


def signature(clause: Clause) -> Signature:
    """A clause as drafter printed it, or would print it today."""
    return tuple(map(signature_of, clause.lines))


def written_short(text: str) -> str:
    """A text’s words with its abbreviations unspelt, to compare it loosely."""
    return "".join(words_of(load_glossary().shortened(text)))


def changes_in_words(was: Signature, now: Signature) -> tuple[str, str]:
    """What went and what came, wording by wording."""
    if len(was) != len(now):
        before, after = {text for text, _ in was}, {text for text, _ in now}
        gone = [text for text, _ in was if text not in after]
        come = [text for text, _ in now if text not in before]
        return f"{len(was)} wordings: {' / '.join(gone)}", f"{len(now)} wordings: {' / '.join(come)}"
    pairs = [(text, words) for (text, _), (words, _) in zip(was, now, strict=True) if text != words]
    changed = [_change_in_words(text.split(), words.split()) for text, words in pairs]
    return " / ".join(old for old, _ in changed), " / ".join(new for _, new in changed)


def _change_in_words(old: list[str], new: list[str]) -> tuple[str, str]:
    """What went and what came, each with a few words around it: what they have in common is left out."""
    start = begin_alike(old, new)
    end = begin_alike(old[start:][::-1], new[start:][::-1])
    return _part(old, start, end), _part(new, start, end)


def _part(words: list[str], start: int, end: int) -> str:
    """A text without the words that are common at its start and at its end."""
    start, end = max(start - _AROUND, 0), max(end - _AROUND, 0)
    shown = words[start : len(words) - end]
    if len(shown) > _LONGEST:
        shown = [*shown[: _LONGEST // 2], "…", *shown[-_LONGEST // 2 :]]
    return f"{'… ' if start else ''}{' '.join(shown)}{' …' if end else ''}"
