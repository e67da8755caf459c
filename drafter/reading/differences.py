"""What differs between two texts, in whole words, so that a person can read it.

The review page marks differences in the browser by the same rules (``writers/review_page/page.js``); a
test compares the two on real drafts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\s+|.", re.DOTALL)
_WORD = re.compile(r"[^\W_]")
_NO_DIFFERENCE = re.compile(r"[\s\[\]]*")
_AT_THE_START = re.compile(r"[\s\[]*")
_AT_THE_END = re.compile(r"[\s.;,:\[\]]*\Z")
_UNMARKED = re.compile(r"(\s*[\[\]][\s\[\]]*|^\s+|\s+\Z)")
_SHORT = 3  # letters: between two changes, words no longer than this are taken into the change
_LEAST = 0.3  # of the words of the shorter text: with less in common, two texts are different texts


class Side(StrEnum):
    """In which of two texts a stretch stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in one of two texts or in both.

    Attributes:
        side: Where they stand.
        text: The words, as the text has them; of both texts, as the new one has them.
        old: What the old text has for it, where both have it in other letters; else the same.
    """

    side: Side
    text: str
    old: str = ""


def differences(old: str, new: str) -> tuple[Stretch, ...]:
    """What differs from one text to another, in order.

    Capitals, the form of apostrophes, the marks that close a text and the brackets around it are no
    difference. What two texts have in common between two changes is a part of the change if it is only a
    short word or a mark: a text is read more easily in few long pieces than in many short ones. For the same
    reason texts with few words in common are given whole.

    Returns:
        Stretches that together give the old text (all but ``Side.NEW``) and the new (all but ``Side.OLD``).
    """
    (old_head, old_core, old_tail), (new_head, new_core, new_tail) = _apart(old), _apart(new)
    stretches = _compared(old_core, new_core)
    if _are_different(stretches):
        stretches = [Stretch(Side.OLD, old_core, old_core), Stretch(Side.NEW, new_core, new_core)]
    whole: list[Stretch] = []
    for one in (Stretch(Side.BOTH, new_head, old_head), *stretches, Stretch(Side.BOTH, new_tail, old_tail)):
        if whole and one.side is whole[-1].side is Side.BOTH:
            whole[-1] = Stretch(Side.BOTH, whole[-1].text + one.text, whole[-1].old + one.old)
        elif one.text or one.old:
            whole.append(one)
    return tuple(whole)


def _apart(text: str) -> tuple[str, str, str]:
    """A text between the brackets and marks that it begins and ends with."""
    end = _found(_AT_THE_END.search(text)).start()
    start = _found(_AT_THE_START.match(text, 0, end)).end()
    return text[:start], text[start:end], text[end:]


def _found(match: re.Match[str] | None) -> re.Match[str]:
    assert match  # noqa: S101  # both patterns take nothing, too
    return match


def _are_different(stretches: Sequence[Stretch]) -> bool:
    """Whether two texts have so little in common that it says nothing."""
    counted = dict.fromkeys(Side, 0)
    for one in stretches:
        counted[one.side] += sum(bool(_WORD.match(token)) for token in _TOKEN.findall(one.text))
    fewest = counted[Side.BOTH] + min(counted[Side.OLD], counted[Side.NEW])
    return fewest > 0 and counted[Side.BOTH] < _LEAST * fewest


def _compared(old: str, new: str) -> list[Stretch]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = list(_blocks(_keys(before), _keys(after)))
    stretches: list[Stretch] = []
    a = b = 0
    for start, other, size in [*blocks, (len(before), len(after), 0)]:
        for side, words in ((Side.OLD, before[a:start]), (Side.NEW, after[b:other])):
            if words:
                stretches.append(Stretch(side, "".join(words), "".join(words)))
        if size:
            common = "".join(after[other : other + size])
            stretches.append(Stretch(Side.BOTH, common, "".join(before[start : start + size])))
        a, b = start + size, other + size
    return stretches


def is_marked(stretch: Stretch) -> bool:
    """Whether a stretch is shown as a difference: blanks, and brackets around a wording, are none."""
    return stretch.side is not Side.BOTH and not _NO_DIFFERENCE.fullmatch(stretch.text)


def pieces(stretch: Stretch) -> Iterator[tuple[str, bool]]:
    """The pieces of a stretch of one text only, each with whether it is shown as a difference.

    Square brackets in it are not, nor the blanks around them and at its ends.
    """
    for place, piece in enumerate(_UNMARKED.split(stretch.text)):
        yield piece, place % 2 == 0 and not _NO_DIFFERENCE.fullmatch(piece)


def marked(stretches: Sequence[Stretch], *, context: int | None = None) -> str:
    """Stretches as plain text: ``Promote [-strong-]{+firm+} ties``.

    Args:
        stretches: As ``differences`` gives them.
        context: How many words are shown on either side of a difference; None for all.
    """
    shown = []
    for place, stretch in enumerate(stretches):
        if is_marked(stretch):
            shown.append(_marked(stretch))
        elif context is None:
            shown.append(stretch.text)
        else:
            is_first, is_last = place == 0, place == len(stretches) - 1
            shown.append(_shortened(stretch.text, 0 if is_first else context, 0 if is_last else context))
    return "".join(shown)


def _marked(stretch: Stretch) -> str:
    signs = ("[-", "-]") if stretch.side is Side.OLD else ("{+", "+}")
    return "".join(signs[0] + piece + signs[1] if shown else piece for piece, shown in pieces(stretch))


def _shortened(text: str, first: int, last: int) -> str:
    """A text without its middle, if that is longer than the sign for it."""
    words = re.findall(r"\s*\S+\s*", text)
    if len(words) <= first + last + 1:
        return text
    shown = ["".join(words[:first]).rstrip(), "…", "".join(words[len(words) - last :]).lstrip()]
    return " ".join(part for part in shown if part)


def _keys(tokens: Sequence[str]) -> list[str]:
    """What of each word is compared."""
    return [" " if token.isspace() else token.lower().replace("’", "'") for token in tokens]


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found = [(start, other, size) for start, other, size in matcher.get_matching_blocks() if size]
    for place, (start, other, size) in enumerate(found):
        is_first = start == other == 0
        is_last = place == len(found) - 1 and start + size == len(old) and other + size == len(new)
        if is_first or is_last or _can_stand_alone(old[start : start + size]):
            yield start, other, size


def _can_stand_alone(keys: Sequence[str]) -> bool:
    words = [key for key in keys if _WORD.match(key)]
    return len(words) > 1 or any(len(word) > _SHORT for word in words)
