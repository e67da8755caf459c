"""``drafter select``: the selection file that people edit from round to round."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from drafter.cli import console, selection_edits
from drafter.files import change_file, read_bytes
from drafter.matrix.criteria import OPTIONS, Criteria, criteria_in_words
from drafter.problems import DrafterError
from drafter.selection.update import Updated, start_selection, update_selection

# What does something else to a file than starting and updating it, and what may stand beside it: edits from
# Word all at once, other steps one at a time.
_EDITS = ("from_draft", "take", "leave", "take_all")
_BESIDE: dict[str, tuple[str, ...]] = {
    "from_draft": (*_EDITS, "renamed"),
    **dict.fromkeys(("take", "leave", "take_all"), _EDITS),
    **dict.fromkeys(("drop", "keep", "maybe"), ("reason", "by")),
    "move": ("before", "after"),
    "word": (),
}
_MORE = ("renamed", "reason", "by", "before", "after")
_AT_THE_TOP = ("matrix", "concordance", "form", "alternatives", "support", "guidance")
_NAMED_AT_MOST = 8
_id = functools.partial(click.option, metavar="ID")
_ids = functools.partial(_id, multiple=True)


@click.command("select", short_help="Start a selection file, update it, or change one clause.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@console.criteria_options(min_regions=2)
@console.matrix_options
@console.form_options
@click.option("--support/--no-support", default=False, help="Name the regions after each clause.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace what stands at -o, whoever wrote it.")
@_ids("--drop", help="Take a clause out; it stays in the file with the reason. Repeatable.")
@_ids("--keep", help="Take a clause in, whatever the criteria say. Repeatable.")
@_ids("--maybe", help="Put a clause in brackets, the reason beside it. Repeatable.")
@click.option("--reason", metavar="WORDS", default="", help="Why; for --drop, --keep and --maybe.")
@click.option("--by", metavar="NAME", default="", help="Who decided it.")
@_id("--move", help="Move a clause; with --before or --after.")
@_id("--before", help="The clause that it comes before.")
@_id("--after", help="The clause that it comes after.")
@_id("--word", help="Give a clause your own words: in your editor, or from standard input.")
@click.option(
    "--from",
    "from_draft",
    metavar="DRAFT",
    type=click.Path(),
    help="Propose to the file what people changed in a Word draft.",
)
@click.option("--renamed", is_flag=True, help="The draft was made from this file under another name.")
@_ids("--take", help="Take a proposal: its name, or a clause for all about it. Repeatable.")
@_ids("--leave", help="Leave a proposal: it is forgotten. Repeatable.")
@click.option("--take-all", is_flag=True, help="Take every proposal.")
@click.pass_context
def command(
    ctx: click.Context, /, file: str | None, output: str | None, overwrite: bool, **values: Any
) -> None:
    """Start a selection file, bring it up to date, or change one thing in it.

    The file says which clauses stand in the draft, in which order and in which words. It is made for
    editing: docs/selection.md says how. What you write in it is never lost: an update adds what the
    criteria select now, marks what has changed, and takes out only what nobody has touched.

    \b
    Examples:
      drafter select --min-regions 3 -o selection.yaml
      drafter select selection.yaml                    the matrix has changed: bring it up to date
      drafter select selection.yaml --min-regions 4    likewise, with another criterion
      drafter select selection.yaml --drop legal-aid --reason "covered by paragraph 12" --by Chair
      drafter select selection.yaml --move legal-aid --before culture-of-lawfulness
      drafter select selection.yaml --from round-1.docx      what people changed in Word is proposed
      drafter select selection.yaml --take legal-aid:wording
    """
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    _refuse_mixture(given)
    criteria = console.criteria_of(values)
    values["support"] = "yes" if values["support"] else "no"
    told = given if file else {*given, "matrix", "form", "alternatives"}
    head = {name: str(values[name]) for name in _AT_THE_TOP if name in told and values[name]}
    if file is None:
        if output is None:
            raise click.UsageError("say where to write the selection: -o selection.yaml")
        _start(output, criteria, head, overwrite=overwrite)
    elif given.intersection(_BESIDE):
        path = Path(file)
        if values["from_draft"]:
            selection_edits.propose(path, Path(values["from_draft"]), is_renamed=values["renamed"])
        if values["take"] or values["leave"] or values["take_all"]:
            selection_edits.take_and_leave(path, values["take"], values["leave"], take_all=values["take_all"])
        if not given.intersection(_EDITS):
            selection_edits.take_step(path, values)
    else:
        keys = [key for name, key in OPTIONS.items() if name in given]
        _update(Path(file), criteria, keys, head, output, overwrite=overwrite)


def _refuse_mixture(given: Collection[str]) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: with what to do.
    """
    for name in sorted(set(given).intersection(_MORE)):
        mains = [main for main, beside in _BESIDE.items() if name in beside]
        if not set(given).intersection(mains):
            wanted = " or ".join(map(_option, mains))
            raise click.UsageError(f"{_option(name)} goes with {wanted}: say for which clause or draft")
    for one, two in (("take", "take_all"), ("before", "after")):
        if one in given and two in given:
            raise click.UsageError(f"give {_option(one)} or {_option(two)}, not both: one thing at a time")
    main = next((name for name in _BESIDE if name in given), None)
    if main is None:
        return
    if main == "move" and not set(given).intersection(_BESIDE[main]):
        raise click.UsageError("say where to: --move ID --before ID, or --after ID")
    others = sorted(set(given) - {main, "file", *_BESIDE[main]})
    if others:
        named = "--from, --take and --leave" if main in _EDITS else _option(main)
        raise click.UsageError(f"{_option(others[0])} does not go with {named}: do one thing at a time")
    if "file" not in given:
        raise click.UsageError(f"say which file: drafter select selection.yaml {_option(main)} …")


