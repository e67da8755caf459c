"""What a selection has of clauses that are joined with others, and what was withdrawn in it.

Those are out, and another one says it all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.brackets import bracketed_in
from drafter.decisions import Decision, OwnWording, SelectionEntry, Withdrawn
from drafter.selection.telling import CATALOGUE
from drafter.text.italics import significant_of


def joined_reason(first: str) -> str:
    """Why a clause is out that is joined with another one."""
    return CATALOGUE.say("joined-with", clause=first)[2]


def brought_to(first: str, words: str) -> str:
    """That words written into a clause stand beside the text of another, in the words of a comment.

    By this a split gives them back.

    Args:
        first: The one it is joined with.
        words: The words.
    """
    return CATALOGUE.say("brought-to", clause=first, words=" ".join(words.split()))[2]


def cited_beside(source: str, words: str) -> str:
    """That words beside a joint text cite what that cites, and have no footnote there, in those of a comment.

    By this a split gives them the footnote back.

    Args:
        source: The source.
        words: The words.
    """
    return CATALOGUE.say("cited-beside", source=source, words=" ".join(words.split()))[2]


def joined_with(clauses: Sequence[SelectionEntry]) -> dict[str, str]:
    """Clause that is joined with another one → that other; where it was joined in turn, the last.

    Args:
        clauses: All of the file.
    """
    said = {joined_reason(one.id): one.id for one in clauses}
    step = {
        one.id: said[one.reason] for one in clauses if one.decision is Decision.OUT and one.reason in said
    }
    found = {}
    for given in step:
        at, passed = given, set[str]()
        while at in step and at not in passed:
            passed.add(at)
            at = step[at]
        if at not in step:
            found[given] = at
    return found


def withdrawn_of(clauses: Sequence[SelectionEntry]) -> tuple[Withdrawn, ...]:
    """What was withdrawn or taken out, with its words, in order; not what a joined clause says now.

    Nor what stands again under the same names.

    Args:
        clauses: All of the file.
    """
    home, by_id = joined_with(clauses), {one.id: one for one in clauses}
    has = {
        given: {
            *(_words_in(own.wording) for own in by_id[at].wordings),
            *(_words_in(own.wording) for own in by_id[at].withdrawn),
            *(_words_in(words) for words in _in_brackets(by_id[at])),
        }
        for given, at in home.items()
    }
    found = [
        one
        for entry in clauses
        for one in entry.all_withdrawn
        if not (one.is_taken_out and one.is_whole and entry.id in home)
        or one.is_above
        # What a delegation proposes in such a block, and the joint one has not, stands nowhere else.
        or (one.of and _words_in(one.wording) not in has[entry.id])
    ]
    return tuple(_without_standing(found, clauses, home))


def _in_brackets(entry: SelectionEntry) -> Iterator[str]:
    """What stands in a clause in brackets with names behind, as what delegations propose does when joined."""
    for text in (entry.text, entry.wording, *(one.wording for one in entry.wordings)):
        yield from (one.words for one in bracketed_in(text) if one.wishes)


def _without_standing(
    found: Iterable[Withdrawn], clauses: Sequence[SelectionEntry], home: Mapping[str, str]
) -> Iterator[Withdrawn]:
    """What was withdrawn, without the names under which its words stand again, and with those of who stayed.

    A wording does so in its paragraph; a paragraph comes back as another one.
    """
    stand: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in clauses:
        for own in () if entry.is_out else entry.wordings:
            for name in own.by if own.wording else ():
                stand[significant_of(own.wording), name].add(entry.id)
    by_id = {one.id: one for one in clauses}
    for one in found:
        words, at = significant_of(one.wording), home.get(one.clause, one.clause)
        still = () if one.is_whole or one.is_taken_out else _who_proposes(one, by_id[at])
        if not still and not one.wording and not one.is_whole and _is_cited_again(one, by_id[at]):
            continue
        rest = tuple(
            name
            for name in one.of
            if not (there := stand.get((words, name))) or not (one.is_whole or at in there)
        )
        if rest or not one.of:
            yield replace(one, of=rest, still_of=tuple(name for name in still if name not in rest))


def _who_proposes(one: Withdrawn, entry: SelectionEntry) -> tuple[str, ...]:
    """Who proposes in a clause what somebody withdrew there: the same words, or those of the same sources."""

    def says(own: OwnWording) -> bool:
        if one.wording and own.wording:
            return significant_of(own.wording) == significant_of(one.wording)
        return own.wording == one.wording and {*own.sources} == {*one.sources}

    wordings = () if entry.is_out else entry.wordings
    return tuple(dict.fromkeys(name for own in wordings if says(own) for name in own.by))


def _is_cited_again(one: Withdrawn, entry: SelectionEntry) -> bool:
    """Whether what was withdrawn in the words of its sources is printed in these again."""
    own = [each for each in entry.wordings if {*each.sources} & {*one.sources}]
    is_quoted = not own or any(not each.wording for each in own)
    return not entry.is_out and bool(one.of) and {*one.sources} <= {*entry.added} and is_quoted


def _words_in(wording: str) -> tuple[str, ...]:
    return tuple(wording.split())
