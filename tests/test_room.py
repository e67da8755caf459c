"""What the room says of a paragraph, in print and back from Word: whose proposal a wording is."""

import copy
import json
import re

import pytest
import yaml
from word_editing import Edit, element, run, said
from word_tracking import reword

from tests.tools import copied_form, drafter_here

SELECTION = """\
matrix: kyoto-2021
delegations: [Brazil, Egypt, Japan, Chile]
clauses:
- id: lac-79j
- id: af-37b
  wordings:
  - by: [Brazil, Egypt]
    wording: >-
      Ensure that everyone has legal aid [, where appropriate,] (Egypt, Japan: delete; Chile: retain) at once
  - by: Japan
    wording: Provide legal aid to all those who ask for it
"""
OF_BRAZIL = (
    "[Ensure that everyone has legal aid [, where appropriate,] (Egypt, Japan: delete; Chile: retain) "
    "at once.]"
)
OF_JAPAN = "[Provide legal aid to all those who ask for it.]"


class Room:
    """A selection, and the draft of it that goes round."""

    def __init__(self, folder):
        self.selection, self.draft = folder / "selection.yaml", folder / "round-1.docx"

    def write(self, text):
        self.selection.write_text(text, encoding="utf-8")
        told = self.run("draft", self.selection, "-o", self.draft, "--overwrite")
        assert told.startswith("Wrote "), told
        return self

    def edit(self, change):
        edit = Edit(self.draft.read_bytes())
        change(edit, edit.lines())
        edit.renumber()
        self.draft.write_bytes(edit.save())

    def run(self, *arguments):
        done = drafter_here(*arguments)
        return (done.stdout + done.stderr).decode()

    def propose(self):
        """What the draft proposes: the messages, and the proposals by name."""
        told = self.run("select", self.selection, "--from", self.draft)
        file = self.selection.with_name("selection.proposals.yaml")
        found = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []
        return told, {one["id"]: one["set"] for one in found or []}

    @property
    def wordings(self):
        """The wordings of the paragraph, as its block has them."""
        found = yaml.safe_load(self.selection.read_text(encoding="utf-8"))["clauses"][1]["wordings"]
        return [one | {"by": [by] if isinstance(by := one.get("by"), str) else by} for one in found]

    @property
    def lines(self):
        """Every line of a clause, those behind the first of each with its number."""
        return list(map(said, Edit(self.draft.read_bytes()).lines()))


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_two_delegations_that_reword_a_paragraph_both_stand_each_under_its_name(room):
    room.write(SELECTION)
    _, source, brazil, japan = room.lines
    assert "(" not in source
    assert brazil.endswith(f"bis.{OF_BRAZIL} (Brazil, Egypt)")
    assert japan.endswith(f"ter.{OF_JAPAN} (Japan)")
    # What two delegations say is theirs, and to be judged.
    assert "0 errors, 2 warnings" in room.run("check", room.draft)
    assert "nothing that" in room.propose()[0]
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    assert "once.\\] *(Brazil, Egypt)*" in printed
    assert "| 2 ter | Japan | – | Proposed by Japan |" in printed


def test_taking_out_one_delegations_wording_leaves_the_other(room):
    room.write(SELECTION)
    room.edit(lambda edit, lines: lines[3].getparent().remove(lines[3]))
    _, found = room.propose()
    wordings = found["af-37b:wording"]["wordings"]
    assert [(one.get("by"), one.get("wording", "")[:6]) for one in wordings] == [
        (None, ""),
        (["Brazil", "Egypt"], "Ensure"),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("old", "new", "by", "told"),
    [
        (
            "(Brazil, Egypt)",
            "(Brazil, Chile)",
            ["Brazil", "Chile"],
            "“(Brazil, Egypt)” is now “(Brazil, Chile)”",
        ),
        ("(Brazil, Egypt)", "", None, "“(Brazil, Egypt)” behind it, whose proposal it is, is gone"),
    ],
)
def test_names_that_are_changed_behind_a_wording_are_told_and_come_home(room, old, new, by, told):
    room.write(SELECTION)
    room.edit(lambda edit, lines: edit.replace_words(lines[2], old, new))
    checked = room.run("check", room.draft)
    assert told in checked
    assert "0 errors, 3 warnings" in checked  # two of them: people's words are to be judged
    _, found = room.propose()
    before = room.selection.read_bytes()
    names = found["af-37b:sponsors"]
    gone = ["Egypt"] if by else ["Brazil", "Egypt"]
    assert [one["of"] for one in names["withdrawn"]] == [[name] for name in gone]
    assert [one["by"] for one in names.get("wordings", [])] == ([["Chile"]] if by else [])
    # Nobody has said that it is for Egypt to go: its name stays until a person says so.
    room.run("select", room.selection, "--take-all")
    kept = ["Brazil", "Egypt", *(["Chile"] if by else [])]
    assert [one["by"] for one in room.wordings] == [kept, ["Japan"]]
    assert "has not Egypt behind “Ensure" in room.selection.read_text(encoding="utf-8")
    assert not room.propose()[1]
    room.selection.write_bytes(before)
    room.propose()
    room.run("select", room.selection, "--take-all", "--as-text")
    assert [one["by"] for one in room.wordings] == [by, ["Japan"]]
    assert room.wordings[0]["wording"].startswith(
        "Ensure that everyone has legal aid [, where appropriate,] (Egypt"
    )


