"""What ``drafter trace`` prints of where recommendations ended, for people and for programs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.cli import console
from drafter.model import Matrix, Recommendation
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.traces import Answer
from drafter.text.words import excerpt, shortened

_HOW = {Answer.FULL: "in full", Answer.PART: "in part"}
_SHOWN = (Ended.FULL, Ended.PART, Ended.NOWHERE)
_LONGEST_TITLE = 60
_LEAST_TITLE = 20
_FIGURES = 7  # letters of “12/3/10”


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a trace; all in short where nothing is.

    Attributes:
        ids: Recommendations of which it is asked where they ended.
        paragraphs: Paragraphs of which it is asked who stands behind them.
    """

    ids: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


def print_outcome(
    outcome: Outcome, asked: Asked, proposals: Proposals | None, count: int, *, called: str
) -> None:
    """Print what is asked, or the figures and what they leave out.

    Args:
        outcome: What the trace says.
        asked: See ``Asked``.
        proposals: What is proposed by words; None where everything is read.
        count: How many are proposed.
        called: How the user named the text, for what to do next.
    """
    for given in asked.ids:
        _print_recommendation(outcome, given, proposals, count)
    for key in asked.paragraphs:
        _print_paragraph(outcome, key, proposals, count)
    if not (asked.ids or asked.paragraphs):
        _print_figures(outcome)
    console.message(f"{outcome.adopted.name}: {outcome.trace.how_read}.")
    if not outcome.trace.is_read:
        console.message("What is proposed counts for nothing until a person has read it.")
    elif not (asked.ids or asked.paragraphs):
        name = console.quoted(called)
        first = outcome.matrix.recommendations[0].id
        console.message(
            f"Next: drafter trace {name} --recommendation {first}, or --paragraph 1, or --region KEY"
        )


def whose(matrix: Matrix, item: Recommendation) -> str:
    """The meetings that a recommendation is of, and where it stands: it is never a region's own wish."""
    regions = (matrix.region_by_key[key] for key in item.regions)
    return f"{', '.join(one.meeting or one.name for one in regions)}, {item.citation.printed}"


def _who_is_behind(matrix: Matrix) -> str:
    """How many meetings can stand behind a paragraph; or what the regions are, where none is named."""
    words = console.region_words(matrix)
    if any(region.meeting for region in matrix.regions):
        words = ("meeting", "meetings")
    return console.plural(len(matrix.regions), words[0], words[1])


def _print_recommendation(outcome: Outcome, given: str, proposals: Proposals | None, count: int) -> None:
    item = outcome.matrix.by_id[given]
    console.heading(f"{given}  {whose(outcome.matrix, item)}")
    console.show(console.wrap(item.text, 4))
    ended = outcome.ended[given]
    for link in outcome.links_of(given):
        paragraph = outcome.adopted.by_key[link.paragraph]
        console.show(
            console.wrap(
                f"{_HOW[link.kind]} in {paragraph.printed}: {_words(link, paragraph.text)}", 2, hang=4
            )
        )
        _print_who(link)
    if ended is Ended.NOWHERE:
        console.show(console.wrap("in no paragraph", 2))
    for question in outcome.open_of(given):
        paragraph = outcome.adopted.by_key[question.paragraph]
        console.show(
            console.wrap(
                f"undecided whether it is in {paragraph.printed}: {excerpt(paragraph.text)}", 2, hang=4
            )
        )
    if given in outcome.unread and proposals:
        console.show(console.wrap("not read; by words it may be in:", 2))
        for key, score in proposals.paragraphs_for(given, count):
            paragraph = outcome.adopted.by_key[key]
            console.show(console.wrap(f"{paragraph.printed} ({score:.2f}): {paragraph.text}", 4, hang=4))
    console.show("")


def _words(link: Link, whole: str) -> str:
    """The words that carry a recommendation: those that a reader named, or all."""
    return f"“{link.stretch}”" if link.stretch and link.kind is Answer.PART else whole


def _print_who(link: Link) -> None:
    who = f"read by {', '.join(link.read_by)}" if link.read_by else ""
    who += f"{'; ' if who else ''}decided by {', '.join(link.decided_by)}" if link.decided_by else ""
    said = ". ".join(filter(None, [who, link.note]))
    if said:
        console.show(console.wrap(f"({said})", 6, hang=1))


