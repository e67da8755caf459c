"""Edits Word files at random as people do, and reads a redline with all changes accepted or rejected.

Nothing of drafter is used. Three readers: a small one of our own after ISO 29500-1, 17.13.5; pandoc; and
LibreOffice, which accepts or rejects by a macro.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

from libreoffice_basic import run_basic
from lxml import etree
from word_reading import WordFile, rezip, unzip, w

from tools import LONGEST_RUN, tool

P, R, T, TBL, TR, TC = (w(name) for name in ("p", "r", "t", "tbl", "tr", "tc"))
PPR, RPR, REFERENCE = w("pPr"), w("rPr"), w("footnoteReference")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CAME = {w("ins"), w("moveTo")}
WENT = {w("del"), w("moveFrom")}
TEXTS = (T, w("delText"), w("tab"), w("instrText"), w("delInstrText"), w("fldSimple"), REFERENCE)


# Our own reader


def read_through(content: bytes, *, accept: bool) -> list:
    """What a file says with all changes accepted or rejected: paragraphs, and tables as rows of cells.

    A paragraph is its style and its text, with “{the note}” for a footnote and “<REF>” before what such a
    field shows: the bookmark that it refers to has another name at the old end of a move.
    """
    word = WordFile(content)
    body = deepcopy(word.body)
    taken = WENT if accept else CAME
    for row in list(body.iter(TR)):
        if marked(row.find(w("trPr")), taken):
            row.getparent().remove(row)
    for table in list(body.iter(TBL)):
        if table.find(TR) is None:
            table.getparent().remove(table)
    for change in list(body.iter(w("pPrChange"))):
        properties = change.getparent()
        if not accept:
            for child in list(properties):
                if child.tag not in (RPR, w("sectPr")):
                    properties.remove(child)
            properties[0:0] = list(change.find(PPR))
        else:
            properties.remove(change)
    for element in [one for one in body.iter(*taken) if one.getparent().tag not in (RPR, w("trPr"))]:
        element.getparent().remove(element)
    return list(story(body, taken, word.notes))


def marked(properties: etree._Element | None, tags: set[str]) -> bool:
    return properties is not None and any(child.tag in tags for child in properties)


def story(parent: etree._Element, taken: set[str], notes: dict[int, str]) -> Iterator:
    carried = ""
    for child in blocks(parent):
        if child.tag == TBL:
            assert not carried, f"text runs on into a table: {carried}"
            yield [[list(story(cell, taken, notes)) for cell in row.iter(TC)] for row in child.iter(TR)]
            continue
        text = carried + "".join(said(child, notes))
        properties = child.find(f"{PPR}/{RPR}")
        if marked(properties, taken):
            carried = text
            continue
        carried = ""
        style = child.find(f"{PPR}/{w('pStyle')}")
        yield "" if style is None else style.get(w("val")), text
    assert not carried, f"text is left at the end: {carried}"


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag == w("sdt"):
            yield from blocks(child.find(w("sdtContent")))


def said(paragraph: etree._Element, notes: dict[int, str]) -> Iterator[str]:
    for element in paragraph.iter(*TEXTS):
        if element.tag == REFERENCE:
            yield "{" + notes[int(element.get(w("id")))] + "}"
        elif element.tag == w("tab"):
            if element.getparent().tag == R:
                yield "\t"
        elif element.tag == w("fldSimple"):
            yield "<REF>" * element.get(w("instr")).strip().startswith("REF ")
        elif element.tag in (w("instrText"), w("delInstrText")):
            yield "<REF>" * (element.text or "").strip().startswith("REF ")
        else:
            yield element.text or ""


# pandoc


def by_pandoc(content: bytes, folder: Path, way: str = "accept") -> list[str]:
    """The paragraphs that pandoc reads, with “{the note}” for a footnote.

    pandoc makes an empty item of a deleted list item, shows nothing of simple fields, and keeps the cells
    of deleted rows and the caption of a table without any: lists are made plain, captions taken out and
    simple fields made complex before, and empty cells passed over.
    """
    path = folder / "pandoc.docx"
    path.write_bytes(for_pandoc(content))
    run = subprocess.run(
        [tool("pandoc"), "-f", "docx", "-t", "json", f"--track-changes={way}", str(path)],
        capture_output=True,
        check=True,
        timeout=LONGEST_RUN,
    )
    return [text for text in texts(json.loads(run.stdout)["blocks"]) if text]


def texts(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, dict):
        if node.get("t") in ("Para", "Plain", "Header"):
            yield spoken(node["c"]).strip()
        else:
            yield from texts(node.get("c"))


def spoken(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(spoken, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return node["c"]
    if node["t"] in ("Space", "SoftBreak"):
        return " "
    inner = spoken(node.get("c"))
    return "{" + inner.strip() + "}" if node["t"] == "Note" else inner


def for_pandoc(content: bytes) -> bytes:
    parts = unzip(content)
    for name in ("word/document.xml", "word/styles.xml"):
        tree = etree.fromstring(parts[name])
        for numbers in list(tree.iter(w("numPr"), w("tblCaption"), w("tblDescription"))):
            numbers.getparent().remove(numbers)
        for field in list(tree.iter(w("fldSimple"))):
            for kind in ("begin", "instr", "separate"):
                run = etree.Element(R)
                if kind == "instr":
                    etree.SubElement(run, w("instrText")).text = field.get(w("instr"))
                else:
                    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
                field.addprevious(run)
            for run in list(field):
                field.addprevious(run)
            end = etree.Element(R)
            etree.SubElement(end, w("fldChar")).set(w("fldCharType"), "end")
            field.addprevious(end)
            field.getparent().remove(field)
        parts[name] = etree.tostring(tree)
    return rezip(parts)


# LibreOffice

_SETTLE = """
Sub Run(source As String, target As String, way As String)
  document = Opened(source)
  frame = document.CurrentController.Frame
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  Dim none()
  If way <> "keep" Then dispatcher.executeDispatch(frame, way, "", 0, none())
  Save(document, target)
