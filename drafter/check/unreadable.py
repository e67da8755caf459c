"""Words that Word shows otherwise than they are read.

What is hidden, struck through, set from right to left or drawn as a picture reads otherwise on paper than in
the file: nobody can say of it that it is as drafted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.check.finding import NOWHERE, At, Finding, finding
from drafter.check.footnote_words import printed_for
from drafter.check.words import some_of
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.docx.reading.content import A_MARK, NotAsShown
from drafter.docx.reading.drawings import PICTURE
from drafter.docx.reading.paragraphs import Paragraph
from drafter.docx.reading.runs import IN_BOX, IN_TWO_VERSIONS
from drafter.draft.model import Draft
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.text.similarity import has_words
from drafter.text.words import excerpt

UNREADABLE = "unreadable-text"
_MOST_UNREADABLE = 3
MOST_ALIKE = 12  # of clauses that are shown otherwise in one way, each told for itself
_OF_A_HOUSE = (IN_BOX, IN_TWO_VERSIONS)


def unreadable_findings(returned: Returned, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    found: dict[str, list[tuple[ReadLine, NotAsShown]]] = defaultdict(list)
    for line in returned.lines:
        for part in (line.line, *line.rests):
            for one in part.paragraph.unreadable:
                if not one.signs or (with_signs and not is_drafted(one, line.printed_text)):
                    found[one.how].append((line, one))
    many = [how for how, several in found.items() if len({id(line) for line, _ in several}) > MOST_ALIKE]
    yield from (_at_many(found[how]) for how in many)
    in_notes = _shared_by_notes(returned, many)
    yield from map(_at_many_notes, in_notes.values())
    for line in returned.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        if said := described((one for one in own if one.how not in many), line.printed_text):
            yield finding(line, UNREADABLE, said=said)
        for read in line.notes:
            own = [one for one in read.note.unreadable if one.how not in many and one.how not in in_notes]
            drafted = " ".join(one.text for one in printed_for(returned, read)) if own else ""
            if said := described(own, drafted):
                notes, sources = [read.note.number], dict.fromkeys(read.sources)
                yield finding(line, "unreadable-text/footnote", notes=notes, sources=sources, said=said)


def _at_many(found: Sequence[tuple[ReadLine, NotAsShown]]) -> Finding:
    """One way of being shown otherwise that many texts share, as one thing is behind it: a page, a style.

    With the footnotes of all of them: what stands so is to be looked at, wherever it stands.
    """
    first, shown = found[0]
    lines = list({id(line): line for line, _ in found}.values())
    places = tuple(part.paragraph.place for line in lines for part in (line.line, *line.rests))
    told = finding(
        first,
        f"{UNREADABLE}/many",
        notes=[number for line in lines for number in line.numbers],
        said=described([shown], ""),
        count=len(lines) - 1,
    )
    return replace(told, more_places=places)


def _shared_by_notes(
    returned: Returned, told: Collection[str]
) -> dict[str, list[tuple[ReadLine, ReadNote, NotAsShown]]]:
    """The ways of being shown otherwise that many footnotes share, but for those that are told already."""
    found: dict[str, list[tuple[ReadLine, ReadNote, NotAsShown]]] = defaultdict(list)
    for line in returned.lines:
        for read in line.notes:
            for one in read.note.unreadable:
                if one.how not in told and not one.signs:
                    found[one.how].append((line, read, one))
    return {
        how: several
        for how, several in found.items()
        if len({read.note.id for _, read, _ in several}) > MOST_ALIKE
    }


def _at_many_notes(found: Sequence[tuple[ReadLine, ReadNote, NotAsShown]]) -> Finding:
    """One way of being shown otherwise that many footnotes share."""
    first, _, shown = found[0]
    numbers = list(dict.fromkeys(read.note.number for _, read, _ in found))
    sources = dict.fromkeys(source for _, read, _ in found for source in read.sources)
    said, key = described([shown], ""), f"{UNREADABLE}/footnotes"
    told = finding(first, key, notes=numbers, sources=sources, said=said, count=len(numbers) - 1)
    places = dict.fromkeys(line.line.paragraph.place for line, _, _ in found)
    return replace(told, more_places=tuple(places))


def unreadable_outside(returned: Returned, told: Collection[int]) -> Iterator[Finding]:
    """What is shown otherwise outside the clauses: each way once, where it first stands; and footnotes there.

    Neither boxes, which are told with their words, nor signs that drafter may have written count. A picture
    in running text is a note, if it is no larger than what a house may have there.

    Args:
        returned: The returned draft.
        told: The places of paragraphs of which it is told already.
    """
    document, draft = returned.document, returned.document.draft
    kinds: dict[str, list[tuple[Paragraph, NotAsShown]]] = defaultdict(list)
    pictures = []
    printed = printed_signs(draft)
    for paragraph in document.paragraphs:
        if paragraph.place not in told and paragraph.place not in returned.places_of_clauses:
            for one in paragraph.unreadable:
                if one.how == PICTURE and not one.text.strip() and paragraph.role is ParagraphRole.TEXT:
                    pictures.append(paragraph.place)
                elif is_told_outside(one, printed):
                    kinds[one.how].append((paragraph, one))
    if pictures:
        yield finding(At(place=pictures[0]), "unreadable-text/picture")
    for several in kinds.values():
        (first, shown), *others = several
        count = len({paragraph.place for paragraph, _ in others} - {first.place})
        key = f"unreadable-text/outside{'-several' if count else ''}"
        said = described([shown], "") + behind(document, first)
        yield finding(At(place=first.place), key, said=said, count=count)
    of_lines = {read.note.id for line in returned.lines for read in line.notes}
    marks = {mark.note: paragraph.place for paragraph in document.paragraphs for mark in paragraph.marks}
    for note in document.notes:
        if note.id in marks and note.id not in of_lines and (said := described(note.unreadable, note.text)):
            yield finding(
                At(place=marks[note.id]), "unreadable-text/footnote", notes=[note.number], said=said
            )


def behind(document: WordDocument, paragraph: Paragraph) -> str:
    """Where a paragraph without words stands, in words: behind which; empty for one that has some."""
    if paragraph.text.strip():
        return ""
    before = (one.text for one in reversed(document.paragraphs) if one.place < paragraph.place)
    words = next((one for one in before if has_words(one)), "")
    return f" (behind “{excerpt(words)}”)" if words else " (before all words)"


def printed_signs(draft: Draft | None) -> frozenset[str]:
    """All signs that drafter wrote outside the clauses."""
    return frozenset("".join((*draft.cells, *(one.words for one in draft.texts))) if draft else ())


def is_told_outside(one: NotAsShown, printed: frozenset[str]) -> bool:
    """Whether it is told of something outside the clauses that it is shown otherwise.

    Args:
        one: What is shown otherwise.
        printed: The signs that drafter wrote there.
    """
    return one.how not in _OF_A_HOUSE and not (one.signs and printed.issuperset(one.signs))


def shared_by_many(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """The ways of being shown otherwise that many paragraphs share."""
    counts = Counter(how for one in paragraphs for how in {each.how for each in one.unreadable})
    return frozenset(how for how, count in counts.items() if count > MOST_ALIKE and how not in _OF_A_HOUSE)


def is_drafted(one: NotAsShown, drafted: str) -> bool:
    """Whether it is for signs that drafter itself wrote in a text."""
    return bool(one.signs) and all(sign in drafted for sign in one.signs)


def file_findings(document: WordDocument) -> Iterator[Finding]:
    """What is set for a file as a whole: what it brings with it, and settings that nobody knows."""
    if document.programs:
        yield finding(NOWHERE, "unreadable-text/programs", said=" and ".join(document.programs))
    if document.odd_settings:
        said = some_of(list(document.odd_settings), _MOST_UNREADABLE)
        yield finding(NOWHERE, "unreadable-text/settings", said=said)
    if document.own_fonts:
        fonts = " and ".join(f"“{excerpt(one)}”" for one in document.own_fonts)
        yield finding(NOWHERE, "unreadable-text/fonts", fonts=fonts)


def _quoted(text: str) -> str:
    """Words in quotes, and behind them that a footnote's mark stands among them, which is no word."""
    if A_MARK not in text:
        return f"“{excerpt(text)}”"
    words = " ".join(filter(None, (one.strip(", ") for one in text.split(A_MARK))))
    return f"“{excerpt(words)}”, with {A_MARK}," if words else A_MARK


def described(several: Iterable[NotAsShown], drafted: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count."""
    found = dict.fromkeys(
        f"{_quoted(one.text)} is {one.how}" if one.text.strip() else f"there is {one.how}"
        for one in several
        if not is_drafted(one, drafted)
    )
    return some_of(list(found), _MOST_UNREADABLE, "; ")
