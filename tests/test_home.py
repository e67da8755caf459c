"""``drafter select FILE --from DRAFT``: what people changed in Word comes home, and nothing is lost."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

import pytest
import yaml
from docx import Document
from word_editing import Edit, element, run, said, style_of, through_libreoffice
from word_home import EDITS, edited, lines_of, words_of
from word_reading import draft, w

from drafter.merge.proposals import load_proposals
from tools import KYOTO_2021, drafter_here

WAYS = {
    "kyoto bis": ("--form", "kyoto"),
    "kyoto lead": ("--form", "kyoto", "--alternatives", "lead", "--support"),
    "kyoto inline": ("--form", "kyoto", "--alternatives", "inline", "--support"),
    "doha bis": ("--form", "doha"),
    "kyoto, guidance as clauses": ("--form", "kyoto", "--guidance", "as-clauses"),
}


def drafted(*arguments, status=0):
    done = drafter_here(*arguments)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages, messages
    assert done.returncode == status, messages + done.stdout.decode()
    return done.stdout.decode(), messages


class Round:
    """A selection, and the draft made from it."""

    def __init__(self, folder: Path, *options: str, min_regions: int = 2) -> None:
        self.selection = folder / "selection.yaml"
        self.draft = folder / "round-1.docx"
        drafted("select", "--min-regions", min_regions, *options, "-o", self.selection)
        drafted("draft", self.selection, "-o", self.draft)
        self.start = self.selection.read_bytes()
        self.made = self.draft.read_bytes()

    @property
    def text(self) -> str:
        return self.selection.read_bytes().decode()

    def edit(self) -> Edit:
        return Edit(self.made)

    def save(self, content: bytes | Edit) -> None:
        self.draft.write_bytes(content if isinstance(content, bytes) else content.save())

    def come_home(self):
        return drafted("select", self.selection, "--from", self.draft)

    def take_all(self):
        return drafted("select", self.selection, "--take-all")

    def draft_again(self) -> bytes:
        again = self.selection.with_name("again.docx")
        drafted("draft", self.selection, "-o", again, "--overwrite")
        return again.read_bytes()

    @property
    def file(self) -> Path:
        """The proposals' file."""
        return self.selection.with_name("selection.proposals.yaml")

    @property
    def proposed(self) -> str:
        """The proposals' file as it stands; empty where there is none."""
        return self.file.read_text("utf-8") if self.file.exists() else ""

    def begin(self) -> None:
        """The selection as it was first, and nothing proposed."""
        self.selection.write_bytes(self.start)
        self.file.unlink(missing_ok=True)

    def clauses(self) -> dict[str, dict]:
        return {clause["id"]: clause for clause in yaml.safe_load(self.text)["clauses"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {name: Round(tmp_path_factory.mktemp("round"), *options) for name, options in WAYS.items()}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A draft with clauses of one wording and of several."""
    sections = ("--section", "main theme", "--section", "agenda item 6")
    return Round(tmp_path_factory.mktemp("mixed"), *sections, min_regions=1)


@pytest.fixture
def home(mixed):
    found = mixed
    found.begin()
    found.save(found.made)
    return found


def single(edit: Edit):
    """The first clause with one wording."""
    lines = edit.lines()
    return next(
        one
        for one, following in itertools.pairwise(lines)
        if style_of(one) == style_of(following) == "SingleTxt"
    )


def id_of(paragraph) -> str:
    return paragraph.find(w("bookmarkStart")).get(w("name")).removeprefix("clause_").replace("_", "-")


# The round trip


def assert_comes_home(home: Round, content: bytes, what: object) -> None:
    """After taking all, drafting gives the edited text; checks are silent; there is nothing more to take."""
    home.begin()
    home.save(content)
    _, messages = home.come_home()
    if "--take-all" in messages:
        home.take_all()
    again = home.draft_again()
    wanted, given = lines_of(content), lines_of(again)
    assert [words for words, _ in given] == [words for words, _ in wanted], what
    for (words, sources), (_, now) in zip(wanted, given, strict=True):
        # Half a clause that was left without a footnote keeps the sources of the whole.
        assert now == sources or (now and not sources), (what, words)
    again_path = home.selection.with_name("again.docx")
    drafted("check", again_path, "--strict")
    drafted("check", home.selection, "--strict")
    assert "has nothing that" in home.come_home()[1], what


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.thorough
def test_after_taking_all_drafting_gives_the_edited_text_clause_by_clause(made, way):
    home = made[way]
    chance = random.Random(way)
    tried = 0
    for number in range(3):
        content, done = edited(home.made, chance, chance.randint(4, 9))
        tried += len(done)
        assert_comes_home(home, content, (number, done))
    assert tried > 5


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("most", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_every_kind_of_edit_comes_home_alone(made, name, most):
    done = 0
    for way, seed in (("kyoto bis", 0), ("kyoto lead", 1)):
        content, names = edited(made[way].made, random.Random(seed), 1, [name])
        if names and done < most:
            done += 1
            assert_comes_home(made[way], content, (way, seed))
    assert done


@pytest.mark.thorough
def test_edits_come_home_after_libreoffice_has_saved_the_file(home, tmp_path):
    chance = random.Random(5)
    content, done = edited(home.made, chance, 6)
    source = tmp_path / "e.docx"
    source.write_bytes(content)
    (saved,) = through_libreoffice(tmp_path, [source])
    assert len(done) > 3

    home.save(saved.read_bytes())
    home.come_home()
    home.take_all()

    assert [words for words, _ in lines_of(home.draft_again())] == [words for words, _ in lines_of(content)]
    assert "has nothing that" in home.come_home()[1]


@pytest.mark.thorough
def test_an_untouched_draft_and_one_saved_by_libreoffice_bring_nothing(made, tmp_path):
    files = []
    for number, (way, found) in enumerate(made.items()):
        found.begin()
        found.save(found.made)
        out, messages = found.come_home()
        assert "has nothing that" in messages, way
        assert not out
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(found.made)
    for found, saved in zip(made.values(), through_libreoffice(tmp_path, files), strict=True):
        found.save(saved.read_bytes())
        out, messages = found.come_home()
        assert (out, "warning" in messages) == ("", False), messages
        assert found.selection.read_bytes() == found.start


def test_taken_one_by_one_in_any_order_they_give_the_same(home):
    chance = random.Random(8)
    content, _ = edited(home.made, chance, 8)
    home.save(content)
    home.come_home()
    while names := [one.id for one in load_proposals(home.selection).found]:
        drafted("select", home.selection, "--take", chance.choice(names))

    assert [words for words, _ in lines_of(home.draft_again())] == [words for words, _ in lines_of(content)]
    assert "has nothing that" in home.come_home()[1]


# What a proposal looks like


def test_a_proposal_is_data_beside_the_selection_that_says_where_it_came_from(home):
    edit = home.edit()
    place = single(edit)
    clause = id_of(place)
    first = said(place).split()[0]
    edit.replace_words(place, first, "Gladly")
    home.save(edit)

    before = home.text
    out, messages = home.come_home()

    assert home.text == before
    (one,) = yaml.safe_load(home.proposed)
    assert (one["id"], one["draft"]) == (f"{clause}:wording", "round-1.docx")
    assert one["ours"].startswith(first)
    assert one["theirs"].startswith("Gladly")
    assert one["set"]["wording"] == words_of(place)
    assert f"{clause}:wording  clause {one['number']}" in out
    assert "1 proposal" in messages
    assert "pending-proposals" not in drafted("check", home.selection)[0]
    assert "neither taken nor left" in drafted("check", home.selection)[0]


def test_one_proposal_is_taken_and_another_is_left(home):
    edit = home.edit()
    one, other = [place for place in edit.lines("SingleTxt") if style_of(place.getnext()) == "SingleTxt"][:2]
    for place in (one, other):
        edit.replace_words(place, said(place).split()[0], "Gladly")
    home.save(edit)
    home.come_home()

    drafted("select", home.selection, "--take", f"{id_of(one)}:wording")
    drafted("select", home.selection, "--leave", id_of(other))

    assert home.clauses()[id_of(one)]["wording"].startswith("Gladly")
    assert "wording" not in home.clauses()[id_of(other)]
    assert not home.file.exists()
    assert f"# from round-1.docx, clause {words_label(home, one)}" in home.text


def words_label(home, place) -> str:
    numbered = [id_of(one) for one in home.edit().lines("SingleTxt")]
    return str(numbered.index(id_of(place)) + 1)


def test_what_a_person_edits_in_a_proposal_is_what_is_taken_and_is_not_overwritten(home):
    edit = home.edit()
    place = single(edit)
    edit.replace_words(place, said(place).split()[0], "Gladly")
    home.save(edit)
    home.come_home()
    home.file.write_text(home.proposed.replace("      Gladly", "      Sadly"), "utf-8")

    _, messages = home.come_home()
    assert "edited since; it stays as it is" in messages
    assert "edited since; it stays as it is" in home.come_home()[1]
    assert "      Sadly" in home.proposed
    home.take_all()

    assert home.clauses()[id_of(place)]["wording"].startswith("Sadly")


def test_reading_the_same_draft_again_renews_its_proposals_and_takes_out_what_does_not_hold(home):
    edit = home.edit()
    place = single(edit)
    edit.replace_words(place, said(place).split()[0], "Gladly")
    home.save(edit)
    home.come_home()
    first = home.proposed
    home.come_home()
    assert home.proposed == first

    home.save(home.made)
    _, messages = home.come_home()
    assert home.selection.read_bytes() == home.start
    assert not home.file.exists()
    assert "1 earlier proposal" in messages


def test_drafts_of_two_people_stand_beside_one_another_and_cannot_both_be_taken(home):
    edit = home.edit()
    place = single(edit)
    clause = id_of(place)
    edit.replace_words(place, said(place).split()[0], "Gladly")
    home.save(edit)
    home.come_home()
    other = home.draft.with_name("of-the-chair.docx")
    second = home.edit()
    place = single(second)
    second.replace_words(place, said(place).split()[0], "Sadly")
    other.write_bytes(second.save())
    drafted("select", home.selection, "--from", other)
    before = home.selection.read_bytes()

    _, messages = drafted("select", home.selection, "--take-all", status=2)
    assert f"{clause}:wording (round-1.docx" in messages
    assert home.selection.read_bytes() == before

    drafted("select", home.selection, "--take", f"{clause}:wording:2", "--leave", f"{clause}:wording")
    assert home.clauses()[clause]["wording"].startswith("Sadly")
    assert not home.file.exists()


def reworded(home, old, new, name, clause="clause_culture_of_lawfulness"):
    """A person's file: the draft with some words of a clause replaced."""
    edit = home.edit()
    edit.replace_words(edit.clause(clause), old, new)
    return saved(home, edit, name)


def saved(home, edit, name):
    file = home.selection.parent / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(edit.save())
    return file


def without_clause(home, name, clause="clause_culture_of_lawfulness"):
    """A person's file: the draft without a clause."""
    edit = home.edit()
    group = [edit.clause(clause)]
    while style_of(group[-1].getnext()) == "AltTxt":
        group.append(group[-1].getnext())
    for place in group:
        cut_out(edit, place)
    return saved(home, edit, name)


def cut_out(edit, place):
    for mark in edit.references(place):
        edit.remove_reference(mark)
    place.getparent().remove(place)


@pytest.fixture(scope="module")
def of_four(tmp_path_factory):
    return Round(tmp_path_factory.mktemp("four"), min_regions=4)


@pytest.fixture
def small(of_four):
    of_four.begin()
    return of_four


def test_two_files_of_one_name_in_two_folders_keep_the_proposals_of_both(small):
    first = reworded(small, "trust in", "confidence in", "A/round-1.docx")
    second = reworded(small, "an approach", "a means", "B/round-1.docx")
    drafted("select", small.selection, "--from", first)
    _, messages = drafted("select", small.selection, "--from", second)

    assert "A/round-1.docx, another file of that name, stay beside these" in messages
    assert [one["draft"] for one in yaml.safe_load(small.proposed)] == ["A/round-1.docx", "B/round-1.docx"]
    before = small.proposed
    drafted("select", small.selection, "--from", first)
    drafted("select", small.selection, "--from", second)
    assert small.proposed == before  # each renews its own


def test_a_file_name_may_look_like_the_name_of_a_clause(small):
    file = reworded(small, "trust in", "confidence in", "EU, clause 4; gone [1].docx")
    out, _ = drafted("select", small.selection, "--from", file)
    assert "culture-of-lawfulness:wording  clause 4" in out
    first = small.proposed
    drafted("select", small.selection, "--from", file)
    assert small.proposed == first
    small.take_all()
    assert "# from EU, clause 4; gone [1].docx, clause 4\n" in small.text


def test_taking_does_not_undo_what_was_taken_since_and_reading_again_joins_both(small):
    files = []
    for number, words in enumerate(("Complement traditional", "Promote an integrated")):
        edit = small.edit()
        cut_out(edit, next(one for one in edit.lines("AltTxt") if words in said(one)))
        files.append(saved(small, edit, f"{number}.docx"))
        drafted("select", small.selection, "--from", files[-1])
    drafted("select", small.selection, "--take", "culture-of-lawfulness:sources")
    before = small.text

    _, messages = drafted("select", small.selection, "--take", "culture-of-lawfulness:sources", status=2)
    assert "the block says: sources: [-wa-14c]" in messages
    assert "--from " + str(files[1]) in messages
    assert small.text == before

    drafted("select", small.selection, "--from", files[1])
    small.take_all()
    assert sorted(small.clauses()["culture-of-lawfulness"]["sources"]) == ["-ap-13b", "-wa-14c"]
    assert "  # sources: [-wa-14c]\n" in small.text
    assert "Old values stay as comments" not in drafted("select", small.selection, "--take-all")[1]


@pytest.mark.parametrize(
    "written", ["wording: Compromise of Monday night", "lead: af-17c", "decision: out", "wordings: []"]
)
def test_what_was_written_in_the_block_since_the_proposal_is_not_undone(small, written):
    file = reworded(small, "trust in", "confidence in", "C.docx")
    drafted("select", small.selection, "--from", file)
    put_in(small, "culture-of-lawfulness", f"  {written}\n")
    before = small.text

    _, messages = drafted("select", small.selection, "--take-all", status=2)

    assert f"culture-of-lawfulness:wording (C.docx, clause 4); the block says: {written}" in messages
    assert small.text == before
    drafted("select", small.selection, "--from", file)
    small.take_all()
    assert "confidence in" in small.text


def test_a_proposal_that_was_edited_and_overtaken_is_for_its_editor_to_put_in(small):
    drafted("select", small.selection, "--from", reworded(small, "trust in", "confidence in", "C.docx"))
    small.file.write_text(small.proposed.replace("confidence in", "reliance on"), "utf-8")
    put_in(small, "culture-of-lawfulness", "  wording: Compromise of Monday night\n")
    _, messages = drafted("select", small.selection, "--take-all", status=2)
    assert "You edited culture-of-lawfulness:wording: write what you want into the block" in messages


def test_comments_among_the_proposals_stay_whatever_is_decided(small):
    drafted("select", small.selection, "--from", reworded(small, "trust in", "confidence in", "A.docx"))
    drafted("select", small.selection, "--from", reworded(small, "an approach", "a means", "B.docx"))
    text = small.proposed.replace("  draft: A.docx\n", "  # todo: ask Vienna\n  draft: A.docx # by mail\n")
    small.file.write_text(text.replace("  set:\n", "  set: # read it\n", 1) + "# wait for B\n", "utf-8")
    comments = ["# todo: ask Vienna", "# by mail", "# read it", "# wait for B"]

    for step in (("--leave", "culture-of-lawfulness:wording:2"), ("--take-all",)):
        drafted("select", small.selection, *step)
        assert [line for line in small.proposed.splitlines() if line in comments] == comments
    assert yaml.safe_load(small.proposed) is None
    assert "confidence in" in small.text
    assert "neither taken nor left" not in drafted("check", small.selection)[0]


def test_words_that_a_person_adds_to_those_of_a_proposal_are_taken(small):
    drafted("select", small.selection, "--from", reworded(small, "trust in", "confidence in", "A.docx"))
    (line,) = re.findall(r" +and respect for the law and its enforcement\n", small.proposed)
    more = line.replace("and respect for the law and its enforcement", "by everybody")
    small.file.write_text(small.proposed.replace(line, line + more), "utf-8")
    small.take_all()
    (own, *_) = small.clauses()["culture-of-lawfulness"]["wordings"]
    assert own["wording"].endswith("its enforcement by everybody")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  set:\n", "  sets:\n", "3: error: unknown key “sets”"),
        (
            "    wordings:\n",
            "    kind: action\n    wordings:\n",
            ":11: error: “kind” is no part of a proposal",
        ),
        (":wording\n", "\n", ":5:7: error: a proposal's id cannot be “culture-of-lawfulness”"),
    ],
)
def test_a_slip_in_a_proposal_is_told_with_its_place_and_nothing_is_written(small, old, new, words):
    drafted("select", small.selection, "--from", reworded(small, "trust in", "confidence in", "A.docx"))
    small.file.write_text(small.proposed.replace(old, new), "utf-8")
    before = small.text
    messages = drafted("select", small.selection, "--take-all", status=1)[1]
    assert words in messages, messages
    assert small.text == before
    assert words in drafted("check", small.file, status=1)[0]


