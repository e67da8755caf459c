"""Makes the title, the note and the facts of a draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.draft.model import (
    LEVELS,
    Block,
    Contents,
    ContentsEntry,
    Edition,
    Paragraph,
    PrintedClause,
    Quotation,
    Role,
    Table,
    Unused,
)
from drafter.form.forms import Form
from drafter.form.outline import Front
from drafter.matrix.criteria import Reason, in_words
from drafter.matrix.selecting import Selection
from drafter.model import LEFT_OUT, Alternatives, Clause, Kind, Matrix, Meeting
from drafter.phrases import Phrases
from drafter.text import capitalized

HEAD = ("title", "subtitle", "version", "date")


class Annexes(StrEnum):
    """How much the annexes have."""

    NONE = "none"
    BRIEF = "brief"  # what was changed from the words of each source
    FULL = "full"  # these words besides


class Options(Struct, frozen=True):
    """The options of a draft; the form decides those that are None.

    Attributes:
        edition: For whom it is made.
        annexes: How much the annexes have; None for brief in the working edition, else none.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: "as-clauses" to make clauses of guidance on what the declaration should say; else "apart".
        head: Words that people wrote for the title page, by the keys ``HEAD``.
    """

    edition: Edition = Edition.WORKING
    annexes: Annexes | None = None
    alternatives: Alternatives | None = None
    support: bool | None = None
    guidance: str | None = None
    head: Mapping[str, str] = field(default_factory=dict)

    @property
    def annexes_in(self) -> Annexes:
        """How much the annexes have in this edition."""
        if self.edition is Edition.CLEAN:
            return Annexes.NONE
        by_edition = Annexes.BRIEF if self.edition is Edition.WORKING else Annexes.NONE
        return self.annexes or by_edition


DEFAULT = Options()


def front_matter(
    form: Form,
    about: Mapping[str, object],
    options: Options,
    clauses: Sequence[PrintedClause],
    *,
    is_long: bool,
) -> tuple[Paragraph, list[Paragraph | Contents | Table]]:
    """Return the title, and the blocks between it and the text.

    Args:
        form: The form.
        about: The values for its templates.
        options: The options of the draft.
        clauses: The clauses of the text.
        is_long: Whether the text needs a table of contents, which is still empty.
    """
    title, *subtitles = paragraphs_of(form.say("title", **about), "title")
    title = replace(title, role=Role.TITLE)
    if options.edition is Edition.CLEAN:
        return title, []
    front: list[Paragraph | Contents | Table] = [replace(line, role=Role.SUBTITLE) for line in subtitles[:-1]]
    front += [replace(line, role=Role.STANDING) for line in subtitles[-1:]]
    for item in form.outline.front:
        if item is Front.NOTE:
            words = paragraphs_of(form.say(item.value, **about), item.value)
            front += [replace(paragraph, role=Role.BOX_TEXT) for paragraph in words]
            if options.edition is Edition.WORKING:
                front += _status_table(clauses, form.phrases)
        elif is_long:
            front.append(Paragraph("contents", Role.CONTENTS_HEADING, form.phrases.say("contents")))
            front.append(Contents())
    return title, front


def _status_table(clauses: Sequence[PrintedClause], phrases: Phrases) -> Iterator[Paragraph | Table]:
    """Give a table of the paragraphs by status, once a paragraph has one."""
    by_status: dict[str, list[str]] = {}
    for clause in clauses:
        if clause.status and clause.kind is not Kind.GUIDANCE:
            by_status.setdefault(clause.status, []).append(clause.label)
    if by_status:
        title, columns = (
            phrases.say("status-table"),
            (phrases.say("column-status"), phrases.say("column-clauses")),
        )
        rows = [(capitalized(status), ", ".join(labels)) for status, labels in by_status.items()]
        rows.append((phrases.say("open"), phrases.say("open-clauses")))
        yield Paragraph("status", Role.CONTENTS_HEADING, title)
        cells = tuple(((status,), (labels,)) for status, labels in rows)
        yield Table("status-table", columns, (25, 75), cells, title)


def about_of(
    matrix: Matrix,
    form: Form,
    clauses: Sequence[PrintedClause],
    sources: Iterable[str],
    options: Options,
    not_used: Sequence[Unused],
) -> dict[str, object]:
    """Return the values for the templates of the document."""
    paragraphs = [clause for clause in clauses if clause.kind is not Kind.GUIDANCE]
    notes = (note.text for clause in clauses for line in clause.lines for note in line.footnotes)
    keys = {region for source in sources if source in matrix.by_id for region in matrix.by_id[source].regions}
    meeting = matrix.meeting or Meeting("")
    statuses = Counter(clause.status for clause in paragraphs if clause.status)
    # The first paragraph with several wordings is the example for all.
    example = max(paragraphs, key=lambda clause: min(len(clause.lines), 3), default=None)
    labels = [line.label for line in example.lines[:3]] if example and len(example.lines) > 1 else []
    above = f"{example.number} " if example and example.letter else ""
    return {
        "matrix": matrix.title or matrix.name,
        "meeting": meeting.name,
        "place": meeting.place or "",
        "dates": meeting.dates or "",
        "region_words": form.phrases.say("regions-are").split("|"),
        "has_meetings": any(region.meeting for region in matrix.regions),
        "contributing": [matrix.region_by_key[key].name for key in matrix.in_region_order(keys)],
        "clauses": len(paragraphs),
        "recommendations": len(matrix.recommendations),
        "not_used": len(not_used),
        "edition": options.edition.value,
        "annexes": options.annexes_in.value,
        "alternatives": (options.alternatives or form.outline.alternatives).value,
        "versions": [f"{above}{label}" for label in labels],
        "added": next((c.number for c in paragraphs if " " in c.number and not c.alternative_to), ""),
        "edited": sum(clause.is_edited for clause in paragraphs),
        "cf": any(note.startswith("Cf.") for note in notes),
        "see_also": any(len(clause.lines) < len(clause.wordings) for clause in clauses),
        "shared": any(clause.is_shared for clause in clauses),
        "status": [{"status": status, "count": count} for status, count in statuses.items()],
        "missing_symbols": not matrix.report and any(not matrix.region_by_key[key].symbol for key in keys),
        "fill_in": 0,
        **{name: options.head.get(name, "") for name in HEAD},
    }


def unused_in(
    selection: Selection,
    left_out: Sequence[tuple[Clause, Reason]],
    printed: Collection[str],
    matrix: Matrix,
    form: Form,
) -> Iterator[Unused]:
    """Give the recommendations that are not among the printed sources, and why."""
    unused = dict(selection.not_used)
    for clause, reason in left_out:
        unused |= dict.fromkeys(clause.sources, reason)
    reasons = {source: in_words(reason, form.phrases) for source, reason in unused.items()}
    for clause in selection.clauses:
        dropped = (source for source, words in clause.wordings.items() if words == LEFT_OUT)
        reasons |= {source: form.phrases.say("wording-out") for source in dropped if source not in printed}
    ordered = [item.id for item in matrix.recommendations if item.id in reasons]
    others = [source for source in reasons if source not in matrix.by_id]
    yield from (Unused(source, reasons[source]) for source in (*ordered, *others))


def quotations_of(matrix: Matrix, sources: Iterable[str]) -> Iterator[Quotation]:
    """Give the words of each recommendation among some sources."""
    for source in sources:
        if item := matrix.by_id.get(source):
            yield Quotation(source, item.region, item.citation.printed, item.text)


# The table of contents lists as many levels as fit beside the text on page 1.
_MOST_ENTRIES = 15
_HEADINGS = {"#!": Role.ANNEX_NUMBER, "#": Role.HEADING_1, "##": Role.HEADING_2, "###": Role.HEADING_3}
_HEADING = re.compile(r"(#!|#{1,3}) +(.*)", re.DOTALL)
_LEAD_IN = re.compile(r"\*\*(?P<lead_in>[^*]+)\*\*\s*(?P<text>.*)", re.DOTALL)


def paragraphs_of(text: str, name: str) -> list[Paragraph]:
    """Return the paragraphs of a template's words.

    Blank lines separate them. "#" to "###" mark headings, "#!" the number of an annex, and "**" the words
    that lead in.

    Args:
        text: The words.
        name: What their ids begin with.
    """
    paragraphs = []
    for number, stretch in enumerate(re.split(r"\n\s*\n", text.strip()) if text.strip() else (), start=1):
        words = " ".join(stretch.split())
        if heading := _HEADING.fullmatch(words):
            paragraphs.append(Paragraph(f"{name}-{number}", _HEADINGS[heading[1]], heading[2]))
        elif lead_in := _LEAD_IN.fullmatch(words):
            paragraphs.append(Paragraph(f"{name}-{number}", Role.TEXT, lead_in["text"], lead_in["lead_in"]))
        else:
            paragraphs.append(Paragraph(f"{name}-{number}", Role.TEXT, words))
    return paragraphs


def with_contents(blocks: Sequence[Block], phrases: Phrases) -> Iterator[Block]:
    """Give all blocks, with numbered headings and a table of contents.

    Args:
        blocks: The front matter, whose table of contents is still empty, and the text.
        phrases: Of the form.
    """
    roles = [role for role in LEVELS if role is not Role.CHAPEAU]
    counts = Counter(block.role for block in blocks if isinstance(block, Paragraph))
    most = next((n for n in (3, 2) if sum(counts[role] for role in roles[:n]) <= _MOST_ENTRIES), 1)
    listed = roles[:most] if any(isinstance(block, Contents) for block in blocks) else []
    entries: list[tuple[Paragraph, list[PrintedClause]]] = []
    under: dict[int, list[PrintedClause]] = {}  # for each open heading that is listed, the clauses below it
    done: list[Block] = []
    annex = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            level = LEVELS[block.role]
            if block.role in roles:
                under = {upper: clauses for upper, clauses in under.items() if upper < level}
            if block.role in listed:
                block = replace(block, entry=len(entries) + 1)  # noqa: PLW2901
                entries.append((replace(block, text=annex + block.text), under.setdefault(level, [])))
        elif isinstance(block, PrintedClause):
            for clauses in under.values():
                clauses.append(block)
        annex = f"{block.text}. " if isinstance(block, Paragraph) and block.role is Role.ANNEX_NUMBER else ""
        done.append(block)
    shown = tuple(_entry(heading, clauses, phrases) for heading, clauses in entries)
    return (replace(b, entries=shown, levels=most) if isinstance(b, Contents) else b for b in done)


def _entry(heading: Paragraph, clauses: Sequence[PrintedClause], phrases: Phrases) -> ContentsEntry:
    below = ""
    if clauses:
        first, last = clauses[0].number, clauses[-1].number
        numbers = first if first == last else f"{first}–{last}"
        below = phrases.say("clauses-below", count=1 if first == last else len(clauses), numbers=numbers)
    return ContentsEntry(heading.entry, LEVELS[heading.role] + 1, heading.text, below)
