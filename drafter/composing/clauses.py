"""Makes clauses: which wording leads, which others there are, and how they are printed together."""

from __future__ import annotations

import difflib
import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

from drafter.citations import print_paragraph
from drafter.composing.draft import Clause, Footnote, Line, Piece, Version
from drafter.composing.forms import Form, Part
from drafter.composing.inline import interleave
from drafter.composing.kinds import Kind, Rules
from drafter.composing.wording import word
from drafter.model import Matrix, Recommendation
from drafter.problems import raise_on_errors
from drafter.selection import Basis, Chosen
from drafter.store.strict_yaml import compose, read_list, read_mapping, require_text

_NOT_A_WORD = re.compile(r"[\W_]+")


class Alternatives(StrEnum):
    """How the wordings of several regions are printed."""

    BIS = "bis"  # one below the other: 12., 12 bis., 12 ter.
    INLINE = "inline"  # as one text with what differs in brackets, where that can be read
    LEAD = "lead"  # the lead's alone; the others stand in the annex


@dataclass(frozen=True, slots=True)
class ClauseMaker:
    """Makes clauses of one matrix in the words of one form."""

    matrix: Matrix
    form: Form
    rules: Rules

    def lead(self, basis: Basis) -> Recommendation:
        """The member whose words keep the clause's number.

        The one that a person chose; otherwise the wording closest to the others, ties in the order of
        the columns.
        """
        if basis.entry and basis.entry.lead:
            return self.matrix.by_id[basis.entry.lead]
        members = [self.matrix.by_id[member] for member in basis.members]
        if len(members) == 1:
            return members[0]
        words = [member.text.split() for member in members]
        closeness = [
            sum(difflib.SequenceMatcher(None, own, other, autojunk=False).ratio() for other in words)
            for own in words
        ]
        return members[closeness.index(max(closeness))]

    def kind(self, basis: Basis, lead: Recommendation) -> Kind:
        """The kind of most of its members; between equals, the lead's."""
        of_lead = self.rules.kind_of(lead.text)
        if len(basis.members) == 1:
            return of_lead
        kinds = Counter(self.rules.kind_of(self.matrix.by_id[member].text) for member in basis.members)
        return max(kinds, key=lambda kind: (kinds[kind], kind is of_lead))

    def make(self, item: Chosen, part: Part, kind: Kind, lead: Recommendation) -> Clause:
        """A clause, not yet numbered, without closing punctuation and lines."""
        theme = self.matrix.theme_by_id[item.theme]
        return Clause(
            id=item.basis.id,
            kind=kind,
            number=0,
            part=part.id,
            section=self.matrix.section_by_id[theme.section].title,
            heading=theme.title,
            also_under=tuple(self.matrix.theme_by_id[other].title for other in item.other_themes),
            regions=item.basis.regions,
            versions=tuple(self._versions(item.basis, part, kind, lead)),
            entry_note=item.basis.entry.note if item.basis.entry else "",
        )

    def _versions(self, basis: Basis, part: Part, kind: Kind, lead: Recommendation) -> Iterator[Version]:
        """Every wording, the lead's first.

        Wordings that differ only in case, punctuation, hyphens or an abbreviation are one, with all
        their footnotes.
        """
        for group in self._alike(basis, lead):
            source_text = lead.text if lead in group else group[0].text
            wording = word(source_text, part.voice, self.rules)
            text = self.form.say("clause", text=wording.text)
            if text != wording.text:
                wording.change(0, len(wording.text), text, "words added by the form")
            yield Version(
                wording.text,
                tuple(self._footnote(member) for member in group),
                source_text,
                wording.edits,
                kind if basis.entry is None else self.rules.kind_of(source_text),
            )

    def _alike(self, basis: Basis, lead: Recommendation) -> list[list[Recommendation]]:
        members = [self.matrix.by_id[member] for member in basis.members]
        if len(members) == 1:
            return [members]
        alike: dict[str, list[Recommendation]] = {likeness_key(lead.text): []}
        for member in members:
            alike.setdefault(likeness_key(member.text), []).append(member)
        return list(alike.values())

    def _footnote(self, source: Recommendation) -> Footnote:
        region = self.matrix.region_by_key[source.region]
        text = self.form.say(
            "footnote",
            region=region.name,
            meeting=region.meeting,
            place=region.place,
            dates=region.dates,
            symbol=region.symbol,
            paragraph=print_paragraph(source.citation),
        )
        return Footnote(source.id, text)

    def lines(
        self, clause: Clause, versions: Sequence[Version], alternatives: Alternatives, support: bool
    ) -> tuple[Line, ...]:
        """How a clause is printed.

        Args:
            clause: The clause.
            versions: Its wordings, with closing punctuation, the lead's first.
            alternatives: How its wordings are printed. Guidance is not negotiated: all its wordings
                stand one below the other, without brackets.
            support: Whether the regions that share it are named after it.
        """
        is_open = len(versions) > 1 and clause.kind is not Kind.GUIDANCE
        lines = None
        if is_open and alternatives is Alternatives.LEAD:
            lines = [Line((Piece(versions[0].text, self._all_footnotes(versions)),))]
        elif is_open and alternatives is Alternatives.INLINE:
            lines = self._inline(versions)
        if lines is None:
            brackets = "[{}]" if is_open else "{}"
            lines = [Line((Piece(brackets.format(version.text), version.footnotes),)) for version in versions]
        return tuple(self._with_support(versions, lines) if support else lines)

    def _all_footnotes(self, versions: Sequence[Version]) -> tuple[Footnote, ...]:
        by_source = {note.source: note for version in versions for note in version.footnotes}
        return tuple(by_source[source] for source in self.matrix.in_citing_order(by_source))

    def _inline(self, versions: Sequence[Version]) -> list[Line] | None:
        """One line with what differs in brackets; every source at its words, and all at the end."""
        mark = versions[0].text[-1]
        stretches = interleave([version.text.removesuffix(mark) for version in versions])
        if stretches is None:
            return None
        all_notes = self._all_footnotes(versions)
        pieces: list[Piece] = []
        for number, stretch in enumerate(stretches):
            space = "" if number == 0 else " "
            if stretch.is_common:
                pieces.append(Piece(space + stretch.texts[0][0]))
                continue
            for text, numbers in stretch.texts:
                sources = {source for n in numbers for source in versions[n].sources}
                notes = tuple(note for note in all_notes if note.source in sources)
                pieces.append(Piece(f"{space}[{text}]", notes))
                space = " "
        pieces.append(Piece(mark, all_notes))
        return [Line(tuple(pieces))]

    def _with_support(self, versions: Sequence[Version], lines: Sequence[Line]) -> list[Line]:
        """Each line with the regions behind it, in the alphabetical order of their names."""
        if len(lines) == 1:
            sources = [source for version in versions for source in version.sources]
            return [Line((*lines[0].pieces, self._support(sources)))]
        return [
            Line((*line.pieces, self._support(version.sources)))
            for line, version in zip(lines, versions, strict=True)
        ]

    def _support(self, sources: Sequence[str]) -> Piece:
        regions = {self.matrix.by_id[source].region for source in sources}
        names = sorted(self.matrix.region_by_key[key].name for key in regions)
        return Piece(f" [{', '.join(names)}]", is_support=True)


def likeness_key(text: str) -> str:
    """What two wordings have in common that differ only in case, punctuation or abbreviations."""
    for short, long in _abbreviations():
        text = long.sub(short, text)
    return _NOT_A_WORD.sub("", text).casefold()


@functools.cache
def _abbreviations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = Path(str(resources.files("drafter.composing").joinpath("abbreviations.yaml")))
    root, problems = compose(path)
    found = []
    for item in read_list(root, problems, "abbreviations"):
        values = read_mapping(item, problems, "an abbreviation", required=("short", "long"))
        short = require_text(values.get("short"), problems, "the short form")
        long = require_text(values.get("long"), problems, "the long form")
        found.append((short, re.compile(re.escape(long), re.IGNORECASE)))
    raise_on_errors(problems.in_order())
    return tuple(found)
