"""What somebody has in brackets in running words, and that goes where others are taken: it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.brackets import DELETE, Bracketed, Wish, bracketed_in, either_way
from drafter.merge.proposals import OF_RUNNING, Proposal
from drafter.merge.running_words.running_theirs import as_everybodys, running_now
from drafter.merge.taking.as_text import as_text
from drafter.merge.telling import told
from drafter.merge.words.wishes_within import is_of
from drafter.selection.loading import OpenSelection
from drafter.text.differences import reworded_in
from drafter.text.words import excerpt


def with_what_goes(proposals: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals; of those of running words it is said whose words in brackets they take out.

    Args:
        proposals: The proposals.
        selection: The selection.
    """
    return [_with_what_goes(one, selection) for one in proposals]


def _with_what_goes(one: Proposal, selection: OpenSelection) -> Proposal:
    if one.field not in OF_RUNNING:
        return one
    then = as_text(one, selection)
    found: dict[str, list[str]] = {}
    for each, wishes in _gone(then, one.by, selection):
        way = "/as-text" if one.by else "/within" if _is_around(each, then) else ""
        found.setdefault(way, []).extend(name for wish in wishes for name in wish.by)
    said = (
        told(f"running-gone{way}", names=" and ".join(dict.fromkeys(names))) for way, names in found.items()
    )
    return one.telling(*said, *([told("brackets-within")] if _is_within(one, then, selection) else []))


def _is_within(one: Proposal, then: Proposal, selection: OpenSelection) -> bool:
    """Whether what a delegation proposes stands, as text, in its own brackets within those of others."""
    there, taken = (
        sum(is_of(each, one.by) for each in bracketed_in(text))
        for text in (running_now(one, selection), then.to.above)
    )
    return bool(one.by) and taken > there


def _is_around(was: Bracketed, one: Proposal) -> bool:
    """Whether what somebody has in brackets stands there in other words, under the same names."""
    there = [each.words for each in bracketed_in(one.to.above) if each.wishes == was.wishes]
    return was.words not in there and reworded_in(was.words, there) is not None


def what_went(one: Proposal, selection: OpenSelection) -> Iterator[str]:
    """What is told of a proposal of running words that was taken: whose words in brackets went for it.

    Args:
        one: The proposal, as it was taken.
        selection: The selection without it.
    """
    for each, _ in _gone(one, one.by, selection) if one.field in OF_RUNNING else ():
        names = running_now(one, selection)[each.end : each.wishes_end].strip()
        said = f"“{excerpt(either_way(each.words)[0])}” {names}"
        way = "/within" if not one.by and _is_around(each, one) else ""
        yield told(f"running-gone{way}/taken", id=one.id, words=said)


def goes_above(one: Proposal, selection: OpenSelection) -> Iterator[str]:
    """What is told of a clause that was taken out: what stood above it goes with it.

    Args:
        one: The proposal, as it was taken.
        selection: The selection with it.
    """
    entry = selection.entry(one.clause)
    for gone in entry.all_withdrawn if entry and entry.is_out else ():
        if gone.is_above:
            whose = f" ({', '.join(gone.of)})" if gone.of else ""
            yield told("goes-above", id=one.id, words=f"“{excerpt(gone.wording)}”{whose}")


def _gone(
    one: Proposal, by: Sequence[str], selection: OpenSelection
) -> Iterator[tuple[Bracketed, tuple[Wish, ...]]]:
    """What others have in brackets there now and is not to be as they would have it, with what they would."""
    # What the author has within another's bracket leaves that as it is.
    without = as_everybodys(one.to.above, one.by, is_taken=False) if one.by else ""
    there = {
        (" ".join(each.words.split()), each.wishes)
        for text in (one.to.above, without)
        for each in bracketed_in(text)
    }
    words = " ".join(either_way(one.to.above)[0].split())
    for each in bracketed_in(running_now(one, selection)):
        own = " ".join(either_way(each.words)[0].split())
        others = tuple(
            wish
            for wish in each.wishes
            if not {*wish.by} <= {*by} and (own in words) is (wish.says == DELETE)
        )
        if others and (" ".join(each.words.split()), each.wishes) not in there:
            yield each, others
