"""Which paragraphs of a returned draft are which printed lines: by bookmark, by text, and by place."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from drafter.brackets import are_halves, is_bracketed, names_in, sponsors_behind
from drafter.docx.parts.markup import bookmark_name
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.clause import Clause, Line
from drafter.draft.model import Draft
from drafter.returned.returned_line import LineKey, ReturnedLine
from drafter.text.italics import Ranges, italics_behind, italics_within, with_single_blanks
from drafter.text.similarity import SimilarityIndex, features, share_of, similarity

# What counts for a paragraph being a printed line, beside how alike their texts are.
_BOOKMARK_COUNTS = 0.5
_SAME_PLACE_COUNTS = 0.4  # "12 bis" after the clause that had such a wording
_SAME_BEHIND_COUNTS = 0.2  # with its footnote, or whose proposal it is, behind it: its text was replaced
_LEAST = 0.5
_LEAST_FOR_TEXT = 0.75  # for a paragraph that is in no style of clauses
_MOSTLY = 0.75
_PART = 0.5
_FEWEST_WORDS = 4


def _is_rest(own: frozenset[object], holder: frozenset[object], printed: frozenset[object]) -> bool:
    """Whether a paragraph was split off a printed line: hardly anything of it stands in what is left of that.

    Two parts may have words in common; then it has what the other one lost, and is no more than a part.
    """
    common = share_of(own, holder)
    is_part = common < _PART and share_of(printed, own) < _MOSTLY
    return common < 1 - _MOSTLY or (is_part and share_of(printed - holder, own) >= _MOSTLY)


def _has_its_names(line: ReturnedLine, printed: Line) -> bool:
    """Whether one of those whose proposal a printed line was is still named behind a paragraph."""
    behind = line.behind or line.text.removeprefix(sponsors_behind(line.text)[0])
    return not set(printed.by).isdisjoint(names_in(behind.strip(" ()"), printed.by))


def _without_support(paragraph: Paragraph) -> tuple[str, Ranges, str]:
    """A paragraph's words with their italics, and the names of regions after them."""
    text, italics, support = paragraph.text, paragraph.italics, ""
    for start, stop in reversed(_with_typed_in_brackets(paragraph)):
        text, support = text[:start] + text[stop:], paragraph.text[start:stop] + support
        behind = italics_behind(italics_within(italics, stop), start)
        italics = (*italics_within(italics, 0, start), *behind)
    return *with_single_blanks(text, italics), " ".join(support.split())


def _without_printed_support(line: ReturnedLine) -> ReturnedLine:
    """A line without the names of regions that were printed behind it, where they have lost their style.

    Some programs write what a style says beside the words, and take the style off.
    """
    names = " ".join(line.printed.support.split()) if line.printed else ""
    if not names or line.behind or line.is_copy or line.is_rest or not line.text.endswith(names):
        return line
    words = line.text.removesuffix(names).rstrip()
    italics = italics_within(line.italics, 0, len(words))
    return replace(line, text=words, behind=names, compared=words, italics=italics)


