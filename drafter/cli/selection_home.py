"""``drafter select FILE --from DRAFT``: edits in Word as proposals; taking or leaving them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import click

from drafter.cli.console import message, plural, quoted, wrap
from drafter.cli.select import placed
from drafter.draft.compose import compose
from drafter.draft.model import Draft, MadeFrom
from drafter.drafting import open_form
from drafter.files import change_file, read_bytes
from drafter.matrix.kinds import load_rules
from drafter.merge.model import KEYS, Homecoming, What
from drafter.merge.proposal_ground import refuse_overtaken, said_in
from drafter.merge.proposal_lines import Pending, pending_in, seen_from
from drafter.merge.proposal_steps import (
    Proposed,
    in_taking_order,
    left,
    matching,
    refuse_rivals,
    taken,
    with_proposals_noted,
)
from drafter.model import Alternatives
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.edit import require_cut, unfit
from drafter.selection.file import GUIDANCE_AS_CLAUSES, SelectionFile
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.resolve import decide, place_clauses
from drafter.selection.steps import with_fresh_note

_SAID = {
    What.DECISION: "in or out",
    What.KIND: "kind, and so the part",
    What.HEADING: "heading",
    What.SOURCES: "sources",
    What.WORDING: "words",
    What.ORDER: "order",
    What.NEW: "a new clause",
}


def propose(path: Path, draft: Path, *, is_renamed: bool) -> None:
    """Put what people changed in a draft into its selection file, as proposals.

    Args:
        path: The selection file.
        draft: The Word file.
        is_renamed: Whether the selection has another name than when the draft was made.

    Raises:
        DrafterError: if the draft was made from another selection or matrix, or a file cannot be used.
    """
    from drafter.docx.reading import read_word
    from drafter.merge.comparing import bring_home
    from drafter.merge.sides import Selected
    from drafter.returned.clauses import clauses_of
    from drafter.returned.document import Returned

    with change_file(path) as write:
        opened = open_selection(path)
        if opened.cut is None:
            raise unfit(path)
        returned = read_word(read_bytes(draft), str(draft))
        made = _own_origin(returned.draft, opened, draft, is_renamed=is_renamed)
        form = open_form(opened.form, in_word=False)
        basis = Returned(returned, clauses_of(returned), made.matrix)
        compose_as = _composer(opened, made)
        selected = Selected(opened.file, opened.by_id, opened.opened.matrix, form, compose_as)
        home = bring_home(basis, made, selected)
        result = with_proposals_noted(opened.text, path, home.proposals, seen_from(path, draft))
        opened.reread(result.text)
        content = opened.content[: 3 * opened.content.startswith(b"\xef\xbb\xbf")] + result.text.encode()
        write(content)
    _report(path, draft, home, result)
    if returned.changes:
        message(f"{plural(returned.changes, 'tracked change')} in {draft} were read as accepted.")
    if made.made_from.form != form.name:
        message(
            f"{draft} was made with the form “{made.made_from.form}”, and the selection has “{form.name}”: "
            "words are taken home as they stand."
        )
    for problem in home.problems:
        message(str(problem))


def _own_origin(made: Draft | None, opened: OpenSelection, draft: Path, *, is_renamed: bool) -> Draft:
    """What made a draft, if it was made from this selection and its matrix."""
    if made is None:
        raise DrafterError(
            f"{draft} is not a draft that drafter made, or does not say any more what made it",
            "Save it as .docx in Word or LibreOffice: other programs may drop that part.",
        )
    matrix = opened.opened.matrix
    used = {source for clause in made.printed for source in clause.sources}
    if made.matrix.name != matrix.name or not used <= set(matrix.by_id):
        raise DrafterError(
            f"{draft} was made from the matrix “{made.matrix.name}”, and {opened.path} is about "
            f"“{matrix.name}”"
            + ("" if made.matrix.name != matrix.name else ", which lacks some of its sources now"),
            "Name the selection that it was made from.",
            status=ExitStatus.USAGE,
        )
    options = dict(made.made_from.options)
    made_from = options.get("selection", "")
    if made_from and made_from != opened.path.name and not is_renamed:
        import hashlib

        if hashlib.sha256(opened.content).hexdigest() != options.get("selection-sha256"):
            raise DrafterError(
                f"{draft} was made from the selection {made_from}, not from {opened.path.name}",
                f"Use that one, or, if {opened.path.name} is the same under another name, add --renamed.",
                status=ExitStatus.USAGE,
            )
    return made


def _composer(opened: OpenSelection, made: Draft) -> Callable[[SelectionFile], Draft]:
    """Composes selections as the draft was printed."""
    options = dict(made.made_from.options)
    form = open_form(opened.form, in_word=False)
    matrix, concordance = opened.opened.matrix, opened.opened.concordance

    def composed(file: SelectionFile) -> Draft:
        return compose(
            matrix,
            decide(matrix, concordance, file),
            form,
            load_rules(),
            MadeFrom("", "", "", "", form.name, "", ()),
            alternatives=Alternatives(options.get("alternatives", Alternatives.BIS)),
            guidance_as_clauses=options.get("guidance") == GUIDANCE_AS_CLAUSES,
        )

    return composed


def _report(path: Path, draft: Path, home: Homecoming, result: Proposed) -> None:
    by_key = {(one.clause, one.what): one for one in home.proposals}
    kept = {(one.clause, one.what) for one in result.kept}
    for one in result.pending:
        found = by_key[one.clause, one.what]
        if (one.clause, one.what) in kept:
            message(f"{one.id} stands in {path} already, edited since; it stays as it is.")
            continue
        contested = f"  ({found.contested})" if found.contested else ""
        click.echo(f"{one.id}  {one.where}: {_SAID[one.what]}{contested}")
        if one.what is What.NEW and found.old:
            click.echo(wrap(found.old, 4))
        elif found.old:
            click.echo(wrap(f"was: {found.old}", 4, 2))
        click.echo(wrap(f"now: {found.new}" if found.old else found.new, 4, 2))
    name = quoted(path)
    if result.gone:
        message(f"{plural(result.gone, 'earlier proposal')} from {draft} no longer holds and was taken out.")
    for other in result.namesakes:
        message(f"The proposals from {path.parent / other}, another file of that name, stay beside these.")
    if not result.pending:
        message(
            f"{draft} has nothing to propose to {path}; what was changed there stays in Word:"
            if home.problems
            else f"{draft} has nothing that {path} does not say already."
        )
        return
    message(
        f"{plural(len(result.pending), 'proposal')} from {draft} in {path}, as comments; nothing of yours is "
        "changed.\n"
        f"Next: read them there, then take them: drafter select {name} --take ID, or --take-all; "
        "or leave one: --leave ID"
    )


def settle(path: Path, take: Sequence[str], leave: Sequence[str], *, take_all: bool) -> None:
    """Take or leave proposals that stand in a selection file.

    Args:
        path: The file.
        take: Names of proposals, or ids of clauses for all about them.
        leave: Likewise.
        take_all: Whether to take every one that is not left.

    Raises:
        DrafterError: if a proposal is not known or cannot be taken; nothing is written then.
    """
    with change_file(path) as write:
        opened = open_selection(path)
        if opened.cut is None:
            raise unfit(path)
        pending = pending_in(opened.cut)
        leaving = [one for named in leave for one in _named(pending, named, path)]
        taking = [one for named in take for one in _named(pending, named, path)]
        if take_all:
            taking = [one for one in pending if one not in leaving]
        taking = [one for n, one in enumerate(taking) if one not in taking[:n] and one not in leaving]
        refuse_rivals(taking)
        refuse_overtaken(opened.text, path, taking)
        text = opened.text
        for one in leaving:
            text = left(text, path, one)
        for one in in_taking_order(taking):
            text = taken(text, path, _where_it_stands(text, path, one))
        text = _with_notes(opened.reread(text), {one.clause for one in taking if one.what is What.NEW})
        content = opened.content[: 3 * opened.content.startswith(b"\xef\xbb\xbf")] + text.encode()
        if content == opened.content:
            message(f"There are no proposals in {path}.")
            return
        write(content)
    for what, those in (("Taken", taking), ("Left", leaving)):
        for one in those:
            message(f"{what}: {one.id} (from {one.came_from})")
    rest = len(pending_in(require_cut(text, path)))
    more = f"{plural(rest, 'proposal')} left to decide about.\n" if rest else ""
    said = said_in(opened.text)
    is_replacing = any(key in said.get(one.block, {}) for one in taking for key in KEYS.get(one.what, ()))
    kept = "Old values stay as comments. " if is_replacing else ""
    message(f"{more}{kept}Next: drafter draft {quoted(path)} -o draft.docx")


def _with_notes(opened: OpenSelection, clauses: Collection[str]) -> str:
    """The file with drafter's comment in new blocks, which tells later whether their sources changed."""
    text = opened.text
    if not clauses:
        return text
    matrix = opened.opened.matrix
    chosen = place_clauses(matrix, opened.by_id, opened.file)
    for place in placed(opened, chosen):
        if place.id in clauses:
            text = with_fresh_note(text, opened.path, place, matrix)
    return text


def _where_it_stands(text: str, path: Path, wanted: Pending) -> Pending:
    """A proposal in a text that has changed since it was read: new clauses go along with others."""
    for one in pending_in(require_cut(text, path)):
        if (one.clause, one.what, one.file, one.where, one.lines) == (
            wanted.clause,
            wanted.what,
            wanted.file,
            wanted.where,
            wanted.lines,
        ):
            return one
    return wanted


def _named(pending: Sequence[Pending], named: str, path: Path) -> list[Pending]:
    found = matching(pending, named)
    if not found:
        known = [one.id for one in pending]
        raise DrafterError(
            f"there is no proposal “{named}” in {path}",
            did_you_mean(named, known)
            or (f"There are: {', '.join(known[:8])}." if known else "There is none at all."),
            status=ExitStatus.USAGE,
        )
    return found