def test_a_clause_taken_out_by_one_and_reworded_by_another_is_for_people_to_decide(small):
    drafted("select", small.selection, "--from", without_clause(small, "A.docx"))
    second = reworded(small, "trust in", "confidence in", "B.docx")
    drafted("select", small.selection, "--from", second)
    before = small.text

    _, messages = drafted("select", small.selection, "--take-all", status=2)
    assert "culture-of-lawfulness:decision (A.docx, gone) and culture-of-lawfulness:wording (B.d" in messages
    assert small.text == before

    drafted("select", small.selection, "--take", "culture-of-lawfulness:decision")
    _, messages = drafted("select", small.selection, "--take-all", status=2)
    assert "the block says: decision: out" in messages
    out, _ = drafted("select", small.selection, "--from", second)
    assert "(the selection has it out)" in out
    assert "  conflict: the selection has it out\n" in small.proposed
    small.take_all()
    assert small.clauses()["culture-of-lawfulness"]["decision"] == "out"
    assert "has nothing that" in drafted("select", small.selection, "--from", second)[1]


def test_to_take_out_a_clause_that_the_selection_has_reworded_since_says_so(small):
    put_in(small, "culture-of-lawfulness", "  wording: Compromise of Monday night\n")
    file = without_clause(small, "A.docx")
    out, _ = drafted("select", small.selection, "--from", file)
    assert "culture-of-lawfulness:decision  gone: in or out  (the selection has changed it too)" in out
    small.take_all()
    assert small.clauses()["culture-of-lawfulness"]["decision"] == "out"
    assert "has nothing that" in drafted("select", small.selection, "--from", file)[1]


