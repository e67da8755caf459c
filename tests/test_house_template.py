"""A house's own looks: what it changed in its word.docx survives, and what is missing is said at once."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from word_reading import WordFile, rezip, unzip, w

from tools import (
    LONGEST_RUN,
    SHARED_FORM,
    convert_to_pdf,
    copied_form,
    docx_integrity,
    drafter_here,
    open_xml_validator,
    tool,
    word_schema,
)

LETTERHEAD = "Permanent Mission of Atlantis, 1 Harbour Street"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FRONT_STYLES = ("BoxHead", "BoxTxt", "Strong", "TOCHeading", "TOC1", "TOC2", "TOC3", "Caption")
UNCHANGED = (
    "word/header1.xml",
    "word/footer1.xml",
    "word/numbering.xml",
    "word/fontTable.xml",
    "word/theme/theme1.xml",
)


def replaced(parts: dict[str, bytes], part: str, old: str, new: str) -> dict[str, bytes]:
    assert old in parts[part].decode(), old
    return {**parts, part: parts[part].decode().replace(old, new).encode()}


def house(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Another font, a letterhead in the header, US Letter, a theme, and footnotes of the house's own look."""
    parts = replaced(parts, "word/styles.xml", "Times New Roman", "Liberation Sans")
    parts = replaced(parts, "word/header1.xml", "Draft, compilation of candidate clauses", LETTERHEAD)
    parts = replaced(parts, "word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    parts = replaced(parts, "word/document.xml", 'w:left="1134"', 'w:left="1440"')
    parts = replaced(parts, "word/footnotes.xml", 'w:ind w:left="1134"', 'w:ind w:left="0"')
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="House">'
        "<a:themeElements>"
        '<a:clrScheme name="House">'
        + "".join(
            f'<a:{name}><a:srgbClr val="123456"/></a:{name}>'
            for name in (
                "dk1",
                "lt1",
                "dk2",
                "lt2",
                *(f"accent{n}" for n in range(1, 7)),
                "hlink",
                "folHlink",
            )
        )
        + '</a:clrScheme><a:fontScheme name="House">'
        + "".join(
            f'<a:{kind}><a:latin typeface="Liberation Sans"/><a:ea typeface=""/><a:cs typeface=""/>'
            f"</a:{kind}>"
            for kind in ("majorFont", "minorFont")
        )
        + '</a:fontScheme><a:fmtScheme name="House">'
        + "<a:fillStyleLst>"
        + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
        + "</a:fillStyleLst><a:lnStyleLst>"
        + '<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
        + "</a:lnStyleLst><a:effectStyleLst>"
        + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
        + "</a:effectStyleLst><a:bgFillStyleLst>"
        + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
        + "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
    link = f'<Relationship Id="rId50" Type="{OFFICE}/theme" Target="theme/theme1.xml"/></Relationships>'
    parts = replaced(parts, "word/_rels/document.xml.rels", "</Relationships>", link)
    override = (
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>'
    )
    parts = replaced(parts, "[Content_Types].xml", "</Types>", override)
    return {**parts, "word/theme/theme1.xml": theme.encode()}


def as_dotx(parts: dict[str, bytes]) -> dict[str, bytes]:
    return replaced(parts, "[Content_Types].xml", "document.main+xml", "template.main+xml")


@pytest.fixture(scope="module")
def looks():
    return unzip((SHARED_FORM / "word.docx").read_bytes())


@pytest.fixture
def form(tmp_path):
    return copied_form(tmp_path / "my-house")


def put(form: Path, parts: dict[str, bytes]) -> Path:
    (form / "word.docx").write_bytes(rezip(parts))
    return form


def drafted(form: Path, *options: str) -> WordFile:
    run = drafter_here("draft", "--min-regions", "4", "--form", form, *options, "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


def canonical(content: bytes) -> bytes:
    """A part without the blanks between its elements, which say nothing."""
    return etree.tostring(etree.fromstring(content, etree.XMLParser(remove_blank_text=True)), method="c14n")


def check(form: Path) -> str:
    return drafter_here("form", "check", form).stdout.decode()


# What survives


@pytest.mark.parametrize("saved_as", [dict, as_dotx], ids=["docx", "dotx"])
def test_what_a_house_changed_stands_in_every_draft_untouched(form, looks, saved_as):
    own = saved_as(house(looks))
    word = drafted(put(form, own))

    for part in UNCHANGED:
        assert canonical(word.parts[part]) == canonical(own[part]), part
    assert canonical(word.parts["word/styles.xml"]) == canonical(own["word/styles.xml"])
    footnotes = etree.fromstring(canonical(word.parts["word/footnotes.xml"]))
    separators = [note for note in footnotes if note.get(w("type"))]
    footnotes = etree.fromstring(canonical(own["word/footnotes.xml"]))
    expected = [note for note in footnotes if note.get(w("type"))]
    assert [etree.tostring(note, method="c14n") for note in separators] == [
        etree.tostring(note, method="c14n") for note in expected
    ]


def test_the_text_has_the_houses_page_and_the_annexes_have_it_on_its_long_side(form, looks):
    own = house(looks)
    word = drafted(put(form, own))
    text, annexes = etree.fromstring(canonical(word.parts["word/document.xml"])).iter(w("sectPr"))
    expected = etree.fromstring(canonical(own["word/document.xml"])).find(f".//{w('sectPr')}")

    assert etree.tostring(text, method="c14n", exclusive=True) == etree.tostring(
        expected, method="c14n", exclusive=True, with_tail=False
    )
    size = annexes.find(w("pgSz"))
    assert (size.get(w("w")), size.get(w("h")), size.get(w("orient"))) == ("15840", "12240", "landscape")
    for name in ("headerReference", "footerReference", "pgMar"):
        assert dict(annexes.find(w(name)).attrib) == dict(expected.find(w(name)).attrib)


@pytest.mark.parametrize("saved_as", [dict, as_dotx], ids=["docx", "dotx"])
def test_a_draft_in_a_houses_looks_is_valid(form, looks, saved_as, tmp_path):
    word = drafted(put(form, saved_as(house(looks))))
    for part in ("document", "footnotes", "settings", "styles"):
        tree = etree.fromstring(word.parts[f"word/{part}.xml"])
        assert word_schema().validate(tree), str(word_schema().error_log)
    path = tmp_path / "draft.docx"
    path.write_bytes(rezip(word.parts))
    for command in ([open_xml_validator()], [docx_integrity(), "check"]):
        run = subprocess.run([*command, path], capture_output=True, timeout=LONGEST_RUN, check=False)
        assert run.returncode == 0, run.stdout.decode()


def pages_of(word: WordFile, folder: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """The text of each page that LibreOffice makes, and its size in points."""
    path = folder / "draft.docx"
    path.write_bytes(rezip(word.parts))
    (pdf,) = convert_to_pdf(folder, path)
    assert pdf.is_file()
    run = subprocess.run(
        [tool("pdftotext"), "-layout", pdf, "-"], capture_output=True, check=True, timeout=LONGEST_RUN
    )
    sheets = run.stdout.decode().rstrip("\f\n").split("\f")
    run = subprocess.run(
        [tool("pdfinfo"), "-f", "1", "-l", str(len(sheets)), pdf],
        capture_output=True,
        check=True,
        timeout=LONGEST_RUN,
    )
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", run.stdout.decode(), re.MULTILINE)
    return sheets, [(round(float(width)), round(float(height))) for width, height in sizes]


def test_libreoffice_shows_the_letterhead_on_every_page_and_turns_the_annexes(form, looks, tmp_path):
    sheets, sizes = pages_of(drafted(put(form, house(looks))), tmp_path)

    assert all(LETTERHEAD in sheet for sheet in sheets)
    first = sizes.index((792, 612))
    assert sizes == [(612, 792)] * first + [(792, 612)] * (len(sizes) - first)
    assert re.search(r"^ *Annex I\. Where each clause comes from", sheets[first], re.MULTILINE)


def test_looks_that_libreoffice_writer_saved_can_be_drafted_with(form, looks, tmp_path):
    """As somebody does who opens word.docx in Writer, and saves it as Word."""
    put(form, house(looks))
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={(tmp_path / 'libreoffice').as_uri()}",
            *("--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved")),
            str(form / "word.docx"),
        ],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    shutil.copy(tmp_path / "saved" / "word.docx", form / "word.docx")

    assert check(form) == ""
    sheets, sizes = pages_of(drafted(form), tmp_path)
    assert all(LETTERHEAD in sheet for sheet in sheets)
    assert (sizes[0], sizes[-1]) == ((612, 792), (792, 612))


SECTION = re.compile(rb"<w:sectPr>.*</w:sectPr>", re.DOTALL)


def with_sections(looks: dict[str, bytes], *sections: str) -> dict[str, bytes]:
    """A template whose text has these sections; ``@`` stands for the references to header and footer."""
    whole = SECTION.search(looks["word/document.xml"])[0].decode()
    references = "".join(re.findall(r"<w:(?:header|footer)Reference[^>]*/>", whole))
    *others, last = (
        f"<w:sectPr>{one.replace('@', references)}<w:pgMar w:top='1701' w:right='1134' w:bottom='1418' "
        "w:left='1134' w:header='851' w:footer='624' w:gutter='0'/></w:sectPr>"
        for one in sections
    )
    body = "".join(f"<w:p><w:pPr>{one}</w:pPr></w:p>" for one in others) + last
    return {**looks, "word/document.xml": SECTION.sub(body.encode(), looks["word/document.xml"])}


UPRIGHT = "<w:pgSz w:w='11906' w:h='16838'/>"
LYING = "<w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/>"


def test_a_header_that_a_section_has_from_the_one_before_it_is_not_lost(form, looks):
    word = drafted(put(form, with_sections(looks, f"@{UPRIGHT}", UPRIGHT)))

    for section in word.body.iter(w("sectPr")):
        assert section.find(w("headerReference")).get(f"{{{OFFICE}}}id") == "rId6"
        assert section.find(w("footerReference")).get(f"{{{OFFICE}}}id") == "rId7"


def test_a_template_that_ends_in_a_lying_page_still_gives_upright_text(form, looks):
    word = drafted(put(form, with_sections(looks, f"@{UPRIGHT}", LYING)))

    assert [s.find(w("pgSz")).get(w("w")) for s in word.body.iter(w("sectPr"))] == ["11906", "16838"]


def test_a_template_whose_pages_all_lie_gives_one_section(form, looks):
    word = drafted(put(form, with_sections(looks, f"@{LYING}")))

    (section,) = word.body.iter(w("sectPr"))
    assert section.find(w("pgSz")).get(w("w")) == "16838"
    assert [p.text for p in word.styled("H1") if p.new_page and p.text.startswith("Annex I.")]


def test_the_annexes_do_not_begin_with_a_first_page_and_do_not_count_anew(form, looks):
    own = f"@{UPRIGHT}"
    parts = with_sections(looks, own)
    ends = '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    parts = replaced(parts, "word/document.xml", "</w:sectPr>", ends)
    text, annexes = drafted(put(form, parts)).body.iter(w("sectPr"))

    assert text.find(w("titlePg")) is not None
    assert annexes.find(w("titlePg")) is None
    assert text.find(w("pgNumType")).get(w("start")) == "1"
    assert annexes.find(w("pgNumType")).get(w("start")) is None


# What is said of a form


def renamed(parts: dict[str, bytes], *style_ids: str) -> dict[str, bytes]:
    for style_id in style_ids:
        parts = replaced(parts, "word/styles.xml", f'w:styleId="{style_id}"', f'w:styleId="My{style_id}"')
    return parts


def without_front(form: Path) -> Path:
    outline = (form / "outline.yaml").read_text(encoding="utf-8")
    shorter, count = re.subn(r"\nfront:\n(?:  .*\n)+", "\n", outline)
    assert count == 1
    (form / "outline.yaml").write_text(shorter, encoding="utf-8")
    return form


def test_an_older_form_without_front_matter_needs_no_styles_for_it(form, looks):
    word = drafted(put(without_front(form), renamed(looks, *FRONT_STYLES)))

    assert word.styled("BoxTxt", "BoxHead", "TOC1", "Caption") == []
    assert len(word.body.findall(w("tbl"))) == 2


def test_every_style_that_the_front_matter_needs_is_named_at_once_with_a_way_out(form, looks):
    put(form, renamed(looks, *FRONT_STYLES))
    shown = check(form)

    assert re.findall(r"the style “(\w+)” is missing", shown) == sorted(FRONT_STYLES)
    assert "or take “contents” out of the front in outline.yaml" in shown


def test_draft_says_what_form_check_says_and_writes_nothing(form, looks, tmp_path):
    (form / "footnote.j2").write_text("{{ region }\n", encoding="utf-8")
    (form / "how_made.j2").write_text("# Box\n\n{{ criterai }}", encoding="utf-8")
    put(form, renamed(looks, "H4", "BoxTxt"))
    errors = [line for line in check(form).splitlines() if ": error: " in line]
    output = tmp_path / "draft.docx"
    run = drafter_here("draft", "--form", form, "-o", output)

    assert run.returncode == 1
    assert len(errors) == 4
    told = [line for line in run.stderr.decode().splitlines() if ": error: " in line]
    assert told == errors
    assert not output.exists()


def test_styles_are_matched_by_id_so_that_names_in_another_language_do_no_harm(form, looks):
    parts = replaced(looks, "word/styles.xml", 'w:name w:val="footnote text"', 'w:name w:val="Fußnotentext"')
    parts = replaced(parts, "word/styles.xml", 'w:name w:val="H1"', 'w:name w:val="Überschrift"')

    assert check(put(form, parts)) == ""
    assert drafted(form).styled("H1")


def test_styles_that_no_draft_uses_are_named(form, looks):
    style = (
        f'<w:style {NAMESPACE} w:type="paragraph" w:customStyle="1" w:styleId="{{0}}"><w:name w:val="{{0}}"/>'
        "{1}</w:style>"
    )
    more = style.format("OldHeading", "") + style.format("HouseBase", "")
    parts = replaced(looks, "word/styles.xml", "</w:styles>", f"{more}</w:styles>")
    h1 = re.sub(
        rb'(w:styleId="PlainTxt">\s*<w:name w:val="PlainTxt"/>\s*<w:basedOn w:val=")Normal',
        rb"\1HouseBase",
        parts["word/styles.xml"],
    )
    shown = check(put(form, {**parts, "word/styles.xml": h1}))

    assert shown == f"{form / 'word.docx'}: note: no draft uses the styles “OldHeading”\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ matrix }", "unexpected '}'"),
        ("{% if matrix %}{{ matrix }}", "The innermost block that needs to be closed is 'if'."),
        ("{% repeat %}", "Encountered unknown tag 'repeat'."),
        ("{{ matrix | shout }}", "No filter named 'shout'."),
        ("{# a remark", "Missing end of comment tag"),
        ("{{ matrx }}", "unknown name “matrx”"),
    ],
)
def test_a_fault_in_a_template_is_named_with_its_file_and_line(form, words, said):
    (form / "title.j2").write_text(f"A title.\n{words}", encoding="utf-8")
    first = check(form).splitlines()[0]

    assert first.startswith(f"{form / 'title.j2'}:2: error: ")
    assert said in first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ matrix.append('x') }}", "has no attribute 'append'"),
        ("{{ matrix.__class__ }}", "is unsafe"),
        ("{% include 'footnote.j2' %}", "no loader for this environment"),
    ],
)
def test_what_goes_wrong_while_drafting_is_told_with_its_file_and_line_too(form, words, said, tmp_path):
    (form / "title.j2").write_text(f"A title.\n{words}", encoding="utf-8")
    run = drafter_here("draft", "--min-regions", "5", "--form", form, "-o", tmp_path / "draft.docx")
    first = run.stderr.decode().splitlines()[0]

    assert run.returncode == 1
    assert first.startswith(f"{form / 'title.j2'}:2: error: ")
    assert said in first
