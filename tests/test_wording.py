"""From a recommendation's text to a clause's: kinds, sentences, joining, closing marks, undoing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.draft.model import Edit
from drafter.draft.wording import Rewriter, Wording, apply, close, undo
from drafter.form.outline import Voice
from drafter.matrix.kinds import load_rules, split_sentences
from drafter.model import Kind

RULES = load_rules()

# Read in Annex B, and sorted by hand: everything else there is an action.
GUIDANCE = {  # about the declaration or the Congress itself
    *("ap-62a", "ap-62b", "ap-62c"),
    *("lac-19a", "lac-40g", "lac-80a", "lac-80b", "lac-80c", "lac-80d", "lac-80e", "lac-80f"),
    *("wa-14a", "af-60a"),
    *("eu-16a", "eu-43g", "eu-57a", "eu-57b", "eu-57d", "eu-57e", "eu-57g"),
}
REQUESTS = {  # “Request UNODC …”, “Call on UNODC …”, “Invite …”, “Encourage Member States …”
    *("ap-44k", "wa-24n", "wa-33g", "wa-42i", "wa-56h", "wa-56j", "af-17a", "eu-28f"),
    *("ap-61e", "wa-42c", "eu-56d"),  # “Assist Member States …”, which is asked of somebody
}
PRINCIPLES = {  # “Recognize …”, “Underscore …”, “Underline …”, “Emphasize …”, “Consider that …”
    *("lac-19i", "lac-40r", "wa-14d", "wa-42f"),
    *("af-17b", "af-17e", "eu-56e"),
    *("af-17d", "af-17f", "af-17g"),  # “Underline …, and consider …”: what is affirmed comes first
}

# Recommendation → how its clause ends, and the sentences that only narrate what was said at a meeting.
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

# Recommendation → what a sentence that narrates what was recommended becomes.
FRAMED = {
    "ap-26a": "through training, such training being key, not only to address needs at the national level,",
    "ap-26d": "for sustainable development, the utilization of education programmes being a good practice in",
    "ap-61a": "; and encourage Member States that have not yet done so to consider becoming parties to those",
}

# Recommendation → where its sentences are joined, as it must read then.
JOINED = {
    "ap-62c": (
        "the future Kyoto declaration; and in more concrete terms,",
        "undertakings; and in that regard, promote",
    ),
    "eu-16a": ("academia and civil society; and consider thereby the challenges",),
    "eu-56a": ("including asset recovery; and encourage Member States that have not yet done so",),
    "wa-56e": ("to advance international cooperation; and call upon States that have not yet",),
}


# Recommendation → how many blanks stand before a comma, a semicolon or a full stop in it.
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


# Kinds


@pytest.mark.parametrize(
    "rule", [*RULES.kinds, *RULES.frames, *RULES.narrative], ids=lambda rule: rule.pattern.pattern
)
def test_each_rule_finds_its_own_example_and_says_why(rule):
    assert rule.fits(rule.example)
    assert rule.reason


@pytest.mark.parametrize("rule", RULES.kinds, ids=lambda rule: rule.pattern.pattern)
def test_the_example_of_a_rule_is_of_its_kind(rule):
    assert RULES.kind_of(rule.example) is rule.kind


@pytest.mark.parametrize("rule", RULES.narrative, ids=lambda rule: rule.pattern.pattern)
def test_the_example_of_a_narrative_rule_is_narrative(rule):
    assert RULES.is_narrative(rule.example)


def test_the_kinds_of_annex_b_are_those_read_in_the_document(annex_b):
    found: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for item in annex_b.matrix.recommendations:
        found[RULES.kind_of(item.text)].add(item.id)
    assert found[Kind.GUIDANCE] == GUIDANCE
    assert found[Kind.REQUEST] == REQUESTS
    assert found[Kind.PRINCIPLE] == PRINCIPLES
    assert len(found[Kind.ACTION]) == 249 - len(GUIDANCE) - len(REQUESTS) - len(PRINCIPLES)


def test_every_wording_of_a_recommendation_is_of_the_same_kind(annex_b):
    for item in annex_b.matrix.recommendations:
        assert len({RULES.kind_of(text) for text in item.wordings}) == 1, item.id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Encourage the strengthening of formal and informal channels.", Kind.ACTION),  # wa-56b
        (
            "Strengthen the role of the Commission in particular the future Kyoto declaration, by …",
            Kind.ACTION,
        ),
        ("Support UNODC in its efforts.", Kind.ACTION),
        ("Consider promoting youth forums.", Kind.ACTION),
        ("Provide regular updates on progress made.", Kind.ACTION),
        ("In order to ensure comprehensive approaches, include measures.", Kind.ACTION),
        ("Requesting States should be helped.", Kind.ACTION),
    ],
)
def test_a_text_that_only_looks_like_another_kind_is_an_action(text, kind):
    assert RULES.kind_of(text) is kind


# Sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence only.", ["One sentence only."]),
        ("No full stop", ["No full stop"]),
        ("First. Second.", ["First.", "Second."]),
        ("First.  Second! Third? Fourth", ["First.", "Second!", "Third?", "Fourth"]),
        ("Explore (i) one; (ii) two. Then (iii) three.", ["Explore (i) one; (ii) two.", "Then (iii) three."]),
        (
            "Involve all (education, policing, etc.) and reduce crime.",
            ["Involve all (education, policing, etc.) and reduce crime."],
        ),
        (
            "Involve all, i.e. States, etc. United in this.",
            ["Involve all, i.e. States, etc. United in this."],
        ),
        ("See para. 3 and No. 4 of it.", ["See para. 3 and No. 4 of it."]),
        ("The target 16.5 is met. It is.", ["The target 16.5 is met.", "It is."]),
        ("Thank Dr. Who. She is right.", ["Thank Dr. Who.", "She is right."]),
        ("Thank J. Smith.", ["Thank J. Smith."]),
        ("Do it (see above. And below) well.", ["Do it (see above. And below) well."]),
        ("It is so. “Models” differ.", ["It is so.", "“Models” differ."]),
        ("It is so. (They differ.)", ["It is so.", "(They differ.)"]),
        ("He said “yes.” Then he left.", ["He said “yes.”", "Then he left."]),
        ("It is so (they agreed.) Then they left.", ["It is so (they agreed.)", "Then they left."]),
    ],
)
def test_sentences_are_told_apart(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("recommendation", "count"),
    [
        ("lac-40j", 1),  # (i) …; (ii) …; and (iii) …
        ("ap-34f", 1),  # (i) … to (iv) …
        ("ap-44a", 1),  # (the education sector, …, etc.) and, in doing so
        ("wa-24e", 1),  # etc.), both at state and local levels
        ("lac-19j", 1),  # (sustainable development target 16.5)
        ("af-37f", 1),  # semicolons between three sets of rules
        ("eu-16c", 3),
        ("ap-62c", 3),
        ("ap-61a", 2),
    ],
)
def test_the_sentences_of_annex_b_are_counted_as_a_reader_does(annex_b, recommendation, count):
    assert len(sentences(annex_b.matrix.by_id[recommendation].text)) == count


def test_only_the_recommendations_read_so_have_several_sentences(annex_b):
    several = {item.id for item in annex_b.matrix.recommendations if len(sentences(item.text)) > 1}
    assert several == {*NARRATIVE, *FRAMED, *JOINED}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["A", "b", ".", " ", "!", "(", ")", "etc", "“", "”", "\n", ";"])).map("".join)
)
def test_only_blanks_stand_between_the_sentences_of_any_text(text):
    spans = split_sentences(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end < start
        assert text[end:start].isspace()


# Narrative set aside


@pytest.mark.parametrize("recommendation", NARRATIVE)
def test_narrative_sentences_are_set_aside_and_said_so(annex_b, recommendation):
    source = annex_b.matrix.by_id[recommendation].text
    end, *narrative = NARRATIVE[recommendation]
    wording = worded(source)
    assert wording.text.endswith(end)
    assert wording.text + "".join(f" {sentence}" for sentence in narrative) == source
    assert sorted(edit.why for edit in wording.edits) == sorted(
        f"narrative sentence set aside: “{sentence}”" for sentence in narrative
    )


@pytest.mark.parametrize(("recommendation", "words"), FRAMED.items())
def test_what_a_sentence_says_was_recommended_stays(annex_b, recommendation, words):
    source = annex_b.matrix.by_id[recommendation].text
    wording = worded(source)
    assert words in wording.text
    assert undo(wording.text, wording.edits) == source


def test_no_other_recommendation_of_annex_b_loses_a_sentence(annex_b):
    for item in annex_b.matrix.recommendations:
        set_aside = [edit for edit in worded(item.text).edits if "narrative" in edit.why]
        assert bool(set_aside) == (item.id in NARRATIVE), item.id


def test_no_recommendation_of_annex_b_is_only_narrative(annex_b):
    assert [item.id for item in annex_b.matrix.recommendations if RULES.is_only_narrative(item.text)] == []


def test_a_text_that_only_narrates_is_recognized_as_such():
    assert RULES.is_only_narrative("It was noted that crime changes. One speaker disagreed.")
    assert not RULES.is_only_narrative("It was noted that crime changes. Promote research.")


def test_a_narrative_sentence_at_the_beginning_is_set_aside_too():
    wording = worded("It was noted that crime changes. Promote research.")
    assert wording.text == "Promote research."
    assert undo(wording.text, wording.edits) == "It was noted that crime changes. Promote research."


@pytest.mark.parametrize(
    "sentence",
    [
        "Promote measures for children who were victims.",
        "Member States that have not yet done so should become parties.",
        "Consider how laws were applied.",
    ],
)
def test_a_sentence_that_speaks_of_the_past_is_not_narrative_for_that_alone(sentence):
    assert not RULES.is_narrative(sentence)


# Joining


@pytest.mark.parametrize("recommendation", JOINED)
def test_sentences_are_joined_into_one(annex_b, recommendation):
    source = annex_b.matrix.by_id[recommendation].text
    wording = worded(source)
    for words in JOINED[recommendation]:
        assert words in wording.text
    assert [edit.why for edit in wording.edits] == ["two sentences joined by “; and”"] * len(
        JOINED[recommendation]
    )
    assert len(sentences(wording.text)) == 1


def test_a_single_sentence_is_left_alone(annex_b):
    for item in annex_b.matrix.recommendations:
        if item.id not in {*NARRATIVE, *FRAMED, *JOINED, *BLANKS}:
            assert worded(item.text) == Wording(item.text)


def test_blanks_before_a_mark_are_taken_out_and_said_so(annex_b):
    for recommendation, count in BLANKS.items():
        source = annex_b.matrix.by_id[recommendation].text
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


def test_the_first_person_puts_we_before_the_verb(annex_b):
    wording = worded(annex_b.matrix.by_id["lac-40r"].text, Voice.FIRST_PERSON)
    assert wording.text.startswith("We recognize the importance of constructive, musical, artistic")
    assert [edit.why for edit in wording.edits] == ["“We” put before the verb"]


def test_a_request_in_the_first_person_keeps_its_addressee(annex_b):
    wording = worded(annex_b.matrix.by_id["wa-33g"].text, Voice.FIRST_PERSON)
    assert wording.text.startswith("We request UNODC to continue its efforts")


def test_a_bare_verb_keeps_its_capital(annex_b):
    assert worded(annex_b.matrix.by_id["lac-19h"].text).text.startswith("Promote a culture of lawfulness")


def test_verbatim_changes_nothing(annex_b):
    for item in annex_b.matrix.recommendations:
        assert worded(item.text, Voice.VERBATIM) == Wording(item.text)


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
    wording = Wording(text)
    close(wording, mark)
    assert wording.text == expected
    assert undo(wording.text, wording.edits) == text


def test_a_mark_that_already_stands_is_no_change():
    wording = Wording("Promote it;")
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
def test_each_clause_of_annex_b_ends_in_its_mark_after_a_letter_or_bracket(annex_b, mark):
    for item in annex_b.matrix.recommendations:
        text = closed(item.text, mark).text
        assert text[-1] == mark
        assert text[-2].isalnum() or text[-2] in ")”"


# Undoing


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("mark", ["", ";", "."])
def test_undoing_every_change_gives_back_the_source_of_each_recommendation(annex_b, voice, mark):
    for item in annex_b.matrix.recommendations:
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
    wording = Wording(text)
    for _ in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(wording.text)))
        end = data.draw(st.integers(start, len(wording.text)))
        wording.change(start, end, data.draw(st.text(max_size=5)), "joined")
    assert undo(wording.text, wording.edits) == text


def test_a_change_is_made_where_it_says():
    assert apply("Promote it.", Edit(10, ".", ";", "x")) == "Promote it;"


def test_a_change_that_changes_nothing_is_not_recorded():
    wording = Wording("Promote it.")
    wording.change(0, 1, "P", "joined")
    assert wording == Wording("Promote it.")
