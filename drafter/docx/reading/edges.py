"""What stands at the edges of pages: headers, footers, what parts notes from the text, how notes are counted.

A form's Word file brings all of it, so no draft knows it: what was printed is kept beside the draft
(``provenance``). Headers stand as they are shown (ISO 29500-1, 17.10): those of first pages only where a
section has them, those of even pages only where the settings ask for them, each section's or else those of
the section before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from drafter.docx.looks.appearance import Appearance
from drafter.docx.looks.backgrounds import dark_pages
from drafter.docx.looks.colour import Palette
from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.docx.parts.notes import is_ordinary
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.package import WordPackage, relationships
from drafter.docx.parts.styles import Styles
from drafter.docx.reading.edge_looks import is_tall, ways_shown
from drafter.docx.reading.edge_pages import EVERYWHERE, Pages, pages_in_words
from drafter.docx.reading.edge_words import DRAWN, VML, property_shown, words_shown
from drafter.docx.reading.fields import fields_in
from drafter.docx.reading.links import links_of_part
from drafter.text.words import whole

HEADER, FOOTER, ABOVE_NOTES, NUMBERS = "header", "footer", "above notes", "numbers of notes"
PAGES, BLANK = "numbers of pages", ""  # and what stands on pages that have none of a kind
OVER_TEXT, OUTLINE = "edges over the text", "levels of headings"
LINE = "line above notes"  # between the text and its footnotes
SECTIONS = "sections"  # that can leave pages blank, or are set in other columns than the others
LINES = "numbers of lines"  # beside the text
GROUND = "ground of pages"  # where it is dark
SHADE = "shade of what is to be filled in"
MARKS = "marks of notes"  # how they were printed, where they are not raised
IN_WORDS = "words of pictures"  # what is read out in the place of a header's or footer's pictures
SHOWN = "ways of showing"  # what of headers and footers is no plain words in its place
# How the first number of each kind of paragraph is shown (``PrintedText.counts``): “letter (a)”.
FORMS_OF_NUMBERS = "forms of numbers"
NUMBERED_STYLES = {"main": "SingleTxt", "letter": "LetteredTxt", "guidance": "GuidanceTxt"}

_REFERENCES = {w.headerReference: HEADER, w.footerReference: FOOTER}
_ABOUT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OF_PAGES = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES".split())
_FORMS = {
    "upperRoman": "I, II, III",
    "lowerRoman": "i, ii, iii",
    "upperLetter": "A, B, C",
    "lowerLetter": "a, b, c",
    "chicago": "*, †, ‡",
}
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}
_TALLEST = 792.0  # points, of a page, where nothing is said
_LINE = 12.0  # points, of a line in a header
_MARK_STYLE = "FootnoteReference"
# How a field shows its number: its switches but for those of looks, and of 1, 2, 3.
_SWITCHED = re.compile(r"\\[*#@]\s*(?:\"[^\"]*\"|\S+)")
_NO_FORMS = tuple(f"\\* {one}" for one in ("mergeformat", "charformat", "mergeformatinet", "arabic"))
_LEAVES_BLANK = {"evenPage": "on an even page", "oddPage": "on an odd page"}
# Where notes stand, if not at the foot of the page, and endnotes at the end of the text (17.11.21, 17.11.22).
_ELSEWHERE = {
    ("footnote", "beneathText"): "directly below the text, not at the foot of the page",
    ("footnote", "sectEnd"): "at the end of the text",
    ("footnote", "docEnd"): "at the end of the text",
    ("endnote", "sectEnd"): "at the end of each section",
}
_RESTARTS = {"eachPage": "anew on each page", "eachSect": "anew in each section"}


@dataclass(frozen=True, slots=True)
class Edge:
    """Something at an edge, as often as it may stand there.

    Attributes:
        where: ``HEADER``, ``FOOTER``, ``ABOVE_NOTES``, ``NUMBERS``, ``PAGES``, ``IN_WORDS``, ``SHOWN``,
            ``OVER_TEXT``, ``OUTLINE``, ``SHADE``, ``LINE``, ``SECTIONS``, ``LINES``, ``GROUND``, ``MARKS`` or
            ``FORMS_OF_NUMBERS``.
        text: Its words; pictures, and fields by their names, in braces. How notes are counted, in words.
        pages: On which pages a header or a footer stands, in words; ``EVERYWHERE`` for all.
    """

    where: str
    text: str
    pages: str = field(default=EVERYWHERE, compare=False, kw_only=True)


def edges_of(
    package: WordPackage,
    notes: Mapping[str, etree._Element],
    sections: Sequence[etree._Element],
    background: etree._Element | None,
    prepare: Callable[[etree._Element], object] = lambda _: None,
) -> tuple[Edge, ...]:
    """What stands at the edges of a file's pages, each once.

    Args:
        package: The file.
        notes: Its parts “footnotes” and “endnotes”, as they are read.
        sections: What it says of its pages, section by section (``w:sectPr``).
        background: What its main part says of the ground of pages; None for nothing.
        prepare: What is done with another part before it is read: tracked changes are accepted, for instance.
    """
    settings = package.related_tree("settings")
    has_even = is_on(settings.find(w.evenAndOddHeaders))
    stands_on: dict[Edge, list[Pages]] = defaultdict(list)
    found = list(_around(package, sections, prepare, stands_on, has_even=has_even))
    for kind in ("footnote", "endnote"):
        root = notes[f"{kind}s"]
        texts = (words_shown(note, package, None) for note in root if not is_ordinary(note))
        found += [Edge(ABOVE_NOTES, text) for text in texts if text]
        found += _between(package, package.related(f"{kind}s"), root)
        if any(map(is_ordinary, root)):
            found += _numbers(kind, settings, sections)
        if kind == "footnote" and _has_line(root):
            found.append(Edge(LINE, "there"))
    found += (Edge(SECTIONS, one) for one in _sections(sections))
    found += (Edge(LINES, one) for one in _numbered_lines(sections))
    theme = package.related_tree("theme")
    if ground := dark_pages(background, settings, Palette(theme, settings)):
        found.append(Edge(GROUND, ground))
    several = sorted({page for pages in stands_on.values() for page in pages})
    named = {one: pages_in_words(pages, several) for one, pages in stands_on.items()}
    return tuple(replace(one, pages=named.get(one, EVERYWHERE)) for one in dict.fromkeys(found))


def forms_of_numbers(edges: Sequence[Edge]) -> dict[str, str]:
    """How the first number of each kind of paragraph was printed: “letter” → “(a)”."""
    pairs = (one.text.partition(" ") for one in edges if one.where == FORMS_OF_NUMBERS)
    return {kind: shown for kind, _, shown in pairs}


def prints_marks_on_the_line(edges: Sequence[Edge] | None) -> bool:
    """Whether a form sets the marks of footnotes on the line, and not above it."""
    return any(one.where == MARKS for one in edges or ())


def sections_of(root: etree._Element) -> list[etree._Element]:
    """What a document says of its pages, section by section, without what tracked changes keep of them."""
    return [one for one in root.iter(w.sectPr) if next(one.iterancestors(w.sectPrChange), None) is None]


def _around(
    package: WordPackage,
    sections: Sequence[etree._Element],
    prepare: Callable[[etree._Element], object],
    stands_on: Mapping[Edge, list[Pages]],
    *,
    has_even: bool,
) -> Iterator[Edge]:
    """What stands around the pages; on which each header and footer does is put to ``stands_on``."""
    parts = {one.id: one.target for one in relationships(package.parts, package.document)}
    styles = Styles(package.related_tree("styles"))
    seen = Appearance.of(package, styles)
    yield Edge(SHOWN, BLANK)  # an earlier drafter kept nothing of it
    yield from _by_styles(styles, seen)
    yield from _forms_of_numbers(package, styles)
    stands: dict[tuple[str, str], str] = {}
    for n, section in enumerate(sections):
        for one in section:
            if where := _REFERENCES.get(str(one.tag)):
                given = next((str(value) for name, value in one.items() if str(name).endswith("}id")), "")
                stands[where, one.get(w.type, "default")] = parts.get(given, "")
        shown = {"default", *(["first"] if is_on(section.find(w.titlePg)) else [])}
        shown |= {"even"} if has_even else set()
        for where in (HEADER, FOOTER):
            for kind in sorted(shown):
                text, part = BLANK, stands.get((where, kind), "")
                if part in package.parts and not _is_beside(section, where):
                    root = package.tree(part)
                    prepare(root)
                    text = words_shown(root, package, seen)
                    yield from _pictures_in_words(root)
                    yield from _ways_shown(part, root, where, section, seen, package)
                    yield from (Edge(PAGES, one) for one in _forms_of_pages(root, where))
                    if text and not _has_room(section, where, root):
                        yield Edge(OVER_TEXT, where)
                stands_on[Edge(where, text)].append(Pages(n + 1, kind))
                yield Edge(where, text)
        if text := _counted(section.find(w.pgNumType), "pages", "decimal", goes_on=n > 0):
            yield Edge(PAGES, text)


def _has_line(notes: etree._Element) -> bool:
    """Whether a line parts the footnotes from the text: where nothing is said of it, programs draw one."""
    parts = [one for one in notes if one.get(w.type) == "separator"]
    return not parts or any(next(one.iter(w.separator), None) is not None for one in parts)


def _sections(sections: Sequence[etree._Element]) -> Iterator[str]:
    """What sections do to pages that others do not: a page may be left blank before them, columns begin."""
    for one in sections[1:]:
        if (begins := value_of(one, "type")) in _LEAVES_BLANK:
            yield f"a part that begins {_LEAVES_BLANK[begins]}, so that a page may be left blank before it"
    columns = [one.find(w.cols) for one in sections]
    counts = [1 if one is None else max(1, whole(one.get(w.num, ""))) for one in columns]
    if len(set(counts)) > 1:
        yield from (f"a part in {count} columns" for count in dict.fromkeys(counts) if count > 1)


def _numbered_lines(sections: Sequence[etree._Element]) -> list[str]:
    """The parts with numbers beside their lines; where none says which lines get one, none does (17.6.8)."""
    said = (one.find(w.lnNumType) for one in sections)
    found = [n for n, one in enumerate(said, 1) if one is not None and whole(one.get(w.countBy, ""))]
    if len(found) == len(sections):
        return ["all parts"] if found else []
    return [f"part {n} of {len(sections)}" for n in found]


def _by_styles(styles: Styles, seen: Appearance) -> Iterator[Edge]:
    """What a form's styles say of its own, and no draft knows."""
    yield from (Edge(OUTLINE, one) for one in styles.listed_otherwise())
    if seen.blanks.shade:
        yield Edge(SHADE, "there")
    if not seen.paragraph(None).of_style(_MARK_STYLE):
        yield Edge(MARKS, "on the line")


