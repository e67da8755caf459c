"""``drafter show``, ``drafter list`` and ``drafter themes``: what they print of Annex B."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from word_reading import REGIONS, annex_b, concordance, in_matrix_order, squeezed

from tools import drafter_here

SOURCES = annex_b().sources
TWO_WORDINGS = [one for one, source in SOURCES.items() if len(source.texts) == 2]


def run(*arguments, status=0):
    """Run drafter, which must end with this status: its output and its messages."""
    done = drafter_here(*arguments)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages
    assert done.returncode == status, messages
    return done.stdout.decode(), messages


def regions_of(ids) -> list[str]:
    """The regions of some recommendations, in the order of the columns."""
    keys = {one.partition("-")[0] for one in ids}
    return [key for key in REGIONS if key in keys]


def names_of(ids) -> str:
    return ", ".join(REGIONS[key] for key in regions_of(ids))


def heading_of(one: str) -> str:
    """How a recommendation is headed: “lac-19h Latin America and the Caribbean, para. 19 (h)”."""
    source = SOURCES[one]
    return f"{one} {REGIONS[source.region]}, para. {source.paragraph} ({source.letter})"


ENTRY_OF = {member: one for one, entry in concordance().items() for member in entry["members"]}


# show


def test_annex_b_has_five_recommendations_with_two_wordings():
    # Read in Annex B: the same citation under two themes, in different words.
    assert set(TWO_WORDINGS) == {"ap-13d", "ap-61i", "wa-56i", "eu-28g", "eu-56h"}


@pytest.mark.parametrize("one", TWO_WORDINGS)
def test_a_recommendation_with_two_wordings_shows_both_and_under_which_theme_the_other_stands(one):
    flat = squeezed(run("show", one)[0])
    source = SOURCES[one]
    first, second = source.texts
    (_, theme), _ = next(placed for placed in source.placements if placed[1] == second)

    assert flat.startswith(heading_of(one))
    assert first in flat
    assert flat.index(first) < flat.index(f"In other words under “{theme}”: {second}")


def test_a_recommendation_with_one_wording_shows_it_once():
    flat = squeezed(run("show", "lac-19h")[0])

    assert flat.count(SOURCES["lac-19h"].text) == 1
    assert "In other words" not in flat


@pytest.mark.parametrize("one", ["lac-28f", "wa-42i", "eu-28b"])
def test_each_theme_that_a_recommendation_stands_under_is_named(one):
    flat = squeezed(run("show", one)[0])
    themes = [theme for (_, theme), _ in SOURCES[one].placements]

    assert len(themes) > 1
    assert re.findall(r"Under: (.*?) \[item-\d-[ivx]+\]", flat) == themes


def test_a_recommendation_shows_who_shares_it_in_whose_words():
    flat = squeezed(run("show", "wa-42a")[0])
    own, _, shared = flat.partition("Shared (legal-aid) by Asia and the Pacific, Western Asia, Africa:")

    assert SOURCES["wa-42a"].text in own
    assert "wa-42a" not in shared
    for other in ("ap-44g", "af-45g"):
        assert f"{heading_of(other)} {SOURCES[other].text}" in shared


def test_a_recommendation_that_nobody_shares_says_so():
    # wa-56c: nobody else speaks of the risks of terrorist financing within economies.
    flat = squeezed(run("show", "wa-56c")[0])

    assert flat.endswith("Shared by no other region.")
    assert "Shared (" not in flat


def test_members_of_a_rejected_entry_share_nothing():
    assert "Shared by no other region." in squeezed(run("show", "lac-79e")[0])


@pytest.mark.parametrize("entry", ["legal-aid", "inter-agency-mechanisms", "practices-against-recidivism"])
def test_an_entry_shows_every_member_in_full_and_which_of_them_leads(entry):
    flat = squeezed(run("show", entry)[0])
    members = in_matrix_order(concordance()[entry]["members"])
    lead = concordance()[entry].get("lead")

    assert flat.startswith(f"{entry} shared by {names_of(members)} ")
    places = [flat.index(SOURCES[member].text) for member in members]
    assert places == sorted(places)
    for member in members:
        assert (f"{heading_of(member)} (lead)" in flat) == (member == lead)


def test_an_entry_shows_its_note():
    note = concordance()["victims-of-trafficking"]["note"]

    assert note in squeezed(run("show", "victims-of-trafficking")[0])


def test_several_ids_are_shown_in_the_order_in_which_they_are_given():
    shown, _ = run("show", "wa-56c", "legal-aid", "ap-13a")
    flat = squeezed(shown)

    places = [flat.index(f"{start} ") for start in ("wa-56c", "legal-aid", "ap-13a")]
    assert places == sorted(places)
    assert "\n\nlegal-aid" in shown
    assert "\n\nap-13a" in shown


def test_several_ids_as_json_are_the_recommendations_and_the_members_of_entries():
    read = json.loads(run("show", "wa-56c", "legal-aid", "--json")[0])["recommendations"]

    assert [row["id"] for row in read] == ["wa-56c", "ap-44g", "wa-42a", "af-45g"]
    assert [row["shared"] for row in read] == [None, "legal-aid", "legal-aid", "legal-aid"]
    assert read[1]["shared_regions"] == ["ap", "wa", "af"]
    assert [row["text"] for row in read] == [SOURCES[row["id"]].text for row in read]


def test_every_id_that_is_not_known_is_named_and_nothing_is_shown():
    shown, messages = run("show", "lac-19h", "lac-19y", "legal-aids", status=2)

    assert shown == ""
    assert "“lac-19y”" in messages
    assert "“legal-aids”" in messages
    assert "Did you mean" in messages


# list


def test_a_list_has_each_heading_once_and_every_recommendation_under_its_own():
    shown, messages = run("list", "--section", "item-3")
    section = next(title for title in annex_b().sections if "(agenda item 3)" in title)
    listed = []
    # A heading is indented by two, a recommendation's first line by four; a heading may have two lines.
    for heading, row in re.findall(r"^  (\S.*(?:\n  \S.*)*)$|^    ([a-z]+-\d+[a-z])  ", shown, re.MULTILINE):
        if heading:
            listed.append((re.sub(r" \[item-3-[ivx]+\]$", "", squeezed(heading)), []))
        else:
            listed[-1][1].append(row)

    themes_in_order = [theme for placed, theme in annex_b().themes if placed == section]
    expected = {theme: [] for theme in themes_in_order}
    for one, source in SOURCES.items():
        themes = [theme for (placed, theme), _ in source.placements if placed == section]
        if themes:  # under the first of several
            expected[min(themes, key=themes_in_order.index)].append(one)
    assert squeezed(shown).startswith(section)
    assert listed == [(theme, in_matrix_order(ids)) for theme, ids in expected.items() if ids]
    assert messages.startswith(f"{sum(len(ids) for _, ids in listed)} recommendations.")


def test_a_list_says_by_whom_each_recommendation_is_shared():
    flat = squeezed(run("list", "--text", "legal aid")[0])

    assert f"{heading_of('wa-42a')} shared by ap wa af (legal-aid) {SOURCES['wa-42a'].text}" in flat
    assert f"{heading_of('af-17c')} shared by ap lac wa af (culture-of-lawfulness)" in flat


def test_a_list_says_nothing_of_sharing_where_nobody_shares():
    flat = squeezed(run("list", "--text", "charitable funds")[0])

    assert f"{heading_of('wa-56c')} {SOURCES['wa-56c'].text}" in flat
    assert "shared by" not in flat


def test_a_csv_has_a_row_for_each_recommendation_with_lists_parted_by_blanks():
    rows = list(csv.DictReader(io.StringIO(run("list", "--csv")[0].removeprefix("\ufeff"))))

    assert len(rows) == 249
    assert {row["id"]: row["text"] for row in rows} == {one: s.text for one, s in SOURCES.items()}
    for row in rows:
        source = SOURCES[row["id"]]
        assert row["region"] == source.region
        assert (row["paragraph"], row["letter"]) == (str(source.paragraph), source.letter)
        assert row["citation"] == f"para. {source.paragraph} ({source.letter})"
        assert len(row["themes"].split()) == len(source.placements)
        entry = ENTRY_OF.get(row["id"], "")
        assert row["shared"] == entry
        members = concordance()[entry]["members"] if entry else [row["id"]]
        assert row["shared_regions"].split() == regions_of(members)


def test_a_csv_begins_with_the_mark_by_which_a_spreadsheet_knows_utf_8():
    assert run("list", "--csv")[0].startswith("\ufeffid,")


def test_a_csv_has_only_what_the_criteria_select():
    rows = list(
        csv.DictReader(io.StringIO(run("list", "--csv", "--min-regions", "4")[0].removeprefix("\ufeff")))
    )
    expected = {
        member
        for entry in concordance().values()
        if len(regions_of(entry["members"])) >= 4
        for member in entry["members"]
    }

    assert {row["id"] for row in rows} == expected
    assert len(rows) == len(expected) > 20


def test_json_and_csv_at_once_are_a_usage_error():
    assert "either --json or --csv" in run("list", "--json", "--csv", status=2)[1]


THEME_REGIONS = {
    theme: regions_of(
        one for one, source in SOURCES.items() for placed, _ in source.placements if placed == theme
    )
    for theme in annex_b().themes
}


def listed(*arguments) -> list[str]:
    return [row["id"] for row in json.loads(run("list", *arguments, "--json")[0])["recommendations"]]


@pytest.mark.parametrize("minimum", [2, 4, 5])
def test_counting_by_theme_lists_what_stands_under_a_theme_of_so_many_regions(minimum):
    expected = {
        one
        for one, source in SOURCES.items()
        if any(len(THEME_REGIONS[theme]) >= minimum for theme, _ in source.placements)
    }

    assert set(listed("--count", "theme", "--min-regions", str(minimum))) == expected
    assert expected != set(listed("--min-regions", str(minimum)))


def test_counting_by_theme_takes_regions_of_the_theme_too():
    expected = {
        one
        for one, source in SOURCES.items()
        if any(
            "eu" in THEME_REGIONS[theme] and "lac" not in THEME_REGIONS[theme]
            for theme, _ in source.placements
        )
    }

    assert expected
    assert set(listed("--count", "theme", "--region", "eu", "--exclude-region", "lac")) == expected


# themes


def counts_in(shown: str) -> dict[str, list[str]]:
    """Theme id → what stands in its row for each region, and the number of regions."""
    rows = re.findall(r"^  (item-\S+|\S+-\S+) .*?((?:  +(?:\d+|-)){6})$", shown, re.MULTILINE)
    return {theme: cells.split() for theme, cells in rows}


def test_themes_shows_how_many_recommendations_stand_in_each_cell():
    shown, messages = run("themes", "--section", "agenda item 6")
    rows = counts_in(shown)
    themes = [theme for theme in annex_b().themes if "(agenda item 6)" in theme[0]]

    assert len(rows) == len(themes)
    for theme, cells in zip(themes, rows.values(), strict=True):
        counts = [
            sum(source.region == key and theme in dict(source.placements) for source in SOURCES.values())
            for key in REGIONS
        ]
        assert cells == [*(str(count or "-") for count in counts), str(len(THEME_REGIONS[theme]))]
    assert messages.startswith(f"{len(themes)} themes")
    assert f"Next: drafter list --theme {next(iter(rows))}" in messages


def theme_titles(*arguments) -> list[str]:
    return [theme["title"] for theme in json.loads(run("themes", *arguments, "--json")[0])["themes"]]


def bare(theme: tuple[str, str]) -> str:
    return re.sub(r"^[IVX]+\. ", "", theme[1])


def test_themes_of_so_many_regions_are_those_and_no_others():
    expected = [bare(theme) for theme in annex_b().themes if len(THEME_REGIONS[theme]) == 5]

    assert expected
    assert theme_titles("--count", "theme", "--min-regions", "5") == expected


def test_themes_with_words_in_their_texts_are_those_and_no_others():
    placed = {
        theme
        for source in SOURCES.values()
        for theme, _ in source.placements
        if any("nelson mandela" in text.casefold() for text in source.texts)
    }
    expected = [bare(theme) for theme in annex_b().themes if theme in placed]

    assert expected
    assert theme_titles("--text", "Nelson Mandela") == expected


def test_themes_of_what_regions_share_have_a_member_under_them():
    placed = {
        theme
        for entry in concordance().values()
        if len(regions_of(entry["members"])) == 5
        for member in entry["members"]
        for theme, _ in SOURCES[member].placements
    }
    expected = [bare(theme) for theme in annex_b().themes if theme in placed]

    assert expected
    assert theme_titles("--min-regions", "5") == expected


def test_a_theme_is_found_by_words_of_its_title():
    (title,) = theme_titles("--theme", "terrorism")

    assert title == "Terrorism in all its forms and manifestations"


def test_themes_that_nothing_answers_to_end_with_a_hint():
    _, messages = run("themes", "--theme", "terorism", status=2)

    assert "Did you mean “Terrorism”" in messages
