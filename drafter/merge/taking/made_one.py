"""Several proposals about one thing, made one: what agrees, and what changes different wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.brackets import sponsors_of
from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.drafted import drafted_wordings
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.running_words.running_theirs import put_together
from drafter.merge.sides.rewords import marks_as_in, put_marks_together, without_their_names
from drafter.merge.signature import written_short
from drafter.merge.taking.combining import combined, with_sources_of_both
from drafter.merge.taking.others_words import beside_all_others
from drafter.merge.words.both_words import with_both_words
from drafter.merge.words.laying_over import laid_over, marks_of, on_sources
from drafter.selection.earlier import earlier_in
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import sources_of


def with_all_names(chosen: Iterable[Proposal], *, to_text: bool) -> list[Proposal]:
    """Of proposals that say the same the first, with the names of all; the text itself is under no name."""
    found: dict[object, Proposal] = {}
    for one in chosen:
        first = found.setdefault(one.said, one)
        by = tuple(dict.fromkeys([*first.by, *one.by]))
        # What others propose stays theirs.
        own = () if to_text else first.by
        words = tuple(replace(one, by=by) if own and one.by == own else one for one in first.to.wordings)
        if first.field is Field.NEW and own:  # all of it is theirs, and whom each named
            both = zip(first.to.wordings, one.to.wordings, strict=True)
            words = tuple(replace(mine, by=sponsors_of(mine.by, each.by)) for mine, each in both)
        found[one.said] = replace(first, by=by, to=replace(first.to, wordings=words))
    return list(found.values())


def _of_a_paragraph(chosen: Sequence[Proposal], selection: OpenSelection, *, to_text: bool) -> list[Proposal]:
    """Of proposals that change different wordings of a paragraph one, with what each changes."""
    found: dict[object, Proposal] = {}
    sources = _sources_with(chosen, selection)

    def apart(one: Proposal) -> Proposal:
        """One of two that are not the same people's: without what each may not do to the other's words."""
        own = _without_names(one, selection, to_text=to_text)
        return beside_all_others([_over_block(own, selection, sources)], selection)[0][0]

    for one in chosen:
        first = found.get(one.about)
        both = None
        is_running = one.field in OF_RUNNING and first and first.base == one.base
        if (
            first
            and one.field is Field.SOURCES
            and (put := _sources_in_one(first, one, selection, to_text=to_text))
        ):
            found[one.about] = put
            continue
        if first and is_running and first.by and one.by and not to_text:
            found[one.about] = put_together(first, one)
            continue
        if first and one.field is Field.WORDING and first.base == one.base and selection.entry(one.clause):
            is_of_two = first.by != one.by and not to_text
            ours, theirs = (apart(each) if is_of_two else each for each in (first, one))
            both = combined(ours.to, theirs.to, selection)
            if both is None and (to_text or (first.by and one.by)):
                both = with_words_of_both(ours.to, theirs.to, selection)
        if first and both:
            found[one.about] = _put_into_one(first, one, both)
        else:
            found[(one.about, one) if first else one.about] = one
    return list(found.values())


def _sources_in_one(
    one: Proposal, other: Proposal, selection: OpenSelection, *, to_text: bool
) -> Proposal | None:
    """Two delegations' proposals of sources as one; None where these were made of different selections."""
    entry = selection.entry(one.clause)
    if entry is None or to_text or not (one.by and other.by) or one.base != other.base:
        return None
    to = with_sources_of_both(one.to, other.to, entry)
    by, rewords = dict.fromkeys([*one.by, *other.by]), dict.fromkeys([*one.rewords, *other.rewords])
    return replace(other if one.is_untouched else one, to=to, by=tuple(by), rewords=tuple(rewords))


def _put_into_one(one: Proposal, other: Proposal, both: SelectionEntry) -> Proposal:
    """Two proposals as one that is of all whose they are, so that what each says of its own stays its own."""
    return replace(
        other if other.by and not one.by else one,
        to=both,
        by=tuple(dict.fromkeys([*one.by, *other.by])),
        beside=tuple(dict.fromkeys([*one.beside, *other.beside])),
        rewords=put_marks_together(one, other, both),
    )


