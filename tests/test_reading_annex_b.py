"""Reading Annex B: every value here was taken from the document, by line and column."""

from __future__ import annotations

from collections import Counter

import pytest
from factory import ANNEX_B, is_layout, lines_with_text, put_together

from drafter.matrix.table import SpanKind
from drafter.problems import Severity

TITLE = (
    "“A mapping exercise”: matrix containing the recommendations –grouped thematically– of the five "
    "regional preparatory meetings for the Fourteenth United Nations Congress on Crime Prevention and "
    "Criminal Justice"
)

# The lines of the document on which sections and themes stand for the first time, and what they hold,
# region by region: ap | lac | wa | af | eu. Paragraph 40l stands as "40" in the document (line 141).
SECTIONS = {
    "General issues": [
        (
            "",
            (
                "Political message and thematic orientation of the Congress – “Other issues” as reflected in "
                "the reports of the RPMs"
            ),
            (
                "62a 62b 62c 62d | 19a 40g 80a 80b 80c 80d 80e 80f | 14a | 60a 60b | "
                "16a 57a 57b 57c 57d 57e 57f 57g"
            ),
        ),
    ],
    "Main theme of the Congress: “Advancing crime prevention, criminal justice and the rule of law: "
    "towards the achievement of the 2030 Agenda.”": [
        (
            "I",
            (
                "Enhancing capacity of crime prevention and criminal justice institutions and practitioners "
                "and strengthening international cooperation"
            ),
            "13a 13f | 19b 19e 19g | 14b | 17b 17f |",
        ),
        (
            "II",
            "Multi-stakeholder approach, public-private partnerships and inter-agency cooperation",
            "13c | 19c 80e | 14d | 17a 17e 17g | 16b 16c",
        ),
        ("III", "Rule of law and fostering a culture of lawfulness", "13b | 19h 19i 19j 80e | 14c | 17c |"),
        ("IV", "People-centred aspect of the 2030 Agenda", "| 19f 19d | | 17d |"),
        (
            "V",
            (
                "Policy-making at the international level, including the role of the Commission on Crime "
                "Prevention and Criminal Justice (CCPCJ)"
            ),
            "13d 13e | 19k | 14e | 60b | 57f",
        ),
        ("VI", "The role of UNODC and the PNI Network", "13d 13g 62c | | | | 16d"),
    ],
    "Comprehensive strategies for crime prevention towards social and economic development (agenda item "
    "3); and evidence-based crime prevention: statistics, indicators and evaluation in support of "
    "successful practices (workshop 1)": [
        (
            "I",
            (
                "Enhancing the capacity of criminal justice and law enforcement authorities and fostering "
                "international cooperation"
            ),
            "26a | 28b | | 29j |",
        ),
        (
            "II",
            "Multi-stakeholder approach, public-private partnerships and inter-agency cooperation",
            "| 28a | 24e | 29g | 28d",
        ),
        ("III", "Addressing root causes and risk factors of crime", "| 28c | | 29a 29b | 28a"),
        ("IV", "Community-based crime prevention", "| | 24c 24d 24g | | 28c"),
        ("V", "Fostering a culture of lawfulness", "| 28d | 24f | 29f |"),
        (
            "VI",
            (
                "Evidence-based crime prevention: statistics, indicators and evaluation in support of "
                "successful practices"
            ),
            "26f | 28e 28f | 24j 24k 24l 24m 24n | 29k | 28g",
        ),
        ("VII", "Measures addressing the protection of children", "| | 24b | 29i | 28b"),
        ("VIII", "Gender-specific measures", "26b | | | 29h | 28b"),
        ("IX", "Measures to prevent youth crime", "26d | | 24a 24h | 29e | 28b"),
        ("X", "Measures to prevent specific types of crime", "26c 26e | | | 29c 29d | 28e 28f"),
        (
            "XI",
            "The role of UNODC in providing technical assistance",
            "26f 44k 61i | 28f 59h 79o | 24i 33g 42i 56h 56i | 29j 29k 37j 57c | 28f 36j 43b 56h",
        ),
        (
            "XII",
            "The role and work of the Commission on Crime Prevention and Criminal Justice (CCPCJ)",
            "62d | | | | 28g 56h",
        ),
    ],
    "Integrated approaches to challenges facing the criminal justice system (agenda item 4); and reducing "
    "reoffending: identifying risks and developing solutions (workshop 2)": [
        ("I", "Victim-centred approach", "34a | 40a 40f | 33a | 37a | 36b"),
        ("II", "Gender-sensitive approaches", "| 40d 40e | | 37b 37i | 36h"),
        (
            "III",
            "Multi-stakeholder approach, public-private partnerships and inter-agency cooperation",
            "34d | 40c 40j 40o 40p | 33f | 37g | 36a 36c 36d 36e",
        ),
        ("IV", "Enhancing capacity of criminal justice practitioners", "| 40b 40g 80f | | 37e |"),
        ("V", "Juvenile justice", "| 40j 40n | 33b 33f | |"),
        (
            "VI",
            "Alternative to incarceration, prison-overcrowding and non-custodial measures",
            "34g | 40i 40h | | 37c 37d |",
        ),
        ("VII", "Restorative justice", "| 40k | | | 36i"),
        (
            "VIII",
            "Reducing reoffending – Individual risk and needs assessment – Rehabilitation programmes",
            "34b 34e 34f | 40l 40m 40q 40r | 33d 33e | 37h | 36j",
        ),
        (
            "IX",
            (
                "Implementation of UN standards and norms and the role of UNODC in implementing policies to "
                "reduce recidivism and foster rehabilitation of offenders"
            ),
            "34c | | 33c | 37f | 36j",
        ),
        ("X", "Equal treatment of vulnerable members of society", "| | | | 36f"),
    ],
    "Multidimensional approaches by Governments to promoting the rule of law by, inter alia, providing "
    "access to justice for all; building effective, accountable, impartial and inclusive institutions; "
    "and considering social, educational and other relevant measures, including fostering a culture of "
    "lawfulness while respecting cultural identities, in line with the Doha Declaration (agenda item 5); "
    "and education and youth engagement as key to making societies resilient to crime (workshop 3)": [
        (
            "I",
            "Access to justice for all and legal aid",
            "44d 44g 44l | 59c 59d 59e 59f 59l | 42a 42b 42c | 45e 45f 45g | 43c",
        ),
        (
            "II",
            "Effective, accountable, impartial and inclusive institutions, and anti-corruption efforts",
            "44e 44f | 59a 59g 59h | | 45c 45d | 43a 43b",
        ),
        (
            "III",
            "Fostering a culture of lawfulness, education and youth engagement",
            "44a 44i 44j | 59i 59b 59m 59j | 42e 42h 42g | 45a 45b | 43d 43g",
        ),
        (
            "IV",
            "Implementation of UN standards and norms in crime prevention and criminal justice",
            "44h | | 42i | | 43e",
        ),
        (
            "V",
            (
                "Collaboration and coordination for crime prevention and rule of law purposes, "
                "participation of academic and non-governmental experts, international cooperation to "
                "combat specific crimes"
            ),
            "44b 44c | 59k | 42d 42f | | 43f",
        ),
    ],
    "International cooperation and technical assistance to prevent and address all forms of crime: (a) "
    "terrorism in all its forms and manifestations; and (b) new and emerging forms of crime (agenda item "
    "6); and current crime trends, recent developments and emerging solutions, in particular new "
    "technologies as means for and tools against crime (workshop 4)": [
        (
            "I",
            "International cooperation and capacity building for efficient international cooperation",
            (
                "61a 61b 61c 61d 61e 61g 61h 61i | 79c 79f 79h 79n | 56a 56e 56g 56h 56k | 57a 57b | "
                "56a 56b 56c 56d 56h"
            ),
        ),
        ("II", "Terrorism in all its forms and manifestations", "| 79a | 56b 56c 56d 56i | 57d |"),
        ("III", "New and emerging forms of crime", "61f | 79d 79g 79l 79o | 56j | 57f 57g 57h 57i | 56e"),
        ("IV", "New technologies as means for crime", "| 79b 79e | | | 36g"),
        ("V", "New technologies as tools against crime", "61j | 79i 79j 79k 79m | 56f | 57e | 56g"),
    ],
}
THEMES = [theme for themes in SECTIONS.values() for theme in themes]
KEYS = ("ap", "lac", "wa", "af", "eu")

