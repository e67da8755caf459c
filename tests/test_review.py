"""Sign-off: what there is to sign, what a person signed, and what has changed since."""

from __future__ import annotations

import copy
import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from word_editing import Edit, run, said
from word_reading import WordFile, annex_b, draft, squeezed, unzip, w

from drafter.check.draft import check_draft
from drafter.docx.reader import read_word
from drafter.problems import ContentError, Severity
from drafter.reading.findings import Standing, compare_with_review, entries_for, marked
from drafter.reading.items import FOOTNOTE, NO_SOURCE, clauses_to_review
from drafter.reading.review import (
    Entry,
    Review,
    Verdict,
    dump_review,
    fingerprint,
    load_review,
)
from drafter.returned.document import returned_from
from tools import drafter, drafter_here

LAWFULNESS = "clause_culture_of_lawfulness"
ANY_TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=60)
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def to_review(content):
    """The clauses to sign of a Word draft."""
    return clauses_to_review(check_draft(returned_from(read_word(content, "draft.docx"))).returned)


def items_of(content):
    return [item for clause in to_review(content) for item in clause.items]


def signed(item, verdict=Verdict.SUPPORTED, note=""):
    """An entry as a person who signs an item makes it."""
    mark = fingerprint(item.wording, item.text)
    return Entry(
        item.clause, item.source, verdict, "A. Reviewer", "2026-01-31", note, item.wording, item.text, mark
    )


def review_of(content, verdict=Verdict.SUPPORTED):
    """A review in which everything is signed."""
    return Review("draft.docx", tuple(signed(item, verdict) for item in items_of(content)))


@pytest.fixture(scope="module")
def kyoto_3():
    return draft(3)


@pytest.fixture
def edit(kyoto_3):
    return Edit(kyoto_3)


# What there is to sign


def test_every_footnote_of_every_clause_is_to_be_signed_against_its_source_word_for_word(kyoto_3):
    word = WordFile(kyoto_3)
    expected = [
        (bookmark.removeprefix("clause_").replace("_", "-"), source)
        for bookmark, paragraphs in word.clauses.items()
        for paragraph in paragraphs
        for source in word.sources_of(paragraph)
    ]

    items = items_of(kyoto_3)

    assert [item.key for item in items] == expected
    for item in items:
        assert squeezed(item.text) in {squeezed(text) for text in annex_b().sources[item.source].texts}
    paragraphs = [paragraph for several in word.clauses.values() for paragraph in several]
    said = [squeezed(p.text.split("\t")[-1]) for p in paragraphs for _ in p.marks]
    assert [squeezed(item.wording) for item in items] == said
    assert [item.footnotes for item in items] == [(number,) for number in range(1, len(items) + 1)]


def test_a_clause_without_a_footnote_is_to_be_signed_too(edit):
    for reference in edit.references(edit.clause(LAWFULNESS)):
        edit.remove_reference(reference)

    sources = [item.source for item in items_of(edit.save()) if item.clause == "culture-of-lawfulness"]

    assert sources[0] == NO_SOURCE


def test_a_footnote_that_leads_to_no_paragraph_is_to_be_signed_by_its_words(edit):
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(reference, "See the general debate.")

    (first, *_) = [item for item in items_of(edit.save()) if item.clause == "culture-of-lawfulness"]

    assert (first.source, first.text) == (f"{FOOTNOTE}See the general debate.", "")


def test_a_copied_clause_is_to_be_signed_apart_from_the_one_that_it_copies(edit, kyoto_3):
    original = edit.clause("clause_investing_in_practitioners")
    twin = copy.deepcopy(original)
    for start in twin.findall(w("bookmarkStart")):
        twin.remove(start)
    for reference in list(twin.iter(w("footnoteReference"))):
        reference.getparent().getparent().remove(reference.getparent())
    edit.lines("SingleTxt")[0].addprevious(twin)
    review = review_of(kyoto_3)

    outcome = compare_with_review(items_of(edit.save()), review)

    assert {one.item.clause for one in outcome.standing(Standing.PENDING)} == {"investing-in-practitioners+2"}