@pytest.mark.thorough
def test_a_change_of_sponsor_comes_home_as_whoever_says_it_has_it(room):
    room.write(SELECTION)
    sent = room.draft.read_bytes()
    # Japan brings Chile along, which it types behind its own words.
    room.edit(lambda edit, lines: edit.replace_words(lines[3], "(Japan)", "(Japan, Chile)"))
    told = room.run("select", room.selection, "--from", room.draft, "--of", "Japan")
    assert "Japan: whose proposal it is" in told
    assert re.search(r"was: \(Japan\) Provide legal aid.*\n.*now: \(Japan, Chile\) Provide", told)
    room.run("select", room.selection, "--take-all")
    assert [one["by"] for one in room.wordings] == [["Brazil", "Egypt"], ["Japan", "Chile"]]
    told = room.run("select", room.selection, "--from", room.draft, "--of", "Japan")
    assert "has nothing that" in told
    # Egypt takes its name off what Brazil goes on proposing; and Chile joins that, on the same paper.
    files = []
    for name, names in (("Egypt", "(Brazil)"), ("Chile", "(Brazil, Egypt, Chile)")):
        edit = Edit(sent)
        reword(edit.lines()[2], name, "(Brazil, Egypt)", names)
        files.append(room.draft.with_name(f"{name}.docx"))
        files[-1].write_bytes(edit.save())
    told = room.run("select", room.selection, "--from", *files)
    assert "Egypt: whose proposal it is" in told
    assert "Chile: whose proposal it is" in told
    room.run("select", room.selection, "--take-all")
    assert [one["by"] for one in room.wordings] == [["Brazil", "Chile"], ["Japan", "Chile"]]
    assert "has not" not in room.selection.read_text(encoding="utf-8")


def test_words_of_a_delegation_that_are_edited_stay_under_its_name(room):
    room.write(SELECTION)
    room.edit(lambda edit, lines: edit.replace_words(lines[3], "all those", "everybody"))
    _, found = room.propose()
    _, brazil, japan = found["af-37b:wording"]["wordings"]
    assert japan == {"by": ["Japan"], "wording": "Provide legal aid to everybody who ask for it"}
    assert "[, where appropriate,] (Egypt, Japan: delete; Chile: retain)" in brazil["wording"]
    assert "was written" not in room.run("select", room.selection, "--take-all")
    assert "nothing that" in room.propose()[0]


@pytest.mark.parametrize(("way", "printed"), [("inside", ". (Japan)]"), ("none", ".]")])
def test_a_form_says_where_sponsors_stand(room, tmp_path, way, printed):
    outline = copied_form(tmp_path / "form") / "outline.yaml"
    outline.write_text(outline.read_text(encoding="utf-8") + f"\nsponsors: {way}\n", encoding="utf-8")
    room.write(f"form: form/\n{SELECTION}")
    assert room.lines[3].endswith(f"who ask for it{printed}")
    # What two delegations say is theirs, and to be judged.
    assert "0 errors, 2 warnings" in room.run("check", room.draft)
    assert "nothing that" in room.propose()[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("by: Japan", "by: Jaban", ":10:9: error: unknown delegation “Jaban”"),
        ("Egypt, Japan: delete", "Egpyt, Japan: delete", ":8:14: error: unknown delegation “Egpyt”"),
        ("appropriate,] (", "appropriate, (", ":8:14: error: a bracket is opened in the words of “af-37b”"),
        ("appropriate,] (", "appropriate,]] (", ":8:14: error: a bracket is closed in the words of “af-37b”"),
    ],
)
def test_a_slip_in_names_or_brackets_is_told_with_its_line(room, old, new, said):
    assert old in SELECTION
    room.selection.write_text(SELECTION.replace(old, new), encoding="utf-8")
    told = room.run("check", room.selection)
    assert said in told
    assert "1 error, " in told


