"""What stands outside the clauses, against what drafter printed there.

Annex I first: reviewers hold each footnote against the texts that it quotes. To fill in placeholders and to
write the preamble is what the draft is for. It is no fault; it is told once, for those who keep what comes
back.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import NamedTuple

from drafter.check.finding import NOWHERE, At, Finding, ShownText, finding
from drafter.check.harmless import folded
from drafter.docx.paragraphs import Paragraph
from drafter.docx.styles import ParagraphRole
from drafter.draft.annexes import where_it_stands
from drafter.draft.blocks import Paragraph as RunningText
from drafter.draft.blocks import Role
from drafter.draft.clause import Clause
from drafter.draft.model import Draft
from drafter.model import Matrix, Recommendation
from drafter.phrases import load_phrases
from drafter.returned.document import Returned
from drafter.sources import DocumentParagraph, Proposal, Source
from drafter.text.italics import unmarked
from drafter.text.similarity import features, similarity
from drafter.text.words import excerpt, label_pattern

# From so much on a text is taken for a quotation of another.
_LIKE = 0.6
_LONGEST_NUMBER = 60  # characters; a longer cell is no paragraph's number
_NUMBER_AND_LETTER = re.compile(r"\bn\d+|\d+|\b[a-z]\b|(?<=\()[ivxl]+(?=\))")
# A clause's number in a cell follows Word's numbering: “12”, “3 (b)”, “G.1”; LibreOffice writes “4.(a)”.
_NUMBER = r"(?:G\.)?\d+\.?(?: ?\([a-z]+\))?\.?"
# The heading of a clause's rows: “Clause 12. Terrorism”.
_BEFORE_TITLE = re.compile(rf"\S+ {_NUMBER}\.? ")
# How a row is told of that does not quote its source, and what the source's text is called.
_OF_SOURCES = {
    Recommendation: ("", "In the matrix"),
    DocumentParagraph: ("/document", "In the document"),
    Proposal: ("/proposal", "As proposed"),
}


def annex_findings(returned: Returned) -> Iterator[Finding]:
    """Quotations in the annexes that are not the matrix's, and sources of clauses that have no row there.

    A draft without annexes, or whose annexes were taken out as a whole, has no fault here.
    """
    matrix, draft = returned.matrix, returned.document.draft
    if matrix is None or returned.is_clean:
        return
    rows = _rows(returned, matrix)
    printed: dict[str, list[str]] = defaultdict(list)
    for quotation in draft.quotations if draft else ():
        printed[quotation.source].append(quotation.words)
    for given, (place, label, cells) in rows.items():
        item = matrix.sources[given]
        stands = [folded(cell.text) for cell in cells]
        # What drafter printed must still stand; a false text of its own is for whoever made the file up.
        missed = [
            words
            for words, count in Counter(printed[given]).items()
            if sum(text.endswith(folded(words)) for text in stands) < count
        ]
        false = [words for words in printed[given] if words not in item.wordings]
        if not draft:
            missed = _misquoted(item, stands)
        if (missed or false) and not _is_older(returned, item):
            words = (missed or false)[0]
            own = features(words)
            near = max(cells, key=lambda cell: similarity(features(cell.text), own), default=None)
            of, name = _OF_SOURCES[type(item)]
            yield finding(
                At(place=near.place if near else place),
                f"annex-changed{of}",
                sources=[given],
                texts=[
                    ShownText(name, (item.text or "") if words not in item.wordings else words),
                    ShownText("As it stands", near.text if near else ""),
                ],
                source=returned.name(given),
                label=label,
                by=" and ".join(item.by) if isinstance(item, Proposal) else "",
            )
    cited = dict.fromkeys(source for line in returned.lines for source in line.sources) if rows else ()
    for source in cited:
        if source in matrix.sources and source not in rows:
            item = matrix.sources[source]
            texts = [ShownText(_OF_SOURCES[type(item)][1], item.text or "")]
            name = returned.name(source)
            yield finding(NOWHERE, "annex-changed/no-row", sources=[source], texts=texts, source=name)


def _rows(returned: Returned, matrix: Matrix) -> dict[str, tuple[int, str, list[Paragraph]]]:
    """Where each source's row of an annex stands, of which clause it is, and what it says of the source."""
    phrases = load_phrases().of(matrix)
    by_citation = {
        (folded(phrases.in_a_row(matrix.names_of(item))), _number(phrases.paragraph(item.citation))): item.id
        for item in matrix.recommendations
    }
    # “para. 2” of a preamble and of the text have one number, and no document has one place twice.
    by_words: dict[tuple[str, str], str] = {}
    cited = {source for line in returned.lines for source in line.sources} - matrix.by_id.keys()
    for source in sorted(filter(matrix.sources.__contains__, cited)):
        whose, place = (unmarked(one)[0] for one in where_it_stands(matrix.sources[source], matrix, phrases))
        by_words[folded(whose), folded(place)] = source
        by_citation.setdefault((folded(whose), _number(place)), source)
    numbers = _numbers(returned.document.draft)
    found: dict[str, tuple[int, str, list[Paragraph]]] = {}
    own: list[Paragraph] = []
    cells = [one for one in returned.document.paragraphs if one.role is ParagraphRole.TABLE]
    for at, (region, paragraph) in enumerate(pairwise([*cells, *cells[-1:]])):
        whose = folded(region.text)
        given = by_words.get((whose, folded(paragraph.text)))
        given = given or by_citation.get((whose, _number(paragraph.text)))
        if given is not None:
            # Between the number and the region there may stand the clause's id, and an earlier number.
            before = (one.text for one in cells[max(at - 3, 0) : at] if numbers.fullmatch(one.text))
            label = next((f" of clause {number}" for number in before), "")
            own = found.setdefault(given, (paragraph.place, label, []))[2]
        else:
            own.append(region)
    return found