def _with_typed_in_brackets(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where the names after its words stand, with what is typed within their brackets in another style.

    A bracket itself may be typed in another one, too.
    """
    text = paragraph.text
    found: list[tuple[int, int]] = []
    for start, stop in paragraph.support:
        if found and _open_in(text[slice(*found[-1])]):
            found[-1] = found[-1][0], stop
        else:
            found.append((start - text[:start].endswith(_opened_before(text[start:stop])), stop))
    return [(start, _closed_behind(text, start, stop)) for start, stop in found]


_PAIRS = (("(", ")"), ("[", "]"))


def _open_in(words: str) -> str:
    """The sign that closes a bracket which some words open and do not close; empty where all are closed."""
    return next((end for sign, end in _PAIRS if words.count(sign) > words.count(end)), "")


def _opened_before(words: str) -> tuple[str, ...]:
    """The sign before some words that opens a bracket which they close."""
    return tuple(sign for sign, end in _PAIRS if words.count(sign) < words.count(end))


def _closed_behind(text: str, start: int, stop: int) -> int:
    """Where a stretch of a text ends that is to have the sign which closes its bracket, if that follows."""
    end = _open_in(text[start:stop])
    within, sign, _ = text[stop:].partition(end) if end else ("", "", "")
    return stop + len(within) + len(sign) if sign and not any(one in within for one in "([])") else stop


def find_printed_lines(document: WordDocument, paragraphs: Iterable[Paragraph]) -> list[ReturnedLine]:
    """Find out which printed line each paragraph is.

    Args:
        document: The draft. Nothing is found in one that does not say what made it.
        paragraphs: Those that may be lines of clauses, in order.
    """
    return _Finder(document, paragraphs).find()


def new_line(document: WordDocument, paragraph: Paragraph) -> ReturnedLine:
    """A paragraph as a line of a clause that drafter did not print, or is not known yet to have printed.

    Args:
        document: The draft in which it stands.
        paragraph: The paragraph.
    """
    text, italics, support = _without_support(paragraph)
    notes = [document.note_by_id.get(mark.note) for mark in paragraph.marks]
    own = tuple(note for note in notes if note)
    return ReturnedLine(paragraph, text, support, text, own, italics=italics)


def clauses_by_bookmark(draft: Draft | None) -> dict[str, Clause]:
    """Clauses by their bookmarks in small letters: Word takes names that differ only in case for one."""
    return {bookmark_name(clause.id).casefold(): clause for clause in draft.printed} if draft else {}


class _Finder:
    def __init__(self, document: WordDocument, paragraphs: Iterable[Paragraph]) -> None:
        self._document = document
        self._by_id = document.draft.by_id if document.draft else {}
        self._by_bookmark = clauses_by_bookmark(document.draft)
        self._lines: list[ReturnedLine] = []
        for paragraph in paragraphs:
            self._lines.append(new_line(document, paragraph))

    @cached_property
    def _printed(self) -> SimilarityIndex[LineKey]:
        return SimilarityIndex(
            ((clause.id, number), line.text)
            for clause in self._by_id.values()
            for number, line in enumerate(clause.lines)
        )

    def find(self) -> list[ReturnedLine]:
        self._assign_untouched()
        self._assign()
        self._assign_by_place()
        self._find_copies_and_rests()
        self._find_merged()
        return [_without_printed_support(line) for line in self._lines]

    def _set(self, place: int, key: LineKey, *, is_copy: bool = False, is_rest: bool = False) -> None:
        clause = self._by_id[key[0]]
        line = replace(self._lines[place], clause=clause, version=key[1], is_copy=is_copy, is_rest=is_rest)
        printed = clause.lines[key[1]]
        # Wishes stand behind the status, or before it where the wording has some of its own.
        for piece in (printed.wishes, printed.status, printed.wishes, printed.sponsors):
            # Some programs lose styles of characters.
            if piece and piece not in line.behind and line.text.endswith(f" {piece}"):
                text = line.text.removesuffix(piece).rstrip()
                line = replace(line, text=text, behind=f"{piece} {line.behind}".strip())
        self._lines[place] = line

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
        """Pair paragraphs and printed lines, the surest first; each is taken once.

        Of two wordings that are alike the one is it whose footnote or names still stand behind.
        """
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
                    # What was run together with it stands behind the other's words.
                    is_alone = share_of(line.features, self._printed.features[key]) >= _MOSTLY
                    same = is_alone and self._is_same_behind(line, self._by_id[key[0]].lines[key[1]])
                    pairs.append((total + (_SAME_BEHIND_COUNTS if same else 0), place, key))
        self._take(pairs)

    def _assign_by_place(self) -> None:
        """What is left of "12 bis" and the like is what stood there, even if it was reworded.

        What somebody typed between changes nothing: behind a numbered paragraph its footnote or names tell.
        """
        pairs = []
        above: Clause | None = None
        is_apart = False
        # Where a paragraph was cut without its "12 bis", this stands below what came before it.
        cut_below = {one.id: other for one, other in itertools.pairwise(self._by_id.values())}
        for place, line in enumerate(self._lines):
            if line.paragraph.role is not ParagraphRole.VERSION:
                is_apart = line.clause is None and (is_apart or line.paragraph.role is not ParagraphRole.TEXT)
                above = line.clause or above
            elif line.clause is None and above:
                below = cut_below.get(above.id)
                for key in [(one.id, n) for one in (above, below) if one for n in range(1, len(one.lines))]:
                    printed = self._by_id[key[0]].lines[key[1]]
                    same = printed.cited_as == line.paragraph.repetition
                    score = self._likeness(line, key) + (_SAME_PLACE_COUNTS if same else 0)
                    is_known = same and self._is_same_behind(line, printed)
                    score += _SAME_BEHIND_COUNTS if is_known else 0
                    if score >= _LEAST and (is_known or not is_apart):
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
            if line.clause:
                continue
            many = len(line.features) >= _FEWEST_WORDS
            for key, _ in self._printed.nearest(line.features) if many else ():
                holder = holders.get(key)
                if holder is None or share_of(line.features, self._printed.features[key]) < _MOSTLY:
                    continue
                is_rest = _is_rest(line.features, holder.features, self._printed.features[key])
                # What differs in a word is nobody's copy: somebody wrote it.
                is_copy = not is_rest and line.features in (holder.features, self._printed.features[key])
                if is_rest or is_copy:
                    self._set(place, key, is_rest=is_rest, is_copy=is_copy)
                    break
            else:
                self._find_rest_beside(place)

    def _find_rest_beside(self, place: int) -> None:
        """What was split off is known by its place, too: by its end, or its half of the printed bracket."""
        own = " ".join(self._lines[place].text.split())
        for one in (*self._lines[place - 1 : place], *self._lines[place + 1 : place + 2]):
            if one.key is None or one.printed is None or one.is_copy:
                continue
            is_above, whole = one.paragraph.place < self._lines[place].paragraph.place, one.printed.text
            pair = (one.text, own) if is_above else (own, one.text)
            is_end = whole.endswith(f" {own}") and not one.text.endswith(own)
            if (is_above and is_end and not one.behind) or (is_bracketed(whole) and are_halves(*pair)):
                self._set(place, one.key, is_rest=True)
                return

    def _find_merged(self) -> None:
        """Printed lines that no paragraph is, but whose words stand in another."""
        taken = {line.key for line in self._lines}
        every = ((clause.id, n) for clause in self._by_id.values() for n in range(len(clause.lines)))
        missing = [key for key in every if key not in taken]
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
                is_alike = line.key and share_of(printed[key], printed[line.key]) >= _MOSTLY
                # Of two that begin alike it has most words already: what only the other one says tells.
                beyond = own - printed[line.key] if line.key else own
                has_both = len(beyond & line.features) >= _LEAST * len(beyond) and not is_alike
                if line.key and (has_both or self._says_both(line, line.key, key)):
                    behind = self._without_wishes(line.behind, key)
                    self._lines[place] = replace(line, merged=(*line.merged, key), behind=behind)

    def _without_wishes(self, behind: str, key: LineKey) -> str:
        """What stands behind a paragraph without who would have all of another one otherwise.

        Args:
            behind: What stands there.
            key: The printed line that was run together with it, behind which that was printed.
        """
        of_other = self._by_id[key[0]].lines[key[1]]
        if not of_other.wishes or of_other.wishes not in behind:
            return behind
        before, _, after = behind.rpartition(of_other.wishes)
        return " ".join(f"{before.rstrip().removesuffix(of_other.lead)} {after}".split())

    def _says_both(self, line: ReturnedLine, *keys: LineKey) -> bool:
        """Whether a paragraph has the words of two printed lines that are alike, one beside the other."""
        for one, other in itertools.permutations(keys):
            words = self._by_id[one[0]].lines[one[1]].text.strip(" [];.")
            before, found, behind = line.text.partition(words)
            rest = features(f"{before} {behind}")
            if found and share_of(self._printed.features[other], rest) >= _MOSTLY:
                return True
        return False

    def _is_same_behind(self, line: ReturnedLine, printed: Line) -> bool:
        """Whether what stood behind a printed line, its footnote or its names, stands behind a paragraph."""
        return self._has_its_note(line, printed) or _has_its_names(line, printed)

    def _has_its_note(self, line: ReturnedLine, printed: Line) -> bool:
        """Whether a footnote of a printed line stands in a paragraph as it was printed."""
        notes = self._document.draft.notes if self._document.draft else {}
        texts = {note.text for note in line.notes}
        return any(note.text in texts for source in printed.cited for note in notes.get(source, ()))

    def _likeness(self, line: ReturnedLine, key: LineKey) -> float:
        return similarity(line.features, self._printed.features[key])

    def _marked(self, paragraph: Paragraph) -> list[LineKey]:
        """The first lines of the clauses whose bookmarks a paragraph has."""
        names = [name.casefold() for name in paragraph.bookmarks]
        return [(self._by_bookmark[name].id, 0) for name in names if name in self._by_bookmark]
