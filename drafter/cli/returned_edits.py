"""``drafter select FILE --from DRAFT``: what people changed in Word is proposed, taken and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.selection_edits import in_one_line
from drafter.cli.undoing import deciding, to_undo
from drafter.merge.deciding import decide_proposals
from drafter.merge.importing import Imported, import_edits
from drafter.merge.proposal_file import change_proposals, dump_proposals, named_in
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.renewing import Renewed, renewed
from drafter.merge.sides.typed_wishes import is_typed
from drafter.merge.telling import apart, told
from drafter.problems import ExitStatus, Severity, naming
from drafter.selection.edit import remember_authors
from drafter.selection.loading import OpenSelection, open_selection
from drafter.text.italics import significant_of


def authors_in(given: Sequence[str]) -> dict[str, str]:
    """Who authors of tracked changes and comments are: name in Word → delegation.

    Raises:
        click.UsageError: if one is not written so.
    """
    found = {}
    for one in given:
        author, _, delegation = (part.strip() for part in in_one_line(one, "--by-author").partition("="))
        if not author or not delegation:
            raise click.UsageError(f'“{one}” names no delegation: --by-author "J. Silva=Brazil"')
        found[author] = delegation
    return found


def propose(
    path: Path, drafts: Sequence[Path], known: Mapping[str, str], *, is_renamed: bool, of: str = ""
) -> None:
    """Propose to a selection what people changed in drafts.

    Args:
        path: The selection file.
        drafts: The Word files.
        known: Author in Word → delegation; the selection remembers it.
        is_renamed: Whether the selection has another name than when the drafts were made.
        of: Whose untracked words are; empty where nobody's by name.

    Raises:
        DrafterError: if a draft was made from another selection, matrix or base, or a file cannot be
            used; nothing is written then.
    """
    with deciding(path) as write, change_proposals(path) as (before, write_proposals):
        selection = remember_authors(open_selection(path), known)
        found = before.found
        imported: list[Imported] = []
        for draft in drafts:
            base = imported[0].base if imported else None
            imported.append(import_edits(selection, draft, is_renamed=is_renamed, base=base, of=of))
        over_new = {heading for edits in imported for heading in edits.over_new}
        read: list[tuple[Path, Imported, Renewed]] = []
        for draft, each in zip(drafts, imported, strict=True):
            edits = each.without_headings_over(over_new)
            result = renewed(found, edits.proposals, named_in(path, draft), selection)
            found = result.found
            read.append((draft, edits, result))
        write_proposals(found)
        if known:
            write(selection.content)
    _show_all(selection, before.path, [pair[1:] for pair in read], found)
    for draft, edits, result in read:
        _report(path, draft, before.path, edits, result)


def _show_all(
    selection: OpenSelection,
    file: Path,
    read: Sequence[tuple[Imported, Renewed]],
    found: Sequence[Proposal],
) -> None:
    """Show what was proposed, clause by clause: what agrees once, with the names of all; and who differs."""
    agreed = {about for edits, _ in read for about in edits.of_agreed}
    rank = {entry.id: place for place, entry in enumerate(selection.file.clauses)}
    of_drafts = [one for _, result in read for one in result.of_draft]
    if len(read) > 1:
        beside = {one.clause: one.other for one in of_drafts if one.field is Field.NEW}
        of_drafts.sort(key=lambda one: rank.get(beside.get(one.clause, one.clause), -1))
    shown: set[object] = set()
    by_name: dict[object, list[Proposal]] = {}
    for one in found:
        if one.by:
            by_name.setdefault(one.said, []).append(one)
    for one in sorted(of_drafts, key=lambda one: one.about not in agreed):
        if one.is_edited:
            console.message(told("read/edited", id=one.id, file=file))
        elif not one.by or one.said not in shown:
            shown.add(one.said)
            _show(_with_whose(one, found), by_name.get(one.said, []) if one.by else [])
    words: dict[str, dict[object, list[str]]] = {}
    for one in found:
        if one.field is Field.WORDING:
            names = list(one.by) or [one.draft]
            words.setdefault(one.clause, {}).setdefault(one.said, []).extend(names)
    differ = [
        f"{clause} ({'; '.join(', '.join(names) for names in ways.values())})"
        for clause, ways in words.items()
        if len(ways) > 1
    ]
    if differ:
        console.message(told("read/differ", count=len(differ), listing=", ".join(differ)))


def _with_whose(one: Proposal, found: Sequence[Proposal]) -> Proposal:
    """A proposal; of words under no name it is said whose they are in another file, tracked there."""
    if one.by or one.field is not Field.WORDING:
        return one
    own = {significant_of(words) for words in (one.to.text, one.to.wording) if words}
    own |= {significant_of(each.wording) for each in one.to.wordings if each.wording and not each.by}
    same = [
        other
        for other in found
        if other.by
        and other.about == one.about
        and own & {significant_of(each.wording) for each in other.to.wordings if {*other.by} <= {*each.by}}
    ]
    if not same:
        return one
    names = apart([*dict.fromkeys(name for other in same for name in other.by)])
    return one.telling(told("same-as-tracked", by=names, draft=same[0].draft))


def _report(path: Path, draft: Path, file: Path, edits: Imported, result: Renewed) -> None:
    facts = {"draft": draft, "file": file, "selection": path, "quoted": console.quoted(path)}
    if result.gone:
        console.message(told("read/gone", count=result.gone, **facts))
    for other in result.namesakes:
        console.message(told("read/namesake", other=path.parent / other))
    for given, other in result.elsewhere:
        console.message(told("read/elsewhere", id=given, other=path.parent / other, **facts))
    stays = any(problem.severity is not Severity.NOTE for problem in edits.problems)
    outcome = "proposals" if result.of_draft else "stays" if stays else "nothing"
    if result.of_draft or not result.elsewhere:
        console.message(told(f"read/{outcome}", count=len(result.of_draft), **facts))
    for author in edits.authors:
        way = "" if author.places or author.proposals else "/looks"
        figures = {"count": author.changes, "places": author.places, "proposals": author.proposals}
        console.message(told(f"read/author{way}", by=author.name or told("nobody"), **figures, **facts))
    strange = [one.name for one in edits.authors if one.name and not one.is_known]
    if strange:
        console.message(told("read/who", author=strange[0], **facts))
    names = {one.name for one in edits.authors if one.is_known} | {
        by for one in edits.proposals for by in one.by
    }
    nameless = [one for one in edits.proposals if not one.by]
    if nameless and edits.authors and len(names) == 1 and not strange:
        (by,) = names
        also = {"quoted_draft": console.quoted(draft), "quoted_by": console.quoted(by)}
        console.message(told("read/without-name", count=len(nameless), by=by, **also, **facts))
    of_words = [one for one in nameless if one.field in (Field.WORDING, Field.NEW, *OF_RUNNING)]
    if of_words and not edits.authors and not names:
        console.message(told("read/nobody-tracked", quoted_draft=console.quoted(draft), **facts))
    if edits.other_form:
        console.message(told("read/other-form", its=edits.other_form, ours=edits.form, **facts))
    console.messages([naming(one, console.quoted(path)) for one in edits.problems])


def _show(one: Proposal, agreeing: Sequence[Proposal]) -> None:
    conflict = f"  ({one.conflict})" if one.conflict else ""
    names = dict.fromkeys(name for each in (one, *agreeing) for name in each.by)
    who = f"{', '.join(names)}: " if names and not one.is_untouched else ""
    about = told(f"about/{one.field}{'/wish' if is_typed(one) else ''}")
    console.show(f"{one.id}  {one.where}: {who}{about}{conflict}")
    if one.ours:
        was = one.ours if one.field is Field.NEW else f"was: {one.ours}"
        console.show(console.wrap(was, 4, 0 if one.field is Field.NEW else 2))
    console.show(console.wrap(f"now: {one.theirs}" if one.ours else one.theirs, 4, 2))


def take_and_leave(
    path: Path, take: Sequence[str], leave: Sequence[str], *, take_all: bool, as_text: bool, by: str = ""
) -> None:
    """Take proposals into a selection file, or leave them.

    Args:
        path: The file.
        take: Names of proposals, or ids of clauses for all about them.
        leave: Likewise.
        take_all: Whether to take every one that is not left.
        as_text: Whether a delegation's words are to be the text, and not to stand beside it.
        by: Who decides so; empty where nobody is named.

    Raises:
        DrafterError: if a proposal is not known or cannot be taken; nothing is written then.
    """
    with deciding(path) as write, change_proposals(path) as (before, write_rest):
        selection = open_selection(path)
        decided = decide_proposals(selection, before, take, leave, take_all=take_all, to_text=as_text, by=by)
        is_changed = bool(decided.taken or decided.left)
        were = [one for one in before.found if one not in decided.rest]
        became = [one for one in decided.rest if one not in before.found]
        changed = (dump_proposals(path, each, ()).decode() for each in (were, became))
        if is_changed:
            write(decided.selection.content, (next(changed), next(changed)))
        if is_changed or decided.rest != before.found:  # what all left is known as left
            write_rest(decided.rest)
    if not is_changed:
        console.message("\n".join(decided.more) or f"There are no proposals for {path}.")
        _end_by(decided.impossible)
        return
    for what, those in (("Taken", decided.taken), ("Left", decided.left)):
        for one in those:
            console.message(f"{what}: {one.id} (from {one.came_from})")
    if decided.others:
        by, quoted = " and ".join(decided.others), console.quoted(path)
        console.message(told("others-stay", by=by, quoted=quoted))
    for said in decided.more:
        console.message(said)
    (undo,) = to_undo(path)
    more = f"{console.plural(len(decided.rest), 'proposal')} left to decide about.\n" if decided.rest else ""
    kept = "Old values stay as comments. " if decided.has_replaced else ""
    console.message(f"{undo}\n{more}{kept}Next: drafter draft {console.quoted(path)} -o draft.docx")
    _end_by(decided.impossible)


def _end_by(impossible: Sequence[Proposal]) -> None:
    """End with a status of its own where something cannot be taken as it is."""
    if impossible:
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)
