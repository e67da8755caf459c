"""``drafter check`` says of a fault what it is, and nothing that is not so."""

from __future__ import annotations

import copy

import pytest
from word_editing import Edit, element, run, said
from word_mutations import findings_of, told
from word_reading import draft, w

from drafter.check.content import differences
from drafter.check.subject import strange_words
from drafter.check.unreadable import described
from drafter.docx.reading.content import A_MARK, NotAsShown
from drafter.returned.blanks import without_labels
from drafter.returned.document import read_returned
from drafter.text.differences import changes_in_words


@pytest.fixture
def edit():
    return Edit(draft(3))


def messages(edit):
    return [message for message, _ in told(edit)]


def form_of_numbers(edit, form):
    """The form of the clauses’ numbers, “%1.”, put otherwise."""
    numbering = edit.parts["word/numbering.xml"].decode()
    assert '<w:lvlText w:val="%1."/>' in numbering
    edit.parts["word/numbering.xml"] = numbering.replace(
        '<w:lvlText w:val="%1."/>', f'<w:lvlText w:val="{form}"/>'
    ).encode()


@pytest.mark.parametrize("form", ["", "\u200b"])
def test_of_paragraphs_that_have_lost_their_numbers_each_is_told_its_own(edit, form):
    form_of_numbers(edit, form)

    numbers = [one.partition("; ")[2].partition(" belongs")[0] for one in messages(edit)]

    assert numbers[:3] == ["1", "2", "3"]
    assert len(numbers) == len(set(numbers))


def test_numbers_with_one_word_before_them_are_told_once(edit):
    form_of_numbers(edit, "Article %1.")

    assert messages(edit) == ["its number is shown as “Article 1.”, not as “1.”; so are those like it"]


def test_behind_a_typed_number_the_numbers_are_counted_as_before(edit):
    line = edit.lines("SingleTxt")[1]
    line.find(w("pPr")).append(element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'))
    next(one for one in line.iter(w("t"))).text = f"44. {next(line.iter(w('t'))).text}"

    found = messages(edit)

    assert found[0] == "it is numbered 44 where 2 belongs"
    assert "it is numbered 2 where 3 belongs" in found
    assert not any("45" in one for one in found)


# References


def reference(edit):
    return next(one for one in edit.lines("AltTxt")[0].iter(w("fldSimple")))


def test_a_reference_that_is_right_and_leads_elsewhere_is_not_to_be_updated(edit):
    other = next(
        one.get(w("name"))
        for one in edit.lines("SingleTxt")[4].iter(w("bookmarkStart"))
        if one.get(w("name")).startswith("clause_")
    )
    shown = said(reference(edit))
    own = reference(edit).get(w("instr")).split()[1]
    reference(edit).set(w("instr"), reference(edit).get(w("instr")).replace(own, other))

    (found,) = [one for one in findings_of(edit.save()) if one.code == "field-changed"]

    assert found.message == (
        f"a reference shows “{shown}”, as it should, and leads to 5: once it is updated, Word shows that"
    )
    assert "F9" not in found.hint


def test_of_a_field_that_shows_nothing_that_is_said(edit):
    edit.lines("SingleTxt")[1].append(element('<w:fldSimple w:instr=" QUOTE &quot;x&quot; "/>'))

    assert any("shows nothing" in one for one in messages(edit))
    assert not any("“”" in one for one in messages(edit))


@pytest.mark.parametrize(
    ("instruction", "shown", "is_told"),
    [
        ("XE &quot;crime&quot;", "", False),
        ("TA \\s &quot;crime&quot;", "", False),
        ("XE &quot;crime&quot;", "agreed", True),
    ],
)
def test_an_entry_of_an_index_that_shows_nothing_is_no_alarm(edit, instruction, shown, is_told):
    words = f"<w:r><w:t>{shown}</w:t></w:r>" if shown else ""
    edit.lines("SingleTxt")[1].append(
        element(f'<w:fldSimple w:instr=" {instruction} ">{words}</w:fldSimple>')
    )

    assert any("a field that drafter did not make" in one for one in messages(edit)) == is_told


@pytest.mark.parametrize("instruction", ["TC &quot;crime&quot;", "RD other.docx"])
def test_an_entry_of_contents_is_told_as_one(edit, instruction):
    edit.lines("SingleTxt")[1].append(element(f'<w:fldSimple w:instr=" {instruction} "/>'))

    (message,) = [one for one in messages(edit) if "a field that drafter did not make" in one]

    assert "shows nothing here, and contents can list what it says (" in message
    assert "change by itself" not in message


def test_signs_that_are_hidden_are_named(edit):
    closing = element("<w:r><w:rPr><w:vanish/></w:rPr><w:t>;]</w:t></w:r>")
    edit.lines("SingleTxt")[1].append(closing)

    assert any("“;]” is hidden" in one for one in messages(edit))


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        (f"{A_MARK}, Offer vocational training", f"“Offer vocational training”, with {A_MARK}, is hidden"),
        (f"Offer vocational training, {A_MARK}", f"“Offer vocational training”, with {A_MARK}, is hidden"),
        (f"{A_MARK}, {A_MARK}", f"{A_MARK} is hidden"),
        ("Offer vocational training", "“Offer vocational training” is hidden"),
    ],
)
def test_a_mark_among_words_that_are_shown_otherwise_is_no_word_of_theirs(text, told_as):
    assert described([NotAsShown("hidden", text)], "") == told_as


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ("paras. 13 (e), (f), (g)", "paras. 13 (e), (g)", "without “(f),”"),
        ("paras. 13 (e), (g)", "paras. 13 (e), (f), (g)", "with “(f),”"),
        ("all [a] [b] [c]", "all [a] [c]", "without “[b]”"),
        ("all of it) stands", "all of it stands", "without “)”"),
        ("the law and the rule", "the law and rule", "without “the”"),
    ],
)
def test_what_went_or_came_in_a_list_is_told_with_both_its_brackets(was, now, change):
    assert changes_in_words(was, now) == [change]


