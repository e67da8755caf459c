"""``drafter themes`` and ``drafter list``: what they print of Annex B."""

from __future__ import annotations

import csv
import io
import json

import pytest
from factory import REGIONS, annex_b_ids

from tools import drafter_here


def run(*arguments, status=0):
    """Run drafter, which must end with this status: its output and its messages."""
    done = drafter_here(*arguments)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages
    assert done.returncode == status, messages
    return done.stdout.decode(), messages


def listed(*arguments):
    return json.loads(run("list", "--json", *arguments)[0])["recommendations"]


def test_themes_counts_the_recommendations_of_each_region():
    themes = json.loads(run("themes", "--json")[0])
    assert themes["schema_version"] == 1
    assert len(themes["themes"]) == 39
    first = themes["themes"][0]
    assert [*first] == ["id", "section", "title", "regions", "region_count"]
    assert first["regions"] == {"ap": 4, "lac": 8, "wa": 1, "af": 2, "eu": 8}
    assert first["region_count"] == 5
    shown, messages = run("themes")
    assert shown.count("\n") > 39
    assert "39 themes.\nNext: drafter list --theme general-issues-1" in messages


def test_themes_takes_criteria():
    themes = json.loads(run("themes", "--json", "--count", "theme", "--min-regions", "5")[0])["themes"]
    assert {theme["region_count"] for theme in themes} == {5}


def test_list_as_json_has_every_recommendation_with_text_citation_and_who_shares_it(kyoto):
    rows = {row["id"]: row for row in listed()}
    assert len(rows) == 249
    assert set(annex_b_ids()) <= set(rows)
    row = rows["lac-19h"]
    assert (row["region"], row["paragraph"], row["letter"]) == ("lac", 19, "h")
    assert row["citation"] == "para. 19 (h)"
    assert row["text"].startswith("Promote a culture of lawfulness as an approach to foster")
    assert row["themes"] == ["main-theme-iii"]
    assert row["shared"] == "culture-of-lawfulness"
    assert row["shared_regions"] == ["ap", "lac", "wa", "af"]
    alone = next(row for given, row in rows.items() if given not in kyoto.concordance.entry_of)
    assert (alone["shared"], alone["shared_regions"]) == (None, [alone["region"]])


def test_list_as_csv_says_the_same_as_json():
    text = run("list", "--csv")[0]
    assert text.startswith("\ufeff")  # by which a spreadsheet knows UTF-8
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    expected = [
        {
            name: " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            for name, value in row.items()
        }
        for row in listed()
    ]
    assert table == expected


def test_list_groups_by_section_and_theme_and_names_the_next_command():
    shown, messages = run("list", "--theme", "terrorism")
    assert "[item-6-v]" in shown or "Terrorism" in shown
    assert shown.count("Terrorism in all its forms and manifestations  [") <= 1
    assert "Next: drafter list " in messages


def test_list_with_ids_shows_these_in_full_in_their_order():
    shown, _ = run("list", "wa-14c", "LAC-19H")
    assert shown.index("wa-14c  Western Asia") < shown.index("lac-19h  Latin America")
    for words in ("Santiago", "5–7 February", "A/CONF.234/RPM.3/1", "Says the same (culture-of-lawfulness)"):
        assert words in shown
    assert [row["id"] for row in listed("wa-14c", "lac-19h")] == ["wa-14c", "lac-19h"]


def test_an_entry_of_the_concordance_gives_its_members(kyoto):
    ids = [row["id"] for row in listed("culture-of-lawfulness")]
    assert ids == list(kyoto.matrix.in_citing_order(kyoto.concordance.entry_of["lac-19h"].members))


@pytest.mark.parametrize("given", ["ap-13d", "ap-61i", "wa-56i", "eu-28g", "eu-56h"])
def test_a_recommendation_with_two_wordings_shows_both(given, kyoto):
    shown = " ".join(run("list", given)[0].split())
    first, second = kyoto.matrix.by_id[given].wordings
    assert " ".join(first.split()) in shown
    assert f"Worded differently under this theme: {' '.join(second.split())}" in shown


def test_a_matrix_of_states_is_shown_with_whose_they_are_and_its_facts():
    shown, _ = run("list", "france-121.1", "--matrix", "slovenia-2019")
    for words in ("France, Lithuania, para. 121.1", "Position: Supported", "A/HRC/43/15"):
        assert words in shown
    table, _ = run("themes", "--matrix", "slovenia-2019")
    assert not any(key in table for key in REGIONS if len(key) > 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lac-191h"], "Did you mean “lac-19h”"),
        (["--theme", "terorism"], "Did you mean “Terrorism”?"),
        (["--region", "afrika"], "Did you mean “africa”?"),
        (["--text", " "], "write words after --text"),
        (["--min-regions", "three"], "--min-regions"),
        (["--json", "--csv"], "use --json or --csv, not both"),
        (["--matrix", "kyto-2021"], "Did you mean “kyoto-2021”?"),
    ],
)
def test_what_is_misspelt_is_a_usage_error_that_names_the_right_word(arguments, words):
    shown, messages = run("list", *arguments, status=2)
    assert shown == ""
    assert messages.startswith("error: ")
    assert words in messages


def test_nothing_found_says_what_to_try_and_ends_with_1():
    _, messages = run("list", "--theme", "terrorism", "--min-regions", "3", status=1)
    assert "--text terrorism" in messages
    assert "--count theme" in messages
