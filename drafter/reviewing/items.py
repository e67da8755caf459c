"""What there is to sign in a returned draft: each clause, with each source that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.characters import without_forbidden
from drafter.model import Matrix
from drafter.returned.clauses import ReturnedClause, ReturnedLine
from drafter.returned.model import ReturnedNote

# What an item names where a footnote leads to no one recommendation, and where there is no footnote.
FOOTNOTE = "footnote: "
NO_SOURCE = "none"
_OPENING_WORDS = 8
_ID_WORDS = 5
_LONGEST_ID_WORD = 12

FindSources = Callable[[str], Sequence[str]]
"""From a footnote's words to the ids of the recommendations that it cites; none where it cites none."""


@dataclass(frozen=True, slots=True)
class Item:
    """A citation to be signed: a clause's words, and one source of theirs.

    Attributes:
        clause: The clause's id. One that drafter did not make has an id of its opening words; the copy of
            a clause has its id and "+2".
        source: The recommendation's id; ``FOOTNOTE`` and its words for a footnote that leads to no one
            recommendation; ``NO_SOURCE`` for a clause without any.
        label: The number of the paragraph as it stands: "12", "12 bis", "G.3".
        wording: The words of the paragraphs that cite the source.
        text: The source's text, verbatim; empty where there is no one recommendation.
        others: How the same recommendation reads under other themes, where that differs.
        region: The region's key; empty where there is no one recommendation.
        footnotes: The numbers of its footnotes as they stand.
    """

    clause: str
    source: str
    label: str
    wording: str
    text: str
    others: tuple[str, ...] = ()
    region: str = ""
    footnotes: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Clause and source: no two items of a draft have the same."""
        return self.clause, self.source

    @property
    def opening(self) -> str:
        """The opening words of the clause."""
        return opening_words(self.wording)


@dataclass(frozen=True, slots=True)
class ClauseToReview:
    """A clause as it stands, and what there is to sign of it.

    Attributes:
        id: See ``Item.clause``.
        label: Its number as it stands; empty where it has none.
        opening: Its opening words.
        headings: The headings that it stands under, without empty ones.
        items: What there is to sign, at least one.
        places: The places of its paragraphs in the document.
        is_guidance: Whether it is guidance, not a clause of the declaration.
    """

    id: str
    label: str
    opening: str
    headings: tuple[str, ...]
    items: tuple[Item, ...]
    places: tuple[int, ...]
    is_guidance: bool = False


def clauses_to_review(
    clauses: Iterable[ReturnedClause], matrix: Matrix, find_sources: FindSources, *, is_clean: bool = False
) -> tuple[ClauseToReview, ...]:
    """What there is to sign in a draft, clause by clause.

    Args:
        clauses: The clauses as they stand.
        matrix: What the footnotes cite.
        find_sources: Reads a footnote.
        is_clean: Whether the draft was made without footnotes: then each clause stands on the sources
            that it was made from.
    """
    taken: set[str] = set()
    found = []
    for clause in clauses:
        clause_id = _unique(clause.id or _id_of_words(clause.lines[0].text), taken)
        found.append(
            ClauseToReview(
                id=clause_id,
                label=clause.label,
                opening=opening_words(clause.lines[0].text),
                headings=tuple(heading for heading in clause.headings if heading),
                items=tuple(_items(clause, clause_id, matrix, find_sources, is_clean=is_clean)),
                places=tuple(line.paragraph.place for line in clause.lines),
                is_guidance=clause.is_guidance,
            )
        )
    return tuple(found)


def opening_words(text: str) -> str:
    """The first words of a text, on one line."""
    words = without_forbidden(text).split()
    return " ".join(words[:_OPENING_WORDS]) + (" …" if len(words) > _OPENING_WORDS else "")


def _items(
    clause: ReturnedClause, clause_id: str, matrix: Matrix, find_sources: FindSources, *, is_clean: bool
) -> Iterator[Item]:
    lines: dict[str, list[ReturnedLine]] = {}
    notes: dict[str, list[ReturnedNote]] = {}
    for line in clause.lines:
        cited: list[tuple[str, ReturnedNote | None]] = [
            (source, note) for note in line.notes for source in _sources(note.text, find_sources)
        ]
        if is_clean and line.printed:
            cited += [(source, None) for source in line.printed.sources if source not in dict(cited)]
        for source, note in cited or [(NO_SOURCE, None)]:
            having = lines.setdefault(source, [])
            having += [one for one in _whole(line, clause.lines) if one not in having]
            if note:
                notes.setdefault(source, []).append(note)
    if len(lines) > 1 and NO_SOURCE in lines:
        # A paragraph without a footnote that is a part of one that has some needs none of its own.
        elsewhere = [line for source, several in lines.items() if source != NO_SOURCE for line in several]
        lines[NO_SOURCE] = [line for line in lines[NO_SOURCE] if line not in elsewhere]
        if not lines[NO_SOURCE]:
            del lines[NO_SOURCE]
    for source, several in lines.items():
        recommendation = matrix.by_id.get(source)
        yield Item(
            clause=clause_id,
            source=source,
            label=" and ".join(dict.fromkeys(line.label for line in several if line.label)),
            wording=_clean(" ".join(line.text for line in several)),
            text=_clean(recommendation.text) if recommendation else "",
            others=tuple(map(_clean, recommendation.wordings[1:])) if recommendation else (),
            region=recommendation.region if recommendation else "",
            footnotes=tuple(dict.fromkeys(note.number for note in notes.get(source, ()))),
        )


def _whole(line: ReturnedLine, lines: Sequence[ReturnedLine]) -> list[ReturnedLine]:
    """All paragraphs that a printed line was split into; the one paragraph where it was not."""
    if line.clause is None or line.is_copy:
        return [line]
    return [
        one for one in lines if one.clause == line.clause and one.version == line.version and not one.is_copy
    ] or [line]


def _sources(text: str, find_sources: FindSources) -> Sequence[str]:
    return tuple(dict.fromkeys(find_sources(text))) or (FOOTNOTE + _clean(text),)


def _clean(text: str) -> str:
    """A text on one line, with U+FFFD for what cannot stand in a file of drafter's."""
    return " ".join(without_forbidden(text).split())


def _unique(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}+{number}"
    taken.add(name)
    return name


def _id_of_words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:_ID_WORDS]
    return "-".join(["added", *(word[:_LONGEST_ID_WORD] for word in words)])
