"""Composes the draft: clauses from what was selected, in the parts and words of a form."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.draft.annexes import AnnexMaker
from drafter.draft.clauses import ClauseMaker
from drafter.draft.front import FrontMaker, paragraphs_of, with_contents
from drafter.draft.model import (
    Block,
    Clause,
    Draft,
    Line,
    MadeFrom,
    PageBreak,
    Paragraph,
    Role,
    Stretch,
    under_headings,
)
from drafter.form.forms import Form
from drafter.form.outline import Part
from drafter.matrix.candidates import NotUsed, ResolvedClause, Selection, not_used_of
from drafter.matrix.criteria import Reason
from drafter.matrix.kinds import Rules
from drafter.model import Alternatives, Kind, Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.text import letter_of


def compose(
    matrix: Matrix,
    selection: Selection,
    form: Form,
    rules: Rules,
    made_from: MadeFrom,
    *,
    alternatives: Alternatives = Alternatives.BIS,
    support: bool = False,
    clean: bool = False,
    guidance_as_clauses: bool = False,
    was: Mapping[str, str] | None = None,
) -> Draft:
    """Compose a draft.

    Args:
        matrix: The matrix.
        selection: What was selected of it.
        form: The parts and the words.
        rules: What tells kinds of recommendations apart.
        made_from: What made the draft, to be kept inside it.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        clean: The text alone: no footnotes, no support, nothing about how the draft was made, no guidance
            and no annexes.
        guidance_as_clauses: Whether guidance that asks for something to be said in the declaration is made
            a clause that says it.
        was: Clause id → its number in an earlier draft, for Annex I; None where none is to be named.

    Raises:
        ContentError: if a template of the form is at fault.
        DrafterError: if no clause is left, because the form has no part for any.
    """
    maker = ClauseMaker.of(matrix, form, rules)
    composer = _Composer(maker, matrix, form, rules, guidance_as_clauses=guidance_as_clauses)
    by_part, left_out = composer.sort_into_parts(selection.clauses)
    not_used = {item.id: item for item in (*selection.not_used, *left_out)}
    all_clauses = [clause for clauses in by_part.values() for clause in clauses]
    finished = composer.finished(all_clauses, alternatives, support=support, clean=clean)
    numbered = {clause.id: clause for clause in finished}
    clauses = tuple(clause for clause in numbered.values() if clause.kind is not Kind.GUIDANCE)
    guidance = tuple(clause for clause in numbered.values() if clause.kind is Kind.GUIDANCE)
    if not numbered:
        raise DrafterError(
            f"the form “{form.name}” has no part for what was selected",
            "Add a part for its kind to the form's outline.yaml.",
            status=ExitStatus.PROBLEMS,
        )

    ordered_not_used = tuple(not_used[item.id] for item in matrix.recommendations if item.id in not_used)
    text: list[Block] = []
    filled = [part.id for part in form.parts if by_part[part.id]]
    for part in form.parts:
        if not (clean and Kind.GUIDANCE in part.kinds):
            own = [numbered[item.id] for item in by_part[part.id]]
            text += composer.part_blocks(part, own, filled)
    about = composer.about(made_from.criteria, clauses, guidance, ordered_not_used)
    about |= {"alternatives": alternatives, "fill_in": any(map(_is_to_be_filled_in, text))}
    annexes = AnnexMaker(matrix, form, was)
    for annex in () if clean else form.annexes:
        text += annexes.blocks(annex, (*clauses, *guidance), ordered_not_used)
    title, *subtitles = paragraphs_of(form.say("title", **about))
    blocks: list[Block] = [replace(title, role=Role.TITLE)]
    if not clean:
        blocks += [replace(line, role=Role.SUBTITLE) for line in subtitles]
        front = FrontMaker(matrix, form, about)
        for item in form.front:
            blocks += front.blocks(item, clauses)
        if form.front:
            blocks.append(PageBreak())
    return Draft(
        title=title.text,
        subject=form.phrases.say("subject"),
        language=form.language,
        made_from=made_from,
        blocks=tuple(under_headings(with_contents([*blocks, *text], form.phrases))),
        unprinted=guidance if clean else (),
        not_used=ordered_not_used,
        matrix=matrix,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands.

    Attributes:
        clause: The clause.
        number: The number of its paragraph; of guidance, its own number.
        letter: Its letter; empty where it is a paragraph itself.
        mark: What it ends in.
    """

    clause: Clause
    number: int
    letter: str
    mark: str


def places_of(clauses: Sequence[Clause], parts: Mapping[str, Part]) -> Iterator[Place]:
    """Number clauses straight through, guidance apart.

    Each clause ends in its part's mark; the last of all, and the last of a list of lettered items, in a full
    stop.

    Args:
        clauses: All of them, in the order of the pages.
        parts: By id.
    """
    last = next((clause for clause in reversed(clauses) if clause.kind is not Kind.GUIDANCE), None)
    number = guidance = 0
    for (part_id, _), group in itertools.groupby(clauses, lambda clause: (clause.part, clause.section)):
        part = parts[part_id]
        own = list(group)
        if part.opening:
            number += 1
            for count, clause in enumerate(own, start=1):
                yield Place(clause, number, letter_of(count), "." if clause is own[-1] else part.mark)
            continue
        for clause in own:
            if clause.kind is Kind.GUIDANCE:
                guidance += 1
                yield Place(clause, guidance, "", part.mark)
            else:
                number += 1
                yield Place(clause, number, "", "." if clause is last else part.mark)


