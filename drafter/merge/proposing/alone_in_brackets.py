"""Brackets of others in which a delegation changed words: nobody else is named behind them in its proposal.

The European Union puts “[and training] (European Union)” into a paragraph; Kenya, in the same file, makes it
“[and coaching]”: this nobody else has said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.decisions import SelectionEntry
from drafter.docx.reader import WordDocument
from drafter.merge.proposals import Proposal
from drafter.merge.sides.their_clauses import TheirLine
from drafter.merge.sides.views import View
from drafter.merge.signature import signature_of
from drafter.merge.words.under_a_name import unnamed_within
from drafter.text.own_brackets import HELD_ANY

# What can stand behind words: closing marks and names.
_BEHIND = re.compile(rf"[\s\].;,]*(?:\({HELD_ANY}*\)[\s.;,]*)*")


def with_made_on(
    own: View, authors: Mapping[str, Sequence[str]], read: Callable[[Sequence[str]], WordDocument]
) -> View:
    """A file with a delegation's changes, and what paragraphs said without these that it made on others'.

    Args:
        own: The file with its changes.
        authors: The delegations → their authors' names in Word.
        read: Reads the file with the tracked changes of some authors alone.
    """
    found: dict[int, str] = {}
    for others in dict.fromkeys(own.needed.values()):
        document = read([author for name in others for author in authors.get(name, ())])
        texts = {one.place: one.text for one in document.paragraphs}
        places = [place for place, names in own.needed.items() if names == others]
        found |= {place: own.in_full(texts[place]) for place in places if place in texts}
    own = replace(own, made_on=found)
    wished = {place: own.needed[place] for place in _only_wished(own)}
    needed = {place: names for place, names in own.needed.items() if place not in wished}
    return replace(own, needed=needed, wished_on=wished)


def _only_wished(own: View) -> Iterator[int]:
    """Where a delegation typed no more than wishes behind what others put in: its words are all theirs."""
    for clause in own.merge.clauses:
        for place, line in zip(clause.places, clause.lines, strict=True):
            words = own.made_on.get(place, "").lstrip("[ ")
            is_same = words.startswith(line.text) and _BEHIND.fullmatch(words.removeprefix(line.text))
            is_new = place in own.needed and line.printed is None
            if is_new and line.wishes and is_same and not own.names_added(line.names, [place]):
                yield place


def alone_in_brackets(
    one: Proposal, by: tuple[str, ...], changed: Sequence[TheirLine], were: Sequence[TheirLine], own: View
) -> tuple[Proposal, list[TheirLine]]:
    """A proposal, and the lines that a delegation changed, without names of others behind what it changed.

    Of what the paper had in brackets they are told apart when it is taken: as the text these stay.

    Args:
        one: The proposal.
        by: The delegation.
        changed: Its lines.
        were: The lines as they stand without its changes.
        own: The file with them.
    """
    lines = []
    for line in changed:
        stood = [was.text for was in were if not line.printed or was.printed == line.printed]
        printed = [signature_of(line.printed)[0]] if line.printed and line.printed.by != by else []
        text = unnamed_within([*stood, *own.stood_in(one.clause)], line.text, by, printed)
        lines.append(replace(line, text=text))
    said = {line.text: new.text for line, new in zip(changed, lines, strict=True)}
    return replace(one, to=_saying(one.to, said, by)), lines


def new_alone(to: SelectionEntry, by: tuple[str, ...], plain: View, own: View) -> SelectionEntry:
    """A new clause of a delegation, likewise.

    Args:
        to: The clause, with whose its words are.
        by: The delegation.
        plain: The file without its changes.
        own: The file with them.
    """
    before = plain.clauses.get(to.id)
    stood = [*(line.text for line in before.lines), *own.stood_in(to.id)] if before else own.stood_in(to.id)
    said = {words.wording: unnamed_within(stood, words.wording, by) for words in to.wordings}
    return _saying(to, said, by)


def _saying(to: SelectionEntry, said: Mapping[str, str], by: tuple[str, ...]) -> SelectionEntry:
    """A clause with other words in the place of a delegation's own."""
    wordings = tuple(
        replace(words, wording=said.get(words.wording, words.wording)) if {*words.by} & {*by} else words
        for words in to.wordings
    )
    return replace(to, wordings=wordings)
