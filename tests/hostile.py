"""Files that somebody made to harm whoever reads them: each by its maker, small until it is unpacked or read.

Each was met in an attack and once took more than ten seconds or a gigabyte, or ended in a fault.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from made_pdf import MadePage, made_pdf
from word_reading import draft, rezip, unzip

MIB = 1 << 20
_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"
_LIST = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="'
)
_LIST_END = '"/></w:lvl></w:abstractNum></w:numbering>'
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_part(name: str, content: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    """A draft with another part."""
    return repacked(method, unzip(draft(4)) | {name: content})


def in_clause(inside: str) -> bytes:
    """A draft with more behind the words of its first clause."""
    parts = unzip(draft(4))
    before = b"culture of lawfulness"
    at = parts[_DOCUMENT].index(b"</w:p>", parts[_DOCUMENT].index(before))
    parts[_DOCUMENT] = parts[_DOCUMENT][:at] + inside.encode() + parts[_DOCUMENT][at:]
    return rezip(parts)


def at_the_end(inside: str) -> bytes:
    """A draft with more behind its last paragraph."""
    parts = unzip(draft(4))
    parts[_DOCUMENT] = parts[_DOCUMENT].replace(b"<w:sectPr", inside.encode() + b"<w:sectPr", 1)
    return repacked(zipfile.ZIP_STORED, parts)


def repacked(method: int, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A draft, or other parts, packed in another way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in (parts or unzip(draft(4))).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lying() -> bytes:
    """A draft with a part of 8 MiB whose entry says that it has a thousand bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(8 * MIB)) + packer.flush()
    whole, name = draft(4), b"word/more.xml"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        start, count = archive.start_dir, len(archive.infolist())
    facts = (20, 0, 8, 0, 33, 0, len(packed), 1000, len(name))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *facts, 0) + name + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *facts, 0, 0, 0, 0, 0, start) + name
    directory = whole[start:-22] + entry
    end = (0, 0, count + 1, count + 1, len(directory), start + len(local), 0)
    return whole[:start] + local + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", *end)


def run(text: str) -> str:
    """A run of text in Word."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


# By what they do: what makes them, and what is said of them.
DRAFTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "an entry lies about its size": (lying, "is not a Word file, or is damaged"),
    "an unusual method": (partial(repacked, zipfile.ZIP_LZMA), "packed in a way that no such file is"),
    "many parts": (
        lambda: rezip(unzip(draft(4)) | {f"x{n}": b"" for n in range(2001)}),
        "parts, and 2000 at most are read",
    ),
    "a bomb": (
        partial(with_part, "x.bin", bytes(5 * MIB), zipfile.ZIP_DEFLATED),
        "more than 100 times its size",
    ),
    "a part outside": (partial(with_part, "word\\..\\..\\x", b""), "points outside the file"),
    "three million tags": (partial(with_part, "x.xml", b"<a/>" * 2_600_000), "2,500,000 tags and attributes"),
    "thousands of namespaces": (
        partial(with_part, "x.xml", b"<a %s/>" % b" ".join(b"xmlns:n%d='u'" % n for n in range(1001))),
        "200 namespaces",
    ),
    "entities": (partial(with_part, _DOCUMENT, _ENTITIES + b"<x>&b;</x>"), "document type declaration"),
    "another encoding": (
        partial(with_part, _DOCUMENT, b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'),
        "an encoding that no such file has",
    ),
    "depth": (partial(at_the_end, "<w:sdt>" * 300 + "</w:sdt>" * 300), "more than 250 deep"),
    "depth in a large part": (
        partial(at_the_end, run("a" * 11_000_000) + "<w:p>" * 300 + "</w:p>" * 300),
        "more than 250 deep",
    ),
    "tables in tables": (
        partial(at_the_end, "<w:tbl><w:tr><w:tc>" * 21 + run("x") + "</w:tc></w:tr></w:tbl>" * 21),
        "more than 20 tables inside one another",
    ),
    "controls in controls": (
        partial(at_the_end, "<w:sdt><w:sdtContent>" * 21 + "</w:sdtContent></w:sdt>" * 21),
        "more than 20 content controls inside one another",
    ),
    "runs": (partial(in_clause, run("x") * 6000), "more than 10,000 runs, marks and fields"),
    "tabs": (partial(in_clause, f"<w:r>{'<w:tab/>' * 10_001}</w:r>"), "10,000 runs, marks and fields"),
    "a paragraph": (partial(in_clause, run("the role " * 6000)), "more than 50,000 characters"),
    "paragraphs": (partial(at_the_end, "<w:p/>" * 100_001), "more than 100,000 paragraphs"),
    "a list's number": (
        partial(with_part, _NUMBERING, f"{_LIST}{'1' * 1001}{_LIST_END}".encode()),
        "a list's number has more than 1,000 characters",
    ),
    "parts of a list's number": (
        partial(with_part, _NUMBERING, f"{_LIST}{'%1' * 21}{_LIST_END}".encode()),
        "a list's number has more than 20 parts",
    ),
    "cells": (partial(at_the_end, f"<w:tbl>{'<w:tc/>' * 250_001}</w:tbl>"), "250,000 cells in tables"),
}

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def workbook(sheet: str, shared: str = "") -> bytes:
    """An Excel workbook of one sheet."""
    rels = f'<Relationships xmlns="{_PACKAGE}relationships">'
    first = f'<Relationship Id="r1" Type="{_OFFICE}/'
    types = f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="xml" ContentType="application/xml"/>'
    parts = {
        "[Content_Types].xml": f'{types}<Override PartName="/xl/workbook.xml" '
        f'ContentType="{_WORKBOOK}"/></Types>',
        "_rels/.rels": f'{rels}{first}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{rels}{first}worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{shared}</sst>',
    }
    return rezip({name: part.encode() for name, part in parts.items()})


def opendocument(table: str) -> bytes:
    """A LibreOffice sheet."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def drawn(count: int) -> bytes:
    """A PDF page with so many lines on it."""
    page = MadePage()
    page.said = [f"{n % 500} {n % 700} m {n % 500 + 50} {n % 700} l S" for n in range(count)]
    return made_pdf([page.text("x", 50, 50)])


