"""The contents: each line against the headings that stand, and what it says of the paragraphs below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.check.everything.texts import Pairs
from drafter.check.finding import NOWHERE, At, Finding, finding
from drafter.check.harmless import as_read
from drafter.docx.parts.styles import ParagraphRole, heading_level
from drafter.docx.reader import WordDocument
from drafter.docx.reading.paragraphs import Paragraph as SeenParagraph
from drafter.draft.blocks import LEVELS, Contents, ContentsEntry, Paragraph, Role
from drafter.draft.model import Draft
from drafter.text.similarity import words_of
from drafter.text.words import excerpt, whole

_NUMBER = re.compile(r"\d+|\([a-z]{1,3}\)")
_OF_A_PAGE = re.compile(r"\s*(?:\d+|[ivxlc]+)\s*", re.IGNORECASE)
_SWITCH = re.compile(r"\\(\w)(?:\s+(?:\"([^\"]*)\"|([^\\\s\"]+)))?")
_LEVELS_LISTED = re.compile(r"1-(\d)")
_MOST_STRANGE = 3  # lines that name no heading, of which each is told
# Links, what a page on the web hides, outline levels, styles that are listed besides, how numbers stand.
_SWITCHES = frozenset("ohzutnpwx")
_LOWEST = LEVELS[Role.CHAPEAU] + 1

Names = Sequence[tuple[SeenParagraph, str]]  # lines of the contents, and the heading that each names


def contents_findings(document: WordDocument, draft: Draft, pairs: Pairs) -> Iterator[Finding]:
    """Lines of the contents that name no heading, or paragraphs that do not stand below it; and lines gone.

    Contents that somebody updated have the numbers of pages.
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
    if not lines:
        yield finding(NOWHERE, "contents-differ/none")
    yield from _heading_gone(document, draft, lines)
    found: set[int] = set()
    known = {*headings, *listed, *(as_read(one.text) for one in entries.values())}
    names: list[tuple[SeenParagraph, str]] = []
    strange = 0
    for paragraph, text in lines:
        named = max((one for one in known if one and text.startswith(one)), key=len, default="")
        if named not in headings and named not in listed:
            # A heading may have been reworded since: that is told where it stands.
            way = "/stale" if named else ""
            yield finding(
                At(place=paragraph.place), f"contents-differ{way}", words=excerpt(_shown(paragraph))
            )
            strange += 1
            if way or strange == _MOST_STRANGE:
                return
            continue
        own = listed.get(named, [])
        found.update(one.number for one in own)
        names.append((paragraph, as_read(own[0].text) if own else named))
        yield from _of_line(paragraph, text[len(named) :], own, below.get(named, []))
    gone = [one for several in listed.values() for one in several if one.number not in found]
    if lines and gone:
        yield finding(At(place=lines[0][0].place), "contents-differ/gone", words=excerpt(gone[0].text))
    as_entry = {text: as_read(own[0].text) for text, own in listed.items()}
    as_printed = [as_read(one.text) for _, one in sorted(entries.items())]
    as_it_stands = [as_entry.get(as_read(now.text), as_read(now.text)) for _, now in pairs]
    yield from _in_order(names, as_printed, as_it_stands)
    yield from _leading_elsewhere(document, names, as_entry)


def _heading_gone(document: WordDocument, draft: Draft, lines: Names) -> Iterator[Finding]:
    """That what stood above the contents is gone, and stands there in no other words either."""
    stands = {as_read(one.text) for one in document.paragraphs}
    above = next((one for one in draft.texts if one.role is Role.CONTENTS_HEADING), None)
    if lines and above and as_read(above.words) not in stands:
        yield finding(At(place=lines[0][0].place), "contents-differ/heading-gone", words=above.words)


def _of_line(
    paragraph: SeenParagraph, rest: str, own: Sequence[ContentsEntry], below: Sequence[str]
) -> Iterator[Finding]:
    """What a line says behind its heading, and at which level it stands.

    Args:
        paragraph: The line.
        rest: What it says behind the heading that it names.
        own: What was printed of this heading.
        below: The first and the last paragraph below it.
    """
    at, levels = At(place=paragraph.place), {one.level for one in own}
    if own and not _is_right(rest, (one.clauses for one in own), below):
        belongs = " or ".join(one.clauses for one in own) or "nothing"
        yield finding(at, "contents-differ/below", words=_shown(paragraph), belongs=belongs)
    if levels and paragraph.level and paragraph.level not in levels:
        words = excerpt(_shown(paragraph))
        yield finding(at, "contents-differ/level", words=words, now=paragraph.level, was=min(levels))


def _in_order(names: Names, *orders: Sequence[str]) -> Iterator[Finding]:
    """The first line that stands elsewhere than its heading does and was printed, or stands twice."""
    reached = 0
    for order in orders:
        rest = iter(order)
        at = next((n for n, (_, name) in enumerate(names) if name not in rest), len(names))
        reached = max(reached, at)
    if reached < len(names):
        paragraph, _ = names[reached]
        yield finding(At(place=paragraph.place), "contents-differ/order", words=excerpt(_shown(paragraph)))


def _leading_elsewhere(
    document: WordDocument, names: Names, as_entry: Mapping[str, str]
) -> Iterator[Finding]:
    """Lines that lead to another heading than they name; or to none, while others lead to theirs."""
    marked = {name: one for one in reversed(document.paragraphs) for name in one.bookmarks}
    anchors = {link.place: link.anchor for link in document.links if link.anchor and not link.note}
    lines = [(paragraph, name) for paragraph, name in names if paragraph.place in anchors]
    if not any(anchors[one.place] in marked for one, _ in lines):
        return  # a program dropped all marks
    for paragraph, name in lines:
        to = marked.get(anchors[paragraph.place])
        heading = as_read(to.text) if to else ""
        if as_entry.get(heading, heading) != name:
            leads_to, words = f"“{excerpt(to.text)}”" if to else "nothing", excerpt(_shown(paragraph))
            at = At(place=paragraph.place)
            yield finding(at, "contents-differ/leads", words=words, leads_to=leads_to)


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
        if name.upper() == "TOC" and not _lists_all(field.instruction, most):
            words = excerpt(field.instruction)
            yield finding(At(place=field.place), "contents-differ/made", instruction=words)


def _lists_all(instruction: str, most: int) -> bool:
    """Whether contents list all headings down to a level, each at its own, and nothing but headings."""
    switches = {name.lower(): quoted or plain for name, quoted, plain in _SWITCH.findall(instruction)}
    if not switches.keys() <= _SWITCHES or any(map(str.isalnum, switches.get("p", ""))):
        return False
    styles = [one.strip() for one in re.split("[;,]", switches.get("t", "")) if one.strip()]
    if any(
        heading_level(style) != whole(level) for style, level in zip(styles[::2], styles[1::2], strict=False)
    ):
        return False
    listed = {whole(level) for level in styles[1::2]}
    if "o" in switches:
        levels = _LEVELS_LISTED.fullmatch(switches["o"])
        if switches["o"] and levels is None:
            return False
        listed.update(range(1, 10 if levels is None else whole(levels[1]) + 1))
    # Outline levels are those that “\\o” names, or else all.
    return ("u" in switches and "o" not in switches) or listed.issuperset(range(1, most + 1))
