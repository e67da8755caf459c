"""Names of regions that are gone behind texts of which a reader expects them, or stand before the words.

So they do while others keep theirs, and while the note on how to read the paper speaks of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.check.finding import At, Finding, finding
from drafter.check.harmless import as_read
from drafter.check.kept import kept_words
from drafter.check.words import names_of_regions, regions_of
from drafter.citations.resolver import Resolver
from drafter.draft.blocks import Role
from drafter.returned.document import ReadLine, Returned
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

_CODE = "footnote-without-support"
_SPEAKS_OF_THEM = "Names after a paragraph"  # how the note on how to read the paper begins to (``note.j2``)
_MOST_ALIKE = 12  # texts without their names of which each is told for itself


def support_findings(returned: Returned) -> Iterator[Finding]:
    """Texts that have lost the names of regions behind them, and those in which these stand elsewhere.

    Where no text has such names any more, and no note speaks of them, somebody took them all out, which is
    no fault.
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
    bare = [
        (line, names) for line in lines if not line.line.behind.strip() and (names := _lost(returned, line))
    ]
    if not any(line.line.support.strip() for line in lines):
        if bare and (place := _note_on_names(returned)) is not None:
            yield finding(At(place=place), f"{_CODE}/all", count=len(bare))
        return
    if len(bare) > _MOST_ALIKE:
        yield finding(bare[0][0], f"{_CODE}/several", count=len(bare))
        return
    for line, names in bare:
        for name in names:
            yield finding(line, _CODE, notes=line.numbers, name=name)


def stand_twice(resolver: Resolver, printed: str, stands: str) -> bool:
    """Whether a region is named more often behind a text than was printed.

    Args:
        resolver: What knows the names.
        printed: The names as they were printed.
        stands: The names as they stand.
    """
    was, now = (
        Counter(key for one in resolver.mentions(text) if one.is_name for key in one.regions)
        for text in (printed, stands)
    )
    return any(now[key] > count for key, count in was.items())


def _note_on_names(returned: Returned) -> int | None:
    """The place of the note on how to read the paper that speaks of names; None where it stands no more."""
    draft = returned.document.draft
    printed = {as_read(one.words) for one in draft.texts if one.role is Role.NOTE} if draft else set()
    return next(
        (
            one.place
            for one in returned.document.paragraphs
            if one.text.strip().startswith(_SPEAKS_OF_THEM) and as_read(one.text) in printed
        ),
        None,
    )


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
