"""Numbers in references that a word processor counts anew, with tracked changes shown, are right ones."""

import copy
import re

import pytest
from word_editing import Edit, element, run, through_libreoffice
from word_reading import w
from word_tracking import change, end_changed, struck_whole

from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import read_word
from tools import drafter_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: culture-of-lawfulness
- id: alternatives-to-incarceration
- id: lac-79j
"""


def drafter(*arguments):
    done = drafter_here(*arguments)
    return done.stdout.decode() + done.stderr.decode()


@pytest.fixture
def edit(tmp_path):
    (tmp_path / "selection.yaml").write_text(SELECTION, encoding="utf-8")
    drafter("draft", tmp_path / "selection.yaml", "-o", tmp_path / "round-1.docx")
    return Edit((tmp_path / "round-1.docx").read_bytes())


def put_in(edit):
    """A numbered paragraph that Egypt put in before all others but the first."""
    new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Egypt", run("Plant oaks in every town; (Egypt)")))
    end_changed(new, "ins", "Egypt")
    edit.clause("clause_af_37b").addnext(new)


def counted_on(edit, clauses):
    """The numbers of some clauses in references are one more."""
    count = 0
    for field in edit.document.iter(w("fldSimple")):
        name = re.match(r"\s*REF (\S+)", field.get(w("instr")) or "")
        text = next(field.iter(w("t")), None)
        if name and name[1] in clauses and (text.text or "").isdigit():
            text.text = str(int(text.text) + 1)
            count += 1
    return count


BEHIND = ("clause_culture_of_lawfulness", "clause_alternatives_to_incarceration", "clause_lac_79j")


def told(tmp_path, content):
    file = tmp_path / "back.docx"
    file.write_bytes(content)
    checked = drafter("check", file)
    return checked, drafter("select", tmp_path / "selection.yaml", "--from", file)


def test_numbers_with_a_paragraph_that_somebody_put_in_are_right(edit, tmp_path):
    put_in(edit)
    assert counted_on(edit, BEHIND) > 6
    for one in told(tmp_path, edit.save()):
        assert " where " not in one
        assert "cannot be imported" not in one


def test_of_many_wrong_numbers_in_a_table_one_is_told(edit, tmp_path):
    counted_on(edit, BEHIND)
    checked, home = told(tmp_path, edit.save())
    for one in (checked, home):
        said = [line for line in one.splitlines() if "names other paragraphs" in line]
        (said_of_annex,) = [line for line in said if "Annex I. Sources" in line]
        assert "Annex I. Sources" in said_of_annex
        assert re.search(
            r"names other paragraphs than it should, \d+ times; the first is 3 where 2 belongs", said_of_annex
        )


@pytest.mark.thorough
@pytest.mark.parametrize("make", [put_in, lambda edit: struck_whole(edit.clause("clause_af_37b"), "Egypt")])
def test_what_libreoffice_saves_shows_the_same_numbers(edit, tmp_path, make):
    make(edit)
    file = tmp_path / "round-2.docx"
    file.write_bytes(edit.save())
    (saved,) = through_libreoffice(tmp_path, [file])
    checked, home = told(tmp_path, saved.read_bytes())
    assert "cannot be imported" not in home
    assert [line for line in checked.splitlines() if " belongs" in line and "Write what" not in line] == []


def test_a_paragraph_has_its_number_with_all_changes_shown_and_with_all_accepted(edit):
    put_in(edit)
    struck_whole(edit.clause("clause_alternatives_to_incarceration"), "Japan")
    document = read_word(edit.save(), "", authors=())
    last = next(one for one in document.paragraphs if "clause_lac_79j" in one.bookmarks)
    assert last.label == "4"
    shown, accepted = document.other_labels
    assert (shown[last.place], accepted[last.place]) == ("5", "4")


@pytest.mark.thorough
def test_contents_that_a_word_processor_makes_anew_are_no_words_of_a_delegation(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "round-1.docx"
    drafter("select", "--min-regions", "2", "-o", selection)
    drafter("draft", selection, "-o", draft)
    assert any(one.role is ParagraphRole.CONTENTS for one in read_word(draft.read_bytes(), "d").paragraphs)
    (saved,) = through_libreoffice(tmp_path / "saved", [draft])
    said = drafter("select", selection, "--from", saved, "--of", "Japan", "--renamed")
    assert "has nothing that" in said, said
    assert "Japan changed" not in said


def test_references_to_a_paragraph_that_was_moved_show_where_it_stood(edit, tmp_path):
    """With tracked changes shown its bookmark is where it was struck out, which counts the new place, too."""
    last = edit.clause("clause_lac_79j")
    moved = copy.deepcopy(last)
    for mark in [*moved.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for holder in [*moved.iterchildren(w("r"))]:
        put = change("ins", "Egypt")
        holder.addprevious(put)
        put.append(holder)
    end_changed(moved, "ins", "Egypt")
    edit.clause("clause_af_37b").addprevious(moved)
    struck_whole(last, "Egypt")
    counted_on(edit, (*BEHIND, "clause_af_37b"))
    file = edit.save()
    for one in told(tmp_path, file):
        assert "names other paragraphs" not in one
        assert "names paragraph" not in one