def test_a_clause_that_drafter_did_not_make_is_known_by_its_opening_words(edit):
    added = copy.deepcopy(edit.lines("SingleTxt")[0])
    for element in list(added):
        if element.tag != w("pPr"):
            added.remove(element)
    added.append(run("Protect the archives of all courts against fire and water;"))
    edit.lines("SingleTxt")[-1].addnext(added)

    (item,) = [item for item in items_of(edit.save()) if item.clause.startswith("added")]

    assert item.key == ("added-protect-the-archives-of-all", NO_SOURCE)


def test_in_a_clean_draft_each_clause_is_to_be_signed_against_what_it_was_made_from(kyoto_3):
    clean = drafter("draft", "--min-regions", "3", "--clean", "-o", "-").stdout

    expected = [item.key for one in to_review(kyoto_3) if not one.is_guidance for item in one.items]
    assert [item.key for item in items_of(clean)] == expected  # guidance does not stand in a clean draft


def test_a_draft_saved_by_another_program_has_the_same_to_sign(kyoto_3, tmp_path):
    from word_editing import through_libreoffice  # noqa: PLC0415  # needs LibreOffice

    path = tmp_path / "draft.docx"
    path.write_bytes(kyoto_3)
    (saved,) = through_libreoffice(tmp_path, [path])

    outcome = compare_with_review(items_of(saved.read_bytes()), review_of(kyoto_3))

    assert {one.standing for one in outcome.items} == {Standing.SIGNED}
    assert not outcome.gone


@pytest.mark.parametrize("form", ["kyoto", "doha"])
@pytest.mark.parametrize(
    "options", [[], ["--alternatives", "inline", "--support"], ["--alternatives", "lead"]]
)
def test_every_footnote_is_to_be_signed_in_every_form_and_option(form, options):
    made = drafter("draft", "--min-regions", "2", "--form", form, *options, "-o", "-")
    word = WordFile(made.stdout)
    expected = set()
    clause = ""
    for paragraph in word.paragraphs:
        if paragraph.bookmark.startswith("clause_"):
            clause = paragraph.bookmark.removeprefix("clause_").replace("_", "-")
        expected |= {(clause, source) for source in word.sources_of(paragraph)}

    items = items_of(made.stdout)
    outcome = compare_with_review(items, Review("", tuple(map(signed, items))))

    assert {item.key for item in items} == expected
    assert len(items) == len(expected)
    assert {number for item in items for number in item.footnotes} == set(range(1, len(word.notes) + 1))
    assert {one.standing for one in outcome.items} == {Standing.SIGNED}


# What has changed


def test_nothing_has_changed_in_a_draft_that_nobody_touched(kyoto_3):
    clauses = to_review(kyoto_3)
    outcome = compare_with_review([item for one in clauses for item in one.items], review_of(kyoto_3))

    assert not list(outcome.findings())
    count = len(WordFile(kyoto_3).notes)
    assert outcome.summary == f"{count} of {count} citations signed: {count} supported"


def test_a_reworded_clause_has_to_be_signed_again_and_shows_what_changed(edit, kyoto_3):
    edit.replace_words(edit.clause(LAWFULNESS), "culture of lawfulness", "habit of obedience")
    clauses = to_review(edit.save())

    outcome = compare_with_review([item for one in clauses for item in one.items], review_of(kyoto_3))
    (changed,) = outcome.standing(Standing.CHANGED)
    (finding,) = outcome.findings()

    assert changed.item.clause == "culture-of-lawfulness"
    assert "The clause now" in changed.change
    assert "The source now" not in changed.change
    assert finding.code == "review-changed"
    assert finding.severity is Severity.WARNING
    assert "[-culture of lawfulness-]{+habit of obedience+}" in finding.message
    assert "A. Reviewer signed it as supported" in finding.message
    assert "2026-01-31" in finding.message


