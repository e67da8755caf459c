"""Composes the draft in the parts and words of a form; for delegates without what is the desk's own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace

from drafter.draft.blocks import Block, PageBreak, Paragraph, Role
from drafter.draft.clause import Clause
from drafter.draft.clause_maker import ClauseMaker
from drafter.draft.for_the_room import (
    for_the_room,
    without_notes,
    without_notice,
    without_reasons,
    without_remarks,
)
from drafter.draft.matter import MatterMaker, is_long, with_headings
from drafter.draft.model import Draft, MadeFrom, Options
from drafter.draft.placing import Place, placed, section_of
from drafter.draft.printed_headings import PrintedHeadings
from drafter.draft.running import CLOSING, Names, RunningWords, paragraphs_of, title_lines
from drafter.draft.standing import Tally, is_whole_in_brackets, withdrawn_counts
from drafter.form.forms import Form
from drafter.form.outline import ANNEXES, Part
from drafter.matrix.selecting import Selection
from drafter.model import Kind, Matrix
from drafter.paper import GUIDANCE_AS_CLAUSES, Alternatives, AnnexSize, Edition, Head
from drafter.problems import DrafterError, ExitStatus
from drafter.text.italics import literal, literal_facts, unmarked
from drafter.text.words import letter_of


def compose(matrix: Matrix, selection: Selection, form: Form, made_from: MadeFrom, options: Options) -> Draft:
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
    rules = tuple(rule for rule in form.headings if rule.matrix in ("", matrix.name))
    form = replace(form, phrases=form.phrases.of(matrix), headings=rules)
    clean, as_clauses = options.clean, options.guidance == GUIDANCE_AS_CLAUSES
    if options.edition is Edition.DELEGATES and not options.is_public:
        selection = without_reasons(selection, form.phrases.say("the-desk"))
    by_part, left_out = placed(matrix, form, selection.clauses, guidance_as_clauses=as_clauses)
    if not any(places for _, places in by_part):
        raise DrafterError(
            f"the form “{form.name}” has no part for what was selected",
            "Add a part for its kind to the form's outline.yaml.",
            status=ExitStatus.PROBLEMS,
        )
    maker = ClauseMaker(
        matrix,
        form,
        options.way,
        support=bool(options.support) and not clean,
        delegations=options.delegations,
    )
    finished = list(_numbered(maker, by_part))
    if clean or options.edition is Edition.DELEGATES:
        finished = [for_the_room(clause, without_notes if clean else without_remarks) for clause in finished]
    clauses = tuple(clause for clause in finished if clause.kind is not Kind.GUIDANCE)
    guidance = tuple(clause for clause in finished if clause.kind is Kind.GUIDANCE)
    reasons = {item.id: item for item in (*selection.not_used, *left_out)}
    not_used = tuple(reasons[item.id] for item in matrix.recommendations if item.id in reasons)

    head = _head(matrix, options.head)
    regions: dict[str, object] = {
        "region_words": form.phrases.region_words,
        "meetings": any(region.meeting for region in matrix.regions),
        "report": ", ".join(filter(None, (report.name, report.symbol))) if (report := matrix.report) else "",
    }
    text = list(_text_blocks(matrix, form, finished, options, regions))
    about = {
        **head,
        **regions,
        **literal_facts(_about(matrix, clauses, guidance, options.edition)),
        # Where the text stands in the negotiation.
        "tally": asdict(Tally.of(clauses, [one for one in text if isinstance(one, Paragraph)])),
        "edition": options.edition,
        "support": bool(options.support),
        "footnotes": form.footnotes,
        "criteria": literal(made_from.criteria),
        "not_used": len(not_used),
        # Paragraphs that were withdrawn, or taken out, and wordings of others.
        "withdrawn": withdrawn_counts(one for one in selection.withdrawn if not one.is_taken_out),
        "taken_out": withdrawn_counts(one for one in selection.withdrawn if one.is_taken_out),
        "names_off": sum(bool(one.still_of) for one in selection.withdrawn),
        "readers": [literal(name) for name in made_from.readers],
        "deciders": [literal(name) for name in made_from.deciders],
        "kind_of_readers": literal(made_from.kind_of_readers.rstrip(".")),
        "not_read": made_from.not_read,
        "alternatives": options.way,
        "labels": form.labels,
        "annexes": "" if options.annexes is AnnexSize.NONE else options.annexes,
        "comments": sum(line.remark is not None for clause in finished for line in clause.lines),
        # How many passages of it somebody must write.
        "fill_in": sum(len(block.blanks) for block in text if isinstance(block, Paragraph)),
    }
    cited = (source for clause in (*clauses, *guidance) for source in clause.sources)
    kept = replace(matrix, declared=matrix.declared.cited_by(cited))
    lines = title_lines(form, about)
    title, *subtitles = (
        replace(one, is_own=bool(getattr(options.head, one.name or "", ""))) for one in lines
    )
    # The lines of the title can have brackets, too.
    running = [title, *subtitles, *(one for one in text if isinstance(one, Paragraph))]
    about["tally"] = asdict(Tally.of(clauses, running))
    front: list[Block] = []
    back: list[Block] = []
    apart: list[Block] = []
    if not clean:
        headings = PrintedHeadings.of(matrix, form, text)
        matter = MatterMaker(
            matrix, form, clauses, guidance, not_used, about, options, selection.withdrawn, headings
        )
        front += subtitles
        if options.apart and options.annexes is not AnnexSize.NONE:
            apart += [title, *front]
        for item in form.front:
            front += matter.front(item, text, running)
        for item in form.back:
            is_apart = options.apart and item.id in ANNEXES
            (apart if is_apart else back).extend(matter.back(item))
    blocks = [title, *front, *text, *back]
    return Draft(
        title=title.text,
        subject=unmarked(options.head.title or form.phrases.say("subject"))[0],
        version=unmarked(", ".join(filter(None, (options.head.version, options.head.date))))[0],
        language=form.language,
        made_from=made_from
        if options.edition is Edition.WORKING
        else replace(made_from, concordance="", readers=(), deciders=()),
        blocks=tuple(with_headings(blocks, form)),
        unprinted=guidance if clean else (),
        not_used=not_used,
        annexes=tuple(apart),
        matrix=kept if options.edition is Edition.WORKING else without_notice(kept),
        author=options.head.author,
        withdrawn=() if clean else tuple(replace(one, wording="") for one in selection.withdrawn),
    )


def _numbered(maker: ClauseMaker, by_part: Sequence[tuple[Part, Sequence[Place]]]) -> Iterator[Clause]:
    """Clauses numbered straight through, guidance apart; each ends in its part's mark.

    The last of all, and the last of a list of lettered items, ends in a full stop. What stands in a part for
    no clauses, a preamble, has no number and ends as its author ended it.
    """
    numbers = [
        place
        for part, places in by_part
        for place in places
        if part.kinds and place.kind is not Kind.GUIDANCE
    ]
    number = guidance = 0
    for part, places in by_part:
        for (_, is_list), group in itertools.groupby(
            places, lambda place: (section_of(maker.matrix, place), place.is_item)
        ):
            own = list(group)
            number += 1 if is_list else 0
            for count, place in enumerate(own, start=1):
                if not part.kinds:
                    yield maker.make(place, part, 0, "", "")
                elif is_list:
                    mark = "." if place is own[-1] else part.mark
                    yield maker.make(place, part, number, letter_of(count), mark)
                elif place.kind is Kind.GUIDANCE:
                    guidance += 1
                    yield maker.make(place, part, guidance, "", part.mark)
                else:
                    number += 1
                    mark = "." if place is numbers[-1] else part.mark
                    yield maker.make(place, part, number, "", mark)


def _head(matrix: Matrix, head: Head) -> dict[str, str]:
    """What is known of the paper and its meeting; what a person says of the meeting counts for all of it."""
    facts = {one.name: getattr(head, one.name) for one in fields(Head)}
    meeting = None if head.meeting else matrix.meeting
    if meeting:
        place = head.place or literal(meeting.place or "")
        facts |= {"meeting": literal(meeting.name), "place": place}
    return facts | {"dates": literal((meeting and meeting.dates) or "")}


def _about(
    matrix: Matrix, clauses: Sequence[Clause], guidance: Sequence[Clause], edition: Edition
) -> dict[str, object]:
    """What the templates of the title and of the front matter are told of the clauses."""
    sources = [source for clause in (*clauses, *guidance) for source in clause.sources]
    contributing = matrix.in_region_order(key for source in sources for key in matrix.sources[source].regions)
    quoted = [one.sources for clause in clauses for one in clause.variants if not one.is_own]
    alone = [clause.lines[0] for clause in clauses if len(clause.alternatives) == 1]
    source = matrix.source
    # A file's name says something to the desk alone.
    file = source.file if source and edition is Edition.WORKING else ""
    return {
        "matrix": matrix.title or matrix.name,
        "source": (source and source.document) or file,
        "source_date": (source and source.date) or "",
        "clauses": len(clauses),
        "guidance": len(guidance),
        "sources": len(sources),
        "recommendations": len(matrix.recommendations),
        "regions": [region.name for region in matrix.regions],
        "contributing": [matrix.region_by_key[key].name for key in contributing],
        "versions": any(len(clause.alternatives) > 1 for clause in clauses),
        # Whether of any the wordings stand one below the other, or only one of them is printed.
        "versions_below": any(_has_several(clause, Alternatives.BIS) for clause in clauses),
        "one_of_several": any(_has_several(clause, Alternatives.LEAD) for clause in clauses),
        "additions": any(clause.additions for clause in clauses),
        "corrected": len(set(sources) & set(matrix.corrected)),
        "own_words": sum(any(one.is_drafters for one in clause.variants) for clause in clauses),
        "quoted": sum(not clause.has_own_words for clause in clauses),
        "recommended": any(cited and cited[0] in matrix.by_id for cited in quoted),
        "documents": any(cited and cited[0] not in matrix.by_id for cited in quoted),
        "bracketed_alone": any(map(is_whole_in_brackets, alone)),
        "proposed_alone": any(line.by and is_whole_in_brackets(line) for line in alone),
        # Whether it is said whose proposal a wording is.
        "proposed": sum(any(one.is_own and one.by for one in clause.variants) for clause in clauses),
        "sponsored": any(line.sponsors for clause in clauses for line in clause.lines),
        # Whether it is said where a paragraph stands in the negotiation.
        "standing_said": any(clause.says_status for clause in clauses),
        # Whether it is said who would have a paragraph otherwise, as a whole.
        "wishes_said": any(line.wishes for clause in clauses for line in clause.lines),
        # Whether footnotes say “cf.”: the words are people's.
        "cf": any(clause.says_cf for clause in clauses),
        "shared": any(len(clause.sources) > 1 for clause in (*clauses, *guidance)),
        "left_open": sum(clause.is_left_open for clause in clauses),
        # Whether wordings stand together in one text, with what differs in brackets.
        "merged": any(clause.printed_as is Alternatives.INLINE for clause in clauses),
        "lettered": any(clause.letter for clause in clauses),
    }


def _has_several(clause: Clause, way: Alternatives) -> bool:
    """Whether of a clause's wordings all stand one below the other, or only the lead's and delegations'."""
    below = len(clause.printed_variants) - len(clause.additions) > 1
    if way is Alternatives.BIS:
        return below and clause.printed_as is not Alternatives.INLINE
    return clause.printed_as is way and len(clause.alternatives) > 1


