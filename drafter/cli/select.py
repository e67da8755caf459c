"""``drafter select``: the selection file that people edit from round to round."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from drafter.cli.console import message, plural
from drafter.cli.options import criteria_of, criteria_options, matrix_options
from drafter.files import change_file, read_bytes, write_file
from drafter.matrix.candidates import ResolvedClause, select
from drafter.matrix.criteria import OPTIONS, Criteria, criteria_in_words
from drafter.matrix.loading import DEFAULT_FORM, find_form, open_matrix
from drafter.problems import DrafterError

if TYPE_CHECKING:
    from drafter.selection.loading import OpenSelection
    from drafter.selection.ordering import Placed

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _proposal(name: str, words: str) -> Callable[[_Command], _Command]:
    return click.option(name, metavar="ID", multiple=True, help=words)


def _step(name: str, words: str, *, many: bool = False) -> Callable[[_Command], _Command]:
    return click.option(name, metavar="ID", multiple=many, help=words)


@click.command("select", short_help="Start a selection file, update it, or change one clause.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@criteria_options(min_regions=2)
@matrix_options
@click.option(
    "--form", metavar="NAME|FOLDER", default=DEFAULT_FORM, show_default=True, help="The form of the drafts."
)
@click.option(
    "--alternatives",
    type=click.Choice(["bis", "inline", "lead"]),
    default="bis",
    show_default=True,
    help="How the drafts print wordings of several regions; see “drafter draft -h”.",
)
@click.option("--support/--no-support", default=False, help="Name the regions after each clause.")
@click.option(
    "--guidance",
    type=click.Choice(["apart", "as-clauses"]),
    default="apart",
    show_default=True,
    help="What the drafts do with guidance; see “drafter draft -h”.",
)
@click.option("-o", "--output", metavar="FILE", help="The file to write; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace what stands at -o, whoever wrote it.")
@_step("--drop", "Take a clause out; it stays in the file with the reason. Repeatable.", many=True)
@_step("--keep", "Take a clause in, whatever the criteria say. Repeatable.", many=True)
@_step("--maybe", "Put a clause in brackets, the reason beside it. Repeatable.", many=True)
@click.option("--reason", metavar="WORDS", default="", help="Why; for --drop, --keep and --maybe.")
@click.option("--by", metavar="NAME", default="", help="Who decided it.")
@_step("--move", "Move a clause; with --before or --after.")
@_step("--before", "The clause that it comes before.")
@_step("--after", "The clause that it comes after.")
@_step("--word", "Give a clause your own words: in your editor, or from standard input.")
@click.option(
    "--from",
    "from_draft",
    metavar="DRAFT",
    type=click.Path(),
    help="Put what people changed in a Word draft into the file, as proposals.",
)
@click.option("--renamed", is_flag=True, help="The draft was made from this file under another name.")
@_proposal("--take", "Take a proposal: its name, or a clause for all about it. Repeatable.")
@_proposal("--leave", "Leave a proposal: take it out of the file. Repeatable.")
@click.option("--take-all", is_flag=True, help="Take every proposal.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str | None,
    matrix: str,
    concordance: str | None,
    form: str,
    alternatives: str,
    support: bool,
    guidance: str,
    output: str | None,
    overwrite: bool,
    **values: Any,
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
      drafter select selection.yaml --from round-1.docx      what people changed in Word comes home
      drafter select selection.yaml --take legal-aid:wording
    """
    coming = {name: values.pop(name) for name in _COMING}
    steps = {name: values.pop(name) for name in _STEPS}
    criteria = criteria_of({name: values.pop(name) for name in OPTIONS})
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if any(coming.values()):
        _bring_home(file, coming, given)
    elif any(steps.values()):
        _refuse_mixture(steps, given, file)
        from drafter.cli.selection_steps import take_step

        take_step(Path(str(file)), steps)
    elif file is None:
        if output is None:
            raise click.UsageError("say where to write the selection: -o selection.yaml")
        named = {"matrix": matrix, "concordance": concordance or "", "form": form}
        options = {"alternatives": alternatives, "support": support, "guidance": guidance}
        _start(output, criteria, named, options, overwrite=overwrite)
    else:
        head = {"matrix": matrix, "concordance": concordance, "form": form}
        head |= {"alternatives": alternatives, "support": "yes" if support else "no", "guidance": guidance}
        wanted = {name: str(value) for name, value in head.items() if name in given}
        keys = [key for name, key in OPTIONS.items() if name in given]
        _update(Path(file), criteria, keys, wanted, output, overwrite=overwrite)


_COMING = ("from_draft", "renamed", "take", "leave", "take_all")
_STEPS = ("drop", "keep", "maybe", "reason", "by", "move", "before", "after", "word")


def _bring_home(file: str | None, coming: dict[str, Any], given: set[str]) -> None:
    if file is None:
        raise click.UsageError("say which file: drafter select selection.yaml --from draft.docx")
    others = sorted(given - {*_COMING, "file"})
    if others:
        name = others[0].removesuffix("s") if others[0] in ("sections", "themes", "regions") else others[0]
        raise click.UsageError(
            f"--{name.replace('_', '-')} does not go with --from, --take and --leave: do one thing at a time"
        )
    settling = bool(coming["take"] or coming["leave"] or coming["take_all"])
    if coming["take"] and coming["take_all"]:
        raise click.UsageError("give --take or --take-all, not both")
    if coming["renamed"] and not coming["from_draft"]:
        raise click.UsageError("--renamed goes with --from")

    from drafter.cli.selection_home import propose, settle

    if coming["from_draft"]:
        propose(Path(file), Path(coming["from_draft"]), is_renamed=coming["renamed"])
    if settling:
        settle(Path(file), coming["take"], coming["leave"], take_all=coming["take_all"])


