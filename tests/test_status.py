"""Where a paragraph stands in the negotiation: set, printed, told when what was agreed is edited."""

import io
import json
import re
import sys

import pytest
from word_editing import Edit
from word_reading import w
from word_room import drafter
from word_tracking import reword

from drafter.selection.loading import open_selection
from drafter.selection.remarks import remarks_in
from tests.test_room import Room

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wording: >-
    Revise every law that discriminates against women [and girls] (Egypt, Japan: delete; Chile: retain)
- id: lac-79j
- id: legal-aid
  alternatives: lead
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path).write(SELECTION)


@pytest.mark.thorough
def test_a_status_is_printed_after_the_paragraph_and_keeps_its_history(room):
    said = room.run(
        "select", room.selection, "--status", "ad ref", "2", "--at", "third informal", "--on", "2026-05-03"
    )
    assert "lac-79j: agreed ad referendum at third informal on 2026-05-03." in said
    room.run("select", room.selection, "--status", "reserved", "lac-79j", "--by", "Egypt, Chile")
    room.run("select", room.selection, "--status", "agreed", "legal-aid")
    text = room.selection.read_text(encoding="utf-8")
    assert text.count("  - is: ") == 3
    assert text.index("is: agreed ad referendum") < text.index("by: [Egypt, Chile]")
    room.write(text)
    first, second, third = room.lines
    assert first.endswith("(Egypt, Japan: delete; Chile: retain);")
    assert second.endswith("; [Reservation: Egypt, Chile]")
    assert third.endswith(" [Agreed]")
    assert "0 errors, 1 warning" in room.run("check", room.draft)  # people’s words, to be judged
    assert "nothing that" in room.propose()[0]


@pytest.mark.thorough
def test_a_reservation_stands_until_whoever_has_it_lifts_it(room):
    def say(status, *more):
        return room.run("select", room.selection, "--status", status, "lac-79j", *more)

    def printed():
        return room.write(room.selection.read_text(encoding="utf-8")).lines[1]

    say("reserved", "--by", "Egypt")
    assert "lac-79j: reserved by Egypt and Japan; each reservation stands" in say("reserved", "--by", "Japan")
    assert printed().endswith("[Reservation: Egypt, Japan]")
    assert "lac-79j is reserved by Egypt and Japan, not by Chile" in say("open", "--by", "Chile")
    assert "lac-79j: reserved by Japan;" in say("open", "--by", "Egypt")
    assert printed().endswith("[Reservation: Japan]")
    assert "lac-79j: open" in say("open", "--by", "Japan")
    assert "Reservation" not in printed()


def test_who_lifts_the_last_reservation_is_told_that_the_text_had_been_agreed(room):
    def say(status, *more):
        return room.run("select", room.selection, "--status", status, "lac-79j", *more)

    say("agreed", "--on", "2026-05-20")
    say("reserved", "--by", "Japan, Chile")
    assert "had been agreed" not in say("open", "--by", "Chile")  # Japan's stands
    assert "lac-79j had been agreed on 2026-05-20: once it is again" in say("open", "--by", "Japan")
    assert "had been agreed" not in say("open")  # that was told


@pytest.mark.thorough
def test_what_was_agreed_and_is_edited_in_word_is_told_first_and_is_open_once_it_is_taken(room):
    room.run("select", room.selection, "--status", "agreed", "lac-79j", "--on", "3 May 2026")
    room.write(room.selection.read_text(encoding="utf-8"))

    def change(edit, lines):
        edit.replace_words(lines[0], "every law", "all law")
        edit.replace_words(lines[1], "Discuss effective", "Always discuss effective")

    room.edit(change)
    checked = room.run("check", room.draft)
    assert checked.splitlines()[0].endswith("it was agreed on 3 May 2026; its words were changed since")
    told, _ = room.propose()
    assert told.startswith("lac-79j:wording  clause 2: words  (it was agreed on 3 May 2026)")
    room.run("select", room.selection, "--take-all")
    first = room.run("check", room.selection).splitlines()[0]
    assert "2 (“lac-79j”) was agreed on 3 May 2026; its words were changed since" in first
    room.write(room.selection.read_text(encoding="utf-8"))
    assert room.lines[1].endswith("; [Open: words changed since agreed]")
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    room.write(room.selection.read_text(encoding="utf-8"))
    assert room.lines[1].endswith("; [Agreed]")


