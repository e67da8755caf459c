"""Spells out the abbreviations of a document."""

from __future__ import annotations

import re

from msgspec import Struct, field

from drafter.draft.wording import Rewording
from drafter.form.glossary import Abbreviation, Glossary
from drafter.form.outline import Abbreviations

# Before these an abbreviation is a noun by itself: “UNODC in its work”, not “UNODC technical assistance”.
_AFTER_A_NAME = frozenset(
    "and as at by for from has have in into is its of on or should that through to under when which while "
    "will with within would".split()
)


class AbbreviationExpander(Struct):
    """Spells out the abbreviations of a document, in the order of its pages.

    Attributes:
        glossary: The abbreviations and their long forms.
        way: The way of the form with them.
    """

    glossary: Glossary
    way: Abbreviations
    _introduced: set[str] = field(default_factory=set)

    def spell(self, wording: Rewording) -> None:
        """Spell out the abbreviations of a wording, which changes in place."""
        if self.way is Abbreviations.AS_THEY_STAND:
            return
        for item in self.glossary.spelt_in(wording.text):
            self._spell(wording, item)

    def note(self, text: str) -> None:
        """Note the abbreviations that a text of people introduces."""
        self._introduced.update(short for short in self.glossary.by_short if f"({short})" in text)

    def _spell(self, wording: Rewording, item: Abbreviation) -> None:
        """Spell out an abbreviation, unless it follows its long name in brackets.

        After another short name the whole is spelt out: “the Office (UNODC)”.
        """
        start = 0
        pattern = re.compile(rf"(?P<also>{re.escape(item.also)} )?(?P<open>\()?\b{re.escape(item.short)}\b")
        while match := pattern.search(wording.text, start):
            start = end = match.end()
            in_brackets = match["open"] and wording.text[end : end + 1] == ")"
            if in_brackets and not (item.also and match["also"]):
                self._introduced.add(item.short)
            elif self.way is not Abbreviations.FIRST_USE or item.short not in self._introduced:
                whole = (match.start(), end + 1) if in_brackets else (end - len(item.short), end)
                start = self._replace(wording, item, *whole)
            elif in_brackets:
                words = wording.text[match.start() : end + 1]
                wording.change(match.start(), end + 1, item.short, "shortened", words=words)
                start = match.start() + len(item.short)

    def _replace(self, wording: Rewording, item: Abbreviation, start: int, end: int) -> int:
        """Replace a stretch by the long form.

        Returns:
            Where the text continues after it.
        """
        text = wording.text
        stands_alone = _stands_alone(text, end)
        has_article = re.search(r"\b[Tt]he $", text[:start]) is not None
        article = "the " if item.article and not has_article else ""
        if self.way is Abbreviations.FIRST_USE:
            long = f"{article if stands_alone else ''}{item.long} ({item.short})"
            self._introduced.add(item.short)
        elif item.article and not stands_alone:
            # “within UNODC technical assistance”: the long form reads before a noun only as a genitive.
            long = f"{article}{item.long}{'’' if item.long.endswith('s') else '’s'}"
        else:
            long = article + item.long
        wording.change(start, end, long, "spelt-out", words=text[start:end])
        return start + len(long)


def _stands_alone(text: str, end: int) -> bool:
    """Tell whether an abbreviation is a noun by itself, rather than before a noun."""
    following = re.match(r" ([a-z]+)", text[end:])
    return following is None or following[1] in _AFTER_A_NAME or following[1].endswith("ing")
