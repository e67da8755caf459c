"""Importing as a user does it: preview, about.yaml, options, a new version, a folder of one's own."""

from __future__ import annotations

import sys

import openpyxl
import pytest
import yaml

from tools import KYOTO_2021, drafter_here

LIST = (
    "State,Theme,Recommendation,Para,Position\n"
    "Chile,Prisons,Build fewer prisons.,138.1,Supported\n"
    '"Chile, Peru",Courts,Open the courts to all.,138.2,Noted\n'
)
PLAIN = (
    "State,Theme,Recommendation\n"
    "Chile,Prisons,Build fewer prisons.\n"
    "Chile,Prisons,Train all the guards.\n"
    "Peru,Courts,Open the courts to all.\n"
)


def run(folder, *arguments, status=0):
    done = drafter_here(*map(str, arguments), cwd=folder)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == status, said
    return said


def written(folder, text, name="list.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return name


def recommendations(folder):
    return {
        one["id"]: one["text"]
        for one in yaml.safe_load((folder / "matrix.yaml").read_text(encoding="utf-8"))["recommendations"]
    }


def test_a_preview_shows_regions_columns_outline_and_first_rows_and_writes_nothing(tmp_path):
    said = run(tmp_path, "import", written(tmp_path, LIST), "--preview")
    for line in (
        "chile  Chile: 2 recommendations",
        "peru   Peru: 1 recommendation",
        "region: “State”",
        "Courts  [courts]  chile 1, peru 1",
        "line 3, column 22: Chile, Peru (para. 138.2): “Open the courts to all.”",
        "Nothing was written.",
    ):
        assert line in said
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_preview_of_a_document_with_faults_shows_them_and_ends_with_one(tmp_path):
    name = written(
        tmp_path, "Africa\tEurope\tAsia\nPrisons\t\t\nBuild less. [para. 1]\tTrain. [para. 2]\n", "a.txt"
    )
    said = run(tmp_path, "import", name, "--preview", status=1)
    assert "this row has 2 cells, and there are 3 regions" in said
    assert "“Train. [para. 2]” would stand under Europe or Asia" in said.replace("\n    ", " ")
    assert "this row has 2 cells" in run(tmp_path, "check", name, status=1)
    run(tmp_path, "import", name, status=1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_first_import_writes_what_is_to_be_filled_in_and_says_which_three_things_to_check(tmp_path):
    said = run(tmp_path, "import", written(tmp_path, LIST))
    assert "Check three things" in said
    about = (tmp_path / "about.yaml").read_text(encoding="utf-8")
    assert "# As long as nothing is filled in, a footnote reads: Report of Chile, para. 138.1." in about
    assert "[name of the report] ([symbol]), para. 138.1 (Chile)." in about
    assert "CONF.234" not in about
    assert yaml.safe_load(about)["regions"][1] == {
        "key": "peru",
        "head": "Peru",
        "name": "Peru",
        "meeting": None,
        "place": None,
        "dates": None,
        "symbol": None,
    }
    before = (tmp_path / "matrix.yaml").read_bytes()
    run(tmp_path, "import", "list.csv")
    assert (tmp_path / "matrix.yaml").read_bytes() == before
    assert (tmp_path / "about.yaml").read_text(encoding="utf-8") == about


def test_a_key_and_a_symbol_that_a_person_wrote_are_in_the_next_import(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST))
    about = tmp_path / "about.yaml"
    text = about.read_text(encoding="utf-8").replace("key: chile", "key: cl")
    about.write_text(text.replace("symbol: null", "symbol: A/HRC/WG.6/1", 1), encoding="utf-8")
    said = run(tmp_path, "import", "list.csv")
    assert "with another id: chile-138.1 (now cl-138.1)" not in said  # other regions, other recommendations
    assert list(recommendations(tmp_path)) == ["cl-138.1", "cl-138.2"]
    assert "symbol: A/HRC/WG.6/1" in (tmp_path / "matrix.yaml").read_text(encoding="utf-8")


def test_a_name_put_right_keeps_its_head_and_its_facts(tmp_path):
    grid = "the Caribbean\tAfrica\nPrisons\t\nBuild less. [para. 1]\tTrain. [para. 2]\n"
    run(tmp_path, "import", written(tmp_path, grid, "a.txt"))
    about = tmp_path / "about.yaml"
    text = about.read_text(encoding="utf-8").replace("name: the Caribbean", "name: Caribbean")
    text = text.replace("key: ca\n", "key: car\n")
    about.write_text(text.replace("place: null", "place: Bridgetown", 1), encoding="utf-8")
    run(tmp_path, "import", "a.txt")
    matrix = yaml.safe_load((tmp_path / "matrix.yaml").read_text(encoding="utf-8"))
    region = matrix["regions"][0]
    assert [region[fact] for fact in ("key", "head", "name", "place")] == [
        "car",
        "the Caribbean",
        "Caribbean",
        "Bridgetown",
    ]
    assert list(recommendations(tmp_path)) == ["car-1", "af-2"]
    assert "0 errors" in run(tmp_path, "check", "matrix.yaml")
    before = (tmp_path / "matrix.yaml").read_bytes()
    about.write_text(
        about.read_text(encoding="utf-8").replace("    head: the Caribbean\n", ""), encoding="utf-8"
    )
    said = " ".join(run(tmp_path, "import", "a.txt", status=1).split())
    declared = "about.yaml declares a region “Caribbean”, and a.txt has no column or State of that name"
    assert f"{declared}; without facts are: “the Caribbean” Did you mean “the Caribbean”?" in said
    assert "“head:”" in said
    assert (tmp_path / "matrix.yaml").read_bytes() == before


def test_a_region_in_about_yaml_that_is_not_in_the_document_is_said_and_two_cannot_have_one_head(tmp_path):
    name = written(tmp_path, "State,Recommendation\nChile,Build less.\n")
    about = tmp_path / "about.yaml"
    chile, peru = "- {key: cl, name: Chile}\n", "- {key: pe, name: Peru}\n"
    about.write_text(f"regions:\n{chile}{peru}", encoding="utf-8")
    run(tmp_path, "import", name)
    assert "a region “Peru”, and list.csv has no column or State" in run(tmp_path, "check", "matrix.yaml")
    about.write_text(f"regions:\n{chile}- {{key: pe, name: Peru, head: Chile}}\n", encoding="utf-8")
    assert "two regions have the head “Chile”" in run(tmp_path, "import", name, status=1)
    about.write_text(f"regions:\n{chile}- {{key: pe, head: Peru, name: CHILE}}\n", encoding="utf-8")
    said = run(tmp_path, "import", name, status=1)
    assert "about.yaml:3:31: error: a region before it (line 2) has this name, too" in said


def test_a_state_that_a_new_version_of_the_list_has_no_longer_is_said_and_the_import_goes_on(tmp_path):
    (tmp_path / "in").mkdir()
    run(tmp_path, "new", "own", "--from", f"in/{written(tmp_path / 'in', LIST)}")
    own = tmp_path / "own"
    line = (own / "about.yaml").read_text(encoding="utf-8").split("\n").index("  - key: peru") + 1
    written(
        own,
        "State,Theme,Recommendation,Para\nChile,Prisons,Build fewer prisons.,138.1\nCuba,Courts,Try.,138.3\n",
    )
    said = run(own, "import", "list.csv")
    assert (
        f"about.yaml:{line}:10: warning: about.yaml declares a region “Peru”, and list.csv has no column"
        in said
    )
    assert "gone: chile-138.2." in said
    assert list(recommendations(own)) == ["chile-138.1", "cuba-138.3"]
    before = (own / "matrix.yaml").read_bytes()
    written(own, "State,Theme,Recommendation,Para\nCuba,Courts,Try.,138.3\n")  # none of those of about.yaml
    assert "error: about.yaml declares a region “Chile”" in run(own, "import", "list.csv", status=1)
    assert (own / "matrix.yaml").read_bytes() == before


def corrected(folder, *changes):
    path = folder / "matrix.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_corrections_by_hand_are_kept_by_an_import_and_said_where_the_document_changed_too(tmp_path):
    run(tmp_path, "import", written(tmp_path, PLAIN))
    filled_in = ("chile-n1", "chile-12a"), ("the guards.", "the wardens."), ("peru-n1", "peru-7")
    corrected(tmp_path, *filled_in, ("title: Courts", "title: Courts of law"))
    said = run(tmp_path, "import", "list.csv")
    assert "Kept as you corrected it: chile-12a (paragraph), chile-n2 (text), peru-7 (paragraph)" in said
    assert "changed" not in said
    mine = {
        "chile-12a": "Build fewer prisons.",
        "chile-n2": "Train all the wardens.",
        "peru-7": "Open the courts to all.",
    }
    assert recommendations(tmp_path) == mine
    # Filling in about.yaml and reading again takes its facts in.
    about = (tmp_path / "about.yaml").read_text(encoding="utf-8")
    (tmp_path / "about.yaml").write_text(about.replace("key: peru", "key: pe"), encoding="utf-8")
    new = PLAIN.replace("fewer prisons", "far fewer prisons").replace("the guards.", "the guards well.")
    written(
        tmp_path,
        new.replace("State,Theme,Recommendation\n", "State,Theme,Recommendation\nCuba,Prisons,Try.\n"),
    )
    said = run(tmp_path, "import", "list.csv")
    assert "chile-n2: you and the document both changed the text; yours is kept" in said
    assert "the document has: “Train all the guards well.”" in said
    assert said.count("both changed") == 1
    assert recommendations(tmp_path) == {
        "cuba-n1": "Try.",
        "chile-12a": "Build far fewer prisons.",
        "chile-n2": "Train all the wardens.",
        "pe-7": "Open the courts to all.",
    }
    assert "title: Courts of law" in (tmp_path / "matrix.yaml").read_text(encoding="utf-8")
    checked = run(tmp_path, "check", "matrix.yaml")
    assert "the text of chile-n2 is not as in the source" in checked
    assert checked.count("not in the source") == checked.count("stands in the source") == 0
    before = (tmp_path / "matrix.yaml").read_bytes()
    assert "both changed" not in run(tmp_path, "import", "list.csv")
    assert (tmp_path / "matrix.yaml").read_bytes() == before


def test_what_was_taken_out_added_or_corrected_and_is_gone_is_said(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST + "Peru,Courts,Pay the judges.,138.3,Noted\n"))
    text = (tmp_path / "matrix.yaml").read_text(encoding="utf-8")
    out = text[text.index("  - id: chile-138.1") : text.index("  - id: chile-138.2")]
    own = "chile-138.9\n    themes: [courts]\n    text: Of our own.\n  - id: "
    corrected(tmp_path, ("  - id: peru-138.3", f"  - id: {own}peru-138.3"), ("Pay the", "Pay all"))
    corrected(tmp_path, (out, "# out\n"))
    written(tmp_path, LIST)
    said = run(tmp_path, "import", "list.csv")
    assert "Kept as you corrected it: chile-138.1 (taken out), chile-138.9 (added)." in said
    assert "peru-138.3, which you corrected, is in the document no longer: it is kept" in said
    assert list(recommendations(tmp_path)) == ["chile-138.2", "chile-138.9", "peru-138.3"]
    assert "the file with them is kept as matrix.yaml.before" in said
    assert "# out\n" in (tmp_path / "matrix.yaml.before").read_text(encoding="utf-8")


