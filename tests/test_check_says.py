"""What ``drafter check`` says, so that a reader knows without comparing what has become of which words."""

from __future__ import annotations

import copy

import pytest
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, draft_in, w

from drafter.check.around import brackets_differ
from drafter.check.finding import Finding, alike_once
from drafter.problems import Severity
from tools import run_here

# Square brackets


@pytest.mark.parametrize(
    ("printed", "text", "told"),
    [
        ("[Adopt laws;]", "Adopt laws;", "the square brackets around all of it are gone"),
        ("Adopt laws;", "[Adopt laws;]", "square brackets stand around all of it, where none were drafted"),
        ("Adopt [fair] laws;", "Adopt fair laws;", "the square brackets around “fair” are gone"),
        ("Adopt laws;", "Adopt [laws];", "square brackets stand around “laws”, where none were drafted"),
        ("Adopt [fair] laws;", "Adopt (fair) laws;", "round brackets stand around “fair”"),
        ("[Adopt laws;]", "{Adopt laws;}", "curly brackets stand around all of it"),
        ("Adopt [(fair)] laws;", "Adopt (fair) laws;", "the square brackets around “(fair)” are gone"),
        (
            "Adopt [fair] laws and plans;",
            "Adopt [fair laws and] plans;",
            "its “]” stands behind “and”, and was drafted behind “fair”",
        ),
        (
            "[Adopt fair laws;]",
            "Adopt [fair laws;]",
            "its “[” stands before “fair”, and was drafted before “Adopt”",
        ),
        (
            "Adopt [fair] laws and [sound] plans;",
            "Adopt (fair) laws and sound plans;",
            "round brackets stand around “fair” where square ones were drafted; the square brackets",
        ),
        ("Adopt [[fair] laws];", "Adopt [fair laws];", "the square brackets around “fair” are gone"),
        ("Adopt [fair laws;", "Adopt fair laws;", "a “[” before “fair” is gone"),
        ("Adopt fair laws;", "Adopt fair] laws;", "a “]” behind “fair” was not drafted"),
        ("Adopt [fair] laws;", "Adopt [fair] laws;", ""),
        ("Adopt [fair, ] laws;", "Adopt [fair], laws;", ""),
    ],
)
def test_brackets_are_told_by_what_became_of_them(printed, text, told):
    found = brackets_differ(printed, text)
    assert found.startswith(told)
    assert bool(found) is bool(told)


def messages(edit, code):
    return [f"{one.where}: {one.message}" for one in findings_of(edit.save()) if one.code == code]


@pytest.mark.parametrize(
    ("opens", "closes", "told"), [("", "", "are gone"), ("(", ")", "round brackets stand")]
)
def test_brackets_of_a_wording_are_told_with_their_words(opens, closes, told):
    edit = Edit(draft(2))
    line = next(one for one in edit.lines("SingleTxt") if said(one).startswith("["))
    end = said(line).index("]")
    edit.replace_words(line, said(line)[end - 9 : end + 1], said(line)[end - 9 : end] + closes)
    edit.replace_words(line, "[", opens)

    (message,) = messages(edit, "brackets-changed")
    assert "around all of it" in message
    assert told in message


# What Word does not show


@pytest.fixture
def edit():
    return Edit(draft(2))


def test_of_a_heading_its_words_are_told_and_of_a_number_that_it_is_one(edit):
    heading = next(one for one in edit.lines("H23", "H4") if said(one))
    for one in heading.iter(w("r")):
        one.insert(0, element("<w:rPr><w:strike/></w:rPr>"))

    (message,) = messages(edit, "unreadable-text")
    assert message.startswith(f"the heading “{said(heading)[:20]}")
    assert f"Word does not show it as it is read: “{said(heading)[:20]}" in message
    assert "its number" not in message


def test_a_number_that_is_hidden_is_called_one(edit):
    line = edit.lines("SingleTxt")[1]
    properties = line.find(w("pPr"))
    properties.append(element("<w:rPr><w:vanish/></w:rPr>"))

    assert any("its number “2" in one for one in messages(edit, "unreadable-text"))


def test_words_that_are_hidden_are_called_no_number(edit):
    edit.lines("SingleTxt")[1].append(
        element("<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space='preserve'> and 2</w:t></w:r>")
    )

    (message,) = messages(edit, "unreadable-text")
    assert "“and 2” is hidden" in message
    assert "its number" not in message


# Tracked changes