def _text_blocks(
    matrix: Matrix, form: Form, finished: Sequence[Clause], options: Options, facts: Mapping[str, object]
) -> Iterator[Block]:
    """The text, part by part; a person's closing words stand before guidance, which is no part of it."""
    filled = list(dict.fromkeys(clause.part for clause in finished))
    # The text speaks of the meeting that adopts it, wherever the paper is for.
    long = not options.clean and is_long(finished)
    facts = {**_head(matrix, Head()), "parts": filled, "long": long, **facts}
    words = RunningWords(options.words)
    closing = [] if any(part.id == CLOSING for part in form.parts) else list(words.of(CLOSING))
    for part in form.parts:
        if Kind.GUIDANCE in part.kinds:
            yield from closing
            closing = []
        if not (options.clean and Kind.GUIDANCE in part.kinds):
            own = [clause for clause in finished if clause.part == part.id]
            yield from _part_blocks(matrix, form, part, own, words, facts)
    yield from closing


def _part_blocks(
    matrix: Matrix,
    form: Form,
    part: Part,
    clauses: Sequence[Clause],
    words: RunningWords,
    facts: Mapping[str, object],
) -> Iterator[Block]:
    """A part's words and clauses; nothing of a part for clauses that has none.

    Several sections may go under one heading; a theme's heading is printed anew below another.
    """
    if part.kinds and not clauses:
        return
    if part.new_page:
        yield PageBreak()
    own_words = sum(clause.has_own_words for clause in clauses)
    facts = {**facts, "clauses": len(clauses), "own_words": own_words}
    said = paragraphs_of(form.say(part.text, **facts)) if part.text else []
    running = list(words.of(part.id, said))
    # What people put into a preamble stands before the words that lead over: “Declare the following:”.
    leads_over = not part.kinds and bool(clauses) and running[-1:] != [] and running[-1].text.endswith(":")
    yield from running[:-1] if leads_over else running
    names = Names(form.parts, matrix)
    opened = None
    above = ("", "")
    for clause in clauses:
        if clause.letter and clause.section != opened:
            opened = clause.section
            count = sum(other.section == opened and bool(other.letter) for other in clauses)
            title = form.heading(clause.section, "section") or literal(clause.section)
            opening = Paragraph.of(Role.CHAPEAU, form.say(part.opening, title=title, clauses=count))
            yield from words.opening(names.of_sections[matrix.theme_by_id[clause.theme].section], opening)
        if part.headings and clause.theme:
            section, theme = form.heading(clause.section, "section"), form.heading(clause.heading, "theme")
            if section and section != above[0] and not part.opening:
                own = names.of_sections[matrix.theme_by_id[clause.theme].section]
                yield from words.of(own, [Paragraph.of(Role.HEADING_2, section)])
            if theme and (section, theme) != above:
                yield from words.of(names.of_themes[clause.theme], [Paragraph.of(Role.HEADING_3, theme)])
            above = section, theme
        yield from words.above(clause.id, clause.entry.above if clause.entry else "")
        yield clause
    yield from running[-1:] if leads_over else ()
