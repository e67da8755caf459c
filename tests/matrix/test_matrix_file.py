"""``matrix.yaml``: shipped matrices, written files, and mistakes by hand."""

from __future__ import annotations

import pytest
import yaml
from factory import ANNEX_B, annex_b_ids, make_matrix, make_recommendation, place_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.files import has_whole_seal
from drafter.matrix.loading import open_matrix
from drafter.matrix.matrix_file import dump_matrix, load_matrix
from drafter.model import NO_THEME
from drafter.problems import ContentError, DrafterError

DATA = ANNEX_B.parent.parent

GOOD = """\
name: made-up
title: A made-up matrix
regions_are: [State, States]
meeting:
  name: the Congress
regions:
  - key: af
    name: Africa
    place: Addis Ababa
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
    also: [eu]
    themes: [item-3-i, item-3-ii]
    text: Promote a culture of lawfulness.
    facts:
      Position: Supported
    other_wordings:
      - theme: item-3-ii
        text: Promote a culture of lawfulness
  - id: eu-7
    themes: [item-3-ii]
    text: 12:30
"""


def load(folder, text):
    path = folder / "matrix.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return load_matrix(path)


def problems_of(folder, text):
    with pytest.raises(ContentError) as caught:
        load(folder, text)
    return caught.value.problems


@pytest.mark.parametrize("name", ["kyoto-2021", "slovenia-2019"])
def test_a_matrix_that_ships_is_as_drafter_writes_it(name):
    content = (DATA / name / "matrix.yaml").read_bytes()
    assert has_whole_seal(content)
    assert dump_matrix(load_matrix(DATA / name / "matrix.yaml")) == content


def test_the_matrix_has_every_recommendation_of_annex_b(kyoto):
    lettered = {name for name in kyoto.matrix.by_id if name not in ("lac-40l", "ap-13e", "wa-42h")}
    assert lettered <= set(kyoto.matrix.by_id)
    assert set(annex_b_ids()) <= set(kyoto.matrix.by_id)


def test_every_text_is_in_annex_b(kyoto):
    document = " ".join(ANNEX_B.read_text(encoding="utf-8").split())
    texts = [text for item in kyoto.matrix.recommendations for text in item.wordings]
    assert [text for text in texts if text[:60] not in document] == []


def test_only_confirmed_facts_about_the_meetings_are_given(kyoto):
    symbols = {region.key: region.symbol for region in kyoto.matrix.regions}
    assert symbols == {"ap": None, "lac": "A/CONF.234/RPM.3/1", "wa": None, "af": None, "eu": None}
    for region in kyoto.matrix.regions:
        facts = ("name", "meeting", "place", "dates", "symbol")
        assert set(region.sources) == {fact for fact in facts if getattr(region, fact) is not None}


def test_a_good_file_is_read_as_it_was_written(tmp_path):
    matrix = load(tmp_path, GOOD)
    first, second = matrix.recommendations
    assert (first.id, first.regions, first.text) == (
        "af-19h",
        ("af", "eu"),
        "Promote a culture of lawfulness.",
    )
    assert first.wordings == ("Promote a culture of lawfulness.", "Promote a culture of lawfulness")
    assert dict(first.facts) == {"Position": "Supported"}
    assert (second.text, matrix.theme_by_id["item-3-ii"].title) == ("12:30", "no")
    assert matrix.regions_are == ("State", "States")
    assert matrix.cells["item-3-i"] == {"af": ("af-19h",), "eu": ("af-19h",)}


