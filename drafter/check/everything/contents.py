"""The contents: each line against the headings that stand, and what it says of the paragraphs below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.check.everything.printed import PrintedText
from drafter.check.everything.seen import SeenText
from drafter.check.finding import At, Finding, finding
from drafter.check.harmless import as_read
from drafter.docx.paragraphs import Paragraph as SeenParagraph
from drafter.docx.reader import WordDocument
from drafter.docx.styles import ParagraphRole
from drafter.draft.blocks import LEVELS, Contents, ContentsEntry, Paragraph, Role
from drafter.draft.model import Draft
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

_NUMBER = re.compile(r"\d+|\([a-z]{1,3}\)")
_OF_A_PAGE = re.compile(r"\s*(?:\d+|[ivxlc]+)\s*", re.IGNORECASE)
_LEVELS_LISTED = re.compile(r"\\o \"?1-(\d)\"?", re.IGNORECASE)
# Links, what a page on the web hides, outline levels, styles that are listed besides, how numbers stand.
_SWITCHES = frozenset("ohzutnpwx")
_LOWEST = LEVELS[Role.CHAPEAU] + 1

Pairs = Sequence[tuple[PrintedText | None, SeenText]]


def contents_findings(document: WordDocument, draft: Draft, pairs: Pairs) -> Iterator[Finding]:
    """Lines of the contents that name no heading, or paragraphs that do not stand below it; and lines gone.

    Contents that somebody updated have the numbers of pages; that all of them were taken out is no fault.
    """
    entries = {
        one.number: one for block in draft.blocks if isinstance(block, Contents) for one in block.entries
    }
    if not entries:
        return
    yield from _made_otherwise(document, draft)
    headings = {as_read(now.text) for was, now in pairs if now.level or (was is not None and was.opens)}
    listed: dict[str, list[ContentsEntry]] = {}
    for block in draft.blocks:
        if isinstance(block, Paragraph) and block.entry in entries and as_read(block.words) in headings:
            for text in dict.fromkeys((as_read(entries[block.entry].text), as_read(block.words))):
                listed.setdefault(text, []).append(entries[block.entry])
    titles = {as_read(block.words) for block in draft.texts if not block.entry}
    below = _below(pairs)
    lines = [
        (paragraph, text)
        for paragraph in document.paragraphs
        if paragraph.role is ParagraphRole.CONTENTS
        and (text := as_read(_shown(paragraph)))
        and text not in titles
    ]
    found: set[int] = set()
    for paragraph, text in lines:
        named = max(
            (one for one in (*headings, *listed) if one and text.startswith(one)), key=len, default=""
        )
        if not named:
            yield finding(At(place=paragraph.place), "contents-differ", words=excerpt(_shown(paragraph)))
            return
        own = listed.get(named, [])
        found.update(one.number for one in own)
        rest = text[len(named) :]
        if own and not _is_right(rest, (one.clauses for one in own), below.get(named, [])):
            words, belongs = _shown(paragraph), " or ".join(one.clauses for one in own) or "nothing"
            yield finding(At(place=paragraph.place), "contents-differ/below", words=words, belongs=belongs)
    gone = [one for several in listed.values() for one in several if one.number not in found]
    if lines and gone:
        yield finding(At(place=lines[0][0].place), "contents-differ/gone", words=excerpt(gone[0].text))


def _shown(paragraph: SeenParagraph) -> str:
    return f"{paragraph.number} {paragraph.text}".strip()


def _below(pairs: Pairs) -> Mapping[str, list[str]]:
    """The numbers of the first and the last paragraph below each heading, as it is read."""
    found: dict[str, dict[str, None]] = {}
    is_open: dict[str, int] = {}  # headings and their levels
    for was, now in pairs:
        level = now.level or (_LOWEST if was is not None and was.opens else 0)
        if level:
            is_open = {one: above for one, above in is_open.items() if above < level}
            is_open[as_read(now.text)] = level
        if now.paragraph.label and not now.level:
            for one in is_open:
                found.setdefault(one, {})[now.paragraph.label] = None
    # Further wordings have the number of the first.
    return {one: [next(iter(labels)), next(reversed(labels))] for one, labels in found.items()}


def _is_right(rest: str, printed: Iterable[str], now: Iterable[str]) -> bool:
    """Whether a line names, behind its heading, a page, or paragraphs as they were printed or stand now."""
    if not rest.strip() or _OF_A_PAGE.fullmatch(rest):
        return True
    printed = list(map(as_read, printed))
    if rest.strip() in printed:
        return True
    numbers = {number for one in (*printed, *map(as_read, now)) for number in _NUMBER.findall(one)}
    words = {word for one in printed for word in words_of(_NUMBER.sub(" ", one))}
    return numbers.issuperset(_NUMBER.findall(rest)) and words.issuperset(words_of(_NUMBER.sub(" ", rest)))


def _made_otherwise(document: WordDocument, draft: Draft) -> Iterator[Finding]:
    """Contents that list other headings than they did as soon as somebody updates them."""
    most = max(block.levels for block in draft.blocks if isinstance(block, Contents))
    for field in document.fields:
        name, *_ = field.instruction.split() or [""]
        if name.upper() != "TOC":
            continue
        levels = _LEVELS_LISTED.search(field.instruction)
        switches = set(re.findall(r"\\(\w)", field.instruction.lower()))
        if not switches <= _SWITCHES or ("o" in switches and (not levels or int(levels[1]) < most)):
            words = excerpt(field.instruction)
            yield finding(At(place=field.place), "contents-differ/made", instruction=words)
