"""A region's words are never given to another: what is not certain is an error with its place."""

from __future__ import annotations

import pytest
from factory import read_tables

from drafter.documents.readers.building import paragraphs_of
from drafter.problems import Severity

HEADS = ["Theme", "Africa", "Europe"]


def errors(reading):
    return [(one.code, one.stands) for one in reading.problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "cell",
    [
        "(a) Nobody cites this. (b) Cited. [Report, para. 3b]",
        "Nobody cites this (b) Cited. [Report, para. 3b]",
        "Nobody cites this.\nCited. [Report, para. 3b]",
    ],
)
def test_a_text_without_a_citation_is_no_beginning_of_the_next(cell):
    reading = read_tables([HEADS, ["Prisons", "Kept. [Report, para. 2a]\n" + cell, ""]])
    assert errors(reading) == [("no-citation", "table 1, row 2, column 2")]
    assert {one.id: one.text for one in reading.matrix.recommendations} == {
        "af-2a": "Kept.",
        "af-3b": "Cited.",
    }


def test_a_text_of_several_paragraphs_or_with_labels_in_it_is_one():
    text = "(b) Do this,\nand that of parts (a) to (b) below. [Report, para. 3b]"
    assert not errors(read_tables([HEADS, ["Prisons", "Kept [Report, para. 2b]", text]]))


def test_a_line_break_between_two_sentences_parts_them():
    runs = [("One.", False), ("\n", False), ("Two, No.", False), ("\n", False), ("3, too.", False)]
    assert [one.text for one in paragraphs_of(runs)] == ["One.", "Two, No. 3, too."]
