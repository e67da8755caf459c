"""What there is to sign in a returned draft: each clause, with each source that it cites."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.check.finding import ShownText
from drafter.check.words import words_not_drafted
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import ReadLine, Returned
from drafter.text import excerpt, without_forbidden

# What an item names where a footnote leads to no one recommendation, and where there is no footnote.
FOOTNOTE = "footnote: "
NO_SOURCE = "none"
_ID_WORDS = 5
_LONGEST_ID_WORD = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A citation to be signed: a clause's words, and one source of theirs.

    Attributes:
        clause: The clause's id. One that drafter did not make has an id of its opening words; the copy of
            a clause has its id and "+2".
        source: The recommendation's id; ``FOOTNOTE`` and its words for a footnote that leads to no one
            recommendation; ``NO_SOURCE`` for a clause without any.
        label: The number of the paragraph as it stands: "12", "12 bis", "G.3".
        wording: The words of the paragraphs that cite the source, and the words of its footnotes where these
            say another thing than was drafted.
        text: The source's text, verbatim; empty where there is no one recommendation.
        others: How the same recommendation reads under other themes, where that differs.
        region: The region's key; empty where there is no one recommendation.
        name: The source as a footnote names it: "Africa, para. 60 (b)"; empty likewise.
        missing: What the footnote names and the sources do not have, in words; empty where it names nothing.
        meant: Where there is no one recommendation, those that may be meant, each with why.
        footnotes: The numbers of its footnotes as they stand.
        place: The place in the document of the first paragraph that cites it; -1 where that is unknown.
    """

    clause: str
    source: str
    label: str
    wording: str
    text: str
    others: tuple[str, ...] = ()
    region: str = ""
    name: str = ""
    missing: str = ""
    meant: tuple[ShownText, ...] = ()
    footnotes: tuple[int, ...] = ()
    place: int = -1

    @property
    def key(self) -> tuple[str, str]:
        """Clause and source: no two items of a draft have the same."""
        return self.clause, self.source


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


def clauses_to_review(returned: Returned) -> tuple[ClauseToReview, ...]:
    """What there is to sign in a draft, clause by clause.

    Args:
        returned: The draft as it stands, with what its footnotes cite.
    """
    found = []
    for clause, clause_id in zip(returned.clauses, _ids(returned.clauses), strict=True):
        lines = returned.lines_of(clause)
        every = [*clause.lines, *(rest for line in lines for rest in line.rests)]
        if not lines:
            continue  # its words were split off another clause, and are signed with that
        found.append(
            ClauseToReview(
                id=clause_id,
                label=clause.label,
                opening=_clean(excerpt(clause.lines[0].text)),
                headings=tuple(_clean(heading) for heading in clause.heading.path if heading),
                items=tuple(_items(returned, clause_id, lines)),
                places=tuple(one.paragraph.place for one in every),
                is_guidance=clause.is_guidance,
            )
        )
    return tuple(found)


def _items(returned: Returned, clause_id: str, lines: Sequence[ReadLine]) -> Iterator[Item]:
    """One item for each source, in the order in which the lines first cite it."""
    citing: dict[str, dict[ReadLine, list[int]]] = {}
    for line in lines:
        for source, numbers in _cited(returned, line).items():
            citing.setdefault(source, {})[line] = numbers
    for source, having in citing.items():
        recommendation = returned.matrix.by_id.get(source)
        missing, meant = ("", ()) if recommendation else _meant(returned, source, tuple(having))
        labels = dict.fromkeys(line.line.label for line in having if line.line.label)
        yield Item(
            clause=clause_id,
            source=source,
            label=" and ".join(labels),
            wording=_clean(
                " ".join([*(line.text for line in having), *_notes_to_sign(returned, source, having)])
            ),
            text=_clean(recommendation.text) if recommendation else "",
            others=tuple(map(_clean, recommendation.wordings[1:])) if recommendation else (),
            region=recommendation.region if recommendation else "",
            name=_clean(returned.name(source)) if recommendation else "",
            missing=missing,
            meant=meant,
            footnotes=tuple(dict.fromkeys(number for numbers in having.values() for number in numbers)),
            place=min(line.line.paragraph.place for line in having),
        )


def _notes_to_sign(returned: Returned, source: str, lines: Iterable[ReadLine]) -> Iterator[str]:
    """Footnotes to a source that say another report, place or more than was drafted, or are not shown so.

    They are read and signed with the clause: what was signed lapses when they change.
    """
    for line in lines:
        for read in line.notes:
            if source in read.sources and (words_not_drafted(returned, read) or read.note.unreadable):
                how = "".join(f", “{one.text}” {one.how}" for one in read.note.unreadable)
                yield f"(footnote: “{read.note.text}”{how})"


def _cited(returned: Returned, line: ReadLine) -> dict[str, list[int]]:
    """What a line cites, each with the numbers of its footnotes."""
    cited: dict[str, list[int]] = {}
    for read in line.notes:
        for source in read.sources:
            cited.setdefault(source, []).append(read.note.number)
        if not read.sources or not all(one.source for one in read.cited):
            cited.setdefault(FOOTNOTE + _clean(read.note.text), []).append(read.note.number)
    for one in line.typed:
        cited.setdefault(one.source or FOOTNOTE + _clean(one.words), [])
    if returned.is_clean and not cited:
        cited = {source: [] for source in line.sources}
    return cited or {NO_SOURCE: []}


def _meant(returned: Returned, source: str, lines: Sequence[ReadLine]) -> tuple[str, tuple[ShownText, ...]]:
    """What a footnote that leads to no one recommendation names in vain, and which may be meant."""
    if not (returned.has_matrix and source.startswith(FOOTNOTE)):
        return "", ()
    words = source.removeprefix(FOOTNOTE)
    bad = [
        one for line in lines for read in line.notes if _clean(read.note.text) == words for one in read.cited
    ]
    bad += [one for line in lines for one in line.typed if _clean(one.words) == words]
    bad = [one for one in bad if not one.source]
    missing = dict.fromkeys(returned.resolver.missing(one) for one in bad if not one.sources)
    found = {near: "Did you mean {}?" for one in bad for near in one.sources or returned.resolver.near(one)}
    cited = {one.source for line in lines for read in line.notes for one in read.cited}
    found |= {one: "Drafted with {}" for line in lines for one in line.sources if one not in cited}
    return _clean("; ".join(missing)), tuple(
        ShownText(title.format(_clean(returned.name(one))), _clean(returned.matrix.by_id[one].text))
        for one, title in found.items()
        if one in returned.matrix.by_id
    )


def _clean(text: str) -> str:
    """A text on one line, with U+FFFD for what cannot stand in a file of drafter's."""
    return " ".join(without_forbidden(text).split())


def _ids(clauses: Sequence[ReturnedClause]) -> list[str]:
    """An id for each clause, no two alike; what was signed stays with the clause, not with its copy."""
    ids = [""] * len(clauses)
    taken: set[str] = set()
    order = sorted(range(len(clauses)), key=lambda place: clauses[place].lines[0].is_copy)
    for place in order:
        wanted = clauses[place].id or _id_of_words(clauses[place].lines[0].text)
        names = itertools.chain([wanted], (f"{wanted}+{number}" for number in itertools.count(2)))
        ids[place] = next(name for name in names if name not in taken)
        taken.add(ids[place])
    return ids


def _id_of_words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:_ID_WORDS]
    return "-".join(["added", *(word[:_LONGEST_ID_WORD] for word in words)])