def with_words_of_both(
    one: SelectionEntry, other: SelectionEntry, selection: OpenSelection
) -> SelectionEntry | None:
    """A clause with what two changed in the same wordings, word by word; None where these touch.

    Args:
        one: The clause as the first would have it.
        other: As the second would.
        selection: The selection, in which neither is taken.
    """
    entry, sources = selection.clause(one.id), selection.sources[one.id]
    drafted = drafted_wordings(entry, selection)
    stand = [words for words, _ in drafted]
    if entry.text and entry.text not in (one.text, other.text):
        text = with_both_words(entry.text, one.text, other.text)
        if not (text and one.text and other.text):
            return None
        one, other = replace(one, text=text), replace(other, text=entry.text)
    ways = [
        [OwnWording(sources, to.wording)] if to.wording else [*to.wordings] if to.wordings else [*stand]
        for to in (one, other)
    ]
    for place, (words, text) in enumerate(drafted):
        first, second = (_in_its_place(words, place, way, stand) for way in ways)
        if first is None or second is None:
            continue
        laid = with_both_words(text.rstrip(" .;"), ways[0][first].wording, ways[1][second].wording)
        if laid is None:
            return None
        ways[0][first], ways[1][second] = replace(ways[0][first], wording=laid), words
    one, other = (
        replace(to, wording="", wordings=tuple(way)) for to, way in zip((one, other), ways, strict=True)
    )
    return combined(one, other, selection)


def _in_its_place(
    words: OwnWording, place: int, way: Sequence[OwnWording], stand: Sequence[OwnWording]
) -> int | None:
    """Where a wording stands that is in the place of one; None where that one stands itself, or none does."""
    if words in way:
        return None
    if words.by:
        is_there = len(way) == len(stand) and way[place].by in ((), words.by) and way[place].wording
        return place if is_there else None
    same = [n for n, one in enumerate(way) if {*one.sources} == {*words.sources} and not one.by]
    return same[0] if len(same) == 1 and way[same[0]].wording else None


def made_one(chosen: Sequence[Proposal], selection: OpenSelection, *, to_text: bool) -> list[Proposal]:
    """Proposals put together, without the names that others have there."""
    put = _of_a_paragraph(chosen, selection, to_text=to_text)
    return [_without_names(one, selection, to_text=to_text) for one in put]


def _without_names(one: Proposal, selection: OpenSelection, *, to_text: bool) -> Proposal:
    entry, sources = selection.entry(one.clause), selection.sources.get(one.clause, ())
    return without_their_names(one, entry, sources, to_text=to_text)


def over_blocks(
    together: Iterable[Proposal], chosen: Sequence[Proposal], selection: OpenSelection
) -> list[Proposal]:
    """Proposals that were put together, each with what others propose by now in its block."""
    sources = _sources_with(chosen, selection)
    return [_over_block(one, selection, sources) for one in together]


def _sources_with(chosen: Sequence[Proposal], selection: OpenSelection) -> Mapping[str, tuple[str, ...]]:
    """The sources of each clause with what is proposed of these, where any words are proposed."""
    if not any(one.field is Field.WORDING for one in chosen):
        return {}
    changes = {one.clause: one.values for one in chosen if one.field is Field.SOURCES}
    entries = [replace(each, **changes.get(each.id, {})) for each in selection.file.clauses]
    return sources_of(entries, selection.by_id)


def _over_block(one: Proposal, selection: OpenSelection, sources: Mapping[str, tuple[str, ...]]) -> Proposal:
    """A proposal of words, with what others propose by now in the block."""
    entry = selection.entry(one.clause)
    if entry is None or one.field is not Field.WORDING:
        return one
    own = sources[entry.id]
    seen = {*one.beside, *one.rewords, *_seen_under_more(one, entry, selection)}
    to = on_sources(laid_over(entry, one.to, seen, own), own)
    return replace(one, to=to, rewords=marks_as_in(one, to))


def _seen_under_more(one: Proposal, entry: SelectionEntry, selection: OpenSelection) -> Iterator[str]:
    """The marks of wordings from behind which names went since, and that a proposal would have out."""
    earlier = earlier_in(selection.cut).get(entry.id, ()) if selection.cut else ()
    stay = {written_short(words.wording) for words in one.to.wordings}
    seen = [words for old in earlier for words in old.wordings if {*marks_of([words])} & {*one.beside}]
    for now in entry.wordings:
        short = written_short(now.wording)
        if short not in stay and any(
            written_short(was.wording) == short and {*now.by} < {*was.by} for was in seen
        ):
            yield from marks_of([now])
