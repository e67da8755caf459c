"""Whose proposal a wording is: names that were written, or struck out, behind words that stay as they are.

Names come and go one by one, so that of two delegations that join a third's proposal both can be taken. A
delegation takes its own name away; that of another stays until that one, or a person who says so, does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.brackets import bracketed_in, speaker_of
from drafter.decisions import OwnWording, SelectionEntry, Withdrawn
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import written_short
from drafter.merge.telling import apart, is_comment, told
from drafter.merge.words.names_in_brackets import behind_brackets, stands_in_brackets
from drafter.sign_off import is_quoted
from drafter.sources import Proposal as Declared
from drafter.text.words import excerpt


def sponsor_proposals(merge: ThreeWay) -> Iterator[Proposal]:
    """What names came and went behind wordings of clauses, as proposals; one for a clause."""
    for clause in merge.clauses:
        entry = merge.block_of(clause.id)
        if entry is None:
            continue
        yield from _of_declared(merge, clause)
        if one := _proposal(merge, clause, entry):
            is_left = merge.selection.sources[entry.id] or entry.text
            if is_left or any(words.by for words in with_names(entry, one.to)[0]):
                yield one
            elif not is_comment(
                said := told("nobody-left", draft=merge.short), merge.selection.in_blocks.text
            ):
                # Words that stand on nothing and that nobody proposes are no paragraph.
                to = SelectionEntry(clause.id, reason=said)
                yield replace(one, field=Field.REMARK, to=to, theirs=said, conflict="")


def _of_declared(merge: ThreeWay, clause: TheirClause) -> Iterator[Proposal]:
    """That the name of somebody whose declared proposal it is was struck out, as remarks: it stays."""
    for line in clause.lines:
        for name in _proposers(merge, line):
            said = name_stays(merge.short, name, OwnWording((), line.text))
            is_gone = name in line.by and name not in line.names and line.is_as_printed
            if is_gone and not is_comment(said, merge.selection.in_blocks.text):
                gone, stood = (
                    Withdrawn(line.text, (name,), line.sources),
                    OwnWording((), line.text, by=line.by),
                )
                to = SelectionEntry(clause.id, reason=said, wordings=(stood,), withdrawn=(gone,))
                yield Proposal(clause.id, Field.REMARK, to, theirs=said)


def _proposers(merge: ThreeWay, line: TheirLine) -> tuple[str, ...]:
    """Whose the declared proposal is in the words of which a wording stands."""
    found = merge.selection.opened.matrix.declared.get(line.sources[0]) if line.sources else None
    if isinstance(found, Declared) and is_quoted(line.text, found.wordings):
        return merge.form.phrases.proposers(found)
    return ()


def _proposal(merge: ThreeWay, clause: TheirClause, entry: SelectionEntry) -> Proposal | None:
    come: list[OwnWording] = []
    gone: list[Withdrawn] = []
    shown = []
    for line in clause.lines:
        if set(line.names) == set(line.by) or not line.is_as_printed:
            continue
        words = _own_words(line)
        stay = _proposers(merge, line)
        place = place_of(entry.wordings, words, line.sources, line.by)
        if stay and place is None:  # the block says it in the words of the proposal
            words = ""
            place = place_of(entry.wordings, words, line.sources, line.by)
        own = entry.wordings[place] if place is not None else OwnWording(line.sources, words)
        more = [name for name in line.names if name not in line.by]
        less = [name for name in line.by if name not in (*line.names, *stay)]
        gone += [Withdrawn(own.wording, (name,), own.sources) for name in less]
        come += [OwnWording(own.sources, own.wording, by=tuple(more))] if more else []
        if more or less:
            shown.append((_in_words(line.text, line.by), _in_words(line.text, line.names)))
    if not (come or gone):
        return None
    to = SelectionEntry(clause.id, wordings=tuple(come), withdrawn=tuple(gone))
    was, now = (" / ".join(each) for each in zip(*shown, strict=True))
    return of_delegation(Proposal(clause.id, Field.SPONSORS, to, ours=was, theirs=now), (), entry)


def _own_words(line: TheirLine) -> str:
    """The words of a wording, as a block says them; empty where they are those of its sources."""
    return "" if line.was and not line.was.is_own else line.text


def _in_words(text: str, names: Sequence[str]) -> str:
    return f"({', '.join(names) or told('nobody-named')}) {excerpt(text)}"


def _without(names: Sequence[str], others: Collection[str]) -> list[str]:
    return [name for name in names if name not in others]


def of_delegation(one: Proposal, by: tuple[str, ...], entry: SelectionEntry | None) -> Proposal:
    """A proposal of names as a delegation's; that it speaks for others, or joins what is gone, is said.

    Args:
        one: The proposal.
        by: Whose it is; empty where nobody's by name.
        entry: The clause as its block says it now.
    """
    one = replace(one, by=by)
    less = {name for words in of_others(one) for name in words.of}
    alone = {name for words in joined_alone(replace(one, by=by), entry) for name in words.by}
    wordings = one.to.wordings
    one = speaks_for(replace(one, by=by, conflict=""), wordings, [words.wording for words in wordings])
    said = [one.conflict] if one.conflict else []
    said += [told("names-go", names=apart(sorted(less)))] if less else []
    said += [told("joins-gone", names=apart(sorted(alone)))] if alone else []
    return replace(one, conflict="; ".join(said))


def speaks_for(one: Proposal, wordings: Iterable[OwnWording], were: Iterable[str] = ()) -> Proposal:
    """A proposal; that it names others behind words is said.

    Args:
        one: The proposal, with whose it is.
        wordings: The words that come with it.
        were: Words that stood there: whoever is named behind brackets in these is not named by it.
    """
    there = {
        (old.words, name, wish.says)
        for text in were
        for old in bracketed_in(text)
        for wish in old.wishes
        for name in wish.by
    }
    names = [name for words in wordings for name in (*words.by, *_within(words.wording, there))]
    more = {name for name in names if one.by and name not in one.by}
    for_others = {name for name in more if speaker_of(name) in one.by}
    said = [told("names-come/for-others", names=apart(sorted(for_others)))] if for_others else []
    said += [told("names-come", names=apart(sorted(more - for_others)))] if more > for_others else []
    return one.telling(*said)


def _within(words: str, there: Collection[object]) -> Iterator[str]:
    """The names behind what stands in brackets in some words, but for those that stood there."""
    for one in bracketed_in(words):
        for wish in one.wishes:
            yield from (name for name in wish.by if (one.words, name, wish.says) not in there)


def says_names(one: Proposal, merge: ThreeWay) -> bool:
    """Whether a selection says already what a proposal of names would have it say."""
    entry, text = merge.block_of(one.clause), merge.selection.in_blocks.text
    if entry is None:
        return False
    there = {(words.wording, words.sources, name) for words in entry.wordings for name in words.by}
    there |= {("", *each) for each in _declared_names(merge, one.clause)}
    more = [words for words in one.to.wordings if not stands_in_brackets(entry, words)]
    come = {(words.wording, words.sources, name) for words in more for name in words.by}
    return come <= there and all(
        (words.wording, words.sources, name) not in there
        or (name not in one.by and is_comment(name_stays(merge.short, name, words, one.by), text))
        for words in one.to.withdrawn
        for name in words.of
    )


def _declared_names(merge: ThreeWay, clause: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The sources of what is drafted in the words of a declared proposal, and each name behind it."""
    drafted = merge.drafted.get(clause)
    for variant in drafted.variants if drafted else ():
        found = merge.selection.opened.matrix.declared.get(variant.sources[0]) if variant.sources else None
        if isinstance(found, Declared):
            yield from ((variant.sources, name) for name in variant.by)


