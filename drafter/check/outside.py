"""What stands outside the clauses, against what drafter printed there.

Annex I first: reviewers hold each footnote against the texts that it quotes. To fill in placeholders and to
write the preamble is what the draft is for. It is no fault; it is told once, for those who keep what comes
back.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, zip_longest

from drafter.check.finding import NOWHERE, At, Finding, ShownText, finding
from drafter.docx.reader import Paragraph
from drafter.docx.styles import ParagraphRole
from drafter.draft.model import Clause, Draft, Role
from drafter.draft.model import Paragraph as RunningText
from drafter.model import Recommendation
from drafter.returned.document import Returned
from drafter.text import ORDINALS, excerpt

_LONGEST_LABEL = 20  # characters; a longer cell before the region's is no clause's number
_NUMBER_AND_LETTER = re.compile(r"\d+|\b[a-z]\b")
_QUOTES = str.maketrans("‘’‚“”„\u2010\u2011", "'''\"\"\"--")
# Numbers of clauses in cells follow Word's numbering: “12 bis”, “3 (b)–4 (a), 7”, “G.1”; a dash is none.
# LibreOffice writes “4.(a)” for “4 (a)”.
_NUMBER = rf"(?:G\.)?\d+\.?(?: ?\([a-z]+\))?\.?(?: (?:{'|'.join(ORDINALS)}|\(\d+\)))?"
_NUMBERS = re.compile(rf"(?:{_NUMBER}|\([a-z]+\)|[-–, ])++")
# The heading of a clause's rows: “Clause 12. Terrorism”.
_BEFORE_TITLE = re.compile(rf"\S+ {_NUMBER}\.? ")


def annex_findings(returned: Returned) -> Iterator[Finding]:
    """Rows of the annexes whose quoted text is not the matrix's, and sources of clauses that have none.

    A draft without annexes, or whose annexes were taken out as a whole, has no fault here.
    """
    matrix = returned.matrix
    if returned.is_clean:
        return
    by_citation = {
        (folded(matrix.region_by_key[item.region].name), _number(item.citation.printed)): item
        for item in matrix.recommendations
    }
    cells = [one for one in returned.document.paragraphs if one.role is ParagraphRole.TABLE]
    quoted: set[str] = set()
    for at, (region, paragraph) in enumerate(pairwise(cells)):
        item = by_citation.get((folded(region.text), _number(paragraph.text)))
        if item is None:
            continue
        quoted.add(item.id)
        stands, *others = [one.text for one in cells[at + 2 :][: len(item.wordings) + 1]] or [""]
        is_wrong = folded(stands) != folded(item.text) and not _is_older(returned, item, stands)
        missed = [
            text
            for text in item.wordings
            if text != item.text and not any(folded(one).endswith(folded(text)) for one in others)
        ]
        if is_wrong or (missed and not _is_older(returned, item, "")):
            before = cells[at - 1].text if at else ""
            texts = [
                ShownText("In the matrix", item.text if is_wrong else missed[0]),
                ShownText("As it stands", stands if is_wrong else " ".join(others)),
            ]
            where = At(place=cells[min(at + 2, len(cells) - 1)].place)
            name = returned.name(item.id)
            label = f" of clause {before}" if at and len(before) < _LONGEST_LABEL else ""
            yield finding(where, "annex-changed", sources=[item.id], texts=texts, source=name, label=label)
    cited = dict.fromkeys(source for line in returned.lines for source in line.sources) if quoted else ()
    for source in cited:
        if source in matrix.by_id and source not in quoted:
            texts = [ShownText("In the matrix", matrix.by_id[source].text)]
            name = returned.name(source)
            yield finding(NOWHERE, "annex-changed/no-row", sources=[source], texts=texts, source=name)


def _is_older(returned: Returned, item: Recommendation, stands: str) -> bool:
    """Whether the matrix has changed since, and the annex quotes it as it was: that is said already."""
    draft = returned.document.draft
    before = draft.matrix.by_id.get(item.id) if draft else None
    if before is None or before.wordings == item.wordings:
        return False
    return not stands or folded(before.text) == folded(stands)


def _number(text: str) -> tuple[str, ...]:
    """The number and letter of a paragraph: “19” and “h” of “para. 19 (h)”, in the words of any form."""
    return tuple(_NUMBER_AND_LETTER.findall(text)) if len(text) < _LONGEST_LABEL else ()


def folded(text: str) -> str:
    """A text without what a word processor changes by itself: blanks, and the shape of quotes and hyphens."""
    return " ".join(text.translate(_QUOTES).split())


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
        if known and paragraph.role is ParagraphRole.TABLE and not _is_known(text, known):
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


def _is_known(text: str, known: AbstractSet[str]) -> bool:
    if not text or text in known or _NUMBERS.fullmatch(text):
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
    BOX = "the box on how the draft was made"
    PREAMBLE = "the preamble"  # all running text before the first clause
    HEADINGS = "the headings"
    OTHER = "running text behind the first clause"


_KINDS = {
    Role.TITLE: Kind.TITLE,
    Role.SUBTITLE: Kind.TITLE,
    Role.BOX_HEADING: Kind.BOX,
    Role.BOX_TEXT: Kind.BOX,
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
            yield finding(at, "running-text-changed", texts=texts, change=changed.in_words)


def changed_texts(returned: Returned, told: AbstractSet[int]) -> list[ChangedTexts]:
    """Running text that is not as drafter printed it, kind by kind, in the order of the document.

    Args:
        returned: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    draft = returned.document.draft
    found: dict[Kind, list[tuple[str, int]]] = defaultdict(list)
    if draft is not None:
        for kind, text, place in _differences(list(_printed(draft)), list(_outside_clauses(returned))):
            if place not in told:
                found[kind].append((text, place))
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


def _printed(draft: Draft) -> Iterator[tuple[Kind, str]]:
    other = Kind.PREAMBLE
    for block in draft.blocks:
        if isinstance(block, Clause):
            other = Kind.OTHER
        elif (
            isinstance(block, RunningText) and block.role is not Role.CONTENTS_HEADING and block.words.strip()
        ):
            yield _KINDS.get(block.role, other), block.words


def _differences(
    printed: Sequence[tuple[Kind, str]], standing: Sequence[Paragraph]
) -> Iterator[tuple[Kind, str, int]]:
    """Each paragraph that was changed, added or taken out: its kind, its text, its place if it has one."""
    was = [folded(text) for _, text in printed]
    now = [folded(one.text) for one in standing]
    for code, i, i_end, j, j_end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        pairs = zip_longest(printed[i:i_end], standing[j:j_end]) if code != "equal" else ()
        for old, new in pairs:
            if new is None:
                yield (*old, -1)
            else:
                yield old[0] if old else _kind_of_new(printed, i_end, new), new.text, new.place


def _kind_of_new(printed: Sequence[tuple[Kind, str]], before: int, new: Paragraph) -> Kind:
    """What a new paragraph belongs to: what stands above it, or, below a heading, what follows."""
    if new.role is ParagraphRole.HEADING:
        return Kind.HEADINGS
    around = printed[max(before - 1, 0) : before + 1]
    return next((kind for kind, _ in around if kind is not Kind.HEADINGS), Kind.OTHER)
