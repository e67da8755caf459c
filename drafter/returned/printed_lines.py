"""Which paragraphs of a returned draft are which printed lines: by bookmark, by text, and by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from drafter.docx.markup import bookmark_name
from drafter.docx.reader import Note, Paragraph, WordDocument
from drafter.docx.styles import ParagraphRole
from drafter.draft.model import Clause, Draft, Line
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


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A paragraph that may be one of a clause, as it stands, and what it was found to be.

    Attributes:
        text: Its words, without the names of regions after them.
        support: The names of regions after them; empty where there are none.
        features: What of its words is compared.
        notes: Its footnotes, in the order of their marks; one that leads nowhere is left out.
        label: Its number as it stands: "12", "12 bis", "G.3".
        clause: The clause that it was printed as a line of, or says the same as, or is a part of; None where
            drafter did not print it.
        version: Which line of that clause: 0 for the first, 1 for its "bis".
        is_copy: Whether another paragraph is the printed line, and this one only says the same.
        is_rest: Whether it is a part of the printed line that was split off.
        merged: Other printed lines whose words stand in it too.
    """

    paragraph: Paragraph
    text: str
    support: str
    features: frozenset[object] = field(repr=False)
    notes: tuple[Note, ...]
    label: str = ""
    clause: Clause | None = None
    version: int = 0
    is_copy: bool = False
    is_rest: bool = False
    merged: tuple[LineKey, ...] = ()

    @property
    def key(self) -> LineKey | None:
        """The printed line, by the clause's id and its place there."""
        return (self.clause.id, self.version) if self.clause else None

    @property
    def printed(self) -> Line | None:
        """What drafter had printed here."""
        return self.clause.lines[self.version] if self.clause else None


def _without_support(paragraph: Paragraph) -> tuple[str, str]:
    """A paragraph's words, and the names of regions after them."""
    text, support = paragraph.text, ""
    for start, stop in reversed(paragraph.support):
        text, support = text[:start] + text[stop:], paragraph.text[start:stop] + support
    return " ".join(text.split()), " ".join(support.split())


def find_printed_lines(document: WordDocument, paragraphs: Iterable[Paragraph]) -> list[ReturnedLine]:
    """Find out which printed line each paragraph is.

    Args:
        document: The draft. Nothing is found in one that does not say what made it.
        paragraphs: Those that may be lines of clauses, in order.
    """
    return _Finder(document, paragraphs).find()


def clauses_by_bookmark(draft: Draft | None) -> dict[str, Clause]:
    """Clauses by their bookmarks in small letters: Word takes names that differ only in case for one."""
    return {bookmark_name(clause.id).casefold(): clause for clause in draft.printed} if draft else {}


