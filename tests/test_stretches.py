"""Whose the words of a joined text are: stretch by stretch, told from the words."""

import json

import pytest
from word_reading import WordFile

from drafter.stretches import stretches_of
from tools import drafter_here

# Annex B, Latin America and the Caribbean, para. 19 (h); Africa, paras. 17 (c) and 37 (b).
LAC_19H = (
    "Promote a culture of lawfulness as an approach to foster the general public’s trust in and respect for "
    "the law and its enforcement."
)
AF_17C = (
    "Pursue a holistic approach to crime prevention, criminal justice and the rule of law, strengthen public "
    "institutions, and the role of the general public, and promote a culture of lawfulness as an approach to "
    "foster the general public’s trust and respect for the law and its enforcement, and promote access to "
    "justice through legal aid."
)
AF_37B = "Revise laws and policies that are discriminatory against women."


def told(text, passing_over=(), **sources):
    found = stretches_of(text, {name: [words] for name, words in sources.items()}, passing_over)
    return [(text[one.start : one.end], "+".join(one.sources)) for one in found]


def test_the_longest_row_of_words_counts_and_of_two_that_are_as_long_both():
    text = "Promote a culture of lawfulness as an approach to foster trust in and respect for the law"
    assert told(text, lac=LAC_19H, af=AF_17C) == [
        ("Promote a culture of lawfulness as an approach to foster", "lac+af"),
        ("trust in and respect for the law", "lac"),
    ]


def test_words_of_no_source_are_a_persons_however_few():
    text = "Revise urgently all laws and policies that are not discriminatory against women"
    assert told(text, af=AF_37B) == [
        ("Revise", "af"),
        ("urgently all", ""),
        ("laws and policies that are", "af"),
        ("not", ""),
        ("discriminatory against women", "af"),
    ]


def test_two_words_that_everybody_has_are_no_sources():
    assert told("Respect a law and women of the world", lac=LAC_19H, af=AF_37B) == [
        ("Respect a law and women of the world", "")
    ]


def test_short_words_in_brackets_are_those_of_the_source_that_stands_there_whole():
    text = "Promote [humane] [fair] (Chile) treatment of [all] prisoners"
    over = [(text.index(" (Chile"), text.index(" treatment"))]
    found = told(
        text, over, a="Promote humane treatment of prisoners", b="Promote fair treatment of all prisoners."
    )
    assert found == [
        ("Promote", "a+b"),
        ("humane", "a"),
        ("fair", "b"),
        ("treatment of", "a+b"),
        ("all", "b"),
        ("prisoners", "a+b"),
    ]


def test_letters_and_capitals_do_not_count_and_no_words_have_none():
    assert told("(a) LAWS AND (b) POLICIES", af=AF_37B) == [("LAWS AND (b) POLICIES", "af")]
    assert told("", af=AF_37B) == []
    assert told("Words", af="") == [("Words", "")]


@pytest.fixture
def joined(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: lac-19h-and-women\n  sources: [+lac-19h, +af-37b]\n"
        "  wording: >-\n"
        "    Promote a culture of lawfulness, and revise laws and policies [and practices] (Chile) that are\n"
        "    discriminatory against women, in every State\n"
    )
    return path


WHOSE = [
    ("Promote a culture of lawfulness", ["lac-19h"]),
    ("and", []),
    ("revise laws and policies", ["af-37b"]),
    ("and practices", []),
    ("that are discriminatory against women", ["af-37b"]),
    ("in every State", []),
]


def test_a_draft_in_json_says_whose_the_words_of_a_joined_paragraph_are(joined):
    (clause,) = json.loads(drafter_here("draft", joined, "--format", "json", "-o", "-").stdout)["clauses"]
    assert [(one["text"], one["sources"]) for one in clause["stretches"]] == WHOSE


def test_annex_i_says_it_in_words(joined):
    file = WordFile(drafter_here("draft", joined, "-o", "-").stdout)
    annex = next(table for table in file.tables if table[0][-1][0].text == "How the text was put together")
    said = [paragraph.text.replace("\N{NO-BREAK SPACE}", " ") for paragraph in annex[1][-1]]
    names = {
        "lac-19h": "Latin America and the Caribbean, para. 19 (h)",
        "af-37b": "Africa, para. 37 (b)",
        "": "The drafter’s own",
    }
    assert [line for line in said if "“" in line] == [
        f"{'Chile' if words == 'and practices' else names[''.join(sources)]}: “{words}”"
        for words, sources in WHOSE
    ]
