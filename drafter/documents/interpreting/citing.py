"""Citations as people write them in a document: "[Report, para. 19h]", "(para. 12 (c))", "12.c"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from drafter.model import Citation

# Words that stand before the number of a paragraph, in English, French and Spanish.
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
# "NBO, 12 (c)"; with another sign only where the words before it have no figures: "AFR/12c".
_WITHOUT_HEAD = re.compile(
    rf"(?:(?P<prefix>[^\[\]()]{{0,80}}?[\s,;:]|[^\W\d_]+[/–-])\s*)?{_NUMBER}\s*[.,;]?", re.IGNORECASE
)
_INSIDE = r"(?:[^\[\]()]|\([^\[\]()]*\))*"
# French and Spanish letters have half of their brackets: "(párr. 12 c))".
_BRACKETS = re.compile(rf"\[[^\[\]]*\]|\({_INSIDE}\)(?:(?<=\s[a-z]\))\))?")
# What may stand between a citation and the end of its paragraph, or the next recommendation.
_ENDS = re.compile(r"[\s.;,:]*(?:$|(?=[A-ZÀ-Þ“\"(\[•–-]))")
_STRUCTURED = r"(?=\d+(?:[\s./]*\(?[a-z]\)?(?!\w)|\.\d))"
_AT_END = re.compile(
    rf"(?:^|(?P<word>\S+)\s+)(?P<cited>(?:{_HEAD}|{_STRUCTURED}){_NUMBER}[\s.;,]*)$", re.IGNORECASE
)
_AT_START = re.compile(
    rf"\s*(?:{_HEAD})?{_NUMBER}(?:[.:,;)–—-]*\s+(?=[A-ZÀ-Þ“\"(\[])|[.:;\s]*$)", re.IGNORECASE
)
_UPPER_START = re.compile(r"$|[A-ZÀ-Þ“\"(\[]")
# What is cited within a text: "(resolution 70/174, annex, para. 5)", "article 12 (c)".
_ANOTHER = re.compile(
    r"\b(?:see|cf|resolutions?|annex|conventions?|declaration|protocol|rules?|articles?|arts?|sections?|goals?|"
    r"targets?|chapters?|parts?|items?|tables?|nos?|and|or|of|to|in|with|from|by|under|the)\W*$|"
    r"\b(?:see|cf\.|resolution|annex|convention|declaration|protocol|article|art\.)",
    re.IGNORECASE,
)
_SIGNS = tuple('.;:!?)”"–—-')
_CITES = rf"{_HEAD_WORD}[.,:]?\s*\d"
# In the words before the number: another paragraph.
_ONE_MORE = re.compile(rf"{_CITES}|\d.*(?:\b(?:and|or|et|y|to)|[&–-])\s*$", re.IGNORECASE)
_ANY_MORE = re.compile(r"(?<![\w/.])\d")
_LOOKS = re.compile(rf"\[\s*(?:Report\b[^\]]*|[^\]]*{_CITES}[^\]]*)\]", re.IGNORECASE)
_LOOKS_AT_END = re.compile(rf"{_LOOKS.pattern}|\([^()]*{_CITES}{_INSIDE}\)(?=[\s.;,]*$)", re.IGNORECASE)


class Stand(StrEnum):
    """Where the citations of a column stand."""

    END = "end"
    BEGIN = "begin"
    NONE = "none"


class Mark(Struct, frozen=True):
    """A citation in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        cited: What it points at, without a region.
        prefix: What it says before the number: "A/CONF.234/RPM.3/1".
        has_head: Whether it has a word for paragraph.
        has_comma: Whether a comma stands for the full stop: "para, 79b".
    """

    start: int
    end: int
    cited: Citation
    prefix: str = ""
    has_head: bool = False
    has_comma: bool = False


def _mark(found: re.Match[str], start: int, end: int) -> Mark:
    said = {name: value or "" for name, value in found.groupdict().items()}
    letter = (said["bracketed"] or said["dotted"] or said["letter"]).lower()
    cited = Citation("", int(said["paragraph"]), letter, said["point"].lower(), said["decimal"])
    prefix = said.get("prefix", "").strip(" ,;:/–-")
    has_head = found.groupdict().get("mark") is not None
    return Mark(start, end, cited, prefix, has_head, said.get("mark") == ",")


def whole(text: str) -> Mark | None:
    """Return what a text cites that is nothing but a citation: "12 (c)", "para. 19", "[12.c]"."""
    bare = text.strip()
    found = _of_one(bare[1:-1].strip() if _BRACKETS.fullmatch(bare) else bare)
    return _mark(found, 0, len(text)) if found else None


def _of_one(text: str) -> re.Match[str] | None:
    """Match a text that cites one paragraph and no more: not "paras. 3 and 4"."""
    for form, more in ((_WITH_HEAD, _ONE_MORE), (_WITHOUT_HEAD, _ANY_MORE)):
        found = form.fullmatch(text)
        if found and not more.search(found["prefix"] or ""):
            return found
    return None


@lru_cache(maxsize=50_000)
def find(text: str) -> tuple[Mark, ...]:
    """Find the citations in a text that each end a recommendation."""
    square, rounded = list[Mark](), list[Mark]()
    for brackets in _BRACKETS.finditer(text):
        ends = _ENDS.match(text, brackets.end()) is not None
        mark = _in_brackets(brackets)
        if mark and brackets[0][0] == "[" and (mark.has_head or ends):
            square.append(mark)
        elif mark and brackets[0][0] == "(" and ends and not (_ANOTHER.search(mark.prefix)):
            rounded.append(mark)
    # A document has its citations in one kind of brackets; others are of the text.
    marks = square or rounded
    bare = None if marks else _without_brackets(text)
    return (bare,) if bare else tuple(marks)


def _without_brackets(text: str) -> Mark | None:
    """Return the citation at the end of a text without brackets: "12.c", "Para. 12", "NBO 12 (c)"."""
    found = _AT_END.search(text)
    if found is None:
        return None
    word, start = found["word"] or "", found.start("cited")
    if found["mark"] is not None:
        is_apart = not word or word[-1] in _SIGNS
    elif word.isupper() and len(word) > 1:
        # The region's own form; "…in line with SDG 16.a" is of the text.
        start = found.start("word")
        is_apart = text[:start].rstrip()[-1:] in ("", *_SIGNS)
    else:
        # "Apply Regulation 12 (c)" may be of the text, too.
        is_apart = not word or word[-1] in _SIGNS or (found["dotted"] is not None)
        is_apart = is_apart and not _ANOTHER.search(word)
    return _mark(found, start, len(text)) if is_apart else None


def _in_brackets(brackets: re.Match[str]) -> Mark | None:
    """Return what brackets cite: "[Report, para. 12]", "[NBO, 12 (c)]", "(12c)"; None where nothing."""
    found = _of_one(brackets[0][1:-1].strip())
    if found and "mark" not in found.groupdict():
        # "[1]" marks a footnote, and "(annex 2b)" is of the text.
        is_square = brackets[0][0] == "["
        if not (is_square if found["prefix"] else _is_structured(found)):
            return None
    return _mark(found, *brackets.span()) if found else None


def _is_structured(found: re.Match[str]) -> bool:
    """Whether a number is more than a number, which could count anything."""
    return any(found[name] for name in ("decimal", "bracketed", "dotted", "letter"))


def begin(text: str) -> Mark | None:
    """Return the citation that a text begins with: "121.1 Ratify …", "[Report, para. 12] Promote …"."""
    start = len(text) - len(text.lstrip())
    if brackets := _BRACKETS.match(text, start):
        return _in_brackets(brackets)
    found = _AT_START.match(text)
    if found is None or not _UPPER_START.match(text, found.end()):
        return None
    mark = _mark(found, start, found.end())
    return mark if mark.has_head or _is_structured(found) else None


def is_cited(text: str) -> bool:
    """Whether a text has a citation, or what looks like one."""
    return bool(find(text)) or _LOOKS_AT_END.search(text) is not None


def unread(text: str, *, is_cited: bool) -> Iterator[re.Match[str]]:
    """Find what looks like a citation and was not read.

    Args:
        text: Without its citation.
        is_cited: Whether it has one.
    """
    return (_LOOKS if is_cited else _LOOKS_AT_END).finditer(text)


def stand_of(cells: Sequence[Sequence[str]]) -> Stand:
    """Tell where the citations of a column stand.

    Args:
        cells: The paragraphs of each cell that has some.
    """
    first = sum(begin(cell[0]) is not None for cell in cells)
    last = sum(_ends_cited(cell[-1]) for cell in cells)
    if first > last:
        return Stand.BEGIN
    return Stand.END if any(is_cited(one) for cell in cells for one in cell) else Stand.NONE


def _ends_cited(text: str) -> bool:
    marks = find(text)
    return bool(marks) and not text[marks[-1].end :].strip(" .;,:")
