"""What a delegation proposes, taken under its name: beside the text, never in its place.

A wording becomes an alternative that names its sponsors; a paragraph that they would delete is put in
brackets; a remark becomes a comment in the block.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.brackets import DELETE, speaker_of
from drafter.decisions import (
    Decision,
    OwnWording,
    SelectionEntry,
    Status,
    StatusChange,
    WishedWording,
    Withdrawn,
)
from drafter.drafting import compose_selection
from drafter.merge.drafted import as_one_wording, drafted_wordings, with_those_of_sources
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.printed_brackets import as_put_beside
from drafter.merge.sides.rewords import own_reworded, reworded_of_others
from drafter.merge.sides.sponsors import with_names
from drafter.merge.taking.turned_wishes import with_wishes_turned
from drafter.merge.telling import is_comment, told
from drafter.merge.words.laying_over import changes_wishes_alone, mark_of_joined, mark_of_own, mark_of_text
from drafter.merge.words.names_in_brackets import behind_brackets
from drafter.selection.blocks import SelectionText
from drafter.selection.edit import words_of
from drafter.selection.joined import brought_to
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.wishes import wish_to_delete, wishes_without
from drafter.text.words import excerpt


def stands_beside(one: Proposal, entry: SelectionEntry | None) -> bool:
    """Whether a proposal is taken beside what stands, so that nothing is replaced and nothing goes.

    Args:
        one: The proposal.
        entry: What the selection says of its clause.
    """
    if one.field is Field.SPONSORS or one.is_alternative or comment_of(one, entry):
        return True
    is_worded = one.field is Field.WORDING and sponsors_of_all(one.to)
    return bool(one.by) and (one.is_out or (bool(is_worded) and not changes_wishes_alone(entry, one.to)))


def comment_of(one: Proposal, entry: SelectionEntry | None) -> str:
    """What a proposal is in a block as a comment: a remark, where it would stand, footnotes to take out."""
    if one.field is Field.REMARK:
        return one.to.reason
    if one.by and one.into:  # its words are to stand there: nobody would have them out
        return told("put-together/by", by=" and ".join(one.by), into=one.into)
    gone = [source for source in gone_from(one, entry) if mark_of_own(source) not in one.rewords]
    if one.field is not Field.SOURCES or not one.by or not gone or one.is_untouched:
        return ""
    facts = {"by": " and ".join(one.by), "sources": " and ".join(gone)}
    for words in entry.wordings if entry else ():
        if words.by and words.wording and words.sources and set(words.sources) <= set(gone):
            way = "/own" if words.by == one.by else "/of"
            return told(f"without{way}", others=" and ".join(words.by), words=words.wording, **facts)
    return told("without", **facts)


def gone_from(one: Proposal, entry: SelectionEntry | None) -> tuple[str, ...]:
    """The sources that a clause would lose with a proposal.

    Args:
        one: The proposal.
        entry: What the selection says of its clause.
    """
    gone = _without(one.to.dropped, entry.dropped if entry else ())
    added = _without(entry.added if entry else (), one.to.added)
    # What others have added since is none of theirs: what was to go is told.
    return gone + tuple(source for source in added if f" {source} " in f" {one.ours} ")


def moved_by(one: Proposal, entry: SelectionEntry | None, *, is_beside: bool = False) -> set[str]:
    """The sources that come to a clause with a proposal, or go from it.

    Args:
        one: The proposal.
        entry: What the selection says of its clause.
        is_beside: Whether it is taken beside what stands, so that none goes.
    """
    cited = {source for words in one.to.wordings for source in words.sources}
    if one.field is not Field.SOURCES:
        return cited | ({*one.to.added} if one.field is Field.NEW else set())
    come = _without(one.to.added, entry.added if entry else ())
    return {*come, *(() if is_beside else gone_from(one, entry))}


def without_needless(
    found: Sequence[Proposal],
    entry_of: Callable[[str], SelectionEntry | None],
    beside: Sequence[Proposal] = (),
    more: Collection[str] = (),
) -> list[Proposal]:
    """Proposals without those about clauses that nobody touched and that stay as they are of themselves.

    Args:
        found: The proposals.
        entry_of: What the selection says of a clause.
        beside: Others, which are taken beside what stands.
        more: Sources that come to new clauses.
    """
    moves = [moved_by(one, entry_of(one.clause)) for one in found if not one.is_untouched]
    moves += [moved_by(one, entry_of(one.clause), is_beside=True) for one in beside]
    every = {*more}.union(*moves)
    return [one for one in found if not one.is_untouched or moved_by(one, entry_of(one.clause)) & every]


def sponsors_of_all(entry: SelectionEntry) -> tuple[str, ...]:
    """The sponsors of wordings that are all somebody's, and said to be alternatives or additions.

    Where the text of a block is given with them, all of it is to be so: somebody reworded their own.
    """
    is_theirs = not entry.text and all(one.by and one.is_addition is not None for one in entry.wordings)
    return entry.wordings[0].by if entry.wordings and is_theirs else ()


def with_sponsored(selection: OpenSelection, one: Proposal, joint_on: Sequence[str] = ()) -> SelectionText:
    """The file of a selection with a proposal that stands beside the text.

    What is about a clause that is joined with another one stands beside the joint text.

    Args:
        selection: The selection, which has the clause.
        one: The proposal; see ``stands_beside``.
        joint_on: What the joint text is cited with, which it keeps; see ``joint_sources``.
    """
    file, entry, where = selection.in_blocks, selection.clause(one.clause), ("clauses", one.clause)
    if comment := comment_of(one, entry):
        own = [source for source in gone_from(one, entry) if mark_of_own(source) in one.rewords]
        added = _without(tuple(dict.fromkeys([*entry.added, *one.to.added])), own)
        dropped = (*entry.dropped, *(source for source in one.to.dropped if source in own))
        with_more = replace(entry, added=added, dropped=tuple(dict.fromkeys(dropped)))
        if one.field is Field.SOURCES and with_more != entry:
            file = file.with_fact(where, "sources", fact_lines(with_more, "sources"), origin=one.came_from)
        return _with_wished(file.with_comment(one.clause, comment), selection, one, entry)
    home = selection.file.joined_with.get(one.clause, one.clause)
    if one.is_out:
        return _with_deletion(selection, one, entry, is_joined=home != one.clause)
    if one.field is Field.WORDING and any("[" in words.wording for words in one.to.wordings):
        one = as_put_beside(one, compose_selection(selection).clauses)
    there = selection.clause(home)
    kept = joint_on if there.text else ()  # no wording beside a text stands on what that does
    new = [replace(words, sources=_without(words.sources, kept)) for words in one.to.wordings]
    one = replace(one, beside=(*one.beside, *(mark_of_text([source]) for source in joint_on)))
    if home == one.clause:
        return _with_wordings(selection, one, entry, new, instead=own_reworded(one, entry, new))
    # What new words cite the joint paragraph has from now on.
    has = selection.sources[home]
    cited = tuple(dict.fromkeys(source for words in new for source in words.sources if source not in has))
    instead = own_reworded(one, there, new)
    file = _with_wordings(selection, one, there, new, cited, instead)
    # A split finds words that are in the place of others by these.
    brought = [words for words in new if words not in instead]
    for words in brought if one.field is Field.WORDING else ():
        said = brought_to(home, words.wording)
        file = file if is_comment(said, file.text) else file.with_comment(one.clause, said)
    return file


def _with_wished(
    file: SelectionText, selection: OpenSelection, one: Proposal, entry: SelectionEntry
) -> SelectionText:
    """The file with what a delegation would have done with a single wording, which is printed behind it."""
    wished = one.to.wished
    gone = {*gone_from(one, entry)} if one.field is Field.SOURCES else set()
    # A wording that it words otherwise, on another source, is none that it would have out.
    gone -= {source for source in gone if mark_of_text([source]) in one.rewords}
    for words, _ in drafted_wordings(entry, selection) if gone else ():
        if words.sources and {*words.sources} <= gone and not {*words.by} & {*one.by}:
            wished = (*wished, WishedWording(one.by, DELETE, words.wording, words.sources))
    home = selection.file.joined_with.get(one.clause, one.clause)
    there = selection.clause(home)
    now = replace(there, wished=tuple(dict.fromkeys([*there.wished, *wished])))
    if now == there or (gone and home != one.clause):
        return file
    return file.with_fact(("clauses", home), "wished", fact_lines(now, "wished"))


def _with_deletion(
    selection: OpenSelection, one: Proposal, entry: SelectionEntry, *, is_joined: bool
) -> SelectionText:
    """The file with the wish that a clause be deleted: it is in brackets; where it is joined, a comment."""
    file, where, by = selection.in_blocks, ("clauses", one.clause), " and ".join(one.by)
    if is_joined:
        words = excerpt(words_of(selection, one.clause))
        return file.with_comment(one.clause, told("of-joined/delete", by=by, words=words))
    if entry.is_out:
        return file
    file = file.with_fact(where, "decision", [str(Decision.MAYBE)], origin=one.came_from)
    reason = "; ".join(filter(None, [entry.reason, wish_to_delete(one.by)]))
    file = file.with_fact(where, "reason", fact_lines(replace(entry, reason=reason), "reason"))
    left = replace(entry, wishes=wishes_without(entry.wishes, one.by))  # each wants one thing
    return file.with_fact(where, "wishes", fact_lines(left, "wishes")) if left != entry else file


def _with_wordings(
    selection: OpenSelection,
    one: Proposal,
    entry: SelectionEntry,
    new: Sequence[OwnWording],
    cited: Sequence[str] = (),
    instead: Mapping[OwnWording, OwnWording] | None = None,
) -> SelectionText:
    """The file with further wordings of a clause, or with other names behind those that it has.

    Args:
        selection: The selection.
        one: The proposal.
        entry: The clause.
        new: What the proposal has for it.
        cited: Sources that the clause is to have with them.
        instead: Those of them that stand in the place of a wording → that, which stays as a comment.
    """
    file, where = selection.in_blocks, ("clauses", entry.id)
    stand = entry
    if one.field is Field.SPONSORS:
        stand, new = behind_brackets(entry, new)
        named, new = with_names(stand, replace(one.to, wordings=tuple(new)), one.by)
        off = (*stand.withdrawn, *_taken_off(stand.wordings, named, one.by))
        stand = replace(stand, wordings=tuple(named), withdrawn=off)
    left = [old for old in reworded_of_others(one, entry) if {*one.by} & {*old.by} and {*old.by} - {*one.by}]
    left = [old for old in left if mark_of_joined(old) not in one.beside]
    if left:  # who rewords what it proposes with others proposes that no more
        others = (replace(old, by=_without(old.by, one.by)) if old in left else old for old in stand.wordings)
        stand = replace(stand, wordings=tuple(others))
    of_old = {old: words for words, old in (instead or {}).items()}
    if of_old:
        every = stand.wordings if entry.text else with_those_of_sources(stand, entry, of_old, selection)
        has = {*selection.sources[entry.id], *cited}
        own = (_in_the_place_of(old, of_old[old], has) if old in of_old else old for old in every)
        stand = replace(stand, wordings=tuple(own))
        new = [words for words in new if words not in (instead or {})]
    turned = with_wishes_turned(stand, one)
    is_turned, stand = turned != stand, turned
    wordings = _with_new(stand, new, selection, one.beside, cited) if new else stand.wordings
    then = replace(stand, wordings=wordings, added=(*entry.added, *cited))
    if wordings:
        then = replace(then, wording="", supported=entry.supported if entry.text else "")
    for key in ("text", "sources", "wording", "supported", "wordings", "withdrawn"):
        if fact_lines(then, key) != fact_lines(entry, key):
            origin = one.came_from if key == "wordings" else ""
            keep = bool(one.to.withdrawn or instead or left or is_turned)
            file = file.with_fact(where, key, fact_lines(then, key), keep_old=keep, origin=origin)
    return file


def _taken_off(
    were: Sequence[OwnWording], now: Sequence[OwnWording], by: Collection[str]
) -> Iterator[Withdrawn]:
    """Whose own name a proposal takes off wordings that others still propose, as withdrawn."""
    for old, new in zip(were, now, strict=True):
        # Who says for whom it speaks goes on proposing the words.
        there = {*map(speaker_of, new.by)}
        gone = (name for name in old.by if name not in new.by and speaker_of(name) not in there)
        names = tuple(name for name in gone if name in by)
        if names and new.by:
            step = StatusChange(Status.WITHDRAWN, by=names)
            yield Withdrawn(old.wording, names, old.sources, step)


def _in_the_place_of(old: OwnWording, new: OwnWording, has: Collection[str]) -> OwnWording:
    """A wording in the place of an older one, on those of its sources that the clause has."""
    on = tuple(source for source in new.sources if source in has)
    return replace(new, is_addition=old.is_addition, sources=on)


def _with_new(
    entry: SelectionEntry,
    new: Sequence[OwnWording],
    selection: OpenSelection,
    shared: Collection[str],
    cited: Collection[str],
) -> tuple[OwnWording, ...]:
    """The wordings of a clause with further ones; who proposes one that stands there joins its sponsors.

    They may be the first on some sources that are ``cited``; ``shared`` are marks of those that others keep.
    """
    stand = [as_one_wording(entry, selection)] if entry.wording else list(entry.wordings)
    has = (*selection.sources[entry.id], *cited)
    said = {old.wording for old in stand if old.by}
    anew = {source for one in new if one.wording not in said for source in one.sources if source in has}
    # Those that nobody names come before what names its own; a text of the block's own has them.
    if not entry.text and anew - {*cited}:
        stand = [old for old, _ in drafted_wordings(entry, selection)]
    for one in new:
        same = [n for n, old in enumerate(stand) if old.wording == one.wording and old.by]
        if same:
            old = stand[same[0]]
            # Who names all of them and more has them in order.
            first = one.by if {*old.by} < {*one.by} else old.by
            stand[same[0]] = replace(old, by=tuple(dict.fromkeys([*first, *one.by])))
            continue
        sources = tuple(source for source in one.sources if source in has)
        if {*sources} - {*cited}:
            # What the clause has of itself keeps its own words, whoever cites it, too.
            added = [one for one in sources if one in entry.added and mark_of_text([one]) not in shared]
            others = [replace(old, sources=_without(old.sources, added)) for old in stand]
            stand = [old for old in others if old.sources or old.wording]
        stand.append(replace(one, sources=sources))
    return tuple(stand)


def _without(sources: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(source for source in sources if source not in others)