def _refuse_mixture(steps: dict[str, Any], given: set[str], file: str | None) -> None:
    main = [name for name in ("drop", "keep", "maybe", "move", "word") if steps[name]]
    if file is None:
        raise click.UsageError("say which file: drafter select selection.yaml --drop ID")
    if not main:
        given_alone = next(name for name in _STEPS if steps.get(name))
        needed = "--move" if given_alone in ("before", "after") else "--drop, --keep or --maybe"
        raise click.UsageError(f"--{given_alone} goes with {needed}: say for which clause")
    if len(main) > 1:
        raise click.UsageError("take one of --drop, --keep, --maybe, --move and --word at a time")
    if (steps["reason"] or steps["by"]) and main[0] not in ("drop", "keep", "maybe"):
        raise click.UsageError("--reason and --by go with --drop, --keep and --maybe")
    if main == ["move"] and bool(steps["before"]) == bool(steps["after"]):
        raise click.UsageError("say where to: --move ID --before ID, or --after ID")
    if main != ["move"] and (steps["before"] or steps["after"]):
        raise click.UsageError("--before and --after go with --move")
    others = sorted(given - set(_STEPS) - {"file"})
    if others:
        name = others[0].removesuffix("s") if others[0] in ("sections", "themes", "regions") else others[0]
        raise click.UsageError(
            f"--{name.replace('_', '-')} does not go with --{main[0]}: change one thing at a time"
        )


def placed(opened: OpenSelection, chosen: Sequence[ResolvedClause]) -> tuple[Placed, ...]:
    """Clauses in the order in which the selection's form would print them."""
    from drafter.form.forms import load_form
    from drafter.matrix.kinds import load_rules
    from drafter.selection.ordering import in_draft_order

    return in_draft_order(
        opened.opened.matrix,
        load_form(opened.form),
        load_rules(),
        chosen,
        guidance_as_clauses=opened.file.guidance == "as-clauses",
    )


def _start(
    output: str,
    criteria: Criteria,
    named: dict[str, str],
    options: dict[str, Any],
    *,
    overwrite: bool,
) -> None:
    opened = open_matrix(named["matrix"], named["concordance"] or None)
    selection = select(opened.matrix, opened.concordance, criteria)
    folder = find_form(named["form"])

    from drafter.form.forms import load_form
    from drafter.matrix.kinds import load_rules
    from drafter.selection.loading import named_for
    from drafter.selection.ordering import in_draft_order
    from drafter.selection.update import Header, new_selection

    clauses = in_draft_order(
        opened.matrix,
        load_form(folder),
        load_rules(),
        selection.clauses,
        guidance_as_clauses=options["guidance"] == "as-clauses",
    )
    path = Path(output)
    names = {key: named_for(path.parent, value) for key, value in named.items()}
    header = Header(names["matrix"], names["concordance"], names["form"], **options, criteria=criteria)
    name = "selection.yaml" if output == "-" else path.name
    content = new_selection(name, header, clauses, opened.matrix).encode()
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"a selection file ends in .yaml: -o {path.stem}.yaml")
    if path.is_file() and read_bytes(path) != content and not overwrite:
        raise DrafterError(
            f"{output} was not written: there is one already, and it is yours",
            f"Bring it up to date with “drafter select {output}” and the same criteria, or add --overwrite "
            "to start anew.",
        )
    write_file(path, content, overwrite=overwrite)
    message(
        f"Wrote {output}: {plural(len(clauses), 'clause')}, made from "
        f"{criteria_in_words(opened.matrix, criteria)}.\n"
        f"Next: edit it, and make the draft: drafter draft {output} -o round-1.docx"
    )


def _update(
    path: Path,
    criteria: Criteria,
    keys: Sequence[str],
    head: dict[str, str],
    output: str | None,
    *,
    overwrite: bool,
) -> None:
    from drafter.cli.selection_update import report, updated

    if not path.exists():
        raise DrafterError(
            f"{path} does not exist", f"Check the name, or start a selection: drafter select -o {path}"
        )
    target = Path(output) if output and output != "-" else path
    if target.parent.resolve() != path.parent.resolve():
        raise click.UsageError("write it to the same folder: the file names the matrix as seen from there")
    to_stdout = output == "-"
    is_own = target == path and not to_stdout
    with change_file(path) if is_own else contextlib.nullcontext() as write:
        opened, result = updated(path, criteria, keys, head)
        content = opened.encoded(result.text)
        is_same = content == opened.content and target == path
        if to_stdout:
            sys.stdout.buffer.write(content)
        elif write:
            write(content)
        else:
            write_file(target, content, overwrite=overwrite)
    report(opened, result, target, is_same=is_same, to_stdout=to_stdout)


def _with_mark(content: bytes) -> bytes:
    """The byte order mark of a file that has one."""
    return content[:3] if content.startswith(b"\xef\xbb\xbf") else b""
