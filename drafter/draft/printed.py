"""The types of a printed clause: its number, its wordings and its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from drafter.model import Alternatives, Decision, Kind


class Edit(Struct, frozen=True, omit_defaults=True):
    """One mechanical change of a text, which can be undone.

    Attributes:
        start: Where it was made, in characters, in the text before the change.
        removed: The words that went.
        inserted: The words that replaced them.
        why: What was done, in words.
    """

    start: int
    removed: str
    inserted: str
    why: str


class Footnote(Struct, frozen=True, omit_defaults=True):
    """A footnote, which cites one source.

    Attributes:
        source: The id of a recommendation, a declared document with a paragraph, or a citation as typed.
        text: The words of the footnote.
    """

    source: str
    text: str


class Remark(Struct, frozen=True, omit_defaults=True):
    """A point for an editor to decide; in Word a comment in the margin.

    Attributes:
        text: A full sentence.
        words: The printed words that it is about; empty where it is about the whole line.
    """

    text: str
    words: str = ""


class Wording(Struct, frozen=True, omit_defaults=True):
    """One wording of a clause.

    Attributes:
        text: The words with closing punctuation, without brackets and without marks of footnotes.
        footnotes: One for each source, in order.
        edits: What was changed from the words of the first source, in order; empty for edited text.
        is_edited: Whether people wrote or changed its words.
    """

    text: str
    footnotes: tuple[Footnote, ...] = ()
    edits: tuple[Edit, ...] = ()
    is_edited: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources."""
        return tuple([footnote.source for footnote in self.footnotes])


class Stretch(Struct, frozen=True, omit_defaults=True):
    """A part of a printed line, with the marks of its footnotes after it.

    Attributes:
        text: The words; a line feed is a line break within the paragraph.
        footnotes: Their marks follow the words, with commas between them.
        is_text: Whether the words belong to the clause; no for names of regions and for its status.
    """

    text: str
    footnotes: tuple[Footnote, ...] = ()
    is_text: bool = True


Stretches = tuple[Stretch, ...]  # a printed line, without its label

# Who wants a whole text deleted, and its closing mark: "… (Norway: delete);".
_STRIKERS = re.compile(r"(?P<names>(?<=[^\]\s])\s*\([^()]*:\s*delete\))(?P<mark>[;.]?)$")
# The blank before a point: "…: (i) analysing …; and (ii) sharing …".
_FIRST_POINT = re.compile(r": \([ai]\) ")
_BEFORE_POINT = re.compile(r"(?:(?<=[:;])|(?<=; and)|(?<=; or)) (?=\((?:[ivx]+|[a-z])\) )")


def text_of(line: Stretches) -> str:
    """Return the words of the clause in a line."""
    return "".join([stretch.text for stretch in line if stretch.is_text])


def in_brackets(line: Stretches) -> Stretches:
    """Return a line with its text in square brackets.

    Marks, names, status and who wants the text deleted follow them: "[…;] (Norway: delete)".
    """
    texts = [place for place, stretch in enumerate(line) if stretch.is_text]
    stretches = list(line)
    first, last = texts[0], texts[-1]
    stretches[first] = replace(stretches[first], text=f"[{stretches[first].text}")
    strikers = _STRIKERS.search(stretches[last].text)
    words = f"{stretches[last].text}]"
    if strikers:
        words = f"{stretches[last].text[: strikers.start()]}{strikers['mark']}]{strikers['names']}"
    stretches[last] = replace(stretches[last], text=words)
    return tuple(stretches)


def in_points(line: Stretches) -> Stretches:
    """Return a line with a line break before each point: "…: (i) …"."""
    if not any(_FIRST_POINT.search(stretch.text) for stretch in line):
        return line
    return tuple(replace(stretch, text=_BEFORE_POINT.sub("\n", stretch.text)) for stretch in line)


class Line(Struct, frozen=True, omit_defaults=True):
    """A printed paragraph of a clause.

    Attributes:
        label: The number as it is printed, without a full stop: "12", "12 bis", "(b)", "G.3".
        stretches: Its words, part by part.
        source: The first source of the wording that it prints; empty where it prints the whole clause.
        remarks: What an editor should look at in it.
    """

    label: str
    stretches: tuple[Stretch, ...]
    source: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The words of the clause, without names of regions and status."""
        return text_of(self.stretches)

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """Its footnotes, in the order of their marks."""
        return tuple([note for stretch in self.stretches for note in stretch.footnotes])


class PrintedClause(Struct, frozen=True, tag=True, omit_defaults=True):
    """A printed clause: its number, its wordings and its lines.

    Attributes:
        id: The id of the clause, stable from draft to draft.
        kind: What it is.
        number: The number of its paragraph ("12", "9 bis", "G.3"); of a lettered clause, the number of the
            paragraph that opens the list.
        letter: "b" for a lettered item; empty for a numbered paragraph.
        part: The id of the outline's part that it is in.
        theme: The id of its theme; empty under a heading that people wrote.
        section: The title of its section, as the matrix has it.
        heading: The title of its theme, as the matrix has it, or the heading that people wrote.
        regions: Keys of the regions whose recommendations are its sources.
        wordings: The first wording, then the others; one where people gave the clause a text.
        lines: What is printed.
        printed_as: How its wordings are printed.
        alternative_to: The id of the clause that it is an alternative of; empty where of none.
        is_shared: Whether a concordance entry put its sources together.
        note: The note of that entry, in the working edition.
        decision: What people decided; IN where nobody decided.
        status: Where it is in the negotiation; empty for open.
        reason: Why it was decided, in the working edition.
        by: Who decided, in the working edition.
        is_supported: Whether a reviewer has signed that the sources carry its edited words.
    """

    id: str
    kind: Kind
    number: str
    letter: str
    part: str
    theme: str
    section: str
    heading: str
    regions: tuple[str, ...]
    wordings: tuple[Wording, ...]
    lines: tuple[Line, ...]
    printed_as: Alternatives = Alternatives.BIS
    alternative_to: str = ""
    is_shared: bool = False
    note: str = ""
    decision: Decision = Decision.IN
    status: str = ""
    reason: str = ""
    by: str = ""
    is_supported: bool = False

    @property
    def text(self) -> str:
        """The first wording."""
        return self.wordings[0].text

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all its sources, wording by wording."""
        return tuple([note.source for wording in self.wordings for note in wording.footnotes])

    @property
    def is_edited(self) -> bool:
        """Whether people wrote or changed any of its words."""
        return any(wording.is_edited for wording in self.wordings)

    def with_notes(self, words: Mapping[str, str]) -> PrintedClause:
        """Return the clause with other words for some footnotes."""

        def reworded(notes: tuple[Footnote, ...]) -> tuple[Footnote, ...]:
            return tuple([replace(note, text=words.get(note.text, note.text)) for note in notes])

        lines = [
            replace(
                line, stretches=tuple([replace(s, footnotes=reworded(s.footnotes)) for s in line.stretches])
            )
            for line in self.lines
        ]
        wordings = [replace(wording, footnotes=reworded(wording.footnotes)) for wording in self.wordings]
        return replace(self, lines=tuple(lines), wordings=tuple(wordings))

    @property
    def label(self) -> str:
        """How annexes and messages name it: "12", "3 (b)", "9 bis" or "G.3"."""
        label = self.lines[0].label
        return f"{self.number} {label}" if self.letter else label
