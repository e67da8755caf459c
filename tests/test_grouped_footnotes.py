"""One footnote that names all sources of a text: what it says, and that it is read source by source."""

from __future__ import annotations

import copy
import json

import pytest
from redlines import read_through
from test_check_word_deceptions import alarms, checked
from test_review import items_of, review_of
from word_editing import Edit, element
from word_reading import W, WordFile, annex_b, draft, expected_clauses, w

from drafter.compare.comparison import compare_drafts
from drafter.compare.texts import draft_text
from drafter.docx.reader import read_word
from drafter.docx.redline import redline
from drafter.reading.findings import Standing, compare_with_review
from drafter.returned.document import returned_from
from tools import copied_form, drafter_here

# The themes of Annex B of what is cited below, and what two meetings at least say under them.
THEMES = {"main-theme-iii": "III. Rule of law", "item-3-xi": "XI. The role of UNODC"}
CRITERIA = (
    *("--min-regions", "2", "--alternatives", "lead"),
    *(word for theme in THEMES for word in ("--theme", theme)),
)
MEETING = "the report of the regional preparatory meeting for"
# Annex B has these under one concordance entry: lac-19h, ap-13b, wa-14c, af-17c.
LAWFULNESS = (
    f"See {MEETING} Latin America and the Caribbean (A/CONF.234/RPM.3/1), para. 19 (h); "
    f"see also {MEETING} Asia and the Pacific, Bangkok, para. 13 (b); "
    f"{MEETING} Western Asia, Beirut, para. 14 (c); and {MEETING} Africa, Addis Ababa, para. 17 (c)."
)
# Another has wa-56i, af-37j, af-57c.
TWICE_AFRICA = f"{MEETING} Africa, Addis Ababa, paras. 37 (j) and 57 (c)"


def clauses_of(arguments):
    """The sources of each clause that meets criteria, read from Annex B and the concordance."""
    clauses = list(expected_clauses(int(arguments[1])).values())
    if "--theme" not in arguments:
        return clauses
    titles = {
        one: [title for (_, title), _ in source.placements] for one, source in annex_b().sources.items()
    }
    return [
        ids for ids in clauses if any(t.startswith(tuple(THEMES.values())) for i in ids for t in titles[i])
    ]


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    folder = copied_form(tmp_path_factory.mktemp("forms") / "grouped")
    outline = folder / "outline.yaml"
    text = outline.read_text(encoding="utf-8")
    outline.write_text(text.replace("\nfront:", "\nfootnotes: grouped\n\nfront:", 1), encoding="utf-8")
    return folder


def grouped_draft(form, *arguments):
    made = drafter_here("draft", "--form", form, *arguments, "-o", "-")
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout


@pytest.fixture(scope="module")
def grouped(form):
    return grouped_draft(form, *CRITERIA)


@pytest.fixture
def edit(grouped):
    return Edit(grouped)


def retyped(edit, old, new):
    """The draft with some words of its footnotes typed anew."""
    texts = [text for text in edit.notes.iter(w("t")) if old in (text.text or "")]
    assert texts
    for text in texts:
        text.text = text.text.replace(old, new)
    return edit.save()


def found(content, severity=("error", "warning")):
    return [
        (one.code, one.message.replace("\N{NO-BREAK SPACE}", " "), one.sources)
        for one in checked(content).findings
        if one.severity in severity
    ]


def figures(content):
    one = checked(content).summary
    fine = one.unchanged + one.quoted
    return one.footnotes, (one.citations, fine, one.to_look_at, one.wrong), one.lost


# What is printed


def test_one_note_names_every_source_of_a_text_in_order(grouped):
    notes = [text.replace("\N{NO-BREAK SPACE}", " ") for text in WordFile(grouped).notes.values()]

    assert LAWFULNESS in [text.strip() for text in notes]
    assert sum(TWICE_AFRICA in text for text in notes) == 1
    clauses = clauses_of(CRITERIA)
    assert len(WordFile(grouped).notes) < sum(map(len, clauses))
    assert {item.source for item in items_of(grouped)} == {one for ids in clauses for one in ids}