# Recommendation → the two wordings, as far as they differ, with what stands around; first the one that
# stands first in the document.
DIFFERENT_WORDINGS = {
    "ap-13d": (
        "congresses on crime prevention and criminal justice, bearing",  # line 49
        "congresses on Crime Prevention and Criminal Justice, bearing",  # line 55
    ),
    "eu-28g": (
        "Strengthen the work of the Commission on Crime Prevention and Criminal Justice, including",  # 80
        "Strengthen the work of the CCPCJ, including",  # line 104
    ),
    "eu-56h": (
        "Strengthen the work of the Commission on Crime Prevention and Criminal Justice in the",  # line 98
        "Strengthen the work of the CCPCJ in the",  # line 104; on line 179 as on line 98
    ),
    "ap-61i": (
        "dealing with international cooperation requests",  # line 98
        "dealing with international cooperation requests.",  # line 184
    ),
    "wa-56i": (
        (
            "capacity-building to Member States, upon their request, including through its global programmes "
            "on cybercrime and counter-terrorism."
        ),  # line 98
        (
            "capacity–building to Member States, upon their request, including through its global programmes "
            "on cybercrime and counter–terrorism."
        ),  # line 190
    ),
}

ODDITIES = {
    "left-over": [(3, 1), (5, 1), (7, 1)],
    "continued": [(35, 7), (35, 299), (184, 4)],
    "stray-punctuation": [(49, 647), (111, 1233), (111, 1497), (119, 3142), (119, 3322)],
    "wording-differs": [(55, 8), (104, 586), (104, 1034), (184, 135), (190, 1164)],
    "bracketed-letter": [(119, 3493), (125, 260), (125, 594), (125, 1523), (125, 1849), (135, 393)],
    "citation-without-letter": [(141, 1786)],
    "label-disagrees": [(164, 2741)],
    "en-dash-for-hyphen": [
        *[(190, column) for column in (495, 538, 778, 931, 982, 1057, 1228, 1342, 1450, 1711)],
    ],
    "comma-for-full-stop": [
        *[(196, column) for column in (151, 532, 820, 1003, 1194)],
        *[(202, column) for column in (335, 571)],
        *[(204, column) for column in (581, 824, 1135, 1270)],
    ],
}


