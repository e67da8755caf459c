"""Word files are valid for Open XML SDK, docx-integrity and LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from small_draft import small_draft, written

from tools import LONGEST_RUN, convert_to_pdf, docx_integrity, open_xml_validator, tool


@pytest.fixture(scope="module", params=[False, True], ids=["numbered by Word", "fixed numbers"])
def file(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "draft.docx"
    path.write_bytes(written(small_draft(fixed=request.param)))
    return path


def run(*command: str | Path) -> str:
    """Return the output of a program that must succeed."""
    ended = subprocess.run(command, capture_output=True, timeout=LONGEST_RUN, check=False)
    assert ended.returncode == 0, ended.stdout.decode() + ended.stderr.decode()
    return ended.stdout.decode()


def test_the_open_xml_sdk_finds_a_draft_valid(file):
    run(open_xml_validator(), file)


def test_docx_integrity_finds_a_draft_sound(file):
    run(docx_integrity(), "check", "--fail-on", "info", file)


def test_libreoffice_shows_numbers_notes_header_and_pages(file, tmp_path):
    (pdf,) = convert_to_pdf(tmp_path, file)
    assert pdf.is_file()
    pages = [" ".join(page.split()) for page in run(tool("pdftotext"), "-layout", pdf, "-").split("\f")]

    assert "Compilation, version 2" in pages[0]
    assert "1/3" in pages[0]
    for words in (
        "1. Ensure access",
        "1 bis. Widen",
        "2. We endeavour",
        "(b) To open",
        "3. Build",
        "3 alt. Build",
    ):
        assert words in pages[1]
    assert "4 Report of the meeting for Asia & the Pacific, Bangkok, para. 44 (g)." in pages[1]
    assert "Paragraph 1. Legal aid" in pages[2]
