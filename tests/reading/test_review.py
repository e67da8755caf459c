"""``review`` on Word files: as drafter wrote them, and as people sent them back."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import pytest

from drafter.reading.answers import REVIEW, scalar
from tools import drafter_here

CULTURE = "Promote a culture of lawfulness"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    path = tmp_path_factory.mktemp("drafted") / "draft.docx"
    done = drafter_here("draft", "--theme", "culture of lawfulness", "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


@pytest.fixture
def folder(tmp_path, drafted):
    shutil.copy(drafted, tmp_path)
    return tmp_path


def review(folder, *arguments, draft="draft.docx", status=0):
    done = drafter_here("review", draft, *arguments, cwd=folder)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def page_of(folder, *readings, draft="draft.docx"):
    review(folder, *readings, "-o", "page.html", draft=draft)
    page = (folder / "page.html").read_text("utf-8")
    return json.loads(page.split('id="data">')[1].split("</script>")[0])


def signed(folder, name="Ann", answer="supported", draft="draft.docx"):
    """Return a file in which a reader gives the same answer to every question."""
    data = page_of(folder, draft=draft)
    lines = ["review: draft.docx", f"by: {name}", "answers:"]
    first = ""
    for question in data["questions"]:
        lines += [f"  {scalar(question['f'])}:"] if question["f"] != first else []
        first = question["f"]
        words, text = (data["texts"][question[side]]["text"] for side in "ab")
        lines += [f"    - source: {scalar(question['s'])}", f"      answer: {answer}", "      on: 2026-03-02"]
        lines += [f"      words: {scalar(words)}", f"      text: {scalar(text)}"]
    (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"{name}.yaml"


def edited(folder, change, name="edited.docx"):
    """Return a copy of the draft with a paragraph changed in Word."""
    document = docx.Document(str(folder / "draft.docx"))
    paragraph = next(each for each in document.paragraphs if CULTURE in each.text)
    change(paragraph)
    written = io.BytesIO()
    document.save(written)
    (Path(folder) / name).write_bytes(written.getvalue())
    return name


def insert(paragraph):
    run = next(run for run in paragraph.runs if CULTURE in run.text)
    run.text = run.text.replace(CULTURE, "Promote, at every school, a culture of lawfulness")


def test_every_source_of_every_paragraph_is_asked_about_with_its_words(folder):
    data = page_of(folder)
    pairs = [(question["f"], question["s"]) for question in data["questions"]]
    assert len(set(pairs)) == len(pairs) > 0
    assert all(data["texts"][question["b"]]["text"] for question in data["questions"])
    (culture,) = (question for question in data["questions"] if question["s"] == "lac-19h")
    assert data["texts"][culture["b"]]["text"].startswith(CULTURE)
    assert "para. 19 (h)" in data["texts"][culture["b"]]["name"]


def test_a_reader_who_signed_everything_has_nothing_open(folder):
    out, _ = review(folder, signed(folder))
    count = len(page_of(folder)["questions"])
    assert out.split("\n")[0] == f"Ann: {count} of {count} signed: {count} supported"


def test_a_signature_lapses_with_an_edit_in_word_and_the_report_says_which_words(folder):
    ann = signed(folder)
    out, _ = review(folder, ann, draft=edited(folder, insert))
    assert "1 changed since signed" in out
    assert "{+, at every school,+}" in " ".join(out.split()).replace(" ,", ",").replace("+ ", "+")
    data = page_of(folder, ann, draft="edited.docx")
    words = [text["text"] for text in data["texts"].values() if "at every school" in text["text"]]
    assert len(words) == 1
    assert any("at every school" in note for group in data["groups"].values() for note in group["notes"])


def test_brackets_closing_marks_and_new_numbers_leave_a_signature_as_it_is(folder):
    def open_bracket(paragraph):
        run = next(run for run in paragraph.runs if CULTURE in run.text)
        run.text = "[" + run.text

    ann = signed(folder)
    out, _ = review(folder, ann, draft=edited(folder, open_bracket))
    assert "changed" not in out


def test_a_paragraph_that_went_is_named_and_a_new_one_is_asked_about(folder):
    ann = signed(folder)

    def replace(paragraph):
        new = paragraph.insert_paragraph_before("Ensure that nobody waits;", style=paragraph.style)
        assert new.text
        paragraph._p.getparent().remove(paragraph._p)

    name = edited(folder, replace)
    out, _ = review(folder, ann, draft=name)
    assert "no longer in the draft" in out
    data = page_of(folder, draft=name)
    assert [question["s"] for question in data["questions"] if question["f"].startswith("added-ensure")] == [
        "none"
    ]


def test_where_readers_differ_is_listed(folder):
    files = [signed(folder), signed(folder, "Ben", "unsure")]
    out, _ = review(folder, *files)
    assert "Readers differ" in out
    assert "Ann: supported; Ben: unsure" in " ".join(out.split())
    assert [reading["by"] for reading in page_of(folder, *files)["others"]] == ["Ann", "Ben"]


def test_check_takes_signed_edits_as_settled(folder):
    name = edited(folder, insert)
    for review_options, is_open in (([], True), (["--review", signed(folder, draft=name)], False)):
        done = drafter_here("check", name, "--json", *review_options, cwd=folder)
        codes = [problem["code"] for problem in json.loads(done.stdout)["problems"]]
        assert ("not-signed" in codes) is is_open


def test_a_file_that_is_no_draft_is_refused(folder):
    docx.Document().save(str(folder / "other.docx"))
    _, err = review(folder, draft="other.docx", status=3)
    assert "other.docx is not a draft that drafter wrote, or has lost its record" in err
    (folder / "bad.yaml").write_text(
        "review: x\nanswers:\n  a: [{source: b, answer: yes}]\n", encoding="utf-8"
    )
    _, err = review(folder, "bad.yaml", status=1)
    assert "unknown answer “yes”" in err
    assert all(answer in err for answer in REVIEW.answers)
