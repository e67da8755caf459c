"""What a Word draft says, and what Annex B says, each read here in a few lines of its own.

Nothing of drafter is used: what the tests expect comes from the source document, and what they find from
the XML of the file.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml
from lxml import etree

from tools import KYOTO_2021, drafter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

REGIONS = {
    "ap": "Asia and the Pacific",
    "lac": "Latin America and the Caribbean",
    "wa": "Western Asia",
    "af": "Africa",
    "eu": "Europe",
}
CONFIRMED_SYMBOL = "A/CONF.234/RPM.3/1"  # of Latin America and the Caribbean; no other is confirmed
ORDINALS = ["bis", "ter", "quater", "quinquies"]


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{W}}}{name}"


# Annex B


@dataclass
class Source:
    """A recommendation of Annex B: its placements are pairs of a theme (section, heading) and a text."""

    region: str
    paragraph: int
    letter: str
    placements: list[tuple[tuple[str, str], str]] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, str]:
        return list(REGIONS).index(self.region), self.paragraph, self.letter

    @property
    def text(self) -> str:
        return self.placements[0][1]

    @property
    def texts(self) -> list[str]:
        return list(dict.fromkeys(text for _, text in self.placements))


@dataclass
class AnnexB:
    """Annex B: sections, themes (each a section and a heading), and recommendations by id."""

    sections: list[str] = field(default_factory=list)
    themes: dict[tuple[str, str], None] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


_CITATION = re.compile(r"(.*?)\[Report, para[.,] (\d+)\(?([a-z])?\)?\][.;]?", re.DOTALL)


def squeezed(text: str) -> str:
    """A text with one blank wherever it has blanks."""
    return " ".join(text.split())


@functools.cache
def annex_b() -> AnnexB:
    """Read the source document: rows with tabs; headings stand alone in the first cell."""
    read = AnnexB()
    section = theme = ""
    pending = dict.fromkeys(REGIONS, "")
    was_heading = False
    for line in (KYOTO_2021 / "annex-b.txt").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) == 1 or cells == list(REGIONS.values()):
            continue
        cells = [squeezed(re.sub(r"</?p[^>]*>", " ", cell)) for cell in cells]
        is_heading = not any(cells[1:]) and "[Report" not in cells[0]
        if is_heading:
            heading = cells[0].removesuffix("(cont'd)").strip()
            if was_heading:  # the one before was of the upper level
                section = theme
                if section not in read.sections:
                    read.sections.append(section)
            theme = heading
        else:
            read.themes.setdefault((section, theme))
            for region, cell in zip(REGIONS, cells, strict=True):
                joint = "" if pending[region].endswith("-") else " "
                pending[region] = _take(read, region, (section, theme), pending[region] + joint + cell)
        was_heading = is_heading
    return read


def _take(read: AnnexB, region: str, theme: tuple[str, str], text: str) -> str:
    """Take whole recommendations off a column's text; what is left continues on the next page."""
    end = 0
    for found in _CITATION.finditer(text):
        label = re.match(r"\s*(?:\(([a-z]{1,2})\))?\s*", found[1])
        letter = found[3] or label[1]  # one citation lacks its letter, and its label has it
        source = Source(region, int(found[2]), letter)
        source = read.sources.setdefault(f"{region}-{found[2]}{letter}", source)
        source.placements.append((theme, found[1][label.end() :].strip()))
        end = found.end()
    return text[end:].strip()


# What the abbreviations of Annex B stand for, and how it names the declaration that it is for.
LONG_FORMS = {
    "the Office (UNODC)": "the United Nations Office on Drugs and Crime",
    "within UNODC technical": "within the United Nations Office on Drugs and Crime’s technical",
    "UNODC": "the United Nations Office on Drugs and Crime",
    "FAO": "the Food and Agriculture Organization of the United Nations",
    "the future Kyoto declaration": "this declaration",
    "the future Kyoto Declaration": "this declaration",
}