def test_half_a_wording_in_brackets_comes_home_without_the_bracket_at_its_edge(small):
    edit = small.edit()
    place = edit.clause("clause_culture_of_lawfulness")
    half = new_paragraph("trust in and respect for the law and its enforcement;]")
    edit.replace_words(place, " trust in and respect for the law and its enforcement;]", "")
    place.addnext(half)
    edit.add_reference(half, said(edit.note(edit.references(place)[0])))
    file = saved(small, edit, "A.docx")
    drafted("select", small.selection, "--from", file)
    small.take_all()

    first, *_ = small.clauses()["culture-of-lawfulness"]["wordings"]
    assert first["wording"].startswith("Promote a culture")
    (new,) = [one for one in small.clauses().values() if one.get("wording", "").startswith("trust in")]
    assert new["wording"].endswith("its enforcement")
    assert new["decision"] == "maybe"
    assert "has nothing that" in drafted("select", small.selection, "--from", file)[1]


def test_words_that_stay_while_the_sources_change_are_said_to_stay(small):
    edit = small.edit()
    place = next(one for one in edit.lines("SingleTxt") if "Focus on human" in said(one))
    mark = edit.references(place)[0]
    edit.set_note(mark, said(edit.note(mark)).replace("19 (b)", "19 (h)"))
    out, _ = drafted("select", small.selection, "--from", saved(small, edit, "A.docx"))
    assert ":wording  clause 2: words\n    stay as they stand, though the sources change\n" in out


