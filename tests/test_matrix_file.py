"""``matrix.yaml``: written from Annex B, read back, corrected by hand with mistakes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from factory import ANNEX_B, HEADS, make_matrix, make_recommendation, place_of, read, tabbed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.files import has_whole_seal
from drafter.matrix.loading import read_document
from drafter.matrix.matrix_file import dump_matrix, load_matrix
from drafter.model import Citation, Matrix, Placement, Recommendation, Region, Section, Source, Theme
from drafter.problems import ContentError, DrafterError

MATRIX_FILE = ANNEX_B.parent / "matrix.yaml"

GOOD = """\
name: made-up
title: A made-up matrix
regions:
  - key: af
    name: Africa
    meeting: null
    place: Addis Ababa
    dates: null
    symbol: null
    sources:
      place: the news
  - key: eu
    name: Europe
sections:
  - id: item-3
    title: Crime prevention
    themes:
      - id: item-3-i
        number: I
        title: Youth crime
      - id: item-3-ii
        title: 'no'
recommendations:
  - id: af-19h
    label: h
    themes: [item-3-i, item-3-ii]
    text: Promote a culture of lawfulness.
    other_wordings:
      - theme: item-3-ii
        text: Promote a culture of lawfulness
  - id: eu-7
    themes: [item-3-ii]
    text: 12:30
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "matrix.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def problems_of(folder: Path, text: str):
    """What is wrong in the text of a matrix file."""
    with pytest.raises(ContentError) as caught:
        load_matrix(write(folder, text))
    return caught.value.problems


def the_problem(folder: Path, text: str):
    (found,) = problems_of(folder, text)
    return found


def place(problem):
    return problem.line, problem.column


# What ships


def test_importing_annex_b_again_gives_the_same_bytes():
    assert dump_matrix(read_document(ANNEX_B).matrix) == MATRIX_FILE.read_bytes()


def test_the_matrix_that_ships_is_as_drafter_wrote_it():
    assert has_whole_seal(MATRIX_FILE.read_bytes())


def test_reading_the_matrix_file_gives_what_reading_annex_b_gives(annex_b):
    assert load_matrix(MATRIX_FILE).matrix == annex_b.matrix


def test_the_matrix_that_ships_has_no_problems_of_its_own():
    assert load_matrix(MATRIX_FILE).problems == ()


def test_only_the_symbol_that_is_confirmed_is_given(kyoto):
    assert {region.key: region.symbol for region in kyoto.matrix.regions} == {
        "ap": None,
        "lac": "A/CONF.234/RPM.3/1",
        "wa": None,
        "af": None,
        "eu": None,
    }


def test_only_the_dates_that_are_confirmed_are_given(kyoto):
    assert {region.key: region.dates for region in kyoto.matrix.regions} == {
        "ap": None,
        "lac": "5–7 February 2019",
        "wa": None,
        "af": None,
        "eu": "23–25 April 2019",
    }


def test_the_places_of_the_meetings_are_given(kyoto):
    assert {region.key: region.place for region in kyoto.matrix.regions} == {
        "ap": "Bangkok",
        "lac": "Santiago",
        "wa": "Beirut",
        "af": "Addis Ababa",
        "eu": "Vienna",
    }


def test_each_fact_about_a_region_has_a_source_and_nothing_else_has_one(kyoto):
    for region in kyoto.matrix.regions:
        facts = ("name", "meeting", "place", "dates", "symbol")
        assert set(region.sources) == {fact for fact in facts if getattr(region, fact) is not None}


def test_a_fact_that_is_not_confirmed_is_written_as_null():
    data = yaml.safe_load(MATRIX_FILE.read_text(encoding="utf-8"))
    symbols = {region["key"]: region["symbol"] for region in data["regions"]}
    assert symbols == {"ap": None, "lac": "A/CONF.234/RPM.3/1", "wa": None, "af": None, "eu": None}


def test_another_reader_of_yaml_sees_the_same_texts(kyoto):
    data = yaml.safe_load(MATRIX_FILE.read_text(encoding="utf-8"))
    assert {item["id"]: item["text"] for item in data["recommendations"]} == {
        item.id: item.text for item in kyoto.matrix.recommendations
    }
    assert len(data["recommendations"]) == 249


