"""The names that a selection knows, as they are written there: of delegations, groups, whoever is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from drafter.brackets import Wish, in_full, names_in, speaker_of
from drafter.decisions import SelectionEntry, StatusChange, WishedWording
from drafter.selection.file import SelectionFile
from drafter.sources import Proposal
from drafter.text.names_in_short import GROUPS_IN_SHORT


def known_names(file: SelectionFile) -> tuple[str, ...]:
    """Every name that can stand whole where names stand in a row, whatever commas it has; each once."""
    every = [*file.delegations, *file.authors.values()]
    every += [name for entry in file.clauses for name in _names_of(entry)]
    return tuple(dict.fromkeys(filter(None, every)))


def names_typed(by: str, file: SelectionFile, more: Collection[str] = ()) -> tuple[str, ...]:
    """Who is named by what somebody typed, by the names that a selection knows: “G77” is the Group's.

    Args:
        by: The names, in a row.
        file: The selection.
        more: Names that are known beside those of the selection.
    """
    known = (*known_names(file), *more)
    return tuple(in_full(name, short_names(file), known) for name in names_in(by, known))


def listed_names(delegations: Collection[str], declared: Iterable[Proposal]) -> tuple[str, ...]:
    """Who may be named: the delegations that are listed, and those in whose name proposals were declared.

    Args:
        delegations: Those that a selection lists; where it lists none anybody may be named.
        declared: The proposals that are declared beside it.

    Returns:
        Them; nothing where none are listed.
    """
    spoken_for = (one.on_behalf_of for one in declared)
    return (*delegations, *filter(None, spoken_for)) if delegations else ()


def short_names(file: SelectionFile) -> dict[str, str]:
    """How somebody whom a selection knows may be called in short, in small letters → the name that it has.

    That is a name in Word of its author, what everybody calls a group in short, and what is made of the first
    letters of a name, where they are of one alone: “G77” of “Group of 77 and China”. A group for which
    somebody speaks is known by that: “Kenya on behalf of the Group of 77 and China”.
    """
    known = known_names(file)
    every = [*known, *(group for name in known for group in _spoken_for(name, known))]
    names = {name.casefold().removeprefix("the "): name for name in reversed(every)}
    found: dict[str, list[str]] = {}
    for name in names.values():
        for words in {name, name.partition(" and ")[0]}:
            short = _first_letters(words)
            if len(short) > 1:
                found.setdefault(short, []).append(name)
    alone = {short: of[0] for short, of in found.items() if len(of) == 1}
    of_groups = {
        short.casefold(): names[there[0]]
        for wholes, shorts in GROUPS_IN_SHORT
        if len(there := [whole.casefold() for whole in wholes if whole.casefold() in names]) == 1
        for short in shorts
    }
    return {**alone, **of_groups, **{author.casefold(): name for author, name in file.authors.items()}}


def begun_by(short: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names whose first letters begin with what somebody typed: “UK” may be the “United Kingdom of …”.

    Args:
        short: Two capital letters or more, and nothing else: what else somebody types is no name in short.
        names: The names.
    """
    is_short = len(short) > 1 and short.isalpha() and short.isupper()
    return tuple(one for one in names if is_short and _first_letters(one).startswith(short.casefold()))


def _first_letters(name: str) -> str:
    """The first letters of what has a capital one in a name, and its figures, in small letters."""
    return "".join(re.findall(r"\b(?:[^\W\d_a-z]|\d+)", name)).casefold()


def _spoken_for(name: str, known: Collection[str]) -> tuple[str, ...]:
    """On behalf of whom somebody speaks; nobody where that is not said."""
    return names_in(name.removeprefix(speaker_of(name)).partition("on behalf of ")[2], known)


def _names_of(entry: SelectionEntry) -> Iterator[str]:
    said: list[StatusChange | Wish | WishedWording] = [*entry.status, *entry.wishes, *entry.wished]
    said += [one.status for one in entry.withdrawn]
    for one in (*entry.wordings, *said):
        yield from one.by
    for gone in entry.withdrawn:
        yield from gone.of
