"""What is shown and was not typed, and what stands beside the text: fields, controls, contents, remarks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from drafter.check.everything.remarks import OWN_AUTHOR
from drafter.check.everything.seen import other_numbers
from drafter.check.finding import CATALOGUE, At, Finding, ShownText, finding
from drafter.check.harmless import as_number
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.docx.reading.fields import A_BLANK, Control, Field
from drafter.docx.reading.links import Link
from drafter.docx.reading.paragraphs import Paragraph
from drafter.docx.reading.runs import IN_BOX
from drafter.draft.clause import Clause
from drafter.draft.model import Draft
from drafter.returned.document import ReadLine, Returned
from drafter.returned.printed_lines import clauses_by_bookmark
from drafter.text.words import excerpt, shortened, significant

# What a field says of itself without changing what it shows: that it is a link, and how its words are set.
_PLAIN = r"(?:\s*\\h\b|\s*\\\*\s*(?:MERGE|CHAR)FORMAT(?:INET)?)"
_REFERENCE = re.compile(r"(?:REF|PAGEREF) \"?([^\s\"]+)\"?", re.IGNORECASE)
# The number of a paragraph, and nothing else: without such a switch, what stands in it (17.16.5.51); with any
# other, the number in another form.
_OF_NUMBERS = re.compile(
    rf"REF \"?\S+?\"?(?:{_PLAIN}|\s*\\[nrw]\b)*\s*\\(?P<how>[nrw])\b{_PLAIN}*", re.IGNORECASE
)
# What a table of contents is made of, links, numbers of pages, and references that people insert to numbered
# paragraphs: Word makes their bookmarks, “_Ref123”, itself.
_TO_NUMBERS = rf"REF _Ref\d+(?:{_PLAIN}|\s*\\[nrwp]\b)*$"
_HARMLESS = re.compile(rf"(?:TOC\b|HYPERLINK\b(?!.*\\o\b)|{_TO_NUMBERS})", re.IGNORECASE)
# Entries of an index and of a table of authorities show nothing, and never will (17.16.5).
_OF_INDEXES = re.compile(r"(?:XE|TA)\b", re.IGNORECASE)
# Entries of contents, and documents that contents take in: they show nothing where they stand.
_FOR_CONTENTS = re.compile(r"(?:TC|RD)\b", re.IGNORECASE)
_OF_PAGES = re.compile(
    rf"(?:PAGE|NUMPAGES|PAGEREF \"?\S+?\"?)(?:{_PLAIN}|\s*\\\*\s*(?:Arabic|roman))*$", re.IGNORECASE
)
_PAGE = re.compile(r"\s*(?:\d+|[ivxlc]+)\s*", re.IGNORECASE)  # what these show: anything else will be one
_IN_NOTES = re.compile(rf"(?:HYPERLINK\b(?!.*\\o\b)|{_TO_NUMBERS})", re.IGNORECASE)
_OF_WORD = re.compile(r"REF _Ref\d+", re.IGNORECASE)
# LibreOffice makes one of each line of a table of contents: what it shows is compared there, line by line.
_OF_CONTENTS = re.compile(r"PAGEREF _Toc\d+\b", re.IGNORECASE)
_LONGEST = 120
_OF_MARKS = ("torn", "elsewhere")


def field_findings(returned: Returned, draft: Draft, told: AbstractSet[int]) -> Iterator[Finding]:
    """Fields that show another number than that of what they refer to, and fields that drafter did not make.

    Until it is updated, a field shows the number that its paragraph had: that is none of the file's faults.
    What it will show then, by the mark that it leads to, is: of each mark once. What a field or a control can
    turn the words into is told whatever else is told of them.

    Args:
        returned: What is checked.
        draft: What was printed.
        told: Places where it is told already that other words or numbers stand there.
    """
    clauses, labels = clauses_by_bookmark(draft), _labels(returned)
    own = {
        line.paragraph.place: line.clause.id
        for one in returned.clauses
        for line in one.lines
        if line.clause and line.version
    }
    targets, others = _targets(returned.document), other_numbers(returned)
    contents = {one.place for one in returned.document.paragraphs if one.role is ParagraphRole.CONTENTS}
    said: set[tuple[str, str]] = set()
    tables = [one for one in returned.document.fields if one.instruction.upper().startswith("TOC")]
    for field in tables[1:]:  # one that drafter did not make lists what it likes, wherever it stands
        words = excerpt(field.instruction)
        yield finding(At(place=field.place), "field-changed/contents", instruction=words)
    for field in returned.document.fields:
        if field.place in contents and _OF_CONTENTS.match(field.instruction):
            continue
        found = _REFERENCE.match(field.instruction)
        name = found[1].casefold() if found else ""
        clause, leads_to = clauses.get(name), targets.get(name)
        shown = [each[clause.id] for each in others if clause and clause.id in each]
        way = _fault_of(field, clause, labels, leads_to, shown)
        belongs = (labels.get(clause.id) if clause else "") or "no number"
        # What stands before a wording is the number of its own paragraph.
        number = labels.get(own.get(field.place, ""), "")
        if way == "" and as_number(field.shown) in _numbers({number, number[number.find("(") :]} - {""}):
            way, belongs = "refers", number
        if way is None or (way, name) in said or (not way and field.place in told):
            continue
        if way in _OF_MARKS:
            said.add((way, name))
        yield finding(
            At(place=field.place),
            f"field-changed/{way}".rstrip("/"),
            shown=f"“{excerpt(field.shown)}”" if field.shown.strip() else "nothing",
            instruction=excerpt(field.instruction),
            leads_to=leads_to or "no number",
            belongs=belongs,
        )


def control_findings(returned: Returned) -> Iterator[Finding]:
    """Content controls that can put other words in the place of theirs, or say something above them.

    Of several at one place the first; in remarks, those in drafter's own.
    """
    spots = _Spots(returned)
    told: set[tuple[int, str, str]] = set()
    for one in returned.document.controls:
        spot, stands = spots.of(one), (one.place, one.note, one.comment)
        if spot is not None and stands not in told:
            told.add(stands)
            words = f"“{excerpt(one.words)}”" if one.words else "these words"
            key, title = f"field-changed/{one.kind}", excerpt(one.title)
            yield finding(spot[0], key, where=spot[1], title=title, words=words)


class _Spots:
    """Where something stands that is in the body, in a note or in a remark.

    Args:
        returned: What is checked.
    """

    def __init__(self, returned: Returned) -> None:
        document = returned.document
        self._lines = {read.note.id: line for line in returned.lines for read in line.notes}
        self._notes = document.note_by_id
        self._marks = {mark.note: one.place for one in document.paragraphs for mark in one.marks}
        self._remarks = {given: one.place for one in document.paragraphs for given in one.comments}
        self._own = {one.id for one in document.comments if one.author == OWN_AUTHOR}

    def of(self, one: Link | Control) -> tuple[At | ReadLine, str] | None:
        """Where it stands, and in what, in words; None in a remark of somebody else."""
        if one.comment:
            at = At(place=self._remarks.get(one.comment, -1))
            return (at, "in a remark of drafter’s in the margin, ") if one.comment in self._own else None
        if not one.note:
            return At(place=one.place), ""
        place = self._marks.get(one.note, -1)
        return self._lines.get(one.note, At(place=place)), f"in {self._name_of(one.note) or 'a note'}, "

    def mark(self, link: Link) -> str:
        """Which note’s mark it is that a link stands on, in words; empty where it stands on none."""
        name = self._name_of(link.mark)
        return f"the mark of {name}" if name else ""

    def _name_of(self, given: str) -> str:
        """“footnote 4”; empty for what is none, or has no number."""
        note = self._notes.get(given)
        number = (note.shown if note.is_endnote else note.number) if note else ""
        return f"{'endnote' if note and note.is_endnote else 'footnote'} {number}" if number else ""


def _fault_of_others(field: Field, leads_to: str | None) -> str | None:
    """What is wrong with a field that refers to no clause, as ``_fault_of`` has it."""
    if leads_to is None and _OF_WORD.match(field.instruction):
        return "torn"
    if not (field.shown.strip() or field.on):
        if _FOR_CONTENTS.match(field.instruction):
            return "entry"
        if _OF_INDEXES.match(field.instruction):
            return None
    is_page = _OF_PAGES.match(field.instruction) and _PAGE.fullmatch(field.shown)
    return None if is_page or _HARMLESS.match(field.instruction) else "other"


def _fault_of(
    field: Field,
    clause: Clause | None,
    labels: Mapping[str, str],
    leads_to: str | None,
    shown: Sequence[str],
) -> str | None:
    """What is wrong with a field, as the catalogue calls it; None for nothing.

    Args:
        field: The field.
        clause: That whose bookmark it names.
        labels: The numbers of the clauses that stand.
        leads_to: The number of the paragraph at the bookmark that it names; None where there is no such mark.
        shown: The numbers of the clause where tracked changes are counted.
    """
    if clause is None:
        return _fault_of_others(field, leads_to)
    if not (number := _OF_NUMBERS.fullmatch(field.instruction.strip())):
        return "form"
    if clause.id not in labels:  # it is gone, which is told where it stood
        return None
    belongs = labels[clause.id]
    if leads_to is None or as_number(leads_to) != as_number(belongs):
        return "torn" if leads_to is None else "elsewhere"
    right = {clause.label, belongs, *shown}
    own = {one[one.find("(") :] for one in right if "(" in one}
    will_show = own if number["how"].casefold() == "n" and own else right
    is_right = as_number(field.shown) in _numbers(right | own)
    if is_right and number["how"].casefold() != "r" and as_number(field.shown) not in _numbers(will_show):
        return "form"
    right |= own
    return None if as_number(field.shown) in set(map(as_number, right)) else ""


def _numbers(labels: AbstractSet[str]) -> set[str]:
    return set(map(as_number, labels))


def _labels(returned: Returned) -> Mapping[str, str]:
    return {
        one.id: one.label
        for one in returned.clauses
        if one.id and not (one.is_part or one.lines[0].version)  # a wording that was moved is none of its own
    }


def _targets(document: WordDocument) -> Mapping[str, str]:
    """Bookmarks in small letters, and the numbers of the paragraphs in which they begin; of two the first."""
    found: dict[str, str] = {}
    for paragraph in document.paragraphs:
        for name in paragraph.bookmarks:
            found.setdefault(name.casefold(), paragraph.label)
    return found


def link_findings(returned: Returned) -> Iterator[Finding]:
    """Links that lead elsewhere than their words say, or show words to who points at them.

    drafter prints none but in its contents, and these lead to headings. One on the symbol of a document, or
    on an address, leads where it says; so does the blank beside it. In remarks, those in drafter's own count.
    """
    document, spots = returned.document, _Spots(returned)
    contents = {one.place for one in document.paragraphs if one.role is ParagraphRole.CONTENTS}
    marked = {name: one for one in reversed(document.paragraphs) for name in one.bookmarks}
    right = [_leads_where_it_says(link, marked) for link in document.links]
    said = {
        (one.place, one.note, one.target)
        for one, is_right in zip(document.links, right, strict=True)
        if is_right and one.words.strip()
    }
    found: dict[tuple[str, str], list[tuple[At | ReadLine, Link]]] = defaultdict(list)
    for link, is_right in zip(document.links, right, strict=True):
        spot = spots.of(link)
        if spot is None or (link.place in contents and not (link.tip or link.target)):
            continue
        is_beside = link.words == A_BLANK and (link.place, link.note, link.target) in said
        if link.tip or not (is_right or is_beside):
            found[link.tip or link.target or link.anchor, spot[1]].append((spot[0], link))
    for (leads_to, where), several in found.items():
        at, link = several[0]
        more = len(several) - 1
        yield finding(
            at,
            f"link{'/tip' if link.tip else '' if link.has_words else '/bare'}",
            where=where,
            on=f"“{excerpt(link.words)}”" if link.has_words else spots.mark(link) or link.words,
            leads_to=shortened(leads_to, _LONGEST),
            more=CATALOGUE.say("link-more", count=more)[2] if more else "",
        )


def _leads_where_it_says(link: Link, marked: Mapping[str, Paragraph]) -> bool:
    words = significant(link.words)
    if not words:  # a field that shows nothing
        return True
    if link.target:
        return link.says_where
    to = marked.get(link.anchor)
    return to is not None and (
        significant(to.text).startswith(words)
        or (bool(to.label) and as_number(to.label) in as_number(link.words))
    )


def note_field_findings(returned: Returned) -> Iterator[Finding]:
    """Fields in footnotes, but for links: what such a footnote cites can change by itself."""
    for line in returned.lines:
        for read in line.notes:
            odd = [one for one in read.note.fields if not _IN_NOTES.match(one)]
            if odd:
                notes, does = [read.note.number], excerpt(odd[0])
                yield finding(line, "field-changed/note", notes=notes, sources=read.sources, instruction=does)


def box_findings(returned: Returned, told: AbstractSet[int]) -> Iterator[Finding]:
    """Words in text boxes, of which drafter prints none; those that the clause is told with need no more."""
    parts = (part for line in returned.lines for part in (line.line, *line.rests))
    with_clauses = {
        one.text.strip() for part in parts for one in part.paragraph.unreadable if one.how == IN_BOX
    }
    for one in returned.document.paragraphs:
        is_told = one.place in told or one.text.strip() in with_clauses
        if one.role is ParagraphRole.BOX and one.text.strip() and not is_told:
            texts = [ShownText("As it stands", one.text)]
            yield finding(At(place=one.place), "not-printed", texts=texts, words=excerpt(one.text))