def test_a_slip_in_a_corrected_matrix_is_said_with_its_line_and_nothing_is_written(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST))
    corrected(tmp_path, ("themes: [prisons]", "themes: [prison]"))
    before = (tmp_path / "matrix.yaml").read_bytes()
    assert "matrix.yaml:33:14: error: unknown theme “prison”" in run(tmp_path, "import", "list.csv", status=1)
    assert (tmp_path / "matrix.yaml").read_bytes() == before


def test_without_what_the_last_import_gave_a_corrected_file_is_left_and_said_where_it_differs(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST))
    corrected(tmp_path, ("fewer prisons", "no prisons"))
    (tmp_path / ".drafter-matrix.yaml.imported").unlink()
    before = (tmp_path / "matrix.yaml").read_bytes()
    said = run(tmp_path, "import", "list.csv", status=3)
    assert "1 in other words: chile-138.1." in said
    assert "corrections cannot be told from what is new" in said
    assert (tmp_path / "matrix.yaml").read_bytes() == before
    run(tmp_path, "import", "list.csv", "--overwrite")
    assert recommendations(tmp_path)["chile-138.1"] == "Build fewer prisons."


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_where_what_the_last_import_gave_is_damaged_nothing_is_written_and_the_message_mends_it(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST))
    beside = tmp_path / ".drafter-matrix.yaml.imported"
    beside.write_text("garbage: [1", encoding="utf-8")
    written(tmp_path, LIST.replace("fewer prisons", "few prisons"))
    before = contents(tmp_path)
    said = run(tmp_path, "import", "list.csv", status=3)
    assert ".drafter-matrix.yaml.imported was not written" in said
    assert contents(tmp_path) == before
    run(tmp_path, "import", "list.csv", "--overwrite")
    assert recommendations(tmp_path)["chile-138.1"] == "Build few prisons."
    assert beside.read_bytes() == (tmp_path / "matrix.yaml").read_bytes()


