"""The selection file: what it holds, how it is read, and what a draft makes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from word_reading import WordFile, annex_b, cited, expected_clauses, w

from drafter.merge.proposals import PROPOSAL, load_proposals
from drafter.selection.file import CLAUSE, CRITERIA, OPTIONS, SELECTION
from tools import REPOSITORY, drafter_here

HEAD = "matrix: kyoto-2021\nform: kyoto\ncriteria:\n  min-regions: 3\nclauses:\n"
LAWFULNESS = "Promote a culture of lawfulness as an approach to foster the general public’s trust"


def run(*arguments, status=0, cwd=None):
    """Run drafter, which must end with this status: its output and its messages."""
    done = drafter_here(*arguments, cwd=cwd)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages, messages
    assert done.returncode == status, messages + done.stdout.decode()
    return done.stdout.decode(), messages


@pytest.fixture
def write(tmp_path):
    """Writes a selection file: the clauses' lines below the usual head."""

    def written(clauses, head=HEAD):
        path = tmp_path / "selection.yaml"
        path.write_bytes((head + clauses).encode())
        return path

    return written


def drafted(path, *options) -> dict:
    """The draft of a selection, as JSON."""
    output, _ = run("draft", path, *options, "--format", "json", "-o", "-")
    return json.loads(output)


def problems(path) -> list[str]:
    """What ``check`` says, a line each: place and message."""
    done = drafter_here("check", path)
    assert b"fault in drafter" not in done.stderr
    return [line for line in done.stdout.decode().splitlines() if not line.startswith("    ")]


def only_errors(lines) -> list[str]:
    return [line.split("selection.yaml:")[1] for line in lines if ": error: " in line]


# A new file


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("new") / "selection.yaml"
    run("select", "-o", path)
    return path


def test_a_new_file_has_every_clause_that_the_criteria_select(new):
    ids = [clause["id"] for clause in yaml.safe_load(new.read_text("utf-8"))["clauses"]]
    assert set(ids) == set(expected_clauses(2))
    assert len(ids) == len(set(ids))


def test_its_clauses_stand_in_the_order_of_the_draft_made_from_it(new):
    ids = [clause["id"] for clause in yaml.safe_load(new.read_text("utf-8"))["clauses"]]
    draft = drafted(new)
    assert ids == [clause["id"] for clause in (*draft["clauses"], *draft["guidance"])]


def test_the_draft_of_an_unedited_selection_is_the_draft_of_its_criteria(new):
    from_criteria = json.loads(run("draft", "--min-regions", "2", "--format", "json", "-o", "-")[0])
    from_file = drafted(new)
    for key in ("guidance", "clauses"):
        for clause in (*from_criteria[key], *from_file[key]):
            del clause["decision"], clause["reason"], clause["by"]
    assert from_file["clauses"] == from_criteria["clauses"]
    assert from_file["guidance"] == from_criteria["guidance"]
    assert from_file["not_used"] == from_criteria["not_used"]


def test_sixty_clauses_without_decisions_are_some_130_lines(new):
    lines = new.read_text("utf-8").splitlines()
    clauses = sum(line.startswith("- id: ") for line in lines)
    assert clauses > 60
    assert len(lines) - 2 * (clauses - 60) <= 140
    assert max(map(len, lines)) <= 130


def test_each_block_shows_the_opening_words_of_its_clause(new):
    text = new.read_text("utf-8")
    block = text[text.index("- id: culture-of-lawfulness\n") :].splitlines()
    shown = block[1].strip().removeprefix("# ").split(" …")[0]
    assert LAWFULNESS.startswith(shown)
    assert len(shown) > 30


