"""The rewording of recommendations as clauses, and how to undo it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.draft.model import Edit
from drafter.draft.wording import Rewording, Rewriter, apply, close, undo
from drafter.form.outline import Voice
from drafter.matrix.kinds import load_rules, split_sentences

RULES = load_rules()

# Recommendation → the end of its clause, and the sentences that only narrate a meeting.
NARRATIVE = {
    "eu-16c": (
        "promote public-private-partnerships in crime prevention efforts.",
        (
            "In this regard, the role of partnerships was underpinned as key in ensuring a multi-stakeholder "
            "approach that included non-traditional criminal justice sectors such as the education, health "
            "and social welfare sectors."
        ),
        (
            "In addition, partnerships with the local community and the private sector were also considered "
            "important in strengthening public support for more effective government initiatives on crime "
            "prevention."
        ),
    ),
    "ap-62b": (
        "including transnational organized crime and corruption.",
        (
            "It was noted that investigating and prosecuting crime were becoming more complicated owing to "
            "the transnational nature of crime and advancements in information technology."
        ),
    ),
    "eu-57a": (
        "for its adoption at the opening of the Fourteenth Congress.",
        (
            "It was suggested that the preparatory process for the formulation of the future Kyoto "
            "declaration should be carried out in a timely manner and that a workplan and a timetable "
            "for the negotiations could be circulated in advance."
        ),
    ),
    "lac-80f": (
        "necessary and adequate expertise in pertinent deliberations.",
        (
            "One representative recommended that Member States should include, in their delegations to the "
            "Fourteenth Congress, panellists and other experts who could offer substantive expertise to the "
            "deliberations during the workshops."
        ),
    ),
    "wa-14a": (
        "towards the implementation of the Sustainable Development Agenda.",
        (
            "The Meeting also recommended that Member States bear in mind, during the negotiation of the "
            "Kyoto declaration, that its implementation and follow-up should reflect the priorities of "
            "Member States, as well as the challenges and needs of development countries, in a way that does "
            "not conflict with their principles and beliefs and accords with the principle of the common "
            "responsibility of States to promote human development programmes."
        ),
    ),
}

# Recommendation → the words that replace its frame.
FRAMED = {
    "ap-26a": "through training, such training being key, not only to address needs at the national level,",
    "ap-26d": "for sustainable development, the utilization of education programmes being a good practice in",
    "ap-61a": "; and encourage Member States that have not yet done so to consider becoming parties to those",
}

# Recommendation → the words where its sentences are joined.
JOINED = {
    "ap-62c": (
        "the future Kyoto declaration; and in more concrete terms,",
        "undertakings; and in that regard, promote",
    ),
    "eu-16a": ("academia and civil society; and consider thereby the challenges",),
    "eu-56a": ("including asset recovery; and encourage Member States that have not yet done so",),
    "wa-56e": ("to advance international cooperation; and call upon States that have not yet",),
}


# Recommendation → the number of blanks before a comma, a semicolon or a full stop in it.
BLANKS = {
    "lac-28a": 2,
    "lac-28b": 1,
    "lac-28c": 1,
    "af-29a": 2,
    "af-29b": 1,
    "af-29g": 1,
    "eu-28a": 1,
    "eu-28d": 1,
}


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


def worded(text, voice=Voice.BARE_VERB):
    return Rewriter(RULES).word(text, voice)


def closed(text, mark=";"):
    wording = worded(text)
    close(wording, mark)
    return wording


# Narrative set aside


@pytest.mark.parametrize("recommendation", NARRATIVE)
def test_narrative_sentences_are_set_aside_and_said_so(kyoto, recommendation):
    source = kyoto.matrix.by_id[recommendation].text
    end, *narrative = NARRATIVE[recommendation]
    wording = worded(source)
    assert wording.text.endswith(end)
    assert wording.text + "".join(f" {sentence}" for sentence in narrative) == source
    assert sorted(edit.why for edit in wording.edits) == sorted(
        f"narrative sentence left out: “{sentence}”" for sentence in narrative
    )


@pytest.mark.parametrize(("recommendation", "words"), FRAMED.items())
def test_what_a_sentence_says_was_recommended_stays(kyoto, recommendation, words):
    source = kyoto.matrix.by_id[recommendation].text
    wording = worded(source)
    assert words in wording.text
    assert undo(wording.text, wording.edits) == source


def test_no_other_recommendation_of_annex_b_loses_a_sentence(kyoto):
    for item in kyoto.matrix.recommendations:
        set_aside = [edit for edit in worded(item.text).edits if "narrative" in edit.why]
        assert bool(set_aside) == (item.id in NARRATIVE), item.id


# Joining


@pytest.mark.parametrize("recommendation", JOINED)
def test_sentences_are_joined_into_one(kyoto, recommendation):
    source = kyoto.matrix.by_id[recommendation].text
    wording = worded(source)
    for words in JOINED[recommendation]:
        assert words in wording.text
    assert [edit.why for edit in wording.edits] == ["two sentences joined by “; and”"] * len(
        JOINED[recommendation]
    )
    assert len(sentences(wording.text)) == 1


def test_a_single_sentence_is_left_alone(kyoto):
    for item in kyoto.matrix.recommendations:
        if item.id not in {*NARRATIVE, *FRAMED, *JOINED, *BLANKS}:
            assert worded(item.text) == Rewording(item.text)


def test_blanks_before_a_mark_are_taken_out_and_said_so(kyoto):
    for recommendation, count in BLANKS.items():
        source = kyoto.matrix.by_id[recommendation].text
        wording = worded(source)

        assert len(wording.edits) == count, recommendation
        assert all(edit.why.startswith("blank before “") for edit in wording.edits)
        assert wording.text == source.replace(" ,", ",").replace(" ;", ";").replace(" .", ".")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Promote it. UNODC may help.", "Promote it; and UNODC may help."),
        ("Promote it. Member States may help.", "Promote it; and Member States may help."),
        ("Promote it. “Models” help.", "Promote it; and “Models” help."),
        ("Promote it. In that regard, help.", "Promote it; and in that regard, help."),
        ("Promote it! Help.", "Promote it; and help."),
    ],
)
def test_only_a_capital_that_begins_a_sentence_becomes_small(text, joined):
    assert worded(text).text == joined


# Voices


def test_the_first_person_puts_we_before_the_verb(kyoto):
    wording = worded(kyoto.matrix.by_id["lac-40r"].text, Voice.FIRST_PERSON)
    assert wording.text.startswith("We recognize the importance of constructive, musical, artistic")
    assert [edit.why for edit in wording.edits] == ["“We” added before the verb"]


def test_a_request_in_the_first_person_keeps_its_addressee(kyoto):
    wording = worded(kyoto.matrix.by_id["wa-33g"].text, Voice.FIRST_PERSON)
    assert wording.text.startswith("We request UNODC to continue its efforts")


def test_a_bare_verb_keeps_its_capital(kyoto):
    assert worded(kyoto.matrix.by_id["lac-19h"].text).text.startswith("Promote a culture of lawfulness")


def test_verbatim_changes_nothing(kyoto):
    for item in kyoto.matrix.recommendations:
        assert worded(item.text, Voice.VERBATIM) == Rewording(item.text)


# Closing marks


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("Promote it.", ";", "Promote it;"),
        ("Promote it", ";", "Promote it;"),
        ("Promote it;", ";", "Promote it;"),
        ("Promote it .", ";", "Promote it;"),
        ("Promote it.", ".", "Promote it."),
        ("Promote it;", ".", "Promote it."),
        ("Promote it (all).", ";", "Promote it (all);"),
        ("Promote “it”.", ";", "Promote “it”;"),
        ("Promote schools, etc.", ";", "Promote schools, etc.;"),
    ],
)
def test_a_clause_ends_in_its_mark_alone(text, mark, expected):
    wording = Rewording(text)
    close(wording, mark)
    assert wording.text == expected
    assert undo(wording.text, wording.edits) == text


def test_a_mark_that_is_already_there_is_no_change():
    wording = Rewording("Promote it;")
    close(wording, ";")
    assert wording.edits == ()


def test_a_changed_mark_is_recorded_with_what_it_was():
    (edit,) = closed("Promote it.").edits
    assert (edit.start, edit.removed, edit.inserted) == (10, ".", ";")
    assert edit.why == "closing “.” replaced by “;”"


def test_an_added_mark_is_recorded():
    (edit,) = closed("Promote it").edits
    assert (edit.removed, edit.inserted, edit.why) == ("", ";", "closing “;” added")


@pytest.mark.parametrize("mark", [";", "."])
def test_each_clause_of_annex_b_ends_in_its_mark_after_a_letter_or_bracket(kyoto, mark):
    for item in kyoto.matrix.recommendations:
        text = closed(item.text, mark).text
        assert text[-1] == mark
        assert text[-2].isalnum() or text[-2] in ")”"


# Undoing


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("mark", ["", ";", "."])
def test_undoing_every_change_gives_back_the_source_of_each_recommendation(kyoto, voice, mark):
    for item in kyoto.matrix.recommendations:
        for source in item.wordings:
            wording = worded(source, voice)
            if mark:
                close(wording, mark)
            assert undo(wording.text, wording.edits) == source, item.id


pieces = st.sampled_from(
    [
        *(
            "Promote it",
            "UNODC helps",
            "It was noted that crime changes",
            "One speaker agreed",
            "Explore (i) a",
        ),
        *(". ", ".", "; ", "! ", "  ", "\n", " (etc.) ", "“", "”", "and so on", "é", "B. "),
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces).map("".join), st.sampled_from(Voice), st.sampled_from(["", ";", "."]))
def test_undoing_every_change_gives_back_any_text(source, voice, mark):
    wording = worded(source, voice)
    if mark:
        close(wording, mark)
    assert undo(wording.text, wording.edits) == source


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces).map("".join))
def test_a_clause_is_made_of_its_sources_own_words(source):
    added = worded(source).text
    for edit in worded(source).edits:
        assert edit.inserted.removeprefix("; and ").casefold() in source.casefold()
    assert len(added) <= len(source) + sum(len(edit.inserted) for edit in worded(source).edits)


@settings(deadline=None)
@given(st.text(), st.data())
def test_any_changes_can_be_undone(text, data):
    wording = Rewording(text)
    for _ in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(wording.text)))
        end = data.draw(st.integers(start, len(wording.text)))
        wording.change(start, end, data.draw(st.text(max_size=5)), "joined")
    assert undo(wording.text, wording.edits) == text


def test_a_change_is_made_where_it_says():
    assert apply("Promote it.", Edit(10, ".", ";", "x")) == "Promote it;"


def test_a_change_that_changes_nothing_is_not_recorded():
    wording = Rewording("Promote it.")
    wording.change(0, 1, "P", "joined")
    assert wording == Rewording("Promote it.")
