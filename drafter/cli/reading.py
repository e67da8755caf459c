"""Commands for questions to readers: match, trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec.structs import asdict

from drafter.cli import console
from drafter.files import change_file, read_bytes, write_file
from drafter.matrix.loading import CONCORDANCE_FILE, open_matrix
from drafter.model import Entry, Matrix
from drafter.phrases import load_phrases
from drafter.reading.answers import Comparison, compare_readings, dump_reading
from drafter.reading.links import (
    TRACE_FILE,
    Trace,
    agreed_trace,
    is_about,
    load_adopted,
    load_trace_reading,
    trace_of,
    trace_page,
)
from drafter.reading.page import write_page
from drafter.reading.pairs import entries_of, load_match_readings, match_page, proposed_entries, put_entries
from drafter.text import excerpt


def print_comparison(comparison: Comparison, *, is_listed: bool = True) -> None:
    """Print how far several readers agree, and where they differ."""
    if len(comparison.readings) == 1:
        return
    compared, differing = len(comparison.compared), len(comparison.differing)
    click.echo(f"Readers agree on {compared - differing} of {compared} questions that two or more answered.")
    for first, second, share in comparison.overlaps:
        click.echo(f"  {first} and {second}: {share:.0%} of what they found is the same")
    for key in comparison.differing if is_listed else ():
        answers = "; ".join(f"{reading.name}: {reading.says(key) or '–'}" for reading in comparison.readings)
        click.echo(f"  {key[0]}, {key[1]}: {answers}")


@click.command("match")
@click.argument("readings", metavar="[READING]…", nargs=-1, type=click.Path(path_type=Path))
@console.matrix_option
@console.output_option(
    "The page to read on (.html), or the concordance to write or to add to (.yaml).", ".html", ".yaml"
)
@console.json_option
def match(readings: tuple[Path, ...], matrix: str, output: Path | None, in_json: bool) -> None:
    """Find out which recommendations of different regions say the same.

    Make a page, answer the pairs on it, and save your answers. READINGS are the files of answers of one or
    several readers. With them, the command prints how far readers agree, and -o concordance.yaml writes
    what most of them confirm. Without them, it proposes entries, which do not count until confirmed.

    \b
    Examples:
      drafter match -o match.html
      drafter match match-ann.yaml match-ben.yaml
      drafter match match-ann.yaml match-ben.yaml -o concordance.yaml
    """
    opened = open_matrix(matrix)
    loaded = load_match_readings(readings, opened.matrix)
    comparison = compare_readings(loaded) if loaded else None
    if output and output.suffix == ".html":
        shown_comparison = comparison if comparison and len(loaded) > 1 else None
        page = match_page(
            opened.matrix, opened.concordance, shown_comparison, f"drafter match @@ -o {CONCORDANCE_FILE}"
        )
        write_file(output, write_page(page, loaded))
        console.wrote(output, then=console.ANSWER)
        return
    outcome = entries_of(comparison, opened.matrix, opened.concordance) if comparison else None
    proposed = [] if outcome else proposed_entries(opened.matrix, opened.concordance)
    entries = outcome.entries if outcome else [entry for entry, _ in proposed]
    if output:
        _write(output, entries, opened.matrix)
        return
    if in_json:
        scores = {entry.id: round(score, 4) for entry, score in proposed}
        console.print_json(entries=[{**asdict(entry), "score": scores.get(entry.id)} for entry in entries])
        return
    if comparison:
        print_comparison(comparison)
    for entry in entries:
        click.echo(click.style(f"{entry.id} ({entry.status})", bold=True))
        for member in entry.members:
            click.echo(f"  {member}  {excerpt(opened.matrix.by_id[member].text)}")
    if outcome:
        for first, second in outcome.unclear:
            click.echo(f"Most keep {first} and {second} apart, although both are the same as a third.")
        count = console.plural(len(entries), "entry", "entries")
        console.result(
            count, f"drafter match {' '.join(map(console.quoted, readings))} -o {CONCORDANCE_FILE}"
        )
    else:
        waiting = console.plural(len(entries), "group may say the same", "groups may say the same")
        console.result(waiting, "drafter match -o match.html")


def _write(output: Path, entries: Sequence[Entry], matrix: Matrix) -> None:
    existing = read_bytes(output) if output.exists() else b""
    merged = put_entries(existing, output, entries, matrix)
    for entry in merged.apart:
        console.message(f"Not written: several entries of {output} have {', '.join(entry.members)}.")
    if not merged.added and not merged.changed:
        console.result(f"{output} is up to date; nothing was written")
        return
    with change_file(output, as_read=existing) as write:
        write(merged.content)
    counts = ((merged.added, "new"), (len(merged.changed), "changed"))
    entries_of_each = ", ".join(f"{count} {word}" for count, word in counts if count)
    console.wrote(output, f"entries: {entries_of_each}", "confirm or reject each entry that is proposed")


@click.command("trace")
@click.argument("text", metavar="TEXT", type=click.Path(path_type=Path))
@click.argument("readings", metavar="[READING]…", nargs=-1, type=click.Path(path_type=Path))
@console.matrix_option
@console.output_option(
    "The page to read on (.html), or the trace that the READINGS give (.yaml).", ".html", ".yaml"
)
@console.json_option
def trace(text: Path, readings: tuple[Path, ...], matrix: str, output: Path | None, in_json: bool) -> None:
    """Show where each recommendation ended in an adopted text, which is a plain text file.

    A link is full if the paragraph asks for what the recommendation asks. It is part if the paragraph asks
    for one of the things that the recommendation names, in the same sense. READINGS are the files of
    answers of one or several readers; a link is kept if more than half of them make it. Without READINGS,
    the command reads trace.yaml in the folder of the matrix.

    \b
    Examples:
      drafter trace kyoto-declaration.txt -o trace.html
      drafter trace kyoto-declaration.txt ann.yaml ben.yaml cem.yaml -o trace.yaml
    """
    opened = open_matrix(matrix)
    adopted = load_adopted(text)
    if output and output.suffix == ".yaml" and not readings:
        raise click.UsageError("a trace is made from readers' answers: name their files")
    beside = opened.path.parent / TRACE_FILE
    is_page = output is not None and output.suffix == ".html"
    paths = readings or ((beside,) if not is_page and is_about(beside, adopted) else ())
    loaded = tuple(load_trace_reading(path, opened.matrix, adopted) for path in paths)
    comparison = compare_readings(loaded) if loaded else None
    if output and is_page:
        page = trace_page(opened.matrix, adopted, loaded, f"drafter trace {console.quoted(text)} @@")
        write_file(output, write_page(page, loaded))
        console.wrote(output, then=console.ANSWER)
        return
    agreed = agreed_trace(comparison, opened.matrix, adopted) if comparison else None
    trace = trace_of(agreed, opened.matrix, adopted)
    if output and agreed and comparison:
        readers = load_phrases().in_a_row([reading.name for reading in loaded])
        comment = f"Made from the readings of {readers}: what most of them say."
        write_file(output, dump_reading(agreed, comment).encode())
        print_comparison(comparison, is_listed=False)
        console.wrote(output, _counts(trace), f"keep it with the matrix, as {TRACE_FILE}")
        return
    if in_json:
        links = [
            {
                "recommendation": link.recommendation,
                "paragraph": link.paragraph,
                "kind": link.kind or None,
                "status": "confirmed" if link.is_confirmed else "proposed",
                "score": round(link.score, 4),
            }
            for link in trace.links
        ]
        console.print_json(links=links, nowhere=trace.nowhere)
        return
    if comparison:
        print_comparison(comparison)
    by_recommendation: dict[str, list[str]] = {id_: [] for id_ in trace.nowhere}
    for link in trace.links:
        place = f"{link.paragraph} ({link.kind or 'proposed'})"
        by_recommendation.setdefault(link.recommendation, []).append(place)
    for item in opened.matrix.recommendations:
        if item.id in by_recommendation:
            click.echo(f"{item.id:12} {', '.join(by_recommendation[item.id]) or 'nowhere'}")
    console.result(_counts(trace), f"drafter trace {console.quoted(text)} -o trace.html")


def _counts(trace: Trace) -> str:
    kinds = Counter(link.kind if link.is_confirmed else "proposed" for link in trace.links)
    kinds["nowhere"] = len(trace.nowhere)
    parts = (f"{kinds[kind]} {kind}" for kind in ("full", "part", "nowhere", "proposed") if kinds[kind])
    return ", ".join(parts) or "no links"
