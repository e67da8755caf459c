"""The draft that a Word file keeps inside is the draft that was written: nothing more, and nothing less."""

from __future__ import annotations

import json

import pytest

from drafter.draft.compose import Options
from drafter.draft.formats import dump_draft, load_draft
from drafter.drafting import compose_criteria, compose_selection, open_form
from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import open_matrix
from drafter.problems import DrafterError
from drafter.selection.loading import open_selection
from tools import drafter_here


def composed(form="kyoto", alternatives="bis", *, guidance="apart", clean=False, min_regions=2):
    options = Options(alternatives, support=True, guidance=guidance, clean=clean)
    criteria = Criteria(min_regions=min_regions)
    return compose_criteria(open_matrix("kyoto-2021"), open_form(form), criteria, options)


@pytest.mark.parametrize("form", ["kyoto", "doha"])
@pytest.mark.parametrize("alternatives", ["bis", "inline", "lead"])
def test_a_draft_comes_back_as_it_was_written(form, alternatives):
    draft = composed(form, alternatives)

    assert load_draft(dump_draft(draft)) == draft


@pytest.mark.parametrize("options", [{"clean": True}, {"guidance": "as-clauses"}, {"min_regions": 1}])
def test_so_does_one_with_other_options(options):
    draft = composed(**options)

    assert load_draft(dump_draft(draft)) == draft


def test_so_does_one_with_what_people_decided_and_wrote(tmp_path):
    file = tmp_path / "selection.yaml"
    drafter_here("select", "--min-regions", "3", "-o", file)
    drafter_here(
        "select", file, "--maybe", "legal-aid", "--reason", "“one” <region> & another", "--by", "Chair"
    )
    draft = compose_selection(open_selection(file))

    assert load_draft(dump_draft(draft)) == draft


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "[]",
        "{}",
        '{"schema_version": 2, "texts": [], "draft": {}}',
        '{"schema_version": 99, "texts": [], "draft": {}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_draft_is_said_to_be_damaged(spoilt):
    with pytest.raises(DrafterError):
        load_draft(spoilt)


def test_a_text_that_is_named_and_not_there_is_damage():
    stored = json.loads(dump_draft(composed()))
    stored["texts"] = stored["texts"][:10]

    with pytest.raises(DrafterError):
        load_draft(json.dumps(stored))
