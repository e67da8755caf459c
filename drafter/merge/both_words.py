"""Two changes of one text, laid together word by word: both stand where they do not touch.

What stands in square brackets is one word here, with the names behind it: whoever works on words beside it
does not take it away, and whoever works on it has changed the same. Only who wants what of it is each one's
own.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.brackets import bracketed_in, unpaired_in
from drafter.merge.wishes_within import with_wishes_of_both
from drafter.text.differences import compare_words, is_recognizable, word_pieces
from drafter.text.line_changes import LineChange, with_changes


def pieces_of(text: str) -> list[str]:
    """The words of a text, each with the blanks before it; what stands in brackets is one, with its names."""
    found: list[str] = []
    done = 0
    for one in bracketed_in(text):
        if one.start >= done:
            found += word_pieces(text[done : one.start])
            blank = found.pop() if found and not found[-1].strip() else ""
            found.append(blank + text[one.start : one.wishes_end])
            done = one.wishes_end
    return [*found, *word_pieces(text[done:])]


def with_both_words(was: str, ours: str, theirs: str) -> str | None:
    """A text with what changed in two others that were made from it; None where both changed the same.

    Changes that touch each other count as changes of the same; so does a text that has become another one.

    Args:
        was: The text.
        ours: One of the others.
        theirs: The other.
    """
    was, ours, theirs = with_wishes_of_both(was, ours, theirs)
    if was in (ours, theirs) or ours == theirs:
        return theirs if was == ours else ours
    # The first word has a blank before it, too, so that others can be put before it.
    base = pieces_of(f" {was}")
    own, others = _changes(base, ours), _changes(base, theirs)
    if own is None or others is None or any(_touch(one, other) for one in own for other in others):
        return None
    every = sorted({*own, *others}, key=lambda one: (one.at, one.end))
    both = "".join(with_changes(base, every)).strip()
    # Signs of italics, and brackets, stand in pairs.
    return None if both.count("*") % 2 or unpaired_in(both) else both


def _changes(base: Sequence[str], text: str) -> list[LineChange] | None:
    """What changed from a text to another; None where that is another text altogether."""
    pieces = pieces_of(f" {text}")
    segments = compare_words(base, pieces)
    if not is_recognizable(segments, base, pieces):
        return None
    return [
        LineChange(one.old[0], tuple(base[slice(*one.old)]), tuple(pieces[slice(*one.new)]))
        for one in segments
        if not one.is_same
    ]


def _touch(one: LineChange, other: LineChange) -> bool:
    return one != other and one.at <= other.end and other.at <= one.end