@pytest.fixture(scope="module")
def document():
    return ANNEX_B.read_text(encoding="utf-8")


def problem(reading, code, line, column):
    (found,) = (p for p in reading.problems if (p.code, p.line, p.column) == (code, line, column))
    return found


# Headings


def test_the_title_is_the_one_that_stands_above_the_table(annex_b):
    assert annex_b.matrix.title == TITLE


def test_the_columns_are_the_five_regions_in_order(annex_b):
    assert [(region.key, region.name) for region in annex_b.matrix.regions] == [
        ("ap", "Asia and the Pacific"),
        ("lac", "Latin America and the Caribbean"),
        ("wa", "Western Asia"),
        ("af", "Africa"),
        ("eu", "Europe"),
    ]


def test_the_six_sections_stand_in_order_each_once(annex_b):
    assert [section.title for section in annex_b.matrix.sections] == list(SECTIONS)


def test_the_thirty_nine_themes_stand_in_order_each_once(annex_b):
    assert len(THEMES) == 39
    assert [(theme.number, theme.title) for theme in annex_b.matrix.themes] == [
        (number, title) for number, title, _ in THEMES
    ]


def test_each_theme_stands_in_its_section(annex_b):
    matrix = annex_b.matrix
    assert [(matrix.section_by_id[theme.section].title, theme.title) for theme in matrix.themes] == [
        (section, title) for section, themes in SECTIONS.items() for _, title, _ in themes
    ]


