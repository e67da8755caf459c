"""The Word drafts, by the word of others: validators, schemas, LibreOffice."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from lxml import etree
from word_reading import WordFile, draft

from tools import (
    LONGEST_RUN,
    REPOSITORY,
    convert_to_pdf,
    docx_integrity,
    drafter,
    open_xml_validator,
    tool,
    word_schema,
)

MIN_REGIONS = (1, 2, 3, 4, 5)
PARTS = ("document", "footnotes", "settings", "styles", "numbering", "header1", "footer1", "fontTable")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The five drafts, as files, by their least number of regions."""
    folder = tmp_path_factory.mktemp("drafts")
    paths = {number: folder / f"draft-{number}.docx" for number in MIN_REGIONS}
    for number, path in paths.items():
        path.write_bytes(draft(number))
    return paths


@pytest.fixture(scope="module")
def pages(files, tmp_path_factory):
    """What stands on the pages that LibreOffice makes of each."""
    pdfs = convert_to_pdf(tmp_path_factory.mktemp("pages"), *files.values())
    assert [pdf.name for pdf in pdfs if not pdf.is_file()] == [], "LibreOffice made no pages of these"
    return {
        number: subprocess.run(
            [tool("pdftotext"), "-layout", str(pdf), "-"],
            capture_output=True,
            check=True,
            timeout=LONGEST_RUN,
        ).stdout.decode()
        for number, pdf in zip(files, pdfs, strict=True)
    }


def test_the_open_xml_sdk_finds_the_drafts_valid(files):
    for path in files.values():
        run = subprocess.run(
            [open_xml_validator(), path], capture_output=True, timeout=LONGEST_RUN, check=False
        )
        assert run.returncode == 0, f"{path.name}: {run.stdout.decode()}{run.stderr.decode()}"


@pytest.mark.parametrize("way", ["bis", "inline", "lead", "clean"])
def test_the_form_of_the_doha_declaration_and_every_way_of_printing_give_valid_drafts(way, tmp_path):
    options = ["--clean"] if way == "clean" else ["--alternatives", way, "--support"]
    paths = [tmp_path / f"{form}.docx" for form in ("kyoto", "doha")]
    for path in paths:
        run = drafter("draft", "--form", path.stem, "--min-regions", "2", *options, "-o", path)
        assert run.returncode == 0, run.stderr.decode()
        run = subprocess.run(
            [open_xml_validator(), path], capture_output=True, timeout=LONGEST_RUN, check=False
        )
        assert run.returncode == 0, f"{path.name}: {run.stdout.decode()}"
    run = subprocess.run(
        [docx_integrity(), "check", *paths], capture_output=True, timeout=LONGEST_RUN, check=False
    )
    assert run.returncode == 0, run.stdout.decode()


def test_docx_integrity_finds_the_drafts_sound(files):
    run = subprocess.run(
        [docx_integrity(), "check", "--fail-on", "info", *files.values()],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("min_regions", MIN_REGIONS)
def test_each_part_is_valid_by_the_schema_of_its_standard(min_regions, part):
    schema = word_schema()
    tree = etree.fromstring(WordFile(draft(min_regions)).parts[f"word/{part}.xml"])

    assert schema.validate(tree), str(schema.error_log)


@pytest.mark.parametrize("min_regions", MIN_REGIONS)
def test_libreoffice_shows_the_first_clause_with_its_number_and_its_note(pages, min_regions):
    word = WordFile(draft(min_regions))
    first = word.styled("SingleTxt")[0]
    opening = r"\s+".join(re.escape(one) for one in first.text.split()[:6])
    note = r"\s+".join(re.escape(one) for one in word.notes[1].split())

    assert first.marks[0] == 1
    assert re.search(rf"^\s*1\.\s+{opening}", pages[min_regions], re.MULTILINE)
    # The mark hangs a little above the note, so it may stand on a line of its own.
    assert re.search(rf"^\s*1\s+{note}", pages[min_regions], re.MULTILINE)


def test_libreoffice_numbers_the_last_clause_and_the_other_wordings_as_the_draft_does(pages):
    word = WordFile(draft(3))
    count = len(word.styled("SingleTxt"))
    last = r"\s+".join(re.escape(one) for one in word.styled("SingleTxt")[-1].text.split()[:4])

    assert re.search(rf"^\s*{count}\.\s+{last}", pages[3], re.MULTILINE)
    for number in range(1, count + 1):
        assert re.search(rf"^\s*{number} bis\.\s+\[", pages[3], re.MULTILINE), number
    assert re.search(r"^\s*G\.1\s+\w", pages[3], re.MULTILINE)
    assert re.search(r"^\s*G\.1 bis\.\s+\w", pages[3], re.MULTILINE)


def test_libreoffice_shows_the_header_and_counts_the_pages(pages):
    for text in pages.values():
        sheets = text.rstrip("\f\n").split("\f")
        assert all("Draft, compilation of candidate clauses" in sheet for sheet in sheets)
        assert [f"Page {number} of {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [
            True
        ] * len(sheets)


def test_the_forms_word_file_is_what_its_sources_say():
    run = subprocess.run(
        [sys.executable, str(REPOSITORY / "tools" / "build_word_template.py"), "--check"],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
