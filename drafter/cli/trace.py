"""``drafter trace``: where each recommendation ended in an adopted text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.pages import is_page
from drafter.cli.trace_asked import Asked, asked_of, recommendations_named, share_in_words
from drafter.cli.trace_exported import trace_as_csv, trace_as_json
from drafter.cli.trace_page import write_for_tracer
from drafter.cli.trace_printed import print_outcome
from drafter.cli.trace_readings import Written, trace_together
from drafter.files.reading import refuse_link_out, stands
from drafter.files.writing import date_for_files, never, write_file
from drafter.matrix.loading import DEFAULT_FORM, OpenMatrix, open_matrix
from drafter.matrix.similarity import Similarity
from drafter.problems import ContentError
from drafter.reading.tracing.adopted import AdoptedText, load_adopted
from drafter.reading.tracing.decided import Link, Trace
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
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write tables for delegates (.docx) or a spreadsheet (.csv) of what was read, or the page on which "
    "a person reads anew, without anybody's answers (.html); with --readings, the trace (.yaml) or the page "
    "on which somebody decides (.html).",
)
@click.option(
    "--from",
    "rounds",
    metavar="DRAFT…",
    multiple=True,
    help="Follow the clauses of these Word drafts, in the order of the rounds, into the text.",
)
@click.option("--blind", is_flag=True, help="With --readings and a page: name no reader on it.")
@click.option(
    "--overwrite", is_flag=True, help="Replace what drafter wrote at -o before, even if somebody changed it."
)
@click.option(
    "--recommendation",
    "ids",
    metavar="ID",
    multiple=True,
    help="Where this ended: lac-19h, or “Africa, 29 (d)”. Repeatable.",
)
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
@click.option(
    "--form",
    metavar="NAME|FOLDER",
    default=DEFAULT_FORM,
    show_default=True,
    help="Words and looks of the table.",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def command(
    files: Sequence[str],
    matrix: str,
    concordance: str | None,
    trace_file: str | None,
    readings: Sequence[str],
    output: str | None,
    rounds: Sequence[str],
    blind: bool,
    overwrite: bool,
    ids: Sequence[str],
    numbers: Sequence[str],
    regions: Sequence[str],
    themes: Sequence[str],
    paragraphs: str,
    count: int,
    form: str,
    in_json: bool,
) -> None:
    """Show where each recommendation ended in an adopted text.

    TEXT is the text as it was adopted: Word, PDF, a web page or plain text, with numbered paragraphs; or one
    that stands beside the matrix, as kyoto-declaration.txt does, which comes with drafter. Where a
    recommendation ended is people's judgement: each reader keeps a file, trace-NAME.yaml, and what they agree
    on and decided stands in trace.yaml beside the matrix. What is proposed by words counts for nothing.
    Words of a paragraph that are “marked by no reader” are in no recommendation behind it either; it does not
    follow that no meeting asked for them.

    \b
    Examples:
      drafter trace kyoto-declaration.txt
      drafter trace kyoto-declaration.txt --region af
      drafter trace kyoto-declaration.txt --recommendation lac-19h
      drafter trace kyoto-declaration.txt --paragraph 66
      drafter trace kyoto-declaration.txt --from round-1.docx round-5.docx
      drafter trace kyoto-declaration.txt --region af --paragraph 66
      drafter trace kyoto-declaration.txt -o what-became.docx
      drafter trace kyoto-declaration.txt --region af -o africa.docx
      drafter trace kyoto-declaration.txt -o trace.html   (to read anew; it holds no answers)
      drafter trace kyoto-declaration.txt --readings trace-a.yaml trace-b.yaml -o differences.html
      drafter trace kyoto-declaration.txt --readings trace-a.yaml trace-b.yaml decided.yaml -o trace.yaml
    """
    text, *others = files
    is_asked, is_share = bool(ids or numbers), bool(regions or themes)
    _look_over_options(
        others, readings, rounds, trace_file, output, is_asked=is_asked, is_share=is_share, in_json=in_json
    )
    opened = open_matrix(matrix, concordance)
    adopted = load_adopted(_text_file(opened, text), by_lines=paragraphs == "lines")
    if readings:
        options = Written(output, blind=blind, in_json=in_json, overwrite=overwrite)
        trace_together(opened, adopted, [*readings, *others], options)
        return
    if output and is_page(output):
        # A page holds no answers: nobody's are looked for.
        write_for_tracer(_proposals(opened, adopted), Path(output), overwrite=overwrite)
        return
    ids = recommendations_named(opened.matrix, ids)
    trace = _open_trace(opened, adopted, trace_file)
    declared, problems = sources_beside(opened.path)
    console.messages(problems)
    outcome = Outcome(trace, opened.matrix, adopted, declared)
    asked = asked_of(opened.matrix, adopted, ids, numbers, regions, themes)
    # By words, where there is something that nobody has read, or may have been overlooked.
    is_near_told = bool(asked.ids or asked.paragraphs) and not (in_json or output or rounds)
    proposals = _proposals(opened, adopted, trace.links) if outcome.unread or is_near_told else None
    if rounds:
        from drafter.cli.trace_rounds import trace_rounds

        trace_rounds(opened, outcome, [*rounds, *others], in_json=in_json)
    elif output:
        share = share_in_words(opened.matrix, regions, themes)
        _write(outcome, asked, share, Path(output), form, overwrite=overwrite)
    elif in_json:
        console.show(trace_as_json(outcome, asked, proposals, count), ends="")
    else:
        print_outcome(outcome, asked, proposals, count, called=text)
    console.end_by(problems)


def _look_over_options(
    others: Sequence[str],
    readings: Sequence[str],
    rounds: Sequence[str],
    trace_file: str | None,
    output: str | None,
    *,
    is_asked: bool,
    is_share: bool,
    in_json: bool,
) -> None:
    if others and not (readings or rounds):
        hint = "people's traces come behind --readings, drafts of earlier rounds behind --from"
        raise click.UsageError(f"name one text, not {len(others) + 1}; {hint}")
    if rounds and (readings or output or is_asked or is_share):
        raise click.UsageError("--from follows all clauses of some drafts: leave the other questions out")
    if readings and (is_asked or is_share or trace_file):
        raise click.UsageError("--readings compares traces; what they say is asked of the one that -o writes")
    kind = Path(output).suffix.lower() if output else ""
    if output and not readings and not is_page(output) and kind not in (".docx", ".csv"):
        message = (
            "drafter trace writes tables (.docx, .csv) and a page (.html); a trace (.yaml) it writes of "
            "--readings"
        )
        raise click.UsageError(f"{message}, not “{kind or output}”")
    if output and is_page(output) and not readings and trace_file:
        raise click.UsageError(
            "a page holds nobody's answers: leave --trace out, and load a reader's file in it"
        )
    if output and not readings and is_page(output) and is_share:
        raise click.UsageError("a page is written for all; which part to read is chosen on it")
    if output and not readings and (is_asked or in_json):
        raise click.UsageError(
            "-o writes everything, or with --region and --theme a share of it: leave the other questions out"
        )


def _text_file(opened: OpenMatrix, named: str) -> Path:
    """The text that a user names: theirs, or one that comes beside the matrix, named without a folder."""
    path, beside = Path(named), opened.path.parent / Path(named).name
    return beside if named == path.name and not path.exists() and beside.is_file() else path


def _write(outcome: Outcome, asked: Asked, share: str, target: Path, form: str, *, overwrite: bool) -> None:
    """Write all that a trace says, or of a share of the recommendations, as a table."""
    only = frozenset(asked.ids) if share else frozenset(outcome.matrix.by_id)
    if target.suffix.lower() == ".csv":
        content = ("\ufeff" + trace_as_csv(outcome, only)).encode()
    else:
        from drafter.docx.writer import write_paper
        from drafter.drafting import open_form
        from drafter.reading.tracing.paper import TracePaper

        words = open_form(form, in_word=True)
        called = console.called(outcome.matrix)
        paper = TracePaper(outcome, words.phrases, called, only, share).paper(words.language)
        content = write_paper(paper, words.word_template, when=date_for_files())
    write_file(target, content, is_untouched=never, overwrite=overwrite)
    console.message(f"Wrote {target}; {outcome.trace.who_read}")


def _open_trace(opened: OpenMatrix, adopted: AdoptedText, named: str | None) -> Trace:
    """The trace that was named, or the one beside the matrix if it is of this text; else an empty one."""
    path = Path(named) if named else opened.path.parent / TRACE_FILE
    nothing = Trace(opened.matrix.name, adopted.name)
    if not named and not stands(path):
        return nothing
    if not named:
        refuse_link_out(path)
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


def _proposals(opened: OpenMatrix, adopted: AdoptedText, links: Sequence[Link] = ()) -> Proposals:
    """By words, and by links that are known."""
    with console.progress("Comparing", _LONG_WORK) as progress:
        similarity = Similarity(opened.matrix, progress=progress)
    return Proposals(similarity, adopted, opened.concordance, links)
