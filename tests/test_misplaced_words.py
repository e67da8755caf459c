"""Words in a Word file where the format has none, or in signs that nobody sees, never pass without a word.

Some programs show them and others do not (seen in LibreOffice 25.2), so a reader must not be told that all is
as it was drafted.
"""

from __future__ import annotations

import json

import pytest
from hostile import at_the_end, in_clause, run
from test_check_closed_world import _XS, schema
from word_reading import draft, rezip, unzip

from drafter.docx.parts.misplaced import HOLDERS, ONLY_IN, TEXTS
from drafter.docx.reader import read_word
from drafter.problems import DrafterError
from tools import drafter_here

WORDS = "Never train judges"
PARAGRAPH = f"<w:p>{run(WORDS)}</w:p>"
BODY, DOCUMENT = "<w:body>", "word/document.xml"


def changed(part: str, old: str, new: str) -> bytes:
    parts = unzip(draft(4))
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return rezip(parts)


def before_body(more: str) -> bytes:
    return changed(DOCUMENT, BODY, more + BODY)


def behind_body(more: str) -> bytes:
    return changed(DOCUMENT, "</w:body>", "</w:body>" + more)


BOX = f"<w:background><w:drawing><w:txbxContent>{PARAGRAPH}</w:txbxContent></w:drawing></w:background>"
BLOCK = f"<w:docParts><w:docPart><w:docPartBody>{PARAGRAPH}</w:docPartBody></w:docPart></w:docParts>"
OTHER = '<p xmlns="http://schemas.microsoft.com/office/word/2003/wordml"><t>Never train judges</t></p>'
REFUSED = {
    "before the body": lambda: before_body(PARAGRAPH),
    "behind the body": lambda: behind_body(PARAGRAPH),
    "on the ground of pages": lambda: before_body(BOX),
    "a building block": lambda: behind_body(BLOCK),
    "a control without content": lambda: at_the_end(f"<w:sdt>{PARAGRAPH}</w:sdt>"),
    "properties of a paragraph": lambda: at_the_end(f"<w:p><w:pPr>{PARAGRAPH}</w:pPr></w:p>"),
    "properties of a run": lambda: in_clause(f"<w:r><w:rPr><w:t>{WORDS}</w:t></w:rPr></w:r>"),
    "a mark of a field": lambda: in_clause(f"<w:r><w:fldChar><w:t>{WORDS}</w:t></w:fldChar></w:r>"),
    "a bookmark": lambda: in_clause(f"<w:bookmarkStart>{run(WORDS)}</w:bookmarkStart>"),
    "behind a text": lambda: in_clause(f"<w:r><w:t></w:t>{WORDS}</w:r>"),
    "directly in a paragraph": lambda: at_the_end(f"<w:p>{WORDS}</w:p>"),
    "another program's paragraph": lambda: at_the_end(OTHER),
    "between footnotes": lambda: changed(
        "word/footnotes.xml", "</w:footnotes>", f"{PARAGRAPH}</w:footnotes>"
    ),
    "between remarks": lambda: changed("word/comments.xml", "</w:comments>", f"{PARAGRAPH}</w:comments>"),
}


@pytest.mark.parametrize("where", REFUSED)
def test_words_where_the_format_has_none_are_refused_with_their_place(where):
    with pytest.raises(DrafterError, match="stands where no program writes words") as refused:
        read_word(REFUSED[where](), "draft.docx")

    assert "Never train judges" in str(refused.value)
    assert str(refused.value).startswith("draft.docx is damaged")


@pytest.mark.parametrize(
    "inside", ['<w:sym w:font="Symbol" w:char="F0B7"/>', "<w:drawing/>", "<w:pict/>", "<w:object/>"]
)
def test_what_a_run_may_have_besides_words_is_in_its_place(inside):
    assert read_word(in_clause(f"<w:r>{inside}</w:r>"), "draft.docx").paragraphs


@pytest.mark.parametrize("part", ["word/footnotes.xml", "word/comments.xml"])
def test_a_part_that_is_another_than_the_file_says_is_refused(part):
    parts = unzip(draft(4))
    name = part.removeprefix("word/").removesuffix(".xml")
    parts[part] = parts[part].replace(f"w:{name}".encode(), b"w:endnotes")

    with pytest.raises(DrafterError, match=f"its part {part} is w:endnotes, where w:{name} should stand"):
        read_word(rezip(parts), "draft.docx")


