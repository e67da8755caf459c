"""What may differ between what was printed and what is seen: each way with the reason why it is harmless."""

from __future__ import annotations

import re

_QUOTES = str.maketrans("‘’‚ʼ“”„‟«»\u2010\u2011\u2012\u2013", '\'\'\'\'""""""----', "\u00ad\u200b\ufeff")
_ENDS = " .;,"
_BRACKETS = "[]"


def as_read(text: str) -> str:
    """A text as it is read aloud.

    Word processors change quotes, apostrophes, hyphens and blanks as one types (autocorrection) or saves; of
    soft hyphens nothing is seen; capitals follow house style; and a full stop for a semicolon at the end says
    only where a text stands in a list.
    """
    return " ".join(text.translate(_QUOTES).split()).casefold().rstrip(_ENDS)


def brackets(text: str) -> list[tuple[str, int]]:
    """The square brackets of a text, each with how many letters stand before it."""
    found, letters = [], 0
    for sign in text:
        letters += sign.isalnum()
        if sign in _BRACKETS:
            found.append((sign, letters))
    return found


def as_number(shown: str) -> str:
    """A number without full stops and blanks: LibreOffice writes “4.(a)” where Word writes “4 (a)”."""
    return re.sub(r"[.\s]", "", shown).casefold()