def test_the_place_of_each_recommendation_is_that_of_its_text(annex_b):
    file = load_matrix(MATRIX_FILE)
    lines = MATRIX_FILE.read_text(encoding="utf-8").split("\n")
    assert set(file.places) == set(annex_b.matrix.by_id)
    for recommendation, (line, column) in file.places.items():
        assert lines[line - 1][: column - 1] == "    text: "
        block = "\n".join(lines[line - 5 : line])
        assert f"- id: {recommendation}\n" in block


# Round trips


def test_a_good_file_is_read_as_it_was_written(tmp_path):
    matrix = load_matrix(write(tmp_path, GOOD)).matrix
    assert matrix == Matrix(
        name="made-up",
        title="A made-up matrix",
        source=None,
        regions=(
            Region("af", "Africa", place="Addis Ababa", sources={"place": "the news"}),
            Region("eu", "Europe"),
        ),
        sections=(Section("item-3", "Crime prevention"),),
        themes=(
            Theme("item-3-i", "item-3", "I", "Youth crime"),
            Theme("item-3-ii", "item-3", "", "no"),
        ),
        recommendations=(
            Recommendation(
                Citation("af", 19, "h"),
                "h",
                (
                    Placement("item-3-i", "Promote a culture of lawfulness."),
                    Placement("item-3-ii", "Promote a culture of lawfulness"),
                ),
            ),
            Recommendation(Citation("eu", 7), "", (Placement("item-3-ii", "12:30"),)),
        ),
    )


def test_recommendations_that_stand_out_of_order_are_read_in_matrix_order(tmp_path):
    first, second = (
        GOOD[GOOD.index("  - id: af-19h") : GOOD.index("  - id: eu-7")],
        GOOD[GOOD.index("  - id: eu-7") :],
    )
    swapped = GOOD[: GOOD.index("  - id: af-19h")] + second + first
    assert load_matrix(write(tmp_path, swapped)).matrix == load_matrix(write(tmp_path, GOOD)).matrix


def test_themes_that_stand_out_of_order_are_read_in_matrix_order(tmp_path):
    swapped = GOOD.replace("[item-3-i, item-3-ii]", "[item-3-ii, item-3-i]")
    assert load_matrix(write(tmp_path, swapped)).matrix == load_matrix(write(tmp_path, GOOD)).matrix


ODD_TEXTS = (
    *("no", "Yes", "on", "null", "~", "true", "12:30", "010", "0x1F", "1_000", "1e3", "3.14", ".inf"),
    *("2019-04-26", "- a dash", "– an en dash", "-", "? a question", ": a colon", "a: b", "a :b", "a:"),
    *("# a mark", "a # b", "'single'", '"double"', "it's", "“curly”", "{a}", "[b]", "*alias", "&anchor"),
    *("!tag", "| bar", "> more", "%YAML", "@at", "`tick`", "---", "...", "a ... b", "<<", "=", ","),
    *(" leading", "trailing ", "  ", "a  b", "\\n", "\\u202E", "back\\slash", "tab\tbed", "é", "中文", "🕊"),
    *("a\u2028b", "a\u2029b", "a\u00a0b", "soft\u00adhyphen", "zero\u200bwidth", "\ufeffmark", "x" * 5000),
)  # fmt: skip

# What may stand in a file at all: no controls, no surrogates, no noncharacters, no bidirectional overrides.
characters = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\ufffe\uffff" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])),
)
texts = st.sampled_from(ODD_TEXTS) | st.text(characters, min_size=1)
facts = st.none() | texts
region_keys = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
letters = st.sampled_from(["", *"abz"])


@st.composite
def matrices(draw):
    regions = [
        Region(key, *draw(st.tuples(texts, facts, facts, facts, facts)), sources=draw(region_sources))
        for key in draw(st.lists(region_keys | st.just("no"), min_size=1, max_size=3, unique=True))
    ]
    sections, themes = [], []
    for number in range(draw(st.integers(1, 3))):
        sections.append(Section(f"section-{number}", draw(texts)))
        themes += [
            Theme(f"section-{number}-{place}", f"section-{number}", draw(st.just("") | texts), draw(texts))
            for place in range(draw(st.integers(0 if themes else 1, 3)))
        ]
    recommendations = draw(
        st.lists(recommendation_of(regions, themes), min_size=1, max_size=6, unique_by=lambda item: item.id)
    )
    row = {theme.id: place for place, theme in enumerate(themes)}
    column = {region.key: place for place, region in enumerate(regions)}
    recommendations.sort(key=lambda item: (row[item.themes[0]], column[item.region]))
    source = draw(st.none() | st.builds(Source, texts, st.just("0" * 64)))
    title = draw(st.just("") | texts)
    return Matrix(
        draw(texts), title, source, tuple(regions), tuple(sections), tuple(themes), tuple(recommendations)
    )


