"""A draft as JSON, and as Markdown."""

from __future__ import annotations

import json

import pytest
from composing import compose_texts

from drafter.draft.formats import dump_draft, json_fields, load_draft, write_markdown
from drafter.matrix.criteria import Criteria
from drafter.model import Kind
from drafter.problems import DrafterError
from drafter.selection.drafting import compose_criteria, open_form


@pytest.mark.parametrize("form", ["kyoto", "doha"])
def test_a_stored_draft_is_the_same_when_it_is_loaded(kyoto, form):
    draft = compose_criteria(kyoto, open_form(form), Criteria(min_regions=2))
    loaded = load_draft(dump_draft(draft))
    assert loaded == draft
    assert loaded.printed[0].kind is Kind.ACTION or loaded.printed[0].kind is Kind.PRINCIPLE
    assert dump_draft(loaded) == dump_draft(draft)


@pytest.mark.parametrize(
    "damage",
    [
        lambda stored: stored[:-5],
        lambda stored: b"{}",
        lambda stored: b"[]",
        lambda stored: stored.replace(b'"schema_version":5', b'"schema_version":4'),
        lambda stored: stored.replace(b'"PrintedClause"', b'"PrintedClaws"', 1),
        lambda stored: stored.replace(b'"action"', b'"acton"', 1),
        lambda stored: stored.replace(b'"wordings":[', b'"wordings":["more",', 1),
        lambda stored: b"[" * 100_000,
    ],
)
def test_a_damaged_draft_is_refused(damage):
    with pytest.raises(DrafterError, match="damaged"):
        load_draft(damage(dump_draft(compose_texts("Promote it."))))


def test_markdown_has_typed_numbers_and_footnotes():
    markdown = write_markdown(compose_texts("Promote *it*.", "Consider it."))
    assert "\n\n1\\. \\[Promote \\*it\\*.\\][^1]\n\n1 bis\\. \\[Consider it.\\][^2]\n\n" in markdown
    assert "[^1]: Report of Asia and the Pacific, para." in markdown


def test_json_has_the_shape_that_is_public():
    fields = json.loads(json.dumps(json_fields(compose_texts("Promote it.", "Consider it."))))
    (printed,) = fields["clauses"]
    assert {
        key: printed[key] for key in ("id", "number", "part", "text", "regions", "sources", "alternatives")
    } == {
        "id": "together",
        "number": "1",
        "part": "actions",
        "text": "Promote it.",
        "regions": ["ap", "lac"],
        "sources": ["ap-1a", "lac-1a"],
        "alternatives": [{"text": "Consider it.", "sources": ["lac-1a"]}],
    }
    assert fields["not_used"] == []
