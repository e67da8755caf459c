"""A footnote that somebody corrected behind words that stay: the words stand once, and nobody else's come."""

import pytest
import yaml
from word_editing import Edit, element, run, said
from word_reading import w
from word_room import AF_37B, SELECTION, Room, drafter
from word_tracking import change, end_changed, reword

# Annex B: Africa, para. 37 (c) is about alternatives to incarceration; para. 17 (b) states a principle.
AF_37C = "Consider the use of alternatives to incarceration"
OF_EGYPT = "  wordings:\n    - role: alternative\n      by: Egypt\n      wording: Revise such laws\n"


def corrected(edit, author, new="37 (c)"):
    note = edit.note(edit.references(edit.clause("clause_af_37b"))[0])
    if author:
        reword(note, author, "37 (b)", new)
    else:
        edit.replace_words(note, "37 (b)", new)


def one_more(edit, author):
    paragraph = edit.clause("clause_af_37b")
    cited = said(edit.note(edit.references(paragraph)[0])).strip()
    edit.add_reference(paragraph, cited.replace("37 (b)", "37 (c)"))
    new = edit.references(paragraph)[1].getparent()
    if author:
        new.addprevious(put := change("ins", author))
        put.append(new)


def with_egypt(selection):
    text = selection.read_text("utf-8")
    selection.write_text(text.replace("- id: af-37b\n", f"- id: af-37b\n{OF_EGYPT}"), "utf-8")


def printed(room):
    return room.markdown().partition("Annex I.")[0]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("way", "wish", "other"),
    [
        (corrected, "af-37c in the place of af-37b", "none"),
        (corrected, "af-37c in the place of af-37b", "after"),
        (one_more, "af-37c too", "before"),
    ],
)
def test_a_delegations_is_its_remark_and_the_text_stays_as_it_is(room, way, wish, other):
    if other == "before":
        with_egypt(room.selection)
    edit = room.edit()
    is_tracked = other != "after"
    way(edit, "Japan" if is_tracked else "")
    file = room.save(edit)
    room.home(file, more=() if is_tracked else ("--of", "Japan"))
    assert list(room.proposed) == ["af-37b:remark:japan"]
    if other == "after":
        with_egypt(room.selection)
    before, block = printed(room), room.block("af-37b")
    drafter("select", room.selection, "--take-all")
    assert f"  # Japan: {wish}, behind the text: “{AF_37B}”\n" in room.selection.read_text("utf-8")
    assert room.block("af-37b") == block
    assert printed(room) == before
    assert "has nothing that" in room.home(file, more=() if is_tracked else ("--of", "Japan"))


@pytest.mark.thorough
def test_behind_the_words_of_the_desk_and_in_the_preamble_too(room):
    alarmed = "- id: alarmed\n  part: preamble\n  sources: [+af-37a]\n  text: Alarmed by crime,\n"
    room.selection.write_text(SELECTION + alarmed, "utf-8")
    paper = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", paper, "--overwrite")
    edit = Edit(paper.read_bytes())
    reword(edit.note(edit.references(edit.clause("clause_alarmed"))[0]), "Japan", "37 (a)", "37 (c)")
    reword(edit.note(edit.references(edit.clause("clause_legal_aid"))[1]), "Japan", "42 (a)", "42 (b)")
    before = printed(room)
    room.home(room.save(edit))
    assert {*room.proposed} == {"alarmed:remark:japan", "legal-aid:remark:japan"}
    drafter("select", room.selection, "--take-all")
    text = room.selection.read_text("utf-8")
    assert "# Japan: af-37c in the place of af-37a, behind the text: “Alarmed by crime,”" in text
    assert "# Japan: wa-42b in the place of wa-42a, behind the text: “Pay for legal aid”" in text
    assert yaml.safe_load(text) == yaml.safe_load(SELECTION + alarmed)
    assert printed(room) == before


