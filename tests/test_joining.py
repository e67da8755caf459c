"""``drafter select --join`` and ``--split``: one text of several clauses, and back."""

import json
import re

import pytest
import yaml
from word_reading import WordFile

from drafter.selection.joining import union_of
from drafter.selection.parting import parts_of
from drafter.text.similarity import words_of
from tools import drafter_here

# Annex B, Latin America and the Caribbean, para. 79 (j); Africa, para. 37 (b).
AF_37B = "Revise laws and policies that are discriminatory against women"

FILE = """\
# Ours
matrix: kyoto-2021
clauses:
- id: culture-of-lawfulness
  # a comment of ours
  lead: lac-19h   # so said the Chair
- id: legal-aid
  decision: maybe   # the Chair
  reason: wait for the African Group
  by: Chair

- id: af-37b   # ours too
  # below
- id: practices
  sources: [+lac-79j]
  wording: "Revise laws and practices that are discriminatory against women."
  supported: A. Diallo, 2026-05-03
- id: own-1
  text: |
    We reaffirm our commitment to:
    (a) one thing;
    (b) another
- id: own-2
  text: "Alarmed by crime,"
  part: preamble
"""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "selection.yaml"
    file.write_bytes(FILE.encode())
    return file


def edited(path, *pairs):
    text = path.read_text()
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)


def clauses(path):
    said = json.loads(drafter_here("draft", path, "--format", "json", "-o", "-").stdout)
    return {one["id"]: one for one in said["clauses"]}


# The union of words


def test_what_two_texts_have_in_common_stands_once_and_what_differs_in_brackets():
    assert union_of([AF_37B + ".", "Revise laws and practices that are discriminatory against women;"]) == (
        "Revise laws and [policies] [practices] that are discriminatory against women"
    )


@pytest.mark.parametrize(
    ("texts", "union"),
    [
        (
            ["Promote trust in the law", "Provide legal aid."],
            "[Promote trust in the law] [Provide legal aid]",
        ),
        (["Promote trust.", "promote trust;"], "Promote trust"),
        (["Revise [all] laws", "Revise all laws now"], "[Revise [all] laws] [Revise all laws now]"),
        (["Agree to:\n(a) one;\n(b) two.", "Act"], "[Agree to:\n(a) one;\n(b) two]\n[Act]"),
        # Else it would say that UNODC proposes the words.
        (
            [
                "Call upon the Office (UNODC) to act",
                "Call upon the Programme (UNODC) to act",
            ],
            "[Call upon the Office (UNODC) to act] [Call upon the Programme (UNODC) to act]",
        ),
    ],
)
def test_where_texts_cannot_be_read_as_one_each_stands_in_brackets(texts, union):
    assert union_of(texts) == union


# Joined


def test_a_joined_clause_has_every_word_and_every_source_of_both(path):
    before = clauses(path)
    done = drafter_here("select", path, "--join", "af-37b", "practices")
    assert "--split af-37b" in done.stderr.decode()
    after = clauses(path)
    assert "practices" not in after
    one = after["af-37b"]
    assert one["text"] == "Revise laws and [policies] [practices] that are discriminatory against women;"
    assert one["sources"] == ["lac-79j", "af-37b"]
    assert {*words_of(before["practices"]["text"]), *words_of(before["af-37b"]["text"])} == {
        *words_of(one["text"])
    }
    assert after["legal-aid"] == {**before["legal-aid"], "number": after["legal-aid"]["number"]}


def test_it_is_one_paragraph_in_word_with_cf_for_people_s_words_and_comes_home_unchanged(path):
    drafter_here("select", path, "--join", "af-37b", "practices")
    word = path.with_name("round-1.docx")
    drafter_here("draft", path, "-o", word)
    file = WordFile(word.read_bytes())
    (paragraph,) = file.clauses["clause_af_37b"]
    notes = [file.notes[one].strip() for one in paragraph.marks]
    assert [re.sub(r"\s", " ", one)[-15:] for one in notes] == ["para. 79 (j).", "para. 37 (b)."] or len(
        notes
    ) == 2
    assert all(one.startswith("Cf. ") for one in notes)
    home = drafter_here("select", path, "--from", word)
    assert "nothing" in home.stderr.decode().lower()


