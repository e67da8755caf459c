"""Starting, updating and marking a selection: what changes in the text of the file."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import open_matrix
from drafter.matrix.selecting import select
from drafter.problems import DrafterError
from drafter.selection.drafting import compose_selection
from drafter.selection.editing import (
    DECISIONS,
    find_clauses,
    freeze_text,
    mark_text,
    renumber_text,
    start_text,
    update_text,
    write_selection,
)
from drafter.selection.history import change_selection, history_of, undo
from drafter.selection.loading import open_selection

KYOTO = open_matrix("kyoto-2021")
STARTED = start_text(KYOTO, Criteria(min_regions=3), matrix="kyoto-2021", form="kyoto")


@pytest.fixture
def path(tmp_path):
    """A selection of what three regions share, as drafter starts it."""
    path = tmp_path / "selection.yaml"
    change_selection(path, b"", STARTED.encode())
    return path


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went and came, each with its sign."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def ids_in(text: str) -> list[str]:
    return re.findall(r"- id: (\S+)", text)


def update(path, criteria=None):
    selection = open_selection(path, may_have_gone=True)
    result = update_text(selection, criteria or selection.file.criteria)
    write_selection(selection, result.text)
    return result


def mark(path, decision, *named, **facts):
    selection = open_selection(path)
    text = mark_text(
        selection, [name if isinstance(name, tuple) else (name, "") for name in named], decision, **facts
    )
    write_selection(selection, text)
    return text


# Starting


def test_a_new_file_has_every_clause_that_the_criteria_select_and_nothing_else(path):
    chosen = select(KYOTO.matrix, KYOTO.concordance, Criteria(min_regions=3)).clauses
    assert sorted(ids_in(STARTED)) == sorted(clause.id for clause in chosen)
    lines = STARTED.splitlines()
    assert lines[:6] == ["matrix: kyoto-2021", "form: kyoto", "criteria:", "  min-regions: 3", "", "clauses:"]
    assert len(lines) == 6 + 2 * len(chosen)
    assert open_selection(path).problems == ()


def test_each_block_shows_the_opening_words_of_its_clause():
    block = STARTED[STARTED.index("- id: culture-of-lawfulness\n") :].splitlines()
    assert block[1] == "  # Promote a culture of lawfulness as an approach …"


# Updating


def test_an_update_without_changes_changes_nothing(path):
    result = update(path)
    assert (result.text, result.new, result.gone) == (STARTED, (), ())
    assert len(history_of(path).copies) == 1


def test_what_the_criteria_newly_select_is_added_where_it_belongs(path):
    result = update(path, Criteria(min_regions=2))
    fresh = start_text(KYOTO, Criteria(min_regions=2), matrix="kyoto-2021", form="kyoto")
    assert result.text == fresh
    assert set(result.new) == set(ids_in(fresh)) - set(ids_in(STARTED))
    assert not any(line.startswith("-") for line in changed_lines(STARTED, result.text)[1:])


def test_blocks_that_nobody_touched_go_and_others_stay(path):
    first, second, third, *_ = left = [
        given for given in ids_in(STARTED) if len(open_selection(path).by_id[given].regions) == 3
    ]
    by_hand = STARTED.replace(f"- id: {first}\n", f"- id: {first}\n  notes: [keep]\n")
    by_hand = by_hand.replace(f"- id: {second}\n", f"- id: {second}\n  # do not lose this\n")
    path.write_text(by_hand, "utf-8")
    result = update(path, Criteria(min_regions=4))
    assert result.kept == (first, second)
    assert set(result.gone) == {*left} - {first, second}
    assert third not in result.text
    assert "# do not lose this" in result.text
    update(path, Criteria(min_regions=3))
    assert sorted(ids_in(path.read_text("utf-8"))) == sorted(ids_in(STARTED))


def test_a_block_of_which_another_is_an_alternative_stays(path):
    path.write_text(STARTED + "- id: other\n  text: x\n  alternative-to: legal-aid\n", "utf-8")
    result = update(path, Criteria(min_regions=4))
    assert "legal-aid" in result.kept
    open_selection(path)


def test_a_block_that_people_deleted_stays_out(path):
    path.write_text(re.sub(r"- id: legal-aid\n.*\n", "", STARTED), "utf-8")
    result = update(path)
    assert result.deleted == ("legal-aid",)
    assert "legal-aid" not in result.text


def test_a_block_whose_clause_the_matrix_does_not_have_any_more_goes(path):
    text = STARTED.replace("- id: legal-aid\n", "- id: legal-aids\n")
    path.write_text(text, "utf-8")
    result = update(path)
    assert "legal-aids" in result.gone
    assert "legal-aids" not in result.text


# Marking


@pytest.mark.parametrize(
    ("decision", "facts", "lines"),
    [
        (
            "out",
            {"reason": "covered by 12", "by": "Chair"},
            ["decision: out", "reason: covered by 12", "by: Chair"],
        ),
        ("brackets", {}, ["decision: brackets"]),
        (
            "agreed-ad-referendum",
            {"reason": "second reading"},
            ["status: agreed ad referendum, second reading"],
        ),
        ("reserved", {"by": "Norway"}, ["status: reserved", "by: Norway"]),
        ("supported", {"by": "R", "on": "2026-03-02"}, ["supported: {by: R, on: 2026-03-02}"]),
    ],
)
def test_a_decision_adds_its_lines_to_one_block(path, decision, facts, lines):
    text = mark(path, decision, "legal-aid", **facts)
    assert changed_lines(STARTED, text) == [f"+   {line}" for line in lines]
    open_selection(path)


def test_taking_a_clause_in_again_takes_the_old_reason_away(path):
    mark(path, "out", "legal-aid", reason="covered by 12", by="Chair")
    assert changed_lines(STARTED, mark(path, "in", "legal-aid")) == ["+   decision: in"]


def test_one_wording_is_left_out_and_taken_in_again(path):
    text = mark(path, "out", ("legal-aid", "ap-44g"), ("legal-aid", "af-45g"))
    assert changed_lines(STARTED, text) == ["+   wordings: {ap-44g: out, af-45g: out}"]
    assert mark(path, "in", ("legal-aid", "ap-44g"), ("legal-aid", "af-45g")) == STARTED
    with pytest.raises(DrafterError, match="in or out"):
        mark(path, "agreed", ("legal-aid", "ap-44g"))


def test_a_clause_of_the_concordance_without_a_block_gets_one(path):
    given = next(given for given in open_selection(path).by_id if given not in ids_in(STARTED))
    text = mark(path, "in", given)
    assert ids_in(text)[-1] == given
    open_selection(path)


def test_clauses_are_named_by_id_or_number_and_a_slip_gets_the_nearest(path):
    selection = open_selection(path)
    labels = {"12": ("legal-aid", ""), "12 bis": ("legal-aid", "ap-44g")}
    found = find_clauses(selection, ["culture-of-lawfulness", "12 bis"], lambda: labels)
    assert found == [("culture-of-lawfulness", ""), ("legal-aid", "ap-44g")]
    with pytest.raises(DrafterError, match="Did you mean “legal-aid”"):
        find_clauses(selection, ["legal-ade"], lambda: labels)


def test_a_signature_goes_when_drafter_changes_the_sources_or_when_it_has_lapsed(path):
    mark(path, "supported", "legal-aid", by="R", on="2026-03-02")
    assert "supported" not in mark(path, "out", ("legal-aid", "ap-44g"))
    mark(path, "supported", "legal-aid", by="R", on="2026-03-02")
    path.write_text(path.read_text("utf-8").replace("ap-44g: out", "ap-44g: provide it"), "utf-8")
    assert open_selection(path).lapsed == ("legal-aid",)
    mark(path, "agreed", "culture-of-lawfulness")
    assert "supported" not in path.read_text("utf-8")


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-09"])
def test_a_signature_that_has_lapsed_can_be_given_again(path, day):
    mark(path, "supported", "legal-aid", by="R", on="2026-03-02")
    path.write_text(
        path.read_text("utf-8").replace("- id: legal-aid\n", "- id: legal-aid\n  text: x\n"), "utf-8"
    )
    assert open_selection(path).lapsed
    mark(path, "supported", "legal-aid", by="R", on=day)
    assert open_selection(path).file.clauses[ids_in(STARTED).index("legal-aid")].supported.on == day


def test_numbers_are_frozen_and_taken_away_again(path):
    selection = open_selection(path)
    clauses = compose_selection(selection).printed
    write_selection(selection, freeze_text(selection, clauses))
    file = open_selection(path).file
    expected = {clause.id: clause.number for clause in clauses if not clause.number.startswith("G.")}
    assert {clause.id: clause.number for clause in file.clauses if clause.number} == expected
    assert renumber_text(open_selection(path)) == STARTED


def test_numbers_of_lists_cannot_be_frozen(path):
    path.write_text(STARTED.replace("form: kyoto", "form: doha"), "utf-8")
    selection = open_selection(path)
    with pytest.raises(DrafterError, match="numbers cannot be fixed"):
        freeze_text(selection, compose_selection(selection).printed)


@pytest.mark.parametrize("content", [STARTED.encode("utf-16"), STARTED.replace("\n", "\r\n", 3).encode()])
def test_a_file_that_cannot_be_written_back_as_it_is_can_be_read_but_not_changed(path, content):
    path.write_bytes(content)
    with pytest.raises(DrafterError, match="not UTF-8 text whose lines all end alike"):
        mark(path, "out", "legal-aid")
    assert path.read_bytes() == content


MARKS = st.lists(
    st.tuples(
        st.sampled_from(DECISIONS), st.sampled_from(ids_in(STARTED)[:5]), st.text("ab #:“", max_size=8)
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=10, deadline=None)
@given(MARKS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_is_marked_undo_brings_back_the_first_file_byte_for_byte(
    tmp_path_factory, marks, eol, has_mark
):
    path = tmp_path_factory.mktemp("marks") / "selection.yaml"
    first = (b"\xef\xbb\xbf" if has_mark else b"") + STARTED.replace("\n", eol).encode()
    path.write_bytes(first)
    for decision, clause, reason in marks:
        mark(path, decision, clause, reason=reason.strip(), by="R")
        assert path.read_bytes().count(eol.encode()) >= STARTED.count("\n")
    while history_of(path).at > 0:
        undo(path)
    assert path.read_bytes() == first
