"""Files that are damaged or changed at random: each is read, or refused by a DrafterError, and nothing else.

What was found so is kept in hostile.py, or below as an example.
"""

from __future__ import annotations

import contextlib
import functools
import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hostile import opendocument, repacked, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_pdf import MadePage, made_pdf
from table_files import read_bytes_as
from word_reading import draft, unzip

from drafter.documents.interpreter import interpret
from drafter.draft.formats import dump_draft, load_draft
from drafter.files.places import shipped_folder
from drafter.form.copying import copy_form
from drafter.form.forms import load_form
from drafter.matrix.about import load_about
from drafter.matrix.concordance import load_concordance
from drafter.matrix.loading import open_matrix
from drafter.matrix.matrix_file import load_matrix
from drafter.merge.proposal_file import read_proposals
from drafter.problems import DrafterError
from drafter.reading.review import load_review
from drafter.returned.document import read_word
from drafter.selection.loading import read_selection
from drafter.selection.source_file import load_sources
from tools import KYOTO_2021

_TOKENS = (
    *(
        b"\0",
        b"\xff",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"\r",
        b"\n",
        b"\t",
        b" ",
        b"-",
        b"9" * 5000,
        b"1e999",
    ),
    *(
        b"<",
        b">",
        b"/>",
        b"</w:p>",
        b"<w:p>",
        b"<w:r><w:t>x</w:t></w:r>",
        b"&",
        b"&#0;",
        b"]]>",
        b"<!--",
        b'"',
    ),
    *(b"[", b"]", b"{", b"}", b": ", b"- ", b"&a ", b"*a", b"|", b">-", b"#", b"~", b"null", b"!!binary "),
    *(
        b"=",
        b"%",
        b"{{ x }}",
        b"{% for i in x %}",
        b"(a) ",
        b"para. ",
        b"lac-19h",
        b"<td rowspan=9>",
        b"PK\x03\x04",
    ),
)
_EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),  # where
        st.integers(0, 40),  # so much is taken out
        st.sampled_from(_TOKENS) | st.binary(max_size=6),  # what comes in
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Some bytes with others in their places."""
    for where, out, into in edits:
        at = int(where * len(content))
        content = content[:at] + into + content[at + out :]
    return content


def in_parts(make: Callable[[], bytes], *names: str) -> Callable[[list[tuple[float, int, bytes]]], bytes]:
    """Changes a part of a file that is packed, so that it can still be unpacked; or the file itself."""

    def change(edits: list[tuple[float, int, bytes]]) -> bytes:
        place = len(edits[0][2]) + edits[0][1]
        name = (*names, "")[place % (len(names) + 1)]
        if not name:
            return changed(make(), edits)
        parts = unzip(make())
        return repacked(zipfile.ZIP_STORED, parts | {name: changed(parts[name], edits)})

    return change


def plain(content: bytes) -> Callable[[list[tuple[float, int, bytes]]], bytes]:
    """Changes a file as it is."""
    return functools.partial(changed, content)


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="drafter-fuzz-"))


def from_file(read: Callable[[Path], object], name: str) -> Callable[[bytes], object]:
    """Reads bytes as a file of a name."""

    def run(content: bytes) -> object:
        path = _folder() / name
        path.write_bytes(content)
        return read(path)

    return run


def read_matrix(name: str) -> Callable[[bytes], object]:
    """Reads bytes as a matrix document."""

    def run(content: bytes) -> object:
        document = read_bytes_as(name, content)
        return interpret(document, "x", None, ())

    return run


def _word_matrix() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    table = document.add_table(2, 2)
    words = ("Africa", "Europe", "(a) Promote peace; [Report, para. 1]", "x")
    for cell, text in zip(table._cells, words, strict=True):
        cell.text = text
    document.save(buffer)
    return buffer.getvalue()


_REVIEW = (
    b"draft: d.docx\nreviewed:\n- clause: a\n  source: lac-19h\n  verdict: supported\n  by: A. Diallo\n"
    b"  on: 2026-01-31\n  wording: Promote peace\n  text: Promote peace.\n"
)
_SELECTION = (
    b"matrix: kyoto-2021\nform: kyoto\noptions:\n  alternatives: bis\ncriteria:\n  min-regions: 4\nclauses:\n"
    b"- id: culture-of-lawfulness\n  reason: too long\n- id: own-1\n  text: We reaffirm *peace*.\n"
    b"  sources: [lac-19h]\n  status:\n  - is: agreed\n    on: 3 May 2026\n"
)
_SOURCES = (
    b"documents:\n- id: doha\n  cited: Resolution 70/174\n  paragraphs:\n    '5': We reaffirm\nproposals:\n"
    b"- id: brazil-1\n  by: [Brazil]\n  text: Establish a fund.\n"
)
_NOTHING_GIVEN = {"matrix": "", "concordance": "", "form": ""}
_PROPOSALS = b"- id: culture-of-lawfulness:wording\n  draft: d.docx\n  set:\n    wording: Promote peace\n"
_CELL = '<c t="inlineStr"><is><t>Africa</t></is></c>'
_CELLS = f"<row>{_CELL * 2}</row>"
_ROWS = f"<table:table-row>{'<table:table-cell><text:p>x</text:p></table:table-cell>' * 2}</table:table-row>"
_PAGE = (
    "<html><table><tr><td colspan=2>Africa<td>Europe<tr><td><p>Promote [Report, para. 1]"
    "<td><ol><li>x</ol></table>"
)


def _read_selection(content: bytes) -> object:
    return read_selection(_folder() / "s.yaml", content, _NOTHING_GIVEN, may_have_gone=False)


def _read_template(content: bytes) -> object:
    folder = _folder() / "form"
    if not folder.exists():
        copy_form(shipped_folder("templates") / "kyoto", folder)
    (folder / "preamble.j2").write_bytes(content)
    return load_form(folder).say("preamble")


READERS: dict[str, tuple[Callable[[list[tuple[float, int, bytes]]], bytes], Callable[[bytes], object]]] = {
    "a Word draft": (
        in_parts(
            functools.partial(draft, 4),
            *("word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/numbering.xml"),
            *("customXml/item1.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"),
        ),
        lambda content: read_word(content, "f.docx"),
    ),
    "a matrix in Word": (
        in_parts(_word_matrix, "word/document.xml", "word/styles.xml"),
        read_matrix("f.docx"),
    ),
    "a workbook": (
        in_parts(lambda: workbook(_CELLS * 2), "xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"),
        read_matrix("f.xlsx"),
    ),
    "a LibreOffice sheet": (in_parts(lambda: opendocument(_ROWS * 2), "content.xml"), read_matrix("f.ods")),
    "a web page": (plain(_PAGE.encode()), read_matrix("f.html")),
    "csv": (
        plain(b'State,No.,"Recommendation"\nChile,1,"Promote ""peace"""\nPeru,2,x\n'),
        read_matrix("f.csv"),
    ),
    "text": (plain((KYOTO_2021 / "annex-b.txt").read_bytes()[:6000]), read_matrix("f.txt")),
    "a PDF": (
        plain(made_pdf([MadePage().table([["Africa", "Europe"], ["Promote", "peace"]], 50)])),
        read_matrix("f.pdf"),
    ),
    "a selection": (plain(_SELECTION), _read_selection),
    "a matrix file": (
        plain((KYOTO_2021 / "matrix.yaml").read_bytes()[:5000]),
        from_file(load_matrix, "matrix.yaml"),
    ),
    "about.yaml": (plain((KYOTO_2021 / "about.yaml").read_bytes()), from_file(load_about, "about.yaml")),
    "a concordance": (
        plain((KYOTO_2021 / "concordance.yaml").read_bytes()[-3000:].partition(b"\n\n")[2]),
        from_file(lambda path: load_concordance(path, open_matrix("kyoto-2021").matrix), "concordance.yaml"),
    ),
    "sources": (plain(_SOURCES), from_file(load_sources, "sources.yaml")),
    "a review": (plain(_REVIEW), from_file(load_review, "review.yaml")),
    "proposals": (
        plain(_PROPOSALS),
        lambda content: read_proposals(Path("s.yaml"), content.decode("utf-8", "replace")),
    ),
    "the draft inside": (
        lambda edits: changed(dump_draft(read_word(draft(4), "f.docx").draft).encode(), edits),
        lambda content: load_draft(content.decode("utf-8", "replace")),
    ),
    "a template": (
        plain(b"We, {% if meeting %}the {{ meeting }}{% endif %} {{ place or 'x' }},\n"),
        _read_template,
    ),
}


_SECONDS_EACH = 6.0  # for each reader, of the processor's time: two minutes for all of them


def _look(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    change, read = READERS[name]
    with contextlib.suppress(DrafterError):
        read(change(edits))


@pytest.mark.parametrize("name", READERS)
def test_what_is_changed_at_random_is_read_or_refused(name):
    @settings(
        max_examples=4, derandomize=True, database=None, deadline=None, suppress_health_check=HealthCheck
    )
    @given(_EDITS)
    def look(edits):
        _look(name, edits)

    look()


@pytest.mark.thorough
@pytest.mark.parametrize("name", READERS)
def test_what_is_changed_often_at_random_is_read_or_refused(name):
    until = time.process_time() + _SECONDS_EACH

    @settings(max_examples=600, deadline=None, database=None, suppress_health_check=HealthCheck)
    @given(_EDITS)
    def look(edits):
        if time.process_time() < until:
            _look(name, edits)

    look()