def test_one_decision_changes_one_block(new, tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_bytes(new.read_bytes())
    run("select", path, "--drop", "legal-aid", "--reason", "the chair asked", "--by", "Chair")
    before, after = (item.read_text("utf-8").splitlines() for item in (new, path))
    assert [line for line in after if line not in before] == [
        "  decision: out",
        "  reason: the chair asked",
        "  by: Chair",
    ]
    assert [line for line in after if line in before] == before


def test_a_file_that_exists_is_not_replaced(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text("mine", encoding="utf-8")
    assert "it is yours" in run("select", "-o", path, status=3)[1]
    assert path.read_text("utf-8") == "mine"


def test_a_selection_can_be_shown_on_standard_output(new):
    assert run("select", "-o", "-")[0] == new.read_text("utf-8")


def test_a_matrix_of_ones_own_is_named_as_seen_from_the_file(tmp_path):
    (tmp_path / "work" / "deep").mkdir(parents=True)
    matrix = tmp_path / "work" / "matrix.yaml"
    matrix.write_bytes((REPOSITORY / "data" / "kyoto-2021" / "matrix.yaml").read_bytes())
    path = tmp_path / "work" / "deep" / "selection.yaml"
    run("select", "--matrix", "work/matrix.yaml", "--min-regions", "1", "-o", path, cwd=tmp_path)
    assert "matrix: ../matrix.yaml\n" in path.read_text("utf-8")
    assert run("draft", path, "-o", tmp_path / "x.json", cwd=tmp_path / "work")[1]


# Documentation and loader


def test_the_page_in_the_docs_explains_every_key_and_no_other():
    page = (REPOSITORY / "docs" / "selection.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
    assert explained == {
        *(key for record in (SELECTION, OPTIONS, CRITERIA, CLAUSE, PROPOSAL) for key in record.keys),
    }


def test_every_example_in_the_docs_can_be_read(tmp_path):
    page = (REPOSITORY / "docs" / "selection.md").read_text("utf-8")
    examples = re.findall(r"```yaml\n(- id: .*?)```", page, re.DOTALL)
    assert len(examples) > 5
    for example in examples:
        path = tmp_path / "selection.yaml"
        if "  as-made: " in example:
            path.write_text(HEAD + "- id: legal-aid\n", encoding="utf-8")
            path.with_name("selection.proposals.yaml").write_text(example, encoding="utf-8")
            assert len(load_proposals(path).found) == 1
        else:
            path.write_text(HEAD + example, encoding="utf-8")
            assert not only_errors(problems(path))


# Errors


def test_every_fault_is_told_at_once_with_its_place(write):
    path = write(
        "- id: culture-of-lawfulnes\n"
        "  decision: inn\n"
        "- id: legal-aid\n"
        "  heading: terorism\n"
        "  sources: [lac-19h, +lac-19zz]\n"
        "  lead: eu-16a\n"
        "  words: none\n"
        "- id: legal-aid\n"
    )
    found = only_errors(problems(path))
    assert [line.split(": ")[0] for line in found] == [
        "6:7",
        "7:13",
        "9:12",
        "10:13",
        "10:22",
        "11:9",
        "12:3",
        "13:7",
    ]
    assert "unknown clause “culture-of-lawfulnes”" in found[0]


def test_a_slip_in_an_id_gets_the_right_one_as_a_hint(write):
    output, _ = run("check", write("- id: culture-of-lawfulnes\n"), status=1)
    assert "Did you mean “culture-of-lawfulness”?" in output


def test_a_slip_in_the_id_of_a_clause_with_sources_is_not_passed_over(write):
    path = write("- id: culture-of-lawfulnes\n  sources: [+lac-19b]\n")
    output, _ = run("check", path)
    assert "warning: “culture-of-lawfulnes” is taken for a clause of your own" in output
    assert "Did you mean “culture-of-lawfulness”?" in output


def test_a_member_of_a_shared_recommendation_is_no_clause_and_the_hint_says_which_is(write):
    output, _ = run("check", write("- id: lac-19h\n"), status=1)
    assert "“lac-19h” is no clause by itself: it belongs to “culture-of-lawfulness”" in output


def test_an_unknown_id_stops_the_draft_and_the_update(write):
    path = write("- id: culture-of-lawfulnes\n- id: legal-aid\n")
    before = path.read_bytes()
    for command in (("draft", path, "-o", path.parent / "x.docx"), ("select", path)):
        assert "selection.yaml:6:7: error: unknown clause" in run(*command, status=1)[1]
    assert path.read_bytes() == before
    assert not (path.parent / "x.docx").exists()


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("matrix: kyoto-2012\nclauses: []\n", "1:9"),
        ("matrix: kyoto-2021\nform: kioto\nclauses:\n- id: legal-aid\n", "2:7"),
        ("matrix: kyoto-2021\nconcordance: none.yaml\nclauses: []\n", "2:14"),
        ("matrix: kyoto-2021\noptions: {alternatives: biss}\nclauses:\n- id: legal-aid\n", "2:25"),
        ("matrix: kyoto-2021\ncriteria: {theme: [prisn]}\nclauses:\n- id: legal-aid\n", "2:20"),
        ("matrix: kyoto-2021\ncriteria: {min-regions: no}\nclauses:\n- id: legal-aid\n", "2:25"),
        ("clauses: []\n", "1:1"),
    ],
)
def test_a_fault_in_the_head_has_its_place_too(write, head, place):
    found = only_errors(problems(write("", head)))
    assert [line.split(": ")[0] for line in found] == [place]


def test_criteria_on_the_command_line_do_not_go_with_a_selection(write):
    path = write("- id: legal-aid\n")
    assert "drafter select" in run("draft", path, "--theme", "prison", "-o", "x.docx", status=2)[1]


# What a draft makes of it


def test_clauses_stand_in_the_order_of_their_blocks_under_their_heading(write):
    ids = [clause["id"] for clause in yaml.safe_load(run("select", "-o", "-")[0])["clauses"]]
    same = [
        i for i in ids if i in ("culture-of-lawfulness", "law-enforcement-training", "community-policing")
    ]
    assert same == ["culture-of-lawfulness", "law-enforcement-training", "community-policing"]
    path = write("- id: community-policing\n- id: law-enforcement-training\n- id: culture-of-lawfulness\n")
    draft = drafted(path)
    # their sections: agenda item 3 stands first in the file, so it stands first in the draft
    assert [clause["id"] for clause in draft["clauses"]] == [
        "community-policing",
        "law-enforcement-training",
        "culture-of-lawfulness",
    ]
    assert [clause["number"] for clause in draft["clauses"]] == [1, 2, 3]


def test_a_clause_among_those_of_another_heading_stays_under_its_own_and_that_is_said(write):
    path = write("- id: youth-forums-on-lawfulness\n- id: legal-aid\n- id: rule-of-law-education\n")
    draft = drafted(path)
    assert [clause["id"] for clause in draft["clauses"]] == [
        "youth-forums-on-lawfulness",
        "rule-of-law-education",
        "legal-aid",
    ]
    notes = [line for line in problems(path) if "stands apart" in line]
    assert len(notes) == 1


def test_heading_moves_a_clause_under_another_theme(write):
    path = write("- id: culture-of-lawfulness\n  heading: Terrorism in all its forms\n- id: legal-aid\n")
    clause = drafted(path)["clauses"][0]
    assert (clause["theme"], clause["heading"]) == (
        "item-6-ii",
        "Terrorism in all its forms and manifestations",
    )


def test_kind_moves_a_clause_to_another_part(write):
    assert drafted(write("- id: legal-aid\n"))["clauses"][0]["part"] == "actions"
    path = write("- id: legal-aid\n  kind: request\n")
    assert drafted(path)["clauses"][0]["part"] == "requests"


def test_a_lead_gives_its_words_to_the_clause(write):
    path = write("- id: legal-aid\n  lead: af-45g\n")
    assert drafted(path)["clauses"][0]["text"].startswith(
        "Undertake appropriate and comprehensive strategies, policies and programmes"
    )


def test_a_lead_that_wordings_put_behind_is_told(write):
    block = "- id: legal-aid\n  lead: wa-42a\n  wordings:\n    - sources: [{}]\n      wording: Own words\n"
    (line,) = problems(write(block.format("af-45g")))[:-1]
    assert "selection.yaml:7:9: warning: “lead” does not put wa-42a first" in line
    assert len(problems(write(block.format("wa-42a")))) == 1


def test_alternatives_can_be_chosen_for_one_clause(write):
    path = write("- id: legal-aid\n  alternatives: lead\n- id: culture-of-lawfulness\n")
    output, _ = run("draft", path, "--format", "markdown", "-o", "-")
    assert "1 bis" not in output
    assert "2 bis" in output


def test_dropped_sources_lose_their_footnote_and_stand_among_the_not_used(write):
    path = write("- id: culture-of-lawfulness\n  sources: [-wa-14c]\n  reason: too broad\n")
    draft = drafted(path)
    assert sorted(draft["clauses"][0]["sources"]) == ["af-17c", "ap-13b", "lac-19h"]
    reasons = {item["id"]: item["reason"] for item in draft["not_used"]}
    assert reasons["wa-14c"] == "taken out of the clause “culture-of-lawfulness”: too broad"


def test_two_clauses_are_joined_by_adding_one_to_the_other(write):
    path = write("- id: culture-of-lawfulness\n  sources: [+legal-aid]\n- id: legal-aid\n")
    draft = drafted(path)
    assert [clause["id"] for clause in draft["clauses"]] == ["culture-of-lawfulness"]
    assert set(draft["clauses"][0]["sources"]) == {
        *("ap-13b", "lac-19h", "wa-14c", "af-17c"),
        *("ap-44g", "wa-42a", "af-45g"),
    }
    assert any("“legal-aid” has no source left" in line for line in problems(path))


def test_a_clause_is_split_by_a_second_block_that_takes_some_of_its_sources(write):
    path = write("- id: culture-of-lawfulness\n- id: holistic-approach\n  sources: [+wa-14c, +af-17c]\n")
    by_id = {clause["id"]: set(clause["sources"]) for clause in drafted(path)["clauses"]}
    assert by_id == {
        "culture-of-lawfulness": {"ap-13b", "lac-19h"},
        "holistic-approach": {"wa-14c", "af-17c"},
    }
    assert not only_errors(problems(path))


def test_a_clause_that_is_split_off_or_joined_stays_under_the_heading_of_the_clause_it_is_of(write):
    # Annex B has af-29g and eu-28d under agenda item 3, the other partners under the main theme.
    path = write(
        "- id: partnerships-in-prevention\n  sources: [+af-29g, +eu-28d]\n- id: public-private-partnerships\n"
        "- id: community-policing\n  sources: [+legal-aid, +culture-of-lawfulness]\n"
    )
    themes = {clause["id"]: clause["theme"] for clause in drafted(path)["clauses"]}
    assert themes["partnerships-in-prevention"] == themes["public-private-partnerships"] == "main-theme-ii"
    assert themes["community-policing"] == "item-3-iv"


def test_a_recommendation_that_asks_two_things_can_stand_under_two_clauses_of_ones_own(write):
    path = write(
        "- id: first-half\n  sources: [+lac-19b]\n  wording: Focus on human resources\n"
        "- id: second-half\n  sources: +lac-19b\n  wording: Strengthen international cooperation\n"
    )
    assert [clause["sources"] for clause in drafted(path)["clauses"]] == [["lac-19b"], ["lac-19b"]]


def test_a_deleted_clause_stands_among_the_not_used_with_that_reason(write):
    draft = drafted(write("- id: legal-aid\n"))
    reasons = {item["id"]: item["reason"] for item in draft["not_used"]}
    assert reasons["lac-19h"] == "its clause was taken out of the selection"
    assert reasons["lac-19b"] != reasons["lac-19h"] or "investing-in-practitioners" in expected_clauses(3)


def test_nothing_of_the_matrix_is_lost_between_clauses_and_not_used(write):
    path = write(
        "- id: culture-of-lawfulness\n  sources: [-wa-14c, +lac-19b]\n- id: legal-aid\n  decision: out\n"
        "- id: own\n  sources: [+ap-62a]\n"
    )
    draft = drafted(path)
    used = {s for clause in (*draft["clauses"], *draft["guidance"]) for s in clause["sources"]}
    left = [item["id"] for item in draft["not_used"]]
    assert used | set(left) == set(annex_b().sources)
    assert len(left) == len(set(left))
    assert not used & set(left)


@pytest.fixture
def word(write, tmp_path):
    """The Word file of a selection."""

    def made(clauses, *options):
        output = tmp_path / "draft.docx"
        run("draft", write(clauses), *options, "--overwrite", "-o", output)
        return WordFile(output.read_bytes())

    return made


def test_an_undecided_clause_stands_in_brackets_with_its_reason_as_a_comment(word):
    file = word(
        "- id: only-one\n  sources: [+lac-19b]\n  decision: maybe\n"
        "  reason: the African Group will come back to it\n  by: Chair\n"
    )
    first = file.clauses["clause_only_one"][0]
    assert first.text.startswith("[Focus on human resources")
    assert re.search(r"good practices[.;]\]", first.text)
    comments = file.xml("word/comments.xml")
    said = ["".join(node.itertext()) for node in comments.iter(w("comment"))]
    assert "Left open, by Chair: the African Group will come back to it." in said


def test_an_undecided_clause_of_several_wordings_has_no_second_pair_of_brackets(word):
    file = word("- id: legal-aid\n  decision: maybe\n  reason: ask\n")
    for paragraph in file.clauses["clause_legal_aid"]:
        assert paragraph.text.count("[") == 1
        assert "[[" not in paragraph.text


def test_an_undecided_clause_that_prints_the_lead_alone_stands_in_brackets(write):
    path = write("- id: legal-aid\n  decision: maybe\n  alternatives: lead\n")
    output, _ = run("draft", path, "--support", "--format", "markdown", "-o", "-")
    line = next(line for line in output.splitlines() if line.startswith("1\\."))
    assert line.startswith("1\\. \\[Undertake")
    assert re.search(r"[.;]\\\]\[\^1\]", line)


def test_a_clause_that_is_out_stands_in_the_annex_with_the_reason_and_by_whom(write):
    path = write(
        "- id: legal-aid\n  decision: out\n  reason: too narrow\n  by: Chair\n- id: culture-of-lawfulness\n"
    )
    draft = drafted(path)
    reasons = {item["id"]: item["reason"] for item in draft["not_used"]}
    for member in ("ap-44g", "wa-42a", "af-45g"):
        assert reasons[member] == "left out: too narrow (Chair)"
    assert [clause["id"] for clause in draft["clauses"]] == ["culture-of-lawfulness"]


@pytest.mark.parametrize("own", ["", "  wording: Promote a culture of lawfulness in communities\n"])
def test_what_was_split_off_stays_out_with_the_clause_that_took_it(write, own):
    path = write(
        f"- id: culture-of-lawfulness\n{own}- id: holistic-approach\n  sources: [+af-17c, +wa-14c]\n"
        "  wording: Promote legal aid\n  decision: out\n  reason: covered by para. 12\n  by: Chair\n"
    )
    draft = drafted(path)
    (sources,) = [clause["sources"] for clause in draft["clauses"]]
    assert sorted(sources) == ["ap-13b", "lac-19h"]
    reasons = {item["id"]: item["reason"] for item in draft["not_used"]}
    assert {reasons[given] for given in ("af-17c", "wa-14c")} == {"left out: covered by para. 12 (Chair)"}
    assert not [line for line in problems(path) if "error" in line or "warning" in line]


def test_what_a_clause_that_is_out_and_one_that_is_in_both_add_is_in_that_one(write):
    path = write(
        "- id: culture-of-lawfulness\n- id: first-half\n  sources: [+af-17c]\n  decision: out\n"
        "- id: second-half\n  sources: [+af-17c]\n"
    )
    draft = drafted(path)
    by_id = {clause["id"]: clause["sources"] for clause in draft["clauses"]}
    assert by_id["second-half"] == ["af-17c"]
    assert "af-17c" not in by_id["culture-of-lawfulness"]
    assert "af-17c" not in {item["id"] for item in draft["not_used"]}


def test_a_clause_takes_a_source_back_from_one_that_is_out_by_adding_it(write):
    path = write(
        "- id: culture-of-lawfulness\n  sources: [+af-17c]\n"
        "- id: holistic-approach\n  sources: [+af-17c]\n  decision: out\n"
    )
    (clause,) = drafted(path)["clauses"]
    assert "af-17c" in clause["sources"]


def test_own_words_keep_a_footnote_for_every_source_and_are_marked_in_the_annex(word):
    file = word("- id: legal-aid\n  wording: Give everybody legal aid.\n")
    (clause,) = file.clauses["clause_legal_aid"]
    assert clause.text.startswith("Give everybody legal aid.")
    assert sorted(file.sources_of(clause)) == sorted(cited(note) for note in file.notes.values())
    assert len(file.notes) == 3
    rows = [
        row
        for table in file.tables
        for row in table
        if len(row) > 1 and any("own words" in paragraph.text for paragraph in row[-1])
    ]
    texts = {" ".join(p.text for p in cell) for row in rows for cell in row}
    assert {annex_b().sources[member].text for member in ("ap-44g", "wa-42a", "af-45g")} <= texts
    assert len(rows) == 3


def test_annex_i_says_why_the_sources_of_a_joined_clause_stand_together(word):
    file = word("- id: culture-of-lawfulness\n  sources: [+legal-aid]\n")
    said = [" ".join(p.text for p in row[0]) for table in file.tables for row in table if len(row) == 1]
    assert any("They were put together in the selection." in text for text in said)
    assert not any("by the concordance" in text for text in said if text.startswith("Clause 1."))


def test_annex_i_says_that_a_clause_is_left_open_and_why(word):
    file = word("- id: legal-aid\n  decision: maybe\n  reason: ask the African Group\n")
    said = [" ".join(p.text for p in row[0]) for table in file.tables for row in table if len(row) == 1]
    assert any("Left open: ask the African Group." in text for text in said)


def test_own_words_are_printed_as_they_stand(write):
    wording = "Give UNODC the means, of which the report speaks [para. 3], to act"
    clause = drafted(write(f"- id: legal-aid\n  wording: {wording}\n"))["clauses"][0]
    assert clause["text"] == f"{wording}."
    assert clause["own_words"] is True
    assert clause["alternatives"] == []


def test_a_wording_may_be_written_over_several_lines(write):
    path = write("- id: legal-aid\n  wording: |\n    Give everybody\n    legal aid\n")
    assert drafted(path)["clauses"][0]["text"] == "Give everybody legal aid."


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ("  wording: Adopt chapter #5 on prisons\n", "7:26", "“#5 on prisons” is read as a comment"),
        ("  reason: see\n    draft paragraph #12\n", "8:21", "“#12” is read as a comment"),
        ("  reason: wait  # ask Vienna\n", "7:17", "“# ask Vienna” is read as a comment"),
        ("  reason: #12 says it\n", "7:11", "“#12 says it” is read as a comment"),
        ("  wordings:\n  - sources: [af-45g]\n    wording: Own #1\n", "9:18", "“#1” is read as a comment"),
        ("  wording: >-\n    Aid\n    # ask Vienna\n", "9:5", "“# ask Vienna” is no comment here"),
        ('  wording: "Aid\n    # ask Vienna"\n', "8:5", "“# ask Vienna” is no comment here"),
    ],
)
def test_a_number_sign_that_is_read_otherwise_than_it_may_be_meant_is_told(write, lines, place, words):
    path = write(f"- id: legal-aid\n{lines}")
    (line,) = [line for line in problems(path) if ": warning: " in line]
    assert f"selection.yaml:{place}: warning: {words}" in line
    assert words in run("draft", path, "--format", "json", "-o", path.with_name("draft.json"))[1]
    assert words in run("select", path)[1]


