"""Files that nobody made on purpose, or somebody did: one message, nothing written, no traceback."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from hostile import in_clause
from lxml import etree
from word_reading import draft, rezip, unzip

from drafter.docx.parts.unpacking import refuse_long_texts
from drafter.problems import DrafterError
from tools import KYOTO_2021, drafter, drafter_here

NESTED = ("hyperlink", "ins", "smartTag")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(4))
    return path


def refused(run, words, status=3):
    said = run.stderr.decode() + run.stdout.decode()
    assert run.returncode == status, said
    assert re.search(words, said), said
    assert "fault in drafter" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["check", "review", "compare"])
def test_a_zip_whose_contents_are_damaged_is_refused_as_damaged(file, command, tmp_path):
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("word/document.xml")
    start = entry.header_offset + 2000
    content[start : start + 40] = b"\xff" * 40
    file.write_bytes(content)
    (tmp_path / "whole.docx").write_bytes(draft(4))
    others = {"check": [], "review": ["-o", tmp_path / "r.html"], "compare": [tmp_path / "whole.docx"]}

    refused(drafter_here(command, file, *others[command]), "is not a Word file, or is damaged")


def test_a_file_without_relationships_can_have_comments(file, tmp_path):
    parts = unzip(file.read_bytes())
    del parts["word/_rels/document.xml.rels"]
    parts["word/document.xml"] = re.sub(rb"<w:footnoteReference [^>]*/>", b"", parts["word/document.xml"])
    file.write_bytes(rezip(parts))
    run = drafter_here("check", file, "-o", tmp_path / "checked.docx")

    assert run.returncode in (0, 1)
    assert "fault in drafter" not in run.stderr.decode()


def no_footnotes(parts):
    del parts["word/footnotes.xml"]


def no_relationships(parts):
    del parts["word/_rels/document.xml.rels"]


def footnotes_elsewhere(parts):
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b'"footnotes.xml"', b'"../../../../etc/passwd"')


def no_endnotes(parts):
    name = "word/document.xml"
    mark = b'<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    parts[name] = parts[name].replace(b"</w:p>", mark, 1)


@pytest.mark.parametrize(
    "command", ["check", "review", "compare", "draft --since", "select --from", "import"]
)
@pytest.mark.parametrize("damage", [no_footnotes, no_relationships, footnotes_elsewhere, no_endnotes])
def test_a_file_whose_notes_are_lost_is_damaged_and_nobody_deleted_them(file, damage, command, tmp_path):
    (tmp_path / "whole.docx").write_bytes(draft(4))
    drafter_here("select", "-o", tmp_path / "s.yaml", "--min-regions", "4")
    before = (tmp_path / "s.yaml").read_bytes()
    parts = unzip(file.read_bytes())
    if command == "import":
        parts["customXml/item1.xml"] = b"<x/>"  # with it, it is known for a draft and no matrix document
    damage(parts)
    file.write_bytes(rezip(parts))
    out = tmp_path / ("r.html" if command == "review" else "r.docx")
    run = {
        "check": ("check", file),
        "review": ("review", file, "-o", out),
        "compare": ("compare", file, tmp_path / "whole.docx", "-o", out),
        "draft --since": ("draft", "--since", file, "-o", out),
        "select --from": ("select", tmp_path / "s.yaml", "--from", file),
        "import": ("import", file, "-o", tmp_path / "m.yaml"),
    }[command]

    notes = "endnotes" if damage is no_endnotes else "footnotes"
    said = f"is damaged: there are marks of {notes} in its text, and the {notes} are not in the file"
    refused(drafter_here(*run), said)
    assert not out.exists()
    assert not (tmp_path / "m.yaml").exists()
    assert (tmp_path / "s.yaml").read_bytes() == before


def test_a_sign_of_a_font_with_a_control_character_s_number_is_told_in_a_comment(file, tmp_path):
    file.write_bytes(in_clause('<w:r><w:sym w:font="Wingdings" w:char="0001"/></w:r>'))
    run = drafter_here("check", file, "-o", tmp_path / "checked.docx")

    assert "fault in drafter" not in run.stderr.decode()
    assert "\ufffd" in unzip((tmp_path / "checked.docx").read_bytes())["word/comments.xml"].decode()


@pytest.mark.parametrize("name", NESTED)
def test_what_stands_inside_itself_a_thousand_times_is_refused(file, name):
    parts = unzip(file.read_bytes())
    inside = f"<w:{name}>" * 1500 + "<w:r><w:t>x</w:t></w:r>" + f"</w:{name}>" * 1500
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", f"<w:p>{inside}</w:p><w:sectPr".encode(), 1
    )
    file.write_bytes(rezip(parts))

    run = drafter("check", file)
    said = run.stderr.decode()
    assert "fault in drafter" not in said
    assert run.returncode in (0, 1, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices")
def test_a_device_is_no_file():
    refused(drafter_here("check", "/dev/zero"), "is not an ordinary file")


def test_a_write_protected_selection_is_left_alone(tmp_path):
    path = tmp_path / "selection.yaml"
    assert drafter_here("select", "--min-regions", "4", "-o", path).returncode == 0
    before = path.read_bytes()
    path.chmod(stat.S_IREAD)
    try:
        run = drafter_here("select", path, "--drop", "legal-aid-no", "--reason", "x")
        assert run.returncode != 0
        refused(drafter_here("select", path, "--min-regions", "3"), "is write-protected; nothing was written")
    finally:
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert path.read_bytes() == before


def test_since_a_draft_that_lost_what_made_it_is_refused(file, tmp_path):
    parts = {name: part for name, part in unzip(file.read_bytes()).items() if "customXml" not in name}
    rels = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", rels)
    parts["[Content_Types].xml"] = re.sub(
        rb"<Override [^>]*customXml[^>]*/>", b"", parts["[Content_Types].xml"]
    )
    file.write_bytes(rezip(parts))

    run = drafter_here("draft", "--min-regions", "4", "--since", file, "-o", tmp_path / "x.docx")
    refused(run, "no longer says what made it", 2)
    assert not (tmp_path / "x.docx").exists()


# Outputs


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a matrix and its document, a selection, a draft and a form."""
    folder = tmp_path_factory.mktemp("made") / "folder"
    shutil.copytree(KYOTO_2021, folder)
    for name, file in (("select", "s.yaml"), ("draft", "s.docx")):
        assert drafter_here(name, "--min-regions", "4", "-o", folder / file).returncode == 0
    assert drafter_here("form", "copy", "kyoto", folder / "form").returncode == 0
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (("import", "annex-b.txt"), "annex-b.txt"),
        (("import", "annex-b.txt"), "about.yaml"),
        (("draft", "s.yaml", "--format", "json"), "s.yaml"),
        (("draft", "s.yaml", "--format", "json"), "matrix.yaml"),
        (("draft", "s.yaml", "--form", "form"), "form/word.docx"),
        (("draft", "s.yaml", "--form", "form", "--format", "markdown"), "form/preamble.j2"),
        (("draft", "--since", "s.docx"), "s.docx"),
        (("select", "--min-regions", "3"), "matrix.yaml"),
        (("check", "s.docx", "--format", "json"), "s.docx"),
        (("review", "s.docx", "--review", "r.yaml"), "r.yaml"),
    ],
)
def test_what_a_command_reads_it_never_writes_to(folder, command, output):
    (folder / "r.yaml").write_text("reviewed: []\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    refused(drafter_here(*command, "-o", output, "--overwrite"), "one of the files that were read", 2)

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.thorough
def test_one_kind_of_file_that_drafter_wrote_is_no_other_kinds(folder):
    makers = {
        "draft": ("draft", "s.yaml"),
        "redline": ("compare", "s.docx", "s.yaml"),
        "comments": ("check", "s.docx"),
    }
    assert drafter_here("draft", "s.yaml", "-o", "with.docx", "--annexes-to", "annexes.docx").returncode == 0
    for name, command in makers.items():
        assert drafter_here(*command, "-o", f"{name}.docx").returncode == 0
    for name, command in makers.items():
        for other in {*makers, "annexes"} - {name}:
            refused(drafter_here(*command, "-o", f"{other}.docx"), "was not written")
    refused(drafter_here("draft", "s.yaml", "-o", "x.docx", "--annexes-to", "draft.docx"), "was not written")
    refused(
        drafter_here("draft", "s.yaml", "-o", "redline.docx", "--annexes-to", "x.docx"), "was not written"
    )
    assert not (folder / "x.docx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_said_to_be_no_file_whatever_it_stands_for(folder):
    os.mkfifo("real")
    for ending in ("csv", "yaml", "docx"):
        Path(f"pipe.{ending}").symlink_to("real")
    before = sorted(path.name for path in folder.iterdir())
    for command in (
        "import pipe.csv",
        "check pipe.yaml",
        "draft --matrix pipe.yaml -o x.docx",
        "draft --since pipe.docx -o x.docx",
        "draft -o pipe.docx",
        "select pipe.yaml --drop legal-aid",
        "select s.yaml --from pipe.docx",
        "review s.docx --review pipe.yaml -o x.html",
    ):
        refused(drafter_here(*command.split()), r"pipe\.[a-z]+ is not an ordinary file")
    assert sorted(path.name for path in folder.iterdir()) == before


# What is shown


def test_what_steers_a_terminal_or_turns_the_order_is_named(file, tmp_path):
    parts = unzip(file.read_bytes())
    turned = "of never\u202e \x9b31m".encode()
    old = b"culture of lawfulness"
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, turned, 1)
    other = tmp_path / "other.docx"
    other.write_bytes(rezip(parts))

    as_markdown = ("check", other, "-o", "-", "--format", "markdown")
    for command in (("check", other), as_markdown, ("compare", file, other)):
        shown = drafter_here(*command)
        assert "⟨U+202E⟩" in shown.stdout.decode()
        assert "\u202e".encode() not in shown.stdout + shown.stderr
    assert drafter_here("check", other, "-o", tmp_path / "report.md").returncode in (0, 1)
    assert "\u202e".encode() not in (tmp_path / "report.md").read_bytes()
    assert drafter_here("compare", file, other, "-o", tmp_path / "red.docx").returncode == 0
    document = unzip((tmp_path / "red.docx").read_bytes())["word/document.xml"]
    assert "\u202e".encode() not in document
    assert "⟨U+202E⟩".encode() in document


def test_no_cell_of_a_table_for_a_spreadsheet_is_a_formula(tmp_path):
    path = tmp_path / "matrix.csv"
    words = ["=HYPERLINK(1)", "+1 to all", "-1 for none", "@home", "＝1", "Promote peace"]
    rows = [f'Chile,{number},"{text}"' for number, text in enumerate(words, 1)]
    path.write_text("\n".join(["State,No.,Recommendation,=note", *(f"{row},=1+1" for row in rows)]), "utf-8")
    columns = ("--column", "region=State", "--column", "text=Recommendation", "--column", "paragraph=No.")
    imported = drafter_here("import", path, *columns)
    assert imported.returncode == 0, imported.stderr

    shown = drafter_here("list", "--csv", "--matrix", tmp_path / "matrix.yaml").stdout.decode("utf-8-sig")

    table = list(csv.DictReader(io.StringIO(shown)))
    assert [row["text"] for row in table] == [*(f"'{text}" for text in words[:-1]), words[-1]]
    assert {row["'=note"] for row in table} == {"'=1+1"}


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["\u00a0", "\u200b", "\u3164\u2060", "\u00ad "])
def test_a_name_of_which_nothing_is_seen_is_nobodys(tmp_path, name):
    selection, review = tmp_path / "s.yaml", tmp_path / "review.yaml"
    assert drafter_here("select", "--min-regions", "4", "-o", selection).returncode == 0
    before = selection.read_bytes()
    clause = re.search(r"- id: (\S+)", before.decode())[1]
    refused(
        drafter_here("select", selection, "--drop", clause, "--by", name),
        "it names nobody|--by needs words, not a blank",
        2,
    )
    assert selection.read_bytes() == before
    block = f'{{clause: a, source: b, verdict: supported, by: "{name}", on: 2026-01-31, wording: w, text: t}}'
    review.write_text(f"reviewed:\n  - {block}\n", "utf-8")
    (tmp_path / "d.docx").write_bytes(draft(4))
    refused(drafter_here("check", tmp_path / "d.docx", "--review", review), "does not say who gave it", 1)