def test_an_emptied_file_of_what_the_last_import_gave_is_as_none_for_a_matrix_that_nobody_corrected(tmp_path):
    run(tmp_path, "import", written(tmp_path, LIST))
    beside = tmp_path / ".drafter-matrix.yaml.imported"
    beside.write_bytes(b"")
    written(tmp_path, LIST.replace("fewer prisons", "few prisons"))
    run(tmp_path, "import", "list.csv")
    assert recommendations(tmp_path)["chile-138.1"] == "Build few prisons."
    assert beside.read_bytes() == (tmp_path / "matrix.yaml").read_bytes()


@pytest.mark.parametrize("damage", ["garbage: [1", "edited", ""])
def test_corrections_are_not_lost_where_what_the_last_import_gave_is_damaged(tmp_path, damage):
    run(tmp_path, "import", written(tmp_path, LIST))
    corrected(tmp_path, ("fewer prisons", "no prisons"))
    beside = tmp_path / ".drafter-matrix.yaml.imported"
    edited = beside.read_text(encoding="utf-8").replace("fewer prisons", "no prisons")
    beside.write_text(edited if damage == "edited" else damage, encoding="utf-8")
    before = contents(tmp_path)
    said = run(tmp_path, "import", "list.csv", status=3)
    assert "(.drafter-matrix.yaml.imported) is damaged, so corrections cannot be told" in said
    assert "carry your corrections over, or add --overwrite to lose them" in said
    assert contents(tmp_path) == before
    run(tmp_path, "import", "list.csv", "--overwrite")
    corrected(tmp_path, ("fewer prisons", "no prisons"))
    assert "Kept as you corrected it: chile-138.1" in run(tmp_path, "import", "list.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("name", [".drafter-matrix.yaml.imported", "matrix.yaml", "matrix.yaml.before"])
@pytest.mark.parametrize("is_there", [True, False])
def test_an_import_follows_no_link_that_nobody_named(tmp_path, name, is_there):
    folder, theirs = tmp_path / "mine", tmp_path / "theirs.yaml"
    folder.mkdir()
    run(folder, "import", written(folder, LIST))
    corrected(folder, ("fewer prisons", "no prisons  # why"))
    if is_there:
        theirs.write_bytes((folder / name).read_bytes() if (folder / name).exists() else b"theirs")
    before = theirs.read_bytes() if is_there else None
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(theirs)
    was = {path.name: path.read_bytes() for path in folder.iterdir() if path.exists()}
    if name.endswith(".before"):
        run(folder, "import", "list.csv")
        assert (folder / "matrix.yaml.before2").exists()
    else:
        said = run(folder, "import", "list.csv", status=3)
        assert f"{name} is a link out of its folder" in said
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.exists()} == was
    assert (theirs.read_bytes() if theirs.exists() else None) == before


