"""Faults of the whole: clauses missing, twice, put together, split, moved, or not drafter's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.words import described
from drafter.docx.reader import Paragraph
from drafter.docx.styles import ParagraphRole
from drafter.draft.model import Draft
from drafter.matrix.kinds import count_firm_words, count_hedges
from drafter.returned.clauses import Heading, ReturnedClause, end_of_clauses, outline_of, printed_headings
from drafter.returned.document import ReadLine, Returned
from drafter.returned.printed_lines import LineKey
from drafter.text import excerpt, features, repetition, similarity, words_of

Path = tuple[str, str, str]

_CLOSING = re.compile(r"[;.][\]\s]*$")
_LEAST_ALIKE = 0.3  # a heading in other words
_ALIKE = 0.6  # a heading with a word or two changed
_FEWEST_WORDS = 4  # of a sentence; a heading with fewer has too few to be compared
_NEVER_AMONG_CLAUSES = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.TITLE)


def structure_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the clauses as a whole."""
    yield from _copies(returned)
    yield from _merged_split_and_unknown(returned)
    draft = returned.document.draft
    if draft:
        yield from _missing(returned, draft)
        yield from _moved(returned, draft)


def _copies(returned: Returned) -> Iterator[Finding]:
    """One finding a clause that stands twice, however many wordings it has."""
    held = {
        (line.clause_id, line.line.version): line
        for line in reversed(returned.lines)
        if line.line.clause and not line.line.is_copy
    }
    for clause in returned.clauses:
        every = returned.lines_of(clause)
        own = [line for line in every if line.line.is_copy]
        is_whole = bool(own) and len(own) == len(every)
        for line in own[:1] if is_whole else own:
            other = held.get((line.clause_id, line.line.version))
            yield finding(
                line,
                "duplicated-clause",
                notes=[number for one in (own if is_whole else [line]) for number in one.numbers],
                texts=[ShownText("Here", line.text), *([ShownText("There", other.text)] if other else [])],
                other=f"clause {other.line.label}" if other and other.line.label else "another clause",
            )


def _merged_split_and_unknown(returned: Returned) -> Iterator[Finding]:
    for line in returned.lines:
        if line.line.is_copy:
            continue
        for key in line.line.merged:
            yield finding(line, "merged-clauses", notes=line.numbers, other=_name_of(returned, key))
        if line.rests:
            where = ", ".join(rest.label or "a paragraph without a number" for rest in line.rests)
            yield finding(line, "split-clause", notes=line.numbers, where=where)
        if line.line.clause is None and returned.document.draft:
            has_source = bool(line.notes) or returned.is_clean
            yield finding(line, f"unknown-clause{'/with-footnote' if has_source else ''}", notes=line.numbers)


def _name_of(returned: Returned, key: LineKey) -> str:
    draft = returned.document.draft
    text = draft.by_id[key[0]].lines[key[1]].text if draft else key[0]
    return f"{'another wording' if key[1] else 'the clause'} “{excerpt(text)}”"


def _missing(returned: Returned, draft: Draft) -> Iterator[Finding]:
    """Clauses and wordings that were drafted and do not stand in the document."""
    there: set[LineKey] = set()
    stands_at: dict[str, ReadLine] = {}
    for line in returned.lines:
        if line.line.clause and not line.line.is_copy:
            own = ((line.line.clause.id, line.line.version), *line.line.merged)
            there.update(own)
            for clause_id, _ in own:
                stands_at.setdefault(clause_id, line)
    before = -1
    for clause in draft.printed:
        stands = stands_at.get(clause.id)
        before = stands.line.paragraph.place if stands else before
        for place, printed in enumerate(clause.lines):
            if (clause.id, place) not in there and (stands or place == 0):
                yield finding(
                    stands or At(clause.id, place=before),
                    "missing-version" if stands else "missing-clause",
                    sources=printed.sources if stands else clause.sources,
                    texts=[ShownText("As drafted", printed.text)],
                    words=excerpt(printed.text),
                    label=f"{clause.label} {repetition(place)}" if place else clause.label,
                )


# Headings


def _moved(returned: Returned, draft: Draft) -> Iterator[Finding]:
    """Clauses under other headings than those that they were drafted under.

    A heading that somebody reworded is still the heading of the clauses below it; one that is gone is one
    fault, not one for each clause.
    """
    drafted = {printed.headings for printed in draft.printed}
    means = heading_meanings(returned, draft)
    known = {heading.path for heading in outline_of(returned.document)} | set(means.values())
    gone: dict[tuple[Path, Path], list[ReturnedClause]] = defaultdict(list)
    for clause in returned.clauses:
        printed, now = clause.printed, means.get(clause.heading)
        if printed is None or clause.is_part or now is None or now == printed.headings:
            continue
        if printed.headings not in known and now in drafted:
            gone[(printed.headings, now)].append(clause)
        else:
            line = returned.lines_of(clause)[0]
            under = _last(printed.headings) or "no heading"
            yield finding(line, "moved-clause", now=_last(clause.heading.path) or "no heading", was=under)
    for (was, now), clauses in gone.items():
        key = f"heading-gone{'/several' if len(clauses) > 1 else ''}"
        numbers = ", ".join(clause.label for clause in clauses)
        line = returned.lines_of(clauses[0])[0]
        yield finding(line, key, was=_last(was), now=_last(now), numbers=numbers)