def test_sections_and_themes_have_ids_of_their_own(annex_b):
    matrix = annex_b.matrix
    assert len(matrix.section_by_id) == 6
    assert len(matrix.theme_by_id) == 39


def test_the_sections_of_agenda_items_are_named_after_them(annex_b):
    assert [section.id for section in annex_b.matrix.sections if "(agenda item" in section.title] == [
        "item-3",
        "item-4",
        "item-5",
        "item-6",
    ]


# Recommendations


def test_there_are_249_recommendations_by_region(annex_b):
    counts = Counter(item.region for item in annex_b.matrix.recommendations)
    assert counts == {"ap": 46, "lac": 69, "wa": 46, "af": 46, "eu": 42}
    assert counts.total() == 249


def test_there_are_279_placements_by_region(annex_b):
    counts = Counter(item.region for item in annex_b.matrix.recommendations for _ in item.placements)
    assert counts == {"ap": 51, "lac": 77, "wa": 50, "af": 49, "eu": 52}
    assert counts.total() == 279


def test_each_cell_holds_its_recommendations(annex_b):
    matrix = annex_b.matrix
    for theme, (_, title, cells) in zip(matrix.themes, THEMES, strict=True):
        expected = {
            key: {f"{key}-{paragraph}" for paragraph in cell.split()}
            for key, cell in zip(KEYS, cells.split("|"), strict=True)
            if cell.strip()
        }
        assert {key: set(ids) for key, ids in matrix.cells[theme.id].items()} == expected, title


def test_the_themes_have_five_to_one_regions_as_counted_in_the_document(annex_b):
    counts = Counter(len(row) for row in annex_b.matrix.cells.values())
    assert counts == {5: 13, 4: 7, 3: 10, 2: 8, 1: 1}


def test_recommendations_stand_theme_by_theme_and_region_by_region(annex_b):
    expected: list[str] = []
    for _, _, cells in THEMES:
        for key, cell in zip(KEYS, cells.split("|"), strict=True):
            expected += [f"{key}-{paragraph}" for paragraph in cell.split()]
    assert [item.id for item in annex_b.matrix.recommendations] == list(dict.fromkeys(expected))


def test_paragraph_numbers_that_repeat_between_regions_are_kept_apart(annex_b):
    by_id = annex_b.matrix.by_id
    assert by_id["lac-28a"].text.startswith("Develop comprehensive crime prevention policies , strategies")
    assert by_id["eu-28a"].text.startswith("Develop comprehensive crime prevention strategies based on")
    assert by_id["wa-56e"].text.startswith("Implement the provisions of the United Nations Drug Control")
    assert by_id["eu-56e"].text.startswith("Underscore the importance of international cooperation")
    assert by_id["af-57a"].text.startswith("Examine the best possible approaches")
    assert by_id["eu-57a"].text.startswith("Ensure the continuity of the successful experience")