def test_other_wordings_of_both_stay_wordings(path):
    before = clauses(path)
    drafter_here("select", path, "--join", "culture-of-lawfulness", "legal-aid")
    one = clauses(path)["culture-of-lawfulness"]
    printed = {words for text in (one, *one["alternatives"]) for words in words_of(text["text"])}
    for old in (before["culture-of-lawfulness"], before["legal-aid"]):
        for text in (old, *old["alternatives"]):
            assert {*words_of(text["text"])} <= printed
    assert {*one["sources"]} == {
        *before["culture-of-lawfulness"]["sources"],
        *before["legal-aid"]["sources"],
    }


def test_what_was_agreed_is_told_not_to_be_agreed_as_joined(path):
    edited(path, ("- id: af-37b   # ours too\n", "- id: af-37b\n  status: agreed\n"))
    done = drafter_here("select", path, "--join", "practices", "af-37b").stderr.decode()
    assert "Note: af-37b was agreed; this text is not." in done
    assert "practices was" not in done


# Apart again


@pytest.mark.thorough
@pytest.mark.parametrize(
    "ids",
    [
        ("af-37b", "practices"),
        ("practices", "af-37b"),
        ("culture-of-lawfulness", "legal-aid"),
        ("legal-aid", "culture-of-lawfulness", "own-2", "practices"),
        ("own-1", "own-2"),
        ("own-1", "legal-aid"),
        ("af-37b", "own-1"),
    ],
)
def test_what_nobody_edited_comes_apart_byte_for_byte(path, ids):
    ends = "\r\n" if len(ids) > 2 else "\n"
    as_it_was = FILE.replace("\n", ends).encode()
    path.write_bytes(as_it_was)
    drafter_here("select", path, "--join", *ids)
    assert path.read_bytes() != as_it_was
    assert not drafter_here("check", path, "--json").returncode
    done = drafter_here("select", path, "--split", ids[0])
    assert path.read_bytes() == as_it_was
    assert "as it was before" in done.stderr.decode()


@pytest.mark.thorough
def test_what_was_joined_twice_comes_apart_step_by_step(path):
    drafter_here("select", path, "--join", "af-37b", "practices")
    once = path.read_bytes()
    drafter_here("select", path, "--join", "af-37b", "legal-aid")
    drafter_here("select", path, "--split", "af-37b")
    assert path.read_bytes() == once
    drafter_here("select", path, "--split", "af-37b")
    assert path.read_text() == FILE


def test_after_edits_stretches_go_back_and_peoples_own_words_stay_with_the_first(path):
    drafter_here("select", path, "--join", "culture-of-lawfulness", "own-2")
    text = re.sub(
        r"wording: >-\n(?: {8}.*\n)+",
        "wording: >-\n        Promote a culture of lawfulness as an approach to foster trust in all States, "
        "alarmed by crime\n",
        path.read_text(),
    )
    path.write_text(text)
    done = drafter_here("select", path, "--split", "culture-of-lawfulness")
    after = path.read_text()
    assert "Promote a culture of lawfulness as an approach to foster trust in all States\n" in after.replace(
        "\n        ", " "
    )
    assert 'own-2\n  text: "Alarmed by crime,"\n  part: preamble' in after
    assert "“trust in all States”" in done.stderr.decode()
    assert "# before --split:       Promote a culture" in after.replace(
        "  # before --split:       wording: >-\n", ""
    )
    assert not drafter_here("check", path, "--json").returncode


@pytest.mark.thorough
def test_words_that_both_have_go_to_both_each_once(path):
    drafter_here("select", path, "--join", "af-37b", "practices")
    joined = "Revise laws and [policies] [practices] that are discriminatory against women"
    since = (
        "Revise without delay [laws] (Chile) and policies that are discriminatory against women, as well as "
        "practices that are discriminatory against women and girls"
    )
    edited(path, (joined, since))
    done = drafter_here("select", path, "--split", "af-37b")
    after = clauses(path)
    assert after["practices"]["text"] == "Revise laws and practices that are discriminatory against women;"
    assert after["af-37b"]["text"] == (
        "Revise without delay [laws] (Chile) and policies that are discriminatory against women, as well as "
        "and girls;"
    )
    assert "“without delay”, “as well as”, “and girls”" in done.stderr.decode()
    assert since in " ".join(path.read_text().replace("# before --split:", "").split())


