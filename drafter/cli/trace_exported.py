"""What ``drafter trace`` says for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Sequence

from drafter.cli import console
from drafter.cli.trace_asked import Asked
from drafter.reading.tracing.decided import Differed, Link
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.traces import Answer


def trace_as_json(outcome: Outcome, asked: Asked, proposals: Proposals | None, count: int) -> str:
    """The shape that ``--json`` gives; only of what is asked for, where something is."""
    matrix, trace = outcome.matrix, outcome.trace
    is_asked = bool(asked.ids or asked.paragraphs)
    of = asked.ids if is_asked else matrix.by_id
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
            "said": {reader: str(answer) for reader, answer in link.said.items()},
            "note": link.note,
        }
        for link in trace.links
        if asked.has(link)
    ]
    for item in matrix.recommendations if proposals else ():
        if item.id in outcome.unread and item.id in of:
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
    nowhere = [one.id for one in outcome.nowhere() if one.id in of]
    cells = [
        {"theme": theme.id, "region": region, **_counted(outcome.counts(ids))}
        for theme in matrix.themes
        for region, ids in matrix.cells[theme.id].items()
        if not asked.regions or region in asked.regions
    ]
    return console.as_json(
        text={
            "name": outcome.adopted.name,
            "paragraphs": [one.key for one in outcome.adopted.paragraphs],
            "how_read": trace.how_read,
            "readers": trace.readers,
            "read_by": list(trace.read_by),
            "decided_by": list(trace.decided_by),
            "agreed": trace.agreed,
        },
        links=links,
        nowhere=nowhere,
        nowhere_by={given: list(outcome.nowhere_by(given)) for given in nowhere},
        nowhere_guidance=[one for one in outcome.nowhere_as_guidance() if one in of],
        not_here=[_differed(one) for one in trace.not_here if one.recommendation in of],
        open=[_differed(one) for one in trace.open if one.recommendation in of],
        rest=[
            {"paragraph": one.key, "words": rest.words, "document": rest.document}
            for one in outcome.adopted.paragraphs
            if trace.is_read and (not is_asked or one.key in asked.paragraphs)
            for rest in outcome.rest_of(one.key)
        ],
        not_backed=[one.key for one in outcome.not_backed()] if trace.is_read else [],
        regions={
            region.key: _counted(outcome.counts([item.id for item in outcome.of_region(region.key)]))
            for region in matrix.regions
            if not asked.regions or region.key in asked.regions
        },
        cells=cells,
    )


def _differed(one: Differed) -> dict[str, object]:
    return {
        "recommendation": one.recommendation,
        "paragraph": one.paragraph,
        "said": {reader: str(answer) for reader, answer in one.said.items()},
        "decided_by": list(one.decided_by),
        "note": one.note,
    }


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
    "said",
    "why",
)


def trace_as_csv(outcome: Outcome, only: Collection[str]) -> str:
    """A table for a spreadsheet: a row a link, and one for each recommendation that has none.

    What some reader found and those who decided did not has a row, too: its kind is “not here”.

    Args:
        outcome: What the trace says.
        only: The ids of the recommendations of which it tells.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    matrix = outcome.matrix
    for region in matrix.regions:
        for item in outcome.of_region(region.key):
            if item.region != region.key or item.id not in only:
                continue
            own = (item.id, region.meeting or region.name, item.citation.printed, item.text)
            ended = str(outcome.ended[item.id])
            links = outcome.links_of(item.id)
            rows = [
                *([] if links else [_row_of_none(outcome, item.id)]),
                *(_row(outcome, link, str(link.kind)) for link in links),
                *(_row(outcome, one, str(Answer.NOT_HERE)) for one in outcome.not_here_of(item.id)),
            ]
            for row in rows:
                writer.writerow([console.harmless(cell) for cell in (*own, ended, *row)])
    return buffer.getvalue()


def _row_of_none(outcome: Outcome, given: str) -> Sequence[str]:
    """Likewise of a recommendation that ended nowhere, or that nobody has read or decided on."""
    is_nowhere = outcome.ended[given] is Ended.NOWHERE
    readers = ", ".join(outcome.nowhere_by(given)) if is_nowhere else ""
    return "", str(Answer.NOWHERE) if is_nowhere else "", "", "", readers, "", "", ""


def _row(outcome: Outcome, one: Link | Differed, kind: str) -> Sequence[str]:
    """The cells from the paragraph on."""
    stretch, read_by = (one.stretch, one.read_by) if isinstance(one, Link) else ("", ())
    said = "; ".join(f"{reader}: {answer}" for reader, answer in one.said.items())
    words = outcome.adopted.by_key[one.paragraph].text
    names = (", ".join(read_by), ", ".join(one.decided_by))
    return one.paragraph, kind, stretch, words, *names, said, one.note
