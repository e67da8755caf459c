"""Finds paragraphs and pages that words cite: one, several together, ranges, with and without letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from drafter.model import Citation
from drafter.text.numerals import NUMBER_IN_WORDS, value_in_words
from drafter.text.words import roman_value, whole

# Reports number their paragraphs in these digits and letters only: \d takes those of every script, and where
# case is ignored [a-z] takes two letters more.
# How people call them in French, Spanish and Russian stands beside the English words.
_CALLED = (
    r"(?:\b(?:sub-?)?paras?\b\.?|\b(?:sub-?)?paragraph(?:e?s?|e)\b|\bpara[,.]|¶+|§+|\bpars?\."
    r"|\bpárrs?\b\.?|\bpárrafos?\b|\bпункт(?:а|е|ы|ов)?\b|\bпп?\."
    r"|\brec(?:ommendation)?s?\b\.?(?=\s*[0-9]+\.[0-9]))"
)
_HEAD = re.compile(rf"{_CALLED}\s*(?=[0-9])", re.IGNORECASE)
_IN_WORDS = re.compile(rf"(?P<called>{_CALLED}\s*)(?P<number>{NUMBER_IN_WORDS})", re.IGNORECASE)
# What stands below a paragraph, named before it or behind it: “subparagraph (d) of paragraph 62”.
_CALLED_BELOW = (
    r"(?:\bsub-?para(?:graph)?s?\b\.?|\bletter\b|\blit(?:t?era\b|\b)\.?|\balinéa\b|\bal\.|\bapartado\b"
    r"|\binciso\b|\bподпункт\w*)\s*\(?(?P<letter>[a-z]{1,2})\)?"
)
_BELOW_BEFORE = re.compile(rf"{_CALLED_BELOW}\s*(?:of|to|du|del?|,)?\s*(?:the\s+|la\s+)?$", re.IGNORECASE)
_BELOW_BEHIND = re.compile(rf"\s*,?\s*{_CALLED_BELOW}(?!\w)", re.IGNORECASE)
_LONGEST_BELOW = 40
# A place without a word for it, at the end of a footnote: “Bangkok, 62 (d).”
_BARE = re.compile(
    r"(?:^|,)\s*(?:(?:nos?\.|point|item|abs\.)\s*)?(?=[1-9][0-9]{0,3}\s*\(?[a-z]\)[.;]?\s*$)", re.IGNORECASE
)
_PAGE_HEAD = re.compile(r"\b(?:pp?\.|pages?\b)\s*(?=[1-9])", re.IGNORECASE)
_PAGE = re.compile(r"(?P<page>[1-9][0-9]{0,3})(?!\d)(?:,?\s*recommendation\s*(?P<nth>[1-9][0-9]?)(?!\d))?")
_POINT = r"(?:\s*\((?P<point>[ivxlIVXL]{1,6}|[1-9][0-9]?)\))?"
_NUMBER = re.compile(
    r"(?P<number>[1-9][0-9]{0,3})(?:\.(?P<decimal>[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})*))?(?!\d)"
    rf"(?:\s*\((?P<bracketed>[a-zA-Z]{{1,2}}|[ivxlIVXL]{{3,6}})\){_POINT}|(?P<letter>[a-zA-Z])(?!\w)"
    r"|\s(?P<apart>[a-zA-Z])(?=\s*(?:[.,;)\]]|$)))?"
)

# What makes another paragraph of the one before it: "62 (d) bis", "62 (d) (e)", "62 (d).1", "62 (d)3".
_FURTHER = re.compile(
    r"\s*(?:(?:bis|ter|quater|quinquies|sexies|septies|octies)\b|\((?:[ivxlcIVXLC]{1,6}|\d{1,3}|[^\W\d_])\)"
    r"|\.\d+|[\-–—/]\s?\d+)|(?!of\b|in\b|from\b|and\b|or\b)\w+"
)
_BETWEEN = re.compile(r"\s*(?P<sign>,?\s*(?:and|or|&)\s+|[,;]\s*|[-–—]\s*|\s+to\s+)", re.IGNORECASE)
# A range of paragraphs without letters: "19-21".
_BETWEEN_NUMBERS = re.compile(r"\s*[-–—]\s*[1-9]")
_LETTER = re.compile(rf"\((?P<letter>[a-zA-Z]{{1,2}}|[ivxlIVXL]{{3,6}})\){_POINT}")
_MOST_IN_RANGE = 40
# No footnote cites so often. What lies beyond is not taken for a citation, so that the text is looked at.
MOST_CITATIONS = 200
_LONGEST_PLAIN = 1_000  # has no more of them


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation found in some words.

    Attributes:
        words: The paragraph as it is written: "para. 19(h)".
        citation: The paragraph or page, without a region.
        further: What stands behind the paragraph and makes another one of it: "bis"; empty for most.
        start: Where it begins, with the report's name and a "see" before it.
        end: Where it ends.
        at: Where its paragraphs stand, without the report's name: "paras. 19 (h) and 80 (e)".
        regions: Keys of the regions that it may mean; empty where it names no report.
        named: What it names as the report, where no region of the matrix is called so.
        document: The paragraph of a declared document that it means, as the id of a source, whether or not
            the document has it; empty where it means none.
        undeclared: The document that it names and that is not declared; empty where it names none.
        contradicts: Whether it names reports of different regions for one paragraph.
        sources: Ids of the recommendations that it may mean.
    """

    words: str
    citation: Citation
    further: str = ""
    start: int = 0
    end: int = 0
    at: tuple[int, int] = (0, 0)
    regions: tuple[str, ...] = ()
    named: str = ""
    document: str = ""
    undeclared: str = ""
    contradicts: bool = False
    sources: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The id of the one recommendation that it means; empty where it means none or several."""
        return self.sources[0] if len(self.sources) == 1 and not self.contradicts else ""


def find_paragraphs(text: str, *, is_note: bool = False) -> Iterator[list[Cited]]:
    """The paragraphs that a text cites by number, those cited together as one.

    Args:
        text: The text.
        is_note: Whether it is that of a footnote, in which people leave out the word “para.” too.
    """
    end = count = 0
    text = _IN_WORDS.sub(_in_digits, text)
    heads = list(_HEAD.finditer(text)) or ([*_BARE.finditer(text)] if is_note else [])
    for head in heads:
        if head.start() < end:
            continue
        found: list[Cited] = []
        place, sign = head.end(), ""
        while count < MOST_CITATIONS:
            if match := _NUMBER.match(text, place):
                letter = match["bracketed"] or match["letter"] or match["apart"] or ""
                citation = _citation(whole(match["number"]), letter, match["point"], match["decimal"] or "")
            elif found and (match := _LETTER.match(text, place)):
                citation = _next_below(found[-1].citation, match["letter"], match["point"])
            else:
                break
            named = None if citation.letter else _below(text, match.end(), 0 if found else head.start())
            if named:
                citation = replace(citation, letter=named["letter"].lower())
                match = named if named.end() > match.end() else match
            further = None if _BETWEEN_NUMBERS.match(text, match.end()) else _FURTHER.match(text, match.end())
            if found and sign in ("-", "–", "—"):
                found += map(_cited, _within(found[-1].citation, citation))
            found.append(_cited(citation, further[0] if further else ""))
            end = further.end() if further else match.end()
            count += 1
            between = _BETWEEN.match(text, end)
            if between is None:
                break
            place, sign = between.end(), between["sign"].strip()
        if found:
            yield [replace(one, at=(head.start(), end)) for one in found]


def ends_with(text: str, citation: Citation) -> bool:
    """Whether a footnote plainly ends with a paragraph, so that ``find_paragraphs`` finds it at least.

    Args:
        text: The footnote's, with plain blanks.
        citation: The paragraph; of one without a letter the words before it could say one.
    """
    is_short = len(text) < _LONGEST_PLAIN
    return is_short and bool(citation.letter) and text.endswith(f", {citation.printed}.")


def _below(text: str, end: int, head: int) -> re.Match[str] | None:
    """What names the letter of a paragraph behind its number, or before its head (0 for none)."""
    before = _BELOW_BEFORE.search(text, max(0, head - _LONGEST_BELOW), head)
    return _BELOW_BEHIND.match(text, end) or before


def _in_digits(found: re.Match[str]) -> str:
    """A number in words as one in digits, in as many characters."""
    digits = str(value_in_words(found["number"]))
    return f"{found['called']}{digits:{len(found['number'])}}"


def find_pages(text: str) -> Iterator[list[Cited]]:
    """The pages that a text cites, those cited together as one."""
    for head in islice(_PAGE_HEAD.finditer(text), MOST_CITATIONS):
        found: list[Cited] = []
        place = end = head.end()
        while len(found) < _MOST_IN_RANGE and (match := _PAGE.match(text, place)):
            found.append(_cited(Citation("", page=whole(match["page"]), order=whole(match["nth"] or "0"))))
            end = match.end()
            between = _BETWEEN.match(text, end)
            place = between.end() if between else len(text)
        if found:
            yield [replace(one, at=(head.start(), end)) for one in found]


def _citation(number: int, letter: str, point: str | None = None, decimal: str = "") -> Citation:
    return Citation("", number, letter.lower(), (point or "").lower(), decimal)


def _next_below(last: Citation, letter: str, point: str | None) -> Citation:
    """What “(iii)” means behind “12 (c) (ii)”, and “(d)” behind “12 (c)”."""
    if last.point and not point and roman_value(letter.lower()) == roman_value(last.point) + 1:
        return replace(last, point=letter.lower())
    return _citation(last.paragraph, letter, point, last.decimal)


def _within(first: Citation, last: Citation) -> Iterator[Citation]:
    """What lies between the two ends of a range."""
    if first.letter or last.letter:
        lettered = len(last.letter) == len(first.letter) == 1 and first.number == last.number
        letters = range(ord(first.letter) + 1, ord(last.letter)) if lettered else ()
        if not first.point and not last.point:
            yield from (replace(first, letter=chr(one)) for one in letters)
    elif first.paragraph == last.paragraph and first.decimal.isdecimal() and last.decimal.isdecimal():
        low, high = whole(first.decimal), whole(last.decimal)
        if high - low <= _MOST_IN_RANGE:
            yield from (replace(first, decimal=str(one)) for one in range(low + 1, high))
    elif not first.decimal and not last.decimal and last.paragraph - first.paragraph <= _MOST_IN_RANGE:
        yield from (replace(first, paragraph=one) for one in range(first.paragraph + 1, last.paragraph))


def _cited(citation: Citation, further: str = "") -> Cited:
    return Cited(citation.printed + further, citation, further.strip())
