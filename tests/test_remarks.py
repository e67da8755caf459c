"""What drafter flags for a person to look at, and how it stands in the Word file."""

from __future__ import annotations

import re

import pytest
from factory import make_concordance, make_matrix, make_recommendation
from golden_clauses import compose_texts, draft_of_all
from word_reading import WordFile, annex_b, w

from drafter.docx.writer import _Body
from drafter.draft.clauses import remarks_on
from drafter.draft.model import Line, Remark, Stretch
from drafter.matrix.kinds import load_rules
from drafter.matrix.loading import with_remarks
from drafter.model import Kind, Noticed
from drafter.problems import ContentError
from tools import drafter_here

# Recommendations of Annex B that speak of a region as “the region” or “other regions”, read there; those
# that are guidance are left out.
REGIONAL = {
    *("af-17a", "af-17b", "af-17d", "af-17f", "af-37e", "af-37f", "af-57c"),
    *("ap-61h", "lac-79i", "wa-56j"),
}
# Recommendations with a visible fault, and the words of it.
FAULTS = {
    "af-29h": "Strengthen, develop, strengthen",
    "wa-56j": "to regarding",
    "wa-42i": "principals on",
    "wa-24f": "efforts that fosters",
    "wa-14b": "to exchange of",
    "wa-33a": "crimes and respected",
    "af-45a": "culture of a lawfulness",
    "af-45g": "providing including",
    "wa-24m": "in accordance of",
    "af-60b": "lesson learned",
    "wa-56b": "’ s",
    "af-29i": "provide technical support to practitioners, law enforcement and",
    "af-29a": "to;",
    "wa-14d": "such as:",
    "af-45b": "awareness on",
    "af-17c": "trust and respect for the law",
    "eu-36f": "children, elderly, physically",
    "af-57c": "institute (PNIs)",
}


@pytest.mark.parametrize("flag", load_rules().remarks, ids=lambda flag: flag.pattern.pattern)
def test_each_flag_finds_its_own_example_and_needs_words_that_it_has(flag):
    assert flag.pattern.search(flag.example)
    assert not flag.needs or any(words in flag.example for words in flag.needs)
    assert remarks_on(flag.example, is_action=True)


def test_the_words_that_a_flag_needs_lose_none_of_what_it_finds():
    for source in annex_b().sources.values():
        for flag in load_rules().remarks:
            if flag.needs and flag.pattern.search(source.text):
                assert any(words in source.text for words in flag.needs), flag.pattern.pattern


def test_the_region_is_flagged_wherever_annex_b_speaks_of_it_and_nowhere_else():
    flagged = {
        clause.id
        for clause in draft_of_all("kyoto").clauses
        for line in clause.lines
        for remark in line.remarks
        if "speaks of one region" in remark.text
    }
    assert flagged == REGIONAL


@pytest.mark.parametrize(("recommendation", "words"), FAULTS.items())
def test_a_visible_fault_is_flagged_and_not_mended(recommendation, words):
    (clause,) = [clause for clause in draft_of_all("kyoto").clauses if clause.id == recommendation]
    assert words in clause.text
    assert any(words in remark.words or words in remark.text for remark in clause.lines[0].remarks)


def test_what_a_reader_noticed_in_a_matrix_is_remarked_on_where_its_words_stand(tmp_path):
    path = tmp_path / "remarks.yaml"
    path.write_text(
        "- {recommendation: ap-1a, words: Promote it, says: What is promoted is not said., by: A. Reader}\n",
        encoding="utf-8",
    )
    matrix = with_remarks(
        make_matrix(make_recommendation("ap-1a", "section-theme", text="Promote it.")), path
    )
    noticed = matrix.by_id["ap-1a"].noticed
    assert noticed == (Noticed("ap-1a", "Promote it", "What is promoted is not said.", "A. Reader"),)
    assert remarks_on("To promote it;", noticed) == (Remark("What is promoted is not said.", "promote it"),)
    assert remarks_on("Promote them.", noticed) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("- {recommendation: ap-1b, words: it, says: Look., by: A. Reader}", "unknown-recommendation"),
        ("- {recommendation: ap-1a, words: them, says: Look., by: A. Reader}", "not-as-source"),
        ("- {recommendation: ap-1a, words: it, says: Look.}", "missing-key"),
    ],
)
def test_a_remark_on_nothing_or_by_nobody_is_reported(tmp_path, line, code):
    path = tmp_path / "remarks.yaml"
    path.write_text(line, encoding="utf-8")
    matrix = make_matrix(make_recommendation("ap-1a", "section-theme", text="Promote it."))
    with pytest.raises(ContentError) as raised:
        with_remarks(matrix, path)
    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_text_without_faults_has_no_remarks():
    assert remarks_on("Promote the rule of law at the national, regional and international levels.") == ()


