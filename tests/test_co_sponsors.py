"""One of several sponsors withdraws, strikes its name, or proposes other words: the others' stay."""

import copy
import json

import pytest
import yaml
from word_editing import run, said
from word_room import Room, drafter
from word_tracking import change, cut_out, end_changed, reword, strike

GROUP = "Group of 77 and China"
FUND, COURTS = "Establish a fund for witnesses", "Build courts on every island"
DECLARED = f"""\
proposals:
- id: both-1
  by: [{GROUP}, Brazil]
  text: {FUND}
- id: own-1
  by: [{GROUP}]
  text: {COURTS}
"""
SELECTION = f"""\
matrix: kyoto-2021
delegations: [{GROUP}, Brazil, Egypt]
clauses:
- id: af-37b
- id: fund
  sources: [+both-1]
- id: lac-79j
  sources: [+own-1]
- id: plain
  wordings:
  - by: [{GROUP}, Brazil]
    wording: Plant oaks in every town
"""


@pytest.fixture
def room(tmp_path):
    (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def stands(room, words):
    """The names behind words in the paper; nothing where they are not printed."""
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    return [one.partition(words)[2].strip("];. *()") for one in text.splitlines() if words in one]


@pytest.mark.parametrize("number", ["4", pytest.param("plain", marks=pytest.mark.thorough)])
def test_one_of_the_sponsors_of_a_paragraph_withdraws_its_name(room, number):
    told = drafter("select", room.selection, "--status", "withdrawn", number, "--by", "Brazil")
    assert f"“Plant oaks in every town” stays, as what {GROUP} proposes." in told
    assert "plain: the name of Brazil behind “Plant oaks in every town” is withdrawn" in told
    assert stands(room, "Plant oaks in every town") == [GROUP]
    drafter("select", room.selection, "--status", "withdrawn", number, "--by", GROUP)
    assert stands(room, "Plant oaks in every town") == []


def test_one_of_those_who_declared_a_paragraph_withdraws_its_name(room):
    told = drafter("select", room.selection, "--status", "withdrawn", "2", "--by", "Brazil")
    assert f"“{FUND}” stays, as what {GROUP} proposes." in told
    assert stands(room, FUND) == [GROUP]
    says_whose_name_went(room, FUND, "fund")


OAKS = "Plant oaks in every town"


@pytest.mark.parametrize(
    "way", ["by the desk", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("--of", "tracked"))]
)
def test_that_a_sponsor_took_its_name_off_stands_with_what_was_withdrawn(room, way):
    if way == "by the desk":
        step = ("--status", "withdrawn", "plain", "--by", "Brazil", "--at", "the second informal")
        drafter("select", room.selection, *step)
    else:
        edit = room.edit()
        paragraph, names = line(edit, OAKS), f"({GROUP}, Brazil)"
        if way == "--of":
            edit.replace_words(paragraph, names, f"({GROUP})")
        else:
            reword(paragraph, "Brazil", names, f"({GROUP})")
        room.home(room.save(edit), more=("--of", "Brazil") if way == "--of" else ())
        room.take("plain:sponsors:brazil")
        assert "nothing that" in room.home(room.folder / "back.docx", more=("--of", "Brazil"))
    assert stands(room, OAKS) == [GROUP]
    said = says_whose_name_went(room, OAKS, "plain")
    assert ("withdrawn by Brazil at the second informal:" in said) == (way == "by the desk")
    # Once the others have gone, too, nobody proposes it still; who comes back has not withdrawn it.
    drafter("select", room.selection, "--status", "withdrawn", "plain", "--by", GROUP)
    assert "still" not in drafter("status", room.selection)


@pytest.mark.thorough
def test_two_sponsors_take_their_names_off_at_once(room):
    text = room.selection.read_text(encoding="utf-8")
    text = text.replace(f"by: [{GROUP}, Brazil]", f"by: [{GROUP}, Brazil, Egypt]")
    room.selection.write_text(text, encoding="utf-8")
    drafter("select", room.selection, "--status", "withdrawn", "plain", "--by", "Brazil, Egypt")
    said = " ".join(drafter("status", room.selection).split())
    assert "withdrawn by Brazil, Egypt: their names behind a wording of plain" in said
    assert "; 2 names taken off what others propose." in said
    assert "Their names behind a wording of" in room.markdown()