def test_a_withdrawn_paragraph_stands_in_annex_ii_with_who_withdrew_it(room):
    room.run(
        "select",
        room.selection,
        "--status",
        "withdrawn",
        "lac-79j",
        "--by",
        "Egypt",
        "--at",
        "second reading",
    )
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    text, _, annex = printed.partition("## Annex II")
    assert "lac-79j" not in text
    assert "Withdrawn by Egypt at second reading" in annex


def test_an_unknown_status_is_refused(room):
    before = room.selection.read_bytes()
    said = room.run("select", room.selection, "--status", "agred", "1")
    assert "there is no status “agred”" in said
    assert "Did you mean “agreed”?" in said
    assert room.selection.read_bytes() == before


def test_a_status_that_is_edited_in_word_is_told(room):
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    room.write(room.selection.read_text(encoding="utf-8"))
    room.edit(lambda edit, lines: edit.replace_words(lines[1], "[Agreed]", "[Agreed ad ref.]"))
    assert "“[Agreed]” is now “[Agreed ad ref.]”" in room.run("check", room.draft)


def test_where_the_text_stands_is_shown_by_heading_and_by_name(room):
    room.run(
        "select", room.selection, "--status", "reserved", "af-37b", "--by", "Egypt", "--on", "2026-05-03"
    )
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    shown = room.run("status", room.selection)
    assert "Gender-sensitive approaches              1 reserved, 1 bracket\n" in shown
    assert "Egypt: 1 bracket (1); 1 reservation (1)\n" in shown
    assert (
        "3 paragraphs: 1 agreed, 1 reserved, 1 open. 1 with several wordings. 1 bracket within 1 paragraph."
        in shown
    )
    found = json.loads(room.run("status", room.selection, "--json"))
    assert (found["schema_version"], found["summary"]["agreed"], found["summary"]["brackets"]) == (1, 1, 1)
    assert (
        found["clauses"][0] | {"id": "af-37b", "status": "reserved", "on": "2026-05-03"}
        == found["clauses"][0]
    )
    assert found["delegations"][0] == {
        "name": "Chile",
        "brackets": ["1"],
        "reservations": [],
        "proposals": [],
        "wishes": [],
        "named": [],
        "wished": [],
        "out": [],
        "reserved_out": [],
        "unprinted": [],
    }


def test_the_first_page_says_where_the_text_stands_once_anybody_has_said_so(room, tmp_path):
    plain = tmp_path / "plain.yaml"
    plain.write_text("matrix: kyoto-2021\nclauses:\n- id: lac-79j\n")
    assert "Where the text stands" not in room.run("draft", plain, "--format", "markdown", "-o", "-")
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    assert (
        "**Where the text stands:** 3 paragraphs: 1 agreed, 2 open. "
        "Within the text of 1 paragraph stands 1 bracket, with words that are not agreed." in printed
    )
    assert "| New technologies as tools against crime | 1 | – | – | – | – |" in printed
    assert "Where the text stands" not in room.run(
        "draft", room.selection, "--clean", "--format", "markdown", "-o", "-"
    )


def test_the_paper_and_status_count_brackets_in_the_title_alike(room):
    text = room.selection.read_text(encoding="utf-8")
    about = 'about:\n  title: "Draft [zero] (Brazil) elements"\n  version: "Revision 1 [late] (Egypt)"\n'
    room.write(text.replace("clauses:", f"{about}clauses:"))
    assert "3 brackets within 3 paragraphs" in room.run("status", room.selection)
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    assert "Within the text of 3 paragraphs stand 3 brackets" in printed


def test_the_table_of_where_the_text_stands_is_told_when_it_is_gone(room):
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    room.write(room.selection.read_text(encoding="utf-8"))
    edit = Edit(room.draft.read_bytes())
    edit.body.remove(edit.body.find(w("tbl")))
    room.draft.write_bytes(edit.save())

    assert "the table “Where the text stands” is gone" in room.run("check", room.draft)


def test_a_paragraph_of_the_preamble_is_counted_under_that_name(room):
    block = "- id: own-recital\n  part: preamble\n  text: Bearing in mind what was said [in Doha] (Chile),\n"
    room.write(SELECTION + block)
    assert re.search(r"^preamble +1 open, 1 bracket$", room.run("status", room.selection), re.MULTILINE)
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    assert "| Preamble | – | – | – | 1 | 1 |" in printed