def test_words_inside_other_flagged_words_are_not_flagged_twice():
    (remark,) = remarks_on("Promote it in the countries of the region.")
    assert remark.words == "the countries of the region"


def test_an_abbreviation_that_the_glossary_lacks_is_reported():
    (clause,) = compose_texts(texts=["Support the WCO and UNODC in part IV."]).clauses
    assert [remark.words for remark in clause.lines[0].remarks] == ["WCO"]


def test_a_text_that_opens_with_no_verb_is_remarked_on():
    (clause,) = compose_texts(texts=["Cooperation should grow."]).clauses
    assert "opens with no verb" in clause.lines[0].remarks[0].text


def test_a_wording_of_another_kind_than_its_clause_is_remarked_on():
    texts = ["Promote courts.", "Promote courts for all.", "Request UNODC to promote courts."]
    (clause,) = compose_texts(texts=texts, concordance=make_concordance(all="ap-1a lac-1a wa-1a")).clauses
    assert clause.kind is Kind.ACTION
    assert [remark.text for line in clause.lines for remark in line.remarks] == [
        "By itself this wording is a request; the clause is an action."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Promote the the rule of law.", "the the"),
        ("Promote The the rule of law.", "The the"),
        ("Promote that, that is to say foster.", None),
        ("Develop, fund, develop and test it.", "Develop, fund, develop"),
        ("Help them, and them, too.", None),
    ],
)
def test_a_word_that_stands_twice_is_flagged(text, words):
    assert [remark.words for remark in remarks_on(text)] == ([words] if words else [])


def test_what_is_asked_of_others_is_flagged_in_an_action_and_not_in_a_request():
    text = "Promote courts, and call upon UNODC to help."
    assert any(
        "asks something of somebody else" in remark.text for remark in remarks_on(text, is_action=True)
    )
    assert remarks_on(text) == ()


def test_a_statement_that_goes_on_to_something_to_do_is_remarked_on():
    flagged = {
        clause.id
        for clause in draft_of_all("kyoto").clauses
        for remark in clause.lines[0].remarks
        if "“endeavour to” before it is drafter’s" in remark.text
    }
    assert flagged == {"af-17d", "af-17f", "af-17g"}


def test_a_long_form_that_is_spelt_out_twice_is_no_fault():
    (clause,) = [clause for clause in draft_of_all("kyoto").clauses if clause.id == "eu-56h"]
    assert clause.text.count("the United Nations Office on Drugs and Crime") == 2
    assert not any("stands twice" in remark.text for remark in clause.lines[0].remarks)


# In Word


def drafted(*options: str) -> WordFile:
    run = drafter_here("draft", "--min-regions", "1", *options, "-o", "-", "--format", "docx")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


def comments_of(word: WordFile) -> dict[str, tuple[str, str]]:
    """For each comment its text and the words between its marks."""
    texts = {
        comment.get(w("id")): "".join(t.text or "" for t in comment.iter(w("t")))
        for comment in word.xml("word/comments.xml")
    }
    found = {}
    for number, text in texts.items():
        start = word.body.find(f".//{w('commentRangeStart')}[@{w('id')}='{number}']")
        said = []
        for element in start.itersiblings():
            if element.tag == w("commentRangeEnd") and element.get(w("id")) == number:
                break
            said += [t.text or "" for t in element.iter(w("t"))]
        found[number] = (text, "".join(said))
    return found


def test_each_remark_is_a_comment_on_the_words_that_it_is_about():
    word = drafted()
    comments = comments_of(word)
    references = [r.get(w("id")) for r in word.body.iter(w("commentReference"))]

    assert sorted(references) == sorted(comments)
    assert len(references) == len(set(references)) > 20
    for text, words in comments.values():
        quoted = re.match(r".*?“([^”]+)”", text)
        if quoted and "By itself" not in text and "UNODC" not in text:
            assert quoted[1] in words or words in quoted[1], text


def test_a_comment_takes_nothing_from_the_text():
    word = drafted()
    texts = ["".join(t.text or "" for t in p.iter(w("t"))) for p in word.body.findall(w("p"))]
    source = annex_b().sources["wa-56j"].text
    assert any(source[30:90] in text for text in texts)


def test_a_clean_draft_has_no_comments():
    assert "word/comments.xml" not in drafted("--clean").parts


def test_overlapping_remarks_leave_the_text_whole():
    body = _Body(1, 1, "2021-03-04T00:00:00Z")
    remarks = (Remark("One.", "the region"), Remark("Two.", "region to"), Remark("Three.", "absent"))
    line = Line((Stretch("Help the region to help."),), remarks=remarks)

    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body._line(line)))
    assert text == "Help the region to help."
    assert len(body.comments) == 3