End Sub
"""
ACCEPT_ALL, REJECT_ALL, KEEP = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges", "keep"


def by_libreoffice(file: Path, folder: Path, way: str) -> bytes:
    """A file as LibreOffice saves it once it has accepted or rejected all changes."""
    target = folder / f"{file.stem}-{way.rpartition(':')[2]}.docx"
    run_basic(_SETTLE, file, target, way, folder=folder)
    return target.read_bytes()


# Edits


class Editor:
    """Edits a Word file at random, the same way for the same seed."""

    def __init__(self, content: bytes, seed: int) -> None:
        self.parts = unzip(content)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.body = self.root.find(w("body"))
        self.chance = random.Random(seed)  # made-up edits need no secrecy

    def done(self) -> bytes:
        """The edited file: notes in order and no comment without its place, as Word does."""
        by_id = {note.get(w("id")): note for note in self.notes if note.get(w("type")) is None}
        for note in by_id.values():
            self.notes.remove(note)
        for number, mark in enumerate(self.body.iter(REFERENCE), start=1):
            self.notes.append(deepcopy(by_id[mark.get(w("id"))]))
            self.notes[-1].set(w("id"), str(number))
            mark.set(w("id"), str(number))
        if "word/comments.xml" in self.parts:
            anchored = {mark.get(w("id")) for mark in self.body.iter(w("commentReference"))}
            comments = etree.fromstring(self.parts["word/comments.xml"])
            for comment in list(comments):
                if comment.get(w("id")) not in anchored:
                    comments.remove(comment)
            self.parts["word/comments.xml"] = etree.tostring(comments)
        self.parts["word/document.xml"] = etree.tostring(self.root)
        self.parts["word/footnotes.xml"] = etree.tostring(self.notes)
        return rezip(self.parts)

    def edit(self, times: int) -> bytes:
        """Make so many edits of any kind."""
        kinds: list[Callable[[], None]] = [
            self.reword,
            self.reword,
            self.rewrite,
            self.drop_note,
            self.add_note,
            self.change_note,
            self.drop_clause,
            self.move_clause,
            self.copy_paragraph,
            self.add_paragraph,
            self.drop_paragraph,
            self.restyle,
            self.drop_bookmark,
            self.drop_row,
            self.copy_row,
            self.change_cell,
            self.split_run,
            self.add_at_end,
            self.track,
        ]
        for _ in range(times):
            self.chance.choice(kinds)()
        return self.done()

    # What there is

    def paragraphs(self, style: str = "") -> list[etree._Element]:
        found = self.body.findall(P)
        return [p for p in found if not style or style_of(p).startswith(style)]

    def any_paragraph(self, style: str = "") -> etree._Element:
        return self.chance.choice(self.paragraphs(style) or self.paragraphs())

    def any_text(self, paragraph: etree._Element) -> etree._Element | None:
        found = [t for t in paragraph.iter(T) if (t.text or "").strip(", ")]
        return self.chance.choice(found) if found else None

    def any_row(self) -> etree._Element | None:
        rows = [row for row in self.body.iter(TR) if row.getprevious().tag == TR]
        return self.chance.choice(rows) if rows else None

    def unit(self) -> list[etree._Element]:
        first = self.any_paragraph("SingleTxt")
        unit = [first]
        while unit[-1].getnext() is not None and style_of(unit[-1].getnext()) == "AltTxt":
            unit.append(unit[-1].getnext())
        return unit

    # Single edits

    def reword(self) -> None:
        text = self.any_text(self.any_paragraph())
        if text is None:
            return
        words = re.findall(r"\s*\S+", text.text)
        for _ in range(self.chance.randint(1, 4)):
            place = self.chance.randrange(len(words) + 1)
            words[place : place + self.chance.randint(0, 3)] = self.chance.choices(
                [" also", " where appropriate", " and", ",", " the", " consider", " – “new”", "–"],
                k=self.chance.randint(0, 2),
            )
        text.text = "".join(words) or "x"
        text.set(SPACE, "preserve")

    def rewrite(self) -> None:
        text = self.any_text(self.any_paragraph())
        if text is not None:
            text.text = "Quite another text that nobody could take for the one before."

    def drop_note(self) -> None:
        marks = list(self.body.iter(REFERENCE))
        if marks:
            run = self.chance.choice(marks).getparent()
            after = run.getnext()
            if after is not None and after.tag == R and "".join(after.itertext()) == ", ":
                after.getparent().remove(after)
            run.getparent().remove(run)

    def new_note(self, text: str) -> str:
        number = max((int(note.get(w("id"))) for note in self.notes), default=0) + 1
        note = etree.SubElement(self.notes, w("footnote"))
        note.set(w("id"), str(number))
        paragraph = etree.SubElement(note, P)
        etree.SubElement(etree.SubElement(paragraph, R), w("footnoteRef"))
        etree.SubElement(etree.SubElement(paragraph, R), T).text = text
        return str(number)

    def add_note(self) -> None:
        run = etree.SubElement(self.any_paragraph(), R)
        mark = etree.SubElement(run, REFERENCE)
        mark.set(w("id"), self.new_note(f"Report of somebody, para. {self.chance.randint(1, 99)}."))

    def change_note(self) -> None:
        marks = list(self.body.iter(REFERENCE))
        if marks:
            number = self.new_note(f"Report of another, para. {self.chance.randint(1, 99)}.")
            self.chance.choice(marks).set(w("id"), number)

    def drop_clause(self) -> None:
        for paragraph in self.unit():
            if len(self.paragraphs()) > 1:
                self.body.remove(paragraph)

    def move_clause(self) -> None:
        unit = self.unit()
        others = [p for p in self.paragraphs() if p not in unit]
        if others:
            place = self.chance.choice(others)
            for paragraph in reversed(unit):
                place.addnext(paragraph)

    def copy_paragraph(self) -> None:
        copy = deepcopy(self.any_paragraph())
        for mark in list(copy.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            mark.getparent().remove(mark)
        for mark in copy.iter(REFERENCE):
            mark.set(w("id"), self.new_note("Report that a copy cites, para. 1."))
        self.any_paragraph().addnext(copy)

    def add_paragraph(self) -> None:
        self.any_paragraph().addnext(paragraph_of("SingleTxt", "A clause that somebody typed in by hand;"))

    def drop_paragraph(self) -> None:
        if len(self.paragraphs()) > 1:
            self.body.remove(self.any_paragraph())

    def restyle(self) -> None:
        style = self.any_paragraph().find(f"{PPR}/{w('pStyle')}")
        if style is not None:
            style.set(w("val"), self.chance.choice(["H4", "PlainTxt", "SingleTxt", "AltTxt"]))

    def drop_bookmark(self) -> None:
        for mark in list(self.any_paragraph("SingleTxt").iter(w("bookmarkStart"), w("bookmarkEnd"))):
            mark.getparent().remove(mark)

    def drop_row(self) -> None:
        row = self.any_row()
        if row is not None:
            row.getparent().remove(row)

    def copy_row(self) -> None:
        row, place = self.any_row(), self.any_row()
        if row is not None and len(list(row.iter(TC))) == len(list(place.iter(TC))):
            place.addnext(deepcopy(row))

    def change_cell(self) -> None:
        row = self.any_row()
        text = None if row is None else self.any_text(row)
        if text is not None:
            text.text = self.chance.choice(["Changed", text.text + " and more", "Unchanged"])

    def split_run(self) -> None:
        text = self.any_text(self.any_paragraph())
        if text is not None and text.getparent().tag == R:
            run = text.getparent()
            place = self.chance.randint(0, len(text.text))
            other = deepcopy(run)
            other.find(T).text, text.text = text.text[place:], text.text[:place]
            for one in (text, other.find(T)):
                one.set(SPACE, "preserve")
            properties = other.find(RPR)
            if properties is None:
                properties = etree.Element(RPR)
                other.insert(0, properties)
            if properties.find(w("b")) is None and properties.find(w("rStyle")) is None:
                properties.insert(0, etree.Element(w("b")))
            run.addnext(other)

    def add_at_end(self) -> None:
        last = self.body[-1]
        new = paragraph_of("PlainTxt", f"Added at the end {self.chance.randint(1, 9)}.")
        last.addprevious(new) if last.tag == w("sectPr") else last.addnext(new)

    def track(self) -> None:
        """A change that somebody made while Word kept track of changes."""
        paragraph = self.any_paragraph()
        runs = [run for run in paragraph.findall(R) if run.find(T) is not None]
        if not runs:
            return
        run = self.chance.choice(runs)
        change = etree.Element(w(self.chance.choice(["ins", "del"])))
        change.set(w("id"), str(self.chance.randint(90_000, 99_999)))
        change.set(w("author"), "Somebody")
        run.addprevious(change)
        change.append(run)
        if change.tag == w("del"):
            for text in run.iter(T):
                text.tag = w("delText")


def style_of(element: etree._Element) -> str:
    style = element.find(f"{PPR}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"))


def paragraph_of(style: str, text: str) -> etree._Element:
    paragraph = etree.Element(P)
    etree.SubElement(etree.SubElement(paragraph, PPR), w("pStyle")).set(w("val"), style)
    etree.SubElement(etree.SubElement(paragraph, R), T).text = text
    return paragraph
