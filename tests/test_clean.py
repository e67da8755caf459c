"""``--clean``: the text alone, to be pasted into an official template."""

import pytest
from word_reading import WordFile, w

from tools import drafter


@pytest.fixture(scope="module")
def clean():
    run = drafter("draft", "--min-regions", "3", "--support", "--clean", "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


def test_what_is_said_after_a_clean_draft_does_not_speak_of_annexes_in_it(tmp_path):
    said = drafter("draft", "--clean", "-o", "clean.docx", cwd=tmp_path).stderr.decode()

    assert "Next: paste it into the official template" in said
    assert "its annexes say" not in said


@pytest.fixture(scope="module")
def full():
    return WordFile(drafter("draft", "--min-regions", "3", "-o", "-").stdout)


def test_a_clean_draft_has_the_clauses_of_the_full_one(clean, full):
    clauses = [p.text for p in full.styled("SingleTxt", "AltTxt") if not p.text.startswith("G.")]
    assert [p.text for p in clean.styled("SingleTxt", "AltTxt")] == clauses


def test_a_clean_draft_has_no_footnotes_no_support_no_guidance_and_no_annexes(clean):
    assert clean.body.find(f".//{w('footnoteReference')}") is None
    assert clean.body.find(f".//{w('tbl')}") is None
    assert clean.styled("GuidanceTxt", "SubTitleTxt") == []
    assert not any(style.get(w("val")) == "Support" for style in clean.body.iter(w("rStyle")))
    assert not any(p.text.startswith("Annex") for p in clean.paragraphs)