@pytest.mark.parametrize(
    "lines",
    [
        "  # wording: Adopt chapter #5\n",
        "  decision: in  # ask Vienna\n  by: Chair # still\n",
        "  reason: # to be written\n",
        '  reason: "draft paragraph #12" # ask Vienna\n',
        "  wording: >- # ask Vienna\n    Adopt chapter #5\n    #6 and the rest\n  # ask Vienna\n",
        "  reason: wait\n  # from round-1.docx, clause 12\n  wording: Adopt chapter#5\n",
    ],
)
def test_comments_that_are_meant_are_nothing_to_look_at(write, lines):
    assert not [line for line in problems(write(f"- id: legal-aid\n{lines}")) if ": warning: " in line]


@pytest.mark.parametrize(
    "lines", ["Adopt chapter #5\n    on prisons", "Adopt\n    # ask Vienna\n    chapter 5"]
)
def test_a_text_that_a_comment_breaks_off_is_refused_with_what_to_do(write, lines):
    messages = run("draft", write(f"- id: legal-aid\n  wording: {lines}\n"), "-o", "-", status=1)[1]
    assert "“#” begins a comment, behind which no text goes on" in messages


def test_the_draft_of_a_selection_says_that_people_decided_and_carries_the_name_of_the_file(write):
    assert drafted(write("- id: legal-aid\n"))["criteria"].endswith("as decided in selection.yaml")