# Words


@pytest.mark.parametrize(
    ("words", "text", "is_told"),
    [
        ("supporting victims, inparticular children", "supporting victims, in particular children", False),
        ("incapable officials", "capable officials", True),
    ],
)
def test_words_that_are_run_together_deny_nothing(words, text, is_told):
    assert any(one.key == "negation" for one in differences(words, [text])) is is_told


def test_the_label_of_a_wording_that_was_run_together_is_none_of_its_words():
    class Line:
        text, cited_as = "[Enhance collaboration;]", "bis"

    stands = "[Promote cooperation;]4 bis. [Enhance collaboration;]"
    assert without_labels(stands, [Line]) == "[Promote cooperation;] [Enhance collaboration;]"
    lettered = "[To promote it;](c) bis. [Enhance collaboration;]"
    assert without_labels(lettered, [Line]) == "[To promote it;] [Enhance collaboration;]"


def test_a_colon_in_the_place_of_the_stop_behind_a_label_is_told(edit):
    (label, *_) = [one for one in edit.document.iter(w("t")) if (one.text or "") == " bis."]
    label.text = " bis:"

    (found,) = messages(edit)

    assert "bis:” is with a colon in the place of its full stop" in found


def test_words_of_another_subject_that_were_printed_are_no_change(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(3))
    returned = read_returned(path)
    words = "Ban commercial whaling, seal hunting and tuna longlines throughout Antarctic waters."
    sources = returned.lines[0].sources

    assert {"whaling", "seal", "tuna"} <= set(strange_words(returned, words, sources))
    come = strange_words(returned, words, sources, were="Ban whaling and seal hunting.")
    assert "tuna" in come
    assert not {"whaling", "seal", "hunting"} & set(come)


@pytest.mark.parametrize("sign", ["\u2060", "\u200b"])
def test_a_sign_within_a_word_that_nobody_sees_makes_no_other_words(edit, sign):
    text = max(edit.lines("SingleTxt")[1].iter(w("t")), key=lambda one: len(one.text or ""))
    word = max(text.text.split(), key=len)
    text.text = text.text.replace(word, f"{word[:3]}{sign}{word[3:]}", 1)

    (found,) = messages(edit)

    assert found.endswith("is with signs unseen")


def test_a_sign_that_ends_a_line_is_told_with_the_words_around_it(edit):
    text = max(edit.lines("SingleTxt")[1].iter(w("t")), key=lambda one: len(one.text or ""))
    before, after = text.text.split(" ")[4:6]
    text.text = text.text.replace(f"{before} {after}", f"{before}\u2028{after}", 1)

    (found,) = [one for one in messages(edit) if "signs unseen" in one]

    assert f"“{before}<U+2028>{after}” is with signs unseen" in found


def test_a_paragraph_that_was_parted_is_in_its_order_whichever_part_has_its_mark():
    edit = Edit(draft(3, "--clean"))
    line = max(
        edit.lines("SingleTxt"), key=lambda one: max(len(each.text or "") for each in one.iter(w("t")))
    )
    text = max(line.iter(w("t")), key=lambda one: len(one.text or ""))
    words = text.text.split(" ")
    half = len(words) // 2
    before = copy.deepcopy(line.find(w("pPr")))
    first = element("<w:p/>")
    first.extend([before, run(" ".join(words[:half]))])
    text.text = " ".join(words[half:])
    line.addprevious(first)

    found = messages(edit)

    assert any(one.startswith("it was split: a part of it stands in ") for one in found)
    assert not any("in another order" in one for one in found)


# What is more than a note


def test_square_brackets_around_a_heading_are_told(edit):
    heading = next(one for one in edit.lines("H23") if said(one).strip())
    words = said(heading)
    texts = [one for one in heading.iter(w("t")) if one.text]
    texts[0].text = f"[{texts[0].text}"
    texts[-1].text = f"{texts[-1].text}]"

    assert messages(edit) == [f"the heading “{words}” is now “[{words}]”"]


@pytest.mark.parametrize(
    ("author", "is_told"),
    [
        ("drafter (checked)", True),
        ("Drafter 2", True),
        ("Norway (drafter)", False),
        ("Drafting group", False),
    ],
)
def test_a_remark_under_a_name_that_begins_as_drafters_is_told(edit, author, is_told):
    comments = edit.parts["word/comments.xml"].decode()
    one = f'<w:comment w:id="990" w:author="{author}"><w:p><w:r><w:t>Verified</w:t></w:r></w:p></w:comment>'
    edit.parts["word/comments.xml"] = comments.replace("</w:comments>", f"{one}</w:comments>").encode()
    edit.lines("SingleTxt")[1].append(element('<w:r><w:commentReference w:id="990"/></w:r>'))

    found = messages(edit)

    assert found == [one for one in found if one.startswith(f"a remark in the margin is by “{author}”")]
    assert bool(found) is is_told


def test_the_only_table_of_a_paper_that_is_gone_is_told():
    edit = Edit(draft(3, "--annexes", "none"))
    (table,) = edit.body.findall(w("tbl"))
    edit.body.remove(table)

    assert messages(edit) == ["the table under “Where the paragraphs come from” is gone"]


def test_what_is_read_out_for_a_table_is_told(edit):
    caption = next(edit.document.iter(w("tblCaption"), w("tblDescription")))
    caption.set(w("val"), "All regions agreed to every paragraph")

    (found,) = messages(edit)

    assert found.endswith("is not as it was printed: “All regions agreed to every paragraph”")
