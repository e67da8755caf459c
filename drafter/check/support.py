"""Names of regions that are gone behind some texts while others keep theirs, or stand before the words."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.finding import Finding, finding
from drafter.check.harmless import as_read
from drafter.check.kept import kept_words
from drafter.check.words import names_of_regions, regions_of
from drafter.draft.blocks import Role
from drafter.returned.document import ReadLine, Returned
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

_CODE = "footnote-without-support"
_MOST_ALIKE = 12  # texts without their names of which each is told for itself


def support_findings(returned: Returned) -> Iterator[Finding]:
    """Texts that have lost the names of regions behind them, and those in which these stand elsewhere.

    Where no text has such names any more, somebody took them all out, which is no fault, unless the note on
    how to read the paper still stands as it was printed, and speaks of them.
    """
    if returned.is_clean or not returned.has_matrix:
        return
    lines = [
        line
        for line in returned.lines
        if len(line.printed) == 1
        and line.printed[0].support.strip()
        and not (line.line.is_copy or line.rests)
    ]
    yield from _in_front(lines)
    if not any(line.line.support.strip() for line in lines):
        lost = [line for line in lines if not line.line.behind.strip() and _lost(returned, line)]
        # Names that are typed anew, without their style, are not lost.
        if 2 * len(lost) > len(lines) > 1 and _has_printed_note(returned):
            yield finding(lost[0], f"{_CODE}/all", count=len(lines))
        return
    bare = [
        (line, names) for line in lines if not line.line.behind.strip() and (names := _lost(returned, line))
    ]
    if len(bare) > _MOST_ALIKE:
        yield finding(bare[0][0], f"{_CODE}/several", count=len(bare))
        return
    for line, names in bare:
        for name in names:
            yield finding(line, _CODE, notes=line.numbers, name=name)


def _has_printed_note(returned: Returned) -> bool:
    """Whether all of the note on how to read the paper stands as it was printed."""
    draft = returned.document.draft
    notes = {as_read(one.words) for one in draft.texts if one.role is Role.NOTE} if draft else set()
    return bool(notes) and notes <= {as_read(one.text) for one in returned.document.paragraphs}


def _lost(returned: Returned, line: ReadLine) -> list[str]:
    """The regions that were named behind a text, and whose reports its footnotes still cite."""
    drafted = returned.resolver.regions_named(line.printed[0].support)
    cited = regions_of(returned, (source for _, source in line.cited))
    named = returned.resolver.regions_named(line.text)  # typed anew, without the style of names
    return names_of_regions(returned, (set(drafted) & cited) - set(named))


def _in_front(lines: list[ReadLine]) -> Iterator[Finding]:
    """Names that stand before words behind which they were drafted."""
    for line in lines:
        paragraph, before = line.line.paragraph, ""
        if not paragraph.support:
            continue
        for piece in line.printed[0].stretches:
            if piece.is_support and piece.text.strip():
                break
            before += piece.text if piece.is_text else ""
        start, stop = paragraph.support[0]
        stands, ahead = len(words_of(paragraph.text[:start])), len(words_of(before))
        # Of both texts without names: the words that stand before the first.
        kept = kept_words(words_of(line.printed_text), words_of(line.text))
        if any(i < ahead and j >= stands for i, j in kept):
            names = excerpt(paragraph.text[start:stop])
            yield finding(line, f"{_CODE}/in-front", notes=line.numbers, names=names)