def test_a_link_that_the_user_named_is_followed(tmp_path):
    folder, real = tmp_path / "mine", tmp_path / "real.yaml"
    folder.mkdir()
    real.touch()
    (folder / "m.yaml").symlink_to(real)
    run(folder, "import", written(folder, LIST), "-o", "m.yaml", "--overwrite")
    assert (folder / "m.yaml").is_symlink()
    assert b"fewer prisons" in real.read_bytes()


def test_several_reports_of_one_state_are_said_and_an_error_where_they_collide(
    tmp_path,
):
    rows = (
        "State,Symbol,Recommendation,Para\n"
        "Chile,A/1/CHL,Build fewer prisons for all.,12\nChile,A/2/CHL,Build fewer prisons for most.,12\n"
    )
    said = run(tmp_path, "import", written(tmp_path, rows), status=1)
    assert "chile-12 is cited here from A/2/CHL, and at line 2, column 15 from A/1/CHL" in said
    assert not (tmp_path / "matrix.yaml").exists()
    apart = rows.replace("Chile,A/2", "Chile (A/2/CHL),A/2")
    written(tmp_path, apart)
    run(tmp_path, "import", "list.csv")
    assert list(recommendations(tmp_path)) == ["chile-12", "chile2-12"]
    (tmp_path / "about.yaml").unlink()
    written(tmp_path, rows.replace("most.,12", "most.,13"))
    run(tmp_path, "import", "list.csv")
    said = run(tmp_path, "check", "matrix.yaml")
    assert (
        "Chile has recommendations of several reports (A/1/CHL, A/2/CHL), and its footnotes cite one" in said
    )


