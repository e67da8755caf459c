"""Edits a Word draft as a person does in Word: types over words, adds, strikes and moves paragraphs."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn


class Editor:
    """A Word draft that is open."""

    def __init__(self, path: Path) -> None:
        self.document = docx.Document(str(path))
        self.body = self.document.element.body

    def paragraph(self, words: str) -> Any:
        """The first paragraph that has some words."""
        return next(p for p in self.body.iter(qn("w:p")) if words in self.text(p))

    @staticmethod
    def text(paragraph: Any) -> str:
        return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))

    def type_over(self, old: str, new: str, within: str = "") -> Editor:
        """Replace words in the first paragraph that has them (or has those ``within``)."""
        paragraph = self.paragraph(within or old)
        run, start, end = self._run(paragraph, old)
        text = run.find(qn("w:t"))
        text.text = text.text[:start] + new + text.text[end:]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return self

    def type_after(self, words: str, new: str) -> Editor:
        """Put words in behind others."""
        return self.type_over(words, words + new)

    def track(self, old: str, new: str, author: str) -> Editor:
        """Replace words with changes tracked."""
        run, start, end = self._run(self.paragraph(old), old)
        whole = run.find(qn("w:t")).text
        pieces = [(None, whole[:start]), ("del", old), ("ins", new), (None, whole[end:])]
        for kind, words in pieces:
            if not words:
                continue
            part = copy.deepcopy(run)
            text = part.find(qn("w:t"))
            text.text = words
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if kind == "del":
                text.tag = qn("w:delText")
            if kind:
                change = OxmlElement(f"w:{kind}")
                change.set(qn("w:id"), str(900 + len(list(self.body.iter(qn("w:ins"), qn("w:del"))))))
                change.set(qn("w:author"), author)
                change.append(part)
                part = change
            run.addprevious(part)
        run.getparent().remove(run)
        return self

    def add_paragraph(self, after: str, new: str) -> Editor:
        """Press Enter behind a paragraph, and type another paragraph."""
        paragraph = self.paragraph(after)
        added = parse_xml(f"<w:p {nsdecls('w')}/>")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            added.append(copy.deepcopy(properties))
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:t"))
        run[0].text = new
        added.append(run)
        paragraph.addnext(added)
        return self

    def strike(self, words: str) -> Editor:
        """Delete a paragraph, with its footnotes."""
        paragraph = self.paragraph(words)
        for mark in list(paragraph.iter(qn("w:footnoteReference"))):
            self._remove_note(mark)
        paragraph.getparent().remove(paragraph)
        return self

    def move(self, words: str, after: str) -> Editor:
        """Cut a paragraph, and paste it behind another paragraph."""
        self.paragraph(after).addnext(self.paragraph(words))
        return self

    def comment(self, words: str, text: str, author: str) -> Editor:
        """Attach a comment to the first words of a paragraph."""
        paragraph = docx.text.paragraph.Paragraph(self.paragraph(words), self.document.part)
        runs = [run for run in paragraph.runs if run.text.strip()]
        self.document.add_comment(runs[:1], text=text, author=author)
        return self

    def add_footnote(self, words: str, note: str) -> Editor:
        """Set a footnote behind some words."""
        notes = self._notes()
        number = 1 + max(int(item.get(qn("w:id"))) for item in notes)
        item = (
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        )
        notes.append(parse_xml(item))
        run, _, end = self._run(self.paragraph(words), words)
        rest = copy.deepcopy(run)
        run.find(qn("w:t")).text, rest.find(qn("w:t")).text = (
            run.find(qn("w:t")).text[:end],
            run.find(qn("w:t")).text[end:],
        )
        mark = parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )
        run.addnext(mark)
        mark.addnext(rest)
        return self

    def strike_footnote(self, words: str, count: int = -1) -> Editor:
        """Delete a mark of a footnote in a paragraph, by default the last."""
        self._remove_note(self.notes_of(words)[count])
        return self

    def labels(self) -> list[str]:
        """The numbers that are typed before paragraphs: "1 bis"."""
        texts = (self.text(paragraph) for paragraph in self.body.iter(qn("w:p")))
        return [match[1] for text in texts if (match := re.match(r"(\d+(?: [a-z]+)?)\.", text))]

    def notes_of(self, words: str) -> list[Any]:
        """The marks of footnotes in a paragraph."""
        return list(self.paragraph(words).iter(qn("w:footnoteReference")))

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path

    def _remove_note(self, mark: Any) -> None:
        notes = self._notes()
        note = next(note for note in notes if note.get(qn("w:id")) == mark.get(qn("w:id")))
        notes.remove(note)
        mark.getparent().getparent().remove(mark.getparent())

    def _notes(self) -> Any:
        part = next(
            r.target_part for r in self.document.part.rels.values() if r.reltype.endswith("/footnotes")
        )
        if not hasattr(part, "element"):
            root = parse_xml(part.blob)
            part.__class__ = docx.opc.part.XmlPart
            part._element = root
        return part.element

    @staticmethod
    def _run(paragraph: Any, words: str) -> tuple[Any, int, int]:
        """The run that has some words, and where in it; runs that share them are joined."""
        runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        for run in runs:
            text = run.find(qn("w:t")).text or ""
            if words in text:
                start = text.index(words)
                return run, start, start + len(words)
        first, *others = runs
        first.find(qn("w:t")).text = "".join(run.find(qn("w:t")).text or "" for run in runs)
        for run in others:
            run.getparent().remove(run)
        start = first.find(qn("w:t")).text.index(words)
        return first, start, start + len(words)
