"""``drafter compare``: two drafts, in words, in JSON, as a redline."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tools import drafter_here


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "old.docx"
    done = drafter_here("draft", "--annexes", "full", "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


def edited(drafted: Path, folder: Path, old: str, new: str) -> Path:
    """The draft with words of its text replaced."""
    path = folder / "new.docx"
    with zipfile.ZipFile(drafted) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            target.writestr(name, content)
    return path


def compared(*arguments: str | Path, status: int = 0) -> str:
    done = drafter_here("compare", *arguments)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode()


def test_a_draft_and_itself_say_one_line(drafted, tmp_path):
    copy = tmp_path / "copy.docx"
    copy.write_bytes(drafted.read_bytes())
    assert compared(drafted, copy) == "Nothing changed.\n"


def test_a_changed_paragraph_is_named_by_number_and_opening_words(drafted, tmp_path):
    new = edited(drafted, tmp_path, "as a driving force", "as the moving force")
    lines = compared(drafted, new).splitlines()
    assert lines[1:] == [
        "Paragraph 2: [Focus on human resources as the moving force …",
        "    [Focus on human resources as [-a driving-] {+the moving+} force of crime prevention and …",
    ]
    assert lines[0].endswith("Reworded: 1.")


def test_json_gives_old_and_new_words(drafted, tmp_path):
    new = edited(drafted, tmp_path, "as a driving force", "as the moving force")
    (change,) = json.loads(compared(drafted, new, "--json"))["changes"]
    assert change["kind"] == "reworded"
    assert change["number"] == change["was"] == "2"
    assert change["words"] == [{"old": "a driving", "new": "the moving"}]


def test_annexes_are_compared_where_they_are_asked_for(drafted, tmp_path):
    with zipfile.ZipFile(drafted) as archive:
        annex = archive.read("word/document.xml").decode().rpartition("Annex I")[2]
    cell = re.findall(r">([^<>]{60,})</w:t>", annex)[-1]
    content = edited(drafted, tmp_path, annex, annex.replace(cell, f"{cell} Zebras."))
    assert compared(drafted, content) == "Nothing changed.\n"
    assert "Zebras" in compared(drafted, content, "--annexes")


def test_a_footnote_that_is_now_the_first_to_cite_a_report_is_no_change(drafted, tmp_path):
    selection, new = tmp_path / "selection.yaml", tmp_path / "new.docx"
    for command in (
        ("select", "-o", selection),
        ("mark", selection, "2", "out"),  # the first that cites the report by its symbol
        ("draft", selection, "--annexes", "full", "-o", new),
    ):
        assert drafter_here(*command).returncode == 0
    said = compared(drafted, new)
    assert "Gone: 5" in said
    assert "footnote" not in said


def test_a_redline_is_written_and_not_replaced_unasked(drafted, tmp_path):
    new = edited(drafted, tmp_path, "as a driving force", "as the moving force")
    target = tmp_path / "redline.docx"
    compared(drafted, new, "-o", target)
    with zipfile.ZipFile(target) as archive:
        document = archive.read("word/document.xml").decode()
    assert re.findall(r"<w:delText[^>]*>([^<]*)", document) == [" a driving"]
    compared(new, drafted, "-o", target, status=3)
    compared(new, drafted, "-o", target, "--overwrite")


def test_what_is_no_draft_is_refused(drafted, tmp_path):
    other = tmp_path / "other.docx"
    other.write_bytes(b"Dear colleagues")
    done = drafter_here("compare", drafted, other)
    assert done.returncode == 3
    assert "is not a Word document" in done.stderr.decode()


def test_the_output_is_a_word_file(drafted):
    done = drafter_here("compare", drafted, drafted, "-o", "changes.txt")
    assert done.returncode == 2
    assert "-o changes.docx" in done.stderr.decode()