def test_a_wording_of_the_preamble_is_called_by_its_own_words(room):
    words = {
        "Egypt": "Alarmed by the growth of crime,",
        "Chile": "Gravely alarmed by crime [in towns] (Kenya),",
    }
    wordings = "".join(f"  - by: [{by}]\n    wording: {text}\n" for by, text in words.items())
    wished = f"  wished:\n  - by: [Norway]\n    says: delete\n    wording: {words['Chile']}\n"
    room.write(f"{SELECTION}- id: alarmed\n  part: preamble\n  wordings:\n{wordings}{wished}")
    shown = " ".join(room.run("status", room.selection).split())
    assert re.search("Egypt: [^:]*1 proposal [^:]*“Alarmed by the growth of crime”", shown)
    assert re.search("Chile: [^:]*1 proposal [^:]*“Gravely alarmed by crime", shown)
    assert re.search(
        "Kenya: [^:]*named in 1 bracket of what others propose .“Gravely alarmed by crime", shown
    )
    assert re.search("Norway: [^:]*1 wish about a single wording .“Gravely alarmed by crime", shown)


SEVERAL = """\
matrix: kyoto-2021
clauses:
- id: lac-79j
- id: culture-of-lawfulness
  wordings:
  - by: [Brazil]
    wording: Teach the rule of law in every school of the land
"""


@pytest.mark.thorough
def test_what_has_several_wordings_or_brackets_cannot_be_agreed(room):
    before = room.selection.read_bytes()
    said = room.run("select", room.selection, "--status", "agreed", "1")
    assert "what is open cannot be agreed: 1 (af-37b): “and girls” stands in brackets" in said
    room.write(SEVERAL)
    labels = ["2 bis", "2 ter", "2 quater", "2 quinquies"]
    assert [line.partition("[")[0].rstrip(".\t ") for line in room.lines[2:]] == labels
    before = room.selection.read_bytes()
    said = room.run("select", room.selection, "--status", "ad ref", "1", "2")
    assert "it has 5 wordings to choose from (2, 2 bis, 2 ter, 2 quater, 2 quinquies)" in said
    assert room.selection.read_bytes() == before
    # Where it stands so in a file already, whoever looks is told.
    room.write(SEVERAL + "  status: agreed\n")
    assert room.lines[1].endswith("[Agreed]")
    assert not any(line.endswith("[Agreed]") for line in room.lines[2:])
    for how in (("check", room.selection), ("check", room.draft), ("status", room.selection)):
        assert "it has 5 wordings to choose from (2, 2 bis, 2 ter, 2 quater, 2 quinquies)" in " ".join(
            room.run(*how).split()
        )


def test_what_is_open_is_named_by_the_numbers_of_the_draft_that_people_have(room):
    more = "  - by: [Chile]\n    wording: Teach nothing but the law\n"
    room.write(SEVERAL)
    room.run("select", room.selection, "--drop", "lac-79j")
    text = room.selection.read_text("utf-8").replace("  - by: [Brazil]", f"{more}  - by: [Brazil]")
    room.selection.write_text(text, encoding="utf-8")
    said = room.run("select", room.selection, "--status", "agreed", "2", "--in", room.draft)
    assert "cannot be agreed: 2 (culture-of-lawfulness): it has 6 wordings" in said
    assert "(2, 2 bis, 2 ter, 2 quater, “Teach nothing but the law”, 2 quinquies)" in said


@pytest.mark.thorough
def test_what_somebody_would_add_to_an_agreed_paragraph_is_not_agreed_with_it(room):
    added = "- id: lac-79j\n  wordings:\n  - by: [Egypt]\n    role: additional\n    wording: Protect values\n"
    room.write(SELECTION.replace("- id: lac-79j\n", added))
    said = room.run("select", room.selection, "--status", "agreed", "lac-79j")
    assert "2 bis (“Protect values”), which Egypt would add, is not agreed" in said
    lines = room.write(room.selection.read_text(encoding="utf-8")).lines
    assert lines[1].endswith("; [Agreed]")
    assert lines[2].endswith("[Protect values;] (Egypt)")
    assert "1 agreed" in room.run("status", room.selection)
    assert "nothing that" in room.propose()[0]


def test_who_has_a_reservation_and_who_withdraws_is_asked_for(room):
    for status in ("reserved", "withdrawn"):
        said = room.run("select", room.selection, "--status", status, "lac-79j")
        assert "--by Egypt" in said
        assert status not in room.selection.read_text("utf-8")