@pytest.mark.parametrize(
    ("recommendation", "text"),
    [
        (
            "lac-19h",  # line 41
            (
                "Promote a culture of lawfulness as an approach to foster the general public’s trust in and "
                "respect for the law and its enforcement."
            ),
        ),
        (
            "af-29f",  # line 74, a cell without <p>
            (
                "Promote measures that foster a culture of lawfulness to prevent crime; promote effective "
                "community policing practices with a view to strengthening trust and cooperation between "
                "citizens and the police."
            ),
        ),
        (
            "lac-28b",  # line 62, a cell without <p>, with a blank before its full stop
            (
                "Consider crime prevention policies and ensure that local challenges and specificities are "
                "strategically addressed when formulating and implementing relevant measures to enhance "
                "cooperation at both the international and regional levels ."
            ),
        ),
        ("af-37b", "Revise laws and policies that are discriminatory against women."),  # line 113
        (
            "af-37c",  # line 133, without a full stop
            (
                "Consider the use of alternatives to incarceration, which may minimize disruption to "
                "families and livelihoods and thereby reduce recidivism"
            ),
        ),
        (
            "ap-61f",  # line 196
            (
                "Consider the establishment of specialized units within investigative and prosecuting "
                "authorities to deal with new and emerging forms of crime."
            ),
        ),
        (
            "lac-79m",  # line 204
            (
                "Examine best practices in the use of technology by law enforcement to investigate and "
                "prosecute crimes."
            ),
        ),
    ],
)
def test_a_text_is_kept_verbatim(annex_b, recommendation, text):
    assert annex_b.matrix.by_id[recommendation].text == text


def test_the_labels_are_those_printed_before_the_texts(annex_b):
    labels = {item.id: item.label for item in annex_b.matrix.recommendations}
    assert labels.pop("wa-42h") == "b"
    assert labels.pop("lac-40l") == "l"
    assert labels == {key: key[-1] for key in labels}


# What runs over a page


def test_a_word_broken_over_a_page_at_its_hyphen_is_joined(annex_b):
    assert annex_b.matrix.by_id["af-17g"].text == (
        "Emphasize the importance of promoting public-private partnerships in crime prevention efforts "
        "and undertaking multi-stakeholder approaches, and enhance collaboration between crime prevention "
        "and criminal justice practitioners, civil society and the general public, particularly by "
        "exploring innovative and effective ways of public-private partnership and inter-agency "
        "cooperation."
    )
    found = problem(annex_b, "continued", 35, 7)
    assert "multi-stakeholder" in found.message


def test_a_sentence_broken_over_a_page_is_joined_by_a_blank(annex_b):
    assert annex_b.matrix.by_id["eu-16c"].text.endswith(
        "In addition, partnerships with the local community and the private sector were also considered "
        "important in strengthening public support for more effective government initiatives on crime "
        "prevention."
    )
    assert annex_b.matrix.by_id["eu-16c"].text.startswith("Promote strengthened cooperation between")


def test_a_cell_that_goes_on_under_no_heading_stays_under_its_theme(annex_b):
    item = annex_b.matrix.by_id["ap-61h"]
    assert item.text == (
        "Building on existing practices in other regions, explore the feasibility of establishing regional "
        "central entities entrusted with the task of facilitating a communication and coordination of "
        "promoting a common vision and coordination when dealing with international cooperation requests."
    )
    (theme,) = item.themes
    assert annex_b.matrix.theme_by_id[theme].title == (
        "International cooperation and capacity building for efficient international cooperation"
    )


def test_two_recommendations_in_one_paragraph_are_told_apart(annex_b):
    by_id = annex_b.matrix.by_id
    assert by_id["af-29a"].text == (
        "Consider the links between poverty and crime and its impact on sustainable development, when "
        "developing comprehensive crime prevention strategies or action plans to implement measures to; "
        "reduce inequalities conducive to crime ; , while paying special attention to the needs of the "
        "most vulnerable members of society."
    )
    assert by_id["af-29b"].text == (
        "Promote employment , including through measures such as transitional jobs and micro-credits, "
        "improve living and housing conditions, and promote access to public services, education and to "
        "the Internet and new technologies for all with a view to reduce inequalities and increase "
        "resilience to crime."
    )


def test_numbers_inside_a_sentence_are_no_labels(annex_b):
    text = annex_b.matrix.by_id["lac-40j"].text
    assert text.startswith("Explore best practices for: (i) coordinating resources from local education")
    assert "; (ii) managing detained youth within" in text
    assert text.endswith("the likelihood of successful reintegration into society.")