# Nothing of the selection's own is lost


def test_what_the_selection_says_of_its_own_stays_and_what_is_replaced_stays_as_a_comment(home):
    edit = home.edit()
    place = single(edit)
    clause = id_of(place)
    put_in(home, clause, "  # ask Vienna\n  by: Chair\n  wording: Words of the night before\n")
    edit.replace_words(place, said(place).split()[0], "Gladly")
    home.save(edit)

    out, _ = home.come_home()
    assert "the selection has changed it too" in out
    home.take_all()

    found = home.clauses()[clause]
    assert found["by"] == "Chair"
    assert found["wording"].startswith("Gladly")
    assert "  # ask Vienna\n" in home.text
    assert "  # wording: Words of the night before\n" in home.text


def put_in(home, clause, lines):
    home.selection.write_bytes(re.sub(rf"(- id: {clause}\n  #[^\n]*\n)", rf"\1{lines}", home.text).encode())


def test_what_only_the_selection_changed_since_the_draft_is_left_alone(home):
    ids = list(home.clauses())
    put_in(home, ids[3], "  wording: Words of the night before\n")
    put_in(home, ids[5], "  decision: out\n  reason: too long\n")
    lines = home.text
    drafted("select", home.selection, "--move", ids[8], "--before", ids[7])

    _, messages = home.come_home()

    assert "has nothing that" in messages
    assert "Words of the night before" in lines