def test_one_paragraph_cited_from_two_reports_in_a_grid_is_an_error(tmp_path):
    grid = "Chile\tPeru\nPrisons\t\nBuild less. [A/1/CHL, para. 1]\tTrain. [para. 2]\n"
    grid += "Courts\t\nBuild less. [A/2/CHL, para. 1]\t\n"
    assert "is cited here from A/2/CHL, and at line 3" in run(
        tmp_path, "import", written(tmp_path, grid, "a.txt"), status=1
    )


def test_check_says_once_how_many_have_no_paragraph_and_which(tmp_path):
    rows = "".join(f"Chile,Build fewer of the {n} prisons.\n" for n in range(1, 11))
    run(tmp_path, "import", written(tmp_path, "State,Recommendation\n" + rows))
    said = run(tmp_path, "check", "matrix.yaml")
    assert said.count("10 of 10 recommendations have no paragraph") == 1
    assert (
        "missing: chile-n1, chile-n2, chile-n3, chile-n4, chile-n5, chile-n6, chile-n7, chile-n8 and 2 more"
        in said
    )
    assert "change the id here, chile-n1 to chile-12" in said


def test_a_fact_of_several_paragraphs_is_shown_as_several_and_asked_for_as_one(tmp_path):
    name = written(tmp_path, 'State,Recommendation,Para,Reply\nChile,Build less.,1,"Noted.\n\nSee above."\n')
    run(tmp_path, "import", name)
    assert "\n  Reply: Noted.\n    See above.\n" in run(tmp_path, "show", "chile-1")
    assert "chile-1" in run(tmp_path, "list", "--where", "reply=noted. see above.")


