"""``drafter select``: the selection file that people edit from round to round."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from drafter.cli import by_number, console, returned_edits, selection_edits
from drafter.cli.selection_updated import told_of_update
from drafter.cli.undoing import deciding, to_undo, undo
from drafter.files.reading import exists, read_bytes
from drafter.files.writing import look_before_writing, never, refuse_another, refuse_input
from drafter.matrix.criteria import OPTIONS, Criteria, criteria_in_words, several_sections
from drafter.problems import DrafterError
from drafter.selection.update import start_selection, update_selection

# What does something else to a file than starting and updating it, and what may stand beside it: edits from
# Word all at once, other steps one at a time.
_EDITS = ("from_draft", "take", "leave", "take_all")
_BESIDE: dict[str, tuple[str, ...]] = {
    "from_draft": (*_EDITS, "renamed", "by_author", "of", "as_text"),
    **dict.fromkeys(("take", "leave", "take_all"), (*_EDITS, "as_text", "by")),
    **dict.fromkeys(("drop", "keep", "maybe"), ("reason", "by", "in_draft")),
    "supported": ("by", "in_draft"),
    "move": ("before", "after", "in_draft"),
    "word": ("in_draft",),
    "join": ("in_draft", "clauses"),
    "split": ("in_draft",),
    "status": ("at", "on", "by", "in_draft", "clauses"),
    "list": ("in_json", "in_draft"),
    "undo": ("by_hand",),
    "redo": (),
}
_MORE = (
    *("clauses", "renamed", "by_author", "of", "as_text", "reason", "by", "before", "after", "at", "on"),
    *("in_draft", "in_json", "by_hand"),
)
_AT_THE_TOP = ("matrix", "concordance", "form", "alternatives", "support", "guidance")
_id = functools.partial(click.option, metavar="ID")
_ids = functools.partial(_id, multiple=True)


@click.command("select", short_help="Start a selection file, update it, or change one clause.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@click.argument("clauses", metavar="[ID]...", nargs=-1)
@console.criteria_options(min_regions=2)
@console.matrix_options
@console.form_options
@click.option(
    "--support/--no-support", default=False, help="Name those whose words it has after each clause."
)
@click.option("-o", "--output", metavar="FILE", help="The file to write; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace the selection at -o, whoever wrote it.")
@_ids("--drop", help="Take a clause out; it stays in the file with the reason. Repeatable.")
@_ids("--keep", help="Take a clause in, whatever the criteria say. Repeatable.")
@_ids("--maybe", help="Put a clause in brackets, the reason beside it. Repeatable.")
@click.option("--reason", metavar="WORDS", default="", help="Why; for --drop, --keep and --maybe.")
@click.option(
    "--by",
    metavar="NAME",
    default="",
    help="Who decided or supports it; for --status, who has the reservation.",
)
@_ids("--supported", help="Say, with --by, that its sources support a clause's own words. Repeatable.")
@_id("--move", help="Move a clause; with --before or --after.")
@_id("--before", help="The clause that it comes before.")
@_id("--after", help="The clause that it comes after.")
@_id("--word", help="Give a clause your own words: in your editor, or from standard input.")
@_id("--join", help="Join a clause with others, named behind it: one text, what differs in brackets.")
@_id("--split", help="Take a clause apart that was joined.")
@click.option(
    "--status",
    metavar="STATUS",
    help="Say where clauses stand: open, agreed ad referendum, agreed, reserved, withdrawn.",
)
@click.option("--at", metavar="MEETING", default="", help="At which meeting; for --status.")
@click.option("--on", metavar="DATE", default="", help="On which day; for --status.")
@click.option(
    "--in",
    "in_draft",
    metavar="DRAFT",
    type=click.Path(),
    help="The draft whose numbers are meant where a clause is named by its number; else the last one.",
)
@click.option(
    "--from",
    "from_draft",
    metavar="DRAFT…",
    multiple=True,
    type=click.Path(),
    help="Propose to the file what people changed in a Word draft, or in several.",
)
@click.option(
    "--by-author",
    metavar="NAME=DELEGATION",
    multiple=True,
    help="Who an author of tracked changes and comments is; remembered in the file. Repeatable.",
)
@click.option(
    "--of",
    metavar="DELEGATION",
    help="Whose words those are that were typed in the draft without tracking; with --from.",
)
@click.option("--list", is_flag=True, help="Print number, id and opening words of each clause.")
@click.option("--json", "in_json", is_flag=True, help="With --list: print JSON for programs.")
@click.option("--renamed", is_flag=True, help="The draft was made from this file under another name.")
@_ids("--take", help="Take a proposal: its name, or a clause for all about it. Repeatable.")
@_ids("--leave", help="Leave a proposal: it is forgotten. Repeatable.")
@click.option(
    "--take-all", is_flag=True, help="Take every proposal that brings back nothing that has gone since."
)
@click.option("--undo", is_flag=True, help="Take the last decision back; what was typed since stays.")
@click.option("--by-hand", is_flag=True, help="With --undo: what was typed last, no decision.")
@click.option("--redo", is_flag=True, help="Put in again what was undone last.")
@click.option("--as-text", is_flag=True, help="Take a delegation's words as the text, not beside it.")
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
      drafter select selection.yaml --list               numbers, ids and opening words
      drafter select selection.yaml --drop 19 --in round-2.docx      by its number in a draft
      drafter select selection.yaml --from round-1.docx      what people changed in Word is proposed
      drafter select selection.yaml --take legal-aid:wording
      drafter select selection.yaml --undo               the last decision, of whatever kind; --redo

    \b
    In the room, by ids or by numbers of the last draft:
      --status "agreed ad referendum" 12 14 --at "third informal"
      --supported "7 bis" --by "A. Diallo"
      --join 3 5, and --split 3
      --from brazil.docx egypt.docx --by-author "J. Silva=Brazil"
      --from japan.docx --of Japan
    """
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    file, drafts, values["clauses"] = _told_apart(file, values["clauses"], values["from_draft"])
    given = {name for name in given if name not in ("file", "clauses")}
    given |= {name for name, value in (("file", file), ("clauses", values["clauses"])) if value}
    _refuse_without_hyphens(ctx.command, values["clauses"], given)
    _refuse_mixture({name if values.get(name) is not False else f"no_{name}" for name in given})
    criteria = console.criteria_of(values)
    values["support"] = "yes" if values["support"] else "no"
    told = given if file else {*given, "matrix", "form", "alternatives"}
    head = {name: str(values[name]) for name in _AT_THE_TOP if name in told and values[name]}
    if file is None:
        if output is None:
            raise click.UsageError("say where to write the selection: -o selection.yaml")
        _start(output, criteria, head, overwrite=overwrite)
    elif exists(Path(file)) and Path(file).is_dir():
        raise DrafterError(f"{Path(file)} is a folder, not a file", "Name a selection file in it.")
    elif given.intersection(_BESIDE):
        _one_step(Path(file), drafts, values, given)
    else:
        keys = [key for name, key in OPTIONS.items() if name in given]
        _update(Path(file), criteria, keys, head, output, overwrite=overwrite)


