"""The redline: a new draft in full, with tracked changes against an old one."""

from __future__ import annotations

from datetime import datetime

from drafter.docx.names import W, w
from drafter.docx.redline.body import Comparer
from drafter.docx.redline.files import WordFile
from drafter.docx.redline.marking import Marker
from drafter.docx.redline.notes import note_texts, number_notes, tell_apart
from drafter.docx.redline.sealing import as_redline
from drafter.docx.redline.story import Story
from drafter.docx.structure import structural_faults
from drafter.problems import DrafterError

_BOOKMARK, _BOOKMARK_END, _NAME, _ID, _NOTE = (
    w(name) for name in ("bookmarkStart", "bookmarkEnd", "name", "id", "footnote")
)
_RPR = w("rPr")
_EXTENDED = (w("p"), w("r"), w("tr"), _RPR)


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
    before, after = (WordFile.open(content, name) for content, name in zip((old, new), names, strict=True))
    known_faults = {*structural_faults(before.parts), *structural_faults(after.parts)}
    if after.notes is None:
        after.take_notes_part(before)
    _forget_extensions(before)
    sources = {}
    stories: dict[str, Story] = {}
    for file, whose in ((before, "old:"), (after, "new:")):
        tell_apart(file.root, whose)
        if file.notes is not None:
            tell_apart(file.notes, whose)
            sources.update({note.get(_ID, ""): note for note in file.notes.iter(_NOTE)})
        stories[whose] = Story(note_texts(file.notes), file.style_names)
    marker = Marker(author, f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else "")
    taken = _number_bookmarks(after, marker)
    Comparer(stories["old:"], stories["new:"], marker, taken).compare(before.body, after.body)
    if after.notes is not None:
        after.rename_separators(number_notes(after.body, after.notes, sources))
    after.take_styles(before)
    content = as_redline(after)
    faults = [fault for fault in structural_faults(after.parts) if fault not in known_faults]
    if faults:
        raise DrafterError(
            "the redline that was made is not sound and was not written:\n    " + "\n    ".join(faults),
            "This is a fault of drafter. Please report it with both files.",
        )
    return content


def _forget_extensions(file: WordFile) -> None:
    """Take out of the old document what extensions of the format say of its paragraphs and runs.

    Their ids of paragraphs may stand in the new document too, and it may not declare the extension.
    """
    for root in (file.root, file.notes):
        for element in root.iter(*_EXTENDED) if root is not None else ():
            for name in element.keys():  # noqa: SIM118  # of an element, not of a mapping
                if not str(name).startswith((f"{{{W}}}", "{http://www.w3.org/XML/")) and str(name)[0] == "{":
                    del element.attrib[name]
            if element.tag == _RPR:
                for child in list(element):
                    if isinstance(child.tag, str) and not child.tag.startswith(f"{{{W}}}"):
                        element.remove(child)


def _number_bookmarks(file: WordFile, marker: Marker) -> set[str]:
    """Give the bookmarks of a body ids that no tracked change will have; their names in small letters."""
    ids: dict[str, str] = {}
    names = set()
    for mark in file.body.iter(_BOOKMARK, _BOOKMARK_END):
        was = mark.get(_ID, "")
        if mark.tag == _BOOKMARK:
            names.add(mark.get(_NAME, "").casefold())
            ids[was] = marker.free_id()
        mark.set(_ID, ids.get(was, was))
    return names
