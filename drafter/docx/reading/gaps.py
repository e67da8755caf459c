"""Where no words stand in a paragraph: gaps within sentences, and what is drawn there all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from drafter.docx.looks.lines import FARTHEST_NUMBER, Stops
from drafter.docx.reading.content import Kind, Stretch

_OF_A_TAB = 6  # blanks that are as wide
_MANY = 2 * _OF_A_TAB
_SIGN = 5.0  # points: the width of a letter
_LABEL_ENDS = (")", ".", ":")
_LONGEST_LABEL = 16  # “12 quinquies.”
_FEW = 3  # blanks that make no line yet, or less: people type two
_BREAK = "\n"  # how a line break is drawn
_GAP = re.compile(rf"[\w,]\s{{{_MANY},}}(\w.*)")
_WITHIN = re.compile(r"[\w,]\s*$")  # words that go on
_PIECE = re.compile(rf"\s{{{_FEW},}}|(?:(?!\s{{{_FEW},}}).)+", re.DOTALL)


def have_blanks(stretches: Sequence[Stretch]) -> bool:
    """Whether any of some stretches is blank or may have several blanks: without such there are no gaps."""
    return any(one.text.isspace() or _may_have_many(one.text) for one in stretches)


def gaps_among(stretches: Sequence[Stretch], tabs: Mapping[int, int]) -> Iterator[str]:
    """The words behind several tabs, or as many blanks, within a sentence: one tab is no more than a blank.

    Args:
        stretches: Those of a paragraph.
        tabs: Which of them are tabs, and for how many each counts.
    """
    before, count = "", 0
    for place, (text, kind, *_) in enumerate(stretches):
        if kind is Kind.MARK or kind is Kind.CONTENTS:
            before, count = "", 0
        elif place in tabs:
            count += tabs[place]
        elif words := text.strip():
            count += (len(text) - len(text.lstrip())) // _OF_A_TAB
            if count > 1 and _WITHIN.search(before) and words[0].isalnum():
                yield text
            elif _may_have_many(words) and (gap := _GAP.search(words)):
                yield gap[1]
            before, count = text, (len(text) - len(text.rstrip())) // _OF_A_TAB
        elif "\n" in text:
            before, count = "", 0
        else:
            count += len(text) // _OF_A_TAB


def far_labels(stretches: Sequence[Stretch], tabs: Mapping[int, int], stops: Stops) -> Iterator[str]:
    """The letters and numbers that begin lines, each with a tab behind it, far before their words: “(a)”.

    Args:
        stretches: Those of a paragraph.
        tabs: Which of them are tabs.
        stops: Where its lines begin, and where tabs lead.
    """
    at = begins = stops.first
    label, has_tab, is_over = (
        "",
        False,
        False,
    )  # whether a tab stands behind it; whether its line is looked at
    for place, (text, kind, *_) in enumerate(stretches):
        if text == "\n":
            at, label, has_tab, is_over = stops.left, "", False, False
        elif is_over or kind is Kind.MARK:
            continue
        elif place in tabs:
            at, has_tab = stops.behind(at), bool(label)
        elif text.strip():
            if has_tab and label.rstrip().endswith(_LABEL_ENDS) and at - begins > FARTHEST_NUMBER:
                yield label
            begins = begins if label else at
            label, at = label + text, at + len(text) * _SIGN
            is_over = has_tab or len(label) > _LONGEST_LABEL


def drawn_among(
    stretches: Sequence[Stretch], tabs: Mapping[int, int], drawn: Callable[[Stretch], str]
) -> Iterator[str]:
    """What is drawn in a paragraph where no words stand, each way once.

    A line below words goes on below the blanks beside them: only blanks that are drawn otherwise than the
    words around them count.

    Args:
        stretches: Those of a paragraph.
        tabs: Which of them are tabs, and for how many each counts.
        drawn: How the blanks of a stretch are drawn, in words; empty for not at all.
    """
    hows = list(map(drawn, stretches))
    if not any(hows):  # as in hardly any text
        return
    groups = [
        (key, sum(width for width, _ in of_key))
        for key, of_key in groupby(_pieces(stretches, tabs, hows), lambda one: (one[0] > 0, one[1]))
    ]
    found: dict[str, None] = {}
    for n, ((is_blank, how), width) in enumerate(groups):
        beside = [one for (_, one), _ in (*groups[max(0, n - 1) : n], *groups[n + 1 : n + 2])]
        beside = [one for one in beside if one != _BREAK]  # where a line begins, the words behind it count
        if is_blank and how and width >= _FEW and not (beside and all(one == how for one in beside)):
            found[how] = None
    yield from found


def _may_have_many(text: str) -> bool:
    """Whether a text may have several blanks in a row: single ones that keep words together are in many."""
    plain = text.replace("\u00a0", " ")
    return "  " in plain or not plain.isprintable()


def _pieces(
    stretches: Sequence[Stretch], tabs: Mapping[int, int], hows: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Blanks and words in order: how wide blanks are, 0 for words; and how each is drawn."""
    for place, (one, how) in enumerate(zip(stretches, hows, strict=True)):
        if one.kind is Kind.MARK or one.kind is Kind.CONTENTS:
            yield 0, ""
        elif "\n" in one.text:
            yield 0, _BREAK
        elif place in tabs:
            yield tabs[place] * _OF_A_TAB, how
        else:
            for piece in _PIECE.findall(one.text):
                yield (len(piece) if piece.isspace() else 0), how