def _forms_of_numbers(package: WordPackage, styles: Styles) -> Iterator[Edge]:
    lists = package.related_tree("numbering")
    for kind, style in NUMBERED_STYLES.items():
        if shown := Numbering(lists, styles).number(style, "", "")[0].strip():
            yield Edge(FORMS_OF_NUMBERS, f"{kind} {shown}")


def _between(package: WordPackage, part: str, notes: etree._Element) -> Iterator[Edge]:
    """What of that which parts notes from the text is no line, and no plain words."""
    styles = Styles(package.related_tree("styles"))
    seen = Appearance.of(package, styles)
    numbering = Numbering(package.related_tree("numbering"), styles)
    for note in (one for one in notes if not is_ordinary(one)):
        for one in ways_shown(note, seen, numbering, lambda _: None, links_of_part(package, part, note, {})):
            yield Edge(SHOWN, f"{one} (between the text and its notes)")


def _ways_shown(
    part: str,
    root: etree._Element,
    where: str,
    section: etree._Element,
    seen: Appearance,
    package: WordPackage,
) -> Iterator[Edge]:
    """What of a header or a footer is no plain words in its place."""
    numbering = Numbering(package.related_tree("numbering"), seen.styles)
    links = links_of_part(package, part, root, {})
    for one in ways_shown(root, seen, numbering, lambda field: property_shown(field, package), links):
        yield Edge(SHOWN, f"{one} (in the {where})")
    if is_tall(section, where, root, seen):
        yield Edge(SHOWN, f"a {where} so high that it leaves the text little room")


