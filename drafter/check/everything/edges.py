"""What stands at the edges of pages: headers and footers, what parts notes from the text, how notes count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product

from drafter.check.finding import NOWHERE, Finding, ShownText, finding
from drafter.check.harmless import as_read
from drafter.docx.reader import WordDocument
from drafter.docx.reading.edge_words import OVER_THE_PAGE, PICTURE, PUT_IN
from drafter.docx.reading.edges import (
    ABOVE_NOTES,
    BLANK,
    FOOTER,
    GROUND,
    HEADER,
    IN_WORDS,
    LINE,
    LINES,
    NUMBERS,
    OUTLINE,
    OVER_TEXT,
    PAGES,
    SECTIONS,
    SHADE,
    SHOWN,
    Edge,
)
from drafter.draft.blocks import Role
from drafter.text.differences import told_apart
from drafter.text.words import shortened

_CODE = "page-edges-changed"
_FIELD = re.compile(r"\{([^{}]*)\}")
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_OWN_WAYS = {
    PAGES: "pages",
    ABOVE_NOTES: "notes",
    NUMBERS: "numbers",
    IN_WORDS: "in-words",
    OVER_TEXT: "room",
    SHOWN: "shown",
    OUTLINE: "outline",
    SHADE: "shade",
    LINE: "line",
    SECTIONS: "sections",
    LINES: "lines",
    GROUND: "ground",
}
_OF_LOOKS = (SHOWN, SECTIONS, LINES, GROUND)  # an earlier drafter kept nothing of them
_NEVER_GONE = (ABOVE_NOTES, NUMBERS, OVER_TEXT, OUTLINE, *_OF_LOOKS)
# What headers and footers say without saying how a paper stands: what it is called and in which languages,
# who gets it, its pages and rounds. What a field fills in can be any words, but for numbers of pages.
_PLAIN = frozenset(
    """draft page pages of p pp revision rev version round limited restricted general distr distribution
    original english french spanish russian arabic chinese language languages only advance unedited january
    february march april may june july august september october november december a m am pm the and for on in
    at to by united nations session""".split()
)
_PLAIN_FIELD = re.compile(rf"\{{(?:(?:{'|'.join(_PAGES)})\b[^{{}}]*|picture.*?|another document)\}}")
_SYMBOL = re.compile(r"(?<!\S)\S*\d\S*")  # of a document, a date, a number
_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"[\d#/|–—.,:()\[\]-]+")
_COUNTED_FIELD = re.compile(r"\{=[^{}]*\}")  # what is calculated
_AT_A_NUMBER = re.compile(r"\d#|#\d")
# As pages are numbered; a year or a date is another thing.
_COUNTS = re.compile(rf"(?<=\{{)(?:{'|'.join(_PAGES)})\b[^{{}}]*(?=\}})")
_A_PAGE = re.compile(r"[(\[–—-]?\s*(?:p(?:age|\.)?\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\s*[)\]–—-]?")
_PLACED = re.compile(r"^(?:foot|end)notes (?:at|directly)\b")
_BEGUN = re.compile(r"^pages\b.*\bfrom\b")
_MOSTLY = 0.5  # of the words of a header
_LONGEST = 300  # of what is told of ways of showing
_AS_NOTHING_ELSE = (OVER_THE_PAGE, PUT_IN)


def edge_findings(document: WordDocument) -> Iterator[Finding]:
    """What of headers and footers, above notes and in how they count is not as it was printed, once for each.

    To change a header is no fault: it is a note. What can cover the page, or is no word, is to be looked at.

    Args:
        document: What is checked. Of one whose file does not say what stood in headers, nobody knows; words
            above notes no drafter has ever printed.
    """
    printed = document.printed_edges
    for where in _NEVER_GONE[:3] if printed is None else _known(printed):
        was = [one.text for one in printed or () if one.where == where]
        now = [one.text for one in document.edges if one.where == where]
        come = [one for one in now if one and as_read(one) not in map(as_read, was)]
        gone = [one for one in was if one and as_read(one) not in map(as_read, now)]
        is_blank = BLANK in now and BLANK not in was and any(was) and not (come or gone)
        if is_blank:
            gone = was
        is_moved = not come and not gone and _in_order(was) != _in_order(now)
        if is_moved:
            come, gone = ([one for one in several if one] for several in (now, was))
        elif not come and (not gone or where in _NEVER_GONE):
            continue
        stands, before = _both_in_words(come, gone)
        texts = [ShownText(title, one) for title, one in (("As printed", before), ("Now", stands)) if one]
        if any(sign in " ".join(come) and sign not in " ".join(was) for sign in _AS_NOTHING_ELSE):
            key = "over"
        elif where in (HEADER, FOOTER) and (found := _misleading(come, gone, document)):
            key, stands = found[0], found[1] or stands
        elif where in _OWN_WAYS:
            is_begun, is_placed = (any(map(one.search, come)) for one in (_BEGUN, _PLACED))
            key = "begun" if is_begun else "placed" if is_placed else _OWN_WAYS[where]
        elif is_moved or is_blank:
            key = "moved" if is_moved else "blank"
        else:
            key = _way_of(where, come, gone, now, printed or ())
        was_told, now_told = told_apart(before, stands)
        if where in (SHOWN, SECTIONS):
            now_told = shortened(stands, _LONGEST)
        key = f"{_CODE}/{key}".rstrip("/")
        pages = _on_pages(document, where, come or [BLANK] * is_blank)
        yield finding(NOWHERE, key, texts=texts, where=where, now=now_told, was=was_told, pages=pages)


def _on_pages(document: WordDocument, where: str, texts: Sequence[str]) -> str:
    """The pages on which some headers or footers stand, in words."""
    named = [one.pages for one in document.edges if one.where == where and one.text in texts]
    return " and ".join(dict.fromkeys(named)) if named and all(named) else "the pages"


def _known(printed: Sequence[Edge]) -> Iterator[str]:
    """Of what it is known how it was printed; what is read of pictures an earlier drafter did not keep."""
    yield from (HEADER, FOOTER, PAGES)
    knows_looks = any(one.where == SHOWN for one in printed)
    yield from (one for one in _NEVER_GONE if knows_looks or one not in _OF_LOOKS)
    for where in (SHADE, LINE):
        if any(one.where == where for one in printed):
            yield where
    if any(one.where == IN_WORDS for one in printed) or not any(PICTURE in one.text for one in printed):
        yield IN_WORDS


def _way_of(
    where: str, come: Sequence[str], gone: Sequence[str], now: Sequence[str], printed: Sequence[Edge]
) -> str:
    """How a header or a footer was changed that misleads nobody by its words, as the catalogue calls it."""
    if not come:
        return "gone" if any(now) else "gone-all"
    if _is_of_the_other(where, come, printed):
        return "exchanged"
    return "" if gone else "come"


def _is_of_the_other(where: str, come: Sequence[str], printed: Sequence[Edge]) -> bool:
    """Whether all that a header says was printed as a footer, or the reverse."""
    other = [as_read(one.text) for one in printed if one.where == (FOOTER if where == HEADER else HEADER)]
    return bool(come) and all(as_read(one) in other for one in come)


def _misleading(come: Sequence[str], gone: Sequence[str], document: WordDocument) -> tuple[str, str] | None:
    """How a header or a footer misleads its readers: by words, which are given, or by figures."""
    if words := _words_come(come, document):
        found = (one for text in come for one in _FIELD.findall(_PLAIN_FIELD.sub(" ", text)))
        field = next(found, "")
        return (
            ("field", field) if set(_WORD.findall(words)) <= set(_WORD.findall(field)) else ("words", words)
        )
    if _counts_no_more(come, gone):
        return "counted", ""
    if any(_is_turned(one, other) for one in come for other in gone):
        return "turned", ""
    if any(map(_A_PAGE.fullmatch, map(as_read, come))):
        printed = (one.text for one in document.printed_edges or ())
        if any(map(_PLAIN_FIELD.search, printed)):
            return "figure", ""
    # “1/257” where “1/25” was counted: a figure that touches what is counted is read as one of it.
    touched = (_AT_A_NUMBER.search(_PLAIN_FIELD.sub("#", one)) for one in come)
    if any(touched) and any(map(_PLAIN_FIELD.search, gone)):
        return "beside", ""
    return ("named", "") if _names_another(come, gone, document) else None


def _names_another(come: Sequence[str], gone: Sequence[str], document: WordDocument) -> bool:
    """Whether a header that is mostly as printed has another title, date or round than the first page.

    One that a house set in its place is another thing, and so is a date that went.
    """
    stands = {as_read(one.text) for one in document.paragraphs}
    texts = document.draft.texts if document.draft else ()
    own = [one for one in texts if one.role in (Role.TITLE, Role.SUBTITLE) and as_read(one.words) in stands]
    titles = [_in_a_row(_words(one.words)) for one in own if one.role is Role.TITLE]
    names = [_in_a_row(_words(one.words)) for one in own]
    for was, now in product(map(_words, gone), map(_words, come)):
        steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if sum(end - start for way, start, end, *_ in steps if way == "equal") < _MOSTLY * len(was):
            continue
        is_renamed = any(title in _in_a_row(was) and title not in _in_a_row(now) for title in titles)
        turned = map(_in_a_row, _figures_turned(was, now, steps))
        if is_renamed or any(one in name for one in turned for name in names):
            return True
    return False


def _figures_turned(
    was: Sequence[str], now: Sequence[str], steps: Iterable[tuple[str, int, int, int, int]]
) -> Iterator[Sequence[str]]:
    """Words with figures in whose place others with figures stand, with that before them or behind them."""
    for way, start, end, begin, until in steps:
        both = was[start:end], now[begin:until]
        if way == "replace" and all(any(map(_SYMBOL.search, words)) for words in both):
            yield from (was[start - 1 : end],) if start else ()
            yield from (was[start : end + 1],) if end < len(was) else ()


def _words(text: str) -> list[str]:
    return [word for one in as_read(text).split() if (word := one.strip(".,;:()"))]


def _in_a_row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _words_come(come: Sequence[str], document: WordDocument) -> str:
    """The words of headers and footers that say something, and were printed neither there nor as a title.

    From the first of these to the last. Words that were printed count with one beside them: “agreed” is not
    what a paper said that is “not agreed”.
    """
    printed = [one.text for one in document.printed_edges or ()]
    if document.draft is not None:
        printed += [one.words for one in document.draft.texts if one.role in (Role.TITLE, Role.SUBTITLE)]
    known = {pair for one in printed for pair in pairwise(_WORD.findall(one.casefold()))}
    words = _WORD.findall(_SYMBOL.sub(" ", _PLAIN_FIELD.sub(" ", " / ".join(come))))
    folded = [one.casefold() for one in words]
    pairs = [(one, other) in known for one, other in pairwise(folded)]
    are_known = [before or behind for before, behind in pairwise([False, *pairs, False])]
    new = [n for n, one in enumerate(folded) if not are_known[n] and one not in _PLAIN]
    return " ".join(words[new[0] : new[-1] + 1]) if new else ""


def _counts_no_more(come: Sequence[str], gone: Sequence[str]) -> bool:
    """Whether figures stand where the number of each page, or of all, was counted.

    Other words are a house's.
    """
    counted = max((len(_PLAIN_FIELD.findall(one)) for one in gone), default=0)
    for one in come:
        text = _PLAIN_FIELD.sub("#", one)
        if said := _COUNTED_FIELD.search(text):
            text = text.replace(said[0], "0")
        rest = "".join(_WORD.sub(lambda word: "" if word[0].casefold() in _PLAIN else word[0], text).split())
        if text.count("#") < counted and _FIGURES.fullmatch(rest) and any(map(str.isdigit, rest)):
            return True
    return False


def _is_turned(text: str, printed: str) -> bool:
    """Whether the same fields count pages in the same words, in another order."""
    fields = [[one.split()[0] for one in _COUNTS.findall(each)] for each in (text, printed)]
    is_same = as_read(_COUNTS.sub("#", text)) == as_read(_COUNTS.sub("#", printed))
    return is_same and fields[0] != fields[1] and sorted(fields[0]) == sorted(fields[1])


def _in_order(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(as_read(one) for one in texts if one))


def _in_words(text: str) -> str:
    """A text in which fields stand by a sign, or by name."""
    return _FIELD.sub(lambda one: "#" if one[1] in _PAGES else one[1], text)


def _both_in_words(*both: Sequence[str]) -> list[str]:
    """What stands and what was printed; where only fields that count pages differ, these by name, too."""
    said = [" / ".join(map(_in_words, several)) for several in both]
    if len(set(said)) == 1:
        return [_FIELD.sub(lambda one: one[1], " / ".join(several)) for several in both]
    return said
