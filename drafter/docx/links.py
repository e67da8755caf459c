"""Links on words: where each leads, and what is shown beside it (ISO 29500-1, 17.16.22)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.package import WordPackage, relationships


@dataclass(frozen=True, slots=True)
class Link:
    """A link on words.

    Attributes:
        place: That of its paragraph; -1 in a footnote.
        words: On which it stands.
        target: Where it leads outside the file; empty where it leads within it.
        anchor: The bookmark to which it leads; empty where it has none.
        tip: What is shown to who points at it.
        note: The id of the footnote in which it stands; empty for none.
    """

    place: int
    words: str
    target: str
    anchor: str
    tip: str = ""
    note: str = ""


def links_in(
    package: WordPackage,
    body: etree._Element,
    notes: etree._Element,
    places: Mapping[etree._Element, int],
) -> Iterator[Link]:
    """The links of a body and of its footnotes that lead anywhere, or say something.

    Args:
        package: The file.
        body: Its body.
        notes: The part with its footnotes.
        places: The place of each paragraph.
    """
    yield from _links(package, package.document, body, places)
    yield from _links(package, package.related("footnotes"), notes, {})


def _links(
    package: WordPackage, part: str, root: etree._Element, places: Mapping[etree._Element, int]
) -> Iterator[Link]:
    found = list(root.iter(w.hyperlink))
    targets = {one.id: one.target for one in relationships(package.parts, part)} if found else {}
    for one in found:
        given = next((str(value) for name, value in one.items() if str(name).endswith("}id")), "")
        target, anchor, tip = targets.get(given, ""), one.get(w.anchor, ""), one.get(w.tooltip, "")
        if target or anchor or tip:
            place = next((places.get(up, -1) for up in one.iterancestors(w.p)), -1)
            words = "".join(each.text or "" for each in one.iter(w.t))
            note = next((up.get(w.id, "") for up in one.iterancestors(w.footnote)), "")
            yield Link(place, words, target, anchor, tip, note)