@pytest.mark.thorough
@pytest.mark.parametrize(("author", "new"), [("", "17 (b)"), ("Japan", "37 (c)")])
def test_what_is_cited_anew_is_taken_with_the_words_over_it_and_in_their_part(room, author, new):
    edit = room.edit()
    corrected(edit, author, new)
    if author:
        reword(edit.clause("clause_af_37b"), author, "Revise", "Repeal")
    room.home(room.save(edit))
    room.take("af-37b:sources:japan" if author else "af-37b:sources")
    assert not room.proposed
    paper = printed(room)
    assert AF_37C not in paper
    under = paper.partition("#### Gender-sensitive approaches\n")[2].partition("###")[0]
    if author:
        first, second = under.split("\n\n1 bis")
        assert f"[{AF_37B};" in first.replace("\\", "")
        assert f"[{AF_37B.replace('Revise', 'Repeal')};" in second.replace("\\", "")
        assert "(Japan)" in second
    else:
        assert f". {AF_37B};" in under.replace("\\", "")
        assert under.count("[^") == 1


X = "Burn laws and customs alike"
STOOD = SELECTION.replace("- id: af-37b\n", f"- id: af-37b\n  wording: {X}\n")


def paper_of(room, selection, name="round-2.docx"):
    """The paper of a selection; then the words that it had are undone."""
    room.selection.write_text(selection, "utf-8")
    drafter("draft", room.selection, "-o", room.folder / name, "--overwrite")
    undone = selection.replace(f"  wording: {X}\n", "").replace(f"  text: {X}\n", "  text: Uphold law\n")
    room.selection.write_text(undone, "utf-8")
    return Edit((room.folder / name).read_bytes())


@pytest.mark.thorough
@pytest.mark.parametrize("way", [corrected, one_more])
def test_words_that_the_selection_has_changed_since_do_not_come_back_with_a_footnote(room, way):
    """The paper said X, and that step was undone: whoever sets a footnote did not write it."""
    edit = paper_of(room, STOOD)
    way(edit, "")
    file = room.save(edit)
    told = room.home(file)
    assert {*room.proposed} >= {"af-37b:sources"}
    assert "the selection has changed it too" not in told
    assert X not in str(room.proposed)
    drafter("select", room.selection, "--take-all")
    assert X not in room.markdown()
    assert f". {AF_37B};" in printed(room).replace("\\", "")
    assert "has nothing that" in room.home(file)


@pytest.mark.thorough
def test_nor_with_other_words_of_ones_own_below_them(room):
    own = "- id: lawful\n  text: {}\n  wordings:\n    - by: [Japan]\n      wording: Honour judges\n".format
    edit = paper_of(room, SELECTION + own(X))
    reword(next(one for one in edit.lines("AltTxt") if "Honour" in said(one)), "Japan", "judges", "courts")
    file = room.save(edit)
    room.home(file)
    assert [*room.proposed] == ["lawful:wording:japan"]
    room.take("lawful")
    assert room.block("lawful") == {
        "id": "lawful",
        "text": "Uphold law",
        "wordings": [{"role": "alternative", "by": ["Japan"], "wording": "Honour courts"}],
    }
    assert "has nothing that" in room.home(file)


@pytest.mark.thorough
def test_what_another_delegation_cites_is_not_what_somebody_strikes_out(room):
    """Egypt rewords, and cites another paragraph; Chile types one, on a source, with its name behind."""
    egypt = room.edit()
    corrected(egypt, "Egypt", "17 (b)")
    reword(egypt.clause("clause_af_37b"), "Egypt", "Revise", "Repeal")
    chile = room.edit()
    text = chile.clause("clause_af_37b")
    new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
    new.append(run("1 bis. Consider other measures. (Chile)"))
    text.addnext(new)
    cited = said(chile.note(chile.references(text)[0])).strip()
    chile.add_reference(new, cited.replace("37 (b)", "37 (c)"))
    files = room.save(egypt, "egypt.docx"), room.save(chile, "chile.docx")
    room.home(*files)
    drafter("select", room.selection, "--take-all")
    whose = {one.get("by", [""])[0]: one["sources"] for one in room.block("af-37b")["wordings"]}
    assert whose == {"": ["af-37b"], "Egypt": ["af-17b"], "Chile": ["af-37c"]}
    assert "  # Egypt: without af-37b\n" in room.selection.read_text("utf-8")
    paper = printed(room).replace("\\", "")
    assert "1 ter. Consider other measures;" in paper
    assert room.home(*files).count("has nothing that") == 2


