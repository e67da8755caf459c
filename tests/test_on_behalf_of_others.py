"""A delegation that speaks for others is one sponsor, named so, whether or not a comma is typed."""

import pytest
import yaml
from test_home_staying import of, styled
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed, reword

from drafter.brackets import names_in

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = "matrix: kyoto-2021\n{}clauses:\n- id: af-37b\n- id: lac-79j\n"
AS = "Egypt on behalf of the African Group"
WITH_COMMA = "Egypt, on behalf of the African Group"
GROUP = "the Group of 77 and China"


@pytest.mark.parametrize(
    ("typed", "known", "names"),
    [
        (WITH_COMMA, ["Egypt"], [AS]),
        (WITH_COMMA, ["Egypt", AS], [AS]),
        (f"{AS}, Japan", [WITH_COMMA, "Japan"], [WITH_COMMA, "Japan"]),
        ("Group of 77 and China, on behalf of Egypt", [GROUP], [f"{GROUP} on behalf of Egypt"]),
        (
            f"Brazil, {GROUP}, on behalf of Egypt, Japan",
            [GROUP],
            ["Brazil", f"{GROUP} on behalf of Egypt", "Japan"],
        ),
        (f"{AS} and Japan", ["Egypt", "Japan", "African Group"], [AS, "Japan"]),
    ],
)
def test_a_comma_before_on_behalf_of_ends_no_name_whoever_is_known(typed, known, names):
    assert [*names_in(typed, known)] == names


def typed_by_egypt(room, words):
    """A paper with a new paragraph of Egypt's."""
    edit = room.edit()
    made = styled(words, "SingleTxt")
    for content in list(made.iter(w("r"))):
        content.addprevious(put := change("ins", "Egypt"))
        put.append(content)
    end_changed(made, "ins", "Egypt")
    of(edit, "Discuss effective", "SingleTxt").addnext(made)
    return room.save(edit)


def wordings(room):
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    return [one for block in blocks for one in block.get("wordings", ())]


@pytest.mark.parametrize(
    "listed",
    [
        "",
        pytest.param(f"delegations: [Egypt, {AS}]\n", marks=pytest.mark.thorough),
        pytest.param(f'delegations: ["{WITH_COMMA}"]\n', marks=pytest.mark.thorough),
    ],
)
def test_who_speaks_for_others_is_no_sponsor_beside_itself(tmp_path, listed):
    room = Room(tmp_path, SELECTION.format(listed))
    paper = typed_by_egypt(room, f"Build courts for widows; ({WITH_COMMA})")
    told = room.home(paper)
    speaks = WITH_COMMA if '"' in listed else AS
    assert f"says so as “{speaks}”" in told
    assert "beside whoever says so" not in told
    room.take(*room.proposed)
    assert wordings(room) == [{"by": [speaks], "wording": "Build courts for widows"}]
    assert f"\\[Build courts for widows.\\] *({speaks})*" in room.markdown()
    # Read again, it has nothing new; nor has the next paper, untouched.
    assert "has nothing that" in room.home(paper)
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "has nothing that" in room.home(room.folder / "round-2.docx")


def test_others_that_it_names_are_sponsors_beside_it(tmp_path):
    room = Room(tmp_path, SELECTION.format(""))
    told = room.home(typed_by_egypt(room, f"Build courts for widows; ({AS}, Japan)"))
    assert f"says so as “{AS}”; names Japan beside whoever says so" in told
    room.take(*room.proposed)
    assert [one["by"] for one in wordings(room)] == [[AS, "Japan"]]


def test_where_only_the_delegation_is_listed_it_is_said_that_the_name_is_not(tmp_path):
    room = Room(tmp_path, SELECTION.format("delegations: [Egypt]\n"))
    told = " ".join(room.home(typed_by_egypt(room, f"Build courts for widows; ({WITH_COMMA})")).split())
    assert f"“({AS})” typed behind" in told
    assert "is read as words" in told


DECLARED = f"""\
proposals:
- id: courts
  by: [Egypt]
  on-behalf-of: {GROUP}
  text: Build courts on every island
"""
WHOLE = f"Egypt on behalf of {GROUP}"


