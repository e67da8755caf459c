"""Public lists that are not of any congress, as their owners made them; expected values from reading them.

Where they are from: ``data/matrices/README.md``.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest
from factory import read_tables

from drafter.documents.readers import read
from drafter.documents.source import read_document
from drafter.documents.table import Layout, characters_in
from drafter.matrix.loading import open_matrix
from drafter.problems import Severity
from tools import drafter_here

PIECES = Path(__file__).with_name("data") / "matrices"
SLOVENIA = PIECES / "upr34-slovenia.docx"
SHIPPED = Path(__file__).parent.parent / "data" / "slovenia-2019"
HAITI = PIECES / "upr-haiti-2011.csv"
ARGENTINA = PIECES / "upr-argentina-2008.csv"
NORMS = "Acceptance of international norms"
DISAPPEARANCE = "the International Convention for the Protection of All Persons from Enforced Disappearance"
FORCED_LABOUR = (
    "the International Labour Organization’s 2014 Protocol to the Forced Labour Convention, 1930 (No. 29)"
)
MIGRANTS = (
    "the International Convention on the Protection of the Rights of All Migrant Workers and Members of "
    "Their Families"
)
STATELESSNESS = "the Convention on the Reduction of Statelessness"
COVENANT = "the International Covenant on Economic, Social and Cultural Rights"
WHOM = "Slovenia on migrants, refugees and asylum seekers"


def said(reading, severity):
    return [(problem.code, problem.stands) for problem in reading.problems if problem.severity is severity]


def shown(reading, name):
    """Of a recommendation: the names of its regions, the titles of its themes, and its text."""
    item, matrix = reading.matrix.by_id[name], reading.matrix
    names = [matrix.region_by_key[key].name for key in item.regions]
    return names, [matrix.theme_by_id[theme].title for theme in item.themes], item.text


@pytest.fixture(scope="module")
def slovenia(tmp_path_factory):
    """The list, with those names in about.yaml that only a reader of this piece knows to be names."""
    folder = tmp_path_factory.mktemp("slovenia")
    names = ("Ukraine", "Indonesia", "Niger", "France", "Bangladesh", "Spain")
    lines = [f"  - {{key: {name.lower()}, name: {name}}}\n" for name in names]
    (folder / "about.yaml").write_text("regions:\n" + "".join(lines), encoding="utf-8")
    return read_document(Path(shutil.copy(SLOVENIA, folder)))


def test_a_thematic_list_of_the_high_commissioner_is_read_as_it_stands(slovenia):
    assert said(slovenia, Severity.ERROR) == said(slovenia, Severity.WARNING) == []
    assert [theme.title for theme in slovenia.matrix.themes] == [
        NORMS,
        "Cooperation & Follow up with Treaty Bodies",
        "Inter-State cooperation & development or humanitarian assistance",
        "Constitutional & legislative framework",
    ]
    # 18 rows; two texts stand in 121.2 and 122.11 each, three in 122.3
    assert [item.id for item in slovenia.matrix.recommendations] == [
        "france-121.1",
        "ukraine-121.2",
        "slovakia-121.2",
        "unitedkingdomofg-121.3",
        "senegal-122.1",
        "lithuania-122.11",
        "slovakia-122.11",
        "bangladesh-122.2",
        "indonesia-122.3",
        "niger-122.3",
        "philippines-122.3",
        "senegal-122.4",
        "uruguay-122.5",
        "brazil-122.6",
        "slovakia-122.7",
        "croatia-122.8",
        "honduras-122.9",
        "philippines-122.10",
        "unitedkingdomofg-122.12",
        "luxembourg-122.63",
        "turkey-122.64",
        "canada-122.149",
    ]


@pytest.mark.parametrize(
    ("name", "regions", "theme", "text"),
    [
        (
            "france-121.1",
            ["France", "Lithuania"],
            NORMS,
            f"Ratify {DISAPPEARANCE}",
        ),
        (
            "slovakia-121.2",
            ["Slovakia"],
            NORMS,
            f"Increase efforts towards ratification of {DISAPPEARANCE}",
        ),
        (
            "unitedkingdomofg-121.3",
            ["United Kingdom of Great Britain and Northern Ireland"],
            NORMS,
            f"Ratify and implement {FORCED_LABOUR}",
        ),
        (
            "niger-122.3",
            ["Niger"],
            NORMS,
            f"Consider the possibility of ratifying {MIGRANTS}",
        ),
        (
            "slovakia-122.7",
            ["Slovakia", "Spain", "North Macedonia"],
            NORMS,
            "Ratify the 1961 Convention on the Reduction of Statelessness",
        ),
        (
            "honduras-122.9",
            ["Honduras"],
            NORMS,
            f"Ratify {STATELESSNESS}, the Optional Protocol to {COVENANT} and other human rights instruments",
        ),
        (
            "canada-122.149",
            ["Canada"],
            "Constitutional & legislative framework",
            f"Reform its national legislation in order to implement international obligations of {WHOM}",
        ),
    ],
)
def test_its_words_are_given_to_those_named_behind_them(slovenia, name, regions, theme, text):
    assert shown(slovenia, name) == (regions, [theme], text)


def test_what_stands_below_a_text_and_beside_it_are_facts(slovenia):
    facts = slovenia.matrix.by_id["slovakia-121.2"].facts
    assert facts["Source of Position"] == "A/HRC/43/15 - Para 121"
    assert facts["Position"] == "Supported"
    assert facts["Full list of themes"].startswith(
        "- Acceptance of international norms\n- Enforced disappear"
    )
    assert slovenia.matrix.by_id["canada-122.149"].facts["Position"] == "Noted"
    assert slovenia.matrix.by_id["france-121.1"].stands == ("table 1, row 3, column 1",)


def test_all_of_it_is_accounted_for(slovenia):
    document = read(SLOVENIA.read_bytes(), SLOVENIA)
    assert characters_in(span.piece for span in slovenia.spans) == characters_in(document.pieces)


def test_a_name_that_stands_nowhere_else_is_not_passed_over():
    reading = read_document(SLOVENIA)
    assert said(reading, Severity.ERROR) == [
        ("in-list", "table 1, row 4, column 1"),  # Ukraine
        ("in-list", "table 1, row 16, column 1"),  # Indonesia
    ]
    assert said(reading, Severity.WARNING) == [
        ("name-before-name", "table 1, row 3, column 1"),  # France
        ("name-before-name", "table 1, row 15, column 1"),  # Bangladesh
        ("name-before-name", "table 1, row 20, column 1"),  # Spain
    ]
    hints = [problem.hint for problem in reading.problems if problem.severity is Severity.ERROR]
    assert "“- {key: ukraine, name: Ukraine}”" in hints[0]


def bracketed(text):
    rows = [
        ["No.", "Recommendation"],
        ["1.1", "Build it (Chile);"],
        ["1.2", "Keep it (Peru);"],
        ["1.3", text],
    ]
    return read_tables(rows)


@pytest.mark.parametrize("text", ["Ratify it (Chile)\n(Peru);", "Ratify it\n(Chile),\n(Peru)"])
def test_names_in_brackets_on_lines_of_their_own_belong_together(text):
    (item,) = (one for one in bracketed(text).matrix.recommendations if one.citation.decimal == "3")

    assert (item.region, *item.also) == ("chile", "peru")
    assert item.text == "Ratify it"


def test_what_is_said_of_a_name_in_brackets_is_no_region():
    reading = bracketed("Ratify it (Chile, as coordinator of the Group);")

    assert [region.name for region in reading.matrix.regions] == ["Chile", "Peru"]
    assert reading.matrix.by_id["chile-1.3"].text == "Ratify it"
    (warning,) = [one for one in reading.problems if one.severity is Severity.WARNING]
    assert "“as coordinator of the Group”" in warning.message


def test_a_data_set_in_the_encoding_of_the_old_mac():
    reading = read_document(HAITI, wanted=Layout(columns={"region": "from"}))
    assert said(reading, Severity.ERROR) == []
    (warning,) = [one for one in reading.problems if one.severity is Severity.WARNING]
    assert (warning.line, warning.column) == (22, 44)
    assert "read as Mac OS Roman, in which this word is “Children’s”" in warning.message
    assert [item.id.split("-")[1] for item in reading.matrix.recommendations] == [
        *(f"88.{number}" for number in [*range(1, 25), *range(99, 104), 136])
    ]
    # Whose it is, said in a column and again behind the text, is no part of the text.
    assert shown(reading, "spain-88.6") == (
        ["Spain"],
        [""],
        "Sign and ratify the Convention against Torture and ICESCR; and ratify CED",
    )
    assert reading.matrix.by_id["poland-88.21"].text.startswith(
        "Adopt and implement without delay a Children’s Code"
    )
    assert reading.matrix.by_id["unitedstates-88.100"].text == (
        "Fill the vacancies in the Supreme Court (Cour de Cassation), as those justices have the authority "
        "to make the legal system more efficient"
    )
    # What the document has behind it is a slip of its own, and stands.
    assert reading.matrix.by_id["costarica-88.136"].text.endswith("it may have (Costa Rica). );")
    assert reading.matrix.by_id["spain-88.6"].facts == {"to": "haiti", "decision": "consider", "year": "2011"}


def test_a_column_whose_names_stand_behind_the_texts_too_says_whose_they_are():
    reading = read_document(HAITI)
    assert said(reading, Severity.ERROR) == []
    assert reading.columns["region"] == "from"
    assert shown(reading, "southafrica-88.2")[0] == ["South Africa"]


def test_one_text_in_a_row_for_each_state_is_one_recommendation_of_all():
    reading = read_document(ARGENTINA)
    assert said(reading, Severity.ERROR) == []
    # 34 rows of 64.1 to 64.21
    assert [item.id.split("-")[1] for item in reading.matrix.recommendations] == [
        f"64.{number}" for number in range(1, 22)
    ]
    names, _, text = shown(reading, "austria-64.4")
    assert names == ["Austria", "Slovenia", "Canada", "Switzerland", "United Kingdom"]
    assert text.endswith("to ensure that adequate witness protection is implemented.")
    # “(Algeria, Republic of Korea);” behind it, and South Korea in the column
    names, _, text = shown(reading, "algeria-64.3")
    assert names == ["Algeria", "South Korea"]
    assert text.endswith("in particular migrant women.")
    # Where nobody else is named, it may be words of the text: it stands, and is no sentence of the paper.
    names, _, text = shown(reading, "southkorea-64.15")
    assert text.endswith("public institutions. (Republic of Korea);")
    names, _, text = shown(reading, "sweden-64.7")
    assert names == ["Sweden"]
    assert text.startswith("To take steps to ensure that, both at federal and provincial level, there is no")


@pytest.mark.parametrize(
    ("behind", "state"),
    [
        ("( Chile )", "Chile"),
        ("(the Netherlands)", "Netherlands"),
        ("(Chile, Peru and the Netherlands)", "Peru"),
    ],
)
def test_who_says_it_with_others_is_no_part_of_a_text(behind, state):
    rows = [
        ["From", "Text"],
        ["Chile", "1.1 Build fewer of all the prisons that there are (Chile);"],
        ["Peru", "1.2 Keep as many of the schools as can be kept (Peru);"],
        ["Netherlands", "1.3 Train all of those who are to be trained (Netherlands);"],
        [state, f"1.4 Publish the figures of all of the years {behind};"],
    ]
    *_, item = read_tables(rows).matrix.recommendations
    assert (item.region, item.text) == (state.lower(), "Publish the figures of all of the years")


def test_a_paper_of_many_states_names_the_report_and_who_contributed_in_the_order_of_its_paragraphs(tmp_path):
    document = Path(shutil.copy(HAITI, tmp_path))
    (tmp_path / "about.yaml").write_text(
        "columns: {region: from}\nregions_are: [State, States]\n"
        "report: {name: Report of the Working Group, symbol: A/HRC/19/19}\n",
        encoding="utf-8",
    )
    assert drafter_here("import", document).returncode == 0
    options = ["--matrix", tmp_path, "--min-regions", "1", "--format", "markdown", "-o", "-"]
    paper = drafter_here("draft", *options).stdout.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "From the recommendations of 21 States (Report of the Working Group, A/HRC/19/19), before" in paper
    cited = re.findall(
        r"^\[\^\d+\]: Report of the Working Group \(A/HRC/19/19\), para\. 88\.(\d+) ", paper, re.MULTILINE
    )
    assert list(map(int, cited)) == [*range(1, 25), *range(99, 104), 136]
    assert re.search("congress|kyoto|crime|regional", paper, re.IGNORECASE) is None


def test_a_paper_has_the_words_of_each_once_and_makes_no_sentence_of_brackets(tmp_path):
    document = Path(shutil.copy(ARGENTINA, tmp_path))
    assert drafter_here("import", document).returncode == 0
    options = ["--matrix", tmp_path, "--min-regions", "1", "--format", "markdown", "-o", "-"]
    paper = drafter_here("draft", *options).stdout.decode().partition("Where the paragraphs come from")[0]
    assert (
        len(re.findall(r"ake further steps to address all kinds of discrimination against women", paper)) == 1
    )
    assert re.search(r"public institutions\. \(Republic of Korea\)", paper)
    assert "; and (" not in paper


def test_where_its_paragraphs_come_from_is_told_by_name_where_columns_would_be_too_many(tmp_path):
    folder = tmp_path / "list"
    folder.mkdir()
    names = [f"State {letter}" for letter in "ABCDEFGHIJKLM"]
    rows = [
        f"{name},{number % 2},{number}.1,Build fewer prisons in it." for number, name in enumerate(names, 1)
    ]
    (folder / "list.csv").write_text("\n".join(["State,Theme,Paragraph,Text", *rows]), encoding="utf-8")
    assert drafter_here("import", folder / "list.csv").returncode == 0
    options = ["--matrix", folder, "--min-regions", "1", "--format", "markdown", "-o", "-"]
    paper = drafter_here("draft", *options).stdout.decode()
    head, *rows = [
        line for line in paper.partition("Where the paragraphs come from")[2].splitlines() if "|" in line
    ]
    assert head == "| Theme | Paragraphs | Contributed by |"
    assert rows[-1].endswith("| State B; State D; State F; State H; State J; State L |")


# The small matrix that comes with drafter


def test_the_small_matrix_that_comes_with_drafter_is_as_its_document():
    done = drafter_here("check", SHIPPED / "matrix.yaml")
    assert done.returncode == 0
    assert "0 errors, 0 warnings" in done.stderr.decode()
    matrix = open_matrix("slovenia-2019").matrix
    numbers = [item.id.split("-")[1] for item in matrix.recommendations]
    assert len(numbers) == 59
    assert set(numbers) == {f"121.{number}" for number in range(1, 59)}  # of 121.2 there are two
    assert matrix.by_id["iran-121.24"].text == (
        "Pursue policies which ensure victims of trafficking will be provided with adequate assistance "
        "and care"
    )


def test_a_paper_is_drafted_from_it_by_name_in_both_forms():
    for form in ("kyoto", "doha"):
        options = ["--matrix", "slovenia-2019", "--form", form, "--format", "markdown", "-o", "-"]
        done = drafter_here("draft", *options)
        assert done.returncode == 0
        paper = done.stdout.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "From the recommendations of 20 States (Report of the Working Group on the Universal" in paper
        assert re.search("kyoto|congress|crime|regional", paper.partition("<!--")[0], re.IGNORECASE) is None
        assert re.search(r"evise the definition of rape in the Criminal Code so that it is based on", paper)
        assert "Slovenia (A/HRC/43/15), para. 121.1 (France and Lithuania)." in paper


def test_its_many_states_do_not_crowd_out_the_themes():
    done = drafter_here("themes", "--matrix", "slovenia-2019")
    assert done.returncode == 0
    assert re.search(r"^  domestic-violence +Domestic violence +6$", done.stdout.decode(), re.MULTILINE)


def test_a_folder_that_has_the_name_of_a_form_and_is_none_is_not_taken_for_it(tmp_path):
    document = shutil.copy(SHIPPED / "thematic-list.docx", tmp_path)
    assert drafter_here("new", "kyoto", "--from", document, cwd=tmp_path).returncode == 0
    options = ["--matrix", "kyoto", "--min-regions", "1", "--format", "json", "-o", "-"]
    assert drafter_here("draft", *options, cwd=tmp_path).returncode == 0


# In French: small letters begin a text, and capitals have accents


def test_lines_of_a_cell_are_texts_of_their_own_in_small_letters():
    typed = (
        "abolir la peine ;\nratifier le Statut de Rome ;\nÉlaborer une loi\nÉtablir un fonds et\nle doter."
    )
    rows = [
        ["Thème", "France", "Luxembourg"],
        ["Justice", typed, "Prendre des mesures :\nformer les juges ;\net payer."],
    ]
    assert [item.text for item in read_tables(rows, columns={"theme": "Thème"}).matrix.recommendations] == [
        "abolir la peine ;",
        "ratifier le Statut de Rome ;",
        "Élaborer une loi",
        "Établir un fonds et le doter.",
        "Prendre des mesures : former les juges ; et payer.",
    ]


def test_a_line_that_ends_in_its_citation_is_a_text_of_its_own(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    cells = [*table.rows[0].cells, *table.rows[1].cells]
    texts = [
        "Thème",
        "France",
        "Luxembourg",
        "Maroc",
        "abolir la peine (par. 1)\nformer (par. 2, al. a)) ;\njuger",
    ]
    for one, text in zip(cells, texts, strict=False):
        one.text = text
    cells[4].add_paragraph("vite (par. 3)")
    document.save(tmp_path / "lines.docx")
    matrix = read_document(tmp_path / "lines.docx").matrix
    assert [(item.citation.label, item.text) for item in matrix.recommendations] == [
        ("1", "abolir la peine"),
        ("2 (a)", "former"),
        ("3", "juger vite"),
    ]


def test_words_in_brackets_that_begin_with_a_small_accent_are_no_name():
    rows = [["No.", "Recommandation"], ["1.1", "Former (Togo);"], ["1.2", "Juger (Bénin);"]]
    reading = read_tables([*rows, ["1.3", "Enregistrer (état civil); publier (Togo);"]])
    assert [region.name for region in reading.matrix.regions] == ["Bénin", "Togo"]
    assert said(reading, Severity.ERROR) == []
    *_, item = reading.matrix.recommendations
    assert item.text == "Enregistrer (état civil); publier"


def test_heads_of_french_lists_and_a_number_sign_say_what_they_say_elsewhere():
    rows = [
        ["Pays auteur", "Point de l’ordre du jour", "Libellé"],
        ["Togo", "Justice", "Former les juges de tout le pays (par. 2)"],
    ]
    assert read_tables(rows).columns == {
        "region": "Pays auteur",
        "section": "Point de l’ordre du jour",
        "text": "Libellé",
    }
    rows = [
        ["#", "Theme", "Africa", "Asia"],
        ["1", "Prisons", "Build fewer (para. 1)", "Build none (para. 2)"],
    ]
    reading = read_tables(rows)
    assert [region.name for region in reading.matrix.regions] == ["Africa", "Asia"]
    assert [theme.title for theme in reading.matrix.themes] == ["Prisons"]
