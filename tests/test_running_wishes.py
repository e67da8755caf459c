"""What a delegation wants of a bracket in a heading, and no more: nothing else there changes by that."""

import pytest
import yaml
from test_home_staying import of
from word_editing import run
from word_reading import w
from word_room import Room, drafter
from word_tracking import cut_out, reword, strike

from drafter.draft.running import paragraphs_of, text_of
from drafter.merge.running_words.running_theirs import under_name

SELECTION = """\
matrix: kyoto-2021
words:
  item-4-ii: '### [Gender-sensitive approaches] (Japan: delete) [Pine-like measures] (Japan)'
clauses:
- id: af-37b
"""
HEADING = "[Gender-sensitive approaches] (Japan: delete) [Pine-like measures] (Japan)"
SOUTH = "[in the north] (Japan: delete) [in the south] (Japan)"


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        (HEADING, HEADING.replace(" (Japan: delete)", ""), None),
        (HEADING, HEADING.replace(": delete", ": retain"), None),
        ("[All] (Japan: delete) men", "[All] men", None),
        (
            "[All] (Japan: delete) men of seas",
            "[All] men of lakes",
            "[All] men of [seas] (Japan: delete) [lakes] (Japan)",
        ),
        # What is another's stays.
        (
            "[All] (Chile: delete) men of the seas and of the lakes",
            "[All] men of the seas and of the lakes",
            "[[All] (Chile: delete)] (Japan: delete) [[All]] (Japan) men of the seas and of the lakes",
        ),
    ],
)
def test_a_wish_that_is_lifted_or_turned_leaves_the_rest_as_it_stood(was, now, shown):
    assert text_of(under_name(paragraphs_of(was), paragraphs_of(now), ["Japan"])) == (shown or now)


def heading(room):
    return yaml.safe_load(room.selection.read_text("utf-8"))["words"]["item-4-ii"]


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["beside", "as text"])
def test_a_wish_in_a_heading_is_lifted_by_its_author_and_that_alone(tmp_path, way):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    strike("Japan", cut_out(of(edit, "Gender-sensitive", "H4"), " (Japan: delete)"))
    paper = room.save(edit)
    assert "not imported" not in room.home(paper)
    room.take("item-4-ii:words:japan", more=("--as-text",) if way == "as text" else ())
    assert heading(room) == "### [Gender-sensitive approaches] [Pine-like measures] (Japan)"
    assert "has nothing that" in room.home(paper)
    drafter("draft", room.selection, "-o", tmp_path / "round-2.docx")
    assert "has nothing that" in room.home(tmp_path / "round-2.docx")


@pytest.mark.thorough
def test_as_text_is_what_is_proposed_and_nothing_of_its_author_that_stood_there(tmp_path):
    room = Room(tmp_path, SELECTION.replace(HEADING, f"Approaches of all old States {SOUTH} of the world"))
    edit = room.edit()
    reword(of(edit, "Approaches of", "H4"), "Japan", "old", "new")
    room.home(room.save(edit))
    room.take("item-4-ii:words:japan", more=("--as-text",))
    assert " ".join(heading(room).split()) == f"### Approaches of all new States {SOUTH} of the world"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("bracketed", "typed"),
    [("[Draft] (Japan: delete) [Sakura] (Japan) elements", "Draft elements"), ("Draft elements", "Blossoms")],
    ids=["brackets gone", "all new"],
)
def test_a_title_that_is_typed_anew_without_tracking_is_the_title(tmp_path, bracketed, typed):
    """Nobody has a second title: whatever stands in its style is what was printed there."""
    title = f"about:\n  title: '{bracketed}'\nclauses:"
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n".replace("clauses:", title))
    edit = room.edit()
    paragraph = of(edit, bracketed[:5])
    for old in paragraph.findall(w("r")):
        paragraph.remove(old)
    paragraph.append(run(typed))
    told = room.home(room.save(edit), more=("--of", "Japan"))
    assert "cannot be imported" not in told
    room.take("title:words:japan", more=("--as-text",))
    assert yaml.safe_load(room.selection.read_text("utf-8"))["about"]["title"] == typed
