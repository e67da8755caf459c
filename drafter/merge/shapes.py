"""What of a clause is compared: the words of each of its wordings, and the sources that each stands on."""

from __future__ import annotations

from drafter.draft.model import Clause
from drafter.form.glossary import load_glossary
from drafter.merge.standing import StandingClause
from drafter.merge.texts import bare, change_in_words
from drafter.model import Alternatives
from drafter.text import words_of

Shape = tuple[tuple[str, frozenset[str]], ...]  # words and sources of each wording


def standing_shape(clause: StandingClause) -> Shape:
    """A clause as it stands in Word."""
    return tuple((line.text, frozenset(line.sources)) for line in clause.lines)


def printed_shape(clause: Clause) -> Shape:
    """A clause as drafter had printed it."""
    return tuple((bare(line.text), frozenset(line.sources)) for line in clause.lines)


def drafted_shape(clause: Clause) -> Shape:
    """A clause as drafter would print it today."""
    is_apart = clause.printed_as is Alternatives.BIS
    sources = [version.sources for version in clause.variants] if is_apart else [clause.sources]
    return tuple((bare(line.text), frozenset(own)) for line, own in zip(clause.lines, sources, strict=True))


def agree(one: Shape, other: Shape, *, loosely: bool = False, by_words_alone: bool = False) -> bool:
    """Whether two shapes are the same.

    Args:
        one: A shape.
        other: Another one.
        loosely: Whether it does not matter which abbreviations are spelt out.
        by_words_alone: Whether sources do not matter: a clean draft has no footnotes.
    """
    if len(one) != len(other):
        return False
    for (text, sources), (words, cited) in zip(one, other, strict=True):
        if sources != cited and not by_words_alone:
            return False
        if text != words and not (loosely and _written_short(text) == _written_short(words)):
            return False
    return True


def changes_in_words(was: Shape, stands: Shape) -> tuple[str, str]:
    """What went and what came, wording by wording."""
    if len(was) != len(stands):
        gone = [text for text, _ in was if text not in {words for words, _ in stands}]
        come = [text for text, _ in stands if text not in {words for words, _ in was}]
        return f"{len(was)} wordings: {' / '.join(gone)}", f"{len(stands)} wordings: {' / '.join(come)}"
    changed = [
        change_in_words(text, words)
        for (text, _), (words, _) in zip(was, stands, strict=True)
        if text != words
    ]
    return " / ".join(old for old, _ in changed), " / ".join(new for _, new in changed)


def _written_short(text: str) -> str:
    return "".join(words_of(load_glossary().shortened(text)))
