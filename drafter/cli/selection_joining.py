"""``drafter select FILE --join ID ID…`` and ``--split ID``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.brackets import bracketed_in
from drafter.cli import console
from drafter.files.writing import change_file
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.edit import words_of
from drafter.selection.joining import join
from drafter.selection.loading import open_selection
from drafter.selection.splitting import split


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
            f"nothing is named that {first} is to be joined with",
            f"Name it behind: drafter select {console.quoted(path)} --join {first} OTHER",
            status=ExitStatus.USAGE,
        )
    with change_file(path) as write:
        before = open_selection(path)
        selection = join(before, first, others)
        write(selection.content)
    entry = selection.clause(first)
    words = next((one.wording for one in entry.wordings if one.wording and not one.by), "")
    words = entry.text or entry.wording or words or words_of(selection, first)
    brackets = len(bracketed_in(words))
    settle = f", with {console.plural(brackets, 'bracket')} to settle" if brackets else ""
    stood = {one: before.clause(one).stands for one in (first, *others)}
    agreed = [
        f"  Note: {one} was {was.in_words}; this text is not.\n"
        for one, was in stood.items()
        if was and was.is_agreed
    ]
    are = "is" if len(others) == 1 else "are"
    return (
        f"{first} has one text now{settle}:\n{console.wrap(words, 4, 0)}\n{''.join(agreed)}"
        f"  {' and '.join(others)} {are} out: “{first}” has the words and the sources. "
        f"To edit the text: drafter select {console.quoted(path)} --word {first}\n"
        f"  To undo: drafter select {console.quoted(path)} --split {first}"
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
    with change_file(path) as write:
        parted = split(open_selection(path), first)
        write(parted.selection.content)
    named = " and ".join(parted.clauses)
    if parted.is_as_before:
        return f"{named} are apart again, and the file is as it was before."
    said = [f"{named} are apart again. Somebody had edited what was joined, so:"]
    for one in parted.clauses:
        if one in parted.words:
            said.append(f"{one} has those of its words that still stood:")
            said.append(console.wrap(parted.words[one], 4, 0))
        else:
            said.append(f"{one} has its words as before.")
    if parted.own:
        own = ", ".join(f"“{words}”" for words in parted.own)
        said.append(f"Words that neither had before stay with {first}: {own}")
    if parted.open:
        left = ", ".join(f"“{words}”" for words in parted.open)
        said.append(f"In neither stands, since it is around words of several: {left}")
    said.append("The joined text stays in its block as a comment, “before --split”.")
    return "\n".join(said)