_CELL = '<c t="inlineStr"><is><t>x</t></is></c>'
_SHARED = '<c t="s"><v>0</v></c>'
_REPEATED = (
    '<table:table-row table:number-rows-repeated="1000"><table:table-cell '
    'table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'
)
_ROW = "<table:table-rowROW><table:table-cellCELL><text:p>x</text:p></table:table-cell></table:table-row>"
MATRICES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "columns of text": ("f.txt", lambda: b"a\t" * 10_000 + b"b\nx\ty", "f.txt:1 has more than 1,000 columns"),
    "columns of csv": ("f.csv", lambda: b"a," * 10_000 + b"b\nx,y", "f.csv:1 has more than 1,000 columns"),
    "rows": ("f.csv", lambda: b"a,b\n" * 2001, "2,000 rows"),
    "lines": ("f.txt", lambda: b"a\n" * 250_001, "250,000 lines"),
    "size": ("f.txt", lambda: b"a" * (17 * MIB), "f.txt is larger than 16 MiB"),
    "a paragraph": ("f.txt", lambda: b"Africa\tEurope\n" + b"peace " * 10_000 + b"\tx", "50,000 characters"),
    "tags of a page": ("f.html", lambda: b"<html><table>" + b"<td>x" * 500_001, "500,000 tags"),
    "tables in tables": (
        "f.html",
        lambda: b"<html>" + b"<table><tr><td>" * 1000,
        "more than 10 tables inside one another",
    ),
    "wide cells": (
        "f.html",
        lambda: b"<html><table><tr>" + b"<td colspan=1000>a" * 2,
        "table 1, row 1 has more than 1,000 columns",
    ),
    "a far cell": (
        "f.xlsx",
        lambda: workbook(f'<row r="1">{_CELL}</row><row r="1048576">{_CELL * 10}</row>'),
        "a cell stands far from the others",
    ),
    "a shared text": (
        "f.xlsx",
        lambda: workbook(f"<row>{_SHARED}</row>", f"<si><t>{'x' * 40_000}</t></si>"),
        "more than 32,767 characters",
    ),
    "shared texts": (
        "f.xlsx",
        lambda: workbook(f"<row>{_SHARED * 1000}</row>", f"<si><t>{'x' * 30_000}</t></si>"),
        "characters: too much to read",
    ),
    "a row that stands a billion times": (
        "f.ods",
        lambda: opendocument(
            _ROW.replace("ROW", ' table:number-rows-repeated="1000000000"').replace("CELL", "")
        ),
        "more than 1,000 rows with the same text, one below the other",
    ),
    "a cell that stands a million times": (
        "f.ods",
        lambda: opendocument(
            _ROW.replace("ROW", "").replace("CELL", ' table:number-columns-repeated="1000000"')
        ),
        "more than 1,000 cells with the same text, side by side",
    ),
    "repeated cells": ("f.ods", lambda: opendocument(_REPEATED), "250,000 cells"),
    "lines drawn": ("f.pdf", lambda: drawn(5001), "page 1 has more than 5,000 lines and boxes drawn"),
}
TEXTS = {
    "keys and values": ("- a\n" * 5001, "5,000 keys and values"),
    "depth": ("[" * 900 + "]" * 900, "too deep inside one another"),
    "depth of lines": ("- " * 5000 + "x", "too deep inside one another"),
    "size": ("# a\n" * (MIB // 2), "is larger than 1 MiB"),
}
# Templates that never end, or make more than anybody reads.
TEMPLATES = {
    "a range": "{% for i in range(10**9) %}{% endfor %}x",
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}x",
    "times": "{{ 'x' * 1500000000 }}",
    "times, folded": "{% if 'x' * 2000000000 %}a{% endif %}b",
    "times a list": "{{ ([1] * 1000000000) | length }}",
    "power": "{{ 9**9**9 }}",
    "width": "{{ '%1000000000d' | format(1) }}",
    "width of a method": "{{ '{:>1000000000}'.format(1) }}",
    "bytes of a number": "{{ (1).to_bytes(1000000000, 'big') | length }}",
    "width of an operator": "{{ '%1000000000d' % 1 }}",
    "center": "{{ 'x'.center(1000000000) }}",
    "doubled": "{% set n = namespace(a='x') %}{% for i in range(40) %}{% set n.a = n.a ~ n.a %}{% endfor %}x",
    "replaced": "{{ ('x' * 100000) | replace('x', 'x' * 100000) }}",
    "kept": "{% set a %}{% for i in range(99999) %}{{ 'x' * 10000 }}{% endfor %}{% endset %}x",
    "itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "twice itself": "{% macro a(n) %}{% if n %}{{ a(n-1) }}{{ a(n-1) }}{% endif %}{% endmacro %}{{ a(40) }}x",
    "loop itself": "{% for i in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
    "output": "{% for i in range(99999) %}xxxxxxxx{% endfor %}",
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "a list": "{{ [1, 2] }}",
}