def test_a_source_whose_text_changed_has_to_be_signed_again(kyoto_3):
    items = items_of(kyoto_3)
    review = review_of(kyoto_3)
    before = items[0]
    old = Entry(
        before.clause,
        before.source,
        Verdict.SUPPORTED,
        "A. Reviewer",
        "2026-01-31",
        "",
        before.wording,
        before.text + " Always.",
        fingerprint(before.wording, before.text + " Always."),
    )

    outcome = compare_with_review(items, Review("", (old, *review.entries[1:])))
    (changed,) = outcome.standing(Standing.CHANGED)

    assert "The source now" in changed.change
    assert "The clause now" not in changed.change


def test_a_clause_that_moves_or_ends_otherwise_is_still_signed(edit, kyoto_3):
    first, *_, last = edit.lines("SingleTxt")
    last.addnext(first)

    outcome = compare_with_review(items_of(edit.save()), review_of(kyoto_3))

    assert not outcome.standing(Standing.CHANGED)


def test_a_footnote_changed_to_another_paragraph_is_pending_and_the_old_one_gone(edit, kyoto_3):
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(reference, "Report of the regional preparatory meeting for Africa, para. 60 (b).")
    clauses = to_review(edit.save())
    before = WordFile(kyoto_3)
    (was,) = before.sources_of(before.clauses[LAWFULNESS][0])

    outcome = compare_with_review([item for one in clauses for item in one.items], review_of(kyoto_3))

    assert [one.item.key for one in outcome.standing(Standing.PENDING)] == [
        ("culture-of-lawfulness", "af-60b")
    ]
    assert [entry.key for entry in outcome.gone] == [("culture-of-lawfulness", was)]
    assert {finding.code for finding in outcome.findings()} == {
        "review-pending",
        "review-gone",
    }


@pytest.mark.parametrize(
    ("verdict", "code", "severity"),
    [
        (Verdict.NOT_SUPPORTED, "review-not-supported", Severity.ERROR),
        (Verdict.UNSURE, "review-unsure", Severity.WARNING),
    ],
)
def test_a_verdict_against_a_citation_is_found_with_its_note(kyoto_3, verdict, code, severity):
    clauses = to_review(kyoto_3)
    items = [item for one in clauses for item in one.items]
    review = Review("", (signed(items[0], verdict, "Look at\nparagraph 7."), *map(signed, items[1:])))

    (finding,) = compare_with_review(items, review).findings()

    assert (finding.code, finding.severity) == (code, severity)
    assert "Note: Look at paragraph 7." in finding.hint


def test_what_is_signed_is_listed_with_who_signed_it_and_when(kyoto_3):
    clauses = to_review(kyoto_3)
    items = [item for one in clauses for item in one.items]

    lines = compare_with_review(items, Review("", (signed(items[0]),))).signed

    assert len(lines) == 1
    assert lines[0].endswith(f"{items[0].name}: supported (A. Reviewer, 2026-01-31)")


def test_what_is_signed_of_another_wording_is_listed_under_its_own_number_and_words(kyoto_3):
    clauses = to_review(kyoto_3)
    second = [one for clause in clauses for one in clause.items if one.clause == "culture-of-lawfulness"][1]
    outcome = compare_with_review(
        [one for clause in clauses for one in clause.items], Review("", (signed(second),))
    )

    (line,) = outcome.signed
    pending = [one for one in outcome.findings() if one.clause == "culture-of-lawfulness"]

    assert line.startswith("5 bis “Promote an integrated, inclusive and comprehensive approach")
    assert [one.number for one in pending] == ["5", "5 ter", "5 quater"]
    assert pending[1].opening.startswith("Complement traditional rule of law approaches")


# What a footnote may mean that leads nowhere


def test_a_citation_that_leads_to_no_paragraph_has_the_texts_that_may_be_meant(edit):
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(
        reference,
        "Report of the regional preparatory meeting for Latin America and the Caribbean, para. 19 (z).",
    )

    (item, *_) = [one for one in items_of(edit.save()) if one.clause == "culture-of-lawfulness"]
    texts = {text.title: text.text for text in item.meant}

    assert item.missing == "there is no para. 19 (z) in the report of Latin America and the Caribbean"
    assert squeezed(texts["Drafted with Latin America and the Caribbean, para. 19 (h)"]) in {
        squeezed(text) for text in annex_b().sources["lac-19h"].texts
    }
    near = [
        title for title in texts if title.startswith("Did you mean Latin America and the Caribbean, para. 19")
    ]
    assert len(near) == 2
    assert len(set(texts.values())) == 3


