"""``drafter import`` and ``drafter new``: a matrix document read in, and what was understood shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli import console
from drafter.cli.importing_again import renew_matrix
from drafter.files.reading import read_bytes, reason_of
from drafter.files.replacing import all_or_none
from drafter.files.seal import ABOUT, has_whole_seal
from drafter.files.writing import change_file, new_folder, refuse_input, write_file
from drafter.matrix.about import COLUMN_ROLES, dump_about, load_about
from drafter.matrix.loading import ABOUT_FILE, CONCORDANCE_FILE, MATRIX_FILE, path_of_imported
from drafter.matrix.matrix_file import dump_matrix
from drafter.model import Matrix, Region, Report
from drafter.problems import DrafterError, ExitStatus, Severity, raise_on_errors
from drafter.text.looks import did_you_mean
from drafter.text.words import first_words, shortened, with_plain_blanks

if TYPE_CHECKING:
    from drafter.documents.interpreter import Reading
    from drafter.documents.table import Layout

_STREAMS = (("/", "dev"), ("/", "proc"))  # where what other programs give is read: /dev/stdin
_SHOWN = 8  # recommendations in a preview
_LONGEST_NAME = 60  # of a folder, in a message
_NOT_THERE = "Name a folder that is not there yet; to read a document again: drafter import FILE"
_LONG_DOCUMENT = 10  # so many pages of a PDF take long enough for a progress bar
# Doubts that are said in full: about the letters of a file, and a region that about.yaml declares in vain.
_IN_FULL = ("windows-1252", "region-without-column")
_EXAMPLE: dict[str, Any] = {
    "meeting": "[meeting]",
    "place": "[place]",
    "dates": "[dates]",
    "symbol": "[symbol]",
}
_ONE_REPORT = Report("[name of the report]", "[symbol]")


def _layout_options(command: Any) -> Any:
    for option in (
        click.option(
            "--column",
            "columns",
            metavar="WHAT=HEAD",
            multiple=True,
            help=f"Which column holds {', '.join(COLUMN_ROLES[:-1])} or {COLUMN_ROLES[-1]}, by "
            "its head: --column region=State. Repeatable.",
        ),
        click.option("--sheet", metavar="NAME", help="The sheet of a workbook that is the matrix."),
        click.option(
            "--table",
            metavar="N",
            type=console.Count(),
            help="Which table of the document is the matrix, from 1. [default: all with the same heads]",
        ),
    ):
        command = option(command)
    return command


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; - is standard output. [default: matrix.yaml beside FILE]",
)
@_layout_options
@click.option("--preview", is_flag=True, help="Show what is understood, and write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace the output, corrections by hand with it.")
def import_(file: str, output: str | None, preview: bool, overwrite: bool, **layout: Any) -> None:
    """Read a matrix document and write it as a matrix file.

    FILE is a table in Word, Excel, LibreOffice, CSV, PDF or text (docs/matrix.md says more): a
    grid with regions across and themes down, or a list with one recommendation a row. Facts about the
    regions, and how the document is to be read, stand in about.yaml beside it; where there is none, one is
    written that you fill in. Where the output is there already, what is new, gone and changed is said, and
    what you corrected in it is kept.

    \b
    Examples:
      drafter import data/kyoto-2021/annex-b.txt --preview
      drafter import data/kyoto-2021/annex-b.txt
      drafter import upr.csv --column region=State --column text=Recommendation
    """
    from drafter.documents.source import read_document

    path = Path(file)
    is_stream = path.parts[:2] in _STREAMS
    if is_stream and not (output or preview):
        message = f"{file} is no place beside which a matrix file can stand"
        raise DrafterError(message, "Say where to write it: -o matrix.yaml", status=ExitStatus.USAGE)
    with console.progress("Reading", _LONG_DOCUMENT) as progress:
        reading = read_document(path, progress, _layout_of(**layout))
    if preview:
        _preview(reading)
        console.end_by(reading.problems)
        return
    raise_on_errors(reading.problems)
    if output == "-":
        console.write_output(output, dump_matrix(reading.matrix))
        return
    target = Path(output) if output else path.parent / MATRIX_FILE
    if target.is_dir():
        raise DrafterError(f"{target} is a folder", "Name a file in it.")
    refuse_input(target)
    facts = path.parent / ABOUT_FILE
    is_first = not is_stream and (not facts.exists() or not _is_about(reading, facts))
    with change_file(target, is_beside=not output) as write, all_or_none():
        matrix, kept = renew_matrix(reading.matrix, target, write, overwrite=overwrite)
        about = _write_about(reading, path.name, facts) if is_first else ""
    said = f"{kept}Wrote {target}: {_counts(matrix)}.\n"
    if is_stream:  # nothing can be kept beside it, and what it says is read once
        console.message(said + _doubts(reading, path))
        return
    console.message(
        said
        + (about or _not_kept(reading, facts))
        + _doubts(reading, path)
        + (_to_check(path, target) if is_first else f"Next: drafter check {console.quoted(target)}")
    )


@click.command("new")
@click.argument("folder", metavar="FOLDER")
@click.option("--from", "file", metavar="FILE", required=True, help="The matrix document.")
@_layout_options
def new(folder: str, file: str, **layout: Any) -> None:
    """Make a folder of your own from a matrix document.

    FOLDER gets a copy of the document, about.yaml with what is known of it, and matrix.yaml. Commands that
    are run in it, or given a file of it, take that matrix.

    \b
    Example:
      drafter new kyoto --from data/kyoto-2021/annex-b.txt
    """
    from drafter.documents.source import read_document

    target, path = Path(folder), Path(file)
    _look_for_room(target, folder)
    with console.progress("Reading", _LONG_DOCUMENT) as progress:
        reading = read_document(path, progress, _layout_of(**layout))
    raise_on_errors(reading.problems)
    content = dump_matrix(reading.matrix)
    facts = path.with_name(ABOUT_FILE)
    with new_folder(target) as inside:
        write_file(inside / path.name, read_bytes(path))
        if facts.exists():
            write_file(inside / ABOUT_FILE, read_bytes(facts))
        else:
            _write_about(reading, path.name, inside / ABOUT_FILE)
        write_file(inside / MATRIX_FILE, content)
        write_file(path_of_imported(inside / MATRIX_FILE), content, is_beside=True)
    steps = [
        ("drafter themes", "what there is"),
        (f"drafter match -o {CONCORDANCE_FILE}", "who may say the same: you confirm or reject"),
        ("drafter draft --min-regions 1 -o draft.docx", "a paper of all of it"),
    ]
    width = max(len(command) for command, _ in steps)
    doubts = _doubts(reading, path)
    console.message(
        f"Wrote {target}: {path.name}, {ABOUT_FILE} and {MATRIX_FILE} with {_counts(reading.matrix)}.\n"
        + (f"{doubts}Next: drafter check {console.quoted(target / MATRIX_FILE)}\n" if doubts else "")
        + f"Fill in {target / ABOUT_FILE}: the footnotes print what stands there.\n"
        f"Next, in that folder (cd {console.quoted(target)}):\n"
        + "\n".join(f"  {command:{width}}  {what}" for command, what in steps)
    )


def _look_for_room(target: Path, name: str) -> None:
    """Refuse a folder that cannot be a new one, before any work goes into it.

    Raises:
        DrafterError: saying why not.
    """
    if not name.strip():
        raise click.UsageError("FOLDER is empty: name a folder that is not there yet")
    try:
        # What stands in the way may stand further up.
        way = next((one for one in (target, *target.parents) if one.is_symlink() or one.exists()), target)
        if way.is_symlink() and not way.exists():
            problem = f"{way} is a link that leads to nothing"
        elif way.exists() and not way.is_dir():
            problem = f"{way} is a file, not a folder"
        elif way == target and way.is_dir() and any(target.iterdir()):
            problem = f"{target} is there already, and not empty"
        else:
            return
    except OSError as error:
        raise _not_made(target, error) from error
    raise DrafterError(problem, _NOT_THERE, status=ExitStatus.USAGE)


def _not_made(target: Path, error: OSError) -> DrafterError:
    reason = f"cannot make the folder {shortened(str(target), _LONGEST_NAME)}: {reason_of(error)}"
    return DrafterError(reason, "Name another folder.", status=ExitStatus.USAGE)


def _doubts(reading: Reading, path: Path) -> str:
    """How many doubts there are about a document; and those about all of it, in full."""
    all_of_it = [f"{problem}\n" for problem in reading.problems if problem.code in _IN_FULL]
    odd = sum(problem.severity is not Severity.ERROR for problem in reading.problems)
    return "".join(all_of_it) + (f"{console.plural(odd, 'oddity', 'oddities')} in {path}. " if odd else "")


def _layout_of(columns: Sequence[str], table: int | None, sheet: str | None) -> Layout:
    from drafter.documents.table import Layout

    found = {}
    for given in columns:
        role, sign, head = given.partition("=")
        if not sign or role not in COLUMN_ROLES or not head.strip():
            near = did_you_mean(role, COLUMN_ROLES)
            raise click.UsageError(
                f"--column needs one of {', '.join(COLUMN_ROLES)}, and a head: --column region=State. {near}"
            )
        found[role] = head.strip()
    return Layout(table or 0, sheet or "", found)


def _counts(matrix: Matrix) -> str:
    named = [
        console.plural(count, word)
        for count, word in (
            (sum(bool(section.title) for section in matrix.sections), "section"),
            (sum(bool(theme.title) for theme in matrix.themes), "theme"),
            (len(matrix.recommendations), "recommendation"),
        )
        if count
    ]
    return ", ".join(named)


# What was understood


def _preview(reading: Reading) -> None:
    """Show regions, title, outline, who says what in the first rows, and all doubts."""
    matrix = reading.matrix
    console.heading(console.plural(len(matrix.regions), *console.region_words(matrix)))
    width = max((len(region.key) for region in matrix.regions), default=0)
    for region in matrix.regions:
        count = sum(region.key in item.regions for item in matrix.recommendations)
        console.show(f"  {region.key:{width}}  {region.name}: {console.plural(count, 'recommendation')}")
    if reading.columns:
        console.heading("Columns of the list" if reading.is_list else "Columns beside the regions")
        for role, head in reading.columns.items():
            console.show(f"  {role}: “{head}”")
        if reading.facts:
            heads = ", ".join(f"“{head}”" for head in reading.facts)
            console.show(console.wrap(f"kept as facts: {heads}", 2, 2))
    console.heading("Title")
    console.show(console.wrap(matrix.title or "(none found)", 2))
    console.heading("Outline")
    _print_outline(matrix)
    console.heading("Who says what, in the first rows")
    for given in list(reading.places)[:_SHOWN]:
        item = matrix.by_id[given]
        names = ", ".join(matrix.names_of(item))
        words = f"{reading.places[given]}: {names} ({item.citation.printed}): “{first_words(item.text, 10)}”"
        console.show(console.wrap(words, 2, 2))
    console.heading("Doubts")
    doubts = sorted(reading.problems, key=lambda problem: list(Severity).index(problem.severity))
    for problem in console.first_of_each_kind(doubts):
        said, *hint = str(problem).split("\n")
        console.show(console.wrap(said, 2, 2))
        for line in hint:
            console.show(console.wrap(line.strip(), 6))
    if not reading.problems:
        console.show("  none")
    console.message("Nothing was written.")


def _print_outline(matrix: Matrix) -> None:
    for section in matrix.sections:
        if section.title:
            console.show(console.wrap(section.title, 2))
        for theme in (one for one in matrix.themes if one.section == section.id):
            counts = ", ".join(f"{key} {len(ids)}" for key, ids in matrix.cells[theme.id].items())
            heading = theme.heading or "(no theme)"
            console.show(console.wrap(f"{heading}  [{theme.id}]  {counts or 'nothing'}", 4, 2))


# What people fill in


def _is_about(reading: Reading, facts: Path) -> bool:
    """Whether the facts are about what was read; those of a misreading that nobody changed are not."""
    known = {region.heading for region in load_about(facts).regions}
    return not known or not known.isdisjoint(region.heading for region in reading.about.regions)


def _write_about(reading: Reading, file: str, target: Path) -> str:
    """Write a first about.yaml, and say so."""
    footnotes = _footnotes(reading.matrix)
    content = dump_about(reading.about, file, reading.matrix.title, *footnotes)
    write_file(target, content, is_untouched=lambda old: has_whole_seal(old, ABOUT), is_beside=True)
    return f"Wrote {target}: what is null there you fill in.\n"


def _footnotes(matrix: Matrix) -> Iterator[str]:
    """How the first footnote reads; and how it does with the one report, and with the regions' meetings."""
    from drafter.draft.notes import NoteMaker
    from drafter.drafting import open_form

    form, item = open_form(), matrix.recommendations[0]
    filled = (
        Region(one.key, one.name, **{fact: words.format(one.name) for fact, words in _EXAMPLE.items()})
        for one in matrix.regions
    )
    for one in (matrix, replace(matrix, report=_ONE_REPORT), replace(matrix, regions=tuple(filled))):
        yield with_plain_blanks(NoteMaker(one, form).of([item.id])[0].text)


def _not_kept(reading: Reading, facts: Path) -> str:
    """What the options said that about.yaml does not, so that the next import would need them again."""
    kept, about = load_about(facts), reading.about
    lines = [f"  table: {about.table}"] if about.table != kept.table else []
    lines += [f"  sheet: {about.sheet}"] if about.sheet != kept.sheet else []
    if about.columns != kept.columns:
        lines += ["  columns:", *(f"    {role}: {head}" for role, head in about.columns.items())]
    if not lines:
        return ""
    return "\n".join([f"To read it so without options, write into {facts}:", *lines, ""])


def _to_check(path: Path, target: Path) -> str:
    return (
        "Check three things:\n"
        f"  are the regions right, and their keys?        {path.parent / ABOUT_FILE}\n"
        f"  are these the sections and themes?            drafter themes --matrix {console.quoted(target)}\n"
        f"  does each region say its own words?           drafter import {console.quoted(path)} --preview\n"
        f"Next: drafter check {console.quoted(target)}"
    )