# Oddities


def test_the_oddities_are_those_of_the_document_each_with_line_and_column(annex_b):
    found: dict[str, list[tuple[int, int]]] = {}
    for item in annex_b.problems:
        found.setdefault(item.code, []).append((item.line, item.column))
    assert found == ODDITIES


def test_the_problems_come_in_the_order_of_the_document(annex_b):
    places = [(item.line, item.column) for item in annex_b.problems]
    assert places == sorted(places)


def test_each_problem_names_the_file(annex_b):
    assert {item.file for item in annex_b.problems} == {str(ANNEX_B)}


def test_no_oddity_of_annex_b_is_an_error(annex_b):
    assert {item.severity for item in annex_b.problems} == {Severity.NOTE, Severity.WARNING}


def test_the_citation_without_its_letter_is_resolved_from_its_label_and_said_so(annex_b):
    item = annex_b.matrix.by_id["lac-40l"]
    assert item.text.startswith("Strengthen prisoner rehabilitation programmes, including partnerships")
    assert "lac-40" not in annex_b.matrix.by_id
    found = problem(annex_b, "citation-without-letter", 141, 1786)
    assert "lac-40l" in found.message
    assert "(l)" in found.message
    assert found.severity is Severity.WARNING


def test_the_citation_wins_over_the_label_that_disagrees_and_that_is_said(annex_b):
    item = annex_b.matrix.by_id["wa-42h"]
    assert item.text.startswith("Share, together with institutes of the United Nations crime prevention")
    assert annex_b.matrix.by_id["wa-42b"].text.startswith("Increase access to justice for children")
    found = problem(annex_b, "label-disagrees", 164, 2741)
    assert "(b)" in found.message
    assert "wa-42h" in found.message
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("line", "column", "mark"),
    [(49, 647, "."), (111, 1233, "."), (111, 1497, ";"), (119, 3142, ";"), (119, 3322, ";")],
)
def test_stray_punctuation_after_a_bracket_is_named(annex_b, line, column, mark):
    assert f"“{mark}”" in problem(annex_b, "stray-punctuation", line, column).message


@pytest.mark.parametrize(
    ("line", "column", "recommendation"),
    [
        (196, 151, "ap-61f"),
        (196, 532, "lac-79d"),
        (196, 820, "lac-79g"),
        (196, 1003, "lac-79l"),
        (196, 1194, "lac-79o"),
        (202, 335, "lac-79b"),
        (202, 571, "lac-79e"),
        (204, 581, "lac-79i"),
        (204, 824, "lac-79j"),
        (204, 1135, "lac-79k"),
        (204, 1270, "lac-79m"),
    ],
)
def test_a_comma_for_a_full_stop_is_read_right_and_said_so(annex_b, line, column, recommendation):
    assert recommendation in problem(annex_b, "comma-for-full-stop", line, column).message
    assert recommendation in annex_b.matrix.by_id


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        (190, 495, "fighter–related"),
        (190, 538, "Multi–Agency"),
        (190, 778, "non–profit"),
        (190, 931, "cross–regional"),
        (190, 982, "cross–regional"),
        (190, 1057, "law–based"),
        (190, 1228, "capacity–building"),
        (190, 1342, "counter–terrorism"),
        (190, 1450, "sub–regional"),
        (190, 1711, "capacity–building"),
    ],
)
def test_an_en_dash_for_a_hyphen_is_kept_and_said(annex_b, line, column, word):
    assert word in problem(annex_b, "en-dash-for-hyphen", line, column).message


def test_exactly_five_recommendations_have_two_wordings(annex_b):
    several = {item.id for item in annex_b.matrix.recommendations if len(item.wordings) > 1}
    assert several == set(DIFFERENT_WORDINGS)


