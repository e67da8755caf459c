"""Where tracked changes stand: in which paragraph, of what beside its words, and what they do to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.parts.package import WordPackage
from drafter.docx.tracked.revisions import (
    ADDED,
    MOVED_FROM,
    MOVED_TO,
    TAKEN,
    author_of,
    changes_in,
)
from drafter.text.words import first_words

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
_OTHERWISE = "formatted otherwise"
_WAYS = {
    **dict.fromkeys((*ADDED, w.cellIns), "put in"),
    **dict.fromkeys((*TAKEN, w.cellDel), "struck out"),
    MOVED_TO: "moved here",
    MOVED_FROM: "moved away",
    w.numberingChange: "numbered otherwise",
}
_UNITS = (w.tr, w.tc)
_MOST_WORDS = 6


class Pending(NamedTuple):
    """A tracked change that is neither accepted nor rejected.

    Attributes:
        kind: What it is of beside words: “a footnote”, “a row”; empty for words.
        said: What it does, in words: “laws” put in; empty where ``kind`` says all.
    """

    kind: str
    said: str


def changes_of_authors(
    package: WordPackage,
    body: etree._Element,
    notes: Mapping[str, etree._Element],
    places: Mapping[etree._Element, int],
) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[Pending, ...]]]:
    """The tracked changes of a file by author: the place of each; and what each is.

    The place of one in a note is that of the paragraph with the note's mark, of one of a row that of its
    first paragraph; -1 where there is none.

    Args:
        package: The file.
        body: Its body.
        notes: The parts with footnotes, endnotes and comments.
        places: The place of each paragraph.
    """
    by_author: dict[str, list[tuple[int, Pending]]] = defaultdict(list)
    for change, place, kind in _changes(package, body, notes, places):
        said = "" if kind == AN_END else _said(change)
        by_author[author_of(change)].append((place, Pending(kind, said)))
    return (
        {author: tuple(place for place, _ in found) for author, found in by_author.items()},
        {author: tuple(change for _, change in found) for author, found in by_author.items()},
    )


def _said(change: etree._Element) -> str:
    """What a tracked change does, with the first words that it does that to."""
    way, holder = _WAYS.get(str(change.tag), _OTHERWISE), change.getparent()
    around = holder.getparent() if holder is not None else None
    if holder is None or around is None or not str(holder.tag).endswith("Pr"):
        words = _words_in(change)  # of those in a run, the words that come and go with it
    elif around.tag == w.pPr:
        return f"{'a number' if holder.tag == w.numPr else 'a paragraph’s end'} {way}"
    elif holder.tag == w.pPr:
        words = _words_in(next(change.iterancestors(w.p), change))
    else:
        words = _words_in(around) if around.tag in (w.r, *_UNITS) else ""
    shown = f"“{first_words(words, _MOST_WORDS)}” " if words else ""
    if not shown and change.tag in (*ADDED, *TAKEN) and holder is not None and holder.tag not in _OF:
        has_note = next(change.iter(w.footnoteReference), None) is not None
        shown = "a footnote " if has_note else "something without words "
    return f"{shown}{way}"


def _words_in(element: etree._Element) -> str:
    """The words in an element, those that are struck out among them; cells with a blank between them."""
    parts = (
        "".join(one.text or "" for one in paragraph.iter(w.t, w.delText))
        for paragraph in ([element] if element.tag not in _UNITS else element.iter(w.p))
    )
    return " ".join(" ".join(parts).split())


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
            for change in changes_in(notes[f"{name}s"])
            for note in change.iterancestors(w[name])
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