def _option(name: str) -> str:
    """An option as it is typed."""
    return "--" + {"from_draft": "from", **OPTIONS}.get(name, name).replace("_", "-")


def _start(output: str, criteria: Criteria, head: dict[str, str], *, overwrite: bool) -> None:
    path = Path("selection.yaml" if output == "-" else output)
    selection = start_selection(path, criteria, head)
    content, file = selection.content, selection.file
    if output != "-" and path.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"a selection file ends in .yaml: -o {path.stem}.yaml")
    if output != "-" and path.is_file() and read_bytes(path) != content and not overwrite:
        raise DrafterError(
            f"{output} was not written: there is one already, and it is yours",
            f"Bring it up to date with “drafter select {output}” and the same criteria, or add --overwrite "
            "to start anew.",
        )
    if not console.write_output(output, content, overwrite=overwrite):
        return
    console.message(
        f"Wrote {output}: {console.plural(len(file.clauses), 'clause')}, made from "
        f"{criteria_in_words(selection.opened.matrix, file.criteria)}.\n"
        f"Next: edit it, and make the draft: drafter draft {output} -o round-1.docx"
    )


def _update(
    path: Path,
    criteria: Criteria,
    keys: Collection[str],
    head: dict[str, str],
    output: str | None,
    *,
    overwrite: bool,
) -> None:
    if not path.exists():
        raise DrafterError(
            f"{path} does not exist", f"Check the name, or start a selection: drafter select -o {path}"
        )
    is_file = output != "-"
    target = Path(output) if output and is_file else path
    if target.parent.resolve() != path.parent.resolve():
        raise click.UsageError("write it to the same folder: the file names the matrix as seen from there")
    with change_file(path) as write:
        before = read_bytes(path)
        result = update_selection(path, criteria, keys, head)
        content = result.selection.content
        is_own = is_file and target == path
        if is_own:
            write(content)
        else:
            console.write_output(str(output), content, overwrite=overwrite)
    _report(result, target, is_same=is_own and content == before, is_file=is_file)


def _report(result: Updated, target: Path, *, is_same: bool, is_file: bool) -> None:
    """Say what an update did, and what is to be looked at."""
    now = result.selection
    if is_same:
        console.message(f"{target} is up to date; nothing was written.")
    elif is_file:
        console.message(
            f"Wrote {target}: {console.plural(len(now.file.clauses), 'clause')}, nothing of yours is changed."
        )
    console.message(f"Criteria: {criteria_in_words(now.opened.matrix, now.file.criteria)}.")
    of_yours = "kept though no longer selected, since you wrote there (delete the block to leave it out)"
    for what, ids in (
        ("new, marked NEW", result.new),
        ("taken out, which nobody had decided anything about", result.removed),
        (of_yours, result.kept),
        ("with other sources than before, marked CHANGED", result.changed),
        ("stay out, since you deleted them (to have one back: --keep ID)", result.deleted),
    ):
        if ids:
            named, rest = ", ".join(list(ids)[:_NAMED_AT_MOST]), len(ids) - _NAMED_AT_MOST
            more = f" and {rest} more" if rest > 0 else ""
            console.message(f"  {console.plural(len(ids), 'clause')} {what}: {named}{more}")
    for problem in now.problems:
        console.message(str(problem))
    if is_file:
        console.message(
            f"Next: drafter draft {console.quoted(target)} -o {console.quoted(_next_round(target))}"
        )


def _next_round(selection: Path) -> Path:
    """A name for the next draft: that of the last round beside the selection, and one more."""
    found = (
        re.fullmatch(r"round-(\d{1,4})\.docx", path.name) for path in selection.parent.glob("round-*.docx")
    )
    last = max((int(match[1]) for match in found if match), default=0)
    return selection.with_name(f"round-{last + 1}.docx")