def _pictures_in_words(root: etree._Element) -> Iterator[Edge]:
    """What is read out in the place of the pictures of a part; one without words, where there are any."""
    if next(root.iter(*DRAWN), None) is not None:
        said = [one.get("descr", "") for one in root.iter(_ABOUT)]
        said += [one.get("alt", "") for one in root.iter(f"{VML}*")]
        yield Edge(IN_WORDS, " / ".join(dict.fromkeys(filter(None, said))))


def _is_beside(section: etree._Element, where: str) -> bool:
    """Whether a header or a footer stands beside the page, so far is it from its edge."""
    size, margins = section.find(w.pgSz), section.find(w.pgMar)
    if size is None or margins is None:
        return False
    return points(margins.get(w[where], "")) >= (points(size.get(w.h, "")) or _TALLEST)


def _has_room(section: etree._Element, where: str, root: etree._Element) -> bool:
    """Whether a header or a footer ends before the text begins.

    A negative margin is exact: the text does not make room for a header as it grows (17.6.11).
    """
    margins = section.find(w.pgMar)
    if margins is None:
        return True
    margin = points(margins.get(w["top" if where == HEADER else "bottom"], ""))
    lines = sum(1 for _ in root.iter(w.p))
    return margin >= 0 or -margin >= points(margins.get(w[where], "")) + lines * _LINE