def _print_paragraph(outcome: Outcome, key: str, proposals: Proposals | None, count: int) -> None:
    paragraph = outcome.adopted.by_key[key]
    under = f"  ({' › '.join(paragraph.headings)})" if paragraph.headings else ""
    console.heading(f"{paragraph.printed.capitalize()}{under}")
    console.show(console.wrap(paragraph.text, 4))
    links = outcome.links_in(key)
    meetings = outcome.meetings_behind(key)
    if meetings:
        named = ", ".join(outcome.matrix.region_by_key[region].name for region in meetings)
        said = f"{len(meetings)} of {_who_is_behind(outcome.matrix)}"
        console.show(console.wrap(f"Behind it: {said} ({named})", 2, hang=2))
    for link in links:
        item = outcome.matrix.by_id[link.recommendation]
        stretch = f" (“{link.stretch}”)" if link.stretch else ""
        head = f"{link.recommendation}  {whose(outcome.matrix, item)}, {_HOW[link.kind]}{stretch}:"
        console.show(console.wrap(head, 2, hang=2))
        console.show(console.wrap(item.text, 6))
    rest = outcome.rest_of(key) if outcome.trace.is_read else ()
    for one in rest:
        from_where = one.document or "not in the matrix"
        console.show(console.wrap(f"{from_where}: “{one.words}”" if links else from_where, 2, hang=2))
    if not outcome.trace.is_read and proposals:
        console.show(console.wrap("not read; by words these may be behind it:", 2))
        for given, score in proposals.recommendations_for(key, count):
            item = outcome.matrix.by_id[given]
            console.show(
                console.wrap(f"{given} ({score:.2f})  {whose(outcome.matrix, item)}: {item.text}", 4, hang=2)
            )
    console.show("")


# Figures


def _print_figures(outcome: Outcome) -> None:
    matrix = outcome.matrix
    console.heading(f"Where the recommendations of {matrix.name} ended in {outcome.adopted.name}")
    several = console.region_words(matrix)[1]
    ids = [item.id for item in matrix.recommendations]
    console.show(console.wrap(f"All {len(ids)}: {in_words(outcome.counts(ids))}", 2))
    for region in matrix.regions:
        own = [item.id for item in outcome.of_region(region.key)]
        console.show(
            console.wrap(f"{region.meeting or region.name}: {in_words(outcome.counts(own))}", 2, hang=2)
        )
    console.show("")
    undecided = "+not read or not decided" if outcome.counts(ids)[Ended.OPEN] else ""
    console.heading(f"By theme and {console.region_words(matrix)[0]}: in full/in part/nowhere{undecided}")
    _print_themes(outcome)
    _print_list(
        "In no paragraph",
        [f"{one.id}  {whose(matrix, one)}: {excerpt(one.text)}" for one in outcome.nowhere()],
    )
    if outcome.trace.is_read:
        bare = [f"{one.printed}: {excerpt(one.text)}" for one in outcome.not_backed()]
        _print_list("Paragraphs behind which no recommendation stands", bare)
    differences = [f"{one.recommendation} and paragraph {one.paragraph}" for one in outcome.trace.open]
    _print_list("Readers differ, and nobody has decided", differences)
    console.message(f"A recommendation of several themes or {several} is counted under each.")


def _print_themes(outcome: Outcome) -> None:
    """The grid; one column for all where there are too many regions for the terminal."""
    matrix = outcome.matrix
    columns = [(region.key, max(len(region.key), _FIGURES)) for region in matrix.regions]
    is_wide = sum(width + 2 for _, width in columns) + _LEAST_TITLE > console.width()
    if is_wide:
        columns = [("all", _FIGURES)]
    heads = "  ".join(key.rjust(width) for key, width in columns)
    console.show(f"  {heads}  theme")
    for theme in matrix.themes:
        cells = matrix.cells[theme.id]
        if not cells:
            continue
        every = {given for ids in cells.values() for given in ids}
        shown = "  ".join(
            figure(outcome.counts(every if is_wide else cells.get(key, ()))).rjust(width)
            for key, width in columns
        )
        console.show(f"  {shown}  {shortened(theme.title, _LONGEST_TITLE) or theme.id}")