class _Finder:
    def __init__(self, document: WordDocument, paragraphs: Iterable[Paragraph]) -> None:
        self._document = document
        self._by_id = document.draft.by_id if document.draft else {}
        self._by_bookmark = clauses_by_bookmark(document.draft)
        self._printed: SimilarityIndex[LineKey] = SimilarityIndex(
            ((clause.id, number), line.text)
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        )
        self._lines: list[ReturnedLine] = []
        for paragraph in paragraphs:
            text, support = _without_support(paragraph)
            notes = [document.note_by_id.get(mark.note) for mark in paragraph.marks]
            own = tuple(note for note in notes if note)
            self._lines.append(ReturnedLine(paragraph, text, support, features(text), own))

    def find(self) -> list[ReturnedLine]:
        self._assign_untouched()
        self._assign()
        self._assign_by_place()
        self._find_copies_and_rests()
        self._find_merged()
        return self._lines

    def _set(self, place: int, key: LineKey, *, is_copy: bool = False, is_rest: bool = False) -> None:
        clause = self._by_id[key[0]]
        self._lines[place] = replace(
            self._lines[place], clause=clause, version=key[1], is_copy=is_copy, is_rest=is_rest
        )

    def _assign_untouched(self) -> None:
        """What stands as it was printed needs no search: nearly all of most drafts."""
        untouched = {
            (clause.id, number): " ".join(line.text.split())
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        }
        by_text = {text: key for key, text in reversed(untouched.items())}
        places = list(enumerate(self._lines))
        marked = [(place, line.text, key) for place, line in places for key in self._marked(line.paragraph)]
        pairs = [(1.0, place, key) for place, text, key in marked if untouched[key] == text]
        # What was reworded under its bookmark: what says the same elsewhere may be a copy.
        elsewhere = {key for _, text, key in marked if untouched[key] != text}
        pairs += [
            (0.0, place, by_text[line.text])
            for place, line in places
            if line.text in by_text and by_text[line.text] not in elsewhere
        ]
        self._take(pairs)

    def _assign(self) -> None:
        """Pair paragraphs and printed lines, the surest first; each is taken once."""
        pairs: list[tuple[float, int, LineKey]] = []
        for place, line in enumerate(self._lines):
            if line.clause:
                continue
            least = _LEAST_FOR_TEXT if line.paragraph.role is ParagraphRole.TEXT else _LEAST
            marked = self._marked(line.paragraph)
            scores = dict(self._printed.nearest(line.features))
            for key in marked:
                scores.setdefault(key, self._likeness(line, key))
            for key, score in scores.items():
                total = score + (_BOOKMARK_COUNTS if key in marked else 0)
                if total >= least:
                    pairs.append((total, place, key))
        self._take(pairs)

    def _assign_by_place(self) -> None:
        """What is left of "12 bis" and the like is what stood there, even if it was reworded."""
        pairs = []
        above: Clause | None = None
        for place, line in enumerate(self._lines):
            if line.paragraph.role is not ParagraphRole.VERSION:
                above = line.clause
            elif line.clause is None and above:
                for number in range(1, len(above.lines)):
                    key = (above.id, number)
                    same = repetition(number) == line.paragraph.repetition
                    score = self._likeness(line, key) + (_SAME_PLACE_COUNTS if same else 0)
                    if same and self._has_its_note(line, above.lines[number]):
                        score += _SAME_NOTE_COUNTS
                    if score >= _LEAST:
                        pairs.append((score, place, key))
        self._take(pairs)

    def _take(self, pairs: list[tuple[float, int, LineKey]]) -> None:
        taken = {line.key for line in self._lines}
        for _, place, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if self._lines[place].clause is None and key not in taken:
                taken.add(key)
                self._set(place, key)

    def _find_copies_and_rests(self) -> None:
        holders = {line.key: line for line in self._lines if line.key}
        for place, line in enumerate(self._lines):
            if line.clause or len(line.features) < _FEWEST_WORDS:
                continue
            for key, score in self._printed.nearest(line.features):
                holder = holders.get(key)
                if holder is None or share_of(line.features, self._printed.features[key]) < _MOSTLY:
                    continue
                is_rest = share_of(line.features, holder.features) < 1 - _MOSTLY
                if is_rest or score >= _ALIKE:
                    self._set(place, key, is_rest=is_rest, is_copy=not is_rest)
                    break

    def _find_merged(self) -> None:
        """Printed lines that no paragraph is, but whose words stand in another."""
        taken = {line.key for line in self._lines}
        missing = [key for key in self._printed.features if key not in taken]
        having: dict[object, list[int]] = defaultdict(list)
        for place, line in enumerate(self._lines if missing else ()):
            for feature in line.features:
                if isinstance(feature, tuple):
                    having[feature].append(place)
        for key in missing:
            own = frozenset(one for one in self._printed.features[key] if isinstance(one, tuple))
            counts: Counter[int] = Counter()
            for feature in own:
                counts.update(having.get(feature, ()))
            most = max(counts.values(), default=0)
            if counts and most >= _MOSTLY * len(own):
                place = min(place for place, count in counts.items() if count == most)
                line = self._lines[place]
                # It must say something that the printed line there does not say as well.
                printed = self._printed.features
                if line.key and share_of(printed[key], printed[line.key]) < _MOSTLY:
                    self._lines[place] = replace(line, merged=(*line.merged, key))

    def _has_its_note(self, line: ReturnedLine, printed: Line) -> bool:
        """Whether a footnote of a printed line stands in a paragraph as it was printed."""
        notes = self._document.draft.notes if self._document.draft else {}
        texts = {note.text for note in line.notes}
        return any(text in texts for source in printed.cited for text in notes.get(source, ()))

    def _likeness(self, line: ReturnedLine, key: LineKey) -> float:
        return similarity(line.features, self._printed.features[key])

    def _marked(self, paragraph: Paragraph) -> list[LineKey]:
        """The first lines of the clauses whose bookmarks a paragraph has."""
        names = [name.casefold() for name in paragraph.bookmarks]
        return [(self._by_bookmark[name].id, 0) for name in names if name in self._by_bookmark]