def name_stays(draft: str, name: str, words: OwnWording | Withdrawn, by: Sequence[str] = ()) -> str:
    """That somebody would have a wording without the name of one of its sponsors, as a comment in the block.

    Args:
        draft: The Word file.
        name: The name that stays.
        words: The wording.
        by: Who struck it; empty where nobody is named.
    """
    behind = words.wording or " and ".join(words.sources)
    if by:
        return told("name-stays/by", by=" and ".join(by), name=name, words=behind)
    return told("name-stays", draft=draft.replace("\\", "/").rpartition("/")[2], name=name, words=behind)


def remark_of(one: Proposal, by: tuple[str, ...]) -> Proposal:
    """A remark as a delegation's: that it struck the name of whoever declared a proposal is said of it.

    Of several who declared it each takes its own name off.
    """
    one = replace(one, by=by)
    for words in one.to.withdrawn:
        was = one.to.wordings[0].by
        if {*words.of} <= {*by} < {*was}:
            to = SelectionEntry(one.clause, withdrawn=(replace(words, wording=""),))
            stood, stands = (_in_words(words.wording, each) for each in (was, _without(was, by)))
            return replace(one, field=Field.SPONSORS, to=to, ours=stood, theirs=stands)
        said = name_stays("", words.of[0], words, by)
        one = replace(one, to=replace(one.to, reason=said), theirs=said)
    return one


def without_last_names(
    one: Proposal, entry: SelectionEntry | None
) -> tuple[Proposal | None, tuple[Withdrawn, ...]]:
    """A delegation's proposal of names, but for its own behind words that nobody else proposes.

    Such words without a name would stand as what everybody agrees to.

    Args:
        one: The proposal.
        entry: The clause as its block says it now.

    Returns:
        It, None where no name comes or goes besides; and the words that it alone proposes.
    """
    if entry is None or one.field is not Field.SPONSORS or not one.by:
        return one, ()
    last = []
    named = with_names(entry, one.to, one.by)[0]
    for words in one.to.withdrawn:
        place = place_of(entry.wordings, words.wording, words.sources, words.of)
        by = entry.wordings[place].by if place is not None else ()
        if place is not None and words.wording and by and {*by} <= {*one.by} and not named[place].by:
            last.append(words)
    if not last:
        return one, ()
    to = replace(one.to, withdrawn=tuple(words for words in one.to.withdrawn if words not in last))
    if not (to.withdrawn or to.wordings):
        return None, tuple(last)
    pairs = zip(entry.wordings, with_names(entry, to, one.by)[0], strict=True)
    shown = [(old, new) for old, new in pairs if old.by != new.by]
    was, now = (" / ".join(_in_words(pair[n].wording, pair[n].by) for pair in shown) for n in (0, 1))
    return replace(one, to=to, ours=was, theirs=now), tuple(last)


