"""How the wordings of a paragraph are told apart, and what stands before words as their number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.docx.parts.styles import ParagraphRole
from drafter.text.words import label_pattern

_TYPED_NUMBER = re.compile(r"(?P<number>(?P<label>(?:G\.)?\d{1,4})[.)])\s+(?=\S)")
_NOT_NUMBERED = (ParagraphRole.HEADING, ParagraphRole.CONTENTS, ParagraphRole.TABLE, ParagraphRole.TITLE)


class Labels:
    """How the wordings of a paragraph are told apart: as drafter printed it, and as people type it.

    Args:
        printed: The labels in the draft inside the file.
    """

    def __init__(self, printed: Sequence[str]) -> None:
        label = rf"(?P<repetition>{label_pattern(printed)})\s*[.:]?(?:\s+|(?=\[))"
        # Programs lose the blank between the number, which a field shows, and “bis”.
        self._version = re.compile(rf"(?:(?P<label>[^\[]{{0,20}}?)(?:\s+|(?<=\d)))?{label}", re.IGNORECASE)
        self._behind_field = re.compile(rf"\s*{label}", re.IGNORECASE)
        self._typed = re.compile(rf"(?P<label>(?:G\.)?\d{{1,4}})[.)]?\s+{label}", re.IGNORECASE)
        self._leading = re.compile(rf"{label}(?<=:\s)", re.IGNORECASE)
        names = (one.rstrip(": \N{NO-BREAK SPACE}") for one in printed)
        self._printed = {name.casefold(): name for name in names}

    def as_printed(self, label: str) -> str:
        """A label as drafter prints it: people and programs change capitals and blanks."""
        plain = " ".join(label.casefold().split())
        return self._printed.get(plain, plain)

    def prefix(self, text: str, role: ParagraphRole, number: str, referring: int) -> re.Match[str] | None:
        """What stands before a paragraph's words as its number: "12 bis.", or a number typed by hand.

        Args:
            text: All that stands in the paragraph.
            role: What it is.
            number: That which Word counts; empty for none.
            referring: How many of its first characters a field shows that refers to another paragraph. Where
                that one has gone it shows an error, in the language of the program: that is no words, either.
        """
        if role in _NOT_NUMBERED:
            return None
        if role is ParagraphRole.VERSION or referring:
            found = self._version.match(text)
            return found or (self._behind_field.match(text, referring) if referring else None)
        found = self._typed.match(text) or self._leading.match(text)
        return found if found or number else _TYPED_NUMBER.match(text)
