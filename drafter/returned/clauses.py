"""Which paragraphs of a returned draft are which clauses: by bookmark, and by text where that is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.composing.blocks import Role
from drafter.composing.ordinals import repetition
from drafter.model import Kind
from drafter.returned.likeness import LikenessIndex, features, likeness, share_of, words_of
from drafter.returned.model import Paragraph, ParagraphRole, ReturnedDraft, ReturnedNote
from drafter.returned.origin import Origin, PrintedClause, PrintedLine

# What counts for a paragraph being a printed line, beside how alike their texts are.
_BOOKMARK_COUNTS = 0.5
_SAME_PLACE_COUNTS = 0.4  # "12 bis" after the clause that had such a wording
_SAME_NOTE_COUNTS = 0.2  # and with its footnote: its text was replaced
_LEAST = 0.5
_LEAST_FOR_TEXT = 0.75  # for a paragraph that is in no style of clauses
_ALIKE = 0.6  # a copy of a clause, or running text that drafter printed
_MOSTLY = 0.75
_BOOKMARK = "clause_"
_CLAUSE_ROLES = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE)
_FEWEST_WORDS = 4
_HEADING_ROLES = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
_OPENING_LEVEL = 2
_FEWEST_WORDS_OF_NEW_TEXT = 2

LineKey = tuple[str, int]  # a clause's id, and which of its printed lines


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A paragraph of a clause as it stands.

    Attributes:
        paragraph: The paragraph.
        label: Its number as it stands: "12", "12 bis", "G.3".
        text: Its words, without the names of regions after them.
        support: The names of regions after them; empty where there are none.
        notes: Its footnotes, in the order of their marks; one that leads nowhere is left out.
        clause: The clause that it was printed as a line of; None where drafter did not print it.
        version: Which line of that clause: 0 for the first, 1 for its "bis".
        is_copy: Whether another paragraph is the printed line, and this one only says the same.
        by_bookmark: Whether its bookmark says so, not only its text.
        merged: Other printed lines whose words stand in it too.
        is_rest: Whether it is a part of the printed line that was split off.
    """

    paragraph: Paragraph
    label: str
    text: str
    support: str
    notes: tuple[ReturnedNote, ...]
    clause: PrintedClause | None = None
    version: int = 0
    is_copy: bool = False
    by_bookmark: bool = False
    merged: tuple[LineKey, ...] = ()
    is_rest: bool = False

    @property
    def printed(self) -> PrintedLine | None:
        """What drafter had printed here."""
        return self.clause.lines[self.version] if self.clause else None


