"""Whatever is taken, what others propose in the same paragraph stays under their names."""

import pytest
import yaml
from word_editing import Edit, element, run, said
from word_reading import w
from word_room import AF_37B, SELECTION, drafter
from word_tracking import change, reword, struck_whole


def third_bis(edit):
    return next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))


def of_egypt(room):
    edit = room.edit()
    reword(third_bis(edit), "Egypt", "children and youth", "youth")
    reword(edit.clause("clause_legal_aid"), "Egypt", "Pay for", "Consider")
    reword(edit.clause("clause_af_37b"), "Egypt", "women", "women and girls")
    return room.save(edit, "egypt.docx")


def of_japan(room):
    """Without tracking, in the same paragraphs."""
    edit = room.edit()
    edit.replace_words(third_bis(edit), "children and youth", "children, students and youth")
    edit.replace_words(edit.clause("clause_legal_aid"), "Pay for", "Fund")
    edit.replace_words(edit.clause("clause_af_37b"), "Revise", "Repeal")
    return room.save(edit, "japan.docx")


def who_says_what(room, clause):
    return [(one.get("by", []), one.get("wording", "")) for one in room.block(clause)["wordings"]]


@pytest.mark.thorough
@pytest.mark.parametrize("is_read_before", [True, False])
def test_untracked_words_taken_after_a_delegations_leave_its_alternative(room, is_read_before):
    egypt, japan = of_egypt(room), of_japan(room)
    room.home(egypt)
    if is_read_before:
        room.home(japan)
    room.take(*(f"{clause}:wording:egypt" for clause in ("af-37b", "legal-aid", "culture-of-lawfulness")))
    if not is_read_before:
        room.home(japan)
    assert "changed it too" not in str(room.proposed)
    drafter("select", room.selection, "--take-all")

    assert who_says_what(room, "af-37b") == [
        ([], AF_37B.replace("Revise", "Repeal")),
        (["Egypt"], f"{AF_37B} and girls"),
    ]
    assert who_says_what(room, "legal-aid") == [([], "Fund legal aid"), (["Egypt"], "Consider legal aid")]
    words = {" ".join(by): text for by, text in who_says_what(room, "culture-of-lawfulness") if text}
    assert "particularly youth, and" in words["Egypt"]
    assert "particularly children, students and youth, and" in words[""]
    before = room.selection.read_bytes()
    for file in (japan, egypt):
        assert f"{file.name} has nothing that" in room.home(file)
    assert room.proposed == {}
    assert room.selection.read_bytes() == before
    assert "women and girls" in room.markdown()


@pytest.mark.thorough
def test_that_a_delegations_words_would_go_is_said_and_others_of_later_stay(room):
    room.home(of_egypt(room))
    drafter("select", room.selection, "--take-all")
    second = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", second, "--overwrite")
    edit = Edit(second.read_bytes())
    paragraph = next(one for one in edit.lines("AltTxt") if "women and girls" in said(one))
    edit.replace_words(paragraph, "women and girls", "all women")
    told = room.home(room.save(edit))
    assert "would take out or reword what Egypt proposed" in told

    text = room.selection.read_text("utf-8")
    chile = "    - role: alternative\n      by: [Chile]\n      wording: Repeal laws\n"
    assert text.count("  wordings:\n") == 3
    room.selection.write_text(text.replace("  wordings:\n", f"  wordings:\n{chile}", 1), "utf-8")
    clause = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][0]
    assert clause["id"] == "af-37b"
    drafter("select", room.selection, "--take-all")
    assert {*map(str, who_says_what(room, "af-37b"))} == {
        str(([], "")),  # the text, in its source's words
        str(([], AF_37B.replace("women", "all women"))),
        str((["Egypt"], f"{AF_37B} and girls")),
        str((["Chile"], "Repeal laws")),
    }
    assert f"  # back.docx has not what Egypt proposed: “{AF_37B} and girls”\n" in room.selection.read_text()
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.fixture(scope="module")
def second(first_room):
    """The paper in which Egypt's words and Brazil's stand below the text, and the selection behind it."""
    room = first_room
    room.selection.write_text(SELECTION, encoding="utf-8")
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "women", "women and girls")
    reword(edit.clause("clause_af_37b"), "Brazil", "Revise", "Repeal")
    room.home(room.save(edit, "first.docx"))
    drafter("select", room.selection, "--take-all")
    path = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", path, "--overwrite")
    return path.read_bytes(), room.selection.read_bytes()