def _misquoted(item: Source, stands: Sequence[str]) -> list[str]:
    """The text of a source, where something much like it stands, and not it."""
    own = features(item.text or "")
    wordings = [folded(words) for words in item.wordings]
    near = [text for text in stands if similarity(features(text), own) > _LIKE]
    is_quoted = all(any(text.endswith(words) for words in wordings) for text in near)
    return [] if is_quoted else [item.text or ""]


def _is_older(returned: Returned, item: Source) -> bool:
    """Whether the matrix has changed since, and the annex quotes it as it was: that is said already."""
    draft = returned.document.draft
    before = draft.matrix.sources.get(item.id) if draft else None
    return before is not None and before.wordings != item.wordings


def _number(text: str) -> tuple[str, ...]:
    """The number and letter of a paragraph: “19” and “h” of “para. 19 (h)”, in the words of any form."""
    return tuple(_NUMBER_AND_LETTER.findall(text)) if len(text) < _LONGEST_NUMBER else ()


# What was put where drafter prints none of it: footnotes, and words in its tables


def added_findings(returned: Returned, told: AbstractSet[int]) -> Iterator[Finding]:
    """Footnotes outside the clauses, and words in tables, that drafter did not print there.

    Args:
        returned: The returned draft.
        told: Places of paragraphs that are told otherwise.
    """
    draft = returned.document.draft
    if draft is None:
        return
    known = {folded(text) for text in draft.cells}
    numbers = _numbers(draft)
    heading = ""
    for paragraph in returned.document.paragraphs:
        if paragraph.role is ParagraphRole.HEADING and paragraph.text:
            heading = paragraph.text
        if paragraph.place in told:
            continue
        at, text = At(place=paragraph.place), folded(_with_numbers(paragraph))
        marks = () if paragraph.place in returned.places_of_clauses else paragraph.marks
        for note in filter(None, (returned.document.note_by_id.get(mark.note) for mark in marks)):
            key, texts = "footnote-outside-clauses", [ShownText("The footnote", note.text)]
            facts = {"words": excerpt(note.text), "there": excerpt(paragraph.text)}
            yield finding(at, key, notes=[note.number], sources=(), texts=texts, **facts)
        if known and paragraph.role is ParagraphRole.TABLE and not _is_known(text, known, numbers):
            texts = [ShownText("As it stands", paragraph.text)]
            where = f"the table under “{excerpt(heading)}”" if heading else "a table"
            yield finding(
                at, "annex-changed/words", texts=texts, where=where, words=excerpt(_come(text, known))
            )


def _with_numbers(paragraph: Paragraph) -> str:
    """A text with a number wherever it refers to a clause: of one that is gone, a field shows an error."""
    text = paragraph.text
    for start, end in reversed(paragraph.references):
        text = f"{text[:start]}1{text[end:]}"
    return text


def _numbers(draft: Draft | None) -> re.Pattern[str]:
    """Numbers of paragraphs in a cell: “12 bis”, “12 alt 1”, “3 (b)–4 (a), 7”; a dash is none."""
    labels = label_pattern(label.rstrip(": ") for label in draft.labels) if draft else label_pattern()
    one = rf"{_NUMBER}(?: {labels})?"
    # What has no number, as in a preamble, has nothing but the label.
    return re.compile(rf"(?:{one}|{labels}|\([a-z]+\)|[-–, ])++")


def _is_known(text: str, known: AbstractSet[str], numbers: re.Pattern[str]) -> bool:
    if not text or text in known or numbers.fullmatch(text):
        return True
    before = _BEFORE_TITLE.match(text)
    return before is not None and text[before.end() :] in known


def _come(text: str, known: AbstractSet[str]) -> str:
    """What came to a text of a cell; all of it where it begins as no printed one does."""
    own = max((one for one in known if text.startswith(one)), key=len, default="")
    return text[len(own) :].strip() or text


# Preamble, title, box and headings


class Kind(StrEnum):
    """What a changed text belongs to."""

    TITLE = "the title"
    BOX = "the note on how to read it"
    PREAMBLE = "the preamble"  # all running text before the first clause
    HEADINGS = "the headings"
    OTHER = "running text behind the first clause"