def _under_headings(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses with those of a section and of a theme together, in the order in which each first stands."""
    sections: dict[str, int] = {}
    themes: dict[str, int] = {}
    for clause in clauses:
        sections.setdefault(clause.section, len(sections))
        themes.setdefault(clause.theme, len(themes))
    return sorted(clauses, key=lambda clause: (sections[clause.section], themes[clause.theme]))


def _without_notes(line: Line) -> Line:
    """A line without footnotes and remarks."""
    return Line(tuple(Stretch(stretch.text) for stretch in line.stretches), line.sources)


@dataclass(frozen=True, slots=True)
class _Composer:
    maker: ClauseMaker
    matrix: Matrix
    form: Form
    rules: Rules
    guidance_as_clauses: bool

    # Clauses

    def sort_into_parts(
        self, chosen: Sequence[ResolvedClause]
    ) -> tuple[dict[str, list[Clause]], list[NotUsed]]:
        """The clauses of each part, not yet numbered, and what the form has no place for."""
        by_part: dict[str, list[Clause]] = {part.id: [] for part in self.form.parts}
        left_out = []
        for item in chosen:
            lead = self.maker.lead(item.candidate)
            has_own_words = item.entry is not None and item.entry.has_own_words
            kind = self.maker.kind_of(item, lead, guidance_as_clauses=self.guidance_as_clauses)
            part = self.form.part_for(kind)
            if part is None:
                reason = Reason(f"no-part-{kind}", facts={"form": self.form.name})
            elif self.rules.is_only_narrative(lead.text) and not has_own_words:
                reason = Reason("narrative")
            else:
                by_part[part.id].append(self.maker.make(item, part, kind, lead))
                continue
            left_out += not_used_of(item.candidate, reason)
        for part in self.form.parts:
            if part.headings or part.opening:
                by_part[part.id] = _under_headings(by_part[part.id])
        return by_part, left_out

    def finished(
        self, clauses: Sequence[Clause], alternatives: Alternatives, *, support: bool, clean: bool
    ) -> Iterator[Clause]:
        """Number clauses in the order of the pages, guidance apart, finish their wordings and print them."""
        parts = {part.id: part for part in self.form.parts}
        for place in places_of(clauses, parts):
            clause, voice = place.clause, parts[place.clause.part].voice
            variants = tuple(
                self.maker.finish_own(version, voice, place.mark)
                if version.is_own
                else self.maker.finish(version, voice, place.mark)
                for version in clause.variants
            )
            printed_as, lines = self.maker.print(
                clause, variants, alternatives, support=support and not clean
            )
            yield replace(
                clause,
                number=place.number,
                letter=place.letter,
                variants=variants,
                printed_as=printed_as,
                lines=tuple(map(_without_notes, lines)) if clean else lines,
            )

    # Blocks

    def about(
        self,
        criteria: str,
        clauses: Sequence[Clause],
        guidance: Sequence[Clause],
        not_used: Sequence[NotUsed],
    ) -> dict[str, object]:
        """What the templates of the title and of the front matter are told."""
        sources = [source for clause in (*clauses, *guidance) for source in clause.sources]
        contributing = self.matrix.in_region_order(self.matrix.by_id[source].region for source in sources)
        source = self.matrix.source
        return {
            "matrix": self.matrix.title or self.matrix.name,
            "source": (source.document or source.file) if source else "",
            "source_date": (source and source.date) or "",
            "criteria": criteria,
            "clauses": len(clauses),
            "guidance": len(guidance),
            "sources": len(sources),
            "recommendations": len(self.matrix.recommendations),
            "not_used": len(not_used),
            "regions": [region.name for region in self.matrix.regions],
            "contributing": [self.matrix.region_by_key[key].name for key in contributing],
            "versions": any(len(clause.variants) > 1 for clause in clauses),
            "own_words": sum(clause.has_own_words for clause in clauses),
            "shared": any(len(clause.sources) > 1 for clause in (*clauses, *guidance)),
            "left_open": sum(clause.is_left_open for clause in clauses),
        }

    def part_blocks(self, part: Part, clauses: Sequence[Clause], filled: Sequence[str]) -> Iterator[Block]:
        """A part's words and clauses; nothing of a part for clauses that has none."""
        if part.kinds and not clauses:
            return
        if part.new_page:
            yield PageBreak()
        if part.text:
            yield from paragraphs_of(self.form.say(part.text, clauses=len(clauses), parts=list(filled)))
        section = theme = opened = ""
        printed = {Role.HEADING_2: "", Role.HEADING_3: ""}
        for clause in clauses:
            if part.opening and clause.section != opened:
                opened = clause.section
                count = sum(other.section == opened for other in clauses)
                words = self.form.say(
                    part.opening, title=self.form.heading(opened, "section") or opened, clauses=count
                )
                yield Paragraph(Role.CHAPEAU, words)
            if part.headings and clause.section != section:
                section, theme = clause.section, ""
                yield from self._heading(Role.HEADING_2, section, "section", printed)
            if part.headings and clause.heading != theme:
                theme = clause.heading
                yield from self._heading(Role.HEADING_3, theme, "theme", printed)
            yield clause

    def _heading(self, role: Role, title: str, level: str, printed: dict[Role, str]) -> Iterator[Paragraph]:
        """The heading for a title, unless none is wanted or it stands there already.

        Several sections may go under one heading; a theme's heading is printed anew below another.
        """
        heading = self.form.heading(title, level)
        if heading == printed[role]:
            return
        printed[role] = heading
        if role is Role.HEADING_2:
            printed[Role.HEADING_3] = ""
        if heading:
            yield Paragraph(role, heading)


def _is_to_be_filled_in(block: Block) -> bool:
    """Whether somebody must write a passage of it."""
    return isinstance(block, Paragraph) and block.role is Role.TEXT and "[" in block.text
