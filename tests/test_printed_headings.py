"""Tables name a heading as the text prints it, whoever worded it: on page 1 and the last."""

import pytest
from word_room import Room, drafter

# Annex B: af-37b stands in “Gender-sensitive approaches”, lac-79j in “New technologies as tools against
# crime”.
SELECTION = """\
matrix: kyoto-2021
form: FORM
words:
  item-4-ii: "### Justice for *all* women"
  item-6: "WORDS OF THE SECTION"
clauses:
- id: af-37b
  status:
    - is: agreed
- id: lac-79j
  above: "### What Chile asks for"
  status:
    - is: reserved
      by: [Chile]
"""


def rows(markdown):
    """The words of the first cells of all tables."""
    return [line.split(" | ")[0].strip("| *") for line in markdown.splitlines() if line.startswith("|")]


def test_tables_name_a_heading_as_it_is_printed(tmp_path):
    selection = SELECTION.replace("FORM", "kyoto").replace("WORDS OF", "## The work of")
    room = Room(tmp_path, selection)
    printed = room.markdown()
    assert "#### Justice for *all* women" in printed
    first = rows(printed)
    assert first[2:4] == ["Justice for *all* women", "What Chile asks for"]
    where_from = [
        "The criminal justice system",
        "Justice for *all* women",
        "The work of THE SECTION",
        "New technologies as tools against crime",
    ]
    assert first[-4:] == where_from
    assert "Gender-sensitive approaches" not in printed
    assert "International cooperation" not in printed
    # The command says the same as the table.
    assert "Justice for all women  1 agreed" in drafter("status", room.selection)


@pytest.mark.thorough
def test_a_sentence_that_opens_a_list_is_named_whole_where_it_does_not_name_its_section(tmp_path):
    for words, title in (
        ("As to international cooperation, we shall:", "International cooperation"),
        ("As to what States do together, we shall:", "As to what States do together, we shall"),
    ):
        selection = SELECTION.replace("FORM", "doha").replace("WORDS OF THE SECTION", words)
        room = Room(tmp_path, selection.replace('  above: "### What Chile asks for"\n', ""))
        assert title in rows(room.markdown())[2:4]


PROPOSED = [
    "[Data protection] (European Union)",
    "[Data protection] (European Union, Chile)",
    "[[Data protection] (European Union)] (Egypt: delete)",
    "[Data] (European Union) [Protection] (Chile)",
]


@pytest.mark.parametrize("level", ["##", "###"])
@pytest.mark.parametrize("above", [*PROPOSED, "Data [protection]"])
def test_a_heading_that_is_proposed_names_nothing_yet(tmp_path, above, level):
    is_one = above not in PROPOSED
    selection = SELECTION.replace("FORM", "kyoto").replace("WORDS OF", "## The work of")
    room = Room(tmp_path, selection.replace("### What Chile asks for", f"{level} {above}"))
    names = rows(room.markdown().replace("\\", ""))
    assert ("New technologies as tools against crime" in names[:4]) is not is_one
    assert ("Data [protection]" in names) is is_one
    status = drafter("status", room.selection).splitlines()
    assert any(line.startswith("New technologies as tools") for line in status) is not is_one
    assert not any(line.startswith("[") for line in status)
