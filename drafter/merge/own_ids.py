"""New clauses of different words have ids of their own, whoever proposes them, and in whichever file."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from drafter.matrix.concordance import LONGEST_ID
from drafter.merge.proposals import Field, Proposal
from drafter.selection.loading import OpenSelection


def with_own_ids(proposals: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals of which no two new clauses of different words have one id; who comes first keeps it.

    What an author put in has one id in all files that it was passed on in, whatever stands before it there.
    What else the same author has in the same file of such a clause, or puts beside it, goes with it.

    Args:
        proposals: Those of one file, or of several, in order.
        selection: The selection.
    """
    every = list(proposals)
    taken = {*selection.by_id, *(entry.id for entry in selection.file.clauses)}
    said: dict[str, object] = {}
    called: dict[object, tuple[str, str]] = {}
    renamed: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
    for one in every:
        if one.field is not Field.NEW:
            continue
        words, given = _words_of(one), one.clause
        known, file = called.get((one.by, words), ("", one.draft))
        if file != one.draft and selection.by_id.keys().isdisjoint((known, given)):
            given = known
        elif said.setdefault(given, words) != words:
            free = (name for name in _names(given) if name not in taken)
            given = next(name for name in free if said.setdefault(name, words) == words)
        called.setdefault((one.by, words), (given, one.draft))
        if given != one.clause:
            renamed.setdefault((one.draft, one.by), {})[one.clause] = given
    # Of two that cite the same and nothing else both add it, so that neither takes it from the other.
    shared = {given for names in renamed.values() for given in names if given in selection.by_id}
    found = []
    for one in every:
        to = one.to
        if one.field is Field.NEW and one.clause in shared and not one.is_edited:
            to = replace(to, added=tuple(dict.fromkeys((*selection.by_id[one.clause].members, *to.added))))
        own = renamed.get((one.draft, one.by), {})
        # What nobody tracked is called so in what others put beside it, too.
        names = ChainMap(own, renamed.get((one.draft, ()), {}))
        given = (own if one.field is Field.NEW else names).get(one.clause, one.clause)
        to = replace(to, id=given) if given != one.clause else to
        found.append(replace(one, clause=given, to=to, other=names.get(one.other, one.other)))
    return found


def _names(given: str) -> Iterator[str]:
    for number in count(2):
        end = f"-{number}"
        yield given[: LONGEST_ID - len(end)].rstrip("-") + end


def _words_of(one: Proposal) -> object:
    return one.to.wording, one.to.text, tuple(words.wording for words in one.to.wordings)
