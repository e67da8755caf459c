"""``drafter trace``: where each recommendation ended in an adopted text."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.cli import readings as shared
from drafter.files import write_file
from drafter.matrix.loading import open_matrix
from drafter.reading.adopted import load_adopted
from drafter.reading.agreement import compare_readings
from drafter.reading.answers import dump_reading
from drafter.reading.links import (
    TRACE_FILE,
    Trace,
    agreed_trace,
    is_about,
    load_trace_reading,
    trace_of,
    trace_page,
)
from drafter.reading.page import write_page


@click.command("trace")
@click.argument("text", metavar="TEXT")
@click.argument("readings", metavar="[READING]…", nargs=-1)
@console.matrix_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The page to read on (.html), or the trace that the READINGS give (.yaml).",
)
@console.json_option
@console.overwrite_option
def command(
    text: str,
    readings: tuple[str, ...],
    matrix: str,
    output: str | None,
    in_json: bool,
    overwrite: bool,
) -> None:
    """Say where each recommendation ended in an adopted text, a plain text file.

    A link is full if the paragraph asks for what the recommendation asks, and part if it asks for one of the
    things that the recommendation names, in the same sense. READINGS are the files of answers of one reader
    or of several; without any, trace.yaml beside the matrix is read. Of several, a link is kept that more
    than half of them make.

    \b
    Examples:
      drafter trace kyoto-declaration.txt -o trace.html
      drafter trace kyoto-declaration.txt ann.yaml ben.yaml cem.yaml -o trace.yaml
    """
    target = Path(output) if output else None
    shared.require_ending(target, ".html", ".yaml")
    opened = open_matrix(matrix)
    adopted = load_adopted(Path(text))
    if target and target.suffix == ".yaml" and not readings:
        raise click.UsageError("a trace is made from readings: name their files")
    beside = opened.path.parent / TRACE_FILE
    is_page = target is not None and target.suffix == ".html"
    names = readings or ((str(beside),) if not is_page and is_about(beside, adopted) else ())
    given = tuple(load_trace_reading(Path(name), opened.matrix, adopted) for name in names)
    comparison = compare_readings(given) if given else None
    if target and is_page:
        page = trace_page(opened.matrix, adopted, given, f"drafter trace {console.quoted(text)} @@")
        write_file(target, write_page(page, given), overwrite=overwrite)
        console.message(f"Wrote {target}.\nNext: open it in a browser, answer, and save your answers.")
        return
    agreed = agreed_trace(comparison, opened.matrix, adopted) if comparison else None
    trace = trace_of(agreed, opened.matrix, adopted)
    if target and agreed and comparison:
        readers = shared.listed(reading.name for reading in given)
        comment = f"Made from the readings of {readers}: what most of them say."
        write_file(target, dump_reading(agreed, comment).encode(), overwrite=overwrite)
        shared.print_comparison(comparison, is_listed=False)
        console.message(
            f"Wrote {target}: {_counts(trace)}.\nNext: keep it beside the matrix, as {TRACE_FILE}."
        )
        return
    if in_json:
        links = [
            {
                **console.fields_of(link, "recommendation", "paragraph"),
                "kind": link.kind or None,
                "status": "confirmed" if link.is_confirmed else "proposed",
                "score": round(link.score, 4),
            }
            for link in trace.links
        ]
        click.echo(console.as_json(links=links, nowhere=trace.nowhere), nl=False)
        return
    if comparison and len(given) > 1:
        shared.print_comparison(comparison)
    by_recommendation: dict[str, list[str]] = {given_id: [] for given_id in trace.nowhere}
    for link in trace.links:
        ended = f"{link.paragraph} ({link.kind or 'proposed'})"
        by_recommendation.setdefault(link.recommendation, []).append(ended)
    for item in opened.matrix.recommendations:
        if item.id in by_recommendation:
            click.echo(f"{item.id:12} {', '.join(by_recommendation[item.id]) or 'nowhere'}")
    console.message(f"{_counts(trace)}.\nNext: drafter trace {console.quoted(text)} -o trace.html")


def _counts(trace: Trace) -> str:
    confirmed = [link for link in trace.links if link.is_confirmed]
    proposed = len(trace.links) - len(confirmed)
    full = sum(link.kind == "full" for link in confirmed)
    parts = [f"{full} full, {len(confirmed) - full} part"] if confirmed else []
    parts += [f"{len(trace.nowhere)} nowhere"] if trace.nowhere else []
    parts += [f"{proposed} proposed"] if proposed else []
    return "; ".join(parts) or "no links"