_KINDS = {
    Role.TITLE: Kind.TITLE,
    Role.SUBTITLE: Kind.TITLE,
    Role.NOTE: Kind.BOX,
    Role.CAPTION: Kind.HEADINGS,
    Role.HEADING_1: Kind.HEADINGS,
    Role.HEADING_2: Kind.HEADINGS,
    Role.HEADING_3: Kind.HEADINGS,
    Role.CHAPEAU: Kind.HEADINGS,
}
_NO_RUNNING_TEXT = (ParagraphRole.TABLE, ParagraphRole.CONTENTS)


@dataclass(frozen=True, slots=True)
class ChangedTexts:
    """Running text of one kind that is not as drafter printed it.

    Attributes:
        kind: What it belongs to.
        texts: Each paragraph as it stands; one that is gone as it was printed.
        place: The place of the first that stands; -1 where none does.
    """

    kind: Kind
    texts: tuple[str, ...]
    place: int

    @property
    def in_words(self) -> str:
        """The change in a few words: “the preamble was changed: 2 paragraphs (“Recalling …”, …)”."""
        verb, unit = ("were", "heading") if self.kind is Kind.HEADINGS else ("was", "paragraph")
        count = len(self.texts)
        several, more = ("s", ", …") if count > 1 else ("", "")
        return f"{self.kind} {verb} changed: {count} {unit}{several} (“{excerpt(self.texts[0])}”{more})"


def running_text_findings(returned: Returned, told: AbstractSet[int]) -> Iterator[Finding]:
    """One note for each kind of running text that was changed; of headings, other checks tell.

    Args:
        returned: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    for changed in changed_texts(returned, told):
        if changed.kind is not Kind.HEADINGS:
            texts = [ShownText("Changed", text) for text in changed.texts]
            at = At(place=changed.place)
            way = "/anew" if changed.kind is Kind.BOX else ""
            yield finding(at, f"running-text-changed{way}", texts=texts, change=changed.in_words)


def changed_texts(returned: Returned, told: AbstractSet[int]) -> list[ChangedTexts]:
    """Running text that is not as drafter printed it, kind by kind, in the order of the document.

    Args:
        returned: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    draft = returned.document.draft
    found: dict[Kind, list[tuple[str, int]]] = defaultdict(list)
    if draft is not None:
        for one in text_differences(returned):
            if one.place not in told:
                found[one.kind].append((one.text, one.place))
    return [
        ChangedTexts(
            kind,
            tuple(text for text, _ in changes),
            min((place for _, place in changes if place >= 0), default=-1),
        )
        for kind, changes in found.items()
    ]


def _outside_clauses(returned: Returned) -> Iterator[Paragraph]:
    """Paragraphs of running text; the text boxes of a clause are told with the clause."""
    is_in_clause = False
    for paragraph in returned.document.paragraphs:
        if paragraph.role is not ParagraphRole.BOX:
            is_in_clause = paragraph.place in returned.places_of_clauses
        if not is_in_clause and paragraph.text.strip() and paragraph.role not in _NO_RUNNING_TEXT:
            yield paragraph


def kind_of(printed: RunningText, other: Kind = Kind.OTHER) -> Kind:
    """What a printed paragraph belongs to.

    Args:
        printed: The paragraph.
        other: What running text belongs to where it stands.
    """
    return _KINDS.get(printed.role, other)


def _printed(draft: Draft) -> Iterator[tuple[Kind, str]]:
    other = Kind.PREAMBLE
    for block in draft.blocks:
        if isinstance(block, Clause):
            other = Kind.OTHER
        elif (
            isinstance(block, RunningText) and block.role is not Role.CONTENTS_HEADING and block.words.strip()
        ):
            yield kind_of(block, other), block.words


class Differing(NamedTuple):
    """A paragraph that was changed, added or taken out.

    Attributes:
        kind: What it belongs to.
        text: Its text; that it had where it was taken out.
        place: Its place; -1 where it was taken out.
        was: Its text as drafted; empty where it was added.
    """

    kind: Kind
    text: str
    place: int
    was: str


def text_differences(returned: Returned) -> Iterator[Differing]:
    """Each paragraph of running text that is not as drafter printed it, in the order of the document."""
    draft = returned.document.draft
    printed = list(_printed(draft)) if draft else []
    standing = list(_outside_clauses(returned)) if draft else []
    was = [folded(text) for _, text in printed]
    now = [folded(one.text) for one in standing]
    for code, i, i_end, j, j_end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        pairs = zip_longest(printed[i:i_end], standing[j:j_end]) if code != "equal" else ()
        for old, new in pairs:
            if new is None:
                yield Differing(old[0], old[1], -1, old[1])
            else:
                kind = old[0] if old else _kind_of_new(printed, i_end, new)
                yield Differing(kind, new.text, new.place, old[1] if old else "")


def _kind_of_new(printed: Sequence[tuple[Kind, str]], before: int, new: Paragraph) -> Kind:
    """What a new paragraph belongs to: what stands above it, or, below a heading, what follows."""
    if new.role is ParagraphRole.HEADING:
        return Kind.HEADINGS
    around = printed[max(before - 1, 0) : before + 1]
    return next((kind for kind, _ in around if kind is not Kind.HEADINGS), Kind.OTHER)
