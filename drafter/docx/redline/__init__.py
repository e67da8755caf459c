"""The redline: a new draft in full, with tracked changes against an old one.

``redline`` is what may be imported from here.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

from lxml import etree

from drafter.docx.markup import as_date, value_of, w
from drafter.docx.notes import NOTES_TYPE, number_notes, number_separators
from drafter.docx.provenance import seal_redline
from drafter.docx.redline.marking import Comparer
from drafter.docx.redline.reading import Document
from drafter.docx.revisions import number_changes
from drafter.docx.structure import refuse_unsound
from drafter.docx.styles import styles_by_id

_STYLE_USES = w("pStyle rStyle tblStyle")
_STYLE_NEEDS = w("basedOn next link")


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    when: datetime | None = None,
    names: tuple[str, str] = ("the old draft", "the new draft"),
) -> bytes:
    """The new draft in full, with tracked changes against the old one.

    Accepting all of them gives the new draft, rejecting all gives the old one, text and footnotes both.
    Tracked changes that either draft already has are read as accepted.

    Args:
        old: The bytes of a Word file.
        new: Likewise.
        author: Who is said to have made the changes.
        when: When; None to leave it open, as Word allows.
        names: How messages call the two.

    Raises:
        DrafterError: if one is no Word file, is damaged, or both have more footnotes than Word can number.
    """
    before, after = Document(old, names[0], "old:"), Document(new, names[1], "new:")
    _forget_extensions(before)
    every = {note.get(w.id, ""): note for one in (before, after) for note in one.notes.iter(w.footnote)}
    if not after.package.related("footnotes") and before.package.related("footnotes"):
        after.package.require("footnotes", "word/footnotes.xml", NOTES_TYPE, "")
        after.notes = deepcopy(before.notes)
    Comparer(before, after).compare(before.body, after.body)
    number_changes(after.body, author, as_date(when))
    number_separators(after.package, after.notes)
    number_notes(after.body, after.notes, every)
    _take_styles(before, after)
    for tree, kind in ((after.notes, "footnotes"), (after.styles, "styles")):
        if part := after.package.related(kind):
            after.package.put(part, tree)
    after.package.put(after.package.document, after.root)
    seal_redline(after.package)
    hint = "This is a fault of drafter. Please report it with both files."
    refuse_unsound(after.package, "redline", hint, (old, new))
    return after.package.pack()


def _take_styles(before: Document, after: Document) -> None:
    """Take over the styles that old text in the redline uses and the new document lacks.

    A style that has the same name there under another id is used instead.
    """
    mine, theirs = styles_by_id(after.styles), styles_by_id(before.styles)
    by_name = {_name_of(style): style_id for style_id, style in mine.items()}
    for use in (use for root in (after.root, after.notes) for use in root.iter(*_STYLE_USES)):
        style_id = use.get(w.val, "")
        if style_id in mine or style_id not in theirs:
            continue
        if same := by_name.get(_name_of(theirs[style_id])):
            use.set(w.val, same)
            continue
        taken = []
        while style_id in theirs and style_id not in mine:  # with what it is based on
            mine[style_id] = deepcopy(theirs[style_id])
            taken.append(mine[style_id])
            style_id = value_of(mine[style_id], "basedOn")
        for style in taken:
            for element in list(style.iter(w.numPr, *_STYLE_NEEDS)):  # its list may be another one here
                if element.tag == w.numPr or element.get(w.val, "") not in mine:
                    element.getparent().remove(element)  # type: ignore[union-attr]
            style.attrib.pop(w.default, "")
        after.styles.extend(taken)


def _name_of(style: etree._Element) -> tuple[str, str | None]:
    """The name of a style, and whether it is one of paragraphs, of characters or of tables."""
    has_name = style.find(w.name) is not None
    return value_of(style, "name") if has_name else style.get(w.styleId, ""), style.get(w.type)


def _forget_extensions(before: Document) -> None:
    """Take out of the old document what Word's own extensions of the format say of its paragraphs and runs.

    Their ids of paragraphs may stand in the new document too, and it may not declare the extension.
    """
    for root in (before.root, before.notes):
        names = [f"{{{namespace}}}*" for namespace in root.nsmap.values() if "/wordml" in namespace]
        etree.strip_attributes(root, *names)
        etree.strip_elements(root, *names, with_tail=False)