def _one_step(path: Path, drafts: Sequence[Path], values: dict[str, Any], given: set[str]) -> None:
    """What is neither starting nor updating a file."""
    if values["list"]:
        from drafter.cli import selection_list

        draft = Path(values["in_draft"]) if values["in_draft"] else None
        selection_list.show(path, draft, in_json=values["in_json"])
    elif values["undo"] or values["redo"]:
        console.message(undo(path, is_redo=values["redo"], by_hand=values["by_hand"]))
    elif given.intersection(_EDITS):
        _edits_from_word(path, drafts, values)
    elif values["status"]:
        from drafter.cli import status_steps

        console.message(status_steps.set_status(path, by_number.by_their_numbers(path, values)))
    elif values["join"] or values["split"]:
        from drafter.cli.selection_joining import join_clauses, split_clause

        values = by_number.by_their_numbers(path, values)
        first = values["join"]
        if first:
            console.message(join_clauses(path, first, values["clauses"]))
        else:
            console.message("\n".join([split_clause(path, values["split"]), *to_undo(path)]))
    else:
        selection_edits.take_step(path, values)


def _edits_from_word(path: Path, drafts: Sequence[Path], values: Mapping[str, Any]) -> None:
    if drafts:
        known = returned_edits.authors_in(values["by_author"])
        returned_edits.propose(path, drafts, known, is_renamed=values["renamed"], of=values["of"] or "")
    if values["take"] or values["leave"] or values["take_all"]:
        by = selection_edits.a_name(values["by"], "--by")
        if by and not values["as_text"]:
            raise click.UsageError(
                "--by says who takes others’ words out: with --take it goes with --as-text"
            )
        how = {"by": by, **{key: values[key] for key in ("take_all", "as_text")}}
        returned_edits.take_and_leave(path, values["take"], values["leave"], **how)


