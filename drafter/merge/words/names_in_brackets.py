"""Names that come behind words which stand in a text in brackets, under the names of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafter.brackets import Bracketed, bracketed_in
from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.signature import written_short
from drafter.text.italics import significant_of


def behind_brackets(
    entry: SelectionEntry, come: Iterable[OwnWording]
) -> tuple[SelectionEntry, list[OwnWording]]:
    """A clause with names behind words that stand in its text in brackets, as others' proposal.

    So what a delegation proposes stands in the text of two paragraphs that were joined.

    Args:
        entry: The clause as its block says it now.
        come: Words, with the names that come behind them.

    Returns:
        The clause; and of the words those that stand in no such bracket, or are a wording of their own.
    """
    rest = []
    for own in come:
        found = entry
        if own.wording and own.wording not in {one.wording for one in entry.wordings}:
            wordings = (replace(one, wording=_named_behind(one.wording, own)) for one in entry.wordings)
            text, wording = (_named_behind(one, own) for one in (entry.text, entry.wording))
            found = replace(entry, text=text, wording=wording, wordings=tuple(wordings))
        rest += [own] if found == entry and not stands_in_brackets(entry, own) else []
        entry = found
    return entry, rest


def _brackets_with(text: str, own: OwnWording) -> Iterator[Bracketed]:
    """The brackets of a text in which certain words stand as somebody's proposal."""
    key = significant_of(written_short(own.wording))
    for one in bracketed_in(text):
        if significant_of(written_short(one.words)) == key and any(not wish.says for wish in one.wishes):
            yield one


def stands_in_brackets(entry: SelectionEntry, own: OwnWording) -> bool:
    """Whether words stand in a bracket of a clause under all the names that would come."""
    texts = (entry.text, entry.wording, *(one.wording for one in entry.wordings))
    brackets = (one for text in texts for one in _brackets_with(text, own))
    return any({*own.by} <= {name for wish in one.wishes for name in wish.by} for one in brackets)


def _named_behind(text: str, own: OwnWording) -> str:
    """A text with further names behind certain words in brackets."""
    for one in reversed([*_brackets_with(text, own)]):
        names = next(wish.by for wish in one.wishes if not wish.says)
        more = [name for name in own.by if name not in names]
        if more:
            shown = ", ".join([*names, *more])
            behind = text[one.end : one.wishes_end].replace(", ".join(names), shown, 1)
            text = text[: one.end] + behind + text[one.wishes_end :]
    return text