JOE = 'w:id="7001" w:author="Joe" w:date="2020-01-01T00:00:00Z"'


def put_in(words):
    return element(f"<w:ins {JOE}><w:r><w:t>{words}</w:t></w:r></w:ins>")


def struck(words):
    return element(f"<w:del {JOE}><w:r><w:delText>{words}</w:delText></w:r></w:del>")


def where_tracked(edit):
    (message,) = messages(edit, "tracked-changes")
    return message.partition("rejected, at ")[2].partition("; this check")[0]


def test_tracked_changes_are_told_with_their_words_and_what_becomes_of_them(edit):
    first, second = edit.lines("SingleTxt")[:2]
    first.extend([struck("one two three four five six seven eight"), put_in("fair")])
    second.append(put_in("sound"))

    assert where_tracked(edit) == (
        "1 (“one two three four five six …” struck out, “fair” put in), 2 (“sound” put in)"
    )


def test_of_many_tracked_changes_the_first_are_told_with_their_words(edit):
    for n, line in enumerate(edit.lines("SingleTxt")[:5]):
        line.append(put_in(f"word{n}"))
        line.append(put_in(f"more{n}"))

    told = where_tracked(edit)
    assert told.startswith(
        "1 (“word0” put in, “more0” put in), 2 (“word1” put in, “more1” put in), 3 (“word2” "
    )
    assert told.endswith("), 4, 5")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"<w:moveTo {JOE}><w:r><w:t>laws</w:t></w:r></w:moveTo>", "“laws” moved here"),
        (f"<w:moveFrom {JOE}><w:r><w:t>laws</w:t></w:r></w:moveFrom>", "“laws” moved away"),
        (f"<w:ins {JOE}><w:r><w:tab/></w:r></w:ins>", "something without words put in"),
        (f"<w:r><w:rPr><w:b/><w:rPrChange {JOE}><w:rPr/></w:rPrChange></w:rPr><w:t>laws</w:t></w:r>",
         "“laws” formatted otherwise"),
    ],
)  # fmt: skip
def test_each_kind_of_tracked_change_is_named(edit, change, told):
    edit.lines("SingleTxt")[0].append(element(change))

    assert where_tracked(edit) == f"1 ({told})"


def test_a_row_a_footnote_and_an_end_are_named(edit):
    line = edit.lines("SingleTxt")[1]
    mark = next(line.iter(w("footnoteReference"))).getparent()
    gone = element(f"<w:del {JOE}/>")
    mark.addprevious(gone)
    gone.append(mark)
    line.find(w("pPr")).append(element(f"<w:rPr><w:ins {JOE}/></w:rPr>"))
    row = next(edit.body.iter(w("tbl"))).findall(w("tr"))[1]
    words = " ".join(" ".join(filter(None, map(said, row.iter(w("p"))))).split()[:6])
    row.find(w("trPr")).append(element(f"<w:del {JOE}/>"))

    told = where_tracked(edit)
    assert "(a paragraph’s end put in, a footnote struck out)" in told
    assert f"“{words} …” struck out)" in told


# Running text of the annexes


def with_words(edit, words):
    return next(one for one in edit.lines("PlainTxt") if said(one).startswith(words))


def test_a_letter_of_an_annex_is_told_with_its_region_and_its_number(edit):
    line = with_words(edit, "Shared by 1 region")
    assert "Western Asia: paras. 24 (i), (k), (l), (n), 33 (a), (b), (e), 42 (c), (f), (i)," in said(line)
    edit.replace_words(line, "(l), (n), 33 (a)", "(l), (q), 33 (a)")

    (message,) = messages(edit, "running-text-changed")
    assert "running text under “Annex II. Recommendations not used” was changed" in message
    assert "“q” for “n” (Western Asia, “… 24 (i), (k), (l), (q), 33 (a), (b), …”)" in message


def test_a_letter_that_went_from_an_annex_is_told_with_what_stands_beside_it(edit):
    edit.replace_words(with_words(edit, "Shared by 1 region"), "(n), 33 (a), (b), (e)", "(n), 33 (a), (e)")

    (message,) = messages(edit, "running-text-changed")
    assert "(Western Asia, “… " in message
    assert "33 (a), (e)" in message


