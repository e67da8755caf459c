"""Composes the draft: clauses from what was selected, in the parts and words of a form."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.draft.clauses import ClauseMaker, Place, place_of
from drafter.draft.matter import MatterMaker, paragraphs_of, with_headings
from drafter.draft.model import Block, Clause, Draft, Line, MadeFrom, PageBreak, Paragraph, Role, Stretch
from drafter.form.forms import Form
from drafter.form.outline import Part
from drafter.matrix.criteria import NotUsed, Reason, ResolvedClause, Selection, not_used_of
from drafter.matrix.kinds import load_rules
from drafter.model import GUIDANCE_AS_CLAUSES, Alternatives, Kind, Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.text import letter_of


@dataclass(frozen=True, slots=True)
class Options:
    """How a draft is made; what is not given, a selection file decides.

    Attributes:
        alternatives: How the wordings of several regions are printed: "bis", "inline" or "lead".
        support: Whether the regions that share a clause are named after it.
        guidance: "as-clauses" where guidance that asks for something to be said in the declaration is made a
            clause that says it; else it stands "apart".
        clean: The text alone: no footnotes, no support, nothing about how the draft was made, no guidance
            and no annexes.
        was: Clause id → its number in an earlier draft, for Annex I; None where none is to be named.
    """

    alternatives: str | None = None
    support: bool | None = None
    guidance: str | None = None
    clean: bool = False
    was: Mapping[str, str] | None = None

    @property
    def way(self) -> Alternatives:
        """How the wordings of several regions are printed; one below the other where nobody said."""
        return Alternatives(self.alternatives or Alternatives.BIS)


def compose(
    matrix: Matrix, selection: Selection, form: Form, made_from: MadeFrom, options: Options = Options()
) -> Draft:
    """Compose a draft.

    Args:
        matrix: The matrix.
        selection: What was selected of it.
        form: The parts and the words.
        made_from: What made the draft, to be kept inside it.
        options: How it is made.

    Raises:
        ContentError: if a template of the form is at fault.
        DrafterError: if no clause is left, because the form has no part for any.
    """
    clean, as_clauses = options.clean, options.guidance == GUIDANCE_AS_CLAUSES
    by_part, left_out = _placed(matrix, form, selection.clauses, guidance_as_clauses=as_clauses)
    if not any(places for _, places in by_part):
        raise DrafterError(
            f"the form “{form.name}” has no part for what was selected",
            "Add a part for its kind to the form's outline.yaml.",
            status=ExitStatus.PROBLEMS,
        )
    maker = ClauseMaker(matrix, form, options.way, support=bool(options.support) and not clean)
    finished = list(_numbered(maker, by_part))
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
            own = [clause for clause in finished if clause.part == part.id]
            text += _part_blocks(form, part, own, filled)
    about = _about(matrix, clauses, guidance)
    about |= {"criteria": made_from.criteria, "not_used": len(not_used), "alternatives": options.way}
    # Whether somebody must write a passage of it.
    about["fill_in"] = any(
        isinstance(block, Paragraph) and block.role is Role.TEXT and "[" in block.text for block in text
    )
    title, *subtitles = paragraphs_of(form.say("title", **about))
    blocks: list[Block] = [replace(title, role=Role.TITLE)]
    if not clean:
        matter = MatterMaker(matrix, form, clauses, guidance, options.was)
        for annex in form.annexes:
            text += matter.annex(annex, not_used)
        blocks += [replace(line, role=Role.SUBTITLE) for line in subtitles]
        for item in form.front:
            blocks += matter.front(item, about)
        if form.front:
            blocks.append(PageBreak())
    return Draft(
        title=title.text,
        subject=form.phrases.say("subject"),
        language=form.language,
        made_from=made_from,
        blocks=tuple(with_headings([*blocks, *text], form.phrases)),
        unprinted=guidance if clean else (),
        not_used=not_used,
        matrix=matrix,
    )


def _placed(
    matrix: Matrix, form: Form, chosen: Sequence[ResolvedClause], *, guidance_as_clauses: bool
) -> tuple[list[tuple[Part, list[Place]]], list[NotUsed]]:
    """For each part what stands in it, in the order of the pages; and what the form has no place for.

    Under headings, what is of a section and of a theme stands together, in the order in which each first
    stands.
    """
    by_part: dict[str, list[Place]] = {part.id: [] for part in form.parts}
    left_out: list[NotUsed] = []
    for item in chosen:
        place = place_of(item, matrix, form, guidance_as_clauses=guidance_as_clauses)
        has_own_words = item.entry is not None and item.entry.has_own_words
        if place.part is None:
            reason = Reason(f"no-part-{place.kind}", facts={"form": form.name})
            left_out += not_used_of(item.candidate, reason)
        elif load_rules().is_only_narrative(place.lead.text) and not has_own_words:
            left_out += not_used_of(item.candidate, Reason("narrative"))
        else:
            by_part[place.part.id].append(place)
    for part in form.parts:
        if part.headings or part.opening:
            own = by_part[part.id]
            sections = _ranks(_section(matrix, place) for place in own)
            themes = _ranks(place.item.theme for place in own)
            own.sort(key=lambda place: (sections[_section(matrix, place)], themes[place.item.theme]))
    return [(part, by_part[part.id]) for part in form.parts], left_out


def _ranks(names: Iterable[str]) -> dict[str, int]:
    """The place of each name among the different ones."""
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _section(matrix: Matrix, place: Place) -> str:
    """The title of a place's section."""
    return matrix.section_by_id[matrix.theme_by_id[place.item.theme].section].title


def _numbered(maker: ClauseMaker, by_part: Sequence[tuple[Part, Sequence[Place]]]) -> Iterator[Clause]:
    """Clauses numbered straight through, guidance apart; each ends in its part's mark.

    The last of all, and the last of a list of lettered items, ends in a full stop.
    """
    numbers = [place for _, places in by_part for place in places if place.kind is not Kind.GUIDANCE]
    number = guidance = 0
    for part, places in by_part:
        for _, group in itertools.groupby(places, lambda place: _section(maker.matrix, place)):
            own = list(group)
            number += 1 if part.opening else 0
            for count, place in enumerate(own, start=1):
                if part.opening:
                    mark = "." if place is own[-1] else part.mark
                    yield maker.make(place, part, number, letter_of(count), mark)
                elif place.kind is Kind.GUIDANCE:
                    guidance += 1
                    yield maker.make(place, part, guidance, "", part.mark)
                else:
                    number += 1
                    mark = "." if place is numbers[-1] else part.mark
                    yield maker.make(place, part, number, "", mark)


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
