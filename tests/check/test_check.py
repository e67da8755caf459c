"""Checks of drafts that people edited in Word, through the command."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile

import pytest
from editor import Editor

from tools import drafter_here, open_xml_validator

# The opening words of paragraphs of the default draft, from Annex B.
FOCUS = "Focus on human resources as a driving force"  # lac-19b
PROMOTE = "Promote a culture of lawfulness as an approach"  # lac-19h
MAIN_BODY = "in continuing to act as the main policymaking body"  # wa-14e


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    done = drafter_here("draft", "-o", folder / "draft.docx", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "draft.docx"


@pytest.fixture
def returned(drafted, tmp_path):
    return shutil.copy(drafted, tmp_path / "returned.docx")


def checked(path, *options, status=0):
    done = drafter_here("check", path, *options)
    assert done.returncode == status, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode().replace(str(path), path.name).splitlines()


def test_a_draft_that_nobody_touched_says_one_line(drafted):
    assert checked(drafted) == ["draft.docx: All 165 footnotes quote their source word for word."]


def test_ordinary_work_of_editors_is_silent(returned):
    editor = Editor(returned)
    editor.type_over(
        "crime prevention and criminal justice institutions",
        "crime-prevention and criminal justice institutions",
        within=FOCUS,
    )
    editor.type_over("Focus on human", "Focus on  human", within=FOCUS)
    editor.type_after("lawfulness as an approach", " (Egypt)")
    editor.type_over("main policymaking body", "[main] (Norway: delete) policymaking body")
    editor.save(returned)
    assert checked(returned)[1:] == []


def test_an_edited_word_waits_for_a_reviewer(returned):
    Editor(returned).type_over("a driving force", "a moving force", within=FOCUS).save(returned)
    first, finding, words = checked(returned)
    assert first == "returned.docx: 164 of 165 footnotes quote their source word for word."
    assert finding.startswith("warning: paragraph 2 (“Focus on human resources")
    assert finding.endswith("it was edited, and nobody has reviewed it")
    assert words.strip() == (
        "… on human resources as a [-driving-] {+moving+} force of crime prevention and …"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("human resources", "120 human resources", "the number “120” is new"),
        ("Focus on", "Do not focus on", "the negation “not” is new"),
        ("Focus on", "Consider", "“consider” is new, which makes it weaker"),
    ],
)
def test_numbers_negations_and_strength_are_errors(returned, old, new, expected):
    Editor(returned).type_over(old, new, within=FOCUS).save(returned)
    assert expected in checked(returned, status=1)[1]


def test_a_footnote_that_is_gone_is_an_error_with_its_words(returned):
    Editor(returned).strike_footnote(FOCUS).save(returned)
    _, finding, note = checked(returned, status=1)
    assert finding.startswith("error: paragraph 2 ")
    assert finding.endswith("a footnote is gone")
    assert "para. 19 (b)" in note.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Report of the regional preparatory meeting for Africa, para. 17 (c).",
            "a footnote cites another source",
        ),
        (
            "Report of the regional preparatory meeting for Africa, para. 99 (c).",
            "a footnote leads to no recommendation",
        ),
        ("See para. 57 (b).", "a footnote could mean"),
    ],
)
def test_a_citation_that_leads_elsewhere_is_an_error_with_old_and_new(returned, note, expected):
    Editor(returned).add_footnote("exchange of information and good practices;]", note).strike_footnote(
        FOCUS, -1
    ).save(returned)
    output = checked(returned, status=1)
    assert expected in output[1]
    assert note.rstrip(".") in output[2]


def test_a_whole_paragraph_that_is_gone_is_an_error(returned):
    editor = Editor(returned)
    # Every wording of the paragraph about the Commission, which the meetings for all regions but one have.
    for words in (
        "prime responsibility",
        MAIN_BODY,
        "comprehensive follow-up within",
        "experiences, challenges",
    ):
        editor.strike(words)
    editor.save(returned)
    assert any(
        line.startswith("error: paragraph 1 (“Strengthen the role") and line.endswith("paragraph is gone")
        for line in checked(returned, status=1)
    )


def test_a_new_paragraph_without_a_source_is_a_warning(returned):
    Editor(returned).add_paragraph(FOCUS, "Protect witnesses;").save(returned)
    assert any(
        line.startswith("warning:") and "Protect witnesses" in line and "no footnote" in line
        for line in checked(returned)
    )


def test_tracked_changes_are_counted_by_author(returned):
    Editor(returned).track("driving force", "moving force", "Ann").save(returned)
    assert any("tracked changes wait" in line and "Ann 2" in line for line in checked(returned))


def test_strict_ends_with_status_1_for_a_warning(returned):
    Editor(returned).type_over("a driving force", "a moving force", within=FOCUS).save(returned)
    checked(returned, "--strict", status=1)


def test_json_has_the_problems_and_a_summary(returned):
    Editor(returned).type_over("human resources", "120 human resources", within=FOCUS).save(returned)
    shown = json.loads("\n".join(checked(returned, "--json", status=1)))
    assert shown["schema_version"] == 1
    assert shown["summary"] == {"errors": 1, "warnings": 0, "notes": 0}
    (problem,) = shown["problems"]
    assert problem.keys() == {"code", "severity", "file", "line", "column", "clause", "message", "hint"}
    assert (problem["code"], problem["clause"]) == ("differs-from-source", "investing-in-practitioners")


def test_a_copy_with_comments_is_valid_and_is_not_taken_for_an_untouched_draft(returned, tmp_path):
    validator = open_xml_validator()
    Editor(returned).type_over("human resources", "120 human resources", within=FOCUS).save(returned)
    checked(returned, "-o", tmp_path / "commented.docx", status=1)
    done = subprocess.run([validator, tmp_path / "commented.docx"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "the number “120” is new" in checked(tmp_path / "commented.docx", status=1)[1]


def test_an_edited_record_is_told(drafted, tmp_path):
    forged = tmp_path / "forged.docx"
    with zipfile.ZipFile(drafted) as source, zipfile.ZipFile(forged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "customXml/item1.xml":
                content = content.replace(b"human resources", b"human remains")
            target.writestr(name, content)
    assert any("drafter's record in this file was edited" in line for line in checked(forged, status=1))


def test_a_matrix_and_a_form_that_are_in_order_say_so(tmp_path):
    drafter_here("form", "copy", "kyoto", tmp_path / "house")
    assert drafter_here("check", tmp_path / "house").returncode == 0


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_text("no Word file")
    done = drafter_here("check", path)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
