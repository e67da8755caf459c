"""Annex B as Word files and web pages, made with tools that people have: python-docx and LibreOffice."""

from __future__ import annotations

import html
import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from word_reading import rezip

from tools import KYOTO_2021, LONGEST_RUN, tool

HEADS = "Asia and the Pacific\t"
LABEL = re.compile(r"\(([a-z])\) ")


def annex_b_rows() -> list[list[list[str]]]:
    """The rows of the source document: cells of paragraphs, each without marks, blanks squeezed."""
    lines = (KYOTO_2021 / "annex-b.txt").read_text(encoding="utf-8").split("\n")
    return [
        [
            [" ".join(part.split()) for part in re.split(r"</?p[^>]*>|<br[^>]*>", cell) if part.strip()]
            for cell in line.split("\t")
        ]
        for line in lines
        if "\t" in line
    ]


def pages(rows: Sequence[list[list[str]]]) -> list[list[list[list[str]]]]:
    """The rows page by page: each begins with the heads."""
    heads = rows[0]
    starts = [number for number, row in enumerate(rows) if row == heads]
    return [[*rows[start:end]] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def is_heading(row: Sequence[list[str]]) -> bool:
    return bool(row[0]) and not any(row[1:]) and "[Report" not in row[0][0] and row[0][0][0] != "("


class Maker:
    """Makes Word files of rows.

    Args:
        merged: Whether the rows of headings are one cell each.
        numbered: Whether the letters of paragraphs are made by Word.
    """

    def __init__(self, *, merged: bool = False, numbered: bool = False) -> None:
        self.document: Document = docx.Document()
        self.merged = merged
        self.numbered = numbered
        self._numbers = 100
        self._last: tuple[str, int] = ("", 0)  # the letter that a list went on to, and its number
        if numbered:
            self._numbering().insert(
                0,
                parse_xml(f"""
                <w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/>
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>
                </w:lvl></w:abstractNum>"""),
            )

    def _numbering(self):
        return self.document.part.numbering_part.element

    def table(self, rows: Sequence[list[list[str]]]) -> Table:
        table = self.document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        for row in rows:
            cells = table.add_row().cells
            if self.merged and is_heading(row):
                cells = [cells[0].merge(cells[-1])]
            for cell, paragraphs in zip(cells, row, strict=False):
                self._last = ("", 0)
                for number, paragraph in enumerate(paragraphs):
                    at = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                    self._write(at, paragraph, bold=is_heading(row))
        return table

    def _write(self, at, text: str, *, bold: bool) -> None:
        label = LABEL.match(text) if self.numbered else None
        if label:
            letter, number = self._last
            if not letter or ord(label[1]) != ord(letter) + 1:
                self._numbers += 1
                number = self._numbers
                self._numbering().append(
                    parse_xml(f"""
                    <w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>
                    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="{ord(label[1]) - 96}"/></w:lvlOverride>
                    </w:num>""")
                )
            self._last = (label[1], number)
            properties = at._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
            text = text[label.end() :]
        at.add_run(text).bold = bold or None

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def web_page(rows: Sequence[list[list[str]]], *, merged: bool = False) -> str:
    """The rows as a web page, a table a page."""
    tables = []
    for page in pages(rows):
        lines = []
        for row in page:
            if merged and is_heading(row):
                lines.append(f'<tr><td colspan="{len(row)}"><b>{html.escape(row[0][0])}</b></td></tr>')
            else:
                cells = ("".join(f"<p>{html.escape(part)}</p>" for part in cell) for cell in row)
                lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        tables.append("<table border=1>" + "\n".join(lines) + "</table>")
    head = "<head><meta charset=utf-8><title>x</title></head>"
    return f"<html>{head}<body>{'<p>Page</p>'.join(tables)}</body></html>"


def convert(source: Path, made: Path) -> Path:
    """A file as LibreOffice saves it under another name."""
    made.parent.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    reader = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    kind = {".docx": "docx:Office Open XML Text", ".html": "html:HTML (StarWriter)"}.get(
        made.suffix, made.suffix[1:]
    )
    command = [
        tool("soffice"),
        "--headless",
        profile,
        *reader,
        "--convert-to",
        kind,
        "--outdir",
        made.parent,
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_RUN)
    return made


# Small Word files, part by part

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word_file(body: str, **parts: str) -> bytes:
    """A Word file of a body and of other parts, each by the name of its root: ``footnotes="…"``."""
    relations, types, files = [], [], {}
    for name, content in {"document": f"<w:body>{body}</w:body>", **parts}.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMES}>{content}</w:{root}>"
        sort = "document.main" if name == "document" else name
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{sort}+xml"/>')
        relations.append(f'<Relationship Id="{name}" Type="{_KINDS}{name}" Target="{name}.xml"/>')
    around = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    files["word/_rels/document.xml.rels"] = around.format("".join(relations[1:]))
    files["_rels/.rels"] = around.format(
        f'<Relationship Id="x" Type="{_KINDS}officeDocument" Target="word/document.xml"/>'
    )
    types.append(
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    spelt = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(types)}</Types>'
    return rezip(
        {"[Content_Types].xml": spelt.encode(), **{name: one.encode() for name, one in files.items()}}
    )


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what is no markup is a run's text."""
    made = (
        one if one.startswith("<") else f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in runs
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(made)}</w:p>"


def tc(*paragraphs: str, properties: str = "") -> str:
    """A cell of paragraphs; what is no markup is one."""
    made = (one if one.startswith("<") else p(one) for one in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(made)}</w:tc>"


def tbl(*rows: Sequence[str], grid: Sequence[int] = ()) -> str:
    """A table of rows of cells."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    made = "".join(
        f"<w:tr>{''.join(one if one.startswith('<') else tc(one) for one in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
