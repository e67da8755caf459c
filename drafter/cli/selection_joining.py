"""``drafter select FILE --join ID ID…`` and ``--split ID``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.brackets import Wish, bracketed_in
from drafter.cli import console
from drafter.cli.undoing import deciding
from drafter.decisions import Decision, Status
from drafter.draft.said_behind import wished_in
from drafter.drafting import compose_selection
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.edit import words_of
from drafter.selection.joining import join
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.splitting import Parted, split
from drafter.selection.wishes import in_words
from drafter.text.words import excerpt


def join_clauses(path: Path, first: str, others: Sequence[str]) -> str:
    """Join clauses of a selection file, and say what that did and how to undo it.

    Args:
        path: The file.
        first: The clause that is to say it all.
        others: The others.

    Raises:
        DrafterError: if there are no others, a clause is not known, or the file cannot be written.
        ContentError: with every fault in the file.
    """
    if not others:
        raise DrafterError(
            f"nothing is named that “{first}” is to be joined with",
            f"Name it behind: drafter select {console.quoted(path)} --join {console.quoted(first)} OTHER",
            status=ExitStatus.USAGE,
        )
    with deciding(path) as write:
        before = open_selection(path)
        selection = join(before, first, others)
        write(selection.content)
    entry = selection.clause(first)
    words = next((one.wording for one in entry.wordings if one.wording and not one.by), "")
    words = entry.text or entry.wording or words or words_of(selection, first)
    brackets = len(bracketed_in(words))
    settle = f", with {console.plural(brackets, 'bracket')} to settle" if brackets else ""
    said = [*_what_was_said(before, [first, *others]), *_wished_no_place(before, selection, first, others)]
    notes = [f"  Note: {one}\n" for one in said]
    are = "is" if len(others) == 1 else "are"
    return (
        f"{first} has one text now{settle}:\n{console.wrap(words, 4, 0)}\n{''.join(notes)}"
        f"  {' and '.join(others)} {are} out: “{first}” has the words and the sources. "
        f"To edit the text: drafter select {console.quoted(path)} --word {first}\n"
        f"  To undo: drafter select {console.quoted(path)} --split {first}"
    )


def _what_was_said(before: OpenSelection, clauses: Sequence[str]) -> Iterator[str]:
    """What becomes of what people said of clauses that are joined."""
    for entry in map(before.clause, clauses):
        stands = entry.stands
        if stands and stands.is_agreed:
            yield f"{entry.id} was {stands.in_words}; this text is not."
        elif stands and stands.status is Status.RESERVED:
            whose = f" of {' and '.join(stands.by)}" if stands.by else ""
            yield f"the reservation{whose} to {entry.id} is one to this text now."
        if entry.decision is Decision.MAYBE:
            why = f" ({entry.why})" if entry.why else ""
            yield f"{entry.id} was in brackets{why}; so is this text."
        if any((entry.supported, *(one.supported for one in entry.wordings if not one.by))):
            yield f"the words of {entry.id} were supported; those of this text are to be supported anew."


def _wished_no_place(
    before: OpenSelection, after: OpenSelection, first: str, others: Sequence[str]
) -> Iterator[str]:
    """What delegations would have done with single wordings that stand in the joint text by now."""
    was, now = ({one.id: one for one in compose_selection(each).clauses} for each in (before, after))
    clauses = [was[one] for one in (first, *others) if one in was]
    printed = (one for clause in clauses for place, one in wished_in(clause) if place is not None)
    left = [one for place, one in (wished_in(now[first]) if first in now else ()) if place is None]
    if gone := [Wish(one.by, one.says) for one in dict.fromkeys(printed) if one in left]:
        yield (
            f"“{in_words(gone)}” was said of wordings that are part of this text now: it is printed no "
            f"more, and stays below “wished” in {first}; drafter status lists it."
        )


def split_clause(path: Path, first: str) -> str:
    """Take a clause apart that was joined, and say who has which words.

    Args:
        path: The file.
        first: The clause.

    Raises:
        DrafterError: if it was not joined, or the file cannot be written.
        ContentError: with every fault in the file.
    """
    with deciding(path) as write:
        parted = split(open_selection(path), first)
        write(parted.selection.content)
    named = " and ".join(parted.clauses)
    if parted.is_as_before:
        return f"{named} are apart again, and the file is as it was before."
    are = "are" if parted.clauses[1:] else "is"
    said = [f"{named} {are} apart again. Somebody had edited what was joined, so:"]
    if parted.has_its_words:
        said = [f"{named} {are} apart again, each with its words as before."]
    for one in () if parted.has_its_words else parted.clauses:
        if one in parted.words:
            said.append(f"{one} has those of its words that still stood:")
            said.append(console.wrap(parted.words[one], 4, 0))
        elif one in parted.none_left:
            said.append(f"{one} has its words as before: none of them stood in the joint text any more.")
        else:
            said.append(f"{one} has its words as before.")
        if one in parted.reworded:
            said.append(f"The other wordings of {one} are as somebody edited them since.")
    for one, stretches in parted.own.items():
        where = f"stay with {first}" if one == first else f"go to {one}, within whose words they stand"
        own = ", ".join(f"“{words}”" for words in stretches)
        said.append(f"Words that neither had before {where}: {own}")
    if parted.open:
        left = ", ".join(f"“{words}”" for words in parted.open)
        said.append(f"In neither stands, since it is around words of several: {left}")
    said += _put_beside(parted)
    if parted.said:
        said.append(
            f"What was said of the joint text since ({parted.said}): whether it is in, out or in brackets "
            f"stands in {first} alone; a reservation, and that it was agreed in other words, in each."
        )
    said += [f"{one} has no block any more, and is not made again." for one in parted.gone]
    said.append("The joined text stays in its block as a comment, “before --split”.")
    return "\n".join(said)


def _put_beside(parted: Parted) -> Iterator[str]:
    """Where wordings stand that were put beside a joint text."""
    first = parted.clauses[0]
    for one, wording in ((one, own) for one, several in parted.wordings.items() for own in several):
        whose = f"What {' and '.join(wording.by)} proposed" if wording.by else "What somebody wrote"
        shown = f", “{excerpt(wording.wording)}”" if wording.wording else ""
        where = "beside its words alone. To have it elsewhere, move it there in the file."
        if one != first:
            where = "into whose paragraph it was written, or whose part of that text it rewords."
        yield f"{whose} beside the joint text{shown}, stands in {one} now, {where}"