def test_options_on_the_command_line_count_more_than_those_in_the_file(write):
    path = write("- id: legal-aid\n", HEAD.replace("criteria:", "options:\n  alternatives: lead\ncriteria:"))
    assert "1 bis" not in run("draft", path, "--format", "markdown", "-o", "-")[0]
    assert "1 bis" in run("draft", path, "--alternatives", "bis", "--format", "markdown", "-o", "-")[0]


# Old numbers


def test_annex_i_names_the_number_that_a_clause_had_in_an_earlier_selection(tmp_path):
    old, now = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(HEAD + "- id: legal-aid\n- id: culture-of-lawfulness\n", encoding="utf-8")
    now.write_text(
        HEAD + "- id: culture-of-lawfulness\n- id: legal-aid\n- id: community-policing\n", encoding="utf-8"
    )
    run("draft", now, "--since", old, "-o", tmp_path / "new.docx")
    file = WordFile((tmp_path / "new.docx").read_bytes())
    table = next(t for t in file.tables if t[0][1][0].text == "Was")
    was = {row[0][0].text: row[1][0].text for row in table[1:] if len(row) > 1}
    numbers = {c["id"]: str(c["number"]) for c in drafted(now)["clauses"]}
    before = {c["id"]: str(c["number"]) for c in drafted(old)["clauses"]}
    assert before == {"legal-aid": "1", "culture-of-lawfulness": "2"}
    assert was[numbers["legal-aid"]] == "1"
    assert was[numbers["culture-of-lawfulness"]] == "2"
    assert was[numbers["community-policing"]] == "–"


def test_without_since_annex_i_has_no_such_column(word):
    file = word("- id: legal-aid\n")
    assert all("Was" not in [cell[0].text for cell in table[0]] for table in file.tables)


def test_the_box_says_how_many_clauses_are_in_the_drafters_own_words(tmp_path):
    path = tmp_path / "selection.yaml"
    drafter_here("select", "--min-regions", "4", "-o", path)
    plain = drafter_here("draft", path, "-o", "-", "--format", "markdown").stdout.decode()
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("- id: culture-of-lawfulness\n", "- id: culture-of-lawfulness\n  wording: Foster it.\n"),
        encoding="utf-8",
    )
    changed = drafter_here("draft", path, "-o", "-", "--format", "markdown").stdout.decode()

    assert "In the words of 5 regions" in plain
    assert "own words" not in plain.partition("## Annex I")[0]
    assert "From the recommendations of 5 regions" in changed
    assert "but for 1 clause in the drafter’s own words, which Annex I names" in changed
