"""Footnote marks of one text with brackets that stand behind other words than those they were put to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding
from drafter.problems import Severity
from drafter.text import words_of

_WORDS_BEFORE_A_MARK = 4


def misplaced_marks(basis: Basis, line: ReadLine) -> Iterator[Finding]:
    """Marks of one text with brackets that stand behind other stretches than those they were put to."""
    printed = [piece.sources for one in line.printed for piece in one.stretches if piece.sources]
    is_one_text = len(line.printed) == 1 and line.text == line.printed_text
    if len(printed) < 2 or not is_one_text:  # noqa: PLR2004  # two stretches with footnotes
        return
    at: dict[int, list[str]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        read = basis.notes.get(mark.note)
        at[mark.offset] += read.sources if read else ()
    stands = [sorted(sources) for _, sources in sorted(at.items())]
    if stands != [sorted(sources) for sources in printed]:
        yield _misplaced(line)


def misplaced_in_changed_text(basis: Basis) -> Iterator[Finding]:
    """Footnotes of one text that changed places among themselves, where its text was changed too.

    A stretch that was moved with its mark is no fault of the mark: the words before it are still its own.
    """
    for line in basis.lines:
        pieces = [piece for printed in line.printed for piece in printed.stretches if not piece.is_support]
        is_one_text = len(line.printed) == 1 and not line.line.is_copy and not line.rests
        if not is_one_text or basis.is_clean or line.text == line.printed_text:
            continue
        belongs, printed_text = [], ""
        for piece in pieces:
            printed_text += piece.text
            if piece.sources:
                belongs.append((_words_before(printed_text), sorted(piece.sources)))
        stands = _marks_of(basis, line)
        cited = Counter(source for _, sources in stands for source in sources)
        if len(belongs) < 2 or cited != Counter(source for _, own in belongs for source in own):  # noqa: PLR2004
            continue
        wrong = [
            source
            for (_, now), (_, was) in zip_longest(stands, belongs, fillvalue=([], []))
            for source in (Counter(now) - Counter(was))
        ]
        before, after = _words_of_sources(belongs), _words_of_sources(stands)
        moved = [source for source in dict.fromkeys(wrong) if after[source] != before[source]]
        if moved:
            yield _misplaced(line, moved)


def _misplaced(line: ReadLine, sources: Iterable[str] = ()) -> Finding:
    return line.finding(
        "footnote-misplaced",
        Severity.WARNING,
        "its footnote marks stand behind other words than those that they were put to",
        "Move each mark behind the words of its region; Annex I shows them.",
        notes=line.numbers,
        sources=sources,
    )


def _marks_of(basis: Basis, line: ReadLine) -> list[tuple[list[str], list[str]]]:
    """The sources cited at each place of a line's text, each with the words before it."""
    at: dict[int, list[str]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        read = basis.notes.get(mark.note)
        at[mark.offset] += read.sources if read else ()
    text = line.line.paragraph.text
    return [(_words_before(text[:offset]), sorted(sources)) for offset, sources in sorted(at.items())]


def _words_of_sources(marks: Iterable[tuple[list[str], list[str]]]) -> dict[str, list[list[str]]]:
    """For each source the words before each of its marks: a source may be cited twice in one text."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for words, sources in marks:
        for source in sources:
            found[source].append(words)
    return {source: sorted(words) for source, words in found.items()}


def _words_before(text: str) -> list[str]:
    return words_of(text)[-_WORDS_BEFORE_A_MARK:]