def test_what_word_and_selection_say_alike_is_not_proposed(home):
    edit = home.edit()
    place = single(edit)
    edit.replace_words(place, said(place).split()[0], "Gladly")
    put_in(home, id_of(place), f"  wording: >-\n    {words_of(place)}\n")
    home.save(edit)
    assert "has nothing that" in home.come_home()[1]


def test_every_byte_stays(home):
    home.selection.write_bytes(home.text.replace("\n", "\r\n").encode())
    content, _ = edited(home.made, random.Random(2), 6)
    before = home.selection.read_bytes()
    home.save(content)
    home.come_home()

    assert home.selection.read_bytes() == before
    home.take_all()
    assert b"\n" not in home.selection.read_bytes().replace(b"\r\n", b"")


# Single rules


def test_a_wording_of_several_keeps_the_others(home):
    edit = home.edit()
    place = edit.lines("AltTxt")[0]
    first = next(one for one in place.itersiblings(preceding=True) if style_of(one) == "SingleTxt")
    word = next(word for word in said(place).split() if len(word) > 8)
    edit.replace_words(place, word, "unhappily")
    home.save(edit)
    home.come_home()
    home.take_all()

    wordings = home.clauses()[id_of(first)]["wordings"]
    assert [bool(one.get("wording")) for one in wordings].count(True) == 1
    assert "unhappily" in next(one["wording"] for one in wordings if one.get("wording"))


