"""Forms that people made or changed: their words in Jinja, their looks in a Word file, odd or hostile."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from word_reading import W, WordFile, draft, rezip, unzip, w

from tools import (
    LONGEST_RUN,
    SHARED_FORM,
    copied_form,
    docx_integrity,
    drafter_here,
    open_xml_validator,
    word_schema,
)

CONTENT_TYPES = "[Content_Types].xml"
SETTINGS = "word/settings.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def form(tmp_path):
    """A copy of the form that ships, to be changed."""
    return copied_form(tmp_path / "my-form")


@pytest.fixture(scope="module")
def looks():
    """The parts of the Word file of the form that ships."""
    return unzip((SHARED_FORM / "word.docx").read_bytes())


def drafted(form: Path) -> WordFile:
    """A draft in a form, which must succeed."""
    run = drafter_here("draft", "--min-regions", "5", "--form", form, "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


def refused(form: Path, *statuses: int) -> str:
    """Why a form is refused: nothing is written, and the message is no traceback."""
    output = form.parent / "draft.docx"
    run = drafter_here("draft", "--min-regions", "5", "--form", form, "-o", output)
    messages = run.stderr.decode()
    assert run.returncode in (statuses or (1, 3)), messages
    for rude in ("Traceback", "fault in drafter", "Exception ignored"):
        assert rude not in messages, messages
    assert run.stdout == b""
    assert sorted(path.name for path in form.parent.iterdir()) == ["my-form"]
    return messages


def put_looks(form: Path, parts: dict[str, bytes]) -> Path:
    """Give a form a Word file of these parts."""
    (form / "word.docx").write_bytes(rezip(parts))
    return form


def changed(parts: dict[str, bytes], part: str, old: str, new: str) -> dict[str, bytes]:
    """The parts with a text replaced in one; it must be there."""
    assert old in parts[part].decode(), old
    return {**parts, part: parts[part].decode().replace(old, new, 1).encode()}


def with_part(
    parts: dict[str, bytes], name: str, content: bytes, kind: str, content_type: str
) -> dict[str, bytes]:
    """The parts with one more, which the document points to."""
    relationship = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="/{name}"/></Relationships>'
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    more = changed(parts, "word/_rels/document.xml.rels", "</Relationships>", relationship)
    return {**changed(more, CONTENT_TYPES, "</Types>", override), name: content}


# Words


def test_a_copied_form_says_its_own_words(form):
    (form / "title.j2").write_text(
        "Recueil de paragraphes\n\nFrom {{ matrix }}: {{ criteria }}.\n", encoding="utf-8"
    )
    (form / "footnote.j2").write_text("{{ region }}, {{ paragraph }}.", encoding="utf-8")
    word = drafted(form)

    assert word.styled("HCh")[0].text == "Recueil de paragraphes"
    assert word.notes[1] == "Europe, para. 56 (a)."


def test_a_forms_name_and_language_are_kept_in_the_file(form):
    outline = (form / "outline.yaml").read_text(encoding="utf-8")
    (form / "outline.yaml").write_text(
        outline.replace("language: en-GB", "language: fr-FR"), encoding="utf-8"
    )
    word = drafted(form)

    assert b'"my-form"' in word.parts["customXml/item1.xml"]
    assert b"<dc:language>fr-FR</dc:language>" in word.parts["docProps/core.xml"]
    language = word.xml("word/styles.xml").find(f"{w('docDefaults')}//{w('lang')}")
    assert language.get(w("val")) == "fr-FR"


@pytest.mark.parametrize(
    ("template", "words", "line"),
    [
        ("footnote.j2", "{{ region }", 1),
        ("preamble.j2", "We,\n\n{% if %}\n", 3),
        ("concordance.j2", "# Annex\n\nRows: {% for row in rows %}\n", 3),
        ("title.j2", "A title\n\n{{ matrix | no_such_filter }}\n", 3),
        ("not_used.j2", "# Annex\n{% include 'secret.j2' %}", 2),
    ],
)
def test_a_template_that_is_no_jinja_is_named_with_its_line(form, template, words, line):
    (form / template).write_text(words, encoding="utf-8")
    messages = refused(form, 1)

    assert messages.startswith(f"{form / template}:{line}: error: ")


def test_every_template_at_fault_is_named_at_once(form):
    for name in ("title", "footnote", "guidance"):
        (form / f"{name}.j2").write_text("{{ text", encoding="utf-8")
    messages = refused(form, 1)

    assert all(f"{form / name}.j2:1: error: " in messages for name in ("title", "footnote", "guidance"))


@pytest.mark.parametrize(
    ("template", "words", "hint"),
    [
        ("footnote.j2", "{{ region }},\n{{ paragrph }}.", "Did you mean “paragraph”?"),
        ("actions.j2", "\n\n{{ zzz }}", "Names known here: clauses"),
        ("title.j2", "Title\n\n{{ criteria }}\n{{ regoins | join(', ') }}", "Did you mean “regions”?"),
    ],
)
def test_a_name_that_is_not_known_is_named_with_its_line_and_the_right_one(form, template, words, hint):
    (form / template).write_text(words, encoding="utf-8")
    messages = refused(form, 1)

    assert messages.startswith(f"{form / template}:{words.count(chr(10)) + 1}: error: ")
    assert hint in messages


@pytest.mark.parametrize(
    "words",
    [
        "{{ region.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__.os.popen('touch escaped').read() }}",
        "{{ lipsum.__globals__['os'].system('touch escaped') }}",
        "{{ self.__init__.__globals__.__builtins__ }}",
        "{{ region['__class__'] }}",
        "{{ region|attr('__class__')|attr('__base__') }}",
        "{{ '{0.__class__.__base__.__subclasses__}'.format(region) }}",
        "{{ ''.join.__self__.__class__ }}",
        "{% import 'os' as os %}{{ os }}",
        "{% for i in range(10 ** 9) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{{ region[0][0][5] }}",
        "{{ 'x' * 300000 }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ region }}{{ '\\u0001' }}",
        "{{ region }}{{ '\\ud800' }}",
    ],
)
def test_a_template_cannot_leave_its_sandbox_and_what_it_tries_is_named(form, words):
    (form / "footnote.j2").write_text(words, encoding="utf-8")
    messages = refused(form)

    assert str(form / "footnote.j2") in messages
    assert not Path("escaped").exists()


def test_a_template_cannot_change_what_it_is_given(form):
    (form / "title.j2").write_text("Title{{ regions.append('Atlantis') or '' }}", encoding="utf-8")

    assert str(form / "title.j2") in refused(form, 1)


def test_a_template_that_makes_nothing_of_a_note_is_refused(form):
    (form / "footnote.j2").write_text("{# nothing #}", encoding="utf-8")

    assert str(form / "footnote.j2") in refused(form)


@pytest.mark.parametrize("name", ["preamble.j2", "actions.j2", "outline.yaml"])
def test_a_file_that_the_form_lacks_is_named(form, name):
    (form / name).unlink()
    messages = refused(form)

    assert str(form / name) in messages
    assert "does not exist" in messages


def test_faults_of_an_outline_come_all_at_once_with_line_and_column(form):
    (form / "outline.yaml").write_text(
        "language: en-GB\n"
        "parts:\n"
        "  - id: actions\n"
        "    text: actions\n"
        "    kinds: [acton]\n"
        "    voice: shouting\n"
        "    headings: true\n"
        "    colour: red\n"
        "annexes:\n"
        "  - id: concordance\n"
        "    text: concordance\n"
        "    landscape: perhaps\n"
        "  - id: unused\n"
        "    text: not_used\n",
        encoding="utf-8",
    )
    messages = refused(form, 1)

    places = re.findall(
        rf"^{re.escape(str(form / 'outline.yaml'))}:(\d+:\d+): error: ", messages, re.MULTILINE
    )
    assert places == ["5:13", "6:12", "7:15", "8:5", "12:16", "13:9"]
    assert "Did you mean “action”?" in messages


@pytest.mark.parametrize(
    "parts",
    [
        "  - {id: same, text: actions, kinds: [action]}\n  - {id: same, text: requests, kinds: [request]}\n",
        "  - {id: one, text: actions, kinds: [action]}\n  - {id: two, text: requests, kinds: [action]}\n",
    ],
    ids=["two parts of one id", "two parts for one kind"],
)
def test_parts_that_would_take_each_others_clauses_are_refused(form, parts):
    (form / "outline.yaml").write_text(f"language: en-GB\nparts:\n{parts}", encoding="utf-8")

    assert f"{form / 'outline.yaml'}:4:" in refused(form, 1)


# The looks: what a person changed stays


def test_the_page_header_footer_and_separator_of_the_template_stay(form, looks):
    parts = changed(looks, "word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    parts = changed(parts, "word/header1.xml", "Draft, compilation of candidate clauses", "Our own header")
    parts = changed(parts, "word/footer1.xml", "Page ", "Seite ")
    parts = changed(parts, "word/footnotes.xml", 'w:ind w:left="1134"', 'w:ind w:left="777"')
    word = drafted(put_looks(form, parts))

    text, annexes = (section.find(w("pgSz")) for section in word.body.iter(w("sectPr")))
    assert (text.get(w("w")), text.get(w("h"))) == ("12240", "15840")
    assert (annexes.get(w("w")), annexes.get(w("h"))) == ("15840", "12240")
    assert "Our own header" in "".join(word.xml("word/header1.xml").itertext())
    assert "Seite " in "".join(word.xml("word/footer1.xml").itertext())
    separator = word.xml("word/footnotes.xml")[0]
    assert separator.get(w("type")) == "separator"
    assert separator.find(f".//{w('ind')}").get(w("left")) == "777"
    widths = [table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")) for table in word.body.findall(w("tbl"))]
    assert len(widths) == 3
    for width, page in zip(widths, (12240, 15840, 15840), strict=True):
        assert abs(int(width) - (page - 2 * 1134)) < 10


def test_the_text_of_the_template_does_not_come_into_the_draft(form, looks):
    assert b"the draft replaces this paragraph" in looks["word/document.xml"]

    assert b"the draft replaces this paragraph" not in drafted(form).parts["word/document.xml"]


def test_the_styles_of_the_template_stay_and_are_used(form, looks):
    parts = changed(looks, "word/styles.xml", '<w:sz w:val="22"/>', '<w:sz w:val="31"/>')
    word = drafted(put_looks(form, parts))

    assert b'<w:sz w:val="31"/>' in word.parts["word/styles.xml"]
    assert word.styled("SingleTxt", "H1", "H23", "H4")


def own_footnotes(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template whose text has footnotes of its own, with ids and separators as Word may leave them."""
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r><w:footnoteRef/></w:r><w:r><w:t>Note {i} of the template</w:t></w:r></w:p></w:footnote>"
        for i in (4, 9)
    )
    marks = "".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in (4, 9))
    parts = changed(looks, "word/footnotes.xml", "</w:footnotes>", f"{notes}</w:footnotes>")
    return changed(parts, "word/document.xml", "</w:p>", f"{marks}</w:p>")