@pytest.mark.parametrize(
    "sign",
    [
        "\u00ad",
        "\u180e",
        "\u200b",
        "\u2060",
        "\u2062",
        "\u206a",
        "\ufeff",
        "\ufff9",
        "\U000e0041",
        "\U000e0100",
    ],
)
def test_a_sign_that_nobody_sees_is_named_in_a_document_and_in_its_matrix(tmp_path, sign):
    table = f"Region,Theme,Recommendation,Paragraph\nAfrica,Justice,Promote le{sign}gal aid.,1\n"
    (tmp_path / "list.csv").write_text(table, encoding="utf-8")
    drafter_here("import", "list.csv", "-o", "matrix.yaml", cwd=tmp_path)
    for file in ("list.csv", "matrix.yaml"):
        said = drafter_here("check", file, cwd=tmp_path).stdout.decode()
        assert f"U+{ord(sign):04X}" in said, file


@pytest.mark.parametrize("words", ["Promote <!-->aid.", "Promote <!-- x -->aid.", "Promote <!-- aid."])
def test_a_page_with_a_comment_that_never_ends_is_refused_with_its_line(tmp_path, words):
    head = "<tr><td>Region</td><td>Recommendation</td></tr>\n<tr><td>Africa</td><td>"
    page = f"<html><table>{head}{words}</td></tr></table></html>"
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    done = drafter_here("import", "p.html", "--preview", cwd=tmp_path)
    if "-->" in words:
        said = done.stdout.decode() + done.stderr.decode()
        assert "Promote aid." in " ".join(said.split()), said
    else:
        refused(done, "p.html:2: a comment begins here with “<!--” and never ends")


def test_a_paragraph_that_is_too_much_is_named_by_its_place_and_words_or_those_above_it():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    above = "<w:p><w:r><w:t>We met.</w:t></w:r></w:p>"
    breaks = "<w:r><w:br/></w:r>" * 6000
    for words, said in (
        ("", "x.docx: paragraph 2, which has no words and stands below “We met.”, has more than 10,000 "),
        (
            "<w:r><w:t>All was well.</w:t></w:r>",
            "x.docx: paragraph 2, “All was well.”, has more than 10,000 ",
        ),
    ):
        body = f'<w:body xmlns:w="{word}">{above}<w:p>{words}{breaks}</w:p></w:body>'
        with pytest.raises(DrafterError) as caught:
            refuse_long_texts(etree.fromstring(body), "x.docx")
        assert caught.value.message.startswith(said)
