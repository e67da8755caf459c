"""Abbreviations: the glossary, and how forms spell them out."""

from __future__ import annotations

import pytest

from drafter.draft.wording import Rewording, undo
from drafter.draft.wording.abbreviations import AbbreviationExpander
from drafter.form.glossary import load_glossary
from drafter.form.outline import Abbreviations
from drafter.problems import ContentError

OFFICE = "United Nations Office on Drugs and Crime"


def spelt(text, way=Abbreviations.THROUGHOUT):
    wording = Rewording(text)
    AbbreviationExpander(load_glossary(), way).spell(wording)
    assert undo(wording.text, wording.edits) == text
    return wording.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Support UNODC in this.", f"Support the {OFFICE} in this."),
        ("Support the UNODC in this.", f"Support the {OFFICE} in this."),
        ("Use UNODC’s tools.", f"Use the {OFFICE}’s tools."),
        ("Within UNODC technical assistance.", f"Within the {OFFICE}’s technical assistance."),
        ("Use FAO reports.", "Use the Food and Agriculture Organization of the United Nations’ reports."),
        ("Help from UNODC.", f"Help from the {OFFICE}."),
        ("UNODC supporting States", f"the {OFFICE} supporting States"),
        ("Use the Office (UNODC)’s tools.", f"Use the {OFFICE}’s tools."),
        ("Use Education for Justice (E4J) tools.", "Use Education for Justice (E4J) tools."),
        ("Use E4J.", "Use Education for Justice."),
        ("Implement the 2030 Agenda.", "Implement the 2030 Agenda."),
        ("Use ICCSX and the FAOs.", "Use ICCSX and the FAOs."),
    ],
)
def test_an_abbreviation_is_spelt_out(text, expected):
    assert spelt(text) == expected


def test_at_first_use_the_abbreviation_follows_and_is_used_from_then_on():
    speller = AbbreviationExpander(load_glossary(), Abbreviations.FIRST_USE)
    first, second = Rewording("Support UNODC and UNODC’s work."), Rewording("Ask UNODC.")
    speller.spell(first)
    speller.spell(second)
    assert first.text == f"Support the {OFFICE} (UNODC) and UNODC’s work."
    assert second.text == "Ask UNODC."


def test_what_the_source_introduces_itself_is_introduced():
    speller = AbbreviationExpander(load_glossary(), Abbreviations.FIRST_USE)
    first, second = Rewording("Use Education for Justice (E4J)."), Rewording("Fund E4J.")
    speller.spell(first)
    speller.spell(second)
    assert (first.text, second.text) == ("Use Education for Justice (E4J).", "Fund E4J.")


def test_another_short_name_beside_an_introduced_abbreviation_goes():
    speller = AbbreviationExpander(load_glossary(), Abbreviations.FIRST_USE)
    first, second = Rewording("Support UNODC."), Rewording("Use the Office (UNODC)’s tools.")
    speller.spell(first)
    speller.spell(second)
    assert second.text == "Use UNODC’s tools."


def test_a_form_may_leave_abbreviations_as_they_stand():
    assert spelt("Support UNODC.", Abbreviations.AS_THEY_STAND) == "Support UNODC."


def test_the_glossary_knows_every_abbreviation_of_annex_b(kyoto):
    for source in kyoto.matrix.recommendations:
        assert load_glossary().unknown_in(source.text) == ()


def test_roman_numerals_and_the_united_nations_are_no_abbreviations_that_it_lacks():
    assert load_glossary().unknown_in("Part IV of the UN report, see WCO, WCO and G20.") == ("WCO", "G20")


def test_a_form_adds_abbreviations_of_its_own(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    (house / "glossary.yaml").write_text(
        "abbreviations:\n  - short: WCO\n    long: World Customs Organization\n    article: yes\n",
        encoding="utf-8",
    )
    wording = Rewording("Support WCO.")
    AbbreviationExpander(load_glossary(house), Abbreviations.THROUGHOUT).spell(wording)
    assert wording.text == "Support the World Customs Organization."


def test_a_fault_in_a_forms_glossary_is_named_with_its_line(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    (house / "glossary.yaml").write_text("abbreviations:\n  - short: WCO\n    lng: x\n", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_glossary(house)
    assert {problem.line for problem in raised.value.problems} == {2, 3}


def test_an_abbreviation_that_is_twice_in_a_glossary_is_named_with_both_lines(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    entries = ["UNODC", "WCO", "WCO"]
    (house / "glossary.yaml").write_text(
        "abbreviations:\n" + "".join(f"  - short: {short}\n    long: {short} Office\n" for short in entries),
        encoding="utf-8",
    )

    with pytest.raises(ContentError) as found:
        load_glossary(house)

    (problem,) = found.value.problems
    assert (problem.line, problem.column) == (6, 12)
    assert "“WCO” is here twice, first in line 4" in problem.message
