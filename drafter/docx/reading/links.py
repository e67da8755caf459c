"""Links on words: where each leads, and what is shown beside it (ISO 29500-1, 17.16.22)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.parts.package import WordPackage, relationships
from drafter.docx.reading.content import A_MARK
from drafter.docx.reading.fields import A_BLANK, A_PICTURE, DRAWN, MARKS, Field, fields_in
from drafter.docx.reading.note_marks import holder_of, note_id
from drafter.text.words import significant

A_FIELD = "a field"
_LINK = re.compile(r"HYPERLINK (?:\"(?P<target>[^\"]*)\")?\s*(?:\\l \"(?P<anchor>[^\"]*)\")?", re.IGNORECASE)

_ADDRESS = re.compile(r"\w[./@:]\w")  # or a symbol, “A/CONF.234/16”: any word can stand in an address


@dataclass(frozen=True, slots=True)
class Link:
    """A link on words.

    Attributes:
        place: That of its paragraph; -1 beside the body.
        words: On which it stands; where it has none, what it stands on.
        target: Where it leads outside the file; empty where it leads within it.
        anchor: The bookmark to which it leads; empty where it has none.
        tip: What is shown to who points at it.
        note: The id of the note in which it stands, as its marks have it; empty for none.
        comment: The id of the comment in which it stands; empty for none.
        mark: The id of the note on whose mark it stands, as its marks have it; empty where on none.
    """

    place: int
    words: str
    target: str
    anchor: str
    tip: str = ""
    note: str = ""
    comment: str = ""
    mark: str = ""

    @property
    def has_words(self) -> bool:
        """Whether it stands on words."""
        return self.words not in (A_MARK, A_BLANK, A_FIELD, A_PICTURE)

    @property
    def says_where(self) -> bool:
        """Whether it leads out of the file to where its words say: to an address, a symbol."""
        words = significant(self.words)
        return bool(_ADDRESS.search(words)) and words in significant(unquote(self.target))


def links_in(
    package: WordPackage,
    roots: Mapping[str, etree._Element],
    places: Mapping[etree._Element, int],
    fields: Iterable[Field],
) -> Iterator[Link]:
    """The links of a body, its notes and its comments that lead anywhere, or say something.

    Args:
        package: The file.
        roots: The body, by no name; and “footnotes”, “endnotes” and “comments”.
        places: The place of each paragraph.
        fields: Those of the body.
    """
    for kind, root in roots.items():
        yield from links_of_part(package, package.related(kind) if kind else package.document, root, places)
        for holder in root if kind else ():
            if next(holder.iter(w.instrText, w.fldSimple), None) is not None:
                yield from _of_fields(fields_in(holder, {}), *holder_of(holder[0] if len(holder) else holder))
    yield from _of_fields(fields)


def _of_fields(fields: Iterable[Field], note: str = "", comment: str = "") -> Iterator[Link]:
    for one in fields:
        if (said := _LINK.match(one.instruction)) and "\\o" not in one.instruction:
            words, target, anchor = one.on or one.shown, said["target"] or "", said["anchor"] or ""
            yield Link(one.place, words, target, anchor, "", note, comment)


def links_of_part(
    package: WordPackage, part: str, root: etree._Element, places: Mapping[etree._Element, int]
) -> Iterator[Link]:
    """The links of a part that stand on something and lead anywhere, or say something.

    Args:
        package: The file.
        part: The name of the part.
        root: What of it is read.
        places: The place of each paragraph.
    """
    found = list(root.iter(w.hyperlink))
    targets = {one.id: one.target for one in relationships(package.parts, part)} if found else {}
    for one in found:
        given = next((str(value) for name, value in one.items() if str(name).endswith("}id")), "")
        target, anchor, tip = targets.get(given, ""), one.get(w.anchor, ""), one.get(w.tooltip, "")
        if target.startswith("#"):  # as some programs write what leads within the file
            target, anchor = "", anchor or target[1:]
        if (target or anchor or tip) and (words := _stands_on(one)):
            place = next((places.get(up, -1) for up in one.iterancestors(w.p)), -1)
            marks = one.iter(w.footnoteReference, w.endnoteReference) if words == A_MARK else iter(())
            mark = next(map(note_id, marks), "")
            yield Link(place, words, target, anchor, tip, *holder_of(one), mark)


def _stands_on(link: etree._Element) -> str:
    """The words of a link, or on what else it stands; empty where on nothing."""
    words = "".join(" " if each.tag == w.tab else each.text or "" for each in link.iter(w.t, w.tab))
    if words.strip():
        return words
    if next(link.iter(*MARKS), None) is not None:
        return A_MARK
    if next(link.iter(*DRAWN), None) is not None:
        return A_PICTURE
    if next(link.iter(w.fldChar, w.fldSimple), None) is not None:
        return A_FIELD
    return A_BLANK if words else ""