EGYPT, BRAZIL = f"{AF_37B} and girls", AF_37B.replace("Revise", "Repeal")


def wordings_below(edit):
    """Egypt's, and Brazil's."""
    lines = {said(one): one for one in edit.lines("AltTxt")}
    return [
        next(line for text, line in lines.items() if name in text)
        for name in ("women and girls", "[Repeal laws")
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["reworded", "deleted", "paragraph deleted"])
@pytest.mark.parametrize("author", ["Japan", "", "of"])
def test_whoever_deletes_or_rewords_others_words_has_a_wish_and_they_stand(room, second, way, author):
    edit = Edit(second[0])
    room.selection.write_bytes(second[1])
    egypt, brazil = wordings_below(edit)
    touched = {"deleted": [egypt], "paragraph deleted": [edit.clause("clause_af_37b"), egypt, brazil]}
    if way == "reworded" and author == "Japan":
        reword(egypt, author, "women and girls", "everybody")
    elif way == "reworded":
        edit.replace_words(egypt, "women and girls", "everybody")
    for paragraph in touched.get(way, ()):
        if author == "Japan":
            struck_whole(paragraph, author)
        else:
            paragraph.getparent().remove(paragraph)
    more = ("--of", "Japan") if author == "of" else ()
    file = room.save(edit, "japan.docx")
    room.home(file, more=more)
    assert room.proposed
    told = drafter("select", room.selection, "--take-all")
    assert ("proposed stays" in told) == (author == "")
    block = room.block("af-37b")
    says = {text: by for by, text in who_says_what(room, "af-37b")}
    assert (says[EGYPT], says[BRAZIL]) == (["Egypt"], ["Brazil"])
    if way == "reworded":
        assert says[AF_37B.replace("women", "everybody")] == (["Japan"] if author else [])
    elif way == "deleted":
        assert EGYPT in room.selection.read_text("utf-8").replace("\n", " ").partition("# ")[2]
    else:
        assert block["decision"] == "maybe"
    printed = " ".join(room.markdown().partition("Annex I.")[0].split())
    assert f"{EGYPT}" in printed
    assert f"{BRAZIL}" in printed
    assert "has nothing that" in room.home(file, more=more)
    assert room.proposed == {}


@pytest.mark.thorough
def test_said_to_be_the_text_words_go_in_place_of_others(room, second):
    edit = Edit(second[0])
    room.selection.write_bytes(second[1])
    egypt, _ = wordings_below(edit)
    egypt.getparent().remove(egypt)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all", "--as-text")
    assert [text for _, text in who_says_what(room, "af-37b") if text] == [BRAZIL]


@pytest.mark.thorough
def test_different_wordings_of_a_paragraph_are_no_rivals_and_names_stay(room):
    """One file changes the first wording, another one another; taken one by one, or together."""
    for name, find, old, new in (
        ("a.docx", lambda edit: edit.clause("clause_culture_of_lawfulness"), "trust in", "faith in"),
        ("b.docx", third_bis, "children and youth", "students"),
    ):
        edit = room.edit()
        edit.replace_words(find(edit), old, new)
        room.home(room.save(edit, name))
    names = ["culture-of-lawfulness:wording", "culture-of-lawfulness:wording:2"]
    assert list(room.proposed) == names
    start, proposals = room.selection.read_bytes(), room.folder / "selection.proposals.yaml"
    proposed = proposals.read_bytes()
    drafter("select", room.selection, "--take-all")
    together = who_says_what(room, "culture-of-lawfulness")
    assert {"students" in words for _, words in together if words} == {True, False}

    room.selection.write_bytes(start)
    proposals.write_bytes(proposed)
    room.take(names[0])
    assert list(room.proposed) == names[1:]
    room.take(names[1])
    assert who_says_what(room, "culture-of-lawfulness") == together


