"""People's words in print: nobody is named after them, and footnotes say “cf.” until they are supported."""

import json

import pytest
from word_editing import Edit, element, run
from word_reading import WordFile, w

from drafter.selection.loading import open_selection
from drafter.sign_off import Support, is_quoted, mark_of
from tools import copied_form, drafter_here

# Annex B, Latin America and the Caribbean, para. 19 (h).
LAC_19H = (
    "Promote a culture of lawfulness as an approach to foster the general public’s trust in and respect for "
    "the law and its enforcement"
)

# Africa, para. 37 (b).
AF_37B = "Revise laws and policies that are discriminatory against women."


@pytest.fixture
def notes(tmp_path):
    """The footnotes of a draft of a selection with these clauses, in order."""

    def made(clauses, top=""):
        selection = tmp_path / "selection.yaml"
        selection.write_text(f"matrix: kyoto-2021\n{top}clauses:\n{clauses}")
        word = WordFile(drafter_here("draft", selection, "-o", "-").stdout)
        return [note.strip().replace("\N{NO-BREAK SPACE}", " ") for _, note in sorted(word.notes.items())]

    return made


def test_footnotes_under_peoples_words_say_cf_and_those_under_a_sources_words_do_not(notes):
    said = notes("- id: legal-aid\n  wording: Pay for legal aid\n- id: af-37b\n")
    assert [text.partition(" the ")[0] for text in said] == ["Cf.", "Cf.", "Cf.", "Report of"]
    assert all(text.startswith("Cf. the report of the ") for text in said[:3])


def test_supported_words_have_plain_footnotes_as_long_as_words_and_texts_stay(notes):
    entry = "- id: af-37b\n  wording: Foster trust in the law\n  supported: A. Diallo, 2026-05-03{}\n"
    mark = mark_of("Foster trust in the law", [AF_37B])
    (free,), (tied,) = notes(entry.format("")), notes(entry.format(f" ({mark})"))
    (lapsed,) = notes(entry.format(f" ({mark_of('Foster trust in it', [LAC_19H])})"))
    assert free.startswith("Cf. the report of the ")
    assert tied.startswith("Report of the ")
    assert lapsed.startswith("Cf. the report of the ")


def test_a_wording_of_several_is_supported_by_itself(notes):
    said = notes(
        "- id: culture-of-lawfulness\n  wordings:\n"
        "  - {sources: [lac-19h], wording: Foster trust in the law, supported: "
        f"'A. Diallo, 2026-05-03 ({mark_of('Foster trust in the law', [LAC_19H])})'}}\n"
        "  - {sources: [wa-14c, ap-13b], wording: Foster respect for the law}\n"
    )
    assert [text.startswith("Cf. ") for text in said] == [False, True, True, False]


def test_words_that_stand_in_a_source_are_a_quotation_of_it_alone(notes):
    said = notes(f"- id: culture-of-lawfulness\n  wording: {LAC_19H}\n")
    plain = [text for text in said if not text.startswith("Cf. ")]
    assert len(said) == 4
    assert len(plain) == 1
    assert "para. 19 (h)" in plain[0]


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("Reports shall not be published.", True),
        ("reports shall not be published; ", True),
        ("No data are kept.", True),
        ("Reports shall not be published. No data are kept", True),
        ("be published", False),
        ("Reports shall", False),
        ("", False),
    ],
)
def test_only_whole_sentences_are_quoted(words, is_it):
    assert is_quoted(words, ["Reports shall not be published. No data are kept."]) is is_it


def test_who_supports_is_read_with_a_name_and_a_day():
    assert Support.of("A. Diallo, 2026-05-03 (k7qa2mzt)") == Support("A. Diallo", "2026-05-03", "k7qa2mzt")
    assert str(Support.of("李雷,2026-05-03")) == "李雷, 2026-05-03"
    wrong = ("A. Diallo", "2026-05-03", ", 2026-05-03", "7, 2026-05-03", "A. Diallo, May", "yes")
    assert [Support.of(said) for said in wrong] == [None] * len(wrong)


def test_grouped_notes_say_cf_too_and_so_does_a_form_whose_template_knows_nothing_of_it(notes, tmp_path):
    form = copied_form(tmp_path / "form")
    top = "form: form/\n"
    (form / "footnote.j2").write_text("{{ region }}, {{ paragraph }}")
    assert notes("- id: af-37b\n  wording: Foster trust\n", top) == ["Cf. Africa, para. 37 (b)"]
    outline = form / "outline.yaml"
    outline.write_text(outline.read_text(encoding="utf-8") + "\nfootnotes: grouped\n", encoding="utf-8")
    (said,) = notes("- id: legal-aid\n  wording: Pay for legal aid\n", top)
    assert said.startswith("Cf. the report of the regional preparatory meeting for Asia and the Pacific")
    assert "; and the report of the regional preparatory meeting for Africa" in said


