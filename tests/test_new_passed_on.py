"""A new paragraph that is passed on: who changes its words speaks alone; who adds its name to them joins."""

import pytest
import yaml
from test_home_staying import of, styled
from word_editing import run
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, cut_out, end_changed, reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n"


def typed_by_brazil(room, words="Build courts for widows; (Brazil, Chile)", style="SingleTxt"):
    edit = room.edit()
    made = styled(words, style)
    for content in list(made.iter(w("r"))):
        content.addprevious(put := change("ins", "Brazil"))
        put.append(content)
    end_changed(made, "ins", "Brazil")
    of(edit, "Discuss effective" if style == "SingleTxt" else "Revise laws", "SingleTxt").addnext(made)
    return edit, made


def put_in_by_norway(paragraph, behind, words):
    """Words of Norway's within what Brazil put in."""
    own = cut_out(paragraph, behind)
    put = own.getparent()
    put.addnext(change("ins", "Brazil", *list(own.itersiblings())))
    put.addnext(change("ins", "Norway", run(words)))


@pytest.mark.parametrize(
    ("behind", "words", "sponsors"),
    [
        (
            "courts",
            " and roads",
            {"Build courts for widows": ["Brazil", "Chile"], "Build courts and roads for widows": ["Norway"]},
        ),
        ("Chile", ", Norway", {"Build courts for widows": ["Brazil", "Chile", "Norway"]}),
        ("Chile)", " (Norway)", {"Build courts for widows": ["Brazil", "Chile", "Norway"]}),
    ],
)
def test_nobody_stands_behind_words_of_another_and_nobodys_name_goes(tmp_path, behind, words, sponsors):
    room = Room(tmp_path, SELECTION)
    edit, _ = typed_by_brazil(room)
    first = room.save(edit, "brazil.docx")
    edit, paragraph = typed_by_brazil(room)
    put_in_by_norway(paragraph, behind, words)
    papers = first, room.save(edit, "norway.docx")
    room.home(*papers)
    drafter("select", room.selection, "--take-all")
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    found = {one["wording"]: one["by"] for block in blocks for one in block.get("wordings", ())}
    assert found == sponsors
    again = room.home(*papers)
    assert not room.proposed, again


@pytest.mark.parametrize("is_passed_on_first", [False, True])
def test_what_is_passed_on_is_proposed_once_whatever_else_the_next_one_changes(tmp_path, is_passed_on_first):
    room = Room(tmp_path, SELECTION)
    edit, _ = typed_by_brazil(room)
    first = room.save(edit, "brazil.docx")
    edit, paragraph = typed_by_brazil(room)
    put_in_by_norway(paragraph, "courts", " and roads")
    reword(of(edit, "Assembled at"), "Norway", "Assembled", "Gathered")
    second = room.save(edit, "norway.docx")
    told = room.home(*((second, first) if is_passed_on_first else (first, second)))
    new = {tuple(one["by"]): name for name, one in room.proposed.items() if ":new:" in name}
    assert new.keys() == {("Brazil",), ("Norway",)}
    assert sum(":new:" in name for name in room.proposed) == 2
    assert "stands in" in told
    assert "it is one proposal" in told


@pytest.mark.parametrize(
    "words", ["[Build courts for widows;] (Brazil)", "[Build courts for widows] (Brazil)"]
)
def test_who_types_its_name_behind_anothers_alternative_joins(tmp_path, words):
    room = Room(tmp_path, SELECTION)
    edit, paragraph = typed_by_brazil(room, f"1 bis.\t{words}", "AltTxt")
    put_in_by_norway(paragraph, "(Brazil)", " (Norway)")
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    by = [one["by"] for one in room.block("af-37b")["wordings"] if "by" in one]
    assert by == [["Brazil", "Norway"]]
    again = room.home(paper)
    assert not room.proposed, again


@pytest.mark.parametrize("more", [(), ("--of", "Norway")])
def test_so_it_is_where_the_name_is_typed_without_tracking(tmp_path, more):
    room = Room(tmp_path, SELECTION)
    edit, paragraph = typed_by_brazil(room, "1 bis.\t[Build courts for widows;] (Brazil)", "AltTxt")
    paragraph.append(run(" (Norway)"))
    paper = room.save(edit)
    room.home(paper, more=more)
    assert not [one for one in room.proposed if not one.startswith("af-37b:wording:")]
    drafter("select", room.selection, "--take-all")
    by = [one["by"] for one in room.block("af-37b")["wordings"] if "by" in one]
    assert by == [["Brazil", "Norway"]]
    assert "Norway)" in room.markdown().partition("Annex I.")[0]
    again = room.home(paper, more=more)
    assert not room.proposed, again


