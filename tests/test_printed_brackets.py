"""Brackets and numbers that drafter printed are none of anybody's words, wherever an edit leaves them."""

import pytest
from word_editing import element, said, style_of
from word_reading import w
from word_room import Room, drafter
from word_tracking import added_below, cut_out, end_changed

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: commitment
  heading: item-5-i
  text: |
    Reaffirm our commitment to:
    (a) courts;
    (b) prisons
  wordings:
  - by: [Chile]
    wording: Reaffirm all our commitments
- id: trust
  heading: item-5-i
  text: Trust the law
  wordings:
  - by: [Chile]
    wording: Trust *ipso facto* the law of nations
- id: wa-56j
"""


@pytest.mark.thorough
def test_an_item_typed_below_a_list_in_brackets_and_wordings_run_together(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    added_below(edit, edit.clause("clause_commitment"), "Egypt", "(c) police")
    end_changed(edit.clause("clause_trust"), "del", "Japan")
    room.home(room.save(edit))
    (list_of_egypt,) = room.proposed["commitment:wording:egypt"]["set"]["wordings"]
    assert list_of_egypt["wording"] == "Reaffirm our commitment to:\n(a) courts;\n(b) prisons;\n(c) police"
    (run_together,) = room.proposed["trust:wording:japan"]["set"]["wordings"]
    assert run_together["wording"] == "Trust the law; Trust *ipso facto* the law of nations"
    # Printed, they stand in one pair of brackets.
    room.take(*room.proposed)
    assert r"\[\[" not in room.markdown()


YOUTH = "matrix: kyoto-2021\nclauses:\n- id: youth-forums-on-lawfulness\n- id: lac-79j\n"
WA_42E = (
    "Ensure and promote quality education and awareness-raising activities such as youth forums, that "
    "provide children and youth with the knowledge and skills enabling them to foster a culture of "
    "lawfulness, and enhance their perception of the rule of law thereby reducing conflict with the law"
)
AF_45B = (
    "Promote and raise awareness on a culture of lawfulness among children and youth to enhance their "
    "understanding of the rule of law, and to reduce conflicts with the law, including introducing a "
    "curriculum in education settings, and consider organizing youth fora on crime prevention, criminal "
    "justice and the rule of law at global, regional or national levels"
)


@pytest.mark.parametrize("author", ["Japan", ""])
def test_of_two_wordings_run_together_the_second_is_longer(tmp_path, author):
    """The number between them is that of the one that the paragraph is more like."""
    room = Room(tmp_path, YOUTH)
    edit = room.edit()
    first, second = edit.lines("AltTxt")
    if author:
        end_changed(first, "del", author)
    else:
        first.extend([one for one in second if one.tag != w("pPr")])
        second.getparent().remove(second)
    room.home(room.save(edit))
    (one,) = [one for name, one in room.proposed.items() if ":wording" in name]
    now = [own["wording"] for own in one["set"]["wordings"] if "Ensure" in own.get("wording", "")]
    assert now == [f"{WA_42E}; {AF_45B}"]


@pytest.mark.parametrize("author", ["Japan", ""])
def test_of_a_half_that_has_words_of_the_other_the_bracket_at_its_edge_goes_too(tmp_path, author):
    room = Room(tmp_path, YOUTH)
    edit = room.edit()
    first = edit.clause("clause_youth_forums_on_lawfulness")
    half = cut_out(first, "and consider organizing")
    second = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(first)}"/></w:pPr></w:p>')
    second.extend([half, *half.itersiblings()])
    first.addnext(second)
    if author:
        end_changed(first, "ins", author)
    told = " ".join(room.home(room.save(edit)).split())
    (new,) = [one for name, one in room.proposed.items() if ":new" in name]
    assert f"{new['id']} its clause 2" in told
    assert f"words that it leaves out stand nowhere until {new['id']} is taken" in told
    assert new["set"]["reason"] == "a part of “youth-forums-on-lawfulness”, which was printed in brackets"
    words = new["set"].get("text") or new["set"]["wordings"][0]["wording"]
    assert words == (
        "and consider organizing youth forums on crime prevention, criminal justice and the rule of law"
    )
    told = room.take("youth-forums-on-lawfulness", more=["--as-text"])
    assert f"prevention …” is in the text no more: {new['id']} has these words, and was not taken" in told
    drafter("select", room.selection, "--undo")
    assert "in the text no more" not in drafter("select", room.selection, "--take-all")
    assert not room.proposed


@pytest.mark.thorough
def test_the_brackets_of_a_half_that_was_split_off_are_nobodys_in_the_file(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n  decision: maybe\n- id: lac-79j\n")
    edit = room.edit()
    first = edit.clause("clause_af_37b")
    assert said(first).count("[") == 1
    half = cut_out(first, "that are discriminatory against women")
    second = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(first)}"/></w:pPr></w:p>')
    second.extend([half, *half.itersiblings()])
    first.addnext(second)
    room.home(room.save(edit))
    (new,) = [one for name, one in room.proposed.items() if name.endswith(":new")]
    assert new["set"]["reason"] == "a part of “af-37b”, which was printed in brackets"


@pytest.mark.thorough
def test_a_line_below_the_title_is_told_as_one(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    (title,) = edit.lines("Title") or edit.lines("HCh")[:1]
    title.addnext(element("<w:p><w:r><w:t>Paper of the friends of the Chair</w:t></w:r></w:p>"))
    told = room.home(room.save(edit))
    assert (
        "what stands below the title was changed: 1 paragraph (“Paper of the friends of the Chair”)" in told
    )


OWN = """\
matrix: kyoto-2021
clauses:
- id: one
  wordings:
  - by: [Brazil]
    wording: Strengthen [all] lakes