def test_footnotes_of_the_templates_own_text_go_with_it(form, looks):
    word = drafted(put_looks(form, own_footnotes(looks)))

    assert b"of the template" not in word.parts["word/footnotes.xml"]
    assert list(word.notes) == list(range(1, 11))


def without_footnotes(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template that never had a footnote, as a word processor other than Word leaves it."""
    parts = {name: content for name, content in looks.items() if name != "word/footnotes.xml"}
    parts[SETTINGS] = (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    ).encode()
    for part, pattern in (
        ("word/_rels/document.xml.rels", r'<Relationship [^>]*footnotes\.xml"[^>]*/>'),
        (CONTENT_TYPES, r'<Override [^>]*footnotes\.xml"[^>]*/>'),
    ):
        text, count = re.subn(pattern, "", parts[part].decode())
        assert count == 1
        parts[part] = text.encode()
    return parts


def without_language(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template that does not say which language its text is in."""
    text, count = re.subn(r"<w:lang [^>]*/>", "", looks["word/styles.xml"].decode())
    assert count
    return {**looks, "word/styles.xml": text.encode()}


def without_section(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template without page settings, which Word then takes from its own."""
    text = re.sub(r"<w:sectPr>.*</w:sectPr>", "", looks["word/document.xml"].decode(), flags=re.DOTALL)
    return {**looks, "word/document.xml": text.encode()}


def with_comments(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template that somebody commented on."""
    comment = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="A">'
        "<w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>"
    ).encode()
    mark = '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    parts = changed(looks, "word/document.xml", "</w:p>", mark)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return with_part(parts, "word/comments.xml", comment, "comments", kind)


def as_word_template(looks: dict[str, bytes]) -> dict[str, bytes]:
    """A template saved as .dotx."""
    return changed(looks, CONTENT_TYPES, "document.main+xml", "template.main+xml")


ODD_BUT_FINE = [
    own_footnotes,
    without_footnotes,
    without_language,
    without_section,
    with_comments,
    as_word_template,
]


@pytest.mark.parametrize("oddity", ODD_BUT_FINE, ids=lambda oddity: oddity.__name__)
def test_an_odd_template_gives_a_valid_draft(form, looks, oddity, tmp_path):
    word = drafted(put_looks(form, oddity(looks)))

    for part in ("document", "footnotes", "settings", "styles"):
        tree = etree.fromstring(word.parts[f"word/{part}.xml"])
        assert word_schema().validate(tree), str(word_schema().error_log)
    path = tmp_path / "draft.docx"
    path.write_bytes(rezip(word.parts))
    run = subprocess.run([open_xml_validator(), path], capture_output=True, timeout=LONGEST_RUN, check=False)
    assert run.returncode == 0, run.stdout.decode()
    run = subprocess.run(
        [docx_integrity(), "check", path], capture_output=True, timeout=LONGEST_RUN, check=False
    )
    assert run.returncode == 0, run.stdout.decode()


def test_a_template_without_footnotes_gets_separators_that_are_listed(form, looks):
    word = drafted(put_looks(form, without_footnotes(looks)))

    listed = word.xml(SETTINGS).findall(f"{w('footnotePr')}/{w('footnote')}")
    separators = [note for note in word.xml("word/footnotes.xml") if note.get(w("type"))]
    assert [note.get(w("id")) for note in listed] == [note.get(w("id")) for note in separators]
    assert len(separators) == 2


def test_the_language_is_set_even_where_the_template_names_none(form, looks):
    word = drafted(put_looks(form, without_language(looks)))

    language = word.xml("word/styles.xml").find(
        f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"
    )
    assert language is not None
    assert language.get(w("val")) == "en-GB"


def test_a_word_template_becomes_a_document(form, looks):
    word = drafted(put_looks(form, as_word_template(looks)))

    assert b"template.main+xml" not in word.parts[CONTENT_TYPES]
    assert b"document.main+xml" in word.parts[CONTENT_TYPES]


# What is refused of a Word file


def test_every_style_that_the_template_lacks_is_named(form, looks):
    parts = changed(looks, "word/styles.xml", 'w:styleId="H4"', 'w:styleId="Heading4"')
    parts = changed(parts, "word/styles.xml", 'w:styleId="AltTxt"', 'w:styleId="Other"')
    messages = refused(put_looks(form, parts), 1)

    assert "the style “H4” is missing" in messages
    assert "the style “AltTxt” is missing" in messages
    assert messages.count("is missing") == 2


def test_a_style_that_was_renamed_is_named_with_its_new_name(form, looks):
    parts = changed(looks, "word/styles.xml", 'w:styleId="SingleTxt"', 'w:styleId="MySingleTxt"')
    parts = changed(parts, "word/styles.xml", 'w:name w:val="SingleTxt"', 'w:name w:val="My Single Txt"')
    messages = refused(put_looks(form, parts), 1)

    assert "the style “SingleTxt” is missing" in messages
    assert "If it is the style “My Single Txt”, give that the name “SingleTxt” again." in messages


def test_a_style_for_clauses_without_a_number_is_refused(form, looks):
    style = '<w:numId w:val="1"/>'
    parts = changed(looks, "word/styles.xml", style, "")

    assert "the style “SingleTxt” has no numbering" in refused(put_looks(form, parts), 1)


def attached_template(looks):
    rels = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" '
        'Target="https://example.org/evil.dotm" TargetMode="External"/></Relationships>'
    )
    return {**looks, "word/_rels/settings.xml.rels": rels.encode()}


