"""``match``: files of answers, what they give, and what becomes of a concordance that people write in."""

from __future__ import annotations

import json
import shutil

import pytest

from drafter.matrix.concordance import load_concordance
from drafter.matrix.loading import open_matrix
from drafter.model import EntryStatus
from tools import KYOTO_2021, drafter_here

ANN = """\
# One reader's answers: which recommendations say the same.
match: "kyoto-2021"
by: "Ann Reader"
answers:
  ap-62a: [{with: lac-80a, answer: same}, {with: eu-57a, answer: near, note: "shorter"}]
  ap-13a: [{with: lac-19b, answer: neither}]
"""


@pytest.fixture
def folder(tmp_path):
    """The matrix of Annex B without a concordance."""
    shutil.copy(KYOTO_2021 / "matrix.yaml", tmp_path)
    (tmp_path / "ann.yaml").write_text(ANN, encoding="utf-8")
    return tmp_path


def match(folder, *arguments, status=0):
    done = drafter_here("match", "--matrix", "matrix.yaml", *arguments, cwd=folder)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def reader(folder, name, **answers):
    """A file of answers about three pairs."""
    pairs = {"one": ("ap-62a", "lac-80a"), "two": ("eu-57a", "ap-62a"), "three": ("lac-80a", "eu-57a")}
    lines = [
        f"  {pairs[pair][0]}: [{{with: {pairs[pair][1]}, answer: {answer}}}]"
        for pair, answer in answers.items()
    ]
    text = "\n".join([f"match: kyoto-2021\nby: {name}\nanswers:", *lines])
    (folder / f"{name}.yaml").write_text(text + "\n", encoding="utf-8")
    return f"{name}.yaml"


def entries_in(folder, file="concordance.yaml"):
    concordance = load_concordance(folder / file, open_matrix(str(folder)).matrix)
    return {frozenset(entry.members): entry for entry in concordance.entries}


def test_what_a_reader_confirms_becomes_an_entry_with_what_is_near_to_it(folder):
    match(folder, "ann.yaml", "-o", "concordance.yaml")
    entries = entries_in(folder)
    assert [*entries] == [{"ap-62a", "lac-80a"}]
    (entry,) = entries.values()
    assert (entry.status, entry.near) == (EntryStatus.CONFIRMED, ("eu-57a",))
    assert "ap-62a  # Building on the successful experience" in (folder / "concordance.yaml").read_text(
        "utf-8"
    )


def test_what_is_the_same_as_a_third_is_one_entry_unless_readers_keep_it_apart(folder):
    match(folder, reader(folder, "Ben", one="same", three="same"), "-o", "all.yaml")
    assert [*entries_in(folder, "all.yaml")] == [{"ap-62a", "lac-80a", "eu-57a"}]
    cem = reader(folder, "Cem", one="same")
    (folder / cem).write_text(
        (folder / cem).read_text("utf-8")
        + "  eu-57a: [{with: lac-80a, answer: same}, {with: ap-62a, answer: near}]\n",
        encoding="utf-8",
    )
    match(folder, cem, "-o", "apart.yaml")
    (entry,) = entries_in(folder, "apart.yaml").values()
    assert entry.status is EntryStatus.PROPOSED


def test_of_several_readers_most_decide_and_their_differences_are_listed(folder):
    files = [
        reader(folder, "Ben", one="same", two="same"),
        reader(folder, "Cem", one="near", two="same"),
        reader(folder, "Dan", one="near", two="neither"),
    ]
    out, _ = match(folder, *files)
    assert "Readers agree on 0 of 2 questions that two or more answered." in out
    assert "ap-62a, lac-80a: Ben: same; Cem: near; Dan: near" in out
    out, _ = match(folder, *files, "--json")
    (entry,) = json.loads(out)["entries"]
    assert (set(entry["members"]), entry["status"], entry["near"]) == (
        {"ap-62a", "eu-57a"},
        "confirmed",
        ["lac-80a"],
    )