- id: two
  wordings:
  - by: [Japan]
    wording: Protect rivers
- id: lac-79j
"""


@pytest.mark.thorough
@pytest.mark.parametrize("is_tracked", [True, False])
def test_two_paragraphs_in_brackets_run_together_stand_in_one_pair(tmp_path, is_tracked):
    room = Room(tmp_path, OWN)
    edit = room.edit()
    first, second = edit.clause("clause_one"), edit.clause("clause_two")
    if is_tracked:
        end_changed(first, "del", "Egypt")
    else:
        for content in [one for one in second if not one.tag.endswith("pPr")]:
            first.append(content)
        second.getparent().remove(second)
    room.home(room.save(edit))
    room.take(*room.proposed, more=("--as-text", "--by", "Chair"))
    text, _, annexes = room.markdown().replace("\\", "").partition("Annex I.")
    # As a delegation's they take the place of the wording that they are made of, without its brackets.
    whole = "Strengthen [all] lakes; Protect rivers;"
    assert (f"1. {whole}" if is_tracked else f"[{whole}]") in text
    assert ";];" not in text
    assert "Strengthen [all] lakes" in annexes.partition("Annex II.")[2]


ALIKE = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: trust
  wordings:
  - by: [Chile]
    wording: Trust the law of all the lands and of the oceans
  - by: [Japan]
    wording: Trust the law of all the lands and of the great lakes
"""


@pytest.mark.thorough
@pytest.mark.parametrize("is_tracked", [True, False])
def test_wordings_that_are_nearly_alike_are_run_together_as_others_are(tmp_path, is_tracked):
    room = Room(tmp_path, ALIKE)
    edit = room.edit()
    first = edit.clause("clause_trust")
    if is_tracked:
        end_changed(first, "del", "Egypt")
    else:
        second = first.getnext()
        first.extend([one for one in second if not one.tag.endswith("pPr")])
        second.getparent().remove(second)
    told = room.home(room.save(edit), more=() if is_tracked else ("--of", "Egypt"))
    assert "brackets" not in told
    (one,) = room.proposed["trust:wording:egypt"]["set"]["wordings"]
    oceans, lakes = (words.partition(": ")[2] for words in ALIKE.splitlines() if "Trust" in words)
    assert one["wording"] == f"{oceans}. {lakes}"


PUT_TOGETHER = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - wording: "[Plant oaks] [Plant yews] (Norway)"
  - by: [Brazil]
    wording: "[Plant oaks and elms] [Plant yews] (Norway)"
  - by: [Egypt]
    wording: "[Plant firs] (Norway)"
  - by: [Japan]
    wording: "[Plant palms]"
"""


def test_what_somebody_proposes_of_several_brackets_is_one_in_its_own(tmp_path):
    room = Room(tmp_path, PUT_TOGETHER)
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    # Nobody's name stands behind the text: there is none to take for the last bracket's.
    assert "[Plant oaks] [Plant yews] (Norway)" in text
    assert "[[Plant oaks and elms] [Plant yews] (Norway).] *(Brazil)*" in text
    assert "[[Plant firs] (Norway).] *(Egypt)*" in text
    assert "[Plant palms]. *(Japan)*" in text
    assert "has nothing that" in room.home(tmp_path / "round-1.docx")
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt") if "elms" in said(one))
    edit.replace_words(line, "elms", "limes")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all", "--as-text")
    texts = [one.get("wording") for one in room.block("af-37b")["wordings"]]
    assert "[Plant oaks and limes] [Plant yews] (Norway)" in texts
