"""Tracked changes and comments are their authors': each comes home under its name, and none is lost."""

import copy
import io
import re

import pytest
import yaml
from docx import Document
from word_editing import Edit, element, said, style_of, through_libreoffice
from word_reading import w
from word_room import AF_37B, SELECTION, Room, drafter
from word_tracking import added_below, change, cut_out, end_changed, reword, run, strike, struck_whole

from drafter.brackets import names_in

# Words


def test_two_delegations_that_reword_a_paragraph_both_come_home_and_both_stand(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    reword(paragraph, "J. Silva", "Revise", "Repeal")
    reword(paragraph, "Egypt", "women", "women and girls")
    told = room.home(room.save(edit), more=("--by-author", "J. Silva=Brazil"))

    assert list(room.proposed) == ["af-37b:wording:brazil", "af-37b:wording:egypt"]
    assert "Tracked changes of Brazil in" in told
    assert "authors:\n  J. Silva: Brazil\n" in room.selection.read_text("utf-8")
    room.take("af-37b:wording:egypt")
    assert list(room.proposed) == ["af-37b:wording:brazil"]
    room.take("af-37b:wording:brazil")

    egypt = {"role": "alternative", "by": ["Egypt"], "wording": f"{AF_37B} and girls"}
    brazil = {"role": "alternative", "by": ["Brazil"], "wording": AF_37B.replace("Revise", "Repeal")}
    assert room.block("af-37b") == {"id": "af-37b", "wordings": [egypt, brazil]}
    assert "af-37b" not in room.home(room.folder / "back.docx")


def test_words_of_ones_own_stay_the_first_and_what_stands_in_one_wording_is_changed_there(room):
    edit = room.edit()
    reword(edit.clause("clause_legal_aid"), "Japan", "Pay for", "Consider")
    third = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    reword(third, "Japan", "children and youth", "youth")
    room.home(room.save(edit))
    room.take("legal-aid", "culture-of-lawfulness")

    first, other = room.block("legal-aid")["wordings"]
    assert first == {"sources": ["ap-44g", "wa-42a", "af-45g"], "wording": "Pay for legal aid"}
    assert (other["by"], other["wording"]) == (["Japan"], "Consider legal aid")
    (own,) = room.block("culture-of-lawfulness")["wordings"]
    assert own["by"] == ["Japan"]
    assert "particularly youth, and including" in own["wording"]


def test_as_text_a_delegations_words_stand_in_the_place_of_the_text(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "Revise", "Repeal")
    third = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    reword(third, "Egypt", "children and youth", "youth")
    room.home(room.save(edit))
    room.take("af-37b", "culture-of-lawfulness", more=("--as-text",))

    assert room.block("af-37b")["wording"] == AF_37B.replace("Revise", "Repeal")
    printed = room.markdown().partition("Annex I.")[0]
    assert printed.count("particularly youth, and including") == 1
    assert "particularly children and youth, and including" not in printed
    assert room.proposed == {}
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_as_text_ones_words_leave_what_others_propose_under_their_names(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    reword(paragraph, "Egypt", "Revise", "Repeal")
    reword(paragraph, "Brazil", "women", "women and girls")
    room.home(room.save(edit))
    room.take("af-37b:wording:egypt")
    room.home(room.folder / "back.docx")
    room.take("af-37b:wording:brazil", more=("--as-text",))

    said_by = {one["wording"]: one.get("by") for one in room.block("af-37b")["wordings"]}
    assert said_by == {f"{AF_37B} and girls": None, AF_37B.replace("Revise", "Repeal"): ["Egypt"]}


def test_what_nobody_tracked_is_nobodys_and_each_keeps_its_own(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    reword(paragraph, "Egypt", "women", "women and girls")
    edit.replace_words(paragraph, "Revise", "Repeal")
    room.home(room.save(edit))

    assert room.proposed["af-37b:wording"]["set"] == {"wording": AF_37B.replace("Revise", "Repeal")}
    assert "by" not in room.proposed["af-37b:wording"]
    (own,) = room.proposed["af-37b:wording:egypt"]["set"]["wordings"]
    assert own["wording"] == AF_37B.replace("Revise", "Repeal") + " and girls"


def test_what_one_changes_in_what_another_put_in_is_read_with_both_and_told(room):
    edit = room.edit()
    put = reword(edit.clause("clause_af_37b"), "Brazil", "women", "women and girls in rural areas")
    strike("Egypt", cut_out(put, " in rural areas"))
    told = room.home(room.save(edit))

    brazil, egypt = (room.proposed[f"af-37b:wording:{name}"] for name in ("brazil", "egypt"))
    assert brazil["set"]["wordings"][0]["wording"] == f"{AF_37B} and girls in rural areas"
    assert egypt["set"]["wordings"][0]["wording"] == f"{AF_37B} and girls"
    assert egypt["conflict"] == "made on what Brazil put in, and contains it"
    assert "Egypt changed what Brazil put in" in told


def pieces_put(room, order, kenya_at):
    """A file in which two put in words at one place, Kenya so many days after Brazil."""
    words = {"brazil": " and BRAVA girls", "half": " and BRAVA", "rest": " girls", "kenya": " KENADD"}
    edit = room.edit()
    at = cut_out(edit.clause("clause_af_37b"), "women")
    for name in order:
        put = change("ins", "Kenya" if name == "kenya" else "Brazil", run(words[name]))
        day = 3 + (kenya_at if name == "kenya" else 0)
        put.set(w("date"), f"2026-05-{day:02}T10:00:00Z")
        at.addnext(put)
        at = put
    return room.save(edit)


@pytest.mark.parametrize(
    ("order", "kenya_at", "both"),
    [
        (("brazil", "kenya"), 1, " and BRAVA girls KENADD"),
        (("half", "kenya", "rest"), 0, " and BRAVA KENADD girls"),
        pytest.param(("brazil", "kenya"), 0, " and BRAVA girls KENADD", marks=pytest.mark.thorough),
        pytest.param(("half", "kenya", "rest"), 1, " and BRAVA KENADD girls", marks=pytest.mark.thorough),
        pytest.param(("kenya", "brazil"), 1, " KENADD and BRAVA girls", marks=pytest.mark.thorough),
    ],
)
def test_what_one_types_into_what_another_put_in_or_beside_it_contains_both(room, order, kenya_at, both):
    told = room.home(pieces_put(room, order, kenya_at))
    brazil, kenya = (room.proposed[f"af-37b:wording:{name}"] for name in ("brazil", "kenya"))
    assert brazil["set"]["wordings"][0]["wording"] == f"{AF_37B} and BRAVA girls"
    assert kenya["set"]["wordings"][0]["wording"] == f"{AF_37B}{both}"
    assert kenya["conflict"] == "made on what Brazil put in, and contains it"
    assert "conflict" not in brazil
    assert "Kenya changed what Brazil put in" in told


@pytest.mark.thorough
def test_where_a_word_of_the_paper_stands_between_each_has_its_own_alone(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    cut_out(paragraph, "against").addprevious(change("ins", "Brazil", run("always ")))
    cut_out(paragraph, "women").addprevious(change("ins", "Kenya", run("all ")))
    room.home(room.save(edit))
    found = [
        room.proposed[f"af-37b:wording:{name}"]["set"]["wordings"][0]["wording"]
        for name in ("brazil", "kenya")
    ]
    assert found == [AF_37B.replace("against", "always against"), AF_37B.replace("women", "all women")]


def test_whoever_strikes_its_own_words_is_told_how_to_withdraw_them(room):
    of_egypt = "  wordings:\n    - role: alternative\n      by: [Egypt]\n      wording: Repeal such laws\n"
    room.selection.write_text(SELECTION.replace("af-37b\n", f"af-37b\n{of_egypt}"), encoding="utf-8")
    paper = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", paper, "--overwrite")
    edit = Edit(paper.read_bytes())
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    struck_whole(own, "Mona A.")
    edit.replace_words(edit.clause("clause_legal_aid"), "Pay for", "Fund")
    told = room.home(room.save(edit), more=("--by-author", "Mona A.=Egypt"))

    assert "Egypt would delete its own wording “Repeal such laws”" in told.replace("\n", " ")
    assert 'to withdraw them: --status withdrawn "1 bis" --by "Egypt"' in told
    assert "1 proposal has no name" in told
    assert f"--from {room.folder / 'back.docx'} --of Egypt" in told
    done = drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Egypt", "--in", paper)
    assert "is withdrawn by Egypt" in done


@pytest.mark.parametrize("of", [(), ("--of", "Egypt")])
def test_where_nobody_tracked_anything_it_is_said_how_to_say_whose_it_is(room, of):
    edit = room.edit()
    edit.replace_words(edit.clause("clause_legal_aid"), "Pay for", "Fund")
    told = room.home(room.save(edit), more=of)
    assert ("Nobody tracked anything in" in told) is not bool(of)
    assert ("--of DELEGATION" in told) is not bool(of)


# Paragraphs


def test_a_struck_paragraph_is_put_in_brackets_and_goes_only_as_text(room):
    edit = room.edit()
    struck_whole(edit.clause("clause_lac_79j"), "Egypt")
    room.home(room.save(edit))
    assert list(room.proposed) == ["lac-79j:decision:egypt"]
    proposals = (room.folder / "selection.proposals.yaml").read_bytes()
    room.take("lac-79j")
    assert room.block("lac-79j") == {"id": "lac-79j", "decision": "maybe", "reason": "Egypt: delete"}

    room.selection.write_text(SELECTION, encoding="utf-8")
    (room.folder / "selection.proposals.yaml").write_bytes(proposals)
    room.take("lac-79j", more=("--as-text",))
    assert room.block("lac-79j")["decision"] == "out"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "way", ["whole", "whole, saved by LibreOffice", "above a new one", "moved", "only its words"]
)
def test_the_last_paragraph_under_a_heading_goes_alone(tmp_path, way):
    selection = (
        "matrix: kyoto-2021\noptions: {alternatives: lead}\nclauses:\n- id: risk-and-needs-assessment\n"
    )
    selection += "- id: nelson-mandela-rules\n"
    (tmp_path / "selection.yaml").write_text(selection, encoding="utf-8")
    drafter("draft", tmp_path / "selection.yaml", "-o", tmp_path / "round.docx")
    edit = Edit((tmp_path / "round.docx").read_bytes())
    last = edit.clause("clause_risk_and_needs_assessment")
    heading = last.getnext()
    assert style_of(heading) == "H4"
    if way == "only its words":
        for content in [one for one in last.iter(w("r")) if one.getparent() is last]:
            strike("Japan", content)
    elif way == "moved":
        edit.clause("clause_nelson_mandela_rules").addnext(twin := copy.deepcopy(last))
        for mark in [*twin.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for paragraph, kind in ((last, "moveFrom"), (twin, "moveTo")):
            for content in [one for one in paragraph.iter(w("r")) if one.getparent() is paragraph]:
                content.addprevious(put := change(kind, "Japan"))
                put.append(content)
            end_changed(paragraph, kind, "Japan")
    else:
        struck_whole(last, "Japan")
    if way == "above a new one":
        added_below(edit, last, "Egypt", "Uphold the gardens of the host city;")
    if way.endswith("LibreOffice"):
        # It saves what stands behind in the style of what was struck out.
        heading.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), style_of(last))
    (tmp_path / "back.docx").write_bytes(edit.save())
    drafter("select", tmp_path / "selection.yaml", "--from", tmp_path / "back.docx")

    proposed = yaml.safe_load((tmp_path / "selection.proposals.yaml").read_text("utf-8"))
    # Of two that changed places either has been moved.
    what = [one["id"] for one in proposed if ":order:" not in one["id"] and one["by"] == ["Japan"]]
    assert what == [f"risk-and-needs-assessment:{'heading' if way == 'moved' else 'decision'}:japan"]


@pytest.mark.thorough
def test_a_heading_behind_several_that_were_struck_stays_one_as_libreoffice_saves_it(room):
    edit = room.edit()
    lines = edit.lines("SingleTxt", "AltTxt")
    last = next(one for one in lines if said(one).startswith("3 quater"))
    first = max(n for n, one in enumerate(lines) if style_of(one) == "SingleTxt" and n < lines.index(last))
    struck, heading = lines[first : lines.index(last) + 1], last.getnext()
    assert style_of(heading) not in ("SingleTxt", "AltTxt")
    for one in struck:
        struck_whole(one, "Japan")
    # It has the style of the first, however many of other styles stand between.
    heading.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), style_of(struck[0]))
    told = room.home(room.save(edit))
    assert {one["by"][0] for one in room.proposed.values()} == {"Japan"}
    assert "not imported" not in told


