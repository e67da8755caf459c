"""Words that Word shows otherwise than they are read.

What is hidden, struck through, set from right to left or drawn as a picture reads otherwise on paper than in
the file: nobody can say of it that it is as drafted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter.check.finding import CATALOGUE, NOWHERE, At, Finding, finding
from drafter.check.footnote_words import printed_for
from drafter.check.harmless import as_number
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
_FEWEST_OF_ALL = 3  # lines of clauses, of which most are shown so
MOST_ALIKE = 12  # of clauses that are shown otherwise in one way, each told for itself
_OF_A_HOUSE = (IN_BOX, IN_TWO_VERSIONS)


def unreadable_findings(returned: Returned, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    acts = acts_at_lines(returned, with_signs=with_signs)
    yield from map(_told_once, acts.values())
    for line in returned.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        own = [one for one in own if one.act not in acts]
        if said := described(own, line.printed_text, *(part.paragraph.number for part in parts)):
            yield finding(line, UNREADABLE, said=said)
        for read in line.notes:
            own = [one for one in read.note.unreadable if one.act not in acts]
            drafted = " ".join(one.text for one in printed_for(returned, read)) if own else ""
            if said := described(own, drafted):
                notes, sources = [read.note.number], dict.fromkeys(read.sources)
                yield finding(line, "unreadable-text/footnote", notes=notes, sources=sources, said=said)


class _Shown(NamedTuple):
    """Words that are shown otherwise than they are read, and where.

    Attributes:
        one: The words, and how they are shown.
        place: The place of their paragraph, or of that which has the mark of their footnote.
        line: The line of a clause that they stand in, or at; None for no clause.
        read: The footnote that they stand in; None for none.
    """

    one: NotAsShown
    place: int
    line: ReadLine | None = None
    read: ReadNote | None = None


def acts_at_lines(
    returned: Returned, *, with_signs: bool = True
) -> Mapping[tuple[str, str], Sequence[_Shown]]:
    """What one act has made of the words of several texts, lines of clauses among them: each is told once.

    What a style says is one act, and so is what is set on more than a few texts, or on most lines of clauses;
    to each belongs what else is shown so, headings and running text among it.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    found: dict[tuple[str, str], list[_Shown]] = defaultdict(list)
    for shown in _at_lines(returned, with_signs=with_signs):
        found[shown.one.act].append(shown)
    acts = {act: several for act, several in found.items() if _is_one_act(act, several, returned)}
    for paragraph in returned.document.paragraphs if acts else ():
        if paragraph.unreadable and paragraph.place not in returned.places_of_clauses:
            for one in (one for one in paragraph.unreadable if one.act in acts):
                acts[one.act].append(_Shown(one, paragraph.place))
    return acts


def _at_lines(returned: Returned, *, with_signs: bool) -> Iterator[_Shown]:
    """What is shown otherwise in lines of clauses and in their footnotes."""
    for line in returned.lines:
        for part in (line.line, *line.rests):
            for one in part.paragraph.unreadable:
                if not one.signs or (with_signs and not is_drafted(one, line.printed_text)):
                    yield _Shown(one, part.paragraph.place, line)
        for read in line.notes:
            for one in read.note.unreadable:
                if not one.signs:
                    yield _Shown(one, line.line.paragraph.place, line, read)


def _is_one_act(act: tuple[str, str], several: Sequence[_Shown], returned: Returned) -> bool:
    lines = {id(shown.line) for shown in several if shown.read is None}
    notes = {shown.read.note.id for shown in several if shown.read is not None}
    if act[0]:
        return len(lines) + len(notes) > 1 or len(notes) == 0
    is_most = len(lines) >= _FEWEST_OF_ALL and len(lines) * 2 > len(returned.lines)
    return max(len(lines), len(notes)) > MOST_ALIKE or is_most


