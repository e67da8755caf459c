"""Single steps of a selection, for those who would rather not edit its file; each gives it anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

from drafter.decisions import (
    Decision,
    OwnWording,
    SelectionEntry,
    StatusChange,
    Withdrawn,
    reason_of,
)
from drafter.draft.variant import Variant
from drafter.matrix.selecting import ResolvedClause, select
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import SelectionText, block_lines
from drafter.selection.brackets_gone import brackets_gone
from drafter.selection.joining import CLOSING, as_printed
from drafter.selection.known_names import names_typed
from drafter.selection.lines import fact_lines, scalar, text_lines, words_lines
from drafter.selection.loading import OpenSelection, unknown_clause
from drafter.selection.supports import own_words, with_support
from drafter.selection.telling import CATALOGUE
from drafter.selection.update import inserted, record_offered
from drafter.selection.which_wording import on_these_alone, wording_in
from drafter.selection.wishes import keeping_wishes, without_own
from drafter.sign_off import Support, is_past_day
from drafter.text.italics import literal, marked
from drafter.text.words import excerpt


def decide(selection: OpenSelection, clause: str, decision: Decision, reason: str, by: str) -> OpenSelection:
    """The selection with a decision about a clause, which comes in where it is not there.

    An old reason, which was one for another decision, stays as a comment.

    Raises:
        DrafterError: if there is no such clause, or the file's style does not allow it.
    """
    entry, where = selection.entry(clause), ("clauses", clause)
    if entry is None and clause not in selection.by_id:
        known = [*selection.by_id, *selection.sources]
        raise unknown_clause(clause, known, selection.path, may_come_in=True)
    file = selection.in_blocks if entry else _with_clause(selection, clause)
    file = file.with_fact(where, "decision", [str(decision)])
    if entry:
        now = keeping_wishes(entry, dataclasses.replace(entry, reason=reason))
        if decision is Decision.IN:
            now = without_own(now, names_typed(by, selection.file))
        # What was lifted stays as a comment: a file of an earlier round has it still.
        for key in ("wishes", "wished"):
            if (left := getattr(now, key)) != (there := getattr(entry, key)):
                lifted = bool({*there} - {*left})
                file = file.with_fact(where, key, fact_lines(now, key), keep_old=lifted)
    for key, value in (("reason", reason), ("by", by)):
        old = getattr(entry, key, "")
        if old != value:
            file = file.with_fact(where, key, text_lines(value) if value else [], keep_old=bool(old))
    return noted(selection, file, clause)


def drop_wording(
    selection: OpenSelection, clause: str, wording: Variant, reason: str, by: str
) -> OpenSelection:
    """The selection with a clause without one of its wordings, and the sources on which it alone stands.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed; where it has gone already, its reason is given anew.
        reason: Why.
        by: Who says so.

    Raises:
        DrafterError: if it has no such clause or wording, or no other one, or the file's style does not allow
            it.
    """
    entry, where = selection.clause(clause), ("clauses", clause)
    said, has = wording_in(entry, wording, selection.opened.matrix.sources), selection.sources[clause]
    alone = on_these_alone(entry, said, wording.sources)
    own, why = [one for one in alone if one in has], reason_of(reason, by)
    # Of what it has no longer the reason is given anew.
    told = [*own, *(one for one in wording.sources if one in entry.dropped and one not in has)]
    # Of people's words it is told once, with what they brought along.
    brought = entry.added if wording.by or wording.is_own else ()
    without = dataclasses.replace(
        entry,
        added=tuple(one for one in entry.added if one not in own),
        dropped=(*entry.dropped, *(one for one in own if one not in entry.added)),
        wordings=tuple(one for one in entry.wordings if one is not said),
        reasons=with_reasons(selection, entry, (one for one in told if one not in brought), why),
    )
    _refuse_nothing_left(without, set(has) - set(own))
    file = selection.in_blocks
    for key in ("sources", "reasons", "wordings"):
        now = fact_lines(without, key)
        if now != fact_lines(entry, key):
            file = file.with_fact(where, key, now, keep_old=bool(wording.sources))
    return noted(selection, file, clause)


def with_reasons(
    selection: OpenSelection, entry: SelectionEntry, gone: Iterable[str], why: str
) -> tuple[tuple[str, str], ...]:
    """The reasons of a clause why it has no longer some sources, with one more for some recommendations.

    What is declared in sources.yaml stands below ``withdrawn`` instead; see ``withdraw``.
    """
    known = selection.opened.matrix.by_id
    return tuple({**dict(entry.reasons), **{one: why for one in gone if why and one in known}}.items())


def _refuse_nothing_left(entry: SelectionEntry, sources: Collection[str]) -> None:
    """Refuse that a clause loses the last of its wordings.

    Raises:
        DrafterError: if it has none left.
    """
    if not (sources or entry.stands_alone):
        raise DrafterError(
            f"{entry.id} has no other wording left; nothing was written",
            f"To take out the clause itself: --drop {entry.id}, or --status withdrawn {entry.id}",
            status=ExitStatus.USAGE,
        )


def withdraw(
    selection: OpenSelection,
    clause: str,
    wording: Variant,
    step: StatusChange,
    *,
    is_taken_out: bool = False,
    reason: str = "",
) -> OpenSelection:
    """The selection with a wording of a clause withdrawn: with its words it stands below “withdrawn”.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed.
        step: Who withdrew it, when and where; or who took it out.
        is_taken_out: Whether somebody took it out for whom it does not stand.
        reason: Why.

    Raises:
        DrafterError: if it has no such clause or wording, or no other one, or the file's style does not allow
            it.
    """
    entry = selection.clause(clause)
    said = wording_in(entry, wording, selection.opened.matrix.sources)
    # Its sources' own words stay theirs; what is in nobody's file is kept as it was printed.
    words = said.wording if said else literal(wording.text) if wording.is_own else ""
    # A draft may have printed names that were taken off since: what is said of these stands there.
    off = {name for one in entry.withdrawn if one.wording == words for name in one.of}
    by, sources = tuple(name for name in wording.by if name not in off) or wording.by, wording.sources
    gone = Withdrawn(words, by, sources, step, is_taken_out=is_taken_out, reason=reason)
    why = reason if is_taken_out else step.in_words
    selection = drop_wording(selection, clause, wording, why, ", ".join(step.by))
    return with_withdrawn(selection, clause, [gone])


def with_withdrawn(selection: OpenSelection, clause: str, gone: Sequence[Withdrawn]) -> OpenSelection:
    """The selection with more words below “withdrawn” in a block."""
    now = selection.clause(clause)
    now = dataclasses.replace(now, withdrawn=(*now.withdrawn, *gone))
    file = selection.in_blocks.with_fact(("clauses", clause), "withdrawn", fact_lines(now, "withdrawn"))
    return noted(selection, file, clause)


def set_status(selection: OpenSelection, clause: str, step: StatusChange) -> OpenSelection:
    """The selection with a step more in the history of a clause's status.

    Raises:
        DrafterError: if it has no such clause, or the file's style does not allow it.
    """
    entry = selection.clause(clause)
    changed = dataclasses.replace(entry, status=(*entry.status, step))
    file = selection.in_blocks.with_fact(("clauses", clause), "status", fact_lines(changed, "status"))
    return selection.reread(file)


def support(
    selection: OpenSelection, clause: str, by: str, on: str, wording: Variant | None = None
) -> OpenSelection:
    """The selection in which a person says that the sources of a clause's own words support these.

    Args:
        selection: The selection.
        clause: The clause's id.
        by: The person's name.
        on: The day, as 2026-01-31.
        wording: The one that is meant, as it was printed; None for the only one that is people's own.

    Raises:
        DrafterError: if it has no such clause, no words of people's own, several and none is named, or no
            name, or the file's style does not allow it.
    """
    if not by:
        message = f"nobody is named who finds the words of {clause} supported"
        raise DrafterError(message, "Say who: --by “A. Diallo”.", status=ExitStatus.USAGE)
    entry, where = selection.clause(clause), ("clauses", clause)
    meant = wording_in(entry, wording, selection.opened.matrix.sources) if wording else None
    found = [
        one
        for one in own_words(entry, selection.sources[clause])
        # What others propose on no source has nothing that could support it.
        if (one.sources or one.wording is None or not entry.wordings[one.wording].by)
        and (wording is None or (one.wording is None) == (meant is None))
        and (meant is None or one.wording is None or entry.wordings[one.wording] is meant)
    ]
    if len(found) > 1:
        named = "; ".join(f"“{excerpt(one.words)}”" for one in found)
        message = f"{clause} has {len(found)} wordings of people's own; nothing was written: {named}"
        hint = "Each is signed by itself, by its number in a draft: --supported “12 bis”."
        raise DrafterError(message, hint, status=ExitStatus.USAGE)
    if not found and wording and wording.by and not wording.sources:
        message = f"“{excerpt(wording.text)}” is what {' and '.join(wording.by)} proposes, on no source"
        raise DrafterError(message, "There is nothing that could support it.", status=ExitStatus.USAGE)
    if not found:
        message = f"{clause} has no words of people's own there: its sources' words are quoted"
        raise DrafterError(message, "There is nothing to be supported.", status=ExitStatus.USAGE)
    if not is_past_day(on):
        message = f"{on}, as SOURCE_DATE_EPOCH has it, is a day to come, and nothing can have been said on it"
        hint = "Unset SOURCE_DATE_EPOCH, or set it to a day that has been."
        raise DrafterError(message, hint, status=ExitStatus.USAGE)
    if Support.of(f"{by}, {on}") != Support(by, on):
        message = f"“{by}” cannot stand as the name of who supports the words of {clause}"
        hint = "Give a name, without commas and brackets: --by “A. Diallo”."
        raise DrafterError(message, hint, status=ExitStatus.USAGE)
    now, file = with_support(entry, found, by, on, selection.opened.matrix.sources), selection.in_blocks
    for key in ("supported", "wordings"):
        if fact_lines(now, key) != fact_lines(entry, key):
            old = getattr(entry, key)
            file = file.with_fact(where, key, fact_lines(now, key), keep_old=bool(old))
    return selection.reread(file)


def _with_clause(selection: OpenSelection, clause: str) -> SelectionText:
    """The file with a clause that was deleted, or that the criteria do not select, where it belongs."""
    matrix, file = selection.opened.matrix, selection.in_blocks
    chosen = select(matrix, selection.opened.concordance, selection.file.criteria).clauses
    if clause not in {item.candidate.id for item in chosen}:
        own = ResolvedClause(selection.by_id[clause], selection.by_id[clause].themes[0])
        chosen = tuple(sorted((*chosen, own), key=lambda item: matrix.theme_order[item.theme]))
    new = {clause: block_lines(clause, None, dash=file.dash)}
    changes, order = inserted(file, file.blocks, new, selection.places(chosen))
    return file.changed([*changes, *record_offered(file, [clause])], {("clauses", clause)}, order)


def remember_authors(selection: OpenSelection, known: Mapping[str, str]) -> OpenSelection:
    """The selection with who authors of tracked changes and comments are.

    Args:
        selection: The selection.
        known: Author in Word → delegation.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    authors = {**selection.file.authors, **known}
    if authors == selection.file.authors:
        return selection
    lines = ["", *(f"  {scalar(author)}: {scalar(name)}" for author, name in authors.items())]
    return selection.reread(selection.in_blocks.with_fact((), "authors", lines))