@pytest.mark.parametrize(
    ("by", "said"), [("Brazil", "warning: “by: Brazil” beside"), ("[Brazil]", "error: “by” of")]
)
@pytest.mark.parametrize("key", ["text", "wording"])
def test_who_writes_a_sponsor_where_the_decider_stands_is_told_where_it_belongs(room, key, by, said):
    clause = "our-aid" if key == "text" else "af-37b"
    room.selection.write_text(
        f"matrix: kyoto-2021\nclauses:\n- id: {clause}\n  by: {by}\n  {key}: Provide aid\n"
    )
    told = room.run("check", room.selection)
    assert f":4:7: {said}" in told
    assert "  wording: …”" in told
    # Who decided it is no slip.
    room.selection.write_text(room.selection.read_text().replace(by, "Chair\n  decision: in"))
    assert "by:" not in room.run("check", room.selection)


def test_what_is_in_round_brackets_behind_square_ones_need_be_no_name(room):
    room.selection.write_text(SELECTION.replace("(Egypt, Japan: delete; Chile: retain)", "(UNODC)"))
    assert "0 errors" in room.run("check", room.selection)


WISHED = (
    "[to be established by law] and [number] (Egypt: delete) of courts, on [date] [, soon, on […],] (Chile)"
)


def test_a_bracket_that_people_typed_is_no_blank_but_one_with_nothing_in_it_is(room):
    room.write(f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: >-\n    Ask for courts {WISHED}\n")
    checked = room.run("check", room.draft)
    assert "“Ask for courts" in checked
    assert "still to be filled in: [date], […]\n" in checked
    room.edit(lambda edit, lines: edit.replace_words(lines[0], "Ask for", "Ask [to be heard] (Japan) for"))
    _, found = room.propose()
    assert found["af-37b:wording"]["wording"] == f"Ask [to be heard] (Japan) for courts {WISHED}"


def test_brackets_around_all_of_a_persons_words_are_words(room):
    room.write("matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: '[Revise every law]'\n- id: lac-79j\n")
    assert room.lines[0] == "[Revise every law];"
    assert "nothing that" in room.propose()[0]
    room.edit(lambda edit, lines: edit.replace_words(lines[0], "every", "each"))
    assert room.propose()[1] == {"af-37b:wording": {"wording": "[Revise each law]"}}
    room.edit(lambda edit, lines: edit.replace_words(lines[0], "[Revise each law]", "Revise every law"))
    assert room.propose()[1] == {"af-37b:wording": {"wording": "Revise every law"}}


def test_a_bracket_that_is_never_closed_in_word_is_an_error(room):
    room.write(SELECTION)
    room.edit(lambda edit, lines: edit.replace_words(lines[3], "to all those", "[to all those"))
    checked = room.run("check", room.draft)
    assert "a bracket is opened in it and never closed: “Provide legal aid [to all" in checked
    assert "1 error, " in checked


def test_names_that_are_changed_with_the_words_or_leave_nobody_are_remarks(room):
    own = "- id: own\n  wordings:\n  - by: Japan\n    wording: Build a bridge\n"
    room.write(SELECTION + own)

    def change(edit, lines):
        edit.replace_words(lines[2], "(Brazil, Egypt)", "(Brazil)")
        edit.replace_words(lines[2], "at once", "today")
        edit.replace_words(lines[4], "(Japan)", "")

    room.edit(change)
    told = room.run("select", room.selection, "--from", room.draft, "--of", "Egypt")
    assert "Egypt: (Brazil) in the place of (Brazil, Egypt) behind" in told
    room.run("select", room.selection, "--take-all")
    text = room.selection.read_text(encoding="utf-8")
    assert "# Egypt: (Brazil) in the place of (Brazil, Egypt) behind “Ensure" in text
    assert "# round-1.docx names nobody behind the only words here" in text
    assert "0 errors" in room.run("check", room.selection)


@pytest.mark.thorough
@pytest.mark.parametrize("author", ["", "Japan"])
@pytest.mark.parametrize(("typed", "role"), [("{}.", "additional"), ("[{}.]", "alternative")])
def test_a_bis_without_brackets_is_a_further_paragraph_and_one_in_brackets_another_wording(
    room, typed, role, author
):
    room.write("matrix: kyoto-2021\nclauses:\n- id: lac-79j\n- id: af-37b\n")
    words = "Give legal aid to all"

    def add(_, lines):
        new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
        new.append(run(f"2 bis. {typed.format(words)} (Group of Friends)"))
        lines[1].addnext(new)

    room.edit(add)
    room.run("select", room.selection, "--from", room.draft, *(("--of", author) if author else ()))
    room.run("select", room.selection, "--take-all")
    (own,) = [one for one in room.wordings if one.get("wording")]
    assert own["wording"] == words
    assert own["by"] == [*([author] if author else []), "Group of Friends"]
    assert own.get("role", "alternative") == role
    room.write(room.selection.read_text("utf-8"))
    _, text, bis = room.lines
    assert text.startswith("[") is (role == "alternative")
    assert f"2 bis.{typed.format(words)}" in bis.replace("\t", "")
    assert "nothing that" in room.propose()[0]


@pytest.mark.thorough
def test_of_a_wording_that_came_it_is_told_what_it_changes(room):
    room.write(SELECTION)
    before = room.draft.with_name("before.docx")
    before.write_bytes(room.draft.read_bytes())

    def add(edit, lines):
        new = copy.deepcopy(lines[3])
        lines[3].addnext(new)
        edit.replace_words(new, "ask for it", "ask for it, in accordance with domestic law")
        edit.replace_words(new, "(Japan)", "(Chile)")

    room.edit(add)
    told = room.run("select", room.selection, "--from", room.draft, "--of", "Chile")
    assert "was: … ask for it\n    now: … ask for it, in accordance with domestic law\n" in told
    room.run("select", room.selection, "--take-all")
    room.write(room.selection.read_text(encoding="utf-8"))
    assert [one["by"] for one in room.wordings] == [["Brazil", "Egypt"], ["Japan"], ["Chile"]]
    told = room.run("compare", before, room.draft)
    said = "Chile’s wording of 2: new, “[Provide legal aid to all those who ask for it, in accordance …”"
    assert f"{said}: with “, in accordance with domestic law”" in told


def test_a_comparison_says_what_changed_of_sponsors_and_status(room, tmp_path):
    room.write(SELECTION)
    (tmp_path / "later").mkdir()
    later = SELECTION.replace("[Brazil, Egypt]\n", "[Brazil, Egypt, Chile]\n", 1)
    other = Room(tmp_path / "later").write(
        later.replace("- id: lac-79j\n", "- id: lac-79j\n  status: agreed\n")
    )
    compared = room.run("compare", room.draft, other.draft)
    assert "Status: 1 clause\n" in compared
    assert "      now agreed (was open)\n" in compared
    assert "Sponsors: 1 clause\n" in compared
    assert "      what Brazil, Egypt proposed is now proposed by Brazil, Egypt, Chile\n" in compared
    assert "Reworded" not in compared


@pytest.mark.thorough
def test_a_comparison_says_whose_wording_came_who_withdrew_and_first_what_was_agreed(room):
    agreed = "- id: of-us\n  text: Give legal aid to all\n  status: [{is: agreed, at: third informal}]\n"
    own = "- id: own-1\n  text: We shall act together\n"
    room.selection.write_text(f"{SELECTION}{own}{agreed}")
    later = room.selection.with_name("later.yaml")
    text = room.selection.read_text()
    later.write_text(
        text.replace(
            "  - by: Japan\n", "  - by: Chile\n    wording: Let nobody be without a lawyer\n  - by: Japan\n"
        )
        .replace("[Brazil, Egypt]\n", "Brazil\n")
        .replace("all those who ask", "whoever asks")
        .replace("together\n", "together\n  status: [{is: withdrawn, by: [Egypt], on: 2026-05-04}]\n")
        .replace("third informal}", "third informal, words: aaaaaaaa}")
        .replace("legal aid to all\n", "legal aid to some\n")
    )
    compared = room.run("compare", room.selection, later)
    first, rest = compared.split("\n", 2)[1:]
    assert first == "Agreed and changed: 1 clause"
    assert "      was agreed at third informal; its words were changed:\n      “all” is now “some”\n" in rest
    assert "We shall act together;\n      withdrawn by Egypt on 2026-05-04\n" in rest
    assert "      Chile’s wording of 2: new: “[Let nobody be without a lawyer;]”\n" in rest
    assert "      Japan’s wording of 2: “all those who ask” is now “whoever asks”\n" in rest
    assert "what Brazil, Egypt proposed is now proposed by Brazil\n" in rest
    found = json.loads(room.run("compare", room.selection, later, "--json"))
    later_word, first_word = later.with_suffix(".docx"), room.draft
    for selection, word in ((room.selection, first_word), (later, later_word)):
        room.run("draft", selection, "-o", word, "--edition", "delegates")
    assert "We shall act together;\n      withdrawn by Egypt on 2026-05-04\n" in room.run(
        "compare", first_word, later_word
    )
    (gone,) = found["out"]
    assert gone["why"] == "withdrawn by Egypt on 2026-05-04"
    changed = {one["id"]: one for one in found["changed"]}
    assert changed["of-us"]["was_agreed"]
    assert [one["whose"] for one in changed["af-37b"]["words"]] == ["Chile", "Japan"]
    assert changed["af-37b"]["sponsors"] == [{"was": "Brazil, Egypt", "now": "Brazil"}]
    assert (found["summary"]["agreed_and_changed"], found["summary"]["status_or_sponsors"]) == (1, 2)


@pytest.mark.thorough
def test_a_comparison_says_who_withdrew_a_wording(room):
    room.write(SELECTION)
    room.run(
        "select", room.selection, "--status", "withdrawn", "2 ter", "--by", "Japan", "--on", "2026-05-04"
    )
    compared = room.run("compare", room.draft, room.selection)
    gone = "Japan’s wording of 2: gone: “[Provide legal aid to all those who ask for it.]”"
    assert f"      {gone}, withdrawn by Japan on 2026-05-04\n" in compared


@pytest.mark.thorough
@pytest.mark.parametrize("in_style", [True, False])
def test_a_wording_that_somebody_types_below_the_others_with_a_name_behind_it_is_theirs(room, in_style):
    room.write(SELECTION)

    def typed(edit, lines):
        new = copy.deepcopy(lines[3])
        lines[3].addnext(new)
        edit.replace_words(new, "ter", "quater")
        if in_style:
            edit.replace_words(new, "(Japan)", "(Chile)")
            edit.replace_words(new, OF_JAPAN, "[Give women [and men] (Egypt) the vote.]")
        else:
            edit.replace_words(new, " (Japan)", "")
            edit.replace_words(new, OF_JAPAN, "[Give women [and men] (Egypt) the vote.] (Chile)")

    room.edit(typed)
    _, found = room.propose()
    wordings = found["af-37b:wording"]["wordings"]
    assert wordings[3] == {"by": ["Chile"], "wording": "Give women [and men] (Egypt) the vote"}
    assert [one.get("by") for one in wordings[:3]] == [None, ["Brazil", "Egypt"], ["Japan"]]
    room.run("select", room.selection, "--take-all")
    assert "nothing that" in room.propose()[0]


@pytest.mark.parametrize("way", ["bis", "inline", "lead"])
def test_each_bracket_says_one_thing_however_wordings_are_printed(room, way):
    """Words all in brackets, some of them in brackets, one delegation's alone; and home again unchanged."""
    room.write(
        "matrix: kyoto-2021\noptions:\n  alternatives: " + way + "\nclauses:\n"
        "- id: lac-79j\n  decision: maybe\n  wording: '[Consider the courts] (Egypt) [Increase the courts]'\n"
        "- id: af-37b\n  wordings:\n"
        "  - by: [Egypt]\n    wording: '[Repeal laws] [Revise laws]'\n"
        "  - by: [Japan]\n    wording: Revise [all] laws and policies that are discriminatory against women\n"
        "- id: alone\n  wordings:\n  - by: [Chile]\n    wording: Ban the trade\n"
        "- id: last\n  sources: [+wa-14c, +af-17c]\n  wordings:\n"
        "  - sources: [wa-14c]\n    wording: Foster trust [and respect] in the courts of law\n"
        "  - sources: [af-17c]\n    role: alternative\n"
        "    wording: Foster trust [and faith] in the courts of law\n"
    )
    texts = [line.rpartition("\t")[2].rpartition("bis.")[2].rpartition("ter.")[2] for line in room.lines]
    # What Egypt proposes of several brackets is one in its own; no words stand in two that say the same.
    assert [text for text in texts if "[[" in text] == ["[[Repeal laws] [Revise laws];] (Egypt)"]
    assert texts[0] == "[Consider the courts] (Egypt) [Increase the courts];"
    assert "[Revise [all] laws and policies that are discriminatory against women;] (Japan)" in texts
    assert "[Ban the trade;] (Chile)" in texts
    last = texts[texts.index("[Ban the trade;] (Chile)") + 1 :]
    if way == "lead":
        assert [one.rstrip(",\N{NO-BREAK SPACE} ") for one in last] == [
            "Foster trust [and respect] in the courts of law."
        ]
    else:
        assert last == [
            "[Foster trust [and respect] in the courts of law.]",
            "[Foster trust [and faith] in the courts of law.]",
        ]
    assert "nothing that" in room.propose()[0]


def test_what_is_only_proposed_stands_in_brackets_until_it_is_agreed(room):
    room.write(
        "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n"
        "- id: alone\n  wordings:\n  - by: [Chile]\n    wording: Ban the trade\n"
    )
    assert room.lines[1].endswith("[Ban the trade.] (Chile)")
    room.edit(lambda edit, lines: edit.replace_words(lines[1], "[Ban the trade.]", "Ban the trade."))
    told, _ = room.propose()
    assert "the brackets that were taken away come back until it is agreed" in told
    room.run("select", room.selection, "--status", "agreed", "alone")
    text = room.selection.read_text(encoding="utf-8")
    room.write(text)
    assert room.lines[1].endswith("Ban the trade. (Chile) [Agreed]")
    room.write(text.replace("Ban the trade", "Ban all trade"))
    assert room.lines[1].endswith("[Ban all trade.] (Chile) [Open: words changed since agreed]")


def test_the_paper_says_whose_words_are_whose(room):
    alone = "- id: alone\n  wordings:\n  - by: [Chile]\n    wording: Ban [all] trade\n"
    law = "- id: culture-of-lawfulness\n  status: [{is: reserved, by: [Egypt]}]\n  wordings:\n"
    room.write(SELECTION + alone + law + "  - by: [Chile]\n    wording: Teach the law\n")
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    # All but lac-79j have delegations' words, and stand in brackets as a whole.
    assert (
        "Of 4 paragraphs 1 has the words of recommendations alone; 3 have words that delegations" in printed
    )
    assert "3 paragraphs stand in square brackets as a whole." in printed
    assert "Within the text of 2 paragraphs stand 2 brackets" in printed
    assert "*Whole paragraph: \\[Reservation: Egypt\\]*" in printed
    (row,) = [one for one in printed.splitlines() if one.startswith("| 4 culture-of-lawfulness")]
    assert "5 wordings, printed one below the other in brackets. Put together, in the judgement of" in row
    assert "1 of them is what a delegation proposes, under its name; nobody put it together with" in row


@pytest.mark.thorough
@pytest.mark.parametrize("at", [0, 1])
def test_below_the_leads_words_stands_what_a_delegation_proposes_and_both_come_home(room, at):
    chile = "  wordings:\n  - by: [Chile]\n    wording: Provide legal aid to all\n"
    room.write(f"matrix: kyoto-2021\nclauses:\n- id: legal-aid\n  alternatives: lead\n{chile}")
    first, second = room.lines
    assert first.startswith("[Undertake appropriate and comprehensive crime prevention")
    assert second == "1 bis.[Provide legal aid to all.] (Chile)"
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    assert "3 wordings, of which the paragraph has the first" in printed
    assert "Below it stands what a delegation proposes, under its name." in printed
    assert "| 1 bis | Chile | – | Proposed by Chile |" in printed
    assert "nothing that" in room.propose()[0]
    was, now = (("appropriate and", "new and"), ("legal aid", "free legal aid"))[at]
    room.edit(lambda edit, lines: edit.replace_words(lines[at], was, now))
    room.run("select", room.selection, "--from", room.draft, "--of", "Chile" if at else "Japan")
    room.run("select", room.selection, "--take-all")
    room.write(room.selection.read_text("utf-8"))
    assert len(room.lines) == 3 - at
    assert any(now in one for one in room.lines)
    assert room.lines[0] == first
