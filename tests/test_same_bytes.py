"""The same input gives the same bytes: on any day, in any time zone, locale, order and place."""

from __future__ import annotations

import io
import re
import shutil
import time
import zipfile

import pytest
from word_reading import draft, unzip

from tools import KYOTO_2021, KYOTO_FORM, drafter, environment

OTHER_MACHINES = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANG": "ar_EG.UTF-8"},
    {"PYTHONUTF8": "0", "PYTHONHASHSEED": "3", "COLUMNS": "60", "NO_COLOR": "1"},
    {"TZ": "Asia/Kolkata", "PYTHONOPTIMIZE": "2", "PYTHONHASHSEED": "4"},
]


def drafted(*options, **variables):
    """What ``draft -o -`` gives in an environment with these variables."""
    run = drafter("draft", "--min-regions", "3", *options, "-o", "-", env=environment(**variables))
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.mark.parametrize("variables", OTHER_MACHINES, ids=" ".join)
def test_a_draft_has_the_same_bytes_on_another_machine(variables):
    assert drafted(**variables) == draft(3)


@pytest.mark.parametrize("format_", ["markdown", "json"])
def test_text_drafts_have_the_same_bytes_on_another_machine(format_):
    first, second, *_ = OTHER_MACHINES

    assert drafted("--format", format_, **first) == drafted("--format", format_, **second)


def test_a_draft_has_the_same_bytes_at_another_time(tmp_path):
    early, late = tmp_path / "early.docx", tmp_path / "late.docx"
    drafter("draft", "--min-regions", "3", "-o", early)
    time.sleep(2.1)  # times in a zip file are in steps of two seconds
    drafter("draft", "--min-regions", "3", "-o", late)

    assert early.read_bytes() == late.read_bytes() == draft(3)


def test_a_draft_has_the_same_bytes_from_copies_of_its_files_in_another_folder(tmp_path):
    """Names and contents count; paths, times and the order of a folder's entries do not."""
    shutil.copytree(KYOTO_2021, tmp_path / "data")
    form = tmp_path / "kyoto"
    form.mkdir()
    for path in sorted(KYOTO_FORM.iterdir(), reverse=True):
        shutil.copyfile(path, form / path.name)

    assert drafted("--matrix", tmp_path / "data", "--form", form) == draft(3)


def test_a_draft_made_over_itself_has_the_same_bytes(tmp_path):
    path = tmp_path / "draft.docx"
    for _ in range(2):
        assert drafter("draft", "--min-regions", "3", "-o", path).returncode == 0
        assert path.read_bytes() == draft(3)


def test_the_zip_file_says_nothing_of_when_and_where_it_was_made():
    with zipfile.ZipFile(io.BytesIO(draft(3))) as archive:
        entries = archive.infolist()

    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert len({(entry.create_system, entry.external_attr, entry.extra) for entry in entries}) == 1
    assert {entry.create_system for entry in entries} == {0}


def test_source_date_epoch_changes_the_dates_and_the_seal_and_nothing_else():
    plain, dated = unzip(draft(3)), unzip(drafted(SOURCE_DATE_EPOCH="1614816000"))  # 4 March 2021

    changed = {name for name in plain if plain[name] != dated[name]}
    assert changed == {"docProps/core.xml", "customXml/item1.xml", "word/comments.xml"}
    assert list(plain) == list(dated)
    stamps = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", dated["docProps/core.xml"])
    assert stamps == [b"2021-03-04T00:00:00Z"] * 2
    for name, moving in (
        ("docProps/core.xml", rb"<dcterms:(created|modified)[^>]*>2021-03-04T00:00:00Z</dcterms:\1>"),
        ("customXml/item1.xml", rb'seal="\w+"'),
        ("word/comments.xml", rb' w:date="2021-03-04T00:00:00Z"'),
    ):
        assert re.sub(moving, b"", plain[name]) == re.sub(moving, b"", dated[name])


def test_source_date_epoch_gives_the_same_bytes_in_any_time_zone():
    there = drafted(SOURCE_DATE_EPOCH="1614816000", TZ="Pacific/Kiritimati")

    assert drafted(SOURCE_DATE_EPOCH="1614816000", TZ="America/Los_Angeles") == there


@pytest.mark.parametrize("given", ["yesterday", "1e9", "99999999999999999999"])
def test_a_source_date_epoch_that_is_no_date_is_refused(given):
    run = drafter("draft", "-o", "-", env=environment(SOURCE_DATE_EPOCH=given))

    assert run.returncode == 2
    assert run.stdout == b""
    assert f"SOURCE_DATE_EPOCH is “{given}”" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_importing_annex_b_again_gives_the_bytes_of_the_matrix_that_ships():
    for variables in OTHER_MACHINES[:2]:
        run = drafter("import", KYOTO_2021 / "annex-b.txt", "-o", "-", env=environment(**variables))
        assert run.stdout == (KYOTO_2021 / "matrix.yaml").read_bytes()


def test_without_a_date_the_file_and_its_comments_have_none():
    parts = unzip(draft(3))

    assert b"dcterms:created" not in parts["docProps/core.xml"]
    assert b"dcterms:modified" not in parts["docProps/core.xml"]
    assert b"<w:comment " in parts["word/comments.xml"]
    assert b"w:date" not in parts["word/comments.xml"]
