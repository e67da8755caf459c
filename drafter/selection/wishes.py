"""What delegations would have done with a paragraph: their wish is theirs, and outlives decisions about it.

Where a delegation strikes a paragraph, it is put in brackets for the reason “Norway: delete”. When somebody
else decides, to keep it for one, the wish is kept below “wishes” in the block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from drafter.brackets import DELETE, Wish, wishes_in
from drafter.decisions import SelectionEntry


def wish_to_delete(by: Iterable[str]) -> str:
    """That somebody would have a paragraph out, as a reason says it: “Norway: delete”."""
    return f"{', '.join(by)}: {DELETE}"


def keeping_wishes(was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause about which something was decided, with the wishes that its new reason does not say."""
    said = set(wishes_in(now.reason))
    kept = tuple(one for one in was.all_wishes if one not in said or one in was.wishes)
    return replace(now, wishes=kept)


def in_words(wishes: Iterable[Wish]) -> str:
    """Wishes in words, as brackets have them: “Norway: delete; Chile: retain”."""
    return "; ".join(f"{', '.join(one.by)}: {one.says}" for one in wishes)


def without_own(entry: SelectionEntry, by: Collection[str]) -> SelectionEntry:
    """A clause without the wishes of some: whoever says that it is in would not have it out any more."""
    return replace(
        entry,
        wishes=wishes_without(entry.wishes, by),
        wished=tuple(one for was in entry.wished if (one := replace(was, by=_others(was.by, by))).by),
    )


def wishes_without(wishes: Iterable[Wish], by: Collection[str]) -> tuple[Wish, ...]:
    """Wishes without those of some; where others wish the same, they go on wishing it."""
    return tuple(one for was in wishes if (one := replace(was, by=_others(was.by, by))).by)


def reason_without(reason: str, by: Collection[str]) -> str:
    """A reason without what some would have out of it: “wait for the Group”, without “Norway: delete”."""
    said = []
    for part in reason.split(";"):
        wish = next(wishes_in(part), None)
        left = _others(wish.by, by) if wish else ()
        if wish is None or left == wish.by:
            said.append(part.strip())
        elif left:
            said.append(wish_to_delete(left))
    return "; ".join(said)


def _others(names: Iterable[str], by: Collection[str]) -> tuple[str, ...]:
    own = {one.casefold() for one in by}
    return tuple(name for name in names if name.casefold() not in own)


def told_of_kept(was: SelectionEntry | None, now: SelectionEntry) -> list[str]:
    """What a person is told of wishes that a decision has left to stand in the block, or lifted."""
    if was is None:
        return []
    left = {(name, one.says) for one in _all_of(now) for name in one.by}
    gone = dict.fromkeys(
        Wish(by, one.says)
        for one in _all_of(was)
        if (by := tuple(name for name in one.by if (name, one.says) not in left))
    )
    said = [f"  “{in_words(gone)}” is wished no more."] if gone else []
    if now.wishes and (now.wishes != was.wishes or (now.is_out and not was.is_out)):
        kept = in_words(now.wishes)
        said.append(f"  “{kept}” stays in its block, below “wishes”; drafter status lists it.")
    if now.wished and now.is_out and not was.is_out:
        kept = in_words(Wish(one.by, one.says) for one in now.wished)
        said.append(f"  “{kept}”, of single wordings, stays below “wished”; drafter status lists it.")
    return said


def told_of_no_wish(was: SelectionEntry, names: Collection[str]) -> tuple[str, str]:
    """That somebody who says that a clause is in wants nothing of it, and what to do; empty where it does.

    Args:
        was: The clause as its block said it.
        names: Whose word it is.
    """
    wishes = _all_of(was)
    there = {name.casefold() for one in wishes for name in one.by}
    without = [name for name in names if name.casefold() not in there]
    if not without:
        return "", ""
    said = f"{' and '.join(without)} {'wants' if len(without) == 1 else 'want'} nothing of {was.id}"
    if not wishes:
        return said, "Nobody does. “drafter status” lists who wants what of which paragraph."
    whose = ", ".join(dict.fromkeys(name for one in wishes for name in one.by))
    return said, f'There is “{in_words(wishes)}”. Each lifts its own: --by "{whose}".'


def _all_of(entry: SelectionEntry) -> list[Wish]:
    return [*entry.all_wishes, *(Wish(one.by, one.says) for one in entry.wished)]