def test_a_wording_on_no_source_is_named_by_its_number(room):
    room.write(SEVERAL)
    said = room.run(
        "select", room.selection, "--drop", "2 quinquies", "--reason", "too long", "--by", "Chair"
    )
    assert "culture-of-lawfulness no longer has “Teach the rule of law" in said
    text = room.selection.read_text("utf-8")
    assert "    - of: [Brazil]\n      wording: >-\n        Teach the rule of law" in text
    assert "      is: taken out\n      reason: too long\n      by: [Chair]\n" in text
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    body, _, annex = printed.partition("## Annex II")
    assert "Teach" not in body
    assert "Taken out: 1 wording, which Annex II has with its words." in body
    assert "| Brazil | – | Teach the rule of law" in annex
    assert "| Taken out: too long (Chair) A wording of the paragraph “culture-of-lawfulness” |" in annex
    shown = room.run("status", room.selection)
    assert "taken out: too long (Chair): a wording of culture-of-lawfulness “Teach" in " ".join(shown.split())
    assert "1 wording taken out" in shown


@pytest.mark.thorough
@pytest.mark.parametrize(
    "step",
    [("--status", "agreed", "1"), ("--supported", "1", "--by", "A. Diallo")],
    ids=["agreed", "supported"],
)
def test_words_that_the_paper_does_not_show_are_not_signed_by_its_number(tmp_path, step):
    selection, paper = tmp_path / "selection.yaml", tmp_path / "one.docx"
    words = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: Revise {} laws\n"
    selection.write_text(words.format("old"), encoding="utf-8")
    drafter("draft", selection, "-o", paper)
    selection.write_text(words.format("new"), encoding="utf-8")
    said = drafter("select", selection, *step, status=2)
    assert "1 in one.docx is not what selection.yaml has there by now (“new” for “old”)" in said
    assert "Make the draft anew" in said
    assert selection.read_text(encoding="utf-8") == words.format("new")
    selection.write_text(words.format("old"), encoding="utf-8")
    drafter("select", selection, *step)


def test_what_delegations_propose_in_a_paragraph_that_is_out_stands_in_annex_ii_and_not_for_delegates(room):
    room.write(SEVERAL)
    room.run(
        "select", room.selection, "--drop", "culture-of-lawfulness", "--reason", "too long", "--by", "A. B."
    )
    draft = ("draft", room.selection, "--format", "markdown", "-o", "-")
    annex = room.run(*draft).partition("## Annex II")[2]
    assert re.search(r"\| Brazil \| – \| Teach the rule of law[^|]*\| Left out: too long \(A\. B\.\) ", annex)
    whole = room.run("draft", room.selection, "--edition", "delegates", "--format", "json", "-o", "-")
    assert "too long" not in whole
    assert "A. B." not in whole


@pytest.mark.thorough
def test_own_words_take_the_place_of_none_that_a_delegation_proposes(room, monkeypatch):
    room.write(SEVERAL)

    def word():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Respect the law")))
        return room.run("select", room.selection, "--word", "culture-of-lawfulness")

    said = word()
    assert "What Brazil proposed stays beside them." in said
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-").partition("## Annex")[0]
    assert "2\\. \\[Respect the law" in printed
    assert re.search(r"2 bis\\. \\\[Teach the rule of law.*\(Brazil\)", printed)
    assert "has these words already" in word()


def test_a_tracked_change_in_what_was_agreed_is_told_first(room):
    room.run("select", room.selection, "--status", "ad ref", "lac-79j")
    room.write(room.selection.read_text(encoding="utf-8"))
    room.edit(lambda edit, lines: reword(lines[1], "J. Silva", "Discuss", "Always discuss"))
    first = room.run("check", room.draft).splitlines()[0]
    assert "it was agreed ad referendum" in first
    assert "J. Silva changed it, with tracking" in first


def test_each_wording_that_was_dropped_keeps_its_own_reason(room):
    room.write(SEVERAL)
    room.run("select", room.selection, "--drop", "2 bis", "--reason", "dealt with elsewhere", "--by", "Chair")
    room.run("select", room.selection, "--drop", "2 ter", "--reason", "too long")
    _, _, annex = room.run("draft", room.selection, "--format", "markdown", "-o", "-").partition(
        "## Annex II"
    )
    assert "“culture-of-lawfulness”: dealt with elsewhere (Chair)" in annex
    assert "“culture-of-lawfulness”: too long" in annex
    assert "too long (Chair)" not in annex


