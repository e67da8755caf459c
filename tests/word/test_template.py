"""A form's Word file: what a draft keeps of it, and its faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from small_draft import TEMPLATE, W, parts_of, shown, small_draft, structural_faults, tree, written, zipped

from drafter.problems import ContentError, DrafterError
from drafter.word.template import LETTERED_STYLES, STYLES, open_template, styles_of_front, unused_styles

_OUTSIDE = b'<Relationship Id="rId9" Type="http://x/image" TargetMode="External" Target="file:///logo.png"/>'


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """Write a copy of the template with other text in a part."""
    parts = parts_of(TEMPLATE.read_bytes())
    text = parts[part].decode()
    assert old in text
    path.write_bytes(zipped({**parts, part: text.replace(old, new).encode()}))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.docx"


# What stays


def test_the_page_the_header_and_the_lines_above_notes_are_the_houses(path):
    changed(path, "word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    parts = parts_of(path.read_bytes())
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(b"{header}", b"Mission of Atlantis")
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace(b'w:left="1134"', b'w:left="7"')
    path.write_bytes(zipped(parts))
    content = written(small_draft(), path)

    (size,) = tree(content).iter(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    assert shown(tree(content, "word/header1.xml")) == "Mission of Atlantis"
    separators = [note for note in tree(content, "word/footnotes.xml") if note.get(f"{W}type")]
    assert [s.find(f".//{W}ind").get(f"{W}left") for s in separators] == ["7", "7"]


def test_tables_are_as_wide_as_the_text(path):
    changed(path, "word/document.xml", 'w:left="1134"', 'w:left="2134"')
    widths = [
        int(column.get(f"{W}w", "")) for column in tree(written(small_draft(), path)).iter(f"{W}gridCol")
    ]

    assert sum(widths) == pytest.approx(11906 - 2134 - 1134, abs=len(widths))


def test_the_text_and_the_notes_of_a_template_go(path):
    path.write_bytes(written(small_draft()))
    content = written(small_draft(), path)

    assert parts_of(content)["word/footnotes.xml"] == parts_of(written(small_draft()))["word/footnotes.xml"]
    assert not list(structural_faults(content))


def test_separators_that_libreoffice_numbered_from_0_make_room_for_note_1(path):
    parts = parts_of(TEMPLATE.read_bytes())
    notes = parts["word/footnotes.xml"].replace(b'w:id="0"', b'w:id="1"').replace(b'w:id="-1"', b'w:id="0"')
    path.write_bytes(zipped({**parts, "word/footnotes.xml": notes}))
    content = written(small_draft(), path)

    listed = tree(content, "word/settings.xml").findall(f"{W}footnotePr/{W}footnote")
    assert [note.get(f"{W}id") for note in listed] == ["-1", "0"]
    assert not list(structural_faults(content))


def test_a_template_without_footnotes_gets_them(path):
    parts = parts_of(TEMPLATE.read_bytes())
    rels = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = re.sub(r"<Relationship [^>]*footnotes[^>]*>", "", rels).encode()
    path.write_bytes(zipped(parts))

    assert not list(structural_faults(written(small_draft(), path)))


def test_the_header_is_filled_where_word_split_the_word_into_runs(path):
    changed(
        path, "word/header1.xml", "{header}", "{</w:t></w:r><w:r><w:t>header</w:t></w:r><w:r><w:t>}, page"
    )
    content = written(small_draft(), path)

    assert shown(tree(content, "word/header1.xml")) == "Compilation, version 2, page"


# What Word cannot use


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x03\x04", zipped({"a.txt": b"a"})])
def test_what_is_no_word_file_is_refused_in_a_sentence(path, content):
    path.write_bytes(content)

    with pytest.raises(DrafterError, match=r"house\.docx is not a Word document") as error:
        open_template(path)
    assert "save it again as a Word document" in error.value.hint


def test_a_dotx_a_missing_part_and_a_link_outside_are_refused(path):
    changed(path, "[Content_Types].xml", "document.main+xml", "template.main+xml")
    with pytest.raises(DrafterError, match="is not a Word document"):
        open_template(path)
    changed(path, "word/_rels/document.xml.rels", "styles.xml", "gone.xml")
    with pytest.raises(DrafterError, match="is not a Word document"):
        open_template(path)
    parts = parts_of(TEMPLATE.read_bytes())
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts["word/_rels/header1.xml.rels"] = rels + _OUTSIDE + b"</Relationships>"
    path.write_bytes(zipped(parts))
    with pytest.raises(DrafterError, match=r"links to another file \(file:///logo.png\)"):
        open_template(path)


def test_every_missing_style_is_named_at_once_with_where_to_get_it(path):
    changed(path, "word/styles.xml", 'w:styleId="SingleTxt"', 'w:styleId="Other"')
    parts = parts_of(path.read_bytes())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:styleId="H4"', b'w:styleId="Other2"')
    path.write_bytes(zipped(parts))

    with pytest.raises(ContentError) as error:
        open_template(path)
    found = [(problem.code, problem.message) for problem in error.value.problems]
    assert found == [
        ("missing-style", "the style “H4” is missing"),
        ("missing-style", "the style “SingleTxt” is missing"),
    ]
    assert all("drafter form copy" in problem.hint for problem in error.value.problems)


def test_a_style_whose_numbering_went_is_named(path):
    changed(path, "word/styles.xml", '<w:numId w:val="2"/>', '<w:numId w:val="9"/>')

    with pytest.raises(ContentError, match="“GuidanceTxt” has no numbering"):
        open_template(path)


def test_the_shipped_template_has_every_style_and_none_too_many():
    needed = {*STYLES, *LETTERED_STYLES, *styles_of_front(("note", "contents"))}
    document = open_template(TEMPLATE, needed)

    assert unused_styles(document) == []


def test_a_style_of_the_houses_own_that_no_draft_uses_is_named(path):
    style = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Own"><w:name w:val="Own one"/></w:style>'
    )
    changed(path, "word/styles.xml", "</w:styles>", f"{style}</w:styles>")

    assert unused_styles(open_template(path)) == ["Own one"]


def test_settings_keep_the_order_of_the_schema(path):
    path.write_bytes(written(small_draft()))
    names = [
        etree.QName(found).localname for found in tree(written(small_draft(), path), "word/settings.xml")
    ]

    assert names.index("characterSpacingControl") < names.index("footnotePr") < names.index("compat")