@pytest.mark.parametrize("listed", ["delegations: [Brazil, Norway]\n", ""])
@pytest.mark.parametrize("end", ["", ";", ".", "]", ";]"])
def test_a_name_behind_anothers_joins_whether_or_not_a_mark_or_a_bracket_closes_the_words(
    tmp_path, listed, end
):
    room = Room(tmp_path, SELECTION.replace("clauses:", f"{listed}clauses:"))
    words = f"{'[' if ']' in end else ''}Build courts for widows{end} (Brazil)"
    edit, _ = typed_by_brazil(room, words)
    first = room.save(edit, "brazil.docx")
    edit, paragraph = typed_by_brazil(room, words)
    put_in_by_norway(paragraph, "(Brazil)", " (Norway)")
    second = room.save(edit, "norway.docx")
    told = room.home(first, second)
    assert "it is one proposal" in told
    assert "Decide about the proposal of" not in told  # a name alone was added
    assert [name.rpartition(":")[2] for name in room.proposed] == ["brazil", "norway"]
    drafter("select", room.selection, "--take-all")
    (new,) = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][2:]
    assert new["wordings"] == [{"by": ["Brazil", "Norway"], "wording": "Build courts for widows"}]
    again = room.home(first, second)
    assert not room.proposed, again
    assert "Decide about the proposal of" not in again


@pytest.mark.parametrize("end", ["", ";"])
def test_what_brackets_hold_at_the_end_of_words_is_no_name_for_the_name_behind_it(tmp_path, end):
    room = Room(tmp_path, SELECTION)
    words = f"Apply the minimum rules (the Nelson Mandela Rules){end} (Brazil)"
    room.home(room.save(typed_by_brazil(room, words)[0]))
    drafter("select", room.selection, "--take-all")
    (new,) = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][2:]
    wording = "Apply the minimum rules (the Nelson Mandela Rules)"
    assert new["wordings"] == [{"by": ["Brazil"], "wording": wording}]


def test_two_that_differ_in_brackets_around_one_new_paragraph_are_named_as_the_list_has_them(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit, _ = typed_by_brazil(room, "[Build courts for widows;] (Brazil)")
    first = room.save(edit, "brazil.docx")
    edit, paragraph = typed_by_brazil(room, "Build courts for widows; (Brazil)")
    put_in_by_norway(paragraph, "(Brazil)", " (Norway)")
    room.home(first, room.save(edit, "norway.docx"))
    told = drafter("select", room.selection, "--take-all", status=1)
    named = [word for word in told.split() if word.startswith("build-courts")]
    assert named
    assert {*named} <= {*room.proposed}
    one, other, *_ = named
    room.take(one)
    told = drafter("select", room.selection, "--take", other, status=2)
    assert "there is a clause “build-courts-widows” already" in told
    assert "Read the Word file again" in told


@pytest.mark.parametrize("is_read_later", [False, True])
@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("1 bis.\t[Build courts for widows;] (Brazil, Chile)", "AltTxt"),
        ("1 bis.\tBuild courts for widows (Brazil, Chile)", "AltTxt"),
        ("[Build courts for widows;] (Brazil)", "SingleTxt"),
        ("Build courts for widows (Brazil)", "SingleTxt"),
    ],
)
def test_who_changes_words_that_another_put_in_stands_behind_its_own_alone(
    tmp_path, words, style, is_read_later
):
    room = Room(tmp_path, SELECTION.replace("clauses:", "delegations: [Brazil, Chile, Norway]\nclauses:"))
    edit, _ = typed_by_brazil(room, words, style)
    first = room.save(edit, "brazil.docx")
    edit, paragraph = typed_by_brazil(room, words, style)
    put_in_by_norway(paragraph, "courts", " and roads")
    second = room.save(edit, "norway.docx")
    for files in ([first], [second]) if is_read_later else ([first, second],):
        room.home(*files)
        drafter("select", room.selection, "--take-all")
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    found = [one for block in blocks for one in block.get("wordings", ()) if "by" in one]
    whose = {one["wording"]: one["by"] for one in found}
    assert whose.pop("Build courts and roads for widows") == ["Norway"]
    assert whose == {"Build courts for widows": ["Brazil", *(["Chile"] if "Chile" in words else [])]}