def test_of_several_wordings_each_is_signed_by_itself(room):
    first = "  - sources: [lac-19h]\n    wording: Foster trust in the law\n"
    second = "  - sources: [wa-14c]\n    wording: Foster respect for the law\n"
    room.write(SEVERAL + first + second)
    before = room.selection.read_bytes()
    said = room.run("select", room.selection, "--supported", "culture-of-lawfulness", "--by", "A. Diallo")
    assert "has 2 wordings of people's own; nothing was written" in said
    assert room.selection.read_bytes() == before
    room.run("select", room.selection, "--supported", "2 quinquies", "--by", "A. Diallo")
    signed = room.selection.read_text("utf-8").partition("respect for the law")[2]
    assert signed.count("supported: A. Diallo") == 1


def test_the_table_of_where_the_text_stands_is_as_wide_as_the_text(room):
    room.run("select", room.selection, "--status", "agreed", "lac-79j")
    room.write(room.selection.read_text(encoding="utf-8"))
    body = Edit(room.draft.read_bytes()).document.find(w("body"))
    first, *others = (one.find(w("tblPr")) for one in body.iter(w("tbl")))
    # A4 is 11906 twentieths of a point wide, with margins of 1134 and the text 1134 further in on both sides.
    assert int(first.find(w("tblInd")).get(w("w"))) == 1134
    assert abs(int(first.find(w("tblW")).get(w("w"))) - (11906 - 4 * 1134)) < 10
    assert all(one.find(w("tblInd")) is None for one in others)


WITHDRAWN = """\
matrix: kyoto-2021
clauses:
- id: lac-79j
- id: af-37b
  wordings:
  - by: [Japan]
    wording: Provide legal aid to *all* who ask for it
  - by: [Chile]
    sources: [wa-14c]
    role: alternative
    wording: Trust the courts
  sources: [+wa-14c]
- id: on-ivory
  text: |
    Prohibit trade:
    (a) in ivory;
    (b) in rhino horn
"""


def test_a_declared_proposal_that_was_reworded_and_withdrawn_stands_in_annex_ii_in_both_words(room):
    first, later = "Publish the number of persons held.", "Publish the number and age of persons held"
    room.selection.with_name("sources.yaml").write_text(
        f"proposals:\n- id: held\n  by: [Chile]\n  date: 3 May 2026\n  text: {first}\n", encoding="utf-8"
    )
    own = f"  sources: [+held]\n  wordings:\n  - by: [Chile]\n    sources: [held]\n    wording: {later}\n"
    room.write(f"matrix: kyoto-2021\nclauses:\n- id: lac-79j\n- id: own\n{own}")
    room.run("select", room.selection, "--status", "withdrawn", "own", "--by", "Chile")
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    (row,) = [line for line in printed.splitlines() if "Withdrawn by Chile" in line]
    # What is dated is the proposal as it was declared, and not the words that came later.
    assert row.startswith("| Chile | proposal, 3 May 2026; in other words since | "), row
    assert later in row
    assert f"Words of the proposal: {first}" in row.replace("*", "").replace("<br>", " ")


PARA_14 = "para.\N{NO-BREAK SPACE}14\N{NO-BREAK SPACE}(c)"


