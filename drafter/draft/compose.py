"""Composes a draft of selected clauses, in the parts and words of a form."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from drafter.draft.annexes import AnnexMaker
from drafter.draft.clauses import ClauseMaker
from drafter.draft.lines import FootnoteMaker
from drafter.draft.matter import (
    DEFAULT,
    Annexes,
    Options,
    about_of,
    front_matter,
    paragraphs_of,
    quotations_of,
    unused_in,
    with_contents,
)
from drafter.draft.model import (
    TO_BE_NAMED,
    Block,
    Draft,
    Edition,
    Line,
    MadeFrom,
    PageBreak,
    Paragraph,
    PrintedClause,
    Role,
    Stretch,
)
from drafter.draft.placing import Numberer, Place, place_clauses
from drafter.form.forms import Form
from drafter.form.outline import Part
from drafter.matrix.selecting import Selection
from drafter.model import GUIDANCE_AS_CLAUSES, Document, Kind, Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.text import letter_of

# A text of fewer printed paragraphs needs no table of contents.
_LONG = 60


def compose(
    matrix: Matrix,
    selection: Selection,
    form: Form,
    made_from: MadeFrom,
    options: Options = DEFAULT,
    *,
    documents: Mapping[str, Document] | None = None,
    provenance: str = "",
) -> Draft:
    """Compose a draft.

    Args:
        matrix: The matrix.
        selection: The selected clauses.
        form: The parts and the words.
        made_from: What made the draft.
        options: The options of the draft.
        documents: Declared documents that clauses cite, by id.
        provenance: A sentence on how the concordance was made.

    Raises:
        ContentError: if a template of the form is at fault.
        DrafterError: if no clause is left, because the form has no part for any.
    """
    form = replace(form, phrases=form.phrases.of(matrix))
    outline, is_working = form.outline, options.edition is Edition.WORKING
    by_part, left_out = place_clauses(
        matrix,
        outline,
        [replace(clause, number="") for clause in selection.clauses]
        if outline.has_lists
        else selection.clauses,
        guidance_as_clauses=(options.guidance or outline.guidance) == GUIDANCE_AS_CLAUSES,
    )
    if options.edition is Edition.CLEAN:  # guidance is about the text and not of it
        by_part = {
            part: [p for p in places if p.kind is not Kind.GUIDANCE] for part, places in by_part.items()
        }
    if not any(by_part.values()):
        raise DrafterError(
            f"the form “{form.name}” has no part for what was selected",
            "Add a part for its kind to outline.yaml in the form's folder.",
            status=ExitStatus.PROBLEMS,
        )
    alternatives = options.alternatives or outline.alternatives
    notes = FootnoteMaker(matrix, form, documents or {})
    maker = ClauseMaker(
        matrix,
        form,
        notes,
        alternatives,
        support=outline.support if options.support is None else options.support,
        is_working=is_working,
    )
    fixed = [place.clause.number for place in _paragraphs(by_part) if place.clause.number]
    numberer = Numberer(outline.labels, fixed, selection.taken)
    text: dict[str, list[Block]] = {}
    last = _last(by_part)
    for part in outline.parts:
        text[part.id] = list(_part(form, matrix, part, by_part[part.id], maker, numberer, last))
    _cite_in_full(text.values(), notes.in_full)
    clauses = [b for blocks in text.values() for b in blocks if isinstance(b, PrintedClause)]
    sources = dict.fromkeys(source for clause in clauses for source in clause.sources)
    if options.edition is Edition.CLEAN:
        text = {part: [_clean(block) for block in blocks] for part, blocks in text.items()}
    not_used = tuple(unused_in(selection, left_out, sources, matrix, form)) if is_working else ()
    is_long = sum(len(clause.lines) for clause in clauses) > _LONG
    about = about_of(matrix, form, clauses, sources, options, not_used) | {
        "criteria": made_from.criteria,
        "provenance": provenance,
        "is_long": is_long,
    }
    blocks: list[Block] = []
    for part in outline.parts:
        if part.kinds and not text[part.id]:
            continue
        words = paragraphs_of(form.say(part.text, **about), part.id) if part.text else []
        blocks += [*([PageBreak()] if part.new_page else []), *words, *text[part.id]]
    about["fill_in"] = sum(
        block.text.count("[") for block in blocks if isinstance(block, Paragraph) and block.role is Role.TEXT
    ) + sum(line.text.count(TO_BE_NAMED) for clause in clauses for line in clause.lines)
    title, front = front_matter(form, about, options, clauses, is_long=is_long)
    if options.annexes_in is not Annexes.NONE:
        is_full = options.annexes_in is Annexes.FULL
        annexes = AnnexMaker(matrix, form, notes, clauses, not_used, is_full, about)
        blocks += [block for annex in outline.annexes for block in annexes.annex(annex)]
    return Draft(
        title=title.text,
        subject=form.phrases.say("subject"),
        header=" – ".join(
            filter(None, (form.phrases.say("subject"), options.head.get("version"), options.head.get("date")))
        ),
        language=outline.language,
        edition=options.edition,
        has_fixed_numbers=any(place.clause.number for place in _paragraphs(by_part)),
        made_from=made_from,
        blocks=_distinct(with_contents([title, *front, *blocks], form.phrases)),
        quotations=tuple(quotations_of(matrix, sources)),
        not_used=not_used,
    )


def _paragraphs(by_part: Mapping[str, Sequence[Place]]) -> Iterator[Place]:
    """Give the places of numbered paragraphs and lettered items, in order."""
    return (place for places in by_part.values() for place in places if place.kind is not Kind.GUIDANCE)


def _last(by_part: Mapping[str, Sequence[Place]]) -> Place | None:
    return next(reversed(list(_paragraphs(by_part))), None)


# The text


def _part(
    form: Form,
    matrix: Matrix,
    part: Part,
    places: Sequence[Place],
    maker: ClauseMaker,
    numberer: Numberer,
    last: Place | None,
) -> Iterator[Block]:
    """Give the numbered clauses of a part, with headings and chapeaux.

    Each clause ends in the mark of its part; the last of a list, and the last of all, in a full stop. Clauses
    under a heading that people wrote have a separate list.
    """
    heading = functools.cache(lambda title, level: form.outline.heading(title, level, matrix.name))
    above = ("", "")
    under = dict(zip((place.clause.id for place in places), _headings_of(places), strict=True))
    themes = Counter(section for section, theme in {*under.values()} if theme)
    for (group_section, group_heading), group in itertools.groupby(places, _list_of):
        members = list(group)
        count = 0
        if part.opening:
            title = heading(group_heading, "theme") or heading(group_section, "section")
            name, chapeau = (
                f"{part.id}-{group_heading or group_section}",
                form.say(part.opening, heading=title),
            )
            yield Paragraph(name, Role.CHAPEAU, chapeau, label=numberer.open_list())
        for place in members:
            if part.headings:
                titles = under[place.clause.id]
                section = heading(titles[0], "section")
                has_themes = themes[titles[0]] > 1 or not section
                theme = heading(titles[1], "theme") if has_themes else ""
                yield from _headings(part.id, (section, theme), above)
                above = (section, theme)
            letter = ""
            is_alternative = bool(place.clause.alternative_to)
            if part.opening:
                count += 0 if is_alternative else 1
                letter = letter_of(count) if is_alternative else numberer.start_item(count)
            elif place.kind is Kind.GUIDANCE:
                numberer.start_guidance()
            elif place.clause.number or not is_alternative:
                numberer.start_paragraph(place.clause.number)
            is_last = place is last or (part.opening and place is members[-1])
            yield maker.make(place, "." if is_last else part.mark, numberer, letter)


def _list_of(place: Place) -> tuple[str, str]:
    """Return the section of a clause, and the heading that people wrote."""
    return place.section, "" if place.clause.theme else place.heading


def _headings_of(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Return the titles of section and theme above each clause of a part.

    An addition takes the heading of its neighbours if it has none, or if both neighbours have the same.
    """
    following: list[tuple[str, str]] = []  # of the next paragraph that has a number of its own
    for place in reversed(places):
        is_addition = not place.clause.number.isdecimal() and following
        following.append(following[-1] if is_addition else (place.section, place.heading))
    headings: list[tuple[str, str]] = []
    for place, after in zip(places, reversed(following), strict=True):
        titles = place.section, place.heading
        before = headings[-1] if headings else titles
        headings.append(before if before in (after, (titles[0], titles[1] or before[1])) else titles)
    return headings