@pytest.mark.thorough
def test_what_people_added_since_stays(path):
    drafter_here("select", path, "--join", "af-37b", "practices")
    mark = "# from --join af-37b practices\n  sources: "
    edited(path, (f"{mark}[+lac-79j]", f"{mark}[+lac-79j, +wa-14c]"))
    drafter_here("select", path, "--split", "af-37b")
    after = clauses(path)
    assert {*after["af-37b"]["sources"]} == {"af-37b", "wa-14c"}
    assert after["practices"]["sources"] == ["lac-79j"]
    assert after["practices"]["text"] == "Revise laws and practices that are discriminatory against women;"


def test_a_bracket_around_words_of_two_is_told_and_one_that_a_clause_had_goes_back_to_it(path):
    edited(path, ("- id: af-37b   # ours too\n", f"- id: af-37b\n  wording: {AF_37B} [and girls] (Chile)\n"))
    drafter_here("select", path, "--join", "own-2", "af-37b")
    since = f"[Alarmed by crime, {AF_37B[:1].lower()}{AF_37B[1:]}] (Egypt) [and girls] (Chile) [now]"
    text = path.read_text()
    path.write_text(
        text[: text.index("- id: own-2")]
        + re.sub(r"  text: .*(?:\n    .*)*", f'  text: "{since}"', text[text.index("- id: own-2") :])
    )
    done = drafter_here("select", path, "--split", "own-2").stderr.decode()
    assert f"“{since.partition(' [and')[0]}”" in done
    after = path.read_text()
    assert f"- id: af-37b\n  wording: {AF_37B} [and girls] (Chile)\n" in after
    assert '  text: "Alarmed by crime, [now]"\n' in after


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--join", "af-37b"], "nothing is named that “af-37b” is to be joined with"),
        (["--join", "af-37b", "af-37b"], "af-37b cannot be joined with itself"),
        (["--join", "af-37b", "practises"], "there is no clause “practises”"),
        (["--split", "*"], "selection.yaml --list” shows those of the file."),
        (["--drop", "*"], "“drafter list” those of the matrix."),
        (["--move", "af-37b", "before", "practices"], "“before” has no hyphens here: write --before"),
        (["--no-support", "--maybe", "af-37b"], "--no-support does not go with --maybe"),
        (["--split", "af-37b"], "af-37b was not joined"),
        (["--split", "af-37b", "--join", "practices"], "does not go with"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(path, arguments, said):
    done = drafter_here("select", path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert path.read_text() == FILE


def test_people_s_words_are_joined_also_where_another_clause_has_taken_their_source(path):
    edited(
        path,
        (
            "  lead: lac-19h   # so said the Chair\n",
            "  wordings:\n  - sources: [lac-19h]\n    wording: Uphold the law\n",
        ),
        ("- id: own-2\n", "- id: taker\n  sources: [+lac-19h]\n- id: own-2\n"),
    )
    done = drafter_here("select", path, "--join", "culture-of-lawfulness", "af-37b")
    assert done.returncode == 0, done.stderr.decode()
    assert clauses(path)["culture-of-lawfulness"]["text"].startswith("[Uphold the law] [Revise laws")


# What people said of what is joined

SAID = """\
matrix: kyoto-2021
clauses:
- id: af-37b   # ours too
  # Brazil, 2026-05-03: Too long.
  decision: maybe   # the Chair
  reason: GRULAC will come back
  by: Chair
  wordings:
  - by: [Brazil]
    wording: Repeal every law that is discriminatory against women   # theirs
  status:
  # so they said
  - {is: reserved, by: [Egypt]}
- id: practices
  sources: [+lac-79j]
  decision: maybe
  reason: the EU will look
  wording: "Revise laws and practices that are discriminatory against women."
  supported: A. Diallo, 2026-05-03
  status: agreed
- id: later
  text: We shall meet again"""


@pytest.mark.thorough
def test_what_people_said_of_each_is_said_of_the_joint_text_and_comes_back_to_the_byte(path):
    path.write_text(SAID)
    done = drafter_here("select", path, "--join", "af-37b", "practices").stderr.decode()
    for note in (
        "the reservation of Egypt to af-37b is one to this text now.",
        "practices was agreed; this text is not.",
        "practices was in brackets (the EU will look); so is this text.",
        "the words of practices were supported; those of this text are to be supported anew.",
    ):
        assert f"Note: {note}" in done
    printed = drafter_here("draft", path, "--format", "markdown", "-o", "-").stdout.decode()
    assert "[Reservation: Egypt]" in printed.replace("\\", "")
    assert "  reason: GRULAC will come back (Chair); the EU will look\n" in path.read_text()
    drafter_here("select", path, "--split", "af-37b")
    assert path.read_text() == SAID
    # The other way round: who has a reservation to the second has one to the joint text.
    drafter_here("select", path, "--join", "practices", "af-37b")
    printed = drafter_here("draft", path, "--format", "markdown", "-o", "-").stdout.decode()
    assert "[Reservation: Egypt]" in printed.replace("\\", "")
    assert "[Agreed]" not in printed.replace("\\", "")
    drafter_here("select", path, "--split", "practices")
    assert path.read_text() == SAID


@pytest.mark.thorough
def test_what_was_agreed_and_is_joined_is_told_first_as_agreed_in_other_words(path):
    path.write_text(SAID.replace("  # so they said\n  - {is: reserved, by: [Egypt]}\n", "  - is: open\n"))
    drafter_here("select", path, "--join", "af-37b", "practices")
    first = drafter_here("check", path).stdout.decode().splitlines()[0]
    assert "(“af-37b”) was agreed; its words were changed since" in first


@pytest.mark.thorough
def test_what_was_said_and_written_beside_the_joint_text_goes_where_the_split_says(path):
    path.write_text(SAID)
    drafter_here("select", path, "--join", "practices", "af-37b")
    brazil = "        Repeal every law that is discriminatory against women\n"
    edited(path, (brazil, f"{brazil[:-1]} and girls\n    - by: [Japan]\n      wording: Revise nothing\n"))
    drafter_here("select", path, "--maybe", "practices", "--reason", "for the plenary")
    drafter_here("select", path, "--status", "reserved", "practices", "--by", "Japan")
    done = " ".join(drafter_here("select", path, "--split", "practices").stderr.decode().split())
    assert "What Japan proposed beside the joint text, “Revise nothing”, stands in practices now" in done
    assert "The other wordings of af-37b are as somebody edited them since." in done
    assert "said of the joint text since (maybe: for the plenary; reserved by Egypt, Japan)" in done
    first, _, second = path.read_text().partition("- id: practices")
    assert "Repeal every law that is discriminatory against women and girls\n" in first
    assert "reason: GRULAC will come back\n" in first
    assert "Revise nothing" in second
    assert "\n  reason: for the plenary\n" in second
    assert first.count("by: [Egypt, Japan]") == 1  # the reservations, which are to either
    assert not drafter_here("check", path, "--json").returncode


@pytest.mark.thorough
def test_what_was_said_since_of_what_nobody_had_said_anything_of_is_told(path):
    drafter_here("select", path, "--join", "af-37b", "practices")
    drafter_here("select", path, "--status", "reserved", "af-37b", "--by", "Japan")
    done = drafter_here("select", path, "--split", "af-37b").stderr.decode()
    assert "as it was before" not in done
    assert "apart again, each with its words as before.\nWhat was said of the joint text since" in done
    assert "reserved by Japan" in done
    apart = path.read_text()
    assert apart.count("is: reserved\n      by: [Japan]\n") == 2
    assert "is: reserved" in apart.partition("- id: practices")[2]  # it is one to each


@pytest.mark.thorough
def test_a_reservation_of_before_stays_with_its_own_text_and_one_that_came_since_is_one_to_each(path):
    drafter_here("select", path, "--status", "reserved", "af-37b", "--by", "Egypt")
    drafter_here("select", path, "--join", "af-37b", "practices")
    drafter_here("select", path, "--maybe", "af-37b", "--reason", "for the plenary")
    drafter_here("select", path, "--split", "af-37b")
    assert "Egypt" not in path.read_text().partition("- id: practices")[2]
    drafter_here("select", path, "--undo")
    drafter_here("select", path, "--status", "reserved", "af-37b", "--by", "Japan")
    drafter_here("select", path, "--split", "af-37b")
    assert "by: [Egypt, Japan]" in path.read_text().partition("- id: practices")[2]


@pytest.mark.thorough
def test_words_of_which_nothing_is_left_and_brackets_without_a_name_are_told(path):
    drafter_here("select", path, "--join", "own-2", "af-37b")
    text = path.read_text()
    start = text.index("- id: own-2")
    path.write_text(
        text[:start] + re.sub(r"  text: .*(?:\n    .*)*", '  text: "Alarmed [by crime]"', text[start:])
    )
    done = drafter_here("select", path, "--split", "own-2").stderr.decode()
    assert "af-37b has its words as before: none of them stood in the joint text any more." in done
    assert '  text: "Alarmed [by crime]"\n' in path.read_text()


def test_what_is_out_is_not_joined(path):
    edited(path, ("- id: practices\n", "- id: practices\n  decision: out\n  reason: too narrow\n"))
    before = path.read_text()
    done = drafter_here("select", path, "--join", "af-37b", "practices")
    assert "practices is out: too narrow; what is not in the text is not joined" in done.stderr.decode()
    assert "--keep practices" in done.stderr.decode()
    assert path.read_text() == before


def test_the_words_that_are_joined_are_those_that_the_paper_prints(path):
    # Annex B, Asia and the Pacific, para. 62 (d), speaks of “the future Kyoto declaration”.
    path.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: Act\n- id: forum\n  sources: [+ap-62d]\n"
    )
    drafter_here("select", path, "--join", "own-1", "forum")
    text = clauses(path)["own-1"]["text"]
    assert text.startswith("[Act] [Strengthen the role of the Commission on Crime Prevention")
    assert "the outcome of the crime congresses, in particular this declaration, by providing" in text


@pytest.mark.thorough
def test_blank_lines_wordings_beside_a_text_and_a_file_without_a_last_line_end_come_back(path):
    before = (
        "matrix: kyoto-2021\nclauses:\n"
        "- id: af-37b\n  wordings:\n  - by: [Brazil]\n    wording: Repeal it\n\n"
        "- id: own-1\n  wordings:\n  - by: [Japan]\n    # theirs\n    wording: Act\n  text: Act now"
    )
    path.write_text(before)
    for first, other in (("af-37b", "own-1"), ("own-1", "af-37b")):
        drafter_here("select", path, "--join", first, other)
        drafter_here("select", path, "--split", first)
        assert path.read_text() == before


HALVES = """\
matrix: kyoto-2021
clauses:
- id: own-1
  text: Build better prisons for young people in every town of the country
- id: own-2
  text: Train the judges of the private sector and the civil society of our region
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("old", "new", "first", "second"),
    [
        # Wholly in the second half, with words that this has, too.
        (
            "sector and",
            "sector [and marble sector] (Egypt) and",
            "",
            "sector [and marble sector] (Egypt) and",
        ),
        ("private sector", "[private marble sector] (Egypt)", "", "[private marble sector] (Egypt)"),
        ("judges of", "judges [of marble] of", "", "judges [of marble] of"),
        ("our region", "our marble region", "", "our marble region"),
        ("our region", "our region of marble", "", "our region of marble"),
        ("[Train", "[In marble, train", "", "In marble, train"),
        ("young people", "young [and marble] (Egypt) people", "young [and marble] (Egypt) people", ""),
    ],
)
def test_what_stands_wholly_within_one_half_is_that_half_s(path, old, new, first, second):
    path.write_text(HALVES)
    drafter_here("select", path, "--join", "own-1", "own-2")
    joint = yaml.safe_load(path.read_text())["clauses"][0]["text"]
    assert old in joint
    text = path.read_text()
    start, stop = text.index("  text: ", text.index("# from --join")), text.index("- id: own-2")
    path.write_text(f"{text[:start]}  text: {json.dumps(joint.replace(old, new))}\n{text[stop:]}")
    done = drafter_here("select", path, "--split", "own-1").stderr.decode()
    now = {one: said["text"].rstrip(";.") for one, said in clauses(path).items()}
    was = [line.partition("text: ")[2] for line in HALVES.splitlines() if "text: " in line]
    assert now["own-1"] == (was[0].replace(old, first) if first else was[0])
    assert now["own-2"] == (was[1].replace(old.removeprefix("["), second) if second else was[1])
    assert "In neither stands" not in done
    assert ("go to own-2, within whose words they stand" in done) is bool(second)


PROPOSED = """\
matrix: kyoto-2021
clauses:
- id: own-1
  wordings:
  - by: [Brazil, Chile]
    wording: Promote caracal mediation   # theirs
  - by: [Japan]
    wording: Promote serval mediation
- id: own-2
  wordings:
  - by: ["Egypt, on behalf of the African Group", Norway]
    wording: Protect every mongoose of the land
- id: af-37b
"""
MONGOOSE = "[Protect every mongoose of the land] (Egypt, on behalf of the African Group; Norway)"


@pytest.mark.thorough
def test_paragraphs_that_delegations_propose_are_joined_under_their_names(path):
    path.write_text(PROPOSED)
    done = drafter_here("select", path, "--join", "own-1", "own-2", "af-37b")
    assert done.returncode == 0, done.stderr.decode()
    own = yaml.safe_load(path.read_text())["clauses"][0]
    assert (
        " ".join(own["text"].split()) == f"[Promote caracal mediation] (Brazil, Chile) {MONGOOSE} [{AF_37B}]"
    )
    assert own["wordings"] == [{"by": ["Japan"], "wording": "Promote serval mediation"}]
    status = drafter_here("status", path).stdout.decode()
    assert "Brazil: 1 bracket (" in status
    assert not drafter_here("check", path, "--json").returncode
    printed = drafter_here("draft", path, "--format", "markdown", "-o", "-").stdout.decode().replace("\\", "")
    assert f"[Promote caracal mediation] (Brazil, Chile) {MONGOOSE} [{AF_37B}]" in printed
    drafter_here("select", path, "--split", "own-1")
    assert path.read_text() == PROPOSED
    # What was edited of one stands under its names again.
    drafter_here("select", path, "--join", "own-2", "own-1")
    edited(path, ("of the land] (Egypt", "of our land] (Egypt"))
    drafter_here("select", path, "--split", "own-2")
    one, two, _ = yaml.safe_load(path.read_text())["clauses"]
    assert "text" not in two
    assert two["wordings"] == [
        {
            "by": ["Egypt, on behalf of the African Group", "Norway"],
            "wording": "Protect every mongoose of our land",
        }
    ]
    assert [words["by"] for words in one["wordings"]] == [["Brazil", "Chile"], ["Japan"]]


@pytest.mark.parametrize(
    ("old", "new"), [("for all people", "for people"), ("for all people", "for [all women] (Egypt)")]
)
def test_a_word_that_goes_from_one_half_is_not_looked_for_in_the_other(old, new):
    words = {
        "one": "Give legal aid and access to justice for all people",
        "two": "Train all judges of the country in the rule of law",
    }
    joint = union_of([*words.values()])
    parts, _, _ = parts_of(joint.replace(old, new), words, joint, [])
    assert parts == {**words, "one": words["one"].replace(old, new)}


def test_beside_a_delegations_words_on_the_same_source_stand_that_ones_own(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n- id: af-37b\n  wordings:\n  - sources: [af-37b]\n"
        "  - by: [Brazil]\n    sources: [af-37b]\n    wording: Burn such laws\n"
    )
    drafter_here("select", path, "--join", "af-37b", "lac-79j")
    (block,) = (one for one in yaml.safe_load(path.read_text())["clauses"] if one["id"] == "af-37b")
    text, of_brazil = block["wordings"]
    assert "policies that are discriminatory against women" in text["wording"]
    assert "Burn" not in text["wording"]
    assert (of_brazil["by"], of_brazil["wording"]) == (["Brazil"], "Burn such laws")


def test_what_was_declared_is_joined_under_the_names_of_those_who_propose_it(tmp_path):
    path = tmp_path / "selection.yaml"
    (tmp_path / "sources.yaml").write_text(
        "proposals:\n- id: joint-1\n  by: [Brazil, Egypt]\n  text: Found a fund for widows\n"
    )
    before = (
        "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: Promote peace\n- id: own-2\n"
        "  sources: [+joint-1]\n  wordings:\n  - sources: [joint-1]\n"
        "  - by: [Chile]\n    sources: [joint-1]\n    wording: Found many funds\n"
    )
    path.write_text(before)
    drafter_here("select", path, "--join", "own-2", "own-1")
    (block,) = (one for one in yaml.safe_load(path.read_text())["clauses"] if one["id"] == "own-2")
    joint, of_chile = block["wordings"]
    assert joint["wording"] == "[Found a fund for widows] (Brazil, Egypt) [Promote peace]"
    assert (of_chile["by"], of_chile["wording"]) == (["Chile"], "Found many funds")
    drafter_here("select", path, "--split", "own-2")
    assert path.read_text() == before


def test_what_stands_in_a_joint_text_is_of_those_who_propose_it_and_nobody_took_it_out(path):
    path.write_text(PROPOSED)
    drafter_here("select", path, "--join", "own-1", "own-2")
    printed = drafter_here("draft", path, "--format", "markdown", "-o", "-").stdout.decode().replace("\\", "")
    first, second = printed.partition("Annex I.")[2].split("Annex II.")
    row = next(line for line in first.splitlines() if "caracal" in line)
    assert "| Brazil, Chile; Egypt on behalf of the African Group, Norway |" in row
    assert "Brazil, Chile: “Promote caracal mediation”" in row
    assert "Words of the drafters" not in first
    assert "mongoose" not in second
    assert "left out" not in drafter_here("status", path).stdout.decode()
    # Where nobody has it in brackets any more, it was left out.
    text = re.sub(r"\[Protect every mongoose.*?\)", "Protect all", path.read_text(), count=1, flags=re.DOTALL)
    path.write_text(text)
    assert "left out: joined with own-1" in drafter_here("status", path).stdout.decode()


def test_a_colon_at_the_end_of_one_half_goes_back_to_it():
    words = {"one": "Call upon all member States to:", "two": "Train the judges of the country in the law"}
    joint = union_of([*words.values()])
    assert joint == "[Call upon all member States to:] [Train the judges of the country in the law]"
    parts, _, _ = parts_of(joint.replace("all member", "all"), words, joint, [])
    assert parts == {**words, "one": "Call upon all States to:"}


def test_a_wording_of_both_halves_goes_to_the_one_whose_words_it_has_otherwise(path):
    path.write_text(PROPOSED)
    drafter_here("select", path, "--join", "own-1", "own-2")
    beside = (
        "    - by: [Kenya]\n      role: alternative\n      wording: >-\n"
        "        [Promote caracal mediation] (Brazil, Chile) [Protect every genet of the land]\n"
    )
    serval = "        Promote serval mediation\n"
    edited(path, (serval, serval + beside))
    done = " ".join(drafter_here("select", path, "--split", "own-1").stderr.decode().split())
    assert (
        "What Kenya proposed beside the joint text, “Protect every genet of the land”, stands in own-2"
        in done
    )
    one, two, _ = yaml.safe_load(path.read_text())["clauses"]
    assert [words["by"] for words in one["wordings"]] == [["Brazil", "Chile"], ["Japan"]]
    assert two["wordings"][1] == {
        "by": ["Kenya"],
        "role": "alternative",
        "wording": "Protect every genet of the land",
    }


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("wording", "first", "second"),
    [
        (
            "[Promote caracals] (Brazil, Chile) [Protect every genet of the land]",
            "Promote caracals",
            "Protect every genet of the land",
        ),
        ("Promote caracal mediation and protect every genet of the land", None, ""),
        ("[Promote caracals and protect every mongoose of the land]", None, ""),
    ],
)
def test_what_has_words_of_both_goes_to_both_and_what_cannot_be_told_stays_with_the_first(
    path, wording, first, second
):
    path.write_text(PROPOSED)
    drafter_here("select", path, "--join", "own-1", "own-2")
    serval = "        Promote serval mediation\n"
    edited(path, (serval, f"{serval}    - by: [Kenya]\n      wording: >-\n        {wording}\n"))
    drafter_here("select", path, "--split", "own-1")
    one, two, _ = yaml.safe_load(path.read_text())["clauses"]
    kenya = [
        [words["wording"] for words in block["wordings"] if words["by"] == ["Kenya"]] for block in (one, two)
    ]
    assert kenya == [[first or wording], [second] if second else []]