def _counted(said: etree._Element | None, what: str, usual: str, *, goes_on: bool) -> str:
    """How pages are counted, where it is not 1, 2, 3 from the first one (17.6.12); else nothing.

    Args:
        said: What a section says of it.
        what: What is counted.
        usual: The form of numbers where nothing is said.
        goes_on: Whether others stand before the section, so that a number of theirs comes again.
    """
    if said is None:
        return ""
    form, start = said.get(w.fmt, usual), said.get(w.start, "")
    parts = [
        f"as {_FORMS.get(form, form)}" if form != usual else "",
        "from 1 again" if goes_on and start == "1" else f"from {start}" if start not in ("", "1") else "",
        "with numbers of chapters before them" if said.get(w.chapStyle) else "",
    ]
    return f"{what} {', '.join(filter(None, parts))}" if any(parts) else ""


def _forms_of_pages(root: etree._Element, where: str) -> Iterator[str]:
    """In which forms a part shows the numbers of pages, where it is not 1, 2, 3 (17.16.4.3)."""
    for shown in fields_in(root, {}):
        name, *_ = shown.instruction.split() or [""]
        said = [" ".join(one.split()) for one in _SWITCHED.findall(shown.instruction)]
        forms = [one for one in said if one.casefold() not in _NO_FORMS]
        if name.upper() in _OF_PAGES and forms:
            yield f"{name.upper()} {' '.join(forms)} (in the {where})"


def _numbers(kind: str, settings: etree._Element, sections: Sequence[etree._Element]) -> Iterator[Edge]:
    """How notes are counted, where it is not 1, 2, 3 from the first page to the last (17.11)."""
    for holder in (settings, *sections):
        own = holder.find(w[f"{kind}Pr"])
        form, start = value_of(own, "numFmt"), value_of(own, "numStart")
        said = [
            f"as {_FORMS.get(form, form)}" if form not in ("", _USUAL[kind]) else "",
            _RESTARTS.get(value_of(own, "numRestart"), ""),
            f"from {start}" if start not in ("", "1") else "",
        ]
        if any(said):
            yield Edge(NUMBERS, f"{kind}s {', '.join(filter(None, said))}")
        if holder is settings and (where := _ELSEWHERE.get((kind, value_of(own, "pos")))):
            yield Edge(NUMBERS, f"{kind}s {where}")
