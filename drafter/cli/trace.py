"""``drafter trace``: where each recommendation ended in an adopted text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.trace_printed import Asked, print_outcome, trace_as_json
from drafter.cli.trace_readings import trace_together
from drafter.matrix.criteria import regions_answering, themes_answering
from drafter.matrix.loading import OpenMatrix, open_matrix
from drafter.matrix.similarity import Similarity
from drafter.problems import ContentError, DrafterError, ExitStatus
from drafter.reading.tracing.adopted import AdoptedText, load_adopted
from drafter.reading.tracing.decided import Trace
from drafter.reading.tracing.outcome import Outcome
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.trace_file import TRACE_FILE, load_trace
from drafter.selection.source_file import sources_beside

_LONG_WORK = 1000  # so many recommendations take long enough for a progress bar
_PROPOSED = 5


@click.command("trace")
@click.argument("files", metavar="TEXT", nargs=-1, required=True)
@console.matrix_options
@click.option(
    "--trace",
    "trace_file",
    metavar="FILE",
    help="What was read and decided. [default: trace.yaml beside the matrix]",
)
@click.option(
    "--readings",
    metavar="TRACE…",
    multiple=True,
    help="Compare the traces of several people; with -o, write the trace that they give.",
)
@click.option("-o", "--output", metavar="FILE", help="With --readings: the trace to write.")
@click.option("--overwrite", is_flag=True, help="Replace what stands at -o.")
@click.option("--recommendation", "ids", metavar="ID", multiple=True, help="Where this ended. Repeatable.")
@click.option(
    "--paragraph",
    "numbers",
    metavar="N",
    multiple=True,
    help="Who stands behind this paragraph: 66, “12 (a)”, P3. Repeatable.",
)
@click.option(
    "--region", "regions", metavar="KEY", multiple=True, help="Where those of this region ended. Repeatable."
)
@click.option(
    "--theme",
    "themes",
    metavar="WORDS",
    multiple=True,
    help="Where those under this theme ended. Repeatable.",
)
@click.option(
    "--paragraphs",
    type=click.Choice(["numbered", "lines"]),
    default="numbered",
    show_default=True,
    help="What is a paragraph of TEXT: what has a number, or each line.",
)
@click.option(
    "--count",
    type=console.Count(),
    default=_PROPOSED,
    show_default=True,
    help="How many paragraphs are proposed by words, where nobody has read.",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def command(
    files: Sequence[str],
    matrix: str,
    concordance: str | None,
    trace_file: str | None,
    readings: Sequence[str],
    output: str | None,
    overwrite: bool,
    ids: Sequence[str],
    numbers: Sequence[str],
    regions: Sequence[str],
    themes: Sequence[str],
    paragraphs: str,
    count: int,
    in_json: bool,
) -> None:
    """Show where each recommendation ended in an adopted text.

    TEXT is the text as it was adopted: Word, PDF, a web page or plain text, with numbered paragraphs. Where a
    recommendation ended is people's judgement: each reader keeps a file, trace-NAME.yaml, and what they agree
    on and decided stands in trace.yaml beside the matrix. What is proposed by words counts for nothing.

    \b
    Examples:
      drafter trace kyoto-declaration.txt
      drafter trace kyoto-declaration.txt --region af
      drafter trace kyoto-declaration.txt --recommendation lac-19h
      drafter trace kyoto-declaration.txt --paragraph 66
      drafter trace kyoto-declaration.txt --readings trace-a.yaml trace-b.yaml decided.yaml -o trace.yaml
    """
    text, *others = files
    if others and not readings:
        raise click.UsageError(
            f"name one text, not {len(files)}; traces of several people come behind --readings"
        )
    if readings and (ids or numbers or regions or themes or trace_file):
        raise click.UsageError(
            "--readings compares traces: what they say is asked of the trace that -o writes"
        )
    opened = open_matrix(matrix, concordance)
    adopted = load_adopted(Path(text), by_lines=paragraphs == "lines")
    if readings:
        trace_together(opened, adopted, [*readings, *others], output, in_json=in_json, overwrite=overwrite)
        return
    if output:
        raise click.UsageError("-o goes with --readings")
    console.require_known(ids, opened.matrix.by_id)
    trace = _open_trace(opened, adopted, trace_file)
    declared, problems = sources_beside(opened.path)
    for problem in problems:
        console.message(str(problem))
    outcome = Outcome(trace, opened.matrix, adopted, declared)
    asked = _asked(opened, adopted, ids, numbers, regions, themes)
    proposals = _proposals(opened, adopted, trace, outcome)
    if in_json:
        console.show(trace_as_json(outcome, asked, proposals, count), ends="")
    else:
        print_outcome(outcome, asked, proposals, count, called=text)


def _open_trace(opened: OpenMatrix, adopted: AdoptedText, named: str | None) -> Trace:
    """The trace that was named, or the one beside the matrix if it is of this text; else an empty one."""
    path = Path(named) if named else opened.path.parent / TRACE_FILE
    nothing = Trace(opened.matrix.name, adopted.name)
    if not named and not path.is_file():
        return nothing
    try:
        trace, problems = load_trace(path, opened.matrix, adopted)
    except ContentError as error:
        if named or any(one.code != "other-text" for one in error.problems):
            raise
        console.message(str(error.problems[0]).replace("error: ", "note: ", 1))
        return nothing
    for problem in problems:
        console.message(str(problem))
    return trace


def _asked(
    opened: OpenMatrix,
    adopted: AdoptedText,
    ids: Sequence[str],
    numbers: Sequence[str],
    regions: Sequence[str],
    themes: Sequence[str],
) -> Asked:
    """What is asked for, of what there is.

    Raises:
        DrafterError: if there is no such paragraph, region or theme.
    """
    matrix = opened.matrix
    keys = []
    for number in numbers:
        found = adopted.find(number)
        if found is None:
            last = adopted.paragraphs[-1].key
            raise DrafterError(
                f"{adopted.name} has no paragraph “{number}”",
                f"Its last is {last}; those of a preamble are P1, P2 and so on.",
                status=ExitStatus.USAGE,
            )
        keys.append(found.key)
    under = {theme for words in themes for theme in themes_answering(matrix, words)}
    of = set(regions_answering(matrix, regions))
    chosen = [
        item.id
        for item in matrix.recommendations
        if (themes or regions)
        and (not themes or under.intersection(item.themes))
        and (not regions or of.intersection(item.regions))
    ]
    return Asked(matrix.in_citing_order(dict.fromkeys((*ids, *chosen))), tuple(dict.fromkeys(keys)))


def _proposals(opened: OpenMatrix, adopted: AdoptedText, trace: Trace, outcome: Outcome) -> Proposals | None:
    """By words, where there is something that nobody has read; else None."""
    if not outcome.unread:
        return None
    with console.progress("Comparing", _LONG_WORK) as progress:
        similarity = Similarity(opened.matrix, progress=progress)
    return Proposals(similarity, adopted, opened.concordance, trace.links)