def test_a_text_with_one_source_has_the_note_that_it_has_otherwise(form):
    one_each = ("--min-regions", "4", "--alternatives", "bis")
    made = (grouped_draft(form, *one_each), draft(4))
    notes = [list(WordFile(content).notes.values()) for content in made]

    assert notes[0] == notes[1] != []


@pytest.mark.thorough
@pytest.mark.parametrize("arguments", [("--min-regions", "3", "--alternatives", "inline"), CRITERIA])
def test_nothing_is_wrong_with_a_draft_that_nobody_edited(form, arguments):
    content = grouped_draft(form, *arguments)
    footnotes, citations, lost = figures(content)

    assert alarms(content) == set()
    assert footnotes == len(WordFile(content).notes)
    assert citations[0] == citations[1] == sum(map(len, clauses_of(arguments)))
    assert lost == 0


def test_markdown_and_json_have_the_same_notes(form):
    markdown = grouped_draft(form, *CRITERIA, "--format", "markdown").decode()
    markdown = markdown.replace("\N{NO-BREAK SPACE}", " ")
    assert f": {LAWFULNESS}\n" in markdown
    assert markdown.count("\n[^") == len(WordFile(grouped_draft(form, *CRITERIA)).notes)
    fields = json.loads(grouped_draft(form, *CRITERIA, "--format", "json"))
    each = json.loads(drafter_here("draft", *CRITERIA, "--format", "json", "-o", "-").stdout)
    assert [one["sources"] for one in fields["clauses"]] == [one["sources"] for one in each["clauses"]]


def test_a_wrong_value_is_named_with_its_place(tmp_path):
    folder = copied_form(tmp_path / "house")
    outline = folder / "outline.yaml"
    lines = outline.read_text(encoding="utf-8").splitlines()
    outline.write_text("\n".join([*lines, "footnotes: groped", ""]), encoding="utf-8")

    said = drafter_here("form", "check", folder).stdout.decode()

    assert f"{outline}:{len(lines) + 1}:12: error: " in said
    assert "grouped" in said


# Edited by people, and by those who would deceive


def test_one_source_taken_out_of_a_note_is_told(edit):
    content = retyped(edit, f"{MEETING} Western Asia, Beirut, para. 14 (c); ", "")
    before = figures(Edit(content).save())

    (one,) = found(content)
    assert (one[0], one[2]) == ("footnote-lost", ("wa-14c",))
    assert one[1].endswith("does not cite Western Asia, para. 14 (c) any more")
    footnotes, citations, lost = before
    assert footnotes < citations[0]
    assert citations == (citations[0], citations[0], 0, 0)
    assert lost == 1


def test_one_paragraph_changed_in_a_note_is_told_and_the_others_stay_as_they_are(edit, grouped):
    whole = figures(grouped)[1][0]
    content = retyped(edit, "Addis Ababa, para. 17 (c)", "Addis Ababa, para. 17 (d)")

    assert [(code, sources) for code, _, sources in found(content, ("error",))] == [
        ("footnote-changed", ("af-17d", "af-17c"))
    ]
    assert figures(content)[1] == (whole, whole - 1, 0, 1)


def test_a_paragraph_that_no_report_has_is_wrong_and_the_others_stay_as_they_are(edit, grouped):
    whole = figures(grouped)[1][0]
    content = retyped(edit, "paras. 37 (j) and 57 (c)", "paras. 37 (j) and 99 (c)")

    assert [code for code, _, _ in found(content, ("error",))] == ["unresolved-citation"]
    assert figures(content)[1] == (whole, whole - 1, 0, 1)


def test_one_source_added_to_a_note_is_told(edit, grouped):
    whole = figures(grouped)[1][0]
    content = retyped(edit, "paras. 37 (j) and 57 (c)", "paras. 17 (c), 37 (j) and 57 (c)")

    ((code, message, sources),) = found(content)
    assert code in ("footnote-added", "not-supported")
    assert "cites Africa, para. 17 (c)" in message
    assert sources == ("af-17c",)
    assert figures(content)[1][:2] == (whole + 1, whole)