def test_a_word_of_how_the_paper_was_made_is_told_under_its_heading_and_names_no_region(edit):
    line = with_words(edit, "Who says the same:")
    edit.replace_words(line, "no meeting has confirmed it", "every meeting has confirmed it")

    (message,) = messages(edit, "running-text-changed")
    assert "running text under “How this paper was made” was changed" in message
    assert "“every” for “no” (“… " in message
    assert "every meeting has confirmed" in message


# An edited origin


def with_edited_origin(edit, folder):
    name = next(one for one in edit.parts if one.startswith("customXml/item1"))
    edit.parts[name] = edit.parts[name].replace(b"Bangkok", b"Tokyo")
    file = folder / "round 2.docx"
    file.write_bytes(edit.save())
    return file


def test_of_an_edited_origin_the_command_with_its_matrix_is_told(edit, tmp_path):
    file = with_edited_origin(edit, tmp_path)

    told, _ = run_here("check", file)
    (line,) = [one for one in told.splitlines() if "drafter check --matrix kyoto-2021 " in one]
    assert f"{file}" in line
    named, _ = run_here("check", "--matrix", "kyoto-2021", file)
    assert "drafter check --matrix" not in named


def test_of_a_whole_origin_no_command_is_told(edit, tmp_path):
    (tmp_path / "round-2.docx").write_bytes(edit.save())

    assert "--matrix" not in run_here("check", tmp_path / "round-2.docx")[0]


# Each thing once


def warnings_of(edit):
    return [(one.code, one.message) for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def test_a_region_in_the_place_of_another_is_told_once():
    edit = Edit(draft(2, "--support"))
    line = next(one for one in edit.lines("SingleTxt") if said(one).endswith("for Europe)"))
    edit.replace_words(line, "Europe", "Western Asia")

    ((code, message),) = warnings_of(edit)
    assert code == "support-without-footnote"
    assert "it names Western Asia after its text" in message
    assert "and not Europe, to whose report one is" in message


def test_a_region_that_came_beside_another_is_told_as_that():
    edit = Edit(draft(2, "--support"))
    line = next(one for one in edit.lines("SingleTxt") if said(one).endswith("for Europe)"))
    edit.replace_words(line, "Europe", "Europe and Western Asia")

    ((code, message),) = warnings_of(edit)
    assert (code, message) == (
        "support-without-footnote",
        "it names Western Asia after its text, and no footnote is to its report",
    )


def test_a_wording_that_stands_twice_is_told_once_as_what_it_is(edit):
    line = edit.lines("AltTxt")[0]
    line.addnext(copy.deepcopy(line))

    ((code, message),) = warnings_of(edit)
    assert code == "duplicated-clause"
    assert "the same as the other clause " in message


def test_a_third_mark_of_a_footnote_is_told_beside_a_wording_that_stands_twice(edit):
    line, other = edit.lines("AltTxt")[0], edit.lines("SingleTxt")[4]
    line.addnext(copy.deepcopy(line))
    mark = next(one for one in line.iter(w("r")) if one.find(w("footnoteReference")) is not None)
    other.append(copy.deepcopy(mark))

    assert {"duplicated-clause", "footnote-shared"} <= {code for code, _ in warnings_of(edit)}


def test_footnotes_of_a_clause_that_is_gone_are_told_with_it(edit):
    line, others = edit.lines("SingleTxt")[2], edit.lines("AltTxt")
    while line.getnext() in others:
        line.getparent().remove(line.getnext())
    line.getparent().remove(line)

    assert "footnote-orphan" not in {code for code, _ in warnings_of(edit)}
    assert "missing-clause" in {code for code, _ in warnings_of(edit)}


def test_a_footnote_of_another_clause_without_its_mark_is_told_beside_one_that_is_gone(edit):
    first, second = edit.lines("AltTxt")[:2]
    mark = next(one for one in second.iter(w("r")) if one.find(w("footnoteReference")) is not None)
    mark.getparent().remove(mark)
    first.getparent().remove(first)

    told = {code for code, _ in warnings_of(edit)}
    assert told & {"missing-version", "missing-clause"}
    assert told & {"no-footnote", "footnote-orphan", "footnote-lost"}


def a_box(*texts):
    paragraphs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in texts)
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:99pt"><v:textbox>'
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape>"
    return element(f"<w:r><w:pict>{shape}{content}</w:pict></w:r>")