@pytest.mark.thorough
def test_what_is_withdrawn_stands_in_annex_ii_in_its_words_and_is_counted_and_listed(room):
    room.write(WITHDRAWN)
    where = ("--at", "third informal", "--on", "2026-05-03")
    for named, by in (("2 ter", "Chile"), ("2 bis", "Japan"), ("on-ivory", "Egypt")):
        said = room.run("select", room.selection, "--status", "withdrawn", named, "--by", by, *where)
        assert "withdrawn" in said, said
    printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    text, _, annex = printed.partition("## Annex II")
    own = text.partition("## Actions")[2]
    assert not [words for words in ("legal aid", "Trust", "ivory") if words in own]
    assert "Withdrawn: 1 paragraph and 2 wordings, which Annex II has with their words." in text
    rows = [line for line in annex.splitlines() if "third informal" in line]
    of = "at third informal on 2026-05-03"
    assert [one[2:].partition(f" {of}")[0] for one in rows] == [
        f"Chile | Western Asia, {PARA_14} | Trust the courts | Withdrawn by Chile",
        "Japan | – | Provide legal aid to *all* who ask for it | Withdrawn by Japan",
        "– | – | Prohibit trade: (a) in ivory; (b) in rhino horn | Withdrawn by Egypt",
    ]
    shown = " ".join(room.run("status", room.selection).split())
    assert f"withdrawn by Chile {of}: a wording of af-37b “Trust the courts”" in shown
    assert f"withdrawn by Egypt {of}: on-ivory “Prohibit trade: (a) in ivory; (b)" in shown
    assert "2 paragraphs: 2 open; 1 withdrawn; 2 wordings withdrawn." in shown
    found = json.loads(room.run("status", room.selection, "--json"))["withdrawn"]
    assert [one["wording"][:7] for one in found] == ["Trust t", "Provide", "Prohibi"]
    room.write(room.selection.read_text(encoding="utf-8"))
    assert "0 errors, 0 warnings" in room.run("check", room.draft)
    assert "nothing that" in room.propose()[0]


def test_who_withdraws_one_wording_withdraws_no_others(room):
    others = (
        "- id: one\n  wordings:\n  - {by: [Egypt], wording: Ban it}\n  - {by: [Chile], wording: Allow it}\n"
    )
    room.write(WITHDRAWN + others)
    before = room.selection.read_bytes()
    for named in ("one", "4"):
        room.selection.write_bytes(before)
        said = room.run("select", room.selection, "--status", "withdrawn", named, "--by", "Egypt")
        assert "one: “Ban it” is withdrawn by Egypt" in said
        printed = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
        assert "4\\. Allow it" in printed or "4\\. \\[Allow it" in printed
    said = room.run("select", room.selection, "--status", "withdrawn", "one", "--by", "Egypt")
    assert "one has what Chile proposes, not Egypt; nothing was written" in said


@pytest.mark.parametrize("written", ["reserved", "\n  - {is: open}\n  - {is: reserved, at: second reading}"])
def test_a_reservation_of_nobody_is_refused_with_its_line(room, written):
    room.selection.write_text(f"matrix: kyoto-2021\nclauses:\n- id: lac-79j\n  status: {written}\n")
    told = room.run("draft", room.selection, "--format", "markdown", "-o", "-")
    line = 6 if "open" in written else 4
    assert f":{line}:" in told
    assert "error: “lac-79j” is reserved, and nobody is named who has the reservation" in told
    assert "[Reservation]" not in told
    room.selection.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n  status:\n  - {is: reserved, by: [Egypt]}\n"
    )
    assert "0 errors" in room.run("check", room.selection)


def test_who_wants_what_of_a_bracket_is_no_word_of_the_paragraph(room):
    room.edit(
        lambda edit, lines: (
            edit.replace_words(
                lines[1], "capacity-building", "capacity-building [soon] (Egypt: delete; Chile: retain)"
            ),
            edit.replace_words(lines[0], "Egypt, Japan: delete", "Egypt: delete"),
        )
    )
    said = " ".join(room.run("check", room.draft).split())
    assert "words that no source has: “soon”; who wants what, as it is written behind brackets now:" in said
    assert "“egypt”" not in said
    assert "who wanted what, gone from behind brackets: “(Egypt, Japan: delete; Chile: retain)”" in said


def test_status_for_programs_says_what_it_says_in_words(room):
    room.write(
        SEVERAL.replace(
            "- id: lac-79j\n", "- id: lac-79j\n  status: [{is: agreed, on: 3 May, words: aaaaaaaa}]\n"
        )
    )
    room.run("select", room.selection, "--status", "withdrawn", "2 quinquies", "--by", "Brazil")
    room.selection.write_text(f"{room.selection.read_text('utf-8')}  status: agreed\n", encoding="utf-8")
    said, found = room.run("status", room.selection), json.loads(room.run("status", room.selection, "--json"))
    assert "1 was agreed on 3 May; its words were changed since" in said
    first, second = found["clauses"]
    assert (first["status"], first["on"], first["was_agreed"]) == ("open", None, "agreed on 3 May")
    assert second["yet_open"] in " ".join(said.split())
    assert second["yet_open"].startswith("it has 4 wordings to choose from")
    assert "; 1 wording withdrawn" in said
    assert found["summary"]["withdrawn_wordings"] == 1