def test_of_many_states_the_sample_is_one_report_for_all(tmp_path):
    rows = "".join(f"State {sign},Build less.,138.{n}\n" for n, sign in enumerate("ABCDEFGHIJKLMN", 1))
    run(tmp_path, "import", written(tmp_path, "State,Recommendation,Para\n" + rows))
    about = (tmp_path / "about.yaml").read_text(encoding="utf-8")
    assert "“report:”, once for all: [name of the report] ([symbol]), para. 138.1 (State A)." in about
    about = about.replace("regions_are: null", "regions_are: [State, States]")
    (tmp_path / "about.yaml").write_text(about, encoding="utf-8")
    run(tmp_path, "import", "list.csv")
    assert "14 States" in run(tmp_path, "import", "list.csv", "--preview")
    first = next(iter(recommendations(tmp_path)))
    assert "Shared by no other State." in run(tmp_path, "show", first, "--matrix", "matrix.yaml")


def test_a_new_folder_tells_the_doubts_about_its_document(tmp_path):
    (tmp_path / "list.csv").write_bytes("State,Recommendation\nPérou,Build less.\n".encode("cp1252"))
    said = run(tmp_path, "new", "own", "--from", "list.csv")
    assert "“Pérou”" in said
    assert "oddities in list.csv. Next: drafter check own/matrix.yaml" in said


def test_columns_named_once_are_kept_so_that_the_next_import_needs_no_options(tmp_path):
    name = written(tmp_path, LIST.replace("State,Theme,Recommendation,Para", "who,on,what,n"))
    options = [f"--column={one}" for one in ("region=who", "theme=on", "text=what", "paragraph=n")]
    run(tmp_path, "import", name, *options)
    before = (tmp_path / "matrix.yaml").read_bytes()
    run(tmp_path, "import", name)
    assert (tmp_path / "matrix.yaml").read_bytes() == before
    run(tmp_path, "check", "matrix.yaml")
    assert "--column needs one of region" in run(tmp_path, "import", name, "--column=who", status=2)


def test_a_form_of_citations_is_declared_in_about_yaml_and_an_unknown_one_says_which_are_known(tmp_path):
    heads = "State,Recommendation,Para\n"
    name = written(tmp_path, heads + "Chile,Build fewer prisons.,No. 12 lit. c\n")
    said = run(tmp_path, "import", name, status=1)
    assert "No. 12 lit. c" in said
    assert "[Report, para. 12c]" in said
    (tmp_path / "about.yaml").write_text('citations: ["No. {paragraph} lit. {letter}"]\n', encoding="utf-8")
    run(tmp_path, "import", name)
    assert list(recommendations(tmp_path)) == ["chile-12c"]
    (tmp_path / "about.yaml").write_text('citations: ["No. {number}"]\n', encoding="utf-8")
    assert "“No. {number}” is no form of citations" in run(tmp_path, "import", name, status=1)


def test_a_new_version_says_what_is_new_gone_and_changed_and_keeps_identities(tmp_path):
    run(tmp_path, "import", written(tmp_path, PLAIN))
    assert list(recommendations(tmp_path)) == ["chile-n1", "chile-n2", "peru-n1"]
    (tmp_path / "concordance.yaml").write_text(
        "- id: courts\n  members: [chile-n1, peru-n1]\n", encoding="utf-8"
    )
    changed = (
        "State,Theme,Recommendation\n"
        "Chile,Prisons,Teach every prisoner a trade.\n"
        "Chile,Prisons,Train all the prison guards.\n"
        "Chile,Prisons,Build fewer prisons.\n"
    )
    said = run(tmp_path, "import", written(tmp_path, changed))
    assert recommendations(tmp_path) == {
        "chile-n3": "Teach every prisoner a trade.",
        "chile-n2": "Train all the prison guards.",
        "chile-n1": "Build fewer prisons.",
    }
    assert "1 new: chile-n3." in said
    assert "1 gone: peru-n1." in said
    assert "1 in other words: chile-n2." in said
    assert "concordance.yaml names what is not there any more: peru-n1." in said
    assert "0 errors" in run(tmp_path, "check", "matrix.yaml")


