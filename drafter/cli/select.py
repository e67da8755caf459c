"""``drafter select``: the selection file that people edit from round to round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from drafter.cli import console
from drafter.cli.selection import printed
from drafter.files import read_bytes
from drafter.matrix.criteria import OPTIONS, Criteria, criteria_in_words
from drafter.matrix.loading import DEFAULT_FORM, open_matrix
from drafter.problems import DrafterError
from drafter.selection.editing import (
    criteria_keys,
    freeze_text,
    renumber_text,
    start_text,
    update_text,
    write_selection,
)
from drafter.selection.history import change_selection
from drafter.selection.loading import OpenSelection, named_for, open_selection

_NAMED_AT_MOST = 8


@click.command("select")
@click.argument("selection_file", metavar="[SELECTION]", required=False, type=click.Path())
@console.criteria_options(min_regions=2)
@console.matrix_option
@click.option("-o", "--output", metavar="FILE", help="The selection file to start.")
@click.option("--freeze-numbers", is_flag=True, help="Fix every number: what comes between is 9 bis.")
@click.option("--renumber", is_flag=True, help="Take the fixed numbers away.")
@console.overwrite_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    selection_file: str | None,
    matrix: str,
    output: str | None,
    freeze_numbers: bool,
    renumber: bool,
    overwrite: bool,
    **values: Any,
) -> None:
    """Start a selection file, or bring it up to date.

    The file says which clauses are in the draft, in which order and in which words. Edit it in any text
    editor. An update adds what the criteria newly select. It removes only blocks that nobody touched.

    \b
    Examples:
      drafter select --min-regions 3 -o selection.yaml
      drafter select selection.yaml                    the matrix has changed: bring it up to date
      drafter select selection.yaml --min-regions 2    likewise, with another criterion
      drafter select selection.yaml --freeze-numbers
    """
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    criteria = console.criteria_of(values)
    if selection_file is None:
        if output is None or freeze_numbers or renumber:
            raise click.UsageError("name the selection file, or say where to start one: -o selection.yaml")
        _start(Path(output), criteria, matrix, overwrite=overwrite)
        return
    asked = {name: getattr(criteria, name) for name in OPTIONS if name in given}
    if output or "matrix" in given or sum(map(bool, (asked, freeze_numbers, renumber))) > 1:
        raise click.UsageError(
            "a selection is changed in place, by one of: criteria, --freeze-numbers, --renumber"
        )
    path = Path(selection_file)
    if freeze_numbers or renumber:
        selection = open_selection(path)
        numbers = {clause.id: clause.number for clause in printed(selection).printed if not clause.letter}
        text = freeze_text(selection, numbers) if freeze_numbers else renumber_text(selection)
        done = "every number is fixed" if freeze_numbers else "numbers follow the order again"
        _report(path, written=write_selection(selection, text), done=f": {done}")
    else:
        _update(path, asked)


def _start(path: Path, criteria: Criteria, matrix: str, *, overwrite: bool) -> None:
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"a selection file ends in .yaml: -o {path.with_suffix('.yaml')}")
    as_read = read_bytes(path) if path.exists() else b""
    if as_read and not overwrite:
        raise DrafterError(
            f"{path} is there already; nothing was written",
            f"Bring it up to date with “drafter select {path}”, or add --overwrite to start anew.",
        )
    opened = open_matrix(matrix)
    named = named_for(path.parent, matrix)
    text = start_text(opened, criteria, matrix=named, form=DEFAULT_FORM)
    change_selection(path, as_read, text.encode())
    console.message(
        f"Wrote {path}: {console.plural(text.count(f'{chr(10)}- id: '), 'clause')}, made from "
        f"{criteria_in_words(opened.matrix, criteria)}.\n{_next(path)}"
    )


def _update(path: Path, asked: dict[str, Any]) -> None:
    selection = open_selection(path, may_have_gone=True)
    criteria = replace(selection.file.criteria, **asked)
    keys = criteria_keys(criteria)
    done = update_text(selection, criteria, {OPTIONS[name]: keys.get(OPTIONS[name]) for name in asked})
    written = write_selection(selection, done.text)
    for what, ids in (
        ("new", done.new),
        ("gone: no longer selected, and nobody had touched them", done.gone),
        ("no longer selected, and kept as you edited them; delete the block to leave one out", done.kept),
        (f"not added, as you deleted them; to have one: drafter mark {path} ID in", done.deleted),
    ):
        if ids:
            more = f" and {len(ids) - _NAMED_AT_MOST} more" if len(ids) > _NAMED_AT_MOST else ""
            console.message(
                f"  {console.plural(len(ids), 'clause')} {what}: {', '.join(ids[:_NAMED_AT_MOST])}{more}"
            )
    _report(path, written=written, selection=selection)


def _report(path: Path, *, written: bool, done: str = "", selection: OpenSelection | None = None) -> None:
    for problem in selection.problems if selection else ():
        console.message(str(problem))
    console.message(
        f"Wrote {path}{done}.\n{_next(path)}" if written else f"{path} is up to date; nothing was written."
    )


def _next(path: Path) -> str:
    return f"Next: edit it, and make the draft: drafter draft {console.quoted(path)} -o draft.docx"
