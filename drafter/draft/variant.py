"""A wording of a clause: its words with their footnotes, how they were made, and what is remarked on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafter.brackets import Bracketed
from drafter.sources import Source
from drafter.stretches import SourcedStretch, stretches_of
from drafter.text.italics import Ranges


@dataclass(frozen=True, slots=True)
class Edit:
    """One mechanical change of a text, which can be undone.

    Attributes:
        start: Where it was made, in characters, in the text before it.
        removed: What stood there.
        inserted: What stands there now.
        why: What was done, in words.
    """

    start: int
    removed: str
    inserted: str
    why: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote.

    Attributes:
        sources: What it cites, in order: one source, or all those of a text where the form groups them.
        text: Its words, with every source in full.
        italics: Where in its words italics begin and end; so everywhere below.
    """

    sources: tuple[str, ...]
    text: str
    italics: Ranges = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should look at; in Word a comment.

    Attributes:
        text: What is to be looked at and why, a full sentence.
        words: The words that it is about, as they are printed; empty where it is about the whole line.
    """

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a clause.

    Attributes:
        text: The words, with closing punctuation, without brackets.
        footnotes: They name each source, in the order of the columns.
        edits: What was changed from it, in order.
        remarks: What a person should look at in it.
        is_own: Whether its words are a person's own and not those of its sources.
        is_addition: Whether it stands beside the lead's wording, and not in its place.
        supported: Who says that its sources support a person's words, and when; empty where nobody does, or
            it does not hold any more.
        cf: The sources that a person's words are only to be compared with.
        by: Its sponsors: whose proposal it is.
        brackets: What people put in square brackets in their own words, with who wants what.
        lines: Where in it lines begin that a person typed as such, behind the first one.
        unnoted: The sources that have no footnote: proposals, which attribution names.
    """

    text: str
    footnotes: tuple[Footnote, ...]
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...] = ()
    is_own: bool = False
    is_addition: bool = False
    italics: Ranges = ()
    supported: str = ""
    cf: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    brackets: tuple[Bracketed, ...] = ()
    lines: tuple[int, ...] = ()
    unnoted: tuple[str, ...] = ()

    @property
    def is_drafters(self) -> bool:
        """Whether its words are the drafter's own: nobody proposes them under a name."""
        return self.is_own and not self.by

    @property
    def is_in_brackets(self) -> bool:
        """Whether people typed square brackets around all its words: a second pair would say no more.

        Where somebody proposes it, and they are several or name others, it would say whose all of it is.
        """
        rest, done = "", 0
        outer: list[Bracketed] = []
        for one in self.brackets:
            if one.start >= done:
                rest, done = rest + self.text[done : one.start], one.wishes_end
                outer.append(one)
        names_others = len(outer) > 1 or any(not wish.says for one in outer for wish in one.wishes)
        covers_all = bool(outer) and not re.search(r"\w", rest + self.text[done:])
        return covers_all and not (self.by and names_others)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that it stands on."""
        return (*(source for note in self.footnotes for source in note.sources), *self.unnoted)

    def stretches(self, known: Mapping[str, Source]) -> tuple[SourcedStretch, ...]:
        """Which of its sources has which of its words; what none has is a person's."""
        texts = {source: known[source].wordings for source in self.sources if source in known}
        names = ((one.end, one.wishes_end) for one in self.brackets)
        return stretches_of(self.text, texts, names)