@pytest.mark.parametrize("recommendation", DIFFERENT_WORDINGS)
def test_both_wordings_of_a_recommendation_are_kept_verbatim(annex_b, recommendation):
    first, second = annex_b.matrix.by_id[recommendation].wordings
    was, now = DIFFERENT_WORDINGS[recommendation]
    assert first.count(was) == 1
    assert first.replace(was, now) == second
    assert annex_b.matrix.by_id[recommendation].text == first


@pytest.mark.parametrize(
    ("line", "column", "recommendation", "earlier", "words"),
    [
        (55, 8, "ap-13d", "line 49, column 8", "“Crime Prevention”"),
        (104, 586, "eu-28g", "line 80, column 2751", "CCPCJ"),
        (104, 1034, "eu-56h", "line 98, column 5997", "CCPCJ"),
        (184, 135, "ap-61i", "line 98, column 790", "“requests.”"),
        (190, 1164, "wa-56i", "line 98, column 3349", "capacity–building"),
    ],
)
def test_a_differing_wording_is_reported_with_both_places_and_the_words(
    annex_b, line, column, recommendation, earlier, words
):
    found = problem(annex_b, "wording-differs", line, column)
    assert found.clause == recommendation
    assert earlier in found.message
    assert words in found.message
    assert found.severity is Severity.WARNING


def test_the_other_placements_keep_the_same_words(annex_b):
    item = annex_b.matrix.by_id["eu-56h"]
    titles = [annex_b.matrix.theme_by_id[theme].title for theme in item.themes]
    assert titles == [
        "The role of UNODC in providing technical assistance",
        "The role and work of the Commission on Crime Prevention and Criminal Justice (CCPCJ)",
        "International cooperation and capacity building for efficient international cooperation",
    ]
    assert item.placements[0].text == item.placements[2].text != item.placements[1].text


@pytest.mark.parametrize(
    ("line", "words"),
    [(3, "“Annex B ^[1]”"), (5, "mapping exercise"), (7, "[1] Annex B was prepared by the Secretariat")],
)
def test_what_stands_outside_the_table_is_reported_as_left_over(annex_b, line, words):
    assert words in problem(annex_b, "left-over", line, 1).message


# Nothing is lost


def test_the_spans_put_together_give_back_every_line_of_the_document(annex_b, document):
    assert put_together(annex_b.spans) == lines_with_text(document)


def test_the_lengths_of_the_spans_add_up_to_the_document(annex_b, document):
    separators = document.count("\t") + document.count("\n")
    assert sum(len(span.piece.text) for span in annex_b.spans) == len(document) - separators


def test_each_stretch_that_is_left_over_is_reported_at_its_place(annex_b):
    left_over = {
        (span.piece.line, span.piece.column) for span in annex_b.spans if span.kind is SpanKind.LEFT_OVER
    }
    # Line 3, 5 and 7 stand outside the table; the others are stray full stops and semicolons.
    assert left_over == {*ODDITIES["left-over"], *ODDITIES["stray-punctuation"]}
    assert left_over <= {(item.line, item.column) for item in annex_b.problems}


def test_only_blanks_and_marks_of_the_format_count_as_layout(annex_b):
    layout = [span.piece.text for span in annex_b.spans if span.kind is SpanKind.LAYOUT]
    assert [text for text in layout if not is_layout(text)] == []


def test_each_citation_of_the_document_is_read_as_one(annex_b, document):
    citations = [span.piece.text for span in annex_b.spans if span.kind is SpanKind.CITATION]
    assert len(citations) == 279
    assert document.count("[Report") == 279
    assert all(text.startswith("[Report, para") and text.endswith("]") for text in citations)


def test_the_texts_read_are_the_texts_of_the_recommendations(annex_b):
    wordings = {text for item in annex_b.matrix.recommendations for text in item.wordings}
    for span in annex_b.spans:
        if span.kind is SpanKind.TEXT:
            assert any(span.piece.text in text for text in wordings), span
    assert wordings