def _print_list(title: str, lines: Sequence[str]) -> None:
    if lines:
        console.show("")
        console.heading(f"{title} ({len(lines)})")
        for line in lines:
            console.show(console.wrap(line, 2, hang=4))


def in_words(counts: Counter[Ended]) -> str:
    """“12 in full, 20 in part, 3 nowhere”, and what is not decided."""
    said = f"{counts[Ended.FULL]} in full, {counts[Ended.PART]} in part, {counts[Ended.NOWHERE]} nowhere"
    return said + (f", {counts[Ended.OPEN]} not read or not decided" if counts[Ended.OPEN] else "")


def figure(counts: Counter[Ended]) -> str:
    """A cell of the grid: “2/1/0”, and “+1” for what is not decided; nothing where there is nothing."""
    if not counts.total():
        return ""
    said = "/".join(str(counts[one]) for one in _SHOWN)
    return said + (f"+{counts[Ended.OPEN]}" if counts[Ended.OPEN] else "")


# For programs


def trace_as_json(outcome: Outcome, asked: Asked, proposals: Proposals | None, count: int) -> str:
    """The shape that ``--json`` gives; only of what is asked for, where something is."""
    matrix, trace = outcome.matrix, outcome.trace
    is_asked = bool(asked.ids or asked.paragraphs)
    links: list[dict[str, object]] = [
        {
            "recommendation": link.recommendation,
            "paragraph": link.paragraph,
            "kind": str(link.kind),
            "status": "confirmed",
            "stretch": link.stretch,
            "score": None,
            "read_by": list(link.read_by),
            "decided_by": list(link.decided_by),
        }
        for link in trace.links
        if not is_asked or link.recommendation in asked.ids or link.paragraph in asked.paragraphs
    ]
    for item in matrix.recommendations if proposals else ():
        if item.id in outcome.unread and (not is_asked or item.id in asked.ids):
            links += [
                {
                    "recommendation": item.id,
                    "paragraph": key,
                    "kind": None,
                    "status": "proposed",
                    "stretch": "",
                    "score": round(score, 4),
                }
                for key, score in (proposals.paragraphs_for(item.id, count) if proposals else ())
            ]
    nowhere = [one.id for one in outcome.nowhere() if not is_asked or one.id in asked.ids]
    cells = [
        {"theme": theme.id, "region": region, **_counted(outcome.counts(ids))}
        for theme in matrix.themes
        for region, ids in matrix.cells[theme.id].items()
    ]
    return console.as_json(
        text={
            "name": outcome.adopted.name,
            "paragraphs": [one.key for one in outcome.adopted.paragraphs],
            "how_read": trace.how_read,
            "read_by": list(trace.read_by),
            "decided_by": list(trace.decided_by),
            "agreed": trace.agreed,
        },
        links=links,
        nowhere=nowhere,
        open=[{"recommendation": one.recommendation, "paragraph": one.paragraph} for one in trace.open],
        not_backed=[one.key for one in outcome.not_backed()] if trace.is_read else [],
        regions={
            region.key: _counted(outcome.counts([item.id for item in outcome.of_region(region.key)]))
            for region in matrix.regions
        },
        cells=cells,
    )


def _counted(counts: Counter[Ended]) -> dict[str, int]:
    return {str(one): counts[one] for one in Ended}


_COLUMNS = (
    "recommendation",
    "meeting",
    "report_paragraph",
    "text",
    "ended",
    "paragraph",
    "kind",
    "stretch",
    "paragraph_text",
    "read_by",
    "decided_by",
)


def trace_as_csv(outcome: Outcome) -> str:
    """A table for a spreadsheet: a row a link, and one for each recommendation that has none."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    matrix = outcome.matrix
    for region in matrix.regions:
        for item in outcome.of_region(region.key):
            if item.region != region.key:
                continue
            own = (item.id, region.meeting or region.name, item.citation.printed, item.text)
            ended = str(outcome.ended[item.id])
            rows = [
                (
                    link.paragraph,
                    str(link.kind),
                    link.stretch,
                    outcome.adopted.by_key[link.paragraph].text,
                    ", ".join(link.read_by),
                    ", ".join(link.decided_by),
                )
                for link in outcome.links_of(item.id)
            ]
            for row in rows or [("",) * 6]:
                writer.writerow([console.harmless(cell) for cell in (*own, ended, *row)])
    return buffer.getvalue()