def test_a_moved_paragraph_whose_footnote_is_at_the_other_end_of_a_mix_up_has_lost_nothing(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: legal-aid\n- id: af-37b\n- id: lac-79j\n",
    )
    edit = room.edit()
    moved = edit.clause("clause_lac_79j")
    edit.clause("clause_legal_aid").addprevious(moved)
    # LibreOffice pairs the marks in the order of the text with the footnotes in the order of their ids.
    marks = [mark for one in edit.body.iter(w("p")) for mark in edit.references(one)]
    ids = sorted((mark.get(w("id")) for mark in marks), key=int)
    for mark, given in zip(marks, ids, strict=True):
        mark.set(w("id"), given)
    told = " ".join(room.home(room.save(edit)).split())
    assert "has mixed footnotes up, at clause" in told
    assert [one for one in room.proposed if ":sources" in one or ":remark" in one] == []


def test_words_that_stand_over_a_corrected_footnote_are_not_left_without_it(room):
    edit = room.edit()
    corrected(edit, "")
    paper = room.save(edit)
    room.home(paper)
    assert list(room.proposed) == ["af-37b:sources", "af-37b:wording"]
    before = room.selection.read_bytes()
    told = " ".join(drafter("select", room.selection, "--leave", "af-37b:wording").split())
    assert "af-37b:wording waits for af-37b:sources: without it the paragraph would lose its words" in told
    assert "Leave both, or neither." in told
    assert list(room.proposed) == ["af-37b:sources", "af-37b:wording"]
    room.take("af-37b:sources")
    assert AF_37B in printed(room)
    assert AF_37C not in printed(room)
    room.selection.write_bytes(before)
    room.home(paper)
    drafter("select", room.selection, "--leave", "af-37b")
    assert room.proposed == {}
    assert room.selection.read_bytes() == before


CHAIN = ("af-37b", "lac-79o", "eu-36h", "lac-40j", "wa-42c", "af-45f")


@pytest.mark.parametrize("where", ["behind words that stand", "behind a new paragraph"])
@pytest.mark.parametrize("author", ["Kenya", ""])
def test_none_of_a_chain_of_footnotes_that_was_mixed_up_is_proposed(tmp_path, where, author):
    """The part of a new footnote stands last, and LibreOffice shifts those behind its mark to the next."""
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n" + "".join(f"- id: {one}\n" for one in CHAIN))
    edit = room.edit()
    above = list(edit.lines("SingleTxt"))[1]
    place = above
    if where == "behind a new paragraph":
        place = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
        place.append(run("Plant oaks in every court;"))
        above.addnext(place)
    edit.add_reference(place, "Report of the regional preparatory meeting for Africa, para. 37 (c).")
    if author:
        tracked = list(place.iter(w("r"))) if place is not above else [edit.references(place)[-1].getparent()]
        for content in tracked:
            content.addprevious(put := change("ins", author))
            put.append(content)
        if place is not above:
            end_changed(place, "ins", author)
    marks = [mark for one in edit.body.iter(w("p")) for mark in edit.references(one)]
    new = next(n for n, mark in enumerate(marks) if mark in edit.references(place)[-1:])
    ids = [mark.get(w("id")) for mark in marks]
    for mark, given in zip(marks, [*ids[:new], *ids[new + 1 :], ids[new]], strict=True):
        mark.set(w("id"), given)
    told = " ".join(room.home(room.save(edit)).split())
    assert "has mixed footnotes up, at" in told
    expected = [] if place is above else ["Plant oaks in every court"]
    assert place is above or "(“Plant oaks in every court”)" in told
    assert [one.get("theirs") for one in room.proposed.values()] == expected
    assert "sources" not in str([one["set"] for one in room.proposed.values()])