@pytest.mark.parametrize("options", [(), ("--alternatives", "lead"), ("--alternatives", "inline")])
def test_words_stay_with_the_source_they_were_printed_from_when_another_leads_today(tmp_path, options):
    home = Round(tmp_path, *options, min_regions=4)
    edit = home.edit()
    edit.replace_words(edit.clause("clause_culture_of_lawfulness"), "trust in", "confidence in")
    put_in(home, "culture-of-lawfulness", "  lead: af-17c\n")
    home.save(edit)
    out, _ = home.come_home()
    home.take_all()

    found = home.clauses()["culture-of-lawfulness"]
    (own,) = [one for one in found["wordings"] if "wording" in one]
    assert own["sources"] == ["lac-19h"]
    assert "confidence in" in own["wording"]
    assert "the selection has changed it too" in out
    assert "has nothing that" in home.come_home()[1]


def test_words_of_a_source_that_the_selection_has_dropped_are_not_given_to_another(tmp_path):
    home = Round(tmp_path, "--alternatives", "lead", min_regions=4)
    edit = home.edit()
    edit.replace_words(edit.clause("clause_culture_of_lawfulness"), "trust in", "confidence in")
    put_in(home, "culture-of-lawfulness", "  sources: [-lac-19h]\n")
    before = home.text
    home.save(edit)

    _, messages = home.come_home()

    assert "come from lac-19h, which the selection has dropped since: not imported" in messages
    assert home.text == before


def test_words_of_the_lead_whose_footnote_was_deleted_are_said_to_be_cited_as_those_of_others(tmp_path):
    home = Round(tmp_path, "--alternatives", "lead", min_regions=4)
    edit = home.edit()
    edit.remove_reference(edit.references(edit.clause("clause_culture_of_lawfulness"))[0])
    home.save(edit)
    _, messages = home.come_home()
    assert "has lost the footnote to lac-19h, whose words these are" in messages
    assert "cited as those of ap-13b and wa-14c and af-17c" in messages
    home.take_all()
    assert "wordings" not in home.clauses()["culture-of-lawfulness"]  # they are no one region's
    assert "has nothing that" in home.come_home()[1]


