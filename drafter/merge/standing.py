"""The clauses of a returned draft as a selection could have them: words, sources, place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafter.check.note_marks import Displaced, displaced_footnotes
from drafter.check.structure import heading_meanings, original_of
from drafter.docx.model import ParagraphRole
from drafter.draft.model import Clause, Draft, Line, Role
from drafter.merge.texts import bare, is_bracketed, without_half_brackets
from drafter.problems import Problem, Severity
from drafter.returned.clauses import ReturnedClause, ReturnedLine
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.returned.headings import outline_of
from drafter.returned.printed_lines import clauses_by_bookmark
from drafter.text import excerpt, without_unseen

Path = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A wording of a clause as it stands.

    Attributes:
        text: Its words, without brackets around them and without closing mark.
        sources: Ids of the recommendations that its footnotes cite, in the order of their marks.
        printed: What drafter had printed there; None where it had not.
        is_bracketed: Whether brackets stand around it.
    """

    text: str
    sources: tuple[str, ...]
    printed: Line | None
    is_bracketed: bool

    @property
    def is_as_printed(self) -> bool:
        """Whether words and sources are those that drafter printed."""
        return (
            self.printed is not None
            and bare(self.printed.text) == self.text
            and set(self.printed.sources) == set(self.sources)
        )


@dataclass(slots=True)
class StandingClause:
    """A clause as it stands.

    Attributes:
        id: The id that it was drafted with; empty for one that drafter did not make.
        label: Its number.
        path: The headings that it stands under, as they were drafted.
        lines: Its wordings.
        printed: What drafter had printed; None where it had not.
        split_from: The id of the clause that it was a part of; empty where of none.
    """

    id: str
    label: str
    path: Path
    lines: list[StandingLine] = field(default_factory=list)
    printed: Clause | None = None
    split_from: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """All its sources."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))

    @property
    def name(self) -> str:
        """How messages call it."""
        text = self.lines[0].text if self.lines else ""
        number = f"clause {self.label}" if self.label else "a clause without a number"
        return f"{number} (“{excerpt(text)}”)"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a returned draft.

    Attributes:
        clauses: In order.
        merged: Id of a clause → the id of the one that it was put together with.
        problems: What cannot be told, or not be brought home.
    """

    clauses: tuple[StandingClause, ...]
    merged: dict[str, str]
    problems: tuple[Problem, ...]


def standing_of(basis: Returned, draft: Draft) -> Standing:
    """The clauses of a returned draft.

    Args:
        basis: The draft and its citations.
        draft: The draft inside it.
    """
    return _Reader(basis, draft).read()


