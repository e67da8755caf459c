"""Footnotes of a draft and of a redline, and comments in the margin.

Rules of footnotes (each tried; see ISO 29500-1, 17.11): ids run from 1 in the order of the marks, because
LibreOffice pairs notes by sorted id, and each mark has a note of its own; none is above 32,767; the
separators have ids of their own, below 1, and are listed in the settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from drafter.docx import markup
from drafter.docx.markup import NAMESPACES, W, child_of, w
from drafter.docx.package import WordPackage
from drafter.problems import DrafterError

MOST_FOOTNOTES = 32_767
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NO_SETTINGS = f'<w:settings xmlns:w="{W}"/>'
NOTES_TYPE = f"{_TYPE}footnotes+xml"
_NO_NOTES = f"""\
<w:footnotes xmlns:w="{W}">
  <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0"
    ><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""
_SIGNS = {w.p: " ", w.tab: " ", w.noBreakHyphen: "‑"}  # what elements of a note stand for
# For a mark whose own note was lost.
_EMPTY_NOTE = "<w:footnote><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote>"
# What may follow footnotePr in the settings (ISO 29500-1, 17.15.1, sequence of CT_Settings); elements of
# other namespaces do too.
_AFTER = w(
    "endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown "
    "smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)


def is_ordinary(note: etree._Element) -> bool:
    """Whether a note is one, and no separator."""
    return note.get(w.type) in (None, "normal")


def put_notes(package: WordPackage, notes: Sequence[str]) -> None:
    """Put a draft's footnotes, as ``markup.footnote`` makes them, in place of those of its template.

    The template's separators and their looks stay.

    Raises:
        DrafterError: if there are more footnotes than Word can number.
    """
    part = package.require("footnotes", "word/footnotes.xml", NOTES_TYPE, _NO_NOTES)
    root = package.tree(part)
    _make_room(root, len(notes), "the draft", "Select fewer clauses, for example theme by theme.")
    separators = [note.get(w.id, "") for note in root.iterfind(w.footnote)]
    root.extend(markup.elements("".join(notes)))
    package.put(part, root)
    _list_separators(package, separators)


def _make_room(root: etree._Element, count: int, what: str, hint: str) -> None:
    """Take out the footnotes of a part, to which so many others are to come."""
    if count > MOST_FOOTNOTES:
        raise DrafterError(
            f"{what} would have {count:,} footnotes; Word cannot number more than {MOST_FOOTNOTES:,}", hint
        )
    for note in filter(is_ordinary, root.findall(w.footnote)):
        root.remove(note)


def _list_separators(package: WordPackage, separators: Sequence[str]) -> None:
    """Name the separators in the settings, where Word looks for them."""
    part = package.require("settings", "word/settings.xml", f"{_TYPE}settings+xml", _NO_SETTINGS)
    settings = package.tree(part)
    is_after = (one.tag in _AFTER or not str(one.tag).startswith(f"{{{W}}}") for one in settings)
    following = (place for place, is_so in enumerate(is_after) if is_so)
    properties = child_of(settings, w.footnotePr, next(following, None))
    listed = {note.get(w.id) for note in properties.iterfind(w.footnote)}
    for separator in separators:
        if separator not in listed:
            etree.SubElement(properties, w.footnote).set(w.id, separator)
    package.put(part, settings)


# Footnotes of a redline: those of both documents that its marks refer to


def note_texts(notes: etree._Element) -> dict[str, str]:
    """The text of each footnote of a part, by its id; blanks squeezed."""
    texts = {}
    for note in filter(is_ordinary, notes.iter(w.footnote)):
        said = (_SIGNS.get(str(one.tag)) or one.text or "" for one in note.iter(w.t, *_SIGNS))
        texts[note.get(w.id, "")] = " ".join("".join(said).split())
    return texts


def tell_apart(root: etree._Element, whose: str) -> None:
    """Say of every footnote mark and bookmark in a body, or of every note in a part, whose it is."""
    for element in root.iter(w.footnoteReference, w.footnote, w.bookmarkStart, w.bookmarkEnd):
        if element.tag != w.footnote or is_ordinary(element):
            element.set(w.id, f"{whose}{element.get(w.id)}")


def number_notes(body: etree._Element, target: etree._Element, sources: Mapping[str, etree._Element]) -> None:
    """Number the marks of a redline from 1 and give it the notes that they refer to.

    Args:
        body: The redline's body, whose marks say whose they are (``tell_apart``).
        target: The part that holds its notes; separators and their looks stay.
        sources: Every note of both documents, by the id that its marks have.

    Raises:
        DrafterError: if there are more notes than Word can number.
    """
    marks = list(body.iter(w.footnoteReference))
    hint = "Those of both drafts stand in it. Compare smaller drafts, for example theme by theme."
    _make_room(target, len(marks), "the redline", hint)
    for number, mark in enumerate(marks, start=1):
        source = sources.get(mark.get(w.id, ""))
        note = markup.elements(_EMPTY_NOTE)[0] if source is None else deepcopy(source)
        etree.strip_tags(note, w.hyperlink)  # it points to what only the part that it was in can find
        note.set(w.id, str(number))
        mark.set(w.id, str(number))
        target.append(note)


def number_separators(package: WordPackage, notes: etree._Element) -> None:
    """Give separators ids below 1, as Word does, in the settings too.

    Some programs begin at 0, where note 1 would collide with them.
    """
    separators = [note for note in notes.iter(w.footnote) if not is_ordinary(note)]
    if all(int(note.get(w.id, "0")) < 1 for note in separators):
        return
    renamed = {}
    for number, note in enumerate(separators, start=-len(separators) + 1):
        renamed[note.get(w.id, "")] = str(number)
        note.set(w.id, str(number))
    part = package.related("settings")
    if part:
        settings = package.tree(part)
        for listed in settings.iterfind(f"{w.footnotePr}/{w.footnote}"):
            listed.set(w.id, renamed.get(listed.get(w.id, ""), listed.get(w.id, "")))
        package.put(part, settings)


# Comments: those of a new draft, and those put into a copy of one that people edited


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment on the paragraph at a place (see ``docx.reader``), or on the first where there is none."""

    place: int
    paragraphs: tuple[str, ...]


def add_comments(package: WordPackage, comments: Sequence[str]) -> None:
    """Add comments, as ``markup.comment`` makes them, to those that a file has."""
    if not comments:
        return
    name = package.free_name("word/comments{}.xml")
    part = package.require("comments", name, f"{_TYPE}comments+xml", f"<w:comments {NAMESPACES}/>")
    root = package.tree(part)
    root.extend(markup.elements("".join(comments)))
    package.put(part, root)


def annotate(content: bytes, comments: Sequence[NewComment], name: str, when: datetime | None) -> bytes:
    """A copy of a Word file with more comments; nothing else in it is changed.

    Args:
        content: The file's bytes.
        comments: The comments.
        name: How messages call the file.
        when: The date that the comments say they were made; None for none.

    Raises:
        DrafterError: if the file cannot be read, or has no paragraph that a comment could be put to.
    """
    package = WordPackage.open(content, name)
    if package.is_strict:
        raise DrafterError(
            f"{name} is saved as “Strict Open XML”, into which drafter cannot put comments",
            "Save it in Word as “Word Document (.docx)” and check that.",
        )
    root = package.tree(package.document)
    taken = [one.get(w.id, "") for one in package.related_tree("comments")]
    first = max((int(one) for one in taken if one.lstrip("-").isdecimal()), default=-1) + 1
    places = list(root.iter(w.p))
    if not places:
        raise DrafterError(f"{name} has no paragraph that a comment could be put to")
    for number, comment in enumerate(comments, start=first):
        is_there = 0 <= comment.place < len(places)
        _mark(places[comment.place if is_there else 0], number)
    package.put(package.document, root)
    date = markup.as_date(when)
    add_comments(
        package,
        [markup.comment(number, one.paragraphs, date) for number, one in enumerate(comments, start=first)],
    )
    return package.pack()


def _mark(paragraph: etree._Element, number: int) -> None:
    """Put a comment's beginning, end and mark around all that stands in a paragraph."""
    (start,) = markup.elements(markup.COMMENT_START.format(number))
    paragraph.insert(len(paragraph.findall(w.pPr)), start)
    paragraph.extend(markup.elements(markup.COMMENT_END.format(number)))
