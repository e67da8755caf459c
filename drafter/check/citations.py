"""Where the footnotes of a returned draft lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from drafter.alignment import key_of
from drafter.citations import Resolver
from drafter.draft.model import Draft
from drafter.model import Matrix

_SIGNAL = re.compile(r"\b(?:see|also|cf)\b|\W", re.IGNORECASE)


@dataclass(frozen=True)
class FootnoteIndex:
    """Finds the sources that the words of a footnote lead to.

    Attributes:
        draft: The draft whose own footnotes are known by their words; None where the file kept none.
        matrix: Where other citations are looked up; None where it is not at hand.
    """

    draft: Draft | None
    matrix: Matrix | None
    _found: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        printed = self.draft.printed if self.draft else ()
        notes = (note for clause in printed for line in clause.lines for note in line.footnotes)
        return {key_of(note.text): note.source for note in notes}

    @cached_property
    def resolver(self) -> Resolver | None:
        """Finds citations in words; None without a matrix."""
        return Resolver(self.matrix) if self.matrix else None

    def sources(self, words: str) -> tuple[str, ...] | None:
        """Return the ids of the sources that a footnote leads to.

        Returns:
            None where it cites no paragraph of a report, so that nothing can be said of it; an empty tuple
            where it cites a paragraph that there is not.
        """
        if words not in self._found:
            self._found[words] = self._look_up(words)
        return self._found[words]

    def _look_up(self, words: str) -> tuple[str, ...] | None:
        known = self._printed.get(key_of(words))
        if known:
            return (known,)
        cited = self.resolver.find(words) if self.resolver else []
        if not cited or not (
            any(one.regions or one.named for one in cited)
            or not _SIGNAL.sub("", words[: cited[0].at[0]])  # a paragraph, and no word of whose
        ):
            return None
        return tuple(dict.fromkeys(source for one in cited for source in one.sources))

    def suggestion(self, words: str) -> str:
        """Return what a citation that leads nowhere may have meant, as a question; empty for no idea."""
        found = self.resolver.find(words) if self.resolver else []
        return (
            next((hint for one in found if (hint := self.resolver.suggestion(one))), "")
            if self.resolver
            else ""
        )
