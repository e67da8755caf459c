"""``drafter compare``: in words, as JSON, as tracked changes; and what it refuses."""

from __future__ import annotations

import json
import re

import pytest
from docx import Document
from redlines import Editor, P, T, read_through, style_of
from word_reading import WordFile, expected_clauses, w

from tools import drafter as drafter_apart
from tools import drafter_here, environment

FOUR, THREE = expected_clauses(4), expected_clauses(3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Drafts at four and at three regions, and the latter as somebody edited it."""
    place = tmp_path_factory.mktemp("compare")
    for name, options in {"four": ("4",), "three": ("3",), "lead": ("3", "--alternatives", "lead")}.items():
        run = drafter_here("draft", "--min-regions", *options, "-o", f"{name}.docx", cwd=place)
        assert run.returncode == 0, run.stderr.decode()
    editor = Editor((place / "lead.docx").read_bytes(), 1)
    clauses = [p for p in editor.paragraphs() if style_of(p) == "SingleTxt"]
    text = next(t for t in clauses[2].iter(T) if "cooperation" in (t.text or ""))
    text.text = text.text.replace("cooperation", "close cooperation", 1)
    clauses[8].addnext(clauses[3])
    editor.body.remove(clauses[5])
    mark = next(clauses[0].iter(w("footnoteReference")))
    mark.set(w("id"), editor.new_note("Report of nobody, para. 99 (z)."))
    (place / "edited.docx").write_bytes(editor.done())
    return place


def compare(folder, *arguments: str, status: int = 0) -> tuple[str, str]:
    run = drafter_here("compare", *arguments, cwd=folder)
    assert run.returncode == status, run.stderr.decode()
    return run.stdout.decode(), run.stderr.decode()


def test_the_clauses_that_came_are_those_that_three_regions_share_and_not_four(folder):
    shape = json.loads(compare(folder, "four.docx", "three.docx", "--json")[0])

    assert {one["id"] for one in shape["in"]} == set(THREE) - set(FOUR)
    assert shape["out"] == []
    assert shape["summary"]["moved"] == 0
    assert shape["summary"]["footnotes_in"] == sum(len(THREE[one]) for one in set(THREE) - set(FOUR))


def test_the_way_back_has_the_same_clauses_out(folder):
    text, _ = compare(folder, "three.docx", "four.docx")
    assert re.search(rf"^Out: {len(set(THREE) - set(FOUR))} clauses$", text, re.MULTILINE)
    assert "\nIn:" not in text


def test_the_words_for_an_email_name_numbers_and_opening_words(folder):
    text, _ = compare(folder, "lead.docx", "edited.docx")
    was = WordFile((folder / "lead.docx").read_bytes()).styled("SingleTxt")

    assert re.search(rf"^Out: 1 clause\n  was 6\. {opening(was[5].text)}", text, re.MULTILINE)
    assert re.search(rf"^Moved: 1 clause\n  8 \(was 4\)\. {opening(was[3].text)}", text, re.MULTILINE)
    assert re.search(rf"^Reworded: 1 clause\n  3\. {opening(was[2].text[:20])}", text, re.MULTILINE)
    assert "    new: “close”\n" in text
    assert "    + Report of nobody, para. 99 (z).\n" in text
    assert f"Footnotes: +1 −{1 + len(was[5].marks)}\n" in text


def opening(text: str) -> str:
    return re.escape(" ".join(text.split()[:3]))


def test_two_drafts_that_say_the_same_have_not_changed(folder):
    (folder / "again.docx").write_bytes((folder / "four.docx").read_bytes())
    assert compare(folder, "four.docx", "again.docx")[0] == "Nothing changed.\n"


def test_the_redline_is_the_new_draft_when_accepted_and_the_old_one_when_rejected(folder):
    out, err = compare(folder, "lead.docx", "edited.docx", "-o", "r.docx", "--author", "The chair")
    content = (folder / "r.docx").read_bytes()

    assert out == ""
    assert "In: 0, out: 1, moved: 1, reworded: 1; footnotes: +1 −" in err
    for name, accept in (("edited", True), ("lead", False)):
        expected = read_through((folder / f"{name}.docx").read_bytes(), accept=True)
        assert read_through(content, accept=accept) == expected
    body = WordFile(content).body
    assert {one.get(w("author")) for one in body.iter() if one.get(w("author"))} == {"The chair"}


def test_the_date_of_the_changes_is_the_environments_or_none(folder):
    for variables, dates in (({}, {None}), ({"SOURCE_DATE_EPOCH": "86400"}, {"1970-01-02T00:00:00Z"})):
        arguments = ("compare", "four.docx", "three.docx", "-o", "dated.docx", "--overwrite")
        run = drafter_apart(*arguments, cwd=folder, env=environment(**variables))
        assert run.returncode == 0
        body = WordFile((folder / "dated.docx").read_bytes()).body
        assert {one.get(w("date")) for one in body.iter(w("ins"))} == dates


def test_a_redline_is_replaced_while_nobody_changed_it_and_never_by_a_draft(folder):
    compare(folder, "four.docx", "three.docx", "-o", "mine.docx")
    compare(folder, "lead.docx", "edited.docx", "-o", "mine.docx")
    assert drafter_here("draft", "-o", "mine.docx", cwd=folder).returncode == 3
    (folder / "mine.docx").write_bytes(Editor((folder / "mine.docx").read_bytes(), 1).edit(3))
    before = (folder / "mine.docx").read_bytes()

    _, err = compare(folder, "four.docx", "three.docx", "-o", "mine.docx", status=3)

    assert "has been changed since drafter wrote it" in err
    assert (folder / "mine.docx").read_bytes() == before
    compare(folder, "four.docx", "three.docx", "-o", "mine.docx", "--overwrite")


def test_a_draft_is_not_replaced_by_a_redline(folder):
    drafter_here("draft", "--min-regions", "5", "-o", "five.docx", cwd=folder)
    assert "not written" in compare(folder, "four.docx", "three.docx", "-o", "five.docx", status=3)[1]


def test_check_says_what_a_redline_is_and_reads_it_both_ways(folder):
    compare(folder, "four.docx", "three.docx", "-o", "checked.docx")
    accepted = drafter_here("check", "checked.docx", cwd=folder)
    rejected = drafter_here("check", "checked.docx", "--original", cwd=folder)

    assert "is a redline that drafter compare made" in accepted.stderr.decode()
    assert f"{len(clauses_in(THREE))} clauses" in accepted.stderr.decode() + accepted.stdout.decode()
    assert "read as rejected" in rejected.stderr.decode()


def clauses_in(expected: dict[str, list[str]]) -> list[str]:
    """Those of the expected clauses that are numbered: guidance is not."""
    word = drafter_here("draft", "--min-regions", "3", "-o", "-").stdout
    names = {p.bookmark for p in WordFile(word).styled("SingleTxt")}
    return [one for one in expected if "clause_" + one.replace("-", "_") in names]


def test_tracked_changes_of_a_draft_are_read_as_accepted_and_counted(folder):
    editor = Editor((folder / "four.docx").read_bytes(), 3)
    editor.track()
    (folder / "tracked.docx").write_bytes(editor.done())
    assert (
        "tracked.docx has 1 tracked change: read as accepted."
        in compare(folder, "four.docx", "tracked.docx")[1]
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("four.docx", "four.docx"), "are the same file: name the old draft and the new one"),
        (("four.docx", "./four.docx"), "are the same file"),
        (("four.docx", "notes.txt"), "notes.txt is neither a selection (.yaml) nor a Word draft (.docx)"),
        (("four.docx", "three.docx", "-o", "four.docx"), "which are never written to: name another file"),
        (("four.docx", "three.docx", "-o", "x.pdf"), "written into a Word file: -o x.docx"),
        (("four.docx", "three.docx", "--author", " "), "--author needs a name, not a blank"),
    ],
)
def test_what_cannot_be_meant_is_refused_as_usage(folder, arguments, says):
    _, err = compare(folder, *arguments, status=2)
    assert says in err


def test_a_file_that_is_not_there_or_no_draft_is_refused_by_name(folder):
    assert "gone.docx does not exist" in compare(folder, "four.docx", "gone.docx", status=3)[1]
    (folder / "no.docx").write_bytes(b"PK no")
    assert "no.docx is not a Word file" in compare(folder, "no.docx", "four.docx", status=3)[1]


def test_a_word_file_of_somebody_else_is_no_draft(folder):
    Document().save(str(folder / "letter.docx"))
    _, err = compare(folder, "four.docx", "letter.docx", status=3)
    assert "letter.docx is not a draft that drafter made" in err


def test_the_redline_to_standard_output_is_the_file(folder):
    compare(folder, "four.docx", "three.docx", "-o", "file.docx")
    run = drafter_apart("compare", "four.docx", "three.docx", "-o", "-", cwd=folder)
    assert run.stdout == (folder / "file.docx").read_bytes()


def test_selections_are_drafted_and_compared_with_each_other_and_with_word_drafts(folder):
    for name, regions in (("old", "4"), ("new", "3")):
        run = drafter_here("select", "--min-regions", regions, "-o", f"{name}.yaml", cwd=folder)
        assert run.returncode == 0, run.stderr.decode()
    shapes = [
        json.loads(compare(folder, *pair, "--json")[0])
        for pair in (("old.yaml", "new.yaml"), ("four.docx", "new.yaml"), ("old.yaml", "three.docx"))
    ]
    for shape in shapes:
        assert {one["id"] for one in shape["in"]} == set(THREE) - set(FOUR)
        assert shape["out"] == shape["changed"] == []
    compare(folder, "old.yaml", "new.yaml", "-o", "selections.docx")
    body = WordFile((folder / "selections.docx").read_bytes()).body
    assert [p for p in body.findall(P) if p.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is not None]


def test_a_clause_that_was_left_open_or_settled_is_told_with_the_reason(folder):
    def select(*arguments: str) -> None:
        run = drafter_here("select", *arguments, cwd=folder)
        assert run.returncode == 0, run.stderr.decode()

    select("--min-regions", "4", "-o", "settled.yaml")
    (folder / "open.yaml").write_bytes((folder / "settled.yaml").read_bytes())
    reason = "one region will come back to it"
    select("open.yaml", "--maybe", "victim-centred-approaches", "--reason", reason, "--by", "Chair")

    opened = compare(folder, "settled.yaml", "open.yaml")[0]
    settled = compare(folder, "open.yaml", "settled.yaml")[0]
    shape = json.loads(compare(folder, "settled.yaml", "open.yaml", "--json")[0])

    assert "Left open: 1 clause\n" in opened
    assert f"Left open, by Chair: {reason}." in opened
    assert "No longer open" not in opened
    assert "No longer open: 1 clause\n" in settled
    assert reason not in settled
    assert [one["id"] for one in shape["changed"]] == ["victim-centred-approaches"]
    assert shape["changed"][0]["left_open"] == f"Left open, by Chair: {reason}."
    assert (shape["summary"]["left_open"], shape["summary"]["reworded"]) == (1, 0)


def test_a_selection_with_problems_says_them_with_their_lines(folder):
    (folder / "bad.yaml").write_text("clauses:\n  - id: no-such-clause\n", encoding="utf-8")
    _, err = compare(folder, "bad.yaml", "four.docx", status=1)
    assert "bad.yaml:" in err