@pytest.mark.parametrize("kind", ["delText", "delInstrText", "instrText"])
def test_words_of_a_change_or_of_a_field_outside_of_one_are_told(kind):
    read = read_word(in_clause(f"<w:r><w:{kind}>{WORDS}</w:{kind}></w:r>"), "draft.docx")

    found = [one for paragraph in read.paragraphs for one in paragraph.unreadable]
    assert [(one.how, one.text) for one in found] == [(f"shown otherwise, or not at all: w:{kind}", WORDS)]


def test_an_instruction_in_what_a_field_shows_is_told():
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    said = f"<w:r><w:instrText>{WORDS}</w:instrText></w:r>"
    own = "<w:r><w:instrText> QUOTE x </w:instrText></w:r>"
    read = read_word(in_clause(f"{marks[0]}{own}{marks[1]}{said}{marks[2]}"), "draft.docx")

    found = [one for paragraph in read.paragraphs for one in paragraph.unreadable]
    assert ("shown otherwise, or not at all: w:instrText", WORDS) in [(one.how, one.text) for one in found]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\ufff9", "\u115f", "\u1680"])
def test_a_sign_that_breaks_a_line_or_shows_nothing_is_named(sign, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(changed(DOCUMENT, "culture of lawfulness", f"culture{sign} of lawfulness"))
    found = json.loads(drafter_here("check", "--json", path).stdout)["problems"]

    assert any(f"<U+{ord(sign):04X}>" in one["message"] for one in found)


@pytest.mark.parametrize("kind", ["spreadsheetml.sheet", "wordprocessingml.footnotes", ""])
def test_a_text_that_is_not_declared_as_one_is_refused(kind, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(changed("[Content_Types].xml", "wordprocessingml.document", kind))
    run = drafter_here("check", path)

    assert run.returncode == 3
    assert "its text is not declared as such, and Word does not open it" in run.stderr.decode()


ELSEWHERE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def pointing(part: str, kind: str, target: str, more: str = "") -> bytes:
    parts = unzip(draft(4))
    rels = f"word/_rels/{part}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    said = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{more}/></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", said.encode())
    return rezip(parts | {"word/vbaProject.bin": b"x"} if kind == MACROS else parts)


EXTERNAL = ' TargetMode="External"'


def test_macros_and_a_template_from_the_internet_are_told():
    macros = read_word(pointing("document.xml", MACROS, "vbaProject.bin"), "draft.docx")
    fetched = read_word(
        pointing("settings.xml", ELSEWHERE, "https://example.org/a.dotm", EXTERNAL), "draft.docx"
    )

    assert macros.programs == ("macros",)
    assert fetched.programs == ("a template that Word fetches (https://example.org/a.dotm)",)


def test_a_template_in_the_network_of_an_office_is_no_matter():
    read = read_word(
        pointing("settings.xml", ELSEWHERE, "file:///\\\\office\\templates\\Plain.dotm", EXTERNAL),
        "draft.docx",
    )

    assert read.programs == ()


def test_a_draft_brings_no_programs():
    assert read_word(draft(4), "draft.docx").programs == ()


# The lists against the schema


@pytest.mark.thorough
def test_what_has_text_of_its_own_is_what_the_schema_says():
    typed = {
        one.get("name")
        for one in schema().iter(f"{_XS}element")
        if one.get("type") in ("CT_Text", "s:ST_Base64Binary", "xsd:base64Binary", "xsd:string")
    }

    assert typed == TEXTS


@pytest.mark.thorough
def test_every_holder_of_words_is_one_by_the_schema():
    """Every child that the schema allows in one and that leads to words is one, too."""
    kinds = {one.get("name"): one for one in schema().findall(f"{_XS}complexType")}
    groups = {one.get("name"): one for one in schema().findall(f"{_XS}group")}

    def inside(found, seen) -> set[tuple[str, str]]:
        said = set()
        for one in found.iter():
            if one.tag == f"{_XS}element" and one.get("name"):
                said.add((one.get("name"), one.get("type", "")))
            for name, of in ((one.get("ref"), groups), (one.get("base"), kinds)):
                if name in of and name not in seen:
                    said |= inside(of[name], seen | {name})
        return said

    leads = {"CT_Text"}
    every = {name: inside(found, frozenset((name,))) for name, found in kinds.items()}
    while more := {name for name, of in every.items() if leads & {kind for _, kind in of}} - leads:
        leads |= more
    named = {name for of in every.values() for name, kind in of if kind in leads} | {
        one.get("name") for one in schema().findall(f"{_XS}element") if one.get("type") in leads
    }
    # Of others than a text: blocks to choose from, data of a field.
    apart = {"fldData", "fldChar", "docPartBody", "docPart", "docParts", "glossaryDocument", "background"}
    assert named - apart <= HOLDERS | {"numPicBullet", "lvl"}
    assert set(ONLY_IN) <= HOLDERS