# A text that has another's place


def test_a_wording_that_was_replaced_under_its_footnote_is_one_fault(edit):
    second = edit.clause(LAWFULNESS).getnext()
    _, bracket, words = said(second).partition("[")
    edit.replace_words(
        second, bracket + words, "[Invite museums to lend one another paintings without any insurance;]"
    )

    found = check_draft(returned_from(read_word(edit.save(), "draft.docx"))).findings
    (finding,) = [one for one in found if one.clause == "culture-of-lawfulness" or 19 in one.notes]

    assert (finding.code, finding.severity, finding.number) == ("reworded", Severity.ERROR, "5 bis")
    assert finding.message == "the text of 5 bis was replaced; its footnote 19 belongs to the old text"
    assert finding.sources == ("ap-13b",)


# Fingerprints


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Promote ties;", "Promote ties."),
        ("[Promote ties;]", "Promote ties;"),
        ("Promote  ties", "Promote ties"),
    ],
)
def test_closing_marks_brackets_around_and_blanks_do_not_count(one, other):
    assert fingerprint(one, "x") == fingerprint(other, "x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Consider promoting ties;", "Promoting ties;"),
        ("Promote ties", "promote ties"),
        ("Promote (all) ties", "Promote all ties"),
        ("Promote ties, where appropriate", "Promote ties where appropriate"),
    ],
)
def test_every_word_and_every_mark_within_counts(one, other):
    assert fingerprint(one, "x") != fingerprint(other, "x")
    assert fingerprint("x", one) != fingerprint("x", other)


def test_a_word_that_goes_from_one_text_to_the_other_counts():
    assert fingerprint("a b", "c") != fingerprint("a", "b c")


# What changed since it was signed


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Promote strong ties.", "promote firm ties.", "promote [-strong-]{+firm+} ties."),
        ("Consider promoting ties.", "Promoting ties.", "[-Consider-] Promoting ties."),
        ("See para. 5", "See para. 6", "See para. [-5-]{+6+}"),
        ("Promote ties.", "Promote lasting ties.", "Promote {+lasting+} ties."),
    ],
)
def test_whole_words_are_marked_and_capitals_are_not(old, new, shown):
    assert marked(old, new) == shown


def test_a_long_text_is_shown_around_its_changes():
    words = " ".join(f"word{number}" for number in range(40))
    shown = marked(words, words.replace("word20", "other"))

    before = "word14 word15 word16 word17 word18 word19"
    assert shown == f"… {before} [-word20-]{{+other+}} word21 word22 word23 word24 word25 word26 …"


# The file


def entry(**fields):
    given = {"clause": "a-clause", "source": "lac-19h", "verdict": Verdict.SUPPORTED, "by": "A", "note": ""}
    given |= {"on": "2026-01-31", "wording": "Promote ties;", "text": "Promote ties."} | fields
    return Entry(**given, fingerprint=fingerprint(given["wording"], given["text"]))


def saved(tmp_path, text):
    path = tmp_path / "review.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def problems(path):
    with pytest.raises(ContentError) as caught:
        load_review(path)
    return caught.value.problems


@given(
    st.lists(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=80), max_size=4),
    st.sampled_from([None, *Verdict]),
)
def test_what_is_written_is_read_back_whatever_the_texts_are(tmp_path_factory, texts, verdict):
    texts = [FORBIDDEN.sub("", text) for text in texts]
    by = "A. Reviewer: #1" if verdict else ""
    on = "2026-01-31" if verdict else ""
    review = Review(
        "draft “3”.docx",
        tuple(
            entry(clause=f"c{n}", wording=text, text=text[::-1], note=text, verdict=verdict, by=by, on=on)
            for n, text in enumerate(texts)
        ),
    )
    path = saved(tmp_path_factory.mktemp("review"), dump_review(review))

    assert load_review(path) == review
    # Another reader of YAML finds the same.
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # texts only
    assert [block.get("note", "") for block in read["reviewed"]] == texts