region_sources = st.dictionaries(
    st.sampled_from(["name", "meeting", "place", "dates", "symbol"]), texts, max_size=2
)


@st.composite
def recommendation_of(draw, regions, themes):
    ids = [theme.id for theme in themes]
    under = sorted(draw(st.sets(st.sampled_from(ids), min_size=1)), key=ids.index)
    first = draw(texts)
    placements = [Placement(theme, first if draw(st.booleans()) else draw(texts)) for theme in under[1:]]
    return Recommendation(
        Citation(draw(st.sampled_from(regions)).key, draw(st.integers(1, 200)), draw(letters)),
        draw(st.sampled_from(["", "a", "no", "y", "12"])),
        (Placement(under[0], first), *placements),
    )


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(matrices())
def test_a_matrix_that_is_written_reads_back_the_same(tmp_path_factory, matrix):
    path = tmp_path_factory.mktemp("matrix") / "matrix.yaml"
    path.write_bytes(dump_matrix(matrix))
    assert load_matrix(path).matrix == matrix


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_an_odd_text_reads_back_the_same(tmp_path, text):
    matrix = make_matrix(make_recommendation("ap-1a", "item-1-i", text=text, label="y"))
    path = tmp_path / "matrix.yaml"
    path.write_bytes(dump_matrix(matrix))
    assert load_matrix(path).matrix == matrix


@pytest.mark.parametrize("text", ["two\nlines", "a list:\n- one\n- two", "\nabove", "below\n"])
def test_a_text_of_several_lines_reads_back_the_same(tmp_path, text):
    matrix = make_matrix(make_recommendation("ap-1a", "item-1-i", text=text))
    path = tmp_path / "matrix.yaml"
    path.write_bytes(dump_matrix(matrix))
    assert load_matrix(path).matrix == matrix


@pytest.mark.parametrize("separator", ["\n", "\u2028", "\u2029"])
def test_a_line_separator_in_a_title_or_a_file_name_reads_back_the_same(tmp_path, separator):
    name = f"two{separator}lines"
    matrix = make_matrix(make_recommendation("ap-1a", "item-1-i"), themes={"item-1-i": name})
    matrix = replace(matrix, title=name, source=Source(name, "0" * 64))
    path = tmp_path / "matrix.yaml"
    path.write_bytes(dump_matrix(matrix))
    assert load_matrix(path).matrix == matrix


@settings(deadline=None, max_examples=50)
@given(matrices())
def test_the_same_matrix_gives_the_same_bytes_under_a_whole_seal(matrix):
    content = dump_matrix(matrix)
    assert dump_matrix(matrix) == content
    assert has_whole_seal(content)


def test_a_document_with_a_section_named_null_can_be_written_and_read_again(tmp_path):
    reading = read(tabbed("Null", "I. A theme", ["First. [Report, para. 1]"]))
    path = tmp_path / "matrix.yaml"
    path.write_bytes(dump_matrix(reading.matrix))
    assert load_matrix(path).matrix == reading.matrix


def test_scalars_are_read_as_the_text_that_a_person_wrote(tmp_path):
    text = GOOD.replace("name: Africa", "name: no").replace("title: Youth crime", "title: 010")
    matrix = load_matrix(write(tmp_path, text)).matrix
    assert matrix.regions[0].name == "no"
    assert matrix.themes[0].title == "010"
    assert matrix.by_id["eu-7"].text == "12:30"


# Mistakes of a hand-edited file


