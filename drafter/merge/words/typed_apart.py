"""What one typed and what another tracked in one text, apart, word by word: each with its own words alone.

Both stand in one file. What was typed within words that another put in is made on these: it has both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from drafter.brackets import unpaired_in
from drafter.merge.words.both_words import pieces_of, with_both_words
from drafter.text.differences import word_pieces
from drafter.text.line_changes import LineChange, line_changes, with_changes

# What stands in brackets is one word, unless something was typed within it.
_PIECES = (pieces_of, word_pieces)


def without_typed(was: str, typed: str, own: str) -> str | None:
    """A text with what a delegation tracked in it alone; None where that cannot be told apart.

    Words that were typed right beside what it changed, or within that, are left out where it let them stand.

    Args:
        was: The text as it was printed.
        typed: With what another typed.
        own: With that, and with what the delegation tracked.
    """
    both = with_both_words(typed, was, own)
    if both is not None:
        return both
    for pieces in _PIECES:
        base, typed_there, tracked = _changes(was, typed, own, pieces)
        found = _whole(base, [*typed_there, *tracked])
        if found is not None and not any(_meet(one, other) for one in typed_there for other in tracked):
            return found
    return None


def within_tracked(was: str, typed: str, own: str) -> str:
    """What was typed, with the words of another within which it was typed; empty where it was not.

    Args:
        was: The text as it was printed.
        typed: With what was typed.
        own: With that, and with what the other tracked.
    """
    for pieces in _PIECES:
        base, typed_there, tracked = _changes(was, typed, own, pieces)
        around: list[LineChange] = []
        for one in typed_there:
            before = [other for other in tracked if other.end == one.at < one.end and other.new]
            behind = [
                other for other in tracked if other.at == one.end > one.at and other.new and not other.old
            ]
            if not one.new and before and behind:
                around += [before[-1], behind[0]]
        if around and (found := _whole(base, around)):
            return found
    return ""


def _changes(
    was: str, typed: str, own: str, pieces: Callable[[str], list[str]]
) -> tuple[list[str], list[LineChange], list[LineChange]]:
    """The words as they were typed; what takes back what was typed; and what another tracked there."""
    # The first word has a blank before it, too, so that others can be put before it.
    base, printed, tracked = (pieces(f" {text}") for text in (typed, was, own))
    back: list[LineChange] = []
    there: list[LineChange] = []
    done = passed = 0
    for one in line_changes(base, printed):
        is_new_alone = one.old and not one.new and one.at >= done
        # Typed words stand together in what the other tracked, whichever words there are like them.
        found = _standing(one, base, tracked, done, passed) if is_new_alone else None
        back.append(found[0] if found else one)
        if found:
            new, at = found
            there += _behind(line_changes(base[done : new.at], tracked[passed:at]), done)
            done, passed = new.end, at + len(new.old)
    return base, back, [*there, *_behind(line_changes(base[done:], tracked[passed:]), done)]


def _standing(
    one: LineChange, base: Sequence[str], tracked: Sequence[str], done: int, passed: int
) -> tuple[LineChange, int] | None:
    """Words that were typed anew, and where they stand in what another tracked; None where they do not.

    Args:
        one: What takes them back; the same may be said of words beside them, where these are alike.
        base: All the words with them.
        tracked: With what the other tracked.
        done: Up to which word of the first what stands where is known.
        passed: Up to which of the second.
    """
    length, found = len(one.old), []
    for at in range(max(one.at - length, done), one.at + length + 1):
        words = tuple(base[at : at + length])
        rest = [*base[:at], *base[at + length :]]
        if len(words) < length or rest != [*base[: one.at], *base[one.end :]]:
            continue
        for place in range(passed, len(tracked) - length + 1):
            if tuple(tracked[place : place + length]) == words:
                alike = _in_common(base[done:at], tracked[passed:place])
                alike += _in_common(base[at + length :], tracked[place + length :])
                found.append((alike, at == one.at, LineChange(at, words, ()), place))
    best = max(found, key=lambda each: each[:2], default=None)
    return best and (best[2], best[3])


def _in_common(some: Sequence[str], others: Sequence[str]) -> int:
    return len(some) - sum(len(one.old) for one in line_changes(some, others))


def _behind(changes: Iterable[LineChange], start: int) -> list[LineChange]:
    return [replace(one, at=one.at + start) for one in changes]


def _meet(one: LineChange, other: LineChange) -> bool:
    """Whether both change the same words; what was typed anew goes from beside any others."""
    is_new_alone = bool(one.old) and not one.new
    if is_new_alone:
        return one.at < other.end and other.at < one.end
    return one.at <= other.end and other.at <= one.end


def _whole(base: Sequence[str], changes: Sequence[LineChange]) -> str | None:
    in_order = sorted({*changes}, key=lambda one: (one.at, one.end))
    text = "".join(with_changes(base, in_order)).strip()
    # Signs of italics, and brackets, stand in pairs.
    return None if text.count("*") % 2 or unpaired_in(text) else text
