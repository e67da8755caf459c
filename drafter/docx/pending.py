"""Where tracked changes stand: in which paragraph, of what beside its words, and what they hide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.content import NotAsShown
from drafter.docx.looks.appearance import Appearance
from drafter.docx.markup import w
from drafter.docx.package import WordPackage
from drafter.docx.pieces import words_in
from drafter.docx.revisions import TAKEN, author_of, changes_in

_OF = {
    w.trPr: "a row",
    w.tblPrEx: "a row",
    w.tcPr: "a cell",
    w.tblPr: "a table",
    w.tblGrid: "a table",
    w.sectPr: "a page",
}
AN_END = "an end"  # of a paragraph that will be run together with the next
_EDGES = {"header": "a header", "footer": "a footer"}


@dataclass(frozen=True, slots=True)
class PendingLook:
    """Words that are shown otherwise as long as a change of how they are formatted is not decided.

    Attributes:
        author: Who made the change.
        place: That of the paragraph, or of the one with the mark of the note; -1 where there is none.
        kind: Of what the change is beside words: “a footnote”; empty for words of a paragraph.
        shown: The words, and how they are shown.
    """

    author: str
    place: int
    kind: str
    shown: NotAsShown


def pending_looks(
    package: WordPackage,
    body: etree._Element,
    notes: Mapping[str, etree._Element],
    places: Mapping[etree._Element, int],
    appearance: Appearance,
) -> Iterator[PendingLook]:
    """What tracked changes of formatting show otherwise: “All Markup” in Word shows it as they have it.

    Args:
        package: The file.
        body: Its body, before any change is accepted or rejected.
        notes: The parts with footnotes, endnotes and comments.
        places: The place of each paragraph.
        appearance: How words of the file are seen.
    """
    for change, place, kind in _changes(package, body, notes, places):
        if shown := _shown_by(change, appearance):
            yield PendingLook(author_of(change), place, kind, shown)


def _shown_by(change: etree._Element, appearance: Appearance) -> NotAsShown | None:
    """The words that a change of formatting shows otherwise, if it does, and they were not so before it."""
    now = change.getparent()
    holder = None if now is None else now.getparent()
    if holder is None or (change.tag, holder.tag) not in ((w.rPrChange, w.r), (w.pPrChange, w.p)):
        return None
    former, words = next(iter(change), None), words_in(holder)
    if change.tag == w.pPrChange:
        how, before = (appearance.paragraph(one).how for one in (now, former))
    else:
        paragraph = next(holder.iterancestors(w.p), None)
        seen = appearance.paragraph(None if paragraph is None else paragraph.find(w.pPr))
        how, before = seen.of_run(now), seen.of_run(former)
    return NotAsShown(how, words) if how and how != before and words.strip() else None


def changes_of_authors(
    package: WordPackage,
    body: etree._Element,
    notes: Mapping[str, etree._Element],
    places: Mapping[etree._Element, int],
) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[str, ...]]]:
    """The tracked changes of a file by author: the place of each; and what each is of beside words.

    The place of one in a note is that of the paragraph with the note's mark, of one of a row that of its
    first paragraph; -1 where there is none.

    Args:
        package: The file.
        body: Its body.
        notes: The parts with footnotes, endnotes and comments.
        places: The place of each paragraph.
    """
    by_author: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for change, place, kind in _changes(package, body, notes, places):
        by_author[author_of(change)].append((place, kind))
    return (
        {author: tuple(place for place, _ in found) for author, found in by_author.items()},
        {author: tuple(kind for _, kind in found) for author, found in by_author.items()},
    )


def _changes(
    package: WordPackage,
    body: etree._Element,
    notes: Mapping[str, etree._Element],
    places: Mapping[etree._Element, int],
) -> Iterator[tuple[etree._Element, int, str]]:
    for change in changes_in(body):
        around = (next(up.iter(w.p), None) for up in change.iterancestors() if up is not body)
        first = next(change.iterancestors(w.p), None)
        first = next((one for one in around if one is not None), None) if first is None else first
        holder = change.getparent()
        kind = _OF.get(str(holder.tag), "") if holder is not None else ""
        kind = AN_END if change.tag in TAKEN and _runs_together(holder, first) else kind
        yield change, -1 if first is None else places.get(first, -1), kind
    for name in ("footnote", "endnote"):
        found = [
            (note.get(w.id, ""), change)
            for note in notes[f"{name}s"].iter(w[name])
            for change in changes_in(note)
        ]
        at = _marks(w[f"{name}Reference"], body, places) if found else {}
        for note, change in found:
            yield change, at.get(note, -1), f"a {name}"
    at = {
        one.get(w.id, ""): places.get(next(one.iterancestors(w.p)), -1)
        for one in body.iter(w.commentReference)
    }
    for comment in notes["comments"].iter(w.comment):
        for change in changes_in(comment):
            yield change, at.get(comment.get(w.id, ""), -1), "a remark"
    for name in package.parts:
        kind = next((said for start, said in _EDGES.items() if name.startswith(f"word/{start}")), "")
        if kind and name.endswith(".xml"):
            for change in changes_in(package.tree(name)):
                yield change, -1, kind


def _runs_together(holder: etree._Element | None, paragraph: etree._Element | None) -> bool:
    """Whether what is struck out is the end of a paragraph, and words are left before it and behind it."""
    properties = None if holder is None or holder.tag != w.rPr else holder.getparent()
    if paragraph is None or properties is None or properties.tag != w.pPr:
        return False
    behind = paragraph.getnext()
    return behind is not None and behind.tag == w.p and all(map(_has_words_left, (paragraph, behind)))


def _has_words_left(paragraph: etree._Element) -> bool:
    texts = (one for one in paragraph.iter(w.t) if (one.text or "").strip())
    return any(next(one.iterancestors(*TAKEN), None) is None for one in texts)


def _marks(mark: str, body: etree._Element, places: Mapping[etree._Element, int]) -> dict[str, int]:
    """The ids of notes, and the places of the paragraphs with their marks; of several the first."""
    found: dict[str, int] = {}
    for one in body.iter(mark):
        place = next((places.get(up, -1) for up in one.iterancestors(w.p)), -1)
        found.setdefault(one.get(w.id, ""), place)
    return found