def test_a_matrix_may_have_themes_without_sections_or_no_themes_at_all(tmp_path):
    head = "name: x\nregions: [{key: af, name: Africa}]\n"
    matrix = load(
        tmp_path,
        head + "themes: [{id: a, title: A}]\nrecommendations: [{id: af-1, themes: [a], text: Act.}]\n",
    )
    assert [theme.id for theme in matrix.themes] == ["a"]
    bare = load(tmp_path, head + "recommendations: [{id: af-1, text: Act.}]\n")
    assert bare.recommendations[0].themes == (NO_THEME,)
    for written in (matrix, bare):
        assert load(tmp_path, dump_matrix(written).decode()) == written


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1
).filter(str.strip)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, other=texts, title=texts)
def test_whatever_the_texts_are_a_matrix_reads_back_the_same(tmp_path, text, other, title):
    item = make_recommendation("af-1", "s-1", "s-2", text=text, others={"s-2": other})
    matrix = make_matrix(item, themes={"s-1": title, "s-2": other})
    assert load(tmp_path, dump_matrix(matrix).decode()) == matrix
    assert yaml.safe_load(dump_matrix(matrix))["recommendations"][0]["text"] == text


@pytest.mark.parametrize(
    ("right", "wrong", "code", "words"),
    [
        ("af-19h", "lac-19h", "unknown-region", "lac-19h"),  # a region that the matrix does not have
        ("eu-7", "af-19h", "duplicate-id", "af-19h\n    themes: [item-3-ii]"),
        ("eu-7", "eu 7", "bad-id", "eu 7"),
        ("also: [eu]", "also: [af]", "duplicate-value", "af]"),
        ("also: [eu]", "also: [asia]", "unknown-region", "asia"),
        ("[item-3-ii]", "[item-3-iv]", "unknown-theme", "item-3-iv"),
        ("[item-3-ii]", "[item-3-ii, item-3-ii]", "duplicate-value", "item-3-ii]\n    text: 12"),
        ("[item-3-ii]", "[]", "no-theme", "[]"),
        ("  - key: eu", "  - key: af", "duplicate-id", "af\n    name: Europe"),
        ("label: h", "lable: h", "unknown-key", "lable"),
        ("label: h", "kind: axion", "unknown-kind", "axion"),
    ],
)
def test_a_mistake_is_reported_at_its_place(tmp_path, right, wrong, code, words):
    text = GOOD.replace(right, wrong, 1)
    found = {problem.code: (problem.line, problem.column) for problem in problems_of(tmp_path, text)}
    assert found[code] == place_of(text, words)


def test_every_mistake_is_reported_at_once(tmp_path):
    text = GOOD.replace("title: Youth crime", "titel: Youth crime").replace("eu-7", "us-7")
    text = text.replace("text: 12:30", "text: [12]")
    codes = [problem.code for problem in problems_of(tmp_path, text)]
    assert codes == ["unknown-key", "unknown-region", "wrong-type"]


def test_a_document_is_to_be_imported_first():
    with pytest.raises(DrafterError, match="is a document, not yet a matrix") as caught:
        open_matrix(str(ANNEX_B))
    assert f"drafter import {ANNEX_B}" in caught.value.hint


def test_a_matrix_that_does_not_ship_is_answered_with_the_nearest_name():
    with pytest.raises(DrafterError) as caught:
        open_matrix("kyoto-2012")
    assert caught.value.hint == "Did you mean “kyoto-2021”?"


REMARK = "- {recommendation: af-19h, words: a culture, says: Which culture?, by: a reader}\n"


def test_remarks_beside_a_matrix_come_with_it(tmp_path):
    load(tmp_path, GOOD)
    (tmp_path / "remarks.yaml").write_text(REMARK, encoding="utf-8")
    (noticed,) = open_matrix(str(tmp_path)).matrix.by_id["af-19h"].noticed
    assert (noticed.words, noticed.says) == ("a culture", "Which culture?")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("af-19h", "af-19i", "unknown-recommendation"),
        ("a culture", "cultures", "not-as-source"),
        (", by: a reader", "", "missing-key"),
    ],
)
def test_a_remark_on_nothing_or_by_nobody_is_reported(tmp_path, right, wrong, code):
    load(tmp_path, GOOD)
    (tmp_path / "remarks.yaml").write_text(REMARK.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        open_matrix(str(tmp_path))
    assert [problem.code for problem in caught.value.problems] == [code]