@pytest.mark.parametrize(
    ("right", "wrong", "code", "at", "hint"),
    [
        ("regions:\n", "regoins:\n", "unknown-key", "regoins", "“regions”"),
        ("    place: Addis", "    plaice: Addis", "unknown-key", "plaice", "“place”"),
        ("    text: 12:30", "    txt: 12:30", "unknown-key", "txt", "“text”"),
        ("number: I", "numbr: I", "unknown-key", "numbr", "“number”"),
        ("  - theme: item-3-ii\n", "  - them: item-3-ii\n", "unknown-key", "them: item-3-ii", "“theme”"),
        ("      place: the news", "      plase: the news", "unknown-key", "plase", "“place”"),
        ("[item-3-i, item-3-ii]", "[item-3-i, item-3-iii]", "unknown-theme", "item-3-iii", "“item-3-ii”"),
        ("id: eu-7", "id: eur-7", "unknown-region", "eur-7", "“eu”"),
        (
            *("- theme: item-3-ii", "- theme: item-3-iii"),
            *("unknown-theme-of-this-recommendation", "item-3-iii", "“item-3-ii”"),
        ),
    ],
)  # fmt: skip
def test_an_unknown_word_is_reported_at_its_place_with_the_nearest_known_one(
    tmp_path, right, wrong, code, at, hint
):
    assert GOOD.count(right) == 1
    text = GOOD.replace(right, wrong)
    found = [p for p in problems_of(tmp_path, text) if p.code == code]
    assert [place(p) for p in found] == [place_of(text, at)]
    assert "Did you mean" in found[0].hint
    assert hint in found[0].hint


