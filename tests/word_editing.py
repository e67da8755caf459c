"""Edits of a Word draft, as people make them in a word processor; on the XML, without drafter's code."""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Iterable
from pathlib import Path

from lxml import etree
from word_reading import W, rezip, unzip, w

from tools import LONGEST_RUN, cannot_run, tool

NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

# So many files LibreOffice is given in one go; it may be slow on a busy machine.
_AT_ONCE = 20


def element(xml: str) -> etree._Element:
    """An element of WordprocessingML, from its text."""
    return etree.fromstring(f"<x {NAMESPACES}>{xml}</x>")[0]


def run(text: str, style: str = "") -> etree._Element:
    """A run of text."""
    made = etree.Element(w("r"))
    if style:
        etree.SubElement(etree.SubElement(made, w("rPr")), w("rStyle")).set(w("val"), style)
    said = etree.SubElement(made, w("t"))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def said(paragraph: etree._Element) -> str:
    """The words of a paragraph."""
    return "".join(one.text or "" for one in paragraph.iter(w("t")))


class Edit:
    """A Word draft that is being edited."""

    def __init__(self, content: bytes) -> None:
        self.parts = unzip(content)
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])

    def save(self) -> bytes:
        """The file, as edited."""
        for name, tree in (("word/document.xml", self.document), ("word/footnotes.xml", self.notes)):
            self.parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
        return rezip(self.parts)

    @property
    def body(self) -> etree._Element:
        return self.document.find(w("body"))

    def lines(self, *styles: str) -> list[etree._Element]:
        """The paragraphs of clauses, in order; or those in the given styles."""
        wanted = styles or ("SingleTxt", "AltTxt", "GuidanceTxt")
        return [one for one in self.body.findall(w("p")) if style_of(one) in wanted]

    def clause(self, bookmark: str) -> etree._Element:
        """The first paragraph of a clause."""
        (found,) = [
            one.getparent()
            for one in self.document.iter(w("bookmarkStart"))
            if one.get(w("name")) == bookmark
        ]
        return found

    def references(self, paragraph: etree._Element) -> list[etree._Element]:
        """The footnote marks of a paragraph."""
        return list(paragraph.iter(w("footnoteReference")))

    def note(self, reference: etree._Element) -> etree._Element:
        """The footnote that a mark leads to."""
        return next(one for one in self.notes if one.get(w("id")) == reference.get(w("id")))

    def set_note(self, reference: etree._Element, text: str) -> None:
        """Retype a footnote."""
        texts = list(self.note(reference).iter(w("t")))
        for one in texts:
            one.text = ""
        texts[-1].text = text

    def remove_reference(self, reference: etree._Element) -> None:
        """Delete a footnote's mark, and the footnote with it, as a word processor does."""
        self.notes.remove(self.note(reference))
        marks = reference.getparent()
        commas = [one for one in (marks.getnext(), marks.getprevious()) if _is_comma(one)]
        if commas:
            commas[0].getparent().remove(commas[0])
        marks.getparent().remove(marks)
        self.renumber()

    def add_reference(
        self, paragraph: etree._Element, text: str, after: etree._Element | None = None
    ) -> None:
        """Insert a footnote at the end of a paragraph's marks."""
        marks = self.references(paragraph)
        new = etree.Element(w("r"))
        etree.SubElement(etree.SubElement(new, w("rPr")), w("rStyle")).set(w("val"), "FootnoteReference")
        etree.SubElement(new, w("footnoteReference")).set(w("id"), "99999")
        place = after if after is not None else (marks[-1].getparent() if marks else None)
        if place is None:
            texts = [one for one in paragraph.iter(w("r")) if one.find(w("t")) is not None]
            texts[-1].addnext(new)
        else:
            place.addnext(new)
            place.addnext(run(", ", "FootnoteReference"))
        note = copy.deepcopy(next(one for one in self.notes if one.get(w("type")) in (None, "normal")))
        note.set(w("id"), "99999")
        self.notes.append(note)
        (reference,) = list(new.iter(w("footnoteReference")))
        self.set_note(reference, text)
        self.renumber()

    def renumber(self) -> None:
        """Number the footnotes in the order of their marks, as Word and LibreOffice do when they save."""
        by_id = {one.get(w("id")): one for one in self.notes if one.get(w("type")) in (None, "normal")}
        first = 1 + max(
            (int(one.get(w("id"))) for one in self.notes if one.get(w("type")) not in (None, "normal")),
            default=0,
        )
        for number, reference in enumerate(self.document.iter(w("footnoteReference")), start=first):
            note = by_id.pop(reference.get(w("id")))
            reference.set(w("id"), str(number))
            note.set(w("id"), str(number))
            self.notes.append(note)

    def replace_words(self, paragraph: etree._Element, old: str, new: str) -> None:
        """Replace words of a paragraph, wherever runs begin and end."""
        texts = list(paragraph.iter(w("t")))
        whole = "".join(one.text or "" for one in texts)
        start = whole.index(old)
        end = start + len(old)
        place = 0
        for one in texts:
            text = one.text or ""
            a, b = max(start - place, 0), min(end - place, len(text))
            place += len(text)
            if a < b:
                one.text = text[:a] + new + text[b:]
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                new = ""


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"))


def _is_comma(one: etree._Element | None) -> bool:
    return (
        one is not None
        and one.tag == w("r")
        and said(one).strip() == ","
        and one.find(w("footnoteReference")) is None
    )


def through_libreoffice(
    folder: Path, files: Iterable[Path], *formats: str, profile: Path | None = None
) -> list[Path]:
    """Have LibreOffice open files and save them again, once for each format; the last is Word's.

    Args:
        folder: For the files.
        files: The files.
        formats: Formats on the way.
        profile: A folder for LibreOffice's own settings, which it makes once; in the folder by default.
    """
    paths = list(files)
    for number, name in enumerate((*formats, "docx")):
        target = folder / f"{number}-{name}"
        for start in range(0, len(paths), _AT_ONCE):
            subprocess.run(
                [
                    tool("soffice"),
                    f"-env:UserInstallation={(profile or folder / 'libreoffice').as_uri()}",
                    "--headless",
                    "--convert-to",
                    name,
                    "--outdir",
                    str(target),
                    *map(str, paths[start : start + _AT_ONCE]),
                ],
                capture_output=True,
                timeout=LONGEST_RUN,
                check=False,
            )
        paths = [target / f"{path.stem}.{name}" for path in paths]
    if not all(path.is_file() for path in paths):
        cannot_run("LibreOffice did not save the files")
    return paths
