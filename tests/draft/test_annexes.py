"""The annexes: sources with their changes, and what is not used."""

from __future__ import annotations

import pytest
from composing import compose_texts

from drafter.draft.matter import Annexes, Options
from drafter.draft.model import GroupHeading, Table
from drafter.matrix.criteria import Criteria
from drafter.model import RECOMMENDATION_ID, Alternatives
from drafter.selection.drafting import compose_criteria, open_form


def table(draft, name):
    return next(block for block in draft.blocks if isinstance(block, Table) and block.id == name)


@pytest.fixture(scope="module")
def draft(kyoto):
    return compose_criteria(kyoto, open_form("kyoto"), Criteria(min_regions=2))


def test_every_source_is_in_annex_one_and_every_other_recommendation_in_annex_two(kyoto, draft):
    used = [words for row in table(draft, "sources-table").rows for words in row[1]]
    unused = [row[0][0] for row in table(draft, "not-used-table").rows if not isinstance(row, GroupHeading)]
    assert len(used) + len(unused) == len(kyoto.matrix.recommendations) == 249
    assert len({*used, *unused}) == 249


def test_a_wording_that_is_its_sources_word_for_word_has_an_empty_cell():
    draft = compose_texts("Promote it", "It was noted that crime changes. Consider it.")
    cells = [row[2] for row in table(draft, "sources-table").rows]
    assert cells == [(), ("Narrative sentence left out: “It was noted that crime changes.”",)]


def test_a_reason_is_said_once_above_all_that_share_it(draft):
    headings = [row.title for row in table(draft, "not-used-table").rows if isinstance(row, GroupHeading)]
    assert len(headings) == len(set(headings))
    assert headings[0] == "Shared by one region; at least two were asked for"


def test_no_cell_names_a_recommendation_by_its_id(draft):
    for name in ("sources-table", "not-used-table"):
        cells = [row for row in table(draft, name).rows if not isinstance(row, GroupHeading)]
        texts = [words for row in cells for cell in row for words in cell if isinstance(words, str)]
        assert not [
            text for text in texts for word in text.split() if RECOMMENDATION_ID.fullmatch(word.strip(".,;"))
        ]


def test_full_annexes_have_the_words_of_every_source(kyoto):
    options = Options(annexes=Annexes.FULL)
    draft = compose_criteria(kyoto, open_form("kyoto"), Criteria(min_regions=4), options)
    words = [text for row in table(draft, "sources-table").rows for text in row[3]]
    assert words == [
        kyoto.matrix.by_id[source].text for printed in draft.printed for source in printed.sources
    ]


def test_wordings_that_are_not_printed_are_named_as_such():
    draft = compose_texts("Promote it all.", "Consider it.", alternatives=Alternatives.LEAD)
    assert table(draft, "sources-table").rows[1][2] == ("Not printed",)


def test_references_name_the_printed_line():
    draft = compose_texts("Promote it all.", "Consider it.", form="doha")
    references = [row[0][0] for row in table(draft, "sources-table").rows]
    assert [(reference.label, reference.line) for reference in references] == [("1 (a)", 0), ("1 (a) bis", 1)]
