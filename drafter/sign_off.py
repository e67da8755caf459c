"""Whether a person's words are those of a source; and who says that their sources support them.

A person's words are nobody else's: a footnote under them says “cf.” until somebody has read them beside their
sources and says, under their name, that these support them. That is said of certain words and certain texts:
it lapses when either changes.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from drafter.text.italics import significant_of
from drafter.text.looks import is_the_program
from drafter.text.similarity import words_of
from drafter.text.words import significant

_LENGTH = 8  # of a fingerprint, in characters of 5 bits each
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[^\W\d_a-z]|\()")
_SAID = re.compile(
    r"(?P<by>[^,()]*[^\W\d_][^,()]*?)\s*,\s*(?P<on>\d{4}-\d\d-\d\d)\s*(?:\((?P<mark>[a-z2-7]{8})\))?"
)


@dataclass(frozen=True, slots=True)
class Support:
    """That a person says it.

    Attributes:
        by: Who.
        on: On which day, as 2026-01-31.
        mark: The fingerprint of the words and the texts of which it is said; empty where it is tied to none.
    """

    by: str
    on: str
    mark: str = ""

    @classmethod
    def of(cls, said: str) -> Support | None:
        """What “A. Diallo, 2026-05-03 (k7qa2mzt)” says; None where it is written otherwise."""
        found = _SAID.fullmatch(said.strip())
        if found is None or is_the_program(found["by"]) or not is_past_day(found["on"]):
            return None
        return cls(found["by"].strip(), found["on"], found["mark"] or "")

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.by}, {self.on}{f' ({self.mark})' if self.mark else ''}"

    def holds_for(self, words: str, texts: Iterable[str]) -> bool:
        """Whether it is said of these words and these texts; without a fingerprint it is of none."""
        return self.mark == mark_of(words, texts)


def is_past_day(text: str) -> bool:
    """Whether it is a day, as 2026-01-31, on which something can have been said."""
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(text)
        # Elsewhere on earth it is tomorrow already.
        return day.isoformat() == text and day <= datetime.now(UTC).date() + timedelta(days=1)
    return False


def mark_of(words: str, texts: Iterable[str]) -> str:
    """The fingerprint of a person's words, with or without marks of italics, and of their sources' texts.

    Neither the order of the sources counts nor the marks that close a text.
    """
    every = [significant_of(words), *sorted(map(significant, texts))]
    digest = hashlib.sha256("\n".join(every).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode().lower()[:_LENGTH]


def is_quoted(words: str, texts: Iterable[str]) -> bool:
    """Whether words stand in one of some texts, word for word.

    They must be whole sentences of it, so that no “not” is cut off.
    """
    own = words_of(words)
    for text in texts:
        sentences = [words_of(one) for one in _SENTENCE.split(text)]
        for first in range(len(sentences)):
            run: list[str] = []
            for sentence in sentences[first:]:
                run += sentence
                if run == own and own:
                    return True
                if len(run) > len(own):
                    break
    return False