def test_a_source_cited_twice_in_a_line_is_told_beside_its_grouped_note(edit):
    text = next(one for one in edit.notes.iter(w("t")) if "para. 19 (h)" in (one.text or ""))
    note = next(text.iterancestors(w("footnote"))).get(w("id"))
    mark = next(one for one in edit.document.iter(w("footnoteReference")) if one.get(w("id")) == note)
    paragraph = next(mark.iterancestors(w("p")))
    edit.add_reference(
        paragraph, "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 17 (c)."
    )

    assert "a second time" in " ".join(message for _, message, _ in found(edit.save()))


def test_two_paragraphs_that_changed_places_within_a_note_are_told(edit):
    content = retyped(
        edit,
        f"Bangkok, para. 13 (b); {MEETING} Western Asia, Beirut, para. 14 (c)",
        f"Bangkok, para. 14 (c); {MEETING} Western Asia, Beirut, para. 13 (b)",
    )

    assert alarms(content) & {"footnote-changed", "unresolved-citation"}
    assert figures(content)[1][3] == 2


def test_the_order_of_sources_in_a_note_is_nobodys_fault(edit):
    assert alarms(retyped(edit, "paras. 37 (j) and 57 (c)", "paras. 57 (c) and 37 (j)")) == set()


def test_a_source_moved_to_the_note_of_another_text_is_told_at_both(edit):
    retyped(edit, "paras. 37 (j) and 57 (c)", "para. 37 (j)")
    content = retyped(edit, "Addis Ababa, para. 17 (c)", "Addis Ababa, paras. 17 (c) and 57 (c)")

    told = {code: sources for code, _, sources in found(content)}
    assert told.pop("footnote-lost") == ("af-57c",)
    assert list(told.values()) == [("af-57c",)]
    assert set(told) <= {"footnote-added", "not-supported"}


def test_two_sources_exchanged_between_notes_are_told(edit):
    retyped(edit, "paras. 37 (j) and 57 (c)", "paras. 17 (c) and 57 (c)")
    content = retyped(edit, "Addis Ababa, para. 17 (c).", "Addis Ababa, para. 37 (j).")

    ((code, message, sources),) = found(content)
    assert code == "footnote-order"
    assert "have exchanged citations" in message
    assert set(sources) == {"af-17c", "af-37j"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Western Asia, Beirut, para. 14 (c)", "Western Asia, Bangkok, para. 14 (c)"),
        ("Western Asia, Beirut, para. 14 (c)", "Western Asia (A/CONF.234/RPM.3/1), para. 14 (c)"),
        ("(A/CONF.234/RPM.3/1), para. 19 (h)", "(A/CONF.234/RPM.4/1), para. 19 (h)"),
        ("Addis Ababa, para. 17 (c).", "Addis Ababa, para. 17 (c), Bangkok."),
        ("Addis Ababa, para. 17 (c).", "Addis Ababa, para. 17 (c), Asia and the Pacific."),
        ("Beirut, para. 14 (c)", "Beirut, annex, para. 14 (c)"),
    ],
)
def test_a_report_called_as_another_in_the_same_note_is_never_fine(edit, grouped, old, new):
    whole = figures(grouped)[1][1]
    content = retyped(edit, old, new)

    assert alarms(content)
    assert figures(content)[1][1] < whole


def test_the_words_of_one_source_deleted_as_a_tracked_change_are_told(edit):
    gone = f"{MEETING} Western Asia, Beirut, para. 14 (c); "
    text = next(one for one in edit.notes.iter(w("t")) if gone in (one.text or ""))
    before, _, behind = text.text.partition(gone)
    run = text.getparent()
    after = copy.deepcopy(run)
    text.text, after.find(w("t")).text = before, behind
    deleted = element(
        f'<w:del xmlns:w="{W}" w:id="900" w:author="A delegate"><w:r>'
        f'<w:delText xml:space="preserve">{gone}</w:delText></w:r></w:del>'
    )
    run.addnext(deleted)
    deleted.addnext(after)

    told = {code: sources for code, _, sources in found(edit.save())}
    assert told["footnote-lost"] == ("wa-14c",)
    assert "tracked-changes" in {one.code for one in checked(edit.save()).findings}