@pytest.mark.thorough
def test_what_a_delegation_typed_without_tracking_is_its_own_where_that_is_said(room):
    file = of_japan(room)
    told = room.home(file, more=("--of", "Japan"))
    clauses = ("af-37b", "legal-aid", "culture-of-lawfulness")
    assert {*room.proposed} == {f"{clause}:wording:japan" for clause in clauses}
    assert "Japan: words" in told
    drafter("select", room.selection, "--take-all")
    assert (["Japan"], AF_37B.replace("Revise", "Repeal")) in who_says_what(room, "af-37b")
    assert who_says_what(room, "legal-aid") == [([], "Pay for legal aid"), (["Japan"], "Fund legal aid")]
    told = room.home(file, more=("--of", "Japan"))
    assert room.proposed == {}
    assert "what Japan changed in 3 paragraphs is said already" in told


def test_of_a_file_that_is_a_delegations_too_it_is_told_what_is_not_taken_home(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    for mark in edit.references(paragraph):
        mark.getparent().getparent().remove(mark.getparent())
    lines = {said(one): one for one in reversed(list(edit.body.iter(w("p"))))}
    heading = lines["International cooperation"]
    edit.replace_words(heading, "International", "Regional")
    informal = lines["Informal paper; not agreed"]
    informal.getparent().remove(informal)
    new = element("<w:p/>")
    new.append(run("Japan reserves its position on all of it."))
    heading.addprevious(new)
    told = room.home(room.save(edit, "japan.docx"), more=("--of", "Japan"))

    assert "Japan: clause 1 (“Revise laws" in told
    assert "has lost all its footnotes" in told
    assert "“Informal paper; not agreed”" in told
    assert "Japan reserves its position on all of it" in told + str(room.proposed)
    assert "Regional cooperation" in str(room.proposed)
    assert "is said already" not in told


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("way", "wish"), [("cites another", "af-37c in the place of af-37b"), ("cites one more", "af-37c too")]
)
def test_what_others_words_stand_on_is_theirs_to_say(room, way, wish):
    of_chile = "  wordings:\n    - sources: [af-37b]\n      by: [Chile]\n      wording: Repeal such laws\n"
    room.selection.write_text(SELECTION.replace("af-37b\n", f"af-37b\n{of_chile}"), encoding="utf-8")
    paper = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", paper, "--overwrite")
    edit = Edit(paper.read_bytes())
    paragraph = edit.clause("clause_af_37b")
    (reference,) = edit.references(paragraph)
    if way == "cites another":
        reword(edit.note(reference), "Kenji T.", "37 (b)", "37 (c)")
    else:
        edit.add_reference(paragraph, said(edit.note(reference)).strip().replace("37 (b)", "37 (c)"))
        new = edit.references(paragraph)[1].getparent()
        new.addprevious(put := change("ins", "Kenji T."))
        put.append(new)
    before, block = room.markdown(), room.block("af-37b")
    told = room.home(room.save(edit), more=("--by-author", "Kenji T.=Japan"))

    assert list(room.proposed) == ["af-37b:remark:japan"]
    assert "1 paragraph that reads otherwise" in told
    room.take("af-37b")
    assert f"  # Japan: {wish}, behind what Chile proposed: “Repeal such laws”\n" in room.selection.read_text(
        "utf-8"
    )
    assert room.block("af-37b") == block
    assert room.markdown() == before
    assert "Japan: 1 remark in the selection (1)\n" in drafter("status", room.selection)
    again = room.home(room.folder / "back.docx")
    assert "has nothing that" in again
    assert "of looks only" not in again
