"""Forms that people made: odd or hostile words, copies and checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import make_matrix, make_recommendation

from drafter.cli import cli
from drafter.draft.compose import compose
from drafter.draft.model import MadeFrom
from drafter.form.forms import load_form
from drafter.form.glossary import load_glossary
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import Criteria
from drafter.matrix.selecting import Selection
from drafter.model import Concordance
from drafter.phrases import load_phrases
from drafter.problems import ContentError, DrafterError, Severity
from drafter.selection.drafting import form_problems
from tools import copied_form


@pytest.fixture
def form(tmp_path):
    """Return a copy of the form kyoto, for changes."""
    return copied_form(tmp_path / "my-form")


def drafted(form: Path):
    matrix = make_matrix(make_recommendation("ap-1a", "section-theme"))
    selection = Selection(Criteria(), candidates(matrix, Concordance()), ())
    made_from = MadeFrom("made-up", "", "", "", "", "my-form", "all", ())
    return compose(matrix, selection, load_form(form), made_from)


def refused(form: Path) -> str:
    with pytest.raises(ContentError) as raised:
        drafted(form)
    return str(raised.value)


# Words


def test_a_form_says_its_own_words(form):
    (form / "title.j2").write_text("Recueil\n\nFrom {{ matrix }}: {{ criteria }}.\n", encoding="utf-8")
    (form / "footnote.j2").write_text("{{ region }}, {{ paragraph }}.", encoding="utf-8")
    (form / "phrases.yaml").write_text(
        'phrases:\n  paragraph-lettered: "§ {number}{letter}"\n', encoding="utf-8"
    )
    draft = drafted(form)
    assert draft.title == "Recueil"
    assert draft.clauses[0].lines[0].footnotes[0].text == "Asia and the Pacific, § 1a."


@pytest.mark.parametrize(
    ("template", "words", "line"),
    [
        ("footnote.j2", "{{ region }", 1),
        ("preamble.j2", "We,\n\n{% if %}\n", 3),
        ("sources.j2", "# Annex\n\n{% for row in rows %}\n", 3),
        ("title.j2", "A title\n\n{{ matrix | no_such_filter }}\n", 3),
    ],
)
def test_a_template_that_is_no_jinja_is_named_with_its_line(form, template, words, line):
    (form / template).write_text(words, encoding="utf-8")
    assert refused(form).startswith(f"{form / template}:{line}: error: ")


def test_every_problem_of_a_form_is_reported_at_once(form):
    (form / "title.j2").write_text("{{ text", encoding="utf-8")
    (form / "footnote.j2").write_text("{{ region }},\n{{ paragrph }}.", encoding="utf-8")
    outline = (form / "outline.yaml").read_text(encoding="utf-8")
    (form / "outline.yaml").write_text(outline.replace("bare-verb\n", "shouting\n"), encoding="utf-8")
    message = refused(form)
    assert f"{form / 'title.j2'}:1: error: " in message
    assert f"{form / 'footnote.j2'}:2: error: unknown name “paragrph”" in message
    assert "Did you mean “paragraph”?" in message
    assert "shouting" in message


@pytest.mark.parametrize(
    "words",
    [
        "{{ region.__class__.__mro__ }}",
        "{{ self.__init__.__globals__.__builtins__ }}",
        "{{ region['__class__'] }}",
        "{{ region | attr('__class__') }}",
        "{{ '{0.__class__}'.format(region) }}",
        "{{ region.ljust(10) }}",
        "{% include 'secret.j2' %}",
        "{% import 'os' as os %}{{ os }}",
        "{% for a in region %}{% for b in 'x' | list %}{{ a }}{% endfor %}{% endfor %}{{ 10 ** 9 }}",
        "{% set a = 'x' * 300000 %}{{ a }}",
        "{% set a = '0123456789' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% set a = '0123456789' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
        "{% set a = '0123456789' %}" + "{% set a = a | replace('0', a) | replace('1', a) %}" * 40 + "{{ a }}",
        "{% set a = '0123456789' %}" + "{% for x in a %}" * 6 + "x" + "{% endfor %}" * 6,
        "{{ 1 / 0 }}",
        "{{ region[0][0][5] }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ region }}{{ '\\u0001' }}",
        "{{ region }}{{ '\\ud800' }}",
        "{# nothing #}",
    ],
)
def test_a_template_stays_in_its_sandbox_and_in_bounds_and_is_named(form, words):
    (form / "footnote.j2").write_text(words, encoding="utf-8")
    assert str(form / "footnote.j2") in refused(form)


@pytest.mark.parametrize("name", ["preamble.j2", "outline.yaml"])
def test_a_file_that_the_form_lacks_is_named(form, name):
    (form / name).unlink()
    with pytest.raises(DrafterError, match=name):
        drafted(form)


def test_an_outline_is_read_with_the_place_of_every_fault(form):
    (form / "outline.yaml").write_text(
        "language: en-GB\nparts:\n  - id: actions\n    text: ../actions\n    kinds: [acton]\n"
        "    headings: perhaps\n    colour: red\n  - {id: actions, kinds: [request]}\n"
        "  - {id: more, kinds: [request]}\nannexes: [sources, unused]\n",
        encoding="utf-8",
    )
    message = refused(form)
    for line in (4, 5, 6, 7, 8, 9, 10):
        assert f"outline.yaml:{line}:" in message
    assert "Did you mean “action”?" in message


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        ("phrases:\n  subjet: A paper\n", "subject"),
        ('phrases:\n  paragraph: "para. {numbr}"\n', "number"),
        ("plural: n !=\n", "plural"),
    ],
)
def test_phrases_are_checked_against_those_that_forms_share(form, phrases, words):
    (form / "phrases.yaml").write_text(phrases, encoding="utf-8")
    message = refused(form)
    assert str(form / "phrases.yaml") in message
    assert words in message


def test_running_text_has_numbers_below_ten_in_words():
    phrases = load_phrases()
    assert [phrases.number(count) for count in (1, 9, 10, 1200)] == ["one", "nine", "10", "1,200"]
    assert phrases.in_a_row(["Africa", "Europe", "Asia"]) == "Africa, Europe and Asia"


def test_every_template_and_phrase_that_comes_with_drafter_is_used():
    for name in ("kyoto", "doha"):
        folder = Path(__file__).parents[2] / "templates" / name
        assert load_form(folder).unused_templates == []
    common = {path.stem for path in (Path(__file__).parents[2] / "templates" / "common").glob("*.j2")}
    assert common == {"footnote", "guidance", "not_used", "note", "sources", "title"}


# The glossary


def test_a_form_adds_to_the_glossary_and_comes_first(form):
    (form / "glossary.yaml").write_text(
        "abbreviations:\n  - {short: WCO, long: World Customs Organization, article: yes}\n", encoding="utf-8"
    )
    glossary = load_glossary(form)
    assert glossary.unknown_in("The WCO, UNODC, part IV and the XYZ.") == ("XYZ",)
    assert glossary.shortened("the World Customs Organization") == "WCO"


# Copying and checking


def test_a_copy_is_whole_and_without_problems(tmp_path):
    folder = tmp_path / "my-house"
    run = CliRunner().invoke(cli, ["form", "copy", "kyoto", str(folder)])
    assert run.exit_code == 0, run.output
    assert "Next: drafter check" in run.stderr
    assert form_problems(folder) == []


def test_a_folder_that_is_there_is_not_copied_over(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    run = CliRunner().invoke(cli, ["form", "copy", "kyoto", str(tmp_path)])
    assert isinstance(run.exception, DrafterError)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_checking_a_form_finds_what_shows_only_with_real_words_and_what_is_not_used(form):
    (form / "old.j2").write_text("Not used.", encoding="utf-8")
    (form / "footnote.j2").write_text(
        "{{ 'x' if region else 1 / 0 }}{{ paragraph.nothing }}", encoding="utf-8"
    )
    (form / "word.docx").write_bytes(b"no Word file")
    found = [(problem.severity, Path(problem.file).name) for problem in form_problems(form)]
    assert (Severity.NOTE, "old.j2") in found
    assert (Severity.ERROR, "footnote.j2") in found
    assert (Severity.ERROR, "word.docx") in found
