"""What a delegation wants of a bracket by now, where it words the paragraph otherwise, too.

Build a net [, if need be,] (Kenya: delete; Norway: retain)
[Build a large net [, if need be,] (Kenya, Norway: delete)] (Norway)
"""

from __future__ import annotations

from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.words.laying_over import OF_TEXT, place_of_mark
from drafter.merge.words.wishes_within import with_turned


def with_wishes_turned(entry: SelectionEntry, one: Proposal) -> SelectionEntry:
    """A clause in which a delegation wants of brackets what it wants in its own wording of the same words.

    Args:
        entry: The clause as its block says it now.
        one: What the delegation proposes.
    """
    for place, own in enumerate(one.to.wordings if one.field is Field.WORDING and one.by else ()):
        paper = one.was[place] if len(one.was) == len(one.to.wordings) else ""
        mark = one.rewords[place] if len(one.rewords) == len(one.to.wordings) else OF_TEXT

        def turned(words: str, own: OwnWording = own, paper: str = paper) -> str:
            return with_turned(words, paper or words, own.wording, one.by)

        if mark.startswith(OF_TEXT):
            entry = replace(entry, text=turned(entry.text), wording=turned(entry.wording))
        wordings = tuple(
            replace(words, wording=turned(words.wording))
            if at == place_of_mark(mark, entry.wordings)
            else words
            for at, words in enumerate(entry.wordings)
        )
        entry = replace(entry, wordings=wordings)
    return entry