@pytest.mark.thorough
def test_new_paragraphs_of_two_delegations_in_one_place_are_each_their_own(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    added_below(edit, paragraph, "Brazil", "Uphold the gardens of the host city;")
    added_below(edit, paragraph, "Egypt", "Uphold the libraries of the host city;")
    # Of one name that is as long as a name can be.
    for name, words in (("Brazil", "on Monday"), ("Egypt", "and on Tuesday")):
        text = f"Uphold telecommunications infrastructure everywhere, {words};"
        added_below(edit, edit.clause("clause_lac_79j"), name, text)
    room.home(room.save(edit))
    long = [
        name.partition(":")[0] for name in room.proposed if name.startswith("uphold-tele") and ":new" in name
    ]
    assert len(set(long)) == 2

    brazil, egypt = "uphold-gardens-host:new:brazil", "uphold-libraries-host:new:egypt"
    assert [name for name in room.proposed if ":new" in name][:2] == [egypt, brazil]
    room.take(brazil)
    room.take(egypt, *long)
    printed = room.markdown().partition("Annex I.")[0]
    assert re.search(r"Uphold the gardens of the host city;\S* \*\(Brazil\)\*", printed)
    assert re.search(r"Uphold the libraries of the host city;\S* \*\(Egypt\)\*", printed)
    assert AF_37B in printed
    assert "has nothing that" in room.home(room.folder / "back.docx")


def test_a_move_is_its_authors_and_what_changes_only_looks_is_said_to(room):
    edit = room.edit()
    first, last = edit.clause("clause_af_37b"), edit.clause("clause_legal_aid")
    arrived = copy.deepcopy(last)
    for number, mark in enumerate(edit.references(arrived), 900):
        note = copy.deepcopy(edit.note(mark))
        for one in (note, mark):
            one.set(w("id"), str(number))
        edit.notes.append(note)
    for paragraph, kind in ((last, "moveFrom"), (arrived, "moveTo")):
        for content in [one for one in paragraph.iter(w("r")) if one.getparent() is paragraph]:
            place = change(kind, "Japan")
            content.addprevious(place)
            place.append(content)
        end_changed(paragraph, kind, "Japan")
    for mark in [*arrived.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    first.addprevious(arrived)
    bold = next(one for one in first.iter(w("r")) if one.findtext(w("t")))
    former = change("rPrChange", "Chile", element("<w:rPr/>"))
    bold.insert(0, element("<w:rPr><w:b/></w:rPr>"))
    bold[0].append(former)
    told = room.home(room.save(edit))

    assert {"legal-aid:order:japan", "legal-aid:heading:japan"} == set(room.proposed)
    assert "Tracked changes of Chile in" in told
    assert ": 1, of looks only; nothing to propose." in told


# Comments


def test_a_comment_is_its_authors_remark_and_taken_a_comment_in_the_block(room):
    document = Document(str(room.folder / "round-1.docx"))
    place = next(one for one in document.paragraphs if one.text.startswith("Revise laws"))
    document.add_comment(place.runs, text="Too\nnarrow.", author="J. Silva", initials="JS")
    saved = io.BytesIO()
    document.save(saved)
    room.home(room.save(saved.getvalue()), more=("--by-author", "J. Silva=Brazil"))

    (one,) = room.proposed.values()
    assert one["id"] == "af-37b:remark:brazil"
    words = one["set"]["remark"]
    assert words.startswith("Brazil, 2")
    assert words.endswith(": Too narrow.")
    room.take("af-37b")
    assert f"- id: af-37b\n  # {words}\n- id" in room.selection.read_text("utf-8")
    assert room.proposed == {}
    assert "has nothing that" in room.home(room.folder / "back.docx")


# Several files


def reworded_by(room, author, new, name):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), author, "women", new)
    return room.save(edit, name)