def test_a_box_at_a_clause_is_told_once_and_all_its_words_are_told(edit):
    edit.lines("SingleTxt")[1].append(a_box("Void"))
    assert [code for code, _ in warnings_of(edit)] == ["unreadable-text"]

    edit.lines("SingleTxt")[2].append(a_box("Not agreed by anybody", "We reject all of what stands above it"))
    assert any("We reject all of what" in message for _, message in warnings_of(edit))


def test_a_box_outside_the_clauses_is_told(edit):
    edit.lines("PlainTxt")[0].append(a_box("Void"))
    assert "not-printed" in {code for code, _ in warnings_of(edit)}


# Numbers that all are gone


def without_numbers(lines):
    for line in lines:
        line.find(w("pPr")).append(element('<w:numPr><w:numId w:val="0"/></w:numPr>'))


def test_numbers_that_all_of_a_style_have_lost_are_told_once(edit):
    part = edit.parts["word/styles.xml"].decode()
    start = part.index('w:styleId="SingleTxt"')
    style = part[start : part.index("</w:style>", start)]
    numbering = style[style.index("<w:numPr>") : style.index("</w:numPr>") + len("</w:numPr>")]
    edit.parts["word/styles.xml"] = part.replace(style, style.replace(numbering, "")).encode()

    found = [one for one in findings_of(edit.save()) if "no number any more" in one.message]
    assert len(found) == len(edit.lines("SingleTxt"))
    (told,) = alike_once(found)
    assert "1 belongs before it (drafted as 1); the same is so at " in told.message
    assert "Their style, or the list that it names, has lost its numbering" in told.hint


def test_numbers_that_some_have_lost_are_told_one_by_one(edit):
    without_numbers(edit.lines("SingleTxt")[1:5])

    found = [one for one in messages(edit, "number-changed") if "no number any more" in one]
    assert len(found) == 4
    hints = [one.hint for one in findings_of(edit.save()) if "no number any more" in one.message]
    assert not [one for one in hints if "has lost its numbering" in one]


def test_figures_for_the_letters_of_a_list_are_told_once():
    edit = Edit(draft_in("doha", 3))
    part = edit.parts["word/numbering.xml"].decode()
    assert '<w:numFmt w:val="lowerLetter"/>' in part
    edit.parts["word/numbering.xml"] = part.replace(
        '<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="decimal"/>'
    ).encode()

    (message,) = [one for one in messages(edit, "number-changed") if "(1)" in one]
    assert "its number is shown as “(1)”, not as “(a)”; so are those like it" in message


def test_a_wrong_figure_in_the_place_of_a_letter_is_told_as_another_number():
    edit = Edit(draft_in("doha", 3))
    line = edit.lines("LetteredTxt")[0]
    without_numbers([line])
    line.insert(1, run("(7) "))

    assert not [one for one in messages(edit, "number-changed") if "so are those like it" in one]
    assert messages(edit, "number-changed")


def test_places_without_numbers_are_named_by_their_words():
    several = [Finding("odd", "it is odd", opening=f"Word{n}", place=n) for n in range(14)]

    (told,) = alike_once(several)
    assert told.message.endswith(": “Word1”, “Word2”, “Word3” and 10 more")


# Wordings that changed places


def two_wordings(edit):
    """Two wordings, one behind the other, of one clause: its second and its third."""
    line = next(one for one in edit.lines("AltTxt") if " ter." in said(one)[:12])
    return line.getprevious(), line


def exchange_labels(one, other, edit):
    edit.replace_words(one, "bis", "ter")
    edit.replace_words(other, "ter", "bis")


def test_words_of_two_wordings_that_changed_places_are_told_once(edit):
    bis, ter = two_wordings(edit)
    ter.addnext(bis)
    exchange_labels(bis, ter, edit)

    told = [one for one in warnings_of(edit) if one[0] in ("stands-elsewhere", "label-changed")]
    ((code, message),) = told
    assert code == "stands-elsewhere"
    assert "its words have changed places with “" in message
    assert "their labels stand" in message


def test_labels_that_changed_places_are_told_as_labels(edit):
    exchange_labels(*two_wordings(edit), edit)

    assert [code for code, _ in warnings_of(edit)] == ["label-changed", "label-changed"]


def test_wordings_that_changed_places_with_their_labels_are_told_as_moved(edit):
    bis, ter = two_wordings(edit)
    ter.addnext(bis)

    told = [one for one in warnings_of(edit) if one[0] in ("stands-elsewhere", "label-changed")]
    ((code, message),) = told
    assert code == "stands-elsewhere"
    assert "this wording has changed places with" in message
