"""Citations in documents: "[Report, para. 19h]", "(para. 12 (c))"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from drafter.model import Citation

# Words before the number of a paragraph, in English, French and Spanish.
_HEAD_WORD = (
    r"(?:(?<![^\W\d_])(?:paragraph(?:e?s?)|paras?|pars?|párrafos?|párrs?|parrafos?|recommendations?|recs?)"
    r"|¶+|§+)"
)
_HEAD = _HEAD_WORD + r"(?P<mark>[.,:]?)\s*"
_BELOW = r"(?:,?\s*(?:sub-?para(?:graph)?|alinéa|al|inciso|apartado)\.?)?"
_NUMBER = (
    r"(?P<paragraph>[1-9]\d{0,3})(?:\.(?P<decimal>[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*))?(?!\d)"
    rf"(?:{_BELOW}\s*\((?P<bracketed>[a-z])\)|\s*[./]\s?(?P<dotted>[a-z])(?!\w)"
    rf"|{_BELOW}\s?(?P<letter>[a-z])(?!\w)\)?)?"
    r"(?:\s*\((?P<point>[ivxl]{1,6}|[1-9]\d?)\))?"
)
_WITH_HEAD = re.compile(rf"(?P<prefix>[^\[\]]{{0,80}}?)[\s,;:]*{_HEAD}{_NUMBER}\s*[.,;]?", re.IGNORECASE)
# "NBO, 12 (c)"; or, where the words before the sign have no figures, "AFR/12c".
_WITHOUT_HEAD = re.compile(
    rf"(?:(?P<prefix>[^\[\]()]{{0,80}}?[\s,;:]|[^\W\d_]+[/–-])\s*)?{_NUMBER}\s*[.,;]?", re.IGNORECASE
)
_INSIDE = r"(?:[^\[\]()]|\([^\[\]()]*\))*"
# In French and Spanish only the second bracket of a letter is written: "(párr. 12 c))".
_BRACKETS = re.compile(rf"\[[^\[\]]*\]|\({_INSIDE}\)(?:(?<=\s[a-z]\))\))?")
# What may come between a citation and the end of its paragraph, or the next recommendation.
_ENDS = re.compile(r"[\s.;,:]*(?:$|(?=[A-ZÀ-Þ“\"(\[•–-]))")
_STRUCTURED = r"(?=\d+(?:[\s./]*\(?[a-z]\)?(?!\w)|\.\d))"
_AT_END = re.compile(
    rf"(?:^|(?P<word>\S+)\s+)(?P<cited>(?:{_HEAD}|{_STRUCTURED}){_NUMBER}[\s.;,]*)$", re.IGNORECASE
)
_AT_START = re.compile(
    rf"\s*(?:{_HEAD})?{_NUMBER}(?:[.:,;)–—-]*\s+(?=[A-ZÀ-Þ“\"(\[])|[.:;\s]*$)", re.IGNORECASE
)
_UPPER_START = re.compile(r"$|[A-ZÀ-Þ“\"(\[]")
# Citations within a text: "(resolution 70/174, annex, para. 5)", "article 12 (c)".
_ANOTHER = re.compile(
    r"\b(?:see|cf|resolutions?|annex|conventions?|declaration|protocol|rules?|articles?|arts?|sections?|goals?|"
    r"targets?|chapters?|parts?|items?|tables?|nos?|and|or|of|to|in|with|from|by|under|the)\W*$|"
    r"\b(?:see|cf\.|resolution|annex|convention|declaration|protocol|article|art\.)",
    re.IGNORECASE,
)
_SIGNS = tuple('.;:!?)”"–—-')
_CITES = rf"{_HEAD_WORD}[.,:]?\s*\d"
# A further paragraph in the words before the number.
_ONE_MORE = re.compile(rf"{_CITES}|\d.*(?:\b(?:and|or|et|y|to)|[&–-])\s*$", re.IGNORECASE)
_ANY_MORE = re.compile(r"(?<![\w/.])\d")
_LOOKS = re.compile(rf"\[\s*(?:Report\b[^\]]*|[^\]]*{_CITES}[^\]]*)\]", re.IGNORECASE)
_LOOKS_AT_END = re.compile(rf"{_LOOKS.pattern}|\([^()]*{_CITES}{_INSIDE}\)(?=[\s.;,]*$)", re.IGNORECASE)


class Position(StrEnum):
    """The position of the citations in the texts of a column."""

    END = "end"
    BEGIN = "begin"
    NONE = "none"


class Mark(Struct, frozen=True):
    """A citation in a text.

    Attributes:
        start: The offset at which it begins.
        end: The offset at which it ends.
        cited: The paragraph that it cites, without a region.
        prefix: The words before the number: "A/CONF.234/RPM.3/1".
        has_head: Whether it has a word for paragraph.
        has_comma: Whether it has a comma for the full stop: "para, 79b".
    """

    start: int
    end: int
    cited: Citation
    prefix: str = ""
    has_head: bool = False
    has_comma: bool = False


def _mark(match: re.Match[str], start: int, end: int) -> Mark:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    letter = (parts["bracketed"] or parts["dotted"] or parts["letter"]).lower()
    cited = Citation("", int(parts["paragraph"]), letter, parts["point"].lower(), parts["decimal"])
    prefix = parts.get("prefix", "").strip(" ,;:/–-")
    has_head = match.groupdict().get("mark") is not None
    return Mark(start, end, cited, prefix, has_head, parts.get("mark") == ",")


def whole(text: str) -> Mark | None:
    """Return the mark of a text that is all citation: "12 (c)", "[12.c]"."""
    bare = text.strip()
    match = _single(bare[1:-1].strip() if _BRACKETS.fullmatch(bare) else bare)
    return _mark(match, 0, len(text)) if match else None


def _single(text: str) -> re.Match[str] | None:
    """Match a text that cites a single paragraph, not "paras. 3 and 4"."""
    for form, more in ((_WITH_HEAD, _ONE_MORE), (_WITHOUT_HEAD, _ANY_MORE)):
        match = form.fullmatch(text)
        if match and not more.search(match["prefix"] or ""):
            return match
    return None


@lru_cache(maxsize=50_000)
def find(text: str) -> tuple[Mark, ...]:
    """Find the citations in a text, each of which ends a recommendation."""
    square, rounded = list[Mark](), list[Mark]()
    for brackets in _BRACKETS.finditer(text):
        ends = _ENDS.match(text, brackets.end()) is not None
        mark = _in_brackets(brackets)
        if mark and brackets[0][0] == "[" and (mark.has_head or ends):
            square.append(mark)
        elif mark and brackets[0][0] == "(" and ends and not (_ANOTHER.search(mark.prefix)):
            rounded.append(mark)
    # All citations of a document have the same kind of brackets. Other brackets belong to the text.
    marks = square or rounded
    bare = None if marks else _without_brackets(text)
    return (bare,) if bare else tuple(marks)


def _without_brackets(text: str) -> Mark | None:
    """Return the citation without brackets at the end: "12.c", "NBO 12 (c)"."""
    match = _AT_END.search(text)
    if match is None:
        return None
    word, start = match["word"] or "", match.start("cited")
    if match["mark"] is not None:
        is_apart = not word or word[-1] in _SIGNS
    elif word.isupper() and len(word) > 1:
        # "NBO 12 (c)" after a full stop cites; "… in line with SDG 16.a" belongs to the text.
        start = match.start("word")
        is_apart = text[:start].rstrip()[-1:] in ("", *_SIGNS)
    else:
        # "Apply Regulation 12 (c)" may belong to the text.
        is_apart = not word or word[-1] in _SIGNS or (match["dotted"] is not None)
        is_apart = is_apart and not _ANOTHER.search(word)
    return _mark(match, start, len(text)) if is_apart else None


def _in_brackets(brackets: re.Match[str]) -> Mark | None:
    """Return the citation in brackets: "[Report, para. 12]", "(12c)"."""
    match = _single(brackets[0][1:-1].strip())
    if match and "mark" not in match.groupdict():
        # "[1]" marks a footnote, and "(annex 2b)" belongs to the text.
        is_square = brackets[0][0] == "["
        if not (is_square if match["prefix"] else _is_structured(match)):
            return None
    return _mark(match, *brackets.span()) if match else None


def _is_structured(match: re.Match[str]) -> bool:
    """Tell whether a number has a letter or a decimal, so is no count."""
    return any(match[name] for name in ("decimal", "bracketed", "dotted", "letter"))


def begin(text: str) -> Mark | None:
    """Return the citation at the beginning of a text: "121.1 Ratify …"."""
    start = len(text) - len(text.lstrip())
    if brackets := _BRACKETS.match(text, start):
        return _in_brackets(brackets)
    match = _AT_START.match(text)
    if match is None or not _UPPER_START.match(text, match.end()):
        return None
    mark = _mark(match, start, match.end())
    return mark if mark.has_head or _is_structured(match) else None


def is_cited(text: str) -> bool:
    """Tell whether a text has a citation, or something like a citation."""
    return bool(find(text)) or _LOOKS_AT_END.search(text) is not None


def unread(text: str, *, is_cited: bool) -> Iterator[re.Match[str]]:
    """Find what looks like a citation and was not read.

    Args:
        text: The text without its citation.
        is_cited: Whether the text has a citation.
    """
    return (_LOOKS if is_cited else _LOOKS_AT_END).finditer(text)


def position_of(cells: Sequence[Sequence[str]]) -> Position:
    """Return the position of the citations in the texts of a column.

    Args:
        cells: The paragraphs of each cell that is not empty.
    """
    first = sum(begin(cell[0]) is not None for cell in cells)
    last = sum(_ends_cited(cell[-1]) for cell in cells)
    if first > last:
        return Position.BEGIN
    return Position.END if any(is_cited(text) for cell in cells for text in cell) else Position.NONE


def _ends_cited(text: str) -> bool:
    marks = find(text)
    return bool(marks) and not text[marks[-1].end :].strip(" .;,:")
