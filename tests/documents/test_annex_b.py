"""Annex B: every value here was taken from the document, by line and column."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from making import converted, excel, separated, web, word
from msgspec.structs import replace

from drafter.documents import read_document
from drafter.matrix.matrix_file import dump_matrix
from drafter.problems import Severity
from tools import REPOSITORY

DATA = REPOSITORY / "data"

TITLE = (
    "“A mapping exercise”: matrix containing the recommendations –grouped thematically– of the five "
    "regional preparatory meetings for the Fourteenth United Nations Congress on Crime Prevention and "
    "Criminal Justice"
)

# The lines of the document on which sections and themes come for the first time, and what they hold,
# region by region: ap | lac | wa | af | eu. Paragraph 40l is "40" in the document (line 141).
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

# Recommendation → the differences of its two wordings, with the words around them, in the order of the
# document.
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

# Code → its places, by line and column.
ODDITIES = {
    "left-out": [(3, 1), (5, 1), (7, 1)],
    "continued": [(35, 7), (35, 299), (184, 4)],
    "wording-differs": [(55, 8), (104, 586), (104, 1034), (184, 135), (190, 1164)],
    "letter-from-label": [(141, 1786)],
    "label-disagrees": [(164, 2741)],
    "en-dash": [(190, column) for column in (495, 538, 778, 931, 982, 1057, 1228, 1342, 1450, 1711)],
    "odd-citation": [
        *[(196, column) for column in (151, 532, 820, 1003, 1194)],  # "para, 79b" for "para. 79b"
        *[(202, column) for column in (335, 571)],
        *[(204, column) for column in (581, 824, 1135, 1270)],
    ],
}


@pytest.fixture(scope="module")
def annex_b():
    return read_document(DATA / "kyoto-2021" / "annex-b.txt")[0]


@pytest.mark.parametrize(
    ("folder", "file"), [("kyoto-2021", "annex-b.txt"), ("slovenia-2019", "thematic-list.docx")]
)
def test_the_matrix_that_ships_is_what_its_document_says(folder: str, file: str) -> None:
    matrix, problems = read_document(DATA / folder / file)
    assert dump_matrix(matrix) == (DATA / folder / "matrix.yaml").read_bytes()
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]


def test_sections_themes_and_regions_are_in_order(annex_b) -> None:
    assert annex_b.title == TITLE
    assert [section.title for section in annex_b.sections] == list(SECTIONS)
    assert [(theme.number, theme.title) for theme in annex_b.themes] == [theme[:2] for theme in THEMES]
    assert [region.key for region in annex_b.regions] == list(KEYS)


def test_there_are_249_recommendations_in_279_places(annex_b) -> None:
    counts = Counter(item.region for item in annex_b.recommendations)
    assert [counts[key] for key in KEYS] == [46, 69, 46, 46, 42]
    assert sum(len(item.placements) for item in annex_b.recommendations) == 279


def test_each_cell_holds_its_recommendations(annex_b) -> None:
    for theme, (_, title, cells) in zip(annex_b.themes, THEMES, strict=True):
        expected = {
            key: {f"{key}-{paragraph}" for paragraph in cell.split()}
            for key, cell in zip(KEYS, cells.split("|"), strict=True)
            if cell.strip()
        }
        assert {key: set(ids) for key, ids in annex_b.cells[theme.id].items()} == expected, title


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
    assert annex_b.by_id[recommendation].text == text


@pytest.mark.parametrize("recommendation", DIFFERENT_WORDINGS)
def test_both_wordings_of_a_recommendation_are_kept_verbatim(annex_b, recommendation):
    first, second = annex_b.by_id[recommendation].wordings
    was, now = DIFFERENT_WORDINGS[recommendation]
    assert first.count(was) == 1
    assert first.replace(was, now) == second
    assert annex_b.by_id[recommendation].text == first


def test_the_oddities_are_those_of_the_document_each_with_its_place() -> None:
    _, problems = read_document(DATA / "kyoto-2021" / "annex-b.txt")
    found: dict[str, list[tuple[int, int]]] = {}
    for problem in problems:
        if problem.line:
            found.setdefault(problem.code, []).append((problem.line, problem.column))
    assert found == ODDITIES


def test_a_windows_copy_of_annex_b_says_the_same(tmp_path: Path, annex_b) -> None:
    text = (DATA / "kyoto-2021" / "annex-b.txt").read_text("utf-8")
    copy = tmp_path / "annex-b.txt"
    copy.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "about.yaml").write_bytes((DATA / "kyoto-2021" / "about.yaml").read_bytes())
    assert read_document(copy)[0].recommendations == annex_b.recommendations


def as_rows() -> list[list[str]]:
    """Return the rows of Annex B as a Word table would have them or in a sheet."""
    rows = []
    for line in (DATA / "kyoto-2021" / "annex-b.txt").read_text("utf-8").split("\n"):
        if "\t" in line:
            cells = (re.split(r"</?p\b[^>]*>", cell) for cell in line.split("\t"))
            rows.append(["\n".join(filter(None, map(str.strip, cell))) for cell in cells])
    return rows


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "csv", "ods", "xls"])
def test_annex_b_says_the_same_in_every_format(ending: str, tmp_path: Path, annex_b) -> None:
    rows = as_rows()
    path = tmp_path / f"annex-b.{ending}"
    if ending == "docx":
        word(path, rows)
    elif ending == "html":
        web(path, rows)
    elif ending == "csv":
        separated(path, rows)
    else:
        excel(path.with_suffix(".xlsx"), Matrix=rows)
        path = path if ending == "xlsx" else converted(path.with_suffix(".xlsx"), ending)
    (tmp_path / "about.yaml").write_bytes((DATA / "kyoto-2021" / "about.yaml").read_bytes())
    matrix, _ = read_document(path)
    assert [replace(item, place="") for item in matrix.recommendations] == list(annex_b.recommendations)
    assert matrix.themes == annex_b.themes
