"""Two changes of one text, laid together word by word: both stand where they do not touch.

What stands in square brackets is one word here, with the names behind it: whoever works on words beside it
does not take it away. Within it two changes are laid together as in any text, and who wants what of it is
each one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from drafter.brackets import Bracketed, bracketed_in, unpaired_in, wishes_behind
from drafter.merge.words.wishes_within import with_wishes_of_both
from drafter.text.differences import compare_words, is_recognizable, word_pieces
from drafter.text.line_changes import LineChange, with_changes


def pieces_of(text: str) -> list[str]:
    """The words of a text, each with the blanks before it; what stands in brackets is one, with its names."""
    found: list[str] = []
    done = 0
    for one in _outermost(text):
        found += word_pieces(text[done : one.start])
        blank = found.pop() if found and not found[-1].strip() else ""
        found.append(blank + text[one.start : one.wishes_end])
        done = one.wishes_end
    return [*found, *word_pieces(text[done:])]


def _outermost(text: str) -> list[Bracketed]:
    """What stands in brackets, but for those within others."""
    found: list[Bracketed] = []
    for one in bracketed_in(text):
        if not found or one.start >= found[-1].wishes_end:
            found.append(one)
    return found


def with_both_words(was: str, ours: str, theirs: str) -> str | None:
    """A text with what changed in two others that were made from it; None where both changed the same.

    Changes that touch each other count as changes of the same; so does a text that has become another one.

    Args:
        was: The text.
        ours: One of the others.
        theirs: The other.
    """
    was, ours, theirs = _with_both_in_brackets(*with_wishes_of_both(was, ours, theirs))
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


def _with_both_in_brackets(was: str, ours: str, theirs: str) -> tuple[str, str, str]:
    """Words, and two others made from them, each with what both changed within brackets and behind them.

    So brackets that stand side by side are not one place. Where both changed the same in one, it stays.
    """
    olds = _outermost(was)
    own, others = (_in_their_places(olds, _outermost(text)) for text in (ours, theirs))
    texts = [was, ours, theirs]
    for place in sorted(own.keys() & others.keys(), reverse=True):
        three = olds[place], own[place], others[place]
        words = with_both_words(*(one.words for one in three))
        before, one, other = (
            text[bracket.end : bracket.wishes_end] for text, bracket in zip(texts, three, strict=True)
        )
        behind = other if one == before else one
        if words and {one, other} <= {before, behind}:
            texts = [
                f"{text[: bracket.start]}[{words}]{behind}{text[bracket.wishes_end :]}"
                for text, bracket in zip(texts, three, strict=True)
            ]
    return texts[0], texts[1], texts[2]


def _in_their_places(olds: Sequence[Bracketed], news: Sequence[Bracketed]) -> dict[int, Bracketed]:
    """The place of each bracket that stood → as it stands: with the same words, or as many between such."""
    before, now = ([wishes_behind(one.words)[0] for one in each] for each in (olds, news))
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return {
        i + n: news[j + n]
        for _, i, end, j, other_end in matcher.get_opcodes()
        if end - i == other_end - j
        for n in range(end - i)
    }


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