def _told_apart(
    file: str | None, named: Sequence[str], drafts: Sequence[str]
) -> tuple[str | None, list[Path], tuple[str, ...]]:
    """The selection file, the drafts and the clauses that are named; “--from” may be given several drafts."""
    every = [*([file] if file is not None else []), *named]
    more = [one for one in every if drafts and one.lower().endswith(".docx")]
    rest = [one for one in every if one not in more]
    found = [Path(one) for one in dict.fromkeys((*drafts, *more))]
    return next(iter(rest), None), found, tuple(rest[1:])


def _refuse_without_hyphens(command: click.Command, words: Collection[str], given: Collection[str]) -> None:
    """Refuse the name of an option without its hyphens, where no ID can stand.

    Raises:
        click.UsageError: with the option as it is typed.
    """
    if {"join", "status"}.isdisjoint(given):
        options = {option for one in command.params for option in one.opts if option.startswith("--")}
        for word in words:
            if f"--{word}" in options:
                raise click.UsageError(f"“{word}” has no hyphens here: write --{word}")


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
    if main == "move" and not {"before", "after"}.intersection(given):
        raise click.UsageError("say where to: --move ID --before ID, or --after ID")
    others = sorted(set(given) - {main, "file", *_BESIDE[main]})
    if others:
        named = "--from, --take and --leave" if main in _EDITS else _option(main)
        raise click.UsageError(f"{_option(others[0])} does not go with {named}: do one thing at a time")
    if "file" not in given:
        raise click.UsageError(f"say which file: drafter select selection.yaml {_option(main)} …")


def _option(name: str) -> str:
    """An option as it is typed."""
    if name == "clauses":
        return "an ID behind the file"
    typed = {"from_draft": "from", "in_draft": "in", "in_json": "json", **OPTIONS}
    return "--" + typed.get(name, name).replace("_", "-")


def _start(output: str, criteria: Criteria, head: dict[str, str], *, overwrite: bool) -> None:
    path = Path("selection.yaml" if output == "-" else output)
    if output != "-":
        look_before_writing(path)
    selection = start_selection(path, criteria, head)
    content, file, matrix = selection.content, selection.file, selection.opened.matrix
    if output != "-" and path.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"a selection file ends in .yaml: -o {path.stem or 'selection'}.yaml")
    if output != "-":
        refuse_input(path)
    if output != "-" and path.is_file() and read_bytes(path) != content and not overwrite:
        raise DrafterError(
            f"{output} was not written: there is one already, and it is yours",
            f"Bring it up to date with “drafter select {output}” and the same criteria, or add --overwrite "
            "to start anew.",
        )
    if output != "-" and path.is_file():  # what stood there is noted, and can be had back
        refuse_another(path, content, never)
        with deciding(path) as write:
            write(content)
    elif not console.write_output(output, content, is_untouched=never, overwrite=overwrite):
        return
    console.message(
        f"Wrote {output}: {console.plural(len(file.clauses), 'clause')}, made from "
        f"{console.called(matrix)}: {criteria_in_words(matrix, file.criteria)}.\n"
        f"{several_sections(matrix, file.criteria)}"
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
    with deciding(path) as write:
        before = read_bytes(path)
        result = update_selection(path, criteria, keys, head)
        content = result.selection.content
        is_own = is_file and target == path
        if is_own:
            write(content)
        else:
            console.write_output(str(output), content, is_untouched=never, overwrite=overwrite)
    told_of_update(result, target, is_same=is_own and content == before, is_file=is_file)
