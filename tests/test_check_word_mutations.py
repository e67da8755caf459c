"""Every kind of fault, made in real drafts at random places, is found under its own code; nothing else is.

``python benchmarks/check.py`` does the same at hundreds of places and prints the table.
"""

from __future__ import annotations

import random

import pytest
from word_editing import Edit, through_libreoffice
from word_faults import FAULTS
from word_mutations import findings_of, harmless_edits, mutate, run_mutations
from word_reading import w

from drafter.problems import Severity
from tools import drafter

DRAFTS = {
    "kyoto, bis, support": ("--min-regions", "3", "--support"),
    "kyoto, inline, support": ("--min-regions", "3", "--alternatives", "inline", "--support"),
    "kyoto, lead": ("--min-regions", "2", "--alternatives", "lead"),
    "doha, bis": ("--min-regions", "3", "--form", "doha"),
    "doha, lead, support": ("--min-regions", "2", "--form", "doha", "--alternatives", "lead", "--support"),
}
# Faults of the numbers inside the file, which LibreOffice turns into footnotes at the wrong marks.
OF_IDS = ("footnote-order", "footnote-shared", "footnote-orphan")


@pytest.fixture(scope="module")
def drafts():
    made = {name: drafter("draft", "-o", "-", *options) for name, options in DRAFTS.items()}
    assert all(run.returncode == 0 for run in made.values())
    return {name: run.stdout for name, run in made.items()}


@pytest.fixture(scope="module")
def save(tmp_path_factory):
    """Opens files in LibreOffice and saves them again."""

    profile = tmp_path_factory.mktemp("libreoffice")

    def resave(contents):
        folder = tmp_path_factory.mktemp("resaved")
        files = [folder / f"{number}.docx" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        return [file.read_bytes() for file in through_libreoffice(folder, files, profile=profile)]

    return resave


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_fault_is_found_under_its_own_code_and_nothing_else_is_reported(drafts, seed):
    name = list(DRAFTS)[seed]

    tally = run_mutations({name: drafts[name]}, rounds=1, pairs=15, seed=seed)

    assert tally.missed == []
    assert tally.alarms == []
    assert sum(tally.found.values()) >= 45


def test_two_clauses_run_together_are_said_once_wherever_they_stand(drafts):
    together = next(fault for fault in FAULTS if fault.name == "two clauses run together")

    tally = run_mutations(drafts, rounds=10, pairs=0, seed=7, faults=[together])

    assert tally.missed == []
    assert tally.alarms == []
    assert sum(tally.found.values()) >= 15


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_kind_of_fault_has_a_place_in_some_draft_and_is_found_there(drafts, fault):
    chance = random.Random(fault.name)
    for content in drafts.values():
        mutated = mutate(content, [fault], chance)
        if mutated:
            assert {one.code for one in findings_of(mutated[0])} & set(fault.codes)
            return
    pytest.fail("no draft has a place for it")


@pytest.mark.thorough
def test_faults_are_found_after_libreoffice_has_saved_the_file(drafts, save):
    chance = random.Random(2)
    content = drafts["kyoto, inline, support"]
    jobs = [(fault, mutate(content, [fault], chance)) for fault in FAULTS if not {*fault.codes} & {*OF_IDS}]
    made = [(fault, mutated[0]) for fault, mutated in jobs if mutated]

    found = [{one.code for one in findings_of(saved)} for saved in save([content for _, content in made])]

    assert len(made) > 15
    assert [
        fault.name for (fault, _), codes in zip(made, found, strict=True) if not codes & {*fault.codes}
    ] == []


@pytest.mark.thorough
def test_faults_are_found_in_a_file_that_libreoffice_has_saved(drafts, save):
    (saved,) = save([drafts["doha, lead, support"]])

    tally = run_mutations({"saved by LibreOffice": saved}, rounds=1, pairs=5, seed=3)

    assert (tally.missed, tally.alarms) == ([], [])


def test_footnotes_that_libreoffice_mixed_up_are_one_fault(drafts, save):
    """Made by LibreOffice itself: of a shared footnote it makes two, and all after it move on by one."""
    (fault,) = [one for one in FAULTS if one.codes == ("footnote-shared",)]
    mutated = mutate(drafts["doha, bis"], [fault], random.Random(5))
    marks = [one.get(w("id")) for one in Edit(mutated[0]).document.iter(w("footnoteReference"))]
    shared = next(place for place, one in enumerate(marks, start=1) if marks.count(one) == 2)

    (saved,) = save([mutated[0]])

    found = [one for one in findings_of(saved) if one.severity is not Severity.NOTE]
    assert [one.code for one in found] == ["footnote-order"]
    assert "shifted" in found[0].message
    assert found[0].notes == tuple(range(shared + 1, len(marks)))


@pytest.mark.thorough
def test_edits_that_change_nothing_are_passed_over(drafts):
    some = {name: drafts[name] for name in ("kyoto, bis, support", "doha, bis", "kyoto, lead")}
    alarms = [
        f"{name}, {what}: {one.code}: {one.message}"
        for name, what, content in harmless_edits(some, rounds=1)
        for one in findings_of(content)
        if one.severity is not Severity.NOTE
    ]
    assert alarms == []


@pytest.mark.thorough
def test_an_untouched_draft_has_no_error_and_no_warning_in_any_form_and_option(save):
    made = {
        (form, alternatives, more): drafter(
            *("draft", "--min-regions", "1", "-o", "-", "--form", form, "--alternatives", alternatives),
            *([more] if more else []),
        ).stdout
        for form in ("kyoto", "doha")
        for alternatives in ("bis", "inline", "lead")
        for more in ("", "--support", "--clean")
    }
    for what, content in made.items():
        assert findings_of(content) == (), what
    for what, content in zip(made, save([*made.values()]), strict=True):
        assert findings_of(content) == (), what