def test_two_files_of_one_reader_are_refused(folder):
    shutil.copy(folder / "ann.yaml", folder / "again.yaml")
    _, err = match(folder, "ann.yaml", "again.yaml", status=2)
    assert "both by Ann Reader" in err


def test_every_fault_of_a_file_is_told_with_its_place(folder):
    (folder / "bad.yaml").write_text(
        "match: other\nanswers:\n  ap-62aa: [{with: lac-80a, answer: same}]\n"
        "  ap-62a: [{with: lac-800, answer: maybe}]\n",
        encoding="utf-8",
    )
    _, err = match(folder, "bad.yaml", status=1)
    places = [line.split(" error: ")[0] for line in err.splitlines() if " error: " in line]
    assert places == ["bad.yaml:1:8:", "bad.yaml:3:3:", "bad.yaml:4:19:", "bad.yaml:4:36:"]


def test_proposals_go_into_the_file_and_answers_settle_them(folder):
    match(folder, "-o", "concordance.yaml")
    proposed = [entry for entry in entries_in(folder).values() if entry.status is EntryStatus.PROPOSED]
    assert len(proposed) > 40
    pair = next(entry.members for entry in proposed if len(entry.members) == 2)
    (folder / "no.yaml").write_text(
        f"match: kyoto-2021\nby: Eve\nanswers:\n  {pair[0]}: [{{with: {pair[1]}, answer: neither}}]\n",
        encoding="utf-8",
    )
    match(folder, "no.yaml", "-o", "concordance.yaml")
    assert entries_in(folder)[frozenset(pair)].status is EntryStatus.REJECTED


def test_words_of_people_in_a_concordance_stay_byte_for_byte(folder):
    people = (
        "# Ours.\r\n- id: negotiation\r\n  members: [ap-62a, lac-80a]  # both\r\n  lead: ap-62a\r\n"
        "  note: “Keep.”\r\n\r\n- id: capacity\r\n  members:\r\n    - ap-26a  # police\r\n    - af-29j\r\n"
        "  status: proposed\r\n"
    )
    (folder / "concordance.yaml").write_bytes(people.encode())
    (folder / "more.yaml").write_text(
        "match: kyoto-2021\nby: Eve\nanswers:\n  ap-62a: [{with: eu-57a, answer: same}]\n"
        "  ap-26a: [{with: af-29j, answer: same}]\n  ap-13a: [{with: lac-19b, answer: same}]\n",
        encoding="utf-8",
    )
    match(folder, "more.yaml", "-o", "concordance.yaml")
    now = (folder / "concordance.yaml").read_bytes().decode()
    wanted = people.replace("[ap-62a, lac-80a]  # both", "[ap-62a, lac-80a, eu-57a]")
    wanted = wanted.replace("status: proposed", "status: confirmed")
    assert now.startswith(wanted)
    assert now.count("- id:") == 3
    match(folder, "more.yaml", "-o", "concordance.yaml")
    assert (folder / "concordance.yaml").read_bytes().decode() == now


def test_two_confirmed_entries_are_not_joined(folder):
    people = "- id: one\n  members: [ap-62a, ap-62b]\n- id: two\n  members: [lac-80a, lac-19a]\n"
    (folder / "concordance.yaml").write_text(people, encoding="utf-8")
    _, err = match(folder, "ann.yaml", "-o", "concordance.yaml")
    assert "ap-62a, lac-80a" in err
    assert (folder / "concordance.yaml").read_text("utf-8") == people


def test_a_page_asks_nothing_that_people_have_decided(folder):
    (folder / "concordance.yaml").write_text("- id: one\n  members: [eu-36i, lac-40k]\n", encoding="utf-8")
    match(folder, "-o", "match.html")
    page = (folder / "match.html").read_text("utf-8")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    pairs = {frozenset((question["f"], question["s"])) for question in data["questions"]}
    assert frozenset(("eu-36i", "lac-40k")) not in pairs
    assert len(pairs) > 5000
