"""What may differ between what was printed and what is seen: each way with the reason why it is harmless."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from drafter.text.words import ORDINALS

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_QUOTES = str.maketrans("‘’‚ʼ“”„‟«»\u2010\u2011\u2012\u2013", '\'\'\'\'""""""----', _UNSEEN)
_QUOTED = re.compile(f"[{''.join(map(chr, _QUOTES))}]")
_ENDS = " .;,"
_MOST_KEPT = 20_000  # texts: each is looked at several times
MASK = "①"  # stands for each number of a clause: a word in itself, and in no text beside it, as “own-1” has 1
# “12”, “3 (b)”, “G.1”; LibreOffice writes “4.(a)”.
_NUMBER = re.compile(r"(?:G\.)?\d+\.?(?: ?\([a-z]+\))?")
_LABEL = r"(?: [A-Za-z]+(?: \d+)?)?"  # what tells wordings apart: “bis”, “alt 1”
_NUMBERS = re.compile(rf"{_NUMBER.pattern}{_LABEL}(?:(?:, |[–-]){_NUMBER.pattern}{_LABEL})*")
# With a “bis” behind it, before which programs that lose blanks at the ends of stretches lose that, too.
_WITH_LABEL = re.compile(rf"{_NUMBER.pattern}(?: ?(?:{'|'.join(ORDINALS)})\b)?")
# The heading of a clause's rows: “Clause 12. Terrorism”.
_BEFORE_TITLE = re.compile(rf"(\S+) ({_NUMBER.pattern})(?=\. )")
_BRACKETS = "[]"
_BEFORE_MARKS = re.compile(r"(?<!\s)\s+(?=[;:!?])")


def folded(text: str) -> str:
    """A text without what a word processor changes by itself, as one types or as it saves.

    Blanks, the shape of quotes, apostrophes and hyphens, soft hyphens, of which nothing is seen, and letters
    that are stored with their accents in one piece or in two.
    """
    if not text.isascii():
        # “translate” looks up every letter.
        text = _QUOTED.sub(lambda sign: sign[0].translate(_QUOTES), unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def without_blanks_before_marks(text: str) -> str:
    """A text without the blanks that French sets before its marks: “objectifs ;”."""
    return _BEFORE_MARKS.sub("", text)


@lru_cache(maxsize=_MOST_KEPT)
def as_read(text: str) -> str:
    """A text as it is read aloud.

    Besides what programs change (``folded``), capitals follow house style; and a full stop for a semicolon at
    the end says only where a text stands in a list.
    """
    return folded(text).casefold().rstrip(_ENDS)


def has_only_numbers(text: str) -> bool:
    """Whether nothing but numbers of paragraphs stands in a text."""
    return _NUMBERS.fullmatch(text) is not None


def unlinked(text: str) -> str:
    """A cell with a sign for each number of a paragraph, where nothing but such numbers stands in it.

    A field that somebody made plain words of (Ctrl+Shift+F9) shows the same number. Which number it is has
    to be looked at apart.
    """
    if found := _BEFORE_TITLE.match(text):
        return f"{found[1]} {MASK}{text[found.end(2) :]}"
    return _NUMBER.sub(MASK, text) if has_only_numbers(text) else text


def brackets(text: str) -> list[tuple[str, int]]:
    """The square brackets of a text, each with how many letters stand before it."""
    found, letters = [], 0
    for sign in text:
        letters += sign.isalnum()
        if sign in _BRACKETS:
            found.append((sign, letters))
    return found


@lru_cache(maxsize=_MOST_KEPT)
def as_number(shown: str) -> str:
    """A number without full stops and blanks: LibreOffice writes “4.(a)” where Word writes “4 (a)”."""
    return re.sub(r"[.\s]", "", shown).casefold()


def with_plain_numbers(text: str) -> str:
    """A text as it is read aloud, in which each number of a paragraph stands as ``as_number`` has it."""
    return as_read(_WITH_LABEL.sub(lambda number: as_number(number[0]), folded(text)))
