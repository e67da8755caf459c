"""The clauses of Annex B in both forms, as in the golden files.

The first printed footnote cites a report with a confirmed symbol in full. All others cite it by its symbol
alone. Points of a recommendation, "…: (i) …; and (ii) …", have separate lines.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from printed_clauses import digest, printed_clauses

from drafter.draft.formats import write_markdown
from drafter.draft.matter import Options
from drafter.matrix.criteria import Criteria
from drafter.model import Alternatives
from drafter.selection.drafting import compose_criteria, open_form

GOLDEN = Path(__file__).parents[1] / "golden"
FINGERPRINTS = [
    line.split()
    for line in (GOLDEN / "fingerprints.txt").read_text(encoding="utf-8").splitlines()
    if ": " in line
]


def printed(kyoto, form, way, least):
    options = Options(alternatives=Alternatives(way))
    draft = compose_criteria(kyoto, open_form(form), Criteria(min_regions=least), options)
    return printed_clauses(write_markdown(draft))


@pytest.mark.parametrize("name", ["kyoto-bis-4", "kyoto-inline-3", "doha-lead-3"])
def test_every_paragraph_reads_as_in_the_golden_file(kyoto, name):
    form, way, least = name.split("-")
    expected = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert printed(kyoto, form, way, int(least)) == expected


@pytest.mark.parametrize(("form", "way", "least", "count", "fingerprint"), FINGERPRINTS)
def test_every_draft_has_the_fingerprint_of_the_golden_one(kyoto, form, way, least, count, fingerprint):
    clauses = printed(kyoto, form, way, int(least.rstrip(":")))
    assert (len(clauses), digest(clauses)) == (int(count), fingerprint)