def linked_picture(looks):
    link = (
        f'<Relationship Id="rId99" Type="{OFFICE}/image" Target="file://server/share/pixel.png" '
        'TargetMode="External"/></Relationships>'
    )
    return changed(looks, "word/_rels/document.xml.rels", "</Relationships>", link)


def hyperlink_to_a_file(looks):
    link = (
        f'<Relationship Id="rId99" Type="{OFFICE}/hyperlink" Target="file://server/share/x.exe" '
        'TargetMode="External"/></Relationships>'
    )
    return changed(looks, "word/_rels/document.xml.rels", "</Relationships>", link)


def macros(looks):
    kind = "application/vnd.ms-office.vbaProject"
    return with_part(looks, "word/vbaProject.bin", b"macros", "vbaProject", kind)


def macros_by_another_name(looks):
    kind = "application/vnd.ms-office.vbaProject"
    return with_part(looks, "word/picture.bin", b"macros", "vbaProject", kind)


def doctype(looks):
    part = looks["word/header1.xml"].decode()
    bomb = '?>\n<!DOCTYPE hdr [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    return {**looks, "word/header1.xml": part.replace("?>", bomb, 1).encode()}


def late_doctype(looks):
    part = looks["word/header1.xml"].decode()
    bomb = f"?>\n<!-- {'x' * 5000} -->\n<!DOCTYPE hdr [<!ENTITY a 'aaaa'>]>"
    return {**looks, "word/header1.xml": part.replace("?>", bomb, 1).encode()}