def test_an_alternative_proposed_to_what_was_agreed_does_not_change_its_words(room):
    room.write("matrix: kyoto-2021\nclauses:\n- id: legal-aid\n  alternatives: lead\n")
    room.run("select", room.selection, "--status", "agreed", "legal-aid")
    text = room.selection.read_text("utf-8")
    room.write(f"{text}  wordings:\n  - by: [Chile]\n    wording: Provide legal aid to all\n")
    assert room.lines[0].endswith("Whole paragraph: [Open: alternative proposed since agreed]")
    said = " ".join(room.run("status", room.selection).split())
    assert "1 was agreed; an alternative was proposed since: legal-aid" in said
    assert "an alternative was proposed since, and it is printed as open again" in room.run(
        "check", room.selection
    )
    box = room.run("draft", room.selection, "--format", "markdown", "-o", "-").partition("## Actions")[0]
    assert "**12., 12 bis., 12 ter.:**" in box


def test_a_bracket_with_names_in_running_words_is_the_rooms_and_nothing_to_write(room):
    words = "Recognizing development [and the rule of law] (Egypt: delete; Chile: retain), and [more],"
    printed = room.write(f'{SELECTION}words:\n  preamble: "{words}"\n').run(
        "draft", room.selection, "--format", "markdown", "-o", "-"
    )
    assert "**Shaded:** 1 passage is still to be written" in printed
    assert "Within the text of 2 paragraphs stand 2 brackets" in printed
    assert "| Words around the paragraphs | – | – | – | – | 1 |" in printed
    shown = " ".join(room.run("status", room.selection).split())
    assert "Chile: 2 brackets (“Recognizing development" in shown
    assert "2 brackets within 2 paragraphs" in shown
    checked = room.run("check", room.draft)
    assert "still to be filled in: [more]\n" in checked
    assert "[and the rule of law]\n" not in checked


def test_two_wordings_in_a_preamble_are_no_words_put_into_an_annex(room):
    wordings = "\n".join(f"  - by: [{one}]\n    wording: Alarmed by {one}," for one in ("Egypt", "Chile"))
    room.write(f"{SELECTION}- id: alarmed\n  part: preamble\n  wordings:\n{wordings}\n")
    assert "did not print there" not in room.run("check", room.draft)


def test_a_status_over_a_reservation_and_a_signature_over_brackets_say_so(room):
    room.run("select", room.selection, "--status", "reserved", "lac-79j", "--by", "Norway, Chile")
    said = room.run("select", room.selection, "--status", "agreed", "lac-79j")
    assert "lac-79j: the reservation of Norway and Chile is printed no more." in said
    assert '--status reserved lac-79j --by "Norway, Chile"' in said
    said = room.run("select", room.selection, "--supported", "af-37b", "--by", "A. Diallo")
    assert "1 bracket in them is open" in said


@pytest.mark.parametrize(
    ("comment", "whose"),
    [
        ("Chile, 2026-11-21: Too long", "Chile"),
        ("Chile, undated: Too long", "Chile"),
        ("the Group of 77 and China, 2026-11-21: Too long", "the Group of 77 and China"),
        ("Chile would delete the wording of Egypt: “Repeal”", "Chile"),
        ("Chile would delete its own wording “Repeal”", "Chile"),
        ("Chile: without lac-79j", "Chile"),
        ("Chile: without the name of Egypt behind “Repeal”", "Chile"),
        ("Chile: af-37c in the place of af-37b, behind the text: “Revise”", "Chile"),
        ("Egypt: to be asked", "Egypt"),  # it sponsors a wording
        ("Egypt and Japan: to be asked", "Egypt"),
        ("Chile: to be asked", ""),
        ("Note: without this it reads better", ""),
        ("wording: Write to Chile, 2026-11-21: in time", ""),
    ],
)
def test_a_remark_is_counted_for_whoever_made_it_though_the_selection_knows_the_name_nowhere_else(
    comment, whose, tmp_path
):
    path = tmp_path / "selection.yaml"
    by = "    - by: [Egypt]\n      wording: Repeal\n    - by: [Japan]\n      wording: Keep\n"
    path.write_text(f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n{by}  # {comment}\n", "utf-8")
    found = remarks_in(open_selection(path))
    assert found.get(whose, ()) == (("af-37b",) if whose else ())
    assert set(found) <= {whose, "Japan"}