def _told_once(several: Sequence[_Shown]) -> Finding:
    """One way of being shown otherwise that many texts share, as one thing is behind it: a page, a style.

    With the footnotes of all of them: what stands so is to be looked at, wherever it stands.
    """
    of_texts = [shown for shown in several if shown.read is None]
    lines = list({id(shown.line): shown.line for shown in of_texts if shown.line}.values())
    in_notes = {shown.read.note.number: shown.read for shown in several if shown.read is not None}
    places = dict.fromkeys(shown.place for shown in several)
    numbers = dict.fromkeys([*(number for line in lines for number in line.numbers), *in_notes])
    first = (of_texts or several)[0]
    how = list(dict.fromkeys(shown.one.how for shown in several))[1:]
    own_number = first.line.line.paragraph.number if first.line else ""
    said = described([first.one], "", own_number) + "".join(f", or {one}" for one in how[:_MOST_UNREADABLE])
    said += _by_style(first.one)
    at, sources = first.line or NOWHERE, dict[str, None]()
    key, count = f"{UNREADABLE}/many", len({shown.place for shown in of_texts}) + len(in_notes) - 1
    if not of_texts:
        sources = dict.fromkeys(source for read in in_notes.values() for source in read.sources)
        key = f"{UNREADABLE}/footnotes"
        count = len(in_notes) - 1
    elif not count:
        key = UNREADABLE
    told = finding(at, key, notes=[*numbers], sources=sources, said=said, count=count)
    return replace(told, more_places=tuple(places))


def _by_style(one: NotAsShown) -> str:
    """The style that has words shown so, in words behind them; empty for none."""
    return CATALOGUE.say("by-style", style=one.style)[2] if one.style else ""


def unreadable_outside(returned: Returned, told: Collection[int]) -> Iterator[Finding]:
    """What is shown otherwise outside the clauses: each way once, where it first stands; and footnotes there.

    Neither boxes, which are told with their words, nor signs that drafter may have written count. A picture
    in running text is a note, if it is no larger than what a house may have there.

    Args:
        returned: The returned draft.
        told: The places of paragraphs of which it is told already.
    """
    document, draft = returned.document, returned.document.draft
    kinds: dict[tuple[str, str], list[tuple[Paragraph, NotAsShown]]] = defaultdict(list)
    pictures = []
    printed = printed_signs(draft)
    for paragraph, one in _outside(returned, told):
        if one.how == PICTURE and not one.text.strip() and paragraph.role is ParagraphRole.TEXT:
            pictures.append(paragraph.place)
        elif is_told_outside(one, printed):
            kinds[one.act].append((paragraph, one))
    if pictures:
        yield finding(At(place=pictures[0]), "unreadable-text/picture")
    for several in kinds.values():
        (first, shown), *others = several
        count = len({paragraph.place for paragraph, _ in others} - {first.place})
        key = f"unreadable-text/outside{'-several' if count else ''}"
        said = described([shown], "", first.number) + _by_style(shown) + behind(document, first)
        yield finding(At(place=first.place), key, said=said, count=count)
    of_lines = {read.note.id for line in returned.lines for read in line.notes}
    marks = {mark.note: paragraph.place for paragraph in document.paragraphs for mark in paragraph.marks}
    for note in document.notes:
        if note.id in marks and note.id not in of_lines and (said := described(note.unreadable, note.text)):
            yield finding(
                At(place=marks[note.id]), "unreadable-text/footnote", notes=[note.number], said=said
            )


def _outside(returned: Returned, told: Collection[int]) -> Iterator[tuple[Paragraph, NotAsShown]]:
    """What is shown otherwise outside the clauses and is not told with them, nor at a place told already."""
    acts, many = acts_at_lines(returned), shared_by_many(returned.document.paragraphs)
    for paragraph in returned.document.paragraphs:
        if paragraph.unreadable and paragraph.place not in returned.places_of_clauses:
            is_told = paragraph.place in told
            for one in paragraph.unreadable:
                if one.act not in acts and (not is_told or one.act in many):
                    yield paragraph, one


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


def shared_by_many(paragraphs: Iterable[Paragraph]) -> frozenset[tuple[str, str]]:
    """What many paragraphs share, or several by their style, of how they are shown otherwise."""
    counts = Counter(
        act
        for one in paragraphs
        for act in {each.act for each in one.unreadable if each.how not in _OF_A_HOUSE}
    )
    return frozenset(act for act, count in counts.items() if count > (1 if act[0] else MOST_ALIKE))


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


def described(several: Iterable[NotAsShown], drafted: str, *numbers: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count.

    Args:
        several: What is shown otherwise.
        drafted: What drafter wrote there.
        numbers: Those of the paragraphs, which are called so.
    """
    own = {as_number(one) for one in numbers} - {""}
    found = dict.fromkeys(
        f"{'its number ' if as_number(one.text) in own else ''}{_quoted(one.text)} is {one.how}"
        if one.text.strip()
        else f"there is {one.how}"
        for one in several
        if not is_drafted(one, drafted)
    )
    return some_of(list(found), _MOST_UNREADABLE, "; ")
