"""``drafter trace``: what the trace of the Kyoto Declaration says, and several traces on the command line."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from tools import drafter_here

KYOTO = Path(__file__).parent.parent / "data" / "kyoto-2021"
TEXT = str(KYOTO / "kyoto-declaration.txt")
TRACES = [str(path) for path in sorted((KYOTO / "traces").glob("trace-*.yaml"))]
DECIDED = [str(path) for path in sorted((KYOTO / "traces").glob("decided-*.yaml"))]


def whole(rows):
    """Rows of a table, with what goes on in further rows, “26 (continued)”."""
    found = []
    for row in rows:
        if row[0].endswith("(continued)"):
            found[-1][-1] += f"\n{row[-1]}"
        else:
            found.append([*row])
    return found


def run(folder, *arguments):
    done = drafter_here("trace", *arguments, cwd=folder)
    return SimpleNamespace(
        returncode=done.returncode, stdout=done.stdout.decode(), stderr=done.stderr.decode()
    )


def squeezed(text):
    return " ".join(text.split())


def test_where_a_recommendation_ended(tmp_path):
    said = run(tmp_path, TEXT, "--recommendation", "lac-19h")
    assert said.returncode == 0
    text = squeezed(said.stdout)
    # By reading both: “foster among the general public a culture of lawfulness” stands in 26 and 59.
    assert "regional preparatory meeting for Latin America and the Caribbean, para. 19 (h)" in text
    assert "in full in paragraph 26 (“fostering among the general public a culture of lawfulness" in text
    assert "): Promote tailor-made crime prevention strategies" in text
    assert "in full in paragraph 59" in text
    assert "read by five, decided by nine; the readers agreed on 0.84 of the links" in said.stderr


def test_the_text_that_comes_with_the_matrix_is_found_from_anywhere(tmp_path):
    said = run(tmp_path, "kyoto-declaration.txt", "--paragraph", "97")
    assert said.returncode == 0
    told = "provided for the Fourteenth Congress. No reader named a recommendation that it comes from."
    assert told in squeezed(said.stdout)
    # One's own comes first.
    (tmp_path / "kyoto-declaration.txt").write_text("1. We promote sports.\n", encoding="utf-8")
    assert "We promote sports" in run(tmp_path, "kyoto-declaration.txt", "--paragraph", "1").stdout


def test_who_stands_behind_a_paragraph(tmp_path):
    text = squeezed(run(tmp_path, TEXT, "--paragraph", "93", "--paragraph", "14").stdout)
    first, _, second = text.partition("Paragraph 14")
    assert "regional preparatory meeting for Africa, para. 57 (g)" in first
    # Nobody foresaw the pandemic in 2019.
    assert "poor prison conditions; No reader named a recommendation that it comes from." in second
    # By the files of J and K: both ask to reduce overcrowding; the paragraph only says that it is there.
    out = [words.split()[0] for words in second.split("not behind it: ")[1:]]
    assert out == ["lac-40h", "af-37d"]


def test_words_that_no_reader_marked_are_told_also_where_something_is_there_in_full(tmp_path):
    asked = ("--paragraph", "16", "--paragraph", "51", "--trace", by_recommendation(tmp_path))
    first, _, second = squeezed(run(tmp_path, TEXT, *asked).stdout).partition("Paragraph 51")
    # eu-43a is there in full by its words “make them more effective …”; nobody foresaw the pandemic.
    named = "Marked by no reader"
    assert f"{named}: “We recognize, in light of the ongoing experience of the COVID-19 pandemic" in first
    # Of 51 somebody has named no words: all of it may come from that one.
    assert named not in second
    found = json.loads(run(tmp_path, TEXT, "--paragraph", "16", "--json").stdout)["rest"]
    assert [(one["paragraph"], one["document"]) for one in found] == [("16", "")]


def test_words_that_a_recommendation_behind_the_paragraph_has_are_not_called_nobodys(tmp_path):
    numbers = ["P4", "35", "15"]
    found = run(tmp_path, TEXT, *(part for one in numbers for part in ("--paragraph", one)), "--json").stdout
    rest = [(one["paragraph"], one["words"]) for one in json.loads(found)["rest"]]
    # By reading: eu-57c has the Doha Declaration's title, ap-34c and af-37f that of the Bangkok Rules.
    told = " ".join(words for _, words in rest)
    assert "Wider United Nations Agenda" not in told
    assert "Treatment of Women Prisoners" not in told
    # Nobody behind 15 speaks of the pandemic.
    assert any("the poorest and most vulnerable are the hardest hit" in words for _, words in rest)


def test_an_opening_line_that_is_counted_is_told(tmp_path):
    text = run(tmp_path, TEXT, "--paragraph", "P4", "--paragraph", "P1").stdout
    assert "Preambular paragraph 4 (opening line counted)" in text
    assert "Preambular paragraph 1 (the opening line)" in text


def by_hand(folder, *links):
    """A trace of these links; its file."""
    lines = (f"  - {{recommendation: {of}, paragraph: {at}, kind: {kind}}}\n" for of, at, kind in links)
    head = "matrix: kyoto-2021\ntext: kyoto-declaration.txt\nlinks:\n"
    (folder / "by-hand.yaml").write_text(head + "".join(lines), encoding="utf-8")
    return "by-hand.yaml"


def test_what_stands_behind_a_paragraph_in_part_only_is_told(tmp_path):
    links = [("lac-19h", "26", "full"), ("lac-19e", "26", "part"), ("eu-43g", "26", "part")]
    links += [
        ("wa-14a", "7", "part"),
        ("wa-56j", "6", "part"),
        ("af-17a", "6", "part"),
        ("ap-26f", "23", "full"),
    ]
    trace = by_hand(tmp_path, *links)
    asked = [part for one in ("26", "7", "6", "23") for part in ("--paragraph", one)]
    text = squeezed(run(tmp_path, TEXT, "--trace", trace, *asked).stdout)
    assert (
        "Behind it: 2 of 5 meetings (Latin America and the Caribbean, Europe), of which 1 in part only "
        "(Europe) lac-19h"
    ) in text
    assert "Behind it: 1 of 5 meetings (Western Asia), in part only wa-14a" in text
    assert "Behind it: 2 of 5 meetings (Western Asia, Africa), all in part only wa-56j" in text
    assert "Behind it: 1 of 5 meetings (Asia and the Pacific) ap-26f" in text


def test_what_is_about_the_making_of_the_text_is_counted_apart(tmp_path):
    text = squeezed(run(tmp_path, TEXT).stdout)
    # By reading: of those nowhere these speak of the declaration or of how the Congress is held.
    about = "ap-62a, lac-19a, lac-40g, lac-80a, lac-80c, eu-57a, eu-57b, eu-57d, eu-57g"
    assert f"by their words, 9 say how the text should be made, or its meeting held: {about}" in text
    found = json.loads(run(tmp_path, TEXT, "--json").stdout)
    assert found["nowhere_guidance"] == about.split(", ")


def by_recommendation(folder):
    """The trace of those who read by recommendation, and who decided between them; its file."""
    first = [one for one in TRACES if not one.endswith(("trace-x.yaml", "trace-l.yaml"))]
    decided = [one for one in DECIDED if one.endswith(("-u.yaml", "-v.yaml", "-w.yaml"))]
    run(folder, TEXT, "--readings", *first, *decided, "-o", "first.yaml")
    return "first.yaml"


def test_who_read_it_otherwise_and_how_it_was_decided_is_told(tmp_path):
    first = by_recommendation(tmp_path)
    said = run(tmp_path, TEXT, "--trace", first, "--recommendation", "AF-29D", "--recommendation", "eu-43a")
    first, _, second = squeezed(said.stdout).partition("eu-43a")
    # By the files of the six: R and U call af-29d a part of 73, S, T and V do not, and W decided.
    assert "in no paragraph (read so by reader S, reader T) not in paragraph 73: Strengthen" in first
    told = (
        "(read as in part by reader R, as not here by reader S, reader T; decided as in part by reader U, "
        "as not here by reader V; then decided as not here by reader W. reader W: only the aim (extremism)"
    )
    assert told in first
    # Nobody who read eu-43a calls it full in 16; both who decided do.
    told = "(read as in part by reader S, reader T, as not here by reader R; "
    assert f"{told}decided as in full by reader U, reader V." in second
    assert "reader U: effective, accountable, inclusive criminal justice; reader V: making justice" in second
    # Since then a fourth, two who decided between all of these, and one who decided between those two.
    said = squeezed(run(tmp_path, TEXT, "--recommendation", "eu-43a").stdout)
    assert (
        "in part in paragraph 16: “the need to review criminal justice systems and to make them more" in said
    )
    assert (
        "decided as in full by reader U, reader V, reader Y, as in part by reader Q, reader Z; then" in said
    )
    # Then L, who looked at like cases alone, and two who decided: by their files, wa-33e is in 94, not in 38,
    # in which L alone had found it.
    found = json.loads(run(tmp_path, TEXT, "--recommendation", "wa-33e", "--json").stdout)
    assert [one["paragraph"] for one in found["links"]] == ["94"]
    (one,) = found["not_here"]
    decided = ["reader J", "reader K"]
    assert (one["paragraph"], one["said"]["reader L"], one["decided_by"]) == ("38", "part", decided)
    found = json.loads(run(tmp_path, TEXT, "--recommendation", "wa-24l", "--json").stdout)
    assert found["nowhere_by"] == {"wa-24l": ["reader R", "reader S", "reader T", "reader X"]}


def test_a_recommendation_is_named_as_reports_do(tmp_path):
    for named in ("33 (e)", "para. 33 (e)", "Western Asia, 33 (e)", "Western Asia, para. 33 (e)"):
        said = run(tmp_path, TEXT, "--recommendation", named)
        assert said.stdout.startswith("wa-33e  regional preparatory meeting for Western Asia, para. 33 (e)")
    # By the matrix, the reports of two meetings have a paragraph 28 (b).
    said = run(tmp_path, TEXT, "--recommendation", "28 (b)")
    assert (said.returncode, "“28 (b)” can be lac-28b, eu-28b" in said.stderr) == (2, True)
    said = run(tmp_path, TEXT, "--recommendation", "Africa, 99 (d)")
    assert (said.returncode, "no recommendation “Africa, 99 (d)”" in said.stderr) == (2, True)


def test_a_paragraph_tells_what_readers_differed_on_and_what_is_not_behind_it(tmp_path):
    # By the files of the readers and of those who decided.
    text = squeezed(run(tmp_path, TEXT, "--paragraph", "54").stdout)
    told = (
        "(read as in part by reader R, reader X, as not here by reader S, reader T; decided as in part by "
        "reader U, reader V, reader J, reader K. reader J: Stronger public institutions are in; culture of "
        "lawfulness and legal aid are not; "
    )
    assert told in text
    assert (
        "not behind it: ap-62b regional preparatory meeting for Asia and the Pacific, para. 62 (b):" in text
    )
    assert "decided as not here by reader J, reader K. reader J: form and aim of the declaration" in text


def test_figures_of_a_region_are_of_that_region_alone_for_programs_too(tmp_path):
    found = json.loads(run(tmp_path, TEXT, "--region", "wa", "--json").stdout)
    assert found["regions"] == {"wa": {"full": 14, "part": 31, "nowhere": 1, "open": 0}}
    assert {one["region"] for one in found["cells"]} == {"wa"}


def test_of_what_is_about_the_text_or_its_meeting_that_is_told(tmp_path):
    # By reading: lac-19a asks that the Congress issue strong political messages; wa-24l for joint research.
    for given, is_so in (("lac-19a", True), ("wa-24l", False)):
        text = squeezed(run(tmp_path, TEXT, "--recommendation", given).stdout)
        assert ("by its words it says how the text should be made" in text) is is_so


def test_figures_of_a_region_stand_above_what_became_of_it(tmp_path):
    text = squeezed(run(tmp_path, TEXT, "--region", "wa").stdout)
    told = "regional preparatory meeting for Western Asia: 14 in full, 31 in part, 1 nowhere wa-14a"
    assert text.startswith(told)


def test_what_may_have_been_overlooked_is_told_by_words(tmp_path):
    trace = by_hand(tmp_path, ("eu-28d", "10", "full"), ("lac-19c", "26", "part"))
    text = run(tmp_path, TEXT, "--trace", trace, "--recommendation", "eu-28d").stdout
    # By reading: 26 has “advance cooperation among stakeholders and the police”.
    near = dict(
        one.split(maxsplit=1) for one in text.rpartition("named by no reader:\n")[2].splitlines() if one
    )
    assert (len(near), "10" in near) == (3, False)
    assert near["26"].startswith("Promote tailor-made crime prevention strategies")
    text = run(tmp_path, TEXT, "--paragraph", "26").stdout
    behind, _, near = text.rpartition("near by words alone, and named by no reader:\n")
    ids = [one.split()[0] for one in near.splitlines() if one]
    assert len(ids) == 3
    assert not any(f" {one} " in behind for one in ids)
    said = run(tmp_path, TEXT, "--region", "eu", "--paragraph", "28").stdout
    assert "Those that you asked about; 7 others are left out here:" in squeezed(said)


def test_what_kind_of_readers_they_were_is_told(tmp_path):
    kind = "all are instances of one language model; nobody from the field"
    said = run(tmp_path, TEXT, "--recommendation", "lac-19h", "--json")
    assert json.loads(said.stdout)["text"]["readers"] == kind
    said = run(tmp_path, TEXT, "--recommendation", "lac-19h")
    assert said.stderr.strip().endswith(f"saw it otherwise. Readers: {kind}.")


def test_of_a_region_only_its_own_behind_a_paragraph(tmp_path):
    text = squeezed(run(tmp_path, TEXT, "--region", "af", "--paragraph", "74").stdout)
    # By reading: af-57d, wa-56d, for its “cooperation in addressing … terrorism” af-60a, and for networks and
    # platforms ap-61c and eu-56d are behind 74; of Latin America and the Caribbean nobody is.
    assert "af-57d" in text
    assert "Behind it: 4 of 5 meetings (Asia and the Pacific, Western Asia, Africa, Europe)" in text
    assert "wa-56d" not in text
    assert "af-17a" not in text
    bare = squeezed(run(tmp_path, TEXT, "--region", "lac", "--paragraph", "74").stdout)
    assert "None of those that you asked about is behind it." in bare
    found = json.loads(run(tmp_path, TEXT, "--region", "af", "--paragraph", "74", "--json").stdout)
    assert [one["recommendation"] for one in found["links"]] == ["af-60a", "af-57d"]


def test_figures_name_meetings_and_what_was_left_out(tmp_path):
    said = run(tmp_path, TEXT)
    text = squeezed(said.stdout)
    assert "All 249: 73 in full, 164 in part, 12 nowhere" in text
    # By the file: 934 links have what each of those said who differed.
    assert "Readers differed on 934 of the 1204 links; what was decided counts." in squeezed(said.stderr)
    assert "regional preparatory meeting for Europe: 11 in full, 27 in part, 4 nowhere" in text
    assert "Paragraphs behind which no recommendation stands (12)" in text
    assert "paragraph 13: We express grave concern about the situation arising" in text


def test_json_has_links_that_people_confirmed(tmp_path):
    found = json.loads(run(tmp_path, TEXT, "--json").stdout)
    assert found["schema_version"] == 1
    assert {one["status"] for one in found["links"]} == {"confirmed"}
    (one,) = [
        link for link in found["links"] if (link["recommendation"], link["paragraph"]) == ("lac-19h", "26")
    ]
    assert one["kind"] == "full"
    assert len(found["nowhere"]) == 12
    assert "13" in found["not_backed"]
    assert sum(found["regions"]["eu"].values()) == 42


def test_the_shipped_trace_is_what_its_readings_come_to(tmp_path):
    said = run(tmp_path, TEXT, "--readings", *TRACES, *DECIDED, "-o", "trace.yaml")
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "trace.yaml").read_bytes() == (KYOTO / "trace.yaml").read_bytes()
    assert "not decided" not in said.stderr


def test_what_two_who_decide_differ_on_is_open_until_a_third_decides_between_them(tmp_path):
    first = [one for one in TRACES if not one.endswith(("trace-x.yaml", "trace-l.yaml"))]
    two = [one for one in DECIDED if one.endswith(("decided-u.yaml", "decided-v.yaml"))]
    said = run(tmp_path, TEXT, "--readings", *first, *two, "-o", "trace.yaml")
    assert "5 differences are not decided" in said.stderr
    printed = run(tmp_path, TEXT, "--readings", *first, *two).stdout
    assert "5 differences open\n" in printed
    assert "decided by reader V: not here. violent extremism as terrorism condition" in printed
    said = run(tmp_path, TEXT, "--readings", *first, "--blind")
    assert (said.returncode, "--blind is for the page on which somebody decides" in said.stderr) == (2, True)


def test_readings_say_how_they_agree(tmp_path):
    found = json.loads(run(tmp_path, TEXT, "--readings", *TRACES, "--json").stdout)
    assert found["readers"] == ["reader L", "reader R", "reader S", "reader T", "reader X"]
    assert found["agreement"]["links"] == 0.8415
    assert len(found["differences"]) == 1346


def test_what_nobody_has_read_is_proposed_and_counts_for_nothing(tmp_path):
    (tmp_path / "empty.yaml").write_text(
        "matrix: kyoto-2021\ntext: kyoto-declaration.txt\nlinks: []\n", encoding="utf-8"
    )
    said = run(tmp_path, TEXT, "--trace", "empty.yaml", "--recommendation", "lac-19h", "--json")
    found = json.loads(said.stdout)
    assert {one["status"] for one in found["links"]} == {"proposed"}
    assert "26" in [one["paragraph"] for one in found["links"]]
    assert found["text"]["how_read"] == "by words alone, read by nobody"
    assert found["regions"]["eu"]["full"] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--paragraph", "120"], 2, "has no paragraph “120”"),
        (["--recommendation", "lac-19z"], 2, "there is no recommendation “lac-19z”"),
        (["--region", "zz"], 2, "unknown region “zz”"),
        (["-o", "x.docx", "--paragraph", "1"], 2, "with --region and --theme a share of it"),
        (["-o", "x.html", "--region", "af"], 2, "which part to read is chosen on it"),
        (["-o", "x.yaml"], 2, "writes tables (.docx, .csv)"),
        (["--readings", "none.yaml"], 3, "none.yaml"),
    ],
)
def test_what_is_not_there_is_told(tmp_path, arguments, status, told):
    said = run(tmp_path, TEXT, *arguments)
    assert said.returncode == status
    assert told in said.stderr
    assert "Traceback" not in said.stderr


def test_a_trace_of_another_text_beside_the_matrix_is_left_alone(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("1. We promote sports;\n2. We thank Strelsau.\n", encoding="utf-8")
    said = run(tmp_path, str(other))
    assert said.returncode == 0
    assert "other.txt has other words" in said.stderr
    assert "All 249: 0 in full, 0 in part, 0 nowhere, 249 not read" in squeezed(said.stdout)


@pytest.mark.thorough
def test_tables_for_delegates_in_word(tmp_path):
    assert run(tmp_path, TEXT, "-o", "became.docx").returncode == 0
    document = docx.Document(tmp_path / "became.docx")
    rows_of = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    meetings, themes, *others = rows_of
    recommendations = whole([row for table in others[:5] for row in table[1:]])  # one for each meeting
    paragraphs = whole([row for table in others[5:] for row in table[1:]])
    titles = {one.text for one in document.paragraphs if one.style.name == "H4"}
    assert {
        "Regional preparatory meeting for Africa",
        "Opening paragraphs",
        "Promoting the rule of law",
    } <= titles
    listed = [one.text for one in document.paragraphs if one.style.name.startswith("toc ")]
    assert listed[4] == "Regional preparatory meeting for Asia and the Pacific"
    assert {one for one in listed if one in titles} == titles
    assert meetings[-1] == ["All", "249", "73", "164", "12", "0"]
    assert [
        cell.replace("\N{NO-BREAK SPACE}", " ")
        for cell in next(row for row in themes if row[0].startswith("Terrorism"))[:3]
    ] == ["Terrorism in all its forms and manifestations", "–", "0 / 1 / 0"]
    (row,) = [row for row in recommendations if row[1].startswith("Promote a culture of lawfulness as")]
    assert squeezed(row[2]).startswith("In full in paragraph 26")
    (row,) = [row for row in paragraphs if row[0] == "93"]
    # By the words that readers named: which stand behind which.
    lines = row[2].replace("\N{NO-BREAK SPACE}", " ").splitlines()
    words = "in part{}: “Enhance coordination and international"
    assert any(one.startswith("Africa, para. 60 (a), " + words.format("")) for one in lines)
    # On these readers differed, by their files.
    told = "Africa, paras. 57 (e), (g) and (h), " + words.format(" (decided)")
    assert any(one.startswith(told) for one in lines)
    bare = "No reader named a recommendation that it comes from"
    assert next(row for row in paragraphs if row[0] == "13")[2] == bare
    *_, last = [row for row in paragraphs if row[0] in ("16", "16 (continued)")]
    assert "Marked by no reader: “We recognize, in light of the" in last[2]
    (row,) = [row for row in recommendations if row[1].startswith("Allocate adequate resources to explore")]
    assert squeezed(row[2].replace("\N{NO-BREAK SPACE}", " ")).endswith(
        "Not in paragraph 38, though read so by reader L; decided by reader J, reader K. "
        "reader J: information technology is its action"
    )
    (row,) = [row for row in recommendations if row[1].startswith("Map existing needs and develop joint")]
    assert squeezed(row[2].replace("\N{NO-BREAK SPACE}", " ")) == (
        "In no paragraph (read so by reader R, reader S, reader T, reader X) "
        "Not in paragraph 22, though read so by reader L; decided by reader J, reader K. "
        "reader J: Asks for mapping of needs and joint research; the paragraph speaks of data for strategies"
    )
    first = " ".join(one.text for one in document.paragraphs[:9])
    assert "P1 is the opening line" in first
    assert "It does not follow that no meeting asked for them" in first
    (about,) = [
        one.text for one in document.paragraphs if one.text.startswith("Of the 12 that ended nowhere")
    ]
    assert "by their words, 9 say how the text should be made, or its meeting held: Asia and" in about
    assert squeezed(about).endswith("Europe, paras. 57 (a), (b), (d) and (g).")
    assert "Readers: all are instances of one language model; nobody from the field." in first
    assert "A recommendation of several themes or regions is counted under each." in first
    # It is no draft of a round, and another run does not write over it.
    assert "has no clauses" in run(tmp_path, TEXT, "--from", "became.docx").stderr
    assert "became.docx" in run(tmp_path, TEXT, "-o", "became.docx").stderr


@pytest.mark.thorough
def test_what_those_who_decide_call_as_no_reader_did_is_marked_in_word(tmp_path):
    run(tmp_path, TEXT, "--trace", by_recommendation(tmp_path), "-o", "became.docx")
    tables = docx.Document(tmp_path / "became.docx").tables
    rows = whole([[cell.text for cell in row.cells] for table in tables for row in table.rows])
    (row,) = [row for row in rows if row[1].startswith("Focus on the urgent priority of building")]
    told = "digitalization”. Before, said to be there in full by 0, in part by 2, not by 1; decided"
    assert told in squeezed(row[2].replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.thorough
def test_the_share_of_a_region_is_written_alone(tmp_path):
    assert run(tmp_path, TEXT, "--region", "af", "-o", "af.docx").returncode == 0
    document = docx.Document(tmp_path / "af.docx")
    said = [one.text for one in document.paragraphs]
    assert "Only the recommendations of Africa" in said
    # By the file: those of Africa's links that have what each of those said who differed.
    assert any("is what readers differed on, 195 of the 248 links" in one for one in said)
    at = [place for place, one in enumerate(said) if one == "Who stands behind each paragraph"]
    assert said[at[-1] + 1] == (  # the first is in the contents
        "Only the paragraphs behind which recommendations of Africa stand; of the others behind them the "
        "meetings alone are named."
    )
    meetings, themes, recommendations, *parts = document.tables
    assert [cell.text for cell in meetings.rows[1].cells][1:] == ["46", "17", "28", "1", "0"]
    assert [cell.text for cell in themes.rows[0].cells][1:] == ["Africa"]
    rows = [[cell.text for cell in row.cells] for row in recommendations.rows]
    assert len(whole(rows[1:])) == 46
    own = defaultdict(str)  # a long list goes on in further rows, “26 (continued)”
    for table in parts:
        for row in table.rows[1:]:
            own[row.cells[0].text.removesuffix(" (continued)")] += row.cells[2].text
    behind = {number: said for number, said in own.items() if number.isdecimal()}
    assert behind
    assert all(said.startswith("Africa, ") for said in behind.values())
    # By the files of the readers and of J and K.
    out = "Not behind it, though read so by some: Africa, paras. 29 (h) and 37 (i) (who and why stands"
    assert out in behind["43"].replace("\N{NO-BREAK SPACE}", " ")
    # By the trace: of Europe eu-57b and others are behind 93, and nobody of Western Asia.
    assert "Behind it, too: Latin America and the Caribbean, Europe" in behind["93"]
    assert run(tmp_path, TEXT, "--theme", "terrorism", "-o", "terrorism.csv").returncode == 0
    with (tmp_path / "terrorism.csv").open(encoding="utf-8-sig", newline="") as file:
        ids = {row["recommendation"] for row in csv.DictReader(file)}
    assert "af-57d" in ids
    assert "lac-19h" not in ids


def test_a_table_for_a_spreadsheet_has_a_row_a_link(tmp_path):
    assert run(tmp_path, TEXT, "-o", "became.csv").returncode == 0
    with (tmp_path / "became.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["recommendation"] for row in rows}) == 249
    assert sum(row["kind"] in ("full", "part") for row in rows) == 1204
    assert sum(row["kind"] == "nowhere" for row in rows) == 12
    assert all(row["kind"] for row in rows)
    # By the files of J and K, who gave their reasons; reader L had read it in part.
    (out,) = [row for row in rows if (row["recommendation"], row["paragraph"]) == ("af-37d", "14")]
    assert (out["kind"], out["decided_by"]) == ("not here", "reader J, reader K")
    assert out["said"].startswith("reader L: part; ") or "; reader L: part; " in out["said"]
    assert out["why"]
    assert [row["paragraph"] for row in rows if row["recommendation"] == "lac-19h"] == ["26", "59", "4"]


@pytest.mark.thorough
def test_clauses_of_earlier_rounds_are_followed_and_what_left_is_told(tmp_path):
    for name, least in (("round-1.docx", "2"), ("round-2.docx", "3")):
        done = drafter_here(
            "draft", "--theme", "access to justice", "--min-regions", least, "-o", name, cwd=tmp_path
        )
        assert done.returncode == 0
    found = json.loads(run(tmp_path, TEXT, "--from", "round-1.docx", "round-2.docx", "--json").stdout)
    assert found["rounds"] == ["round-1.docx", "round-2.docx"]
    assert {tuple(one["rounds"]) for one in found["clauses"]} == {
        ("round-1.docx",),
        ("round-1.docx", "round-2.docx"),
    }
    # By reading: access to legal aid is paragraph 49, equal access to justice paragraph 48.
    assert {"48", "49"} & {key for one in found["clauses"] for key in one["by_sources"]}
    left = found["left"]
    assert {(one["last"], one["next"]) for one in left} == {("round-1.docx", "round-2.docx")}
    said = run(tmp_path, TEXT, "--from", "round-1.docx", "round-2.docx").stdout
    assert f"Recommendations that left between two rounds ({len(left)})" in squeezed(said)


def test_a_matrix_of_many_states_without_meetings(tmp_path):
    (tmp_path / "t.txt").write_text(
        "1. We promote the rights of minorities;\n2. We ratify the Convention.\n", encoding="utf-8"
    )
    said = run(tmp_path, "t.txt", "--matrix", "slovenia-2019").stdout
    assert "All 59: 0 in full, 0 in part, 0 nowhere, 59 not read or not decided" in squeezed(said)
    # A column for each of some forty States would not fit.
    assert "all theme" in squeezed(said)
    assert max(map(len, said.splitlines())) <= 120
    # Nobody has read it: nothing is said of what no reader named.
    assert (
        "o reader named" not in run(tmp_path, "t.txt", "--matrix", "slovenia-2019", "--paragraph", "1").stdout
    )
    assert run(tmp_path, "t.txt", "--matrix", "slovenia-2019", "-o", "s.docx").returncode == 0
    states, themes, *_ = docx.Document(tmp_path / "s.docx").tables
    assert states.rows[0].cells[0].text == "State"
    assert len(themes.columns) == 2


def test_words_of_a_declared_document_are_told_as_its(tmp_path):
    for name in ("matrix.yaml", "trace.yaml"):
        shutil.copy(KYOTO / name, tmp_path)
    (tmp_path / "sources.yaml").write_text(
        "documents:\n"
        "  - id: prisons-in-the-pandemic\n"
        "    cited: Statement on prisons in the pandemic\n"
        "    paragraphs:\n"
        "      3: We express grave concern about the vulnerability of prisons, especially in terms of\n"
        "        health, safety and security, to the real risk of a rapid spread of the virus in closed\n"
        "        settings, which can be further aggravated by long-standing challenges such as prison\n"
        "        overcrowding.\n",
        encoding="utf-8",
    )
    said = run(tmp_path, TEXT, "--matrix", "matrix.yaml", "--paragraph", "14", "--paragraph", "13")
    first, _, second = squeezed(said.stdout).partition("Paragraph 13")
    from_it = "Statement on prisons in the pandemic, para. 3: “We also express grave concern about the"
    assert f"No reader named a recommendation that it comes from. {from_it}" in first
    named = "No reader named a recommendation that it comes from."
    assert second.partition(f"{named} ")[2].startswith("near by words alone, and named by no reader:")
    assert said.returncode == 0

    # What is sound of the file is still told of, and the status says that something is wrong.
    with (tmp_path / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: other, citde: Other}\n")
    said = run(tmp_path, TEXT, "--matrix", "matrix.yaml", "--paragraph", "14")
    assert from_it in squeezed(said.stdout)
    assert "sources.yaml:9:" in said.stderr
    assert said.returncode == 1


@pytest.mark.thorough
def test_the_pages_are_written_and_made_anew_but_not_over_what_somebody_changed(tmp_path):
    for _ in range(2):
        said = run(tmp_path, TEXT, "-o", "trace.html")
        assert said.returncode == 0
        assert "249 recommendations, 102 paragraphs of kyoto-declaration.txt" in said.stderr
        assert "open trace.html in a browser" in said.stderr
        assert "holds nobody's answers. What was read already is asked without it" in squeezed(said.stderr)
    (tmp_path / "trace.html").write_text("Mine.", encoding="utf-8")
    assert run(tmp_path, TEXT, "-o", "trace.html").returncode == 3
    said = run(tmp_path, TEXT, "--readings", *TRACES, "-o", "differences.html", "--blind")
    assert "Wrote differences.html: 1346 differences between 5 readers." in said.stderr
    assert '"blind":true' in (tmp_path / "differences.html").read_text(encoding="utf-8")


def test_a_page_holds_nobodys_answers(tmp_path):
    said = run(tmp_path, TEXT, "-o", "trace.html", "--trace", "trace.yaml")
    assert (said.returncode, "leave --trace out" in squeezed(said.stderr)) == (2, True)
    assert not (tmp_path / "trace.html").exists()