@dataclass(frozen=True, slots=True)
class ReturnedClause:
    """A clause as it stands: its numbered paragraph, and the other wordings below it.

    Attributes:
        id: The clause's id; empty where drafter did not make it.
        label: Its number as it stands: "12", "12 (a)", "G.3"; empty where it has none.
        lines: Its paragraphs.
        headings: The headings that it stands under, from the outermost; empty strings where none.
        heading_places: The places of these headings; -1 where none.
        printed: The clause as drafter printed it; None where it did not.
    """

    id: str
    label: str
    lines: tuple[ReturnedLine, ...]
    headings: tuple[str, str, str]
    heading_places: tuple[int, int, int]
    printed: PrintedClause | None

    @property
    def is_guidance(self) -> bool:
        """Whether it is guidance to the drafters, not a clause of the declaration."""
        if self.printed:
            return self.printed.kind is Kind.GUIDANCE
        return self.lines[0].paragraph.role is ParagraphRole.GUIDANCE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a returned draft, or a numbered paragraph that opens a list of clauses.

    Attributes:
        place: Its place.
        path: Its words after those of the headings above it; empty strings below its level. A paragraph
            that opens a list is known by the words that it was drafted with.
        places: The places of these headings; -1 where none.
    """

    place: int
    path: tuple[str, str, str]
    places: tuple[int, int, int]


def outline_of(draft: ReturnedDraft) -> tuple[Heading, ...]:
    """The headings of a returned draft, in order."""
    texts = draft.origin.texts if draft.origin else ()
    openings = {text.text: features(text.text) for text in texts if text.role is Role.OPENING}
    path, places = ["", "", ""], [-1, -1, -1]
    found = []
    for paragraph in draft.paragraphs:
        words, level = paragraph.text, 0
        if paragraph.role is ParagraphRole.HEADING and words:
            level = min(paragraph.level, len(path))
        elif openings and paragraph.role in _CLAUSE_ROLES:
            words = _opening(words, openings)
            level = _OPENING_LEVEL if words else 0
        if level:
            path[level - 1 :] = [words, "", ""][: 4 - level]
            places[level - 1 :] = [paragraph.place, -1, -1][: 4 - level]
            found.append(
                Heading(paragraph.place, (path[0], path[1], path[2]), (places[0], places[1], places[2]))
            )
    return tuple(found)


def _opening(text: str, openings: Mapping[str, frozenset[object]]) -> str:
    """The drafted words of the paragraph that opens a list, if a text is one."""
    if text in openings:
        return text
    own = features(text)
    nearest = max(openings, key=lambda words: likeness(own, openings[words]))
    return nearest if likeness(own, openings[nearest]) >= _ALIKE else ""


def clauses_of(draft: ReturnedDraft) -> tuple[ReturnedClause, ...]:
    """The clauses of a returned draft, in the order in which they stand.

    A paragraph is a clause if it has a clause's bookmark, is in a style of clauses, or says what a clause
    said; between clauses also one that is numbered, has footnotes, or reads like one.
    """
    return tuple(_Finder(draft, draft.origin).clauses())


def end_of_clauses(draft: ReturnedDraft, last: int) -> int:
    """The last place that belongs to the clauses: where no heading of drafter's follows, the document's end.

    Args:
        draft: A draft that says what made it.
        last: The place of the last paragraph that is surely a clause.
    """
    headings = (
        {text.text for text in draft.origin.texts if text.role in _HEADING_ROLES} if draft.origin else ()
    )
    for paragraph in draft.paragraphs:
        if paragraph.place > last and paragraph.role is ParagraphRole.HEADING and paragraph.text in headings:
            return paragraph.place - 1
    return max((paragraph.place for paragraph in draft.paragraphs), default=last)


def has_clause_bookmarks(draft: ReturnedDraft) -> bool:
    """Whether a draft has a bookmark of a clause, which tells that drafter made it."""
    return any(
        name.casefold().startswith(_BOOKMARK)
        for paragraph in draft.paragraphs
        for name in paragraph.bookmarks
    )


@dataclass(slots=True)
class _Candidate:
    """A paragraph that may be a line of a clause, and what it was found to be."""

    paragraph: Paragraph
    text: str
    support: str
    features: frozenset[object]
    key: LineKey | None = None
    is_copy: bool = False
    by_bookmark: bool = False
    merged: list[LineKey] = field(default_factory=list)
    is_rest: bool = False


class _Finder:
    def __init__(self, draft: ReturnedDraft, origin: Origin | None) -> None:
        self._draft = draft
        self._by_id = origin.by_id if origin else {}
        self._by_bookmark = origin.by_bookmark if origin else {}
        self._lines: LikenessIndex[LineKey] = LikenessIndex(
            ((clause.id, number), line.text)
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        )
        texts = origin.texts if origin else ()
        self._running = {text.text for text in texts}
        self._running_index: LikenessIndex[int] = LikenessIndex(
            (place, text.text) for place, text in enumerate(texts) if text.role in (Role.TEXT, Role.OPENING)
        )

    def clauses(self) -> Iterator[ReturnedClause]:
        candidates = [
            _candidate(paragraph)
            for paragraph in self._draft.paragraphs
            if paragraph.text
            and paragraph.role in (*_CLAUSE_ROLES, ParagraphRole.TEXT)
            and paragraph.text not in self._running
        ]
        self._assign_untouched(candidates)
        self._assign(candidates)
        self._assign_by_place(candidates)
        self._find_copies_and_rests(candidates)
        self._find_merged(candidates)
        yield from self._grouped(candidates)

    # Which paragraph is which printed line

    def _assign_untouched(self, candidates: list[_Candidate]) -> None:
        """What stands as it was printed needs no search: nearly all of most drafts."""
        untouched = {
            (clause.id, number): " ".join(line.text.split())
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        }
        by_text = {text: key for key, text in reversed(untouched.items())}
        elsewhere: set[LineKey] = set()
        taken: set[LineKey] = set()
        for candidate in candidates:
            for clause in self._marked(candidate.paragraph):
                key = (clause.id, 0)
                if untouched[key] != candidate.text:
                    elsewhere.add(key)  # it may have been reworded, and what says the same be a copy
                elif candidate.key is None and key not in taken:
                    candidate.key, candidate.by_bookmark = key, True
                    taken.add(key)
        for candidate in candidates:
            found = by_text.get(candidate.text)
            if candidate.key is None and found and found not in taken and found not in elsewhere:
                candidate.key = found
                taken.add(found)

    def _assign(self, candidates: list[_Candidate]) -> None:
        """Pair paragraphs and printed lines, the surest first; each is taken once."""
        pairs: list[tuple[float, int, LineKey, bool]] = []
        for place, candidate in enumerate(candidates):
            if candidate.key:
                continue
            is_text = candidate.paragraph.role is ParagraphRole.TEXT
            marked = self._marked(candidate.paragraph)
            scores = dict(self._lines.nearest(candidate.features))
            for clause in marked:
                scores.setdefault((clause.id, 0), self._likeness(candidate, (clause.id, 0)))
            ids = {clause.id for clause in marked}
            for key, score in scores.items():
                by_bookmark = key[0] in ids and key[1] == 0
                total = score + (_BOOKMARK_COUNTS if by_bookmark else 0)
                if total >= (_LEAST_FOR_TEXT if is_text else _LEAST):
                    pairs.append((total, place, key, by_bookmark))
        self._take(candidates, pairs)

    def _assign_by_place(self, candidates: list[_Candidate]) -> None:
        """What is left of "12 bis" and the like is what stood there, even if it was reworded."""
        taken = {candidate.key for candidate in candidates}
        pairs = []
        above = ""
        for place, candidate in enumerate(candidates):
            if candidate.paragraph.role is not ParagraphRole.VERSION:
                above = candidate.key[0] if candidate.key else ""
            elif candidate.key is None and above:
                for number in range(1, len(self._by_id[above].lines)):
                    key = (above, number)
                    same = repetition(number) == candidate.paragraph.repetition
                    score = self._likeness(candidate, key) + (_SAME_PLACE_COUNTS if same else 0)
                    if same and self._has_its_note(candidate.paragraph, key):
                        score += _SAME_NOTE_COUNTS
                    if key not in taken and score >= _LEAST:
                        pairs.append((score, place, key, False))
        self._take(candidates, pairs)

    def _take(self, candidates: list[_Candidate], pairs: list[tuple[float, int, LineKey, bool]]) -> None:
        taken = {candidate.key for candidate in candidates if candidate.key}
        for _, place, key, by_bookmark in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            candidate = candidates[place]
            if candidate.key is None and key not in taken:
                taken.add(key)
                candidate.key = key
                candidate.by_bookmark = by_bookmark

    def _find_copies_and_rests(self, candidates: list[_Candidate]) -> None:
        by_key = {candidate.key: candidate for candidate in candidates if candidate.key}
        for candidate in candidates:
            if candidate.key or len(candidate.features) < _FEWEST_WORDS:
                continue
            for key, score in self._lines.nearest(candidate.features):
                holder = by_key.get(key)
                whole = self._lines.features[key]
                share = share_of(candidate.features, whole)
                if holder is None or share < _MOSTLY:
                    continue
                if share_of(candidate.features, holder.features) < 1 - _MOSTLY:
                    candidate.key, candidate.is_rest = key, True
                    break
                if score >= _ALIKE:
                    candidate.key, candidate.is_copy = key, True
                    break

    def _find_merged(self, candidates: list[_Candidate]) -> None:
        """Printed lines that no paragraph is, but whose words stand in another."""
        taken = {candidate.key for candidate in candidates}
        missing = [key for key in self._lines.features if key not in taken]
        if not missing:
            return
        having: dict[object, list[_Candidate]] = defaultdict(list)
        for candidate in candidates:
            for feature in candidate.features:
                if isinstance(feature, tuple):
                    having[feature].append(candidate)
        for key in missing:
            own = frozenset(one for one in self._lines.features[key] if isinstance(one, tuple))
            counts: dict[int, int] = defaultdict(int)
            found: dict[int, _Candidate] = {}
            for feature in own:
                for candidate in having.get(feature, ()):
                    counts[id(candidate)] += 1
                    found[id(candidate)] = candidate
            best = max(counts, key=counts.__getitem__, default=None)
            if best is not None and counts[best] >= _MOSTLY * len(own):
                candidate = found[best]
                if candidate.key and self._adds(key, candidate.key):
                    candidate.merged.append(key)

    def _adds(self, key: LineKey, other: LineKey) -> bool:
        """Whether a printed line says something that another one does not say as well."""
        return share_of(self._lines.features[key], self._lines.features[other]) < _MOSTLY

    def _has_its_note(self, paragraph: Paragraph, key: LineKey) -> bool:
        """Whether a footnote of a printed line stands in a paragraph as it was printed."""
        printed = self._draft.origin.notes if self._draft.origin else {}
        notes = [self._draft.note_by_id.get(mark.note) for mark in paragraph.marks]
        texts = {note.text for note in notes if note}
        cited = self._by_id[key[0]].lines[key[1]].cited
        return any(text in texts for source in cited for text in printed.get(source, ()))

    def _likeness(self, candidate: _Candidate, key: LineKey) -> float:
        return likeness(candidate.features, self._lines.features[key])

    def _marked(self, paragraph: Paragraph) -> list[PrintedClause]:
        names = [name.casefold() for name in paragraph.bookmarks]
        return [self._by_bookmark[name] for name in names if name in self._by_bookmark]

    # Paragraphs put together as clauses

    def _grouped(self, candidates: Sequence[_Candidate]) -> Iterator[ReturnedClause]:
        by_place = {candidate.paragraph.place: candidate for candidate in candidates}
        last = self._end_of_clauses(candidates)
        outline = {heading.place: heading for heading in outline_of(self._draft)}
        heading = above = Heading(-1, ("", "", ""), (-1, -1, -1))
        group: list[_Candidate] = []
        has_begun = False
        for paragraph in self._draft.paragraphs:
            candidate = by_place.get(paragraph.place)
            if candidate is None or not self._is_clause(candidate, has_begun, last):
                heading = outline.get(paragraph.place, heading)
                continue
            has_begun = True
            if group and not _continues(group, candidate):
                yield self._clause(group, above)
                group = []
            if not group:
                above = heading
            group.append(candidate)
        if group:
            yield self._clause(group, above)

    def _last_place(self, candidates: Sequence[_Candidate]) -> int:
        """The place of the last paragraph that is surely a clause."""
        sure = [one.paragraph.place for one in candidates if one.key or one.paragraph.role in _CLAUSE_ROLES]
        return max(sure, default=-1)

    def _end_of_clauses(self, candidates: Sequence[_Candidate]) -> int:
        """The place of the last paragraph that may be a clause: before the heading that drafter put next.

        Where nobody knows what drafter had printed, that of the last sure clause.
        """
        last = self._last_place(candidates)
        return end_of_clauses(self._draft, last) if self._running and last >= 0 else last

    def _is_clause(self, candidate: _Candidate, has_begun: bool, last: int) -> bool:
        paragraph = candidate.paragraph
        if candidate.key or self._is_running_text(candidate):
            return bool(candidate.key)
        if paragraph.role in _CLAUSE_ROLES or (paragraph.number and paragraph.marks):
            return True
        # What drafter printed between clauses is known only where the file says so; all else is new there,
        # whether or not it ends like a clause.
        fewest = _FEWEST_WORDS_OF_NEW_TEXT if self._running else _FEWEST_WORDS
        if not has_begun or paragraph.place > last or len(words_of(paragraph.text)) < fewest:
            return False
        return bool(paragraph.number or paragraph.marks or self._running)

    def _is_running_text(self, candidate: _Candidate) -> bool:
        nearest = self._running_index.nearest(candidate.features)
        return bool(nearest) and nearest[0][1] >= _ALIKE

    def _clause(self, group: Sequence[_Candidate], above: Heading) -> ReturnedClause:
        first = group[0]
        printed = self._by_id[first.key[0]] if first.key else None
        label = first.paragraph.label
        lines = []
        for candidate in group:
            key = candidate.key
            paragraph = candidate.paragraph
            own_label = f"{label} {paragraph.repetition}".strip() if paragraph.repetition else label
            lines.append(
                ReturnedLine(
                    paragraph=paragraph,
                    label=own_label,
                    text=candidate.text,
                    support=candidate.support,
                    notes=tuple(
                        self._draft.note_by_id[mark.note]
                        for mark in paragraph.marks
                        if mark.note in self._draft.note_by_id
                    ),
                    clause=self._by_id[key[0]] if key else None,
                    version=key[1] if key else 0,
                    is_copy=candidate.is_copy,
                    by_bookmark=candidate.by_bookmark,
                    merged=tuple(candidate.merged),
                    is_rest=candidate.is_rest,
                )
            )
        clause_id = printed.id if printed else _id_by_bookmark(first.paragraph, self._draft.origin)
        return ReturnedClause(clause_id, label, tuple(lines), above.path, above.places, printed)


def _continues(group: Sequence[_Candidate], candidate: _Candidate) -> bool:
    """Whether a paragraph is another wording of the clause above, or a rest that was split off it."""
    own = candidate.key[0] if candidate.key else None
    above = group[0].key[0] if group[0].key else None
    if candidate.paragraph.role is ParagraphRole.VERSION:
        return own is None or own == above or candidate.is_copy
    return candidate.is_rest and own == above


def _candidate(paragraph: Paragraph) -> _Candidate:
    text, support = _without_support(paragraph)
    return _Candidate(paragraph, text, support, features(text))


def _without_support(paragraph: Paragraph) -> tuple[str, str]:
    """A paragraph's words, and the names of regions after them."""
    kept, support = [], []
    end = 0
    for start, stop in paragraph.support:
        kept.append(paragraph.text[end:start])
        support.append(paragraph.text[start:stop])
        end = stop
    kept.append(paragraph.text[end:])
    return " ".join("".join(kept).split()), " ".join("".join(support).split())


def _id_by_bookmark(paragraph: Paragraph, origin: Origin | None) -> str:
    """Where the file does not say what made it, the id that the bookmark was made from."""
    if origin is None:
        for name in paragraph.bookmarks:
            if name.casefold().startswith(_BOOKMARK):
                return name[len(_BOOKMARK) :].replace("_", "-")
    return ""