def _headings(part: str, titles: tuple[str, str], above: tuple[str, str]) -> Iterator[Paragraph]:
    """Give the headings that change before a clause.

    A theme without a section is a level higher.
    """
    section, theme = titles
    if section and section != above[0]:
        yield Paragraph(f"{part}-{section}", Role.HEADING_2, section)
    if theme and titles != above:
        yield Paragraph(f"{part}-{section}-{theme}", Role.HEADING_3 if section else Role.HEADING_2, theme)


def _cite_in_full(parts: Iterable[list[Block]], in_full: Mapping[str, tuple[str, str]]) -> None:
    """Cite each report in full where the text first cites it.

    All other footnotes keep its symbol alone.

    Args:
        parts: The blocks of each part, in order, which are changed in place.
        in_full: By the words of a footnote: the symbol, and the footnote in full.
    """
    symbols = {symbol for symbol, _ in in_full.values()}
    for blocks in parts:
        for place, block in enumerate(blocks):
            if not symbols:
                return
            first: dict[str, str] = {}
            lines = block.lines if isinstance(block, PrintedClause) else ()
            for note in (note for line in lines for note in line.footnotes):
                symbol, words = in_full.get(note.text, ("", ""))
                if symbol in symbols:
                    symbols.remove(symbol)
                    first[note.text] = words
            if first and isinstance(block, PrintedClause):
                blocks[place] = block.with_notes(first)


def _clean(block: Block) -> Block:
    """Return a clause with its text and numbers alone, for the clean edition."""
    if not isinstance(block, PrintedClause):
        return block
    lines = tuple(
        Line(line.label, tuple(Stretch(s.text) for s in line.stretches if s.is_text), line.source)
        for line in block.lines
    )
    return replace(block, lines=lines)


def _distinct(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks in which each paragraph has a unique id.

    Only a heading can be printed in two places.
    """
    counts: Counter[str] = Counter()
    distinct = []
    for block in blocks:
        if isinstance(block, Paragraph):
            counts[block.id] += 1
            if counts[block.id] > 1:
                block = replace(block, id=f"{block.id}-{counts[block.id]}")  # noqa: PLW2901
        distinct.append(block)
    return tuple(distinct)
