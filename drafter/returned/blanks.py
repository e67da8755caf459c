"""What in a returned text is none of its words: what is still to be filled in, “[date]”; citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter.brackets import bracketed_in
from drafter.citations.paragraphs import Cited
from drafter.draft.clause import Line

_BEGINNING = 30  # signs by which a text is known
_LEFT_BY_CITATION = re.compile(r"[(\[]\s*[,;.]?\s*[)\]]")
# Brackets in a clause are alternatives, or what is not agreed; these are to be filled in.
_TO_FILL_IN = re.compile(
    # What was taken stays taken (“*+”): else a row of blanks is parted in every way there is.
    r"\[\s*+(?:x+|tbc|tbd|insert\b[^\[\]]*+"
    r"|to be (?:named|added|completed|confirmed|decided|determined|filled in|inserted|specified)(?: \w+)?"
    r"|(?:name|date|place|number|title)(?: of [^\[\]]*+)?|[._…?\-–—\s]*+)\s*+\]",
    re.IGNORECASE,
)


def without_labels(text: str, merged: Iterable[Line]) -> str:
    """A text without the labels, “4 bis. ”, of wordings that were run together with it.

    Args:
        text: The words.
        merged: The lines whose words stand in it, behind those that it had.
    """
    for line in merged:
        begins = line.text[:_BEGINNING]
        if line.cited_as and begins in text:
            number, label = r"(?:\d+ ?)?(?:\([a-z]{1,3}\) ?)?", re.escape(line.cited_as)
            text = re.sub(rf"{number}{label}[.:]?\s*(?={re.escape(begins)})", " ", text, count=1)
    return text


def without_blanks(text: str, drafted: str) -> str:
    """A text without what is to be filled in, but for what drafter itself put there to be."""
    if "[" not in text:
        return text
    for blank in reversed(blanks_in(text)):
        if blank[0] not in drafted:
            text = text[: blank.start()] + text[blank.end() :]
    return " ".join(text.split())


def blanks_in(text: str) -> list[re.Match[str]]:
    """What in a text is to be filled in: brackets that hold only a sign or a word for what is missing.

    Where somebody's wish stands behind one, “[date] (Egypt: delete)”, its words are what is negotiated. One
    that stands in such a bracket is to be filled in nevertheless, whatever becomes of the words around it.
    """
    wished = {one.start for one in bracketed_in(text) if one.wishes} if "(" in text else set()
    return [found for found in _TO_FILL_IN.finditer(text) if found.start() not in wished]


def with_filled(drafted: str, text: str) -> str:
    """A drafted text with what was written in the place of its blanks, where all its other words stand.

    Args:
        drafted: The text as it was drafted.
        text: The same as it stands.
    """
    blanks = blanks_in(drafted) if "[" in drafted else []
    ends = [0, *(one.end() for one in blanks)]
    starts = [*(one.start() for one in blanks), len(drafted)]
    pieces = (re.escape(drafted[end:start]) for end, start in zip(ends, starts, strict=True))
    return text if blanks and re.fullmatch(r"[^\[\]]+?".join(pieces), text) else drafted


def without_citations(text: str, cited: Sequence[Cited]) -> str:
    """A text without citations that stand typed in it, and without the brackets that they leave."""
    for one in sorted(cited, key=lambda one: -one.start):
        text = text[: one.start] + text[one.end :]
    return " ".join(_LEFT_BY_CITATION.sub("", text).split()) if cited else text
