"""Words within a bracket of another’s that this one has changed since: under one name alone."""

import pytest
from test_changed_in_anothers_bracket import paragraph, printed
from test_home_staying import of
from word_editing import Edit
from word_room import Room, drafter
from word_tracking import reword

# Each makes drafts and reads files back: .ci/run does it.
pytestmark = pytest.mark.thorough

STEEL = "[of steel] (European Union)"
SINCE = {"standing": STEEL, "opened": "of steel", "reworded": "[of iron] (European Union)", "struck": ""}
BRACKETS = {
    f"{STEEL} for": "[of steel and silk] for",
    f"[with poles {STEEL}] (European Union: retain) for": "[with poles [of steel and silk]] for",
    f"[with poles {STEEL}] (Chile) for": "[with poles [of steel and silk]] for",
    "[of steel] (European Union, Chile) for": "[of steel and silk] for",
    "[of steel] (European Union, Norway) for": "[of steel and silk] (Norway) for",
    f"{STEEL} [or wood] (European Union) for": "[of steel and silk] [or wood] (European Union) for",
}


def selection(holder, stood):
    text, own = (f"heron {one} {stood} all" for one in ("net", "pond"))
    return f"""\
matrix: kyoto-2021
delegations: [Kenya, Chile, Norway, European Union]
clauses:
- id: af-37b
- id: net
  heading: item-4-ii
  text: >-
    Build a {text if holder == "net" else "heron net for all"}
  wordings:
  - by: [European Union]
    wording: >-
      Build a {own if holder == "pond" else "heron pond for all"}
"""


def files_of(room, holder, stood, since):
    """What Norway made of the bracket, and the European Union, each from the same paper."""
    norway, union = room.edit(), room.edit()
    reword(paragraph(norway, f"heron {holder}"), "Norway", "of steel", "of steel and silk")
    whole = stood[stood.index("[of") :].partition(")")[0] + ")"
    old, new = (" all", " all and each") if since == "standing" else (whole, SINCE[since])
    reword(paragraph(union, f"heron {holder}"), "European Union", old, new)
    return room.save(norway, "norway.docx"), room.save(union, "union.docx")


@pytest.mark.parametrize(
    ("stood", "since"),
    [(one, "opened") for one in BRACKETS] + [(next(iter(BRACKETS)), each) for each in SINCE],
)
@pytest.mark.parametrize("holder", ["net", "pond"])
@pytest.mark.parametrize("order", ["late", "together", "one by one"])
def test_nobody_else_is_named_behind_it(tmp_path, order, holder, since, stood):
    room = Room(tmp_path, selection(holder, stood))
    more = ["--as-text"] if holder == "net" else []
    norway, union = files_of(room, holder, stood, since)
    if order == "late":
        room.home(union)
        drafter("select", room.selection, "--take-all", *more)
        assert "names European Union" not in room.home(norway)
    else:
        room.home(norway, union)
        if order == "one by one" or more:
            room.take("net:wording:european-union", more=more)
    drafter("select", room.selection, "--take-all")
    assert f"[Build a heron {holder} {BRACKETS[stood]} all.] (Norway)" in printed(room)
    assert "nothing that" in room.home(norway)


@pytest.mark.parametrize("since", ["opened", "reworded", "struck"])
def test_as_text_what_rewords_what_has_gone_stands_under_one_name_alone(tmp_path, since):
    room = Room(tmp_path, selection("pond", f"{STEEL} for"))
    norway, union = files_of(room, "pond", f"{STEEL} for", since)
    room.home(union)
    drafter("select", room.selection, "--take-all")
    room.home(norway)
    drafter("select", room.selection, "--take-all", "--as-text")
    assert "[Build a heron pond [of steel and silk] for all.] (Norway)" in printed(room)


@pytest.mark.parametrize("since", ["opened", "reworded", "struck"])
def test_in_a_heading(tmp_path, since):
    room = Room(tmp_path, selection("pond", "for"))
    edit = room.edit()
    heading = of(edit, "Gender-sensitive", "H4")
    reword(heading, "European Union", "approaches", "approaches of steel")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    path = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", path)
    norway, union = (Edit(path.read_bytes()) for _ in range(2))
    reword(of(norway, "of steel", "H4"), "Norway", "of steel", "of steel and silk")
    new = SINCE[since]
    reword(of(union, "of steel", "H4"), "European Union", STEEL, new)
    room.home(room.save(union, "union.docx"))
    drafter("select", room.selection, "--take-all")
    norway = room.save(norway, "norway.docx")
    room.home(norway)
    drafter("select", room.selection, "--take-all")
    words = room.markdown().replace("\\", "")
    assert "silk] (European" not in words
    assert "silk" in words
    assert "(Norway)" in words