def doctype_in_utf_16(looks):
    part = looks["word/header1.xml"].decode().replace("UTF-8", "UTF-16")
    bomb = "?>\n<!DOCTYPE hdr [<!ENTITY a 'aaaa'>]>"
    return {**looks, "word/header1.xml": part.replace("?>", bomb, 1).encode("utf-16")}


def missing_part(looks):
    return {name: content for name, content in looks.items() if name != "word/numbering.xml"}


def missing_document(looks):
    return {name: content for name, content in looks.items() if name != "word/document.xml"}


def no_content_types(looks):
    return {name: content for name, content in looks.items() if name != CONTENT_TYPES}


def a_spreadsheet(looks):
    kind = "wordprocessingml.document.main+xml"
    return changed(looks, CONTENT_TYPES, kind, "spreadsheetml.sheet.main+xml")


def footnotes_of_another_type(looks):
    return changed(looks, CONTENT_TYPES, "wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml")


def settings_of_another_type(looks):
    return changed(looks, CONTENT_TYPES, "wordprocessingml.settings+xml", "wordprocessingml.fontTable+xml")


def styles_of_another_type(looks):
    return changed(looks, CONTENT_TYPES, "wordprocessingml.styles+xml", "wordprocessingml.fontTable+xml")


def document_without_body(looks):
    return {**looks, "word/document.xml": f'<w:document xmlns:w="{W}"/>'.encode()}


