"""What the room says of a paragraph, as a selection has it: sponsors, roles, status; read, written back."""

from drafter.decisions import Status, StatusChange
from drafter.selection.lines import fact_lines
from drafter.selection.loading import open_selection

SELECTION = """\
matrix: kyoto-2021
delegations: [Brazil, Egypt]
authors: {"Brazil delegate": Brazil}
clauses:
- id: legal-aid
  wordings:
  - role: alternative
    by: [Brazil, Egypt]
    wording: >-
      Ensure that everyone has legal aid
  - sources: [af-45g]
    role: additional
    by: Egypt
  - sources: [wa-42a]
    addition: no
  status:
  - {is: agreed ad referendum, on: 2026-05-03, at: third informal}
  - {is: reserved, by: [Egypt]}
- id: lac-79j
  status: Agreed
"""


def test_what_the_room_says_is_read_and_can_be_written_back(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text(SELECTION, encoding="utf-8")
    opened = open_selection(path)
    legal_aid, other = opened.file.clauses

    assert opened.file.delegations == ("Brazil", "Egypt")
    assert opened.file.authors == {"Brazil delegate": "Brazil"}
    assert [one.by for one in legal_aid.wordings] == [("Brazil", "Egypt"), ("Egypt",), ()]
    assert [one.is_addition for one in legal_aid.wordings] == [False, True, False]
    assert legal_aid.status == (
        StatusChange(Status.AD_REFERENDUM, "2026-05-03", "third informal"),
        StatusChange(Status.RESERVED, by=("Egypt",)),
    )
    assert other.status == (StatusChange(Status.AGREED),)

    def block(clause):
        keys = ((key, fact_lines(clause, key)) for key in ("wordings", "status"))
        return "".join(
            f"  {key}: {lines[0]}".rstrip() + "".join(f"\n  {line}" for line in lines[1:]) + "\n"
            for key, lines in keys
            if lines
        )

    written = (
        SELECTION.partition("- id: legal-aid")[0] + f"- id: legal-aid\n{block(legal_aid)}- id: lac-79j\n"
    )
    path.write_text(written + block(other), encoding="utf-8")
    again = open_selection(path)
    assert again.file.clauses == opened.file.clauses