@pytest.mark.parametrize(
    ("right", "wrong", "code", "at", "nth"),
    [
        ("name: made-up\n", "name: made-up\nname: other\n", "duplicate-key", "name", 2),
        ("    label: h\n", "    label: h\n    label: i\n", "duplicate-key", "label", 2),
        ("name: made-up\n", "name: [made, up]\n", "wrong-type", "[made, up]", 1),
        ("text: 12:30", "text: [12, 30]", "wrong-type", "[12, 30]", 1),
        ("    text: 12:30", "    text:\n      hour: 12", "wrong-type", "hour", 1),
        ("sections:\n", "sections: none\nrecommendations_were:\n", "wrong-type", "none", 1),
        ("  - key: eu\n    name: Europe", "  - Europe", "wrong-type", "Europe", 1),
        ("place: Addis Ababa", "place: {city: Addis Ababa}", "wrong-type", "{city", 1),
        ("- key: eu\n", "- key: Eu\n", "bad-id", "Eu", 1),
        ("- key: eu\n", "- key: af\n", "duplicate-id", "af", 2),
        ("- id: item-3-ii\n", "- id: item-3-i\n", "duplicate-id", "item-3-i", 2),
        ("id: eu-7", "id: af-19h", "duplicate-id", "af-19h", 2),
        ("id: eu-7", "id: Europe 7", "bad-id", "Europe 7", 1),
        ("id: eu-7", "id: eu-07", "bad-id", "eu-07", 1),
        ("themes: [item-3-ii]", "themes: []", "no-theme", "[]", 1),
        ("    text: 12:30", "    text: ''", "empty", "''", 1),
        ("    text: 12:30", "    text: null", "empty", "null\n", 4),
        ("    text: 12:30", "", "missing-key", "id: eu-7", 1),
        ("  - key: eu\n    name: Europe", "  - key: eu", "missing-key", "key: eu", 1),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(tmp_path, right, wrong, code, at, nth):
    assert GOOD.count(right) == 1
    text = GOOD.replace(right, wrong)
    assert (code, *place_of(text, at, nth)) in [
        (p.code, p.line, p.column) for p in problems_of(tmp_path, text)
    ]


def test_a_theme_that_stands_twice_in_a_recommendation_is_reported_at_the_second(tmp_path):
    text = GOOD.replace("[item-3-i, item-3-ii]", "[item-3-i, item-3-ii, item-3-i]")
    assert place(the_problem(tmp_path, text)) == place_of(text, "item-3-i]")


def test_two_wordings_for_one_theme_are_reported_at_the_second(tmp_path):
    second = "      - theme: item-3-ii\n        text: In still other words\n"
    text = GOOD.replace("  - id: eu-7", second + "  - id: eu-7")
    assert place(the_problem(tmp_path, text)) == place_of(text, "item-3-ii\n        text: In still")


def test_recommendations_without_ids_are_each_reported(tmp_path):
    text = GOOD.replace("- id: af-19h\n    label: h", "- label: h").replace(
        "- id: eu-7\n    themes", "- themes"
    )
    found = problems_of(tmp_path, text)
    assert [(p.code, *place(p)) for p in found] == [
        ("missing-key", *place_of(text, "label: h")),
        ("missing-key", *place_of(text, "themes: [item-3-ii]\n")),
    ]


def test_recommendations_with_bad_ids_are_each_reported_once(tmp_path):
    text = GOOD.replace("id: af-19h", "id: Africa 19h").replace("id: eu-7", "id: Europe 7")
    found = problems_of(tmp_path, text)
    assert [(p.code, *place(p)) for p in found] == [
        ("bad-id", *place_of(text, "Africa 19h")),
        ("bad-id", *place_of(text, "Europe 7")),
    ]


def test_missing_keys_of_the_whole_are_named(tmp_path):
    found = the_problem(tmp_path, "name: x\n")
    assert found.code == "missing-key"
    for key in ("regions", "sections", "recommendations"):
        assert key in found.message


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_an_empty_file_is_reported_as_empty(tmp_path, text):
    assert "empty" in " ".join(f"{p.code} {p.message}" for p in problems_of(tmp_path, text))


def test_a_matrix_without_recommendations_is_reported(tmp_path):
    text = GOOD[: GOOD.index("recommendations:")] + "recommendations: []\n"
    assert the_problem(tmp_path, text).code == "empty-matrix"


@pytest.mark.parametrize("text", ["Dear colleague\n", "- a\n- list\n", "12\n"])
def test_a_yaml_file_of_another_kind_is_reported_at_its_beginning(tmp_path, text):
    found = the_problem(tmp_path, text)
    assert (found.code, *place(found)) == ("wrong-type", 1, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name: "unclosed\nregions: []\n', 3),
        ("name: [a\nregions: []\n", 2),
        ("name: a\n  regions: []\n", 2),
        ("name: a\n\tregions: []\n", 2),
        ("name: a\nregions:\n\t- key: ap\n", 3),
        ("name: a\n---\nname: b\n", 2),
        ("name: a\nregions: *unknown\n", 2),
        ("name: a: b\n", 1),
    ],
)
def test_what_is_no_yaml_is_reported_with_line_and_column_and_what_to_look_for(tmp_path, text, line):
    found = the_problem(tmp_path, text)
    assert found.code == "not-yaml"
    assert found.line == line
    assert found.column >= 1
    assert "Look at this line" in found.hint


def test_an_alias_is_reported_at_what_it_repeats(tmp_path):
    text = GOOD.replace("text: Promote a culture of lawfulness.", "text: &same Promote it.")
    text = text.replace("text: 12:30", "text: *same")
    found = the_problem(tmp_path, text)
    assert found.code == "alias"
    assert found.line == place_of(text, "&same")[0]


def test_aliases_inside_aliases_are_refused_without_expanding_them(tmp_path):
    text = "a0: &a0 [x, x]\n"
    text += "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 100))
    found = problems_of(tmp_path, text)
    assert "alias" in {p.code for p in found}
    assert len(found) <= 400


def test_a_merge_key_is_refused(tmp_path):
    text = GOOD.replace("    text: 12:30", "    <<: {text: merged}\n    text: 12:30")
    found = the_problem(tmp_path, text)
    assert (found.code, *place(found)) == ("unknown-key", *place_of(text, "<<"))


def test_a_merge_key_with_an_alias_is_refused(tmp_path):
    text = GOOD.replace("  - id: af-19h", "  - &one\n    id: af-19h").replace(
        "    text: 12:30", "    <<: *one\n    text: 12:30"
    )
    assert "alias" in [p.code for p in problems_of(tmp_path, text)]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\ufffe"])
def test_a_raw_control_character_is_reported_at_its_place(tmp_path, character):
    text = GOOD.replace("culture of lawfulness.", f"culture {character}of lawfulness.")
    found = the_problem(tmp_path, text)
    assert (found.code, *place(found)) == ("unsafe-character", *place_of(text, character))
    assert f"U+{ord(character):04X}" in found.message
    assert character not in found.message


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\e", "\\x7F", "\\u202E", "\\u2066", "\\uFFFE"])
def test_a_control_character_written_as_an_escape_is_reported_at_its_place(tmp_path, escape):
    text = GOOD.replace(
        "text: Promote a culture of lawfulness.", f'text: "Promote {escape} a culture of lawfulness."'
    )
    found = the_problem(tmp_path, text)
    assert (found.code, *place(found)) == ("unsafe-character", *place_of(text, escape))


@pytest.mark.parametrize("key", ['"\\u202Etxt"', '"\\e[31m"'])
def test_a_message_never_repeats_a_control_character(tmp_path, key):
    text = GOOD.replace("    text: 12:30", f"    {key}: 12:30\n    text: 12:30")
    for found in problems_of(tmp_path, text):
        assert "\u202e" not in str(found)
        assert "\x1b" not in str(found)


@pytest.mark.parametrize("deep", ["[" * 200 + "]" * 200, "{a: " * 200 + "x" + "}" * 200])
def test_lists_too_deep_inside_one_another_are_refused_with_a_place(tmp_path, deep):
    found = problems_of(tmp_path, f"name: x\nregions: {deep}\n")
    assert [p.line for p in found if p.code == "too-deep"] == [2]


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 100_000 + "x", "{a: " * 50_000])
def test_a_file_that_is_nothing_but_depth_is_refused(tmp_path, deep):
    assert {p.code for p in problems_of(tmp_path, deep)} <= {"not-yaml", "too-deep"}


