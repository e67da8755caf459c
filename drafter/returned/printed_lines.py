"""Which paragraphs of a returned draft are which printed lines: by bookmark, by text, and by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from drafter.docx.markup import bookmark_name
from drafter.docx.model import Paragraph, ParagraphRole, WordDocument
from drafter.draft.model import Clause, Draft
from drafter.text import SimilarityIndex, features, repetition, share_of, similarity

# What counts for a paragraph being a printed line, beside how alike their texts are.
_BOOKMARK_COUNTS = 0.5
_SAME_PLACE_COUNTS = 0.4  # "12 bis" after the clause that had such a wording
_SAME_NOTE_COUNTS = 0.2  # and with its footnote: its text was replaced
_LEAST = 0.5
_LEAST_FOR_TEXT = 0.75  # for a paragraph that is in no style of clauses
_ALIKE = 0.6  # a copy of a clause
_MOSTLY = 0.75
_FEWEST_WORDS = 4

LineKey = tuple[str, int]  # a clause's id, and which of its printed lines


@dataclass(slots=True)
class Candidate:
    """A paragraph that may be a line of a clause, and what it was found to be.

    Attributes:
        paragraph: The paragraph.
        text: Its words, without the names of regions after them.
        support: The names of regions after them; empty where there are none.
        features: What of its words is compared.
        key: The printed line that it is, or says the same as, or is a part of; None where of none.
        is_copy: Whether another paragraph is that line, and this one only says the same.
        by_bookmark: Whether its bookmark says so, not only its text.
        merged: Other printed lines whose words stand in it too.
        is_rest: Whether it is a part of that line that was split off.
    """

    paragraph: Paragraph
    text: str
    support: str
    features: frozenset[object]
    key: LineKey | None = None
    is_copy: bool = False
    by_bookmark: bool = False
    merged: list[LineKey] = field(default_factory=list)
    is_rest: bool = False


def candidate_of(paragraph: Paragraph) -> Candidate:
    """A paragraph of which nothing has been found out yet."""
    text, support = _without_support(paragraph)
    return Candidate(paragraph, text, support, features(text))


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


def find_printed_lines(document: WordDocument, candidates: list[Candidate]) -> None:
    """Find out which printed line each paragraph is.

    Args:
        document: The draft. Nothing is found in one that does not say what made it.
        candidates: The paragraphs that may be lines of clauses, in order; each is told what it is.
    """
    _Finder(document).find(candidates)


def clauses_by_bookmark(draft: Draft | None) -> dict[str, Clause]:
    """Clauses by their bookmarks in small letters: Word takes names that differ only in case for one."""
    return {bookmark_name(clause.id).casefold(): clause for clause in draft.printed} if draft else {}


class _Finder:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._by_id = document.draft.by_id if document.draft else {}
        self._by_bookmark = clauses_by_bookmark(document.draft)
        self._lines: SimilarityIndex[LineKey] = SimilarityIndex(
            ((clause.id, number), line.text)
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        )

    def find(self, candidates: list[Candidate]) -> None:
        self._assign_untouched(candidates)
        self._assign(candidates)
        self._assign_by_place(candidates)
        self._find_copies_and_rests(candidates)
        self._find_merged(candidates)

    def _assign_untouched(self, candidates: list[Candidate]) -> None:
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

    def _assign(self, candidates: list[Candidate]) -> None:
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

    def _assign_by_place(self, candidates: list[Candidate]) -> None:
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

    def _take(self, candidates: list[Candidate], pairs: list[tuple[float, int, LineKey, bool]]) -> None:
        taken = {candidate.key for candidate in candidates if candidate.key}
        for _, place, key, by_bookmark in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            candidate = candidates[place]
            if candidate.key is None and key not in taken:
                taken.add(key)
                candidate.key = key
                candidate.by_bookmark = by_bookmark

    def _find_copies_and_rests(self, candidates: list[Candidate]) -> None:
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

    def _find_merged(self, candidates: list[Candidate]) -> None:
        """Printed lines that no paragraph is, but whose words stand in another."""
        taken = {candidate.key for candidate in candidates}
        missing = [key for key in self._lines.features if key not in taken]
        if not missing:
            return
        having: dict[object, list[int]] = defaultdict(list)
        for place, candidate in enumerate(candidates):
            for feature in candidate.features:
                if isinstance(feature, tuple):
                    having[feature].append(place)
        for key in missing:
            own = frozenset(one for one in self._lines.features[key] if isinstance(one, tuple))
            counts: Counter[int] = Counter()
            for feature in own:
                counts.update(having.get(feature, ()))
            most = max(counts.values(), default=0)
            if counts and most >= _MOSTLY * len(own):
                candidate = candidates[min(place for place, count in counts.items() if count == most)]
                if candidate.key and self._adds(key, candidate.key):
                    candidate.merged.append(key)

    def _adds(self, key: LineKey, other: LineKey) -> bool:
        """Whether a printed line says something that another one does not say as well."""
        return share_of(self._lines.features[key], self._lines.features[other]) < _MOSTLY

    def _has_its_note(self, paragraph: Paragraph, key: LineKey) -> bool:
        """Whether a footnote of a printed line stands in a paragraph as it was printed."""
        printed = self._document.draft.notes if self._document.draft else {}
        notes = [self._document.note_by_id.get(mark.note) for mark in paragraph.marks]
        texts = {note.text for note in notes if note}
        cited = self._by_id[key[0]].lines[key[1]].cited
        return any(text in texts for source in cited for text in printed.get(source, ()))

    def _likeness(self, candidate: Candidate, key: LineKey) -> float:
        return similarity(candidate.features, self._lines.features[key])

    def _marked(self, paragraph: Paragraph) -> list[Clause]:
        names = [name.casefold() for name in paragraph.bookmarks]
        return [self._by_bookmark[name] for name in names if name in self._by_bookmark]