@pytest.fixture
def declared(tmp_path):
    def made(listed):
        (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
        blocks = "- id: courts-everywhere\n  sources: [+courts]\n- id: oaks\n  wordings:\n"
        blocks += f"  - {{by: [Japan], wording: Plant oaks}}\n  - {{by: [{AS}], wording: Plant elms}}\n"
        return Room(tmp_path, SELECTION.format(listed) + blocks)

    return made


LISTED = ["", "delegations: [Egypt, Japan, Group of 77 and China, African Group]\n"]


@pytest.mark.parametrize("listed", [*LISTED, "delegations: [Egypt, Japan, African Group]\n"])
@pytest.mark.parametrize("by", ["Egypt", WHOLE, "Egypt, on behalf of the Group of 77 and China", GROUP])
def test_who_speaks_for_others_withdraws_by_whichever_name(declared, listed, by):
    room, place = declared(listed), "courts-everywhere" if listed else "3"
    drafter("select", room.selection, "--status", "withdrawn", place, "--by", by)
    (step,) = room.block("courts-everywhere")["status"]
    assert (step["is"], step["by"]) == ("withdrawn", [WHOLE])
    text = room.markdown()
    assert "Build courts" not in text.partition("Annex I.")[0]
    assert f"Withdrawn by {WHOLE}" in text


@pytest.mark.parametrize("by", ["Egypt", AS, "African Group"])
def test_who_speaks_for_others_withdraws_one_wording_by_whichever_name(declared, by):
    room = declared(LISTED[1])
    drafter("select", room.selection, "--status", "withdrawn", "4 bis", "--by", by)
    assert room.block("oaks")["withdrawn"] == [{"of": [AS], "wording": "Plant elms", "by": [AS]}]


@pytest.mark.parametrize("given", ["4 bis", "oaks"])
def test_a_delegation_that_is_listed_beside_the_group_does_not_withdraw_for_that(declared, given):
    room = declared(f"delegations: [Egypt, Japan, Group of 77 and China, {AS}]\n")
    was = room.selection.read_text("utf-8")
    told = drafter("select", room.selection, "--status", "withdrawn", given, "--by", "Egypt", status=2)
    assert AS in told
    assert "nothing was written" in told
    assert room.selection.read_text("utf-8") == was
    drafter("select", room.selection, "--status", "withdrawn", given, "--by", AS)
    assert room.block("oaks")["withdrawn"] == [{"of": [AS], "wording": "Plant elms", "by": [AS]}]


def test_who_speaks_for_others_has_a_reservation_and_lifts_it(declared):
    room = declared(LISTED[1])
    drafter("select", room.selection, "--status", "reserved", "af-37b", "--by", WHOLE)
    assert f"[Reservation: {WHOLE}]" in room.markdown().replace("\\", "")
    drafter("select", room.selection, "--status", "open", "af-37b", "--by", "Egypt")
    assert "[Reservation:" not in room.markdown().replace("\\", "")


def test_a_name_that_is_not_listed_is_told_with_what_to_write(declared):
    room = declared(LISTED[1])
    told = drafter(
        "select", room.selection, "--status", "withdrawn", "courts-everywhere", "--by", "Chile", status=2
    )
    assert "does not list “Chile”; nothing was written" in told
    assert "write it below “delegations”" in told


def test_what_others_alone_propose_is_told_with_the_command_that_withdraws_it(declared):
    room = declared(LISTED[0])
    told = drafter(
        "select", room.selection, "--status", "withdrawn", "courts-everywhere", "--by", "Chile", status=2
    )
    assert f"courts-everywhere has what {WHOLE} proposes, not Chile; nothing was written" in told
    assert f'--status withdrawn courts-everywhere --by "{WHOLE}"' in told


LISTED_NAMES = f"delegations: [Egypt, {AS}, Egypt on behalf of {GROUP}, Japan]\n"


@pytest.mark.parametrize(
    ("stood", "stands"),
    [
        ("Egypt", AS),
        (AS, "Egypt"),
        (AS, f"Egypt on behalf of {GROUP}"),
        ("Egypt; Japan", f"{AS}; Japan"),
        (f"Japan; {AS}", "Japan; Egypt"),
    ],
)
@pytest.mark.parametrize("author", ["Egypt", "Japan", ""])
@pytest.mark.parametrize("more", [[], ["--as-text"]])
def test_who_says_for_whom_it_speaks_withdraws_nothing(tmp_path, stood, stands, author, more):
    """Another’s change of the name is told, and waits until it is taken as the text."""
    was, now = stood.split("; "), stands.split("; ")
    block = f"- id: oaks\n  wordings:\n  - by: {was}\n    wording: Plant oaks\n".replace("'", '"')
    room = Room(tmp_path, SELECTION.format(LISTED_NAMES) + block)
    edit = room.edit()
    place = of(edit, "Plant oaks")
    old, new = (next(one for one in each if one not in other) for each, other in ((was, now), (now, was)))
    if author:
        reword(place, author, f"{old}", f"{new}")
    else:
        edit.replace_words(place, old, new)
    told = room.home(room.save(edit))
    assert ("takes off the name of" in told) is (author != "Egypt")
    drafter("select", room.selection, "--take-all", *more)
    (left,) = wordings(room)
    if author == "Egypt" or more:
        assert left["by"] == now
    else:
        assert {*left["by"]} == {*was, *now}
    assert "withdrawn" not in room.block("oaks")
    assert "withdrawn by" not in drafter("status", room.selection)
    assert "own-1:" not in room.home(room.save(edit))
