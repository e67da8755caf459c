"""Numbers by which Word counts lists: what is none is refused, as programs would count in different ways."""

from __future__ import annotations

import pytest
from word_reading import draft, rezip, unzip

from drafter.docx.reader import read_word
from drafter.problems import DrafterError
from tools import drafter_here

_LISTS, _TEXT, _STYLES = "word/numbering.xml", "word/document.xml", "word/styles.xml"


def changed(part: str, old: str, new: str) -> bytes:
    parts = unzip(draft(4))
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return rezip(parts)


def labels(content: bytes) -> list[str]:
    return [one.number for one in read_word(content, "x.docx").paragraphs if one.number]


_FIRST = '<w:lvl w:ilvl="0"><w:start w:val="1"/>'


# What the format has for each of them is a whole number (ISO 29500-1, 17.9).
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (_FIRST, '<w:lvl w:ilvl="0"><w:start w:val="x"/>', "“x” stands where a list has a number (start in"),
        (_FIRST, '<w:lvl w:ilvl="0"><w:start w:val="-1"/>', "“-1” stands where a list has a number (start"),
        (_FIRST, '<w:lvl w:ilvl="0"><w:start w:val="1.5"/>', "“1.5” stands where a list has a number (start"),
        (_FIRST, '<w:lvl w:ilvl="0"><w:start w:val="٣"/>', "“٣” stands where a list has a number (start"),
        (_FIRST, '<w:lvl w:ilvl="0"><w:start/>', "nothing stands where a list has a number (start"),
        (_FIRST, f'<w:lvl w:ilvl="0"><w:start w:val="{"9" * 5000}"/>', "99 …” stands where"),
        (_FIRST, '<w:lvl w:ilvl="a"><w:start w:val="1"/>', "“a” stands where a list has a number (ilvl in"),
        (_FIRST, '<w:lvl><w:start w:val="1"/>', "nothing stands where a list has a number (ilvl"),
        (_FIRST, f'{_FIRST}<w:lvlRestart w:val="y"/>', "“y” stands where a list has a number (lvlRestart in"),
        ('<w:abstractNum w:abstractNumId="1">', '<w:abstractNum w:abstractNumId="b">', "(abstractNumId in"),
        ('<w:abstractNumId w:val="1"/>', '<w:abstractNumId w:val="b"/>', "(abstractNumId in"),
        ('<w:num w:numId="1">', '<w:num w:numId="one">', "(numId in the part word/numbering.xml)"),
        (
            '<w:abstractNumId w:val="1"/>',
            (
                '<w:abstractNumId w:val="1"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="z"/></w:lvlOverride>'
            ),
            "“z” stands where a list has a number (startOverride in",
        ),
        (
            '<w:abstractNumId w:val="1"/>',
            '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="z"/>',
            "“z” stands where a list has a number (ilvl in",
        ),
    ],
)
def test_a_list_that_does_not_count_by_numbers_is_refused(old, new, said):
    with pytest.raises(DrafterError) as refused:
        read_word(changed(_LISTS, old, new), "x.docx")
    assert str(refused.value).startswith("x.docx is damaged: ")
    assert said in str(refused.value)


@pytest.mark.parametrize("inside", ['<w:ilvl w:val="x"/><w:numId w:val="1"/>', '<w:numId w:val="x"/>'])
@pytest.mark.parametrize("part", [_TEXT, _STYLES])
def test_a_paragraph_or_style_that_names_no_list_by_its_number_is_refused(part, inside):
    content = changed(part, "<w:pPr>", f"<w:pPr><w:numPr>{inside}</w:numPr>")
    with pytest.raises(DrafterError, match=rf"“x” stands where a list has a number .* the part {part}"):
        read_word(content, "x.docx")


def test_a_number_that_is_written_otherwise_is_the_same_number():
    before = labels(draft(4))
    assert before[0] == "1."
    spelt = _FIRST.replace('w:val="1"', 'w:val=" +01 "').replace('w:ilvl="0"', 'w:ilvl="00"')
    assert labels(changed(_LISTS, _FIRST, spelt)) == before
    assert labels(changed(_LISTS, '<w:num w:numId="1">', '<w:num w:numId="01">')) == before


def test_nothing_is_dropped_by_a_number_in_a_paper_whose_list_begins_with_none(tmp_path):
    assert drafter_here("select", "--min-regions", "4", "-o", "s.yaml", cwd=tmp_path).returncode == 0
    assert drafter_here("draft", "s.yaml", "-o", "x.docx", cwd=tmp_path).returncode == 0
    before = (tmp_path / "s.yaml").read_bytes()
    parts = unzip((tmp_path / "x.docx").read_bytes())
    parts[_LISTS] = parts[_LISTS].replace(b'<w:start w:val="1"/>', b'<w:start w:val="x"/>')
    (tmp_path / "x.docx").write_bytes(rezip(parts))
    for command in (("select", "s.yaml", "--drop", "2", "--in", "x.docx"), ("check", "x.docx")):
        done = drafter_here(*command, cwd=tmp_path)
        assert done.returncode == 3, done
        assert "x.docx is damaged: “x” stands where a list has a number" in done.stderr.decode()
    assert (tmp_path / "s.yaml").read_bytes() == before