def test_a_deleted_clause_is_out_with_where_it_was_taken_out(home):
    edit = home.edit()
    place = single(edit)
    for mark in edit.references(place):
        edit.remove_reference(mark)
    place.getparent().remove(place)
    home.save(edit)
    home.come_home()
    home.take_all()

    found = home.clauses()[id_of(place)]
    assert (found["decision"], found["reason"]) == ("out", "taken out in round-1.docx")


CITATIONS = {
    "af-17c": " Report of the regional preparatory meeting for Africa, Addis Ababa, para. 17 (c).",
    "eu-28a": " Report of the regional preparatory meeting for Europe, Vienna, para. 28 (a).",
}
SPLIT = "- id: own-half\n  sources: [+af-17c]\n  wording: Promote lawfulness in schools\n"


def in_two(home) -> Edit:
    """The draft of a selection in which a clause was split in two."""
    before, whole, after = home.text.partition("- id: culture-of-lawfulness\n")
    note, following, after = after.partition("- id: ")
    home.selection.write_bytes(f"{before}{whole}{note}{SPLIT}{following}{after}".encode())
    drafted("draft", home.selection, "-o", home.draft, "--overwrite")
    return Edit(home.draft.read_bytes())


def line_with(edit: Edit, words: str):
    return next(one for one in edit.lines() if words in said(one))


def test_half_a_clause_that_is_deleted_in_word_does_not_go_back_to_the_other_half(home):
    edit = in_two(home)
    place = line_with(edit, "lawfulness in schools")
    # Another clause gets a footnote, so that blocks are asked about their sources at all.
    other = next(one for one in edit.lines() if id_of_clause(one) == "investing-in-practitioners")
    edit.add_reference(other, CITATIONS["eu-28a"])
    for mark in edit.references(place):
        edit.remove_reference(mark)
    place.getparent().remove(place)
    home.save(edit)
    wanted = home.draft.read_bytes()
    home.come_home()
    home.take_all()

    assert home.clauses()["own-half"]["decision"] == "out"
    assert "af-17c" not in str(home.clauses()["culture-of-lawfulness"].get("sources"))
    assert lines_of(home.draft_again()) == lines_of(wanted)
    assert "has nothing that" in home.come_home()[1]


def test_half_a_clause_that_is_run_together_with_the_other_in_word_gives_its_source_back(home):
    edit = in_two(home)
    place = line_with(edit, "lawfulness in schools")
    whole = next(one for one in edit.lines() if id_of_clause(one) == "culture-of-lawfulness")
    for mark in edit.references(place):
        edit.remove_reference(mark)
    place.getparent().remove(place)
    edit.add_reference(whole, CITATIONS["af-17c"])
    home.save(edit)
    wanted = home.draft.read_bytes()
    home.come_home()
    home.take_all()

    assert home.clauses()["own-half"]["decision"] == "out"
    assert "+af-17c" in home.clauses()["culture-of-lawfulness"]["sources"]
    assert sorted(map(str, lines_of(home.draft_again()))) == sorted(map(str, lines_of(wanted)))


def id_of_clause(paragraph) -> str:
    start = paragraph.find(w("bookmarkStart"))
    return "" if start is None else start.get(w("name")).removeprefix("clause_").replace("_", "-")


def test_a_new_clause_with_a_citation_comes_home_and_one_without_is_reported(home):
    edit = home.edit()
    last = edit.lines("SingleTxt")[-1]
    for words in ("Plant trees before every courthouse;", "Water them daily and with patience;"):
        twin = new_paragraph(words)
        last.addnext(twin)
    edit.add_reference(twin, "See para. 19 (h) of the LAC report.")
    home.save(edit)
    out, messages = home.come_home()

    assert "Plant trees" not in out
    assert "Plant trees before every courthouse" in messages
    assert "not imported" in messages
    home.take_all()
    ((given, found),) = [(k, v) for k, v in home.clauses().items() if "Water them" in v.get("wording", "")]
    assert found["sources"] == ["+lac-19h"]
    assert given.startswith("water-")
    # culture-of-lawfulness cites it too, and keeps it.
    assert "+lac-19h" in home.clauses()["culture-of-lawfulness"]["sources"]


def new_paragraph(words):
    return element(f'<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>')


def test_a_citation_that_cannot_be_told_is_reported_and_the_sources_are_kept(home):
    edit = home.edit()
    place = single(edit)
    edit.set_note(edit.references(place)[0], "Report, para. 9999.")
    home.save(edit)
    out, messages = home.come_home()
    assert not out
    assert "cites nothing that can be told" in messages


