"""Every clause of Annex B by itself, as text that a person can read and a diff can show.

``python tests/golden_clauses.py`` writes the golden files anew; read the diff before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from factory import make_matrix, make_recommendation

from drafter.draft.compose import Options, compose
from drafter.draft.model import Clause, Draft, MadeFrom
from drafter.form.forms import load_form
from drafter.matrix.criteria import Criteria, select
from drafter.matrix.loading import find_form, open_matrix
from drafter.model import Concordance, Matrix

FOLDER = Path(__file__).parent / "golden"
FORMS = ("kyoto", "doha")
# Words that the rules put into a clause, each of them remarked on or said in Annex I.
PUT = {
    **{name: {"endeavour"} for name in ("af-17d", "af-17f", "af-17g")},
    **{name: {"request", "be", "named"} for name in ("wa-42c", "ap-61e", "eu-56d")},
    **{name: {"being"} for name in ("ap-26a", "ap-26d")},
    "ap-61a": {"encourage", "have"},
}
MADE_FROM = MadeFrom("made-up", "", "none", "", "kyoto", "all recommendations", ())


def draft_of_all(form: str, **options: bool) -> Draft:
    """A draft in which each of the 249 recommendations stands by itself."""
    matrix = open_matrix("kyoto-2021").matrix
    alone = Concordance()
    selection = select(matrix, alone, Criteria())
    return compose(matrix, selection, load_form(find_form(form)), MADE_FROM, Options(**options))


def compose_texts(form="kyoto", concordance=None, **options):
    """A draft of recommendations with these texts, each under a theme of its own unless shared."""
    texts = options.pop("texts")
    regions = ("ap", "lac", "wa", "af", "eu")
    items = [
        make_recommendation(f"{region}-1a", "section-theme", text=text)
        for region, text in zip(regions, texts, strict=False)
    ]
    kinds = options.pop("kinds", [None] * len(items))
    items = [replace(item, kind=kind) for item, kind in zip(items, kinds, strict=True)]
    matrix = make_matrix(*items)
    selection = select(matrix, concordance or Concordance(), Criteria())
    return compose(matrix, selection, load_form(find_form(form)), MADE_FROM, Options(**options))


def golden_text(form: str) -> str:
    """The golden file of a form."""
    matrix = open_matrix("kyoto-2021").matrix
    draft = draft_of_all(form)
    blocks = [_block(clause, matrix) for clause in (*draft.clauses, *draft.guidance)]
    return "\n".join(blocks)


def _block(clause: Clause, matrix: Matrix) -> str:
    item = matrix.by_id[clause.id]
    region = matrix.region_by_key[item.region].name
    lines = [f"{clause.label}. {clause.id} ({region}, {item.citation.printed}), {clause.kind}"]
    lines += [f"    {line.text}" for line in clause.lines]
    (version,) = clause.variants
    lines += [f"    changed: {edit.why}" for edit in version.edits]
    lines += [f"    look at: {remark.text}" for line in clause.lines for remark in line.remarks]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the golden files."""
    FOLDER.mkdir(exist_ok=True)
    for form in FORMS:
        (FOLDER / f"{form}.txt").write_text(golden_text(form), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