def word(selection: OpenSelection, clause: str, wording: str) -> OpenSelection:
    """The selection with a clause in a person's own words; words that stood there before stay as a comment.

    What delegations propose stays beside them, under their names; words with brackets of theirs that the new
    ones have not stand below “withdrawn”.

    Raises:
        DrafterError: if it has no such clause, or the file's style does not allow it.
    """
    entry = selection.clause(clause)
    now = selection.reread(_worded(selection, entry, wording))
    lost = brackets_gone(entry, now.clause(clause), selection.file.delegations, on=selection.sources[clause])
    whose = [" and ".join(one.names) for one in lost]
    why = [CATALOGUE.say("worded-anew", names=names)[2] for names in whose]
    gone = [one.taken_out(reason) for one, reason in zip(lost, why, strict=True)]
    return with_withdrawn(now, clause, gone) if gone else noted(now, now.in_blocks, clause)


def as_worded(entry: SelectionEntry, wording: str) -> SelectionEntry:
    """A clause in a person's own words, with what delegations propose beside them; see ``word``."""
    proposed = tuple(one for one in entry.wordings if one.by)
    text, wording = (wording, "") if entry.text else ("", wording)
    return dataclasses.replace(entry, text=text, wording=wording, wordings=proposed)


def _worded(selection: OpenSelection, entry: SelectionEntry, wording: str) -> SelectionText:
    where = ("clauses", entry.id)
    if entry.text:
        said = fact_lines(dataclasses.replace(entry, text=wording), "text")
        return selection.in_blocks.with_fact(where, "text", said, keep_old=True)
    proposed = tuple(one for one in entry.wordings if one.by)
    if proposed:
        is_own = len(proposed) < len(entry.wordings)
        theirs = {source for one in proposed for source in one.sources}
        sources = tuple(one for one in selection.sources[entry.id] if one not in theirs)
        now = dataclasses.replace(entry, wordings=(OwnWording(sources, wording), *proposed))
        return selection.in_blocks.with_fact(where, "wordings", fact_lines(now, "wordings"), keep_old=is_own)
    file = selection.in_blocks.with_fact(where, "wordings", [], keep_old=True)
    return file.with_fact(where, "wording", words_lines(wording), keep_old=bool(entry.wording))