class _Reader:
    def __init__(self, basis: Returned, draft: Draft) -> None:
        self.basis = basis
        self.draft = draft
        self.displaced: Displaced = displaced_footnotes(basis)
        self.read_line = {id(line.line): line for line in basis.lines}
        self.problems: list[Problem] = []
        standing = [(clause, printed) for clause in basis.clauses if (printed := original_of(clause))]
        self.drafted = {printed.headings for printed in draft.printed}
        self.meanings = heading_meanings(standing, self.drafted)
        self.main = self._main_groups()
        self.cited_by_clause: dict[str, Counter[str]] = defaultdict(Counter)
        for line in basis.lines:
            if line.line.clause and not line.line.is_copy:
                self.cited_by_clause[line.line.clause.id].update(s for n in line.notes for s in n.sources)

    def read(self) -> Standing:
        found: dict[str, StandingClause] = {}
        clauses: list[StandingClause] = []
        merged: dict[str, str] = {}
        seen: set[int] = set()
        for place, group in enumerate(self.basis.clauses):
            for clause in self._of_group(place, group, found, merged):
                if id(clause) not in seen:
                    seen.add(id(clause))
                    clauses.append(clause)
        if self.displaced.findings:
            self._note(
                "footnotes-mixed-up",
                "a word processor has mixed footnotes up; their sources were left as they were",
                "“drafter check” shows them.",
            )
        self._note_headings()
        return Standing(tuple(c for c in clauses if c.lines), merged, tuple(self.problems))

    def _main_groups(self) -> dict[str, int]:
        """For each clause its group of paragraphs: the one with its first wording, if any has it."""
        main: dict[str, int] = {}
        for place, group in enumerate(self.basis.clauses):
            for line in group.lines:
                if line.clause and not line.is_copy and not line.is_rest:
                    main.setdefault(line.clause.id, place)
                    if line.version == 0:
                        main[line.clause.id] = place
        return main

    def _of_group(
        self, place: int, group: ReturnedClause, found: dict[str, StandingClause], merged: dict[str, str]
    ) -> Iterator[StandingClause]:
        path = self.meanings.get(group.heading_places, group.headings)
        own: StandingClause | None = None
        for line in group.lines:
            if line.is_copy:
                self._note(
                    "stands-twice",
                    f"{_name(line)} says the same as another one and is not taken home",
                    "Take one of the two out, or reword it.",
                )
                continue
            is_version = line.paragraph.role is ParagraphRole.VERSION
            belongs = line.clause.id if line.clause else (own.id if own and is_version else "")
            is_main = bool(belongs) and (self.main.get(belongs) == place or is_version)
            if belongs and is_main and not (line.is_rest and not is_version):
                own = found.get(belongs)
                if own is None:
                    own = StandingClause(belongs, line.label, path, printed=self.draft.by_id[belongs])
                    found[belongs] = own
                if self.main.get(belongs) == place:
                    own.path = path
                    own.label = group.label
            elif own is None or not is_version or own.id:
                own = StandingClause("", line.label, path, split_from=line.clause.id if line.clause else "")
            self._add(own, line, merged)
            yield own

    def _add(self, clause: StandingClause, line: ReturnedLine, merged: dict[str, str]) -> None:
        read = self.read_line.get(id(line))
        text, unseen = without_unseen(line.text)
        if unseen:
            self._note(
                "unseen-characters", f"{_name(line)} has characters that cannot be seen; they were left out"
            )
        for other, _ in line.merged:
            if clause.id and other != clause.id:
                merged[other] = clause.id
        sources = self._sources(line, read)
        if not sources and (clause.id or not self.basis.is_clean):
            if line.clause and line.is_rest:
                sources = line.clause.lines[line.version].sources
            elif clause.id:
                self._note(
                    "no-citation",
                    f"{_name(line)} is another wording without a footnote and is not taken home",
                    "Say in a footnote which paragraph of which report it comes from.",
                )
                return
        is_open = is_bracketed(text)
        if not is_open and line.clause and is_bracketed(line.clause.lines[line.version].text):
            whole, text = text, without_half_brackets(text)
            is_open = text != whole
        clause.lines.append(StandingLine(bare(text), sources, line.printed, is_open))

    def _sources(self, line: ReturnedLine, read: ReadLine | None) -> tuple[str, ...]:
        """The sources of a wording: what its footnotes cite, and what cannot be told to be gone."""
        if self.basis.is_clean and line.clause:
            lines = read.printed if read and read.printed else (line.clause.lines[line.version],)
            return tuple(dict.fromkeys(source for one in lines for source in one.sources))
        notes = [self.basis.notes[note.id] for note in line.notes]
        cited = [
            source
            for note in notes
            for source in note.sources
            if (note.note.number, source) not in self.displaced.numbers
        ]
        typed = [one.source for one in read.typed if one.source] if read else []
        unclear = [note for note in notes if any(not one.source for one in note.cited)]
        if line.is_rest or read is None or not read.printed:
            if unclear:
                self._note_unclear(line, unclear[0])
            return tuple(dict.fromkeys([*cited, *(typed if not line.clause else ())])) or self._by_bookmark(
                line
            )
        expected = [source for printed in read.printed for source in printed.sources]
        gone = [source for source in expected if source not in cited]
        of_rests = {
            source for rest in read.rests for n in rest.notes for source in self.basis.notes[n.id].sources
        }
        kept = self.displaced.missing.get(line.paragraph.place, Counter())
        kept_here = [source for source in gone if source in typed or kept[source]]
        if (unclear or any(not note.cited for note in notes)) and gone:
            kept_here = gone
        if unclear:
            self._note_unclear(line, unclear[0])
        elif not cited and gone and not kept_here:
            kept_here = gone
            if not of_rests:
                self._note(
                    "no-footnote",
                    f"{_name(line)} has lost all its footnotes; its sources were kept, since it needs some",
                    "To leave the clause out, delete it in Word or its block in the selection.",
                )
        for note in notes:
            if not note.cited:
                self._note(
                    "footnote-without-citation",
                    f"{_name(line)}: footnote {note.note.number} (“{excerpt(note.note.text)}”) cites "
                    "no paragraph and cannot be taken home",
                    "A selection has no place for remarks in footnotes; keep it as a comment in the file.",
                )
        return tuple(
            dict.fromkeys(
                [*(source for source in expected if source in cited or source in kept_here), *cited]
            )
        )

    def _by_bookmark(self, line: ReturnedLine) -> tuple[str, ...]:
        """The sources of the clause whose bookmark a part of it kept, that has no footnote any more."""
        for name in line.paragraph.bookmarks:
            printed = clauses_by_bookmark(self.draft).get(name.casefold())
            if printed:
                return printed.lines[0].sources
        return ()

    def _note_unclear(self, line: ReturnedLine, read: ReadNote) -> None:
        kept = "; the sources that the clause was drafted with were kept" if line.clause else ""
        self._note(
            "unclear-citation",
            f"{_name(line)}: footnote {read.note.number} (“{excerpt(read.note.text)}”) cites "
            f"nothing that can be told{kept}",
            "Correct it in Word; “drafter check” says what may be meant.",
        )

    def _note_headings(self) -> None:
        """Headings above clauses that are none of the draft's: they stand in the form."""
        clauses = {line.paragraph.place for group in self.basis.clauses for line in group.lines}
        document = self.basis.document
        stands = {p.text for p in document.paragraphs if p.place not in clauses}
        roles = (Role.TEXT, Role.CHAPEAU, Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
        changed = [
            one.words
            for one in self.draft.texts
            if one.role in roles
            and " ".join(one.words.split()) not in {" ".join(text.split()) for text in stands}
        ]
        printed = {one.words for one in self.draft.texts}
        renamed = set(changed)
        last = max((c.lines[-1].paragraph.place for c in self.basis.clauses), default=-1)
        means = set(self.meanings)
        for heading in outline_of(document):
            words = next(word for word in reversed(heading.path) if word)
            if heading.place < last and words not in printed and heading.places in means:
                if any(word in renamed for word in self.meanings[heading.places]):
                    continue  # it stands in the place of one that was changed
                self._note(
                    "heading-of-no-theme",
                    f"the heading “{words}” is none of the draft's and cannot be taken home; its clauses "
                    "stay under the heading that they were drafted under",
                    "Headings stand in the form's outline.yaml, and in the matrix.",
                )

    def _note(self, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, message, Severity.WARNING, hint, self.basis.document.name))


def _name(line: ReturnedLine) -> str:
    number = f"clause {line.label}" if line.label else "a paragraph without a number"
    return f"{number} (“{excerpt(line.text)}”)"


def themes_under(draft: Draft) -> dict[Path, Counter[str]]:
    """For each heading that clauses were drafted under, how many of each theme."""
    found: dict[Path, Counter[str]] = defaultdict(Counter)
    for clause in draft.printed:
        found[clause.headings][clause.theme] += 1
    return found


def parts_under(draft: Draft) -> dict[Path, Counter[str]]:
    """Likewise, of each part."""
    found: dict[Path, Counter[str]] = defaultdict(Counter)
    for clause in draft.printed:
        found[clause.headings][clause.part] += 1
    return found
