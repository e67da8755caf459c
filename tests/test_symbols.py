"""The symbols of reports: taken from the document, and held against what people declare; whose a note is."""

from __future__ import annotations

import pytest
import yaml
from word_reading import WordFile

from tools import drafter_here

HEADS = "Africa (E/ECA/1)\tPacific\tCaribbean"
ROWS = (
    f"{HEADS}\nFish\t\t\n"
    "Restore the reefs. (para. 9)\tRestore mangroves. (A/CONF.251/PM.1/4, para. 11)\t"
    "Restore mangroves. (A/CONF.251/PM.2/3, para. 4)\n"
)
SYMBOLS = {"Africa": "E/ECA/1", "Pacific": "A/CONF.251/PM.1/4", "Caribbean": "A/CONF.251/PM.2/3"}


@pytest.fixture
def own(tmp_path):
    """A folder with a matrix document that names the reports."""
    (tmp_path / "fish.txt").write_text(ROWS, encoding="utf-8")
    run(tmp_path, 0, "import", "fish.txt")
    return tmp_path


def run(folder, status, *arguments):
    done = drafter_here(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode() + done.stderr.decode()


def declare(folder, **facts):
    """Write facts of a region into about.yaml: what each has, by the regions' names."""
    about = yaml.safe_load((folder / "about.yaml").read_text(encoding="utf-8"))
    for fact, values in facts.items():
        for region in about["regions"]:
            region[fact] = values.get(region["name"], region[fact])
    (folder / "about.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")


def test_symbols_of_heads_and_of_citations_are_the_reports(own):
    for file in ("about.yaml", "matrix.yaml"):
        regions = yaml.safe_load((own / file).read_text(encoding="utf-8"))["regions"]
        assert {one["name"]: one["symbol"] for one in regions} == SYMBOLS
        assert [one["key"] for one in regions] == ["af", "pa", "ca"]
        assert regions[0]["head"] == "Africa (E/ECA/1)"


def test_another_symbol_than_the_document_cites_is_an_error(own):
    declare(own, symbol={"Pacific": SYMBOLS["Caribbean"]})
    said = run(own, 1, "import", "fish.txt")
    assert "gives Pacific the symbol A/CONF.251/PM.2/3; the document cites A/CONF.251/PM.1/4 for it" in said
    assert "Pacific and Caribbean have the same symbol" in run(own, 0, "check", "about.yaml")
    declare(own, symbol={"Pacific": f"{SYMBOLS['Pacific']}/Rev.1"})
    run(own, 0, "import", "fish.txt")


def test_columns_whose_symbols_are_each_others_are_said_to_look_exchanged(own):
    declare(own, symbol={"Pacific": SYMBOLS["Caribbean"], "Caribbean": SYMBOLS["Pacific"]})
    said = run(own, 1, "import", "fish.txt")
    assert said.count("the two columns look exchanged") == len(("pa-11", "ca-4"))
    assert "cites the report of Caribbean, in the column of Pacific" in said


def test_a_region_whose_meeting_nobody_named_has_no_article(own):
    assert "Report of Pacific (A/CONF.251/PM.1/4)" in run(own, 0, "show", "pa-11")


def test_a_meeting_copied_from_another_region_is_said(own):
    declare(own, meeting=dict.fromkeys(("Pacific", "Caribbean"), "preparatory meeting for the Pacific"))
    assert "Pacific and Caribbean have the same meeting" in run(own, 0, "check", "about.yaml")


@pytest.mark.parametrize("footnotes", ["each", "grouped"])
def test_a_note_says_whose_where_the_meeting_does_not(own, footnotes):
    meetings = dict.fromkeys(("Pacific", "Caribbean"), "regional consultation")
    declare(own, meeting={**meetings, "Africa": "African consultation"})
    assert "same meeting" not in run(own, 0, "check", "about.yaml")
    run(own, 0, "import", "fish.txt")
    (own / "concordance.yaml").write_text("- {id: one, status: confirmed, members: [pa-11, ca-4]}\n")
    run(own, 0, "form", "copy", "kyoto", "house")
    outline = own / "house" / "outline.yaml"
    outline.write_text(f"{outline.read_text(encoding='utf-8')}\nfootnotes: {footnotes}\n", encoding="utf-8")
    run(own, 0, "draft", "--form", "house", "--min-regions", "1", "-o", "x.docx")
    notes = " ".join(WordFile((own / "x.docx").read_bytes()).notes.values()).replace("\xa0", " ")
    assert "of the African consultation (E/ECA/1), para. 9" in notes
    assert ("; and the report of the regional consultation" in notes) == (footnotes == "grouped")
    assert "of the regional consultation for Pacific (A/CONF.251/PM.1/4), para. 11" in notes
    assert "0 wrong" in run(own, 0, "check", "x.docx")