def test_a_preamble_that_was_filled_in_is_said_to_stay_in_word(home):
    edit = home.edit()
    for one in list(edit.document.iter(w("rStyle"))):
        if one.get(w("val")) == "Placeholder":
            one.getparent().getparent().find(w("t")).text = "the Fourteenth Congress"
    home.save(edit)
    out, messages = home.come_home()
    assert not out
    assert "cannot be imported" in messages
    assert "drafter form copy" in messages


def test_characters_that_cannot_be_seen_are_left_out_and_reported(home):
    edit = home.edit()
    place = single(edit)
    place.append(run(" gladly\u202e and\u200b often"))
    home.save(edit)
    _, messages = home.come_home()
    home.take_all()
    assert "characters that cannot be seen" in messages
    assert home.clauses()[id_of(place)]["wording"].endswith("gladly and often")


# Refusals


def test_a_draft_from_another_selection_is_refused(home):
    other = home.selection.with_name("other.yaml")
    other.write_bytes(home.start + b"# mine\n")
    _, messages = drafted("select", other, "--from", home.draft, status=2)
    assert "was made from the selection selection.yaml, not from other.yaml" in messages
    assert "--renamed" in messages
    assert "has nothing that" in drafted("select", other, "--from", home.draft, "--renamed")[1]


def test_a_draft_from_another_matrix_is_refused(home, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("matrix.yaml", "concordance.yaml"):
        text = (KYOTO_2021 / name).read_text("utf-8")
        (folder / name).write_text(text.replace("name: kyoto-2021", "name: doha-2015"), encoding="utf-8")
    drafted("select", "--matrix", folder, "-o", tmp_path / "selection.yaml")
    _, messages = drafted("select", tmp_path / "selection.yaml", "--from", home.draft, status=2)
    assert "was made from the matrix “kyoto-2021”" in messages


def test_a_file_that_is_no_draft_is_refused(home, tmp_path):
    Document().save(tmp_path / "letter.docx")
    _, messages = drafted("select", home.selection, "--from", tmp_path / "letter.docx", status=3)
    assert "is not a draft that drafter made" in messages
    assert home.selection.read_bytes() == home.start


def test_a_draft_made_from_criteria_comes_home_to_a_selection(tmp_path):
    drafted("select", "--min-regions", 3, "-o", tmp_path / "selection.yaml")
    edit = Edit(draft(3))
    place = edit.lines("SingleTxt")[2]
    edit.replace_words(place, said(place).split()[3], "gladly")
    (tmp_path / "kyoto.docx").write_bytes(edit.save())
    out, _ = drafted("select", tmp_path / "selection.yaml", "--from", tmp_path / "kyoto.docx")
    assert out.count(":wording") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--take", "legal-aid"), "there is no proposal “legal-aid”"),
        (("--take-all", "--drop", "legal-aid"), "does not go with --from, --take and --leave"),
        (("--take", "legal-aid", "--take-all"), "not both"),
        (("--renamed",), "--renamed goes with --from"),
    ],
)
def test_what_cannot_be_asked_for_is_told(home, arguments, words):
    assert words in drafted("select", home.selection, *arguments, status=2)[1]
    assert home.selection.read_bytes() == home.start


# Numbers of an earlier draft


def test_since_takes_the_numbers_from_a_word_draft_as_they_stand(home, tmp_path):
    edit = home.edit()
    first, *_ = edit.lines("SingleTxt")
    group = [first]
    while style_of(group[-1].getnext()) == "AltTxt":
        group.append(group[-1].getnext())
    for place in group:
        for mark in edit.references(place):
            edit.remove_reference(mark)
        place.getparent().remove(place)
    home.save(edit)
    drafted("draft", home.selection, "--since", home.draft, "--format", "markdown", "-o", tmp_path / "new.md")
    text = (tmp_path / "new.md").read_text("utf-8")
    assert "| 2 | 1 |" in text  # one clause above it was deleted
    assert "| 1 | – |" in text


def test_since_refuses_a_word_file_without_clauses(home, tmp_path):
    Document().save(tmp_path / "letter.docx")
    _, messages = drafted(
        "draft", home.selection, "--since", tmp_path / "letter.docx", "-o", tmp_path / "n.docx", status=2
    )
    assert "has no clause that drafter made" in messages