def test_files_of_one_round_are_read_together_and_what_agrees_is_taken_with_all_names(room):
    files = [
        reworded_by(room, "Brazil", "women and girls", "brazil.docx"),
        reworded_by(room, "Egypt", "women and girls", "egypt.docx"),
        reworded_by(room, "Japan", "any woman", "japan.docx"),
    ]
    told = room.home(*files)
    assert list(room.proposed) == [f"af-37b:wording:{name}" for name in ("brazil", "egypt", "japan")]
    assert told.count("Brazil, Egypt: words") == 1
    assert "1 paragraph is reworded in several ways: af-37b (Brazil, Egypt; Japan)" in told
    room.take("af-37b:wording:egypt")
    assert list(room.proposed) == ["af-37b:wording:japan"]
    room.take("af-37b:wording:japan")

    both, japan = room.block("af-37b")["wordings"]
    assert (both["by"], both["wording"]) == (["Brazil", "Egypt"], f"{AF_37B} and girls")
    assert (japan["by"], japan["wording"]) == (["Japan"], AF_37B.replace("women", "any woman"))


@pytest.mark.thorough
def test_who_proposes_a_paragraph_that_another_has_proposed_before_joins_it(room):
    for name in ("Brazil", "Egypt"):
        edit = room.edit()
        added_below(edit, edit.clause("clause_af_37b"), name, "Uphold the gardens of the host city;")
        room.home(room.save(edit, f"{name}.docx"))
        room.take("uphold-gardens-host")
    (one,) = room.block("uphold-gardens-host")["wordings"]
    assert one["by"] == ["Brazil", "Egypt"]


