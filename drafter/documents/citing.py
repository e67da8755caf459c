"""Citations as people write them in a document: "[Report, para. 19h]", "(para. 12 (c))", "12.c"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from drafter.model import Citation

# Words that stand before the number of a paragraph, in English, French and Spanish.
_HEAD_WORD = r"(?:(?<![^\W\d_])(?:paragraph(?:e?s?)|paras?|pars?|párrafos?|párrs?|parrafos?|recommendations?|recs?)|¶+|§+)"
_HEAD = _HEAD_WORD + r"(?P<mark>[.,:]?)\s*"
_NUMBER = (
    r"(?P<paragraph>[1-9]\d{0,3})(?:\.(?P<decimal>[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*))?(?!\d)"
    r"(?:\s*\((?P<bracketed>[a-z])\)|\s*\.\s?(?P<dotted>[a-z])(?!\w)|\s?(?P<letter>[a-z])(?!\w)\)?)?"
    r"(?:\s*\((?P<point>[ivxl]{1,6}|[1-9]\d?)\))?"
)
_NUMBER_ALONE = re.compile(_NUMBER, re.IGNORECASE)
_HEADED = re.compile(_HEAD + _NUMBER, re.IGNORECASE)
_PREFIX = r"(?P<prefix>[^\[\]()]{0,80}?)[\s,;:]*"
_WITH_HEAD = re.compile(_PREFIX + _HEAD + _NUMBER + r"\s*[.,;]?", re.IGNORECASE)
_WITHOUT_HEAD = re.compile(
    r"(?:(?P<prefix>[^\[\]()]{0,80}?)[\s,;:]+)?" + _NUMBER + r"\s*[.,;]?", re.IGNORECASE
)
_INSIDE = r"(?:[^\[\]()]|\([^\[\]()]*\))*"
_BRACKETS = re.compile(rf"\[{_INSIDE}\]|\({_INSIDE}\)")
# What may stand between a citation and the end of its paragraph, or the next recommendation.
_ENDS = re.compile(r"[\s.;,:]*(?:$|(?=[A-ZÀ-Þ“\"(\[•–-]))")
_AT_END = re.compile(
    rf"(?:(?:^|(?<=[.;:,!?)”\"–—-]\s)){_HEAD}|(?:^|(?<=[.;!?”\"–—]\s))(?=\d+(?:[\s.]*\(?[a-z]\)?|\.\d+)))"
    rf"{_NUMBER}[\s.;,]*$",
    re.IGNORECASE,
)
_AT_START = re.compile(rf"\s*(?:{_HEAD})?{_NUMBER}[.:,;)–—-]*\s+(?=[A-ZÀ-Þ“\"(\[])", re.IGNORECASE)
_LOOKS = re.compile(
    rf"\[\s*(?:Report\b[^\]]*|[^\]]*{_HEAD_WORD}[.,:]?\s*\d[^\]]*)\]?|\([^()]*{_HEAD_WORD}[.,:]?\s*\d{_INSIDE}\)(?=[\s.;,]*$)",
    re.IGNORECASE,
)
_UPPER_START = re.compile(r"[A-ZÀ-Þ“\"(\[]")


class Stand(StrEnum):
    """Where the citations of a column stand."""

    END = "end"
    BEGIN = "begin"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        cited: What it points at, without a region.
        prefix: What it says before the number: "A/CONF.234/RPM.3/1".
        has_comma: Whether a comma stands for the full stop: "para, 79b".
        has_brackets: Whether its letter is in brackets.
    """

    start: int
    end: int
    cited: Citation
    prefix: str = ""
    has_comma: bool = False
    has_brackets: bool = False


def _mark(found: re.Match[str], start: int, end: int) -> Mark:
    said = {name: value or "" for name, value in found.groupdict().items()}
    cited = Citation(
        "",
        int(said["paragraph"]),
        (said["bracketed"] or said["dotted"] or said["letter"]).lower(),
        said["point"].lower(),
        said["decimal"],
    )
    prefix = said.get("prefix", "").strip(" ,;:")
    return Mark(start, end, cited, prefix, said.get("mark") == ",", bool(said["bracketed"]))