def test_hidden_words_of_one_source_leave_nothing_of_the_note_fine(edit, grouped):
    whole = figures(grouped)[1][1]
    text = next(one for one in edit.notes.iter(w("t")) if "para. 19 (h)" in (one.text or ""))
    text.getparent().insert(0, element(f'<w:rPr xmlns:w="{W}"><w:vanish/></w:rPr>'))

    assert "unreadable-text" in alarms(edit.save())
    assert figures(edit.save())[1][1] == whole - 4  # culture-of-lawfulness has four sources


# The other readers


def test_a_review_has_one_sign_off_for_every_citation_and_loses_one_alone(edit, grouped):
    each = drafter_here("draft", *CRITERIA, "-o", "-").stdout
    keys = [[item.key for item in items_of(content)] for content in (grouped, each)]
    assert keys[0] == keys[1]
    outcome = compare_with_review(items_of(each), review_of(grouped))
    assert len(outcome.standing(Standing.SIGNED)) == len(keys[0])

    content = retyped(edit, "Addis Ababa, para. 17 (c)", "Addis Ababa, para. 17 (d)")
    outcome = compare_with_review(items_of(content), review_of(grouped))
    assert [one.item.source for one in outcome.standing(Standing.PENDING)] == ["af-17d"]
    assert [one.source for one in outcome.gone] == ["af-17c"]
    assert not outcome.standing(Standing.CHANGED)


def compared(old, new):
    return compare_drafts(*(draft_text(returned_from(read_word(one, "a.docx"))) for one in (old, new)))


def test_a_comparison_takes_sources_that_only_stand_together_now_for_unchanged(edit, grouped):
    each = drafter_here("draft", *CRITERIA, "-o", "-").stdout
    for old, new in ((each, grouped), (grouped, each)):
        found = compared(old, new)
        assert found.changed == ()
        assert (found.summary["footnotes_in"], found.summary["footnotes_out"]) == (0, 0)
    content = retyped(edit, f"{MEETING} Western Asia, Beirut, para. 14 (c); ", "")
    (change,) = compared(each, content).changed
    assert change.notes_in == ()
    assert [note.replace("\N{NO-BREAK SPACE}", " ") for note in change.notes_out] == [
        "See also the report of the regional preparatory meeting for Western Asia, Beirut, para. 14 (c)."
    ]
    (change,) = compared(grouped, content).changed
    assert (change.notes_in, change.notes_out) == ((), ("Western Asia, para. 14 (c)",))


def test_a_comparison_shows_a_note_whose_words_are_not_those_of_its_reports(edit, grouped):
    content = retyped(edit, "Beirut, para. 14 (c)", "Beirut, annex, para. 14 (c)")

    (change,) = compared(grouped, content).changed
    assert len(change.notes_in) == len(change.notes_out) == 1
    assert "annex" in change.notes_in[0]


def test_a_redline_between_the_two_gives_either_back(grouped):
    each = drafter_here("draft", *CRITERIA, "-o", "-").stdout
    for old, new in ((each, grouped), (grouped, each)):
        content = redline(old, new, author="The desk")
        assert read_through(content, accept=True) == read_through(new, accept=True)
        assert read_through(content, accept=False) == read_through(old, accept=True)


@pytest.mark.thorough
def test_what_people_took_out_of_a_note_comes_home(form, tmp_path):
    drafter_here("select", "-o", "new.yaml", "--min-regions", "4", cwd=tmp_path)
    lead = ("--alternatives", "lead")
    first = drafter_here("draft", "new.yaml", "--form", form, *lead, "-o", "r.docx", cwd=tmp_path)
    assert first.returncode == 0, first.stderr.decode()
    back = Edit((tmp_path / "r.docx").read_bytes())
    (tmp_path / "r.docx").write_bytes(retyped(back, f"{MEETING} Western Asia, Beirut, para. 14 (c); ", ""))

    asked = drafter_here("select", "new.yaml", "--from", "r.docx", cwd=tmp_path)

    proposals = (tmp_path / "new.proposals.yaml").read_text(encoding="utf-8")
    assert asked.returncode in (0, 1), asked.stderr.decode()
    assert "-wa-14c" in proposals
    assert "af-17c" not in "".join(one for one in proposals.splitlines() if "sources" in one)