def of_others(one: Proposal) -> tuple[Withdrawn, ...]:
    """The names that a proposal would take off without being theirs."""
    return tuple(
        words for words in one.to.withdrawn if not {*words.of} <= {*one.by} and not _is_changed(one, words)
    )


def _is_changed(one: Proposal, gone: Withdrawn) -> bool:
    """Whether names that go are a delegation's own, which says for whom it speaks, or no more does."""
    own = {*map(speaker_of, one.by)}
    return all(speaker_of(name) in own and _in_the_place_of(name, gone, one.to) for name in gone.of)


def _in_the_place_of(name: str, words: OwnWording | Withdrawn, to: SelectionEntry) -> str:
    """The name under which who goes from behind words as one speaks there from now on; empty for none."""
    come = [each.by for each in to.wordings if (each.wording, each.sources) == (words.wording, words.sources)]
    return next((new for by in come for new in by if speaker_of(new) == speaker_of(name)), "")


def with_names(
    entry: SelectionEntry, to: SelectionEntry, by: Collection[str] = ()
) -> tuple[list[OwnWording], list[OwnWording]]:
    """The wordings of a clause with the names behind them that a proposal has.

    Args:
        entry: The clause as its block says it now.
        to: Which names come, and which go.
        by: Whose proposal it is: its own words, which another took out, come back under its name, too.

    Returns:
        The wordings; and what was joined and does not stand there any more.
    """
    stand, missing = list(entry.wordings), []
    for gone in to.withdrawn:
        place = place_of(stand, gone.wording, gone.sources, gone.of)
        if place is not None:
            now = {name: _in_the_place_of(name, gone, to) for name in gone.of}
            by = tuple(filter(None, (now.get(name, name) for name in stand[place].by)))
            stand[place] = replace(stand[place], by=by)
    for come in to.wordings:
        place = place_of(stand, come.wording, come.sources, ())
        if place is None:
            missing.append(replace(come, by=(*_taken_from(by, come, entry, to), *come.by)))
        else:
            by = tuple(dict.fromkeys([*stand[place].by, *come.by]))
            stand[place] = replace(stand[place], by=by)
    return stand, missing


def _taken_from(
    by: Collection[str], words: OwnWording, entry: SelectionEntry, to: SelectionEntry
) -> Iterator[str]:
    """Those of some names from which others took certain words, and that do not go behind them."""
    gone, left = (
        {
            name
            for one in records
            if written_short(one.wording) == written_short(words.wording)
            for name in one.of
        }
        for records in ([one for one in entry.withdrawn if one.is_taken_out], to.withdrawn)
    )
    return (name for name in by if name in gone - left and name not in words.by)


def place_of(
    wordings: Sequence[OwnWording], words: str, sources: Collection[str], by: Collection[str]
) -> int | None:
    """Which of some wordings has certain words, or stands in the words of certain sources; None: none has.

    Of two that say the same it is that of the same sponsors. Abbreviations may be spelt out in print.
    """
    same = [
        place
        for place, one in enumerate(wordings)
        if written_short(one.wording) == written_short(words) and (words or set(one.sources) == set(sources))
    ]
    return next(
        (place for place in same if not set(by).isdisjoint(wordings[place].by)), next(iter(same), None)
    )


def joined_alone(one: Proposal, entry: SelectionEntry | None) -> tuple[OwnWording, ...]:
    """The words that a proposal of names joins and that others propose no more: they stand again, alone."""
    if one.field is not Field.SPONSORS or entry is None:
        return ()
    entry, come = behind_brackets(entry, one.to.wordings)
    missing = with_names(entry, replace(one.to, wordings=tuple(come)), one.by)[1]
    return tuple(words for words in missing if words.wording)


def with_struck(entry: SelectionEntry, to: SelectionEntry, struck: Iterable[TheirLine]) -> SelectionEntry:
    """A clause as it is to be, with wordings that were struck out of it where they stand in its block.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be, which has several wordings, or one that names its sponsors.
        struck: The wordings.
    """
    words = list(to.wordings)
    places = [place_of(entry.wordings, _own_words(line), line.sources, line.by) for line in struck]
    for place in sorted(place for place in places if place is not None):
        if entry.wordings[place] not in words:
            words.insert(min(place, len(words)), entry.wordings[place])
    return replace(to, wordings=tuple(words))