def test_one_verdict_changes_one_block(kyoto_3):
    items = items_of(kyoto_3)
    before = dump_review(Review("draft.docx", entries_for(items, Review()))).splitlines()
    after = dump_review(
        Review("draft.docx", entries_for(items, Review("", (signed(items[7]),))))
    ).splitlines()

    only_before = [line for line in before if line not in after]
    only_after = [line for line in after if line not in before]

    assert only_before == []
    assert only_after == ['    verdict: "supported"', '    by: "A. Reviewer"', '    on: "2026-01-31"']


def test_what_the_draft_does_not_have_any_more_stays_in_the_file(kyoto_3):
    items = items_of(kyoto_3)
    old = entry(clause="gone-since")

    assert entries_for(items, Review("", (old,)))[-1] == old


def test_a_person_may_write_the_file_in_any_yaml(tmp_path):
    path = saved(
        tmp_path,
        "# mine\nreviewed:\n- {clause: a-clause, source: lac-19h, verdict: supported, by: Me,\n"
        "   on: 2026-01-31, wording: Promote ties;, text: 'Promote ties.',\n"
        f"   fingerprint: {fingerprint('Promote ties;', 'Promote ties.')}}}\n",
    )

    assert load_review(path).entries == (entry(by="Me"),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "reviewed: []\n", "reviewed:\n"])
def test_a_review_may_have_no_blocks_yet(tmp_path, text):
    assert load_review(saved(tmp_path, text)).entries == ()


def test_every_fault_of_the_file_is_found_at_its_place_at_once(tmp_path):
    other = f"wording: x, text: z, fingerprint: {fingerprint('x', 'y')}"
    texts = f"wording: x, text: y, fingerprint: {fingerprint('x', 'y')}"
    path = saved(
        tmp_path,
        "reviewed:\n"
        f"  - {{clause: a, source: s1, verdict: unsre, by: A, on: 2026-01-31, {texts}}}\n"
        f"  - {{clause: a, source: s2, verdict: unsure, {texts}}}\n"
        f"  - {{clause: a, source: s3, verdict: unsure, by: A, on: 31.1.2026, {texts}}}\n"
        f"  - {{clause: a, source: s4, verdict: unsure, by: A, on: 2026-02-30, {other}}}\n"
        f"  - {{clause: a, source: s5, by: A, {texts}}}\n"
        f"  - {{clause: a, source: s2, {texts}}}\n"
        "  - {clause: a, source: s6, remark: hm}\n",
    )

    found = problems(path)

    assert [(problem.line, problem.code) for problem in found] == [
        (2, "unknown-verdict"),
        (3, "not-signed"),
        (3, "not-signed"),
        (4, "bad-day"),
        (5, "bad-day"),
        (5, "texts-changed"),
        (6, "no-verdict"),
        (7, "signed-twice"),
        (8, "missing-key"),
        (8, "unknown-key"),
    ]
    assert found[0].hint == "Did you mean “unsure”?"
    assert all(problem.file == str(path) and problem.column for problem in found)


def test_texts_changed_behind_a_signature_are_found(tmp_path):
    text = dump_review(Review("", (entry(),))).replace("Promote ties.", "Promote all ties.")

    (problem,) = problems(saved(tmp_path, text))

    assert problem.code == "texts-changed"


# The commands


@pytest.fixture
def folder(tmp_path, kyoto_3):
    (tmp_path / "draft.docx").write_bytes(kyoto_3)
    return tmp_path


def run_review(folder, *arguments, status=0):
    done = drafter_here("review", *arguments, cwd=folder)
    messages = done.stderr.decode()
    assert done.returncode == status, messages
    assert "fault in drafter" not in messages
    return messages