def test_a_sponsor_who_comes_back_has_withdrawn_nothing(room):
    drafter("select", room.selection, "--status", "withdrawn", "plain", "--by", "Brazil")
    text = room.selection.read_text(encoding="utf-8")
    room.selection.write_text(text.replace(f"by: [{GROUP}]", f"by: [{GROUP}, Brazil]"), encoding="utf-8")
    assert "withdrawn by" not in drafter("status", room.selection)


def says_whose_name_went(room, words, clause):
    """That status, its JSON and Annex II say that Brazil took its name off words; what status says."""
    said = " ".join(drafter("status", room.selection).split())
    assert f": its name behind a wording of {clause} “{words}”, which {GROUP} still proposes" in said
    assert said.count("withdrawn by Brazil") == 1
    assert "; 1 name taken off what others propose." in said
    assert "wording withdrawn" not in said
    (gone,) = json.loads(drafter("status", room.selection, "--json"))["withdrawn"]
    assert (gone["of"], gone["by"], gone["still_of"]) == (["Brazil"], ["Brazil"], [GROUP])
    annex = room.markdown().partition("Annex II.")[2].replace("\\", "")
    (row,) = [one for one in annex.splitlines() if words in one]
    assert row.startswith("| Brazil |")
    assert f"Its name behind a wording of the paragraph “{clause}”, which {GROUP} still proposes" in row
    return said


@pytest.mark.parametrize("more", [(), pytest.param(("--of", "Brazil"), marks=pytest.mark.thorough)])
def test_one_of_those_who_declared_a_proposal_strikes_its_name(room, more):
    edit, names = room.edit(), (f"({GROUP}, Brazil)", f"({GROUP})")
    if more:
        edit.replace_words(line(edit, FUND), *names)
    else:
        reword(line(edit, FUND), "Brazil", *names)
    paper = room.save(edit)
    room.home(paper, more=more)
    assert list(room.proposed) == ["fund:sponsors:brazil"]
    room.take("fund")
    assert stands(room, FUND) == [GROUP]
    assert "Withdrawn by Brazil" in room.markdown()
    assert "has nothing that" in room.home(paper, more=more)
    drafter("select", room.selection, "--undo")
    assert stands(room, FUND) == [f"{GROUP}, Brazil"]


def test_who_alone_declared_a_proposal_and_rewords_it_stands_behind_the_new_words_alone(room):
    edit = room.edit()
    reword(line(edit, COURTS), GROUP, "every island", "every isle")
    paper = room.save(edit)
    room.home(paper)
    room.take("lac-79j")
    assert stands(room, COURTS) == []
    assert stands(room, "Build courts on every isle") == [GROUP]
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize("who", [GROUP, pytest.param("Egypt", marks=pytest.mark.thorough)])
def test_who_rewords_what_was_declared_with_another_leaves_it_to_that_one(room, who):
    edit = room.edit()
    reword(line(edit, FUND), who, "a fund", "two funds")
    paper = room.save(edit)
    room.home(paper)
    room.take("fund")
    assert stands(room, FUND) == ["Brazil" if who == GROUP else f"{GROUP}, Brazil"]
    assert stands(room, "Establish two funds for witnesses") == [who]
    assert "has nothing that" in room.home(paper)


NAMES = f"({GROUP}, Brazil)"


def gone(paragraph, words):
    old = cut_out(paragraph, words)
    old.getparent().remove(old)


