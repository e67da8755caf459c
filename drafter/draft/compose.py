"""Composes the draft: clauses from what was selected, in the parts and words of a form."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
    chosen, left_out = _made(maker, selection.clauses, guidance_as_clauses=guidance_as_clauses)
    if not chosen:
        raise DrafterError(
            f"the form “{form.name}” has no part for what was selected",
            "Add a part for its kind to the form's outline.yaml.",
            status=ExitStatus.PROBLEMS,
        )
    parts = {part.id: part for part in form.parts}
    finished = [
        maker.finish(clause, parts[clause.part].voice, mark, alternatives, support=support and not clean)
        for clause, mark in numbered(chosen, parts)
    ]
    if clean:
        finished = [replace(clause, lines=tuple(map(_without_notes, clause.lines))) for clause in finished]
    clauses = tuple(clause for clause in finished if clause.kind is not Kind.GUIDANCE)
    guidance = tuple(clause for clause in finished if clause.kind is Kind.GUIDANCE)
    reasons = {item.id: item for item in (*selection.not_used, *left_out)}
    not_used = tuple(reasons[item.id] for item in matrix.recommendations if item.id in reasons)

    text: list[Block] = []
    filled = list(dict.fromkeys(clause.part for clause in finished))
    for part in form.parts:
        if not (clean and Kind.GUIDANCE in part.kinds):
            text += _part_blocks(
                form, part, [clause for clause in finished if clause.part == part.id], filled
            )
    about = _about(matrix, clauses, guidance)
    about |= {"criteria": made_from.criteria, "not_used": len(not_used), "alternatives": alternatives}
    about |= {"fill_in": any(map(_is_to_be_filled_in, text))}
    title, *subtitles = paragraphs_of(form.say("title", **about))
    blocks: list[Block] = [replace(title, role=Role.TITLE)]
    if not clean:
        annexes = AnnexMaker(matrix, form, was)
        for annex in form.annexes:
            text += annexes.blocks(annex, (*clauses, *guidance), not_used)
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
        not_used=not_used,
        matrix=matrix,
    )


def numbered(clauses: Sequence[Clause], parts: Mapping[str, Part]) -> Iterator[tuple[Clause, str]]:
    """Number clauses straight through, guidance apart; each with the mark that it ends in.

    That is its part's mark; for the last of all, and the last of a list of lettered items, a full stop.

    Args:
        clauses: All of them, in the order of the pages.
        parts: By id.
    """
    last = next((clause for clause in reversed(clauses) if clause.kind is not Kind.GUIDANCE), None)
    number = guidance = 0
    for (part_id, _), group in itertools.groupby(clauses, lambda clause: (clause.part, clause.section)):
        part, own = parts[part_id], list(group)
        number += 1 if part.opening else 0
        for count, clause in enumerate(own, start=1):
            if part.opening:
                mark = "." if clause is own[-1] else part.mark
                yield replace(clause, number=number, letter=letter_of(count)), mark
            elif clause.kind is Kind.GUIDANCE:
                guidance += 1
                yield replace(clause, number=guidance), part.mark
            else:
                number += 1
                yield replace(clause, number=number), "." if clause is last else part.mark


def _made(
    maker: ClauseMaker, chosen: Sequence[ResolvedClause], *, guidance_as_clauses: bool
) -> tuple[list[Clause], list[NotUsed]]:
    """The clauses in the order of the pages, not yet numbered, and what the form has no place for."""
    form = maker.form
    by_part: dict[str, list[Clause]] = {part.id: [] for part in form.parts}
    left_out = []
    for item in chosen:
        lead = maker.lead(item.candidate)
        has_own_words = item.entry is not None and item.entry.has_own_words
        kind = maker.kind_of(item, lead, guidance_as_clauses=guidance_as_clauses)
        part = form.part_for(kind)
        if part is None:
            reason = Reason(f"no-part-{kind}", facts={"form": form.name})
        elif maker.rules.is_only_narrative(lead.text) and not has_own_words:
            reason = Reason("narrative")
        else:
            by_part[part.id].append(maker.make(item, part, kind, lead))
            continue
        left_out += not_used_of(item.candidate, reason)
    for part in form.parts:
        if part.headings or part.opening:
            by_part[part.id] = _under_headings(by_part[part.id])
    return [clause for own in by_part.values() for clause in own], left_out


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


def _about(matrix: Matrix, clauses: Sequence[Clause], guidance: Sequence[Clause]) -> dict[str, object]:
    """What the templates of the title and of the front matter are told of the clauses."""
    sources = [source for clause in (*clauses, *guidance) for source in clause.sources]
    contributing = matrix.in_region_order(matrix.by_id[source].region for source in sources)
    source = matrix.source
    return {
        "matrix": matrix.title or matrix.name,
        "source": (source.document or source.file) if source else "",
        "source_date": (source and source.date) or "",
        "clauses": len(clauses),
        "guidance": len(guidance),
        "sources": len(sources),
        "recommendations": len(matrix.recommendations),
        "regions": [region.name for region in matrix.regions],
        "contributing": [matrix.region_by_key[key].name for key in contributing],
        "versions": any(len(clause.variants) > 1 for clause in clauses),
        "own_words": sum(clause.has_own_words for clause in clauses),
        "shared": any(len(clause.sources) > 1 for clause in (*clauses, *guidance)),
        "left_open": sum(clause.is_left_open for clause in clauses),
    }


def _part_blocks(form: Form, part: Part, clauses: Sequence[Clause], filled: Sequence[str]) -> Iterator[Block]:
    """A part's words and clauses; nothing of a part for clauses that has none.

    Several sections may go under one heading; a theme's heading is printed anew below another.
    """
    if part.kinds and not clauses:
        return
    if part.new_page:
        yield PageBreak()
    if part.text:
        yield from paragraphs_of(form.say(part.text, clauses=len(clauses), parts=filled))
    opened = ""
    above = ("", "")
    for clause in clauses:
        if part.opening and clause.section != opened:
            opened = clause.section
            count = sum(other.section == opened for other in clauses)
            title = form.heading(opened, "section") or opened
            yield Paragraph(Role.CHAPEAU, form.say(part.opening, title=title, clauses=count))
        if part.headings:
            section, theme = form.heading(clause.section, "section"), form.heading(clause.heading, "theme")
            if section and section != above[0]:
                yield Paragraph(Role.HEADING_2, section)
            if theme and (section, theme) != above:
                yield Paragraph(Role.HEADING_3, theme)
            above = section, theme
        yield clause


def _is_to_be_filled_in(block: Block) -> bool:
    """Whether somebody must write a passage of it."""
    return isinstance(block, Paragraph) and block.role is Role.TEXT and "[" in block.text