def test_another_key_is_no_new_region_and_what_stands_in_comments_alone_is_not_named(tmp_path):
    run(tmp_path, "import", written(tmp_path, PLAIN))
    run(tmp_path, "select", "--min-regions", "1", "-o", "selection.yaml")
    (tmp_path / "concordance.yaml").write_text("[] # chile-n1 is near peru-n1\n", encoding="utf-8")
    about = (tmp_path / "about.yaml").read_text(encoding="utf-8")
    (tmp_path / "about.yaml").write_text(about.replace("key: chile", "key: chl"), encoding="utf-8")
    said = run(tmp_path, "import", "list.csv")
    assert list(recommendations(tmp_path)) == ["chl-n1", "chl-n2", "peru-n1"]
    assert "chile is chl now." in said
    assert " new: " not in said
    assert "another's" not in said
    assert "concordance.yaml" not in said
    assert "selection.yaml names what is not there any more: chile-n1, chile-n2. Write the ids that" in said


def test_a_selection_that_names_what_has_gone_is_brought_up_to_date_by_its_command(tmp_path):
    run(tmp_path, "import", written(tmp_path, PLAIN))
    run(tmp_path, "select", "--min-regions", "1", "-o", "selection.yaml")
    written(tmp_path, "\n".join(line for line in PLAIN.split("\n") if not line.startswith("Peru")))
    said = run(tmp_path, "import", "list.csv")
    assert "names what is not there any more: peru-n1. drafter select selection.yaml says what" in said
    assert "peru-n1" in run(tmp_path, "select", "selection.yaml")


def test_a_folder_of_ones_own_is_made_whole_and_its_commands_find_its_matrix(tmp_path):
    written(tmp_path, LIST)
    said = run(tmp_path, "new", "c15", "--from", "list.csv")
    assert sorted(path.name for path in (tmp_path / "c15").iterdir()) == [
        ".drafter-matrix.yaml.imported",
        "about.yaml",
        "list.csv",
        "matrix.yaml",
    ]
    assert "cd c15" in said
    for command in ("themes", "match -o concordance.yaml", "draft --min-regions 1 -o draft.docx"):
        assert f"drafter {command}" in said
        run(tmp_path / "c15", *command.split())
    shared = "- id: justice\n  members: [chile-138.1, chile-138.2]\n"
    (tmp_path / "c15" / "concordance.yaml").write_text(shared, encoding="utf-8")
    assert "0 errors" in run(tmp_path, "check", "c15/concordance.yaml")
    assert "Prisons" in run(tmp_path, "themes", "--concordance", "c15/concordance.yaml")
    assert "chile-138.1" in run(tmp_path / "c15", "show", "chile-138.1")
    run(tmp_path / "c15", "select", "--min-regions", "1", "-o", "selection.yaml")
    assert "matrix: matrix.yaml" in (tmp_path / "c15" / "selection.yaml").read_text(encoding="utf-8")
    run(tmp_path, "check", "c15/selection.yaml", "c15/matrix.yaml", "c15/draft.docx")
    assert "not empty" in run(tmp_path, "new", "c15", "--from", "list.csv", status=2)


def test_a_folder_of_annex_b_has_the_matrix_that_ships(tmp_path):
    run(tmp_path, "new", "kyoto", "--from", KYOTO_2021 / "annex-b.txt")
    assert (tmp_path / "kyoto" / "matrix.yaml").read_bytes() == (KYOTO_2021 / "matrix.yaml").read_bytes()
    assert (tmp_path / "kyoto" / "about.yaml").read_bytes() == (KYOTO_2021 / "about.yaml").read_bytes()


