"""Files that nobody made on purpose, or somebody did: one message, nothing written, no traceback."""

from __future__ import annotations

import re
import stat
import sys
import zipfile

import pytest
from word_reading import draft, rezip, unzip

from tools import drafter, drafter_here

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
    file.write_bytes(rezip(parts))
    run = drafter_here("check", file, "-o", tmp_path / "checked.docx")

    assert run.returncode in (0, 1)
    assert "fault in drafter" not in run.stderr.decode()


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