def broken_document(looks):
    return {**looks, "word/document.xml": looks["word/document.xml"][:300]}


def numbering_without_its_list(looks):
    return changed(looks, "word/numbering.xml", '<w:num w:numId="1">', '<w:num w:numId="7">')


HOSTILE = {
    attached_template: "attachedTemplate",
    linked_picture: "points outside",
    hyperlink_to_a_file: "points outside",
    macros: "macros",
    macros_by_another_name: "macros",
    doctype: "document type declaration",
    late_doctype: "document type declaration",
    doctype_in_utf_16: "document type declaration",
    missing_part: "",
    missing_document: "",
    no_content_types: "content types",
    a_spreadsheet: "",
    footnotes_of_another_type: "",
    settings_of_another_type: "",
    styles_of_another_type: "",
    document_without_body: "",
    broken_document: "word/document.xml",
    numbering_without_its_list: "",
}


@pytest.mark.parametrize("trick", HOSTILE, ids=lambda trick: trick.__name__)
def test_a_hostile_or_broken_template_is_refused_with_a_reason(form, looks, trick):
    messages = refused(put_looks(form, trick(looks)))

    assert str(form / "word.docx") in messages
    assert HOSTILE[trick] in messages


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    """One byte in the middle of a part is wrong."""
    return content[:600] + bytes([content[600] ^ 255]) + content[601:]