def test_drafter_signs_nothing_by_itself(folder):
    run_review(folder, "draft.docx", "-o", "review.yaml")

    review = load_review(folder / "review.yaml")

    assert len(review.entries) == len(items_of((folder / "draft.docx").read_bytes()))
    assert {(one.verdict, one.by, one.on) for one in review.entries} == {(None, "", "")}


def test_a_review_continues_in_the_file_for_the_next_draft(folder, edit, kyoto_3):
    items = items_of(kyoto_3)
    (folder / "old.yaml").write_text(
        dump_review(Review("draft.docx", tuple(map(signed, items)))), encoding="utf-8"
    )
    edit.replace_words(edit.clause(LAWFULNESS), "culture of lawfulness", "habit of obedience")
    (folder / "next.docx").write_bytes(edit.save())

    messages = run_review(folder, "next.docx", "--review", "old.yaml", "-o", "new.yaml")

    assert f"{len(items) - 1} signed, 1 changed since they were signed." in messages
    assert load_review(folder / "new.yaml").entries == tuple(map(signed, items))


def test_a_review_that_a_person_wrote_is_not_written_over(folder):
    (folder / "review.yaml").write_text("# my own\nreviewed: []\n", encoding="utf-8")

    messages = run_review(folder, "draft.docx", "-o", "review.yaml", status=3)

    assert "was not written" in messages
    assert (folder / "review.yaml").read_text(encoding="utf-8") == "# my own\nreviewed: []\n"


def test_a_page_is_made_anew_over_an_old_one_but_not_over_somebody_elses_file(folder):
    run_review(folder, "draft.docx", "-o", "review.html")
    run_review(folder, "draft.docx", "-o", "review.html")
    (folder / "mine.html").write_text("<p>mine</p>", encoding="utf-8")

    assert "was not written" in run_review(folder, "draft.docx", "-o", "mine.html", status=3)
    assert (folder / "mine.html").read_text(encoding="utf-8") == "<p>mine</p>"


def test_the_draft_itself_is_never_written_to(folder, kyoto_3):
    run_review(folder, "draft.docx", "-o", "review.html")

    assert (folder / "draft.docx").read_bytes() == kyoto_3


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["draft.docx"], "say where to write the page: -o review.html", 2),
        (["draft.docx", "-o", "review.pdf"], "a page (.html) or a review (.yaml), not “.pdf”", 2),
        (["draft.md", "-o", "review.html"], "draft.md is not a Word draft (.docx)", 2),
        (["missing.docx", "-o", "review.html"], "missing.docx does not exist", 3),
        (["draft.docx", "-o", "review.html", "--concordance", "c.yaml"], "--concordance goes with", 2),
        (["draft.docx", "-o", "review.html", "--review", "missing.yaml"], "missing.yaml does not exist", 3),
    ],
)
def test_wrong_calls_are_answered_in_words(folder, arguments, said, status):
    assert said in run_review(folder, *arguments, status=status)
    assert not (folder / "review.html").exists()


def test_a_word_file_that_drafter_did_not_make_needs_a_matrix(folder):
    edit = Edit((folder / "draft.docx").read_bytes())
    del edit.parts["customXml/item1.xml"]
    relations = edit.parts["word/_rels/document.xml.rels"]
    edit.parts["word/_rels/document.xml.rels"] = re.sub(
        rb"<Relationship [^>]*customXml/item1[^>]*>", b"", relations
    )
    (folder / "bare.docx").write_bytes(edit.save())

    messages = run_review(folder, "bare.docx", "-o", "review.html", status=3)
    run_review(folder, "bare.docx", "-o", "review.html", "--matrix", "kyoto-2021")

    assert "--matrix kyoto-2021" in messages