def test_nobody_is_named_after_peoples_words_though_others_are_named(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text(
        "matrix: kyoto-2021\noptions:\n  support: yes\n  alternatives: inline\nclauses:\n"
        f"- id: culture-of-lawfulness\n  wordings:\n  - sources: [lac-19h]\n"
        f"  - {{sources: [wa-14c], wording: '{LAC_19H} everywhere'}}\n  sources: [-ap-13b, -af-17c]\n"
    )
    drafter_here("draft", selection, "-o", draft)
    printed = drafter_here("draft", selection, "--format", "markdown", "-o", "-").stdout.decode()
    (line,) = (line for line in printed.splitlines() if "\\[everywhere\\]" in line)
    assert "*(the meeting for Latin America and the Caribbean)*" in line
    assert "Western Asia" not in line
    assert "0 errors, 1 warning" in drafter_here("check", draft).stderr.decode()


# What a check says of them: own words for a text of Annex B, and what is found at their paragraph.
LIES = {
    # Africa, para. 37 (b): “Revise laws and policies that are discriminatory against women.”
    "af-37b": ("Do not revise laws and policies that are discriminatory against women", "peoples-words"),
    # Europe, para. 36 (e): “Consider promoting approaches which enhance the reuse of confiscated assets …”
    "eu-36e": ("Promote approaches which enhance the reuse of confiscated assets", "peoples-words"),
    # Latin America and the Caribbean, para. 79 (o): “Promote coordination between UNODC and FAO …”
    "lac-79o": ("Protect witnesses in their homes", "peoples-words"),
    # Western Asia, para. 42 (c): “… increase access to justice for women victims …”; about the same.
    "wa-42c": ("Measures to increase access to justice for women victims, offenders and prisoners", ""),
}


def test_every_wording_of_peoples_words_is_told_and_none_is_called_more(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    blocks = "".join(f"- id: {one}\n  wording: {words}\n" for one, (words, _) in LIES.items())
    selection.write_text(f"matrix: kyoto-2021\nclauses:\n{blocks}")
    drafter_here("draft", selection, "-o", draft)
    given = json.loads(drafter_here("check", draft, "--json").stdout)
    (figures,) = given["summary"]["drafts"]
    severity = {one["clause"]: one["severity"] for one in given["problems"] if one["code"] == "peoples-words"}
    texts = {one["clause"]: [shown["text"] for shown in one["texts"]] for one in given["problems"]}

    assert severity == {one: "error" if code else "warning" for one, (_, code) in LIES.items()}
    assert texts["af-37b"] == [f"{LIES['af-37b'][0]};", AF_37B]
    assert (figures["unchanged"], figures["quoted"]) == (0, 0)
    assert (figures["wrong"], figures["to_look_at"], figures["peoples_words"]) == (3, 0, 1)


def test_what_is_supported_is_counted_under_its_name_and_lapses_with_an_edit(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    words = "Change laws that discriminate against women"
    said = Support("A. Diallo", "2026-05-03", mark_of(words, [AF_37B]))
    selection.write_text(
        f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: {words}\n  supported: {said}\n"
    )
    drafter_here("draft", selection, "-o", draft)
    line = drafter_here("check", draft).stderr.decode()
    assert (
        "0 of people’s words to be judged, 1 supported (by A. Diallo on 2026-05-03), 0 with something" in line
    )

    edit = Edit(draft.read_bytes())
    edit.replace_words(edit.clause("clause_af_37b"), "laws", "rules")
    draft.write_bytes(edit.save())
    line = drafter_here("check", draft).stderr.decode()
    assert "supported" not in line.partition("Checked")[0]
    assert "1 of people’s words to be judged" in line


def test_supported_words_that_differ_are_told_with_both_texts(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    words = "Revise laws and policies that are not discriminatory against women"
    said = Support("A. Diallo", "2026-05-03", mark_of(words, [AF_37B]))
    selection.write_text(
        f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: {words}\n  supported: {said}\n"
    )
    drafter_here("draft", selection, "-o", draft)
    given = json.loads(drafter_here("check", draft, "--json").stdout)
    (told,) = [one for one in given["problems"] if one["code"] == "peoples-words"]
    assert told["severity"] == "note"
    assert "supported by A. Diallo on 2026-05-03, although “not”" in told["message"]
    assert [shown["text"].rstrip(";.") for shown in told["texts"]] == [words, AF_37B.rstrip(".")]


def test_what_a_delegation_proposes_on_no_source_is_not_told_to_be_signed_as_supported(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    wording = "- {by: Egypt, wording: Change such laws}"
    selection.write_text(f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n  {wording}\n")
    drafter_here("draft", selection, "-o", draft)
    given = json.loads(drafter_here("check", draft, "--json").stdout)
    (told,) = [one for one in given["problems"] if one["code"] == "peoples-words"]
    assert "a proposal that cites nothing" in told["message"]
    assert "--supported" not in told["hint"]
    # Both ways that it names are ways: a page has it to sign, and on a source it is signed.
    drafter_here("review", draft, "-o", tmp_path / "review.html")
    assert '"source":"none","label":"1 bis"' in (tmp_path / "review.html").read_text()
    selection.write_text(selection.read_text().replace("by: Egypt", "by: Egypt, sources: [af-37b]"))
    done = drafter_here("select", selection, "--supported", "af-37b", "--by", "A. Diallo")
    assert done.returncode == 0, done.stderr.decode()


def test_running_words_of_people_are_noted_and_a_hinge_that_denies_is_an_error(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text(
        "matrix: kyoto-2021\nabout: {title: Rivers}\n"
        "clauses:\n- id: af-37b\n  above: All regions have agreed to close prisons.\n"
    )
    drafter_here("draft", selection, "-o", draft)
    edit = Edit(draft.read_bytes())
    (hinge,) = [one for one in edit.body if "".join(one.itertext()).startswith("We therefore endeavour")]
    edit.replace_words(hinge, "therefore endeavour to", "shall not")
    draft.write_bytes(edit.save())
    given = json.loads(drafter_here("check", draft, "--json").stdout)
    told = {one["code"]: one["severity"] for one in given["problems"]}
    (figures,) = given["summary"]["drafts"]
    assert told["running-words"] == "note"
    assert told["hinge-changed"] == "error"
    (note,) = [one["message"] for one in given["problems"] if one["code"] == "running-words"]
    # The title, too, told in one line.
    assert note.endswith("“Rivers” (title), “All regions have agreed to close prisons” (af-37b:above)")
    assert (figures["running_words"], figures["outside"]) == (3, 1)
    assert "running words of people: 3; 1 place outside the paragraphs to look at" in figures["text"]


SOURCES = """documents:
- id: charter
  cited: Charter of the Rivers
  paragraphs:
    "2": Dredge the rivers every spring.
    "preamble, para. 2": Recalling the floods of the last winter.
"""


def test_differing_words_and_a_footnote_to_something_else_are_named(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    (tmp_path / "sources.yaml").write_text(SOURCES)
    selection.write_text(
        "matrix: kyoto-2021\nsources: sources.yaml\nclauses:\n- id: rivers\n  part: actions\n"
        "  text: Dredge the Harbours every spring\n"
        '  sources: ["+charter: 2", "+charter: preamble, para. 2"]\n'
    )
    drafter_here("draft", selection, "-o", draft, cwd=tmp_path)
    given = json.loads(drafter_here("check", draft, "--json", cwd=tmp_path).stdout)
    said = [one["message"] for one in given["problems"] if one["severity"] != "note"]
    words = "words that no source has: “Harbours”; words of its sources that went: “rivers”"
    # Both paragraphs are numbered 2, and the annex has a row of each.
    assert len(said) == 2
    assert words in said[0]
    assert "what footnote 2 cites, Charter of the Rivers, preamble, para. 2 (0% of" in said[1]


@pytest.mark.parametrize("way", ["strike", "vanish", "pending"])
def test_words_struck_through_hidden_or_with_a_pending_change_are_not_called_quoted(tmp_path, way):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text("matrix: kyoto-2021\nclauses:\n- id: af-37b\n")
    drafter_here("draft", selection, "-o", draft)
    edit = Edit(draft.read_bytes())
    clause = edit.clause("clause_af_37b")
    (words,) = [one for one in clause.iter(w("r")) if "".join(one.itertext()).startswith("Revise")]
    if way == "pending":
        ins = element('<w:ins w:id="900" w:author="X" w:date="2026-05-03T00:00:00Z"/>')
        ins.append(run("Do not "))
        words.addprevious(ins)
    else:
        words.insert(0, element(f"<w:rPr><w:{way}/></w:rPr>"))
    draft.write_bytes(edit.save())
    (figures,) = json.loads(drafter_here("check", draft, "--json").stdout)["summary"]["drafts"]
    assert (figures["unchanged"], figures["quoted"], figures["to_look_at"]) == (0, 0, 1)


@pytest.mark.parametrize("signs", ["?", "“laws”"])
def test_signs_that_turn_a_text_are_a_warning(tmp_path, signs):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text("matrix: kyoto-2021\nclauses:\n- id: af-37b\n")
    drafter_here("draft", selection, "-o", draft)
    edit = Edit(draft.read_bytes())
    old, new = ("laws", signs) if "laws" in signs else ("women", "women?")
    edit.replace_words(edit.clause("clause_af_37b"), old, new)
    draft.write_bytes(edit.save())
    given = json.loads(drafter_here("check", draft, "--json").stdout)
    (figures,) = given["summary"]["drafts"]
    assert [(one["code"], one["severity"]) for one in given["problems"] if one["clause"]] == [
        ("reworded", "warning")
    ]
    assert (figures["quoted"], figures["peoples_words"]) == (0, 1)


# Who says so, in the selection


@pytest.fixture
def own(tmp_path):
    """A selection with a person's own words for one recommendation."""
    path = tmp_path / "selection.yaml"
    path.write_text("matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: Change such laws\n")
    return path


def supported(path):
    return drafter_here("select", path, "--supported", "af-37b", "--by", "A. Diallo")


def test_select_writes_who_supports_the_words_and_of_what(own, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777777777")
    done = supported(own)
    assert done.returncode == 0, done.stderr.decode()
    said = f"supported: A. Diallo, 2026-05-03 ({mark_of('Change such laws', [AF_37B])})"
    assert said in own.read_text()
    assert "supported" not in drafter_here("check", own).stdout.decode()

    own.write_text(own.read_text().replace("Change such laws", "Change all such laws"))
    told = drafter_here("check", own).stdout.decode()
    assert f"{own}:5:14: warning: " in told
    assert "has lapsed" in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("supported: A. Diallo", "5:14: error: “supported” of “af-37b” is “A. Diallo”"),
        ("supported: 2026-05-03", "5:14: error: "),
        ("supported: A. Diallo, 2026-13-03", "5:14: error: "),
        ("supported: A. Diallo, 2026-02-31", "5:14: error: "),
        ("supported: A. Diallo, 2999-01-31", "5:14: error: "),
        ("supported: Drafter, 2026-05-03", "5:14: error: "),
        ("supported: dr\u0430fter 1.0, 2026-05-03", "5:14: error: "),
        ("supported: ' , 2026-05-03'", "5:14: error: "),
        ("supported: A. Diallo, 2026-05-03", "5:14: warning: that the words of “af-37b” are supported"),
    ],
)
def test_what_is_written_of_support_is_told_with_its_line(own, line, said):
    own.write_text(own.read_text() + f"  {line}\n")
    assert said in drafter_here("check", own).stdout.decode()


def test_support_needs_a_name_and_words_of_ones_own(own):
    assert b"--by" in drafter_here("select", own, "--supported", "af-37b").stderr
    assert b"it names nobody" in drafter_here("select", own, "--supported", "af-37b", "--by", "7").stderr
    with_brackets = drafter_here("select", own, "--supported", "af-37b", "--by", "A. Diallo, (x)")
    assert b"cannot stand as the name" in with_brackets.stderr
    before = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n"
    own.write_text(before)
    assert b"no words of people" in supported(own).stderr
    assert own.read_text() == before


def test_one_wording_of_several_is_supported_by_its_number(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: culture-of-lawfulness\n  wordings:\n"
        "  - sources: [lac-19h]\n    wording: Foster trust in the law\n"
        "  - sources: [wa-14c]\n    wording: Foster respect for the law\n"
    )
    drafter_here("draft", selection, "-o", draft)
    done = drafter_here("select", selection, "--supported", "1 bis", "--by", "A. Diallo", "--in", draft)
    assert done.returncode == 0, done.stderr.decode()
    (entry,) = open_selection(selection).file.clauses
    trust, respect = (one.supported for one in entry.wordings)
    assert trust == ""
    assert respect.startswith("A. Diallo, ")


def test_what_is_supported_are_the_words_that_were_signed_and_none_beside_or_after_them(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    before = (
        "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: We pay for legal aid within [period].\n"
        "  sources: [+ap-44g]\n  wordings:\n  - role: alternative\n    by: [Chile]\n"
        "    wording: We may pay for it.\n"
    )
    selection.write_text(before)
    assert drafter_here("select", selection, "--supported", "own-1", "--by", "A. Diallo").returncode == 0
    (entry,) = open_selection(selection).file.clauses
    assert entry.supported.startswith("A. Diallo, ")
    assert [one.supported for one in entry.wordings] == [""]
    drafter_here("draft", selection, "-o", draft)
    told = _checked(draft)
    assert "clause 1 bis (“We may pay for it”): a proposal that cites nothing" in told
    assert "1 supported (by A. Diallo on " in told
    selection.write_text(selection.read_text().replace("[period]", "two years"))
    told = drafter_here("draft", selection, "-o", draft, "--overwrite").stderr.decode()
    assert "has lapsed" in told
    assert " supported (by" not in _checked(draft)


def _checked(draft):
    done = drafter_here("check", draft)
    return (done.stdout + done.stderr).decode()
