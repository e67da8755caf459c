"""Two laws for any matrix: nothing is lost, and no region's words are given to another."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import errors, separated, web

from drafter.documents import read_document
from drafter.problems import DrafterError

REGIONS = ["Africa", "Asia and the Pacific", "Europe", "Western Asia"]
STATES = ["Chile", "Peru", "Egypt", "Trinidad and Tobago"]
STYLES = [
    "{} [Report, para. {}]",
    "{} (para. {})",
    "[para. {1}] {0}",
    "{}. Para. {}",
    "{1} {0}",
    "{} [RPM, {}]",
]
# What people also write into cells, and what a program may take for something else.
ODD = [
    "{}",
    "(a) {}",
    "{} (resolution 70/174, annex, para. 5) again",
    "{};",
    "1. {}",
    "see para. 3 {}",
    "{} (ILO)",
    "{}\nand more {}",
]


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, tuple[str, str]]]:
    """Draw a grid, and for each telling word its theme and region."""
    numbers, words = itertools.count(1), itertools.count(1)
    regions = draw(st.permutations(REGIONS))[: draw(st.integers(2, 4))]
    style = draw(st.sampled_from(STYLES))
    where: dict[str, tuple[str, str]] = {}
    rows: list[list[str]] = [["Theme", *regions]]
    for number in range(draw(st.integers(1, 3))):
        theme = f"Theme{'ABC'[number]} of work"
        row = [theme]
        for region in regions:
            texts = []
            for _ in range(draw(st.integers(0, 2))):
                word = f"Word{next(words)}x"
                where[word] = theme, region
                text = draw(st.sampled_from(ODD) if draw(st.integers(0, 5)) == 0 else st.just("Act on {}"))
                cited = f"{next(numbers)} ({draw(st.sampled_from('abc'))})"
                text = text.format(word, word)
                texts.append(style.format(text, cited) if draw(st.integers(0, 15)) else text)
            row.append("\n".join(texts))
        rows.append(row)
    return rows, where


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, tuple[str, str]]]:
    """Draw a grid to which something was done that people do."""
    rows, where = draw(grids())
    what = draw(st.sampled_from(["nothing", "short", "long", "title", "note", "remarks", "heads"]))
    at = draw(st.integers(1, len(rows) - 1))
    if what == "short":
        *rows[at], gone = rows[at]
        where = {word: place for word, place in where.items() if word not in gone}
    elif what == "long":
        rows[at] = [*rows[at], "Extra word"]
    elif what == "title":
        rows.insert(0, ["Matrix of recommendations", *[""] * (len(rows[0]) - 1)])
    elif what == "note":
        rows.append(["Source: reports", *[""] * (len(rows[0]) - 1)])
    elif what == "remarks":
        rows = [[*row, "To be checked" if number else "Remarks"] for number, row in enumerate(rows)]
    elif what == "heads":
        rows.insert(at + 1, rows[0])
    return rows, where


def check(rows: list[list[str]], where: dict[str, tuple[str, str]], ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"m.{ending}"
        web(path, rows) if ending == "html" else separated(path, rows, "\t" if ending == "tsv" else ",")
        matrix, problems = read_document(path)
    messages = " ".join(problem.message for problem in problems)
    regions = {region.key: region.name for region in matrix.regions}
    names = {theme.id: theme.title for theme in matrix.themes}
    for word, (theme, region) in where.items():
        having = [item for item in matrix.recommendations if any(word in text for text in item.wordings)]
        assert all(regions[key] == region for item in having for key in item.regions), word
        found = {
            names[placement.theme]
            for item in having
            for placement in item.placements
            if word in placement.text
        }
        assert found <= {theme} or errors(problems), word
        assert having or word in messages or errors(problems), word


@given(spoilt(), st.sampled_from(["csv", "tsv", "html"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_grid_loses_nothing_and_gives_no_words_to_another(
    drawn: tuple[list[list[str]], dict[str, tuple[str, str]]], ending: str
) -> None:
    check(*drawn, ending)


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, tuple[str, str]]]:
    """Draw a list, and for each telling word its theme and State."""
    where: dict[str, tuple[str, str]] = {}
    order = draw(st.permutations(range(4)))
    rows: list[list[Any]] = [["Theme", "State", "Paragraph", "Recommendation"]]
    for number in range(1, draw(st.integers(2, 6))):
        word, theme, state = (
            f"Word{number}x",
            draw(st.sampled_from(["Justice", "Data"])),
            draw(st.sampled_from(STATES)),
        )
        where[word] = theme, state
        text = draw(st.sampled_from(ODD)).format(word, word)
        rows.append([theme, state, str(number), text])
        if draw(st.integers(0, 9)) == 0:
            rows[-1][draw(st.integers(0, 3))] = ""
    return [[row[place] for place in order] for row in rows], where


@given(lists(), st.sampled_from(["csv", "tsv", "html"]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_list_loses_nothing_and_gives_no_words_to_another(
    drawn: tuple[list[list[str]], dict[str, tuple[str, str]]], ending: str
) -> None:
    rows, where = drawn
    heads = rows[0]
    theme, state = heads.index("Theme"), heads.index("State")
    text = heads.index("Recommendation")
    if any(not row[theme] or not row[state] for row in rows[1:]):
        where = {
            word: place
            for word, place in where.items()
            if any(word in r[text] and r[theme] and r[state] for r in rows)
        }
    check(rows, where, ending)


@given(st.binary(max_size=400), st.sampled_from(["csv", "txt", "html", "xlsx", "docx", "pdf", "ods"]))
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"m.{ending}"
        path.write_bytes(content)
        with contextlib.suppress(DrafterError):
            read_document(path)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.txt"
        text = text.replace("\0", "")
        path.write_text(
            f"Theme\tAfrica\tEurope\n{text} [para. 3]\tx [para. 1]\t\n", "utf-8", errors="replace", newline=""
        )
        read_document(path)
