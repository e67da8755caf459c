"""Who says in a selection that sources support people's words: of which words, and whether it still holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.decisions import SelectionEntry
from drafter.sign_off import Support, mark_of
from drafter.sources import Source


class OwnWords(NamedTuple):
    """Words of a person's own in a clause.

    Attributes:
        wording: Which of its wordings, from 0; None where they are the clause's own wording or text.
        words: The words.
        sources: The ids of the sources behind them.
        supported: What people wrote of who supports them; empty where nothing.
    """

    wording: int | None
    words: str
    sources: tuple[str, ...]
    supported: str

    def mark(self, known: Mapping[str, Source]) -> str:
        """The fingerprint of the words and of their sources' texts."""
        return mark_of(self.words, (known[one].text or "" for one in self.sources if one in known))

    def why_not(self, known: Mapping[str, Source]) -> str:
        """What is to be told of what people wrote: "bad", "free", "lapsed"; empty where it holds."""
        said = Support.of(self.supported)
        if said is None:
            return "bad"
        return "free" if not said.mark else "" if said.mark == self.mark(known) else "lapsed"


def own_words(entry: SelectionEntry, members: Sequence[str]) -> Iterator[OwnWords]:
    """The words of people's own in a clause, with what they stand on."""
    named = {source for one in entry.wordings for source in one.sources}
    if entry.text:
        yield OwnWords(None, entry.text, tuple(one for one in members if one not in named), entry.supported)
    elif entry.wording:
        yield OwnWords(None, entry.wording, tuple(members), entry.supported)
    for number, one in enumerate(entry.wordings):
        if one.wording:
            sources = tuple(source for source in members if source in one.sources)
            yield OwnWords(number, one.wording, sources, one.supported)


def with_support(
    entry: SelectionEntry, found: Sequence[OwnWords], by: str, on: str, known: Mapping[str, Source]
) -> SelectionEntry:
    """A clause of which some words are supported, by a person's name and the day."""
    wordings = list(entry.wordings)
    for one in found:
        said = str(Support(by, on, one.mark(known)))
        if one.wording is None:
            entry = dataclasses.replace(entry, supported=said)
        else:
            wordings[one.wording] = dataclasses.replace(wordings[one.wording], supported=said)
    return dataclasses.replace(entry, wordings=tuple(wordings))