def heading_meanings(returned: Returned, draft: Draft) -> dict[Heading, Path]:
    """Which drafted headings the headings of the document are: by their words, else by most clauses below.

    Args:
        returned: The returned draft.
        draft: The one that it was made as.

    Returns:
        The headings of the document → the drafted ones.
    """
    drafted = {printed.headings for printed in draft.printed}
    below: dict[Heading, Counter[Path]] = defaultdict(Counter)
    for clause in returned.clauses:
        if clause.printed and not clause.is_part:
            below[clause.heading][clause.printed.headings] += 1
    return {
        heading: heading.path if heading.path in drafted else counts.most_common(1)[0][0]
        for heading, counts in below.items()
    }


def _last(path: Path) -> str:
    return next((heading for heading in reversed(path) if heading), "")


# Text among the clauses where no clause is looked for: in a heading, a table, the contents


def stray_findings(returned: Returned) -> Iterator[Finding]:
    """Every text among the clauses that drafter did not put there and that no clause is."""
    draft = returned.document.draft
    lines = [line for clause in returned.clauses for line in clause.lines]
    if draft is None or not lines:
        return
    last = max(line.paragraph.place for line in lines if line.clause or line is lines[0])
    begin = lines[0].paragraph.place
    above = max(returned.clauses[0].heading.places)
    first = above if above >= 0 else begin
    end = end_of_clauses(returned.document, last)
    with_clauses = {heading for clause in draft.printed for heading in clause.headings if heading}
    printed = printed_headings(returned.document)
    titles = {theme.title for theme in draft.matrix.themes} | {part.title for part in draft.matrix.sections}
    headings = []
    is_own_table = False  # whether drafter printed tables here: below a heading that no clause stands under
    for paragraph in returned.document.paragraphs:
        if paragraph.role is ParagraphRole.HEADING and paragraph.text in printed:
            is_own_table = paragraph.text not in with_clauses
        place = paragraph.place
        if place in returned.places_of_clauses or not first <= place <= end:
            continue
        if said := described(paragraph.unreadable, " ".join(printed)):
            yield finding(_at(paragraph), "unreadable-text/among", said=said)
        if not paragraph.text:
            continue
        if paragraph.role is ParagraphRole.HEADING:
            headings.append(paragraph)
        elif paragraph.role in _NEVER_AMONG_CLAUSES and begin < place <= last and words_of(paragraph.text):
            if is_own_table and (paragraph.text in titles or not _is_sentence(paragraph.text)):
                continue
            where = "a table" if paragraph.role is ParagraphRole.TABLE else "another style"
            yield _stray(returned, paragraph, where)
    yield from _headings(returned, headings)


def _headings(returned: Returned, headings: list[Paragraph]) -> Iterator[Finding]:
    """Headings that drafter did not print and that are not one of its own in other words."""
    document = returned.document
    printed = {" ".join(words.split()) for words in printed_headings(document)}
    present = {" ".join(one.text.split()) for one in document.paragraphs if one.role is ParagraphRole.HEADING}
    gone = {text: features(text) for text in sorted(printed - present)}
    for paragraph in headings:
        if " ".join(paragraph.text.split()) in printed:
            continue
        own, is_sentence = features(paragraph.text), _is_sentence(paragraph.text)
        alike = {text: similarity(own, others) for text, others in gone.items()}
        nearest = max(alike, key=alike.__getitem__, default="")
        few = len(words_of(paragraph.text)) < _FEWEST_WORDS
        least = _ALIKE if is_sentence else 0.0 if few else _LEAST_ALIKE
        if nearest and alike[nearest] >= least:
            del gone[nearest]
        elif is_sentence:
            yield _stray(returned, paragraph, "the style of a heading")
        else:
            texts = [ShownText("As it stands", paragraph.text)]
            yield finding(_at(paragraph), "unknown-heading", texts=texts, words=excerpt(paragraph.text))


def _is_sentence(text: str) -> bool:
    """Whether a text reads like a clause: it ends like one, or says how firmly something is undertaken."""
    if len(words_of(text)) < _FEWEST_WORDS:
        return False
    return bool(_CLOSING.search(text) or count_hedges(text) or count_firm_words(text))


def _at(paragraph: Paragraph) -> At:
    return At(opening=excerpt(paragraph.text), place=paragraph.place)


def _stray(returned: Returned, paragraph: Paragraph, where: str) -> Finding:
    at = _at(paragraph)._replace(number=paragraph.label)
    notes = [returned.notes[mark.note].note.number for mark in paragraph.marks if mark.note in returned.notes]
    texts = [ShownText("As it stands", paragraph.text)]
    return finding(at, "unknown-clause/among", notes=notes, texts=texts, where=where)