def test_a_check_with_a_review_says_what_is_signed_pending_and_changed(folder, edit, kyoto_3):
    items = items_of(kyoto_3)
    lawful = next(item for item in items if item.clause == "culture-of-lawfulness")
    others = [item for item in items if item.clause != lawful.clause][:3]
    review = Review(
        "draft.docx",
        (
            signed(lawful),
            signed(others[0]),
            signed(others[1], Verdict.NOT_SUPPORTED, "It says the opposite."),
        ),
    )
    (folder / "review.yaml").write_text(dump_review(review), encoding="utf-8")
    edit.replace_words(edit.clause(LAWFULNESS), "culture of lawfulness", "habit of obedience")
    (folder / "draft.docx").write_bytes(edit.save())

    done = drafter_here("check", "--review", "review.yaml", "draft.docx", cwd=folder)
    out, err = done.stdout.decode(), done.stderr.decode()

    assert done.returncode == 1
    assert "[-culture of lawfulness-]{+habit of obedience+}" in out
    assert "not supported by" in out
    assert "Note: It says the opposite." in out
    assert f"{others[0].name}: supported (A. Reviewer, 2026-01-31)" in " ".join(out.split())
    assert f"not signed yet: {others[2].name}" in out
    count = len(items)
    assert (
        f"review.yaml: 2 of {count} citations signed: 1 supported, 1 not supported; {count - 3} pending; "
        "1 changed since signed." in err
    )


def test_a_whole_review_passes_the_strict_check_and_half_of_one_does_not(folder, kyoto_3):
    items = items_of(kyoto_3)
    for count, status in ((len(items), 0), (len(items) // 2, 1)):
        review = Review("draft.docx", tuple(map(signed, items[:count])))
        (folder / "review.yaml").write_text(dump_review(review), encoding="utf-8")

        done = drafter_here("check", "--strict", "--review", "review.yaml", "draft.docx", cwd=folder)

        assert done.returncode == status, done.stdout.decode()


def test_a_check_with_a_review_for_programs_has_every_citation(folder, kyoto_3):
    items = items_of(kyoto_3)
    (folder / "review.yaml").write_text(dump_review(Review("", (signed(items[0]),))), encoding="utf-8")

    done = drafter_here("check", "--json", "--review", "review.yaml", "draft.docx", cwd=folder)
    (review,) = [one["review"] for one in _drafts(json.loads(done.stdout))]

    assert (review["signed"], review["pending"], review["changed"], review["gone"]) == (
        1,
        len(items) - 1,
        0,
        0,
    )
    assert [(one["clause"], one["source"]) for one in review["citations"]] == [item.key for item in items]


def _drafts(fields):
    """What a check says of each draft, wherever it stands."""
    if isinstance(fields, dict):
        return [fields] if "review" in fields else [d for v in fields.values() for d in _drafts(v)]
    return [d for v in fields for d in _drafts(v)] if isinstance(fields, list) else []


def test_the_review_stands_in_a_report_and_in_comments_too(folder, kyoto_3):
    item = items_of(kyoto_3)[0]
    review = Review("", (signed(item, Verdict.NOT_SUPPORTED),))
    (folder / "review.yaml").write_text(dump_review(review), encoding="utf-8")

    for name in ("report.md", "comments.docx"):
        drafter_here("check", "--review", "review.yaml", "draft.docx", "-o", name, cwd=folder)

    assert "## Review by review.yaml" in (folder / "report.md").read_text(encoding="utf-8")
    comments = unzip((folder / "comments.docx").read_bytes())["word/comments.xml"].decode()
    assert f"Not supported by {item.name}" in comments


@pytest.mark.parametrize("files", [["draft.docx", "draft.docx"], ["review.yaml"], []])
def test_a_review_goes_with_one_word_draft(folder, files):
    done = drafter_here("check", "--review", "review.yaml", *files, cwd=folder)

    assert done.returncode == 2
    assert "--review goes with one Word draft" in done.stderr.decode()


def test_a_faulty_review_is_answered_with_its_line(folder):
    (folder / "review.yaml").write_text("reviewed:\n  - {clause: a}\n", encoding="utf-8")

    done = drafter_here("check", "--review", "review.yaml", "draft.docx", cwd=folder)

    assert done.returncode == 1
    assert "review.yaml:2:5: error: a block of a review has no 'source'" in done.stderr.decode()
