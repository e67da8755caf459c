"""Composes drafts of a few clauses tersely."""

from __future__ import annotations

from factory import make_concordance, make_matrix, make_recommendation

from drafter.draft.compose import compose
from drafter.draft.matter import Options
from drafter.draft.model import Draft, MadeFrom
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import Criteria
from drafter.matrix.selecting import Selection
from drafter.model import Clause, Concordance
from drafter.selection.drafting import open_form

MADE_FROM = MadeFrom("made-up", "", "", "", "", "kyoto", "all recommendations", ())
REGIONS = ("ap", "lac", "wa", "af", "eu")


def texts_of(draft: Draft) -> list[str]:
    """Return the printed lines with their labels: "12 bis. Words"."""
    return [f"{line.label}. {line.text}" for clause in draft.printed for line in clause.lines]


def compose_texts(*texts: str, shared: bool = True, form: str = "kyoto", **options) -> Draft:
    """Compose recommendations with these texts, one for each region."""
    items = [
        make_recommendation(f"{key}-1a", "theme", text=text)
        for key, text in zip(REGIONS, texts, strict=False)
    ]
    concordance = (
        make_concordance(together=[item.id for item in items]) if shared and len(items) > 1 else Concordance()
    )
    matrix = make_matrix(*items)
    return compose_clauses(candidates(matrix, concordance), matrix=matrix, form=form, **options)


def compose_clauses(clauses, *, matrix=None, form="kyoto", documents=None, **options) -> Draft:
    """Compose a draft of these clauses."""
    matrix = matrix or make_matrix(
        make_recommendation("ap-1a", "theme"), make_recommendation("lac-1a", "theme")
    )
    selection = Selection(Criteria(), tuple(clauses), ())
    return compose(matrix, selection, open_form(form), MADE_FROM, Options(**options), documents=documents)


def clause(name: str, **facts) -> Clause:
    """Make a clause from ap-1a, unless the facts name other sources."""
    return Clause(id=name, **{"sources": ("ap-1a",), "theme": "theme", "themes": ("theme",), **facts})