@pytest.mark.parametrize(
    "words", [FUND, pytest.param("Plant oaks in every town", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize("style", ["", "Support"])
@pytest.mark.parametrize("author", ["Egypt", pytest.param("", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("old", ["", pytest.param(NAMES, marks=pytest.mark.thorough)])
def test_who_types_its_name_in_brackets_of_its_own_joins(room, words, style, author, old):
    edit = room.edit()
    paragraph, typed = line(edit, words), f"({GROUP}, Brazil, Egypt)" if old else " (Egypt)"
    if old and author:
        strike(author, cut_out(paragraph, old))
    elif old:
        gone(paragraph, old)
    content = run(typed, style)
    paragraph.append(change("ins", author, content) if author else content)
    told = room.home(room.save(edit), more=() if author else ("--of", "Egypt"))
    assert "regions" not in told
    (name,) = room.proposed
    assert name.endswith(":sponsors:egypt")
    room.take(name)
    assert stands(room, words) == [f"{GROUP}, Brazil, Egypt"]


@pytest.mark.thorough
def test_more_names_are_read_where_the_style_of_all_is_lost(room):
    edit = room.edit()
    paragraph = line(edit, FUND)
    gone(paragraph, NAMES)
    paragraph.append(run(f" {NAMES} (Egypt)"))
    room.home(room.save(edit))
    room.take("fund:sponsors")
    assert stands(room, FUND) == [f"{GROUP}, Brazil, Egypt"]


@pytest.mark.thorough
def test_a_name_behind_a_bracket_within_the_words_joins_nobody(room):
    edit = room.edit()
    edit.replace_words(line(edit, "Plant oaks"), "in every town", "[in every town] (Egypt)")
    room.home(room.save(edit), more=("--of", "Egypt"))
    assert list(room.proposed) == ["plain:wording:egypt"]


def test_a_name_behind_words_that_nobody_proposes_is_called_no_region(room):
    edit = room.edit()
    line(edit, "Revise laws").append(change("ins", "Egypt", run(" (Egypt)", "Support")))
    told = room.home(room.save(edit))
    assert "regions" not in told
    assert "“(Egypt)” typed behind clause 1" in told


@pytest.mark.thorough
@pytest.mark.parametrize("author", ["Brazil", "Egypt"])
def test_who_splits_what_others_propose_too_stands_alone_behind_the_halves(room, author):
    edit = room.edit()
    whole = line(edit, "Plant oaks in every town")
    cut = cut_out(whole, " in every town")
    half = copy.deepcopy(whole)
    for one in list(half)[1:]:
        half.remove(one)
    for one in [cut, *cut.itersiblings()]:
        half.append(one)
    whole.addnext(half)
    end_changed(whole, "ins", author)
    paper = room.save(edit)
    told = room.home(paper)
    assert "(nobody)" not in told
    drafter("select", room.selection, "--take-all")
    assert stands(room, "Plant oaks in every town") == [GROUP if author == "Brazil" else f"{GROUP}, Brazil"]
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    (new,) = [one for one in blocks if "in every town" in str(one) and "Plant" not in str(one)]
    assert [one["by"] for one in new["wordings"]] == [[author]]
    assert "has nothing that" in room.home(paper)


@pytest.mark.thorough
@pytest.mark.parametrize("is_taken_first", [True, False])
def test_what_a_text_takes_out_goes_also_where_a_name_went_from_behind_it_since(room, is_taken_first):
    block = (
        f"- id: both\n  text: Plant pines\n  wordings:\n  - by: [{GROUP}, Brazil]\n    wording: Plant elms\n"
    )
    room.selection.write_text(room.selection.read_text("utf-8") + block, encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    edit = room.edit()
    edit.replace_words(line(edit, "Plant pines"), "pines", "tall pines")
    gone = line(edit, "Plant elms")
    gone.getparent().remove(gone)
    paper = room.save(edit, "chair.docx")
    edit = room.edit()
    strike("Brazil", cut_out(line(edit, "Plant elms"), ", Brazil"))
    name = room.save(edit, "brazil.docx")
    if not is_taken_first:
        room.home(paper)
    room.home(name)
    room.take("both:sponsors:brazil")
    assert stands(room, "Plant elms") == [GROUP]
    if is_taken_first:
        assert f"would take out or reword what {GROUP} proposed" in room.home(paper)
    room.take("both:wording", more=("--as-text", "--by", "Chair"))
    assert stands(room, "Plant elms") == []
    assert room.block("both")["withdrawn"][-1]["of"] == [GROUP]


def test_paragraphs_that_have_words_of_both_are_counted_once_more_as_such(room):
    text = "- id: both\n  text: Plant pines\n  wordings:\n  - by: [Brazil]\n    wording: Plant elms\n"
    room.selection.write_text(room.selection.read_text("utf-8") + text, encoding="utf-8")
    said = "1 has the words of recommendations alone; 1 has words of the drafters, as Annex I says; "
    said += "4 have words that delegations propose, under their names; 1 of them has both."
    assert said in room.markdown()


def test_words_that_two_withdraw_one_after_the_other_are_one_wording(tmp_path):
    words = "Build a net of hemp"
    own = f"- id: net\n  text: Build a net\n  wordings:\n  - by: [Brazil, Norway]\n    wording: {words}\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{own}")
    for by in ("Norway", "Brazil"):  # both by the number of the draft that has the names of both
        drafter("select", room.selection, "--status", "withdrawn", "2 bis", "--by", by)
    said = " ".join(drafter("status", room.selection).split())
    assert "; 1 wording withdrawn." in said
    assert f"withdrawn by Norway: a wording of net “{words}”" in said
    assert f"withdrawn by Brazil: a wording of net “{words}”" in said
    assert [one["of"] for one in room.block("net")["withdrawn"]] == [["Norway"], ["Brazil"]]
    printed = room.markdown()
    assert "Withdrawn: 1 wording, which Annex II has with its words." in printed
    assert [printed.count(f"| {by} | – | {words} |") for by in ("Norway", "Brazil")] == [1, 1]
    found = json.loads(drafter("status", room.selection, "--json"))
    assert found["summary"]["withdrawn_wordings"] == 1


TOPAZ, RUBY = "Support the TOPAZ fund", "Reject all RUBY funds"
PACT = f"""\
matrix: kyoto-2021
delegations: [Brazil, Chile, Norway]
clauses:
- id: af-37b
- id: pact
  wordings:
  - by: [Chile, Norway]
    wording: {TOPAZ}
  - by: [Brazil]
    wording: {RUBY}
"""
STRIKES = f"Norway would delete its own wording “{TOPAZ}”"


def strikes_its_name(room, who, old, name, new="", more=()):
    edit = room.edit()
    if more:
        edit.replace_words(line(edit, "TOPAZ"), old, new)
    else:
        reword(line(edit, "TOPAZ"), who, old, new)
    return room.home(room.save(edit, name), more=more)


@pytest.mark.parametrize("more", [(), pytest.param(("--of", "Norway"), marks=pytest.mark.thorough)])
def test_the_last_sponsor_of_one_of_two_wordings_is_told_how_to_withdraw_it(tmp_path, more):
    room = Room(tmp_path, PACT)
    drafter("select", room.selection, "--status", "withdrawn", "2", "--by", "Chile")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    told = " ".join(strikes_its_name(room, "Norway", " (Norway)", "back.docx", more=more).split())
    assert STRIKES in told
    assert 'to withdraw them: --status withdrawn "2" --by "Norway"' in told
    assert "(nobody)" not in told
    drafter("select", room.selection, "--take-all")
    assert stands(room, TOPAZ)[:1] == ["Norway"]
    said = " ".join(drafter("status", room.selection).split())
    assert f"withdrawn by Chile: its name behind a wording of pact “{TOPAZ}”, which Norway still" in said
    drafter("select", room.selection, "--status", "withdrawn", "2", "--by", "Norway")
    assert stands(room, TOPAZ)[:1] == []
    assert STRIKES not in room.selection.read_text("utf-8")
    assert "has nothing that" in room.home(room.folder / "back.docx", more=more)


def test_of_two_that_take_their_names_off_in_two_files_the_second_is_told_so(tmp_path):
    room = Room(tmp_path, PACT)
    strikes_its_name(room, "Chile", "(Chile, Norway)", "chile.docx", "(Norway)")
    strikes_its_name(room, "Norway", "(Chile, Norway)", "norway.docx", "(Chile)")
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert f"Nobody else proposes “{TOPAZ}” any more, so the name of Norway stays behind it" in told
    assert stands(room, TOPAZ)[:1] == ["Norway"]
    assert f"# {STRIKES}" in room.selection.read_text("utf-8")
    drafter("select", room.selection, "--status", "withdrawn", "2", "--by", "Norway")
    assert stands(room, TOPAZ)[:1] == []


TWO = """\
matrix: kyoto-2021
clauses:
- id: own-1
  wordings:
  - by: [Norway]
    wording: Ensure health in prisons
  - by: [Japan]
    wording: Ensure health and sport in prisons
"""


def test_a_wording_that_somebody_joined_stays_where_it_stands_when_another_is_reworded(tmp_path):
    room = Room(tmp_path, TWO)
    edit = room.edit()
    edit.replace_words(line(edit, "Ensure health in"), "(Norway)", "(Norway, Chile)")
    joined = room.save(edit, "norway.docx")
    edit = room.edit()
    edit.replace_words(line(edit, "sport"), "sport", "music")
    reworded = room.save(edit, "japan.docx")
    room.home(joined, more=("--of", "Norway"))
    room.home(reworded, more=("--of", "Japan"))
    room.take("own-1:sponsors:norway")
    room.take("own-1:wording:japan")
    assert [(one["by"], one["wording"]) for one in room.block("own-1")["wordings"]] == [
        (["Norway", "Chile"], "Ensure health in prisons"),
        (["Japan"], "Ensure health and music in prisons"),
    ]