def no_zip(_content: bytes) -> bytes:
    return b"This is no Word file, only its name says so."


def an_old_word_file(_content: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


def empty(_content: bytes) -> bytes:
    return b""


def an_empty_zip(_content: bytes) -> bytes:
    return rezip({})


def duplicate_names(content: bytes) -> bytes:
    """Two documents of which readers may take the one or the other."""
    parts = unzip(content)
    twin = rezip({**parts, "word/document.xmX": parts["word/document.xml"]})
    return twin.replace(b"word/document.xmX", b"word/document.xml")


def too_large(content: bytes) -> bytes:
    """About a MiB that would unpack to more than 200."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(51):
            archive.writestr(f"word/media/{number}.png", bytes(4 * 1024 * 1024))
    return buffer.getvalue()


def one_part_packed_too_tightly(content: bytes) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/1.png", bytes(50 * 1024 * 1024))
    return buffer.getvalue()


def a_size_that_lies(content: bytes) -> bytes:
    """The zip's directory gives a part that unpacks to 64 MiB as one of 100 bytes."""
    size = 64 * 1024 * 1024
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/1.png", bytes(size))
    return buffer.getvalue().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def a_password(content: bytes) -> bytes:
    """The flag in every entry says that it is encrypted."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            marked[place + offset] |= 1
    return bytes(marked)


def too_many_parts(content: bytes) -> bytes:
    parts = unzip(content)
    return rezip({**parts, **{f"word/media/{number}.png": b"" for number in range(2100)}})


def a_name_that_points_outside(content: bytes) -> bytes:
    return rezip({**unzip(content), "word/../../../evil.xml": b"<x/>"})


BROKEN_ZIPS = {
    truncated: "not a Word file",
    flipped: "",
    no_zip: "not a Word file",
    an_old_word_file: "not a Word file",
    empty: "not a Word file",
    an_empty_zip: "",
    duplicate_names: "same name",
    too_large: "unpack to more than 200 MiB",
    one_part_packed_too_tightly: "unpack",
    a_size_that_lies: "",
    a_password: "password",
    too_many_parts: "2113 parts",
    a_name_that_points_outside: "outside",
}


@pytest.mark.parametrize("trick", BROKEN_ZIPS, ids=lambda trick: trick.__name__)
def test_a_template_that_is_no_sound_zip_file_is_refused_with_a_reason(form, trick):
    path = form / "word.docx"
    broken = trick(path.read_bytes())
    assert broken != path.read_bytes()
    path.write_bytes(broken)
    messages = refused(form, 3)

    assert str(path) in messages
    assert BROKEN_ZIPS[trick] in messages


def test_a_hyperlink_to_the_web_in_a_header_is_no_reason_to_refuse(form, looks):
    link = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{OFFICE}/hyperlink" '
        'Target="https://www.un.org/" TargetMode="External"/></Relationships>'
    )
    word = drafted(put_looks(form, {**looks, "word/_rels/header1.xml.rels": link.encode()}))

    assert b"https://www.un.org/" in word.parts["word/_rels/header1.xml.rels"]


def test_a_draft_can_itself_be_the_template_of_the_next(form):
    (form / "word.docx").write_bytes(draft(1))
    word = drafted(form)

    assert word.parts["word/document.xml"] == WordFile(draft(5)).parts["word/document.xml"]
    assert len(word.notes) == 10
