"""What can be said of each citation, and of each wording without a footnote; and a check in figures.

Nothing is called more than was looked at (promise 8). "Unchanged" says that words and footnote are as drafter
set them; "quoted", that the words were compared with the cited text, with the recorded changes undone, word
for word; of people's words the program can say neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from drafter.check.finding import CATALOGUE, LOST, Finding, is_about
from drafter.check.peoples_words import (
    JUDGED,
    PEOPLES,
    is_as_printed,
    is_as_source,
    standing_support,
    variants_of,
)
from drafter.check.running_words import count_outside, count_running_words
from drafter.draft.variant import Variant
from drafter.problems import Severity
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.sign_off import is_quoted
from drafter.text.similarity import words_of

# Faults of a footnote itself: it is wrong, not only to be looked at.
_WRONG_NOTE = (
    "unresolved-citation",
    "ambiguous-citation",
    "not-supported",
    "footnote-changed",
    "footnote-order",
    "footnote-shared",
    "footnote-dangling",
    "no-footnote",
)
# Words that Word shows otherwise, or not at all.
_NOT_AS_READ = "unreadable-text"


class Standing(StrEnum):
    """How a citation, or a wording without a footnote, stands."""

    UNCHANGED = "unchanged"
    QUOTED = "quoted"
    PEOPLES_WORDS = "peoples_words"
    SUPPORTED = "supported"
    NOT_LOOKED_AT = "not_looked_at"
    TO_LOOK_AT = "to_look_at"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Signed:
    """What a reviewer said of a citation.

    Attributes:
        standing: What follows from it.
        who: By whom and when: “A. Reviewer on 2026-01-31”.
    """

    standing: Standing
    who: str


# By the number of a footnote, or (below 0) by the paragraph of a text without any; and by the source.
Signatures = Mapping[tuple[int, str], Signed]


@dataclass(frozen=True, slots=True)
class Summary:
    """A check in figures; each citation, and each wording without a footnote, is in one of the classes.

    Attributes:
        clauses: How many clauses stand in the draft, without guidance.
        guidance: How many paragraphs of guidance.
        footnotes: How many footnotes have a mark in the text.
        citations: How many citations they make: one may name several sources.
        without_footnote: How many wordings have no footnote.
        unchanged: Of how many words and footnote are as drafter set them; whether they fit, nobody looked.
        quoted: Of how many the words stand in the cited text, verbatim or with the recorded changes undone.
        peoples_words: How many are of people's words, which people must judge.
        supported: Of how many a person says that the source supports the words.
        not_looked_at: Of how many the cited text, or what was done to it, is not at hand.
        to_look_at: How many a person should look at.
        wrong: How many are wrong.
        lost: How many citations that the clauses had are gone.
        supported_by: Who said it, and when: “A. Diallo on 2026-05-03”.
        is_clean: Whether it was drafted without footnotes.
        running_words: How many running texts around the clauses people wrote or changed.
        outside: At how many places outside the clauses there is something to look at.
    """

    clauses: int
    guidance: int
    footnotes: int
    citations: int
    without_footnote: int
    unchanged: int
    quoted: int
    peoples_words: int
    supported: int
    not_looked_at: int
    to_look_at: int
    wrong: int
    lost: int
    supported_by: tuple[str, ...] = field(default=())
    is_clean: bool = False
    running_words: int = 0
    outside: int = 0

    def __str__(self) -> str:
        """The figures in a line that a person can quote: what is least sure is never left out."""
        keys = [
            "clauses",
            "guidance" if self.guidance else "",
            "clean" if self.is_clean and not self.footnotes else "footnotes",
            "citations" if self.citations > self.footnotes else "",
            "without-footnote" if self.without_footnote and not self.is_clean else "",
            "of-which-texts" if self.is_clean and not self.footnotes else "of-which",
            "classes",
            "supported" if self.supported else "",
            "not-looked-at" if self.not_looked_at else "",
            "faults",
            "lost" if self.lost else "",
            "running" if self.running_words else "",
            "outside" if self.outside else "",
        ]
        figures = asdict(self) | {"by": "; ".join(self.supported_by)}
        return "".join(CATALOGUE.say(f"summary/{key}", **figures)[2] for key in filter(None, keys))


def summarize(returned: Returned, findings: Sequence[Finding], signed: Signatures | None = None) -> Summary:
    """A check in figures.

    Args:
        returned: The draft.
        findings: What was found in it.
        signed: What reviewers said.
    """
    judge = _Judge(returned, signed or {})
    for one in findings:
        if one.severity is not Severity.NOTE:
            for place in one.more_places or (one.place,):
                judge.about_place[place].append(one)
            for number in one.notes:
                judge.about[number].append(one)
    known = returned.document.note_by_id
    marks = [mark.note for paragraph in returned.document.paragraphs for mark in paragraph.marks]
    notes = [returned.notes[note] for note in marks if note in known]
    several = {read.note.id: read for read in notes}  # a mark can stand many times
    of_notes = {given: list(judge.of_note(read)) for given, read in several.items()}
    at_marks = [standing for read in notes for standing in of_notes[read.note.id]]
    unfooted = [judge.of_wording(line) for line in returned.lines if not line.notes and line.text.strip()]
    counts = Counter([*at_marks, *unfooted])
    guidance = sum(clause.is_guidance for clause in returned.clauses)
    return Summary(
        clauses=len(returned.clauses) - guidance,
        guidance=guidance,
        footnotes=len(notes),
        citations=sum(len(read.cited) for read in notes),
        without_footnote=len(unfooted),
        **{str(standing): counts[standing] for standing in Standing},
        lost=sum(len(one.sources) for one in findings if one.code in (LOST, "no-footnote")),
        supported_by=tuple(sorted(judge.supporters)),
        is_clean=returned.is_clean,
        running_words=count_running_words(findings),
        outside=count_outside(returned, findings),
    )


class _Judge:
    """Says how citations stand.

    Attributes:
        about: The faults of each footnote, by its number.
        about_place: Those of each paragraph.
        supporters: Who said of any that it is supported, and when.
    """

    def __init__(self, returned: Returned, signed: Signatures) -> None:
        self._returned, self._signed = returned, signed
        self.about: dict[int, list[Finding]] = defaultdict(list)
        self.about_place: dict[int, list[Finding]] = defaultdict(list)
        self.supporters: set[str] = set()
        document = returned.document
        self._pending = {
            place
            for author, places in document.changes_by.items()
            if document.accepted is not None and author not in document.accepted
            for place in places
        }
        self._lines = {read.note.id: line for line in returned.lines for read in line.notes}

    def of_note(self, read: ReadNote) -> Iterator[Standing]:
        """How each citation of a footnote stands, or the footnote itself where it has none."""
        faults, line = self.about[read.note.number], self._lines.get(read.note.id)
        for cited in read.cited:
            own = [one for one in faults if is_about(one, cited.source, read.sources)]
            yield self._standing(own, line, cited.source, read.note.number)
        if not read.cited:
            yield self._by_faults(faults) or Standing.TO_LOOK_AT

    def of_wording(self, line: ReadLine) -> Standing:
        """How a wording without a footnote stands: as the source of it that stands worst."""
        place = line.line.paragraph.place
        faults, order = self.about_place[place], list(Standing)
        if not line.sources:
            return self._of_unsourced(line, faults)
        found = [self._standing(faults, line, source, -1 - place) for source in line.sources]
        return max(found, key=order.index)

    def _of_unsourced(self, line: ReadLine, faults: Sequence[Finding]) -> Standing:
        signed = self._signed.get((-1 - line.line.paragraph.place, ""))
        standing = self._by_faults(faults) or self._of_own_words(variants_of(line), ())
        if signed and standing is Standing.PEOPLES_WORDS:
            self.supporters.update([signed.who] if signed.standing is Standing.SUPPORTED else [])
            return signed.standing
        return standing

    def _by_faults(self, faults: Sequence[Finding]) -> Standing | None:
        if any(_is_wrong(one) for one in faults):
            return Standing.WRONG
        if any(one.code not in PEOPLES or one.severity is Severity.ERROR for one in faults):
            return Standing.TO_LOOK_AT
        return Standing.PEOPLES_WORDS if faults else None

    def _standing(
        self, faults: Sequence[Finding], line: ReadLine | None, source: str, number: int
    ) -> Standing:
        by_faults = self._by_faults(faults)
        if not source or line is None or by_faults in (Standing.WRONG, Standing.TO_LOOK_AT):
            return by_faults or Standing.TO_LOOK_AT
        if said := self._signed.get((number, source)):
            if said.standing is Standing.SUPPORTED:
                self.supporters.add(said.who)
            return said.standing
        document = self._returned.document
        if not by_faults and not document.is_whole and not self._returned.is_matrix_named:
            return Standing.NOT_LOOKED_AT  # what the file keeps of the sources was edited
        if by_faults and not self._returned.texts_of(source):
            return Standing.NOT_LOOKED_AT
        if not by_faults and self._is_unsure(line):
            return Standing.TO_LOOK_AT
        return by_faults or self._as_it_is(line, source)

    def _is_unsure(self, line: ReadLine) -> bool:
        """Whether Word shows words otherwise than they are read, or somebody's change of them is pending."""
        place = line.line.paragraph.place
        is_shown_so = all(one.code != _NOT_AS_READ or one.notes for one in self.about_place[place])
        return place in self._pending or not is_shown_so

    def _as_it_is(self, line: ReadLine, source: str) -> Standing:
        """How a citation stands that nothing is found against."""
        is_known, texts = self._returned.document.draft is not None, self._returned.texts_of(source)
        own = [one for one in variants_of(line) if source in one.sources]
        if not line.printed:  # drafter did not make it, or nobody knows what it made
            standing = Standing.PEOPLES_WORDS if is_known else Standing.NOT_LOOKED_AT
            return Standing.QUOTED if is_quoted(line.text, texts) else standing
        if not is_as_printed(line):
            return Standing.PEOPLES_WORDS
        if own and all(one.is_own for one in own):
            return self._of_own_words(own, texts)
        if not texts or not self._returned.document.is_whole:
            return Standing.QUOTED if is_quoted(line.text, texts) else Standing.NOT_LOOKED_AT
        is_quotation = any(not one.is_own and _is_quotation(line, one, texts) for one in own)
        return Standing.QUOTED if is_quotation else Standing.UNCHANGED

    def _of_own_words(self, variants: Sequence[Variant], texts: Sequence[str]) -> Standing:
        supports = [standing_support(self._returned, one) for one in variants]
        if said := [one for one in supports if one]:
            self.supporters.update(f"{one.by} on {one.on}" for one in said)
            return Standing.SUPPORTED
        is_quotation = bool(texts) and all(is_quoted(one.text, texts) for one in variants)
        return Standing.QUOTED if is_quotation else Standing.PEOPLES_WORDS


def _is_wrong(one: Finding) -> bool:
    """Whether a footnote is, or words were found to say something else, beyond doubt."""
    return one.code in (*JUDGED, *_WRONG_NOTE) and one.severity is Severity.ERROR


def _is_quotation(line: ReadLine, variant: Variant, texts: Sequence[str]) -> bool:
    """Whether a line has all the words of a wording, which are those of a text with the changes undone."""
    if not is_as_source(variant, texts):
        return False
    if line.text == variant.text:
        return True
    words = iter(words_of(line.text))
    return all(
        word in words for word in words_of(variant.text)
    )  # in this order, where several stand as one text