def test_nothing_is_made_of_a_document_that_cannot_be_read(tmp_path):
    written(tmp_path, "State,Theme\nChile,Prisons\n")
    assert "--column text=HEAD" in run(tmp_path, "new", "c15", "--from", "list.csv", status=1)
    assert not (tmp_path / "c15").exists()


@pytest.mark.parametrize("options", [["--table", "2"], ["--sheet", "Matrix"]])
def test_a_table_or_sheet_that_is_not_there_lists_those_that_are(tmp_path, options):
    said = run(tmp_path, "import", written(tmp_path, LIST), *options, status=2)
    assert "There " in said


def test_a_preview_says_what_is_kept_as_facts_and_gives_advice_a_line_of_its_own(tmp_path):
    text = LIST.replace("Theme", "Theem")
    said = run(tmp_path, "import", written(tmp_path, text), "--preview")
    assert "  kept as facts: “Theem”, “Position”\n" in said
    assert '\n      If so, say it with --column theme="Theem", or correct the head.\n' in said


def test_an_empty_file_is_called_empty(tmp_path):
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    (tmp_path / "empty.docx").write_bytes(b"")
    for name in ("empty.xlsx", "empty.docx"):
        said = run(tmp_path, "import", name, status=3)
        assert "this file is empty" in said
        assert "tabs" not in said


def test_a_file_that_is_not_what_its_ending_says_is_read_as_what_it_is_and_check_says_the_same(tmp_path):
    rows = "Africa\tAsia\nBuild fewer prisons. [para. 1]\tTrain all the guards. [para. 2]\n"
    is_text = "by its ending .docx this would be a Word file, but it is plain text"
    name = written(tmp_path, rows, "table.docx")
    for command in (("import", name, "--preview"), ("check", name)):
        assert f"{is_text}, and was read as that" in " ".join(run(tmp_path, *command).split())
    name = written(tmp_path, "Build fewer prisons.\n", "words.docx")
    for command in (("import", name), ("check", name)):
        said = run(tmp_path, *command, status=1)
        assert f"{is_text}, and there is no table in it" in said
        assert "tabs" not in said
    (tmp_path / "noise.docx").write_bytes(bytes(range(128, 256)))
    for command in (("import", "noise.docx"), ("check", "noise.docx")):
        assert "noise.docx is not a Word file, or is damaged" in run(tmp_path, *command, status=3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Recommendation,Recommendation,State\nBuild it all now.,Build that all now.,Chile\n",
            "list.csv: two columns have the head “Recommendation”",
        ),
        (
            "State,A,B\nChile,Build it all now for everybody.,Build that all now for everybody.\n",
            "list.csv: this is a list, and no column of it is known to hold",
        ),
    ],
)
def test_a_list_whose_columns_are_not_known_is_refused_by_its_name(tmp_path, text, said):
    assert said in run(tmp_path, "import", written(tmp_path, text), status=1)


@pytest.mark.parametrize("command", [("import", "list.csv"), ("match",), ("select", "--min-regions", "1")])
def test_a_file_whose_name_is_too_long_is_named(tmp_path, command):
    written(tmp_path, LIST)
    said = run(tmp_path, *command, "-o", f"{'x' * 300}.yaml", status=3)
    assert f"cannot use {'x' * 60}" in said or f"cannot write {'x' * 60}" in said


def test_very_long_words_are_read_in_no_time(tmp_path):
    words = [letter * 49_000 for letter in "xyz"]
    rows = "".join(f"Chile,Prisons,{word},{n}\n" for n, word in enumerate(words, 1))
    assert "3 recommendations" in run(
        tmp_path, "import", written(tmp_path, f"State,Theme,Recommendation,Para\n{rows}")
    )
