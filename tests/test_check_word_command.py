"""``drafter check draft.docx``, as a person runs it: what it says, gives and leaves alone."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import zipfile

import pytest
from lxml import etree
from word_editing import Edit, through_libreoffice
from word_faults import FAULTS
from word_mutations import mutate
from word_reading import annex_b, draft, squeezed, w

from tools import KYOTO_2021, LONGEST_RUN, docx_integrity, drafter_here, open_xml_validator, word_schema

PREAMBLE_NOTES = 3  # paragraphs of the preamble that have placeholders
FAULT = {fault.name: fault for fault in FAULTS}


def planted(*names, seed=3):
    made = mutate(draft(3), [FAULT[name] for name in names], random.Random(seed))
    assert made
    return made[0]


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "draft.docx"
    file.write_bytes(draft(3))
    return file


def check(*arguments):
    run = drafter_here("check", *arguments)
    return run, run.stdout.decode(), run.stderr.decode()


def test_an_untouched_draft_is_fine_and_the_summary_can_be_quoted(path):
    run, out, err = check(path)

    assert run.returncode == 0
    assert "25 clauses, 3 paragraphs of guidance, 103 footnotes: 103 verified, 0 to look at, 0 wrong" in err
    assert "0 errors, 0 warnings" in err
    assert out.count("still to be filled in") == PREAMBLE_NOTES


def test_the_file_that_is_checked_is_never_written_to(path):
    path.write_bytes(planted("words replaced"))
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    for options in ((), ("--json",), ("--format", "markdown"), ("-o", path.parent / "copy.docx")):
        check(path, *options)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    run, _, err = check(path, "-o", path, "--overwrite")
    assert run.returncode == 2
    assert "never written to" in err
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_fault_is_told_with_the_number_as_it_stands_and_the_texts_verbatim(path):
    edit = Edit(draft(3))
    second = edit.lines("SingleTxt")[1]
    for one in edit.lines()[:4]:  # the first clause has four wordings
        one.getparent().remove(one)
    reference = edit.references(second)[0]
    edit.set_note(reference, "see para. 19 (z) of the LAC report")
    for note in list(edit.notes)[2:6]:
        edit.notes.remove(note)
    edit.renumber()
    path.write_bytes(edit.save())

    run, out, _ = check(path)

    assert run.returncode == 1
    assert "clause 1 (“Focus on human resources as a driving force …”): footnote 1 leads nowhere" in out
    assert "there is no para. 19 (z) in the report of Latin America and the Caribbean" in out
    assert "Did you mean Latin America and the Caribbean, para. 19 (" in out
    assert "drafted as 1, is gone" in out
    assert "25 clauses" not in out


def test_an_unlike_source_is_shown_with_both_texts(path):
    path.write_bytes(planted("a footnote to something else"))

    run, out, _ = check(path, "--json")
    (found,) = [one for one in json.loads(out)["problems"] if one["code"] == "not-supported"]

    assert run.returncode == 1
    (source,) = found["sources"]
    shown = {one["title"]: one["text"] for one in found["texts"]}
    assert squeezed(list(shown.values())[1]) == squeezed(annex_b().sources[source].text)
    assert "The clause" in shown
    assert found["number"]
    assert found["footnotes"]


def test_json_has_the_fields_of_every_check_and_the_drafts_figures(path):
    path.write_bytes(planted("a hedge deleted"))

    _, out, _ = check(path, "--json")
    given = json.loads(out)

    assert given["schema_version"] == 1
    for problem in given["problems"]:
        assert {"code", "severity", "file", "line", "column", "clause", "message", "hint"} <= set(problem)
    (figures,) = given["summary"]["drafts"]
    assert figures["verified"] + figures["to_look_at"] + figures["wrong"] == figures["footnotes"] == 103
    assert given["summary"]["errors"] == sum(one["severity"] == "error" for one in given["problems"])


def test_strict_counts_warnings(path):
    path.write_bytes(planted("words replaced"))

    assert check(path)[0].returncode == 0
    assert check(path, "--strict")[0].returncode == 1


def test_original_reads_tracked_changes_as_rejected(path):
    edit = Edit(draft(3))
    place = edit.lines("SingleTxt")[0]
    text = place.find(w("r"))
    change = etree.fromstring(
        f'<w:del xmlns:w="{w("")[1:-1]}" w:id="900" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>'
    )
    text.addprevious(change)
    change.append(text)
    text.find(w("t")).tag = w("delText")
    path.write_bytes(edit.save())

    _, accepted, _ = check(path)
    _, rejected, _ = check(path, "--original")

    assert "tracked change by A delegate" in accepted
    assert "reads it as accepted" in accepted
    assert "error" in accepted or "reworded" in accepted
    assert "reads it as rejected" in rejected
    assert "reworded" not in rejected


def test_markdown_is_a_report_to_be_pasted(path):
    path.write_bytes(planted("all footnotes of a paragraph deleted"))

    _, out, _ = check(path, "--format", "markdown")

    assert out.startswith("# Check of ")
    assert "## Errors (1)" in out
    assert "it has no footnote (`no-footnote`)" in out


def test_a_report_is_not_written_over_a_file_that_is_there(path, tmp_path):
    report = tmp_path / "report.md"
    report.write_text("My notes", encoding="utf-8")

    run, _, err = check(path, "-o", report)

    assert run.returncode == 3
    assert "--overwrite" in err
    assert report.read_text(encoding="utf-8") == "My notes"
    assert check(path, "-o", report, "--overwrite")[0].returncode == 0


# The copy with comments


FAULTY = ("a footnote to something else", "words replaced", "a hedge deleted", "a comment")


@pytest.fixture(scope="module")
def commented(tmp_path_factory):
    """A draft with planted faults, and its copy with comments."""
    folder = tmp_path_factory.mktemp("commented")
    faulty, copy = folder / "faulty.docx", folder / "copy.docx"
    faulty.write_bytes(planted(*FAULTY))
    run = drafter_here("check", faulty, "-o", copy)
    assert run.returncode == 1, run.stderr
    return faulty, copy


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_fault_is_a_comment_of_drafters_at_its_paragraph(commented):
    faulty, copy = commented
    _, out, _ = check(faulty, "--json")
    problems = json.loads(out)["problems"]
    document = etree.fromstring(parts(copy)["word/document.xml"])
    comments = etree.fromstring(parts(copy)["word/comments.xml"])
    before = etree.fromstring(parts(faulty)["word/comments.xml"])
    own = {c.get(w("id")): c for c in list(comments)[len(before) :]}
    paragraphs = list(document.find(w("body")).iter(w("p")))

    assert len(own) == len(problems)
    assert {c.get(w("author")) for c in own.values()} == {"drafter"}
    for comment, problem in zip(own.values(), problems, strict=True):
        number = comment.get(w("id"))
        marks = [one for one in document.iter(w("commentReference")) if one.get(w("id")) == number]
        assert len(marks) == 1
        place = next(p for p in marks[0].iterancestors(w("p")))
        said = "".join(t.text for t in comment.iter(w("t")))
        assert problem["hint"] in said
        if problem["number"]:
            assert problem["opening"].split(" …")[0] in "".join(t.text or "" for t in place.iter(w("t")))
        assert paragraphs.index(place) == (problem["paragraph"] or 0)


def test_comments_that_people_wrote_are_kept_and_nothing_else_is_changed(commented):
    faulty, copy = commented
    before, after = parts(faulty), parts(copy)
    authors = [c.get(w("author")) for c in etree.fromstring(after["word/comments.xml"])]

    assert "A delegate" in authors
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"word/document.xml", "word/comments.xml"}
    text = ["".join(etree.fromstring(p["word/document.xml"]).itertext()) for p in (before, after)]
    assert text[0] == text[1]


def test_the_copy_is_valid_and_finds_the_same_faults(commented):
    faulty, copy = commented
    run = subprocess.run([open_xml_validator(), copy], capture_output=True, timeout=LONGEST_RUN, check=False)
    assert run.returncode == 0, run.stdout.decode()
    run = subprocess.run(
        [docx_integrity(), "check", copy], capture_output=True, timeout=LONGEST_RUN, check=False
    )
    assert run.returncode == 0, run.stdout.decode()
    schema = word_schema()
    assert schema.validate(etree.fromstring(parts(copy)["word/comments.xml"])), str(schema.error_log)

    codes = [
        [one["code"] for one in json.loads(check(one, "--json")[1])["problems"]] for one in (faulty, copy)
    ]
    assert codes[0] == codes[1]


def test_the_copy_of_a_file_without_comments_is_valid_and_the_same_each_time(path, tmp_path):
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    for copy in (first, second):
        assert check(path, "-o", copy)[0].returncode == 0

    assert first.read_bytes() == second.read_bytes()
    run = subprocess.run([open_xml_validator(), first], capture_output=True, timeout=LONGEST_RUN, check=False)
    assert run.returncode == 0, run.stdout.decode()


def test_comments_need_one_word_file_and_a_place_to_write_to(path):
    assert check(path, "--format", "docx")[0].returncode == 2
    assert check("--format", "docx", "-o", path.parent / "x.docx")[0].returncode == 2
    assert check(path, path, "--format", "docx", "-o", path.parent / "x.docx")[0].returncode == 2


# Files that do not say what made them


@pytest.fixture(scope="module")
def without_origin(tmp_path_factory):
    """A draft that was saved as .odt and as .docx again, which drops the part that says what made it."""
    folder = tmp_path_factory.mktemp("odt")
    file = folder / "draft.docx"
    file.write_bytes(draft(3))
    (saved,) = through_libreoffice(folder, [file], "odt")
    return saved


def test_a_draft_whose_origin_is_lost_asks_for_the_matrix(without_origin):
    run, out, err = check(without_origin)

    assert run.returncode == 0
    assert "--matrix kyoto-2021" in out
    assert "103 footnotes: 0 verified, 103 to look at" in err


def test_with_the_matrix_its_citations_are_checked_all_the_same(without_origin, tmp_path):
    assert "103 verified" in check(without_origin, "--matrix", "kyoto-2021")[2]

    edit = Edit(without_origin.read_bytes())
    place = edit.clause("clause_culture_of_lawfulness")
    edit.set_note(
        edit.references(place)[0], "Report of the regional preparatory meeting for Africa, para. 99 (a)."
    )
    file = tmp_path / "edited.docx"
    file.write_bytes(edit.save())
    run, out, _ = check(file, "--matrix", "kyoto-2021")

    assert run.returncode == 1
    assert "there is no para. 99 (a) in the report of Africa" in out


def test_a_word_file_that_is_no_draft_is_refused_in_words(tmp_path):
    edit = Edit(draft(3))
    for name in [name for name in edit.parts if name.startswith("customXml")]:
        del edit.parts[name]
    rels = "word/_rels/document.xml.rels"
    tree = etree.fromstring(edit.parts[rels])
    for one in [one for one in tree if "customXml" in one.get("Type")]:
        tree.remove(one)
    edit.parts[rels] = etree.tostring(tree)
    for mark in [*edit.document.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    file = tmp_path / "letter.docx"
    file.write_bytes(edit.save())

    run, _, err = check(file)

    assert run.returncode == 3
    assert "not a draft that drafter made" in err
    assert "Traceback" not in err


def test_a_matrix_whose_texts_changed_since_is_told(path, tmp_path):
    text = (KYOTO_2021 / "matrix.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "matrix.yaml"
    changed.write_text(text.replace("driving force", "moving force"), encoding="utf-8")

    _, out, _ = check(path, "--matrix", changed)

    assert "has changed in the matrix since the draft was made" in out


def test_the_numbers_of_an_earlier_word_draft_stand_in_annex_i(path, tmp_path):
    new = tmp_path / "new.docx"

    run = drafter_here("draft", "--min-regions", "2", "--since", path, "-o", new)

    assert run.returncode == 0, run.stderr
    rows = [
        "".join(t.text or "" for t in row.iter(w("t"))) for row in Edit(new.read_bytes()).body.iter(w("tr"))
    ]
    assert any("Strengthen the role of the Commission" in row for row in rows)
    _, out, _ = check(new)
    assert "error" not in out
    assert "warning" not in out
