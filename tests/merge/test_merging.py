"""Word files of delegations and of the desk, merged into a selection: drafts edited as people edit them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from editor import Editor

from drafter.cli import cli
from drafter.model import Clause
from drafter.problems import DrafterError
from drafter.selection.loading import OpenSelection, open_selection

SELECTION = """\
matrix: kyoto-2021
form: kyoto

clauses:
# the order of the chair
- id: legal-aid
  text: Ensure access to legal aid for all persons in need
- id: culture-of-lawfulness
  text: Promote a culture of lawfulness[^ap-13b] based on respect for the rule of law
  status: agreed ad referendum
- id: victim-centred-approaches
  text: >-
    Protect [all] (Egypt) victims of crime and assist them [at every stage] (Japan: delete) of
    criminal proceedings
- id: community-based-crime-prevention   # three wordings, in the words of the meetings
- id: prisons
  text: "[Improve prison conditions] (Chile)"
"""
AID, LAWFULNESS, VICTIMS, PRISONS = (
    "Ensure access",
    "Promote a culture",
    "victims of crime",
    "Improve prison",
)


# What was drafted from which selection: most tests begin with the same one.
_DRAFTS: dict[str, bytes] = {}


@dataclass
class Room:
    """A folder with a selection, its last draft, and the files that come back."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "selection.yaml"

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def run(self, *arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(cli, [*arguments], catch_exceptions=False, standalone_mode=False)
        assert (result.exit_code or result.return_value or 0) == status, result.output
        return result.output

    def draft(self) -> Editor:
        """Write the draft, and open it."""
        target = self.folder / "draft.docx"
        if self.text in _DRAFTS:
            target.write_bytes(_DRAFTS[self.text])
        else:
            self.run("draft", str(self.path), "-o", str(target), "--overwrite")
            _DRAFTS[self.text] = target.read_bytes()
        return Editor(target)

    def merge(self, *files: tuple[str, Editor], options: tuple[str, ...] = ()) -> str:
        """Save edited drafts under the names of delegations, merge them, and return the output."""
        given = []
        for name, editor in files:
            path = editor.save(self.folder / f"{name or 'desk'}.docx")
            given.append(f"{name}={path}" if name else str(path))
        return self.run("merge", str(self.path), *given, *options)

    def open(self) -> OpenSelection:
        return open_selection(self.path)

    def clause(self, given: str) -> Clause:
        return next(clause for clause in self.open().file.clauses if clause.id == given)

    def words(self, clause: str, wording: str = "") -> str:
        found = self.clause(clause)
        return found.wordings[wording] if wording else found.text

    def notes(self, clause: str) -> tuple[str, ...]:
        return self.clause(clause).notes

    def order(self) -> list[str]:
        return [clause.id for clause in self.open().file.clauses]


@pytest.fixture
def room(tmp_path) -> Room:
    (tmp_path / "selection.yaml").write_text(SELECTION, encoding="utf-8")
    return Room(tmp_path)


def lines(output: str) -> list[str]:
    """The lines of an output, without the spaces between the columns."""
    return [" ".join(line.split()) for line in output.splitlines()]


# Delegations


def test_a_change_of_a_few_words_is_printed_inline_with_the_name(room):
    egypt = room.draft().type_over("Ensure access", "Ensure, where appropriate, access")
    output = lines(room.merge(("Egypt", egypt.type_over("for all persons", "for persons"))))
    assert output[:2] == ["1 Egypt put in “, where appropriate,”", "1 Egypt struck “all”"]
    assert room.words("legal-aid") == (
        "Ensure [, where appropriate,] (Egypt) access to legal aid for [all] (Egypt: delete) persons in need"
    )
    assert "# the order of the chair" in room.text


def test_two_files_that_change_one_paragraph_are_both_kept(room):
    egypt = room.draft().type_over("in need", "in urgent need")
    japan = room.draft().type_over("Ensure", "Promote").type_over("in need", "in urgent need")
    room.merge(("Egypt", egypt), ("Japan", japan))
    assert room.words("legal-aid") == (
        "[Ensure] (Japan: delete) [Promote] (Japan) access to legal aid for all persons "
        "in [urgent] (Egypt, Japan) need"
    )


def test_the_same_file_again_does_nothing(room):
    egypt = (
        room.draft()
        .type_over("Ensure", "Guarantee")
        .type_over("based on", "built on")
        .add_paragraph(PRISONS, "Train judges;")
        .add_footnote("access to legal aid", "General Assembly resolution 70/174, annex, para. 5.")
        .comment("Guarantee", "we may come back to this", "A. Delegate")
        .strike("Strengthen community-based crime prevention and criminal justice")
    )
    room.merge(("Egypt", egypt))
    before = room.text
    output = room.merge(("Egypt", egypt))
    assert room.text == before
    assert lines(output)[0] == "Merged before"
    assert lines(output)[-1] == "Nothing was written."


def test_what_the_desk_took_out_does_not_come_back_with_the_same_file(room):
    egypt = (
        room.draft().type_over("Ensure", "Guarantee").strike(VICTIMS).add_paragraph(PRISONS, "Train judges;")
    )
    egypt.comment("legal aid", "we may come back to this", "A. Delegate")
    japan = room.draft().type_over("in need", "in urgent need")
    room.merge(("Egypt", egypt), ("Japan", japan))
    desk = room.draft().type_over("[Ensure] (Egypt: delete) [Guarantee] (Egypt)", "Ensure")
    desk.type_over(" (Egypt: delete)", "", within="victims of crime")
    room.merge(("", desk.type_over("[Train judges] (Egypt)", "Train prosecutors")))
    room.path.write_text(room.text.replace("  notes: ['Egypt: on", "  notes: ['Desk: on"), encoding="utf-8")
    before = room.text
    output = lines(room.merge(("Egypt", egypt), ("Japan", japan)))
    assert room.text == before
    advice = "to merge a paragraph of this file again, name it with --only"
    assert output == ["Merged before", f"Egypt {advice}", f"Japan {advice}", "Nothing was written."]
    room.merge(("Egypt", egypt), options=("--only", "legal-aid"))
    assert room.words("legal-aid").startswith("[Ensure] (Egypt: delete) [Guarantee] (Egypt) access")


def test_a_merge_that_was_undone_can_be_made_again(room):
    egypt = room.draft().type_over("Ensure", "Guarantee")
    room.merge(("Egypt", egypt))
    merged = room.text
    room.run("undo", str(room.path))
    room.merge(("Egypt", egypt))
    assert room.text == merged


def test_an_agreed_paragraph_is_not_touched_and_its_notes_say_who_asked_for_what(room):
    egypt = room.draft().type_over("based on", "built on")
    norway = room.draft().strike(LAWFULNESS)
    output = lines(room.merge(("Egypt", egypt), ("Norway", norway)))
    assert room.words("culture-of-lawfulness").startswith("Promote a culture of lawfulness[^ap-13b] based on")
    assert room.notes("culture-of-lawfulness") == (
        "Egypt: “based” → “built” (the paragraph is agreed)",
        "Norway: delete (the paragraph is agreed)",
    )
    assert output[0] == "To decide"


@pytest.mark.parametrize(
    ("name", "old", "new", "text"),
    [
        (
            "Japan",
            "[at every stage] (Japan: delete)",
            "at every stage",
            "[all] (Egypt) victims of crime and assist them at every stage of",
        ),
        (
            "Egypt",
            "[all] (Egypt) victims",
            "victims",
            "Protect victims of crime and assist them [at every stage] (Japan: delete)",
        ),
        (
            "Egypt",
            "[all] (Egypt) victims",
            "[all women] (Egypt) victims",
            "Protect [all women] (Egypt) victims",
        ),
        ("Chile", "[all] (Egypt)", "[all] (Egypt, Chile)", "Protect [all] (Egypt, Chile) victims"),
    ],
)
def test_a_delegation_changes_and_withdraws_what_is_under_its_name(room, name, old, new, text):
    output = room.merge((name, room.draft().type_over(old, new)))
    assert text in room.words("victim-centred-approaches")
    assert not room.notes("victim-centred-approaches")
    assert "To decide" not in output


def test_the_bracket_of_another_is_left_and_the_wish_is_a_note(room):
    output = lines(room.merge(("Chile", room.draft().type_over("[all] (Egypt) victims", "victims"))))
    assert "Protect [all] (Egypt) victims" in room.words("victim-centred-approaches")
    assert room.notes("victim-centred-approaches") == (
        "Chile: settle “[all] (Egypt)” → struck (touches another's bracket)",
    )
    assert output[0] == "To decide"


def test_a_struck_paragraph_and_a_new_one(room):
    room.run("select", str(room.path), "--freeze-numbers")
    norway = room.draft().strike(VICTIMS)
    chile = room.draft().add_paragraph(AID, "1 bis. Train judges and prosecutors;")
    peru = room.draft().strike(VICTIMS).add_paragraph(AID, "[Train judges and prosecutors] (Peru);")
    togo = room.draft().add_paragraph(AID, "Build courts;")
    output = lines(room.merge(("Norway", norway), ("Chile", chile), ("Peru", peru), ("Togo", togo)))
    assert room.words("victim-centred-approaches").endswith("criminal proceedings (Norway, Peru: delete)")
    assert room.order()[:3] == ["legal-aid", "train-judges-and", "build-courts"]
    assert room.words("train-judges-and") == "[Train judges and prosecutors] (Chile, Peru)"
    assert "1 Peru joined Chile: “Train judges and prosecutors”" in output
    assert [p for p in room.draft().labels() if p in ("1 bis", "1 ter", "2")] == ["1 bis", "1 ter", "2"]


def test_a_delegation_takes_back_its_own_paragraph(room):
    room.merge(("Chile", room.draft().strike(PRISONS)))
    clause = room.clause("prisons")
    assert (clause.decision, clause.by, clause.text) == (
        "out",
        "Chile",
        "[Improve prison conditions] (Chile)",
    )


def test_most_of_a_paragraph_rewritten_is_an_alternative(room):
    new = "Consider, with due regard to domestic law, the needs of witnesses and of their families"
    editor = room.draft()
    room.merge(("Chile", editor.type_over(editor.text(editor.paragraph(AID)).rstrip(";"), new)))
    clause = room.open().file.clauses[1]
    assert (clause.alternative_to, clause.text) == ("legal-aid", f"[{new}] (Chile)")
    assert clause.sources == room.open().by_id["legal-aid"].sources
    assert room.words("legal-aid") == "Ensure access to legal aid for all persons in need"


def test_a_comment_is_the_note_of_its_delegation(room):
    output = room.merge(("Egypt", room.draft().comment(PRISONS, "Could be merged with 3.", "A. Delegate")))
    assert room.notes("prisons")[0].startswith("Egypt: on “")
    assert room.notes("prisons")[0].endswith("Could be merged with 3.")
    assert "Notes" in output


def test_a_wording_below_the_first_is_called_by_its_number(room):
    output = lines(
        room.merge(("Egypt", room.draft().type_over("social cohesion measures", "social measures")))
    )
    assert output[0].startswith("4 bis Egypt struck")
    source = next(iter(room.clause("community-based-crime-prevention").wordings))
    assert "social [cohesion] (Egypt: delete) measures" in room.words(
        "community-based-crime-prevention", source
    )


def test_names_come_after_the_brackets_of_a_wording_that_two_want_deleted(room):
    words = "Strengthen community-based crime prevention and criminal justice"
    room.merge(("Peru", room.draft().strike(words)))
    desk = room.draft()
    assert desk.text(desk.paragraph(words)).endswith("social workers;] (Peru: delete)")
    room.merge(("Norway", room.draft().strike(words)))
    text = next(iter(room.clause("community-based-crime-prevention").wordings.values()))
    assert text.startswith("Strengthen")
    assert text.endswith("social workers (Peru, Norway: delete)")
    output = lines(room.merge(("", room.draft().type_over(" (Peru, Norway: delete)", "", within=words))))
    assert output[0] == "4 ter desk.docx settled “(Peru, Norway: delete)”"


def test_words_that_changed_meanwhile_are_kept_as_a_note(room):
    egypt = room.draft().type_over("Ensure", "Promote")
    room.path.write_text(room.text.replace("Ensure access", "Guarantee access"), encoding="utf-8")
    room.merge(("Egypt", egypt))
    assert room.words("legal-aid").startswith("Guarantee access")
    assert room.notes("legal-aid") == ("Egypt: “Ensure” → “Promote” (these words have changed meanwhile)",)


# The desk


def test_the_desk_settles_brackets_and_each_is_listed(room):
    desk = (
        room.draft().type_over("[all] (Egypt)", "all").type_over("[at every stage] (Japan: delete) of", "of")
    )
    output = lines(room.merge(("", desk)))
    assert room.words("victim-centred-approaches") == (
        "Protect all victims of crime and assist them of criminal proceedings"
    )
    assert output[:2] == [
        "3 desk.docx settled “[all] (Egypt)” → “all”",
        "3 desk.docx settled “[at every stage] (Japan: delete)” → struck",
    ]
    assert "To decide" not in output


def test_agreed_words_that_the_desk_changes_are_listed(room):
    output = lines(room.merge(("", room.draft().type_over("based on", "built on"))))
    assert output[0] == "2 desk.docx “based” → “built” (agreed words)"
    assert room.words("culture-of-lawfulness") == (
        "Promote a culture of lawfulness[^ap-13b] built on respect for the rule of law"
    )
    assert room.clause("culture-of-lawfulness").status == "agreed ad referendum"


def test_a_tracked_change_of_a_colleague_in_the_file_of_the_desk_is_the_desks(room):
    room.merge(("", room.draft().track("in need", "in urgent need", "A colleague")))
    assert room.words("legal-aid") == "Ensure access to legal aid for all persons in urgent need"


def test_the_desk_strikes_moves_and_adds_paragraphs(room):
    desk = room.draft().strike(PRISONS).move(VICTIMS, after=AID).add_paragraph(LAWFULNESS, "Train judges;")
    room.merge(("", desk))
    assert room.clause("prisons").decision == "out"
    assert room.order() == [
        "legal-aid",
        "victim-centred-approaches",
        "culture-of-lawfulness",
        "train-judges",
        "community-based-crime-prevention",
        "prisons",
    ]
    assert room.words("train-judges") == "Train judges"
    assert "# three wordings, in the words of the meetings" in room.text


def test_what_is_outside_the_paragraphs_is_listed(room):
    output = lines(room.merge(("", room.draft().type_over("We therefore endeavour", "We therefore decide"))))
    assert output[0] == "Outside the paragraphs"
    assert "[-endeavour-] {+decide+}" in output[1]
    assert output[-1] == "Nothing was written."
    assert room.text == SELECTION


def test_two_paragraphs_that_move_together_keep_their_order(room):
    order = room.order()
    room.merge(("", room.draft().move(VICTIMS, after=PRISONS).move(LAWFULNESS, after=PRISONS)))
    assert room.order() == [order[0], *order[3:], *order[1:3]]


def test_the_wording_that_is_left_keeps_its_own_sources_alone(room):
    desk = room.draft().strike("social cohesion measures")
    room.merge(("", desk.strike("crime prevention and criminal justice, including")))
    count = len(room.draft().notes_of("Strengthen community-based"))
    room.merge(("", room.draft().type_over("at the local level", "at the level of towns")))
    assert "at the level of towns" in room.text
    assert len(room.draft().notes_of("Strengthen community-based")) == count == 1


def test_a_paragraph_with_a_fixed_number_gets_another_where_the_desk_moves_it(room):
    room.run("select", str(room.path), "--freeze-numbers")
    room.merge(("", room.draft().move(AID, after=VICTIMS)))
    assert room.order()[:3] == ["culture-of-lawfulness", "victim-centred-approaches", "legal-aid"]
    moved = room.draft()
    assert moved.text(moved.paragraph(AID)).startswith("3 bis.")


def test_a_footnote_that_the_desk_moves_is_told(room):
    desk = room.draft()
    desk.paragraph(LAWFULNESS).append(desk.notes_of(LAWFULNESS)[0].getparent())
    assert "2 desk.docx moved a footnote" in lines(room.merge(("", desk)))


# Footnotes


@pytest.mark.parametrize(
    ("note", "source"),
    [
        (
            "General Assembly resolution 70/174, annex, para. 5.",
            "General Assembly resolution 70/174, annex, para. 5",
        ),
        ("A/RES/70/174.", "A/RES/70/174"),
        ("Doha Declaration, para. 5.", "doha: 5"),
        ("See A/CONF.234/RPM.3/1, para. 19 (h).", "lac-19h"),
    ],
)
def test_a_footnote_typed_in_word_comes_home_as_a_source_at_its_place(room, note, source):
    declared = "- id: doha\n  cite: Doha Declaration\n"
    (room.folder / "sources.yaml").write_text(declared, encoding="utf-8")
    output = lines(room.merge(("Egypt", room.draft().add_footnote("access to legal aid", note))))
    clause = room.clause("legal-aid")
    assert clause.text == f"Ensure access to legal aid[^{source}] for all persons in need"
    assert clause.sources == (*room.open().by_id["legal-aid"].sources, source)
    assert f"1 Egypt put in a footnote: {source}" in output
    assert not any("[^" in line for line in output)


def test_the_footnotes_of_a_new_paragraph_are_sources_or_notes(room):
    chile = room.draft().add_paragraph(PRISONS, "Train judges;")
    chile.add_footnote("Train", "ibid.").add_footnote("judges", "Doha Declaration, para. 5.")
    room.merge(("Chile", chile))
    clause = room.clause("train-judges")
    assert clause.text == "[Train judges] (Chile)"
    assert clause.sources == ("Doha Declaration, para. 5",)
    assert clause.notes == ("Chile: put in a footnote: ibid",)


def test_a_footnote_in_the_words_of_a_meeting_is_a_source_as_well(room):
    before = room.draft()
    room.merge(("", before.add_footnote("law enforcement authorities", "Doha Declaration, para. 5.")))
    clause = room.clause("community-based-crime-prevention")
    assert [re.search(r"\[\^(.*?)\]", text)[1] for text in clause.wordings.values()] == [
        "Doha Declaration, para. 5"
    ]
    assert not clause.sources
    output = lines(room.merge(("", room.draft().strike_footnote("law enforcement authorities", 0))))
    assert output[0] == "4 desk.docx took out the footnote to Doha Declaration, para. 5"
    assert "Doha" not in room.text


def test_a_footnote_that_the_desk_deletes_stays_deleted_and_is_listed(room):
    output = lines(room.merge(("", room.draft().strike_footnote(AID))))
    had = room.open().by_id["legal-aid"].sources
    assert room.clause("legal-aid").sources == had[:-1]
    assert output[0] == f"1 desk.docx took out the footnote to {had[-1]}"
    assert len(room.draft().notes_of(AID)) == len(had) - 1


def test_the_last_footnote_of_a_wording_that_the_desk_deletes_stays_deleted(room):
    desk = room.draft().strike_footnote("social cohesion measures")
    output = lines(room.merge(("", desk)))
    assert output[0].startswith("4 bis desk.docx took out the footnote to ")
    again = room.draft()
    assert not again.notes_of("social cohesion measures")
    assert again.notes_of("Strengthen community-based crime prevention and social cohesion, including")
    assert lines(room.merge(("", desk)))[0] == "Merged before"
    room.merge(("", again.add_footnote("social cohesion measures", "Doha Declaration, para. 5.")))
    assert len(room.draft().notes_of("social cohesion measures")) == 1


def test_a_footnote_that_a_delegation_deletes_stays_and_is_to_be_decided(room):
    output = lines(room.merge(("Egypt", room.draft().strike_footnote(AID))))
    assert output[0] == "To decide"
    assert not room.clause("legal-aid").sources


# The command


def test_a_signature_goes_when_words_change(room):
    room.run("mark", str(room.path), "legal-aid", "prisons", "supported", "--by", "A. Reviewer")
    room.merge(("Egypt", room.draft().type_over("in need", "in urgent need")))
    assert room.clause("legal-aid").supported is None
    assert room.clause("prisons").supported.by == "A. Reviewer"


def test_a_dry_run_writes_nothing_and_only_merges_what_is_named(room):
    egypt = room.draft().type_over("Ensure", "Promote").type_over("in need", "in urgent need")
    egypt.type_over("social cohesion measures", "social measures").type_over("based on", "built on")
    output = room.merge(("Egypt", egypt), options=("--dry-run",))
    assert room.text == SELECTION
    assert lines(output)[-1] == "Nothing was written: 3 changes and 1 note would be merged."
    room.merge(("Egypt", egypt), options=("--only", "4 bis", "culture-of-lawfulness"))
    assert "[cohesion] (Egypt: delete)" in room.text
    assert room.notes("culture-of-lawfulness")
    assert room.words("legal-aid") == "Ensure access to legal aid for all persons in need"


@pytest.mark.parametrize(
    ("name", "advice"),
    [("99", "shows every number"), ("4bis", "Did you mean “4 bis”?"), ("legal-ad", "“legal-aid”?")],
)
def test_a_paragraph_that_is_not_there_is_refused(room, name, advice):
    egypt = room.draft().type_over("Ensure", "Promote")
    with pytest.raises(DrafterError, match=f"there is no clause “{name}” in ") as refused:
        room.merge(("Egypt", egypt), options=("--only", name))
    assert refused.value.status == 2
    assert advice in refused.value.hint


def test_one_undo_takes_a_whole_merge_back(room):
    egypt = (
        room.draft().type_over("Ensure", "Promote").add_paragraph(PRISONS, "Train judges;").strike(VICTIMS)
    )
    japan = room.draft().type_over("based on", "built on")
    room.merge(("Egypt", egypt), ("Japan", japan))
    assert room.text != SELECTION
    assert "as it was before the merge of Egypt.docx, Japan.docx." in room.run("undo", str(room.path))
    assert room.text == SELECTION
    assert "as it was after the merge of Egypt.docx, Japan.docx." in room.run(
        "undo", str(room.path), "--redo"
    )


def test_a_file_without_the_record_of_drafter_is_refused(room, tmp_path):
    docx.Document().save(tmp_path / "other.docx")
    with pytest.raises(DrafterError, match="no longer shows which paragraphs"):
        room.run("merge", str(room.path), f"Egypt={tmp_path / 'other.docx'}")
    assert room.text == SELECTION