def as_declared(text: str) -> str:
    """A source as a clause may say it: abbreviations spelt out, the declaration called “this declaration”."""
    for short, long in LONG_FORMS.items():
        text = text.replace(short, long)
    return text


def letters(text: str) -> str:
    """A text's letters and digits alone, in one case."""
    return re.sub(r"\W", "", text).casefold()


def title_of(theme: str) -> str:
    """A theme's heading without its roman numeral."""
    return re.sub(r"^[IVX]+\. ", "", theme)


def in_matrix_order(ids: list[str]) -> list[str]:
    """Ids by region in the order of the columns, then by paragraph and letter."""
    return sorted(ids, key=lambda one: annex_b().sources[one].order)


@functools.cache
def concordance() -> Mapping[str, dict]:
    """The entries of the concordance by id, as they stand in the file."""
    text = (KYOTO_2021 / "concordance.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text) if entry["status"] == "confirmed"}


def expected_clauses(min_regions: int) -> dict[str, list[str]]:
    """Clause ids and their recommendations in matrix order: what so many regions share."""
    members = {entry_id: entry["members"] for entry_id, entry in concordance().items()}
    shared = {member for several in members.values() for member in several}
    single = {one: [one] for one in annex_b().sources if one not in shared}
    return {
        clause: in_matrix_order(ids)
        for clause, ids in {**members, **single}.items()
        if len({one.split("-")[0] for one in ids}) >= min_regions
    }


# Word files


def unzip(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(parts: Mapping[str, bytes]) -> bytes:
    """A Word file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@dataclass
class Paragraph:
    """A paragraph: its style, its text without footnote marks and the commas between them, and more.

    Attributes:
        marks: Ids of its footnotes, in order.
        between: What stands between the first mark and the end, without the marks.
        bookmark: The bookmark that begins in it; empty where none.
        fields: Instructions of its fields, each with what it shows.
        new_page: Whether it begins a page.
    """

    style: str
    text: str
    marks: list[int]
    between: str
    bookmark: str
    fields: list[tuple[str, str]]
    new_page: bool


class WordFile:
    """A Word file, its parts parsed when they are asked for."""

    def __init__(self, content: bytes) -> None:
        self.parts = unzip(content)
        self._parsed: dict[str, etree._Element] = {}

    def xml(self, part: str) -> etree._Element:
        if part not in self._parsed:
            self._parsed[part] = etree.fromstring(self.parts[part])
        return self._parsed[part]

    @property
    def body(self) -> etree._Element:
        return self.xml("word/document.xml").find(w("body"))

    @functools.cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The body's paragraphs outside tables."""
        return [read_paragraph(element) for element in self.body.findall(w("p"))]

    @functools.cached_property
    def tables(self) -> list[list[list[list[Paragraph]]]]:
        """Rows of cells of paragraphs, for each table."""
        return [
            [
                [[read_paragraph(p) for p in cell.findall(w("p"))] for cell in row.findall(w("tc"))]
                for row in table.findall(w("tr"))
            ]
            for table in self.body.findall(w("tbl"))
        ]

    def annex(self, number: str) -> list[list[list[Paragraph]]]:
        """The rows of an annex ("I", "II") that have a cell a column, without the row of headings."""
        return [row for row in self.annex_rows(number) if len(row) > 1]

    def annex_rows(self, number: str) -> list[list[list[Paragraph]]]:
        """All rows of an annex but the first; a row of one cell is the heading of those below it."""
        heading = ""
        for place, element in enumerate(element for element in self.body if element.tag != w("sectPr")):
            if element.tag == w("tbl") and heading == f"Annex {number}":
                before = sum(other.tag == w("tbl") for other in self.body[:place])
                return self.tables[before][1:]
            if element.tag == w("p") and read_paragraph(element).style == "H1":
                heading = read_paragraph(element).text.partition(".")[0]
        return []

    @functools.cached_property
    def notes(self) -> dict[int, str]:
        """The footnotes' text by id, without separators and without their own marks."""
        return {
            int(note.get(w("id"))): "".join(_texts(note)).strip()
            for note in self.xml("word/footnotes.xml")
            if note.get(w("type")) in (None, "normal")
        }

    def styled(self, *styles: str) -> list[Paragraph]:
        """The body's paragraphs in any of some styles."""
        return [paragraph for paragraph in self.paragraphs if paragraph.style in styles]

    @functools.cached_property
    def clauses(self) -> dict[str, list[Paragraph]]:
        """The wordings of each clause, by the name of its bookmark: the numbered one, then the others."""
        found: dict[str, list[Paragraph]] = {}
        name = ""
        for paragraph in self.styled("SingleTxt", "GuidanceTxt", "AltTxt"):
            if paragraph.style != "AltTxt":
                name = paragraph.bookmark
                assert name not in found
            found.setdefault(name, []).append(paragraph)
        return found

    def sources_of(self, paragraph: Paragraph) -> list[str]:
        """The ids of the recommendations that a paragraph's footnotes cite, in order."""
        return [cited(self.notes[mark]) for mark in paragraph.marks]


def read_paragraph(element: etree._Element) -> Paragraph:
    """Read a ``w:p``."""
    text = between = ""
    marks = []
    for run in element.iter(w("r")):
        mark = run.find(w("footnoteReference"))
        said = "".join(_texts(run))
        if mark is not None:
            marks.append(int(mark.get(w("id"))))
        elif marks:
            between += said
        else:
            text += said
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    bookmark = element.find(w("bookmarkStart"))
    return Paragraph(
        style="" if style is None else style.get(w("val")),
        text=text,
        marks=marks,
        between=between,
        bookmark="" if bookmark is None else bookmark.get(w("name")),
        fields=[
            (field.get(w("instr")).strip(), "".join(_texts(field))) for field in element.iter(w("fldSimple"))
        ],
        new_page=element.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None,
    )


def _texts(element: etree._Element) -> Iterator[str]:
    for found in element.iter(w("t"), w("tab")):
        yield "\t" if found.tag == w("tab") else found.text or ""


_NOTE = re.compile(r".*?(?P<region>" + "|".join(REGIONS.values()) + r")\b.*, para\. (\d+) \(([a-z])\)\.")


def cited(note: str) -> str:
    """The id of the recommendation that a note cites."""
    found = _NOTE.fullmatch(note)
    assert found, note
    key = next(key for key, name in REGIONS.items() if name == found["region"])
    return f"{key}-{found[2]}{found[3]}"


@functools.cache
def draft(min_regions: int) -> bytes:
    """The Word draft of Annex B that so many regions share, made once."""
    run = drafter("draft", "--min-regions", str(min_regions), "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@functools.cache
def draft_in(form: str, min_regions: int) -> bytes:
    """The same in a form."""
    run = drafter("draft", "--form", form, "--min-regions", str(min_regions), "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


# pandoc's reading of a document, as JSON


def noted_paragraphs(document: dict) -> list[tuple[str, list[str]]]:
    """Text and notes of each paragraph that has notes, in order."""
    return list(_noted(document["blocks"]))


def _noted(node: object) -> Iterator[tuple[str, list[str]]]:
    if isinstance(node, list):
        for item in node:
            yield from _noted(item)
    elif isinstance(node, dict) and node.get("t") in ("Para", "Plain"):
        notes: list[str] = []
        text = _said(node["c"], notes)
        if notes:
            yield text, notes
    elif isinstance(node, dict):
        yield from _noted(node.get("c"))


def _said(node: object, notes: list[str] | None) -> str:
    if isinstance(node, list):
        return "".join(_said(item, notes) for item in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind == "Note" and notes is not None:
        notes.append(_said(content, None))
        return ""
    if kind == "Str":
        return content
    return " " if kind in ("Space", "SoftBreak") else _said(content, notes)
