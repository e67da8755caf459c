"""What only delegations propose is joined once each paragraph has a text of the desk; theirs stays there."""

import yaml
from word_room import drafter

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: courts
  heading: item-4-ii
  wordings:
{courts}  - by: [Brazil, Chile]
    wording: Build courts for widows
- id: roads
  heading: item-4-ii
  wordings:
{roads}  - by: [Norway]
    wording: Build roads for widows
- id: af-37b
"""


def test_what_delegations_propose_is_joined_by_a_text_of_the_desks(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(SELECTION.format(courts="", roads=""), encoding="utf-8")
    refused = " ".join(drafter("select", path, "--join", "courts", "roads", status=2).split())
    assert "courts has no words to join: all of it is what Brazil and Chile propose" in refused
    assert "drafter select s.yaml --word courts" in refused
    # As “--word” writes it.
    texts = {one: f"  - wording: Build {one} for widows\n" for one in ("courts", "roads")}
    path.write_text(SELECTION.format(**texts), encoding="utf-8")
    before = path.read_bytes()
    drafter("select", path, "--join", "courts", "roads")
    (courts, roads, _) = yaml.safe_load(path.read_text("utf-8"))["clauses"]
    assert [(one.get("by", []), one["wording"]) for one in courts["wordings"]] == [
        ([], "[Build courts for widows] [Build roads for widows]"),
        (["Brazil", "Chile"], "Build courts for widows"),
        (["Norway"], "Build roads for widows"),
    ]
    assert roads["decision"] == "out"
    drafter("select", path, "--split", "courts")
    assert path.read_bytes() == before
