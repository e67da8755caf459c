"""Footnotes and their marks: behind other words, out of order, each without the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from drafter.check.finding import NOWHERE, At, Finding, ShownText, finding
from drafter.check.kept import kept_words
from drafter.docx.reading.content import OF_ENDNOTE
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.text.alignment import longest_rising
from drafter.text.similarity import last_words, words_of
from drafter.text.words import excerpt, whole

_WORDS_BEFORE_A_MARK = 4
_MOST_ENDNOTES = 3  # that are told one by one
_SAYS_ORPHAN = ("footnote-orphan", "no-footnote", "footnote-endnote", "missing-clause", "missing-version")


def expected_sources(returned: Returned, line: ReadLine) -> list[str] | None:
    """The sources of the footnotes that a line should have; None where nobody knows."""
    if line.printed:
        return [source for printed in line.printed for source in printed.cited]
    if returned.document.draft is not None or line.clause.id not in returned.members:
        return None
    # Which wording a source stood at is not known any more: what no wording cites is missed at the first.
    lines = returned.lines_of(line.clause)
    own = {source for _, source in line.cited}
    cited = {source for one in lines for _, source in one.cited}
    missed_here = line is lines[0]
    members = returned.members[line.clause.id]
    return [one for one in members if one in own or (missed_here and one not in cited)] or None


# Behind other words


def misplaced_marks(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Footnotes whose marks stand behind other words of their text, or changed places among themselves.

    In a text that was changed too, a stretch that was moved with its mark is no fault of the mark: the words
    before it are still its own. One that stands behind a word that was drafted behind it, or before one that
    was drafted before it, was moved whatever else was changed.
    """
    is_changed = line.text != line.printed_text
    if len(line.printed) != 1 or line.line.is_copy or returned.is_clean or (is_changed and line.rests):
        return
    belongs, printed_text = [], ""
    for piece in line.printed[0].stretches:
        printed_text += piece.text if piece.is_text else ""
        if piece.sources:
            belongs.append((_words_before(printed_text), sorted(piece.sources)))
    stands = _marks_of(returned, line)
    cited = Counter(source for _, source in line.cited)
    if not belongs or cited != Counter(source for _, own in belongs for source in own):
        return
    if not is_changed:
        if stands != belongs:
            yield finding(line, "footnote-misplaced", notes=line.numbers)
        return
    moved = _past_words(returned, line)
    wrong = [
        source
        for (_, now), (_, was) in zip_longest(stands, belongs, fillvalue=([], []))
        for source in (Counter(now) - Counter(was))
        if len(belongs) > 1
    ]
    before, after = _words_of_sources(belongs), _words_of_sources(stands)
    moved += [source for source in wrong if after[source] != before[source]]
    if moved:
        yield finding(line, "footnote-misplaced", notes=line.numbers, sources=list(dict.fromkeys(moved)))