def whole(text: str) -> Mark | None:
    """Return what a text cites that is nothing but a citation: "12 (c)", "para. 19", "[12.c]"."""
    bare = text.strip()
    if _BRACKETS.fullmatch(bare):
        bare = bare[1:-1]
    found = _WITH_HEAD.fullmatch(bare.strip()) or _WITHOUT_HEAD.fullmatch(bare.strip())
    return _mark(found, 0, len(text)) if found else None


@lru_cache(maxsize=50_000)
def find(text: str) -> tuple[Mark, ...]:
    """Find the citations in a text that each end a recommendation."""
    marks = []
    for brackets in _BRACKETS.finditer(text):
        inside = brackets[0][1:-1].strip()
        is_square = brackets[0][0] == "["
        ends = _ENDS.match(text, brackets.end())
        found = _WITH_HEAD.fullmatch(inside)
        if found and not is_square and found["prefix"].strip().casefold().startswith(("see", "cf")):
            found = None
        if not found and ends:
            found = _WITHOUT_HEAD.fullmatch(inside)
            # "[1]" marks a footnote, and "(7 of them)" counts.
            if found and not (_is_structured(found) or (is_square and found["prefix"])):
                found = None
            if found and not is_square and found["prefix"]:
                found = None
        if found and (is_square or ends):
            marks.append(_mark(found, *brackets.span()))
    last = max((mark.end for mark in marks), default=0)
    if text[last:].strip(" .;,:") and (found := _AT_END.search(text, last)):
        marks.append(_mark(found, found.start(), found.end()))
    return tuple(marks)


def _is_structured(found: re.Match[str]) -> bool:
    """Whether a number is more than a number, which could count anything."""
    return any(found[name] for name in ("decimal", "bracketed", "dotted", "letter"))


def begin(text: str) -> Mark | None:
    """Return the citation that a text begins with: "121.1 Ratify …", "[Report, para. 12] Promote …"."""
    start = len(text) - len(text.lstrip())
    if brackets := _BRACKETS.match(text, start):
        inside = brackets[0][1:-1].strip()
        found = _WITH_HEAD.fullmatch(inside) or _WITHOUT_HEAD.fullmatch(inside)
        is_citation = found and ("mark" in found.groupdict() or found["prefix"] or _is_structured(found))
        return _mark(found, *brackets.span()) if found and is_citation else None
    found = _AT_START.match(text)
    if found is None or not _UPPER_START.match(text, found.end()):
        return None
    has_head = found["mark"] is not None
    return _mark(found, start, found.end()) if has_head or _is_structured(found) else None


def is_cited(text: str) -> bool:
    """Whether a text has a citation, or what looks like one."""
    return bool(find(text)) or _LOOKS.search(text) is not None


def unread(text: str) -> Iterator[re.Match[str]]:
    """Find what looks like a citation in a text from which the citations were taken."""
    return _LOOKS.finditer(text)


def stand_of(cells: Sequence[Sequence[str]]) -> Stand:
    """Tell where the citations of a column stand.

    Args:
        cells: The paragraphs of each cell that has some.
    """
    begun = sum(begin(paragraph) is not None for cell in cells for paragraph in cell)
    first = sum(begin(cell[0]) is not None for cell in cells)
    last = sum(bool(_ends_cited(cell[-1])) for cell in cells)
    if first > last or (first == last and begun > sum(_ends_cited(one) for cell in cells for one in cell)):
        return Stand.BEGIN
    return Stand.END if any(is_cited(one) for cell in cells for one in cell) else Stand.NONE


def _ends_cited(text: str) -> bool:
    marks = find(text)
    return bool(marks) and not text[marks[-1].end :].strip(" .;,:") and bool(text[: marks[-1].start].strip())