def own_words_of(entry: SelectionEntry) -> str:
    """The words that people gave a clause and nobody proposes under a name; empty where there are none."""
    first = entry.wordings[0] if entry.wordings else OwnWording()
    return entry.text or entry.wording or ("" if first.by else first.wording)


def words_of(selection: OpenSelection, clause: str) -> str:
    """The words of a clause: a person's own, or those in which its first wording is printed.

    Raises:
        DrafterError: if the selection does not have it.
    """
    entry, place = selection.clause(clause), selection.placed.get(clause)
    own, made = own_words_of(entry), as_printed(selection, clause)
    first = next((one for one in made.variants if not one.by), None) if made and not own else None
    if first:
        return marked(first.text, first.italics).rstrip(CLOSING)
    return own or (place.words if place else "")


def noted(selection: OpenSelection, file: SelectionText, clause: str) -> OpenSelection:
    """The selection with drafter's comment in a block without one: only who read the clause may renew it."""
    block, after = selection.in_blocks.by_id.get(clause), selection.reread(file)
    return after if block and block.note else with_fresh_notes(after, [clause])


def with_fresh_notes(selection: OpenSelection, clauses: Sequence[str]) -> OpenSelection:
    """The selection with drafter's comment in some blocks as it would be written now."""
    file, places = selection.in_blocks, selection.placed
    blocks = file.by_id
    notes = {given: selection.note_of(places[given]) for given in clauses if given in places}
    changes = [
        blocks[given].with_note(note) for given, note in notes.items() if note and blocks[given].note != note
    ]
    return selection.reread(file.changed(changes))