def notes_in_other_order(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Footnotes side by side in another order than they were printed, behind words that still stand.

    The first is read as what the words were taken from, and “See also” as what is beside it.
    """
    if len(line.printed) != 1 or line.line.is_copy or returned.is_clean or line.rests:
        return
    belongs, printed_text = [], ""
    for piece in line.printed[0].stretches:
        printed_text += piece.text if piece.is_text else ""
        notes = tuple(sorted(note.sources) for note in piece.footnotes if note.sources)
        if len(notes) > 1:
            belongs.append((_words_before(printed_text), notes))
    if not belongs:
        return
    at: dict[int, list[list[str]]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        if (read := returned.notes.get(mark.note)) and read.sources:
            at[mark.offset].append(sorted(read.sources))
    text = line.line.paragraph.text
    for offset, stands in at.items():
        words = _words_before(text[:offset])
        was = next((own for before, own in belongs if before == words), ())
        if stands != list(was) and sorted(stands) == sorted(was):
            n = next(n for n, (now, own) in enumerate(zip(stands, was, strict=True)) if now != own)
            first, other = returned.name(stands[n][0]), returned.name(was[n][0])
            sources = [*stands[n], *was[n]]
            yield finding(
                line,
                "footnote-misplaced/order",
                notes=line.numbers,
                sources=sources,
                first=first,
                other=other,
            )


def _past_words(returned: Returned, line: ReadLine) -> list[str]:
    """The sources of a changed line whose marks stand on the other side of a word that still stands."""
    was: dict[str, list[int]] = defaultdict(list)
    now: dict[str, list[int]] = defaultdict(list)
    printed_text, text = "", line.line.paragraph.text
    for piece in line.printed[0].stretches:
        printed_text += piece.text if piece.is_text else ""
        for source in piece.sources:
            was[source].append(len(words_of(printed_text)))
    for mark in line.line.paragraph.marks:
        read = returned.notes.get(mark.note)
        for source in read.sources if read else ():
            now[source].append(len(words_of(text[: mark.offset])))
    kept = kept_words(words_of(printed_text), words_of(text))
    return [
        source
        for source, places in was.items()
        for before, after in zip(sorted(places), sorted(now[source]), strict=False)
        if any((i < before) != (j < after) for i, j in kept)
    ]


def _marks_of(returned: Returned, line: ReadLine) -> list[tuple[list[str], list[str]]]:
    """The sources cited at each place of a line's text, each with the words before it.

    A mark whose note cites nothing that can be told is none of them: that is told as what it is.
    """
    at: dict[int, list[str]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        read = returned.notes.get(mark.note)
        at[mark.offset] += read.sources if read else ()
    text = line.line.paragraph.text
    return [(_words_before(text[:offset]), sorted(own)) for offset, own in sorted(at.items()) if own]


def _words_of_sources(marks: Iterable[tuple[list[str], list[str]]]) -> dict[str, list[list[str]]]:
    """For each source the words before each of its marks: a source may be cited twice in one text."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for words, sources in marks:
        for source in sources:
            found[source].append(words)
    return {source: sorted(words) for source, words in found.items()}


def _words_before(text: str) -> list[str]:
    return last_words(text, _WORDS_BEFORE_A_MARK)


# In the document as a whole


def order_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that some programs show at the wrong place, or that lead nowhere."""
    document = returned.document
    by_id = Counter(note.id for note in document.notes)
    ids = list(document.mark_order)
    unique = [whole(one) for one in dict.fromkeys(ids) if one.lstrip("-").isdecimal()]
    at: dict[str, At | ReadLine] = {
        mark.note: At(place=paragraph.place) for paragraph in document.paragraphs for mark in paragraph.marks
    }
    at |= {
        mark.note: line
        for line in returned.lines
        for part in (line.line, *line.rests)
        for mark in part.paragraph.marks
    }

    def of_note(key: str, note_id: str, count: int = 0) -> Finding:
        note = document.note_by_id.get(note_id)
        notes = [note.number] if note and note.number else []
        name = f"footnote {notes[0]}" if notes else "a footnote"
        return finding(at.get(note_id, NOWHERE), key, notes=notes, footnote=name, count=count)

    # A line that stands twice is told as that, and its marks are those of the other.
    copies = (line for line in returned.lines if line.line.is_copy)
    copied = Counter(mark.note for line in copies for mark in line.line.paragraph.marks)
    displaced = set(unique) - longest_rising(unique)
    # What stands together was moved together: one text, or a heading with all below it.
    for is_out, run in groupby(unique, displaced.__contains__):
        several = list(map(str, run)) if is_out else []
        told = [of_note("footnote-order", one) for one in several[:1]]
        if len(several) > 1:
            notes = [document.note_by_id[one].number for one in several if one in document.note_by_id]
            key = "footnote-order/several"
            told = [finding(at.get(several[0], NOWHERE), key, notes=notes, first=notes[0], last=notes[-1])]
            places = dict.fromkeys(_place_of(at[one]) for one in several if one in at)
            told = [replace(one, more_places=tuple(places)) for one in told]
        yield from told
    for note_id, count in Counter(ids).items():
        if note_id not in by_id:
            yield of_note(f"footnote-dangling{'/endnote' if note_id.startswith(OF_ENDNOTE) else ''}", note_id)
        elif count > 1 + copied[note_id]:
            yield of_note("footnote-shared", note_id, count)
        elif by_id[note_id] > 1:
            yield of_note("footnote-shared/number", note_id)


def _place_of(one: At | ReadLine) -> int:
    return one.place if isinstance(one, At) else one.line.paragraph.place


def endnote_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that have become endnotes: they still cite what they cited, and stand somewhere else."""
    found = [
        (line, read)
        for line in returned.lines
        for read in line.notes
        if read.note.is_endnote and _is_its_own(returned, line, read)
    ]
    several = len(found) > _MOST_ENDNOTES
    for line, read in found[: 1 if several else None]:
        name = returned.name(read.sources[0])
        key = f"footnote-endnote{'/several' if several else ''}"
        yield finding(line, key, sources=read.sources, source=name, count=len(found))


def _is_its_own(returned: Returned, line: ReadLine, read: ReadNote) -> bool:
    """Whether a note cites what a line was drafted with, or nobody knows with what it was."""
    expected = expected_sources(returned, line)
    return bool(read.sources) and (expected is None or not set(expected).isdisjoint(read.sources))


def orphan_findings(returned: Returned, others: Iterable[Finding]) -> Iterator[Finding]:
    """Footnotes without a mark, unless a clause that lost its mark says so, or is gone as a whole.

    Where an endnote stands in the place of one, it is told there.

    Args:
        returned: The returned draft.
        others: What was found about the footnotes and endnotes of clauses, and about clauses that are gone.
    """
    said = {source for one in others if one.code in _SAYS_ORPHAN for source in one.sources}
    for note in returned.document.notes:
        sources = returned.notes[note.id].sources
        if note.marks or said.intersection(sources):
            continue
        if line := next((one for one in returned.lines if _has_an_endnote_for(returned, one, sources)), None):
            name, key = returned.name(sources[0]), "footnote-orphan/endnote"
            yield finding(line, key, notes=line.numbers, sources=sources, source=name)
        else:
            yield finding(NOWHERE, "footnote-orphan", words=excerpt(note.text))


def _has_an_endnote_for(returned: Returned, line: ReadLine, sources: Sequence[str]) -> bool:
    """Whether an endnote stands in a line in the place of a footnote that cites some sources."""
    missing = {*(expected_sources(returned, line) or ())} - {source for _, source in line.cited}
    return any(read.note.is_endnote for read in line.notes) and not missing.isdisjoint(sources)


def outside_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes in the preamble, a heading or an annex, where drafter prints none."""
    document = returned.document
    if document.draft is None:
        return
    for paragraph in document.paragraphs:
        if paragraph.place in returned.places_of_clauses:
            continue
        for note in filter(None, (document.note_by_id.get(mark.note) for mark in paragraph.marks)):
            texts = [ShownText("The footnote", note.text)]
            words, there = excerpt(note.text), excerpt(paragraph.text)
            at, key = At(place=paragraph.place), "footnote-outside-clauses"
            yield finding(at, key, notes=[note.number], texts=texts, words=words, there=there)