def test_every_mistake_is_reported_at_once_each_at_its_place(tmp_path):
    text = (
        GOOD.replace("title: A made-up matrix\n", "title: A made-up matrix\ntitel: Another\n")
        .replace("    meeting: null\n", "    meeting: null\n    meeting: twice\n")
        .replace("    place: Addis Ababa\n", "    place: [Addis, Ababa]\n")
        .replace("themes: [item-3-ii]", "themes: [item-3-iii]")
        .replace("id: eu-7", "id: eur-7")
    )
    found = problems_of(tmp_path, text)
    assert [(p.code, *place(p)) for p in found] == [
        ("unknown-key", *place_of(text, "titel")),
        ("duplicate-key", *place_of(text, "meeting", 2)),
        ("wrong-type", *place_of(text, "[Addis, Ababa]")),
        ("unknown-region", *place_of(text, "eur-7")),
        ("unknown-theme", *place_of(text, "item-3-iii")),
    ]
    assert {p.file for p in found} == {str(tmp_path / "matrix.yaml")}


def test_aliases_and_control_characters_do_not_hide_the_other_mistakes(tmp_path):
    text = (
        GOOD.replace("title: A made-up matrix\n", "titel: A made-up matrix\n")
        .replace("name: Africa", "name: &same Africa")
        .replace("name: Europe", "name: *same")
        .replace("a culture of lawfulness.", "a \u202eculture of lawfulness.")
        .replace("themes: [item-3-ii]", "themes: [item-3-iii]")
    )
    found = problems_of(tmp_path, text)
    assert [(p.code, p.line) for p in found] == [
        ("unknown-key", place_of(text, "titel")[0]),
        ("alias", place_of(text, "&same")[0]),
        ("unsafe-character", place_of(text, "\u202e")[0]),
        ("unknown-theme", place_of(text, "item-3-iii")[0]),
    ]


def test_an_invisible_character_is_a_warning_and_the_file_is_read(tmp_path):
    text = GOOD.replace("culture of lawfulness.", "cul\u00adture of lawfulness.")
    file = load_matrix(write(tmp_path, text))
    (found,) = file.problems
    assert (found.code, *place(found)) == ("unsafe-character", *place_of(text, "\u00ad"))
    assert file.matrix.by_id["af-19h"].text == "Promote a cul\u00adture of lawfulness."


def test_a_file_that_does_not_exist_is_refused_in_words(tmp_path):
    with pytest.raises(DrafterError, match="does not exist"):
        load_matrix(tmp_path / "matrix.yaml")


def test_the_columns_of_a_document_without_known_facts_have_null_for_every_fact():
    reading = read(tabbed("A section", "I. A theme", ["First. [Report, para. 1]"]))
    data = yaml.safe_load(dump_matrix(reading.matrix))
    assert [region["name"] for region in data["regions"]] == list(HEADS)
    for region in data["regions"]:
        assert [region[fact] for fact in ("meeting", "place", "dates", "symbol")] == [None] * 4