def test_a_file_of_another_base_is_refused_with_what_to_do_and_nothing_is_written(room):
    file = reworded_by(room, "Brazil", "women and girls", "brazil.docx")
    room.selection.write_text(SELECTION.replace("- id: lac-79j\n", ""), encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx", "--overwrite")
    told = room.home(file, room.folder / "round-2.docx", status=2)
    assert "round-2.docx was made from another draft than the file before it" in told
    assert room.proposed == {}


def test_somebody_who_is_no_delegation_is_named_before_anything_is_taken(room):
    room.selection.write_text(
        SELECTION.replace("clauses:", "delegations: [Brazil]\nclauses:"), encoding="utf-8"
    )
    room.home(reworded_by(room, "J. Silva", "women and girls", "brazil.docx"))
    before = room.selection.read_bytes()
    for asked, status in ((("--take-all",), 1), (("--take", "af-37b"), 2)):
        told = drafter("select", room.selection, *asked, status=status)
        assert '--by-author "J. Silva=DELEGATION"' in told
    assert room.selection.read_bytes() == before
    told = room.home(room.folder / "brazil.docx", more=("--by-author", "J. Silva=Brazil"))
    assert list(room.proposed) == ["af-37b:wording:brazil"]
    room.take("af-37b")
    assert room.block("af-37b")["wordings"][0]["by"] == ["Brazil"]


# Redlines, and what check says


@pytest.mark.thorough
def test_in_a_redline_only_what_came_after_it_is_somebodys(room):
    room.selection.write_text(SELECTION.replace("Pay for", "Consider"), encoding="utf-8")
    new, marked = room.folder / "round-2.docx", room.folder / "redline.docx"
    drafter("draft", room.selection, "-o", new, "--overwrite")
    drafter("compare", room.folder / "round-1.docx", new, "-o", marked, "--overwrite", "--author", "Desk")
    assert "has nothing that" in room.home(marked)
    edit = Edit(marked.read_bytes())
    reword(edit.clause("clause_af_37b"), "Egypt", "women", "women and girls")
    # What stands right beside the redline's own words is made on the text.
    put = next(edit.clause("clause_legal_aid").iter(w("ins")))
    put.addprevious(change("ins", "Egypt", run("Also ")))
    put.addnext(change("ins", "Brazil", run("well ")))
    told = room.home(room.save(edit))
    assert set(room.proposed) == {
        "af-37b:wording:egypt",
        "legal-aid:wording:egypt",
        "legal-aid:wording:brazil",
    }, told
    assert "made on" not in told


def test_check_says_per_author_what_is_pending_and_takes_it_for_no_text(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "women", "women and girls")
    reword(edit.clause("clause_lac_79j"), "Brazil", "effective", "good")
    path = room.save(edit)
    told = drafter("check", path)
    egypt = "at 1 (“women” struck out, “women and girls” put in)"
    assert f"2 tracked changes by Egypt are neither accepted nor rejected, {egypt};" in told
    brazil = "at 2 (“effective” struck out, “good” put in)"
    assert f"2 tracked changes by Brazil are neither accepted nor rejected, {brazil};" in told
    assert "reworded" not in told


@pytest.mark.thorough
def test_what_somebody_strikes_out_of_a_paragraph_stays_and_is_noted(room):
    edit = room.edit()
    third = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    struck_whole(third, "Peru")
    mark = edit.references(edit.clause("clause_legal_aid"))[0].getparent()
    strike("Egypt", mark)
    told = room.home(room.save(edit))
    assert set(room.proposed) == {"culture-of-lawfulness:sources:peru", "legal-aid:sources:egypt"}, told
    before = room.markdown()
    room.take("culture-of-lawfulness", "legal-aid")

    assert "  # Peru: without ap-13b\n" in room.selection.read_text("utf-8")
    assert "  # Egypt: without ap-44g\n" in room.selection.read_text("utf-8")
    # Who would have the wording out is printed behind it, with a note on what that means.
    said_of_it = " *(Peru: delete)*"
    after = room.markdown().partition("Annex I.")[0]
    assert after.count(said_of_it) == 1
    left = [one.removesuffix(said_of_it) for one in after.splitlines() if "“delete”" not in one]
    assert "\n".join(left).replace("\n\n\n", "\n\n") == "\n".join(
        before.partition("Annex I.")[0].splitlines()
    )
    assert room.proposed == {}
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_libreoffice_keeps_whose_changes_and_comments_are_whose(room, tmp_path):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    put = reword(paragraph, "Brazil", "women", "women and girls in rural areas")
    strike("Egypt", cut_out(put, " in rural areas"))
    reword(paragraph, "Egypt", "Revise", "Repeal")
    added_below(edit, paragraph, "Japan", "Uphold the gardens of the host city;")
    # The last before a heading, which LibreOffice saves in the style of what is struck.
    last = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 quater"))
    for field in list(last.iter(w("fldSimple"))):  # as Word writes a field in which something is struck
        code = element(f'<w:r><w:instrText xml:space="preserve">{field.get(w("instr"))}</w:instrText></w:r>')
        kinds = [
            element(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')
            for kind in ("begin", "separate", "end")
        ]
        for content in (kinds[0], code, kinds[1], *field, kinds[2]):
            field.addprevious(content)
        last.remove(field)
    struck_whole(last, "Chile")
    for code in last.iter(w("instrText")):
        code.tag = w("delInstrText")
    document = Document(io.BytesIO(edit.save()))
    place = next(one for one in document.paragraphs if one.text.startswith("Pay for"))
    document.add_comment(place.runs, text="Too narrow.", author="Peru", initials="PE")
    document.save(str(tmp_path / "back.docx"))
    room.home(tmp_path / "back.docx")
    as_typed = {name: one["set"] for name, one in room.proposed.items()}
    (room.folder / "selection.proposals.yaml").unlink()
    (saved,) = through_libreoffice(tmp_path, [tmp_path / "back.docx"])
    room.home(room.save(saved.read_bytes()))

    assert {name: one["set"] for name, one in room.proposed.items()} == as_typed
    assert {name.rpartition(":")[2] for name in as_typed} == {"brazil", "egypt", "japan", "chile", "peru"}


@pytest.mark.thorough
def test_a_paragraph_typed_behind_a_wording_comes_home_in_whatever_style(room):
    for author in ("Brazil", ""):
        edit = room.edit()
        above = edit.lines("AltTxt")[0]
        new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
        new.append(run("Establish a fund for witnesses;"))
        above.addnext(new)
        if author:
            (typed,) = new.iter(w("r"))
            put = change("ins", author)
            typed.addprevious(put)
            put.append(typed)
            end_changed(new, "ins", author)
        told = room.home(room.save(edit))
        (name,) = room.proposed
        assert name == f"establish-fund-witnesses:new{':brazil' if author else ''}", told
        assert "is said already" not in told
        room.take(name)
        printed = room.markdown().partition("Annex I.")[0]
        assert "Establish a fund for witnesses" in printed
        assert ("*(Brazil)*" in printed) == bool(author)
        assert "is said already" in room.home(room.folder / "back.docx") or not author
        room.selection.write_text(SELECTION, encoding="utf-8")


def test_whose_a_paragraph_is_that_somebody_typed_without_tracking_comes_home_with_it(room):
    edit = room.edit()
    for words in ("[Establish a fund for witnesses;] (Brazil, Chile)", "3 bis. Pay for interpreters; (Peru)"):
        new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
        new.append(run(words))
        edit.lines("AltTxt")[0].addnext(new)
    told = room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    printed = " ".join(room.markdown().partition("Annex I.")[0].split())
    assert re.search(r"Establish a fund for witnesses\W+\(Brazil, Chile\)", printed), told
    assert re.search(r"Pay for interpreters\W+\(Peru\)", printed), told
    assert "has nothing that" in room.home(room.folder / "back.docx")
    assert room.proposed == {}


@pytest.mark.thorough
def test_whoever_joins_a_declared_proposal_stands_behind_its_proposer(tmp_path):
    room = Room(tmp_path)  # that of all others has no sources of its own
    words = "Establish a fund for witnesses."
    (room.folder / "sources.yaml").write_text(
        f"proposals:\n- id: fund\n  by: [Chile]\n  text: {words}\n", encoding="utf-8"
    )
    selection = SELECTION.replace("- id: af-37b\n", "- id: af-37b\n  sources: [+fund]\n")
    room.selection.write_text(selection, encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    for was, now, behind in (
        ("Chile", "Chile, Brazil", "(Chile, Brazil)"),
        ("Chile", "Peru", "(Chile, Peru)"),
        ("(Chile)", "", "(Chile)"),
    ):
        edit = room.edit()
        line = next(one for one in edit.lines("AltTxt") if "witnesses" in said(one))
        edit.replace_words(line, was, now)
        told = room.home(room.save(edit), more=("--of", "Brazil"))
        drafter("select", room.selection, "--take-all")
        printed = " ".join(room.markdown().partition("Annex I.")[0].split())
        assert re.search(rf"Establish a fund for witnesses\W+\*{re.escape(behind)}\*", printed), told
        is_struck = "# Brazil: without the name of Chile behind" in room.selection.read_text("utf-8")
        assert is_struck == ("Chile" not in now)
        assert "has nothing that" in room.home(room.folder / "back.docx", more=("--of", "Brazil"))
        room.selection.write_text(selection, encoding="utf-8")


@pytest.mark.parametrize(
    "whole",
    ["Brazil and Egypt on behalf of the Group of African States, Chile and Peru", "Group of 77 and China"],
)
def test_names_typed_behind_one_with_commas_of_its_own_are_read_apart_from_it(whole):
    for typed, names in (
        (f"{whole}, Japan", (whole, "Japan")),
        (f"{whole} and Japan", (whole, "Japan")),
        (f"Japan, {whole}, Norway and Kenya", ("Japan", whole, "Norway", "Kenya")),
        ("Japan and Norway", ("Japan", "Norway")),
    ):
        assert names_in(typed, [whole]) == names
    assert names_in(f"{whole}, Japan and Norway", [whole, "Japan"]) == (whole, "Japan", "Norway")
