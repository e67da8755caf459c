"""The Word drafts of Annex B in both forms, as the command writes them."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from small_draft import W, paragraphs, parts_of, shown, structural_faults, tree

from drafter.draft.model import Draft, Edition
from drafter.word.markup import bookmarks
from drafter.word.package import is_untouched, stored_draft
from drafter.word.reading import canonical
from tools import (
    LONGEST_RUN,
    convert_to_pdf,
    docx_integrity,
    drafter,
    drafter_here,
    environment,
    open_xml_validator,
    tool,
)

LEVELS = {"H1": 1, "H23": 2, "H4": 3}


@pytest.fixture(scope="module", params=["kyoto", "doha"])
def file(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / f"{request.param}.docx"
    run = drafter_here("draft", "--form", request.param, "-o", path)
    assert run.returncode == 0, run.stderr.decode()
    return path


@pytest.fixture(scope="module")
def content(file) -> bytes:
    return file.read_bytes()


@pytest.fixture(scope="module")
def draft(content) -> Draft:
    found = stored_draft(Document(io.BytesIO(content)).part.package)
    assert found is not None
    assert found.is_whole
    return found.draft


def test_the_file_is_sound_and_untouched(content):
    assert not list(structural_faults(content))
    assert is_untouched(content)


def test_each_clause_is_under_its_bookmark_with_a_footnote_for_each_source(content, draft):
    marked = {start.get(f"{W}name"): start.getparent() for start in tree(content).iter(f"{W}bookmarkStart")}
    notes = {note.get(f"{W}id"): shown(note).strip() for note in tree(content, "word/footnotes.xml")}

    for name, place in bookmarks(draft).items():
        block = draft.blocks[place.block]
        if block in draft.printed:
            line = block.lines[place.line]
            references = marked[name].iter(f"{W}footnoteReference")
            assert [notes[mark.get(f"{W}id")] for mark in references] == [
                note.text for note in line.footnotes
            ]
            assert line.text.replace("\n", "\n\t") in re.sub(r"(, )?\[\d+\]", "", shown(marked[name]))


def test_what_is_read_back_is_what_was_printed(content, draft):
    read = {block.bookmark: block.text for block in canonical(Document(io.BytesIO(content))).blocks}
    names = {
        name: place for name, place in bookmarks(draft).items() if draft.blocks[place.block] in draft.printed
    }
    printed = {name: draft.blocks[place.block].lines[place.line].text for name, place in names.items()}
    assert any("\n" in text for text in printed.values())
    assert {name: read[name] for name in names} == printed


def test_word_counts_the_paragraphs_to_the_numbers_that_the_draft_has(content, draft):
    styles = [style for style, _ in paragraphs(content)]
    labels = [clause.lines[0].label for clause in draft.printed if not clause.letter]
    labels += [block.label for block in draft.blocks if getattr(block, "role", "") == "chapeau"]
    letters = [clause for clause in draft.printed if clause.letter]

    assert styles.count("SingleTxt") + styles.count("GuidanceTxt") == len(labels)
    assert styles.count("LetteredTxt") == len(letters)


def test_headings_have_outline_levels_and_none_is_passed_over(content):
    found = [LEVELS[style] for style, _ in paragraphs(content) if style in LEVELS]
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val", "")) + 1
        for style in tree(content, "word/styles.xml").iter(f"{W}style")
        for level in style.iter(f"{W}outlineLvl")
    }

    assert all(after - before <= 1 for before, after in pairwise([0, *found]))
    assert levels == LEVELS


def test_every_table_has_a_head_row_and_says_what_is_in_it(content):
    tables = list(tree(content).iter(f"{W}tbl"))

    assert tables
    for table in tables:
        first, *others = table.iter(f"{W}tr")
        assert first.find(f".//{W}tblHeader") is not None
        assert all(row.find(f".//{W}tblHeader") is None for row in others)
        assert table.find(f".//{W}tblCaption") is not None


def test_validators_find_it_valid(file):
    for command in ([open_xml_validator()], [docx_integrity(), "check", "--fail-on", "info"]):
        run = subprocess.run([*command, file], capture_output=True, timeout=LONGEST_RUN, check=False)
        assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()


def test_libreoffice_shows_each_line_with_its_number(file, draft, tmp_path):
    (pdf,) = convert_to_pdf(tmp_path, file)
    assert pdf.is_file()
    command = [tool("pdftotext"), "-layout", pdf, "-"]
    run = subprocess.run(command, capture_output=True, timeout=LONGEST_RUN, check=True)
    pages = " ".join(run.stdout.decode().split())

    for clause in draft.clauses:
        for line in clause.lines:
            opening = " ".join(line.text.split()[:2])
            stop = "" if line.label.endswith(")") else "."
            # No blank is shown where the number just reaches the tab stop.
            assert re.search(rf"{re.escape(line.label + stop)} ?{re.escape(opening)}", pages), line.label


def test_pandoc_reads_the_clauses_with_the_same_footnotes(file, draft):
    command = [tool("pandoc"), file, "--to", "plain", "--wrap", "none"]
    run = subprocess.run(command, capture_output=True, timeout=LONGEST_RUN, check=True)
    text = run.stdout.decode()
    notes = [note.text for clause in draft.printed for line in clause.lines for note in line.footnotes]

    assert re.findall(r"^\[(\d+)\]", text, re.MULTILINE) == [str(n) for n in range(1, len(notes) + 1)]
    assert all(f"[{number}] {note}" in text for number, note in enumerate(notes, start=1))


@pytest.mark.parametrize("edition", [Edition.DELEGATES, Edition.CLEAN])
def test_no_part_of_a_paper_for_the_room_has_comments_or_names_of_files(edition, tmp_path):
    path = tmp_path / "paper.docx"
    run = drafter_here("draft", "--edition", edition, "-o", path)
    assert run.returncode == 0, run.stderr.decode()
    parts = parts_of(path.read_bytes())

    assert "word/comments.xml" not in parts
    for part in parts.values():
        assert not re.search(rb"[\w-]+\.(yaml|docx|dotm)|[A-Z]:\\|/home/|/tmp/", part)


def test_a_date_in_the_environment_is_the_date_of_the_file(tmp_path):
    path = tmp_path / "draft.docx"
    run = drafter("draft", "-o", path, env=environment(SOURCE_DATE_EPOCH="1767225600"))
    assert run.returncode == 0, run.stderr.decode()

    assert b"2026-01-01T00:00:00Z</dcterms:created>" in parts_of(path.read_bytes())["docProps/core.xml"]
